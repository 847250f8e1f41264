/* core/base: arena, map, string buffer, diagnostics, dates, decimals. Expected values are worked
 * out by hand or come from the place named beside them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/arena.h"
#include "core/base/date.h"
#include "core/base/decimal.h"
#include "core/base/diag.h"
#include "core/base/map.h"
#include "core/base/sha256.h"
#include "core/base/strbuf.h"

static void arena_gives_zeroed_and_separate_memory(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t n = 1; n < 3000; n += 7) {
        unsigned char *p = arena_alloc(a, n);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, n);
        assert_int_equal((uintptr_t)p % 16, 0);
    }
    memset(arena_alloc(a, (size_t)5 << 20), 1, (size_t)5 << 20);
    arena_reset(a);
    assert_int_equal(arena_used(a), 0);
    assert_string_equal(arena_printf(a, "%s-%d", "x", 42), "x-42");
    assert_null(arena_strdup(a, NULL));
    arena_free(a);
    arena_free(NULL);
}

static void map_keeps_order_and_finds_all(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct map *m = map_new(a);
    int values[2000];
    for (int i = 0; i < 2000; i++)
        assert_null(map_put(m, arena_printf(a, "key%d", i), &values[i]));
    assert_ptr_equal(map_put(m, "key7", &values[9]), &values[7]);
    assert_int_equal(map_count(m), 2000);
    assert_ptr_equal(map_get(m, "key1999"), &values[1999]);
    assert_null(map_get(m, "key2000"));
    assert_false(map_has(m, ""));
    void *v;
    assert_string_equal(map_at(m, 7, &v), "key7");
    assert_ptr_equal(v, &values[9]);
    arena_free(a);
}

static void strbuf_stops_at_its_ceiling(void **state)
{
    (void)state;
    struct strbuf sb;
    strbuf_init(&sb, 8);
    strbuf_adds(&sb, "12345678");
    assert_false(sb.overflowed);
    strbuf_addch(&sb, '9');
    assert_true(sb.overflowed);
    assert_string_equal(sb.buf, "12345678");
    strbuf_release(&sb);
    assert_string_equal(sb.buf, "");
    strbuf_addf(&sb, "%d", 7);
    assert_string_equal(sb.buf, "7");
    strbuf_release(&sb);
}

static void diagnostics_say_where_and_how(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    diag_add(d, DIAG_WARNING, NULL, (struct pos){"b.yaml", 3, 1}, NULL, "later");
    diag_add(d, DIAG_ERROR, "E011", (struct pos){"a.yaml", 12, 5}, "did you mean 'x'?",
             "unknown fact '%s'", "y\033[31m");
    assert_false(diags_ok(d));
    diags_sort(d);
    struct strbuf out;
    strbuf_init(&out, 0);
    diags_format(d, &out);
    assert_string_equal(out.buf, "a.yaml:12:5: error: unknown fact 'y<U+001B>[31m' [E011]\n"
                                 "    hint: did you mean 'x'?\n"
                                 "b.yaml:3:1: warning: later\n");
    strbuf_release(&out);
    for (int i = 0; i < 5000; i++)
        diag_add(d, DIAG_NOTE, NULL, (struct pos){NULL, 0, 0}, NULL, "n");
    assert_int_equal(diags_kept(d), 1000);
    assert_int_equal(diags_count(d, DIAG_NOTE), 5000);
    arena_free(a);
}

static void nearest_names(void **state)
{
    (void)state;
    static const char *const names[] = {"licence.expiry_date", "licence.issue_date", "deposit.name",
                                        "as_of"};
    assert_string_equal(nearest_name("licence.expiry_dat", names, 4), "licence.expiry_date");
    assert_string_equal(nearest_name("license.issue_date", names, 4), "licence.issue_date");
    assert_string_equal(nearest_name("sa_of", names, 4), "as_of");
    assert_null(nearest_name("quite different", names, 4));
    assert_null(nearest_name("", names, 4));
}

static void dates(void **state)
{
    (void)state;
    struct date d, e;
    char buf[DATE_TEXT_MAX];
    assert_false(date_parse("2026-02-29", 10, &d));
    assert_false(date_parse("2026-2-28", 9, &d));
    assert_false(date_parse("1900-02-29", 10, &d)); /* 1900 was no leap year */
    assert_true(date_parse("2000-02-29", 10, &d));
    assert_true(date_parse("2026-11-23", 10, &d));
    /* The next four: date(1) with -d 2026-11-23 and +%u, +%s / 86400, +%V, +%j. */
    assert_int_equal(date_weekday(d), 1);
    assert_int_equal(date_to_days(d), 20780);
    assert_int_equal(date_iso_week(d), 48);
    assert_int_equal(date_year_day(d), 327);
    assert_true(date_parse("2021-01-03", 10, &e));
    assert_int_equal(date_iso_week(e), 53); /* ISO 8601: the week belongs to 2020 */
    assert_true(date_parse("2018-12-31", 10, &e));
    assert_int_equal(date_iso_week(e), 1);
    for (int32_t k = -719162; k < 2932896; k += 97) {
        assert_true(date_from_days(k, &e));
        assert_int_equal(date_to_days(e), k);
    }
    assert_false(date_from_days(2932897, &e)); /* 10000-01-01 */
    assert_true(date_parse("2026-01-31", 10, &d));
    assert_true(date_add_months(d, 1, &e));
    assert_string_equal(date_text(e, buf), "2026-02-28");
    assert_true(date_add_months(d, -11, &e));
    assert_string_equal(date_text(e, buf), "2025-02-28");
    /* DMN: years and months duration from 2011-12-22 to 2013-08-24 is P1Y8M. */
    assert_true(date_parse("2011-12-22", 10, &d));
    assert_true(date_parse("2013-08-24", 10, &e));
    assert_int_equal(date_months_between(d, e), 20);
    assert_int_equal(date_months_between(e, d), -20);
}

static struct dec num(const char *s)
{
    struct dec d;
    assert_true(dec_parse(s, strlen(s), &d));
    return d;
}

static const char *text(struct dec d)
{
    static char buf[4][DEC_TEXT_MAX];
    static int i;
    i = (i + 1) % 4;
    return dec_text(d, buf[i]);
}

static void decimal_arithmetic_is_exact(void **state)
{
    (void)state;
    struct dec r;
    assert_true(dec_add(num("0.1"), num("0.2"), &r));
    assert_int_equal(dec_cmp(r, num("0.3")), 0);
    assert_true(dec_div(num("1"), num("3"), &r));
    assert_true(dec_mul(r, num("3"), &r));
    assert_string_equal(text(r), "0.9999999999999999999999999999999999");
    assert_false(dec_div(num("1"), num("0"), &r));
    assert_true(dec_pow(num("-3"), num("2"), &r));
    assert_string_equal(text(r), "9");
    assert_true(dec_pow(num("81"), num("5"), &r));
    assert_string_equal(text(r), "3486784401");
    assert_true(dec_pow(num("0"), num("0"), &r));
    assert_string_equal(text(r), "1");
    /* 1 / 1.21 to 34 digits, by bc. */
    assert_true(dec_pow(num("1.1"), num("-2"), &r));
    assert_string_equal(text(r), "0.8264462809917355371900826446280992");
    assert_false(dec_pow(num("10"), num("7000"), &r));
    assert_false(dec_pow(num("-8"), num("0.5"), &r));
    assert_true(dec_modulo(num("-12"), num("5"), &r));
    assert_string_equal(text(r), "3");
    assert_true(dec_modulo(num("12"), num("-5"), &r));
    assert_string_equal(text(r), "-3");
    assert_false(dec_modulo(num("1"), num("0"), &r));
    assert_false(dec_sqrt(num("-1"), &r));
    assert_false(dec_ln(num("0"), &r));
    assert_string_equal(text(dec_neg(num("0"))), "0");
    assert_true(dec_mul(num("-1"), num("0"), &r));
    assert_string_equal(text(r), "0");
}

static void decimal_rounding(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        int scale;
        enum dec_rounding mode;
        const char *out;
    } cases[] = {
        {"2.5", 0, DEC_HALF_EVEN, "2"},      {"1.5", 0, DEC_HALF_EVEN, "2"},
        {"2.5", 0, DEC_HALF_UP, "3"},        {"-2.5", 0, DEC_HALF_UP, "-3"},
        {"2.5", 0, DEC_HALF_DOWN, "2"},      {"-2.5", 0, DEC_HALF_DOWN, "-2"},
        {"2.51", 0, DEC_HALF_DOWN, "3"},     {"-1.56", 1, DEC_FLOOR, "-1.6"},
        {"-1.56", 1, DEC_CEILING, "-1.5"},   {"5.5", 0, DEC_UP, "6"},
        {"-5.5", 0, DEC_UP, "-6"},           {"-5.5", 0, DEC_DOWN, "-5"},
        {"1234", -2, DEC_HALF_EVEN, "1200"}, {"1.1", 3, DEC_HALF_EVEN, "1.100"},
        {"0.001", 0, DEC_UP, "1"},           {"1e-6000", 0, DEC_HALF_UP, "0"},
    };
    struct dec r;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(dec_round(num(cases[i].in), cases[i].scale, cases[i].mode, &r));
        assert_string_equal(text(r), cases[i].out);
    }
    assert_false(dec_round(num("5"), 6177, DEC_UP, &r));
}

static void decimal_text(void **state)
{
    (void)state;
    struct dec r;
    static char plain[DEC_PLAIN_MAX];
    assert_string_equal(text(num("1.500")), "1.500");
    assert_string_equal(text(dec_trim(num("1.500"))), "1.5");
    assert_string_equal(text(dec_trim(num("100"))), "100");
    assert_string_equal(text(dec_trim(num("0.000"))), "0");
    assert_string_equal(text(num("0.00")), "0.00");
    assert_string_equal(text(num("1e3")), "1000");
    assert_string_equal(text(num("-1.5E+300")), "-1.5E+300");
    assert_string_equal(text(num("-.5")), "-0.5");
    assert_string_equal(dec_plain_text(num("1e40"), plain),
                        "10000000000000000000000000000000000000000");
    static const char *const bad[] = {"5.", "+5", "1e", "", "NaN", "1e7000", "1e99999999999",
                                      "1_0"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(dec_parse(bad[i], strlen(bad[i]), &r));
    assert_true(dec_from_double(0.1, &r));
    assert_string_equal(text(r), "0.1");
    assert_true(dec_from_double(1e21, &r));
    assert_int_equal(dec_cmp(r, num("1e21")), 0);
    int64_t n;
    assert_true(dec_to_int(num("-7.00"), &n));
    assert_int_equal(n, -7);
    assert_false(dec_to_int(num("7.5"), &n));
    assert_false(dec_to_int(num("1e30"), &n));
    assert_true(dec_is_integer(num("1e30")));
}

static void hashes(void **state)
{
    (void)state;
    char hex[SHA256_HEX];
    /* FIPS 180-4, the example "abc". */
    assert_string_equal(sha256_hex("abc", 3, hex),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_and_separate_memory),
        cmocka_unit_test(map_keeps_order_and_finds_all),
        cmocka_unit_test(strbuf_stops_at_its_ceiling),
        cmocka_unit_test(diagnostics_say_where_and_how),
        cmocka_unit_test(nearest_names),
        cmocka_unit_test(dates),
        cmocka_unit_test(decimal_arithmetic_is_exact),
        cmocka_unit_test(decimal_rounding),
        cmocka_unit_test(decimal_text),
        cmocka_unit_test(hashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
