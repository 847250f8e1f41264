/* adit econ PROJECT --explain LINE:YEAR: one figure of the statement, its formula and what stands
 * behind each operand, down to what the project states. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/economics/trace.h"
#include "tui/commands/command.h"
#include "tui/commands/econ_view.h"

#define DEPTH 4

static const char *figure(struct arena *a, double v, const char *unit)
{
    char digits[48];
    double size = fabs(v);
    snprintf(digits, sizeof digits,
             size >= 1000 || v == 0 ? "%.0f"
             : size >= 1            ? "%.4g"
                                    : "%.5g",
             v);
    return unit == NULL ? arena_strdup(a, digits) : arena_printf(a, "%s %s", digits, unit);
}

static const char *note_of(struct arena *a, const struct econ_operand *o)
{
    if (o->from == TRACE_CONSTANT || (o->from == TRACE_COMPUTED && o->inner != NULL))
        return NULL;
    if (o->from == TRACE_LINE)
        return NULL;
    if (o->from == TRACE_COMPUTED)
        return o->words;
    const struct evidence *x = &o->given->evidence;
    const char *grade = grade_name(o->given->grade);
    if (x->document == NULL)
        return arena_printf(a, "%s, %s", o->fact, grade);
    return x->page != NULL
               ? arena_printf(a, "%s, %s: %s, page %s", o->fact, grade, x->document, x->page)
               : arena_printf(a, "%s, %s: %s", o->fact, grade, x->document);
}

static void operand(struct arena *a, struct strbuf *out, const struct econ_trace *t, size_t k,
                    int depth)
{
    const struct econ_operand *o = &t->operands[k];
    const char *sign = t->op == TRACE_PRODUCT ? (o->sign > 0 ? (k > 0 ? "×" : " ") : "/")
                       : t->op == TRACE_LEAST ? "·"
                       : t->op == TRACE_GIVEN ? " "
                       : o->sign < 0          ? "-"
                       : k > 0                ? "+"
                                              : " ";
    const char *value = figure(a, o->value, o->unit), *note = note_of(a, o);
    for (int i = 0; i < depth; i++)
        strbuf_adds(out, "  ");
    strbuf_addf(out, "%s ", sign);
    const char *title = text_visible(a, o->title, strlen(o->title), true);
    cell_fit(out, title, (size_t)(50 - 2 * depth));
    for (size_t n = utf8_width(value); n < 24; n++)
        strbuf_addch(out, ' ');
    strbuf_addf(out, "%s\n", text_visible(a, value, strlen(value), true));
    if (note != NULL) {
        const char *indent = arena_printf(a, "%*s", 2 * depth + 4, "");
        econ_wrap(a, out, indent, indent, note);
    }
}

/* Zeros are left out below the first level. */
static void walk(struct arena *a, struct strbuf *out, const struct econ_result *e,
                 const struct econ_trace *t, int depth, bool lines)
{
    for (size_t k = 0; k < t->n; k++) {
        const struct econ_operand *o = &t->operands[k];
        if (o->value == 0 && t->op == TRACE_SUM)
            continue;
        operand(a, out, t, k, depth);
        const struct econ_trace *inner = o->inner;
        if (o->from == TRACE_LINE && lines)
            inner = econ_trace(a, e, o->line, o->period);
        if (inner != NULL && inner->n > 0 && depth < DEPTH)
            walk(a, out, e, inner, depth + 1, false);
    }
}

static const char *line_names(struct arena *a, const struct econ_result *e)
{
    const char *all = "";
    for (int k = 0; k < LINE_COUNT; k++)
        if (e->lines[k] != NULL)
            all = arena_printf(a, "%s%s%s", all, *all != '\0' ? ", " : "", econ_line_info[k].name);
    return all;
}

static bool complain(struct arena *a, const char *text, const char *what, const char *hint)
{
    fprintf(stderr, "adit: --explain takes LINE:YEAR; %s '%s'\n    hint: %s\n", what,
            text_visible(a, text, strlen(text), true), hint);
    return false;
}

bool econ_explain_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                       const char *text)
{
    const char *colon = strchr(text, ':'), *names[LINE_COUNT];
    enum econ_line line;
    if (colon == NULL)
        return complain(a, text, "there is no colon in",
                        arena_printf(a, "ebitda:%d, say", e->first_year));
    const char *name = arena_strndup(a, text, (size_t)(colon - text));
    for (int k = 0; k < LINE_COUNT; k++)
        names[k] = econ_line_info[k].name;
    if (!econ_line_find(name, &line)) {
        const char *near = nearest_name(name, names, LINE_COUNT);
        return complain(a, name, "the statement has no line",
                        near != NULL ? arena_printf(a, "did you mean '%s'?", near)
                                     : line_names(a, e));
    }
    char *end;
    long year = strtol(colon + 1, &end, 10);
    if (end == colon + 1 || *end != '\0' || year < e->first_year ||
        year >= (long)e->first_year + e->n_periods)
        return complain(
            a, colon + 1, "the statement has no year",
            arena_printf(a, "%d to %d", e->first_year, e->first_year + e->n_periods - 1));
    const struct econ_trace *t = econ_trace(a, e, line, (int)(year - e->first_year));
    if (t == NULL)
        return complain(a, name, "the statement does not have", line_names(a, e));
    strbuf_addf(out, "%s %ld: %s\n", t->title, year, figure(a, t->value, t->unit));
    econ_wrap(a, out, "", "  ", t->symbols);
    econ_wrap(a, out, "", "  ", arena_printf(a, "In words: %s", t->words));
    strbuf_addch(out, '\n');
    walk(a, out, e, t, 0, true);
    if (!t->exact)
        strbuf_adds(out,
                    "\nThe parts shown do not make the whole figure: the statement's stands\n");
    return true;
}

/* --- JSON ------------------------------------------------------------------------------------- */

static struct json *step_json(struct arena *a, const struct econ_trace *t)
{
    static const char *const ops[] = {"given", "sum", "product", "least"};
    static const char *const from[] = {"fact", "line", "computed", "constant"};
    struct json *j = json_object(a), *list = json_array(a);
    json_set(a, j, "title", json_string(a, t->title));
    json_set(a, j, "unit", json_string(a, t->unit));
    json_set(a, j, "value", json_double(a, t->value));
    json_set(a, j, "op", json_string(a, ops[t->op]));
    json_set(a, j, "words", json_string(a, t->words));
    json_set(a, j, "symbols", json_string(a, t->symbols));
    for (size_t k = 0; k < t->n; k++) {
        const struct econ_operand *o = &t->operands[k];
        struct json *row = json_object(a);
        json_set(a, row, "title", json_string(a, o->title));
        json_set(a, row, "unit", json_string(a, o->unit));
        json_set(a, row, "value", json_double(a, o->value));
        json_set(a, row, "sign", json_int(a, o->sign));
        json_set(a, row, "from", json_string(a, from[o->from]));
        json_set(a, row, "fact", json_string(a, o->fact));
        json_set(a, row, "line",
                 json_string(a, o->from == TRACE_LINE ? econ_line_info[o->line].name : NULL));
        json_set(a, row, "words", json_string(a, o->words));
        json_set(a, row, "inner", o->inner != NULL ? step_json(a, o->inner) : json_null(a));
        json_push(a, list, row);
    }
    json_set(a, j, "operands", list);
    return j;
}

struct json *econ_explain_json(struct arena *a, const struct econ_result *e, const char *text)
{
    const char *colon = strchr(text, ':');
    enum econ_line line = LINE_REVENUE;
    econ_line_find(arena_strndup(a, text, (size_t)(colon - text)), &line);
    return step_json(a, econ_trace(a, e, line, atoi(colon + 1) - e->first_year));
}
