/* Which instruments apply to a project, at which rates. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/economics/internal.h"

struct chooser {
    struct model *m;
    const struct fiscal_plan *plan;
    struct fiscal_run *run;
};

/* --- values of the project -------------------------------------------------------------------- */

/* Under a country, or without one (NULL). */
static double take_value(const struct chooser *c, const char *country, const char *name)
{
    const struct econ_input *in = c->m->in;
    for (size_t i = 0; i < in->n_values; i++) {
        const char *have = in->values[i].name;
        size_t n = country != NULL ? strlen(country) : 0;
        if (country != NULL && (strncmp(have, country, n) != 0 || have[n] != '.'))
            continue;
        if (strcmp(have + (country != NULL ? n + 1 : 0), name) == 0)
            return in->values[i].value;
    }
    return NAN;
}

/* fiscal.overrides.KZ.name; in the project's own country also fiscal.overrides.name. */
static double override(const struct chooser *c, const char *name)
{
    if (name == NULL)
        return NAN;
    const struct fiscal_regime *r = c->plan->regime;
    double v = NAN;
    if (r != NULL)
        v = take_value(c, r->country, name);
    if (!isnan(v) || !c->plan->bare)
        return v;
    if (strcmp(name, "cit_rate_pct") == 0)
        return c->m->in->cit_rate_pct;
    if (strcmp(name, "royalty_pct") == 0)
        return c->m->in->royalty_pct;
    return take_value(c, NULL, name);
}

/* Facts about the licence and the state's part in it say nothing of another country. */
static bool counts(const struct fiscal_plan *plan, const char *fact)
{
    static const char *const local[] = {"licence.", "title.", "state.", "tax.", "project.country"};
    for (size_t i = 0; plan->foreign && i < COUNT(local); i++)
        if (strncmp(fact, local[i], strlen(local[i])) == 0)
            return false;
    return true;
}

static struct feel_value value_of(struct arena *a, const struct fiscal_plan *plan, const char *fact)
{
    if (counts(plan, fact))
        return dossier_value(a, plan->dossier, fact);
    return feel_unknown_fact(a, fact, NULL);
}

static const char *names_of(struct arena *a, const struct feel_causes *causes)
{
    const char *text = "";
    for (size_t i = 0; causes != NULL && i < causes->n; i++)
        text = arena_printf(a, "%s%s%s", text, i > 0 ? ", " : "", causes->names[i]);
    return text;
}

/* Whether the instrument's condition holds; facts that are open leave it as assumed. */
static bool applies(struct arena *a, struct fiscal_plan *plan, const struct fiscal_instrument *f,
                    bool flip)
{
    const struct fiscal_regime *r = plan->regime;
    if (f->when == NULL)
        return true;
    size_t n = feel_env_slots(r->env);
    struct feel_value *globals = ARENA_ARRAY(a, n, struct feel_value);
    for (size_t i = 0; i < r->n_facts; i++) {
        size_t slot;
        if (feel_env_lookup(r->env, r->facts[i], &slot, NULL))
            globals[slot] = value_of(a, plan, r->facts[i]);
    }
    struct feel_run run = {.arena = a, .globals = globals, .n_globals = n};
    struct feel_value v = feel_eval(f->when, &run);
    if (v.kind == FEEL_BOOLEAN)
        return v.u.boolean;
    if (f->quiet)
        return f->assume;
    const struct feel_causes *causes = NULL;
    feel_holds_unknown(a, v, &causes);
    bool taken = flip ? !f->assume : f->assume;
    VEC_PUSH(a, &plan->open,
             ((struct fiscal_open_branch){f->id, f->title, names_of(a, causes), taken}));
    return taken;
}

static void consider(struct arena *a, struct fiscal_plan *plan, const struct fiscal_instrument *f,
                     bool flip)
{
    if (f->kind == FISCAL_NONE || plan->n >= FISCAL_MAX_ACTIVE || !applies(a, plan, f, flip))
        return;
    size_t at = plan->n;
    for (size_t i = 0; f->replaces != NULL && i < plan->n; i++)
        if (plan->list[i]->id != NULL && strcmp(plan->list[i]->id, f->replaces) == 0)
            at = i;
    if (f->replaces != NULL && at == plan->n)
        return; /* the rule does not hold, so neither does its exception */
    plan->list[at] = f;
    plan->n += at == plan->n;
}

void fiscal_conditions(struct arena *a, struct fiscal_plan *plan, const struct econ_input *in,
                       bool flip)
{
    for (size_t i = 0; plan->regime != NULL && i < plan->regime->n_instruments; i++)
        consider(a, plan, &plan->regime->instruments[i], flip);
    for (size_t i = 0; plan->bare && i < in->n_own; i++)
        consider(a, plan, &in->own[i].f, flip);
}

/* --- rates ------------------------------------------------------------------------------------ */

static double dated(const struct fiscal_instrument *f, int year)
{
    double v = f->n_dates > 0 ? f->dated_pct[0] : f->rate_pct;
    for (size_t i = 0; i < f->n_dates; i++)
        if (f->dates[i].year < year ||
            (f->dates[i].year == year && f->dates[i].month == 1 && f->dates[i].day == 1))
            v = f->dated_pct[i];
    return v;
}

static double mineral_rate(const struct fiscal_instrument *f, const struct oxide *o)
{
    for (size_t i = 0; i < f->n_minerals; i++)
        if (strcmp(f->mineral[i]->element, o->element) == 0)
            return f->mineral_pct[i] / 100;
    return isnan(f->other_minerals_pct) ? 0 : f->other_minerals_pct / 100;
}

static bool sells(const struct econ_product *p, const struct oxide *share)
{
    for (size_t j = 0; j < p->n_oxides; j++) {
        const struct oxide *o = oxide_find(p->oxides[j]);
        if (o != NULL && strcmp(o->element, share->element) == 0)
            return true;
    }
    return p->n_oxides == 0;
}

/* Rate of a product by the value of its oxides in a price deck; by their mass without one. NULL p:
 * all oxides of the ore. */
static double by_mineral(const struct chooser *c, const struct fiscal_instrument *f,
                         const struct econ_product *p)
{
    const struct econ_input *in = c->m->in;
    const struct deck *deck = deck_find(c->m->data, p != NULL ? p->price.deck : NULL);
    int year = deck != NULL ? deck_year(deck, p != NULL ? p->price.year : NAN) : -1;
    double sum = 0, weight = 0;
    for (size_t i = 0; i < in->n_shares; i++) {
        const struct oxide *o = in->share_oxide[i];
        double price = year >= 0 ? deck_price(deck, year, o) : 1;
        if (p != NULL && !sells(p, o))
            continue;
        double w = in->share_pct[i] * (isnan(price) ? 0 : price);
        sum += w * mineral_rate(f, o);
        weight += w;
    }
    for (size_t j = 0; weight == 0 && p != NULL && j < p->n_oxides; j++) {
        const struct oxide *o = oxide_find(p->oxides[j]);
        sum += o != NULL ? mineral_rate(f, o) / (double)p->n_oxides : 0;
    }
    return weight > 0 ? sum / weight : sum;
}

static double form_rate(const struct fiscal_instrument *f, const char *form)
{
    for (size_t i = 0; form != NULL && i < f->n_forms; i++)
        if (strcmp(f->form[i], form) == 0)
            return f->form_pct[i] / 100;
    return NAN;
}

static double by_form(const struct chooser *c, const struct fiscal_instrument *f,
                      const struct econ_product *p)
{
    static const char *const forms[] = {NULL,  "concentrate",     "mixed_carbonate",
                                        "seg", "separated_oxide", "metal"};
    double v = form_rate(f, p != NULL ? forms[p->form] : NULL);
    if (!isnan(v))
        return v;
    struct feel_value fact = value_of(c->m->arena, c->plan, "processing.product_form");
    return form_rate(f, fact.kind == FEEL_STRING ? fact.u.string : NULL);
}

/* False when the rate of a product cannot be said. */
static bool split_rates(const struct chooser *c, struct fiscal_active *x)
{
    const struct econ_input *in = c->m->in;
    bool minerals = x->f->n_minerals > 0, known = true;
    if (minerals && in->n_shares == 0 && in->n_products == 0)
        return false;
    for (size_t k = 0; k < in->n_products; k++) {
        x->by_product[k] =
            minerals ? by_mineral(c, x->f, &in->products[k]) : by_form(c, x->f, &in->products[k]);
        known = known && !isnan(x->by_product[k]);
    }
    x->average = minerals ? by_mineral(c, x->f, in->n_shares == 0 ? &in->products[0] : NULL)
                          : by_form(c, x->f, in->n_products > 0 ? &in->products[0] : NULL);
    x->split = true;
    return known && !isnan(x->average);
}

static double fact_rate(const struct chooser *c, const char *fact)
{
    struct feel_value v = value_of(c->m->arena, c->plan, fact);
    return v.kind == FEEL_NUMBER ? dec_to_double(v.u.number) : NAN;
}

/* The rate by period, or what stands in its place. False when it is not known. */
static bool set_rate(const struct chooser *c, struct fiscal_active *x)
{
    const struct fiscal_instrument *f = x->f;
    double stated = f->fixed_rate ? NAN : override(c, f->override);
    bool needs_none = f->kind == FISCAL_UNIT || f->kind == FISCAL_BONUS;
    if (isnan(stated) && f->rate_fact != NULL && !f->fixed_rate)
        stated = fact_rate(c, f->rate_fact);
    if (!isnan(stated))
        stated = fmax(0, stated + f->shift_pct);
    bool bands = f->n_bands > 0 && (f->kind < FISCAL_INCOME_TAX || f->kind == FISCAL_DIVIDEND_WHT);
    if (isnan(stated) && bands && isnan(x->money) && f->kind == FISCAL_DIVIDEND_WHT)
        stated = f->band_pct[f->n_bands - 1]; /* the bands cannot be placed: the highest stands */
    if (isnan(stated) && bands)
        return !isnan(x->money);
    if (isnan(stated) && (f->n_minerals > 0 || f->n_forms > 0))
        return split_rates(c, x);
    x->rate = ARENA_ARRAY(c->m->arena, (size_t)c->m->n, double);
    for (int i = 0; i < c->m->n; i++)
        x->rate[i] = (isnan(stated) ? dated(f, c->m->first_year + i) : stated) / 100;
    return needs_none || !isnan(x->rate[0]);
}

/* Amount, uplift or months; and the share. */
static bool set_values(const struct chooser *c, struct fiscal_active *x)
{
    const struct fiscal_instrument *f = x->f;
    double v = f->fixed_value ? NAN : override(c, f->value_override);
    double share = f->fixed_share ? NAN : override(c, f->share_override);
    bool amount = f->kind == FISCAL_UNIT || f->kind == FISCAL_BONUS;
    bool wants = amount || f->kind == FISCAL_RENT || (f->kind == FISCAL_VAT && !f->not_refunded);
    bool own = !isnan(v); /* stated in the statement's currency */
    if (amount && own)
        x->money = 1;
    if (amount && isnan(x->money))
        return false;
    if (isnan(v))
        v = amount ? f->amount : f->kind == FISCAL_VAT ? f->refund_months : f->uplift_pct;
    x->value = f->kind == FISCAL_RENT || f->kind == FISCAL_STATE_EQUITY ? v / 100 : v;
    x->share = (isnan(share) ? f->share_pct : share) / 100;
    if (isnan(x->share) && f->share_override == NULL)
        x->share = 1;
    return (!wants || !isnan(v)) && !isnan(x->share) && f->base != BASE_UNKNOWN;
}

/* --- lines ------------------------------------------------------------------------------------ */

enum econ_line fiscal_line(int kind)
{
    switch (kind) {
    case FISCAL_ROYALTY:
    case FISCAL_DEPLETION:
    case FISCAL_UNIT:
    case FISCAL_PROFIT:
    case FISCAL_PRICE_LINKED:
        return LINE_ROYALTY;
    case FISCAL_INCOME_TAX:
        return LINE_INCOME_TAX;
    case FISCAL_DIVIDEND_WHT:
    case FISCAL_INTEREST_WHT:
        return LINE_WITHHOLDING;
    case FISCAL_STATE_EQUITY:
        return LINE_STATE_DIVIDENDS;
    default:
        return LINE_OTHER_TAXES;
    }
}

static void missing(struct chooser *c, const struct fiscal_instrument *f, const char *name)
{
    const struct fiscal_regime *r = c->plan->regime;
    if (name != NULL && r != NULL && !c->plan->bare)
        name = arena_printf(c->m->arena, "%s.%s", r->country, name);
    VEC_PUSH(c->m->arena, &c->run->missing,
             ((struct fiscal_missing){name, f->title, f->note, fiscal_kinds[f->kind],
                                      f->need == NEED_REQUIRED}));
}

static void set_up(struct chooser *c, const struct fiscal_instrument *f)
{
    struct fiscal_run *run = c->run;
    enum econ_line line = fiscal_line(f->kind);
    if (c->m->given[line]) {
        model_note(c->m->notes, "%s: '%s' is given and stands", f->title,
                   econ_line_info[line].title);
        return;
    }
    struct fiscal_active *x = &run->active[run->n];
    *x = (struct fiscal_active){.f = f, .money = 1};
    if (f->currency != NULL)
        x->money = econ_exchange(c->m->in, f->currency, strlen(f->currency));
    if (isnan(x->money) && (f->n_bands > 0 || !isnan(f->amount)))
        model_note(c->m->notes, "%s: its amounts are in %s: state basis.exchange.%s", f->title,
                   f->currency, f->currency);
    if (!set_rate(c, x)) {
        missing(c, f, f->override);
        return;
    }
    if (!set_values(c, x)) {
        missing(c, f, isnan(x->share) ? f->share_override : f->value_override);
        return;
    }
    x->amount = ARENA_ARRAY(c->m->arena, (size_t)c->m->n, double);
    run->n++;
}

/* Terms of the income tax: the project's own where it states them, else the regime's. */
static void income_terms(const struct chooser *c, const struct fiscal_active *x)
{
    struct model *m = c->m;
    const struct econ_input *in = m->in;
    const struct fiscal_instrument *f = x->f;
    struct tax_terms *t = &m->terms;
    /* Terms that the project states are meant for its own regime. */
    bool own_method = c->plan->bare && in->depreciation != DEPRECIATION_NONE;
    bool own_losses = c->plan->bare && !isnan(in->carry_forward_years);
    t->rates = x->rate;
    t->interest = f->interest;
    t->closure_fund = f->closure_fund;
    struct feel_value limited = {.kind = FEEL_NULL};
    if (f->debt_equity_fact != NULL)
        limited = value_of(m->arena, c->plan, f->debt_equity_fact);
    if (limited.kind == FEEL_BOOLEAN && limited.u.boolean) {
        t->debt_equity_cap = f->debt_equity_cap;
        model_note(m->notes,
                   "interest is deducted while debt is at most %.4g times what the owners have "
                   "paid in; beyond it in proportion",
                   f->debt_equity_cap);
    }
    if (own_method)
        model_note(m->notes, "tax depreciation is the project's own");
    if (!own_method && !isnan(f->declining_pct)) {
        t->method = DEPRECIATION_DECLINING;
        t->rate_pct = f->declining_pct;
        t->life_years = NAN;
    } else if (!own_method && !isnan(f->straight_pct)) {
        t->method = DEPRECIATION_STRAIGHT;
        t->life_years = 100 / f->straight_pct;
    } else if (in->depreciation == DEPRECIATION_NONE && !m->given[LINE_DEPRECIATION]) {
        model_note(m->notes, "tax depreciation is not known: capital is written off evenly over "
                             "the years of production; state fiscal.depreciation");
    }
    if (!own_losses && f->losses) {
        t->carry_years = f->carry_forward_years;
    } else if (isnan(in->carry_forward_years)) {
        t->carry_years = 0;
        model_note(m->notes, "rules on losses are not known: none is carried forward; state "
                             "fiscal.losses");
    }
    if (isnan(in->cap_pct) || !c->plan->bare)
        t->cap_pct = f->cap_pct;
}

const char *fiscal_condition_text(struct arena *a, const struct fiscal_plan *plan,
                                  const struct fiscal_open_branch *b)
{
    return arena_printf(a, "%s is %s until these facts are answered%s: %s", b->title,
                        b->assumed ? "taken to apply" : "left out",
                        plan->foreign ? " for this country" : "", b->facts);
}

static void note_choice(struct chooser *c)
{
    struct model *m = c->m;
    const struct fiscal_run *run = c->run;
    const struct fiscal_regime *r = c->plan->regime;
    if (m->notes == NULL)
        return;
    for (size_t i = 0; i < c->plan->open.n; i++)
        model_note(m->notes, "%s",
                   fiscal_condition_text(m->arena, c->plan, &c->plan->open.items[i]));
    for (size_t i = 0; i < run->missing.n; i++) {
        const struct fiscal_missing *x = &run->missing.items[i];
        const char *why = x->why != NULL ? x->why : "";
        if (x->required)
            model_note(m->notes, "%s is not known and left out: state fiscal.overrides.%s; %s",
                       x->title, x->override != NULL ? x->override : "-", why);
        else
            model_note(m->notes, "%s is left out%s%s; %s", x->title,
                       x->override != NULL ? ": to count it, state fiscal.overrides." : "",
                       x->override != NULL ? x->override : "", why);
    }
    for (size_t i = 0; i < run->n; i++)
        if (run->active[i].f->note != NULL)
            model_note(m->notes, "%s: %s", run->active[i].f->title, run->active[i].f->note);
    for (size_t i = 0; r != NULL && i < r->n_notes; i++)
        model_note(m->notes, "%s: %s", r->country, r->notes[i]);
}

void fiscal_choose(struct model *m)
{
    struct fiscal_run *run = ARENA_NEW(m->arena, struct fiscal_run);
    struct chooser c = {m, m->plan, run};
    m->fiscal = run;
    run->active = ARENA_ARRAY(m->arena, m->plan->n, struct fiscal_active);
    for (size_t i = 0; i < m->plan->n; i++)
        set_up(&c, m->plan->list[i]);
    for (size_t i = 0; i < run->n; i++)
        if (run->active[i].f->kind == FISCAL_INCOME_TAX)
            income_terms(&c, &run->active[i]);
    run->outstanding = ARENA_ARRAY(m->arena, (size_t)m->n, double);
    note_choice(&c);
}
