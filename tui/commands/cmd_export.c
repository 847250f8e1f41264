#include <string.h>

#include "core/base/file.h"
#include "tui/commands/workspace.h"

/* What this rulebook does not take cannot stand in a project file: that is said, and is an error,
 * so that nobody takes the file for the whole. */
static int write_file(struct session *s, const struct dossier *d, const char *path)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    dossier_write_yaml(d, &out);
    bool ok;
    if (strcmp(path, "-") == 0)
        ok = print_text(out.buf, out.len);
    else
        ok = file_write(path, out.buf, out.len, s->diags);
    strbuf_release(&out);
    size_t left_out = diags_count(s->diags, DIAG_WARNING);
    session_report(s);
    if (!ok)
        return EXIT_ENVIRONMENT;
    if (left_out == 0)
        return EXIT_DONE;
    fprintf(stderr, "adit: %zu answers are not in the file; they stay in the workspace\n",
            left_out);
    return EXIT_INPUT;
}

static int run_export(const struct args *args)
{
    const char *path = args_get(args, "-o");
    if (path == NULL) {
        fprintf(stderr, "adit export: say where to write: -o FILE.yaml (or - for the output)\n");
        return EXIT_USAGE;
    }
    struct session s;
    int code = EXIT_ENVIRONMENT;
    if (!workspace_session(&s, args, &code))
        return code;
    struct store *store = store_open(workspace_path(args), false, true, s.diags);
    code = EXIT_ENVIRONMENT;
    if (store == NULL) {
        session_report(&s);
    } else {
        const struct dossier *d =
            store_dossier(store, s.arena, rulebook_catalogue(s.rulebook), args->rest[0], s.diags);
        code = d != NULL ? write_file(&s, d, path) : session_report(&s);
    }
    store_close(store);
    session_close(&s);
    return code;
}

static const struct option_spec options[] = {
    {"-o", "FILE.yaml", "where to write (- for the output)"},
    WORKSPACE_OPTION,
    {"--rules", "DIR", "rule packs beside the program's own"},
    {0},
};

const struct command cmd_export = {
    .name = "export",
    .synopsis = "PROJECT-ID -o FILE.yaml [-w WORKSPACE]",
    .summary = "a project of the workspace as a project file; nothing is lost",
    .options = options,
    .min_rest = 1,
    .max_rest = 1,
    .run = run_export,
};
