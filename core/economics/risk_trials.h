/* risk_trials.h: the trials of a Monte Carlo run, as they come. */
#ifndef ADIT_ECONOMICS_RISK_TRIALS_H
#define ADIT_ECONOMICS_RISK_TRIALS_H

#include "core/economics/risk_internal.h"

struct trials {
    double *npv, *dscr; /* by trial */
    float **drawn; /* of each uncertain input by trial: its coordinate; of a path its average */
    size_t done;   /* trials that were computed, from the first on */
    bool stopped;
    size_t general;    /* of them by the general model */
    const char *fault; /* why all were; NULL: the quick form computed */
};

void run_trials(struct arena *a, const struct risk_draw *d, const struct risk_options *o,
                struct trials *out);
/* Sobol indices of the NPV by uncertain input. */
bool trial_indices(struct arena *a, const struct risk_draw *d, size_t n, uint64_t seed,
                   double *first, double *total);

#define RISK_POWERS 5
/* sum[k] = sum of (y - mean) (2 u - 1)^k over the finite y (risk_moments.c). */
void risk_moments(const float *u, const double *y, size_t n, double mean,
                  double sum[RISK_POWERS + 1]);

#endif
