/* adit econ --cases: all cases of the file as columns, with what each changes and why. */
#include <math.h>
#include <string.h>

#include "core/base/utf8.h"
#include "tui/commands/command.h"
#include "tui/commands/econ_view.h"

#define LABEL 24
#define CELL 14
#define COLUMNS 4

struct page {
    struct arena *arena;
    struct strbuf *out;
    const struct econ_case *list;
    size_t n, from, to;
    struct money_scale money;
};

static void right(struct strbuf *out, const char *s, size_t columns)
{
    for (size_t n = utf8_width(s); n < columns; n++)
        strbuf_addch(out, ' ');
    strbuf_adds(out, s);
}

static const char *shown(struct arena *a, const char *s)
{
    return text_visible(a, s, strlen(s), true);
}

static const char *figure(const struct page *p, size_t which, double v, bool difference)
{
    enum headline_kind kind = econ_headlines[which].kind;
    if (!isfinite(v))
        return "-";
    v = v == 0 ? 0 : v; /* no -0 */
    double by = kind == HEADLINE_MONEY ? p->money.by : kind == HEADLINE_PERCENT ? 0.01 : 1;
    int decimals = kind == HEADLINE_MONEY ? 1 : 2;
    const char *unit = kind == HEADLINE_PERCENT ? (difference ? " pt" : " %") : "";
    char digits[48];
    snprintf(digits, sizeof digits, difference ? "%+.*f" : "%.*f", decimals, v / by);
    return arena_printf(p->arena, "%s%s", digits, unit);
}

/* The first or second line of a name, cut where it needs more than two. */
static void name_part(const struct page *p, const char *name, size_t line)
{
    size_t n;
    char **lines = text_wrap(p->arena, shown(p->arena, name), CELL - 1, &n);
    struct strbuf cell;
    strbuf_init(&cell, 0);
    if (line < n) {
        size_t wide = utf8_width(lines[line]);
        cell_fit(&cell, lines[line], wide < CELL - 1 ? wide : CELL - 1);
    }
    right(p->out, cell.buf != NULL ? cell.buf : "", CELL);
    strbuf_release(&cell);
}

static void heads(const struct page *p)
{
    const struct econ_result *e = p->list[0].result;
    cell_fit(p->out,
             arena_printf(p->arena, "At %.4g %%, %s %s", e->discount_rate * 100, e->currency,
                          p->money.name),
             LABEL);
    for (size_t i = p->from; i < p->to; i++)
        name_part(p, p->list[i].name, 0);
    strbuf_addch(p->out, '\n');
    bool second = false;
    for (size_t i = p->from; i < p->to; i++)
        second |= utf8_width(shown(p->arena, p->list[i].name)) >= CELL;
    if (!second)
        return;
    cell_fit(p->out, "", LABEL);
    for (size_t i = p->from; i < p->to; i++)
        name_part(p, p->list[i].name, 1);
    strbuf_addch(p->out, '\n');
}

static bool any(const struct page *p, size_t k)
{
    for (size_t i = 0; i < p->n; i++)
        if (isfinite(econ_headline_of(p->list[i].result, k)))
            return true;
    return false;
}

static void rows(const struct page *p)
{
    for (size_t k = 0; k < ECON_HEADLINES; k++) {
        double first = econ_headline_of(p->list[0].result, k);
        bool differs = false;
        if (!any(p, k))
            continue;
        cell_fit(p->out, econ_headlines[k].title, LABEL);
        for (size_t i = p->from; i < p->to; i++) {
            double v = econ_headline_of(p->list[i].result, k);
            const char *bound = econ_headline_bound(p->list[i].result, k);
            const char *mark = bound == NULL ? "" : strcmp(bound, "at most") == 0 ? "≤ " : "≥ ";
            right(p->out, arena_printf(p->arena, "%s%s", mark, figure(p, k, v, false)), CELL);
            differs |= i > 0 && isfinite(v - first);
        }
        strbuf_addch(p->out, '\n');
        if (!differs)
            continue;
        cell_fit(p->out, "  less sponsor's", LABEL);
        for (size_t i = p->from; i < p->to; i++) {
            double v = econ_headline_of(p->list[i].result, k);
            right(p->out, i == 0 ? "" : figure(p, k, v - first, true), CELL);
        }
        strbuf_addch(p->out, '\n');
    }
}

static const char *sentence(struct arena *a, const char *before, const char *what, const char *s)
{
    size_t n = strlen(before);
    if (s == NULL)
        return before;
    return arena_printf(a, "%s%s %s%s", before, n > 0 && before[n - 1] == '.' ? "" : ".", what, s);
}

static void changes(const struct page *p, const struct econ_case *c)
{
    if (c->n_adjusted == 0 && c->why == NULL)
        return;
    strbuf_addf(p->out, "\n%s%s\n", shown(p->arena, c->name),
                c->reference_class ? " (ours, not the file's)" : "");
    if (c->why != NULL)
        econ_wrap(p->arena, p->out, "  ", "  ", c->why);
    for (size_t i = 0; i < c->n_adjusted; i++) {
        const struct econ_adjusted *x = &c->adjusted[i];
        const char *text =
            arena_printf(p->arena, "%s: %s%s%s", x->name, x->was != NULL ? x->was : "",
                         x->was != NULL ? " -> " : "", x->now != NULL ? x->now : "unknown");
        text = sentence(p->arena, text, "Why: ", x->why);
        text = sentence(p->arena, text, "Source: ", x->source);
        if (x->why == NULL && c->why == NULL)
            text = sentence(p->arena, text, "", "no reason is given");
        econ_wrap(p->arena, p->out, "  - ", "    ", text);
    }
}

/* What the file expects of its cases together, when it gives them probabilities. */
static void weights(const struct page *p)
{
    const char *text = NULL;
    size_t npv = 0;
    for (size_t k = 0; k < ECON_HEADLINES; k++)
        npv = strcmp(econ_headlines[k].name, "npv") == 0 ? k : npv;
    double expected = econ_case_expected(p->list, p->n, npv);
    for (size_t i = 0; i < p->n; i++)
        if (p->list[i].probability > 0)
            text = arena_printf(p->arena, "%s%s%s %.4g %%", text != NULL ? text : "",
                                text != NULL ? ", " : "", shown(p->arena, p->list[i].name),
                                p->list[i].probability * 100);
    if (text == NULL)
        return;
    text = arena_printf(p->arena, "Expected NPV after tax %s: %s", figure(p, npv, expected, false),
                        text);
    econ_wrap(p->arena, p->out, "", "  ", text);
    strbuf_addch(p->out, '\n');
}

void econ_cases_text(struct arena *a, struct strbuf *out, const struct dossier *d,
                     const struct econ_case *list, size_t n)
{
    const char *name = dossier_name(d);
    struct page p = {.arena = a, .out = out, .list = list, .n = n};
    for (size_t i = 0; i < n; i++) {
        struct money_scale money = econ_money_scale(list[i].result);
        p.money = i == 0 || money.by > p.money.by ? money : p.money;
    }
    strbuf_addf(out, "%s: %zu case%s side by side\n\n", shown(a, name), n, n == 1 ? "" : "s");
    bool open = false, missing = false;
    weights(&p);
    for (p.from = 0; p.from < n; p.from = p.to) {
        p.to = p.from + COLUMNS < n ? p.from + COLUMNS : n;
        heads(&p);
        rows(&p);
        strbuf_addch(out, '\n');
    }
    for (size_t i = 0; i < n; i++) {
        open |= list[i].result->taxes_open;
        missing |= !list[i].result->complete;
    }
    if (open)
        strbuf_adds(out, "≤ at most, ≥ at least: a tax that is due is not known (adit econ names "
                         "it)\n");
    if (missing)
        strbuf_adds(out, "- : the case gives no cash flow, or the figure does not exist (adit "
                         "econ says why)\n");
    if (n > 1)
        strbuf_adds(out, "What each case changes (the first value is the file's):\n");
    for (size_t i = 0; i < n; i++)
        changes(&p, &list[i]);
    if (n == 1)
        strbuf_adds(out, "The project has no other cases: add them under economics.cases with "
                         "name, why and set\n");
}
