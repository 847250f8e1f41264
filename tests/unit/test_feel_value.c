/* core/feel values: equality, causes, text, JSON, conversion, dates and durations. Expected values
 * follow from the rules of the language as DMN states them and are worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/feel/feel.h"
#include "core/feel/temporal.h"
#include "core/feel/value.h"

static struct arena *a;

static int setup(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static struct feel_value at(const char *text)
{
    struct feel_value v;
    assert_true(feel_parse_at(a, text, strlen(text), &v));
    return v;
}

static struct feel_value number(const char *text)
{
    struct dec d;
    assert_true(dec_parse(text, strlen(text), &d));
    return feel_number(d);
}

static struct feel_value list(size_t n, ...)
{
    struct feel_value *items = ARENA_ARRAY(a, n, struct feel_value);
    va_list ap;
    va_start(ap, n);
    for (size_t i = 0; i < n; i++)
        items[i] = va_arg(ap, struct feel_value);
    va_end(ap);
    return feel_list_of(a, items, n);
}

static struct feel_value range(const char *unary, bool start_closed, struct feel_value start,
                               struct feel_value end, bool end_closed)
{
    struct feel_range *r = ARENA_NEW(a, struct feel_range);
    r->unary = unary;
    r->start_closed = start_closed;
    r->end_closed = end_closed;
    r->start = start;
    r->end = end;
    return (struct feel_value){.kind = FEEL_RANGE, .u.range = r};
}

static const char *written(struct feel_value v)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    feel_write(&sb, v);
    const char *text = arena_strdup(a, sb.buf);
    strbuf_release(&sb);
    return text;
}

/* "true" "false" "null" "unknown" */
static void equal_gives(const char *expected, struct feel_value x, struct feel_value y)
{
    assert_string_equal(written(feel_equal(a, x, y)), expected);
    assert_string_equal(written(feel_equal(a, y, x)), expected);
}

static void equality_is_by_value_within_a_type(void **state)
{
    (void)state;
    equal_gives("true", number("0"), number("0.00"));
    equal_gives("false", number("1"), number("2"));
    equal_gives("true", feel_string("ree"), feel_string("ree"));
    equal_gives("false", feel_string("ree"), feel_string("REE"));
    equal_gives("true", at("P1Y"), at("P12M"));
    equal_gives("true", at("P1D"), at("PT24H"));
    equal_gives("true", at("2026-01-31"), at("2026-01-31"));
    equal_gives("true", at("2026-01-31T12:00:00+02:00"), at("2026-01-31T10:00:00Z"));
    equal_gives("false", at("2026-01-31T10:00:00"), at("2026-01-31T10:00:00Z"));
    equal_gives("false", list(3, feel_int(1), feel_int(2), feel_int(3)),
                list(3, feel_int(3), feel_int(2), feel_int(1)));
    equal_gives("true", list(1, list(1, feel_int(1))), list(1, list(1, feel_int(1))));
}

static void equality_across_types_is_null_but_not_against_null(void **state)
{
    (void)state;
    equal_gives("null", number("100"), feel_string("100"));
    equal_gives("null", list(0), number("0"));
    equal_gives("null", at("P1Y"), at("P365D"));
    equal_gives("null", at("2026-01-31"), at("2026-01-31T00:00:00"));
    assert_true(feel_equal(a, number("1"), feel_string("1")).from_error);
    equal_gives("false", feel_null(), number("1"));
    equal_gives("false", feel_null(), list(0));
    equal_gives("true", feel_null(), feel_null());
}

static void contexts_are_equal_regardless_of_order(void **state)
{
    (void)state;
    const char *ab[] = {"a", "b"}, *ba[] = {"b", "a"};
    struct feel_value one_two[] = {feel_int(1), feel_int(2)};
    struct feel_value two_one[] = {feel_int(2), feel_int(1)};
    struct feel_value x = feel_context_of(a, ab, one_two, 2);
    equal_gives("true", x, feel_context_of(a, ba, two_one, 2));
    equal_gives("false", x, feel_context_of(a, ba, one_two, 2));
    equal_gives("false", x, feel_context_of(a, ab, one_two, 1));
    equal_gives("null", feel_context_of(a, NULL, NULL, 0), list(0));
}

static void unary_ranges_are_values_of_their_own(void **state)
{
    (void)state;
    struct feel_value ten = feel_int(10), null = feel_null();
    equal_gives("true", range("<", false, null, ten, false), range("<", false, null, ten, false));
    equal_gives("false", range("<", false, null, ten, false), range(NULL, false, null, ten, false));
    equal_gives("false", range("=", true, ten, ten, true), range(NULL, true, ten, ten, true));
    equal_gives("true", range(NULL, true, ten, ten, true), range(NULL, true, ten, ten, true));
    equal_gives("false", range(NULL, true, ten, ten, true), range(NULL, true, ten, ten, false));
}

static void unknown_decides_only_when_all_its_values_agree(void **state)
{
    (void)state;
    const char *members[] = {"mining", "exploration"};
    const struct feel_type *kind = feel_type_enum(a, members, 2);
    struct feel_value u = feel_unknown_fact(a, "licence.kind", kind);
    equal_gives("unknown", u, feel_string("mining"));
    equal_gives("false", u, feel_string("railway"));
    equal_gives("unknown", u, feel_null());
    equal_gives("unknown", u, u);
    equal_gives("false", list(2, u, feel_int(1)), list(2, feel_string("mining"), feel_int(2)));
    equal_gives("unknown", list(2, u, feel_int(1)), list(2, feel_string("mining"), feel_int(1)));
    struct feel_value points =
        feel_unknown_between(a, feel_causes_one(a, "p"), dec_from_int(3), dec_from_int(5));
    equal_gives("unknown", points, feel_int(3));
    equal_gives("false", points, feel_int(2));
}

static void causes_are_sorted_sets(void **state)
{
    (void)state;
    const struct feel_causes *x = feel_causes_one(a, "b"), *y = feel_causes_one(a, "a");
    const struct feel_causes *both = feel_causes_join(a, x, y);
    assert_int_equal(both->n, 2);
    assert_string_equal(both->names[0], "a");
    assert_string_equal(both->names[1], "b");
    assert_int_equal(feel_causes_join(a, both, x)->n, 2);
    assert_ptr_equal(feel_causes_join(a, NULL, x), x);
    assert_ptr_equal(feel_causes_join(a, x, NULL), x);
    assert_true(feel_causes_has(both, "b"));
    assert_false(feel_causes_has(both, "c"));
    assert_false(feel_causes_has(NULL, "a"));
    const struct feel_causes *found;
    struct feel_value u = feel_unknown_of(a, both);
    assert_true(feel_holds_unknown(a, list(2, feel_int(1), list(1, u)), &found));
    assert_int_equal(found->n, 2);
    assert_false(feel_holds_unknown(a, list(1, feel_int(1)), &found));
}

static void text_reads_back(void **state)
{
    (void)state;
    const char *keys[] = {"plain_key", "two words", "Upper"};
    struct feel_value values[] = {feel_int(1), feel_string("say \"no\"\n\\"), at("P1Y2M")};
    assert_string_equal(written(feel_context_of(a, keys, values, 3)),
                        "{plain_key: 1, \"two words\": \"say \\\"no\\\"\\n\\\\\", \"Upper\": "
                        "@\"P1Y2M\"}");
    assert_string_equal(written(list(3, feel_null(), feel_boolean(true), number("2.50"))),
                        "[null, true, 2.50]");
    assert_string_equal(written(range(NULL, true, feel_int(1), feel_int(5), false)), "[1..5)");
    assert_string_equal(written(range("<=", false, feel_null(), feel_int(5), true)), "(<=5)");
    assert_string_equal(written(range(">", false, feel_int(5), feel_null(), true)), "(>5)");
    assert_string_equal(written(at("2026-01-31")), "@\"2026-01-31\"");
    assert_string_equal(feel_canonical(a, at("2026-01-31")), "@\"2026-01-31\"");
    assert_string_equal(feel_text(a, at("2026-01-31")), "2026-01-31");
    assert_string_equal(feel_canonical(a, feel_string("a b")), "a b");
    assert_string_equal(written(feel_unknown_fact(a, "x", NULL)), "unknown");
    struct dec zero;
    assert_true(dec_sub(dec_from_int(1), dec_from_int(1), &zero));
    assert_string_equal(written(feel_number(dec_neg(zero))), "0");
}

static void durations_are_normalised(void **state)
{
    static const char *const pairs[][2] = {
        {"PT24H", "P1D"},
        {"P26M", "P2Y2M"},
        {"P0Y", "P0M"},
        {"P0D", "PT0S"},
        {"-P1DT2H", "-P1DT2H"},
        {"PT90M", "PT1H30M"},
        {"PT0.5S", "PT0.5S"},
        {"P1DT2H3M4S", "P1DT2H3M4S"},
        {"PT3600.25S", "PT1H0.25S"},
        {"-P14M", "-P1Y2M"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(feel_text(a, at(pairs[i][0])), pairs[i][1]);
}

static void malformed_temporal_text_is_refused(void **state)
{
    static const char *const bad[] = {
        "",           "P",         "P0",          "P1H",
        "PT",         "P1Y1D",     "P1DT",        "PT1D",
        "P1M1Y",      "P1.5D",     "--P1D",       "P1D ",
        "2026-02-29", "2026-1-31", "2026-01-31T", "2026-01-31T25:00:00",
        "12:00",      "24:00:00",  "12:00:60",    "12:00:00+19:00",
        "12:00:00.",  "12:00:00@", "+2012-01-01", "12:00:00+2:00",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct feel_value v;
        assert_false(feel_parse_at(a, bad[i], strlen(bad[i]), &v));
    }
}

static void order_is_within_a_kind(void **state)
{
    (void)state;
    int sign;
    assert_true(feel_order(feel_string("a"), feel_string("b"), &sign));
    assert_int_equal(sign, -1);
    assert_true(feel_order(at("P1D"), at("PT25H"), &sign));
    assert_int_equal(sign, -1);
    assert_true(feel_order(at("12:00:00+02:00"), at("11:00:00Z"), &sign));
    assert_int_equal(sign, -1);
    assert_false(feel_order(at("P1Y"), at("P400D"), &sign));
    assert_false(feel_order(feel_boolean(true), feel_boolean(false), &sign));
    assert_false(feel_order(at("12:00:00"), at("12:00:00Z"), &sign));
}

static void conversion_at_typed_borders(void **state)
{
    (void)state;
    const struct feel_type *num = feel_type_simple(FT_NUMBER);
    const struct feel_type *nums = feel_type_list(a, num);
    struct feel_value out;
    assert_true(feel_convert(a, list(1, feel_int(7)), num, &out));
    assert_string_equal(written(out), "7");
    assert_true(feel_convert(a, feel_int(7), nums, &out));
    assert_string_equal(written(out), "[7]");
    assert_true(feel_convert(a, at("2026-01-31"), feel_type_simple(FT_DATE_TIME), &out));
    assert_string_equal(feel_text(a, out), "2026-01-31T00:00:00Z");
    assert_true(feel_convert(a, feel_null(), num, &out));
    assert_false(feel_convert(a, feel_string("7"), num, &out));
    assert_int_equal(out.kind, FEEL_NULL);
    assert_true(out.from_error);
    assert_false(feel_convert(a, list(2, feel_int(1), feel_int(2)), num, &out));
    assert_false(feel_convert(a, list(2, feel_int(1), feel_string("x")), nums, &out));
}

static void enum_types_close_the_set(void **state)
{
    (void)state;
    const char *members[] = {"KZ", "KG"};
    const struct feel_type *t = feel_type_enum(a, members, 2);
    assert_true(feel_value_conforms(feel_string("KZ"), t));
    assert_false(feel_value_conforms(feel_string("UZ"), t));
    assert_true(feel_value_conforms(feel_null(), t));
}

static struct feel_value from_json(const char *text)
{
    struct diags *d = diags_new(a);
    struct json *j = json_parse(a, text, strlen(text), "test", d);
    struct feel_value v = feel_from_json(a, j, "", d);
    assert_true(diags_ok(d));
    return v;
}

static void json_comes_in(void **state)
{
    (void)state;
    assert_string_equal(written(from_json("{\"a\": [1.50, null, true, \"x\"]}")),
                        "{a: [1.50, null, true, \"x\"]}");
    struct feel_value v = from_json("{\"a\": {\"b\": {\"@unknown\": \"boolean\"}}}");
    const struct feel_causes *causes;
    assert_true(feel_holds_unknown(a, v, &causes));
    assert_string_equal(causes->names[0], "a.b");
    v = v.u.context->values[0].u.context->values[0];
    assert_int_equal(v.u.unknown->type->kind, FT_BOOLEAN);
    assert_string_equal(written(from_json("{\"d\": {\"@feel\": \"@\\\"P1Y\\\"\"}}")),
                        "{d: @\"P1Y\"}");
    struct diags *d = diags_new(a);
    const char *bad = "{\"@unknown\": 5}";
    feel_from_json(a, json_parse(a, bad, strlen(bad), "test", d), "x", d);
    assert_false(diags_ok(d));
}

static void json_goes_out(void **state)
{
    (void)state;
    struct strbuf sb;
    strbuf_init(&sb, 0);
    struct feel_value v =
        list(5, number("12345678901234567890.10"), at("2026-01-31"), at("P1Y2M"),
             range(NULL, true, feel_int(1), feel_int(2), true), feel_unknown_fact(a, "x", NULL));
    json_write(&sb, feel_to_json(a, v), 0);
    assert_string_equal(sb.buf,
                        "[12345678901234567890.10,\"2026-01-31\",\"P1Y2M\",\"[1..2]\",null]");
    strbuf_release(&sb);
}

/* Sixty doublings of one list: 2^60 leaves, 61 objects. */
static void shared_values_do_not_hang(void **state)
{
    (void)state;
    struct feel_value x = feel_int(1), y = feel_int(1);
    for (int i = 0; i < 60; i++) {
        x = list(2, x, x);
        y = list(2, y, y);
    }
    assert_int_equal(feel_equal(a, x, y).kind, FEEL_NULL);
    struct strbuf sb;
    strbuf_init(&sb, 1000);
    feel_write(&sb, x);
    assert_true(sb.overflowed);
    strbuf_release(&sb);
    struct feel_value deep = feel_int(1);
    for (int i = 0; i < 200000; i++)
        deep = list(1, deep);
    assert_int_equal(feel_equal(a, deep, list(1, deep)).kind, FEEL_NULL);
    assert_non_null(feel_canonical(a, deep));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equality_is_by_value_within_a_type),
        cmocka_unit_test(equality_across_types_is_null_but_not_against_null),
        cmocka_unit_test(contexts_are_equal_regardless_of_order),
        cmocka_unit_test(unary_ranges_are_values_of_their_own),
        cmocka_unit_test(unknown_decides_only_when_all_its_values_agree),
        cmocka_unit_test(causes_are_sorted_sets),
        cmocka_unit_test(text_reads_back),
        cmocka_unit_test(durations_are_normalised),
        cmocka_unit_test(malformed_temporal_text_is_refused),
        cmocka_unit_test(order_is_within_a_kind),
        cmocka_unit_test(conversion_at_typed_borders),
        cmocka_unit_test(enum_types_close_the_set),
        cmocka_unit_test(json_comes_in),
        cmocka_unit_test(json_goes_out),
        cmocka_unit_test(shared_values_do_not_hang),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
