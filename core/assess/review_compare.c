/* review_compare.c: counts of decisions by reviewer, check and computed status. */
#include "core/assess/review_compare.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/map.h"
#include "core/base/vec.h"

struct decision {
    const char *check, *reviewer;
    enum status computed;
    bool waives;
};

struct application {
    enum status *by_check; /* by place in the comparison's list of checks; STATUS_COUNT: none */
    size_t n_checks;
    VEC(struct decision) decisions;
};

struct review_comparison {
    struct arena *a;
    struct map *places; /* of checks: 1 + place */
    VEC(const char *) checks;
    VEC(struct application) applications;
};

const char *review_difference_name(enum review_difference d)
{
    static const char *const names[] = {"alike", "too_few", "differs"};
    return names[d];
}

struct review_comparison *review_comparison_new(struct arena *a)
{
    struct review_comparison *c = ARENA_NEW(a, struct review_comparison);
    c->a = a;
    c->places = map_new(a);
    return c;
}

static size_t place_of(struct review_comparison *c, const char *check)
{
    size_t *known = map_get(c->places, check);
    if (known != NULL)
        return *known;
    known = ARENA_NEW(c->a, size_t);
    *known = c->checks.n;
    const char *id = arena_strdup(c->a, check);
    VEC_PUSH(c->a, &c->checks, id);
    map_put(c->places, id, known);
    return *known;
}

void review_comparison_add(struct review_comparison *c, const struct assessment *s)
{
    struct arena *scratch = arena_new();
    struct application x = {.n_checks = 0};
    size_t n;
    const struct check_review *all = assess_reviews(scratch, s, &n);
    for (size_t i = 0; i < s->n_findings; i++)
        place_of(c, s->findings[i].rule->id);
    x.n_checks = c->checks.n;
    x.by_check = ARENA_ARRAY(c->a, x.n_checks, enum status);
    for (size_t i = 0; i < x.n_checks; i++)
        x.by_check[i] = STATUS_COUNT;
    for (size_t i = 0; i < s->n_findings; i++)
        x.by_check[place_of(c, s->findings[i].rule->id)] = s->findings[i].status;
    for (size_t i = 0; i < n; i++) {
        const struct review *r = &all[i].given;
        struct decision d = {.reviewer = arena_strdup(c->a, r->fields[REVIEW_NAME]),
                             .waives = r->waives};
        size_t at = place_of(c, r->check);
        d.check = c->checks.items[at];
        status_parse(r->fields[REVIEW_COMPUTED], &d.computed);
        x.by_check[at] = d.computed; /* what the reviewer had before them */
        VEC_PUSH(c->a, &x.decisions, d);
    }
    VEC_PUSH(c->a, &c->applications, x);
    arena_free(scratch);
}

/* --- rows ------------------------------------------------------------------------------------- */

static bool worked_on(const struct application *x, const char *reviewer)
{
    for (size_t i = 0; i < x->decisions.n; i++)
        if (strcmp(x->decisions.items[i].reviewer, reviewer) == 0)
            return true;
    return false;
}

static bool others_worked_on(const struct application *x, const char *reviewer)
{
    for (size_t i = 0; i < x->decisions.n; i++)
        if (strcmp(x->decisions.items[i].reviewer, reviewer) != 0)
            return true;
    return false;
}

/* Shares apart by the gap or more, in whole numbers: |x/m - y/n| >= gap. */
static enum review_difference compare(size_t x, size_t m, size_t y, size_t n)
{
    if (m < REVIEW_LEAST || n < REVIEW_LEAST)
        return REVIEW_TOO_FEW;
    size_t left = x * n, right = y * m, gap = left > right ? left - right : right - left;
    return gap * 100 >= REVIEW_GAP_PCT * m * n ? REVIEW_DIFFERS : REVIEW_ALIKE;
}

static void count_application(const struct application *x, size_t place, struct review_row *row)
{
    if (place >= x->n_checks || x->by_check[place] != row->computed)
        return;
    const struct decision *made = NULL;
    for (size_t i = 0; i < x->decisions.n; i++)
        if (strcmp(x->decisions.items[i].check, row->check) == 0)
            made = &x->decisions.items[i];
    bool own = made != NULL && strcmp(made->reviewer, row->reviewer) == 0;
    row->of += worked_on(x, row->reviewer) ? 1 : 0;
    row->others_of += others_worked_on(x, row->reviewer) ? 1 : 0;
    row->nobody_of += x->decisions.n == 0 ? 1 : 0;
    row->waived += own && made->waives ? 1 : 0;
    row->overridden += own && !made->waives ? 1 : 0;
    row->others += made != NULL && !own ? 1 : 0;
}

static int by_row(const void *left, const void *right)
{
    const struct review_row *x = left, *y = right;
    int order = strcmp(x->check, y->check);
    if (order == 0)
        order = (int)x->computed - (int)y->computed;
    return order != 0 ? order : strcmp(x->reviewer, y->reviewer);
}

/* Every reviewer for every check and status on which somebody has decided. */
static bool has_row(const struct review_row *rows, size_t n, const struct review_row *row)
{
    for (size_t i = 0; i < n; i++)
        if (by_row(&rows[i], row) == 0)
            return true;
    return false;
}

const struct review_row *review_comparison_rows(struct review_comparison *c, size_t *n)
{
    VEC(const char *) reviewers = {0};
    VEC(struct review_row) rows = {0};
    struct map *seen = map_new(c->a);
    for (size_t i = 0; i < c->applications.n; i++)
        for (size_t k = 0; k < c->applications.items[i].decisions.n; k++) {
            const struct decision *d = &c->applications.items[i].decisions.items[k];
            if (map_put(seen, d->reviewer, c) == NULL)
                VEC_PUSH(c->a, &reviewers, d->reviewer);
        }
    for (size_t i = 0; i < c->applications.n; i++)
        for (size_t k = 0; k < c->applications.items[i].decisions.n; k++)
            for (size_t r = 0; r < reviewers.n; r++) {
                const struct decision *d = &c->applications.items[i].decisions.items[k];
                struct review_row row = {
                    .check = d->check, .reviewer = reviewers.items[r], .computed = d->computed};
                if (has_row(rows.items, rows.n, &row))
                    continue;
                size_t place = place_of(c, d->check);
                for (size_t x = 0; x < c->applications.n; x++)
                    count_application(&c->applications.items[x], place, &row);
                row.difference =
                    compare(row.waived + row.overridden, row.of, row.others, row.others_of);
                if (row.of != 0)
                    VEC_PUSH(c->a, &rows, row);
            }
    if (rows.n > 1)
        qsort(rows.items, rows.n, sizeof *rows.items, by_row);
    *n = rows.n;
    return rows.items;
}
