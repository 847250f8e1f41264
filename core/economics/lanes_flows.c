/* From revenue to cash in forms, after flows.c and tax.c. */
#include <math.h>
#include <string.h>

#include "core/economics/lanes.h"

/* --- capital (capital.c) ---------------------------------------------------------------------- */

/* Money of the valuation date times what the general model made of it, per unit, in each year:
 * phasing, inflation, a closure fund and the years that it is spent in do not depend on how much.
 */
static void in_proportion(struct lane_model *x, struct form amount, double stated,
                          enum econ_line line)
{
    for (int i = 0; i < x->m->n; i++) {
        double base = x->m->line[line][i];
        if (amount.n == 0 && amount.c == stated) {
            x->line[line][i] = form_of(base);
            continue;
        }
        if (stated == 0)
            lanes_fault(x->b, "an uncertain amount whose stated value is 0");
        x->line[line][i] = base != 0 ? form_scale(x->b, amount, base / stated) : form_of(0);
    }
}

static double contingency(const struct econ_input *in)
{
    return isnan(in->contingency_pct) ? 0 : in->contingency_pct;
}

static void initial(struct lane_model *x)
{
    const struct econ_input *in = x->m->in;
    const struct econ_series *s = &in->initial;
    struct form *out = x->line[LINE_CAPEX_INITIAL], amount = form_of(1);
    double stated = 1 + contingency(in) / 100;
    struct form more =
        isnan(in->contingency_pct) ? form_of(0) : lane_number(x, &in->contingency_pct);
    if (x->m->given[LINE_CAPEX_INITIAL] || !x->m->known[LINE_CAPEX_INITIAL])
        return;
    more = form_sum(x->b, form_of(1), more, .01);
    if (s->kind == SERIES_LIST || s->kind == SERIES_YEARS) {
        lane_series(x, s, out);
        for (int i = 0; i < x->m->n; i++)
            out[i] = form_mul(x->b, out[i], more);
        return;
    }
    if (s->kind == SERIES_SCALAR) {
        lane_series(x, s, out);
        amount = out[0];
        stated *= s->scalar;
    }
    in_proportion(x, form_mul(x->b, amount, more), stated, LINE_CAPEX_INITIAL);
}

static void capital(struct lane_model *x)
{
    const struct model *m = x->m;
    const struct econ_input *in = m->in;
    struct form *sustaining = x->line[LINE_CAPEX_SUSTAINING];
    initial(x);
    if (!m->given[LINE_CAPEX_SUSTAINING] && m->known[LINE_CAPEX_SUSTAINING]) {
        lane_series(x, &in->sustaining, sustaining);
        if (in->sustaining.kind == SERIES_SCALAR)
            in_proportion(x, sustaining[0], in->sustaining.scalar, LINE_CAPEX_SUSTAINING);
    }
    if (!m->given[LINE_CLOSURE] && m->known[LINE_CLOSURE])
        in_proportion(x, lane_number(x, &in->closure), in->closure, LINE_CLOSURE);
    if (!m->given[LINE_SALVAGE] && m->known[LINE_SALVAGE])
        in_proportion(x, lane_number(x, &in->salvage), in->salvage, LINE_SALVAGE);
}

/* --- costs ------------------------------------------------------------------------------------ */

static struct form base_of(const struct lane_model *x, const struct econ_cost *c, int i)
{
    struct form *const *l = x->line;
    switch (c->per) {
    case PER_T_MOVED:
        return form_add(x->b, l[LINE_ORE_T][i], l[LINE_WASTE_T][i]);
    case PER_T_ORE:
        return l[LINE_ORE_T][i];
    case PER_T_PRODUCT:
        return l[LINE_PRODUCT_T][i];
    case PER_KG_PRODUCT:
        return form_scale(x->b, l[LINE_PRODUCT_T][i], 1000);
    case PER_YEAR:
        return form_of(1);
    default:
        return form_scale(x->b, l[LINE_REVENUE][i], .01);
    }
}

static bool has_base(const struct model *m, const struct econ_cost *c)
{
    return c->per == PER_YEAR                             ? true
           : c->per == PER_REVENUE_PCT                    ? m->known[LINE_REVENUE]
           : c->per == PER_T_MOVED || c->per == PER_T_ORE ? m->known[LINE_ORE_T]
                                                          : m->known[LINE_PRODUCT_T];
}

static void costs(struct lane_model *x)
{
    const struct model *m = x->m;
    for (size_t k = 0; k < m->in->n_costs; k++) {
        const struct econ_cost *c = &m->in->costs[k];
        enum econ_line line = model_cost_line(c);
        if (isnan(c->amount) || c->per == PER_NONE || m->given[line] || !has_base(m, c))
            continue;
        struct form amount = lane_number(x, &c->amount);
        for (int i = 0; i < m->n; i++) {
            int year = m->first_year + i;
            double index = c->per == PER_REVENUE_PCT ? 1 : model_index(m, i);
            if (!(year < c->from) && !(year > c->to))
                x->line[line][i] = form_sum(x->b, x->line[line][i],
                                            form_mul(x->b, amount, base_of(x, c, i)), index);
        }
    }
    bool own = m->plan == NULL || m->plan->regime == NULL;
    if (!own || isnan(m->in->royalty_pct) || m->given[LINE_ROYALTY])
        return;
    struct form rate = lane_number(x, &m->in->royalty_pct);
    for (int i = 0; i < m->n; i++)
        x->line[LINE_ROYALTY][i] = form_sum(x->b, x->line[LINE_ROYALTY][i],
                                            form_mul(x->b, rate, x->line[LINE_REVENUE][i]), .01);
}

struct form lane_opex(const struct lane_model *x, int i)
{
    struct form *const *l = x->line;
    if (x->m->given[LINE_OPEX])
        return l[LINE_OPEX][i];
    return form_add(x->b, form_add(x->b, l[LINE_MINING_COST][i], l[LINE_PROCESSING_COST][i]),
                    l[LINE_G_AND_A][i]);
}

static void earnings(struct lane_model *x)
{
    struct form *const *l = x->line;
    struct lane_builder *b = x->b;
    for (int i = 0; i < x->m->n; i++) {
        l[LINE_OPEX][i] = lane_opex(x, i);
        if (x->m->given[LINE_EBITDA])
            continue;
        struct form f = form_add(b, l[LINE_REVENUE][i], l[LINE_BY_PRODUCT_CREDIT][i]);
        f = form_sub(b, form_sub(b, f, l[LINE_ROYALTY][i]), l[LINE_TRANSPORT][i]);
        l[LINE_EBITDA][i] = form_sub(b, f, l[LINE_OPEX][i]);
    }
}

static struct form days(struct lane_model *x, const double *field)
{
    return isnan(*field) ? form_of(0) : form_scale(x->b, lane_number(x, field), 1.0 / 365);
}

static void working_capital(struct lane_model *x)
{
    const struct model *m = x->m;
    const struct econ_input *in = m->in;
    struct form *out = x->line[LINE_WORKING_CAPITAL_CHANGE], before = form_of(0);
    if (m->given[LINE_WORKING_CAPITAL_CHANGE] || !m->known[LINE_WORKING_CAPITAL_CHANGE])
        return;
    struct form receivables = days(x, &in->receivables_days);
    struct form stock = form_sub(x->b, days(x, &in->inventory_days), days(x, &in->payables_days));
    for (int i = 0; i < m->n; i++) {
        struct form balance = form_add(x->b, form_mul(x->b, x->line[LINE_REVENUE][i], receivables),
                                       form_mul(x->b, x->line[LINE_OPEX][i], stock));
        if (i == m->n - 1)
            balance = form_of(0);
        out[i] = form_sum(x->b, balance, before, -model_erosion(m, i));
        before = balance;
    }
}

/* --- depreciation ----------------------------------------------------------------------------- */

static struct form spent(const struct lane_model *x, int i)
{
    return form_add(x->b, x->line[LINE_CAPEX_INITIAL][i], x->line[LINE_CAPEX_SUSTAINING][i]);
}

static const struct form *units_of(const struct lane_model *x)
{
    return x->m->known[LINE_ORE_T]       ? x->line[LINE_ORE_T]
           : x->m->known[LINE_PRODUCT_T] ? x->line[LINE_PRODUCT_T]
                                         : x->line[LINE_REVENUE];
}

struct writing_off {
    int method;
    double life_years, rate_pct;
    int first, last;
};

static double yearly_part(const struct writing_off *w, double life, int k)
{
    if (w->method != DEPRECIATION_DIGITS)
        return 1 / life;
    double n = ceil(life);
    return k < n ? (n - k) / (n * (n + 1) / 2) : 0;
}

/* The parts are in proportion to what was spent. */
static void by_vintage(struct lane_model *x, const struct writing_off *w, const struct form *cost)
{
    struct form *out = x->line[LINE_DEPRECIATION];
    double life = isnan(w->life_years) ? w->last - w->first + 1 : w->life_years;
    for (int i = 0; i < x->m->n; i++) {
        int from = i < w->first ? w->first : i;
        double left = 1;
        for (int t = from; t < x->m->n && left > 1e-13; t++) {
            double yearly = yearly_part(w, life, t - from);
            double part = t >= w->last || yearly > left ? left : yearly;
            out[t] = form_sum(x->b, out[t], cost[i], part);
            left -= part;
        }
    }
}

static double declining_part(const struct writing_off *w, double served)
{
    double part = isnan(w->rate_pct) ? 0 : w->rate_pct / 100;
    double years = isnan(w->life_years) ? 0 : w->life_years - served;
    if (years >= 1)
        return 1 / years > part ? 1 / years : part;
    return isnan(w->life_years) ? part : 1;
}

static void pool(struct lane_model *x, const struct writing_off *w, const struct form *cost)
{
    const struct form *units = units_of(x);
    struct form value = form_of(0), remaining = form_of(0), *out = x->line[LINE_DEPRECIATION];
    bool by_units = w->method == DEPRECIATION_UNITS;
    double served = 0;
    for (int i = 0; i < x->m->n && by_units; i++)
        remaining = form_add(x->b, remaining, units[i]);
    for (int i = 0; i < x->m->n; i++) {
        struct form part;
        value = form_add(x->b, value, cost[i]);
        if (i < w->first)
            continue;
        if (i >= w->last)
            part = value;
        else if (by_units)
            part = form_is(remaining, 0)
                       ? form_of(0)
                       : form_mul(x->b, value, form_div(x->b, units[i], remaining));
        else
            part = form_scale(x->b, value, declining_part(w, served));
        if (by_units)
            remaining = form_sub(x->b, remaining, units[i]);
        served++;
        out[i] = form_add(x->b, out[i], part);
        value = form_sub(x->b, value, part);
    }
}

static void write_off(struct lane_model *x, const struct writing_off *w, const struct form *cost)
{
    if (w->method == DEPRECIATION_DECLINING || w->method == DEPRECIATION_UNITS)
        pool(x, w, cost);
    else
        by_vintage(x, w, cost);
}

static double item_share(const struct model *m, size_t k, double initial)
{
    const struct econ_item *item = &m->in->items[k];
    bool own = item->method != DEPRECIATION_NONE && item->amount > 0 && initial > 0;
    return own ? fmin(1, item->amount * (1 + contingency(m->in) / 100) / initial) : 0;
}

/* Items that are written off in their own way, by their share of the initial capital, which is
 * fixed when that capital is. */
static double items(struct lane_model *x, struct writing_off w)
{
    const struct model *m = x->m;
    struct form *cost = lane_row(x);
    double initial = 0, rest = 1;
    bool varies = false;
    for (int i = 0; i < m->n && m->in->n_items > 0; i++) {
        initial += m->line[LINE_CAPEX_INITIAL][i] / model_index(m, i);
        varies |= x->line[LINE_CAPEX_INITIAL][i].n > 0;
    }
    for (size_t k = 0; k < m->in->n_items; k++) {
        const struct econ_item *item = &m->in->items[k];
        double share = fmin(item_share(m, k, initial), rest);
        if (share > 0 && varies)
            lanes_fault(x->b, "items of an uncertain initial capital");
        w.method = item->method;
        w.life_years = item->life_years;
        w.rate_pct = item->rate_pct;
        for (int i = 0; i < m->n; i++)
            cost[i] = form_scale(x->b, x->line[LINE_CAPEX_INITIAL][i], share * model_level(m, i));
        if (share > 0)
            write_off(x, &w, cost);
        rest -= share;
    }
    return rest;
}

static void depreciation(struct lane_model *x)
{
    const struct model *m = x->m;
    const struct tax_terms *t = &m->terms;
    struct writing_off w = {t->method, t->life_years, t->rate_pct, m->first_production,
                            m->last_production};
    if (m->given[LINE_DEPRECIATION] || !m->known[LINE_DEPRECIATION])
        return;
    if (w.last < 0) {
        w.first = 0;
        w.last = m->n - 1;
    }
    struct form *cost = lane_row(x);
    double rest = items(x, w);
    for (int i = 0; i < m->n; i++) {
        if (form_low(x->b, spent(x, i)) < 0)
            lanes_fault(x->b, "capital that may be negative");
        cost[i] =
            form_sum(x->b, x->line[LINE_CAPEX_SUSTAINING][i], x->line[LINE_CAPEX_INITIAL][i], rest);
        cost[i] = form_scale(x->b, cost[i], model_level(m, i));
    }
    write_off(x, &w, cost);
    for (int i = 0; i < m->n; i++)
        x->line[LINE_DEPRECIATION][i] =
            form_scale(x->b, x->line[LINE_DEPRECIATION][i], 1 / model_level(m, i));
}

/* --- income tax ------------------------------------------------------------------------------- */

/* Losses stand in a queue: what came in until year v is `in[v]`, what left it, used or expired, is
 * `out`. So the oldest goes first, and what is older than the term leaves as `in` of that year. */
static struct form use_losses(struct lane_model *x, const struct form *in, struct form *out,
                              int year, struct form income)
{
    const struct tax_terms *t = &x->m->terms;
    struct lane_builder *b = x->b;
    struct form most = isnan(t->cap_pct) ? income : form_scale(b, income, t->cap_pct / 100);
    double k;
    int expired = isnan(t->carry_years) ? -1 : year - 1 - (int)floor(t->carry_years);
    if (year == 0 || form_is(in[year - 1], 0))
        return form_of(0);
    if (expired >= 0 && form_ratio(in[expired], in[year - 1], &k) && k == 1) {
        *out = in[expired];
        return form_of(0);
    }
    if (expired >= 0)
        *out = form_most(b, *out, in[expired]);
    double level = model_level(x->m, year); /* the queue is in money of the first period */
    struct form there = form_scale(b, form_sub(b, in[year - 1], *out), 1 / level);
    struct form used = form_least(b, most, form_whole(b, there));
    *out = form_whole(b, form_sum(b, *out, used, level));
    form_not_negative(b, used);
    form_not_negative(b, *out);
    return used;
}

static void income_tax(struct lane_model *x)
{
    const struct model *m = x->m;
    const struct tax_terms *t = &m->terms;
    struct lane_builder *b = x->b;
    struct form *in = lane_row(x), out = form_of(0);
    if (m->given[LINE_INCOME_TAX] || (isnan(t->rate) && t->rates == NULL))
        return;
    struct form stated = t->rates == NULL ? lane_number(x, &m->in->cit_rate_pct) : form_of(0);
    if (t->rates != NULL && lane_varies(x, &m->in->cit_rate_pct))
        lanes_fault(b, "an uncertain rate of income tax under a country's regime");
    for (int i = 0; i < m->n; i++) {
        struct form income = form_whole(b, x->line[LINE_TAXABLE_INCOME][i]);
        struct form base = form_positive(b, income);
        struct form before = i > 0 ? in[i - 1] : form_of(0);
        struct form loss = form_sub(b, base, income);
        if (!m->given[LINE_TAXABLE_INCOME]) {
            if (form_low(b, income) >= 0)
                loss = form_of(0);
            struct form used = use_losses(x, in, &out, i, base);
            in[i] = form_is(loss, 0) ? before
                                     : form_whole(b, form_sum(b, before, loss, model_level(m, i)));
            base = form_sub(b, base, used);
        }
        x->line[LINE_INCOME_TAX][i] = t->rates != NULL
                                          ? form_scale(b, base, t->rates[i])
                                          : form_scale(b, form_mul(b, stated, base), .01);
    }
}

static void tax(struct lane_model *x)
{
    struct form *const *l = x->line;
    depreciation(x);
    if (x->m->fiscal != NULL)
        lane_before_tax(x);
    for (int i = 0; i < x->m->n && !x->m->given[LINE_TAXABLE_INCOME]; i++) {
        struct form f = form_sub(x->b, l[LINE_EBITDA][i], l[LINE_DEPRECIATION][i]);
        l[LINE_TAXABLE_INCOME][i] =
            x->m->fiscal != NULL ? form_sub(x->b, f, lane_deductions(x, i)) : f;
    }
    income_tax(x);
    if (x->m->fiscal != NULL)
        lane_after_tax(x);
}

/* --- cash ------------------------------------------------------------------------------------- */

struct form lane_cfads(const struct lane_model *x, int i)
{
    struct form *const *l = x->line;
    struct lane_builder *b = x->b;
    struct form f = form_sub(b, l[LINE_EBITDA][i], l[LINE_OTHER_TAXES][i]);
    f = form_add(b, form_sub(b, f, l[LINE_INCOME_TAX][i]), l[LINE_TAX_CREDITS][i]);
    f = form_sub(b, f, l[LINE_CAPEX_SUSTAINING][i]);
    f = form_sub(b, f, l[LINE_WORKING_CAPITAL_CHANGE][i]);
    return form_add(b, form_sub(b, f, l[LINE_CLOSURE][i]), l[LINE_SALVAGE][i]);
}

void lane_flows(struct lane_model *x)
{
    const struct model *m = x->m;
    capital(x);
    lane_debt(x);
    costs(x);
    if (m->fiscal != NULL)
        lane_before_earnings(x);
    earnings(x);
    working_capital(x);
    tax(x);

    for (int i = 0; i < m->n && !m->given[LINE_NET_CASH_FLOW]; i++)
        x->line[LINE_NET_CASH_FLOW][i] =
            form_sub(x->b, lane_cfads(x, i), x->line[LINE_CAPEX_INITIAL][i]);
}
