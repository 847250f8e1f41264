/* changed.c: an assessment after a few facts have changed. Findings of rules that read none of them
 * are taken over, so that an answer as it is typed costs what it touches. */
#include <string.h>

#include "core/assess/calc.h"
#include "core/assess/internal.h"

struct change_of {
    struct arena *a;
    const struct assessment *before;
    const struct dossier *d;
    const struct econ_result *economics;
    const struct catalogue *catalogue;
    bool *changed;    /* by slot */
    signed char *old; /* by rule index: 1 reads something that changed, 0 does not, -1 not known */
};

/* --- which facts ------------------------------------------------------------------------------ */

static bool same_text(const char *x, const char *y)
{
    return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

/* All that a rule may see of a fact: its value, as it is shown, and how good its evidence is. */
static bool same_fact(const struct fact *x, const struct fact *y)
{
    if (x == y)
        return true;
    if (x == NULL || y == NULL)
        return (x != NULL ? x : y)->value.kind == FEEL_UNKNOWN;
    return feel_identical(x->value, y->value) && same_text(x->text, y->text) &&
           x->grade == y->grade && x->evidence.has_date == y->evidence.has_date &&
           (!x->evidence.has_date || date_cmp(x->evidence.date, y->evidence.date) == 0);
}

/* An unknown number may have other bounds than before. */
static bool same_value(struct feel_value x, struct feel_value y)
{
    if (!feel_identical(x, y))
        return false;
    if (x.kind != FEEL_UNKNOWN || !x.u.unknown->has_bounds)
        return x.kind != FEEL_UNKNOWN || !y.u.unknown->has_bounds;
    return y.u.unknown->has_bounds && dec_cmp(x.u.unknown->low, y.u.unknown->low) == 0 &&
           dec_cmp(x.u.unknown->high, y.u.unknown->high) == 0;
}

static void mark_facts(struct change_of *c)
{
    for (size_t i = 0; i < catalogue_count(c->catalogue); i++) {
        const struct fact_def *def = catalogue_at(c->catalogue, i);
        if (!def->derived)
            c->changed[def->slot] = !same_fact(dossier_fact(c->before->dossier, def->name),
                                               dossier_fact(c->d, def->name));
    }
}

/* Both lists come from the same declarations, in the same order. */
static void mark_derived(struct change_of *c)
{
    size_t n, m;
    const struct econ_fact *old = econ_facts(c->a, c->before->economics, c->before->dossier, &n);
    const struct econ_fact *now = econ_facts(c->a, c->economics, c->d, &m);
    for (size_t i = 0; i < m; i++) {
        const struct fact_def *def = catalogue_find(c->catalogue, now[i].name);
        if (def != NULL)
            c->changed[def->slot] = i >= n || strcmp(old[i].name, now[i].name) != 0 ||
                                    !feel_identical(old[i].value, now[i].value);
    }
}

static const struct calc_fact *fact_named(const struct calc_fact *facts, size_t n, const char *name)
{
    for (size_t i = n; i-- > 0;)
        if (strcmp(facts[i].name, name) == 0)
            return &facts[i];
    return NULL;
}

/* What only one of the two has, or what both have with another value. */
static void mark_differences(struct change_of *c, const struct calc_fact *x, size_t n,
                             const struct calc_fact *y, size_t m)
{
    for (size_t i = 0; i < n; i++) {
        const struct calc_fact *other = fact_named(y, m, x[i].name);
        const struct fact_def *def = catalogue_find(c->catalogue, x[i].name);
        const char *source = calc_source(x[i].name);
        const struct fact_def *list = source != NULL ? catalogue_find(c->catalogue, source) : NULL;
        bool list_changed = list != NULL && c->changed[list->slot]; /* its evidence, perhaps */
        if (def != NULL && (list_changed || other == NULL || !same_value(x[i].value, other->value)))
            c->changed[def->slot] = true;
    }
}

static void mark_calculated(struct change_of *c)
{
    size_t n, m;
    const struct rulebook *r = c->before->rulebook;
    const struct calc_fact *old = calc_facts(c->a, c->before->dossier, r, c->before->as_of, &n);
    const struct calc_fact *now = calc_facts(c->a, c->d, r, c->before->as_of, &m);
    mark_differences(c, old, n, now, m);
    mark_differences(c, now, m, old, n);
}

/* --- which rules ------------------------------------------------------------------------------ */

static bool touched(struct change_of *c, const struct rule *rule);

static bool reads_changed(struct change_of *c, const struct rule *rule)
{
    const struct rulebook *r = c->before->rulebook;
    for (size_t i = 0; i < rule->n_facts; i++)
        if (c->changed[catalogue_find(c->catalogue, rule->facts[i])->slot])
            return true;
    for (size_t i = 0; i < rule->n_evidence; i++)
        if (c->changed[rule->evidence[i].fact->slot])
            return true;
    for (size_t i = 0; i < rule->n_uses; i++) {
        const struct rule *used = rulebook_find(r, rule->uses[i]);
        if (used == NULL || touched(c, used))
            return true;
    }
    return false;
}

/* Does any version of the rule read, by itself or through other rules, what has changed? */
static bool touched(struct change_of *c, const struct rule *rule)
{
    if (c->old[rule->index] >= 0)
        return c->old[rule->index] != 0;
    c->old[rule->index] = 1; /* a ring of rules, which the loader refuses, is never taken over */
    bool any = false;
    for (size_t i = rule->index + 1; !any && i-- > 0;) {
        const struct rule *version = rulebook_rule(c->before->rulebook, i);
        if (strcmp(version->id, rule->id) != 0)
            break;
        any = reads_changed(c, version);
    }
    c->old[rule->index] = any;
    return any;
}

const bool *rules_touched(struct arena *a, const struct assessment *before, const struct dossier *d,
                          const struct econ_result *economics)
{
    const struct rulebook *r = before->rulebook;
    struct change_of c = {.a = a,
                          .before = before,
                          .d = d,
                          .economics = economics,
                          .catalogue = rulebook_catalogue(r)};
    size_t n = rulebook_rules(r);
    bool *all = ARENA_ARRAY(a, n, bool);
    c.changed = ARENA_ARRAY(a, feel_env_slots(catalogue_env(c.catalogue)), bool);
    c.old = ARENA_ARRAY(a, n, signed char);
    memset(c.old, -1, n);
    mark_facts(&c);
    mark_derived(&c);
    mark_calculated(&c);
    for (size_t i = 0; i < n; i++)
        all[i] = touched(&c, rulebook_find(r, rulebook_rule(r, i)->id));
    return all;
}
