/* yaml.h: a YAML document as a tree in which each node knows its place.
 *
 * adit's own subset (rule-format): one document, no anchors, aliases, tags, merge keys or duplicate
 * keys; each of these is an error with its place. Limits on size, depth and number of nodes make a
 * hostile file an ordinary error. Scalars stay text: what a text means is its reader's business. */
#ifndef ADIT_BASE_YAML_H
#define ADIT_BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_entry;

struct yaml_node {
    enum yaml_kind kind;
    bool plain;       /* scalar without quotes, not a block scalar */
    struct pos pos;   /* first character of the value (of the text, not the quote) */
    const char *text; /* scalar: NUL-terminated, never NULL; may hold no NUL inside */
    size_t len;       /* bytes of text */
    size_t n;         /* items of a list, entries of a map */
    const struct yaml_node *const *items;
    const struct yaml_entry *entries;
    const struct yaml_source *source;
    size_t start, end; /* byte span in the source */
};

struct yaml_entry {
    const char *key;
    struct pos pos; /* of the key */
    const struct yaml_node *value;
};

struct yaml_limits {
    size_t max_bytes; /* 0: 16 MiB */
    size_t max_depth; /* 0: 64 */
    size_t max_nodes; /* 0: 1,000,000 */
};

/* NULL after adding an error. limits may be NULL. An empty document is an empty map. */
const struct yaml_node *yaml_load_file(struct arena *a, const char *path,
                                       const struct yaml_limits *limits, struct diags *d);
const struct yaml_node *yaml_load_text(struct arena *a, const char *text, size_t n,
                                       const char *file_name, const struct yaml_limits *limits,
                                       struct diags *d);

/* NULL when map is not a map or has no such key. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);
/* Plain scalar that YAML calls null: empty, ~, null, Null, NULL. */
bool yaml_is_null(const struct yaml_node *node);

/* The place of the byte at offset of a scalar's text, whatever its quoting or folding. */
struct pos yaml_text_pos(const struct yaml_node *scalar, size_t offset);

/* Adds an error for each key of map that is not in allowed, with the nearest allowed one. Returns
 * true when all are known. what names the map in the message ("rule", "source"). */
bool yaml_check_keys(const struct yaml_node *map, const char *what, const char *const *allowed,
                     size_t n_allowed, struct diags *d);

/* s as a YAML scalar that reads back as the same text: plain when that is safe, else double
 * quoted. force_quotes keeps "no", "1e3" and dates strings for other readers. */
void yaml_write_scalar(struct strbuf *out, const char *s, bool force_quotes);

#endif
