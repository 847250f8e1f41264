/* cure.c: cures of a programme or a check, put together from the searches. */
#include "core/assess/cure.h"

#include <stdlib.h>
#include <string.h>

#include "core/assess/cure_internal.h"

#define MOST_CURES 10 /* of each kind that are told */

const char *cure_kind_name(enum cure_kind k)
{
    static const char *const names[] = {"change", "answer", "evidence", "input"};
    return names[k];
}

/* --- order -------------------------------------------------------------------------------------
 */

struct priced {
    struct way way;
    int effort;
    const struct goal *g;
};

static int effort_of(const struct lever *l)
{
    return l->def != NULL ? l->def->effort : l->input->effort;
}

static int cheapest_first(const void *x, const void *y)
{
    const struct priced *a = x, *b = y;
    if (a->way.n != b->way.n)
        return a->way.n < b->way.n ? -1 : 1;
    if (a->effort != b->effort)
        return a->effort < b->effort ? -1 : 1;
    if (a->way.steps != b->way.steps)
        return a->way.steps < b->way.steps ? -1 : 1;
    for (size_t i = 0; i < a->way.n; i++) {
        if (a->way.levers[i] != b->way.levers[i])
            return a->way.levers[i] < b->way.levers[i] ? -1 : 1;
    }
    return 0;
}

static bool holds_all(const struct way *outer, const struct way *inner)
{
    size_t in = 0;
    for (size_t i = 0; i < inner->n; i++) {
        for (size_t k = 0; k < outer->n; k++)
            in += outer->levers[k] == inner->levers[i] ? 1 : 0;
    }
    return in == inner->n;
}

/* Levers in their order in the catalogue, so that equal sets read alike. */
static void sort_levers(struct way *w)
{
    for (size_t i = 1; i < w->n; i++) {
        for (size_t k = i; k > 0 && w->levers[k - 1] > w->levers[k]; k--) {
            size_t lever = w->levers[k], cell = w->cells[k];
            w->levers[k] = w->levers[k - 1];
            w->cells[k] = w->cells[k - 1];
            w->levers[k - 1] = lever;
            w->cells[k - 1] = cell;
        }
    }
}

/* --- putting together --------------------------------------------------------------------------
 */

struct collector {
    struct goal *g;
    struct cures *out;
    VEC(struct cure) items;
};

static void start(struct goal *g, struct cures *out)
{
    out->cut_short = out->cut_short || g->over;
    g->decisions = 0;
    g->over = false;
}

/* The same changes with the same borders. */
static bool told_before(const struct collector *c, const struct cure *cure)
{
    for (size_t i = 0; i < c->items.n; i++) {
        const struct cure *other = &c->items.items[i];
        bool same = other->n_changes == cure->n_changes;
        for (size_t k = 0; same && k < cure->n_changes; k++)
            same = strcmp(other->changes[k].name, cure->changes[k].name) == 0 &&
                   strcmp(other->changes[k].condition, cure->changes[k].condition) == 0;
        if (same)
            return true;
    }
    return false;
}

/* full: what reaches more already; a way with more changes than one of them, and that one inside,
 * is no news. */
static void collect(struct collector *c, enum tier t, const ways *found, const ways *full)
{
    struct goal *g = c->g;
    struct priced *all = ARENA_ARRAY(g->w.a, found->n, struct priced);
    size_t n = 0;
    for (size_t i = 0; i < found->n; i++) {
        struct way w = found->items[i];
        bool news = true;
        for (size_t k = 0; full != NULL && news && k < full->n; k++)
            news = full->items[k].n == w.n || !holds_all(&w, &full->items[k]);
        if (!news)
            continue;
        sort_levers(&w);
        all[n] = (struct priced){w, 0, g};
        for (size_t k = 0; k < w.n; k++)
            all[n].effort += effort_of(&g->levers[w.levers[k]]);
        n++;
    }
    if (n > 1)
        qsort(all, n, sizeof *all, cheapest_first);
    for (size_t i = 0; i < n && i < MOST_CURES; i++) {
        struct cure cure;
        make_cure(g, t, &all[i].way, &cure);
        if (told_before(c, &cure))
            continue;
        VEC_PUSH(g->w.a, &c->items, cure);
    }
    c->out->left_out += n > MOST_CURES ? n - MOST_CURES : 0;
}

/* Facts that are what they are, and without which the rule could be passed. */
static const char *blockers(struct goal *g, size_t rule, enum tier t)
{
    const struct goal_rule *r = &g->rules[rule];
    const struct catalogue *c = rulebook_catalogue(g->s->rulebook);
    const char *text = NULL;
    struct arena *a = g->w.a;
    for (size_t i = 0; i < catalogue_count(c); i++) {
        const struct fact_def *def = catalogue_at(c, i);
        if (!r->slots[def->slot] || g->moved[def->slot])
            continue;
        struct feel_value kept = g->open[def->slot];
        g->open[def->slot] = feel_unknown_fact(a, def->name, def->type);
        if (mask_reaches(goal_possible(g, rule, NULL), t)) {
            const char *one = arena_printf(a, "%s is %s", def->name, fact_display(a, def, kept));
            text = text == NULL ? one : arena_printf(a, "%s; %s", text, one);
        }
        g->open[def->slot] = kept;
    }
    return text;
}

static const char *obstacle_text(struct goal *g, size_t rule, enum tier t)
{
    const struct goal_rule *r = &g->rules[rule];
    const struct finding *f = assessment_find(g->s, r->rule->id);
    const char *held = blockers(g, rule, t);
    if (f->status == STATUS_ERROR)
        return f->message;
    if (held != NULL && strncmp(held, "economics.", strlen("economics.")) == 0)
        return arena_printf(g->w.a, "%s: a result of the cash flow; change its figures", held);
    if (held != NULL)
        return arena_printf(g->w.a, "%s: the project cannot change that", held);
    if (f->status != STATUS_UNKNOWN && f->because[0] != '\0')
        return arena_printf(g->w.a, "%s; nothing that the project can change passes it",
                            f->because);
    return "no answer and no change passes it in full";
}

static void add_obstacles(struct goal *g, struct cures *out, const bool *full, const bool *partial)
{
    struct cure_obstacle *all = ARENA_ARRAY(g->w.a, g->n_rules + 1, struct cure_obstacle);
    for (size_t i = 0; i < g->n_rules; i++) {
        if (full[i])
            all[out->n_obstacles++] =
                (struct cure_obstacle){assessment_find(g->s, g->rules[i].rule->id),
                                       obstacle_text(g, i, TIER_FULL), partial[i]};
    }
    out->obstacles = all;
}

static void add_stuck(struct goal *g, struct cures *out, size_t rule)
{
    struct cure_obstacle *all = ARENA_ARRAY(g->w.a, 1, struct cure_obstacle);
    *all = (struct cure_obstacle){assessment_find(g->s, g->rules[rule].rule->id),
                                  obstacle_text(g, rule, TIER_FULL), false};
    out->obstacles = all;
    out->n_obstacles = 1;
}

static bool add_plan(struct goal *g, struct cures *out, enum tier t, size_t *stuck)
{
    struct way way;
    start(g, out);
    if (!search_long(g, t, &way, stuck))
        return false;
    sort_levers(&way);
    struct cure *plan = ARENA_NEW(g->w.a, struct cure);
    make_cure(g, t, &way, plan);
    out->plan = plan;
    return true;
}

/* The tier at which a programme or check stands: nothing below is worth looking for. */
static bool partial_wanted(const struct goal *g)
{
    for (size_t i = 0; i < g->n_rules; i++) {
        if (!tier_accepts(TIER_PARTIAL, g->rules[i].base))
            return true;
    }
    return false;
}

static void search_all(struct goal *g, struct cures *out)
{
    struct collector c = {.g = g, .out = out};
    struct ways_pair {
        ways full, partial;
    } found = {.full = {0}, .partial = {0}};
    bool *stands = ARENA_ARRAY(g->w.a, g->n_rules, bool);
    bool *stands_too = ARENA_ARRAY(g->w.a, g->n_rules, bool);
    size_t stuck = NOT_SET;
    bool wanted = partial_wanted(g);
    start(g, out);
    bool full = search_prepare(g, TIER_FULL, stands);
    start(g, out);
    bool partial = search_prepare(g, TIER_PARTIAL, stands_too) && wanted;
    start(g, out);
    if (full)
        search_small(g, TIER_FULL, &found.full);
    start(g, out);
    if (partial)
        search_small(g, TIER_PARTIAL, &found.partial);
    start(g, out);
    collect(&c, TIER_FULL, &found.full, NULL);
    collect(&c, TIER_PARTIAL, &found.partial, &found.full);
    out->items = c.items.items;
    out->n = c.items.n;
    add_obstacles(g, out, stands, stands_too);
    if (full && found.full.n == 0 && !add_plan(g, out, TIER_FULL, &stuck) && stuck != NOT_SET)
        add_stuck(g, out, stuck);
    if (out->plan == NULL && partial && found.partial.n == 0)
        add_plan(g, out, TIER_PARTIAL, &stuck);
    start(g, out);
}

const struct cures *assess_cures(struct arena *a, const struct assessment *s, const char *id,
                                 const struct cure_economics *economics)
{
    struct cures *out = ARENA_NEW(a, struct cures);
    *out = (struct cures){.check = assessment_find(s, id)};
    for (size_t i = 0; i < s->n_programmes; i++) {
        if (strcmp(s->programmes[i].programme->id, id) == 0) {
            out->programme = &s->programmes[i];
            out->check = NULL;
        }
    }
    if (out->programme == NULL && out->check == NULL)
        return NULL;
    out->done = out->programme != NULL ? out->programme->verdict == VERDICT_ELIGIBLE
                                       : tier_accepts(TIER_FULL, out->check->status);
    if (out->done)
        return out;
    struct goal g;
    if (out->programme != NULL) {
        const struct programme *p = out->programme->programme;
        goal_init(&g, a, s, p->bars, p->n_bars, economics);
    } else {
        goal_init(&g, a, s, &out->check->rule, 1, economics);
    }
    search_all(&g, out);
    goal_free(&g);
    return out;
}
