/* What would cure a programme or a check: sets of changes, or the bars that stand. */
#include <stdio.h>
#include <string.h>

#include "core/assess/cure.h"
#include "tui/screens/format.h"
#include "tui/screens/id_page.h"
#include "tui/screens/marks.h"

/* --- what is drawn -----------------------------------------------------------------------------
 */

static void add_changes(struct doc *d, const struct cure *c)
{
    for (size_t i = 0; i < c->n_changes; i++) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_TEXT, "•");
        doc_wrap(d, 2, ROLE_TEXT, cure_change_words(d->arena, &c->changes[i]), true);
        doc_wrap(d, 2, ROLE_DIM,
                 arena_printf(d->arena, "%s (effort %d%s%s)", c->changes[i].title,
                              c->changes[i].effort,
                              c->changes[i].evidence != NULL ? ", proof: " : "",
                              c->changes[i].evidence != NULL ? c->changes[i].evidence : ""),
                 false);
    }
}

static void add_bars(struct doc *d, const struct cure *c)
{
    for (size_t i = 0; i < c->n_bars; i++) {
        const struct cure_bar *b = &c->bars[i];
        if (b->before == b->after && c->n_bars > 1)
            continue;
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 2, status_role(b->after), status_mark(b->after));
        doc_wrap(d, 4, ROLE_DIM,
                 arena_printf(d->arena, "%s: %s, then %s", b->rule->id, status_words(b->before),
                              b->or_better ? "pass or conditional" : status_words(b->after)),
                 true);
    }
    doc_blank(d);
}

static void add_obstacles(struct doc *d, const struct cures *c)
{
    if (c->n != 0 && !c->items[0].conditional)
        return;
    doc_heading(d, "No cure within reach");
    if (c->n_obstacles == 0)
        doc_wrap(d, 0, ROLE_TEXT, "No three changes or answers are enough.", false);
    for (size_t i = 0; i < c->n_obstacles; i++) {
        const struct finding *f = c->obstacles[i].finding;
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, status_role(f->status), status_mark(f->status));
        doc_wrap(d, 2, ROLE_TEXT, arena_printf(d->arena, "%s: %s", f->rule->id, f->rule->title),
                 true);
        doc_wrap(d, 2, ROLE_DIM, c->obstacles[i].why, false);
    }
    doc_blank(d);
}

static void add_cures(struct doc *d, const struct cures *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct cure *cure = &c->items[i];
        doc_heading(d, "%s: %zu change%s, effort %d",
                    cure->conditional ? "Second best, with conditions" : "A cure", cure->n_changes,
                    cure->n_changes > 1 ? "s" : "", cure->effort);
        add_changes(d, cure);
        add_bars(d, cure);
    }
    if (c->plan != NULL) {
        doc_heading(d, "All of these %zu%s, effort %d", c->plan->n_changes,
                    c->plan->conditional ? ", with conditions" : "", c->plan->effort);
        add_changes(d, c->plan);
        add_bars(d, c->plan);
    }
    if (c->cut_short)
        doc_wrap(d, 0, ROLE_DIM,
                 "The search was cut short: there may be other ways, or shorter ones.", false);
}

/* --- the view ----------------------------------------------------------------------------------
 */

static void layout(struct view *v)
{
    struct id_page *m = v->data;
    struct workbench *w = m->screens->w;
    const struct assessment *s = w->project.assessment;
    struct cure_economics economics = {w->econ, NULL};
    struct doc *d = doc_view_start(v);
    const struct cures *c = assess_cures(m->page.arena, s, m->id, &economics);
    snprintf(v->title, sizeof v->title, "%.120s  cures of %.120s", dossier_name(s->dossier), m->id);
    if (c == NULL || c->done) {
        doc_wrap(d, 0, ROLE_TEXT, "Nothing to cure: it passes as it stands.", false);
        return;
    }
    add_obstacles(d, c);
    add_cures(d, c);
}

static const struct view_ops OPS = {
    .keymap = MAP_CURES,
    .pager = true,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .act = doc_view_act,
    .release = id_page_release,
};

void cures_open(struct screens *s, const char *id)
{
    id_page_open(s, &OPS, sizeof(struct id_page), id);
}
