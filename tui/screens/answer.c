/* One question at a time: the answer typed and checked, its evidence beside it, why it is asked and
 * what it would change below. */
#include "tui/screens/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "tui/screens/answer_reasons.h"
#include "tui/screens/screens.h"
#include "tui/widgets/doc.h"
#include "tui/widgets/prompt.h"

#define HEAD_ROWS 11
#define LABEL ANSWER_LABEL
#define DATE_COLS 11 /* a date and the cursor behind it */
#define PAGE_COLS 8

enum {
    ROW_SECTION,
    ROW_ASK,
    ROW_HELP = 3,
    ROW_ANSWER,
    ROW_MEANING,
    ROW_GRADE,
    ROW_DOCUMENT,
    ROW_QUOTE,
    ROW_NOTE
};

struct screen {
    struct screens *screens;
    struct answer_model *model;
    struct arena *arena;
    struct doc doc;
    char **ask, **help; /* wrapped */
    size_t n_ask, n_help;
};

static void layout(struct view *v)
{
    struct screen *x = v->data;
    const struct asked *asked = &x->model->asked;
    arena_reset(x->arena);
    int cols = v->cols - 3;
    size_t room = (size_t)(cols > 20 ? cols : 20);
    x->ask = text_wrap(x->arena, asked->ask, room, &x->n_ask);
    x->help = text_wrap(x->arena, asked->help != NULL ? asked->help : "", room, &x->n_help);
    const char *name = dossier_name(x->screens->w->project.dossier);
    if (asked->def == NULL)
        snprintf(v->title, sizeof v->title, "%.120s  Input %zu of %zu", name, x->model->at + 1,
                 x->model->n);
    else if (x->model->by_rank)
        snprintf(v->title, sizeof v->title, "%.120s  Question %zu by rank", name, x->model->at + 1);
    else
        snprintf(v->title, sizeof v->title, "%.120s  Question %zu of %zu", name, x->model->at + 1,
                 x->model->n);
    doc_start(&x->doc, x->arena, cols);
    answer_reasons(&x->doc, x->model);
}

/* --- the form -------------------------------------------------------------------------------- */

static enum role meaning_role(const struct answer_model *m)
{
    return m->kind == ANSWER_BAD ? ROLE_ERROR : ROLE_DIM;
}

struct place {
    int row, label, col, width;
};

/* Where a field's label and its text stand. */
static struct place place_of(enum answer_field field, int cols)
{
    static const int ROWS[FIELD_COUNT] = {
        [FIELD_ANSWER] = ROW_ANSWER, [FIELD_GRADE] = ROW_GRADE,   [FIELD_DOCUMENT] = ROW_DOCUMENT,
        [FIELD_PAGE] = ROW_DOCUMENT, [FIELD_DATE] = ROW_DOCUMENT, [FIELD_QUOTE] = ROW_QUOTE,
        [FIELD_NOTE] = ROW_NOTE};
    struct place p = {ROWS[field], 2, LABEL + 2, cols - LABEL - 4};
    int date = cols - 2 - DATE_COLS, page = date - 7 - PAGE_COLS;
    if (field == FIELD_DATE)
        p = (struct place){ROW_DOCUMENT, date - 6, date, DATE_COLS};
    else if (field == FIELD_PAGE)
        p = (struct place){ROW_DOCUMENT, page - 5, page, PAGE_COLS};
    else if (field == FIELD_DOCUMENT)
        p.width = page - 7 - p.col;
    if (p.width < 1)
        p.width = 1;
    return p;
}

static void draw_meaning(const struct screen *x, struct area area)
{
    const struct answer_model *m = x->model;
    struct arena *a = arena_new();
    const char *below = m->meaning;
    if (m->kind == ANSWER_BAD)
        below = arena_printf(a, "E %s", m->meaning);
    else if (below[0] == '\0')
        below = answer_allowed(a, &m->asked);
    if (m->from_draft && m->kind != ANSWER_BAD)
        below = arena_printf(a, "%s (typed earlier, not kept yet)", below);
    area_put(area, ROW_MEANING, LABEL + 2, meaning_role(m), below);
    arena_free(a);
}

static void draw_grades(const struct answer_model *m, struct area area)
{
    int col = LABEL + 2;
    for (int g = GRADE_ASSERTED; g <= GRADE_EXPERT; g++) {
        bool chosen = (enum grade)g == m->grade;
        col = area_putf(area, ROW_GRADE, col, chosen ? ROLE_STRONG : ROLE_DIM, "%s%s%s",
                        chosen ? "[" : " ", grade_name((enum grade)g), chosen ? "]" : " ");
    }
}

static void draw_fields(const struct answer_model *m, struct area area)
{
    static const char *const LABELS[FIELD_COUNT] = {
        [FIELD_ANSWER] = "Answer", [FIELD_GRADE] = "Grade", [FIELD_DOCUMENT] = "Document",
        [FIELD_PAGE] = "Page",     [FIELD_DATE] = "Dated",  [FIELD_QUOTE] = "Quote",
        [FIELD_NOTE] = "Note"};
    for (int i = 0; i < FIELD_COUNT; i++) {
        struct place p = place_of((enum answer_field)i, area.cols);
        area_put(area, p.row, p.label, ROLE_DIM, LABELS[i]);
        if (i == FIELD_GRADE)
            draw_grades(m, area);
        else
            line_edit_draw(&m->edits[i], area, p.row, p.col, p.width, ROLE_INPUT);
    }
    struct place here = place_of(m->field, area.cols);
    area_put(area, here.row, here.label > 2 ? here.label - 1 : 0, ROLE_MARKER, ">");
}

static void draw_head(const struct view *v, struct area area)
{
    const struct screen *x = v->data;
    const struct answer_model *m = x->model;
    area_put(area, ROW_SECTION, 2, ROLE_DIM, m->asked.name);
    if (m->asked.who != NULL) {
        char who[80];
        snprintf(who, sizeof who, "who knows: %s  ", m->asked.who);
        area_right(area, ROW_SECTION, ROLE_DIM, who);
    }
    for (size_t i = 0; i < x->n_ask && i < 2; i++)
        area_put(area, ROW_ASK + (int)i, 2, ROLE_STRONG, x->ask[i]);
    int row = ROW_ASK + (int)(x->n_ask < 2 ? x->n_ask : 2);
    for (size_t i = 0; i < x->n_help && row <= ROW_HELP; i++, row++)
        area_put(area, row, 2, ROLE_TEXT,
                 row == ROW_HELP && i + 1 < x->n_help ? arena_printf(x->arena, "%s ...", x->help[i])
                                                      : x->help[i]);
    draw_fields(m, area);
    draw_meaning(x, area);
    area_repeat(area, HEAD_ROWS - 1, 0, area.cols, ROLE_DIM, "─");
}

static void put_cursor(const struct view *v, struct canvas *c)
{
    const struct screen *x = v->data;
    const struct answer_model *m = x->model;
    struct place p = place_of(m->field, c->cols);
    int col = p.col;
    if (m->field != FIELD_GRADE) {
        struct canvas *scratch = canvas_new(1, c->cols);
        col = line_edit_draw(&m->edits[m->field], area_all(scratch), 0, p.col, p.width, ROLE_INPUT);
        canvas_free(scratch);
    }
    canvas_cursor(c, 1 + p.row, col);
}

static size_t rows(const struct view *v)
{
    const struct screen *x = v->data;
    return x->doc.lines.n;
}

static void draw_row(const struct view *v, size_t row, struct area line)
{
    const struct screen *x = v->data;
    doc_draw(&x->doc, row, area_cols(line, 1, line.cols - 1));
}

/* --- acting ---------------------------------------------------------------------------------- */

static void go(struct view *v, int by)
{
    struct screen *x = v->data;
    if (answer_step(x->model, by)) {
        v->selected = v->top = 0;
        view_stale(v);
    } else if (by > 0) {
        views_close(v->stack, v);
    } else {
        views_say(v->stack, ROLE_NOTICE, "This is the first question");
    }
}

static void keep(struct view *v)
{
    struct screen *x = v->data;
    struct views *vs = v->stack;
    const char *text;
    enum answer_result r = answer_keep(x->model, &text);
    if (r == ANSWER_REFUSED || r == ANSWER_EMPTY) {
        views_say(vs, r == ANSWER_REFUSED ? ROLE_ERROR : ROLE_NOTICE, "%s%s",
                  r == ANSWER_REFUSED ? "E " : "", text);
        views_stale(vs);
        return;
    }
    views_say(vs, ROLE_NOTICE, "%s", text);
    if (r == ANSWER_KEPT) {
        views_stale(vs);
        projects_refresh(x->screens);
    }
    go(v, 1);
}

static unsigned leave(struct view *v)
{
    struct screen *x = v->data;
    if (answer_keep_draft(x->model))
        views_say(v->stack, ROLE_NOTICE, "What was typed is kept as a draft, not as an answer");
    return REACT_CLOSE;
}

/* --- the reviewer's figure ---------------------------------------------------------------------
 */

static const char *why_draft(struct screen *x)
{
    return arena_printf(x->arena, "reviewer.%s", x->model->asked.name);
}

static void keep_why(struct screen *x, const char *text)
{
    struct workbench *w = x->screens->w;
    store_draft_put(w->store, w->project.id, why_draft(x), text, w->places.author,
                    diags_new(x->arena));
}

static void why_hung_up(void *data, const char *text)
{
    struct view *v = data;
    keep_why(v->data, text);
}

static void why_typed(void *data, const char *text)
{
    struct view *v = data;
    struct screen *x = v->data;
    struct answer_model *m = x->model;
    const char *why;
    if (text == NULL)
        return;
    if (!workbench_claim(x->screens->w, m->asked.name, m->edits[FIELD_ANSWER].text, text,
                         m->revision, &why)) {
        keep_why(x, text);
        views_say(v->stack, ROLE_ERROR, "E %s", why);
        return;
    }
    keep_why(x, NULL);
    views_say(v->stack, ROLE_NOTICE, "Kept as the reviewer's; the figure in use stays");
    projects_refresh(x->screens);
    answer_forget(m);
    views_stale(v->stack);
}

static void as_reviewer(struct view *v)
{
    struct screen *x = v->data;
    struct workbench *w = x->screens->w;
    if (x->model->kind == ANSWER_BAD || x->model->kind == ANSWER_UNKNOWN) {
        views_say(v->stack, ROLE_NOTICE, "Type the reviewer's figure first");
        return;
    }
    const char *draft =
        store_draft_get(w->store, x->arena, w->project.id, why_draft(x), w->places.author);
    const struct fact *f = dossier_fact(w->project.dossier, x->model->asked.name);
    prompt_open_kept(v->stack, "Why it differs",
                     draft != NULL                 ? draft
                     : f != NULL && f->why != NULL ? f->why
                                                   : "",
                     why_typed, why_hung_up, v);
}

static unsigned act(struct view *v, enum action a)
{
    struct screen *x = v->data;
    switch (a) {
    case ACT_AS_REVIEWER:
        as_reviewer(v);
        return REACT_DONE;
    case ACT_SAVE_ANSWER:
        keep(v);
        return REACT_DONE;
    case ACT_SAY_UNKNOWN:
    case ACT_SAY_NONE:
        answer_set_text(x->model, a == ACT_SAY_NONE ? "none" : "unknown");
        keep(v);
        return REACT_DONE;
    case ACT_CHOICE:
        if (!answer_choice(x->model))
            views_say(v->stack, ROLE_NOTICE, "There is no list to choose from: type the answer");
        view_stale(v);
        return REACT_DONE;
    case ACT_NEXT_PART:
    case ACT_PREV_PART:
        answer_move_field(x->model, a == ACT_NEXT_PART ? 1 : -1);
        return REACT_DONE;
    case ACT_SKIP:
    case ACT_PREV_QUESTION:
        answer_keep_draft(x->model);
        go(v, a == ACT_SKIP ? 1 : -1);
        return REACT_DONE;
    case ACT_BACK:
        return leave(v);
    default:
        return REACT_IGNORED;
    }
}

static unsigned key(struct view *v, uint32_t k)
{
    struct screen *x = v->data;
    if (answer_key(x->model, k))
        view_stale(v);
    return REACT_DONE;
}

static void hangup(struct view *v)
{
    struct screen *x = v->data;
    answer_keep_draft(x->model);
}

static void release(struct view *v)
{
    struct screen *x = v->data;
    answer_free(x->model);
    arena_free(x->arena);
    free(x);
}

static const struct view_ops OPS = {
    .keymap = MAP_ANSWER,
    .pager = true,
    .head_rows = HEAD_ROWS,
    .layout = layout,
    .rows = rows,
    .draw_head = draw_head,
    .draw_row = draw_row,
    .act = act,
    .key = key,
    .cursor = put_cursor,
    .hangup = hangup,
    .release = release,
};

void answer_open(struct screens *s, const char *const *facts, size_t n, size_t first, bool by_rank)
{
    struct screen *x = calloc(1, sizeof *x);
    if (x == NULL)
        abort();
    x->screens = s;
    x->arena = arena_new();
    x->model = answer_new(s->w, facts, n, first, by_rank);
    views_push(s->views, &OPS, x);
}

void answer_open_from(struct screens *s, const char *fact, const struct evidence *e)
{
    answer_open(s, &fact, 1, 0, false);
    struct screen *x = s->views->top->data;
    answer_from(x->model, e);
}

bool answer_idle(struct screens *s)
{
    struct view *v = s->views->top;
    if (v == NULL || v->ops != &OPS)
        return false;
    struct screen *x = v->data;
    if (!answer_work(x->model))
        return false;
    view_stale(v);
    return true;
}
