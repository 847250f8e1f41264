/* mutate.c: the changes that mutation testing tries on an expression. */
#include "core/feel/mutate.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/vec.h"
#include "core/feel/ast.h"
#include "core/feel/table.h"

#define MUTANTS_MAX 2000

struct mutating {
    struct arena *a;
    const struct feel_expr *e;
    VEC(struct feel_mutant) all;
};

const char *feel_mutation_name(enum feel_mutation m)
{
    static const char *const names[] = {"comparison", "logic", "constant", "boolean"};
    return names[m];
}

static void add(struct mutating *m, enum feel_mutation kind, size_t start, size_t end, size_t at,
                const char *with)
{
    struct feel_mutant one = {kind, start, end, at, with};
    if (m->all.n < MUTANTS_MAX)
        VEC_PUSH(m->a, &m->all, one);
}

static const char *cut(struct mutating *m, size_t start, size_t end)
{
    return arena_strndup(m->a, m->e->text + start, end - start);
}

/* --- operators ---------------------------------------------------------------------------------
 */

/* The first byte between two operands that is no space, parenthesis or comment. */
static size_t operator_at(const char *text, size_t from, size_t to)
{
    while (from < to) {
        if (strncmp(text + from, "//", 2) == 0) {
            from += strcspn(text + from, "\n");
        } else if (strncmp(text + from, "/*", 2) == 0) {
            const char *end = strstr(text + from, "*/");
            from = end != NULL ? (size_t)(end - text) + 2 : to;
        } else if (strchr(" \t\r\n()", text[from]) != NULL) {
            from++;
        } else {
            return from;
        }
    }
    return to;
}

static void flip(struct mutating *m, enum feel_op op, size_t at)
{
    static const struct {
        const char *is, *becomes;
    } flips[] = {[OP_EQ] = {"=", "!="}, [OP_NE] = {"!=", "="}, [OP_LT] = {"<", "<="},
                 [OP_LE] = {"<=", "<"}, [OP_GT] = {">", ">="}, [OP_GE] = {">=", ">"}};
    size_t n;
    if (op < OP_EQ)
        return;
    n = strlen(flips[op].is);
    if (strncmp(m->e->text + at, flips[op].is, n) == 0)
        add(m, MUTATE_COMPARISON, at, at + n, at, flips[op].becomes);
}

/* The node with the other operator, in parentheses so that its operands stay the same. */
static void swap_logic(struct mutating *m, const struct feel_node *n)
{
    const char *is = n->kind == FN_AND ? "and" : "or", *other = n->kind == FN_AND ? "or" : "and";
    size_t at = operator_at(m->e->text, n->kids[0]->end, n->kids[1]->start);
    if (strncmp(m->e->text + at, is, strlen(is)) != 0)
        return;
    add(m, MUTATE_LOGIC, n->start, n->end, at,
        arena_printf(m->a, "(%s%s%s)", cut(m, n->start, at), other,
                     cut(m, at + strlen(is), n->end)));
}

/* Each bracket of [a..b) once the other way. */
static void swap_brackets(struct mutating *m, const struct feel_node *n)
{
    char first = m->e->text[n->start], last = m->e->text[n->end - 1];
    if (first == '[' || first == '(')
        add(m, MUTATE_COMPARISON, n->start, n->start + 1, n->start, first == '[' ? "(" : "[");
    if (last == ']' || last == ')')
        add(m, MUTATE_COMPARISON, n->end - 1, n->end, n->end - 1, last == ']' ? ")" : "]");
}

/* --- constants ---------------------------------------------------------------------------------
 */

/* One in the last decimal place that is written: 25 moves to 26, 0.30 to 0.31. */
static struct dec step_of(struct mutating *m, const struct feel_node *n)
{
    const char *text = cut(m, n->start, n->end), *point = strchr(text, '.');
    struct dec step;
    const char *last = arena_printf(m->a, "1e-%zu", point != NULL ? strlen(point + 1) : 0);
    bool exponent = strpbrk(text, "eE") != NULL;
    return !exponent && dec_parse(last, strlen(last), &step) ? step : dec_from_int(1);
}

static void move_number(struct mutating *m, const struct feel_node *n)
{
    struct dec step = step_of(m, n), moved;
    char buf[DEC_TEXT_MAX];
    if (dec_add(n->value.u.number, step, &moved))
        add(m, MUTATE_CONSTANT, n->start, n->end, n->start,
            arena_strdup(m->a, dec_text(moved, buf)));
    if (!dec_sub(n->value.u.number, step, &moved))
        return;
    bool negative = dec_cmp(moved, dec_from_int(0)) < 0;
    dec_text(moved, buf);
    add(m, MUTATE_CONSTANT, n->start, n->end, n->start,
        negative ? arena_printf(m->a, "(%s)", buf) : arena_strdup(m->a, buf));
}

static void move_date(struct mutating *m, const struct feel_node *n)
{
    struct date moved;
    char buf[DATE_TEXT_MAX];
    for (int step = 1; step >= -1; step -= 2) {
        if (date_from_days((int64_t)date_to_days(n->value.u.date) + step, &moved))
            add(m, MUTATE_CONSTANT, n->start, n->end, n->start,
                arena_printf(m->a, "@\"%s\"", date_text(moved, buf)));
    }
}

static void move_duration(struct mutating *m, const struct feel_node *n)
{
    struct dec day = dec_from_int(86400), moved;
    for (int step = 1; step >= -1; step -= 2) {
        struct feel_value v = n->value;
        if (v.kind == FEEL_YEARS_DURATION)
            v.u.months += step;
        else if (!(step > 0 ? dec_add(v.u.number, day, &moved) : dec_sub(v.u.number, day, &moved)))
            continue;
        else
            v.u.number = moved;
        add(m, MUTATE_CONSTANT, n->start, n->end, n->start,
            arena_printf(m->a, "@\"%s\"", feel_text(m->a, v)));
    }
}

static void move_constant(struct mutating *m, const struct feel_node *n)
{
    switch (n->value.kind) {
    case FEEL_NUMBER:
        move_number(m, n);
        break;
    case FEEL_BOOLEAN:
        add(m, MUTATE_BOOLEAN, n->start, n->end, n->start, n->value.u.boolean ? "false" : "true");
        break;
    case FEEL_DATE:
        move_date(m, n);
        break;
    case FEEL_YEARS_DURATION:
    case FEEL_DAYS_DURATION:
        move_duration(m, n);
        break;
    default:
        break;
    }
}

/* --- the tree ----------------------------------------------------------------------------------
 */

static bool is_not(const struct feel_node *n)
{
    return n->kind == FN_CALL && n->builtin != NULL && strcmp(n->builtin->name, "not") == 0;
}

/* Boolean parts that no other change turns round. */
static bool is_atom(const struct feel_node *n)
{
    switch (n->kind) {
    case FN_GLOBAL:
    case FN_LOCAL:
    case FN_ENTRY:
    case FN_PATH:
    case FN_CALL:
    case FN_IN:
    case FN_BETWEEN:
    case FN_INSTANCE_OF:
    case FN_SOME:
    case FN_EVERY:
        return n->type->kind == FT_BOOLEAN;
    default:
        return false;
    }
}

static void negate(struct mutating *m, const struct feel_node *n)
{
    const char *with;
    if (is_not(n) && n->n_kids == 1 && n->kids[0] != NULL)
        with = arena_printf(m->a, "(%s)", cut(m, n->kids[0]->start, n->kids[0]->end));
    else
        with = arena_printf(m->a, "not(%s)", cut(m, n->start, n->end));
    add(m, MUTATE_BOOLEAN, n->start, n->end, n->start, with);
}

/* Whether the kid of n stands where a truth value is asked for. */
static bool logical_kid(const struct feel_node *n, size_t k, bool logical)
{
    if (n->kind == FN_AND || n->kind == FN_OR)
        return true;
    if (n->kind == FN_IF)
        return k == 0 || logical;
    return n->kind == FN_SOME || n->kind == FN_EVERY ? k + 1 == n->n_kids : false;
}

static void walk(struct mutating *m, const struct feel_node *n, bool logical)
{
    if (logical && is_atom(n))
        negate(m, n);
    switch (n->kind) {
    case FN_LITERAL:
        move_constant(m, n);
        break;
    case FN_AND:
    case FN_OR:
        swap_logic(m, n);
        break;
    case FN_BINARY:
        if (n->op >= OP_EQ)
            flip(m, n->op, operator_at(m->e->text, n->kids[0]->end, n->kids[1]->start));
        break;
    case FN_TEST_COMPARE:
        flip(m, n->op, n->start);
        break;
    case FN_RANGE:
        swap_brackets(m, n);
        break;
    default:
        break;
    }
    for (size_t k = 0; k < n->n_kids; k++) {
        if (n->kids[k] != NULL)
            walk(m, n->kids[k], logical_kid(n, k, logical));
    }
}

/* A cell that lists values accepts all others instead. */
static void turn_cell(struct mutating *m, const struct feel_node *n)
{
    bool flag = n->kind == FN_TEST_VALUE && n->kids[0]->kind == FN_LITERAL &&
                n->kids[0]->value.kind == FEEL_BOOLEAN;
    size_t end = strlen(m->e->text);
    if (n->kind == FN_TEST_NOT && n->n_kids != 0)
        add(m, MUTATE_COMPARISON, 0, end, n->start,
            cut(m, n->kids[0]->start, n->kids[n->n_kids - 1]->end));
    else if ((n->kind == FN_TEST_VALUE && !flag) || n->kind == FN_TEST_LIST ||
             n->kind == FN_TEST_TRUE)
        add(m, MUTATE_COMPARISON, 0, end, n->start, arena_printf(m->a, "not(%s)", m->e->text));
}

static int by_place(const void *x, const void *y)
{
    const struct feel_mutant *a = x, *b = y;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return strcmp(a->with, b->with);
}

const struct feel_mutant *feel_mutants(struct arena *a, const struct feel_expr *e, size_t *n)
{
    struct mutating m = {.a = a, .e = e};
    turn_cell(&m, e->root);
    walk(&m, e->root, true);
    if (m.all.n > 1)
        qsort(m.all.items, m.all.n, sizeof *m.all.items, by_place);
    *n = m.all.n;
    return m.all.items;
}

const char *feel_mutant_text(struct arena *a, const struct feel_expr *e,
                             const struct feel_mutant *m)
{
    return arena_printf(a, "%.*s%s%s", (int)m->start, e->text, m->with, e->text + m->end);
}

const struct feel_expr *feel_table_cell_expr(const struct feel_table *t, bool output, size_t row,
                                             size_t column)
{
    return output ? t->rules[row].then[column] : t->rules[row].when[column];
}

const struct feel_expr *feel_recompile(struct arena *a, const struct feel_expr *e, const char *text,
                                       const struct feel_type *expected)
{
    struct feel_options options = {.conformance = e->conformance, .expected = expected};
    return feel_compile(a, e->env, text, e->pos, &options, diags_new(a));
}
