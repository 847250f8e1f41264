/* changes.h: what one answer moved: value, verdicts, checks. No terminal. */
#ifndef ADIT_TUI_SCREENS_CHANGES_H
#define ADIT_TUI_SCREENS_CHANGES_H

#include "core/assess/assess.h"

/* How things stood before; outlives the assessment that it was taken from. */
struct standing;
struct standing *standing_of(struct arena *a, const struct assessment *s);

enum change_kind { CHANGE_VALUE, CHANGE_VERDICT, CHANGE_CHECK };

struct change {
    enum change_kind kind;
    const char *what; /* "Value", the title of the programme or of the check */
    const char *from, *to;
    enum status status; /* that it now has */
};
/* Value first, then programmes, then checks: those that now fail first. a holds the list. */
const struct change *changes_since(struct arena *a, const struct standing *before,
                                   const struct assessment *now, size_t *n);
/* "2 checks change; EXIM is now ineligible": one line. */
const char *changes_summary(struct arena *a, const struct change *list, size_t n);

#endif
