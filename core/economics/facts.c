/* Derived facts: the figures of a cash flow as the rules see them. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

#define MAX_FACTS 48

struct facts {
    struct arena *arena;
    const struct dossier *dossier;
    struct econ_fact *items;
    size_t n;
};

static bool answered(const struct facts *f, const char *prefix)
{
    size_t n = strlen(prefix);
    for (size_t i = 0; i < dossier_count(f->dossier); i++) {
        const struct fact *fact = dossier_at(f->dossier, i);
        if (strncmp(fact->name, prefix, n) == 0 && fact->value.kind != FEEL_UNKNOWN)
            return true;
    }
    return false;
}

/* Unknown because of those of these facts (NULL-terminated) that have no answer; of all of them
 * when each has one and the figure does not exist all the same. */
static struct feel_value unknown(const struct facts *f, const char *const *needs)
{
    const struct feel_causes *causes = NULL;
    for (int all = 0; causes == NULL && all < 2; all++)
        for (size_t i = 0; needs[i] != NULL; i++)
            if (all == 1 || !answered(f, needs[i]))
                causes = feel_causes_join(f->arena, causes, feel_causes_one(f->arena, needs[i]));
    return feel_unknown_of(f->arena, causes);
}

static void add(struct facts *f, const char *name, struct feel_value v)
{
    f->items[f->n++] = (struct econ_fact){name, v};
}

static void add_number(struct facts *f, const char *name, double v, const char *const *needs)
{
    struct dec n;
    bool known = isfinite(v) && dec_from_double(v, &n);
    add(f, name, known ? feel_number(n) : unknown(f, needs));
}

static const struct feel_causes *open_taxes(const struct facts *f, const struct econ_result *e)
{
    const struct feel_causes *causes = NULL;
    for (size_t i = 0; i < e->n_missing; i++)
        if (e->missing[i].required && e->missing[i].override != NULL)
            causes = feel_causes_join(
                f->arena, causes,
                feel_causes_one(f->arena, arena_printf(f->arena, "economics.fiscal.overrides.%s",
                                                       e->missing[i].override)));
    return causes;
}

/* A post-tax value while taxes that are due are not stated: at most v. */
static void add_at_most(struct facts *f, const char *name, double v, const struct econ_result *e,
                        const char *const *needs)
{
    struct dec low, high;
    if (!e->taxes_open || !isfinite(v)) {
        add_number(f, name, v, needs);
        return;
    }
    const struct feel_causes *causes = open_taxes(f, e);
    bool bounded = dec_from_double(-1e18, &low) && dec_from_double(v, &high);
    add(f, name,
        bounded ? feel_unknown_between(f->arena, causes, low, high)
                : feel_unknown_of(f->arena, causes));
}

/* As add_at_most for what a missing tax can only raise: at least v. */
static void add_at_least(struct facts *f, const char *name, double v, const struct econ_result *e,
                         const char *const *needs)
{
    struct dec low, high;
    if (!e->taxes_open || !isfinite(v) || !dec_from_double(v, &low) ||
        !dec_from_double(1e18, &high))
        add_number(f, name, v, needs);
    else
        add(f, name, feel_unknown_between(f->arena, open_taxes(f, e), low, high));
}

static void add_text(struct facts *f, const char *name, const char *text, const char *const *needs)
{
    bool known = text != NULL && text[0] != '\0';
    add(f, name, known ? feel_string(text) : unknown(f, needs));
}

static double only_root(const struct econ_metrics *v)
{
    return v->irr.end == IRR_UNIQUE ? v->irr.roots[0] : NAN;
}

static double npv_of(const struct econ_result *e, const struct econ_metrics *v)
{
    for (size_t i = 0; i < v->n_npv; i++)
        if (v->npv[i].rate == e->discount_rate)
            return v->npv[i].value;
    return NAN;
}

static const char *const needs_flow[] = {"economics.lines", "economics.products", "economics.costs",
                                         "economics.capital.initial", NULL};
static const char *const needs_capital[] = {"economics.capital.initial", NULL};
static const char *const needs_ore[] = {"economics.capital.initial",
                                        "economics.plan.throughput_tpa", NULL};
static const char *const needs_product[] = {
    "economics.capital.initial", "economics.plan.throughput_tpa", "economics.plan.grade_treo_pct",
    "economics.products", NULL};
static const char *const needs_opex[] = {"economics.costs", "economics.plan.throughput_tpa", NULL};
static const char *const needs_life[] = {"economics.plan.mine_life_years", NULL};
static const char *const needs_shares[] = {"economics.plan.distribution_pct", NULL};
static const char *const needs_price[] = {"economics.products", "economics.costs",
                                          "economics.capital.initial", NULL};
static const char *const needs_unit_cost[] = {"economics.products", "economics.costs",
                                              "economics.plan.grade_treo_pct", NULL};
static const char *const needs_tax[] = {"economics.fiscal", NULL};
static const char *const needs_debt[] = {"economics.financing", NULL};
static const char *const needs_currency[] = {"economics.basis.currency", NULL};
static const char *const needs_rate[] = {"economics.basis.discount_rate", NULL};

static void add_basket(struct facts *f, const struct econ_result *e)
{
    const struct econ_basket_item *top = NULL;
    double light = e->has_basket ? 0 : NAN;
    for (size_t i = 0; e->has_basket && i < e->n_basket; i++) {
        const struct econ_basket_item *item = &e->basket[i];
        if (top == NULL || item->value_share > top->value_share)
            top = item;
        if (strncmp(item->oxide, "La", 2) == 0 || strncmp(item->oxide, "Ce", 2) == 0)
            light += item->value_share;
    }
    add_number(f, "economics.basket_per_kg", e->basket_per_kg, needs_shares);
    add_text(f, "economics.basket_top_oxide", top != NULL ? top->oxide : NULL, needs_shares);
    add_number(f, "economics.basket_top_share_pct", top != NULL ? top->value_share * 100 : NAN,
               needs_shares);
    add_number(f, "economics.basket_la_ce_share_pct", light * 100, needs_shares);
}

const struct econ_fact *econ_facts(struct arena *a, const struct econ_result *e,
                                   const struct dossier *d, size_t *n)
{
    struct facts f = {a, d, ARENA_ARRAY(a, MAX_FACTS, struct econ_fact), 0};
    bool taxed = strcmp(e->regime, "none") != 0;
    add(&f, "economics.complete", feel_boolean(e->complete));
    add_text(&f, "economics.currency", e->currency, needs_currency);
    add_number(&f, "economics.discount_rate", e->discount_rate, needs_rate);
    add_number(&f, "economics.npv_pre_tax", npv_of(e, &e->pre_tax), needs_flow);
    add_at_most(&f, "economics.npv_post_tax", npv_of(e, &e->post_tax), e, needs_flow);
    add_number(&f, "economics.irr_pre_tax", only_root(&e->pre_tax), needs_flow);
    add_at_most(&f, "economics.irr_post_tax", only_root(&e->post_tax), e, needs_flow);
    add_at_least(&f, "economics.payback_years", e->post_tax.payback_years, e, needs_flow);
    add_at_most(&f, "economics.profitability_index", e->post_tax.profitability_index, e,
                needs_flow);
    add_number(&f, "economics.mine_life_years", e->mine_life_years, needs_life);
    add_number(&f, "economics.capex_initial", e->capex_initial, needs_capital);
    add_number(&f, "economics.capex_per_annual_ore_t", e->capex_per_annual_ore_t, needs_ore);
    add_number(&f, "economics.capex_per_annual_product_t", e->capex_per_annual_product_t,
               needs_product);
    add_number(&f, "economics.opex_per_ore_t", e->opex_per_ore_t, needs_opex);
    add_basket(&f, e);
    add_at_least(&f, "economics.breakeven_price_factor", e->breakeven_factor, e, needs_price);
    add_number(&f, "economics.government_take", taxed && !e->taxes_open ? e->government_take : NAN,
               needs_tax);
    add_at_most(&f, "economics.dscr_min", e->dscr_min, e, needs_debt);
    add_at_most(&f, "economics.llcr_min", e->llcr_min, e, needs_debt);
    add_at_most(&f, "economics.plcr_min", e->plcr_min, e, needs_debt);
    add_number(&f, "economics.gearing_pct", e->gearing * 100, needs_debt);
    add_number(&f, "economics.reserve_tail_pct", e->reserve_tail * 100, needs_debt);
    add_at_most(&f, "economics.npv_equity", npv_of(e, &e->equity), e, needs_flow);
    add_at_most(&f, "economics.irr_equity", only_root(&e->equity), e, needs_flow);
    add_number(&f, "economics.cash_cost_per_kg", e->cash_cost_per_kg, needs_unit_cost);
    add_at_least(&f, "economics.aisc_per_kg", e->aisc_per_kg, e, needs_unit_cost);
    add_at_least(&f, "economics.aisc_per_kg_treo", e->treo ? e->aisc_per_kg : NAN, e,
                 needs_unit_cost);
    add_at_least(&f, "economics.all_in_cost_per_kg", e->all_in_per_kg, e, needs_unit_cost);
    add_at_least(&f, "economics.payback_equity_years", e->equity.payback_years, e, needs_flow);
    add_number(&f, "economics.aetr", taxed && !e->taxes_open ? e->aetr : NAN, needs_tax);
    add_number(&f, "economics.metr", taxed && !e->taxes_open ? e->metr : NAN, needs_tax);
    add(&f, "economics.taxes_complete", feel_boolean(taxed && !e->taxes_open));
    *n = f.n;
    return f.items;
}
