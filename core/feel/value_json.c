/* value_json.c: the contract's JSON form of values, both ways. */
#include <string.h>

#include "core/feel/feel.h"
#include "core/feel/temporal.h"
#include "core/feel/value.h"
#include "core/feel/value_limits.h"

/* --- writing -----------------------------------------------------------------------------------
 */

static struct json *to_json(struct arena *a, struct feel_value v, size_t *visits, int depth)
{
    if (depth > FEEL_DEPTH_MAX || (*visits)++ > FEEL_VISITS_MAX / 10)
        return json_null(a);
    switch (v.kind) {
    case FEEL_NULL:
    case FEEL_UNKNOWN:
        return json_null(a);
    case FEEL_BOOLEAN:
        return json_bool(a, v.u.boolean);
    case FEEL_NUMBER:
        return json_number_text(a, feel_canonical(a, v));
    case FEEL_STRING:
        return json_string(a, v.u.string);
    case FEEL_LIST: {
        struct json *array = json_array(a);
        for (size_t i = 0; i < v.u.list->n; i++)
            json_push(a, array, to_json(a, v.u.list->items[i], visits, depth + 1));
        return array;
    }
    case FEEL_CONTEXT: {
        struct json *object = json_object(a);
        for (size_t i = 0; i < v.u.context->n; i++)
            json_set(a, object, v.u.context->keys[i],
                     to_json(a, v.u.context->values[i], visits, depth + 1));
        return object;
    }
    default: /* temporal values as ISO text, ranges and functions as FEEL */
        return json_string(a, feel_text(a, v));
    }
}

struct json *feel_to_json(struct arena *a, struct feel_value v)
{
    size_t visits = 0;
    return to_json(a, v, &visits, 0);
}

/* --- reading -----------------------------------------------------------------------------------
 */

static struct feel_value from_json(struct arena *a, const struct json *j, const char *path,
                                   struct diags *d, int depth);

static struct feel_value read_feel(struct arena *a, const struct json *text, struct diags *d)
{
    if (text->kind != JSON_STRING) {
        diag_add(d, DIAG_ERROR, NULL, text->pos, "write {\"@feel\": \"EXPRESSION\"}",
                 "'@feel' takes a string");
        return feel_null();
    }
    struct feel_env *env = feel_env_new(a, NULL);
    struct feel_expr *e = feel_compile(a, env, text->text, text->pos, NULL, d);
    if (e == NULL)
        return feel_null();
    struct feel_run run = {.arena = a};
    return feel_eval(e, &run);
}

static struct feel_value read_unknown(struct arena *a, const struct json *j, const char *path,
                                      struct diags *d)
{
    const struct feel_type *type = NULL;
    if (j->kind == JSON_STRING) {
        type = feel_type_parse(a, j->text, j->pos, d);
    } else if (j->kind != JSON_BOOL || !j->boolean) {
        diag_add(d, DIAG_ERROR, NULL, j->pos,
                 "write {\"@unknown\": true} or {\"@unknown\": \"TYPE\"}",
                 "'@unknown' takes true or the name of a type");
        return feel_null();
    }
    return feel_unknown_fact(a, path, type);
}

static struct feel_value read_array(struct arena *a, const struct json *j, const char *path,
                                    struct diags *d, int depth)
{
    struct feel_value *items = ARENA_ARRAY(a, j->n, struct feel_value);
    for (size_t i = 0; i < j->n; i++)
        items[i] = from_json(a, j->items[i], arena_printf(a, "%s[%zu]", path, i + 1), d, depth + 1);
    return feel_list_of(a, items, j->n);
}

static struct feel_value read_object(struct arena *a, const struct json *j, const char *path,
                                     struct diags *d, int depth)
{
    if (j->n == 1 && strcmp(j->keys[0], "@feel") == 0)
        return read_feel(a, j->items[0], d);
    if (j->n == 1 && strcmp(j->keys[0], "@unknown") == 0)
        return read_unknown(a, j->items[0], path, d);
    struct feel_value *values = ARENA_ARRAY(a, j->n, struct feel_value);
    for (size_t i = 0; i < j->n; i++) {
        const char *inner =
            path[0] == '\0' ? j->keys[i] : arena_printf(a, "%s.%s", path, j->keys[i]);
        values[i] = from_json(a, j->items[i], inner, d, depth + 1);
    }
    return feel_context_of(a, j->keys, values, j->n);
}

static struct feel_value from_json(struct arena *a, const struct json *j, const char *path,
                                   struct diags *d, int depth)
{
    struct dec number;
    if (depth > FEEL_DEPTH_MAX) {
        diag_add(d, DIAG_ERROR, NULL, j->pos, NULL, "'%s' is nested too deeply", path);
        return feel_null();
    }
    switch (j->kind) {
    case JSON_BOOL:
        return feel_boolean(j->boolean);
    case JSON_NUMBER:
        if (dec_parse(j->text, strlen(j->text), &number))
            return feel_number(number);
        diag_add(d, DIAG_ERROR, NULL, j->pos, "numbers have at most 34 digits and 6144 places",
                 "'%s' is not a number that can be held", j->text);
        return feel_null();
    case JSON_STRING:
        return feel_string(j->text);
    case JSON_ARRAY:
        return read_array(a, j, path, d, depth);
    case JSON_OBJECT:
        return read_object(a, j, path, d, depth);
    default:
        return feel_null();
    }
}

struct feel_value feel_from_json(struct arena *a, const struct json *j, const char *path,
                                 struct diags *d)
{
    return from_json(a, j, path != NULL ? path : "", d, 0);
}
