/* clauses.h: a project's register of clauses: for each category of the checklist what was found in
 * which document, where documents disagree, and what is still missing. A pure reading of a dossier.
 */
#ifndef ADIT_EVIDENCE_CLAUSES_H
#define ADIT_EVIDENCE_CLAUSES_H

#include "core/dossier/clause.h"
#include "core/dossier/dossier.h"

struct clause_document {
    const char *id;
    const char *name;                     /* its title, else its id */
    const char *fields[CLAUSE_DOC_COUNT]; /* NULL when not given */
    size_t counts[CLAUSE_STATUS_COUNT];   /* of all categories of the checklist */
};

/* What is said of one category in one document. */
struct clause_entry {
    const struct clause_category *category;
    const struct clause_document *document;
    enum clause_status status;
    const char *fields[CLAUSE_ENTRY_COUNT];    /* as given here; NULL when not */
    const char *language, *translation, *date; /* given here, else the document's; or NULL */
    const char *author, *entered_at;           /* of its last revision in a workspace; or NULL */
};

/* Gravest first; the register's gaps are in this order. */
enum clause_gap_kind {
    CLAUSE_GAP_CONFLICT,
    CLAUSE_GAP_ABSENT,
    CLAUSE_GAP_AMBIGUOUS,
    CLAUSE_GAP_OUTDATED,
    CLAUSE_GAP_TRANSLATION,
    CLAUSE_GAP_PROOF,    /* present, without its text or without a reviewer */
    CLAUSE_GAP_NOT_READ, /* needed, and nobody has looked */
    CLAUSE_GAP_COUNT
};
const char *clause_gap_name(enum clause_gap_kind k); /* "not_read" */

struct clause_gap {
    enum clause_gap_kind kind;
    const struct clause_category *category; /* NULL: of the document as a whole */
    const struct clause_document *document; /* NULL: of the category in all documents */
    const char *text;                       /* one sentence */
};

/* One category over all documents. */
struct clause_line {
    const struct clause_category *category;
    enum clause_status status; /* present before ambiguous before absent before not read */
    const struct clause_entry *const *entries; /* in the order of the documents */
    size_t n_entries;
    const char *conflict; /* how the documents differ, or NULL */
    size_t n_filled;      /* of the category's facts: answered */
};

struct clause_register {
    const struct clause_document *documents;
    size_t n_documents;
    const struct clause_line *lines; /* one a category, in the order of the checklist */
    size_t n_lines;
    size_t counts[CLAUSE_STATUS_COUNT]; /* of lines */
    const struct clause_gap *gaps;
    size_t n_gaps;
    size_t n_other_unread; /* not read, and nobody needs them: no gaps */
};

/* All in a. A project without clauses has no documents and no gaps. */
const struct clause_register *clause_register(struct arena *a, const struct dossier *d);

/* What a person names by CATEGORY or DOCUMENT.CATEGORY. NULL after an error: no such category or
 * document (nearest named), nothing read, or several documents that have it. */
const struct clause_entry *clause_entry_named(struct arena *a, const struct clause_register *r,
                                              const struct dossier *d, const char *name,
                                              struct diags *diags);
/* The clause as evidence of a fact: document (its file, else its name), page, quote, date. */
struct evidence clause_evidence(const struct clause_entry *e);
/* Does the answer rest on this clause: the same document and passage? */
bool clause_fills(const struct clause_entry *e, const struct fact *f);
/* Is the fact one that the category can answer? */
bool clause_category_answers(const struct clause_category *c, const char *fact);
/* Is the check one of the project's country, or of a lender? country as "KG". */
bool clause_check_concerns(const char *check, const char *country);
/* "clauses.agreement.term.status"; field NULL: up to the category. */
const char *clause_fact_name(struct arena *a, const char *document, const char *category,
                             const char *field);

#endif
