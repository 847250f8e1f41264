/* What the trials say: quantiles, losses, and what it would be worth to know an input. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/risk_order.h"
#include "core/economics/risk_trials.h"

#define INDEX_POINTS 2048
#define TAIL 0.05
#define POLYNOMIALS RISK_POWERS

static void moments(const struct order *o, struct risk_summary *out)
{
    double squares, gain, n = (double)o->n;
    order_moments(o, &squares, &gain, &out->p_negative);
    out->mean = o->mean;
    out->sd = o->n > 1 ? sqrt(squares / (n - 1)) : 0;
    out->standard_error = out->sd / sqrt(n);
    out->evpi = fmax(0, gain / n - fmax(out->mean, 0));
}

_Static_assert(ORDER_BINS % HISTOGRAM_BINS == 0, "a bar is made of whole bins");

static void histogram(const struct order *o, struct risk_summary *out)
{
    size_t each = ORDER_BINS / HISTOGRAM_BINS;
    out->histogram_low = o->least;
    out->histogram_width = (o->most - o->least) / HISTOGRAM_BINS;
    for (size_t bin = 0; bin < HISTOGRAM_BINS; bin++)
        out->histogram[bin] = o->start[(bin + 1) * each] - o->start[bin * each];
}

static void describe(const struct order *o, struct risk_summary *out)
{
    size_t worst = (size_t)ceil(TAIL * (double)o->n);
    moments(o, out);
    histogram(o, out);
    out->least = o->least;
    out->most = o->most;
    out->p10 = order_quantile(o, .1);
    out->p50 = order_quantile(o, .5);
    out->p90 = order_quantile(o, .9);
    out->cvar = order_sum(o, worst) / (double)worst;
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
static double evppi(const struct risk_sums *sum, double shift, double mean)
{
    double q[POLYNOMIALS + 1][POLYNOMIALS + 1], c[POLYNOMIALS + 1];
    double p[POLYNOMIALS + 1], gain = 0, kept = sum->t[0];
    powers_of(q);
    c[0] = mean;
    for (int k = 1; k <= POLYNOMIALS; k++) {
        c[k] = 0;
        for (int j = 0; j <= k; j++)
            c[k] += q[k][j] * (sum->y[j] - (mean - shift) * sum->t[j]);
        c[k] *= (2 * k + 1) / kept;
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
static double *ranks(struct arena *a, const double *x, size_t n)
{
    struct place *p = ARENA_ARRAY(a, n, struct place);
    double *u = ARENA_ARRAY(a, n, double);
    for (size_t i = 0; i < n; i++)
        p[i] = (struct place){x[i], i};
    qsort(p, n, sizeof *p, by_x);
    for (size_t i = 0; i < n; i++)
        u[p[i].i] = ((double)i + .5) / (double)n;
    return u;
}

static struct risk_sums path_sums(struct arena *a, const struct trials *t, double shift)
{
    const double *place = ranks(a, t->average, t->done);
    struct risk_sums sums = {{0}, {0}};
    double row[SAMPLE_ROW] = {0}, (*places[1])[SAMPLE_ROW] = {&row};
    for (size_t i = 0; i < t->done; i += SAMPLE_ROW) {
        size_t n = t->done - i < SAMPLE_ROW ? t->done - i : SAMPLE_ROW;
        memcpy(row, place + i, n * sizeof *place);
        risk_moments(places, 1, t->npv + i, n, shift, &sums);
    }
    return sums;
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
        struct risk_sums sums = in->path ? path_sums(own, t, r->base_npv) : t->sums[k];
        w[k].input = in;
        w[k].evppi = evppi(&sums, r->base_npv, out->mean);
        w[k].first = indexed ? first[k] : NAN;
        w[k].total = indexed ? total[k] : NAN;
    }
    qsort(w, n, sizeof *w, by_worth);
    out->worth = w;
}

static void cover(struct arena *own, const struct econ_risk *r, const double *dscr, size_t n,
                  struct risk_summary *out)
{
    out->dscr_below = r->dscr_below;
    out->dscr_p10 = out->dscr_p50 = out->p_dscr_below = out->p_dscr_below_1 = NAN;
    const struct order *o = r->has_debt ? order_new(own, dscr, n) : NULL;
    if (o == NULL || o->n == 0)
        return;
    out->has_debt = true;
    out->p_dscr_below = order_below(o, r->dscr_below);
    out->p_dscr_below_1 = order_below(o, 1);
    out->dscr_p10 = order_quantile(o, .1);
    out->dscr_p50 = order_quantile(o, .5);
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
    struct trials t = {0};
    run_trials(own, &d, o, &t);
    const struct order *npv = order_new(own, t.npv, t.done);
    out->trials = t.done;
    out->stopped = t.stopped;
    out->general = t.general;
    out->general_why = t.fault != NULL ? arena_strdup(a, t.fault) : NULL;
    out->failed = t.done - npv->n;
    out->moved = d.moved;
    if (npv->n > 0) {
        describe(npv, out);
        cover(own, r, t.dscr, t.done, out);
        worth(a, own, r, &d, o, &t, out);
    }
    arena_free(own);
    return out->failed < t.done;
}
