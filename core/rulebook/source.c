/* source.c: sources, citations of them, and parameters by date. */
#include <string.h>

#include "core/rulebook/internal.h"

static void load_source(struct load *l, const char *id, struct pos pos,
                        const struct yaml_node *node)
{
    if (!id_valid(id)) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, pos, NULL, "'%s' is not an identifier", id);
        return;
    }
    if (!read_keys(l, node, &record_source))
        return;
    const struct source *old = map_get(l->r->source_ids, id);
    if (old != NULL) {
        diag_add(l->d, DIAG_ERROR, CODE_DUPLICATE, pos,
                 arena_printf(l->a, "first at %s:%d; ids are global", old->pos.file, old->pos.line),
                 "source '%s' is defined twice", id);
        return;
    }
    struct source *s = ARENA_NEW(l->a, struct source);
    s->id = arena_strdup(l->a, id);
    s->title = read_text(l, node, "title", true);
    s->jurisdiction = read_text(l, node, "jurisdiction", false);
    s->url = read_text(l, node, "url", false);
    s->note = read_text(l, node, "note", false);
    s->grade = read_text(l, node, "grade", true);
    s->has_read = read_date(l, node, "read", false, &s->read);
    s->pos = pos;
    if (s->title == NULL)
        s->title = s->id;
    VEC_PUSH(l->a, &l->r->sources, s);
    map_put(l->r->source_ids, s->id, s);
}

void load_sources(struct load *l, const struct yaml_node *map)
{
    for (size_t i = 0; i < map->n; i++)
        load_source(l, map->entries[i].key, map->entries[i].pos, map->entries[i].value);
}

static const char *basis_of(const struct source *s)
{
    if (s->grade == NULL)
        return "law";
    if (strcmp(s->grade, "house") == 0)
        return "house";
    return strcmp(s->grade, "agency") == 0 ? "agency" : "law";
}

static bool cite(struct load *l, const char *ref, struct pos pos, struct citation *out)
{
    const struct source *s = map_get(l->r->source_ids, ref);
    if (s == NULL) {
        size_t n = map_count(l->r->source_ids);
        const char **ids = ARENA_ARRAY(l->a, n, const char *);
        for (size_t i = 0; i < n; i++)
            ids[i] = map_at(l->r->source_ids, i, NULL);
        const char *near = nearest_name(ref, ids, n);
        diag_add(l->d, DIAG_ERROR, "E030", pos,
                 near != NULL ? arena_printf(l->a, "did you mean '%s'?", near)
                              : "sources are declared under 'sources' of a rule file",
                 "citation of an unknown source '%s'", ref);
        return false;
    }
    out->source = s;
    out->basis = basis_of(s);
    return true;
}

bool load_citation(struct load *l, const struct yaml_node *node, struct citation *out)
{
    *out = (struct citation){0};
    if (node->kind == YAML_SCALAR)
        return cite(l, node->text, node->pos, out);
    if (node->kind == YAML_LIST) {
        if (node->n == 0 || node->n > 2 || node->items[0]->kind != YAML_SCALAR ||
            node->items[node->n - 1]->kind != YAML_SCALAR) {
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, "write [source, \"place in it\"]",
                     "not a citation");
            return false;
        }
        if (!cite(l, node->items[0]->text, node->items[0]->pos, out))
            return false;
        if (node->n == 2)
            out->at = arena_strdup(l->a, node->items[1]->text);
        return true;
    }
    if (!read_keys(l, node, &record_citation))
        return false;
    const char *ref = read_text(l, node, "ref", true);
    if (ref == NULL || !cite(l, ref, yaml_get(node, "ref")->pos, out))
        return false;
    out->at = read_text(l, node, "at", false);
    out->text = read_text(l, node, "text", false);
    const struct yaml_node *basis = yaml_get(node, "basis");
    if (basis != NULL) {
        int word = read_word(l, basis, "basis", basis_words);
        if (word < 0)
            return false;
        out->basis = basis_words[word];
    }
    bool house = strcmp(basis_of(out->source), "house") == 0;
    if (house && (basis == NULL || strcmp(out->basis, "house") != 0))
        diag_add(l->d, DIAG_WARNING, "W108", node->pos, "add 'basis: house'",
                 "a choice of ours cited without 'basis: house'");
    return true;
}

const struct citation *load_citations(struct load *l, const struct yaml_node *node, size_t *n)
{
    *n = 0;
    bool list = node->kind == YAML_LIST;
    size_t count = list ? node->n : 1;
    struct citation *all = ARENA_ARRAY(l->a, count, struct citation);
    for (size_t i = 0; i < count; i++) {
        if (load_citation(l, list ? node->items[i] : node, &all[*n]))
            (*n)++;
    }
    return all;
}

/* A value as YAML shows it: quoted is a string; plain is a boolean, a number, a date or a string.
 */
static struct feel_value typed_value(struct load *l, const struct yaml_node *node)
{
    struct dec number;
    struct date date;
    if (!node->plain)
        return feel_string(arena_strdup(l->a, node->text));
    if (strcmp(node->text, "true") == 0 || strcmp(node->text, "false") == 0)
        return feel_boolean(node->text[0] == 't');
    if (dec_parse(node->text, node->len, &number))
        return feel_number(number);
    if (date_parse(node->text, node->len, &date))
        return feel_date(date);
    return feel_string(arena_strdup(l->a, node->text));
}

static bool load_param_value(struct load *l, const struct yaml_entry *entry,
                             struct param_value *out)
{
    *out = (struct param_value){.value = feel_null(), .pos = entry->pos};
    if (!date_parse(entry->key, strlen(entry->key), &out->from)) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, entry->pos, "write YYYY-MM-DD",
                 "'%s' is not a date from which a value holds", entry->key);
        return false;
    }
    const struct yaml_node *node = entry->value;
    if (node->kind == YAML_SCALAR && node->plain && strcmp(node->text, "expected") == 0) {
        out->expected = true;
        return true;
    }
    if (!read_keys(l, node, &record_param_value))
        return false;
    const struct yaml_node *value = read_child(l, node, "value", YAML_SCALAR, true);
    const struct yaml_node *source = yaml_get(node, "source");
    if (value == NULL)
        return false;
    out->value = typed_value(l, value);
    out->note = read_text(l, node, "note", false);
    if (source == NULL) {
        diag_add(l->d, DIAG_ERROR, "E030", node->pos, "add source: [id, \"place in it\"]",
                 "a value without a source");
        return false;
    }
    return load_citation(l, source, &out->citation);
}

static void load_param(struct load *l, const char *id, struct pos pos, const struct yaml_node *node)
{
    if (!id_valid(id)) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, pos, NULL, "'%s' is not an identifier", id);
        return;
    }
    if (!read_keys(l, node, &record_param))
        return;
    const struct param *old = map_get(l->r->param_ids, id);
    if (old != NULL) {
        diag_add(l->d, DIAG_ERROR, CODE_DUPLICATE, pos,
                 arena_printf(l->a, "first at %s:%d; ids are global", old->pos.file, old->pos.line),
                 "parameter '%s' is defined twice", id);
        return;
    }
    struct param *p = ARENA_NEW(l->a, struct param);
    p->id = arena_strdup(l->a, id);
    p->unit = read_text(l, node, "unit", false);
    p->pack = l->pack->id;
    p->has_checked_on = read_date(l, node, "checked_on", false, &p->checked_on);
    p->pos = pos;
    const struct yaml_node *map = read_child(l, node, "values", YAML_MAP, true);
    size_t count = map != NULL ? map->n : 0, n = 0;
    struct param_value *values = ARENA_ARRAY(l->a, count, struct param_value);
    enum feel_kind kind = FEEL_NULL;
    for (size_t i = 0; i < count; i++) {
        struct param_value v;
        if (!load_param_value(l, &map->entries[i], &v))
            continue;
        if (!v.expected && kind != FEEL_NULL && v.value.kind != kind)
            diag_add(l->d, DIAG_ERROR, "E012", map->entries[i].value->pos, NULL,
                     "parameter '%s' is a %s here and a %s before", id,
                     feel_kind_name(v.value.kind), feel_kind_name(kind));
        if (!v.expected)
            kind = v.value.kind;
        size_t at = n++;
        for (; at > 0 && date_cmp(values[at - 1].from, v.from) > 0; at--)
            values[at] = values[at - 1];
        values[at] = v;
    }
    p->values = values;
    p->n_values = n;
    VEC_PUSH(l->a, &l->r->params, p);
    map_put(l->r->param_ids, p->id, p);
}

void load_params(struct load *l, const struct yaml_node *map)
{
    for (size_t i = 0; i < map->n; i++)
        load_param(l, map->entries[i].key, map->entries[i].pos, map->entries[i].value);
}

const struct param_value *param_at(const struct param *p, struct date on, bool *pending)
{
    const struct param_value *found = NULL;
    bool expected = false;
    for (size_t i = 0; i < p->n_values && date_cmp(p->values[i].from, on) <= 0; i++) {
        expected = p->values[i].expected;
        if (!expected)
            found = &p->values[i];
    }
    if (pending != NULL)
        *pending = expected && found != NULL;
    return found;
}
