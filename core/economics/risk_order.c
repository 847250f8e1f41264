/* Order statistics of the trials. */
#include "core/economics/risk_order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void count(struct order *o)
{
    double per = o->most > o->least ? ORDER_BINS / (o->most - o->least) : 0;
    for (size_t i = 0; i < o->n; i++) {
        double at = (o->v[i] - o->least) * per;
        int bin = at < ORDER_BINS ? (int)at : ORDER_BINS - 1;
        o->bin[i] = (uint16_t)bin;
        o->start[bin + 1]++;
    }
    for (int k = 0; k < ORDER_BINS; k++)
        o->start[k + 1] += o->start[k];
}

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
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        o->n += isfinite(v[i]) ? 1 : 0;
    const double *kept = o->v = o->n == n ? v : finite_ones(a, v, n, o->n);
    if (o->n == 0)
        return o;
    o->least = o->most = kept[0];
    for (size_t i = 0; i < o->n; i++) {
        o->least = kept[i] < o->least ? kept[i] : o->least;
        o->most = kept[i] > o->most ? kept[i] : o->most;
        sum += kept[i];
    }
    o->mean = sum / (double)o->n;
    o->bin = ARENA_ARRAY(a, o->n, uint16_t);
    count(o);
    size_t most = 0;
    for (int k = 0; k < ORDER_BINS; k++)
        most = o->start[k + 1] - o->start[k] > most ? o->start[k + 1] - o->start[k] : most;
    o->room = ARENA_ARRAY(a, most, double);
    return o;
}

static int ascending(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

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
    size_t n = 0, wanted = o->start[low + 1] - o->start[low];
    for (size_t i = 0; i < o->n && n < wanted; i++)
        if (o->bin[i] == low)
            o->room[n++] = o->v[i];
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

double order_sum(const struct order *o, size_t k)
{
    double sum = 0;
    if (k == 0)
        return 0;
    int bin = open_bin(o, k - 1);
    for (size_t i = 0; i < o->n; i++)
        sum += o->bin[i] < bin ? o->v[i] : 0;
    for (size_t i = 0; i < k - o->start[bin]; i++)
        sum += o->room[i];
    return sum;
}

double order_below(const struct order *o, double limit)
{
    size_t k = 0;
    for (size_t i = 0; i < o->n; i++)
        k += o->v[i] < limit;
    return (double)k / (double)o->n;
}
