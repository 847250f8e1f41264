/* What the trials say: quantiles, losses, and what it would be worth to know an input. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/risk_trials.h"

#define INDEX_POINTS 2048
#define TAIL 0.05
#define POLYNOMIALS RISK_POWERS

#define DIGIT 11 /* bits of a radix */
#define DIGITS 6

struct sorter {
    struct arena *arena;
    uint64_t *keys, *room;
    double *out;
};

struct digits {
    size_t of[1 << DIGIT];
};

static uint64_t key_of(double v)
{
    uint64_t k;
    memcpy(&k, &v, sizeof k);
    return (k >> 63) != 0 ? ~k : k | UINT64_C(1) << 63;
}

static double of_key(uint64_t k)
{
    double v;
    k = (k >> 63) != 0 ? k & ~(UINT64_C(1) << 63) : ~k;
    memcpy(&v, &k, sizeof v);
    return v;
}

/* Digit by digit from the last: the bits of a double are in order once the sign is turned. A digit
 * that all share is passed over. */
static void radix_sort(struct arena *a, uint64_t *keys, uint64_t *room, size_t n)
{
    uint64_t *from = keys, *to = room;
    struct digits *count = ARENA_ARRAY(a, DIGITS, struct digits);
    const uint64_t mask = (1 << DIGIT) - 1;
    for (size_t i = 0; i < n; i++)
        for (int d = 0; d < DIGITS; d++)
            count[d].of[keys[i] >> (d * DIGIT) & mask]++;
    for (int d = 0; d < DIGITS; d++) {
        size_t at = 0;
        if (count[d].of[from[0] >> (d * DIGIT) & mask] == n)
            continue;
        for (size_t k = 0; k <= mask; k++) {
            size_t many = count[d].of[k];
            count[d].of[k] = at;
            at += many;
        }
        for (size_t i = 0; i < n; i++)
            to[count[d].of[from[i] >> (d * DIGIT) & mask]++] = from[i];
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != keys)
        memcpy(keys, from, n * sizeof *keys);
}

/* The finite figures in order; they stand until the next call. */
static const double *sorted(struct sorter *t, const double *v, size_t n, size_t *kept)
{
    *kept = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(v[i]))
            t->keys[(*kept)++] = key_of(v[i]);
    if (*kept > 0)
        radix_sort(t->arena, t->keys, t->room, *kept);
    for (size_t i = 0; i < *kept; i++)
        t->out[i] = of_key(t->keys[i]);
    return t->out;
}

/* Linear between order statistics (Hyndman and Fan's type 7). */
static double quantile(const double *s, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t i = (size_t)at;
    return i + 1 < n ? s[i] + (at - (double)i) * (s[i + 1] - s[i]) : s[n - 1];
}

/* How many of the sorted figures are below the limit. */
static size_t count_below(const double *s, size_t n, double limit)
{
    size_t low = 0, high = n; /* all before low are below, none from high on */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s[middle] < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double below(const double *s, size_t n, double limit)
{
    return (double)count_below(s, n, limit) / (double)n;
}

static void moments(const double *s, size_t n, struct risk_summary *out)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        sum += s[i];
    out->mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (s[i] - out->mean) * (s[i] - out->mean);
    out->sd = n > 1 ? sqrt(squares / (double)(n - 1)) : 0;
    out->standard_error = out->sd / sqrt((double)n);
}

static void histogram(const double *s, size_t n, struct risk_summary *out)
{
    double span = s[n - 1] - s[0];
    out->histogram_low = s[0];
    out->histogram_width = span / HISTOGRAM_BINS;
    size_t before = 0;
    for (int bin = 0; bin < HISTOGRAM_BINS; bin++) {
        double edge = s[0] + span * (bin + 1) / HISTOGRAM_BINS;
        bool last = bin + 1 == HISTOGRAM_BINS || span == 0;
        size_t to = last ? n : count_below(s, n, edge);
        out->histogram[bin] = to - before;
        before = to;
    }
}

static void describe(const double *s, size_t n, struct risk_summary *out)
{
    moments(s, n, out);
    out->least = s[0];
    out->most = s[n - 1];
    out->p10 = quantile(s, n, .1);
    out->p50 = quantile(s, n, .5);
    out->p90 = quantile(s, n, .9);
    out->p_negative = below(s, n, 0);
    size_t worst = (size_t)ceil(TAIL * (double)n);
    double sum = 0;
    for (size_t i = 0; i < worst; i++)
        sum += s[i];
    out->cvar = sum / (double)worst;
    histogram(s, n, out);
    double gain = 0;
    for (size_t i = 0; i < n; i++)
        gain += s[i] > 0 ? s[i] : 0;
    out->evpi = fmax(0, gain / (double)n - fmax(out->mean, 0));
}

/* --- the worth of knowing one input ----------------------------------------------------------- */

#define GRID 1000

/* Shifted Legendre polynomials: orthogonal on (0, 1). */
static void legendre(double t, double p[POLYNOMIALS + 1])
{
    p[0] = 1;
    p[1] = t;
    for (int k = 1; k < POLYNOMIALS; k++)
        p[k + 1] = ((2 * k + 1) * t * p[k] - k * p[k - 1]) / (k + 1);
}

/* Coefficients of P_k in powers of t, from the same recurrence. */
static void powers_of(double q[POLYNOMIALS + 1][POLYNOMIALS + 1])
{
    memset(q, 0, sizeof(double[POLYNOMIALS + 1][POLYNOMIALS + 1]));
    q[0][0] = q[1][1] = 1;
    for (int k = 1; k < POLYNOMIALS; k++)
        for (int j = 0; j <= k + 1; j++)
            q[k + 1][j] = ((j > 0 ? (2 * k + 1) * q[k][j - 1] : 0) - k * q[k - 1][j]) / (k + 1);
}

/* E[max(0, E[NPV | x])] - max(0, E[NPV]): the expectation given x is fitted by polynomials of the
 * place u of x in its distribution, so no second round of trials is needed. The mean is taken off
 * first: what chance leaves in the coefficients is then in proportion to the spread alone. */
static double evppi(const float *u, const double *npv, size_t n, double mean, size_t kept)
{
    double sum[POLYNOMIALS + 1], q[POLYNOMIALS + 1][POLYNOMIALS + 1], c[POLYNOMIALS + 1];
    double p[POLYNOMIALS + 1], gain = 0;
    risk_moments(u, npv, n, mean, sum);
    powers_of(q);
    c[0] = mean;
    for (int k = 1; k <= POLYNOMIALS; k++) {
        c[k] = 0;
        for (int j = 0; j <= k; j++)
            c[k] += q[k][j] * sum[j];
        c[k] *= (2 * k + 1) / (double)kept;
    }
    for (int i = 0; i < GRID; i++) {
        double fit = 0;
        legendre(2 * (i + .5) / GRID - 1, p);
        for (int k = 0; k <= POLYNOMIALS; k++)
            fit += c[k] * p[k];
        gain += fmax(fit, 0);
    }
    return fmax(0, gain / GRID - fmax(mean, 0));
}

struct place {
    double x;
    size_t i;
};

static int by_x(const void *a, const void *b)
{
    const struct place *p = a, *q = b;
    return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : (p->i > q->i) - (p->i < q->i);
}

/* The average of a price path has no coordinate: its rank stands for it. */
static float *ranks(struct arena *a, const float *x, size_t n)
{
    struct place *p = ARENA_ARRAY(a, n, struct place);
    float *u = ARENA_ARRAY(a, n, float);
    for (size_t i = 0; i < n; i++)
        p[i] = (struct place){x[i], i};
    qsort(p, n, sizeof *p, by_x);
    for (size_t i = 0; i < n; i++)
        u[p[i].i] = (float)(((double)i + .5) / (double)n);
    return u;
}

static int by_worth(const void *x, const void *y)
{
    const struct risk_worth *a = x, *b = y;
    double d = b->evppi - a->evppi;
    if (d == 0 && isfinite(a->total) && isfinite(b->total))
        d = b->total - a->total;
    return d > 0 ? 1 : d < 0 ? -1 : a->input < b->input ? -1 : a->input > b->input;
}

static void worth(struct arena *a, struct arena *own, const struct econ_risk *r,
                  const struct risk_draw *d, const struct risk_options *o, const struct trials *t,
                  struct risk_summary *out)
{
    size_t n = r->n_uncertain;
    struct risk_worth *w = ARENA_ARRAY(a, n, struct risk_worth);
    double first[RISK_MAX_INPUTS], total[RISK_MAX_INPUTS];
    bool indexed = o->indices && !t->stopped && d->cholesky == NULL &&
                   trial_indices(own, d, INDEX_POINTS, o->seed, first, total);
    out->index_runs = indexed ? INDEX_POINTS * (n + 2) : 0;
    for (size_t k = 0; k < n; k++) {
        const struct risk_input *in = &r->inputs[r->uncertain[k]];
        const float *u = in->path ? ranks(own, t->drawn[k], t->done) : t->drawn[k];
        w[k].input = in;
        w[k].evppi = evppi(u, t->npv, t->done, out->mean, out->trials - out->failed);
        w[k].first = indexed ? first[k] : NAN;
        w[k].total = indexed ? total[k] : NAN;
    }
    qsort(w, n, sizeof *w, by_worth);
    out->worth = w;
}

static void cover(struct sorter *t, const struct econ_risk *r, const double *dscr, size_t n,
                  struct risk_summary *out)
{
    size_t kept;
    out->dscr_below = r->dscr_below;
    out->dscr_p10 = out->dscr_p50 = out->p_dscr_below = out->p_dscr_below_1 = NAN;
    if (!r->has_debt)
        return;
    const double *s = sorted(t, dscr, n, &kept);
    if (kept == 0)
        return;
    out->has_debt = true;
    out->p_dscr_below = below(s, kept, r->dscr_below);
    out->p_dscr_below_1 = below(s, kept, 1);
    out->dscr_p10 = quantile(s, kept, .1);
    out->dscr_p50 = quantile(s, kept, .5);
}

bool econ_monte_carlo(struct arena *a, const struct econ_risk *r, const struct risk_options *o,
                      struct risk_summary *out)
{
    *out = (struct risk_summary){
        .asked = o->trials, .seed = o->seed, .plan = o->plan, .n_uncertain = r->n_uncertain};
    if (r->n_uncertain == 0 || o->trials == 0)
        return false;
    struct arena *own = arena_new();
    struct risk_draw d = risk_draw_new(own, r);
    struct trials t = {.npv = ARENA_ARRAY(own, o->trials, double),
                       .dscr = ARENA_ARRAY(own, o->trials, double),
                       .drawn = ARENA_ARRAY(own, r->n_uncertain, float *)};
    for (size_t k = 0; k < r->n_uncertain; k++)
        t.drawn[k] = ARENA_ARRAY(own, o->trials, float);
    run_trials(own, &d, o, &t);
    struct sorter sorter = {own, ARENA_ARRAY(own, t.done, uint64_t),
                            ARENA_ARRAY(own, t.done, uint64_t), ARENA_ARRAY(own, t.done, double)};
    size_t kept;
    const double *s = sorted(&sorter, t.npv, t.done, &kept);
    out->trials = t.done;
    out->stopped = t.stopped;
    out->general = t.general;
    out->general_why = t.fault != NULL ? arena_strdup(a, t.fault) : NULL;
    out->failed = t.done - kept;
    out->moved = d.moved;
    if (kept > 0) {
        describe(s, kept, out);
        cover(&sorter, r, t.dscr, t.done, out);
        worth(a, own, r, &d, o, &t, out);
    }
    arena_free(own);
    return kept > 0;
}
