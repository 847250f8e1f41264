/* Initial and sustaining capital, closure, salvage. */
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
            out[i] = total * in->phasing.values[i];
        return;
    }
    int years = plan_construction(in);
    years = years < 1 ? 1 : years > m->n ? m->n : years;
    model_note(m->notes,
               "capital.phasing is not given: initial capital is spent evenly over %d year%s",
               years, years == 1 ? "" : "s");
    for (int i = 0; i < years; i++)
        out[i] = total / years;
}

static void initial(struct model *m)
{
    const struct econ_series *s = &m->in->initial;
    double *capex = m->line[LINE_CAPEX_INITIAL];
    if (m->given[LINE_CAPEX_INITIAL] || s->kind == SERIES_NONE)
        return;
    if (s->kind == SERIES_SCALAR) {
        phase(m, with_contingency(m->in, s->scalar), capex);
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
    model_series(m, s, capex);
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
    m->line[line][period] = amount;
    m->known[line] = true;
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
    at_end(m, LINE_CLOSURE, m->in->closure, closing);
    at_end(m, LINE_SALVAGE, m->in->salvage, closing);
}
