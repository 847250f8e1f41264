/* Ranges of published figures, from rules/data. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"
#include "core/economics/screening.h"

static bool bad(struct diags *d, const struct yaml_node *node, const char *id)
{
    diag_add(d, DIAG_ERROR, NULL, node->pos,
             "a range has unit, low, high and points with project, study, value and source",
             "'%s' is not a range of published figures", id);
    return false;
}

static bool number_of(const struct yaml_node *map, const char *key, double *out)
{
    const struct yaml_node *n = yaml_get(map, key);
    struct dec value;
    if (n == NULL || n->kind != YAML_SCALAR || !dec_parse(n->text, n->len, &value))
        return false;
    *out = dec_to_double(value);
    return isfinite(*out) && *out > 0;
}

static const char *text_of(struct arena *a, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *n = yaml_get(map, key);
    return n != NULL && n->kind == YAML_SCALAR ? arena_strdup(a, n->text) : NULL;
}

static bool read_point(struct arena *a, const struct yaml_node *node, struct range_point *p,
                       struct diags *d)
{
    static const char *const keys[] = {"project", "country", "study", "value", "from", "source"};
    if (!yaml_check_keys(node, "point", keys, COUNT(keys), d) ||
        !number_of(node, "value", &p->value))
        return false;
    p->project = text_of(a, node, "project");
    p->study = text_of(a, node, "study");
    p->source = text_of(a, node, "source");
    return p->project != NULL && p->study != NULL && p->source != NULL;
}

static bool read_range(struct arena *a, const char *id, const struct yaml_node *node,
                       struct econ_range *r, struct diags *d)
{
    static const char *const keys[] = {"unit", "low", "high", "points"};
    if (!yaml_check_keys(node, "range", keys, COUNT(keys), d))
        return false;
    const struct yaml_node *points = yaml_get(node, "points");
    r->id = arena_strdup(a, id);
    r->unit = text_of(a, node, "unit");
    if (r->unit == NULL || !number_of(node, "low", &r->low) || !number_of(node, "high", &r->high) ||
        r->low > r->high || points == NULL || points->kind != YAML_LIST)
        return bad(d, node, id);
    struct range_point *list = ARENA_ARRAY(a, points->n, struct range_point);
    for (size_t i = 0; i < points->n; i++)
        if (points->items[i]->kind != YAML_MAP || !read_point(a, points->items[i], &list[i], d))
            return bad(d, points->items[i], id);
    r->points = list;
    r->n_points = points->n;
    return true;
}

bool ranges_read(struct arena *a, const struct yaml_node *node, struct econ_ranges *out,
                 struct diags *d)
{
    if (node->kind != YAML_MAP)
        return bad(d, node, "ranges");
    for (size_t i = 0; i < node->n; i++) {
        struct econ_range r = {0};
        if (node->entries[i].value->kind != YAML_MAP)
            return bad(d, node->entries[i].value, node->entries[i].key);
        if (!read_range(a, node->entries[i].key, node->entries[i].value, &r, d))
            return false;
        VEC_PUSH(a, out, r);
    }
    return true;
}

const struct econ_range *range_find(const struct econ_data *data, const char *id)
{
    for (size_t i = 0; data != NULL && i < data->ranges.n; i++)
        if (strcmp(data->ranges.items[i].id, id) == 0)
            return &data->ranges.items[i];
    return NULL;
}
