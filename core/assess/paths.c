/* paths.c: the ladder of a rule: on which ways it passes, and which parts of each hold. */
#include <string.h>

#include "core/assess/internal.h"

struct path_list {
    struct work *w;
    VEC(struct finding_path) items;
};

static const struct feel_path *paths_of(struct work *w, const struct feel_expr *e, bool negated,
                                        size_t *n)
{
    work_eval(w, e);
    return feel_paths(w->a, e, w->trace, negated, n);
}

static void add_paths(struct path_list *l, const char *label, const struct feel_expr *e,
                      bool negated)
{
    size_t n;
    const struct feel_path *all = paths_of(l->w, e, negated, &n);
    for (size_t i = 0; i < n; i++) {
        struct finding_path p = {label, all[i]};
        VEC_PUSH(l->w->a, &l->items, p);
    }
}

/* Neither of two conditions: each path of the one with each of the other. */
static void add_both(struct path_list *l, const char *label, const struct feel_expr *x,
                     const struct feel_expr *y)
{
    struct arena *a = l->w->a;
    size_t n, m;
    const struct feel_path *first = paths_of(l->w, x, true, &n);
    const struct feel_path *second = paths_of(l->w, y, true, &m);
    for (size_t i = 0; i < n * m && i < 256; i++) {
        const struct feel_path *f = &first[i / m], *s = &second[i % m];
        struct feel_part *parts = ARENA_ARRAY(a, f->n + s->n, struct feel_part);
        size_t count = 0;
        for (size_t k = 0; k < f->n + s->n; k++) {
            struct feel_part p = k < f->n ? f->parts[k] : s->parts[k - f->n];
            bool there = false;
            for (size_t j = 0; j < count; j++)
                there = there || strcmp(parts[j].text, p.text) == 0;
            if (!there)
                parts[count++] = p;
        }
        struct finding_path p = {label, {parts, count}};
        VEC_PUSH(a, &l->items, p);
    }
}

/* --- what says nothing -------------------------------------------------------------------------
 */

static bool has_part(const struct feel_path *p, const char *text)
{
    for (size_t i = 0; i < p->n; i++) {
        if (strcmp(p->parts[i].text, text) == 0)
            return true;
    }
    return false;
}

/* A part and its opposite. */
static bool impossible(struct arena *a, const struct feel_path *p)
{
    for (size_t i = 0; i < p->n; i++) {
        if (has_part(p, arena_printf(a, "not(%s)", p->parts[i].text)))
            return true;
    }
    return false;
}

static bool holds_path(const struct feel_path *outer, const struct feel_path *inner)
{
    for (size_t i = 0; i < inner->n; i++) {
        if (!has_part(outer, inner->parts[i].text))
            return false;
    }
    return true;
}

/* Leaves out paths that cannot be, and those that hold a shorter one. */
static size_t leave_out(struct arena *a, struct finding_path *all, size_t n)
{
    size_t kept = 0;
    bool *dropped = ARENA_ARRAY(a, n, bool);
    for (size_t i = 0; i < n; i++) {
        bool stays = !impossible(a, &all[i].path);
        for (size_t k = 0; stays && k < n; k++) {
            bool first = k < i || all[k].path.n < all[i].path.n;
            stays = k == i || !first || impossible(a, &all[k].path) ||
                    !holds_path(&all[i].path, &all[k].path);
        }
        dropped[i] = !stays;
    }
    for (size_t i = 0; i < n; i++) {
        if (!dropped[i])
            all[kept++] = all[i];
    }
    return kept;
}

const struct finding_path *assess_paths(struct arena *a, const struct rulebook *r,
                                        const struct dossier *d, const struct rule *rule,
                                        struct date as_of, const struct econ_result *economics,
                                        size_t *n)
{
    struct work w;
    struct path_list l = {.w = &w};
    struct decision decision;
    if (economics == NULL)
        economics = econ_run(a, d, NULL, NULL, NULL);
    work_init(&w, a, r, d, as_of);
    work_add_economics(&w, economics);
    struct arena *scratch = w.scratch;
    decide(&w, rule, &decision); /* fills the locals */
    w.scratch = a;               /* the values of the parts stay */
    w.epoch++;
    if (rule->pass_if != NULL)
        add_paths(&l, "pass_if", rule->pass_if, false);
    else if (rule->fail_if != NULL && rule->conditional_if != NULL)
        add_both(&l, "neither fail nor conditional", rule->fail_if, rule->conditional_if);
    else if (rule->fail_if != NULL || rule->conditional_if != NULL)
        add_paths(&l, rule->fail_if != NULL ? "not fail_if" : "not conditional_if",
                  rule->fail_if != NULL ? rule->fail_if : rule->conditional_if, true);
    for (size_t i = 0; i < rule->n_exceptions; i++) {
        if (rule->exceptions[i].status == STATUS_PASS)
            add_paths(&l, arena_printf(a, "exception %zu", i + 1), rule->exceptions[i].condition,
                      false);
    }
    w.scratch = scratch;
    work_free(&w);
    *n = leave_out(a, l.items.items, l.items.n);
    return l.items.items;
}
