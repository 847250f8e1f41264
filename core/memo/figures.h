/* figures.h: figures of economics as a memo writes them: the decimals and bounds of `adit econ`, so
 * that both can be laid side by side. Inside core/memo. */
#ifndef ADIT_MEMO_FIGURES_H
#define ADIT_MEMO_FIGURES_H

#include "core/economics/economics.h"

struct figure_scale {
    double by;
    const char *name; /* "", "k", "M" */
};

/* What keeps the largest amount of the statement within a cell. */
struct figure_scale figure_scale_of(const struct econ_result *e);
/* "USD M", or the currency alone. */
const char *figure_unit(struct arena *a, const struct econ_result *e);
/* A figure that does not exist is a dash. */
const char *figure_number(struct arena *a, double v, int decimals);
/* The same with its sign; a fraction as per cent; the one rate of return, or that there are several
 * or none. */
const char *figure_signed(struct arena *a, double v, int decimals);
const char *figure_percent(struct arena *a, double fraction, int decimals);
const char *figure_irr(struct arena *a, const struct irr *irr);
/* "≤ " or "≥ " before a figure that a tax which is due and not known would lower, or raise. */
const char *figure_bound(struct arena *a, const struct econ_result *e, bool most, const char *s);
const char *figure_mark(const char *bound);                   /* of "at most", "at least", NULL */
double figure_npv(const struct econ_metrics *m, double rate); /* NaN */

#endif
