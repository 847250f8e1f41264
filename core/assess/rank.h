/* rank.h: many applications, judged for one programme by the same rules on the same day. */
#ifndef ADIT_ASSESS_RANK_H
#define ADIT_ASSESS_RANK_H

#include "core/assess/assess.h"

/* One application. Only these few figures are kept of it, so that memory grows little. */
struct rank_entry {
    const char *where;               /* as it was given */
    const char *error;               /* why it could not be judged, lines of text; else NULL */
    const char *id, *name, *country; /* NULL when it could not be read */
    enum verdict verdict;            /* that it is ranked by */
    struct dec low, high, max;       /* points: what is sure, what is still possible, the scale */
    size_t stops, conditional, open; /* bars that fail, that hold on a condition, that are open */
    enum verdict verdict_computed;
    enum verdict verdict_reviewed; /* with the reviews in force */
    size_t reviewed;               /* bars that have one */
};

struct rank_job {
    const struct rulebook *rulebook;
    const struct econ_data *data; /* may be NULL */
    const struct programme *programme;
    struct date as_of;
    bool reviewed;    /* order by what stands with the reviews in force; points stay as computed */
    unsigned threads; /* 0 counts as 1; the result is the same for any number */
    /* Reads one application into a; NULL after an error. Called from several threads at once. */
    const struct dossier *(*load)(struct arena *a, const struct catalogue *c, const char *where,
                                  struct diags *d);
};

struct ranking {
    const struct rank_entry *const *ranked; /* best first */
    size_t n_ranked;
    const struct rank_entry *const *failed; /* could not be judged, in the order given */
    size_t n_failed;
    const struct rank_entry *const *same_id; /* ranked ones that share an id, by id, then file */
    size_t n_same_id;
};

/* The programme's verdict and score for one application, as adit check gives them. NULL after an
 * error in its economics. */
const struct programme_result *rank_judge(struct arena *a, const struct rank_job *job,
                                          const struct dossier *d, struct diags *diags);
/* Everything lives in a. */
void rank_run(struct arena *a, const struct rank_job *job, const char *const *where, size_t n,
              struct ranking *out);
/* What puts one above the other: eligible, conditional, undetermined, ineligible; then more points
 * that are sure; then more that are possible; then fewer stops; then the id and the file. */
enum rank_reason { RANK_VERDICT, RANK_LOW, RANK_HIGH, RANK_STOPS, RANK_ID };
const char *rank_reason_name(enum rank_reason r); /* "verdict", "low score", ... */
/* <0 when x stands above y. *reason (may be NULL) says what decided. */
int rank_compare(const struct rank_entry *x, const struct rank_entry *y, enum rank_reason *reason);
struct rank_entry rank_entry_of(const struct dossier *d, const struct programme_result *p);
/* The entry with its verdict and bars as they stand with the reviews in force. */
void rank_use_reviews(struct arena *a, const struct dossier *d, struct date as_of,
                      const struct programme_result *p, struct rank_entry *e);

/* A check that came out otherwise in two applications. */
struct rank_difference {
    const struct finding *x, *y;
    bool is_bar;
};
/* Bars first, in the programme's order; both results are of one programme. */
const struct rank_difference *rank_differences(struct arena *a, const struct programme_result *x,
                                               const struct programme_result *y, size_t *n);

#endif
