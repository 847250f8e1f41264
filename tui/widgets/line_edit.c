/* Editing of one line. A character here is a base code point with its combining marks. */
#include "tui/widgets/line_edit.h"

#include <string.h>

#include "core/base/utf8.h"
#include "tui/keys.h"

void line_edit_set(struct line_edit *e, const char *text)
{
    size_t n = strlen(text);
    if (n >= LINE_EDIT_MAX) {
        n = LINE_EDIT_MAX - 1;
        while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
            n--;
    }
    memcpy(e->text, text, n);
    e->text[n] = '\0';
    e->len = e->at = n;
}

static uint32_t code_at(const struct line_edit *e, size_t i, size_t *used)
{
    uint32_t cp = 0;
    *used = utf8_decode(e->text + i, e->len - i, &cp);
    return cp;
}

static size_t next(const struct line_edit *e, size_t i)
{
    if (i >= e->len)
        return e->len;
    size_t used;
    code_at(e, i, &used);
    i += used;
    while (i < e->len) {
        uint32_t cp = code_at(e, i, &used);
        if (cp_unsafe(cp) || cp_width(cp) != 0)
            break;
        i += used;
    }
    return i;
}

static size_t previous(const struct line_edit *e, size_t i)
{
    size_t at = 0;
    while (at < i) {
        size_t after = next(e, at);
        if (after >= i)
            return at;
        at = after;
    }
    return 0;
}

static void cut(struct line_edit *e, size_t from, size_t to)
{
    memmove(e->text + from, e->text + to, e->len - to + 1);
    e->len -= to - from;
    e->at = from;
}

static void insert(struct line_edit *e, uint32_t cp)
{
    char text[4];
    size_t n = utf8_encode(cp, text);
    if (e->len + n >= LINE_EDIT_MAX)
        return;
    memmove(e->text + e->at + n, e->text + e->at, e->len - e->at + 1);
    memcpy(e->text + e->at, text, n);
    e->len += n;
    e->at += n;
}

static size_t word_start(const struct line_edit *e)
{
    size_t i = e->at;
    while (i > 0 && e->text[i - 1] == ' ')
        i--;
    while (i > 0 && e->text[i - 1] != ' ')
        i--;
    return i;
}

bool line_edit_key(struct line_edit *e, uint32_t key)
{
    switch (key) {
    case K_LEFT:
        e->at = previous(e, e->at);
        return true;
    case K_RIGHT:
        e->at = next(e, e->at);
        return true;
    case K_HOME:
    case K_CTRL('A'):
        e->at = 0;
        return true;
    case K_END:
    case K_CTRL('E'):
        e->at = e->len;
        return true;
    case K_BACKSPACE:
        cut(e, previous(e, e->at), e->at);
        return true;
    case K_DELETE:
        cut(e, e->at, next(e, e->at));
        return true;
    case K_CTRL('U'):
        cut(e, 0, e->at);
        return true;
    case K_CTRL('K'):
        cut(e, e->at, e->len);
        return true;
    case K_CTRL('W'):
        cut(e, word_start(e), e->at);
        return true;
    default:
        if (!key_is_text(key))
            return false;
        insert(e, key);
        return true;
    }
}

int line_edit_draw(const struct line_edit *e, struct area a, int row, int col, int width,
                   enum role role)
{
    /* Start as far left as leaves room for the cursor after the text. */
    size_t start = 0;
    char before[LINE_EDIT_MAX];
    for (;;) {
        size_t n = e->at - start;
        memcpy(before, e->text + start, n);
        before[n] = '\0';
        if (text_columns(before) < width || start >= e->at)
            break;
        start = next(e, start);
    }
    area_field(a, row, col, width, role, e->text + start);
    return col + text_columns(before);
}
