/* Bad input: each slip is named with its place and what was probably meant. */
#include <math.h>
#include <string.h>

#include "core/economics/economics.h"
#include "tests/unit/economics_case.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct run good(const char *text)
{
    struct run r = run_text(text, NULL);
    if (!diags_ok(r.diags))
        fail_msg("%s", complaints(&r));
    return r;
}

static void bad_input_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"  lines: {revenu: 5}\n", "no 'lines.revenu'\n    hint: did you mean 'lines.revenue'?"},
        {"  pln: {ore_t: 5}\n", "the parts are basis, plan"},
        {"  products: [{name: x, prise: 5}]\n", "did you mean 'products[0].price'?"},
        {"  plan: {ore_t: -5}\n", "-5 is out of range for 'plan.ore_t'"},
        {"  plan: {grade_treo_pct: 4100}\n", "4,100 ppm is 0.41"},
        {"  basis: {discount_rate: 8}\n", "write 0.08 for 8 per cent"},
        {"  basis: {discount_rate: -1}\n", "above -1"},
        {"  basis: {discount_rates: [0.05, -2]}\n", "-2 is out of range"},
        {"  basis: {discounting: middle}\n", "one of end, mid, start"},
        {"  basis: {currency: dollars}\n", "not a currency code"},
        {"  basis: {first_year: 2027.5}\n", "must be a whole number"},
        {"  basis: {periods: 100000}\n", "out of range"},
        {"  basis: {discount_rate: high}\n", "is not a number"},
        {"  lines: {opex: [-5, 2]}\n", "leave the minus out"},
        {"  plan: {distribution_pct: {Nd: 20}}\n", "write Nd2O3"},
        {"  plan: {distribution_pct: {Nd2O4: 20}}\n", "did you mean 'Nd2O3'?"},
        {"  plan: {distribution_pct: {Nd2O3: 0.2, La2O3: 0.8}}\n", "multiply each by 100"},
        {"  plan: {distribution_pct: {Nd2O3: 100, La2O3: 100}}\n", "add to 200, not 100"},
        {"  plan: {distribution_pct: {CeO2: 50, Ce2O3: 50}}\n", "the same element"},
        {"  products: [{oxides: [Nd]}]\n", "its oxide is Nd2O3"},
        {"  products: [{oxides: [Nd2O3]}, {oxides: [Nd2O3]}]\n", "sold in products 1 and 2"},
        {"  products: [{price: {value: 5, unit: USD/lb}}]\n", "USD/kg or USD/t"},
        {"  basis: {currency: USD}\n  products: [{price: {value: 5, unit: CNY/kg}}]\n",
         "another currency"},
        {"  products: [{price: {deck: usgs.mcs2062}}]\n", "did you mean 'usgs.mcs2026'?"},
        {"  products: [{price: {deck: usgs.mcs2026, year: 2031}}]\n", "the years 2021 to 2025"},
        {"  capital: {initial: {value: 5, unit: EUR m}}\n  basis: {currency: USD}\n", "whole USD"},
        {"  plan: {ore_t: {value: 16.27, unit: Mt}}\n", "convert the figure to t"},
        {"  capital: {phasing: [40, 60]}\n", "out of range"},
        {"  capital: {phasing: [0.4, 0.5]}\n", "add to 0.9, not 1"},
        {"  costs: [{name: x, amount: 5, per: ton}]\n", "'ton' is not a value of 'costs[0].per'"},
        {"  costs: [{amount: 5, per: year, from: 2030, to: 2027}]\n", "ends before it begins"},
        {"  cases: [{name: a, set: {plan.ore_t: -1}}]\n", "out of range for 'plan.ore_t'"},
        {"  cases: [{name: a, set: {plan.oer_t: 1}}]\n", "did you mean 'plan.ore_t'?"},
        {"  cases: [{name: a, sets: 1}]\n", "did you mean 'set'?"},
        {"  fiscal: {regime: KGZ}\n", "did you mean"},
        {"  costs: [{amount: {value: 12, unit: USD/kg}, per: t_product}]\n",
         "write per: kg_product"},
        {"  costs: [{amount: {value: 12, unit: USD/t}, per: kg_product}]\n",
         "write per: t_product"},
        {"  costs: [{amount: {value: 12, unit: USD/kg}, per: year}]\n", "name the same thing"},
        {"  cases: [{name: a, probability_pct: 70}, {name: b, probability_pct: 60}]\n",
         "add to 130, more than 100"},
        {"  cases: [{name: a, probability_pct: 0.3}, {name: b, probability_pct: 0.2}]\n",
         "they look like fractions"},
        {"  cases: [{name: a, probability_pct: -5}]\n", "is no probability"},
        {"  cases: [{name: a, probabilty_pct: 5}]\n", "did you mean 'probability_pct'?"},
        {"  basis: {inflation: -1}\n", "out of range for 'basis.inflation'"},
        {"  basis: {finance_rate: -1}\n", "above -1"},
        {"  financing: [{amount: 5, rate_pct: 8, tenor_years: 3, grace_years: 3}]\n",
         "is due after 3 years and repays nothing before year 4"},
        {"  financing: [{amount: 5, rate_pct: 8, tenor_years: 80}]\n", "whole years, 1 to 60"},
        {"  capital: {closure: 5, closure_security: {kind: fund, from: 2040, to: 2030}}\n",
         "ends before it begins"},
        {"  capital: {closure_security: {kind: cash}}\n", "one of none, fund, bond"},
        {"  lines: {opex: {2O27: 5}}\n", "2O27"},
        {"  lines: {revenue: [5, six]}\n", "is not a number"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct run r = run_text(cases[i].text, NULL);
        if (diags_ok(r.diags) || strstr(complaints(&r), cases[i].says) == NULL)
            fail_msg("%s wants '%s', got: %s", cases[i].text, cases[i].says, complaints(&r));
        if (strstr(complaints(&r), "t.yaml:") == NULL)
            fail_msg("no place: %s", complaints(&r));
        run_free(&r);
    }
}

static void doubtful_input_is_questioned(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"  products: [{recovery_pct: 0.62}]\n", "looks like a fraction"},
        {"  plan: {distribution_pct: {Nd2O3: 20, La2O3: 6}}\n", "add to 26, not 100"},
        {"  plan: {distribution_pct: {Nd2O3: 53.46, La2O3: 50}}\n", "add to 103.46, not 100"},
        {"  costs: [{name: x, amount: 5}]\n", "no 'per' and is left out"},
        {"  plan: {grade_treo_pct: 41}\n", "if ppm was meant, write 0.0041"},
        {"  plan: {grade_treo_pct: 0.0041}\n", "if a fraction was meant, write 0.41"},
        {"  plan: {ore_t: 16.27, throughput_tpa: 1000000}\n", "is plan.ore_t in kt or Mt?"},
        {"  plan: {ore_t: 16270000, throughput_tpa: 3000}\n", "is the rate in kt, or by the day?"},
        {"  plan: {throughput_tpa: 1000000}\n  capital: {initial: 550}\n",
         "550 million is 550000000"},
        {"  basis: {currency: USD}\n  products: [{oxides: [Nd2O3], price: {value: 73, unit: "
         "USD/t}}]"
         "\n",
         "per kg? then write unit: USD/kg"},
        {"  basis: {currency: USD}\n  products: [{oxides: [Nd2O3], price: {value: 73000, unit: "
         "USD/kg}}]\n",
         "per tonne? then write unit: USD/t"},
        {"  basis: {currency: USD, exchange: {KZT: 526}}\n", "if 1 USD is 526 KZT, write 0.0019"},
        {"  plan: {mine_life_years: 8, construction_years: 2}\n  financing: [{amount: 5, rate_pct: "
         "8, tenor_years: 12}]\n",
         "financing[0] runs 12 years, the plan 10 with construction"},
        {"  financing: [{amount: 5, rate_pct: 0.08, tenor_years: 12}]\n",
         "'financing[0].rate_pct' is 0.08 per cent, which looks like a fraction"},
        {"  fiscal: {overrides: {royalty_pct: 0.05}}\n", "looks like a fraction"},
        {"  capital: {contingency_pct: 0.15}\n", "if 15 was meant"},
        {"  capital: {closure_security: {kind: fund}}\n", "no cost of closure to secure"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct run r = run_text(cases[i].text, NULL);
        if (!diags_ok(r.diags) || strstr(complaints(&r), cases[i].says) == NULL)
            fail_msg("%s wants '%s', got: %s", cases[i].text, cases[i].says, complaints(&r));
        run_free(&r);
    }
}

/* Texts for infinity and for no number are refused where they stand. */
static void no_figures(void **state)
{
    (void)state;
    static const char *const texts[] = {"nan",   ".nan",     "NaN",     "inf",
                                        "-.inf", "Infinity", "1e999999"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct arena *a = arena_new();
        struct diags *d = diags_new(a);
        char *file = arena_printf(a,
                                  "adit: 1\nproject: t\nname: T\ncountry: KZ\neconomics:\n"
                                  "  basis: {currency: USD, first_year: 2027}\n"
                                  "  lines: {revenue: [100, %s], opex: %s}\n",
                                  texts[i], texts[i]);
        struct catalogue *c = catalogue_new(a);
        const struct dossier *dossier = dossier_load_text(a, file, strlen(file), "t.yaml", c, d);
        if (dossier != NULL) {
            const struct econ_result *e = econ_run(a, dossier, NULL, NULL, d);
            struct strbuf sb;
            strbuf_init(&sb, 0);
            json_write(&sb, econ_json(a, e), 0);
            assert_null(strstr(sb.buf, "nan"));
            assert_null(strstr(sb.buf, "inf]"));
            assert_null(strstr(sb.buf, ":inf"));
            strbuf_release(&sb);
        }
        if (diags_ok(d))
            fail_msg("'%s' was taken", texts[i]);
        arena_free(a);
    }
}

static void more_product_than_ore(void **state)
{
    (void)state;
    struct run r = good("  basis: {currency: USD, first_year: 2027}\n"
                        "  lines: {ore_t: 1000, grade_pct: 2, product_t: [18, 24], price: 5}\n");
    assert_true(noted(&r, "1.2 times what the ore of 2028 holds"));
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_input_is_named),
        cmocka_unit_test(doubtful_input_is_questioned),
        cmocka_unit_test(no_figures),
        cmocka_unit_test(more_product_than_ore),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
