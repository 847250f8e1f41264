/* The calculators' working, for those that the file gives something to work on. */
#include <string.h>

#include "core/assess/calc.h"
#include "core/memo/context.h"

/* Of China: the stages come first, their count and the cost of switching last. */
#define CHINA_SUMS 2

static bool known_stage(const struct calc_result *r)
{
    for (size_t i = 0; i + CHINA_SUMS < r->n_steps; i++)
        if (strcmp(r->steps[i].result, "not known") != 0)
            return true;
    return false;
}

/* Worth a table: contradictions, or some of what the calculator asks for is answered. */
static bool fed(const struct calc_result *r)
{
    if (r->n_errors != 0)
        return true;
    if (r->kind == CALC_CHINA)
        return known_stage(r);
    if (r->kind == CALC_COUNTRY)
        return r->n_facts != 0 && r->facts[0].value.kind != FEEL_UNKNOWN;
    return r->n_steps != 0;
}

static struct json *texts(struct context *c, const char *const *items, size_t n)
{
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < n; i++)
        json_push(c->arena, list, json_string(c->arena, items[i]));
    return list;
}

static struct json *calculator(struct context *c, const struct calc_result *r)
{
    struct json *j = json_object(c->arena), *steps = json_array(c->arena);
    put(c, j, "name", calc_name(r->kind));
    put(c, j, "title", calc_title(r->kind));
    for (size_t i = 0; i < r->n_steps; i++) {
        struct json *step = json_object(c->arena);
        put(c, step, "label", r->steps[i].label);
        put(c, step, "working", r->steps[i].working);
        put(c, step, "result", r->steps[i].result);
        json_push(c->arena, steps, step);
    }
    json_set(c->arena, j, "steps", steps);
    put_flag(c, j, "has_steps", steps->n != 0);
    json_set(c->arena, j, "errors", texts(c, r->errors, r->n_errors));
    json_set(c->arena, j, "notes", texts(c, r->notes, r->n_notes));
    return j;
}

struct json *context_calculators(struct context *c)
{
    const struct assessment *s = c->assessment;
    struct json *out = json_object(c->arena), *list = json_array(c->arena);
    const char *idle = NULL;
    for (int k = 0; k < CALC_KINDS; k++) {
        const struct calc_result *r =
            calc_run(c->arena, (enum calc_kind)k, s->dossier, s->rulebook, s->as_of);
        if (fed(r))
            json_push(c->arena, list, calculator(c, r));
        else
            idle = arena_printf(c->arena, "%s%s%s", idle != NULL ? idle : "",
                                idle != NULL ? "; " : "", calc_title(r->kind));
    }
    json_set(c->arena, out, "list", list);
    put_flag(c, out, "has_list", list->n != 0);
    put(c, out, "idle", idle);
    return out;
}
