/* list_view.h: what views that are lists share: a model with an arena of its own, so many rows, and
 * an end. The screen's model begins with a struct list_view. */
#ifndef ADIT_TUI_WIDGETS_LIST_VIEW_H
#define ADIT_TUI_WIDGETS_LIST_VIEW_H

#include "tui/view.h"

struct list_view {
    struct arena *arena; /* the screen resets it when it reads its rows anew */
    size_t n;            /* rows */
};

/* A model of `size` bytes, all zero but for the arena. Never NULL. */
void *list_view_new(size_t size);

/* For struct view_ops. */
size_t list_view_rows(const struct view *v);
void list_view_release(struct view *v); /* frees arena and model; what else it owns goes before */

#endif
