/* One project: the three verdicts, stops, what to ask next, completeness. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/assess/review.h"
#include "core/base/vec.h"
#include "core/evidence/clauses.h"
#include "tui/screens/export.h"
#include "tui/screens/format.h"
#include "tui/screens/marks.h"
#include "tui/screens/screens.h"
#include "tui/screens/verdicts.h"
#include "tui/widgets/doc_view.h"

#define STOPS_SHOWN 6
#define PROGRAMMES_SHOWN 5
#define QUESTIONS_SHOWN 5
#define NAME_COLS 14 /* of a verdict */

enum target_kind {
    TO_PROGRAMME,
    TO_PROGRAMMES,
    TO_FINDING,
    TO_FINDINGS,
    TO_QUESTION,
    TO_SECTION,
    TO_LAW,
    TO_ECONOMICS,
    TO_CLAUSES
};

/* What Enter on a line opens. */
struct target {
    enum target_kind kind;
    const char *name; /* of programme, rule or section; in the project's arena */
    size_t index;     /* of a question */
};

struct model {
    struct doc_view page; /* first */
    struct screens *screens;
    VEC(struct target) targets;
};

static int target(struct model *m, enum target_kind kind, const char *name, size_t index)
{
    struct target t = {kind, name, index};
    VEC_PUSH(m->page.arena, &m->targets, t);
    return (int)m->targets.n - 1;
}

static double part_of(struct dec n, struct dec max)
{
    double whole = dec_to_double(max);
    return whole > 0 ? dec_to_double(n) / whole : 0;
}

static void add_verdict(struct model *m, int tag, const char *name, struct verdict_line v)
{
    struct doc *d = &m->page.doc;
    int room = d->cols - NAME_COLS - 2;
    doc_line(d, tag);
    doc_field(d, 0, 1, status_role(v.status), status_mark(v.status));
    doc_field(d, 2, NAME_COLS - 2, ROLE_STRONG, name);
    doc_field(d, NAME_COLS, room, ROLE_TEXT, v.text);
}

/* The three verdicts, each with its mark in words; the programmes stand under the third. */
static void add_verdicts(struct model *m, const struct assessment *s)
{
    const char *law = arena_printf(m->page.arena, "Law of %s", dossier_country(s->dossier));
    doc_heading(&m->page.doc, "Verdicts");
    add_verdict(m, target(m, TO_LAW, NULL, 0), law, law_verdict(m->page.arena, s));
    add_verdict(m, target(m, TO_ECONOMICS, NULL, 0), "Economics",
                economics_verdict(m->page.arena, s));
    add_verdict(m, target(m, TO_FINDINGS, NULL, 0), "Financing",
                financing_verdict(m->page.arena, s));
}

static void add_programme(struct model *m, const struct programme_result *p)
{
    struct doc *d = &m->page.doc;
    bool wide = d->cols > 66; /* else the verdict alone */
    int room = d->cols - 4 - 14 - (wide ? 18 : 0);
    int bar = room > 50 ? room - 44 : 0;
    if (bar > 20)
        bar = 20;
    int name = room - (bar > 0 ? bar + 2 : 0);
    doc_line(d, target(m, TO_PROGRAMME, p->programme->id, 0));
    doc_field(d, 2, 1, verdict_role(p->verdict), verdict_mark(p->verdict));
    doc_field(d, 4, name - 2, ROLE_STRONG, p->programme->title);
    doc_field(d, name + 4, 13, verdict_role(p->verdict), verdict_name(p->verdict));
    if (p->n_scores != 0 && wide) {
        doc_field(d, name + 18, 18, ROLE_TEXT,
                  score_text(m->page.arena, p->score_low, p->score_high, p->score_max));
        doc_bar(d, name + 38, bar, ROLE_TEXT, part_of(p->score_low, p->score_max),
                part_of(p->score_high, p->score_max));
    }
}

/* Is another programme of the same lender open wider, or as wide with less to ask? */
static bool is_outdone(const struct assessment *s, size_t i)
{
    const struct programme_result *p = &s->programmes[i];
    for (size_t k = 0; k < s->n_programmes; k++) {
        const struct programme_result *q = &s->programmes[k];
        if (k == i || !same_lender(p->programme, q->programme))
            continue;
        int by = verdict_width(q->verdict) - verdict_width(p->verdict);
        if (by > 0 ||
            (by == 0 && (q->n_missing < p->n_missing || (q->n_missing == p->n_missing && k < i))))
            return true;
    }
    return false;
}

/* All of a few; of many the widest door of each lender, and how many more there are. */
static void add_programmes(struct model *m, const struct assessment *s)
{
    struct doc *d = &m->page.doc;
    size_t shown = 0;
    for (size_t i = 0; i < s->n_programmes; i++) {
        if (s->n_programmes > PROGRAMMES_SHOWN && is_outdone(s, i))
            continue;
        add_programme(m, &s->programmes[i]);
        shown++;
    }
    if (shown < s->n_programmes) {
        doc_line(d, target(m, TO_PROGRAMMES, NULL, 0));
        doc_addf(d, 4, ROLE_DIM, "the widest door of each lender; p shows all %zu programmes",
                 s->n_programmes);
    }
    doc_blank(d);
}

/* What reviewers decided, and the verdicts that it would change; the computed ones stand above. */
static void add_reviews(struct model *m, const struct assessment *s)
{
    struct doc *d = &m->page.doc;
    size_t n, in_force = 0;
    const struct check_review *all = assess_reviews(m->page.arena, s, &n);
    for (size_t i = 0; i < n; i++)
        in_force += all[i].state == REVIEW_IN_FORCE ? 1 : 0;
    if (n == 0)
        return;
    doc_heading(d, "Reviewers' decisions: %zu in force, %zu not", in_force, n - in_force);
    for (size_t i = 0; i < s->n_programmes; i++) {
        const struct programme_result *p = &s->programmes[i];
        size_t counted;
        enum verdict v = verdict_reviewed(m->page.arena, s->dossier, s->as_of, p, &counted);
        if (counted == 0)
            continue;
        doc_line(d, target(m, TO_PROGRAMME, p->programme->id, 0));
        doc_field(d, 2, 1, verdict_role(v), verdict_mark(v));
        doc_field(d, 4, d->cols - 4, ROLE_TEXT,
                  v == p->verdict
                      ? arena_printf(d->arena, "%s with and without them: %s", verdict_name(v),
                                     p->programme->title)
                      : arena_printf(d->arena, "%s with them, %s computed: %s", verdict_name(v),
                                     verdict_name(p->verdict), p->programme->title));
    }
    for (size_t i = 0; i < n; i++) {
        doc_line(d, target(m, TO_FINDING, all[i].finding->rule->id, 0));
        doc_field(d, 2, 1, status_role(all[i].finding->status),
                  status_mark(all[i].finding->status));
        doc_field(d, 4, d->cols - 4, ROLE_TEXT,
                  arena_printf(d->arena, "%s, %s: %s",
                               review_decision_words(d->arena, &all[i].given),
                               review_state_words(d->arena, &all[i]), all[i].finding->rule->title));
    }
    doc_blank(d);
}

static void add_findings(struct model *m, const struct assessment *s)
{
    static const enum status ORDER[] = {STATUS_FAIL, STATUS_CONDITIONAL, STATUS_UNKNOWN,
                                        STATUS_PASS, STATUS_ERROR};
    struct doc *d = &m->page.doc;
    size_t count[STATUS_COUNT] = {0}, n_stops = 0;
    for (size_t i = 0; i < s->n_findings; i++) {
        count[s->findings[i].status]++;
        n_stops += finding_is_stop(&s->findings[i]);
    }
    doc_heading(d, "Findings");
    doc_line(d, target(m, TO_FINDINGS, NULL, 0));
    for (size_t i = 0; i < sizeof ORDER / sizeof ORDER[0]; i++) {
        if (count[ORDER[i]] == 0 && ORDER[i] == STATUS_ERROR)
            continue;
        doc_add(d, i == 0 ? 0 : 3, status_role(ORDER[i]), status_mark(ORDER[i]));
        doc_addf(d, 1, ROLE_TEXT, "%zu %s", count[ORDER[i]], status_words(ORDER[i]));
    }
    doc_blank(d);
    doc_heading(d, n_stops == 0 ? "Stops: none" : "Stops");
    size_t shown = 0;
    for (size_t i = 0; i < s->n_findings && shown < STOPS_SHOWN; i++) {
        const struct finding *f = &s->findings[i];
        if (!finding_is_stop(f))
            continue;
        doc_line(d, target(m, TO_FINDING, f->rule->id, 0));
        doc_field(d, 0, 1, ROLE_FAIL, status_mark(STATUS_FAIL));
        doc_add(d, 1, ROLE_TEXT, f->rule->title);
        shown++;
    }
    if (n_stops > shown) {
        doc_line(d, target(m, TO_FINDINGS, NULL, 0));
        doc_addf(d, 2, ROLE_DIM, "and %zu more", n_stops - shown);
    }
    doc_blank(d);
}

/* Only of a project that has a register. */
static void add_clauses(struct model *m, const struct assessment *s)
{
    const struct clause_register *r = clause_register(m->page.arena, s->dossier);
    if (r->n_documents == 0)
        return;
    doc_heading(&m->page.doc, "Clauses");
    doc_line(&m->page.doc, target(m, TO_CLAUSES, NULL, 0));
    doc_addf(&m->page.doc, 2, ROLE_TEXT, "%zu present, %zu absent, %zu ambiguous; %zu gaps",
             r->counts[CLAUSE_PRESENT], r->counts[CLAUSE_ABSENT], r->counts[CLAUSE_AMBIGUOUS],
             r->n_gaps);
    doc_blank(&m->page.doc);
}

static void add_questions(struct model *m)
{
    struct doc *d = &m->page.doc;
    doc_heading(d, "Ask next");
    if (!m->screens->w->project.ranked) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 2, ROLE_DIM, "working out which answers would settle most");
        doc_blank(d);
        return;
    }
    size_t n;
    const struct question *q = workbench_questions(m->screens->w, &n);
    for (size_t i = 0; i < n && i < QUESTIONS_SHOWN; i++) {
        doc_line(d, target(m, TO_QUESTION, NULL, i));
        doc_number(d, 0, 1, ROLE_DIM, arena_printf(m->page.arena, "%zu", i + 1));
        doc_field(d, 2, d->cols - 2 - 24, ROLE_TEXT, q[i].def->ask);
        doc_field(d, d->cols - 22, 9, ROLE_DIM, q[i].def->who != NULL ? q[i].def->who : "");
        doc_field(d, d->cols - 12, 12, ROLE_DIM,
                  arena_printf(m->page.arena, "settles %d", q[i].settles));
    }
    if (n == 0) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 2, ROLE_TEXT, "No open question can change an outcome.");
    }
    doc_blank(d);
}

static void add_sections(struct model *m, const struct assessment *s)
{
    struct doc *d = &m->page.doc;
    size_t answered = 0, asked = 0;
    for (size_t i = 0; i < s->n_sections; i++) {
        answered += s->sections[i].answered;
        asked += s->sections[i].asked;
    }
    doc_heading(d, "Completeness: %zu of %zu facts that the checks read", answered, asked);
    for (size_t i = 0; i < s->n_sections; i++) {
        const struct section_completeness *c = &s->sections[i];
        if (c->asked == 0)
            continue;
        int bar = d->cols > 70 ? 30 : 16;
        doc_line(d, target(m, TO_SECTION, c->section, 0));
        doc_field(d, 0, 20, ROLE_TEXT, c->section);
        double part = (double)c->answered / (double)c->asked;
        doc_bar(d, 21, bar, ROLE_TEXT, part, part);
        doc_addf(d, 2, ROLE_TEXT, "%zu of %zu", c->answered, c->asked);
    }
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    const struct open_project *p = &m->screens->w->project;
    char date[DATE_TEXT_MAX];
    doc_view_start(v);
    m->targets.n = m->targets.cap = 0;
    m->targets.items = NULL;
    snprintf(v->title, sizeof v->title, "%.180s  %s  as of %s", dossier_name(p->dossier),
             dossier_country(p->dossier), date_text(m->screens->w->places.as_of, date));
    add_verdicts(m, p->assessment);
    add_programmes(m, p->assessment);
    add_reviews(m, p->assessment);
    add_findings(m, p->assessment);
    add_clauses(m, p->assessment);
    add_questions(m);
    add_sections(m, p->assessment);
}

static void open_target(struct model *m, const struct target *t)
{
    switch (t->kind) {
    case TO_PROGRAMME:
        findings_open(m->screens, t->name);
        break;
    case TO_PROGRAMMES:
        programmes_open(m->screens);
        break;
    case TO_FINDING:
        detail_open(m->screens, t->name);
        break;
    case TO_FINDINGS:
        findings_open(m->screens, NULL);
        break;
    case TO_QUESTION: {
        size_t n;
        const struct question *q = workbench_questions(m->screens->w, &n);
        if (t->index < n)
            answer_open(m->screens, &q[t->index].def->name, 1, 0, true);
        break;
    }
    case TO_SECTION:
        questions_open(m->screens, t->name);
        break;
    case TO_LAW:
        findings_open_law(m->screens);
        break;
    case TO_ECONOMICS:
        economics_open(m->screens);
        break;
    case TO_CLAUSES:
        clauses_open(m->screens);
        break;
    }
}

unsigned act_in_project(struct screens *s, enum action a)
{
    switch (a) {
    case ACT_ASK:
        questions_open(s, NULL);
        return REACT_DONE;
    case ACT_FINDINGS:
        findings_open(s, NULL);
        return REACT_DONE;
    case ACT_ECONOMICS:
        economics_open(s);
        return REACT_DONE;
    case ACT_PROGRAMMES:
        programmes_open(s);
        return REACT_DONE;
    case ACT_CLAUSES:
        clauses_open(s);
        return REACT_DONE;
    case ACT_COMPARE:
        compare_open(s);
        return REACT_DONE;
    case ACT_MEMO:
        memo_open(s);
        return REACT_DONE;
    default:
        return REACT_IGNORED;
    }
}

/* Of the programme or finding that is chosen. */
static void open_cures(struct view *v)
{
    struct model *m = v->data;
    int tag =
        v->selected < m->page.doc.lines.n ? m->page.doc.lines.items[v->selected].tag : DOC_NO_TAG;
    const struct target *t = tag != DOC_NO_TAG ? &m->targets.items[tag] : NULL;
    if (t != NULL && (t->kind == TO_PROGRAMME || t->kind == TO_FINDING))
        cures_open(m->screens, t->name);
    else
        views_say(v->stack, ROLE_NOTICE, "Choose a programme or a finding first");
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    if (a == ACT_CURES) {
        open_cures(v);
        return REACT_DONE;
    }
    if (a == ACT_OPEN) {
        int tag = v->selected < m->page.doc.lines.n ? m->page.doc.lines.items[v->selected].tag
                                                    : DOC_NO_TAG;
        if (tag != DOC_NO_TAG) {
            struct target t = m->targets.items[tag];
            open_target(m, &t);
        }
        return REACT_DONE;
    }
    if (a == ACT_EXPORT) {
        export_ask(m->screens, "Write the project to", ".yaml", project_export);
        return REACT_DONE;
    }
    unsigned done = doc_view_act(v, a);
    return done != REACT_IGNORED ? done : act_in_project(m->screens, a);
}

static const struct view_ops OPS = {
    .keymap = MAP_OVERVIEW,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .selectable = doc_view_selectable,
    .act = act,
    .release = doc_view_release,
};

void overview_open(struct screens *s)
{
    struct model *m = doc_view_new(sizeof *m);
    m->screens = s;
    views_push(s->views, &OPS, m);
}

bool overview_idle(struct screens *s)
{
    struct view *v = s->views->top;
    if (v == NULL || v->ops != &OPS || s->w->project.ranked)
        return false;
    size_t n;
    workbench_questions(s->w, &n);
    view_stale(v);
    return true;
}
