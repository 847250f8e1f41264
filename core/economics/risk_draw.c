/* From a point in the unit cube to the values of the uncertain inputs. */
#include <math.h>
#include <string.h>

#include "core/economics/risk_internal.h"

static bool has_path(const struct econ_risk *r)
{
    for (size_t i = 0; i < r->n_uncertain; i++)
        if (r->inputs[r->uncertain[i]].path)
            return true;
    return false;
}

struct risk_draw risk_draw_new(struct arena *a, const struct econ_risk *r)
{
    struct risk_draw d = {.risk = r};
    size_t n = r->n_uncertain;
    d.dimensions = (unsigned)n;
    if (has_path(r) && r->n_periods > 1) /* a shock for each year, the first among the inputs */
        d.dimensions += (unsigned)r->n_periods - 1;
    if (!r->correlated)
        return d;
    double *m = ARENA_ARRAY(a, n * n, double);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            m[i * n + j] = i == j ? 1 : corr_of_normals(r->rank[r->uncertain[i]][r->uncertain[j]]);
    d.moved = corr_repair(a, m, n);
    d.cholesky = ARENA_ARRAY(a, n * n, double);
    corr_cholesky(m, n, d.cholesky);
    return d;
}

/* Replaces the first n coordinates by those of dependent normals. */
static void depend(const struct risk_draw *d, double *u)
{
    size_t n = d->risk->n_uncertain;
    double z[RISK_MAX_INPUTS];
    for (size_t i = 0; i < n; i++)
        z[i] = normal_quantile(u[i]);
    for (size_t i = 0; i < n; i++) {
        const double *row = d->cholesky + i * n;
        double sum = 0;
        for (size_t k = 0; k <= i; k++)
            sum += row[k] * z[k];
        double v = normal_cdf(sum);
        u[i] = fmin(fmax(v, 0x1p-53), 1 - 0x1p-53);
    }
}

static void price_path(const struct risk_draw *d, const struct risk_input *in, const double *u,
                       size_t own, double *path)
{
    double x = 0, target = log(in->long_run);
    for (int t = 0; t < d->risk->n_periods; t++) {
        double shock = t == 0 ? u[own] : u[d->risk->n_uncertain + (size_t)t - 1];
        x += in->speed * (target - x) + in->sd * normal_quantile(shock);
        path[t] = exp(x);
    }
}

void risk_draw_at(const struct risk_draw *d, double *u, double *values, double *path)
{
    const struct econ_risk *r = d->risk;
    if (d->cholesky != NULL)
        depend(d, u);
    for (size_t i = 0; i < r->n_uncertain; i++) {
        const struct risk_input *in = &r->inputs[r->uncertain[i]];
        if (!in->path) {
            values[i] = dist_quantile(&in->dist, u[i]);
            continue;
        }
        price_path(d, in, u, i, path);
        double sum = 0;
        for (int t = 0; t < r->n_periods; t++)
            sum += path[t];
        values[i] = sum / r->n_periods; /* the average factor stands for the path */
    }
}
