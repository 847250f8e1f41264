/* internal.h: what the files of core/assess share. */
#ifndef ADIT_ASSESS_INTERNAL_H
#define ADIT_ASSESS_INTERNAL_H

#include "core/assess/assess.h"
#include "core/base/map.h"
#include "core/base/vec.h"
#include "core/feel/operands.h"
#include "core/rulebook/rule_test.h"

/* What decided a rule. */
enum part {
    PART_NONE,
    PART_EFFECTIVE,
    PART_APPLIES,
    PART_EXCEPTION,
    PART_TABLE,
    PART_FAIL,
    PART_CONDITIONAL,
    PART_PASS,
    PART_REST /* the complement: no condition held */
};

/* A rule evaluated once over the present globals. Lives in the scratch arena. */
struct decision {
    unsigned possible;  /* bit by status: what it can still be */
    enum status status; /* STATUS_UNKNOWN while several are possible */
    const struct feel_causes *causes;
    bool has_points, points_known;
    struct dec low, high;
    const struct feel_causes *points_causes;
    const struct rule_exception *exception; /* the one that held */
    enum part part;
    const struct feel_expr *decider; /* the expression that settled it, or NULL */
    size_t row;                      /* of the table, 0 when none or several */
    const enum feel_row_match *rows; /* of the table's trace, or NULL */
    const char *error;               /* why the status is error */
    bool no_value;                   /* ... is that something gave null */
};

/* Texts that an evaluation leaves, kept once each. */
struct remarks {
    VEC(const char *) warnings;
    VEC(const char *) assumed;
};

/* Cuts by fact slot, gathered from every open expression of one decision. */
struct fact_cuts {
    size_t slot;
    struct feel_cuts cuts;
};
struct cut_list {
    struct arena *a;
    VEC(const void *) seen; /* lets and tables already looked through */
    VEC(struct fact_cuts) facts;
};

struct value_list {
    struct arena *a;
    VEC(const struct param_value *) items;
};

/* Which operands decided, over several evaluations. */
struct watched {
    const struct feel_expr *expr;
    const char *part;
    const struct feel_operand *operands;
    size_t n;
    bool *decided; /* by operand */
};
struct watch {
    struct watched *items;
    size_t n;
};

struct cached_status {
    unsigned long epoch;
    bool busy;
    struct feel_value value;
};

/* One project, one date, one set of values: all that evaluation needs. */
struct work {
    struct arena *a;       /* what is kept */
    struct arena *scratch; /* one decision */
    const struct rulebook *r;
    const struct dossier *d;
    struct date as_of;
    struct feel_value *globals; /* facts, assessment_date, then the lets of the rule at hand */
    size_t n_globals, n_facts;  /* n_facts: slots before the lets */
    const struct fact_def *const *defs; /* by slot, NULL where there is none */
    struct feel_value *trace;
    struct feel_host host;
    struct cached_status *cache;    /* of rule("..."), by rule index */
    struct arena *keep;             /* a as it was at first, while a diagram has its own */
    const struct cut_list **tables; /* cuts of the rules' tables, by rule index, made when needed */
    unsigned long epoch;            /* raised whenever a global changes */
    bool pending, stale;            /* a parameter said so */
    size_t budget;                  /* of decisions in one look ahead */
    bool quick;                     /* tables: bounds only, somebody else tries the answers */
    bool no_texts;                  /* findings without message, reason and citations */
    struct remarks *remarks;        /* NULL: not wanted */
    struct cut_list *cuts;          /* NULL: not wanted */
    struct watch *watch;            /* expressions whose operands count; NULL: none */
    struct value_list *values;      /* dated values that were used; NULL: not wanted */
};

/* A mutant's expression may have so many nodes more than any of the rulebook. */
#define MUTANT_NODES 8

/* --- work.c ------------------------------------------------------------------------------------
 */

void work_init(struct work *w, struct arena *a, const struct rulebook *r, const struct dossier *d,
               struct date as_of);
/* Puts the derived facts of the economics and of the calculators among the globals. */
void work_add_economics(struct work *w, const struct econ_result *e);
/* Those of the calculators alone: computed facts, and answers that follow from a list where the
 * project gives none itself. */
void work_add_calculations(struct work *w);
void work_free(struct work *w); /* the scratch arena */
void work_set(struct work *w, size_t slot, struct feel_value v);
/* Forgets what the last decisions left in the scratch arena. */
void work_reset(struct work *w);
struct feel_value work_eval(struct work *w, const struct feel_expr *e);
/* The version of a rule that applies on this date; the newest when none does. */
const struct rule *work_version(const struct work *w, const char *id);

/* --- decide.c ----------------------------------------------------------------------------------
 */

/* Evaluates the rule; the lets and outputs stay in the globals for messages. */
void decide(struct work *w, const struct rule *rule, struct decision *d);

/* --- cells.c -----------------------------------------------------------------------------------
 */

/* A fact's answers in groups that a rule cannot tell apart. */
struct cell {
    struct feel_value value; /* one of the group */
    /* Ordered types: where the group begins; open: the border itself belongs to the one before.
     * The first group has no border. */
    bool has_border, open;
    struct feel_value border;
};
struct cells {
    struct cell *items;
    size_t n;
};
bool type_is_finite(const struct feel_type *t);
bool type_is_ordered(const struct feel_type *t);
/* Cells of a fact's type and range, cut at the given values. n 0 when the type has no cells. */
struct cells fact_cells(struct work *w, const struct fact_def *def, const struct feel_cuts *cuts);
/* <0 0 >0; both of one ordered kind. */
int order_values(struct feel_value x, struct feel_value y);
bool value_between(struct feel_value lo, struct feel_value hi, struct feel_value *out);
bool in_range(struct work *w, const struct fact_def *def, struct feel_value v);

/* --- diagram.c ---------------------------------------------------------------------------------
 */

/* Decisions that one finding, and one answer of a ranked question, may take. */
#define FINDING_BUDGET 4096
#define ANSWER_BUDGET 256
struct outlook {
    bool settled; /* every answer gives the same */
    enum status status;
    const char *const *asks; /* facts that can change the outcome, most telling first */
    size_t n_asks;
    bool exact; /* false when the budget ran out and asks may hold too many */
};
/* d is the rule's decision over the present globals, status unknown or points open. Results in
 * w->a. */
void look_ahead(struct work *w, const struct rule *rule, const struct decision *d,
                struct outlook *out);
/* Only whether every answer gives the same, and what: stops at the first that differs. */
bool all_answers_agree(struct work *w, const struct rule *rule, enum status *status);

/* --- probe.c -----------------------------------------------------------------------------------
 */

/* True when each of the causes of an open decision changes the outcome while the others keep some
 * answer. False says nothing. causes must not lie in the scratch arena. */
bool probe_all_matter(struct work *w, const struct rule *rule, const struct feel_causes *causes);

/* --- finding.c ---------------------------------------------------------------------------------
 */

const struct finding *make_finding(struct work *w, const struct rule *rule);
char *message_text(struct work *w, struct arena *a, const struct rule_message *m);
bool rule_gives_points(const struct rule *rule);
/* Why the evidence of a fact falls short of what a rule wants; NULL when it does not. */
const char *evidence_weakness(struct work *w, const struct evidence_need *need);

/* --- assess.c ----------------------------------------------------------------------------------
 */

/* As before, but for the rules that affected names, under r: what a change of law needs. The
 * dossier and the economics may be other ones. */
typedef bool affected_rule(void *data, const struct rule *rule);
const struct assessment *assess_again(struct arena *a, const struct assessment *before,
                                      const struct rulebook *r, const struct dossier *d,
                                      const struct econ_result *economics, affected_rule *affected,
                                      void *data);
/* The verdict from its bars: one that fails decides, then one that is open, then a condition. */
struct verdict_tally {
    bool fails, open, conditional;
};
void verdict_count(struct verdict_tally *t, enum status bar);
enum verdict verdict_of(struct verdict_tally t);
void judge_programme(struct arena *a, const struct programme *programme,
                     const struct finding *const *bars, const struct finding *const *scores,
                     struct programme_result *out);

/* --- changed.c ---------------------------------------------------------------------------------
 */

/* By rule index: whether a rule may come out otherwise for d than in before, because it reads,
 * itself or through other rules, a fact whose value or evidence differs. Same rulebook and date. */
const bool *rules_touched(struct arena *a, const struct assessment *before, const struct dossier *d,
                          const struct econ_result *economics);

/* --- terms.c -----------------------------------------------------------------------------------
 */

/* Terms and documents of the programme over the work's facts, as many as the programme has. */
void judge_terms(struct work *w, struct programme_result *p);

/* --- response.c --------------------------------------------------------------------------------
 */

/* A run of values of one fact that give one status. Ends that the range alone limits are not
 * borders. For types that are listed (enums, booleans) each value is a span of its own. */
struct span {
    enum status status;
    bool has_low, low_closed, has_high, high_closed;
    struct feel_value low, high;
    struct feel_value value, last; /* lowest and highest sample inside */
    size_t n_samples;
};
struct response {
    bool ordered;
    struct span *spans;
    size_t n, now; /* now: the span of the present value */
};
enum status status_with(struct work *w, const struct rule *rule, size_t slot, struct feel_value v);
/* Representatives of a fact for one rule, its present value aside. */
struct cells cells_of_fact(struct work *w, const struct rule *rule, const struct fact_def *def);
/* The roundest number in lo..hi. */
struct dec round_number(struct dec lo, struct dec hi);
void fact_response(struct work *w, const struct rule *rule, const struct fact_def *def,
                   struct response *out);

/* --- counterfactual.c --------------------------------------------------------------------------
 */

struct change {
    const struct fact_def *def;
    struct feel_value value; /* the boundary, or a value next to it */
    const char *condition;   /* ">= 70", "= true" */
};
struct counterfactual {
    const struct change *changes;
    size_t n_changes;
    enum status gives;
};
/* Changes of actionable facts, at most three at once and each set without a smaller one inside,
 * that turn a failed or conditional rule to a better status. */
const struct counterfactual *counterfactuals(struct work *w, const struct rule *rule, size_t *n);

/* --- test_run.c --------------------------------------------------------------------------------
 */

const struct dossier *test_dossier(struct arena *a, const struct rulebook *r,
                                   const struct rule_test *test);
/* One test of a rule; the rule may be a changed copy of one in the rulebook. */
void run_rule_test(struct arena *a, const struct rulebook *r, const struct rule *rule,
                   const struct rule_test *test, struct rule_test_result *out);

#endif
