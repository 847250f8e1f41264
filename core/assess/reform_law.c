/* reform_law.c: the law under overlays. */
#include <math.h>
#include <string.h>

#include "core/assess/reform_internal.h"

struct law *law_new(struct arena *a, const struct rulebook *r, const struct econ_data *data)
{
    struct law *law = ARENA_NEW(a, struct law);
    law->a = a;
    law->r = rulebook_copy(a, r);
    law->data = econ_data_copy(a, data);
    return law;
}

struct law *law_copy(struct arena *a, const struct law *from)
{
    struct law *law = law_new(a, from->r, from->data);
    law->uses = from->uses;
    return law;
}

void law_read_uses(struct law *law)
{
    size_t n = rulebook_rules(law->r);
    struct param_uses *uses = ARENA_ARRAY(law->a, n, struct param_uses);
    for (size_t i = 0; i < n; i++)
        uses[i].names = rule_params(law->a, rulebook_rule(law->r, i), &uses[i].n);
    law->uses = uses;
}

const struct rulebook *law_rulebook(const struct law *law)
{
    return law->r;
}

const struct econ_data *law_data(const struct law *law)
{
    return law->data;
}

static void add_name(struct law *law, struct name_list *list, const char *name)
{
    VEC_PUSH(law->a, list, name);
}

static bool step(struct law *law, const char *country, const struct law_change *c, struct diags *d)
{
    double lowest;
    if (econ_instrument_step(law->a, law->data, country, c->target, c->step, &lowest))
        return true;
    diag_add(d, DIAG_ERROR, NULL, c->pos,
             isfinite(lowest)
                 ? arena_printf(law->a, "a step of at least -%.10g, or repeal: true", lowest)
                 : NULL,
             "a step of %+.10g takes '%s' below nothing", c->step, c->target);
    return false;
}

bool law_apply_change(struct law *law, const char *country, const struct law_change *c,
                      struct diags *d)
{
    bool fiscal = c->kind >= CHANGE_INSTRUMENT && c->kind <= CHANGE_INSTRUMENT_REPEALED;
    bool ok = true;
    switch (c->kind) {
    case CHANGE_PARAM:
        ok = rulebook_set_param(law->a, law->r, c->target, c->from, c->value);
        add_name(law, &law->params, c->target);
        break;
    case CHANGE_INSTRUMENT:
        ok = econ_instrument_set(law->a, law->data, country, c->target, c->keys, d);
        break;
    case CHANGE_STEP:
        ok = step(law, country, c, d);
        break;
    case CHANGE_INSTRUMENT_ADDED:
        ok = econ_instrument_add(law->a, law->data, country, c->keys, d);
        break;
    case CHANGE_INSTRUMENT_REPEALED:
        ok = econ_instrument_repeal(law->a, law->data, country, c->target);
        break;
    case CHANGE_BARRIER_REPEALED:
        ok = rulebook_repeal(law->a, law->r, c->target);
        break;
    case CHANGE_BARRIER_SOFTENED:
        ok = rulebook_soften(law->a, law->r, c->target);
        break;
    case CHANGE_FACT: {
        struct law_fact f = {country, c->target, c->value};
        VEC_PUSH(law->a, &law->facts, f);
        break;
    }
    }
    law->economics = law->economics || fiscal || c->kind == CHANGE_FACT;
    return ok;
}

bool law_apply(struct law *law, const struct overlay *o, struct diags *d)
{
    bool ok = true;
    for (size_t i = 0; i < o->n_changes; i++)
        ok = law_apply_change(law, o->country, &o->changes[i], d) && ok;
    return ok;
}

const struct dossier *law_dossier(struct arena *a, const struct law *law, const struct dossier *d,
                                  struct date as_of)
{
    for (size_t i = 0; i < law->facts.n; i++) {
        const struct law_fact *f = &law->facts.items[i];
        if (strcmp(dossier_country(d), f->country) == 0)
            d = dossier_by_law(a, d, f->name, f->value, as_of);
    }
    return d;
}

/* --- which rules may answer otherwise ----------------------------------------------------------
 */

static bool has_name(const struct name_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->items[i], name) == 0)
            return true;
    }
    return false;
}

static bool sets_fact(const struct law *law, const char *name)
{
    for (size_t i = 0; i < law->facts.n; i++) {
        if (strcmp(law->facts.items[i].name, name) == 0)
            return true;
    }
    return false;
}

static bool directly(const struct law *law, const struct rule *rule)
{
    if (rule->repealed || rule->softened || (rule->by != NULL && sets_fact(law, rule->by)))
        return true;
    const struct param_uses *uses = &law->uses[rule->index];
    for (size_t i = 0; i < uses->n; i++) {
        if (has_name(&law->params, uses->names[i]))
            return true;
    }
    for (size_t i = 0; i < rule->n_facts; i++) {
        bool economics = law->economics && strncmp(rule->facts[i], "economics.", 10) == 0;
        if (economics || sets_fact(law, rule->facts[i]))
            return true;
    }
    return false;
}

/* Rules name each other without cycles (the loader sees to it); depth is a second guard. */
static bool reached(const struct law *law, const struct rule *rule, int depth)
{
    if (directly(law, rule))
        return true;
    for (size_t i = 0; depth < 16 && i < rule->n_uses; i++) {
        const struct rule *other = rulebook_find(law->r, rule->uses[i]);
        if (other != NULL && reached(law, other, depth + 1))
            return true;
    }
    return false;
}

bool law_affects(void *data, const struct rule *rule)
{
    return reached(data, rule, 0);
}
