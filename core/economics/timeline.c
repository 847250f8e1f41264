/* Which years the statement has, and series laid out over them. */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "core/economics/internal.h"

void model_note(struct notes *n, const char *format, ...)
{
    if (n == NULL || n->arena == NULL)
        return;
    va_list ap;
    va_start(ap, format);
    const char *text = arena_vprintf(n->arena, format, ap);
    va_end(ap);
    for (size_t i = 0; i < n->list.n; i++)
        if (strcmp(n->list.items[i], text) == 0)
            return; /* the basket and a product say the same of a deck */
    VEC_PUSH(n->arena, &n->list, text);
}

void model_note_first(struct notes *n, const char *text)
{
    if (n == NULL || n->arena == NULL)
        return;
    VEC_PUSH(n->arena, &n->list, text);
    memmove(n->list.items + 1, n->list.items, (n->list.n - 1) * sizeof *n->list.items);
    n->list.items[0] = text;
}

/* Calls see with each series that has a length or years of its own. */
static void each_series(const struct econ_input *in,
                        void (*see)(const struct econ_series *, void *), void *arg)
{
    for (int i = 0; i < LINE_COUNT; i++)
        see(&in->lines[i], arg);
    see(&in->ore, arg);
    see(&in->grade_treo_pct, arg);
    see(&in->initial, arg);
    see(&in->sustaining, arg);
    for (size_t i = 0; i < in->n_products; i++)
        see(&in->products[i].price.series, arg);
}

struct span {
    int first, last;
    bool found;
    size_t longest;
};

static void widen(const struct econ_series *s, void *arg)
{
    struct span *span = arg;
    if (s->kind == SERIES_LIST && s->n > span->longest)
        span->longest = s->n;
    if (s->kind != SERIES_YEARS || s->n == 0)
        return;
    if (!span->found || s->years[0] < span->first)
        span->first = s->years[0];
    if (!span->found || s->years[s->n - 1] > span->last)
        span->last = s->years[s->n - 1];
    span->found = true;
}

/* Share of the full rate in the k-th year of production: the ramp-up, then 1. */
double plan_ramp(const struct econ_input *in, size_t k)
{
    return in->ramp_up.kind != SERIES_NONE && k < in->ramp_up.n ? in->ramp_up.values[k] : 1;
}

/* Years of production of the plan, 0 when it does not say. */
static int plan_life(const struct econ_input *in)
{
    if (!isnan(in->mine_life_years))
        return (int)ceil(in->mine_life_years);
    if (in->ore.kind != SERIES_SCALAR || !(in->throughput_tpa > 0))
        return 0;
    double left = in->ore.scalar;
    int years = 0;
    for (; left > 1e-9 * in->ore.scalar && years < ECON_MAX_LIST; years++)
        left -= in->throughput_tpa * plan_ramp(in, (size_t)years);
    return years;
}

int plan_construction(const struct econ_input *in)
{
    int phases = in->phasing.kind != SERIES_NONE ? (int)in->phasing.n : 0;
    return isnan(in->construction_years) ? phases : (int)in->construction_years;
}

/* Prices grow by basis.inflation a year from the valuation date. A nominal statement multiplies
 * its single figures by that; a real one is in money of the valuation date throughout and only
 * deflates what is fixed in money. Counted to the point of the year at which flows are discounted,
 * so that (1 + nominal rate) = (1 + real rate) x (1 + inflation) gives the same NPV in both. */
static void price_levels(struct model *m)
{
    const struct econ_input *in = m->in;
    bool nominal = in->price_terms == 1;
    m->index = m->level = NULL;
    if (isnan(in->inflation) || in->inflation == 0 || m->n == 0)
        return;
    double *path = ARENA_ARRAY(m->arena, (size_t)m->n, double);
    double first = nominal ? model_offset(m) - m->start : 0;
    for (int i = 0; i < m->n; i++)
        path[i] = pow(1 + in->inflation, first + i);
    *(nominal ? &m->index : &m->level) = path;
    if (nominal)
        model_note(m->notes,
                   "nominal money: single figures are of %d and grow by %.4g %% a year; figures by "
                   "year, given lines and rates are nominal as they stand",
                   m->valuation_year, in->inflation * 100);
    else
        model_note(m->notes,
                   "real money of %d: tax pools, losses, working capital and loans are fixed in "
                   "money and lose %.4g %% a year; rates of discount are real, rates of interest "
                   "nominal",
                   m->valuation_year, in->inflation * 100);
}

bool model_timeline(struct model *m)
{
    const struct econ_input *in = m->in;
    struct span span = {0};
    each_series(in, widen, &span);
    if (!isnan(in->first_year)) {
        m->first_year = (int)in->first_year;
    } else if (span.found) {
        m->first_year = span.first;
    } else {
        m->first_year = isnan(in->valuation_year) ? 1 : (int)in->valuation_year;
        if (in->any && isnan(in->valuation_year))
            model_note(m->notes, "basis.first_year is not given: years are numbered from 1");
    }
    int from_years = span.found ? span.last - m->first_year + 1 : 0;
    int life = plan_life(in);
    if (!isnan(in->periods))
        m->n = (int)in->periods;
    else if (span.longest > 0 || from_years > 0)
        m->n = from_years > (int)span.longest ? from_years : (int)span.longest;
    else
        m->n = life > 0 ? plan_construction(in) + life : 0;
    if (m->n > ECON_MAX_LIST)
        m->n = ECON_MAX_LIST;
    m->valuation_year = isnan(in->valuation_year) ? m->first_year : (int)in->valuation_year;
    m->start = m->valuation_year > m->first_year ? m->valuation_year - m->first_year : 0;
    if (m->start > 0 && m->start < m->n)
        model_note(m->notes, "flows before %d are sunk and left out of every metric",
                   m->valuation_year);
    price_levels(m);
    return m->n > 0;
}

void model_series(const struct model *m, const struct econ_series *s, double *out)
{
    for (int i = 0; i < m->n; i++)
        out[i] = s->kind == SERIES_SCALAR                     ? s->scalar
                 : s->kind == SERIES_LIST && (size_t)i < s->n ? s->values[i]
                                                              : 0;
    for (size_t k = 0; s->kind == SERIES_YEARS && k < s->n; k++) {
        int i = s->years[k] - m->first_year;
        if (i >= 0 && i < m->n)
            out[i] = s->values[k];
    }
}

void model_money(const struct model *m, const struct econ_series *s, double *out)
{
    model_series(m, s, out);
    for (int i = 0; m->index != NULL && s->kind == SERIES_SCALAR && i < m->n; i++)
        out[i] *= m->index[i];
}

/* Years for which a given line has no figure, or figures without a year. */
static void note_fit(const struct model *m, enum econ_line line, const struct econ_series *s)
{
    const char *name = econ_line_info[line].name;
    if (s->gap)
        model_note(m->notes, "lines.%s leaves years unanswered: they count as 0", name);
    if (s->kind == SERIES_LIST && s->n < (size_t)m->n)
        model_note(m->notes, "lines.%s has %zu figures for %d periods: the rest counts as 0", name,
                   s->n, m->n);
    if (s->kind == SERIES_LIST && s->n > (size_t)m->n)
        model_note(m->notes, "lines.%s has %zu figures for %d periods: those after %d are left out",
                   name, s->n, m->n, m->first_year + m->n - 1);
    if (s->kind != SERIES_YEARS)
        return;
    int inside = 0;
    for (size_t k = 0; k < s->n; k++)
        inside += s->years[k] >= m->first_year && s->years[k] < m->first_year + m->n;
    if (inside < m->n)
        model_note(m->notes, "lines.%s has no figure for %d of %d years: they count as 0", name,
                   m->n - inside, m->n);
    if ((size_t)inside < s->n)
        model_note(m->notes, "lines.%s has %zu figures outside %d to %d: they are left out", name,
                   s->n - (size_t)inside, m->first_year, m->first_year + m->n - 1);
}

void model_expand(struct model *m, enum econ_line line)
{
    const struct econ_series *s = &m->in->lines[line];
    if (s->kind == SERIES_NONE)
        return;
    model_series(m, s, m->line[line]);
    m->given[line] = m->known[line] = true;
    note_fit(m, line, s);
}

double model_offset(const struct model *m)
{
    double years = m->first_year + m->start - m->valuation_year;
    return years + (m->in->discounting == TIMING_END   ? 1
                    : m->in->discounting == TIMING_MID ? .5
                                                       : 0);
}
