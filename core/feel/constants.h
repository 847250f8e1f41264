/* constants.h: literals that a fact is compared with. Inside core/feel. */
#ifndef ADIT_FEEL_CONSTANTS_H
#define ADIT_FEEL_CONSTANTS_H

#include "core/base/vec.h"
#include "core/feel/ast.h"

struct constants {
    struct arena *a;
    const char *name; /* of the fact; NULL: the input ? */
    VEC(struct feel_value) values;
};

/* Adds the literals that the fact is compared with anywhere under n. */
void constants_walk(struct constants *c, const struct feel_node *n);
/* Adds the literals of a unary test of the fact. */
void constants_of_tests(struct constants *c, const struct feel_node *n);

#endif
