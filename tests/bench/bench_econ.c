/* Time of one base case: facts to statement, metrics and break-even price; and of all rates of
 * return of a flow of 30 years. The best of many rounds, so that a busy machine does not count. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/economics/economics.h"

static const char project[] =
    "adit: 1\nproject: bench\nname: Bench\ncountry: KG\neconomics:\n"
    "  basis: {currency: USD, first_year: 2027, discount_rate: 0.08,\n"
    "    discount_rates: [0.05, 0.08, 0.10]}\n"
    "  plan: {ore_t: 20000000, throughput_tpa: 1000000, construction_years: 2, ramp_up: [0.5, "
    "0.8],\n"
    "    strip_ratio: 2, grade_treo_pct: 0.5, distribution_pct: {La2O3: 20, CeO2: 40, Pr6O11: 5,\n"
    "    Nd2O3: 20, Tb4O7: 0.5, Dy2O3: 2, Y2O3: 12.5}}\n"
    "  products:\n"
    "    - {oxides: [Nd2O3, Pr6O11], recovery_pct: 65, payable_pct: 98,\n"
    "       price: {value: 69, unit: USD/kg}, separation_charge: {value: 5, unit: USD/kg}}\n"
    "    - {oxides: [Tb4O7, Dy2O3], recovery_pct: 60, price: {deck: usgs.mcs2026, year: 2025}}\n"
    "  costs:\n"
    "    - {name: mining, amount: 3.2, per: t_moved}\n"
    "    - {name: processing, amount: 25, per: t_ore}\n"
    "    - {name: g_and_a, amount: 3000000, per: year, from: 2029}\n"
    "  capital: {initial: 80000000, phasing: [0.4, 0.6], contingency_pct: 15,\n"
    "    sustaining: 1000000, closure: 5000000, working_capital_days: {receivables: 60}}\n"
    "  fiscal: {overrides: {cit_rate_pct: 10, royalty_pct: 5},\n"
    "    depreciation: {method: declining_balance, rate_pct: 25},\n"
    "    losses: {carry_forward_years: 5}}\n";

/* The same with a country's regime, and two loans of which one follows the cash flow after tax. */
static const char financed[] =
    "  financing:\n"
    "    - {gearing_pct: 35, rate_pct: 5, exposure_fee_pct: 8, fees_financed: true,\n"
    "       grace_years: 3, tenor_years: 12}\n"
    "    - {gearing_pct: 20, rate_pct: 8, grace_years: 3, tenor_years: 10, repayment: sculpted,\n"
    "       dscr_target: 1.4, dsra_months: 6}\n"
    "  cases: [{name: regime, set: {fiscal.regime: KZ}}]\n";

#define ROUNDS 200
#define REPEATS 20

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double best_run(const struct dossier *d, const struct econ_data *data,
                       const struct econ_options *options)
{
    struct arena *a = arena_new();
    double best = 1;
    for (int k = 0; k < ROUNDS; k++) {
        double start = seconds();
        for (int i = 0; i < REPEATS; i++) {
            arena_reset(a);
            econ_run(a, d, data, options, NULL);
        }
        double each = (seconds() - start) / REPEATS;
        best = each < best ? each : best;
    }
    arena_free(a);
    return best;
}

static double best_irr(size_t *found)
{
    double flows[30] = {-60, -90}, best = 1;
    for (int i = 2; i < 30; i++)
        flows[i] = 18;
    flows[29] = -40;
    for (int k = 0; k < ROUNDS; k++) {
        double start = seconds();
        for (int i = 0; i < REPEATS; i++)
            *found = returns_irr(flows, 30).n;
        double each = (seconds() - start) / REPEATS;
        best = each < best ? each : best;
    }
    return best;
}

int main(void)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const struct econ_data *data = econ_data_load(a, "rules", d);
    const struct dossier *dossier =
        dossier_load_text(a, project, strlen(project), "bench.yaml", catalogue_new(a), d);
    const char *more = arena_printf(a, "%s%s", project, financed);
    const struct dossier *loans =
        dossier_load_text(a, more, strlen(more), "bench.yaml", catalogue_new(a), d);
    struct econ_options regime = {.case_name = "regime"};
    if (data == NULL || dossier == NULL || loans == NULL) {
        fprintf(stderr, "bench_econ: run it from the source tree's root\n");
        return 1;
    }
    printf("econ_run, 22 periods      %8.1f us\n", best_run(dossier, data, NULL) * 1e6);
    printf("with regime and two loans %8.1f us\n", best_run(loans, data, &regime) * 1e6);
    size_t found;
    double irr = best_irr(&found);
    printf("returns_irr, 30 flows     %8.1f us (%zu rates)\n", irr * 1e6, found);
    arena_free(a);
    return 0;
}
