/* What the leading case is examined for: break-evens, cost a kilogram, what the state takes, and
 * what other projects met. The figures are core/economics'; here they only become text. */
#include <math.h>
#include <string.h>

#include "core/economics/overlay.h"
#include "core/economics/study.h"
#include "core/memo/context.h"
#include "core/memo/figures.h"

/* Large amounts of money in the scale of the tables. */
static const char *level(struct arena *a, const struct econ_result *e,
                         const struct econ_breakeven *b, double v)
{
    double by = figure_scale_of(e).by;
    bool whole = strcmp(b->unit, e->currency) == 0 && by > 1;
    return figure_number(a, whole ? v / by : v, whole ? 2 : v >= 1000 ? 0 : 3);
}

static struct json *breakevens(struct context *c, const struct econ_result *e,
                               const struct econ_study *s)
{
    struct arena *a = c->arena;
    struct json *list = json_array(a);
    for (int k = 0; k < ECON_BREAKEVENS; k++) {
        const struct econ_breakeven *b = &s->breakeven[k];
        bool whole = strcmp(b->unit, e->currency) == 0;
        struct json *j = json_object(a);
        put(c, j, "title", b->title);
        put(c, j, "unit", whole ? figure_unit(a, e) : b->unit);
        put_flag(c, j, "has_factor", isfinite(b->factor));
        put(c, j, "why", b->why);
        put_flag(c, j, "jump", b->jump);
        put(c, j, "factor",
            arena_printf(a, "%s%s", figure_mark(b->at_open), figure_number(a, b->factor, 4)));
        put(c, j, "now", level(a, e, b, b->now));
        put(c, j, "value", level(a, e, b, b->value));
        json_push(a, list, j);
    }
    return list;
}

static struct json *costs(struct context *c, const struct econ_result *e,
                          const struct econ_aisc *from)
{
    struct arena *a = c->arena;
    double by = figure_scale_of(e).by;
    struct json *j = json_object(a), *parts = json_array(a);
    put(c, j, "why", from->why);
    put(c, j, "product",
        arena_printf(a, "%s t%s", figure_number(a, from->product_t, from->product_t < 1000 ? 1 : 0),
                     from->treo ? " of oxides" : ""));
    for (size_t i = 0; from->why == NULL && i < from->n; i++) {
        struct json *p = json_object(a);
        put(c, p, "title", from->parts[i].title);
        put_flag(c, p, "total", from->parts[i].total);
        put(c, p, "amount", figure_number(a, from->parts[i].amount / by, 1));
        put(c, p, "per_kg", figure_number(a, from->parts[i].per_kg, 2));
        json_push(a, parts, p);
    }
    json_set(a, j, "parts", parts);
    put_flag(c, j, "has_parts", parts->n != 0);
    put(c, j, "aisc", from->why == NULL ? figure_number(a, from->aisc_per_kg, 2) : NULL);
    put(c, j, "why_not_treo", from->why == NULL ? from->why_not_treo : NULL);
    return j;
}

static const char *share(struct arena *a, double v)
{
    return isfinite(v) ? arena_printf(a, "%.0f %%", v * 100) : "–";
}

static struct json *taken(struct context *c, const struct econ_result *e,
                          const struct econ_study *s)
{
    struct arena *a = c->arena;
    double by = figure_scale_of(e).by;
    struct json *list = json_array(a);
    for (size_t i = 0; i < s->n_taken; i++) {
        const struct econ_taken *t = &s->taken[i];
        struct json *j = json_object(a);
        put(c, j, "title", t->title);
        put(c, j, "total", figure_number(a, t->total / by, 1));
        put(c, j, "share", share(a, t->share));
        put(c, j, "pv", figure_number(a, t->pv / by, 1));
        put(c, j, "npv_change", figure_signed(a, t->npv_change / by, 1));
        for (size_t k = 0; k < e->n_instruments; k++)
            if (strcmp(e->instruments[k].id, t->id) == 0)
                put(c, j, "confidence", e->instruments[k].confidence);
        json_push(a, list, j);
    }
    return list;
}

/* Taxes that are due and that nobody has stated. */
static struct json *untaken(struct context *c, const struct econ_result *e)
{
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < e->n_missing; i++) {
        if (!e->missing[i].required)
            continue;
        struct json *j = json_object(c->arena);
        put(c, j, "title", e->missing[i].title);
        put(c, j, "why", e->missing[i].why);
        json_push(c->arena, list, j);
    }
    return list;
}

/* How the state's share moves with prices: the lowest, the stated and the highest level. */
static const char *progress(struct context *c, const struct econ_study *s)
{
    struct arena *a = c->arena;
    const char *text = NULL;
    for (int k = 0; s->progress != NULL && k < ECON_PROGRESS; k++) {
        const struct econ_progress *p = &s->progress[k];
        if (isfinite(p->aetr))
            text = arena_printf(a, "%s%s%s at %.2f times the prices", text != NULL ? text : "",
                                text != NULL ? ", " : "", figure_percent(a, p->aetr, 1), p->factor);
    }
    return text;
}

static void reference_row(struct context *c, struct json *list, const struct econ_overlay *o,
                          const struct econ_result *base)
{
    struct arena *a = c->arena;
    const struct econ_reference *r = o->reference;
    double by = figure_scale_of(base).by;
    double npv = figure_npv(&o->result->post_tax, base->discount_rate);
    struct json *j = json_object(a);
    put(c, j, "title", r == NULL ? "all together" : r->title);
    put_flag(c, j, "house", r != NULL && !r->published);
    put_flag(c, j, "moves", o->moves);
    put(c, j, "npv", figure_bound(a, o->result, true, figure_number(a, npv / by, 1)));
    put(c, j, "change",
        figure_signed(a, (npv - figure_npv(&base->post_tax, base->discount_rate)) / by, 1));
    put(c, j, "irr", figure_bound(a, o->result, true, figure_irr(a, &o->result->post_tax.irr)));
    put(c, j, "dscr", base->dscr != NULL ? figure_number(a, o->result->dscr_min, 2) : NULL);
    put(c, j, "says", r != NULL ? r->says : NULL);
    put(c, j, "source", r != NULL ? r->source : NULL);
    put(c, j, "seen", r != NULL ? r->seen : NULL);
    put(c, j, "confidence", r != NULL ? r->confidence : NULL);
    json_push(a, list, j);
}

static struct json *reference_class(struct context *c, const struct econ_result *e,
                                    const char *case_name)
{
    size_t n;
    struct econ_options options = {.case_name = case_name};
    const struct econ_overlay *all =
        econ_overlay(c->arena, c->assessment->dossier, c->options->data, &options, e, &n);
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < n; i++)
        reference_row(c, list, &all[i], e);
    return list;
}

void context_study(struct context *c, struct json *j, const struct econ_result *e,
                   const char *case_name)
{
    const struct econ_study *s = econ_study(c->arena, e);
    struct json *references = reference_class(c, e, case_name);
    struct json *takes = taken(c, e, s), *not_known = untaken(c, e);
    json_set(c->arena, j, "breakevens", breakevens(c, e, s));
    json_set(c->arena, j, "costs", costs(c, e, &s->aisc));
    json_set(c->arena, j, "taken", takes);
    json_set(c->arena, j, "untaken", not_known);
    put_flag(c, j, "has_taken", takes->n + not_known->n != 0);
    put_flag(c, j, "has_untaken", not_known->n != 0);
    put(c, j, "progressivity", s->verdict);
    put(c, j, "progress", progress(c, s));
    json_set(c->arena, j, "references", references);
    put_flag(c, j, "has_references", references->n != 0);
}
