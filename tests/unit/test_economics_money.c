/* Money over time: inflation, exchange rates, capital that is written off by parts, closure and
 * what secures it. Years worked by hand; real and nominal must tell the same. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/economics_case.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct run good(const char *text)
{
    struct run r = run_text(text, NULL);
    if (!diags_ok(r.diags))
        fail_msg("%s\n%s", text, complaints(&r));
    return r;
}

static void expect_row(const struct run *r, const char *line, const double *want, size_t n)
{
    char path[80];
    for (size_t i = 0; i < n; i++) {
        snprintf(path, sizeof path, "lines/%s/%zu", line, i);
        expect_at(r, path, want[i], 1e-9 * (1 + fabs(want[i])));
    }
}
#define ROW(r, line, ...)                                                                          \
    expect_row(r, line, (const double[]){__VA_ARGS__}, COUNT(((const double[]){__VA_ARGS__})))

/* --- inflation -------------------------------------------------------------------------------- */

/* One tonne a year at 1,000, cost 200, capital 1,000 in 2030, 10 % inflation, tax 20 %. */
#define MINE(terms, rate)                                                                          \
    "  basis: {currency: USD, price_terms: " terms ", inflation: 0.1, first_year: 2030,\n"         \
    "    periods: 3, discount_rate: " rate "}\n"                                                   \
    "  plan: {throughput_tpa: 10, construction_years: 1, grade_treo_pct: 10}\n"                    \
    "  products: [{recovery_pct: 100, form: separated_oxide, price: {value: 1000, unit: "          \
    "USD/t}}]\n"                                                                                   \
    "  costs: [{name: g_and_a, amount: 200, per: year, from: 2031}]\n"                             \
    "  capital: {initial: 1000, phasing: [1]}\n"                                                   \
    "  fiscal: {overrides: {cit_rate_pct: 20}}\n"

/* Prices at the end of 2030 are 1.1 times those of its beginning, then 1.21 and 1.331. Capital
 * costs 1,100 and is written off by 550 a year, of whatever money. */
static void nominal_by_hand(void **state)
{
    (void)state;
    struct run r = good(MINE("nominal", "0.21"));
    ROW(&r, "revenue", 0, 1210, 1331);
    ROW(&r, "opex", 0, 242, 266.2);
    ROW(&r, "capex_initial", 1100, 0, 0);
    ROW(&r, "depreciation", 0, 550, 550);
    ROW(&r, "taxable_income", 0, 418, 514.8);
    ROW(&r, "income_tax", 0, 83.6, 102.96);
    ROW(&r, "net_cash_flow", -1100, 1210 - 242 - 83.6, 1331 - 266.2 - 102.96);
    /* The same in real terms. */
    expect_at(&r, "other_terms/net_cash_flow/1", (1210 - 242 - 83.6) / 1.21, 1e-9);
    expect_at(&r, "other_terms/discount_rate", 0.1, 1e-12);
    expect_at(&r, "other_terms/irr", (1 + number_at(&r, "irr")) / 1.1 - 1, 1e-12);
    run_free(&r);
}

/* In real money the same 550 is worth 550 / 1.21 = 454.55, then 413.22: less is deducted than the
 * 1,000 that were spent. */
static void real_by_hand(void **state)
{
    (void)state;
    struct run real = good(MINE("real", "0.1")), nominal = good(MINE("nominal", "0.21"));
    ROW(&real, "revenue", 0, 1000, 1000);
    ROW(&real, "capex_initial", 1000, 0, 0);
    ROW(&real, "depreciation", 0, 500 / 1.1, 500 / 1.21);
    ROW(&real, "income_tax", 0, 83.6 / 1.21, 102.96 / 1.331);
    near(number_at(&real, "npv/0.1"), number_at(&nominal, "npv/0.21"), 1e-9);
    near(number_at(&real, "other_terms/irr"), number_at(&nominal, "irr"), 1e-9);
    near(number_at(&nominal, "other_terms/irr"), number_at(&real, "irr"), 1e-9);
    assert_true(noted(&real, "fixed in money"));
    run_free(&real);
    run_free(&nominal);
}

/* Without inflation the terms are a word and nothing else. */
static void terms_alone_change_nothing(void **state)
{
    (void)state;
    static const char text[] = "  basis: {currency: USD, price_terms: %s, first_year: 2030}\n"
                               "  lines: {revenue: [0, 5, 9], capex_initial: [7, 0, 0]}\n";
    char a[300], b[300];
    snprintf(a, sizeof a, text, "real");
    snprintf(b, sizeof b, text, "nominal");
    struct run x = good(a), y = good(b);
    near(number_at(&x, "npv/0.08"), number_at(&y, "npv/0.08"), 0);
    assert_true(at(&y, "other_terms/irr") == NULL);
    run_free(&x);
    run_free(&y);
}

/* What is given by year, and every line that is given, is money of its year and stands. */
static void given_figures_stand(void **state)
{
    (void)state;
    struct run r = good("  basis: {currency: USD, price_terms: nominal, inflation: 0.05,\n"
                        "    first_year: 2030, discounting: start}\n"
                        "  lines: {revenue: [0, 100, 100], opex: 10}\n"
                        "  capital: {initial: {2030: 50}, sustaining: 8, salvage: 4, closure: 6,\n"
                        "    closure_year: 2032}\n");
    ROW(&r, "revenue", 0, 100, 100);
    ROW(&r, "opex", 10, 10, 10);
    ROW(&r, "capex_initial", 50, 0, 0);
    ROW(&r, "capex_sustaining", 0, 8 * 1.05, 8 * 1.05 * 1.05);
    ROW(&r, "closure", 0, 0, 6 * 1.1025);
    ROW(&r, "salvage", 0, 0, 4 * 1.1025);
    run_free(&r);
}

static uint64_t state_;
static double uniform(double low, double high)
{
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(state_ >> 11) / 9007199254740992.0;
}

struct draw {
    double inflation, rate, grade, price, cost, capital, sustaining, closure, days, cit, loan;
    int life, method, timing, security;
};

static struct draw draw(void)
{
    return (struct draw){.inflation = uniform(-.02, .15),
                         .rate = uniform(.02, .2),
                         .grade = uniform(1, 8),
                         .price = uniform(20, 90),
                         .cost = uniform(50, 900),
                         .capital = uniform(1e7, 3e8),
                         .sustaining = uniform(0, 3e6),
                         .closure = uniform(0, 2e7),
                         .days = uniform(0, 120),
                         .cit = uniform(5, 35),
                         .loan = uniform(10, 80),
                         .life = (int)uniform(3, 20),
                         .method = (int)uniform(0, 4),
                         .timing = (int)uniform(0, 3),
                         .security = (int)uniform(0, 3)};
}

/* rigid: with what is fixed in money: tax pools, losses, working capital, input tax, a loan. */
static struct run drawn(const struct draw *d, bool nominal, double inflation, bool rigid)
{
    static const char *const methods[] = {"straight_line, life_years: 7",
                                          "declining_balance, rate_pct: 25", "unit_of_production",
                                          "sum_of_years_digits, life_years: 6"};
    static const char *const timings[] = {"end", "mid", "start"};
    static const char *const securities[] = {"none", "fund, interest_pct: 4",
                                             "bond, fee_pct: 1.5, cash_pct: 40, interest_pct: 3"};
    double rate = nominal ? (1 + d->rate) * (1 + d->inflation) - 1 : d->rate;
    char text[3000];
    int n = snprintf(
        text, sizeof text,
        "  basis: {currency: USD, price_terms: %s, inflation: %.17g, first_year: 2030,\n"
        "    discounting: %s, discount_rate: %.17g}\n"
        "  plan: {throughput_tpa: 100000, mine_life_years: %d, construction_years: 1,\n"
        "    ramp_up: [0.4, 0.8], grade_treo_pct: %.17g}\n"
        "  products: [{form: separated_oxide, recovery_pct: 60, payable_pct: 90,\n"
        "    price: {value: %.17g, unit: USD/kg}, separation_charge: {value: 2, unit: USD/kg}}]\n"
        "  costs:\n"
        "    - {name: processing, amount: %.17g, per: t_ore}\n"
        "    - {name: g_and_a, amount: 2000000, per: year}\n"
        "  capital: {initial: %.17g, phasing: [1], sustaining: %.17g, closure: %.17g%s}\n",
        nominal ? "nominal" : "real", inflation, timings[d->timing], rate, d->life, d->grade,
        d->price, d->cost, d->capital, d->sustaining, d->closure,
        rigid ? ",\n    working_capital_days: {receivables: 60, payables: 20, inventory: 30}" : "");
    if (!rigid)
        snprintf(text + n, sizeof text - (size_t)n,
                 "  fiscal: {instruments: [{kind: royalty, rate_pct: 4}, {kind: unit, amount: 3,\n"
                 "    base: ore_t}, {kind: price_linked, by: price_per_kg, thresholds: [0, 40],\n"
                 "    rates_pct: [1, 3]}, {kind: bonus, amount: 900000, year: 2031}]}\n");
    else
        snprintf(
            text + n, sizeof text - (size_t)n,
            "  fiscal: {depreciation: {method: %s}, losses: {carry_forward_years: 6, cap_pct: "
            "70},\n"
            "    instruments: [{kind: income_tax, rate_pct: %.17g, interest_deductible: true},\n"
            "      {kind: levy, base: book_value, rate_pct: 1}, {kind: vat, base: capital,\n"
            "      rate_pct: 12, refund_months: 18}, {kind: rent_tax, rate_pct: 10,\n"
            "      uplift_pct: 12}, {kind: excess_profit, thresholds: [0, 1.2],\n"
            "      rates_pct: [1, 5]}, {kind: dividend_tax, rate_pct: 10}]}\n"
            "  financing: [{gearing_pct: %.17g, rate_pct: 9, tenor_years: 6, grace_years: 1,\n"
            "    dsra_months: 6, repayment: %s}]\n",
            methods[d->method], d->cit, d->loan, d->life % 2 == 0 ? "annuity" : "level");
    char *at = strstr(text, "closure: ");
    if (at != NULL && d->security > 0) {
        char rest[3000];
        char *end = at + strcspn(at, ",}");
        snprintf(rest, sizeof rest, "%s", end);
        snprintf(end, sizeof text - (size_t)(end - text), ", closure_security: {kind: %s}%s",
                 securities[d->security], rest);
    }
    struct run r = run_bare(text, NULL);
    if (!diags_ok(r.diags))
        fail_msg("%s\n%s", text, complaints(&r));
    return r;
}

static double npv_of(const struct econ_metrics *v)
{
    return v->npv[v->n_npv - 1].value;
}

static double size_of(const struct econ_result *e)
{
    double sum = 0;
    for (int i = 0; i < e->n_periods; i++)
        sum += fabs(e->lines[LINE_PRE_TAX_CASH_FLOW][i]);
    return sum;
}

/* Fisher: where nothing is fixed in money, inflation changes no value, and neither do the terms. */
static void inflation_is_neutral_without_rigidity(void **state)
{
    (void)state;
    state_ = 11;
    for (int k = 0; k < 60; k++) {
        struct draw d = draw();
        d.security = 0;
        struct run none = drawn(&d, false, 0, false), real = drawn(&d, false, d.inflation, false),
                   nominal = drawn(&d, true, d.inflation, false);
        double eps = 1e-9 * size_of(nominal.result);
        near(npv_of(&real.result->post_tax), npv_of(&none.result->post_tax), eps);
        near(npv_of(&nominal.result->post_tax), npv_of(&none.result->post_tax), eps);
        near(npv_of(&nominal.result->pre_tax), npv_of(&none.result->pre_tax), eps);
        run_free(&none);
        run_free(&real);
        run_free(&nominal);
    }
}

/* With pools, losses, working capital, refunds and a loan the two statements still tell the same:
 * the nominal one over the price index is the real one, line by line, and NPV is equal. */
static void real_and_nominal_agree(void **state)
{
    (void)state;
    static const enum econ_line lines[] = {
        LINE_REVENUE,    LINE_OPEX,        LINE_CAPEX_INITIAL, LINE_WORKING_CAPITAL_CHANGE,
        LINE_CLOSURE,    LINE_SALVAGE,     LINE_DEPRECIATION,  LINE_TAXABLE_INCOME,
        LINE_INCOME_TAX, LINE_OTHER_TAXES, LINE_DEBT_DRAWN,    LINE_INTEREST,
        LINE_PRINCIPAL,  LINE_WITHHOLDING, LINE_NET_CASH_FLOW, LINE_EQUITY_CASH_FLOW};
    state_ = 12;
    int differs = 0;
    for (int k = 0; k < 60; k++) {
        struct draw d = draw();
        struct run real = drawn(&d, false, d.inflation, true),
                   nominal = drawn(&d, true, d.inflation, true), none = drawn(&d, false, 0, true);
        const struct econ_result *x = real.result, *y = nominal.result;
        double eps = 1e-9 * size_of(y);
        for (int i = 0; i < x->n_periods; i++)
            for (size_t l = 0; l < COUNT(lines); l++)
                near(y->lines[lines[l]][i] / y->terms->index[i], x->lines[lines[l]][i], eps);
        near(npv_of(&y->pre_tax), npv_of(&x->pre_tax), eps);
        near(npv_of(&y->post_tax), npv_of(&x->post_tax), eps);
        near(npv_of(&y->equity), npv_of(&x->equity), eps);
        if (isfinite(x->dscr_min))
            near(y->dscr_min, x->dscr_min, 1e-6 * fabs(x->dscr_min));
        if (isfinite(x->llcr_min))
            near(y->llcr_min, x->llcr_min, 1e-6 * fabs(x->llcr_min));
        differs += fabs(npv_of(&x->post_tax) - npv_of(&none.result->post_tax)) > eps;
        run_free(&real);
        run_free(&nominal);
        run_free(&none);
    }
    assert_true(differs > 50); /* ignoring inflation would be wrong */
}

/* --- exchange --------------------------------------------------------------------------------- */

static void amounts_in_another_currency(void **state)
{
    (void)state;
    struct run r = good(
        "  basis: {currency: USD, first_year: 2030, periods: 3, exchange: {KZT: 0.002, CNY: "
        "0.14}}\n"
        "  plan: {throughput_tpa: 10, construction_years: 1, grade_treo_pct: 10}\n"
        "  products: [{recovery_pct: 100, form: separated_oxide, payable_pct: 100,\n"
        "    price: {value: 500, unit: CNY/kg}, separation_charge: {value: 1000, unit: KZT/kg}}]\n"
        "  costs:\n"
        "    - {name: g_and_a, amount: {value: 5000000, unit: KZT}, per: year, from: 2031}\n"
        "    - {name: processing, amount: {value: 1000, unit: KZT/t}, per: t_ore}\n"
        "  capital: {initial: {value: 60000000, unit: KZT}, phasing: [1],\n"
        "    sustaining: {value: [0, 0, 500000], unit: KZT}}\n");
    ROW(&r, "price", 68000, 68000, 68000); /* 500 x 0.14 - 1,000 x 0.002 = 68 a kg */
    ROW(&r, "g_and_a", 0, 10000, 10000);
    ROW(&r, "processing_cost", 0, 20, 20);
    ROW(&r, "capex_initial", 120000, 0, 0);
    ROW(&r, "capex_sustaining", 0, 0, 1000);
    run_free(&r);
}

static void currencies_that_cannot_be_taken(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"  capital: {initial: {value: 5, unit: KZT}}\n", "or state basis.exchange.KZT"},
        {"  products: [{price: {value: 5, unit: CNY/kg}}]\n", "or state basis.exchange.CNY"},
        {"  products: [{price: {series: [5, 6], unit: CNY/kg}}]\n", "or state basis.exchange.CNY"},
        {"  products: [{price: {series: [5, 6], unit: USD/lb}}]\n", "USD/kg or USD/t"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[400];
        snprintf(text, sizeof text, "  basis: {currency: USD}\n%s", cases[i].text);
        struct run r = run_text(text, NULL);
        if (diags_ok(r.diags) || strstr(complaints(&r), cases[i].says) == NULL)
            fail_msg("%s wants '%s', got: %s", text, cases[i].says, complaints(&r));
        run_free(&r);
    }
    static const char *const rates[][2] = {{"{tenge: 0.002}", "not a currency code"},
                                           {"{KZT: 0}", "out of range"},
                                           {"{KZT: -2}", "out of range"}};
    for (size_t i = 0; i < COUNT(rates); i++) {
        char text[200];
        snprintf(text, sizeof text, "  basis: {currency: USD, exchange: %s}\n", rates[i][0]);
        struct run r = run_text(text, NULL);
        if (strstr(complaints(&r), rates[i][1]) == NULL)
            fail_msg("%s: %s", text, complaints(&r));
        run_free(&r);
    }
}

/* --- writing off ------------------------------------------------------------------------------ */

#define FLAT "  basis: {currency: USD, first_year: 2030, periods: 5}\n  lines: {revenue: 900}\n"

static void years_digits(void **state)
{
    (void)state;
    struct run r = good(FLAT "  capital: {initial: 600, phasing: [1]}\n  fiscal: {depreciation: "
                             "{method: sum_of_years_digits, life_years: 3}}\n");
    ROW(&r, "depreciation", 300, 200, 100, 0, 0);
    run_free(&r);
    /* A life beyond production: what is left goes in its last year. */
    r = good(FLAT "  capital: {initial: 3600, phasing: [1]}\n  fiscal: {depreciation: {method: "
                  "sum_of_years_digits, life_years: 8}}\n");
    ROW(&r, "depreciation", 800, 700, 600, 500, 1000);
    run_free(&r);
}

/* 400 of 1,000 in buildings at 10 % declining, 100 in computers at once over two years; the rest
 * and the sustaining capital by the project's own 25 %. */
static void pools_of_their_own(void **state)
{
    (void)state;
    struct run r = good(
        FLAT "  capital:\n"
             "    initial: 1000\n"
             "    phasing: [1]\n"
             "    items:\n"
             "      - {name: buildings, amount: 400, method: declining_balance, rate_pct: 10}\n"
             "      - {name: computers, amount: 100, method: straight_line, life_years: 2}\n"
             "  fiscal: {depreciation: {method: declining_balance, rate_pct: 25}}\n");
    double b[] = {40, 36, 32.4, 29.16, 262.44}, c[] = {50, 50, 0, 0, 0},
           rest[] = {125, 93.75, 70.3125, 52.734375, 158.203125};
    for (int i = 0; i < 5; i++)
        near(r.result->lines[LINE_DEPRECIATION][i], b[i] + c[i] + rest[i], 1e-9);
    run_free(&r);
    /* Without capital.initial the items are the capital; contingency is spread over them. */
    r = good(FLAT "  capital: {phasing: [1], contingency_pct: 10, items: [{name: plant, amount: "
                  "100, method: straight_line, life_years: 5}]}\n  fiscal: {depreciation: {method: "
                  "straight_line, life_years: 2}}\n");
    ROW(&r, "capex_initial", 110, 0, 0, 0, 0);
    ROW(&r, "depreciation", 22, 22, 22, 22, 22);
    run_free(&r);
    r = run_text("  basis: {currency: USD}\n  capital: {initial: 50, items: [{name: a, amount: "
                 "60}]}\n",
                 NULL);
    assert_non_null(strstr(complaints(&r), "capital.items add to 60, more than capital.initial"));
    run_free(&r);
}

/* Losses of 100 and 60, then profits of 80: at most half of a profit, for two years. Worked:
 * 2032: 40 of the 100. 2033: the 100 of 2030 have expired, 40 of the 60. 2034: the 60 of 2031
 * have expired. */
static void losses_by_vintage(void **state)
{
    (void)state;
    struct run r = good("  basis: {currency: USD, first_year: 2030}\n"
                        "  lines: {ebitda: [-100, -60, 80, 80, 80], depreciation: 0}\n"
                        "  fiscal: {overrides: {cit_rate_pct: 10}, losses: {carry_forward_years: "
                        "2, cap_pct: 50}}\n");
    ROW(&r, "income_tax", 0, 0, 4, 4, 8);
    run_free(&r);
    /* Without cap or end: 100, then 60, are used up against 80, 80 and nothing is left. */
    r = good("  basis: {currency: USD, first_year: 2030}\n"
             "  lines: {ebitda: [-100, -60, 80, 80, 80], depreciation: 0}\n"
             "  fiscal: {overrides: {cit_rate_pct: 10}}\n");
    ROW(&r, "income_tax", 0, 0, 0, 0, 8);
    run_free(&r);
}

/* --- closure ---------------------------------------------------------------------------------- */

#define CLOSING                                                                                    \
    "  basis: {currency: USD, first_year: 2030, periods: 6}\n"                                     \
    "  lines: {revenue: [0, 50, 50, 50, 50, 0]}\n"

static void closure_securities(void **state)
{
    (void)state;
    struct run r = good(CLOSING "  capital: {closure: 100}\n");
    ROW(&r, "closure", 0, 0, 0, 0, 0, 100);
    run_free(&r);
    /* Four years of production, no interest: 25 each. */
    r = good(CLOSING "  capital: {closure: 100, closure_security: {kind: fund}}\n");
    ROW(&r, "closure", 0, 25, 25, 25, 25, 0);
    run_free(&r);
    /* At 10 %: payments at the ends of 2031 to 2034 grow to 2035 by 1.4641, 1.331, 1.21, 1.1. */
    r = good(CLOSING
             "  capital: {closure: 100, closure_security: {kind: fund, interest_pct: 10}}\n");
    double yearly = 100 / (1.4641 + 1.331 + 1.21 + 1.1);
    ROW(&r, "closure", 0, yearly, yearly, yearly, yearly, 0);
    run_free(&r);
    /* A guarantee from 2031: 2 % of what no cash covers, 40 % of it cash at 5 %. */
    r = good(CLOSING "  capital: {closure: 100, closure_security: {kind: bond, from: 2031, "
                     "fee_pct: 2, cash_pct: 40, interest_pct: 5}}\n");
    ROW(&r, "closure", 0, 40 + 1.2, 40 - 42 + 1.2, 40 - 42 + 1.2, 40 - 42 + 1.2, 100 - 42);
    run_free(&r);
    /* Cover that rises by thirds of the term, as in Kazakhstan: 40, 60, 100 %. */
    r = good(CLOSING "  capital: {closure: 100, closure_security: {kind: bond, from: 2030,\n"
                     "    cash_pct: [40, 40, 60, 60, 100, 100]}}\n");
    ROW(&r, "closure", 40, 0, 20, 0, 40, 0);
    run_free(&r);
    /* What is paid in advance comes off CFADS and the cash flow when it is paid. */
    r = good(CLOSING "  capital: {closure: 100, closure_security: {kind: fund, from: 2032, to: "
                     "2033}}\n");
    ROW(&r, "net_cash_flow", 0, 50, 0, 0, 50, 0);
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nominal_by_hand),
        cmocka_unit_test(real_by_hand),
        cmocka_unit_test(terms_alone_change_nothing),
        cmocka_unit_test(given_figures_stand),
        cmocka_unit_test(inflation_is_neutral_without_rigidity),
        cmocka_unit_test(real_and_nominal_agree),
        cmocka_unit_test(amounts_in_another_currency),
        cmocka_unit_test(currencies_that_cannot_be_taken),
        cmocka_unit_test(years_digits),
        cmocka_unit_test(pools_of_their_own),
        cmocka_unit_test(losses_by_vintage),
        cmocka_unit_test(closure_securities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
