/* check.c: static types of operators, filters and tests; what can never be is a load error. */
#include <string.h>

#include "core/feel/parser.h"
#include "core/feel/temporal.h"

bool type_is_any(const struct feel_type *t)
{
    return t == NULL || t->kind == FT_ANY || t->kind == FT_NULL;
}

static enum feel_type_kind kind_of(const struct feel_type *t)
{
    return t->kind == FT_ENUM ? FT_STRING : t->kind;
}

const char *type_words(struct parser *p, const struct feel_type *t)
{
    const char *text = feel_type_text(p->a, t);
    if (strlen(text) > 80)
        return t->kind == FT_ENUM ? "an enum" : "a context";
    return arena_printf(p->a, strchr("aeio", text[0]) != NULL ? "an %s" : "a %s", text);
}

const struct feel_type *element_type(const struct feel_type *t)
{
    if (t->kind == FT_LIST || t->kind == FT_RANGE)
        return t->element != NULL ? t->element : feel_type_simple(FT_ANY);
    return t->kind == FT_NULL ? feel_type_simple(FT_ANY) : t;
}

const struct feel_type *type_join(struct parser *p, const struct feel_type *a,
                                  const struct feel_type *b)
{
    if (a->kind == FT_NULL || feel_type_conforms(a, b))
        return a->kind == FT_NULL && b->kind == FT_NULL ? a : b;
    if (b->kind == FT_NULL || feel_type_conforms(b, a))
        return a;
    if (kind_of(a) == FT_STRING && kind_of(b) == FT_STRING)
        return feel_type_simple(FT_STRING);
    if (a->kind == b->kind && a->kind == FT_LIST)
        return feel_type_list(p->a, a->element != NULL && b->element != NULL
                                        ? type_join(p, a->element, b->element)
                                        : NULL);
    if (a->kind == b->kind && (a->kind == FT_CONTEXT || a->kind == FT_RANGE))
        return feel_type_simple(a->kind);
    return feel_type_simple(FT_ANY);
}

const struct feel_type *kids_join(struct parser *p, const struct feel_node *n)
{
    const struct feel_type *t = feel_type_simple(FT_NULL);
    for (size_t i = 0; i < n->n_kids; i++) {
        if (n->kids[i] != NULL)
            t = i == 0 ? n->kids[i]->type : type_join(p, t, n->kids[i]->type);
    }
    return t->kind == FT_NULL ? feel_type_simple(FT_ANY) : t;
}

void check_boolean(struct parser *p, const struct feel_node *n, const char *what)
{
    if (type_is_any(n->type) || n->type->kind == FT_BOOLEAN)
        return;
    parser_load_error(p, "E012", n->start, NULL, "%s is %s, not a boolean", what,
                      type_words(p, n->type));
}

/* --- arithmetic --------------------------------------------------------------------------------
 */

static bool is_duration(enum feel_type_kind k)
{
    return k == FT_DAYS_DURATION || k == FT_YEARS_DURATION;
}

static bool is_point(enum feel_type_kind k)
{
    return k == FT_DATE || k == FT_TIME || k == FT_DATE_TIME;
}

/* The kind of l op r (feel.md 5.5), FT_NULL when there is none. */
static enum feel_type_kind arithmetic_kind(enum feel_op op, enum feel_type_kind l,
                                           enum feel_type_kind r)
{
    if (l == FT_NUMBER && r == FT_NUMBER)
        return FT_NUMBER;
    if (op == OP_ADD && l == FT_STRING && r == FT_STRING)
        return FT_STRING;
    if (op == OP_ADD && is_duration(l) && is_point(r))
        return arithmetic_kind(op, r, l);
    if (is_point(l) && is_duration(r) && (op == OP_ADD || op == OP_SUB))
        return l == FT_TIME && r == FT_YEARS_DURATION ? FT_NULL : l;
    if (is_point(l) && is_point(r) && op == OP_SUB)
        return (l == FT_TIME) == (r == FT_TIME) ? FT_DAYS_DURATION : FT_NULL;
    if (is_duration(l) && l == r)
        return op == OP_ADD || op == OP_SUB ? l : op == OP_DIV ? FT_NUMBER : FT_NULL;
    if (is_duration(l) && r == FT_NUMBER)
        return op == OP_MUL || op == OP_DIV ? l : FT_NULL;
    if (l == FT_NUMBER && is_duration(r))
        return op == OP_MUL ? r : FT_NULL;
    return FT_NULL;
}

/* The kind of a sum of which one side is of any type. */
static enum feel_type_kind half_known(enum feel_op op, enum feel_type_kind known)
{
    if (op == OP_POW || (op == OP_ADD && (known == FT_NUMBER || known == FT_STRING)))
        return known;
    return known == FT_NUMBER && op == OP_SUB ? FT_NUMBER : FT_ANY;
}

static const char *const op_text[] = {"+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">="};

static bool takes_part(enum feel_op op, enum feel_type_kind k)
{
    return k == FT_NUMBER || (op == OP_ADD && k == FT_STRING) ||
           (op != OP_POW && (is_duration(k) || ((op == OP_ADD || op == OP_SUB) && is_point(k))));
}

static void check_negation(struct parser *p, struct feel_node *n)
{
    const struct feel_type *t = n->kids[0]->type;
    if (type_is_any(t))
        return;
    n->type = t;
    if (t->kind != FT_NUMBER && !is_duration(t->kind)) {
        parser_load_error(p, "E012", n->start, NULL, "%s has no negative", type_words(p, t));
        n->type = feel_type_simple(FT_ANY);
    }
}

void check_arithmetic(struct parser *p, struct feel_node *n)
{
    if (n->kind == FN_NEGATE) {
        check_negation(p, n);
        return;
    }
    const struct feel_type *l = n->kids[0]->type, *r = n->kids[1]->type;
    enum feel_type_kind lk = kind_of(l), rk = kind_of(r), kind;
    bool fine;
    if (type_is_any(l) || type_is_any(r)) {
        const struct feel_type *known = type_is_any(l) ? r : l;
        fine = type_is_any(known) || takes_part(n->op, kind_of(known));
        kind = type_is_any(known) ? FT_ANY : half_known(n->op, kind_of(known));
    } else {
        kind = arithmetic_kind(n->op, lk, rk);
        fine = kind != FT_NULL;
    }
    if (fine) {
        n->type = feel_type_simple(kind);
        return;
    }
    const char *hint = NULL;
    if (n->op == OP_ADD && (lk == FT_STRING || rk == FT_STRING))
        hint = "turn the other side into text with string(...)";
    parser_load_error(p, "E012", n->start, hint, "%s %s %s has no meaning", type_words(p, l),
                      op_text[n->op], type_words(p, r));
}

/* --- comparison --------------------------------------------------------------------------------
 */

/* A literal string that stands beside an enum must be one of its members. */
static bool check_member(struct parser *p, const struct feel_type *t, const struct feel_node *n)
{
    if (t->kind == FT_LIST && t->element != NULL)
        t = t->element;
    if (t->kind != FT_ENUM || t->n == 0)
        return true;
    if (n->kind == FN_LIST) {
        bool all = true;
        for (size_t i = 0; i < n->n_kids; i++)
            all = check_member(p, t, n->kids[i]) && all;
        return all;
    }
    if (n->kind != FN_LITERAL || n->value.kind != FEEL_STRING)
        return true;
    for (size_t i = 0; i < t->n; i++) {
        if (strcmp(t->names[i], n->value.u.string) == 0)
            return true;
    }
    const char *near = nearest_name(n->value.u.string, t->names, t->n);
    const char *hint = near != NULL ? arena_printf(p->a, "did you mean \"%s\"?", near)
                                    : arena_printf(p->a, "it is %s", feel_type_text(p->a, t));
    parser_load_error(p, "E012", n->start, hint,
                      "\"%s\" is not among the values it is compared with", n->value.u.string);
    return false;
}

static const char *mismatch_hint(const struct feel_type *a, const struct feel_type *b)
{
    if (is_duration(a->kind) && is_duration(b->kind))
        return "years and months never compare with days: write @\"P365D\" or use "
               "years and months duration(from, to)";
    if ((a->kind == FT_DATE && kind_of(b) == FT_STRING) ||
        (b->kind == FT_DATE && kind_of(a) == FT_STRING))
        return "a date is written @\"2026-01-31\"";
    return NULL;
}

static bool is_ordered(const struct feel_type *t)
{
    switch (kind_of(t)) {
    case FT_ANY:
    case FT_NULL:
    case FT_NUMBER:
    case FT_STRING:
    case FT_DATE:
    case FT_TIME:
    case FT_DATE_TIME:
    case FT_DAYS_DURATION:
    case FT_YEARS_DURATION:
        return true;
    default:
        return false;
    }
}

/* a op b, the error at b's place. */
static void check_pair(struct parser *p, enum feel_op op, const struct feel_type *a,
                       const struct feel_type *b, size_t at)
{
    if (op == OP_EQ || op == OP_NE) {
        if (!feel_types_overlap(a, b))
            parser_load_error(p, "E012", at, mismatch_hint(a, b), "%s never equals %s",
                              type_words(p, a), type_words(p, b));
        return;
    }
    const struct feel_type *unordered = !is_ordered(a) ? a : !is_ordered(b) ? b : NULL;
    if (unordered != NULL)
        parser_load_error(p, "E012", at, NULL, "%s has no order", type_words(p, unordered));
    else if (!type_is_any(a) && !type_is_any(b) && kind_of(a) != kind_of(b))
        parser_load_error(p, "E012", at, mismatch_hint(a, b), "%s and %s have no order",
                          type_words(p, a), type_words(p, b));
}

static bool is_null_literal(const struct feel_node *n)
{
    return n->kind == FN_LITERAL && n->value.kind == FEEL_NULL && n->type->kind == FT_NULL;
}

void check_comparison(struct parser *p, struct feel_node *n)
{
    const struct feel_node *l = n->kids[0], *r = n->kids[1];
    n->type = feel_type_simple(FT_BOOLEAN);
    if (n->op == OP_NE && ((is_null_literal(r) && l->kind == FN_GLOBAL) ||
                           (is_null_literal(l) && r->kind == FN_GLOBAL))) {
        const char *fact = l->kind == FN_GLOBAL ? l->name : r->name;
        parser_lint(
            p, "W103", n->start, arena_printf(p->a, "known(%s) asks whether it is answered", fact),
            "'!= null' asks whether '%s' was answered with something other than none", fact);
    }
    if (!check_member(p, l->type, r) || !check_member(p, r->type, l))
        return;
    check_pair(p, n->op, l->type, r->type, n->start);
}

void check_between(struct parser *p, struct feel_node *n)
{
    n->type = feel_type_simple(FT_BOOLEAN);
    for (size_t i = 1; i < 3; i++)
        check_pair(p, OP_LE, n->kids[0]->type, n->kids[i]->type, n->kids[i]->start);
}

/* --- ranges ------------------------------------------------------------------------------------
 */

static bool constant(const struct feel_node *n, struct feel_value *v)
{
    if (n->kind == FN_LITERAL) {
        *v = n->value;
        return true;
    }
    if (n->kind != FN_NEGATE || n->kids[0]->kind != FN_LITERAL ||
        n->kids[0]->value.kind != FEEL_NUMBER)
        return false;
    *v = feel_number(dec_neg(n->kids[0]->value.u.number));
    return true;
}

bool check_range(struct parser *p, struct feel_node *n)
{
    const struct feel_type *a = n->kids[0]->type, *b = n->kids[1]->type;
    check_pair(p, OP_LE, a, b, n->start);
    n->type = feel_type_range(p->a, type_is_any(a) ? b : a);
    struct feel_value low, high;
    int sign;
    if (!constant(n->kids[0], &low) || !constant(n->kids[1], &high) ||
        !feel_order(low, high, &sign) || sign <= 0)
        return true;
    parser_load_error(p, "E012", n->start, "the smaller end comes first",
                      "the range runs downwards and contains nothing");
    return false;
}

/* --- filters -----------------------------------------------------------------------------------
 */

void check_filter(struct parser *p, struct feel_node *n)
{
    const struct feel_type *base = n->kids[0]->type, *test = n->kids[1]->type;
    const struct feel_type *element = base->kind == FT_LIST ? element_type(base)
                                      : type_is_any(base)   ? feel_type_simple(FT_ANY)
                                                            : base;
    if (test->kind == FT_NUMBER)
        n->type = element;
    else if (test->kind == FT_BOOLEAN)
        n->type = feel_type_list(p->a, element);
    else if (!type_is_any(test))
        parser_load_error(p, "E012", n->kids[1]->start, "a filter is a condition or a number",
                          "the filter is %s", type_words(p, test));
}

/* --- unary tests -------------------------------------------------------------------------------
 */

/* A value in a cell: the input is in it when it is a list or range, else equals it. */
static void check_value_test(struct parser *p, const struct feel_node *value,
                             const struct feel_type *input)
{
    const struct feel_type *t = value->type;
    if (!check_member(p, input, value) || feel_types_overlap(input, t))
        return;
    if (t->kind == FT_LIST || t->kind == FT_RANGE) {
        const struct feel_type *element = element_type(t);
        if (element->kind == FT_RANGE && t->kind == FT_LIST)
            element = element_type(element);
        if (!feel_types_overlap(input, element))
            parser_load_error(p, "E012", value->start, mismatch_hint(input, element),
                              "%s is never in %s", type_words(p, input), type_words(p, t));
        return;
    }
    const char *hint = mismatch_hint(input, t);
    if (t->kind == FT_BOOLEAN)
        hint = "a condition in a cell must mention ?";
    parser_load_error(p, "E012", value->start, hint, "%s never equals %s", type_words(p, input),
                      type_words(p, t));
}

void check_test(struct parser *p, const struct feel_node *test, const struct feel_type *input)
{
    const struct feel_node *inner = test->n_kids != 0 ? test->kids[0] : NULL;
    switch (test->kind) {
    case FN_TEST_COMPARE:
        if (check_member(p, input, inner))
            check_pair(p, test->op, input, inner->type, test->start);
        break;
    case FN_TEST_IN:
        if (input->kind != FT_RANGE)
            check_pair(p, OP_LE, input, element_type(inner->type), test->start);
        break;
    case FN_TEST_TRUE:
        check_boolean(p, inner, "a condition in a cell");
        break;
    case FN_TEST_VALUE:
        check_value_test(p, inner, input);
        break;
    default:
        break;
    }
}
