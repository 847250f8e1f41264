/* Instruments of a fiscal regime in forms, after fiscal_levy.c. Rates come from the general model:
 * no uncertain input moves them, but for those by band. */
#include <math.h>
#include <string.h>

#include "core/economics/lanes.h"

static struct form production_cost(const struct lane_model *x, int i)
{
    struct form cost =
        form_add(x->b, x->line[LINE_MINING_COST][i], x->line[LINE_PROCESSING_COST][i]);
    if (x->m->given[LINE_OPEX] || form_high(x->b, cost) <= 0)
        return lane_opex(x, i);
    if (!(form_low(x->b, cost) > 0))
        lanes_fault(x->b, "a cost of production that may be nothing");
    return cost;
}

static struct form margin(const struct lane_model *x, int i)
{
    struct form *const *l = x->line;
    struct form f = form_add(x->b, l[LINE_REVENUE][i], l[LINE_BY_PRODUCT_CREDIT][i]);
    return form_sub(x->b, form_sub(x->b, f, l[LINE_TRANSPORT][i]), lane_opex(x, i));
}

/* --- scales ----------------------------------------------------------------------------------- */

/* Slab: a step up or down at each threshold. Bracket: so much on what is above each, over all. */
static struct form band_rate(struct lane_model *x, const struct fiscal_instrument *f,
                             struct form at)
{
    struct form rate = form_of(0);
    double before = 0;
    bool bracket = f->scale == SCALE_BRACKET;
    for (size_t k = 0; k < f->n_bands; k++) {
        struct form above = form_sub(x->b, at, form_of(f->thresholds[k]));
        above = bracket ? form_positive(x->b, above) : form_step(x->b, above);
        rate = form_sum(x->b, rate, above, (f->band_pct[k] - before) / 100);
        before = f->band_pct[k];
    }
    if (!bracket || form_is(rate, 0))
        return rate;
    if (!(form_low(x->b, at) > 0))
        lanes_fault(x->b, "a sliding scale on what may be nothing");
    return form_div(x->b, rate, at);
}

static struct form index_of(struct lane_model *x, const struct fiscal_active *a, int i)
{
    const struct model *m = x->m;
    const struct fiscal_instrument *f = a->f;
    double money = 1 / (a->money * model_index(m, i));
    struct form revenue = x->line[LINE_REVENUE][i], tonnes = x->line[LINE_PRODUCT_T][i];
    struct form price = x->line[LINE_PRICE][i];
    if (f->by == BY_REVENUE)
        return form_scale(x->b, revenue, money);
    if (f->by == BY_GRADE)
        return x->line[LINE_GRADE_PCT][i];
    if (f->by == BY_MARGIN_PCT) {
        if (form_high(x->b, revenue) <= 0)
            return form_of(0);
        form_guard(x->b, form_sub(x->b, revenue, form_of(1e-9)));
        return form_scale(x->b, form_div(x->b, margin(x, i), revenue), 100);
    }
    if (!m->known[LINE_PRICE] && !m->given[LINE_PRICE])
        price = form_is(tonnes, 0) ? form_of(0) : form_div(x->b, revenue, tonnes);
    if (f->by != BY_PRICE_KG && f->by != BY_PRICE_T)
        lanes_fault(x->b, "a scale that the quick form does not know");
    return form_scale(x->b, price, f->by == BY_PRICE_KG ? 1e-3 * money : money);
}

static struct form rate_in(struct lane_model *x, const struct fiscal_active *a, int i)
{
    return a->rate != NULL ? form_of(a->rate[i]) : band_rate(x, a->f, index_of(x, a, i));
}

/* --- bases ------------------------------------------------------------------------------------ */

static struct form spending(const struct lane_model *x, int i)
{
    return form_add(x->b, x->line[LINE_CAPEX_INITIAL][i], x->line[LINE_CAPEX_SUSTAINING][i]);
}

static struct form book_value(const struct lane_model *x, int i)
{
    struct form value = form_of(0);
    for (int t = 0; t < i; t++) {
        struct form change = form_sub(x->b, spending(x, t), x->line[LINE_DEPRECIATION][t]);
        value = form_sum(x->b, value, change, model_level(x->m, t));
    }
    value = form_scale(x->b, value, 1 / model_level(x->m, i));
    /* All written off leaves a rounding of the amounts, not a value. */
    bool rounding = true;
    for (size_t k = 0; k < value.n; k++)
        rounding &= fabs(value.terms[k].by) < 1e-12;
    return rounding && fabs(value.c) < 1e-3 ? form_of(0) : form_positive(x->b, value);
}

static struct form base_of(struct lane_model *x, int base, int i)
{
    struct form *const *l = x->line;
    switch (base) {
    case BASE_NET_REVENUE:
        return form_sub(x->b, l[LINE_REVENUE][i], l[LINE_TRANSPORT][i]);
    case BASE_ORE:
        return l[LINE_ORE_T][i];
    case BASE_PRODUCT:
        return l[LINE_PRODUCT_T][i];
    case BASE_MARGIN:
        return margin(x, i);
    case BASE_BOOK_VALUE:
        return book_value(x, i);
    case BASE_LAST_OPEX:
        return i > 0 ? form_scale(x->b, lane_opex(x, i - 1), model_erosion(x->m, i)) : form_of(0);
    case BASE_CAPITAL:
        return spending(x, i);
    case BASE_SPENDING:
        return form_add(x->b, spending(x, i), lane_opex(x, i));
    default:
        return l[LINE_REVENUE][i];
    }
}

/* --- royalties -------------------------------------------------------------------------------- */

static struct form sold(struct lane_model *x, size_t k, bool depletion, int i)
{
    const struct model *m = x->m;
    struct lane_builder *b = x->b;
    if (x->product_t[k] == NULL || x->gross_price[k] == NULL)
        return form_of(0);
    struct form gross = form_mul(b, x->gross_price[k][i], x->factor[i]);
    if (!depletion)
        return form_mul(b, x->product_t[k][i],
                        form_sum(b, gross, x->charge[k], -model_index(m, i)));
    struct form recovery = m->given[LINE_RECOVERY_PCT]
                               ? x->line[LINE_RECOVERY_PCT][i]
                               : lane_number(x, &m->in->products[k].recovery_pct);
    if (isnan(recovery.c) || form_high(b, recovery) <= 0)
        return form_of(0);
    if (!(form_low(b, recovery) > 0))
        lanes_fault(b, "a recovery that may be nothing");
    struct form v = form_mul(b, x->product_t[k][i], gross);
    return form_scale(b, form_div(b, v, recovery), 100);
}

static struct form undivided(struct lane_model *x, bool depletion, int i)
{
    struct form recovery = x->line[LINE_RECOVERY_PCT][i], revenue = x->line[LINE_REVENUE][i];
    if (!depletion || form_high(x->b, recovery) <= 0)
        return revenue;
    if (!(form_low(x->b, recovery) > 0))
        lanes_fault(x->b, "a recovery that may be nothing");
    return form_scale(x->b, form_div(x->b, revenue, recovery), 100);
}

static struct form on_value(struct lane_model *x, const struct fiscal_active *a, int i)
{
    const struct model *m = x->m;
    struct lane_builder *b = x->b;
    bool depletion = a->f->kind == FISCAL_DEPLETION || a->f->base == BASE_CONTAINED;
    struct form tax = form_of(0), value = form_of(0);
    for (size_t k = 0; k < m->in->n_products && !m->given[LINE_REVENUE]; k++) {
        struct form v = sold(x, k, depletion, i);
        value = form_add(b, value, v);
        tax = form_add(b, tax,
                       form_mul(b, v, a->split ? form_of(a->by_product[k]) : rate_in(x, a, i)));
    }
    struct form mean = a->split ? form_of(a->average) : rate_in(x, a, i);
    if (form_is(value, 0)) {
        value = undivided(x, depletion, i);
        tax = form_mul(b, value, mean);
    } else {
        form_guard(b, form_sub(b, value, form_of(1e-9)));
    }
    if (isnan(a->f->floor_cost_pct) || form_high(b, x->line[LINE_REVENUE][i]) <= 0)
        return tax;
    form_guard(b, form_sub(b, x->line[LINE_REVENUE][i], form_of(1e-9)));
    struct form floor = form_scale(b, production_cost(x, i), 1 + a->f->floor_cost_pct / 100);
    struct form by =
        a->split && m->in->n_products > 1 && !m->given[LINE_REVENUE]    ? form_div(b, tax, value)
        : a->split && !m->given[LINE_REVENUE] && m->in->n_products == 1 ? form_of(a->by_product[0])
                                                                        : mean;
    return form_add(b, tax, form_mul(b, by, form_positive(b, form_sub(b, floor, value))));
}

static struct form royalty(struct lane_model *x, const struct fiscal_active *a, int i)
{
    const struct fiscal_instrument *f = a->f;
    if (f->kind == FISCAL_UNIT)
        return form_scale(x->b, base_of(x, f->base == BASE_ORE ? BASE_ORE : BASE_PRODUCT, i),
                          a->value * a->money * model_index(x->m, i));
    if (f->kind == FISCAL_PROFIT)
        return form_mul(x->b, rate_in(x, a, i), form_positive(x->b, margin(x, i)));
    if (f->base == BASE_DEFAULT || f->base == BASE_REVENUE || f->base == BASE_CONTAINED)
        return form_positive(x->b, on_value(x, a, i));
    return form_positive(x->b, form_mul(x->b, rate_in(x, a, i), base_of(x, f->base, i)));
}

static void overridden(struct lane_model *x, const struct fiscal_instrument *f)
{
    const double *own[] = {&x->m->in->royalty_pct, &x->m->in->cit_rate_pct};
    const char *const names[] = {"royalty_pct", "cit_rate_pct"};
    const char *const keys[] = {f->override, f->value_override, f->share_override};
    for (size_t k = 0; k < COUNT(own); k++)
        for (size_t j = 0; j < COUNT(keys); j++)
            if (lane_varies(x, own[k]) && keys[j] != NULL && strcmp(keys[j], names[k]) == 0)
                lanes_fault(x->b, "an uncertain rate under a country's regime");
}

void lane_before_earnings(struct lane_model *x)
{
    const struct fiscal_run *run = x->m->fiscal;
    for (size_t k = 0; k < run->n; k++) {
        const struct fiscal_active *a = &run->active[k];
        x->amount[k] = lane_row(x);
        overridden(x, a->f);
        if (fiscal_line(a->f->kind) != LINE_ROYALTY)
            continue;
        for (int i = 0; i < x->m->n; i++) {
            x->amount[k][i] = royalty(x, a, i);
            x->line[LINE_ROYALTY][i] = form_add(x->b, x->line[LINE_ROYALTY][i], x->amount[k][i]);
        }
    }
}

/* --- other taxes ------------------------------------------------------------------------------ */

static void input_tax(struct lane_model *x, const struct fiscal_active *a, struct form *amount)
{
    int n = x->m->n;
    struct form *back = lane_row(x);
    double periods = a->value / 12, part = a->f->not_refunded ? 0 : periods - floor(periods);
    int whole = a->f->not_refunded ? 0 : (int)floor(periods);
    for (int i = 0; i < n; i++) {
        struct form paid =
            form_scale(x->b, form_mul(x->b, rate_in(x, a, i), base_of(x, a->f->base, i)), a->share);
        int first = i + whole < n ? i + whole : n - 1;
        int second = first + 1 < n ? first + 1 : n - 1;
        amount[i] = paid;
        double level = model_level(x->m, i);
        back[first] =
            form_sum(x->b, back[first], paid, (1 - part) * level / model_level(x->m, first));
        back[second] = form_sum(x->b, back[second], paid, part * level / model_level(x->m, second));
    }
    for (int i = 0; i < n && !a->f->not_refunded; i++)
        amount[i] = form_sub(x->b, amount[i], back[i]);
}

static void bonus(const struct lane_model *x, const struct fiscal_active *a, struct form *amount)
{
    int at = isnan(a->f->year) ? 0 : (int)a->f->year - x->m->first_year;
    if (at >= 0 && at < x->m->n)
        amount[at] = form_of(a->value * a->money * model_index(x->m, at));
}

static void levy(struct lane_model *x, const struct fiscal_active *a, struct form *amount)
{
    int base = a->f->base;
    if (a->f->kind == FISCAL_EXPORT_DUTY && base == BASE_DEFAULT)
        base = BASE_NET_REVENUE;
    for (int i = 0; i < x->m->n; i++)
        amount[i] = form_positive(x->b, form_mul(x->b, rate_in(x, a, i), base_of(x, base, i)));
}

static void rent(struct lane_model *x, const struct fiscal_active *a, struct form *amount,
                 bool after_tax)
{
    struct form *const *l = x->line, account = form_of(0);
    struct lane_builder *b = x->b;
    for (int i = 0; i < x->m->n; i++) {
        struct form cash = form_sub(b, l[LINE_EBITDA][i], spending(x, i));
        cash = form_sub(b, cash, l[LINE_WORKING_CAPITAL_CHANGE][i]);
        cash = form_add(b, form_sub(b, cash, l[LINE_CLOSURE][i]), l[LINE_SALVAGE][i]);
        cash = form_sub(b, cash, l[LINE_OTHER_TAXES][i]);
        if (after_tax)
            cash = form_sub(b, cash, l[LINE_INCOME_TAX][i]);
        account =
            form_whole(b, form_sum(b, cash, account, (1 + a->value) * model_erosion(x->m, i)));
        struct form taxed = form_positive(b, account);
        amount[i] = form_mul(b, rate_in(x, a, i), taxed);
        account = form_sub(b, account, taxed);
    }
}

static void add_to_other(struct lane_model *x, const struct form *amount)
{
    for (int i = 0; i < x->m->n; i++)
        x->line[LINE_OTHER_TAXES][i] = form_add(x->b, x->line[LINE_OTHER_TAXES][i], amount[i]);
}

void lane_before_tax(struct lane_model *x)
{
    const struct fiscal_run *run = x->m->fiscal;
    for (int late = 0; late < 2; late++)
        for (size_t k = 0; k < run->n; k++) {
            const struct fiscal_active *a = &run->active[k];
            int kind = a->f->kind;
            bool profit = kind == FISCAL_RENT || kind == FISCAL_EXCESS;
            if (fiscal_line(kind) != LINE_OTHER_TAXES || profit != (late == 1) ||
                (profit && a->f->not_deductible))
                continue;
            if (kind == FISCAL_VAT)
                input_tax(x, a, x->amount[k]);
            else if (kind == FISCAL_BONUS)
                bonus(x, a, x->amount[k]);
            else if (kind == FISCAL_RENT)
                rent(x, a, x->amount[k], false);
            else if (kind == FISCAL_EXCESS)
                lanes_fault(x->b, "an excess-profit tax");
            else if (kind == FISCAL_LEVY || kind == FISCAL_EXPORT_DUTY)
                levy(x, a, x->amount[k]);
            else
                lanes_fault(x->b, "an instrument of a kind that the quick form does not know");
            add_to_other(x, x->amount[k]);
        }
}

void lane_after_tax(struct lane_model *x)
{
    const struct fiscal_run *run = x->m->fiscal;
    for (size_t k = 0; k < run->n; k++) {
        const struct fiscal_active *a = &run->active[k];
        if (!a->f->not_deductible || (a->f->kind != FISCAL_RENT && a->f->kind != FISCAL_EXCESS))
            continue;
        if (a->f->kind == FISCAL_EXCESS)
            lanes_fault(x->b, "an excess-profit tax");
        else
            rent(x, a, x->amount[k], true);
        add_to_other(x, x->amount[k]);
    }
}

struct form lane_deductions(struct lane_model *x, int i)
{
    const struct fiscal_run *run = x->m->fiscal;
    const struct tax_terms *t = &x->m->terms;
    struct form sum = t->interest ? x->line[LINE_INTEREST][i] : form_of(0);
    if (t->interest && !isnan(t->debt_equity_cap) && !form_is(sum, 0))
        lanes_fault(x->b, "a limit on the interest that is deducted");
    if (t->closure_fund && x->m->in->closure_security == CLOSURE_FUND)
        sum = form_add(x->b, sum, x->line[LINE_CLOSURE][i]);
    for (size_t k = 0; k < run->n; k++) {
        const struct fiscal_active *a = &run->active[k];
        enum econ_line line = fiscal_line(a->f->kind);
        if (line == LINE_ROYALTY && a->f->not_deductible)
            sum = form_sub(x->b, sum, x->amount[k][i]);
        bool cost = a->f->kind != FISCAL_VAT || a->f->not_refunded;
        if (line == LINE_OTHER_TAXES && !a->f->not_deductible && cost)
            sum = form_add(x->b, sum, x->amount[k][i]);
    }
    return sum;
}
