#include "core/memo/escape.h"

#include <string.h>

#include "core/base/html.h"
#include "core/base/utf8.h"

static bool word_char(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'A' && u <= 'Z') || (u >= 'a' && u <= 'z');
}

/* True where a Markdown reader could take s[i] for markup. A '_' inside a word is none, so that
 * names of facts stay readable in the source. */
static bool markup(const char *s, size_t i)
{
    char c = s[i];
    if (strchr("\\`*[]<>|~&", c) != NULL)
        return true;
    if (c == '_')
        return i == 0 || !word_char(s[i - 1]) || !word_char(s[i + 1]);
    /* Headings, list marks and rules begin a line; a value may stand there. A minus sign is none.
     */
    if (i == 0 && strchr("#+-=", c) != NULL)
        return s[1] == ' ' || s[1] == c || s[1] == 0;
    /* "1." and "1)" begin a list where a line begins; a value may stand there. */
    if (c == '.' || c == ')') {
        for (size_t k = 0; k < i; k++)
            if (s[k] < '0' || s[k] > '9')
                return false;
        return s[i + 1] == ' ' || s[i + 1] == 0;
    }
    return false;
}

static void add_markdown(struct strbuf *out, const char *s)
{
    for (size_t i = 0; s[i] != 0; i++) {
        if (markup(s, i))
            strbuf_addch(out, '\\');
        strbuf_addch(out, s[i]);
    }
}

void escape_add(struct strbuf *out, const char *s, enum mustache_escape how)
{
    if (how == MUSTACHE_NONE) {
        strbuf_adds(out, s);
        return;
    }
    struct arena *a = arena_new();
    const char *visible = text_visible(a, s, strlen(s), how == MUSTACHE_MARKDOWN);
    if (how == MUSTACHE_HTML)
        html_escape(out, visible);
    else
        add_markdown(out, visible);
    arena_free(a);
}
