/* The questions as a list: by rank (open ones that can change an outcome) or by section (all). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/base/vec.h"
#include "tui/screens/screens.h"
#include "tui/widgets/prompt.h"
#include "tui/widgets/table.h"

struct row {
    const struct fact_def *def; /* NULL: the heading of a section */
    const char *section;
    const char *answer; /* as displayed; NULL: open */
    int settles;        /* -1: not ranked */
};

enum { COL_MARK, COL_ASK, COL_ANSWER, COL_WHO, COL_SETTLES, COL_COUNT };

struct model {
    struct screens *screens;
    struct arena *arena;
    VEC(struct row) rows;
    struct column columns[COL_COUNT]; /* with the room that the question needs here */
    struct table table;
    bool by_rank;
    char *section; /* only this one; NULL: all */
    char needle[128];
};

static const struct column BY_RANK[COL_COUNT] = {
    [COL_MARK] = {"", 1, 1, 0, false},
    [COL_ASK] = {"Question", 0, 0, 0, false},
    [COL_ANSWER] = {"Section", 12, 14, 3, false},
    [COL_WHO] = {"Who knows", 9, 9, 1, false},
    [COL_SETTLES] = {"Settles", 7, 7, 0, true},
};

static const struct column BY_SECTION[COL_COUNT] = {
    [COL_MARK] = {"", 1, 1, 0, false},           [COL_ASK] = {"Question", 0, 0, 0, false},
    [COL_ANSWER] = {"Answer", 16, 24, 0, false}, [COL_WHO] = {"Who knows", 9, 9, 1, false},
    [COL_SETTLES] = {"Settles", 7, 7, 2, true},
};

/* Has the needle (lower case) in the question, the name or the answer? */
static bool has(const struct model *m, const struct fact_def *def, const char *answer,
                const char *needle)
{
    const char *text =
        arena_printf(m->arena, "%s %s %s", def->name, def->ask, answer != NULL ? answer : "");
    return strstr(utf8_lower(m->arena, text), needle) != NULL;
}

static const char *answer_of(const struct model *m, const struct fact_def *def)
{
    const struct fact *f = dossier_fact(m->screens->w->project.dossier, def->name);
    if (f == NULL || f->value.kind == FEEL_UNKNOWN)
        return NULL;
    return fact_display(m->arena, def, f->value);
}

static void add(struct model *m, const struct fact_def *def, int settles)
{
    const char *answer = answer_of(m, def);
    if (!has(m, def, answer, m->needle))
        return;
    struct row r = {def, fact_section(m->arena, def->name), answer, settles};
    VEC_PUSH(m->arena, &m->rows, r);
}

static int settles_of(const struct question *q, size_t n, const struct fact_def *def)
{
    for (size_t i = 0; i < n; i++)
        if (q[i].def == def)
            return q[i].settles;
    return -1;
}

static void load_sections(struct model *m, const struct question *q, size_t n)
{
    const struct catalogue *c = dossier_catalogue(m->screens->w->project.dossier);
    for (size_t s = 0; s < catalogue_sections(c); s++) {
        const char *section = catalogue_section(c, s);
        if (m->section != NULL && strcmp(section, m->section) != 0)
            continue;
        size_t before = m->rows.n;
        struct row heading = {.section = section};
        VEC_PUSH(m->arena, &m->rows, heading);
        for (size_t i = 0; i < catalogue_count(c); i++) {
            const struct fact_def *def = catalogue_at(c, i);
            if (def->ask != NULL && !def->derived &&
                strcmp(fact_section(m->arena, def->name), section) == 0)
                add(m, def, settles_of(q, n, def));
        }
        if (m->rows.n == before + 1)
            m->rows.n = before;
    }
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    size_t n;
    const struct question *q = workbench_questions(m->screens->w, &n);
    arena_reset(m->arena);
    m->rows.items = NULL;
    m->rows.n = m->rows.cap = 0;
    if (m->by_rank)
        for (size_t i = 0; i < n; i++)
            add(m, q[i].def, q[i].settles);
    else
        load_sections(m, q, n);
    memcpy(m->columns, m->by_rank ? BY_RANK : BY_SECTION, sizeof m->columns);
    m->columns[COL_ASK].min = m->by_rank ? v->cols * 5 / 8 : v->cols / 2;
    table_layout(&m->table, m->columns, COL_COUNT, v->cols - 4);
    snprintf(v->title, sizeof v->title, "%.100s  Questions %s%.40s",
             dossier_name(m->screens->w->project.dossier), m->by_rank ? "by rank" : "by section",
             m->needle[0] != '\0' ? ", narrowed" : "");
}

static size_t rows(const struct view *v)
{
    const struct model *m = v->data;
    return m->rows.n;
}

static bool selectable(const struct view *v, size_t row)
{
    const struct model *m = v->data;
    return m->rows.items[row].def != NULL;
}

static void draw_head(const struct view *v, struct area area)
{
    const struct model *m = v->data;
    if (m->needle[0] != '\0')
        area_putf(area, 0, 2, ROLE_NOTICE, "Only questions with '%s'; c shows all", m->needle);
    else if (m->by_rank && m->rows.n == 0)
        area_put(area, 0, 2, ROLE_STRONG,
                 "No open question can change an outcome; o lists all by section.");
    else if (m->by_rank)
        area_put(area, 0, 2, ROLE_DIM, "Open questions, the most decisive first");
    else
        area_put(area, 0, 2, ROLE_DIM, "+ answered, ? open and able to change an outcome");
    table_head(&m->table, area_cols(area_rows(area, 1, 1), 2, area.cols - 4));
}

static void draw_row(const struct view *v, size_t row, struct area line)
{
    const struct model *m = v->data;
    const struct row *r = &m->rows.items[row];
    if (r->def == NULL) {
        area_put(line, 0, 0, ROLE_HEADING, r->section);
        return;
    }
    char settles[24] = "";
    if (r->settles >= 0)
        snprintf(settles, sizeof settles, "%d", r->settles);
    bool open = r->answer == NULL;
    const char *middle = m->by_rank ? r->section : open ? "" : r->answer;
    const struct table_cell cells[COL_COUNT] = {
        [COL_MARK] = {open ? ROLE_UNKNOWN : ROLE_PASS, !open             ? "+"
                                                       : r->settles >= 0 ? "?"
                                                                         : " "},
        [COL_ASK] = {ROLE_TEXT, r->def->ask},
        [COL_ANSWER] = {m->by_rank ? ROLE_DIM : ROLE_TEXT, middle},
        [COL_WHO] = {ROLE_DIM, r->def->who},
        [COL_SETTLES] = {ROLE_TEXT, settles},
    };
    table_row(&m->table, cells, area_cols(line, 0, line.cols - 2));
}

static bool match_row(const struct view *v, size_t row, const char *needle)
{
    const struct model *m = v->data;
    const struct row *r = &m->rows.items[row];
    return has(m, r->def, r->answer, needle);
}

static void open_row(struct view *v)
{
    struct model *m = v->data;
    if (v->selected >= m->rows.n)
        return;
    if (m->by_rank) {
        answer_open(m->screens, &m->rows.items[v->selected].def->name, 1, 0, true);
        return;
    }
    const char **names = ARENA_ARRAY(m->arena, m->rows.n, const char *);
    size_t n = 0, first = 0;
    for (size_t i = 0; i < m->rows.n; i++) {
        if (m->rows.items[i].def == NULL)
            continue;
        if (i == v->selected)
            first = n;
        names[n++] = m->rows.items[i].def->name;
    }
    answer_open(m->screens, names, n, first, false);
}

static void narrow_typed(void *data, const char *text)
{
    struct view *v = data;
    struct model *m = v->data;
    view_narrow(v, text, m->needle, sizeof m->needle);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    switch (a) {
    case ACT_OPEN:
        open_row(v);
        return REACT_DONE;
    case ACT_ORDER:
        m->by_rank = !m->by_rank;
        v->selected = v->top = 0;
        view_stale(v);
        return REACT_DONE;
    case ACT_NARROW:
        prompt_open(v->stack, "Only questions with", m->needle, narrow_typed, v);
        return REACT_DONE;
    case ACT_SHOW_ALL:
        m->needle[0] = '\0';
        free(m->section);
        m->section = NULL;
        view_stale(v);
        return REACT_DONE;
    default:
        return REACT_IGNORED;
    }
}

static void release(struct view *v)
{
    struct model *m = v->data;
    arena_free(m->arena);
    free(m->section);
    free(m);
}

static const struct view_ops OPS = {
    .keymap = MAP_QUESTIONS,
    .head_rows = 2,
    .layout = layout,
    .rows = rows,
    .selectable = selectable,
    .draw_head = draw_head,
    .draw_row = draw_row,
    .match_row = match_row,
    .act = act,
    .release = release,
};

void questions_open(struct screens *s, const char *section)
{
    struct model *m = calloc(1, sizeof *m);
    if (m == NULL)
        abort();
    m->screens = s;
    m->arena = arena_new();
    m->by_rank = section == NULL;
    m->section = section != NULL ? strdup(section) : NULL;
    views_push(s->views, &OPS, m);
}
