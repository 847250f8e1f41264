/* ladder.h: what a tonne of ore is worth, four times over.
 *
 * The value in the ground is the figure of brochures; what a mine is paid is a fraction of it. So
 * the four steps are always given together, and a step that cannot be computed says why. */
#ifndef ADIT_ECONOMICS_LADDER_H
#define ADIT_ECONOMICS_LADDER_H

#include "core/economics/economics.h"

enum ladder_step { LADDER_IN_SITU, LADDER_RECOVERED, LADDER_PAYABLE, LADDER_NET, LADDER_STEPS };
extern const char *const ladder_step_names[LADDER_STEPS];  /* in_situ recovered payable nsr */
extern const char *const ladder_step_titles[LADDER_STEPS]; /* for people */

/* What one product takes out of a tonne of ore and brings. */
struct econ_ladder_product {
    const char *name, *form;
    double kg;           /* per tonne of ore */
    double deck_per_kg;  /* its oxides at the deck; NaN */
    double price_per_kg; /* that the statement reckons with, before payability; NaN */
    double payable_pct;  /* NaN when not given: all is paid for */
    double charge_per_kg;
    bool mixed;    /* a separator has to buy it */
    bool evidence; /* payable_pct names a document or its grade is above asserted */
};

struct econ_ladder {
    double ore_t, grade_pct; /* of the ore fed to the plant; ore_t NaN when there are no tonnes */
    /* In the statement's currency per tonne of ore fed, in money of the valuation date. In situ and
     * recovered: the grade's and the products' oxides at the deck. Payable and net (NSR): what the
     * statement reckons with, net of separation charges, transport and selling. NaN with a why. */
    double value[LADDER_STEPS];
    const char *why[LADDER_STEPS];
    const char *deck; /* "usgs.mcs2026, 2025 (estimate), FOB China"; NULL without one */
    const struct econ_ladder_product *products;
    size_t n_products;
    double la_ce_share; /* of the recovered value; NaN */
    const char *const *notes;
    size_t n_notes;
};

/* Never NULL. */
const struct econ_ladder *econ_ladder(struct arena *a, const struct econ_result *e);
struct json *econ_ladder_json(struct arena *a, const struct econ_ladder *s);
/* Rows under those of econ_csv: the four steps, the value in the column of totals. */
void econ_ladder_csv(const struct econ_result *e, const struct econ_ladder *s, struct strbuf *out);

#endif
