/* Sums that several operations begin with are computed once: the incomes of two years often differ
 * by a number alone, the covers of a loan by the tax. */
#include <math.h>
#include <string.h>

#include "core/economics/lanes.h"

#define LONGEST 8 /* terms of a shared sum */

/* The first terms of some forms, up to a factor. */
struct beginning {
    struct form sum; /* as in the first of them; without its constant */
    size_t uses;
    int var; /* that holds it in the new list; -1: not made yet */
};

struct sharing {
    struct lane_builder *b;
    struct beginning *all;
    size_t n, *table, mask; /* open addressing: 1 + index into all; 0: free */
    int *now;               /* by variable: its place in the new list */
    VEC(struct lane_op) ops;
};

static size_t hash_of(struct form f)
{
    uint64_t h = f.n;
    for (size_t k = 0; k < f.n; k++)
        h = (h ^ (uint64_t)f.terms[k].var) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(h >> 32);
}

/* The first m terms. A new entry is made when `add`; NULL: none is there. */
static struct beginning *find(struct sharing *s, struct form f, size_t m, bool add, double *by)
{
    struct form sum = {.n = m, .terms = f.terms};
    size_t at = hash_of(sum) & s->mask;
    for (; s->table[at] != 0; at = (at + 1) & s->mask) {
        struct beginning *x = &s->all[s->table[at] - 1];
        if (x->sum.n == m && form_ratio(sum, x->sum, by))
            return x;
    }
    if (!add)
        return NULL;
    s->all[s->n] = (struct beginning){.sum = sum, .var = -1};
    s->table[at] = ++s->n;
    *by = 1;
    return &s->all[s->n - 1];
}

static size_t longest(struct form f)
{
    return f.n < LONGEST ? f.n : LONGEST;
}

/* Terms saved in all against the sum itself and its place in memory. */
static bool pays(const struct beginning *x)
{
    return x->uses * (x->sum.n - 1) > x->sum.n + 1;
}

static struct form moved(struct sharing *s, struct form f, size_t from, struct lane_term first)
{
    struct form out = {.c = f.c};
    struct lane_term *t = ARENA_ARRAY(s->b->a, f.n + 1, struct lane_term);
    if (first.var >= 0)
        t[out.n++] = first;
    for (size_t k = from; k < f.n; k++)
        t[out.n++] = (struct lane_term){s->now[f.terms[k].var], f.terms[k].by};
    out.terms = t;
    return out;
}

static struct form shared(struct sharing *s, struct form f)
{
    const struct lane_term none = {-1, 0};
    for (size_t m = longest(f); m >= 2; m--) {
        double by;
        struct beginning *x = find(s, f, m, false, &by);
        if (x == NULL || !pays(x))
            continue;
        if (x->var < 0) {
            struct lane_op op = {.kind = LANE_FORM, .form = moved(s, x->sum, 0, none)};
            x->var = (int)s->ops.n;
            VEC_PUSH(s->b->a, &s->ops, op);
        }
        return moved(s, f, m, (struct lane_term){x->var, by});
    }
    return moved(s, f, 0, none);
}

void lanes_share(struct lane_builder *b, const bool *needed, int *outs, size_t n_outs)
{
    size_t n = b->ops.n, most = 1, room = 2;
    double by;
    for (size_t i = 0; i < n; i++)
        most += needed[i] ? longest(b->ops.items[i].form) : 0;
    while (room < 2 * most)
        room *= 2;
    struct sharing s = {.b = b, .mask = room - 1};
    s.all = ARENA_ARRAY(b->a, most, struct beginning);
    s.table = ARENA_ARRAY(b->a, room, size_t);
    s.now = ARENA_ARRAY(b->a, n, int);
    for (size_t i = 0; i < n; i++)
        for (size_t m = 2; needed[i] && m <= longest(b->ops.items[i].form); m++)
            find(&s, b->ops.items[i].form, m, true, &by)->uses++;
    for (size_t i = 0; i < n; i++) {
        struct lane_op op = b->ops.items[i];
        if (!needed[i])
            continue;
        op.form = shared(&s, op.form);
        if (op.kind >= LANE_MUL) {
            op.a = s.now[op.a];
            op.b = s.now[op.b];
        }
        s.now[i] = (int)s.ops.n;
        VEC_PUSH(b->a, &s.ops, op);
    }
    for (size_t k = 0; k < n_outs; k++)
        outs[k] = s.now[outs[k]];
    b->ops.items = s.ops.items;
    b->ops.n = s.ops.n;
    b->ops.cap = s.ops.cap;
}
