/* Pages of the economics screen: the study of a result, and the cases side by side. */
#include "tui/screens/economics_parts.h"

#include <math.h>
#include <string.h>

#include "core/economics/case_table.h"
#include "core/economics/decks.h"
#include "core/economics/ladder.h"
#include "core/economics/study.h"
#include "tui/screens/format.h"

static const char *or_dash(struct arena *a, double v, int digits)
{
    return isfinite(v) ? figure_text(a, v, 1, digits) : "-";
}

/* "117.4 m" from a hundred thousand on: the unit stands beside it. */
static const char *quantity(struct arena *a, double v)
{
    if (!isfinite(v) || fabs(v) < 1e5)
        return or_dash(a, v, 2);
    const char *text = money_text(a, "", v);
    return text + strspn(text, " ");
}

/* A share of nearly nothing says nothing. */
static const char *percent_or_dash(struct arena *a, double fraction)
{
    if (!isfinite(fraction) || fraction < -10)
        return "-";
    return fraction > 10 ? "> 1000 %" : percent_text(a, fraction);
}

/* A name, then figures in columns of equal width to the right edge. */
static void row(struct doc *d, enum role role, const char *name, const char *const *cells, size_t n)
{
    int name_cols = d->cols > 100 ? 40 : d->cols > 66 ? n < 4 ? 34 : 24 : 20;
    int width = n > 0 ? (d->cols - name_cols) / (int)n : 0;
    if (width > 16)
        width = 16;
    doc_line(d, DOC_NO_TAG);
    doc_field(d, 0, name_cols - 1, role, name);
    for (size_t i = 0; i < n; i++)
        doc_number(d, name_cols + (int)i * width, width, role, cells[i]);
}

/* --- study ------------------------------------------------------------------------------------ */

static void add_breakevens(struct doc *d, const struct econ_study *s)
{
    struct arena *a = d->arena;
    const char *const heads[] = {"factor", "zero at", "now", "unit"};
    doc_heading(d, "Break-even: where the post-tax NPV is zero");
    row(d, ROLE_DIM, "One input moved", heads, 4);
    for (size_t i = 0; i < ECON_BREAKEVENS; i++) {
        const struct econ_breakeven *b = &s->breakeven[i];
        const char *const cells[] = {
            arena_printf(a, "%s%s", b->at_open != NULL ? b->at_open[3] == 'l' ? ">= " : "<= " : "",
                         or_dash(a, b->factor, 3)),
            quantity(a, b->value), quantity(a, b->now), b->unit != NULL ? b->unit : ""};
        row(d, ROLE_TEXT, b->title, cells, 4);
        if (b->why != NULL)
            doc_wrap(d, 2, ROLE_DIM, b->why, false);
    }
    doc_blank(d);
}

static void add_cost(struct doc *d, const struct econ_result *e, const struct econ_aisc *x)
{
    struct arena *a = d->arena;
    doc_heading(d, "All-in sustaining cost");
    if (x->why != NULL) {
        doc_wrap(d, 0, ROLE_TEXT, x->why, false);
        doc_blank(d);
        return;
    }
    const char *const heads[] = {"all years",
                                 arena_printf(a, "%s/kg%s", e->currency, x->treo ? " TREO" : "")};
    row(d, ROLE_DIM, "From the first year of production", heads, 2);
    for (size_t i = 0; i < x->n; i++) {
        const struct econ_cost_part *p = &x->parts[i];
        const char *const cells[] = {money_text(a, e->currency, p->amount),
                                     or_dash(a, p->per_kg, 2)};
        row(d, p->total ? ROLE_STRONG : ROLE_TEXT, p->title, cells, 2);
    }
    if (x->why_not_treo != NULL)
        doc_wrap(d, 0, ROLE_DIM, x->why_not_treo, false);
    doc_blank(d);
}

static void add_progress(struct doc *d, const struct econ_study *s)
{
    struct arena *a = d->arena;
    if (s->progress == NULL)
        return;
    const char *heads[ECON_PROGRESS], *take[ECON_PROGRESS], *aetr[ECON_PROGRESS];
    for (size_t i = 0; i < ECON_PROGRESS; i++) {
        heads[i] = arena_printf(a, "%.0f %%", s->progress[i].factor * 100);
        take[i] = percent_or_dash(a, s->progress[i].take);
        aetr[i] = percent_or_dash(a, s->progress[i].aetr);
    }
    doc_heading(d, "The state's share as prices move%s%s", s->verdict != NULL ? ": " : "",
                s->verdict != NULL ? s->verdict : "");
    row(d, ROLE_DIM, "Prices", heads, ECON_PROGRESS);
    row(d, ROLE_TEXT, "Share of all cash", take, ECON_PROGRESS);
    row(d, ROLE_TEXT, "The same, discounted", aetr, ECON_PROGRESS);
    doc_blank(d);
}

static void add_taken(struct doc *d, const struct econ_result *e, const struct econ_study *s)
{
    struct arena *a = d->arena;
    if (s->n_taken == 0)
        return;
    const char *const heads[] = {"all years", "share", "NPV without"};
    doc_heading(d, "Who takes what");
    row(d, ROLE_DIM, "Instrument", heads, 3);
    for (size_t i = 0; i < s->n_taken; i++) {
        const struct econ_taken *t = &s->taken[i];
        const char *const cells[] = {
            money_text(a, e->currency, t->total), percent_or_dash(a, t->share),
            isfinite(t->npv_change) ? money_text(a, e->currency, t->npv_change) : "-"};
        row(d, ROLE_TEXT, t->title, cells, 3);
    }
    if (isfinite(s->before_payback))
        doc_wrap(d, 0, ROLE_DIM,
                 arena_printf(a, "Of all receipts %s come before the capital is paid back.",
                              percent_text(a, s->before_payback)),
                 false);
    doc_blank(d);
}

static void add_ladder(struct doc *d, const struct econ_result *e)
{
    struct arena *a = d->arena;
    const struct econ_ladder *l = econ_ladder(a, e);
    doc_heading(d, "Value of a tonne of ore, %s", e->currency);
    for (int i = 0; i < LADDER_STEPS; i++) {
        const char *const cells[] = {or_dash(a, l->value[i], 2)};
        row(d, i == LADDER_NET ? ROLE_STRONG : ROLE_TEXT, ladder_step_titles[i], cells, 1);
        if (l->why[i] != NULL)
            doc_wrap(d, 2, ROLE_DIM, l->why[i], false);
    }
    if (l->deck != NULL)
        doc_wrap(d, 0, ROLE_DIM, arena_printf(a, "Oxides at %s", l->deck), false);
    for (size_t i = 0; i < l->n_notes; i++) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_DIM, "•");
        doc_wrap(d, 2, ROLE_TEXT, l->notes[i], true);
    }
    doc_blank(d);
}

/* Decks that price enough of the products for a verdict; the others are counted. */
static void add_decks(struct doc *d, const struct econ_decks *s, const struct econ_result *e)
{
    struct arena *a = d->arena;
    size_t left_out = 0;
    if (s->n == 0)
        return;
    doc_heading(d, "At the prices of each deck");
    const char *const heads[] = {"year", "NPV", "IRR", "clears"};
    row(d, ROLE_DIM, "Deck, market", heads, 4);
    for (size_t i = 0; i < s->n; i++) {
        const struct econ_deck_run *r = &s->runs[i];
        if (r->why != NULL || r->thin || !isfinite(r->npv)) {
            left_out++;
            continue;
        }
        const char *const cells[] = {arena_printf(a, "%d%s", r->year, r->estimate ? "e" : ""),
                                     quantity(a, r->npv), percent_or_dash(a, r->irr),
                                     !r->counts  ? "-"
                                     : r->clears ? "yes"
                                                 : "no"};
        row(d, ROLE_TEXT, arena_printf(a, "%s, %s", r->id, deck_market_words(r->market)), cells, 4);
    }
    if (left_out != 0)
        doc_wrap(
            d, 0, ROLE_DIM,
            arena_printf(a, "%zu more price too little of the products for a verdict.", left_out),
            false);
    if (s->verdict != NULL)
        doc_wrap(d, 0, s->depends ? ROLE_NOTICE : ROLE_TEXT,
                 arena_printf(a, "Result: %s.", s->verdict), false);
    doc_wrap(d, 0, ROLE_DIM,
             arena_printf(a, "NPV in %s at %s; clears: it is not negative.", e->currency,
                          rate_text(a, e->discount_rate)),
             false);
    doc_blank(d);
}

void study_page(struct doc *d, const struct econ_result *e, const struct dossier *project,
                const struct econ_data *data, const char *case_name)
{
    const struct econ_study *s = econ_study(d->arena, e);
    struct econ_options options = {.case_name = case_name};
    add_ladder(d, e);
    add_decks(d, econ_decks(d->arena, project, data, &options, e), e);
    add_breakevens(d, s);
    add_cost(d, e, &s->aisc);
    add_progress(d, s);
    add_taken(d, e, s);
}

/* --- cases ------------------------------------------------------------------------------------ */

static const char *headline(struct arena *a, const struct econ_case *c, size_t which)
{
    double v = econ_headline_of(c->result, which);
    const char *bound = econ_headline_bound(c->result, which);
    if (!isfinite(v))
        return "-";
    const char *text = "";
    switch (econ_headlines[which].kind) {
    case HEADLINE_MONEY:
        text = money_text(a, "", v);
        text += strspn(text, " ");
        break;
    case HEADLINE_PERCENT:
        text = percent_text(a, v);
        break;
    case HEADLINE_NUMBER:
        text = figure_text(a, v, 1, 2);
        break;
    }
    return bound == NULL
               ? text
               : arena_printf(a, "%s %s", strcmp(bound, "at most") == 0 ? "<=" : ">=", text);
}

static void add_changes(struct doc *d, const struct econ_case *c)
{
    struct arena *a = d->arena;
    doc_heading(d, "%s", c->name);
    if (c->why != NULL)
        doc_wrap(d, 0, ROLE_TEXT, c->why, false);
    for (size_t i = 0; i < c->n_adjusted; i++) {
        const struct econ_adjusted *x = &c->adjusted[i];
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_DIM, "•");
        doc_wrap(d, 2, ROLE_TEXT,
                 arena_printf(a, "%s: %s%s%s", x->name, x->was != NULL ? x->was : "",
                              x->was != NULL ? " -> " : "", x->now),
                 true);
        if (x->why != NULL)
            doc_wrap(d, 2, ROLE_DIM, x->why, false);
        if (x->source != NULL)
            doc_wrap(d, 2, ROLE_DIM, arena_printf(a, "Source: %s", x->source), false);
    }
    doc_blank(d);
}

void cases_page(struct doc *d, const struct dossier *project, const struct econ_data *data)
{
    size_t n;
    struct arena *a = d->arena;
    const struct econ_case *all = econ_case_table(a, project, data, true, &n, NULL);
    size_t fit = d->cols > 100 ? 5 : d->cols > 66 ? 4 : 3;
    size_t shown = n < fit ? n : fit;
    const char **cells = ARENA_ARRAY(a, shown, const char *);
    doc_heading(d, "Cases side by side%s%s", all[0].result->currency[0] != '\0' ? ", " : "",
                all[0].result->currency);
    for (size_t i = 0; i < shown; i++)
        cells[i] = all[n - shown + i].name; /* the last ones, the reference class among them */
    cells[0] = all[0].name;
    row(d, ROLE_DIM, "", cells, shown);
    for (size_t h = 0; h < ECON_HEADLINES; h++) {
        for (size_t i = 0; i < shown; i++)
            cells[i] = headline(a, i == 0 ? &all[0] : &all[n - shown + i], h);
        row(d, ROLE_TEXT, econ_headlines[h].title, cells, shown);
    }
    if (shown < n)
        doc_wrap(
            d, 0, ROLE_DIM,
            arena_printf(a, "%zu of %zu cases are shown; adit econ --cases has all.", shown, n),
            false);
    doc_blank(d);
    for (size_t i = 1; i < n; i++)
        add_changes(d, &all[i]);
}
