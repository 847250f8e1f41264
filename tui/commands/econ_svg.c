/* adit econ --chart KIND, --svg KIND and --svg DIR: the charts as text, one as SVG, all as files.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/economics/charts.h"
#include "tui/commands/econ_risk.h"
#include "tui/commands/econ_view.h"

#define CHART_COLUMNS 80

static const char *const kinds[] = {"cash-flow", "waterfall", "taxes",        "profile", "share",
                                    "dscr",      "tornado",   "distribution", "compare", "cases"};
enum { KINDS = sizeof kinds / sizeof *kinds };

bool econ_chart_kind(const char *name)
{
    for (size_t k = 0; k < KINDS; k++)
        if (strcmp(kinds[k], name) == 0)
            return true;
    return false;
}

static struct chart nothing(const char *title, const char *why)
{
    return (struct chart){.kind = CHART_BARS, .title = title, .unit = why};
}

/* The project under every regime that there is and under no tax. */
static struct chart regimes(const struct econ_chart_source *x)
{
    struct arena *a = x->s->arena;
    size_t n;
    const char *const *known = econ_regimes(a, x->s->data, &n);
    const char **names = ARENA_ARRAY(a, n + 1, const char *),
               **labels = ARENA_ARRAY(a, n + 1, const char *);
    const struct econ_result **list = ARENA_ARRAY(a, n + 1, const struct econ_result *);
    names[0] = "none";
    for (size_t i = 0; i < n; i++)
        names[i + 1] = known[i];
    const struct econ_compared *c =
        econ_compare(a, x->d, x->s->data, x->e->case_name, names, n + 1, NULL);
    for (size_t i = 0; i <= n; i++) {
        list[i] = c[i].result;
        labels[i] = i == 0 ? "no tax"
                           : arena_printf(a, "%s%s", names[i],
                                          c[i].result->taxes_open ? " (NPV at most)" : "");
    }
    struct chart chart = econ_chart_compare(a, list, labels, n + 1);
    chart.title = "The project under each fiscal regime";
    return chart;
}

static struct chart cases(const struct econ_chart_source *x)
{
    struct arena *a = x->s->arena;
    size_t n;
    const struct econ_case *c = econ_case_table(a, x->d, x->s->data, true, &n, NULL);
    const char **labels = ARENA_ARRAY(a, n, const char *);
    const struct econ_result **list = ARENA_ARRAY(a, n, const struct econ_result *);
    for (size_t i = 0; i < n; i++) {
        list[i] = c[i].result;
        labels[i] = c[i].name;
    }
    struct chart chart = econ_chart_compare(a, list, labels, n);
    chart.title = "The cases side by side";
    return chart;
}

static struct chart chart_of(const struct econ_chart_source *x, const char *kind)
{
    struct arena *a = x->s->arena;
    const struct econ_risk_report *r = x->risk;
    if (strcmp(kind, "cash-flow") == 0)
        return econ_chart_cash_flow(a, x->e);
    if (strcmp(kind, "waterfall") == 0)
        return econ_chart_waterfall(a, x->e);
    if (strcmp(kind, "taxes") == 0)
        return econ_chart_taxes(a, x->e, x->study);
    if (strcmp(kind, "profile") == 0)
        return econ_chart_profile(a, x->e, x->study);
    if (strcmp(kind, "share") == 0)
        return econ_chart_progress(a, x->e, x->study);
    if (strcmp(kind, "dscr") == 0)
        return econ_chart_dscr(a, x->e);
    if (strcmp(kind, "compare") == 0)
        return regimes(x);
    if (strcmp(kind, "cases") == 0)
        return cases(x);
    if (strcmp(kind, "tornado") == 0)
        return r->bars ? econ_chart_tornado(a, x->e, &r->tornado)
                       : nothing("What the NPV depends on", "no cash flow");
    return r->trials ? econ_chart_distribution(a, x->e, &r->summary)
                     : nothing("Trials by post-tax NPV", "no cash flow");
}

bool econ_chart_print(const struct econ_chart_source *x, const char *kind, bool svg)
{
    struct chart c = chart_of(x, kind);
    struct strbuf out;
    strbuf_init(&out, 0);
    if (svg)
        chart_svg(&c, &out);
    else
        chart_text(&c, CHART_COLUMNS, &out);
    bool ok = print_text(out.buf, out.len);
    strbuf_release(&out);
    return ok;
}

static bool write_chart(struct session *s, const char *dir, const char *name, const struct chart *c)
{
    if (c->n == 0)
        return true;
    struct strbuf out;
    strbuf_init(&out, 0);
    chart_svg(c, &out);
    bool ok =
        file_write(arena_printf(s->arena, "%s/%s.svg", dir, name), out.buf, out.len, s->diags);
    strbuf_release(&out);
    return ok;
}

bool econ_svg(const struct econ_chart_source *x, const char *dir)
{
    if (mkdir(dir, 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "adit: the folder '%s' cannot be made: %s\n", dir, strerror(errno));
        return false;
    }
    bool ok = true;
    for (size_t k = 0; ok && k < KINDS; k++) {
        struct chart c = chart_of(x, kinds[k]);
        ok = write_chart(x->s, dir, kinds[k], &c);
    }
    return ok;
}

const char *econ_chart_kinds(struct arena *a)
{
    const char *all = kinds[0];
    for (size_t k = 1; k < KINDS; k++)
        all = arena_printf(a, "%s, %s", all, kinds[k]);
    return all;
}
