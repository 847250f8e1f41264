#include "core/memo/mustache_parse.h"

#include <string.h>

#include "core/base/vec.h"

#define MAX_NESTING 64
#define MAX_DELIMITER 16

typedef VEC(struct tag) tag_list;

struct parser {
    struct arena *arena;
    struct diags *diags;
    const char *file, *text;
    size_t n, i;
    char open[MAX_DELIMITER], close[MAX_DELIMITER];
};

static struct pos place(const struct parser *p, size_t at)
{
    struct pos pos = {p->file, 1, 1};
    for (size_t k = 0; k < at; k++) {
        if (p->text[k] == '\n') {
            pos.line++;
            pos.col = 1;
        } else if (((unsigned char)p->text[k] & 0xC0) != 0x80) {
            pos.col++;
        }
    }
    return pos;
}

static bool fail(struct parser *p, size_t at, const char *hint, const char *message,
                 const char *name)
{
    diag_add(p->diags, DIAG_ERROR, NULL, place(p, at), hint, "%s '%s'", message, name);
    return false;
}

static bool at(const struct parser *p, size_t i, const char *s)
{
    size_t n = strlen(s);
    return n <= p->n - i && memcmp(p->text + i, s, n) == 0;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* When the tag text[start..end) is alone on its line: true, with the line's span. */
static bool standalone(const struct parser *p, size_t start, size_t end, size_t *line_start,
                       size_t *line_end)
{
    size_t b = start, e = end;
    while (b > 0 && blank(p->text[b - 1]))
        b--;
    while (e < p->n && blank(p->text[e]))
        e++;
    if ((b > 0 && p->text[b - 1] != '\n') || (e < p->n && p->text[e] != '\n'))
        return false;
    *line_start = b;
    *line_end = e < p->n ? e + 1 : e;
    return true;
}

/* "{{=<% %>=}}": new delimiters from the text between the equal signs. */
static bool set_delimiters(struct parser *p, const char *s, size_t n, size_t where)
{
    size_t a = 0, b = n;
    while (a < n && !blank(s[a]))
        a++;
    while (b > a && !blank(s[b - 1]))
        b--;
    size_t open = a, close = n - b;
    if (open == 0 || close == 0 || open >= MAX_DELIMITER || close >= MAX_DELIMITER || b == 0 ||
        memchr(s, '=', n) != NULL)
        return fail(p, where, "write {{=<% %>=}}", "delimiters cannot be set from",
                    arena_strndup(p->arena, s, n));
    memcpy(p->open, s, open);
    p->open[open] = '\0';
    memcpy(p->close, s + b, close);
    p->close[close] = '\0';
    return true;
}

static void push_text(struct parser *p, tag_list *out, size_t from, size_t to)
{
    if (to <= from)
        return;
    struct tag t = {.kind = TAG_TEXT, .text = p->text + from, .len = to - from};
    VEC_PUSH(p->arena, out, t);
}

/* One tag as it stands in the text. */
struct raw_tag {
    size_t start, end; /* of the whole tag */
    char sigil;        /* # ^ / > ! = & { or 0 */
    const char *name;  /* trimmed */
    size_t name_len;
};

/* The tag at p->i, which begins with the open delimiter. */
static bool read_tag(struct parser *p, struct raw_tag *t)
{
    t->start = p->i;
    size_t i = p->i + strlen(p->open);
    t->sigil = 0;
    while (i < p->n && blank(p->text[i]))
        i++;
    if (i < p->n && strchr("#^/>!=&{", p->text[i]) != NULL && p->text[i] != 0)
        t->sigil = p->text[i++];
    char closing[MAX_DELIMITER + 2];
    char extra = t->sigil == '{' ? '}' : t->sigil == '=' ? '=' : 0;
    size_t k = 0;
    if (extra != 0)
        closing[k++] = extra;
    memcpy(closing + k, p->close, strlen(p->close) + 1);
    size_t end = i;
    while (end < p->n && !at(p, end, closing))
        end++;
    if (end >= p->n)
        return fail(p, t->start, "close the tag", "tag does not end with", closing);
    size_t a = i, b = end;
    while (a < b && (blank(p->text[a]) || p->text[a] == '\n'))
        a++;
    while (b > a && (blank(p->text[b - 1]) || p->text[b - 1] == '\n'))
        b--;
    t->name = p->text + a;
    t->name_len = b - a;
    t->end = end + strlen(closing);
    if (t->name_len == 0 && t->sigil != '!')
        return fail(p, t->start, "name a value", "tag is empty:", p->open);
    return true;
}

static bool parse_tags(struct parser *p, const char *section, size_t section_at, int depth,
                       tag_list *out);

static bool parse_section(struct parser *p, const struct raw_tag *raw, const char *name, int depth,
                          tag_list *out)
{
    if (depth >= MAX_NESTING)
        return fail(p, raw->start, "use a partial", "sections are nested too deeply at", name);
    tag_list kids = {0};
    struct tag t = {.kind = raw->sigil == '#' ? TAG_SECTION : TAG_INVERTED,
                    .text = name,
                    .pos = place(p, raw->start)};
    if (!parse_tags(p, name, raw->start, depth + 1, &kids))
        return false;
    t.kids = kids.items;
    t.n_kids = kids.n;
    VEC_PUSH(p->arena, out, t);
    return true;
}

/* Handles the tag that was read; *closed when it ended the section. */
static bool take_tag(struct parser *p, const struct raw_tag *raw, const char *section, int depth,
                     const char *indent, tag_list *out, bool *closed)
{
    const char *name = arena_strndup(p->arena, raw->name, raw->name_len);
    struct tag t = {.text = name, .len = raw->name_len};
    switch (raw->sigil) {
    case '!':
        return true;
    case '=':
        return set_delimiters(p, raw->name, raw->name_len, raw->start);
    case '#':
    case '^':
        return parse_section(p, raw, name, depth, out);
    case '/':
        if (section == NULL)
            return fail(p, raw->start, "remove it", "no section is open that could end at", name);
        if (strcmp(section, name) != 0)
            return fail(p, raw->start, arena_printf(p->arena, "close '%s' first", section),
                        "sections overlap at", name);
        *closed = true;
        return true;
    case '>':
        t.kind = TAG_PARTIAL;
        t.indent = indent;
        break;
    case '&':
    case '{':
        t.kind = TAG_RAW;
        break;
    default:
        t.kind = TAG_VALUE;
    }
    t.pos = place(p, raw->start);
    VEC_PUSH(p->arena, out, t);
    return true;
}

/* Tags up to the end of `section`, or of the text when it is NULL. */
static bool parse_tags(struct parser *p, const char *section, size_t section_at, int depth,
                       tag_list *out)
{
    size_t text_from = p->i;
    while (p->i < p->n) {
        if (!at(p, p->i, p->open)) {
            p->i++;
            continue;
        }
        struct raw_tag raw = {0};
        if (!read_tag(p, &raw))
            return false;
        size_t from = raw.start, to = raw.end;
        const char *indent = "";
        bool alone = raw.sigil != 0 && raw.sigil != '&' && raw.sigil != '{' &&
                     standalone(p, raw.start, raw.end, &from, &to);
        if (alone && raw.sigil == '>')
            indent = arena_strndup(p->arena, p->text + from, raw.start - from);
        push_text(p, out, text_from, from > text_from ? from : text_from);
        p->i = to;
        bool closed = false;
        if (!take_tag(p, &raw, section, depth, indent, out, &closed))
            return false;
        if (closed)
            return true;
        text_from = p->i;
    }
    push_text(p, out, text_from, p->n);
    if (section != NULL)
        return fail(p, section_at, arena_printf(p->arena, "add {{/%s}}", section),
                    "section is not closed:", section);
    return true;
}

const struct tag *mustache_parse(struct arena *a, const char *text, size_t n, const char *file_name,
                                 struct diags *d, size_t *n_tags)
{
    struct parser p = {.arena = a,
                       .diags = d,
                       .file = file_name,
                       .text = text,
                       .n = n,
                       .open = "{{",
                       .close = "}}"};
    tag_list tags = {0};
    struct tag none = {.kind = TAG_TEXT, .text = ""};
    if (!parse_tags(&p, NULL, 0, 0, &tags))
        return NULL;
    if (tags.n == 0)
        VEC_PUSH(a, &tags, none);
    *n_tags = tags.n;
    return tags.items;
}
