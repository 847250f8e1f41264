/* Uniform numbers and quantiles for a row of trials: the same figures as one at a time, in loops
 * that the compiler does side by side. */
#include <math.h>
#include <string.h>

#include "core/economics/sample_wide.h"

#define ROW SAMPLE_ROW

WIDE_INLINE void turn(const struct permutation *p, const uint32_t *x, uint32_t *out)
{
    for (int l = 0; l < ROW; l++) {
        out[l] = permutation_turn(p, x[l]);
    }
}

/* Two passes for all; those that fell outside twice go on alone. */
WIDE_INLINE void permute(uint64_t first, uint64_t n, uint64_t key, uint32_t *at)
{
    const struct permutation p = permutation_of(n, key);
    uint32_t from[ROW];
    for (int l = 0; l < ROW; l++) /* beyond the last trial: some place, used by nobody */
        from[l] = first + (uint64_t)l < n ? (uint32_t)first + (uint32_t)l : 0;
    turn(&p, from, at);
    turn(&p, at, from);
    for (int l = 0; l < ROW; l++)
        at[l] = at[l] > p.n ? from[l] : at[l];
    for (int l = 0; l < ROW; l++)
        while (at[l] > p.n)
            at[l] = permutation_turn(&p, at[l]);
}

WIDE_INLINE void uniform_row(uint64_t key, const uint64_t *trial, double *out)
{
    for (int l = 0; l < ROW; l++)
        out[l] = unit_of(sample_mix_inline(key + trial[l]));
}

WIDE_INLINE void latin_row(uint64_t seed, uint64_t first, uint64_t n, unsigned dimension,
                           double *out)
{
    uint32_t cell[ROW];
    uint32_t key = (uint32_t)sample_key(seed, dimension);
    permute(first, n, sample_bits(seed, UINT64_MAX, dimension), cell);
    for (int l = 0; l < ROW; l++)
        out[l] = latin_unit(cell[l], key, (uint32_t)first + (uint32_t)l, (double)n);
}

WIDE_INLINE void sobol_row(uint64_t seed, uint32_t first, unsigned dimension, const uint64_t *trial,
                           double *out)
{
    uint32_t v[32], key = (uint32_t)sample_bits(seed, UINT64_C(0x50b01), dimension);
    uint64_t rest = sample_key(seed, dimension + 1000U);
    sobol_numbers(dimension, v);
    for (int l = 0; l < ROW; l++) {
        uint32_t i = first + (uint32_t)l, x = 0;
        for (int k = 0; k < 32 && i >> k != 0; k++)
            x ^= v[k] & -(i >> k & 1);
        double low = (double)(int64_t)(sample_mix_inline(rest + trial[l]) >> 44) + .5;
        out[l] = ((double)sobol_scramble(x, key) + low * 0x1p-20) * 0x1p-32;
    }
}

WIDE_INLINE void rows(enum sample_plan plan, uint64_t seed, uint64_t first, uint64_t n,
                      unsigned dimensions, double (*out)[ROW])
{
    uint64_t trial[ROW];
    for (int l = 0; l < ROW; l++)
        trial[l] = sample_mix_inline((first + (uint64_t)l + 1) * SAMPLE_GOLDEN);
    for (unsigned k = 0; k < dimensions; k++) {
        if (plan == PLAN_PLAIN)
            uniform_row(sample_key(seed, k), trial, out[k]);
        else if (plan == PLAN_SOBOL && k < SOBOL_DIMENSIONS)
            sobol_row(seed, (uint32_t)first, k, trial, out[k]);
        else
            latin_row(seed, first, n, k, out[k]);
    }
}

WIDE_FUNCTION(sample_rows, rows,
              (enum sample_plan plan, uint64_t seed, uint64_t first, uint64_t n,
               unsigned dimensions, double (*out)[SAMPLE_ROW]),
              plan, seed, first, n, dimensions, out)

/* --- quantiles -------------------------------------------------------------------------------- */

/* The middle for all, then the tails one by one: three in twenty. */
WIDE_INLINE void normals(const double *u, double *z)
{
    double v[ROW];
    for (int l = 0; l < ROW; l++)
        v[l] = normal_middle(u[l] - .5);
    for (int l = 0; l < ROW; l++)
        z[l] = fabs(u[l] - .5) <= NORMAL_MIDDLE ? v[l] : normal_tail(u[l]);
}

WIDE_FUNCTION(normal_quantile_row, normals, (const double *u, double *z), u, z)

WIDE_INLINE void triangular(const struct dist *d, const double *u, double *out)
{
    double low = d->low, high = d->high, span = high - low, rise = d->mode - low;
    double fall = high - d->mode;
    for (int l = 0; l < ROW; l++) {
        double left = low + sqrt(u[l] * span * rise);
        double right = high - sqrt((1 - u[l]) * span * fall);
        out[l] = u[l] * span < rise ? left : right;
    }
}

WIDE_INLINE void quantiles(const struct dist *d, const double *u, double *out)
{
    if (d->kind == DIST_TRIANGULAR)
        triangular(d, u, out);
    else
        for (int l = 0; l < ROW; l++)
            out[l] = dist_quantile(d, u[l]);
}

WIDE_FUNCTION(dist_quantile_row, quantiles, (const struct dist *d, const double *u, double *out), d,
              u, out)

/* --- exponential and normal distribution ------------------------------------------------------ */

typedef double v4 __attribute__((vector_size(32)));
typedef int64_t m4 __attribute__((vector_size(32)));

#define V4(x) ((v4){(x), (x), (x), (x)})
#define BITS_52 0x1.8p52 /* added to a small number: its whole part is in the last bits */

/* 2^k e^r with |r| <= ln 2 / 2, the series to its 13th term: within 2 units of the last place.
 * Beyond 700 either way it stays what it is there. */
WIDE_INLINE void exponential(v4 *at)
{
    v4 x = *at;
    static const double term[] = {1.0 / 6227020800,
                                  1.0 / 479001600,
                                  1.0 / 39916800,
                                  1.0 / 3628800,
                                  1.0 / 362880,
                                  1.0 / 40320,
                                  1.0 / 5040,
                                  1.0 / 720,
                                  1.0 / 120,
                                  1.0 / 24,
                                  1.0 / 6,
                                  .5,
                                  1,
                                  1};
    m4 over = x > V4(700), under = x < V4(-700);
    x = (v4)(((m4)x & ~over) | ((m4)V4(700) & over));
    x = (v4)(((m4)x & ~under) | ((m4)V4(-700) & under));
    v4 shifted = x * V4(0x1.71547652b82fep0) + V4(BITS_52), k = shifted - V4(BITS_52);
    v4 r = x - k * V4(0x1.62e42fefa3800p-1) - k * V4(0x1.ef35793c76730p-45), y = V4(term[0]);
    for (int i = 1; i < 14; i++)
        y = y * r + V4(term[i]);
    *at = (v4)((m4)y + ((m4)shifted << 52));
}

/* J. F. Hart's rational function as G. West gives it (Wilmott Magazine, 2005): to 1e-15 within 7
 * standard deviations, beyond which the last value stands. */
WIDE_INLINE void normal(v4 *at)
{
    v4 z = *at;
    static const double top[] = {3.52624965998911e-02, .700383064443688, 6.37396220353165,
                                 33.912866078383,      112.079291497871, 221.213596169931,
                                 220.206867912376};
    static const double bottom[] = {8.83883476483184e-02, 1.75566716318264, 16.064177579207,
                                    86.7807322029461,     296.564248779674, 637.333633378831,
                                    793.826512519948,     440.413735824752};
    m4 right = z > V4(0);
    v4 x = (v4)((m4)z & INT64_MAX), a = V4(top[0]), b = V4(bottom[0]);
    m4 far = x > V4(7);
    x = (v4)(((m4)x & ~far) | ((m4)V4(7) & far));
    for (int i = 1; i < 7; i++)
        a = a * x + V4(top[i]);
    for (int i = 1; i < 8; i++)
        b = b * x + V4(bottom[i]);
    v4 left = V4(-.5) * x * x;
    exponential(&left);
    left = left * a / b;
    *at = (v4)(((m4)(V4(1) - left) & right) | ((m4)left & ~right));
}

WIDE_INLINE void exponentials(const double *x, double *out)
{
    for (int l = 0; l < ROW; l += 4) {
        v4 v;
        memcpy(&v, x + l, sizeof v);
        exponential(&v);
        memcpy(out + l, &v, sizeof v);
    }
}

WIDE_FUNCTION(exp_row, exponentials, (const double *x, double *out), x, out)

WIDE_INLINE void distribution(const double *z, double *out)
{
    for (int l = 0; l < ROW; l += 4) {
        v4 v;
        memcpy(&v, z + l, sizeof v);
        normal(&v);
        memcpy(out + l, &v, sizeof v);
    }
}

WIDE_FUNCTION(normal_cdf_row, distribution, (const double *z, double *out), z, out)
