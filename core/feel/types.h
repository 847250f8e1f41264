/* types.h: static types of the rule language (feel.md sections 1 and 10). */
#ifndef ADIT_FEEL_TYPES_H
#define ADIT_FEEL_TYPES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"
#include "core/base/strbuf.h"

enum feel_type_kind {
    FT_ANY,
    FT_NULL,
    FT_BOOLEAN,
    FT_NUMBER,
    FT_STRING,
    FT_ENUM, /* a string with a closed set of members */
    FT_DATE,
    FT_TIME,
    FT_DATE_TIME,
    FT_DAYS_DURATION,
    FT_YEARS_DURATION,
    FT_RANGE,
    FT_LIST,
    FT_CONTEXT,
    FT_FUNCTION
};

struct feel_type {
    enum feel_type_kind kind;
    const struct feel_type *element; /* list, range; NULL means Any */
    /* FT_ENUM: members. FT_CONTEXT: names of the fields, beside fields; n 0 means any context. */
    const char *const *names;
    const struct feel_type *const *fields;
    size_t n;
};

/* Shared constants for the kinds that need no arguments. */
const struct feel_type *feel_type_simple(enum feel_type_kind kind);
const struct feel_type *feel_type_list(struct arena *a, const struct feel_type *element);
const struct feel_type *feel_type_range(struct arena *a, const struct feel_type *element);
const struct feel_type *feel_type_enum(struct arena *a, const char *const *members, size_t n);

/* Reads a type as rule files and jsonl write it: number, string, boolean, date, time,
 * date and time, days and time duration, years and months duration, Any, list<T>, range<T>,
 * context<a: T, ...>, enum("a", "b"). NULL after adding an error at pos. */
const struct feel_type *feel_type_parse(struct arena *a, const char *text, struct pos pos,
                                        struct diags *d);
void feel_type_write(struct strbuf *out, const struct feel_type *t);
/* The type's text in an arena, for messages. */
const char *feel_type_text(struct arena *a, const struct feel_type *t);

/* True when a value of type a may also be a value of type b (null is in every type; Any overlaps
 * all). When false, comparing the two can never be meaningful: a load error. */
bool feel_types_overlap(const struct feel_type *a, const struct feel_type *b);
/* True when every value of type a is one of type b. */
bool feel_type_conforms(const struct feel_type *a, const struct feel_type *b);

#endif
