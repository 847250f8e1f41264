/* table_cells.c: cutting the domain of an unknown column at the constants of its cells. */
#include <stdlib.h>
#include <string.h>

#include "core/base/vec.h"
#include "core/feel/table_run.h"

struct cut {
    struct table_run *t;
    VEC(struct feel_value) constants;
    bool null;    /* some cell asks for null */
    bool inexact; /* some cell cannot be cut at constants */
};

static void add_constant(struct cut *c, struct feel_value v)
{
    switch (v.kind) {
    case FEEL_NULL:
        c->null = true;
        break;
    case FEEL_NUMBER:
    case FEEL_BOOLEAN:
    case FEEL_STRING:
    case FEEL_DATE:
    case FEEL_DAYS_DURATION:
    case FEEL_YEARS_DURATION:
        VEC_PUSH(c->t->run->arena, &c->constants, v);
        break;
    case FEEL_RANGE:
        if (v.u.range->start.kind == FEEL_STRING || v.u.range->end.kind == FEEL_STRING)
            c->inexact = true;
        if (v.u.range->start.kind != FEEL_NULL)
            add_constant(c, v.u.range->start);
        if (v.u.range->end.kind != FEEL_NULL)
            add_constant(c, v.u.range->end);
        break;
    case FEEL_LIST:
        for (size_t i = 0; i < v.u.list->n; i++)
            add_constant(c, v.u.list->items[i]);
        break;
    default:
        c->inexact = true;
        break;
    }
}

static bool mentions_input(const struct feel_node *n)
{
    if (n->kind == FN_INPUT)
        return true;
    for (size_t i = 0; i < n->n_kids; i++)
        if (n->kids[i] != NULL && mentions_input(n->kids[i]))
            return true;
    return false;
}

/* A value that ? is compared with. */
static void cut_value(struct cut *c, const struct feel_node *n, enum feel_op op)
{
    if (mentions_input(n)) {
        c->inexact = true;
        return;
    }
    struct feel_value v = feel_eval_node(c->t->run, n);
    if (v.kind == FEEL_STRING && op != OP_EQ && op != OP_NE)
        c->inexact = true;
    add_constant(c, v);
}

static void cut_test(struct cut *c, const struct feel_node *n);

/* A condition that mentions ?: comparisons of ? itself, joined by and, or, not. */
static void cut_condition(struct cut *c, const struct feel_node *n)
{
    if (!mentions_input(n))
        return;
    switch (n->kind) {
    case FN_AND:
    case FN_OR:
        cut_condition(c, n->kids[0]);
        cut_condition(c, n->kids[1]);
        return;
    case FN_BINARY:
        if (n->op >= OP_EQ && n->kids[0]->kind == FN_INPUT) {
            cut_value(c, n->kids[1], n->op);
            return;
        }
        if (n->op >= OP_EQ && n->kids[1]->kind == FN_INPUT) {
            cut_value(c, n->kids[0], n->op);
            return;
        }
        break;
    case FN_BETWEEN:
        if (n->kids[0]->kind == FN_INPUT) {
            cut_value(c, n->kids[1], OP_GE);
            cut_value(c, n->kids[2], OP_LE);
            return;
        }
        break;
    case FN_IN:
        if (n->kids[0]->kind == FN_INPUT) {
            for (size_t i = 1; i < n->n_kids; i++)
                cut_test(c, n->kids[i]);
            return;
        }
        break;
    case FN_CALL:
        if (n->builtin != NULL && strcmp(n->builtin->name, "not") == 0) {
            cut_condition(c, n->kids[0]);
            return;
        }
        break;
    case FN_INPUT: /* a boolean, used as it stands */
        add_constant(c, feel_boolean(true));
        return;
    default:
        break;
    }
    c->inexact = true;
}

static void cut_test(struct cut *c, const struct feel_node *n)
{
    switch (n->kind) {
    case FN_TEST_ANY:
        break;
    case FN_TEST_COMPARE:
        cut_value(c, n->kids[0], n->op);
        break;
    case FN_TEST_IN:
    case FN_TEST_VALUE:
        cut_value(c, n->kids[0], OP_EQ);
        break;
    case FN_TEST_TRUE:
        cut_condition(c, n->kids[0]);
        break;
    case FN_TEST_NOT:
    case FN_TEST_LIST:
        for (size_t i = 0; i < n->n_kids; i++)
            cut_test(c, n->kids[i]);
        break;
    default:
        cut_value(c, n, OP_EQ);
        break;
    }
}

static void cut_cell(struct cut *c, const struct feel_expr *e)
{
    struct feel_scope saved = feel_run_enter(c->t->run, e);
    cut_test(c, e->root);
    feel_run_leave(c->t->run, saved);
}

/* --- one value in each gap ---------------------------------------------------------------------
 */

static int by_order(const void *a, const void *b)
{
    const struct feel_value *x = a, *y = b;
    int sign = 0;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    feel_order(*x, *y, &sign);
    return sign;
}

/* A value between x and y, or false when nothing lies there. */
static bool between(struct feel_value x, struct feel_value y, struct feel_value *out)
{
    struct dec sum;
    struct date d;
    switch (x.kind) {
    case FEEL_NUMBER:
    case FEEL_DAYS_DURATION:
        if (!dec_add(x.u.number, y.u.number, &sum) || !dec_div(sum, dec_from_int(2), &sum))
            return false;
        *out = x.kind == FEEL_NUMBER ? feel_number(sum) : feel_seconds(sum);
        return true;
    case FEEL_DATE: {
        int64_t low = date_to_days(x.u.date), high = date_to_days(y.u.date);
        if (high - low < 2 || !date_from_days((low + high) / 2, &d))
            return false;
        *out = feel_date(d);
        return true;
    }
    case FEEL_YEARS_DURATION:
        if (y.u.months - x.u.months < 2)
            return false;
        *out = feel_months(x.u.months + (y.u.months - x.u.months) / 2);
        return true;
    default:
        return false;
    }
}

/* A value one step below (-1) or above (1) v. */
static bool beyond(struct feel_value v, int sign, struct feel_value *out)
{
    struct dec n;
    struct date d;
    switch (v.kind) {
    case FEEL_NUMBER:
    case FEEL_DAYS_DURATION:
        if (!dec_add(v.u.number, dec_from_int(sign), &n))
            return false;
        *out = v.kind == FEEL_NUMBER ? feel_number(n) : feel_seconds(n);
        return true;
    case FEEL_DATE:
        if (!date_from_days((int64_t)date_to_days(v.u.date) + sign, &d))
            return false;
        *out = feel_date(d);
        return true;
    case FEEL_YEARS_DURATION:
        *out = feel_months(v.u.months + sign);
        return true;
    default:
        return false;
    }
}

struct picks {
    struct arena *arena;
    VEC(struct feel_value) values;
};

static void pick(struct picks *p, struct feel_value v)
{
    VEC_PUSH(p->arena, &p->values, v);
}

/* Sorted distinct constants of one kind, with a value in each gap and beyond both ends. */
static void pick_ordered(struct picks *p, const struct feel_value *sorted, size_t n)
{
    struct feel_value v;
    if (beyond(sorted[0], -1, &v))
        pick(p, v);
    for (size_t i = 0; i < n; i++) {
        pick(p, sorted[i]);
        if (i + 1 < n ? between(sorted[i], sorted[i + 1], &v) : beyond(sorted[i], 1, &v))
            pick(p, v);
    }
}

/* Text that is none of the constants. */
static void pick_other_text(struct picks *p, const struct feel_value *constants, size_t n)
{
    const char *text = "other";
    for (size_t i = 0; i < n; i++)
        if (strcmp(constants[i].u.string, text) == 0) {
            text = arena_printf(p->arena, "%s than these", text);
            i = (size_t)-1;
        }
    pick(p, feel_string(text));
}

static bool pick_cells(struct picks *p, struct cut *c)
{
    size_t n = c->constants.n, kept = 0;
    struct feel_value *items = c->constants.items;
    if (n == 0)
        return false;
    for (size_t i = 1; i < n; i++)
        if (items[i].kind != items[0].kind)
            return false;
    if (items[0].kind == FEEL_BOOLEAN) {
        pick(p, feel_boolean(true));
        pick(p, feel_boolean(false));
        return true;
    }
    qsort(items, n, sizeof *items, by_order);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || by_order(&items[kept - 1], &items[i]) != 0)
            items[kept++] = items[i];
    if (items[0].kind != FEEL_STRING) {
        pick_ordered(p, items, kept);
        return true;
    }
    for (size_t i = 0; i < kept; i++)
        pick(p, items[i]);
    pick_other_text(p, items, kept);
    return true;
}

/* Leaves out values that a column does not allow. */
static void drop_outside(struct table_run *t, const size_t *columns, size_t n, struct picks *p)
{
    for (size_t i = 0; i < n; i++) {
        const struct feel_expr *values = t->table->inputs[columns[i]].values;
        size_t kept = 0;
        for (size_t k = 0; values != NULL && k < p->values.n; k++)
            if (!feel_is_false(table_eval_cell(t, values, p->values.items[k])))
                p->values.items[kept++] = p->values.items[k];
        if (values != NULL)
            p->values.n = kept;
    }
}

bool table_representatives(struct table_run *t, const size_t *columns, size_t n,
                           const struct feel_type *type, const struct feel_value **values,
                           size_t *n_values)
{
    struct cut c = {.t = t};
    struct picks p = {.arena = t->run->arena};
    const struct feel_value *domain;
    size_t n_domain;
    for (size_t i = 0; i < n; i++) {
        for (size_t row = 0; row < t->table->n_rules; row++)
            cut_cell(&c, t->table->rules[row].when[columns[i]]);
        if (t->table->inputs[columns[i]].values != NULL)
            cut_cell(&c, t->table->inputs[columns[i]].values);
    }
    if (feel_type_domain(t->run->arena, type, &domain, &n_domain)) {
        for (size_t i = 0; i < n_domain; i++)
            pick(&p, domain[i]);
    } else if (c.inexact || !pick_cells(&p, &c)) {
        return false;
    }
    if (c.null)
        pick(&p, feel_null());
    drop_outside(t, columns, n, &p);
    *values = p.values.items;
    *n_values = p.values.n;
    return p.values.n != 0;
}
