/* Any project file: sensitivities, trials, screening and charts neither crash nor let a figure out
 * that is not a number, and trials do not depend on the number of threads. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/charts.h"
#include "core/economics/screening.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct strbuf *out)
{
    if (strstr(out->buf, "nan") != NULL || strstr(out->buf, ">inf") != NULL)
        abort();
}

static void draw(const struct chart *c)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    chart_text(c, 79, &out);
    strbuf_reset(&out);
    chart_svg(c, &out);
    strbuf_release(&out);
}

static void trials(struct arena *a, const struct econ_risk *r, const struct econ_result *e)
{
    struct risk_options o = {.trials = 40, .seed = 1, .threads = 1, .plan = PLAN_SOBOL};
    struct risk_summary one, two;
    if (!econ_monte_carlo(a, r, &o, &one))
        return;
    o.threads = 2;
    if (!econ_monte_carlo(a, r, &o, &two) || memcmp(&one.mean, &two.mean, sizeof one.mean) != 0)
        abort();
    struct strbuf out;
    strbuf_init(&out, 0);
    json_write(&out, risk_summary_json(a, &one), 0);
    check(&out);
    strbuf_release(&out);
    struct chart c = econ_chart_distribution(a, e, &one);
    draw(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const struct dossier *project =
        dossier_load_text(a, (const char *)data, size, "fuzz.yaml", catalogue_new(a), d);
    if (project != NULL) {
        const struct econ_result *e = econ_run(a, project, NULL, NULL, d);
        struct screening s = econ_screen(a, project, NULL, NULL, e);
        econ_screen_json(a, &s);
        struct chart flow = econ_chart_cash_flow(a, e), fall = econ_chart_waterfall(a, e);
        draw(&flow);
        draw(&fall);
        const struct econ_risk *r = econ_risk_new(a, project, NULL, NULL, e, d);
        if (r != NULL) {
            struct risk_tornado t = econ_tornado(a, r);
            struct chart bars = econ_chart_tornado(a, e, &t);
            draw(&bars);
            risk_spider_json(a, &t);
            trials(a, r, e);
        }
    }
    arena_free(a);
    return 0;
}
