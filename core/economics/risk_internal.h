/* risk_internal.h: what the risk files share. */
#ifndef ADIT_ECONOMICS_RISK_INTERNAL_H
#define ADIT_ECONOMICS_RISK_INTERNAL_H

#include "core/economics/internal.h"
#include "core/economics/risk.h"

/* Where an input lives. */
struct risk_place {
    enum { PLACE_NUMBER, PLACE_SERIES, PLACE_PRICES } kind;
    size_t offset;    /* into econ_input */
    double scale;     /* stored per shown: 1000 for a price per kg */
    double low, high; /* what the fact may be, as stored */
};

struct econ_risk {
    struct arena *arena;
    const struct model *opened;
    double base_npv, rate; /* rate: where the project states none */
    int n_periods;
    const char *currency;
    size_t n, n_uncertain;
    struct risk_input inputs[RISK_MAX_INPUTS];
    struct risk_place places[RISK_MAX_INPUTS];
    size_t uncertain[RISK_MAX_INPUTS]; /* indices of inputs */
    bool correlated;
    double rank[RISK_MAX_INPUTS][RISK_MAX_INPUTS]; /* rank correlations, by input */
    double dscr_below;
    bool has_debt;
    int capital; /* input that is all initial capital; -1: none */
    int prices;
};

/* The model of the last run: it stands until the next. */
const struct model *risk_model(const struct risk_worker *w);

/* risk_inputs.c */
void risk_find_inputs(struct econ_risk *r, const struct econ_entries *entries);
/* risk_read.c: the uncertainty section. */
void risk_read(struct econ_risk *r, struct reader *reader, const struct econ_entries *entries);

/* Trials: values of all uncertain inputs from points in the unit cube (risk_draw.c). */
struct risk_draw {
    const struct econ_risk *risk;
    unsigned dimensions;
    double *cholesky; /* n_uncertain x n_uncertain, NULL: independent */

    bool dependent[RISK_MAX_INPUTS];
    double moved; /* by the repair of the matrix */
};
struct risk_draw risk_draw_new(struct arena *a, const struct econ_risk *r);

/* A row of trials: for each coordinate, uncertain input or year one figure a trial. */
struct risk_rows {
    double (*u)[SAMPLE_ROW];
    double (*values)[SAMPLE_ROW]; /* of a price path: its average */
    double (*path)[SAMPLE_ROW];   /* factors by year, when an input is a path */
    double (*z)[SAMPLE_ROW];
};
struct risk_rows *risk_rows_new(struct arena *a, const struct risk_draw *d);
/* values and path from u, of which dependent coordinates are replaced by what they become. */
void risk_draw_rows(const struct risk_draw *d, struct risk_rows *rows);

#endif
