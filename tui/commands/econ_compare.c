/* adit econ --compare: one project under several fiscal regimes, side by side. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/economics/economics.h"
#include "tui/commands/econ_view.h"

#define LABEL 26
#define CELL 9
#define MAX_COLUMNS 6 /* of 9 beside the label: 80 */

struct page {
    struct arena *arena;
    struct strbuf *out;
    const struct econ_compared *list;
    size_t n;
    double by; /* money scale */
};

static bool full(const struct page *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (!p->list[i].result->complete)
            return false;
    return true;
}

static void head(const struct page *p, const char *label)
{
    cell_fit(p->out, label, LABEL);
    for (size_t i = 0; i < p->n; i++) {
        const char *name = strcmp(p->list[i].regime, "none") == 0 ? "no tax" : p->list[i].regime;
        const char *mark = p->list[i].result->taxes_open ? "<" : "";
        strbuf_addf(p->out, "%*s", CELL, arena_printf(p->arena, "%s%s", name, mark));
    }
    strbuf_addch(p->out, '\n');
}

static void figure(const struct page *p, double v, double by, const char *format)
{
    char text[40];
    if (!isfinite(v)) {
        strbuf_addf(p->out, "%*s", CELL, "-");
        return;
    }
    v /= by;
    snprintf(text, sizeof text, "%.*f", format[0] - '0', v == 0 ? 0 : v);
    if (strlen(text) >= CELL)
        snprintf(text, sizeof text, "%.1e", v);
    strbuf_addf(p->out, "%*s", CELL, text);
}

static double npv_of(const struct econ_result *e, const struct econ_metrics *v)
{
    for (size_t i = 0; i < v->n_npv; i++)
        if (v->npv[i].rate == e->discount_rate)
            return v->npv[i].value;
    return NAN;
}

static double only_root(const struct econ_metrics *v)
{
    return v->irr.end == IRR_UNIQUE ? v->irr.roots[0] * 100 : NAN;
}

enum row {
    ROW_NPV,
    ROW_IRR,
    ROW_EQUITY_NPV,
    ROW_EQUITY_IRR,
    ROW_PAYBACK,
    ROW_TAKE,
    ROW_AETR,
    ROW_METR,
    ROW_BREAKEVEN,
    ROW_OTHER
};

static double value_of(const struct econ_compared *c, enum row row)
{
    const struct econ_result *e = c->result;
    switch (row) {
    case ROW_NPV:
        return npv_of(e, &e->post_tax);
    case ROW_IRR:
        return only_root(&e->post_tax);
    case ROW_EQUITY_NPV:
        return npv_of(e, &e->equity);
    case ROW_EQUITY_IRR:
        return only_root(&e->equity);
    case ROW_PAYBACK:
        return e->post_tax.payback_years;
    case ROW_TAKE:
        return e->government_take * 100;
    case ROW_AETR:
        return e->aetr * 100;
    case ROW_METR:
        return e->metr * 100;
    case ROW_BREAKEVEN:
        return e->breakeven_factor;
    default:
        return c->other_npv;
    }
}

static void row(const struct page *p, const char *label, enum row row, double by,
                const char *decimals)
{
    bool any = false;
    for (size_t i = 0; i < p->n; i++)
        any |= isfinite(value_of(&p->list[i], row));
    if (!any)
        return;
    cell_fit(p->out, label, LABEL);
    for (size_t i = 0; i < p->n; i++)
        figure(p, value_of(&p->list[i], row), by, decimals);
    strbuf_addch(p->out, '\n');
}

static void metrics(const struct page *p, const char *money)
{
    const struct econ_result *e = p->list[0].result;
    head(p, arena_printf(p->arena, "At %.4g %%, %s", e->discount_rate * 100, money));
    row(p, "NPV after tax", ROW_NPV, p->by, "1");
    row(p, "  if the law is read else", ROW_OTHER, p->by, "1");
    row(p, "IRR after tax, %", ROW_IRR, 1, "2");
    row(p, "NPV to equity", ROW_EQUITY_NPV, p->by, "1");
    row(p, "IRR of equity, %", ROW_EQUITY_IRR, 1, "2");
    row(p, "Payback, years", ROW_PAYBACK, 1, "1");
    row(p, "Government take, %", ROW_TAKE, 1, "1");
    row(p, "AETR (discounted), %", ROW_AETR, 1, "1");
    row(p, "METR, %", ROW_METR, 1, "1");
    row(p, "Break-even price factor", ROW_BREAKEVEN, 1, "3");
}

/* --- instruments ------------------------------------------------------------------------------ */

struct group {
    const char *kind, *label;
};

/* Kinds as the reader thinks of them; each instrument falls into one. */
static const struct group groups[] = {
    {"royalty", "Royalty"},
    {"depletion", "Extraction tax"},
    {"unit", "Charge per tonne"},
    {"profit", "Profit royalty"},
    {"price_linked", "Price-linked tax"},
    {"export_duty", "Export duty"},
    {"levy", "Levies"},
    {"bonus", "Bonuses"},
    {"vat", "VAT"},
    {"rent_tax", "Rent tax"},
    {"excess_profit", "Excess-profit tax"},
    {"income_tax", "Income tax"},
    {"interest_tax", "Withheld from interest"},
    {"dividend_tax", "Withheld from dividends"},
    {"state_equity", "State's share"},
};

static double group_pv(const struct econ_result *e, const char *kind)
{
    double sum = NAN;
    for (size_t i = 0; i < e->n_instruments; i++)
        if (strcmp(e->instruments[i].kind, kind) == 0)
            sum = (isnan(sum) ? 0 : sum) + e->instruments[i].pv;
    return sum;
}

static bool is_missing(const struct econ_result *e, const char *kind)
{
    for (size_t i = 0; i < e->n_missing; i++)
        if (strcmp(e->missing[i].kind, kind) == 0 && e->missing[i].required)
            return true;
    return false;
}

static void instruments(const struct page *p)
{
    strbuf_addch(p->out, '\n');
    head(p, "Present value taken");
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        bool any = false;
        for (size_t i = 0; i < p->n; i++) {
            double pv = group_pv(p->list[i].result, groups[g].kind);
            any |= (isfinite(pv) && pv != 0) || is_missing(p->list[i].result, groups[g].kind);
        }
        if (!any)
            continue;
        cell_fit(p->out, groups[g].label, LABEL);
        for (size_t i = 0; i < p->n; i++) {
            const struct econ_result *e = p->list[i].result;
            double pv = group_pv(e, groups[g].kind);
            if (is_missing(e, groups[g].kind) && !isfinite(pv))
                strbuf_addf(p->out, "%*s", CELL, "?");
            else
                figure(p, pv, p->by, "1");
        }
        strbuf_addch(p->out, '\n');
    }
}

static void together(const struct page *p)
{
    cell_fit(p->out, "Together", LABEL);
    for (size_t i = 0; i < p->n; i++) {
        double sum = 0;
        for (size_t k = 0; k < p->list[i].result->n_instruments; k++)
            sum += p->list[i].result->instruments[k].pv;
        figure(p, sum, p->by, "1");
    }
    strbuf_addch(p->out, '\n');
}

/* --- what is missing and how sure it is --------------------------------------------------------
 */

static void lines(const struct page *p, const char *mark, const char *text)
{
    size_t n;
    const char *clean = text_visible(p->arena, text, strlen(text), true);
    char **wrapped = text_wrap(p->arena, clean, 76, &n);
    for (size_t k = 0; k < n; k++)
        strbuf_addf(p->out, "%s%s\n", k == 0 ? mark : "    ", wrapped[k]);
}

static void country(const struct page *p, const struct econ_compared *c)
{
    const struct econ_result *e = c->result;
    const char *weak = NULL, *open = NULL;
    for (size_t i = 0; i < e->n_missing; i++) {
        const struct econ_missing *x = &e->missing[i];
        if (x->required)
            lines(p, "  ? ",
                  arena_printf(p->arena, "%s: not known. State fiscal.overrides.%s", x->title,
                               x->override));
        else
            open = open == NULL ? x->title : arena_printf(p->arena, "%s; %s", open, x->title);
    }
    for (size_t i = 0; i < e->n_instruments; i++) {
        const struct econ_instrument *x = &e->instruments[i];
        if (x->confidence == NULL || strcmp(x->confidence, "statute") == 0)
            continue;
        const char *name =
            arena_printf(p->arena, "%s%s", x->title,
                         strcmp(x->confidence, "general") == 0 ? " (unverified)" : "");
        weak = weak == NULL ? name : arena_printf(p->arena, "%s; %s", weak, name);
    }
    if (open != NULL)
        lines(p, "  - ", arena_printf(p->arena, "left out, not stated: %s", open));
    if (weak != NULL)
        lines(p, "  - ", arena_printf(p->arena, "on secondary sources: %s", weak));
    for (size_t i = 0; i < e->n_conditions; i++)
        lines(p, "  - ", e->conditions[i]);
}

static void countries(const struct page *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct econ_compared *c = &p->list[i];
        if (strcmp(c->regime, "none") == 0)
            continue;
        strbuf_addf(p->out, "\n%s\n", c->regime);
        country(p, c);
    }
}

void compare_table(struct arena *a, struct strbuf *out, const struct dossier *d,
                   const struct econ_compared *list, size_t n)
{
    const struct econ_result *e = list[0].result;
    const char *name = dossier_name(d), *case_name = e->case_name;
    strbuf_addf(out, "%s: case %s under %zu fiscal regimes\n\n",
                text_visible(a, name, strlen(name), true),
                text_visible(a, case_name, strlen(case_name), true), n);
    for (size_t from = 0; from < n; from += MAX_COLUMNS) {
        struct money_scale scale = econ_money_scale(e);
        struct page p = {a, out, list + from, n - from < MAX_COLUMNS ? n - from : MAX_COLUMNS,
                         scale.by};
        if (!full(&p)) {
            strbuf_adds(out, "There is no cash flow yet, so there is nothing to compare:\n");
            for (size_t i = 0; i < e->n_notes; i++)
                lines(&p, "  - ", e->notes[i]);
            return;
        }
        metrics(&p, arena_printf(a, "%s %s", e->currency, scale.name));
        instruments(&p);
        together(&p);
        strbuf_adds(out, "\n<  taxes that are due are not known (?): NPV and IRR are at most this,"
                         "\n   the take at least\n");
        countries(&p);
        strbuf_addch(out, '\n');
    }
    strbuf_adds(out,
                "Each country is also explained in full by fiscal.regime and 'adit econ'. The\n"
                "project's own overrides and depreciation count in its own country alone.\n");
}
