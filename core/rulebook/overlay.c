/* overlay.c: a rulebook under other law. Records are copied before they change. */
#include <string.h>

#include "core/rulebook/internal.h"

static struct map *copy_map(struct arena *a, const struct map *from)
{
    struct map *m = map_new(a);
    for (size_t i = 0; i < map_count(from); i++) {
        void *value;
        const char *key = map_at(from, i, &value);
        map_put(m, key, value);
    }
    return m;
}

struct rulebook *rulebook_copy(struct arena *a, const struct rulebook *r)
{
    struct rulebook *copy = ARENA_NEW(a, struct rulebook);
    *copy = *r;
    copy->rules.items = ARENA_ARRAY(a, r->rules.n, struct rule *);
    copy->rules.cap = r->rules.n;
    for (size_t i = 0; i < r->rules.n; i++)
        copy->rules.items[i] = r->rules.items[i];
    copy->params.items = ARENA_ARRAY(a, r->params.n, struct param *);
    copy->params.cap = r->params.n;
    for (size_t i = 0; i < r->params.n; i++)
        copy->params.items[i] = r->params.items[i];
    copy->rule_ids = copy_map(a, r->rule_ids);
    copy->param_ids = copy_map(a, r->param_ids);
    return copy;
}

bool rulebook_set_param(struct arena *a, struct rulebook *copy, const char *id, struct date from,
                        struct feel_value value)
{
    const struct param *old = map_get(copy->param_ids, id);
    if (old == NULL)
        return false;
    struct param *p = ARENA_NEW(a, struct param);
    struct param_value *values = ARENA_ARRAY(a, old->n_values + 1, struct param_value);
    *p = *old;
    p->n_values = 0;
    for (size_t i = 0; i < old->n_values && date_cmp(old->values[i].from, from) < 0; i++)
        values[p->n_values++] = old->values[i];
    struct param_value *now = &values[p->n_values++];
    *now = (struct param_value){.from = from, .value = value, .pos = old->pos};
    if (old->n_values != 0)
        now->citation = old->values[0].citation;
    p->values = values;
    for (size_t i = 0; i < copy->params.n; i++) {
        if (copy->params.items[i] == old)
            copy->params.items[i] = p;
    }
    map_put(copy->param_ids, id, p);
    return true;
}

/* Changes every version of a rule. */
static bool change(struct arena *a, struct rulebook *copy, const char *id,
                   void (*f)(struct rule *rule))
{
    bool found = false;
    for (size_t i = 0; i < copy->rules.n; i++) {
        const struct rule *old = copy->rules.items[i];
        if (strcmp(old->id, id) != 0)
            continue;
        struct rule *rule = ARENA_NEW(a, struct rule);
        *rule = *old;
        f(rule);
        copy->rules.items[i] = rule;
        if (map_get(copy->rule_ids, id) == old)
            map_put(copy->rule_ids, id, rule);
        found = true;
    }
    return found;
}

static void repeal(struct rule *rule)
{
    rule->repealed = true;
}

/* The message of the fail tells what still has to be dealt with. */
static void soften(struct rule *rule)
{
    rule->softened = true;
    if (rule->messages[STATUS_FAIL] == NULL)
        return;
    rule->messages[STATUS_CONDITIONAL] = rule->messages[STATUS_FAIL];
    rule->compiled[STATUS_CONDITIONAL] = rule->compiled[STATUS_FAIL];
}

bool rulebook_repeal(struct arena *a, struct rulebook *copy, const char *id)
{
    return change(a, copy, id, repeal);
}

bool rulebook_soften(struct arena *a, struct rulebook *copy, const char *id)
{
    return change(a, copy, id, soften);
}

/* --- what a rule reads -------------------------------------------------------------------------
 */

struct names {
    struct arena *a;
    VEC(const char *) list;
};

static void look(struct names *s, const char *text)
{
    const char **found;
    size_t n = text != NULL ? feel_text_calls(s->a, text, "param", &found, NULL) : 0;
    for (size_t i = 0; i < n; i++) {
        bool there = false;
        for (size_t k = 0; !there && k < s->list.n; k++)
            there = strcmp(s->list.items[k], found[i]) == 0;
        if (!there)
            VEC_PUSH(s->a, &s->list, found[i]);
    }
}

static void look_in_expr(void *data, const struct rule *rule, const struct feel_expr *e)
{
    (void)rule;
    look(data, feel_expr_text(e));
}

const char *const *rule_params(struct arena *a, const struct rule *rule, size_t *n)
{
    struct names s = {.a = a};
    const struct feel_table_spec *spec = rule->table_spec;
    rule_each_expr(rule, look_in_expr, &s);
    for (size_t i = 0; spec != NULL && i < spec->n_inputs; i++)
        look(&s, spec->inputs[i].text);
    for (size_t i = 0; spec != NULL && i < spec->n_rows; i++) {
        for (size_t k = 0; k < spec->rows[i].n_when; k++)
            look(&s, spec->rows[i].when[k].text);
        for (size_t k = 0; k < spec->rows[i].n_then; k++)
            look(&s, spec->rows[i].then[k].text);
    }
    *n = s.list.n;
    return s.list.items;
}
