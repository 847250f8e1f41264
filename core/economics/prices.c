/* What a tonne of product brings: price, payability, separation charge. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

/* Average price per kg of a product's oxides at a deck's prices, weighted by their shares. */
static double deck_average(struct model *m, size_t k, const struct deck *deck, int year)
{
    const struct econ_input *in = m->in;
    const struct econ_product *p = &in->products[k];
    double sum = 0, value = 0;
    for (size_t i = 0; i < in->n_shares; i++) {
        const struct oxide *share = in->share_oxide[i];
        bool sold = p->n_oxides == 0;
        for (size_t j = 0; j < p->n_oxides; j++) {
            const struct oxide *o = oxide_find(p->oxides[j]);
            sold |= o != NULL && strcmp(o->element, share->element) == 0;
        }
        if (!sold)
            continue;
        double price = deck_price(deck, year, share);
        if (isnan(price))
            model_note(m->notes, "%s has no price for %s: it counts as 0", deck->title,
                       share->name);
        sum += in->share_pct[i];
        value += in->share_pct[i] * (isnan(price) ? 0 : price);
    }
    if (sum > 0)
        return value / sum;
    if (p->n_oxides != 1)
        return NAN;
    const struct oxide *only = oxide_find(p->oxides[0]);
    return only != NULL ? deck_price(deck, year, only) : NAN;
}

static bool from_deck(struct model *m, size_t k, double *out)
{
    const struct econ_price *p = &m->in->products[k].price;
    const struct deck *deck = deck_find(m->data, p->deck);
    int year = deck != NULL ? deck_year(deck, p->year) : -1;
    if (year < 0)
        return false;
    double exchange = econ_exchange(m->in, deck->currency, strlen(deck->currency));
    if (isnan(exchange)) {
        model_note(m->notes,
                   "products[%zu].price: the deck is in %s, the statement is not: state "
                   "basis.exchange.%s",
                   k, deck->currency, deck->currency);
        return false;
    }
    double price = deck_average(m, k, deck, year) * exchange;
    if (isnan(price)) {
        model_note(m->notes, "products[%zu].price: the shares of its oxides are not known", k);
        return false;
    }
    model_note(m->notes, "product %zu is priced at %.6g %s/kg before payability: %s, %d, %s", k + 1,
               price, m->in->currency != NULL ? m->in->currency : deck->currency, deck->title,
               deck->years[year], deck->basis);
    for (int i = 0; i < m->n; i++)
        out[i] = price * 1000 * model_index(m, i);
    return true;
}

static bool price_of(struct model *m, size_t k, double *out)
{
    const struct econ_price *p = &m->in->products[k].price;
    if (p->series.kind != SERIES_NONE) {
        const char *slash = p->unit != NULL ? strchr(p->unit, '/') : NULL;
        double scale = slash != NULL && slash[1] == 't' ? 1 : 1000;
        model_money(m, &p->series, out);
        for (int i = 0; i < m->n; i++)
            out[i] *= scale;
        return true;
    }
    if (p->deck != NULL)
        return from_deck(m, k, out);
    if (isnan(p->value))
        return false;
    if (p->bare)
        model_note(m->notes, "products[%zu].price has no unit: taken per kg", k);
    for (int i = 0; i < m->n; i++)
        out[i] = p->value * model_index(m, i);
    return true;
}

static void price_product(struct model *m, size_t k)
{
    const struct econ_product *p = &m->in->products[k];
    double *price = ARENA_ARRAY(m->arena, (size_t)m->n, double);
    if (!price_of(m, k, price)) {
        model_note(m->notes, "product %zu has no price that can be used", k + 1);
        return;
    }
    if (isnan(p->payable_pct) && p->form != FORM_OXIDE && p->form != FORM_METAL)
        model_note(m->notes, "products[%zu].payable_pct is not given: 100 %% is paid for", k);
    for (int i = 0; i < m->n && !isnan(p->payable_pct); i++)
        price[i] *= p->payable_pct / 100;
    m->gross_price[k] = price;
    m->charge[k] = isnan(p->charge.value) ? 0 : p->charge.value;
}

/* Average over the products by tonnes; a single product has its price with or without tonnes. */
static void average(struct model *m)
{
    size_t n = m->in->n_products;
    for (int i = 0; i < m->n; i++) {
        double tonnes = 0, gross = 0, charge = 0;
        for (size_t k = 0; k < n; k++) {
            double t = m->product_t[k] != NULL ? m->product_t[k][i] : 0;
            double price = m->gross_price[k] != NULL ? m->gross_price[k][i] : 0;
            tonnes += t;
            gross += t * price;
            charge += t * m->charge[k] * model_index(m, i);
        }
        bool single = n == 1 && m->gross_price[0] != NULL;
        m->base_price[i] = tonnes > 0 ? gross / tonnes : single ? m->gross_price[0][i] : 0;
        m->base_charge[i] = tonnes > 0 ? charge / tonnes
                            : single   ? m->charge[0] * model_index(m, i)
                                       : 0;
    }
}

void model_prices(struct model *m)
{
    if (m->given[LINE_PRICE]) {
        memcpy(m->base_price, m->line[LINE_PRICE], (size_t)m->n * sizeof(double));
        m->priced = true;
        return;
    }
    for (size_t k = 0; k < m->in->n_products; k++) {
        if (!m->given[LINE_REVENUE])
            price_product(m, k);
        bool weighed = m->product_t[k] != NULL || m->in->n_products == 1;
        m->priced |= m->gross_price[k] != NULL && weighed;
    }
    if (!m->priced)
        return;
    average(m);
    m->known[LINE_PRICE] = true;
}
