/* compare.h: the measures of the compare rules, country by country. */
#ifndef ADIT_ASSESS_COMPARE_H
#define ADIT_ASSESS_COMPARE_H

#include "core/assess/assess.h"

enum cell_state {
    CELL_VALUE,
    CELL_OPEN,       /* the value needs facts that nobody has answered */
    CELL_NOT_ENCODED /* why says the reason; no cell is ever blank */
};

struct compared_cell {
    const char *country;
    enum cell_state state;
    struct feel_value value;
    const char *why;     /* of a cell without value */
    const char *missing; /* facts that an open value needs, "a.b, c.d"; else NULL */
    bool best;           /* stands first by the measure's order, and some other country does not */
    const struct citation *citations;
    size_t n_citations;
    const char *confidence; /* or NULL */
};

struct compared_measure {
    const struct rule *rule;
    const struct rule_measure *measure;
    const struct compared_cell *cells; /* in the order of the countries asked for */
    size_t n_cells;
};

/* The countries that some compare rule names, sorted. */
const char *const *compare_countries(struct arena *a, const struct rulebook *r, size_t *n);
/* Every measure of the compare rules in force, by rule id, then as written. d may be NULL: then
 * every fact is open but the date. economics may be NULL; data (may be NULL) holds the
 * regimes under which a complete cash flow is computed again for what is `computed`. */
const struct compared_measure *compare_measures(struct arena *a, const struct rulebook *r,
                                                const struct dossier *d, struct date as_of,
                                                const struct econ_result *economics,
                                                const struct econ_data *data,
                                                const char *const *countries, size_t n_countries,
                                                size_t *n);
/* A value in words: "25 years", "yes", "prior consent". */
const char *compare_text(struct arena *a, struct feel_value v);

#endif
