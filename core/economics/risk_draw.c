/* From points in the unit cube to the values of the uncertain inputs, a row of trials at a time. */
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

/* --- drawing ---------------------------------------------------------------------------------- */

/* Inputs that go with no other keep their coordinate as it was. */
static void find_dependent(struct risk_draw *d, const double *m, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            d->dependent[i] |= i != j && m[i * n + j] != 0;
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
    find_dependent(&d, m, n);

    return d;
}

struct risk_rows *risk_rows_new(struct arena *a, const struct risk_draw *d)
{
    typedef double row[SAMPLE_ROW];
    const struct econ_risk *r = d->risk;
    struct risk_rows *out = ARENA_NEW(a, struct risk_rows);
    out->u = ARENA_ARRAY(a, d->dimensions, row);
    out->values = ARENA_ARRAY(a, r->n_uncertain, row);
    out->path = ARENA_ARRAY(a, has_path(r) ? (size_t)r->n_periods : 0, row);
    out->z = ARENA_ARRAY(a, d->cholesky != NULL ? r->n_uncertain : 0, row);
    return out;
}

/* Replaces coordinates by those of dependent normals, which are kept in d's rows of z. */
static void depend(const struct risk_draw *d, struct risk_rows *rows)
{
    size_t n = d->risk->n_uncertain;
    double z[RISK_MAX_INPUTS][SAMPLE_ROW];
    for (size_t i = 0; i < n; i++)
        if (d->dependent[i])
            normal_quantile_row(rows->u[i], z[i]);
    for (size_t i = 0; i < n; i++) {
        const double *by = d->cholesky + i * n;
        if (!d->dependent[i])
            continue;
        double *sum = rows->z[i];
        for (int l = 0; l < SAMPLE_ROW; l++)
            sum[l] = by[i] * z[i][l];
        for (size_t k = 0; k < i; k++)
            for (int l = 0; l < SAMPLE_ROW && by[k] != 0; l++)
                sum[l] += by[k] * z[k][l];
        if (by[i] != 1) /* the first of those that go together stays where it was */
            normal_cdf_row(sum, rows->u[i]);
    }
}

static void price_path(const struct risk_draw *d, const struct risk_input *in, size_t own,
                       struct risk_rows *rows)
{
    const struct econ_risk *r = d->risk;
    double target = log(in->long_run), x[SAMPLE_ROW] = {0}, shock[SAMPLE_ROW];
    double *sum = rows->values[own];
    memset(sum, 0, sizeof *rows->values);
    for (int t = 0; t < r->n_periods; t++) {
        normal_quantile_row(rows->u[t == 0 ? own : r->n_uncertain + (size_t)t - 1], shock);
        for (int l = 0; l < SAMPLE_ROW; l++) {
            x[l] += in->speed * (target - x[l]) + in->sd * shock[l];
        }
        exp_row(x, rows->path[t]);
        for (int l = 0; l < SAMPLE_ROW; l++)
            sum[l] += rows->path[t][l];
    }
    for (int l = 0; l < SAMPLE_ROW; l++)
        sum[l] /= r->n_periods; /* the average factor stands for the path */
}

/* A dependent normal is what it is made of; no need to go by way of its coordinate. */
static void value_row(const struct risk_draw *d, const struct risk_input *in, size_t i,
                      struct risk_rows *rows)
{
    const struct dist *f = &in->dist;
    double *out = rows->values[i];
    if (!d->dependent[i] || (f->kind != DIST_NORMAL && f->kind != DIST_LOGNORMAL)) {
        dist_quantile_row(f, rows->u[i], out);
        return;
    }
    for (int l = 0; l < SAMPLE_ROW; l++)
        out[l] = f->mu + f->sigma * rows->z[i][l];
    if (f->kind == DIST_LOGNORMAL)
        exp_row(out, out);
}

void risk_draw_rows(const struct risk_draw *d, struct risk_rows *rows)
{
    const struct econ_risk *r = d->risk;
    if (d->cholesky != NULL)
        depend(d, rows);
    for (size_t i = 0; i < r->n_uncertain; i++) {
        const struct risk_input *in = &r->inputs[r->uncertain[i]];
        if (in->path)
            price_path(d, in, i, rows);
        else
            value_row(d, in, i, rows);
    }
}
