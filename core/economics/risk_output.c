/* Sensitivities and trials as JSON, and the sentences that say what was assumed. */
#include <math.h>
#include <string.h>

#include "core/economics/risk_internal.h"

static void put(struct arena *a, struct json *j, const char *key, double v)
{
    json_set(a, j, key, json_double(a, v));
}

static const char *const range_names[] = {"stated", "distribution", "step"};

struct json *risk_tornado_json(struct arena *a, const struct risk_tornado *t)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < t->n; i++) {
        const struct risk_bar *b = &t->bars[i];
        struct json *j = json_object(a);
        json_set(a, j, "input", json_string(a, b->input->name));
        put(a, j, "low", b->input->low);
        put(a, j, "high", b->input->high);
        put(a, j, "npv_low", b->npv_low);
        put(a, j, "npv_high", b->npv_high);
        put(a, j, "base", b->input->base);
        json_set(a, j, "factor", json_bool(a, b->input->relative));
        json_set(a, j, "range", json_string(a, range_names[b->input->range]));
        json_push(a, list, j);
    }
    return list;
}

struct json *risk_spider_json(struct arena *a, const struct risk_tornado *t)
{
    struct json *j = json_object(a), *change = json_array(a), *npv = json_object(a);
    for (int i = 0, middle = SPIDER_POINTS / 2; i < SPIDER_POINTS; i++)
        json_push(a, change, json_double(a, (i - middle) / 10.0));
    for (size_t i = 0; i < t->n; i++) {
        struct json *row = json_array(a);
        for (int k = 0; k < SPIDER_POINTS; k++)
            json_push(a, row, json_double(a, t->bars[i].spider[k]));
        json_set(a, npv, t->bars[i].input->name, row);
    }
    json_set(a, j, "change", change);
    json_set(a, j, "npv", npv);
    return j;
}

struct json *risk_two_way_json(struct arena *a, const struct risk_tornado *t)
{
    if (!t->has_two_way)
        return json_null(a);
    struct json *j = json_object(a), *factors = json_array(a), *rows = json_array(a);
    for (int i = 0; i < TWO_WAY; i++) {
        struct json *row = json_array(a);
        json_push(a, factors, json_double(a, two_way_factors[i]));
        for (int k = 0; k < TWO_WAY; k++)
            json_push(a, row, json_double(a, t->two_way[i][k]));
        json_push(a, rows, row);
    }
    json_set(a, j, "price_factors", factors);
    json_set(a, j, "capital_factors", factors);
    json_set(a, j, "npv_by_price_then_capital", rows);
    return j;
}

const char *risk_dist_text(struct arena *a, const struct risk_input *in)
{
    const struct dist *d = &in->dist;
    const char *unit = in->relative ? " (factors)" : "";
    if (in->path)
        return arena_printf(a, "mean-reverting path, sd %.4g, speed %.4g, long run %.4g%s", in->sd,
                            in->speed, in->long_run, unit);
    if (d->kind == DIST_UNIFORM)
        return arena_printf(a, "uniform %.10g to %.10g%s", d->low, d->high, unit);
    if (d->kind <= DIST_PERT)
        return arena_printf(a, "%s %.10g, %.10g, %.10g%s",
                            d->kind == DIST_PERT ? "PERT" : dist_kind_names[d->kind], d->low,
                            d->mode, d->high, unit);
    return arena_printf(a, "%s, P10 %.10g, P90 %.10g%s", dist_kind_names[d->kind], in->low,
                        in->high, unit);
}

static struct json *histogram(struct arena *a, const struct risk_summary *s)
{
    struct json *j = json_object(a), *counts = json_array(a);
    for (int i = 0; i < HISTOGRAM_BINS; i++)
        json_push(a, counts, json_int(a, (long long)s->histogram[i]));
    put(a, j, "low", s->histogram_low);
    put(a, j, "width", s->histogram_width);
    json_set(a, j, "counts", counts);
    return j;
}

static struct json *cover(struct arena *a, const struct risk_summary *s)
{
    if (!s->has_debt)
        return json_null(a);
    struct json *j = json_object(a);
    put(a, j, "below", s->dscr_below);
    put(a, j, "p_below", s->p_dscr_below);
    put(a, j, "p_below_1", s->p_dscr_below_1);
    put(a, j, "p10", s->dscr_p10);
    put(a, j, "p50", s->dscr_p50);
    return j;
}

static struct json *inputs(struct arena *a, const struct risk_summary *s)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < s->n_uncertain; i++) {
        const struct risk_worth *w = &s->worth[i];
        struct json *j = json_object(a);
        json_set(a, j, "input", json_string(a, w->input->name));
        json_set(a, j, "distribution", json_string(a, risk_dist_text(a, w->input)));
        put(a, j, "base", w->input->base);
        put(a, j, "evppi", w->evppi);
        put(a, j, "sobol_first", w->first);
        put(a, j, "sobol_total", w->total);
        json_push(a, list, j);
    }
    return list;
}

struct json *risk_summary_json(struct arena *a, const struct risk_summary *s)
{
    struct json *j = json_object(a);
    json_set(a, j, "trials", json_int(a, (long long)s->trials));
    json_set(a, j, "failed", json_int(a, (long long)s->failed));
    json_set(a, j, "seed",
             json_number_text(a, arena_printf(a, "%llu", (unsigned long long)s->seed)));
    json_set(a, j, "sampling", json_string(a, sample_plan_names[s->plan]));
    json_set(a, j, "percentiles", json_string(a, RISK_CONVENTION));
    put(a, j, "mean", s->mean);
    put(a, j, "sd", s->sd);
    put(a, j, "standard_error", s->standard_error);
    put(a, j, "p10", s->p10);
    put(a, j, "p50", s->p50);
    put(a, j, "p90", s->p90);
    put(a, j, "min", s->least);
    put(a, j, "max", s->most);
    put(a, j, "p_npv_negative", s->p_negative);
    put(a, j, "cvar_5", s->cvar);
    json_set(a, j, "dscr", cover(a, s));
    json_set(a, j, "histogram", histogram(a, s));
    put(a, j, "evpi", s->evpi);
    json_set(a, j, "inputs", inputs(a, s));
    put(a, j, "correlation_moved", s->moved);
    return j;
}

struct text_list {
    VEC(const char *) list;
};

static const char *by_the_general_model(struct arena *a, const struct risk_summary *s)
{
    if (s->general_why != NULL)
        return arena_printf(a,
                            "slower: all %zu trials were computed by the full model; the quick "
                            "form of it does not cover %s",
                            s->general, s->general_why);
    return arena_printf(a,
                        "%zu of %zu trials left the case that the quick form is written for and "
                        "were computed by the full model",
                        s->general, s->trials);
}

const char *const *risk_notes(struct arena *a, const struct econ_risk *r, bool bars,
                              const struct risk_summary *s, size_t *n)
{
    struct text_list t = {0};
    if (bars)
        VEC_PUSH(a, &t.list,
                 "sensitivity: where no range is stated, 20 % either way (the discount rate: 2 "
                 "points), which is a step of ours and no forecast");
    if (s != NULL && s->stopped)
        VEC_PUSH(a, &t.list,
                 arena_printf(a,
                              "the run was stopped: these are the first %zu of %zu trials, which a "
                              "plan that spreads trials has not spread evenly yet",
                              s->trials, s->asked));
    if (s != NULL && s->failed > 0)
        VEC_PUSH(a, &t.list,
                 arena_printf(a, "%zu of %zu trials gave no NPV and are left out", s->failed,
                              s->trials));
    if (s != NULL)
        VEC_PUSH(a, &t.list,
                 "a stated range without a distribution is taken as triangular: lowest, value, "
                 "highest");
    if (s != NULL && !r->correlated)
        VEC_PUSH(a, &t.list, "inputs are drawn independently: no correlations are stated");
    if (s != NULL && r->correlated)
        VEC_PUSH(a, &t.list,
                 "rank correlations by a Gaussian copula; no Sobol indices, which need inputs that "
                 "are independent");
    if (s != NULL && s->moved > 0)
        VEC_PUSH(a, &t.list,
                 arena_printf(a,
                              "the correlations contradict one another: the nearest possible "
                              "matrix was taken, %.4g away",
                              s->moved));
    if (s != NULL && s->general > 0)
        VEC_PUSH(a, &t.list, by_the_general_model(a, s));
    *n = t.list.n;
    return t.list.items;
}
