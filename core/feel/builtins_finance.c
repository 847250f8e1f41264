/* builtins_finance.c: the finance functions of the contract, over core/returns. */
#include <math.h>

#include "core/base/date.h"
#include "core/feel/builtins.h"
#include "core/returns/returns.h"

static struct feel_value from_double(struct feel_run *run, const struct feel_node *call, double d)
{
    struct dec out;
    if (!isfinite(d) || !dec_from_double(d, &out))
        return feel_fail(run, call, "%s: the result is out of range", call->builtin->name);
    return feel_number(out);
}

static struct feel_value no_answer(struct feel_run *run, const struct feel_node *call)
{
    return feel_fail(run, call, "%s: no answer for these amounts", call->builtin->name);
}

static double as_double(struct feel_value v)
{
    return dec_to_double(v.u.number);
}

/* The numbers of a list as doubles; NULL after a warning for an empty list or another item. */
static double *flows_of(struct feel_run *run, const struct feel_node *call, struct feel_value v,
                        size_t *n)
{
    const struct feel_list *list = v.u.list;
    if (list->n == 0) {
        feel_warn(run, call, "%s: the list of flows is empty", call->builtin->name);
        return NULL;
    }
    if (!feel_spend(run, call, list->n, list->n * sizeof(double)))
        return NULL;
    double *flows = ARENA_ARRAY(run->arena, list->n, double);
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].kind != FEEL_NUMBER) {
            feel_warn(run, call, "%s: flow %zu is %s", call->builtin->name, i + 1,
                      feel_brief(run, list->items[i]));
            return NULL;
        }
        flows[i] = as_double(list->items[i]);
    }
    *n = list->n;
    return flows;
}

static int32_t *days_of(struct feel_run *run, const struct feel_node *call, struct feel_value v,
                        size_t n)
{
    const struct feel_list *list = v.u.list;
    if (list->n != n) {
        feel_warn(run, call, "%s: %zu dates for %zu flows", call->builtin->name, list->n, n);
        return NULL;
    }
    int32_t *days = ARENA_ARRAY(run->arena, n, int32_t);
    for (size_t i = 0; i < n; i++) {
        if (list->items[i].kind != FEEL_DATE) {
            feel_warn(run, call, "%s: date %zu is %s", call->builtin->name, i + 1,
                      feel_brief(run, list->items[i]));
            return NULL;
        }
        days[i] = date_to_days(list->items[i].u.date);
    }
    return days;
}

FEEL_BUILTIN(bi_npv)
{
    double rate = as_double(args[0]);
    double *flows = flows_of(run, call, args[1], &n);
    if (flows == NULL)
        return feel_error_null();
    if (rate <= -1)
        return feel_fail(run, call, "npv: the rate must be above -1");
    return from_double(run, call, returns_npv(rate, flows, n, 1));
}

FEEL_BUILTIN(bi_xnpv)
{
    double *flows = flows_of(run, call, args[1], &n);
    int32_t *days = flows != NULL ? days_of(run, call, args[2], n) : NULL;
    double out;
    if (days == NULL)
        return feel_error_null();
    if (!returns_xnpv(as_double(args[0]), flows, days, n, &out))
        return feel_fail(run, call, "xnpv: the rate must be above -1 and no date before the first");
    return from_double(run, call, out);
}

/* One root is the answer; none or several give null, and the warning says which; a guess picks the
 * nearest. */
static struct feel_value one_root(struct feel_run *run, const struct feel_node *call,
                                  const struct irr *irr, const struct feel_value *guess)
{
    const char *name = call->builtin->name;
    if (irr->n == 1)
        return from_double(run, call, irr->roots[0]);
    if (irr->n == 0)
        return feel_fail(run, call, "%s: %s", name,
                         irr->end == IRR_NO_CHANGE
                             ? "the flows never change sign, so no rate solves them"
                             : "no rate between -0.9999 and 20 solves these flows");
    struct strbuf roots;
    strbuf_init(&roots, 0);
    for (size_t i = 0; i < irr->n; i++)
        strbuf_addf(&roots, "%s%.10g", i != 0 ? ", " : "", irr->roots[i]);
    feel_warn(run, call, "%s: several rates solve these flows: %s", name, roots.buf);
    strbuf_release(&roots);
    double nearest;
    if (guess == NULL || !returns_irr_near(irr, as_double(*guess), &nearest))
        return feel_error_null();
    return from_double(run, call, nearest);
}

FEEL_BUILTIN(bi_irr)
{
    const struct feel_value *guess = n > 1 ? &args[1] : NULL;
    double *flows = flows_of(run, call, args[0], &n);
    if (flows == NULL)
        return feel_error_null();
    struct irr irr = returns_irr(flows, n);
    return one_root(run, call, &irr, guess);
}

FEEL_BUILTIN(bi_xirr)
{
    const struct feel_value *guess = n > 2 ? &args[2] : NULL;
    double *flows = flows_of(run, call, args[0], &n);
    int32_t *days = flows != NULL ? days_of(run, call, args[1], n) : NULL;
    if (days == NULL)
        return feel_error_null();
    for (size_t i = 1; i < n; i++)
        if (days[i] < days[0])
            return feel_fail(run, call, "xirr: date %zu is before the first", i + 1);
    struct irr irr = returns_xirr(flows, days, n);
    return one_root(run, call, &irr, guess);
}

FEEL_BUILTIN(bi_irrs)
{
    double *flows = flows_of(run, call, args[0], &n);
    if (flows == NULL)
        return feel_error_null();
    struct irr irr = returns_irr(flows, n);
    struct feel_value *roots = ARENA_ARRAY(run->arena, irr.n, struct feel_value);
    for (size_t i = 0; i < irr.n; i++)
        roots[i] = from_double(run, call, irr.roots[i]);
    return feel_list_of(run->arena, roots, irr.n);
}

FEEL_BUILTIN(bi_mirr)
{
    double out, *flows = flows_of(run, call, args[0], &n);
    if (flows == NULL)
        return feel_error_null();
    if (!returns_mirr(flows, n, as_double(args[1]), as_double(args[2]), &out))
        return no_answer(run, call);
    return from_double(run, call, out);
}

FEEL_BUILTIN(bi_payback)
{
    double out, *flows = flows_of(run, call, args[0], &n);
    if (flows == NULL)
        return feel_error_null();
    if (!returns_payback(flows, n, &out))
        return feel_fail(run, call, "payback: the running sum never returns to zero");
    return from_double(run, call, out);
}

/* --- annuities ---------------------------------------------------------------------------------
 */

typedef bool annuity(double, double, double, double, bool, double *);

/* An optional amount: left out or null is zero. */
static bool optional(struct feel_run *run, const struct feel_node *call,
                     const struct feel_value *args, size_t n, size_t i, double *out)
{
    *out = 0;
    if (i >= n || (args[i].kind == FEEL_NULL && !args[i].from_error))
        return true;
    if (args[i].kind == FEEL_NUMBER) {
        *out = as_double(args[i]);
        return true;
    }
    if (!args[i].from_error)
        feel_warn(run, call, "%s: argument %zu cannot be %s", call->builtin->name, i + 1,
                  feel_brief(run, args[i]));
    return false;
}

static struct feel_value annuities(struct feel_run *run, const struct feel_node *call,
                                   const struct feel_value *args, size_t n, annuity *f)
{
    double fourth, due, out;
    if (!optional(run, call, args, n, 3, &fourth) || !optional(run, call, args, n, 4, &due))
        return feel_error_null();
    if (due < 0 || due > 1 || (due > 0 && due < 1))
        return feel_fail(run, call, "%s: due is 0 (end of period) or 1 (start)",
                         call->builtin->name);
    if (!f(as_double(args[0]), as_double(args[1]), as_double(args[2]), fourth, due > 0, &out))
        return no_answer(run, call);
    return from_double(run, call, out);
}

FEEL_BUILTIN(bi_pmt)
{
    return annuities(run, call, args, n, returns_pmt);
}

FEEL_BUILTIN(bi_pv)
{
    return annuities(run, call, args, n, returns_pv);
}

FEEL_BUILTIN(bi_fv)
{
    return annuities(run, call, args, n, returns_fv);
}

FEEL_BUILTIN(bi_nper)
{
    return annuities(run, call, args, n, returns_nper);
}

FEEL_BUILTIN(bi_rate)
{
    return annuities(run, call, args, n, returns_rate);
}
