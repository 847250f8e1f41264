/* What a tonne of product brings: price, payability, separation charge. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

/* Is this oxide of the ore sold in product k? All are when it names none. */
static bool sells(const struct econ_product *p, const struct oxide *share)
{
    bool sold = p->n_oxides == 0;
    for (size_t j = 0; j < p->n_oxides; j++) {
        const struct oxide *o = oxide_find(p->oxides[j]);
        sold |= o != NULL && strcmp(o->element, share->element) == 0;
    }
    return sold;
}

/* What is particular about the row that prices an oxide. */
static void note_row(const struct model *m, const struct deck *deck, const struct oxide *o)
{
    const struct deck_price *row = deck_row(deck, o);
    if (row == NULL)
        model_note(m->notes, "%s has no price for %s: it counts as 0", deck->title, o->name);
    else if (strcmp(row->basis, deck->basis) != 0)
        model_note(m->notes, "%s is priced %s, the other oxides of the deck %s", o->name,
                   row->basis, deck->basis);
    else if (strcmp(row->oxide, "NdPr") == 0)
        model_note(m->notes, "%s is priced as NdPr oxide: %s has no price of its own", o->name,
                   deck->title);
}

/* Average price per kg of a product's oxides at a deck's prices, weighted by their shares. */
static double deck_average(const struct model *m, size_t k, const struct deck *deck, int year)
{
    const struct econ_input *in = m->in;
    const struct econ_product *p = &in->products[k];
    double sum = 0, value = 0;
    for (size_t i = 0; i < in->n_shares; i++) {
        const struct oxide *share = in->share_oxide[i];
        if (!sells(p, share))
            continue;
        double price = deck_price(deck, year, share);
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

static void note_rows(const struct model *m, size_t k, const struct deck *deck)
{
    const struct econ_input *in = m->in;
    for (size_t i = 0; i < in->n_shares; i++)
        if (sells(&in->products[k], in->share_oxide[i]) && in->share_pct[i] > 0)
            note_row(m, deck, in->share_oxide[i]);
}

/* The deck's year for a year of the statement: the last that is not after it, else the first. */
static int year_for(const struct deck *deck, int year)
{
    int at = 0;
    for (size_t i = 0; i < deck->n_years; i++)
        if (deck->years[i] <= year)
            at = (int)i;
    return at;
}

/* Each year at the deck's price of that year. Real prices are in money of the valuation date,
 * nominal ones in money of their year; a real statement takes the inflation out of those. */
static void by_year(const struct model *m, size_t k, const struct deck *deck, double exchange,
                    double *out)
{
    bool nominal_statement = m->in->price_terms == 1;
    double growth = isnan(m->in->inflation) ? 1 : 1 + m->in->inflation;
    for (int i = 0; i < m->n; i++) {
        double price = deck_average(m, k, deck, year_for(deck, m->first_year + i)) * exchange;
        if (deck->real)
            price *= model_index(m, i);
        else if (!nominal_statement)
            price /= pow(growth, m->first_year + i - m->valuation_year);
        out[i] = price * 1000;
    }
    int first = deck->years[0], last = deck->years[deck->n_years - 1];
    model_note(m->notes, "product %zu is priced year by year before payability: %s, %s, %s", k + 1,
               deck->title, deck->basis, deck->real ? "real" : "nominal");
    if (first > m->first_year || last < m->first_year + m->n - 1)
        model_note(m->notes,
                   "%s has the years %d to %d: before them its first price counts, after them its "
                   "last",
                   deck->title, first, last);
    if (!deck->real && !nominal_statement && isnan(m->in->inflation))
        model_note(m->notes,
                   "%s is nominal and the statement real: without basis.inflation its prices are "
                   "taken as they stand",
                   deck->title);
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
    note_rows(m, k, deck);
    if (deck->scope != NULL)
        model_note(m->notes, "%s: %s", deck->title, deck->scope);
    if (p->path == DECK_BY_YEAR) {
        by_year(m, k, deck, exchange, out);
        return true;
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
