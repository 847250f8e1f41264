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

#define HEAD_ROWS 10
#define LABEL ANSWER_LABEL

enum {
    ROW_SECTION,
    ROW_ASK,
    ROW_HELP = 3,
    ROW_ANSWER,
    ROW_MEANING,
    ROW_GRADE,
    ROW_DOCUMENT,
    ROW_NOTE
};

struct screen {
    struct screens *screens;
    struct answer_model *model;
    struct arena *arena;
    struct doc doc;
    char **ask, **help; /* wrapped */
    size_t n_ask, n_help;
    char title[200];
};

static void layout(struct view *v)
{
    struct screen *x = v->data;
    const struct fact_def *def = answer_def(x->model);
    arena_reset(x->arena);
    int cols = v->cols - 3;
    size_t room = (size_t)(cols > 20 ? cols : 20);
    x->ask = text_wrap(x->arena, def->ask, room, &x->n_ask);
    x->help = text_wrap(x->arena, def->help != NULL ? def->help : "", room, &x->n_help);
    const char *name = dossier_name(x->screens->w->project.dossier);
    if (x->model->by_rank)
        snprintf(x->title, sizeof x->title, "%.120s  Question %zu by rank", name, x->model->at + 1);
    else
        snprintf(x->title, sizeof x->title, "%.120s  Question %zu of %zu", name, x->model->at + 1,
                 x->model->n);
    doc_start(&x->doc, x->arena, cols);
    answer_reasons(&x->doc, x->model);
}

/* --- the form -------------------------------------------------------------------------------- */

static const char *title(const struct view *v)
{
    const struct screen *x = v->data;
    return x->title;
}

static enum role meaning_role(const struct answer_model *m)
{
    return m->kind == ANSWER_BAD ? ROLE_ERROR : ROLE_DIM;
}

static void draw_answer(const struct screen *x, struct area area)
{
    const struct answer_model *m = x->model;
    const struct fact_def *def = answer_def(m);
    int width = area.cols - LABEL - 4;
    area_put(area, ROW_ANSWER, 2, ROLE_DIM, "Answer");
    line_edit_draw(&m->edits[FIELD_ANSWER], area, ROW_ANSWER, LABEL + 2, width, ROLE_INPUT);
    struct arena *a = arena_new();
    const char *below = m->meaning;
    if (m->kind == ANSWER_BAD)
        below = arena_printf(a, "E %s", m->meaning);
    else if (below[0] == '\0')
        below = answer_allowed(a, def);
    else if (m->from_draft && strcmp(m->edits[FIELD_ANSWER].text, m->initial) != 0)
        below = arena_printf(a, "%s (typed earlier, not kept yet)", below);
    area_put(area, ROW_MEANING, LABEL + 2, meaning_role(m), below);
    arena_free(a);
}

static void draw_grades(const struct answer_model *m, struct area area)
{
    area_put(area, ROW_GRADE, 2, ROLE_DIM, "Grade");
    int col = LABEL + 2;
    for (int g = GRADE_ASSERTED; g <= GRADE_EXPERT; g++) {
        bool chosen = (enum grade)g == m->grade;
        col = area_putf(area, ROW_GRADE, col, chosen ? ROLE_STRONG : ROLE_DIM, "%s%s%s",
                        chosen ? "[" : " ", grade_name((enum grade)g), chosen ? "]" : " ");
    }
}

static void draw_head(const struct view *v, struct area area)
{
    const struct screen *x = v->data;
    const struct answer_model *m = x->model;
    const struct fact_def *def = answer_def(m);
    area_put(area, ROW_SECTION, 2, ROLE_DIM, def->name);
    if (def->who != NULL) {
        char who[80];
        snprintf(who, sizeof who, "who knows: %s  ", def->who);
        area_right(area, ROW_SECTION, ROLE_DIM, who);
    }
    for (size_t i = 0; i < x->n_ask && i < 2; i++)
        area_put(area, ROW_ASK + (int)i, 2, ROLE_STRONG, x->ask[i]);
    int row = ROW_ASK + (int)(x->n_ask < 2 ? x->n_ask : 2);
    for (size_t i = 0; i < x->n_help && row <= ROW_HELP; i++, row++)
        area_put(area, row, 2, ROLE_TEXT,
                 row == ROW_HELP && i + 1 < x->n_help ? arena_printf(x->arena, "%s ...", x->help[i])
                                                      : x->help[i]);
    draw_answer(x, area);
    draw_grades(m, area);
    int half = (area.cols - 4) * 2 / 3;
    area_put(area, ROW_DOCUMENT, 2, ROLE_DIM, "Document");
    line_edit_draw(&m->edits[FIELD_DOCUMENT], area, ROW_DOCUMENT, LABEL + 2, half - LABEL - 2,
                   ROLE_INPUT);
    area_put(area, ROW_DOCUMENT, half + 2, ROLE_DIM, "Page");
    line_edit_draw(&m->edits[FIELD_PAGE], area, ROW_DOCUMENT, half + 7, area.cols - half - 9,
                   ROLE_INPUT);
    area_put(area, ROW_NOTE, 2, ROLE_DIM, "Note");
    line_edit_draw(&m->edits[FIELD_NOTE], area, ROW_NOTE, LABEL + 2, area.cols - LABEL - 4,
                   ROLE_INPUT);
    static const int MARKER_ROWS[FIELD_COUNT] = {ROW_ANSWER, ROW_GRADE, ROW_DOCUMENT, ROW_DOCUMENT,
                                                 ROW_NOTE};
    area_put(area, MARKER_ROWS[m->field], m->field == FIELD_PAGE ? half + 1 : 0, ROLE_MARKER, ">");
    area_repeat(area, HEAD_ROWS - 1, 0, area.cols, ROLE_DIM, "─");
}

static void put_cursor(const struct view *v, struct canvas *c)
{
    const struct screen *x = v->data;
    const struct answer_model *m = x->model;
    int cols = c->cols, half = (cols - 4) * 2 / 3, row = 1, col = LABEL + 2;
    struct canvas *scratch = canvas_new(1, cols);
    struct area line = area_all(scratch);
    switch (m->field) {
    case FIELD_GRADE:
        row += ROW_GRADE;
        break;
    case FIELD_DOCUMENT:
        row += ROW_DOCUMENT;
        col = line_edit_draw(&m->edits[FIELD_DOCUMENT], line, 0, col, half - LABEL - 2, ROLE_INPUT);
        break;
    case FIELD_PAGE:
        row += ROW_DOCUMENT;
        col = line_edit_draw(&m->edits[FIELD_PAGE], line, 0, half + 7, cols - half - 9, ROLE_INPUT);
        break;
    case FIELD_NOTE:
        row += ROW_NOTE;
        col = line_edit_draw(&m->edits[FIELD_NOTE], line, 0, col, cols - LABEL - 4, ROLE_INPUT);
        break;
    default:
        row += ROW_ANSWER;
        col = line_edit_draw(&m->edits[FIELD_ANSWER], line, 0, col, cols - LABEL - 4, ROLE_INPUT);
        break;
    }
    canvas_free(scratch);
    canvas_cursor(c, row, col);
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

static unsigned act(struct view *v, enum action a)
{
    struct screen *x = v->data;
    switch (a) {
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
    answer_key(x->model, k);
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
    .title = title,
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

bool answer_idle(struct screens *s)
{
    struct view *v = s->views->top;
    if (v == NULL || v->ops != &OPS)
        return false;
    struct screen *x = v->data;
    if (x->model->outcomes != NULL)
        return false;
    answer_outcomes(x->model);
    view_stale(v);
    return true;
}
