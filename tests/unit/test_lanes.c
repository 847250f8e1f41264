/* The quick form of the model against the general one: random projects over the regimes and options
 * that projects have, each trial computed both ways; and what the quick form leaves to the other,
 * by name. LANES_TALLY=1 in the environment shows how many projects each gap takes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/lanes.h"
#include "core/economics/risk_trials.h"
#include "tests/unit/economics_case.h"

#define PROJECTS 600
#define TRIALS 96

static uint64_t state_;
static double uniform(double low, double high)
{
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(state_ >> 11) / 9007199254740992.0;
}

static bool chance(double p)
{
    return uniform(0, 1) < p;
}

static int pick(int n)
{
    return (int)uniform(0, n);
}

static struct strbuf out_;

static void put(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void put(const char *format, ...)
{
    char text[600];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    strbuf_adds(&out_, text);
}

/* A figure that is uncertain now and then. */
static void figure(const char *name, double v, double most)
{
    if (chance(.35))
        put("%s: {value: %.17g, low: %.17g, high: %.17g}", name, v, v * uniform(.6, 1),
            fmin(v * uniform(1.001, 1.6), most));
    else
        put("%s: %.17g", name, v);
}

/* --- parts of a project ----------------------------------------------------------------------- */

static void basis(void)
{
    static const char *const timing[] = {"end", "mid", "start"};
    put("  basis: {currency: USD, first_year: 2027, discounting: %s", timing[pick(3)]);
    if (chance(.2))
        put(", valuation_year: %d", 2025 + pick(5));
    if (chance(.2))
        put(", price_terms: %s, inflation: %.4g", chance(.5) ? "real" : "nominal",
            uniform(.01, .12));
    put(", exchange: {KZT: 0.002, UZS: 0.00008, KGS: 0.0114, TJS: 0.09, TMT: 0.28}, ");
    figure("discount_rate", uniform(.03, .2), .5);
    put("}\n");
}

static void plan(double rate, int life, int build, bool two)
{
    put("  plan: {ore_t: %.17g, throughput_tpa: %.17g, construction_years: %d, ", rate * life,
        rate * uniform(.9, 1.3), build);
    if (chance(.5))
        put("ramp_up: [0.4, 0.8], ");
    if (chance(.3))
        put("dilution_pct: 6, ");
    figure("strip_ratio", uniform(.2, 5), 20);
    put(", ");
    figure("grade_treo_pct", uniform(.3, 4), 50);
    put(", distribution_pct: {La2O3: %d, Nd2O3: %d}}\n", two ? 60 : 40, two ? 40 : 60);
}

static void product(const char *sold)
{
    static const char *const forms[] = {"concentrate", "mixed_carbonate", "separated_oxide"};
    put("    - {%sform: %s, ", sold, forms[pick(3)]);
    figure("recovery_pct", uniform(30, 60), 99);
    put(", ");
    figure("payable_pct", uniform(40, 62), 99);
    if (chance(.15)) {
        put(", price: {deck: usgs.mcs2026, %s}", chance(.5) ? "year: 2025" : "path: by_year");
    } else if (chance(.15)) {
        put(", price: {value: %.17g, unit: USD/kg}", uniform(10, 60));
    } else {
        double v = uniform(10, 60);
        put(", price: {value: %.17g, low: %.17g, high: %.17g, unit: USD/kg}", v, v * .6, v * 1.5);
    }
    if (chance(.3))
        put(", separation_charge: {value: %.4g, unit: USD/kg}", uniform(.1, 3));
    put("}\n");
}

static void costs(double rate)
{
    static const char *const more[] = {"freight, amount: 80, per: t_product",
                                       "reagents, amount: 1.5, per: kg_product",
                                       "selling, amount: 2, per: revenue_pct"};
    put("  costs:\n    - {name: mining, ");
    figure("amount", uniform(1, 5), 100);
    put(", per: t_moved}\n    - {name: processing, ");
    figure("amount", uniform(10, 60), 1000);
    put(", per: t_ore}\n    - {name: g_and_a, ");
    figure("amount", rate * uniform(1, 4), 1e12);
    put(", per: year%s}\n", chance(.5) ? ", from: 2029" : "");
    if (chance(.6))
        put("    - {name: %s}\n", more[pick(3)]);
}

static void capital(double rate)
{
    double c = rate * uniform(40, 200);
    put("  capital: {");
    figure("initial", c, 1e13);
    put(", ");
    figure("sustaining", c * .01, 1e13);
    put(", ");
    figure("closure", c * .05, 1e13);
    if (chance(.6))
        put(", phasing: [0.4, 0.6]");
    if (chance(.5)) {
        put(", ");
        figure("contingency_pct", 12, 100);
    }
    if (chance(.3)) {
        put(", ");
        figure("salvage", c * .02, 1e13);
    }
    if (chance(.7)) {
        put(", working_capital_days: {");
        figure("receivables", 50, 300);
        put(", payables: 30, inventory: 20}");
    }
    put("}\n");
}

static void depreciation(void)
{
    static const char *const methods[] = {"straight_line, life_years: 7",
                                          "declining_balance, rate_pct: 25",
                                          "unit_of_production",
                                          "straight_line, life_years: 12",
                                          "declining_balance, rate_pct: 20, life_years: 9",
                                          "sum_of_years_digits, life_years: 8"};
    put("    depreciation: {method: %s}", methods[pick(6)]);
    if (chance(.6))
        put(",\n    losses: {carry_forward_years: %d%s}", pick(9),
            chance(.4) ? ", cap_pct: 60" : "");
}

static void own_instruments(void)
{
    static const char *const kinds[] = {
        "{kind: royalty, rate_pct: 5}",
        "{kind: royalty, rate_pct: 4, floor_cost_pct: 40}",
        "{kind: royalty, rate_pct: 3, not_deductible: true}",
        "{kind: depletion, rate_pct: 6}",
        "{kind: unit, amount: 0.7, base: ore_t}",
        "{kind: unit, amount: 40}",
        "{kind: profit, rate_pct: 8}",
        "{kind: price_linked, by: price_per_kg, thresholds: [0, 8, 14, 25], rates_pct: [1, 4, 7, "
        "9]}",
        "{kind: price_linked, by: price_per_t, scale: bracket, thresholds: [0, 9000, 20000], "
        "rates_pct: [1, 8, 9]}",
        "{kind: royalty, by: margin_pct, thresholds: [0, 30, 60], rates_pct: [2, 4, 8]}",
        "{kind: royalty, by: revenue, scale: bracket, thresholds: [0, 20000000], rates_pct: [1, "
        "6]}",
        "{kind: royalty, by: grade_pct, thresholds: [0, 1, 2], rates_pct: [1, 3, 6]}",
        "{kind: levy, base: last_year_opex, rate_pct: 2}",
        "{kind: levy, base: book_value, rate_pct: 1.5}",
        "{kind: levy, base: capital, rate_pct: 3, not_deductible: true}",
        "{kind: levy, base: margin, rate_pct: 3}",
        "{kind: bonus, amount: 700000, year: 2028}",
        "{kind: export_duty, rate_pct: 2}",
        "{kind: vat, base: spending, rate_pct: 12, share_pct: 60, refund_months: 9}",
        "{kind: vat, base: capital, rate_pct: 10, not_refunded: true}",
        "{kind: rent_tax, rate_pct: 20, uplift_pct: 15}",
        "{kind: rent_tax, rate_pct: 15, uplift_pct: 8, not_deductible: true}",
        "{kind: state_equity, rate_pct: 10, carry: free}",
        "{kind: dividend_tax, rate_pct: 5}",
        "{kind: interest_tax, rate_pct: 10}",
        "{kind: income_tax, rate_pct: 20, interest_deductible: true}",
        "{kind: income_tax, rate_pct: 18}"};
    size_t n = sizeof kinds / sizeof *kinds;
    put("    instruments: [");
    for (int i = 0; i < 3; i++)
        put("%s%s", i > 0 ? ",\n      " : "", kinds[pick((int)n)]);
    put("],\n");
}

static void fiscal(void)
{
    static const char *const regimes[] = {"KZ", "UZ", "KG", "TJ", "TM"};
    put("  fiscal:\n    {");
    if (chance(.5)) {
        put("regime: %s, ", regimes[pick(5)]);
    } else if (chance(.5)) {
        put("\n");
        own_instruments();
    } else {
        put("overrides: {");
        figure("cit_rate_pct", uniform(5, 30), 60);
        put(", ");
        figure("royalty_pct", uniform(1, 10), 60);
        put("},\n");
    }
    depreciation();
    put("}\n");
}

static void loan(bool follows)
{
    static const char *const repayment[] = {"level", "annuity", "bullet"};
    put("    - {rate_pct: %.4g, grace_years: %d, tenor_years: %d", uniform(3, 12), 1 + pick(3),
        5 + pick(8));
    put(", repayment: %s", follows && chance(.5) ? "sculpted" : repayment[pick(3)]);
    if (follows && chance(.4))
        put(", llcr_target: 1.4");
    if (follows && chance(.6))
        put(", dscr_target: %.3g", uniform(1.2, 1.8));
    if (chance(.4))
        put(", amount: %.17g", uniform(1e6, 9e7));
    else
        put(", gearing_pct: %.4g", uniform(10, 70));
    if (chance(.5))
        put(", upfront_fee_pct: 1, commitment_fee_pct: 0.5, exposure_fee_pct: 4%s",
            chance(.5) ? ", fees_financed: true" : "");
    if (chance(.2))
        put(", drawdown: equity_first");
    if (chance(.3))
        put(", dsra_months: 6");
    put("}\n");
}

static void lines(double rate, int years)
{
    put("  lines:\n    {opex: [");
    for (int i = 0; i < years; i++)
        put("%s%.17g", i > 0 ? ", " : "", i == 0 ? 0 : rate * uniform(20, 60));
    put("],\n    %s: [", chance(.5) ? "revenue" : "product_t");
    bool revenue = strstr(out_.buf, "    revenue: [") != NULL;
    for (int i = 0; i < years; i++)
        put("%s%.17g", i > 0 ? ", " : "",
            i == 0 ? 0 : rate * uniform(60, 120) / (revenue ? 1 : 1e4));
    put("],\n    ");
    figure("capex_sustaining", rate, 1e13);
    put(", capex_initial: [%.17g]}\n", rate * uniform(50, 200));
    if (!revenue)
        put("  products: [{price: {value: 12, low: 9, high: 16, unit: USD/kg}}]\n");
}

/* Prices as a path, or all of them by a factor; some inputs go together. */
static void uncertainty(void)
{
    static const char *const kinds[] = {
        "kind: lognormal, p10: 0.7, p90: 1.4", "kind: normal, p10: 0.8, p90: 1.2",
        "kind: uniform, low: 0.6, high: 1.3", "kind: pert, low: 0.6, mode: 0.9, high: 1.5",
        "kind: mean_reverting, sd: 0.2, speed: 0.3, long_run: 1.1"};
    put("  uncertainty:\n    distributions:\n      - {input: prices, %s}\n", kinds[pick(5)]);
}

static const char *project(bool follows)
{
    int life = 4 + pick(22), build = 1 + pick(3);
    double rate = exp(uniform(log(5e4), log(5e6)));
    bool two = chance(.4);
    strbuf_reset(&out_);
    basis();
    if (chance(.15)) {
        lines(rate, life);
    } else {
        plan(rate, life, build, two);
        put("  products:\n");
        product(two ? "oxides: [La2O3], " : "");
        if (two)
            product("oxides: [Nd2O3], ");
        costs(rate);
        capital(rate);
    }
    fiscal();
    if (chance(.6)) {
        put("  financing:\n");
        loan(follows);
        if (chance(.4))
            loan(follows);
    }
    uncertainty();
    return out_.buf;
}

/* --- both ways -------------------------------------------------------------------------------- */

static struct trials both_of(struct arena *a, const struct risk_draw *d, bool general,
                             struct risk_options *o)
{
    struct trials t = {0};
    o->general = general;
    run_trials(a, d, o, &t);
    return t;
}

static bool close_to(double x, double y, double scale)
{
    return isnan(x) ? isnan(y) : fabs(x - y) <= 1e-9 * fmax(fabs(x), scale);
}

struct tally {
    size_t quick, general, marked;
    const char *faults[64];
    size_t n_faults, count[64];
};

static void count_fault(struct tally *t, const char *fault)
{
    size_t k = 0;
    while (k < t->n_faults && strcmp(t->faults[k], fault) != 0)
        k++;
    if (k == t->n_faults && k < 64)
        t->faults[t->n_faults++] = strdup(fault);
    if (k < 64)
        t->count[k]++;
}

static void check(const char *text, const struct econ_data *data, struct tally *tally)
{
    struct run r = run_bare(text, NULL);
    if (!diags_ok(r.diags))
        fail_msg("%s\n%s", text, complaints(&r));
    const struct econ_risk *risk = econ_risk_new(r.arena, r.dossier, data, NULL, r.result, r.diags);
    if (risk == NULL || risk->n_uncertain == 0) {
        run_free(&r);
        return;
    }
    struct risk_draw d = risk_draw_new(r.arena, risk);
    struct risk_options o = {.trials = TRIALS, .seed = 3, .threads = 1, .plan = PLAN_LATIN};
    struct trials slow = both_of(r.arena, &d, true, &o), quick = both_of(r.arena, &d, false, &o);
    double scale = lanes_new(r.arena, risk)->scale;
    if (quick.fault != NULL && strstr(quick.fault, "wrong") != NULL)
        fail_msg("the quick form is wrong on:\n%s", text);
    for (size_t i = 0; i < TRIALS; i++)
        if (!close_to(slow.npv[i], quick.npv[i], scale) ||
            !close_to(slow.dscr[i], quick.dscr[i], 1))
            fail_msg("trial %zu: %.17g, %.17g; the general model %.17g, %.17g\n%s", i, quick.npv[i],
                     quick.dscr[i], slow.npv[i], slow.dscr[i], text);
    tally->quick += quick.fault == NULL;
    tally->general += quick.fault != NULL;
    tally->marked += quick.fault == NULL ? quick.general : 0;
    if (quick.fault != NULL)
        count_fault(tally, quick.fault);
    run_free(&r);
}

static void random_projects(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct econ_data *data = econ_data_load(a, "rules", diags_new(a));
    struct tally t = {0};
    state_ = 11;
    strbuf_init(&out_, 0);
    for (int k = 0; k < PROJECTS; k++)
        check(project(k % 5 == 0), data, &t);
    if (getenv("LANES_TALLY") != NULL) {
        printf("quick %zu, of whose trials %zu marked; general %zu\n", t.quick, t.marked,
               t.general);
        for (size_t k = 0; k < t.n_faults; k++)
            printf("%5zu %s\n", t.count[k], t.faults[k]);
    }
    assert_true(t.quick > PROJECTS / 2);
    for (size_t k = 0; k < t.n_faults; k++)
        free((void *)(uintptr_t)t.faults[k]);
    strbuf_release(&out_);
    arena_free(a);
}

/* --- what is left to the general model, by name ----------------------------------------------- */

#define HEAD                                                                                       \
    "  basis: {currency: USD, first_year: 2027, discount_rate: 0.1}\n"                             \
    "  products: [{form: separated_oxide, recovery_pct: 60,\n"                                     \
    "    price: {value: 20, low: 12, high: 30, unit: USD/kg}}]\n"                                  \
    "  costs: [{name: mining, amount: 30, per: t_ore}]\n"
#define PLAN "  plan: {throughput_tpa: 1000000, mine_life_years: 12, grade_treo_pct: 0.8}\n"
#define CAPITAL "  capital: {initial: {value: 90000000, low: 80000000, high: 120000000}}\n"
#define OWN "  fiscal: {instruments: ["
#define LOAN CAPITAL "  financing: [{rate_pct: 8, grace_years: 1, tenor_years: 8, gearing_pct: 40"

static const struct {
    const char *text, *fault; /* NULL: the quick form computes it */
} named[] = {
    {HEAD PLAN CAPITAL, NULL},
    {HEAD PLAN LOAN "}]\n", NULL},
    {HEAD "  plan: {throughput_tpa: {value: 1000000, low: 800000, high: 1100000},\n"
          "    mine_life_years: 12, grade_treo_pct: 0.8}\n" CAPITAL,
     "an uncertain plan.throughput_tpa"},
    {HEAD
     "  plan: {ore_t: {value: 12000000, low: 9000000, high: 15000000}, throughput_tpa: 1000000,\n"
     "    grade_treo_pct: 0.8}\n" CAPITAL,
     "an uncertain plan.ore_t"},
    {HEAD PLAN CAPITAL OWN "{kind: excess_profit, thresholds: [0, 1], rates_pct: [0, 30]},\n"
                           "    {kind: income_tax, rate_pct: 20}]}\n",
     "an excess-profit tax"},
    {HEAD PLAN LOAN ", repayment: sculpted, dscr_target: 1.4}]\n",
     "a loan whose size or repayment follows the cash flow"},
    {HEAD PLAN LOAN ", drawdown: equity_first}]\n",
     "a loan drawn after equity on uncertain capital"},
    {HEAD PLAN CAPITAL "  financing: [{rate_pct: {value: 8, low: 6, high: 11}, grace_years: 1,\n"
                       "    tenor_years: 8, gearing_pct: 40}]\n",
     "uncertain terms of a loan"},
};

/* The notes of a run name what the quick form lacks. */
static bool said(struct run *r, const struct econ_risk *risk, const struct risk_summary *s)
{
    size_t n;
    const char *const *notes = risk_notes(r->arena, risk, false, s, &n);
    for (size_t i = 0; i < n; i++)
        if (strstr(notes[i], s->general_why) != NULL && strstr(notes[i], "all 500 trials") != NULL)
            return true;
    return false;
}

static void named_gaps(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct econ_data *data = econ_data_load(a, "rules", diags_new(a));
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        struct run r = run_bare(named[i].text, NULL);
        if (!diags_ok(r.diags))
            fail_msg("%s\n%s", named[i].text, complaints(&r));
        const struct econ_risk *risk =
            econ_risk_new(r.arena, r.dossier, data, NULL, r.result, r.diags);
        struct risk_options o = {.trials = 500, .seed = 2, .threads = 2};
        struct risk_summary s, general;
        assert_true(econ_monte_carlo(r.arena, risk, &o, &s));
        o.general = true;
        assert_true(econ_monte_carlo(r.arena, risk, &o, &general));
        assert_int_equal(general.general, 500);
        near(s.mean, general.mean, 1e-9 * fabs(general.mean));
        near(s.p10, general.p10, 1e-9 * fabs(general.p10));
        if (named[i].fault == NULL) {
            assert_null(s.general_why);
            assert_true(s.general < 50);
        } else {
            assert_non_null(s.general_why);
            assert_string_equal(s.general_why, named[i].fault);
            assert_int_equal(s.general, 500);
            assert_true(said(&r, risk, &s));
        }
        run_free(&r);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_projects),
        cmocka_unit_test(named_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
