/* Views of lists. */
#include "tui/widgets/list_view.h"

#include <stdlib.h>

#include "core/base/arena.h"

void *list_view_new(size_t size)
{
    struct list_view *x = calloc(1, size);
    if (x == NULL)
        abort();
    x->arena = arena_new();
    return x;
}

size_t list_view_rows(const struct view *v)
{
    const struct list_view *x = v->data;
    return x->n;
}

void list_view_release(struct view *v)
{
    struct list_view *x = v->data;
    arena_free(x->arena);
    free(x);
}
