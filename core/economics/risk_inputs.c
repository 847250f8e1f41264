/* Which inputs can be changed: every number for which the project states a range, and the usual
 * ones for which it does not. */
#include <math.h>
#include <string.h>

#include "core/economics/risk_internal.h"

/* Paths without their numbers that are changed although no range is stated. */
static const char *const usual[] = {"plan.throughput_tpa",
                                    "plan.grade_treo_pct",
                                    "plan.strip_ratio",
                                    "products[].recovery_pct",
                                    "products[].payable_pct",
                                    "products[].separation_charge",
                                    "costs[].amount",
                                    "capital.initial",
                                    "capital.sustaining",
                                    "capital.closure",
                                    "fiscal.overrides.cit_rate_pct",
                                    "fiscal.overrides.royalty_pct",
                                    "basis.discount_rate",
                                    "lines.ore_t",
                                    "lines.product_t",
                                    "lines.grade_pct",
                                    "lines.recovery_pct",
                                    "lines.opex",
                                    "lines.mining_cost",
                                    "lines.processing_cost",
                                    "lines.g_and_a",
                                    "lines.transport",
                                    "lines.ebitda",
                                    "lines.capex_initial",
                                    "lines.capex_sustaining",
                                    "lines.net_cash_flow",
                                    NULL};

static bool is_usual(const char *path)
{
    char pattern[128];
    size_t n = 0;
    for (const char *p = path; *p != '\0' && n < sizeof pattern - 1; p++)
        if (*p < '0' || *p > '9')
            pattern[n++] = *p;
    pattern[n] = '\0';
    for (size_t i = 0; usual[i] != NULL; i++)
        if (strcmp(pattern, usual[i]) == 0)
            return true;
    return false;
}

static double number_of(struct feel_value v)
{
    return v.kind == FEEL_NUMBER ? dec_to_double(v.u.number) : NAN;
}

/* Offset of the struct that a path points into. */
static size_t section_offset(const char *path, int index)
{
    size_t k = index < 0 ? 0 : (size_t)index;
    if (strncmp(path, "products[", 9) == 0)
        return offsetof(struct econ_input, products) + k * sizeof(struct econ_product);
    if (strncmp(path, "costs[", 6) == 0)
        return offsetof(struct econ_input, costs) + k * sizeof(struct econ_cost);
    if (strncmp(path, "financing[", 10) == 0)
        return offsetof(struct econ_input, tranches) + k * sizeof(struct econ_tranche);
    return 0;
}

/* "recovery_pct of NdPr oxide" for products[0].recovery_pct; the path when there is no name. */
static const char *title_of(struct arena *a, const struct econ_input *in, const char *path,
                            int index)
{
    const char *name = NULL, *dot = strchr(path, '.'), *field = dot != NULL ? dot + 1 : path;
    size_t k = index < 0 ? 0 : (size_t)index;
    if (index < 0 || dot == NULL)
        return path;
    if (strncmp(path, "products[", 9) == 0 && k < in->n_products) {
        name = in->products[k].name;
    } else if (strncmp(path, "costs[", 6) == 0 && k < in->n_costs) {
        name = in->costs[k].name;
        field = strcmp(field, "amount") == 0 ? "cost" : field;
    } else if (strncmp(path, "financing[", 10) == 0 && k < in->n_tranches) {
        name = in->tranches[k].name;
    }
    return name != NULL ? arena_printf(a, "%s of %s", field, name) : path;
}

static const void *at(const struct econ_risk *r, size_t offset)
{
    return (const char *)r->opened->in + offset;
}

/* Base, place and scale; false for what is no number or is not in the inputs. */
static bool locate(struct econ_risk *r, const struct econ_entry *e, const struct spec *s, int index,
                   struct risk_input *in, struct risk_place *p)
{
    double v = number_of(e->fact->value);
    *p = (struct risk_place){.kind = PLACE_NUMBER,
                             .offset = section_offset(e->name, index) + s->offset,
                             .scale = 1,
                             .low = s->low,
                             .high = s->high};
    in->base = v;
    if (s->kind == SPEC_SERIES) {
        const struct econ_series *series = at(r, p->offset);
        p->kind = PLACE_SERIES;
        in->relative = series->kind != SERIES_SCALAR;
        in->base = in->relative ? 1 : v;
        p->scale = in->relative || v == 0 ? 1 : series->scalar / v; /* another currency */
        return series->kind != SERIES_NONE;
    }
    if (s->kind != SPEC_NUMBER && s->kind != SPEC_PRICE)
        return false;
    double stored = *(const double *)at(r, p->offset); /* value comes first in econ_price */
    if (s->kind == SPEC_PRICE || stored != v) {
        p->scale = v != 0 ? stored / v : s->kind == SPEC_PRICE ? 1000 : 1;
        p->high = s->high * p->scale;
    }
    return isfinite(v) && isfinite(stored);
}

static void step(struct risk_input *in, const struct risk_place *p)
{
    in->range = RANGE_STEP;
    bool rate = strcmp(in->name, "basis.discount_rate") == 0;
    in->low = rate ? in->base - RISK_RATE_STEP : in->base * (1 - RISK_STEP);
    in->high = rate ? in->base + RISK_RATE_STEP : in->base * (1 + RISK_STEP);
    if (!in->relative && p->kind != PLACE_PRICES) {
        in->low = fmax(in->low, p->low / p->scale);
        in->high = fmin(in->high, p->high / p->scale);
    }
}

static void add(struct econ_risk *r, struct risk_input in, struct risk_place p)
{
    if (r->n >= RISK_MAX_INPUTS)
        return;
    in.place = r->n;
    r->places[r->n] = p;
    r->inputs[r->n++] = in;
}

static void consider(struct econ_risk *r, const struct econ_entry *e)
{
    int index;
    const struct spec *s = spec_find(e->name, &index);
    struct risk_input in = {.name = e->name};
    struct risk_place p;
    if (s == NULL || !locate(r, e, s, index, &in, &p))
        return;
    double low = e->fact->has_range ? number_of(e->fact->low) : NAN;
    double high = e->fact->has_range ? number_of(e->fact->high) : NAN;
    bool stated = !in.relative && low <= in.base && in.base <= high && low < high;
    if (!stated && !is_usual(e->name))
        return;
    in.title = title_of(r->arena, r->opened->in, e->name, index);
    if (stated) {
        in.range = RANGE_STATED;
        in.low = low;
        in.high = high;
        in.uncertain = dist_bounded(r->arena, DIST_TRIANGULAR, low, in.base, high, &in.dist);
    } else {
        step(&in, &p);
    }
    add(r, in, p);
}

static bool is_price(const char *name)
{
    const char *dot = strchr(name, '.');
    return strcmp(name, "lines.price") == 0 || strcmp(name, "lines.revenue") == 0 ||
           (strncmp(name, "products[", 9) == 0 && dot != NULL && strcmp(dot, ".price") == 0);
}

void risk_find_inputs(struct econ_risk *r, const struct econ_entries *entries)
{
    struct risk_input prices = {
        .name = "prices", .title = "all prices", .base = 1, .relative = true};
    struct risk_place p = {.kind = PLACE_PRICES, .scale = 1};
    r->prices = r->capital = -1;
    const struct econ_input *in = r->opened->in;
    if (in->n_products > 0 || in->lines[LINE_PRICE].kind != SERIES_NONE ||
        in->lines[LINE_REVENUE].kind != SERIES_NONE) {
        step(&prices, &p);
        r->prices = 0;
        add(r, prices, p);
    }
    for (size_t i = 0; i < entries->n; i++) {
        size_t before = r->n;
        consider(r, &entries->items[i]);
        if (r->n == before)
            continue;
        const char *name = entries->items[i].name;
        if (strcmp(name, "lines.capex_initial") == 0 ||
            (strcmp(name, "capital.initial") == 0 && r->capital < 0))
            r->capital = (int)before;
        /* a range on a price says more than a step on all of them */
        if (is_price(name) && r->inputs[before].range == RANGE_STATED && r->prices == 0)
            r->inputs[0].low = r->inputs[0].high = 1;
    }
}
