/* review.h: reviewers' decisions beside what was computed. They never replace it: the finding and
 * the verdict stay, and what they would be with the decisions in force stands beside them. */
#ifndef ADIT_ASSESS_REVIEW_H
#define ADIT_ASSESS_REVIEW_H

#include "core/assess/assess.h"
#include "core/dossier/review.h"

enum review_state {
    REVIEW_IN_FORCE,
    REVIEW_OUTDATED, /* the check came out otherwise when it was decided: it counts no more */
    REVIEW_NOT_YET,  /* begins after the day of the assessment */
    REVIEW_EXPIRED   /* ended before it */
};
const char *review_state_name(enum review_state s); /* "in_force" */

struct check_review {
    struct review given;
    const struct finding *finding;
    enum review_state state;
    /* What the check counts as: the computed status unless the review is in force. A waived check
     * counts as conditional: the requirement stands, and the waiver ends. */
    enum status reviewed;
    /* A fact that the rule reads and that was answered by the hand that entered the review; NULL
     * when there is none, or when nobody's hand is known (a project file). */
    const char *same_hand;
};

/* The review of the finding's check; false when nobody has reviewed it. */
bool finding_review(struct arena *a, const struct dossier *d, const struct finding *f,
                    struct date as_of, struct check_review *out);
/* All of a project, gravest finding first. */
const struct check_review *assess_reviews(struct arena *a, const struct assessment *s, size_t *n);
/* The programme's verdict with the reviews in force. *counted (may be NULL): how many of its bars
 * have one. Points stay as they were computed. */
enum verdict verdict_reviewed(struct arena *a, const struct dossier *d, struct date as_of,
                              const struct programme_result *p, size_t *counted);

/* "waived", "override: pass". */
const char *review_decision_words(struct arena *a, const struct review *r);
/* "in force to 2027-05-31", "expired on 2026-01-31", "made when it was fail; counts no more". */
const char *review_state_words(struct arena *a, const struct check_review *r);
/* "A. Ivanova, credit officer". */
const char *review_who(struct arena *a, const struct review *r);
/* "waived, in force to 2027-05-31; A. Ivanova, credit officer: the reason". */
const char *review_line(struct arena *a, const struct check_review *r);
struct json *check_review_json(struct arena *a, const struct check_review *r);

#endif
