/* types.c: static types: constants, text, which values two types share. */
#include "core/feel/types.h"

#include <string.h>

const struct feel_type *feel_type_simple(enum feel_type_kind kind)
{
    static const struct feel_type simple[] = {
        [FT_ANY] = {.kind = FT_ANY},
        [FT_NULL] = {.kind = FT_NULL},
        [FT_BOOLEAN] = {.kind = FT_BOOLEAN},
        [FT_NUMBER] = {.kind = FT_NUMBER},
        [FT_STRING] = {.kind = FT_STRING},
        [FT_ENUM] = {.kind = FT_ENUM},
        [FT_DATE] = {.kind = FT_DATE},
        [FT_TIME] = {.kind = FT_TIME},
        [FT_DATE_TIME] = {.kind = FT_DATE_TIME},
        [FT_DAYS_DURATION] = {.kind = FT_DAYS_DURATION},
        [FT_YEARS_DURATION] = {.kind = FT_YEARS_DURATION},
        [FT_RANGE] = {.kind = FT_RANGE},
        [FT_LIST] = {.kind = FT_LIST},
        [FT_CONTEXT] = {.kind = FT_CONTEXT},
        [FT_FUNCTION] = {.kind = FT_FUNCTION},
    };
    return &simple[kind];
}

const struct feel_type *feel_type_list(struct arena *a, const struct feel_type *element)
{
    if (element == NULL || element->kind == FT_ANY || element->kind == FT_NULL)
        return feel_type_simple(FT_LIST);
    struct feel_type *t = ARENA_NEW(a, struct feel_type);
    t->kind = FT_LIST;
    t->element = element;
    return t;
}

const struct feel_type *feel_type_range(struct arena *a, const struct feel_type *element)
{
    if (element == NULL || element->kind == FT_ANY || element->kind == FT_NULL)
        return feel_type_simple(FT_RANGE);
    struct feel_type *t = ARENA_NEW(a, struct feel_type);
    t->kind = FT_RANGE;
    t->element = element;
    return t;
}

const struct feel_type *feel_type_enum(struct arena *a, const char *const *members, size_t n)
{
    struct feel_type *t = ARENA_NEW(a, struct feel_type);
    t->kind = FT_ENUM;
    t->names = members;
    t->n = n;
    return t;
}

/* --- text --------------------------------------------------------------------------------------
 */

static void write_members(struct strbuf *out, const struct feel_type *t)
{
    strbuf_adds(out, "enum(");
    for (size_t i = 0; i < t->n; i++) {
        strbuf_adds(out, i != 0 ? ", \"" : "\"");
        for (const char *s = t->names[i]; *s != '\0'; s++) {
            if (*s == '"' || *s == '\\')
                strbuf_addch(out, '\\');
            strbuf_addch(out, *s);
        }
        strbuf_addch(out, '"');
    }
    strbuf_addch(out, ')');
}

static void write_fields(struct strbuf *out, const struct feel_type *t)
{
    strbuf_adds(out, "context");
    for (size_t i = 0; i < t->n; i++) {
        strbuf_addf(out, "%s%s: ", i == 0 ? "<" : ", ", t->names[i]);
        feel_type_write(out, t->fields[i]);
    }
    if (t->n != 0)
        strbuf_addch(out, '>');
}

void feel_type_write(struct strbuf *out, const struct feel_type *t)
{
    static const char *const names[] = {
        [FT_ANY] = "Any",
        [FT_NULL] = "null",
        [FT_BOOLEAN] = "boolean",
        [FT_NUMBER] = "number",
        [FT_STRING] = "string",
        [FT_DATE] = "date",
        [FT_TIME] = "time",
        [FT_DATE_TIME] = "date and time",
        [FT_DAYS_DURATION] = "days and time duration",
        [FT_YEARS_DURATION] = "years and months duration",
        [FT_RANGE] = "range",
        [FT_LIST] = "list",
        [FT_FUNCTION] = "function",
    };
    if (t->kind == FT_ENUM) {
        write_members(out, t);
    } else if (t->kind == FT_CONTEXT) {
        write_fields(out, t);
    } else {
        strbuf_adds(out, names[t->kind]);
        if ((t->kind == FT_LIST || t->kind == FT_RANGE) && t->element != NULL) {
            strbuf_addch(out, '<');
            feel_type_write(out, t->element);
            strbuf_addch(out, '>');
        }
    }
}

const char *feel_type_text(struct arena *a, const struct feel_type *t)
{
    struct strbuf sb;
    strbuf_init(&sb, 1 << 16);
    feel_type_write(&sb, t);
    const char *text = arena_strndup(a, sb.buf, sb.len);
    strbuf_release(&sb);
    return text;
}

/* --- relations ---------------------------------------------------------------------------------
 */

static bool has_member(const struct feel_type *t, const char *name)
{
    for (size_t i = 0; i < t->n; i++) {
        if (strcmp(t->names[i], name) == 0)
            return true;
    }
    return false;
}

static const struct feel_type *field(const struct feel_type *t, const char *name)
{
    for (size_t i = 0; i < t->n; i++) {
        if (strcmp(t->names[i], name) == 0)
            return t->fields[i];
    }
    return NULL;
}

static bool members_meet(const struct feel_type *a, const struct feel_type *b)
{
    for (size_t i = 0; i < a->n; i++) {
        if (has_member(b, a->names[i]))
            return true;
    }
    return a->n == 0 || b->n == 0;
}

static bool fields_meet(const struct feel_type *a, const struct feel_type *b)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct feel_type *other = field(b, a->names[i]);
        if (other != NULL && !feel_types_overlap(a->fields[i], other))
            return false;
    }
    return true;
}

static bool is_text(const struct feel_type *t)
{
    return t->kind == FT_STRING || t->kind == FT_ENUM;
}

bool feel_types_overlap(const struct feel_type *a, const struct feel_type *b)
{
    if (a == NULL || b == NULL || a->kind == FT_ANY || b->kind == FT_ANY || a->kind == FT_NULL ||
        b->kind == FT_NULL)
        return true;
    if (is_text(a) && is_text(b))
        return a->kind == FT_STRING || b->kind == FT_STRING || members_meet(a, b);
    if (a->kind != b->kind)
        return false;
    if (a->kind == FT_RANGE)
        return feel_types_overlap(a->element, b->element);
    /* Lists of any element types share the empty list. */
    return a->kind != FT_CONTEXT || fields_meet(a, b);
}

static bool members_conform(const struct feel_type *a, const struct feel_type *b)
{
    for (size_t i = 0; i < a->n; i++) {
        if (!has_member(b, a->names[i]))
            return false;
    }
    return true;
}

bool feel_type_conforms(const struct feel_type *a, const struct feel_type *b)
{
    if (b == NULL || b->kind == FT_ANY)
        return true;
    if (a == NULL || a->kind == FT_ANY)
        return false;
    if (a->kind == FT_NULL)
        return true;
    if (a->kind == FT_ENUM && b->kind == FT_STRING)
        return true;
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case FT_ENUM:
        return members_conform(a, b);
    case FT_LIST:
    case FT_RANGE:
        return feel_type_conforms(a->element, b->element);
    case FT_CONTEXT:
        for (size_t i = 0; i < b->n; i++) {
            const struct feel_type *mine = field(a, b->names[i]);
            if (mine == NULL || !feel_type_conforms(mine, b->fields[i]))
                return false;
        }
        return true;
    default:
        return true;
    }
}
