/* The value of a tonne of ore: in situ, recovered, payable, net of separation. */
#include "core/economics/ladder.h"

#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

const char *const ladder_step_names[LADDER_STEPS] = {"in_situ", "recovered", "payable", "nsr"};
const char *const ladder_step_titles[LADDER_STEPS] = {"In situ (a marketing number)", "Recovered",
                                                      "Payable", "Net of separation (NSR)"};

/* What is asked for evidence of. */
#define NET_OF_SITU 0.7 /* of a mixed product */
#define LA_CE_SHARE 0.1

struct ladderer {
    struct arena *arena;
    const struct econ_result *result;
    const struct model *model;
    const struct econ_input *in;
    const struct deck *deck;
    int year;
    double exchange; /* from the deck's currency */
    struct econ_ladder *out;
    struct econ_ladder_product *products;
    double recovery[ECON_MAX_PRODUCTS]; /* part of the contained oxides; NaN */
    VEC(const char *) notes;
};

/* Amounts of all periods in money of the valuation date. */
static double deflated(const struct model *m, const double *v)
{
    double sum = 0;
    for (int i = 0; i < m->n; i++)
        sum += v[i] / model_index(m, i);
    return sum;
}

static double plain(const struct model *m, const double *v)
{
    double sum = 0;
    for (int i = 0; i < m->n; i++)
        sum += v[i];
    return sum;
}

static void note(struct ladderer *s, const char *text)
{
    VEC_PUSH(s->arena, &s->notes, text);
}

static bool sells(const struct econ_product *p, const struct oxide *share)
{
    bool in = p->n_oxides == 0;
    for (size_t j = 0; j < p->n_oxides; j++) {
        const struct oxide *o = oxide_find(p->oxides[j]);
        in |= o != NULL && strcmp(o->element, share->element) == 0;
    }
    return in;
}

/* Tonnes of ore and head grade: those of the statement, else the plan's one grade. */
static void ore_of(struct ladderer *s)
{
    const struct model *m = s->model;
    s->out->ore_t = s->out->grade_pct = NAN;
    if (m->n > 0 && m->known[LINE_ORE_T] && plain(m, m->line[LINE_ORE_T]) > 0)
        s->out->ore_t = plain(m, m->line[LINE_ORE_T]);
    if (isfinite(s->out->ore_t) && m->known[LINE_GRADE_PCT]) {
        double oxide = 0;
        for (int i = 0; i < m->n; i++)
            oxide += m->line[LINE_ORE_T][i] * m->line[LINE_GRADE_PCT][i];
        s->out->grade_pct = oxide / s->out->ore_t;
    } else if (s->in->grade_treo_pct.kind == SERIES_SCALAR) {
        s->out->grade_pct = s->in->grade_treo_pct.scalar;
    }
}

/* US$ of one kg of all oxides that a product takes out, at the deck: sum of share and price. */
static double oxides_value(const struct ladderer *s, size_t k, bool la_ce)
{
    double value = 0;
    for (size_t i = 0; i < s->in->n_shares; i++) {
        const struct oxide *o = s->in->share_oxide[i];
        double price = deck_price(s->deck, s->year, o);
        bool light = strcmp(o->element, "La") == 0 || strcmp(o->element, "Ce") == 0;
        if (sells(&s->in->products[k], o) && !isnan(price) && (!la_ce || light))
            value += s->in->share_pct[i] / 100 * price;
    }
    return value * s->exchange;
}

static double oxides_share(const struct ladderer *s, size_t k)
{
    double sum = 0;
    for (size_t i = 0; i < s->in->n_shares; i++)
        if (sells(&s->in->products[k], s->in->share_oxide[i]))
            sum += s->in->share_pct[i] / 100;
    return sum;
}

/* Part of its oxides that a product takes out of the ore: as stated, or what the tonnes imply. */
static double recovery_of(const struct ladderer *s, size_t k)
{
    const struct model *m = s->model;
    double stated = s->in->products[k].recovery_pct / 100, share = oxides_share(s, k);
    if (!isnan(stated) && !m->given[LINE_RECOVERY_PCT] && !m->given[LINE_PRODUCT_T])
        return stated;
    double contained = s->out->ore_t * s->out->grade_pct / 100 * share;
    return m->n > 0 && m->product_t[k] != NULL && contained > 0
               ? plain(m, m->product_t[k]) / contained
               : stated;
}

static void deck_steps(struct ladderer *s)
{
    struct econ_ladder *l = s->out;
    const char *why = s->in->n_shares == 0  ? "the shares of the oxides are not known"
                      : s->deck == NULL     ? "there is no price deck"
                      : isnan(l->grade_pct) ? "the grade of the ore is not known"
                                            : NULL;
    if (why == NULL && isnan(s->exchange))
        why = arena_printf(s->arena, "the deck is in %s: state basis.exchange.%s",
                           s->deck->currency, s->deck->currency);
    l->why[LADDER_IN_SITU] = l->why[LADDER_RECOVERED] = why;
    if (why != NULL)
        return;
    double kg = l->grade_pct * 10, light = 0, value = 0;
    l->value[LADDER_IN_SITU] = 0;
    for (size_t i = 0; i < s->in->n_shares; i++) {
        double price = deck_price(s->deck, s->year, s->in->share_oxide[i]);
        l->value[LADDER_IN_SITU] +=
            kg * s->in->share_pct[i] / 100 * (isnan(price) ? 0 : price) * s->exchange;
    }
    if (s->in->n_products == 0)
        l->why[LADDER_RECOVERED] = "there are no products";
    for (size_t k = 0; k < s->in->n_products && l->why[LADDER_RECOVERED] == NULL; k++) {
        if (isnan(s->recovery[k]))
            l->why[LADDER_RECOVERED] =
                arena_printf(s->arena, "products[%zu].recovery_pct is not known", k);
        value += kg * s->recovery[k] * oxides_value(s, k, false);
        light += kg * s->recovery[k] * oxides_value(s, k, true);
    }
    if (l->why[LADDER_RECOVERED] != NULL)
        return;
    l->value[LADDER_RECOVERED] = value;
    l->la_ce_share = value > 0 ? light / value : NAN;
}

/* Payable and net as the statement has them. */
static void statement_steps(struct ladderer *s)
{
    const struct model *m = s->model;
    struct econ_ladder *l = s->out;
    const char *why = isnan(l->ore_t)                        ? "there are no tonnes of ore"
                      : m->n == 0 || !m->known[LINE_REVENUE] ? "no revenue is known"
                                                             : NULL;
    l->why[LADDER_PAYABLE] = l->why[LADDER_NET] = why;
    if (why != NULL)
        return;
    double charges = 0;
    for (size_t k = 0; k < s->in->n_products; k++)
        if (m->product_t[k] != NULL && !m->given[LINE_REVENUE] && !m->given[LINE_PRICE])
            charges += plain(m, m->product_t[k]) * m->charge[k];
    double revenue = deflated(m, m->line[LINE_REVENUE]);
    l->value[LADDER_PAYABLE] = (revenue + charges) / l->ore_t;
    l->value[LADDER_NET] = (revenue - deflated(m, m->line[LINE_TRANSPORT])) / l->ore_t;
    if (m->given[LINE_REVENUE])
        note(s, "revenue is given as a line: payable and net hold what it holds");
}

static bool has_evidence(const struct ladderer *s, size_t k)
{
    const struct econ_entry *x =
        econ_entry_find(s->model->entries, arena_printf(s->arena, "products[%zu].payable_pct", k));
    return x != NULL && (x->fact->evidence.document != NULL || x->fact->grade > GRADE_ASSERTED);
}

/* The price that the statement reckons with, before payability: average over what is sold. */
static double own_price(const struct ladderer *s, size_t k, double payable)
{
    const struct model *m = s->model;
    double money = 0, tonnes = 0;
    if (m->n == 0 || m->gross_price[k] == NULL || m->product_t[k] == NULL || !(payable > 0))
        return NAN;
    for (int i = 0; i < m->n; i++) {
        tonnes += m->product_t[k][i];
        money += m->product_t[k][i] * m->gross_price[k][i] / model_index(m, i);
    }
    return tonnes > 0 ? money / tonnes / 1000 / payable * m->price_factor : NAN;
}

static void product(struct ladderer *s, size_t k)
{
    static const char *const forms[] = {NULL,  "concentrate",     "mixed carbonate",
                                        "SEG", "separated oxide", "metal"};
    const struct econ_product *p = &s->in->products[k];
    struct econ_ladder_product *x = &s->products[k];
    const struct model *m = s->model;
    double share = oxides_share(s, k);
    x->name = p->name != NULL ? p->name : arena_printf(s->arena, "product %zu", k + 1);
    x->form = forms[p->form];
    x->mixed = p->form == FORM_CONCENTRATE || p->form == FORM_CARBONATE || p->form == FORM_SEG;
    x->payable_pct = p->payable_pct;
    x->evidence = has_evidence(s, k);
    x->charge_per_kg = (isnan(p->charge.value) ? 0 : p->charge.value) / 1000;
    x->price_per_kg = own_price(s, k, isnan(p->payable_pct) ? 1 : p->payable_pct / 100);
    x->deck_per_kg = s->deck != NULL && share > 0 ? oxides_value(s, k, false) / share : NAN;
    x->kg = isfinite(s->out->ore_t) && m->product_t[k] != NULL
                ? plain(m, m->product_t[k]) / s->out->ore_t * 1000
                : s->out->grade_pct * 10 * share * s->recovery[k];
    if (x->mixed && isnan(p->payable_pct))
        note(s, arena_printf(s->arena,
                             "no payability is stated for %s: all of its price is counted, which "
                             "no separator pays",
                             x->name));
    else if (x->mixed && !x->evidence)
        note(s, arena_printf(s->arena,
                             "no payability evidence: nothing behind the %.4g %% that %s is paid",
                             p->payable_pct, x->name));
    if (x->price_per_kg > x->deck_per_kg * (1 + 1e-9) && p->price.deck == NULL)
        note(s, arena_printf(s->arena,
                             "%s is priced at %.4g a kg, its oxides at %.4g at the deck: two bases",
                             x->name, x->price_per_kg, x->deck_per_kg));
}

static void alarms(struct ladderer *s)
{
    const struct econ_ladder *l = s->out;
    bool mixed = false;
    for (size_t k = 0; k < s->in->n_products; k++)
        mixed |= s->products[k].mixed;
    double part = l->value[LADDER_NET] / l->value[LADDER_IN_SITU];
    if (mixed && part > NET_OF_SITU)
        note(s, arena_printf(s->arena,
                             "the net value is %.0f %% of the value in situ, and the product is "
                             "mixed: above %.0f %% ask for evidence",
                             part * 100, NET_OF_SITU * 100));
    if (l->la_ce_share > LA_CE_SHARE)
        note(s, arena_printf(s->arena,
                             "lanthanum and cerium make %.0f %% of the recovered value: above "
                             "%.0f %% ask who buys them",
                             l->la_ce_share * 100, LA_CE_SHARE * 100));
    const struct deck *own = NULL;
    for (size_t k = 0; k < s->in->n_products; k++) {
        const char *id = s->in->products[k].price.deck;
        const struct deck *d = id != NULL ? deck_find(s->model->data, id) : NULL;
        if (d != NULL && own != NULL && d != own)
            note(s,
                 arena_printf(s->arena, "products are priced from two decks: %s (%s) and %s (%s)",
                              own->id, own->basis, d->id, d->basis));
        own = own == NULL ? d : own;
    }
}

const struct econ_ladder *econ_ladder(struct arena *a, const struct econ_result *e)
{
    struct econ_ladder *l = ARENA_NEW(a, struct econ_ladder);
    struct ladderer s = {.arena = a, .result = e, .model = e->model, .in = e->opened->in, .out = l};
    for (int i = 0; i < LADDER_STEPS; i++)
        l->value[i] = NAN;
    l->la_ce_share = NAN;
    s.deck = model_basket_deck(s.model, &s.year);
    s.exchange =
        s.deck != NULL ? econ_exchange(s.in, s.deck->currency, strlen(s.deck->currency)) : NAN;
    if (s.deck != NULL)
        l->deck = arena_printf(a, "%s, %s", model_deck_label(a, s.deck, s.year), s.deck->basis);
    ore_of(&s);
    s.products = ARENA_ARRAY(a, s.in->n_products, struct econ_ladder_product);
    for (size_t k = 0; k < s.in->n_products; k++)
        s.recovery[k] = recovery_of(&s, k);
    deck_steps(&s);
    for (size_t k = 0; k < s.in->n_products; k++)
        product(&s, k);
    statement_steps(&s);
    alarms(&s);
    l->products = s.products;
    l->n_products = s.in->n_products;
    l->notes = s.notes.items;
    l->n_notes = s.notes.n;
    return l;
}

struct json *econ_ladder_json(struct arena *a, const struct econ_ladder *s)
{
    struct json *j = json_object(a), *why = json_object(a), *list = json_array(a);
    struct json *notes = json_array(a);
    for (int i = 0; i < LADDER_STEPS; i++) {
        json_set(a, j, ladder_step_names[i], json_double(a, s->value[i]));
        if (s->why[i] != NULL)
            json_set(a, why, ladder_step_names[i], json_string(a, s->why[i]));
    }
    json_set(a, j, "why", why);
    json_set(a, j, "deck", json_string(a, s->deck));
    json_set(a, j, "ore_t", json_double(a, s->ore_t));
    json_set(a, j, "grade_pct", json_double(a, s->grade_pct));
    json_set(a, j, "la_ce_share", json_double(a, s->la_ce_share));
    for (size_t k = 0; k < s->n_products; k++) {
        const struct econ_ladder_product *p = &s->products[k];
        struct json *row = json_object(a);
        json_set(a, row, "name", json_string(a, p->name));
        json_set(a, row, "form", json_string(a, p->form));
        json_set(a, row, "kg_per_t_ore", json_double(a, p->kg));
        json_set(a, row, "deck_per_kg", json_double(a, p->deck_per_kg));
        json_set(a, row, "price_per_kg", json_double(a, p->price_per_kg));
        json_set(a, row, "payable_pct", json_double(a, p->payable_pct));
        json_set(a, row, "payability_evidence", json_bool(a, p->evidence));
        json_set(a, row, "separation_charge_per_kg", json_double(a, p->charge_per_kg));
        json_push(a, list, row);
    }
    json_set(a, j, "products", list);
    for (size_t i = 0; i < s->n_notes; i++)
        json_push(a, notes, json_string(a, s->notes[i]));
    json_set(a, j, "notes", notes);
    return j;
}

void econ_ladder_csv(const struct econ_result *e, const struct econ_ladder *s, struct strbuf *out)
{
    char text[40];
    const char *currency = e->currency[0] != '\0' ? e->currency : "currency";
    for (int i = 0; i < LADDER_STEPS; i++) {
        strbuf_addf(out, "value_%s,%s/t ore,no,%s", ladder_step_names[i], currency,
                    isfinite(s->value[i]) ? double_text(s->value[i], text) : "");
        for (int k = 0; k < e->n_periods; k++)
            strbuf_addch(out, ',');
        strbuf_addch(out, '\n');
    }
}
