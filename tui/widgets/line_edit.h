/* line_edit.h: one line of text being typed: UTF-8, by whole characters. */
#ifndef ADIT_TUI_WIDGETS_LINE_EDIT_H
#define ADIT_TUI_WIDGETS_LINE_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/cells.h"

#define LINE_EDIT_MAX 4096

struct line_edit {
    char text[LINE_EDIT_MAX];
    size_t len, at; /* bytes; at lies between characters */
};

/* Sets the text (cut to a whole character when too long), the cursor at its end. */
void line_edit_set(struct line_edit *e, const char *text);
/* True when the key was one for a line: text, arrows, Home, End, Backspace, Delete, Ctrl-A, E, K, U
 * and W. A full line takes no more text. */
bool line_edit_key(struct line_edit *e, uint32_t key);
/* Draws the part around the cursor in width columns. Returns the cursor's column. */
int line_edit_draw(const struct line_edit *e, struct area a, int row, int col, int width,
                   enum role role);

#endif
