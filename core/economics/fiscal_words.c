/* The words of fiscal rules, and what makes an instrument whole. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

const char *const fiscal_kinds[] = {"",
                                    "royalty",
                                    "depletion",
                                    "unit",
                                    "profit",
                                    "price_linked",
                                    "export_duty",
                                    "levy",
                                    "rent_tax",
                                    "excess_profit",
                                    "income_tax",
                                    "dividend_tax",
                                    "interest_tax",
                                    "bonus",
                                    "state_equity",
                                    "vat",
                                    NULL};
const char *const fiscal_bases[] = {
    "",         "revenue",        "net_revenue", "contained_value", "ore_t",          "product_t",
    "margin",   "taxable_income", "cash_flow",   "book_value",      "last_year_opex", "capital",
    "spending", "unknown",        NULL};
const char *const fiscal_bys[] = {"",        "price_per_kg", "price_per_t", "margin_pct",
                                  "revenue", "grade_pct",    "dividend",    NULL};
const char *const fiscal_scales[] = {"slab", "bracket", NULL};
const char *const fiscal_needs[] = {"", "required", "open", NULL};
const char *const fiscal_carries[] = {"free", "carried", "paid", NULL};

void fiscal_instrument_clear(struct fiscal_instrument *f)
{
    memset(f, 0, sizeof *f);
    f->rate_pct = f->other_minerals_pct = f->amount = f->year = f->floor_cost_pct = NAN;
    f->uplift_pct = f->refund_months = f->share_pct = NAN;
    f->carry_forward_years = f->cap_pct = f->declining_pct = f->straight_pct = f->debt_equity_cap =
        NAN;
}

static bool ascending(const double *x, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (!(x[i] > x[i - 1]))
            return false;
    return true;
}

static bool has_rate(const struct fiscal_instrument *f)
{
    return !isnan(f->rate_pct) || f->n_dates > 0 || f->n_bands > 0 || f->n_minerals > 0 ||
           f->n_forms > 0 || f->rate_fact != NULL;
}

const char *fiscal_instrument_fault(const struct fiscal_instrument *f)
{
    if (f->kind == FISCAL_NONE)
        return "an instrument needs a kind, such as royalty, depletion, income_tax or levy";
    if (f->n_bands > 0 && f->by == BY_NONE && f->kind != FISCAL_EXCESS)
        return "thresholds need 'by': price_per_kg, price_per_t, margin_pct, revenue, grade_pct or "
               "dividend";
    if (f->n_bands > 0 && (f->by == BY_DIVIDEND) != (f->kind == FISCAL_DIVIDEND_WHT))
        return "bands of a tax on dividends go by dividend, those of others do not";
    if (f->n_bands > 0 && !ascending(f->thresholds, f->n_bands))
        return "thresholds ascend, each with its rate";
    if (f->n_bands > 0 && f->scale == SCALE_BRACKET && f->thresholds[0] != 0)
        return "a bracket scale begins at threshold 0";
    bool wants_rate = f->kind != FISCAL_UNIT && f->kind != FISCAL_BONUS;
    if (f->need == NEED_NOTHING && wants_rate && !has_rate(f))
        return "the rate is missing: give rate_pct, or say 'need: required' and an override";
    if (f->need == NEED_NOTHING && !wants_rate && isnan(f->amount))
        return "the amount is missing";
    if (f->need == NEED_NOTHING && f->kind == FISCAL_RENT && isnan(f->uplift_pct))
        return "a rent tax needs uplift_pct, the rate at which its account compounds";
    if (f->need != NEED_NOTHING && f->override == NULL && f->value_override == NULL &&
        f->share_override == NULL && f->base != BASE_UNKNOWN)
        return "what is needed has no override by which a project can state it";
    return NULL;
}
