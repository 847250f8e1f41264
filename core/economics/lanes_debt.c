/* Loans in forms, after debt.c and debt_size.c. When drawn is known the rest of a loan is in
 * proportion to it, so it is the loan of the general model, scaled. */
#include <math.h>
#include <string.h>

#include "core/economics/lanes.h"

static bool varies_over(struct lane_model *x, const struct form *f)
{
    for (int i = 0; i < x->m->n; i++)
        if (f[i].n > 0)
            return true;
    return false;
}

static void as_it_stands(struct lane_model *x)
{
    for (int i = 0; i < x->m->n; i++) {
        x->line[LINE_INTEREST][i] = form_of(x->m->line[LINE_INTEREST][i]);
        x->line[LINE_PRINCIPAL][i] = form_of(x->m->line[LINE_PRINCIPAL][i]);
    }
}

/* All initial capital, when each year's is the same part of it in every trial. */
static struct form all_capital(struct lane_model *x)
{
    const struct form *c = x->line[LINE_CAPEX_INITIAL];
    struct form sum = form_of(0);
    double k;
    for (int i = 0; i < x->m->n; i++)
        sum = form_add(x->b, sum, c[i]);
    for (int i = 0; i < x->m->n; i++)
        if (!form_is(c[i], 0) && !form_ratio(c[i], sum, &k))
            lanes_fault(x->b, "a loan on capital whose years vary apart");
    if (!(form_low(x->b, sum) > 0))
        lanes_fault(x->b, "a loan on capital that may be nothing");
    return sum;
}

/* What is drawn: fixed + by_uses times all uses. */
struct size {
    struct form fixed;
    double by_uses;
};

static double share_of_uses(const struct loan *l)
{
    return l->t->gearing_pct / 100 / (l->completion / l->drawn);
}

static struct size by_limit(struct lane_model *x, const struct loan *l, struct form left)
{
    switch (l->binding) {
    case LIMIT_AMOUNT:
        return (struct size){form_of(l->t->amount), 0};
    case LIMIT_GEARING:
        return (struct size){form_of(0), share_of_uses(l)};
    case LIMIT_CAPITAL:
        return (struct size){left, 0};
    default:
        lanes_fault(x->b, "a loan whose size follows the cash flow");
        return (struct size){form_of(0), 0};
    }
}

/* The limit that binds must go on to bind. */
static void guard_limits(struct lane_model *x, const struct loan *l, struct form drawn,
                         struct form uses, struct form left)
{
    double slack = 1e-13 * x->m->debt->capital;
    struct form room = form_sub(x->b, form_of(slack), drawn);
    if (l->t->amount > 0 && l->binding != LIMIT_AMOUNT)
        form_guard(x->b, form_sum(x->b, room, form_of(l->t->amount), 1));
    if (l->t->gearing_pct >= 0 && l->binding != LIMIT_GEARING)
        form_guard(x->b, form_sum(x->b, room, uses, share_of_uses(l)));
    if (l->binding != LIMIT_CAPITAL)
        form_guard(x->b, form_add(x->b, room, left));
    form_guard(x->b, left);
}

static void into_lines(struct lane_model *x, const struct loan *l, struct form drawn)
{
    for (int i = 0; i < x->m->n; i++) {
        struct form *interest = &x->line[LINE_INTEREST][i], *pay = &x->line[LINE_PRINCIPAL][i];
        *interest = form_sum(x->b, *interest, drawn, l->interest[i] / l->drawn);
        *pay = form_sum(x->b, *pay, drawn, l->principal[i] / l->drawn);
    }
}

static void sizes(struct lane_model *x, struct form capital)
{
    const struct debt_run *r = x->m->debt;
    struct size *size = ARENA_ARRAY(x->b->a, r->n, struct size);
    struct form uses = capital, taken = form_of(0);
    double shared = 1, taken_uses = 0;
    for (size_t k = 0; k < r->n; k++) {
        const struct loan *l = &r->loans[k];
        double before = l->before / l->drawn;
        if (l->t->drawdown != DRAW_PRO_RATA)
            lanes_fault(x->b, "a loan drawn after equity on uncertain capital");
        if (!(l->drawn > 0))
            lanes_fault(x->b, "a loan of nothing");
        size[k] = by_limit(x, l, form_sub(x->b, capital, taken));
        if (l->binding == LIMIT_CAPITAL)
            size[k].by_uses = -taken_uses;
        uses = form_sum(x->b, uses, size[k].fixed, before);
        shared -= before * size[k].by_uses;
        taken = form_add(x->b, taken, size[k].fixed);
        taken_uses += size[k].by_uses;
    }
    uses = form_scale(x->b, uses, 1 / shared);
    struct form left = capital;
    for (size_t k = 0; k < r->n; k++) {
        struct form drawn = form_sum(x->b, size[k].fixed, uses, size[k].by_uses);
        guard_limits(x, &r->loans[k], drawn, uses, left);
        into_lines(x, &r->loans[k], drawn);
        left = form_sub(x->b, left, drawn);
    }
}

static bool terms_vary(const struct lane_model *x)
{
    const char *from = (const char *)x->m->in->tranches;
    const char *to = from + sizeof x->m->in->tranches;
    for (size_t k = 0; k < x->risk->n; k++) {
        const char *at = (const char *)x->m->in + x->risk->places[k].offset;
        if (x->input_of[k] >= 0 && x->risk->places[k].kind != PLACE_PRICES && at >= from && at < to)
            return true;
    }
    return false;
}

void lane_debt(struct lane_model *x)
{
    const struct debt_run *r = x->m->debt;

    if (r == NULL)
        return; /* given lines, or none */
    if (terms_vary(x))
        lanes_fault(x->b, "uncertain terms of a loan");
    if (r->follows)
        lanes_fault(x->b, "a loan whose size or repayment follows the cash flow");
    else if (!varies_over(x, x->line[LINE_CAPEX_INITIAL]))
        as_it_stands(x);
    else
        sizes(x, all_capital(x));
}
