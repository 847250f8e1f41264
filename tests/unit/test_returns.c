/* Time value of money against published figures. Each case names its source; expected values are
 * those of the source, or exact by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/base/date.h"
#include "core/returns/returns.h"

#define N(array) (sizeof(array) / sizeof *(array))

static void near(double got, double expected, double tolerance)
{
    if (!(fabs(got - expected) <= tolerance))
        fail_msg("got %.17g, expected %.17g within %g", got, expected, tolerance);
}

static void roots(const double *flows, size_t n, const double *expected, size_t n_expected,
                  double tolerance)
{
    struct irr irr = returns_irr(flows, n);
    assert_int_equal(irr.n, n_expected);
    for (size_t i = 0; i < n_expected; i++)
        near(irr.roots[i], expected[i], tolerance);
    assert_int_equal(irr.end, n_expected == 0   ? IRR_NONE
                              : n_expected == 1 ? IRR_UNIQUE
                                                : IRR_MULTIPLE);
}
#define ROOTS(tolerance, flows, ...)                                                               \
    roots(flows, N(flows), (const double[]){__VA_ARGS__}, N(((const double[]){__VA_ARGS__})),      \
          tolerance)

/* Apache POI, TestFinanceLib.java at a528d435 (2024-10-23): spreadsheet NPV, first flow one period
 * away. */
static void npv_of_spreadsheets(void **state)
{
    (void)state;
    const double a[] = {100, 200, 300, 400}, b[] = {1000, 666.66666, 333.33, 12.2768416},
                 c[] = {1000, 0, -900, -7777.5765},
                 d[] = {200000, 300000.55, 400000, 1000000, 6000000, 7000000, -300000},
                 e[] = {-1000, 500, 300, 800}, f[] = {8000, 9200, 10000, 12000, 14500, -9000},
                 g[] = {-40000, 8000, 9200, 10000, 12000, 14500};
    near(returns_npv(1, a, N(a), 1), 162.5, 1e-9);
    near(returns_npv(2.5, b, N(b), 1), 347.9923260414483, 1e-9);
    near(returns_npv(12.33333, c, N(c), 1), 74.3742433377061, 1e-9);
    near(returns_npv(.05, d, N(d), 1), 11342283.4233124, 1e-6);
    near(returns_npv(.08, e, N(e), 1), 328.9170387681793, 1e-9);
    near(-40000 + returns_npv(.08, f, 5, 1), 1922.061554932363, 1e-9);
    near(-40000 + returns_npv(.08, f, 6, 1), -3749.4650870155747, 1e-9);
    near(returns_npv(.08, g, N(g), 1), 1779.6866249373716, 1e-9);
}

/* End, mid and start of the year, by hand from the definitions: -100, 30, 40, 50, 30 at 10 %. */
static void npv_by_timing(void **state)
{
    (void)state;
    const double f[] = {-100, 30, 40, 50, 30};
    near(returns_npv(.1, f, 5, 0), 18.386722, 5e-7);
    near(-100 + returns_npv(.1, f + 1, 4, .5), 24.165042, 5e-7);
    near(returns_npv(.1, f, 5, .5), 17.531052, 5e-7);
    near(returns_npv(0, f, 5, 1), 50, 0);
    ROOTS(1e-8, f, .18028162);
    double m;
    assert_true(returns_mirr(f, 5, .08, .12, &m));
    near(m, .15558621, 5e-9);
}

/* numpy-financial, tests/test_financial.py at f47e8af2 (2025-05-21), to the decimals printed. */
static void irr_of_numpy(void **state)
{
    (void)state;
    const double a[] = {-150000, 15000, 25000, 35000, 45000, 60000}, b[] = {-100, 0, 0, 74},
                 c[] = {-100, 39, 59, 55, 20}, d[] = {-100, 100, 0, 7},
                 e[] = {-40000, 5000, 8000, 12000, 30000};
    ROOTS(5e-5, a, .0524);
    ROOTS(5e-5, b, -.0955);
    ROOTS(5e-6, c, .28095);
    ROOTS(5e-6, d, .06206);
    near(returns_npv(returns_irr(e, N(e)).roots[0], e, N(e), 0), 0, 1e-9);
}

/* The same file: numpy returns the root nearest to zero; there are others, which we name. */
static void irr_several_of_numpy(void **state)
{
    (void)state;
    const double a[] = {-100, 100, 0, -7}, b[] = {-5, 10.5, 1, -8, 1};
    struct irr ra = returns_irr(a, N(a)), rb = returns_irr(b, N(b));
    double r;
    assert_int_equal(ra.end, IRR_MULTIPLE);
    assert_int_equal(rb.end, IRR_MULTIPLE);
    assert_true(returns_irr_near(&ra, -.0833, &r));
    near(r, -.0833, 5e-5);
    assert_true(returns_irr_near(&rb, .0886, &r));
    near(r, .0886, 5e-5);
    for (size_t i = 0; i < rb.n; i++)
        near(returns_npv(rb.roots[i], b, N(b), 0), 0, 1e-9);
}

/* Flows from threads where tools disagreed or failed: numpy pull requests 4210 and 4253,
 * numpy-financial issues 28, 44, 98, better/irr issue 1. Roots by high-precision solution. */
static void irr_that_tools_got_wrong(void **state)
{
    (void)state;
    double loss[17] = {-10000};
    for (size_t i = 1; i < N(loss); i++)
        loss[i] = 327.24625;
    ROOTS(5e-11, loss, -.0676541134);
    const double ambiguous[] = {-50, -100, 600, 300, -100};
    ROOTS(5e-11, ambiguous, -.7688954707, 1.8544178285);
    const double tail[] = {-1678.87, 771.96, 1814.05, 3520.30, 3552.95, 3584.99, 4789.91, -1};
    ROOTS(5e-11, tail, -.9997912604, 1.0042698487);
    const double shorter[] = {-1678.87, 771.96, 1814.05, 3520.30, 3552.95, 3584.99, -1};
    ROOTS(5e-11, shorter, -.9997211363, .9688775470);
    double near_zero[21] = {-13897.515699392789};
    for (size_t i = 1; i < 20; i++)
        near_zero[i] = 678.69417667002108;
    near_zero[20] = -426.40303828879155;
    ROOTS(5e-11, near_zero, -.61414879902, -.0109975325);
}

/* numpy issue 15: the root lies within 1e-9 of -100 %, outside the range that is looked at. */
static void irr_below_range(void **state)
{
    (void)state;
    const double f[] = {-3000.0,
                        2.3926932267015667e-07,
                        4.1672087103345505e-16,
                        5.396511003637871e-25,
                        5.196255107180617e-34,
                        3.72029556454364e-43};
    struct irr irr = returns_irr(f, N(f));
    assert_int_equal(irr.end, IRR_NONE);
    assert_int_equal(irr.n, 0);
}

static void irr_pump_problems(void **state)
{
    (void)state;
    /* Brigham, capital budgeting, "Project M": 25 % and 400 %, NPV -0.77 at 10 %. */
    const double strip[] = {-1.6, 10, -10}, pump[] = {-1600, 10000, -10000};
    ROOTS(1e-15, strip, .25, 4);
    ROOTS(0, pump, .25, 4);
    near(returns_npv(.1, strip, 3, 0), -.77, .005);
    /* 300hours.com, CFA level 1: "about 38 % and 260 %", which is (3 -+ sqrt 5) / 2. */
    const double cfa[] = {-2000, 10000, -10000};
    ROOTS(1e-15, cfa, (3 - sqrt(5)) / 2, (3 + sqrt(5)) / 2);
}

/* testpanda.com (2020-05): signs change twice and there is no real root; NPV exists. */
static void irr_none(void **state)
{
    (void)state;
    const double a[] = {-2000, 1000, -500}, b[] = {1000, -3000, 2500},
                 c[] = {-100, 60, 60, 60, -90};
    assert_int_equal(returns_irr(a, N(a)).end, IRR_NONE);
    near(returns_npv(.1, a, N(a), 0), -1504.13, .005);
    assert_int_equal(returns_irr(b, N(b)).end, IRR_NONE);
    assert_int_equal(returns_irr(c, N(c)).end, IRR_NONE);
    const double same[] = {1, 2, 3}, zero[] = {0, 0}, bad[] = {-1, NAN, 2};
    assert_int_equal(returns_irr(same, N(same)).end, IRR_NO_CHANGE);
    assert_int_equal(returns_irr(zero, N(zero)).end, IRR_NO_CHANGE);
    assert_int_equal(returns_irr(zero, 0).end, IRR_NO_CHANGE);
    assert_int_equal(returns_irr(bad, N(bad)).end, IRR_NO_CHANGE);
}

/* Products of (g - root): the roots are known beforehand, some double, some triple. */
static void irr_of_products(void **state)
{
    (void)state;
    const double twice[] = {-1, 2.2, -1.21}, zero_thrice[] = {-1, 3, -3, 1},
                 zero[] = {-100, 50, 50}, edge[] = {-1, 21}, beyond[] = {-1, 21.1};
    ROOTS(1e-8, twice, .1);
    ROOTS(1e-9, zero_thrice, 0);
    ROOTS(0, zero, 0);
    ROOTS(0, edge, 20);
    assert_int_equal(returns_irr(beyond, N(beyond)).end, IRR_NONE);
    /* (g-1.05)^2 (g-1.2) (g-0.5): double root between two simple ones. */
    double f[5] = {1};
    const double g[] = {1.05, 1.05, 1.2, .5};
    for (size_t k = 0; k < N(g); k++)
        for (size_t i = k + 1; i > 0; i--)
            f[i] -= g[k] * f[i - 1];
    ROOTS(1e-7, f, -.5, .05, .2);
}

static uint64_t random_state;
static double random01(void)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(random_state >> 11) / 9007199254740992.0;
}

/* Random products of simple roots well apart: every one is found, no other. */
static void irr_finds_every_root(void **state)
{
    (void)state;
    random_state = 20261123;
    for (int round = 0; round < 2000; round++) {
        double g[6], f[16] = {-1};
        size_t n = 1 + (size_t)(random01() * 6), degree = 0;
        for (size_t i = 0; i < n; i++)
            g[i] = (i == 0 ? .2 : g[i - 1] * 1.2) * (1 + random01());
        for (size_t i = 0; i < n; i++, degree++)
            for (size_t j = degree + 1; j > 0; j--)
                f[j] -= g[i] * f[j - 1];
        /* A factor without positive roots: g^2 + b g + c. */
        double b = random01(), c = random01();
        for (size_t j = degree + 2; j > 0; j--)
            f[j] += b * f[j - 1] + (j > 1 ? c * f[j - 2] : 0);
        degree += 2;
        struct irr irr = returns_irr(f, degree + 1);
        size_t expected = 0;
        for (size_t i = 0; i < n; i++)
            if (g[i] <= 21)
                near(irr.roots[expected++], g[i] - 1, 1e-9 * g[i] + 1e-11);
        assert_int_equal(irr.n, expected);
    }
}

/* A long monthly series neither overflows nor loses its root: 1,200 level payments at 0.5 %. */
static void irr_long(void **state)
{
    (void)state;
    double *f = calloc(1201, sizeof *f), pmt;
    assert_true(returns_pmt(.005, 1200, -100000, 0, false, &pmt));
    f[0] = -100000;
    for (size_t i = 1; i <= 1200; i++)
        f[i] = pmt;
    roots(f, 1201, (const double[]){.005}, 1, 1e-14);
    free(f);
}

static int32_t day(int year, int month, int d)
{
    return date_to_days((struct date){(int16_t)year, (int8_t)month, (int8_t)d});
}

/* The example in the documentation of the spreadsheet functions XNPV and XIRR (Microsoft,
 * OpenOffice and LibreOffice help carry the same one): 2086.647602 at 9 %, 37.3362535 %. */
static void dated_flows(void **state)
{
    (void)state;
    const double f[] = {-10000, 2750, 4250, 3250, 2750};
    const int32_t d[] = {day(2008, 1, 1), day(2008, 3, 1), day(2008, 10, 30), day(2009, 2, 15),
                         day(2009, 4, 1)};
    double v;
    assert_true(returns_xnpv(.09, f, d, 5, &v));
    near(v, 2086.647602, 5e-7);
    struct irr irr = returns_xirr(f, d, 5);
    assert_int_equal(irr.end, IRR_UNIQUE);
    near(irr.roots[0], .373362535, 1e-8);
    assert_false(returns_xnpv(-1, f, d, 5, &v));
    const int32_t earlier[] = {d[1], d[0]};
    assert_false(returns_xnpv(.1, f, earlier, 2, &v));
    /* Yearly dates of 365 days: as whole periods; order of the flows does not matter. */
    const double p[] = {10000, -1600, -10000};
    const int32_t years[] = {365, 0, 730};
    irr = returns_xirr(p, years, 3);
    assert_int_equal(irr.n, 2);
    near(irr.roots[0], .25, 1e-15);
    near(irr.roots[1], 4, 1e-14);
}

/* redcrab-software.com, wizedu.com 18416, qammunity.org 8191383. */
static void mirr_published(void **state)
{
    (void)state;
    const double a[] = {123, -143, 222, -192}, b[] = {-10000, 2000, 3000, 4000, 5000},
                 c[] = {-131000, 25000, 25000, 25000, 25000, 25000}, none[] = {1, 2};
    double m;
    assert_true(returns_mirr(a, N(a), .005, .003, &m));
    near(m, .0152, 5e-5);
    assert_true(returns_mirr(b, N(b), .11, .11, &m));
    near(m, .1224, 5e-5);
    assert_true(returns_mirr(c, N(c), .12, .08, &m));
    near(m, .0228, 5e-5);
    assert_false(returns_mirr(none, N(none), .1, .1, &m));
    assert_false(returns_mirr(c, N(c), -1, .1, &m));
}

/* jdvelasq/cashflows analysis.py at 9edfbbcd (2021-07-22): quarterly -200 and four times 100. */
static void quarterly(void **state)
{
    (void)state;
    const double f[] = {-200, 100, 100, 100, 100},
                 loan[] = {-732.54, 100, 100, 100, 100, 100, 100, 100, 100};
    double m;
    near(100 * returns_irr(f, N(f)).roots[0], 34.9, .01);
    assert_true(returns_mirr(f, N(f), 0, 0, &m));
    near(100 * m, 18.920712, 1e-5);
    near(returns_npv(.12, f, N(f), 0), 103.734935, 1e-5);
    near(returns_npv(.12, f, N(f), 0) * pow(1.12, 4), 163.22, .01);
    near(returns_npv(.12, f, N(f), 0) * 1.12, 116.183127, 1e-5);
    near(returns_npv(.12, f + 1, 4, 1) / 200, 1.518675, 1e-6);
    near(returns_npv(.02, loan, N(loan), 0), 0, .02);
}

/* PrOMMiS (US DOE / NETL), rare-earth plant of test_ree_costing.py at 9beba554 (2026-07-21),
 * million USD of 2021: capital in years 1 to 3 (10/60/30 %, 3.6 % a year dearer), production in
 * years 4 to 23 with 3 % inflation, half of the capital lent at 6 % over ten years. Its loan term
 * is negative, although borrowing at 6 % adds value at a discount rate of 10 %: the test repeats
 * the figure, the sign is theirs. */
static void ree_plant_of_prommis(void **state)
{
    (void)state;
    const double capex = 7.461172417869669, opex = 6.880158261340908, revenue = 64.38220104959998;
    const double split[] = {.1, .6, .3};
    double capital[3], cost[23] = {0}, income[23] = {0}, pmt, loan;
    for (int i = 0; i < 3; i++)
        capital[i] = -split[i] * capex * pow(1.036, i);
    for (int i = 3; i < 23; i++) {
        cost[i] = -opex * pow(1.03, i);
        income[i] = revenue * pow(1.03, i);
    }
    near(returns_npv(.1, capital, 3, 1), -6.3162037, 1e-6);
    near(returns_npv(.1, cost, 23, 1), -59.02935, 1e-4);
    near(returns_npv(.1, income, 23, 1), 552.37672, 1e-4);
    assert_true(returns_pmt(.06, 10, capex / 2, 0, false, &pmt));
    assert_true(returns_pv(.1, 10, pmt, 0, false, &loan));
    near(loan - capex / 2, -.61610712, 1e-7);
    near(returns_npv(.1, capital, 3, 1) + returns_npv(.1, cost, 23, 1) +
             returns_npv(.1, income, 23, 1) + loan - capex / 2,
         486.41505, 1e-4);
}

static void payback_by_hand(void **state)
{
    (void)state;
    const double a[] = {-100, 30, 40, 50}, again[] = {-10, 20, -30, 5, 40}, never[] = {-5, 1, 1},
                 good[] = {5, -3}, tenths[] = {-.3, .1, .1, .1}, late[] = {10, -100, 60, 60};
    double p = -1;
    assert_true(returns_payback(a, N(a), &p));
    near(p, 2.6, 1e-15);
    assert_true(returns_payback(again, N(again), &p));
    near(p, .5, 0);
    assert_true(returns_payback(good, N(good), &p));
    near(p, 0, 0);
    assert_true(returns_payback(tenths, N(tenths), &p));
    near(p, 3, 0);
    assert_true(returns_payback(late, N(late), &p));
    near(p, 2.5, 0);
    p = -1;
    assert_false(returns_payback(never, N(never), &p));
    near(p, -1, 0);
}

/* Examples in the documentation of the spreadsheet functions PMT, PV, FV, NPER, RATE (Microsoft
 * support pages), to the cents they print. */
static void annuities(void **state)
{
    (void)state;
    double v;
    assert_true(returns_pmt(.08 / 12, 10, 10000, 0, false, &v));
    near(v, -1037.03, .005);
    assert_true(returns_pmt(.08 / 12, 10, 10000, 0, true, &v));
    near(v, -1030.16, .005);
    assert_true(returns_pmt(.06 / 12, 18 * 12, 0, 50000, false, &v));
    near(v, -129.08, .005);
    assert_true(returns_pv(.08 / 12, 12 * 20, 500, 0, false, &v));
    near(v, -59777.15, .005);
    assert_true(returns_fv(.06 / 12, 10, -200, -500, true, &v));
    near(v, 2581.40, .005);
    assert_true(returns_fv(.12 / 12, 12, -1000, 0, false, &v));
    near(v, 12682.50, .005);
    assert_true(returns_nper(.12 / 12, -100, -1000, 10000, true, &v));
    near(v, 59.6738657, 5e-8);
    assert_true(returns_nper(.12 / 12, -100, -1000, 10000, false, &v));
    near(v, 60.0821229, 5e-8);
    assert_true(returns_nper(.12 / 12, -100, -1000, 0, false, &v));
    near(v, -9.57859404, 5e-8);
    assert_true(returns_rate(48, -200, 8000, 0, false, &v));
    near(v, .0077, 5e-5);
    near(12 * v, .0924, 5e-5);
    /* No interest, and no answer. */
    assert_true(returns_pmt(0, 4, 100, 0, false, &v));
    near(v, -25, 0);
    assert_true(returns_rate(4, -25, 100, 0, false, &v));
    near(v, 0, 0);
    assert_false(returns_pmt(-1, 4, 100, 0, false, &v));
    assert_false(returns_pmt(.1, 0, 100, 0, false, &v));
    assert_false(returns_nper(.1, -5, 100, 0, false, &v));
    assert_false(returns_rate(4, 25, 100, 0, false, &v));
}

/* Each function gives back what another took. */
static void annuities_agree(void **state)
{
    (void)state;
    random_state = 7;
    for (int i = 0; i < 500; i++) {
        double rate = random01() * .3 - .05, n = 1 + floor(random01() * 60), pv = random01() * 1e6;
        bool due = random01() < .5;
        double pmt, v;
        assert_true(returns_pmt(rate, n, pv, 0, due, &pmt));
        assert_true(returns_pv(rate, n, pmt, 0, due, &v));
        near(v, pv, 1e-9 * pv);
        assert_true(returns_fv(rate, n, pmt, pv, due, &v));
        near(v, 0, 1e-8 * pv * pow(1 + fabs(rate), n));
        assert_true(returns_nper(rate, pmt, pv, 0, due, &v));
        near(v, n, 1e-6);
        if (n < 2 && due)
            continue; /* paid back on the day: any rate */
        assert_true(returns_rate(n, pmt, pv, 0, due, &v));
        near(v, rate, 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(npv_of_spreadsheets),
        cmocka_unit_test(npv_by_timing),
        cmocka_unit_test(irr_of_numpy),
        cmocka_unit_test(irr_several_of_numpy),
        cmocka_unit_test(irr_that_tools_got_wrong),
        cmocka_unit_test(irr_below_range),
        cmocka_unit_test(irr_pump_problems),
        cmocka_unit_test(irr_none),
        cmocka_unit_test(irr_of_products),
        cmocka_unit_test(irr_finds_every_root),
        cmocka_unit_test(irr_long),
        cmocka_unit_test(dated_flows),
        cmocka_unit_test(mirr_published),
        cmocka_unit_test(quarterly),
        cmocka_unit_test(ree_plant_of_prommis),
        cmocka_unit_test(payback_by_hand),
        cmocka_unit_test(annuities),
        cmocka_unit_test(annuities_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
