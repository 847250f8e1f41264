/* brief.h: the barriers of one country's law, ranked, for a forum: what stops projects, the clause,
 * the change that frees most, what it costs the state. */
#ifndef ADIT_MEMO_BRIEF_H
#define ADIT_MEMO_BRIEF_H

#include "core/assess/reform.h"
#include "core/base/strbuf.h"

struct brief_options {
    const char *country;       /* "KZ" */
    const char *templates_dir; /* the folder that holds brief/ */
    const char *adit_version;
    bool public_version; /* names no project: counts, countries and minerals only */
};

/* Everything a template of brief/ may say. projects: of that country, under the law as it stands;
 * changes: of reform_search over the same list. */
struct json *brief_context(struct arena *a, const struct brief_options *options,
                           const struct assessment *const *projects, size_t n_projects,
                           const struct reform_candidate *changes, size_t n_changes);
/* The brief in Markdown from templates_dir/brief/brief.md. False after an error; a public version
 * that would name a project is one. */
bool brief_markdown(struct arena *a, const struct brief_options *options,
                    const struct assessment *const *projects, size_t n_projects,
                    const struct reform_candidate *changes, size_t n_changes, struct strbuf *out,
                    struct diags *d);

/* "Kazakhstan: barriers in the law", for the page's head and foot. */
const char *brief_title(struct arena *a, const struct brief_options *options);

/* --- names that a public version must not hold (brief_names.c) -------------------------------- */

struct brief_names;
/* Ids, names, deposits, sponsors, documents and free texts of the projects. */
struct brief_names *brief_names(struct arena *a, const struct assessment *const *projects,
                                size_t n);
/* True when the text holds one of them, also as a part of a word, in any case of letters. */
bool brief_names_in(const struct brief_names *names, const char *text);
/* The first that a whole text holds and that tells who it is (no free texts, whose words may be
 * anybody's); NULL when it holds none. */
const char *brief_identity_in(const struct brief_names *names, const char *text);

#endif
