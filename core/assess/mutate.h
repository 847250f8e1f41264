/* mutate.h: does an inline test notice when a rule is changed a little? */
#ifndef ADIT_ASSESS_MUTATE_H
#define ADIT_ASSESS_MUTATE_H

#include "core/assess/assess.h"
#include "core/feel/mutate.h"

enum mutant_fate {
    MUTANT_KILLED,   /* a test that passes on the rule fails on the mutant */
    MUTANT_SURVIVED, /* no test noticed: a missing test, or a change that makes no difference */
    MUTANT_INVALID   /* the changed text does not compile; it counts for nothing */
};

struct rule_mutant {
    const struct rule *rule;
    enum feel_mutation kind;
    enum mutant_fate fate;
    const char *part;      /* "fail_if", "let x", "exception 1", "row 2, grade" */
    struct pos pos;        /* of the operator or constant */
    const char *was, *now; /* the whole expression before and after */
    const char *killed_by; /* name of the first test that noticed, or NULL */
};

/* Every mutant of a rule's conditions, lets, value, exceptions and table, each judged by the rule's
 * inline tests. Nothing outside a is changed; messages and country comparisons are left alone. */
const struct rule_mutant *rule_mutants(struct arena *a, const struct rulebook *r,
                                       const struct rule *rule, size_t *n);

#endif
