/* Loans: drawing, fees, interest before production, repayment, size, cover; closed forms and the
 * properties of methods that hold for any project. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/economics/internal.h"
#include "tests/unit/economics_case.h"

static struct run good(const char *text)
{
    struct run r = run_text(text, NULL);
    assert_string_equal(complaints(&r), "");
    return r;
}

static void expect_row(const struct run *r, enum econ_line line, const double *want, int n)
{
    assert_int_equal(r->result->n_periods, n);
    for (int i = 0; i < n; i++)
        near(r->result->lines[line][i], want[i], 1e-8);
}
#define ROW(r, line, ...)                                                                          \
    expect_row((r), (line), (const double[]){__VA_ARGS__},                                         \
               (int)(sizeof((const double[]){__VA_ARGS__}) / sizeof(double)))

#define TWO_YEARS                                                                                  \
    "  basis: {currency: USD, first_year: 2030, discount_rate: 0.1}\n"                             \
    "  lines: {revenue: [0, 0, 90, 90, 90, 90], capex_initial: [100, 100, 0, 0, 0, 0]}\n"

/* Half is drawn in each year of building; the first half bears 10 % before production. Of all uses,
 * 200 + 0.05 x + 0.02 x, 60 % is owed: 1.05 x. x = 120 / (1.05 - 0.042). */
static void gearing_in_closed_form(void **state)
{
    (void)state;
    struct run r =
        good(TWO_YEARS "  financing: [{gearing_pct: 60, rate_pct: 10, upfront_fee_pct: 2, "
                       "grace_years: 2, tenor_years: 5}]\n");
    double x = 120 / (1.05 - 0.042);
    expect_at(&r, "debt/loans/0/drawn", x, 1e-9);
    expect_at(&r, "debt/loans/0/owed", 1.05 * x, 1e-9);
    expect_at(&r, "debt/gearing", 0.6, 1e-12);
    ROW(&r, LINE_DEBT_DRAWN, x / 2, x / 2, 0, 0, 0, 0);
    ROW(&r, LINE_FEES, 0.02 * x, 0, 0, 0, 0, 0);
    /* Grace of two years from the first drawing: interest alone in 2032, then three instalments. */
    ROW(&r, LINE_INTEREST, 0, 0, 0.105 * x, 0.105 * x, 0.07 * x, 0.035 * x);
    ROW(&r, LINE_PRINCIPAL, 0, 0, 0, 0.35 * x, 0.35 * x, 0.35 * x);
    assert_string_equal(r.result->loans[0].binding, "gearing");
    run_free(&r);
}

static void two_loans_share_the_uses(void **state)
{
    (void)state;
    struct run r =
        good(TWO_YEARS "  financing:\n"
                       "    - {name: exim, gearing_pct: 40, rate_pct: 6, exposure_fee_pct: 5,\n"
                       "       fees_financed: true, grace_years: 2, tenor_years: 5}\n"
                       "    - {name: dfc, gearing_pct: 30, rate_pct: 8, upfront_fee_pct: 1,\n"
                       "       commitment_fee_pct: 0.5, grace_years: 2, tenor_years: 4}\n");
    const struct econ_result *e = r.result;
    double uses = e->loans[0].owed / 0.4;
    near(e->loans[1].owed, 0.3 * uses, 1e-9);
    near(e->gearing, 0.7, 1e-12);
    /* Uses: capital, fees and interest that are paid or joined before production. */
    double costs = e->loans[0].added + e->loans[1].added + e->loans[0].fees + e->loans[1].fees;
    near(uses, 200 + costs, 1e-9);
    /* By hand: half drawn a year, financed fee of 5 % on each half, 6 % on the first half. */
    near(e->loans[0].owed, e->loans[0].drawn * (1.05 + 0.06 * 0.525), 1e-9);
    run_free(&r);
}

static void fees(void **state)
{
    (void)state;
    struct run r = good("  lines: {revenue: [0, 90, 90], capex_initial: [100, 0, 0]}\n"
                        "  financing: [{amount: 50, rate_pct: 10, upfront_fee_pct: 1, "
                        "exposure_fee_pct: 5, fees_financed: true, tenor_years: 2}]\n");
    ROW(&r, LINE_DEBT_DRAWN, 53, 0, 0);
    ROW(&r, LINE_FEES, 3, 0, 0);
    ROW(&r, LINE_INTEREST, 0, 5.3, 2.65);
    ROW(&r, LINE_PRINCIPAL, 0, 26.5, 26.5);
    run_free(&r);
    /* 1 % of what is not drawn when a year begins: 60, then 30. */
    r = good("  lines: {revenue: [0, 0, 90], capex_initial: [50, 50, 0]}\n"
             "  financing: [{amount: 60, rate_pct: 10, commitment_fee_pct: 1, grace_years: 1, "
             "tenor_years: 2}]\n");
    ROW(&r, LINE_FEES, 0.6, 0.3, 0);
    run_free(&r);
}

static void drawing(void **state)
{
    (void)state;
    struct run r = good("  lines: {revenue: [0, 0, 90], capex_initial: [50, 50, 0]}\n"
                        "  financing: [{amount: 60, rate_pct: 10, drawdown: equity_first, "
                        "grace_years: 1, tenor_years: 2}]\n");
    ROW(&r, LINE_DEBT_DRAWN, 10, 50, 0);
    run_free(&r);
    /* Pro rata beside it: 20 and 20; the other 60 of capital begin with 20 of equity. */
    r = good("  lines: {revenue: [0, 0, 90], capex_initial: [50, 50, 0]}\n"
             "  financing: [{amount: 40, rate_pct: 10, grace_years: 1, tenor_years: 2},\n"
             "    {amount: 40, rate_pct: 10, drawdown: equity_first, grace_years: 1, tenor_years: "
             "2}]\n");
    ROW(&r, LINE_DEBT_DRAWN, 30, 50, 0);
    run_free(&r);
    /* Available for one year: the half of the second year is not drawn. */
    r = good("  lines: {revenue: [0, 0, 90], capex_initial: [50, 50, 0]}\n"
             "  financing: [{amount: 60, rate_pct: 10, availability_years: 1, grace_years: 1, "
             "tenor_years: 2}]\n");
    ROW(&r, LINE_DEBT_DRAWN, 30, 0, 0);
    assert_true(noted(&r, "50 % cannot be drawn within its availability"));
    run_free(&r);
    /* More than the capital. */
    r = good("  lines: {revenue: [0, 90, 90], capex_initial: [100, 0, 0]}\n"
             "  financing: [{amount: 130, rate_pct: 10, tenor_years: 2}]\n");
    ROW(&r, LINE_DEBT_DRAWN, 100, 0, 0);
    assert_string_equal(r.result->loans[0].binding, "capital");
    run_free(&r);
}

#define CASH                                                                                       \
    "  basis: {currency: USD, first_year: 2030, discount_rate: 0.1}\n"                             \
    "  lines: {revenue: [0, 60, 90, 75], capex_initial: [300, 0, 0, 0]}\n"

static void sculpting(void **state)
{
    (void)state;
    /* 40, 60 and 50 a year at 10 %: 123.5161533. */
    double value = 40 / 1.1 + 60 / 1.21 + 50 / 1.331;
    struct run r = good(CASH "  financing: [{rate_pct: 10, tenor_years: 3, repayment: sculpted, "
                             "dscr_target: 1.5}]\n");
    expect_at(&r, "debt/loans/0/drawn", value, 1e-9);
    assert_string_equal(r.result->loans[0].binding, "dscr");
    for (int i = 1; i < 4; i++)
        near(r.result->dscr[i], 1.5, 1e-12);
    expect_at(&r, "llcr_min", 1.5, 1e-9);
    expect_at(&r, "totals/principal", value, 1e-9);
    run_free(&r);
    /* A smaller loan is covered better, and as evenly. */
    r = good(CASH "  financing: [{amount: 100, rate_pct: 10, tenor_years: 3, repayment: sculpted, "
                  "dscr_target: 1.5}]\n");
    for (int i = 1; i < 4; i++)
        near(r.result->dscr[i], 1.5 * value / 100, 1e-12);
    assert_string_equal(r.result->loans[0].binding, "amount");
    run_free(&r);
    /* A larger one is cut, and the note says to what and why. */
    r = good(CASH "  financing: [{amount: 200, rate_pct: 10, tenor_years: 3, repayment: sculpted, "
                  "dscr_target: 1.5}]\n");
    expect_at(&r, "debt/loans/0/drawn", value, 1e-9);
    assert_true(noted(&r, "what limits it is its DSCR target"));
    run_free(&r);
}

static void other_limits(void **state)
{
    (void)state;
    /* Level instalments x / 3 + 0.1 x in the first year, 0.4333 x, against 60 / 1.2; the later ones
     * fall while the cash rises. */
    struct run r = good(CASH "  financing: [{rate_pct: 10, tenor_years: 3, dscr_target: 1.2}]\n");
    expect_at(&r, "debt/loans/0/drawn", 50 / (1.0 / 3 + 0.1), 1e-9);
    expect_at(&r, "dscr_min", 1.2, 1e-12);
    run_free(&r);
    r = good(CASH "  financing: [{rate_pct: 10, tenor_years: 3, llcr_target: 1.4, amount: 250}]\n");
    expect_at(&r, "debt/loans/0/drawn", (60 / 1.1 + 90 / 1.21 + 75 / 1.331) / 1.4, 1e-9);
    expect_at(&r, "llcr_min", 1.4, 2e-1); /* the least of later years may be less */
    assert_string_equal(r.result->loans[0].binding, "llcr");
    run_free(&r);
    /* Bullet: interest, then all of it. */
    r = good(CASH
             "  financing: [{amount: 100, rate_pct: 10, tenor_years: 3, repayment: bullet}]\n");
    ROW(&r, LINE_INTEREST, 0, 10, 10, 10);
    ROW(&r, LINE_PRINCIPAL, 0, 0, 0, 100);
    run_free(&r);
    /* Nothing to size it by. */
    r = good(CASH "  financing: [{rate_pct: 10, tenor_years: 3}]\n");
    assert_true(noted(&r, "financing[0] is not drawn up"));
    assert_null(r.result->lines[LINE_RESERVE_CHANGE]);
    run_free(&r);
}

/* The junior loan is sculpted on what the senior one leaves, so that both together are covered
 * evenly. */
static void two_ranks(void **state)
{
    (void)state;
    struct run r = good(CASH "  financing: [{amount: 60, rate_pct: 8, tenor_years: 3, repayment: "
                             "annuity}, {rate_pct: 12, tenor_years: 3, repayment: sculpted, "
                             "dscr_target: 1.3}]\n");
    for (int i = 1; i < 4; i++)
        near(r.result->dscr[i], 1.3, 1e-12);
    run_free(&r);
}

static void reserve(void **state)
{
    (void)state;
    /* Instalments of 40.211480 a year; half a year is put aside when the loan is drawn. */
    struct run r = good("  lines: {revenue: [0, 90, 90, 90], capex_initial: [100, 0, 0, 0]}\n"
                        "  financing: [{amount: 100, rate_pct: 10, tenor_years: 3, repayment: "
                        "annuity, dsra_months: 6}]\n");
    double half = 100 * 0.1 / (1 - pow(1.1, -3)) / 2;
    ROW(&r, LINE_RESERVE_CHANGE, half, 0, 0, -half);
    near(r.result->lines[LINE_EQUITY_CASH_FLOW][0], -half, 1e-9);
    run_free(&r);
}

static void tail(void **state)
{
    (void)state;
    struct run r = good("  lines: {revenue: [0, 90, 90, 90, 90], ore_t: [0, 1, 1, 1, 2], "
                        "capex_initial: [100, 0, 0, 0, 0]}\n"
                        "  financing: [{amount: 50, rate_pct: 10, tenor_years: 3}]\n");
    expect_at(&r, "debt/reserve_tail", 0.4, 1e-12);
    run_free(&r);
    r = run_text("  lines: {revenue: [0, 90, 90, 0, 0], capex_initial: [100, 0, 0, 0, 0]}\n"
                 "  financing: [{amount: 50, rate_pct: 10, tenor_years: 4}]\n",
                 NULL);
    assert_true(noted(&r, "after production ends"));
    assert_non_null(strstr(complaints(&r), "warning: the loan runs until 5, longer "
                                           "than the mine: production ends in 3"));
    expect_at(&r, "debt/reserve_tail", 0, 1e-12);
    run_free(&r);
}

#define THREE_YEARS                                                                                \
    "  basis: {currency: USD, first_year: 2030, discount_rate: 0.1}\n"                             \
    "  lines: {revenue: [0, 50, 50, 50], capex_initial: [100, 0, 0, 0]}\n"

/* Half of what is above 1.2 times the service. 2031: 26 is due, (50 - 31.2) / 2 goes to the loan;
 * 30.6 is left, and half of it is due in each of two years. 2032: 18.36 is due, (50 - 22.032) / 2
 * is swept, 1.316 is left. */
static void sweep_by_hand(void **state)
{
    (void)state;
    struct run r = good(THREE_YEARS "  financing: [{amount: 60, rate_pct: 10, tenor_years: 3, "
                                    "sweep_pct: 50, sweep_dscr: 1.2}]\n");
    ROW(&r, LINE_INTEREST, 0, 6, 3.06, 0.1316);
    ROW(&r, LINE_PRINCIPAL, 0, 29.4, 29.284, 1.316);
    ROW(&r, LINE_EQUITY_CASH_FLOW, -40, 14.6, 17.656, 48.5524);
    /* Cover of what is due, without what is swept. */
    expect_at(&r, "dscr/1", 50 / 26.0, 1e-12);
    expect_at(&r, "dscr/2", 50 / 18.36, 1e-12);
    expect_at(&r, "debt/loans/0/swept", 9.4 + 13.984, 1e-9);
    run_free(&r);
    /* All cash: the owners get nothing until the loan is repaid, in the second year. */
    r = good(THREE_YEARS "  financing: [{amount: 60, rate_pct: 10, tenor_years: 3, repayment: "
                         "annuity, sweep_pct: 100}]\n");
    ROW(&r, LINE_EQUITY_CASH_FLOW, -40, 0, 50 - 16 * 1.1, 50);
    expect_at(&r, "debt/loans/0/last_year", 2032, 0);
    run_free(&r);
}

/* Two loans sweep: the first takes half of what is free, the second half of the rest. */
static void sweeps_stand_in_line(void **state)
{
    (void)state;
    struct run r =
        good(THREE_YEARS "  financing:\n"
                         "    - {amount: 30, rate_pct: 10, tenor_years: 3, sweep_pct: 50}\n"
                         "    - {amount: 30, rate_pct: 10, tenor_years: 3, sweep_pct: 50}\n");
    /* 2031: 26 is due of 50; 12, then 6. */
    expect_at(&r, "lines/principal/1", 20 + 12 + 6, 1e-9);
    run_free(&r);
}

static void balloons(void **state)
{
    (void)state;
    struct run r = good(THREE_YEARS "  financing: [{amount: 60, rate_pct: 10, tenor_years: 3, "
                                    "balloon_pct: 40}]\n");
    ROW(&r, LINE_PRINCIPAL, 0, 12, 12, 36);
    run_free(&r);
    r = good(THREE_YEARS "  financing: [{amount: 60, rate_pct: 10, tenor_years: 3, repayment: "
                         "annuity, balloon_pct: 40}]\n");
    /* The annuity that leaves 24: what it must be worth is 60 less the 24 of three years on. */
    double pay = (60 - 24 / 1.331) * 0.1 / (1 - 1 / 1.331), first = pay - 6;
    double second = pay - (60 - first) * 0.1;
    ROW(&r, LINE_PRINCIPAL, 0, first, second, 60 - first - second);
    near(60 - first - second, (pay - 24 * 0.1 - (pay - 24 * 0.1) * 0.1 / 1.1) + 24, 1e-9);
    run_free(&r);
}

static void complaint(const char *loan, const char *text)
{
    struct arena *a = arena_new();
    struct run r = run_text(arena_printf(a, THREE_YEARS "  financing: [%s]\n", loan), NULL);
    if (strstr(complaints(&r), text) == NULL)
        fail_msg("%s: no '%s' in %s", loan, text, complaints(&r));
    run_free(&r);
    arena_free(a);
}

static void likely_intentions(void **state)
{
    (void)state;
    complaint("{gearing_pct: 0.6, rate_pct: 10, tenor_years: 3}", "if 60 was meant");
    complaint("{gearing_pct: 60, rate_pct: 0.065, tenor_years: 3}", "if 6.5 was meant");
    complaint("{gearing_pct: 160, rate_pct: 6, tenor_years: 3}", "from 0 to 100");
    complaint("{gearing_pct: 70, rate_pct: 6, tenor_years: 3}, "
              "{gearing_pct: 60, rate_pct: 6, tenor_years: 3}",
              "the loans lend 130 % of the uses");
    complaint("{gearing_pct: 60, rate_pct: 6, grace_years: 2, tenor_years: 2}",
              "holds the grace period");
    complaint("{gearing_pct: 60, rate_pct: 6, tenor_years: 120}", "120 months are 10");
    complaint("{gearing_pct: 60, rate_pct: 6, tenor_years: 3, repayment: bullet, balloon_pct: 30}",
              "repayment: level with balloon_pct");
    complaint("{gearing_pct: 60, rate_pct: 6, tenor_years: 3, sweep_dscr: 1.3}", "has no sweep");
    complaint("{amount: 60000000, rate_pct: 6, tenor_years: 3}", "whole units of the currency");
}

/* --- any project ------------------------------------------------------------------------------ */

static unsigned long long seed = 20261124;

static double uniform(double low, double high)
{
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return low + (high - low) * (double)(seed >> 11) / 9007199254740992.0;
}

static int whole(int low, int high)
{
    return (int)floor(uniform(low, high + 1));
}

static const char *loan_text(struct arena *a)
{
    static const char *const repayments[] = {"level", "annuity", "sculpted", "bullet"};
    int grace = whole(1, 3), repayment = whole(0, 3);
    const char *size = whole(0, 1) == 0 ? arena_printf(a, "gearing_pct: %.3f", uniform(10, 45))
                                        : arena_printf(a, "amount: %.0f", uniform(1e7, 8e7));
    const char *target = repayment == 2 || whole(0, 2) == 0
                             ? arena_printf(a, ", dscr_target: %.3f", uniform(1.1, 2))
                             : "";
    const char *early = whole(0, 2) > 0 ? ""
                        : repayment < 2 ? ", sweep_pct: 40, sweep_dscr: 1.3, balloon_pct: 25"
                                        : ", sweep_pct: 30";
    return arena_printf(
        a,
        "    - {%s%s, rate_pct: %.3f, margin_pct: %.2f, upfront_fee_pct: %.2f,\n"
        "       commitment_fee_pct: %.2f, exposure_fee_pct: %.2f, fees_financed: %s,\n"
        "       drawdown: %s, grace_years: %d, tenor_years: %d, repayment: %s, dsra_months: "
        "%d%s}\n",
        size, target, uniform(2, 10), uniform(0, 3), uniform(0, 2), uniform(0, 1), uniform(0, 8),
        whole(0, 1) ? "true" : "false", whole(0, 1) ? "pro_rata" : "equity_first", grace,
        grace + whole(2, 8), repayments[repayment], whole(0, 1) * 6, early);
}

static const char *project_text(struct arena *a, int *loans)
{
    static const char *const regimes[] = {"none", "KZ", "TJ",
                                          "TM, overrides: {subsoil_tax_pct: 6}"};
    const char *text = arena_printf(
        a,
        "  basis: {currency: USD, first_year: 2030, discount_rate: 0.09}\n"
        "  plan: {ore_t: %.0f, throughput_tpa: 1000000, construction_years: %d, strip_ratio: 2,\n"
        "    grade_treo_pct: %.3f, distribution_pct: {La2O3: 30, CeO2: 45, Nd2O3: 20, Pr6O11: 5}}\n"
        "  products: [{oxides: [Nd2O3, Pr6O11], form: separated_oxide, recovery_pct: 60,\n"
        "    price: {value: %.2f, unit: USD/kg}}]\n"
        "  costs: [{name: mining, amount: %.2f, per: t_moved}]\n"
        "  capital: {initial: %.0f, sustaining: %.0f, closure: 5000000,\n"
        "    working_capital_days: {receivables: 60}}\n"
        "  fiscal: {regime: %s}\n  financing:\n",
        uniform(9e6, 15e6), whole(1, 3), uniform(0.6, 1.2), uniform(60, 90), uniform(4, 9),
        uniform(1.2e8, 2.5e8), uniform(1e6, 4e6), regimes[whole(0, 3)]);
    *loans = whole(1, 3);
    for (int k = 0; k < *loans; k++)
        text = arena_printf(a, "%s%s", text, loan_text(a));
    return text;
}

static double pv(const double *flow, int n, double rate)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += flow[i] / pow(1 + rate, i + 1);
    return sum;
}

/* 1: nothing but capital, fees and interest is paid for by debt; 2 and 3: balances never fall below
 * nothing and end there; 4: capital is written off once; 6: at any rate the state, the lenders, the
 * reserve and the owners have what there was. */
static void invariants_of(const struct econ_result *e, bool repaid)
{
    const double *const *l = e->lines;
    int n = e->n_periods;
    double added = 0, drawn = 0, scale = e->capex_initial, balance = 0, written = 0, spent = 0;
    for (size_t k = 0; k < e->n_loans; k++) {
        added += e->loans[k].added;
        drawn += e->loans[k].drawn;
        assert_true(e->loans[k].drawn >= 0);
    }
    assert_true(drawn <= scale * (1 + 1e-12));
    balance = added;
    for (int i = 0; i < n; i++) {
        balance += l[LINE_DEBT_DRAWN][i] - l[LINE_PRINCIPAL][i];
        assert_true(balance >= -1e-7 * scale);
        assert_true(l[LINE_PRINCIPAL][i] >= 0 && l[LINE_INTEREST][i] >= 0);
        written += l[LINE_DEPRECIATION][i];
        spent += l[LINE_CAPEX_INITIAL][i] + l[LINE_CAPEX_SUSTAINING][i];
    }
    if (repaid)
        near(balance, 0, 1e-7 * scale);
    if (strcmp(e->regime, "none") != 0)
        near(written, spent, 1e-7 * spent);
    static const double rates[] = {0, 0.09, 0.3};
    for (size_t k = 0; k < COUNT(rates); k++) {
        double state = pv(l[LINE_ROYALTY], n, rates[k]) + pv(l[LINE_OTHER_TAXES], n, rates[k]) +
                       pv(l[LINE_INCOME_TAX], n, rates[k]) + pv(l[LINE_WITHHOLDING], n, rates[k]);
        double lenders = pv(l[LINE_INTEREST], n, rates[k]) + pv(l[LINE_PRINCIPAL], n, rates[k]) +
                         pv(l[LINE_FEES], n, rates[k]) - pv(l[LINE_DEBT_DRAWN], n, rates[k]);
        double held = l[LINE_RESERVE_CHANGE] != NULL ? pv(l[LINE_RESERVE_CHANGE], n, rates[k]) : 0;
        double before =
            pv(l[LINE_PRE_TAX_CASH_FLOW], n, rates[k]) + pv(l[LINE_ROYALTY], n, rates[k]);
        near(state + lenders + held + pv(l[LINE_EQUITY_CASH_FLOW], n, rates[k]), before,
             1e-9 * (fabs(before) + scale));
    }
}

static void any_project(void **state)
{
    (void)state;
    int sculpted = 0, whole_loans = 0;
    for (int round = 0; round < 400; round++) {
        struct arena *a = arena_new();
        int loans;
        const char *text = project_text(a, &loans);
        struct run r = run_bare(text, NULL);
        if (!diags_ok(r.diags))
            fail_msg("%s\n%s", complaints(&r), text);
        assert_int_equal(r.result->n_loans, loans);
        if (noted(&r, "do not settle"))
            fail_msg("not settled: %s", text);
        bool repaid = !noted(&r, "is not repaid within the statement");
        whole_loans += repaid;
        invariants_of(r.result, repaid);
        /* 7: cover is even under sculpting, in the years that one sculpted loan is repaid. */
        const struct econ_loan *only = &r.result->loans[0];
        if (loans == 1 && strstr(text, "sculpted") != NULL && strstr(text, "sweep") == NULL &&
            only->drawn > 0 && r.result->dscr_min >= 1) {
            int last = only->last_year - r.result->first_year, even = 0;
            for (int i = last; i > 0 && r.result->lines[LINE_PRINCIPAL][i] > 0; i--, even++)
                near(r.result->dscr[i], r.result->dscr[last], 1e-6);
            sculpted += even > 1;
        }
        run_free(&r);
        arena_free(a);
    }
    assert_true(sculpted > 10 && whole_loans > 300);
}

/* With interest deducted from profit, the loan, the tax and the cover agree with each other. */
static void tax_and_debt_agree(void **state)
{
    (void)state;
    struct run r = good("  basis: {currency: USD, first_year: 2030, discount_rate: 0.1}\n"
                        "  lines: {revenue: [0, 90, 90, 90], capex_initial: [150, 0, 0, 0]}\n"
                        "  fiscal: {instruments: [{kind: income_tax, rate_pct: 20, "
                        "interest_deductible: true}]}\n"
                        "  financing: [{rate_pct: 10, tenor_years: 3, repayment: sculpted, "
                        "dscr_target: 1.5}]\n");
    const double *const *l = r.result->lines;
    double owed = l[LINE_DEBT_DRAWN][0];
    /* Year by year by hand: 90 less 20 % of (90 - 50 - interest), two thirds of it to the lender.
     */
    for (int i = 1; i < 4; i++) {
        double interest = 0.1 * owed, cash = 90 - 0.2 * (90 - 50 - interest);
        near(l[LINE_INCOME_TAX][i], 0.2 * (40 - interest), 1e-7);
        near(l[LINE_INTEREST][i], interest, 1e-7);
        owed += interest - cash / 1.5;
    }
    near(owed, 0, 1e-6);
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gearing_in_closed_form),
        cmocka_unit_test(two_loans_share_the_uses),
        cmocka_unit_test(fees),
        cmocka_unit_test(drawing),
        cmocka_unit_test(sculpting),
        cmocka_unit_test(other_limits),
        cmocka_unit_test(two_ranks),
        cmocka_unit_test(reserve),
        cmocka_unit_test(tail),
        cmocka_unit_test(sweep_by_hand),
        cmocka_unit_test(sweeps_stand_in_line),
        cmocka_unit_test(balloons),
        cmocka_unit_test(likely_intentions),
        cmocka_unit_test(any_project),
        cmocka_unit_test(tax_and_debt_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
