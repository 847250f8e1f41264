#include "core/base/yaml_source.h"

#include <stdint.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/base/vec.h"
#include "core/base/yaml.h"

/* Bytes of the line break at s[0..n), 0 when there is none: LF, CR, CR LF, NEL, LS, PS. */
static size_t line_break(const char *s, size_t n)
{
    if (s[0] == '\n')
        return 1;
    if (s[0] == '\r')
        return n > 1 && s[1] == '\n' ? 2 : 1;
    if (n > 1 && memcmp(s, "\xC2\x85", 2) == 0)
        return 2;
    if (n > 2 && (memcmp(s, "\xE2\x80\xA8", 3) == 0 || memcmp(s, "\xE2\x80\xA9", 3) == 0))
        return 3;
    return 0;
}

const struct yaml_source *source_new(struct arena *a, const char *file, const char *text, size_t n)
{
    struct yaml_source *s = ARENA_NEW(a, struct yaml_source);
    VEC(struct yaml_line) lines = {0};
    struct yaml_line line = {0, n};
    s->file = arena_strdup(a, file);
    s->text = arena_strndup(a, text, n);
    s->n = n;
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)s->text[i];
        if (c >= 0x80 && i < line.ascii)
            line.ascii = i;
        size_t len = c == '\n' || c == '\r' || c >= 0x80 ? line_break(s->text + i, n - i) : 0;
        i += len != 0 ? len : 1;
        if (len == 0)
            continue;
        line.ascii = line.ascii < i ? line.ascii : i;
        VEC_PUSH(a, &lines, line);
        line = (struct yaml_line){i, n};
    }
    VEC_PUSH(a, &lines, line);
    s->lines = lines.items;
    s->n_lines = lines.n;
    return s;
}

size_t source_offset(const struct yaml_source *s, size_t line, size_t column)
{
    if (line >= s->n_lines)
        return s->n;
    const struct yaml_line *l = &s->lines[line];
    size_t plain = l->ascii - l->start;
    if (column <= plain)
        return l->start + column;
    size_t i = l->ascii;
    column -= plain;
    while (column-- > 0 && i < s->n) {
        uint32_t cp;
        i += utf8_decode(s->text + i, s->n - i, &cp);
    }
    return i;
}

struct pos source_pos(const struct yaml_source *s, size_t offset)
{
    size_t low = 0, high = s->n_lines;
    if (offset > s->n)
        offset = s->n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (s->lines[middle].start <= offset)
            low = middle;
        else
            high = middle;
    }
    const struct yaml_line *l = &s->lines[low];
    size_t i = offset < l->ascii ? offset : l->ascii;
    int col = (int)(i - l->start) + 1;
    for (; i < offset; col++) {
        uint32_t cp;
        i += utf8_decode(s->text + i, s->n - i, &cp);
    }
    return (struct pos){s->file, (int)low + 1, col};
}

/* --- the place of a byte of a scalar's text ------------------------------------------------------
 *
 * Whatever the quoting and folding, the characters of the text that are not white space stand in
 * the source in the same order. So the k-th of them is found by counting. */

static bool is_space(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0x2028 ||
           cp == 0x2029;
}

/* One character of the source at i as the scalar's text has it: *cp, and the bytes it takes. */
static size_t source_char(const struct yaml_node *node, char quote, size_t i, uint32_t *cp)
{
    const char *s = node->source->text + i;
    size_t n = node->source->n - i;
    if (quote == '\'' && n > 1 && s[0] == '\'' && s[1] == '\'') {
        *cp = '\'';
        return 2;
    }
    if (quote != '"' || s[0] != '\\' || n < 2)
        return utf8_decode(s, n, cp);
    size_t hex = s[1] == 'x' ? 2 : s[1] == 'u' ? 4 : s[1] == 'U' ? 8 : 0;
    if (hex != 0) {
        *cp = 0;
        for (size_t k = 0; k < hex && k + 2 < n; k++) {
            char c = s[k + 2];
            uint32_t digit = c <= '9'   ? (uint32_t)(c - '0')
                             : c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                        : (uint32_t)(c - 'a' + 10);
            *cp = *cp * 16 + (digit & 15);
        }
        return hex + 2 < n ? hex + 2 : n;
    }
    /* Escapes of white space and line breaks count as space; the others as one character. */
    *cp = strchr("nrtNLP_ \n\r\t", s[1]) != NULL ? ' ' : (uint32_t)(unsigned char)s[1];
    return 2;
}

struct pos yaml_text_pos(const struct yaml_node *node, size_t offset)
{
    const struct yaml_source *source = node->source;
    if (source == NULL || node->kind != YAML_SCALAR)
        return node->pos;
    if (offset > node->len)
        offset = node->len;
    size_t before = 0, trailing = 0; /* non-space characters, then spaces right before offset */
    for (size_t i = 0; i < offset;) {
        uint32_t cp;
        i += utf8_decode(node->text + i, node->len - i, &cp);
        trailing = is_space(cp) ? trailing + 1 : 0;
        before += !is_space(cp);
    }
    bool at_space = offset == node->len || is_space((unsigned char)node->text[offset]);

    size_t i = node->start, end = node->end;
    char quote = 0;
    if (!node->plain && i < source->n) {
        quote = source->text[i];
        if (quote == '|' || quote == '>')
            while (i < end && line_break(source->text + i, source->n - i) == 0)
                i++;
        else
            i++;
    }
    while (before > 0 && i < end) {
        uint32_t cp;
        i += source_char(node, quote, i, &cp);
        before -= !is_space(cp);
    }
    if (at_space) {
        for (; trailing > 0 && i < end; trailing--) {
            uint32_t cp;
            i += source_char(node, quote, i, &cp);
        }
        return source_pos(source, i);
    }
    while (i < end) {
        uint32_t cp;
        size_t len = source_char(node, quote, i, &cp);
        if (!is_space(cp))
            break;
        i += len;
    }
    return source_pos(source, i);
}

/* --- writing a scalar ----------------------------------------------------------------------------
 */

static bool reserved_word(const char *s)
{
    static const char *const words[] = {"null", "true", "false", "yes",  "no",     "on",
                                        "off",  "y",    "n",     "none", "unknown"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *p = s, *w = words[i];
        while (*p != 0 && (*p | 0x20) == *w)
            p++, w++;
        if (*p == 0 && *w == 0)
            return true;
    }
    return false;
}

/* A text that may stand without quotes anywhere, flow context included. */
static bool plain_safe(const char *s)
{
    size_t n = strlen(s);
    unsigned char first = (unsigned char)s[0];
    bool letter = (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') ||
                  first == '_' || first >= 0x80;
    if (!letter || s[n - 1] == ' ' || s[n - 1] == ':' || reserved_word(s))
        return false;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = utf8_decode(s + i, n - i, &cp);
        if (cp_unsafe(cp) || cp == 0xFFFD || (cp < 0x80 && strchr(",[]{}#\"\\", (int)cp) != NULL))
            return false;
        if (cp == ':' && s[i + 1] == ' ')
            return false;
        i += len;
    }
    return true;
}

void yaml_write_scalar(struct strbuf *out, const char *s, bool force_quotes)
{
    if (!force_quotes && plain_safe(s)) {
        strbuf_adds(out, s);
        return;
    }
    size_t n = strlen(s);
    strbuf_addch(out, '"');
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = utf8_decode(s + i, n - i, &cp);
        if (cp == '"' || cp == '\\')
            strbuf_addf(out, "\\%c", (int)cp);
        else if (cp == '\n')
            strbuf_adds(out, "\\n");
        else if (cp == '\t')
            strbuf_adds(out, "\\t");
        else if (cp_unsafe(cp) && cp <= 0xFFFF)
            strbuf_addf(out, "\\u%04X", (unsigned)cp);
        else if (cp_unsafe(cp))
            strbuf_addf(out, "\\U%08X", (unsigned)cp);
        else
            strbuf_add(out, s + i, len);
        i += len;
    }
    strbuf_addch(out, '"');
}
