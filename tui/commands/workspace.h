/* workspace.h: what the commands that use a workspace share. */
#ifndef ADIT_COMMANDS_WORKSPACE_H
#define ADIT_COMMANDS_WORKSPACE_H

#include "core/store/store.h"
#include "tui/commands/command.h"

#define WORKSPACE_OPTION                                                                           \
    {                                                                                              \
        "-w", "WORKSPACE", "the workspace (default $ADIT_WORKSPACE or ./adit.db)"                  \
    }

/* -w of args, else $ADIT_WORKSPACE, else adit.db. */
const char *workspace_path(const struct args *args);
/* session_open, without the remarks that lint would make on the rule packs. */
bool workspace_session(struct session *s, const struct args *args, int *code);
/* Opens rules and an existing workspace for writing, runs change, closes both; what went wrong on
 * opening is printed. */
int workspace_change(const struct args *args,
                     int (*change)(struct session *s, const struct args *args,
                                   struct store *store));
/* A session without rule packs, for commands that need none. */
struct session plain_session(void);
/* A text from outside on one line, harmless to a terminal; "" for NULL. */
const char *harmless(struct arena *a, const char *text);
/* A table of texts with as many columns as titles, the last one unpadded; empty texts stay empty.
 */
void print_table(struct strbuf *out, const char *const *titles, size_t n_columns,
                 const char *const *cells, size_t n_rows);
/* Prints and releases; the exit code. */
int print_buffer(struct strbuf *out);

#endif
