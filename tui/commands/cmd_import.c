#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "tui/commands/workspace.h"

/* Loads every file first: a workspace is not made for files that cannot be read. */
static size_t load_all(struct session *s, const struct args *args, const struct dossier **list,
                       int *code)
{
    size_t n = 0;
    const struct catalogue *c = rulebook_catalogue(s->rulebook);
    for (size_t i = 0; i < args->n_rest; i++) {
        const struct dossier *d = dossier_load_file(s->arena, args->rest[i], c, s->diags);
        if (d != NULL)
            list[n++] = d;
        else if (access(args->rest[i], R_OK) != 0)
            *code = EXIT_ENVIRONMENT;
        else
            *code = EXIT_INPUT;
    }
    return n;
}

static bool import_one(struct session *s, struct store *store, const struct dossier *d,
                       struct strbuf *out)
{
    size_t changed;
    if (!store_import(store, d, author_name(), &changed, s->diags))
        return false;
    strbuf_addf(out, "%s: %zu of %zu answers are new or changed\n", dossier_id(d), changed,
                dossier_count(d));
    return true;
}

static int run_import(const struct args *args)
{
    struct session s;
    int code = EXIT_DONE;
    if (!workspace_session(&s, args, &code))
        return code;
    const struct dossier **list = ARENA_ARRAY(s.arena, args->n_rest, const struct dossier *);
    size_t n = load_all(&s, args, list, &code);
    struct strbuf out;
    strbuf_init(&out, 0);
    struct store *store = n > 0 ? store_open(workspace_path(args), true, false, s.diags) : NULL;
    bool saved = n == 0 || store != NULL;
    for (size_t i = 0; i < n && saved; i++)
        saved = import_one(&s, store, list[i], &out);
    store_close(store);
    session_report(&s);
    if (print_buffer(&out) != EXIT_DONE || !saved)
        code = EXIT_ENVIRONMENT;
    session_close(&s);
    return code;
}

static const struct option_spec options[] = {
    WORKSPACE_OPTION,
    {"--rules", "DIR", "rule packs beside the program's own"},
    {0},
};

const struct command cmd_import = {
    .name = "import",
    .synopsis = "PROJECT.yaml... [-w WORKSPACE]",
    .summary = "project files into the workspace; again: new revisions",
    .details = "The workspace is made when it does not exist. What differs from the last revision "
               "becomes a new one; an answer that the file no longer has becomes unknown. A file "
               "that is wrong changes nothing.",
    .options = options,
    .min_rest = 1,
    .max_rest = SIZE_MAX,
    .run = run_import,
};
