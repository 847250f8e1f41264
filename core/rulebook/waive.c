/* waive.c: who may waive a check, and the checks that a project's reviews may name. */
#include <string.h>

#include "core/dossier/review.h"
#include "core/rulebook/internal.h"

const char *rule_waived_by(const struct rule *r)
{
    if (r->cp_waiver != NULL)
        return r->cp_waiver;
    const char *basis = r->n_citations > 0 ? r->citations[0].basis : "house";
    if (strcmp(basis, "law") == 0)
        return r->kind == RULE_BAR ? "nobody: the statute bars it"
                                   : "the credit committee; the law stays as it is";
    return strcmp(basis, "agency") == 0 ? "the agency" : "the credit committee";
}

void declare_checks(struct load *l)
{
    size_t n = map_count(l->r->rule_ids);
    struct catalogue_check *all = ARENA_ARRAY(l->a, n, struct catalogue_check);
    for (size_t i = 0; i < n; i++) {
        void *value;
        const char *id = map_at(l->r->rule_ids, i, &value);
        const struct rule *rule = value;
        all[i] = (struct catalogue_check){id, rule_decides(rule), rule_waived_by(rule)};
    }
    catalogue_set_checks(l->r->catalogue, all, n);
}
