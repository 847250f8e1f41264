/* The portfolio: every project of the workspace for one programme, best first; why one stands above
 * the next. Projects are judged one after the other between keys, so that the list is there at
 * once and fills up. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/assess/rank.h"
#include "core/assess/review.h"
#include "tui/screens/format.h"
#include "tui/screens/marks.h"
#include "tui/screens/screens.h"
#include "tui/widgets/doc_view.h"
#include "tui/widgets/list_view.h"
#include "tui/widgets/table.h"

enum {
    COL_RANK,
    COL_NAME,
    COL_COUNTRY,
    COL_VERDICT,
    COL_SCORE,
    COL_STOPS,
    COL_OPEN,
    COL_ABOVE,
    COL_COUNT
};

static const struct column COLUMNS[COL_COUNT] = {
    [COL_RANK] = {"", 3, 4, 0, true},          [COL_NAME] = {"Project", 14, 0, 0, false},
    [COL_COUNTRY] = {"In", 2, 2, 2, false},    [COL_VERDICT] = {"Verdict", 16, 16, 0, false},
    [COL_SCORE] = {"Points", 14, 16, 1, true}, [COL_STOPS] = {"Stops", 5, 5, 0, true},
    [COL_OPEN] = {"Open", 4, 4, 0, true},      [COL_ABOVE] = {"Above by", 10, 10, 3, false},
};

struct row {
    const char *id;
    bool judged;
    struct rank_entry entry; /* error: why it could not be */
};

struct model {
    struct list_view base; /* first */
    struct screens *screens;
    struct row *rows; /* judged ones first, best first */
    size_t n_judged;
    size_t programme;      /* in the rulebook's order */
    bool reviewed;         /* as it stands with the reviewers' decisions in force */
    unsigned long version; /* of the workbench when the list was read */
    struct table table;
};

static const struct programme *programme_of(const struct model *m)
{
    const struct rulebook *r = m->screens->w->rules;
    return m->programme < rulebook_programmes(r) ? rulebook_programme(r, m->programme) : NULL;
}

static struct rank_job job_of(const struct model *m)
{
    const struct workbench *w = m->screens->w;
    return (struct rank_job){.rulebook = w->rules,
                             .data = w->econ,
                             .programme = programme_of(m),
                             .as_of = w->places.as_of,
                             .reviewed = m->reviewed};
}

static void load(struct model *m)
{
    arena_reset(m->base.arena);
    m->version = m->screens->w->version;
    struct diags *d = diags_new(m->base.arena);
    const struct store_project *p =
        store_projects(m->screens->w->store, m->base.arena, &m->base.n, d);
    m->rows = ARENA_ARRAY(m->base.arena, m->base.n, struct row);
    m->n_judged = 0;
    for (size_t i = 0; i < m->base.n; i++)
        m->rows[i] = (struct row){
            .id = p[i].id,
            .entry = {.where = p[i].id, .id = p[i].id, .name = p[i].name, .country = p[i].country}};
    if (!diags_ok(d))
        views_say(m->screens->views, ROLE_ERROR, "E %s", first_error(m->base.arena, d));
}

/* --- judging ---------------------------------------------------------------------------------- */

static int by_rank(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    if (a->judged != b->judged)
        return a->judged ? -1 : 1;
    if (!a->judged)
        return strcmp(a->id, b->id);
    if ((a->entry.error != NULL) != (b->entry.error != NULL))
        return a->entry.error != NULL ? 1 : -1;
    return a->entry.error != NULL ? strcmp(a->id, b->id) : rank_compare(&a->entry, &b->entry, NULL);
}

static void judge(struct model *m, struct row *row)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    struct rank_job job = job_of(m);
    const struct dossier *dossier =
        store_dossier(m->screens->w->store, a, rulebook_catalogue(job.rulebook), row->id, d);
    const struct programme_result *p = dossier != NULL ? rank_judge(a, &job, dossier, d) : NULL;
    struct rank_entry e = row->entry;
    if (p != NULL) {
        e = rank_entry_of(dossier, p);
        e.verdict_reviewed = verdict_reviewed(a, dossier, job.as_of, p, &e.reviewed);
        if (m->reviewed && e.reviewed != 0)
            rank_use_reviews(a, dossier, job.as_of, p, &e);
        e.where = e.id = row->entry.id;
        e.name = row->entry.name;
        e.country = row->entry.country;
    } else {
        e.error = arena_strdup(m->base.arena, first_error(a, d));
    }
    row->entry = e;
    row->judged = true;
    arena_free(a);
}

/* One more; the row that is selected stays so wherever it moves. */
static void judge_next(struct view *v)
{
    struct model *m = v->data;
    const char *selected = v->selected < m->base.n ? m->rows[v->selected].id : NULL;
    judge(m, &m->rows[m->n_judged++]);
    qsort(m->rows, m->base.n, sizeof *m->rows, by_rank);
    if (v->selected == 0)
        return;
    for (size_t i = 0; selected != NULL && i < m->base.n; i++)
        if (strcmp(m->rows[i].id, selected) == 0)
            view_select(v, i);
}

/* --- the view --------------------------------------------------------------------------------- */

static void layout(struct view *v)
{
    struct model *m = v->data;
    table_layout(&m->table, COLUMNS, COL_COUNT, v->cols - 4);
}

static void draw_head(const struct view *v, struct area area)
{
    const struct model *m = v->data;
    const struct programme *p = programme_of(m);
    size_t n = rulebook_programmes(m->screens->w->rules);
    int col = area_put(area, 0, 2, ROLE_DIM, "For");
    area_field(area, 0, col + 1, area.cols - col - 2, ROLE_STRONG,
               p != NULL ? p->title : "no programme: the rules name none");
    if (m->n_judged < m->base.n)
        area_putf(area, 1, 2, ROLE_NOTICE, "%zu of %zu judged", m->n_judged, m->base.n);
    else
        area_putf(area, 1, 2, m->reviewed ? ROLE_NOTICE : ROLE_DIM,
                  "%zu project%s, programme %zu of %zu; %s; points on our scale; r: reviewed",
                  m->base.n, m->base.n == 1 ? "" : "s", n == 0 ? 0 : m->programme + 1, n,
                  m->reviewed ? "with reviewers' decisions" : "as computed");
    table_head(&m->table, area_cols(area_rows(area, 2, 1), 2, area.cols - 4));
}

/* What puts a row above the next one. */
static const char *above(const struct model *m, size_t row)
{
    enum rank_reason reason;
    const struct row *x = &m->rows[row];
    if (row + 1 >= m->base.n || !m->rows[row + 1].judged || x->entry.error != NULL ||
        m->rows[row + 1].entry.error != NULL)
        return "";
    rank_compare(&x->entry, &m->rows[row + 1].entry, &reason);
    return rank_reason_name(reason);
}

static void draw_row(const struct view *v, size_t at, struct area line)
{
    const struct model *m = v->data;
    const struct row *x = &m->rows[at];
    const struct rank_entry *e = &x->entry;
    struct arena *a = arena_new();
    bool sound = x->judged && e->error == NULL;
    const struct table_cell cells[COL_COUNT] = {
        [COL_RANK] = {ROLE_DIM, sound ? arena_printf(a, "%zu", at + 1) : ""},
        [COL_NAME] = {ROLE_TEXT, e->name != NULL ? e->name : x->id},
        [COL_COUNTRY] = {ROLE_DIM, e->country != NULL ? e->country : ""},
        [COL_VERDICT] = {sound ? verdict_role(e->verdict) : ROLE_DIM,
                         sound
                             ? arena_printf(a, "%s %s%s", verdict_mark(e->verdict),
                                            verdict_name(e->verdict), e->reviewed != 0 ? " r" : "")
                         : x->judged ? "E not read"
                                     : "..."},
        [COL_SCORE] = {ROLE_TEXT,
                       sound && !dec_is_zero(e->max) ? score_text(a, e->low, e->high, e->max) : ""},
        [COL_STOPS] = {e->stops != 0 ? ROLE_FAIL : ROLE_TEXT,
                       sound ? arena_printf(a, "%zu", e->stops) : ""},
        [COL_OPEN] = {ROLE_TEXT, sound ? arena_printf(a, "%zu", e->open) : ""},
        [COL_ABOVE] = {ROLE_DIM, sound ? above(m, at) : ""},
    };
    table_row(&m->table, cells, area_cols(line, 0, line.cols - 2));
    arena_free(a);
}

/* --- why one stands above another ------------------------------------------------------------- */

struct reasons {
    struct doc_view page; /* first */
    struct screens *screens;
    struct rank_job job;
    char *upper, *lower;
};

static const char *outcome(struct arena *a, const struct finding *f)
{
    if (!f->has_points)
        return status_words(f->status);
    return score_text(a, f->points_low, f->points_high, f->rule->max_points);
}

static const struct programme_result *judged(struct arena *a, const struct reasons *x,
                                             const char *id, struct diags *d)
{
    const struct dossier *p =
        store_dossier(x->screens->w->store, a, rulebook_catalogue(x->job.rulebook), id, d);
    return p != NULL ? rank_judge(a, &x->job, p, d) : NULL;
}

static void reasons_layout(struct view *v)
{
    struct reasons *x = v->data;
    struct doc *d = doc_view_start(v);
    struct diags *diags = diags_new(d->arena);
    const struct programme_result *p = judged(d->arena, x, x->upper, diags),
                                  *q = judged(d->arena, x, x->lower, diags);
    snprintf(v->title, sizeof v->title, "%.100s above %.100s", x->upper, x->lower);
    if (p == NULL || q == NULL) {
        doc_wrap(d, 0, ROLE_ERROR, first_error(d->arena, diags), false);
        return;
    }
    size_t n;
    const struct rank_difference *all = rank_differences(d->arena, p, q, &n);
    doc_heading(d, "%s: %zu check%s differ%s", x->job.programme->title, n, n == 1 ? "" : "s",
                n == 1 ? "s" : "");
    if (n == 0)
        doc_wrap(d, 0, ROLE_TEXT, "They come out alike; the ids alone put one first.", false);
    for (size_t i = 0; i < n; i++) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, status_role(all[i].x->status), status_mark(all[i].x->status));
        doc_wrap(d, 2, ROLE_STRONG,
                 arena_printf(d->arena, "%s: %s against %s", all[i].x->rule->title,
                              outcome(d->arena, all[i].x), outcome(d->arena, all[i].y)),
                 true);
        doc_wrap(d, 2, ROLE_TEXT, all[i].x->message, false);
        if (strcmp(all[i].x->message, all[i].y->message) != 0)
            doc_wrap(d, 2, ROLE_DIM, arena_printf(d->arena, "against: %s", all[i].y->message),
                     false);
    }
}

static void reasons_release(struct view *v)
{
    struct reasons *x = v->data;
    free(x->upper);
    free(x->lower);
    doc_view_release(v);
}

static const struct view_ops REASONS = {
    .keymap = MAP_CURES,
    .pager = true,
    .layout = reasons_layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .act = doc_view_act,
    .release = reasons_release,
};

static void open_reasons(struct view *v)
{
    struct model *m = v->data;
    size_t at = v->selected;
    if (at + 1 >= m->base.n || !m->rows[at + 1].judged || m->rows[at].entry.error != NULL ||
        m->rows[at + 1].entry.error != NULL) {
        views_say(v->stack, ROLE_NOTICE, "Choose one that stands above another");
        return;
    }
    struct reasons *x = doc_view_new(sizeof *x);
    x->screens = m->screens;
    x->job = job_of(m);
    x->upper = strdup(m->rows[at].id);
    x->lower = strdup(m->rows[at + 1].id);
    views_push(v->stack, &REASONS, x);
}

/* --- acting ----------------------------------------------------------------------------------- */

static void next_programme(struct view *v, int by)
{
    struct model *m = v->data;
    size_t n = rulebook_programmes(m->screens->w->rules);
    if (n < 2)
        return;
    m->programme = (m->programme + (by > 0 ? 1 : n - 1)) % n;
    load(m);
    v->selected = v->top = 0;
    view_stale(v);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    switch (a) {
    case ACT_OPEN:
        if (v->selected < m->base.n)
            project_enter(m->screens, m->rows[v->selected].id);
        return REACT_DONE;
    case ACT_WHY:
        open_reasons(v);
        return REACT_DONE;
    case ACT_AS_REVIEWED:
        m->reviewed = !m->reviewed;
        load(m);
        view_stale(v);
        return REACT_DONE;
    case ACT_NEXT_PART:
    case ACT_PREV_PART:
        next_programme(v, a == ACT_NEXT_PART ? 1 : -1);
        return REACT_DONE;
    default:
        return REACT_IGNORED;
    }
}

static const struct view_ops OPS = {
    .keymap = MAP_PORTFOLIO,
    .head_rows = 3,
    .layout = layout,
    .rows = list_view_rows,
    .draw_head = draw_head,
    .draw_row = draw_row,
    .act = act,
    .release = list_view_release,
};

void portfolio_open(struct screens *s)
{
    if (!workbench_load_rules(s->w)) {
        views_say(s->views, ROLE_ERROR, "E %s", s->w->rules_why);
        return;
    }
    struct model *m = list_view_new(sizeof *m);
    m->screens = s;
    struct view *v = views_push(s->views, &OPS, m);
    snprintf(v->title, sizeof v->title, "Portfolio of %.250s", s->w->places.workspace);
    load(m);
}

void portfolio_refresh(struct screens *s)
{
    struct view *v = views_find(s->views, &OPS);
    if (v == NULL)
        return;
    load(v->data);
    view_stale(v);
}

bool portfolio_idle(struct screens *s)
{
    struct view *v = s->views->top;
    if (v == NULL || v->ops != &OPS)
        return false;
    struct model *m = v->data;
    if (m->version != s->w->version) /* an answer was given meanwhile */
        load(m);
    if (m->n_judged >= m->base.n || programme_of(m) == NULL)
        return false;
    judge_next(v);
    s->views->dirty = true;
    return true;
}
