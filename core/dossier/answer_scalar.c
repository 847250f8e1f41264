/* answer_scalar.c: one typed scalar: what is wrong with it is said with the likely intention. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "core/base/utf8.h"
#include "core/dossier/internal.h"

static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

static enum answer_kind bad(const struct answer *x, struct pos pos, const char *hint,
                            const char *message)
{
    diag_add(x->diags, DIAG_ERROR, NULL, pos, hint, "%s", message);
    return ANSWER_BAD;
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* "16.27 Mt" for a fact in t: the figure in the fact's unit, or NULL. */
static const char *rescaled(const struct answer *x, const char *digits, const char *tail)
{
    static const struct {
        const char *from, *to;
        int exponent;
    } steps[] = {
        {"kt", "t", 3},   {"Mt", "t", 6},        {"Gt", "t", 9},  {"kg", "t", -3},
        {"k", NULL, 3},   {"thousand", NULL, 3}, {"m", NULL, 6},  {"M", NULL, 6},
        {"mln", NULL, 6}, {"million", NULL, 6},  {"bn", NULL, 9}, {"billion", NULL, 9},
        {"t", "kg", 3},   {"%", "ratio", -2},
    };
    const char *unit = x->def != NULL ? x->def->unit : NULL;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (strcmp(tail, steps[i].from) != 0)
            continue;
        bool money = unit != NULL && strlen(unit) == 3 && isupper((unsigned char)unit[0]);
        if (steps[i].to == NULL ? !money : unit == NULL || strcmp(unit, steps[i].to) != 0)
            continue;
        const char *scaled = arena_printf(x->arena, "%se%d", digits, steps[i].exponent);
        struct dec value;
        char text[DEC_TEXT_MAX];
        if (dec_parse(scaled, strlen(scaled), &value))
            return arena_strdup(x->arena, dec_text(dec_trim(value), text));
    }
    return NULL;
}

static enum answer_kind bad_tail(const struct answer *x, const char *text, const char *digits,
                                 const char *tail, struct pos pos)
{
    const char *unit = x->def != NULL && x->def->unit != NULL ? x->def->unit : NULL;
    const char *scaled = rescaled(x, digits, tail);
    const char *hint;
    if (scaled != NULL)
        hint = arena_printf(x->arena, "the unit is %s: write %s", unit, scaled);
    else if (unit != NULL)
        hint = arena_printf(x->arena, "write %s alone, in %s; put the rest into the note", digits,
                            unit);
    else
        hint = arena_printf(x->arena, "write %s alone; put the rest into the note", digits);
    return bad(x, pos, hint,
               arena_printf(x->arena, "'%s' is more than a number: '%s' is not understood",
                            shown(x->arena, text), shown(x->arena, tail)));
}

static enum answer_kind read_number(const struct answer *x, const char *text, struct pos pos,
                                    struct feel_value *out)
{
    struct arena *a = x->arena;
    const char *digits, *tail, *see = shown(a, text);
    const char *unit = x->def != NULL ? x->def->unit : NULL;
    struct dec n;
    switch (number_read(a, text, unit, &n, &digits, &tail)) {
    case NUMBER_OK:
        *out = feel_number(n);
        return ANSWER_VALUE;
    case NUMBER_NOT_FINITE:
        return bad(x, pos, "leave the fact unanswered if it is not known",
                   arena_printf(a, "'%s' is not a number that can be reckoned with", see));
    case NUMBER_DECIMAL_COMMA:
        return bad(x, pos, arena_printf(a, "write %s, with a decimal point", digits),
                   arena_printf(a, "'%s' has a decimal comma", see));
    case NUMBER_AMBIGUOUS:
        return bad(x, pos,
                   arena_printf(a, "write %s for thousands, or the decimal with a point", digits),
                   arena_printf(a, "'%s' can be read in two ways", see));
    case NUMBER_GROUPS:
        return bad(x, pos, "thousands in groups of three with spaces, one decimal point",
                   arena_printf(a, "the digits of '%s' are not grouped as a number", see));
    case NUMBER_TAIL:
        return bad_tail(x, text, digits, tail, pos);
    case NUMBER_NOT_A_NUMBER:
        break;
    }
    const char *hint = x->def != NULL && x->def->example != NULL
                           ? arena_printf(a, "for example %s", shown(a, x->def->example))
                           : "write digits with a decimal point, as 16270000 or 0.25";
    return bad(x, pos, hint, arena_printf(a, "'%s' is not a number", see));
}

/* --- dates ------------------------------------------------------------------------------------ */

/* Three whole numbers parted by '.', '-', '/' or spaces, filling the text. */
static bool three_numbers(const char *s, int n[3], size_t width[3])
{
    for (int i = 0; i < 3; i++) {
        width[i] = strspn(s, "0123456789");
        if (width[i] == 0 || width[i] > 4)
            return false;
        n[i] = 0;
        for (size_t k = 0; k < width[i]; k++)
            n[i] = n[i] * 10 + (s[k] - '0');
        s += width[i];
        if (i < 2 && (*s == '\0' || strchr(".-/ ", *s++) == NULL))
            return false;
    }
    return *s == '\0';
}

bool answer_date(const struct answer *x, const char *text, struct pos pos, struct date *out)
{
    if (date_parse(text, strlen(text), out))
        return true;
    struct arena *a = x->arena;
    const char *see = shown(a, text);
    int n[3];
    size_t width[3];
    if (!three_numbers(text, n, width) || (width[0] != 4 && width[2] != 4)) {
        bad(x, pos, "dates are written 2026-02-28", arena_printf(a, "'%s' is not a date", see));
        return false;
    }
    int year = width[0] == 4 ? n[0] : n[2], month = n[1], day = width[0] == 4 ? n[2] : n[0];
    if (date_valid(year, month, day)) {
        const char *hint =
            arena_printf(a, "write %04d-%02d-%02d, if that is the day meant", year, month, day);
        bad(x, pos, hint, arena_printf(a, "'%s' is not an ISO date", see));
        return false;
    }
    const char *hint = "dates are written 2026-02-28: year, month, day";
    if (year >= 1 && month >= 1 && month <= 12)
        hint = arena_printf(a, "%s %d has %d days; dates are written 2026-02-28",
                            month_names[month - 1], year, days_in_month(year, month));
    bad(x, pos, hint, arena_printf(a, "'%s' is not a date that exists", see));
    return false;
}

/* Times, dates with times and durations: the language's own reader of @"..." knows them. */
static enum answer_kind read_temporal(const struct answer *x, const struct feel_type *t,
                                      const char *text, struct pos pos, struct feel_value *out)
{
    struct json *literal = json_object(x->arena);
    bool safe = strpbrk(text, "\"\\\n") == NULL;
    const char *expression = arena_printf(x->arena, "@\"%s\"", text);
    json_set(x->arena, literal, "@feel", json_string(x->arena, expression));
    struct diags *quiet = diags_new(x->arena);
    if (safe && utf8_valid(text, strlen(text))) {
        *out = feel_from_json(x->arena, literal, "", quiet);
        if (diags_ok(quiet) && out->kind != FEEL_NULL && feel_value_conforms(*out, t))
            return ANSWER_VALUE;
    }
    const char *hint = t->kind == FT_YEARS_DURATION  ? "write P2Y6M for two years and six months"
                       : t->kind == FT_DAYS_DURATION ? "write P90D for ninety days"
                       : t->kind == FT_TIME          ? "write 14:30:00"
                                                     : "write 2026-02-28T14:30:00";
    return bad(x, pos, hint,
               arena_printf(x->arena, "'%s' is not a %s", shown(x->arena, text),
                            feel_type_text(x->arena, t)));
}

/* --- words ------------------------------------------------------------------------------------ */

static enum answer_kind read_boolean(const struct answer *x, const char *text, struct pos pos,
                                     struct feel_value *out)
{
    static const char *const yes[] = {"true", "yes", "y"}, *const no[] = {"false", "no", "n"};
    for (size_t i = 0; i < 3; i++) {
        if (strcasecmp(text, yes[i]) != 0 && strcasecmp(text, no[i]) != 0)
            continue;
        *out = feel_boolean(strcasecmp(text, yes[i]) == 0);
        return ANSWER_VALUE;
    }
    return bad(x, pos, "write yes or no (true or false)",
               arena_printf(x->arena, "'%s' is neither yes nor no", shown(x->arena, text)));
}

static const char *all_members(const struct answer *x, const struct feel_type *t)
{
    struct strbuf list;
    strbuf_init(&list, 0);
    strbuf_adds(&list, "one of ");
    for (size_t i = 0; i < t->n && i < 12; i++)
        strbuf_addf(&list, "%s%s", i > 0 ? ", " : "", t->names[i]);
    if (t->n > 12)
        strbuf_adds(&list, ", ...");
    const char *s = arena_strdup(x->arena, list.buf);
    strbuf_release(&list);
    return s;
}

static bool is_member(const struct feel_type *t, const char *text)
{
    for (size_t i = 0; t != NULL && t->kind == FT_ENUM && i < t->n; i++)
        if (strcmp(t->names[i], text) == 0)
            return true;
    return false;
}

/* A member as it is spelt, else in other case, else by its label. */
static enum answer_kind read_enum(const struct answer *x, const struct feel_type *t,
                                  const char *text, struct pos pos, struct feel_value *out)
{
    const char *const *labels = x->def != NULL ? x->def->labels : NULL;
    char *lower = utf8_lower(x->arena, text);
    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < t->n; i++) {
            if (round == 2 && labels == NULL)
                break;
            const char *candidate = round == 2 ? labels[i] : t->names[i];
            bool same = round == 0 ? strcmp(candidate, text) == 0
                                   : strcmp(utf8_lower(x->arena, candidate), lower) == 0;
            if (!same)
                continue;
            *out = feel_string(t->names[i]);
            return ANSWER_VALUE;
        }
    const char *near = nearest_name(text, t->names, t->n);
    const char *hint = all_members(x, t);
    if (near != NULL)
        hint = arena_printf(x->arena, "did you mean '%s'? %s", near, hint);
    return bad(x, pos, hint,
               arena_printf(x->arena, "'%s' is not one of the answers", shown(x->arena, text)));
}

/* --- untyped (economics) ---------------------------------------------------------------------- */

/* Digits with marks that a number does not have: 1,5 or 62 % or 31.02.2026. */
static bool almost_number(const char *s)
{
    size_t n = strlen(s);
    return strcspn(s, "0123456789") < n && strspn(s, "+-0123456789.,'_ %") == n;
}

static enum answer_kind read_untyped(const struct answer *x, const char *text, bool quoted,
                                     struct pos pos, struct feel_value *out)
{
    struct dec n;
    struct date day;
    const char *word = text + (*text == '-' || *text == '+');
    word += *word == '.';
    if (!quoted && dec_parse(text, strlen(text), &n)) {
        *out = feel_number(n);
    } else if (!quoted && date_parse(text, strlen(text), &day)) {
        *out = feel_date(day);
    } else if (!quoted && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)) {
        *out = feel_boolean(text[0] == 't');
    } else if (!quoted && (strcasecmp(word, "nan") == 0 || strcasecmp(word, "inf") == 0)) {
        return read_number(x, text, pos, out);
    } else if (!quoted && almost_number(text)) {
        int parts[3];
        size_t width[3];
        if (three_numbers(text, parts, width) && !answer_date(x, text, pos, &day))
            return ANSWER_BAD;
        return bad(x, pos, "write digits with a decimal point and nothing else, or quote a text",
                   arena_printf(x->arena, "'%s' is not a number", shown(x->arena, text)));
    } else {
        *out = feel_string(arena_strdup(x->arena, text));
    }
    return ANSWER_VALUE;
}

/* --- all -------------------------------------------------------------------------------------- */

static bool is_null_word(const char *s)
{
    return *s == '\0' || strcmp(s, "~") == 0 || strcmp(s, "null") == 0 || strcmp(s, "Null") == 0 ||
           strcmp(s, "NULL") == 0;
}

enum answer_kind answer_scalar(const struct answer *x, const struct feel_type *t, const char *text,
                               bool quoted, struct pos pos, struct feel_value *out)
{
    const char *s = quoted ? text : text_trim(x->arena, text);
    *out = feel_null();
    if (!quoted && (is_null_word(s) || (strcmp(s, "unknown") == 0 && !is_member(t, s)))) {
        *out = feel_unknown_fact(x->arena, x->def != NULL ? x->def->name : "", t);
        return ANSWER_UNKNOWN;
    }
    /* An enum that has a member "none" means it: rules compare with the member, not with null. */
    if (!quoted && strcmp(s, "none") == 0 && !is_member(t, s)) {
        /* Null is neither true nor false: every rule that reads it would end in an error. */
        if (t != NULL && t->kind == FT_BOOLEAN)
            return bad(x, pos, "false says that there is none; unknown leaves the question open",
                       "a yes-or-no question takes true or false, not 'none'");
        return ANSWER_NONE;
    }
    switch (t != NULL ? t->kind : FT_ANY) {
    case FT_NUMBER:
        return read_number(x, s, pos, out);
    case FT_BOOLEAN:
        return read_boolean(x, s, pos, out);
    case FT_ENUM:
        return read_enum(x, t, s, pos, out);
    case FT_STRING:
        *out = feel_string(arena_strdup(x->arena, s));
        return ANSWER_VALUE;
    case FT_DATE: {
        struct date day;
        if (!answer_date(x, s, pos, &day))
            return ANSWER_BAD;
        *out = feel_date(day);
        return ANSWER_VALUE;
    }
    case FT_TIME:
    case FT_DATE_TIME:
    case FT_DAYS_DURATION:
    case FT_YEARS_DURATION:
        return read_temporal(x, t, s, pos, out);
    case FT_ANY:
        return read_untyped(x, s, quoted, pos, out);
    default:
        return bad(x, pos, "write [a, b] for a list",
                   arena_printf(x->arena, "'%s' is not %s", shown(x->arena, s),
                                feel_type_text(x->arena, t)));
    }
}
