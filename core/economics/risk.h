/* risk.h: what the result depends on: one input at a time, all at once, and what it would be worth
 * to know one of them.
 *
 * The project is read once; a run changes inputs and computes the statement again. The figure
 * looked at is the post-tax NPV at the project's discount rate. Amounts are whole units of the
 * currency. */
#ifndef ADIT_ECONOMICS_RISK_H
#define ADIT_ECONOMICS_RISK_H

#include "core/economics/economics.h"
#include "core/economics/sample.h"

#define RISK_MAX_INPUTS 48
#define RISK_STEP 0.20      /* of an input for which no range is stated */
#define RISK_RATE_STEP 0.02 /* of the discount rate */
#define RISK_MAX_TRIALS 5000000
#define RISK_MAX_THREADS 64

enum risk_range {
    RANGE_STATED,       /* low and high of the fact */
    RANGE_DISTRIBUTION, /* 10 % and 90 % points of its distribution in the uncertainty section */
    RANGE_STEP          /* a step of ours */
};

/* An input that can be changed. Where relative is true (prices, figures by year) base is 1 and all
 * values are factors on what the project says; else they are in the fact's own unit. */
struct risk_input {
    const char *name;  /* "capital.initial", "products[0].recovery_pct", "prices" */
    const char *title; /* for people: the name of the product or cost in place of its number */
    double base, low, high;
    bool relative;
    enum risk_range range;
    bool uncertain; /* it varies in a Monte Carlo run, by dist or as a path */
    struct dist dist;
    /* A mean-reverting path: the logarithm of the factor on prices moves each year by
     * -speed (x - ln long_run) + sd times a normal shock, starting from 0. */
    bool path;
    double sd, speed, long_run;
    size_t place; /* private */
};

struct econ_risk;

/* Reads the inputs that can be changed and the uncertainty section; diags may be NULL. base is the
 * result of econ_run for the same options. NULL when the project has no cash flow. */
struct econ_risk *econ_risk_new(struct arena *a, const struct dossier *d,
                                const struct econ_data *data, const struct econ_options *options,
                                const struct econ_result *base, struct diags *diags);
const struct risk_input *econ_risk_inputs(const struct econ_risk *r, size_t *n);

/* --- one run ---------------------------------------------------------------------------------- */

struct risk_figures {
    double npv, dscr_min; /* NaN when there is none */
};

struct risk_worker;
/* A worker belongs to one thread. */
struct risk_worker *risk_worker_new(const struct econ_risk *r);
void risk_worker_free(struct risk_worker *w);
void risk_reset(struct risk_worker *w); /* all inputs as the project has them */
void risk_set(struct risk_worker *w, size_t input, double value);
/* A factor on all prices by period; NULL: 1. Not copied. */
void risk_set_path(struct risk_worker *w, const double *factors);
struct risk_figures risk_run(struct risk_worker *w);

/* --- one at a time (risk_tornado.c) ----------------------------------------------------------- */

#define SPIDER_POINTS 7 /* -30 % to +30 % of the input in steps of 10 */

struct risk_bar {
    const struct risk_input *input;
    double npv_low, npv_high; /* at low and at high; NaN when it cannot be computed */
    double spider[SPIDER_POINTS];
};

#define TWO_WAY 5
extern const double two_way_factors[TWO_WAY];

struct risk_tornado {
    double base;
    const struct risk_bar *bars; /* by swing, greatest first; inputs that move nothing left out */
    size_t n;
    bool has_two_way;
    double two_way[TWO_WAY][TWO_WAY]; /* [price][capital], factors on both */
};
struct risk_tornado econ_tornado(struct arena *a, const struct econ_risk *r);

/* --- all at once (risk_trials.c, risk_stats.c) ------------------------------------------------ */

struct risk_options {
    size_t trials;
    uint64_t seed;
    unsigned threads; /* 1 to RISK_MAX_THREADS */
    enum sample_plan plan;
    bool indices; /* Sobol indices too */
    bool general; /* by the general model alone, not its quick form: for checks */
    /* Told every thousand trials or so how many are done; only from the thread that asked for the
     * run. False stops it: what is done by then counts. NULL: nobody asks. */
    bool (*progress)(void *arg, size_t done, size_t of);
    void *progress_arg;
};

#define HISTOGRAM_BINS 24

struct risk_worth {
    const struct risk_input *input;
    double evppi;        /* of knowing this input alone */
    double first, total; /* Sobol indices; NaN when not computed */
};

struct risk_summary {
    size_t trials, failed; /* failed: no finite NPV; left out of all figures */
    size_t asked;          /* trials that were wanted: more than `trials` when stopped */
    bool stopped;
    size_t general;          /* trials that the general model computed, not its quick form */
    const char *general_why; /* what the quick form lacks, when that is all of them; or NULL */
    uint64_t seed;
    enum sample_plan plan;
    size_t n_uncertain;
    double mean, sd, standard_error, p10, p50, p90, least, most;
    double p_negative; /* share of trials with NPV below 0 */
    double cvar;       /* mean of the worst 5 % */
    bool has_debt;
    double dscr_below, p_dscr_below, p_dscr_below_1, dscr_p10, dscr_p50;
    double histogram_low, histogram_width;
    size_t histogram[HISTOGRAM_BINS];
    double evpi;
    const struct risk_worth *worth; /* by EVPPI, greatest first */
    double moved;                   /* how far the correlation matrix was moved to be possible */
    size_t index_runs;              /* 0: no Sobol indices */
};

/* False when nothing is uncertain. */
bool econ_monte_carlo(struct arena *a, const struct econ_risk *r, const struct risk_options *o,
                      struct risk_summary *out);

/* --- worth asking (risk_worth.c) -------------------------------------------------------------- */

#define WORTH_TRIALS 10000

/* An input with a range that is worth knowing better. */
struct econ_worth {
    const char *fact, *title; /* "economics.capital.initial"; prices have no fact: NULL */
    const char *range;        /* "triangular 84M, 150M, 381M" */
    double worth;             /* EVPPI: whole units of the currency, above 0 */
    const char *currency;
};
/* Greatest first; none without a cash flow or without ranges. e is the result of the same options.
 * An input is left out when its worth is below a thousandth of the spread of the NPV: the fit that
 * it rests on does not tell that from nothing. */
const struct econ_worth *econ_worth_asking(struct arena *a, const struct dossier *d,
                                           const struct econ_data *data,
                                           const struct econ_options *options,
                                           const struct econ_result *e, size_t *n);

/* --- Sobol indices of any function (risk_indices.c) ------------------------------------------- */

/* f of points in the unit cube, SAMPLE_ROW at a time: u[k] is their k-th coordinate. */
typedef void (*risk_function)(void *arg, double (*u)[SAMPLE_ROW], double *f);
/* First-order (Saltelli 2010) and total (Jansen 1999) indices of the n_groups groups of the d
 * coordinates; group[i] is the group of coordinate i. n base points, n (n_groups + 2) figures.
 * Points where f is not finite are left out. False when the variance is 0. */
bool sobol_indices(struct arena *a, risk_function f, void *arg, unsigned d, const unsigned *group,
                   unsigned n_groups, size_t n, uint64_t seed, double *first, double *total);

/* --- output (risk_output.c) ------------------------------------------------------------------- */

/* Which way P10 goes: said wherever it is printed. */
#define RISK_CONVENTION "P10 is exceeded by 90 % of trials, P90 by 10 %"

struct json *risk_tornado_json(struct arena *a, const struct risk_tornado *t);
struct json *risk_spider_json(struct arena *a, const struct risk_tornado *t);
struct json *risk_two_way_json(struct arena *a, const struct risk_tornado *t); /* null: none */
struct json *risk_summary_json(struct arena *a, const struct risk_summary *s);
/* "triangular 84, 150, 381". */
const char *risk_dist_text(struct arena *a, const struct risk_input *in);
/* Sentences that say what was assumed. bars: a tornado is shown; s may be NULL. */
const char *const *risk_notes(struct arena *a, const struct econ_risk *r, bool bars,
                              const struct risk_summary *s, size_t *n);

#endif
