#include "tui/commands/feel_request.h"

#include <string.h>

void feel_request_init(struct feel_request *r, struct arena *a, struct diags *d, bool conformance)
{
    *r = (struct feel_request){.arena = a, .diags = d, .conformance = conformance};
    r->env = feel_env_new(a, NULL);
}

static bool fail(struct feel_request *r, const char *hint, const char *message)
{
    diag_add(r->diags, DIAG_ERROR, NULL, (struct pos){NULL, 1, 1}, hint, "%s", message);
    return false;
}

/* --- names -------------------------------------------------------------------------------------
 */

/* Values say what they are when they are used; only an unknown's type is declared. An enum counts
 * as a string, so that comparing it with another string is false and not an error. */
void feel_request_declare(struct feel_request *r, const char *name, struct feel_value v)
{
    const struct feel_type *type = NULL;
    if (v.kind == FEEL_FUNCTION)
        type = feel_type_simple(FT_FUNCTION);
    else if (v.kind == FEEL_UNKNOWN)
        type = v.u.unknown->type;
    if (type != NULL && type->kind == FT_ENUM)
        type = feel_type_simple(FT_STRING);
    size_t slot = feel_env_declare(r->env, name, type);
    if (slot == r->globals.n)
        VEC_PUSH(r->arena, &r->globals, v);
    else
        r->globals.items[slot] = v;
}

static bool is_plain_object(const struct json *j)
{
    return j->kind == JSON_OBJECT && !(j->n == 1 && (strcmp(j->keys[0], "@feel") == 0 ||
                                                     strcmp(j->keys[0], "@unknown") == 0));
}

static void place(struct arena *a, struct json *into, const char *name, const struct json *value);

/* Dotted keys of an object as nested objects, at any depth. */
static struct json *nest(struct arena *a, const struct json *object)
{
    struct json *out = json_object(a);
    out->pos = object->pos;
    for (size_t i = 0; i < object->n; i++)
        place(a, out, object->keys[i], object->items[i]);
    return out;
}

static void place(struct arena *a, struct json *into, const char *name, const struct json *value)
{
    const char *dot = strchr(name, '.');
    const char *first = dot != NULL ? arena_strndup(a, name, (size_t)(dot - name)) : name;
    struct json *old = json_get(into, first);
    bool room = old == NULL || (is_plain_object(old) && (dot != NULL || is_plain_object(value)));
    if (dot == NULL && is_plain_object(value)) {
        struct json *inner = nest(a, value);
        if (old == NULL)
            json_set(a, into, first, inner);
        for (size_t i = 0; old != NULL && room && i < inner->n; i++)
            place(a, old, inner->keys[i], inner->items[i]);
    } else if (dot == NULL || !room) {
        struct json *leaf = ARENA_NEW(a, struct json);
        *leaf = *value;
        json_set(a, into, name, leaf);
    } else {
        if (old == NULL) {
            old = json_object(a);
            json_set(a, into, first, old);
        }
        place(a, old, dot + 1, value);
    }
}

bool feel_request_context(struct feel_request *r, const struct json *context)
{
    if (context == NULL || context->kind == JSON_NULL)
        return true;
    if (context->kind != JSON_OBJECT)
        return fail(r, "write {\"name\": value}", "the context is no JSON object");
    const struct json *nested = nest(r->arena, context);
    for (size_t i = 0; i < nested->n; i++) {
        const char *name = nested->keys[i];
        feel_request_declare(r, name, feel_from_json(r->arena, nested->items[i], name, r->diags));
    }
    return diags_ok(r->diags);
}

/* --- evaluation --------------------------------------------------------------------------------
 */

static struct feel_run new_run(struct feel_request *r)
{
    return (struct feel_run){
        .arena = r->arena, .globals = r->globals.items, .n_globals = r->globals.n};
}

static void keep_warnings(struct feel_request *r, const struct feel_run *run)
{
    for (size_t i = 0; i < run->n_warnings; i++)
        VEC_PUSH(r->arena, &r->warnings, run->warnings[i].message);
}

static struct feel_expr *compile(struct feel_request *r, const char *text, const char *file)
{
    struct feel_options options = {.conformance = r->conformance};
    return feel_compile(r->arena, r->env, text, (struct pos){file, 1, 1}, &options, r->diags);
}

static struct feel_value evaluate(struct feel_request *r, const struct feel_expr *e)
{
    struct feel_run run = new_run(r);
    struct feel_value v = feel_eval(e, &run);
    keep_warnings(r, &run);
    return v;
}

bool feel_request_expression(struct feel_request *r, const char *text, const char *file,
                             struct feel_value *out)
{
    const struct feel_expr *e = compile(r, text, file);
    if (e == NULL)
        return false;
    *out = evaluate(r, e);
    return true;
}

/* A member that must be a string; NULL after an error. */
static const char *text_of(struct feel_request *r, const struct json *object, const char *key)
{
    const struct json *j = json_get(object, key);
    if (j != NULL && j->kind == JSON_STRING)
        return j->text;
    fail(r, NULL, arena_printf(r->arena, j == NULL ? "'%s' is missing" : "'%s' is no string", key));
    return NULL;
}

static bool run_unary(struct feel_request *r, const struct json *request, struct feel_value *out)
{
    const char *text = text_of(r, request, "expression");
    const char *input_text = text != NULL ? text_of(r, request, "input") : NULL;
    if (input_text == NULL)
        return false;
    const struct feel_expr *input = compile(r, input_text, "input");
    if (input == NULL)
        return false;
    struct feel_options options = {.conformance = r->conformance, .input = feel_expr_type(input)};
    const struct feel_expr *tests =
        feel_compile_tests(r->arena, r->env, text, (struct pos){NULL, 1, 1}, &options, r->diags);
    if (tests == NULL)
        return false;
    struct feel_value v = evaluate(r, input);
    struct feel_run run = new_run(r);
    run.input = v;
    *out = feel_eval_tests(tests, &run);
    keep_warnings(r, &run);
    return true;
}

/* --- tables ------------------------------------------------------------------------------------
 */

/* The i-th text of an array of strings and nulls; NULL when absent or null. False after an error.
 */
static bool text_at(struct feel_request *r, const struct json *array, size_t i, const char *what,
                    bool may_lack, const char **text)
{
    const struct json *j = array != NULL && i < array->n ? array->items[i] : NULL;
    *text = j != NULL && j->kind == JSON_STRING ? j->text : NULL;
    if (*text != NULL || (may_lack && (j == NULL || j->kind == JSON_NULL)))
        return true;
    return fail(r, NULL, arena_printf(r->arena, "%s %zu is no string", what, i + 1));
}

static bool array_of(struct feel_request *r, const struct json *object, const char *key,
                     bool may_lack, const struct json **array)
{
    *array = json_get(object, key);
    if (*array != NULL && (*array)->kind == JSON_NULL && may_lack)
        *array = NULL;
    if (*array == NULL ? may_lack : (*array)->kind == JSON_ARRAY)
        return true;
    return fail(
        r, NULL,
        arena_printf(r->arena, *array == NULL ? "the table has no '%s'" : "'%s' is no list", key));
}

static struct pos place_of(struct feel_request *r, const char *what, size_t i)
{
    return (struct pos){arena_printf(r->arena, "%s %zu", what, i + 1), 1, 1};
}

static bool read_columns(struct feel_request *r, const struct json *table,
                         struct feel_table_spec *spec)
{
    const struct json *inputs, *outputs, *input_values, *output_values, *defaults;
    if (!array_of(r, table, "inputs", false, &inputs) ||
        !array_of(r, table, "outputs", false, &outputs) ||
        !array_of(r, table, "input_values", true, &input_values) ||
        !array_of(r, table, "output_values", true, &output_values) ||
        !array_of(r, table, "defaults", true, &defaults))
        return false;
    struct feel_table_column *in = ARENA_ARRAY(r->arena, inputs->n, struct feel_table_column);
    struct feel_table_column *out = ARENA_ARRAY(r->arena, outputs->n, struct feel_table_column);
    for (size_t i = 0; i < inputs->n; i++) {
        in[i].pos = place_of(r, "input", i);
        in[i].values_pos = place_of(r, "input_values", i);
        if (!text_at(r, inputs, i, "input", false, &in[i].text) ||
            !text_at(r, input_values, i, "input_values", true, &in[i].values))
            return false;
    }
    for (size_t i = 0; i < outputs->n; i++) {
        out[i].pos = place_of(r, "output", i);
        out[i].values_pos = place_of(r, "output_values", i);
        out[i].default_pos = place_of(r, "default", i);
        if (!text_at(r, outputs, i, "output", outputs->n == 1, &out[i].name) ||
            !text_at(r, output_values, i, "output_values", true, &out[i].values) ||
            !text_at(r, defaults, i, "default", true, &out[i].default_text))
            return false;
    }
    spec->inputs = in;
    spec->n_inputs = inputs->n;
    spec->outputs = out;
    spec->n_outputs = outputs->n;
    return true;
}

static bool read_cells(struct feel_request *r, const struct json *rule, const char *key,
                       size_t number, const struct feel_table_cell **cells, size_t *n)
{
    const struct json *array;
    if (!array_of(r, rule, key, false, &array))
        return false;
    struct feel_table_cell *out = ARENA_ARRAY(r->arena, array->n, struct feel_table_cell);
    const char *what = arena_printf(r->arena, "rule %zu, %s", number, key);
    for (size_t i = 0; i < array->n; i++) {
        out[i].pos = place_of(r, what, i);
        if (!text_at(r, array, i, what, false, &out[i].text))
            return false;
    }
    *cells = out;
    *n = array->n;
    return true;
}

static bool run_table(struct feel_request *r, const struct json *table, struct feel_value *out)
{
    struct feel_table_spec spec = {.pos = {NULL, 1, 1}};
    const struct json *rules;
    if (table == NULL || table->kind != JSON_OBJECT)
        return fail(r, NULL, "'table' is no JSON object");
    spec.hit = text_of(r, table, "hit_policy");
    if (spec.hit == NULL || !read_columns(r, table, &spec) ||
        !array_of(r, table, "rules", false, &rules))
        return false;
    struct feel_table_row *rows = ARENA_ARRAY(r->arena, rules->n, struct feel_table_row);
    for (size_t i = 0; i < rules->n; i++) {
        rows[i].pos = place_of(r, "rule", i);
        if (!read_cells(r, rules->items[i], "when", i + 1, &rows[i].when, &rows[i].n_when) ||
            !read_cells(r, rules->items[i], "then", i + 1, &rows[i].then, &rows[i].n_then))
            return false;
    }
    spec.rows = rows;
    spec.n_rows = rules->n;
    const struct feel_table *t =
        feel_table_compile(r->arena, r->env, &spec, r->conformance, r->diags);
    if (t == NULL)
        return false;
    struct feel_run run = new_run(r);
    *out = feel_table_eval(t, &run, NULL);
    keep_warnings(r, &run);
    return true;
}

/* --- requests ----------------------------------------------------------------------------------
 */

static bool defines_function(const char *text)
{
    text += strspn(text, " \t\r\n");
    return strncmp(text, "function", 8) == 0 && strchr(" \t\r\n(", text[8]) != NULL;
}

static bool run_definitions(struct feel_request *r, const struct json *defs)
{
    if (defs == NULL || defs->kind == JSON_NULL)
        return true;
    if (defs->kind != JSON_ARRAY)
        return fail(r, NULL, "'defs' is no list");
    for (size_t i = 0; i < defs->n; i++) {
        const struct json *def = defs->items[i];
        const char *name = text_of(r, def, "name");
        if (name == NULL)
            return false;
        struct feel_value v;
        const struct json *table = json_get(def, "table");
        if (table != NULL) {
            if (!run_table(r, table, &v))
                return false;
        } else {
            const char *text = text_of(r, def, "expression");
            /* A function may call itself: its name stands before its body is read. */
            if (text != NULL && defines_function(text) &&
                !feel_env_lookup(r->env, name, NULL, NULL))
                feel_request_declare(r, name, feel_null());
            if (text == NULL || !feel_request_expression(r, text, name, &v))
                return false;
        }
        feel_request_declare(r, name, v);
    }
    return true;
}

static bool convert_result(struct feel_request *r, const struct json *as, struct feel_value *v)
{
    if (as == NULL || as->kind == JSON_NULL)
        return true;
    if (as->kind != JSON_STRING)
        return fail(r, NULL, "'as' is no string");
    const struct feel_type *t =
        feel_type_parse(r->arena, as->text, (struct pos){"as", 1, 1}, r->diags);
    if (t == NULL)
        return false;
    struct feel_value from = *v;
    if (!feel_convert(r->arena, from, t, v)) {
        const char *warning = arena_printf(r->arena, "a %s cannot be had as %s",
                                           feel_kind_name(from.kind), feel_type_text(r->arena, t));
        VEC_PUSH(r->arena, &r->warnings, warning);
    }
    return true;
}

bool feel_request_run(struct feel_request *r, const struct json *request, struct feel_value *out)
{
    if (request->kind != JSON_OBJECT)
        return fail(r, NULL, "a request is one JSON object a line");
    const struct json *kind = json_get(request, "kind");
    const char *what = kind == NULL || kind->kind == JSON_NULL ? "expression" : kind->text;
    if (!feel_request_context(r, json_get(request, "context")) ||
        !run_definitions(r, json_get(request, "defs")))
        return false;
    bool done;
    if (what != NULL && strcmp(what, "expression") == 0) {
        const char *text = text_of(r, request, "expression");
        done = text != NULL && feel_request_expression(r, text, NULL, out);
    } else if (what != NULL && strcmp(what, "unary") == 0) {
        done = run_unary(r, request, out);
    } else if (what != NULL && strcmp(what, "table") == 0) {
        done = run_table(r, json_get(request, "table"), out);
    } else {
        return fail(r, "one of expression, unary, table", "there is no such kind of request");
    }
    return done && convert_result(r, json_get(request, "as"), out);
}

void feel_request_reply(struct feel_request *r, struct feel_value v, struct json *reply)
{
    struct arena *a = r->arena;
    json_set(a, reply, "type", json_string(a, feel_kind_name(v.kind)));
    json_set(a, reply, "value", feel_to_json(a, v));
    json_set(a, reply, "text", json_string(a, feel_canonical(a, v)));
    if (v.kind == FEEL_UNKNOWN) {
        struct json *because = json_array(a);
        const struct feel_causes *causes = v.u.unknown->causes;
        for (size_t i = 0; causes != NULL && i < causes->n; i++)
            json_push(a, because, json_string(a, causes->names[i]));
        json_set(a, reply, "because", because);
    }
    if (r->warnings.n != 0) {
        struct json *warnings = json_array(a);
        for (size_t i = 0; i < r->warnings.n; i++)
            json_push(a, warnings, json_string(a, r->warnings.items[i]));
        json_set(a, reply, "warnings", warnings);
    }
}
