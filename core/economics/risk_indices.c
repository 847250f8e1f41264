/* Sobol indices: which part of the variance an input explains alone, and with all others. */
#include <math.h>
#include <string.h>

#include "core/economics/risk.h"

typedef double row_of[SAMPLE_ROW];

/* f at A, at B, and at A with each group taken from B, for the base points of one row; out has
 * `wide` figures a point. u: coordinates of A, of B, from one plan of 2 d dimensions; x: room. */
static void row(risk_function f, void *arg, unsigned d, const unsigned *group, unsigned n_groups,
                row_of *u, row_of *x, double *out)
{
    size_t wide = 2 + (size_t)n_groups;
    for (unsigned g = 0; g < wide; g++) {
        double y[SAMPLE_ROW];
        for (unsigned k = 0; k < d; k++)
            memcpy(x[k], g == 1 || (g > 1 && group[k] == g - 2) ? u[d + k] : u[k], sizeof x[k]);
        f(arg, x, y);
        for (size_t l = 0; l < SAMPLE_ROW; l++)
            out[l * wide + g] = y[l];
    }
}

static bool all_finite(const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(y[i]))
            return false;
    return true;
}

bool sobol_indices(struct arena *a, risk_function f, void *arg, unsigned d, const unsigned *group,
                   unsigned n_groups, size_t n, uint64_t seed, double *first, double *total)
{
    row_of *u = ARENA_ARRAY(a, 3 * (size_t)d, row_of);
    size_t wide = 2 + (size_t)n_groups, used = 0;
    double *all = ARENA_ARRAY(a, n * wide, double), mean = 0, variance = 0;
    double *some = ARENA_ARRAY(a, SAMPLE_ROW * wide, double);
    const struct sampler *points = sampler_new(a, PLAN_SOBOL, seed, n, 2 * d);
    for (size_t i = 0; i < n; i += SAMPLE_ROW) {
        sample_rows(points, i, u);
        row(f, arg, d, group, n_groups, u, u + 2 * (size_t)d, some);
        for (size_t l = 0; l < SAMPLE_ROW && i + l < n; l++)
            if (all_finite(some + l * wide, wide))
                memcpy(all + used++ * wide, some + l * wide, wide * sizeof *all);
    }
    for (size_t i = 0; i < used; i++)
        mean += (all[i * wide] + all[i * wide + 1]) / (2 * (double)used);
    memset(first, 0, n_groups * sizeof *first);
    memset(total, 0, n_groups * sizeof *total);
    for (size_t i = 0; i < used; i++) {
        const double *y = all + i * wide;
        double fa = y[0] - mean, fb = y[1] - mean;
        variance += (fa * fa + fb * fb) / (2 * (double)used);
        for (unsigned g = 0; g < n_groups; g++) {
            double mixed = y[2 + g] - mean;
            first[g] += fb * (mixed - fa) / (double)used;
            total[g] += (fa - mixed) * (fa - mixed) / (2 * (double)used);
        }
    }
    if (!(variance > 0))
        return false;
    for (unsigned g = 0; g < n_groups; g++) {
        first[g] /= variance;
        total[g] /= variance;
    }
    return true;
}
