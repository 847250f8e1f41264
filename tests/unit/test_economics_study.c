/* Break-evens, cost a kilogram, the state's share, cases and the reference class: figures by hand
 * and properties of random projects. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/economics/case_table.h"
#include "core/economics/overlay.h"
#include "core/economics/study.h"
#include "tests/unit/economics_case.h"

/* Two years of 5 t at 12 a tonne after one year of building, 0.2 a tonne of ore for processing. */
#define SMALL                                                                                      \
    "  basis: {currency: USD, first_year: 2030, discount_rate: 0.1, discounting: start}\n"         \
    "  lines: {capex_initial: [100, 0, 0], ore_t: [0, 100, 100], grade_pct: 10, recovery_pct: "    \
    "50,\n"                                                                                        \
    "    price: 12}\n"                                                                             \
    "  costs: [{name: processing, amount: 0.2, per: t_ore}]\n"
#define TAXES                                                                                      \
    "  fiscal: {overrides: {cit_rate_pct: 20, royalty_pct: 5},\n"                                  \
    "    depreciation: {method: straight_line, life_years: 2}}\n"

static struct run good(const char *text)
{
    struct run r = run_text(text, NULL);
    assert_string_equal(complaints(&r), "");
    return r;
}

/* What a unit a year for two years is worth before the first. */
static const double annuity = 1 / 1.1 + 1 / 1.21;

static void breakevens_by_hand(void **state)
{
    (void)state;
    struct run r = good(SMALL TAXES);
    const struct econ_study *s = econ_study(r.arena, r.result);
    /* EBITDA E is taxed on E - 50, so 0.8 E + 10 a year must be worth 100; revenue is then
     * (E + 20) / 0.95 instead of 60. */
    double ebitda = (100 / annuity - 10) / 0.8, factor = (ebitda + 20) / 0.95 / 60;
    near(r.result->breakeven_factor, factor, 1e-10);
    near(s->breakeven[0].factor, factor, 1e-10);
    near(s->breakeven[0].value, 12 * factor / 1000, 1e-12);
    near(s->breakeven[1].factor, factor, 1e-10);
    near(s->breakeven[1].now, 10, 1e-12);
    near(s->breakeven[1].value, 10 * factor, 1e-9);
    near(s->breakeven[2].factor, factor, 1e-10);
    near(s->breakeven[2].value, 50 * factor, 1e-9);
    /* Capital C, half of it deducted a year: 37 - 0.2 (37 - C / 2) a year is worth C. */
    double capital = 29.6 * annuity / (1 - 0.1 * annuity);
    near(s->breakeven[3].value, capital, 1e-8);
    near(s->breakeven[3].factor, capital / 100, 1e-10);
    /* EBITDA would have to pass what is left of the revenue: no cost is low enough. */
    assert_true(isnan(s->breakeven[4].factor));
    assert_non_null(strstr(s->breakeven[4].why, "no factor up to 64"));
    run_free(&r);
}

static void given_lines_are_scaled(void **state)
{
    (void)state;
    struct run r = good("  basis: {currency: USD, discount_rate: 0.1}\n"
                        "  lines: {capex_initial: [100, 0], revenue: [0, 300], opex: [0, 50]}\n");
    const struct econ_study *s = econ_study(r.arena, r.result);
    near(s->breakeven[0].factor, (110 + 50) / 300.0, 1e-12);
    /* The revenue is given, so grade and recovery act on it; their levels are not known. */
    near(s->breakeven[1].factor, (110 + 50) / 300.0, 1e-12);
    near(s->breakeven[2].factor, (110 + 50) / 300.0, 1e-12);
    assert_true(isnan(s->breakeven[1].value));
    near(s->breakeven[3].value, 250 / 1.1, 1e-9);
    near(s->breakeven[4].value, 300 - 110, 1e-9);
    assert_non_null(s->aisc.why);
    run_free(&r);
}

static void cost_a_kilogram(void **state)
{
    (void)state;
    struct run r = good(SMALL TAXES);
    const struct econ_study *s = econ_study(r.arena, r.result);
    near(s->aisc.cash_cost_per_kg, 40 / 10e3, 1e-15);
    near(s->aisc.aisc_per_kg, 46 / 10e3, 1e-15);
    near(s->aisc.all_in_per_kg, 146 / 10e3, 1e-15);
    near(r.result->aisc_per_kg, 46 / 10e3, 1e-15);
    run_free(&r);
}

static void the_state_by_hand(void **state)
{
    (void)state;
    struct run r = good(SMALL "  fiscal: {overrides: {royalty_pct: 5}}\n");
    const struct econ_study *s = econ_study(r.arena, r.result);
    /* At 1.4 times the price: 84 of revenue, 64 before the state, 4.2 to it. */
    near(s->progress[4].aetr, 4.2 * annuity / (64 * annuity - 100), 1e-12);
    near(s->progress[4].npv_post, 59.8 * annuity - 100, 1e-9);
    assert_true(isnan(s->progress[0].aetr));
    assert_string_equal(s->verdict, "regressive");
    near(s->years[1].receipts_share, 0.5, 1e-12);
    near(s->years[2].receipts_share, 1, 1e-12);
    /* Nobody pays income tax, so the royalty costs what it brings. */
    assert_int_equal(s->n_taken, 1);
    near(s->taken[0].share, 1, 1e-12);
    near(s->taken[0].npv_change, 3 * annuity, 1e-9);
    near(s->taken[0].pv, 3 * annuity, 1e-9);
    run_free(&r);
}

static void open_taxes_make_bounds(void **state)
{
    (void)state;
    struct run r = run_text(SMALL "  fiscal: {regime: KG}\n", NULL);
    assert_true(r.result->taxes_open);
    const struct econ_study *s = econ_study(r.arena, r.result);
    assert_string_equal(s->breakeven[0].at_open, "at least");
    assert_string_equal(s->breakeven[3].at_open, "at most");
    assert_non_null(at(&r, "bounds/at_least/0"));
    const struct feel_value v = fact_of(&r, "economics.breakeven_price_factor").value;
    assert_int_equal(v.kind, FEEL_UNKNOWN);
    run_free(&r);
}

/* --- random projects with debt and taxes ------------------------------------------------------ */

static uint64_t state_ = 11;
static double uniform(double low, double high)
{
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(state_ >> 11) / 9007199254740992.0;
}

static struct run random_project(void)
{
    static const char *const regimes[] = {"KZ", "UZ", "KG", "TJ", "none"};
    static const char *const repayments[] = {"level", "annuity", "sculpted", "bullet"};
    char text[3000];
    double rate = uniform(2e5, 2e6);
    int life = (int)uniform(10, 22), grace = (int)uniform(2, 4);
    snprintf(
        text, sizeof text,
        "  basis: {currency: USD, first_year: 2027, discount_rate: %.17g}\n"
        "  plan: {ore_t: %.17g, throughput_tpa: %.17g, construction_years: 2,\n"
        "    ramp_up: [0.6, 0.9], strip_ratio: %.17g, grade_treo_pct: %.17g,\n"
        "    distribution_pct: {Nd2O3: 20, La2O3: 80}}\n"
        "  products: [{oxides: [Nd2O3], form: separated_oxide, recovery_pct: %.17g,\n"
        "    price: {value: %.17g, unit: USD/kg}}]\n"
        "  costs:\n"
        "    - {name: mining, amount: %.17g, per: t_moved}\n"
        "    - {name: processing, amount: %.17g, per: t_ore}\n"
        "  capital: {initial: %.17g, phasing: [0.4, 0.6], sustaining: %.17g, closure: 5000000}\n"
        "  fiscal: {regime: %s}\n"
        "  financing: [{name: one, gearing_pct: %.17g, rate_pct: %.17g, grace_years: %d,\n"
        "    tenor_years: %d, repayment: %s, upfront_fee_pct: 1, commitment_fee_pct: 0.5,\n"
        "    dsra_months: %.17g}]\n",
        uniform(.04, .15), rate * life, rate, uniform(0, 3), uniform(.5, 5), uniform(40, 80),
        uniform(30, 120), uniform(1, 4), uniform(10, 60), rate * uniform(80, 300),
        rate * uniform(1, 6), regimes[(int)uniform(0, 5)], uniform(20, 70), uniform(3, 10), grace,
        grace + (int)uniform(3, 7), repayments[(int)uniform(0, 4)], uniform(0, 9));
    struct run r = run_bare(text, NULL);
    if (!diags_ok(r.diags))
        fail_msg("%s\n%s", text, complaints(&r));
    return r;
}

static double npv(const struct econ_result *e, enum econ_line line)
{
    return e->lines[line] == NULL
               ? 0
               : returns_npv(e->discount_rate, e->lines[line], (size_t)e->n_periods, 1);
}

/* What the state, the lenders, the reserve account and the owners have is what there was before all
 * of them: in each year, so at every rate. */
static void all_shares_make_the_whole(void **state)
{
    (void)state;
    int with_debt = 0;
    for (int k = 0; k < 60; k++) {
        struct run r = random_project();
        const struct econ_result *e = r.result;
        double government = npv(e, LINE_ROYALTY) + npv(e, LINE_OTHER_TAXES) +
                            npv(e, LINE_INCOME_TAX) - npv(e, LINE_TAX_CREDITS) +
                            npv(e, LINE_WITHHOLDING) + npv(e, LINE_STATE_DIVIDENDS);
        double lenders = npv(e, LINE_INTEREST) + npv(e, LINE_PRINCIPAL) + npv(e, LINE_FEES) -
                         npv(e, LINE_DEBT_DRAWN);
        double whole = npv(e, LINE_PRE_TAX_CASH_FLOW) + npv(e, LINE_ROYALTY);
        near(government + lenders + npv(e, LINE_RESERVE_CHANGE) + npv(e, LINE_EQUITY_CASH_FLOW),
             whole, 1e-9 * (npv(e, LINE_REVENUE) + npv(e, LINE_CAPEX_INITIAL)));
        with_debt += e->n_loans > 0 && e->loans[0].drawn > 0;
        run_free(&r);
    }
    assert_true(with_debt > 40);
}

/* At each break-even, put into the project by the same factor, the NPV is zero, with taxes and
 * loans as they then are. */
static void each_breakeven_breaks_even(void **state)
{
    (void)state;
    int found[ECON_BREAKEVENS] = {0};
    for (int k = 0; k < 12; k++) {
        struct run r = random_project();
        const struct econ_study *s = econ_study(r.arena, r.result);
        const struct econ_data *data = econ_data_load(r.arena, "rules", r.diags);
        for (int b = 0; b < ECON_BREAKEVENS; b++) {
            struct econ_factors f = {1, 1, 1, 1, 1, 0};
            double *const which[] = {&f.price, &f.grade, &f.recovery, &f.capital, &f.opex};
            if (!isfinite(s->breakeven[b].factor) || s->breakeven[b].jump)
                continue;
            *which[b] = s->breakeven[b].factor;
            struct econ_options options = {.factors = &f};
            const struct econ_result *e = econ_run(r.arena, r.dossier, data, &options, NULL);
            near(npv(e, LINE_NET_CASH_FLOW), 0,
                 2e-6 * (npv(r.result, LINE_REVENUE) + npv(r.result, LINE_CAPEX_INITIAL)));
            found[b]++;
        }
        run_free(&r);
    }
    for (int b = 0; b < ECON_BREAKEVENS; b++)
        assert_true(found[b] >= 3);
}

/* --- cases and the reference class ------------------------------------------------------------ */

static void cases_side_by_side(void **state)
{
    (void)state;
    struct run r = good(SMALL TAXES
                        "  cases:\n"
                        "    - {name: bank, why: careful, set: {lines.price: {value: 10, why: low, "
                        "evidence: {document: deck.pdf, page: 3}}}}\n");
    size_t n;
    const struct econ_data *data = econ_data_load(r.arena, "rules", r.diags);
    const struct econ_case *list = econ_case_table(r.arena, r.dossier, data, true, &n, r.diags);
    assert_int_equal(n, 3);
    assert_string_equal(list[1].name, "bank");
    assert_string_equal(list[1].why, "careful");
    assert_int_equal(list[1].n_adjusted, 1);
    assert_string_equal(list[1].adjusted[0].was, "12");
    assert_string_equal(list[1].adjusted[0].now, "10");
    assert_string_equal(list[1].adjusted[0].why, "low");
    assert_string_equal(list[1].adjusted[0].source, "deck.pdf, page 3");
    /* Before tax after royalty: 0.95 x 60 - 20, and with 50 of revenue. */
    near(econ_headline_of(list[0].result, 0), 37 * annuity - 100, 1e-9);
    near(econ_headline_of(list[1].result, 0), 27.5 * annuity - 100, 1e-9);
    /* The reference class: capital 126, grade 9 % (the line is scaled); the ramp-up has no plan. */
    assert_true(list[2].reference_class);
    near(econ_headline_of(list[2].result, 0), (0.95 * 54 - 20) * annuity - 126, 1e-9);
    run_free(&r);
}

static void reference_class_one_by_one(void **state)
{
    (void)state;
    struct run r = good(SMALL);
    size_t n;
    const struct econ_data *data = econ_data_load(r.arena, "rules", r.diags);
    const struct econ_overlay *o = econ_overlay(r.arena, r.dossier, data, NULL, r.result, &n);
    assert_int_equal(n, 4);
    for (size_t k = 0; k < n; k++) {
        const struct econ_reference *ref = o[k].reference;
        double got = econ_headline_of(o[k].result, 1);
        if (ref == NULL)
            near(got, 34 * annuity - 126, 1e-9);
        else if (strcmp(ref->id, "capital_overrun") == 0)
            near(got, 40 * annuity - 126, 1e-9);
        else if (strcmp(ref->id, "grade_shortfall") == 0)
            near(got, 34 * annuity - 100, 1e-9);
        else
            assert_false(o[k].moves);
        assert_true(ref == NULL || ref->published || strcmp(ref->id, "grade_shortfall") == 0);
    }
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breakevens_by_hand),
        cmocka_unit_test(given_lines_are_scaled),
        cmocka_unit_test(cost_a_kilogram),
        cmocka_unit_test(the_state_by_hand),
        cmocka_unit_test(open_taxes_make_bounds),
        cmocka_unit_test(all_shares_make_the_whole),
        cmocka_unit_test(each_breakeven_breaks_even),
        cmocka_unit_test(cases_side_by_side),
        cmocka_unit_test(reference_class_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
