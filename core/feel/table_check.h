/* table_check.h: overlaps and gaps of a table, found at load. Inside core/feel. */
#ifndef ADIT_FEEL_TABLE_CHECK_H
#define ADIT_FEEL_TABLE_CHECK_H

#include "core/feel/table.h"

/* Tries one value from each cell that the constants cut the columns into (numbers, dates, booleans,
 * enums): E021 when two rules of a U table both match, E022 when complete is asked for and none
 * does, a warning for a rule of an F table that earlier ones always cover; each with the values
 * that show it. A column that cannot be cut so is left out of the checks. False after an error. */
bool table_check(struct arena *a, const struct feel_table *t, bool complete, struct diags *d);

#endif
