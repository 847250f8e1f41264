/* programme.c: financing programmes: which rules bar, which give points, what is asked for. */
#include <string.h>

#include "core/rulebook/internal.h"

static const struct rule *const *rule_list(struct load *l, const struct yaml_node *map,
                                           const char *key, size_t *n)
{
    const struct yaml_node *list = read_child(l, map, key, YAML_LIST, false);
    *n = 0;
    if (list == NULL)
        return NULL;
    const struct rule **rules = ARENA_ARRAY(l->a, list->n, const struct rule *);
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        const char *id = node->kind == YAML_SCALAR ? node->text : "";
        const struct rule *rule = map_get(l->r->rule_ids, id);
        if (rule != NULL) {
            rules[(*n)++] = rule;
            continue;
        }
        if (map_has(l->rule_places, id))
            continue; /* it has errors of its own, already told */
        const char *near = rulebook_nearest_rule(l->r, id);
        diag_add(l->d, DIAG_ERROR, "E011", node->pos,
                 near != NULL ? arena_printf(l->a, "did you mean '%s'?", near) : NULL,
                 "unknown rule '%s'", id);
    }
    return rules;
}

static bool listed(const struct rule *const *rules, size_t n, const struct rule *rule)
{
    for (size_t i = 0; i < n; i++) {
        if (rules[i] == rule)
            return true;
    }
    return false;
}

/* The list and the rules of the pack that belong in it, in the order of the file; once each. */
static const struct rule *const *drawn(struct load *l, const struct rule *const *list, size_t *n,
                                       const struct pack *pack, enum rule_kind kind)
{
    const struct rule **all = ARENA_ARRAY(l->a, *n + l->r->rules.n, const struct rule *);
    if (*n != 0)
        memcpy(all, list, *n * sizeof *all);
    for (size_t i = 0; i < l->r->rules.n; i++) {
        const struct rule *rule = l->r->rules.items[i];
        bool newest = map_get(l->r->rule_ids, rule->id) == rule;
        if (newest && rule->kind == kind && strcmp(rule->pack, pack->id) == 0 &&
            !listed(all, *n, rule))
            all[(*n)++] = rule;
    }
    return all;
}

/* Standards stand in packs of their own. A programme that names such a pack takes its bars and
 * its scored criteria after those that it lists itself. */
static void draw_packs(struct load *l, struct programme *p, const struct yaml_node *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        const char *id = node->kind == YAML_SCALAR ? node->text : "";
        const struct pack *pack = map_get(l->r->pack_ids, id);
        if (pack == NULL) {
            const char *near = rulebook_nearest_pack(l->r, id);
            diag_add(l->d, DIAG_ERROR, "E011", node->pos,
                     near != NULL ? arena_printf(l->a, "did you mean '%s'?", near) : NULL,
                     "unknown pack '%s'", id);
            continue;
        }
        size_t before = p->n_bars + p->n_scores;
        p->bars = drawn(l, p->bars, &p->n_bars, pack, RULE_BAR);
        p->scores = drawn(l, p->scores, &p->n_scores, pack, RULE_SCORE);
        if (p->n_bars + p->n_scores == before)
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos,
                     "only bars and scores are drawn; leave the pack out",
                     "pack '%s' gives this programme nothing that it does not list itself", id);
    }
}

void load_programme(struct load *l, const struct yaml_node *node)
{
    if (!read_keys(l, node, &record_programme))
        return;
    struct programme *p = ARENA_NEW(l->a, struct programme);
    p->id = read_id(l, node, "id", true);
    p->title = read_text(l, node, "title", true);
    p->agency = read_text(l, node, "agency", true);
    p->product = read_text(l, node, "product", false);
    p->pack = l->pack->id;
    p->pos = node->pos;
    const struct yaml_node *part = yaml_get(node, "source");
    if (part == NULL)
        diag_add(l->d, DIAG_ERROR, "E030", node->pos, "add at least one {ref, at}",
                 "the programme cites no source");
    else
        p->citations = load_citations(l, part, &p->n_citations);
    p->bars = rule_list(l, node, "bars", &p->n_bars);
    p->scores = rule_list(l, node, "scores", &p->n_scores);
    if ((part = read_child(l, node, "draws_on", YAML_LIST, false)) != NULL)
        draw_packs(l, p, part);
    for (size_t i = 0; i < p->n_scores; i++) {
        if (!p->scores[i]->has_max_points)
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL,
                     "'%s' gives no points: it has no max_points", p->scores[i]->id);
    }
    if ((part = read_child(l, node, "documents", YAML_LIST, false)) != NULL)
        load_programme_documents(l, p, part);
    if ((part = read_child(l, node, "terms", YAML_LIST, false)) != NULL)
        load_programme_terms(l, p, part);
    if (p->id == NULL || p->title == NULL || p->agency == NULL)
        return;
    const struct programme *old = map_get(l->r->programme_ids, p->id);
    if (old != NULL) {
        diag_add(l->d, DIAG_ERROR, CODE_DUPLICATE, node->pos,
                 arena_printf(l->a, "first at %s:%d; ids are global", old->pos.file, old->pos.line),
                 "programme '%s' is defined twice", p->id);
        return;
    }
    VEC_PUSH(l->a, &l->r->programmes, p);
    map_put(l->r->programme_ids, p->id, p);
}
