#include "core/memo/memo.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/memo/mustache.h"

#define TEMPLATE_MAX ((size_t)4 << 20)
#define MEMO_MAX ((size_t)64 << 20)

static bool plain_name(const char *name)
{
    return name[0] != '\0' && name[0] != '.' && strchr(name, '/') == NULL;
}

/* The templates that there are, for a name that is none. */
static const char *list_templates(struct arena *a, const char *dir)
{
    struct diags *ignored = diags_new(a);
    size_t n, len;
    char **paths = file_list(a, dir, ".md", &n, ignored);
    struct strbuf sb;
    strbuf_init(&sb, 0);
    strbuf_adds(&sb, "templates:");
    for (size_t i = 0; i < n; i++) {
        const char *base = strrchr(paths[i], '/') + 1;
        len = strlen(base) - 3;
        if (strncmp(base, "README", 6) != 0)
            strbuf_addf(&sb, " %.*s", (int)len, base);
    }
    const char *text = arena_strdup(a, sb.buf);
    strbuf_release(&sb);
    return text;
}

bool memo_markdown(struct arena *a, const struct assessment *s, const struct memo_options *options,
                   struct strbuf *out, struct diags *d)
{
    const char *name = options->name != NULL ? options->name : "credit-memo";
    char *dir = arena_printf(a, "%s/memo", options->templates_dir);
    char *path = arena_printf(a, "%s/%s.md", dir, name);
    struct diags *reading = diags_new(a);
    size_t n;
    char *template = plain_name(name) ? file_read(a, path, TEMPLATE_MAX, &n, reading) : NULL;
    if (template == NULL) {
        diag_add(d, DIAG_ERROR, NULL, (struct pos){path, 0, 0}, list_templates(a, dir),
                 "no memo template '%s'", name);
        return false;
    }
    struct json *context = memo_context(a, s, options);
    return mustache_render(a, template, n, path, context, MUSTACHE_MARKDOWN,
                           mustache_partial_from_dir, dir, out, d);
}

/* Markdown as HTML, in the arena. The library leaves out raw HTML and unsafe links by default. */
static const char *to_html(struct arena *a, const char *markdown)
{
    static const char *const extensions[] = {"table", "autolink"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        cmark_syntax_extension *e = cmark_find_syntax_extension(extensions[i]);
        if (e != NULL)
            cmark_parser_attach_syntax_extension(parser, e);
    }
    cmark_parser_feed(parser, markdown, strlen(markdown));
    cmark_node *document = cmark_parser_finish(parser);
    char *html =
        cmark_render_html(document, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser));
    const char *copy = arena_strdup(a, html);
    free(html);
    cmark_node_free(document);
    cmark_parser_free(parser);
    return copy;
}

bool memo_html(struct arena *a, const char *markdown, const char *title, const char *templates_dir,
               struct strbuf *out, struct diags *d)
{
    char *path = arena_printf(a, "%s/memo/page.html", templates_dir);
    size_t n;
    char *page = file_read(a, path, TEMPLATE_MAX, &n, d);
    if (page == NULL)
        return false;
    if (strlen(markdown) > MEMO_MAX) {
        diag_add(d, DIAG_ERROR, NULL, (struct pos){path, 0, 0}, NULL, "the memo is too long");
        return false;
    }
    struct json *context = json_object(a);
    json_set(a, context, "title", json_string(a, title));
    json_set(a, context, "body", json_string(a, to_html(a, markdown)));
    return mustache_render(a, page, n, path, context, MUSTACHE_HTML, NULL, NULL, out, d);
}
