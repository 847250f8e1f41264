/* answer_reasons.h: what stands below the form of a question: the answer as it is, the choices, the
 * proof, why it is asked, and what each answer would change. */
#ifndef ADIT_TUI_SCREENS_ANSWER_REASONS_H
#define ADIT_TUI_SCREENS_ANSWER_REASONS_H

#include "tui/screens/answer.h"
#include "tui/widgets/doc.h"

#define ANSWER_LABEL 11 /* columns of labels, here and in the form */

/* Adds it to d, which has been started. */
void answer_reasons(struct doc *d, const struct answer_model *m);
/* What may be answered, on one line: members of an enum, the unit, the range, an example. */
const char *answer_allowed(struct arena *a, const struct asked *asked);

#endif
