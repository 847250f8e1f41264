/* verdicts.h: the three verdicts that stand first in the overview: the law of the host country, the
 * economics, the financing. No terminal. */
#ifndef ADIT_TUI_SCREENS_VERDICTS_H
#define ADIT_TUI_SCREENS_VERDICTS_H

#include "core/assess/assess.h"

struct verdict_line {
    enum status status;
    const char *text; /* in words, one line */
};

/* Does the check cite a source of the project's host country? */
bool finding_is_law(const struct assessment *s, const struct finding *f);
/* The checks that cite a source of the host country: a failure decides, then what is open, then a
 * condition. */
struct verdict_line law_verdict(struct arena *a, const struct assessment *s);
/* Value and return of the file as it stands, judged by the checks that read NPV or IRR after tax;
 * without a cash flow: how many inputs are missing. */
struct verdict_line economics_verdict(struct arena *a, const struct assessment *s);
/* All programmes together: how many have which verdict. */
struct verdict_line financing_verdict(struct arena *a, const struct assessment *s);

/* "NPV at 8 %: USD 12 m   IRR 9.1 %" after tax, of a complete result. */
const char *value_text(struct arena *a, const struct econ_result *e);

#endif
