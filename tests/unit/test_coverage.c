/* What inline tests reach, counted by hand: operands of and/or that alone decide. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "core/assess/assess.h"

#define PACK                                                                                       \
    "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"             \
    "sources:\n  law: {title: Law, grade: statute, read: 2026-01-01}\n"                            \
    "facts:\n"                                                                                     \
    "  a.p: {type: boolean, ask: Q, effort: 1}\n"                                                  \
    "  a.q: {type: boolean, ask: Q, effort: 1}\n"                                                  \
    "  a.r: {type: boolean, ask: Q, effort: 1}\n"                                                  \
    "params:\n"                                                                                    \
    "  t.limit:\n    values:\n"                                                                    \
    "      2020-01-01: {value: 3, source: [law, \"1\"]}\n"                                         \
    "      2022-01-01: {value: 4, source: [law, \"1\"]}\n"                                         \
    "      2030-01-01: expected\n"                                                                 \
    "rules:\n"                                                                                     \
    "  - id: t.rule\n    version: 1\n    title: R\n    kind: flag\n    severity: high\n"           \
    "    source: [{ref: law, at: \"1\"}]\n    effective: {from: 2020-01-01}\n"

struct cover {
    struct arena *a;
    const struct rule_coverage *rule;
    const struct value_coverage *values;
    size_t n_values;
};

static void cover(struct cover *c, const char *rest)
{
    size_t n;
    c->a = arena_new();
    const char *text = arena_printf(c->a, "%s%s", PACK, rest);
    const struct rulebook *r =
        rulebook_load_text(c->a, text, strlen(text), "t.yaml", diags_new(c->a));
    assert_non_null(r);
    c->rule = rules_coverage(c->a, r, NULL, &n, &c->values, &c->n_values);
    assert_int_equal(n, 1);
}

#define GIVEN(p, q, r) "{name: n, given: {a.p: " #p ", a.q: " #q ", a.r: " #r "}, expect: {}}"

/* p or q and r: chains (p, q and r) and (q, r). p alone true: test 1. `q and r` alone true: test
 * 2. q alone false: test 1 (r is true). r alone false: never. */
static void test_operands(void **state)
{
    (void)state;
    struct cover c;
    cover(&c, "    fail_if: a.p or a.q and a.r\n    tests: [" GIVEN(true, false, true) ", " GIVEN(
                  false, true, true) "]\n");
    assert_int_equal(c.rule->n_operands, 4);
    assert_int_equal(c.rule->operands_decided, 3);
    static const char *const texts[] = {"a.p", "a.q and a.r", "a.q", "a.r"};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(c.rule->operands[i].text, texts[i]);
        assert_int_equal(c.rule->operands[i].decided, i != 3);
        assert_int_equal(c.rule->operands[i].of_and, i >= 2);
        assert_string_equal(c.rule->operands[i].part, "fail_if");
    }
    assert_int_equal(c.rule->operands[3].pos.line, 26);
    assert_int_equal(c.rule->operands[3].pos.col, 29);
    arena_free(c.a);
}

/* Two true operands of an or: neither decides alone. An unknown beside a false one does not keep
 * it from deciding an and. */
static void test_alone(void **state)
{
    (void)state;
    struct cover c;
    cover(&c, "    fail_if: a.p or a.q or a.r\n    tests: [" GIVEN(true, true, false) "]\n");
    assert_int_equal(c.rule->n_operands, 3);
    assert_int_equal(c.rule->operands_decided, 0);
    arena_free(c.a);
    cover(&c, "    fail_if: a.p and a.q\n"
              "    tests: [{name: n, given: {a.p: false}, expect: {}}]\n");
    assert_true(c.rule->operands[0].decided);
    assert_false(c.rule->operands[1].decided);
    arena_free(c.a);
}

/* pass_if is not asked when fail_if holds, so nothing in it decides there. */
static void test_not_asked(void **state)
{
    (void)state;
    struct cover c;
    cover(&c, "    fail_if: a.p\n    pass_if: a.q and a.r and not(a.p)\n    tests: [" GIVEN(
                  true, false, true) "]\n");
    /* The look for a contradiction evaluates pass_if; there a.q and not(a.p) are false together. */
    assert_int_equal(c.rule->n_operands, 3);
    assert_int_equal(c.rule->operands_decided, 0);
    arena_free(c.a);
}

static void test_values(void **state)
{
    (void)state;
    struct cover c;
    cover(&c, "    fail_if: param(\"t.limit\") > 3 and a.p\n"
              "    tests: [{name: n, date: 2021-06-01, given: {a.p: true}, expect: {}}]\n");
    assert_int_equal(c.n_values, 2); /* what is only expected needs no test */
    assert_true(c.values[0].reached);
    assert_false(c.values[1].reached);
    assert_int_equal(c.values[1].pos.line, 16);
    assert_true(c.rule->reached[STATUS_PASS]);
    assert_false(c.rule->reached[STATUS_FAIL]);
    arena_free(c.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_operands),
        cmocka_unit_test(test_alone),
        cmocka_unit_test(test_not_asked),
        cmocka_unit_test(test_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
