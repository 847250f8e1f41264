/* Inputs that are possible and hardly meant: a unit off by a thousand, a fraction for per cent, a
 * loan that outlives the mine. Each is a warning with what was probably meant; nothing is changed.
 */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

#define RICHEST_PCT 30.0 /* TREO; the richest ores known hold about half of that */
#define POOREST_PCT 0.01 /* ionic clays hold three times as much */
#define FAR_PRICE 100.0  /* times the deck's price, or a part of it */
#define LONGEST_YEARS 150.0
#define SMALL_CAPITAL 100000.0

static const struct econ_entry *of_product(struct reader *r, const struct econ_entries *entries,
                                           size_t k, const char *name)
{
    return econ_entry_find(entries, arena_printf(r->arena, "products[%zu].%s", k, name));
}

static void doubt_grade(struct reader *r, const struct econ_entries *entries)
{
    const struct econ_series *s = &r->in->grade_treo_pct;
    const struct econ_entry *e = econ_entry_find(entries, "plan.grade_treo_pct");
    double most = s->kind == SERIES_SCALAR ? s->scalar : 0;
    for (size_t i = 0; s->kind != SERIES_SCALAR && i < s->n; i++)
        most = fmax(most, s->values[i]);
    if (e == NULL || most == 0)
        return;
    if (most > RICHEST_PCT)
        econ_warning(r, e,
                     arena_printf(r->arena,
                                  "per cent TREO of the ore: if ppm was meant, write %.6g",
                                  most / 10000),
                     "%.6g %% TREO is richer than any known ore", most);
    else if (most < POOREST_PCT)
        econ_warning(
            r, e,
            arena_printf(r->arena, "in per cent: if a fraction was meant, write %.6g", most * 100),
            "%.6g %% TREO is poorer than any ore that is mined", most);
}

/* Years that the ore lasts at the full rate. */
static void doubt_tonnes(struct reader *r, const struct econ_entries *entries)
{
    const struct econ_input *in = r->in;
    const struct econ_entry *e = econ_entry_find(entries, "plan.throughput_tpa");
    if (e == NULL || in->ore.kind != SERIES_SCALAR || !(in->throughput_tpa > 0) ||
        !(in->ore.scalar > 0))
        return;
    double years = in->ore.scalar / in->throughput_tpa;
    if (years > LONGEST_YEARS)
        econ_warning(r, e, "both are in tonnes: is the rate in kt, or by the day?",
                     "plan.ore_t lasts %.4g years at plan.throughput_tpa", years);
    else if (years < .5)
        econ_warning(r, e, "both are in tonnes: is plan.ore_t in kt or Mt?",
                     "plan.ore_t lasts %.3g years at plan.throughput_tpa", years);
}

static void doubt_capital(struct reader *r, const struct econ_entries *entries)
{
    const struct econ_input *in = r->in;
    const struct econ_entry *e = econ_entry_find(entries, "capital.initial");
    double v = in->initial.scalar;
    if (e == NULL || in->initial.kind != SERIES_SCALAR || !(v > 0) || v >= SMALL_CAPITAL ||
        !(in->throughput_tpa >= 10000))
        return;
    econ_warning(
        r, e,
        arena_printf(r->arena, "whole units of the currency: %.6g million is %.0f", v, v * 1e6),
        "capital.initial is %.6g for a mine of %.6g t a year", v, in->throughput_tpa);
}

/* Price per kg of what a product is made of in the newest deck; NaN when it cannot be said. */
static double deck_price_of(const struct reader *r, const struct econ_product *p)
{
    const struct deck *deck = deck_find(r->data, NULL);
    int year = deck != NULL ? deck_year(deck, NAN) : -1;
    double sum = 0, weight = 0;
    for (size_t i = 0; year >= 0 && i < r->in->n_shares; i++) {
        const struct oxide *share = r->in->share_oxide[i];
        bool sold = p->n_oxides == 0;
        for (size_t j = 0; j < p->n_oxides; j++) {
            const struct oxide *o = oxide_find(p->oxides[j]);
            sold = sold || (o != NULL && strcmp(o->element, share->element) == 0);
        }
        double price = sold ? deck_price(deck, year, share) : NAN;
        if (!isnan(price)) {
            sum += r->in->share_pct[i] * price;
            weight += r->in->share_pct[i];
        }
    }
    if (weight == 0 && p->n_oxides == 1 && year >= 0 && oxide_find(p->oxides[0]) != NULL)
        return deck_price(deck, year, oxide_find(p->oxides[0]));
    double exchange =
        deck != NULL ? econ_exchange(r->in, deck->currency, strlen(deck->currency)) : NAN;
    return weight > 0 ? sum / weight * exchange : NAN;
}

static void doubt_price(struct reader *r, const struct econ_entries *entries, size_t k)
{
    const struct econ_product *p = &r->in->products[k];
    const struct econ_entry *e = of_product(r, entries, k, "price");
    double price = p->price.value / 1000, usual = r->data != NULL ? deck_price_of(r, p) : NAN;
    if (e == NULL || !(price > 0) || !(usual > 0))
        return;
    double ratio = price / usual;
    const char *currency = r->in->currency != NULL ? r->in->currency : "money";
    if (ratio >= FAR_PRICE)
        econ_warning(r, e, arena_printf(r->arena, "per tonne? then write unit: %s/t", currency),
                     "products[%zu].price is %.6g %s/kg, %.3g times the newest deck's %.4g", k,
                     price, currency, ratio, usual);
    else if (ratio <= 1 / FAR_PRICE)
        econ_warning(r, e, arena_printf(r->arena, "per kg? then write unit: %s/kg", currency),
                     "products[%zu].price is %.6g %s/kg, a %.3gth of the newest deck's %.4g", k,
                     price, currency, 1 / ratio, usual);
}

/* Years from the first to the last of the plan; NaN when the plan does not say. */
static double plan_years(const struct econ_input *in)
{
    double life = in->mine_life_years;
    if (isnan(life) && in->ore.kind == SERIES_SCALAR && in->throughput_tpa > 0)
        life = in->ore.scalar / in->throughput_tpa;
    return plan_construction(in) + life;
}

static void doubt_loan(struct reader *r, const struct econ_entries *entries, size_t k)
{
    const struct econ_tranche *t = &r->in->tranches[k];
    const struct econ_entry *e =
        econ_entry_find(entries, arena_printf(r->arena, "financing[%zu].tenor_years", k));
    double years = plan_years(r->in);
    if (e == NULL || !(t->tenor_years > 0))
        return;
    if (t->grace_years >= t->tenor_years)
        econ_error(r, e, "the tenor counts from the first drawing and holds the grace period",
                   "financing[%zu] is due after %.0f years and repays nothing before year %.0f", k,
                   t->tenor_years, t->grace_years + 1);
    else if (t->tenor_years > years)
        econ_warning(r, e, "lenders ask for a tail: reserves that are left when the loan is repaid",
                     "financing[%zu] runs %.0f years, the plan %.4g with construction", k,
                     t->tenor_years, years);
}

/* Far less than one unit of it is worth one of the statement's: written the other way round? */
static void doubt_exchange(struct reader *r, const struct econ_entries *entries)
{
    static const char *const soft[] = {"KZT", "UZS", "KGS", "TJS", "TMT", "RUB", "CNY"};
    static const char *const hard[] = {"USD", "EUR", "GBP", "CHF"};
    bool statement = false;
    for (size_t i = 0; r->in->currency != NULL && i < COUNT(hard); i++)
        statement = statement || strcmp(r->in->currency, hard[i]) == 0;
    for (size_t i = 0; statement && i < r->in->n_exchange; i++) {
        const struct econ_exchange *x = &r->in->exchange[i];
        for (size_t k = 0; k < COUNT(soft); k++)
            if (strcmp(x->currency, soft[k]) == 0 && x->rate > 1)
                econ_warning(r,
                             econ_entry_find(
                                 entries, arena_printf(r->arena, "basis.exchange.%s", x->currency)),
                             arena_printf(r->arena, "if 1 %s is %.6g %s, write %.6g",
                                          r->in->currency, x->rate, x->currency, 1 / x->rate),
                             "basis.exchange says that 1 %s is worth %.6g %s", x->currency, x->rate,
                             r->in->currency);
    }
}

static void doubt_years(struct reader *r, const struct econ_entries *entries)
{
    const struct econ_input *in = r->in;
    const struct econ_entry *e = econ_entry_find(entries, "capital.closure_security.to");
    if (e != NULL && in->security_from > in->security_to)
        econ_error(r, e, "from is the first year, to the last",
                   "capital.closure_security ends before it begins");
    e = econ_entry_find(entries, "capital.closure_security.kind");
    if (e != NULL && in->closure_security != CLOSURE_WHEN_DUE && isnan(in->closure))
        econ_warning(r, e, "state capital.closure, the cost that is secured",
                     "capital.closure_security has no cost of closure to secure");
}

void econ_doubt(struct reader *r, const struct econ_entries *entries)
{
    doubt_grade(r, entries);
    doubt_tonnes(r, entries);
    doubt_capital(r, entries);
    for (size_t k = 0; k < r->in->n_products; k++)
        doubt_price(r, entries, k);
    for (size_t k = 0; k < r->in->n_tranches; k++)
        doubt_loan(r, entries, k);
    doubt_exchange(r, entries);
    doubt_years(r, entries);
}
