/* cells.h: the picture of one screen: a grid of cells that the terminal, `:save-display` and the
 * tests share. Nothing here knows a terminal.
 *
 * Whatever is put into a cell is safe to show: control, bidi and other dangerous code points and
 * bad bytes are written out (<U+001B>, <FF>), so that no text from outside can reach the terminal
 * as a command. A wide character takes two cells, combining marks stay with their base. */
#ifndef ADIT_TUI_CELLS_H
#define ADIT_TUI_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/strbuf.h"

/* What a text is; term.c says how each looks with and without colours. */
enum role {
    ROLE_TEXT,
    ROLE_DIM,     /* labels, places, what may be skipped */
    ROLE_STRONG,  /* what the eye should find first */
    ROLE_HEADER,  /* the line at the top */
    ROLE_HEADING, /* of a part of a screen */
    ROLE_KEY,     /* a key in the status line */
    ROLE_MARKER,  /* beside the selected row */
    ROLE_MATCH,   /* what a search found */
    ROLE_INPUT,   /* text being typed */
    ROLE_NOTICE,  /* a message in the status line */
    ROLE_PASS,
    ROLE_CONDITIONAL,
    ROLE_FAIL,
    ROLE_UNKNOWN,
    ROLE_NOT_APPLICABLE,
    ROLE_ERROR,
    ROLE_COUNT
};

#define CELL_BYTES 18

struct cell {
    char text[CELL_BYTES]; /* a base and its marks; "" is the right half of a wide character */
    unsigned char n, width, role;
};

struct canvas {
    struct cell *cells;
    int rows, cols;
    int cursor_row, cursor_col;
};

/* rows and cols of at least 1 and at most CANVAS_MAX; other sizes are clamped. */
#define CANVAS_MAX 1000
struct canvas *canvas_new(int rows, int cols);
void canvas_free(struct canvas *c); /* NULL is fine */
void canvas_resize(struct canvas *c, int rows, int cols);
void canvas_clear(struct canvas *c);
void canvas_cursor(struct canvas *c, int row, int col); /* clamped */
const struct cell *canvas_at(const struct canvas *c, int row, int col);
/* The rows as text without trailing spaces, then "-- ROWSxCOLS cursor ROW,COL". */
void canvas_text(const struct canvas *c, struct strbuf *out);
/* One row without trailing spaces. */
void canvas_row_text(const struct canvas *c, int row, struct strbuf *out);

/* A rectangle of a canvas; rows and columns count from its corner, what falls outside is dropped.
 */
struct area {
    struct canvas *canvas;
    int row, col, rows, cols;
};

struct area area_all(struct canvas *c);
struct area area_rows(struct area a, int first, int rows); /* a band, clipped to a */
struct area area_cols(struct area a, int first, int cols); /* a column band, clipped to a */

/* Writes text; a text that does not fit ends in '~'. Returns the column after it. */
int area_put(struct area a, int row, int col, enum role role, const char *text);
int area_putf(struct area a, int row, int col, enum role role, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* The same in at most `width` columns; the rest of them become blank. Returns col + width. */
int area_field(struct area a, int row, int col, int width, enum role role, const char *text);
/* Right-aligned in width columns, for numbers. */
int area_number(struct area a, int row, int col, int width, enum role role, const char *text);
/* Ends at the right edge; returns the column it starts at. */
int area_right(struct area a, int row, enum role role, const char *text);
/* Fills a row with spaces of a role, or gives the row's text another role (text untouched). */
void area_fill(struct area a, int row, enum role role);
void area_restyle(struct area a, int row, int col, int width, enum role role);
/* Repeats one character (one column wide). */
int area_repeat(struct area a, int row, int col, int times, enum role role, const char *glyph);

/* Columns that area_put needs for text, unsafe characters written out. */
int text_columns(const char *text);

#endif
