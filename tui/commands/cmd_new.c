#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "tui/commands/workspace.h"

enum { TEMPLATE_MAX = 4 << 20 };

/* The id that a file name suggests: "Kutessay II.yaml" gives "kutessay-ii". */
static char *id_of(struct arena *a, const char *path, const char **stem)
{
    const char *slash = strrchr(path, '/'), *base = slash != NULL ? slash + 1 : path;
    size_t n = strlen(base);
    const char *dot = strrchr(base, '.');
    if (dot != NULL && dot != base)
        n = (size_t)(dot - base);
    *stem = arena_strndup(a, base, n);
    char *id = arena_alloc(a, n + 1);
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)base[i];
        if (c < 0x80 && isalnum(c))
            id[k++] = (char)tolower(c);
        else if (k > 0 && id[k - 1] != '-')
            id[k++] = '-';
    }
    while (k > 0 && id[k - 1] == '-')
        k--;
    id[k] = '\0';
    return k > 0 ? id : arena_strdup(a, "project");
}

/* The sample's text with the new id in its 'project:' line; comments and all the rest stay. */
static bool from_sample(struct session *s, const char *template, const char *id, struct strbuf *out)
{
    struct pos nowhere = {0};
    const char *dir = arena_printf(s->arena, "%s/projects", place_templates());
    const char *path = arena_printf(s->arena, "%s/%s.yaml", dir, template);
    struct stat st;
    if (strchr(template, '/') != NULL || stat(path, &st) != 0) {
        size_t n;
        char **files = file_list(s->arena, dir, ".yaml", &n, s->diags);
        for (size_t i = 0; i < n; i++) {
            const char *stem;
            id_of(s->arena, files[i], &stem);
            files[i] = arena_strdup(s->arena, stem);
        }
        const char *near = nearest_name(template, (const char *const *)files, n);
        diag_add(s->diags, DIAG_ERROR, NULL, nowhere,
                 near != NULL ? arena_printf(s->arena, "did you mean '%s'?", near)
                              : "without --template the file asks every question",
                 "there is no template '%s'", harmless(s->arena, template));
        return false;
    }
    size_t n;
    const char *text = file_read(s->arena, path, TEMPLATE_MAX, &n, s->diags);
    if (text == NULL)
        return false;
    const char *line = strncmp(text, "project:", 8) == 0 ? text : strstr(text, "\nproject:");
    if (line == NULL) {
        strbuf_add(out, text, n);
        return true;
    }
    line += *line == '\n';
    const char *rest = line + strcspn(line, "\n");
    strbuf_add(out, text, (size_t)(line - text));
    strbuf_addf(out, "project: %s", id);
    strbuf_adds(out, rest);
    return true;
}

static int run_new(const struct args *args)
{
    const char *path = args->rest[0], *stem;
    const char *template = args_get(args, "--template"), *country = args_get(args, "--country");
    struct stat st;
    struct session s;
    int code = EXIT_ENVIRONMENT;
    if (!workspace_session(&s, args, &code))
        return code;
    const char *id = id_of(s.arena, path, &stem), *name = args_get(args, "--name");
    struct strbuf out;
    strbuf_init(&out, 0);
    struct pos pos = {.file = path};
    code = EXIT_INPUT;
    bool ok = lstat(path, &st) != 0;
    if (!ok) {
        code = EXIT_ENVIRONMENT;
        diag_add(s.diags, DIAG_ERROR, NULL, pos, "name another file, or remove this one",
                 "the file exists; it was not touched");
    } else if (template != NULL) {
        ok = from_sample(&s, template, id, &out);
    } else {
        dossier_write_template(rulebook_catalogue(s.rulebook), id, name != NULL ? name : stem,
                               country != NULL ? country : "KZ", &out);
    }
    if (ok && dossier_load_text(s.arena, out.buf, out.len, path, rulebook_catalogue(s.rulebook),
                                s.diags) != NULL)
        code = file_write(path, out.buf, out.len, s.diags) ? EXIT_DONE : EXIT_ENVIRONMENT;
    strbuf_release(&out);
    session_report(&s);
    session_close(&s);
    return code;
}

static const struct option_spec options[] = {
    {"--template", "NAME", "start from a sample project of this name"},
    {"--name", "TEXT", "the project's name (default: the file's)"},
    {"--country", "CC", "KZ, UZ, KG, TJ or TM (default KZ)"},
    {0},
};

const struct command cmd_new = {
    .name = "new",
    .synopsis = "PROJECT.yaml [--template NAME]",
    .summary = "write a commented project file to start from",
    .details = "Without a template the file asks every question that the rules know, in sections, "
               "each with its kind of answer. It loads as it stands: an empty line is unknown.",
    .options = options,
    .min_rest = 1,
    .max_rest = 1,
    .run = run_new,
};
