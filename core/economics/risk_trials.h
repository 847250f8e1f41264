/* risk_trials.h: the trials of a Monte Carlo run, as they come. */
#ifndef ADIT_ECONOMICS_RISK_TRIALS_H
#define ADIT_ECONOMICS_RISK_TRIALS_H

#include "core/economics/risk_internal.h"

struct trials {
    double *npv, *dscr; /* by trial */
    double *values;     /* n_uncertain a trial */
};

void run_trials(const struct risk_draw *d, const struct risk_options *o, struct trials *out);
/* Sobol indices of the NPV by uncertain input. */
bool trial_indices(struct arena *a, const struct risk_draw *d, size_t n, uint64_t seed,
                   double *first, double *total);

#endif
