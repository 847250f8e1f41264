/* chart.h: bars and columns drawn in cells. Height and place carry the meaning, not colour. */
#ifndef ADIT_TUI_WIDGETS_CHART_H
#define ADIT_TUI_WIDGETS_CHART_H

#include <stddef.h>

#include "tui/cells.h"

/* A horizontal bar of width columns: full up to low, open from low to high (what is not settled
 * yet), a line of dots to 1. low and high are parts of 1, low <= high. */
void bar_draw(struct area a, int row, int col, int width, enum role role, double low, double high);

/* One column a value: above the zero line when positive, below when negative. NaN is left out. */
struct column_chart {
    const double *values;
    size_t n;
    int first_label; /* number under the first column (a year), counted up */
    double unit;     /* axis figures are divided by this */
};
/* Draws from the value `first` on as many columns as fit. Returns how many were drawn. */
size_t column_chart_draw(const struct column_chart *c, struct area a, size_t first);

#endif
