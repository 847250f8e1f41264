/* The memo as it would be written, to read before it is exported. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/memo/memo.h"
#include "tui/screens/export.h"
#include "tui/screens/screens.h"
#include "tui/widgets/doc_view.h"
#include "tui/widgets/markdown.h"

struct model {
    struct doc_view page; /* first */
    struct screens *screens;
    struct arena *text_arena;
    const char *markdown;
    unsigned long version; /* of the project that the text was made from */
};

static struct memo_options options_of(const struct screens *s)
{
    const struct workbench *w = s->w;
    return (struct memo_options){
        .data = w->econ,
        .templates_dir = w->places.templates,
        .rules_dir = w->places.rules,
        .adit_version = w->places.version,
        .author = w->places.author,
    };
}

static bool make_markdown(struct screens *s, struct arena *a, struct strbuf *out, const char **why)
{
    const struct memo_options options = options_of(s);
    struct diags *d = diags_new(a);
    bool ok = memo_markdown(a, s->w->project.assessment, &options, out, d);
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
    markdown_to_doc(doc_view_start(v), m->markdown);
    snprintf(v->title, sizeof v->title, "%.150s  Memo",
             dossier_name(m->screens->w->project.dossier));
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
    struct strbuf out;
    strbuf_init(&out, 0);
    const char *why = "";
    bool ok = false;
    const char *heading =
        arena_printf(a, "%s: credit memorandum", dossier_name(s->w->project.dossier));
    const struct memo_options options = options_of(s);
    if (ends_in(path, ".md")) {
        ok = make_markdown(s, a, &out, &why);
    } else if (ends_in(path, ".html")) {
        ok = memo_html_page(a, s->w->project.assessment, &options, heading, &out, d);
        why = ok ? "" : first_error(a, d);
    } else {
        why = "the name must end in .md or .html";
    }
    if (ok)
        export_file(s, path, &out);
    else
        views_say(s->views, ROLE_ERROR, "E %s", why);
    strbuf_release(&out);
    arena_free(a);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    if (a == ACT_EXPORT) {
        export_ask(m->screens, "Write the memo (.md or .html) to", "-memo.md", memo_export);
        return REACT_DONE;
    }
    return doc_view_act(v, a);
}

static void release(struct view *v)
{
    struct model *m = v->data;
    arena_free(m->text_arena);
    doc_view_release(v);
}

static const struct view_ops OPS = {
    .keymap = MAP_MEMO,
    .pager = true,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .act = act,
    .release = release,
};

void memo_open(struct screens *s)
{
    struct model *m = doc_view_new(sizeof *m);
    m->screens = s;
    m->text_arena = arena_new();
    views_push(s->views, &OPS, m);
}
