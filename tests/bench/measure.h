/* measure.h: what the benchmarks share: the clock, the median of several rounds, and the file of
 * figures that the peers' scripts read ("NAME<tab>VALUE<tab>RESULT" a line). */
#ifndef ADIT_BENCH_MEASURE_H
#define ADIT_BENCH_MEASURE_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MEASURE_ROUNDS_MAX 64

static inline double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline int by_number(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

/* Sorts the samples. */
static inline double median(double *samples, size_t n)
{
    qsort(samples, n, sizeof *samples, by_number);
    return n % 2 != 0 ? samples[n / 2] : (samples[n / 2 - 1] + samples[n / 2]) / 2;
}

/* Appends to the file of figures; nothing when there is none. */
static inline void keep_figure(const char *path, const char *name, double value, const char *result)
{
    FILE *f = path != NULL ? fopen(path, "a") : NULL;
    if (f == NULL)
        return;
    fprintf(f, "%s\t%.9g\t%s\n", name, value, result);
    fclose(f);
}

/* The median time of one call in seconds: rounds times, `times` calls a round. */
static inline double median_time(void (*once)(void *), void *data, size_t rounds, size_t times)
{
    double samples[MEASURE_ROUNDS_MAX];
    once(data); /* warm caches */
    for (size_t i = 0; i < rounds; i++) {
        double start = seconds_now();
        for (size_t k = 0; k < times; k++)
            once(data);
        samples[i] = (seconds_now() - start) / (double)times;
    }
    return median(samples, rounds);
}

#endif
