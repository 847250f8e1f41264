/* Sliders: each must give what econ_run gives for the project with the figure changed in its text.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/economics/whatif.h"
#include "tests/unit/economics_case.h"

/* Holes: discount rate, grade, recoveries, prices, costs, capital. */
static const char plan[] =
    "  basis: {currency: USD, first_year: 2027, discount_rate: %.17g}\n"
    "  plan: {ore_t: 20000000, throughput_tpa: 1000000, construction_years: 2, strip_ratio: 2,\n"
    "    ramp_up: [0.5, 0.8], grade_treo_pct: %.17g, distribution_pct: {La2O3: 65, Nd2O3: 35}}\n"
    "  products:\n"
    "    - {oxides: [Nd2O3], recovery_pct: %.17g, payable_pct: 98,\n"
    "       price: {value: %.17g, unit: USD/kg}, separation_charge: {value: 5, unit: USD/kg}}\n"
    "    - {oxides: [La2O3], recovery_pct: %.17g, price: {value: %.17g, unit: USD/kg}}\n"
    "  costs:\n"
    "    - {name: mining, amount: %.17g, per: t_moved}\n"
    "    - {name: processing, amount: %.17g, per: t_ore}\n"
    "    - {name: freight, amount: 60, per: t_product}\n"
    "  capital: {initial: %.17g, phasing: [0.4, 0.6], contingency_pct: 15, sustaining: 1000000,\n"
    "    closure: 5000000, working_capital_days: {receivables: 60}}\n"
    "  fiscal: {overrides: {cit_rate_pct: 20, royalty_pct: 5},\n"
    "    depreciation: {method: declining_balance, rate_pct: 25},\n"
    "    losses: {carry_forward_years: 5}}\n"
    "  financing:\n"
    "    - {gearing_pct: 50, rate_pct: 8, grace_years: 2, tenor_years: 8, repayment: annuity}\n"
    "    - {gearing_pct: 20, rate_pct: 6, grace_years: 2, tenor_years: 8, repayment: sculpted,\n"
    "       dscr_target: 1.4}\n";

static struct run written(const struct whatif_change *c)
{
    const double *v = c->value;
    char text[3000];
    double r = isnan(v[WHATIF_RATE]) ? .08 : v[WHATIF_RATE];
    snprintf(text, sizeof text, plan, r, .5 * v[WHATIF_GRADE], fmin(65 * v[WHATIF_RECOVERY], 100),
             69 * v[WHATIF_PRICE], fmin(50 * v[WHATIF_RECOVERY], 100), 1.4 * v[WHATIF_PRICE],
             3.2 * v[WHATIF_OPEX], 25 * v[WHATIF_OPEX], 8e7 * v[WHATIF_CAPITAL]);
    struct run out = run_bare(text, NULL);
    assert_true(diags_ok(out.diags));
    return out;
}

static struct whatif *open_on(struct run *r)
{
    return whatif_open(r->arena, r->dossier, econ_data_load(r->arena, "rules", r->diags), NULL);
}

static double npv(const struct econ_metrics *v, double rate)
{
    for (size_t i = 0; i < v->n_npv; i++)
        if (v->npv[i].rate == rate)
            return v->npv[i].value;
    return NAN;
}

static double rate_of(const struct econ_metrics *v)
{
    return v->irr.end == IRR_UNIQUE ? v->irr.roots[0] : NAN;
}

static void same(double got, double expected)
{
    if (isnan(expected))
        assert_true(isnan(got));
    else
        near(got, expected, 1e-9 * fabs(expected));
}

static void equals(const struct whatif_figures *f, const struct econ_result *e)
{
    assert_true(f->rate == e->discount_rate);
    same(f->npv_pre_tax, npv(&e->pre_tax, f->rate));
    same(f->npv_post_tax, npv(&e->post_tax, f->rate));
    same(f->npv_equity, npv(&e->equity, f->rate));
    same(f->irr_pre_tax, rate_of(&e->pre_tax));
    same(f->irr_post_tax, rate_of(&e->post_tax));
    same(f->irr_equity, rate_of(&e->equity));
    same(f->payback_years, e->post_tax.payback_years);
    same(f->dscr_min, e->dscr_min);
}

static void sliders_equal_an_edited_file(void **state)
{
    (void)state;
    static const struct whatif_change changes[] = {
        {{1, 1, 1, 1, 1, NAN}},         {{1.2, 1, 1, 1, 1, NAN}}, {{1, .8, 1, 1, 1, NAN}},
        {{1, 1, .9, 1, 1, NAN}},        {{1, 1, 1.7, 1, 1, NAN}}, /* recovery at 100 % */
        {{1, 1, 1, 1.4, 1, NAN}},       {{1, 1, 1, 1, 1.3, NAN}}, {{1, 1, 1, 1, 1, .12}},
        {{.7, .9, .95, 1.26, 1.2, .1}}, {{.3, 1, 1, 1, 1, NAN}}, /* the money is lost */
    };
    struct whatif_change none = whatif_none();
    struct run r = written(&none);
    struct whatif *w = open_on(&r);
    assert_non_null(w);
    for (int i = 0; i < WHATIF_COUNT; i++)
        assert_true(whatif_acts(w, (enum whatif_slider)i));
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct run edited = written(&changes[i]);
        struct whatif_figures f = whatif_run(w, &changes[i]);
        equals(&f, edited.result);
        run_free(&edited);
        f = whatif_run(w, &none);
        equals(&f, r.result); /* nothing is left behind */
    }
    whatif_close(w);
    run_free(&r);
}

/* Lines given by year: 1000 x price x (grade, recovery), less cost, less capital. */
static void given_lines(void **state)
{
    (void)state;
    struct run r =
        run_bare("  basis: {currency: USD, periods: 2, discount_rate: 0, discounting: start}\n"
                 "  lines: {revenue: [0, 1000], opex: [0, 300], capex_initial: [500, 0]}\n",
                 NULL);
    struct whatif *w = open_on(&r);
    assert_non_null(w);
    struct whatif_change c = {{1.1, .9, 1.2, 1.3, .8, NAN}};
    near(whatif_run(w, &c).npv_post_tax, 1000 * 1.1 * .9 * 1.2 - 300 * .8 - 500 * 1.3, 1e-9);
    assert_true(isnan(whatif_run(w, &c).dscr_min));
    whatif_close(w);
    run_free(&r);
}

static void what_does_not_act(void **state)
{
    (void)state;
    struct run r = run_bare("  basis: {currency: USD, periods: 2, discount_rate: 0.1}\n"
                            "  lines: {net_cash_flow: [-5, 9]}\n",
                            NULL);
    struct whatif *w = open_on(&r);
    assert_non_null(w);
    for (int i = 0; i < WHATIF_COUNT; i++)
        assert_true(whatif_acts(w, (enum whatif_slider)i) == (i == WHATIF_RATE));
    struct whatif_change c = whatif_none();
    c.value[WHATIF_RATE] = .25;
    near(whatif_run(w, &c).npv_post_tax, -5 / 1.25 + 9 / 1.5625, 1e-12);
    whatif_close(w);
    run_free(&r);
    r = run_bare("  basis: {currency: USD}\n", NULL);
    assert_null(open_on(&r)); /* no cash flow */
    run_free(&r);
}

/* A slider moves at every key: a tenth of a frame is the most it may take, and then some. */
static void follows_a_key(void **state)
{
    (void)state;
    struct whatif_change c = whatif_none();
    struct run r = written(&c);
    struct whatif *w = open_on(&r);
    assert_non_null(w);
    double best = 1;
    for (int i = 0; i < 50; i++) {
        struct timespec t, u;
        c.value[WHATIF_PRICE] = 1 + .01 * i;
        clock_gettime(CLOCK_MONOTONIC, &t);
        whatif_run(w, &c);
        clock_gettime(CLOCK_MONOTONIC, &u);
        double each = (double)(u.tv_sec - t.tv_sec) + (double)(u.tv_nsec - t.tv_nsec) * 1e-9;
        best = each < best ? each : best;
    }
    assert_true(best < 5e-3);
    whatif_close(w);
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sliders_equal_an_edited_file),
        cmocka_unit_test(given_lines),
        cmocka_unit_test(what_does_not_act),
        cmocka_unit_test(follows_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
