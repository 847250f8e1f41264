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

/* The memo over a context that is made already. */
static bool render(struct arena *a, const struct json *context, const struct memo_options *options,
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
    return mustache_render(a, template, n, path, context, MUSTACHE_MARKDOWN,
                           mustache_partial_from_dir, dir, out, d);
}

bool memo_markdown(struct arena *a, const struct assessment *s, const struct memo_options *options,
                   struct strbuf *out, struct diags *d)
{
    return render(a, memo_context(a, s, options), options, out, d);
}

/* The SVG of the chart that a block ```chart NAME stands for, or NULL. */
static const char *svg_of(const struct json *charts, cmark_node *block)
{
    const char *info = cmark_node_get_fence_info(block);
    if (charts == NULL || info == NULL || strncmp(info, "chart ", 6) != 0)
        return NULL;
    const struct json *chart = json_get(charts, info + 6);
    const struct json *svg = chart != NULL ? json_get(chart, "svg") : NULL;
    return svg != NULL ? svg->text : NULL;
}

/* Charts stand in Markdown as text; here each gives way to its drawing. */
static void draw_charts(cmark_node *document, const struct json *charts)
{
    cmark_node *next;
    for (cmark_node *n = cmark_node_first_child(document); n != NULL; n = next) {
        next = cmark_node_next(n);
        const char *svg =
            cmark_node_get_type(n) == CMARK_NODE_CODE_BLOCK ? svg_of(charts, n) : NULL;
        if (svg == NULL)
            continue;
        cmark_node *figure = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
        cmark_node_set_on_enter(figure, svg);
        cmark_node_replace(n, figure);
        cmark_node_free(n);
    }
}

/* Markdown as HTML, in the arena. The library leaves out raw HTML and unsafe links by default. */
static const char *to_html(struct arena *a, const char *markdown, const struct json *charts)
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
    draw_charts(document, charts);
    char *html =
        cmark_render_html(document, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser));
    const char *copy = arena_strdup(a, html);
    free(html);
    cmark_node_free(document);
    cmark_parser_free(parser);
    return copy;
}

static bool make_page(struct arena *a, const char *markdown, const struct json *charts,
                      const char *title, const char *templates_dir, struct strbuf *out,
                      struct diags *d)
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
    json_set(a, context, "body", json_string(a, to_html(a, markdown, charts)));
    return mustache_render(a, page, n, path, context, MUSTACHE_HTML, NULL, NULL, out, d);
}

bool memo_html(struct arena *a, const char *markdown, const char *title, const char *templates_dir,
               struct strbuf *out, struct diags *d)
{
    return make_page(a, markdown, NULL, title, templates_dir, out, d);
}

bool memo_html_page(struct arena *a, const struct assessment *s, const struct memo_options *options,
                    const char *title, struct strbuf *out, struct diags *d)
{
    const struct json *context = memo_context(a, s, options);
    const struct json *economics = json_get(context, "economics");
    struct strbuf markdown;
    strbuf_init(&markdown, 0);
    bool ok = render(a, context, options, &markdown, d) &&
              make_page(a, markdown.buf, json_get(economics, "charts"), title,
                        options->templates_dir, out, d);
    strbuf_release(&markdown);
    return ok;
}
