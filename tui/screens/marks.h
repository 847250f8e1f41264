/* marks.h: the sign and style of each status, verdict and severity: the sign alone must do. */
#ifndef ADIT_TUI_SCREENS_MARKS_H
#define ADIT_TUI_SCREENS_MARKS_H

#include "core/assess/assess.h"
#include "tui/cells.h"

/* What asks for a decision first: fail, conditional, error, unknown, pass, not applicable. */
extern const enum status status_order[STATUS_COUNT];
const char *status_mark(enum status s); /* + ! x ? - E */
enum role status_role(enum status s);
const char *status_words(enum status s); /* "not applicable" */
/* The status that a verdict shows as. */
enum status verdict_status(enum verdict v);
const char *verdict_mark(enum verdict v);
enum role verdict_role(enum verdict v);
/* "EXIM" for us.exim.scri: the second part of the id, up to an underscore. */
const char *programme_short(struct arena *a, const struct programme *p);
/* Of one lender: the same second part of the id. */
bool same_lender(const struct programme *p, const struct programme *q);
/* How wide the door stands open: 0 for ineligible to 3 for eligible. */
int verdict_width(enum verdict v);
/* "law_stale, weak_evidence" in words, "" when none. */
const char *marks_words(struct arena *a, unsigned marks);

#endif
