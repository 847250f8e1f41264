/* eval_loop.c: if, for, some, every (feel.md 5.6 and 5.8, section 6 rule 4). */
#include "core/base/vec.h"
#include "core/feel/eval.h"

/* Both branches of an unknown condition: equal results decide; numbers leave their bounds. */
static struct feel_value either(struct feel_run *run, struct feel_value condition,
                                struct feel_value a, struct feel_value b)
{
    if (feel_same_result(run, a, b))
        return a;
    struct feel_value u = feel_unknown_from(run, a, b);
    const struct feel_causes *causes =
        feel_causes_join(run->arena, condition.u.unknown->causes, u.u.unknown->causes);
    struct dec low[2], high[2];
    const struct feel_value both[2] = {a, b};
    for (size_t i = 0; i < 2; i++) {
        if (both[i].kind == FEEL_NUMBER) {
            low[i] = high[i] = both[i].u.number;
        } else if (both[i].kind == FEEL_UNKNOWN && both[i].u.unknown->has_bounds) {
            low[i] = both[i].u.unknown->low;
            high[i] = both[i].u.unknown->high;
        } else {
            return feel_unknown_of(run->arena, causes);
        }
    }
    return feel_unknown_between(run->arena, causes, dec_cmp(low[0], low[1]) < 0 ? low[0] : low[1],
                                dec_cmp(high[0], high[1]) > 0 ? high[0] : high[1]);
}

struct feel_value feel_eval_if(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value c = feel_eval_node(run, n->kids[0]);
    if (c.kind == FEEL_UNKNOWN) {
        struct feel_value a = feel_eval_node(run, n->kids[1]);
        return either(run, c, a, feel_eval_node(run, n->kids[2]));
    }
    if (c.kind != FEEL_BOOLEAN && !c.from_error)
        feel_warn(run, n->kids[0], "the condition is %s, so the else part counts",
                  feel_brief(run, c));
    return feel_eval_node(run, n->kids[feel_is_true(c) ? 1 : 2]);
}

/* --- iteration ---------------------------------------------------------------------------------
 */

struct loop {
    struct feel_run *run;
    const struct feel_node *node;
    const struct feel_node *body;
    size_t count;
    VEC(struct feel_value) items; /* for: what the body gave so far */
    struct feel_value truth;      /* some, every */
    struct feel_value member;     /* of an open list: is the element in it */
    struct feel_value stop;       /* why there is no list, when stopped */
    bool stopped;
};

static void stop(struct loop *l, struct feel_value why)
{
    if (l->stopped)
        return;
    l->stopped = true;
    l->stop = why;
}

static void run_body(struct loop *l)
{
    struct feel_run *run = l->run;
    const struct feel_node *n = l->node;
    if (++l->count > FEEL_MAX_ITERATIONS) {
        stop(l, feel_fail(run, n, "more than %d iterations", FEEL_MAX_ITERATIONS));
        return;
    }
    if (n->kind == FN_FOR) {
        run->frame[n->partial_slot] = feel_list_of(run->arena, l->items.items, l->items.n);
        struct feel_value v = feel_eval_node(run, l->body);
        VEC_PUSH(run->arena, &l->items, v);
        return;
    }
    struct feel_value v = feel_eval_node(run, l->body);
    bool every = n->kind == FN_EVERY;
    if (v.kind != FEEL_BOOLEAN && v.kind != FEEL_NULL && v.kind != FEEL_UNKNOWN)
        v = feel_fail(run, l->body, "%s is not a boolean", feel_brief(run, v));
    if (!feel_is_true(l->member))
        v = every ? feel_logic(run, false, feel_not(l->member), v)
                  : feel_logic(run, true, l->member, v);
    l->truth = feel_logic(run, every, l->truth, v);
}

static void iterate(struct loop *l, size_t i, size_t kid);

static void bind(struct loop *l, size_t i, size_t next_kid, struct feel_value v)
{
    l->run->frame[l->node->iterators[i].slot] = v;
    iterate(l, i + 1, next_kid);
}

/* The causes of a domain that is unknown, and of everything that was not evaluated for it. */
static struct feel_value unknown_domain(struct loop *l, struct feel_value from,
                                        struct feel_value to)
{
    struct feel_run *run = l->run;
    struct feel_value u = feel_unknown_from(run, from, to);
    const struct feel_causes *rest = feel_node_causes(run, l->node);
    return feel_unknown_of(run->arena, feel_causes_join(run->arena, u.u.unknown->causes, rest));
}

static void count_numbers(struct loop *l, size_t i, size_t next_kid, struct dec from, struct dec to)
{
    bool down = dec_cmp(from, to) > 0;
    struct dec step = dec_from_int(down ? -1 : 1), v = from;
    while (!l->stopped && !l->run->exhausted) {
        int order = dec_cmp(v, to);
        if (down ? order < 0 : order > 0)
            break;
        bind(l, i, next_kid, feel_number(v));
        struct dec before = v;
        if (!dec_add(v, step, &v) || dec_cmp(before, v) == 0) {
            stop(l, feel_fail(l->run, l->node, "the numbers are too large to count by one"));
            break;
        }
    }
}

static void count_days(struct loop *l, size_t i, size_t next_kid, struct date from, struct date to)
{
    int32_t day = date_to_days(from), last = date_to_days(to);
    int32_t step = day > last ? -1 : 1;
    for (; !l->stopped && !l->run->exhausted; day += step) {
        struct date d;
        if (!date_from_days(day, &d))
            break;
        bind(l, i, next_kid, feel_date(d));
        if (day == last)
            break;
    }
}

static void count_between(struct loop *l, size_t i, size_t next_kid, struct feel_value from,
                          struct feel_value to)
{
    if (from.kind == FEEL_UNKNOWN || to.kind == FEEL_UNKNOWN)
        stop(l, unknown_domain(l, from, to));
    else if (from.kind == FEEL_NUMBER && to.kind == FEEL_NUMBER)
        count_numbers(l, i, next_kid, from.u.number, to.u.number);
    else if (from.kind == FEEL_DATE && to.kind == FEEL_DATE)
        count_days(l, i, next_kid, from.u.date, to.u.date);
    else
        stop(l, feel_fail(l->run, l->node, "cannot count from %s to %s", feel_brief(l->run, from),
                          feel_brief(l->run, to)));
}

/* A range value: its whole members, upwards only. */
static void walk_range(struct loop *l, size_t i, size_t next_kid, const struct feel_range *r)
{
    struct feel_value from = r->start, to = r->end;
    int sign = 0;
    if (r->unary == NULL && from.kind == to.kind && feel_order(from, to, &sign) && sign <= 0 &&
        (from.kind == FEEL_NUMBER || from.kind == FEEL_DATE)) {
        struct feel_value day = feel_seconds(dec_from_int(86400)), one = feel_int(1);
        struct feel_value step = from.kind == FEEL_DATE ? day : one;
        if (!r->start_closed)
            from = feel_arithmetic(l->run, l->node, OP_ADD, from, step);
        if (!r->end_closed)
            to = feel_arithmetic(l->run, l->node, OP_SUB, to, step);
        if (feel_order(from, to, &sign) && sign <= 0)
            count_between(l, i, next_kid, from, to);
        return;
    }
    if (from.kind == FEEL_UNKNOWN || to.kind == FEEL_UNKNOWN) {
        stop(l, unknown_domain(l, from, to));
        return;
    }
    struct feel_value range = {.kind = FEEL_RANGE, .u.range = r};
    stop(l, feel_fail(l->run, l->node, "cannot iterate over %s", feel_brief(l->run, range)));
}

/* A filtered list with open tests: a quantifier weighs each element by its membership. */
static void walk_members(struct loop *l, size_t i, size_t next_kid, const struct feel_members *m)
{
    struct feel_value outer = l->member;
    for (size_t k = 0; k < m->n && !l->stopped; k++) {
        l->member = feel_logic(l->run, true, outer, m->in[k]);
        bind(l, i, next_kid, m->items[k]);
    }
    l->member = outer;
}

static void walk_domain(struct loop *l, size_t i, size_t next_kid, struct feel_value domain)
{
    switch (domain.kind) {
    case FEEL_NULL:
        stop(l, domain.from_error
                    ? domain
                    : feel_fail(l->run, l->node, "'%s' has no list to go through: null",
                                l->node->iterators[i].name));
        break;
    case FEEL_UNKNOWN:
        if (domain.u.unknown->members != NULL && l->node->kind != FN_FOR)
            walk_members(l, i, next_kid, domain.u.unknown->members);
        else
            stop(l, unknown_domain(l, domain, feel_null()));
        break;
    case FEEL_RANGE:
        walk_range(l, i, next_kid, domain.u.range);
        break;
    case FEEL_LIST:
        for (size_t k = 0; k < domain.u.list->n && !l->stopped && !l->run->exhausted; k++)
            bind(l, i, next_kid, domain.u.list->items[k]);
        break;
    default:
        bind(l, i, next_kid, domain);
        break;
    }
}

static void iterate(struct loop *l, size_t i, size_t kid)
{
    if (l->stopped)
        return;
    if (i == l->node->n_iterators) {
        run_body(l);
        return;
    }
    struct feel_value domain = feel_eval_node(l->run, l->node->kids[kid]);
    if (!l->node->iterators[i].is_range) {
        walk_domain(l, i, kid + 1, domain);
        return;
    }
    struct feel_value to = feel_eval_node(l->run, l->node->kids[kid + 1]);
    count_between(l, i, kid + 2, domain, to);
}

struct feel_value feel_eval_for(struct feel_run *run, const struct feel_node *n)
{
    struct loop l = {.run = run, .node = n, .body = n->kids[n->n_kids - 1]};
    l.member = feel_boolean(true);
    iterate(&l, 0, 0);
    if (run->exhausted)
        return feel_error_null();
    return l.stopped ? l.stop : feel_list_of(run->arena, l.items.items, l.items.n);
}

struct feel_value feel_eval_quantified(struct feel_run *run, const struct feel_node *n)
{
    struct loop l = {.run = run, .node = n, .body = n->kids[n->n_kids - 1]};
    l.member = feel_boolean(true);
    l.truth = feel_boolean(n->kind == FN_EVERY);
    iterate(&l, 0, 0);
    if (run->exhausted)
        return feel_error_null();
    return l.stopped ? l.stop : l.truth;
}
