/* sample_wide.h: what the sampling files share: steps that are the same for one number and for a
 * row of them, and how a loop is built for wide registers too. */
#ifndef ADIT_ECONOMICS_SAMPLE_WIDE_H
#define ADIT_ECONOMICS_SAMPLE_WIDE_H

#include <math.h>
#include <string.h>

#include "core/economics/sample.h"

#define WIDE_INLINE static inline __attribute__((always_inline))

/* Defines `name` as the function `body`, built twice; which one runs is chosen at run time. Both
 * give the same bits: nothing is fused or put in another order. */
#ifdef __x86_64__
#define WIDE_FUNCTION(name, body, parameters, ...)                                                 \
    __attribute__((target("avx2"))) static void name##_wide parameters                             \
    {                                                                                              \
        body(__VA_ARGS__);                                                                         \
    }                                                                                              \
    static void name##_plain parameters                                                            \
    {                                                                                              \
        body(__VA_ARGS__);                                                                         \
    }                                                                                              \
    void name parameters                                                                           \
    {                                                                                              \
        if (__builtin_cpu_supports("avx2"))                                                        \
            name##_wide(__VA_ARGS__);                                                              \
        else                                                                                       \
            name##_plain(__VA_ARGS__);                                                             \
    }
#else
#define WIDE_FUNCTION(name, body, parameters, ...)                                                 \
    void name parameters                                                                           \
    {                                                                                              \
        body(__VA_ARGS__);                                                                         \
    }
#endif

#define SAMPLE_GOLDEN UINT64_C(0x9e3779b97f4a7c15)

/* The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
WIDE_INLINE uint64_t sample_mix_inline(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

WIDE_INLINE uint32_t bits_reversed(uint32_t x)
{
    x = (x & 0x55555555U) << 1 | (x >> 1 & 0x55555555U);
    x = (x & 0x33333333U) << 2 | (x >> 2 & 0x33333333U);
    x = (x & 0x0f0f0f0fU) << 4 | (x >> 4 & 0x0f0f0f0fU);
    x = (x & 0x00ff00ffU) << 8 | (x >> 8 & 0x00ff00ffU);
    return x << 16 | x >> 16;
}

/* Each bit is flipped by a hash of the bits above it. */
WIDE_INLINE uint32_t sobol_scramble(uint32_t x, uint32_t key)
{
    x = bits_reversed(x);
    x ^= x * 0x3d20adeaU;
    x += key;
    x *= key >> 16 | 1;
    x ^= x * 0x05526c56U;
    x ^= x * 0x53a22864U;
    return bits_reversed(x);
}

WIDE_INLINE uint32_t permutation_turn(const struct permutation *p, uint32_t x)
{
    for (int k = 0; k < PERMUTE_ROUNDS; k++) {
        x = ((x + p->add[k]) * p->odd[k]) & p->mask;
        x ^= x >> p->shift;
    }
    return x;
}

/* A place within its cell from 32 bits of a hash (the finalizer of MurmurHash3, Appleby): the cells
 * themselves are the seed's permutation. part: what a cell is of the whole. */
WIDE_INLINE double latin_unit(uint32_t cell, uint32_t key, uint32_t trial, double part)
{
    uint32_t h = trial * 0x9e3779b9U + key;
    h = (h ^ (h >> 16)) * 0x85ebca6bU;
    h = (h ^ (h >> 13)) * 0xc2b2ae35U;
    h ^= h >> 16;
    double low = (double)(int32_t)(h >> 1) + .5; /* of 2^31 */
    return ((double)(int32_t)cell + low * 0x1p-31) * part;
}

/* The middle of one of 2^52 cells: neither 0 nor 1. */
WIDE_INLINE double unit_of(uint64_t bits)
{
    return ((double)(int64_t)(bits >> 12) + .5) * 0x1p-52;
}

/* M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988), PPND16: the middle, |u - 1/2| up
 * to 0.425, and the tails. */
WIDE_INLINE double ratio_of(const double top[8], const double bottom[8], double r)
{
    double a = top[7], b = bottom[7];
    for (int i = 6; i >= 0; i--) {
        a = a * r + top[i];
        b = b * r + bottom[i];
    }
    return a / b;
}

#define NORMAL_MIDDLE .425
extern const double normal_top[8], normal_bottom[8];
double pert_quantile(const struct dist *d, double u);

/* The logarithm of a normal number above 0, within 1e-16 of its size away from 1: m 2^e with m
 * between sqrt(1/2) and sqrt(2), and twice the series of artanh((m - 1) / (m + 1)) to its 21st
 * power, of which the next term is below 1e-18. */
WIDE_INLINE double log_of(double x)
{
    uint64_t bits, whole;
    double m, e, sum = 1.0 / 21;
    memcpy(&bits, &x, sizeof bits);
    bits += UINT64_C(0x3ff0000000000000) - UINT64_C(0x3fe6a09e667f3bcd);
    whole = (bits >> 52) | UINT64_C(0x4330000000000000); /* 2^52 + the exponent */
    memcpy(&e, &whole, sizeof e);
    e -= 0x1p52 + 1023;
    bits = (bits & UINT64_C(0x000fffffffffffff)) + UINT64_C(0x3fe6a09e667f3bcd);
    memcpy(&m, &bits, sizeof m);
    double s = (m - 1) / (m + 1), q = s * s;
    for (int k = 19; k >= 3; k -= 2)
        sum = sum * q + 1.0 / k;
    return e * 0x1.62e42fefa3800p-1 + (2 * s + (2 * s * q * sum + e * 0x1.ef35793c76730p-45));
}

/* Up to r = 5 and beyond, where u is below 1.4e-11. */
extern const double tail_top[8], tail_bottom[8], far_top[8], far_bottom[8];
#define NORMAL_FAR 5

WIDE_INLINE double tail_root(double u)
{
    return sqrt(-log_of(u < .5 ? u : 1 - u));
}

/* Beyond NORMAL_FAR. */
double normal_far(double u);

WIDE_INLINE double normal_middle(double q)
{
    return q * ratio_of(normal_top, normal_bottom, .180625 - q * q);
}

#endif
