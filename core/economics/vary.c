/* The same project with other inputs, again and again. */
#include "core/economics/vary.h"

#include <math.h>
#include <string.h>

struct vary {
    struct arena *own, *arena; /* arena: of one run */
    const struct econ_result *base;
    struct model model;
    struct econ_input in;
    struct econ_result result;
    struct fiscal_plan plan;
};

struct econ_factors econ_factors_none(void)
{
    return (struct econ_factors){1, 1, 1, 1, 1, 0};
}

static void scale(struct arena *a, struct econ_series *s, double by)
{
    if (s->kind == SERIES_NONE || by == 1)
        return;
    s->scalar *= by;
    if (s->n == 0)
        return;
    double *values = ARENA_ARRAY(a, s->n, double);
    for (size_t i = 0; i < s->n; i++)
        values[i] = s->values[i] * by;
    s->values = values;
}

/* The first year of production at this share of the full rate, or less where the plan says so. */
static void slow_start(struct arena *a, struct econ_series *ramp, double most)
{
    size_t n = ramp->kind != SERIES_NONE && ramp->n > 0 ? ramp->n : 1;
    double *values = ARENA_ARRAY(a, n, double);
    values[0] = 1;
    for (size_t i = 0; ramp->kind != SERIES_NONE && i < ramp->n; i++)
        values[i] = ramp->values[i];
    values[0] = values[0] < most ? values[0] : most;
    *ramp = (struct econ_series){.kind = SERIES_LIST, .n = n, .values = values};
}

/* Tonnes of product that are given hide grade and recovery, given revenue hides the tonnes: a
 * factor acts on what is stated last, as for the sliders (whatif.c). */
static void physicals(struct arena *a, struct econ_input *in, const struct econ_factors *f)
{
    if (in->lines[LINE_REVENUE].kind != SERIES_NONE) {
        scale(a, &in->lines[LINE_REVENUE], f->grade * f->recovery);
        return;
    }
    if (in->lines[LINE_PRODUCT_T].kind != SERIES_NONE) {
        scale(a, &in->lines[LINE_PRODUCT_T], f->grade * f->recovery);
        return;
    }
    scale(a, &in->grade_treo_pct, f->grade);
    scale(a, &in->lines[LINE_GRADE_PCT], f->grade);
    scale(a, &in->lines[LINE_RECOVERY_PCT], f->recovery);
    for (size_t k = 0; k < in->n_products; k++)
        in->products[k].recovery_pct *= f->recovery;
}

void econ_factors_apply(struct arena *a, struct econ_input *in, const struct econ_factors *f)
{
    static const enum econ_line opex[] = {LINE_MINING_COST, LINE_PROCESSING_COST, LINE_G_AND_A,
                                          LINE_OPEX};
    physicals(a, in, f);
    scale(a, &in->initial, f->capital);
    scale(a, &in->lines[LINE_CAPEX_INITIAL], f->capital);
    for (size_t k = 0; k < in->n_items; k++)
        in->items[k].amount *= f->capital;
    for (size_t k = 0; k < COUNT(opex); k++)
        scale(a, &in->lines[opex[k]], f->opex);
    for (size_t k = 0; k < in->n_costs; k++) {
        enum econ_line line = model_cost_line(&in->costs[k]);
        if (line >= LINE_MINING_COST && line <= LINE_G_AND_A)
            in->costs[k].amount *= f->opex;
    }
    if (f->first_year > 0)
        slow_start(a, &in->ramp_up, f->first_year);
}

struct vary *vary_new(const struct econ_result *e)
{
    if (!e->complete || e->opened == NULL || e->post_tax.n_npv == 0)
        return NULL;
    struct arena *own = arena_new();
    struct vary *v = ARENA_NEW(own, struct vary);
    v->own = own;
    v->arena = arena_new();
    v->base = e;
    return v;
}

void vary_free(struct vary *v)
{
    if (v == NULL)
        return;
    arena_free(v->arena);
    arena_free(v->own);
}

/* The plan without one instrument. */
static void leave_out(struct vary *v, struct model *m, const char *id)
{
    v->plan = *m->plan;
    size_t n = 0;
    for (size_t k = 0; k < v->plan.n; k++)
        if (v->plan.list[k]->id == NULL || strcmp(v->plan.list[k]->id, id) != 0)
            v->plan.list[n++] = v->plan.list[k];
    v->plan.n = n;
    m->plan = &v->plan;
}

const struct model *vary_run(struct vary *v, const struct econ_factors *f, const char *instrument,
                             int line)
{
    struct model *m = &v->model;
    arena_reset(v->arena);
    *m = *v->base->opened;
    v->in = *m->in;
    v->result = *v->base->opened->out;
    econ_factors_apply(v->arena, &v->in, f);
    if (line >= 0)
        v->in.lines[line] = (struct econ_series){.kind = SERIES_SCALAR};
    m->arena = v->arena;
    m->in = &v->in;
    m->notes = NULL;
    m->out = &v->result;
    m->price_factor *= f->price;
    if (instrument != NULL && m->plan != NULL)
        leave_out(v, m, instrument);
    if (!model_timeline(m))
        return NULL;
    model_statement(m);
    m->rate = v->base->discount_rate;
    return m->complete && m->start < m->n ? m : NULL;
}

double vary_npv(struct vary *v, const struct econ_factors *f)
{
    const struct model *m = vary_run(v, f, NULL, -1);
    return m != NULL ? model_npv(m, LINE_NET_CASH_FLOW, m->rate) : NAN;
}

double model_receipts(const struct model *m, int i)
{
    double *const *l = m->line;
    return l[LINE_ROYALTY][i] + l[LINE_OTHER_TAXES][i] + l[LINE_INCOME_TAX][i] -
           l[LINE_TAX_CREDITS][i] + l[LINE_WITHHOLDING][i] + l[LINE_STATE_DIVIDENDS][i];
}

double model_before(const struct model *m, int i)
{
    return m->line[LINE_PRE_TAX_CASH_FLOW][i] + m->line[LINE_ROYALTY][i];
}
