/* All internal rates of return.
 *
 * With g = 1 + r the present value is f(g) = sum c_i g^-t_i, a sum of powers. Its roots on g > 0
 * are at most as many as the sign changes of c in the order of t (Descartes). The proof gives the
 * method: for a between the times of a sign change, the derivative of g^a f(g) is, up to a positive
 * factor, sum (a - t_i) c_i g^-t_i, which has one sign change less, and between two of its roots
 * g^a f(g) is monotone. So the roots of the last function (one sign change, at most one root) part
 * the line for the function before it, and so on up to f: no grid that could step over a pair of
 * roots, no polynomial coefficients that overflow, and whole periods and dates go the same way.
 *
 * A double root shows as a turning point where f is zero but for rounding. Flows are decimal
 * fractions in binary, so "zero" allows a few units in the last place of each flow; two simple
 * roots nearer than that (about 1e-8 of each other) count as one. */
#include "core/returns/returns.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#define GROWTH_LOW 1e-4L /* r > -0.9999 */
#define GROWTH_HIGH 21.0L
#define SMALL 96

struct sum {
    const long double *c; /* weights of this level */
    const long double *t; /* times, ascending; NULL: 0, 1, 2, ... */
    size_t n;
};

struct value {
    long double f, slope, size; /* of f times a positive power of g; sum of absolute terms */
};

/* Horner over whole periods. For g >= 1 in x = 1/g from the end, else g^(n-1) f from the start: no
 * power exceeds 1. */
static struct value eval_periods(const struct sum *s, long double g)
{
    struct value v = {0};
    if (g >= 1) {
        long double x = 1 / g, slope = 0;
        for (size_t i = s->n; i-- > 0;) {
            slope = slope * x + v.f;
            v.f = v.f * x + s->c[i];
            v.size = v.size * x + fabsl(s->c[i]);
        }
        v.slope = -slope * x * x;
        return v;
    }
    for (size_t i = 0; i < s->n; i++) {
        v.slope = v.slope * g + v.f;
        v.f = v.f * g + s->c[i];
        v.size = v.size * g + fabsl(s->c[i]);
    }
    return v;
}

static struct value eval(const struct sum *s, long double g)
{
    if (s->t == NULL)
        return eval_periods(s, g);
    struct value v = {0};
    long double base = g >= 1 ? s->t[0] : s->t[s->n - 1], u = logl(g);
    for (size_t i = 0; i < s->n; i++) {
        long double term = s->c[i] * expl(-(s->t[i] - base) * u);
        v.f += term;
        v.slope -= (s->t[i] - base) * term;
        v.size += fabsl(term);
    }
    v.slope /= g;
    return v;
}

static bool is_zero(struct value v)
{
    return fabsl(v.f) <= 8 * (long double)DBL_EPSILON * v.size;
}

/* The root between low and high, where f has opposite signs: Newton kept inside the bracket, which
 * is halved whenever Newton is slow. */
static long double solve(const struct sum *s, long double low, long double high, bool low_negative)
{
    long double g = sqrtl(low * high);
    for (int i = 0; i < 300; i++) {
        struct value v = eval(s, g);
        if (v.f == 0)
            return g;
        if ((v.f < 0) == low_negative)
            low = g;
        else
            high = g;
        long double next = g - v.f / v.slope;
        if (!(next > low && next < high) || i % 4 == 3)
            next = low + (high - low) / 2;
        if (fabsl(next - g) <= LDBL_EPSILON * g || high - low <= 2 * LDBL_EPSILON * g)
            return next;
        g = next;
    }
    return g;
}

/* Roots of s into out (ascending): at most one in each gap between the turning points. */
static size_t roots_between(const struct sum *s, const long double *turns, size_t n_turns,
                            long double *out)
{
    size_t n = 0;
    long double low = GROWTH_LOW;
    struct value at_low = eval(s, low);
    bool low_is_root = false;
    for (size_t i = 0; i <= n_turns; i++) {
        bool last = i == n_turns;
        long double high = last ? GROWTH_HIGH : turns[i];
        struct value at_high = eval(s, high);
        bool high_is_root = last ? at_high.f == 0 : is_zero(at_high);
        if (high_is_root) {
            if (n == 0 || high - out[n - 1] > 1e-7L * high)
                out[n++] = high;
        } else if (!low_is_root && at_low.f != 0 && (at_low.f < 0) != (at_high.f < 0)) {
            out[n++] = solve(s, low, high, at_low.f < 0);
        }
        low = high;
        at_low = at_high;
        low_is_root = high_is_root;
    }
    return n;
}

/* Times of the sign changes of c, halfway between the flows of different sign. */
static size_t sign_changes(const long double *c, const long double *t, size_t n, long double *at)
{
    size_t changes = 0, before = n;
    for (size_t i = 0; i < n; i++) {
        if (c[i] == 0)
            continue;
        if (before != n && (c[i] < 0) != (c[before] < 0))
            at[changes++] =
                t != NULL ? (t[before] + t[i]) / 2 : ((long double)before + (long double)i) / 2;
        before = i;
    }
    return changes;
}

/* space holds weights, sign changes and two lists of roots, n + 2 numbers each. */
static size_t all_roots(const long double *c, const long double *t, size_t n, long double *space,
                        const long double **roots)
{
    long double *w = space, *change = w + n + 2, *found = change + n + 2, *turns = found + n + 2;
    size_t changes = sign_changes(c, t, n, change), n_turns = 0;
    long double span = t != NULL ? t[n - 1] - t[0] : (long double)(n - 1);
    for (size_t level = changes; level-- > 0;) {
        for (size_t i = 0; i < n; i++) {
            w[i] = c[i];
            for (size_t k = 0; k < level; k++)
                w[i] *= (change[k] - (t != NULL ? t[i] : (long double)i)) / span;
        }
        size_t n_found = roots_between(&(struct sum){w, t, n}, turns, n_turns, found);
        long double *swap = turns;
        turns = found;
        found = swap;
        n_turns = n_found;
    }
    *roots = turns;
    return n_turns;
}

static struct irr find(const long double *c, const long double *t, size_t n)
{
    struct irr irr = {.end = IRR_NO_CHANGE};
    bool positive = false, negative = false;
    long double total = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(c[i]))
            return irr;
        positive |= c[i] > 0;
        negative |= c[i] < 0;
        total += c[i];
    }
    if (!positive || !negative)
        return irr;
    long double small[4 * (SMALL + 2)], *space = small;
    const long double *roots;
    if (n > SMALL && (space = malloc(4 * (n + 2) * sizeof *space)) == NULL)
        abort();
    size_t found = all_roots(c, t, n, space, &roots);
    for (size_t i = 0; i < found && irr.n < IRR_MAX_ROOTS; i++) {
        double r = (double)(roots[i] - 1);
        irr.roots[irr.n++] = total == 0 && fabs(r) < 1e-15 ? 0.0 : r;
    }
    if (space != small)
        free(space);
    irr.end = irr.n == 0 ? IRR_NONE : irr.n == 1 ? IRR_UNIQUE : IRR_MULTIPLE;
    return irr;
}

struct irr returns_irr(const double *flows, size_t n)
{
    if (n == 0)
        return (struct irr){.end = IRR_NO_CHANGE};
    long double small[SMALL], *c = small;
    if (n > SMALL && (c = malloc(n * sizeof *c)) == NULL)
        abort();
    for (size_t i = 0; i < n; i++)
        c[i] = (long double)flows[i];
    struct irr irr = find(c, NULL, n);
    if (c != small)
        free(c);
    return irr;
}

struct dated {
    int32_t day;
    double flow;
};

static int by_day(const void *a, const void *b)
{
    int32_t x = ((const struct dated *)a)->day, y = ((const struct dated *)b)->day;
    return (x > y) - (x < y);
}

struct irr returns_xirr(const double *flows, const int32_t *days, size_t n)
{
    if (n == 0)
        return (struct irr){.end = IRR_NO_CHANGE};
    struct dated *d = malloc(n * sizeof *d);
    long double *c = malloc(2 * n * sizeof *c), *t = c + n;
    if (d == NULL || c == NULL)
        abort();
    for (size_t i = 0; i < n; i++)
        d[i] = (struct dated){days[i], flows[i]};
    qsort(d, n, sizeof *d, by_day);
    size_t m = 0; /* flows of one day are one flow */
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || d[i].day != d[i - 1].day) {
            t[m] = ((long double)d[i].day - (long double)d[0].day) / 365.0L;
            c[m++] = 0;
        }
        c[m - 1] += (long double)d[i].flow;
    }
    struct irr irr = find(c, t, m);
    free(d);
    free(c);
    return irr;
}

bool returns_irr_near(const struct irr *irr, double guess, double *out)
{
    if (irr->n == 0)
        return false;
    double best = irr->roots[0];
    for (size_t i = 1; i < irr->n; i++)
        if (fabs(irr->roots[i] - guess) < fabs(best - guess))
            best = irr->roots[i];
    *out = best;
    return true;
}
