/* Depreciation, losses and income tax: one rate on EBITDA less depreciation, losses carried forward
 * by vintage. The terms are the project's or those of a regime (fiscal_choose.c). */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static bool wanted(const struct model *m)
{
    return m->terms.method != DEPRECIATION_NONE || !isnan(m->terms.rate) || m->terms.rates != NULL;
}

/* Production that the units-of-production method counts: ore, else product, else revenue. */
static const double *units_of(const struct model *m)
{
    return m->known[LINE_ORE_T]       ? m->line[LINE_ORE_T]
           : m->known[LINE_PRODUCT_T] ? m->line[LINE_PRODUCT_T]
                                      : m->line[LINE_REVENUE];
}

/* Straight line: each year's spending over its own life, from the year it is put into service. */
static void straight_line(const struct model *m, int first, int last, double life, double *out)
{
    for (int i = 0; i < m->n; i++) {
        double cost = m->line[LINE_CAPEX_INITIAL][i] + m->line[LINE_CAPEX_SUSTAINING][i];
        int from = i < first ? first : i;
        double left = cost, yearly = cost / life;
        for (int t = from; t < m->n && left > 0; t++) {
            double part = t >= last || yearly > left ? left : yearly;
            out[t] += part;
            left -= part;
        }
    }
}

/* One pool: a rate on the opening value with the year's spending, or the part of the remaining
 * production that the year takes. What is left is written off in the last year of production. */
static void pool(const struct model *m, int first, int last, double *out)
{
    const struct tax_terms *in = &m->terms;
    const double *units = units_of(m);
    double value = 0, remaining = 0, served = 0;
    for (int i = 0; i < m->n; i++)
        remaining += units[i];
    for (int i = 0; i < m->n; i++) {
        value += m->line[LINE_CAPEX_INITIAL][i] + m->line[LINE_CAPEX_SUSTAINING][i];
        if (i < first)
            continue;
        double part = value;
        if (i < last && in->method == DEPRECIATION_UNITS) {
            part = remaining > 0 ? value * units[i] / remaining : 0;
        } else if (i < last) {
            part = value * (isnan(in->rate_pct) ? 0 : in->rate_pct / 100);
            double years = isnan(in->life_years) ? 0 : in->life_years - served;
            if (years >= 1 && value / years > part) /* switch to straight line when it is more */
                part = value / years;
            else if (years < 1 && !isnan(in->life_years))
                part = value;
        }
        remaining -= units[i];
        served++;
        out[i] = part;
        value -= part;
    }
}

static void depreciation(struct model *m)
{
    const struct tax_terms *in = &m->terms;
    double *out = m->line[LINE_DEPRECIATION];
    int first = m->first_production, last = m->last_production;
    if (m->given[LINE_DEPRECIATION] || !wanted(m))
        return;
    if (last < 0) {
        first = 0;
        last = m->n - 1;
    }
    memset(out, 0, (size_t)m->n * sizeof *out);
    if (in->method == DEPRECIATION_DECLINING || in->method == DEPRECIATION_UNITS)
        pool(m, first, last, out);
    else
        straight_line(m, first, last, isnan(in->life_years) ? last - first + 1 : in->life_years,
                      out);
    m->known[LINE_DEPRECIATION] = true;
}

/* Uses losses of earlier years against this year's income, oldest first; scratch[0] holds what is
 * left of each year's loss. Returns the amount used. */
static double use_losses(struct model *m, int year, double income)
{
    const struct tax_terms *in = &m->terms;
    double *loss = m->scratch[0], used = 0;
    double most = isnan(in->cap_pct) ? income : income * in->cap_pct / 100;
    for (int v = 0; v < year && used < most; v++) {
        bool expired = !isnan(in->carry_years) && year - v > in->carry_years;
        double part = expired ? 0 : loss[v] < most - used ? loss[v] : most - used;
        loss[v] -= part;
        used += part;
    }
    return used;
}

static void income_tax(struct model *m)
{
    double *tax = m->line[LINE_INCOME_TAX];
    const double *income = m->line[LINE_TAXABLE_INCOME];
    const struct tax_terms *terms = &m->terms;
    if (m->given[LINE_INCOME_TAX] || (isnan(terms->rate) && terms->rates == NULL))
        return;
    memset(m->scratch[0], 0, (size_t)m->n * sizeof(double));
    for (int i = 0; i < m->n; i++) {
        double base = income[i] > 0 ? income[i] : 0;
        m->scratch[0][i] = income[i] < 0 ? -income[i] : 0;
        if (!m->given[LINE_TAXABLE_INCOME])
            base -= use_losses(m, i, base);
        tax[i] = (terms->rates != NULL ? terms->rates[i] : terms->rate) * base;
    }
    m->known[LINE_INCOME_TAX] = true;
}

void model_tax(struct model *m)
{
    depreciation(m);
    if (m->fiscal != NULL)
        fiscal_before_tax(m);
    if (!m->given[LINE_TAXABLE_INCOME])
        for (int i = 0; i < m->n; i++)
            m->line[LINE_TAXABLE_INCOME][i] = m->line[LINE_EBITDA][i] -
                                              m->line[LINE_DEPRECIATION][i] -
                                              (m->fiscal != NULL ? fiscal_deductions(m, i) : 0);
    income_tax(m);
    if (m->fiscal != NULL)
        fiscal_after_tax(m);
    m->taxed = m->known[LINE_INCOME_TAX] || m->known[LINE_ROYALTY] || m->known[LINE_OTHER_TAXES] ||
               m->given[LINE_TAX_CREDITS] || m->given[LINE_WITHHOLDING];
}
