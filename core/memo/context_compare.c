/* context_compare.c: the project's country beside the others, where both have something to say. */
#include <string.h>

#include "core/assess/compare.h"
#include "core/memo/context.h"

/* The project's own country first. */
static const char *const *own_first(struct context *c, size_t *n)
{
    const struct assessment *s = c->assessment;
    const char *own = dossier_country(s->dossier);
    const char *const *known = compare_countries(c->arena, s->rulebook, n);
    const char **all = ARENA_ARRAY(c->arena, *n, const char *);
    size_t at = 0;
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < *n; i++) {
            if ((own != NULL && strcmp(known[i], own) == 0) == (pass == 0))
                all[at++] = known[i];
        }
    }
    bool there = *n != 0 && own != NULL && strcmp(all[0], own) == 0;
    *n = there ? *n : 0;
    return all;
}

/* Worth a row when the own country and some other one have a value. */
static bool says_something(const struct compared_measure *m)
{
    if (m->cells[0].state != CELL_VALUE)
        return false;
    for (size_t i = 1; i < m->n_cells; i++) {
        if (m->cells[i].state == CELL_VALUE)
            return true;
    }
    return false;
}

static struct json *cell(struct context *c, const struct compared_cell *from)
{
    struct json *j = json_object(c->arena);
    bool value = from->state == CELL_VALUE;
    put(c, j, "text",
        value                      ? compare_text(c->arena, from->value)
        : from->state == CELL_OPEN ? "open"
                                   : "not encoded");
    put_flag(c, j, "best", from->best);
    put_flag(c, j, "has_ref", value && from->n_citations != 0);
    put(c, j, "ref",
        value && from->n_citations != 0 ? context_source_ref(c, from->citations[0].source) : NULL);
    return j;
}

struct json *context_compare(struct context *c)
{
    const struct assessment *s = c->assessment;
    struct json *out = json_object(c->arena), *rows = json_array(c->arena);
    struct json *countries = json_array(c->arena);
    size_t n, n_measures;
    const char *const *codes = own_first(c, &n);
    const struct compared_measure *all =
        compare_measures(c->arena, s->rulebook, s->dossier, s->as_of, s->economics,
                         c->options->data, codes, n, &n_measures);
    for (size_t i = 0; i < n; i++) {
        struct json *j = json_object(c->arena);
        put(c, j, "code", codes[i]);
        json_push(c->arena, countries, j);
    }
    for (size_t i = 0; n != 0 && i < n_measures; i++) {
        if (!says_something(&all[i]))
            continue;
        struct json *row = json_object(c->arena), *cells = json_array(c->arena);
        for (size_t k = 0; k < n; k++)
            json_push(c->arena, cells, cell(c, &all[i].cells[k]));
        put(c, row, "topic", all[i].rule->title);
        put(c, row, "measure", all[i].measure->title);
        json_set(c->arena, row, "cells", cells);
        json_push(c->arena, rows, row);
    }
    put_flag(c, out, "has_rows", rows->n != 0);
    json_set(c->arena, out, "countries", countries);
    json_set(c->arena, out, "rows", rows);
    return out;
}
