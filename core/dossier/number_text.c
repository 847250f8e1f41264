/* number_text.c: numbers as people write them: "16 270 000 t", "62 %", "USD 4.5", "1,500.25". */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "core/base/utf8.h"
#include "core/dossier/internal.h"

static const char *const not_finite[] = {"nan", "inf", "infinity"};

/* Copies text with the spaces and the minus of typography as ASCII, ends trimmed. */
static char *plain_text(struct arena *a, const char *text)
{
    size_t n = strlen(text), k = 0;
    char *out = arena_alloc(a, n + 1);
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t used = utf8_decode(text + i, n - i, &cp);
        if (cp == 0xA0 || cp == 0x2009 || cp == 0x202F || cp == '\t')
            out[k++] = ' ';
        else if (cp == 0x2212)
            out[k++] = '-';
        else
            for (size_t j = 0; j < used; j++)
                out[k++] = text[i + j];
        i += used;
    }
    while (k > 0 && out[k - 1] == ' ')
        k--;
    out[k] = '\0';
    while (*out == ' ')
        out++;
    return out;
}

static bool is_not_finite(const char *s)
{
    if (*s == '+' || *s == '-')
        s++;
    if (*s == '.')
        s++;
    for (size_t i = 0; i < sizeof not_finite / sizeof *not_finite; i++)
        if (strcasecmp(s, not_finite[i]) == 0)
            return true;
    return false;
}

/* Length of the leading run that belongs to a number, grouping included. */
static size_t head_length(const char *s)
{
    size_t n = *s == '-' ? 1 : 0;
    while (isdigit((unsigned char)s[n]) || s[n] == '.' || s[n] == ',' || s[n] == '\'' ||
           (s[n] == ' ' && isdigit((unsigned char)s[n + 1])))
        n++;
    if (n > 0 && (s[n] == 'e' || s[n] == 'E')) {
        size_t e = n + 1;
        if (s[e] == '+' || s[e] == '-')
            e++;
        if (isdigit((unsigned char)s[e])) {
            while (isdigit((unsigned char)s[e]))
                e++;
            n = e;
        }
    }
    return n;
}

/* Are the digits before the point (or the end) in groups of three parted by sep? */
static bool grouped(const char *s, char sep)
{
    if (*s == '-')
        s++;
    size_t run = strspn(s, "0123456789");
    if (run == 0 || run > 3)
        return false;
    for (s += run; *s == sep; s += run) {
        s++;
        run = strspn(s, "0123456789");
        if (run != 3)
            return false;
    }
    return *s == '\0' || *s == '.';
}

static const char *without(struct arena *a, const char *s, char c)
{
    char *out = arena_strdup(a, s), *w = out;
    for (const char *p = out; *p != '\0'; p++)
        if (*p != c)
            *w++ = *p;
    *w = '\0';
    return out;
}

static size_t count_char(const char *s, char c)
{
    size_t n = 0;
    for (; *s != '\0'; s++)
        n += *s == c;
    return n;
}

/* One comma and no point: a decimal comma, or a thousand: 1,500 can be read both ways. */
static enum number_fault one_comma(struct arena *a, const char *head, const char **digits)
{
    const char *comma = strchr(head, ',');
    char *with_point = arena_strdup(a, head);
    with_point[comma - head] = '.';
    *digits = without(a, with_point, ' ');
    bool zero = head[0] == '0' || (head[0] == '-' && head[1] == '0');
    if (grouped(head, ',') && !zero) {
        *digits = without(a, head, ',');
        return NUMBER_AMBIGUOUS;
    }
    return NUMBER_DECIMAL_COMMA;
}

/* The digits of a head without its grouping, or a fault. */
static enum number_fault ungroup(struct arena *a, const char *head, const char **digits)
{
    size_t commas = count_char(head, ','), points = count_char(head, '.');
    size_t spaces = count_char(head, ' ');
    *digits = NULL;
    if (commas == 1 && points == 0)
        return one_comma(a, head, digits);
    if (points > 1 || (commas > 0 && spaces > 0) || strchr(head, '\'') != NULL)
        return NUMBER_GROUPS;
    if ((commas > 0 && !grouped(head, ',')) || (spaces > 0 && !grouped(head, ' ')))
        return NUMBER_GROUPS;
    *digits = without(a, without(a, head, ','), ' ');
    return NUMBER_OK;
}

static bool is_percent(const char *s)
{
    return strcmp(s, "%") == 0 || strcasecmp(s, "pct") == 0 || strcasecmp(s, "percent") == 0 ||
           strcasecmp(s, "per cent") == 0;
}

static const char *skip_currency(const char *s, const char *unit)
{
    size_t n = unit != NULL ? strlen(unit) : 0;
    if (n == 3 && strncmp(s, unit, 3) == 0)
        s += 3;
    else if (n == 3 && strcmp(unit, "USD") == 0 && *s == '$')
        s++;
    return s + strspn(s, " ");
}

enum number_fault number_read(struct arena *a, const char *text, const char *unit, struct dec *out,
                              const char **digits, const char **tail)
{
    const char *s = skip_currency(plain_text(a, text), unit);
    *digits = NULL;
    *tail = "";
    if (is_not_finite(s))
        return NUMBER_NOT_FINITE;
    size_t n = head_length(s);
    const char *head = arena_strndup(a, s, n);
    if (n == 0 || strcspn(head, "0123456789") == n)
        return NUMBER_NOT_A_NUMBER;
    *tail = s + n + strspn(s + n, " ");
    enum number_fault fault = ungroup(a, head, digits);
    if (fault != NUMBER_OK)
        return fault;
    struct dec value;
    if (!dec_parse(*digits, strlen(*digits), &value)) {
        *digits = NULL;
        return NUMBER_NOT_A_NUMBER;
    }
    bool ratio = unit != NULL && strcmp(unit, "ratio") == 0;
    if (**tail != '\0' && ratio && is_percent(*tail)) {
        if (!dec_div(value, dec_from_int(100), &value))
            return NUMBER_NOT_A_NUMBER;
    } else if (**tail != '\0' && !(unit != NULL && strcasecmp(*tail, unit) == 0) &&
               !(unit != NULL && strcmp(unit, "pct") == 0 && is_percent(*tail))) {
        return NUMBER_TAIL;
    }
    *out = value;
    return NUMBER_OK;
}
