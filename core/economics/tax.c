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

/* How one pool of capital is written off. */
struct writing_off {
    int method;
    double life_years, rate_pct; /* NaN: not stated */
    int first, last;             /* periods of production */
};

/* Part of the cost that the k-th year of life takes, k from 0: even, or by the years' digits. */
static double yearly_part(const struct writing_off *w, double life, int k)
{
    if (w->method != DEPRECIATION_DIGITS)
        return 1 / life;
    double n = ceil(life);
    return k < n ? (n - k) / (n * (n + 1) / 2) : 0;
}

/* Each year's spending over its own life, from the year it is put into service; what is left in
 * the last year of production goes then. */
static void by_vintage(const struct model *m, const struct writing_off *w, const double *cost,
                       double *out)
{
    double life = isnan(w->life_years) ? w->last - w->first + 1 : w->life_years;
    for (int i = 0; i < m->n; i++) {
        int from = i < w->first ? w->first : i;
        double left = cost[i];
        for (int t = from; t < m->n && left > 0; t++) {
            double yearly = cost[i] * yearly_part(w, life, t - from);
            double part = t >= w->last || yearly > left ? left : yearly;
            out[t] += part;
            left -= part;
        }
    }
}

/* One pool: a rate on the opening value with the year's spending, or the part of the remaining
 * production that the year takes. What is left is written off in the last year of production. */
static void pool(const struct model *m, const struct writing_off *w, const double *cost,
                 double *out)
{
    const double *units = units_of(m);
    double value = 0, remaining = 0, served = 0;
    for (int i = 0; i < m->n; i++)
        remaining += units[i];
    for (int i = 0; i < m->n; i++) {
        value += cost[i];
        if (i < w->first)
            continue;
        double part = value;
        if (i < w->last && w->method == DEPRECIATION_UNITS) {
            part = remaining > 0 ? value * units[i] / remaining : 0;
        } else if (i < w->last) {
            part = value * (isnan(w->rate_pct) ? 0 : w->rate_pct / 100);
            double years = isnan(w->life_years) ? 0 : w->life_years - served;
            if (years >= 1 && value / years > part) /* switch to straight line when it is more */
                part = value / years;
            else if (years < 1 && !isnan(w->life_years))
                part = value;
        }
        remaining -= units[i];
        served++;
        out[i] += part;
        value -= part;
    }
}

static void write_off(const struct model *m, const struct writing_off *w, const double *cost,
                      double *out)
{
    if (w->method == DEPRECIATION_DECLINING || w->method == DEPRECIATION_UNITS)
        pool(m, w, cost, out);
    else
        by_vintage(m, w, cost, out);
}

/* Share of the initial capital that items with terms of their own make up. */
static double item_share(const struct model *m, size_t k, double initial)
{
    const struct econ_item *x = &m->in->items[k];
    bool own = x->method != DEPRECIATION_NONE && x->amount > 0 && initial > 0;
    double contingency = isnan(m->in->contingency_pct) ? 0 : m->in->contingency_pct / 100;
    return own ? fmin(1, x->amount * (1 + contingency) / initial) : 0;
}

/* Items one by one, then the rest of the capital by the terms of the regime or of the project.
 * Pools are fixed in money: in a real statement they lose value by inflation. */
static void depreciation(struct model *m)
{
    const struct tax_terms *in = &m->terms;
    double *out = m->line[LINE_DEPRECIATION], *cost = m->scratch[0], initial = 0, rest = 1;
    struct writing_off w = {in->method, in->life_years, in->rate_pct, m->first_production,
                            m->last_production};
    if (m->given[LINE_DEPRECIATION] || !wanted(m))
        return;
    if (w.last < 0) {
        w.first = 0;
        w.last = m->n - 1;
    }
    memset(out, 0, (size_t)m->n * sizeof *out);
    for (int i = 0; m->in->n_items > 0 && i < m->n; i++)
        initial += m->line[LINE_CAPEX_INITIAL][i] / model_index(m, i);
    for (size_t k = 0; k < m->in->n_items; k++) {
        const struct econ_item *x = &m->in->items[k];
        double share = fmin(item_share(m, k, initial), rest);
        struct writing_off own = {x->method, x->life_years, x->rate_pct, w.first, w.last};
        for (int i = 0; i < m->n; i++)
            cost[i] = share * m->line[LINE_CAPEX_INITIAL][i] * model_level(m, i);
        if (share > 0)
            write_off(m, &own, cost, out);
        rest -= share;
    }
    for (int i = 0; i < m->n; i++)
        cost[i] = (rest * m->line[LINE_CAPEX_INITIAL][i] + m->line[LINE_CAPEX_SUSTAINING][i]) *
                  model_level(m, i);
    write_off(m, &w, cost, out);
    for (int i = 0; m->level != NULL && i < m->n; i++)
        out[i] /= m->level[i];
    m->known[LINE_DEPRECIATION] = true;
}

/* Uses losses of earlier years against this year's income, oldest first; scratch[0] holds what is
 * left of each year's loss, in money of the first period. Returns the amount used. */
static double use_losses(struct model *m, int year, double income)
{
    const struct tax_terms *in = &m->terms;
    double *loss = m->scratch[0], used = 0;
    double most = isnan(in->cap_pct) ? income : income * in->cap_pct / 100;
    for (int v = 0; v < year && used < most; v++) {
        bool expired = !isnan(in->carry_years) && year - v > in->carry_years;
        double left = expired ? 0 : loss[v] / model_level(m, year);
        double part = left < most - used ? left : most - used;
        loss[v] -= part * model_level(m, year);
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
        m->scratch[0][i] = income[i] < 0 ? -income[i] * model_level(m, i) : 0;
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
