/* The project read once and run many times. */
#include <math.h>
#include <string.h>

#include "core/economics/debt.h"
#include "core/economics/risk_internal.h"

struct risk_worker {
    const struct econ_risk *risk;
    struct arena *arena; /* of one run */
    struct arena *own;
    struct model model;
    struct econ_input in;
    struct econ_result result;
    double *values[RISK_MAX_INPUTS]; /* of series by period, scaled */
    double price_factor;
    const double *path; /* as given */
    double *prices;     /* path times price_factor */
};

struct econ_risk *econ_risk_new(struct arena *a, const struct dossier *d,
                                const struct econ_data *data, const struct econ_options *options,
                                const struct econ_result *base, struct diags *diags)
{
    if (!base->complete || base->post_tax.n_npv == 0)
        return NULL;
    struct econ_risk *r = ARENA_NEW(a, struct econ_risk);
    const char *case_name = options != NULL ? options->case_name : NULL;
    struct econ_entries entries;
    struct model *m = model_open(a, d, data, options, NULL, NULL);
    econ_entries_of(a, d, case_name, &entries);
    r->arena = a;
    r->opened = m;
    r->rate = base->discount_rate;
    r->n_periods = base->n_periods;
    r->currency = base->currency;
    r->has_debt = base->dscr != NULL;
    risk_find_inputs(r, &entries);
    struct reader reader = {.arena = a, .dossier = d, .data = data, .diags = diags};
    risk_read(r, &reader, &entries);
    struct risk_worker *w = risk_worker_new(r);
    r->base_npv = risk_run(w).npv;
    risk_worker_free(w);
    return isfinite(r->base_npv) ? r : NULL;
}

const struct risk_input *econ_risk_inputs(const struct econ_risk *r, size_t *n)
{
    *n = r->n;
    return r->inputs;
}

struct risk_worker *risk_worker_new(const struct econ_risk *r)
{
    struct arena *own = arena_new();
    struct risk_worker *w = ARENA_NEW(own, struct risk_worker);
    w->own = own;
    w->risk = r;
    w->arena = arena_new();
    w->prices = ARENA_ARRAY(own, ECON_MAX_LIST, double);
    for (size_t k = 0; k < r->n; k++)
        w->values[k] = ARENA_ARRAY(own, ECON_MAX_LIST, double);
    risk_reset(w);
    return w;
}

void risk_worker_free(struct risk_worker *w)
{
    arena_free(w->arena);
    arena_free(w->own);
}

const struct model *risk_model(const struct risk_worker *w)
{
    return &w->model;
}

void risk_reset(struct risk_worker *w)
{
    w->in = *w->risk->opened->in;
    w->price_factor = 1;
    w->path = NULL;
}

static void set_series(struct risk_worker *w, size_t k, double value)
{
    const struct risk_place *p = &w->risk->places[k];
    const struct econ_series *base = (const void *)((const char *)w->risk->opened->in + p->offset);
    struct econ_series *s = (void *)((char *)&w->in + p->offset);
    if (base->kind == SERIES_SCALAR) {
        double v = w->risk->inputs[k].relative ? base->scalar * value : value * p->scale;
        s->scalar = fmin(fmax(v, p->low), p->high);
        return;
    }
    for (size_t i = 0; i < base->n; i++)
        w->values[k][i] = fmin(fmax(base->values[i] * value, p->low), p->high);
    s->values = w->values[k];
}

void risk_set(struct risk_worker *w, size_t k, double value)
{
    const struct risk_place *p = &w->risk->places[k];
    if (p->kind == PLACE_PRICES)
        w->price_factor = value;
    else if (p->kind == PLACE_SERIES)
        set_series(w, k, value);
    else
        *(double *)(void *)((char *)&w->in + p->offset) =
            fmin(fmax(value * p->scale, p->low), p->high);
}

void risk_set_path(struct risk_worker *w, const double *factors)
{
    w->path = factors;
}

static const double *price_path(struct risk_worker *w, int n)
{
    if (w->path == NULL && w->price_factor == 1)
        return NULL;
    for (int i = 0; i < n; i++) {
        double path = w->path == NULL          ? 1
                      : i < w->risk->n_periods ? w->path[i]
                                               : w->path[w->risk->n_periods - 1];
        w->prices[i] = path * w->price_factor;
    }
    return w->prices;
}

/* The lowest cover alone; model_cover's other ratios take longer than the statement. */
static double lowest_dscr(const struct model *m)
{
    double lowest = NAN;
    for (int i = m->start; i < m->n; i++) {
        double due = model_service(m, i);
        double dscr = due > 0 ? model_cfads(m, i) / due : NAN;
        if (isfinite(dscr) && !(lowest <= dscr))
            lowest = dscr;
    }
    return lowest;
}

struct risk_figures risk_run(struct risk_worker *w)
{
    struct risk_figures f = {NAN, NAN};
    struct model *m = &w->model;
    arena_reset(w->arena);
    *m = *w->risk->opened;
    m->arena = w->arena;
    m->in = &w->in;
    m->notes = NULL;
    m->out = &w->result;
    w->result = *w->risk->opened->out;
    if (!model_timeline(m))
        return f;
    m->price_path = price_path(w, m->n);
    model_statement(m);
    if (!m->complete || m->start >= m->n)
        return f;
    m->rate = isnan(w->in.discount_rate) ? w->risk->rate : w->in.discount_rate;
    f.npv = model_npv(m, LINE_NET_CASH_FLOW, m->rate);
    if (w->risk->has_debt)
        f.dscr_min = lowest_dscr(m);
    return f;
}
