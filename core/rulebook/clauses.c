/* clauses.c: the checklist of clauses beside the packs: every fact and check that it names is one
 * that the packs define. */
#include "core/dossier/clause.h"

#include "core/rulebook/internal.h"

void load_clause_file(struct load *l, const char *path)
{
    const struct yaml_node *root = yaml_load_file(l->a, path, NULL, l->d);
    if (root != NULL)
        clause_list_add(catalogue_clauses(l->r->catalogue), root, l->d);
}

static void check_known(struct load *l, const struct clause_category *c, const char *id)
{
    if (map_has(l->r->rule_ids, id))
        return;
    size_t n = map_count(l->r->rule_ids);
    const char **ids = ARENA_ARRAY(l->a, n, const char *);
    for (size_t i = 0; i < n; i++)
        ids[i] = map_at(l->r->rule_ids, i, NULL);
    const char *near = nearest_name(id, ids, n);
    diag_add(l->d, DIAG_ERROR, CODE_VALUE, c->pos,
             near != NULL ? arena_printf(l->a, "did you mean '%s'?", near) : NULL,
             "category '%s' names the check '%s', which no pack has", c->id, id);
}

void check_clauses(struct load *l)
{
    const struct clause_list *list = catalogue_clauses(l->r->catalogue);
    for (size_t i = 0; i < clause_list_count(list); i++) {
        const struct clause_category *c = clause_list_at(list, i);
        for (size_t k = 0; k < c->n_facts; k++)
            find_fact(l, c->facts[k], c->pos);
        /* A questionnaire without any rules has no checks to name. */
        for (size_t k = 0; k < c->n_checks && l->r->rules.n > 0; k++)
            check_known(l, c, c->checks[k]);
    }
}
