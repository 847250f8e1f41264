/* vary.h: a project read once and run again with some inputs times a factor, or without one of the
 * things that the state takes. Taxes, loans and working capital are computed again each time.
 * Inside core/economics. */
#ifndef ADIT_ECONOMICS_VARY_H
#define ADIT_ECONOMICS_VARY_H

#include "core/economics/internal.h"

/* Factors at 1 and nothing left out. */
struct econ_factors econ_factors_none(void);
/* Scales the inputs: grade, recovery, initial capital, operating cost (mining, processing and
 * general; not transport), the first year of the ramp-up. Lines that are given are scaled too;
 * where tonnes of product or revenue are given, grade and recovery act on those.
 * Prices are a factor of the model. Allocates in the arena; in must not be shared. */
void econ_factors_apply(struct arena *a, struct econ_input *in, const struct econ_factors *f);

struct vary;
/* NULL when the result has no cash flow. The result must outlive it. */
struct vary *vary_new(const struct econ_result *e);
void vary_free(struct vary *v);
/* The model after a run, until the next; NULL when there is no cash flow.
 * instrument: id of one that is left out, or NULL; line: a line set to nothing, or -1. */
const struct model *vary_run(struct vary *v, const struct econ_factors *f, const char *instrument,
                             int line);
/* Post-tax NPV at the discount rate; NaN when there is none. */
double vary_npv(struct vary *v, const struct econ_factors *f);

/* All that the state receives in period i, and the cash flow before all of it. */
double model_receipts(const struct model *m, int i);
double model_before(const struct model *m, int i);

#endif
