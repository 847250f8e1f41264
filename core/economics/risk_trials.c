/* Monte Carlo: chunks of trials shared out among threads. A trial is a function of its number alone
 * and goes to its own place, so the number of threads changes nothing. */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/lanes.h"
#include "core/economics/risk_trials.h"

#define CHUNK 1024 /* trials that a thread takes at once: whole rows */
#define CHECK 16   /* of so many chunks the first trial is computed both ways */
#define PROBES 16  /* before the run */
#define SAME 1e-9  /* of the size of the cash flows */

_Static_assert(LANES == SAMPLE_ROW, "a row of trials fills the lanes");

/* What one thread needs to compute rows. */
struct computer {
    const struct risk_draw *draw;
    const struct lanes *lanes; /* without a program: the general model */
    struct risk_worker *worker;
    struct risk_rows *rows;
    double *room, *outside;
    size_t general;
};

struct job {
    const struct risk_draw *draw;
    const struct risk_options *options;
    const struct lanes *lanes;
    const struct sampler *sampler;
    struct trials *out;
    struct risk_sums *sums; /* of each input by chunk */
    atomic_size_t next, done;
    atomic_bool stop, differs;
    atomic_size_t general;
};

/* Rows and registers lie at whole cache lines. */
static void computer_open(struct computer *c, struct arena *own, const struct risk_draw *d,
                          const struct lanes *lanes)
{
    size_t n = lanes->program != NULL ? lane_program_size(lanes->program) : 0;
    char *room = arena_alloc(own, (n + LANES) * sizeof(double) + 64);
    room += (64 - (uintptr_t)room % 64) % 64;
    *c = (struct computer){.draw = d, .lanes = lanes, .worker = risk_worker_new(d->risk)};
    c->rows = risk_rows_new(own, d);
    c->outside = (void *)room;
    c->room = c->outside + LANES;
}

/* One trial of the row by the general model. */
static struct risk_figures one(struct computer *c, size_t l)
{
    const struct econ_risk *r = c->draw->risk;
    double path[ECON_MAX_LIST];
    for (size_t i = 0; i < r->n_uncertain; i++) {
        if (!r->inputs[r->uncertain[i]].path) {
            risk_set(c->worker, r->uncertain[i], c->rows->values[i][l]);
            continue;
        }
        for (int t = 0; t < r->n_periods; t++)
            path[t] = c->rows->path[t][l];
        risk_set_path(c->worker, path);
    }
    struct risk_figures f = risk_run(c->worker);
    risk_set_path(c->worker, NULL);
    return f;
}

static void fill_inputs(struct computer *c)
{
    const struct econ_risk *r = c->draw->risk;
    const struct lane_program *p = c->lanes->program;
    for (size_t i = 0; i < r->n_uncertain; i++) {
        size_t k = r->uncertain[i];
        const struct risk_place *place = &r->places[k];
        double *to = lane_program_input(p, c->room, i);
        const double *from = c->rows->values[i];
        bool as_is =
            place->kind == PLACE_PRICES || (place->kind == PLACE_SERIES && r->inputs[k].relative);
        double scale = as_is ? 1 : place->scale;
        double low = as_is ? -INFINITY : place->low, high = as_is ? INFINITY : place->high;
        for (int l = 0; l < LANES; l++) {
            double v = from[l] * scale;
            v = v > low ? v : low;
            to[l] = v < high ? v : high;
        }
    }
    for (int t = 0; c->lanes->path >= 0 && t < r->n_periods; t++)
        memcpy(lane_program_input(p, c->room, r->n_uncertain + (size_t)t), c->rows->path[t],
               sizeof c->rows->path[t]);
}

/* The first n trials of the row, whose coordinates are set. */
static void compute(struct computer *c, size_t n, double *npv, double *dscr)
{
    const double *out[2] = {NULL, NULL};
    const struct lanes *q = c->lanes;
    risk_draw_rows(c->draw, c->rows);
    if (q->program != NULL) {
        fill_inputs(c);
        lane_program_run(q->program, c->room, out, c->outside);
    }
    for (size_t l = 0; l < n; l++) {
        bool quick = q->program != NULL && c->outside[l] == 0 && isfinite(out[0][l]) &&
                     (!q->has_cover || isfinite(out[1][l]));
        struct risk_figures f = {NAN, NAN};
        if (quick) {
            f.npv = out[0][l];
            f.dscr_min = q->has_cover ? out[1][l] : NAN;
        } else {
            f = one(c, l);
            c->general++;
        }
        npv[l] = f.npv;
        dscr[l] = f.dscr_min;
    }
}

/* Whether the general model says of a trial what was computed. */
static bool agrees(struct computer *c, size_t l, double npv, double dscr)
{
    struct risk_figures f = one(c, l);
    if (isnan(f.npv) || isnan(npv))
        return isnan(f.npv) == isnan(npv);
    bool cover = isnan(f.dscr_min) ? isnan(dscr)
                                   : fabs(f.dscr_min - dscr) <= SAME * fmax(1, fabs(f.dscr_min));
    return cover && fabs(f.npv - npv) <= SAME * fmax(c->lanes->scale, fabs(f.npv));
}

/* --- chunks ----------------------------------------------------------------------------------- */

/* What each input's place says of the NPV, for what it would be worth to know it. */
static void keep_sums(const struct job *j, const struct computer *c, size_t at, size_t n)
{
    const struct econ_risk *r = j->draw->risk;
    double(*places[RISK_MAX_INPUTS])[SAMPLE_ROW];
    for (size_t k = 0; k < r->n_uncertain; k++) {
        bool path = r->inputs[r->uncertain[k]].path;
        places[k] = path ? NULL : &c->rows->u[k];
        if (path)
            memcpy(j->out->average + at, c->rows->values[k], n * sizeof(double));
    }
    risk_moments(places, r->n_uncertain, j->out->npv + at, n, r->base_npv,
                 j->sums + at / CHUNK * r->n_uncertain);
}

static void chunk(struct job *j, struct computer *c, size_t from)
{
    const struct risk_options *o = j->options;
    size_t to = from + CHUNK < o->trials ? from + CHUNK : o->trials;
    for (size_t i = from; i < to; i += SAMPLE_ROW) {
        size_t n = to - i < SAMPLE_ROW ? to - i : SAMPLE_ROW;
        sample_rows(j->sampler, i, c->rows->u);
        compute(c, n, j->out->npv + i, j->out->dscr + i);
        keep_sums(j, c, i, n);
        if (i == from && from % (CHUNK * CHECK) == 0 && c->lanes->program != NULL &&
            !agrees(c, 0, j->out->npv[i], j->out->dscr[i]))
            atomic_store(&j->differs, true);
    }
    atomic_fetch_add(&j->done, to - from);
}

/* asks: this is the thread that called. */
static void work(struct job *j, bool asks)
{
    const struct risk_options *o = j->options;
    struct arena *own = arena_new();
    struct computer c;
    computer_open(&c, own, j->draw, j->lanes);
    while (!atomic_load(&j->stop) && !atomic_load(&j->differs)) {
        size_t from = atomic_fetch_add(&j->next, CHUNK);
        if (from >= o->trials)
            break;
        chunk(j, &c, from);
        if (asks && o->progress != NULL &&
            !o->progress(o->progress_arg, atomic_load(&j->done), o->trials))
            atomic_store(&j->stop, true);
    }
    atomic_fetch_add(&j->general, c.general);
    risk_worker_free(c.worker);
    arena_free(own);
}

static void *work_aside(void *arg)
{
    work(arg, false);
    return NULL;
}

/* Chunks are taken in order, and one that was taken is finished: what is done has no gaps. */
static void share_out(struct job *j)
{
    pthread_t threads[RISK_MAX_THREADS];
    size_t n = j->options->threads, chunks = (j->options->trials + CHUNK - 1) / CHUNK, started = 0;
    n = n < 1 ? 1 : n > RISK_MAX_THREADS ? RISK_MAX_THREADS : n;
    for (size_t t = 1; t < n && t < chunks; t++)
        if (pthread_create(&threads[started], NULL, work_aside, j) == 0)
            started++;
    work(j, true);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
}

/* The quick form, once it has shown on some trials that it says what the general model says. */
static struct lanes *proven(struct arena *a, const struct risk_draw *d, bool general)
{
    struct lanes *q = lanes_new(a, d->risk);
    struct arena *own = arena_new();
    struct computer c;
    if (general)
        q->program = NULL;
    computer_open(&c, own, d, q);
    if (q->program != NULL) {
        double npv[SAMPLE_ROW], dscr[SAMPLE_ROW];
        sample_rows(sampler_new(own, PLAN_PLAIN, 1, SAMPLE_ROW, d->dimensions), 0, c.rows->u);
        compute(&c, SAMPLE_ROW, npv, dscr);
        for (size_t l = 0; l < PROBES; l++)
            if (!agrees(&c, l, npv[l], dscr[l]))
                q->fault = "a case whose figures it gets wrong";
        if (q->fault != NULL)
            q->program = NULL;
    }
    risk_worker_free(c.worker);
    arena_free(own);
    return q;
}

static void add_up(const struct job *j, size_t chunks)
{
    size_t n = j->draw->risk->n_uncertain;
    for (size_t c = 0; c < chunks; c++)
        for (size_t k = 0; k < n; k++)
            for (int p = 0; p <= RISK_POWERS; p++) {
                j->out->sums[k].y[p] += j->sums[c * n + k].y[p];
                j->out->sums[k].t[p] += j->sums[c * n + k].t[p];
            }
}

void run_trials(struct arena *a, const struct risk_draw *d, const struct risk_options *o,
                struct trials *out)
{
    struct lanes *q = proven(a, d, o->general);
    size_t inputs = d->risk->n_uncertain, chunks = (o->trials + CHUNK - 1) / CHUNK;
    out->npv = ARENA_ARRAY(a, o->trials, double);
    out->dscr = ARENA_ARRAY(a, o->trials, double);
    out->average = ARENA_ARRAY(a, q->path >= 0 ? o->trials : 0, double);
    out->sums = ARENA_ARRAY(a, inputs, struct risk_sums);
    for (;;) {
        struct job j = {.draw = d, .options = o, .lanes = q, .out = out};
        j.sampler = sampler_new(a, o->plan, o->seed, o->trials, d->dimensions);
        j.sums = ARENA_ARRAY(a, inputs * chunks, struct risk_sums);
        share_out(&j);
        out->done = atomic_load(&j.done);
        out->stopped = atomic_load(&j.stop) && out->done < o->trials;
        out->general = atomic_load(&j.general);
        if (!atomic_load(&j.differs)) {
            add_up(&j, chunks);
            break;
        }
        q->fault = "a case whose figures it gets wrong";
        q->program = NULL;
    }
    out->fault = q->program == NULL ? q->fault : NULL;
}

/* --- as a function on the unit cube, for the indices ------------------------------------------ */

static void npv_at(void *arg, double (*u)[SAMPLE_ROW], double *npv)
{
    struct computer *c = arg;
    double dscr[SAMPLE_ROW];
    memcpy(c->rows->u, u, c->draw->dimensions * sizeof *u);
    compute(c, SAMPLE_ROW, npv, dscr);
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
    struct computer c;
    computer_open(&c, a, d, proven(a, d, false));
    bool ok = sobol_indices(a, npv_at, &c, d->dimensions, group, (unsigned)r->n_uncertain, n, seed,
                            first, total);
    risk_worker_free(c.worker);
    return ok;
}
