/* Mutants of expressions and of rules, counted by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "core/assess/mutate.h"
#include "core/base/strbuf.h"

#define PACK                                                                                       \
    "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"             \
    "sources:\n  law: {title: Law, grade: statute, read: 2026-01-01}\n"                            \
    "facts:\n"                                                                                     \
    "  a.n: {type: number, ask: Q, effort: 1}\n"                                                   \
    "  a.d: {type: date, ask: Q, effort: 1}\n"                                                     \
    "  a.ok: {type: boolean, ask: Q, effort: 1}\n"                                                 \
    "  a.k: {type: 'enum(\"x\", \"y\")', ask: Q, effort: 1}\n"                                     \
    "params:\n"                                                                                    \
    "  t.limit: {unit: x, values: {2020-01-01: {value: 3, source: [law, \"1\"]}}}\n"               \
    "rules:\n"                                                                                     \
    "  - id: t.rule\n    version: 1\n    title: R\n    kind: flag\n    severity: high\n"           \
    "    source: [{ref: law, at: \"1\"}]\n    effective: {from: 2020-01-01}\n"

static const struct rulebook *load(struct arena *a, const char *rest)
{
    struct diags *d = diags_new(a);
    const char *text = arena_printf(a, "%s%s", PACK, rest);
    const struct rulebook *r = rulebook_load_text(a, text, strlen(text), "t.yaml", d);
    struct strbuf sb;
    strbuf_init(&sb, 0);
    diags_format(d, &sb);
    if (r == NULL)
        print_error("%s", sb.buf);
    strbuf_release(&sb);
    assert_non_null(r);
    return r;
}

/* All mutants of an expression, one a line. */
static const char *mutants_of(struct arena *a, const char *expression)
{
    const struct rulebook *r = load(a, arena_printf(a, "    fail_if: '%s'\n", expression));
    const struct feel_expr *e = rulebook_rule(r, 0)->fail_if;
    struct strbuf sb;
    size_t n;
    const struct feel_mutant *all = feel_mutants(a, e, &n);
    strbuf_init(&sb, 0);
    for (size_t i = 0; i < n; i++) {
        const char *text = feel_mutant_text(a, e, &all[i]);
        strbuf_addf(&sb, "%s %s\n", feel_mutation_name(all[i].kind), text);
        assert_non_null(feel_recompile(a, e, text, NULL));
    }
    const char *text = arena_strdup(a, sb.buf);
    strbuf_release(&sb);
    return text;
}

static void check(const char *expression, const char *expected)
{
    struct arena *a = arena_new();
    assert_string_equal(mutants_of(a, expression), expected);
    arena_free(a);
}

static void test_comparisons(void **state)
{
    (void)state;
    check("a.n >= a.n", "comparison a.n > a.n\n");
    check("a.n < a.n", "comparison a.n <= a.n\n");
    check("(a.n) /* < */ != (a.n)", "comparison (a.n) /* < */ = (a.n)\n");
    check("a.n in (< a.n)", "boolean not(a.n in (< a.n))\ncomparison a.n in (<= a.n)\n");
}

static void test_constants(void **state)
{
    (void)state;
    check("a.n = 25", "comparison a.n != 25\nconstant a.n = 24\nconstant a.n = 26\n");
    check("a.n = 0.30", "comparison a.n != 0.30\nconstant a.n = 0.29\nconstant a.n = 0.31\n");
    check("a.n = 0", "comparison a.n != 0\nconstant a.n = (-1)\nconstant a.n = 1\n");
    check("a.d = @\"2024-03-01\"", "comparison a.d != @\"2024-03-01\"\n"
                                   "constant a.d = @\"2024-02-29\"\n"
                                   "constant a.d = @\"2024-03-02\"\n");
    check("@\"P2Y\" = @\"P1M\"", "constant @\"P1Y11M\" = @\"P1M\"\nconstant @\"P2Y1M\" = @\"P1M\"\n"
                                 "comparison @\"P2Y\" != @\"P1M\"\n"
                                 "constant @\"P2Y\" = @\"P0M\"\nconstant @\"P2Y\" = @\"P2M\"\n");
    check("a.n in [1..2)", "boolean not(a.n in [1..2))\n"
                           "comparison a.n in (1..2)\n"
                           "constant a.n in [0..2)\nconstant a.n in [2..2)\n"
                           "constant a.n in [1..1)\nconstant a.n in [1..3)\n"
                           "comparison a.n in [1..2]\n");
}

static void test_logic_and_truth(void **state)
{
    (void)state;
    check("a.ok and a.n > a.n", "boolean not(a.ok) and a.n > a.n\n"
                                "logic (a.ok or a.n > a.n)\n"
                                "comparison a.ok and a.n >= a.n\n");
    check("not(a.ok)", "boolean (a.ok)\n");
    check("a.ok = true", "comparison a.ok != true\nboolean a.ok = false\n");
    /* The swapped part keeps its operands. */
    check("a.n = a.n or a.n = a.n and a.n = a.n",
          "comparison a.n != a.n or a.n = a.n and a.n = a.n\n"
          "logic (a.n = a.n and a.n = a.n and a.n = a.n)\n"
          "comparison a.n = a.n or a.n != a.n and a.n = a.n\n"
          "logic a.n = a.n or (a.n = a.n or a.n = a.n)\n"
          "comparison a.n = a.n or a.n = a.n and a.n != a.n\n");
    /* Strings and names of parameters are left alone. */
    check("a.k = \"x\"", "comparison a.k != \"x\"\n");
    check("a.n = param(\"t.limit\")", "comparison a.n != param(\"t.limit\")\n");
}

struct fates {
    size_t killed, survived, invalid;
};

static struct fates fates_of(struct arena *a, const struct rulebook *r,
                             const struct rule_mutant **all, size_t *n)
{
    struct fates f = {0, 0, 0};
    *all = rule_mutants(a, r, rulebook_rule(r, 0), n);
    for (size_t i = 0; i < *n; i++) {
        f.killed += (*all)[i].fate == MUTANT_KILLED ? 1 : 0;
        f.survived += (*all)[i].fate == MUTANT_SURVIVED ? 1 : 0;
        f.invalid += (*all)[i].fate == MUTANT_INVALID ? 1 : 0;
    }
    return f;
}

/* a.n >= 25: the tests at 30 and 10 leave the border unguarded: > 25, 24 and 26 live. */
static void test_border_unguarded(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t n;
    const struct rule_mutant *all;
    const struct rulebook *r =
        load(a, "    fail_if: a.n >= 25\n    tests:\n"
                "      - {name: high, given: {a.n: 30}, expect: {status: fail}}\n"
                "      - {name: low, given: {a.n: 10}, expect: {status: pass}}\n");
    struct fates f = fates_of(a, r, &all, &n);
    assert_int_equal(f.killed, 0);
    assert_int_equal(f.survived, 3);
    assert_string_equal(all[0].part, "fail_if");
    assert_string_equal(all[0].now, "a.n > 25");
    assert_int_equal(all[0].pos.line, 23);
    assert_int_equal(all[0].pos.col, 18); /* of >= */
    assert_int_equal(all[1].pos.col, 21); /* of 25 */
    arena_free(a);
}

/* Tests on both sides of the border kill all three. */
static void test_border_guarded(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t n;
    const struct rule_mutant *all;
    const struct rulebook *r =
        load(a, "    fail_if: a.n >= 25\n    tests:\n"
                "      - {name: at, given: {a.n: 25}, expect: {status: fail}}\n"
                "      - {name: below, given: {a.n: 24}, expect: {status: pass}}\n");
    struct fates f = fates_of(a, r, &all, &n);
    assert_int_equal(f.killed, 3);
    assert_int_equal(f.survived, 0);
    assert_string_equal(all[0].killed_by, "at");
    assert_string_equal(all[1].now, "a.n >= 24");
    assert_string_equal(all[1].killed_by, "below");
    arena_free(a);
}

/* A test that fails on the rule as it stands proves nothing about its mutants. */
static void test_broken_test(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t n;
    const struct rule_mutant *all;
    const struct rulebook *r =
        load(a, "    fail_if: a.ok\n    tests:\n"
                "      - {name: wrong, given: {a.ok: true}, expect: {status: pass}}\n");
    struct fates f = fates_of(a, r, &all, &n);
    assert_int_equal(f.killed, 0);
    assert_int_equal(f.survived, 1);
    arena_free(a);
}

/* Lets and exceptions: 7 in `half` (2 of 2, by place), what the exception holds. */
static void test_parts(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t n;
    const struct rule_mutant *all;
    const struct rulebook *r =
        load(a, "    let: {half: a.n / 2}\n    fail_if: half > a.n\n"
                "    exceptions: [{if: a.ok, status: fail, why: w, source: {ref: law}}]\n"
                "    tests: [{name: t, given: {a.n: 4, a.ok: false}, expect: {status: pass, let: "
                "{half: 2}}}]\n");
    struct fates f = fates_of(a, r, &all, &n);
    /* fail_if: half >= a.n (2 >= 4, lives). half: /1 and /3 (killed by let). exception: not(a.ok)
     * (killed). */
    assert_int_equal(n, 4);
    assert_int_equal(f.killed, 3);
    assert_int_equal(f.survived, 1);
    assert_string_equal(all[0].part, "fail_if");
    assert_int_equal(all[0].fate, MUTANT_SURVIVED);
    assert_string_equal(all[1].part, "let half");
    assert_string_equal(all[3].part, "exception 1");
    arena_free(a);
}

/* Cells. Row 1: < becomes <=, 10 moves twice; row 2: the same of >= 10; outputs 1 and 2 move twice
 * each. In a U table `<= 10`, `< 11`, `>= 9` overlap: no rule at all. */
static void test_table(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t n;
    const struct rule_mutant *all;
    const struct rulebook *r =
        load(a, "    table:\n      hit: U\n      inputs: [{expr: a.n, type: number}]\n"
                "      outputs: [{name: points, type: number}]\n      rules:\n"
                "        - {when: [\"< 10\"], then: [\"1\"]}\n"
                "        - {when: [\">= 10\"], then: [\"2\"]}\n"
                "    max_points: 2\n    tests:\n"
                "      - {name: low, given: {a.n: 9}, expect: {points: 1, row: 1}}\n"
                "      - {name: high, given: {a.n: 10}, expect: {points: 2, row: 2}}\n");
    struct fates f = fates_of(a, r, &all, &n);
    assert_int_equal(n, 10);
    assert_int_equal(f.invalid, 3);
    assert_int_equal(f.killed, 7);
    assert_string_equal(all[0].part, "row 1, a.n");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_comparisons),     cmocka_unit_test(test_constants),
        cmocka_unit_test(test_logic_and_truth), cmocka_unit_test(test_border_unguarded),
        cmocka_unit_test(test_border_guarded),  cmocka_unit_test(test_broken_test),
        cmocka_unit_test(test_parts),           cmocka_unit_test(test_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
