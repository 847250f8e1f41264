/* The list of projects: what there is, how far it is, where it stands. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/vec.h"
#include "core/base/yaml.h"
#include "tui/screens/export.h"
#include "tui/screens/marks.h"
#include "tui/screens/screens.h"
#include "tui/widgets/list_view.h"
#include "tui/widgets/prompt.h"
#include "tui/widgets/table.h"

/* A row: a project of the workspace, or a sample file that may be taken in. */
struct row {
    const char *id, *name, *country, *path; /* path: of a sample file, else NULL */
    const char *changed;
    size_t answers, asked, open_stops;
    bool assessed, failed;
    enum verdict verdicts[8];
    const char *programmes[8]; /* names of the agencies */
    size_t n_programmes;
};

struct model {
    struct list_view base; /* first */
    struct screens *screens;
    struct row *rows;
    size_t next;  /* to be assessed */
    bool samples; /* the rows are sample files: the workspace is empty */
    struct table table;
};

enum { COL_NAME, COL_COUNTRY, COL_VERDICTS, COL_STOPS, COL_ANSWERS, COL_CHANGED, COL_COUNT };

static const struct column COLUMNS[COL_COUNT] = {
    [COL_NAME] = {"Project", 14, 0, 0, false},      [COL_COUNTRY] = {"In", 2, 2, 0, false},
    [COL_VERDICTS] = {"Lenders", 15, 26, 0, false}, [COL_STOPS] = {"Stops", 5, 5, 1, true},
    [COL_ANSWERS] = {"Answered", 10, 10, 2, true},  [COL_CHANGED] = {"Changed", 10, 10, 3, false},
};

static const char *yaml_text(const struct yaml_node *root, const char *key)
{
    const struct yaml_node *n = root != NULL ? yaml_get(root, key) : NULL;
    return n != NULL && n->kind == YAML_SCALAR ? n->text : "";
}

/* The sample that a newcomer should open first. */
static const char FIRST_SAMPLE[] = "kutessay-ii.yaml";

static void put_first(struct row *rows, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const char *slash = strrchr(rows[i].path, '/');
        if (slash == NULL || strcmp(slash + 1, FIRST_SAMPLE) != 0)
            continue;
        struct row first = rows[i];
        memmove(rows + 1, rows, i * sizeof *rows);
        rows[0] = first;
        return;
    }
}

/* The sample projects that come with adit. */
static void load_samples(struct model *m)
{
    struct diags *d = diags_new(m->base.arena);
    const char *dir = arena_printf(m->base.arena, "%s/projects", m->screens->w->places.templates);
    size_t n;
    char **paths = file_list(m->base.arena, dir, ".yaml", &n, d);
    m->rows = ARENA_ARRAY(m->base.arena, n, struct row);
    m->samples = true;
    for (size_t i = 0; i < n; i++) {
        const struct yaml_node *root = yaml_load_file(m->base.arena, paths[i], NULL, d);
        m->rows[m->base.n++] = (struct row){.id = yaml_text(root, "project"),
                                            .name = yaml_text(root, "name"),
                                            .country = yaml_text(root, "country"),
                                            .path = paths[i]};
    }
    put_first(m->rows, m->base.n);
}

static void load(struct model *m)
{
    arena_reset(m->base.arena);
    m->rows = NULL;
    m->base.n = m->next = 0;
    m->samples = false;
    struct diags *d = diags_new(m->base.arena);
    size_t n;
    const struct store_project *p = store_projects(m->screens->w->store, m->base.arena, &n, d);
    if (!diags_ok(d))
        views_say(m->screens->views, ROLE_ERROR, "%s", first_error(m->base.arena, d));
    if (n == 0) {
        load_samples(m);
        return;
    }
    m->rows = ARENA_ARRAY(m->base.arena, n, struct row);
    for (size_t i = 0; i < n; i++)
        m->rows[m->base.n++] = (struct row){.id = p[i].id,
                                            .name = p[i].name,
                                            .country = p[i].country,
                                            .answers = p[i].n_facts,
                                            .changed = p[i].updated_at};
}

static size_t stops(const struct assessment *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_findings; i++)
        n += finding_is_stop(&s->findings[i]);
    return n;
}

/* One mark an agency: that of the programme that is open widest. */
static void add_verdict(struct row *r, const char *agency, enum verdict v)
{
    size_t i = 0;
    while (i < r->n_programmes && strcmp(r->programmes[i], agency) != 0)
        i++;
    if (i == sizeof r->programmes / sizeof *r->programmes)
        return;
    if (i == r->n_programmes) {
        r->programmes[r->n_programmes++] = agency;
        r->verdicts[i] = v;
    } else if (verdict_width(v) > verdict_width(r->verdicts[i])) {
        r->verdicts[i] = v;
    }
}

static void assess_row(struct model *m, struct row *r)
{
    struct workbench *w = m->screens->w;
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const struct dossier *dossier =
        store_dossier(w->store, a, rulebook_catalogue(w->rules), r->id, d);
    r->assessed = true;
    r->failed = dossier == NULL;
    if (dossier != NULL) {
        const struct econ_result *e = econ_run(a, dossier, w->econ, NULL, NULL);
        const struct assessment *s = assess(a, w->rules, dossier, w->places.as_of, e);
        r->open_stops = stops(s);
        r->answers = r->asked = 0;
        for (size_t i = 0; i < s->n_sections; i++) {
            r->answers += s->sections[i].answered;
            r->asked += s->sections[i].asked;
        }
        for (size_t i = 0; i < s->n_programmes; i++)
            add_verdict(r, programme_short(m->base.arena, s->programmes[i].programme),
                        s->programmes[i].verdict);
    }
    arena_free(a);
}

/* --- view ------------------------------------------------------------------------------------ */

static void layout(struct view *v)
{
    struct model *m = v->data;
    table_layout(&m->table, COLUMNS, COL_COUNT, v->cols - 4);
}

static void draw_head(const struct view *v, struct area area)
{
    const struct model *m = v->data;
    if (m->samples && m->base.n != 0) {
        area_put(area, 0, 2, ROLE_STRONG, "This workspace has no project yet.");
        area_put(area, 1, 2, ROLE_TEXT, "Enter opens the selected sample; s takes all of them in.");
    } else if (m->samples) {
        area_put(area, 0, 2, ROLE_STRONG, "This workspace has no project yet.");
        area_put(area, 1, 2, ROLE_TEXT, "i takes a project file in.");
    } else {
        table_head(&m->table, area_cols(area_rows(area, 1, 1), 2, area.cols - 4));
    }
}

static void draw_verdicts(const struct row *r, struct area cell)
{
    int col = 0;
    for (size_t i = 0; i < r->n_programmes && col < cell.cols; i++) {
        col = area_put(cell, 0, col, verdict_role(r->verdicts[i]), verdict_mark(r->verdicts[i]));
        col = area_put(cell, 0, col + 1, ROLE_TEXT, r->programmes[i]) + 2;
    }
}

static void draw_row(const struct view *v, size_t row, struct area line)
{
    const struct model *m = v->data;
    const struct row *r = &m->rows[row];
    if (m->samples) {
        int col = area_field(line, 0, 0, 22, ROLE_TEXT, r->name);
        col = area_field(line, 0, col + 2, 2, ROLE_DIM, r->country);
        const char *file = strrchr(r->path, '/');
        area_put(line, 0, col + 2, ROLE_DIM, file != NULL ? file + 1 : r->path);
        return;
    }
    char stops_text[24] = "", answers[48], changed[11] = "";
    if (r->assessed && !r->failed)
        snprintf(stops_text, sizeof stops_text, "%zu", r->open_stops);
    if (r->asked != 0)
        snprintf(answers, sizeof answers, "%zu of %zu", r->answers, r->asked);
    else
        snprintf(answers, sizeof answers, "%zu", r->answers);
    if (r->changed != NULL)
        snprintf(changed, sizeof changed, "%.10s", r->changed);
    const struct table_cell cells[COL_COUNT] = {
        [COL_NAME] = {ROLE_TEXT, r->name},
        [COL_COUNTRY] = {ROLE_TEXT, r->country},
        [COL_VERDICTS] = {ROLE_DIM, ""},
        [COL_STOPS] = {r->open_stops != 0 ? ROLE_FAIL : ROLE_TEXT, stops_text},
        [COL_ANSWERS] = {ROLE_TEXT, answers},
        [COL_CHANGED] = {ROLE_DIM, changed},
    };
    table_row(&m->table, cells, area_cols(line, 0, line.cols - 2));
    int at = m->table.widths[COL_NAME] + m->table.widths[COL_COUNTRY] + 4;
    draw_verdicts(r, area_cols(line, at, m->table.widths[COL_VERDICTS]));
}

static bool take_in(struct model *m, const char *path, const char **id)
{
    struct arena *a = arena_new();
    const char *why = "", *got = "";
    bool ok = workbench_import(m->screens->w, a, path, &got, &why);
    if (!ok)
        views_say(m->screens->views, ROLE_ERROR, "E %s", why);
    else if (id != NULL)
        *id = arena_strdup(m->screens->w->rules_arena, got);
    arena_free(a);
    return ok;
}

static void take_all_samples(struct model *m)
{
    struct model files = {.screens = m->screens, .base = {.arena = arena_new()}};
    load_samples(&files);
    size_t taken = 0;
    bool ok = true;
    for (size_t i = 0; i < files.base.n && ok; i++) {
        ok = take_in(m, files.rows[i].path, NULL);
        taken += ok;
    }
    arena_free(files.base.arena);
    if (ok)
        views_say(m->screens->views, ROLE_NOTICE, "Took in %zu sample project%s", taken,
                  taken == 1 ? "" : "s");
    load(m);
}

static void open_row(struct view *v)
{
    struct model *m = v->data;
    if (v->selected >= m->base.n)
        return;
    const char *id = m->rows[v->selected].id;
    if (m->samples) {
        if (!take_in(m, m->rows[v->selected].path, &id))
            return;
        load(m);
        view_stale(v);
    }
    project_enter(m->screens, id);
}

static void import_typed(void *data, const char *path)
{
    struct screens *s = data;
    if (path != NULL && path[0] != '\0')
        projects_import(s, path);
}

static void ask_export(struct view *v)
{
    struct model *m = v->data;
    const char *why;
    if (m->samples || v->selected >= m->base.n)
        return;
    const char *id = m->rows[v->selected].id;
    if (!workbench_project(m->screens->w, id, &why)) {
        views_say(v->stack, ROLE_ERROR, "E %s", why);
        return;
    }
    export_ask(m->screens, "Write the project to", ".yaml", project_export);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    switch (a) {
    case ACT_OPEN:
        open_row(v);
        return REACT_DONE;
    case ACT_IMPORT:
        prompt_open(v->stack, "Take in the project file", "", import_typed, m->screens);
        return REACT_DONE;
    case ACT_SAMPLES:
        take_all_samples(m);
        view_stale(v);
        return REACT_DONE;
    case ACT_PORTFOLIO:
        if (m->samples)
            views_say(v->stack, ROLE_NOTICE, "There is no project to rank yet");
        else
            portfolio_open(m->screens);
        return REACT_DONE;
    case ACT_EXPORT:
        ask_export(v);
        return REACT_DONE;
    default:
        return REACT_IGNORED;
    }
}

static const struct view_ops OPS = {
    .keymap = MAP_PROJECTS,
    .head_rows = 2,
    .layout = layout,
    .rows = list_view_rows,
    .draw_head = draw_head,
    .draw_row = draw_row,
    .act = act,
    .release = list_view_release,
};

void projects_open(struct screens *s)
{
    struct model *m = list_view_new(sizeof *m);
    m->screens = s;
    struct view *v = views_push(s->views, &OPS, m);
    snprintf(v->title, sizeof v->title, "Projects in %.250s%s", s->w->places.workspace,
             store_is_read_only(s->w->store) ? " (read only)" : "");
    load(m);
}

bool projects_idle(struct screens *s)
{
    if (!s->w->rules_tried) {
        if (!workbench_load_rules(s->w))
            views_say(s->views, ROLE_ERROR, "E %s", s->w->rules_why);
        return true;
    }
    struct view *v = views_find(s->views, &OPS);
    if (v == NULL || s->w->rules == NULL || s->views->top != v)
        return false;
    struct model *m = v->data;
    if (m->samples || m->next >= m->base.n)
        return false;
    assess_row(m, &m->rows[m->next++]);
    s->views->dirty = true;
    return true;
}

void projects_refresh(struct screens *s)
{
    struct view *v = views_find(s->views, &OPS);
    if (v == NULL)
        return;
    load(v->data);
    view_stale(v);
}

void projects_import(struct screens *s, const char *path)
{
    struct view *v = views_find(s->views, &OPS);
    if (v == NULL || !take_in(v->data, path, NULL))
        return;
    views_say(s->views, ROLE_NOTICE, "Took in %s", path);
    projects_refresh(s);
}

void project_export(struct screens *s, const char *path)
{
    struct strbuf text;
    strbuf_init(&text, 0);
    dossier_write_yaml(s->w->project.dossier, &text);
    export_file(s, path, &text);
}

void project_enter(struct screens *s, const char *id)
{
    const char *why;
    if (workbench_project(s->w, id, &why))
        overview_open(s);
    else
        views_say(s->views, ROLE_ERROR, "E %s", why);
}
