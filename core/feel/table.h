/* table.h: a compiled decision table (feel.md section 8). Inside core/feel; others use feel.h. */
#ifndef ADIT_FEEL_TABLE_H
#define ADIT_FEEL_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/feel/ast.h"
#include "core/feel/feel.h"

enum feel_hit {
    HIT_UNIQUE,       /* U */
    HIT_ANY,          /* A */
    HIT_PRIORITY,     /* P */
    HIT_FIRST,        /* F */
    HIT_RULE_ORDER,   /* R */
    HIT_OUTPUT_ORDER, /* O */
    HIT_COLLECT,      /* C */
    HIT_SUM,          /* C+ */
    HIT_COUNT,        /* C# */
    HIT_MIN,          /* C< */
    HIT_MAX           /* C> */
};

struct feel_table_input {
    const struct feel_expr *expr;
    const struct feel_type *type;   /* declared, or the expression's own; never NULL */
    const struct feel_expr *values; /* unary tests of the allowed values, or NULL */
};

struct feel_table_output {
    const char *name; /* NULL: the one bare output */
    const struct feel_type *type;
    /* Unary tests of the allowed values, or NULL. For P and O their order is the rank: an output
     * ranks by the first of them that accepts it. */
    const struct feel_expr *values;
    const struct feel_expr *default_expr; /* or NULL */
};

struct feel_table_rule {
    const struct feel_expr *const *when; /* unary tests, one an input */
    const struct feel_expr *const *then; /* expressions, one an output */
    const char *note;                    /* or NULL */
    struct pos pos;
};

struct feel_table {
    enum feel_hit hit;
    const struct feel_table_input *inputs;
    const struct feel_table_output *outputs;
    const struct feel_table_rule *rules;
    size_t n_inputs, n_outputs, n_rules;
    const char *const *globals; /* facts mentioned anywhere, sorted, unique */
    size_t n_globals;
    const struct feel_env *env;
    struct pos pos;
};

#endif
