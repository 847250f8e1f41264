/* The value of a tonne of ore in four steps, the nine baskets of USGS, oxide factors. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/economics/internal.h"
#include "core/economics/ladder.h"
#include "tests/unit/economics_case.h"

static const struct econ_ladder *ladder_of(struct run *r)
{
    return econ_ladder(r->arena, r->result);
}

static bool said(const struct econ_ladder *s, const char *part)
{
    for (size_t i = 0; i < s->n_notes; i++)
        if (strstr(s->notes[i], part) != NULL)
            return true;
    return false;
}

/* 100 t a year at 1 % TREO, half neodymium (73), half lanthanum (1): 10 kg at 37 are 370 a tonne.
 * Neodymium recovered at 80 % is 4 kg at 73, 292; paid at 75 %, 219; less 4 kg at 5 and 10 of
 * transport, 189. */
static void four_figures(void **state)
{
    (void)state;
    struct run r = run_text(
        "  basis: {currency: USD, first_year: 2030, periods: 3, discount_rate: 0.1}\n"
        "  plan: {throughput_tpa: 100, grade_treo_pct: 1, distribution_pct: {Nd2O3: 50, La2O3: "
        "50}}\n"
        "  costs: [{name: transport, amount: 10, per: t_ore}]\n"
        "  products: [{name: neodymium, oxides: [Nd2O3], form: separated_oxide, recovery_pct: 80, "
        "payable_pct: 75, price: {deck: usgs.mcs2026, year: 2025}, separation_charge: {value: 5, "
        "unit: USD/kg}}]\n",
        NULL);
    const struct econ_ladder *s = ladder_of(&r);
    near(s->value[LADDER_IN_SITU], 370, 1e-9);
    near(s->value[LADDER_RECOVERED], 292, 1e-9);
    near(s->value[LADDER_PAYABLE], 219, 1e-9);
    near(s->value[LADDER_NET], 189, 1e-9);
    near(s->products[0].kg, 4, 1e-12);
    near(s->products[0].deck_per_kg, 73, 1e-12);
    near(s->products[0].price_per_kg, 73, 1e-12);
    near(s->la_ce_share, 0, 0);
    assert_non_null(strstr(s->deck, "usgs.mcs2026, 2025 (estimate), FOB China"));
    run_free(&r);
}

/* The same in money that rises by a tenth a year: a value is of the valuation date. */
static void nominal_is_the_same(void **state)
{
    (void)state;
    double got[2][LADDER_STEPS];
    for (int k = 0; k < 2; k++) {
        char text[600];
        snprintf(text, sizeof text,
                 "  basis: {currency: USD, first_year: 2030, periods: 4, inflation: 0.1, "
                 "price_terms: %s}\n"
                 "  plan: {throughput_tpa: 100, grade_treo_pct: 1, distribution_pct: {Nd2O3: 50, "
                 "La2O3: 50}}\n"
                 "  products: [{form: mixed_carbonate, recovery_pct: 80, payable_pct: 60, price: "
                 "{deck: usgs.mcs2026}}]\n",
                 k == 0 ? "real" : "nominal");
        struct run r = run_text(text, NULL);
        memcpy(got[k], ladder_of(&r)->value, sizeof got[k]);
        run_free(&r);
    }
    for (int i = 0; i < LADDER_STEPS; i++)
        near(got[1][i], got[0][i], 1e-9);
    near(got[0][LADDER_NET], 370 * .8 * .6, 1e-9);
}

static void alarms(void **state)
{
    (void)state;
    struct run r = run_text(
        "  basis: {currency: USD, first_year: 2030, periods: 3}\n"
        "  plan: {throughput_tpa: 100, grade_treo_pct: 1, distribution_pct: {Nd2O3: 5, La2O3: "
        "95}}\n"
        "  products: [{name: carbonate, form: mixed_carbonate, recovery_pct: 90, payable_pct: 80, "
        "price: {value: 6, unit: USD/kg}}]\n",
        NULL);
    /* 10 kg at 0.05 x 73 + 0.95 = 4.6; 9 kg at 6 paid at 80 %. */
    const struct econ_ladder *s = ladder_of(&r);
    near(s->value[LADDER_IN_SITU], 46, 1e-9);
    near(s->value[LADDER_NET], 43.2, 1e-9);
    assert_true(said(s, "94 % of the value in situ"));
    assert_true(said(s, "lanthanum and cerium make 21 %"));
    assert_true(said(s, "no payability evidence: nothing behind the 80 %"));
    assert_true(said(s, "carbonate is priced at 6 a kg, its oxides at 4.6 at the deck: two bases"));
    run_free(&r);
    r = run_text(
        "  basis: {currency: USD, first_year: 2030, periods: 3}\n"
        "  plan: {throughput_tpa: 100, grade_treo_pct: 1, distribution_pct: {Nd2O3: 100}}\n"
        "  products: [{form: concentrate, recovery_pct: 90, payable_pct: {value: 50, "
        "grade: document, evidence: {document: offtake}}, price: {deck: "
        "usgs.mcs2026}}]\n",
        NULL);
    assert_int_equal(ladder_of(&r)->n_notes, 0);
    run_free(&r);
}

static void what_is_not_known_says_why(void **state)
{
    (void)state;
    struct run r = run_text("  basis: {currency: USD}\n  plan: {grade_treo_pct: 1}\n", NULL);
    const struct econ_ladder *s = ladder_of(&r);
    for (int i = 0; i < LADDER_STEPS; i++) {
        assert_true(isnan(s->value[i]));
        assert_non_null(s->why[i]);
    }
    run_free(&r);
    /* Grade and shares are enough for the figure of brochures. */
    r = run_text("  basis: {currency: USD}\n  plan: {grade_treo_pct: 1, distribution_pct: {Nd2O3: "
                 "100}}\n",
                 NULL);
    s = ladder_of(&r);
    near(s->value[LADDER_IN_SITU], 730, 1e-9);
    assert_string_equal(s->why[LADDER_RECOVERED], "there are no products");
    run_free(&r);
    r = run_text("  basis: {currency: KZT}\n  plan: {grade_treo_pct: 1, distribution_pct: {Nd2O3: "
                 "100}}\n",
                 NULL);
    assert_non_null(strstr(ladder_of(&r)->why[LADDER_IN_SITU], "basis.exchange.USD"));
    run_free(&r);
}

/* USGS Minerals Yearbook 2022, table 2, at the prices of 2025 (MCS 2026), as printed; a share below
 * a bound counts as nothing. The baskets were computed apart from this program, to the cent. */
static void nine_baskets(void **state)
{
    (void)state;
    static const struct {
        const char *site, *shares;
        double sum, basket, magnet;
    } rows[] = {
        {"Bayan Obo",
         "La2O3: 23, CeO2: 50, Pr6O11: 6.2, Nd2O3: 18.5, Sm2O3: 0.8, Eu2O3: 0.2, Gd2O3: 0.7, "
         "Tb4O7: 0.1, Dy2O3: 0.1",
         99.60, 20.71, 93.4},
        {"Mountain Pass",
         "La2O3: 34, CeO2: 48.8, Pr6O11: 4.2, Nd2O3: 11.7, Sm2O3: 0.79, Eu2O3: 0.13, Gd2O3: 0.21, "
         "Y2O3: 0.12",
         99.95, 12.95, 89.9},
        {"Maoniuping",
         "La2O3: 29.49, CeO2: 47.56, Pr6O11: 4.42, Nd2O3: 15.18, Sm2O3: 1.24, Eu2O3: 0.23, Gd2O3: "
         "0.65, Tb4O7: 0.12, Dy2O3: 0.21, Ho2O3: 0.05, Er2O3: 0.06, Tm2O3: 0.04, Yb2O3: 0.05, "
         "Lu2O3: 0.007, Y2O3: 0.7",
         100.01, 17.66, 91.0},
        {"Revda",
         "La2O3: 25, CeO2: 50.5, Pr6O11: 5, Nd2O3: 15, Sm2O3: 0.7, Eu2O3: 0.09, Gd2O3: 0.6, Dy2O3: "
         "0.6, Ho2O3: 0.7, Er2O3: 0.8, Tm2O3: 0.1, Yb2O3: 0.2, Lu2O3: 0.15, Y2O3: 1.3",
         100.74, 19.76, 81.4},
        {"Mt Weld CLD",
         "La2O3: 23.88, CeO2: 47.55, Pr6O11: 5.16, Nd2O3: 18.13, Sm2O3: 2.44, Eu2O3: 0.53, Gd2O3: "
         "1.09, Tb4O7: 0.09, Dy2O3: 0.25, Ho2O3: 0.03, Er2O3: 0.06, Tm2O3: 0.01, Yb2O3: 0.03, "
         "Y2O3: 0.76",
         100.01, 20.27, 91.6},
        {"Xunwu",
         "La2O3: 38, CeO2: 3.5, Pr6O11: 7.41, Nd2O3: 30.18, Sm2O3: 5.32, Eu2O3: 0.51, Gd2O3: 4.21, "
         "Tb4O7: 0.46, Dy2O3: 1.77, Ho2O3: 0.27, Er2O3: 0.88, Tm2O3: 0.13, Yb2O3: 0.62, Lu2O3: "
         "0.13, Y2O3: 10.07",
         103.46, 41.13, 88.5},
        {"Xinfeng",
         "La2O3: 27.26, CeO2: 3.23, Pr6O11: 5.62, Nd2O3: 17.55, Sm2O3: 4.54, Eu2O3: 0.93, Gd2O3: "
         "5.96, Tb4O7: 0.68, Dy2O3: 3.71, Ho2O3: 0.74, Er2O3: 2.48, Tm2O3: 0.27, Yb2O3: 1.13, "
         "Lu2O3: 0.21, Y2O3: 24.26",
         98.57, 41.08, 79.6},
        {"Longnan",
         "La2O3: 2.18, Pr6O11: 1.08, Nd2O3: 3.47, Sm2O3: 2.34, Gd2O3: 5.69, Tb4O7: 1.13, Dy2O3: "
         "7.48, Ho2O3: 1.6, Er2O3: 4.26, Tm2O3: 0.6, Yb2O3: 3.34, Lu2O3: 0.47, Y2O3: 64.9",
         98.54, 48.01, 67.9},
        {"Xenotime SE Guangdong",
         "La2O3: 1.2, CeO2: 3, Pr6O11: 0.6, Nd2O3: 3.5, Sm2O3: 2.2, Eu2O3: 0.2, Gd2O3: 5, Tb4O7: "
         "1.2, Dy2O3: 9.1, Ho2O3: 2.6, Er2O3: 5.6, Tm2O3: 1.3, Yb2O3: 6, Lu2O3: 1.8, Y2O3: 59.3",
         102.60, 65.16, 56.6},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[800];
        snprintf(text, sizeof text,
                 "  basis: {currency: USD}\n  plan: {grade_treo_pct: 1, distribution_pct: {%s}}\n",
                 rows[i].shares);
        struct run r = run_text(text, NULL);
        double magnet = 0, sum = 0;
        for (size_t k = 0; k < r.result->n_basket; k++) {
            const struct econ_basket_item *b = &r.result->basket[k];
            bool in = strstr("Nd2O3 Pr6O11 Tb4O7 Dy2O3", b->oxide) != NULL;
            magnet += in ? b->value_share * 100 : 0;
            sum += b->share_pct;
        }
        near(sum, rows[i].sum, 0.0051);
        near(r.result->basket_per_kg, rows[i].basket, 0.0051);
        near(r.result->basket_per_kg_normalised, rows[i].basket * 100 / rows[i].sum, 0.0051);
        near(magnet, rows[i].magnet, 0.051);
        near(ladder_of(&r)->value[LADDER_IN_SITU], rows[i].basket * 10, 0.051);
        assert_int_equal(noted(&r, "scaled to 100 %"), fabs(rows[i].sum - 100) > 0.051);
        run_free(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_figures), cmocka_unit_test(nominal_is_the_same),
        cmocka_unit_test(alarms),       cmocka_unit_test(what_is_not_known_says_why),
        cmocka_unit_test(nine_baskets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
