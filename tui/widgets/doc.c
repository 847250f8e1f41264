/* Lines of styled text. */
#include "tui/widgets/doc.h"

#include <stdarg.h>

#include "core/base/utf8.h"
#include "tui/widgets/chart.h"

void doc_start(struct doc *d, struct arena *a, int cols)
{
    *d = (struct doc){.arena = a, .cols = cols};
}

void doc_line(struct doc *d, int tag)
{
    struct doc_line line = {.tag = tag};
    VEC_PUSH(d->arena, &d->lines, line);
}

void doc_blank(struct doc *d)
{
    doc_line(d, DOC_NO_TAG);
}

static struct doc_line *last(struct doc *d)
{
    if (d->lines.n == 0)
        doc_line(d, DOC_NO_TAG);
    return &d->lines.items[d->lines.n - 1];
}

static void push(struct doc *d, struct span span, int end)
{
    struct doc_line *line = last(d);
    VEC_PUSH(d->arena, &line->spans, span);
    line->end = end;
}

void doc_add(struct doc *d, int gap, enum role role, const char *text)
{
    int col = last(d)->end + gap;
    struct span span = {.kind = SPAN_TEXT, .role = role, .col = col, .text = text};
    push(d, span, col + text_columns(text));
}

void doc_addf(struct doc *d, int gap, enum role role, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    doc_add(d, gap, role, arena_vprintf(d->arena, format, ap));
    va_end(ap);
}

void doc_heading(struct doc *d, const char *format, ...)
{
    va_list ap;
    doc_line(d, DOC_NO_TAG);
    last(d)->heading = true;
    va_start(ap, format);
    doc_add(d, 0, ROLE_HEADING, arena_vprintf(d->arena, format, ap));
    va_end(ap);
}

static void place(struct doc *d, enum span_kind kind, int col, int width, enum role role,
                  const char *text)
{
    if (width <= 0)
        return;
    struct span span = {.kind = kind, .role = role, .col = col, .width = width, .text = text};
    push(d, span, col + width);
}

void doc_field(struct doc *d, int col, int width, enum role role, const char *text)
{
    place(d, SPAN_FIELD, col, width, role, text);
}

void doc_number(struct doc *d, int col, int width, enum role role, const char *text)
{
    place(d, SPAN_NUMBER, col, width, role, text);
}

void doc_bar(struct doc *d, int col, int width, enum role role, double low, double high)
{
    if (width <= 0)
        return;
    struct span span = {SPAN_BAR, role, col, width, "", low, high};
    push(d, span, col + width);
}

void doc_wrap(struct doc *d, int indent, enum role role, const char *text, bool hang)
{
    int room = d->cols - indent;
    size_t n;
    const char *safe = text_visible(d->arena, text, strlen(text), false);
    char **lines = text_wrap(d->arena, safe, room > 10 ? (size_t)room : 10, &n);
    for (size_t i = 0; i < n; i++) {
        if (i != 0 || !hang)
            doc_line(d, DOC_NO_TAG);
        struct span span = {.kind = SPAN_TEXT, .role = role, .col = indent, .text = lines[i]};
        push(d, span, indent + text_columns(lines[i]));
    }
}

size_t doc_part(const struct doc *d, size_t row, int by)
{
    size_t n = d->lines.n, at = row;
    while (by > 0 ? at + 1 < n : at > 0) {
        at = by > 0 ? at + 1 : at - 1;
        if (d->lines.items[at].heading)
            return at;
    }
    return by > 0 ? row : 0;
}

bool doc_has(const struct doc *d, size_t row, const char *needle)
{
    const struct doc_line *l = &d->lines.items[row];
    struct arena *a = arena_new();
    bool found = false;
    for (size_t i = 0; i < l->spans.n && !found; i++)
        found = strstr(utf8_lower(a, l->spans.items[i].text), needle) != NULL;
    arena_free(a);
    return found;
}

void doc_draw(const struct doc *d, size_t row, struct area line)
{
    if (row >= d->lines.n)
        return;
    const struct doc_line *l = &d->lines.items[row];
    for (size_t i = 0; i < l->spans.n; i++) {
        const struct span *s = &l->spans.items[i];
        switch (s->kind) {
        case SPAN_TEXT:
            area_put(line, 0, s->col, s->role, s->text);
            break;
        case SPAN_FIELD:
            area_field(line, 0, s->col, s->width, s->role, s->text);
            break;
        case SPAN_NUMBER:
            area_number(line, 0, s->col, s->width, s->role, s->text);
            break;
        case SPAN_BAR:
            bar_draw(line, 0, s->col, s->width, s->role, s->low, s->high);
            break;
        }
    }
}
