/* The lines of the statement: names and titles, one list. */
#include "core/economics/internal.h"

const struct econ_line_info econ_line_info[LINE_COUNT] = {
#define X(id, name, title, unit) {name, title, unit},
    ECON_LINES(X)
#undef X
};

bool econ_line_shown(const struct econ_result *e, enum econ_line line)
{
    if (e->lines[line] == NULL)
        return false;
    for (int i = 0; i < e->n_periods; i++)
        if (e->lines[line][i] != 0)
            return true;
    return e->given[line];
}
