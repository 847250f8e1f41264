/* Distributions by their inverse. */
#include <math.h>

#include "core/economics/sample_wide.h"

const char *const dist_kind_names[] = {"uniform",   "triangular", "pert",
                                       "lognormal", "normal",     NULL};

#define CELLS 256              /* of a PERT's table */
#define Z90 1.2815515655446004 /* normal_quantile(0.9) */

double normal_cdf(double z)
{
    return .5 * erfc(-z * M_SQRT1_2);
}

const double normal_top[8] = {3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427,
                              13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
                              33430.575583588128105, 2509.0809287301226727};
const double normal_bottom[8] = {1,
                                 42.313330701600911252,
                                 687.18700749205790830,
                                 5394.1960214247511077,
                                 21213.794301586595867,
                                 39307.895800092710610,
                                 28729.085735721942674,
                                 5226.4952788528545610};

const double tail_top[8] = {1.42343711074968357734,   4.63033784615654529590,
                            5.76949722146069140550,   3.64784832476320460504,
                            1.27045825245236838258,   0.241780725177450611770,
                            0.0227238449892691845833, 7.74545014278341407640e-4};
const double tail_bottom[8] = {1,
                               2.05319162663775882187,
                               1.67638483018380384940,
                               0.689767334985100004550,
                               0.148103976427480074590,
                               0.0151986665636164571966,
                               5.47593808499534494600e-4,
                               1.05075007164441684324e-9};
const double far_top[8] = {6.65790464350110377720,    5.46378491116411436990,
                           1.78482653991729133580,    0.296560571828504891230,
                           0.0265321895265761230930,  0.00124266094738807843860,
                           2.71155556874348757815e-5, 2.01033439929228813265e-7};
const double far_bottom[8] = {1,
                              0.599832206555887937690,
                              0.136929880922735805310,
                              0.0148753612908506148525,
                              7.86869131145613259100e-4,
                              1.84631831751005468180e-5,
                              1.42151175831644588870e-7,
                              2.04426310338993978564e-15};

static double on_its_side(double u, double z)
{
    return u < .5 ? -z : z;
}

double normal_far(double u)
{
    return on_its_side(u, ratio_of(far_top, far_bottom, tail_root(u) - NORMAL_FAR));
}

double normal_quantile(double u)
{
    if (fabs(u - .5) <= NORMAL_MIDDLE)
        return normal_middle(u - .5);
    double r = tail_root(u);
    return r <= NORMAL_FAR ? on_its_side(u, ratio_of(tail_top, tail_bottom, r - 1.6))
                           : normal_far(u);
}

/* Regularised incomplete beta function for x up to 1/2, where its series converges quickly. */
static double beta_lower(double x, double a, double b, double complete)
{
    double term = 1, sum = 1 / a;
    for (int n = 1; n < 200 && x > 0; n++) {
        term *= (n - b) / n * x;
        sum += term / (a + n);
        if (fabs(term) < 1e-18)
            break;
    }
    return pow(x, a) * sum / complete;
}

static double beta_cdf(double x, double a, double b, double complete)
{
    return x <= .5 ? beta_lower(x, a, b, complete) : 1 - beta_lower(1 - x, b, a, complete);
}

static void pert_table(struct arena *a, struct dist *d)
{
    double *x = ARENA_ARRAY(a, 3 * (CELLS + 1), double), *f = x + CELLS + 1, *p = f + CELLS + 1;
    double complete = exp(lgamma(d->alpha) + lgamma(d->beta) - lgamma(d->alpha + d->beta));
    for (int i = 0; i <= CELLS; i++) {
        x[i] = (double)i / CELLS;
        f[i] = beta_cdf(x[i], d->alpha, d->beta, complete);
        p[i] = pow(x[i], d->alpha - 1) * pow(1 - x[i], d->beta - 1) / complete;
    }
    f[0] = 0;
    f[CELLS] = 1;
    unsigned short *guide = ARENA_ARRAY(a, CELLS, unsigned short);
    for (int k = 0, at = 0; k < CELLS; k++) {
        while (at < CELLS - 1 && f[at + 1] <= (double)k / CELLS)
            at++;
        guide[k] = (unsigned short)at;
    }
    d->guide = guide;
    d->x = x;
    d->f = f;
    d->p = p;
}

/* Within a cell the distribution is a cubic with the right ends and slopes, solved by Newton. */
double pert_quantile(const struct dist *d, double u)
{
    int low = d->guide[(int)(u * CELLS)];
    while (low < CELLS - 1 && d->f[low + 1] <= u)
        low++;
    int high = low + 1;
    double h = 1.0 / CELLS, rise = d->f[high] - d->f[low];
    double s0 = d->p[low] * h, s1 = d->p[high] * h;
    double c2 = 3 * rise - 2 * s0 - s1, c3 = s0 + s1 - 2 * rise;
    double t = rise > 0 ? (u - d->f[low]) / rise : 0, a = 0, b = 1;
    for (int k = 0; k < 40; k++) {
        double y = ((c3 * t + c2) * t + s0) * t - (u - d->f[low]);
        double slope = (3 * c3 * t + 2 * c2) * t + s0;
        if (y > 0)
            b = t;
        else
            a = t;
        double next = slope > 0 ? t - y / slope : -1;
        if (!(next > a && next < b))
            next = (a + b) / 2;
        bool done = fabs(next - t) < 1e-12;
        t = next;
        if (done)
            break;
    }
    return d->low + (d->high - d->low) * (d->x[low] + t * h);
}

bool dist_bounded(struct arena *a, enum dist_kind kind, double low, double mode, double high,
                  struct dist *out)
{
    *out = (struct dist){.kind = kind, .low = low, .mode = mode, .high = high};
    if (!isfinite(low) || !isfinite(high) || low > high)
        return false;
    if (kind == DIST_UNIFORM)
        return true;
    if (kind > DIST_PERT || !(mode >= low && mode <= high))
        return false;
    if (kind == DIST_PERT && high > low) {
        out->alpha = 1 + 4 * (mode - low) / (high - low);
        out->beta = 6 - out->alpha;
        pert_table(a, out);
    }
    return true;
}

bool dist_from_p10_p90(enum dist_kind kind, double p10, double p90, struct dist *out)
{
    *out = (struct dist){.kind = kind};
    bool log_scale = kind == DIST_LOGNORMAL;
    if (!isfinite(p10) || !isfinite(p90) || p10 > p90 || (log_scale && p10 <= 0))
        return false;
    double a = log_scale ? log(p10) : p10, b = log_scale ? log(p90) : p90;
    out->mu = (a + b) / 2;
    out->sigma = (b - a) / (2 * Z90);
    return kind == DIST_LOGNORMAL || kind == DIST_NORMAL;
}

static double triangular(const struct dist *d, double u)
{
    double span = d->high - d->low, rise = d->mode - d->low;
    if (u * span < rise)
        return d->low + sqrt(u * span * rise);
    return d->high - sqrt((1 - u) * span * (d->high - d->mode));
}

double dist_quantile(const struct dist *d, double u)
{
    switch (d->kind) {
    case DIST_UNIFORM:
        return d->low + u * (d->high - d->low);
    case DIST_TRIANGULAR:
        return triangular(d, u);
    case DIST_PERT:
        return d->high > d->low ? pert_quantile(d, u) : d->low;
    case DIST_LOGNORMAL:
        return exp(d->mu + d->sigma * normal_quantile(u));
    case DIST_NORMAL:
        return d->mu + d->sigma * normal_quantile(u);
    }
    return NAN;
}
