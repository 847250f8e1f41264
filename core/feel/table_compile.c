/* table_compile.c: a decision table from its texts, with the load checks of feel.md 8.2 and 8.3. */
#include <string.h>

#include "core/base/map.h"
#include "core/base/vec.h"
#include "core/feel/constants.h"
#include "core/feel/table.h"
#include "core/feel/table_check.h"

struct compiler {
    struct arena *a;
    const struct feel_env *env;
    const struct feel_table_spec *spec;
    bool conformance;
    struct diags *d;
};

static void fail(struct compiler *c, const char *code, struct pos pos, const char *hint,
                 const char *message)
{
    diag_add(c->d, DIAG_ERROR, code, pos, hint, "%s", message);
}

static bool read_hit(struct compiler *c, enum feel_hit *hit)
{
    static const char *const codes[] = {"U", "A", "P", "F", "R", "O", "C", "C+", "C#", "C<", "C>"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (strcmp(c->spec->hit, codes[i]) == 0) {
            *hit = (enum feel_hit)i;
            return true;
        }
    }
    diag_add(c->d, DIAG_ERROR, "E020", c->spec->pos, "one of U A P F R O C C+ C# C< C>",
             "unknown hit policy '%s'", c->spec->hit);
    return false;
}

static bool check_shape(struct compiler *c, enum feel_hit hit)
{
    const struct feel_table_spec *s = c->spec;
    bool ok = true;
    if (s->n_inputs == 0 || s->n_outputs == 0 || s->n_rows == 0) {
        fail(c, "E020", s->pos, "a table has at least one of each",
             "the table lacks inputs, outputs or rules");
        return false;
    }
    for (size_t i = 0; i < s->n_rows; i++) {
        const struct feel_table_row *r = &s->rows[i];
        if (r->n_when == s->n_inputs && r->n_then == s->n_outputs)
            continue;
        diag_add(c->d, DIAG_ERROR, "E020", r->pos, "one cell a column; '-' accepts anything",
                 "rule %zu has %zu conditions and %zu results for %zu inputs and %zu outputs",
                 i + 1, r->n_when, r->n_then, s->n_inputs, s->n_outputs);
        ok = false;
    }
    bool aggregates = hit == HIT_SUM || hit == HIT_COUNT || hit == HIT_MIN || hit == HIT_MAX;
    if (aggregates && s->n_outputs > 1) {
        fail(c, "E020", s->pos, "split the table", "C+ C# C< C> take one output only");
        ok = false;
    }
    bool ranked = false;
    for (size_t i = 0; i < s->n_outputs; i++)
        ranked = ranked || s->outputs[i].values != NULL;
    if ((hit == HIT_PRIORITY || hit == HIT_OUTPUT_ORDER) && !ranked) {
        fail(c, "E020", s->pos, "list the output's values from best to worst",
             "P and O rank by the values of the outputs, and none are given");
        ok = false;
    }
    return ok;
}

static const struct feel_type *column_type(struct compiler *c, const struct feel_table_column *col)
{
    return col->type != NULL ? feel_type_parse(c->a, col->type, col->pos, c->d) : NULL;
}

static const struct feel_expr *tests(struct compiler *c, const char *text, struct pos pos,
                                     const struct yaml_node *origin, const struct feel_type *input)
{
    struct feel_options options = {.conformance = c->conformance, .input = input, .origin = origin};
    return feel_compile_tests(c->a, c->env, text, pos, &options, c->d);
}

static bool compile_inputs(struct compiler *c, struct feel_table *t)
{
    struct feel_table_input *inputs = ARENA_ARRAY(c->a, c->spec->n_inputs, struct feel_table_input);
    bool ok = true;
    for (size_t i = 0; i < c->spec->n_inputs; i++) {
        const struct feel_table_column *col = &c->spec->inputs[i];
        struct feel_options options = {.conformance = c->conformance, .origin = col->origin};
        if (col->type != NULL) {
            options.expected = column_type(c, col);
            ok = ok && options.expected != NULL;
        }
        inputs[i].expr = feel_compile(c->a, c->env, col->text, col->pos, &options, c->d);
        if (inputs[i].expr == NULL) {
            ok = false;
            continue;
        }
        /* An enum's members are known from the expression: keep them where the column says string.
         */
        const struct feel_type *own = feel_expr_type(inputs[i].expr);
        inputs[i].type = options.expected == NULL || feel_type_conforms(own, options.expected)
                             ? own
                             : options.expected;
        if (col->values != NULL) {
            inputs[i].values =
                tests(c, col->values, col->values_pos, col->values_origin, inputs[i].type);
            ok = ok && inputs[i].values != NULL;
        }
    }
    t->inputs = inputs;
    t->n_inputs = c->spec->n_inputs;
    return ok;
}

static bool compile_outputs(struct compiler *c, struct feel_table *t)
{
    struct feel_table_output *outputs =
        ARENA_ARRAY(c->a, c->spec->n_outputs, struct feel_table_output);
    bool ok = true;
    for (size_t i = 0; i < c->spec->n_outputs; i++) {
        const struct feel_table_column *col = &c->spec->outputs[i];
        outputs[i].name = col->name;
        outputs[i].type = col->type != NULL ? column_type(c, col) : feel_type_simple(FT_ANY);
        if (outputs[i].type == NULL) {
            ok = false;
            continue;
        }
        if (col->values != NULL) {
            outputs[i].values =
                tests(c, col->values, col->values_pos, col->values_origin, outputs[i].type);
            ok = ok && outputs[i].values != NULL;
        }
        if (col->default_text != NULL) {
            struct feel_options options = {.conformance = c->conformance,
                                           .expected = outputs[i].type,
                                           .origin = col->default_origin};
            outputs[i].default_expr =
                feel_compile(c->a, c->env, col->default_text, col->default_pos, &options, c->d);
            ok = ok && outputs[i].default_expr != NULL;
        }
    }
    t->outputs = outputs;
    t->n_outputs = c->spec->n_outputs;
    return ok;
}

static bool compile_row(struct compiler *c, const struct feel_table *t,
                        const struct feel_table_row *row, struct feel_table_rule *rule)
{
    const struct feel_expr **when = ARENA_ARRAY(c->a, t->n_inputs, const struct feel_expr *);
    const struct feel_expr **then = ARENA_ARRAY(c->a, t->n_outputs, const struct feel_expr *);
    bool ok = true;
    for (size_t k = 0; k < t->n_inputs; k++) {
        const struct feel_table_cell *cell = &row->when[k];
        when[k] = tests(c, cell->text, cell->pos, cell->origin, t->inputs[k].type);
        ok = ok && when[k] != NULL;
    }
    for (size_t k = 0; k < t->n_outputs; k++) {
        const struct feel_table_cell *cell = &row->then[k];
        struct feel_options options = {
            .conformance = c->conformance, .expected = t->outputs[k].type, .origin = cell->origin};
        then[k] = feel_compile(c->a, c->env, cell->text, cell->pos, &options, c->d);
        ok = ok && then[k] != NULL;
    }
    *rule = (struct feel_table_rule){when, then, row->note, row->pos};
    return ok;
}

static bool compile_rows(struct compiler *c, struct feel_table *t)
{
    struct feel_table_rule *rules = ARENA_ARRAY(c->a, c->spec->n_rows, struct feel_table_rule);
    bool ok = true;
    for (size_t i = 0; i < c->spec->n_rows; i++)
        ok = compile_row(c, t, &c->spec->rows[i], &rules[i]) && ok;
    t->rules = rules;
    t->n_rules = c->spec->n_rows;
    return ok;
}

/* --- what a table mentions -----------------------------------------------------------------------
 */

typedef void visit(void *data, const struct feel_expr *e);

static void each_expr(const struct feel_table *t, visit *f, void *data)
{
    for (size_t i = 0; i < t->n_inputs; i++) {
        f(data, t->inputs[i].expr);
        if (t->inputs[i].values != NULL)
            f(data, t->inputs[i].values);
    }
    for (size_t i = 0; i < t->n_outputs; i++) {
        if (t->outputs[i].values != NULL)
            f(data, t->outputs[i].values);
        if (t->outputs[i].default_expr != NULL)
            f(data, t->outputs[i].default_expr);
    }
    for (size_t r = 0; r < t->n_rules; r++) {
        for (size_t k = 0; k < t->n_inputs; k++)
            f(data, t->rules[r].when[k]);
        for (size_t k = 0; k < t->n_outputs; k++)
            f(data, t->rules[r].then[k]);
    }
}

struct name_set {
    struct arena *a;
    VEC(const char *) names; /* sorted */
};

static void add_globals(void *data, const struct feel_expr *e)
{
    struct name_set *s = data;
    for (size_t i = 0; i < e->n_globals; i++) {
        size_t at = 0;
        int order = 1;
        while (at < s->names.n && (order = strcmp(s->names.items[at], e->globals[i])) < 0)
            at++;
        if (at < s->names.n && order == 0)
            continue;
        VEC_PUSH(s->a, &s->names, e->globals[i]);
        for (size_t k = s->names.n - 1; k > at; k--)
            s->names.items[k] = s->names.items[k - 1];
        s->names.items[at] = e->globals[i];
    }
}

const char *const *feel_table_globals(const struct feel_table *t, size_t *n)
{
    *n = t->n_globals;
    return t->globals;
}

static void walk_expr(void *data, const struct feel_expr *e)
{
    constants_walk(data, e->root);
}

const struct feel_value *feel_table_constants(struct arena *a, const struct feel_table *t,
                                              const char *name, size_t *n)
{
    struct constants c = {.a = a, .name = name};
    each_expr(t, walk_expr, &c);
    for (size_t i = 0; i < t->n_inputs; i++) {
        const struct feel_node *column = t->inputs[i].expr->root;
        if (column->kind != FN_GLOBAL || strcmp(column->name, name) != 0)
            continue;
        struct constants cells = c;
        cells.name = NULL; /* in the cells of its column the fact is called ? */
        for (size_t r = 0; r < t->n_rules; r++)
            constants_of_tests(&cells, t->rules[r].when[i]->root);
        c.values.items = cells.values.items;
        c.values.n = cells.values.n;
        c.values.cap = cells.values.cap;
    }
    *n = c.values.n;
    return c.values.items;
}

struct feel_table *feel_table_compile(struct arena *a, const struct feel_env *env,
                                      const struct feel_table_spec *spec, bool conformance,
                                      struct diags *d)
{
    struct compiler c = {a, env, spec, conformance, d};
    struct feel_table *t = ARENA_NEW(a, struct feel_table);
    if (!read_hit(&c, &t->hit) || !check_shape(&c, t->hit))
        return NULL;
    t->env = env;
    t->pos = spec->pos;
    bool ok = compile_inputs(&c, t);
    ok = compile_outputs(&c, t) && ok;
    if (!ok || !compile_rows(&c, t))
        return NULL;
    struct name_set globals = {.a = a};
    each_expr(t, add_globals, &globals);
    t->globals = globals.names.items;
    t->n_globals = globals.names.n;
    if (!conformance && !table_check(a, t, spec->complete, d))
        return NULL;
    return t;
}
