/* mutate.c: mutants of rules against their inline tests. A mutant is a copy of the rule's record in
 * which one compiled expression is another; the rulebook and the files stay as they are. */
#include "core/assess/mutate.h"

#include <string.h>

#include "core/assess/internal.h"

#define RULE_MUTANTS_MAX 20000

struct mutation {
    struct arena *a;       /* what is kept */
    struct arena *scratch; /* one mutant */
    const struct rulebook *r;
    const struct rule *rule;
    const bool *sound; /* by test: passes on the rule itself */
    VEC(struct rule_mutant) all;
};

/* The name of a test that notices, or NULL. */
static const char *noticed(struct mutation *m, const struct rule *mutant)
{
    for (size_t i = 0; i < mutant->n_tests; i++) {
        struct rule_test_result result;
        if (!m->sound[i])
            continue;
        run_rule_test(m->scratch, m->r, mutant, &mutant->tests[i], &result);
        if (!result.passed)
            return mutant->tests[i].name;
    }
    return NULL;
}

/* mutant NULL: the change does not compile. */
static void judge(struct mutation *m, const struct feel_expr *e, const struct feel_mutant *change,
                  const char *part, const struct rule *mutant)
{
    const char *by = mutant != NULL ? noticed(m, mutant) : NULL;
    struct rule_mutant one = {.rule = m->rule,
                              .kind = change->kind,
                              .fate = mutant == NULL ? MUTANT_INVALID
                                      : by != NULL   ? MUTANT_KILLED
                                                     : MUTANT_SURVIVED,
                              .part = part,
                              .pos = feel_expr_pos(e, change->at),
                              .was = feel_expr_text(e),
                              .now = feel_mutant_text(m->a, e, change),
                              .killed_by = by};
    VEC_PUSH(m->a, &m->all, one);
    arena_reset(m->scratch);
}

/* --- conditions, lets, exceptions --------------------------------------------------------------
 */

/* Tries every change of *place, a field of *mutant, which is a copy of the rule. */
static void mutate_expr(struct mutation *m, const char *part, const struct rule *mutant,
                        const struct feel_expr **place, const struct feel_type *expected)
{
    const struct feel_expr *e = *place;
    size_t n;
    const struct feel_mutant *changes = e != NULL ? feel_mutants(m->a, e, &n) : NULL;
    for (size_t i = 0; changes != NULL && i < n && m->all.n < RULE_MUTANTS_MAX; i++) {
        const char *text = feel_mutant_text(m->scratch, e, &changes[i]);
        *place = feel_recompile(m->scratch, e, text, expected);
        judge(m, e, &changes[i], part, *place != NULL ? mutant : NULL);
        *place = e;
    }
}

static void mutate_conditions(struct mutation *m)
{
    const struct feel_type *truth = feel_type_simple(FT_BOOLEAN);
    struct rule mutant = *m->rule;
    mutate_expr(m, "applies_if", &mutant, &mutant.applies_if, truth);
    mutate_expr(m, "fail_if", &mutant, &mutant.fail_if, truth);
    mutate_expr(m, "conditional_if", &mutant, &mutant.conditional_if, truth);
    mutate_expr(m, "pass_if", &mutant, &mutant.pass_if, truth);
    mutate_expr(m, "value", &mutant, &mutant.value, NULL);
}

static void mutate_lists(struct mutation *m)
{
    struct rule mutant = *m->rule;
    struct rule_let *lets = ARENA_ARRAY(m->a, mutant.n_lets, struct rule_let);
    struct rule_exception *exceptions =
        ARENA_ARRAY(m->a, mutant.n_exceptions, struct rule_exception);
    for (size_t i = 0; i < mutant.n_lets; i++)
        lets[i] = mutant.lets[i];
    for (size_t i = 0; i < mutant.n_exceptions; i++)
        exceptions[i] = mutant.exceptions[i];
    mutant.lets = lets;
    mutant.exceptions = exceptions;
    for (size_t i = 0; i < mutant.n_lets; i++)
        mutate_expr(m, arena_printf(m->a, "let %s", lets[i].name), &mutant, &lets[i].expr, NULL);
    for (size_t i = 0; i < mutant.n_exceptions; i++)
        mutate_expr(m, arena_printf(m->a, "exception %zu", i + 1), &mutant,
                    &exceptions[i].condition, feel_type_simple(FT_BOOLEAN));
}

/* --- tables ------------------------------------------------------------------------------------
 */

/* The rule with one cell of its table changed, or NULL when the table does not compile. */
static const struct rule *with_cell(struct mutation *m, bool output, size_t row, size_t column,
                                    const char *text)
{
    struct arena *a = m->scratch;
    const struct feel_table_spec *old = m->rule->table_spec;
    struct feel_table_spec *spec = ARENA_NEW(a, struct feel_table_spec);
    struct feel_table_row *rows = ARENA_ARRAY(a, old->n_rows, struct feel_table_row);
    *spec = *old;
    memcpy(rows, old->rows, old->n_rows * sizeof *rows);
    spec->rows = rows;
    size_t n = output ? rows[row].n_then : rows[row].n_when;
    struct feel_table_cell *cells = ARENA_ARRAY(a, n, struct feel_table_cell);
    memcpy(cells, output ? rows[row].then : rows[row].when, n * sizeof *cells);
    cells[column].text = text;
    cells[column].origin = NULL;
    if (output)
        rows[row].then = cells;
    else
        rows[row].when = cells;
    struct rule *mutant = ARENA_NEW(a, struct rule);
    *mutant = *m->rule;
    mutant->table_spec = spec;
    mutant->table = feel_table_compile(a, m->rule->env, spec, false, diags_new(a));
    return mutant->table != NULL ? mutant : NULL;
}

static void mutate_cell(struct mutation *m, bool output, size_t row, size_t column)
{
    const struct feel_table_spec *spec = m->rule->table_spec;
    const struct feel_expr *e = feel_table_cell_expr(m->rule->table, output, row, column);
    const char *name = output ? spec->outputs[column].name : spec->inputs[column].text;
    const char *part = arena_printf(m->a, "row %zu, %s", row + 1, name);
    size_t n;
    const struct feel_mutant *changes = feel_mutants(m->a, e, &n);
    for (size_t i = 0; i < n && m->all.n < RULE_MUTANTS_MAX; i++) {
        const char *text = feel_mutant_text(m->scratch, e, &changes[i]);
        judge(m, e, &changes[i], part, with_cell(m, output, row, column, text));
    }
}

static void mutate_table(struct mutation *m)
{
    const struct feel_table_spec *spec = m->rule->table_spec;
    for (size_t row = 0; m->rule->table != NULL && row < spec->n_rows; row++) {
        for (size_t i = 0; i < spec->n_inputs; i++)
            mutate_cell(m, false, row, i);
        for (size_t i = 0; i < spec->n_outputs; i++)
            mutate_cell(m, true, row, i);
    }
}

const struct rule_mutant *rule_mutants(struct arena *a, const struct rulebook *r,
                                       const struct rule *rule, size_t *n)
{
    struct mutation m = {.a = a, .scratch = arena_new(), .r = r, .rule = rule};
    bool *sound = ARENA_ARRAY(a, rule->n_tests, bool);
    for (size_t i = 0; i < rule->n_tests; i++) {
        struct rule_test_result result;
        run_rule_test(m.scratch, r, rule, &rule->tests[i], &result);
        sound[i] = result.passed;
    }
    arena_reset(m.scratch);
    m.sound = sound;
    mutate_conditions(&m);
    mutate_lists(&m);
    mutate_table(&m);
    arena_free(m.scratch);
    *n = m.all.n;
    return m.all.items;
}
