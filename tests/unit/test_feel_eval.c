/* core/feel evaluation: warnings, limits, trace, host functions, function values, hit policies.
 * Results of single expressions stand in tests/data/feel. The table of hit policies is worked out
 * by hand from the rules of DMN 1.5, 8.2.8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "core/feel/feel.h"

enum { MAX_SLOTS = 16 };

static struct arena *a;
static struct feel_env *env;
static struct feel_value globals[MAX_SLOTS];
static struct feel_run run;

static int setup(void **state)
{
    (void)state;
    a = arena_new();
    env = feel_env_new(a, NULL);
    memset(globals, 0, sizeof globals);
    run = (struct feel_run){.arena = a, .globals = globals, .n_globals = MAX_SLOTS};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static void fact(const char *name, enum feel_type_kind type, struct feel_value v)
{
    globals[feel_env_declare(env, name, feel_type_simple(type))] = v;
}

static void unknown(const char *name, enum feel_type_kind type)
{
    fact(name, type, feel_unknown_fact(a, name, feel_type_simple(type)));
}

static struct feel_expr *compiled(const char *text)
{
    struct diags *d = diags_new(a);
    struct feel_expr *e = feel_compile(a, env, text, (struct pos){0}, NULL, d);
    if (e == NULL)
        fail_msg("%s: %s", text, diags_at(d, 0)->message);
    return e;
}

static struct feel_value value_of(const char *text)
{
    return feel_eval(compiled(text), &run);
}

static void gives(const char *text, const char *expected)
{
    assert_string_equal(feel_canonical(a, value_of(text)), expected);
}

/* The expression gives null and the first warning is this. */
static void warns(const char *text, const char *message)
{
    struct feel_value v = value_of(text);
    assert_int_equal(v.kind, FEEL_NULL);
    assert_true(v.from_error);
    assert_true(run.n_warnings > 0);
    assert_string_equal(run.warnings[0].message, message);
}

static void errors_are_null_with_the_operands(void **state)
{
    (void)state;
    fact("x", FT_ANY, feel_int(5));
    fact("s", FT_ANY, feel_string("a"));
    fact("n", FT_ANY, feel_null());
    warns("x / 0", "division by zero: number 5 / number 0");
    warns("x + s", "wrong types: number 5 + string \"a\"");
    warns("x = s", "cannot compare number 5 with string \"a\"");
    warns("x < s", "number 5 and string \"a\" have no order");
    warns("x + n", "wrong types: number 5 + null");
    warns("date(\"2026-02-30\")", "date: cannot be made of string \"2026-02-30\"");
    warns("substring(s, 0)", "substring: there is no position number 0");
    warns("sum([])", "sum: the list is empty");
    warns("irr([-100, 230, -132])", "irr: several rates solve these flows: 0.1, 0.2");
}

static void a_warning_tells_its_place(void **state)
{
    (void)state;
    struct feel_value v = value_of("1 + (2 / 0)");
    assert_true(v.from_error);
    assert_int_equal(run.n_warnings, 1);
    assert_int_equal(run.warnings[0].start, 5);
    assert_int_equal(run.warnings[0].end, 10);
    value_of("1");
    assert_int_equal(run.n_warnings, 0);
}

static void an_error_is_told_once(void **state)
{
    (void)state;
    value_of("abs(-(1 / 0 + 1) * 2 - 3)");
    assert_int_equal(run.n_warnings, 1);
    value_of("for i in 1..100 return i / 0");
    assert_int_equal(run.n_warnings, 20);
}

static void null_from_an_error_is_marked_through_logic(void **state)
{
    (void)state;
    fact("n", FT_ANY, feel_null());
    assert_true(value_of("1 / 0 > 1 and true").from_error);
    assert_false(value_of("n and true").from_error);
    gives("1 / 0 > 1 and false", "false");
}

static void both_operands_are_evaluated(void **state)
{
    (void)state;
    unknown("b", FT_BOOLEAN);
    struct feel_expr *e = compiled("false and b");
    struct feel_value trace[16];
    memset(trace, 0, sizeof trace);
    assert_true(feel_expr_nodes(e) <= 16);
    run.trace = trace;
    assert_int_equal(feel_eval(e, &run).kind, FEEL_BOOLEAN);
    bool seen = false;
    for (size_t i = 0; i < feel_expr_nodes(e); i++)
        seen = seen || trace[i].kind == FEEL_UNKNOWN;
    assert_true(seen);
}

static void limits_end_runs(void **state)
{
    (void)state;
    struct timespec before, after;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
    warns("for i in 1..10001 return i", "more than 10000 iterations");
    /* 10^12 bodies, 2^60 items, 2^200 characters */
    assert_true(
        value_of("for i in 1..9999 return for j in 1..9999 return for k in 1..9999 return 1")
            .from_error);
    assert_true(value_of("count((for i in 1..60 return if i = 1 then [1] else "
                         "concatenate(partial[-1], partial[-1]))[-1])")
                    .from_error);
    assert_true(value_of("string length((for i in 1..200 return if i = 1 then \"a\" else "
                         "partial[-1] + partial[-1])[-1])")
                    .from_error);
    assert_true(value_of("(for i in 1..60 return if i = 1 then 1 else [partial[-1], partial[-1]]) "
                         "= (for i in 1..60 return if i = 1 then 1 else [partial[-1], "
                         "partial[-1]])")
                    .from_error);
    /* Text that doubles its escapes with each turn; one big value looked at again and again. */
    assert_true(value_of("count(for i in 1..9999 return string(partial))").from_error);
    assert_true(value_of("string((for i in 1..60 return if i = 1 then [1] else [partial[-1], "
                         "partial[-1]])[-1])")
                    .from_error);
    assert_true(value_of("for b in [for i in 1..22 return if i = 1 then [1] else [partial[-1], "
                         "partial[-1]]], j in 1..9000 return b[22] = [b[21], b[21]]")
                    .from_error);
    gives("count(for i in 1..9999 return count(partial))", "9999");
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
    assert_true(after.tv_sec - before.tv_sec < 60);
}

static void functions_are_values(void **state)
{
    (void)state;
    fact("k", FT_NUMBER, feel_int(10));
    gives("sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]");
    gives("list replace([1, 2, 3], function(item, new) item > 1, k)", "[1, 10, 10]");
    gives("for i in [1, 2] return sort([i, 3], function(x, y) x * i > y * i)", "[[3, 1], [3, 2]]");
    warns("sort([2, 1], function(x, y) 1)", "sort: the order does not give true or false");
    warns("sort([2, 1], function(x) true)", "the function takes 1 arguments, not 2");
}

/* The unary test t on the input: "true" "false" "null" "unknown". */
static void tests_as(const char *t, const char *input, const char *expected)
{
    struct diags *d = diags_new(a);
    run.input = strcmp(input, "?") == 0 ? feel_unknown_fact(a, "input", feel_type_simple(FT_ANY))
                                        : value_of(input);
    struct feel_expr *e = feel_compile_tests(a, env, t, (struct pos){0}, NULL, d);
    if (e == NULL)
        fail_msg("%s: %s", t, diags_at(d, 0)->message);
    const char *got = feel_canonical(a, feel_eval_tests(e, &run));
    if (strcmp(got, expected) != 0)
        fail_msg("%s on %s: %s", t, input, got);
}

static void unary_tests_accept_or_not(void **state)
{
    static const char *const cases[][3] = {
        {"-", "null", "true"},
        {"-", "?", "true"},
        {"\"gold\", \"ree\"", "\"ree\"", "true"},
        {"\"gold\", \"ree\"", "\"tin\"", "false"},
        {"[0..5), >10", "7", "false"},
        {"[0..5), >10", "11", "true"},
        {"not(null)", "3", "true"},
        {"not(null)", "null", "false"},
        {"null", "null", "true"},
        {"null", "?", "unknown"},
        {"> 18", "null", "null"},
        {"> 18", "19", "true"},
        {"not(> 18)", "null", "null"},
        {"not(\"a\")", "null", "true"},
        {"not(\"a\")", "?", "unknown"},
        {"not(1, 2)", "2", "false"},
        {"? > limit and ? < 2 * limit", "7", "true"},
        {"? > limit and ? < 2 * limit", "11", "false"},
        {"starts with(?, \"KZ\")", "\"KZ-14\"", "true"},
        {"[1, 2, 3]", "2", "true"},
        {"[1, 2, 3]", "5", "false"},
        {"limit", "5", "true"},
        {"limit, 6", "6", "true"},
        {"null, > 3", "?", "unknown"},
    };
    (void)state;
    fact("limit", FT_NUMBER, feel_int(5));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        tests_as(cases[i][0], cases[i][1], cases[i][2]);
}

/* --- host --------------------------------------------------------------------------------------
 */

static struct feel_value host_param(void *data, struct arena *arena, const char *name,
                                    struct feel_value date)
{
    (void)data;
    (void)arena;
    if (strcmp(name, "kz.icv_min_pct") != 0)
        return feel_null();
    return feel_int(date.kind == FEEL_DATE && date.u.date.year < 2025 ? 50 : 70);
}

static struct feel_value host_rule(void *data, struct arena *arena, const char *id)
{
    (void)data;
    (void)arena;
    return feel_string(strcmp(id, "kz.icv") == 0 ? "pass" : "fail");
}

static struct feel_value host_evidence(void *data, struct arena *arena, const char *name)
{
    (void)data;
    (void)arena;
    return strcmp(name, "x") == 0 ? feel_string("document") : feel_null();
}

static void the_host_answers(void **state)
{
    static const struct feel_host host = {
        .param = host_param, .rule = host_rule, .evidence = host_evidence};
    (void)state;
    fact("x", FT_NUMBER, feel_int(1));
    unknown("y", FT_NUMBER);
    warns("param(\"kz.icv_min_pct\")", "param: there are no parameters here");
    run.host = &host;
    gives("param(\"kz.icv_min_pct\")", "70");
    gives("param(\"kz.icv_min_pct\", @\"2024-12-31\")", "50");
    gives("rule(\"kz.icv\") = \"pass\"", "true");
    gives("evidence(x)", "document");
    gives("evidence(y)", "null");
    warns("param(\"nothing\")", "param: 'nothing' has no value in force");
}

static void defaults_are_recorded(void **state)
{
    (void)state;
    unknown("x", FT_NUMBER);
    fact("y", FT_NUMBER, feel_int(2));
    gives("default(x, 5) + default(y, 7) + default(x, 1)", "8");
    assert_int_equal(run.n_assumed, 1);
    assert_string_equal(run.assumed[0], "x");
    gives("known(x) or known(y)", "true");
}

/* --- tables ------------------------------------------------------------------------------------
 */

static struct feel_table *table(const char *hit, const char *const *inputs, size_t n_inputs,
                                const char *output_values, const char *const *cells, size_t n_rows,
                                const char *default_text)
{
    struct feel_table_column *in = ARENA_ARRAY(a, n_inputs, struct feel_table_column);
    struct feel_table_column *out = ARENA_ARRAY(a, 1, struct feel_table_column);
    struct feel_table_row *rows = ARENA_ARRAY(a, n_rows, struct feel_table_row);
    for (size_t i = 0; i < n_inputs; i++)
        in[i].text = inputs[i];
    out[0].values = output_values;
    out[0].default_text = default_text;
    for (size_t r = 0; r < n_rows; r++) {
        struct feel_table_cell *row = ARENA_ARRAY(a, n_inputs + 1, struct feel_table_cell);
        for (size_t i = 0; i <= n_inputs; i++)
            row[i].text = cells[r * (n_inputs + 1) + i];
        rows[r].when = row;
        rows[r].n_when = n_inputs;
        rows[r].then = row + n_inputs;
        rows[r].n_then = 1;
        rows[r].note = arena_printf(a, "row %zu", r + 1);
    }
    const struct feel_table_spec spec = {.hit = hit,
                                         .inputs = in,
                                         .outputs = out,
                                         .rows = rows,
                                         .n_inputs = n_inputs,
                                         .n_outputs = 1,
                                         .n_rows = n_rows};
    return feel_table_compile(a, env, &spec, false, diags_new(a));
}

/* r1 and r4 overlap, and so do r1, r2 and r3: a rule file could not use hit policy U here. */
static void hit_policies_on_one_table(void **state)
{
    static const char *const inputs[] = {"x"};
    static const char *const cells[] = {"< 10", "5", "[5..20)", "3", ">= 15", "5", "[2..4]", "5"};
    static const long long xs[] = {3, 7, 12, 17};
    static const struct {
        const char *hit, *results[5];
    } cases[] = {
        {"A", {"5", "null", "3", "null", "null"}},
        {"P", {"5", "5", "3", "5", "null"}},
        {"F", {"5", "5", "3", "3", "null"}},
        {"R", {"[5, 5]", "[5, 3]", "[3]", "[3, 5]", "[]"}},
        {"O", {"[5, 5]", "[5, 3]", "[3]", "[5, 3]", "[]"}},
        {"C", {"[5, 5]", "[5, 3]", "[3]", "[3, 5]", "[]"}},
        {"C+", {"10", "8", "3", "8", "null"}},
        {"C#", {"2", "2", "1", "2", "0"}},
        {"C<", {"5", "3", "3", "3", "null"}},
        {"C>", {"5", "5", "3", "5", "null"}},
    };
    (void)state;
    size_t slot = feel_env_declare(env, "x", feel_type_simple(FT_NUMBER));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct feel_table *t = table(cases[i].hit, inputs, 1, "5, 3", cells, 4, NULL);
        assert_non_null(t);
        for (size_t k = 0; k < 5; k++) {
            globals[slot] = k < 4 ? feel_int(xs[k]) : feel_null();
            struct feel_value v = feel_table_eval(t, &run, NULL);
            assert_string_equal(feel_canonical(a, v), cases[i].results[k]);
            assert_int_equal(v.from_error, v.kind == FEEL_NULL && k < 4);
        }
    }
}

static void a_table_with_the_input_unknown(void **state)
{
    static const char *const inputs[] = {"x"};
    static const char *const cells[] = {"< 10", "5", "[5..20)", "3", ">= 15", "5", "[2..4]", "5"};
    static const struct {
        const char *hit;
        int low, high;
    } cases[] = {{"C+", 3, 10}, {"C#", 1, 2}, {"C>", 3, 5}, {"C<", 3, 5}, {"P", 3, 5}};
    (void)state;
    unknown("x", FT_NUMBER);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct feel_value v =
            feel_table_eval(table(cases[i].hit, inputs, 1, "5, 3", cells, 4, NULL), &run, NULL);
        assert_int_equal(v.kind, FEEL_UNKNOWN);
        assert_true(feel_causes_has(v.u.unknown->causes, "x"));
        assert_true(v.u.unknown->has_bounds);
        assert_int_equal(dec_cmp(v.u.unknown->low, dec_from_int(cases[i].low)), 0);
        assert_int_equal(dec_cmp(v.u.unknown->high, dec_from_int(cases[i].high)), 0);
    }
}

/* Categories exclude each other, so one unknown category spans 0..30 and not 0..58. */
static void categories_exclude_each_other(void **state)
{
    static const char *const inputs[] = {"category", "metallurgy"};
    static const char *const cells[] = {
        "\"reserve\"", "-",  "30", "\"measured\"", "-", "20", "\"inferred\"", "-", "8", "-",
        "\"pilot\"",   "15", "-",  "\"bench\"",    "8"};
    static const char *const categories[] = {"target", "inferred", "measured", "reserve"};
    (void)state;
    const struct feel_type *type = feel_type_enum(a, categories, 4);
    size_t slot = feel_env_declare(env, "category", type);
    globals[slot] = feel_unknown_fact(a, "category", type);
    fact("metallurgy", FT_STRING, feel_string("pilot"));
    struct feel_table *t = table("C+", inputs, 2, NULL, cells, 5, "0");
    struct feel_value v = feel_table_eval(t, &run, NULL);
    assert_int_equal(dec_cmp(v.u.unknown->low, dec_from_int(15)), 0);
    assert_int_equal(dec_cmp(v.u.unknown->high, dec_from_int(45)), 0);
    assert_int_equal(v.u.unknown->causes->n, 1);
    fact("metallurgy", FT_STRING, feel_string("none"));
    v = feel_table_eval(t, &run, NULL);
    assert_int_equal(dec_cmp(v.u.unknown->low, dec_from_int(0)), 0);
    assert_int_equal(dec_cmp(v.u.unknown->high, dec_from_int(30)), 0);
}

/* The DFC preference table: the other link does not matter once the share is known. */
static void an_open_input_that_does_not_matter(void **state)
{
    static const char *const inputs[] = {"control", "pct", "link"};
    static const char *const cells[] = {"true", "-",     "-",       "6",   "false", ">= 25", "-",
                                        "4",    "false", "[5..25)", "-",   "2",     "false", "< 5",
                                        "true", "1",     "false",   "< 5", "false", "0"};
    (void)state;
    fact("control", FT_BOOLEAN, feel_boolean(false));
    fact("pct", FT_NUMBER, feel_int(30));
    unknown("link", FT_BOOLEAN);
    struct feel_table *t = table("F", inputs, 3, NULL, cells, 5, NULL);
    struct feel_table_trace trace = {0};
    assert_string_equal(feel_canonical(a, feel_table_eval(t, &run, &trace)), "4");
    assert_int_equal(trace.chosen, 2);
    assert_string_equal(trace.note, "row 2");
    assert_int_equal(trace.rows[0], ROW_NO);
    assert_int_equal(trace.false_cell[0], 0);
    assert_int_equal(trace.rows[1], ROW_YES);
    fact("link", FT_BOOLEAN, feel_boolean(true));
    unknown("pct", FT_NUMBER);
    struct feel_value v = feel_table_eval(t, &run, &trace);
    assert_int_equal(v.kind, FEEL_UNKNOWN);
    assert_int_equal(v.u.unknown->causes->n, 1);
    assert_string_equal(v.u.unknown->causes->names[0], "pct");
    assert_int_equal(dec_cmp(v.u.unknown->low, dec_from_int(1)), 0);
    assert_int_equal(dec_cmp(v.u.unknown->high, dec_from_int(4)), 0);
    assert_int_equal(trace.rows[1], ROW_MAYBE);
    assert_string_equal(trace.causes[1]->names[0], "pct");
}

/* Licence years: a cell that asks for null keeps "there is none" in play. */
static void a_cell_may_ask_for_null(void **state)
{
    static const char *const inputs[] = {"years"};
    static const char *const cells[] = {">= 10", "1", "[3..10)", "2", "< 3", "3", "null", "4"};
    (void)state;
    size_t slot = feel_env_declare(env, "years", feel_type_simple(FT_NUMBER));
    struct feel_table *t = table("U", inputs, 1, NULL, cells, 4, NULL);
    assert_non_null(t);
    globals[slot] = feel_int(10);
    assert_string_equal(feel_canonical(a, feel_table_eval(t, &run, NULL)), "1");
    globals[slot] = feel_null();
    assert_string_equal(feel_canonical(a, feel_table_eval(t, &run, NULL)), "4");
    unknown("years", FT_NUMBER);
    struct feel_table_trace trace;
    struct feel_value v = feel_table_eval(t, &run, &trace);
    assert_int_equal(dec_cmp(v.u.unknown->low, dec_from_int(1)), 0);
    assert_int_equal(dec_cmp(v.u.unknown->high, dec_from_int(4)), 0);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(trace.rows[i], ROW_MAYBE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(errors_are_null_with_the_operands, setup, teardown),
        cmocka_unit_test_setup_teardown(a_warning_tells_its_place, setup, teardown),
        cmocka_unit_test_setup_teardown(an_error_is_told_once, setup, teardown),
        cmocka_unit_test_setup_teardown(null_from_an_error_is_marked_through_logic, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(both_operands_are_evaluated, setup, teardown),
        cmocka_unit_test_setup_teardown(limits_end_runs, setup, teardown),
        cmocka_unit_test_setup_teardown(functions_are_values, setup, teardown),
        cmocka_unit_test_setup_teardown(unary_tests_accept_or_not, setup, teardown),
        cmocka_unit_test_setup_teardown(the_host_answers, setup, teardown),
        cmocka_unit_test_setup_teardown(defaults_are_recorded, setup, teardown),
        cmocka_unit_test_setup_teardown(hit_policies_on_one_table, setup, teardown),
        cmocka_unit_test_setup_teardown(a_table_with_the_input_unknown, setup, teardown),
        cmocka_unit_test_setup_teardown(categories_exclude_each_other, setup, teardown),
        cmocka_unit_test_setup_teardown(an_open_input_that_does_not_matter, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cell_may_ask_for_null, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
