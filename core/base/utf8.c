#include "core/base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "core/base/vec.h"

size_t utf8_decode(const char *s, size_t n, uint32_t *cp)
{
    if (n == 0)
        return 0;
    unsigned char first = (unsigned char)s[0];
    if (first < 0x80) {
        *cp = first;
        return 1;
    }
    utf8proc_int32_t c;
    size_t most = n < 4 ? n : 4;
    utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)most, &c);
    if (used <= 0 || c < 0) {
        *cp = 0xFFFD;
        return 1;
    }
    *cp = (uint32_t)c;
    return (size_t)used;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
    utf8proc_uint8_t buf[4];
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)cp, buf);
    memcpy(out, buf, (size_t)n);
    return (size_t)n;
}

/* True when the code point decoded from s[0..used) is a bad sequence, not a real U+FFFD. */
static bool bad_sequence(const char *s, size_t used, uint32_t cp)
{
    return cp == 0xFFFD && !(used == 3 && memcmp(s, "\xEF\xBF\xBD", 3) == 0);
}

bool utf8_valid(const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t used = utf8_decode(s + i, n - i, &cp);
        if (bad_sequence(s + i, used, cp))
            return false;
        i += used;
    }
    return true;
}

size_t utf8_length(const char *s)
{
    size_t n = strlen(s), count = 0;
    for (size_t i = 0; i < n; count++) {
        uint32_t cp;
        i += utf8_decode(s + i, n - i, &cp);
    }
    return count;
}

size_t utf8_offset(const char *s, size_t k)
{
    size_t n = strlen(s), i = 0;
    while (k > 0 && i < n) {
        uint32_t cp;
        i += utf8_decode(s + i, n - i, &cp);
        k--;
    }
    return i;
}

int cp_width(uint32_t cp)
{
    if (cp >= 0x20 && cp < 0x7F)
        return 1;
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
        return 0;
    if (cp == 0xAD)
        return 1; /* soft hyphen: terminals draw it */
    return utf8proc_charwidth((utf8proc_int32_t)cp);
}

size_t utf8_width(const char *s)
{
    size_t n = strlen(s), cols = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        i += utf8_decode(s + i, n - i, &cp);
        cols += (size_t)cp_width(cp);
    }
    return cols;
}

bool cp_unsafe(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x61C || cp == 0x200E || cp == 0x200F ||
           (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) ||
           (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF) || cp == 0xFEFF ||
           (cp >= 0xFFF9 && cp <= 0xFFFB) || (cp >= 0xE0000 && cp <= 0xE007F);
}

char *text_visible(struct arena *a, const char *s, size_t n, bool one_line)
{
    bool clean = true;
    for (size_t i = 0; i < n && clean; i++)
        clean = (unsigned char)s[i] >= 0x20 && (unsigned char)s[i] < 0x7F;
    if (clean)
        return arena_strndup(a, s, n);
    struct strbuf out;
    strbuf_init(&out, 0);
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t used = utf8_decode(s + i, n - i, &cp);
        if (bad_sequence(s + i, used, cp))
            strbuf_addf(&out, "<%02X>", (unsigned)(unsigned char)s[i]);
        else if (cp == '\n' || cp == '\t')
            strbuf_addch(&out, one_line ? ' ' : (char)cp);
        else if (cp_unsafe(cp))
            strbuf_addf(&out, "<U+%04X>", (unsigned)cp);
        else
            strbuf_add(&out, s + i, used);
        i += used;
    }
    char *text = arena_strndup(a, out.buf, out.len);
    strbuf_release(&out);
    return text;
}

void cell_fit(struct strbuf *out, const char *s, size_t cols)
{
    size_t width = utf8_width(s), n = strlen(s), used = 0, i = 0;
    size_t limit = width > cols ? cols - (cols > 0) : cols;
    while (i < n) {
        uint32_t cp;
        size_t len = utf8_decode(s + i, n - i, &cp);
        size_t w = (size_t)cp_width(cp);
        /* Marks that combine go with their base; after a cut they are dropped with it. */
        if (used + w > limit)
            break;
        strbuf_add(out, s + i, len);
        used += w;
        i += len;
        if (width > cols && used == limit) {
            while (i < n) {
                len = utf8_decode(s + i, n - i, &cp);
                if (cp_width(cp) != 0)
                    break;
                strbuf_add(out, s + i, len);
                i += len;
            }
            break;
        }
    }
    if (width > cols && cols > 0) {
        for (; used < limit; used++)
            strbuf_addch(out, ' ');
        strbuf_addch(out, '~');
        used++;
    }
    for (; used < cols; used++)
        strbuf_addch(out, ' ');
}

typedef VEC(char *) lines;

/* Breaks one paragraph s[0..n). */
static void wrap_paragraph(struct arena *a, const char *s, size_t n, size_t cols, lines *out)
{
    size_t start = 0;
    for (;;) {
        size_t i = start, used = 0, space = 0;
        bool has_space = false;
        while (i < n) {
            uint32_t cp;
            size_t len = utf8_decode(s + i, n - i, &cp);
            size_t w = (size_t)cp_width(cp);
            if (cp == ' ' && i > start) {
                has_space = true;
                space = i;
            }
            if (used + w > cols)
                break;
            used += w;
            i += len;
        }
        if (i >= n) {
            VEC_PUSH(a, out, arena_strndup(a, s + start, n - start));
            return;
        }
        size_t end = has_space ? space : i;
        if (end == start) { /* not even one character fits: take it, so that the loop ends */
            uint32_t cp;
            end = start + utf8_decode(s + start, n - start, &cp);
        }
        size_t trimmed = end;
        while (trimmed > start && s[trimmed - 1] == ' ')
            trimmed--;
        VEC_PUSH(a, out, arena_strndup(a, s + start, trimmed - start));
        start = end;
        while (start < n && s[start] == ' ')
            start++;
        if (start >= n)
            return;
    }
}

char **text_wrap(struct arena *a, const char *s, size_t cols, size_t *n)
{
    lines out = {0};
    if (cols == 0)
        cols = 1;
    for (;;) {
        const char *end = strchr(s, '\n');
        wrap_paragraph(a, s, end != NULL ? (size_t)(end - s) : strlen(s), cols, &out);
        if (end == NULL)
            break;
        s = end + 1;
    }
    *n = out.n;
    return out.items;
}

static char *map_case(struct arena *a, const char *s, utf8proc_int32_t (*f)(utf8proc_int32_t))
{
    size_t n = strlen(s);
    struct strbuf out;
    strbuf_init(&out, 0);
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t used = utf8_decode(s + i, n - i, &cp);
        char buf[4];
        utf8proc_int32_t mapped = f((utf8proc_int32_t)cp);
        strbuf_add(&out, buf, utf8_encode((uint32_t)mapped, buf));
        i += used;
    }
    char *text = arena_strndup(a, out.buf, out.len);
    strbuf_release(&out);
    return text;
}

char *utf8_upper(struct arena *a, const char *s)
{
    return map_case(a, s, utf8proc_toupper);
}

char *utf8_lower(struct arena *a, const char *s)
{
    return map_case(a, s, utf8proc_tolower);
}
