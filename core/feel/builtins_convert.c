/* builtins_convert.c: numbers, strings, dates, times and durations out of other values. */
#include <string.h>

#include "core/feel/builtins.h"

static struct feel_value bad(struct feel_run *run, const struct feel_node *call,
                             struct feel_value v)
{
    if (v.from_error)
        return feel_error_null();
    return feel_fail(run, call, "%s: cannot be made of %s", call->builtin->name,
                     feel_brief(run, v));
}

/* --- number, string ----------------------------------------------------------------------------
 */

/* A separator argument: null is none; else one of the characters allowed. */
static bool separator(struct feel_value v, const char *allowed, char *out)
{
    *out = '\0';
    if (v.kind == FEEL_NULL)
        return !v.from_error;
    if (v.kind != FEEL_STRING || strlen(v.u.string) != 1 || strchr(allowed, v.u.string[0]) == NULL)
        return false;
    *out = v.u.string[0];
    return true;
}

FEEL_BUILTIN(bi_number)
{
    char group = '\0', point = '\0';
    struct feel_value from = args[0];
    if (from.kind == FEEL_LIST && from.u.list->n == 1)
        from = from.u.list->items[0];
    if (from.kind == FEEL_NUMBER && n == 1) /* separators are for text only */
        return from;
    if (from.kind != FEEL_STRING)
        return bad(run, call, from);
    const char *s = from.u.string;
    if ((n > 1 && !separator(args[1], " ,.", &group)) ||
        (n > 2 && !separator(args[2], ".,", &point)) || (group != '\0' && group == point))
        return feel_fail(run, call,
                         "number: the grouping separator is a space, comma or point, the decimal "
                         "separator a point or comma, and they differ");
    char *text = arena_alloc(run->arena, strlen(s) + 1);
    size_t len = 0;
    for (const char *p = s; *p != '\0'; p++) {
        if (*p == group)
            continue;
        if (point == ',' && (*p == '.' || *p == ','))
            text[len++] = *p == ',' ? '.' : '?'; /* a point that separates nothing */
        else
            text[len++] = *p;
    }
    struct dec number;
    if (!dec_parse(text, len, &number))
        return bad(run, call, from);
    return feel_number(number);
}

FEEL_BUILTIN(bi_string)
{
    (void)n;
    if (args[0].kind == FEEL_NULL || args[0].kind == FEEL_STRING)
        return args[0];
    if (args[0].kind == FEEL_NUMBER) {
        char buf[DEC_PLAIN_MAX];
        return feel_string(arena_strdup(run->arena, dec_plain_text(args[0].u.number, buf)));
    }
    if (args[0].kind >= FEEL_DATE && args[0].kind <= FEEL_YEARS_DURATION)
        return feel_string(feel_text(run->arena, args[0]));
    struct strbuf sb;
    strbuf_init(&sb, FEEL_TEXT_MAX);
    feel_write(&sb, args[0]);
    struct feel_value v = feel_error_null();
    bool within = feel_spend(run, call, sb.len / 16, sb.len);
    if (within && sb.overflowed)
        v = feel_fail(run, call, "string: the text would be longer than %zu bytes", FEEL_TEXT_MAX);
    else if (within)
        v = feel_string(arena_strndup(run->arena, sb.buf, sb.len));
    strbuf_release(&sb);
    return v;
}

/* --- dates and times ---------------------------------------------------------------------------
 */

FEEL_BUILTIN(bi_date)
{
    (void)n;
    struct feel_value v = args[0];
    struct date d;
    if (v.kind == FEEL_DATE)
        return v;
    if (v.kind == FEEL_DATE_TIME)
        return feel_date(v.u.date_time->date);
    if (v.kind == FEEL_STRING && date_parse(v.u.string, strlen(v.u.string), &d))
        return feel_date(d);
    return bad(run, call, v);
}

FEEL_BUILTIN(bi_date_parts)
{
    int64_t part[3] = {0};
    for (size_t i = 0; i < n; i++)
        if (!feel_whole(args[i], &part[i]) || part[i] < 1 || part[i] > 9999)
            return bad(run, call, args[i]);
    if (!date_valid((int)part[0], (int)part[1], (int)part[2]))
        return feel_fail(run, call, "date: there is no day %lld-%02lld-%02lld", (long long)part[0],
                         (long long)part[1], (long long)part[2]);
    return feel_date(
        (struct date){.year = (int16_t)part[0], .month = (int8_t)part[1], .day = (int8_t)part[2]});
}

FEEL_BUILTIN(bi_date_and_time)
{
    struct feel_value v = args[0];
    struct feel_date_time dt = {0};
    if (n == 1 && v.kind == FEEL_STRING) {
        if (!feel_parse_date_time(run->arena, v.u.string, strlen(v.u.string), &dt))
            return bad(run, call, v);
        return feel_date_time_value(run->arena, dt);
    }
    if (v.kind == FEEL_DATE_TIME)
        dt = *v.u.date_time;
    else if (v.kind == FEEL_DATE)
        dt.date = v.u.date;
    else
        return bad(run, call, v);
    if (n == 2) {
        if (args[1].kind != FEEL_TIME)
            return bad(run, call, args[1]);
        dt.time = *args[1].u.time;
    }
    return feel_date_time_value(run->arena, dt);
}

FEEL_BUILTIN(bi_time)
{
    (void)n;
    struct feel_value v = args[0];
    struct feel_time t;
    if (v.kind == FEEL_TIME)
        return v;
    if (v.kind == FEEL_DATE_TIME)
        return feel_time_value(run->arena, v.u.date_time->time);
    if (v.kind == FEEL_DATE)
        return feel_time_value(run->arena, (struct feel_time){.has_offset = true});
    if (v.kind == FEEL_STRING && feel_parse_time(run->arena, v.u.string, strlen(v.u.string), &t))
        return feel_time_value(run->arena, t);
    return bad(run, call, v);
}

FEEL_BUILTIN(bi_time_parts)
{
    static const int64_t least_above[3] = {24, 60, 60};
    int64_t part[3] = {0};
    struct feel_time t = {0};
    for (size_t i = 0; i < 3; i++)
        if (!feel_whole(args[i], &part[i]) || part[i] < 0 || part[i] >= least_above[i])
            return bad(run, call, args[i]);
    if (n > 3 && args[3].kind != FEEL_NULL) {
        int64_t offset;
        if (args[3].kind != FEEL_DAYS_DURATION || !dec_to_int(args[3].u.number, &offset) ||
            offset > 18 * 3600 || offset < -18 * 3600)
            return bad(run, call, args[3]);
        t.has_offset = true;
        t.offset_seconds = (int32_t)offset;
    }
    t.hour = (int8_t)part[0];
    t.minute = (int8_t)part[1];
    t.second = (int8_t)part[2];
    return feel_time_value(run->arena, t);
}

FEEL_BUILTIN(bi_duration)
{
    (void)n;
    struct feel_value v;
    if (!feel_parse_duration(args[0].u.string, strlen(args[0].u.string), &v))
        return bad(run, call, args[0]);
    return v;
}

/* The day of a date or a date and time. */
static bool day_of(struct feel_value v, struct date *d)
{
    if (v.kind == FEEL_DATE)
        *d = v.u.date;
    else if (v.kind == FEEL_DATE_TIME)
        *d = v.u.date_time->date;
    else
        return false;
    return true;
}

/* The clock does not count (TCK 1121, case 034). */
FEEL_BUILTIN(bi_years_and_months)
{
    (void)n;
    struct date from, to;
    if (!day_of(args[0], &from))
        return bad(run, call, args[0]);
    if (!day_of(args[1], &to))
        return bad(run, call, args[1]);
    return feel_months(date_months_between(from, to));
}

FEEL_BUILTIN(bi_day_of_week)
{
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    (void)n;
    struct date d;
    if (!day_of(args[0], &d))
        return bad(run, call, args[0]);
    return feel_string(names[date_weekday(d) - 1]);
}

FEEL_BUILTIN(bi_month_of_year)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    (void)n;
    struct date d;
    if (!day_of(args[0], &d))
        return bad(run, call, args[0]);
    return feel_string(names[d.month - 1]);
}

FEEL_BUILTIN(bi_day_of_year)
{
    (void)n;
    struct date d;
    if (!day_of(args[0], &d))
        return bad(run, call, args[0]);
    return feel_int(date_year_day(d));
}

FEEL_BUILTIN(bi_week_of_year)
{
    (void)n;
    struct date d;
    if (!day_of(args[0], &d))
        return bad(run, call, args[0]);
    return feel_int(date_iso_week(d));
}

FEEL_BUILTIN(bi_is)
{
    (void)run;
    (void)call;
    (void)n;
    return feel_boolean(feel_identical(args[0], args[1]));
}
