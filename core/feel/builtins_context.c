/* builtins_context.c: functions of contexts. */
#include <string.h>

#include "core/feel/builtins.h"

FEEL_BUILTIN(bi_get_value)
{
    (void)call;
    struct feel_value u;
    if (feel_args_unknown(run, args, n, &u))
        return u;
    if (args[1].kind != FEEL_STRING)
        return args[1].from_error ? feel_error_null() : feel_null();
    const struct feel_value *v = feel_context_get(args[0].u.context, args[1].u.string);
    return v != NULL ? *v : feel_null();
}

FEEL_BUILTIN(bi_get_entries)
{
    static const char *const keys[2] = {"key", "value"};
    struct feel_value u;
    if (feel_args_unknown(run, args, n, &u))
        return u;
    const struct feel_context *c = args[0].u.context;
    if (!feel_spend(run, call, c->n, c->n * 4 * sizeof u))
        return feel_error_null();
    struct feel_value *items = ARENA_ARRAY(run->arena, c->n, struct feel_value);
    for (size_t i = 0; i < c->n; i++) {
        struct feel_value *pair = ARENA_ARRAY(run->arena, 2, struct feel_value);
        pair[0] = feel_string(c->keys[i]);
        pair[1] = c->values[i];
        items[i] = feel_context_of(run->arena, keys, pair, 2);
    }
    return feel_list_of(run->arena, items, c->n);
}

/* A context under construction. */
struct builder {
    const char **keys;
    struct feel_value *values;
    size_t n;
};

static bool builder_new(struct feel_run *run, const struct feel_node *call, size_t room,
                        struct builder *b)
{
    if (!feel_spend(run, call, room, room * (sizeof *b->values + sizeof *b->keys)))
        return false;
    b->keys = ARENA_ARRAY(run->arena, room, const char *);
    b->values = ARENA_ARRAY(run->arena, room, struct feel_value);
    b->n = 0;
    return true;
}

/* Sets or adds an entry; false when it was there already. */
static bool builder_put(struct builder *b, const char *key, struct feel_value v)
{
    size_t i = 0;
    while (i < b->n && strcmp(b->keys[i], key) != 0)
        i++;
    b->keys[i] = key;
    b->values[i] = v;
    bool is_new = i == b->n;
    b->n += is_new;
    return is_new;
}

FEEL_BUILTIN(bi_context)
{
    struct feel_value u;
    struct builder b;
    if (feel_args_unknown(run, args, n, &u))
        return u;
    const struct feel_list *list = args[0].u.list;
    if (!builder_new(run, call, list->n, &b) || !feel_spend(run, call, list->n * list->n / 8, 0))
        return feel_error_null();
    for (size_t i = 0; i < list->n; i++) {
        struct feel_value entry = list->items[i];
        if (entry.kind == FEEL_UNKNOWN)
            return feel_unknown_from(run, args[0], feel_null());
        const struct feel_value *key = NULL, *value = NULL;
        if (entry.kind == FEEL_CONTEXT) {
            key = feel_context_get(entry.u.context, "key");
            value = feel_context_get(entry.u.context, "value");
        }
        if (key != NULL && key->kind == FEEL_UNKNOWN)
            return feel_unknown_from(run, args[0], feel_null());
        if (key == NULL || value == NULL || key->kind != FEEL_STRING)
            return feel_fail(run, call, "context: %s is not {key: string, value: any}",
                             feel_brief(run, entry));
        if (!builder_put(&b, key->u.string, *value))
            return feel_fail(run, call, "context: '%s' comes twice", key->u.string);
    }
    return feel_context_of(run->arena, b.keys, b.values, b.n);
}

/* c with the entry at the path keys[0..n) set to v; inner contexts are made as needed. */
static struct feel_value put_path(struct feel_run *run, const struct feel_node *call,
                                  struct feel_value c, const struct feel_value *keys, size_t n,
                                  struct feel_value v)
{
    struct builder b;
    if (keys[0].kind != FEEL_STRING)
        return feel_fail(run, call, "context put: the key cannot be %s", feel_brief(run, keys[0]));
    if (c.kind != FEEL_CONTEXT)
        return feel_fail(run, call, "context put: %s is not a context", feel_brief(run, c));
    const struct feel_context *old = c.u.context;
    if (!builder_new(run, call, old->n + 1, &b))
        return feel_error_null();
    for (size_t i = 0; i < old->n; i++)
        builder_put(&b, old->keys[i], old->values[i]);
    if (n > 1) {
        const struct feel_value *inner = feel_context_get(old, keys[0].u.string);
        struct feel_value base =
            inner != NULL ? *inner : feel_context_of(run->arena, NULL, NULL, 0);
        v = put_path(run, call, base, keys + 1, n - 1, v);
        if (v.kind == FEEL_NULL)
            return v;
    }
    builder_put(&b, keys[0].u.string, v);
    return feel_context_of(run->arena, b.keys, b.values, b.n);
}

FEEL_BUILTIN(bi_context_put)
{
    struct feel_value u;
    if (feel_args_unknown(run, args, n - 1, &u))
        return feel_unknown_from(run, u, args[2]);
    const struct feel_value *keys = &args[1];
    size_t n_keys = 1;
    if (args[1].kind == FEEL_LIST) {
        keys = args[1].u.list->items;
        n_keys = args[1].u.list->n;
    }
    if (n_keys == 0 || n_keys > 100)
        return feel_fail(run, call, "context put: takes between 1 and 100 keys");
    return put_path(run, call, args[0], keys, n_keys, args[2]);
}

FEEL_BUILTIN(bi_context_merge)
{
    struct feel_value u;
    struct builder b;
    if (feel_args_unknown(run, args, n, &u))
        return u;
    const struct feel_list *list = args[0].u.list;
    size_t room = 0;
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].kind == FEEL_UNKNOWN)
            return feel_unknown_from(run, args[0], feel_null());
        if (list->items[i].kind != FEEL_CONTEXT)
            return feel_fail(run, call, "context merge: %s is not a context",
                             feel_brief(run, list->items[i]));
        room += list->items[i].u.context->n;
    }
    if (!builder_new(run, call, room, &b) || !feel_spend(run, call, room * room / 8, 0))
        return feel_error_null();
    for (size_t i = 0; i < list->n; i++) {
        const struct feel_context *c = list->items[i].u.context;
        for (size_t k = 0; k < c->n; k++)
            builder_put(&b, c->keys[k], c->values[k]);
    }
    return feel_context_of(run->arena, b.keys, b.values, b.n);
}
