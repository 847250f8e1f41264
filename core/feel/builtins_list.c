/* builtins_list.c: functions that take lists apart and build them. */
#include <string.h>

#include "core/base/vec.h"
#include "core/feel/builtins.h"

/* A list of n items in fresh memory, or NULL when the run is over its limits. */
static struct feel_value *fresh(struct feel_run *run, const struct feel_node *call, size_t n)
{
    if (!feel_spend(run, call, n, n * sizeof(struct feel_value)))
        return NULL;
    return ARENA_ARRAY(run->arena, n, struct feel_value);
}

/* The place of a position that counts from 1, or from the end when negative. */
static bool place(struct feel_value position, size_t n, size_t *out)
{
    int64_t k;
    if (!feel_whole(position, &k))
        return false;
    if (k < 0)
        k += (int64_t)n + 1;
    if (k < 1 || k > (int64_t)n)
        return false;
    *out = (size_t)(k - 1);
    return true;
}

static struct feel_value no_place(struct feel_run *run, const struct feel_node *call,
                                  struct feel_value position, size_t n)
{
    return feel_fail(run, call, "%s: a list of %zu has no position %s", call->builtin->name, n,
                     feel_brief(run, position));
}

static bool same(struct feel_run *run, struct feel_value x, struct feel_value y)
{
    return feel_is_true(feel_run_equal(run, x, y));
}

FEEL_BUILTIN(bi_list_contains)
{
    (void)call;
    struct feel_value u;
    if (feel_args_unknown(run, args, 1, &u))
        return feel_args_unknown(run, args, n, &u) ? u : feel_null();
    const struct feel_list *list = args[0].u.list;
    struct feel_value r = feel_boolean(false);
    for (size_t i = 0; i < list->n && !feel_is_true(r); i++) {
        struct feel_value equal = feel_run_equal(run, list->items[i], args[1]);
        if (equal.kind != FEEL_NULL)
            r = feel_logic(run, false, r, equal);
    }
    return r;
}

FEEL_BUILTIN(bi_sublist)
{
    struct feel_value u;
    if (feel_args_unknown(run, args, n, &u))
        return u;
    const struct feel_list *list = args[0].u.list;
    size_t first;
    int64_t count = (int64_t)list->n;
    if (!place(args[1], list->n, &first))
        return no_place(run, call, args[1], list->n);
    if (n > 2 && (!feel_whole(args[2], &count) || count < 0))
        return feel_fail(run, call, "sublist: the length cannot be %s", feel_brief(run, args[2]));
    size_t rest = list->n - first;
    return feel_list_of(run->arena, list->items + first,
                        (size_t)count < rest ? (size_t)count : rest);
}

FEEL_BUILTIN(bi_append)
{
    if (args[0].kind == FEEL_UNKNOWN) {
        struct feel_value u = args[0];
        for (size_t i = 1; i < n; i++)
            u = feel_unknown_from(run, u, args[i]);
        return u;
    }
    const struct feel_list *list = args[0].u.list;
    struct feel_value *items = fresh(run, call, list->n + n - 1);
    if (items == NULL)
        return feel_error_null();
    if (list->n != 0)
        memcpy(items, list->items, list->n * sizeof *items);
    memcpy(items + list->n, args + 1, (n - 1) * sizeof *items);
    return feel_list_of(run->arena, items, list->n + n - 1);
}

FEEL_BUILTIN(bi_concatenate)
{
    struct feel_value u;
    if (feel_args_unknown(run, args, n, &u))
        return u;
    size_t total = 0, at = 0;
    for (size_t i = 0; i < n; i++)
        total += args[i].u.list->n;
    struct feel_value *items = fresh(run, call, total);
    if (items == NULL)
        return feel_error_null();
    for (size_t i = 0; i < n; i++) {
        if (args[i].u.list->n != 0)
            memcpy(items + at, args[i].u.list->items, args[i].u.list->n * sizeof *items);
        at += args[i].u.list->n;
    }
    return feel_list_of(run->arena, items, total);
}

FEEL_BUILTIN(bi_insert_before)
{
    struct feel_value u;
    if (feel_args_unknown(run, args, n - 1, &u))
        return feel_unknown_from(run, u, args[2]);
    const struct feel_list *list = args[0].u.list;
    size_t at;
    if (!place(args[1], list->n, &at))
        return no_place(run, call, args[1], list->n);
    struct feel_value *items = fresh(run, call, list->n + 1);
    if (items == NULL)
        return feel_error_null();
    memcpy(items, list->items, at * sizeof *items);
    items[at] = args[2];
    memcpy(items + at + 1, list->items + at, (list->n - at) * sizeof *items);
    return feel_list_of(run->arena, items, list->n + 1);
}

FEEL_BUILTIN(bi_remove)
{
    struct feel_value u;
    if (feel_args_unknown(run, args, n, &u))
        return u;
    const struct feel_list *list = args[0].u.list;
    size_t at;
    if (!place(args[1], list->n, &at))
        return no_place(run, call, args[1], list->n);
    struct feel_value *items = fresh(run, call, list->n);
    if (items == NULL)
        return feel_error_null();
    memcpy(items, list->items, at * sizeof *items);
    memcpy(items + at, list->items + at + 1, (list->n - at - 1) * sizeof *items);
    return feel_list_of(run->arena, items, list->n - 1);
}

FEEL_BUILTIN(bi_reverse)
{
    struct feel_value u;
    if (feel_args_unknown(run, args, n, &u))
        return u;
    const struct feel_list *list = args[0].u.list;
    struct feel_value *items = fresh(run, call, list->n);
    if (items == NULL)
        return feel_error_null();
    for (size_t i = 0; i < list->n; i++)
        items[i] = list->items[list->n - 1 - i];
    return feel_list_of(run->arena, items, list->n);
}

FEEL_BUILTIN(bi_index_of)
{
    (void)n;
    const struct feel_list *list = args[0].u.list;
    struct feel_value *places = fresh(run, call, list->n);
    size_t found = 0;
    if (places == NULL)
        return feel_error_null();
    for (size_t i = 0; i < list->n; i++)
        if (same(run, list->items[i], args[1]))
            places[found++] = feel_int((long long)i + 1);
    return feel_list_of(run->arena, places, found);
}

/* The first of each set of equal items; work grows with the square, so it is counted. */
static struct feel_value distinct(struct feel_run *run, const struct feel_node *call,
                                  const struct feel_list *list)
{
    struct feel_value *items = fresh(run, call, list->n);
    size_t n = 0;
    if (items == NULL)
        return feel_error_null();
    for (size_t i = 0; i < list->n; i++) {
        size_t k = 0;
        if (!feel_spend(run, call, n, 0))
            return feel_error_null();
        while (k < n && !same(run, items[k], list->items[i]))
            k++;
        if (k == n)
            items[n++] = list->items[i];
    }
    return feel_list_of(run->arena, items, n);
}

FEEL_BUILTIN(bi_union)
{
    struct feel_value all = bi_concatenate(run, call, args, n);
    return all.kind == FEEL_LIST ? distinct(run, call, all.u.list) : all;
}

FEEL_BUILTIN(bi_distinct_values)
{
    (void)n;
    return distinct(run, call, args[0].u.list);
}

struct flat {
    struct feel_run *run;
    const struct feel_node *call;
    VEC(struct feel_value) items;
};

static bool flatten(struct flat *f, const struct feel_list *list, int depth)
{
    if (depth > 500 || !feel_spend(f->run, f->call, list->n, list->n * sizeof(struct feel_value)))
        return false;
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].kind != FEEL_LIST)
            VEC_PUSH(f->run->arena, &f->items, list->items[i]);
        else if (!flatten(f, list->items[i].u.list, depth + 1))
            return false;
    }
    return true;
}

FEEL_BUILTIN(bi_flatten)
{
    (void)n;
    struct flat f = {.run = run, .call = call};
    if (!flatten(&f, args[0].u.list, 0))
        return run->exhausted ? feel_error_null()
                              : feel_fail(run, call, "flatten: the lists nest too deeply");
    return feel_list_of(run->arena, f.items.items, f.items.n);
}

/* Replaces each item for which match(item, new item) is true. */
static struct feel_value replace_matches(struct feel_run *run, const struct feel_node *call,
                                         const struct feel_value *args, struct feel_value *items,
                                         size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct feel_value pair[2] = {items[i], args[2]};
        struct feel_value v = feel_call_function(run, call, args[1].u.function, pair, 2);
        if (v.kind != FEEL_BOOLEAN)
            return feel_fail(run, call, "list replace: the match gives %s, not true or false",
                             feel_brief(run, v));
        if (v.u.boolean)
            items[i] = args[2];
    }
    return feel_list_of(run->arena, items, n);
}

FEEL_BUILTIN(bi_list_replace)
{
    (void)n;
    const struct feel_list *list = args[0].u.list;
    struct feel_value *items = fresh(run, call, list->n);
    if (items == NULL)
        return feel_error_null();
    if (list->n != 0)
        memcpy(items, list->items, list->n * sizeof *items);
    if (args[1].kind == FEEL_FUNCTION)
        return replace_matches(run, call, args, items, list->n);
    size_t at;
    if (!dec_is_integer(args[1].u.number) || !place(args[1], list->n, &at))
        return no_place(run, call, args[1], list->n);
    items[at] = args[2];
    return feel_list_of(run->arena, items, list->n);
}

/* Merges two sorted runs; false when the comparison does not give a boolean. */
static bool merge(struct feel_run *run, const struct feel_node *call,
                  const struct feel_function *precedes, struct feel_value *items,
                  struct feel_value *spare, size_t low, size_t middle, size_t high)
{
    size_t i = low, j = middle, k = low;
    while (i < middle || j < high) {
        bool right = i == middle;
        if (i < middle && j < high) {
            const struct feel_value pair[2] = {items[j], items[i]};
            struct feel_value v = feel_call_function(run, call, precedes, pair, 2);
            if (v.kind != FEEL_BOOLEAN)
                return false;
            right = v.u.boolean;
        }
        spare[k++] = right ? items[j++] : items[i++];
    }
    memcpy(items + low, spare + low, (high - low) * sizeof *items);
    return true;
}

FEEL_BUILTIN(bi_sort)
{
    (void)n;
    const struct feel_list *list = args[0].u.list;
    struct feel_value *items = fresh(run, call, list->n), *spare = fresh(run, call, list->n);
    if (items == NULL || spare == NULL)
        return feel_error_null();
    if (list->n != 0)
        memcpy(items, list->items, list->n * sizeof *items);
    for (size_t width = 1; width < list->n; width *= 2)
        for (size_t low = 0; low + width < list->n; low += 2 * width) {
            size_t high = low + 2 * width < list->n ? low + 2 * width : list->n;
            if (!merge(run, call, args[1].u.function, items, spare, low, low + width, high))
                return feel_fail(run, call, "sort: the order does not give true or false");
        }
    return feel_list_of(run->arena, items, list->n);
}
