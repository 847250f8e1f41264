/* table.h: columns that fit the screen: narrow screens lose the least needed ones. */
#ifndef ADIT_TUI_WIDGETS_TABLE_H
#define ADIT_TUI_WIDGETS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/cells.h"

struct column {
    const char *title;
    int min, max; /* columns of the screen; max 0: takes what is left */
    int need;     /* 0: always there; else dropped when there is no room, greatest first */
    bool right;   /* numbers */
};

#define TABLE_MAX_COLUMNS 12

struct table {
    const struct column *columns;
    size_t n;
    int widths[TABLE_MAX_COLUMNS]; /* 0: dropped */
};

void table_layout(struct table *t, const struct column *columns, size_t n, int cols);
/* The titles, aligned as the rows. */
void table_head(const struct table *t, struct area line);
struct table_cell {
    enum role role;
    const char *text;
};
void table_row(const struct table *t, const struct table_cell *cells, struct area line);

#endif
