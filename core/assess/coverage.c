/* coverage.c: what the inline tests reach: statuses, table rows, exceptions, dated values, and the
 * operands of and/or that alone decide. */
#include <string.h>

#include "core/assess/internal.h"

bool rule_can_give(const struct rule *rule, enum status s)
{
    bool conditions =
        rule->fail_if != NULL || rule->conditional_if != NULL || rule->pass_if != NULL;
    bool table_status = rule->table != NULL && strcmp(rule->table_output, "status") == 0;
    if (!rule_decides(rule))
        return false;
    switch (s) {
    case STATUS_PASS:
        return !table_status;
    case STATUS_FAIL:
        return conditions && (rule->fail_if != NULL || rule->pass_if != NULL);
    case STATUS_CONDITIONAL:
        return rule->conditional_if != NULL;
    case STATUS_UNKNOWN:
        return rule->n_facts != 0;
    case STATUS_NOT_APPLICABLE:
        return rule->applies_if != NULL;
    default:
        return false;
    }
}

static void cover_test(struct arena *a, const struct rulebook *r, const struct rule_test *test,
                       struct rule_coverage *c, struct value_list *values, struct watch *watch)
{
    struct work w;
    struct decision d;
    work_init(&w, a, r, test_dossier(a, r, test), test->date);
    c->reached[make_finding(&w, c->rule)->status] = true;
    w.values = values;
    w.watch = watch;
    work_reset(&w);
    decide(&w, c->rule, &d);
    bool *rows = ARENA_ARRAY(a, c->rows, bool);
    for (size_t i = 0; i < c->rows; i++) {
        bool hit = d.row != 0 ? d.row == i + 1 : d.rows != NULL && d.rows[i] == ROW_YES;
        rows[i] = hit || c->row_reached[i];
    }
    c->row_reached = rows;
    bool *held = ARENA_ARRAY(a, c->exceptions, bool);
    for (size_t i = 0; i < c->exceptions; i++)
        held[i] = c->exception_reached[i] || d.exception == &c->rule->exceptions[i];
    c->exception_reached = held;
    work_free(&w);
}

/* --- operands ----------------------------------------------------------------------------------
 */

static void watch_expr(struct arena *a, struct watch *watch, const char *part,
                       const struct feel_expr *e)
{
    if (e == NULL)
        return;
    struct watched *one = &watch->items[watch->n];
    one->expr = e;
    one->part = part;
    one->operands = feel_operands(a, e, &one->n);
    one->decided = ARENA_ARRAY(a, one->n, bool);
    watch->n += one->n != 0 ? 1 : 0;
}

static void watch_rule(struct arena *a, struct watch *watch, const struct rule *rule)
{
    *watch =
        (struct watch){ARENA_ARRAY(a, rule->n_lets + rule->n_exceptions + 5, struct watched), 0};
    watch_expr(a, watch, "applies_if", rule->applies_if);
    for (size_t i = 0; i < rule->n_lets; i++)
        watch_expr(a, watch, arena_printf(a, "let %s", rule->lets[i].name), rule->lets[i].expr);
    for (size_t i = 0; i < rule->n_exceptions; i++)
        watch_expr(a, watch, arena_printf(a, "exception %zu", i + 1),
                   rule->exceptions[i].condition);
    watch_expr(a, watch, "fail_if", rule->fail_if);
    watch_expr(a, watch, "conditional_if", rule->conditional_if);
    watch_expr(a, watch, "pass_if", rule->pass_if);
    watch_expr(a, watch, "value", rule->value);
}

static void cover_operands(struct arena *a, const struct watch *watch, struct rule_coverage *c)
{
    VEC(struct operand_coverage) all = {0};
    for (size_t i = 0; i < watch->n; i++) {
        const struct watched *one = &watch->items[i];
        for (size_t k = 0; k < one->n; k++) {
            const struct feel_operand *o = &one->operands[k];
            struct operand_coverage oc = {
                .part = one->part,
                .text = arena_strndup(a, feel_expr_text(one->expr) + o->start, o->end - o->start),
                .pos = feel_expr_pos(one->expr, o->start),
                .of_and = o->of_and,
                .decided = one->decided[k]};
            VEC_PUSH(a, &all, oc);
            c->operands_decided += oc.decided ? 1 : 0;
        }
    }
    c->operands = all.items;
    c->n_operands = all.n;
}

/* --- rules -------------------------------------------------------------------------------------
 */

static void cover_rule(struct arena *a, const struct rulebook *r, const struct rule *rule,
                       struct rule_coverage *c, struct value_list *values)
{
    struct watch watch;
    *c = (struct rule_coverage){.rule = rule};
    c->rows = rule->table_spec != NULL ? rule->table_spec->n_rows : 0;
    c->exceptions = rule->n_exceptions;
    c->row_reached = ARENA_ARRAY(a, c->rows, bool);
    c->exception_reached = ARENA_ARRAY(a, c->exceptions, bool);
    watch_rule(a, &watch, rule);
    for (size_t i = 0; i < rule->n_tests; i++)
        cover_test(a, r, &rule->tests[i], c, values, &watch);
    for (size_t i = 0; i < c->rows; i++)
        c->rows_reached += c->row_reached[i] ? 1 : 0;
    for (size_t i = 0; i < c->exceptions; i++)
        c->exceptions_reached += c->exception_reached[i] ? 1 : 0;
    cover_operands(a, &watch, c);
}

static const struct value_coverage *cover_values(struct arena *a, const struct rulebook *r,
                                                 const struct value_list *used, size_t *n)
{
    VEC(struct value_coverage) all = {0};
    for (size_t i = 0; i < rulebook_params(r); i++) {
        const struct param *p = rulebook_param(r, i);
        for (size_t k = 0; k < p->n_values; k++) {
            struct value_coverage v = {p, &p->values[k], p->values[k].pos, false};
            for (size_t j = 0; !v.reached && j < used->items.n; j++)
                v.reached = used->items.items[j] == v.value;
            if (!v.value->expected)
                VEC_PUSH(a, &all, v);
        }
    }
    *n = all.n;
    return all.items;
}

const struct rule_coverage *rules_coverage(struct arena *a, const struct rulebook *r,
                                           const struct rule *rule, size_t *n,
                                           const struct value_coverage **values, size_t *n_values)
{
    struct value_list used = {.a = a};
    struct rule_coverage *all = ARENA_ARRAY(a, rulebook_rules(r), struct rule_coverage);
    *n = 0;
    for (size_t i = 0; i < rulebook_rules(r); i++) {
        const struct rule *one = rulebook_rule(r, i);
        if (rule == NULL || one == rule)
            cover_rule(a, r, one, &all[(*n)++], &used);
    }
    *values = cover_values(a, r, &used, n_values);
    return all;
}

void rules_lint_tests(struct arena *a, const struct rulebook *r, struct diags *d)
{
    static const enum status wanted[] = {STATUS_PASS, STATUS_FAIL, STATUS_CONDITIONAL,
                                         STATUS_UNKNOWN};
    const struct value_coverage *values;
    size_t n, n_values;
    const struct rule_coverage *all = rules_coverage(a, r, NULL, &n, &values, &n_values);
    for (size_t i = 0; i < n; i++) {
        const struct rule_coverage *c = &all[i];
        if (c->rule->n_tests == 0)
            continue; /* told when it was loaded */
        for (size_t k = 0; k < 4; k++) {
            if (rule_can_give(c->rule, wanted[k]) && !c->reached[wanted[k]])
                diag_add(d, DIAG_WARNING, "W101", c->rule->pos, "add a test that gives it",
                         "no test of '%s' reaches the status %s", c->rule->id,
                         status_name(wanted[k]));
        }
        for (size_t k = 0; k < c->rows; k++) {
            if (!c->row_reached[k])
                diag_add(d, DIAG_WARNING, "W101", c->rule->table_spec->rows[k].pos,
                         "add a test for it", "no test of '%s' reaches row %zu", c->rule->id,
                         k + 1);
        }
        for (size_t k = 0; k < c->exceptions; k++) {
            if (!c->exception_reached[k])
                diag_add(d, DIAG_WARNING, "W101", c->rule->exceptions[k].pos, "add a test for it",
                         "no test of '%s' reaches exception %zu", c->rule->id, k + 1);
        }
    }
}
