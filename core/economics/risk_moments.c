/* Moments of the NPV with powers of an input's place, added up a row of trials at a time while they
 * lie near. The order of the additions is fixed. */
#include <math.h>
#include <string.h>

#include "core/economics/risk_trials.h"
#include "core/economics/sample_wide.h"

#define WIDE 4

typedef double v4 __attribute__((vector_size(32)));
typedef long long m4 __attribute__((vector_size(32)));

#define V4(x) ((v4){(x), (x), (x), (x)})

WIDE_INLINE double across(const v4 *at)
{
    v4 x = *at;
    return (x[0] + x[2]) + (x[1] + x[3]);
}

/* y and w, the weight of each trial, 0 or 1, are cut to whole vectors. All sums stay in registers.
 */
WIDE_INLINE void moments(const double *u, const v4 *y, const v4 *w, bool weighted,
                         struct risk_sums *out)
{
    v4 y1 = V4(0), y2 = y1, y3 = y1, y4 = y1, y5 = y1, t1 = y1, t2 = y1, t3 = y1, t4 = y1, t5 = y1;
    for (int i = 0; i < SAMPLE_ROW / WIDE; i++) {
        v4 t, p = y[i], q;
        memcpy(&t, u + WIDE * i, sizeof t);
        t = t + t - V4(1);
        q = weighted ? w[i] * t : t;
        p *= t;
        y1 += p;
        t1 += q;
        p *= t;
        q *= t;
        y2 += p;
        t2 += q;
        p *= t;
        q *= t;
        y3 += p;
        t3 += q;
        p *= t;
        q *= t;
        y4 += p;
        t4 += q;
        p *= t;
        q *= t;
        y5 += p;
        t5 += q;
    }
    const v4 sum[2][RISK_POWERS] = {{y1, y2, y3, y4, y5}, {t1, t2, t3, t4, t5}};
    for (int k = 0; k < RISK_POWERS; k++) {
        out->y[k + 1] += across(&sum[0][k]);
        out->t[k + 1] += across(&sum[1][k]);
    }
}

/* Trials without a figure, and those beyond the n-th, weigh nothing. */
WIDE_INLINE void all_moments(double (*const *u)[SAMPLE_ROW], size_t inputs, const double *y,
                             size_t n, double shift, struct risk_sums *out)
{
    v4 p[SAMPLE_ROW / WIDE], w[SAMPLE_ROW / WIDE], sum = V4(0), kept = sum;
    memset(p, 0, sizeof p);
    memcpy(p, y, n * sizeof *y);
    for (size_t i = 0; i < SAMPLE_ROW / WIDE; i++) {
        const v4 at = {0, 1, 2, 3}, here = at + V4((double)(WIDE * i));
        v4 size = (v4)((m4)p[i] & INT64_MAX);
        m4 counts = (m4)(size <= V4(1e300)) & (m4)(here < V4((double)n));
        w[i] = (v4)((m4)V4(1) & counts);
        p[i] = (v4)((m4)(p[i] - V4(shift)) & counts);
        sum += p[i];
        kept += w[i];
    }
    bool weighted = across(&kept) < SAMPLE_ROW;
    for (size_t k = 0; k < inputs; k++) {
        if (u[k] == NULL)
            continue;
        out[k].y[0] += across(&sum);
        out[k].t[0] += across(&kept);
        if (weighted)
            moments(*u[k], p, w, true, &out[k]);
        else
            moments(*u[k], p, w, false, &out[k]);
    }
}

WIDE_FUNCTION(risk_moments, all_moments,
              (double (*const *u)[SAMPLE_ROW], size_t inputs, const double *y, size_t n,
               double shift, struct risk_sums *out),
              u, inputs, y, n, shift, out)
