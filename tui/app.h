/* app.h: the full-screen workbench. */
#ifndef ADIT_TUI_APP_H
#define ADIT_TUI_APP_H

/* Opens the workspace (NULL: $ADIT_WORKSPACE, else adit.db) and runs the screens until the person
 * leaves. Returns an exit code of the contract, or 129, 130, 143 after a hang-up or a signal.
 *
 * For tests: $ADIT_KEYS names a key script (script.h); with $ADIT_SIZE (80x24) there is no terminal
 * at all, only the cell buffer that `:save-display FILE` writes. */
int app_run(const char *workspace);

#endif
