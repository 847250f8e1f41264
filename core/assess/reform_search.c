/* reform_search.c: single changes of a country's law, ranked. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/assess/reform_internal.h"

#define STEP_POINTS 1.0 /* percentage points on the rates of an instrument */
#define STEP_SHARE 10   /* per cent of a parameter's value */

struct search {
    struct arena *a;
    struct law *base;
    const char *country;
    const struct assessment *const *projects;
    size_t n_projects;
    struct date as_of;
    VEC(struct reform_candidate) tries;
};

static void add(struct search *s, enum change_kind kind, const char *target, const char *text,
                const struct rule *rule)
{
    struct reform_candidate c = {.change = {.kind = kind, .target = target, .text = text},
                                 .rule = rule,
                                 .legal_change = rule != NULL ? rule->legal_change : NULL};
    VEC_PUSH(s->a, &s->tries, c);
}

/* --- what to try -------------------------------------------------------------------------------
 */

/* Flags that fire somewhere and say what the state could change. */
static void add_flags(struct search *s)
{
    for (size_t i = 0; i < s->n_projects; i++) {
        for (size_t k = 0; k < s->projects[i]->n_findings; k++) {
            const struct finding *f = &s->projects[i]->findings[k];
            bool there = false;
            if (f->rule->legal_change == NULL || !reform_is_barrier(f, s->country))
                continue;
            for (size_t t = 0; !there && t < s->tries.n; t++)
                there = strcmp(s->tries.items[t].change.target, f->rule->id) == 0;
            if (!there)
                add(s, CHANGE_BARRIER_REPEALED, f->rule->id, f->rule->legal_change, f->rule);
        }
    }
}

static bool levied(const struct search *s, const char *id)
{
    for (size_t i = 0; i < s->n_projects; i++) {
        const struct econ_result *e = s->projects[i]->economics;
        for (size_t k = 0; k < e->n_instruments; k++) {
            if (strcmp(e->instruments[k].id, id) == 0)
                return true;
        }
    }
    return false;
}

static void add_instruments(struct search *s)
{
    size_t n;
    const char *const *ids = econ_instruments(s->a, s->base->data, s->country, &n);
    for (size_t i = 0; i < n; i++) {
        const char *title = econ_instrument_title(s->base->data, s->country, ids[i]);
        if (!levied(s, ids[i]))
            continue;
        for (int sign = -1; sign <= 1; sign += 2) {
            add(s, CHANGE_STEP, ids[i],
                arena_printf(s->a, "%s: %+.10g percentage point%s", title, sign * STEP_POINTS,
                             STEP_POINTS == 1 ? "" : "s"),
                NULL);
            s->tries.items[s->tries.n - 1].change.step = sign * STEP_POINTS;
        }
        add(s, CHANGE_INSTRUMENT_REPEALED, ids[i], arena_printf(s->a, "%s repealed", title), NULL);
    }
}

/* A tenth up and down; a value that holds whole numbers keeps whole numbers. */
static bool stepped(struct dec now, int sign, struct dec *out)
{
    int64_t whole;
    double v = dec_to_double(now), next = v * (1 + sign * STEP_SHARE / 100.0);
    if (dec_to_int(now, &whole)) {
        double moved = sign > 0 ? ceil(next - 1e-9) : floor(next + 1e-9);
        next = moved < 0 ? 0 : moved;
    }
    if (next == v || !isfinite(next))
        return false;
    /* The product of two doubles may have a long tail. */
    return dec_from_double(round(next * 1e6) / 1e6, out);
}

static void add_params(struct search *s)
{
    char day[DATE_TEXT_MAX];
    for (size_t i = 0; i < rulebook_params(s->base->r); i++) {
        const struct param *p = rulebook_param(s->base->r, i);
        bool own = p->id[0] == (s->country[0] | 0x20) && p->id[1] == (s->country[1] | 0x20) &&
                   p->id[2] == '.';
        bool pending;
        const struct param_value *v = own ? param_at(p, s->as_of, &pending) : NULL;
        if (v == NULL || v->value.kind != FEEL_NUMBER)
            continue;
        for (int sign = -1; sign <= 1; sign += 2) {
            struct dec next;
            if (!stepped(v->value.u.number, sign, &next))
                continue;
            struct feel_value value = feel_number(next);
            bool pct = p->unit != NULL && strcmp(p->unit, "pct") == 0;
            if (pct && dec_to_double(next) > 100)
                continue;
            add(s, CHANGE_PARAM, p->id,
                arena_printf(s->a, "%s: %s%s%s instead of %s, from %s", p->id,
                             feel_text(s->a, value), p->unit != NULL ? " " : "",
                             pct               ? "%"
                             : p->unit != NULL ? p->unit
                                               : "",
                             feel_text(s->a, v->value), date_text(v->from, day)),
                NULL);
            struct law_change *c = &s->tries.items[s->tries.n - 1].change;
            c->value = value;
            c->from = v->from; /* also for the licences that were issued under it */
        }
    }
}

/* --- one try -----------------------------------------------------------------------------------
 */

static void count(struct reform_candidate *c, const struct reform_project *p)
{
    for (size_t i = 0; i < p->n_checks; i++) {
        static const int rank[STATUS_COUNT] = {0, 1, 3, 2, 0, 4};
        if (rank[p->checks[i].after->status] < rank[p->checks[i].before->status])
            c->n_improved++;
    }
    if (p->stops_before > p->stops_after)
        c->stops_lifted += p->stops_before - p->stops_after;
    if (reform_unlocked(p)) {
        c->n_unlocked++;
        if (!isnan(p->is.npv)) {
            c->npv_unlocked += p->is.npv;
            c->receipts_unlocked += p->is.receipts;
            c->receipts_unlocked_pv += p->is.receipts_pv;
            c->n_unlocked_known++;
        }
    }
}

static void add_to(double *sum, double change)
{
    if (!isnan(change))
        *sum = (isnan(*sum) ? 0 : *sum) + change;
}

/* False when the change does nothing to any project. */
static bool try_one(struct search *s, struct arena *scratch, struct reform_candidate *c)
{
    struct law *law = law_copy(scratch, s->base);
    struct diags *ignored = diags_new(scratch);
    bool does = false;
    c->npv_change = c->debt_change = c->cost = c->cost_pv = NAN;
    if (!law_apply_change(law, s->country, &c->change, ignored))
        return false; /* a step below nothing */
    size_t *unlocked = ARENA_ARRAY(s->a, s->n_projects, size_t);
    for (size_t i = 0; i < s->n_projects; i++) {
        struct reform_project p;
        reform_project(scratch, law, s->projects[i], true, &p);
        if (reform_unlocked(&p))
            unlocked[c->n_unlocked] = i;
        count(c, &p);
        add_to(&c->npv_change, p.is.npv - p.was.npv);
        add_to(&c->debt_change, p.is.debt_capacity - p.was.debt_capacity);
        add_to(&c->cost, p.was.receipts - p.is.receipts);
        add_to(&c->cost_pv, p.was.receipts_pv - p.is.receipts_pv);
        does = does || p.n_checks != 0 || p.n_verdicts != 0;
    }
    c->unlocked = unlocked;
    return does || (!isnan(c->npv_change) && c->npv_change != 0);
}

/* --- order -------------------------------------------------------------------------------------
 */

static double value_of(const struct reform_candidate *c)
{
    return c->npv_unlocked + (isnan(c->npv_change) ? 0 : c->npv_change);
}

static int order(const void *x, const void *y)
{
    const struct reform_candidate *a = x, *b = y;
    if (a->n_unlocked != b->n_unlocked)
        return a->n_unlocked > b->n_unlocked ? -1 : 1;
    if (a->stops_lifted != b->stops_lifted)
        return a->stops_lifted > b->stops_lifted ? -1 : 1;
    if (value_of(a) != value_of(b))
        return value_of(a) > value_of(b) ? -1 : 1;
    if (a->n_improved != b->n_improved)
        return a->n_improved > b->n_improved ? -1 : 1;
    double p = isnan(a->cost) ? 0 : a->cost, q = isnan(b->cost) ? 0 : b->cost;
    if (p != q)
        return p < q ? -1 : 1;
    int c = strcmp(a->change.target, b->change.target);
    return c != 0 ? c : strcmp(a->change.text, b->change.text);
}

const struct reform_candidate *reform_search(struct arena *a, const struct rulebook *r,
                                             const struct econ_data *data, const char *country,
                                             const struct assessment *const *assessed,
                                             size_t n_assessed, reform_progress *progress,
                                             void *progress_data, size_t *n)
{
    struct search s = {.a = a, .country = country};
    const struct assessment **own = ARENA_ARRAY(a, n_assessed, const struct assessment *);
    size_t *place = ARENA_ARRAY(a, n_assessed, size_t);
    for (size_t i = 0; i < n_assessed; i++) {
        if (strcmp(dossier_country(assessed[i]->dossier), country) != 0)
            continue;
        place[s.n_projects] = i;
        own[s.n_projects++] = assessed[i];
    }
    s.projects = own;
    s.as_of = n_assessed != 0 ? assessed[0]->as_of : (struct date){1, 1, 1};
    s.base = law_new(a, r, data);
    law_read_uses(s.base);
    add_flags(&s);
    add_instruments(&s);
    add_params(&s);
    struct reform_candidate *kept = ARENA_ARRAY(a, s.tries.n, struct reform_candidate);
    struct arena *scratch = arena_new();
    *n = 0;
    for (size_t i = 0; i < s.tries.n; i++) {
        struct reform_candidate c = s.tries.items[i];
        arena_reset(scratch);
        if (try_one(&s, scratch, &c)) {
            size_t *unlocked = ARENA_ARRAY(a, c.n_unlocked, size_t);
            for (size_t k = 0; k < c.n_unlocked; k++)
                unlocked[k] = place[c.unlocked[k]];
            c.unlocked = unlocked;
            kept[(*n)++] = c;
        }
        if (progress != NULL)
            progress(progress_data, i + 1, s.tries.n);
    }
    arena_free(scratch);
    if (*n > 1)
        qsort(kept, *n, sizeof *kept, order);
    return kept;
}
