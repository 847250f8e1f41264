/* The one factor on all product prices at which the post-tax NPV is zero, taxes computed again. */
#include <math.h>

#include "core/economics/internal.h"

#define FACTOR_MAX 1024.0

static double npv_at(struct model *m, double factor)
{
    model_flows(m, factor);
    return model_npv(m, LINE_NET_CASH_FLOW, m->rate);
}

/* Regula falsi in the Illinois form, halving when it stalls; NPV is continuous in the factor. */
static double solve(struct model *m, double low, double at_low, double high, double at_high)
{
    int side = 0;
    for (int i = 0; i < 120; i++) {
        double x = (low * at_high - high * at_low) / (at_high - at_low);
        if (!(x > low && x < high) || i % 8 == 7)
            x = low + (high - low) / 2;
        double y = npv_at(m, x);
        if (y == 0 || high - low <= 4e-16 * high)
            return x;
        if ((y < 0) == (at_low < 0)) {
            low = x;
            at_low = y;
            at_high /= side == -1 ? 2 : 1;
            side = -1;
        } else {
            high = x;
            at_high = y;
            at_low /= side == 1 ? 2 : 1;
            side = 1;
        }
    }
    return low + (high - low) / 2;
}

static double search(struct model *m)
{
    double low = 0, at_low = npv_at(m, 0), high = 1, at_high = npv_at(m, 1);
    while (high < FACTOR_MAX && at_high < 0) {
        low = high;
        at_low = at_high;
        high *= 2;
        at_high = npv_at(m, high);
    }
    if (!isfinite(at_low) || !isfinite(at_high) || (at_low < 0) == (at_high < 0))
        return NAN;
    return solve(m, low, at_low, high, at_high);
}

void model_breakeven(struct model *m)
{
    struct econ_result *e = m->out;
    struct notes *notes = m->notes;
    if (!m->known[LINE_REVENUE] || m->given[LINE_EBITDA] || m->given[LINE_NET_CASH_FLOW]) {
        model_note(notes,
                   "no break-even price: revenue, cost and tax are not computed from prices");
        return;
    }
    m->notes = NULL; /* the same notes once are enough */
    double factor = search(m);
    model_flows(m, 1);
    m->notes = notes;
    if (isnan(factor)) {
        model_note(notes,
                   "no break-even price: no factor up to 1,024 brings the post-tax NPV to zero");
        return;
    }
    if (m->given[LINE_OPEX] || m->given[LINE_ROYALTY] || m->given[LINE_INCOME_TAX])
        model_note(notes, "break-even: lines that are given do not move with the price");
    e->breakeven_factor = factor;
    if (e->has_basket)
        e->breakeven_basket_per_kg = factor * e->basket_per_kg;
}
