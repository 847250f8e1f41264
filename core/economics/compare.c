/* One project under several fiscal regimes. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static double npv_of(const struct econ_result *e)
{
    for (size_t i = 0; i < e->post_tax.n_npv; i++)
        if (e->post_tax.npv[i].rate == e->discount_rate)
            return e->post_tax.npv[i].value;
    return NAN;
}

const struct econ_compared *econ_compare(struct arena *a, const struct dossier *d,
                                         const struct econ_data *data, const char *case_name,
                                         const char *const *regimes, size_t n, struct diags *diags)
{
    struct econ_compared *list = ARENA_ARRAY(a, n, struct econ_compared);
    for (size_t i = 0; i < n; i++) {
        struct econ_options options = {.case_name = case_name, .regime = regimes[i]};
        list[i].regime = regimes[i];
        /* The same complaints once are enough. */
        list[i].result = econ_run(a, d, data, &options, i == 0 ? diags : NULL);
        list[i].other_npv = NAN;
        if (!list[i].result->open_conditions)
            continue;
        options.other_branch = true;
        list[i].other = econ_run(a, d, data, &options, NULL);
        double npv = npv_of(list[i].result), other = npv_of(list[i].other);
        if (fabs(other - npv) > 1e-9 * fabs(npv))
            list[i].other_npv = other;
    }
    return list;
}

static void put(struct arena *a, struct json *j, const char *key, double v)
{
    json_set(a, j, key, json_double(a, v));
}

static double only_root(const struct econ_metrics *v)
{
    return v->irr.end == IRR_UNIQUE ? v->irr.roots[0] : NAN;
}

static double equity_npv(const struct econ_result *e)
{
    for (size_t i = 0; i < e->equity.n_npv; i++)
        if (e->equity.npv[i].rate == e->discount_rate)
            return e->equity.npv[i].value;
    return NAN;
}

struct json *econ_compare_json(struct arena *a, const struct econ_compared *list, size_t n)
{
    struct json *j = json_object(a), *rows = json_array(a);
    const struct econ_result *first = n > 0 ? list[0].result : NULL;
    json_set(a, j, "case", json_string(a, first != NULL ? first->case_name : NULL));
    json_set(a, j, "currency", json_string(a, first != NULL ? first->currency : NULL));
    put(a, j, "discount_rate", first != NULL ? first->discount_rate : NAN);
    for (size_t i = 0; i < n; i++) {
        const struct econ_result *e = list[i].result;
        struct json *row = json_object(a), *notes = json_array(a);
        json_set(a, row, "regime", json_string(a, list[i].regime));
        put(a, row, "npv", npv_of(e));
        put(a, row, "irr", only_root(&e->post_tax));
        put(a, row, "equity_npv", equity_npv(e));
        put(a, row, "equity_irr", only_root(&e->equity));
        put(a, row, "payback_years", e->post_tax.payback_years);
        put(a, row, "government_take", e->government_take);
        put(a, row, "aetr", e->aetr);
        put(a, row, "metr", e->metr);
        put(a, row, "breakeven_factor", e->breakeven_factor);
        put(a, row, "other_branch_npv", list[i].other_npv);
        json_set(a, row, "fiscal", fiscal_json(a, e));
        for (size_t k = 0; k < e->n_notes; k++)
            json_push(a, notes, json_string(a, e->notes[k]));
        json_set(a, row, "notes", notes);
        json_push(a, rows, row);
    }
    json_set(a, j, "regimes", rows);
    return j;
}

const char *const *econ_regimes(struct arena *a, const struct econ_data *data, size_t *n)
{
    *n = data != NULL ? data->n_regimes : 0;
    const char **names = ARENA_ARRAY(a, *n, const char *);
    for (size_t i = 0; i < *n; i++)
        names[i] = data->regimes[i].country;
    return names;
}
