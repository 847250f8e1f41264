/* Loans year by year: drawing, fees, interest before production, repayment, reserve account. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

const char *const debt_limits[LIMIT_COUNT] = {"", "amount", "gearing", "dscr", "llcr", "capital"};

static double or_zero(double v)
{
    return isnan(v) ? 0 : v;
}

static double rate_of(const struct econ_tranche *t)
{
    return isnan(t->rate_pct) ? NAN : (t->rate_pct + or_zero(t->margin_pct)) / 100;
}

int debt_last(const struct model *m, const struct loan *l)
{
    int last = l->first + l->tenor;
    return last < m->n ? last : m->n - 1;
}

/* Upfront on the whole at the first drawing, exposure on each drawing, commitment on what was not
 * drawn at the start of a year until the last drawing. */
static double fees_in(const struct loan *l, int i, double drawn_before, double draw)
{
    const struct econ_tranche *t = l->t;
    double undrawn = l->drawn - drawn_before;
    double fee = draw * or_zero(t->exposure_fee_pct) + undrawn * or_zero(t->commitment_fee_pct);
    if (i == l->first)
        fee += l->drawn * or_zero(t->upfront_fee_pct);
    return fee / 100;
}

/* balloon: what of the balance is left for the last instalment. */
static double repayment(const struct loan *l, int age, double balance, double balloon,
                        double interest, const double *service, int i)
{
    int left = l->tenor - age + 1;
    double pay = 0, part = balance > balloon ? balance - balloon : 0;
    if (left <= 1)
        return balance;
    switch (l->t->repayment) {
    case REPAY_ANNUITY:
        if (l->rate <= 0 || part == 0)
            return part / left;
        return (balance - balloon * pow(1 + l->rate, -left)) * l->rate /
                   (1 - pow(1 + l->rate, -left)) -
               interest;
    case REPAY_BULLET:
        return 0;
    case REPAY_SCULPTED:
        pay = service != NULL ? service[i] - interest : balance / left;
        return pay < 0 ? 0 : pay < balance ? pay : balance;
    default:
        return part / left;
    }
}

/* Cash above the cover of what is due, or what is still owed. */
static double sweep(const struct loan *l, int i, double due, double owed)
{
    double cover = isnan(l->t->sweep_dscr) ? 1 : l->t->sweep_dscr;
    double cash = (l->room[i] - cover * due) * or_zero(l->t->sweep_pct) / 100;
    return cash <= 0 ? 0 : cash < owed ? cash : owed;
}

static double total(const double *x, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

static int last_drawing(const struct model *m, const struct loan *l)
{
    int last = l->first;
    for (int i = l->first; i < m->n; i++)
        if (l->weight[i] > 0)
            last = i;
    return last;
}

/* One pass over the years with l->drawn; service as for debt_full. */
static void simulate(const struct model *m, struct loan *l, const double *service)
{
    size_t bytes = (size_t)m->n * sizeof(double);
    double balance = 0, before = 0, balloon = 0;
    memset(l->draw, 0, bytes);
    memset(l->interest, 0, bytes);
    memset(l->principal, 0, bytes);
    memset(l->fees, 0, bytes);
    memset(l->added, 0, bytes);
    memset(l->swept, 0, bytes);
    l->added_total = l->before = l->completion = l->opening = 0;
    int drawing = last_drawing(m, l);
    for (int i = l->first; i < m->n && i <= l->first + l->tenor; i++) {
        int age = i - l->first;
        bool building = i < m->first_production;
        if (age == l->grace + 1) {
            l->opening = balance;
            balloon = balance * or_zero(l->t->balloon_pct) / 100;
        }
        balance *= model_erosion(m, i);
        balloon *= model_erosion(m, i);
        double draw = l->drawn * l->weight[i], interest = l->rate * balance;
        double fee = i <= drawing ? fees_in(l, i, before, draw) : 0, pay = 0;
        l->before += fee + (building ? interest : 0);
        if (building && age <= l->grace) {
            l->added[i] = interest;
            l->added_total += interest;
            balance += interest;
            interest = 0;
        }
        if (age > l->grace)
            pay = repayment(l, age, balance, balloon, interest, service, i);
        if (age > l->grace && !building && l->room != NULL)
            l->swept[i] = sweep(l, i, interest + pay, balance - pay);
        pay += l->swept[i];
        before += draw;
        l->interest[i] = interest;
        l->principal[i] = pay;
        l->fees[i] = fee;
        l->draw[i] = draw + (l->t->fees_financed ? fee : 0);
        balance += l->draw[i] - pay;
    }
    l->left = balance;
    l->completion = total(l->draw, m->n) + l->added_total;
}

void debt_unit(const struct model *m, struct loan *l)
{
    double drawn = l->drawn;
    const double *room = l->room;
    l->drawn = 1;
    l->room = NULL;
    simulate(m, l, NULL);
    l->drawn = drawn;
    l->room = room;
}

void debt_full(const struct model *m, struct loan *l, const double *service)
{
    simulate(m, l, service);
}

/* --- setting up ------------------------------------------------------------------------------- */

static bool lines_given(const struct model *m)
{
    return m->given[LINE_DEBT_DRAWN] || m->given[LINE_INTEREST] || m->given[LINE_PRINCIPAL];
}

static bool complete(const struct model *m, const struct econ_tranche *t, double capital)
{
    bool sized = t->amount > 0 || t->gearing_pct > 0 || t->dscr_target > 0 || t->llcr_target > 0;
    return sized && !isnan(rate_of(t)) && t->tenor_years >= 1 && capital > 0 &&
           !(t->grace_years >= t->tenor_years) && m->n > 0;
}

static void set_up(struct model *m, struct loan *l, const struct econ_tranche *t, size_t index)
{
    size_t n = (size_t)m->n;
    double *all = ARENA_ARRAY(m->arena, 7 * n, double);
    *l = (struct loan){.t = t, .index = index, .rate = rate_of(t)};
    l->grace = (int)or_zero(t->grace_years);
    l->tenor = (int)t->tenor_years;
    l->weight = all;
    l->draw = all + n;
    l->interest = all + 2 * n;
    l->principal = all + 3 * n;
    l->fees = all + 4 * n;
    l->added = all + 5 * n;
    l->swept = all + 6 * n;
}

static struct debt_run *open_run(struct model *m)
{
    const struct econ_input *in = m->in;
    struct debt_run *r = ARENA_NEW(m->arena, struct debt_run);
    r->loans = ARENA_ARRAY(m->arena, in->n_tranches, struct loan);
    r->cfads = ARENA_ARRAY(m->arena, 5 * (size_t)m->n, double);
    r->others = r->cfads + m->n;
    r->ready = r->cfads + 2 * m->n;
    r->room = r->cfads + 3 * m->n;
    r->swept = r->cfads + 4 * m->n;
    for (int i = 0; i < m->n; i++)
        r->capital += m->line[LINE_CAPEX_INITIAL][i];
    for (size_t k = 0; k < in->n_tranches; k++) {
        const struct econ_tranche *t = &in->tranches[k];
        if (lines_given(m)) {
            model_note(m->notes, "financing[%zu]: debt lines are given and stand", k);
        } else if (!complete(m, t, r->capital)) {
            model_note(m->notes,
                       "financing[%zu] is not drawn up: that takes an amount, gearing_pct, "
                       "dscr_target or llcr_target, with rate_pct, tenor_years beyond grace_years "
                       "and initial capital",
                       k);
        } else {
            set_up(m, &r->loans[r->n++], t, k);
            r->follows |= t->repayment == REPAY_SCULPTED || t->dscr_target > 0 ||
                          t->llcr_target > 0 || t->sweep_pct > 0;
        }
    }
    return r;
}

/* --- into the statement ----------------------------------------------------------------------- */

/* Months of next year's debt service, put aside from the year before the first instalment. */
static void reserve_account(struct model *m, const struct loan *l)
{
    double months = or_zero(l->t->dsra_months), held = 0;
    for (int i = l->first; i < m->n && months > 0; i++) {
        double next =
            i + 1 < m->n ? (l->interest[i + 1] + l->principal[i + 1]) / model_erosion(m, i + 1) : 0;
        double target = i >= l->first + l->grace ? next * months / 12 : 0;
        m->line[LINE_RESERVE_CHANGE][i] += target - held * model_erosion(m, i);
        held = target;
    }
    m->known[LINE_RESERVE_CHANGE] |= months > 0;
}

static void into_lines(struct model *m, const struct debt_run *r)
{
    static const int lines[] = {LINE_DEBT_DRAWN, LINE_INTEREST, LINE_PRINCIPAL,
                                LINE_RESERVE_CHANGE};
    size_t bytes = (size_t)m->n * sizeof(double);
    for (size_t k = 0; k < COUNT(lines); k++)
        memset(m->line[lines[k]], 0, bytes);
    memset(m->capitalised, 0, bytes);
    memset(r->swept, 0, bytes);
    if (!m->given[LINE_FEES])
        memset(m->line[LINE_FEES], 0, bytes);
    for (size_t k = 0; k < r->n; k++) {
        const struct loan *l = &r->loans[k];
        for (int i = 0; i < m->n; i++) {
            m->line[LINE_DEBT_DRAWN][i] += l->draw[i];
            m->line[LINE_INTEREST][i] += l->interest[i];
            m->line[LINE_PRINCIPAL][i] += l->principal[i];
            m->capitalised[i] += l->added[i];
            r->swept[i] += l->swept[i];
            if (!m->given[LINE_FEES])
                m->line[LINE_FEES][i] += l->fees[i];
        }
        reserve_account(m, l);
    }
    m->known[LINE_DEBT_DRAWN] = m->known[LINE_INTEREST] = m->known[LINE_PRINCIPAL] = true;
    m->known[LINE_FEES] = true;
}

static const char *const limit_words[LIMIT_COUNT] = {
    "nothing",         "the amount stated", "its share of capital, interest and fees",
    "its DSCR target", "its LLCR target",   "the capital that is left to finance"};

static void note_loan(const struct model *m, const struct loan *l)
{
    if (m->notes == NULL)
        return;
    const char *name =
        l->t->name != NULL ? l->t->name : arena_printf(m->arena, "loan %zu", l->index + 1);
    if (l->drawn <= 0)
        model_note(m->notes, "%s: nothing can be borrowed: what limits it is %s", name,
                   limit_words[l->binding]);
    else if (l->binding != LIMIT_AMOUNT)
        model_note(m->notes, "%s: %.10g is drawn for capital; what limits it is %s", name,
                   shown_amount(l->drawn), limit_words[l->binding]);
    if (l->added_total > 0)
        model_note(m->notes, "%s: interest before production, %.10g, is added to the loan", name,
                   shown_amount(l->added_total));
    if (l->left > 1e-6 * l->drawn)
        model_note(m->notes, "%s: the loan is not repaid within the statement: %.10g is left", name,
                   shown_amount(l->left));
    double placed = total(l->weight, m->n);
    if (placed < 1 - 1e-9)
        model_note(m->notes, "%s: %.4g %% cannot be drawn within its availability", name,
                   (1 - placed) * 100);
    double swept = total(l->swept, m->n);
    if (swept > 0)
        model_note(m->notes,
                   "%s: cash above a cover of %.4g repays %.10g early; covers are of what is due "
                   "without it",
                   name, isnan(l->t->sweep_dscr) ? 1 : l->t->sweep_dscr, shown_amount(swept));
    int last = debt_last(m, l);
    if (m->last_production >= 0 && last > m->last_production && l->drawn > 0)
        model_note(m->notes, "%s is repaid until %d, after production ends in %d", name,
                   m->first_year + last, m->first_year + m->last_production);
}

/* Flows and debt together. Where debt follows the cash flow and the tax follows interest, they are
 * computed in turn until they agree: at most PASSES times, and a note says if that was not
 * enough. */
#define PASSES 100

void model_financed(struct model *m)
{
    struct notes *notes = m->notes;
    struct debt_run *r = open_run(m);
    if (r->n == 0) {
        model_flows(m, 1);
        return;
    }
    m->debt = r;
    m->notes = NULL;
    double before = -1;
    for (r->passes = 0; r->passes < PASSES && !r->settled; r->passes++) {
        if (r->follows)
            model_flows(m, 1);
        debt_size(m, r);
        into_lines(m, r);
        double sum = total(m->line[LINE_INTEREST], m->n) + total(m->line[LINE_PRINCIPAL], m->n);
        r->settled =
            !r->follows || !m->terms.interest || fabs(sum - before) <= 1e-11 * sum || sum == 0;
        before = sum;
    }
    m->notes = notes;
    if (!r->settled)
        model_note(m->notes, "debt and tax do not settle on each other in %d passes", PASSES);
    for (size_t k = 0; k < r->n; k++)
        note_loan(m, &r->loans[k]);
    if (m->terms.interest)
        model_note(m->notes,
                   "income tax is after interest, so the post-tax project holds what debt "
                   "saves in tax");
    model_flows(m, 1);
}
