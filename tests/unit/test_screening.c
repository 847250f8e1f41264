/* The USGS cost filter against the result published with it, and projects beside published
 * studies. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/economics/screening.h"
#include "tests/unit/economics_case.h"

static struct screening screen(struct run *r)
{
    const struct econ_data *data = econ_data_load(r->arena, "rules", r->diags);
    assert_non_null(data);
    return econ_screen(r->arena, r->dossier, data, NULL, r->result);
}

/* Parameters of the published run: User Guide RAEF2619 with the MapMark4 package (gtkfi/MapWizard,
 * commit c05ab1f4): copper, molybdenum, gold and silver, 350 days, three-product flotation, pond
 * with dam and liner, 1.26 for 2008 prices, 15 %. */
static struct filter_result run_vector(double ore_t, const double grades[4], double depth)
{
    static const double price[4] = {3813.958, 23567.174, 16557636.25, 257849.015};
    static const double recovery[4] = {.91, .63, .76, .80};
    struct filter_metal metals[4];
    struct filter_result r = {0};
    for (int i = 0; i < 4; i++)
        metals[i] = (struct filter_metal){grades[i], recovery[i], price[i]};
    struct filter_case c = {.ore_t = ore_t,
                            .depth_m = depth,
                            .method = filter_method_of(depth),
                            .mill = FILTER_FLOTATION_3,
                            .metals = metals,
                            .n_metals = 4,
                            .smelter = true,
                            .days = 350,
                            .rate = .15,
                            .escalation = 1.26,
                            .capital_factor = 1,
                            .operating_factor = 1};
    assert_true(filter_run(&c, &r));
    return r;
}

/* Table 7 of the guide, simulation 6: NPV US$ 475,557,534.7; the depth is that of its class. */
static void published_result(void **state)
{
    (void)state;
    static const double grades[4] = {.768576186, .007146007, 1.06e-5, .000142627};
    struct filter_result r = run_vector(1075970635, grades, 474);
    near(r.npv, 475557534.7, .05);
    near(r.life_years, 37.1156, 5e-5);
    near(r.mine_st_per_day, 97565.54, 5e-3);
    near(r.mill_st_per_day, 97565.54, 5e-3);
    near(r.capital, 1.2692286e9, 5e1);
    near(r.operating, 6.4643143e8, 5);
    near(r.margin, 2.6318831e8, 5);
}

/* From the same equations, worked out by a second program. */
static void other_vectors(void **state)
{
    (void)state;
    static const double big[4] = {.531690055, .015727768, 1.34e-5, 9.84e-5};
    static const double small[4] = {.502750118, .002234537, 3.48e-6, .000199004};
    const double big_t = 616736156.2, small_t = 76665940.89;
    struct {
        double t;
        const double *g;
        double depth, life, mine, mill, capital, operating, margin, npv;
    } rows[] = {
        {big_t, big, 30, 32.2947, 41717.83, 57647.23, 4.8515889e8, 1.8297212e8, 2.321017e8,
         1045227928},
        {big_t, big, 200, 32.2947, 64271.84, 64271.84, 8.939014e8, 3.7590736e8, 8.6865161e7,
         -321146874.8},
        {small_t, small, 10, 19.1759, 8157.23, 12068.57, 1.4295734e8, 5.0943347e7, 2.0439831e7,
         -16033973.09},
        {small_t, small, 60, 19.1759, 14972.73, 12068.57, 1.5061067e8, 5.3566064e7, 1.7817114e7,
         -39973354.64},
        {small_t, small, 61, 19.1759, 13455.44, 13455.44, 2.5776139e8, 9.2288611e7, -1.2702349e7,
         -336638016.3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct filter_result r = run_vector(rows[i].t, rows[i].g, rows[i].depth);
        near(r.life_years, rows[i].life, 5e-5);
        near(r.mine_st_per_day, rows[i].mine, 6e-3);
        near(r.mill_st_per_day, rows[i].mill, 6e-3);
        near(r.capital / rows[i].capital, 1, 6e-8);
        near(r.operating / rows[i].operating, 1, 6e-8);
        near(r.margin / rows[i].margin, 1, 6e-8);
        near(r.npv, rows[i].npv, 1); /* printed to the dollar or finer */
    }
}

/* The other methods and mills: the table's power laws, worked out by a second program. 10 Mt at
 * 200 m; capital of the mine in 1989 US$, operating cost per short ton. */
static void other_methods(void **state)
{
    (void)state;
    static const struct {
        enum filter_method method;
        double mine, mill, capital, per_ton;
    } rows[] = {
        {FILTER_ROOM_AND_PILLAR, 2603.024210, 2509.494413, 19321204.967125, NAN},
        {FILTER_CUT_AND_FILL, 2439.148767, 2509.494413, 189797929.881541, 28.258873246507843},
        {FILTER_SHRINKAGE, 2705.610396, 2712.417017, 24035739.673080, 21.15043852263781},
        {FILTER_LONGHOLE, 2671.448649, 2686.690496, 8959052.690737, 10.045529807269498},
        {FILTER_CRATER_RETREAT, 2913.405758, 2712.417017, 23612279.737318, NAN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct filter_case c = {.ore_t = 10e6,
                                .depth_m = 200,
                                .method = rows[i].method,
                                .days = 350,
                                .rate = .15,
                                .escalation = 1,
                                .capital_factor = 1,
                                .operating_factor = 1};
        struct filter_result r;
        assert_true(filter_run(&c, &r));
        near(r.mine_st_per_day, rows[i].mine, 1e-5);
        near(r.mill_st_per_day, rows[i].mill, 1e-5);
        near(r.mine_capital, rows[i].capital, 1);
        near(r.tailings_acres, 32 * rows[i].mill / 1000, 1e-6); /* lives 11.5 years */
        assert_true(r.lacks_depth == isnan(rows[i].per_ton));
        assert_true(isnan(r.operating) == r.lacks_depth && isnan(r.npv) == r.lacks_depth);
        double mill = 121 * pow(rows[i].mill, -.336) * rows[i].mill;
        if (!r.lacks_depth)
            near(r.operating, (rows[i].mine * rows[i].per_ton + mill) * 350, 10);
    }
    assert_int_equal(filter_method_for(FILTER_FLAT, 60.9), FILTER_OPEN_PIT);
    assert_int_equal(filter_method_for(FILTER_FLAT, 61), FILTER_ROOM_AND_PILLAR);
    assert_int_equal(filter_method_for(FILTER_MASSIVE, 61), FILTER_BLOCK_CAVING);
    assert_int_equal(filter_method_for(FILTER_VEIN, 0), FILTER_CRATER_RETREAT);
}

/* A mill of 10,000 short tons a day. */
static void other_mills(void **state)
{
    (void)state;
    static const struct {
        enum filter_mill mill;
        double capital, per_ton;
    } rows[] = {
        {FILTER_DECANTATION, 89742949.93953533, 8.076254009346474},
        {FILTER_CARBON_IN_PULP, 53770359.471748516, 6.44450105423034},
        {FILTER_CARBON_IN_LEACH, 47749629.3010718, 6.328664767633288},
        {FILTER_AUTOCLAVE, 116018517.94058037, 12.842543158308615},
        {FILTER_ROAST_LEACH, 77650646.58335403, 10.479036999761927},
        {FILTER_GRAVITY, 17672492.11642382, 2.3726282324522625},
        {FILTER_HEAP_LEACH, 33114995.296693638, 4.039341335366467},
        {FILTER_SX_EW, 3534702.4082348193, 0.7890803975686146},
    };
    double mine = 0; /* what the mine alone costs to run */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct filter_case c = {.ore_t = 59666162.35710078,
                                .mill = rows[i].mill,
                                .days = 350,
                                .rate = .15,
                                .escalation = 1,
                                .capital_factor = 1,
                                .operating_factor = 1};
        struct filter_result r;
        assert_true(filter_run(&c, &r));
        near(r.mill_st_per_day, 10000, 1e-6);
        near(r.mill_capital, rows[i].capital, 1e-2);
        double rest = r.operating - rows[i].per_ton * 10000 * 350;
        mine = i == 0 ? rest : mine;
        near(rest, mine, 1e-2);
    }
}

/* The limits stand with the result, and every method beside the one that was chosen. */
static void limits_are_told(void **state)
{
    (void)state;
    struct run r = run_text("  basis: {currency: USD, periods: 20}\n"
                            "  plan: {ore_t: 10000000, throughput_tpa: 1000000}\n"
                            "  capital: {initial: 100000000}\n",
                            NULL);
    struct screening s = screen(&r);
    assert_true(s.filtered);
    const char *all = "";
    for (size_t i = 0; i < s.n_notes; i++)
        all = arena_printf(r.arena, "%s %s", all, s.notes[i]);
    static const char *const says[] = {"order of magnitude", "2008",    "American Southwest",
                                       "technology of 1989", "no tax",  "ramp-up",
                                       "no plant for rare",  "closure", "1.8 times the capital"};
    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        if (strstr(all, says[i]) == NULL)
            fail_msg("'%s' not in: %s", says[i], all);
    for (int k = 0; k < FILTER_METHODS; k++)
        assert_true(s.methods[k].capital > 0);
    struct strbuf sb;
    strbuf_init(&sb, 0);
    json_write(&sb, econ_screen_json(r.arena, &s), 0);
    assert_null(strstr(sb.buf, "nan"));
    assert_non_null(strstr(sb.buf, "vertical crater retreat"));
    strbuf_release(&sb);
    run_free(&r);
}

/* The published scripts leave a life of exactly 7.5 or 15 years to whatever came before. Here the
 * same deposit gives the same result whatever ran first. */
static void nothing_is_carried_over(void **state)
{
    (void)state;
    static const double grades[4] = {.5, 0, 0, 0};
    double at_15 = pow(15 / .2, 4) * .907185; /* tonnes that live 15 years */
    struct filter_result first = run_vector(at_15, grades, 0);
    run_vector(1e5, grades, 0);
    struct filter_result again = run_vector(at_15, grades, 0);
    assert_true(first.npv == again.npv && isfinite(first.npv));
    near(first.life_years, 15, 1e-9);
}

static void absurd_input(void **state)
{
    (void)state;
    struct filter_case c = {.ore_t = 1e6, .days = 350, .rate = .15, .escalation = 1};
    struct filter_result r;
    assert_false(filter_run(&c, &r)); /* factors of 0 */
    c.capital_factor = c.operating_factor = 1;
    assert_true(filter_run(&c, &r));
    c.ore_t = -1;
    assert_false(filter_run(&c, &r));
    c.ore_t = NAN;
    assert_false(filter_run(&c, &r));
    c.ore_t = 1e6;
    c.rate = -1;
    assert_false(filter_run(&c, &r));
    c.rate = 0;
    assert_true(filter_run(&c, &r) && isfinite(r.npv));
}

/* --- ranges ----------------------------------------------------------------------------------- */

static const struct screen_check *check_of(const struct screening *s, const char *id)
{
    for (size_t i = 0; i < s->n_checks; i++)
        if (strcmp(s->checks[i].range->id, id) == 0)
            return &s->checks[i];
    return NULL;
}

#define ORE "capital_per_annual_ore_t.mine_to_product"
#define RECOVERY "recovery_pct.mine_to_product"

/* Kazakh Invest's card of Kundybay: US$ 1,439 thousand for 3 Mt of ore a year, 0.48 US$ per tonne
 * a year; as millions, 480, which is near published projects (120 to 385). */
static void kundybay_is_caught(void **state)
{
    (void)state;
    struct run r = run_text("  basis: {currency: USD, first_year: 2028, periods: 20}\n"
                            "  plan: {throughput_tpa: 3000000}\n"
                            "  capital: {initial: 1439000}\n",
                            NULL);
    struct screening s = screen(&r);
    const struct screen_check *c = check_of(&s, ORE);
    assert_non_null(c);
    near(c->value, 1439000.0 / 3000000, 1e-12);
    assert_int_equal(c->verdict, SCREEN_ERROR);
    assert_non_null(strstr(c->message, "an error until shown"));
    assert_non_null(strstr(c->message, "read as thousands it would be 480"));
    run_free(&r);
}

/* Bands around 120 to 385: half to twice, a fifth to five times. */
static void bands(void **state)
{
    (void)state;
    static const struct {
        double capital;
        enum screen_verdict verdict;
    } rows[] = {{23.9e6, SCREEN_ERROR},     {24.1e6, SCREEN_OUTSIDE},   {59.9e6, SCREEN_OUTSIDE},
                {60.1e6, SCREEN_IN_RANGE},  {769.9e6, SCREEN_IN_RANGE}, {770.1e6, SCREEN_OUTSIDE},
                {1924.9e6, SCREEN_OUTSIDE}, {1925.1e6, SCREEN_ERROR}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[200];
        snprintf(text, sizeof text,
                 "  basis: {currency: USD, periods: 20}\n  plan: {throughput_tpa: 1000000}\n"
                 "  capital: {initial: %.0f}\n",
                 rows[i].capital);
        struct run r = run_text(text, NULL);
        struct screening s = screen(&r);
        assert_non_null(check_of(&s, ORE));
        assert_int_equal(check_of(&s, ORE)->verdict, rows[i].verdict);
        run_free(&r);
    }
}

/* Published recovery is 55 to 70 %: above it the losses are compared, 30 % at 70. */
static void recovery(void **state)
{
    (void)state;
    static const struct {
        double recovery;
        enum screen_verdict verdict;
    } rows[] = {{0.62, SCREEN_ERROR},    {27, SCREEN_OUTSIDE},   {28, SCREEN_IN_RANGE},
                {84.9, SCREEN_IN_RANGE}, {85.1, SCREEN_OUTSIDE}, {94.1, SCREEN_ERROR},
                {100, SCREEN_ERROR}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[200];
        snprintf(text, sizeof text,
                 "  basis: {currency: USD, periods: 20}\n"
                 "  products:\n    - {name: carbonate, recovery_pct: %g}\n",
                 rows[i].recovery);
        struct run r = run_text(text, NULL);
        struct screening s = screen(&r);
        const struct screen_check *c = check_of(&s, RECOVERY);
        assert_non_null(c);
        assert_int_equal(c->verdict, rows[i].verdict);
        if (rows[i].recovery < 1)
            assert_non_null(strstr(c->message, "read as a fraction it would be 62 %"));
        run_free(&r);
    }
}

static void another_currency_is_not_compared(void **state)
{
    (void)state;
    struct run r = run_text("  basis: {currency: KZT, periods: 20}\n"
                            "  plan: {throughput_tpa: 1000000}\n"
                            "  capital: {initial: 1439000}\n",
                            NULL);
    struct screening s = screen(&r);
    assert_int_equal(s.n_checks, 0);
    assert_true(s.n_notes > 0 && strstr(s.notes[0], "KZT") != NULL);
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_result),
        cmocka_unit_test(other_vectors),
        cmocka_unit_test(other_methods),
        cmocka_unit_test(other_mills),
        cmocka_unit_test(limits_are_told),
        cmocka_unit_test(nothing_is_carried_over),
        cmocka_unit_test(absurd_input),
        cmocka_unit_test(kundybay_is_caught),
        cmocka_unit_test(bands),
        cmocka_unit_test(recovery),
        cmocka_unit_test(another_currency_is_not_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
