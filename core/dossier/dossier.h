/* dossier.h: an immutable snapshot of one project's facts with their evidence. */
#ifndef ADIT_DOSSIER_DOSSIER_H
#define ADIT_DOSSIER_DOSSIER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"
#include "core/base/strbuf.h"
#include "core/base/yaml.h"
#include "core/dossier/catalogue.h"
#include "core/feel/value.h"

enum grade { GRADE_NONE, GRADE_ASSERTED, GRADE_DOCUMENT, GRADE_VERIFIED, GRADE_EXPERT };
const char *grade_name(enum grade g); /* "asserted"; "none" for GRADE_NONE */
bool grade_parse(const char *s, enum grade *out);

struct evidence {
    const char *document, *page, *quote; /* NULL when not given */
    bool has_date;
    struct date date; /* of the document */
};

/* One answer. Names of the economics section are paths: economics.plan.strip_ratio,
 * economics.products[0].price (its long form {value: 69, unit: USD/kg} is one fact with a unit);
 * a list of scalars is one value, a map by year one context keyed by year. */
struct fact {
    const char *name;
    const struct fact_def *def; /* NULL in the economics section */
    struct feel_value value;    /* FEEL_UNKNOWN when the file says so or nothing */
    const char *text;           /* the value as it was written, for export without loss */
    bool quoted;
    enum grade grade;
    struct evidence evidence;
    bool has_range;
    struct feel_value low, high;
    bool has_claims;
    struct feel_value sponsor, reviewer; /* unknown where not given */
    const char *why, *note, *unit;       /* NULL when not given */
    struct pos pos;
    const char *author, *entered_at; /* who and when (UTC, ISO), from a workspace; else NULL */
};

/* "Kazakhstan" for "KZ"; the code itself for a country that adit does not cover. */
const char *country_name(const char *code);

/* An answer as typed or as kept, with the checks of fact_parse: fills name, def, value, text,
 * quoted, and grade (asserted, or none for an unknown); the rest is zero. name is a declared fact
 * or a path of the economics section. Text in [..] is a list. False after an error: an unknown
 * name (nearest named), a computed fact, a bad value. */
bool fact_answer(struct arena *a, const struct catalogue *c, const char *name, const char *text,
                 bool quoted, struct pos pos, struct fact *out, struct diags *d);
/* A value (low, high, a claim) as one line of YAML and back; unknown is NULL. */
const char *fact_value_text(struct arena *a, struct feel_value v);
bool fact_value_read(struct arena *a, const struct fact_def *def, const char *name,
                     const char *text, struct pos pos, struct feel_value *out, struct diags *d);

struct project_document {
    const char *path, *title, *sha256, *date, *language; /* NULL when not given */
};

struct dossier;

/* Reads a project file: NULL after an error. Errors: unknown keys and fact names (nearest named),
 * wrong types, units, ranges, dates that do not exist, bad id or country. The economics section is
 * flattened into facts; its own names are checked by core/economics. */
const struct dossier *dossier_load_file(struct arena *a, const char *path,
                                        const struct catalogue *c, struct diags *d);
const struct dossier *dossier_load_text(struct arena *a, const char *text, size_t n,
                                        const char *file_name, const struct catalogue *c,
                                        struct diags *d);
/* Built from facts (a workspace does this). Facts are copied and sorted. */
const struct dossier *dossier_build(struct arena *a, const struct catalogue *c, const char *id,
                                    const char *name, const char *country, const struct fact *facts,
                                    size_t n, const struct project_document *documents,
                                    size_t n_documents);
/* As d with one fact set to a value (what if): shares everything else. */
const struct dossier *dossier_with(struct arena *a, const struct dossier *d, const char *fact,
                                   struct feel_value value);

/* The same where a law decides the fact: there is nothing left to prove. */
const struct dossier *dossier_by_law(struct arena *a, const struct dossier *d, const char *fact,
                                     struct feel_value value, struct date on);

const char *dossier_id(const struct dossier *d);
const char *dossier_name(const struct dossier *d);
const char *dossier_country(const struct dossier *d); /* "KG" */
const struct catalogue *dossier_catalogue(const struct dossier *d);
size_t dossier_count(const struct dossier *d);
const struct fact *dossier_at(const struct dossier *d, size_t i); /* in order of the file */
const struct fact *dossier_fact(const struct dossier *d, const char *name); /* NULL when absent */
/* Value of a fact; FEEL_UNKNOWN (with its own cause) when unanswered. */
struct feel_value dossier_value(struct arena *a, const struct dossier *d, const char *name);
/* Values by slot of catalogue_env: answers, unknowns, and assessment_date = as_of. */
struct feel_value *dossier_globals(struct arena *a, const struct dossier *d, struct date as_of,
                                   size_t extra_slots);
size_t dossier_documents(const struct dossier *d);
const struct project_document *dossier_document(const struct dossier *d, size_t i);

/* The project file again; reading it back gives the same facts, byte for byte the same values. */
void dossier_write_yaml(const struct dossier *d, struct strbuf *out);
/* A commented file to start from: every fact as a question, in sections. */
void dossier_write_template(const struct catalogue *c, const char *id, const char *name,
                            const char *country, struct strbuf *out);

#endif
