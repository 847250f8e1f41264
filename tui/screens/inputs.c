/* What the economics take, as a list: what is missing and needed, what is given with its proof,
 * what else may be given. Enter edits one; value and return stand above and follow each answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "tui/screens/marks.h"
#include "tui/screens/screens.h"
#include "tui/screens/verdicts.h"
#include "tui/widgets/list_view.h"
#include "tui/widgets/prompt.h"
#include "tui/widgets/table.h"

enum { COL_MARK, COL_NAME, COL_VALUE, COL_UNIT, COL_SOURCE, COL_COUNT };

static const struct column COLUMNS[COL_COUNT] = {
    [COL_MARK] = {"", 1, 1, 0, false},
    [COL_NAME] = {"Input", 24, 40, 0, false},
    [COL_VALUE] = {"Value", 12, 20, 0, true},
    [COL_UNIT] = {"Unit", 6, 8, 0, false},
    [COL_SOURCE] = {"Grade, source", 22, 0, 1, false},
};

struct model {
    struct list_view base; /* first */
    struct screens *screens;
    const struct econ_field **list;
    struct table table;
    struct verdict_line verdict;
    char needle[128];
};

static bool is_given(const struct econ_field *f)
{
    return f->fact != NULL && f->fact->value.kind != FEEL_UNKNOWN;
}

/* "economics." goes without saying. */
static const char *short_name(const struct econ_field *f)
{
    return strchr(f->name, '.') + 1;
}

/* The proof of what is given; why the rest is needed, or what it takes. */
static const char *source_of(struct arena *a, const struct econ_field *f)
{
    if (f->needed != NULL)
        return f->needed;
    if (!is_given(f))
        return f->hint != NULL ? f->hint : "";
    const struct evidence *e = &f->fact->evidence;
    const char *grade = grade_name(f->fact->grade);
    if (e->document != NULL)
        return arena_printf(a, "%s, %s%s%s", grade, e->document, e->page != NULL ? " p. " : "",
                            e->page != NULL ? e->page : "");
    return f->fact->note != NULL ? arena_printf(a, "%s, %s", grade, f->fact->note) : grade;
}

static bool has(struct arena *a, const struct econ_field *f, const char *needle)
{
    const char *text = arena_printf(a, "%s %s", f->name, source_of(a, f));
    return strstr(utf8_lower(a, text), needle) != NULL;
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    const struct assessment *s = m->screens->w->project.assessment;
    arena_reset(m->base.arena);
    size_t n;
    const struct econ_field *all = econ_fields(m->base.arena, s->dossier, s->economics, &n);
    m->list = ARENA_ARRAY(m->base.arena, n, const struct econ_field *);
    m->base.n = 0;
    for (size_t i = 0; i < n; i++)
        if (m->needle[0] == '\0' || has(m->base.arena, &all[i], m->needle))
            m->list[m->base.n++] = &all[i];
    m->verdict = economics_verdict(m->base.arena, s);
    table_layout(&m->table, COLUMNS, COL_COUNT, v->cols - 4);
    snprintf(v->title, sizeof v->title, "%.120s  Inputs%s", dossier_name(s->dossier),
             m->needle[0] != '\0' ? ", narrowed" : "");
}

static void draw_head(const struct view *v, struct area area)
{
    const struct model *m = v->data;
    area_put(area, 0, 2, status_role(m->verdict.status), status_mark(m->verdict.status));
    area_field(area, 0, 4, area.cols - 4, ROLE_STRONG, m->verdict.text);
    if (m->needle[0] != '\0')
        area_putf(area, 1, 2, ROLE_NOTICE, "Only inputs with '%s'; c shows all", m->needle);
    else
        area_put(area, 1, 2, ROLE_DIM, "? missing and needed, + given; the others may be given");
    table_head(&m->table, area_cols(area_rows(area, 2, 1), 2, area.cols - 4));
}

static void draw_row(const struct view *v, size_t row, struct area line)
{
    const struct model *m = v->data;
    const struct econ_field *f = m->list[row];
    struct arena *a = arena_new();
    bool given = is_given(f);
    const struct table_cell cells[COL_COUNT] = {
        [COL_MARK] = {given ? ROLE_PASS : ROLE_UNKNOWN, given               ? "+"
                                                        : f->needed != NULL ? "?"
                                                                            : " "},
        [COL_NAME] = {f->needed != NULL ? ROLE_STRONG : ROLE_TEXT, short_name(f)},
        [COL_VALUE] = {ROLE_TEXT, given ? fact_display(a, NULL, f->fact->value) : ""},
        [COL_UNIT] = {ROLE_DIM, f->unit != NULL ? f->unit : ""},
        [COL_SOURCE] = {f->needed != NULL ? ROLE_TEXT : ROLE_DIM, source_of(a, f)},
    };
    table_row(&m->table, cells, area_cols(line, 0, line.cols - 2));
    arena_free(a);
}

static bool match_row(const struct view *v, size_t row, const char *needle)
{
    const struct model *m = v->data;
    struct arena *a = arena_new();
    bool found = has(a, m->list[row], needle);
    arena_free(a);
    return found;
}

/* --- acting ---------------------------------------------------------------------------------- */

static void narrow_typed(void *data, const char *text)
{
    struct view *v = data;
    struct model *m = v->data;
    view_narrow(v, text, m->needle, sizeof m->needle);
}

static int part_of(const struct econ_field *f)
{
    return f->needed != NULL ? 0 : is_given(f) ? 1 : 2;
}

/* To the first row of the next part, or of the one before. */
static void go_part(struct view *v, int by)
{
    const struct model *m = v->data;
    size_t at = v->selected;
    if (m->base.n == 0)
        return;
    int part = part_of(m->list[at]);
    if (by > 0) {
        while (at < m->base.n && part_of(m->list[at]) == part)
            at++;
    } else {
        while (at > 0 && part_of(m->list[at]) == part)
            at--;
        while (at > 0 && part_of(m->list[at - 1]) == part_of(m->list[at]))
            at--;
    }
    if (at < m->base.n)
        view_select(v, at);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    switch (a) {
    case ACT_OPEN:
        if (v->selected < m->base.n)
            answer_open(m->screens, &m->list[v->selected]->name, 1, 0, false);
        return REACT_DONE;
    case ACT_ECONOMICS:
        return REACT_CLOSE;
    case ACT_NEXT_PART:
    case ACT_PREV_PART:
        go_part(v, a == ACT_NEXT_PART ? 1 : -1);
        return REACT_DONE;
    case ACT_NARROW:
        prompt_open(v->stack, "Only inputs with", m->needle, narrow_typed, v);
        return REACT_DONE;
    case ACT_SHOW_ALL:
        view_narrow(v, "", m->needle, sizeof m->needle);
        return REACT_DONE;
    default:
        return REACT_IGNORED;
    }
}

static const struct view_ops OPS = {
    .keymap = MAP_INPUTS,
    .head_rows = 3,
    .layout = layout,
    .rows = list_view_rows,
    .draw_head = draw_head,
    .draw_row = draw_row,
    .match_row = match_row,
    .act = act,
    .release = list_view_release,
};

void inputs_open(struct screens *s)
{
    struct model *m = list_view_new(sizeof *m);
    m->screens = s;
    views_push(s->views, &OPS, m);
}
