/* review_compare.h: do reviewers decide alike? One reviewer's decisions on a check, where it came
 * out the same, beside those of the others. */
#ifndef ADIT_ASSESS_REVIEW_COMPARE_H
#define ADIT_ASSESS_REVIEW_COMPARE_H

#include "core/assess/review.h"

enum review_difference { REVIEW_ALIKE, REVIEW_TOO_FEW, REVIEW_DIFFERS };
const char *review_difference_name(enum review_difference d); /* "too_few" */

/* Fewer applications than this on either side say nothing; nor does a smaller gap between shares.
 */
enum { REVIEW_LEAST = 3, REVIEW_GAP_PCT = 50 };

struct review_row {
    const char *check, *reviewer; /* reviewer by the name in the review */
    enum status computed;
    size_t waived, overridden, of; /* of the applications that this reviewer has worked on */
    size_t others, others_of;      /* decided by others, of the applications that they worked on */
    size_t nobody_of;              /* applications in which nobody has decided anything */
    enum review_difference difference;
};

struct review_comparison;
struct review_comparison *review_comparison_new(struct arena *a);
/* Takes what it needs of an application; s may go after. A reviewer has worked on an application
 * when one decision in it is theirs: who looked and left everything as computed is not known. */
void review_comparison_add(struct review_comparison *c, const struct assessment *s);
/* By check, then computed status, then reviewer. Expired and outdated decisions count, by the
 * status that was computed when they were made. */
const struct review_row *review_comparison_rows(struct review_comparison *c, size_t *n);

#endif
