/* Views of documents. */
#include "tui/widgets/doc_view.h"

#include <stdlib.h>

void *doc_view_new(size_t size)
{
    struct doc_view *x = calloc(1, size);
    if (x == NULL)
        abort();
    x->arena = arena_new();
    return x;
}

struct doc *doc_view_start(struct view *v)
{
    struct doc_view *x = v->data;
    arena_reset(x->arena);
    doc_start(&x->doc, x->arena, v->cols - 3);
    return &x->doc;
}

size_t doc_view_rows(const struct view *v)
{
    const struct doc_view *x = v->data;
    return x->doc.lines.n;
}

bool doc_view_selectable(const struct view *v, size_t row)
{
    const struct doc_view *x = v->data;
    return x->doc.lines.items[row].tag != DOC_NO_TAG;
}

void doc_view_draw_row(const struct view *v, size_t row, struct area line)
{
    const struct doc_view *x = v->data;
    doc_draw(&x->doc, row, line);
}

bool doc_view_match_row(const struct view *v, size_t row, const char *needle)
{
    const struct doc_view *x = v->data;
    return doc_has(&x->doc, row, needle);
}

unsigned doc_view_act(struct view *v, enum action a)
{
    const struct doc_view *x = v->data;
    if (a != ACT_NEXT_PART && a != ACT_PREV_PART)
        return REACT_IGNORED;
    size_t row = v->selected;
    if (a == ACT_PREV_PART && !v->pager)
        row = doc_part(&x->doc, row, -1); /* the heading of this part */
    view_select(v, doc_part(&x->doc, row, a == ACT_NEXT_PART ? 1 : -1));
    return REACT_DONE;
}

void doc_view_release(struct view *v)
{
    struct doc_view *x = v->data;
    arena_free(x->arena);
    free(x);
}
