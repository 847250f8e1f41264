/* The annual statement of one case and its metrics, as `adit econ` gives them. */
#include <math.h>
#include <string.h>

#include "core/economics/decks.h"
#include "core/economics/ladder.h"
#include "core/memo/context.h"
#include "core/memo/figures.h"

#define YEARS_A_BLOCK 10

static void metric(struct context *c, struct json *list, const char *label, const char *pre,
                   const char *post, const char *equity)
{
    struct json *j = json_object(c->arena);
    put(c, j, "label", label);
    put(c, j, "pre", pre);
    put(c, j, "post", post);
    put(c, j, "equity", equity);
    json_push(c->arena, list, j);
}

static void years(struct context *c, struct json *list, const char *label,
                  const struct econ_result *e, double pre, double post, double equity)
{
    struct arena *a = c->arena;
    if (isfinite(pre) || isfinite(post) || isfinite(equity))
        metric(c, list, label, figure_number(a, pre, 2),
               figure_bound(a, e, false, figure_number(a, post, 2)),
               figure_bound(a, e, false, figure_number(a, equity, 2)));
}

static void npvs(struct context *c, struct json *list, const struct econ_result *e)
{
    struct arena *a = c->arena;
    double by = figure_scale_of(e).by;
    int decimals = by == 1 ? 0 : by == 1e3 ? 1 : 2;
    for (size_t i = 0; i < e->post_tax.n_npv; i++) {
        double rate = e->post_tax.npv[i].rate;
        metric(c, list, arena_printf(a, "NPV at %.4g %%, %s", rate * 100, figure_unit(a, e)),
               figure_number(a, figure_npv(&e->pre_tax, rate) / by, decimals),
               figure_bound(a, e, true, figure_number(a, e->post_tax.npv[i].value / by, decimals)),
               figure_bound(a, e, true,
                            figure_number(a, figure_npv(&e->equity, rate) / by, decimals)));
    }
}

static struct json *metrics(struct context *c, const struct econ_result *e)
{
    struct arena *a = c->arena;
    const struct econ_metrics *pre = &e->pre_tax, *post = &e->post_tax, *own = &e->equity;
    struct json *list = json_array(a);
    npvs(c, list, e);
    metric(c, list, "IRR", figure_irr(a, &pre->irr),
           figure_bound(a, e, true, figure_irr(a, &post->irr)),
           figure_bound(a, e, true, figure_irr(a, &own->irr)));
    metric(c, list, "MIRR", figure_percent(a, pre->mirr, 2),
           figure_bound(a, e, true, figure_percent(a, post->mirr, 2)),
           figure_bound(a, e, true, figure_percent(a, own->mirr, 2)));
    years(c, list, "Payback, years from the first flow", e, pre->payback_years, post->payback_years,
          own->payback_years);
    years(c, list, "Discounted payback, years", e, pre->discounted_payback_years,
          post->discounted_payback_years, own->discounted_payback_years);
    metric(c, list, "Profitability index", figure_number(a, pre->profitability_index, 2),
           figure_bound(a, e, true, figure_number(a, post->profitability_index, 2)),
           figure_bound(a, e, true, figure_number(a, own->profitability_index, 2)));
    return list;
}

/* Covers and shares that stand for the case as a whole; those that do not exist are left out. */
static struct json *single(struct context *c, const struct econ_result *e)
{
    struct arena *a = c->arena;
    const struct {
        const char *label, *value;
        double v;
    } all[] = {
        {"Government take, undiscounted",
         figure_bound(a, e, false, figure_percent(a, e->government_take, 2)), e->government_take},
        {"Average effective tax rate (AETR), discounted",
         figure_bound(a, e, false, figure_percent(a, e->aetr, 2)), e->aetr},
        {"Lowest DSCR", figure_bound(a, e, true, figure_number(a, e->dscr_min, 3)), e->dscr_min},
        {"Lowest LLCR", figure_bound(a, e, true, figure_number(a, e->llcr_min, 3)), e->llcr_min},
        {"Lowest PLCR", figure_bound(a, e, true, figure_number(a, e->plcr_min, 3)), e->plcr_min},
        {"Debt over capital with interest and fees", figure_percent(a, e->gearing, 2), e->gearing},
        {"Production after the last debt service", figure_percent(a, e->reserve_tail, 2),
         e->reserve_tail},
    };
    struct json *list = json_array(a);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!isfinite(all[i].v))
            continue;
        struct json *j = json_object(a);
        put(c, j, "label", all[i].label);
        put(c, j, "value", all[i].value);
        json_push(a, list, j);
    }
    return list;
}

/* Tonnes of ore read best in thousands, tonnes of product as they are. */
static double tonnes_by(const struct econ_result *e, enum econ_line line)
{
    double most = 0;
    for (int i = 0; i < e->n_periods; i++)
        most = fmax(most, fabs(e->lines[line][i]));
    return most >= 1e5 ? 1e3 : 1;
}

static const char *line_cell(struct context *c, const struct econ_result *e, enum econ_line line,
                             double v)
{
    const char *unit = econ_line_info[line].unit;
    double money = figure_scale_of(e).by;
    double by = strcmp(unit, "$") == 0 ? money : strcmp(unit, "t") == 0 ? tonnes_by(e, line) : 1;
    int decimals = strcmp(unit, "%") == 0 ? 2 : strcmp(unit, "$") == 0 && money > 1 ? 1 : 0;
    return v == 0 ? "0" : figure_number(c->arena, v / by, decimals);
}

static const char *line_label(struct context *c, const struct econ_result *e, enum econ_line line)
{
    const struct econ_line_info *info = &econ_line_info[line];
    const char *unit = info->unit;
    if (strcmp(unit, "$") == 0)
        return info->title;
    if (strcmp(unit, "t") == 0)
        unit = tonnes_by(e, line) > 1 ? "kt" : "t";
    else if (unit[0] == '/')
        unit = arena_printf(c->arena, "%s%s", e->currency, unit);
    return arena_printf(c->arena, "%s, %s", info->title, unit);
}

static struct json *block(struct context *c, const struct econ_result *e, int from, int to)
{
    struct json *block = json_object(c->arena), *heads = json_array(c->arena);
    struct json *rows = json_array(c->arena);
    for (int i = from; i < to; i++)
        json_push(c->arena, heads, json_int(c->arena, e->first_year + i));
    for (int line = 0; line < LINE_COUNT; line++) {
        if (!econ_line_shown(e, (enum econ_line)line))
            continue;
        struct json *row = json_object(c->arena), *cells = json_array(c->arena);
        put(c, row, "label", line_label(c, e, (enum econ_line)line));
        put_flag(c, row, "given", e->given[line]);
        for (int i = from; i < to; i++)
            json_push(
                c->arena, cells,
                json_string(c->arena, line_cell(c, e, (enum econ_line)line, e->lines[line][i])));
        json_set(c->arena, row, "cells", cells);
        json_push(c->arena, rows, row);
    }
    json_set(c->arena, block, "years", heads);
    json_set(c->arena, block, "rows", rows);
    return block;
}

static struct json *blocks(struct context *c, const struct econ_result *e)
{
    struct json *list = json_array(c->arena);
    for (int from = 0; from < e->n_periods; from += YEARS_A_BLOCK) {
        int to = from + YEARS_A_BLOCK < e->n_periods ? from + YEARS_A_BLOCK : e->n_periods;
        json_push(c->arena, list, block(c, e, from, to));
    }
    return list;
}

static struct json *loans(struct context *c, const struct econ_result *e)
{
    struct arena *a = c->arena;
    double by = figure_scale_of(e).by;
    struct json *list = json_array(a);
    for (size_t i = 0; i < e->n_loans; i++) {
        const struct econ_loan *l = &e->loans[i];
        struct json *j = json_object(a);
        put(c, j, "name", l->name);
        put(c, j, "drawn", figure_number(a, l->drawn / by, 1));
        put(c, j, "added", figure_number(a, l->added / by, 1));
        put(c, j, "fees", figure_number(a, l->fees / by, 1));
        put(c, j, "owed", figure_number(a, l->owed / by, 1));
        put_count(c, j, "last_year", (size_t)l->last_year);
        put(c, j, "binding", l->binding);
        json_push(a, list, j);
    }
    return list;
}

static struct json *basket(struct context *c, const struct econ_result *e)
{
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < e->n_basket; i++) {
        struct json *j = json_object(c->arena);
        put(c, j, "oxide", e->basket[i].oxide);
        put(c, j, "share", figure_number(c->arena, e->basket[i].share_pct, 3));
        put(c, j, "price", figure_number(c->arena, e->basket[i].price_per_kg, 2));
        put(c, j, "value_share", figure_percent(c->arena, e->basket[i].value_share, 1));
        json_push(c->arena, list, j);
    }
    return list;
}

/* The four values of a tonne of ore; NULL when none is known. */
static void ladder(struct context *c, struct json *j, const struct econ_result *e)
{
    const struct econ_ladder *s = econ_ladder(c->arena, e);
    struct json *rows = json_array(c->arena), *notes = json_array(c->arena);
    bool any = false;
    for (int i = 0; i < LADDER_STEPS; i++) {
        struct json *row = json_object(c->arena);
        any |= isfinite(s->value[i]);
        put(c, row, "step", ladder_step_titles[i]);
        put(c, row, "value", figure_number(c->arena, s->value[i], 2));
        put(c, row, "why", s->why[i]);
        json_push(c->arena, rows, row);
    }
    put_flag(c, j, "has_ladder", any);
    if (!any)
        return;
    for (size_t i = 0; i < s->n_notes; i++)
        json_push(c->arena, notes, json_string(c->arena, s->notes[i]));
    json_set(c->arena, j, "ladder", rows);
    json_set(c->arena, j, "ladder_notes", notes);
    put(c, j, "ladder_deck", s->deck);
}

void context_statement(struct context *c, struct json *j, const struct econ_result *e)
{
    struct json *notes = json_array(c->arena);
    for (size_t i = 0; i < e->n_notes; i++)
        json_push(c->arena, notes, json_string(c->arena, e->notes[i]));
    json_set(c->arena, j, "notes", notes);
    put_flag(c, j, "complete", e->complete);
    put(c, j, "currency", e->currency);
    put(c, j, "unit", figure_unit(c->arena, e));
    put(c, j, "price_terms", e->price_terms);
    put(c, j, "regime", e->regime);
    put_flag(c, j, "taxes_open", e->taxes_open);
    put_flag(c, j, "has_basket", e->has_basket);
    if (e->has_basket) {
        put(c, j, "basket_per_kg", figure_number(c->arena, e->basket_per_kg, 2));
        put(c, j, "basket_normalised", figure_number(c->arena, e->basket_per_kg_normalised, 2));
        put(c, j, "basket_deck", e->basket_deck);
        json_set(c->arena, j, "basket", basket(c, e));
    }
    ladder(c, j, e);
    if (!e->complete)
        return;
    const struct econ_options options = {
        .case_name = strcmp(e->case_name, "sponsor") == 0 ? NULL : e->case_name};
    const struct econ_decks *decks =
        econ_decks(c->arena, c->assessment->dossier, c->options->data, &options, e);
    put(c, j, "deck_verdict", decks->verdict);
    put(c, j, "discount_rate", arena_printf(c->arena, "%.4g %%", e->discount_rate * 100));
    put_count(c, j, "first_year", (size_t)e->first_year);
    put_count(c, j, "last_year", (size_t)(e->first_year + e->n_periods - 1));
    json_set(c->arena, j, "metrics", metrics(c, e));
    json_set(c->arena, j, "figures", single(c, e));
    put_flag(c, j, "has_loans", e->n_loans != 0);
    json_set(c->arena, j, "loans", loans(c, e));
    json_set(c->arena, j, "blocks", blocks(c, e));
}
