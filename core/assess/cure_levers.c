/* cure_levers.c: what can be moved: facts that the project can change, facts that are not known,
 * evidence that falls short, inputs of the economics. */
#include <string.h>

#include "core/assess/cure_internal.h"

#define MOST_LEVERS 400
#define SPREAD_STEPS 11 /* from a 64th of the present value to 16 times */

/* --- which facts -------------------------------------------------------------------------------
 */

static bool weak_somewhere(const struct goal *g, size_t slot)
{
    for (size_t i = 0; i < g->n_rules; i++) {
        for (size_t k = 0; k < g->rules[i].n_weak; k++) {
            if (g->rules[i].weak[k] == slot)
                return true;
        }
    }
    return false;
}

/* Rules that are passed now count too: a change may break one, and another mend it. */
static bool read_by_some_rule(const struct goal *g, size_t slot)
{
    for (size_t i = 0; i < g->n_rules; i++) {
        if (g->rules[i].slots[slot])
            return true;
    }
    return false;
}

static bool can_move(const struct goal *g, const struct fact_def *def)
{
    if (!read_by_some_rule(g, def->slot))
        return false;
    bool known = g->present[def->slot].kind != FEEL_UNKNOWN;
    return !known || (!def->derived && (def->actionable || weak_somewhere(g, def->slot)));
}

static void touch_rules(struct goal *g, struct lever *l)
{
    size_t *rules = ARENA_ARRAY(g->w.a, g->n_rules, size_t);
    for (size_t i = 0; i < g->n_rules; i++) {
        if (g->rules[i].slots[l->slot])
            rules[l->n_rules++] = i;
    }
    l->rules = rules;
}

/* --- cells -------------------------------------------------------------------------------------
 */

struct lever_cuts {
    struct feel_cuts *by_slot;
    struct work *w;
};

static void keep_cuts(struct lever_cuts *c, const struct cut_list *list)
{
    for (size_t i = 0; i < list->facts.n; i++) {
        const struct fact_cuts *f = &list->facts.items[i];
        struct feel_cuts *into = &c->by_slot[f->slot];
        into->exact = into->exact && f->cuts.exact;
        for (size_t k = 0; k < f->cuts.n; k++)
            feel_cuts_put(c->w->a, into, f->cuts.at[k]);
    }
}

static void gather(struct goal *g, const struct rule *rule, struct lever_cuts *c)
{
    struct cut_list list = {.a = g->w.a};
    struct decision d;
    g->decisions++;
    work_reset(&g->w);
    g->w.cuts = &list;
    g->w.quick = true;
    decide(&g->w, rule, &d);
    g->w.quick = false;
    g->w.cuts = NULL;
    keep_cuts(c, &list);
}

/* Values of the fact's kind that a rule works with: any may be what the fact is compared with. */
static void add_rule_values(struct goal *g, const struct lever *l, struct feel_cuts *cuts)
{
    enum feel_kind kind = l->now.kind;
    for (size_t i = 0; i < l->n_rules; i++) {
        const struct rule *rule = g->rules[l->rules[i]].rule;
        struct decision d;
        g->w.globals = g->present;
        work_reset(&g->w);
        decide(&g->w, rule, &d);
        for (size_t k = 0; k < rule->n_lets; k++) {
            if (g->present[rule->lets[k].slot].kind == kind)
                feel_cuts_put(g->w.a, cuts, g->present[rule->lets[k].slot]);
        }
        for (size_t k = 0; k < rule->n_facts; k++) {
            const struct fact_def *def =
                catalogue_find(rulebook_catalogue(g->s->rulebook), rule->facts[k]);
            if (def != NULL && def->slot != l->slot && g->present[def->slot].kind == kind)
                feel_cuts_put(g->w.a, cuts, g->present[def->slot]);
        }
    }
}

/* Ever wider around the present value: thresholds behind arithmetic lie anywhere. */
static void add_spread(struct goal *g, const struct lever *l, struct feel_cuts *cuts)
{
    struct feel_value now = l->now, v = now;
    for (int k = 0; k < SPREAD_STEPS; k++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            int64_t far = (int64_t)sign * (1 << k);
            struct dec size, step;
            bool fits = false;
            if (now.kind == FEEL_DATE) {
                fits = date_from_days((int64_t)date_to_days(now.u.date) + far * 8, &v.u.date);
            } else if (now.kind == FEEL_YEARS_DURATION) {
                v.u.months = now.u.months + far;
                fits = true;
            } else if (now.kind == FEEL_NUMBER || now.kind == FEEL_DAYS_DURATION) {
                size = dec_is_zero(now.u.number) ? dec_from_int(1) : dec_abs(now.u.number);
                fits = dec_mul(size, dec_from_int(far), &step) &&
                       dec_div(step, dec_from_int(64), &step) &&
                       dec_add(now.u.number, step, &v.u.number);
            }
            if (fits)
                feel_cuts_put(g->w.a, cuts, v);
        }
    }
}

/* Answers of many sizes, where arithmetic hides what they are compared with. */
static void add_sizes(struct goal *g, const struct lever *l, struct feel_cuts *cuts)
{
    struct dec size = dec_from_int(1);
    struct feel_value v = feel_date(g->w.as_of);
    for (int k = 0; k < 22 && l->def->type->kind == FT_NUMBER; k++) {
        feel_cuts_put(g->w.a, cuts, feel_number(size));
        if (!dec_mul(size, dec_from_int(k % 2 == 0 ? 3 : 10), &size) ||
            (k % 2 != 0 && !dec_div(size, dec_from_int(3), &size)))
            return;
    }
    for (int k = -8; k <= 8 && l->def->type->kind == FT_DATE; k++) {
        if (date_from_days((int64_t)date_to_days(g->w.as_of) + k * 1461, &v.u.date))
            feel_cuts_put(g->w.a, cuts, v);
    }
}

/* What the rules make of a value, with the others as they are and with the others free. */
static const char *consequences(struct goal *g, const struct lever *l, struct feel_value v)
{
    const char *text = "";
    for (size_t i = 0; i < l->n_rules; i++) {
        for (int free = 0; free < 2; free++) {
            struct feel_value *values = free != 0 ? g->open : g->present;
            struct feel_value kept = values[l->slot];
            struct decision d;
            char low[DEC_TEXT_MAX] = "", high[DEC_TEXT_MAX] = "";
            values[l->slot] = v;
            g->w.globals = values;
            work_reset(&g->w);
            g->w.quick = true;
            decide(&g->w, g->rules[l->rules[i]].rule, &d);
            g->w.quick = false;
            values[l->slot] = kept;
            if (d.has_points) {
                dec_text(d.low, low);
                dec_text(d.high, high);
            }
            text = arena_printf(g->w.a, "%s/%u %s %s %zu", text, d.possible, low, high,
                                d.causes != NULL ? d.causes->n : 0);
        }
    }
    return text;
}

/* Of values that were laid out by size only those stay beside which something turns. */
static size_t thin(struct goal *g, const struct lever *l, struct cell *all, size_t found)
{
    size_t n = 0;
    for (size_t i = 0; i < found; i++) {
        if (!all[i].open || i + 1 == found) /* the middle between two sizes is no rounder */
            all[n++] = all[i];
    }
    const char **turns = ARENA_ARRAY(g->w.a, n, const char *);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        turns[i] = consequences(g, l, all[i].value);
    for (size_t i = 0; i < n; i++) {
        bool stays = i == 0 || i + 1 == n || feel_identical(all[i].value, l->now) ||
                     strcmp(turns[i], turns[i - 1]) != 0 || strcmp(turns[i], turns[i + 1]) != 0;
        if (stays)
            all[kept++] = all[i];
    }
    return kept;
}

static void make_cells(struct goal *g, struct lever *l, struct feel_cuts *cuts)
{
    bool known = l->now.kind != FEEL_UNKNOWN;
    l->exact = cuts->exact;
    if (known && type_is_ordered(l->def->type)) {
        add_rule_values(g, l, cuts);
        if (!cuts->exact)
            add_spread(g, l, cuts);
    }
    if (!known && !cuts->exact)
        add_sizes(g, l, cuts);
    struct cells found = {NULL, 0};
    if (!known || l->def->actionable)
        found = fact_cells(&g->w, l->def, cuts);
    struct cell *all = ARENA_ARRAY(g->w.a, found.n + 1, struct cell);
    for (size_t i = 0; i < found.n; i++)
        all[i] = found.items[i];
    l->n_cells = cuts->exact ? found.n : thin(g, l, all, found.n);
    if (known && weak_somewhere(g, l->slot)) {
        all[l->n_cells++] = (struct cell){.value = l->now};
        l->has_now = true;
    }
    l->cells = all;
}

/* --- all ---------------------------------------------------------------------------------------
 */

static void gather_cuts(struct goal *g, struct lever_cuts *c)
{
    for (size_t i = 0; i < g->w.n_facts; i++)
        c->by_slot[i].exact = true;
    g->w.globals = g->open;
    for (size_t i = 0; i < g->n_levers; i++)
        g->open[g->levers[i].slot] = g->levers[i].unknown;
    for (size_t i = 0; i < g->n_rules; i++)
        gather(g, g->rules[i].rule, c);
    g->w.globals = g->present;
    for (size_t i = 0; i < g->n_levers; i++) {
        struct lever *l = &g->levers[i];
        g->present[l->slot] = l->unknown;
        for (size_t k = 0; k < l->n_rules; k++)
            gather(g, g->rules[l->rules[k]].rule, c);
        g->present[l->slot] = l->now;
    }
}

static void link_rules(struct goal *g)
{
    for (size_t i = 0; i < g->n_rules; i++) {
        struct goal_rule *r = &g->rules[i];
        size_t *levers = ARENA_ARRAY(g->w.a, g->n_levers, size_t);
        for (size_t k = 0; k < g->n_levers; k++) {
            const struct lever *l = &g->levers[k];
            for (size_t j = 0; j < l->n_rules; j++) {
                if (l->rules[j] == i)
                    levers[r->n_levers++] = k;
            }
        }
        r->levers = levers;
    }
}

static struct lever fact_lever(struct goal *g, const struct fact_def *def)
{
    struct lever l = {.def = def, .slot = def->slot, .now = g->present[def->slot], .at = NOT_SET};
    l.kind = l.now.kind == FEEL_UNKNOWN ? CURE_ANSWER : CURE_CHANGE;
    l.unknown = feel_unknown_fact(g->w.a, def->name, def->type);
    touch_rules(g, &l);
    return l;
}

void find_levers(struct goal *g)
{
    const struct catalogue *c = rulebook_catalogue(g->s->rulebook);
    g->levers = ARENA_ARRAY(g->w.a, MOST_LEVERS, struct lever);
    for (size_t i = 0; i < catalogue_count(c) && g->n_levers < MOST_LEVERS - 64; i++) {
        if (can_move(g, catalogue_at(c, i)))
            g->levers[g->n_levers++] = fact_lever(g, catalogue_at(c, i));
    }
    struct lever_cuts cuts = {ARENA_ARRAY(g->w.a, g->w.n_facts, struct feel_cuts), &g->w};
    gather_cuts(g, &cuts);
    for (size_t i = 0; i < g->n_levers; i++)
        make_cells(g, &g->levers[i], &cuts.by_slot[g->levers[i].slot]);
    add_input_levers(g, g->levers, &g->n_levers);
    link_rules(g);
    for (size_t i = 0; i < g->n_levers; i++) {
        for (int t = 0; t < TIER_COUNT; t++)
            g->levers[i].viable[t] = ARENA_ARRAY(g->w.a, g->levers[i].n_cells + 1, bool);
    }
}
