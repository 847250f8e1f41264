/* review.h: what a reviewer decided on a check: an override of its status, or a waiver. Kept as one
 * fact a check, reviews.CHECK, so that each change of it is one revision and the history stays. */
#ifndef ADIT_DOSSIER_REVIEW_H
#define ADIT_DOSSIER_REVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "core/dossier/dossier.h"

/* What a review must know of a check; the rulebook fills these in. */
struct catalogue_check {
    const char *id;
    bool judges;           /* false: it only sets countries side by side */
    const char *waived_by; /* who may waive it; begins with "nobody" where nobody may */
};
/* The checks that a review may name, each id once; borrowed. */
void catalogue_set_checks(struct catalogue *c, struct catalogue_check *checks, size_t n);
/* All of them, n in number; borrowed. One by its id, NULL when there is none. */
const struct catalogue_check *catalogue_checks(const struct catalogue *c, size_t *n);
const struct catalogue_check *catalogue_check_find(const struct catalogue *c, const char *id);
/* May somebody waive it? Where the rule does not say who, yes. */
bool check_waivable(const struct catalogue_check *c);

enum review_field {
    REVIEW_DECISION, /* override, waive */
    REVIEW_STATUS,   /* of an override: what the check counts as */
    REVIEW_NAME,     /* who decided */
    REVIEW_ROLE,
    REVIEW_DATE,  /* from this day on */
    REVIEW_UNTIL, /* to this day, inclusive */
    REVIEW_REASON,
    REVIEW_COMPUTED, /* status of the check when it was decided */
    REVIEW_DOCUMENT,
    REVIEW_PAGE,
    REVIEW_FIELD_COUNT
};
struct review_field_info {
    const char *name, *label;
    const char *const *words; /* that it takes, ended by NULL; NULL: any text */
    bool required, is_date;
};
extern const struct review_field_info review_fields[REVIEW_FIELD_COUNT];

struct review {
    const char *check;                      /* id */
    const char *fields[REVIEW_FIELD_COUNT]; /* NULL when not given */
    bool waives;                            /* else it overrides */
    struct date date, until;
    const struct fact *fact; /* its revision: who entered it, and when */
};

/* Does the name begin with "reviews."? The fact of a check is "reviews.CHECK". */
bool review_is_name(const char *name);
const char *review_fact_name(struct arena *a, const char *check);
/* A review from its fields, as a fact. Errors, each at its place (at[i]; the whole for a field that
 * is missing): a check that no pack has (nearest named) or that judges nothing, a field missing, a
 * word or date that is none, an end before its start, an override to the status that was computed,
 * a waiver of what passes or of what nobody may waive, and an override of the latter without the
 * document that shows why. at may be NULL. */
bool review_make(struct arena *a, const struct catalogue *c, const char *check,
                 const char *const fields[REVIEW_FIELD_COUNT],
                 const struct pos at[REVIEW_FIELD_COUNT], struct pos whole, struct fact *out,
                 struct diags *d);
/* False when the fact holds no review: it is unanswered or was withdrawn. Borrows from the fact. */
bool review_read(const struct fact *f, struct review *out);
/* Does any fact hold a review, in force or not? */
bool dossier_has_reviews(const struct dossier *d);
/* The review of a check, false when there is none. */
bool dossier_review(struct arena *a, const struct dossier *d, const char *check,
                    struct review *out);

#endif
