/* workbench.h: what all screens share: the workspace, the rules, and the project that is open with
 * its assessment. No terminal here: tests drive it as the screens do. */
#ifndef ADIT_TUI_SCREENS_WORKBENCH_H
#define ADIT_TUI_SCREENS_WORKBENCH_H

#include <stdbool.h>
#include <stddef.h>

#include "core/assess/assess.h"
#include "core/base/date.h"
#include "core/dossier/dossier.h"
#include "core/economics/economics.h"
#include "core/rulebook/rulebook.h"
#include "core/store/store.h"

/* Where things are and who works; texts must outlive the workbench. */
struct workbench_places {
    const char *workspace, *rules, *templates, *author, *version;
    struct date as_of;
};

struct open_project {
    struct arena *arena; /* NULL: no project is open */
    const char *id;
    const struct dossier *dossier;
    const struct assessment *assessment;
    const struct question *questions; /* by rank; filled by workbench_questions */
    size_t n_questions;
    bool ranked;
};

struct workbench {
    struct workbench_places places;
    struct store *store;
    struct arena *rules_arena;
    const struct rulebook *rules; /* NULL until workbench_load_rules */
    const struct econ_data *econ;
    bool rules_tried;
    char rules_why[400]; /* why there are none */
    struct open_project project;
    unsigned long version; /* rises with every change of the open project */
    long long counter;     /* of the store when last looked at */
};

/* Opens or makes the workspace; one that may not be written is opened for reading. NULL after an
 * error. */
struct workbench *workbench_open(const struct workbench_places *places, struct diags *d);
void workbench_close(struct workbench *w); /* NULL is fine */

/* Loads rules and reference data once. False when they cannot be had: rules_why says why. */
bool workbench_load_rules(struct workbench *w);

/* Opens a project, or the same one again after a change, and assesses it. False with *why (lives as
 * long as the workbench's last failure) set. */
bool workbench_project(struct workbench *w, const char *id, const char **why);
bool workbench_reload(struct workbench *w, const char **why);
/* The open questions by rank; computed on first use after a change. */
const struct question *workbench_questions(struct workbench *w, size_t *n);

/* One answer as it was typed. Empty texts mean "not given". */
struct typed_answer {
    const char *fact, *text, *document, *page, *quote, *date, *note;
    enum grade grade;
    long long expected; /* revision that the person saw */
};
/* What the text means for a declared fact or an input of the economics: value, text and unit of
 * *out; on ANSWER_BAD *why tells, in words for the person. a holds all. */
enum answer_kind workbench_parse(const struct workbench *w, struct arena *a, const char *fact,
                                 const char *text, struct fact *out, const char **why);
/* The project as it would stand with the fact so: nothing is written. All in a. */
const struct assessment *workbench_what_if(const struct workbench *w, struct arena *a,
                                           const struct fact *f);
/* Checks, writes one revision to disk, and assesses anew. False with *why: nothing was written. */
bool workbench_answer(struct workbench *w, const struct typed_answer *answer, const char **why);

/* Writes what is typed as the reviewer's figure beside the one in use, which stays; reason is why
 * it differs. False with *why: nothing was written. */
bool workbench_claim(struct workbench *w, const char *fact, const char *text, const char *reason,
                     long long expected, const char **why);

/* Takes a project file into the workspace; *id (arena a) is the project's. */
bool workbench_import(struct workbench *w, struct arena *a, const char *path, const char **id,
                      const char **why);

/* True when another process has changed the workspace since the last call. */
bool workbench_news(struct workbench *w);

/* The first error of d as one line for a status line, "" when there is none. */
const char *first_error(struct arena *a, const struct diags *d);

#endif
