/* Time of the statement when only inputs change, and of a Monte Carlo run on one and two threads.
 * Wall clock, the best of three. */
#include <stdio.h>
#include <string.h>

#include "core/economics/risk.h"
#include "tests/bench/measure.h"

/* Thirty years of taxes and debt, six uncertain inputs, two of them correlated. */
static const char uncertain[] =
    "adit: 1\nproject: bench\nname: Bench\ncountry: KG\neconomics:\n"
    "  basis: {currency: USD, first_year: 2027, periods: 30, discount_rate: 0.08}\n"
    "  plan: {ore_t: 28000000, throughput_tpa: 1000000, construction_years: 2, strip_ratio: 2,\n"
    "    grade_treo_pct: {value: 0.5, low: 0.4, high: 0.55}, mine_life_years: 28}\n"
    "  products:\n"
    "    - {recovery_pct: {value: 60, low: 50, high: 68}, payable_pct: 70,\n"
    "       price: {value: 30, unit: USD/kg}}\n"
    "  costs:\n"
    "    - {name: mining, amount: {value: 3.2, low: 2.8, high: 4.5}, per: t_moved}\n"
    "    - {name: processing, amount: {value: 25, low: 22, high: 34}, per: t_ore}\n"
    "    - {name: g_and_a, amount: 3000000, per: year, from: 2029}\n"
    "  capital: {initial: {value: 90000000, low: 80000000, high: 150000000}, phasing: [0.4, 0.6],\n"
    "    sustaining: 1000000, closure: 5000000, working_capital_days: {receivables: 60}}\n"
    "  fiscal: {overrides: {cit_rate_pct: 10, royalty_pct: 5},\n"
    "    depreciation: {method: straight_line, life_years: 10}, losses: {carry_forward_years: 5}}\n"
    "  financing:\n"
    "    - {amount: 50000000, rate_pct: 8, grace_years: 2, tenor_years: 12, repayment: annuity,\n"
    "       upfront_fee_pct: 1}\n"
    "  uncertainty:\n"
    "    distributions:\n"
    "      - {input: prices, kind: lognormal, p10: 0.7, p90: 1.4}\n"
    "    correlations:\n"
    "      - {between: [prices, capital.initial], rank: 0.4}\n";

#define TRIALS 100000

#define ROUNDS 200
#define REPEATS 20

/* Best of three. */
static double trials(struct arena *a, const struct dossier *d, const struct econ_data *data,
                     unsigned threads, struct risk_summary *out)
{
    const struct econ_result *e = econ_run(a, d, data, NULL, NULL);
    const struct econ_risk *r = econ_risk_new(a, d, data, NULL, e, NULL);
    struct risk_options o = {.trials = TRIALS, .seed = 1, .threads = threads, .plan = PLAN_LATIN};
    double best = 1e9;
    for (int k = 0; k < 3; k++) {
        double start = seconds_now();
        if (r == NULL || !econ_monte_carlo(a, r, &o, out))
            return -1;
        double each = seconds_now() - start;
        best = each < best ? each : best;
    }
    return best;
}

static double best_base(struct arena *a, const struct dossier *d, const struct econ_data *data,
                        struct risk_figures *out)
{
    const struct econ_result *e = econ_run(a, d, data, NULL, NULL);
    const struct econ_risk *r = econ_risk_new(a, d, data, NULL, e, NULL);
    struct risk_worker *w = risk_worker_new(r);
    double best = 1;
    for (int k = 0; k < ROUNDS; k++) {
        double start = seconds_now();
        for (int i = 0; i < REPEATS; i++)
            *out = risk_run(w);
        double each = (seconds_now() - start) / REPEATS;
        best = each < best ? each : best;
    }
    risk_worker_free(w);
    return best;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const struct econ_data *data = econ_data_load(a, "rules", d);
    const struct dossier *dossier =
        dossier_load_text(a, uncertain, strlen(uncertain), "uncertain.yaml", catalogue_new(a), d);
    struct risk_summary one, two;
    if (data == NULL || dossier == NULL) {
        fprintf(stderr, "bench_risk: run it from the source tree's root\n");
        return 1;
    }
    const char *path = argc > 1 ? argv[1] : NULL;
    struct risk_figures base;
    double again = best_base(a, dossier, data, &base);
    printf("statement again, 30 years %8.2f us, %.1f ns a cell of %d lines by 30 years\n",
           again * 1e6, again * 1e9 / (30 * LINE_COUNT), LINE_COUNT);
    double t1 = trials(a, dossier, data, 1, &one), t2 = trials(a, dossier, data, 2, &two);
    printf("100,000 trials, 1 thread  %8.3f s\n", t1);
    printf("100,000 trials, 2 threads %8.3f s (%.2f times)\n", t2, t1 / t2);
    char result[80];
    snprintf(result, sizeof result, "%.17g %.17g", base.npv, base.dscr_min);
    keep_figure(path, "risk_base", again, result);
    keep_figure(path, "risk_1", t1, "");
    keep_figure(path, "risk_2", t2, "");
    bool same = t1 > 0 && t2 > 0 && one.mean == two.mean && one.p10 == two.p10;
    if (!same)
        fprintf(stderr, "bench_risk: the trials failed or differ between threads\n");
    arena_free(a);
    return same ? 0 : 1;
}
