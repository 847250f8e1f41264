/* The study of a result, and as JSON. */
#include "core/economics/study.h"

#include <math.h>

#include "core/economics/vary.h"

const struct econ_study *econ_study(struct arena *a, const struct econ_result *e)
{
    struct econ_study *s = ARENA_NEW(a, struct econ_study);
    struct vary *v = vary_new(e);
    study_breakeven(a, e, v, s);
    study_aisc(a, e, &s->aisc);
    study_state(a, e, v, s);
    vary_free(v);
    return s;
}

static void put(struct arena *a, struct json *j, const char *key, double v)
{
    json_set(a, j, key, json_double(a, v));
}

static struct json *breakevens(struct arena *a, const struct econ_study *s)
{
    struct json *j = json_object(a);
    for (int k = 0; k < ECON_BREAKEVENS; k++) {
        const struct econ_breakeven *b = &s->breakeven[k];
        struct json *row = json_object(a);
        put(a, row, "factor", b->factor);
        put(a, row, "value", b->value);
        put(a, row, "now", b->now);
        json_set(a, row, "unit", json_string(a, b->unit));
        json_set(a, row, "bound", json_string(a, b->at_open));
        json_set(a, row, "jump", json_bool(a, b->jump));
        json_set(a, row, "why", json_string(a, b->why));
        json_set(a, j, b->what, row);
    }
    return j;
}

static struct json *aisc(struct arena *a, const struct econ_aisc *c)
{
    struct json *j = json_object(a), *parts = json_array(a);
    put(a, j, "product_t", c->product_t);
    put(a, j, "cash_cost_per_kg", c->cash_cost_per_kg);
    put(a, j, "aisc_per_kg", c->aisc_per_kg);
    put(a, j, "aisc_per_kg_treo", c->treo ? c->aisc_per_kg : NAN);
    put(a, j, "all_in_per_kg", c->all_in_per_kg);
    json_set(a, j, "by_products", json_string(a, "credit"));
    for (size_t i = 0; i < c->n; i++) {
        struct json *row = json_object(a);
        json_set(a, row, "name", json_string(a, c->parts[i].name));
        put(a, row, "amount", c->parts[i].amount);
        put(a, row, "per_kg", c->parts[i].per_kg);
        json_set(a, row, "sum", json_bool(a, c->parts[i].total));
        json_push(a, parts, row);
    }
    json_set(a, j, "parts", parts);
    json_set(a, j, "why", json_string(a, c->why != NULL ? c->why : c->why_not_treo));
    return j;
}

static struct json *progressivity(struct arena *a, const struct econ_study *s)
{
    struct json *j = json_object(a), *rows = json_array(a);
    for (int k = 0; s->progress != NULL && k < ECON_PROGRESS; k++) {
        const struct econ_progress *p = &s->progress[k];
        struct json *row = json_object(a);
        put(a, row, "price_factor", p->factor);
        put(a, row, "irr_before", p->irr_before);
        put(a, row, "npv_before", p->npv_before);
        put(a, row, "npv_post", p->npv_post);
        put(a, row, "government_take", p->take);
        put(a, row, "aetr", p->aetr);
        json_push(a, rows, row);
    }
    json_set(a, j, "verdict", json_string(a, s->verdict));
    json_set(a, j, "rows", rows);
    return j;
}

static struct json *profile(struct arena *a, const struct econ_study *s)
{
    struct json *j = json_object(a), *rows = json_array(a);
    for (size_t i = 0; i < s->n_years; i++) {
        const struct econ_year_shares *y = &s->years[i];
        struct json *row = json_object(a);
        json_set(a, row, "year", json_int(a, y->year));
        put(a, row, "receipts", y->receipts);
        put(a, row, "investor", y->investor);
        put(a, row, "receipts_share", y->receipts_share);
        put(a, row, "investor_share", y->investor_share);
        json_push(a, rows, row);
    }
    put(a, j, "receipts_share_by_payback", s->before_payback);
    json_set(a, j, "rows", rows);
    return j;
}

static struct json *taken(struct arena *a, const struct econ_study *s)
{
    struct json *rows = json_array(a);
    for (size_t i = 0; i < s->n_taken; i++) {
        const struct econ_taken *t = &s->taken[i];
        struct json *row = json_object(a);
        json_set(a, row, "id", json_string(a, t->id));
        json_set(a, row, "title", json_string(a, t->title));
        put(a, row, "total", t->total);
        put(a, row, "share", t->share);
        put(a, row, "pv", t->pv);
        put(a, row, "pv_share", t->pv_share);
        put(a, row, "npv_change_without", t->npv_change);
        put(a, row, "irr_change_without", t->irr_change);
        put(a, row, "metr_points", t->metr_points);
        json_push(a, rows, row);
    }
    return rows;
}

struct json *econ_study_json(struct arena *a, const struct econ_study *s)
{
    struct json *j = json_object(a);
    json_set(a, j, "breakeven", breakevens(a, s));
    json_set(a, j, "aisc", aisc(a, &s->aisc));
    json_set(a, j, "progressivity", progressivity(a, s));
    json_set(a, j, "time_profile", profile(a, s));
    json_set(a, j, "instruments", taken(a, s));
    return j;
}
