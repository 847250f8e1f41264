/* review_model.h: the form of one decision on a check: what is typed in each field, its drafts, and
 * writing it. No terminal. */
#ifndef ADIT_TUI_SCREENS_REVIEW_MODEL_H
#define ADIT_TUI_SCREENS_REVIEW_MODEL_H

#include "core/assess/review.h"
#include "tui/screens/workbench.h"

struct review_form;

/* Begins with what was typed earlier and not kept, else the review that stands, else the author's
 * name and the day of the assessment. */
struct review_form *review_form_new(struct workbench *w, const char *check);
void review_form_free(struct review_form *f);
const char *review_form_value(const struct review_form *f,
                              enum review_field field); /* "" if none */
bool review_form_drafted(const struct review_form *f);  /* something is typed and not kept */
/* Takes a field's text, a word by its beginning; it is on disk as a draft when this returns. */
void review_form_set(struct review_form *f, enum review_field field, const char *text);
/* Writes the decision on the check as it is computed now, and assesses anew. False with *why
 * (lives as long as the workbench): nothing was written, the drafts stay. */
bool review_form_save(struct review_form *f, const char **why);
/* Takes the decision back; the record keeps it and the reason. */
bool review_form_withdraw(struct review_form *f, const char *reason, const char **why);

#endif
