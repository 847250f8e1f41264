#include <string.h>

#include "core/base/file.h"
#include "core/memo/mustache.h"
#include "tui/commands/command.h"

static int run_render(const struct args *args)
{
    struct session s = {.arena = arena_new()};
    s.diags = diags_new(s.arena);
    size_t n, json_n;
    int code = EXIT_INPUT;
    const char *template = file_read(s.arena, args->rest[0], (size_t)4 << 20, &n, s.diags);
    const char *text = file_read(s.arena, args->rest[1], (size_t)64 << 20, &json_n, s.diags);
    if (template == NULL || text == NULL)
        code = EXIT_ENVIRONMENT;
    struct json *context = template != NULL && text != NULL
                               ? json_parse(s.arena, text, json_n, args->rest[1], s.diags)
                               : NULL;
    const char *dir = args_get(args, "--partials");
    struct strbuf out;
    strbuf_init(&out, 0);
    if (context != NULL &&
        mustache_render(s.arena, template, n, args->rest[0], context, MUSTACHE_HTML,
                        dir != NULL ? mustache_partial_from_dir : NULL,
                        dir != NULL ? arena_strdup(s.arena, dir) : NULL, &out, s.diags))
        code = print_text(out.buf, out.len) ? EXIT_DONE : EXIT_ENVIRONMENT;
    session_report(&s);
    strbuf_release(&out);
    arena_free(s.arena);
    return code;
}

const struct command cmd_render = {
    .name = "render",
    .synopsis = "TEMPLATE.mustache DATA.json [--partials DIR]",
    .summary = "one Mustache template over JSON, to standard output",
    .details = "Renders one template: variables (escaped for HTML; {{{name}}} is not), sections, "
               "inverted sections, comments, partials and set delimiters.",
    .options =
        (const struct option_spec[]){
            {"--partials", "DIR", "folder of the partials NAME.mustache, NAME.md or NAME.html"},
            {NULL, NULL, NULL}},
    .min_rest = 2,
    .max_rest = 2,
    .run = run_render,
};
