/* value.c: making values, sets of causes, equality and identity. */
#include "core/feel/value.h"

#include <string.h>

#include "core/feel/temporal.h"
#include "core/feel/value_limits.h"

struct feel_value feel_null(void)
{
    return (struct feel_value){.kind = FEEL_NULL};
}

struct feel_value feel_boolean(bool b)
{
    return (struct feel_value){.kind = FEEL_BOOLEAN, .u.boolean = b};
}

struct feel_value feel_number(struct dec n)
{
    return (struct feel_value){.kind = FEEL_NUMBER, .u.number = n};
}

struct feel_value feel_int(long long n)
{
    return feel_number(dec_from_int(n));
}

struct feel_value feel_string(const char *s)
{
    return (struct feel_value){.kind = FEEL_STRING, .u.string = s};
}

struct feel_value feel_date(struct date d)
{
    return (struct feel_value){.kind = FEEL_DATE, .u.date = d};
}

struct feel_value feel_months(long long months)
{
    return (struct feel_value){.kind = FEEL_YEARS_DURATION, .u.months = months};
}

struct feel_value feel_seconds(struct dec seconds)
{
    return (struct feel_value){.kind = FEEL_DAYS_DURATION, .u.number = seconds};
}

struct feel_value feel_list_of(struct arena *a, const struct feel_value *items, size_t n)
{
    struct feel_list *list = ARENA_NEW(a, struct feel_list);
    list->n = n;
    list->items = items;
    return (struct feel_value){.kind = FEEL_LIST, .u.list = list};
}

struct feel_value feel_context_of(struct arena *a, const char *const *keys,
                                  const struct feel_value *values, size_t n)
{
    struct feel_context *context = ARENA_NEW(a, struct feel_context);
    context->n = n;
    context->keys = keys;
    context->values = values;
    return (struct feel_value){.kind = FEEL_CONTEXT, .u.context = context};
}

/* --- causes and unknowns -----------------------------------------------------------------------
 */

static struct feel_value unknown_value(const struct feel_unknown *unknown)
{
    return (struct feel_value){.kind = FEEL_UNKNOWN, .u.unknown = unknown};
}

struct feel_value feel_unknown_of(struct arena *a, const struct feel_causes *causes)
{
    struct feel_unknown *unknown = ARENA_NEW(a, struct feel_unknown);
    unknown->causes = causes;
    return unknown_value(unknown);
}

struct feel_value feel_unknown_between(struct arena *a, const struct feel_causes *causes,
                                       struct dec low, struct dec high)
{
    struct feel_unknown *unknown = ARENA_NEW(a, struct feel_unknown);
    unknown->causes = causes;
    unknown->has_bounds = true;
    unknown->low = low;
    unknown->high = high;
    return unknown_value(unknown);
}

struct feel_value feel_unknown_fact(struct arena *a, const char *name, const struct feel_type *type)
{
    struct feel_unknown *unknown = ARENA_NEW(a, struct feel_unknown);
    unknown->causes = feel_causes_one(a, name);
    unknown->type = type;
    return unknown_value(unknown);
}

const struct feel_causes *feel_causes_one(struct arena *a, const char *name)
{
    const char **names = ARENA_ARRAY(a, 1, const char *);
    struct feel_causes *causes = ARENA_NEW(a, struct feel_causes);
    names[0] = arena_strdup(a, name);
    causes->n = 1;
    causes->names = names;
    return causes;
}

const struct feel_causes *feel_causes_join(struct arena *a, const struct feel_causes *x,
                                           const struct feel_causes *y)
{
    if (x == y || y == NULL || y->n == 0)
        return x;
    if (x == NULL || x->n == 0)
        return y;
    const char **names = ARENA_ARRAY(a, x->n + y->n, const char *);
    size_t i = 0, j = 0, n = 0;
    while (i < x->n || j < y->n) {
        int order = i == x->n ? 1 : j == y->n ? -1 : strcmp(x->names[i], y->names[j]);
        names[n++] = order <= 0 ? x->names[i] : y->names[j];
        i += order <= 0;
        j += order >= 0;
    }
    if (n == x->n)
        return x;
    struct feel_causes *causes = ARENA_NEW(a, struct feel_causes);
    causes->n = n;
    causes->names = names;
    return causes;
}

bool feel_causes_has(const struct feel_causes *c, const char *name)
{
    size_t low = 0, high = c != NULL ? c->n : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, c->names[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

struct unknown_walk {
    struct arena *arena;
    const struct feel_causes *causes;
    bool found;
    size_t visits;
};

static void find_unknown(struct unknown_walk *w, struct feel_value v, int depth)
{
    if (depth > FEEL_DEPTH_MAX || w->visits++ > FEEL_VISITS_MAX)
        return;
    switch (v.kind) {
    case FEEL_UNKNOWN:
        w->found = true;
        w->causes = feel_causes_join(w->arena, w->causes, v.u.unknown->causes);
        break;
    case FEEL_LIST:
        for (size_t i = 0; i < v.u.list->n; i++)
            find_unknown(w, v.u.list->items[i], depth + 1);
        break;
    case FEEL_CONTEXT:
        for (size_t i = 0; i < v.u.context->n; i++)
            find_unknown(w, v.u.context->values[i], depth + 1);
        break;
    case FEEL_RANGE:
        find_unknown(w, v.u.range->start, depth + 1);
        find_unknown(w, v.u.range->end, depth + 1);
        break;
    default:
        break;
    }
}

bool feel_holds_unknown_counted(struct arena *a, struct feel_value v,
                                const struct feel_causes **causes, size_t *visits)
{
    struct unknown_walk w = {.arena = a};
    find_unknown(&w, v, 0);
    if (causes != NULL)
        *causes = w.causes;
    *visits += w.visits;
    return w.found;
}

bool feel_holds_unknown(struct arena *a, struct feel_value v, const struct feel_causes **causes)
{
    size_t visits = 0;
    return feel_holds_unknown_counted(a, v, causes, &visits);
}

/* --- equality ----------------------------------------------------------------------------------
 */

struct equality {
    struct arena *arena;
    size_t visits;
};

static struct feel_value equal(struct equality *e, struct feel_value x, struct feel_value y,
                               int depth);

static struct feel_value null_from_error(void)
{
    return (struct feel_value){.kind = FEEL_NULL, .from_error = true};
}

/* The conjunction of r (so far) and next: false wins, then unknown, then null. */
static struct feel_value also(struct arena *a, struct feel_value r, struct feel_value next)
{
    if (r.kind == FEEL_BOOLEAN && !r.u.boolean)
        return r;
    if (next.kind == FEEL_BOOLEAN)
        return next.u.boolean ? r : next;
    if (r.kind == FEEL_UNKNOWN && next.kind == FEEL_UNKNOWN)
        return feel_unknown_of(a, feel_causes_join(a, r.u.unknown->causes, next.u.unknown->causes));
    if (r.kind == FEEL_UNKNOWN)
        return r;
    return next;
}

static struct feel_value equal_lists(struct equality *e, const struct feel_list *x,
                                     const struct feel_list *y, int depth)
{
    const struct feel_value whole = {.kind = FEEL_LIST, .u.list = x};
    if (x == y && !feel_holds_unknown_counted(e->arena, whole, NULL, &e->visits))
        return feel_boolean(true);
    if (x->n != y->n)
        return feel_boolean(false);
    struct feel_value r = feel_boolean(true);
    for (size_t i = 0; i < x->n && !(r.kind == FEEL_BOOLEAN && !r.u.boolean); i++)
        r = also(e->arena, r, equal(e, x->items[i], y->items[i], depth + 1));
    return r;
}

static const struct feel_value *entry(const struct feel_context *c, const char *key)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->keys[i], key) == 0)
            return &c->values[i];
    return NULL;
}

static struct feel_value equal_contexts(struct equality *e, const struct feel_context *x,
                                        const struct feel_context *y, int depth)
{
    if (x->n != y->n)
        return feel_boolean(false);
    struct feel_value r = feel_boolean(true);
    for (size_t i = 0; i < x->n && !(r.kind == FEEL_BOOLEAN && !r.u.boolean); i++) {
        const struct feel_value *other = entry(y, x->keys[i]);
        if (other == NULL)
            return feel_boolean(false);
        r = also(e->arena, r, equal(e, x->values[i], *other, depth + 1));
    }
    return r;
}

static struct feel_value equal_ranges(struct equality *e, const struct feel_range *x,
                                      const struct feel_range *y, int depth)
{
    if ((x->unary == NULL) != (y->unary == NULL) ||
        (x->unary != NULL && strcmp(x->unary, y->unary) != 0) ||
        x->start_closed != y->start_closed || x->end_closed != y->end_closed)
        return feel_boolean(false);
    struct feel_value r = equal(e, x->start, y->start, depth + 1);
    return also(e->arena, r, equal(e, x->end, y->end, depth + 1));
}

/* An unknown against a known value that is not null: decided when every value that the fact may
 * take gives the same answer. */
static struct feel_value equal_unknown(struct arena *a, const struct feel_unknown *x,
                                       struct feel_value y)
{
    if (x->has_bounds && y.kind == FEEL_NUMBER) {
        if (dec_cmp(y.u.number, x->low) < 0 || dec_cmp(y.u.number, x->high) > 0)
            return feel_boolean(false);
        if (dec_cmp(x->low, x->high) == 0)
            return feel_boolean(true);
    }
    if (x->type != NULL && x->type->kind == FT_ENUM && y.kind == FEEL_STRING) {
        size_t same = 0;
        for (size_t i = 0; i < x->type->n; i++)
            same += strcmp(x->type->names[i], y.u.string) == 0;
        if (same == 0 || same == x->type->n)
            return feel_boolean(same != 0);
    }
    return feel_unknown_of(a, x->causes);
}

static struct feel_value equal(struct equality *e, struct feel_value x, struct feel_value y,
                               int depth)
{
    if (depth > FEEL_DEPTH_MAX || e->visits++ > FEEL_VISITS_MAX)
        return null_from_error();
    if (x.kind == FEEL_UNKNOWN && y.kind == FEEL_UNKNOWN)
        return feel_unknown_of(
            e->arena, feel_causes_join(e->arena, x.u.unknown->causes, y.u.unknown->causes));
    if (x.kind == FEEL_UNKNOWN)
        return equal_unknown(e->arena, x.u.unknown, y);
    if (y.kind == FEEL_UNKNOWN)
        return equal_unknown(e->arena, y.u.unknown, x);
    if (x.kind == FEEL_NULL || y.kind == FEEL_NULL)
        return feel_boolean(x.kind == y.kind);
    if (x.kind != y.kind)
        return null_from_error();
    switch (x.kind) {
    case FEEL_BOOLEAN:
        return feel_boolean(x.u.boolean == y.u.boolean);
    case FEEL_NUMBER:
    case FEEL_DAYS_DURATION:
        return feel_boolean(dec_cmp(x.u.number, y.u.number) == 0);
    case FEEL_STRING:
        return feel_boolean(strcmp(x.u.string, y.u.string) == 0);
    case FEEL_DATE:
    case FEEL_TIME:
    case FEEL_DATE_TIME:
    case FEEL_YEARS_DURATION: {
        int sign = 1;
        return feel_boolean(feel_order(x, y, &sign) && sign == 0);
    }
    case FEEL_RANGE:
        return equal_ranges(e, x.u.range, y.u.range, depth);
    case FEEL_LIST:
        return equal_lists(e, x.u.list, y.u.list, depth);
    case FEEL_CONTEXT:
        return equal_contexts(e, x.u.context, y.u.context, depth);
    default:
        return null_from_error();
    }
}

struct feel_value feel_equal_counted(struct arena *a, struct feel_value x, struct feel_value y,
                                     size_t *visits)
{
    struct equality e = {.arena = a};
    struct feel_value v = equal(&e, x, y, 0);
    *visits += e.visits;
    return v;
}

struct feel_value feel_equal(struct arena *a, struct feel_value x, struct feel_value y)
{
    size_t visits = 0;
    return feel_equal_counted(a, x, y, &visits);
}

/* --- identity ----------------------------------------------------------------------------------
 */

static bool identical(struct feel_value x, struct feel_value y, size_t *visits, int depth);

static bool identical_unknowns(const struct feel_unknown *x, const struct feel_unknown *y)
{
    size_t n = x->causes != NULL ? x->causes->n : 0;
    if (n != (y->causes != NULL ? y->causes->n : 0) || x->has_bounds != y->has_bounds)
        return false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(x->causes->names[i], y->causes->names[i]) != 0)
            return false;
    return !x->has_bounds || (dec_cmp(x->low, y->low) == 0 && dec_cmp(x->high, y->high) == 0);
}

static bool identical_times(const struct feel_time *x, const struct feel_time *y)
{
    bool zones =
        x->zone != NULL && y->zone != NULL ? strcmp(x->zone, y->zone) == 0 : x->zone == y->zone;
    return zones && feel_time_seconds(x) == feel_time_seconds(y) &&
           x->has_offset == y->has_offset && x->offset_seconds == y->offset_seconds;
}

static bool identical_contexts(const struct feel_context *x, const struct feel_context *y,
                               size_t *visits, int depth)
{
    if (x->n != y->n)
        return false;
    for (size_t i = 0; i < x->n; i++) {
        const struct feel_value *other = entry(y, x->keys[i]);
        if (other == NULL || !identical(x->values[i], *other, visits, depth + 1))
            return false;
    }
    return true;
}

static bool identical_lists(const struct feel_list *x, const struct feel_list *y, size_t *visits,
                            int depth)
{
    if (x == y)
        return true;
    if (x->n != y->n)
        return false;
    for (size_t i = 0; i < x->n; i++)
        if (!identical(x->items[i], y->items[i], visits, depth + 1))
            return false;
    return true;
}

static bool identical(struct feel_value x, struct feel_value y, size_t *visits, int depth)
{
    if (x.kind != y.kind || depth > FEEL_DEPTH_MAX || (*visits)++ > FEEL_VISITS_MAX)
        return false;
    switch (x.kind) {
    case FEEL_NULL:
        return true;
    case FEEL_UNKNOWN:
        return identical_unknowns(x.u.unknown, y.u.unknown);
    case FEEL_TIME:
        return identical_times(x.u.time, y.u.time);
    case FEEL_DATE_TIME:
        return date_cmp(x.u.date_time->date, y.u.date_time->date) == 0 &&
               identical_times(&x.u.date_time->time, &y.u.date_time->time);
    case FEEL_RANGE:
        return (x.u.range->unary == NULL) == (y.u.range->unary == NULL) &&
               (x.u.range->unary == NULL || strcmp(x.u.range->unary, y.u.range->unary) == 0) &&
               x.u.range->start_closed == y.u.range->start_closed &&
               x.u.range->end_closed == y.u.range->end_closed &&
               identical(x.u.range->start, y.u.range->start, visits, depth + 1) &&
               identical(x.u.range->end, y.u.range->end, visits, depth + 1);
    case FEEL_LIST:
        return identical_lists(x.u.list, y.u.list, visits, depth);
    case FEEL_CONTEXT:
        return identical_contexts(x.u.context, y.u.context, visits, depth);
    case FEEL_FUNCTION:
        return x.u.function == y.u.function;
    default: {
        struct feel_value same = feel_equal(NULL, x, y);
        return same.kind == FEEL_BOOLEAN && same.u.boolean;
    }
    }
}

bool feel_identical(struct feel_value x, struct feel_value y)
{
    size_t visits = 0;
    return identical(x, y, &visits, 0);
}

const char *feel_kind_name(enum feel_kind kind)
{
    static const char *const names[] = {
        [FEEL_NULL] = "null",
        [FEEL_UNKNOWN] = "unknown",
        [FEEL_BOOLEAN] = "boolean",
        [FEEL_NUMBER] = "number",
        [FEEL_STRING] = "string",
        [FEEL_DATE] = "date",
        [FEEL_TIME] = "time",
        [FEEL_DATE_TIME] = "date and time",
        [FEEL_DAYS_DURATION] = "days and time duration",
        [FEEL_YEARS_DURATION] = "years and months duration",
        [FEEL_RANGE] = "range",
        [FEEL_LIST] = "list",
        [FEEL_CONTEXT] = "context",
        [FEEL_FUNCTION] = "function",
    };
    return names[kind];
}
