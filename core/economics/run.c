/* econ_run: facts in, statement and metrics out. */
#include <math.h>
#include <string.h>

#include "core/economics/study.h"
#include "core/economics/vary.h"

static void clear_metrics(struct econ_metrics *v)
{
    v->irr.end = IRR_NO_CHANGE;
    v->mirr = v->payback_years = v->payback_from_production_years = NAN;
    v->discounted_payback_years = v->profitability_index = NAN;
}

static struct econ_result *new_result(struct arena *a, const struct econ_input *in)
{
    struct econ_result *e = ARENA_NEW(a, struct econ_result);
    clear_metrics(&e->pre_tax);
    clear_metrics(&e->post_tax);
    clear_metrics(&e->equity);
    e->currency = in->currency != NULL ? in->currency : "";
    e->price_terms = in->price_terms == 1 ? "nominal" : "real";
    e->discount_rate = in->discount_rate;
    e->government_take = e->aetr = e->metr = NAN;
    e->receipts = e->receipts_pv = NAN;
    e->breakeven_factor = e->breakeven_basket_per_kg = NAN;
    e->dscr_min = e->llcr_min = e->plcr_min = NAN;
    e->gearing = e->reserve_tail = NAN;
    e->basket_per_kg = e->basket_per_kg_normalised = NAN;
    e->capex_initial = e->capex_per_annual_ore_t = e->capex_per_annual_product_t = NAN;
    e->opex_per_ore_t = e->mine_life_years = NAN;
    e->cash_cost_per_kg = e->aisc_per_kg = e->all_in_per_kg = NAN;
    return e;
}

static bool has_overrides(const struct econ_input *in)
{
    return !isnan(in->cit_rate_pct) || !isnan(in->royalty_pct);
}

/* What the fiscal section asks for and what is done about it. */
static void note_regime(struct model *m, struct econ_result *e)
{
    const struct econ_input *in = m->in;
    if (m->plan != NULL && m->plan->regime != NULL) {
        e->regime = m->plan->regime->country;
        return;
    }
    bool tax_lines = m->in->lines[LINE_INCOME_TAX].kind != SERIES_NONE ||
                     m->in->lines[LINE_ROYALTY].kind != SERIES_NONE ||
                     m->in->lines[LINE_OTHER_TAXES].kind != SERIES_NONE;
    bool own = m->plan != NULL;
    e->regime = has_overrides(in) || own ? "stated assumptions"
                : tax_lines              ? "lines as given"
                                         : "none";
    if (!has_overrides(in) && !tax_lines && !own &&
        m->in->lines[LINE_NET_CASH_FLOW].kind == SERIES_NONE)
        model_note(m->notes, "no fiscal regime: no tax and no royalty is taken off");
    if (isnan(in->cit_rate_pct))
        return;
    if (in->depreciation == DEPRECIATION_NONE && in->lines[LINE_DEPRECIATION].kind == SERIES_NONE)
        model_note(m->notes,
                   "fiscal.depreciation is not given: capital is written off evenly over the "
                   "years of production");
    if (isnan(in->carry_forward_years))
        model_note(m->notes, "fiscal.losses is not given: losses are carried forward without end");
    model_note(m->notes,
               "income tax is %.4g %% of EBITDA less depreciation and losses brought forward",
               in->cit_rate_pct);
}

static void note_basis(struct model *m)
{
    const struct econ_input *in = m->in;
    if (in->currency == NULL)
        model_note(m->notes, "basis.currency is not given");
    if (in->has_uncertainty)
        model_note(m->notes, "the uncertainty section is not used in a single run");
}

/* What is missing from a cash flow that can be stated all the same. */
static void note_missing(const struct model *m)
{
    if (m->net_only) {
        model_note(m->notes,
                   "net cash flow alone is given: the pre-tax cash flow is taken to be the same");
        return;
    }
    if (m->given[LINE_EBITDA])
        return;
    if (!m->known[LINE_OPEX])
        model_note(m->notes, "no operating cost is known: it counts as 0");
    if (!m->known[LINE_CAPEX_INITIAL])
        model_note(m->notes, "no initial capital is known: it counts as 0");
}

static void new_lines(struct model *m)
{
    size_t n = (size_t)m->n;
    double *all = ARENA_ARRAY(m->arena, n * (LINE_COUNT + 6), double);
    for (int i = 0; i < LINE_COUNT; i++, all += n)
        m->line[i] = all;
    m->scratch[0] = all;
    m->scratch[1] = all + n;
    m->base_price = all + 2 * n;
    m->base_charge = all + 3 * n;
    m->given_revenue = all + 4 * n;
    m->capitalised = all + 5 * n;
    for (int i = 0; i < LINE_COUNT; i++)
        model_expand(m, (enum econ_line)i);
    memcpy(m->given_revenue, m->line[LINE_REVENUE], n * sizeof(double));
}

/* A line is there when it is given or computed; without any, the lines of money are zeros. */
static void publish(const struct model *m, struct econ_result *e)
{
    e->first_year = m->first_year;
    e->n_periods = m->n;
    e->complete = m->complete;
    for (int i = 0; i < LINE_COUNT; i++) {
        bool result = i == LINE_PRE_TAX_CASH_FLOW || i == LINE_NET_CASH_FLOW ||
                      i == LINE_EQUITY_CASH_FLOW || i == LINE_CUMULATIVE;
        bool money = is_money((enum econ_line)i) && m->complete && !m->net_only;
        if (i == LINE_STATE_DIVIDENDS || i == LINE_RESERVE_CHANGE)
            money = m->known[i];
        bool there = m->given[i] || m->known[i] || money || (result && m->complete);
        e->lines[i] = there ? m->line[i] : NULL;
        e->given[i] = m->given[i];
    }
}

static double total(const struct model *m, enum econ_line line)
{
    double sum = 0;
    for (int i = 0; i < m->n; i++)
        sum += m->line[line][i];
    return sum;
}

static double largest(const struct model *m, enum econ_line line)
{
    double most = 0;
    for (int i = 0; i < m->n; i++)
        most = m->line[line][i] > most ? m->line[line][i] : most;
    return most;
}

static double over(double a, double b)
{
    return b > 0 && isfinite(a / b) ? a / b : NAN;
}

static bool produces(const struct model *m, int i)
{
    return m->line[LINE_ORE_T][i] > 0 || m->line[LINE_PRODUCT_T][i] > 0 ||
           m->line[LINE_REVENUE][i] > 0;
}

static int first_production(const struct model *m)
{
    for (int i = 0; i < m->n; i++)
        if (produces(m, i))
            return i;
    return m->n;
}

static int last_production(const struct model *m)
{
    for (int i = m->n; i-- > 0;)
        if (produces(m, i))
            return i;
    return -1;
}

/* Figures that need no whole cash flow: capital and throughput are enough for the first. */
static void indicators(const struct model *m, struct econ_result *e)
{
    const struct econ_input *in = m->in;
    double rate = in->throughput_tpa;
    if (m->n > 0 && m->known[LINE_CAPEX_INITIAL])
        e->capex_initial = total(m, LINE_CAPEX_INITIAL);
    else if (in->initial.kind == SERIES_SCALAR)
        e->capex_initial =
            in->initial.scalar * (1 + (isnan(in->contingency_pct) ? 0 : in->contingency_pct / 100));
    if (isnan(rate) && m->n > 0 && m->known[LINE_ORE_T])
        rate = largest(m, LINE_ORE_T);
    e->capex_per_annual_ore_t = over(e->capex_initial, rate);
    if (m->n > 0 && m->known[LINE_PRODUCT_T])
        e->capex_per_annual_product_t = over(e->capex_initial, largest(m, LINE_PRODUCT_T));
    if (m->n > 0 && m->known[LINE_ORE_T] && m->known[LINE_OPEX])
        e->opex_per_ore_t = over(total(m, LINE_OPEX), total(m, LINE_ORE_T));
    int years = 0;
    for (int i = 0; i < m->n; i++)
        years += produces(m, i);
    if (years > 0 && !m->life_open)
        e->mine_life_years = years;
    else if (!isnan(in->mine_life_years))
        e->mine_life_years = in->mine_life_years;
}

static void unit_costs(const struct model *m, struct econ_result *e)
{
    struct econ_aisc c = {0};
    study_aisc(m->arena, e, &c);
    e->cash_cost_per_kg = c.cash_cost_per_kg;
    e->aisc_per_kg = c.aisc_per_kg;
    e->all_in_per_kg = c.all_in_per_kg;
    e->treo = c.treo;
}

/* The country whose regime is asked for; NULL for none. */
static const char *wanted_regime(const struct econ_input *in, const struct dossier *d,
                                 const struct econ_options *options)
{
    const char *name =
        options != NULL && options->regime != NULL ? options->regime : regime_names[in->regime];
    if (strcmp(name, "auto") == 0)
        name = dossier_country(d);
    return strcmp(name, "none") == 0 ? NULL : name;
}

/* Overrides without a country are meant for the regime that the file names, or, where it names
 * none, for that of the project's own country. */
static bool meant_for(const struct econ_input *in, const struct dossier *d,
                      const struct econ_options *options, const char *country)
{
    const char *home = wanted_regime(in, d, NULL);
    if (options == NULL || options->regime == NULL)
        return true;
    return country != NULL && strcmp(home != NULL ? home : dossier_country(d), country) == 0;
}

static void terms_of_input(struct model *m)
{
    const struct econ_input *in = m->in;
    m->terms = (struct tax_terms){
        .rate = m->plan != NULL && m->plan->regime != NULL ? NAN : in->cit_rate_pct / 100,
        .method = in->depreciation,
        .life_years = in->life_years,
        .rate_pct = in->rate_pct,
        .carry_years = in->carry_forward_years,
        .cap_pct = in->cap_pct,
        .debt_equity_cap = NAN};
}

/* Sets up the instruments: of a country's regime, of the file, or none. in is the model's own. */
static void regime(struct model *m, struct econ_input *in, const struct dossier *d,
                   const struct econ_options *options)
{
    const char *country = wanted_regime(in, d, options);
    bool bare = meant_for(in, d, options, country);
    const struct fiscal_regime *r = country != NULL ? fiscal_find(m->data, country) : NULL;
    if (country != NULL && r == NULL)
        model_note(m->notes, "there are no fiscal rules for %s: its taxes are left out", country);
    if (!bare)
        in->cit_rate_pct = in->royalty_pct = NAN;
    if (r == NULL && (!bare || in->n_own == 0))
        return;
    struct fiscal_plan *plan = ARENA_NEW(m->arena, struct fiscal_plan);
    plan->regime = r;
    plan->dossier = d;
    plan->foreign = r != NULL && strcmp(r->country, dossier_country(d)) != 0;
    plan->bare = bare;
    fiscal_conditions(m->arena, plan, in, options != NULL && options->other_branch);
    m->plan = plan;
    m->out->open_conditions = plan->open.n > 0;
}

void model_statement(struct model *m)
{
    new_lines(m);
    terms_of_input(m);
    if (m->plan != NULL)
        fiscal_choose(m);
    model_physicals(m);
    model_prices(m);
    m->first_production = first_production(m);
    m->last_production = last_production(m);
    model_capital(m);
    model_financed(m);
}

static void compute(struct model *m)
{
    model_statement(m);
    if (!m->complete) {
        model_note_first(m->notes,
                         "there is no cash flow yet: it takes revenue (tonnes and price), EBITDA "
                         "or the net cash flow");
        return;
    }
    note_missing(m);
    model_consistency(m);
    model_metrics(m);
    model_other_terms(m);
    if (m->start < m->n)
        model_breakeven(m);
    model_cover(m);
}

struct model *model_open(struct arena *a, const struct dossier *d, const struct econ_data *data,
                         const struct econ_options *options, struct diags *diags,
                         struct notes *notes)
{
    const char *case_name = options != NULL ? options->case_name : NULL;
    struct econ_input *in = ARENA_NEW(a, struct econ_input);
    struct econ_entries *entries = ARENA_NEW(a, struct econ_entries);
    struct reader r = {.arena = a, .dossier = d, .data = data, .diags = diags, .in = in};
    econ_input_clear(in);
    bool found = econ_entries_of(a, d, case_name, entries);
    econ_read(&r, entries);
    if (diags != NULL)
        econ_read_cases(&r);
    econ_check(&r, entries);
    if (options != NULL && options->factors != NULL)
        econ_factors_apply(a, in, options->factors);
    if (options != NULL && options->deck != NULL)
        decks_apply(in, options->deck, options->deck_year);
    struct econ_result *e = new_result(a, in);
    struct model *m = ARENA_NEW(a, struct model);
    *m = (struct model){.arena = a, .in = in, .data = data, .notes = notes, .out = e};
    m->entries = entries;
    m->price_factor = options != NULL && options->price_factor > 0 ? options->price_factor : 1;
    if (options != NULL && options->factors != NULL)
        m->price_factor *= options->factors->price;
    e->case_name = case_name != NULL ? arena_strdup(a, case_name) : "sponsor";
    if (!found)
        model_note(notes, "the project has no case '%s': this is the file as it stands", case_name);
    regime(m, in, d, options);
    if (in->any)
        note_basis(m);
    note_regime(m, e);
    return m;
}

const struct econ_result *econ_run(struct arena *a, const struct dossier *d,
                                   const struct econ_data *data, const struct econ_options *options,
                                   struct diags *diags)
{
    struct notes notes = {.arena = a};
    struct model *m = model_open(a, d, data, options, diags, &notes);
    const struct econ_input *in = m->in;
    struct econ_result *e = m->out;
    struct model *opened = ARENA_NEW(a, struct model);
    *opened = *m;
    e->opened = opened;
    e->model = m;
    model_basket(m);
    e->basket_per_kg *= m->price_factor; /* NaN stays NaN */
    e->basket_per_kg_normalised *= m->price_factor;
    if (!in->any)
        model_note_first(&notes, "the project has no economics section");
    if (model_timeline(m))
        compute(m);
    else if (in->any)
        model_note_first(&notes,
                         "there is no cash flow yet: it takes years (basis.periods, a mine life "
                         "or a list by period)");
    publish(m, e);
    if (m->fiscal != NULL)
        fiscal_publish(m);
    if (m->debt != NULL) {
        model_loans(m);
        debt_check_run(m, diags);
    }
    indicators(m, e);
    unit_costs(m, e);
    e->notes = notes.list.items;
    e->n_notes = notes.list.n;
    return e;
}
