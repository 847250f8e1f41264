/* display.c: a value as a person reads it. */
#include <ctype.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/dossier/internal.h"

/* Computed figures come with up to 34 digits: keep what a reader can use. What was entered with
 * four decimals or fewer is shown as entered. */
static struct dec readable(struct dec n)
{
    struct dec trimmed = dec_trim(n), rounded;
    char text[DEC_PLAIN_MAX];
    const char *point = strchr(dec_plain_text(trimmed, text), '.');
    if (point == NULL || strlen(point + 1) <= 4)
        return trimmed;
    struct dec size = dec_abs(trimmed);
    int digits = dec_cmp(size, dec_from_int(1000)) >= 0 ? 0
                 : dec_cmp(size, dec_from_int(1)) >= 0  ? 2
                                                        : 4;
    /* Below 0.1: four significant digits after the leading zeros. */
    if (digits == 4)
        digits += (int)strspn(point + 1, "0");
    if (!dec_round(trimmed, digits, DEC_HALF_EVEN, &rounded))
        return trimmed;
    return dec_trim(rounded);
}

/* 16270000.5 -> 16,270,000.5; four digits stay together, so that years stay years. */
static const char *grouped(struct arena *a, struct dec n)
{
    char text[DEC_PLAIN_MAX], shorter[DEC_TEXT_MAX];
    dec_plain_text(n, text);
    if (strlen(text) > 40)
        return arena_strdup(a, dec_text(n, shorter));
    const char *digits = text + (*text == '-');
    size_t whole = strspn(digits, "0123456789");
    if (whole <= 4)
        return arena_strdup(a, text);
    struct strbuf out;
    strbuf_init(&out, 0);
    if (*text == '-')
        strbuf_addch(&out, '-');
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            strbuf_addch(&out, ',');
        strbuf_addch(&out, digits[i]);
    }
    strbuf_adds(&out, digits + whole);
    const char *s = arena_strdup(a, out.buf);
    strbuf_release(&out);
    return s;
}

static bool is_currency(const char *unit)
{
    return strlen(unit) == 3 && isupper((unsigned char)unit[0]) &&
           isupper((unsigned char)unit[1]) && isupper((unsigned char)unit[2]);
}

/* Names of units that rule files write in one word. "currency" is whatever the project reckons in,
 * said beside the figures. */
static const char *unit_words(const char *unit, bool one)
{
    static const struct {
        const char *unit, *words, *one;
    } table[] = {
        {"years", "years", "year"},
        {"months", "months", "month"},
        {"days", "days", "day"},
        {"t_per_year", "t a year", "t a year"},
        {"currency", "in the project's currency", "in the project's currency"},
        {"currency/t", "a tonne", "a tonne"},
        {"currency/kg", "a kg", "a kg"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].unit, unit) == 0)
            return one ? table[i].one : table[i].words;
    return unit;
}

static const char *number_text(struct arena *a, const char *unit, struct dec n)
{
    if (unit == NULL)
        return grouped(a, readable(n));
    if (strcmp(unit, "ratio") == 0) {
        struct dec percent;
        if (dec_mul(n, dec_from_int(100), &percent))
            return arena_printf(a, "%s %%", grouped(a, readable(percent)));
    }
    const char *digits = grouped(a, readable(n));
    if (strcmp(unit, "pct") == 0)
        return arena_printf(a, "%s %%", digits);
    if (is_currency(unit))
        return arena_printf(a, "%s %s", unit, digits);
    if (strcmp(unit, "year") == 0 || strcmp(unit, "count") == 0 || strcmp(unit, "factor") == 0)
        return digits;
    bool one = dec_cmp(dec_abs(n), dec_from_int(1)) == 0;
    return arena_printf(a, "%s %s", digits, unit_words(unit, one));
}

static const char *string_text(struct arena *a, const struct fact_def *def, const char *s)
{
    const struct feel_type *t = def != NULL ? def->type : NULL;
    if (t != NULL && t->kind == FT_LIST)
        t = t->element;
    for (size_t i = 0; t != NULL && t->kind == FT_ENUM && def->labels != NULL && i < t->n; i++)
        if (strcmp(t->names[i], s) == 0)
            return def->labels[i];
    return text_visible(a, s, strlen(s), true);
}

static const char *list_text(struct arena *a, const struct fact_def *def,
                             const struct feel_list *list)
{
    if (list->n == 0)
        return "(empty list)";
    struct strbuf out;
    strbuf_init(&out, 0);
    for (size_t i = 0; i < list->n; i++)
        strbuf_addf(&out, "%s%s", i > 0 ? ", " : "", fact_display(a, def, list->items[i]));
    const char *s = arena_strdup(a, out.buf);
    strbuf_release(&out);
    return s;
}

static const char *context_text(struct arena *a, const struct feel_context *c)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    for (size_t i = 0; i < c->n; i++)
        strbuf_addf(&out, "%s%s: %s", i > 0 ? "; " : "", shown(a, c->keys[i]),
                    fact_display(a, NULL, c->values[i]));
    const char *s = arena_strdup(a, out.buf);
    strbuf_release(&out);
    return s;
}

static const char *months_text(struct arena *a, long long months)
{
    long long years = months / 12, rest = months % 12;
    const char *y = arena_printf(a, "%lld year%s", years, years == 1 || years == -1 ? "" : "s");
    const char *m = arena_printf(a, "%lld month%s", rest, rest == 1 || rest == -1 ? "" : "s");
    if (rest == 0)
        return y;
    return years == 0 ? m : arena_printf(a, "%s %s", y, m);
}

const char *fact_display(struct arena *a, const struct fact_def *def, struct feel_value v)
{
    char date[DATE_TEXT_MAX];
    switch (v.kind) {
    case FEEL_NULL:
        return "none";
    case FEEL_UNKNOWN:
        return "unknown";
    case FEEL_BOOLEAN:
        return v.u.boolean ? "yes" : "no";
    case FEEL_NUMBER:
        return number_text(a, def != NULL ? def->unit : NULL, v.u.number);
    case FEEL_STRING:
        return string_text(a, def, v.u.string);
    case FEEL_DATE:
        return arena_strdup(a, date_text(v.u.date, date));
    case FEEL_YEARS_DURATION:
        return months_text(a, v.u.months);
    case FEEL_LIST:
        return list_text(a, def, v.u.list);
    case FEEL_CONTEXT:
        return context_text(a, v.u.context);
    default:
        return shown(a, value_yaml(a, v));
    }
}
