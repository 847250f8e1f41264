/* review_inputs.h: the preparer's figure, the reviewer's and the one in use, kept apart. For the
 * economics' inputs it is what an independent engineer says of each: accept, adjust, not reviewed.
 */
#ifndef ADIT_ASSESS_REVIEW_INPUTS_H
#define ADIT_ASSESS_REVIEW_INPUTS_H

#include "core/base/arena.h"
#include "core/base/json.h"
#include "core/dossier/dossier.h"

enum input_review { INPUT_ACCEPT, INPUT_ADJUST, INPUT_NOT_REVIEWED };
const char *input_review_name(enum input_review r); /* "not_reviewed" */

/* Not reviewed: nobody has given a reviewer's figure. Accepted: it is the preparer's (the sponsor's
 * where one is recorded, else the one in use). Adjusted: it is another. */
enum input_review fact_reviewed(const struct fact *f);
struct input_line {
    const struct fact *fact;
    enum input_review review;
    const char *prepared, *reviewed, *in_use; /* displayed; NULL when unknown */
};
/* The economics' inputs of the file as it stands, and every other fact that has a reviewer's
 * figure; adjusted ones first, then accepted, then not reviewed, each in the file's order. */
const struct input_line *review_inputs(struct arena *a, const struct dossier *d, size_t *n);

/* Puts a figure as the sponsor's or (as_reviewer) the reviewer's. The value in use stays, unless
 * final. The value in use is kept as the sponsor's when a reviewer's final figure takes its place
 * and no sponsor's is recorded, so that neither is lost. old may be NULL. False after an error: a
 * reviewer's figure that differs needs why. */
bool fact_claim(struct arena *a, const struct fact *old, const struct fact *typed, bool as_reviewer,
                bool final, const char *why, struct fact *out, struct diags *d);

/* A new answer keeps the sponsor's and the reviewer's figure beside it: none is lost silently. */
void fact_keep_claims(struct fact *f, const struct fact *old);

#endif
