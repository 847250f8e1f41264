/* table_eval.c: matching the rows of a decision table, its trace. */
#include "core/base/vec.h"
#include "core/feel/table_run.h"

struct feel_value table_eval_expr(struct table_run *t, const struct feel_expr *e)
{
    struct feel_scope saved = feel_run_enter(t->run, e);
    struct feel_value v = feel_eval_node(t->run, e->root);
    feel_run_leave(t->run, saved);
    return v;
}

struct feel_value table_eval_cell(struct table_run *t, const struct feel_expr *e,
                                  struct feel_value input)
{
    if (e->root->kind == FN_TEST_ANY)
        return feel_boolean(true);
    struct feel_value outer = t->run->input;
    struct feel_scope saved = feel_run_enter(t->run, e);
    t->run->input = input;
    struct feel_value v = feel_eval_any_test(t->run, &e->root, 1);
    t->run->input = outer;
    feel_run_leave(t->run, saved);
    return v;
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
    const struct feel_table_rule *rule = &t->table->rules[row];
    const struct feel_causes *causes = NULL;
    bool open = false;
    for (size_t i = 0; i < t->table->n_inputs; i++) {
        struct feel_value v = table_eval_cell(t, rule->when[i], m->inputs[i]);
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
