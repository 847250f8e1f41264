/* From revenue to cash in forms, after flows.c and tax.c. */
#include <math.h>
#include <string.h>

#include "core/economics/lanes.h"

/* --- capital (capital.c) ---------------------------------------------------------------------- */

static void initial(struct lane_model *x)
{
    const struct model *m = x->m;
    const struct econ_series *s = &m->in->initial;
    struct form *out = x->line[LINE_CAPEX_INITIAL];
    if (m->given[LINE_CAPEX_INITIAL] || s->kind == SERIES_NONE)
        return;
    struct form more =
        isnan(m->in->contingency_pct) ? form_of(0) : lane_number(x, &m->in->contingency_pct);
    more = form_sum(x->b, form_of(1), more, .01);
    lane_series(x, s, out);
    for (int i = 0; i < m->n; i++) {
        double part = 1;
        if (s->kind == SERIES_SCALAR) { /* phased: the part that the year takes as it stands */
            double all = s->scalar *
                         (1 + (isnan(m->in->contingency_pct) ? 0 : m->in->contingency_pct / 100));
            double spent = m->line[LINE_CAPEX_INITIAL][i];
            part = spent == 0 ? 0 : spent / all;
            if (spent != 0 && all == 0)
                lanes_fault(x->b, "initial capital of 0");
        }
        out[i] = form_scale(x->b, form_mul(x->b, out[i], more), part);
    }
}

static void capital(struct lane_model *x)
{
    const struct model *m = x->m;
    initial(x);
    if (!m->given[LINE_CAPEX_SUSTAINING] && m->in->sustaining.kind != SERIES_NONE) {
        struct form *out = x->line[LINE_CAPEX_SUSTAINING];
        lane_series(x, &m->in->sustaining, out);
        for (int i = 0; i < m->n && m->in->sustaining.kind == SERIES_SCALAR; i++)
            if (m->line[LINE_CAPEX_SUSTAINING][i] == 0 && m->in->sustaining.scalar != 0)
                out[i] = form_of(0);
        if (m->in->sustaining.kind == SERIES_SCALAR && m->in->sustaining.scalar == 0 &&
            lane_varies(x, &m->in->sustaining))
            lanes_fault(x->b, "sustaining capital of 0");
    }
    static const struct {
        enum econ_line line;
        size_t offset;
    } ends[] = {{LINE_CLOSURE, offsetof(struct econ_input, closure)},
                {LINE_SALVAGE, offsetof(struct econ_input, salvage)}};
    for (size_t k = 0; k < COUNT(ends); k++) {
        const double *field = (const void *)((const char *)m->in + ends[k].offset);
        const double *base = m->line[ends[k].line];
        if (m->given[ends[k].line])
            continue;
        for (int i = 0; i < m->n; i++)
            x->line[ends[k].line][i] = base[i] != 0 ? lane_number(x, field) : form_of(0);
        if (lane_varies(x, field) && *field == 0)
            lanes_fault(x->b, "a closure or salvage of 0");
    }
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
            if (!(year < c->from) && !(year > c->to))
                x->line[line][i] =
                    form_add(x->b, x->line[line][i], form_mul(x->b, amount, base_of(x, c, i)));
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
        out[i] = form_sub(x->b, balance, before);
        before = balance;
    }
}

/* --- depreciation ----------------------------------------------------------------------------- */

static struct form spent(const struct lane_model *x, int i)
{
    return form_add(x->b, x->line[LINE_CAPEX_INITIAL][i], x->line[LINE_CAPEX_SUSTAINING][i]);
}

/* The parts are in proportion to what was spent, which must not be negative. */
static void straight_line(struct lane_model *x, int first, int last, double life)
{
    struct form *out = x->line[LINE_DEPRECIATION];
    for (int i = 0; i < x->m->n; i++) {
        struct form cost = spent(x, i);
        double left = 1, yearly = 1 / life;
        if (form_low(x->b, cost) < 0)
            lanes_fault(x->b, "capital that may be negative");
        for (int t = i < first ? first : i; t < x->m->n && left > 0; t++) {
            double part = t >= last || yearly > left ? left : yearly;
            out[t] = form_sum(x->b, out[t], cost, part);
            left -= part;
            left = left < 1e-12 ? 0 : left;
        }
    }
}

static const struct form *units_of(const struct lane_model *x)
{
    return x->m->known[LINE_ORE_T]       ? x->line[LINE_ORE_T]
           : x->m->known[LINE_PRODUCT_T] ? x->line[LINE_PRODUCT_T]
                                         : x->line[LINE_REVENUE];
}

static double declining_part(const struct tax_terms *t, double served)
{
    double part = isnan(t->rate_pct) ? 0 : t->rate_pct / 100;
    double years = isnan(t->life_years) ? 0 : t->life_years - served;
    if (years >= 1)
        return 1 / years > part ? 1 / years : part;
    return isnan(t->life_years) ? part : 1;
}

static void pool(struct lane_model *x, int first, int last)
{
    const struct tax_terms *t = &x->m->terms;
    const struct form *units = units_of(x);
    struct form value = form_of(0), remaining = form_of(0);
    double served = 0;
    for (int i = 0; i < x->m->n && t->method == DEPRECIATION_UNITS; i++)
        remaining = form_add(x->b, remaining, units[i]);
    for (int i = 0; i < x->m->n; i++) {
        struct form part;
        value = form_add(x->b, value, spent(x, i));
        if (form_low(x->b, spent(x, i)) < 0)
            lanes_fault(x->b, "capital that may be negative");
        if (i < first)
            continue;
        if (i >= last)
            part = value;
        else if (t->method == DEPRECIATION_UNITS)
            part = form_is(remaining, 0)
                       ? form_of(0)
                       : form_mul(x->b, value, form_div(x->b, units[i], remaining));
        else
            part = form_scale(x->b, value, declining_part(t, served));
        if (t->method == DEPRECIATION_UNITS)
            remaining = form_sub(x->b, remaining, units[i]);
        served++;
        x->line[LINE_DEPRECIATION][i] = part;
        value = form_sub(x->b, value, part);
    }
}

static void depreciation(struct lane_model *x)
{
    const struct model *m = x->m;
    const struct tax_terms *t = &m->terms;
    int first = m->first_production, last = m->last_production;
    if (m->given[LINE_DEPRECIATION] || !m->known[LINE_DEPRECIATION])
        return;
    if (last < 0) {
        first = 0;
        last = m->n - 1;
    }
    if (t->method == DEPRECIATION_DECLINING || t->method == DEPRECIATION_UNITS)
        pool(x, first, last);
    else
        straight_line(x, first, last, isnan(t->life_years) ? last - first + 1 : t->life_years);
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
    struct form there = form_sub(b, in[year - 1], *out);
    struct form used = form_least(b, most, form_whole(b, there));
    *out = form_whole(b, form_add(b, *out, used));
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
            in[i] = form_is(loss, 0) ? before : form_whole(b, form_add(b, before, loss));
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
    bool late = lane_debt(x, false);
    costs(x);
    if (m->fiscal != NULL)
        lane_before_earnings(x);
    earnings(x);
    working_capital(x);
    tax(x);
    if (late)
        lane_debt(x, true);
    for (int i = 0; i < m->n && !m->given[LINE_NET_CASH_FLOW]; i++)
        x->line[LINE_NET_CASH_FLOW][i] =
            form_sub(x->b, lane_cfads(x, i), x->line[LINE_CAPEX_INITIAL][i]);
}
