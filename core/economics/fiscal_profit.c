/* What comes after the income tax: the state's share of distributions, tax withheld from dividends
 * and interest; and the instruments in the result. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static double positive(double v)
{
    return v > 0 ? v : 0;
}

/* Cash of the owners before the state's share and withholding. */
static double owners(const struct model *m, int i)
{
    double *const *l = m->line;
    return l[LINE_NET_CASH_FLOW][i] + l[LINE_DEBT_DRAWN][i] - l[LINE_INTEREST][i] -
           l[LINE_PRINCIPAL][i] - l[LINE_FEES][i] - l[LINE_RESERVE_CHANGE][i];
}

/* The borrower bears the lender's tax: interest is paid net, so the tax is r / (1 - r) of it. */
static void on_interest(struct model *m, struct fiscal_active *x)
{
    for (int i = 0; i < m->n; i++) {
        double r = x->rate[i] < 0.99 ? x->rate[i] : 0.99;
        x->amount[i] = m->line[LINE_INTEREST][i] * r / (1 - r);
        m->line[LINE_WITHHOLDING][i] += x->amount[i];
    }
}

/* Free: a share of what is distributed. Carried: the same once the investor has had back what it
 * put in for the state, with interest. Paid: a share of every flow, in and out. */
static void state_share(struct model *m, struct fiscal_active *x)
{
    double owed = 0, interest = isnan(x->f->uplift_pct) ? 0 : x->f->uplift_pct / 100;
    for (int i = 0; i < m->n; i++) {
        double flow = owners(m, i) - m->line[LINE_WITHHOLDING][i], part = x->rate[i] * flow;
        if (x->f->carry == EQUITY_FREE)
            part = positive(part);
        if (x->f->carry == EQUITY_CARRIED) {
            owed = owed * (1 + interest) * model_erosion(m, i) + positive(-part);
            double back = positive(part) < owed ? positive(part) : owed;
            owed -= back;
            part = positive(part) - back;
        }
        x->amount[i] = part;
        m->line[LINE_STATE_DIVIDENDS][i] += part;
    }
    m->known[LINE_STATE_DIVIDENDS] = true;
}

/* Dividends are paid from cash, and at most what has been earned: the rest returns capital. */
static void on_dividends(struct model *m, struct fiscal_active *x)
{
    double *const *l = m->line, earned = 0;
    for (int i = 0; i < m->n; i++) {
        double cash = owners(m, i) - l[LINE_WITHHOLDING][i] - l[LINE_STATE_DIVIDENDS][i];
        earned = earned * model_erosion(m, i) + l[LINE_EBITDA][i] - l[LINE_DEPRECIATION][i] -
                 l[LINE_OTHER_TAXES][i] - l[LINE_INCOME_TAX][i] + l[LINE_TAX_CREDITS][i] -
                 l[LINE_INTEREST][i] - l[LINE_FEES][i] - l[LINE_STATE_DIVIDENDS][i];
        double dividend = positive(cash) < positive(earned) ? positive(cash) : positive(earned);
        earned -= dividend;
        double rate = x->rate != NULL
                          ? x->rate[i]
                          : fiscal_band_rate(x->f, dividend / x->money / model_index(m, i));
        x->amount[i] = rate * dividend;
        m->fiscal->outstanding[i] += x->amount[i];
    }
}

void fiscal_distributions(struct model *m)
{
    static const int order[] = {FISCAL_INTEREST_WHT, FISCAL_STATE_EQUITY, FISCAL_DIVIDEND_WHT};
    struct fiscal_run *run = m->fiscal;
    size_t bytes = (size_t)m->n * sizeof(double);
    if (!m->given[LINE_WITHHOLDING])
        memset(m->line[LINE_WITHHOLDING], 0, bytes);
    memset(m->line[LINE_STATE_DIVIDENDS], 0, bytes);
    memset(run->outstanding, 0, bytes);
    for (size_t o = 0; o < COUNT(order); o++)
        for (size_t k = 0; k < run->n; k++) {
            struct fiscal_active *x = &run->active[k];
            if (x->f->kind != order[o])
                continue;
            if (x->f->kind == FISCAL_INTEREST_WHT)
                on_interest(m, x);
            else if (x->f->kind == FISCAL_STATE_EQUITY)
                state_share(m, x);
            else
                on_dividends(m, x);
            m->known[fiscal_line(x->f->kind)] = true;
        }
    for (int i = 0; i < m->n; i++)
        m->line[LINE_WITHHOLDING][i] += run->outstanding[i];
}

/* --- into the result -------------------------------------------------------------------------- */

static const double *income_tax_of(const struct model *m, const struct fiscal_active *x)
{
    return x->f->kind == FISCAL_INCOME_TAX ? m->line[LINE_INCOME_TAX] : x->amount;
}

void fiscal_publish(struct model *m)
{
    struct fiscal_run *run = m->fiscal;
    struct econ_result *e = m->out;
    struct econ_instrument *list = ARENA_ARRAY(m->arena, run->n, struct econ_instrument);
    struct econ_missing *missing = ARENA_ARRAY(m->arena, run->missing.n, struct econ_missing);
    for (size_t k = 0; k < run->n; k++) {
        const struct fiscal_active *x = &run->active[k];
        const double *amount = income_tax_of(m, x);
        list[k] = (struct econ_instrument){
            .id = x->f->id,
            .title = x->f->title,
            .kind = fiscal_kinds[x->f->kind],
            .line = econ_line_info[fiscal_line(x->f->kind)].name,
            .source = x->f->source.title,
            .at = x->f->source.at,
            .confidence = x->f->source.confidence,
            .amount = amount,
        };
        for (int i = 0; i < m->n; i++)
            list[k].total += amount[i];
        if (m->complete && m->start < m->n)
            list[k].pv =
                returns_npv(m->rate, amount + m->start, (size_t)(m->n - m->start), model_offset(m));
    }
    for (size_t k = 0; k < run->missing.n; k++) {
        const struct fiscal_missing *x = &run->missing.items[k];
        missing[k] = (struct econ_missing){x->override, x->title, x->why, x->kind, x->required};
        e->taxes_open |= x->required;
    }
    const char **conditions = ARENA_ARRAY(m->arena, m->plan->open.n, const char *);
    for (size_t k = 0; k < m->plan->open.n; k++)
        conditions[k] = fiscal_condition_text(m->arena, m->plan, &m->plan->open.items[k]);
    e->conditions = conditions;
    e->n_conditions = m->plan->open.n;
    e->instruments = list;
    e->n_instruments = run->n;
    e->missing = missing;
    e->n_missing = run->missing.n;
}

struct json *fiscal_json(struct arena *a, const struct econ_result *e)
{
    struct json *j = json_object(a), *list = json_array(a), *missing = json_array(a);
    json_set(a, j, "regime", json_string(a, e->regime));
    json_set(a, j, "complete", json_bool(a, !e->taxes_open));
    for (size_t i = 0; i < e->n_instruments; i++) {
        const struct econ_instrument *x = &e->instruments[i];
        struct json *row = json_object(a);
        json_set(a, row, "id", json_string(a, x->id));
        json_set(a, row, "title", json_string(a, x->title));
        json_set(a, row, "kind", json_string(a, x->kind));
        json_set(a, row, "line", json_string(a, x->line));
        json_set(a, row, "total", json_double(a, x->total));
        json_set(a, row, "pv", json_double(a, x->pv));
        json_set(a, row, "source", json_string(a, x->source));
        json_set(a, row, "at", json_string(a, x->at));
        json_set(a, row, "confidence", json_string(a, x->confidence));
        json_push(a, list, row);
    }
    for (size_t i = 0; i < e->n_missing; i++) {
        const struct econ_missing *x = &e->missing[i];
        struct json *row = json_object(a);
        json_set(a, row, "override", json_string(a, x->override));
        json_set(a, row, "title", json_string(a, x->title));
        json_set(a, row, "required", json_bool(a, x->required));
        json_set(a, row, "why", json_string(a, x->why));
        json_push(a, missing, row);
    }
    json_set(a, j, "instruments", list);
    json_set(a, j, "missing", missing);
    return j;
}
