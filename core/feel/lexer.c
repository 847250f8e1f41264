/* lexer.c: tokens of the rule language (feel.md section 2), and the escapes of strings. */
#include "core/feel/lexer.h"

#include <string.h>

#include "core/base/utf8.h"
#include "core/base/vec.h"

struct lexer {
    struct arena *a;
    const char *s;
    size_t n, i;
    VEC(struct token) tokens;
    struct lex_error *error;
};

static bool fail(struct lexer *l, size_t at, const char *message, const char *hint)
{
    *l->error = (struct lex_error){at, message, hint};
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

static void push(struct lexer *l, enum token_kind kind, size_t start)
{
    struct token t = {kind, (uint32_t)start, (uint32_t)l->i};
    VEC_PUSH(l->a, &l->tokens, t);
}

/* --- white space and comments ------------------------------------------------------------------
 */

/* White space beyond ASCII as the standard lists it. */
static bool is_wide_space(uint32_t cp)
{
    return cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200B) ||
           cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000 ||
           cp == 0xFEFF;
}

/* The length of the white space at i, 0 when there is none. */
static size_t space_length(const struct lexer *l, size_t i)
{
    char c = l->s[i];
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    if ((c & 0x80) == 0)
        return 0;
    uint32_t cp;
    size_t n = utf8_decode(l->s + i, l->n - i, &cp);
    return is_wide_space(cp) ? n : 0;
}

static bool skip_space(struct lexer *l)
{
    while (l->i < l->n) {
        size_t space = space_length(l, l->i);
        if (space != 0) {
            l->i += space;
        } else if (l->s[l->i] == '/' && l->i + 1 < l->n && l->s[l->i + 1] == '/') {
            const char *line = memchr(l->s + l->i, '\n', l->n - l->i);
            l->i = line != NULL ? (size_t)(line - l->s) : l->n;
        } else if (l->s[l->i] == '/' && l->i + 1 < l->n && l->s[l->i + 1] == '*') {
            size_t start = l->i;
            l->i += 2;
            while (l->i + 1 < l->n && (l->s[l->i] != '*' || l->s[l->i + 1] != '/'))
                l->i++;
            if (l->i + 1 >= l->n)
                return fail(l, start, "the comment does not end", "close it with */");
            l->i += 2;
        } else {
            break;
        }
    }
    return true;
}

/* --- tokens ------------------------------------------------------------------------------------
 */

static enum token_kind word_kind(const char *s, size_t n)
{
    static const struct {
        const char *text;
        enum token_kind kind;
    } keywords[] = {
        {"true", TK_TRUE},
        {"false", TK_FALSE},
        {"null", TK_NULL},
        {"if", TK_IF},
        {"then", TK_THEN},
        {"else", TK_ELSE},
        {"for", TK_FOR},
        {"in", TK_IN},
        {"return", TK_RETURN},
        {"some", TK_SOME},
        {"every", TK_EVERY},
        {"satisfies", TK_SATISFIES},
        {"and", TK_AND},
        {"or", TK_OR},
        {"between", TK_BETWEEN},
        {"instance", TK_INSTANCE},
        {"of", TK_OF},
        {"function", TK_FUNCTION},
        {"external", TK_EXTERNAL},
    };
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (keywords[i].text[0] == s[0] && strlen(keywords[i].text) == n &&
            memcmp(keywords[i].text, s, n) == 0)
            return keywords[i].kind;
    }
    return TK_NAME;
}

static void lex_word(struct lexer *l)
{
    size_t start = l->i;
    while (l->i < l->n && (is_name_start(l->s[l->i]) || is_digit(l->s[l->i]))) {
        if ((l->s[l->i] & 0x80) == 0) {
            l->i++;
            continue;
        }
        uint32_t cp;
        size_t n = utf8_decode(l->s + l->i, l->n - l->i, &cp);
        if (is_wide_space(cp))
            break;
        l->i += n;
    }
    push(l, word_kind(l->s + start, l->i - start), start);
}

static void skip_digits(struct lexer *l)
{
    while (l->i < l->n && is_digit(l->s[l->i]))
        l->i++;
}

static void lex_number(struct lexer *l)
{
    size_t start = l->i;
    skip_digits(l);
    if (l->i + 1 < l->n && l->s[l->i] == '.' && is_digit(l->s[l->i + 1])) {
        l->i++;
        skip_digits(l);
    }
    if (l->i < l->n && (l->s[l->i] == 'e' || l->s[l->i] == 'E')) {
        size_t k = l->i + 1;
        if (k < l->n && (l->s[k] == '+' || l->s[k] == '-'))
            k++;
        if (k < l->n && is_digit(l->s[k])) {
            l->i = k;
            skip_digits(l);
        }
    }
    push(l, TK_NUMBER, start);
}

static bool lex_string(struct lexer *l, enum token_kind kind, size_t start)
{
    size_t quote = l->i++;
    while (l->i < l->n && l->s[l->i] != '"') {
        if (l->s[l->i] == '\n' || l->s[l->i] == '\r')
            return fail(l, quote, "the string does not end on its line",
                        "close it with \", or write \\n for a new line");
        if (l->s[l->i] == '\\')
            l->i++;
        l->i++;
    }
    if (l->i >= l->n)
        return fail(l, quote, "the string does not end", "close it with \"");
    l->i++;
    push(l, kind, start);
    return true;
}

static const struct {
    const char *text;
    enum token_kind kind;
} symbols[] = {
    /* longer ones first */
    {"..", TK_DOTDOT}, {"**", TK_POWER}, {"!=", TK_NE},      {"<=", TK_LE},      {">=", TK_GE},
    {"(", TK_LPAREN},  {")", TK_RPAREN}, {"[", TK_LBRACKET}, {"]", TK_RBRACKET}, {"{", TK_LBRACE},
    {"}", TK_RBRACE},  {",", TK_COMMA},  {":", TK_COLON},    {".", TK_DOT},      {"?", TK_QUESTION},
    {"+", TK_PLUS},    {"-", TK_MINUS},  {"*", TK_STAR},     {"/", TK_SLASH},    {"=", TK_EQ},
    {"<", TK_LT},      {">", TK_GT},
};

static const char *symbol_hint(char c)
{
    switch (c) {
    case '\'':
        return "strings stand in double quotes";
    case '&':
        return "write and";
    case '|':
        return "write or";
    case '!':
        return "write != for unequal, not(...) for the opposite";
    case '%':
        return "write modulo(a, b)";
    case '^':
        return "write ** for a power";
    case ';':
        return "separate with a comma";
    case '@':
        return "write @\"2026-01-31\" or @\"P1Y\"";
    default:
        return NULL;
    }
}

static bool lex_symbol(struct lexer *l)
{
    size_t start = l->i;
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        size_t n = strlen(symbols[i].text);
        if (n <= l->n - start && memcmp(l->s + start, symbols[i].text, n) == 0) {
            l->i += n;
            push(l, symbols[i].kind, start);
            return true;
        }
    }
    char c = l->s[start];
    if (c > ' ' && c < 0x7F)
        return fail(l, start, arena_printf(l->a, "'%c' has no meaning here", c), symbol_hint(c));
    return fail(l, start, arena_printf(l->a, "the byte %02X has no meaning here", (unsigned char)c),
                NULL);
}

bool feel_lex(struct arena *a, const char *text, size_t n, struct token **tokens,
              struct lex_error *error)
{
    struct lexer l = {.a = a, .s = text, .n = n, .error = error};
    for (;;) {
        if (!skip_space(&l))
            return false;
        if (l.i >= n)
            break;
        char c = text[l.i];
        bool digit_next = l.i + 1 < n && is_digit(text[l.i + 1]);
        bool ok = true;
        if (is_name_start(c))
            lex_word(&l);
        else if (is_digit(c) || (c == '.' && digit_next))
            lex_number(&l);
        else if (c == '"')
            ok = lex_string(&l, TK_STRING, l.i);
        else if (c == '@' && l.i + 1 < n && text[l.i + 1] == '"')
            ok = lex_string(&l, TK_AT, l.i++);
        else
            ok = lex_symbol(&l);
        if (!ok)
            return false;
    }
    push(&l, TK_END, l.i);
    *tokens = l.tokens.items;
    return true;
}

/* --- escapes -----------------------------------------------------------------------------------
 */

static bool read_hex(const char *s, size_t n, uint32_t *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        char c = s[i];
        uint32_t digit;
        if (is_digit(c))
            digit = (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (uint32_t)(c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            digit = (uint32_t)(c - 'A' + 10);
        else
            return false;
        *out = *out * 16 + digit;
    }
    return true;
}

/* \uXXXX or \UXXXXXX at s; returns the bytes used, 0 when it is not well formed. Two \u halves of
 * a surrogate pair are one. */
static size_t read_unicode(const char *s, size_t n, uint32_t *cp)
{
    size_t digits = s[1] == 'U' ? 6 : 4;
    if (n < 2 + digits || !read_hex(s + 2, digits, cp))
        return 0;
    size_t used = 2 + digits;
    if (*cp >= 0xD800 && *cp <= 0xDBFF && digits == 4 && n >= used + 6 && s[used] == '\\' &&
        s[used + 1] == 'u') {
        uint32_t low;
        if (!read_hex(s + used + 2, 4, &low) || low < 0xDC00 || low > 0xDFFF)
            return 0;
        *cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
        used += 6;
    }
    bool half = *cp >= 0xD800 && *cp <= 0xDFFF;
    return half || *cp == 0 || *cp > 0x10FFFF ? 0 : used;
}

const char *feel_unescape(struct arena *a, const char *s, size_t n, struct lex_error *error)
{
    static const char plain[] = "nrt\"'\\", meant[] = "\n\r\t\"'\\";
    char *out = arena_alloc(a, n);
    size_t k = 0;
    for (size_t i = 1; i + 1 < n;) {
        if (s[i] != '\\') {
            out[k++] = s[i++];
            continue;
        }
        const char *simple = strchr(plain, s[i + 1]);
        if (simple != NULL && *simple != '\0') {
            out[k++] = meant[simple - plain];
            i += 2;
            continue;
        }
        bool unicode = s[i + 1] == 'u' || s[i + 1] == 'U';
        uint32_t cp;
        size_t used = unicode ? read_unicode(s + i, n - 1 - i, &cp) : 0;
        if (used == 0) {
            *error = (struct lex_error){
                i, unicode ? "the escape is not a character" : "there is no such escape",
                "escapes are \\n \\r \\t \\\" \\' \\\\ \\u and 4 or \\U and 6 hex digits"};
            return NULL;
        }
        k += utf8_encode(cp, out + k);
        i += used;
    }
    out[k] = '\0';
    return out;
}
