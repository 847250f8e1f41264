/* assess.h: dossier x rulebook x date -> assessment. A pure function: the same input gives the
 * same output, byte for byte. */
#ifndef ADIT_ASSESS_ASSESS_H
#define ADIT_ASSESS_ASSESS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/date.h"
#include "core/base/json.h"
#include "core/dossier/dossier.h"
#include "core/economics/economics.h"
#include "core/rulebook/rulebook.h"

enum mark { MARK_LAW_STALE = 1, MARK_LAW_PENDING = 2, MARK_ASSUMED = 4, MARK_WEAK_EVIDENCE = 8 };
const char *mark_name(enum mark m); /* "law_stale" */

struct finding_fact {
    const struct fact_def *def;
    const struct fact *fact; /* NULL when unanswered */
    struct feel_value value;
};

struct finding_step {
    const char *label; /* "applies_if", "fail_if", "let shortfall_pct", "exception 1", "table" */
    const struct feel_step *steps;
    size_t n_steps;
    struct feel_value result;
};

struct finding {
    const struct rule *rule;
    enum status status;
    unsigned marks; /* of enum mark */
    const char *message;
    const char *because; /* the part of the expression that decided */
    bool has_points;
    struct dec points_low, points_high; /* equal when settled */
    const char *const *missing;         /* facts that can still change the outcome */
    size_t n_missing;
    const struct citation *const *citations; /* of the rule, then of the exception that held */
    size_t n_citations;
    const char *const *warnings; /* of the evaluation */
    size_t n_warnings;
    const char *const *assumed; /* facts that default() stood in for */
    size_t n_assumed;
    const char *const *weak; /* why the evidence falls short, one text a fact */
    size_t n_weak;
    bool lowered; /* a pass that weak evidence alone made conditional */
};

enum verdict { VERDICT_ELIGIBLE, VERDICT_CONDITIONAL, VERDICT_INELIGIBLE, VERDICT_UNDETERMINED };
const char *verdict_name(enum verdict v);

/* What one of a programme's terms comes to for this project. */
enum term_state {
    TERM_VALUE, /* settled */
    TERM_OPEN,  /* facts are missing */
    TERM_NONE,  /* does not apply, or there is no such figure: the reason is in why */
    TERM_TEXT,  /* the source gives words only */
    TERM_ERROR
};
const char *term_state_name(enum term_state s); /* "value" */
struct term_result {
    const struct programme_term *term;
    enum term_state state;
    struct feel_value value; /* number, boolean, date or text when settled; else null */
    bool has_bounds;         /* of an open number */
    struct dec low, high;
    const char *shown; /* "15 years", "0 % to 85 %", "not known", or the text */
    const char *why;   /* of TERM_NONE and TERM_ERROR; else NULL */
    unsigned marks;    /* of enum mark: law_stale, law_pending */
    const char *const *missing;
    size_t n_missing;
};

/* Whether a document that the programme asks for is there. */
enum document_state {
    DOCUMENT_SUPPLIED, /* shown by evidence of grade document or better */
    DOCUMENT_CLAIMED,  /* said to be there, no paper in the file */
    DOCUMENT_MISSING,
    DOCUMENT_OPEN, /* nobody has said */
    DOCUMENT_NOT_NEEDED
};
const char *document_state_name(enum document_state s); /* "not needed" */
struct document_result {
    const struct programme_document *document;
    enum document_state state;
};

struct programme_result {
    const struct programme *programme;
    enum verdict verdict;
    struct dec score_low, score_high, score_max;
    const struct finding *const *bars; /* all, in the programme's order */
    size_t n_bars;
    const struct finding *const *scores;
    size_t n_scores;
    const char *const *missing; /* facts that can still change the verdict */
    size_t n_missing;
    const struct term_result *terms; /* the programme's, in its order; NULL from rank_judge */
    const struct document_result *documents;
};

struct section_completeness {
    const char *section;
    size_t asked; /* facts that some rule in force reads, or that are answered */
    size_t answered;
};

struct assessment {
    const struct dossier *dossier;
    const struct rulebook *rulebook;
    struct date as_of;
    const struct finding *findings; /* by severity, then id */
    size_t n_findings;
    /* The same by place of the newest version in the rulebook; NULL where an older one stands. */
    const struct finding *const *by_rule;
    const struct programme_result *programmes; /* by id */
    size_t n_programmes;
    const struct section_completeness *sections;
    size_t n_sections;
    const struct econ_result *economics; /* never NULL; may hold nothing but notes */
};

/* Everything lives in a. economics may be NULL: then it is computed from the dossier. */
const struct assessment *assess(struct arena *a, const struct rulebook *r, const struct dossier *d,
                                struct date as_of, const struct econ_result *economics);
/* The same for d where most facts are as in an assessment made before, with its rulebook and date:
 * findings that nothing new touches are taken over. They stay in the arena of before, which must
 * live as long as the result. economics may be NULL. */
const struct assessment *assess_changed(struct arena *a, const struct assessment *before,
                                        const struct dossier *d,
                                        const struct econ_result *economics);
/* What stands in the way: a blocking check or a programme's bar that fails. A bar of no more than
 * information belongs to a programme that was never meant for the project. */
bool finding_is_stop(const struct finding *f);
const struct finding *assessment_find(const struct assessment *s, const char *rule_id);
/* One rule alone, with the values of every part: for explain and for the detail of a finding. */
const struct finding *assess_rule(struct arena *a, const struct rulebook *r,
                                  const struct dossier *d, const struct rule *rule,
                                  struct date as_of, const struct econ_result *economics,
                                  const struct finding_step **steps, size_t *n_steps,
                                  const struct finding_fact **facts, size_t *n_facts);
/* Alternative ways for a rule to pass, each a row of parts that must all hold. */
struct finding_path {
    const char *label; /* "pass_if", "exception 1"; "neither fail nor conditional" */
    struct feel_path path;
};
/* Empty when the rule has no condition of its own: a table decides it. */
const struct finding_path *assess_paths(struct arena *a, const struct rulebook *r,
                                        const struct dossier *d, const struct rule *rule,
                                        struct date as_of, const struct econ_result *economics,
                                        size_t *n);
/* The contract's `adit check --json`. */
struct json *assessment_json(struct arena *a, const struct assessment *s);
/* Its list of packs: id, version, sha256, checked_on. */
struct json *packs_json(struct arena *a, const struct rulebook *r);

/* --- open questions ----------------------------------------------------------------------------
 */

struct question_outcome {
    const char *value;   /* a representative answer, displayed */
    const char *changes; /* what it would change, one line; "nothing" when nothing */
};

struct question {
    const struct fact_def *def;
    int settles;               /* findings and verdicts that some answer would settle */
    double rank;               /* higher first */
    const char *reason;        /* why it is asked, one line */
    const char *const *checks; /* ids of the rules that need it, most severe first */
    size_t n_checks;
};

/* Open questions, most decisive first; one that can change nothing is left out. */
const struct question *assess_questions(struct arena *a, const struct assessment *s, size_t *n);
/* What each representative answer to a fact would change. */
const struct question_outcome *assess_outcomes(struct arena *a, const struct assessment *s,
                                               const char *fact, size_t *n);

/* --- inline tests ------------------------------------------------------------------------------
 */

struct rule_test_result {
    const struct rule *rule;
    const char *name;
    bool passed;
    const char *why; /* of a failure: what was expected and what came, one or more lines */
    struct pos pos;
};
/* Runs the inline tests of a rule (all rules when rule is NULL). */
const struct rule_test_result *rules_test(struct arena *a, const struct rulebook *r,
                                          const struct rule *rule, size_t *n);

/* --- what the inline tests reach ---------------------------------------------------------------
 */

/* An operand of `and` or `or` in a condition, a let, the value or an exception. */
struct operand_coverage {
    const char *part; /* "fail_if", "let x", "exception 1" */
    const char *text; /* of the operand */
    struct pos pos;
    bool of_and;
    bool decided; /* in some test it alone made its `and` false, or its `or` true */
};
struct rule_coverage {
    const struct rule *rule;
    bool reached[STATUS_COUNT]; /* by some test */
    size_t rows, rows_reached;  /* of the table */
    const bool *row_reached;
    size_t exceptions, exceptions_reached;
    const bool *exception_reached;
    const struct operand_coverage *operands;
    size_t n_operands, operands_decided;
};
struct value_coverage { /* one dated value of a parameter */
    const struct param *param;
    const struct param_value *value;
    struct pos pos;
    bool reached;
};
/* One entry a rule (of the one rule when rule is not NULL), in the rulebook's order. */
const struct rule_coverage *rules_coverage(struct arena *a, const struct rulebook *r,
                                           const struct rule *rule, size_t *n,
                                           const struct value_coverage **values, size_t *n_values);
/* Whether a status is expected of the rule's tests: what it can give at all. */
bool rule_can_give(const struct rule *rule, enum status s);
/* W101 for each status, row and exception that no test reaches. */
void rules_lint_tests(struct arena *a, const struct rulebook *r, struct diags *d);

#endif
