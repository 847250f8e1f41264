/* Initial and sustaining capital, closure and what secures it, salvage. */
#include <math.h>

#include "core/economics/internal.h"

static double with_contingency(const struct econ_input *in, double amount)
{
    return isnan(in->contingency_pct) ? amount : amount * (1 + in->contingency_pct / 100);
}

/* Parts of each period: as given, else even over the years of construction. */
static void phase(const struct model *m, double total, double *out)
{
    const struct econ_input *in = m->in;
    if (in->phasing.kind != SERIES_NONE) {
        if (in->phasing.n > (size_t)m->n)
            model_note(m->notes,
                       "capital.phasing has more years than the statement: the rest is left out");
        for (size_t i = 0; i < in->phasing.n && i < (size_t)m->n; i++)
            out[i] = total * in->phasing.values[i] * model_index(m, (int)i);
        return;
    }
    int years = plan_construction(in);
    years = years < 1 ? 1 : years > m->n ? m->n : years;
    model_note(m->notes,
               "capital.phasing is not given: initial capital is spent evenly over %d year%s",
               years, years == 1 ? "" : "s");
    for (int i = 0; i < years; i++)
        out[i] = total / years * model_index(m, i);
}

static void initial(struct model *m)
{
    const struct econ_series *s = &m->in->initial;
    double *capex = m->line[LINE_CAPEX_INITIAL], items = 0;
    for (size_t k = 0; k < m->in->n_items; k++)
        items += isnan(m->in->items[k].amount) ? 0 : m->in->items[k].amount;
    if (m->given[LINE_CAPEX_INITIAL] || (s->kind == SERIES_NONE && items == 0))
        return;
    if (s->kind == SERIES_SCALAR || s->kind == SERIES_NONE) {
        phase(m, with_contingency(m->in, s->kind == SERIES_NONE ? items : s->scalar), capex);
    } else {
        model_series(m, s, capex);
        for (int i = 0; i < m->n; i++)
            capex[i] = with_contingency(m->in, capex[i]);
    }
    m->known[LINE_CAPEX_INITIAL] = true;
}

static void sustaining(struct model *m)
{
    const struct econ_series *s = &m->in->sustaining;
    double *capex = m->line[LINE_CAPEX_SUSTAINING];
    if (m->given[LINE_CAPEX_SUSTAINING] || s->kind == SERIES_NONE)
        return;
    model_money(m, s, capex);
    m->known[LINE_CAPEX_SUSTAINING] = true;
    if (s->kind != SERIES_SCALAR)
        return;
    int first = m->first_production, last = m->last_production;
    if (last < 0) {
        first = plan_construction(m->in);
        last = m->n - 1;
    }
    for (int i = 0; i < m->n; i++)
        if (i < first || i > last)
            capex[i] = 0;
    model_note(m->notes, "capital.sustaining is one figure: spent in each year of production");
}

static void at_end(struct model *m, enum econ_line line, double amount, int period)
{
    if (m->given[line] || isnan(amount))
        return;
    m->line[line][period] = amount * model_index(m, period);
    m->known[line] = true;
}

/* --- closure ---------------------------------------------------------------------------------- */

static int period_of(const struct model *m, double year, int otherwise)
{
    int i = isnan(year) ? otherwise : (int)year - m->first_year;
    return i < 0 ? 0 : i >= m->n ? m->n - 1 : i;
}

/* Equal payments (in money of the day: equal but for inflation) from the first year to the last,
 * so that with the interest they earn they meet the cost of closure when it comes. */
static void closure_fund(struct model *m, double cost, int closing)
{
    const struct econ_input *in = m->in;
    double *line = m->line[LINE_CLOSURE], growth = 0, balance = 0;
    double interest = isnan(in->security_interest_pct) ? 0 : in->security_interest_pct / 100;
    int first =
        period_of(m, in->security_from, m->first_production < m->n ? m->first_production : 0);
    int last =
        period_of(m, in->security_to, m->last_production >= 0 ? m->last_production : closing);
    last = last > closing ? closing : last;
    if (first > last) {
        model_note(m->notes, "the closure fund has no year before closure: it is paid when due");
        line[closing] = cost;
        return;
    }
    for (int i = first; i <= closing; i++)
        growth =
            growth * (1 + interest) * model_erosion(m, i) + (i <= last ? model_index(m, i) : 0);
    for (int i = first; i <= closing; i++) {
        double payment = i <= last ? cost / growth * model_index(m, i) : 0;
        balance = balance * (1 + interest) * model_erosion(m, i) + payment;
        line[i] = payment;
    }
    model_note(m->notes,
               "closure of %.10g is paid into a fund from %d to %d, %.10g in the first year; the "
               "fund pays it in %d",
               shown_amount(cost), m->first_year + first, m->first_year + last,
               shown_amount(line[first]), m->first_year + closing);
}

/* A guarantee from the first year to closure: a fee on what no cash stands behind, the cash itself
 * put aside and given back with its interest when closure is paid for. */
static void closure_bond(struct model *m, double cost, int closing)
{
    const struct econ_input *in = m->in;
    double *line = m->line[LINE_CLOSURE], *cash = m->scratch[0], held = 0;
    double interest = isnan(in->security_interest_pct) ? 0 : in->security_interest_pct / 100;
    double fee = isnan(in->security_fee_pct) ? 0 : in->security_fee_pct / 100;
    int first = period_of(m, in->security_from, 0);
    model_series(m, &in->security_cash_pct, cash);
    for (int i = first; i <= closing; i++) {
        double secured = cost * model_index(m, i) / model_index(m, closing);
        double target = i < closing ? secured * cash[i] / 100 : 0;
        double carried = held * (1 + interest) * model_erosion(m, i);
        line[i] += target - carried + (i < closing ? fee * (secured - target) : 0);
        held = target;
    }
    line[closing] += cost;
    model_note(m->notes,
               "closure is secured by a guarantee from %d: its fee and the cash behind it are in "
               "the closure line",
               m->first_year + first);
}

static void closure(struct model *m, int closing)
{
    const struct econ_input *in = m->in;
    double cost = in->closure * model_index(m, closing);
    if (m->given[LINE_CLOSURE] || isnan(cost))
        return;
    if (in->closure_security == CLOSURE_FUND)
        closure_fund(m, cost, closing);
    else if (in->closure_security == CLOSURE_BOND)
        closure_bond(m, cost, closing);
    else
        m->line[LINE_CLOSURE][closing] = cost;
    m->known[LINE_CLOSURE] = true;
}

void model_capital(struct model *m)
{
    int closing = m->n - 1;
    if (!isnan(m->in->closure_year)) {
        int i = (int)m->in->closure_year - m->first_year;
        if (i >= 0 && i < m->n)
            closing = i;
        else
            model_note(m->notes,
                       "capital.closure_year lies outside the statement: closure falls in %d",
                       m->first_year + closing);
    }
    initial(m);
    sustaining(m);
    closure(m, closing);
    at_end(m, LINE_SALVAGE, m->in->salvage, closing);
}
