/* value_convert.c: does a value belong to a type, and conversion at typed borders (feel.md 10). */
#include <string.h>

#include "core/feel/temporal.h"
#include "core/feel/value.h"
#include "core/feel/value_limits.h"

static bool conforms(struct feel_value v, const struct feel_type *t, int depth);

static bool enum_has(const struct feel_type *t, const char *member)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->names[i], member) == 0)
            return true;
    return false;
}

static bool context_conforms(const struct feel_context *c, const struct feel_type *t, int depth)
{
    for (size_t i = 0; i < t->n; i++) {
        size_t k = 0;
        while (k < c->n && strcmp(c->keys[k], t->names[i]) != 0)
            k++;
        if (k == c->n || !conforms(c->values[k], t->fields[i], depth + 1))
            return false;
    }
    return true;
}

static bool list_conforms(const struct feel_list *list, const struct feel_type *element, int depth)
{
    for (size_t i = 0; element != NULL && i < list->n; i++)
        if (!conforms(list->items[i], element, depth + 1))
            return false;
    return true;
}

static bool conforms(struct feel_value v, const struct feel_type *t, int depth)
{
    static const enum feel_type_kind same[] = {
        [FEEL_BOOLEAN] = FT_BOOLEAN,
        [FEEL_NUMBER] = FT_NUMBER,
        [FEEL_STRING] = FT_STRING,
        [FEEL_DATE] = FT_DATE,
        [FEEL_TIME] = FT_TIME,
        [FEEL_DATE_TIME] = FT_DATE_TIME,
        [FEEL_DAYS_DURATION] = FT_DAYS_DURATION,
        [FEEL_YEARS_DURATION] = FT_YEARS_DURATION,
        [FEEL_RANGE] = FT_RANGE,
        [FEEL_LIST] = FT_LIST,
        [FEEL_CONTEXT] = FT_CONTEXT,
        [FEEL_FUNCTION] = FT_FUNCTION,
    };
    if (t == NULL || t->kind == FT_ANY || v.kind == FEEL_NULL || v.kind == FEEL_UNKNOWN)
        return true;
    if (depth > FEEL_DEPTH_MAX)
        return false;
    if (t->kind == FT_ENUM)
        return v.kind == FEEL_STRING && enum_has(t, v.u.string);
    if (same[v.kind] != t->kind)
        return false;
    switch (v.kind) {
    case FEEL_RANGE:
        return conforms(v.u.range->start, t->element, depth + 1) &&
               conforms(v.u.range->end, t->element, depth + 1);
    case FEEL_LIST:
        return list_conforms(v.u.list, t->element, depth);
    case FEEL_CONTEXT:
        return context_conforms(v.u.context, t, depth);
    default:
        return true;
    }
}

bool feel_value_conforms(struct feel_value v, const struct feel_type *t)
{
    return conforms(v, t, 0);
}

bool feel_convert(struct arena *a, struct feel_value v, const struct feel_type *t,
                  struct feel_value *out)
{
    *out = v;
    if (feel_value_conforms(v, t))
        return true;
    if (v.kind == FEEL_LIST && v.u.list->n == 1 && feel_value_conforms(v.u.list->items[0], t)) {
        *out = v.u.list->items[0];
        return true;
    }
    if (t->kind == FT_LIST && v.kind != FEEL_LIST && feel_value_conforms(v, t->element)) {
        struct feel_value *item = ARENA_NEW(a, struct feel_value);
        *item = v;
        *out = feel_list_of(a, item, 1);
        return true;
    }
    if (t->kind == FT_DATE_TIME && v.kind == FEEL_DATE) {
        *out = feel_date_time_value(
            a, (struct feel_date_time){.date = v.u.date, .time.has_offset = true});
        return true;
    }
    *out = (struct feel_value){.kind = FEEL_NULL, .from_error = true};
    return false;
}
