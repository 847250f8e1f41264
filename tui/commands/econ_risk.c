/* Sensitivities and Monte Carlo for `adit econ`. */
#include "tui/commands/econ_risk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/utf8.h"
#include "core/economics/charts.h"

#define NAME_COLUMNS 25
#define RANGE_COLUMNS 15
#define BAR_COLUMNS 20
#define DEFAULT_SEED 1
#define CHART_TRIALS 10000 /* for --svg without --monte-carlo */

/* --- options ---------------------------------------------------------------------------------- */

static bool whole(const struct args *args, const char *name, unsigned long long low,
                  unsigned long long high, unsigned long long *out)
{
    const char *text = args_get(args, name);
    if (text == NULL)
        return true;
    char *end;
    size_t digits = strspn(text, "0123456789");
    unsigned long long v = strtoull(text, &end, 10);
    if (digits == 0 || digits > 19 || text[digits] != '\0' || v < low || v > high) {
        fprintf(stderr, "adit: %s takes a whole number from %llu to %llu\n", name, low, high);
        return false;
    }
    *out = v;
    return true;
}

static bool plan_of(const struct args *args, enum sample_plan *out)
{
    const char *text = args_get(args, "--sampling");
    for (int i = 0; text != NULL && sample_plan_names[i] != NULL; i++)
        if (strcmp(text, sample_plan_names[i]) == 0) {
            *out = (enum sample_plan)i;
            return true;
        }
    if (text != NULL)
        fprintf(stderr, "adit: --sampling is one of latin, sobol, plain\n");
    return text == NULL;
}

bool econ_risk_options(const struct args *args, struct risk_options *out)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned long long trials = 0, seed = DEFAULT_SEED;
    unsigned long long threads = cores < 1                  ? 1
                                 : cores > RISK_MAX_THREADS ? RISK_MAX_THREADS
                                                            : (unsigned)cores;
    *out = (struct risk_options){.plan = PLAN_LATIN, .indices = true};
    if (!whole(args, "--monte-carlo", 100, RISK_MAX_TRIALS, &trials) ||
        !whole(args, "--seed", 0, INT64_MAX, &seed) ||
        !whole(args, "--threads", 1, RISK_MAX_THREADS, &threads) || !plan_of(args, &out->plan))
        return false;
    bool drawn = (args_has(args, "--svg") || args_has(args, "--chart"));
    if (args_has(args, "--compare") && (trials > 0 || drawn || args_has(args, "--sensitivity"))) {
        fprintf(stderr, "adit: --compare stands alone: no --sensitivity, --monte-carlo or --svg\n");
        return false;
    }
    if (trials == 0 && drawn)
        trials = CHART_TRIALS;
    if (trials == 0 &&
        (args_has(args, "--seed") || args_has(args, "--threads") || args_has(args, "--sampling"))) {
        fprintf(stderr, "adit: --seed, --threads and --sampling belong to --monte-carlo N\n");
        return false;
    }
    out->trials = (size_t)trials;
    out->seed = seed;
    out->threads = (unsigned)threads;
    return true;
}

struct econ_risk_report econ_risk_report(struct session *s, const struct args *args,
                                         const struct dossier *d,
                                         const struct econ_options *options,
                                         const struct econ_result *e, const struct risk_options *o)
{
    struct econ_risk_report r = {0};
    r.screening = econ_screen(s->arena, d, s->data, options, e);
    r.risk = econ_risk_new(s->arena, d, s->data, options, e, s->diags);
    if (r.risk == NULL || !diags_ok(s->diags))
        return r;
    r.bars =
        args_has(args, "--sensitivity") || (args_has(args, "--svg") || args_has(args, "--chart"));
    if (r.bars)
        r.tornado = econ_tornado(s->arena, r.risk);
    r.trials = o->trials > 0 && econ_monte_carlo(s->arena, r.risk, o, &r.summary);
    return r;
}

/* --- text ------------------------------------------------------------------------------------- */

struct scale {
    double by;
    const char *name;
    int decimals;
};

static struct scale scale_for(double most)
{
    return most < 1e5   ? (struct scale){1, "", 0}
           : most < 1e7 ? (struct scale){1e3, "k", 1}
                        : (struct scale){1e6, "M", 1};
}

static void amount(struct strbuf *out, double v, const struct scale *s, int columns)
{
    char text[48];
    if (!isfinite(v))
        snprintf(text, sizeof text, "-");
    else
        snprintf(text, sizeof text, "%.*f", s->decimals, v == 0 ? 0 : v / s->by);
    if ((int)strlen(text) >= columns && isfinite(v))
        snprintf(text, sizeof text, "%.1e", v / s->by);
    strbuf_addf(out, "%*s", columns, text);
}

static const char *shown(struct arena *a, const char *s)
{
    return text_visible(a, s, strlen(s), true);
}

static double reach(const struct risk_tornado *t, int sign)
{
    double most = sign * t->base;
    for (size_t i = 0; i < t->n; i++) {
        if (isfinite(t->bars[i].npv_low))
            most = fmax(most, sign * t->bars[i].npv_low);
        if (isfinite(t->bars[i].npv_high))
            most = fmax(most, sign * t->bars[i].npv_high);
    }
    return sign * most;
}

static const char *short_number(struct arena *a, double v)
{
    double m = fabs(v);
    return m >= 1e9   ? arena_printf(a, "%.4gG", v / 1e9)
           : m >= 1e6 ? arena_printf(a, "%.4gM", v / 1e6)
           : m >= 1e4 ? arena_printf(a, "%.4gk", v / 1e3)
                      : arena_printf(a, "%.4g", v);
}

static const char *range_text(struct arena *a, const struct risk_input *in)
{
    return arena_printf(a, "%s%s%s..%s", in->range == RANGE_STEP ? "~" : "",
                        in->relative ? "x" : "", short_number(a, in->low),
                        short_number(a, in->high));
}

static void tornado_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                         const struct risk_tornado *t)
{
    double low = reach(t, -1), high = reach(t, 1);
    struct scale s = scale_for(fmax(fabs(low), fabs(high)));
    strbuf_addf(out, "\nSensitivity: post-tax NPV at %.4g %%, %s%s%s; base", e->discount_rate * 100,
                e->currency, s.name[0] != '\0' ? " " : "", s.name);
    amount(out, t->base, &s, 9);
    strbuf_adds(out, "\n");
    cell_fit(out, "Input", NAME_COLUMNS);
    strbuf_addch(out, ' ');
    cell_fit(out, "low..high", RANGE_COLUMNS);
    strbuf_adds(out, "   at low  at high\n");
    for (size_t i = 0; i < t->n; i++) {
        const struct risk_bar *b = &t->bars[i];
        cell_fit(out, shown(a, b->input->title), NAME_COLUMNS);
        strbuf_addch(out, ' ');
        cell_fit(out, range_text(a, b->input), RANGE_COLUMNS);
        amount(out, b->npv_low, &s, 9);
        amount(out, b->npv_high, &s, 9);
        strbuf_addch(out, ' ');
        if (high > low)
            chart_span(out, BAR_COLUMNS, low, high, t->base, b->npv_low, b->npv_high);
        strbuf_addch(out, '\n');
    }
    strbuf_adds(out, "░ at low, █ at high; ~ no range is stated: a step of ours; x a factor\n");
}

static void spider_text(struct arena *a, struct strbuf *out, const struct risk_tornado *t)
{
    struct scale s = scale_for(fmax(fabs(reach(t, -1)), fabs(reach(t, 1))));
    strbuf_adds(out, "\n");
    cell_fit(out, "NPV by change of one", NAME_COLUMNS - 1);
    for (int i = 0; i < SPIDER_POINTS; i++)
        strbuf_addf(out, "%+6d %%", 10 * (i - SPIDER_POINTS / 2));
    strbuf_adds(out, "\n");
    for (size_t i = 0; i < t->n; i++) {
        cell_fit(out, shown(a, t->bars[i].input->title), NAME_COLUMNS - 1);
        for (int k = 0; k < SPIDER_POINTS; k++)
            amount(out, t->bars[i].spider[k], &s, 8);
        strbuf_addch(out, '\n');
    }
}

static void two_way_text(struct strbuf *out, const struct risk_tornado *t)
{
    if (!t->has_two_way)
        return;
    double most = 0;
    for (int i = 0; i < TWO_WAY * TWO_WAY; i++)
        most = fmax(most, fabs(t->two_way[i / TWO_WAY][i % TWO_WAY]));
    struct scale s = scale_for(most);
    strbuf_adds(out, "\nNPV by prices (down) and initial capital (across), factors\n        ");
    for (int k = 0; k < TWO_WAY; k++)
        strbuf_addf(out, "%10.1f", two_way_factors[k]);
    strbuf_addch(out, '\n');
    for (int i = 0; i < TWO_WAY; i++) {
        strbuf_addf(out, "%8.1f", two_way_factors[i]);
        for (int k = 0; k < TWO_WAY; k++)
            amount(out, t->two_way[i][k], &s, 10);
        strbuf_addch(out, '\n');
    }
}

static void pair(struct strbuf *out, const char *label, double v, const struct scale *s)
{
    cell_fit(out, label, 52);
    amount(out, v, s, 28);
    strbuf_addch(out, '\n');
}

static void percent(struct strbuf *out, const char *label, double v)
{
    cell_fit(out, label, 52);
    strbuf_addf(out, "%26.2f %%\n", v * 100);
}

static void worth_text(struct arena *a, struct strbuf *out, const struct risk_summary *m,
                       const struct scale *s)
{
    strbuf_adds(out, "\nWorth of knowing for certain, before deciding to build\n");
    cell_fit(out, "Input", 46);
    strbuf_adds(out, "      EVPPI  Sobol 1st     total\n");
    for (size_t i = 0; i < m->n_uncertain; i++) {
        const struct risk_worth *w = &m->worth[i];
        cell_fit(out, shown(a, w->input->title), 46);
        amount(out, w->evppi, s, 11);
        strbuf_addf(out, isfinite(w->first) ? "%11.3f%10.3f\n" : "          -         -\n",
                    w->first, w->total);
        strbuf_addf(out, "  %s\n", risk_dist_text(a, w->input));
    }
    cell_fit(out, "everything (EVPI)", 46);
    amount(out, m->evpi, s, 11);
    strbuf_addch(out, '\n');
}

static void summary_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                         const struct risk_summary *m)
{
    struct scale s = scale_for(fmax(fabs(m->least), fabs(m->most)));
    strbuf_addf(out, "\nMonte Carlo: post-tax NPV at %.4g %%, %s%s%s\n", e->discount_rate * 100,
                e->currency, s.name[0] != '\0' ? " " : "", s.name);
    strbuf_addf(out, "%zu trials, seed %llu, sampling %s, %zu uncertain inputs\n", m->trials,
                (unsigned long long)m->seed, sample_plan_names[m->plan], m->n_uncertain);
    pair(out, "Mean", m->mean, &s);
    pair(out, "Standard deviation", m->sd, &s);
    pair(out, "Standard error of the mean (of plain sampling)", m->standard_error, &s);
    pair(out, "P10", m->p10, &s);
    pair(out, "P50", m->p50, &s);
    pair(out, "P90", m->p90, &s);
    strbuf_addf(out, "  %s\n", RISK_CONVENTION);
    percent(out, "Share of trials with NPV below 0", m->p_negative);
    pair(out, "Mean of the worst 5 % (CVaR)", m->cvar, &s);
    if (m->has_debt) {
        percent(out, arena_printf(a, "Share with lowest DSCR below %.4g", m->dscr_below),
                m->p_dscr_below);
        percent(out, "Share with lowest DSCR below 1", m->p_dscr_below_1);
    }
    struct chart c = econ_chart_distribution(a, e, m);
    strbuf_addch(out, '\n');
    chart_text(&c, 79, out);
    worth_text(a, out, m, &s);
}

static void wrapped(struct arena *a, struct strbuf *out, const char *note)
{
    const char *text = shown(a, note);
    size_t lines;
    char **line = text_wrap(a, text, 76, &lines);
    for (size_t k = 0; k < lines; k++)
        strbuf_addf(out, "%s%s\n", k == 0 ? "  - " : "    ", line[k]);
}

static void notes_text(struct arena *a, struct strbuf *out, const struct econ_risk_report *r)
{
    size_t n;
    const char *const *notes = risk_notes(a, r->risk, r->bars, r->trials ? &r->summary : NULL, &n);
    strbuf_adds(out, n > 0 ? "\n" : "");
    for (size_t i = 0; i < n; i++)
        wrapped(a, out, notes[i]);
}

static void screening_text(struct arena *a, struct strbuf *out, const struct screening *s)
{
    if (s->n_checks > 0 || s->filtered)
        strbuf_adds(out, "\nScreening\n");
    for (size_t i = 0; i < s->n_checks; i++)
        wrapped(a, out, s->checks[i].message);
    if (!s->filtered)
        return;
    const struct filter_result *f = &s->filter;
    wrapped(a, out,
            arena_printf(a,
                         "USGS cost filter, order of magnitude, 2008 US$: mine, mill and tailings "
                         "%.3g million, %.3g million a year to run, %.0f short tons of ore a day "
                         "for %.3g years",
                         f->capital / 1e6, f->operating / 1e6, f->mill_st_per_day, f->life_years));
    for (size_t i = 0; i < s->n_notes; i++)
        wrapped(a, out, s->notes[i]);
}

void econ_risk_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                    const struct econ_risk_report *r)
{
    screening_text(a, out, &r->screening);
    if (r->risk == NULL)
        return;
    if (r->bars) {
        tornado_text(a, out, e, &r->tornado);
        spider_text(a, out, &r->tornado);
        two_way_text(out, &r->tornado);
    }
    if (r->trials)
        summary_text(a, out, e, &r->summary);
    notes_text(a, out, r);
}

void econ_risk_json(struct arena *a, struct json *j, const struct econ_risk_report *r)
{
    if (r->bars) {
        econ_json_put(a, j, "sensitivity", risk_tornado_json(a, &r->tornado));
        econ_json_put(a, j, "spider", risk_spider_json(a, &r->tornado));
        econ_json_put(a, j, "price_capital", risk_two_way_json(a, &r->tornado));
    }
    if (r->trials)
        econ_json_put(a, j, "monte_carlo", risk_summary_json(a, &r->summary));
    econ_json_put(a, j, "screening", econ_screen_json(a, &r->screening));
    if (!r->bars && !r->trials)
        return;
    size_t n;
    const char *const *notes = risk_notes(a, r->risk, r->bars, r->trials ? &r->summary : NULL, &n);
    struct json *list = json_get(j, "notes") != NULL ? j->items[j->n - 1] : NULL;
    for (size_t i = 0; i < n && list != NULL; i++)
        json_push(a, list, json_string(a, notes[i]));
}
