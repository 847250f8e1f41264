/* Risk: what the value depends on, and a run of trials that shows how far it is and can be stopped.
 * The trials run beside the screen on a thread of their own; the project that they read is a copy
 * that lives as long as the run. */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/economics/charts.h"
#include "core/economics/risk.h"
#include "tui/screens/format.h"
#include "tui/screens/screens.h"
#include "tui/widgets/doc_view.h"

enum { TRIALS = 100000, SEED = 1, LOOK_MS = 20, WORTH_SHOWN = 6 };

/* One run. `stop` is asked for by the screen; the rest is the thread's until it is joined. */
struct run {
    pthread_t thread;
    atomic_size_t done;
    atomic_bool stop, ended;
    struct arena *arena;
    const struct econ_risk *risk;
    struct risk_options options;
    struct risk_summary summary;
    bool any; /* something is uncertain */
};

struct model {
    struct doc_view page; /* first */
    struct screens *screens;
    char *case_name;       /* NULL: the file as it stands */
    struct arena *project; /* result, risk and tornado */
    unsigned long version; /* of the workbench when they were made */
    const struct econ_result *e;
    const struct econ_risk *risk; /* NULL: no cash flow */
    struct risk_tornado tornado;
    struct run *run;
    bool running;
};

/* --- the run ---------------------------------------------------------------------------------- */

static bool progress(void *arg, size_t done, size_t of)
{
    struct run *r = arg;
    (void)of;
    atomic_store(&r->done, done);
    return !atomic_load(&r->stop);
}

static void *run_trials(void *arg)
{
    struct run *r = arg;
    r->any = econ_monte_carlo(r->arena, r->risk, &r->options, &r->summary);
    atomic_store(&r->ended, true);
    return NULL;
}

static void start_run(struct model *m)
{
    struct run *r = calloc(1, sizeof *r);
    if (r == NULL)
        abort();
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    atomic_init(&r->done, 0);
    atomic_init(&r->stop, false);
    atomic_init(&r->ended, false);
    r->arena = arena_new();
    r->risk = m->risk;
    r->options = (struct risk_options){.trials = TRIALS,
                                       .seed = SEED,
                                       .threads = cores < 1 ? 1 : (unsigned)(cores > 8 ? 8 : cores),
                                       .plan = PLAN_LATIN,
                                       .progress = progress,
                                       .progress_arg = r};
    m->run = r;
    m->running = pthread_create(&r->thread, NULL, run_trials, r) == 0;
    if (!m->running)
        run_trials(r);
}

static void join_run(struct model *m)
{
    if (m->running)
        pthread_join(m->run->thread, NULL);
    m->running = false;
}

static void drop_run(struct model *m)
{
    if (m->run == NULL)
        return;
    atomic_store(&m->run->stop, true);
    join_run(m);
    arena_free(m->run->arena);
    free(m->run);
    m->run = NULL;
}

/* --- the project ------------------------------------------------------------------------------ */

static void read_project(struct model *m)
{
    struct workbench *w = m->screens->w;
    struct econ_options options = {.case_name = m->case_name};
    drop_run(m);
    arena_reset(m->project);
    m->version = w->version;
    /* The workbench may close the dossier while the trials still run: they read a copy. */
    struct strbuf text;
    strbuf_init(&text, 0);
    dossier_write_yaml(w->project.dossier, &text);
    const struct dossier *d = dossier_load_text(
        m->project, text.buf, text.len, "", rulebook_catalogue(w->rules), diags_new(m->project));
    strbuf_release(&text);
    m->risk = NULL;
    m->tornado = (struct risk_tornado){.n = 0};
    if (d == NULL)
        return;
    m->e = econ_run(m->project, d, w->econ, &options, NULL);
    m->risk = econ_risk_new(m->project, d, w->econ, &options, m->e, NULL);
    if (m->risk == NULL)
        return;
    m->tornado = econ_tornado(m->project, m->risk);
    start_run(m);
}

/* --- what is drawn ---------------------------------------------------------------------------- */

static void add_chart(struct doc *d, const struct chart *c)
{
    struct strbuf text;
    strbuf_init(&text, 0);
    chart_text(c, d->cols > 40 ? d->cols : 40, &text);
    const char *line = text.buf;
    for (const char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_TEXT, arena_strndup(d->arena, line, (size_t)(end - line)));
    }
    strbuf_release(&text);
    doc_blank(d);
}

static void add_tornado(struct model *m)
{
    struct doc *d = &m->page.doc;
    doc_heading(d, "What the value depends on, one input at a time");
    struct chart c = econ_chart_tornado(d->arena, m->e, &m->tornado);
    add_chart(d, &c);
}

static void figure(struct doc *d, const char *name, const char *value)
{
    int width = d->cols > 66 ? 46 : d->cols - 20;
    doc_line(d, DOC_NO_TAG);
    doc_field(d, 0, width, ROLE_TEXT, name);
    doc_number(d, width + 1, 18, ROLE_STRONG, value);
}

static void add_worth(struct model *m)
{
    struct doc *d = &m->page.doc;
    const struct risk_summary *s = &m->run->summary;
    doc_heading(d, "Worth of knowing for certain, before deciding to build");
    for (size_t i = 0; i < s->n_uncertain && i < WORTH_SHOWN; i++)
        figure(d, s->worth[i].input->title,
               money_text(d->arena, m->e->currency, s->worth[i].evppi));
    figure(d, "Everything", money_text(d->arena, m->e->currency, s->evpi));
    doc_blank(d);
}

static void add_summary(struct model *m)
{
    struct doc *d = &m->page.doc;
    struct arena *a = d->arena;
    const struct risk_summary *s = &m->run->summary;
    const char *money = m->e->currency;
    doc_heading(d, "Trials: %zu%s, seed %llu, %zu uncertain inputs", s->trials,
                s->stopped ? arena_printf(a, " of %zu, stopped", s->asked) : "",
                (unsigned long long)s->seed, s->n_uncertain);
    figure(d, "P10 of the post-tax NPV", money_text(a, money, s->p10));
    figure(d, "P50", money_text(a, money, s->p50));
    figure(d, "P90", money_text(a, money, s->p90));
    figure(d, "Mean", money_text(a, money, s->mean));
    figure(d, "Mean of the worst 5 % (CVaR)", money_text(a, money, s->cvar));
    figure(d, "Share of trials with NPV below 0", percent_text(a, s->p_negative));
    if (s->has_debt) {
        figure(d, arena_printf(a, "Share with lowest debt cover below %.4g", s->dscr_below),
               percent_text(a, s->p_dscr_below));
        figure(d, "Share with lowest debt cover below 1", percent_text(a, s->p_dscr_below_1));
    }
    doc_wrap(d, 0, ROLE_DIM, RISK_CONVENTION, false);
    doc_blank(d);
    struct chart c = econ_chart_distribution(a, m->e, s);
    add_chart(d, &c);
    add_worth(m);
}

static void add_run(struct model *m)
{
    struct doc *d = &m->page.doc;
    if (m->running) {
        size_t done = atomic_load(&m->run->done);
        doc_heading(d, "Trials: %zu of %d", done, TRIALS);
        doc_line(d, DOC_NO_TAG);
        double part = (double)done / TRIALS;
        doc_bar(d, 0, d->cols > 50 ? 50 : d->cols, ROLE_TEXT, part, part);
        doc_blank(d);
    } else if (!m->run->any) {
        doc_heading(d, "No trials");
        doc_wrap(d, 0, ROLE_TEXT,
                 "No input has a range or a distribution: give low and high to those that are "
                 "not certain.",
                 false);
    } else if (m->run->summary.trials == 0) {
        doc_heading(d, "Stopped before the first trial");
        doc_wrap(d, 0, ROLE_TEXT, "r runs them.", false);
    } else {
        add_summary(m);
    }
}

static void add_notes(struct model *m)
{
    struct doc *d = &m->page.doc;
    size_t n;
    bool summed = !m->running && m->run->any;
    const char *const *notes =
        risk_notes(d->arena, m->risk, true, summed ? &m->run->summary : NULL, &n);
    if (n > 0)
        doc_heading(d, "Notes");
    for (size_t i = 0; i < n; i++) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_DIM, "•");
        doc_wrap(d, 2, ROLE_TEXT, notes[i], true);
    }
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    struct doc *d = doc_view_start(v);
    if (m->version != m->screens->w->version)
        read_project(m);
    snprintf(v->title, sizeof v->title, "%.120s  Risk%s%.60s",
             dossier_name(m->screens->w->project.dossier), m->case_name != NULL ? ": case " : "",
             m->case_name != NULL ? m->case_name : "");
    if (m->risk == NULL) {
        doc_wrap(d, 0, ROLE_TEXT, "There is no cash flow: nothing can vary.", false);
        return;
    }
    add_run(m);
    add_tornado(m);
    add_notes(m);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    switch (a) {
    case ACT_STOP:
        if (m->running)
            atomic_store(&m->run->stop, true);
        else
            views_say(v->stack, ROLE_NOTICE, "Nothing is running; r runs the trials again");
        return REACT_DONE;
    case ACT_RUN:
        if (m->risk != NULL && !m->running) {
            drop_run(m);
            start_run(m);
            view_stale(v);
        }
        return REACT_DONE;
    default:
        return doc_view_act(v, a);
    }
}

static void release(struct view *v)
{
    struct model *m = v->data;
    drop_run(m);
    arena_free(m->project);
    free(m->case_name);
    doc_view_release(v);
}

static const struct view_ops OPS = {
    .keymap = MAP_RISK,
    .pager = true,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .act = act,
    .release = release,
};

void risk_open(struct screens *s, const char *case_name)
{
    struct model *m = doc_view_new(sizeof *m);
    m->screens = s;
    m->project = arena_new();
    m->case_name = case_name != NULL ? strdup(case_name) : NULL;
    m->version = s->w->version;
    read_project(m);
    views_push(s->views, &OPS, m);
}

bool risk_idle(struct screens *s)
{
    struct view *v = s->views->top;
    if (v == NULL || v->ops != &OPS)
        return false;
    struct model *m = v->data;
    if (!m->running)
        return false;
    const struct timespec wait = {0, LOOK_MS * 1000000L};
    nanosleep(&wait, NULL);
    if (atomic_load(&m->run->ended))
        join_run(m);
    view_stale(v);
    s->views->dirty = true;
    return true;
}
