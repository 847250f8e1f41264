/* clause.h: the checklist of clauses that a contract or a law is read for, and the fields that a
 * project keeps of each. Loaded from rules/clauses (format adit-clauses/1). */
#ifndef ADIT_DOSSIER_CLAUSE_H
#define ADIT_DOSSIER_CLAUSE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"
#include "core/base/yaml.h"

/* Whose decision lacks its ground when nothing is found: bits. */
enum clause_need { CLAUSE_NEED_LENDER = 1, CLAUSE_NEED_LAW = 2 };

struct clause_category {
    const char *id;               /* "stabilisation" */
    const char *title, *title_ru; /* as a person reads it */
    const char *decides, *lender; /* what it decides; what a lender looks for, or NULL */
    const char *const *facts;     /* names of facts that the clause can answer */
    size_t n_facts;
    unsigned needed;           /* bits of enum clause_need; 0: its absence is no gap */
    const char *absent;        /* why its absence matters; NULL when needed is 0 */
    const char *const *checks; /* ids of the checks that its absence concerns */
    size_t n_checks;
    size_t group;
    struct pos pos;
};

struct clause_group {
    const char *id, *title, *title_ru, *source;
};

struct clause_list;

/* An empty checklist in the arena. */
struct clause_list *clause_list_new(struct arena *a);
/* Adds the groups of one file. False when an error was added: a wrong key, a category twice. Names
 * of facts and checks are looked up by core/rulebook, which knows them. */
bool clause_list_add(struct clause_list *c, const struct yaml_node *root, struct diags *d);
/* Groups and categories by place, below the count before each; all borrowed from the list. */
size_t clause_list_groups(const struct clause_list *c);
const struct clause_group *clause_list_group(const struct clause_list *c, size_t i);
size_t clause_list_count(const struct clause_list *c);
const struct clause_category *clause_list_at(const struct clause_list *c, size_t i); /* by group */
const struct clause_category *clause_list_find(const struct clause_list *c, const char *id);
const char *clause_list_nearest(const struct clause_list *c, const char *id); /* or NULL */

/* --- what a project keeps ----------------------------------------------------------------------
 * One fact a field: clauses.DOCUMENT.FIELD of a document, clauses.DOCUMENT.CATEGORY.FIELD of a
 * category in it. Values are texts. */

enum clause_status {
    CLAUSE_NOT_READ, /* also when nothing is said */
    CLAUSE_PRESENT,
    CLAUSE_ABSENT,
    CLAUSE_AMBIGUOUS,
    CLAUSE_STATUS_COUNT
};
extern const char *const clause_status_words[CLAUSE_STATUS_COUNT + 1]; /* "not_read"; NULL ends */
extern const char *const clause_translation_words[]; /* original official unofficial machine none */
extern const char *const clause_kind_words[];        /* contract law */

enum clause_form { CLAUSE_TEXT, CLAUSE_LINE, CLAUSE_DATE, CLAUSE_WORD };

struct clause_field {
    const char *name, *label;
    enum clause_form form;
    const char *const *words; /* of CLAUSE_WORD */
};

enum clause_doc_field {
    CLAUSE_DOC_TITLE,
    CLAUSE_DOC_KIND,
    CLAUSE_DOC_PATH,    /* as in the project's documents */
    CLAUSE_DOC_DATE,    /* of the version that was read */
    CLAUSE_DOC_CHANGED, /* when the act or contract was last changed */
    CLAUSE_DOC_LANGUAGE,
    CLAUSE_DOC_TRANSLATION,
    CLAUSE_DOC_TRANSLATED,
    CLAUSE_DOC_NOTE,
    CLAUSE_DOC_COUNT
};
extern const struct clause_field clause_doc_fields[CLAUSE_DOC_COUNT];

enum clause_entry_field {
    CLAUSE_STATUS,
    CLAUSE_SAYS, /* what it provides, in a few words */
    CLAUSE_ARTICLE,
    CLAUSE_PAGE,
    CLAUSE_QUOTE, /* the passage, in the language it was read in */
    CLAUSE_LANGUAGE,
    CLAUSE_DATE_OF,
    CLAUSE_TRANSLATION,
    CLAUSE_TRANSLATED,
    CLAUSE_ENGLISH, /* the passage in English */
    CLAUSE_REVIEWER,
    CLAUSE_REVIEWED,
    CLAUSE_NOTE,
    CLAUSE_ENTRY_COUNT
};
extern const struct clause_field clause_entry_fields[CLAUSE_ENTRY_COUNT];

/* "stated as clauses.DOCUMENT..."; does the name begin so? */
bool clause_is_name(const char *name);
/* Takes a name apart: document, category (NULL for a field of the document), field. NULL after an
 * error that names the nearest category or field. */
const struct clause_field *clause_field_of(struct arena *a, const struct clause_list *c,
                                           const char *name, struct pos pos, const char **document,
                                           const struct clause_category **category,
                                           struct diags *d);
/* Does the text fit the field: one of its words, a date, at most 200,000 bytes? */
bool clause_text_fits(struct arena *a, const struct clause_field *f, const char *name,
                      const char *text, struct pos pos, struct diags *d);

#endif
