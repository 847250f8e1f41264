/* What if: sliders on prices, grade, recovery, capital, operating cost and the discount rate. The
 * figures follow each key; nothing is written. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/whatif.h"
#include "tui/screens/format.h"
#include "tui/screens/screens.h"
#include "tui/widgets/doc_view.h"

#define STEP 0.05      /* of a factor */
#define RATE_STEP 0.01 /* of the discount rate */
#define FACTOR_MOST 3.0
#define RATE_MOST 0.5

struct model {
    struct doc_view page;  /* first */
    struct arena *project; /* what the sliders act on */
    struct screens *screens;
    char *case_name;       /* NULL: the file as it stands */
    unsigned long version; /* of the workbench when the project was read */
    struct whatif *what_if;
    const char *currency;
    struct whatif_change at;
    double rate; /* as the project has it */
    struct whatif_figures before, now;
};

/* --- one slider ------------------------------------------------------------------------------- */

static const char *value_words(struct arena *a, const struct model *m, int i)
{
    if (i == WHATIF_RATE)
        return rate_text(a, m->at.value[i]);
    long percent = lround((m->at.value[i] - 1) * 100);
    return percent == 0 ? "as it stands" : arena_printf(a, "%+ld %%", percent);
}

/* Where the slider stands between nothing and its most, as part of 1. */
static double part_of(const struct model *m, int i)
{
    double most = i == WHATIF_RATE ? fmax(RATE_MOST, m->rate) : FACTOR_MOST;
    return m->at.value[i] / most;
}

static void add_slider(struct model *m, int i)
{
    struct doc *d = &m->page.doc;
    bool acts = whatif_acts(m->what_if, (enum whatif_slider)i);
    int bar = d->cols - 40 > 40 ? 40 : d->cols - 40;
    doc_line(d, i);
    doc_field(d, 0, 18, acts ? ROLE_TEXT : ROLE_DIM, whatif_titles[i]);
    if (!acts) {
        doc_add(d, 1, ROLE_DIM, "the project states nothing that it would act on");
        return;
    }
    bool moved = i == WHATIF_RATE ? m->at.value[i] != m->rate : m->at.value[i] != 1;
    doc_field(d, 19, 14, moved ? ROLE_STRONG : ROLE_TEXT, value_words(d->arena, m, i));
    double part = part_of(m, i);
    if (bar > 4)
        doc_bar(d, 34, bar, moved ? ROLE_STRONG : ROLE_TEXT, part, part);
}

/* --- the figures ------------------------------------------------------------------------------ */

static void add_figure(struct model *m, const char *name, const char *before, const char *now,
                       const char *change, bool worse)
{
    struct doc *d = &m->page.doc;
    bool wide = d->cols > 66; /* else the change is left out */
    int width = (d->cols - 26) / (wide ? 3 : 2);
    doc_line(d, DOC_NO_TAG);
    doc_field(d, 0, 25, ROLE_TEXT, name);
    doc_number(d, 26, width, ROLE_DIM, before);
    doc_number(d, 26 + width, width, ROLE_STRONG, now);
    if (wide)
        doc_number(d, 26 + 2 * width, width, worse ? ROLE_FAIL : ROLE_TEXT, change);
}

/* Without the currency, which the heading names. */
static const char *amount(const struct model *m, double v)
{
    const char *text = money_text(m->page.arena, "", v);
    return text + strspn(text, " ");
}

static void add_money(struct model *m, const char *name, double before, double now)
{
    bool moved = isfinite(before) && isfinite(now) && now != before;
    const char *change = moved ? arena_printf(m->page.arena, "%s%s", now > before ? "+" : "",
                                              amount(m, now - before))
                               : "";
    add_figure(m, name, amount(m, before), amount(m, now), change, now < before);
}

static void add_percent(struct model *m, const char *name, double before, double now)
{
    struct arena *a = m->page.arena;
    const char *change = isfinite(before) && isfinite(now) && now != before
                             ? arena_printf(a, "%+.1f points", (now - before) * 100)
                             : "";
    add_figure(m, name, percent_text(a, before), percent_text(a, now), change, now < before);
}

static const char *plain(struct arena *a, double v, int digits, const char *missing)
{
    return isfinite(v) ? figure_text(a, v, 1, digits) : missing;
}

static void add_figures(struct model *m)
{
    struct doc *d = &m->page.doc;
    struct arena *a = m->page.arena;
    const struct whatif_figures *b = &m->before, *n = &m->now;
    doc_blank(d);
    if (n->rate != m->rate)
        doc_heading(d, "In %s, at a discount rate of %s; as it stands at %s", m->currency,
                    rate_text(a, n->rate), rate_text(a, m->rate));
    else
        doc_heading(d, "In %s, at a discount rate of %s", m->currency, rate_text(a, n->rate));
    add_figure(m, "", "as it stands", "now", "change", false);
    add_money(m, "NPV before tax", b->npv_pre_tax, n->npv_pre_tax);
    add_money(m, "NPV after tax", b->npv_post_tax, n->npv_post_tax);
    if (isfinite(b->dscr_min))
        add_money(m, "NPV of equity", b->npv_equity, n->npv_equity);
    add_percent(m, "IRR before tax", b->irr_pre_tax, n->irr_pre_tax);
    add_percent(m, "IRR after tax", b->irr_post_tax, n->irr_post_tax);
    if (isfinite(b->dscr_min))
        add_percent(m, "IRR of equity", b->irr_equity, n->irr_equity);
    add_figure(m, "Payback after tax, years", plain(a, b->payback_years, 1, "never"),
               plain(a, n->payback_years, 1, "never"), "", false);
    if (isfinite(b->dscr_min))
        add_figure(m, "Lowest debt service cover", plain(a, b->dscr_min, 2, "none"),
                   plain(a, n->dscr_min, 2, "none"), "", n->dscr_min < 1);
    doc_blank(d);
    doc_wrap(
        d, 0, ROLE_DIM,
        "Nothing is written. A grade or recovery acts on what the project states: on tonnes or "
        "revenue where those are given.",
        false);
}

/* --- the view --------------------------------------------------------------------------------- */

/* Reads the project; the sliders stay where they are. False when it has no cash flow. */
static bool read_project(struct model *m)
{
    struct workbench *w = m->screens->w;
    struct arena *a = arena_new();
    struct econ_options options = {.case_name = m->case_name};
    struct whatif *what_if = whatif_open(a, w->project.dossier, w->econ, &options);
    m->version = w->version;
    if (what_if == NULL) {
        arena_free(a);
        return false;
    }
    if (m->what_if != NULL)
        whatif_close(m->what_if);
    arena_free(m->project);
    m->project = a;
    m->what_if = what_if;
    m->currency = arena_strdup(a, w->project.assessment->economics->currency);
    struct whatif_change none = whatif_none();
    m->before = whatif_run(what_if, &none);
    m->rate = m->before.rate;
    return true;
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    doc_view_start(v);
    if (m->version != m->screens->w->version && !read_project(m))
        views_say(v->stack, ROLE_NOTICE, "The project has no cash flow any more: shown as before");
    m->now = whatif_run(m->what_if, &m->at);
    for (int i = 0; i < WHATIF_COUNT; i++)
        add_slider(m, i);
    add_figures(m);
    snprintf(v->title, sizeof v->title, "%.120s  What if%s%.60s",
             dossier_name(m->screens->w->project.dossier), m->case_name != NULL ? ": case " : "",
             m->case_name != NULL ? m->case_name : "");
}

static void move(struct model *m, int i, int steps)
{
    double *x = &m->at.value[i];
    double step = i == WHATIF_RATE ? RATE_STEP : STEP;
    double least = i == WHATIF_RATE ? 0 : STEP;
    double most = i == WHATIF_RATE ? fmax(RATE_MOST, m->rate) : FACTOR_MOST;
    *x = round((*x + steps * step) / step) * step;
    *x = *x < least ? least : *x > most ? most : *x;
}

static void reset(struct model *m, int i)
{
    m->at.value[i] = i == WHATIF_RATE ? m->rate : 1;
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    int i = v->selected < WHATIF_COUNT ? (int)v->selected : 0;
    switch (a) {
    case ACT_LEFT:
    case ACT_RIGHT:
        move(m, i, a == ACT_LEFT ? -1 : 1);
        break;
    case ACT_PAGE_UP:
    case ACT_PAGE_DOWN:
        move(m, i, a == ACT_PAGE_DOWN ? -4 : 4);
        break;
    case ACT_RESET:
        reset(m, i);
        break;
    case ACT_RESET_ALL:
        for (int k = 0; k < WHATIF_COUNT; k++)
            reset(m, k);
        break;
    default:
        return doc_view_act(v, a);
    }
    view_stale(v);
    return REACT_DONE;
}

static void release(struct view *v)
{
    struct model *m = v->data;
    whatif_close(m->what_if);
    arena_free(m->project);
    free(m->case_name);
    doc_view_release(v);
}

static const struct view_ops OPS = {
    .keymap = MAP_SLIDERS,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .selectable = doc_view_selectable,
    .act = act,
    .release = release,
};

void sliders_open(struct screens *s, const char *case_name)
{
    struct model *m = doc_view_new(sizeof *m);
    m->screens = s;
    m->case_name = case_name != NULL ? strdup(case_name) : NULL;
    if (!read_project(m)) {
        views_say(s->views, ROLE_NOTICE, "There is no cash flow yet: i lists what is missing");
        arena_free(m->page.arena);
        free(m->case_name);
        free(m);
        return;
    }
    m->at = whatif_none();
    m->at.value[WHATIF_RATE] = m->rate;
    views_push(s->views, &OPS, m);
}
