/* assessed.h: what check, explain and ask share. */
#ifndef ADIT_COMMANDS_ASSESSED_H
#define ADIT_COMMANDS_ASSESSED_H

#include "core/assess/assess.h"
#include "tui/commands/workspace.h"

#define RULES_OPTION                                                                               \
    {                                                                                              \
        "--rules", "DIR", "packs of your own beside the program's"                                 \
    }
#define AS_OF_OPTION                                                                               \
    {                                                                                              \
        "--as-of", "DATE", "assess as of this day (default today)"                                 \
    }
#define CASE_OPTION                                                                                \
    {                                                                                              \
        "--case", "NAME", "the economics of this case of the project file"                         \
    }
#define JSON_OPTION                                                                                \
    {                                                                                              \
        "--json", NULL, "print JSON"                                                               \
    }

/* A project with its economics; diagnostics of both are printed when one of them is bad. */
struct subject {
    struct session session;
    const struct dossier *dossier;
    const struct econ_result *economics;
};

/* Opens rest[0]. False with *code set, everything closed. */
bool subject_open(struct subject *s, const struct args *args, int *code);

/* Does the project have that case? NULL and "sponsor" always; else says on stderr which there are.
 */
bool case_named(const struct session *s, const struct dossier *d, const char *name);
/* The programme of that id; NULL after saying on stderr that there is none, the nearest named. */
const struct programme *programme_named(const struct session *s, const char *command,
                                        const char *id);

/* text in lines of at most 80 columns, each but the first under the same indent; head stands in
 * the first line's indent. */
void print_wrapped(struct arena *a, struct strbuf *out, const char *head, size_t indent,
                   const char *text);
/* A status as a word in a column of 12, coloured when the terminal has colours. */
void print_status(struct strbuf *out, enum status s);
/* "statute", "press source", "house": what was read, or that it is our own policy. */
const char *citation_standing(struct arena *a, const struct citation *c);
/* "Subsoil Law, Art. 31 (statute, read 2024-07-22)". */
const char *citation_text(struct arena *a, const struct citation *c);

/* A programme in full: bars, criteria, terms with formulas, documents with their status. */
void print_programme(struct arena *a, struct strbuf *out, const struct assessment *s,
                     const struct programme_result *p);

#endif
