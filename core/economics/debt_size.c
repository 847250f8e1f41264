/* How much can be borrowed: for each loan the least of its amount, its share of all uses, what the
 * cash flow carries at its DSCR and LLCR, and the capital that is left to finance. Loans stand in
 * the order of the file: an earlier one is served first. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

#define PASSES 200

/* --- drawing ---------------------------------------------------------------------------------- */

/* Equity first: the loans that wait share the last part of the capital that others leave. */
static void late_weights(const struct model *m, struct debt_run *r, double waiting)
{
    double left = 0, spent = 0;
    for (int i = 0; i < m->n; i++) {
        double others = 0;
        for (size_t k = 0; k < r->n; k++)
            if (r->loans[k].t->drawdown == DRAW_PRO_RATA)
                others += r->loans[k].drawn * r->loans[k].weight[i];
        r->others[i] = m->line[LINE_CAPEX_INITIAL][i] - others;
        left += r->others[i];
    }
    double equity = left - waiting;
    for (int i = 0; i < m->n; i++) {
        double from = spent > equity ? spent : equity;
        spent += r->others[i];
        double part = spent > from ? spent - from : 0;
        for (size_t k = 0; k < r->n; k++)
            if (r->loans[k].t->drawdown == DRAW_EQUITY_FIRST)
                r->loans[k].weight[i] =
                    waiting > 0 ? part / waiting : m->line[LINE_CAPEX_INITIAL][i] / r->capital;
    }
}

/* What can no longer be drawn after the availability period is left out: the weights then add to
 * less than one. */
static void available(struct loan *l, int n, bool steady)
{
    int before = l->first;
    l->first = n;
    for (int i = n; i-- > 0;)
        if (l->weight[i] > 0)
            l->first = i;
    if (steady && before < l->first)
        l->first = before;
    for (int i = 0; i < n; i++)
        if (i - l->first >= l->t->availability_years)
            l->weight[i] = 0;
}

/* Terms count from the first drawing, so where a loan's size moves that over the edge of a year and
 * back there is no size that fits: after some passes the earlier year stands. */
static void weights(const struct model *m, struct debt_run *r, bool steady)
{
    double waiting = 0;
    for (size_t k = 0; k < r->n; k++) {
        struct loan *l = &r->loans[k];
        if (l->t->drawdown == DRAW_EQUITY_FIRST)
            waiting += l->drawn;
        else
            for (int i = 0; i < m->n; i++)
                l->weight[i] = m->line[LINE_CAPEX_INITIAL][i] / r->capital;
    }
    late_weights(m, r, waiting);
    for (size_t k = 0; k < r->n; k++)
        available(&r->loans[k], m->n, steady);
}

/* --- limits ----------------------------------------------------------------------------------- */

static double positive(double v)
{
    return v > 0 ? v : 0;
}

/* Service of the loans that come before k; for a sculpted one also of all that are not sculpted. */
static void others_of(const struct model *m, struct debt_run *r, size_t k)
{
    bool sculpted = r->loans[k].t->repayment == REPAY_SCULPTED;
    memset(r->others, 0, (size_t)m->n * sizeof *r->others);
    for (size_t j = 0; j < r->n; j++) {
        const struct loan *l = &r->loans[j];
        if (j == k || (j > k && (!sculpted || l->t->repayment == REPAY_SCULPTED)))
            continue;
        for (int i = 0; i < m->n; i++)
            r->others[i] += l->interest[i] + l->principal[i];
    }
}

/* From period i to the one before at the loan's rate, which is nominal. */
static double back(const struct model *m, const struct loan *l, int i)
{
    return (1 + l->rate) * model_erosion(m, i);
}

/* Present value, at the start of repayment, of CFADS over cover less what others take. */
static double carried(const struct model *m, const struct debt_run *r, const struct loan *l,
                      double cover)
{
    double sum = 0;
    for (int i = debt_last(m, l); i > l->first + l->grace; i--)
        sum = (sum + positive(positive(r->cfads[i]) / cover - r->others[i])) / back(m, l, i);
    return sum;
}

/* Largest loan whose instalments, in proportion to those of a loan of one, are covered each year.
 */
static double by_instalments(const struct model *m, const struct debt_run *r, const struct loan *l,
                             const double *interest, const double *principal)
{
    double most = INFINITY;
    for (int i = l->first + l->grace + 1; i <= debt_last(m, l); i++) {
        double due = interest[i] + principal[i];
        double room = positive(positive(r->cfads[i]) / l->t->dscr_target - r->others[i]);
        if (due > 0 && room / due < most)
            most = room / due;
    }
    return most;
}

/* The limits of loan k from the loan of one that debt_unit left in its arrays. */
static void limits(const struct model *m, struct debt_run *r, size_t k)
{
    struct loan *l = &r->loans[k];
    const struct econ_tranche *t = l->t;
    for (int c = 0; c < LIMIT_COUNT; c++)
        l->limit[c] = INFINITY;
    if (t->amount > 0)
        l->limit[LIMIT_AMOUNT] = t->amount;
    if (t->gearing_pct >= 0)
        l->limit[LIMIT_GEARING] = t->gearing_pct / 100 * r->uses / l->completion;
    if (t->dscr_target > 0 && t->repayment == REPAY_SCULPTED)
        l->limit[LIMIT_DSCR] = carried(m, r, l, t->dscr_target) / l->opening;
    else if (t->dscr_target > 0)
        l->limit[LIMIT_DSCR] = by_instalments(m, r, l, l->interest, l->principal);
    if (t->llcr_target > 0)
        l->limit[LIMIT_LLCR] = carried(m, r, l, t->llcr_target) / l->opening;
    double left = r->capital;
    for (size_t j = 0; j < k; j++)
        left -= r->loans[j].drawn;
    l->limit[LIMIT_CAPITAL] = positive(left);
    l->binding = LIMIT_CAPITAL;
    for (int c = LIMIT_AMOUNT; c < LIMIT_CAPITAL; c++)
        if (l->limit[c] < l->limit[l->binding] ||
            (l->binding == LIMIT_CAPITAL && l->limit[c] <= l->limit[LIMIT_CAPITAL]))
            l->binding = (enum debt_limit)c;
}

/* What a sculpted loan pays in each period so that cover is the same: r->ready. */
static void sculpt(const struct model *m, struct debt_run *r, size_t k)
{
    struct loan *l = &r->loans[k];
    double value = 0, taken = 0;
    others_of(m, r, k);
    for (int i = debt_last(m, l); i > l->first + l->grace; i--) {
        value = (value + positive(r->cfads[i])) / back(m, l, i);
        taken = (taken + r->others[i]) / back(m, l, i);
    }
    double part = value > 0 ? (l->opening + taken) / value : 0;
    for (int i = 0; i < m->n; i++)
        r->ready[i] = positive(part * positive(r->cfads[i]) - r->others[i]);
}

/* What others leave of the cash flow for loan k to sweep. */
static void room(const struct model *m, struct debt_run *r, size_t k)
{
    struct loan *l = &r->loans[k];
    double cover = isnan(l->t->sweep_dscr) ? 1 : l->t->sweep_dscr;
    l->room = r->room;
    for (int i = 0; i < m->n; i++) {
        r->room[i] = r->cfads[i];
        for (size_t j = 0; j < r->n; j++) {
            const struct loan *o = &r->loans[j];
            double due = o->interest[i] + o->principal[i] - o->swept[i];
            r->room[i] -= j == k ? 0 : cover * due + (j < k ? o->swept[i] : 0);
        }
    }
}

/* Interest and fees before production depend on the size of the loans, shares of all uses depend
 * on them: the sizes are a fixed point, which is reached to rounding in a few passes because those
 * costs are a small part of the uses. */
void debt_size(struct model *m, struct debt_run *r)
{
    for (int i = 0; i < m->n; i++)
        r->cfads[i] = r->follows ? model_cfads(m, i) : 0;
    if (r->passes == 0) {
        r->uses = r->capital;
        for (size_t k = 0; k < r->n; k++) /* equity-first loans need a size to be placed */
            r->loans[k].drawn = r->capital / (double)r->n;
    }
    for (int pass = 0; pass < PASSES; pass++) {
        double uses = r->capital, change = 0;
        weights(m, r, r->passes > 8 || pass > 40);
        for (size_t k = 0; k < r->n; k++) {
            struct loan *l = &r->loans[k];
            others_of(m, r, k);
            debt_unit(m, l);
            double drawn = l->drawn;
            limits(m, r, k);
            l->drawn = l->limit[l->binding];
            uses += l->drawn * l->before;
            change += fabs(l->drawn - drawn);
            if (l->t->sweep_pct > 0)
                room(m, r, k);
            debt_full(m, l, NULL);
            if (l->t->repayment == REPAY_SCULPTED) {
                sculpt(m, r, k);
                debt_full(m, l, r->ready);
            }
        }
        change += fabs(uses - r->uses);
        r->uses = uses;
        if (change <= 1e-12 * r->capital)
            break;
    }
}
