/* id_page.h: a page about one thing that is named by its id: a finding, a programme, its cures. The
 * screen's model begins with a struct id_page. */
#ifndef ADIT_TUI_SCREENS_ID_PAGE_H
#define ADIT_TUI_SCREENS_ID_PAGE_H

#include "tui/screens/screens.h"
#include "tui/widgets/doc_view.h"

struct id_page {
    struct doc_view page; /* first */
    struct screens *screens;
    char *id; /* its own copy: what was open may be read anew */
};

/* Puts a view on top whose model has `size` bytes, the rest of them zero. */
void id_page_open(struct screens *s, const struct view_ops *ops, size_t size, const char *id);
void id_page_release(struct view *v); /* for struct view_ops */

#endif
