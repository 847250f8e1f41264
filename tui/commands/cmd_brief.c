/* adit brief: the barriers of one country's law over projects, for a forum. */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "core/base/file.h"
#include "core/memo/brief.h"
#include "core/memo/memo.h"
#include "tui/commands/convert.h"
#include "tui/commands/reform_view.h"

static bool ends_in(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcasecmp(path + n - m, ending) == 0;
}

static int usage(const char *what)
{
    fprintf(stderr,
            "adit brief: %s\n    usage: adit brief COUNTRY PROJECT.yaml... -o FILE.{md,html,pdf}\n",
            what);
    return EXIT_USAGE;
}

static int write_brief(struct session *s, const struct projects *p,
                       const struct brief_options *options, const char *path)
{
    size_t n;
    const struct reform_candidate *changes = reform_search(
        s->arena, s->rulebook, s->data, options->country, p->items, p->n, show_progress, NULL, &n);
    struct strbuf markdown, html;
    strbuf_init(&markdown, 0);
    strbuf_init(&html, 0);
    bool plain = ends_in(path, ".md");
    bool ok = brief_markdown(s->arena, options, p->items, p->n, changes, n, &markdown, s->diags);
    ok = ok && (plain || memo_html(s->arena, markdown.buf, brief_title(s->arena, options),
                                   options->templates_dir, &html, s->diags));
    int code = ok ? EXIT_DONE : EXIT_INPUT;
    const struct strbuf *out = plain ? &markdown : &html;
    if (ok && ends_in(path, ".pdf"))
        code = convert_pdf(s->arena, out->buf, out->len, path) ? EXIT_DONE : EXIT_ENVIRONMENT;
    else if (ok)
        code = file_write(path, out->buf, out->len, s->diags) ? EXIT_DONE : EXIT_ENVIRONMENT;
    strbuf_release(&markdown);
    strbuf_release(&html);
    session_report(s);
    return code;
}

/* A brief is of one country: another's project in it is a mistake. */
static bool check_countries(struct session *s, const struct projects *p, const struct args *args)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct dossier *d = p->items[i]->dossier;
        if (strcmp(dossier_country(d), args->rest[0]) != 0)
            diag_add(s->diags, DIAG_ERROR, NULL, (struct pos){args->rest[i + 1], 0, 0},
                     "a brief takes projects of one country", "'%s' is in %s, the brief is of %s",
                     dossier_name(d), dossier_country(d), args->rest[0]);
    }
    return diags_ok(s->diags);
}

static int run_brief(const struct args *args)
{
    const char *path = args_get(args, "-o");
    if (path == NULL ||
        (!ends_in(path, ".md") && !ends_in(path, ".html") && !ends_in(path, ".pdf")))
        return usage("-o takes a file that ends in .md, .html or .pdf");
    struct session s;
    struct projects projects;
    int code = EXIT_USAGE;
    if (!session_open(&s, args, &code))
        return code;
    code = EXIT_USAGE;
    struct brief_options options = {.country = args->rest[0],
                                    .templates_dir = place_templates(),
                                    .adit_version = ADIT_VERSION,
                                    .public_version = args_has(args, "--public")};
    if (reform_country(&s, "brief", options.country) &&
        projects_load(&s, args->rest + 1, args->n_rest - 1, args_get(args, "--case"), &projects,
                      &code))
        code = check_countries(&s, &projects, args) ? write_brief(&s, &projects, &options, path)
                                                    : session_report(&s);
    session_close(&s);
    return code;
}

static const struct option_spec options[] = {
    {"-o", "FILE", "where to write; the ending (.md, .html, .pdf) chooses the form"},
    {"--public", NULL, "name no project, holder or document: counts, countries, minerals only"},
    {"--case", "NAME", "the economics of this case, where a project has it"},
    RULES_OPTION,
    AS_OF_OPTION,
    {0},
};

const struct command cmd_brief = {
    .name = "brief",
    .synopsis = "COUNTRY PROJECT.yaml... -o FILE.{md,html,pdf} [options]",
    .summary = "barriers of one country's law, ranked, for a forum",
    .details = "Barriers by projects and value, the clause and how sure it is, why lenders stop, "
               "the change that frees most, what it costs the state, and projects that no single "
               "change frees. A PDF needs WeasyPrint.",
    .options = options,
    .min_rest = 2,
    .max_rest = SIZE_MAX,
    .run = run_brief,
};
