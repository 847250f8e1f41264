/* The list of findings with its filters. */
#include "tui/screens/findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/assess/review.h"
#include "core/base/utf8.h"
#include "tui/screens/marks.h"
#include "tui/screens/screens.h"
#include "tui/widgets/prompt.h"
#include "tui/widgets/table.h"

enum { COL_MARK, COL_SEVERITY, COL_TITLE, COL_STATUS, COL_AREA, COL_COUNT };

struct model {
    struct screens *screens;
    struct arena *arena;
    const struct finding **list;
    size_t n;
    struct findings_filter filter;
    char needle[128];
    char *area, *programme;
    struct column columns[COL_COUNT]; /* with the room that the title needs here */
    struct table table;
    const char *count; /* the line below the filters */
};

static const struct column COLUMNS[COL_COUNT] = {
    [COL_MARK] = {"", 1, 1, 0, false},         [COL_SEVERITY] = {"Severity", 8, 8, 0, false},
    [COL_TITLE] = {"Finding", 0, 0, 0, false}, [COL_STATUS] = {"Status", 11, 11, 2, false},
    [COL_AREA] = {"Area", 16, 22, 3, false},
};

static void layout(struct view *v)
{
    struct model *m = v->data;
    const struct assessment *s = m->screens->w->project.assessment;
    arena_reset(m->arena);
    m->filter.needle = m->needle;
    m->filter.area = m->area;
    m->filter.programme = m->programme;
    m->list = findings_pick(m->arena, s, &m->filter, &m->n);
    size_t hidden = findings_hidden(s, &m->filter);
    m->count = m->n == 0 ? "No finding passes these filters; c takes them off."
                         : findings_count(m->arena, m->list, m->n);
    if (hidden != 0)
        m->count = arena_printf(m->arena, "%s   - %zu n/a, hidden", m->count, hidden);
    memcpy(m->columns, COLUMNS, sizeof m->columns);
    m->columns[COL_TITLE].min = v->cols * 3 / 4;
    table_layout(&m->table, m->columns, COL_COUNT, v->cols - 4);
    const struct programme *p =
        m->programme != NULL ? rulebook_find_programme(s->rulebook, m->programme) : NULL;
    snprintf(v->title, sizeof v->title, "%.120s  %.120s", dossier_name(s->dossier),
             p != NULL       ? p->title
             : m->filter.law ? arena_printf(m->arena, "Law of %s", dossier_country(s->dossier))
                             : "Findings");
}

static size_t rows(const struct view *v)
{
    const struct model *m = v->data;
    return m->n;
}

static void draw_head(const struct view *v, struct area area)
{
    const struct model *m = v->data;
    const struct findings_filter *f = &m->filter;
    int col = area_put(area, 0, 2, ROLE_DIM, "Severity");
    bool all = f->severity < 0 || f->severity == SEV_INFO;
    col = area_putf(area, 0, col + 1, all ? ROLE_TEXT : ROLE_STRONG, "%s%s",
                    all ? "all" : rule_severity_name((enum rule_severity)f->severity),
                    all || f->severity == SEV_BLOCKING ? "" : " and above");
    col = area_put(area, 0, col + 3, ROLE_DIM, "Status");
    col = area_put(area, 0, col + 1, f->status == FINDINGS_APPLICABLE ? ROLE_TEXT : ROLE_STRONG,
                   f->status == FINDINGS_APPLICABLE ? "applicable"
                   : f->status == FINDINGS_ALL      ? "all"
                                                    : status_words((enum status)f->status));
    col = area_put(area, 0, col + 3, ROLE_DIM, "Area");
    col = area_put(area, 0, col + 1, m->area == NULL ? ROLE_TEXT : ROLE_STRONG,
                   m->area == NULL ? "all" : m->area);
    if (m->needle[0] != '\0')
        area_putf(area, 0, col + 3, ROLE_STRONG, "with '%s'", m->needle);
    table_head(&m->table, area_cols(area_rows(area, 2, 1), 2, area.cols - 4));
    area_field(area, 1, 2, area.cols - 2, m->n == 0 ? ROLE_STRONG : ROLE_TEXT, m->count);
}

/* "[waived] Title": the decision first, so that a narrow screen does not cut it off. */
static const char *title_of(struct arena *a, const struct assessment *s, const struct finding *f)
{
    struct check_review r;
    if (!finding_review(a, s->dossier, f, s->as_of, &r))
        return f->rule->title;
    static const char *const STATES[] = {"", ", outdated", ", not yet", ", expired"};
    return arena_printf(a, "[%s%s] %s", review_decision_words(a, &r.given), STATES[r.state],
                        f->rule->title);
}

static void draw_row(const struct view *v, size_t row, struct area line)
{
    const struct model *m = v->data;
    const struct finding *f = m->list[row];
    struct arena *a = arena_new();
    const struct table_cell cells[COL_COUNT] = {
        [COL_MARK] = {status_role(f->status), status_mark(f->status)},
        [COL_SEVERITY] = {f->rule->severity == SEV_BLOCKING ? ROLE_STRONG : ROLE_TEXT,
                          rule_severity_name(f->rule->severity)},
        [COL_TITLE] = {ROLE_TEXT, title_of(a, m->screens->w->project.assessment, f)},
        [COL_STATUS] = {status_role(f->status),
                        f->status == STATUS_NOT_APPLICABLE ? "n/a" : status_words(f->status)},
        [COL_AREA] = {ROLE_DIM, f->rule->pack},
    };
    table_row(&m->table, cells, area_cols(line, 0, line.cols - 2));
    arena_free(a);
}

static bool match_row(const struct view *v, size_t row, const char *needle)
{
    const struct model *m = v->data;
    return finding_has(m->list[row], needle);
}

static void refilter(struct view *v)
{
    v->selected = v->top = 0;
    view_stale(v);
}

static void narrow_typed(void *data, const char *text)
{
    struct view *v = data;
    struct model *m = v->data;
    view_narrow(v, text, m->needle, sizeof m->needle);
}

/* applicable, fail, conditional, error, unknown, pass, not applicable, all, applicable */
static int next_status(int status)
{
    static const int ORDER[] = {FINDINGS_APPLICABLE,   STATUS_FAIL,    STATUS_CONDITIONAL,
                                STATUS_ERROR,          STATUS_UNKNOWN, STATUS_PASS,
                                STATUS_NOT_APPLICABLE, FINDINGS_ALL};
    size_t n = sizeof ORDER / sizeof ORDER[0];
    for (size_t i = 0; i < n; i++)
        if (ORDER[i] == status)
            return ORDER[(i + 1) % n];
    return FINDINGS_APPLICABLE;
}

static void next_area(struct view *v)
{
    struct model *m = v->data;
    const char *next = findings_next_area(m->screens->w->project.assessment, m->area);
    char *copy = next != NULL ? strdup(next) : NULL;
    free(m->area);
    m->area = copy;
    refilter(v);
}

static void show_all(struct view *v)
{
    struct model *m = v->data;
    free(m->area);
    m->area = NULL;
    m->needle[0] = '\0';
    m->filter.severity = -1;
    m->filter.status = FINDINGS_APPLICABLE;
    refilter(v);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    switch (a) {
    case ACT_OPEN:
        if (v->selected < m->n)
            detail_open(m->screens, m->list[v->selected]->rule->id);
        return REACT_DONE;
    case ACT_SEVERITY:
        m->filter.severity = m->filter.severity >= SEV_LOW ? -1 : m->filter.severity + 1;
        refilter(v);
        return REACT_DONE;
    case ACT_STATUS:
        m->filter.status = next_status(m->filter.status);
        refilter(v);
        return REACT_DONE;
    case ACT_AREA:
        next_area(v);
        return REACT_DONE;
    case ACT_NARROW:
        prompt_open(v->stack, "Only findings with", m->needle, narrow_typed, v);
        return REACT_DONE;
    case ACT_SHOW_ALL:
        show_all(v);
        return REACT_DONE;
    default:
        return REACT_IGNORED;
    }
}

static void release(struct view *v)
{
    struct model *m = v->data;
    arena_free(m->arena);
    free(m->area);
    free(m->programme);
    free(m);
}

static const struct view_ops OPS = {
    .keymap = MAP_FINDINGS,
    .head_rows = 3,
    .layout = layout,
    .rows = rows,
    .draw_head = draw_head,
    .draw_row = draw_row,
    .match_row = match_row,
    .act = act,
    .release = release,
};

static struct model *push(struct screens *s)
{
    struct model *m = calloc(1, sizeof *m);
    if (m == NULL)
        abort();
    m->screens = s;
    m->arena = arena_new();
    m->filter.severity = -1;
    m->filter.status = FINDINGS_APPLICABLE;
    views_push(s->views, &OPS, m);
    return m;
}

void findings_open(struct screens *s, const char *programme)
{
    struct model *m = push(s);
    m->programme = programme != NULL ? strdup(programme) : NULL;
}

void findings_open_law(struct screens *s)
{
    push(s)->filter.law = true;
}
