/* store.h: the workspace: one SQLite file holding projects, their facts as append-only revisions,
 * and evidence. Facts are never overwritten: a change is a new revision and the history stays. */
#ifndef ADIT_STORE_STORE_H
#define ADIT_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"
#include "core/dossier/dossier.h"

struct store;

/* Opens or (create) makes a workspace: WAL, application_id, migrations. NULL after an error: not a
 * workspace, a newer version, no right to read. A file that may not be written opens read-only when
 * read_only is allowed. */
struct store *store_open(const char *path, bool create, bool read_only, struct diags *d);
void store_close(struct store *s); /* NULL is fine */
const char *store_path(const struct store *s);
bool store_is_read_only(const struct store *s);

struct store_project {
    const char *id, *name, *country;
    long long revision; /* rises with every change of the project */
    const char *updated_at;
    size_t n_facts;
};
const struct store_project *store_projects(struct store *s, struct arena *a, size_t *n,
                                           struct diags *d);
/* Puts every fact that differs from the last revision as a new one; facts that the file no longer
 * has become unknown. *changed counts them. One transaction. */
bool store_import(struct store *s, const struct dossier *d, const char *author, size_t *changed,
                  struct diags *diags);
/* NULL after an error (no such project, nearest named). */
const struct dossier *store_dossier(struct store *s, struct arena *a, const struct catalogue *c,
                                    const char *project, struct diags *d);
/* One new revision, on disk when this returns. f->name and the rest of f are copied. expected is
 * the fact's last revision number as the writer saw it (0: none; -1: do not check); when another
 * writer was faster nothing is written and the error says who and what. */
bool store_set(struct store *s, const char *project, const struct fact *f, const char *author,
               long long expected, struct diags *d);
/* The number of the fact's last revision, 0 when it has none, -1 after an error. */
long long store_revision(struct store *s, const char *project, const char *fact, struct diags *d);
/* Rises whenever any process has changed the workspace: cheap, for "is there news". */
long long store_change_counter(struct store *s);

struct store_revision_row {
    long long number;
    const char *fact, *text, *previous_text; /* value as written; NULL: unknown */
    enum grade grade;
    struct evidence evidence;
    const char *note, *author, *at; /* UTC, ISO */
};
/* fact NULL: the whole project; oldest first. */
const struct store_revision_row *store_log(struct store *s, struct arena *a, const char *project,
                                           const char *fact, size_t *n, struct diags *d);

/* A half-typed answer kept over a lost connection: text NULL removes it. */
bool store_draft_put(struct store *s, const char *project, const char *fact, const char *text,
                     const char *author, struct diags *d);
const char *store_draft_get(struct store *s, struct arena *a, const char *project, const char *fact,
                            const char *author);

#endif
