/* mustache_parse.h: a template as a tree. Inside core/memo. */
#ifndef ADIT_MEMO_MUSTACHE_PARSE_H
#define ADIT_MEMO_MUSTACHE_PARSE_H

#include "core/base/arena.h"
#include "core/base/diag.h"

enum tag_kind { TAG_TEXT, TAG_VALUE, TAG_RAW, TAG_SECTION, TAG_INVERTED, TAG_PARTIAL };

struct tag {
    enum tag_kind kind;
    const char *text; /* of TAG_TEXT, len bytes; else the name */
    size_t len;
    const char *indent; /* of a standalone partial */
    struct pos pos;
    const struct tag *kids; /* of a section */
    size_t n_kids;
};

/* The top-level tags; NULL with an error for an unclosed or wrongly nested section, an unclosed or
 * empty tag, or nesting deeper than 64. A template without any tag gives one TAG_TEXT. */
const struct tag *mustache_parse(struct arena *a, const char *text, size_t n, const char *file_name,
                                 struct diags *d, size_t *n_tags);

#endif
