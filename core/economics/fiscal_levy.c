/* Royalties and the other levies that come before the income tax, year by year. Run again for each
 * price factor, so it allocates nothing. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static double opex(const struct model *m, int i)
{
    double *const *l = m->line;
    return m->given[LINE_OPEX]
               ? l[LINE_OPEX][i]
               : l[LINE_MINING_COST][i] + l[LINE_PROCESSING_COST][i] + l[LINE_G_AND_A][i];
}

/* Cost of production as the floors of extraction taxes count it: mining and processing, or all
 * operating cost when it is not split. */
static double production_cost(const struct model *m, int i)
{
    double cost = m->line[LINE_MINING_COST][i] + m->line[LINE_PROCESSING_COST][i];
    return cost > 0 && !m->given[LINE_OPEX] ? cost : opex(m, i);
}

static double margin(const struct model *m, int i)
{
    double *const *l = m->line;
    return l[LINE_REVENUE][i] + l[LINE_BY_PRODUCT_CREDIT][i] - l[LINE_TRANSPORT][i] - opex(m, i);
}

/* --- scales ----------------------------------------------------------------------------------- */

/* The rate at x, a fraction: of the band that x lies in (slab; a threshold itself belongs to the
 * band below), or the mean of the bands up to x (bracket). */
double fiscal_band_rate(const struct fiscal_instrument *f, double x)
{
    double sum = 0;
    size_t at = 0;
    for (size_t k = 0; k < f->n_bands && x > f->thresholds[k]; k++) {
        bool last = k + 1 == f->n_bands || x <= f->thresholds[k + 1];
        sum += f->band_pct[k] * ((last ? x : f->thresholds[k + 1]) - f->thresholds[k]);
        at = k + 1;
    }
    if (at == 0)
        return 0;
    return (f->scale == SCALE_BRACKET ? sum / x : f->band_pct[at - 1]) / 100;
}

static double index_of(const struct model *m, const struct fiscal_active *x, int i)
{
    const struct fiscal_instrument *f = x->f;
    double revenue = m->line[LINE_REVENUE][i], tonnes = m->line[LINE_PRODUCT_T][i];
    double money = x->money * model_index(m, i); /* thresholds in money follow prices */
    double price = m->known[LINE_PRICE] || m->given[LINE_PRICE] ? m->line[LINE_PRICE][i]
                   : tonnes > 0                                 ? revenue / tonnes
                                                                : 0;
    switch (f->by) {
    case BY_PRICE_KG:
        return price / 1000 / money;
    case BY_PRICE_T:
        return price / money;
    case BY_MARGIN_PCT:
        return revenue > 0 ? margin(m, i) / revenue * 100 : 0;
    case BY_REVENUE:
        return revenue / money;
    default:
        return m->line[LINE_GRADE_PCT][i];
    }
}

static double rate_in(const struct model *m, const struct fiscal_active *x, int i)
{
    return x->rate != NULL ? x->rate[i] : fiscal_band_rate(x->f, index_of(m, x, i));
}

/* --- bases ------------------------------------------------------------------------------------ */

/* All factors on prices in period i. */
static double factor_in(const struct model *m, int i)
{
    return m->factor * m->price_factor * (m->price_path != NULL ? m->price_path[i] : 1);
}

/* Value of a product in the ore, before recovery. */
static double contained(const struct model *m, size_t k, int i)
{
    double recovery = m->given[LINE_RECOVERY_PCT] ? m->line[LINE_RECOVERY_PCT][i]
                                                  : m->in->products[k].recovery_pct;
    if (m->product_t[k] == NULL || m->gross_price[k] == NULL || !(recovery > 0))
        return 0;
    return m->product_t[k][i] * m->gross_price[k][i] * factor_in(m, i) * 100 / recovery;
}

static double sold(const struct model *m, size_t k, int i)
{
    if (m->product_t[k] == NULL || m->gross_price[k] == NULL)
        return 0;
    return m->product_t[k][i] *
           (m->gross_price[k][i] * factor_in(m, i) - m->charge[k] * model_index(m, i));
}

/* Sales, or what they would be before recovery. */
static double undivided(const struct model *m, bool depletion, int i)
{
    double recovery = m->line[LINE_RECOVERY_PCT][i];
    return m->line[LINE_REVENUE][i] * (depletion && recovery > 0 ? 100 / recovery : 1);
}

/* Rate times value, product by product where that can be; *value receives the value. */
static double divided(const struct model *m, const struct fiscal_active *x, int i, double *value)
{
    bool depletion = x->f->kind == FISCAL_DEPLETION || x->f->base == BASE_CONTAINED;
    double tax = 0;
    *value = 0;
    for (size_t k = 0; k < m->in->n_products && !m->given[LINE_REVENUE]; k++) {
        double v = depletion ? contained(m, k, i) : sold(m, k, i);
        *value += v;
        tax += v * (x->split ? x->by_product[k] : rate_in(m, x, i));
    }
    if (*value > 0)
        return tax;
    *value = undivided(m, depletion, i);
    return *value * (x->split ? x->average : rate_in(m, x, i));
}

static double on_value(const struct model *m, const struct fiscal_active *x, int i)
{
    double value, tax = divided(m, x, i, &value);
    if (isnan(x->f->floor_cost_pct))
        return tax;
    double floor = production_cost(m, i) * (1 + x->f->floor_cost_pct / 100);
    double rate = value > 0 ? tax / value : x->split ? x->average : rate_in(m, x, i);
    bool produces = m->line[LINE_REVENUE][i] > 0;
    return produces && floor > value ? rate * floor : tax;
}

static double capital(const struct model *m, int i)
{
    return m->line[LINE_CAPEX_INITIAL][i] + m->line[LINE_CAPEX_SUSTAINING][i];
}

/* Net book value for tax at the start of period i. */
static double book_value(const struct model *m, int i)
{
    double value = 0;
    for (int t = 0; t < i; t++)
        value += (capital(m, t) - m->line[LINE_DEPRECIATION][t]) * model_level(m, t);
    return value > 0 ? value / model_level(m, i) : 0;
}

static double base_of(const struct model *m, const struct fiscal_instrument *f, int i)
{
    double *const *l = m->line;
    switch (f->base) {
    case BASE_NET_REVENUE:
        return l[LINE_REVENUE][i] - l[LINE_TRANSPORT][i];
    case BASE_ORE:
        return l[LINE_ORE_T][i];
    case BASE_PRODUCT:
        return l[LINE_PRODUCT_T][i];
    case BASE_MARGIN:
        return margin(m, i);
    case BASE_BOOK_VALUE:
        return book_value(m, i);
    case BASE_LAST_OPEX:
        return i > 0 ? opex(m, i - 1) * model_erosion(m, i) : 0;
    case BASE_CAPITAL:
        return capital(m, i);
    case BASE_SPENDING:
        return capital(m, i) + opex(m, i);
    default:
        return l[LINE_REVENUE][i];
    }
}

/* --- instruments ------------------------------------------------------------------------------ */

static double positive(double v)
{
    return v > 0 ? v : 0;
}

static double royalty(const struct model *m, const struct fiscal_active *x, int i)
{
    const struct fiscal_instrument *f = x->f;
    if (f->kind == FISCAL_UNIT)
        return x->value * x->money * model_index(m, i) *
               (f->base == BASE_ORE ? m->line[LINE_ORE_T][i] : m->line[LINE_PRODUCT_T][i]);
    if (f->kind == FISCAL_PROFIT)
        return rate_in(m, x, i) * positive(margin(m, i));
    if (f->base == BASE_DEFAULT || f->base == BASE_REVENUE || f->base == BASE_CONTAINED)
        return positive(on_value(m, x, i));
    return positive(rate_in(m, x, i) * base_of(m, f, i));
}

void fiscal_before_earnings(struct model *m)
{
    struct fiscal_run *run = m->fiscal;
    for (size_t k = 0; k < run->n; k++) {
        struct fiscal_active *x = &run->active[k];
        if (fiscal_line(x->f->kind) != LINE_ROYALTY)
            continue;
        m->known[LINE_ROYALTY] = true;
        for (int i = 0; i < m->n; i++) {
            x->amount[i] = royalty(m, x, i);
            m->line[LINE_ROYALTY][i] += x->amount[i];
        }
    }
}

/* Input tax: paid with the spending; comes back refund_months later, the rest in the last period.
 */
static void input_tax(struct model *m, struct fiscal_active *x)
{
    double *back = m->fiscal->outstanding;
    memset(back, 0, (size_t)m->n * sizeof *back);
    double periods = x->value / 12, part = x->f->not_refunded ? 0 : periods - floor(periods);
    int whole = x->f->not_refunded ? 0 : (int)floor(periods);
    for (int i = 0; i < m->n; i++) {
        double paid = rate_in(m, x, i) * x->share * base_of(m, x->f, i);
        int first = i + whole < m->n ? i + whole : m->n - 1;
        int second = first + 1 < m->n ? first + 1 : m->n - 1;
        x->amount[i] = paid;
        paid *= model_level(m, i);
        back[first] += paid * (1 - part) / model_level(m, first);
        back[second] += paid * part / model_level(m, second);
    }
    for (int i = 0; i < m->n && !x->f->not_refunded; i++)
        x->amount[i] -= back[i];
}

static void bonus(const struct model *m, struct fiscal_active *x)
{
    int at = isnan(x->f->year) ? 0 : (int)x->f->year - m->first_year;
    memset(x->amount, 0, (size_t)m->n * sizeof *x->amount);
    if (at >= 0 && at < m->n)
        x->amount[at] = x->value * x->money * model_index(m, at);
}

static void levy(const struct model *m, struct fiscal_active *x)
{
    struct fiscal_instrument f = {.base = x->f->base};
    if (x->f->kind == FISCAL_EXPORT_DUTY && f.base == BASE_DEFAULT)
        f.base = BASE_NET_REVENUE;
    for (int i = 0; i < m->n; i++)
        x->amount[i] = positive(rate_in(m, x, i) * base_of(m, &f, i));
}

/* --- rent and excess-profit taxes ------------------------------------------------------------- */

static double cash_before(const struct model *m, int i)
{
    double *const *l = m->line;
    return l[LINE_EBITDA][i] - capital(m, i) - l[LINE_WORKING_CAPITAL_CHANGE][i] -
           l[LINE_CLOSURE][i] + l[LINE_SALVAGE][i] - l[LINE_OTHER_TAXES][i];
}

/* The balance of cash flows compounds at the uplift rate; when it turns positive it is taxed and
 * begins again at nothing. after_tax: the income tax is taken off first. */
static void rent(const struct model *m, struct fiscal_active *x, bool after_tax)
{
    double account = 0;
    for (int i = 0; i < m->n; i++) {
        double cash = cash_before(m, i) - (after_tax ? m->line[LINE_INCOME_TAX][i] : 0);
        account = account * (1 + x->value) * model_erosion(m, i) + cash;
        x->amount[i] = account > 0 ? rate_in(m, x, i) * account : 0;
        account = account > 0 ? 0 : account;
    }
}

/* Ratio of all receipts to all costs up to the year before sets the rate on the year's profit. */
static void excess(const struct model *m, struct fiscal_active *x, bool after_tax)
{
    double receipts = 0, costs = 0;
    for (int i = 0; i < m->n; i++) {
        double tax = after_tax ? m->line[LINE_INCOME_TAX][i] : 0;
        double profit = m->line[LINE_EBITDA][i] - m->line[LINE_DEPRECIATION][i] - tax;
        double ratio = costs > 0 ? receipts / costs : 0;
        double rate = x->rate != NULL ? x->rate[i] : fiscal_band_rate(x->f, ratio);
        double income = m->line[LINE_REVENUE][i] + m->line[LINE_BY_PRODUCT_CREDIT][i];
        x->amount[i] = rate * positive(profit);
        receipts += income * model_level(m, i);
        costs += (income - m->line[LINE_EBITDA][i] + capital(m, i) + tax) * model_level(m, i);
    }
}

static void add_to_other(struct model *m, const struct fiscal_active *x)
{
    m->known[LINE_OTHER_TAXES] = true;
    for (int i = 0; i < m->n; i++)
        m->line[LINE_OTHER_TAXES][i] += x->amount[i];
}

void fiscal_before_tax(struct model *m)
{
    struct fiscal_run *run = m->fiscal;
    for (int late = 0; late < 2; late++) /* duties and levies, then what is left after them */
        for (size_t k = 0; k < run->n; k++) {
            struct fiscal_active *x = &run->active[k];
            int kind = x->f->kind;
            bool profit = kind == FISCAL_RENT || kind == FISCAL_EXCESS;
            if (fiscal_line(kind) != LINE_OTHER_TAXES || profit != (late == 1) ||
                (profit && x->f->not_deductible))
                continue;
            if (kind == FISCAL_VAT)
                input_tax(m, x);
            else if (kind == FISCAL_BONUS)
                bonus(m, x);
            else if (kind == FISCAL_RENT)
                rent(m, x, false);
            else if (kind == FISCAL_EXCESS)
                excess(m, x, false);
            else
                levy(m, x);
            add_to_other(m, x);
        }
}

void fiscal_after_tax(struct model *m)
{
    struct fiscal_run *run = m->fiscal;
    for (size_t k = 0; k < run->n; k++) {
        struct fiscal_active *x = &run->active[k];
        if (!x->f->not_deductible || (x->f->kind != FISCAL_RENT && x->f->kind != FISCAL_EXCESS))
            continue;
        if (x->f->kind == FISCAL_RENT)
            rent(m, x, true);
        else
            excess(m, x, true);
        add_to_other(m, x);
    }
}

/* Part of the interest that a limit on debt lets be deducted: at most so many times equity, both
 * at the start of the period. Equity is what the owners have paid in to cover what neither sales
 * nor loans did, without retained profit. */
static double deductible_part(const struct model *m, int i)
{
    double *const *l = m->line, debt = 0, equity = 0;
    if (isnan(m->terms.debt_equity_cap))
        return 1;
    for (int t = 0; t < i; t++) {
        double need = capital(m, t) + l[LINE_WORKING_CAPITAL_CHANGE][t] + l[LINE_CLOSURE][t] -
                      l[LINE_EBITDA][t] + l[LINE_INTEREST][t] + l[LINE_PRINCIPAL][t] +
                      l[LINE_FEES][t] - l[LINE_DEBT_DRAWN][t];
        debt = debt * model_erosion(m, t) + l[LINE_DEBT_DRAWN][t] + m->capitalised[t] -
               l[LINE_PRINCIPAL][t];
        equity = equity * model_erosion(m, t) + positive(need);
    }
    return debt > m->terms.debt_equity_cap * equity ? m->terms.debt_equity_cap * equity / debt : 1;
}

double fiscal_deductions(const struct model *m, int i)
{
    const struct fiscal_run *run = m->fiscal;
    double sum = m->terms.interest ? m->line[LINE_INTEREST][i] * deductible_part(m, i) : 0;
    if (m->terms.closure_fund && m->in->closure_security == CLOSURE_FUND)
        sum += m->line[LINE_CLOSURE][i];
    for (size_t k = 0; k < run->n; k++) {
        const struct fiscal_active *x = &run->active[k];
        enum econ_line line = fiscal_line(x->f->kind);
        if (line == LINE_ROYALTY && x->f->not_deductible)
            sum -= x->amount[i];
        /* Input tax that comes back is no cost. */
        bool cost = x->f->kind != FISCAL_VAT || x->f->not_refunded;
        if (line == LINE_OTHER_TAXES && !x->f->not_deductible && cost)
            sum += x->amount[i];
    }
    return sum;
}
