/* whatif.h: the figures that matter for changed prices, grade, recovery, capital, cost and discount
 * rate, fast enough to follow a slider: the project is read once, a run takes about 0.1 ms.
 *
 * A run is the model of econ_run with the facts changed, nothing approximate: what a factor acts on
 * is what the project states. */
#ifndef ADIT_ECONOMICS_WHATIF_H
#define ADIT_ECONOMICS_WHATIF_H

#include "core/economics/economics.h"

/* What can be moved, in the order of screens: id, name, title, and what it is. */
#define WHATIF_SLIDERS(X)                                                                          \
    X(PRICE, "price", "Prices")                                                                    \
    X(GRADE, "grade", "Grade")                                                                     \
    X(RECOVERY, "recovery", "Recovery")                                                            \
    X(CAPITAL, "capital", "Initial capital")                                                       \
    X(OPEX, "opex", "Operating cost")                                                              \
    X(RATE, "discount_rate", "Discount rate")

enum whatif_slider {
#define X(id, name, title) WHATIF_##id,
    WHATIF_SLIDERS(X)
#undef X
        WHATIF_COUNT
};
extern const char *const whatif_names[WHATIF_COUNT], *const whatif_titles[WHATIF_COUNT];

/* Factors, 1 as the project stands; the last is the discount rate itself, a fraction (NaN: the
 * project's).
 *   price     all product prices before payability and charges; given revenue
 *   grade     the head grade; where tonnes of product or revenue are given, those
 *   recovery  each product's recovery, at most 100 %; where tonnes or revenue are given, those
 *   capital   initial capital
 *   opex      mining, processing and general cost, however stated */
struct whatif_change {
    double value[WHATIF_COUNT];
};

/* NaN: there is none (no cash flow, no debt, several rates of return, money not paid back). */
struct whatif_figures {
    double npv_pre_tax, npv_post_tax, npv_equity; /* at `rate`, whole units of the currency */
    double irr_pre_tax, irr_post_tax, irr_equity; /* fractions; NaN unless there is just one */
    double payback_years;                         /* post-tax, from the first flow that counts */
    double dscr_min;
    double rate;
};

struct whatif;

/* Reads the project under options (NULL: the file as it stands). NULL when there is no cash flow.
 * Errors in the facts are left to econ_run. The arena must outlive it; close it all the same. */
struct whatif *whatif_open(struct arena *a, const struct dossier *d, const struct econ_data *data,
                           const struct econ_options *options);
void whatif_close(struct whatif *w);
struct whatif_change whatif_none(void); /* nothing changed */
/* Whether a slider acts on anything that the project states. */
bool whatif_acts(const struct whatif *w, enum whatif_slider slider);
/* Computes; not from two threads at once on the same w. */
struct whatif_figures whatif_run(struct whatif *w, const struct whatif_change *c);

#endif
