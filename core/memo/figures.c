#include "core/memo/figures.h"

#include <math.h>
#include <string.h>

#define NO_FIGURE "–"

struct figure_scale figure_scale_of(const struct econ_result *e)
{
    double most = 0;
    for (int line = LINE_REVENUE; line < LINE_COUNT; line++)
        for (int i = 0; e->lines[line] != NULL && i < e->n_periods; i++)
            most = fmax(most, fabs(e->lines[line][i]));
    return most < 1e5   ? (struct figure_scale){1, ""}
           : most < 1e7 ? (struct figure_scale){1e3, "k"}
                        : (struct figure_scale){1e6, "M"};
}

const char *figure_unit(struct arena *a, const struct econ_result *e)
{
    struct figure_scale s = figure_scale_of(e);
    const char *currency = e->currency[0] != '\0' ? e->currency : "currency not stated";
    return s.name[0] != '\0' ? arena_printf(a, "%s %s", currency, s.name) : currency;
}

const char *figure_number(struct arena *a, double v, int decimals)
{
    if (!isfinite(v))
        return NO_FIGURE;
    const char *text = arena_printf(a, "%.*f", decimals, v == 0 ? 0 : v);
    return strlen(text) > 13 ? arena_printf(a, "%.4g", v) : text;
}

const char *figure_signed(struct arena *a, double v, int decimals)
{
    return isfinite(v) ? arena_printf(a, "%+.*f", decimals, v == 0 ? 0 : v) : NO_FIGURE;
}

const char *figure_percent(struct arena *a, double fraction, int decimals)
{
    return isfinite(fraction)
               ? arena_printf(a, "%.*f %%", decimals, fraction == 0 ? 0 : fraction * 100)
               : NO_FIGURE;
}

const char *figure_irr(struct arena *a, const struct irr *irr)
{
    if (irr->end == IRR_UNIQUE)
        return figure_percent(a, irr->roots[0], 2);
    if (irr->end != IRR_MULTIPLE)
        return "none";
    const char *text = "several:";
    for (size_t i = 0; i < irr->n; i++)
        text = arena_printf(a, "%s%s %.2f %%", text, i > 0 ? "," : "", irr->roots[i] * 100);
    return text;
}

const char *figure_bound(struct arena *a, const struct econ_result *e, bool most, const char *s)
{
    bool digits = (*s >= '0' && *s <= '9') || *s == '-';
    return e->taxes_open && digits ? arena_printf(a, "%s%s", most ? "≤ " : "≥ ", s) : s;
}

const char *figure_mark(const char *bound)
{
    return bound == NULL ? "" : strcmp(bound, "at most") == 0 ? "≤ " : "≥ ";
}

double figure_npv(const struct econ_metrics *m, double rate)
{
    for (size_t i = 0; i < m->n_npv; i++)
        if (m->npv[i].rate == rate)
            return m->npv[i].value;
    return NAN;
}
