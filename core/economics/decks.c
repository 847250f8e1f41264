/* The project at the prices of every deck. */
#include "core/economics/decks.h"

#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

/* Is the product made of the oxides that decks price? One that names none and has a price of its
 * own beside others may be anything. */
static bool of_oxides(const struct econ_input *in, size_t k)
{
    const struct econ_product *p = &in->products[k];
    if (p->form == FORM_METAL)
        return false;
    return p->n_oxides > 0 || in->n_products == 1 || p->price.deck != NULL;
}

void decks_apply(struct econ_input *in, const char *deck, double year)
{
    for (size_t k = 0; k < in->n_products; k++) {
        struct econ_price *p = &in->products[k].price;
        if (!of_oxides(in, k))
            continue;
        *p = (struct econ_price){.value = NAN, .deck = deck, .year = year};
    }
}

static bool in_product(const struct econ_product *p, const struct oxide *share)
{
    bool in = p->n_oxides == 0;
    for (size_t j = 0; j < p->n_oxides; j++) {
        const struct oxide *o = oxide_find(p->oxides[j]);
        in |= o != NULL && strcmp(o->element, share->element) == 0;
    }
    return in;
}

/* Part of the products' value at the default deck that this deck prices; NaN when not known. */
static double cover(const struct econ_input *in, const struct econ_data *data,
                    const struct deck *deck)
{
    const struct deck *all = deck_find(data, NULL);
    double value = 0, priced = 0;
    for (size_t k = 0; k < in->n_products; k++) {
        const struct econ_product *p = &in->products[k];
        double recovery = isnan(p->recovery_pct) ? 1 : p->recovery_pct / 100;
        const struct oxide *only =
            in->n_shares == 0 && p->n_oxides == 1 ? oxide_find(p->oxides[0]) : NULL;
        if (only != NULL) {
            double price = deck_price(all, deck_year(all, NAN), only);
            value += isnan(price) ? 0 : price;
            priced += isnan(price) || deck_row(deck, only) == NULL ? 0 : price;
        }
        for (size_t i = 0; i < in->n_shares && of_oxides(in, k); i++) {
            const struct oxide *o = in->share_oxide[i];
            double price = deck_price(all, deck_year(all, NAN), o);
            if (isnan(price) || !in_product(p, o))
                continue;
            value += recovery * in->share_pct[i] * price;
            priced += deck_row(deck, o) != NULL ? recovery * in->share_pct[i] * price : 0;
        }
    }
    return value > 0 ? priced / value : NAN;
}

/* Why decks cannot price this project at all; NULL when they can. */
static const char *barred(struct arena *a, const struct econ_input *in)
{
    if (in->lines[LINE_PRICE].kind != SERIES_NONE || in->lines[LINE_REVENUE].kind != SERIES_NONE ||
        in->lines[LINE_EBITDA].kind != SERIES_NONE ||
        in->lines[LINE_NET_CASH_FLOW].kind != SERIES_NONE)
        return "prices, revenue or cash flow are given as lines: decks change nothing";
    if (in->n_products == 0)
        return "the file has no products to price";
    bool any = false;
    for (size_t k = 0; k < in->n_products; k++) {
        const struct econ_product *p = &in->products[k];
        bool mixed =
            p->form == FORM_CONCENTRATE || p->form == FORM_CARBONATE || p->form == FORM_SEG;
        if (!of_oxides(in, k))
            continue;
        any = true;
        if (mixed && isnan(p->payable_pct))
            return arena_printf(a,
                                "products[%zu].payable_pct is not known: decks price separated "
                                "oxides, not a mixed product",
                                k);
    }
    return any ? NULL : "no product is of rare-earth oxides";
}

static double npv_of(const struct econ_result *e)
{
    for (size_t i = 0; i < e->post_tax.n_npv; i++)
        if (e->post_tax.npv[i].rate == e->discount_rate)
            return e->post_tax.npv[i].value;
    return NAN;
}

struct decker {
    struct arena *arena;
    const struct dossier *dossier;
    const struct econ_data *data;
    const struct econ_options *options;
    const struct econ_input *in;
    const char *barred;
    VEC(struct econ_deck_run) runs;
};

static void run_year(struct decker *s, const struct deck *deck, int year)
{
    struct econ_options o = s->options != NULL ? *s->options : (struct econ_options){0};
    struct econ_deck_run r = {.id = deck->id,
                              .title = deck->title,
                              .edition = deck->edition,
                              .basis = deck->basis,
                              .market = deck_markets[deck->market],
                              .currency = deck->currency,
                              .date = deck->date,
                              .scope = deck->scope,
                              .year = deck->years[year],
                              .own = deck->own,
                              .volume_backed = deck->volume_backed,
                              .counts =
                                  deck->market != MARKET_CONTRACT && deck->market != MARKET_STUDY,
                              .covered = cover(s->in, s->data, deck),
                              .npv = NAN,
                              .irr = NAN,
                              .basket_per_kg = NAN,
                              .why = s->barred};
    for (size_t i = 0; i < deck->n_estimated; i++)
        r.estimate |= deck->estimated[i] == r.year;
    if (r.why == NULL && isnan(r.covered))
        r.why = "the shares of the oxides are not known";
    r.thin = r.covered < ECON_DECK_COVER;
    if (r.why == NULL && r.thin)
        r.why = arena_printf(s->arena,
                             "it prices %.0f %% of what the products are worth: too little for a "
                             "verdict",
                             floor(r.covered * 100));
    if (r.why == NULL && isnan(econ_exchange(s->in, deck->currency, strlen(deck->currency))))
        r.why = arena_printf(s->arena, "it is in %s: state basis.exchange.%s", deck->currency,
                             deck->currency);
    if (r.why == NULL) {
        o.deck = deck->id;
        o.deck_year = deck->years[year];
        const struct econ_result *e = econ_run(s->arena, s->dossier, s->data, &o, NULL);
        r.npv = npv_of(e);
        r.irr = e->post_tax.irr.end == IRR_UNIQUE ? e->post_tax.irr.roots[0] : NAN;
        r.basket_per_kg = e->basket_per_kg;
        r.clears = r.npv >= 0;
        if (!isfinite(r.npv))
            r.why =
                e->complete ? "there is no NPV at the discount rate" : "there is no cash flow yet";
    }
    VEC_PUSH(s->arena, &s->runs, r);
}

static const char *named(struct arena *a, const struct econ_deck_run *r)
{
    return arena_printf(a, "%s, %d (%s)", r->id, r->year, r->basis);
}

/* What the decks say together. */
static void judge(struct arena *a, struct econ_decks *s)
{
    size_t clear = 0, judged = 0;
    const struct econ_deck_run *turn = NULL;
    for (size_t i = 0; i < s->n; i++) {
        const struct econ_deck_run *r = &s->runs[i];
        if (r->why != NULL || !r->counts)
            continue;
        judged++;
        clear += r->clears;
        if (isfinite(s->npv) && r->clears != s->clears && (turn == NULL || r->year > turn->year))
            turn = r;
    }
    if (judged == 0)
        return;
    s->depends = (clear > 0 && clear < judged) || turn != NULL;
    if (turn != NULL)
        s->verdict = arena_printf(
            a,
            "the verdict depends on the deck: post-tax NPV is %s as the file stands and %s at %s",
            s->clears ? "positive" : "negative", s->clears ? "negative" : "positive",
            named(a, turn));
    else if (s->depends)
        s->verdict = arena_printf(
            a, "the verdict depends on the deck: post-tax NPV is positive at %zu of %zu", clear,
            judged);
    else
        s->verdict =
            arena_printf(a,
                         "post-tax NPV is %s at each of the %zu market decks and years that "
                         "price the products",
                         clear > 0 ? "positive" : "negative", judged);
}

const struct econ_decks *econ_decks(struct arena *a, const struct dossier *d,
                                    const struct econ_data *data,
                                    const struct econ_options *options, const struct econ_result *e)
{
    struct econ_decks *out = ARENA_NEW(a, struct econ_decks);
    const struct econ_input *in = e->opened->in;
    struct decker s = {.arena = a,
                       .dossier = d,
                       .data = data,
                       .options = options,
                       .in = in,
                       .barred = barred(a, in)};
    out->npv = npv_of(e);
    out->clears = out->npv >= 0;
    const struct deck *first = deck_find(data, NULL);
    for (size_t y = 0; first != NULL && y < first->n_years; y++)
        run_year(&s, first, (int)y);
    for (size_t i = 0; data != NULL && i < data->n_decks; i++)
        for (size_t y = 0; &data->decks[i] != first && y < data->decks[i].n_years; y++)
            run_year(&s, &data->decks[i], (int)y);
    out->runs = s.runs.items;
    out->n = s.runs.n;
    judge(a, out);
    return out;
}

const char *deck_market_words(const char *market)
{
    return strcmp(market, "fob_china") == 0  ? "FOB China"
           : strcmp(market, "china") == 0    ? "in China"
           : strcmp(market, "ex_china") == 0 ? "ex-China"
                                             : market;
}

struct json *econ_decks_json(struct arena *a, const struct econ_decks *s)
{
    struct json *j = json_object(a), *list = json_array(a);
    json_set(a, j, "as_it_stands", json_double(a, s->npv));
    json_set(a, j, "depends_on_deck", json_bool(a, s->depends));
    json_set(a, j, "verdict", json_string(a, s->verdict));
    json_set(a, j, "least_cover", json_double(a, ECON_DECK_COVER));
    for (size_t i = 0; i < s->n; i++) {
        const struct econ_deck_run *r = &s->runs[i];
        struct json *row = json_object(a);
        json_set(a, row, "deck", json_string(a, r->id));
        json_set(a, row, "title", json_string(a, r->title));
        json_set(a, row, "edition", json_string(a, r->edition));
        json_set(a, row, "year", json_int(a, r->year));
        json_set(a, row, "date", json_string(a, r->date));
        json_set(a, row, "estimate", json_bool(a, r->estimate));
        json_set(a, row, "market", json_string(a, r->market));
        json_set(a, row, "basis", json_string(a, r->basis));
        json_set(a, row, "currency", json_string(a, r->currency));
        json_set(a, row, "volume_backed",
                 r->volume_backed < 0 ? json_null(a) : json_bool(a, r->volume_backed == 1));
        json_set(a, row, "scope", json_string(a, r->scope));
        json_set(a, row, "own", json_bool(a, r->own));
        json_set(a, row, "counts", json_bool(a, r->counts));
        json_set(a, row, "covered", json_double(a, r->covered));
        json_set(a, row, "basket_per_kg", json_double(a, r->basket_per_kg));
        json_set(a, row, "npv", json_double(a, r->npv));
        json_set(a, row, "irr", json_double(a, r->irr));
        json_set(a, row, "clears", r->why == NULL ? json_bool(a, r->clears) : json_null(a));
        json_set(a, row, "why", json_string(a, r->why));
        json_push(a, list, row);
    }
    json_set(a, j, "decks", list);
    return j;
}
