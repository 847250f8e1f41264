#include "core/memo/mustache.h"

#include <string.h>

#include "core/base/file.h"
#include "core/memo/escape.h"
#include "core/memo/mustache_parse.h"

#define MAX_STACK 256
#define MAX_PARTIALS 32 /* within each other: a partial that names itself must end */

struct renderer {
    struct arena *arena;
    struct diags *diags;
    struct strbuf *out;
    enum mustache_escape escape;
    mustache_partial *partial;
    void *partial_data;
    const struct json *stack[MAX_STACK];
    size_t n_stack;
    int partials;
};

static bool truthy(const struct json *j)
{
    if (j == NULL || j->kind == JSON_NULL)
        return false;
    if (j->kind == JSON_BOOL)
        return j->boolean;
    if (j->kind == JSON_STRING)
        return j->text[0] != '\0';
    return j->kind != JSON_ARRAY || j->n != 0;
}

/* Member of the length-bounded name; NULL when absent. */
static const struct json *member(const struct json *object, const char *name, size_t n)
{
    if (object == NULL || object->kind != JSON_OBJECT)
        return NULL;
    for (size_t i = 0; i < object->n; i++)
        if (strncmp(object->keys[i], name, n) == 0 && object->keys[i][n] == '\0')
            return object->items[i];
    return NULL;
}

/* The first part of a dotted name is looked for outwards, the rest only within what was found. */
static const struct json *look_up(const struct renderer *r, const char *name)
{
    if (strcmp(name, ".") == 0)
        return r->n_stack > 0 ? r->stack[r->n_stack - 1] : NULL;
    size_t n = strcspn(name, ".");
    const struct json *found = NULL;
    for (size_t i = r->n_stack; i > 0 && found == NULL; i--)
        found = member(r->stack[i - 1], name, n);
    while (found != NULL && name[n] == '.') {
        name += n + 1;
        n = strcspn(name, ".");
        found = member(found, name, n);
    }
    return found;
}

static void add_value(struct renderer *r, const struct json *j, bool raw)
{
    if (j == NULL || j->kind == JSON_NULL)
        return;
    const char *text = j->text;
    if (j->kind == JSON_BOOL)
        text = j->boolean ? "true" : "false";
    else if (j->kind == JSON_ARRAY || j->kind == JSON_OBJECT)
        text = "";
    escape_add(r->out, text, raw ? MUSTACHE_NONE : r->escape);
}

static bool render_tags(struct renderer *r, const struct tag *tags, size_t n);

static bool render_kids(struct renderer *r, const struct tag *t, const struct json *context)
{
    if (r->n_stack == MAX_STACK) {
        diag_add(r->diags, DIAG_ERROR, NULL, t->pos, "flatten the template",
                 "sections are nested too deeply at '%s'", t->text);
        return false;
    }
    r->stack[r->n_stack++] = context;
    bool ok = render_tags(r, t->kids, t->n_kids);
    r->n_stack--;
    return ok;
}

static bool render_section(struct renderer *r, const struct tag *t)
{
    const struct json *j = look_up(r, t->text);
    if (t->kind == TAG_INVERTED)
        return truthy(j) || render_tags(r, t->kids, t->n_kids);
    if (!truthy(j))
        return true;
    if (j->kind != JSON_ARRAY)
        return render_kids(r, t, j);
    for (size_t i = 0; i < j->n; i++)
        if (!render_kids(r, t, j->items[i]))
            return false;
    return true;
}

/* text with indent before each line that is not the empty one at the end. */
static const char *indented(struct arena *a, const char *text, const char *indent)
{
    if (*indent == '\0')
        return text;
    struct strbuf sb;
    strbuf_init(&sb, 0);
    for (const char *line = text; *line != '\0';) {
        const char *end = strchr(line, '\n');
        size_t n = end != NULL ? (size_t)(end - line) + 1 : strlen(line);
        strbuf_adds(&sb, indent);
        strbuf_add(&sb, line, n);
        line += n;
    }
    const char *copy = arena_strndup(a, sb.buf, sb.len);
    strbuf_release(&sb);
    return copy;
}

static bool render_partial(struct renderer *r, const struct tag *t)
{
    const char *text = r->partial != NULL ? r->partial(r->partial_data, r->arena, t->text) : NULL;
    if (text == NULL)
        return true;
    if (r->partials == MAX_PARTIALS) {
        diag_add(r->diags, DIAG_ERROR, NULL, t->pos, "a partial must not include itself for ever",
                 "partials are nested too deeply at '%s'", t->text);
        return false;
    }
    text = indented(r->arena, text, t->indent);
    size_t n;
    const struct tag *tags = mustache_parse(r->arena, text, strlen(text), t->text, r->diags, &n);
    if (tags == NULL)
        return false;
    r->partials++;
    bool ok = render_tags(r, tags, n);
    r->partials--;
    return ok;
}

static bool render_tags(struct renderer *r, const struct tag *tags, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct tag *t = &tags[i];
        bool ok = true;
        switch (t->kind) {
        case TAG_TEXT:
            strbuf_add(r->out, t->text, t->len);
            break;
        case TAG_VALUE:
        case TAG_RAW:
            add_value(r, look_up(r, t->text), t->kind == TAG_RAW);
            break;
        case TAG_SECTION:
        case TAG_INVERTED:
            ok = render_section(r, t);
            break;
        case TAG_PARTIAL:
            ok = render_partial(r, t);
            break;
        }
        if (ok && r->out->overflowed) {
            diag_add(r->diags, DIAG_ERROR, NULL, t->pos, NULL,
                     "the output grew past %zu bytes at '%.40s'", r->out->max,
                     t->kind == TAG_TEXT ? "text" : t->text);
            ok = false;
        }
        if (!ok)
            return false;
    }
    return true;
}

bool mustache_render(struct arena *a, const char *template, size_t n, const char *file_name,
                     const struct json *context, enum mustache_escape escape,
                     mustache_partial *partial, void *partial_data, struct strbuf *out,
                     struct diags *d)
{
    size_t n_tags;
    const struct tag *tags = mustache_parse(a, template, n, file_name, d, &n_tags);
    if (tags == NULL)
        return false;
    struct renderer r = {.arena = a,
                         .diags = d,
                         .out = out,
                         .escape = escape,
                         .partial = partial,
                         .partial_data = partial_data,
                         .stack = {context},
                         .n_stack = 1};
    return render_tags(&r, tags, n_tags);
}

const char *mustache_partial_from_dir(void *data, struct arena *a, const char *name)
{
    static const char *const endings[] = {".mustache", ".md", ".html"};
    const char *dir = data;
    /* A name is one file of that folder: no way out of it. */
    if (strchr(name, '/') != NULL || name[0] == '.')
        return NULL;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct diags *ignored = diags_new(a);
        size_t n;
        char *text = file_read(a, arena_printf(a, "%s/%s%s", dir, name, endings[i]),
                               (size_t)4 << 20, &n, ignored);
        if (text != NULL && strlen(text) == n)
            return text;
    }
    return NULL;
}
