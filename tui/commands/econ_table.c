/* The tables of one project's economics: statement, metrics, loans, what the state takes, notes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/economics/economics.h"
#include "tui/commands/command.h"
#include "tui/commands/econ_view.h"

#define LABEL_COLUMNS 24
#define CELL_COLUMNS 8
#define YEARS_A_BLOCK 7

/* --- figures ---------------------------------------------------------------------------------- */

struct money_scale econ_money_scale(const struct econ_result *e)
{
    double most = 0;
    for (int line = LINE_REVENUE; line < LINE_COUNT; line++)
        for (int i = 0; e->lines[line] != NULL && i < e->n_periods; i++)
            most = fmax(most, fabs(e->lines[line][i]));
    return most < 1e5   ? (struct money_scale){1, ""}
           : most < 1e7 ? (struct money_scale){1e3, "k"}
                        : (struct money_scale){1e6, "M"};
}

static void cell(struct strbuf *out, double v, int decimals)
{
    char text[48];
    if (!isfinite(v)) {
        strbuf_addf(out, "%*s", CELL_COLUMNS, "-");
        return;
    }
    snprintf(text, sizeof text, "%.*f", decimals, v == 0 ? 0 : v);
    if (strlen(text) >= CELL_COLUMNS)
        snprintf(text, sizeof text, "%.0f", v);
    if (strlen(text) >= CELL_COLUMNS)
        snprintf(text, sizeof text, "%.1e", v);
    if (strtod(text, NULL) == 0)
        snprintf(text, sizeof text, "%s", v == 0 ? "0" : v < 0 ? "-0.0" : "0.0");
    strbuf_addf(out, "%*s", CELL_COLUMNS, text);
}

/* Figures that a tax which is due and not known would lower, or raise. */
static const char *bounded(struct arena *a, const struct econ_result *e, bool most, const char *s)
{
    if (!e->taxes_open || (*s != '-' && (*s < '0' || *s > '9')) || strcmp(s, "-") == 0)
        return s;
    return arena_printf(a, "%s%s", most ? "≤ " : "≥ ", s);
}

static const char *decimal_text(struct arena *a, double v, int decimals)
{
    return isfinite(v) ? arena_printf(a, "%.*f", decimals, v) : "-";
}

static const char *percent_text(struct arena *a, double v)
{
    return isfinite(v) ? arena_printf(a, "%.2f %%", v * 100) : "-";
}

static const char *irr_text(struct arena *a, const struct irr *irr)
{
    if (irr->end == IRR_UNIQUE)
        return percent_text(a, irr->roots[0]);
    return irr->end == IRR_MULTIPLE ? "several" : "none";
}

/* --- the statement ---------------------------------------------------------------------------- */

static const char *label_of(struct arena *a, const struct econ_result *e, enum econ_line line,
                            double tonnes_by)
{
    const struct econ_line_info *info = &econ_line_info[line];
    const char *mark = e->given[line] ? "*" : "";
    if (strcmp(info->unit, "$") == 0)
        return arena_printf(a, "%s%s", info->title, mark);
    if (line == LINE_PRICE)
        return arena_printf(a, "%s%s, %s/t", info->title, mark, e->currency);
    const char *unit = strcmp(info->unit, "t") != 0 ? info->unit : tonnes_by > 1 ? "kt" : "t";
    return arena_printf(a, "%s%s, %s", info->title, mark, unit);
}

static double tonnes_scale(const struct econ_result *e, enum econ_line line)
{
    double most = 0;
    for (int i = 0; i < e->n_periods; i++)
        most = fmax(most, fabs(e->lines[line][i]));
    return most >= 1e5 ? 1e3 : 1;
}

static void row(struct arena *a, struct strbuf *out, const struct econ_result *e,
                enum econ_line line, int from, int to, double money)
{
    const char *unit = econ_line_info[line].unit;
    double by = strcmp(unit, "$") == 0 ? money : strcmp(unit, "t") == 0 ? tonnes_scale(e, line) : 1;
    int decimals = strcmp(unit, "%") == 0 ? 2 : line == LINE_PRICE || money == 1 ? 0 : 1;
    cell_fit(out, label_of(a, e, line, by), LABEL_COLUMNS);
    for (int i = from; i < to; i++)
        cell(out, e->lines[line][i] / by, decimals);
    strbuf_addch(out, '\n');
}

static void statement(struct arena *a, struct strbuf *out, const struct econ_result *e)
{
    struct money_scale money = econ_money_scale(e);
    const char *currency = e->currency[0] != '\0' ? e->currency : "currency not stated";
    strbuf_addf(out, "Annual statement, %s %s%s%s\n", currency, money.name,
                money.name[0] != '\0' ? ", " : "", e->price_terms);
    for (int from = 0; from < e->n_periods; from += YEARS_A_BLOCK) {
        int to = from + YEARS_A_BLOCK < e->n_periods ? from + YEARS_A_BLOCK : e->n_periods;
        strbuf_addch(out, '\n');
        strbuf_addf(out, "%*s", LABEL_COLUMNS, "");
        for (int i = from; i < to; i++)
            strbuf_addf(out, "%*d", CELL_COLUMNS, e->first_year + i);
        strbuf_addch(out, '\n');
        for (int line = 0; line < LINE_COUNT; line++)
            if (econ_line_shown(e, (enum econ_line)line))
                row(a, out, e, (enum econ_line)line, from, to, money.by);
    }
    strbuf_addch(out, '\n');
    for (int line = 0; line < LINE_COUNT; line++)
        if (e->given[line]) {
            strbuf_adds(out, "* given in the project; the rest is computed\n\n");
            break;
        }
}

/* --- metrics ---------------------------------------------------------------------------------- */

static void metric(struct strbuf *out, const char *label, const char *pre, const char *post,
                   const char *equity)
{
    const char *const cells[] = {pre, post, equity};
    cell_fit(out, label, 38);
    for (int k = 0; k < 3; k++) {
        for (size_t n = utf8_width(cells[k]); n < 14; n++)
            strbuf_addch(out, ' ');
        strbuf_adds(out, cells[k]);
    }
    strbuf_addch(out, '\n');
}

#define EACH(field, most, show)                                                                    \
    show(a, e->pre_tax.field), bounded(a, e, most, show(a, e->post_tax.field)),                    \
        bounded(a, e, most, show(a, e->equity.field))

static const char *years_text(struct arena *a, double v)
{
    return decimal_text(a, v, 2);
}

static void metrics(struct arena *a, struct strbuf *out, const struct econ_result *e)
{
    struct money_scale money = econ_money_scale(e);
    int decimals = money.by == 1 ? 0 : money.by == 1e3 ? 1 : 2;
    metric(out, "Metrics", "pre-tax", "post-tax", "equity");
    for (size_t i = 0; i < e->post_tax.n_npv; i++) {
        const char *label = arena_printf(a, "NPV at %.4g %%, %s%s%s", e->post_tax.npv[i].rate * 100,
                                         e->currency, money.name[0] != '\0' ? " " : "", money.name);
        metric(out, label, decimal_text(a, e->pre_tax.npv[i].value / money.by, decimals),
               bounded(a, e, true, decimal_text(a, e->post_tax.npv[i].value / money.by, decimals)),
               bounded(a, e, true, decimal_text(a, e->equity.npv[i].value / money.by, decimals)));
    }
    metric(out, "IRR", irr_text(a, &e->pre_tax.irr),
           bounded(a, e, true, irr_text(a, &e->post_tax.irr)),
           bounded(a, e, true, irr_text(a, &e->equity.irr)));
    metric(out, "MIRR", EACH(mirr, true, percent_text));
    metric(out, "Payback, years from the first flow", EACH(payback_years, false, years_text));
    metric(out, "Payback, years from production",
           EACH(payback_from_production_years, false, years_text));
    metric(out, "Discounted payback, years", EACH(discounted_payback_years, false, years_text));
    metric(out, "Profitability index", EACH(profitability_index, true, years_text));
    if (e->taxes_open)
        strbuf_adds(out, "≤ at most, ≥ at least: a tax that is due is not known, see below\n");
}

static void figure(struct strbuf *out, const char *label, const char *value)
{
    if (strcmp(value, "-") == 0)
        return;
    cell_fit(out, label, 52);
    for (size_t n = utf8_width(value); n < 28; n++)
        strbuf_addch(out, ' ');
    strbuf_addf(out, "%s\n", value);
}

static void figures(struct arena *a, struct strbuf *out, const struct econ_result *e)
{
    const char *currency = e->currency;
    strbuf_addch(out, '\n');
    figure(out, "Government take, undiscounted",
           bounded(a, e, false, percent_text(a, e->government_take)));
    figure(out, "Average effective tax rate (AETR), discounted",
           bounded(a, e, false, percent_text(a, e->aetr)));
    figure(out, "Marginal effective tax rate (METR)",
           bounded(a, e, false, percent_text(a, e->metr)));
    figure(out, "Break-even factor on all prices",
           bounded(a, e, false, decimal_text(a, e->breakeven_factor, 4)));
    figure(out, "Lowest DSCR", bounded(a, e, true, decimal_text(a, e->dscr_min, 3)));
    figure(out, "Lowest LLCR", bounded(a, e, true, decimal_text(a, e->llcr_min, 3)));
    figure(out, "Lowest PLCR", bounded(a, e, true, decimal_text(a, e->plcr_min, 3)));
    figure(out, "Debt over capital with interest and fees", percent_text(a, e->gearing));
    figure(out, "Production after the last debt service", percent_text(a, e->reserve_tail));
    figure(out, arena_printf(a, "Initial capital, %s", currency),
           decimal_text(a, e->capex_initial, 0));
    figure(out, arena_printf(a, "Capital per tonne of ore a year, %s", currency),
           decimal_text(a, e->capex_per_annual_ore_t, 2));
    figure(out, arena_printf(a, "Capital per tonne of product a year, %s", currency),
           decimal_text(a, e->capex_per_annual_product_t, 0));
    figure(out, arena_printf(a, "Operating cost per tonne of ore, %s", currency),
           decimal_text(a, e->opex_per_ore_t, 2));
    figure(out, "Years of production", decimal_text(a, e->mine_life_years, 1));
}

static void loans(struct arena *a, struct strbuf *out, const struct econ_result *e)
{
    struct money_scale money = econ_money_scale(e);
    if (e->n_loans == 0)
        return;
    strbuf_addf(out, "\nLoans, %s %s\n", e->currency, money.name);
    strbuf_adds(out,
                "  loan                   drawn   interest    fees    owed  until  limited by\n"
                "                                     added         at most\n");
    for (size_t i = 0; i < e->n_loans; i++) {
        const struct econ_loan *l = &e->loans[i];
        strbuf_adds(out, "  ");
        cell_fit(out, text_visible(a, l->name, strlen(l->name), true), 20);
        cell(out, l->drawn / money.by, 1);
        strbuf_adds(out, "  ");
        cell(out, l->added / money.by, 1);
        cell(out, l->fees / money.by, 1);
        cell(out, l->owed / money.by, 1);
        strbuf_addf(out, "%7d  %s\n", l->last_year, l->binding);
    }
    strbuf_adds(out, "  DSCR, LLCR and PLCR are of EBITDA less taxes, sustaining capital, working\n"
                     "  capital and closure, plus salvage\n");
}

/* What each instrument takes, with how sure its source is. */
static void instruments(struct arena *a, struct strbuf *out, const struct econ_result *e)
{
    struct money_scale money = econ_money_scale(e);
    if (e->n_instruments == 0 && e->n_missing == 0)
        return;
    strbuf_addf(out, "\nWhat the state takes, %s %s\n", e->currency, money.name);
    strbuf_adds(out, "  instrument                                    sum      PV  source\n");
    for (size_t i = 0; i < e->n_instruments; i++) {
        const struct econ_instrument *x = &e->instruments[i];
        strbuf_adds(out, "  ");
        cell_fit(out, text_visible(a, x->title, strlen(x->title), true), 41);
        cell(out, x->total / money.by, 1);
        cell(out, x->pv / money.by, 1);
        strbuf_addf(out, "  %s\n", x->confidence != NULL ? x->confidence : "the project");
    }
    for (size_t i = 0; i < e->n_missing; i++) {
        if (!e->missing[i].required)
            continue;
        strbuf_adds(out, "  ");
        cell_fit(out, e->missing[i].title, 41);
        strbuf_adds(out, "       ?       ?  not known\n");
    }
    if (e->taxes_open)
        strbuf_adds(out, "  ? is due and not known: post-tax NPV, IRR and cover are at most what "
                         "stands\n  here, payback and the state's share at least\n");
}

static void basket(struct strbuf *out, const struct econ_result *e)
{
    if (!e->has_basket)
        return;
    strbuf_addf(out, "\nBasket at %s\n", e->basket_deck);
    strbuf_addf(out, "  %.2f per kg as the shares stand, %.2f scaled to 100 %%\n", e->basket_per_kg,
                e->basket_per_kg_normalised);
    strbuf_adds(out, "  oxide      share %     per kg   value %\n");
    for (size_t i = 0; i < e->n_basket; i++)
        strbuf_addf(out, "  %-8s %9.3f %10.2f %9.1f\n", e->basket[i].oxide, e->basket[i].share_pct,
                    e->basket[i].price_per_kg, e->basket[i].value_share * 100);
}

static void notes(struct arena *a, struct strbuf *out, const struct econ_result *e)
{
    if (e->n_notes != 0)
        strbuf_adds(out, "\nNotes\n");
    for (size_t i = 0; i < e->n_notes; i++) {
        const char *text = text_visible(a, e->notes[i], strlen(e->notes[i]), true);
        size_t n;
        char **lines = text_wrap(a, text, 76, &n);
        for (size_t k = 0; k < n; k++)
            strbuf_addf(out, "%s%s\n", k == 0 ? "  - " : "    ", lines[k]);
    }
}

void econ_table_text(struct arena *a, struct strbuf *out, const struct dossier *d,
                     const struct econ_result *e, const struct econ_extras *x)
{
    const char *name = dossier_name(d), *case_name = e->case_name;
    strbuf_addf(out, "%s: case %s, taxes: %s\n\n", text_visible(a, name, strlen(name), true),
                text_visible(a, case_name, strlen(case_name), true), e->regime);
    if (e->n_periods > 0)
        statement(a, out, e);
    if (e->complete)
        metrics(a, out, e);
    figures(a, out, e);
    econ_study_text(a, out, e, x->study);
    loans(a, out, e);
    instruments(a, out, e);
    if (x->detail)
        econ_detail_text(a, out, e, x->study);
    econ_overlay_text(a, out, e, x->overlay, x->n_overlay);
    basket(out, e);
    econ_ladder_text(a, out, e, x->ladder);
    if (x->detail)
        econ_groups_text(a, out, x->groups, x->n_groups);
    econ_statement_text(a, out, x->statement);
    econ_radionuclides_text(a, out, x->radionuclides);
    notes(a, out, e);
    if (x->decks->depends)
        econ_wrap(a, out, "  - ", "    ",
                  arena_printf(a, "%s (adit econ --decks)", x->decks->verdict));
}
