/* cure_internal.h: what the files of the search for cures share. */
#ifndef ADIT_ASSESS_CURE_INTERNAL_H
#define ADIT_ASSESS_CURE_INTERNAL_H

#include "core/assess/cure.h"
#include "core/assess/internal.h"

#define NOT_SET ((size_t)-1)
/* Decisions of rules that one search may take; about 4 microseconds each. */
#define CURE_BUDGET 6000

/* Which statuses of a bar are good enough. */
enum tier { TIER_FULL, TIER_PARTIAL, TIER_COUNT };
bool tier_accepts(enum tier t, enum status s);

/* One thing that can be moved: a fact with its cells, or an input of the economics. */
struct lever {
    enum cure_kind kind;
    const struct fact_def *def; /* NULL for an input */
    size_t slot;
    struct feel_value now, unknown;
    const struct cell *cells;
    size_t n_cells;
    bool exact;          /* between two cells nothing can change */
    bool has_now;        /* the last cell is the present value with better evidence */
    const size_t *rules; /* places of the goal's rules that it can touch, ascending */
    size_t n_rules;
    bool *viable[TIER_COUNT]; /* by cell */
    bool needed[TIER_COUNT];
    /* Economics. */
    const struct econ_input_lever *input;
    const struct feel_value *const *derived; /* by cell, then by computed fact */
    size_t at;                               /* cell that is set, or NOT_SET */
};

struct goal_rule {
    const struct rule *rule;
    enum status base, now;
    bool or_better;     /* now is conditional, and may still be pass */
    bool settled;       /* by looking at every answer, not by its conditions alone */
    const size_t *weak; /* slots of facts whose evidence falls short */
    size_t n_weak;
    const size_t *levers;
    size_t n_levers;
    bool *slots; /* facts that it reads, itself or through other rules */
};

struct goal {
    struct work w;
    const struct assessment *s;
    struct goal_rule *rules;
    size_t n_rules;
    struct lever *levers;
    size_t n_levers;
    struct feel_value *present; /* globals with the levers that are set; others as they are */
    struct feel_value *open;    /* the same with the other levers unknown */
    bool *proven;               /* by slot: evidence counts as good */
    bool *moved;                /* by slot: some lever moves it */
    const size_t *derived;      /* slots of the computed facts that are known */
    const struct feel_value *derived_now, *derived_open;
    size_t n_derived;
    const struct cure_economics *economics;
    size_t decisions, limit;
    bool over;
};

/* --- cure_goal.c -------------------------------------------------------------------------------
 */

void goal_init(struct goal *g, struct arena *a, const struct assessment *s,
               const struct rule *const *rules, size_t n, const struct cure_economics *economics);
void goal_free(struct goal *g);
/* The rule's status with the levers as they are set. */
enum status goal_status(struct goal *g, size_t rule);
/* Statuses that the rule can still take while the levers that are not set move freely. kept: a
 * lever that stays as it is, or NULL. Bit by status. */
unsigned goal_possible(struct goal *g, size_t rule, const struct lever *kept);
bool mask_reaches(unsigned possible, enum tier t);
/* Sets a lever to a cell (NOT_SET: back) and judges the rules that it touches again. */
void lever_set(struct goal *g, struct lever *l, size_t cell);
void goal_release(struct goal *g); /* all levers back */
bool goal_reached(const struct goal *g, enum tier t);
/* Puts the lever to any value, beside the cells too, and tells whether the goal is reached. */
bool lever_reaches(struct goal *g, struct lever *l, struct feel_value v, enum tier t);

/* --- cure_levers.c -----------------------------------------------------------------------------
 */

void find_levers(struct goal *g);

/* --- cure_inputs.c -----------------------------------------------------------------------------
 */

struct econ_input_lever {
    const char *path;  /* "economics.capital.initial" */
    const char *title; /* "initial capital" */
    const char *unit;  /* "USD", "pct" or NULL */
    bool by_factor;    /* the number is a factor on what is given */
    bool price;
    int effort;
    double now, low, high; /* limits of the search */
    size_t n_facts;
    const struct fact *const *facts; /* all take the number */
};
/* Inputs of the model that move what the goal's open rules read. */
const struct econ_input_lever *econ_input_levers(struct arena *a, const struct assessment *s,
                                                 const struct cure_economics *e, size_t *n);
/* Computed facts with the input at x, in the order of slots. */
const struct feel_value *econ_input_values(struct goal *g, struct arena *a,
                                           const struct econ_input_lever *l, double x);
void add_input_levers(struct goal *g, struct lever *levers, size_t *n);

/* --- cure_search.c -----------------------------------------------------------------------------
 */

/* One way: levers and the cells they take. */
struct way {
    size_t n;
    size_t *levers, *cells;
    int steps;
};
typedef VEC(struct way) ways;
/* Works out which cells can help and which levers every way needs; the rules that no way opens are
 * flagged, by rule. False when there is one. */
bool search_prepare(struct goal *g, enum tier t, bool *stands);
void search_small(struct goal *g, enum tier t, ways *out);
/* stuck: the first rule for which nothing was left to try, or NOT_SET. */
bool search_long(struct goal *g, enum tier t, struct way *out, size_t *stuck);
/* How far a cell lies from the present value, in cells; 0 for an answer or better evidence. */
int lever_distance(const struct lever *l, size_t cell);

/* --- cure_text.c -------------------------------------------------------------------------------
 */

/* A way in words, with borders in place of single values. */
void make_cure(struct goal *g, enum tier t, const struct way *w, struct cure *out);

#endif
