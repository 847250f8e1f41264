/* Evaluations a second of the conditions in conditions.json, on one core: a compiled expression
 * over and over (how the rulebook uses the language), the same with the value of every node kept
 * (how a finding is explained), and compiling anew each time (how a peer without a compiled form
 * works). The median of several rounds. Usage: bench_feel [FIGURES] */
#include <stdio.h>
#include <string.h>

#include "core/base/file.h"
#include "core/feel/feel.h"
#include "tests/bench/measure.h"

enum { MAX_SLOTS = 32, ROUNDS = 9, BATCH = 2000 };
#define ROUND_SECONDS 0.03

enum mode { COMPILED, TRACED, FROM_TEXT };

struct subject {
    struct arena *arena;
    struct feel_env *env;
    struct feel_value globals[MAX_SLOTS];
    const char *text;
    const struct feel_expr *expr;
    struct feel_value *trace;
    enum mode mode;
};

static const struct feel_type *type_of(struct feel_value v)
{
    static const enum feel_type_kind kinds[] = {
        [FEEL_BOOLEAN] = FT_BOOLEAN,
        [FEEL_NUMBER] = FT_NUMBER,
        [FEEL_STRING] = FT_STRING,
        [FEEL_DATE] = FT_DATE,
        [FEEL_DAYS_DURATION] = FT_DAYS_DURATION,
    };
    return v.kind == FEEL_UNKNOWN ? v.u.unknown->type : feel_type_simple(kinds[v.kind]);
}

static const struct feel_expr *compile(struct arena *a, struct subject *s)
{
    return feel_compile(a, s->env, s->text, (struct pos){0}, NULL, diags_new(a));
}

static struct feel_value evaluate(struct subject *s)
{
    struct feel_run run = {.arena = s->arena,
                           .globals = s->globals,
                           .n_globals = MAX_SLOTS,
                           .trace = s->mode == TRACED ? s->trace : NULL};
    return feel_eval(s->mode == FROM_TEXT ? compile(s->arena, s) : s->expr, &run);
}

static double rate(struct subject *s, enum mode mode)
{
    double samples[ROUNDS];
    s->mode = mode;
    for (size_t i = 0; i < ROUNDS; i++) {
        size_t n = 0;
        double start = seconds_now(), spent = 0;
        while (spent < ROUND_SECONDS) {
            for (size_t k = 0; k < BATCH; k++)
                evaluate(s);
            arena_reset(s->arena);
            n += BATCH;
            spent = seconds_now() - start;
        }
        samples[i] = (double)n / spent;
    }
    return median(samples, ROUNDS);
}

static bool read_context(struct arena *a, const struct json *context, struct subject *s,
                         struct diags *d)
{
    for (size_t i = 0; i < context->n && i < MAX_SLOTS; i++) {
        struct feel_value v = feel_from_json(a, context->items[i], context->keys[i], d);
        s->globals[feel_env_declare(s->env, context->keys[i], type_of(v))] = v;
    }
    return context->n <= MAX_SLOTS && diags_ok(d);
}

static void measure(struct arena *a, struct subject *s, const char *figures)
{
    s->expr = compile(a, s);
    if (s->expr == NULL) {
        printf("does not compile: %s\n", s->text);
        return;
    }
    s->trace = ARENA_ARRAY(a, feel_expr_nodes(s->expr), struct feel_value);
    s->mode = COMPILED;
    const char *result = feel_canonical(a, evaluate(s));
    double compiled = rate(s, COMPILED), traced = rate(s, TRACED), from_text = rate(s, FROM_TEXT);
    printf("%12.0f %12.0f %12.0f  %s\n", compiled, traced, from_text, s->text);
    keep_figure(figures, arena_printf(a, "feel %s", s->text), compiled, result);
    keep_figure(figures, arena_printf(a, "text %s", s->text), from_text, result);
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    size_t n;
    const char *text = file_read(a, "tests/bench/conditions.json", 1 << 20, &n, d);
    const struct json *file = text != NULL ? json_parse(a, text, n, "conditions.json", d) : NULL;
    struct subject s = {.arena = arena_new(), .env = feel_env_new(a, NULL)};
    if (file == NULL || !read_context(a, json_get(file, "context"), &s, d)) {
        fprintf(stderr, "bench_feel: run it from the source tree's root\n");
        return 1;
    }
    const struct json *conditions = json_get(file, "conditions");
    printf("Rule conditions, evaluations a second (aim: 1,000,000 compiled)\n"
           "    compiled  with values    from text\n");
    for (size_t i = 0; i < conditions->n; i++) {
        s.text = conditions->items[i]->text;
        measure(a, &s, argc > 1 ? argv[1] : NULL);
    }
    arena_free(s.arena);
    arena_free(a);
    return 0;
}
