/* Pages about one thing. */
#include "tui/screens/id_page.h"

#include <stdlib.h>
#include <string.h>

void id_page_open(struct screens *s, const struct view_ops *ops, size_t size, const char *id)
{
    struct id_page *p = doc_view_new(size);
    p->screens = s;
    p->id = strdup(id);
    if (p->id == NULL)
        abort();
    views_push(s->views, ops, p);
}

void id_page_release(struct view *v)
{
    struct id_page *p = v->data;
    free(p->id);
    doc_view_release(v);
}
