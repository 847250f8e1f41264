/* The project read once and run again with factors on what it states. */
#include <math.h>
#include <string.h>

#include "core/economics/vary.h"
#include "core/economics/whatif.h"

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

struct whatif {
    const struct model *opened;
    struct arena *arena; /* of one run */
    struct model model;
    struct econ_input in;
    struct econ_result result;
    unsigned acts; /* bits of sliders */
};

#define BIT(slider) (1U << (slider))

static bool given(const struct econ_input *in, enum econ_line line)
{
    return in->lines[line].kind != SERIES_NONE;
}

static bool any_recovery(const struct econ_input *in)
{
    bool any = given(in, LINE_RECOVERY_PCT);
    for (size_t k = 0; k < in->n_products; k++)
        any |= !isnan(in->products[k].recovery_pct);
    return any;
}

static bool any_opex(const struct econ_input *in)
{
    bool any = given(in, LINE_MINING_COST) || given(in, LINE_PROCESSING_COST) ||
               given(in, LINE_G_AND_A) || given(in, LINE_OPEX);
    for (size_t k = 0; k < in->n_costs; k++) {
        enum econ_line line = model_cost_line(&in->costs[k]);
        any |= !isnan(in->costs[k].amount) && line >= LINE_MINING_COST && line <= LINE_G_AND_A;
    }
    return any;
}

/* Which sliders find something to act on: see econ_factors_apply. */
static unsigned acting(const struct econ_input *in)
{
    bool tonnes = given(in, LINE_REVENUE) || given(in, LINE_PRODUCT_T), acts[WHATIF_COUNT];
    acts[WHATIF_PRICE] = given(in, LINE_REVENUE) || given(in, LINE_PRICE) || in->n_products > 0;
    acts[WHATIF_GRADE] =
        tonnes || given(in, LINE_GRADE_PCT) || in->grade_treo_pct.kind != SERIES_NONE;
    acts[WHATIF_RECOVERY] = tonnes || any_recovery(in);
    acts[WHATIF_CAPITAL] =
        given(in, LINE_CAPEX_INITIAL) || in->initial.kind != SERIES_NONE || in->n_items > 0;
    acts[WHATIF_OPEX] = any_opex(in);
    acts[WHATIF_RATE] = true;
    unsigned bits = 0;
    for (int i = 0; i < WHATIF_COUNT; i++)
        bits |= acts[i] ? BIT(i) : 0;
    return bits;
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
    w->acts = acting(m->in);
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

static void change(struct whatif *w, const struct whatif_change *c)
{
    struct econ_input *in = &w->in;
    struct econ_factors f = econ_factors_none();
    f.grade = c->value[WHATIF_GRADE];
    f.recovery = c->value[WHATIF_RECOVERY];
    f.capital = c->value[WHATIF_CAPITAL];
    f.opex = c->value[WHATIF_OPEX];
    *in = *w->opened->in;
    econ_factors_apply(w->arena, in, &f);
    for (size_t k = 0; k < in->n_products; k++)
        if (in->products[k].recovery_pct > 100)
            in->products[k].recovery_pct = 100;
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
