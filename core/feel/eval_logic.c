/* eval_logic.c: three-valued logic with unknown, comparison, ranges, unary tests. */
#include <string.h>

#include "core/feel/eval.h"

/* --- and, or, not ------------------------------------------------------------------------------
 */

struct feel_value feel_not(struct feel_value v)
{
    return v.kind == FEEL_BOOLEAN ? feel_boolean(!v.u.boolean) : v;
}

static bool is_truth(struct feel_value v, bool b)
{
    return v.kind == FEEL_BOOLEAN && v.u.boolean == b;
}

struct feel_value feel_logic(struct feel_run *run, bool and_op, struct feel_value l,
                             struct feel_value r)
{
    bool neutral = and_op;
    if (is_truth(l, !neutral) || is_truth(r, !neutral))
        return feel_boolean(!neutral);
    if (l.kind == FEEL_BOOLEAN && r.kind == FEEL_BOOLEAN)
        return l;
    const struct feel_causes *causes = NULL;
    bool unknown = false;
    if (l.kind == FEEL_UNKNOWN) {
        unknown = true;
        causes = l.u.unknown->causes;
    }
    if (r.kind == FEEL_UNKNOWN) {
        unknown = true;
        causes = feel_causes_join(run->arena, causes, r.u.unknown->causes);
    }
    if (unknown)
        return feel_unknown_of(run->arena, causes);
    return l.from_error || r.from_error ? feel_error_null() : feel_null();
}

/* --- comparison --------------------------------------------------------------------------------
 */

bool feel_sign_holds(enum feel_op op, int sign)
{
    switch (op) {
    case OP_LT:
        return sign < 0;
    case OP_LE:
        return sign <= 0;
    case OP_GT:
        return sign > 0;
    case OP_GE:
        return sign >= 0;
    case OP_NE:
        return sign != 0;
    default:
        return sign == 0;
    }
}

enum feel_op feel_unary_op(const char *unary)
{
    if (strcmp(unary, "<") == 0)
        return OP_LT;
    if (strcmp(unary, "<=") == 0)
        return OP_LE;
    if (strcmp(unary, ">") == 0)
        return OP_GT;
    if (strcmp(unary, ">=") == 0)
        return OP_GE;
    return strcmp(unary, "=") == 0 ? OP_EQ : OP_NE;
}

static struct feel_value compare_equal(struct feel_run *run, const struct feel_node *n,
                                       enum feel_op op, struct feel_value l, struct feel_value r)
{
    struct feel_value v = feel_run_equal(run, l, r);
    if (v.kind == FEEL_NULL)
        return feel_fail(run, n, "cannot compare %s with %s", feel_brief(run, l),
                         feel_brief(run, r));
    return op == OP_NE ? feel_not(v) : v;
}

/* What a number may be: a known one is both ends of itself. */
static bool number_bounds(struct feel_value v, struct dec *low, struct dec *high)
{
    if (v.kind == FEEL_NUMBER) {
        *low = *high = v.u.number;
        return true;
    }
    if (v.kind != FEEL_UNKNOWN || !v.u.unknown->has_bounds)
        return false;
    *low = v.u.unknown->low;
    *high = v.u.unknown->high;
    return true;
}

/* An order that all values between the bounds share is decided. */
static struct feel_value compare_unknown(struct feel_run *run, enum feel_op op, struct feel_value l,
                                         struct feel_value r)
{
    struct dec l_low, l_high, r_low, r_high;
    if (number_bounds(l, &l_low, &l_high) && number_bounds(r, &r_low, &r_high)) {
        bool least = feel_sign_holds(op, dec_cmp(l_low, r_high));
        bool most = feel_sign_holds(op, dec_cmp(l_high, r_low));
        if (least == most)
            return feel_boolean(least);
    }
    return feel_unknown_from(run, l, r);
}

struct feel_value feel_compare(struct feel_run *run, const struct feel_node *n, enum feel_op op,
                               struct feel_value l, struct feel_value r, bool quiet)
{
    if (l.kind == FEEL_NUMBER && r.kind == FEEL_NUMBER)
        return feel_boolean(feel_sign_holds(op, dec_cmp(l.u.number, r.u.number)));
    if (op == OP_EQ || op == OP_NE)
        return compare_equal(run, n, op, l, r);
    if (l.kind == FEEL_UNKNOWN || r.kind == FEEL_UNKNOWN)
        return compare_unknown(run, op, l, r);
    int sign;
    if (l.kind == FEEL_STRING)
        feel_run_weigh(run, l);
    if (feel_order(l, r, &sign))
        return feel_boolean(feel_sign_holds(op, sign));
    bool null = l.kind == FEEL_NULL || r.kind == FEEL_NULL;
    if (null && (quiet || l.from_error || r.from_error))
        return l.from_error || r.from_error ? feel_error_null() : feel_null();
    return feel_fail(run, n, "%s and %s have no order", feel_brief(run, l), feel_brief(run, r));
}

/* --- ranges ------------------------------------------------------------------------------------
 */

struct feel_value feel_in_range(struct feel_run *run, const struct feel_node *n,
                                struct feel_value x, const struct feel_range *r)
{
    if (r->unary != NULL) {
        struct feel_value bound = r->start.kind != FEEL_NULL ? r->start : r->end;
        return feel_compare(run, n, feel_unary_op(r->unary), x, bound, true);
    }
    if (x.kind == FEEL_NULL || r->start.kind == FEEL_NULL || r->end.kind == FEEL_NULL) {
        bool unknown =
            x.kind == FEEL_UNKNOWN || r->start.kind == FEEL_UNKNOWN || r->end.kind == FEEL_UNKNOWN;
        if (!unknown)
            return x.from_error || r->start.from_error || r->end.from_error ? feel_error_null()
                                                                            : feel_null();
        const struct feel_value range = {.kind = FEEL_RANGE, .u.range = r};
        return feel_unknown_from(run, x, range);
    }
    struct feel_value above =
        feel_compare(run, n, r->start_closed ? OP_GE : OP_GT, x, r->start, true);
    struct feel_value below = feel_compare(run, n, r->end_closed ? OP_LE : OP_LT, x, r->end, true);
    /* A strict position: an unknown end might be null, so that one true half does not decide. */
    if (r->start.kind == FEEL_UNKNOWN || r->end.kind == FEEL_UNKNOWN) {
        if (above.kind != FEEL_BOOLEAN || below.kind != FEEL_BOOLEAN)
            return feel_unknown_from(run, x, (struct feel_value){.kind = FEEL_RANGE, .u.range = r});
    }
    if (above.kind == FEEL_NULL || below.kind == FEEL_NULL)
        return above.kind == FEEL_NULL ? above : below;
    return feel_logic(run, true, above, below);
}

/* One element of a list on the right of "in". */
static struct feel_value in_element(struct feel_run *run, const struct feel_node *n,
                                    struct feel_value x, struct feel_value element)
{
    if (element.kind == FEEL_RANGE && x.kind != FEEL_RANGE)
        return feel_in_range(run, n, x, element.u.range);
    return feel_run_equal(run, x, element);
}

struct feel_value feel_in_value(struct feel_run *run, const struct feel_node *n,
                                struct feel_value x, struct feel_value y)
{
    if (y.kind == FEEL_RANGE && x.kind != FEEL_RANGE)
        return feel_in_range(run, n, x, y.u.range);
    if (y.kind != FEEL_LIST)
        return feel_compare(run, n, OP_EQ, x, y, true);
    struct feel_value r = feel_boolean(false);
    if (x.kind == FEEL_LIST)
        r = feel_run_equal(run, x, y);
    if (r.kind == FEEL_NULL) /* x is a list of other things than y is */
        r = feel_boolean(false);
    for (size_t i = 0; i < y.u.list->n && !feel_is_true(r); i++)
        r = feel_logic(run, false, r, in_element(run, n, x, y.u.list->items[i]));
    return r;
}

struct feel_value feel_eval_between(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value x = feel_eval_node(run, n->kids[0]);
    struct feel_value low = feel_eval_node(run, n->kids[1]);
    struct feel_value high = feel_eval_node(run, n->kids[2]);
    bool unknown = x.kind == FEEL_UNKNOWN || low.kind == FEEL_UNKNOWN || high.kind == FEEL_UNKNOWN;
    bool null = x.kind == FEEL_NULL || low.kind == FEEL_NULL || high.kind == FEEL_NULL;
    if (null && !unknown) {
        if (x.from_error || low.from_error || high.from_error)
            return feel_error_null();
        return feel_fail(run, n, "%s between %s and %s: null has no order", feel_brief(run, x),
                         feel_brief(run, low), feel_brief(run, high));
    }
    struct feel_range r = {.start_closed = true, .end_closed = true, .start = low, .end = high};
    struct feel_value v = feel_in_range(run, n, x, &r);
    if (v.kind == FEEL_NULL && !v.from_error)
        return feel_fail(run, n, "%s between %s and %s has no order", feel_brief(run, x),
                         feel_brief(run, low), feel_brief(run, high));
    return v;
}

/* --- unary tests -------------------------------------------------------------------------------
 */

static struct feel_value test_true(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value v = feel_eval_node(run, n->kids[0]);
    if (v.kind == FEEL_BOOLEAN || v.kind == FEEL_NULL || v.kind == FEEL_UNKNOWN)
        return v;
    return feel_fail(run, n, "the test gives %s, not true or false", feel_brief(run, v));
}

/* ? against the value of n. A range that nobody traces needs no memory. */
static struct feel_value test_value(struct feel_run *run, const struct feel_node *test,
                                    const struct feel_node *n)
{
    if (n->kind == FN_RANGE && run->trace == NULL && run->input.kind != FEEL_RANGE) {
        struct feel_range r;
        if (!feel_fill_range(run, n, &r))
            return feel_error_null();
        return feel_in_range(run, test, run->input, &r);
    }
    return feel_in_value(run, test, run->input, feel_eval_node(run, n));
}

static struct feel_value test_kind(struct feel_run *run, const struct feel_node *n)
{
    switch (n->kind) {
    case FN_TEST_ANY:
        return feel_boolean(true);
    case FN_TEST_COMPARE:
        return feel_compare(run, n, n->op, run->input, feel_eval_node(run, n->kids[0]), true);
    case FN_TEST_IN:
    case FN_TEST_VALUE:
        return test_value(run, n, n->kids[0]);
    case FN_TEST_TRUE:
        return test_true(run, n);
    case FN_TEST_NOT:
    case FN_TEST_LIST: {
        struct feel_value r = feel_boolean(false);
        for (size_t i = 0; i < n->n_kids; i++)
            r = feel_logic(run, false, r, feel_eval_test(run, n->kids[i]));
        return n->kind == FN_TEST_NOT ? feel_not(r) : r;
    }
    default:
        return test_value(run, n, n);
    }
}

struct feel_value feel_eval_test(struct feel_run *run, const struct feel_node *n)
{
    if (run->exhausted)
        return feel_error_null();
    run->steps++;
    struct feel_value v = test_kind(run, n);
    if (run->trace != NULL)
        run->trace[n->id] = v;
    return v;
}

static struct feel_value any_test(struct feel_run *run, const struct feel_node *const *tests,
                                  size_t n)
{
    struct feel_value r = feel_boolean(false);
    for (size_t i = 0; i < n; i++)
        r = feel_logic(run, false, r, feel_eval_test(run, tests[i]));
    return r;
}

/* A test against a literal null asks whether the fact was answered with "none", which its type
 * does not tell. */
static bool mentions_null(const struct feel_node *n)
{
    if (n->kind == FN_LITERAL && n->value.kind == FEEL_NULL)
        return true;
    for (size_t i = 0; i < n->n_kids; i++)
        if (n->kids[i] != NULL && mentions_null(n->kids[i]))
            return true;
    return false;
}

/* Tries each value that the unknown input may have: one answer for all decides. */
static struct feel_value try_domain(struct feel_run *run, const struct feel_node *const *tests,
                                    size_t n_tests, const struct feel_value *domain, size_t n)
{
    struct feel_value input = run->input;
    const struct feel_causes *causes = input.u.unknown->causes;
    struct feel_value first = feel_null();
    bool same = true;
    for (size_t i = 0; i < n; i++) {
        run->input = domain[i];
        struct feel_value v = any_test(run, tests, n_tests);
        if (v.kind == FEEL_UNKNOWN)
            causes = feel_causes_join(run->arena, causes, v.u.unknown->causes);
        if (i == 0)
            first = v;
        same = same && feel_same_result(run, first, v);
    }
    run->input = input;
    if (same)
        return first;
    return feel_unknown_of(run->arena, causes);
}

struct feel_value feel_eval_any_test(struct feel_run *run, const struct feel_node *const *tests,
                                     size_t n)
{
    const struct feel_value *domain;
    size_t n_domain;
    struct feel_value input = run->input;
    bool small = input.kind == FEEL_UNKNOWN &&
                 feel_type_domain(run->arena, input.u.unknown->type, &domain, &n_domain);
    for (size_t i = 0; small && i < n; i++)
        small = !mentions_null(tests[i]);
    struct feel_value v = any_test(run, tests, n);
    if (!small || v.kind != FEEL_UNKNOWN)
        return v;
    struct feel_value *trace = run->trace;
    run->trace = NULL; /* keeps what the unknown itself gave */
    v = try_domain(run, tests, n, domain, n_domain);
    run->trace = trace;
    return v;
}

struct feel_value feel_eval_in(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value outer = run->input;
    run->input = feel_eval_node(run, n->kids[0]);
    const struct feel_node *const *tests = (const struct feel_node *const *)(n->kids + 1);
    struct feel_value v = feel_eval_any_test(run, tests, n->n_kids - 1);
    run->input = outer;
    return v;
}
