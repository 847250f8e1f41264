/* Order statistics of the trials. What goes over all figures is a wide loop, of which each lane
 * adds for itself: the sums are the same with and without wide registers. */
#include "core/economics/risk_order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/sample_wide.h"

#define WIDE 16

struct lanes_of {
    double least[WIDE], most[WIDE], sum[WIDE], finite[WIDE];
};

WIDE_INLINE void take(struct lanes_of *x, const double *v, size_t n)
{
    for (size_t l = 0; l < n; l++) {
        x->least[l] = v[l] < x->least[l] ? v[l] : x->least[l];
        x->most[l] = v[l] > x->most[l] ? v[l] : x->most[l];
        x->sum[l] += v[l];
        x->finite[l] += v[l] - v[l] == 0 ? 1.0 : 0.0;
    }
}

/* Least, most and sum, which hold when all n are finite. */
WIDE_INLINE void spread(const double *v, size_t n, struct order *o)
{
    struct lanes_of x;
    double sum = 0, finite = 0;
    size_t i = 0;
    for (int l = 0; l < WIDE; l++) {
        x.least[l] = x.most[l] = n > 0 ? v[0] : 0;
        x.sum[l] = x.finite[l] = 0;
    }
    for (; i + WIDE <= n; i += WIDE)
        take(&x, v + i, WIDE);
    take(&x, v + i, n - i);
    o->least = x.least[0];
    o->most = x.most[0];
    for (int l = 0; l < WIDE; l++) {
        o->least = x.least[l] < o->least ? x.least[l] : o->least;
        o->most = x.most[l] > o->most ? x.most[l] : o->most;
        sum += x.sum[l];
        finite += x.finite[l];
    }
    o->n = (size_t)finite;
    o->mean = sum / (double)n;
}

static void order_spread(const double *v, size_t n, struct order *o);
WIDE_FUNCTION(order_spread, spread, (const double *v, size_t n, struct order *o), v, n, o)

WIDE_INLINE void bins(const struct order *o)
{
    double per = o->most > o->least ? ORDER_BINS / (o->most - o->least) : 0;
    const double *v = o->v, least = o->least;
    uint16_t *bin = o->bin;
    for (size_t i = 0; i < o->n; i++) {
        double at = (v[i] - least) * per;
        bin[i] = (uint16_t)(int)(at < ORDER_BINS - 1 ? at : ORDER_BINS - 1);
    }
}

static void order_bins(const struct order *o);
WIDE_FUNCTION(order_bins, bins, (const struct order *o), o)

static double *finite_ones(struct arena *a, const double *v, size_t n, size_t kept)
{
    double *out = ARENA_ARRAY(a, kept, double);
    for (size_t i = 0, k = 0; i < n; i++)
        if (isfinite(v[i]))
            out[k++] = v[i];
    return out;
}

struct order *order_new(struct arena *a, const double *v, size_t n)
{
    struct order *o = ARENA_NEW(a, struct order);
    size_t most = 0;
    order_spread(v, n, o);
    o->v = v;
    if (o->n == 0)
        return o;
    if (o->n < n) {
        o->v = finite_ones(a, v, n, o->n);
        order_spread(o->v, o->n, o);
    }
    o->bin = ARENA_ARRAY(a, o->n, uint16_t);
    order_bins(o);
    for (size_t i = 0; i < o->n; i++)
        o->start[o->bin[i] + 1]++;
    for (int k = 0; k < ORDER_BINS; k++) {
        most = o->start[k + 1] > most ? o->start[k + 1] : most;
        o->start[k + 1] += o->start[k];
    }
    o->room = ARENA_ARRAY(a, most, double);
    return o;
}

static int ascending(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* --- one bin opened --------------------------------------------------------------------------- */

#define NEAR 64 /* figures looked at together */

/* Copies the figures of a bin, of which there are `wanted`; most looks find none. */
WIDE_INLINE void collect(const struct order *o, int wanted_bin, size_t wanted)
{
    uint16_t k = (uint16_t)wanted_bin;
    const uint16_t *bin = o->bin;
    size_t i = 0, n = 0;
    for (; i + NEAR <= o->n && n < wanted; i += NEAR) {
        uint16_t any = 0;
        for (int l = 0; l < NEAR; l++)
            any |= (uint16_t) - (bin[i + (size_t)l] == k);
        for (size_t l = i; any != 0 && l < i + NEAR; l++)
            if (bin[l] == k)
                o->room[n++] = o->v[l];
    }
    for (; i < o->n && n < wanted; i++)
        if (bin[i] == k)
            o->room[n++] = o->v[i];
}

static void order_collect(const struct order *o, int wanted_bin, size_t wanted);
WIDE_FUNCTION(order_collect, collect, (const struct order *o, int wanted_bin, size_t wanted), o,
              wanted_bin, wanted)

/* The bin that holds the rank, its figures in order in the room. */
static int open_bin(const struct order *o, size_t k)
{
    int low = 0, high = ORDER_BINS;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (o->start[middle] <= k)
            low = middle;
        else
            high = middle;
    }
    size_t n = o->start[low + 1] - o->start[low];
    order_collect(o, low, n);
    qsort(o->room, n, sizeof *o->room, ascending);
    return low;
}

double order_at(const struct order *o, size_t k)
{
    int bin = open_bin(o, k);
    return o->room[k - o->start[bin]];
}

double order_quantile(const struct order *o, double p)
{
    double at = p * (double)(o->n - 1);
    size_t i = (size_t)at, next = i + 1 < o->n ? i + 1 : i;
    int bin = open_bin(o, i);
    double low = o->room[i - o->start[bin]];
    double high = next < o->start[bin + 1] ? o->room[next - o->start[bin]] : order_at(o, next);
    return low + (at - (double)i) * (high - low);
}

/* --- sums ------------------------------------------------------------------------------------- */

WIDE_INLINE void sum_below(const struct order *o, double limit, double *out)
{
    double sum[WIDE] = {0};
    const double *v = o->v;
    size_t i = 0;
    for (; i + WIDE <= o->n; i += WIDE)
        for (size_t l = 0; l < WIDE; l++)
            sum[l] += v[i + l] < limit ? v[i + l] : 0;
    for (size_t l = 0; i + l < o->n; l++)
        sum[l] += v[i + l] < limit ? v[i + l] : 0;
    *out = 0;
    for (int l = 0; l < WIDE; l++)
        *out += sum[l];
}

static void order_sum_below(const struct order *o, double limit, double *out);
WIDE_FUNCTION(order_sum_below, sum_below, (const struct order *o, double limit, double *out), o,
              limit, out)

double order_sum(const struct order *o, size_t k)
{
    double sum;
    if (k == 0)
        return 0;
    int bin = open_bin(o, k - 1);
    order_sum_below(o, o->room[0], &sum); /* what lies in the bins before */
    for (size_t i = 0; i < k - o->start[bin]; i++)
        sum += o->room[i];
    return sum;
}

WIDE_INLINE void around(const double *v, size_t n, double mean, double limit, double (*sum)[WIDE])
{
    for (size_t l = 0; l < n; l++) {
        sum[0][l] += (v[l] - mean) * (v[l] - mean);
        sum[1][l] += v[l] > 0 ? v[l] : 0;
        sum[2][l] += v[l] < limit ? 1.0 : 0.0;
    }
}

WIDE_INLINE void totals(const struct order *o, double limit, double out[3])
{
    double sum[3][WIDE];
    size_t i = 0;
    memset(sum, 0, sizeof sum);
    for (; i + WIDE <= o->n; i += WIDE)
        around(o->v + i, WIDE, o->mean, limit, sum);
    around(o->v + i, o->n - i, o->mean, limit, sum);
    for (int k = 0; k < 3; k++) {
        out[k] = 0;
        for (int l = 0; l < WIDE; l++)
            out[k] += sum[k][l];
    }
}

static void order_totals(const struct order *o, double limit, double out[3]);
WIDE_FUNCTION(order_totals, totals, (const struct order *o, double limit, double out[3]), o, limit,
              out)

void order_moments(const struct order *o, double *squares, double *gain, double *below_0)
{
    double sum[3];
    order_totals(o, 0, sum);
    *squares = sum[0];
    *gain = sum[1];
    *below_0 = sum[2] / (double)o->n;
}

double order_below(const struct order *o, double limit)
{
    double sum[3];
    order_totals(o, limit, sum);
    return sum[2] / (double)o->n;
}
