/* chart.h: one description of a chart, drawn as lines of text or as SVG.
 *
 * Both say the same without colour: what is below zero or at the low end is open (light in text),
 * what is above or at the high end is full. Figures that are not finite are left out. */
#ifndef ADIT_CHART_CHART_H
#define ADIT_CHART_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/strbuf.h"

enum chart_kind {
    CHART_SERIES,    /* a column a period, and a line over them */
    CHART_BARS,      /* a column an item */
    CHART_WATERFALL, /* steps from one total to the next */
    CHART_TORNADO,   /* two bars an item, from the base to the result at low and at high */
    CHART_HISTOGRAM, /* touching columns; labels are lower bounds */
    CHART_COMPARE    /* two bars an item: its value, full, and its line, open */
};

struct chart_item {
    const char *label;
    double value;     /* the column; of a waterfall: the step, or the total */
    double line;      /* series: the line's figure; compare: the second bar; NaN: none */
    double low, high; /* tornado: results */
    bool total;       /* waterfall: counted from zero */
};

struct chart {
    enum chart_kind kind;
    const char *title;
    const char *unit;       /* of the values: "USD M" */
    const char *value_name; /* "post-tax cash flow"; may be NULL */
    const char *line_name;  /* "cumulative"; NULL: no line */
    const struct chart_item *items;
    size_t n;
    double base;       /* tornado */
    double threshold;  /* a level drawn across; NaN: none */
    const char *level; /* what the threshold is */
};

/* Lines of at most `columns` cells (40 or more), each ended by a newline. */
void chart_text(const struct chart *c, int columns, struct strbuf *out);
/* A whole SVG document with title and description. */
void chart_svg(const struct chart *c, struct strbuf *out);

/* A bar of `columns` cells on an axis from low to high: a line at base, light to at_low, full to
 * at_high; an end that is not finite is left out. Needs low < high. */
void chart_span(struct strbuf *out, int columns, double low, double high, double base,
                double at_low, double at_high);

/* --- shared by the two renderers -------------------------------------------------------------- */

/* What an item covers on the axis of values. */
struct chart_extent {
    double from, to;
};
/* running: the total so far of a waterfall, changed. */
struct chart_extent chart_extent_of(const struct chart *c, size_t i, double *running);
/* Lowest and highest of all that is drawn, zero included except for a tornado; false when there
 * is nothing to draw. */
bool chart_range(const struct chart *c, double *low, double *high);
/* A step of 1, 2 or 5 times a power of ten that gives at most `most` steps over the range. */
double chart_step(double low, double high, int most);

#endif
