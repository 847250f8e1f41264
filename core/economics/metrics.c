/* Metrics of the three views, and what the state takes. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/economics/internal.h"

double model_npv(const struct model *m, enum econ_line line, double rate)
{
    return returns_npv(rate, m->line[line] + m->start, (size_t)(m->n - m->start), model_offset(m));
}

static double finite_or_nan(double v)
{
    return isfinite(v) ? v : NAN;
}

/* The discount rate and the other rates, ascending, each once. */
static void npv_table(const struct model *m, enum econ_line line, struct econ_metrics *out)
{
    const struct econ_series *s = &m->in->discount_rates;
    size_t n = 0, given = s->kind != SERIES_NONE ? s->n : 0;
    struct econ_npv *list = ARENA_ARRAY(m->arena, given + 1, struct econ_npv);
    for (size_t i = 0; i <= given; i++) {
        double rate = i < given ? s->values[i] : m->rate;
        size_t at = 0;
        while (at < n && list[at].rate < rate)
            at++;
        if (at < n && list[at].rate == rate)
            continue;
        memmove(&list[at + 1], &list[at], (n - at) * sizeof *list);
        list[at] = (struct econ_npv){rate, finite_or_nan(model_npv(m, line, rate))};
        if (isnan(list[at].value))
            model_note(m->notes, "the NPV at %.6g is too large to state", rate);
        n++;
    }
    out->npv = list;
    out->n_npv = n;
}

static void note_irr(const struct model *m, const char *view, const struct irr *irr)
{
    char list[400] = "";
    size_t used = 0;
    for (size_t i = 0; i < irr->n && used + 30 < sizeof list; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%.10g %%", i > 0 ? ", " : "",
                                 irr->roots[i] * 100);
    if (irr->end == IRR_MULTIPLE)
        model_note(m->notes, "%s: several internal rates of return (%s); judge by NPV and MIRR",
                   view, list);
    else if (irr->end == IRR_NONE)
        model_note(m->notes, "%s: no internal rate of return above -99.99 %% and up to 2,000 %%",
                   view);
    else if (irr->end == IRR_NO_CHANGE)
        model_note(m->notes,
                   "%s: the cash flow never changes sign, so it has no internal rate of return",
                   view);
}

/* The running sum goes below zero again after it was paid back. */
static bool sinks_again(const double *flow, int n, double payback)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        sum += flow[i];
        if (i > payback && sum < 0)
            return true;
    }
    return false;
}

static void paybacks(struct model *m, const char *view, const double *flow, int n,
                     struct econ_metrics *out)
{
    double *discounted = m->scratch[0], factor = 1 / (1 + m->rate), offset = model_offset(m);
    int first = -1;
    for (int i = 0; i < n && first < 0; i++)
        if (m->known[LINE_REVENUE] && m->line[LINE_REVENUE][m->start + i] > 0)
            first = i;
    for (int i = 0; i < n; i++)
        discounted[i] = flow[i] * pow(factor, i + offset);
    if (!returns_payback(flow, (size_t)n, &out->payback_years)) {
        model_note(m->notes, "%s: the money is not paid back", view);
    } else {
        if (first >= 0)
            out->payback_from_production_years = out->payback_years - first + 1;
        if (sinks_again(flow, n, out->payback_years))
            model_note(m->notes, "%s: after payback the running sum goes below zero again", view);
    }
    if (!returns_payback(discounted, (size_t)n, &out->discounted_payback_years) &&
        isfinite(out->payback_years))
        model_note(m->notes, "%s: at %.4g %% the money is not paid back", view, m->rate * 100);
}

static void view(struct model *m, const char *name, enum econ_line line, struct econ_metrics *out)
{
    const struct econ_input *in = m->in;
    const double *flow = m->line[line] + m->start;
    int n = m->n - m->start;
    npv_table(m, line, out);
    out->irr = returns_irr(flow, (size_t)n);
    note_irr(m, name, &out->irr);
    double finance = isnan(in->finance_rate) ? m->rate : in->finance_rate;
    double reinvest = isnan(in->reinvest_rate) ? m->rate : in->reinvest_rate;
    returns_mirr(flow, (size_t)n, finance, reinvest, &out->mirr);
    paybacks(m, name, flow, n, out);
    double capital = model_npv(m, LINE_CAPEX_INITIAL, m->rate);
    if (capital > 0)
        out->profitability_index = finite_or_nan(1 + model_npv(m, line, m->rate) / capital);
}

/* What the state receives, discounted at a rate (0: the sum). */
static double receipts(const struct model *m, double rate)
{
    return model_npv(m, LINE_ROYALTY, rate) + model_npv(m, LINE_OTHER_TAXES, rate) +
           model_npv(m, LINE_INCOME_TAX, rate) - model_npv(m, LINE_TAX_CREDITS, rate) +
           model_npv(m, LINE_WITHHOLDING, rate) + model_npv(m, LINE_STATE_DIVIDENDS, rate);
}

/* That over the cash flow before all of it. */
static double take(const struct model *m, double rate)
{
    double before = model_npv(m, LINE_PRE_TAX_CASH_FLOW, rate) + model_npv(m, LINE_ROYALTY, rate);
    return before > 0 ? finite_or_nan(receipts(m, rate) / before) : NAN;
}

static void government(struct model *m)
{
    struct econ_result *e = m->out;
    if (m->net_only) {
        model_note(m->notes, "government take, AETR and METR need more than the net cash flow");
        return;
    }
    if (m->given[LINE_NET_CASH_FLOW])
        model_note(m->notes,
                   "net cash flow is given: government take counts the tax lines as they stand");
    e->government_take = take(m, 0);
    e->receipts = finite_or_nan(receipts(m, 0));
    e->receipts_pv = finite_or_nan(receipts(m, m->rate));
    e->aetr = take(m, m->rate);
    if (isnan(e->government_take))
        model_note(m->notes, "no government take: the cash flow before taxes is not positive");
    if (isnan(e->aetr))
        model_note(m->notes, "no AETR: at %.4g %% the cash flow before taxes is not positive",
                   m->rate * 100);
    const struct irr *pre = &e->pre_tax.irr, *post = &e->post_tax.irr;
    if (pre->end == IRR_UNIQUE && post->end == IRR_UNIQUE && pre->roots[0] > 0)
        e->metr = (pre->roots[0] - post->roots[0]) / pre->roots[0];
    else
        model_note(m->notes, "no METR: it needs one positive pre-tax IRR and one post-tax IRR");
}

static void choose_rate(struct model *m)
{
    const struct econ_input *in = m->in;
    bool list = in->discount_rates.kind != SERIES_NONE && in->discount_rates.n > 0;
    m->rate = !isnan(in->discount_rate) ? in->discount_rate
              : list                    ? in->discount_rates.values[0]
                                        : 0.08;
    if (isnan(in->discount_rate))
        model_note(m->notes, "basis.discount_rate is not given: %.4g %% is %s", m->rate * 100,
                   list ? "the first of discount_rates" : "assumed");
    m->out->discount_rate = m->rate;
}

void model_metrics(struct model *m)
{
    choose_rate(m);
    if (m->start >= m->n) {
        model_note(m->notes, "every flow lies before the valuation year: there are no metrics");
        return;
    }
    view(m, "pre-tax", LINE_PRE_TAX_CASH_FLOW, &m->out->pre_tax);
    view(m, "post-tax", LINE_NET_CASH_FLOW, &m->out->post_tax);
    struct notes *notes = m->notes;
    if (memcmp(m->line[LINE_EQUITY_CASH_FLOW], m->line[LINE_NET_CASH_FLOW],
               (size_t)m->n * sizeof(double)) == 0)
        m->notes = NULL; /* the same flow, the same notes */
    view(m, "equity", LINE_EQUITY_CASH_FLOW, &m->out->equity);
    m->notes = notes;
    if (!m->known[LINE_REVENUE])
        model_note(m->notes, "no payback from production: the first year of revenue is not known");
    if (model_npv(m, LINE_CAPEX_INITIAL, m->rate) <= 0)
        model_note(m->notes, "no profitability index: no initial capital is known");
    government(m);
}
