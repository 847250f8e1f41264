/* cure_search.c: which levers to set, and to what.
 *
 * Before any trying, each lever is looked at with all others free: a cell that then rules a bar out
 * can be in no way, and a lever without which a bar is ruled out is in every way. Sets of up to
 * three are then enumerated from the first bar that is not reached, so that every set without a
 * smaller one inside is met once, small sets first; a longer way is built bar by bar. */
#include <stdlib.h>
#include <string.h>

#include "core/assess/cure_internal.h"

#define MOST_WAYS 200

/* --- preparation -------------------------------------------------------------------------------
 */

static bool all_possible(struct goal *g, const struct lever *l, enum tier t,
                         const struct lever *unmoved)
{
    for (size_t i = 0; i < l->n_rules; i++) {
        if (!mask_reaches(goal_possible(g, l->rules[i], unmoved), t))
            return false;
    }
    return true;
}

static void put_open(struct goal *g, struct lever *l, size_t cell)
{
    if (l->kind == CURE_INPUT) {
        for (size_t i = 0; i < g->n_derived; i++)
            g->open[g->derived[i]] = l->derived[cell][i];
    } else {
        g->open[l->slot] = cell == l->n_cells ? l->now : l->cells[cell].value;
    }
}

static void free_open(struct goal *g, const struct lever *l)
{
    for (size_t i = 0; l->kind == CURE_INPUT && i < g->n_derived; i++)
        g->open[g->derived[i]] = g->derived_open[i];
    if (l->kind != CURE_INPUT)
        g->open[l->slot] = l->unknown;
}

/* One input of the economics may stand in for another, so that none alone is needed. */
static bool is_needed(struct goal *g, struct lever *l, enum tier t, bool some_cell_fails)
{
    if (l->kind == CURE_INPUT)
        return false;
    if (l->now.kind == FEEL_UNKNOWN)
        return some_cell_fails;
    put_open(g, l, l->n_cells);
    bool stays = all_possible(g, l, t, l);
    free_open(g, l);
    return !stays;
}

bool search_prepare(struct goal *g, enum tier t, bool *stands)
{
    bool fine = true;
    for (size_t i = 0; i < g->n_rules; i++) {
        stands[i] =
            !tier_accepts(t, g->rules[i].base) && !mask_reaches(goal_possible(g, i, NULL), t);
        fine = fine && !stands[i];
    }
    for (size_t i = 0; fine && i < g->n_levers && !g->over; i++) {
        struct lever *l = &g->levers[i];
        bool fails = false;
        for (size_t c = 0; c < l->n_cells; c++) {
            put_open(g, l, c);
            l->viable[t][c] = all_possible(g, l, t, NULL);
            fails = fails || !l->viable[t][c];
        }
        free_open(g, l);
        l->needed[t] = is_needed(g, l, t, fails);
    }
    return fine;
}

/* --- order of cells ----------------------------------------------------------------------------
 */

int lever_distance(const struct lever *l, size_t cell)
{
    if (l->kind == CURE_ANSWER || (l->has_now && cell + 1 == l->n_cells))
        return 0;
    if (l->def != NULL && !type_is_ordered(l->def->type) && l->def->type->kind != FT_ENUM)
        return 1;
    if (l->kind != CURE_INPUT && type_is_ordered(l->def->type) && l->now.kind == FEEL_NULL)
        return 1;
    size_t now = 0, facts = l->n_cells - (l->has_now ? 1 : 0);
    bool ordered = l->kind == CURE_INPUT || type_is_ordered(l->def->type);
    int between = 1;
    if (!ordered) {
        for (size_t i = 0; i < facts; i++)
            now = feel_identical(l->cells[i].value, l->now) ? i : now;
        return abs((int)cell - (int)now);
    }
    if (l->cells[cell].value.kind != l->now.kind)
        return 1;
    int side = order_values(l->cells[cell].value, l->now);
    for (size_t i = 0; i < facts; i++) {
        struct feel_value v = l->cells[i].value;
        if (v.kind != l->now.kind)
            continue;
        int of = order_values(v, l->now), to = order_values(v, l->cells[cell].value);
        between += side > 0 ? of > 0 && to < 0 : of < 0 && to > 0;
    }
    return between;
}

static bool same_value(const struct lever *l, size_t cell)
{
    bool better = l->has_now && cell + 1 == l->n_cells;
    return !better && l->now.kind != FEEL_UNKNOWN && feel_identical(l->cells[cell].value, l->now);
}

/* Cells worth trying, nearest first. */
static size_t order_cells(struct goal *g, const struct lever *l, enum tier t, size_t *out)
{
    size_t n = 0;
    int *far = ARENA_ARRAY(g->w.a, l->n_cells, int);
    for (size_t c = 0; c < l->n_cells; c++) {
        if (!l->viable[t][c] || same_value(l, c))
            continue;
        far[c] = lever_distance(l, c);
        if (l->kind == CURE_ANSWER && !l->exact) /* of many sizes the middle */
            far[c] = abs((int)(2 * c) - (int)l->n_cells);
        size_t k = n++;
        for (; k > 0 && far[out[k - 1]] > far[c]; k--)
            out[k] = out[k - 1];
        out[k] = c;
    }
    return n;
}

/* --- up to three -------------------------------------------------------------------------------
 */

struct small {
    struct goal *g;
    enum tier t;
    ways *out;
    size_t chosen[CURE_MOST_CHANGES];
    size_t n, most; /* chosen now, and at most on this round */
    bool *barred;   /* by lever: sets with it were met before */
};

static size_t first_missing(const struct goal *g, enum tier t)
{
    for (size_t i = 0; i < g->n_rules; i++) {
        if (!tier_accepts(t, g->rules[i].now))
            return i;
    }
    return NOT_SET;
}

/* A way all of whose levers are chosen. */
static bool holds_way(const struct small *s, const struct way *w)
{
    size_t in = 0;
    for (size_t i = 0; i < s->n; i++) {
        for (size_t k = 0; k < w->n; k++)
            in += w->levers[k] == s->chosen[i] ? 1 : 0;
    }
    return in == w->n;
}

static struct way make_way(struct goal *g, const size_t *levers, size_t n)
{
    struct way w = {n, ARENA_ARRAY(g->w.a, n, size_t), ARENA_ARRAY(g->w.a, n, size_t), 0};
    for (size_t i = 0; i < n; i++) {
        w.levers[i] = levers[i];
        w.cells[i] = g->levers[levers[i]].at;
        w.steps += lever_distance(&g->levers[levers[i]], w.cells[i]);
    }
    return w;
}

static void record(struct small *s)
{
    struct way w = make_way(s->g, s->chosen, s->n);
    for (size_t i = 0; i < s->out->n; i++) {
        if (s->out->items[i].n == s->n && holds_way(s, &s->out->items[i])) {
            if (w.steps < s->out->items[i].steps)
                s->out->items[i] = w;
            return;
        }
    }
    if (s->out->n < MOST_WAYS)
        VEC_PUSH(s->g->w.a, s->out, w);
    else
        s->g->over = true;
}

static bool smaller_known(const struct small *s)
{
    for (size_t i = 0; i < s->out->n; i++) {
        if (s->out->items[i].n < s->most && holds_way(s, &s->out->items[i]))
            return true;
    }
    return false;
}

static size_t still_needed(const struct small *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->g->n_levers; i++)
        n += s->g->levers[i].needed[s->t] && s->g->levers[i].at == NOT_SET ? 1 : 0;
    return n;
}

/* A decided status does not change by an answer, and one input of the economics is enough. */
static bool may_help(const struct small *s, const struct lever *l, bool open, bool only_needed)
{
    if (l->at != NOT_SET || (only_needed && !l->needed[s->t]))
        return false;
    if (l->kind == CURE_ANSWER && !open)
        return false;
    for (size_t i = 0; l->kind == CURE_INPUT && i < s->n; i++) {
        if (s->g->levers[s->chosen[i]].kind == CURE_INPUT)
            return false;
    }
    return true;
}

static void enumerate(struct small *s)
{
    struct goal *g = s->g;
    size_t rule = first_missing(g, s->t), room = s->most - s->n;
    if (rule == NOT_SET) {
        record(s);
        return;
    }
    size_t needed = still_needed(s);
    if (room == 0 || needed > room || g->over)
        return;
    struct goal_rule *r = &g->rules[rule];
    bool open = r->now == STATUS_UNKNOWN || r->or_better;
    size_t n_barred = 0, *barred = ARENA_ARRAY(g->w.a, r->n_levers, size_t);
    for (size_t i = 0; i < r->n_levers && !g->over; i++) {
        struct lever *l = &g->levers[r->levers[i]];
        if (s->barred[r->levers[i]] || !may_help(s, l, open, needed == room))
            continue;
        size_t *order = ARENA_ARRAY(g->w.a, l->n_cells, size_t);
        size_t n = order_cells(g, l, s->t, order);
        s->chosen[s->n++] = r->levers[i];
        for (size_t c = 0; c < n && !g->over && !smaller_known(s); c++) {
            lever_set(g, l, order[c]);
            enumerate(s);
        }
        lever_set(g, l, NOT_SET);
        s->n--;
        s->barred[r->levers[i]] = true;
        barred[n_barred++] = r->levers[i];
    }
    while (n_barred > 0)
        s->barred[barred[--n_barred]] = false;
}

void search_small(struct goal *g, enum tier t, ways *out)
{
    struct small s = {.g = g, .t = t, .out = out};
    s.barred = ARENA_ARRAY(g->w.a, g->n_levers, bool);
    for (s.most = 1; s.most <= CURE_MOST_CHANGES; s.most++)
        enumerate(&s);
}

/* --- as long as it takes -----------------------------------------------------------------------
 */

struct builder {
    struct goal *g;
    enum tier t;
    VEC(size_t) chosen;
    size_t stuck; /* the first rule for which nothing was left to try */
};

static const struct feel_causes *causes_of(struct builder *b, size_t rule)
{
    struct decision d;
    struct goal *g = b->g;
    g->w.globals = g->present;
    work_reset(&g->w);
    g->w.quick = true;
    decide(&g->w, g->rules[rule].rule, &d);
    g->w.quick = false;
    g->decisions++;
    return d.causes;
}

static bool cause_of(struct builder *b, size_t rule, const struct lever *l)
{
    return l->kind != CURE_INPUT && feel_causes_has(causes_of(b, rule), l->def->name);
}

static size_t open_causes(struct builder *b, size_t rule)
{
    const struct feel_causes *c = causes_of(b, rule);
    return c == NULL ? 0 : c->n < 32 ? c->n : 32;
}

/* Needed ones first, then what keeps the rule open, then the rest; each by effort. */
static int turn(struct builder *b, size_t rule, const struct lever *l)
{
    int effort = l->def != NULL ? l->def->effort : l->input->effort;
    if (l->needed[b->t])
        return effort;
    if ((b->g->rules[rule].now == STATUS_UNKNOWN || b->g->rules[rule].or_better) &&
        cause_of(b, rule, l))
        return 10 + effort;
    return 20 + effort;
}

static bool input_is_set(const struct goal *g)
{
    for (size_t i = 0; i < g->n_levers; i++) {
        if (g->levers[i].kind == CURE_INPUT && g->levers[i].at != NOT_SET)
            return true;
    }
    return false;
}

static size_t candidates(struct builder *b, size_t rule, size_t *out)
{
    struct goal *g = b->g;
    const struct goal_rule *r = &g->rules[rule];
    int *turns = ARENA_ARRAY(g->w.a, g->n_levers, int);
    size_t n = 0;
    for (size_t i = 0; i < r->n_levers; i++) {
        const struct lever *l = &g->levers[r->levers[i]];
        if (l->at != NOT_SET || l->n_cells == 0 ||
            (l->kind == CURE_ANSWER && r->now != STATUS_UNKNOWN && !r->or_better) ||
            (l->kind == CURE_INPUT && input_is_set(g)))
            continue;
        turns[r->levers[i]] = turn(b, rule, l);
        size_t k = n++;
        for (; k > 0 && turns[out[k - 1]] > turns[r->levers[i]]; k--)
            out[k] = out[k - 1];
        out[k] = r->levers[i];
    }
    return n;
}

/* How well things stand with the lever at a cell: a bar that this answer passes counts most, then
 * bars that can still pass in full, then how little stays open. */
static int promise(struct builder *b, struct lever *l, size_t cell, size_t rule)
{
    struct goal *g = b->g;
    int score = 0;
    for (size_t i = 0; i < l->n_rules; i++) {
        unsigned mask = goal_possible(g, l->rules[i], NULL);
        score += (mask & (1u << STATUS_PASS)) != 0 ? 64 : mask_reaches(mask, TIER_FULL) ? 32 : 0;
    }
    lever_set(g, l, cell);
    enum status now = g->rules[rule].now;
    score += now == STATUS_PASS ? 128 : now == STATUS_NOT_APPLICABLE ? 64 : 0;
    score += tier_accepts(b->t, now) ? 64 : 0;
    score -= (int)open_causes(b, rule);
    lever_set(g, l, NOT_SET);
    return score;
}

/* Cells that leave all bars within reach, the most promising first, then the nearest. */
static size_t good_cells(struct builder *b, struct lever *l, size_t rule, size_t *out)
{
    struct goal *g = b->g;
    size_t *order = ARENA_ARRAY(g->w.a, l->n_cells, size_t);
    int *scores = ARENA_ARRAY(g->w.a, l->n_cells, int);
    size_t n = order_cells(g, l, b->t, order), found = 0;
    for (size_t i = 0; i < n && !g->over; i++) {
        put_open(g, l, order[i]);
        if (!all_possible(g, l, b->t, NULL))
            continue;
        scores[order[i]] = promise(b, l, order[i], rule);
        size_t k = found++;
        for (; k > 0 && scores[out[k - 1]] < scores[order[i]]; k--)
            out[k] = out[k - 1];
        out[k] = order[i];
    }
    free_open(g, l);
    return found;
}

static bool extend(struct builder *b)
{
    struct goal *g = b->g;
    size_t rule = first_missing(g, b->t);
    if (rule == NOT_SET)
        return true;
    size_t *order = ARENA_ARRAY(g->w.a, g->n_levers, size_t);
    size_t n = candidates(b, rule, order);
    for (size_t i = 0; i < n && !g->over; i++) {
        struct lever *l = &g->levers[order[i]];
        size_t *cells = ARENA_ARRAY(g->w.a, l->n_cells, size_t);
        size_t n_cells = good_cells(b, l, rule, cells);
        VEC_PUSH(g->w.a, &b->chosen, order[i]);
        for (size_t c = 0; c < n_cells && !g->over; c++) {
            lever_set(g, l, cells[c]);
            if (extend(b))
                return true;
        }
        lever_set(g, l, NOT_SET);
        b->chosen.n--;
        if (l->needed[b->t])
            break;
    }
    if (b->stuck == NOT_SET)
        b->stuck = rule;
    return false;
}

static void leave_out(struct builder *b)
{
    struct goal *g = b->g;
    for (size_t i = b->chosen.n; i-- > 0;) {
        struct lever *l = &g->levers[b->chosen.items[i]];
        size_t cell = l->at;
        lever_set(g, l, NOT_SET);
        if (!goal_reached(g, b->t)) {
            lever_set(g, l, cell);
            continue;
        }
        memmove(&b->chosen.items[i], &b->chosen.items[i + 1],
                (b->chosen.n - i - 1) * sizeof *b->chosen.items);
        b->chosen.n--;
    }
}

bool search_long(struct goal *g, enum tier t, struct way *out, size_t *stuck)
{
    struct builder b = {.g = g, .t = t, .stuck = NOT_SET};
    bool found = extend(&b);
    if (found) {
        leave_out(&b);
        *out = make_way(g, b.chosen.items, b.chosen.n);
    }
    *stuck = b.stuck;
    goal_release(g);
    return found;
}
