/* rulebook.h: every rule pack that was loaded (format adit-rules/1).
 *
 * The records below are read-only for all who use them; the loader alone fills them. */
#ifndef ADIT_RULEBOOK_RULEBOOK_H
#define ADIT_RULEBOOK_RULEBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/date.h"
#include "core/base/diag.h"
#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/dossier/catalogue.h"
#include "core/dossier/dossier.h"
#include "core/feel/feel.h"

enum status {
    STATUS_PASS,
    STATUS_CONDITIONAL,
    STATUS_FAIL,
    STATUS_UNKNOWN,
    STATUS_NOT_APPLICABLE,
    STATUS_ERROR,
    STATUS_COUNT
};
enum rule_kind { RULE_FLAG, RULE_BAR, RULE_SCORE, RULE_READINESS, RULE_COMPARE };
enum rule_severity { SEV_BLOCKING, SEV_HIGH, SEV_MEDIUM, SEV_LOW, SEV_INFO };

const char *status_name(enum status s); /* "not_applicable" */
const char *rule_kind_name(enum rule_kind k);
const char *rule_severity_name(enum rule_severity s);
bool rule_severity_parse(const char *text, enum rule_severity *out);

struct source {
    const char *id, *title, *jurisdiction, *url, *note; /* NULL when not given */
    const char *grade; /* statute, agency, secondary, house, ... as written */
    bool has_read;
    struct date read;
    struct pos pos;
};

struct citation {
    const struct source *source;
    const char *at, *text;
    const char *basis; /* law, agency, house; from the source's grade when not given */
};

struct param_value {
    struct date from;
    bool expected; /* announced, not yet known */
    struct feel_value value;
    struct citation citation;
    const char *note;
    struct pos pos;
};

struct param {
    const char *id, *unit, *pack;
    const struct param_value *values; /* ascending by date */
    size_t n_values;
    bool has_checked_on;
    struct date checked_on;
    struct pos pos;
};

struct remedy {
    const char *text;
    const char *const *changes; /* facts */
    size_t n_changes;
};

struct rule_exception {
    const struct feel_expr *condition;
    enum status status;
    const char *why;
    struct citation citation;
    struct pos pos;
};

struct rule_let {
    const char *name;
    const struct feel_expr *expr;
    size_t slot;
};

/* An output of the rule's table, bound to its name for conditions and messages. */
struct rule_output {
    const char *name;
    size_t slot;
};

/* A piece of a message: literal text, or an expression whose value stands there. */
struct message_part {
    const char *text; /* NULL when it is an expression */
    const struct feel_expr *expr;
    const struct fact_def *fact; /* when the expression is one fact: its unit and labels apply */
};
struct rule_message {
    const char *text; /* as written */
    const struct message_part *parts;
    size_t n_parts;
};

/* What a compare rule sets side by side. */
struct rule_measure {
    const char *name, *title, *type;
    const char *const *better; /* "longer", "shorter", ... or the values from best to worst */
    size_t n_better;
    /* The figure of the project under each country's fiscal regime that stands here instead of a
     * value written per country: one of measure_figures; NULL otherwise. */
    const char *computed;
};
/* government_take, aetr, npv_post_tax; NULL ends it. */
extern const char *const measure_figures[];
struct measure_cell {
    const struct rule_measure *measure;
    const char *not_encoded; /* why nothing stands here, or NULL; then there is no value */
    const struct feel_expr *value;
    const struct citation *citations;
    size_t n_citations;
    const char *confidence; /* or NULL */
};
struct rule_country {
    const char *code;
    const char *not_encoded; /* why nothing stands here, or NULL */
    const struct measure_cell *cells;
    size_t n_cells;
};

struct evidence_need {
    const struct fact_def *fact;
    enum grade min_grade;
    const char *max_age; /* ISO duration or NULL */
};

struct rule_test;

struct rule {
    const char *id, *title, *pack;
    int version;
    enum rule_kind kind;
    enum rule_severity severity;
    const char *const *affects;
    size_t n_affects;
    const struct citation *citations;
    size_t n_citations;
    struct date from;
    bool has_to;
    struct date to;
    const char *by;                 /* fact whose date selects; "assessment_date" by default */
    const struct fact_def *by_fact; /* NULL for assessment_date */
    const char *supersedes, *superseded_by;
    const struct feel_expr *applies_if, *fail_if, *conditional_if, *pass_if, *value; /* or NULL */
    bool applies_first; /* applies_if reads facts only, so that it can be asked before the lets */
    const struct rule_let *lets;
    size_t n_lets;
    const struct feel_table *table; /* or NULL */
    const struct feel_table_spec *table_spec;
    const char *table_output; /* "points" or "status" */
    const struct rule_output *outputs;
    size_t n_outputs;
    bool has_note;
    size_t note_slot; /* the note of the table's row, for messages */
    const struct rule_exception *exceptions;
    size_t n_exceptions;
    bool has_max_points;
    struct dec max_points;
    const char *messages[STATUS_COUNT]; /* texts with {expr}; NULL: use message_any, then title */
    const char *message_any;
    const struct rule_message *compiled[STATUS_COUNT + 1]; /* the last is of message_any */
    const struct remedy *remedies;
    size_t n_remedies;
    const struct evidence_need *evidence;
    size_t n_evidence;
    const char *legal_change;        /* what the host state could change, or NULL */
    const char *condition_precedent; /* text of the CP that this check gives rise to, or NULL */
    const char *cp_owner, *cp_evidence, *cp_waiver; /* who brings it, shows it, may waive it */
    const char *const *references; /* entries of the law reference that it encodes */
    size_t n_references;
    const struct rule_measure *measures; /* of a compare rule */
    size_t n_measures;
    const struct rule_country *countries;
    size_t n_countries;
    const char *const *uses; /* ids of rules that rule("...") names */
    size_t n_uses;
    const struct feel_env *env; /* facts and lets */
    size_t n_slots;             /* of env */
    size_t index;               /* place in the order of rulebook_rule */
    const char *const *facts;   /* that the rule reads anywhere, sorted */
    size_t n_facts;
    const struct rule_test *tests;
    size_t n_tests;
    char sha256[SHA256_HEX]; /* of the rule's canonical form */
    struct pos pos;
    /* Of a copy under a change of law: the rule is repealed; a fail is only a condition. */
    bool repealed, softened;
};

/* Who may waive the check, in words; begins with "nobody" where nobody may: the rule's own words,
 * or by the basis of its first citation: law that bars a programme cannot be waived, an agency's
 * policy by the agency, the rest by the credit committee. */
const char *rule_waived_by(const struct rule *rule);
bool status_parse(const char *text, enum status *out);
/* False for a compare rule that only sets countries side by side and judges no project. */
bool rule_decides(const struct rule *rule);

/* By when a document is needed. */
enum document_stage { STAGE_LETTER, STAGE_APPLICATION, STAGE_APPROVAL, STAGE_CLOSING };
const char *document_stage_name(enum document_stage s); /* "application" */

struct programme_document {
    const char *id;   /* or NULL */
    const char *text; /* what is asked for */
    const char *fact; /* whose answer or evidence shows that it is there, or NULL */
    const struct feel_expr *have_if, *applies_if; /* or NULL */
    enum document_stage stage;
    const char *owner; /* or NULL */
    const struct citation *citations;
    size_t n_citations;
    const char *const *references;
    size_t n_references;
};

/* What a programme offers or asks: a figure or a date that follows from the answers, or a text. */
struct programme_term {
    const char *id, *title, *unit; /* unit NULL when it has none */
    const struct feel_expr *value; /* NULL: there is only the text */
    const char *formula;           /* the value in words; NULL only without value */
    const char *text;              /* or NULL */
    const struct feel_expr *applies_if;
    const char *note;
    bool headline; /* shown in summaries */
    size_t slot;   /* of the value, for later terms */
    const struct citation *citations;
    size_t n_citations;
    const char *const *references;
    size_t n_references;
    struct pos pos;
};

struct programme {
    const char *id, *title, *agency, *product, *pack;
    const struct rule *const *bars; /* its own, then those of the packs that it draws on */
    size_t n_bars;
    const struct rule *const *scores;
    size_t n_scores;
    const struct programme_document *documents;
    size_t n_documents;
    const struct programme_term *terms;
    size_t n_terms;
    const struct citation *citations;
    size_t n_citations;
    struct pos pos;
};

struct not_encoded {
    const char *topic, *why; /* a question for counsel, never a rule */
    const char *reference;   /* entry of the reference, or NULL */
};

struct pack {
    const char *id, *title, *owner, *file;
    int version; /* 1 when the pack does not say */
    struct date checked_on;
    const char *stale_after; /* ISO duration, "P12M" by default */
    /* What the inline tests must reach and notice, in per cent; -1 when the pack does not say. */
    int min_coverage_pct, min_mutation_pct;
    char sha256[SHA256_HEX]; /* of the file */
    const struct not_encoded *not_encoded;
    size_t n_not_encoded;
    size_t n_rules;
};

struct rulebook;

/* Loads every *.yaml under each directory (sorted by path; rules/data, rules/fiscal and
 * rules/reform hold other formats and are skipped) and checks all of it: E001..E040, W101..W108
 * with places. NULL after an error, unless keep_going, when the sound rules are kept (lint). */
const struct rulebook *rulebook_load(struct arena *a, const char *const *dirs, size_t n_dirs,
                                     bool keep_going, struct diags *d);
/* The same from one text, for tests. */
const struct rulebook *rulebook_load_text(struct arena *a, const char *text, size_t n,
                                          const char *file_name, struct diags *d);

const struct catalogue *rulebook_catalogue(const struct rulebook *r);
size_t rulebook_rules(const struct rulebook *r); /* sorted by id */
const struct rule *rulebook_rule(const struct rulebook *r, size_t i);
const struct rule *rulebook_find(const struct rulebook *r, const char *id);
const char *rulebook_nearest_rule(const struct rulebook *r, const char *id);
size_t rulebook_programmes(const struct rulebook *r); /* sorted by id */
const struct programme *rulebook_programme(const struct rulebook *r, size_t i);
const struct programme *rulebook_find_programme(const struct rulebook *r, const char *id);
const char *rulebook_nearest_programme(const struct rulebook *r, const char *id);
size_t rulebook_packs(const struct rulebook *r); /* sorted by id */
const struct pack *rulebook_pack(const struct rulebook *r, size_t i);
const char *rulebook_nearest_pack(const struct rulebook *r, const char *id);
size_t rulebook_params(const struct rulebook *r);
const struct param *rulebook_param(const struct rulebook *r, size_t i);
const struct param *rulebook_find_param(const struct rulebook *r, const char *id);
size_t rulebook_sources(const struct rulebook *r);
const struct source *rulebook_source(const struct rulebook *r, size_t i);

/* The value in force on a date (rule-format section 2): the latest start not after it. At an
 * expected start the value before and *pending; before the first start NULL. */
const struct param_value *param_at(const struct param *p, struct date on, bool *pending);
/* True when the pack's checked_on is older than its stale_after on that date. */
bool pack_stale(const struct pack *p, struct date on);
/* The same for one parameter, whose own checked_on counts when it has one. */
bool param_stale(const struct rulebook *r, const struct param *p, struct date on);
/* An ISO period of years, months, weeks and days ("P1Y6M", "P90D"); false when it is not one. */
bool period_parse(const char *text, int *months, int *days);
/* from + period; false when text is no period or the date leaves the calendar. */
bool period_after(struct date from, const char *text, struct date *out);
/* What has run out: packs and parameters checked too long ago, values that were expected by now,
 * rules that ended with no successor. */
enum stale_kind { STALE_PACK, STALE_PARAM, STALE_EXPECTED, STALE_RULE };
struct stale_entry {
    enum stale_kind kind;
    const char *id;
    struct pos pos;
    struct date since;             /* the day on which it ran out */
    enum rule_severity importance; /* of the gravest rule that rests on it */
    size_t n_rules;                /* that rest on it; 0: importance means nothing */
};
/* Gravest first, then by the day. */
const struct stale_entry *rulebook_stale(struct arena *a, const struct rulebook *r, struct date on,
                                         size_t *n);
/* Warnings that depend on the day: W102 for each pack whose law was checked too long ago. */
void rulebook_lint_dates(const struct rulebook *r, struct date on, struct diags *d);
/* The JSON Schema (2020-12) of rule files, from the table of keys that the loader checks. */
struct json *rulebook_schema(struct arena *a);
size_t rulebook_slots(const struct rulebook *r); /* most slots of any rule's environment */
size_t rulebook_nodes(const struct rulebook *r); /* most nodes of any rule's expressions */
const struct pack *rulebook_find_pack(const struct rulebook *r, const char *id);

/* --- other law --------------------------------------------------------------------------------
 */

/* A copy that may be changed by the calls below; it shares all that they leave alone, and r stays
 * as it is. */
struct rulebook *rulebook_copy(struct arena *a, const struct rulebook *r);
/* The parameter has this value from that date on, whatever was to come after. False when there is
 * no such parameter. */
bool rulebook_set_param(struct arena *a, struct rulebook *copy, const char *id, struct date from,
                        struct feel_value value);
/* Every version of the rule applies to nobody; or what failed is a condition. False when there is
 * no such rule. */
bool rulebook_repeal(struct arena *a, struct rulebook *copy, const char *id);
bool rulebook_soften(struct arena *a, struct rulebook *copy, const char *id);
/* Parameters that the rule's expressions and tables name, each once. */
const char *const *rule_params(struct arena *a, const struct rule *rule, size_t *n);

#endif
