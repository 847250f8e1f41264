#include "core/base/yaml.h"

#include <stdint.h>
#include <string.h>
#include <yaml.h>

#include "core/base/file.h"
#include "core/base/map.h"
#include "core/base/utf8.h"
#include "core/base/vec.h"
#include "core/base/yaml_source.h"

#define DEFAULT_BYTES ((size_t)16 << 20)
#define DEFAULT_DEPTH 64
#define DEFAULT_NODES 1000000

struct loader {
    struct arena *arena;
    struct diags *diags;
    yaml_parser_t parser;
    const struct yaml_source *source;
    struct yaml_limits limits;
    size_t nodes;
    /* Parts of the lists and maps that are not yet complete, each below those inside it. */
    VEC(const struct yaml_node *) items;
    VEC(struct yaml_entry) entries;
};

static struct pos mark_pos(const struct loader *l, const yaml_mark_t *m)
{
    return (struct pos){l->source->file, (int)m->line + 1, (int)m->column + 1};
}

static void fail(struct loader *l, struct pos pos, const char *hint, const char *message)
{
    diag_add(l->diags, DIAG_ERROR, "E001", pos, hint, "%s", message);
}

/* libyaml's own words, where a person can do better with them than without. */
static void parser_failed(struct loader *l)
{
    const yaml_parser_t *p = &l->parser;
    struct pos pos = mark_pos(l, &p->problem_mark);
    if (p->error == YAML_READER_ERROR) {
        pos = source_pos(l->source, p->problem_offset);
        diag_add(l->diags, DIAG_ERROR, "E001", pos, "save the file as UTF-8 text",
                 "not readable as text: %s", p->problem != NULL ? p->problem : "bad character");
        return;
    }
    const char *hint = "check indentation, quotes and the colon after each key";
    if (p->problem != NULL && strstr(p->problem, "cannot start any token") != NULL)
        hint = "indent with spaces, and quote a text that begins with a special character";
    else if (p->problem != NULL && strstr(p->problem, "mapping values are not allowed") != NULL)
        hint = "quote a text that contains ': '";
    diag_add(l->diags, DIAG_ERROR, "E001", pos, hint, "not valid YAML: %s%s%s",
             p->problem != NULL ? p->problem : "cannot be parsed", p->context != NULL ? ", " : "",
             p->context != NULL ? p->context : "");
}

static bool next_event(struct loader *l, yaml_event_t *e)
{
    if (yaml_parser_parse(&l->parser, e))
        return true;
    parser_failed(l);
    return false;
}

static const struct yaml_node *load_node(struct loader *l, yaml_event_t *e, size_t depth);

/* Anchors and tags are refused: they make a file mean more than it shows. */
static bool plain_event(struct loader *l, const yaml_event_t *e)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        anchor = e->data.scalar.anchor;
        tag = e->data.scalar.tag;
        break;
    case YAML_SEQUENCE_START_EVENT:
        anchor = e->data.sequence_start.anchor;
        tag = e->data.sequence_start.tag;
        break;
    case YAML_MAPPING_START_EVENT:
        anchor = e->data.mapping_start.anchor;
        tag = e->data.mapping_start.tag;
        break;
    default:
        break;
    }
    if (anchor == NULL && tag == NULL)
        return true;
    fail(l, mark_pos(l, &e->start_mark),
         anchor != NULL ? "write the value out where it is used" : "remove the '!' tag",
         anchor != NULL ? "anchors ('&name') are not part of the format"
                        : "tags ('!name') are not part of the format");
    return false;
}

static const struct yaml_node *load_scalar(struct loader *l, const yaml_event_t *e)
{
    struct yaml_node *node = ARENA_NEW(l->arena, struct yaml_node);
    const char *value = (const char *)e->data.scalar.value;
    size_t n = e->data.scalar.length;
    if (memchr(value, 0, n) != NULL) {
        fail(l, mark_pos(l, &e->start_mark), "remove the \\0", "text contains a NUL character");
        return NULL;
    }
    node->kind = YAML_SCALAR;
    node->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->text = arena_strndup(l->arena, value, n);
    node->len = n;
    node->source = l->source;
    node->start = source_offset(l->source, e->start_mark.line, e->start_mark.column);
    node->end = source_offset(l->source, e->end_mark.line, e->end_mark.column);
    node->pos = node->plain ? mark_pos(l, &e->start_mark) : yaml_text_pos(node, 0);
    return node;
}

static const struct yaml_node *load_list(struct loader *l, struct yaml_node *node, size_t depth)
{
    size_t first = l->items.n;
    yaml_event_t e;
    for (;;) {
        if (!next_event(l, &e))
            return NULL;
        if (e.type == YAML_SEQUENCE_END_EVENT)
            break;
        const struct yaml_node *item = load_node(l, &e, depth + 1);
        yaml_event_delete(&e);
        if (item == NULL)
            return NULL;
        VEC_PUSH(l->arena, &l->items, item);
    }
    node->end = source_offset(l->source, e.end_mark.line, e.end_mark.column);
    yaml_event_delete(&e);
    node->n = l->items.n - first;
    const struct yaml_node **items = ARENA_ARRAY(l->arena, node->n, const struct yaml_node *);
    if (node->n != 0)
        memcpy(items, l->items.items + first, node->n * sizeof *items);
    node->items = items;
    l->items.n = first;
    return node;
}

/* The keys of one map so far: a few are compared one by one, more go into a map. */
struct keys_seen {
    size_t first; /* among the loader's entries */
    struct map *many;
};

enum { FEW_KEYS = 16 };

static const struct pos *key_seen(struct loader *l, struct keys_seen *seen, const char *key)
{
    size_t n = l->entries.n - seen->first;
    struct yaml_entry *entries = n != 0 ? l->entries.items + seen->first : NULL;
    if (n < FEW_KEYS) {
        for (size_t i = 0; i < n; i++) {
            if (strcmp(entries[i].key, key) == 0)
                return &entries[i].pos;
        }
        return NULL;
    }
    if (seen->many == NULL)
        seen->many = map_new(l->arena);
    for (size_t i = map_count(seen->many); i < n; i++) {
        struct pos *kept = ARENA_NEW(l->arena, struct pos);
        *kept = entries[i].pos;
        map_put(seen->many, entries[i].key, kept);
    }
    return map_get(seen->many, key);
}

/* Checks a key event and takes its text; NULL after an error. */
static const char *load_key(struct loader *l, const yaml_event_t *e, struct keys_seen *seen)
{
    struct pos pos = mark_pos(l, &e->start_mark);
    if (e->type == YAML_ALIAS_EVENT) {
        fail(l, pos, "write the value out where it is used",
             "aliases ('*name') are not part of the format");
        return NULL;
    }
    if (!plain_event(l, e))
        return NULL;
    if (e->type != YAML_SCALAR_EVENT) {
        fail(l, pos, "a key is one word or text", "a key must be a plain text");
        return NULL;
    }
    const char *key = (const char *)e->data.scalar.value;
    if (memchr(key, 0, e->data.scalar.length) != NULL) {
        fail(l, pos, "remove the \\0", "key contains a NUL character");
        return NULL;
    }
    if (strcmp(key, "<<") == 0) {
        fail(l, pos, "write the entries out", "merge keys ('<<') are not part of the format");
        return NULL;
    }
    const struct pos *first = key_seen(l, seen, key);
    if (first != NULL) {
        diag_add(l->diags, DIAG_ERROR, "E001", pos, "remove or rename one of them",
                 "key '%s' stands twice (first on line %d)", key, first->line);
        return NULL;
    }
    return arena_strdup(l->arena, key);
}

static const struct yaml_node *load_map(struct loader *l, struct yaml_node *node, size_t depth)
{
    struct keys_seen seen = {.first = l->entries.n};
    yaml_event_t e;
    for (;;) {
        if (!next_event(l, &e))
            return NULL;
        if (e.type == YAML_MAPPING_END_EVENT)
            break;
        struct yaml_entry entry = {.key = load_key(l, &e, &seen),
                                   .pos = mark_pos(l, &e.start_mark)};
        yaml_event_delete(&e);
        if (entry.key == NULL || !next_event(l, &e))
            return NULL;
        entry.value = load_node(l, &e, depth + 1);
        yaml_event_delete(&e);
        if (entry.value == NULL)
            return NULL;
        VEC_PUSH(l->arena, &l->entries, entry);
    }
    node->end = source_offset(l->source, e.end_mark.line, e.end_mark.column);
    yaml_event_delete(&e);
    node->n = l->entries.n - seen.first;
    struct yaml_entry *entries = ARENA_ARRAY(l->arena, node->n, struct yaml_entry);
    if (node->n != 0)
        memcpy(entries, l->entries.items + seen.first, node->n * sizeof *entries);
    node->entries = entries;
    l->entries.n = seen.first;
    return node;
}

/* The node that event e begins; the caller deletes e. */
static const struct yaml_node *load_node(struct loader *l, yaml_event_t *e, size_t depth)
{
    struct pos pos = mark_pos(l, &e->start_mark);
    if (depth > l->limits.max_depth) {
        diag_add(l->diags, DIAG_ERROR, "E001", pos, "flatten the structure",
                 "nested deeper than %zu levels", l->limits.max_depth);
        return NULL;
    }
    if (++l->nodes > l->limits.max_nodes) {
        diag_add(l->diags, DIAG_ERROR, "E001", pos, "split the file",
                 "more than %zu values in one file", l->limits.max_nodes);
        return NULL;
    }
    if (e->type == YAML_ALIAS_EVENT) {
        fail(l, pos, "write the value out where it is used",
             "aliases ('*name') are not part of the format");
        return NULL;
    }
    if (!plain_event(l, e))
        return NULL;
    if (e->type == YAML_SCALAR_EVENT)
        return load_scalar(l, e);
    struct yaml_node *node = ARENA_NEW(l->arena, struct yaml_node);
    node->text = "";
    node->pos = pos;
    node->source = l->source;
    node->start = source_offset(l->source, e->start_mark.line, e->start_mark.column);
    if (e->type == YAML_SEQUENCE_START_EVENT) {
        node->kind = YAML_LIST;
        return load_list(l, node, depth);
    }
    node->kind = YAML_MAP;
    return load_map(l, node, depth);
}

static const struct yaml_node *empty_map(struct loader *l)
{
    struct yaml_node *node = ARENA_NEW(l->arena, struct yaml_node);
    node->kind = YAML_MAP;
    node->text = "";
    node->pos = (struct pos){l->source->file, 1, 1};
    node->source = l->source;
    return node;
}

static const struct yaml_node *load_stream(struct loader *l)
{
    const struct yaml_node *root = NULL;
    for (;;) {
        yaml_event_t e;
        if (!next_event(l, &e))
            return NULL;
        yaml_event_type_t type = e.type;
        bool ok = true;
        if (type == YAML_DOCUMENT_START_EVENT && root != NULL) {
            fail(l, mark_pos(l, &e.start_mark), "one file holds one document: remove the '---'",
                 "a second document begins here");
            ok = false;
        } else if (type == YAML_DOCUMENT_START_EVENT && e.data.document_start.version_directive) {
            fail(l, mark_pos(l, &e.start_mark), "remove the %YAML line",
                 "directives are not part of the format");
            ok = false;
        } else if (type == YAML_SCALAR_EVENT || type == YAML_MAPPING_START_EVENT ||
                   type == YAML_SEQUENCE_START_EVENT || type == YAML_ALIAS_EVENT) {
            root = load_node(l, &e, 1);
            ok = root != NULL;
        }
        yaml_event_delete(&e);
        if (!ok)
            return NULL;
        if (type == YAML_STREAM_END_EVENT)
            break;
    }
    return root == NULL || yaml_is_null(root) ? empty_map(l) : root;
}

const struct yaml_node *yaml_load_text(struct arena *a, const char *text, size_t n,
                                       const char *file_name, const struct yaml_limits *limits,
                                       struct diags *d)
{
    struct loader l = {.arena = a, .diags = d};
    if (limits != NULL)
        l.limits = *limits;
    if (l.limits.max_bytes == 0)
        l.limits.max_bytes = DEFAULT_BYTES;
    if (l.limits.max_depth == 0)
        l.limits.max_depth = DEFAULT_DEPTH;
    if (l.limits.max_nodes == 0)
        l.limits.max_nodes = DEFAULT_NODES;
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        n -= 3;
    }
    if (n > l.limits.max_bytes) {
        diag_add(d, DIAG_ERROR, "E001", (struct pos){file_name, 0, 0},
                 "is this the file that you meant?", "file is larger than %zu bytes",
                 l.limits.max_bytes);
        return NULL;
    }
    l.source = source_new(a, file_name, text, n);
    if (!yaml_parser_initialize(&l.parser)) {
        fail(&l, (struct pos){file_name, 0, 0}, NULL, "not enough memory to parse");
        return NULL;
    }
    yaml_parser_set_encoding(&l.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&l.parser, (const unsigned char *)l.source->text, n);
    const struct yaml_node *root = load_stream(&l);
    yaml_parser_delete(&l.parser);
    return root;
}

const struct yaml_node *yaml_load_file(struct arena *a, const char *path,
                                       const struct yaml_limits *limits, struct diags *d)
{
    size_t max = limits != NULL && limits->max_bytes != 0 ? limits->max_bytes : DEFAULT_BYTES;
    size_t n;
    const char *text = file_read(a, path, max, &n, d);
    return text != NULL ? yaml_load_text(a, text, n, path, limits, d) : NULL;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
    if (map == NULL || map->kind != YAML_MAP)
        return NULL;
    for (size_t i = 0; i < map->n; i++)
        if (strcmp(map->entries[i].key, key) == 0)
            return map->entries[i].value;
    return NULL;
}

bool yaml_is_null(const struct yaml_node *node)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    if (node->kind != YAML_SCALAR || !node->plain)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(node->text, words[i]) == 0)
            return true;
    return false;
}

bool yaml_check_keys(const struct yaml_node *map, const char *what, const char *const *allowed,
                     size_t n_allowed, struct diags *d)
{
    bool ok = true;
    for (size_t i = 0; i < map->n; i++) {
        const struct yaml_entry *e = &map->entries[i];
        bool known = false;
        for (size_t k = 0; k < n_allowed && !known; k++)
            known = strcmp(e->key, allowed[k]) == 0;
        if (known)
            continue;
        const char *near = nearest_name(e->key, allowed, n_allowed);
        char hint[160] = "remove it, or see the format's list of keys";
        if (near != NULL)
            snprintf(hint, sizeof hint, "did you mean '%.80s'?", near);
        diag_add(d, DIAG_ERROR, "E002", e->pos, hint, "%s has no key '%s'", what, e->key);
        ok = false;
    }
    return ok;
}
