/* The one factor on all product prices at which the post-tax NPV is zero, taxes computed again. */
#include <math.h>

#include "core/economics/internal.h"
#include "core/economics/root.h"

#define FACTOR_MAX 1024.0
#define WIDTH 4e-16

static double npv_at(void *model, double factor)
{
    struct model *m = model;
    model_flows(m, factor);
    return model_npv(m, LINE_NET_CASH_FLOW, m->rate);
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
    return root_between(npv_at, m, low, at_low, high, at_high, WIDTH);
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
