/* What most commands need: rules, data, a project, and what to say when one of them is wrong. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/assess/calc.h"
#include "core/base/file.h"
#include "core/base/utf8.h"
#include "core/store/store.h"
#include "tui/commands/command.h"

int session_report(const struct session *s)
{
    if (diags_kept(s->diags) != 0) {
        struct strbuf out;
        strbuf_init(&out, 0);
        diags_sort(s->diags);
        diags_format(s->diags, &out);
        fwrite(out.buf, 1, out.len, stderr);
        strbuf_release(&out);
    }
    return diags_ok(s->diags) ? EXIT_DONE : EXIT_INPUT;
}

static bool read_as_of(struct session *s, const struct args *args, int *code)
{
    const char *text = args_get(args, "--as-of");
    s->as_of = today();
    if (text != NULL && !date_parse(text, strlen(text), &s->as_of)) {
        char *shown = text_visible(s->arena, text, strlen(text), true);
        fprintf(stderr, "adit: --as-of takes a date such as 2026-11-23, not '%s'\n", shown);
        *code = EXIT_USAGE;
        return false;
    }
    return true;
}

/* The price decks of DIR/data, beside those of the program. */
static const struct econ_data *own_decks(struct session *s, const char *dir)
{
    const char *folder = arena_printf(s->arena, "%s/data", dir);
    const struct econ_data *data = s->data;
    size_t n;
    if (access(folder, R_OK) != 0)
        return data;
    char **paths = file_list(s->arena, folder, ".yaml", &n, s->diags);
    for (size_t i = 0; i < n && data != NULL; i++)
        data = econ_data_add(s->arena, data, paths[i], s->diags);
    return data;
}

bool session_open(struct session *s, const struct args *args, int *code)
{
    *s = (struct session){.arena = arena_new()};
    s->diags = diags_new(s->arena);
    if (!read_as_of(s, args, code)) {
        session_close(s);
        return false;
    }
    const char *dirs[2] = {place_rules(), args_get(args, "--rules")};
    s->rulebook = rulebook_load(s->arena, dirs, dirs[1] != NULL ? 2 : 1, false, s->diags);
    if (s->rulebook != NULL)
        s->data = econ_data_load(s->arena, place_rules(), s->diags);
    if (s->data != NULL && dirs[1] != NULL)
        s->data = own_decks(s, dirs[1]);
    if (s->rulebook == NULL || s->data == NULL) {
        session_report(s);
        *code = access(dirs[0], R_OK) != 0 ? EXIT_ENVIRONMENT : EXIT_INPUT;
        session_close(s);
        return false;
    }
    return true;
}

void session_close(struct session *s)
{
    arena_free(s->arena);
    *s = (struct session){0};
}

/* "FILE.db:ID" when FILE.db is a file that exists: splits it. */
static bool workspace_project(struct arena *a, const char *where, const char **path,
                              const char **id)
{
    const char *colon = strrchr(where, ':');
    struct stat st;
    if (colon == NULL || stat(where, &st) == 0)
        return false;
    *path = arena_strndup(a, where, (size_t)(colon - where));
    *id = colon + 1;
    return stat(*path, &st) == 0;
}

const struct dossier *project_load(struct arena *a, const struct catalogue *c, const char *where,
                                   struct diags *d)
{
    const char *path = where, *id;
    const struct dossier *found;
    if (!workspace_project(a, where, &path, &id)) {
        found = dossier_load_file(a, where, c, d);
    } else {
        struct store *store = store_open(path, false, true, d);
        found = store != NULL ? store_dossier(store, a, c, id, d) : NULL;
        store_close(store);
    }
    return found != NULL && calc_check(a, found, d) ? found : NULL;
}

const struct dossier *session_project(struct session *s, const char *where, int *code)
{
    const struct catalogue *c = rulebook_catalogue(s->rulebook);
    const struct dossier *d = project_load(s->arena, c, where, s->diags);
    if (d == NULL) {
        const char *path = where, *id;
        workspace_project(s->arena, where, &path, &id);
        session_report(s);
        *code = access(path, R_OK) != 0 ? EXIT_ENVIRONMENT : EXIT_INPUT;
    }
    return d;
}
