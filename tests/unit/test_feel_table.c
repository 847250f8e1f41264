/* Decision tables: every hit policy on one table, and the load checks. The expected results of the
 * policies were worked out by hand from the rules that match. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/feel/feel.h"

enum { MOST_ROWS = 8, MOST_COLUMNS = 3 };

/* A table as texts; each row has a place of its own. */
struct text_table {
    const char *hit;
    const char *inputs[MOST_COLUMNS];
    const char *outputs[MOST_COLUMNS];
    const char *values;                            /* of the first output */
    const char *rows[MOST_ROWS][2 * MOST_COLUMNS]; /* whens, then thens */
    bool complete, conformance;
};

struct session {
    struct arena *a;
    struct diags *d;
    struct feel_env *env;
    struct feel_value globals[8];
};

static const struct {
    const char *name, *type;
} facts[] = {{"x", "number"},        {"category", "enum(\"inferred\", \"measured\", \"reserve\")"},
             {"control", "boolean"}, {"issued", "date"},
             {"risk", "string"},     {"limit", "number"}};

enum { N_FACTS = sizeof facts / sizeof *facts };

static struct session open_session(void)
{
    struct session s = {.a = arena_new()};
    s.d = diags_new(s.a);
    s.env = feel_env_new(s.a, NULL);
    for (size_t i = 0; i < N_FACTS; i++) {
        const struct feel_type *t = feel_type_parse(s.a, facts[i].type, (struct pos){0}, s.d);
        feel_env_declare(s.env, facts[i].name, t);
        s.globals[i] = feel_unknown_fact(s.a, facts[i].name, t);
    }
    return s;
}

static size_t count_texts(const char *const *texts, size_t max)
{
    size_t n = 0;
    while (n < max && texts[n] != NULL)
        n++;
    return n;
}

static struct feel_table *compile(struct session *s, const struct text_table *t)
{
    struct feel_table_spec spec = {.hit = t->hit, .complete = t->complete, .pos = {"t", 1, 1}};
    spec.n_inputs = count_texts(t->inputs, MOST_COLUMNS);
    spec.n_outputs = count_texts(t->outputs, MOST_COLUMNS);
    struct feel_table_column *in = ARENA_ARRAY(s->a, spec.n_inputs, struct feel_table_column);
    struct feel_table_column *out = ARENA_ARRAY(s->a, spec.n_outputs, struct feel_table_column);
    struct feel_table_row *rows = ARENA_ARRAY(s->a, MOST_ROWS, struct feel_table_row);
    for (size_t i = 0; i < spec.n_inputs; i++)
        in[i].text = t->inputs[i];
    for (size_t i = 0; i < spec.n_outputs; i++)
        out[i].name = t->outputs[i];
    out[0].values = t->values;
    spec.inputs = in;
    spec.outputs = out;
    spec.rows = rows;
    for (; spec.n_rows < MOST_ROWS && t->rows[spec.n_rows][0] != NULL; spec.n_rows++) {
        const char *const *texts = t->rows[spec.n_rows];
        struct feel_table_row *row = &rows[spec.n_rows];
        size_t n = count_texts(texts, (size_t)2 * MOST_COLUMNS);
        struct feel_table_cell *cells = ARENA_ARRAY(s->a, n, struct feel_table_cell);
        for (size_t k = 0; k < n; k++) {
            cells[k].text = texts[k];
            cells[k].pos = (struct pos){"t", 10 + (int)spec.n_rows, 1 + (int)k};
        }
        row->pos = cells[0].pos;
        row->when = cells;
        row->n_when = n < spec.n_outputs ? 0 : n - spec.n_outputs;
        row->then = cells + row->n_when;
        row->n_then = n - row->n_when;
    }
    return feel_table_compile(s->a, s->env, &spec, t->conformance, s->d);
}

static const char *result(struct session *s, const struct feel_table *t)
{
    struct feel_run run = {.arena = s->a, .globals = s->globals, .n_globals = N_FACTS};
    struct feel_value v = feel_table_eval(t, &run, NULL);
    const char *text = feel_canonical(s->a, v);
    return run.n_warnings != 0 ? arena_printf(s->a, "%s!", text) : text;
}

/* --- hit policies ------------------------------------------------------------------------------
 */

static void every_policy_on_one_table(void **state)
{
    (void)state;
    static const struct {
        const char *hit, *expected[5]; /* for x = 3, 7, 12, 17, null */
    } cases[] = {
        {"U", {"null!", "null!", "3", "null!", "null"}},
        {"A", {"5", "null!", "3", "null!", "null"}},
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
    static const long long inputs[] = {3, 7, 12, 17};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct session s = open_session();
        struct text_table text = {
            .hit = cases[i].hit,
            .inputs = {"limit"},
            .outputs = {"r"},
            .values = "5, 3",
            .rows = {{"< 10", "5"}, {"[5..20)", "3"}, {">= 15", "5"}, {"[2..4]", "5"}}};
        const struct feel_table *t = compile(&s, &text);
        if (strcmp(text.hit, "U") == 0) { /* an overlap is a load error but for the switch */
            assert_null(t);
            assert_string_equal(diags_at(s.d, 0)->code, "E021");
            text.conformance = true;
            t = compile(&s, &text);
        }
        assert_non_null(t);
        for (size_t k = 0; k < 5; k++) {
            s.globals[5] = k < 4 ? feel_int(inputs[k]) : feel_null();
            if (strcmp(result(&s, t), cases[i].expected[k]) != 0)
                fail_msg("%s, case %zu: %s, expected %s", text.hit, k, result(&s, t),
                         cases[i].expected[k]);
        }
        arena_free(s.a);
    }
}

static void several_outputs_make_a_context(void **state)
{
    (void)state;
    struct session s = open_session();
    struct text_table text = {.hit = "F",
                              .inputs = {"x", "risk"},
                              .outputs = {"status", "grade"},
                              .rows = {{">= 18", "\"Low\"", "\"Approved\"", "\"Basic\""},
                                       {"< 18", "-", "\"Declined\"", "\"Standard\""},
                                       {"-", "\"High\"", "\"Approved\"", "\"Standard\""}}};
    const struct feel_table *t = compile(&s, &text);
    assert_non_null(t);
    s.globals[0] = feel_int(17);
    s.globals[4] = feel_string("High");
    assert_string_equal(result(&s, t), "{status: \"Declined\", grade: \"Standard\"}");
    s.globals[0] = feel_int(18);
    assert_string_equal(result(&s, t), "{status: \"Approved\", grade: \"Standard\"}");
    size_t n;
    const char *const *names = feel_table_globals(t, &n);
    assert_int_equal(n, 2);
    assert_string_equal(names[0], "risk");
    assert_string_equal(names[1], "x");
    arena_free(s.a);
}

static void unknown_inputs_leave_bounds(void **state)
{
    (void)state;
    struct session s = open_session();
    struct text_table text = {
        .hit = "C+",
        .inputs = {"category"},
        .outputs = {"points"},
        .rows = {{"\"measured\"", "20"}, {"\"inferred\"", "8"}, {"\"reserve\"", "30"}}};
    const struct feel_table *t = compile(&s, &text);
    assert_non_null(t);
    struct feel_run run = {.arena = s.a, .globals = s.globals, .n_globals = N_FACTS};
    struct feel_value v = feel_table_eval(t, &run, NULL);
    assert_int_equal(v.kind, FEEL_UNKNOWN);
    assert_true(v.u.unknown->has_bounds);
    assert_int_equal(dec_cmp(v.u.unknown->high, dec_from_int(30)), 0);
    assert_true(feel_causes_has(v.u.unknown->causes, "category"));
    /* Whatever the first column is, rows 1 and 2 say the same. */
    struct text_table first = {.hit = "F",
                               .inputs = {"control", "x"},
                               .outputs = {"r"},
                               .rows = {{"true", "-", "1"}, {"-", "> 5", "1"}, {"-", "-", "2"}}};
    t = compile(&s, &first);
    s.globals[0] = feel_int(9);
    assert_string_equal(result(&s, t), "1");
    s.globals[0] = feel_int(4);
    assert_string_equal(result(&s, t), "unknown");
    arena_free(s.a);
}

/* --- load checks -------------------------------------------------------------------------------
 */

struct check {
    const char *what;
    struct text_table table;
    const char *code; /* NULL: no error */
    const char *says; /* a part of the message, or NULL */
};

static void run_checks(const struct check *checks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct session s = open_session();
        const struct feel_table *t = compile(&s, &checks[i].table);
        const struct diag *d = NULL;
        for (size_t k = 0; k < diags_kept(s.d) && d == NULL; k++) {
            if (diags_at(s.d, k)->severity == DIAG_ERROR)
                d = diags_at(s.d, k);
        }
        assert_int_equal(t == NULL, d != NULL);
        if ((d != NULL) != (checks[i].code != NULL))
            fail_msg("%s: %s", checks[i].what, d != NULL ? d->message : "no error");
        if (d != NULL && strcmp(d->code, checks[i].code) != 0)
            fail_msg("%s: %s %s", checks[i].what, d->code, d->message);
        if (d != NULL && checks[i].says != NULL && strstr(d->message, checks[i].says) == NULL)
            fail_msg("%s: %s lacks %s", checks[i].what, d->message, checks[i].says);
        arena_free(s.a);
    }
}

static void shapes_are_checked(void **state)
{
    (void)state;
    static const struct check checks[] = {
        {"unknown policy",
         {.hit = "X", .inputs = {"x"}, .outputs = {"r"}, .rows = {{"-", "1"}}},
         "E020",
         "'X'"},
        {"no rules", {.hit = "U", .inputs = {"x"}, .outputs = {"r"}}, "E020", NULL},
        {"a cell too many",
         {.hit = "U", .inputs = {"x"}, .outputs = {"r"}, .rows = {{"-", "-", "1"}}},
         "E020",
         "rule 1"},
        {"P without the order of its values",
         {.hit = "P", .inputs = {"x"}, .outputs = {"r"}, .rows = {{"-", "1"}}},
         "E020",
         NULL},
        {"O without the order of its values",
         {.hit = "O", .inputs = {"x"}, .outputs = {"r"}, .rows = {{"-", "1"}}},
         "E020",
         NULL},
        {"P with it",
         {.hit = "P", .inputs = {"x"}, .outputs = {"r"}, .values = "1", .rows = {{"-", "1"}}},
         NULL,
         NULL},
        {"a sum of two outputs",
         {.hit = "C+", .inputs = {"x"}, .outputs = {"r", "s"}, .rows = {{"-", "1", "2"}}},
         "E020",
         NULL},
        {"syntax in a cell",
         {.hit = "U", .inputs = {"x"}, .outputs = {"r"}, .rows = {{"< ", "1"}}},
         "E010",
         NULL},
        {"a cell of another type",
         {.hit = "U", .inputs = {"x"}, .outputs = {"r"}, .rows = {{"\"a\"", "1"}}},
         "E012",
         NULL},
        {"an unknown fact",
         {.hit = "U", .inputs = {"y"}, .outputs = {"r"}, .rows = {{"-", "1"}}},
         "E011",
         "'y'"},
        {"no member of the enum",
         {.hit = "U", .inputs = {"category"}, .outputs = {"r"}, .rows = {{"\"mesured\"", "1"}}},
         "E012",
         NULL},
    };
    run_checks(checks, sizeof checks / sizeof *checks);
}

static void overlaps_are_found(void **state)
{
    (void)state;
    static const struct check checks[] = {
        {"apart",
         {.hit = "U", .inputs = {"x"}, .outputs = {"r"}, .rows = {{"< 18", "1"}, {">= 18", "2"}}},
         NULL,
         NULL},
        {"both at 18",
         {.hit = "U", .inputs = {"x"}, .outputs = {"r"}, .rows = {{"<= 18", "1"}, {">= 18", "2"}}},
         "E021",
         "x = 18"},
        {"the ends of ranges",
         {.hit = "U",
          .inputs = {"x"},
          .outputs = {"r"},
          .rows = {{"[0..5)", "1"}, {"[5..10)", "2"}, {"[9..12]", "3"}}},
         "E021",
         "rules 2 and 3"},
        {"open ends do not touch",
         {.hit = "U",
          .inputs = {"x"},
          .outputs = {"r"},
          .rows = {{"(0..5)", "1"}, {"(5..10)", "2"}, {"5", "3"}}},
         NULL,
         NULL},
        {"a member twice",
         {.hit = "U",
          .inputs = {"category"},
          .outputs = {"r"},
          .rows = {{"\"measured\", \"reserve\"", "1"}, {"not(\"inferred\")", "2"}}},
         "E021",
         NULL},
        {"dates",
         {.hit = "U",
          .inputs = {"issued"},
          .outputs = {"r"},
          .rows = {{"< @\"2026-01-02\"", "1"}, {">= @\"2026-01-01\"", "2"}}},
         "E021",
         "2026-01-01"},
        {"apart in the second column only",
         {.hit = "U",
          .inputs = {"x", "control"},
          .outputs = {"r"},
          .rows = {{"> 5", "true", "1"}, {"> 5", "false", "2"}, {"<= 5", "-", "3"}}},
         NULL,
         NULL},
        {"overlap of two columns",
         {.hit = "U",
          .inputs = {"x", "control"},
          .outputs = {"r"},
          .rows = {{"> 5", "-", "1"}, {"-", "true", "2"}}},
         "E021",
         "control = true"},
        {"fine in an F table",
         {.hit = "F", .inputs = {"x"}, .outputs = {"r"}, .rows = {{"<= 18", "1"}, {">= 18", "2"}}},
         NULL,
         NULL},
        {"a bound that is a fact is not decided",
         {.hit = "U",
          .inputs = {"x"},
          .outputs = {"r"},
          .rows = {{"< limit", "1"}, {">= limit", "2"}}},
         NULL,
         NULL},
    };
    run_checks(checks, sizeof checks / sizeof *checks);
}

static void gaps_are_found(void **state)
{
    (void)state;
    static const struct check checks[] = {
        {"an open line at 18",
         {.hit = "U",
          .inputs = {"x"},
          .outputs = {"r"},
          .complete = true,
          .rows = {{"< 18", "1"}, {"> 18", "2"}}},
         "E022",
         "x = 18"},
        {"not asked for",
         {.hit = "U", .inputs = {"x"}, .outputs = {"r"}, .rows = {{"< 18", "1"}, {"> 18", "2"}}},
         NULL,
         NULL},
        {"a member left out",
         {.hit = "U",
          .inputs = {"category"},
          .outputs = {"r"},
          .complete = true,
          .rows = {{"\"measured\"", "1"}, {"\"inferred\"", "2"}}},
         "E022",
         "reserve"},
        {"false left out",
         {.hit = "F",
          .inputs = {"control"},
          .outputs = {"r"},
          .complete = true,
          .rows = {{"true", "1"}}},
         "E022",
         "control = false"},
        {"two columns",
         {.hit = "F",
          .inputs = {"control", "x"},
          .outputs = {"r"},
          .complete = true,
          .rows = {{"true", "-", "6"}, {"false", ">= 25", "4"}, {"false", "[5..25)", "2"}}},
         "E022",
         "control = false"},
        {"a last row for all",
         {.hit = "F",
          .inputs = {"control", "x"},
          .outputs = {"r"},
          .complete = true,
          .rows = {{"true", "-", "6"}, {"false", ">= 25", "4"}, {"-", "-", "2"}}},
         NULL,
         NULL},
        {"dates",
         {.hit = "U",
          .inputs = {"issued"},
          .outputs = {"r"},
          .complete = true,
          .rows = {{"< @\"2025-12-30\"", "1"}, {"> @\"2025-12-30\"", "2"}}},
         "E022",
         "2025-12-30"},
        {"whole, with none",
         {.hit = "U",
          .inputs = {"issued"},
          .outputs = {"r"},
          .complete = true,
          .rows = {{"< @\"2025-12-30\"", "1"}, {">= @\"2025-12-30\"", "2"}}},
         NULL,
         NULL},
    };
    run_checks(checks, sizeof checks / sizeof *checks);
}

static void a_rule_that_comes_too_late_is_told(void **state)
{
    (void)state;
    struct session s = open_session();
    struct text_table text = {.hit = "F",
                              .inputs = {"x"},
                              .outputs = {"r"},
                              .rows = {{"> 5", "1"}, {"> 7", "2"}, {"<= 5", "3"}}};
    assert_non_null(compile(&s, &text));
    assert_int_equal(diags_count(s.d, DIAG_WARNING), 1);
    assert_int_equal(diags_at(s.d, 0)->pos.line, 11);
    arena_free(s.a);
}

static void constants_of_a_column_are_found(void **state)
{
    (void)state;
    struct session s = open_session();
    struct text_table text = {.hit = "F",
                              .inputs = {"x", "control"},
                              .outputs = {"r"},
                              .rows = {{"< 5", "-", "1"},
                                       {"[5..25)", "true", "2"},
                                       {"-", "-", "if x > 99 then 1 else 3"}}};
    const struct feel_table *t = compile(&s, &text);
    assert_non_null(t);
    size_t n;
    const struct feel_value *values = feel_table_constants(s.a, t, "x", &n);
    static const long long wanted[] = {5, 25, 99};
    for (size_t i = 0; i < 3; i++) {
        bool found = false;
        for (size_t k = 0; k < n; k++)
            found = found || feel_identical(values[k], feel_int(wanted[i]));
        assert_true(found);
    }
    assert_int_equal(n, 3);
    arena_free(s.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_policy_on_one_table),
        cmocka_unit_test(several_outputs_make_a_context),
        cmocka_unit_test(unknown_inputs_leave_bounds),
        cmocka_unit_test(shapes_are_checked),
        cmocka_unit_test(overlaps_are_found),
        cmocka_unit_test(gaps_are_found),
        cmocka_unit_test(a_rule_that_comes_too_late_is_told),
        cmocka_unit_test(constants_of_a_column_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
