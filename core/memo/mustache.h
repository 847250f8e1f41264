/* mustache.h: Mustache templates (sections, inverted sections, partials, set delimiter, comments,
 * dotted names, the implicit iterator) over a JSON tree. */
#ifndef ADIT_MEMO_MUSTACHE_H
#define ADIT_MEMO_MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"
#include "core/base/json.h"
#include "core/base/strbuf.h"

/* How {{name}} is made safe; {{{name}}} and {{&name}} never are. */
enum mustache_escape { MUSTACHE_HTML, MUSTACHE_MARKDOWN, MUSTACHE_NONE };

/* The text of partial `name`, or NULL when there is none (renders as nothing). */
typedef const char *mustache_partial(void *data, struct arena *a, const char *name);

/* False after an error with its place. Output and nesting are bounded. */
bool mustache_render(struct arena *a, const char *template, size_t n, const char *file_name,
                     const struct json *context, enum mustache_escape escape,
                     mustache_partial *partial, void *partial_data, struct strbuf *out,
                     struct diags *d);
/* Reads NAME.mustache, NAME.md or NAME.html under the directory `data` (a const char *). */
const char *mustache_partial_from_dir(void *data, struct arena *a, const char *name);

#endif
