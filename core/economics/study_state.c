/* What the state receives: by price, by year, by instrument. */
#include <math.h>
#include <string.h>

#include "core/economics/study.h"
#include "core/economics/vary.h"

struct flows {
    double *before, *receipts, *investor;
    int n;
};

/* Periods from the valuation year on. */
static struct flows flows_of(struct arena *a, const struct model *m)
{
    struct flows f = {.n = m->n - m->start};
    size_t n = (size_t)f.n;
    double *all = ARENA_ARRAY(a, 3 * n, double);
    f.before = all;
    f.receipts = all + n;
    f.investor = all + 2 * n;
    for (int i = 0; i < f.n; i++) {
        f.before[i] = model_before(m, m->start + i);
        f.receipts[i] = model_receipts(m, m->start + i);
        f.investor[i] = f.before[i] - f.receipts[i];
    }
    return f;
}

static double only_root(const double *flow, int n)
{
    struct irr irr = returns_irr(flow, (size_t)n);
    return irr.end == IRR_UNIQUE ? irr.roots[0] : NAN;
}

static double value(const struct model *m, const double *flow, int n, double rate)
{
    return returns_npv(rate, flow, (size_t)n, model_offset(m));
}

static double share(double part, double all)
{
    double v = part / all;
    return all > 0 && isfinite(v) ? v : NAN;
}

/* --- by price --------------------------------------------------------------------------------- */

static const char *verdict(const struct econ_progress *p)
{
    int up = 0, down = 0, seen = 0;
    double before = NAN;
    for (int k = 0; k < ECON_PROGRESS; k++) {
        if (!isfinite(p[k].aetr))
            continue;
        if (seen++ > 0) {
            up += p[k].aetr > before + 5e-4;
            down += p[k].aetr < before - 5e-4;
        }
        before = p[k].aetr;
    }
    if (seen < 2)
        return NULL;
    return up > 0 && down > 0 ? "mixed"
           : up > 0           ? "progressive"
           : down > 0         ? "regressive"
                              : "neutral";
}

static void by_price(struct arena *a, struct vary *v, struct econ_study *s)
{
    struct econ_progress *list = ARENA_ARRAY(a, ECON_PROGRESS, struct econ_progress);
    for (int k = 0; k < ECON_PROGRESS; k++) {
        struct econ_factors f = econ_factors_none();
        f.price = 0.6 + 0.2 * k;
        list[k] = (struct econ_progress){f.price, NAN, NAN, NAN, NAN, NAN};
        const struct model *m = vary_run(v, &f, NULL, -1);
        if (m == NULL)
            continue;
        struct flows x = flows_of(a, m);
        list[k].irr_before = only_root(x.before, x.n);
        list[k].npv_before = value(m, x.before, x.n, m->rate);
        list[k].npv_post = model_npv(m, LINE_NET_CASH_FLOW, m->rate);
        list[k].take = share(value(m, x.receipts, x.n, 0), value(m, x.before, x.n, 0));
        list[k].aetr = share(value(m, x.receipts, x.n, m->rate), list[k].npv_before);
    }
    s->progress = list;
    s->verdict = verdict(list);
}

/* --- by year ---------------------------------------------------------------------------------- */

static void by_year(struct arena *a, const struct econ_result *e, const struct flows *f,
                    struct econ_study *s)
{
    struct econ_year_shares *list = ARENA_ARRAY(a, (size_t)f->n, struct econ_year_shares);
    double receipts = 0, investor = 0, so_far = 0, cash = 0;
    for (int i = 0; i < f->n; i++) {
        receipts += f->receipts[i];
        investor += f->investor[i];
    }
    for (int i = 0; i < f->n; i++) {
        so_far += f->receipts[i];
        cash += f->investor[i];
        list[i] = (struct econ_year_shares){.year = e->first_year + e->model->start + i,
                                            .receipts = f->receipts[i],
                                            .investor = f->investor[i],
                                            .receipts_share = share(so_far, receipts),
                                            .investor_share = share(cash, investor)};
    }
    s->years = list;
    s->n_years = (size_t)f->n;
    double payback = e->post_tax.payback_years;
    if (isfinite(payback) && f->n > 0) {
        int at = (int)floor(payback);
        s->before_payback = list[at < f->n ? at : f->n - 1].receipts_share;
    }
}

/* --- by instrument ---------------------------------------------------------------------------- */

struct whole {
    struct flows f;
    double receipts, receipts_pv, npv, irr, irr_before;
};

static void without(struct arena *a, struct vary *v, const struct whole *w, const char *id,
                    int line, struct econ_taken *t)
{
    struct econ_factors f = econ_factors_none();
    const struct model *m = vary_run(v, &f, id, line);
    t->npv_change = t->irr_change = t->metr_points = NAN;
    if (m == NULL)
        return;
    struct flows x = flows_of(a, m);
    t->npv_change = value(m, x.investor, x.n, m->rate) - w->npv;
    t->irr_change = only_root(x.investor, x.n) - w->irr;
    if (w->irr_before > 0)
        t->metr_points = t->irr_change / w->irr_before * 100;
}

static void add(struct arena *a, const struct model *m, const struct whole *w, const double *amount,
                struct econ_taken *t)
{
    (void)a;
    int n = m->n - m->start;
    t->total = value(m, amount + m->start, n, 0);
    t->pv = value(m, amount + m->start, n, m->rate);
    t->share = share(t->total, w->receipts);
    t->pv_share = share(t->pv, w->receipts_pv);
}

static bool taken_by_instrument(const struct econ_result *e, enum econ_line line)
{
    for (size_t k = 0; k < e->n_instruments; k++)
        if (strcmp(e->instruments[k].line, econ_line_info[line].name) == 0)
            return true;
    return false;
}

/* Instruments of the regime; then lines of tax that no instrument fills. */
static void by_instrument(struct arena *a, const struct econ_result *e, struct vary *v,
                          const struct whole *w, struct econ_study *s)
{
    static const enum econ_line lines[] = {LINE_ROYALTY, LINE_OTHER_TAXES, LINE_INCOME_TAX,
                                           LINE_WITHHOLDING};
    struct econ_taken *list = ARENA_ARRAY(a, e->n_instruments + COUNT(lines), struct econ_taken);
    size_t n = 0;
    for (size_t k = 0; k < e->n_instruments; k++) {
        const struct econ_instrument *x = &e->instruments[k];
        list[n] = (struct econ_taken){.id = x->id, .title = x->title};
        add(a, e->model, w, x->amount, &list[n]);
        without(a, v, w, x->id, -1, &list[n++]);
    }
    for (size_t k = 0; k < COUNT(lines); k++) {
        const double *amount = e->lines[lines[k]];
        double size = 0;
        for (int i = 0; amount != NULL && i < e->n_periods; i++)
            size += fabs(amount[i]);
        if (size == 0 || taken_by_instrument(e, lines[k]))
            continue;
        list[n] = (struct econ_taken){.id = econ_line_info[lines[k]].name,
                                      .title = econ_line_info[lines[k]].title};
        add(a, e->model, w, amount, &list[n]);
        without(a, v, w, NULL, (int)lines[k], &list[n++]);
    }
    s->taken = list;
    s->n_taken = n;
}

void study_state(struct arena *a, const struct econ_result *e, struct vary *v, struct econ_study *s)
{
    const struct model *m = e->model;
    s->before_payback = NAN;
    if (v == NULL || m->net_only)
        return;
    struct whole w = {.f = flows_of(a, m)};
    w.receipts = value(m, w.f.receipts, w.f.n, 0);
    w.receipts_pv = value(m, w.f.receipts, w.f.n, m->rate);
    w.npv = value(m, w.f.investor, w.f.n, m->rate);
    w.irr = only_root(w.f.investor, w.f.n);
    w.irr_before = only_root(w.f.before, w.f.n);
    bool any = false;
    for (int i = 0; i < w.f.n; i++)
        any |= w.f.receipts[i] != 0;
    if (!any)
        return;
    by_year(a, e, &w.f, s);
    by_instrument(a, e, v, &w, s);
    if (m->known[LINE_REVENUE] && !m->given[LINE_EBITDA] && !m->given[LINE_NET_CASH_FLOW])
        by_price(a, v, s);
}
