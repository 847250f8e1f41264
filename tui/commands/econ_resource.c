/* What the ore is worth and at which prices: the value ladder, decks side by side. */
#include "tui/commands/econ_view.h"

#include <math.h>
#include <string.h>

#include "core/base/utf8.h"
#include "tui/commands/command.h"

static void bullet(struct arena *a, struct strbuf *out, const char *text)
{
    econ_wrap(a, out, "  - ", "    ", text_visible(a, text, strlen(text), true));
}

void econ_ladder_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                      const struct econ_ladder *s)
{
    bool any = false;
    for (int i = 0; i < LADDER_STEPS; i++)
        any |= isfinite(s->value[i]);
    if (!any)
        return;
    strbuf_addf(out, "\nValue of a tonne of ore, %s", e->currency);
    if (s->deck != NULL)
        strbuf_addf(out, "; oxides at %s", s->deck);
    strbuf_addch(out, '\n');
    for (int i = 0; i < LADDER_STEPS; i++) {
        strbuf_addf(out, "  %-30s", ladder_step_titles[i]);
        if (isfinite(s->value[i]) && s->value[LADDER_IN_SITU] > 0)
            strbuf_addf(out, "%10.2f %6.0f %%\n", s->value[i],
                        s->value[i] / s->value[LADDER_IN_SITU] * 100);
        else if (isfinite(s->value[i]))
            strbuf_addf(out, "%10.2f\n", s->value[i]);
        else
            strbuf_addf(out, "         ?  %s\n", s->why[i] != NULL ? s->why[i] : "");
    }
    for (size_t i = 0; i < s->n_notes; i++)
        bullet(a, out, s->notes[i]);
}

void econ_decks_text(struct arena *a, struct strbuf *out, const struct dossier *d,
                     const struct econ_result *e, const struct econ_decks *s)
{
    const char *name = dossier_name(d);
    struct money_scale money = econ_money_scale(e);
    strbuf_addf(out, "%s: case %s at the prices of every deck\n\n",
                text_visible(a, name, strlen(name), true),
                text_visible(a, e->case_name, strlen(e->case_name), true));
    if (isfinite(s->npv))
        strbuf_addf(out, "Post-tax NPV at %.4g %% as the file stands: %.1f %s %s\n\n",
                    e->discount_rate * 100, s->npv / money.by, e->currency, money.name);
    strbuf_addf(out,
                "  deck                     year  market     priced  NPV, %-5.5s   IRR  clears\n",
                arena_printf(a, "%s", money.name[0] != '\0' ? money.name : e->currency));
    for (size_t i = 0; i < s->n; i++) {
        const struct econ_deck_run *r = &s->runs[i];
        strbuf_adds(out, "  ");
        const char *id = text_visible(a, r->id, strlen(r->id), true);
        strbuf_addf(out, "%-24.24s %d%c %-9.9s", id, r->year, r->estimate ? 'e' : ' ',
                    deck_market_words(r->market));
        if (isfinite(r->covered))
            strbuf_addf(out, "%6.0f %%", floor(r->covered * 100 + 1e-9));
        else
            strbuf_adds(out, "       ?");
        if (r->why != NULL) {
            strbuf_adds(out, "          -     -  -\n");
            continue;
        }
        strbuf_addf(out, " %10.1f ", r->npv / money.by);
        if (isfinite(r->irr))
            strbuf_addf(out, "%4.1f%%", r->irr * 100);
        else
            strbuf_adds(out, "    -");
        strbuf_addf(out, "  %s%s\n", r->clears ? "yes" : "no", r->counts ? "" : " *");
    }
    strbuf_addch(out, '\n');
    if (s->verdict != NULL) {
        char first = s->verdict[0];
        char *text = arena_strdup(a, s->verdict);
        text[0] = first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first;
        econ_wrap(a, out, "", "", arena_printf(a, "%s.", text));
    }
    econ_wrap(a, out, "", "",
              "Clears: post-tax NPV at the discount rate is not negative. Priced: the part of what "
              "the products are worth at the default deck that has a price there; below 90 % no "
              "verdict is given. e: an estimate of that edition. *: the price of one "
              "contract or study, not of a market; the verdict leaves it out.");
    const char *said[64];
    size_t n_said = 0;
    for (size_t i = 0; i < s->n; i++) {
        const char *why = s->runs[i].why, *scope = s->runs[i].scope;
        bool again = false;
        if (why != NULL && !s->runs[i].thin) {
            for (size_t k = 0; k < n_said; k++)
                again |= strcmp(said[k], why) == 0;
            if (!again && n_said < 64) {
                said[n_said++] = why;
                bullet(a, out,
                       s->runs[i].covered >= 0 ? arena_printf(a, "%s: %s", s->runs[i].id, why)
                                               : why);
            }
        }
        if (scope != NULL)
            bullet(a, out, arena_printf(a, "%s: %s", s->runs[i].id, scope));
    }
}

static void tonnes_cell(struct strbuf *out, double t)
{
    if (isfinite(t))
        strbuf_addf(out, "%11.3f", t / 1e6);
    else
        strbuf_adds(out, "          ?");
}

static void grade_cells(struct strbuf *out, double grade, double contained)
{
    if (isfinite(grade))
        strbuf_addf(out, "%9.3f", grade);
    else
        strbuf_adds(out, "        ?");
    if (isfinite(contained))
        strbuf_addf(out, "%11.0f\n", contained);
    else
        strbuf_adds(out, "          ?\n");
}

static void statement_rows(struct arena *a, struct strbuf *out, const struct econ_statement *s)
{
    strbuf_adds(
        out, "\nResource and reserve, as stated\n"
             "  zone and class                                  Mt ore  grade, %  contained, t\n");
    for (size_t i = 0; i < s->n; i++) {
        const struct econ_statement_row *x = &s->rows[i];
        const char *zone = x->zone != NULL ? text_visible(a, x->zone, strlen(x->zone), true) : NULL;
        const char *label = arena_printf(
            a, "%s%s%s%s", zone != NULL ? zone : "", zone != NULL ? ", " : "",
            x->class_name != NULL ? x->class_name : "no class",
            x->status != NULL && strcmp(x->status, "off_balance") == 0 ? ", off-balance" : "");
        strbuf_addf(out, "  %-43.43s", label);
        tonnes_cell(out, x->ore_t);
        grade_cells(out, x->grade_pct, x->contained_t);
    }
    for (size_t i = 0; i < s->n_sums; i++) {
        strbuf_addf(out, "  = %-41.41s", s->sums[i].title);
        tonnes_cell(out, s->sums[i].ore_t);
        grade_cells(out, s->sums[i].grade_pct, s->sums[i].contained_t);
    }
    const char *said = NULL;
    for (size_t i = 0; i < s->n; i++) {
        const struct econ_statement_row *x = &s->rows[i];
        if (x->reading != NULL && (said == NULL || strstr(said, x->class_name) == NULL))
            said = said == NULL ? arena_printf(a, "%s %s", x->class_name, x->reading)
                                : arena_printf(a, "%s; %s %s", said, x->class_name, x->reading);
    }
    if (said != NULL)
        bullet(a, out,
               arena_printf(a,
                            "indicative reading of the state balance: %s. A conversion must be "
                            "signed by a Competent Person",
                            said));
    bullet(a, out, arena_printf(a, "debt can rest on %s", s->carries_debt));
}

void econ_statement_text(struct arena *a, struct strbuf *out, const struct econ_statement *s)
{
    if (s->n > 0)
        statement_rows(a, out, s);
    else if (s->study != NULL || s->n_notes > 0)
        strbuf_adds(out, "\nStudy and resource\n");
    if (s->study != NULL)
        bullet(a, out,
               arena_printf(a,
                            "%s: %s, %.0f to %.0f %% below and %.0f to %.0f %% above, "
                            "contingency up to %.0f %% (%s, indicative)",
                            s->study->title, s->study->estimate, s->study->low[0], s->study->low[1],
                            s->study->high[0], s->study->high[1], s->study->contingency_pct,
                            s->study->source));
    for (size_t i = 0; i < s->n_notes; i++)
        bullet(a, out, s->notes[i]);
}

static void radio_cell(struct strbuf *out, double v, int digits)
{
    if (isfinite(v))
        strbuf_addf(out, "%11.*f", digits, v);
    else
        strbuf_adds(out, "          ?");
}

void econ_radionuclides_text(struct arena *a, struct strbuf *out, const struct radionuclides *r)
{
    static const char *const words[] = {"at most 1", "above 1", "above 10"};
    if (!r->any)
        return;
    strbuf_adds(out, "\nUranium and thorium, head of each chain\n"
                     "  stream               U, ppm    Th, ppm   U, Bq/g   Th, Bq/g  Bq/g\n");
    for (int i = 0; i < RADIO_STREAMS; i++) {
        const struct radio_stream *s = &r->streams[i];
        if (isnan(s->worst))
            continue;
        strbuf_addf(out, "  %-16s", s->name);
        radio_cell(out, s->u_ppm, 0);
        radio_cell(out, s->th_ppm, 0);
        radio_cell(out, s->u_bq_g, 2);
        radio_cell(out, s->th_bq_g, 2);
        if (isnan(s->u_bq_g) && isnan(s->th_bq_g))
            strbuf_addf(out, "  %.4g,", s->worst);
        strbuf_addf(out, "  %s\n",
                    s->above < 0 ? "not known"
                                 : words[s->above == 0   ? 0
                                         : s->above == 1 ? 1
                                                         : 2]);
    }
    bullet(a, out,
           "1 Bq/g (80.4 ppm U, 246 ppm Th) commonly exempts natural material and ten times "
           "that frees its transport: general knowledge, the national rule decides");
    for (size_t i = 0; i < r->n_notes; i++)
        bullet(a, out, r->notes[i]);
}

void econ_groups_text(struct arena *a, struct strbuf *out, const struct oxide_group *list, size_t n)
{
    if (n == 0 || isnan(list[0].share_pct))
        return;
    strbuf_adds(out, "\nGroups of oxides, % of TREO and of the basket's value\n");
    for (size_t i = 0; i < n; i++) {
        strbuf_addf(out, "  %-22s%7.2f", list[i].label, list[i].share_pct);
        if (isfinite(list[i].value_pct))
            strbuf_addf(out, "%7.1f", list[i].value_pct);
        else
            strbuf_adds(out, "      ?");
        bool wide = strlen(list[i].members) > 41;
        strbuf_addf(out, "%s%s\n", wide ? "\n      " : "  ", list[i].members);
        if (i > 0)
            econ_wrap(a, out, "      ", "      ", list[i].source);
    }
    if (list[0].silent != NULL)
        bullet(a, out, arena_printf(a, "no share is stated of %s", list[0].silent));
}
