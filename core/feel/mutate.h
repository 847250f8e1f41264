/* mutate.h: small changes of a compiled expression, each of which a good test should notice. */
#ifndef ADIT_FEEL_MUTATE_H
#define ADIT_FEEL_MUTATE_H

#include "core/feel/feel.h"

enum feel_mutation {
    MUTATE_COMPARISON, /* < and <=, > and >=, = and !=, [ and (, a listed value and not(it) */
    MUTATE_LOGIC,      /* and, or */
    MUTATE_CONSTANT,   /* a number, date or duration, one step of its last place up or down */
    MUTATE_BOOLEAN     /* x and not(x), true and false */
};
const char *feel_mutation_name(enum feel_mutation m);

/* The bytes start..end of the text give way to `with`. */
struct feel_mutant {
    enum feel_mutation kind;
    size_t start, end;
    size_t at; /* the place to show: the operator or constant that changes */
    const char *with;
};

/* All changes of e, in the order of the text; at most 2,000. Of a boolean condition, or of the
 * unary tests of a table's cell. Memory from a. Whether a changed text still compiles is for the
 * compiler to say. */
const struct feel_mutant *feel_mutants(struct arena *a, const struct feel_expr *e, size_t *n);
/* The whole text after the change. */
const char *feel_mutant_text(struct arena *a, const struct feel_expr *e,
                             const struct feel_mutant *m);
/* The compiled tests of a cell, or its output when output is set. row and column from 0. */
const struct feel_expr *feel_table_cell_expr(const struct feel_table *t, bool output, size_t row,
                                             size_t column);
/* Compiles a changed text where e stood: same environment, same place. NULL when it is no valid
 * expression. Nothing is reported. */
const struct feel_expr *feel_recompile(struct arena *a, const struct feel_expr *e, const char *text,
                                       const struct feel_type *expected);

#endif
