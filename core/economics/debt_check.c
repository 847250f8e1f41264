/* Terms of loans that are each in range and wrong together or for this mine. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static const struct econ_entry *entry(struct reader *r, const struct econ_entries *entries,
                                      size_t k, const char *key)
{
    return econ_entry_find(entries, arena_printf(r->arena, "financing[%zu].%s", k, key));
}

static void repayments(struct reader *r, const struct econ_entries *entries, size_t k)
{
    struct econ_tranche *t = &r->in->tranches[k];
    const struct econ_entry *e = entry(r, entries, k, "balloon_pct");
    if (e != NULL && t->balloon_pct > 0 &&
        (t->repayment == REPAY_SCULPTED || t->repayment == REPAY_BULLET)) {
        econ_error(r, e,
                   t->repayment == REPAY_BULLET
                       ? "a bullet is a balloon of 100 %: for a part of the loan take repayment: "
                         "level with balloon_pct"
                       : "sculpted instalments repay the whole loan: take level or annuity",
                   "financing[%zu] has a balloon beside that repayment", k);
        t->balloon_pct = NAN;
    }
    e = entry(r, entries, k, "sweep_dscr");
    if (e != NULL && !(t->sweep_pct > 0))
        econ_warning(r, e, "sweep_pct is the share of the cash above it that repays early",
                     "financing[%zu].sweep_dscr has no sweep", k);
}

void debt_check(struct reader *r, const struct econ_entries *entries)
{
    double gearing = 0;
    const struct econ_entry *last = NULL;
    for (size_t k = 0; k < r->in->n_tranches; k++) {
        const struct econ_entry *e = entry(r, entries, k, "gearing_pct");
        double share = r->in->tranches[k].gearing_pct;
        gearing += share > 0 ? share : 0;
        last = e != NULL ? e : last;
        repayments(r, entries, k);
    }
    if (last != NULL && gearing > 100 + 1e-9)
        econ_warning(
            r, last,
            "each is at most a share of all uses and an earlier loan is served first, so a "
            "later one gets what is left; shares of the debt must be multiplied by its gearing",
            "the loans lend %.4g %% of the uses", gearing);
}

/* --- against the mine ------------------------------------------------------------------------- */

static void tell(const struct model *m, struct diags *d, const char *name, const char *hint,
                 const char *message)
{
    const struct econ_entry *e = econ_entry_find(m->entries, name);
    if (e != NULL)
        diag_add(d, DIAG_WARNING, NULL, e->fact->pos, hint, "%s", message);
}

/* Longer than the plan with its construction: that was said when the inputs were read (doubt.c). */
static bool by_plan(const struct econ_input *in, const struct loan *l)
{
    double life = in->mine_life_years;
    if (isnan(life) && in->ore.kind == SERIES_SCALAR && in->throughput_tpa > 0)
        life = in->ore.scalar / in->throughput_tpa;
    return l->tenor > plan_construction(in) + life;
}

static void tenor(const struct model *m, const struct loan *l, struct diags *d)
{
    struct arena *a = m->arena;
    int last = l->first + l->tenor, most = m->last_production - l->first;
    if (m->last_production < 0 || last <= m->last_production || by_plan(m->in, l))
        return;
    const char *hint =
        most > l->grace
            ? arena_printf(a,
                           "it counts from the first drawing: at most %d here, less for the tail "
                           "of reserves that lenders ask for",
                           most)
            : "is the mine life stated in years, and does production begin in time?";
    tell(m, d, arena_printf(a, "financing[%zu].tenor_years", l->index), hint,
         arena_printf(a, "the loan runs until %d, longer than the mine: production ends in %d",
                      m->first_year + last, m->first_year + m->last_production));
}

static void amount(const struct model *m, const struct loan *l, struct diags *d)
{
    struct arena *a = m->arena;
    double part = l->t->amount / m->debt->capital;
    if (!(l->t->amount > 0) || (part > 1e-4 && part < 20))
        return;
    double by = part < 1 ? 1000 : 0.001;
    const char *hint = arena_printf(a,
                                    "amounts are whole units of the currency: did you mean "
                                    "%.10g or %.10g?",
                                    l->t->amount * by, l->t->amount * by * by);
    tell(m, d, arena_printf(a, "financing[%zu].amount", l->index), hint,
         arena_printf(a, "a loan of %.10g on a capital of %.10g", l->t->amount, m->debt->capital));
}

void debt_check_run(const struct model *m, struct diags *d)
{
    for (size_t k = 0; m->debt != NULL && d != NULL && k < m->debt->n; k++) {
        tenor(m, &m->debt->loans[k], d);
        amount(m, &m->debt->loans[k], d);
    }
}
