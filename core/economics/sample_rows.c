/* Uniform numbers and quantiles for a row of trials: the same figures as one at a time, in loops
 * that the compiler does side by side. */
#include <math.h>
#include <string.h>

#include "core/economics/sample_wide.h"

#define ROW SAMPLE_ROW

WIDE_INLINE void turn(const struct permutation *p, const uint32_t *x, uint32_t *out)
{
    for (int l = 0; l < ROW; l++) {
        uint32_t y = x[l];
        for (int k = 0; k < PERMUTE_ROUNDS; k++) {
            y = ((y + p->add[k]) * p->odd[k]) & p->mask;
            y ^= y >> p->shift;
        }
        out[l] = y;
    }
}

/* All go on until the last has fallen within; those that have stay. */
WIDE_INLINE void permute(uint64_t first, uint64_t n, uint64_t key, uint32_t *at)
{
    const struct permutation p = permutation_of(n, key);
    uint32_t next[ROW], outside = 0;
    for (int l = 0; l < ROW; l++) /* beyond the last trial: some place, used by nobody */
        next[l] = first + (uint64_t)l < n ? (uint32_t)first + (uint32_t)l : 0;
    turn(&p, next, at);
    for (int l = 0; l < ROW; l++)
        outside |= at[l] > p.n;
    while (outside != 0) {
        turn(&p, at, next);
        outside = 0;
        for (int l = 0; l < ROW; l++) {
            at[l] = at[l] > p.n ? next[l] : at[l];
            outside |= at[l] > p.n;
        }
    }
}

WIDE_INLINE void uniform_row(uint64_t key, const uint64_t *trial, double *out)
{
    for (int l = 0; l < ROW; l++)
        out[l] = unit_of(sample_mix_inline(key + trial[l]));
}

WIDE_INLINE void latin_row(uint64_t seed, uint64_t first, uint64_t n, unsigned dimension,
                           const uint64_t *trial, double *out)
{
    uint32_t cell[ROW];
    permute(first, n, sample_bits(seed, UINT64_MAX, dimension), cell);
    uniform_row(sample_key(seed, dimension), trial, out);
    for (int l = 0; l < ROW; l++)
        out[l] = ((double)cell[l] + out[l]) / (double)n;
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
            latin_row(seed, first, n, k, trial, out[k]);
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
