/* Countries side by side: the measures of the compare rules for the open project; the country where
 * it stands first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/assess/compare.h"
#include "core/base/vec.h"
#include "tui/screens/screens.h"
#include "tui/widgets/doc_view.h"

enum { CODE = 6 };

struct model {
    struct doc_view page; /* first */
    struct screens *screens;
    bool sources; /* under each value, where it stands */
};

/* Its own country at the head, then the others by code. */
static const char *const *countries(struct arena *a, const struct assessment *s, size_t *n)
{
    size_t all;
    const char *const *known = compare_countries(a, s->rulebook, &all);
    const char *own = dossier_country(s->dossier);
    VEC(const char *) list = {0};
    for (int others = 0; others <= 1; others++)
        for (size_t i = 0; i < all; i++)
            if ((strcmp(known[i], own) != 0) == (others == 1))
                VEC_PUSH(a, &list, known[i]);
    *n = list.n;
    return list.items;
}

static void add_cell(struct doc *d, const struct compared_cell *c, bool own, bool sources)
{
    struct arena *a = d->arena;
    doc_line(d, DOC_NO_TAG);
    doc_field(d, 0, 2, ROLE_PASS, c->best ? "*" : "");
    doc_field(d, 3, 2, own ? ROLE_STRONG : ROLE_DIM, c->country);
    if (c->state == CELL_VALUE)
        doc_wrap(d, CODE, own ? ROLE_STRONG : ROLE_TEXT,
                 c->confidence != NULL
                     ? arena_printf(a, "%s [%s]", compare_text(a, c->value), c->confidence)
                     : compare_text(a, c->value),
                 true);
    else if (c->state == CELL_OPEN)
        doc_wrap(d, CODE, ROLE_UNKNOWN,
                 arena_printf(a, "? open: %s%s", c->missing != NULL ? "needs " : "",
                              c->missing != NULL ? c->missing : c->why),
                 true);
    else
        doc_wrap(d, CODE, ROLE_DIM, arena_printf(a, "not encoded: %s", c->why), true);
    for (size_t i = 0; sources && i < c->n_citations; i++) {
        const struct citation *x = &c->citations[i];
        doc_wrap(d, CODE + 2, ROLE_DIM,
                 arena_printf(a, "%s%s%s%s%s", x->source->title, x->at != NULL ? ", " : "",
                              x->at != NULL ? x->at : "", x->text != NULL ? ": " : "",
                              x->text != NULL ? x->text : ""),
                 false);
    }
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    const struct assessment *s = m->screens->w->project.assessment;
    struct doc *d = doc_view_start(v);
    size_t n, n_countries;
    const char *const *codes = countries(d->arena, s, &n_countries);
    const struct compared_measure *all =
        compare_measures(d->arena, s->rulebook, s->dossier, s->as_of, s->economics,
                         m->screens->w->econ, codes, n_countries, &n);
    const char *own = dossier_country(s->dossier);
    snprintf(v->title, sizeof v->title, "%.120s  Countries side by side", dossier_name(s->dossier));
    if (n == 0)
        doc_wrap(d, 0, ROLE_TEXT, "No rule compares countries.", false);
    for (size_t i = 0; i < n; i++) {
        doc_heading(d, "%s", all[i].measure->title);
        for (size_t k = 0; k < all[i].n_cells; k++)
            add_cell(d, &all[i].cells[k], strcmp(all[i].cells[k].country, own) == 0, m->sources);
        doc_blank(d);
    }
    doc_wrap(d, 0, ROLE_DIM, "* the best of the values known", false);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    if (a != ACT_SOURCES)
        return doc_view_act(v, a);
    m->sources = !m->sources;
    view_stale(v);
    return REACT_DONE;
}

static const struct view_ops OPS = {
    .keymap = MAP_COMPARE,
    .pager = true,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .act = act,
    .release = doc_view_release,
};

void compare_open(struct screens *s)
{
    struct model *m = doc_view_new(sizeof *m);
    m->screens = s;
    views_push(s->views, &OPS, m);
}
