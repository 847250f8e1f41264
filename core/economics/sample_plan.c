/* Uniform numbers by counter and the plans that spread them. */
#include "core/economics/sample_wide.h"

const char *const sample_plan_names[] = {"latin", "sobol", "plain", NULL};

#define GOLDEN SAMPLE_GOLDEN

uint64_t sample_mix(uint64_t z)
{
    return sample_mix_inline(z);
}

uint64_t sample_trial(uint64_t trial)
{
    return sample_mix((trial + 1) * GOLDEN);
}

uint64_t sample_key(uint64_t seed, uint64_t dimension)
{
    return sample_mix(sample_mix(seed + GOLDEN) + (dimension + 1) * GOLDEN);
}

uint64_t sample_bits(uint64_t seed, uint64_t trial, uint64_t dimension)
{
    return sample_mix(sample_key(seed, dimension) + sample_trial(trial));
}

double sample_uniform(uint64_t seed, uint64_t trial, uint64_t dimension)
{
    return unit_of(sample_bits(seed, trial, dimension));
}

/* Each round is one to one on so many bits: an addition and a multiplication by an odd number mix
 * upwards, the shift brings what is above back down. */
struct permutation permutation_of(uint64_t n, uint64_t key)
{
    struct permutation p = {.n = (uint32_t)(n - 1), .shift = 1};
    int bits = 1;
    while (bits < 32 && (UINT64_C(1) << bits) < n)
        bits++;
    p.mask = (uint32_t)((UINT64_C(1) << bits) - 1);
    p.shift = (bits + 1) / 2;
    for (uint64_t k = 0; k < PERMUTE_ROUNDS; k++) {
        uint64_t z = sample_mix(key + k * GOLDEN);
        p.add[k] = (uint32_t)z;
        p.odd[k] = ((uint32_t)(z >> 32) & ~7U) | 5; /* 5 of 8: the longest cycles */
    }
    return p;
}

uint64_t sample_permute(uint64_t i, uint64_t n, uint64_t key)
{
    struct permutation p = permutation_of(n, key);
    uint32_t x = (uint32_t)i;
    do
        x = permutation_turn(&p, x);
    while (x > p.n);
    return x;
}

static double latin(uint64_t seed, uint64_t i, uint64_t n, unsigned dimension)
{
    uint64_t cell = sample_permute(i, n, sample_bits(seed, UINT64_MAX, dimension));
    return latin_unit((uint32_t)cell, (uint32_t)sample_key(seed, dimension), (uint32_t)i,
                      1 / (double)n);
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
