/* Cover ratios of given debt lines, and loans whose terms are simple enough to draw up: a stated
 * amount at a stated rate, repaid in level or annuity instalments. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

enum { REPAY_LEVEL, REPAY_ANNUITY };

static bool lines_given(const struct model *m)
{
    return m->given[LINE_DEBT_DRAWN] || m->given[LINE_INTEREST] || m->given[LINE_PRINCIPAL];
}

static double rate_of(const struct econ_tranche *t)
{
    double margin = isnan(t->margin_pct) ? 0 : t->margin_pct;
    return isnan(t->rate_pct) ? NAN : (t->rate_pct + margin) / 100;
}

/* Drawn in the proportions of the initial capital; grace and tenor count from the first drawing.
 * Interest on the opening balance is added to the loan until production begins, then paid. */
static void draw_up(struct model *m, const struct econ_tranche *t)
{
    const double *capex = m->line[LINE_CAPEX_INITIAL];
    double total = 0, balance = 0, capitalised = 0, rate = rate_of(t);
    int first = -1;
    for (int i = 0; i < m->n; i++) {
        total += capex[i];
        if (first < 0 && capex[i] > 0)
            first = i;
    }
    int grace = isnan(t->grace_years) ? 0 : (int)t->grace_years, tenor = (int)t->tenor_years;
    for (int i = first; i < m->n && i <= first + tenor; i++) {
        double draw = t->amount * capex[i] / total, interest = rate * balance, pay = 0;
        int age = i - first;
        if (i < m->first_production && age <= grace) {
            balance += interest;
            capitalised += interest;
            m->capitalised[i] += interest;
            interest = 0;
        }
        if (age > grace && age <= tenor) {
            int left = tenor - age + 1;
            pay = balance / left;
            if (t->repayment == REPAY_ANNUITY && rate > 0)
                pay = balance * rate / (1 - pow(1 + rate, -left)) - interest;
        }
        m->line[LINE_DEBT_DRAWN][i] += draw;
        m->line[LINE_INTEREST][i] += interest;
        m->line[LINE_PRINCIPAL][i] += pay;
        if (age == 0 && !isnan(t->upfront_fee_pct) && !m->given[LINE_FEES])
            m->line[LINE_FEES][i] += t->amount * t->upfront_fee_pct / 100;
        balance += draw - pay;
    }
    if (capitalised > 0)
        model_note(m->notes, "interest before production, %.10g, is added to the loan",
                   shown_amount(capitalised));
    if (balance > 1e-6 * t->amount)
        model_note(m->notes, "the loan is not repaid within the statement: %.10g is left",
                   shown_amount(balance));
}

static bool simple(const struct model *m, const struct econ_tranche *t)
{
    double total = 0;
    for (int i = 0; i < m->n; i++)
        total += m->line[LINE_CAPEX_INITIAL][i];
    return t->amount > 0 && !isnan(rate_of(t)) && t->tenor_years >= 1 && total > 0 &&
           t->repayment <= REPAY_ANNUITY && !(t->grace_years >= t->tenor_years);
}

void model_debt(struct model *m)
{
    bool given = lines_given(m);
    for (size_t k = 0; k < m->in->n_tranches; k++) {
        const struct econ_tranche *t = &m->in->tranches[k];
        if (given) {
            model_note(m->notes, "financing[%zu]: debt lines are given and stand", k);
        } else if (!simple(m, t)) {
            model_note(m->notes,
                       "financing[%zu] is not drawn up: that takes an amount, rate_pct, "
                       "tenor_years beyond grace_years, level or annuity repayment, and initial "
                       "capital",
                       k);
        } else {
            draw_up(m, t);
            m->known[LINE_DEBT_DRAWN] = m->known[LINE_INTEREST] = m->known[LINE_PRINCIPAL] = true;
        }
    }
}

static double cfads(const struct model *m, int i)
{
    double *const *l = m->line;
    return l[LINE_EBITDA][i] - l[LINE_OTHER_TAXES][i] - l[LINE_INCOME_TAX][i] +
           l[LINE_TAX_CREDITS][i] - l[LINE_CAPEX_SUSTAINING][i] -
           l[LINE_WORKING_CAPITAL_CHANGE][i] - l[LINE_CLOSURE][i] + l[LINE_SALVAGE][i];
}

/* Present value at the debt's rate of CFADS in periods i..last, as of the start of period i. */
static double cfads_value(const struct model *m, int i, int last, double rate)
{
    double sum = 0;
    for (int t = last; t >= i; t--)
        sum = (sum + cfads(m, t)) / (1 + rate);
    return sum;
}

/* The rate of all debt: stated for the one loan, else interest over opening balances. */
static double debt_rate(const struct model *m, const double *opening)
{
    if (m->in->n_tranches == 1 && !isnan(rate_of(&m->in->tranches[0])))
        return rate_of(&m->in->tranches[0]);
    double interest = 0, balance = 0;
    for (int i = 0; i < m->n; i++) {
        interest += opening[i] > 0 ? m->line[LINE_INTEREST][i] : 0;
        balance += opening[i] > 0 ? opening[i] : 0;
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
    const double *interest = m->line[LINE_INTEREST], *principal = m->line[LINE_PRINCIPAL];
    double *dscr = ARENA_ARRAY(m->arena, (size_t)m->n, double), *opening = m->scratch[1];
    double balance = 0;
    int last = -1;
    for (int i = 0; i < m->n; i++) {
        double due = interest[i] + principal[i];
        opening[i] = balance;
        balance += m->line[LINE_DEBT_DRAWN][i] + m->capitalised[i] - principal[i];
        dscr[i] = due > 0 ? cfads(m, i) / due : NAN;
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
