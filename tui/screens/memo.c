/* The memo as it would be written, to read before it is exported. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/memo/memo.h"
#include "tui/screens/export.h"
#include "tui/screens/screens.h"
#include "tui/widgets/doc.h"
#include "tui/widgets/markdown.h"
#include "tui/widgets/prompt.h"

struct model {
    struct screens *screens;
    struct arena *arena; /* layout */
    struct arena *text_arena;
    const char *markdown;
    unsigned long version; /* of the project that the text was made from */
    struct doc doc;
    char title[300];
};

static bool make_markdown(struct screens *s, struct arena *a, struct strbuf *out, const char **why)
{
    struct workbench *w = s->w;
    struct diags *d = diags_new(a);
    const struct memo_options options = {
        .data = w->econ,
        .templates_dir = w->places.templates,
        .adit_version = w->places.version,
        .author = w->places.author,
    };
    bool ok = memo_markdown(a, w->project.assessment, &options, out, d);
    if (!ok)
        *why = first_error(a, d);
    return ok;
}

static void make_text(struct model *m)
{
    if (m->markdown != NULL && m->version == m->screens->w->version)
        return;
    arena_reset(m->text_arena);
    m->version = m->screens->w->version;
    struct strbuf out;
    strbuf_init(&out, 0);
    const char *why = "";
    if (make_markdown(m->screens, m->text_arena, &out, &why))
        m->markdown = arena_strndup(m->text_arena, out.buf, out.len);
    else
        m->markdown = arena_printf(m->text_arena, "The memo cannot be made: %s", why);
    strbuf_release(&out);
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    make_text(m);
    arena_reset(m->arena);
    doc_start(&m->doc, m->arena, v->cols - 3);
    markdown_to_doc(&m->doc, m->markdown);
    snprintf(m->title, sizeof m->title, "%.150s  Memo",
             dossier_name(m->screens->w->project.dossier));
}

static const char *title(const struct view *v)
{
    const struct model *m = v->data;
    return m->title;
}

static size_t rows(const struct view *v)
{
    const struct model *m = v->data;
    return m->doc.lines.n;
}

static void draw_row(const struct view *v, size_t row, struct area line)
{
    const struct model *m = v->data;
    doc_draw(&m->doc, row, line);
}

static bool ends_in(const char *s, const char *end)
{
    size_t n = strlen(s), k = strlen(end);
    return n >= k && strcmp(s + n - k, end) == 0;
}

void memo_export(struct screens *s, const char *path)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    struct strbuf markdown, html;
    strbuf_init(&markdown, 0);
    strbuf_init(&html, 0);
    const char *why = "";
    bool as_html = ends_in(path, ".html");
    bool ok = as_html || ends_in(path, ".md");
    if (!ok)
        why = "the name must end in .md or .html";
    ok = ok && make_markdown(s, a, &markdown, &why);
    const char *heading =
        arena_printf(a, "%s: credit memorandum", dossier_name(s->w->project.dossier));
    if (ok && as_html && !memo_html(a, markdown.buf, heading, s->w->places.templates, &html, d)) {
        ok = false;
        why = first_error(a, d);
    }
    if (ok)
        export_file(s, path, as_html ? &html : &markdown);
    else
        views_say(s->views, ROLE_ERROR, "E %s", why);
    strbuf_release(&markdown);
    strbuf_release(&html);
    arena_free(a);
}

static void export_typed(void *data, const char *path)
{
    struct screens *s = data;
    if (path != NULL && path[0] != '\0')
        memo_export(s, path);
}

static bool match_row(const struct view *v, size_t row, const char *needle)
{
    const struct model *m = v->data;
    return doc_has(&m->doc, row, needle);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    if (a == ACT_EXPORT) {
        char path[256];
        snprintf(path, sizeof path, "%.200s-memo.md", m->screens->w->project.id);
        prompt_open(v->stack, "Write the memo (.md or .html) to", path, export_typed, m->screens);
        return REACT_DONE;
    }
    if (a == ACT_NEXT_PART || a == ACT_PREV_PART) {
        view_select(v, doc_part(&m->doc, v->selected, a == ACT_NEXT_PART ? 1 : -1));
        return REACT_DONE;
    }
    return REACT_IGNORED;
}

static void release(struct view *v)
{
    struct model *m = v->data;
    arena_free(m->arena);
    arena_free(m->text_arena);
    free(m);
}

static const struct view_ops OPS = {
    .keymap = MAP_MEMO,
    .pager = true,
    .title = title,
    .layout = layout,
    .rows = rows,
    .draw_row = draw_row,
    .match_row = match_row,
    .act = act,
    .release = release,
};

void memo_open(struct screens *s)
{
    struct model *m = calloc(1, sizeof *m);
    if (m == NULL)
        abort();
    m->screens = s;
    m->arena = arena_new();
    m->text_arena = arena_new();
    views_push(s->views, &OPS, m);
}
