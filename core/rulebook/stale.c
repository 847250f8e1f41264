/* stale.c: what of the rulebook has run out on a day, and how much hangs on it. */
#include <stdlib.h>
#include <string.h>

#include "core/rulebook/internal.h"

static bool rule_uses(struct arena *a, const struct rule *rule, const char *param)
{
    size_t n;
    const char *const *names = rule_params(a, rule, &n);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(names[i], param) == 0)
            return true;
    }
    return false;
}

static void weigh(struct stale_entry *e, const struct rule *rule)
{
    if (e->n_rules == 0 || rule->severity < e->importance)
        e->importance = rule->severity;
    e->n_rules++;
}

typedef VEC(struct stale_entry) entries;

static void add_packs(struct arena *a, const struct rulebook *r, struct date on, entries *out)
{
    for (size_t i = 0; i < r->packs.n; i++) {
        const struct pack *p = r->packs.items[i];
        struct stale_entry e = {STALE_PACK, p->id, {p->file, 1, 1}, p->checked_on, 0, 0};
        if (!pack_stale(p, on))
            continue;
        period_after(p->checked_on, p->stale_after, &e.since);
        for (size_t k = 0; k < r->rules.n; k++) {
            if (strcmp(r->rules.items[k]->pack, p->id) == 0)
                weigh(&e, r->rules.items[k]);
        }
        VEC_PUSH(a, out, e);
    }
}

static void add_params(struct arena *a, const struct rulebook *r, struct date on, entries *out)
{
    for (size_t i = 0; i < r->params.n; i++) {
        const struct param *p = r->params.items[i];
        const struct pack *pack = rulebook_find_pack(r, p->pack);
        struct stale_entry e = {STALE_PARAM, p->id, p->pos, p->checked_on, 0, 0};
        bool pending = false;
        param_at(p, on, &pending);
        if (p->has_checked_on && param_stale(r, p, on))
            period_after(p->checked_on, pack->stale_after, &e.since);
        else if (!pending)
            continue;
        for (size_t k = 0; pending && k < p->n_values; k++) {
            const struct param_value *v = &p->values[k];
            if (v->expected && date_cmp(v->from, on) <= 0) {
                e.kind = STALE_EXPECTED;
                e.since = v->from;
                e.pos = v->pos;
            }
        }
        for (size_t k = 0; k < r->rules.n; k++) {
            if (rule_uses(a, r->rules.items[k], p->id))
                weigh(&e, r->rules.items[k]);
        }
        VEC_PUSH(a, out, e);
    }
}

/* Rules whose time is over, with no version or successor that goes on. */
static void add_rules(struct arena *a, const struct rulebook *r, struct date on, entries *out)
{
    for (size_t i = 0; i < r->rules.n; i++) {
        const struct rule *rule = r->rules.items[i];
        bool newest = rulebook_find(r, rule->id) == rule;
        if (!newest || !rule->has_to || date_cmp(rule->to, on) >= 0 || rule->superseded_by != NULL)
            continue;
        struct stale_entry e = {STALE_RULE, rule->id, rule->pos, rule->to, rule->severity, 1};
        VEC_PUSH(a, out, e);
    }
}

static int by_importance(const void *x, const void *y)
{
    const struct stale_entry *a = x, *b = y;
    if ((a->n_rules == 0) != (b->n_rules == 0))
        return a->n_rules == 0 ? 1 : -1;
    if (a->n_rules != 0 && a->importance != b->importance)
        return a->importance < b->importance ? -1 : 1;
    int c = date_cmp(a->since, b->since);
    if (c != 0)
        return c;
    return a->kind != b->kind ? (a->kind < b->kind ? -1 : 1) : strcmp(a->id, b->id);
}

const struct stale_entry *rulebook_stale(struct arena *a, const struct rulebook *r, struct date on,
                                         size_t *n)
{
    entries all = {0};
    add_packs(a, r, on, &all);
    add_params(a, r, on, &all);
    add_rules(a, r, on, &all);
    if (all.n > 1)
        qsort(all.items, all.n, sizeof *all.items, by_importance);
    *n = all.n;
    return all.items;
}
