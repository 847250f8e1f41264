/* calc.h: calculators that stand between the answers and the checks: ownership through a chain,
 * content and local cost, the amount that follows from sales to the US, dependence on China by
 * stage, and DFC's country test. Each is a pure function of dossier, rulebook (dated parameters)
 * and date. A figure that cannot be settled is an interval or unknown, never a guess. */
#ifndef ADIT_ASSESS_CALC_H
#define ADIT_ASSESS_CALC_H

#include "core/base/arena.h"
#include "core/base/date.h"
#include "core/base/diag.h"
#include "core/base/json.h"
#include "core/dossier/dossier.h"
#include "core/rulebook/rulebook.h"

enum calc_kind { CALC_OWNERSHIP, CALC_CONTENT, CALC_SCRI, CALC_CHINA, CALC_COUNTRY, CALC_KINDS };
const char *calc_name(enum calc_kind k);  /* "ownership" */
const char *calc_title(enum calc_kind k); /* "Ownership through the chain" */

/* One line of the working: what, how, and what came. */
struct calc_step {
    const char *label, *working, *result; /* working may be NULL */
};

/* A fact that follows. A computed fact stands on its own; the others answer a question of the
 * catalogue for which the project has no answer of its own. */
struct calc_fact {
    const char *name;
    struct feel_value value;
};

struct calc_result {
    enum calc_kind kind;
    const struct calc_step *steps;
    size_t n_steps;
    const struct calc_fact *facts;
    size_t n_facts;
    const char *const *notes; /* what is missing and what the figures do not say */
    size_t n_notes;
    const char *const *errors; /* contradictions of the input; the facts are then unknown */
    size_t n_errors;
};

/* Everything lives in a. */
const struct calc_result *calc_run(struct arena *a, enum calc_kind k, const struct dossier *d,
                                   const struct rulebook *r, struct date as_of);
/* The facts of all calculators, in a fixed order; a name may stand more than once, then the last
 * counts. */
const struct calc_fact *calc_facts(struct arena *a, const struct dossier *d,
                                   const struct rulebook *r, struct date as_of, size_t *n);
/* The list on whose evidence a filled answer rests ("ownership.chain"); NULL for any other fact. */
const char *calc_source(const char *fact);
/* A value as the working shows it: "24 %", "0 to 40 %", "not known". */
const char *calc_text(struct arena *a, const struct rulebook *r, const struct calc_fact *f);
struct json *calc_json(struct arena *a, const struct calc_result *c, const struct dossier *d);

/* Answers of a project that contradict each other: owners in a ring or above 100 per cent, more
 * sold than is produced, dates out of order. Errors at the place of the fact. False when there was
 * one. */
bool calc_check(struct arena *a, const struct dossier *d, struct diags *diags);

#endif
