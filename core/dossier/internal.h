/* internal.h: what the files of core/dossier share and nobody else sees. */
#ifndef ADIT_DOSSIER_INTERNAL_H
#define ADIT_DOSSIER_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/map.h"
#include "core/base/vec.h"
#include "core/dossier/catalogue.h"
#include "core/dossier/dossier.h"

/* --- catalogue.c ------------------------------------------------------------------------------ */

/* True when some fact's name starts with prefix and a point. */
bool catalogue_has_prefix(const struct catalogue *c, const char *prefix);

/* --- number_text.c ---------------------------------------------------------------------------- */

enum number_fault {
    NUMBER_OK,
    NUMBER_NOT_A_NUMBER,
    NUMBER_NOT_FINITE,
    NUMBER_DECIMAL_COMMA,
    NUMBER_AMBIGUOUS, /* 1,500 */
    NUMBER_GROUPS,    /* 1.500.000, 16 27 */
    NUMBER_TAIL       /* something stands behind the number: *tail */
};

/* Reads a number as people write it, with an optional unit. *digits receives the number as plain
 * decimal text where one can be guessed (for hints), else NULL. */
enum number_fault number_read(struct arena *a, const char *text, const char *unit, struct dec *out,
                              const char **digits, const char **tail);

/* --- answer.c --------------------------------------------------------------------------------- */

/* What an answer is read for: def NULL means an untyped fact of the economics section. */
struct answer {
    struct arena *arena;
    const struct fact_def *def;
    struct diags *diags;
};

/* A scalar as type t (NULL: untyped). */
enum answer_kind answer_scalar(const struct answer *x, const struct feel_type *t, const char *text,
                               bool quoted, struct pos pos, struct feel_value *out);
/* Any YAML node as type t. Nulls inside lists and maps become unknowns. */
enum answer_kind answer_node(const struct answer *x, const struct feel_type *t,
                             const struct yaml_node *node, struct feel_value *out);
/* The whole answer to a fact, from a file or as typed or kept: with the fact's type and range.
 * ANSWER_NONE gives null, ANSWER_UNKNOWN unknown, ANSWER_BAD null. */
enum answer_kind answer_fact_node(const struct answer *x, const struct yaml_node *node,
                                  struct feel_value *out);
enum answer_kind answer_text(const struct answer *x, const char *text, bool quoted, struct pos pos,
                             struct feel_value *out);
bool answer_date(const struct answer *x, const char *text, struct pos pos, struct date *out);
/* Four digits: a key of a map by year. */
bool is_year(const char *s);

/* --- value_text.c ----------------------------------------------------------------------------- */

/* The value as one line of YAML (flow form for lists and contexts) that answer_node reads back. */
void value_write(struct strbuf *out, struct feel_value v);
const char *value_yaml(struct arena *a, struct feel_value v);
const char *text_trim(struct arena *a, const char *s); /* without white space at its ends */
/* A text from outside for a message: one line, visible, at most 60 characters. */
const char *shown(struct arena *a, const char *text);

/* --- fact.c ----------------------------------------------------------------------------------- */

/* Adds the error that no rule file declares name, with the nearest name or what to do. */
void fact_unknown(struct arena *a, const struct catalogue *c, const char *name, struct pos pos,
                  struct diags *d);
/* What to do about a computed fact that is given. */
const char *fact_derived_hint(const char *name);
bool country_known(const char *code);     /* KZ UZ KG TJ TM */
bool fact_is_short(const struct fact *f); /* nothing but a value, or nothing at all */

/* --- dossier.c -------------------------------------------------------------------------------- */

struct dossier {
    const struct catalogue *catalogue;
    const char *id, *name, *country;
    struct fact *const *facts;
    size_t n;
    struct map *by_name;
    const struct project_document *documents;
    size_t n_documents;
    /* A what-if: all but the changed fact is the other dossier's. */
    const struct dossier *under;
    size_t changed_at;
    struct fact changed;
};

const struct dossier *dossier_make(struct arena *a, const struct catalogue *c, const char *id,
                                   const char *name, const char *country, struct fact *const *facts,
                                   size_t n, const struct project_document *documents,
                                   size_t n_documents);

/* --- load.c, load_economics.c, load_clauses.c, load_reviews.c ----------------------------------
 */

struct loader {
    struct arena *arena;
    const struct catalogue *catalogue;
    struct diags *diags;
    VEC(struct fact *) facts;
    struct map *seen; /* name to fact */
};

/* Adds the fact that node describes, short or long form. */
void load_fact(struct loader *l, const char *name, const struct fact_def *def,
               const struct yaml_node *node, struct pos key_pos);
void load_economics(struct loader *l, const struct yaml_node *node);
void load_clauses(struct loader *l, const struct yaml_node *node);
/* fact_answer for a name that begins with "clauses.". out is all zero. */
bool clause_answer(struct arena *a, const struct catalogue *c, const char *name, const char *text,
                   bool quoted, struct pos pos, struct fact *out, struct diags *d);
void load_reviews(struct loader *l, const struct yaml_node *node);
/* The same for a name that begins with "reviews.". */
bool review_answer(struct arena *a, const struct catalogue *c, const char *name, const char *text,
                   bool quoted, struct pos pos, struct fact *out, struct diags *d);
bool economics_name_valid(const char *name);
/* A map of scalars or lists whose keys are all years: one value, not a map of facts. */
bool node_by_year(const struct yaml_node *node);
/* The text of a key of a map; NULL when absent, null, or (an error) no text. */
const char *load_text(const struct loader *l, const struct yaml_node *map, const char *key);
/* True for a scalar that says nothing. */
bool node_is_null(const struct yaml_node *node);

#endif
