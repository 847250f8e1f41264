/* How a figure of the statement comes about: the rule, the operands, each of which opens: another
 * figure, a step inside, or the input that states it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/trace.h"
#include "tui/screens/marks.h"
#include "tui/screens/screens.h"
#include "tui/widgets/doc_view.h"

enum { DEPTH = 16, VALUE = 15, UNIT = 8 };

struct model {
    struct doc_view page; /* first */
    struct screens *screens;
    char *case_name; /* NULL: the file as it stands */
    enum econ_line line;
    int period;
    size_t path[DEPTH]; /* operands that lead from the figure into its steps */
    size_t depth;
    const struct econ_trace *step; /* NULL: there is none in this year */
};

static const struct econ_result *result_of(struct model *m)
{
    struct workbench *w = m->screens->w;
    if (m->case_name == NULL)
        return w->project.assessment->economics;
    struct econ_options options = {.case_name = m->case_name};
    return econ_run(m->page.arena, w->project.dossier, w->econ, &options, NULL);
}

/* The step that the path leads to; NULL when it does not lead so far in this year. */
static const struct econ_trace *find_step(struct model *m, const struct econ_result *e)
{
    const struct econ_trace *t = econ_trace(m->page.arena, e, m->line, m->period);
    for (size_t i = 0; t != NULL && i < m->depth; i++)
        t = m->path[i] < t->n ? t->operands[m->path[i]].inner : NULL;
    return t;
}

/* --- what is drawn ---------------------------------------------------------------------------- */

/* Whole from a thousand on; else six significant digits. */
static const char *figure(struct arena *a, double v)
{
    if (!isfinite(v))
        return "none";
    char text[64], out[96];
    if (fabs(v) < 1000) {
        snprintf(text, sizeof text, "%.6g", v == 0 ? 0 : v);
        return arena_strdup(a, text);
    }
    snprintf(text, sizeof text, "%.0f", v);
    size_t n = strlen(text), k = 0, digits = n - (text[0] == '-' ? 1 : 0);
    for (size_t i = 0; i < n && k + 2 < sizeof out; i++) {
        out[k++] = text[i];
        size_t left = n - i - 1;
        if (text[i] != '-' && left > 0 && left % 3 == 0 && digits > 3)
            out[k++] = ' ';
    }
    out[k] = '\0';
    return arena_strdup(a, out);
}

static const char *sign_of(enum trace_op op, const struct econ_operand *o, size_t i)
{
    if (op == TRACE_SUM)
        return o->sign < 0 ? "-" : i > 0 ? "+" : "";
    if (op == TRACE_PRODUCT)
        return o->sign < 0 ? "/" : i > 0 ? "x" : "";
    return "";
}

/* Where an operand comes from, in words. */
static const char *origin(struct arena *a, const struct econ_operand *o)
{
    switch (o->from) {
    case TRACE_FACT: {
        const char *name = o->fact != NULL ? strchr(o->fact, '.') : NULL;
        name = name != NULL ? name + 1 : "";
        if (o->given == NULL)
            return arena_printf(a, "%s: not given, a default", name);
        const struct evidence *e = &o->given->evidence;
        return arena_printf(a, "%s: given, %s%s%s", name, grade_name(o->given->grade),
                            e->document != NULL ? ", " : "",
                            e->document != NULL ? e->document : "");
    }
    case TRACE_LINE:
        return "a line of the statement: Enter walks down";
    case TRACE_COMPUTED:
        return o->inner != NULL   ? "worked out: Enter walks down"
               : o->words != NULL ? o->words
                                  : "worked out";
    case TRACE_CONSTANT:
        return o->words != NULL ? o->words : "a number of the rule";
    }
    return "";
}

static void add_operand(struct doc *d, enum trace_op op, const struct econ_operand *o, size_t i)
{
    struct arena *a = d->arena;
    int title = d->cols - 3 - VALUE - UNIT - 1;
    doc_line(d, (int)i);
    doc_field(d, 0, 2, ROLE_STRONG, sign_of(op, o, i));
    doc_field(d, 2, title - 1, ROLE_TEXT, o->title);
    doc_number(d, 2 + title, VALUE, ROLE_STRONG, figure(a, o->value));
    doc_field(d, 3 + title + VALUE, UNIT, ROLE_DIM, o->unit != NULL ? o->unit : "");
    doc_wrap(d, 4, ROLE_DIM, origin(a, o), false);
}

static void add_step(struct doc *d, const struct econ_trace *t)
{
    struct arena *a = d->arena;
    doc_line(d, DOC_NO_TAG);
    doc_add(d, 0, ROLE_STRONG, t->title);
    doc_addf(d, 2, ROLE_STRONG, "%s %s", figure(a, t->value), t->unit != NULL ? t->unit : "");
    if (t->words != NULL)
        doc_wrap(d, 0, ROLE_TEXT, t->words, false);
    if (t->symbols != NULL)
        doc_wrap(d, 0, ROLE_DIM, t->symbols, false);
    doc_blank(d);
    for (size_t i = 0; i < t->n; i++)
        add_operand(d, t->op, &t->operands[i], i);
    if (t->n == 0)
        doc_wrap(d, 0, ROLE_DIM, "Nothing enters it: it is 0.", false);
    if (!t->exact)
        doc_wrap(
            d, 0, ROLE_NOTICE,
            "The operands do not give the figure to the last digit: see the words beside them.",
            false);
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    struct doc *d = doc_view_start(v);
    const struct econ_result *e = result_of(m);
    m->step = find_step(m, e);
    snprintf(v->title, sizeof v->title, "%.100s  %.60s in %d%s%.60s",
             dossier_name(m->screens->w->project.dossier), econ_line_info[m->line].title,
             e->first_year + m->period, m->case_name != NULL ? ", case " : "",
             m->case_name != NULL ? m->case_name : "");
    if (m->step == NULL)
        doc_wrap(d, 0, ROLE_TEXT, "There is no such step in this year.", false);
    else
        add_step(d, m->step);
}

/* --- acting ----------------------------------------------------------------------------------- */

static void open_view(struct screens *s, const struct model *from, enum econ_line line, int period,
                      size_t operand);

static void open_operand(struct view *v)
{
    struct model *m = v->data;
    if (v->selected >= m->page.doc.lines.n || m->step == NULL)
        return;
    int tag = m->page.doc.lines.items[v->selected].tag;
    if (tag == DOC_NO_TAG)
        return;
    const struct econ_operand *o = &m->step->operands[tag];
    if (o->from == TRACE_LINE)
        open_view(m->screens, m, o->line, o->period, (size_t)-1);
    else if (o->inner != NULL && m->depth < DEPTH)
        open_view(m->screens, m, m->line, m->period, (size_t)tag);
    else if (o->from == TRACE_FACT && o->fact != NULL && m->case_name == NULL)
        answer_open(m->screens, &o->fact, 1, 0, false);
    else
        views_say(v->stack, ROLE_NOTICE, "It goes no deeper");
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    switch (a) {
    case ACT_OPEN:
        open_operand(v);
        return REACT_DONE;
    case ACT_LEFT:
    case ACT_RIGHT: {
        int n = result_of(m)->n_periods, to = m->period + (a == ACT_LEFT ? -1 : 1);
        m->period = to < 0 || to >= n ? m->period : to;
        view_stale(v);
        return REACT_DONE;
    }
    default:
        return doc_view_act(v, a);
    }
}

static void release(struct view *v)
{
    struct model *m = v->data;
    free(m->case_name);
    doc_view_release(v);
}

static const struct view_ops OPS = {
    .keymap = MAP_TRACE,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .selectable = doc_view_selectable,
    .act = act,
    .release = release,
};

/* operand: one step further inside the figure of from; (size_t)-1: the figure itself. */
static void open_view(struct screens *s, const struct model *from, enum econ_line line, int period,
                      size_t operand)
{
    struct model *m = doc_view_new(sizeof *m);
    m->screens = s;
    m->case_name = from->case_name != NULL ? strdup(from->case_name) : NULL;
    m->line = line;
    m->period = period;
    if (operand != (size_t)-1) {
        memcpy(m->path, from->path, sizeof m->path);
        m->depth = from->depth;
        m->path[m->depth++] = operand;
    }
    views_push(s->views, &OPS, m);
}

void trace_open(struct screens *s, const char *case_name, enum econ_line line, int period)
{
    struct model from = {.case_name = NULL};
    char *copy = case_name != NULL ? strdup(case_name) : NULL;
    from.case_name = copy;
    open_view(s, &from, line, period, (size_t)-1);
    free(copy);
}
