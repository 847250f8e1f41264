/* What a chart covers, and round steps for its axis. */
#include "core/chart/chart.h"

#include <math.h>

struct chart_extent chart_extent_of(const struct chart *c, size_t i, double *running)
{
    const struct chart_item *item = &c->items[i];
    if (c->kind == CHART_TORNADO)
        return (struct chart_extent){item->low, item->high};
    if (c->kind != CHART_WATERFALL || !isfinite(item->value))
        return (struct chart_extent){0, item->value};
    double from = item->total ? 0 : *running;
    *running = from + item->value;
    return (struct chart_extent){from, *running};
}

static void include(double v, double *low, double *high)
{
    if (!isfinite(v))
        return;
    *low = fmin(*low, v);
    *high = fmax(*high, v);
}

bool chart_range(const struct chart *c, double *low, double *high)
{
    double running = 0;
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < c->n; i++) {
        struct chart_extent x = chart_extent_of(c, i, &running);
        include(x.from, low, high);
        include(x.to, low, high);
        if ((c->kind == CHART_SERIES || c->kind == CHART_COMPARE) && c->line_name != NULL)
            include(c->items[i].line, low, high);
    }
    if (c->kind == CHART_TORNADO)
        include(c->base, low, high);
    if (c->level != NULL)
        include(c->threshold, low, high);
    return *low < *high;
}

double chart_step(double low, double high, int most)
{
    double raw = (high - low) / most, power = pow(10, floor(log10(raw))), part = raw / power;
    double step = part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10;
    return step * power;
}
