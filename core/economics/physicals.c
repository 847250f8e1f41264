/* Ore, waste, grade, recovery and product, from the plan where they are not given. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static double or_else(double v, double otherwise)
{
    return isnan(v) ? otherwise : v;
}

/* In-situ tonnes become mined tonnes only when dilution or loss is stated: reserves are delivered
 * tonnes already. */
static double mined_per_insitu(const struct econ_input *in)
{
    return (1 + or_else(in->dilution_pct, 0) / 100) * or_else(in->mining_recovery_pct, 100) / 100;
}

/* Full rate: stated, or what spreads the total over the years of production. */
static double full_rate(const struct model *m, double total, int life)
{
    if (!isnan(m->in->throughput_tpa))
        return m->in->throughput_tpa;
    double parts = 0;
    for (int k = 0; k < life; k++)
        parts += plan_ramp(m->in, (size_t)k);
    if (!isfinite(total) || !(parts > 0))
        return NAN;
    model_note(m->notes, "plan.throughput_tpa is not given: %.10g t of ore spread over %d years",
               shown_amount(total), life);
    return total / parts;
}

static void schedule(struct model *m)
{
    const struct econ_input *in = m->in;
    double *ore = m->line[LINE_ORE_T];
    bool has_total = in->ore.kind == SERIES_SCALAR;
    double total = has_total ? in->ore.scalar * mined_per_insitu(in) : INFINITY;
    if (has_total && (!isnan(in->dilution_pct) || !isnan(in->mining_recovery_pct)))
        model_note(m->notes,
                   "plan.ore_t is taken in situ: dilution and mining loss give %.10g t mined",
                   shown_amount(total));
    if (!has_total && isnan(in->throughput_tpa))
        return;
    m->life_open = !has_total && isnan(in->mine_life_years);
    if (m->life_open)
        model_note(m->notes,
                   "neither plan.ore_t nor plan.mine_life_years is given: the plan runs to the "
                   "last period");
    int start = plan_construction(in);
    if (isnan(in->construction_years) && start > 0)
        model_note(m->notes, "production begins after the %d years of capital.phasing", start);
    int life = m->n - start;
    if (!isnan(in->mine_life_years) && ceil(in->mine_life_years) < life)
        life = (int)ceil(in->mine_life_years);
    double rate = full_rate(m, total, life);
    if (!isfinite(rate) || life <= 0) {
        model_note(m->notes, "the plan leaves no year of production in %d periods", m->n);
        return;
    }
    double years = or_else(in->mine_life_years, life), left = total;
    for (int k = 0; k < life; k++) {
        double part = years - k < 1 ? years - k : 1;
        double t = rate * plan_ramp(in, (size_t)k) * part;
        ore[start + k] = t < left ? t : left;
        left -= ore[start + k];
    }
    if (has_total && left > 1e-6 * total)
        model_note(m->notes, "%.10g t of plan.ore_t are not mined within the plan's years",
                   shown_amount(left));
    m->known[LINE_ORE_T] = true;
}

static void ore_and_waste(struct model *m)
{
    const struct econ_input *in = m->in;
    const double *ore = m->line[LINE_ORE_T];
    if (!m->given[LINE_ORE_T] && (in->ore.kind == SERIES_LIST || in->ore.kind == SERIES_YEARS)) {
        model_series(m, &in->ore, m->line[LINE_ORE_T]);
        m->known[LINE_ORE_T] = true;
    } else if (!m->given[LINE_ORE_T]) {
        schedule(m);
    }
    if (m->given[LINE_WASTE_T] || isnan(in->strip_ratio) || !m->known[LINE_ORE_T])
        return;
    for (int i = 0; i < m->n; i++)
        m->line[LINE_WASTE_T][i] = ore[i] * in->strip_ratio;
    m->known[LINE_WASTE_T] = true;
}

static void grade(struct model *m)
{
    const struct econ_input *in = m->in;
    double *g = m->line[LINE_GRADE_PCT], diluted = 1 + or_else(in->dilution_pct, 0) / 100;
    if (m->given[LINE_GRADE_PCT] || in->grade_treo_pct.kind == SERIES_NONE)
        return;
    model_series(m, &in->grade_treo_pct, g);
    for (int i = 0; i < m->n; i++)
        g[i] = m->known[LINE_ORE_T] && m->line[LINE_ORE_T][i] == 0 ? 0 : g[i] / diluted;
    m->known[LINE_GRADE_PCT] = true;
}

/* Mass of this oxide per mass of TREO, NaN when the distribution does not say. */
static double share_of(const struct econ_input *in, const struct oxide *o)
{
    for (size_t i = 0; i < in->n_shares; i++) {
        const struct oxide *s = in->share_oxide[i];
        if (strcmp(s->element, o->element) == 0)
            return in->share_pct[i] / 100 * o->per_element / s->per_element;
    }
    return NAN;
}

/* Part of the contained oxide that a product takes out of the ore; NaN when it cannot be said. */
static double product_share(const struct model *m, size_t k)
{
    const struct econ_product *p = &m->in->products[k];
    double sum = 0;
    if (p->n_oxides == 0)
        return 1;
    for (size_t i = 0; i < p->n_oxides; i++) {
        const struct oxide *o = oxide_find(p->oxides[i]);
        double share = o != NULL ? share_of(m->in, o) : NAN;
        if (isnan(share)) {
            model_note(m->notes,
                       "the share of %s in the ore is not known: product %zu has no tonnes",
                       p->oxides[i], k + 1);
            return NAN;
        }
        sum += share;
    }
    return sum;
}

static void one_product(struct model *m, size_t k)
{
    double recovery = m->in->products[k].recovery_pct, share = product_share(m, k);
    bool by_line = m->given[LINE_RECOVERY_PCT];
    if (isnan(share) || (isnan(recovery) && !by_line)) {
        if (isnan(recovery) && !by_line && !m->given[LINE_PRODUCT_T])
            model_note(m->notes, "products[%zu].recovery_pct is not known: no tonnes of product",
                       k);
        return;
    }
    m->product_t[k] = ARENA_ARRAY(m->arena, (size_t)m->n, double);
    for (int i = 0; i < m->n; i++) {
        double r = by_line ? m->line[LINE_RECOVERY_PCT][i] : recovery;
        m->product_t[k][i] =
            m->line[LINE_ORE_T][i] * m->line[LINE_GRADE_PCT][i] / 100 * share * r / 100;
    }
}

/* A given total is parted in the ratio of what each product takes out of the ore. */
static void part_given(struct model *m)
{
    const struct econ_input *in = m->in;
    double weight[ECON_MAX_PRODUCTS], sum = 0;
    for (size_t k = 0; k < in->n_products; k++) {
        weight[k] = in->n_products == 1
                        ? 1
                        : product_share(m, k) * or_else(in->products[k].recovery_pct, 100);
        sum += weight[k];
    }
    if (!(sum > 0))
        return;
    for (size_t k = 0; k < in->n_products; k++) {
        m->product_t[k] = ARENA_ARRAY(m->arena, (size_t)m->n, double);
        for (int i = 0; i < m->n; i++)
            m->product_t[k][i] = m->line[LINE_PRODUCT_T][i] * weight[k] / sum;
    }
}

static void total_product(struct model *m)
{
    const struct econ_input *in = m->in;
    double *total = m->line[LINE_PRODUCT_T];
    const double *ore = m->line[LINE_ORE_T], *g = m->line[LINE_GRADE_PCT];
    if (in->n_products == 0 && m->given[LINE_RECOVERY_PCT]) {
        for (int i = 0; i < m->n; i++)
            total[i] = ore[i] * g[i] / 100 * m->line[LINE_RECOVERY_PCT][i] / 100;
        m->known[LINE_PRODUCT_T] = true;
        return;
    }
    for (size_t k = 0; k < in->n_products; k++) {
        if (m->product_t[k] == NULL)
            continue;
        m->known[LINE_PRODUCT_T] = true;
        for (int i = 0; i < m->n; i++)
            total[i] += m->product_t[k][i];
    }
    if (!m->known[LINE_PRODUCT_T] || m->given[LINE_RECOVERY_PCT])
        return;
    for (int i = 0; i < m->n; i++)
        m->line[LINE_RECOVERY_PCT][i] =
            ore[i] * g[i] > 0 ? total[i] / (ore[i] * g[i] / 100) * 100 : 0;
    m->known[LINE_RECOVERY_PCT] = true;
}

void model_physicals(struct model *m)
{
    ore_and_waste(m);
    grade(m);
    if (m->given[LINE_PRODUCT_T]) {
        part_given(m);
        return;
    }
    if (!m->known[LINE_ORE_T] || !m->known[LINE_GRADE_PCT])
        return;
    for (size_t k = 0; k < m->in->n_products; k++)
        one_product(m, k);
    total_product(m);
}
