/* Tables: widths and rows. */
#include "tui/widgets/table.h"

#include <assert.h>

#define GAP 2

static int total(const struct table *t)
{
    int sum = -GAP;
    for (size_t i = 0; i < t->n; i++)
        if (t->widths[i] != 0)
            sum += t->widths[i] + GAP;
    return sum;
}

/* The column to go first: greatest need, the last of equals. */
static bool drop_one(struct table *t)
{
    size_t victim = t->n;
    for (size_t i = 0; i < t->n; i++)
        if (t->widths[i] != 0 && t->columns[i].need > 0 &&
            (victim == t->n || t->columns[i].need >= t->columns[victim].need))
            victim = i;
    if (victim == t->n)
        return false;
    t->widths[victim] = 0;
    return true;
}

void table_layout(struct table *t, const struct column *columns, size_t n, int cols)
{
    assert(n <= TABLE_MAX_COLUMNS);
    *t = (struct table){.columns = columns, .n = n};
    for (size_t i = 0; i < n; i++)
        t->widths[i] = columns[i].min;
    while (total(t) > cols && drop_one(t))
        ;
    int spare = cols - total(t);
    for (size_t i = 0; i < n && spare > 0; i++) {
        int more = columns[i].max - t->widths[i];
        if (t->widths[i] == 0 || more <= 0)
            continue;
        more = more < spare ? more : spare;
        t->widths[i] += more;
        spare -= more;
    }
    for (size_t i = 0; i < n && spare > 0; i++)
        if (t->widths[i] != 0 && columns[i].max == 0) {
            t->widths[i] += spare;
            spare = 0;
        }
}

void table_row(const struct table *t, const struct table_cell *cells, struct area line)
{
    int col = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (t->widths[i] == 0)
            continue;
        const char *text = cells[i].text != NULL ? cells[i].text : "";
        if (t->columns[i].right)
            area_number(line, 0, col, t->widths[i], cells[i].role, text);
        else
            area_field(line, 0, col, t->widths[i], cells[i].role, text);
        col += t->widths[i] + GAP;
    }
}

void table_head(const struct table *t, struct area line)
{
    struct table_cell cells[TABLE_MAX_COLUMNS];
    for (size_t i = 0; i < t->n; i++)
        cells[i] = (struct table_cell){ROLE_DIM, t->columns[i].title};
    table_row(t, cells, line);
}
