/* The value of a kilogram of the deposit's mixed oxides at the deck's prices. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

/* The deck that the products name, else the first there is. */
const struct deck *model_basket_deck(const struct model *m, int *year)
{
    double wanted = NAN;
    const char *id = NULL;
    for (size_t k = 0; k < m->in->n_products && id == NULL; k++) {
        id = m->in->products[k].price.deck;
        wanted = m->in->products[k].price.year;
    }
    const struct deck *deck = deck_find(m->data, id);
    *year = deck != NULL ? deck_year(deck, id != NULL ? wanted : NAN) : -1;
    return *year >= 0 ? deck : NULL;
}

static bool estimated(const struct deck *deck, int year)
{
    for (size_t i = 0; i < deck->n_estimated; i++)
        if (deck->estimated[i] == deck->years[year])
            return true;
    return false;
}

const char *model_deck_label(struct arena *a, const struct deck *deck, int year)
{
    return arena_printf(a, "%s, %d%s", deck->id, deck->years[year],
                        estimated(deck, year) ? " (estimate)" : "");
}

static void note_conventions(const struct model *m, const struct deck *deck, double sum)
{
    for (size_t i = 0; i < m->in->n_shares; i++) {
        const struct oxide *o = m->in->share_oxide[i];
        if (strcmp(o->name, o->sold_as) != 0)
            model_note(m->notes, "%s is priced as %s, %.4f kg of it from 1 kg", o->name, o->sold_as,
                       oxide_to_sold(o));
    }
    if (m->in->currency != NULL && strcmp(m->in->currency, deck->currency) != 0)
        model_note(m->notes, "the basket is in %s, the deck's currency", deck->currency);
    if (fabs(sum - 100) > 0.05)
        model_note(m->notes,
                   "the oxide shares add to %.5g %%: the basket is given as they stand and "
                   "scaled to 100 %%",
                   sum);
    model_note(m->notes,
               "the basket is a figure to compare deposits by (%s, %s): no mine is paid it",
               deck->basis, deck->edition);
}

void model_basket(struct model *m)
{
    const struct econ_input *in = m->in;
    int year;
    if (in->n_shares == 0) {
        model_note(m->notes, "plan.distribution_pct is not known: there is no basket price");
        return;
    }
    const struct deck *deck = model_basket_deck(m, &year);
    if (deck == NULL) {
        model_note(m->notes, "no price deck: there is no basket price");
        return;
    }
    struct econ_basket_item *items = ARENA_ARRAY(m->arena, in->n_shares, struct econ_basket_item);
    double sum = 0, value = 0;
    for (size_t i = 0; i < in->n_shares; i++) {
        double price = deck_price(deck, year, in->share_oxide[i]);
        if (isnan(price) && in->share_pct[i] > 0)
            model_note(m->notes, "%s has no price for %s: it counts as 0", deck->title,
                       in->share_oxide[i]->name);
        price = isnan(price) ? 0 : price;
        items[i] = (struct econ_basket_item){in->share_oxide[i]->name, in->share_pct[i], price, 0};
        sum += in->share_pct[i];
        value += in->share_pct[i] / 100 * price;
    }
    if (!(sum > 0) || !(value > 0)) {
        model_note(m->notes, "the oxide shares add to nothing: there is no basket price");
        return;
    }
    for (size_t i = 0; i < in->n_shares; i++)
        items[i].value_share = items[i].share_pct / 100 * items[i].price_per_kg / value;
    note_conventions(m, deck, sum);
    struct econ_result *e = m->out;
    e->has_basket = true;
    e->basket = items;
    e->n_basket = in->n_shares;
    e->basket_per_kg = value;
    e->basket_per_kg_normalised = value * 100 / sum;
    e->basket_deck = model_deck_label(m->arena, deck, year);
}
