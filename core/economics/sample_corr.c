/* Dependence between inputs by a Gaussian copula: correlation matrices, mended where they are not
 * possible. */
#include <math.h>
#include <string.h>

#include "core/economics/sample.h"

double corr_of_normals(double rank)
{
    return 2 * sin(M_PI * rank / 6);
}

/* One Jacobi rotation that makes a[p][q] zero. */
static void rotate(double *a, double *v, size_t n, size_t p, size_t q)
{
    double apq = a[p * n + q];
    if (apq == 0)
        return;
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
    double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
    double c = 1 / sqrt(t * t + 1), s = t * c;
    for (size_t k = 0; k < n; k++) {
        double x = a[k * n + p], y = a[k * n + q];
        a[k * n + p] = c * x - s * y;
        a[k * n + q] = s * x + c * y;
    }
    for (size_t k = 0; k < n; k++) {
        double x = a[p * n + k], y = a[q * n + k];
        a[p * n + k] = c * x - s * y;
        a[q * n + k] = s * x + c * y;
    }
    for (size_t k = 0; k < n; k++) {
        double x = v[k * n + p], y = v[k * n + q];
        v[k * n + p] = c * x - s * y;
        v[k * n + q] = s * x + c * y;
    }
}

static double off_diagonal(const double *a, size_t n)
{
    double sum = 0;
    for (size_t p = 0; p < n; p++)
        for (size_t q = p + 1; q < n; q++)
            sum += a[p * n + q] * a[p * n + q];
    return sum;
}

static void jacobi(double *a, size_t n, double *w, double *v)
{
    memset(v, 0, n * n * sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i * n + i] = 1;
    for (int sweep = 0; sweep < 60 && off_diagonal(a, n) > 1e-30; sweep++)
        for (size_t p = 0; p < n; p++)
            for (size_t q = p + 1; q < n; q++)
                rotate(a, v, n, p, q);
    for (size_t i = 0; i < n; i++)
        w[i] = a[i * n + i];
}

void symmetric_eigen(struct arena *a, const double *m, size_t n, double *w, double *v)
{
    double *copy = ARENA_ARRAY(a, n * n, double);
    memcpy(copy, m, n * n * sizeof *copy);
    jacobi(copy, n, w, v);
}

/* Eigenvalues below 0 become 0, then the diagonal is scaled back to 1. */
double corr_repair(struct arena *a, double *m, size_t n)
{
    double *v = ARENA_ARRAY(a, n * n, double), *w = ARENA_ARRAY(a, n, double);
    double *clipped = ARENA_ARRAY(a, n * n, double), moved = 0;
    symmetric_eigen(a, m, n, w, v);
    bool possible = true;
    for (size_t i = 0; i < n; i++)
        possible &= w[i] >= -1e-12;
    if (possible)
        return 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            for (size_t k = 0; k < n; k++)
                clipped[i * n + j] += fmax(w[k], 0) * v[i * n + k] * v[j * n + k];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double scale = sqrt(clipped[i * n + i] * clipped[j * n + j]);
            double r = i == j ? 1 : scale > 0 ? clipped[i * n + j] / scale : 0;
            moved += (r - m[i * n + j]) * (r - m[i * n + j]);
            m[i * n + j] = r;
        }
    return sqrt(moved);
}

void corr_cholesky(const double *m, size_t n, double *l)
{
    memset(l, 0, n * n * sizeof *l);
    for (size_t j = 0; j < n; j++) {
        double d = m[j * n + j];
        for (size_t k = 0; k < j; k++)
            d -= l[j * n + k] * l[j * n + k];
        l[j * n + j] = d > 1e-14 ? sqrt(d) : 0;
        for (size_t i = j + 1; i < n && l[j * n + j] > 0; i++) {
            double s = m[i * n + j];
            for (size_t k = 0; k < j; k++)
                s -= l[i * n + k] * l[j * n + k];
            l[i * n + j] = s / l[j * n + j];
        }
    }
}
