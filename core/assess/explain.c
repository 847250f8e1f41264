/* explain.c: one rule with the value of every part, for explain and for a finding's detail. */
#include <string.h>

#include "core/assess/internal.h"

struct steps {
    struct work *w;
    VEC(struct finding_step) items;
};

static void add_expr(struct steps *s, const char *label, const struct feel_expr *e)
{
    if (e == NULL)
        return;
    struct finding_step step = {.label = label, .result = work_eval(s->w, e)};
    step.steps = feel_explain(s->w->a, e, s->w->trace, &step.n_steps);
    VEC_PUSH(s->w->a, &s->items, step);
}

static struct feel_value row_value(const struct feel_table_trace *t, size_t row, struct arena *a)
{
    if (t->rows == NULL || t->rows[row] == ROW_NO)
        return feel_boolean(false);
    if (t->rows[row] == ROW_YES)
        return feel_boolean(true);
    return feel_unknown_of(a, t->causes != NULL ? t->causes[row] : NULL);
}

/* Inputs with their values, then each row: matches, does not, or may. */
static void add_table(struct steps *s, const struct rule *rule)
{
    struct work *w = s->w;
    const struct feel_table_spec *spec = rule->table_spec;
    if (rule->table == NULL)
        return;
    struct feel_table_trace trace = {0};
    struct feel_run run = {.arena = w->a,
                           .globals = w->globals,
                           .n_globals = w->n_globals,
                           .host = &w->host,
                           .input = feel_null()};
    struct finding_step step = {.label = "table"};
    step.result = feel_table_eval(rule->table, &run, &trace);
    struct feel_step *lines = ARENA_ARRAY(w->a, spec->n_inputs + spec->n_rows, struct feel_step);
    for (size_t i = 0; i < spec->n_inputs && trace.inputs != NULL; i++)
        lines[step.n_steps++] =
            (struct feel_step){.text = spec->inputs[i].text, .value = trace.inputs[i]};
    for (size_t i = 0; i < spec->n_rows; i++) {
        const char *note = spec->rows[i].note;
        lines[step.n_steps++] = (struct feel_step){
            .depth = 1,
            .text = note != NULL ? arena_printf(w->a, "row %zu: %s", i + 1, note)
                                 : arena_printf(w->a, "row %zu", i + 1),
            .value = row_value(&trace, i, w->a),
            .decided = trace.chosen == i + 1 ||
                       (trace.chosen == 0 && trace.rows != NULL && trace.rows[i] == ROW_YES)};
    }
    step.steps = lines;
    VEC_PUSH(w->a, &s->items, step);
}

static void collect_steps(struct steps *s, const struct rule *rule, const struct finding *f)
{
    struct work *w = s->w;
    struct decision d;
    decide(w, rule, &d);
    add_expr(s, "applies_if", rule->applies_if);
    if (f->status == STATUS_NOT_APPLICABLE)
        return;
    for (size_t i = 0; i < rule->n_lets; i++)
        add_expr(s, arena_printf(w->a, "let %s", rule->lets[i].name), rule->lets[i].expr);
    add_table(s, rule);
    for (size_t i = 0; i < rule->n_exceptions; i++)
        add_expr(s, arena_printf(w->a, "exception %zu", i + 1), rule->exceptions[i].condition);
    add_expr(s, "fail_if", rule->fail_if);
    add_expr(s, "conditional_if", rule->conditional_if);
    add_expr(s, "pass_if", rule->pass_if);
    add_expr(s, "value", rule->value);
}

static const struct finding_fact *collect_facts(struct work *w, const struct rule *rule, size_t *n)
{
    struct finding_fact *facts = ARENA_ARRAY(w->a, rule->n_facts, struct finding_fact);
    for (size_t i = 0; i < rule->n_facts; i++) {
        const struct fact_def *def = catalogue_find(rulebook_catalogue(w->r), rule->facts[i]);
        facts[i] = (struct finding_fact){def, dossier_fact(w->d, def->name), w->globals[def->slot]};
    }
    *n = rule->n_facts;
    return facts;
}

/* Rules that it asks for may read anything. */
static bool reads_economics(const struct rulebook *r, const struct rule *rule)
{
    for (size_t i = 0; i < rule->n_facts; i++) {
        if (catalogue_find(rulebook_catalogue(r), rule->facts[i])->derived)
            return true;
    }
    return rule->n_uses != 0;
}

const struct finding *assess_rule(struct arena *a, const struct rulebook *r,
                                  const struct dossier *d, const struct rule *rule,
                                  struct date as_of, const struct econ_result *economics,
                                  const struct finding_step **steps, size_t *n_steps,
                                  const struct finding_fact **facts, size_t *n_facts)
{
    struct work w;
    if (economics == NULL)
        economics = econ_run(a, d, NULL, NULL, NULL);
    work_init(&w, a, r, d, as_of);
    if (reads_economics(r, rule))
        work_add_economics(&w, economics);
    else
        work_add_calculations(&w);
    const struct finding *f = make_finding(&w, rule);
    struct arena *scratch = w.scratch;
    struct steps s = {.w = &w};
    w.scratch = a; /* the values of the steps stay */
    w.epoch++;
    collect_steps(&s, rule, f);
    w.scratch = scratch;
    *steps = s.items.items;
    *n_steps = s.items.n;
    *facts = collect_facts(&w, rule, n_facts);
    work_free(&w);
    return f;
}
