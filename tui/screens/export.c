/* Writing files from the screens. */
#include "tui/screens/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "tui/widgets/prompt.h"

struct pending {
    struct screens *screens;
    char *path, *text;
    size_t n;
};

static void finish(struct pending *p, bool write)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    struct views *views = p->screens->views;
    if (!write)
        views_say(views, ROLE_NOTICE, "Nothing was written");
    else if (file_write(p->path, p->text, p->n, d))
        views_say(views, ROLE_NOTICE, "Wrote %s", p->path);
    else
        views_say(views, ROLE_ERROR, "E %s", first_error(a, d));
    arena_free(a);
    free(p->path);
    free(p->text);
    free(p);
}

static void answered(void *data, const char *text)
{
    finish(data, text != NULL);
}

void export_file(struct screens *s, const char *path, struct strbuf *text)
{
    struct stat st;
    struct pending *p = calloc(1, sizeof *p);
    if (p == NULL)
        abort();
    p->screens = s;
    p->path = strdup(path);
    p->text = strbuf_detach(text, &p->n);
    if (stat(path, &st) != 0) {
        finish(p, true);
        return;
    }
    struct arena *a = arena_new();
    confirm_open(s->views, arena_printf(a, "%s is there already. Write over it?", path), answered,
                 p);
    arena_free(a);
}

/* --- asking where to ------------------------------------------------------------------------- */

struct asking {
    struct screens *screens;
    void (*write)(struct screens *s, const char *path);
};

static void path_typed(void *data, const char *path)
{
    struct asking x = *(struct asking *)data;
    free(data);
    if (path != NULL && path[0] != '\0')
        x.write(x.screens, path);
}

void export_ask(struct screens *s, const char *label, const char *ending,
                void (*write)(struct screens *s, const char *path))
{
    struct asking *x = calloc(1, sizeof *x);
    if (x == NULL)
        abort();
    *x = (struct asking){s, write};
    char path[256];
    snprintf(path, sizeof path, "%.200s%s", s->w->project.id, ending);
    prompt_open(s->views, label, path, path_typed, x);
}
