/* findings.h: which findings are listed: the filter behind the screen. */
#ifndef ADIT_TUI_SCREENS_FINDINGS_H
#define ADIT_TUI_SCREENS_FINDINGS_H

#include "core/assess/assess.h"

struct findings_filter {
    int severity;          /* this one and graver ones; -1: all */
    int status;            /* of enum status; -1: all */
    const char *area;      /* id of a pack; NULL: all */
    const char *needle;    /* lower case, in id, title or message; NULL: all */
    const char *programme; /* bars and scores of this programme; NULL: all */
    bool law;              /* only checks that cite a source of the host country */
};

/* The findings that pass, in their order (severity, then id). a holds the list. */
const struct finding **findings_pick(struct arena *a, const struct assessment *s,
                                     const struct findings_filter *f, size_t *n);
/* Has the finding the needle (lower case) in its id, title or message? */
bool finding_has(const struct finding *f, const char *needle);
/* The area after `area` (NULL: all) among those that have findings; NULL after the last. */
const char *findings_next_area(const struct assessment *s, const char *area);

#endif
