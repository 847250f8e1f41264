#include <string.h>
#include <strings.h>

#include "core/base/file.h"
#include "core/memo/memo.h"
#include "tui/commands/command.h"

static bool ends_in(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcasecmp(path + n - m, ending) == 0;
}

/* Fills out with the memo in the form that path's ending names. */
static bool make_memo(struct session *s, const struct dossier *d, const struct args *args,
                      const char *path, struct strbuf *out)
{
    const struct assessment *assessment = assess(s->arena, s->rulebook, d, s->as_of, NULL);
    struct memo_options options = {
        .data = s->data,
        .templates_dir = place_templates(),
        .rules_dir = place_rules(),
        .name = args_get(args, "--template"),
        .adit_version = ADIT_VERSION,
        .author = author_name(),
    };
    if (!ends_in(path, ".html"))
        return memo_markdown(s->arena, assessment, &options, out, s->diags);
    const char *title = arena_printf(s->arena, "%s: credit memorandum", dossier_name(d));
    return memo_html_page(s->arena, assessment, &options, title, out, s->diags);
}

static int run_memo(const struct args *args)
{
    const char *path = args_get(args, "-o");
    if (path == NULL || (!ends_in(path, ".md") && !ends_in(path, ".html"))) {
        fprintf(stderr, "adit memo: -o takes a file that ends in .md or .html\n"
                        "    usage: adit memo PROJECT.yaml -o FILE\n");
        return EXIT_USAGE;
    }
    struct session s;
    int code;
    if (!session_open(&s, args, &code))
        return code;
    const struct dossier *d = session_project(&s, args->rest[0], &code);
    if (d != NULL) {
        struct strbuf out;
        strbuf_init(&out, 0);
        if (!make_memo(&s, d, args, path, &out))
            code = EXIT_INPUT;
        else
            code = file_write(path, out.buf, out.len, s.diags) ? EXIT_DONE : EXIT_ENVIRONMENT;
        strbuf_release(&out);
        session_report(&s);
    }
    session_close(&s);
    return code;
}

const struct command cmd_memo = {
    .name = "memo",
    .synopsis = "PROJECT.yaml -o FILE.{md,html} [options]",
    .summary = "write the credit memo",
    .details = "Writes the memo in Markdown or as one HTML file with its print style. Every figure "
               "carries a reference to its fact, every finding one to its source.",
    .options =
        (const struct option_spec[]){
            {"-o", "FILE", "where to write; the ending chooses the form"},
            {"--template", "NAME", "template of templates/memo (credit-memo)"},
            {"--rules", "DIR", "rule packs of your own, besides adit's"},
            {"--as-of", "DATE", "assess as of this date (today)"},
            {NULL, NULL, NULL}},
    .min_rest = 1,
    .max_rest = 1,
    .run = run_memo,
};
