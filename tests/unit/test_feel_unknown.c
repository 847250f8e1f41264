/* core/feel with unknown facts: random expressions and tables against every completion.
 *
 * The reference is the evaluator itself on complete facts, which other tests pin: whatever it says
 * with some facts unknown must agree with what it says for each way of filling them in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/feel/feel.h"

enum { N_FACTS = 7, MAX_COMPLETIONS = 2048, EXPRESSIONS = 6000, TABLES = 1500 };

static const char *const fact_names[N_FACTS] = {"f.b1", "f.b2", "f.b3", "f.e1",
                                                "f.e2", "f.n1", "f.n2"};
static const char *const members[] = {"x", "y", "z"};
static const char *const number_texts[] = {"-1", "0", "0.5", "1", "1.5", "2", "2.5", "3", "4"};
enum { N_NUMBERS = sizeof number_texts / sizeof *number_texts };

/* xorshift64*: any fixed sequence serves. */
static uint64_t seed;

static unsigned pick(unsigned n)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (unsigned)((seed * UINT64_C(2685821657736338717)) >> 33) % n;
}

/* --- random expressions ------------------------------------------------------------------------
 */

static void boolean_expr(struct strbuf *s, int depth);

static void number_expr(struct strbuf *s, int depth)
{
    static const char *const operators[] = {" + ", " - ", " * ", " / "};
    switch (depth <= 0 ? pick(3) : pick(9)) {
    case 0:
        strbuf_adds(s, "f.n1");
        return;
    case 1:
        strbuf_adds(s, "f.n2");
        return;
    case 2:
        strbuf_addf(s, "%u", pick(4));
        return;
    case 3:
        strbuf_adds(s, "(if ");
        boolean_expr(s, depth - 1);
        strbuf_adds(s, " then ");
        number_expr(s, depth - 1);
        strbuf_adds(s, " else ");
        number_expr(s, depth - 1);
        strbuf_adds(s, ")");
        return;
    case 4:
        strbuf_adds(s, pick(2) != 0 ? "max(" : "sum(");
        number_expr(s, depth - 1);
        strbuf_adds(s, ", ");
        number_expr(s, depth - 1);
        strbuf_adds(s, ")");
        return;
    case 5:
        strbuf_adds(s, "count([0, 1, 2, f.n1][item < ");
        number_expr(s, depth - 1);
        strbuf_adds(s, "])");
        return;
    case 6:
        strbuf_adds(s, "-(");
        number_expr(s, depth - 1);
        strbuf_adds(s, ")");
        return;
    default:
        strbuf_adds(s, "(");
        number_expr(s, depth - 1);
        strbuf_adds(s, operators[pick(4)]);
        number_expr(s, depth - 1);
        strbuf_adds(s, ")");
        return;
    }
}

static void joined(struct strbuf *s, int depth, const char *before, const char *between,
                   const char *after, bool numbers)
{
    strbuf_adds(s, before);
    numbers ? number_expr(s, depth - 1) : boolean_expr(s, depth - 1);
    strbuf_adds(s, between);
    numbers ? number_expr(s, depth - 1) : boolean_expr(s, depth - 1);
    strbuf_adds(s, after);
}

static void boolean_leaf(struct strbuf *s)
{
    switch (pick(5)) {
    case 0:
        strbuf_addf(s, "f.e%u = \"%s\"", 1 + pick(2), members[pick(3)]);
        return;
    case 1:
        strbuf_addf(s, "f.e1 in (\"%s\", \"%s\")", members[pick(3)], members[pick(3)]);
        return;
    default:
        strbuf_addf(s, "f.b%u", 1 + pick(3));
        return;
    }
}

static void boolean_expr(struct strbuf *s, int depth)
{
    static const char *const orders[] = {" < ", " <= ", " > ", " >= ", " = ", " != "};
    if (depth <= 0) {
        strbuf_adds(s, "(");
        boolean_leaf(s);
        strbuf_adds(s, ")");
        return;
    }
    switch (pick(12)) {
    case 0:
    case 1:
        joined(s, depth, "(", " and ", ")", false);
        return;
    case 2:
    case 3:
        joined(s, depth, "(", " or ", ")", false);
        return;
    case 4:
        strbuf_adds(s, "not(");
        boolean_expr(s, depth - 1);
        strbuf_adds(s, ")");
        return;
    case 5:
    case 6:
        joined(s, depth, "(", orders[pick(6)], ")", true);
        return;
    case 7:
        strbuf_adds(s, "(if ");
        boolean_expr(s, depth - 1);
        joined(s, depth, " then ", " else ", ")", false);
        return;
    case 8:
        joined(s, depth, "(f.n1 in [", "..", "])", true);
        return;
    case 9:
        joined(s, depth, pick(2) != 0 ? "(some i in [f.n1, " : "(every i in [f.n2, ",
               "] satisfies i > ", ")", true);
        return;
    case 10:
        joined(s, depth, "(some i in [0, 1, 2, 3][item > ", "] satisfies i < ", ")", true);
        return;
    default:
        strbuf_adds(s, pick(2) != 0 ? "(f.e1 = f.e2)" : "list contains([\"x\", f.e2], f.e1)");
        return;
    }
}

/* --- completions -------------------------------------------------------------------------------
 */

struct world {
    struct arena *arena; /* of one case */
    struct feel_env *env;
    const struct feel_type *types[N_FACTS];
    size_t slots[N_FACTS];
    struct feel_value values[64];
    bool open[N_FACTS];
    size_t n_open, open_facts[N_FACTS], sizes[N_FACTS], n_completions;
    struct feel_value results[MAX_COMPLETIONS];
};

static size_t domain_size(size_t fact)
{
    return fact < 3 ? 2 : fact < 5 ? 3 : (size_t)N_NUMBERS;
}

static struct feel_value domain_value(size_t fact, size_t i)
{
    struct dec d;
    if (fact < 3)
        return feel_boolean(i != 0);
    if (fact < 5)
        return feel_string(members[i]);
    assert_true(dec_parse(number_texts[i], strlen(number_texts[i]), &d));
    return feel_number(d);
}

static void declare(struct world *w)
{
    const struct feel_type *kind = feel_type_enum(w->arena, members, 3);
    w->env = feel_env_new(w->arena, NULL);
    for (size_t i = 0; i < N_FACTS; i++) {
        w->types[i] = i < 3   ? feel_type_simple(FT_BOOLEAN)
                      : i < 5 ? kind
                              : feel_type_simple(FT_NUMBER);
        w->slots[i] = feel_env_declare(w->env, fact_names[i], w->types[i]);
    }
}

/* Opens some facts and fixes the rest. */
static void open_some(struct world *w)
{
    w->n_open = 0;
    w->n_completions = 1;
    for (size_t i = 0; i < N_FACTS; i++) {
        w->open[i] = pick(2) != 0 && w->n_completions * domain_size(i) <= MAX_COMPLETIONS;
        w->values[w->slots[i]] = w->open[i]
                                     ? feel_unknown_fact(w->arena, fact_names[i], w->types[i])
                                     : domain_value(i, pick((unsigned)domain_size(i)));
        if (!w->open[i])
            continue;
        w->open_facts[w->n_open] = i;
        w->sizes[w->n_open++] = domain_size(i);
        w->n_completions *= domain_size(i);
    }
}

static void fill_in(struct world *w, struct feel_value *values, size_t completion)
{
    memcpy(values, w->values, sizeof w->values);
    for (size_t i = 0; i < w->n_open; i++) {
        values[w->slots[w->open_facts[i]]] =
            domain_value(w->open_facts[i], completion % w->sizes[i]);
        completion /= w->sizes[i];
    }
}

/* True when two completions that differ in open fact i alone give different results. */
static bool can_change(const struct world *w, size_t i)
{
    size_t stride = 1;
    for (size_t k = 0; k < i; k++)
        stride *= w->sizes[k];
    for (size_t c = 0; c < w->n_completions; c++) {
        size_t digit = c / stride % w->sizes[i];
        if (digit != 0 && !feel_identical(w->results[c], w->results[c - digit * stride]))
            return true;
    }
    return false;
}

static void check(struct world *w, struct feel_value v, const char *what)
{
    const struct feel_causes *causes = NULL;
    if (!feel_holds_unknown(w->arena, v, &causes)) {
        for (size_t c = 0; c < w->n_completions; c++)
            if (!feel_identical(v, w->results[c]))
                fail_msg("decided %s although completion %zu gives %s: %s",
                         feel_canonical(w->arena, v), c, feel_canonical(w->arena, w->results[c]),
                         what);
        return;
    }
    for (size_t i = 0; i < w->n_open; i++)
        if (can_change(w, i) && !feel_causes_has(causes, fact_names[w->open_facts[i]]))
            fail_msg("%s can change the result and is not among the causes: %s",
                     fact_names[w->open_facts[i]], what);
    for (size_t i = 0; causes != NULL && i < causes->n; i++)
        for (size_t k = 0; k < N_FACTS; k++)
            if (strcmp(causes->names[i], fact_names[k]) == 0)
                assert_true(w->open[k]);
    if (v.kind != FEEL_UNKNOWN || !v.u.unknown->has_bounds)
        return;
    for (size_t c = 0; c < w->n_completions; c++)
        if (w->results[c].kind != FEEL_NUMBER ||
            dec_cmp(w->results[c].u.number, v.u.unknown->low) < 0 ||
            dec_cmp(w->results[c].u.number, v.u.unknown->high) > 0)
            fail_msg("completion %zu gives %s, outside the bounds: %s", c,
                     feel_canonical(w->arena, w->results[c]), what);
}

static void every_completion_agrees_with_expressions(void **state)
{
    (void)state;
    static struct world w;
    size_t decided = 0, open = 0;
    w.arena = arena_new();
    for (unsigned round = 0; round < EXPRESSIONS; round++) {
        arena_reset(w.arena);
        seed = UINT64_C(88172645463325252) + round * UINT64_C(7919);
        struct strbuf text;
        strbuf_init(&text, 0);
        declare(&w);
        pick(2) != 0 ? boolean_expr(&text, 4) : number_expr(&text, 3);
        struct diags *d = diags_new(w.arena);
        struct feel_expr *e = feel_compile(w.arena, w.env, text.buf, (struct pos){0}, NULL, d);
        if (e == NULL) { /* a range of constants that runs downwards */
            strbuf_release(&text);
            continue;
        }
        open_some(&w);
        struct feel_value values[64];
        struct feel_run run = {.arena = w.arena, .globals = values, .n_globals = N_FACTS};
        for (size_t c = 0; c < w.n_completions; c++) {
            fill_in(&w, values, c);
            w.results[c] = feel_eval(e, &run);
        }
        run.globals = w.values;
        struct feel_value v = feel_eval(e, &run);
        check(&w, v, text.buf);
        if (w.n_open != 0)
            *(feel_holds_unknown(w.arena, v, NULL) ? &open : &decided) += 1;
        strbuf_release(&text);
    }
    arena_free(w.arena);
    /* The test would be empty if nothing, or everything, were decided. */
    assert_true(decided > EXPRESSIONS / 20 && open > EXPRESSIONS / 20);
}

/* --- tables ------------------------------------------------------------------------------------
 */

static const char *boolean_cell(void)
{
    static const char *const cells[] = {"-", "-", "true", "false", "not(true)"};
    return cells[pick(5)];
}

static const char *enum_cell(void)
{
    static const char *const cells[] = {"-", "\"x\"", "\"y\", \"z\"", "not(\"x\")", "\"z\""};
    return cells[pick(5)];
}

static const char *number_cell(void)
{
    static const char *const cells[] = {"-",      "< 1",    ">= 2",        "[1..2)",
                                        "(0..3]", "1, > 2", "not([1..2])", "? > 0 and ? < 2"};
    return cells[pick(8)];
}

static struct feel_table *random_table(struct world *w, const char *hit)
{
    enum { ROWS = 4, COLUMNS = 4 };
    struct arena *a = w->arena;
    struct feel_table_column *in = ARENA_ARRAY(a, COLUMNS, struct feel_table_column);
    struct feel_table_column *out = ARENA_ARRAY(a, 1, struct feel_table_column);
    struct feel_table_row *rows = ARENA_ARRAY(a, ROWS, struct feel_table_row);
    in[0].text = pick(2) != 0 ? "f.b1" : "f.b1 or f.b2";
    in[1].text = pick(2) != 0 ? "f.e1" : "f.e2";
    in[2].text = pick(2) != 0 ? "f.n1" : "f.n1 + f.n2";
    in[3].text = "f.n2";
    out[0].values = "7, 3, 2, 0, -1";
    if (pick(2) != 0)
        out[0].default_text = "0";
    for (size_t i = 0; i < ROWS; i++) {
        static const char *const outputs[] = {"7", "3", "2", "-1"};
        struct feel_table_cell *when = ARENA_ARRAY(a, COLUMNS, struct feel_table_cell);
        struct feel_table_cell *then = ARENA_ARRAY(a, 1, struct feel_table_cell);
        when[0].text = boolean_cell();
        when[1].text = enum_cell();
        when[2].text = number_cell();
        when[3].text = number_cell();
        then[0].text = outputs[pick(4)];
        rows[i] =
            (struct feel_table_row){.when = when, .then = then, .n_when = COLUMNS, .n_then = 1};
    }
    const struct feel_table_spec spec = {.hit = hit,
                                         .inputs = in,
                                         .outputs = out,
                                         .rows = rows,
                                         .n_inputs = COLUMNS,
                                         .n_outputs = 1,
                                         .n_rows = ROWS};
    return feel_table_compile(a, w->env, &spec, false, diags_new(a));
}

static void every_completion_agrees_with_tables(void **state)
{
    static const char *const hits[] = {"U", "A", "P", "F", "R", "O", "C", "C+", "C#", "C<", "C>"};
    (void)state;
    static struct world w;
    size_t tried = 0, decided = 0, open = 0;
    w.arena = arena_new();
    for (unsigned round = 0; round < TABLES; round++) {
        arena_reset(w.arena);
        seed = UINT64_C(99172645463325252) + round * UINT64_C(104729);
        declare(&w);
        const char *hit = hits[round % 11];
        struct feel_table *t = random_table(&w, hit);
        if (t == NULL) /* overlapping rows of a U table */
            continue;
        tried++;
        open_some(&w);
        struct feel_value values[64];
        struct feel_run run = {.arena = w.arena, .globals = values, .n_globals = N_FACTS};
        for (size_t c = 0; c < w.n_completions; c++) {
            fill_in(&w, values, c);
            w.results[c] = feel_table_eval(t, &run, NULL);
        }
        run.globals = w.values;
        struct feel_value v = feel_table_eval(t, &run, NULL);
        check(&w, v, arena_printf(w.arena, "table %u with %s", round, hit));
        if (w.n_open != 0)
            *(feel_holds_unknown(w.arena, v, NULL) ? &open : &decided) += 1;
    }
    arena_free(w.arena);
    assert_true(tried > TABLES / 2 && decided > TABLES / 20 && open > TABLES / 20);
}

/* --- cause sets worked out by hand -------------------------------------------------------------
 */

static const char *causes_of(struct world *w, const char *text)
{
    struct feel_expr *e =
        feel_compile(w->arena, w->env, text, (struct pos){0}, NULL, diags_new(w->arena));
    assert_non_null(e);
    struct feel_run run = {.arena = w->arena, .globals = w->values, .n_globals = N_FACTS};
    struct feel_value v = feel_eval(e, &run);
    const char *names = "";
    const struct feel_causes *causes;
    if (!feel_holds_unknown(w->arena, v, &causes))
        return feel_canonical(w->arena, v);
    for (size_t i = 0; causes != NULL && i < causes->n; i++)
        names = arena_printf(w->arena, "%s%s%s", names, i != 0 ? " " : "", causes->names[i]);
    return names;
}

static void causes_are_only_facts_that_still_matter(void **state)
{
    (void)state;
    static struct world w;
    w.arena = arena_new();
    declare(&w);
    for (size_t i = 0; i < N_FACTS; i++)
        w.values[w.slots[i]] = feel_unknown_fact(w.arena, fact_names[i], w.types[i]);
    w.values[w.slots[0]] = feel_boolean(true);
    w.values[w.slots[5]] = feel_int(1);
    assert_string_equal(causes_of(&w, "f.b1 and f.b2"), "f.b2");
    assert_string_equal(causes_of(&w, "f.b1 or f.b2"), "true");
    assert_string_equal(causes_of(&w, "not(f.b1) and f.b2"), "false");
    assert_string_equal(causes_of(&w, "f.b2 and f.b3"), "f.b2 f.b3");
    assert_string_equal(causes_of(&w, "(f.b2 or f.b1) and f.b3"), "f.b3");
    assert_string_equal(causes_of(&w, "if f.b2 then f.b3 else f.b3"), "f.b3");
    assert_string_equal(causes_of(&w, "if f.b1 then f.n1 else f.n2"), "1");
    assert_string_equal(causes_of(&w, "count([1, 2, f.n2][item > f.n1]) > 0"), "true");
    assert_string_equal(causes_of(&w, "count([1, 2, f.n2][item > 1])"), "f.n2");
    assert_string_equal(causes_of(&w, "f.e1 in (\"x\", \"y\", \"z\")"), "true");
    assert_string_equal(causes_of(&w, "f.n1 + f.n2 > 3"), "f.n2");
    assert_string_equal(causes_of(&w, "f.n1 = 1 or f.n2 = 1"), "true");
    arena_free(w.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(causes_are_only_facts_that_still_matter),
        cmocka_unit_test(every_completion_agrees_with_expressions),
        cmocka_unit_test(every_completion_agrees_with_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
