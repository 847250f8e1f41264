/* work.c: values, host and caches of one assessment. */
#include <string.h>

#include "core/assess/calc.h"
#include "core/assess/internal.h"

/* --- what the expressions ask the host ---------------------------------------------------------
 */

static struct feel_value host_param(void *data, struct arena *a, const char *name,
                                    struct feel_value date)
{
    struct work *w = data;
    const struct param *p = rulebook_find_param(w->r, name);
    struct feel_value null = feel_null();
    null.from_error = true;
    if (date.kind == FEEL_UNKNOWN)
        return feel_unknown_of(a, date.u.unknown->causes);
    if (p == NULL || (date.kind != FEEL_NULL && date.kind != FEEL_DATE))
        return null;
    bool pending = false;
    const struct param_value *v =
        param_at(p, date.kind == FEEL_DATE ? date.u.date : w->as_of, &pending);
    w->pending = w->pending || pending;
    w->stale = w->stale || param_stale(w->r, p, w->as_of);
    if (w->values != NULL && v != NULL)
        VEC_PUSH(w->values->a, &w->values->items, v);
    return v != NULL ? v->value : null;
}

/* Another rule's status. While it is open the answer is unknown, caused by what keeps it open. */
static struct feel_value host_rule(void *data, struct arena *a, const char *id)
{
    struct work *w = data;
    const struct rule *rule = work_version(w, id);
    struct feel_value null = feel_null();
    null.from_error = true;
    if (rule == NULL)
        return null;
    struct cached_status *c = &w->cache[rule->index];
    if (c->epoch == w->epoch)
        return c->value;
    if (c->busy)
        return null;
    c->busy = true;
    size_t n_lets = w->n_globals - w->n_facts;
    struct feel_value *kept = ARENA_ARRAY(a, n_lets, struct feel_value);
    memcpy(kept, w->globals + w->n_facts, n_lets * sizeof *kept);
    struct cut_list *cuts = w->cuts;
    struct remarks *remarks = w->remarks;
    struct feel_value *trace = w->trace;
    w->cuts = NULL;
    w->remarks = NULL;
    w->trace = NULL;
    struct decision d;
    decide(w, rule, &d);
    w->trace = trace;
    w->cuts = cuts;
    w->remarks = remarks;
    memcpy(w->globals + w->n_facts, kept, n_lets * sizeof *kept);
    c->busy = false;
    c->epoch = w->epoch;
    c->value = d.status == STATUS_UNKNOWN ? feel_unknown_of(a, d.causes)
                                          : feel_string(status_name(d.status));
    return c->value;
}

static struct feel_value host_evidence(void *data, struct arena *a, const char *fact)
{
    (void)a;
    struct work *w = data;
    const struct fact *f = dossier_fact(w->d, fact);
    if (f == NULL || f->grade == GRADE_NONE || f->value.kind == FEEL_UNKNOWN)
        return feel_null();
    return feel_string(grade_name(f->grade));
}

/* --- the work ----------------------------------------------------------------------------------
 */

void work_init(struct work *w, struct arena *a, const struct rulebook *r, const struct dossier *d,
               struct date as_of)
{
    const struct catalogue *c = rulebook_catalogue(r);
    *w =
        (struct work){.a = a, .r = r, .d = d, .as_of = as_of, .epoch = 1, .budget = FINDING_BUDGET};
    w->scratch = arena_new();
    w->n_facts = feel_env_slots(catalogue_env(c));
    size_t most = rulebook_slots(r);
    size_t extra = most > w->n_facts ? most - w->n_facts : 0;
    w->n_globals = w->n_facts + extra;
    w->globals = dossier_globals(a, d, as_of, extra);
    w->defs = catalogue_by_slot(c);
    w->trace = ARENA_ARRAY(a, rulebook_nodes(r) + MUTANT_NODES + 1, struct feel_value);
    w->keep = a;
    w->tables = ARENA_ARRAY(a, rulebook_rules(r), const struct cut_list *);
    w->cache = ARENA_ARRAY(a, rulebook_rules(r), struct cached_status);
    w->host = (struct feel_host){host_param, host_rule, host_evidence, w};
}

void work_add_calculations(struct work *w)
{
    size_t n;
    const struct calc_fact *facts = calc_facts(w->a, w->d, w->r, w->as_of, &n);
    for (size_t i = 0; i < n; i++) {
        const struct fact_def *def = catalogue_find(rulebook_catalogue(w->r), facts[i].name);
        if (def != NULL &&
            (def->derived || dossier_value(w->a, w->d, def->name).kind == FEEL_UNKNOWN))
            work_set(w, def->slot, facts[i].value);
    }
}

void work_add_economics(struct work *w, const struct econ_result *e)
{
    size_t n;
    const struct econ_fact *facts = econ_facts(w->a, e, w->d, &n);
    for (size_t i = 0; i < n; i++) {
        const struct fact_def *def = catalogue_find(rulebook_catalogue(w->r), facts[i].name);
        if (def != NULL)
            work_set(w, def->slot, facts[i].value);
    }
    work_add_calculations(w);
}

void work_free(struct work *w)
{
    arena_free(w->scratch);
    w->scratch = NULL;
}

void work_reset(struct work *w)
{
    arena_reset(w->scratch);
    w->epoch++; /* cached statuses point into the arena */
}

void work_set(struct work *w, size_t slot, struct feel_value v)
{
    w->globals[slot] = v;
    w->epoch++;
}

static void keep_text(struct work *w, const char *text, bool warning)
{
    struct remarks *m = w->remarks;
    size_t n = warning ? m->warnings.n : m->assumed.n;
    const char **items = warning ? m->warnings.items : m->assumed.items;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(items[i], text) == 0)
            return;
    }
    const char *copy = arena_strdup(w->a, text);
    if (warning)
        VEC_PUSH(w->a, &m->warnings, copy);
    else
        VEC_PUSH(w->a, &m->assumed, copy);
}

static void keep_remarks(struct work *w, const struct feel_run *run)
{
    for (size_t i = 0; w->remarks != NULL && i < run->n_warnings; i++)
        keep_text(w, run->warnings[i].message, true);
    for (size_t i = 0; w->remarks != NULL && i < run->n_assumed; i++)
        keep_text(w, run->assumed[i], false);
}

static void note_operands(const struct work *w, const struct feel_expr *e)
{
    for (size_t i = 0; i < w->watch->n; i++) {
        struct watched *one = &w->watch->items[i];
        if (one->expr == e)
            feel_operands_decided(one->operands, one->n, w->trace, one->decided);
    }
}

struct feel_value work_eval(struct work *w, const struct feel_expr *e)
{
    if (w->watch != NULL && w->trace != NULL) /* what is not evaluated must read as null */
        memset(w->trace, 0, feel_expr_nodes(e) * sizeof *w->trace);
    struct feel_run run = {.arena = w->scratch,
                           .globals = w->globals,
                           .n_globals = w->n_globals,
                           .host = &w->host,
                           .input = feel_null(),
                           .trace = w->trace};
    struct feel_value v = feel_eval(e, &run);
    keep_remarks(w, &run);
    if (w->watch != NULL && w->trace != NULL)
        note_operands(w, e);
    return v;
}

static bool in_force(const struct rule *rule, struct date on)
{
    return date_cmp(rule->from, on) <= 0 && (!rule->has_to || date_cmp(on, rule->to) <= 0);
}

const struct rule *work_version(const struct work *w, const char *id)
{
    const struct rule *newest = rulebook_find(w->r, id);
    for (size_t i = newest != NULL ? newest->index + 1 : 0; i-- > 0;) {
        const struct rule *rule = rulebook_rule(w->r, i);
        if (strcmp(rule->id, id) != 0)
            break;
        struct feel_value by =
            rule->by_fact != NULL ? w->globals[rule->by_fact->slot] : feel_date(w->as_of);
        if (by.kind == FEEL_DATE && in_force(rule, by.u.date))
            return rule;
    }
    return newest;
}
