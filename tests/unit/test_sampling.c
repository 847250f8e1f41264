/* Random numbers, plans, distributions and dependence. Expected values are closed forms or
 * published; where a figure is statistical the bound is several standard errors wide and the seed
 * is fixed. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/economics/risk.h"
#include "core/economics/sample.h"

#define DRAWS 10000

static void near(double got, double expected, double tolerance)
{
    if (!(fabs(got - expected) <= tolerance))
        fail_msg("got %.17g, expected %.17g within %g", got, expected, tolerance);
}

static void uniform_numbers(void **state)
{
    (void)state;
    double sum = 0, squares = 0, lag = 0, before = .5;
    for (uint64_t i = 0; i < 100000; i++) {
        double u = sample_uniform(42, i, 3);
        assert_true(u > 0 && u < 1);
        sum += u;
        squares += u * u;
        lag += (u - .5) * (before - .5);
        before = u;
    }
    near(sum / 1e5, .5, 4e-3); /* sd of the mean 0.0009 */
    near(squares / 1e5, 1.0 / 3, 4e-3);
    near(lag / 1e5 * 12, 0, .015); /* correlation of neighbours, sd 0.003 */
    assert_true(sample_uniform(42, 7, 3) == sample_uniform(42, 7, 3));
    assert_true(sample_uniform(42, 7, 3) != sample_uniform(43, 7, 3));
    assert_true(sample_uniform(42, 7, 3) != sample_uniform(42, 7, 4));
    assert_true(sample_uniform(42, 3, 7) != sample_uniform(42, 7, 3));
}

static void a_permutation_hits_each_place_once(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {1, 2, 3, 5, 16, 17, 1000, 4097};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        unsigned char seen[4097] = {0};
        for (uint64_t i = 0; i < sizes[s]; i++) {
            uint64_t at = sample_permute(i, sizes[s], 99);
            assert_true(at < sizes[s]);
            assert_int_equal(seen[at]++, 0);
        }
    }
}

/* One point in each of n equal cells, in every dimension. */
static void stratified(enum sample_plan plan, uint64_t n, unsigned dimension)
{
    unsigned char *seen = calloc(n, 1);
    assert_non_null(seen);
    for (uint64_t i = 0; i < n; i++) {
        double u = sample_plan_at(plan, 5, i, n, dimension);
        assert_true(u > 0 && u < 1);
        assert_int_equal(seen[(size_t)(u * (double)n)]++, 0);
    }
    free(seen);
}

static void plans_are_stratified(void **state)
{
    (void)state;
    for (unsigned d = 0; d < 6; d++)
        stratified(PLAN_LATIN, 1000, d);
    for (unsigned d = 0; d < SOBOL_DIMENSIONS; d++)
        stratified(PLAN_SOBOL, 1024, d);
    stratified(PLAN_SOBOL, 1000, SOBOL_DIMENSIONS); /* goes on as Latin hypercube */
}

/* A polynomial over GF(2) is primitive when x has order 2^degree - 1 modulo it. */
static void sobol_polynomials_are_primitive(void **state)
{
    (void)state;
    for (unsigned d = 1; d < SOBOL_DIMENSIONS; d++) {
        unsigned degree, inner;
        sobol_polynomial(d, &degree, &inner);
        unsigned poly = 1u << degree | inner << 1 | 1u, full = (1u << degree) - 1, x = 1, order = 0;
        do {
            x <<= 1;
            if ((x >> degree & 1u) != 0)
                x ^= poly;
            order++;
        } while (x != 1 && order <= full);
        assert_int_equal(order, full);
    }
}

/* The first two dimensions are a (0, 2)-sequence: of 2^k points one falls in each box of 2^-a by
 * 2^-(k-a), and scrambling keeps that. */
static void sobol_fills_boxes(void **state)
{
    (void)state;
    const unsigned k = 8, n = 1u << k;
    for (unsigned a = 0; a <= k; a++) {
        unsigned char seen[256] = {0};
        for (uint32_t i = 0; i < n; i++) {
            unsigned x = (unsigned)(sample_sobol(11, i, 0) * (double)(1u << a));
            unsigned y = (unsigned)(sample_sobol(11, i, 1) * (double)(1u << (k - a)));
            assert_int_equal(seen[x << (k - a) | y]++, 0);
        }
    }
}

static void normals(void **state)
{
    (void)state;
    /* Abramowitz and Stegun, table 26.2 */
    near(normal_cdf(1), .841344746068543, 1e-15);
    near(normal_cdf(-2), .022750131948179, 1e-15);
    near(normal_quantile(.975), 1.959963984540054, 1e-14);
    near(normal_quantile(.9), 1.2815515655446004, 1e-14);
    near(normal_quantile(.5), 0, 1e-16);
    for (double u = 1e-12; u < .5; u *= 1.7) {
        near(normal_cdf(normal_quantile(u)) / u, 1, 1e-12);
        near(normal_quantile(1 - u), -normal_quantile(u), 1e-4);
    }
}

static void triangular(void **state)
{
    (void)state;
    struct dist d;
    assert_true(dist_bounded(NULL, DIST_TRIANGULAR, 2, 5, 10, &d));
    /* F(mode) = (5-2)/(10-2); below it F = (x-2)^2 / 24, above 1 - (10-x)^2 / 40 */
    near(dist_quantile(&d, .375), 5, 1e-12);
    near(dist_quantile(&d, 1.0 / 24), 3, 1e-12);
    near(dist_quantile(&d, 1 - 4.0 / 40), 8, 1e-12);
    assert_false(dist_bounded(NULL, DIST_TRIANGULAR, 2, 11, 10, &d));
    assert_false(dist_bounded(NULL, DIST_TRIANGULAR, 10, 5, 2, &d));
    assert_false(dist_bounded(NULL, DIST_UNIFORM, NAN, 5, 2, &d));
    assert_true(dist_bounded(NULL, DIST_TRIANGULAR, 4, 4, 4, &d));
    near(dist_quantile(&d, .3), 4, 0);
}

/* Mean and variance over equal steps of u. */
static void moments(const struct dist *d, double *mean, double *variance)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < DRAWS; i++) {
        double x = dist_quantile(d, (i + .5) / DRAWS);
        sum += x;
        squares += x * x;
    }
    *mean = sum / DRAWS;
    *variance = squares / DRAWS - *mean * *mean;
}

static void pert(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct dist d;
    double mean, variance;
    /* mode at the low end: alpha 1, beta 5, F(x) = 1 - (1-x)^5 */
    assert_true(dist_bounded(a, DIST_PERT, 0, 0, 1, &d));
    for (double u = .01; u < 1; u += .07)
        near(dist_quantile(&d, u), 1 - pow(1 - u, .2), 1e-8);
    /* symmetric: alpha = beta = 3, F = x^3 (10 - 15 x + 6 x^2) */
    assert_true(dist_bounded(a, DIST_PERT, 0, .5, 1, &d));
    for (double u = .001; u < 1; u += .07) {
        double x = dist_quantile(&d, u);
        near(x * x * x * (10 - 15 * x + 6 * x * x), u, 1e-9);
    }
    /* mean (a + 4 m + b) / 6, variance (mean - a)(b - mean) / 7 */
    assert_true(dist_bounded(a, DIST_PERT, 80, 100, 150, &d));
    moments(&d, &mean, &variance);
    near(mean, 105, 1e-3);
    near(variance, 25.0 * 45 / 7, .1);
    arena_free(a);
}

static void lognormal(void **state)
{
    (void)state;
    struct dist d;
    assert_true(dist_from_p10_p90(DIST_LOGNORMAL, 50, 98, &d));
    near(dist_quantile(&d, .1), 50, 1e-10);
    near(dist_quantile(&d, .9), 98, 1e-10);
    near(dist_quantile(&d, .5), 70, 1e-10); /* sqrt(50 * 98) */
    assert_true(dist_from_p10_p90(DIST_NORMAL, -1, 3, &d));
    near(dist_quantile(&d, .5), 1, 1e-14);
    assert_false(dist_from_p10_p90(DIST_LOGNORMAL, 0, 98, &d));
    assert_false(dist_from_p10_p90(DIST_LOGNORMAL, 99, 98, &d));
}

/* --- dependence ------------------------------------------------------------------------------- */

static const double *sort_keys;
static int by_key(const void *x, const void *y)
{
    double a = sort_keys[*(const size_t *)x], b = sort_keys[*(const size_t *)y];
    return (a > b) - (a < b);
}

static void ranks(const double *v, double *rank)
{
    static size_t order[DRAWS];
    for (size_t i = 0; i < DRAWS; i++)
        order[i] = i;
    sort_keys = v;
    qsort(order, DRAWS, sizeof *order, by_key);
    for (size_t i = 0; i < DRAWS; i++)
        rank[order[i]] = (double)i;
}

static double rank_correlation(const double *x, const double *y)
{
    static double rx[DRAWS], ry[DRAWS];
    double mean = (DRAWS - 1) / 2.0, xy = 0, xx = 0;
    ranks(x, rx);
    ranks(y, ry);
    for (size_t i = 0; i < DRAWS; i++) {
        xy += (rx[i] - mean) * (ry[i] - mean);
        xx += (rx[i] - mean) * (rx[i] - mean);
    }
    return xy / xx;
}

static void copula_meets_its_targets(void **state)
{
    (void)state;
    static const double target[3][3] = {{1, .7, -.4}, {.7, 1, .1}, {-.4, .1, 1}};
    static double draws[3][DRAWS];
    double m[9], l[9];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            m[i * 3 + j] = i == j ? 1 : corr_of_normals(target[i][j]);
    corr_cholesky(m, 3, l);
    for (uint64_t t = 0; t < DRAWS; t++) {
        double z[3];
        for (unsigned i = 0; i < 3; i++)
            z[i] = normal_quantile(sample_plan_at(PLAN_LATIN, 1, t, DRAWS, i));
        for (unsigned i = 0; i < 3; i++) {
            draws[i][t] = 0;
            for (unsigned k = 0; k <= i; k++)
                draws[i][t] += l[i * 3 + k] * z[k];
        }
    }
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < i; j++)
            near(rank_correlation(draws[i], draws[j]), target[i][j], .02);
}

static void eigenvalues(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    /* 2 on the diagonal, -1 beside it: 2 - 2 cos(k pi / 4) */
    const double m[9] = {2, -1, 0, -1, 2, -1, 0, -1, 2};
    double w[3], v[9], expected[3] = {2 - M_SQRT2, 2, 2 + M_SQRT2};
    symmetric_eigen(a, m, 3, w, v);
    for (int k = 0; k < 3; k++) {
        double best = 9;
        for (int i = 0; i < 3; i++)
            best = fmin(best, fabs(w[i] - expected[k]));
        near(best, 0, 1e-12);
    }
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < 3; i++) {
            double mv = 0;
            for (int j = 0; j < 3; j++)
                mv += m[i * 3 + j] * v[j * 3 + k];
            near(mv, w[k] * v[i * 3 + k], 1e-12);
        }
    arena_free(a);
}

/* A high with B, B high with C, A opposed to C cannot be. By hand: with 1, -1, r = 0.9 the matrix
 * has the eigenvalues 1 + r, 1 + r, 1 - 2 r = -0.8; clipped and scaled the correlations are
 * r' = 0.5, and each of six entries moves by 0.4: distance 0.4 sqrt(6). */
static void impossible_correlations_are_mended(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    double m[9] = {1, .9, -.9, .9, 1, .9, -.9, .9, 1}, w[3], v[9];
    double moved = corr_repair(a, m, 3);
    near(moved, .4 * sqrt(6), 1e-12);
    near(m[1], .5, 1e-12);
    near(m[2], -.5, 1e-12);
    near(m[5], .5, 1e-12);
    symmetric_eigen(a, m, 3, w, v);
    for (int i = 0; i < 3; i++)
        assert_true(w[i] > -1e-12);
    double fine[4] = {1, .3, .3, 1}, l[4];
    near(corr_repair(a, fine, 2), 0, 0);
    double full[4] = {1, 1, 1, 1}; /* semi-definite: possible, and Cholesky must bear it */
    near(corr_repair(a, full, 2), 0, 0);
    corr_cholesky(full, 2, l);
    near(l[2], 1, 1e-15);
    near(l[3], 0, 1e-15);
    arena_free(a);
}

/* A row of trials is what one at a time gives, to the bit, and dimensions go their own ways. */
static void rows_are_the_same_numbers(void **state)
{
    (void)state;
    static double u[40][SAMPLE_ROW];
    struct arena *a = arena_new();
    static const uint64_t sizes[] = {1, 63, 64, 1000, 100000};
    for (int plan = PLAN_LATIN; plan <= PLAN_PLAIN; plan++)
        for (size_t s = 0; s < 5; s++)
            for (uint64_t from = 0; from < sizes[s]; from += sizes[s] / 3 + 1) {
                sample_rows(sampler_new(a, (enum sample_plan)plan, 5, sizes[s], 40), from, u);
                for (unsigned k = 0; k < 40; k++)
                    for (uint64_t l = 0; l < SAMPLE_ROW && from + l < sizes[s]; l++)
                        assert_true(u[k][l] == sample_plan_at((enum sample_plan)plan, 5, from + l,
                                                              sizes[s], k));
            }
    double q[SAMPLE_ROW], z[SAMPLE_ROW];
    sample_rows(sampler_new(a, PLAN_PLAIN, 5, 64, 1), 0, u);
    u[0][3] = 1e-300;
    u[0][9] = 1 - 1e-15;
    normal_quantile_row(u[0], z);
    for (int l = 0; l < SAMPLE_ROW; l++)
        assert_true(z[l] == normal_quantile(u[0][l]));
    double e[SAMPLE_ROW];
    for (double from = -690; from < 690; from += 64 * .37) {
        for (int l = 0; l < SAMPLE_ROW; l++)
            z[l] = from + .37 * l;
        exp_row(z, e);
        for (int l = 0; l < SAMPLE_ROW; l++)
            near(e[l] / exp(fmin(z[l], 700)), 1, 5e-16);
    }
    for (double from = -6.9; from < 6.9; from += 64 * .0173) {
        for (int l = 0; l < SAMPLE_ROW; l++)
            z[l] = fmin(from + .0173 * l, 6.99);
        normal_cdf_row(z, e);
        for (int l = 0; l < SAMPLE_ROW; l++)
            near(e[l], normal_cdf(z[l]), 1e-15);
    }
    for (int l = 0; l < SAMPLE_ROW; l++)
        z[l] = l % 2 == 0 ? -40 : 40;
    normal_cdf_row(z, e);
    assert_true(e[0] > 0 && e[1] < 1);
    for (int kind = DIST_UNIFORM; kind <= DIST_NORMAL; kind++) {
        struct dist d;
        assert_true(kind >= DIST_LOGNORMAL ? dist_from_p10_p90((enum dist_kind)kind, 2, 7, &d)
                                           : dist_bounded(a, (enum dist_kind)kind, 2, 3, 7, &d));
        dist_quantile_row(&d, u[0], q);
        for (int l = 0; l < SAMPLE_ROW; l++)
            assert_true(q[l] == dist_quantile(&d, u[0][l]));
    }
    arena_free(a);
}

/* No two dimensions of a Latin hypercube go together: correlation of any two, sd 0.01 each. */
static void dimensions_are_apart(void **state)
{
    (void)state;
    enum { N = 10000, D = 24 };
    double *u = malloc(sizeof(double) * N * D);
    assert_non_null(u);
    for (unsigned k = 0; k < D; k++)
        for (uint64_t i = 0; i < N; i++)
            u[k * N + i] = sample_plan_at(PLAN_LATIN, 9, i, N, k) - .5;
    double most = 0, squares = 0;
    for (unsigned j = 0; j < D; j++)
        for (unsigned k = 0; k < j; k++) {
            double sum = 0, lag = 0;
            for (size_t i = 0; i < N; i++) {
                sum += u[j * N + i] * u[k * N + i] * 12 / N;
                lag += u[j * N + i] * u[k * N + (i + 1) % N] * 12 / N;
            }
            most = fmax(most, fmax(fabs(sum), fabs(lag)));
            squares += sum * sum;
        }
    assert_true(most < .045); /* of 552 figures; 4.5 sd */
    near(sqrt(squares / (D * (D - 1) / 2)), .01, .002);
    free(u);
}

/* --- Sobol indices ---------------------------------------------------------------------------- */

static void ishigami(void *arg, double (*u)[SAMPLE_ROW], double *f)
{
    (void)arg;
    for (int l = 0; l < SAMPLE_ROW; l++) {
        double x[3];
        for (int i = 0; i < 3; i++)
            x[i] = M_PI * (2 * u[i][l] - 1);
        f[l] = sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + .1 * pow(x[2], 4) * sin(x[0]);
    }
}

/* Ishigami and Homma (1990), a = 7, b = 0.1: closed form. */
static void indices_of_ishigami(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const unsigned group[] = {0, 1, 2};
    double first[3], total[3];
    assert_true(sobol_indices(a, ishigami, NULL, 3, group, 3, 1 << 14, 7, first, total));
    near(first[0], .3139, .005);
    near(first[1], .4424, .005);
    near(first[2], 0, .005);
    near(total[0], .5576, .005);
    near(total[1], .4424, .005);
    near(total[2], .2437, .005);
    /* the first and third as one group: all but the second's part */
    static const unsigned pair[] = {0, 1, 0};
    assert_true(sobol_indices(a, ishigami, NULL, 3, pair, 2, 1 << 14, 7, first, total));
    near(first[0], .5576, .005);
    near(total[0], .5576, .005);
    arena_free(a);
}

static void level(void *arg, double (*u)[SAMPLE_ROW], double *f)
{
    (void)u;
    for (int l = 0; l < SAMPLE_ROW; l++)
        f[l] = *(double *)arg;
}

static void indices_of_a_constant(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const unsigned group[] = {0};
    double first[1], total[1], value = 3;
    assert_false(sobol_indices(a, level, &value, 1, group, 1, 64, 1, first, total));
    value = NAN;
    assert_false(sobol_indices(a, level, &value, 1, group, 1, 64, 1, first, total));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uniform_numbers),
        cmocka_unit_test(a_permutation_hits_each_place_once),
        cmocka_unit_test(plans_are_stratified),
        cmocka_unit_test(sobol_polynomials_are_primitive),
        cmocka_unit_test(sobol_fills_boxes),
        cmocka_unit_test(normals),
        cmocka_unit_test(triangular),
        cmocka_unit_test(pert),
        cmocka_unit_test(lognormal),
        cmocka_unit_test(copula_meets_its_targets),
        cmocka_unit_test(eigenvalues),
        cmocka_unit_test(impossible_correlations_are_mended),
        cmocka_unit_test(rows_are_the_same_numbers),
        cmocka_unit_test(dimensions_are_apart),
        cmocka_unit_test(indices_of_ishigami),
        cmocka_unit_test(indices_of_a_constant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
