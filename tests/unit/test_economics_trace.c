/* The way from a figure down: for every line and year of random and published projects the operands
 * make the figure, at every depth; facts and lines are those they name. */
#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/economics/trace.h"
#include "tests/unit/economics_case.h"

static void check_step(const struct run *r, const struct econ_trace *t, const char *where)
{
    double size = fabs(t->value), got = econ_trace_value(t);
    for (size_t k = 0; t->op != TRACE_PRODUCT && k < t->n; k++)
        size = fmax(size, fabs(t->operands[k].value));
    if (!t->exact || !(fabs(got - t->value) <= 1e-8 * size + 1e-9))
        fail_msg("%s, %s: %s makes %.17g, the figure is %.17g", where, t->title, t->symbols, got,
                 t->value);
    assert_non_null(t->words);
    for (size_t k = 0; k < t->n; k++) {
        const struct econ_operand *o = &t->operands[k];
        assert_non_null(o->title);
        if (o->from == TRACE_LINE)
            near(o->value,
                 r->result->lines[o->line] != NULL ? r->result->lines[o->line][o->period] : 0, 0);
        if (o->from == TRACE_FACT)
            assert_ptr_equal(o->given, dossier_fact(r->dossier, o->fact));
        if (o->from == TRACE_COMPUTED && o->inner != NULL) {
            near(o->inner->value, o->value, 1e-12 * fabs(o->value));
            check_step(r, o->inner, where);
        }
        if (o->from == TRACE_COMPUTED && o->inner == NULL && o->words == NULL)
            fail_msg("%s: %s has neither steps nor a rule", where, o->title);
    }
}

static int check_all(const struct run *r, const char *where)
{
    int n = 0;
    for (int line = 0; line < LINE_COUNT; line++)
        for (int i = 0; i < r->result->n_periods; i++) {
            const struct econ_trace *t = econ_trace(r->arena, r->result, (enum econ_line)line, i);
            assert_true((t == NULL) == (r->result->lines[line] == NULL));
            if (t == NULL)
                continue;
            near(t->value, r->result->lines[line][i], 0);
            check_step(r, t, where);
            n++;
        }
    return n;
}

static uint64_t state_ = 20261124;
static double uniform(double low, double high)
{
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(state_ >> 11) / 9007199254740992.0;
}

static const char *pick(const char *const *words, size_t n)
{
    return words[(size_t)uniform(0, (double)n)];
}
#define PICK(...)                                                                                  \
    pick((const char *const[]){__VA_ARGS__},                                                       \
         sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void random_projects(void **state)
{
    (void)state;
    int figures = 0;
    for (int round = 0; round < 150; round++) {
        char text[4000], where[32];
        double rate = uniform(2e5, 2e6);
        int life = (int)uniform(6, 18), grace = (int)uniform(1, 4);
        snprintf(
            text, sizeof text,
            "  basis: {currency: USD, first_year: 2027, discount_rate: 0.09%s}\n"
            "  plan: {ore_t: %.17g, throughput_tpa: %.17g, construction_years: %d,\n"
            "    ramp_up: [0.6, 0.9], strip_ratio: %.17g, grade_treo_pct: %.17g%s,\n"
            "    distribution_pct: {Nd2O3: 20, Pr6O11: 5, La2O3: 75}}\n"
            "  products:\n"
            "    - {name: NdPr, oxides: [Nd2O3, Pr6O11], form: separated_oxide, recovery_pct: "
            "%.17g,\n"
            "       price: {value: %.17g, unit: USD/kg}, separation_charge: {value: 4, unit: "
            "USD/kg}}\n"
            "    %s\n"
            "  costs:\n"
            "    - {name: mining, amount: %.17g, per: t_moved}\n"
            "    - {name: processing, amount: %.17g, per: t_ore}\n"
            "    - {name: reagents, amount: 2, per: kg_product}\n"
            "    - {name: g_and_a, amount: 3000000, per: year, from: 2028}\n"
            "    - {name: freight, amount: 2, per: revenue_pct}\n"
            "  capital: {initial: %.17g%s, contingency_pct: 10, sustaining: %.17g, closure: "
            "5000000,\n"
            "    salvage: 1000000, working_capital_days: {receivables: 60, payables: 20}}\n"
            "  fiscal: {regime: %s, %s\n"
            "    depreciation: {method: %s}}\n"
            "  financing:\n"
            "    - {name: one, gearing_pct: %.17g, rate_pct: 7, margin_pct: 1, grace_years: %d,\n"
            "       tenor_years: %d, repayment: %s, upfront_fee_pct: 1, commitment_fee_pct: 0.5,\n"
            "       exposure_fee_pct: 3, fees_financed: true, dsra_months: 6%s}\n"
            "    - {amount: 10000000, rate_pct: 5, tenor_years: %d, drawdown: equity_first}\n",
            PICK("", "", ", inflation: 0.03", ", inflation: 0.02, price_terms: nominal"),
            rate * life, rate, (int)uniform(1, 4), uniform(0, 3), uniform(.5, 5),
            PICK("", ", dilution_pct: 7, mining_recovery_pct: 93"), uniform(40, 80),
            uniform(30, 120),
            PICK("", "- {name: La, oxides: [La2O3], form: mixed_carbonate, payable_pct: 40, "
                     "recovery_pct: 50, price: {value: 2, unit: USD/kg}}"),
            uniform(1, 4), uniform(10, 60), rate * uniform(80, 300),
            PICK("", ", phasing: [0.3, 0.5, 0.2]"), rate * uniform(1, 6),
            PICK("KZ", "UZ", "KG", "TJ", "none"),
            PICK("", "", "overrides: {cit_rate_pct: 20, royalty_pct: 4},"),
            PICK("straight_line, life_years: 7", "declining_balance, rate_pct: 25",
                 "unit_of_production", "sum_of_years_digits, life_years: 8"),
            uniform(20, 60), grace, grace + (int)uniform(3, 6),
            PICK("level", "annuity", "sculpted, dscr_target: 1.3", "bullet"),
            PICK("", "", ", sweep_pct: 50"), (int)uniform(4, 7));
        struct run r = run_bare(text, NULL);
        if (!diags_ok(r.diags))
            fail_msg("%s\n%s", complaints(&r), text);
        snprintf(where, sizeof where, "round %d", round);
        figures += check_all(&r, where);
        run_free(&r);
    }
    assert_true(figures > 50000);
}

static void published_projects(void **state)
{
    (void)state;
    glob_t files;
    assert_int_equal(glob("tests/data/economics/*.yaml", 0, NULL, &files), 0);
    int n = 0;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        if (strstr(files.gl_pathv[i], "usgs") != NULL)
            continue;
        struct run r = run_file(files.gl_pathv[i], "rules", NULL);
        n += check_all(&r, files.gl_pathv[i]);
        run_free(&r);
    }
    assert_true(n > 500);
    globfree(&files);
}

/* One figure walked down by hand. */
static void down_to_the_facts(void **state)
{
    (void)state;
    struct run r = run_bare("  basis: {currency: USD, first_year: 2030, discount_rate: 0.1}\n"
                            "  plan: {ore_t: 300, throughput_tpa: 100, construction_years: 1,\n"
                            "    strip_ratio: 2, grade_treo_pct: 4}\n"
                            "  products: [{recovery_pct: 50, price: {value: 10, unit: USD/kg}}]\n"
                            "  costs: [{name: mining, amount: 3, per: t_moved}]\n"
                            "  capital: {initial: 1000}\n",
                            NULL);
    const struct econ_trace *t = econ_trace(r.arena, r.result, LINE_EBITDA, 1);
    near(t->value, 100 * 0.04 * 0.5 * 10000 - 3 * 300, 1e-9);
    assert_string_equal(t->symbols, "EBITDA = Revenue + By-product credit - Royalty, mineral tax - "
                                    "Transport and selling - Operating cost");
    t = econ_trace(r.arena, r.result, t->operands[4].line, 1);
    assert_int_equal(t->operands[0].line, LINE_MINING_COST);
    t = econ_trace(r.arena, r.result, LINE_MINING_COST, 1)->operands[0].inner;
    assert_int_equal(t->op, TRACE_PRODUCT);
    assert_string_equal(t->operands[0].fact, "economics.costs[0].amount");
    near(t->operands[0].value, 3, 0);
    t = t->operands[1].inner;
    assert_int_equal(t->operands[1].line, LINE_WASTE_T);
    t = econ_trace(r.arena, r.result, LINE_WASTE_T, 1);
    assert_string_equal(t->symbols, "Waste moved = Ore processed × strip ratio");
    assert_string_equal(t->operands[1].fact, "economics.plan.strip_ratio");
    assert_null(econ_trace(r.arena, r.result, LINE_EBITDA, 99));
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(down_to_the_facts),
                                       cmocka_unit_test(random_projects),
                                       cmocka_unit_test(published_projects)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
