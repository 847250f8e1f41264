/* sample.h: random numbers, sampling plans and distributions of the risk runs.
 *
 * Every draw is a function of (seed, trial, dimension): no state is carried from one to the next,
 * so the result does not depend on who computes which trial, or in what order. */
#ifndef ADIT_ECONOMICS_SAMPLE_H
#define ADIT_ECONOMICS_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"

/* --- uniform numbers (sample_plan.c, sample_sobol.c) ------------------------------------------ */

/* 64 well-mixed bits of three words. */
uint64_t sample_bits(uint64_t seed, uint64_t trial, uint64_t dimension);
/* The same as a number in (0, 1), never an end. */
double sample_uniform(uint64_t seed, uint64_t trial, uint64_t dimension);
/* The part of sample_bits that the trial, and that seed and dimension, decide: sample_bits is
 * sample_mix of their sum. */
uint64_t sample_trial(uint64_t trial);
uint64_t sample_key(uint64_t seed, uint64_t dimension);
uint64_t sample_mix(uint64_t z);
/* Where i of 0..n-1 goes in a permutation that key chooses. n is at most 2^32. */
uint64_t sample_permute(uint64_t i, uint64_t n, uint64_t key);

/* The permutation itself: rounds on the smallest number of bits that holds n, walked until it falls
 * within 0..n-1. */
#define PERMUTE_ROUNDS 4
struct permutation {
    uint32_t n, mask, add[PERMUTE_ROUNDS], odd[PERMUTE_ROUNDS];
    int shift;
};
struct permutation permutation_of(uint64_t n, uint64_t key);

#define SOBOL_DIMENSIONS 32
/* The generating numbers of a dimension: the point of i is the exclusive or of those of its bits.
 */
void sobol_numbers(unsigned dimension, uint32_t v[32]);
/* The i-th point of a Sobol sequence with nested uniform (Owen) scrambling; dimension is below
 * SOBOL_DIMENSIONS, i below 2^32. */
double sample_sobol(uint64_t seed, uint32_t i, unsigned dimension);
/* Degree and coefficients of the polynomial of a dimension from 1 on, for checks. */
void sobol_polynomial(unsigned dimension, unsigned *degree, unsigned *inner);

enum sample_plan { PLAN_LATIN, PLAN_SOBOL, PLAN_PLAIN };
extern const char *const sample_plan_names[]; /* NULL-terminated */
/* Coordinate of trial i of n in (0, 1). Sobol beyond its dimensions goes on as Latin hypercube. */
double sample_plan_at(enum sample_plan plan, uint64_t seed, uint64_t i, uint64_t n,
                      unsigned dimension);

/* --- many at once (sample_rows.c) --------------------------------------------------------------
 */

#define SAMPLE_ROW 64 /* trials side by side */

/* What the rows of a plan share: n trials. */
struct sampler;
struct sampler *sampler_new(struct arena *a, enum sample_plan plan, uint64_t seed, uint64_t n,
                            unsigned dimensions);
/* Coordinates of the trials first .. first + SAMPLE_ROW - 1: out[k] is those of dimension k. Each
 * is what sample_plan_at gives, to the bit. */
void sample_rows(const struct sampler *s, uint64_t first, double (*out)[SAMPLE_ROW]);
/* Of each; in place or not. The quantile is that of normal_quantile to the bit; e^x is within 4e-16
 * of its value for |x| up to 700, the normal distribution within 1e-15 and never 0 or 1. */
void normal_quantile_row(const double *u, double *z);
void exp_row(const double *x, double *out);
void normal_cdf_row(const double *z, double *u);
struct dist;
void dist_quantile_row(const struct dist *d, const double *u, double *out);

/* --- distributions (sample_dist.c) ------------------------------------------------------------ */

double normal_cdf(double z);
/* Inverse of normal_cdf for u in (0, 1), to about 1e-15 (Wichura, AS 241). */
double normal_quantile(double u);

enum dist_kind { DIST_UNIFORM, DIST_TRIANGULAR, DIST_PERT, DIST_LOGNORMAL, DIST_NORMAL };
extern const char *const dist_kind_names[]; /* NULL-terminated */

struct dist {
    enum dist_kind kind;
    double low, mode, high;  /* uniform, triangular, PERT: the bounds, and the likeliest value */
    double mu, sigma;        /* normal; lognormal: of the logarithm */
    double alpha, beta;      /* PERT */
    const double *x, *f, *p; /* PERT: cells of the distribution and density of the beta */
    const unsigned short *guide; /* PERT: cell in which the search for k / CELLS begins */
};

/* False when the figures make no distribution (low > high, mode outside, sigma < 0). */
bool dist_bounded(struct arena *a, enum dist_kind kind, double low, double mode, double high,
                  struct dist *out);
/* Normal or lognormal from its 10 % and 90 % points. */
bool dist_from_p10_p90(enum dist_kind kind, double p10, double p90, struct dist *out);
double dist_quantile(const struct dist *d, double u);

/* --- dependence (sample_corr.c) --------------------------------------------------------------- */

/* Pearson correlation of normals whose rank correlation is rho. */
double corr_of_normals(double rank);
/* Eigenvalues in w and eigenvectors in the columns of v of the symmetric n x n matrix m (Jacobi).
 */
void symmetric_eigen(struct arena *a, const double *m, size_t n, double *w, double *v);
/* When m is not positive semi-definite: sets its negative eigenvalues to 0 and its diagonal back
 * to 1. Returns the Frobenius distance moved, 0 when nothing was. */
double corr_repair(struct arena *a, double *m, size_t n);
/* Lower triangle with l l' = m; m is positive semi-definite. */
void corr_cholesky(const double *m, size_t n, double *l);

#endif
