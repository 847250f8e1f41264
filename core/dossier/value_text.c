/* value_text.c: values as one line of YAML, and texts from outside made fit for a message. */
#include <string.h>

#include "core/base/utf8.h"
#include "core/dossier/internal.h"

enum { SHOWN_MAX = 60 };

const char *shown(struct arena *a, const char *text)
{
    char *visible = text_visible(a, text, strlen(text), true);
    if (utf8_length(visible) <= SHOWN_MAX)
        return visible;
    size_t cut = utf8_offset(visible, SHOWN_MAX);
    return arena_printf(a, "%.*s...", (int)cut, visible);
}

const char *text_trim(struct arena *a, const char *s)
{
    s += strspn(s, " \t\r\n");
    size_t n = strlen(s);
    while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
        n--;
    return arena_strndup(a, s, n);
}

static bool plain_key(const char *s)
{
    return *s != '\0' && strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789_-") == strlen(s);
}

static void write_items(struct strbuf *out, const struct feel_list *l)
{
    strbuf_addch(out, '[');
    for (size_t i = 0; i < l->n; i++) {
        if (i > 0)
            strbuf_adds(out, ", ");
        value_write(out, l->items[i]);
    }
    strbuf_addch(out, ']');
}

static void write_fields(struct strbuf *out, const struct feel_context *c)
{
    strbuf_addch(out, '{');
    for (size_t i = 0; i < c->n; i++) {
        if (i > 0)
            strbuf_adds(out, ", ");
        if (plain_key(c->keys[i]))
            strbuf_adds(out, c->keys[i]);
        else
            yaml_write_scalar(out, c->keys[i], true);
        strbuf_adds(out, ": ");
        value_write(out, c->values[i]);
    }
    strbuf_addch(out, '}');
}

static void write_date_like(struct strbuf *out, struct feel_value v)
{
    /* The canonical text is @"...", what stands in the quotes is the ISO form. */
    struct strbuf text;
    strbuf_init(&text, 0);
    feel_write(&text, v);
    const char *open = strchr(text.buf, '"'), *close = strrchr(text.buf, '"');
    if (open != NULL && close > open)
        strbuf_add(out, open + 1, (size_t)(close - open - 1));
    else
        strbuf_adds(out, text.buf);
    strbuf_release(&text);
}

void value_write(struct strbuf *out, struct feel_value v)
{
    char number[DEC_TEXT_MAX], date[DATE_TEXT_MAX];
    switch (v.kind) {
    case FEEL_NULL:
        strbuf_adds(out, "none");
        break;
    case FEEL_UNKNOWN:
        strbuf_adds(out, "null");
        break;
    case FEEL_BOOLEAN:
        strbuf_adds(out, v.u.boolean ? "true" : "false");
        break;
    case FEEL_NUMBER:
        strbuf_adds(out, dec_text(v.u.number, number));
        break;
    case FEEL_STRING:
        yaml_write_scalar(out, v.u.string, true);
        break;
    case FEEL_DATE:
        strbuf_adds(out, date_text(v.u.date, date));
        break;
    case FEEL_LIST:
        write_items(out, v.u.list);
        break;
    case FEEL_CONTEXT:
        write_fields(out, v.u.context);
        break;
    default:
        write_date_like(out, v);
        break;
    }
}

const char *value_yaml(struct arena *a, struct feel_value v)
{
    struct strbuf text;
    strbuf_init(&text, 0);
    value_write(&text, v);
    const char *s = arena_strndup(a, text.buf, text.len);
    strbuf_release(&text);
    return s;
}
