/* Economics by the contract's definitions. Expected values are worked out by hand in the comment
 * beside them, or follow from the definition within the test. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/case_table.h"
#include "tests/unit/economics_case.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct run good(const char *text)
{
    struct run r = run_text(text, NULL);
    if (!diags_ok(r.diags))
        fail_msg("%s", complaints(&r));
    return r;
}

static void row(const struct run *r, enum econ_line line, const double *expected, size_t n)
{
    assert_non_null(r->result->lines[line]);
    assert_int_equal(r->result->n_periods, n);
    for (size_t i = 0; i < n; i++)
        near(r->result->lines[line][i], expected[i], 1e-9 * (1 + fabs(expected[i])));
}
#define ROW(r, line, ...)                                                                          \
    row(r, line, (const double[]){__VA_ARGS__}, COUNT(((const double[]){__VA_ARGS__})))

static bool is_null(const struct run *r, const char *path)
{
    const struct json *j = at(r, path);
    return j != NULL && j->kind == JSON_NULL;
}

/* --- given lines ------------------------------------------------------------------------------ */

static void net_cash_flow_alone(void **state)
{
    (void)state;
    struct run r = good("  lines: {net_cash_flow: [-100, 30, 40, 50, 30]}\n");
    assert_true(r.result->complete);
    expect_at(&r, "irr", .18028162, 1e-8);
    /* No rate given: 8 % is assumed and said. End of year: the first flow is one year away. */
    expect_at(&r, "npv/0.08",
              -100 / 1.08 + 30 / pow(1.08, 2) + 40 / pow(1.08, 3) + 50 / pow(1.08, 4) +
                  30 / pow(1.08, 5),
              1e-9);
    assert_true(noted(&r, "8 % is assumed"));
    expect_at(&r, "payback_years", 2.6, 1e-12);
    assert_true(is_null(&r, "payback_from_production_years"));
    assert_true(is_null(&r, "lines/revenue"));
    assert_true(is_null(&r, "government_take"));
    assert_true(is_null(&r, "breakeven_price"));
    assert_true(is_null(&r, "profitability_index"));
    expect_at(&r, "pre_tax/irr", .18028162, 1e-8);
    expect_at(&r, "lines/year/0", 1, 0);
    assert_string_equal(at(&r, "given")->items[0]->text, "net_cash_flow");
    run_free(&r);
}

/* -100, 30, 40, 50, 30 at 10 %, by hand for each timing: 18.386722 with the first flow at its
 * date, times 1.1^-1 at the end and 1.1^-0.5 in the middle of the year. */
static void discounting(void **state)
{
    (void)state;
    static const struct {
        const char *basis;
        double npv;
    } cases[] = {
        {"discounting: start", 18.386722},
        {"discounting: mid", 17.531052},
        {"discounting: end", 18.386722 / 1.1},
        {"first_year: 2027, discounting: start, valuation_year: 2025", 18.386722 / 1.21},
        {"first_year: 2027, discounting: end, valuation_year: 2026", 18.386722 / 1.21},
        /* Flows before the valuation year are sunk. */
        {"first_year: 2027, discounting: start, valuation_year: 2028",
         30 + 40 / 1.1 + 50 / 1.21 + 30 / 1.331},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *a = arena_new();
        struct run r = good(arena_printf(a,
                                         "  basis: {currency: USD, discount_rate: 0.1, %s}\n"
                                         "  lines: {net_cash_flow: [-100, 30, 40, 50, 30]}\n",
                                         cases[i].basis));
        expect_at(&r, "npv/0.1", cases[i].npv, 1e-6);
        assert_int_equal(noted(&r, "sunk"), i == COUNT(cases) - 1);
        run_free(&r);
        arena_free(a);
    }
}

static void several_and_no_rates_of_return(void **state)
{
    (void)state;
    struct run two = good("  lines: {net_cash_flow: [-1600, 10000, -10000]}\n");
    assert_true(is_null(&two, "irr"));
    expect_at(&two, "irr_roots/0", .25, 0);
    expect_at(&two, "irr_roots/1", 4, 0);
    assert_true(noted(&two, "several internal rates of return (25 %, 400 %)"));
    assert_int_equal(fact_of(&two, "economics.irr_post_tax").value.kind, FEEL_UNKNOWN);
    struct run none = good("  lines: {net_cash_flow: [-2000, 1000, -500]}\n");
    assert_true(is_null(&none, "irr"));
    assert_int_equal(at(&none, "irr_roots")->n, 0);
    assert_true(noted(&none, "no internal rate of return"));
    assert_true(noted(&none, "not paid back"));
    assert_true(is_null(&none, "payback_years"));
    struct run same = good("  lines: {net_cash_flow: [1, 2]}\n");
    assert_true(noted(&same, "never changes sign"));
    assert_true(is_null(&same, "mirr"));
    expect_at(&same, "payback_years", 0, 0);
    run_free(&two);
    run_free(&none);
    run_free(&same);
}

/* A scalar for every period, a list by period, a map by year; years missing from a map are 0. */
static void ways_to_give_a_line(void **state)
{
    (void)state;
    struct run r =
        good("  basis: {currency: USD, first_year: 2027, periods: 3, discount_rate: 0.1}\n"
             "  lines:\n"
             "    revenue: 100\n"
             "    opex: [10, 20, 30]\n"
             "    capex_initial: {2027: 50}\n"
             "    royalty: [1, 2]\n");
    ROW(&r, LINE_REVENUE, 100, 100, 100);
    ROW(&r, LINE_CAPEX_INITIAL, 50, 0, 0);
    ROW(&r, LINE_ROYALTY, 1, 2, 0);
    ROW(&r, LINE_EBITDA, 89, 78, 70);
    ROW(&r, LINE_PRE_TAX_CASH_FLOW, 39, 78, 70);
    assert_true(noted(&r, "lines.capex_initial has no figure for 2 of 3 years"));
    assert_true(noted(&r, "lines.royalty has 2 figures for 3 periods"));
    assert_int_equal(at(&r, "given")->n, 4);
    run_free(&r);
}

/* Every line of the statement once, by the contract's formulas. */
static void the_statement(void **state)
{
    (void)state;
    struct run r =
        good("  basis: {currency: USD, first_year: 2027, periods: 1, discount_rate: 0.1}\n"
             "  lines: {ore_t: 1000, grade_pct: 2, recovery_pct: 50, price: 300,\n"
             "    by_product_credit: 100, royalty: 60, transport: 40, mining_cost: 200,\n"
             "    processing_cost: 300, g_and_a: 50, other_taxes: 7, capex_initial: 500,\n"
             "    capex_sustaining: 30, working_capital_change: 20, closure: 5,\n"
             "    salvage: 9, depreciation: 100, income_tax: -11, tax_credits: 3,\n"
             "    debt_drawn: 400, interest: 25, principal: 35, fees: 2,\n"
             "    withholding: 1}\n");
    ROW(&r, LINE_PRODUCT_T, 10); /* 1000 x 2 % x 50 % */
    ROW(&r, LINE_REVENUE, 3000);
    ROW(&r, LINE_OPEX, 550);
    ROW(&r, LINE_EBITDA, 3000 + 100 - 60 - 40 - 550);
    ROW(&r, LINE_TAXABLE_INCOME, 2450 - 100);
    ROW(&r, LINE_PRE_TAX_CASH_FLOW, 2450 - 500 - 30 - 20 - 5 + 9);
    ROW(&r, LINE_NET_CASH_FLOW, 1904 - 7 + 11 + 3);
    ROW(&r, LINE_EQUITY_CASH_FLOW, 1911 + 400 - 25 - 35 - 2 - 1);
    /* CFADS = 2450 - 7 + 11 + 3 - 30 - 20 - 5 + 9 = 2411 over 25 + 35 due. */
    expect_at(&r, "dscr/0", 2411.0 / 60, 1e-12);
    expect_at(&r, "dscr_min", 2411.0 / 60, 1e-12);
    /* Receipts 60 + 7 - 11 - 3 + 1 over 1904 + 60. */
    expect_at(&r, "government_take", 54.0 / 1964, 1e-12);
    run_free(&r);
}

/* Parts that make 90 and 80 against 90 and 85 as given; half a per cent is rounding. */
static void given_lines_that_disagree(void **state)
{
    (void)state;
    struct run bad = good("  basis: {currency: USD, first_year: 2027}\n"
                          "  lines: {revenue: [100, 100], opex: [10, 20], ebitda: [90, 85]}\n");
    assert_true(noted(&bad, "lines.ebitda as given and its parts differ, most in 2028: by 5"));
    struct run fine = good("  lines: {revenue: [100, 100], opex: [10, 20], ebitda: [90.3, 80]}\n");
    assert_false(noted(&fine, "differ"));
    run_free(&bad);
    run_free(&fine);
}

/* Debt of 100 at 10 %: interest 10 and 5 on opening balances 100 and 50. CFADS 80, 80, 40.
 * LLCR at the start of period 1: (80/1.1 + 80/1.21) / 100, of period 2: 80/1.1 / 50; PLCR with the
 * last 40 as well. */
static void cover_ratios(void **state)
{
    (void)state;
    struct run r = good("  basis: {currency: USD, first_year: 2027, discount_rate: 0.08}\n"
                        "  lines: {ebitda: [0, 80, 80, 40], capex_initial: [100, 0, 0, 0],\n"
                        "    debt_drawn: [100, 0, 0, 0], interest: [0, 10, 5, 0],\n"
                        "    principal: [0, 50, 50, 0]}\n");
    assert_true(is_null(&r, "dscr/0"));
    expect_at(&r, "dscr/1", 80.0 / 60, 1e-12);
    expect_at(&r, "dscr/2", 80.0 / 55, 1e-12);
    assert_true(is_null(&r, "dscr/3"));
    expect_at(&r, "llcr_min", (80 / 1.1 + 80 / 1.21) / 100, 1e-9);
    expect_at(&r, "plcr_min", (80 / 1.1 + 80 / 1.21 + 40 / 1.331) / 100, 1e-9);
    expect_at(&r, "equity/npv/0.08",
              (100 - 100) / 1.08 + 20 / pow(1.08, 2) + 25 / pow(1.08, 3) + 40 / pow(1.08, 4), 1e-9);
    run_free(&r);
}

/* --- the plan --------------------------------------------------------------------------------- */

#define PLAN                                                                                       \
    "  basis: {currency: USD, first_year: 2027, discount_rate: 0.08, discount_rates: [0.1, "       \
    "0.05]}\n"                                                                                     \
    "  plan: {ore_t: 2600, throughput_tpa: 1000, construction_years: 1, ramp_up: [0.5],\n"         \
    "    strip_ratio: 3, grade_treo_pct: 2, distribution_pct: {Nd2O3: 20, Pr6O11: 5, CeO2: 50,\n"  \
    "    La2O3: 25}}\n"                                                                            \
    "  products:\n"                                                                                \
    "    - {name: NdPr, oxides: [Nd2O3, Pr6O11], form: separated_oxide, recovery_pct: 60,\n"       \
    "       payable_pct: 95, price: {value: 70, unit: USD/kg},\n"                                  \
    "       separation_charge: {value: 5, unit: USD/kg}}\n"

/* 500 t, then 1000, 1000, the last 100: four years of production after one of construction.
 * Product: ore x 2 % x 25 % x 60 %; price 70,000 x 95 % - 5,000 = 61,500 a tonne. */
static void a_plan(void **state)
{
    (void)state;
    struct run r = good(PLAN "  costs:\n"
                             "    - {name: mining, amount: 2, per: t_moved}\n"
                             "    - {name: processing, amount: 10, per: t_ore}\n"
                             "    - {name: reagents, amount: 100, per: t_product}\n"
                             "    - {name: packing, amount: 0.1, per: kg_product}\n"
                             "    - {name: g_and_a, amount: 900, per: year, from: 2028, to: 2030}\n"
                             "    - {name: transport, amount: 2, per: revenue_pct}\n"
                             "  capital: {initial: 50000, contingency_pct: 10, sustaining: 1000,\n"
                             "    closure: 700, salvage: 300}\n");
    ROW(&r, LINE_ORE_T, 0, 500, 1000, 1000, 100);
    ROW(&r, LINE_WASTE_T, 0, 1500, 3000, 3000, 300);
    ROW(&r, LINE_GRADE_PCT, 0, 2, 2, 2, 2);
    ROW(&r, LINE_PRODUCT_T, 0, 1.5, 3, 3, .3);
    ROW(&r, LINE_RECOVERY_PCT, 0, 15, 15, 15, 15);
    ROW(&r, LINE_REVENUE, 0, 92250, 184500, 184500, 18450);
    ROW(&r, LINE_MINING_COST, 0, 4000, 8000, 8000, 800);
    /* 10 x ore + 100 x product + 0.1 x 1000 x product */
    ROW(&r, LINE_PROCESSING_COST, 0, 5300, 10600, 10600, 1060);
    ROW(&r, LINE_G_AND_A, 0, 900, 900, 900, 0);
    ROW(&r, LINE_TRANSPORT, 0, 1845, 3690, 3690, 369);
    ROW(&r, LINE_CAPEX_INITIAL, 55000, 0, 0, 0, 0);
    ROW(&r, LINE_CAPEX_SUSTAINING, 0, 1000, 1000, 1000, 1000);
    ROW(&r, LINE_CLOSURE, 0, 0, 0, 0, 700);
    ROW(&r, LINE_SALVAGE, 0, 0, 0, 0, 300);
    assert_int_equal(at(&r, "npv")->n, 3);
    assert_string_equal(at(&r, "npv")->keys[0], "0.05");
    assert_string_equal(at(&r, "npv")->keys[2], "0.1");
    near(r.result->capex_per_annual_ore_t, 55, 1e-12);
    near(r.result->capex_per_annual_product_t, 55000.0 / 3, 1e-9);
    near(r.result->opex_per_ore_t, (20800.0 + 27560 + 2700) / 2600, 1e-9);
    near(r.result->mine_life_years, 4, 0);
    /* k = 1: production starts with the second period, one year after the start. */
    expect_at(&r, "payback_from_production_years", number_at(&r, "payback_years"), 0);
    assert_true(noted(&r, "no fiscal regime"));
    run_free(&r);
}

/* In-situ tonnes: 1000 t, 10 % dilution, 90 % mined: 990 t at 2 / 1.1 %. */
/* 1,000 t at 2 % with 30 % Nd and 50 % La: 6 t and 10 t of oxide, of which 5.4 t and 8 t come out.
 * Lanthanum is kept unsold: tonnes without revenue, and the mean price is over all of them. */
static void several_products(void **state)
{
    (void)state;
    struct run r = good("  basis: {currency: USD, first_year: 2027, periods: 1}\n"
                        "  plan: {throughput_tpa: 1000, grade_treo_pct: 2,\n"
                        "    distribution_pct: {Nd2O3: 30, La2O3: 50, CeO2: 20}}\n"
                        "  products:\n"
                        "    - {oxides: [Nd2O3], form: separated_oxide, recovery_pct: 90,\n"
                        "       payable_pct: 95, price: {value: 70, unit: USD/kg}}\n"
                        "    - {oxides: [La2O3], form: separated_oxide, recovery_pct: 80,\n"
                        "       payable_pct: 0, price: {value: 1, unit: USD/kg}}\n"
                        "  costs: [{name: processing, amount: 2, per: kg_product}]\n");
    near(r.result->lines[LINE_PRODUCT_T][0], 13.4, 1e-9);
    near(r.result->lines[LINE_RECOVERY_PCT][0], 67, 1e-9); /* 13.4 of 20 */
    near(r.result->lines[LINE_REVENUE][0], 5400 * 70 * .95, 1e-6);
    near(r.result->lines[LINE_PRICE][0], 5400 * 70 * .95 / 13.4, 1e-6);
    near(r.result->lines[LINE_PROCESSING_COST][0], 13400 * 2, 1e-6);
    run_free(&r);
    /* Given tonnes are parted in the ratio of 5.4 to 8, and are listed as given. */
    r = good("  basis: {currency: USD, first_year: 2027, periods: 1}\n"
             "  plan: {distribution_pct: {Nd2O3: 30, La2O3: 50, CeO2: 20}}\n"
             "  products:\n"
             "    - {oxides: [Nd2O3], form: metal, recovery_pct: 90, price: {value: 70, unit: "
             "USD/kg}}\n"
             "    - {oxides: [La2O3], form: metal, recovery_pct: 80, price: {value: 1, unit: "
             "USD/kg}}\n"
             "  lines: {product_t: 26.8}\n");
    near(r.result->lines[LINE_REVENUE][0], 10800 * 70 + 16000 * 1, 1e-6);
    assert_true(r.result->given[LINE_PRODUCT_T] && !r.result->given[LINE_REVENUE]);
    run_free(&r);
}

static void dilution_and_loss(void **state)
{
    (void)state;
    struct run r = good("  plan: {ore_t: 1000, throughput_tpa: 990, dilution_pct: 10,\n"
                        "    mining_recovery_pct: 90, grade_treo_pct: 2, mine_life_years: 1}\n");
    ROW(&r, LINE_ORE_T, 990);
    ROW(&r, LINE_GRADE_PCT, 2 / 1.1);
    assert_true(noted(&r, "in situ"));
    run_free(&r);
}

/* Given tonnes carry planned costs. */
static void costs_of_given_tonnes(void **state)
{
    (void)state;
    struct run r =
        good("  costs:\n"
             "    - {name: mining, amount: 2, per: t_moved}\n"
             "    - {name: processing, amount: 3, per: t_product}\n"
             "  lines: {ore_t: [0, 10], waste_t: [5, 20], product_t: [0, 2], price: 100}\n");
    ROW(&r, LINE_MINING_COST, 10, 60);
    ROW(&r, LINE_PROCESSING_COST, 0, 6);
    ROW(&r, LINE_REVENUE, 0, 200);
    run_free(&r);
}

/* Two products at deck prices: NdPr (20 x 73 + 5 x 74) / 25 = 73.2, the rest
 * (50 x 1.71 + 25 x 1.00) / 75 a kg. */
static void deck_prices(void **state)
{
    (void)state;
    struct run r = good(
        "  basis: {currency: USD, first_year: 2027, periods: 1, discount_rate: 0.08}\n"
        "  plan: {throughput_tpa: 1000, grade_treo_pct: 10, distribution_pct: {Nd2O3: 20,\n"
        "    Pr6O11: 5, CeO2: 50, La2O3: 25}}\n"
        "  products:\n"
        "    - {name: NdPr, oxides: [Nd2O3, Pr6O11], form: separated_oxide, recovery_pct: 80,\n"
        "       price: {deck: usgs.mcs2026, year: 2025}}\n"
        "    - {name: LaCe, oxides: [La2O3, CeO2], form: separated_oxide, recovery_pct: 40,\n"
        "       price: {deck: usgs.mcs2026, year: 2025}}\n");
    ROW(&r, LINE_PRODUCT_T, 20 + 30);
    ROW(&r, LINE_REVENUE, 20 * 73200 + 30 * (50 * 1710 + 25 * 1000) / 75.0);
    assert_true(noted(&r, "73.2 USD/kg"));
    expect_at(&r, "basket/price_per_kg", (20 * 73 + 5 * 74 + 50 * 1.71 + 25 * 1.0) / 100, 1e-12);
    expect_at(&r, "basket/share/Nd2O3", 20 * 73 / (20 * 73 + 5 * 74 + 50 * 1.71 + 25 * 1.0), 1e-12);
    struct econ_fact top = fact_of(&r, "economics.basket_top_oxide");
    assert_string_equal(top.value.u.string, "Nd2O3");
    run_free(&r);
}

/* 1 kg of Ce2O3 (1.1713 per Ce) makes 1.2284 / 1.1713 kg of the CeO2 that is sold at 1.71. */
static void oxide_conventions(void **state)
{
    (void)state;
    struct run r = good("  plan: {distribution_pct: {Ce2O3: 100}}\n");
    /* Per cerium of 140.116: CeO2 has two oxygens of 15.999, Ce2O3 one and a half. */
    expect_at(&r, "basket/price_per_kg", 1.71 * (140.116 + 2 * 15.999) / (140.116 + 1.5 * 15.999),
              1e-9);
    assert_true(noted(&r, "Ce2O3 is priced as CeO2"));
    run_free(&r);
}

/* Receivables 73 days of 1000, payables 36.5 of 500, inventory 36.5 of 500: balances 200, then
 * half in the second year, and all is released in the last. */
static void working_capital(void **state)
{
    (void)state;
    struct run r = good("  capital: {working_capital_days: {receivables: 73, payables: 36.5,\n"
                        "    inventory: 36.5}}\n"
                        "  lines: {revenue: [1000, 500, 500], opex: [500, 250, 250]}\n");
    ROW(&r, LINE_WORKING_CAPITAL_CHANGE, 200, -100, -100);
    run_free(&r);
}

static void phasing(void **state)
{
    (void)state;
    struct run given = good("  capital: {initial: 100, phasing: [0.4, 0.6]}\n"
                            "  lines: {revenue: [0, 0, 50]}\n");
    ROW(&given, LINE_CAPEX_INITIAL, 40, 60, 0);
    struct run even = good("  plan: {construction_years: 2}\n  capital: {initial: 100}\n"
                           "  lines: {revenue: [0, 0, 50]}\n");
    ROW(&even, LINE_CAPEX_INITIAL, 50, 50, 0);
    assert_true(noted(&even, "evenly over 2 years"));
    struct run closing = good("  basis: {first_year: 2027}\n"
                              "  capital: {initial: {2028: 7}, closure: 9, closure_year: 2028}\n"
                              "  lines: {revenue: [0, 0, 50]}\n");
    ROW(&closing, LINE_CAPEX_INITIAL, 0, 7, 0);
    ROW(&closing, LINE_CLOSURE, 0, 9, 0);
    run_free(&given);
    run_free(&even);
    run_free(&closing);
}

/* --- taxes from stated assumptions ------------------------------------------------------------ */

/* Straight over 2 years from the first year of revenue; the year's own 30 as well: depreciation
 * 50, 65, 15. Incomes 40 - 50 = -10, 100 - 65 = 35, 100 - 15 = 85. Losses may offset half of the
 * income: 10 of 17.5. Tax 20 % of 0, 25, 85. Royalty 5 % of revenue is in EBITDA already. */
static void taxes(void **state)
{
    (void)state;
    struct run r = good("  fiscal: {overrides: {cit_rate_pct: 20, royalty_pct: 5},\n"
                        "    depreciation: {method: straight_line, life_years: 2},\n"
                        "    losses: {carry_forward_years: 3, cap_pct: 50}}\n"
                        "  lines: {revenue: [0, 200, 200, 200], opex: [0, 150, 90, 90],\n"
                        "    capex_initial: [100, 0, 0, 0], capex_sustaining: [0, 0, 30, 0]}\n");
    ROW(&r, LINE_ROYALTY, 0, 10, 10, 10);
    ROW(&r, LINE_DEPRECIATION, 0, 50, 65, 15);
    ROW(&r, LINE_TAXABLE_INCOME, 0, -10, 35, 85);
    ROW(&r, LINE_INCOME_TAX, 0, 0, 5, 17);
    /* 52 of taxes over a flow of 280 - 130 before royalty of 30. */
    expect_at(&r, "government_take", (30 + 22) / (270.0 - 30 + 30 - 130), 1e-12);
    assert_string_equal(r.result->regime, "stated assumptions");
    run_free(&r);
}

/* A loss of 100 that may be carried one year: 30 used in the second year, the rest expires. */
static void losses_expire(void **state)
{
    (void)state;
    struct run r =
        good("  fiscal: {overrides: {cit_rate_pct: 10}, losses: {carry_forward_years: 1}}\n"
             "  lines: {ebitda: [-100, 30, 50]}\n");
    ROW(&r, LINE_INCOME_TAX, 0, 0, 5);
    run_free(&r);
}

/* 100 at 50 % a year: 50, 25, and what is left in the last year of production. With a life of 4
 * years straight line is more in the fourth: 40 %: 40, 24, (36 / 2) 18, 18. */
static void declining_balance(void **state)
{
    (void)state;
    struct run a = good("  fiscal: {depreciation: {method: declining_balance, rate_pct: 50}}\n"
                        "  lines: {revenue: [9, 9, 9], capex_initial: [100, 0, 0]}\n");
    ROW(&a, LINE_DEPRECIATION, 50, 25, 25);
    struct run b = good("  fiscal: {depreciation: {method: declining_balance, rate_pct: 40,\n"
                        "    life_years: 4}}\n"
                        "  lines: {revenue: [9, 9, 9, 9, 9], capex_initial: [100, 0, 0, 0, 0]}\n");
    ROW(&b, LINE_DEPRECIATION, 40, 24, 18, 18, 0);
    run_free(&a);
    run_free(&b);
}

/* 100 over 10 + 30 + 60 tonnes. */
static void units_of_production(void **state)
{
    (void)state;
    struct run r = good("  fiscal: {depreciation: {method: unit_of_production}}\n"
                        "  lines: {ore_t: [0, 10, 30, 60], revenue: [0, 9, 9, 9],\n"
                        "    capex_initial: [100, 0, 0, 0]}\n");
    ROW(&r, LINE_DEPRECIATION, 0, 10, 30, 60);
    run_free(&r);
}

/* --- loans ------------------------------------------------------------------------------------ */

/* 100 drawn in 2027 at 10 %, interest of 2028 added before production in 2029, grace 1 year, tenor
 * 3: 110 repaid in 2029 and 2030. */
static void level_loan(void **state)
{
    (void)state;
    struct run r = good("  basis: {currency: USD, first_year: 2027, discount_rate: 0.1}\n"
                        "  financing: [{name: bank, amount: 100, rate_pct: 10, grace_years: 1,\n"
                        "    tenor_years: 3, repayment: level, upfront_fee_pct: 2}]\n"
                        "  lines: {revenue: [0, 0, 200, 200], capex_initial: [200, 0, 0, 0]}\n");
    ROW(&r, LINE_DEBT_DRAWN, 100, 0, 0, 0);
    ROW(&r, LINE_INTEREST, 0, 0, 11, 5.5);
    ROW(&r, LINE_PRINCIPAL, 0, 0, 55, 55);
    ROW(&r, LINE_FEES, 2, 0, 0, 0);
    run_free(&r);
}

/* 100 at 10 % over three years: instalments of 100 x 0.1 / (1 - 1.1^-3) = 40.211480. */
static void annuity_loan(void **state)
{
    (void)state;
    struct run r = good("  financing: [{name: bank, amount: 100, rate_pct: 10, tenor_years: 3,\n"
                        "    repayment: annuity}]\n"
                        "  lines: {revenue: [0, 90, 90, 90], capex_initial: [100, 0, 0, 0]}\n");
    for (int i = 1; i < 4; i++)
        near(r.result->lines[LINE_INTEREST][i] + r.result->lines[LINE_PRINCIPAL][i], 40.211480,
             1e-6);
    expect_at(&r, "totals/principal", 100, 1e-9);
    run_free(&r);
}

/* --- cases ------------------------------------------------------------------------------------ */

static void cases_change_the_file(void **state)
{
    (void)state;
    const char *text = PLAN "  capital: {initial: 50000}\n"
                            "  cases:\n"
                            "    - name: bank\n"
                            "      why: dearer\n"
                            "      set:\n"
                            "        capital: {initial: 60000}\n"
                            "        plan.ramp_up: [0.2, 0.6]\n"
                            "        products[0].price: 35\n"
                            "    - name: deck\n"
                            "      set: {\"products[0].price.deck\": usgs.mcs2026}\n";
    struct run base = run_text(text, NULL), bank = run_text(text, "bank");
    struct run deck = run_text(text, "deck"), none = run_text(text, "bnak");
    assert_true(diags_ok(base.diags) && diags_ok(bank.diags) && diags_ok(deck.diags));
    near(base.result->capex_initial, 50000, 0);
    near(bank.result->capex_initial, 60000, 0);
    near(bank.result->lines[LINE_ORE_T][1], 200, 0);
    /* The new price keeps the unit of the one it replaces: 35 USD/kg x 95 % - 5 USD/kg. */
    near(bank.result->lines[LINE_PRICE][1], 28250, 1e-9);
    near(deck.result->lines[LINE_PRICE][1], 73.2 * 1000 * .95 - 5000, 1e-9);
    assert_string_equal(bank.result->case_name, "bank");
    assert_true(noted(&none, "no case 'bnak'"));
    size_t n;
    const char *const *names = econ_cases(base.arena, base.dossier, &n);
    assert_int_equal(n, 2);
    assert_string_equal(names[1], "deck");
    run_free(&base);
    run_free(&bank);
    run_free(&deck);
    run_free(&none);
}

/* A case is worth 0, 100 and 300 with 20, 30 and the 50 % that are left: 20 x 0 + .3 x 300 + .5 x
 * 100 = 140. */
static void cases_with_probabilities(void **state)
{
    (void)state;
    struct run r = good("  basis: {currency: USD, discount_rate: 0}\n"
                        "  lines: {net_cash_flow: [-100, 200]}\n"
                        "  cases:\n"
                        "    - {name: low, probability_pct: 20, set: {lines.net_cash_flow: [-100, "
                        "100]}}\n"
                        "    - {name: high, probability_pct: 30, set: {lines.net_cash_flow: [-100, "
                        "400]}}\n"
                        "    - {name: idle, set: {lines.net_cash_flow: [-1, 0]}}\n");
    near(econ_case_probability(r.dossier, "low"), .2, 1e-12);
    near(econ_case_probability(r.dossier, "idle"), 0, 0);
    near(econ_case_probability(r.dossier, NULL), .5, 1e-12);
    size_t n;
    const struct econ_case *list = econ_case_table(r.arena, r.dossier, NULL, false, &n, r.diags);
    assert_int_equal(n, 4);
    near(econ_case_expected(list, n, 1), 140, 1e-9); /* NPV after tax */
    assert_true(isnan(econ_case_expected(list, n, 3)));
    run_free(&r);
    r = good("  basis: {currency: USD}\n  cases: [{name: a, set: {lines.opex: 5}}]\n");
    assert_true(isnan(econ_case_probability(r.dossier, "a")));
    run_free(&r);
}

/* Figures that a case sets may be in another currency too. */
static void a_case_in_another_currency(void **state)
{
    (void)state;
    const char *text = PLAN "  basis.exchange: {KZT: 0.002}\n  capital: {initial: 50000}\n"
                            "  cases: [{name: a, set: {capital.initial: {value: 30000000, unit: "
                            "KZT}}}]\n";
    struct run r = run_text(text, "a");
    assert_string_equal(complaints(&r), "");
    near(r.result->capex_initial, 60000, 1e-9);
    run_free(&r);
}

/* --- incomplete and wrong --------------------------------------------------------------------- */

/* Kundybay's official card: 1.4 m for 3 Mt a year, and nothing else. */
static void capital_and_throughput_alone(void **state)
{
    (void)state;
    struct run r = good("  basis: {currency: USD}\n  plan: {throughput_tpa: 3000000}\n"
                        "  capital: {initial: 1439000}\n");
    assert_false(r.result->complete);
    near(r.result->capex_per_annual_ore_t, 1439000 / 3e6, 1e-12);
    struct econ_fact f = fact_of(&r, "economics.capex_per_annual_ore_t");
    assert_int_equal(f.value.kind, FEEL_NUMBER);
    f = fact_of(&r, "economics.npv_post_tax");
    assert_int_equal(f.value.kind, FEEL_UNKNOWN);
    assert_true(feel_causes_has(f.value.u.unknown->causes, "economics.products"));
    assert_false(feel_causes_has(f.value.u.unknown->causes, "economics.capital.initial"));
    assert_true(noted(&r, "no cash flow yet"));
    assert_true(noted(&r, "no basket price"));
    run_free(&r);
}

static void nothing_at_all(void **state)
{
    (void)state;
    struct run r = run_text("", NULL);
    assert_false(r.result->complete);
    assert_true(noted(&r, "no economics section"));
    assert_int_equal(fact_of(&r, "economics.complete").value.kind, FEEL_BOOLEAN);
    run_free(&r);
}

static void csv(void **state)
{
    (void)state;
    struct run r = good("  basis: {currency: USD, first_year: 2027}\n"
                        "  lines: {ore_t: [1000, 2000], revenue: [0.1, 5]}\n");
    struct strbuf sb;
    strbuf_init(&sb, 0);
    econ_csv(r.result, &sb);
    assert_non_null(strstr(sb.buf, "line,unit,given,total,2027,2028\n"));
    assert_non_null(strstr(sb.buf, "ore_t,t,yes,3000,1000,2000\n"));
    assert_non_null(strstr(sb.buf, "revenue,USD,yes,5.1,0.1,5\n"));
    assert_non_null(strstr(sb.buf, "net_cash_flow,USD,no,5.1,0.1,5\n"));
    strbuf_release(&sb);
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(net_cash_flow_alone),
        cmocka_unit_test(discounting),
        cmocka_unit_test(several_and_no_rates_of_return),
        cmocka_unit_test(ways_to_give_a_line),
        cmocka_unit_test(the_statement),
        cmocka_unit_test(given_lines_that_disagree),
        cmocka_unit_test(cover_ratios),
        cmocka_unit_test(a_plan),
        cmocka_unit_test(several_products),
        cmocka_unit_test(dilution_and_loss),
        cmocka_unit_test(costs_of_given_tonnes),
        cmocka_unit_test(deck_prices),
        cmocka_unit_test(oxide_conventions),
        cmocka_unit_test(working_capital),
        cmocka_unit_test(phasing),
        cmocka_unit_test(taxes),
        cmocka_unit_test(losses_expire),
        cmocka_unit_test(declining_balance),
        cmocka_unit_test(units_of_production),
        cmocka_unit_test(level_loan),
        cmocka_unit_test(annuity_loan),
        cmocka_unit_test(cases_change_the_file),
        cmocka_unit_test(cases_with_probabilities),
        cmocka_unit_test(a_case_in_another_currency),
        cmocka_unit_test(capital_and_throughput_alone),
        cmocka_unit_test(nothing_at_all),
        cmocka_unit_test(csv),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
