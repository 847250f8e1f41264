/* read.c: values out of YAML maps. Each reader adds an error that names the key and the place. */
#include <string.h>

#include "core/rulebook/internal.h"

bool read_keys(struct load *l, const struct yaml_node *map, const struct record *record)
{
    if (map->kind == YAML_MAP)
        return record_check(record, map, l->d);
    diag_add(l->d, DIAG_ERROR, CODE_VALUE, map->pos, NULL, "%s must be a map of keys",
             record->name);
    return false;
}

struct pos key_pos(const struct yaml_node *map, const char *key)
{
    for (size_t i = 0; map->kind == YAML_MAP && i < map->n; i++) {
        if (strcmp(map->entries[i].key, key) == 0)
            return map->entries[i].pos;
    }
    return map->pos;
}

static const struct yaml_node *need(struct load *l, const struct yaml_node *map, const char *key,
                                    bool required)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node == NULL && required)
        diag_add(l->d, DIAG_ERROR, CODE_MISSING, map->pos, NULL, "key '%s' is missing", key);
    return node;
}

const char *read_text(struct load *l, const struct yaml_node *map, const char *key, bool required)
{
    const struct yaml_node *node = need(l, map, key, required);
    if (node == NULL)
        return NULL;
    if (node->kind != YAML_SCALAR || (required && node->len == 0)) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL, "'%s' must be a text", key);
        return NULL;
    }
    return arena_strdup(l->a, node->text);
}

bool id_valid(const char *id)
{
    bool start = true;
    if (!(*id >= 'a' && *id <= 'z'))
        return false;
    for (const char *p = id; *p != '\0'; p++) {
        bool word = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || *p == '_';
        if (!word && (*p != '.' || start || p[1] == '\0'))
            return false;
        start = *p == '.';
    }
    return true;
}

const char *read_id(struct load *l, const struct yaml_node *map, const char *key, bool required)
{
    const char *id = read_text(l, map, key, required);
    if (id != NULL && !id_valid(id)) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, yaml_get(map, key)->pos,
                 "lower-case words of letters, digits and '_', joined by dots",
                 "'%s' is not an identifier", id);
        return NULL;
    }
    return id;
}

bool read_date(struct load *l, const struct yaml_node *map, const char *key, bool required,
               struct date *out)
{
    const struct yaml_node *node = need(l, map, key, required);
    if (node == NULL)
        return false;
    if (node->kind == YAML_SCALAR && date_parse(node->text, node->len, out))
        return true;
    diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, "write YYYY-MM-DD", "'%s' must be a date",
             key);
    return false;
}

bool read_number(struct load *l, const struct yaml_node *node, struct dec *out)
{
    if (node->kind == YAML_SCALAR && dec_parse(node->text, node->len, out))
        return true;
    diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL, "a number is needed here");
    return false;
}

int read_version(struct load *l, const struct yaml_node *map, bool required, int fallback)
{
    const struct yaml_node *node = read_child(l, map, "version", YAML_SCALAR, required);
    struct dec number;
    int64_t whole;
    if (node == NULL || !read_number(l, node, &number))
        return fallback;
    if (dec_to_int(number, &whole) && whole >= 1 && whole <= 9999)
        return (int)whole;
    diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL,
             "'version' must be a whole number from 1");
    return fallback;
}

int read_percent(struct load *l, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = read_child(l, map, key, YAML_SCALAR, false);
    struct dec number;
    int64_t whole;
    if (node == NULL || !read_number(l, node, &number))
        return -1;
    if (dec_to_int(number, &whole) && whole >= 0 && whole <= 100)
        return (int)whole;
    diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL,
             "'%s' must be a whole number from 0 to 100", key);
    return -1;
}

bool read_flag(struct load *l, const struct yaml_node *map, const char *key, bool *out)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node == NULL)
        return true;
    if (node->kind == YAML_SCALAR && strcmp(node->text, "true") == 0) {
        *out = true;
        return true;
    }
    if (node->kind == YAML_SCALAR && strcmp(node->text, "false") == 0) {
        *out = false;
        return true;
    }
    diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL, "'%s' must be true or false", key);
    return false;
}

const char *const *read_texts(struct load *l, const struct yaml_node *map, const char *key,
                              size_t *n)
{
    const struct yaml_node *node = yaml_get(map, key);
    *n = 0;
    if (node == NULL)
        return NULL;
    if (node->kind == YAML_SCALAR) {
        const char **one = ARENA_ARRAY(l->a, 1, const char *);
        one[0] = arena_strdup(l->a, node->text);
        *n = 1;
        return one;
    }
    if (node->kind == YAML_MAP) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL, "'%s' must be a list of texts",
                 key);
        return NULL;
    }
    const char **texts = ARENA_ARRAY(l->a, node->n, const char *);
    for (size_t i = 0; i < node->n; i++) {
        if (node->items[i]->kind != YAML_SCALAR)
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->items[i]->pos, NULL,
                     "'%s' must be a list of texts", key);
        else
            texts[(*n)++] = arena_strdup(l->a, node->items[i]->text);
    }
    return texts;
}

const struct yaml_node *read_child(struct load *l, const struct yaml_node *map, const char *key,
                                   enum yaml_kind kind, bool required)
{
    const struct yaml_node *node = need(l, map, key, required);
    if (node == NULL || node->kind == kind)
        return node;
    diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL, "'%s' must be a %s", key,
             kind == YAML_MAP    ? "map"
             : kind == YAML_LIST ? "list"
                                 : "single value");
    return NULL;
}

int read_word(struct load *l, const struct yaml_node *node, const char *what,
              const char *const *words)
{
    size_t n = word_count(words);
    if (node->kind == YAML_SCALAR) {
        for (size_t i = 0; i < n; i++) {
            if (strcmp(node->text, words[i]) == 0)
                return (int)i;
        }
    }
    const char *text = node->kind == YAML_SCALAR ? node->text : "";
    const char *near = nearest_name(text, words, n);
    struct strbuf hint;
    strbuf_init(&hint, 4096);
    if (near != NULL) {
        strbuf_addf(&hint, "did you mean '%s'?", near);
    } else {
        strbuf_adds(&hint, "one of");
        for (size_t i = 0; i < n; i++)
            strbuf_addf(&hint, "%s %s", i != 0 ? "," : "", words[i]);
    }
    diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, hint.buf, "'%s' is not a %s", text, what);
    strbuf_release(&hint);
    return -1;
}

const struct feel_expr *read_expr(struct load *l, const struct feel_env *env,
                                  const struct yaml_node *node, const struct feel_type *expected)
{
    if (node->kind != YAML_SCALAR || node->len == 0) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL, "an expression is needed here");
        return NULL;
    }
    struct feel_options options = {.expected = expected, .origin = node};
    struct feel_expr *e = feel_compile(l->a, env, node->text, node->pos, &options, l->d);
    if (e == NULL)
        return NULL;
    feel_lint(e, l->d);
    if (feel_expr_nodes(e) > l->r->max_nodes)
        l->r->max_nodes = feel_expr_nodes(e);
    return e;
}

const struct fact_def *find_fact(struct load *l, const char *name, struct pos pos)
{
    const struct fact_def *def = catalogue_find(l->r->catalogue, name);
    if (def == NULL) {
        const char *near = catalogue_nearest(l->r->catalogue, name);
        const char *hint = near != NULL ? arena_printf(l->a, "did you mean '%s'?", near)
                                        : "facts are declared under 'facts' of a rule file";
        diag_add(l->d, DIAG_ERROR, "E011", pos, hint, "unknown fact '%s'", name);
        return NULL;
    }
    map_put(l->used_facts, def->name, l);
    return def;
}
