/* Sensitivities and Monte Carlo. Expected values: closed forms of one-period projects, whose NPV is
 * revenue less cost, and a fresh run of the project with the figure changed in its text. */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "core/economics/risk.h"
#include "tests/unit/economics_case.h"

static const struct econ_risk *risk_of(struct run *r)
{
    const struct econ_data *data = econ_data_load(r->arena, "rules", r->diags);
    return econ_risk_new(r->arena, r->dossier, data, NULL, r->result, r->diags);
}

static size_t input_of(const struct econ_risk *r, const char *name)
{
    size_t n;
    const struct risk_input *in = econ_risk_inputs(r, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(in[i].name, name) == 0)
            return i;
    fail_msg("no input '%s'", name);
    return 0;
}

/* --- runs with changed inputs ----------------------------------------------------------------- */

static const char whole[] =
    "  basis: {currency: USD, first_year: 2027, discount_rate: %s}\n"
    "  plan: {ore_t: 20000000, throughput_tpa: %s, construction_years: 2, strip_ratio: 2,\n"
    "    grade_treo_pct: %s, distribution_pct: {La2O3: 20, CeO2: 40, Pr6O11: 5, Nd2O3: 35}}\n"
    "  products:\n"
    "    - {oxides: [Nd2O3, Pr6O11], recovery_pct: %s, payable_pct: 98,\n"
    "       price: {value: %s, unit: USD/kg}, separation_charge: {value: 5, unit: USD/kg}}\n"
    "    - {oxides: [La2O3], recovery_pct: 50, price: {deck: usgs.mcs2026, year: 2025}}\n"
    "  costs:\n"
    "    - {name: mining, amount: %s, per: t_moved}\n"
    "    - {name: processing, amount: 25, per: t_ore}\n"
    "  capital: {initial: %s, phasing: [0.4, 0.6], contingency_pct: 15, sustaining: 1000000,\n"
    "    closure: 5000000, working_capital_days: {receivables: 60}}\n"
    "  fiscal: {overrides: {cit_rate_pct: 20, royalty_pct: 5},\n"
    "    depreciation: {method: declining_balance, rate_pct: 25},\n"
    "    losses: {carry_forward_years: 5}}\n"
    "  financing:\n"
    "    - {amount: 40000000, rate_pct: 8, grace_years: 2, tenor_years: 8, repayment: annuity}\n";

enum { RATE, TPA, GRADE, RECOVERY, PRICE, MINING, CAPITAL, HOLES };
static const char *const base_text[HOLES] = {"0.08",
                                             "1000000",
                                             "0.5",
                                             "65",
                                             "{value: 69, low: 50, high: 90, unit: USD/kg}",
                                             "{value: 3.2, low: 3, high: 5}",
                                             "{value: 80000000, low: 70000000, high: 130000000}"};

static void fill(char *out, size_t size, int hole, const char *text)
{
    const char *t[HOLES];
    for (int i = 0; i < HOLES; i++)
        t[i] = i == hole ? text : base_text[i];
    const char *price = hole == PRICE ? text : "69";
    snprintf(out, size, whole, t[RATE], t[TPA], t[GRADE], t[RECOVERY], price, t[MINING],
             t[CAPITAL]);
}

static double npv_of(const struct run *r)
{
    for (size_t i = 0; i < r->result->post_tax.n_npv; i++)
        if (r->result->post_tax.npv[i].rate == r->result->discount_rate)
            return r->result->post_tax.npv[i].value;
    return NAN;
}

static void a_change_is_the_same_as_another_file(void **state)
{
    (void)state;
    static const struct {
        const char *input;
        int hole;
        double value;
        const char *text;
    } changes[] = {{"basis.discount_rate", RATE, .11, "0.11"},
                   {"plan.throughput_tpa", TPA, 1.3e6, "1300000"}, /* a shorter life */
                   {"plan.throughput_tpa", TPA, 7e5, "700000"},
                   {"plan.grade_treo_pct", GRADE, .41, "0.41"},
                   {"products[0].recovery_pct", RECOVERY, 80, "80"},
                   {"costs[0].amount", MINING, 4.4, "4.4"},
                   {"capital.initial", CAPITAL, 1.2e8, "120000000"}};
    char text[4000];
    fill(text, sizeof text, -1, NULL);
    struct run r = run_text(text, NULL);
    const struct econ_risk *risk = risk_of(&r);
    assert_non_null(risk);
    struct risk_worker *w = risk_worker_new(risk);
    assert_true(risk_run(w).npv == npv_of(&r));
    assert_true(risk_run(w).dscr_min == r.result->dscr_min);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        fill(text, sizeof text, changes[i].hole, changes[i].text);
        struct run other = run_text(text, NULL);
        risk_set(w, input_of(risk, changes[i].input), changes[i].value);
        struct risk_figures f = risk_run(w);
        near(f.npv / npv_of(&other), 1, 1e-12);
        near(f.dscr_min, other.result->dscr_min, 1e-9);
        run_free(&other);
        risk_reset(w);
        assert_true(risk_run(w).npv == npv_of(&r)); /* nothing is left behind */
    }
    risk_worker_free(w);
    run_free(&r);
}

/* All prices by 1.3: both products, with the separation charge as it is. */
static void prices_are_scaled_before_charges(void **state)
{
    (void)state;
    struct run r =
        run_text("  basis: {currency: USD, periods: 1, discount_rate: 0, discounting: start}\n"
                 "  lines: {product_t: 1000, opex: 0}\n"
                 "  products:\n    - {price: {value: 10, unit: USD/kg},\n"
                 "       separation_charge: {value: 4, unit: USD/kg}}\n",
                 NULL);
    const struct econ_risk *risk = risk_of(&r);
    assert_non_null(risk);
    struct risk_worker *w = risk_worker_new(risk);
    near(risk_run(w).npv, 6e6, 1e-3);
    risk_set(w, input_of(risk, "prices"), 1.3);
    near(risk_run(w).npv, 9e6, 1e-3); /* 1000 t x (13 - 4) */
    risk_worker_free(w);
    run_free(&r);
}

/* --- one-period projects ---------------------------------------------------------------------- */

#define ONE "  basis: {currency: USD, periods: 1, discount_rate: 0, discounting: start}\n"

static const struct risk_bar *bar_of(const struct risk_tornado *t, const char *name)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->bars[i].input->name, name) == 0)
            return &t->bars[i];
    fail_msg("no bar '%s'", name);
    return NULL;
}

static void tornado_by_hand(void **state)
{
    (void)state;
    struct run r =
        run_text(ONE "  lines: {revenue: [1000], opex: {value: 600, low: 500, high: 900},\n"
                     "    capex_initial: [200]}\n",
                 NULL);
    const struct econ_risk *risk = risk_of(&r);
    assert_non_null(risk);
    struct risk_tornado t = econ_tornado(r.arena, risk);
    near(t.base, 200, 1e-9);
    assert_int_equal(t.n, 3);
    /* swings: prices 400 (a step of ours), opex 400 (stated 500..900), capital 80 */
    const struct risk_bar *prices = bar_of(&t, "prices"), *opex = bar_of(&t, "lines.opex");
    const struct risk_bar *capital = bar_of(&t, "lines.capex_initial");
    near(prices->npv_low, 0, 1e-9);
    near(prices->npv_high, 400, 1e-9);
    assert_int_equal(prices->input->range, RANGE_STEP);
    near(opex->npv_low, 300, 1e-9);
    near(opex->npv_high, -100, 1e-9);
    assert_int_equal(opex->input->range, RANGE_STATED);
    near(capital->npv_low, 240, 1e-9);
    near(capital->npv_high, 160, 1e-9);
    assert_true(t.bars[2].input == capital->input); /* least swing last */
    for (int i = 0; i < SPIDER_POINTS; i++)
        near(prices->spider[i], 200 + 1000 * .1 * (i - 3), 1e-9);
    assert_true(t.has_two_way);
    for (int i = 0; i < TWO_WAY; i++)
        for (int k = 0; k < TWO_WAY; k++)
            near(t.two_way[i][k], 1000 * two_way_factors[i] - 600 - 200 * two_way_factors[k], 1e-9);
    run_free(&r);
}

/* Ranges in another currency move the project by what they are worth. */
static void ranges_in_another_currency(void **state)
{
    (void)state;
    struct run r = run_text(
        "  basis: {currency: USD, periods: 1, discount_rate: 0, discounting: start,\n"
        "    exchange: {KZT: 0.002}}\n"
        "  lines: {revenue: [1000], opex: {value: 300000, low: 250000, high: 450000, unit: KZT}}\n"
        "  capital: {initial: {value: 100000, low: 50000, high: 150000, unit: KZT}, phasing: [1]}\n"
        "  costs: [{name: transport, amount: {value: 500, low: 0, high: 1000, unit: KZT}, per: "
        "year}]\n",
        NULL);
    const struct econ_risk *risk = risk_of(&r);
    assert_non_null(risk);
    struct risk_tornado t = econ_tornado(r.arena, risk);
    near(t.base, 1000 - 600 - 200 - 1, 1e-9);
    near(bar_of(&t, "lines.opex")->npv_low, t.base + 100, 1e-9);
    near(bar_of(&t, "lines.opex")->npv_high, t.base - 300, 1e-9);
    near(bar_of(&t, "capital.initial")->npv_high, t.base - 100, 1e-9);
    near(bar_of(&t, "costs[0].amount")->npv_low, t.base + 1, 1e-9);
    run_free(&r);
}

static struct risk_summary monte_carlo(struct run *r, size_t n, enum sample_plan plan,
                                       unsigned threads)
{
    const struct econ_risk *risk = risk_of(r);
    struct risk_options o = {
        .trials = n, .seed = 12345, .threads = threads, .plan = plan, .indices = true};
    struct risk_summary s;
    if (risk == NULL || !econ_monte_carlo(r->arena, risk, &o, &s))
        fail_msg("no trials: %s", complaints(r));
    return s;
}

#define SD (20 / 1.2815515655446004) /* of 100 with P10 80 and P90 120 */
#define PHI0 .3989422804014327       /* standard normal density at 0 */

/* NPV = 100 x - 100, x normal about 1: mean 0, and all else of a normal distribution. */
static void a_normal_price(void **state)
{
    (void)state;
    struct run r = run_text(ONE "  lines: {revenue: [100], opex: [100]}\n  uncertainty:\n"
                                "    distributions:\n"
                                "      - {input: prices, kind: normal, p10: 0.8, p90: 1.2}\n",
                            NULL);
    for (int plan = PLAN_LATIN; plan <= PLAN_SOBOL; plan++) {
        struct risk_summary s = monte_carlo(&r, 1 << 14, (enum sample_plan)plan, 2);
        near(s.mean, 0, .02);
        near(s.sd, SD, .03);
        near(s.standard_error, SD / 128, 1e-3);
        near(s.p10, -20, .1);
        near(s.p50, 0, .1);
        near(s.p90, 20, .1);
        near(s.p_negative, .5, .002);
        near(s.cvar, -SD * 2.0627128075074257, .2); /* density at the 5 % point over 5 % */
        near(s.evpi, SD * PHI0, .02);
        assert_int_equal(s.n_uncertain, 1);
        near(s.worth[0].evppi, s.evpi, .06); /* the fit by polynomials is good to 1 % */
        near(s.worth[0].first, 1, .01);
        near(s.worth[0].total, 1, .01);
        size_t counted = 0;
        for (int i = 0; i < HISTOGRAM_BINS; i++)
            counted += s.histogram[i];
        assert_int_equal(counted, s.trials);
    }
    run_free(&r);
}

#define TWO                                                                                        \
    ONE "  lines: {revenue: [100], opex: 100}\n  uncertainty:\n    distributions:\n"               \
        "      - {input: prices, kind: normal, p10: 0.8, p90: 1.2}\n"                              \
        "      - {input: lines.opex, kind: normal, p10: 80, p90: 120}\n"

/* Two that weigh the same: each explains half; knowing one is worth sd phi(0), both sqrt(2) of it.
 */
static void two_inputs(void **state)
{
    (void)state;
    struct run r = run_text(TWO, NULL);
    struct risk_summary s = monte_carlo(&r, 1 << 15, PLAN_LATIN, 1);
    near(s.sd, SD * M_SQRT2, .2);
    near(s.evpi, SD * M_SQRT2 * PHI0, .15);
    for (int i = 0; i < 2; i++) {
        near(s.worth[i].evppi, SD * PHI0, .15);
        near(s.worth[i].first, .5, .02);
        near(s.worth[i].total, .5, .02);
    }
    run_free(&r);
}

/* Cost that goes with the price: variance 2 sd^2 (1 - rho), rho = 2 sin(pi r / 6). */
static void correlated(void **state)
{
    (void)state;
    struct run r = run_text(TWO "    correlations:\n"
                                "      - {between: [prices, lines.opex], rank: 0.5}\n",
                            NULL);
    struct risk_summary s = monte_carlo(&r, 1 << 15, PLAN_LATIN, 2);
    double rho = 2 * sin(M_PI * .5 / 6);
    near(s.sd, SD * sqrt(2 * (1 - rho)), .2);
    near(s.moved, 0, 0);
    assert_int_equal(s.index_runs, 0); /* the parts of variance are not defined */
    assert_true(isnan(s.worth[0].first));
    run_free(&r);
}

/* DSCR = (100 x - 40) / 30: below 1.2 when x < 0.76, below 1 when x < 0.7. */
static void cover(void **state)
{
    (void)state;
    struct run r =
        run_text(ONE "  lines: {revenue: [100], opex: [40], interest: [10], principal: [20]}\n"
                     "  uncertainty:\n    dscr_below: 1.2\n    distributions:\n"
                     "      - {input: prices, kind: normal, p10: 0.8, p90: 1.2}\n",
                 NULL);
    struct risk_summary s = monte_carlo(&r, 1 << 14, PLAN_LATIN, 2);
    assert_true(s.has_debt);
    near(s.p_dscr_below, normal_cdf(-24 / SD), .002);
    near(s.p_dscr_below_1, normal_cdf(-30 / SD), .002);
    near(s.dscr_p50, 2, .01);
    run_free(&r);
}

/* Without shocks the price goes to its long run: ln x = ln 2 (1 - 0.5^t) after t years. */
static void a_price_that_reverts(void **state)
{
    (void)state;
    struct run r =
        run_text("  basis: {currency: USD, periods: 3, discount_rate: 0, discounting: start}\n"
                 "  lines: {revenue: [100, 100, 100], opex: [0, 0, 0]}\n"
                 "  uncertainty:\n    distributions:\n      - {input: prices, kind: "
                 "mean_reverting, sd: 0, speed: 0.5, long_run: 2}\n",
                 NULL);
    struct risk_summary s = monte_carlo(&r, 200, PLAN_SOBOL, 1);
    near(s.mean, 100 * (pow(2, .5) + pow(2, .75) + pow(2, .875)), 1e-9);
    near(s.sd, 0, 1e-9);
    run_free(&r);
    /* no return: the logarithm after three years has variance 3 sd^2 */
    r = run_text("  basis: {currency: USD, periods: 3, discount_rate: 0, discounting: start}\n"
                 "  lines: {revenue: [0, 0, 100], opex: [0, 0, 0]}\n"
                 "  uncertainty:\n    distributions:\n      - {input: prices, kind: "
                 "mean_reverting, sd: 0.2, speed: 0}\n",
                 NULL);
    s = monte_carlo(&r, 1 << 14, PLAN_LATIN, 2);
    near(s.p50, 100, 1);
    near(s.p90, 100 * exp(.2 * sqrt(3) * 1.2815515655446004), 2);
    near(s.worth[0].total, 1, .02); /* the years are one group */
    run_free(&r);
}

static void a_stated_range_is_triangular(void **state)
{
    (void)state;
    struct run r = run_text(
        ONE "  lines: {revenue: [1000], opex: {value: 500, low: 200, high: 1000}}\n", NULL);
    struct risk_summary s = monte_carlo(&r, 1 << 14, PLAN_LATIN, 1);
    /* opex 200, 500, 1000: mean 1700 / 3, variance (a2 + m2 + b2 - am - ab - mb) / 18 */
    near(s.mean, 1000 - 1700.0 / 3, .1);
    near(s.sd, sqrt((40000 + 250000 + 1000000 - 100000 - 200000 - 500000) / 18.0), .1);
    run_free(&r);
}

/* --- the same on any number of threads -------------------------------------------------------- */

static void threads_change_nothing(void **state)
{
    (void)state;
    char text[4000];
    fill(text, sizeof text, -1, NULL);
    for (int plan = PLAN_LATIN; plan <= PLAN_PLAIN; plan++) {
        struct run r = run_text(text, NULL);
        struct strbuf first, again;
        strbuf_init(&first, 0);
        strbuf_init(&again, 0);
        static const unsigned threads[] = {1, 2, 3, 7};
        for (size_t i = 0; i < 4; i++) {
            struct risk_summary s = monte_carlo(&r, 9001, (enum sample_plan)plan, threads[i]);
            strbuf_reset(&again);
            json_write(i == 0 ? &first : &again, risk_summary_json(r.arena, &s), 0);
            if (i > 0)
                assert_string_equal(first.buf, again.buf);
        }
        assert_null(strstr(first.buf, "nan"));
        assert_null(strstr(first.buf, "inf"));
        strbuf_release(&first);
        strbuf_release(&again);
        run_free(&r);
    }
}

/* NPV 1000 - opex - capital: opex triangular 200, 500, 1000 decides, capital of 300 cannot. The
 * worth of knowing opex: E[max(0, 700 - x)] less max(0, 700 - 1700/3); above 700 the density falls
 * in a line to 0 at 1000 from 2 (1000 - x) / (800 x 500), so E[(x - 700)+] = 300^3 / (3 x 400000).
 */
static void what_is_worth_asking(void **state)
{
    (void)state;
    struct run r =
        run_text(ONE "  lines: {revenue: [1000], opex: {value: 500, low: 200, high: 1000},\n"
                     "    capex_initial: {value: 300, low: 299.99, high: 300.01}}\n",
                 NULL);
    const struct econ_data *data = econ_data_load(r.arena, "rules", r.diags);
    size_t n;
    const struct econ_worth *w = econ_worth_asking(r.arena, r.dossier, data, NULL, r.result, &n);
    assert_int_equal(n, 1);
    assert_string_equal(w[0].fact, "economics.lines.opex");
    near(w[0].worth, 300.0 * 300 * 300 / (3 * 400000.0), 1.5);
    run_free(&r);
    r = run_text("  basis: {currency: USD}\n", NULL); /* no cash flow */
    econ_worth_asking(r.arena, r.dossier, data, NULL, r.result, &n);
    assert_int_equal(n, 0);
    run_free(&r);
}

/* --- progress and stopping -------------------------------------------------------------------- */

struct watcher {
    pthread_t caller;
    size_t calls, last, stop_at;
    bool elsewhere;
};

static bool watch(void *arg, size_t done, size_t of)
{
    struct watcher *w = arg;
    w->elsewhere |= pthread_equal(pthread_self(), w->caller) == 0;
    assert_true(done >= w->last && done <= of && of == 50000);
    w->last = done;
    w->calls++;
    return done < w->stop_at;
}

/* A run that is stopped holds the first trials of the whole run: what another run of the same plan
 * and seed would find if it drew no more. */
static void a_run_can_be_stopped(void **state)
{
    (void)state;
    char text[4000];
    fill(text, sizeof text, -1, NULL);
    struct run r = run_text(text, NULL);
    const struct econ_risk *risk = risk_of(&r);
    for (unsigned threads = 1; threads <= 3; threads += 2) {
        struct watcher w = {.caller = pthread_self(), .stop_at = SIZE_MAX};
        struct risk_options o = {
            .trials = 50000, .seed = 5, .threads = threads, .plan = PLAN_PLAIN};
        struct risk_summary whole_run, part, same;
        o.progress = watch;
        o.progress_arg = &w;
        assert_true(econ_monte_carlo(r.arena, risk, &o, &whole_run));
        assert_false(whole_run.stopped);
        assert_int_equal(whole_run.trials, 50000);
        assert_true(!w.elsewhere && (threads > 1 || w.calls == 49)); /* 50000 in chunks of 1024 */
        /* With other threads the caller may be late: they go on until it says stop. */
        w = (struct watcher){.caller = pthread_self(), .stop_at = threads > 1 ? 0 : 10000};
        assert_true(econ_monte_carlo(r.arena, risk, &o, &part));
        assert_false(w.elsewhere);
        assert_int_equal(part.asked, 50000);
        assert_int_equal(part.stopped, part.trials < 50000);
        if (threads == 1)
            assert_int_equal(part.trials, 10240);
        o.progress = NULL;
        o.trials = part.trials; /* random numbers do not depend on how many there are */
        assert_true(econ_monte_carlo(r.arena, risk, &o, &same));
        assert_true(same.mean == part.mean && same.p10 == part.p10 && same.evpi == part.evpi);
        size_t n;
        const char *const *notes = risk_notes(r.arena, risk, false, &part, &n);
        bool said = false;
        for (size_t i = 0; i < n; i++)
            said |= strstr(notes[i], "stopped") != NULL;
        assert_int_equal(said, part.stopped);
    }
    run_free(&r);
}

/* --- bad input -------------------------------------------------------------------------------- */

static void bad_uncertainty(void **state)
{
    (void)state;
    static const struct {
        const char *text, *complaint;
    } rows[] = {
        {"distributions:\n      - {input: capital.inital, kind: uniform, low: 1, high: 2}\n",
         "names no input"},
        {"distributions:\n      - {input: prices, kind: gaussian, low: 1, high: 2}\n",
         "kind of a distribution is not known"},
        {"distributions:\n      - {input: prices, kind: triangular, low: 2, high: 0.5}\n",
         "make no triangular distribution"},
        {"distributions:\n      - {input: prices, kind: lognormal, p10: 0, p90: 2}\n",
         "make no lognormal distribution"},
        {"distributions:\n      - {input: lines.opex, kind: mean_reverting, sd: 0.3, speed: 0.2}\n",
         "only prices can be mean_reverting"},
        {"distributions:\n      - {input: prices, kind: mean_reverting, sd: 0.3, speed: 7}\n",
         "needs sd, speed and long_run"},
        {"distribution:\n      - {input: prices, kind: uniform}\n", "no such entry"},
        {"correlations:\n      - {between: [prices, lines.opex], rank: 0.4}\n",
         "two inputs that are uncertain"},
        {"correlations:\n      - {between: [prices, lines.opex], rank: 1.4}\n",
         "a rank from -1 to 1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[600];
        snprintf(text, sizeof text,
                 ONE "  lines: {revenue: [100], opex: 50}\n  uncertainty:\n    %s", rows[i].text);
        struct run r = run_text(text, NULL);
        risk_of(&r);
        if (strstr(complaints(&r), rows[i].complaint) == NULL)
            fail_msg("'%s' is not in: %s", rows[i].complaint, complaints(&r));
        run_free(&r);
    }
}

/* Three correlations that contradict one another are mended and the distance is told. */
static void contradicting_correlations(void **state)
{
    (void)state;
    struct run r =
        run_text(ONE "  lines: {revenue: [100], opex: 50, capex_initial: 20}\n"
                     "  uncertainty:\n    distributions:\n"
                     "      - {input: prices, kind: uniform, low: 0.5, high: 1.5}\n"
                     "      - {input: lines.opex, kind: uniform, low: 40, high: 60}\n"
                     "      - {input: lines.capex_initial, kind: uniform, low: 10, high: 30}\n"
                     "    correlations:\n"
                     "      - {between: [prices, lines.opex], rank: 0.9}\n"
                     "      - {between: [lines.opex, lines.capex_initial], rank: 0.9}\n"
                     "      - {between: [prices, lines.capex_initial], rank: -0.9}\n",
                 NULL);
    struct risk_summary s = monte_carlo(&r, 500, PLAN_LATIN, 1);
    /* by hand as in test_sampling: entries move from 2 sin(0.15 pi) to 0.5 */
    near(s.moved, sqrt(6) * (2 * sin(M_PI * .15) - .5), 1e-9);
    run_free(&r);
}

static void nothing_to_vary(void **state)
{
    (void)state;
    struct run r = run_text("  basis: {currency: USD}\n", NULL);
    assert_null(risk_of(&r)); /* no cash flow */
    run_free(&r);
    r = run_text(ONE "  lines: {net_cash_flow: [5]}\n", NULL);
    const struct econ_risk *risk = risk_of(&r);
    struct risk_options o = {.trials = 100, .threads = 1};
    struct risk_summary s;
    assert_non_null(risk);
    assert_false(econ_monte_carlo(r.arena, risk, &o, &s));
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_is_the_same_as_another_file),
        cmocka_unit_test(prices_are_scaled_before_charges),
        cmocka_unit_test(tornado_by_hand),
        cmocka_unit_test(ranges_in_another_currency),
        cmocka_unit_test(a_normal_price),
        cmocka_unit_test(two_inputs),
        cmocka_unit_test(correlated),
        cmocka_unit_test(cover),
        cmocka_unit_test(a_price_that_reverts),
        cmocka_unit_test(a_stated_range_is_triangular),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(what_is_worth_asking),
        cmocka_unit_test(a_run_can_be_stopped),
        cmocka_unit_test(bad_uncertainty),
        cmocka_unit_test(contradicting_correlations),
        cmocka_unit_test(nothing_to_vary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
