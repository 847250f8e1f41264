/* Steps of tonnes, prices, sales, costs and capital. */
#include <math.h>
#include <string.h>

#include "core/economics/trace_internal.h"

static double or_else(double v, double otherwise)
{
    return isnan(v) ? otherwise : v;
}

/* A series in this period, as model_series has it. */
static double series_at(const struct step *s, const struct econ_series *x)
{
    double *all = ARENA_ARRAY(s->arena, (size_t)s->m->n, double);
    model_series(s->m, x, all);
    return all[s->i];
}

/* --- ore -------------------------------------------------------------------------------------- */

static void mined(struct step *s)
{
    const struct econ_input *in = s->m->in;
    step_fact(s, "plan.ore_t", "ore of the plan", in->ore.scalar, "t", 1);
    if (!isnan(in->dilution_pct))
        step_fact(s, "plan.dilution_pct", "1 + dilution", 1 + in->dilution_pct / 100, NULL, 1);
    if (!isnan(in->mining_recovery_pct))
        step_fact(s, "plan.mining_recovery_pct", "mining recovery", in->mining_recovery_pct / 100,
                  NULL, 1);
}

static void full_rate(struct step *s, double total, int start)
{
    const struct econ_input *in = s->m->in;
    if (!isnan(in->throughput_tpa)) {
        step_fact(s, "plan.throughput_tpa", "throughput", in->throughput_tpa, "t", 1);
        return;
    }
    int life = s->m->n - start;
    if (!isnan(in->mine_life_years) && ceil(in->mine_life_years) < life)
        life = (int)ceil(in->mine_life_years);
    double parts = 0;
    for (int k = 0; k < life; k++)
        parts += plan_ramp(in, (size_t)k);
    step_rule(s, "full rate", total / parts, "t",
              "the ore spread over the years of production, less in those of the ramp-up", 1);
}

static void ore(struct step *s)
{
    const struct model *m = s->m;
    const struct econ_input *in = m->in;
    int start = plan_construction(in), k = s->i - start;
    if (in->ore.kind == SERIES_LIST || in->ore.kind == SERIES_YEARS) {
        s->op = TRACE_GIVEN;
        s->words = "given by year in the plan";
        step_fact(s, "plan.ore_t", "ore of the year", series_at(s, &in->ore), "t", 1);
        return;
    }
    if (m->line[LINE_ORE_T][s->i] == 0)
        return;
    bool total = in->ore.kind == SERIES_SCALAR;
    struct step all = step_of(s, TRACE_PRODUCT, "the ore of the plan as it is mined");
    mined(&all);
    struct step rate = step_of(s, TRACE_PRODUCT, "the rate of the plan in this year");
    full_rate(&rate, step_value(&all), start);
    if (plan_ramp(in, (size_t)k) != 1)
        step_fact(&rate, "plan.ramp_up", "ramp-up", plan_ramp(in, (size_t)k), NULL, 1);
    if (in->mine_life_years - k < 1)
        step_fact(&rate, "plan.mine_life_years", "part of the last year", in->mine_life_years - k,
                  NULL, 1);
    s->op = TRACE_LEAST;
    s->words = "what the plant takes in the year, or what is left of the ore";
    step_inner(s, "rate of the year", "t", &rate, 1);
    if (!total)
        return;
    double before = 0;
    for (int t = 0; t < s->i; t++)
        before += m->line[LINE_ORE_T][t];
    struct step left = step_of(s, TRACE_SUM, "the ore of the plan less what was mined before");
    step_inner(&left, "ore mined in all", "t", &all, 1);
    step_rule(&left, "mined before", before, "t", "the years before added up", -1);
    step_inner(s, "ore left", "t", &left, 1);
}

static void grade(struct step *s)
{
    const struct econ_input *in = s->m->in;
    if (s->m->known[LINE_ORE_T] && s->m->line[LINE_ORE_T][s->i] == 0)
        return;
    s->op = TRACE_PRODUCT;
    s->words = "the grade of the plan, thinned by dilution where that is stated";
    step_fact(s, "plan.grade_treo_pct", "grade", series_at(s, &in->grade_treo_pct), "%", 1);
    if (!isnan(in->dilution_pct))
        step_fact(s, "plan.dilution_pct", "1 + dilution", 1 + in->dilution_pct / 100, NULL, -1);
}

/* --- product ---------------------------------------------------------------------------------- */

/* Part of the oxides in the ore that a product takes: as product_share of physicals.c, from the
 * distribution. */
static double share(const struct econ_input *in, const struct econ_product *p)
{
    double sum = p->n_oxides == 0 ? 1 : 0;
    for (size_t j = 0; j < p->n_oxides; j++) {
        const struct oxide *o = oxide_find(p->oxides[j]);
        for (size_t i = 0; o != NULL && i < in->n_shares; i++)
            if (strcmp(in->share_oxide[i]->element, o->element) == 0)
                sum += in->share_pct[i] / 100 * o->per_element / in->share_oxide[i]->per_element;
    }
    return sum;
}

static const char *product_name(const struct step *s, size_t k)
{
    const char *name = s->m->in->products[k].name;
    return name != NULL ? name : step_path(s, "product %zu", k + 1);
}

static struct step tonnes_of(const struct step *s, size_t k)
{
    const struct econ_product *p = &s->m->in->products[k];
    struct step t = step_of(s, TRACE_PRODUCT, "ore, its grade, the share of the oxides, recovery");
    step_line(&t, LINE_ORE_T, s->i, 1);
    step_line(&t, LINE_GRADE_PCT, s->i, 1);
    step_constant(&t, "per cent", 100, -1);
    if (p->n_oxides > 0)
        step_rule(&t, "share of its oxides", share(s->m->in, p), NULL,
                  "plan.distribution_pct of the oxides that go into it", 1);
    if (s->m->given[LINE_RECOVERY_PCT])
        step_line(&t, LINE_RECOVERY_PCT, s->i, 1);
    else
        step_fact(&t, step_path(s, "products[%zu].recovery_pct", k), "recovery", p->recovery_pct,
                  "%", 1);
    step_constant(&t, "per cent", 100, -1);
    return t;
}

static void product(struct step *s)
{
    const struct model *m = s->m;
    if (m->in->n_products == 0) {
        s->op = TRACE_PRODUCT;
        s->words = "ore times grade times recovery";
        step_line(s, LINE_ORE_T, s->i, 1);
        step_line(s, LINE_GRADE_PCT, s->i, 1);
        step_line(s, LINE_RECOVERY_PCT, s->i, 1);
        step_constant(s, "two per cents", 10000, -1);
        return;
    }
    s->words = "tonnes of all products";
    for (size_t k = 0; k < m->in->n_products; k++) {
        if (m->product_t[k] == NULL)
            continue;
        struct step t = tonnes_of(s, k);
        step_inner(s, product_name(s, k), "t", &t, 1);
    }
}

static void recovery(struct step *s)
{
    if (!(s->m->line[LINE_ORE_T][s->i] * s->m->line[LINE_GRADE_PCT][s->i] > 0))
        return;
    s->op = TRACE_PRODUCT;
    s->words = "product over what the ore holds";
    step_line(s, LINE_PRODUCT_T, s->i, 1);
    step_line(s, LINE_ORE_T, s->i, -1);
    step_line(s, LINE_GRADE_PCT, s->i, -1);
    step_constant(s, "two per cents", 10000, 1);
}

/* --- price and sales -------------------------------------------------------------------------- */

static double price_factor(const struct model *m, int i)
{
    return m->factor * m->price_factor * (m->price_path != NULL ? m->price_path[i] : 1);
}

static void what_if(struct step *s)
{
    double by = price_factor(s->m, s->i);
    if (by != 1)
        step_rule(s, "factor on prices", by, NULL, "a what-if on all product prices", 1);
}

/* What a tonne of product k is paid, before the separation charge. */
static struct step paid(const struct step *s, size_t k)
{
    const struct model *m = s->m;
    const struct econ_product *p = &m->in->products[k];
    struct step t = step_of(s, TRACE_PRODUCT, "price times the share that is paid for");
    double gross = m->gross_price[k][s->i], part = or_else(p->payable_pct, 100) / 100;
    const char *unit = step_path(s, "%s/t", s->money);
    const char *path = p->price.series.kind != SERIES_NONE ? "series"
                       : p->price.deck != NULL             ? "deck"
                                                           : NULL;
    path = path == NULL ? step_path(s, "products[%zu].price", k)
                        : step_path(s, "products[%zu].price.%s", k, path);
    step_fact(&t, path, m->index != NULL ? "price in money of the year" : "price",
              part > 0 ? gross / part : 0, unit, 1);
    if (!isnan(p->payable_pct))
        step_fact(&t, step_path(s, "products[%zu].payable_pct", k), "share that is paid for", part,
                  NULL, 1);
    what_if(&t);
    return t;
}

static struct step net_price(const struct step *s, size_t k)
{
    const struct model *m = s->m;
    const char *unit = step_path(s, "%s/t", s->money);
    struct step t = step_of(s, TRACE_SUM, "what is paid less the separation charge");
    struct step gross = paid(s, k);
    step_inner(&t, "paid", unit, &gross, 1);
    if (m->charge[k] != 0)
        step_fact(&t, step_path(s, "products[%zu].separation_charge", k), "separation charge",
                  m->charge[k] * model_index(m, s->i), unit, -1);
    return t;
}

static void average_price(struct step *s)
{
    const struct model *m = s->m;
    size_t n = m->in->n_products, priced = 0;
    double tonnes = 0;
    for (size_t k = 0; k < n; k++) {
        tonnes += m->product_t[k] != NULL ? m->product_t[k][s->i] : 0;
        priced += m->gross_price[k] != NULL;
    }
    if (n == 1 && priced == 1) {
        struct step t = net_price(s, 0);
        s->op = t.op;
        s->words = t.words;
        s->list.items = t.list.items;
        s->list.n = t.list.n;
        s->list.cap = t.list.cap;
        return;
    }
    s->words = "the mean of the products, each by its tonnes";
    for (size_t k = 0; k < n && tonnes > 0; k++) {
        if (m->product_t[k] == NULL || m->gross_price[k] == NULL)
            continue;
        struct step net = net_price(s, k), part = step_of(s, TRACE_PRODUCT, "its part of the mean");
        step_inner(&part, "net price", step_path(s, "%s/t", s->money), &net, 1);
        struct step t = tonnes_of(s, k);
        if (m->given[LINE_PRODUCT_T])
            step_rule(&part, "its tonnes", m->product_t[k][s->i], "t",
                      "the tonnes that are given, parted by what each product takes", 1);
        else
            step_inner(&part, "its tonnes", "t", &t, 1);
        step_rule(&part, "tonnes of all products", tonnes, "t", "added up", -1);
        step_inner(s, product_name(s, k), step_path(s, "%s/t", s->money), &part, 1);
    }
}

static void price(struct step *s)
{
    if (!s->m->given[LINE_PRICE]) {
        average_price(s);
        return;
    }
    s->op = TRACE_PRODUCT;
    s->words = "as given, with the what-if";
    step_fact(s, "lines.price", "price", s->m->base_price[s->i], step_path(s, "%s/t", s->money), 1);
    what_if(s);
}

static void revenue(struct step *s)
{
    s->op = TRACE_PRODUCT;
    if (s->m->given[LINE_REVENUE]) {
        s->words = "as given, with the what-if";
        step_fact(s, "lines.revenue", "revenue", s->m->given_revenue[s->i], s->money, 1);
        what_if(s);
        return;
    }
    s->words = "tonnes of product times the price";
    step_line(s, LINE_PRODUCT_T, s->i, 1);
    step_line(s, LINE_PRICE, s->i, 1);
}

void trace_physical(struct step *s, enum econ_line line)
{
    if (line == LINE_ORE_T) {
        ore(s);
    } else if (line == LINE_WASTE_T && !isnan(s->m->in->strip_ratio)) {
        s->op = TRACE_PRODUCT;
        s->words = "tonnes of ore times the strip ratio";
        step_line(s, LINE_ORE_T, s->i, 1);
        step_fact(s, "plan.strip_ratio", "strip ratio", s->m->in->strip_ratio, NULL, 1);
    } else if (line == LINE_GRADE_PCT) {
        grade(s);
    } else if (line == LINE_RECOVERY_PCT) {
        recovery(s);
    } else if (line == LINE_PRODUCT_T) {
        product(s);
    } else if (line == LINE_PRICE) {
        price(s);
    } else if (line == LINE_REVENUE) {
        revenue(s);
    }
}
