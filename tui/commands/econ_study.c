/* adit econ: break-evens, cost a kilogram, the reference class; with --detail who gets what. */
#include <math.h>
#include <string.h>

#include "core/base/utf8.h"
#include "tui/commands/command.h"
#include "tui/commands/econ_view.h"

static void right(struct strbuf *out, const char *s, size_t columns)
{
    for (size_t n = utf8_width(s); n < columns; n++)
        strbuf_addch(out, ' ');
    strbuf_adds(out, s);
}

static const char *number(struct arena *a, double v, int decimals)
{
    if (!isfinite(v))
        return "-";
    const char *text = arena_printf(a, "%.*f", decimals, v == 0 ? 0 : v);
    return strlen(text) > 13 ? arena_printf(a, "%.4g", v) : text;
}

static const char *percent(struct arena *a, double v)
{
    return isfinite(v) ? arena_printf(a, "%.1f %%", v == 0 ? 0 : v * 100) : "-";
}

void econ_wrap(struct arena *a, struct strbuf *out, const char *first, const char *rest,
               const char *s)
{
    size_t n;
    char **lines = text_wrap(a, text_visible(a, s, strlen(s), true), 78 - strlen(rest), &n);
    for (size_t k = 0; k < n; k++)
        strbuf_addf(out, "%s%s\n", k == 0 ? first : rest, lines[k]);
}

/* --- break-evens and cost --------------------------------------------------------------------- */

/* Large amounts of money in the scale of the tables. */
static const char *level(struct arena *a, const struct econ_result *e,
                         const struct econ_breakeven *b, double v)
{
    struct money_scale money = econ_money_scale(e);
    bool whole = strcmp(b->unit, e->currency) == 0 && money.by > 1;
    return number(a, whole ? v / money.by : v, whole ? 2 : v >= 1000 ? 0 : 3);
}

static const char *bound_mark(const char *bound)
{
    return bound == NULL ? "" : strcmp(bound, "at most") == 0 ? "≤ " : "≥ ";
}

static void breakevens(struct arena *a, struct strbuf *out, const struct econ_result *e,
                       const struct econ_study *s)
{
    struct money_scale money = econ_money_scale(e);
    bool jump = false;
    strbuf_addf(out, "\nBreak-even: post-tax NPV at %.4g %% is zero, all else as it stands\n",
                e->discount_rate * 100);
    strbuf_adds(out, "                                            factor           now    "
                     "break-even\n");
    for (int k = 0; k < ECON_BREAKEVENS; k++) {
        const struct econ_breakeven *b = &s->breakeven[k];
        bool whole = strcmp(b->unit, e->currency) == 0 && money.by > 1;
        const char *unit = whole ? arena_printf(a, "%s %s", b->unit, money.name) : b->unit;
        if (!isfinite(b->factor)) {
            econ_wrap(a, out, "  ", "      ", arena_printf(a, "%s: none, %s", b->title, b->why));
            continue;
        }
        strbuf_adds(out, "  ");
        cell_fit(out, arena_printf(a, "%s, %s", b->title, unit), 38);
        right(out,
              arena_printf(a, "%s%s%s", bound_mark(b->at_open), number(a, b->factor, 4),
                           b->jump ? "!" : ""),
              10);
        right(out, level(a, e, b, b->now), 14);
        right(out, level(a, e, b, b->value), 14);
        strbuf_addch(out, '\n');
        jump |= b->jump;
    }
    if (jump)
        strbuf_adds(out, "  ! the NPV jumps over zero there: a band of a tax begins or ends\n");
}

static void costs(struct arena *a, struct strbuf *out, const struct econ_result *e,
                  const struct econ_study *s)
{
    const struct econ_aisc *c = &s->aisc;
    struct money_scale money = econ_money_scale(e);
    if (c->why != NULL) {
        econ_wrap(a, out, "\n", "  ", arena_printf(a, "No cost per kg of product: %s", c->why));
        return;
    }
    const char *head = arena_printf(a, "Cost per kg of product (%s t%s)",
                                    number(a, c->product_t, c->product_t < 1000 ? 1 : 0),
                                    c->treo ? " of oxides" : "");
    strbuf_addch(out, '\n');
    cell_fit(out, head, 50);
    right(out, arena_printf(a, "%s %s", e->currency, money.name), 14);
    right(out, arena_printf(a, "%s/kg", e->currency), 14);
    strbuf_addch(out, '\n');
    for (size_t i = 0; i < c->n; i++) {
        const struct econ_cost_part *p = &c->parts[i];
        strbuf_adds(out, p->total ? "  = " : "  ");
        cell_fit(out, p->title, p->total ? 46 : 48);
        right(out, number(a, p->amount / money.by, 1), 14);
        right(out, number(a, p->per_kg, 2), 14);
        strbuf_addch(out, '\n');
    }
    strbuf_adds(out,
                "  From the first year of production; by-products as a credit. Separation\n"
                "  charges are off the revenue; other and income taxes and debt are left out\n");
    if (c->why_not_treo != NULL)
        strbuf_addf(out, "  Not per kg TREO: %s\n", c->why_not_treo);
}

void econ_study_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                     const struct econ_study *s)
{
    if (!e->complete)
        return;
    breakevens(a, out, e, s);
    costs(a, out, e, s);
}

/* --- the reference class ---------------------------------------------------------------------- */

static double npv_of(const struct econ_result *e)
{
    for (size_t i = 0; i < e->post_tax.n_npv; i++)
        if (e->post_tax.npv[i].rate == e->discount_rate)
            return e->post_tax.npv[i].value;
    return NAN;
}

static const char *irr(struct arena *a, const struct econ_result *e)
{
    const struct irr *x = &e->post_tax.irr;
    return x->end == IRR_UNIQUE     ? arena_printf(a, "%.2f %%", x->roots[0] * 100)
           : x->end == IRR_MULTIPLE ? "several"
                                    : "none";
}

static void overlay_row(struct arena *a, struct strbuf *out, const char *title,
                        const struct econ_result *e, const struct econ_result *base, double by,
                        bool moves)
{
    strbuf_adds(out, "  ");
    cell_fit(out, title, 32);
    if (!moves) {
        strbuf_adds(out, "  no change: given by year, or planned so\n");
        return;
    }
    right(out, number(a, npv_of(e) / by, 1), 11);
    right(out, e == base ? "" : arena_printf(a, "%+.1f", (npv_of(e) - npv_of(base)) / by), 11);
    right(out, irr(a, e), 11);
    right(out, number(a, e->post_tax.payback_years, 1), 9);
    if (base->dscr != NULL)
        right(out, number(a, e->dscr_min, 2), 6);
    strbuf_addch(out, '\n');
}

void econ_overlay_text(struct arena *a, struct strbuf *out, const struct econ_result *base,
                       const struct econ_overlay *list, size_t n)
{
    if (n == 0)
        return;
    struct money_scale money = econ_money_scale(base);
    strbuf_addf(out, "\nReference class: what other projects met, not a forecast of this one\n");
    strbuf_adds(out, "  ");
    cell_fit(out,
             arena_printf(a, "after tax at %.4g %%, %s %s", base->discount_rate * 100,
                          base->currency, money.name),
             32);
    right(out, "NPV", 11);
    right(out, "change", 11);
    right(out, "IRR", 11);
    right(out, "payback", 9);
    if (base->dscr != NULL)
        right(out, "DSCR", 6);
    strbuf_addch(out, '\n');
    overlay_row(a, out, arena_printf(a, "the case: %s", base->case_name), base, base, money.by,
                true);
    for (size_t k = 0; k < n; k++) {
        const struct econ_reference *r = list[k].reference;
        const char *title = r == NULL      ? "all together"
                            : r->published ? r->title
                                           : arena_printf(a, "%s (house)", r->title);
        overlay_row(a, out, title, list[k].result, base, money.by, list[k].moves);
    }
    for (size_t k = 0; k + 1 < n; k++) {
        const struct econ_reference *r = list[k].reference;
        econ_wrap(a, out, "  - ", "    ",
                  arena_printf(a, "%s: %s %s, seen %s, %s source.", r->title, r->says, r->source,
                               r->seen, r->confidence));
    }
}

/* --- who gets what ---------------------------------------------------------------------------- */

static void progressivity(struct arena *a, struct strbuf *out, const struct econ_result *e,
                          const struct econ_study *s)
{
    struct money_scale money = econ_money_scale(e);
    if (s->progress == NULL)
        return;
    strbuf_addf(out, "\nThe state's share by price, at %.4g %%, %s %s\n", e->discount_rate * 100,
                e->currency, money.name);
    strbuf_adds(out, "  prices    IRR before   NPV before    NPV after   government"
                     "         AETR\n"
                     "   times     the state    the state          tax         take  (discounted)"
                     "\n");
    for (int k = 0; k < ECON_PROGRESS; k++) {
        const struct econ_progress *p = &s->progress[k];
        right(out, number(a, p->factor, 2), 8);
        right(out, percent(a, p->irr_before), 14);
        right(out, number(a, p->npv_before / money.by, 1), 13);
        right(out, number(a, p->npv_post / money.by, 1), 13);
        right(out, percent(a, p->take), 13);
        right(out, percent(a, p->aetr), 13);
        strbuf_addch(out, '\n');
    }
    if (s->verdict != NULL)
        strbuf_addf(out, "  %s over this range: the AETR %s as prices rise\n", s->verdict,
                    strcmp(s->verdict, "progressive") == 0  ? "rises"
                    : strcmp(s->verdict, "regressive") == 0 ? "falls"
                    : strcmp(s->verdict, "mixed") == 0      ? "rises and falls"
                                                            : "stays");
}

static void profile(struct arena *a, struct strbuf *out, const struct econ_result *e,
                    const struct econ_study *s)
{
    struct money_scale money = econ_money_scale(e);
    if (s->n_years == 0)
        return;
    strbuf_addf(out, "\nWho receives when, %s %s (investor: before financing)\n", e->currency,
                money.name);
    strbuf_adds(out, "  year         state     so far      investor     so far\n");
    for (size_t i = 0; i < s->n_years; i++) {
        const struct econ_year_shares *y = &s->years[i];
        strbuf_addf(out, "  %4d", y->year);
        right(out, number(a, y->receipts / money.by, 1), 12);
        right(out, percent(a, y->receipts_share), 11);
        right(out, number(a, y->investor / money.by, 1), 14);
        right(out, percent(a, y->investor_share), 11);
        strbuf_addch(out, '\n');
    }
    if (isfinite(s->before_payback))
        strbuf_addf(out, "  %s of all receipts come by the year in which the money is back\n",
                    percent(a, s->before_payback));
}

static void taken(struct arena *a, struct strbuf *out, const struct econ_result *e,
                  const struct econ_study *s)
{
    struct money_scale money = econ_money_scale(e);
    if (s->n_taken == 0)
        return;
    strbuf_addf(out, "\nInstrument by instrument, %s %s\n", e->currency, money.name);
    strbuf_adds(out, "                                     sum  share      PV  share  without it: "
                     "NPV   METR\n");
    for (size_t i = 0; i < s->n_taken; i++) {
        const struct econ_taken *t = &s->taken[i];
        strbuf_adds(out, "  ");
        cell_fit(out, text_visible(a, t->title, strlen(t->title), true), 28);
        right(out, number(a, t->total / money.by, 1), 10);
        right(out, isfinite(t->share) ? arena_printf(a, "%.0f%%", t->share * 100) : "-", 7);
        right(out, number(a, t->pv / money.by, 1), 8);
        right(out, isfinite(t->pv_share) ? arena_printf(a, "%.0f%%", t->pv_share * 100) : "-", 7);
        right(out,
              isfinite(t->npv_change) ? arena_printf(a, "%+.1f", t->npv_change / money.by) : "-",
              10);
        right(out, isfinite(t->metr_points) ? arena_printf(a, "%+.1f", -t->metr_points) : "-", 7);
        strbuf_addch(out, '\n');
    }
    strbuf_adds(out, "  METR: points that the marginal effective tax rate would move without it,\n"
                     "  on the cash flow before all that the state takes\n");
}

void econ_detail_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                      const struct econ_study *s)
{
    if (s->n_taken == 0 && s->progress == NULL)
        strbuf_adds(out, "\nNothing goes to the state in this case, so there is nothing to share "
                         "out\n");
    progressivity(a, out, e, s);
    profile(a, out, e, s);
    taken(a, out, e, s);
}
