/* The project read once and run again with factors on what it states. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"
#include "core/economics/whatif.h"

#define MAX_SERIES 16

const char *const whatif_names[WHATIF_COUNT] = {
#define X(id, name, title) name,
    WHATIF_SLIDERS(X)
#undef X
};
const char *const whatif_titles[WHATIF_COUNT] = {
#define X(id, name, title) title,
    WHATIF_SLIDERS(X)
#undef X
};

/* A series that sliders act on: one bit of `by` for each. */
struct scaled {
    size_t offset; /* into econ_input */
    unsigned by;
    double high;    /* a share is at most 100 */
    double *values; /* room for the changed ones */
};

struct whatif {
    const struct model *opened;
    struct arena *arena; /* of one run */
    struct model model;
    struct econ_input in;
    struct econ_result result;
    struct scaled series[MAX_SERIES];
    size_t n_series;
    unsigned acts; /* bits of sliders */
    bool revenue_given;
};

#define BIT(slider) (1U << (slider))

static const struct econ_series *series_at(const struct econ_input *in, size_t offset)
{
    return (const void *)((const char *)in + offset);
}

static void scale(struct whatif *w, struct arena *a, size_t offset, unsigned by, double high)
{
    const struct econ_series *s = series_at(w->opened->in, offset);
    if (s->kind == SERIES_NONE || by == 0 || w->n_series == MAX_SERIES)
        return;
    w->series[w->n_series++] = (struct scaled){offset, by, high, ARENA_ARRAY(a, s->n + 1, double)};
    w->acts |= by;
}

static size_t line_offset(enum econ_line line)
{
    return offsetof(struct econ_input, lines) + (size_t)line * sizeof(struct econ_series);
}

/* Tonnes of product that are given hide grade and recovery, given revenue hides the tonnes: a
 * factor acts on what is stated last. */
static void find_physicals(struct whatif *w, struct arena *a)
{
    const struct econ_input *in = w->opened->in;
    unsigned grade = BIT(WHATIF_GRADE), recovery = BIT(WHATIF_RECOVERY);
    w->revenue_given = in->lines[LINE_REVENUE].kind != SERIES_NONE;
    if (w->revenue_given) {
        w->acts |= BIT(WHATIF_PRICE);
        scale(w, a, line_offset(LINE_REVENUE), grade | recovery, INFINITY);
        return;
    }
    if (in->lines[LINE_PRODUCT_T].kind != SERIES_NONE) {
        scale(w, a, line_offset(LINE_PRODUCT_T), grade | recovery, INFINITY);
        return;
    }
    scale(w, a, offsetof(struct econ_input, grade_treo_pct), grade, 100);
    scale(w, a, line_offset(LINE_GRADE_PCT), grade, 100);
    scale(w, a, line_offset(LINE_RECOVERY_PCT), recovery, 100);
    for (size_t k = 0; k < in->n_products; k++)
        if (!isnan(in->products[k].recovery_pct))
            w->acts |= recovery;
}

static bool is_opex(enum econ_line line)
{
    return line == LINE_MINING_COST || line == LINE_PROCESSING_COST || line == LINE_G_AND_A ||
           line == LINE_OPEX;
}

static void find(struct whatif *w, struct arena *a)
{
    const struct econ_input *in = w->opened->in;
    find_physicals(w, a);
    if (w->opened->n > 0 && (in->n_products > 0 || in->lines[LINE_PRICE].kind != SERIES_NONE))
        w->acts |= BIT(WHATIF_PRICE);
    scale(w, a, offsetof(struct econ_input, initial), BIT(WHATIF_CAPITAL), INFINITY);
    scale(w, a, line_offset(LINE_CAPEX_INITIAL), BIT(WHATIF_CAPITAL), INFINITY);
    for (int line = LINE_MINING_COST; line <= LINE_OPEX; line++)
        if (is_opex((enum econ_line)line))
            scale(w, a, line_offset((enum econ_line)line), BIT(WHATIF_OPEX), INFINITY);
    for (size_t k = 0; k < in->n_costs; k++)
        if (!isnan(in->costs[k].amount) && is_opex(model_cost_line(&in->costs[k])))
            w->acts |= BIT(WHATIF_OPEX);
    w->acts |= BIT(WHATIF_RATE);
}

struct whatif_change whatif_none(void)
{
    struct whatif_change c;
    for (int i = 0; i < WHATIF_COUNT; i++)
        c.value[i] = 1;
    c.value[WHATIF_RATE] = NAN;
    return c;
}

struct whatif *whatif_open(struct arena *a, const struct dossier *d, const struct econ_data *data,
                           const struct econ_options *options)
{
    struct whatif *w = ARENA_NEW(a, struct whatif);
    struct model *m = model_open(a, d, data, options, NULL, NULL);
    w->opened = m;
    if (!model_timeline(m))
        return NULL;
    w->arena = arena_new();
    find(w, a);
    struct whatif_change none = whatif_none();
    whatif_run(w, &none);
    if (w->model.complete && w->model.start < w->model.n)
        return w;
    whatif_close(w);
    return NULL;
}

void whatif_close(struct whatif *w)
{
    if (w != NULL && w->arena != NULL) {
        arena_free(w->arena);
        w->arena = NULL;
    }
}

bool whatif_acts(const struct whatif *w, enum whatif_slider slider)
{
    return (w->acts & BIT(slider)) != 0;
}

static void change_series(struct whatif *w, const struct scaled *x, const struct whatif_change *c)
{
    const struct econ_series *base = series_at(w->opened->in, x->offset);
    struct econ_series *s = (void *)((char *)&w->in + x->offset);
    double factor = 1;
    for (int i = 0; i < WHATIF_RATE; i++)
        factor *= (x->by & BIT(i)) != 0 ? c->value[i] : 1;
    s->scalar = fmin(base->scalar * factor, x->high);
    for (size_t i = 0; i < base->n; i++)
        x->values[i] = fmin(base->values[i] * factor, x->high);
    if (base->n > 0)
        s->values = x->values;
}

static void change(struct whatif *w, const struct whatif_change *c)
{
    struct econ_input *in = &w->in;
    *in = *w->opened->in;
    for (size_t k = 0; k < w->n_series; k++)
        change_series(w, &w->series[k], c);
    for (size_t k = 0; k < in->n_products; k++)
        in->products[k].recovery_pct =
            isnan(in->products[k].recovery_pct)
                ? NAN
                : fmin(in->products[k].recovery_pct * c->value[WHATIF_RECOVERY], 100);
    for (size_t k = 0; k < in->n_costs; k++)
        if (is_opex(model_cost_line(&in->costs[k])))
            in->costs[k].amount *= c->value[WHATIF_OPEX];
    if (!isnan(c->value[WHATIF_RATE]))
        in->discount_rate = c->value[WHATIF_RATE];
}

static double npv_of(const struct econ_metrics *v, double rate)
{
    for (size_t i = 0; i < v->n_npv; i++)
        if (v->npv[i].rate == rate)
            return v->npv[i].value;
    return NAN;
}

static double irr_of(const struct econ_metrics *v)
{
    return v->irr.end == IRR_UNIQUE ? v->irr.roots[0] : NAN;
}

struct whatif_figures whatif_run(struct whatif *w, const struct whatif_change *c)
{
    struct whatif_figures f = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    struct model *m = &w->model;
    struct econ_result *e = &w->result;
    arena_reset(w->arena);
    change(w, c);
    *m = *w->opened;
    *e = *w->opened->out;
    m->arena = w->arena;
    m->in = &w->in;
    m->notes = NULL;
    m->out = e;
    m->price_factor = w->opened->price_factor * c->value[WHATIF_PRICE];
    if (!model_timeline(m))
        return f;
    model_statement(m);
    if (!m->complete || m->start >= m->n)
        return f;
    model_metrics(m);
    model_cover(m);
    f.rate = m->rate;
    f.npv_pre_tax = npv_of(&e->pre_tax, m->rate);
    f.npv_post_tax = npv_of(&e->post_tax, m->rate);
    f.npv_equity = npv_of(&e->equity, m->rate);
    f.irr_pre_tax = irr_of(&e->pre_tax);
    f.irr_post_tax = irr_of(&e->post_tax);
    f.irr_equity = irr_of(&e->equity);
    f.payback_years = e->post_tax.payback_years;
    f.dscr_min = e->dscr_min;
    return f;
}
