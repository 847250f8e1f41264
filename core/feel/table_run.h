/* table_run.h: one evaluation of a decision table, shared by its parts. Inside core/feel. */
#ifndef ADIT_FEEL_TABLE_RUN_H
#define ADIT_FEEL_TABLE_RUN_H

#include "core/feel/eval.h"
#include "core/feel/table.h"

/* The rows against one choice of column values. */
struct table_match {
    struct feel_value *inputs;         /* by column */
    bool outside;                      /* a value is not among those its column allows */
    enum feel_row_match *rows;         /* by row */
    size_t *false_cell;                /* by row: first cell that is not true */
    const struct feel_causes **causes; /* of a ROW_MAYBE row */
    struct feel_value *outputs;        /* by row, once worked out */
    bool *has_output;
    size_t chosen; /* out: 1-based row of the result, 0 when several or none */
};

struct table_run {
    const struct feel_table *table;
    struct feel_run *run;
    /* Columns whose value is fixed while unknown inputs are tried; NULL: none. */
    const struct feel_value *const *fixed;
    struct cell_memo *memo; /* by row, then column, while many inputs are tried; NULL: none */
};

/* What a cell last said of which input. */
struct cell_memo {
    bool set;
    struct feel_value input, result;
};

/* Evaluates an expression or a cell of the table. */
struct feel_value table_eval_expr(struct table_run *t, const struct feel_expr *e);
struct feel_value table_eval_cell(struct table_run *t, const struct feel_expr *e,
                                  struct feel_value input);
/* Column values and rows with the run's globals as they are. */
struct table_match *table_match_rows(struct table_run *t);
/* The result of the hit policy. Rows that perhaps match leave it unknown unless every case agrees;
 * numbers then carry bounds. */
struct feel_value table_outcome(struct table_run *t, struct table_match *m);
/* Tries the values of unknown inputs (feel.md 8.4). base is the result with them unknown; *chosen
 * as in table_match. */
struct feel_value table_try_unknowns(struct table_run *t, const struct table_match *m,
                                     struct feel_value base, size_t *chosen);

/* Values that stand for all that an unknown column or fact may take: every constant that it is
 * tested against, and one value in each gap between. False when the tests cannot be cut so.
 * columns[0..n) are the columns that show it; type is its type. */
bool table_representatives(struct table_run *t, const size_t *columns, size_t n,
                           const struct feel_type *type, const struct feel_value **values,
                           size_t *n_values);

#endif
