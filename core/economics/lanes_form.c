/* Linear forms and the operations that make variables of them. Whatever follows from the ranges of
 * the inputs is decided here: a maximum whose winner is known is no operation. */
#include <math.h>
#include <string.h>

#include "core/economics/lanes.h"

#define MAX_OPS 20000
#define EXPAND 6 /* products of forms with at most so many terms are written out */

void lanes_fault(struct lane_builder *b, const char *what)
{
    if (b->fault == NULL)
        b->fault = what;
}

struct form form_of(double c)
{
    return (struct form){.c = c};
}

bool form_is(struct form x, double c)
{
    return x.n == 0 && x.c == c;
}

struct form form_var(struct lane_builder *b, int var)
{
    struct lane_term *t = ARENA_NEW(b->a, struct lane_term);
    *t = (struct lane_term){var, 1};
    return (struct form){.n = 1, .terms = t};
}

static double bound(const struct lane_builder *b, struct form x, bool high)
{
    double sum = x.c;
    for (size_t i = 0; i < x.n; i++) {
        const struct lane_op *op = &b->ops.items[x.terms[i].var];
        double by = x.terms[i].by;
        sum += by * ((by > 0) == high ? op->high : op->low);
    }
    return isnan(sum) ? (high ? INFINITY : -INFINITY) : sum;
}

double form_low(const struct lane_builder *b, struct form x)
{
    return bound(b, x, false);
}

double form_high(const struct lane_builder *b, struct form x)
{
    return bound(b, x, true);
}

struct form form_sum(struct lane_builder *b, struct form x, struct form y, double by)
{
    if (by == 0 || (y.n == 0 && y.c == 0))
        return x;
    struct form out = {.c = x.c + by * y.c};
    struct lane_term *t = ARENA_ARRAY(b->a, x.n + y.n, struct lane_term);
    for (size_t i = 0, k = 0; i < x.n || k < y.n;) {
        if (k == y.n || (i < x.n && x.terms[i].var < y.terms[k].var)) {
            t[out.n++] = x.terms[i++];
        } else if (i == x.n || y.terms[k].var < x.terms[i].var) {
            t[out.n++] = (struct lane_term){y.terms[k].var, by * y.terms[k].by};
            k++;
        } else {
            double sum = x.terms[i].by + by * y.terms[k].by;
            if (sum != 0)
                t[out.n++] = (struct lane_term){x.terms[i].var, sum};
            i++, k++;
        }
    }
    out.terms = t;
    return out;
}

struct form form_add(struct lane_builder *b, struct form x, struct form y)
{
    return form_sum(b, x, y, 1);
}

struct form form_sub(struct lane_builder *b, struct form x, struct form y)
{
    return form_sum(b, x, y, -1);
}

struct form form_scale(struct lane_builder *b, struct form x, double by)
{
    return by == 1 ? x : form_sum(b, form_of(0), x, by);
}

bool form_ratio(struct form y, struct form x, double *k)
{
    if (y.n != x.n)
        return false;
    double by = x.n > 0 ? y.terms[0].by / x.terms[0].by : y.c / x.c;
    if (!isfinite(by) || fabs(y.c - by * x.c) > 1e-14 * fabs(y.c))
        return false;
    for (size_t i = 0; i < x.n; i++)
        if (y.terms[i].var != x.terms[i].var ||
            fabs(y.terms[i].by - by * x.terms[i].by) > 1e-14 * fabs(y.terms[i].by))
            return false;
    *k = by;
    return true;
}

/* --- variables -------------------------------------------------------------------------------- */

static bool same_form(struct form x, struct form y)
{
    if (x.n != y.n || x.c != y.c)
        return false;
    for (size_t i = 0; i < x.n; i++)
        if (x.terms[i].var != y.terms[i].var || x.terms[i].by != y.terms[i].by)
            return false;
    return true;
}

/* The variable of an operation; one that was made before is found again. */
static int put(struct lane_builder *b, struct lane_op op)
{
    for (size_t i = 0; i < b->ops.n && op.kind != LANE_INPUT; i++) {
        const struct lane_op *have = &b->ops.items[i];
        if (have->kind == op.kind && have->a == op.a && have->b == op.b &&
            same_form(have->form, op.form))
            return (int)i;
    }
    if (b->ops.n >= MAX_OPS)
        lanes_fault(b, "more operations than the quick form holds");
    else
        VEC_PUSH(b->a, &b->ops, op);
    return (int)b->ops.n - 1;
}

struct form form_input(struct lane_builder *b, double low, double high)
{
    if (low == high)
        return form_of(low);
    return form_var(b, put(b, (struct lane_op){.kind = LANE_INPUT, .low = low, .high = high}));
}

static int as_var(struct lane_builder *b, struct form x)
{
    if (x.n == 1 && x.c == 0 && x.terms[0].by == 1)
        return x.terms[0].var;
    return put(b,
               (struct lane_op){
                   .kind = LANE_FORM, .form = x, .low = form_low(b, x), .high = form_high(b, x)});
}

struct form form_whole(struct lane_builder *b, struct form x)
{
    return x.n == 0 ? x : form_var(b, as_var(b, x));
}

void form_not_negative(struct lane_builder *b, struct form x)
{
    if (x.n == 1 && x.c == 0 && x.terms[0].by == 1) {
        struct lane_op *op = &b->ops.items[x.terms[0].var];
        op->low = fmax(op->low, 0);
    }
}

static double ends(double (*f)(double, double), const struct lane_op *p, const struct lane_op *q,
                   bool high)
{
    double v[4] = {f(p->low, q->low), f(p->low, q->high), f(p->high, q->low), f(p->high, q->high)};
    double out = v[0];
    for (int i = 0; i < 4; i++) {
        if (isnan(v[i]))
            return high ? INFINITY : -INFINITY;
        out = high ? fmax(out, v[i]) : fmin(out, v[i]);
    }
    return out;
}

static double times(double x, double y)
{
    return x * y;
}

static double over(double x, double y)
{
    return x / y;
}

static int two(struct lane_builder *b, enum lane_kind kind, int p, int q)
{
    const struct lane_op *x = &b->ops.items[p], *y = &b->ops.items[q];
    struct lane_op op = {.kind = kind, .a = p, .b = q, .low = -INFINITY, .high = INFINITY};
    if (kind == LANE_MUL && p > q)
        op.a = q, op.b = p;
    if (kind == LANE_MUL || (kind == LANE_DIV && y->low > 0)) {
        op.low = ends(kind == LANE_MUL ? times : over, x, y, false);
        op.high = ends(kind == LANE_MUL ? times : over, x, y, true);
    } else if (kind == LANE_MIN) {
        op.low = fmin(x->low, y->low);
        op.high = fmin(x->high, y->high);
    } else if (kind == LANE_MAX) {
        op.low = fmax(x->low, y->low);
        op.high = fmax(x->high, y->high);
    }
    return put(b, op);
}

struct form form_mul(struct lane_builder *b, struct form x, struct form y)
{
    if (x.n == 0)
        return form_scale(b, y, x.c);
    if (y.n == 0)
        return form_scale(b, x, y.c);
    if (x.n * y.n > EXPAND)
        return form_var(b, two(b, LANE_MUL, as_var(b, x), as_var(b, y)));
    struct form out = form_sum(b, form_scale(b, (struct form){0, x.n, x.terms}, y.c),
                               (struct form){0, y.n, y.terms}, x.c);
    out.c = x.c * y.c;
    for (size_t i = 0; i < x.n; i++)
        for (size_t k = 0; k < y.n; k++)
            out = form_sum(b, out, form_var(b, two(b, LANE_MUL, x.terms[i].var, y.terms[k].var)),
                           x.terms[i].by * y.terms[k].by);
    return out;
}

struct form form_div(struct lane_builder *b, struct form x, struct form y)
{
    double k;
    if (y.n == 0)
        return form_scale(b, x, 1 / y.c);
    if (form_ratio(x, y, &k))
        return form_of(k);
    return form_var(b, two(b, LANE_DIV, as_var(b, x), as_var(b, y)));
}

struct form form_positive(struct lane_builder *b, struct form x)
{
    double low = form_low(b, x), high = form_high(b, x);
    if (low >= 0)
        return x;
    if (high <= 0)
        return form_of(0);
    return form_var(
        b, put(b, (struct lane_op){.kind = LANE_POSITIVE, .form = x, .low = 0, .high = high}));
}

struct form form_step(struct lane_builder *b, struct form x)
{
    if (form_low(b, x) > 0)
        return form_of(1);
    if (form_high(b, x) <= 0)
        return form_of(0);
    return form_var(b, put(b, (struct lane_op){.kind = LANE_STEP, .form = x, .low = 0, .high = 1}));
}

void form_guard(struct lane_builder *b, struct form x)
{
    if (form_low(b, x) < 0)
        put(b, (struct lane_op){.kind = LANE_GUARD, .form = x});
}

static struct form choose(struct lane_builder *b, enum lane_kind kind, struct form x, struct form y)
{
    struct form d = form_sub(b, x, y);
    bool least = kind == LANE_MIN;
    if (form_low(b, d) >= 0)
        return least ? y : x;
    if (form_high(b, d) <= 0)
        return least ? x : y;
    return form_var(b, two(b, kind, as_var(b, x), as_var(b, y)));
}

struct form form_least(struct lane_builder *b, struct form x, struct form y)
{
    return choose(b, LANE_MIN, x, y);
}

struct form form_most(struct lane_builder *b, struct form x, struct form y)
{
    return choose(b, LANE_MAX, x, y);
}

struct form form_root(struct lane_builder *b, struct form x)
{
    if (x.n == 0)
        return form_of(sqrt(x.c));
    int var = as_var(b, x);
    const struct lane_op *p = &b->ops.items[var];
    return form_var(b, put(b, (struct lane_op){.kind = LANE_ROOT,
                                               .b = var,
                                               .a = var,
                                               .low = sqrt(fmax(p->low, 0)),
                                               .high = sqrt(fmax(p->high, 0))}));
}
