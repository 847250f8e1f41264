/* One input at a time: tornado and spider; price against capital. */
#include <math.h>
#include <stdlib.h>

#include "core/economics/risk_internal.h"

const double two_way_factors[TWO_WAY] = {.6, .8, 1, 1.2, 1.4};

static double npv_with(struct risk_worker *w, size_t k, double value)
{
    risk_set(w, k, value);
    double npv = risk_run(w).npv;
    risk_reset(w);
    return isfinite(npv) ? npv : NAN;
}

/* NaN where the input cannot be so much (more than 100 %). */
static double spider_at(struct risk_worker *w, const struct econ_risk *r, size_t k, double factor)
{
    const struct risk_place *p = &r->places[k];
    double v = r->inputs[k].base * factor;
    bool plain = p->kind == PLACE_NUMBER || (p->kind == PLACE_SERIES && !r->inputs[k].relative);
    return plain && (v * p->scale < p->low || v * p->scale > p->high) ? NAN : npv_with(w, k, v);
}

static double swing(const struct risk_bar *b)
{
    double s = fabs(b->npv_high - b->npv_low);
    return isnan(s) ? -1 : s;
}

static int by_swing(const void *x, const void *y)
{
    const struct risk_bar *a = x, *b = y;
    double d = swing(b) - swing(a);
    return d > 0 ? 1 : d < 0 ? -1 : a->input < b->input ? -1 : a->input > b->input;
}

static void two_way(struct risk_worker *w, const struct econ_risk *r, struct risk_tornado *t)
{
    if (r->prices < 0 || r->capital < 0)
        return;
    size_t price = (size_t)r->prices, capital = (size_t)r->capital;
    t->has_two_way = true;
    for (int i = 0; i < TWO_WAY; i++)
        for (int j = 0; j < TWO_WAY; j++) {
            risk_set(w, price, two_way_factors[i]);
            risk_set(w, capital, two_way_factors[j] * r->inputs[capital].base);
            t->two_way[i][j] = risk_run(w).npv;
            risk_reset(w);
        }
}

struct risk_tornado econ_tornado(struct arena *a, const struct econ_risk *r)
{
    struct risk_tornado t = {.base = r->base_npv};
    struct risk_bar *bars = ARENA_ARRAY(a, r->n, struct risk_bar);
    struct risk_worker *w = risk_worker_new(r);
    for (size_t k = 0; k < r->n; k++) {
        const struct risk_input *in = &r->inputs[k];
        struct risk_bar b = {.input = in};
        if (in->low == in->high)
            continue;
        b.npv_low = npv_with(w, k, in->low);
        b.npv_high = npv_with(w, k, in->high);
        for (int i = 0, middle = SPIDER_POINTS / 2; i < SPIDER_POINTS; i++)
            b.spider[i] = spider_at(w, r, k, 1 + .1 * (i - middle));
        if (b.npv_low != b.npv_high)
            bars[t.n++] = b;
    }
    two_way(w, r, &t);
    risk_worker_free(w);
    qsort(bars, t.n, sizeof *bars, by_swing);
    t.bars = bars;
    return t;
}
