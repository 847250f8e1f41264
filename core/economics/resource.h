/* resource.h: the tonnes that a project rests on, as they were stated.
 *
 * Two families are kept apart: classes of the CRIRSCO codes (measured, indicated, inferred; proved,
 * probable) and those of the Soviet state balance (A, B, C1, C2, P1 to P3). They are neither added
 * nor converted: the usual reading of a Soviet class is shown beside it as a reading, and whoever
 * turns it into a resource has to sign. Resources are in the ground, reserves delivered to the
 * plant, dilution and loss taken off: never twice. */
#ifndef ADIT_ECONOMICS_RESOURCE_H
#define ADIT_ECONOMICS_RESOURCE_H

#include "core/economics/economics.h"

enum resource_family { FAMILY_NONE, FAMILY_CRIRSCO, FAMILY_GKZ };

/* One line of a statement as the file has it; NULL and NaN where it is silent. */
struct econ_statement_row {
    const char *zone, *class_name, *code, *status; /* status: balance, off_balance */
    int family;
    bool reserve, total_only; /* a reserve; an exploration target, which is no tonnage */
    double ore_t, grade_pct, contained_t; /* contained: as stated, else tonnes times grade */
    bool computed;                        /* contained_t is ours */
    const char *convention;               /* sold, tr2o3, element */
    const char *basis;                    /* in_situ, delivered */
    double cut_off_pct;
    const char *cut_off_basis, *person, *date;
    const char *reading; /* of a Soviet class: "usually read as indicated"; else NULL */
};

/* A sum that may be made: of one family, one kind, one convention. */
struct econ_statement_sum {
    const char *title;
    double ore_t, grade_pct, contained_t;
    size_t rows;
};

/* A study class with its guides (rules/data), indicative. */
struct econ_study_class {
    const char *id, *title, *estimate, *defined, *source;
    double low[2], high[2];       /* accuracy bands, per cent: least and most on either side */
    double contingency_pct;       /* guide: up to */
    double least_contingency_pct; /* ours: below it we ask */
};

struct econ_statement {
    const struct econ_statement_row *rows;
    size_t n;
    const struct econ_statement_sum *sums;
    size_t n_sums;
    double plan_t, allowed_t;             /* ore of the plan; what may enter a base case; NaN */
    const char *carries_debt;             /* "probable and proved reserves" ...; never NULL */
    const struct econ_study_class *study; /* NULL when not stated or below scoping */
    double contingency_pct, accuracy_pct; /* stated; NaN */
    const char *const *notes;
    size_t n_notes;
};

/* Never NULL. today: for the age of the capital estimate. */
const struct econ_statement *econ_statement(struct arena *a, const struct dossier *d,
                                            const struct econ_data *data,
                                            const struct econ_result *e, struct date today);
struct json *econ_statement_json(struct arena *a, const struct econ_statement *s);

#endif
