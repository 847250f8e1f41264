/* Economics: the annual statement by year, the cash flow as columns, the metrics with their notes;
 * for the file as it stands and for each case of it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/chart/chart.h"
#include "core/economics/charts.h"
#include "tui/screens/economics_parts.h"
#include "tui/screens/export.h"
#include "tui/screens/format.h"
#include "tui/screens/screens.h"
#include "tui/screens/statement.h"
#include "tui/widgets/chart.h"
#include "tui/widgets/doc.h"
#include "tui/widgets/prompt.h"

enum part { PART_STATEMENT, PART_CHART, PART_METRICS, PART_STUDY, PART_CASES, PART_COUNT };

#define HEAD_ROWS 3
#define TITLE_COLS 32
#define UNIT_COLS 6
#define YEAR_COLS 9

struct model {
    struct screens *screens;
    struct arena *arena;
    char *case_name; /* NULL: the file as it stands */
    const struct econ_result *e;
    const struct statement_line *lines;
    size_t n_lines;
    enum part part;
    size_t first_year; /* column at the left */
    struct canvas *chart;
    size_t chart_kind; /* of charts */
    struct doc doc;
    const char *why;
};

static size_t years_that_fit(const struct view *v)
{
    int room = v->cols - 2 - TITLE_COLS - UNIT_COLS - 1;
    return room > YEAR_COLS ? (size_t)(room / YEAR_COLS) : 1;
}

static void pan(struct view *v, int by)
{
    struct model *m = v->data;
    size_t fit = m->part == PART_STATEMENT ? years_that_fit(v) : 1;
    size_t n = (size_t)m->e->n_periods;
    size_t last = n > fit ? n - fit : 0;
    if (by < 0)
        m->first_year = m->first_year > 0 ? m->first_year - 1 : 0;
    else
        m->first_year = m->first_year < last ? m->first_year + 1 : last;
    view_stale(v);
}

/* --- metrics --------------------------------------------------------------------------------- */

static void metric(struct doc *d, const char *name, const char *a, const char *b, const char *c)
{
    int col = d->cols > 70 ? 34 : 26, width = (d->cols - col - 2) / 3;
    doc_line(d, DOC_NO_TAG);
    doc_field(d, 0, col - 1, ROLE_TEXT, name);
    doc_number(d, col, width, ROLE_TEXT, a);
    doc_number(d, col + width + 1, width, ROLE_TEXT, b);
    doc_number(d, col + 2 * width + 2, width, ROLE_TEXT, c);
}

static const char *irr_text(struct arena *a, const struct irr *irr)
{
    if (irr->n == 0)
        return "none";
    const char *text = percent_text(a, irr->roots[0]);
    return irr->n > 1 ? "several" : text;
}

static const char *years_text(struct arena *a, double years)
{
    return isnan(years) ? "never" : arena_printf(a, "%s years", figure_text(a, years, 1, 1));
}

static void add_metrics(struct model *m)
{
    struct doc *d = &m->doc;
    struct arena *a = m->arena;
    const struct econ_result *e = m->e;
    const struct econ_metrics *pre = &e->pre_tax, *post = &e->post_tax, *eq = &e->equity;
    bool debt = has_debt(e); /* else equity is the same as post-tax */
    doc_heading(d, "Metrics");
    metric(d, "", "pre-tax", "post-tax", debt ? "equity" : "");
    for (size_t i = 0; i < post->n_npv; i++) {
        const char *name = arena_printf(a, "NPV at %s", rate_text(a, post->npv[i].rate));
        metric(d, name, i < pre->n_npv ? money_text(a, e->currency, pre->npv[i].value) : "",
               money_text(a, e->currency, post->npv[i].value),
               debt && i < eq->n_npv ? money_text(a, e->currency, eq->npv[i].value) : "");
    }
    metric(d, "IRR", irr_text(a, &pre->irr), irr_text(a, &post->irr),
           debt ? irr_text(a, &eq->irr) : "");
    metric(d, "Payback from the first year", years_text(a, pre->payback_years),
           years_text(a, post->payback_years), debt ? years_text(a, eq->payback_years) : "");
    metric(d, "Profitability index", figure_text(a, pre->profitability_index, 1, 2),
           figure_text(a, post->profitability_index, 1, 2),
           debt ? figure_text(a, eq->profitability_index, 1, 2) : "");
    doc_blank(d);
}

static void fact_line(struct doc *d, const char *name, const char *value)
{
    doc_line(d, DOC_NO_TAG);
    doc_field(d, 0, 33, ROLE_TEXT, name);
    doc_add(d, 1, ROLE_TEXT, value);
}

static void add_others(struct model *m)
{
    struct doc *d = &m->doc;
    struct arena *a = m->arena;
    const struct econ_result *e = m->e;
    doc_heading(d, "Others");
    fact_line(d, "Prices", e->price_terms);
    fact_line(d, "Fiscal regime", e->regime != NULL ? e->regime : "none");
    if (!isnan(e->government_take))
        fact_line(d, "Government take, undiscounted", percent_text(a, e->government_take));
    if (!isnan(e->breakeven_factor))
        fact_line(d, "Post-tax NPV is zero at",
                  arena_printf(a, "%s of the prices used", percent_text(a, e->breakeven_factor)));
    if (e->dscr != NULL && !isnan(e->dscr_min))
        fact_line(d, "Lowest debt service cover", figure_text(a, e->dscr_min, 1, 2));
    if (!isnan(e->capex_per_annual_ore_t))
        fact_line(d, "Capital per t of ore a year",
                  money_text(a, e->currency, e->capex_per_annual_ore_t));
    if (!isnan(e->capex_per_annual_product_t))
        fact_line(d, "Capital per t of product a year",
                  money_text(a, e->currency, e->capex_per_annual_product_t));
    if (!isnan(e->opex_per_ore_t))
        fact_line(d, "Operating cost per t of ore", money_text(a, e->currency, e->opex_per_ore_t));
    doc_blank(d);
}

static void add_case(struct model *m)
{
    struct doc *d = &m->doc;
    if (m->case_name == NULL || m->why == NULL)
        return;
    doc_heading(d, "Case %s", m->case_name);
    doc_wrap(d, 0, ROLE_TEXT, m->why, false);
    doc_blank(d);
}

static void add_basket(struct model *m)
{
    struct doc *d = &m->doc;
    struct arena *a = m->arena;
    const struct econ_result *e = m->e;
    if (!e->has_basket)
        return;
    doc_heading(d, "Basket: %s %s per kg%s%s", e->currency, figure_text(a, e->basket_per_kg, 1, 2),
                e->basket_deck != NULL ? ", prices of " : "",
                e->basket_deck != NULL ? e->basket_deck : "");
    for (size_t i = 0; i < e->n_basket; i++) {
        const struct econ_basket_item *b = &e->basket[i];
        doc_line(d, DOC_NO_TAG);
        doc_field(d, 0, 8, ROLE_TEXT, b->oxide);
        doc_number(d, 9, 9, ROLE_TEXT,
                   arena_printf(a, "%s %%", figure_text(a, b->share_pct, 1, 2)));
        doc_number(d, 19, 12, ROLE_TEXT,
                   arena_printf(a, "%s/kg", figure_text(a, b->price_per_kg, 1, 2)));
        doc_number(d, 32, 9, ROLE_TEXT, percent_text(a, b->value_share));
        doc_add(d, 1, ROLE_DIM, "of value");
    }
    doc_blank(d);
}

static void add_notes(struct model *m)
{
    struct doc *d = &m->doc;
    if (m->e->n_notes == 0)
        return;
    doc_heading(d, "Notes");
    for (size_t i = 0; i < m->e->n_notes; i++) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_DIM, "•");
        doc_wrap(d, 2, ROLE_TEXT, m->e->notes[i], true);
    }
}

/* --- layout ---------------------------------------------------------------------------------- */

static void compute(struct model *m)
{
    struct workbench *w = m->screens->w;
    if (m->case_name == NULL) {
        m->e = w->project.assessment->economics;
        m->why = NULL;
        return;
    }
    struct econ_options options = {.case_name = m->case_name};
    m->e = econ_run(m->arena, w->project.dossier, w->econ, &options, NULL);
    m->why = case_why(m->arena, w->project.dossier, m->case_name);
}

/* Charts beside the cash flow by year, drawn as lines of text. */
typedef struct chart chart_maker(struct arena *a, const struct econ_result *e);
static chart_maker *const charts[] = {NULL, econ_chart_cash_flow, econ_chart_waterfall,
                                      econ_chart_dscr};

static void draw_lines(struct model *m, int rows, int cols)
{
    struct strbuf text;
    struct chart c = charts[m->chart_kind](m->arena, m->e);
    strbuf_init(&text, 0);
    chart_text(&c, cols > 40 ? cols : 40, &text);
    int n = 0;
    for (const char *p = text.buf; *p != '\0'; p++)
        n += *p == '\n';
    canvas_resize(m->chart, n > rows ? n : rows, cols);
    struct area area = area_all(m->chart);
    const char *line = text.buf;
    for (int row = 0; row < n; row++) {
        const char *end = strchr(line, '\n');
        area_put(area, row, 0, row == 0 ? ROLE_DIM : ROLE_TEXT,
                 arena_strndup(m->arena, line, (size_t)(end - line)));
        line = end + 1;
    }
    strbuf_release(&text);
}

static void draw_chart(struct model *m, int rows, int cols)
{
    if (m->chart_kind != 0 && m->e->complete) {
        draw_lines(m, rows > 0 ? rows : 1, cols);
        return;
    }
    canvas_resize(m->chart, rows > 0 ? rows : 1, cols);
    struct area area = area_all(m->chart);
    const double *flow = m->e->lines[LINE_NET_CASH_FLOW];
    if (flow == NULL)
        return;
    area_putf(area, 0, 0, ROLE_DIM, "Post-tax cash flow a year, %s m", m->e->currency);
    const struct column_chart c = {flow, (size_t)m->e->n_periods, m->e->first_year, 1e6};
    size_t n = column_chart_draw(&c, area_rows(area, 1, area.rows - 1), m->first_year);
    if (m->first_year + n < (size_t)m->e->n_periods)
        area_right(area, 0, ROLE_DIM, "more years to the right");
}

/* Without a cash flow every part shows what is missing. */
static bool shows_notes(const struct model *m)
{
    return m->part >= PART_METRICS || !m->e->complete;
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    arena_reset(m->arena);
    compute(m);
    v->pager = shows_notes(m) || m->part == PART_CHART;
    m->lines = statement_lines(m->arena, m->e, &m->n_lines);
    snprintf(v->title, sizeof v->title, "%.150s  Economics",
             dossier_name(m->screens->w->project.dossier));
    draw_chart(m, v->body_rows, v->cols - 3);
    doc_start(&m->doc, m->arena, v->cols - 3);
    if (m->part == PART_METRICS)
        add_case(m);
    if (m->e->complete && m->part == PART_METRICS) {
        add_metrics(m);
        add_others(m);
    }
    if (m->part == PART_METRICS)
        add_basket(m);
    if (m->e->complete && m->part == PART_STUDY)
        study_page(&m->doc, m->e, m->screens->w->project.dossier, m->screens->w->econ,
                   m->case_name);
    if (m->e->complete && m->part == PART_CASES)
        cases_page(&m->doc, m->screens->w->project.dossier, m->screens->w->econ);
    if (m->part < PART_STUDY || !m->e->complete)
        add_notes(m);
}

static size_t rows(const struct view *v)
{
    const struct model *m = v->data;
    if (shows_notes(m))
        return m->doc.lines.n;
    return m->part == PART_CHART ? (size_t)m->chart->rows : m->n_lines;
}

static void draw_case(const struct model *m, struct area area)
{
    if (m->case_name == NULL) {
        int col = area_put(area, 0, 1, ROLE_DIM, "Case");
        col = area_put(area, 0, col + 1, ROLE_STRONG, "as the file stands");
        area_put(area, 0, col + 3, ROLE_DIM, "c computes another case");
        return;
    }
    int col = area_put(area, 0, 1, ROLE_DIM, "Case");
    col = area_put(area, 0, col + 1, ROLE_CONDITIONAL, m->case_name);
    col = area_put(area, 0, col + 1, ROLE_CONDITIONAL, "! not the file as it stands:");
    area_put(area, 0, col + 1, ROLE_TEXT,
             m->why != NULL ? m->why : "some of its figures are changed");
}

static void draw_summary(const struct model *m, struct area area)
{
    struct arena *a = arena_new();
    const struct econ_result *e = m->e;
    if (!e->complete) {
        size_t n = econ_fields_needed(a, m->screens->w->project.dossier, e);
        int end = area_put(area, 1, 1, ROLE_UNKNOWN, "? no cash flow can be computed yet");
        if (m->case_name == NULL && n != 0)
            area_putf(area, 1, end, ROLE_TEXT, ": %zu input%s missing; i lists them", n,
                      n == 1 ? "" : "s");
        arena_free(a);
        return;
    }
    int col = 1;
    for (size_t i = 0; i < e->post_tax.n_npv; i++)
        if (e->post_tax.npv[i].rate == e->discount_rate)
            col = area_put(area, 1, col, ROLE_TEXT,
                           arena_printf(a, "NPV at %s: %s", rate_text(a, e->discount_rate),
                                        money_text(a, e->currency, e->post_tax.npv[i].value)));
    col = area_put(area, 1, col + 3, ROLE_TEXT,
                   arena_printf(a, "IRR %s", irr_text(a, &e->post_tax.irr)));
    col = area_put(area, 1, col + 3, ROLE_TEXT,
                   arena_printf(a, "payback %s", years_text(a, e->post_tax.payback_years)));
    area_put(area, 1, col + 3, ROLE_DIM, "post-tax");
    arena_free(a);
}

static void draw_head(const struct view *v, struct area area)
{
    const struct model *m = v->data;
    draw_case(m, area);
    draw_summary(m, area);
    if (m->part != PART_STATEMENT || !m->e->complete)
        return;
    area_put(area, 2, 2, ROLE_DIM, "Statement (g: given)");
    size_t fit = years_that_fit(v);
    for (size_t i = 0; i < fit && m->first_year + i < (size_t)m->e->n_periods; i++) {
        char year[16];
        snprintf(year, sizeof year, "%d", m->e->first_year + (int)(m->first_year + i));
        area_number(area, 2, 2 + TITLE_COLS + UNIT_COLS + (int)i * YEAR_COLS, YEAR_COLS, ROLE_DIM,
                    year);
    }
}

static void draw_line(const struct view *v, const struct statement_line *s, struct area line)
{
    const struct model *m = v->data;
    struct arena *a = arena_new();
    enum role role = s->strong ? ROLE_STRONG : ROLE_TEXT;
    area_field(line, 0, 0, TITLE_COLS - 2, role, s->title);
    if (s->given)
        area_put(line, 0, TITLE_COLS - 2, ROLE_DIM, "g");
    area_field(line, 0, TITLE_COLS, UNIT_COLS, ROLE_DIM, s->unit);
    size_t fit = years_that_fit(v);
    for (size_t i = 0; i < fit && m->first_year + i < (size_t)m->e->n_periods; i++) {
        double value = m->e->lines[s->line][m->first_year + i];
        area_number(line, 0, TITLE_COLS + UNIT_COLS + (int)i * YEAR_COLS, YEAR_COLS, role,
                    value == 0 ? "-" : figure_text(a, value, s->divide, s->digits));
    }
    arena_free(a);
}

static void draw_row(const struct view *v, size_t row, struct area line)
{
    const struct model *m = v->data;
    if (shows_notes(m)) {
        doc_draw(&m->doc, row, line);
        return;
    }
    if (m->part == PART_STATEMENT) {
        draw_line(v, &m->lines[row], line);
        return;
    }
    for (int col = 0; col < m->chart->cols; col++) {
        const struct cell *c = canvas_at(m->chart, (int)row, col);
        area_put(line, 0, col, (enum role)c->role, c->text);
    }
}

static bool match_row(const struct view *v, size_t row, const char *needle)
{
    const struct model *m = v->data;
    if (shows_notes(m))
        return doc_has(&m->doc, row, needle);
    if (m->part == PART_CHART)
        return false;
    struct arena *a = arena_new();
    bool found = strstr(utf8_lower(a, m->lines[row].title), needle) != NULL;
    arena_free(a);
    return found;
}

/* --- acting ---------------------------------------------------------------------------------- */

static void next_case_now(struct view *v)
{
    struct model *m = v->data;
    struct arena *a = arena_new();
    const char *next = next_case(a, m->screens->w->project.dossier, m->case_name);
    if (next == NULL && m->case_name == NULL)
        views_say(v->stack, ROLE_NOTICE, "The file names no other case");
    char *copy = next != NULL ? strdup(next) : NULL;
    free(m->case_name);
    m->case_name = copy;
    arena_free(a);
    m->first_year = 0;
    view_stale(v);
}

static void export_typed(void *data, const char *path)
{
    struct view *v = data;
    struct model *m = v->data;
    if (path == NULL || path[0] == '\0')
        return;
    struct strbuf text;
    strbuf_init(&text, 0);
    econ_csv(m->e, &text);
    export_file(m->screens, path, &text);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    switch (a) {
    case ACT_LEFT:
    case ACT_RIGHT:
        pan(v, a == ACT_LEFT ? -1 : 1);
        return REACT_DONE;
    case ACT_NEXT_PART:
    case ACT_PREV_PART: {
        int by = a == ACT_NEXT_PART ? 1 : PART_COUNT - 1;
        m->part = (enum part)(((int)m->part + by) % PART_COUNT);
        m->first_year = 0;
        v->selected = v->top = 0;
        view_stale(v);
        return REACT_DONE;
    }
    case ACT_INPUTS:
        inputs_open(m->screens);
        return REACT_DONE;
    case ACT_OPEN:
        if (!shows_notes(m) && m->part == PART_STATEMENT && v->selected < m->n_lines)
            trace_open(m->screens, m->case_name, m->lines[v->selected].line, (int)m->first_year);
        return REACT_DONE;
    case ACT_CHART:
        m->chart_kind = m->part == PART_CHART
                            ? (m->chart_kind + 1) % (sizeof charts / sizeof *charts)
                            : m->chart_kind;
        m->part = PART_CHART;
        m->first_year = 0;
        v->selected = v->top = 0;
        view_stale(v);
        return REACT_DONE;
    case ACT_RISK:
        risk_open(m->screens, m->case_name);
        return REACT_DONE;
    case ACT_SLIDERS:
        sliders_open(m->screens, m->case_name);
        return REACT_DONE;
    case ACT_CASE:
        next_case_now(v);
        return REACT_DONE;
    case ACT_EXPORT: {
        char path[256];
        snprintf(path, sizeof path, "%.200s-economics.csv", m->screens->w->project.id);
        prompt_open(v->stack, "Write the statement to", path, export_typed, v);
        return REACT_DONE;
    }
    default:
        return REACT_IGNORED;
    }
}

static void release(struct view *v)
{
    struct model *m = v->data;
    arena_free(m->arena);
    canvas_free(m->chart);
    free(m->case_name);
    free(m);
}

static const struct view_ops OPS = {
    .keymap = MAP_ECONOMICS,
    .head_rows = HEAD_ROWS,
    .layout = layout,
    .rows = rows,
    .draw_head = draw_head,
    .draw_row = draw_row,
    .match_row = match_row,
    .act = act,
    .release = release,
};

void economics_open(struct screens *s)
{
    struct model *m = calloc(1, sizeof *m);
    if (m == NULL)
        abort();
    m->screens = s;
    m->arena = arena_new();
    m->chart = canvas_new(1, 1);
    views_push(s->views, &OPS, m);
}
