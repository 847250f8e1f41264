/* response.c: a rule's status as a function of one fact, the others held: where it changes. */
#include <stdlib.h>
#include <string.h>

#include "core/assess/internal.h"

enum status status_with(struct work *w, const struct rule *rule, size_t slot, struct feel_value v)
{
    struct decision d;
    struct feel_value before = w->globals[slot];
    work_set(w, slot, v);
    work_reset(w);
    decide(w, rule, &d);
    work_set(w, slot, before);
    return d.status;
}

/* --- samples -----------------------------------------------------------------------------------
 */

struct samples {
    struct work *w;
    const struct fact_def *def;
    VEC(struct feel_value) items;
};

static void add_sample(struct samples *s, struct feel_value v)
{
    for (size_t i = 0; i < s->items.n; i++) {
        if (feel_identical(s->items.items[i], v))
            return;
    }
    if (v.kind == FEEL_NULL || in_range(s->w, s->def, v))
        VEC_PUSH(s->w->a, &s->items, v);
}

/* Ever wider around the present value: thresholds behind arithmetic lie anywhere. */
static void add_spread(struct samples *s, struct feel_value now)
{
    struct feel_value v = now;
    for (int k = 0; now.kind == FEEL_DATE && k < 16; k++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            if (date_from_days((int64_t)date_to_days(now.u.date) + sign * (1 << k), &v.u.date))
                add_sample(s, v);
        }
    }
    for (int k = 0; now.kind == FEEL_YEARS_DURATION && k < 12; k++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            v.u.months = now.u.months + sign * (1 << k);
            add_sample(s, v);
        }
    }
    if (now.kind != FEEL_NUMBER)
        return;
    struct dec size = dec_abs(now.u.number), step;
    if (dec_cmp(size, dec_from_int(1)) < 0)
        size = dec_from_int(1);
    if (!dec_div(size, dec_from_int(128), &step))
        return;
    for (int k = 0; k < 24; k++) {
        if (dec_add(now.u.number, step, &v.u.number))
            add_sample(s, v);
        if (dec_sub(now.u.number, step, &v.u.number))
            add_sample(s, v);
        if (!dec_add(step, step, &step))
            return;
    }
}

/* Values of the fact's kind that the rule works with now: any may be a threshold. */
static void add_neighbours(struct work *w, const struct rule *rule, enum feel_kind kind,
                           struct feel_cuts *cuts)
{
    for (size_t i = 0; i < rule->n_lets; i++) {
        struct feel_value v = w->globals[rule->lets[i].slot];
        if (v.kind == kind)
            feel_cuts_put(w->a, cuts, v);
    }
    for (size_t i = 0; i < rule->n_facts; i++) {
        const struct fact_def *def = catalogue_find(rulebook_catalogue(w->r), rule->facts[i]);
        if (def != NULL && w->globals[def->slot].kind == kind)
            feel_cuts_put(w->a, cuts, w->globals[def->slot]);
    }
}

struct cells cells_of_fact(struct work *w, const struct rule *rule, const struct fact_def *def)
{
    struct feel_value before = w->globals[def->slot];
    struct cut_list list = {.a = w->a};
    struct feel_cuts cuts = {.exact = true};
    struct decision d;
    work_reset(w);
    decide(w, rule, &d);
    add_neighbours(w, rule, before.kind, &cuts);
    work_set(w, def->slot, feel_unknown_fact(w->a, def->name, def->type));
    work_reset(w);
    w->cuts = &list;
    decide(w, rule, &d);
    w->cuts = NULL;
    work_set(w, def->slot, before);
    for (size_t i = 0; i < list.facts.n; i++) {
        const struct fact_cuts *f = &list.facts.items[i];
        for (size_t k = 0; f->slot == def->slot && k < f->cuts.n; k++)
            feel_cuts_put(w->a, &cuts, f->cuts.at[k]);
    }
    return fact_cells(w, def, &cuts);
}

static int by_value(const void *x, const void *y)
{
    return order_values(*(const struct feel_value *)x, *(const struct feel_value *)y);
}

/* --- borders -----------------------------------------------------------------------------------
 */

struct search {
    struct work *w;
    const struct rule *rule;
    size_t slot;
    enum status below; /* status on the lower side of the border looked for */
};

static bool is_below(struct search *s, struct feel_value v)
{
    return status_with(s->w, s->rule, s->slot, v) == s->below;
}

struct dec round_number(struct dec lo, struct dec hi)
{
    for (int scale = -12; scale < 30; scale++) {
        struct dec up;
        if (dec_round(lo, scale, DEC_CEILING, &up) && dec_cmp(up, lo) >= 0 && dec_cmp(up, hi) <= 0)
            return dec_trim(up);
    }
    return hi;
}

/* The place between lo and hi at which the status changes; *closed: the border itself belongs to
 * the upper side. */
static struct feel_value border(struct search *s, struct feel_value lo, struct feel_value hi,
                                bool *closed)
{
    struct feel_value mid;
    for (int i = 0; i < 80 && value_between(lo, hi, &mid); i++) {
        if (is_below(s, mid))
            lo = mid;
        else
            hi = mid;
    }
    *closed = true;
    if (hi.kind != FEEL_NUMBER)
        return hi;
    struct feel_value round = feel_number(round_number(lo.u.number, hi.u.number));
    *closed = !is_below(s, round);
    return round;
}

static void ordered_response(struct work *w, const struct rule *rule, const struct fact_def *def,
                             struct samples *samples, struct response *out)
{
    struct feel_value now = w->globals[def->slot], *at = samples->items.items;
    size_t n = samples->items.n;
    if (n > 1)
        qsort(at, n, sizeof *at, by_value);
    struct span *spans = ARENA_ARRAY(w->a, n, struct span);
    struct search s = {w, rule, def->slot, STATUS_ERROR};
    for (size_t i = 0; i < n; i++) {
        enum status status = status_with(w, rule, def->slot, at[i]);
        bool same = out->n != 0 && spans[out->n - 1].status == status;
        if (!same) {
            spans[out->n] = (struct span){.status = status, .low = at[i], .value = at[i]};
            if (i > 0) {
                s.below = spans[out->n - 1].status;
                struct span *span = &spans[out->n];
                span->low = border(&s, at[i - 1], at[i], &span->low_closed);
                span->has_low = true;
                spans[out->n - 1].has_high = true;
                spans[out->n - 1].high = span->low;
                /* Dates and months: the last value before the border. */
                spans[out->n - 1].high_closed = !span->low_closed;
            }
            out->n++;
        }
        struct span *span = &spans[out->n - 1];
        span->n_samples++;
        span->last = at[i];
        if (order_values(at[i], now) == 0)
            out->now = out->n - 1;
    }
    out->spans = spans;
}

static void listed_response(struct work *w, const struct rule *rule, const struct fact_def *def,
                            struct cells cells, struct response *out)
{
    struct feel_value now = w->globals[def->slot];
    struct span *spans = ARENA_ARRAY(w->a, cells.n, struct span);
    for (size_t i = 0; i < cells.n; i++) {
        struct feel_value v = cells.items[i].value;
        spans[i] = (struct span){.status = status_with(w, rule, def->slot, v), .value = v};
        if (feel_identical(v, now))
            out->now = i;
    }
    out->spans = spans;
    out->n = cells.n;
}

void fact_response(struct work *w, const struct rule *rule, const struct fact_def *def,
                   struct response *out)
{
    *out = (struct response){.ordered = type_is_ordered(def->type)};
    struct feel_value now = w->globals[def->slot];
    struct cells cells = cells_of_fact(w, rule, def);
    if (!out->ordered || now.kind == FEEL_NULL || now.kind == FEEL_UNKNOWN) {
        out->ordered = false;
        listed_response(w, rule, def, cells, out);
        return;
    }
    struct samples samples = {.w = w, .def = def};
    VEC_PUSH(w->a, &samples.items, now);
    for (size_t i = 0; i < cells.n; i++) {
        if (cells.items[i].value.kind == now.kind)
            add_sample(&samples, cells.items[i].value);
    }
    add_spread(&samples, now);
    ordered_response(w, rule, def, &samples, out);
}
