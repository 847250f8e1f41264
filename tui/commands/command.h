/* command.h: the line commands. One table (commands.c) feeds dispatch, --help, suggestions for
 * mistyped names and the man page; each command is one file cmd_NAME.c, thin: read the options,
 * call core, print. Exit codes are the contract's. */
#ifndef ADIT_COMMANDS_COMMAND_H
#define ADIT_COMMANDS_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "core/base/arena.h"
#include "core/base/diag.h"
#include "core/base/json.h"
#include "core/dossier/dossier.h"
#include "core/economics/economics.h"
#include "core/rulebook/rulebook.h"

enum exit_code { EXIT_DONE = 0, EXIT_NO = 1, EXIT_USAGE = 2, EXIT_INPUT = 3, EXIT_ENVIRONMENT = 4 };

/* An option of a command: "--as-of DATE", "-o FILE", "--json". */
struct option_spec {
    const char *name;  /* "--as-of", "-o" */
    const char *value; /* "DATE"; NULL for a switch */
    const char *help;
};

#define ARGS_MAX_OPTIONS 24
struct args {
    const struct command *command;
    const char *values[ARGS_MAX_OPTIONS]; /* by place in the command's options; "" for a switch */
    const char **rest;                    /* positional arguments */
    size_t n_rest;
    /* Each option as it was given, for those that may stand several times. */
    const struct option_spec **given;
    const char **given_values;
    size_t n_given;
};

struct command {
    const char *name;
    const char *synopsis;              /* after the name: "PROJECT.yaml [options]" */
    const char *summary;               /* one line */
    const char *details;               /* more for --help and the man page, or NULL */
    const struct option_spec *options; /* ended by a NULL name */
    size_t min_rest, max_rest;         /* positional arguments allowed */
    bool negative_rest;                /* "-5 + 1" is an argument, not an option */
    int (*run)(const struct args *args);
};

extern const struct command *const commands[]; /* in the contract's order, NULL-terminated */

/* The value of an option (long name as in the table), NULL when not given. */
const char *args_get(const struct args *args, const char *name);
bool args_has(const struct args *args, const char *name);
/* Every value of an option that may be repeated, in order. */
const char *const *args_all(struct arena *a, const struct args *args, const char *name, size_t *n);

/* --- what most commands need ------------------------------------------------------------------ */

/* One run of a command: an arena, its diagnostics, the rule packs, the reference data. */
struct session {
    struct arena *arena;
    struct diags *diags;
    const struct rulebook *rulebook;
    const struct econ_data *data;
    struct date as_of;
};

/* Loads rules (the program's own and --rules DIR of args when the command has that option) and
 * --as-of. On failure prints the diagnostics and returns false with *code set. */
bool session_open(struct session *s, const struct args *args, int *code);
void session_close(struct session *s);
/* PROJECT.yaml or WORKSPACE.db:PROJECT-ID. NULL after printing diagnostics, *code set. */
const struct dossier *session_project(struct session *s, const char *where, int *code);
/* The same without a session: NULL after an error. */
const struct dossier *project_load(struct arena *a, const struct catalogue *c, const char *where,
                                   struct diags *d);
/* Prints diagnostics kept so far to stderr and forgets none; returns EXIT_INPUT when there is an
 * error among them, else EXIT_DONE. */
int session_report(const struct session *s);

/* Places (contract): $ADIT_DATA, the source tree, PREFIX/share/adit. Static text. */
const char *place_rules(void);
const char *place_templates(void);
/* $ADIT_NOW or today (UTC). */
struct date today(void);
/* $ADIT_AUTHOR, $USER, or "unknown". */
const char *author_name(void);

/* stdout, checked: false when it could not be written (full disk, closed pipe). */
bool print_text(const char *text, size_t n);
int print_json(const struct json *j); /* pretty, newline; returns an exit code */
/* One line of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe
 * before it. */
void csv_row(struct strbuf *out, const char *const *fields, size_t n);
bool stderr_colour(void);
bool stdout_colour(void);

#endif
