/* Expressions and unary tests of any bytes, in both modes, with facts known and unknown: errors
 * are fine, crashes and hangs are not. What compiles is evaluated, explained and written. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/feel/feel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fact {
    const char *name, *type, *value; /* value NULL: unknown */
};

static const struct fact facts[] = {
    {"n", "number", "7"},
    {"u", "number", NULL},
    {"b", "boolean", NULL},
    {"s", "string", "\"ore\""},
    {"kind", "enum(\"mining\", \"none\")", NULL},
    {"licence.expiry", "date", "@\"2036-05-01\""},
    {"xs", "list<number>", "[1, null, 3]"},
    {"rows", "list<context<a: number, t: string>>", "[{a: 1, t: \"x\"}, {a: 2, t: \"y\"}]"},
    {"any", "Any", "{a: [1..3], d: @\"P1D\"}"},
};

enum { N_FACTS = sizeof facts / sizeof *facts };

static struct feel_env *declare(struct arena *a, struct diags *d, struct feel_value *values)
{
    struct feel_env *env = feel_env_new(a, NULL);
    for (size_t i = 0; i < N_FACTS; i++) {
        const struct feel_type *type = feel_type_parse(a, facts[i].type, (struct pos){0}, d);
        feel_env_declare(env, facts[i].name, type);
        values[i] = feel_unknown_fact(a, facts[i].name, type);
        if (facts[i].value == NULL)
            continue;
        struct feel_run run = {.arena = a};
        const struct feel_expr *e =
            feel_compile(a, feel_env_new(a, NULL), facts[i].value, (struct pos){0}, NULL, d);
        if (e != NULL)
            values[i] = feel_eval(e, &run);
    }
    return env;
}

static void use(struct arena *a, const struct feel_expr *e, struct feel_run *run, bool tests)
{
    size_t n;
    run->trace = arena_array(a, feel_expr_nodes(e) + 1, sizeof *run->trace);
    struct feel_value v = tests ? feel_eval_tests(e, run) : feel_eval(e, run);
    feel_canonical(a, v);
    feel_to_json(a, v);
    feel_type_text(a, feel_expr_type(e));
    feel_expr_constants(a, e, "n", &n);
    if (!tests) {
        feel_explain(a, e, run->trace, &n);
        feel_because(a, e, run->trace);
    }
    struct feel_cuts cuts = {.exact = true};
    feel_cuts_add(a, e, run->trace, tests ? NULL : "u", &cuts);
    run->trace = NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    struct feel_value values[N_FACTS];
    const char *text = arena_strndup(a, (const char *)data, size);
    struct feel_env *env = declare(a, d, values);
    struct pos pos = {"f", 1, 1};
    for (int mode = 0; mode < 2; mode++) {
        struct feel_options options = {.conformance = mode == 1};
        struct feel_run run = {.arena = a, .globals = values, .n_globals = N_FACTS};
        const struct feel_expr *e = feel_compile(a, env, text, pos, &options, d);
        if (e != NULL)
            use(a, e, &run, false);
        run.input = values[mode];
        e = feel_compile_tests(a, env, text, pos, &options, d);
        if (e != NULL)
            use(a, e, &run, true);
    }
    feel_type_parse(a, text, pos, d);
    arena_free(a);
    return 0;
}
