/* eval_list.c: filters, names inside filters, paths and properties (feel.md 5.7). */
#include <string.h>

#include "core/base/vec.h"
#include "core/feel/eval.h"

struct feel_value feel_as_list(struct arena *a, struct feel_value v)
{
    if (v.kind == FEEL_LIST)
        return v;
    struct feel_value *item = ARENA_NEW(a, struct feel_value);
    *item = v;
    return feel_list_of(a, item, 1);
}

const struct feel_value *feel_context_get(const struct feel_context *c, const char *name)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->keys[i], name) == 0)
            return &c->values[i];
    return NULL;
}

/* --- filters -----------------------------------------------------------------------------------
 */

/* The element at a place that counts from 1, or from the end when negative. */
static struct feel_value at_index(struct feel_value list, struct dec index)
{
    struct dec whole;
    int64_t k;
    if (!dec_round(index, 0, DEC_DOWN, &whole) || !dec_to_int(whole, &k))
        return feel_null();
    int64_t n = (int64_t)list.u.list->n;
    if (k < 0)
        k += n + 1;
    return k >= 1 && k <= n ? list.u.list->items[k - 1] : feel_null();
}

struct filter {
    struct feel_run *run;
    const struct feel_node *node;
    const struct feel_value *items;
    const struct feel_value *in; /* NULL: all are certainly in the list */
    size_t n;
    VEC(struct feel_value) kept_items;
    VEC(struct feel_value) kept_in;
    bool open; /* some element is only perhaps in the result */
};

/* One element against its test's result v; false when v is an index instead. */
static void keep(struct filter *f, size_t i, struct feel_value v)
{
    struct arena *a = f->run->arena;
    struct feel_value in = f->in != NULL ? f->in[i] : feel_boolean(true);
    in = feel_logic(f->run, true, in, v.kind == FEEL_UNKNOWN ? v : feel_boolean(feel_is_true(v)));
    if (feel_is_false(in))
        return;
    f->open = f->open || in.kind == FEEL_UNKNOWN;
    VEC_PUSH(a, &f->kept_items, f->items[i]);
    VEC_PUSH(a, &f->kept_in, in);
}

static struct feel_value filter_result(struct filter *f)
{
    struct arena *a = f->run->arena;
    struct feel_value list = feel_list_of(a, f->kept_items.items, f->kept_items.n);
    if (!f->open)
        return list;
    struct feel_value in = feel_list_of(a, f->kept_in.items, f->kept_in.n);
    struct feel_members *members = ARENA_NEW(a, struct feel_members);
    members->n = f->kept_items.n;
    members->items = f->kept_items.items;
    members->in = f->kept_in.items;
    struct feel_unknown *unknown = ARENA_NEW(a, struct feel_unknown);
    unknown->causes = feel_unknown_from(f->run, list, in).u.unknown->causes;
    unknown->members = members;
    return (struct feel_value){.kind = FEEL_UNKNOWN, .u.unknown = unknown};
}

/* The predicate on element i. */
static struct feel_value test_item(struct filter *f, size_t i)
{
    f->run->frame[f->node->slot] = f->items[i];
    return feel_eval_node(f->run, f->node->kids[1]);
}

static struct feel_value index_result(struct filter *f, struct feel_value index)
{
    struct feel_value list = feel_list_of(f->run->arena, f->items, f->n);
    if (f->in != NULL || index.kind == FEEL_UNKNOWN)
        return feel_unknown_from(f->run, list,
                                 f->in != NULL ? feel_list_of(f->run->arena, f->in, f->n) : index);
    return index.kind == FEEL_NUMBER ? at_index(list, index.u.number) : feel_null();
}

static struct feel_value filter_items(struct filter *f)
{
    struct feel_run *run = f->run;
    const struct feel_node *predicate = f->node->kids[1];
    if (predicate->type != NULL && predicate->type->kind == FT_NUMBER) {
        run->frame[f->node->slot] = feel_null();
        return index_result(f, feel_eval_node(run, predicate));
    }
    if (f->n == 0 && (predicate->type == NULL || predicate->type->kind != FT_BOOLEAN)) {
        run->frame[f->node->slot] = feel_null();
        if (feel_eval_node(run, predicate).kind == FEEL_NUMBER)
            return feel_null();
    }
    for (size_t i = 0; i < f->n; i++) {
        struct feel_value v = test_item(f, i);
        if (i == 0 && v.kind == FEEL_NUMBER)
            return index_result(f, v);
        if (run->exhausted)
            return feel_error_null();
        keep(f, i, v);
    }
    return filter_result(f);
}

struct feel_value feel_eval_filter(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value base = feel_eval_node(run, n->kids[0]);
    if (base.kind == FEEL_NULL)
        return base;
    struct filter f = {.run = run, .node = n};
    if (base.kind == FEEL_UNKNOWN) {
        const struct feel_members *m = base.u.unknown->members;
        if (m == NULL) {
            const struct feel_causes *causes = feel_causes_join(run->arena, base.u.unknown->causes,
                                                                feel_node_causes(run, n->kids[1]));
            return feel_unknown_of(run->arena, causes);
        }
        f.items = m->items;
        f.in = m->in;
        f.n = m->n;
    } else {
        struct feel_value list = feel_as_list(run->arena, base);
        f.items = list.u.list->items;
        f.n = list.u.list->n;
    }
    struct feel_value outer = run->frame[n->slot];
    struct feel_value v = filter_items(&f);
    run->frame[n->slot] = outer;
    return v;
}

struct feel_value feel_eval_entry(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value item = run->frame[n->slot];
    if (item.kind == FEEL_CONTEXT) {
        const struct feel_value *v = feel_context_get(item.u.context, n->name);
        if (v != NULL)
            return *v;
    }
    if (n->n_kids != 0 && n->kids[0] != NULL) {
        struct feel_value fallback = feel_eval_node(run, n->kids[0]);
        /* An unknown element might have an entry of that name. */
        return item.kind == FEEL_UNKNOWN && strcmp(n->name, "item") != 0
                   ? feel_unknown_from(run, item, fallback)
                   : fallback;
    }
    return item.kind == FEEL_UNKNOWN ? feel_unknown_from(run, item, feel_null()) : feel_null();
}

/* --- paths -------------------------------------------------------------------------------------
 */

/* A property of several words may be written with _ between them. */
static bool is(const char *name, const char *property)
{
    while (*name != '\0' && (*name == *property || (*name == '_' && *property == ' '))) {
        name++;
        property++;
    }
    return *name == *property;
}

static bool date_property(struct date d, const char *name, struct feel_value *out)
{
    if (is(name, "year"))
        *out = feel_int(d.year);
    else if (is(name, "month"))
        *out = feel_int(d.month);
    else if (is(name, "day"))
        *out = feel_int(d.day);
    else if (is(name, "weekday"))
        *out = feel_int(date_weekday(d));
    else
        return false;
    return true;
}

static bool time_property(const struct feel_time *t, const char *name, struct feel_value *out)
{
    if (is(name, "hour"))
        *out = feel_int(t->hour);
    else if (is(name, "minute"))
        *out = feel_int(t->minute);
    else if (is(name, "second"))
        *out = feel_int(t->second);
    else if (is(name, "time offset"))
        *out = t->has_offset ? feel_seconds(dec_from_int(t->offset_seconds)) : feel_null();
    else if (is(name, "timezone"))
        *out = t->zone != NULL ? feel_string(t->zone) : feel_null();
    else
        return false;
    return true;
}

/* The parts of a normalised duration, each with the sign of the whole. */
static bool days_property(struct dec seconds, const char *name, struct feel_value *out)
{
    struct dec whole, rest;
    int64_t n;
    if (!dec_round(seconds, 0, DEC_DOWN, &whole) || !dec_to_int(whole, &n))
        return false;
    if (is(name, "days"))
        *out = feel_int(n / 86400);
    else if (is(name, "hours"))
        *out = feel_int(n / 3600 % 24);
    else if (is(name, "minutes"))
        *out = feel_int(n / 60 % 60);
    else if (is(name, "seconds") && dec_sub(seconds, dec_from_int(n - n % 60), &rest))
        *out = feel_number(dec_trim(rest));
    else
        return false;
    return true;
}

static bool months_property(long long months, const char *name, struct feel_value *out)
{
    if (is(name, "years"))
        *out = feel_int(months / 12);
    else if (is(name, "months"))
        *out = feel_int(months % 12);
    else
        return false;
    return true;
}

static bool range_property(const struct feel_range *r, const char *name, struct feel_value *out)
{
    if (is(name, "start"))
        *out = r->start;
    else if (is(name, "end"))
        *out = r->end;
    else if (is(name, "start included"))
        *out = feel_boolean(r->start_closed);
    else if (is(name, "end included"))
        *out = feel_boolean(r->end_closed);
    else
        return false;
    return true;
}

static bool property(struct feel_value v, const char *name, struct feel_value *out)
{
    switch (v.kind) {
    case FEEL_DATE:
        return date_property(v.u.date, name, out);
    case FEEL_TIME:
        return time_property(v.u.time, name, out);
    case FEEL_DATE_TIME:
        return date_property(v.u.date_time->date, name, out) ||
               time_property(&v.u.date_time->time, name, out);
    case FEEL_DAYS_DURATION:
        return days_property(v.u.number, name, out);
    case FEEL_YEARS_DURATION:
        return months_property(v.u.months, name, out);
    case FEEL_RANGE:
        return range_property(v.u.range, name, out);
    default:
        return false;
    }
}

static struct feel_value path_of(struct feel_run *run, const struct feel_node *n,
                                 struct feel_value v, bool quiet, int depth)
{
    struct feel_value out;
    if (v.kind == FEEL_UNKNOWN)
        return feel_unknown_from(run, v, feel_null());
    if (v.kind == FEEL_NULL)
        return v;
    if (v.kind == FEEL_CONTEXT) {
        const struct feel_value *entry = feel_context_get(v.u.context, n->name);
        if (entry != NULL)
            return *entry;
        if (quiet)
            return feel_null();
        return feel_fail(run, n, "the context has no entry '%s'", n->name);
    }
    if (v.kind == FEEL_LIST) {
        if (depth > 100 || !feel_spend(run, n, v.u.list->n, v.u.list->n * sizeof v))
            return feel_error_null();
        struct feel_value *items = ARENA_ARRAY(run->arena, v.u.list->n, struct feel_value);
        for (size_t i = 0; i < v.u.list->n; i++)
            items[i] = path_of(run, n, v.u.list->items[i], true, depth + 1);
        return feel_list_of(run->arena, items, v.u.list->n);
    }
    if (property(v, n->name, &out))
        return out;
    if (quiet)
        return feel_null();
    return feel_fail(run, n, "%s has no '%s'", feel_brief(run, v), n->name);
}

struct feel_value feel_eval_path(struct feel_run *run, const struct feel_node *n)
{
    return path_of(run, n, feel_eval_node(run, n->kids[0]), false, 0);
}
