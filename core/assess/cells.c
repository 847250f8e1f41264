/* cells.c: the answers to a fact, in groups that a set of comparisons cannot tell apart. */
#include <stdlib.h>
#include <string.h>

#include "core/assess/internal.h"

bool type_is_finite(const struct feel_type *t)
{
    return t->kind == FT_BOOLEAN || t->kind == FT_ENUM;
}

bool type_is_ordered(const struct feel_type *t)
{
    return t->kind == FT_NUMBER || t->kind == FT_DATE || t->kind == FT_YEARS_DURATION ||
           t->kind == FT_DAYS_DURATION;
}

static enum feel_kind kind_of(const struct feel_type *t)
{
    switch (t->kind) {
    case FT_NUMBER:
        return FEEL_NUMBER;
    case FT_DATE:
        return FEEL_DATE;
    case FT_YEARS_DURATION:
        return FEEL_YEARS_DURATION;
    case FT_DAYS_DURATION:
        return FEEL_DAYS_DURATION;
    default:
        return FEEL_STRING;
    }
}

int order_values(struct feel_value x, struct feel_value y)
{
    switch (x.kind) {
    case FEEL_NUMBER:
    case FEEL_DAYS_DURATION:
        return dec_cmp(x.u.number, y.u.number);
    case FEEL_DATE:
        return date_cmp(x.u.date, y.u.date);
    default:
        return (x.u.months > y.u.months) - (x.u.months < y.u.months);
    }
}

bool in_range(struct work *w, const struct fact_def *def, struct feel_value v)
{
    if (def->range == NULL)
        return true;
    struct feel_run run = {
        .arena = w->scratch, .globals = w->globals, .n_globals = w->n_globals, .input = v};
    struct feel_value ok = feel_eval_tests(def->range, &run);
    return ok.kind == FEEL_BOOLEAN && ok.u.boolean;
}

/* The constants of the fact's own range cut it too: what lies outside is no answer. */
static void add_range_cuts(struct work *w, const struct fact_def *def, struct feel_cuts *cuts)
{
    if (def->range == NULL)
        return;
    struct feel_value *trace =
        ARENA_ARRAY(w->scratch, feel_expr_nodes(def->range) + 1, struct feel_value);
    struct feel_run run = {.arena = w->scratch,
                           .globals = w->globals,
                           .n_globals = w->n_globals,
                           .input = feel_int(0),
                           .trace = trace};
    feel_eval_tests(def->range, &run);
    feel_cuts_add(w->a, def->range, trace, NULL, cuts);
}

/* The value k steps away; whole units, which a cell next to a border always has room for or is
 * checked for. */
static bool step(struct feel_value v, int k, struct feel_value *out)
{
    *out = v;
    struct dec day = dec_from_int(86400 * (int64_t)k);
    switch (v.kind) {
    case FEEL_NUMBER:
        return dec_add(v.u.number, dec_from_int(k), &out->u.number);
    case FEEL_DAYS_DURATION:
        return dec_add(v.u.number, day, &out->u.number);
    case FEEL_DATE:
        return date_from_days((int64_t)date_to_days(v.u.date) + k, &out->u.date);
    default:
        out->u.months = v.u.months + k;
        return true;
    }
}

/* A value strictly between lo and hi; false when there is none. */
bool value_between(struct feel_value lo, struct feel_value hi, struct feel_value *out)
{
    *out = lo;
    if (lo.kind == FEEL_DATE) {
        int64_t a = date_to_days(lo.u.date), b = date_to_days(hi.u.date);
        return b - a > 1 && date_from_days(a + (b - a) / 2, &out->u.date);
    }
    if (lo.kind == FEEL_YEARS_DURATION) {
        out->u.months = lo.u.months + (hi.u.months - lo.u.months) / 2;
        return hi.u.months - lo.u.months > 1;
    }
    struct dec sum, half;
    if (!dec_add(lo.u.number, hi.u.number, &sum) || !dec_div(sum, dec_from_int(2), &half))
        return false;
    half = dec_trim(half);
    out->u.number = half;
    return dec_cmp(half, lo.u.number) > 0 && dec_cmp(half, hi.u.number) < 0;
}

struct builder {
    struct work *w;
    const struct fact_def *def;
    VEC(struct cell) cells;
};

static void push(struct builder *b, struct cell c)
{
    if (c.value.kind == FEEL_NULL || in_range(b->w, b->def, c.value))
        VEC_PUSH(b->w->a, &b->cells, c);
}

static void ordered_cells(struct builder *b, struct feel_value *at, size_t n)
{
    struct feel_value v;
    if (n == 0) {
        v = (struct feel_value){.kind = kind_of(b->def->type)};
        if (v.kind == FEEL_DATE)
            v.u.date = b->w->as_of;
        else if (v.kind == FEEL_NUMBER || v.kind == FEEL_DAYS_DURATION)
            v.u.number = dec_from_int(1);
        push(b, (struct cell){.value = v});
        return;
    }
    if (step(at[0], -1, &v))
        push(b, (struct cell){.value = v});
    for (size_t i = 0; i < n; i++) {
        push(b, (struct cell){.value = at[i], .has_border = true, .border = at[i]});
        bool room = i + 1 < n ? value_between(at[i], at[i + 1], &v) : step(at[i], 1, &v);
        if (room)
            push(b, (struct cell){.value = v, .has_border = true, .open = true, .border = at[i]});
    }
}

static void string_cells(struct builder *b, const struct feel_value *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        push(b, (struct cell){.value = feel_string(arena_strdup(b->w->a, at[i].u.string))});
    push(b, (struct cell){.value = feel_string("(another)")});
}

struct cells fact_cells(struct work *w, const struct fact_def *def, const struct feel_cuts *given)
{
    struct builder b = {.w = w, .def = def};
    const struct feel_type *t = def->type;
    bool null = false;
    struct feel_cuts cuts = {.exact = true};
    for (size_t i = 0; given != NULL && i < given->n; i++) {
        null = null || given->at[i].kind == FEEL_NULL;
        if (given->at[i].kind == kind_of(t))
            feel_cuts_put(w->a, &cuts, given->at[i]);
    }
    if (t->kind == FT_BOOLEAN) {
        push(&b, (struct cell){.value = feel_boolean(true)});
        push(&b, (struct cell){.value = feel_boolean(false)});
    } else if (t->kind == FT_ENUM) {
        for (size_t i = 0; i < t->n; i++)
            push(&b, (struct cell){.value = feel_string(t->names[i])});
    } else if (type_is_ordered(t)) {
        add_range_cuts(w, def, &cuts);
        struct feel_value *at = cuts.at;
        size_t n = 0;
        for (size_t i = 0; i < cuts.n; i++) { /* sorted, of the fact's kind only */
            struct feel_value v = at[i];
            if (v.kind != kind_of(t))
                continue;
            size_t k = n++;
            for (; k > 0 && order_values(at[k - 1], v) > 0; k--)
                at[k] = at[k - 1];
            at[k] = v;
        }
        ordered_cells(&b, at, n);
    } else if (t->kind == FT_STRING) {
        string_cells(&b, cuts.at, cuts.n);
    }
    if (null)
        push(&b, (struct cell){.value = feel_null()});
    return (struct cells){b.cells.items, b.cells.n};
}
