/* calc_internal.h: what the calculators share. */
#ifndef ADIT_ASSESS_CALC_INTERNAL_H
#define ADIT_ASSESS_CALC_INTERNAL_H

#include "core/assess/calc.h"
#include "core/base/vec.h"

/* A number that lies between two. */
struct span {
    struct dec low, high;
};

/* The high end of a cost of which only the low end is known. */
#define NO_CEILING 1000000000000000

struct sheet {
    struct arena *a;
    const struct dossier *d;
    const struct rulebook *r; /* NULL while only contradictions are looked for */
    struct date as_of;
    const struct sheet *beside; /* another calculator whose facts count as answers, or NULL */
    VEC(struct calc_step) steps;
    VEC(struct calc_fact) facts;
    VEC(const char *) notes;
    VEC(const char *) errors;
};

void sheet_step(struct sheet *s, const char *label, const char *working, const char *result);
void sheet_note(struct sheet *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sheet_error(struct sheet *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sheet_fact(struct sheet *s, const char *name, struct feel_value v);
/* Unknown because `cause` has no full answer. */
void sheet_open(struct sheet *s, const char *name, const char *cause);
void sheet_span(struct sheet *s, const char *name, struct span v, const char *cause);

/* Answer of the project, or what an earlier calculator says. False when not a number. */
bool sheet_number(const struct sheet *s, const char *name, struct dec *out);
struct feel_value sheet_value(const struct sheet *s, const char *name);
/* Items of a list of maps; 0 when unanswered. */
size_t sheet_list(const struct sheet *s, const char *name, const struct feel_value **items);
/* A field of a map; unknown when absent or null. */
struct feel_value item_field(struct feel_value item, const char *key);
const char *item_text(struct feel_value item, const char *key); /* NULL when not given */
bool item_number(struct feel_value item, const char *key, struct dec *out);
/* A dated parameter on the sheet's date; false when there is none. *pending (may be NULL) is set
 * when a newer value was expected by then. */
bool sheet_param(const struct sheet *s, const char *id, struct dec *out, bool *pending);
const char *sheet_param_text(const struct sheet *s, const char *id, struct date on);
/* word is one of the words of the list parameter id ("CN HK MO"). */
bool sheet_listed(const struct sheet *s, const char *id, const char *word);

/* True when the project's own answer to an asked fact lies outside what was worked out, by more
 * than half a point; says so in a note. */
bool sheet_contradicts(struct sheet *s, const char *asked, struct span v);

/* Arithmetic that cannot fail on figures of this size; a division by zero gives 0. */
struct dec plus(struct dec x, struct dec y);
struct dec minus(struct dec x, struct dec y);
struct dec times(struct dec x, struct dec y);
struct dec over(struct dec x, struct dec y);
struct dec whole(int64_t n);
struct dec smaller(struct dec x, struct dec y);
struct dec larger(struct dec x, struct dec y);
struct dec per_cent_of(struct dec share, struct dec x); /* share / 100 * x */

const char *number_words(struct arena *a, struct dec x, const char *unit);
const char *span_words(struct arena *a, struct span x, const char *unit);

void calc_ownership(struct sheet *s);
void calc_content(struct sheet *s);
void calc_scri(struct sheet *s);
void calc_china(struct sheet *s);
void calc_country(struct sheet *s);
/* The sales contracts: shares of output by buyer's country, as facts. */
void calc_sales(struct sheet *s, bool steps);

#endif
