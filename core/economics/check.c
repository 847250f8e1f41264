/* Inputs that are right one by one and wrong together. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static const struct econ_entry *first_with(const struct econ_entries *entries, const char *prefix)
{
    size_t n = strlen(prefix);
    for (size_t i = 0; i < entries->n; i++)
        if (strncmp(entries->items[i].name, prefix, n) == 0)
            return &entries->items[i];
    return NULL;
}

static void check_shares(struct reader *r, const struct econ_entries *entries)
{
    const struct econ_input *in = r->in;
    const struct econ_entry *e = first_with(entries, "plan.distribution_pct.");
    double sum = 0;
    for (size_t i = 0; i < in->n_shares; i++)
        sum += in->share_pct[i];
    if (e == NULL || in->n_shares == 0 || (sum >= 99 && sum <= 101))
        return;
    if (sum >= 0.9 && sum <= 1.1)
        econ_error(r, e, "they look like fractions: multiply each by 100",
                   "the shares of plan.distribution_pct add to %.4g, not 100", sum);
    else if (sum > 110)
        econ_error(r, e,
                   "shares are per cent of all oxides: is one counted twice, or are they ppm?",
                   "the shares of plan.distribution_pct add to %.4g, not 100", sum);
    else if (sum >= 95)
        econ_warning(r, e, "the basket is given as the shares stand and scaled to 100",
                     "the shares of plan.distribution_pct add to %.5g, not 100", sum);
    else
        econ_warning(r, e, "oxides that are left out bring nothing; add them if they are known",
                     "the shares of plan.distribution_pct add to %.5g, not 100", sum);
}

static void check_phasing(struct reader *r, const struct econ_entries *entries)
{
    const struct econ_series *s = &r->in->phasing;
    const struct econ_entry *e = econ_entry_find(entries, "capital.phasing");
    double sum = 0;
    for (size_t i = 0; i < s->n; i++)
        sum += s->values[i];
    if (e == NULL || s->kind == SERIES_NONE || fabs(sum - 1) <= 1e-6)
        return;
    econ_error(r, e,
               fabs(sum - 100) < 1 ? "they look like per cent: divide each by 100"
                                   : "fractions that add to 1, such as [0.4, 0.6]",
               "the parts of capital.phasing add to %.6g, not 1", sum);
    r->in->phasing.kind = SERIES_NONE;
}

static void check_oxides(struct reader *r, const struct econ_entries *entries, size_t k)
{
    struct econ_product *p = &r->in->products[k];
    const struct econ_entry *e =
        econ_entry_find(entries, arena_printf(r->arena, "products[%zu].oxides", k));
    for (size_t i = 0; i < p->n_oxides; i++) {
        if (oxide_find(p->oxides[i]) != NULL)
            continue;
        const struct oxide *sold = oxide_of_element(p->oxides[i]);
        const char *hint = "name oxides, such as [Nd2O3, Pr6O11]; leave it out for all of them";
        if (sold != NULL)
            hint = arena_printf(r->arena, "an element: its oxide is %s", sold->name);
        econ_error(r, e, hint, "product %zu has no known oxide '%s'", k + 1, p->oxides[i]);
        p->n_oxides = 0;
        return;
    }
}

/* An oxide sold in two products would be sold twice. */
static void check_overlap(struct reader *r, const struct econ_entries *entries, size_t k)
{
    const struct econ_input *in = r->in;
    const struct econ_product *p = &in->products[k];
    for (size_t other = 0; other < k; other++)
        for (size_t i = 0; i < p->n_oxides; i++)
            for (size_t j = 0; j < in->products[other].n_oxides; j++) {
                const struct oxide *x = oxide_find(p->oxides[i]);
                const struct oxide *y = oxide_find(in->products[other].oxides[j]);
                if (x == NULL || y == NULL || strcmp(x->element, y->element) != 0)
                    continue;
                const struct econ_entry *e =
                    econ_entry_find(entries, arena_printf(r->arena, "products[%zu].oxides", k));
                econ_error(r, e, "each oxide goes into one product",
                           "%s is sold in products %zu and %zu", x->name, other + 1, k + 1);
            }
}

static void check_deck(struct reader *r, const struct econ_entries *entries, size_t k)
{
    struct econ_price *price = &r->in->products[k].price;
    if (price->deck == NULL || r->data == NULL)
        return;
    const struct econ_entry *e =
        econ_entry_find(entries, arena_printf(r->arena, "products[%zu].price.deck", k));
    const struct deck *deck = deck_find(r->data, price->deck);
    if (deck == NULL) {
        const char *ids[64];
        size_t n = 0;
        for (; n < r->data->n_decks && n < COUNT(ids); n++)
            ids[n] = r->data->decks[n].id;
        const char *near = nearest_name(price->deck, ids, n), *known = n > 0 ? ids[0] : "none";
        for (size_t i = 1; i < n; i++)
            known = arena_printf(r->arena, "%s, %s", known, ids[i]);
        econ_error(r, e,
                   near != NULL ? arena_printf(r->arena, "did you mean '%s'?", near)
                                : arena_printf(r->arena, "known: %s", known),
                   "there is no price deck '%s'", price->deck);
        price->deck = NULL;
    } else if (deck_year(deck, price->year) < 0) {
        econ_error(r, e,
                   arena_printf(r->arena, "it has the years %d to %d", deck->years[0],
                                deck->years[deck->n_years - 1]),
                   "price deck '%s' has no year %.0f", price->deck, price->year);
        price->deck = NULL;
    }
}

/* Products priced on different markets: revenue then adds what nobody is paid together. */
static void check_markets(struct reader *r, const struct econ_entries *entries)
{
    const struct deck *first = NULL;
    size_t first_k = 0;
    for (size_t k = 0; k < r->in->n_products; k++) {
        const struct econ_price *price = &r->in->products[k].price;
        const struct deck *deck = price->deck != NULL ? deck_find(r->data, price->deck) : NULL;
        if (deck == NULL)
            continue;
        if (first == NULL) {
            first = deck;
            first_k = k;
        } else if (deck->market != first->market || strcmp(deck->basis, first->basis) != 0) {
            econ_warning(
                r, econ_entry_find(entries, arena_printf(r->arena, "products[%zu].price.deck", k)),
                "price all products from decks of one market, or say in a note why not",
                "products %zu and %zu are priced on different markets: %s (%s) and %s (%s)",
                first_k + 1, k + 1, first->id, first->basis, deck->id, deck->basis);
        }
    }
}

/* The unit of a price series: its currency is converted here, kg or t when it is laid out. */
static void check_series_unit(struct reader *r, const struct econ_entries *entries, size_t k)
{
    struct econ_price *p = &r->in->products[k].price;
    const struct econ_entry *e =
        econ_entry_find(entries, arena_printf(r->arena, "products[%zu].price.unit", k));
    double scale;
    if (e == NULL || p->unit == NULL || p->series.kind == SERIES_NONE)
        return;
    if (!econ_per_tonne(r, e, p->unit, &scale)) {
        p->series.kind = SERIES_NONE;
        return;
    }
    double rate = econ_exchange(r->in, p->unit, strcspn(p->unit, "/"));
    double *values = ARENA_ARRAY(r->arena, p->series.n, double);
    for (size_t i = 0; i < p->series.n; i++)
        values[i] = p->series.values[i] * rate;
    p->series.values = values;
    p->series.scalar *= rate;
}

static void check_items(struct reader *r, const struct econ_entries *entries)
{
    struct econ_input *in = r->in;
    const struct econ_entry *e = first_with(entries, "capital.items[");
    double sum = 0;
    for (size_t k = 0; k < in->n_items; k++)
        sum += isnan(in->items[k].amount) ? 0 : in->items[k].amount;
    if (e != NULL && in->initial.kind == SERIES_SCALAR && sum > in->initial.scalar * (1 + 1e-9))
        econ_error(r, e, "items are parts of the initial capital, before contingency",
                   "capital.items add to %.10g, more than capital.initial", sum);
}

/* "USD/kg" for a cost per tonne is off by a thousand. */
static void check_cost_unit(struct reader *r, const struct econ_entries *entries, size_t k)
{
    const struct econ_cost *c = &r->in->costs[k];
    const struct econ_entry *e =
        econ_entry_find(entries, arena_printf(r->arena, "costs[%zu].amount", k));
    const char *slash = e != NULL && e->unit != NULL ? strchr(e->unit, '/') : NULL;
    if (slash == NULL || c->per == PER_NONE)
        return;
    bool kg = strncmp(slash + 1, "kg", 2) == 0, t = !kg && slash[1] == 't';
    bool by_kg = c->per == PER_KG_PRODUCT,
         by_t = c->per == PER_T_MOVED || c->per == PER_T_ORE || c->per == PER_T_PRODUCT;
    if ((kg && !by_kg) || (t && !by_t))
        econ_error(r, e,
                   kg && c->per == PER_T_PRODUCT ? "write per: kg_product, or the amount per tonne"
                   : t && by_kg                  ? "write per: t_product, or the amount per kg"
                                                 : "the unit and 'per' name the same thing",
                   "costs[%zu].amount is in %s, and 'per' says otherwise", k,
                   econ_shown(r, e->unit));
}

static void check_cost(struct reader *r, const struct econ_entries *entries, size_t k)
{
    struct econ_cost *c = &r->in->costs[k];
    const struct econ_entry *e = first_with(entries, arena_printf(r->arena, "costs[%zu].", k));
    if (e == NULL)
        return;
    if (isnan(c->amount) || c->per == PER_NONE)
        econ_warning(r, e,
                     "a cost has name, amount and per (t_moved, t_ore, t_product, kg_product, "
                     "year or revenue_pct)",
                     "cost %zu has no %s and is left out", k + 1,
                     isnan(c->amount) ? "amount" : "'per'");
    if (c->per == PER_REVENUE_PCT && c->amount > 100)
        econ_error(r, e, "per cent of revenue, from 0 to 100", "cost %zu takes %.6g %% of revenue",
                   k + 1, c->amount);
    if (c->from > c->to)
        econ_error(r, e, "from is the first year, to the last", "cost %zu ends before it begins",
                   k + 1);
}

static void check_currency(struct reader *r, const struct econ_entries *entries)
{
    const char *c = r->in->currency;
    const struct econ_entry *e = econ_entry_find(entries, "basis.currency");
    bool code = c != NULL && strlen(c) == 3 && strspn(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
    if (e != NULL && c != NULL && !code) {
        econ_error(r, e,
                   "a code of three capital letters such as USD; amounts are whole units of it",
                   "'basis.currency' is not a currency code");
        r->in->currency = NULL;
    }
}

void econ_check(struct reader *r, const struct econ_entries *entries)
{
    check_currency(r, entries);
    check_shares(r, entries);
    check_phasing(r, entries);
    for (size_t k = 0; k < r->in->n_products; k++) {
        check_oxides(r, entries, k);
        check_overlap(r, entries, k);
        check_deck(r, entries, k);
        check_series_unit(r, entries, k);
    }
    check_markets(r, entries);
    for (size_t k = 0; k < r->in->n_costs; k++)
        check_cost(r, entries, k);
    for (size_t k = 0; k < r->in->n_costs; k++)
        check_cost_unit(r, entries, k);
    check_items(r, entries);
    if (r->diags != NULL)
        econ_doubt(r, entries);
    debt_check(r, entries);
    fiscal_own(r, entries);
}
