/* The figures in the other terms: real ones of a nominal statement, nominal ones of a real one.
 * Prices grow at one rate, so each follows in closed form: (1 + nominal) = (1 + real) x
 * (1 + inflation) for rates of discount and of return alike, and a year's flow is divided or
 * multiplied by the price index. NPV at the valuation date is the same in both. */
#include <math.h>

#include "core/economics/internal.h"

static double converted(double rate, double inflation, bool to_real)
{
    return to_real ? (1 + rate) / (1 + inflation) - 1 : (1 + rate) * (1 + inflation) - 1;
}

static double irr_of(const struct econ_metrics *v, double inflation, bool to_real)
{
    return v->irr.end == IRR_UNIQUE ? converted(v->irr.roots[0], inflation, to_real) : NAN;
}

void model_other_terms(struct model *m)
{
    struct econ_result *e = m->out;
    bool to_real = m->index != NULL;
    double inflation = m->in->inflation;
    if ((m->index == NULL && m->level == NULL) || !m->complete)
        return;
    struct econ_terms *t = ARENA_NEW(m->arena, struct econ_terms);
    double *index = ARENA_ARRAY(m->arena, 2 * (size_t)m->n, double), *flow = index + m->n;
    for (int i = 0; i < m->n; i++) {
        index[i] = pow(1 + inflation, model_offset(m) - m->start + i);
        flow[i] = m->line[LINE_NET_CASH_FLOW][i] * (to_real ? 1 / index[i] : index[i]);
    }
    *t = (struct econ_terms){
        .name = to_real ? "real" : "nominal",
        .inflation = inflation,
        .discount_rate = converted(m->rate, inflation, to_real),
        .pre_tax_irr = irr_of(&e->pre_tax, inflation, to_real),
        .irr = irr_of(&e->post_tax, inflation, to_real),
        .equity_irr = irr_of(&e->equity, inflation, to_real),
        .index = index,
        .net_cash_flow = flow,
    };
    e->terms = t;
    if (isfinite(t->irr))
        model_note(m->notes, "in %s terms: post-tax IRR %.4g %%, discount rate %.4g %%, same NPV",
                   t->name, t->irr * 100, t->discount_rate * 100);
}

struct json *terms_json(struct arena *a, const struct econ_result *e)
{
    const struct econ_terms *t = e->terms;
    struct json *j = json_object(a), *index = json_array(a), *flow = json_array(a);
    for (int i = 0; i < e->n_periods; i++) {
        json_push(a, index, json_double(a, t->index[i]));
        json_push(a, flow, json_double(a, t->net_cash_flow[i]));
    }
    json_set(a, j, "price_terms", json_string(a, t->name));
    json_set(a, j, "inflation", json_double(a, t->inflation));
    json_set(a, j, "discount_rate", json_double(a, t->discount_rate));
    json_set(a, j, "irr", json_double(a, t->irr));
    json_set(a, j, "pre_tax_irr", json_double(a, t->pre_tax_irr));
    json_set(a, j, "equity_irr", json_double(a, t->equity_irr));
    json_set(a, j, "price_index", index);
    json_set(a, j, "net_cash_flow", flow);
    return j;
}
