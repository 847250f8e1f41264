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
WIDE_INLINE void permute(const struct permutation *p, uint64_t first, uint32_t *at)
{
    uint32_t from[ROW];
    for (int l = 0; l < ROW; l++) /* beyond the last trial: some place, used by nobody */
        from[l] = first + (uint64_t)l <= p->n ? (uint32_t)first + (uint32_t)l : 0;
    turn(p, from, at);
    turn(p, at, from);
    for (int l = 0; l < ROW; l++)
        at[l] = at[l] > p->n ? from[l] : at[l];
    for (int l = 0; l < ROW; l++)
        while (at[l] > p->n)
            at[l] = permutation_turn(p, at[l]);
}

/* What a dimension is drawn with, in the plan's own way. */
struct dimension {
    uint64_t key;
    uint32_t hash;
    union {
        struct permutation cells;
        uint32_t numbers[32];
    };
};

struct sampler {
    enum sample_plan plan;
    unsigned n_dimensions;
    double part;
    struct dimension *dimensions;
};

static bool by_sobol(enum sample_plan plan, unsigned k)
{
    return plan == PLAN_SOBOL && k < SOBOL_DIMENSIONS;
}

struct sampler *sampler_new(struct arena *a, enum sample_plan plan, uint64_t seed, uint64_t n,
                            unsigned dimensions)
{
    struct sampler *s = ARENA_NEW(a, struct sampler);
    *s = (struct sampler){plan, dimensions, 1 / (double)n,
                          ARENA_ARRAY(a, dimensions, struct dimension)};
    for (unsigned k = 0; k < dimensions; k++) {
        struct dimension *d = &s->dimensions[k];
        if (plan == PLAN_PLAIN) {
            d->key = sample_key(seed, k);
        } else if (by_sobol(plan, k)) {
            d->key = sample_key(seed, k + 1000U);
            d->hash = (uint32_t)sample_bits(seed, UINT64_C(0x50b01), k);
            sobol_numbers(k, d->numbers);
        } else {
            d->hash = (uint32_t)sample_key(seed, k);
            d->cells = permutation_of(n, sample_bits(seed, UINT64_MAX, k));
        }
    }
    return s;
}

WIDE_INLINE void uniform_row(const struct dimension *d, const uint64_t *trial, double *out)
{
    for (int l = 0; l < ROW; l++)
        out[l] = unit_of(sample_mix_inline(d->key + trial[l]));
}

WIDE_INLINE void latin_row(const struct dimension *d, double part, uint64_t first, double *out)
{
    uint32_t cell[ROW], key = d->hash;
    permute(&d->cells, first, cell);
    for (int l = 0; l < ROW; l++)
        out[l] = latin_unit(cell[l], key, (uint32_t)first + (uint32_t)l, part);
}

WIDE_INLINE void sobol_row(const struct dimension *d, uint32_t first, const uint64_t *trial,
                           double *out)
{
    for (int l = 0; l < ROW; l++) {
        uint32_t i = first + (uint32_t)l, x = 0;
        for (int k = 0; k < 32 && i >> k != 0; k++)
            x ^= d->numbers[k] & -(i >> k & 1);
        double low = (double)(int64_t)(sample_mix_inline(d->key + trial[l]) >> 44) + .5;
        out[l] = ((double)sobol_scramble(x, d->hash) + low * 0x1p-20) * 0x1p-32;
    }
}

WIDE_INLINE void rows(const struct sampler *s, uint64_t first, double (*out)[ROW])
{
    uint64_t trial[ROW];
    for (int l = 0; l < ROW; l++)
        trial[l] = sample_mix_inline((first + (uint64_t)l + 1) * SAMPLE_GOLDEN);
    for (unsigned k = 0; k < s->n_dimensions; k++) {
        if (s->plan == PLAN_PLAIN)
            uniform_row(&s->dimensions[k], trial, out[k]);
        else if (by_sobol(s->plan, k))
            sobol_row(&s->dimensions[k], (uint32_t)first, trial, out[k]);
        else
            latin_row(&s->dimensions[k], s->part, first, out[k]);
    }
}

WIDE_FUNCTION(sample_rows, rows,
              (const struct sampler *s, uint64_t first, double (*out)[SAMPLE_ROW]), s, first, out)

/* --- quantiles -------------------------------------------------------------------------------- */

/* The middle for all, then the tails, three in twenty, put side by side. */
WIDE_INLINE void normals(const double *u, double *z)
{
    double v[ROW], tail[ROW], r[ROW];
    unsigned char at[ROW];
    unsigned n = 0, whole;
    for (unsigned l = 0; l < ROW; l++) {
        at[n] = (unsigned char)l;
        tail[n] = u[l];
        n += fabs(u[l] - .5) > NORMAL_MIDDLE;
    }
    for (int l = 0; l < ROW; l++)
        v[l] = normal_middle(u[l] - .5);
    for (whole = n; whole % 4 != 0; whole++) /* whole vectors */
        tail[whole] = .01;
    for (unsigned l = 0; l < whole; l++)
        r[l] = tail_root(tail[l]);
    for (unsigned l = 0; l < whole; l++) {
        double x = ratio_of(tail_top, tail_bottom, r[l] - 1.6);
        tail[l] = tail[l] < .5 ? -x : x;
    }
    for (unsigned i = 0; i < n; i++)
        v[at[i]] = r[i] <= NORMAL_FAR ? tail[i] : normal_far(u[at[i]]);
    memcpy(z, v, sizeof v);
}

WIDE_FUNCTION(normal_quantile_row, normals, (const double *u, double *z), u, z)

WIDE_INLINE void triangular(const struct dist *d, const double *u, double *out)
{
    double low = d->low, high = d->high, span = high - low, rise = d->mode - low;
    double fall = high - d->mode;
    for (int l = 0; l < ROW; l++) { /* one root, of what the side has */
        double at = u[l] * span;
        double root = sqrt(at < rise ? at * rise : (1 - u[l]) * span * fall);
        out[l] = at < rise ? low + root : high - root;
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
