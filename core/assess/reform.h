/* reform.h: what a change of law would do to projects. An overlay (format adit-overlay/1) names a
 * country, the debate that it stands for with its sources, and changes of law: values of
 * parameters, instruments of the fiscal regime, checks that fall away or become conditions, facts
 * that the law decides. Nothing of the rulebook is changed: what differs is copied. */
#ifndef ADIT_ASSESS_REFORM_H
#define ADIT_ASSESS_REFORM_H

#include "core/assess/assess.h"
#include "core/base/yaml.h"

/* --- overlays ----------------------------------------------------------------------------------
 */

enum change_kind {
    CHANGE_PARAM,            /* a value from a date */
    CHANGE_INSTRUMENT,       /* keys of an instrument: rate, base, uplift, ... */
    CHANGE_STEP,             /* percentage points on its rates */
    CHANGE_INSTRUMENT_ADDED, /* a new one */
    CHANGE_INSTRUMENT_REPEALED,
    CHANGE_BARRIER_REPEALED, /* a check that no longer applies */
    CHANGE_BARRIER_SOFTENED, /* its fail is a condition */
    CHANGE_FACT              /* what the law decides about every project of the country */
};

struct law_change {
    enum change_kind kind;
    const char *target;           /* id of the parameter, instrument, check, or name of the fact */
    const char *text;             /* in words */
    struct feel_value value;      /* of a parameter or fact */
    struct date from;             /* of a parameter */
    const struct yaml_node *keys; /* of an instrument */
    double step;
    const char *why; /* or NULL */
    struct pos pos;
};

struct overlay_source {
    const char *title, *at, *url, *text; /* NULL when not given */
    const char *confidence;              /* statute, agency, secondary, general, house */
    bool has_read;
    struct date read;
};

struct overlay {
    const char *id, *title, *country, *file;
    const char *debate; /* what is argued about */
    const char *says;   /* what the law reference says of it; NULL when nothing */
    const char *const *references;
    size_t n_references;
    const struct overlay_source *sources;
    size_t n_sources;
    const struct law_change *changes;
    size_t n_changes;
};

/* Reads an overlay; every name in it must exist. as_of is the day from which a parameter's value
 * holds when the change does not say. NULL after errors with their places. */
const struct overlay *overlay_load_file(struct arena *a, const struct rulebook *r,
                                        const struct econ_data *data, const char *path,
                                        struct date as_of, struct diags *d);
const struct overlay *overlay_load_text(struct arena *a, const struct rulebook *r,
                                        const struct econ_data *data, const char *text, size_t n,
                                        const char *file_name, struct date as_of, struct diags *d);

/* --- law under overlays ------------------------------------------------------------------------
 */

struct law;
/* As it stands. r and data are borrowed. */
struct law *law_new(struct arena *a, const struct rulebook *r, const struct econ_data *data);
/* Later overlays go over earlier ones. False after an error, such as a rate below nothing. */
bool law_apply(struct law *law, const struct overlay *o, struct diags *d);
bool law_apply_change(struct law *law, const char *country, const struct law_change *c,
                      struct diags *d);
/* Rules and data as the overlays leave them; borrowed from the law. */
const struct rulebook *law_rulebook(const struct law *law);
const struct econ_data *law_data(const struct law *law);
/* The project as the law has it. */
const struct dossier *law_dossier(struct arena *a, const struct law *law, const struct dossier *d,
                                  struct date as_of);

/* --- one project under two laws ----------------------------------------------------------------
 */

/* Amounts in the project's currency; NaN where the file does not give enough for a figure. */
struct reform_figures {
    double npv, equity_npv;       /* post-tax and equity, at the project's discount rate */
    double government_take;       /* fraction */
    double receipts, receipts_pv; /* of the state: summed, discounted */
    double debt_capacity;         /* what the loans' limits allow, the amounts asked for aside */
};

struct reform_status {
    const struct finding *before, *after;
};
struct reform_verdict {
    const struct programme *programme;
    enum verdict before, after;
};

struct reform_project {
    const struct dossier *dossier;
    const struct assessment *before, *after;
    bool concerned;                     /* some overlay is of the project's country */
    const struct reform_status *checks; /* that change */
    size_t n_checks;
    const struct reform_verdict *verdicts; /* that change */
    size_t n_verdicts;
    struct reform_figures was, is;
    const struct finding *const *barriers; /* of the country's law that remain: fail, conditional */
    size_t n_barriers;
    size_t stops_before, stops_after; /* failed checks of that law, blocking or high */
    const char *note;                 /* why there are no figures, or NULL */
};

/* A check of the law of the project's own country. */
bool reform_is_law(const struct rule *rule, const char *country);
/* A finding of that law that fails or asks for a condition; weak evidence alone is none. */
bool reform_is_barrier(const struct finding *f, const char *country);
/* One that fails and is blocking or high. */
bool reform_is_stop(const struct finding *f, const char *country);
void reform_figures(const struct econ_result *e, struct reform_figures *out);

/* A project assessed under the law as it stands, and what both laws make of it. */
void reform_project(struct arena *a, const struct law *law, const struct assessment *before,
                    bool concerned, struct reform_project *out);
/* Sums over projects of one currency; NaN when one project has no figure. */
struct reform_sum {
    const char *currency; /* NULL when the projects' currencies differ, or none has a cash flow */
    size_t n_known;       /* projects with a cash flow */
    struct reform_figures was, is; /* over those; government_take stays NaN */
    size_t n_concerned, n_unlocked, stops_before, stops_after, n_checks, n_verdicts;
};
struct reform_sum reform_sum(const struct reform_project *all, size_t n);
/* Stops before, none after. */
bool reform_unlocked(const struct reform_project *p);

/* --- search ------------------------------------------------------------------------------------
 */

struct reform_candidate {
    struct law_change change;
    const char *legal_change;                    /* of the flag; NULL for the others */
    const struct rule *rule;                     /* the flag; NULL for the others */
    size_t n_unlocked, stops_lifted, n_improved; /* n_improved: checks that get better */
    const size_t *unlocked;                      /* places in the list of projects */
    double
        npv_unlocked; /* post-tax NPV of the unlocked projects, those without a figure left out */
    double receipts_unlocked, receipts_unlocked_pv; /* what the state receives of those */
    size_t n_unlocked_known;
    double npv_change, debt_change; /* over projects with figures; NaN when none has */
    double cost, cost_pv;           /* receipts that the state loses; below 0: gains */
};

/* Called now and then; may be NULL. */
typedef void reform_progress(void *data, size_t done, size_t total);

/* Single changes of the country's law, the one that does most first: by projects unlocked, stops
 * lifted, value freed, then the least cost, then id. assessed: projects under the law as it
 * stands; those of other countries are passed over. Changes that do nothing are left out. */
const struct reform_candidate *reform_search(struct arena *a, const struct rulebook *r,
                                             const struct econ_data *data, const char *country,
                                             const struct assessment *const *assessed,
                                             size_t n_assessed, reform_progress *progress,
                                             void *progress_data, size_t *n);

/* --- output ------------------------------------------------------------------------------------
 */

const char *change_kind_name(enum change_kind k); /* "param", "instrument", ... */
struct json *reform_json(struct arena *a, const struct reform_project *all, size_t n);
struct json *overlay_json(struct arena *a, const struct overlay *o);
struct json *reform_search_json(struct arena *a, const struct reform_candidate *all, size_t n,
                                const struct assessment *const *assessed);

/* Countries that have a fiscal regime or checks of their own, for a message. */
bool reform_country_known(const struct rulebook *r, const char *country);

#endif
