/* The clause register as a list: the documents, then the categories by group with their marks. */
#include "tui/screens/clauses.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/vec.h"
#include "tui/screens/screens.h"
#include "tui/widgets/list_view.h"
#include "tui/widgets/prompt.h"
#include "tui/widgets/table.h"

enum { COL_MARK, COL_TITLE, COL_STATUS, COL_WHERE, COL_FACTS, COL_COUNT };

struct row {
    const char *heading;                    /* of a group; else NULL */
    const struct clause_document *document; /* a document, or */
    const struct clause_line *line;         /* a category */
};

struct model {
    struct list_view base; /* first */
    struct screens *screens;
    const struct clause_register *reg;
    VEC(struct row) rows;
    struct column columns[COL_COUNT];
    struct table table;
    int filter;
    char needle[128];
};

static const struct column COLUMNS[COL_COUNT] = {
    [COL_MARK] = {"", 1, 1, 0, false},         [COL_TITLE] = {"Clause", 0, 0, 0, false},
    [COL_STATUS] = {"Status", 9, 9, 0, false}, [COL_WHERE] = {"Where", 14, 30, 1, false},
    [COL_FACTS] = {"Facts", 5, 5, 2, true},
};

static void add_documents(struct model *m)
{
    if (m->filter != CLAUSES_ALL || m->needle[0] != '\0')
        return;
    struct row heading = {.heading = "Documents"};
    if (m->reg->n_documents > 0)
        VEC_PUSH(m->base.arena, &m->rows, heading);
    for (size_t i = 0; i < m->reg->n_documents; i++) {
        struct row r = {.document = &m->reg->documents[i]};
        VEC_PUSH(m->base.arena, &m->rows, r);
    }
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    const struct dossier *d = m->screens->w->project.dossier;
    const struct clause_list *list = catalogue_clauses(dossier_catalogue(d));
    arena_reset(m->base.arena);
    m->rows.items = NULL;
    m->rows.n = m->rows.cap = 0;
    m->reg = clause_register(m->base.arena, d);
    add_documents(m);
    size_t group = SIZE_MAX;
    for (size_t i = 0; i < m->reg->n_lines; i++) {
        const struct clause_line *l = &m->reg->lines[i];
        if (!clauses_passes(m->base.arena, m->reg, l, m->filter, m->needle))
            continue;
        if (l->category->group != group) {
            group = l->category->group;
            struct row heading = {.heading = clause_list_group(list, group)->title};
            VEC_PUSH(m->base.arena, &m->rows, heading);
        }
        struct row r = {.line = l};
        VEC_PUSH(m->base.arena, &m->rows, r);
    }
    memcpy(m->columns, COLUMNS, sizeof m->columns);
    m->columns[COL_TITLE].min = v->cols * 2 / 5;
    table_layout(&m->table, m->columns, COL_COUNT, v->cols - 4);
    snprintf(v->title, sizeof v->title, "%.120s  Clauses", dossier_name(d));
}

static size_t rows(const struct view *v)
{
    const struct model *m = v->data;
    return m->rows.n;
}

static bool selectable(const struct view *v, size_t row)
{
    const struct model *m = v->data;
    return m->rows.items[row].heading == NULL;
}

static void draw_head(const struct view *v, struct area area)
{
    const struct model *m = v->data;
    const size_t *n = m->reg->counts;
    int col = area_put(area, 0, 2, ROLE_DIM, "Shown");
    col = area_put(area, 0, col + 1, m->filter == CLAUSES_ALL ? ROLE_TEXT : ROLE_STRONG,
                   clauses_filter_words(m->filter));
    if (m->needle[0] != '\0')
        col = area_putf(area, 0, col + 1, ROLE_STRONG, "with '%s'", m->needle);
    area_putf(area, 0, col + 3, ROLE_TEXT, "+ %zu   ! %zu   x %zu   ? %zu   %zu gaps",
              n[CLAUSE_PRESENT], n[CLAUSE_AMBIGUOUS], n[CLAUSE_ABSENT], n[CLAUSE_NOT_READ],
              m->reg->n_gaps);
    if (m->reg->n_documents == 0)
        area_put(area, 1, 2, ROLE_STRONG, "Nothing has been read; d names a contract or a law.");
    else if (m->rows.n == 0)
        area_put(area, 1, 2, ROLE_STRONG, "No clause passes; c takes the filters off.");
    else
        area_put(area, 1, 2, ROLE_DIM, "+ present  ! ambiguous  x absent  ? not read  # differ");
    table_head(&m->table, area_cols(area_rows(area, 2, 1), 2, area.cols - 4));
}

/* "agreement art. 14", or how many documents. */
static const char *where_of(struct arena *a, const struct clause_line *l)
{
    if (l->n_entries == 0)
        return "";
    if (l->n_entries > 1)
        return arena_printf(a, "%zu documents", l->n_entries);
    const struct clause_entry *e = l->entries[0];
    const char *article = e->fields[CLAUSE_ARTICLE];
    return article != NULL ? arena_printf(a, "art. %s, %s", article, e->document->id)
                           : e->document->id;
}

static void draw_document(const struct clause_document *d, struct area line)
{
    int col = area_put(line, 0, 4, ROLE_STRONG, d->name);
    area_putf(line, 0, col + 2, ROLE_DIM, "%zu present, %zu absent, %zu ambiguous",
              d->counts[CLAUSE_PRESENT], d->counts[CLAUSE_ABSENT], d->counts[CLAUSE_AMBIGUOUS]);
}

static void draw_row(const struct view *v, size_t row, struct area line)
{
    const struct model *m = v->data;
    const struct row *r = &m->rows.items[row];
    if (r->heading != NULL) {
        area_put(line, 0, 0, ROLE_HEADING, r->heading);
        return;
    }
    struct area body = area_cols(line, 0, line.cols - 2);
    if (r->document != NULL) {
        draw_document(r->document, body);
        return;
    }
    struct arena *a = arena_new();
    const struct clause_line *l = r->line;
    const char *facts = l->category->n_facts > 0 && l->n_entries > 0
                            ? arena_printf(a, "%zu/%zu", l->n_filled, l->category->n_facts)
                            : "";
    const struct table_cell cells[COL_COUNT] = {
        [COL_MARK] = {clause_role(l), clause_mark(l)},
        [COL_TITLE] = {ROLE_TEXT, l->category->title},
        [COL_STATUS] = {clause_role(l), l->conflict != NULL ? "differ" : clause_words(l->status)},
        [COL_WHERE] = {ROLE_DIM, where_of(a, l)},
        [COL_FACTS] = {ROLE_DIM, facts},
    };
    table_row(&m->table, cells, body);
    arena_free(a);
}

static bool match_row(const struct view *v, size_t row, const char *needle)
{
    const struct model *m = v->data;
    const struct row *r = &m->rows.items[row];
    struct arena *a = arena_new();
    bool found = r->line != NULL && clauses_passes(a, m->reg, r->line, CLAUSES_ALL, needle);
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

/* To the first row of the next group, or of the one before. */
static void go_group(struct view *v, int by)
{
    const struct model *m = v->data;
    size_t at = v->selected;
    if (by > 0) {
        while (at < m->rows.n && m->rows.items[at].heading == NULL)
            at++;
        at++;
    } else {
        while (at > 0 && m->rows.items[at].heading == NULL)
            at--;
        if (at > 0)
            at--;
        while (at > 0 && m->rows.items[at].heading == NULL)
            at--;
        at++;
    }
    if (at < m->rows.n)
        view_select(v, at);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    const struct row *r = v->selected < m->rows.n ? &m->rows.items[v->selected] : NULL;
    switch (a) {
    case ACT_OPEN:
        if (r != NULL && r->line != NULL)
            clause_open(m->screens, r->line->category->id, NULL);
        else if (r != NULL && r->document != NULL)
            clause_open(m->screens, NULL, r->document->id);
        return REACT_DONE;
    case ACT_ADD_DOCUMENT:
        clause_add_document(m->screens);
        return REACT_DONE;
    case ACT_STATUS:
        m->filter = clauses_next_filter(m->filter);
        v->selected = v->top = 0;
        view_stale(v);
        return REACT_DONE;
    case ACT_NEXT_PART:
    case ACT_PREV_PART:
        go_group(v, a == ACT_NEXT_PART ? 1 : -1);
        return REACT_DONE;
    case ACT_NARROW:
        prompt_open(v->stack, "Only clauses with", m->needle, narrow_typed, v);
        return REACT_DONE;
    case ACT_SHOW_ALL:
        m->filter = CLAUSES_ALL;
        view_narrow(v, "", m->needle, sizeof m->needle);
        return REACT_DONE;
    default:
        return REACT_IGNORED;
    }
}

static const struct view_ops OPS = {
    .keymap = MAP_CLAUSES,
    .head_rows = 3,
    .layout = layout,
    .rows = rows,
    .selectable = selectable,
    .draw_head = draw_head,
    .draw_row = draw_row,
    .match_row = match_row,
    .act = act,
    .release = list_view_release,
};

void clauses_open(struct screens *s)
{
    struct model *m = list_view_new(sizeof *m);
    m->screens = s;
    m->filter = CLAUSES_ALL;
    views_push(s->views, &OPS, m);
}
