/* doc_view.h: a view whose rows are the lines of a document: what overviews, details, memos and
 * help share. The screen's model begins with a struct doc_view and its layout fills the document.
 */
#ifndef ADIT_TUI_WIDGETS_DOC_VIEW_H
#define ADIT_TUI_WIDGETS_DOC_VIEW_H

#include "tui/view.h"
#include "tui/widgets/doc.h"

struct doc_view {
    struct arena *arena; /* of the lines; reset by doc_view_start */
    struct doc doc;
};

/* A model of `size` bytes, all zero but for the arena. Never NULL. */
void *doc_view_new(size_t size);
/* An empty document for the view's width. */
struct doc *doc_view_start(struct view *v);

/* For struct view_ops. */
size_t doc_view_rows(const struct view *v);
bool doc_view_selectable(const struct view *v, size_t row); /* lines that carry a tag */
void doc_view_draw_row(const struct view *v, size_t row, struct area line);
bool doc_view_match_row(const struct view *v, size_t row, const char *needle);
/* Goes to the next part of the document or the one before; other actions are ignored. */
unsigned doc_view_act(struct view *v, enum action a);
void doc_view_release(struct view *v);

#endif
