/* table_eval.c: matching the rows of a decision table, its trace. */
#include <string.h>

#include "core/base/vec.h"
#include "core/feel/table_run.h"

struct feel_value table_eval_expr(struct table_run *t, const struct feel_expr *e)
{
    struct feel_scope saved = feel_run_enter(t->run, e);
    struct feel_value v = feel_eval_node(t->run, e->root);
    feel_run_leave(t->run, saved);
    return v;
}

/* --- cells that compare with literals ----------------------------------------------------------
 *
 * Most cells are "a", "b" or >= 5 and most inputs plain values: those are compared on the spot. */

/* False when the comparison is not of that kind. */
static bool literal_equals(const struct feel_node *n, struct feel_value x, bool *out)
{
    if (n->kind != FN_LITERAL || n->value.kind != x.kind)
        return false;
    switch (x.kind) {
    case FEEL_STRING:
        *out = strcmp(n->value.u.string, x.u.string) == 0;
        return true;
    case FEEL_BOOLEAN:
        *out = n->value.u.boolean == x.u.boolean;
        return true;
    case FEEL_NUMBER:
        *out = dec_cmp(n->value.u.number, x.u.number) == 0;
        return true;
    default:
        return false;
    }
}

static bool plain_test(const struct feel_node *n, struct feel_value x, bool *out)
{
    const struct feel_node *kid = n->n_kids != 0 ? n->kids[0] : NULL;
    switch (n->kind) {
    case FN_TEST_VALUE:
        return literal_equals(kid, x, out);
    case FN_TEST_COMPARE:
        if (kid->kind != FN_LITERAL || kid->value.kind != FEEL_NUMBER || x.kind != FEEL_NUMBER)
            return false;
        *out = feel_sign_holds(n->op, dec_cmp(x.u.number, kid->value.u.number));
        return true;
    case FN_TEST_LIST:
    case FN_TEST_NOT: {
        bool any = false, one;
        for (size_t i = 0; i < n->n_kids; i++) {
            if (!plain_test(n->kids[i], x, &one))
                return false;
            any = any || one;
        }
        *out = any != (n->kind == FN_TEST_NOT);
        return true;
    }
    default:
        return false;
    }
}

/* An unknown with few values: decided when the cell says the same of all. */
static bool plain_domain(struct feel_run *run, const struct feel_node *n, struct feel_value x,
                         struct feel_value *out)
{
    const struct feel_type *t = x.u.unknown->type;
    bool first = false, one, differ = false;
    size_t values = t == NULL ? 0 : t->kind == FT_BOOLEAN ? 2 : t->kind == FT_ENUM ? t->n : 0;
    for (size_t i = 0; i < values && !differ; i++) {
        struct feel_value v =
            t->kind == FT_BOOLEAN ? feel_boolean(i == 0) : feel_string(t->names[i]);
        if (!plain_test(n, v, &one))
            return false;
        first = i == 0 ? one : first;
        differ = one != first;
    }
    *out = differ ? feel_unknown_of(run->arena, x.u.unknown->causes) : feel_boolean(first);
    return values != 0;
}

static bool plain_cell(struct feel_run *run, const struct feel_node *n, struct feel_value x,
                       struct feel_value *out)
{
    bool holds;
    if (x.kind == FEEL_UNKNOWN)
        return plain_domain(run, n, x, out);
    if (!plain_test(n, x, &holds))
        return false;
    *out = feel_boolean(holds);
    return true;
}

struct feel_value table_eval_cell(struct table_run *t, const struct feel_expr *e,
                                  struct feel_value input)
{
    struct feel_value v;
    if (e->root->kind == FN_TEST_ANY)
        return feel_boolean(true);
    if (t->run->trace == NULL && !t->run->exhausted && plain_cell(t->run, e->root, input, &v))
        return v;
    struct feel_value outer = t->run->input;
    struct feel_scope saved = feel_run_enter(t->run, e);
    t->run->input = input;
    v = feel_eval_any_test(t->run, &e->root, 1);
    t->run->input = outer;
    feel_run_leave(t->run, saved);
    return v;
}

static bool same_plain(struct feel_value x, struct feel_value y)
{
    if (x.kind != y.kind)
        return false;
    switch (x.kind) {
    case FEEL_BOOLEAN:
        return x.u.boolean == y.u.boolean;
    case FEEL_NUMBER:
        return x.u.number.w[0] == y.u.number.w[0] && x.u.number.w[1] == y.u.number.w[1];
    case FEEL_STRING:
        return x.u.string == y.u.string;
    case FEEL_UNKNOWN:
        return x.u.unknown == y.u.unknown;
    default:
        return false;
    }
}

/* From one try to the next few columns change: a cell that looks at its input alone keeps what it
 * said. */
static struct feel_value row_cell(struct table_run *t, size_t row, size_t column,
                                  struct feel_value input)
{
    const struct feel_expr *e = t->table->rules[row].when[column];
    if (t->memo == NULL || e->n_globals != 0)
        return table_eval_cell(t, e, input);
    struct cell_memo *memo = &t->memo[row * t->table->n_inputs + column];
    if (!memo->set || !same_plain(memo->input, input))
        *memo = (struct cell_memo){true, input, table_eval_cell(t, e, input)};
    return memo->result;
}

/* The value of column i as its type wants it. */
static struct feel_value column_value(struct table_run *t, size_t i, bool *outside)
{
    const struct feel_table_input *in = &t->table->inputs[i];
    if (t->fixed != NULL && t->fixed[i] != NULL)
        return *t->fixed[i];
    struct feel_value v = table_eval_expr(t, in->expr), converted;
    if (!feel_convert(t->run->arena, v, in->type, &converted))
        v = feel_fail(t->run, NULL, "input %zu cannot be %s", i + 1, feel_brief(t->run, v));
    else
        v = converted;
    if (in->values != NULL && v.kind != FEEL_UNKNOWN &&
        feel_is_false(table_eval_cell(t, in->values, v))) {
        feel_warn(t->run, NULL, "input %zu is %s, which is not among the allowed values", i + 1,
                  feel_brief(t->run, v));
        *outside = true;
    }
    return v;
}

static void match_row(struct table_run *t, struct table_match *m, size_t row)
{
    const struct feel_causes *causes = NULL;
    bool open = false;
    if (!feel_spend(t->run, NULL, t->table->n_inputs, 0))
        return;
    for (size_t i = 0; i < t->table->n_inputs; i++) {
        struct feel_value v = row_cell(t, row, i, m->inputs[i]);
        if (v.kind == FEEL_UNKNOWN) {
            open = true;
            causes = feel_causes_join(t->run->arena, causes, v.u.unknown->causes);
        } else if (!feel_is_true(v)) {
            m->rows[row] = ROW_NO;
            m->false_cell[row] = i;
            return;
        }
    }
    m->rows[row] = open ? ROW_MAYBE : ROW_YES;
    m->causes[row] = causes;
}

struct table_match *table_match_rows(struct table_run *t)
{
    struct arena *a = t->run->arena;
    size_t n = t->table->n_rules;
    struct table_match *m = ARENA_NEW(a, struct table_match);
    m->inputs = ARENA_ARRAY(a, t->table->n_inputs, struct feel_value);
    m->rows = ARENA_ARRAY(a, n, enum feel_row_match);
    m->false_cell = ARENA_ARRAY(a, n, size_t);
    m->causes = ARENA_ARRAY(a, n, const struct feel_causes *);
    m->outputs = ARENA_ARRAY(a, n, struct feel_value);
    m->has_output = ARENA_ARRAY(a, n, bool);
    for (size_t i = 0; i < t->table->n_inputs; i++)
        m->inputs[i] = column_value(t, i, &m->outside);
    for (size_t i = 0; i < n; i++)
        match_row(t, m, i);
    return m;
}

/* The note of the chosen row, or those of all matching rows. */
static const char *joined_notes(struct table_run *t, const struct table_match *m, size_t chosen)
{
    const struct feel_table_rule *rules = t->table->rules;
    if (chosen != 0)
        return rules[chosen - 1].note;
    const char *notes = NULL;
    for (size_t i = 0; i < t->table->n_rules; i++) {
        if (m->rows[i] != ROW_YES || rules[i].note == NULL)
            continue;
        notes = notes == NULL ? rules[i].note
                              : arena_printf(t->run->arena, "%s; %s", notes, rules[i].note);
    }
    return notes;
}

struct feel_value feel_table_eval(const struct feel_table *table, struct feel_run *run,
                                  struct feel_table_trace *trace)
{
    struct table_run t = {.table = table, .run = run};
    struct feel_value *nodes = run->trace;
    feel_run_begin(run);
    run->trace = NULL;
    struct table_match *m = table_match_rows(&t);
    struct feel_value v = table_outcome(&t, m);
    size_t chosen = m->chosen;
    if (v.kind == FEEL_UNKNOWN && !run->no_trial)
        v = table_try_unknowns(&t, m, v, &chosen);
    run->trace = nodes;
    if (run->exhausted)
        v = feel_error_null();
    if (trace != NULL) {
        trace->inputs = m->inputs;
        trace->rows = m->rows;
        trace->false_cell = m->false_cell;
        trace->causes = m->causes;
        trace->chosen = chosen;
        trace->note = joined_notes(&t, m, chosen);
    }
    return v;
}
