/* findings.h: which findings are listed: the filter behind the screen. */
#ifndef ADIT_TUI_SCREENS_FINDINGS_H
#define ADIT_TUI_SCREENS_FINDINGS_H

#include "core/assess/assess.h"

enum { FINDINGS_APPLICABLE = -1, FINDINGS_ALL = -2 }; /* all that apply; those that do not, too */

struct findings_filter {
    int severity;          /* this one and graver ones; -1: all */
    int status;            /* of enum status, or one of those below */
    const char *area;      /* id of a pack; NULL: all */
    const char *needle;    /* lower case, in id, title or message; NULL: all */
    const char *programme; /* bars and scores of this programme; NULL: all */
    bool law;              /* only checks that cite a source of the host country */
};

/* The findings that pass: by severity, then what fails, is conditional, in error, open, passed and
 * not applicable, then by id. a holds the list. */
const struct finding **findings_pick(struct arena *a, const struct assessment *s,
                                     const struct findings_filter *f, size_t *n);
/* "x 1 fail   ? 3 unknown": how many of the list have which status. */
const char *findings_count(struct arena *a, const struct finding *const *list, size_t n);
/* How many the filter leaves out only because they do not apply. */
size_t findings_hidden(const struct assessment *s, const struct findings_filter *f);
/* Has the finding the needle (lower case) in its id, title or message? */
bool finding_has(const struct finding *f, const char *needle);
/* The area after `area` (NULL: all) among those that have findings; NULL after the last. */
const char *findings_next_area(const struct assessment *s, const char *area);

#endif
