/* resource_groups.h: TREO, light, heavy, magnet and other groups, each by its list of members. No
 * standard defines them, and sources differ: a label alone says nothing. */
#ifndef ADIT_ECONOMICS_RESOURCE_GROUPS_H
#define ADIT_ECONOMICS_RESOURCE_GROUPS_H

#include "core/economics/economics.h"

struct oxide_group {
    const char *label, *source;
    const char *members; /* elements with spaces between */
    /* Per cent of TREO (the shares scaled so that the oxides of TREO make 100), and of the value of
     * the basket; NaN without shares or prices. */
    double share_pct, value_pct;
    const char *silent; /* members of which the file says nothing; NULL for none */
};
/* All groups with the shares of a result. */
const struct oxide_group *oxide_groups(struct arena *a, const struct econ_result *e, size_t *n);
struct json *oxide_groups_json(struct arena *a, const struct oxide_group *list, size_t n);

#endif
