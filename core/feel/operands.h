/* operands.h: the operands of `and` and `or` in an expression, and which of them decided. */
#ifndef ADIT_FEEL_OPERANDS_H
#define ADIT_FEEL_OPERANDS_H

#include "core/feel/feel.h"

struct feel_operand {
    size_t start, end; /* in the text */
    unsigned node;     /* its place in the trace */
    unsigned chain;    /* operands of one a and b and c share a number */
    bool of_and;
};

/* In the order of the text. Memory from a. */
const struct feel_operand *feel_operands(struct arena *a, const struct feel_expr *e, size_t *n);
/* Sets decided[i] for each operand that alone made its chain false (and) or true (or) in the
 * evaluation of this trace; leaves the others as they are. Nodes that were not evaluated must be
 * null in the trace. */
void feel_operands_decided(const struct feel_operand *all, size_t n, const struct feel_value *trace,
                           bool *decided);

#endif
