/* The cases of the files in tests/data/feel, each a test of its own.
 *
 * A case is three lines: an expression, a context (the JSON of adit feel), what is expected. Blank
 * lines and lines that begin with # stand between; "#! WORDS" sets how the cases below it are read:
 * expression (as every file begins) or unary, where the context's "?" is the input; strict (so
 * begins every file) or conformance. Expected is a value's canonical text, or
 *     null!               null, with a warning
 *     unknown: a, b       unknown, because of these facts (unknown alone: whatever the facts)
 *     error E012 7        a load error of that code at that column
 *     VALUE lint W105 4   the value, and a lint warning when it is loaded
 * Expected values come from the DMN standard, its TCK (named in the files) and the language's own
 * decisions, not from what the program gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "tui/commands/feel_request.h"

struct feel_case {
    const char *name, *text, *context, *expected;
    bool unary, conformance;
};

/* --- evaluation --------------------------------------------------------------------------------
 */

struct outcome {
    const struct feel_expr *expr;
    struct feel_value value;
    size_t n_warnings;
};

static void evaluate(struct arena *a, const struct feel_case *c, struct feel_request *r,
                     struct feel_value input, struct outcome *out)
{
    struct feel_options options = {.conformance = c->conformance};
    struct pos pos = {NULL, 1, 1};
    struct feel_run run = {
        .arena = a, .globals = r->globals.items, .n_globals = r->globals.n, .input = input};
    out->expr = c->unary ? feel_compile_tests(a, r->env, c->text, pos, &options, r->diags)
                         : feel_compile(a, r->env, c->text, pos, &options, r->diags);
    if (out->expr == NULL)
        return;
    run.trace = arena_array(a, feel_expr_nodes(out->expr) + 1, sizeof *run.trace);
    out->value = c->unary ? feel_eval_tests(out->expr, &run) : feel_eval(out->expr, &run);
    out->n_warnings = run.n_warnings;
    if (!c->unary)
        assert_non_null(feel_because(a, out->expr, run.trace));
}

static const char *diag_text(struct arena *a, const struct diags *d, enum diag_severity severity)
{
    for (size_t i = 0; i < diags_kept(d); i++) {
        const struct diag *one = diags_at(d, i);
        if (one->severity == severity)
            return arena_printf(a, "%s %d", one->code != NULL ? one->code : "-", one->pos.col);
    }
    return "none";
}

static const char *value_text(struct arena *a, struct feel_value v)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    feel_write(&sb, v);
    const char *text = arena_strdup(a, sb.buf);
    strbuf_release(&sb);
    return text;
}

static const char *causes_text(struct arena *a, struct feel_value v)
{
    const char *text = "unknown:";
    const struct feel_causes *causes = v.u.unknown->causes;
    for (size_t i = 0; causes != NULL && i < causes->n; i++)
        text = arena_printf(a, "%s%s %s", text, i != 0 ? "," : "", causes->names[i]);
    return text;
}

/* The outcome in the words that the case uses. */
static const char *describe(struct arena *a, const struct feel_case *c, const struct diags *d,
                            const struct outcome *o)
{
    if (o->expr == NULL)
        return arena_printf(a, "error %s", diag_text(a, d, DIAG_ERROR));
    const char *text = value_text(a, o->value);
    if (o->value.kind == FEEL_UNKNOWN && strchr(c->expected, ':') != NULL)
        text = causes_text(a, o->value);
    if (strcmp(c->expected, "null!") == 0 && o->value.kind == FEEL_NULL && o->n_warnings != 0)
        text = "null!";
    if (strstr(c->expected, " lint ") != NULL)
        text = arena_printf(a, "%s lint %s", text, diag_text(a, d, DIAG_WARNING));
    return text;
}

static void run_case(void **state)
{
    const struct feel_case *c = *state;
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    struct feel_request r;
    feel_request_init(&r, a, d, c->conformance);
    struct json *context = json_parse(a, c->context, strlen(c->context), "context", d);
    if (context == NULL || !feel_request_context(&r, context))
        fail_msg("%s: the context cannot be read: %s", c->name, c->context);
    size_t slot;
    struct feel_value input = feel_null();
    if (c->unary && feel_env_lookup(r.env, "?", &slot, NULL))
        input = r.globals.items[slot];
    struct outcome o = {.value = feel_null()};
    evaluate(a, c, &r, input, &o);
    const char *got = describe(a, c, d, &o);
    if (strcmp(got, c->expected) != 0)
        fail_msg("%s: %s\n    with %s\n    expected %s\n    got      %s", c->name, c->text,
                 c->context, c->expected, got);
    arena_free(a);
}

/* --- files -------------------------------------------------------------------------------------
 */

struct cases {
    struct arena *a;
    VEC(struct CMUnitTest) tests;
};

static const char *next_line(struct arena *a, const char **at)
{
    if (**at == '\0')
        return NULL;
    size_t n = strcspn(*at, "\n");
    const char *line = arena_strndup(a, *at, n);
    *at += n + ((*at)[n] == '\n' ? 1 : 0);
    return line;
}

static void set_mode(struct feel_case *mode, const char *words)
{
    if (strstr(words, "unary") != NULL)
        mode->unary = true;
    if (strstr(words, "expression") != NULL)
        mode->unary = false;
    if (strstr(words, "conformance") != NULL)
        mode->conformance = true;
    if (strstr(words, "strict") != NULL)
        mode->conformance = false;
}

static void read_cases(struct cases *cases, const char *path)
{
    size_t n;
    const char *at = file_read(cases->a, path, (size_t)1 << 20, &n, diags_new(cases->a));
    struct feel_case mode = {0};
    int number = 0;
    assert_non_null(at);
    for (const char *line; (line = next_line(cases->a, &at)) != NULL;) {
        number++;
        if (strncmp(line, "#!", 2) == 0)
            set_mode(&mode, line);
        if (line[0] == '#' || line[0] == '\0')
            continue;
        struct feel_case *c = ARENA_NEW(cases->a, struct feel_case);
        *c = mode;
        c->name = arena_printf(cases->a, "%s:%d", path, number);
        c->text = line;
        c->context = next_line(cases->a, &at);
        c->expected = next_line(cases->a, &at);
        number += 2;
        assert_non_null(c->context);
        assert_non_null(c->expected);
        struct CMUnitTest test = {.name = c->name, .test_func = run_case, .initial_state = c};
        VEC_PUSH(cases->a, &cases->tests, test);
    }
}

int main(void)
{
    struct cases cases = {.a = arena_new()};
    size_t n;
    char **files = file_list(cases.a, "tests/data/feel", ".txt", &n, diags_new(cases.a));
    for (size_t i = 0; i < n; i++)
        read_cases(&cases, files[i]);
    int failed = cases.tests.n == 0 ? 1
                                    : _cmocka_run_group_tests("feel cases", cases.tests.items,
                                                              cases.tests.n, NULL, NULL);
    arena_free(cases.a);
    return failed;
}
