/* Monte Carlo: trials shared out among threads. A trial is a function of its number alone, and
 * figures are added up in the order of trials, so the number of threads changes nothing. */
#include <math.h>
#include <pthread.h>
#include <string.h>

#include "core/economics/risk_trials.h"

struct share {
    const struct risk_draw *draw;
    const struct risk_options *options;
    struct trials *out;
    struct risk_worker *worker;
    size_t from, to;
    pthread_t thread;
    bool started;
};

/* Sets the uncertain inputs and runs. values has n_uncertain figures. */
static struct risk_figures one(struct risk_worker *w, const struct risk_draw *d, double *u,
                               double *values, double *path)
{
    const struct econ_risk *r = d->risk;
    risk_draw_at(d, u, values, path);
    for (size_t i = 0; i < r->n_uncertain; i++) {
        if (r->inputs[r->uncertain[i]].path)
            risk_set_path(w, path);
        else
            risk_set(w, r->uncertain[i], values[i]);
    }
    return risk_run(w);
}

static void *work(void *arg)
{
    struct share *s = arg;
    const struct risk_options *o = s->options;
    size_t n = s->draw->risk->n_uncertain;
    double u[RISK_MAX_INPUTS + ECON_MAX_LIST], path[ECON_MAX_LIST];
    for (size_t i = s->from; i < s->to; i++) {
        for (unsigned k = 0; k < s->draw->dimensions; k++)
            u[k] = sample_plan_at(o->plan, o->seed, i, o->trials, k);
        struct risk_figures f = one(s->worker, s->draw, u, s->out->values + i * n, path);
        s->out->npv[i] = f.npv;
        s->out->dscr[i] = f.dscr_min;
    }
    return NULL;
}

void run_trials(const struct risk_draw *d, const struct risk_options *o, struct trials *out)
{
    struct share shares[RISK_MAX_THREADS];
    size_t n = o->threads;
    n = n < 1 ? 1 : n > RISK_MAX_THREADS ? RISK_MAX_THREADS : n;
    for (size_t t = 0; t < n; t++) {
        shares[t] = (struct share){.draw = d,
                                   .options = o,
                                   .out = out,
                                   .worker = risk_worker_new(d->risk),
                                   .from = o->trials * t / n,
                                   .to = o->trials * (t + 1) / n};
        if (t > 0)
            shares[t].started = pthread_create(&shares[t].thread, NULL, work, &shares[t]) == 0;
    }
    for (size_t t = 0; t < n; t++) {
        if (shares[t].started)
            pthread_join(shares[t].thread, NULL);
        else
            work(&shares[t]); /* the first, and any for which there was no thread */
        risk_worker_free(shares[t].worker);
    }
}

/* --- as a function on the unit cube, for the indices ------------------------------------------ */

struct cube {
    const struct risk_draw *draw;
    struct risk_worker *worker;
};

static double npv_at(void *arg, const double *u)
{
    struct cube *c = arg;
    double copy[RISK_MAX_INPUTS + ECON_MAX_LIST], values[RISK_MAX_INPUTS], path[ECON_MAX_LIST];
    memcpy(copy, u, c->draw->dimensions * sizeof *copy);
    return one(c->worker, c->draw, copy, values, path).npv;
}

bool trial_indices(struct arena *a, const struct risk_draw *d, size_t n, uint64_t seed,
                   double *first, double *total)
{
    const struct econ_risk *r = d->risk;
    unsigned group[RISK_MAX_INPUTS + ECON_MAX_LIST], path = 0;
    for (unsigned i = 0; i < r->n_uncertain; i++) {
        group[i] = i;
        path = r->inputs[r->uncertain[i]].path ? i : path;
    }
    for (unsigned i = (unsigned)r->n_uncertain; i < d->dimensions; i++)
        group[i] = path; /* the years of one price path belong together */
    struct cube c = {d, risk_worker_new(r)};
    bool ok = sobol_indices(a, npv_at, &c, d->dimensions, group, (unsigned)r->n_uncertain, n, seed,
                            first, total);
    risk_worker_free(c.worker);
    return ok;
}
