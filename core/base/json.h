/* json.h: JSON with exact numbers and ordered objects.
 *
 * A number keeps its text, so that decimal128 values pass through unharmed; that is why this is
 * not a library's tree of doubles. The reader takes RFC 8259 exactly, plus limits on size and
 * depth; strings must be valid UTF-8 without NUL, lone surrogates are an error. */
#ifndef ADIT_BASE_JSON_H
#define ADIT_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"
#include "core/base/strbuf.h"

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
    enum json_kind kind;
    bool boolean;
    const char *text; /* number: its digits; string: its UTF-8 */
    size_t n;         /* items of an array, members of an object */
    struct json **items;
    const char **keys; /* of an object, beside items */
    size_t cap;        /* private to json.c */
    struct pos pos;    /* where it was read; zero when built */
};

/* NULL after adding an error. */
struct json *json_parse(struct arena *a, const char *text, size_t n, const char *file_name,
                        struct diags *d);

struct json *json_null(struct arena *a);
struct json *json_bool(struct arena *a, bool b);
struct json *json_string(struct arena *a, const char *s); /* copies; NULL gives null */
struct json *json_int(struct arena *a, long long n);
/* The shortest text that reads back the same; a number that is not finite gives null. */
struct json *json_double(struct arena *a, double d);
struct json *json_number_text(struct arena *a, const char *digits); /* trusted text, copied */
struct json *json_array(struct arena *a);
struct json *json_object(struct arena *a);
void json_push(struct arena *a, struct json *array, struct json *item);
/* Appends; the caller does not add one key twice. The key is copied. */
void json_set(struct arena *a, struct json *object, const char *key, struct json *value);
struct json *json_get(const struct json *object, const char *key); /* NULL when absent */

/* indent 0: one line. ASCII controls are escaped; the rest stays UTF-8. */
void json_write(struct strbuf *out, const struct json *j, int indent);
void json_write_string(struct strbuf *out, const char *s);
/* The shortest decimal text that reads back as d; "0" for -0. buf holds 40 bytes. d is finite. */
char *double_text(double d, char buf[40]);

#endif
