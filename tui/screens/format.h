/* format.h: figures as a person reads them on a screen. */
#ifndef ADIT_TUI_SCREENS_FORMAT_H
#define ADIT_TUI_SCREENS_FORMAT_H

#include "core/base/arena.h"
#include "core/base/decimal.h"

/* "12", "3.5": trailing zeros gone. */
const char *points_text(struct arena *a, struct dec points);
/* "12 to 48 of 60", or "30 of 60" when settled. */
const char *score_text(struct arena *a, struct dec low, struct dec high, struct dec max);
/* Whole units of a currency: "USD 1.2 bn", "USD -340 m", "USD 850,000"; NaN: "not known". */
const char *money_text(struct arena *a, const char *currency, double amount);
/* A fraction as per cent: 0.142 is "14.2 %"; NaN: "none". */
const char *percent_text(struct arena *a, double fraction);
/* A rate as it was chosen, without needless digits: 0.08 is "8 %". */
const char *rate_text(struct arena *a, double rate);
/* value / unit with digits after the point; NaN: "". "-0.0" is "0.0". */
const char *figure_text(struct arena *a, double value, double unit, int digits);

#endif
