/* doc.h: lines of styled text laid out for a width: what overviews, details, help and memos draw.
 * A line is a few spans, each at a column; a line may carry a tag that says what Enter opens. */
#ifndef ADIT_TUI_WIDGETS_DOC_H
#define ADIT_TUI_WIDGETS_DOC_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/vec.h"
#include "tui/cells.h"

enum span_kind { SPAN_TEXT, SPAN_FIELD, SPAN_NUMBER, SPAN_BAR };

struct span {
    enum span_kind kind;
    enum role role;
    int col, width;   /* width 0: as long as the text */
    const char *text; /* as it came; made safe when drawn */
    double low, high; /* of a bar, parts of 1 */
};

#define DOC_NO_TAG (-1)

struct doc_line {
    VEC(struct span) spans;
    int tag;      /* DOC_NO_TAG: the line cannot be chosen */
    bool heading; /* begins a part */
    int end;      /* column after the last span */
};

struct doc {
    struct arena *arena; /* holds all lines and texts; the owner resets it */
    int cols;
    VEC(struct doc_line) lines;
};

/* An empty document for a width; texts live in a until the next doc_start. */
void doc_start(struct doc *d, struct arena *a, int cols);
/* A new line; the functions below add to the last one. */
void doc_line(struct doc *d, int tag);
void doc_blank(struct doc *d);
void doc_heading(struct doc *d, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* After what the line holds, `gap` columns further. */
void doc_add(struct doc *d, int gap, enum role role, const char *text);
void doc_addf(struct doc *d, int gap, enum role role, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* At a column, in width columns. */
void doc_field(struct doc *d, int col, int width, enum role role, const char *text);
void doc_number(struct doc *d, int col, int width, enum role role, const char *text);
void doc_bar(struct doc *d, int col, int width, enum role role, double low, double high);
/* As many lines as the text needs, each indented; the first one continues the present line when
 * `hang` is true. */
void doc_wrap(struct doc *d, int indent, enum role role, const char *text, bool hang);

/* Row of the next (by 1) or previous (by -1) heading from row, or row itself when there is none. */
size_t doc_part(const struct doc *d, size_t row, int by);
/* Has one of the row's texts the needle (lower case), cut or not? */
bool doc_has(const struct doc *d, size_t row, const char *needle);
void doc_draw(const struct doc *d, size_t row, struct area line);

#endif
