/* catalogue.h: the dictionary of facts: what each fact means, its type, the question that asks for
 * it and the evidence that proves it. Loaded from the `facts` of rule files. */
#ifndef ADIT_DOSSIER_CATALOGUE_H
#define ADIT_DOSSIER_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"
#include "core/base/yaml.h"
#include "core/feel/feel.h"

struct fact_def {
    const char *name; /* "licence.expiry_date" */
    const char *pack; /* the pack that defines it */
    const struct feel_type *type;
    const char *unit;              /* "pct", "USD", ...; NULL when it has none */
    const char *range_text;        /* unary tests that an answer must pass, or NULL */
    const struct feel_expr *range; /* compiled; NULL when none */
    const char *ask;               /* the question in plain words */
    const char *help, *example;    /* may be NULL */
    const char *who;               /* sponsor, counsel, engineer, registry, analyst; may be NULL */
    int effort;                    /* 1..5, cost to obtain the answer with evidence */
    const char *const *evidence;   /* kinds of document that prove it */
    size_t n_evidence;
    const char *max_age;       /* ISO duration or NULL */
    bool actionable;           /* the project can change it */
    bool derived;              /* computed (economics), never asked */
    const char *const *labels; /* of enum members, in their order; NULL when not given */
    struct pos pos;
    size_t slot;               /* of the catalogue's environment */
    struct feel_value unknown; /* the fact while nobody has answered it */
};

struct catalogue;
struct clause_list;
struct record;

/* The keys of a fact. */
extern const struct record record_fact;

struct catalogue *catalogue_new(struct arena *a);
/* Adds the entries of a `facts` map. A fact defined twice is an error with both places. False when
 * an error was added. */
bool catalogue_add(struct catalogue *c, const struct yaml_node *facts, const char *pack,
                   struct diags *d);
size_t catalogue_count(const struct catalogue *c);
const struct fact_def *catalogue_at(const struct catalogue *c, size_t i); /* order of definition */
const struct fact_def *catalogue_find(const struct catalogue *c, const char *name); /* or NULL */
const char *catalogue_nearest(const struct catalogue *c, const char *name);         /* or NULL */
/* All facts by name and type, and assessment_date: date. Slot of a fact = its fact_def's slot. */
struct feel_env *catalogue_env(const struct catalogue *c);

/* Facts and their values while unanswered by the slots of that environment; NULL and null for
 * assessment_date. Borrowed until a fact is added. */
const struct fact_def *const *catalogue_by_slot(const struct catalogue *c);
const struct feel_value *catalogue_open(const struct catalogue *c);

/* Sections of the questionnaire: the first part of the names, in order of first definition. */
size_t catalogue_sections(const struct catalogue *c);
const char *catalogue_section(const struct catalogue *c, size_t i);
/* "licence" for "licence.expiry_date"; arena string. */
const char *fact_section(struct arena *a, const char *name);

/* The checklist of clauses that came with the facts; empty when no file has one. */
struct clause_list *catalogue_clauses(const struct catalogue *c);

enum answer_kind { ANSWER_VALUE, ANSWER_NONE, ANSWER_UNKNOWN, ANSWER_BAD };

/* What a person typed or a file says, as a value of the fact: checked for type, unit, range and
 * enum; "none" is FEEL null; "unknown" and "" are unknown. Numbers may carry the unit, a per cent
 * sign or thousands separators (space or comma where unambiguous), dates may be ISO only. quoted
 * texts never mean none or unknown. On ANSWER_BAD an error with the likely intention was added. */
enum answer_kind fact_parse(struct arena *a, const struct fact_def *def, const char *text,
                            bool quoted, struct pos pos, struct feel_value *out, struct diags *d);
/* A value as a person reads it: unit, thousands separators, labels of enums. */
const char *fact_display(struct arena *a, const struct fact_def *def, struct feel_value v);

#endif
