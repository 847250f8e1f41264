/* reform_internal.h: what the files of reform*.c share. */
#ifndef ADIT_ASSESS_REFORM_INTERNAL_H
#define ADIT_ASSESS_REFORM_INTERNAL_H

#include "core/assess/internal.h"
#include "core/assess/reform.h"

struct name_list {
    const char **items;
    size_t n, cap;
};
struct law_fact {
    const char *country, *name;
    struct feel_value value;
};
/* Parameters that a rule reads. */
struct param_uses {
    const char *const *names;
    size_t n;
};

struct law {
    struct arena *a;
    struct rulebook *r;
    struct econ_data *data;
    struct name_list params; /* that changed */
    VEC(struct law_fact) facts;
    bool economics;                /* the cash flow may come out otherwise */
    const struct param_uses *uses; /* by rule index; NULL until law_read_uses */
};

/* The law of from, with no change noted: what is applied next is all that counts as changed. */
struct law *law_copy(struct arena *a, const struct law *from);
void law_read_uses(struct law *law);
/* Whether a rule may answer otherwise than before; data is the law. */
bool law_affects(void *data, const struct rule *rule);

#endif
