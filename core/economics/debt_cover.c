/* Cover ratios: cash flow available for debt service over what is due and over what is owed. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

double model_cfads(const struct model *m, int i)
{
    double *const *l = m->line;
    return l[LINE_EBITDA][i] - l[LINE_OTHER_TAXES][i] - l[LINE_INCOME_TAX][i] +
           l[LINE_TAX_CREDITS][i] - l[LINE_CAPEX_SUSTAINING][i] -
           l[LINE_WORKING_CAPITAL_CHANGE][i] - l[LINE_CLOSURE][i] + l[LINE_SALVAGE][i];
}

double model_service(const struct model *m, int i)
{
    double swept = m->debt != NULL ? m->debt->swept[i] : 0;
    return m->line[LINE_INTEREST][i] + m->line[LINE_PRINCIPAL][i] - swept;
}

/* Present value at the debt's rate of CFADS in periods i..last, as of the start of period i. */
static double cfads_value(const struct model *m, int i, int last, double rate)
{
    double sum = 0;
    for (int t = last; t >= i; t--)
        sum = (sum + model_cfads(m, t)) / ((1 + rate) * model_erosion(m, t));
    return sum;
}

/* The rate of all debt: stated for the one loan, else interest over opening balances. */
static double debt_rate(const struct model *m, const double *opening)
{
    const struct econ_tranche *t = &m->in->tranches[0];
    if (m->in->n_tranches == 1 && !isnan(t->rate_pct))
        return (t->rate_pct + (isnan(t->margin_pct) ? 0 : t->margin_pct)) / 100;
    double interest = 0, balance = 0;
    for (int i = 0; i < m->n; i++) {
        interest += opening[i] > 0 ? m->line[LINE_INTEREST][i] : 0;
        balance += opening[i] > 0 ? opening[i] * model_erosion(m, i) : 0;
    }
    return balance > 0 ? interest / balance : NAN;
}

static void lowest(double *lowest_so_far, double v)
{
    if (isfinite(v) && !(*lowest_so_far <= v))
        *lowest_so_far = v;
}

void model_cover(struct model *m)
{
    struct econ_result *e = m->out;
    const double *principal = m->line[LINE_PRINCIPAL];
    double *dscr = ARENA_ARRAY(m->arena, (size_t)m->n, double), *opening = m->scratch[1];
    double balance = 0;
    int last = -1;
    for (int i = 0; i < m->n; i++) {
        double due = model_service(m, i);
        opening[i] = balance;
        balance = balance * model_erosion(m, i) + m->line[LINE_DEBT_DRAWN][i] + m->capitalised[i] -
                  principal[i];
        dscr[i] = due > 0 ? model_cfads(m, i) / due : NAN;
        last = due > 0 ? i : last;
        if (i >= m->start)
            lowest(&e->dscr_min, dscr[i]);
    }
    if (last < 0)
        model_note(m->notes, "no debt service is stated: no cover ratios");
    if (last < 0 || m->net_only)
        return;
    e->dscr = dscr;
    double rate = debt_rate(m, opening);
    if (isnan(rate)) {
        model_note(m->notes, "no LLCR and PLCR: the debt's balance is not known");
        return;
    }
    model_note(m->notes, "LLCR and PLCR discount at %.4g %%, the debt's rate", rate * 100);
    for (int i = m->start; i <= last; i++) {
        if (!(opening[i] > 1e-6))
            continue;
        lowest(&e->llcr_min, cfads_value(m, i, last, rate) / opening[i]);
        lowest(&e->plcr_min, cfads_value(m, i, m->n - 1, rate) / opening[i]);
    }
}
