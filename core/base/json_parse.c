/* The JSON reader: RFC 8259, with limits. */
#include <string.h>

#include "core/base/json.h"
#include "core/base/map.h"
#include "core/base/utf8.h"

#define MAX_DEPTH 128
#define MAX_BYTES ((size_t)64 << 20)

struct reader {
    struct arena *arena;
    struct diags *diags;
    const char *file, *text;
    size_t n, i;
    size_t counted; /* line and col are those of this byte */
    int line, col;
};

/* Places are asked for in ascending order, but for an error that points back: counted afresh. */
static struct pos place(struct reader *r, size_t at)
{
    if (at < r->counted) {
        r->counted = 0;
        r->line = 1;
        r->col = 1;
    }
    for (; r->counted < at; r->counted++) {
        unsigned char c = (unsigned char)r->text[r->counted];
        if (c == '\n') {
            r->line++;
            r->col = 1;
        } else if ((c & 0xC0) != 0x80) {
            r->col++;
        }
    }
    return (struct pos){r->file, r->line, r->col};
}

static struct json *fail(struct reader *r, const char *message)
{
    diag_add(r->diags, DIAG_ERROR, NULL, place(r, r->i), NULL, "not valid JSON: %s", message);
    return NULL;
}

static void skip_space(struct reader *r)
{
    while (r->i < r->n && strchr(" \t\r\n", r->text[r->i]) != NULL && r->text[r->i] != 0)
        r->i++;
}

static bool hex4(const struct reader *r, size_t at, uint32_t *out)
{
    if (at + 4 > r->n)
        return false;
    *out = 0;
    for (size_t k = at; k < at + 4; k++) {
        char c = r->text[k];
        uint32_t digit;
        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (uint32_t)(c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            digit = (uint32_t)(c - 'A' + 10);
        else
            return false;
        *out = *out * 16 + digit;
    }
    return true;
}

/* The escape at the backslash; false with an error. */
static bool read_escape(struct reader *r, struct strbuf *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = r->i + 1 < r->n ? r->text[r->i + 1] : 0;
    const char *simple = c != 0 ? strchr(from, c) : NULL;
    if (simple != NULL) {
        strbuf_addch(out, to[simple - from]);
        r->i += 2;
        return true;
    }
    uint32_t cp, low;
    if (c != 'u' || !hex4(r, r->i + 2, &cp)) {
        fail(r, "unknown escape in a string");
        return false;
    }
    size_t used = 6;
    if (cp >= 0xD800 && cp < 0xDC00 && r->i + 7 < r->n && r->text[r->i + 6] == '\\' &&
        r->text[r->i + 7] == 'u' && hex4(r, r->i + 8, &low) && low >= 0xDC00 && low < 0xE000) {
        cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
        used = 12;
    }
    if (cp >= 0xD800 && cp < 0xE000) {
        fail(r, "half of a surrogate pair in a string");
        return false;
    }
    if (cp == 0) {
        fail(r, "NUL character in a string");
        return false;
    }
    char buf[4];
    strbuf_add(out, buf, utf8_encode(cp, buf));
    r->i += used;
    return true;
}

/* The string at the opening quote, in the arena; NULL after an error. */
static const char *read_string(struct reader *r)
{
    struct strbuf out;
    strbuf_init(&out, MAX_BYTES);
    r->i++;
    bool ok = true;
    for (;;) {
        if (r->i >= r->n) {
            fail(r, "a string does not end");
            ok = false;
            break;
        }
        unsigned char c = (unsigned char)r->text[r->i];
        if (c == '"') {
            r->i++;
            break;
        }
        if (c < 0x20) {
            fail(r, "control character in a string");
            ok = false;
            break;
        }
        if (c == '\\') {
            if (!read_escape(r, &out)) {
                ok = false;
                break;
            }
            continue;
        }
        uint32_t cp;
        size_t used = utf8_decode(r->text + r->i, r->n - r->i, &cp);
        if (!utf8_valid(r->text + r->i, used)) {
            fail(r, "text that is not UTF-8");
            ok = false;
            break;
        }
        strbuf_add(&out, r->text + r->i, used);
        r->i += used;
    }
    const char *s = ok ? arena_strndup(r->arena, out.buf, out.len) : NULL;
    strbuf_release(&out);
    return s;
}

static size_t digits(struct reader *r)
{
    size_t start = r->i;
    while (r->i < r->n && r->text[r->i] >= '0' && r->text[r->i] <= '9')
        r->i++;
    return r->i - start;
}

static struct json *read_number(struct reader *r)
{
    size_t start = r->i;
    if (r->text[r->i] == '-')
        r->i++;
    size_t first = r->i, whole = digits(r);
    if (whole == 0 || (whole > 1 && r->text[first] == '0'))
        return fail(r, "bad number");
    if (r->i < r->n && r->text[r->i] == '.') {
        r->i++;
        if (digits(r) == 0)
            return fail(r, "bad number");
    }
    if (r->i < r->n && (r->text[r->i] == 'e' || r->text[r->i] == 'E')) {
        r->i++;
        if (r->i < r->n && (r->text[r->i] == '+' || r->text[r->i] == '-'))
            r->i++;
        if (digits(r) == 0)
            return fail(r, "bad number");
    }
    return json_number_text(r->arena, arena_strndup(r->arena, r->text + start, r->i - start));
}

static struct json *read_value(struct reader *r, int depth);

static struct json *read_array(struct reader *r, int depth)
{
    struct json *array = json_array(r->arena);
    r->i++;
    skip_space(r);
    if (r->i < r->n && r->text[r->i] == ']') {
        r->i++;
        return array;
    }
    for (;;) {
        struct json *item = read_value(r, depth + 1);
        if (item == NULL)
            return NULL;
        json_push(r->arena, array, item);
        skip_space(r);
        if (r->i < r->n && r->text[r->i] == ']') {
            r->i++;
            return array;
        }
        if (r->i >= r->n || r->text[r->i] != ',')
            return fail(r, "expected ',' or ']'");
        r->i++;
    }
}

static struct json *read_object(struct reader *r, int depth)
{
    struct json *object = json_object(r->arena);
    struct map *seen = map_new(r->arena);
    r->i++;
    skip_space(r);
    if (r->i < r->n && r->text[r->i] == '}') {
        r->i++;
        return object;
    }
    for (;;) {
        skip_space(r);
        if (r->i >= r->n || r->text[r->i] != '"')
            return fail(r, "expected a key in quotes");
        size_t at = r->i;
        const char *key = read_string(r);
        if (key == NULL)
            return NULL;
        if (map_has(seen, key)) {
            r->i = at;
            return fail(r, "a key stands twice in one object");
        }
        map_put(seen, key, NULL);
        skip_space(r);
        if (r->i >= r->n || r->text[r->i] != ':')
            return fail(r, "expected ':' after a key");
        r->i++;
        struct json *value = read_value(r, depth + 1);
        if (value == NULL)
            return NULL;
        json_set(r->arena, object, key, value);
        skip_space(r);
        if (r->i < r->n && r->text[r->i] == '}') {
            r->i++;
            return object;
        }
        if (r->i >= r->n || r->text[r->i] != ',')
            return fail(r, "expected ',' or '}'");
        r->i++;
    }
}

static bool word(struct reader *r, const char *w)
{
    size_t n = strlen(w);
    if (r->n - r->i < n || memcmp(r->text + r->i, w, n) != 0)
        return false;
    r->i += n;
    return true;
}

static struct json *read_value(struct reader *r, int depth)
{
    if (depth > MAX_DEPTH)
        return fail(r, "nested too deeply");
    skip_space(r);
    if (r->i >= r->n)
        return fail(r, "the text ends where a value is expected");
    struct pos pos = place(r, r->i);
    struct json *j;
    char c = r->text[r->i];
    if (c == '{') {
        j = read_object(r, depth);
    } else if (c == '[') {
        j = read_array(r, depth);
    } else if (c == '"') {
        const char *s = read_string(r);
        if (s == NULL)
            return NULL;
        j = json_string(r->arena, s);
    } else if (c == '-' || (c >= '0' && c <= '9')) {
        j = read_number(r);
    } else if (word(r, "true")) {
        j = json_bool(r->arena, true);
    } else if (word(r, "false")) {
        j = json_bool(r->arena, false);
    } else if (word(r, "null")) {
        j = json_null(r->arena);
    } else {
        return fail(r, "expected a value");
    }
    if (j != NULL)
        j->pos = pos;
    return j;
}

struct json *json_parse(struct arena *a, const char *text, size_t n, const char *file_name,
                        struct diags *d)
{
    struct reader r = {
        .arena = a, .diags = d, .file = file_name, .text = text, .n = n, .line = 1, .col = 1};
    if (n > MAX_BYTES)
        return fail(&r, "larger than 64 MiB");
    struct json *j = read_value(&r, 0);
    if (j == NULL)
        return NULL;
    skip_space(&r);
    return r.i == n ? j : fail(&r, "more text after the value");
}
