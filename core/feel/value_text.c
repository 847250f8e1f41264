/* value_text.c: canonical FEEL text of a value. */
#include <string.h>

#include "core/feel/eval.h"
#include "core/feel/temporal.h"
#include "core/feel/value.h"
#include "core/feel/value_limits.h"

static void write_string(struct strbuf *out, const char *s)
{
    strbuf_addch(out, '"');
    for (const char *p = s; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\') {
            strbuf_addch(out, '\\');
            strbuf_addch(out, *p);
        } else if (c == '\n') {
            strbuf_adds(out, "\\n");
        } else if (c == '\r') {
            strbuf_adds(out, "\\r");
        } else if (c == '\t') {
            strbuf_adds(out, "\\t");
        } else if (c < 0x20 || c == 0x7F) {
            strbuf_addf(out, "\\u%04X", c);
        } else {
            strbuf_addch(out, *p);
        }
    }
    strbuf_addch(out, '"');
}

static void write_number(struct strbuf *out, struct dec n)
{
    char buf[DEC_TEXT_MAX];
    strbuf_adds(out, dec_text(dec_is_zero(n) ? dec_abs(n) : n, buf));
}

/* A key that the lexer reads as a name needs no quotes. */
static bool plain_key(const char *key)
{
    if (!(key[0] == '_' || (key[0] >= 'a' && key[0] <= 'z')))
        return false;
    for (const char *p = key; *p != '\0'; p++)
        if (!(*p == '_' || (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9')))
            return false;
    return true;
}

static void write_value(struct strbuf *out, struct feel_value v, int depth);

static void write_range(struct strbuf *out, const struct feel_range *r, int depth)
{
    if (r->unary != NULL) {
        strbuf_addf(out, "(%s", r->unary);
        write_value(out, r->start.kind != FEEL_NULL ? r->start : r->end, depth + 1);
        strbuf_addch(out, ')');
        return;
    }
    strbuf_addch(out, r->start_closed ? '[' : '(');
    write_value(out, r->start, depth + 1);
    strbuf_adds(out, "..");
    write_value(out, r->end, depth + 1);
    strbuf_addch(out, r->end_closed ? ']' : ')');
}

static void write_list(struct strbuf *out, const struct feel_list *list, int depth)
{
    strbuf_addch(out, '[');
    for (size_t i = 0; i < list->n && !out->overflowed; i++) {
        if (i != 0)
            strbuf_adds(out, ", ");
        write_value(out, list->items[i], depth + 1);
    }
    strbuf_addch(out, ']');
}

static void write_context(struct strbuf *out, const struct feel_context *context, int depth)
{
    strbuf_addch(out, '{');
    for (size_t i = 0; i < context->n && !out->overflowed; i++) {
        if (i != 0)
            strbuf_adds(out, ", ");
        if (plain_key(context->keys[i]))
            strbuf_adds(out, context->keys[i]);
        else
            write_string(out, context->keys[i]);
        strbuf_adds(out, ": ");
        write_value(out, context->values[i], depth + 1);
    }
    strbuf_addch(out, '}');
}

static void write_value(struct strbuf *out, struct feel_value v, int depth)
{
    if (depth > FEEL_DEPTH_MAX) {
        strbuf_adds(out, "...");
        return;
    }
    switch (v.kind) {
    case FEEL_NULL:
        strbuf_adds(out, "null");
        break;
    case FEEL_UNKNOWN:
        strbuf_adds(out, "unknown");
        break;
    case FEEL_BOOLEAN:
        strbuf_adds(out, v.u.boolean ? "true" : "false");
        break;
    case FEEL_NUMBER:
        write_number(out, v.u.number);
        break;
    case FEEL_STRING:
        write_string(out, v.u.string);
        break;
    case FEEL_DATE:
    case FEEL_TIME:
    case FEEL_DATE_TIME:
    case FEEL_DAYS_DURATION:
    case FEEL_YEARS_DURATION:
        strbuf_adds(out, "@\"");
        feel_write_temporal(out, v);
        strbuf_addch(out, '"');
        break;
    case FEEL_RANGE:
        write_range(out, v.u.range, depth);
        break;
    case FEEL_LIST:
        write_list(out, v.u.list, depth);
        break;
    case FEEL_CONTEXT:
        write_context(out, v.u.context, depth);
        break;
    case FEEL_FUNCTION:
        feel_write_function(out, v.u.function);
        break;
    }
}

void feel_write(struct strbuf *out, struct feel_value v)
{
    write_value(out, v, 0);
}

static char *kept(struct arena *a, struct strbuf *sb)
{
    char *text = arena_strndup(a, sb->buf, sb->len);
    strbuf_release(sb);
    return text;
}

const char *feel_canonical(struct arena *a, struct feel_value v)
{
    if (v.kind == FEEL_STRING)
        return v.u.string;
    struct strbuf sb;
    strbuf_init(&sb, 16 * FEEL_TEXT_MAX); /* a value of shared parts may unfold without end */
    feel_write(&sb, v);
    return kept(a, &sb);
}

const char *feel_text(struct arena *a, struct feel_value v)
{
    if (v.kind < FEEL_DATE || v.kind > FEEL_YEARS_DURATION)
        return feel_canonical(a, v);
    struct strbuf sb;
    strbuf_init(&sb, 0);
    feel_write_temporal(&sb, v);
    return kept(a, &sb);
}
