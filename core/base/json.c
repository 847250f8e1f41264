#include "core/base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct json *make(struct arena *a, enum json_kind kind)
{
    struct json *j = ARENA_NEW(a, struct json);
    j->kind = kind;
    j->text = "";
    return j;
}

struct json *json_null(struct arena *a)
{
    return make(a, JSON_NULL);
}

struct json *json_bool(struct arena *a, bool b)
{
    struct json *j = make(a, JSON_BOOL);
    j->boolean = b;
    return j;
}

struct json *json_string(struct arena *a, const char *s)
{
    if (s == NULL)
        return json_null(a);
    struct json *j = make(a, JSON_STRING);
    j->text = arena_strdup(a, s);
    return j;
}

struct json *json_number_text(struct arena *a, const char *digits)
{
    struct json *j = make(a, JSON_NUMBER);
    j->text = arena_strdup(a, digits);
    return j;
}

struct json *json_int(struct arena *a, long long n)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", n);
    return json_number_text(a, text);
}

char *double_text(double d, char buf[40])
{
    if (d == 0)
        d = 0; /* -0 */
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(buf, 40, "%.*g", digits, d);
        if (strtod(buf, NULL) == d)
            break;
    }
    /* %g writes 1e+06 where 1000000 is as short to read: whole numbers below 1e15 stay plain. */
    if (strchr(buf, 'e') != NULL && fabs(d) < 1e15 && fabs(d) >= 1)
        snprintf(buf, 40, "%.0f", d);
    return buf;
}

struct json *json_double(struct arena *a, double d)
{
    char text[40];
    return isfinite(d) ? json_number_text(a, double_text(d, text)) : json_null(a);
}

struct json *json_array(struct arena *a)
{
    return make(a, JSON_ARRAY);
}

struct json *json_object(struct arena *a)
{
    return make(a, JSON_OBJECT);
}

static void reserve(struct arena *a, struct json *j)
{
    if (j->n < j->cap)
        return;
    size_t cap = j->cap != 0 ? j->cap * 2 : 8;
    struct json **items = ARENA_ARRAY(a, cap, struct json *);
    if (j->n != 0)
        memcpy(items, j->items, j->n * sizeof(struct json *));
    j->items = items;
    if (j->kind == JSON_OBJECT) {
        const char **keys = ARENA_ARRAY(a, cap, const char *);
        if (j->n != 0)
            memcpy(keys, j->keys, j->n * sizeof(const char *));
        j->keys = keys;
    }
    j->cap = cap;
}

void json_push(struct arena *a, struct json *array, struct json *item)
{
    reserve(a, array);
    array->items[array->n++] = item;
}

void json_set(struct arena *a, struct json *object, const char *key, struct json *value)
{
    reserve(a, object);
    object->keys[object->n] = arena_strdup(a, key);
    object->items[object->n++] = value;
}

struct json *json_get(const struct json *object, const char *key)
{
    if (object == NULL || object->kind != JSON_OBJECT)
        return NULL;
    for (size_t i = 0; i < object->n; i++)
        if (strcmp(object->keys[i], key) == 0)
            return object->items[i];
    return NULL;
}

static bool stands_as_it_is(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c != 0x7F;
}

void json_write_string(struct strbuf *out, const char *s)
{
    strbuf_addch(out, '"');
    while (*s != 0) {
        size_t n = 0;
        while (stands_as_it_is((unsigned char)s[n]))
            n++;
        strbuf_add(out, s, n);
        s += n;
        unsigned char c = (unsigned char)*s;
        if (c == 0)
            break;
        if (c == '"')
            strbuf_add(out, "\\\"", 2);
        else if (c == '\\')
            strbuf_add(out, "\\\\", 2);
        else if (c == '\n')
            strbuf_add(out, "\\n", 2);
        else if (c == '\t')
            strbuf_add(out, "\\t", 2);
        else if (c == '\r')
            strbuf_add(out, "\\r", 2);
        else
            strbuf_addf(out, "\\u%04x", c);
        s++;
    }
    strbuf_addch(out, '"');
}

static void newline(struct strbuf *out, int indent, int depth)
{
    if (indent > 0) {
        strbuf_addch(out, '\n');
        for (int i = 0; i < indent * depth; i++)
            strbuf_addch(out, ' ');
    }
}

static void write_at(struct strbuf *out, const struct json *j, int indent, int depth)
{
    switch (j->kind) {
    case JSON_NULL:
        strbuf_adds(out, "null");
        return;
    case JSON_BOOL:
        strbuf_adds(out, j->boolean ? "true" : "false");
        return;
    case JSON_NUMBER:
        strbuf_adds(out, j->text);
        return;
    case JSON_STRING:
        json_write_string(out, j->text);
        return;
    case JSON_ARRAY:
    case JSON_OBJECT:
        break;
    }
    bool object = j->kind == JSON_OBJECT;
    strbuf_addch(out, object ? '{' : '[');
    for (size_t i = 0; i < j->n; i++) {
        if (i > 0)
            strbuf_addch(out, ',');
        newline(out, indent, depth + 1);
        if (object) {
            json_write_string(out, j->keys[i]);
            strbuf_adds(out, indent > 0 ? ": " : ":");
        }
        write_at(out, j->items[i], indent, depth + 1);
    }
    if (j->n > 0)
        newline(out, indent, depth);
    strbuf_addch(out, object ? '}' : ']');
}

void json_write(struct strbuf *out, const struct json *j, int indent)
{
    write_at(out, j, indent, 0);
}
