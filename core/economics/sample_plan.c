/* Uniform numbers by counter and the plans that spread them. */
#include "core/economics/sample.h"

const char *const sample_plan_names[] = {"latin", "sobol", "plain", NULL};

/* The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

#define GOLDEN UINT64_C(0x9e3779b97f4a7c15)

uint64_t sample_bits(uint64_t seed, uint64_t trial, uint64_t dimension)
{
    uint64_t key = mix(mix(seed + GOLDEN) + (dimension + 1) * GOLDEN);
    return mix(key + mix((trial + 1) * GOLDEN));
}

/* The middle of one of 2^52 cells: neither 0 nor 1. */
static double unit(uint64_t bits)
{
    return ((double)(bits >> 12) + .5) * 0x1p-52;
}

double sample_uniform(uint64_t seed, uint64_t trial, uint64_t dimension)
{
    return unit(sample_bits(seed, trial, dimension));
}

/* A Feistel cipher on the smallest even number of bits that holds n, walked until it falls within
 * 0..n-1: a permutation without a table (Black and Rogaway 2002). */
uint64_t sample_permute(uint64_t i, uint64_t n, uint64_t key)
{
    unsigned half = 1;
    while (half < 32 && (UINT64_C(1) << (2 * half)) < n)
        half++;
    uint64_t mask = (UINT64_C(1) << half) - 1;
    do {
        uint64_t left = i >> half, right = i & mask;
        for (uint64_t round = 0; round < 4; round++) {
            uint64_t next = left ^ (mix(key + round * GOLDEN + right) & mask);
            left = right;
            right = next;
        }
        i = left << half | right;
    } while (i >= n);
    return i;
}

static double latin(uint64_t seed, uint64_t i, uint64_t n, unsigned dimension)
{
    uint64_t cell = sample_permute(i, n, sample_bits(seed, UINT64_MAX, dimension));
    return ((double)cell + sample_uniform(seed, i, dimension)) / (double)n;
}

double sample_plan_at(enum sample_plan plan, uint64_t seed, uint64_t i, uint64_t n,
                      unsigned dimension)
{
    if (plan == PLAN_PLAIN)
        return sample_uniform(seed, i, dimension);
    if (plan == PLAN_SOBOL && dimension < SOBOL_DIMENSIONS)
        return sample_sobol(seed, (uint32_t)i, dimension);
    return latin(seed, i, n, dimension);
}
