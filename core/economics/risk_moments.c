/* Moments of the NPV with powers of an input's place, added up a row of trials at a time while they
 * lie near. The order of the additions is fixed. */
#include <math.h>
#include <string.h>

#include "core/economics/risk_trials.h"
#include "core/economics/sample_wide.h"

#define WIDE 16

WIDE_INLINE void add(const double *u, const double *y, size_t n, double shift, double (*sum)[WIDE])
{
    for (size_t l = 0; l < n; l++) {
        bool finite = fabs(y[l]) <= 1e300;
        double t = 2 * u[l] - 1, p = finite ? y[l] - shift : 0, q = finite ? 1 : 0;
        for (int k = 0; k <= RISK_POWERS; k++) {
            sum[2 * k][l] += p;
            sum[2 * k + 1][l] += q;
            p *= t;
            q *= t;
        }
    }
}

WIDE_INLINE void moments(const double *u, const double *y, size_t n, double shift,
                         struct risk_sums *out)
{
    double sum[2 * (RISK_POWERS + 1)][WIDE];
    size_t i = 0;
    memset(sum, 0, sizeof sum);
    for (; i + WIDE <= n; i += WIDE)
        add(u + i, y + i, WIDE, shift, sum);
    add(u + i, y + i, n - i, shift, sum);
    for (int k = 0; k <= RISK_POWERS; k++)
        for (int l = 0; l < WIDE; l++) {
            out->y[k] += sum[2 * k][l];
            out->t[k] += sum[2 * k + 1][l];
        }
}

WIDE_FUNCTION(risk_moments, moments,
              (const double *u, const double *y, size_t n, double shift, struct risk_sums *out), u,
              y, n, shift, out)
