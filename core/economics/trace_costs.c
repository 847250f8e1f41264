/* Steps of costs and capital. */
#include <math.h>

#include "core/economics/trace_internal.h"

static struct step cost(const struct step *s, size_t k)
{
    const struct model *m = s->m;
    const struct econ_cost *c = &m->in->costs[k];
    const char *path = step_path(s, "costs[%zu].amount", k);
    struct step t = step_of(s, TRACE_PRODUCT, "the rate times what it is paid for");
    step_fact(&t, path, "rate", c->amount, c->per == PER_REVENUE_PCT ? "%" : s->money, 1);
    if (c->per != PER_REVENUE_PCT)
        step_index(&t, s->i);
    if (c->per == PER_T_MOVED) {
        struct step moved = step_of(s, TRACE_SUM, "ore and waste");
        step_line(&moved, LINE_ORE_T, s->i, 1);
        step_line(&moved, LINE_WASTE_T, s->i, 1);
        step_inner(&t, "tonnes moved", "t", &moved, 1);
    } else if (c->per == PER_T_ORE) {
        step_line(&t, LINE_ORE_T, s->i, 1);
    } else if (c->per == PER_T_PRODUCT || c->per == PER_KG_PRODUCT) {
        step_line(&t, LINE_PRODUCT_T, s->i, 1);
        if (c->per == PER_KG_PRODUCT)
            step_constant(&t, "kg a tonne", 1000, 1);
    } else if (c->per == PER_REVENUE_PCT) {
        step_line(&t, LINE_REVENUE, s->i, 1);
        step_constant(&t, "per cent", 100, -1);
    } else {
        t.words = "an amount a year";
    }
    return t;
}

void trace_costs(struct step *s, enum econ_line line)
{
    const struct model *m = s->m;
    int year = m->first_year + s->i;
    s->words = "the costs that belong here, and what the state takes here";
    for (size_t k = 0; k < m->in->n_costs; k++) {
        const struct econ_cost *c = &m->in->costs[k];
        if (isnan(c->amount) || c->per == PER_NONE || model_cost_line(c) != line ||
            year < c->from || year > c->to)
            continue;
        struct step t = cost(s, k);
        step_inner(s, c->name != NULL ? c->name : step_path(s, "cost %zu", k + 1), s->money, &t, 1);
    }
    bool bare = m->plan == NULL || m->plan->regime == NULL;
    if (line == LINE_ROYALTY && bare && !isnan(m->in->royalty_pct)) {
        struct step t = step_of(s, TRACE_PRODUCT, "the royalty that is stated, on sales");
        step_fact(&t, "fiscal.overrides.royalty_pct", "rate", m->in->royalty_pct, "%", 1);
        step_line(&t, LINE_REVENUE, s->i, 1);
        step_constant(&t, "per cent", 100, -1);
        step_inner(s, "Royalty", s->money, &t, 1);
    }
    trace_instruments(s, line);
    if (s->list.n == 0)
        s->words = "nothing belongs here";
}

/* --- capital ---------------------------------------------------------------------------------- */

static double phase(const struct model *m, int i)
{
    const struct econ_input *in = m->in;
    if (in->phasing.kind != SERIES_NONE)
        return (size_t)i < in->phasing.n ? in->phasing.values[i] : 0;
    int years = plan_construction(in);
    years = years < 1 ? 1 : years > m->n ? m->n : years;
    return i < years ? 1.0 / years : 0;
}

static double given_at(const struct step *s, const struct econ_series *x)
{
    double *all = ARENA_ARRAY(s->arena, (size_t)s->m->n, double);
    model_series(s->m, x, all);
    return all[s->i];
}

static void initial(struct step *s)
{
    const struct econ_input *in = s->m->in;
    if (s->m->line[LINE_CAPEX_INITIAL][s->i] == 0)
        return;
    s->op = TRACE_PRODUCT;
    if (in->initial.kind == SERIES_SCALAR || in->initial.kind == SERIES_NONE) {
        s->words = "the capital with its contingency, the part of this year";
        double items = 0;
        for (size_t k = 0; k < in->n_items; k++)
            items += isnan(in->items[k].amount) ? 0 : in->items[k].amount;
        if (in->initial.kind == SERIES_SCALAR)
            step_fact(s, "capital.initial", "initial capital", in->initial.scalar, s->money, 1);
        else
            step_rule(s, "initial capital", items, s->money, "capital.items added up", 1);
        step_fact(s, "capital.phasing", "part of this year", phase(s->m, s->i), NULL, 1);
        step_index(s, s->i);
    } else {
        s->words = "the capital of the year with its contingency";
        step_fact(s, "capital.initial", "initial capital of the year", given_at(s, &in->initial),
                  s->money, 1);
    }
    if (!isnan(in->contingency_pct))
        step_fact(s, "capital.contingency_pct", "1 + contingency", 1 + in->contingency_pct / 100,
                  NULL, 1);
}

static void once(struct step *s, enum econ_line line, const char *path, double amount)
{
    if (s->m->line[line][s->i] == 0)
        return;
    s->op = TRACE_PRODUCT;
    s->words = "one amount, in this year";
    step_fact(s, path, econ_line_info[line].title, amount, s->money, 1);
    step_index(s, s->i);
}

/* Receivables and inventory less payables at the end of a period; nothing at the end of all. */
static struct step balance(const struct step *s, int i)
{
    const struct econ_input *in = s->m->in;
    struct step t = step_of(s, TRACE_SUM, "days of sales and of operating cost, over 365");
    const struct {
        const char *path, *title;
        double days;
        enum econ_line line;
        int sign;
    } parts[] = {{"receivables", "receivables", in->receivables_days, LINE_REVENUE, 1},
                 {"inventory", "inventory", in->inventory_days, LINE_OPEX, 1},
                 {"payables", "payables", in->payables_days, LINE_OPEX, -1}};
    if (i == s->m->n - 1)
        t.words = "all of it is released in the last year";
    for (size_t k = 0; k < COUNT(parts) && i < s->m->n - 1; k++) {
        if (isnan(parts[k].days))
            continue;
        struct step p = step_of(s, TRACE_PRODUCT, "days over 365");
        step_fact(&p, step_path(s, "capital.working_capital_days.%s", parts[k].path), "days",
                  parts[k].days, NULL, 1);
        step_line(&p, parts[k].line, i, 1);
        step_constant(&p, "days a year", 365, -1);
        step_inner(&t, parts[k].title, s->money, &p, parts[k].sign);
    }
    return t;
}

static void working_capital(struct step *s)
{
    const struct econ_input *in = s->m->in;
    if (isnan(in->receivables_days) && isnan(in->payables_days) && isnan(in->inventory_days))
        return;
    s->words = "what is tied up at the end of the year less what was at its start";
    struct step now = balance(s, s->i);
    step_inner(s, "tied up at the end", s->money, &now, 1);
    if (s->i == 0)
        return;
    struct step before = balance(s, s->i - 1);
    if (s->m->level == NULL) {
        step_inner(s, "tied up at the start", s->money, &before, -1);
        return;
    }
    struct step worn = step_of(s, TRACE_PRODUCT, "worth less by the year's inflation");
    step_inner(&worn, "tied up at the start", s->money, &before, 1);
    step_rule(&worn, "what inflation leaves", model_erosion(s->m, s->i), NULL, "basis.inflation",
              1);
    step_inner(s, "at the start, in money of this year", s->money, &worn, -1);
}

void trace_capital(struct step *s, enum econ_line line)
{
    const struct econ_input *in = s->m->in;
    double v = s->m->line[line][s->i];
    if (line == LINE_CAPEX_INITIAL) {
        initial(s);
    } else if (line == LINE_CAPEX_SUSTAINING && v != 0) {
        s->op = TRACE_PRODUCT;
        s->words = "sustaining capital of the year";
        step_fact(s, "capital.sustaining", "sustaining capital", given_at(s, &in->sustaining),
                  s->money, 1);
        if (in->sustaining.kind == SERIES_SCALAR)
            step_index(s, s->i);
    } else if (line == LINE_WORKING_CAPITAL_CHANGE) {
        working_capital(s);
    } else if (line == LINE_CLOSURE && in->closure_security == CLOSURE_WHEN_DUE) {
        once(s, line, "capital.closure", in->closure);
    } else if (line == LINE_CLOSURE && v != 0) {
        s->words = in->closure_security == CLOSURE_FUND
                       ? "payments into a fund that grows to the cost of closure"
                       : "a fee and cash behind a guarantee, then the cost of closure itself";
        step_rule(s, "closure of the year", v, s->money, "capital.closure and closure_security", 1);
    } else if (line == LINE_SALVAGE) {
        once(s, line, "capital.salvage", in->salvage);
    }
}
