#include "tui/commands/workspace.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"

enum { COLUMN_MAX = 40 };

const char *workspace_path(const struct args *args)
{
    const char *path = args_get(args, "-w");
    if (path == NULL)
        path = getenv("ADIT_WORKSPACE");
    return path != NULL && *path != '\0' ? path : "adit.db";
}

bool workspace_session(struct session *s, const struct args *args, int *code)
{
    if (!session_open(s, args, code))
        return false;
    s->diags = diags_new(s->arena);
    return true;
}

int workspace_change(const struct args *args,
                     int (*change)(struct session *s, const struct args *args, struct store *store))
{
    struct session s;
    int code = EXIT_ENVIRONMENT;
    if (!workspace_session(&s, args, &code))
        return code;
    struct store *store = store_open(workspace_path(args), false, false, s.diags);
    code = EXIT_ENVIRONMENT;
    if (store != NULL)
        code = change(&s, args, store);
    else
        session_report(&s);
    store_close(store);
    session_close(&s);
    return code;
}

struct session plain_session(void)
{
    struct session s = {.arena = arena_new(), .as_of = today()};
    s.diags = diags_new(s.arena);
    return s;
}

const char *harmless(struct arena *a, const char *text)
{
    return text != NULL ? text_visible(a, text, strlen(text), true) : "";
}

void print_table(struct strbuf *out, const char *const *titles, size_t n_columns,
                 const char *const *cells, size_t n_rows)
{
    size_t width[16] = {0};
    for (size_t c = 0; c < n_columns; c++) {
        width[c] = utf8_width(titles[c]);
        for (size_t r = 0; r < n_rows; r++) {
            size_t w = utf8_width(cells[r * n_columns + c]);
            if (w > width[c])
                width[c] = w < COLUMN_MAX ? w : COLUMN_MAX;
        }
    }
    for (size_t r = 0; r <= n_rows; r++) {
        const char *const *row = r == 0 ? titles : cells + (r - 1) * n_columns;
        for (size_t c = 0; c + 1 < n_columns; c++) {
            cell_fit(out, row[c], width[c]);
            strbuf_adds(out, "  ");
        }
        strbuf_addf(out, "%s\n", row[n_columns - 1]);
    }
}

int print_buffer(struct strbuf *out)
{
    bool ok = print_text(out->buf, out->len);
    strbuf_release(out);
    return ok ? EXIT_DONE : EXIT_ENVIRONMENT;
}
