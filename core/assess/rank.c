/* rank.c: one arena a thread, reset after every application; only the figures are kept. */
#include "core/assess/rank.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/assess/internal.h"
#include "core/assess/review.h"

enum { THREADS_MAX = 64 };

/* --- one application ---------------------------------------------------------------------------
 */

static const struct finding **findings(struct work *w, const struct rule *const *rules, size_t n)
{
    const struct finding **all = ARENA_ARRAY(w->a, n, const struct finding *);
    for (size_t i = 0; i < n; i++)
        all[i] = make_finding(w, work_version(w, rules[i]->id));
    return all;
}

/* A ranking reads figures alone, so it does without the texts of the findings. */
static const struct programme_result *judge(struct arena *a, const struct rank_job *job,
                                            const struct dossier *d, bool texts,
                                            struct diags *diags)
{
    const struct programme *p = job->programme;
    const struct econ_result *economics = econ_run(a, d, job->data, NULL, diags);
    if (!diags_ok(diags))
        return NULL;
    struct programme_result *result = ARENA_NEW(a, struct programme_result);
    struct work w;
    work_init(&w, a, job->rulebook, d, job->as_of);
    w.no_texts = !texts;
    work_add_economics(&w, economics);
    const struct finding **bars = findings(&w, p->bars, p->n_bars);
    const struct finding **scores = findings(&w, p->scores, p->n_scores);
    work_free(&w);
    judge_programme(a, p, bars, scores, result);
    return result;
}

const struct programme_result *rank_judge(struct arena *a, const struct rank_job *job,
                                          const struct dossier *d, struct diags *diags)
{
    return judge(a, job, d, true, diags);
}

struct rank_entry rank_entry_of(const struct dossier *d, const struct programme_result *p)
{
    struct rank_entry e = {.id = dossier_id(d),
                           .name = dossier_name(d),
                           .country = dossier_country(d),
                           .verdict = p->verdict,
                           .verdict_computed = p->verdict,
                           .verdict_reviewed = p->verdict,
                           .low = p->score_low,
                           .high = p->score_high,
                           .max = p->score_max};
    for (size_t i = 0; i < p->n_bars; i++) {
        enum status s = p->bars[i]->status;
        e.stops += s == STATUS_FAIL ? 1 : 0;
        e.conditional += s == STATUS_CONDITIONAL ? 1 : 0;
        e.open += s == STATUS_UNKNOWN || s == STATUS_ERROR ? 1 : 0;
    }
    return e;
}

void rank_use_reviews(struct arena *a, const struct dossier *d, struct date as_of,
                      const struct programme_result *p, struct rank_entry *e)
{
    e->verdict = e->verdict_reviewed;
    e->stops = e->conditional = e->open = 0;
    for (size_t i = 0; i < p->n_bars; i++) {
        struct check_review r;
        finding_review(a, d, p->bars[i], as_of, &r);
        e->stops += r.reviewed == STATUS_FAIL ? 1 : 0;
        e->conditional += r.reviewed == STATUS_CONDITIONAL ? 1 : 0;
        e->open += r.reviewed == STATUS_UNKNOWN || r.reviewed == STATUS_ERROR ? 1 : 0;
    }
}

/* --- all of them -------------------------------------------------------------------------------
 */

struct shared {
    const struct rank_job *job;
    const char *const *where;
    struct rank_entry *entries;
    size_t n;
    atomic_size_t next;
};

struct worker {
    struct shared *shared;
    struct arena *keep; /* texts of the entries */
    pthread_t thread;
    bool started;
};

static const char *diags_as_text(struct arena *keep, const struct diags *d)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    diags_format(d, &out);
    const char *text = arena_strndup(keep, out.buf, out.len);
    strbuf_release(&out);
    return text;
}

static struct rank_entry judge_one(const struct rank_job *job, const char *where, struct arena *a,
                                   struct arena *keep)
{
    struct diags *diags = diags_new(a);
    struct rank_entry e = {.error = NULL};
    const struct dossier *d = job->load(a, rulebook_catalogue(job->rulebook), where, diags);
    const struct programme_result *p = d != NULL ? judge(a, job, d, false, diags) : NULL;
    if (p != NULL) {
        e = rank_entry_of(d, p);
        e.verdict_reviewed = verdict_reviewed(a, d, job->as_of, p, &e.reviewed);
        if (job->reviewed && e.reviewed != 0)
            rank_use_reviews(a, d, job->as_of, p, &e);
    } else {
        e.error = diags_as_text(keep, diags);
    }
    e.where = where;
    e.id = arena_strdup(keep, e.id);
    e.name = arena_strdup(keep, e.name);
    e.country = arena_strdup(keep, e.country);
    return e;
}

static void *work_through(void *data)
{
    struct worker *w = data;
    struct shared *s = w->shared;
    struct arena *a = arena_new();
    for (;;) {
        size_t i = atomic_fetch_add(&s->next, 1);
        if (i >= s->n)
            break;
        s->entries[i] = judge_one(s->job, s->where[i], a, w->keep);
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

static void judge_all(struct arena *a, struct shared *s)
{
    struct worker workers[THREADS_MAX];
    size_t n = s->job->threads < 1 ? 1 : s->job->threads;
    n = n > THREADS_MAX ? THREADS_MAX : n;
    for (size_t i = 0; i < n; i++) {
        workers[i] = (struct worker){.shared = s, .keep = arena_new()};
        if (i > 0)
            workers[i].started =
                pthread_create(&workers[i].thread, NULL, work_through, &workers[i]) == 0;
    }
    work_through(&workers[0]);
    for (size_t i = 1; i < n; i++) {
        if (workers[i].started)
            pthread_join(workers[i].thread, NULL);
    }
    for (size_t i = 0; i < s->n; i++) {
        struct rank_entry *e = &s->entries[i];
        e->error = arena_strdup(a, e->error);
        e->id = arena_strdup(a, e->id);
        e->name = arena_strdup(a, e->name);
        e->country = arena_strdup(a, e->country);
    }
    for (size_t i = 0; i < n; i++)
        arena_free(workers[i].keep);
}

/* --- the order ---------------------------------------------------------------------------------
 */

const char *rank_reason_name(enum rank_reason r)
{
    static const char *const names[] = {"verdict", "low score", "high score", "stops", "id"};
    return names[r];
}

static int place(enum verdict v)
{
    static const int places[] = {[VERDICT_ELIGIBLE] = 0,
                                 [VERDICT_CONDITIONAL] = 1,
                                 [VERDICT_UNDETERMINED] = 2,
                                 [VERDICT_INELIGIBLE] = 3};
    return places[v];
}

int rank_compare(const struct rank_entry *x, const struct rank_entry *y, enum rank_reason *reason)
{
    int by[RANK_ID + 1] = {
        [RANK_VERDICT] = place(x->verdict) - place(y->verdict),
        [RANK_LOW] = dec_cmp(y->low, x->low),
        [RANK_HIGH] = dec_cmp(y->high, x->high),
        [RANK_STOPS] = (x->stops > y->stops) - (x->stops < y->stops),
        [RANK_ID] = strcmp(x->id, y->id),
    };
    size_t i = 0;
    while (i < RANK_ID && by[i] == 0)
        i++;
    if (reason != NULL)
        *reason = (enum rank_reason)i;
    return by[i] != 0 ? by[i] : strcmp(x->where, y->where);
}

static int by_rank(const void *x, const void *y)
{
    return rank_compare(*(const struct rank_entry *const *)x, *(const struct rank_entry *const *)y,
                        NULL);
}

static int by_id(const void *x, const void *y)
{
    const struct rank_entry *a = *(const struct rank_entry *const *)x;
    const struct rank_entry *b = *(const struct rank_entry *const *)y;
    int c = strcmp(a->id, b->id);
    return c != 0 ? c : strcmp(a->where, b->where);
}

static void find_same_ids(struct arena *a, struct ranking *out)
{
    const struct rank_entry **all = ARENA_ARRAY(a, out->n_ranked, const struct rank_entry *);
    VEC(const struct rank_entry *) same = {0};
    for (size_t i = 0; i < out->n_ranked; i++)
        all[i] = out->ranked[i];
    if (out->n_ranked > 1)
        qsort(all, out->n_ranked, sizeof *all, by_id);
    for (size_t i = 0; i < out->n_ranked; i++) {
        bool before = i > 0 && strcmp(all[i - 1]->id, all[i]->id) == 0;
        bool after = i + 1 < out->n_ranked && strcmp(all[i + 1]->id, all[i]->id) == 0;
        if (before || after)
            VEC_PUSH(a, &same, all[i]);
    }
    out->same_id = same.items;
    out->n_same_id = same.n;
}

void rank_run(struct arena *a, const struct rank_job *job, const char *const *where, size_t n,
              struct ranking *out)
{
    struct shared s = {.job = job, .where = where, .n = n};
    s.entries = ARENA_ARRAY(a, n, struct rank_entry);
    atomic_init(&s.next, 0);
    judge_all(a, &s);
    const struct rank_entry **ranked = ARENA_ARRAY(a, n, const struct rank_entry *);
    const struct rank_entry **failed = ARENA_ARRAY(a, n, const struct rank_entry *);
    *out = (struct ranking){.ranked = ranked, .failed = failed};
    for (size_t i = 0; i < n; i++) {
        if (s.entries[i].error != NULL)
            failed[out->n_failed++] = &s.entries[i];
        else
            ranked[out->n_ranked++] = &s.entries[i];
    }
    if (out->n_ranked > 1)
        qsort(ranked, out->n_ranked, sizeof *ranked, by_rank);
    find_same_ids(a, out);
}

/* --- why ---------------------------------------------------------------------------------------
 */

static bool same_outcome(const struct finding *x, const struct finding *y)
{
    if (x->status != y->status || x->has_points != y->has_points)
        return false;
    return !x->has_points || (dec_cmp(x->points_low, y->points_low) == 0 &&
                              dec_cmp(x->points_high, y->points_high) == 0);
}

const struct rank_difference *rank_differences(struct arena *a, const struct programme_result *x,
                                               const struct programme_result *y, size_t *n)
{
    VEC(struct rank_difference) all = {0};
    for (size_t i = 0; i < x->n_bars; i++) {
        if (!same_outcome(x->bars[i], y->bars[i])) {
            struct rank_difference d = {x->bars[i], y->bars[i], true};
            VEC_PUSH(a, &all, d);
        }
    }
    for (size_t i = 0; i < x->n_scores; i++) {
        if (!same_outcome(x->scores[i], y->scores[i])) {
            struct rank_difference d = {x->scores[i], y->scores[i], false};
            VEC_PUSH(a, &all, d);
        }
    }
    *n = all.n;
    return all.items;
}
