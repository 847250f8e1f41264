/* The names of the economics section: what each is, its unit, its range. One table for reading,
 * checking and "did you mean". */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static const char *const terms_words[] = {"real", "nominal", NULL};
static const char *const timing_words[] = {"end", "mid", "start", NULL};
static const char *const form_words[] = {
    "unknown", "concentrate", "mixed_carbonate", "seg", "separated_oxide", "metal", NULL};
static const char *const path_words[] = {"flat", "by_year", NULL};
static const char *const per_words[] = {"",           "t_moved", "t_ore",       "t_product",
                                        "kg_product", "year",    "revenue_pct", NULL};
static const char *const depreciation_words[] = {
    "none", "straight_line", "declining_balance", "unit_of_production", "sum_of_years_digits",
    NULL};
const char *const resource_class_names[] = {
    "",   "measured", "indicated", "inferred", "proved", "probable", "exploration_target", "A", "B",
    "C1", "C2",       "P1",        "P2",       "P3",     NULL};
const char *const resource_status_names[] = {"", "balance", "off_balance", NULL};
const char *const resource_oxide_names[] = {"", "sold", "tr2o3", "element", NULL};
const char *const resource_basis_names[] = {"", "in_situ", "delivered", NULL};
static const char *const inclusive_words[] = {"", "inclusive", "exclusive", NULL};
static const char *const security_words[] = {"none", "fund", "bond", NULL};
const char *const regime_names[] = {"none", "auto", "KZ", "UZ", "KG", "TJ", "TM", NULL};
static const char *const repayment_words[] = {"level", "annuity", "sculpted", "bullet", NULL};
static const char *const drawdown_words[] = {"pro_rata", "equity_first", NULL};

#define HUGE_T 1e12 /* more than any deposit holds */
#define HUGE_MONEY 1e15
#define POSITIVE "costs are positive amounts that are taken off: leave the minus out"
#define PERCENT "per cent, from 0 to 100"
#define RATE "a fraction such as 0.08, above -1"

#define IN(field) offsetof(struct econ_input, field)
#define PRODUCT(field) offsetof(struct econ_product, field)
#define RESOURCE(field) offsetof(struct econ_resource, field)
#define ITEM(field) offsetof(struct econ_item, field)
#define COST(field) offsetof(struct econ_cost, field)
#define OWN(field) offsetof(struct econ_own, field)
#define TRANCHE(field) offsetof(struct econ_tranche, field)
#define YEARS(path, offset, high)                                                                  \
    {                                                                                              \
        path, SPEC_NUMBER, offset, "years", 0, high, NULL, "years, not negative"                   \
    }
#define PCT(path, offset)                                                                          \
    {                                                                                              \
        path, SPEC_NUMBER, offset, "pct", 0, 100, NULL, PERCENT                                    \
    }
#define MONEY(path, offset)                                                                        \
    {                                                                                              \
        path, SPEC_NUMBER, offset, "money", 0, HUGE_MONEY, NULL, POSITIVE                          \
    }
#define TEXT(path, offset)                                                                         \
    {                                                                                              \
        path, SPEC_TEXT, offset, NULL, 0, 0, NULL, NULL                                            \
    }
#define WORD(path, offset, words)                                                                  \
    {                                                                                              \
        path, SPEC_WORD, offset, NULL, 0, 0, words, NULL                                           \
    }

static const struct spec specs[] = {
    TEXT("basis.currency", IN(currency)),
    WORD("basis.price_terms", IN(price_terms), terms_words),
    {"basis.inflation", SPEC_NUMBER, IN(inflation), "ratio", -0.5, 1, NULL, RATE},
    {"basis.first_year", SPEC_WHOLE, IN(first_year), NULL, -100, 3000, NULL, "a year such as 2027"},
    {"basis.periods", SPEC_WHOLE, IN(periods), NULL, 1, ECON_MAX_LIST, NULL,
     "whole years, 1 to 400"},
    {"basis.discount_rate", SPEC_NUMBER, IN(discount_rate), "ratio", -0.9999, 1, NULL, RATE},
    {"basis.discount_rates", SPEC_LIST, IN(discount_rates), "ratio", -0.9999, 1, NULL, RATE},
    WORD("basis.discounting", IN(discounting), timing_words),
    {"basis.valuation_year", SPEC_WHOLE, IN(valuation_year), NULL, -100, 3000, NULL,
     "a year such as 2027"},
    {"basis.finance_rate", SPEC_NUMBER, IN(finance_rate), "ratio", -0.9999, 1, NULL, RATE},
    {"basis.reinvest_rate", SPEC_NUMBER, IN(reinvest_rate), "ratio", -0.9999, 1, NULL, RATE},

    {"basis.exchange.*", SPEC_EXCHANGE, 0, NULL, 1e-9, 1e9, NULL,
     "units of the statement's currency for one unit of the other, above 0"},

    {"plan.ore_t", SPEC_SERIES, IN(ore), "t", 0, HUGE_T, NULL, "tonnes, not negative"},
    {"plan.throughput_tpa", SPEC_NUMBER, IN(throughput_tpa), "t", 0, 1e10, NULL,
     "tonnes of ore a year, not negative"},
    {"plan.construction_years", SPEC_WHOLE, IN(construction_years), "years", 0, 50, NULL,
     "whole years, 0 to 50"},
    {"plan.ramp_up", SPEC_LIST, IN(ramp_up), "ratio", 0, 1.5, NULL,
     "fractions of full rate such as 0.5"},
    YEARS("plan.mine_life_years", IN(mine_life_years), 300),
    {"plan.strip_ratio", SPEC_NUMBER, IN(strip_ratio), NULL, 0, 500, NULL,
     "tonnes of waste per tonne of ore"},
    {"plan.dilution_pct", SPEC_NUMBER, IN(dilution_pct), "pct", 0, 300, NULL,
     "per cent of the ore, not negative"},
    PCT("plan.mining_recovery_pct", IN(mining_recovery_pct)),
    {"plan.grade_treo_pct", SPEC_SERIES, IN(grade_treo_pct), "pct", 0, 100, NULL,
     "per cent TREO: 4,100 ppm is 0.41"},
    {"plan.distribution_pct.*", SPEC_SHARE, 0, "pct", 0, 100, NULL, PERCENT},

    WORD("resource[].class", RESOURCE(category), resource_class_names),
    TEXT("resource[].zone", RESOURCE(zone)),
    TEXT("resource[].code", RESOURCE(code)),
    WORD("resource[].status", RESOURCE(status), resource_status_names),
    {"resource[].ore_t", SPEC_NUMBER, RESOURCE(ore_t), "t", 0, HUGE_T, NULL,
     "tonnes, not negative"},
    {"resource[].grade_pct", SPEC_NUMBER, RESOURCE(grade_pct), "pct", 0, 100, NULL,
     "per cent: 4,100 ppm is 0.41"},
    {"resource[].contained_t", SPEC_NUMBER, RESOURCE(contained_t), "t", 0, HUGE_T, NULL,
     "tonnes, not negative"},
    WORD("resource[].oxides", RESOURCE(oxides), resource_oxide_names),
    WORD("resource[].basis", RESOURCE(basis), resource_basis_names),
    WORD("resource[].reserves", RESOURCE(reserves), inclusive_words),
    PCT("resource[].cut_off_pct", RESOURCE(cut_off_pct)),
    TEXT("resource[].cut_off_basis", RESOURCE(cut_off_basis)),
    TEXT("resource[].competent_person", RESOURCE(person)),
    TEXT("resource[].effective_date", RESOURCE(date)),
    {"resource[].site_visit", SPEC_BOOLEAN, RESOURCE(site_visit), NULL, 0, 0, NULL,
     "true or false"},

    TEXT("products[].name", PRODUCT(name)),
    {"products[].oxides", SPEC_TEXTS, PRODUCT(oxides), NULL, 0, 0, NULL, NULL},
    WORD("products[].form", PRODUCT(form), form_words),
    PCT("products[].recovery_pct", PRODUCT(recovery_pct)),
    PCT("products[].payable_pct", PRODUCT(payable_pct)),
    {"products[].price", SPEC_PRICE, PRODUCT(price), NULL, 0, 1e9, NULL, "a price, not negative"},
    TEXT("products[].price.deck", PRODUCT(price.deck)),
    {"products[].price.year", SPEC_WHOLE, PRODUCT(price.year), NULL, 1900, 3000, NULL,
     "a year of the deck"},
    WORD("products[].price.path", PRODUCT(price.path), path_words),
    {"products[].price.series", SPEC_SERIES, PRODUCT(price.series), NULL, 0, 1e9, NULL,
     "prices, not negative"},
    {"products[].price.unit", SPEC_UNIT, PRODUCT(price.unit), NULL, 0, 0, NULL, NULL},
    {"products[].separation_charge", SPEC_PRICE, PRODUCT(charge), NULL, 0, 1e9, NULL,
     "a charge that is taken off, not negative"},

    TEXT("costs[].name", COST(name)),
    {"costs[].amount", SPEC_NUMBER, COST(amount), "money", 0, HUGE_MONEY, NULL, POSITIVE},
    WORD("costs[].per", COST(per), per_words),
    {"costs[].from", SPEC_WHOLE, COST(from), NULL, -100, 3000, NULL, "a year such as 2027"},
    {"costs[].to", SPEC_WHOLE, COST(to), NULL, -100, 3000, NULL, "a year such as 2041"},

    {"capital.initial", SPEC_SERIES, IN(initial), "money", 0, HUGE_MONEY, NULL, POSITIVE},
    {"capital.phasing", SPEC_LIST, IN(phasing), "ratio", 0, 1, NULL,
     "fractions that add to 1, such as [0.4, 0.6]"},
    {"capital.contingency_pct", SPEC_NUMBER, IN(contingency_pct), "pct", 0, 200, NULL,
     "per cent of the initial capital"},
    {"capital.sustaining", SPEC_SERIES, IN(sustaining), "money", 0, HUGE_MONEY, NULL, POSITIVE},
    MONEY("capital.closure", IN(closure)),
    {"capital.closure_year", SPEC_WHOLE, IN(closure_year), NULL, -100, 3000, NULL,
     "a year of the statement"},
    WORD("capital.closure_security.kind", IN(closure_security), security_words),
    {"capital.closure_security.from", SPEC_WHOLE, IN(security_from), NULL, -100, 3000, NULL,
     "a year of the statement"},
    {"capital.closure_security.to", SPEC_WHOLE, IN(security_to), NULL, -100, 3000, NULL,
     "a year of the statement"},
    {"capital.closure_security.cash_pct", SPEC_SERIES, IN(security_cash_pct), "pct", 0, 100, NULL,
     "per cent of the closure cost that stands in cash"},
    PCT("capital.closure_security.fee_pct", IN(security_fee_pct)),
    {"capital.closure_security.interest_pct", SPEC_NUMBER, IN(security_interest_pct), "pct", 0, 50,
     NULL, "per cent a year that the money earns"},
    TEXT("capital.items[].name", ITEM(name)),
    MONEY("capital.items[].amount", ITEM(amount)),
    WORD("capital.items[].method", ITEM(method), depreciation_words),
    {"capital.items[].life_years", SPEC_NUMBER, ITEM(life_years), "years", 1, 100, NULL,
     "years, at least 1"},
    PCT("capital.items[].rate_pct", ITEM(rate_pct)),
    MONEY("capital.salvage", IN(salvage)),
    {"capital.working_capital_days.receivables", SPEC_NUMBER, IN(receivables_days), "days", 0, 730,
     NULL, "days of revenue"},
    {"capital.working_capital_days.payables", SPEC_NUMBER, IN(payables_days), "days", 0, 730, NULL,
     "days of operating cost"},
    {"capital.working_capital_days.inventory", SPEC_NUMBER, IN(inventory_days), "days", 0, 730,
     NULL, "days of operating cost"},

    {"fiscal.regime", SPEC_WORD, IN(regime), NULL, 0, 0, regime_names, NULL},
    PCT("fiscal.overrides.cit_rate_pct", IN(cit_rate_pct)),
    PCT("fiscal.overrides.royalty_pct", IN(royalty_pct)),
    WORD("fiscal.depreciation.method", IN(depreciation), depreciation_words),
    {"fiscal.depreciation.life_years", SPEC_NUMBER, IN(life_years), "years", 1, 100, NULL,
     "years, at least 1"},
    PCT("fiscal.depreciation.rate_pct", IN(rate_pct)),
    YEARS("fiscal.losses.carry_forward_years", IN(carry_forward_years), 200),
    PCT("fiscal.losses.cap_pct", IN(cap_pct)),
    {"fiscal.overrides.*", SPEC_VALUE, 0, NULL, 0, HUGE_MONEY, NULL, "a number, not negative"},
    {"fiscal.instruments", SPEC_LATER, IN(has_instruments), NULL, 0, 0, NULL, NULL},
    TEXT("fiscal.instruments[].id", OWN(f.id)),
    TEXT("fiscal.instruments[].title", OWN(f.title)),
    WORD("fiscal.instruments[].kind", OWN(f.kind), fiscal_kinds),
    WORD("fiscal.instruments[].base", OWN(f.base), fiscal_bases),
    WORD("fiscal.instruments[].by", OWN(f.by), fiscal_bys),
    WORD("fiscal.instruments[].scale", OWN(f.scale), fiscal_scales),
    WORD("fiscal.instruments[].carry", OWN(f.carry), fiscal_carries),
    PCT("fiscal.instruments[].rate_pct", OWN(f.rate_pct)),
    PCT("fiscal.instruments[].uplift_pct", OWN(f.uplift_pct)),
    PCT("fiscal.instruments[].share_pct", OWN(f.share_pct)),
    MONEY("fiscal.instruments[].amount", OWN(f.amount)),
    {"fiscal.instruments[].year", SPEC_WHOLE, OWN(f.year), NULL, -100, 3000, NULL,
     "a year such as 2027"},
    {"fiscal.instruments[].floor_cost_pct", SPEC_NUMBER, OWN(f.floor_cost_pct), "pct", 0, 1000,
     NULL, "per cent on top of cost"},
    {"fiscal.instruments[].refund_months", SPEC_NUMBER, OWN(f.refund_months), NULL, 0, 1200, NULL,
     "months"},
    {"fiscal.instruments[].thresholds", SPEC_LIST, OWN(thresholds), NULL, 0, HUGE_MONEY, NULL,
     "where each band begins"},
    {"fiscal.instruments[].rates_pct", SPEC_LIST, OWN(rates), "pct", 0, 100, NULL, PERCENT},
    {"fiscal.instruments[].not_deductible", SPEC_BOOLEAN, OWN(f.not_deductible), NULL, 0, 0, NULL,
     "true or false"},
    {"fiscal.instruments[].not_refunded", SPEC_BOOLEAN, OWN(f.not_refunded), NULL, 0, 0, NULL,
     "true or false"},
    {"fiscal.instruments[].interest_deductible", SPEC_BOOLEAN, OWN(f.interest), NULL, 0, 0, NULL,
     "true or false"},

    TEXT("financing[].name", TRANCHE(name)),
    TEXT("financing[].lender", TRANCHE(lender)),
    MONEY("financing[].amount", TRANCHE(amount)),
    PCT("financing[].gearing_pct", TRANCHE(gearing_pct)),
    PCT("financing[].rate_pct", TRANCHE(rate_pct)),
    PCT("financing[].margin_pct", TRANCHE(margin_pct)),
    PCT("financing[].upfront_fee_pct", TRANCHE(upfront_fee_pct)),
    PCT("financing[].commitment_fee_pct", TRANCHE(commitment_fee_pct)),
    PCT("financing[].exposure_fee_pct", TRANCHE(exposure_fee_pct)),
    WORD("financing[].drawdown", TRANCHE(drawdown), drawdown_words),
    {"financing[].grace_years", SPEC_WHOLE, TRANCHE(grace_years), "years", 0, 50, NULL,
     "whole years, 0 to 50"},
    {"financing[].tenor_years", SPEC_WHOLE, TRANCHE(tenor_years), "years", 1, 60, NULL,
     "whole years, 1 to 60: 120 months are 10"},
    WORD("financing[].repayment", TRANCHE(repayment), repayment_words),
    {"financing[].dscr_target", SPEC_NUMBER, TRANCHE(dscr_target), "ratio", 1, 10, NULL,
     "a ratio of 1 or more"},
    {"financing[].llcr_target", SPEC_NUMBER, TRANCHE(llcr_target), "ratio", 1, 10, NULL,
     "a ratio of 1 or more"},
    {"financing[].availability_years", SPEC_WHOLE, TRANCHE(availability_years), "years", 1, 50,
     NULL, "whole years, 1 to 50"},
    PCT("financing[].balloon_pct", TRANCHE(balloon_pct)),
    PCT("financing[].sweep_pct", TRANCHE(sweep_pct)),
    {"financing[].sweep_dscr", SPEC_NUMBER, TRANCHE(sweep_dscr), "ratio", 1, 10, NULL,
     "a ratio of 1 or more"},
    {"financing[].fees_financed", SPEC_BOOLEAN, TRANCHE(fees_financed), NULL, 0, 0, NULL,
     "true or false"},
    {"financing[].dsra_months", SPEC_NUMBER, TRANCHE(dsra_months), NULL, 0, 60, NULL, "months"},
    {"uncertainty.*", SPEC_LATER, IN(has_uncertainty), NULL, 0, 0, NULL, NULL},
};

#define LINE_SPEC(i, unit, low, high, hint)                                                        \
    [LINE_##i] = {NULL, SPEC_SERIES, IN(lines[LINE_##i]), unit, low, high, NULL, hint}
#define COST_LINE(i) LINE_SPEC(i, "money", 0, HUGE_MONEY, POSITIVE)
#define ANY_SIGN(i) LINE_SPEC(i, "money", -HUGE_MONEY, HUGE_MONEY, "an amount of money")
#define ADDED(i) LINE_SPEC(i, "money", 0, HUGE_MONEY, "an amount that is added, not negative")

/* Lines that may be given; those without a path are only computed. */
static const struct spec line_specs[LINE_COUNT] = {
    LINE_SPEC(ORE_T, "t", 0, HUGE_T, "tonnes, not negative"),
    LINE_SPEC(WASTE_T, "t", 0, HUGE_T, "tonnes, not negative"),
    LINE_SPEC(GRADE_PCT, "pct", 0, 100, PERCENT),
    LINE_SPEC(RECOVERY_PCT, "pct", 0, 100, PERCENT),
    LINE_SPEC(PRODUCT_T, "t", 0, HUGE_T, "tonnes, not negative"),
    LINE_SPEC(PRICE, "money", 0, 1e12, "a price per tonne of product, not negative"),
    ADDED(REVENUE),
    ADDED(BY_PRODUCT_CREDIT),
    COST_LINE(ROYALTY),
    COST_LINE(TRANSPORT),
    COST_LINE(MINING_COST),
    COST_LINE(PROCESSING_COST),
    COST_LINE(G_AND_A),
    COST_LINE(OPEX),
    ANY_SIGN(EBITDA),
    COST_LINE(OTHER_TAXES),
    COST_LINE(CAPEX_INITIAL),
    COST_LINE(CAPEX_SUSTAINING),
    ANY_SIGN(WORKING_CAPITAL_CHANGE),
    COST_LINE(CLOSURE),
    ADDED(SALVAGE),
    COST_LINE(DEPRECIATION),
    ANY_SIGN(TAXABLE_INCOME),
    ANY_SIGN(INCOME_TAX),
    ADDED(TAX_CREDITS),
    ADDED(DEBT_DRAWN),
    COST_LINE(INTEREST),
    COST_LINE(PRINCIPAL),
    COST_LINE(FEES),
    COST_LINE(WITHHOLDING),
    ANY_SIGN(NET_CASH_FLOW),
};

static bool givable(int line)
{
    return line_specs[line].unit != NULL;
}

/* path with the digits of its first "[12]" taken out, in buf; the index in *index. */
static bool pattern_of(const char *path, char buf[128], int *index)
{
    size_t n = 0;
    *index = -1;
    for (const char *p = path; *p != '\0'; p++) {
        if (n >= 126)
            return false;
        buf[n++] = *p;
        if (*p != '[' || *index >= 0)
            continue;
        *index = 0;
        for (p++; *p >= '0' && *p <= '9' && *index < 100000; p++)
            *index = *index * 10 + (*p - '0');
        p--;
    }
    buf[n] = '\0';
    return true;
}

static bool matches(const char *spec, const char *pattern)
{
    size_t n = strlen(spec);
    if (n > 1 && spec[n - 1] == '*') /* "a.*": a itself and what is below it */
        return strncmp(spec, pattern, n - 2) == 0 &&
               (pattern[n - 2] == '.' || pattern[n - 2] == '[' || pattern[n - 2] == '\0');
    return strcmp(spec, pattern) == 0;
}

const struct spec *spec_find(const char *path, int *index)
{
    char pattern[128];
    if (!pattern_of(path, pattern, index))
        return NULL;
    if (strncmp(pattern, "lines.", 6) == 0) {
        for (int i = 0; i < LINE_COUNT; i++)
            if (givable(i) && strcmp(econ_line_info[i].name, pattern + 6) == 0)
                return &line_specs[i];
        return NULL;
    }
    for (size_t i = 0; i < COUNT(specs); i++)
        if (specs[i].path[0] == pattern[0] && matches(specs[i].path, pattern))
            return &specs[i];
    return NULL;
}

const char *spec_path(size_t i)
{
    return i < COUNT(specs) ? specs[i].path : NULL;
}

/* Length of a path's section with its dot or brackets: "plan.", "products[].". */
static size_t section_length(const char *path)
{
    size_t n = strcspn(path, ".[");
    return n + strspn(path + n, "[].");
}

/* What follows the section in every known path of it; names holds COUNT(specs) + LINE_COUNT. */
static size_t names_in(const char *pattern, const char **names)
{
    size_t n = 0, length = section_length(pattern);
    for (size_t i = 0; i < COUNT(specs); i++)
        if (strncmp(specs[i].path, pattern, length) == 0)
            names[n++] = specs[i].path + length;
    for (int i = 0; i < LINE_COUNT && strncmp(pattern, "lines.", 6) == 0; i++)
        if (givable(i))
            names[n++] = econ_line_info[i].name;
    return n;
}

const char *spec_section(struct arena *a, const char *path)
{
    const char *names[COUNT(specs) + LINE_COUNT], *text = NULL;
    char pattern[128];
    int index;
    size_t n = pattern_of(path, pattern, &index) ? names_in(pattern, names) : 0, before = 0;
    for (size_t i = 0; i < n; i++) {
        size_t length = strcspn(names[i], ".");
        if (i == 0)
            text = arena_printf(a, "%.*s has %.*s", (int)strcspn(path, ".["), path, (int)length,
                                names[i]);
        else if (length != before || strncmp(names[i], names[i - 1], length) != 0)
            text = arena_printf(a, "%s, %.*s", text, (int)length, names[i]);
        before = length;
    }
    return text;
}

const char *spec_nearest(struct arena *a, const char *path)
{
    const char *names[COUNT(specs) + LINE_COUNT];
    char pattern[128];
    int index;
    if (!pattern_of(path, pattern, &index))
        return NULL;
    size_t n = names_in(pattern, names), length = section_length(pattern);
    const char *near = nearest_name(pattern + length, names, n);
    if (near == NULL)
        return NULL;
    const char *list = strstr(near, "[].");
    if (index >= 0 && list != NULL)
        return arena_printf(a, "%.*s%.*s[%d].%s", (int)length, pattern, (int)(list - near), near,
                            index, list + 3);
    if (index < 0)
        return arena_printf(a, "%.*s%s", (int)length, pattern, near);
    return arena_printf(a, "%.*s[%d].%s", (int)strcspn(pattern, "["), pattern, index, near);
}
