/* internal.h: what the files of core/store share. */
#ifndef ADIT_STORE_INTERNAL_H
#define ADIT_STORE_INTERNAL_H

#include <sqlite3.h>

#include "core/store/statements.h"
#include "core/store/store.h"

#define STORE_APPLICATION_ID 0x61646974 /* "adit" */

struct store {
    sqlite3 *db;
    sqlite3_stmt *prepared[SQL_COUNT]; /* made when first needed */
    char *path;
    bool read_only;
};

/* The statement, reset and without bindings; NULL after adding an error. */
sqlite3_stmt *store_statement(struct store *s, enum statement id, struct diags *d);
/* Runs a statement that gives no rows; resets it. */
bool store_run(struct store *s, sqlite3_stmt *q, struct diags *d);
/* One step of a query: 1 row, 0 end, -1 after adding an error. */
int store_step(struct store *s, sqlite3_stmt *q, struct diags *d);
/* What SQLite says went wrong, in words that help. Always returns false. */
bool store_fail(struct store *s, struct diags *d);
bool store_begin(struct store *s, struct diags *d);
/* Commits; after an error nothing of the transaction stays. */
bool store_commit(struct store *s, struct diags *d);
void store_rollback(struct store *s);

/* NULL binds NULL. The text must outlive the step. */
void bind_text(sqlite3_stmt *q, int i, const char *text);
/* A column's text copied into the arena; NULL for NULL. */
const char *column_text(struct arena *a, sqlite3_stmt *q, int i);
/* The same, "" for NULL: for columns that hold something in every sound workspace. */
const char *column_word(struct arena *a, sqlite3_stmt *q, int i);

/* Is there such a project? 1 or 0 (an error with the nearest id was added) or -1. */
int store_project_exists(struct store *s, const char *project, struct diags *d);

/* A revision as it stands in the table: all of its texts, NULL where empty. */
struct revision {
    long long number;
    const char *fact, *state, *text;
    bool quoted;
    const char *low, *high, *sponsor, *reviewer, *why, *note, *unit, *grade, *author, *at;
    const char *document, *page, *quote, *date;
};
/* From a row of REVISION_COLUMNS. */
struct revision read_revision(struct arena *a, sqlite3_stmt *q);
/* A fact as a revision: number, author and at are empty. */
struct revision revision_of(struct arena *a, const struct fact *f);
/* The last revision of a fact: 1 found, 0 none, -1 after an error. */
int last_revision(struct store *s, struct arena *a, const char *project, const char *fact,
                  struct revision *out, struct diags *d);

#endif
