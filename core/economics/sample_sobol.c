/* Sobol points with Owen scrambling.
 *
 * Primitive polynomials and initial numbers of Joe and Kuo, "Constructing Sobol sequences with
 * better two-dimensional projections", SIAM J. Sci. Comput. 30 (2008), for dimensions 2 to 32; the
 * first is van der Corput's. Scrambling by hashing: Laine and Karras (2011), constants of
 * Vegdahl (2021), each dimension with its own key; the order of points is kept. */
#include "core/economics/sample_wide.h"

struct direction {
    unsigned degree, inner; /* coefficients between the first and the last, which are 1 */
    uint32_t m[7];
};

static const struct direction directions[SOBOL_DIMENSIONS - 1] = {
    {1, 0, {1}},
    {2, 1, {1, 3}},
    {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}},
    {4, 1, {1, 1, 3, 3}},
    {4, 4, {1, 3, 5, 13}},
    {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}},
    {5, 7, {1, 1, 7, 11, 19}},
    {5, 11, {1, 1, 5, 1, 1}},
    {5, 13, {1, 1, 1, 3, 11}},
    {5, 14, {1, 3, 5, 5, 31}},
    {6, 1, {1, 3, 3, 9, 7, 49}},
    {6, 13, {1, 1, 1, 15, 21, 21}},
    {6, 16, {1, 3, 1, 13, 27, 49}},
    {6, 19, {1, 1, 1, 15, 7, 5}},
    {6, 22, {1, 3, 1, 15, 13, 25}},
    {6, 25, {1, 1, 5, 5, 19, 61}},
    {7, 1, {1, 3, 7, 11, 23, 15, 103}},
    {7, 4, {1, 3, 7, 13, 13, 15, 69}},
    {7, 7, {1, 1, 3, 13, 7, 35, 63}},
    {7, 8, {1, 3, 5, 9, 1, 25, 53}},
    {7, 14, {1, 3, 1, 13, 9, 35, 107}},
    {7, 19, {1, 3, 1, 5, 27, 61, 31}},
    {7, 21, {1, 1, 5, 11, 19, 41, 61}},
    {7, 28, {1, 3, 5, 3, 3, 13, 69}},
    {7, 31, {1, 1, 7, 13, 1, 19, 1}},
    {7, 32, {1, 3, 7, 5, 13, 19, 59}},
    {7, 37, {1, 1, 3, 9, 25, 29, 41}},
    {7, 41, {1, 3, 5, 13, 23, 1, 55}},
    {7, 42, {1, 3, 7, 3, 13, 59, 17}},
};

void sobol_polynomial(unsigned dimension, unsigned *degree, unsigned *inner)
{
    *degree = directions[dimension - 1].degree;
    *inner = directions[dimension - 1].inner;
}

void sobol_numbers(unsigned dimension, uint32_t v[32])
{
    if (dimension == 0) {
        for (unsigned k = 0; k < 32; k++)
            v[k] = UINT32_C(1) << (31 - k);
        return;
    }
    const struct direction *d = &directions[dimension - 1];
    for (unsigned k = 0; k < 32; k++) {
        if (k < d->degree) {
            v[k] = d->m[k] << (31 - k);
            continue;
        }
        v[k] = v[k - d->degree] ^ (v[k - d->degree] >> d->degree);
        for (unsigned j = 1; j < d->degree; j++)
            if ((d->inner >> (d->degree - 1 - j) & 1) != 0)
                v[k] ^= v[k - j];
    }
}

static uint32_t point(uint32_t i, unsigned dimension)
{
    uint32_t v[32], out = 0;
    sobol_numbers(dimension, v);
    for (unsigned k = 0; k < 32; k++)
        out ^= (i >> k & 1) != 0 ? v[k] : 0;
    return out;
}

double sample_sobol(uint64_t seed, uint32_t i, unsigned dimension)
{
    uint64_t key = sample_bits(seed, UINT64_C(0x50b01), dimension);
    uint32_t x = sobol_scramble(point(i, dimension), (uint32_t)key);
    /* below the last bit of the sequence the scrambling goes on at random */
    double rest = (double)(sample_bits(seed, i, dimension + 1000U) >> 44) + .5;
    return ((double)x + rest * 0x1p-20) * 0x1p-32;
}
