/* Price decks: what each prices, the verdict at each, years of a deck, other markets. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/economics/decks.h"
#include "core/economics/internal.h"
#include "tests/unit/economics_case.h"

/* 10 t of Nd2O3 a year for two years: 100 t at 10 % TREO, all neodymium. */
#define PLAN                                                                                       \
    "  basis: {currency: USD, first_year: 2030, periods: 3, discount_rate: 0}\n"                   \
    "  plan: {throughput_tpa: 100, construction_years: 1, grade_treo_pct: 10,\n"                   \
    "    distribution_pct: {Nd2O3: 100}}\n"                                                        \
    "  capital: {initial: 1200000, phasing: [1]}\n"
#define PRODUCT                                                                                    \
    "  products: [{oxides: [Nd2O3], form: separated_oxide, recovery_pct: 100, price: {deck: "      \
    "usgs.mcs2026, year: 2025}}]\n"

static const struct econ_data *decks_data(struct arena *a)
{
    struct diags *d = diags_new(a);
    const struct econ_data *data = econ_data_load(a, "rules", d);
    assert_non_null(data);
    return data;
}

static const struct econ_decks *decks_of(struct run *r)
{
    return econ_decks(r->arena, r->dossier, decks_data(r->arena), NULL, r->result);
}

static const struct econ_deck_run *deck_at(const struct econ_decks *s, const char *id, int year)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->runs[i].id, id) == 0 && s->runs[i].year == year)
            return &s->runs[i];
    fail_msg("no deck %s of %d", id, year);
    return NULL;
}

/* Nd2O3 at 98, 134, 78, 56, 73 US$/kg (USGS MCS 2026): 20 t less 1.2 million. */
static void verdict_by_year(void **state)
{
    (void)state;
    struct run r = run_text(PLAN PRODUCT, NULL);
    const struct econ_decks *s = decks_of(&r);
    static const double price[] = {98, 134, 78, 56, 73};
    for (int k = 0; k < 5; k++) {
        const struct econ_deck_run *x = deck_at(s, "usgs.mcs2026", 2021 + k);
        near(x->npv, price[k] * 20000 - 1200000, 1e-6);
        near(x->covered, 1, 1e-12);
        assert_int_equal(x->clears, price[k] * 20000 >= 1200000);
    }
    assert_true(s->depends);
    assert_string_equal(s->runs[0].id, "usgs.mcs2026");
    assert_non_null(strstr(s->verdict, "the verdict depends on the deck"));
    near(deck_at(s, "argus.europe-2025-09", 2025)->npv, 92.5 * 20000 - 1200000, 1e-6);
    near(deck_at(s, "fastmarkets.rotterdam-2024-06", 2024)->npv, 54 * 20000 - 1200000, 1e-6);
    /* NdPr oxide stands in for neodymium; a contract's floor decides nothing. */
    near(deck_at(s, "dod.floor-2025", 2025)->npv, 110 * 20000 - 1200000, 1e-6);
    assert_false(deck_at(s, "dod.floor-2025", 2025)->counts);
    assert_non_null(deck_at(s, "dod.floor-2025", 2025)->scope);
    /* CNY needs a rate, and nobody has stated one. */
    assert_non_null(strstr(deck_at(s, "smm.2021-03", 2021)->why, "basis.exchange.CNY"));
    assert_non_null(strstr(deck_at(s, "adamas.2025", 2025)->why, "prices 0 %"));
    run_free(&r);
}

static void one_verdict(void **state)
{
    (void)state;
    struct run r = run_text("  basis: {currency: USD, first_year: 2030, periods: 3, discount_rate: "
                            "0, exchange: {CNY: 0.1}}\n"
                            "  plan: {throughput_tpa: 100, construction_years: 1, grade_treo_pct: "
                            "10, distribution_pct: {Nd2O3: 100}}\n"
                            "  capital: {initial: 100000, phasing: [1]}\n" PRODUCT,
                            NULL);
    const struct econ_decks *s = decks_of(&r);
    assert_false(s->depends);
    assert_non_null(strstr(s->verdict, "is positive at each of"));
    near(deck_at(s, "smm.2021-03", 2021)->npv, 66.5 * 20000 - 100000, 1e-6);
    run_free(&r);
}

static void decks_are_barred(void **state)
{
    (void)state;
    struct run r = run_text("  basis: {currency: USD, discount_rate: 0}\n"
                            "  lines: {capex_initial: [100, 0], revenue: [0, 300]}\n",
                            NULL);
    const struct econ_decks *s = decks_of(&r);
    for (size_t i = 0; i < s->n; i++)
        assert_non_null(strstr(s->runs[i].why, "given as lines"));
    assert_false(s->depends);
    assert_null(s->verdict);
    run_free(&r);
    r = run_text(PLAN "  products: [{oxides: [Nd2O3], form: mixed_carbonate, recovery_pct: 100, "
                      "price: {value: 30, unit: USD/kg}}]\n",
                 NULL);
    s = decks_of(&r);
    assert_non_null(strstr(s->runs[0].why, "payable_pct is not known"));
    run_free(&r);
}

/* The year 2024 and 2025 of the deck, then its last. */
static void year_by_year(void **state)
{
    (void)state;
    struct run r = run_text("  basis: {currency: USD, first_year: 2023, periods: 4}\n"
                            "  plan: {throughput_tpa: 100, construction_years: 1, "
                            "grade_treo_pct: 10, distribution_pct: {Nd2O3: 100}}\n"
                            "  products: [{oxides: [Nd2O3], form: separated_oxide, recovery_pct: "
                            "100, price: {deck: usgs.mcs2026, path: by_year}}]\n",
                            NULL);
    expect_at(&r, "lines/revenue/1", 56 * 10000, 1e-6);
    expect_at(&r, "lines/revenue/2", 73 * 10000, 1e-6);
    expect_at(&r, "lines/revenue/3", 73 * 10000, 1e-6);
    assert_true(noted(&r, "after them its last"));
    assert_true(noted(&r, "nominal and the statement real"));
    run_free(&r);
}

/* Nominal prices lose the inflation in a real statement, keep it in a nominal one. */
static void nominal_prices(void **state)
{
    (void)state;
    static const char *const terms[] = {"real", "nominal"};
    for (int k = 0; k < 2; k++) {
        char text[700];
        snprintf(text, sizeof text,
                 "  basis: {currency: USD, first_year: 2023, periods: 3, inflation: 0.1, "
                 "price_terms: %s}\n"
                 "  plan: {throughput_tpa: 100, construction_years: 0, grade_treo_pct: 10, "
                 "distribution_pct: {Nd2O3: 100}}\n"
                 "  products: [{oxides: [Nd2O3], form: separated_oxide, recovery_pct: 100, "
                 "price: {deck: usgs.mcs2026, path: by_year}}]\n",
                 terms[k]);
        struct run r = run_text(text, NULL);
        double by = k == 0 ? 1.1 : 1;
        expect_at(&r, "lines/revenue/0", 78 * 10000, 1e-6);
        expect_at(&r, "lines/revenue/1", 56 * 10000 / by, 1e-6);
        expect_at(&r, "lines/revenue/2", 73 * 10000 / by / by, 1e-6);
        run_free(&r);
    }
}

static void markets_are_not_mixed_in_silence(void **state)
{
    (void)state;
    struct run r = run_text("  basis: {currency: USD, first_year: 2030, periods: 3}\n"
                            "  plan: {throughput_tpa: 100, grade_treo_pct: 10, distribution_pct: "
                            "{Nd2O3: 50, Y2O3: 50}}\n"
                            "  products:\n"
                            "    - {oxides: [Nd2O3], form: separated_oxide, recovery_pct: 100, "
                            "price: {deck: usgs.mcs2026}}\n"
                            "    - {oxides: [Y2O3], form: separated_oxide, recovery_pct: 100, "
                            "price: {deck: argus.europe-2025-09}}\n",
                            NULL);
    const char *text = complaints(&r);
    assert_non_null(strstr(text, "priced on different markets"));
    assert_non_null(strstr(text, "usgs.mcs2026 (FOB China)"));
    assert_non_null(strstr(text, "argus.europe-2025-09 (landed in Europe)"));
    run_free(&r);
}

/* USGS MCS 2026 v1.3, table of prices: every figure of the years 2021 to 2025. */
static void usgs_deck_is_whole(void **state)
{
    (void)state;
    static const struct {
        const char *row;
        double v[5];
    } rows[] = {
        {"La2O3", {1.51, 1.39, .96, .97, 1}},
        {"CeO2", {1.54, 1.45, 1.03, 1.21, 1.71}},
        {"Pr6O11", {93, 128, 76, 56, 74}},
        {"Nd2O3", {98, 134, 78, 56, 73}},
        {"NdPr", {92, 124, 75, 55, 69}},
        {"Sm2O3", {2.03, 3.34, 2.17, 2.01, 2.82}},
        {"Eu2O3", {31, 30, 27, 27, 27}},
        {"Gd2O3", {47, 75, 47, 28, 30}},
        {"Tb4O7", {1340, 2050, 1300, 812, 1010}},
        {"Dy2O3", {410, 382, 330, 257, 239}},
        {"Ho2O3", {140, 180, 91, 67, 70}},
        {"Er2O3", {36, 53, 41, 43, 46}},
        {"Yb2O3", {15, 14, 13, 14, 15}},
        {"Lu2O3", {811, 814, 829, 780, 888}},
        {"Y2O3", {6, 12, 8, 6, 9}},
        {"mischmetal", {5.66, 6.52, 5.47, 5.45, 5.62}},
        {"Y metal", {39, 41, 33, 33, 40}},
        {"Sc metal", {5300, 5400, 5500, 5200, 5200}},
        {"Sc-Al alloy", {42, 40, 37, 34, 30}},
        {"Sc2O3", {945, 850, 720, 665, 640}},
    };
    struct arena *a = arena_new();
    const struct deck *deck = deck_find(decks_data(a), NULL);
    assert_string_equal(deck->id, "usgs.mcs2026");
    assert_int_equal(deck->n_years, 5);
    assert_int_equal(deck->n_prices, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t found = 0;
        for (size_t k = 0; k < deck->n_prices; k++)
            for (int y = 0; strcmp(deck->prices[k].oxide, rows[i].row) == 0 && y < 5; y++, found++)
                near(deck->prices[k].values[y], rows[i].v[y], 1e-12);
        assert_int_equal(found, 5);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdict_by_year),    cmocka_unit_test(one_verdict),
        cmocka_unit_test(decks_are_barred),   cmocka_unit_test(year_by_year),
        cmocka_unit_test(nominal_prices),     cmocka_unit_test(markets_are_not_mixed_in_silence),
        cmocka_unit_test(usgs_deck_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
