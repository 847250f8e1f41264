/* conditions.h: the conditions precedent that an assessment leads to: what must be shown or changed
 * before a lender signs. */
#ifndef ADIT_ASSESS_CONDITIONS_H
#define ADIT_ASSESS_CONDITIONS_H

#include "core/assess/assess.h"
#include "core/assess/review.h"

struct condition {
    const struct finding *finding; /* that it comes from; the gravest where several say the same */
    const char *text;
    bool from_remedy;     /* the rule words no condition: its remedy stands here */
    const char *owner;    /* who must bring it, or NULL */
    const char *evidence; /* the paper that shows it, or NULL */
    const char *waived_by;
    const char *const *checks; /* ids of all checks that it comes from */
    size_t n_checks;
    const char *const *programmes; /* ids of the programmes that count one of them */
    size_t n_programmes;
    const struct check_review *reviews; /* of these checks; a condition waived stays in the list */
    size_t n_reviews;
    bool waived; /* each of its checks has a waiver in force */
};

/* From every check that fails, holds on conditions or is open and for which its rule words a
 * condition; and from each bar or flag of high severity that fails or holds on conditions, by its
 * first remedy. Gravest first. With only, the checks of that programme and those of no programme.
 * Owner, evidence and who may waive are the rule's own words where it has them; else who answers
 * the open fact, the evidence that the rule or the fact asks for, and the citation's basis: law
 * that bars a programme cannot be waived, an agency's policy by the agency, the rest by the
 * credit committee. */
const struct condition *assess_conditions(struct arena *a, const struct assessment *s,
                                          const struct programme *only, size_t *n);
struct json *conditions_json(struct arena *a, const struct condition *all, size_t n);

#endif
