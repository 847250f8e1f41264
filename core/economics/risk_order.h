/* risk_order.h: order statistics without sorting: figures are counted into many even bins once, and
 * only the bin that a rank falls into is put in order. Inside core/economics. */
#ifndef ADIT_ECONOMICS_RISK_ORDER_H
#define ADIT_ECONOMICS_RISK_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"

#define ORDER_BINS 4800

struct order {
    size_t n;
    double least, most, mean;
    const double *v;
    uint16_t *bin;
    size_t start[ORDER_BINS + 1]; /* figures in the bins before */
    double *room;
};

/* Of the finite ones of n figures, which are not copied when all are; the order's n is how many. */
struct order *order_new(struct arena *a, const double *v, size_t n);
double order_at(const struct order *o, size_t k);        /* the k-th least, k from 0 and below n */
double order_sum(const struct order *o, size_t k);       /* of the k least */
double order_quantile(const struct order *o, double p);  /* Hyndman and Fan's type 7 */
double order_below(const struct order *o, double limit); /* share of the figures */
/* Sums of (v - mean)^2 and of v where it is above 0, and the share below 0. */
void order_moments(const struct order *o, double *squares, double *gain, double *below_0);

#endif
