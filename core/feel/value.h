/* value.h: a value of the rule language.
 *
 * Values are small and passed by value; what they point to lives in the arena of the evaluation
 * and is immutable. Unknown (feel.md section 6) is a kind of its own: an unanswered fact, carrying
 * the set of facts that could still settle it. */
#ifndef ADIT_FEEL_VALUE_H
#define ADIT_FEEL_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/date.h"
#include "core/base/decimal.h"
#include "core/base/json.h"
#include "core/base/strbuf.h"
#include "core/feel/types.h"

enum feel_kind {
    FEEL_NULL,
    FEEL_UNKNOWN,
    FEEL_BOOLEAN,
    FEEL_NUMBER,
    FEEL_STRING,
    FEEL_DATE,
    FEEL_TIME,
    FEEL_DATE_TIME,
    FEEL_DAYS_DURATION,  /* dec: seconds, with fraction */
    FEEL_YEARS_DURATION, /* months */
    FEEL_RANGE,
    FEEL_LIST,
    FEEL_CONTEXT,
    FEEL_FUNCTION
};

/* Names of facts, sorted and unique. The empty set is NULL or n = 0. */
struct feel_causes {
    size_t n;
    const char *const *names;
};

struct feel_time {
    int8_t hour, minute, second;
    bool has_offset;
    int32_t offset_seconds;
    const char *zone; /* IANA id as written, or NULL; never interpreted */
};

struct feel_date_time {
    struct date date;
    struct feel_time time;
};

struct feel_value;

struct feel_unknown {
    const struct feel_causes *causes;
    const struct feel_type *type; /* of the fact, when it is one fact as it stands; else NULL */
    /* For a number: what it can still be (feel.md 6.5, 8.4). */
    bool has_bounds;
    struct dec low, high;
    /* For a filtered list with open tests: the elements that are or may be in it; else NULL. */
    const struct feel_members *members;
};

/* Elements in order; in[i] is true for one that is certainly in the list, unknown for an open one.
 * Those that are certainly out are not there. */
struct feel_members {
    size_t n;
    const struct feel_value *items, *in;
};

struct feel_list {
    size_t n;
    const struct feel_value *items;
};

struct feel_context {
    size_t n;
    const char *const *keys; /* in order of entry */
    const struct feel_value *values;
};

struct feel_value {
    enum feel_kind kind;
    /* FEEL_NULL that came of an error and not of a literal: its result must not decide a rule. */
    bool from_error;
    union {
        bool boolean;
        struct dec number; /* also the seconds of a days and time duration */
        const char *string;
        struct date date;
        const struct feel_time *time;
        const struct feel_date_time *date_time;
        long long months;
        const struct feel_range *range;
        const struct feel_list *list;
        const struct feel_context *context;
        const struct feel_function *function;
        const struct feel_unknown *unknown;
    } u;
};

struct feel_range {
    /* How it was written: 0 for [a..b] and its like, or one of "<" "<=" ">" ">=" "=" "!=": a
     * unary comparison is a value of its own (feel.md 5.2) whose missing end is null. */
    const char *unary;
    bool start_closed, end_closed;
    struct feel_value start, end;
};

struct feel_value feel_null(void);
struct feel_value feel_boolean(bool b);
struct feel_value feel_number(struct dec n);
struct feel_value feel_int(long long n);
struct feel_value feel_string(const char *s); /* not copied; must outlive the value */
struct feel_value feel_date(struct date d);
struct feel_value feel_months(long long months);
struct feel_value feel_seconds(struct dec seconds);
struct feel_value feel_list_of(struct arena *a, const struct feel_value *items, size_t n);
struct feel_value feel_context_of(struct arena *a, const char *const *keys,
                                  const struct feel_value *values, size_t n);
/* An unanswered fact of a declared type (may be NULL for Any). */
struct feel_value feel_unknown_fact(struct arena *a, const char *name,
                                    const struct feel_type *type);
struct feel_value feel_unknown_of(struct arena *a, const struct feel_causes *causes);
/* An unknown number that lies in low..high and cannot be null. */
struct feel_value feel_unknown_between(struct arena *a, const struct feel_causes *causes,
                                       struct dec low, struct dec high);

const struct feel_causes *feel_causes_one(struct arena *a, const char *name);
const struct feel_causes *feel_causes_join(struct arena *a, const struct feel_causes *x,
                                           const struct feel_causes *y);
bool feel_causes_has(const struct feel_causes *c, const char *name);
/* True when v is unknown or holds an unknown at any depth; *causes (may be NULL) receives the
 * facts of all of them. */
bool feel_holds_unknown(struct arena *a, struct feel_value v, const struct feel_causes **causes);

/* FEEL's own "=": true, false or null (different types); unknown when either side is. */
struct feel_value feel_equal(struct arena *a, struct feel_value x, struct feel_value y);
/* Same kind and content, unknowns and nulls included: for tests and for "did it change". */
bool feel_identical(struct feel_value x, struct feel_value y);

/* The name of the kind as the contract spells it ("number", "days and time duration", ...). */
const char *feel_kind_name(enum feel_kind kind);
/* Canonical FEEL text that reads back as the value; a string quoted. Unknown writes "unknown". */
void feel_write(struct strbuf *out, struct feel_value v);
/* The contract's text: as feel_write, but a string unquoted. */
const char *feel_canonical(struct arena *a, struct feel_value v);
/* For people (messages, memos, findings): strings, dates, times and durations bare, else as
 * feel_write. */
const char *feel_text(struct arena *a, struct feel_value v);
/* The contract's JSON form. */
struct json *feel_to_json(struct arena *a, struct feel_value v);
/* The contract's JSON form back, {"@feel":..} and {"@unknown":..} understood; path names unknowns
 * ("a.b"). Errors go to d. */
struct feel_value feel_from_json(struct arena *a, const struct json *j, const char *path,
                                 struct diags *d);

/* Conversion at a typed border (feel.md section 10). False when v cannot be had as t: then *out is
 * null from an error. */
bool feel_convert(struct arena *a, struct feel_value v, const struct feel_type *t,
                  struct feel_value *out);
/* True when v is a value of t (null is of every type but FT_NULL's rules; unknown likewise). */
bool feel_value_conforms(struct feel_value v, const struct feel_type *t);

#endif
