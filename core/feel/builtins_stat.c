/* builtins_stat.c: count, min, max, sum and their kin over one list or several arguments. */
#include <stdlib.h>
#include <string.h>

#include "core/feel/builtins.h"

/* What the function works on: the items of the one list argument, or the arguments themselves. */
static struct feel_list operands(const struct feel_value *args, size_t n)
{
    if (n == 1 && args[0].kind == FEEL_LIST)
        return *args[0].u.list;
    return (struct feel_list){.n = n, .items = args};
}

static bool null_list(const struct feel_value *args, size_t n)
{
    return n == 1 && args[0].kind == FEEL_NULL;
}

static struct feel_value no_list(struct feel_run *run, const struct feel_node *call,
                                 struct feel_value v)
{
    if (v.from_error)
        return v;
    return feel_fail(run, call, "%s: the list is null", call->builtin->name);
}

static struct feel_value empty(struct feel_run *run, const struct feel_node *call)
{
    return feel_fail(run, call, "%s: the list is empty", call->builtin->name);
}

static struct feel_value unknown_items(struct feel_run *run, const struct feel_list *list)
{
    return feel_unknown_from(run, (struct feel_value){.kind = FEEL_LIST, .u.list = list},
                             feel_null());
}

static bool any_unknown(const struct feel_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].kind == FEEL_UNKNOWN)
            return true;
    return false;
}

/* --- count -------------------------------------------------------------------------------------
 */

FEEL_BUILTIN(bi_count)
{
    (void)n;
    struct feel_value v = args[0];
    if (v.kind == FEEL_NULL)
        return no_list(run, call, v);
    if (v.kind == FEEL_LIST)
        return feel_int((long long)v.u.list->n);
    if (v.kind != FEEL_UNKNOWN)
        return feel_int(1);
    const struct feel_members *m = v.u.unknown->members;
    if (m == NULL)
        return feel_unknown_of(run->arena, v.u.unknown->causes);
    long long certain = 0;
    const struct feel_causes *causes = NULL;
    for (size_t i = 0; i < m->n; i++) {
        certain += feel_is_true(m->in[i]);
        if (m->in[i].kind == FEEL_UNKNOWN)
            causes = feel_causes_join(run->arena, causes, m->in[i].u.unknown->causes);
    }
    return feel_unknown_between(run->arena, causes, dec_from_int(certain),
                                dec_from_int((long long)m->n));
}

/* --- min, max ----------------------------------------------------------------------------------
 */

/* The extreme of unknown numbers, when all have bounds. */
static struct feel_value extreme_unknown(struct feel_run *run, const struct feel_list *list,
                                         int want)
{
    struct feel_value u = unknown_items(run, list);
    struct dec low, high;
    for (size_t i = 0; i < list->n; i++) {
        struct feel_value v = list->items[i];
        bool known = v.kind == FEEL_NUMBER;
        if (!known && (v.kind != FEEL_UNKNOWN || !v.u.unknown->has_bounds))
            return u;
        struct dec l = known ? v.u.number : v.u.unknown->low;
        struct dec h = known ? v.u.number : v.u.unknown->high;
        if (i == 0 || dec_cmp(l, low) == want)
            low = l;
        if (i == 0 || dec_cmp(h, high) == want)
            high = h;
    }
    return feel_unknown_between(run->arena, u.u.unknown->causes, low, high);
}

/* want is the sign of better against worse: -1 for min, 1 for max. */
static struct feel_value extreme(struct feel_run *run, const struct feel_node *call,
                                 const struct feel_value *args, size_t n, int want)
{
    if (null_list(args, n))
        return no_list(run, call, args[0]);
    struct feel_list list = operands(args, n);
    if (list.n == 0)
        return empty(run, call);
    if (any_unknown(&list))
        return extreme_unknown(run, &list, want);
    struct feel_value best = list.items[0];
    for (size_t i = 0; i < list.n; i++) {
        int sign;
        if (list.items[i].kind == FEEL_NULL && list.items[i].from_error)
            return feel_error_null();
        if (!feel_order(list.items[i], best, &sign))
            return feel_fail(run, call, "%s: %s and %s have no order", call->builtin->name,
                             feel_brief(run, best), feel_brief(run, list.items[i]));
        if (sign == want)
            best = list.items[i];
    }
    return best;
}

FEEL_BUILTIN(bi_min)
{
    return extreme(run, call, args, n, -1);
}

FEEL_BUILTIN(bi_max)
{
    return extreme(run, call, args, n, 1);
}

/* --- numbers -----------------------------------------------------------------------------------
 */

/* The items as numbers, or *why: null, an empty list, something that is not a number. */
static bool numbers(struct feel_run *run, const struct feel_node *call,
                    const struct feel_value *args, size_t n, struct feel_list *list,
                    struct feel_value *why)
{
    *list = operands(args, n);
    if (null_list(args, n)) {
        *why = no_list(run, call, args[0]);
        return false;
    }
    if (list->n == 0) {
        *why = empty(run, call);
        return false;
    }
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].kind == FEEL_NUMBER)
            continue;
        *why = list->items[i].from_error
                   ? feel_error_null()
                   : feel_fail(run, call, "%s: %s is not a number", call->builtin->name,
                               feel_brief(run, list->items[i]));
        return false;
    }
    return true;
}

static struct feel_value overflow(struct feel_run *run, const struct feel_node *call)
{
    return feel_fail(run, call, "%s: the result is out of range", call->builtin->name);
}

static bool total(const struct feel_list *list, struct dec *out)
{
    struct dec sum = list->items[0].u.number;
    for (size_t i = 1; i < list->n; i++)
        if (!dec_add(sum, list->items[i].u.number, &sum))
            return false;
    *out = sum;
    return true;
}

static struct feel_value sum_unknown(struct feel_run *run, const struct feel_list *list)
{
    struct feel_value u = unknown_items(run, list);
    struct dec low = dec_from_int(0), high = low;
    for (size_t i = 0; i < list->n; i++) {
        struct feel_value v = list->items[i];
        bool known = v.kind == FEEL_NUMBER;
        if (!known && (v.kind != FEEL_UNKNOWN || !v.u.unknown->has_bounds))
            return u;
        if (!dec_add(low, known ? v.u.number : v.u.unknown->low, &low) ||
            !dec_add(high, known ? v.u.number : v.u.unknown->high, &high))
            return u;
    }
    return feel_unknown_between(run->arena, u.u.unknown->causes, low, high);
}

FEEL_BUILTIN(bi_sum)
{
    struct feel_list list = operands(args, n);
    struct feel_value why;
    struct dec sum;
    if (any_unknown(&list))
        return sum_unknown(run, &list);
    if (!numbers(run, call, args, n, &list, &why))
        return why;
    return total(&list, &sum) ? feel_number(sum) : overflow(run, call);
}

FEEL_BUILTIN(bi_mean)
{
    struct feel_list list;
    struct feel_value why;
    struct dec sum;
    if (!numbers(run, call, args, n, &list, &why))
        return why;
    if (!total(&list, &sum) || !dec_div(sum, dec_from_int((int64_t)list.n), &sum))
        return overflow(run, call);
    return feel_number(sum);
}

FEEL_BUILTIN(bi_product)
{
    struct feel_list list;
    struct feel_value why;
    struct dec product = dec_from_int(1);
    if (!numbers(run, call, args, n, &list, &why))
        return why;
    for (size_t i = 0; i < list.n; i++)
        if (!dec_mul(product, list.items[i].u.number, &product))
            return overflow(run, call);
    return feel_number(product);
}

static int by_number(const void *a, const void *b)
{
    const struct feel_value *x = a, *y = b;
    return dec_cmp(x->u.number, y->u.number);
}

static struct feel_value *sorted(struct feel_run *run, const struct feel_list *list)
{
    struct feel_value *items = ARENA_ARRAY(run->arena, list->n, struct feel_value);
    memcpy(items, list->items, list->n * sizeof *items);
    qsort(items, list->n, sizeof *items, by_number);
    return items;
}

FEEL_BUILTIN(bi_median)
{
    struct feel_list list;
    struct feel_value why;
    if (!numbers(run, call, args, n, &list, &why))
        return why;
    const struct feel_value *items = sorted(run, &list);
    if (list.n % 2 == 1)
        return items[list.n / 2];
    struct dec middle;
    if (!dec_add(items[list.n / 2 - 1].u.number, items[list.n / 2].u.number, &middle) ||
        !dec_div(middle, dec_from_int(2), &middle))
        return overflow(run, call);
    return feel_number(middle);
}

FEEL_BUILTIN(bi_mode)
{
    struct feel_list list = operands(args, n);
    struct feel_value why;
    if (list.n == 0)
        return feel_list_of(run->arena, NULL, 0);
    if (!numbers(run, call, args, n, &list, &why))
        return why;
    struct feel_value *items = sorted(run, &list), *modes = items;
    size_t n_modes = 0, most = 0;
    for (size_t i = 0, j; i < list.n; i = j) {
        for (j = i + 1; j < list.n && by_number(&items[i], &items[j]) == 0; j++)
            continue;
        if (j - i > most) {
            most = j - i;
            n_modes = 0;
        }
        if (j - i == most)
            modes[n_modes++] = items[i];
    }
    return feel_list_of(run->arena, modes, n_modes);
}

FEEL_BUILTIN(bi_stddev)
{
    struct feel_list list;
    struct feel_value why;
    struct dec mean, squares = dec_from_int(0);
    if (!numbers(run, call, args, n, &list, &why))
        return why;
    if (list.n < 2)
        return feel_fail(run, call, "stddev: takes at least two numbers");
    bool ok = total(&list, &mean) && dec_div(mean, dec_from_int((int64_t)list.n), &mean);
    for (size_t i = 0; ok && i < list.n; i++) {
        struct dec d;
        ok = dec_sub(list.items[i].u.number, mean, &d) && dec_mul(d, d, &d) &&
             dec_add(squares, d, &squares);
    }
    if (!ok || !dec_div(squares, dec_from_int((int64_t)list.n - 1), &squares) ||
        !dec_sqrt(squares, &squares))
        return overflow(run, call);
    return feel_number(squares);
}

/* --- all, any ----------------------------------------------------------------------------------
 */

static struct feel_value quantified(struct feel_run *run, const struct feel_node *call,
                                    const struct feel_value *args, size_t n, bool all)
{
    if (null_list(args, n))
        return no_list(run, call, args[0]);
    struct feel_list list = operands(args, n);
    struct feel_value r = feel_boolean(all);
    for (size_t i = 0; i < list.n; i++) {
        struct feel_value v = list.items[i];
        if (v.kind != FEEL_BOOLEAN && v.kind != FEEL_NULL && v.kind != FEEL_UNKNOWN)
            v = feel_fail(run, call, "%s: %s is not a boolean", call->builtin->name,
                          feel_brief(run, v));
        r = feel_logic(run, all, r, v);
    }
    return r;
}

FEEL_BUILTIN(bi_all)
{
    return quantified(run, call, args, n, true);
}

FEEL_BUILTIN(bi_any)
{
    return quantified(run, call, args, n, false);
}
