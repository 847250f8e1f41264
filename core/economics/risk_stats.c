/* What the trials say: quantiles, losses, and what it would be worth to know an input. */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/risk_trials.h"

#define INDEX_POINTS 2048
#define TAIL 0.05
#define POLYNOMIALS 5

static int ascending(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* Sorted copy of the finite figures. */
static double *sorted(struct arena *a, const double *v, size_t n, size_t *kept)
{
    double *out = ARENA_ARRAY(a, n, double);
    *kept = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(v[i]))
            out[(*kept)++] = v[i];
    qsort(out, *kept, sizeof *out, ascending);
    return out;
}

/* Linear between order statistics (Hyndman and Fan's type 7). */
static double quantile(const double *s, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t i = (size_t)at;
    return i + 1 < n ? s[i] + (at - (double)i) * (s[i + 1] - s[i]) : s[n - 1];
}

static double below(const double *s, size_t n, double limit)
{
    size_t k = 0;
    while (k < n && s[k] < limit)
        k++;
    return (double)k / (double)n;
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
    for (size_t i = 0; i < n; i++) {
        size_t bin = span > 0 ? (size_t)((s[i] - s[0]) / span * HISTOGRAM_BINS) : 0;
        out->histogram[bin < HISTOGRAM_BINS ? bin : HISTOGRAM_BINS - 1]++;
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
        gain += fmax(s[i], 0);
    out->evpi = fmax(0, gain / (double)n - fmax(out->mean, 0));
}

/* --- the worth of knowing one input ----------------------------------------------------------- */

struct ranked {
    double x, y;
};

static int by_x(const void *a, const void *b)
{
    const struct ranked *p = a, *q = b;
    return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : (p->y > q->y) - (p->y < q->y);
}

/* Shifted Legendre polynomials: orthogonal for ranks in (0, 1). */
static void legendre(double u, double p[POLYNOMIALS + 1])
{
    double t = 2 * u - 1;
    p[0] = 1;
    p[1] = t;
    for (int k = 1; k < POLYNOMIALS; k++)
        p[k + 1] = ((2 * k + 1) * t * p[k] - k * p[k - 1]) / (k + 1);
}

/* E[max(0, E[NPV | x])] - max(0, E[NPV]): the expectation given x is fitted by polynomials of the
 * rank of x, so no second round of trials is needed. */
static double evppi(struct ranked *pairs, size_t n)
{
    double c[POLYNOMIALS + 1] = {0}, p[POLYNOMIALS + 1], gain = 0;
    qsort(pairs, n, sizeof *pairs, by_x);
    for (size_t i = 0; i < n; i++) {
        legendre(((double)i + .5) / (double)n, p);
        for (int k = 0; k <= POLYNOMIALS; k++)
            c[k] += pairs[i].y * p[k] * (2 * k + 1) / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double fit = 0;
        legendre(((double)i + .5) / (double)n, p);
        for (int k = 0; k <= POLYNOMIALS; k++)
            fit += c[k] * p[k];
        gain += fmax(fit, 0);
    }
    return fmax(0, gain / (double)n - fmax(c[0], 0));
}

static int by_worth(const void *x, const void *y)
{
    const struct risk_worth *a = x, *b = y;
    double d = b->evppi - a->evppi;
    if (d == 0 && isfinite(a->total) && isfinite(b->total))
        d = b->total - a->total;
    return d > 0 ? 1 : d < 0 ? -1 : a->input < b->input ? -1 : a->input > b->input;
}

/* The inputs k, k + step, ... of one thread. */
struct worth_share {
    const struct econ_risk *risk;
    const struct trials *trials;
    size_t n_trials, first, step;
    struct ranked *pairs;
    struct risk_worth *out;
    pthread_t thread;
    bool started;
};

static void *value_inputs(void *arg)
{
    struct worth_share *s = arg;
    size_t n = s->risk->n_uncertain;
    for (size_t k = s->first; k < n; k += s->step) {
        size_t kept = 0;
        for (size_t i = 0; i < s->n_trials; i++)
            if (isfinite(s->trials->npv[i]))
                s->pairs[kept++] = (struct ranked){s->trials->values[i * n + k], s->trials->npv[i]};
        s->out[k].input = &s->risk->inputs[s->risk->uncertain[k]];
        s->out[k].evppi = evppi(s->pairs, kept);
    }
    return NULL;
}

static void share_worth(struct arena *own, const struct econ_risk *r, const struct risk_options *o,
                        const struct trials *t, struct risk_worth *out)
{
    struct worth_share shares[RISK_MAX_THREADS];
    size_t n = o->threads < r->n_uncertain ? o->threads : r->n_uncertain;
    n = n < 1 ? 1 : n > RISK_MAX_THREADS ? RISK_MAX_THREADS : n;
    for (size_t i = 0; i < n; i++) {
        shares[i] = (struct worth_share){.risk = r,
                                         .trials = t,
                                         .n_trials = o->trials,
                                         .first = i,
                                         .step = n,
                                         .pairs = ARENA_ARRAY(own, o->trials, struct ranked),
                                         .out = out};
        if (i > 0)
            shares[i].started =
                pthread_create(&shares[i].thread, NULL, value_inputs, &shares[i]) == 0;
    }
    for (size_t i = 0; i < n; i++) {
        if (shares[i].started)
            pthread_join(shares[i].thread, NULL);
        else
            value_inputs(&shares[i]);
    }
}

static void worth(struct arena *a, struct arena *own, const struct econ_risk *r,
                  const struct risk_draw *d, const struct risk_options *o, const struct trials *t,
                  struct risk_summary *out)
{
    size_t n = r->n_uncertain;
    struct risk_worth *w = ARENA_ARRAY(a, n, struct risk_worth);
    double first[RISK_MAX_INPUTS], total[RISK_MAX_INPUTS];
    bool indexed = o->indices && d->cholesky == NULL &&
                   trial_indices(own, d, INDEX_POINTS, o->seed, first, total);
    out->index_runs = indexed ? INDEX_POINTS * (n + 2) : 0;
    share_worth(own, r, o, t, w);
    for (size_t k = 0; k < n; k++) {
        w[k].first = indexed ? first[k] : NAN;
        w[k].total = indexed ? total[k] : NAN;
    }
    qsort(w, n, sizeof *w, by_worth);
    out->worth = w;
}

static void cover(struct arena *a, const struct econ_risk *r, const double *dscr, size_t n,
                  struct risk_summary *out)
{
    size_t kept;
    out->dscr_below = r->dscr_below;
    out->dscr_p10 = out->dscr_p50 = out->p_dscr_below = out->p_dscr_below_1 = NAN;
    if (!r->has_debt)
        return;
    const double *s = sorted(a, dscr, n, &kept);
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
        .trials = o->trials, .seed = o->seed, .plan = o->plan, .n_uncertain = r->n_uncertain};
    if (r->n_uncertain == 0 || o->trials == 0)
        return false;
    struct arena *own = arena_new();
    struct risk_draw d = risk_draw_new(own, r);
    struct trials t = {.npv = ARENA_ARRAY(own, o->trials, double),
                       .dscr = ARENA_ARRAY(own, o->trials, double),
                       .values = ARENA_ARRAY(own, o->trials * r->n_uncertain, double)};
    run_trials(&d, o, &t);
    size_t kept;
    const double *s = sorted(own, t.npv, o->trials, &kept);
    out->failed = o->trials - kept;
    out->moved = d.moved;
    if (kept > 0) {
        describe(s, kept, out);
        cover(own, r, t.dscr, o->trials, out);
        worth(a, own, r, &d, o, &t, out);
    }
    arena_free(own);
    return kept > 0;
}
