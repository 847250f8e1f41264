/* The economics of a memo: the cases of the file side by side with what each changes, and the
 * leading case in full: the file as it stands where it gives a cash flow, else its first case that
 * does. */
#include <math.h>
#include <string.h>

#include "core/economics/case_table.h"
#include "core/economics/charts.h"
#include "core/economics/screening.h"
#include "core/memo/context.h"
#include "core/memo/figures.h"

static const char *headline(struct context *c, const struct econ_result *e, size_t which, double by)
{
    struct arena *a = c->arena;
    double v = econ_headline_of(e, which);
    if (!isfinite(v))
        return "–";
    enum headline_kind kind = econ_headlines[which].kind;
    const char *text = kind == HEADLINE_MONEY     ? figure_number(a, v / by, 1)
                       : kind == HEADLINE_PERCENT ? figure_percent(a, v, 2)
                                                  : figure_number(a, v, 2);
    return arena_printf(a, "%s%s", figure_mark(econ_headline_bound(e, which)), text);
}

static struct json *headlines(struct context *c, const struct econ_case *list, size_t n, double by)
{
    struct json *rows = json_array(c->arena);
    for (size_t k = 0; k < ECON_HEADLINES; k++) {
        struct json *row = json_object(c->arena), *cells = json_array(c->arena);
        bool any = false;
        for (size_t i = 0; i < n; i++) {
            any |= isfinite(econ_headline_of(list[i].result, k));
            json_push(c->arena, cells, json_string(c->arena, headline(c, list[i].result, k, by)));
        }
        put(c, row, "title", econ_headlines[k].title);
        json_set(c->arena, row, "cells", cells);
        if (any)
            json_push(c->arena, rows, row);
    }
    return rows;
}

static struct json *adjusted(struct context *c, const struct econ_adjusted *x)
{
    struct json *j = json_object(c->arena);
    put(c, j, "name", x->name);
    put(c, j, "was", x->was);
    put(c, j, "now", x->now != NULL ? x->now : "unknown");
    put(c, j, "why", x->why);
    put(c, j, "source", x->source);
    return j;
}

static struct json *one_case(struct context *c, const struct econ_case *x, bool as_it_stands,
                             bool leads)
{
    struct json *j = json_object(c->arena), *reasoned = json_array(c->arena);
    struct json *bare = json_array(c->arena);
    for (size_t i = 0; i < x->n_adjusted; i++)
        json_push(c->arena,
                  x->adjusted[i].why != NULL || x->adjusted[i].source != NULL ? reasoned : bare,
                  adjusted(c, &x->adjusted[i]));
    put(c, j, "name", x->name);
    put(c, j, "why", x->why);
    put_flag(c, j, "as_it_stands", as_it_stands);
    put_flag(c, j, "leads", leads);
    put(c, j, "probability",
        isfinite(x->probability) ? figure_percent(c->arena, x->probability, 1) : NULL);
    json_set(c->arena, j, "changes", reasoned);
    json_set(c->arena, j, "bare_changes", bare);
    put_flag(c, j, "has_changes", reasoned->n != 0);
    put_flag(c, j, "has_bare_changes", bare->n != 0);
    context_statement(c, j, x->result);
    return j;
}

static void screening(struct context *c, struct json *out, const struct econ_result *e,
                      const char *case_name)
{
    struct econ_options options = {.case_name = case_name};
    struct screening s =
        econ_screen(c->arena, c->assessment->dossier, c->options->data, &options, e);
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < s.n_checks; i++) {
        struct json *j = json_object(c->arena);
        put(c, j, "message", s.checks[i].message);
        put_flag(c, j, "outside", s.checks[i].verdict != SCREEN_IN_RANGE);
        json_push(c->arena, list, j);
    }
    json_set(c->arena, out, "screening", list);
    put_flag(c, out, "has_screening", list->n != 0);
}

static void lead(struct context *c, struct json *root, struct json *charts,
                 const struct econ_case *x, bool as_it_stands)
{
    const struct econ_result *e = x->result;
    const char *name = as_it_stands ? NULL : x->name;
    struct json *j = json_object(c->arena);
    double by = figure_scale_of(e).by;
    put(c, j, "name", x->name);
    put(c, j, "why", x->why);
    put_flag(c, j, "as_it_stands", as_it_stands);
    put(c, j, "unit", figure_unit(c->arena, e));
    put(c, j, "rate", arena_printf(c->arena, "%.4g %%", e->discount_rate * 100));
    put(c, j, "npv",
        figure_bound(c->arena, e, true,
                     figure_number(c->arena, figure_npv(&e->post_tax, e->discount_rate) / by, 1)));
    put(c, j, "irr", figure_bound(c->arena, e, true, figure_irr(c->arena, &e->post_tax.irr)));
    put(c, j, "dscr_min",
        isfinite(e->dscr_min)
            ? figure_bound(c->arena, e, true, figure_number(c->arena, e->dscr_min, 3))
            : NULL);
    put(c, j, "regime", e->regime);
    put(c, j, "price_terms", e->price_terms);
    put_flag(c, j, "taxes_open", e->taxes_open);
    struct chart flow = econ_chart_cash_flow(c->arena, e);
    context_chart(c, charts, "cash_flow", &flow);
    context_study(c, j, e, name);
    context_risk(c, j, charts, e, name);
    screening(c, j, e, name);
    json_set(c->arena, root, "lead", j);
}

struct json *context_economics(struct context *c)
{
    const struct assessment *s = c->assessment;
    struct json *j = json_object(c->arena), *cases = json_array(c->arena);
    struct json *charts = json_object(c->arena), *names = json_array(c->arena);
    json_set(c->arena, j, "charts", charts);
    json_set(c->arena, j, "cases", cases);
    if (c->options->data == NULL)
        return j;
    size_t n, at = 0;
    const struct econ_case *list =
        econ_case_table(c->arena, s->dossier, c->options->data, false, &n, NULL);
    while (at < n && !list[at].result->complete)
        at++;
    for (size_t i = 0; i < n; i++) {
        json_push(c->arena, cases, one_case(c, &list[i], i == 0, i == at));
        json_push(c->arena, names,
                  json_string(c->arena, i == 0 ? "the file as it stands" : list[i].name));
    }
    put_flag(c, j, "has_cases", n > 1);
    put_flag(c, j, "has_lead", at < n);
    put_flag(c, j, "no_lead", at == n);
    json_set(c->arena, j, "names", names);
    if (at < n) {
        json_set(c->arena, j, "headlines",
                 headlines(c, list, n, figure_scale_of(list[at].result).by));
        lead(c, j, charts, &list[at], at == 0);
    }
    context_resource(c, j);
    return j;
}
