/* Programmes side by side: which doors are open, what each would fund, what it alone asks for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/assess/side_by_side.h"
#include "tui/screens/format.h"
#include "tui/screens/marks.h"
#include "tui/screens/screens.h"
#include "tui/widgets/doc_view.h"

enum { ALONE_SHOWN = 4, LABEL = 13, WIDE = 100 };

struct model {
    struct doc_view page; /* first */
    struct screens *screens;
    const struct side *sides;
    size_t n;
};

/* --- the table -------------------------------------------------------------------------------- */

static void add_row(struct doc *d, const struct side *x, int tag)
{
    const struct programme_result *p = x->result;
    int right = d->cols > WIDE ? 46 : 32, score = right + 16;
    doc_line(d, tag);
    doc_add(d, 0, verdict_role(p->verdict), verdict_mark(p->verdict));
    doc_field(d, 2, right - 3, ROLE_TEXT, d->cols > WIDE ? p->programme->title : p->programme->id);
    doc_field(d, right, 14, verdict_role(p->verdict), verdict_name(p->verdict));
    if (d->cols - score > 34)
        doc_field(d, score, 16, ROLE_TEXT,
                  score_text(d->arena, p->score_low, p->score_high, p->score_max));
    doc_number(d, d->cols - 17, 5, ROLE_TEXT, arena_printf(d->arena, "%zu", x->n_fail));
    doc_number(d, d->cols - 11, 5, ROLE_TEXT, arena_printf(d->arena, "%zu", x->n_conditional));
    doc_number(d, d->cols - 5, 5, ROLE_TEXT, arena_printf(d->arena, "%zu", x->n_open));
}

static void add_table(struct doc *d, const struct model *m)
{
    doc_line(d, DOC_NO_TAG);
    doc_add(d, 2, ROLE_DIM, "Which doors are open");
    doc_number(d, d->cols - 17, 5, ROLE_DIM, "fail");
    doc_number(d, d->cols - 11, 5, ROLE_DIM, "cond");
    doc_number(d, d->cols - 5, 5, ROLE_DIM, "open");
    for (size_t i = 0; i < m->n; i++)
        add_row(d, &m->sides[i], (int)i);
    doc_blank(d);
}

/* --- each programme --------------------------------------------------------------------------- */

/* Every line of a programme stands for it, so that the selection walks down the page. */
static void labelled(struct doc *d, int tag, const char *label, enum role role, const char *text)
{
    doc_line(d, tag);
    doc_add(d, 2, ROLE_DIM, label);
    doc_wrap(d, LABEL, role, text, true);
}

static void add_term(struct doc *d, int tag, const char *label, const struct term_result *t)
{
    if (t != NULL && t->state != TERM_NONE)
        labelled(d, tag, label, ROLE_TEXT, t->shown);
}

static void add_more(struct doc *d, int tag, size_t n, const char *what)
{
    if (n > ALONE_SHOWN)
        labelled(d, tag, "", ROLE_DIM,
                 arena_printf(d->arena, "and %zu more %s of its own", n - ALONE_SHOWN, what));
}

static void add_programme(struct doc *d, const struct side *x, int tag)
{
    const struct programme *p = x->result->programme;
    doc_heading(d, "%s", p->title);
    labelled(d, tag, "Lender", ROLE_TEXT, p->agency);
    if (x->n_reviewed != 0)
        labelled(d, tag, "Reviewed", verdict_role(x->reviewed),
                 arena_printf(d->arena,
                              "%s with reviewers' decisions on %zu of its bars; %s "
                              "computed",
                              verdict_name(x->reviewed), x->n_reviewed,
                              verdict_name(x->result->verdict)));
    add_term(d, tag, "Amount", x->amount);
    add_term(d, tag, "Share", x->share);
    add_term(d, tag, "Tenor", x->tenor);
    for (size_t i = 0; i < x->n_stops; i++)
        labelled(d, tag, i == 0 ? "Stops" : "", ROLE_FAIL, x->stops[i]->message);
    for (size_t i = 0; i < x->n_own_open && i < ALONE_SHOWN; i++)
        labelled(d, tag, i == 0 ? "Asks alone" : "", ROLE_TEXT, x->own_facts[i]->ask);
    add_more(d, tag, x->n_own_open, "open questions");
    for (size_t i = 0; i < x->n_own_documents && i < ALONE_SHOWN; i++)
        labelled(d, tag, i == 0 ? "Papers" : "", ROLE_TEXT,
                 arena_printf(d->arena, "%s: %s", x->own_documents[i]->document->text,
                              document_state_name(x->own_documents[i]->state)));
    add_more(d, tag, x->n_own_documents, "papers");
    doc_blank(d);
}

/* --- the view --------------------------------------------------------------------------------- */

static void layout(struct view *v)
{
    struct model *m = v->data;
    const struct assessment *s = m->screens->w->project.assessment;
    struct doc *d = doc_view_start(v);
    m->sides = side_by_side(m->page.arena, s, &m->n);
    snprintf(v->title, sizeof v->title, "%.120s  Programmes side by side",
             dossier_name(s->dossier));
    add_table(d, m);
    for (size_t i = 0; i < m->n; i++)
        add_programme(d, &m->sides[i], (int)i);
    doc_wrap(d, 0, ROLE_DIM, "Scores are our scale, not the agencies'.", false);
}

static const struct programme *chosen(const struct view *v)
{
    const struct model *m = v->data;
    if (v->selected >= m->page.doc.lines.n)
        return NULL;
    int tag = m->page.doc.lines.items[v->selected].tag;
    return tag != DOC_NO_TAG ? m->sides[tag].result->programme : NULL;
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    const struct programme *p = chosen(v);
    switch (a) {
    case ACT_OPEN:
        if (p != NULL)
            programme_open(m->screens, p->id);
        return REACT_DONE;
    case ACT_FINDINGS:
        if (p != NULL)
            findings_open(m->screens, p->id);
        return REACT_DONE;
    case ACT_CURES:
        if (p != NULL)
            cures_open(m->screens, p->id);
        return REACT_DONE;
    default:
        return doc_view_act(v, a);
    }
}

static const struct view_ops OPS = {
    .keymap = MAP_PROGRAMMES,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .selectable = doc_view_selectable,
    .act = act,
    .release = doc_view_release,
};

void programmes_open(struct screens *s)
{
    struct model *m = doc_view_new(sizeof *m);
    m->screens = s;
    views_push(s->views, &OPS, m);
}
