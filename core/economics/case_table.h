/* case_table.h: all cases of a project side by side, with what each changes and why. */
#ifndef ADIT_ECONOMICS_CASE_TABLE_H
#define ADIT_ECONOMICS_CASE_TABLE_H

#include "core/economics/economics.h"

/* One input that a case changes. Texts are as the file has them; NULL where nothing is said. */
struct econ_adjusted {
    const char *name;      /* "plan.ramp_up" */
    const char *was, *now; /* was: NULL when the file as it stands does not have it */
    const char *why, *source;
};

struct econ_case {
    const char *name, *why; /* why: the case's own reason */
    bool reference_class;   /* computed by us, not by the file */
    double probability;     /* fraction; NaN when the file weighs no cases */
    const struct econ_result *result;
    const struct econ_adjusted *adjusted;
    size_t n_adjusted;
};

/* The file as it stands ("sponsor"), its cases in their order and, when asked for and there is a
 * cash flow, the reference class on the sponsor's case. Complaints come once. */
const struct econ_case *econ_case_table(struct arena *a, const struct dossier *d,
                                        const struct econ_data *data, bool reference_class,
                                        size_t *n, struct diags *diags);

/* The headline metrics in their order; the one list that table, JSON and CSV share. */
enum headline_kind { HEADLINE_MONEY, HEADLINE_PERCENT, HEADLINE_NUMBER };
struct econ_headline {
    const char *name, *title;
    enum headline_kind kind;
};
enum { ECON_HEADLINES = 12 };
extern const struct econ_headline econ_headlines[ECON_HEADLINES];
/* NaN when the case has no such figure; per cent as a fraction. */
double econ_headline_of(const struct econ_result *e, size_t which);
/* "at most", "at least" when taxes that are due are not known; NULL. */
const char *econ_headline_bound(const struct econ_result *e, size_t which);

/* Mean of a figure of money over the cases by their probabilities; NaN when the file weighs none or
 * a case with weight has no such figure. */
double econ_case_expected(const struct econ_case *list, size_t n, size_t which);

/* The whole table in full precision; a figure that does not exist is null, in CSV empty. */
struct json *econ_case_table_json(struct arena *a, const struct econ_case *list, size_t n);
void econ_case_table_csv(const struct econ_case *list, size_t n, struct strbuf *out);

#endif
