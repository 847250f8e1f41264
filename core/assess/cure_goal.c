/* cure_goal.c: the rules that have to be passed together, over values that can be moved. */
#include <string.h>

#include "core/assess/cure_internal.h"

#define OPEN_BUDGET 64 /* decisions of one look ahead */
#define LOOK_COST 8    /* what one takes on average, in decisions */

bool tier_accepts(enum tier t, enum status s)
{
    return s == STATUS_PASS || s == STATUS_NOT_APPLICABLE ||
           (t == TIER_PARTIAL && s == STATUS_CONDITIONAL);
}

bool mask_reaches(unsigned possible, enum tier t)
{
    for (int s = 0; s < STATUS_COUNT; s++) {
        if ((possible & (1u << s)) != 0 && tier_accepts(t, (enum status)s))
            return true;
    }
    return false;
}

/* --- evidence ----------------------------------------------------------------------------------
 */

static void find_weak(struct goal *g, struct goal_rule *r)
{
    const struct rule *rule = r->rule;
    size_t *slots = ARENA_ARRAY(g->w.a, rule->n_evidence, size_t);
    bool lowers = !rule_gives_points(rule) || rule->pass_if != NULL || rule->fail_if != NULL;
    for (size_t i = 0; lowers && i < rule->n_evidence; i++) {
        if (evidence_weakness(&g->w, &rule->evidence[i]) != NULL)
            slots[r->n_weak++] = rule->evidence[i].fact->slot;
    }
    r->weak = slots;
}

static bool is_weak(const struct goal *g, const struct goal_rule *r)
{
    for (size_t i = 0; i < r->n_weak; i++) {
        if (!g->proven[r->weak[i]])
            return true;
    }
    return false;
}

/* --- one rule ----------------------------------------------------------------------------------
 */

static void judge(struct goal *g, struct feel_value *values, const struct rule *rule,
                  struct decision *d)
{
    g->decisions++;
    g->over = g->over || g->decisions > g->limit;
    g->w.globals = values;
    work_reset(&g->w);
    g->w.quick = true;
    decide(&g->w, rule, d);
    g->w.quick = false;
}

enum status goal_status(struct goal *g, size_t rule)
{
    struct goal_rule *r = &g->rules[rule];
    struct decision d;
    judge(g, g->present, r->rule, &d);
    enum status s = d.status;
    unsigned good =
        (1u << STATUS_PASS) | (1u << STATUS_CONDITIONAL) | (1u << STATUS_NOT_APPLICABLE);
    /* Where all three conditions are given, "none of them" stays possible by form alone. */
    good |= 1u << STATUS_ERROR;
    r->or_better = false;
    /* A table's bounds say it already, and trying its inputs takes long. */
    if (s == STATUS_UNKNOWN && (r->settled || (g->n_rules == 1 && r->rule->table == NULL))) {
        struct outlook outlook;
        g->decisions += LOOK_COST;
        look_ahead(&g->w, r->rule, &d, &outlook);
        s = outlook.settled ? outlook.status : STATUS_UNKNOWN;
    }
    if (s == STATUS_UNKNOWN && (d.possible & ~good) == 0) {
        r->or_better = true; /* it cannot fail any more */
        return STATUS_CONDITIONAL;
    }
    return s == STATUS_PASS && is_weak(g, r) ? STATUS_CONDITIONAL : s;
}

static bool touches(const struct goal_rule *r, const struct lever *l)
{
    return l->kind != CURE_INPUT && r->slots[l->slot];
}

unsigned goal_possible(struct goal *g, size_t rule, const struct lever *kept)
{
    struct goal_rule *r = &g->rules[rule];
    struct decision d;
    judge(g, g->open, r->rule, &d);
    unsigned mask = d.possible;
    if ((mask & (1u << STATUS_UNKNOWN)) != 0) /* the table leaves all of them open */
        mask |= (1u << STATUS_PASS) | (1u << STATUS_CONDITIONAL) | (1u << STATUS_FAIL);
    if ((mask & (1u << STATUS_PASS)) == 0)
        return mask;
    for (size_t i = 0; i < r->n_weak; i++) {
        size_t slot = r->weak[i];
        bool stays = kept != NULL && touches(r, kept) && kept->slot == slot;
        if (!g->proven[slot] && (stays || !g->moved[slot]))
            return (mask & ~(1u << STATUS_PASS)) | (1u << STATUS_CONDITIONAL);
    }
    return mask;
}

/* --- levers ------------------------------------------------------------------------------------
 */

static void lever_put(struct goal *g, struct lever *l, struct feel_value v,
                      const struct feel_value *derived, bool proven)
{
    if (l->kind != CURE_INPUT) {
        g->present[l->slot] = g->open[l->slot] = v;
        g->proven[l->slot] = proven;
        return;
    }
    for (size_t i = 0; i < g->n_derived; i++)
        g->present[g->derived[i]] = g->open[g->derived[i]] = derived[i];
}

static void lever_release(struct goal *g, struct lever *l)
{
    if (l->kind != CURE_INPUT) {
        g->present[l->slot] = l->now;
        g->open[l->slot] = l->unknown;
        g->proven[l->slot] = false;
        return;
    }
    for (size_t i = 0; i < g->n_derived; i++) {
        g->present[g->derived[i]] = g->derived_now[i];
        g->open[g->derived[i]] = g->derived_open[i];
    }
}

static void judge_touched(struct goal *g, const struct lever *l)
{
    for (size_t i = 0; i < l->n_rules; i++)
        g->rules[l->rules[i]].now = goal_status(g, l->rules[i]);
}

void lever_set(struct goal *g, struct lever *l, size_t cell)
{
    l->at = cell;
    if (cell == NOT_SET)
        lever_release(g, l);
    else
        lever_put(g, l, l->cells[cell].value, l->derived != NULL ? l->derived[cell] : NULL, true);
    judge_touched(g, l);
}

void goal_release(struct goal *g)
{
    for (size_t i = 0; i < g->n_levers; i++) {
        if (g->levers[i].at != NOT_SET)
            lever_set(g, &g->levers[i], NOT_SET);
    }
}

bool lever_reaches(struct goal *g, struct lever *l, struct feel_value v, enum tier t)
{
    const struct feel_value *derived = NULL;
    if (l->kind == CURE_INPUT)
        derived = econ_input_values(g, g->w.a, l->input, dec_to_double(v.u.number));
    lever_put(g, l, v, derived, true);
    judge_touched(g, l);
    return goal_reached(g, t);
}

bool goal_reached(const struct goal *g, enum tier t)
{
    for (size_t i = 0; i < g->n_rules; i++) {
        if (!tier_accepts(t, g->rules[i].now))
            return false;
    }
    return true;
}

/* --- the goal ----------------------------------------------------------------------------------
 */

/* Facts of a rule and of the rules whose status it asks for. */
static void mark_slots(struct goal *g, const struct rule *rule, bool *slots, int depth)
{
    for (size_t i = 0; i < rule->n_facts; i++) {
        const struct fact_def *def =
            catalogue_find(rulebook_catalogue(g->s->rulebook), rule->facts[i]);
        if (def != NULL)
            slots[def->slot] = true;
    }
    for (size_t i = 0; depth < 16 && i < rule->n_uses; i++) {
        const struct rule *used = work_version(&g->w, rule->uses[i]);
        if (used != NULL)
            mark_slots(g, used, slots, depth + 1);
    }
}

static void init_rule(struct goal *g, struct goal_rule *r, const struct rule *rule)
{
    const struct finding *f = assessment_find(g->s, rule->id);
    struct decision d;
    *r = (struct goal_rule){.rule = f->rule, .base = f->status, .now = f->status};
    r->slots = ARENA_ARRAY(g->w.a, g->w.n_facts, bool);
    mark_slots(g, f->rule, r->slots, 0);
    find_weak(g, r);
    judge(g, g->present, f->rule, &d);
    r->settled = d.status == STATUS_UNKNOWN && f->status != STATUS_UNKNOWN;
}

void goal_init(struct goal *g, struct arena *a, const struct assessment *s,
               const struct rule *const *rules, size_t n, const struct cure_economics *economics)
{
    *g = (struct goal){.s = s, .n_rules = n, .limit = CURE_BUDGET, .economics = economics};
    work_init(&g->w, a, s->rulebook, s->dossier, s->as_of);
    g->w.budget = OPEN_BUDGET;
    work_add_economics(&g->w, s->economics);
    g->present = g->w.globals;
    g->proven = ARENA_ARRAY(a, g->w.n_facts, bool);
    g->moved = ARENA_ARRAY(a, g->w.n_facts, bool);
    g->rules = ARENA_ARRAY(a, n, struct goal_rule);
    for (size_t i = 0; i < n; i++)
        init_rule(g, &g->rules[i], rules[i]);
    g->open = ARENA_ARRAY(a, g->w.n_globals, struct feel_value);
    memcpy(g->open, g->present, g->w.n_globals * sizeof *g->open);
    find_levers(g);
    for (size_t i = 0; i < g->n_levers; i++) {
        struct lever *l = &g->levers[i];
        for (size_t k = 0; k < g->n_derived && l->kind == CURE_INPUT; k++)
            g->moved[g->derived[k]] = true;
        if (l->kind != CURE_INPUT)
            g->moved[l->slot] = true;
        lever_release(g, l);
    }
}

void goal_free(struct goal *g)
{
    g->w.globals = g->present;
    work_free(&g->w);
}
