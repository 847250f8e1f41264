/* statement.h: the annual statement as lines of figures for a screen. */
#ifndef ADIT_TUI_SCREENS_STATEMENT_H
#define ADIT_TUI_SCREENS_STATEMENT_H

#include "core/economics/economics.h"

struct statement_line {
    enum econ_line line;
    const char *title;
    const char *unit;   /* "USD m", "kt", "%" */
    double divide;      /* figures are divided by this */
    int digits;         /* after the point */
    bool given, strong; /* strong: sums that the eye should find */
};

/* The lines that have figures, in the statement's order. a holds the list. */
const struct statement_line *statement_lines(struct arena *a, const struct econ_result *e,
                                             size_t *n);
/* Without debt the equity's view is the post-tax one again. */
bool has_debt(const struct econ_result *e);
/* The case after `name` (NULL: the file as it stands): the first named case, ..., NULL again. */
const char *next_case(struct arena *a, const struct dossier *d, const char *name);
/* Why a case was made, in its author's words, or NULL. */
const char *case_why(struct arena *a, const struct dossier *d, const char *name);

#endif
