/* The cell buffer. */
#include "tui/cells.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"

static int clamp(int n, int low, int high)
{
    return n < low ? low : n > high ? high : n;
}

static void blank(struct cell *cell, enum role role)
{
    *cell = (struct cell){.text = " ", .n = 1, .width = 1, .role = (unsigned char)role};
}

struct canvas *canvas_new(int rows, int cols)
{
    struct canvas *c = calloc(1, sizeof *c);
    if (c == NULL)
        abort();
    canvas_resize(c, rows, cols);
    return c;
}

void canvas_free(struct canvas *c)
{
    if (c == NULL)
        return;
    free(c->cells);
    free(c);
}

void canvas_resize(struct canvas *c, int rows, int cols)
{
    rows = clamp(rows, 1, CANVAS_MAX);
    cols = clamp(cols, 1, CANVAS_MAX);
    if (rows != c->rows || cols != c->cols) {
        free(c->cells);
        c->cells = calloc((size_t)rows * (size_t)cols, sizeof *c->cells);
        if (c->cells == NULL)
            abort();
        c->rows = rows;
        c->cols = cols;
    }
    canvas_clear(c);
}

void canvas_clear(struct canvas *c)
{
    for (size_t i = 0; i < (size_t)c->rows * (size_t)c->cols; i++)
        blank(&c->cells[i], ROLE_TEXT);
    canvas_cursor(c, 0, 0);
}

void canvas_cursor(struct canvas *c, int row, int col)
{
    c->cursor_row = clamp(row, 0, c->rows - 1);
    c->cursor_col = clamp(col, 0, c->cols - 1);
}

static struct cell *cell_at(struct canvas *c, int row, int col)
{
    return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

const struct cell *canvas_at(const struct canvas *c, int row, int col)
{
    return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

void canvas_row_text(const struct canvas *c, int row, struct strbuf *out)
{
    size_t start = out->len;
    for (int col = 0; col < c->cols; col++) {
        const struct cell *cell = canvas_at(c, row, col);
        strbuf_add(out, cell->text, cell->n);
    }
    while (out->len > start && out->buf[out->len - 1] == ' ')
        strbuf_truncate(out, out->len - 1);
}

void canvas_text(const struct canvas *c, struct strbuf *out)
{
    for (int row = 0; row < c->rows; row++) {
        canvas_row_text(c, row, out);
        strbuf_addch(out, '\n');
    }
    strbuf_addf(out, "-- %dx%d cursor %d,%d\n", c->cols, c->rows, c->cursor_row, c->cursor_col);
}

struct area area_all(struct canvas *c)
{
    return (struct area){c, 0, 0, c->rows, c->cols};
}

struct area area_rows(struct area a, int first, int rows)
{
    first = clamp(first, 0, a.rows);
    rows = clamp(rows, 0, a.rows - first);
    return (struct area){a.canvas, a.row + first, a.col, rows, a.cols};
}

struct area area_cols(struct area a, int first, int cols)
{
    first = clamp(first, 0, a.cols);
    cols = clamp(cols, 0, a.cols - first);
    return (struct area){a.canvas, a.row, a.col + first, a.rows, cols};
}

/* The next thing to show of s: a code point, or the written-out form of an unsafe one. */
struct piece {
    char text[16];
    size_t n;    /* bytes of text */
    size_t used; /* bytes of s */
    int width;
};

static struct piece next_piece(const char *s, size_t n)
{
    struct piece p = {.n = 0};
    uint32_t cp = 0;
    p.used = utf8_decode(s, n, &cp);
    bool bad = cp == 0xFFFD && !(p.used == 3 && memcmp(s, "\xEF\xBF\xBD", 3) == 0);
    if (cp == '\n' || cp == '\t') {
        p.text[0] = ' ';
        p.n = 1;
        p.width = 1;
    } else if (bad) {
        p.used = 1;
        p.n = (size_t)snprintf(p.text, sizeof p.text, "<%02X>", (unsigned)(unsigned char)s[0]);
        p.width = (int)p.n;
    } else if (cp_unsafe(cp)) {
        p.n = (size_t)snprintf(p.text, sizeof p.text, "<U+%04X>", (unsigned)cp);
        p.width = (int)p.n;
    } else {
        memcpy(p.text, s, p.used);
        p.n = p.used;
        p.width = cp_width(cp);
    }
    return p;
}

int text_columns(const char *text)
{
    int cols = 0;
    size_t n = strlen(text);
    for (size_t i = 0; i < n;) {
        struct piece p = next_piece(text + i, n - i);
        cols += p.width;
        i += p.used;
    }
    return cols;
}

/* Half of a wide character that is overwritten leaves a blank, not a torn glyph. */
static void untear(struct canvas *c, int row, int col)
{
    struct cell *cell = cell_at(c, row, col);
    if (cell->width == 2 && col + 1 < c->cols)
        blank(cell_at(c, row, col + 1), cell_at(c, row, col + 1)->role);
    if (cell->width == 0 && col > 0)
        blank(cell_at(c, row, col - 1), cell_at(c, row, col - 1)->role);
}

static void set_cell(struct canvas *c, int row, int col, enum role role, const char *text, size_t n,
                     int width)
{
    untear(c, row, col);
    struct cell *cell = cell_at(c, row, col);
    *cell = (struct cell){.n = (unsigned char)n, .width = (unsigned char)width};
    memcpy(cell->text, text, n);
    cell->role = (unsigned char)role;
    if (width == 2) {
        untear(c, row, col + 1);
        *cell_at(c, row, col + 1) = (struct cell){.n = 0, .width = 0, .role = (unsigned char)role};
    }
}

static void add_mark(struct canvas *c, int row, int col, const struct piece *p)
{
    struct cell *cell = cell_at(c, row, col);
    if (cell->width == 0 && col > 0)
        cell = cell_at(c, row, col - 1);
    if (cell->n + p->n < CELL_BYTES) {
        memcpy(cell->text + cell->n, p->text, p->n);
        cell->n = (unsigned char)(cell->n + p->n);
    }
}

/* Writes into columns [col, limit) of the canvas; returns the column after. */
static int put(struct canvas *c, int row, int col, int limit, enum role role, const char *text)
{
    size_t n = strlen(text);
    int at = col;
    for (size_t i = 0; i < n;) {
        struct piece p = next_piece(text + i, n - i);
        i += p.used;
        if (p.width == 0) {
            if (at > col)
                add_mark(c, row, at - 1, &p);
            continue;
        }
        bool written_out = p.width > 2;
        int fit = at + p.width;
        if (fit > limit) {
            if (limit > col)
                set_cell(c, row, limit - 1, role, "~", 1, 1);
            for (int k = at; k < limit - 1; k++)
                set_cell(c, row, k, role, " ", 1, 1);
            return limit;
        }
        if (written_out)
            for (size_t k = 0; k < p.n; k++)
                set_cell(c, row, at + (int)k, role, p.text + k, 1, 1);
        else
            set_cell(c, row, at, role, p.text, p.n, p.width);
        at = fit;
    }
    return at;
}

int area_put(struct area a, int row, int col, enum role role, const char *text)
{
    if (row < 0 || row >= a.rows || col < 0 || col >= a.cols)
        return col;
    return put(a.canvas, a.row + row, a.col + col, a.col + a.cols, role, text) - a.col;
}

int area_putf(struct area a, int row, int col, enum role role, const char *format, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    return area_put(a, row, col, role, text);
}

int area_field(struct area a, int row, int col, int width, enum role role, const char *text)
{
    if (row < 0 || row >= a.rows || col < 0 || col >= a.cols || width <= 0)
        return col + (width > 0 ? width : 0);
    struct area band = area_cols(a, col, width);
    int end = area_put(band, row, 0, role, text);
    area_repeat(band, row, end, band.cols - end, role, " ");
    return col + width;
}

int area_number(struct area a, int row, int col, int width, enum role role, const char *text)
{
    int need = text_columns(text);
    if (need >= width)
        return area_field(a, row, col, width, role, text);
    area_put(a, row, col + width - need, role, text);
    return col + width;
}

int area_right(struct area a, int row, enum role role, const char *text)
{
    int col = clamp(a.cols - text_columns(text), 0, a.cols);
    area_put(a, row, col, role, text);
    return col;
}

void area_restyle(struct area a, int row, int col, int width, enum role role)
{
    for (int k = 0; k < width; k++)
        if (row >= 0 && row < a.rows && col + k >= 0 && col + k < a.cols)
            cell_at(a.canvas, a.row + row, a.col + col + k)->role = (unsigned char)role;
}

int area_repeat(struct area a, int row, int col, int times, enum role role, const char *glyph)
{
    for (int k = 0; k < times && col < a.cols; k++)
        col = area_put(a, row, col, role, glyph);
    return col;
}

void area_fill(struct area a, int row, enum role role)
{
    area_repeat(a, row, 0, a.cols, role, " ");
}
