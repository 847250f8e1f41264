/* Sobol indices: which part of the variance an input explains alone, and with all others. */
#include <math.h>
#include <string.h>

#include "core/economics/risk.h"

/* One base point: coordinates of A in u[0..d), of B in u[d..2d), from one plan of 2 d dimensions.
 */
static void base_point(unsigned d, size_t i, size_t n, uint64_t seed, double *u)
{
    for (unsigned k = 0; k < 2 * d; k++)
        u[k] = sample_plan_at(PLAN_SOBOL, seed, i, n, k);
}

/* f at A, at B, and at A with each group taken from B; false when one of them is not finite. */
static bool row(risk_function f, void *arg, unsigned d, const unsigned *group, unsigned n_groups,
                const double *u, double *x, double *y)
{
    y[0] = f(arg, u);
    y[1] = f(arg, u + d);
    bool ok = isfinite(y[0]) && isfinite(y[1]);
    for (unsigned g = 0; ok && g < n_groups; g++) {
        for (unsigned k = 0; k < d; k++)
            x[k] = group[k] == g ? u[d + k] : u[k];
        y[2 + g] = f(arg, x);
        ok = isfinite(y[2 + g]);
    }
    return ok;
}

bool sobol_indices(struct arena *a, risk_function f, void *arg, unsigned d, const unsigned *group,
                   unsigned n_groups, size_t n, uint64_t seed, double *first, double *total)
{
    double *u = ARENA_ARRAY(a, 3 * (size_t)d, double), *x = u + 2 * (size_t)d;
    size_t wide = 2 + (size_t)n_groups, used = 0;
    double *all = ARENA_ARRAY(a, n * wide, double), mean = 0, variance = 0;
    for (size_t i = 0; i < n; i++) {
        base_point(d, i, n, seed, u);
        if (row(f, arg, d, group, n_groups, u, x, all + used * wide))
            used++;
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
