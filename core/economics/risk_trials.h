/* risk_trials.h: the trials of a Monte Carlo run, as they come. */
#ifndef ADIT_ECONOMICS_RISK_TRIALS_H
#define ADIT_ECONOMICS_RISK_TRIALS_H

#include "core/economics/risk_internal.h"

#define RISK_POWERS 5
/* Over the trials with a finite y, t = 2 u - 1: sums of (y - shift) t^k and of t^k. */
struct risk_sums {
    double y[RISK_POWERS + 1], t[RISK_POWERS + 1];
};
/* Adds to out[k] those of a row of n trials for the input whose places are u[k]; NULL: left out
 * (risk_moments.c). */
void risk_moments(double (*const *u)[SAMPLE_ROW], size_t inputs, const double *y, size_t n,
                  double shift, struct risk_sums *out);

struct trials {
    double *npv, *dscr;     /* by trial */
    struct risk_sums *sums; /* of each uncertain input; y - shift with the NPV as stated */
    double *average;        /* by trial: of the price path; NULL: there is none */
    size_t done;            /* trials that were computed, from the first on */
    bool stopped;
    size_t general;    /* of them by the general model */
    const char *fault; /* why all were; NULL: the quick form computed */
};

/* Makes the arrays of out. */
void run_trials(struct arena *a, const struct risk_draw *d, const struct risk_options *o,
                struct trials *out);
/* Sobol indices of the NPV by uncertain input. */
bool trial_indices(struct arena *a, const struct risk_draw *d, size_t n, uint64_t seed,
                   double *first, double *total);

#endif
