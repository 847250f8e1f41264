/* What the value of the leading case depends on, its distribution, and the charts. */
#include <math.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/economics/charts.h"
#include "core/economics/risk.h"
#include "core/memo/context.h"
#include "core/memo/figures.h"

#define TRIALS 10000
#define SEED 1
#define CHART_COLUMNS 80
#define BARS_MAX 8

/* Text that stands in a fenced block: nothing in it may end the block. */
static const char *fenced(struct arena *a, const char *text)
{
    char *out = text_visible(a, text, strlen(text), false);
    for (char *s = out; *s != 0; s++)
        if (*s == '`')
            *s = '\'';
    return out;
}

void context_chart(struct context *c, struct json *charts, const char *name,
                   const struct chart *chart)
{
    if (chart->n == 0)
        return;
    struct strbuf text, svg;
    struct json *j = json_object(c->arena);
    strbuf_init(&text, 0);
    strbuf_init(&svg, 0);
    chart_text(chart, CHART_COLUMNS, &text);
    chart_svg(chart, &svg);
    put(c, j, "name", name);
    put(c, j, "text", text.len != 0 ? fenced(c->arena, text.buf) : NULL);
    put(c, j, "svg", svg.buf);
    json_set(c->arena, charts, name, j);
    strbuf_release(&text);
    strbuf_release(&svg);
}

static void distribution(struct context *c, struct json *j, const struct econ_result *e,
                         const struct risk_summary *s)
{
    struct arena *a = c->arena;
    double by = figure_scale_of(e).by;
    put_count(c, j, "trials", s->trials);
    put_count(c, j, "failed", s->failed);
    put(c, j, "seed", arena_printf(a, "%llu", (unsigned long long)s->seed));
    put(c, j, "sampling", sample_plan_names[s->plan]);
    put_count(c, j, "n_uncertain", s->n_uncertain);
    put(c, j, "convention", RISK_CONVENTION);
    put(c, j, "p10", figure_bound(a, e, true, figure_number(a, s->p10 / by, 1)));
    put(c, j, "p50", figure_bound(a, e, true, figure_number(a, s->p50 / by, 1)));
    put(c, j, "p90", figure_bound(a, e, true, figure_number(a, s->p90 / by, 1)));
    put(c, j, "mean", figure_bound(a, e, true, figure_number(a, s->mean / by, 1)));
    put(c, j, "cvar", figure_bound(a, e, true, figure_number(a, s->cvar / by, 1)));
    put(c, j, "p_negative", figure_bound(a, e, false, figure_percent(a, s->p_negative, 2)));
    put_flag(c, j, "has_debt", s->has_debt);
    if (s->has_debt) {
        put(c, j, "dscr_below", figure_number(a, s->dscr_below, 2));
        put(c, j, "p_dscr_below", figure_bound(a, e, false, figure_percent(a, s->p_dscr_below, 2)));
        put(c, j, "p_dscr_below_1",
            figure_bound(a, e, false, figure_percent(a, s->p_dscr_below_1, 2)));
    }
}

void context_risk(struct context *c, struct json *out, struct json *charts,
                  const struct econ_result *e, const char *case_name)
{
    struct arena *a = c->arena;
    struct econ_options options = {.case_name = case_name};
    struct econ_risk *r =
        econ_risk_new(a, c->assessment->dossier, c->options->data, &options, e, NULL);
    if (r == NULL)
        return;
    struct risk_tornado t = econ_tornado(a, r);
    size_t all = t.n, n_notes;
    t.n = t.n < BARS_MAX ? t.n : BARS_MAX;
    put_count(c, out, "bars_left_out", all - t.n);
    put_flag(c, out, "has_bars_left_out", all > t.n);
    struct chart tornado = econ_chart_tornado(a, e, &t);
    context_chart(c, charts, "tornado", &tornado);
    struct risk_options o = {.trials = TRIALS, .seed = SEED, .threads = 1, .plan = PLAN_LATIN};
    struct risk_summary s;
    bool drawn = econ_monte_carlo(a, r, &o, &s);
    struct json *notes = json_array(a);
    const char *const *texts = risk_notes(a, r, all != 0, drawn ? &s : NULL, &n_notes);
    for (size_t i = 0; i < n_notes; i++)
        json_push(a, notes, json_string(a, texts[i]));
    json_set(a, out, "risk_notes", notes);
    put_flag(c, out, "has_distribution", drawn);
    if (!drawn)
        return;
    struct json *d = json_object(a);
    distribution(c, d, e, &s);
    json_set(a, out, "distribution", d);
    struct chart histogram = econ_chart_distribution(a, e, &s);
    context_chart(c, charts, "distribution", &histogram);
}
