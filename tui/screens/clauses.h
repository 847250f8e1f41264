/* clauses.h: the model behind the clause screens: marks, filter, and writing a field. No terminal.
 */
#ifndef ADIT_TUI_SCREENS_CLAUSES_H
#define ADIT_TUI_SCREENS_CLAUSES_H

#include "core/evidence/clauses.h"
#include "tui/cells.h"
#include "tui/screens/workbench.h"

const char *clause_mark(const struct clause_line *l); /* + x - ! ? and # for a conflict */
enum role clause_role(const struct clause_line *l);
const char *clause_words(enum clause_status s); /* "not read" */

/* Which lines are listed: all, those with gaps, or those of one status. */
enum { CLAUSES_ALL = -1, CLAUSES_GAPS = -2 };
int clauses_next_filter(int filter);
const char *clauses_filter_words(int filter);
/* needle in lower case, "" for all; it is looked for in titles, id, and what was found. */
bool clauses_passes(struct arena *a, const struct clause_register *r, const struct clause_line *l,
                    int filter, const char *needle);

/* The word that was meant: itself, or the only one that begins so; else the text as it stands. */
const char *clause_word(const struct clause_field *f, const char *typed);
/* Writes one field and reads the project again. Giving a category a status for the first time also
 * says who read it and when. False with *why: nothing was written. */
bool clauses_write(struct workbench *w, const char *document,
                   const struct clause_category *category, const struct clause_field *field,
                   const char *text, const char **why);

#endif
