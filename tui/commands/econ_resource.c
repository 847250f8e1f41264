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

static const char *market_word(const char *market)
{
    return strcmp(market, "fob_china") == 0  ? "FOB China"
           : strcmp(market, "china") == 0    ? "in China"
           : strcmp(market, "ex_china") == 0 ? "ex-China"
                                             : market;
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
                    market_word(r->market));
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
