/* term.h: the terminal. term.c is the only file that knows curses.
 *
 * One terminal at a time. Text reaches it through a canvas, whose cells are safe to show. */
#ifndef ADIT_TUI_TERM_H
#define ADIT_TUI_TERM_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/cells.h"

struct terminal;

/* Takes over the terminal of standard input and output. NULL when there is none or its type is not
 * known: *why says so. The terminal is given back by term_close, at exit, and on a crash. */
struct terminal *term_open(const char **why);
void term_close(struct terminal *t); /* NULL is fine */
void term_size(const struct terminal *t, int *rows, int *cols);
/* Asks the system for the size after SIGWINCH. */
void term_resize(struct terminal *t);
/* Writes what differs from what the terminal shows, and the cursor, in one go. */
void term_show(struct terminal *t, const struct canvas *c);
/* Forgets what the terminal shows: the next term_show writes everything. */
void term_forget(struct terminal *t);
/* The next key that has come, K_NONE when none is waiting. Never blocks longer than the 50 ms that
 * tell Esc from an arrow key. */
uint32_t term_key(struct terminal *t);
/* Gives the terminal back, stops the program as Ctrl-Z does, and takes it again. */
void term_suspend(struct terminal *t);

#endif
