/* Moments of the NPV with powers of an input's place: one pass over all trials for each input, so
 * it is done side by side. The order of the additions is fixed. */
#include <math.h>
#include <string.h>

#include "core/economics/risk_trials.h"
#include "core/economics/sample_wide.h"

#define WIDE 16

WIDE_INLINE void add(const float *u, const double *y, size_t n, double mean, double (*sum)[WIDE])
{
    for (size_t l = 0; l < n; l++) {
        double t = 2 * (double)u[l] - 1, p = fabs(y[l]) <= 1e300 ? y[l] - mean : 0;
        for (int k = 0; k <= RISK_POWERS; k++) {
            sum[k][l] += p;
            p *= t;
        }
    }
}

WIDE_INLINE void moments(const float *u, const double *y, size_t n, double mean, double *out)
{
    double sum[RISK_POWERS + 1][WIDE];
    size_t i = 0;
    memset(sum, 0, sizeof sum);
    for (; i + WIDE <= n; i += WIDE)
        add(u + i, y + i, WIDE, mean, sum);
    add(u + i, y + i, n - i, mean, sum);
    for (int k = 0; k <= RISK_POWERS; k++) {
        out[k] = 0;
        for (int l = 0; l < WIDE; l++)
            out[k] += sum[k][l];
    }
}

WIDE_FUNCTION(risk_moments, moments,
              (const float *u, const double *y, size_t n, double mean, double sum[RISK_POWERS + 1]),
              u, y, n, mean, sum)
