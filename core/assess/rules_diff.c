/* rules_diff.c: rules, findings and verdicts of two rulebooks side by side. */
#include "core/assess/rules_diff.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/vec.h"

/* --- rules -------------------------------------------------------------------------------------
 */

static int by_rule(const void *x, const void *y)
{
    return strcmp(((const struct rule_change *)x)->id, ((const struct rule_change *)y)->id);
}

static bool newest(const struct rulebook *r, const struct rule *rule)
{
    return rulebook_find(r, rule->id) == rule;
}

const struct rule_change *rules_changed(struct arena *a, const struct rulebook *before,
                                        const struct rulebook *after, size_t *n)
{
    VEC(struct rule_change) all = {0};
    for (size_t i = 0; i < rulebook_rules(before); i++) {
        const struct rule *old = rulebook_rule(before, i);
        const struct rule *new = rulebook_find(after, old->id);
        struct rule_change c = {old->id, old, new};
        if (newest(before, old) && (new == NULL || strcmp(old->sha256, new->sha256) != 0))
            VEC_PUSH(a, &all, c);
    }
    for (size_t i = 0; i < rulebook_rules(after); i++) {
        const struct rule *new = rulebook_rule(after, i);
        struct rule_change c = {new->id, NULL, new};
        if (newest(after, new) && rulebook_find(before, new->id) == NULL)
            VEC_PUSH(a, &all, c);
    }
    if (all.n > 1)
        qsort(all.items, all.n, sizeof *all.items, by_rule);
    *n = all.n;
    return all.items;
}

/* --- results -----------------------------------------------------------------------------------
 */

static int by_finding(const void *x, const void *y)
{
    return strcmp(((const struct finding_change *)x)->id, ((const struct finding_change *)y)->id);
}

static bool same_result(const struct finding *x, const struct finding *y)
{
    if (x->status != y->status || x->has_points != y->has_points)
        return false;
    return !x->has_points || (dec_cmp(x->points_low, y->points_low) == 0 &&
                              dec_cmp(x->points_high, y->points_high) == 0);
}

static void compare_findings(struct arena *a, const struct assessment *before,
                             const struct assessment *after, struct assessment_change *out)
{
    VEC(struct finding_change) all = {0};
    for (size_t i = 0; i < before->n_findings; i++) {
        const struct finding *old = &before->findings[i];
        const struct finding *new = assessment_find(after, old->rule->id);
        struct finding_change c = {old->rule->id, old, new};
        if (new == NULL || !same_result(old, new))
            VEC_PUSH(a, &all, c);
    }
    for (size_t i = 0; i < after->n_findings; i++) {
        const struct finding *new = &after->findings[i];
        struct finding_change c = {new->rule->id, NULL, new};
        if (assessment_find(before, new->rule->id) == NULL)
            VEC_PUSH(a, &all, c);
    }
    if (all.n > 1)
        qsort(all.items, all.n, sizeof *all.items, by_finding);
    out->findings = all.items;
    out->n_findings = all.n;
}

static const struct programme_result *find_programme(const struct assessment *s, const char *id)
{
    for (size_t i = 0; i < s->n_programmes; i++) {
        if (strcmp(s->programmes[i].programme->id, id) == 0)
            return &s->programmes[i];
    }
    return NULL;
}

static int by_verdict(const void *x, const void *y)
{
    return strcmp(((const struct verdict_change *)x)->id, ((const struct verdict_change *)y)->id);
}

static bool same_verdict(const struct programme_result *x, const struct programme_result *y)
{
    return x->verdict == y->verdict && dec_cmp(x->score_low, y->score_low) == 0 &&
           dec_cmp(x->score_high, y->score_high) == 0;
}

static void compare_verdicts(struct arena *a, const struct assessment *before,
                             const struct assessment *after, struct assessment_change *out)
{
    VEC(struct verdict_change) all = {0};
    for (size_t i = 0; i < before->n_programmes; i++) {
        const struct programme_result *old = &before->programmes[i];
        const struct programme_result *new = find_programme(after, old->programme->id);
        struct verdict_change c = {old->programme->id, old, new};
        if (new == NULL || !same_verdict(old, new))
            VEC_PUSH(a, &all, c);
    }
    for (size_t i = 0; i < after->n_programmes; i++) {
        const struct programme_result *new = &after->programmes[i];
        struct verdict_change c = {new->programme->id, NULL, new};
        if (find_programme(before, new->programme->id) == NULL)
            VEC_PUSH(a, &all, c);
    }
    if (all.n > 1)
        qsort(all.items, all.n, sizeof *all.items, by_verdict);
    out->verdicts = all.items;
    out->n_verdicts = all.n;
}

struct assessment_change assessment_changed(struct arena *a, const struct assessment *before,
                                            const struct assessment *after)
{
    struct assessment_change out = {0};
    compare_findings(a, before, after, &out);
    compare_verdicts(a, before, after, &out);
    return out;
}

/* --- the project -------------------------------------------------------------------------------
 */

const struct dossier *dossier_under(struct arena *a, const struct dossier *d,
                                    const struct catalogue *c)
{
    struct fact *facts = ARENA_ARRAY(a, dossier_count(d), struct fact);
    struct project_document *documents =
        ARENA_ARRAY(a, dossier_documents(d), struct project_document);
    size_t n = 0;
    for (size_t i = 0; i < dossier_count(d); i++) {
        struct fact f = *dossier_at(d, i);
        bool economics = f.def == NULL;
        f.def = economics ? NULL : catalogue_find(c, f.name);
        if (economics || f.def != NULL)
            facts[n++] = f;
    }
    for (size_t i = 0; i < dossier_documents(d); i++)
        documents[i] = *dossier_document(d, i);
    return dossier_build(a, c, dossier_id(d), dossier_name(d), dossier_country(d), facts, n,
                         documents, dossier_documents(d));
}
