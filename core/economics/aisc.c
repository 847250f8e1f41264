/* All-in sustaining cost a kilogram of product, part by part. */
#include <math.h>

#include "core/economics/internal.h"
#include "core/economics/study.h"

static double sum_from(const struct econ_result *e, enum econ_line line, int first)
{
    double sum = 0;
    for (int i = first; e->lines[line] != NULL && i < e->n_periods; i++)
        sum += e->lines[line][i];
    return sum;
}

/* Tonnes are of oxides when they come from the grade in oxides, or when each product names them. */
static bool of_oxides(const struct model *m)
{
    const struct econ_input *in = m->in;
    if (!m->given[LINE_PRODUCT_T])
        return m->known[LINE_PRODUCT_T] && in->grade_treo_pct.kind != SERIES_NONE;
    bool all = in->n_products > 0;
    for (size_t k = 0; k < in->n_products; k++)
        all = all && in->products[k].n_oxides > 0 && in->products[k].form == FORM_OXIDE;
    return all;
}

struct parts {
    struct econ_cost_part *items;
    size_t n;
    double kg, sum;
};

static double put(struct parts *p, const char *name, const char *title, double amount, bool total)
{
    p->items[p->n++] = (struct econ_cost_part){name, title, amount, amount / p->kg, total};
    if (!total)
        p->sum += amount;
    return amount / p->kg;
}

static void line(struct parts *p, const struct econ_result *e, enum econ_line id, int first,
                 int sign)
{
    double amount = sign * sum_from(e, id, first);
    if (amount != 0 || (e->lines[id] != NULL && e->given[id]))
        put(p, econ_line_info[id].name, econ_line_info[id].title, amount, false);
}

void study_aisc(struct arena *a, const struct econ_result *e, struct econ_aisc *out)
{
    const struct model *m = e->model;
    out->product_t = out->cash_cost_per_kg = out->aisc_per_kg = out->all_in_per_kg = NAN;
    if (m == NULL || e->lines[LINE_PRODUCT_T] == NULL) {
        out->why = "tonnes of product are not known";
        return;
    }
    int first = 0;
    while (first < e->n_periods && !(e->lines[LINE_PRODUCT_T][first] > 0))
        first++;
    double tonnes = sum_from(e, LINE_PRODUCT_T, first);
    if (!(tonnes > 0) || !m->known[LINE_OPEX]) {
        out->why = tonnes > 0 ? "operating cost is not known" : "there is no product";
        return;
    }
    out->product_t = tonnes;
    out->treo = of_oxides(m);
    if (!out->treo)
        out->why_not_treo = "the product is not stated in tonnes of oxides";
    struct parts p = {.items = ARENA_ARRAY(a, 16, struct econ_cost_part), .kg = tonnes * 1000};
    double split = sum_from(e, LINE_MINING_COST, first) + sum_from(e, LINE_PROCESSING_COST, first) +
                   sum_from(e, LINE_G_AND_A, first);
    double opex = sum_from(e, LINE_OPEX, first);
    if (fabs(split - opex) <= 1e-9 * fabs(opex)) {
        line(&p, e, LINE_MINING_COST, first, 1);
        line(&p, e, LINE_PROCESSING_COST, first, 1);
        line(&p, e, LINE_G_AND_A, first, 1);
    } else {
        line(&p, e, LINE_OPEX, first, 1);
    }
    line(&p, e, LINE_TRANSPORT, first, 1);
    line(&p, e, LINE_BY_PRODUCT_CREDIT, first, -1);
    out->cash_cost_per_kg = put(&p, "cash_cost", "Cash cost", p.sum, true);
    line(&p, e, LINE_ROYALTY, first, 1);
    line(&p, e, LINE_CAPEX_SUSTAINING, first, 1);
    line(&p, e, LINE_CLOSURE, first, 1);
    out->aisc_per_kg = put(&p, "aisc", "All-in sustaining cost (AISC)", p.sum, true);
    line(&p, e, LINE_CAPEX_INITIAL, 0, 1);
    out->all_in_per_kg = put(&p, "all_in_cost", "All-in cost, with initial capital", p.sum, true);
    out->parts = p.items;
    out->n = p.n;
}
