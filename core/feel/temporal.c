/* temporal.c: dates, times and durations as text and in order. */
#include "core/feel/temporal.h"

#include <string.h>

/* --- reading -----------------------------------------------------------------------------------
 */

/* Exactly two digits. */
static bool two_digits(const char *s, int *out)
{
    if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
        return false;
    *out = (s[0] - '0') * 10 + (s[1] - '0');
    return true;
}

static bool zone_name(const char *s, size_t n)
{
    if (n == 0 || !((s[0] >= 'A' && s[0] <= 'Z') || (s[0] >= 'a' && s[0] <= 'z')))
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = s[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!letter && c != '/' && c != '_' && c != '-' && c != '+')
            return false;
    }
    return true;
}

/* What follows the seconds: nothing, Z, an offset, or @ and a zone. */
static bool parse_offset(struct arena *a, const char *s, size_t n, struct feel_time *t)
{
    if (n == 0)
        return true;
    if (n == 1 && (s[0] == 'Z' || s[0] == 'z')) {
        t->has_offset = true;
        return true;
    }
    if (s[0] == '@') {
        if (!zone_name(s + 1, n - 1))
            return false;
        t->zone = arena_strndup(a, s + 1, n - 1);
        return true;
    }
    int hours = 0, minutes = 0, seconds = 0;
    if ((s[0] != '+' && s[0] != '-') || (n != 6 && n != 9) || !two_digits(s + 1, &hours) ||
        s[3] != ':' || !two_digits(s + 4, &minutes))
        return false;
    if (n == 9 && (s[6] != ':' || !two_digits(s + 7, &seconds)))
        return false;
    int total = (hours * 60 + minutes) * 60 + seconds;
    if (minutes > 59 || seconds > 59 || total > 18 * 3600)
        return false;
    t->has_offset = true;
    t->offset_seconds = s[0] == '-' ? -total : total;
    return true;
}

bool feel_parse_time(struct arena *a, const char *s, size_t n, struct feel_time *out)
{
    int hour = 0, minute = 0, second = 0;
    struct feel_time t = {0};
    if (n < 8 || !two_digits(s, &hour) || s[2] != ':' || !two_digits(s + 3, &minute) ||
        s[5] != ':' || !two_digits(s + 6, &second) || hour > 23 || minute > 59 || second > 59)
        return false;
    size_t i = 8;
    if (i < n && s[i] == '.') {
        size_t digits = i + 1;
        while (digits < n && s[digits] >= '0' && s[digits] <= '9')
            digits++;
        if (digits == i + 1)
            return false;
        i = digits;
    }
    t.hour = (int8_t)hour;
    t.minute = (int8_t)minute;
    t.second = (int8_t)second;
    if (!parse_offset(a, s + i, n - i, &t))
        return false;
    *out = t;
    return true;
}

bool feel_parse_date_time(struct arena *a, const char *s, size_t n, struct feel_date_time *out)
{
    struct feel_date_time dt = {0};
    const char *t = memchr(s, 'T', n);
    size_t date_n = t != NULL ? (size_t)(t - s) : n;
    if (!date_parse(s, date_n, &dt.date))
        return false;
    if (t != NULL && !feel_parse_time(a, t + 1, n - date_n - 1, &dt.time))
        return false;
    *out = dt;
    return true;
}

/* One "12H" of a duration at s[*i]: its digits (with a fraction) and its letter. */
static bool duration_part(const char *s, size_t n, size_t *i, struct dec *amount, char *letter,
                          bool *fraction)
{
    size_t start = *i, j = start;
    *fraction = false;
    while (j < n && s[j] >= '0' && s[j] <= '9')
        j++;
    if (j == start)
        return false;
    size_t end = j;
    if (j < n && s[j] == '.') { /* "PT0.S": XML Schema lets the digits after the point be absent */
        *fraction = true;
        j++;
        while (j < n && s[j] >= '0' && s[j] <= '9')
            j++;
        if (j > end + 1)
            end = j;
    }
    if (j == n || !dec_parse(s + start, end - start, amount))
        return false;
    *letter = s[j];
    *i = j + 1;
    return true;
}

static bool add_scaled(struct dec *sum, struct dec amount, int64_t scale)
{
    struct dec product;
    return dec_mul(amount, dec_from_int(scale), &product) && dec_add(*sum, product, sum);
}

struct duration_text {
    struct dec seconds, months;
    bool any_seconds, any_months;
    int rank; /* of the last part, so that Y M D H M S come in order */
};

static bool take_part(struct duration_text *d, struct dec amount, char letter, bool after_t,
                      bool fraction)
{
    static const char letters[] = "YMDHMS";
    static const int64_t scale[] = {12, 1, 86400, 3600, 60, 1};
    int rank = after_t ? 3 : 0, end = after_t ? 6 : 3;
    while (rank < end && letters[rank] != letter)
        rank++;
    if (rank == end || rank < d->rank || (fraction && letter != 'S'))
        return false;
    d->rank = rank + 1;
    if (rank < 2) {
        d->any_months = true;
        return add_scaled(&d->months, amount, scale[rank]);
    }
    d->any_seconds = true;
    return add_scaled(&d->seconds, amount, scale[rank]);
}

bool feel_parse_duration(const char *s, size_t n, struct feel_value *out)
{
    struct duration_text d = {.seconds = dec_from_int(0), .months = dec_from_int(0)};
    size_t i = 0;
    bool negative = n > 0 && s[0] == '-';
    i += negative;
    if (i >= n || s[i++] != 'P' || i == n)
        return false;
    bool after_t = false;
    while (i < n) {
        struct dec amount;
        char letter;
        bool fraction;
        if (s[i] == 'T') {
            if (after_t || ++i == n)
                return false;
            after_t = true;
        }
        if (!duration_part(s, n, &i, &amount, &letter, &fraction) ||
            !take_part(&d, amount, letter, after_t, fraction))
            return false;
    }
    if (d.any_months == d.any_seconds)
        return false;
    if (d.any_seconds) {
        *out = feel_seconds(negative ? dec_neg(d.seconds) : d.seconds);
        return true;
    }
    int64_t months;
    if (!dec_to_int(d.months, &months) || months > 1000000000000)
        return false;
    *out = feel_months(negative ? -months : months);
    return true;
}

bool feel_parse_at(struct arena *a, const char *s, size_t n, struct feel_value *out)
{
    struct feel_date_time dt;
    struct feel_time t;
    struct date d;
    if (date_parse(s, n, &d))
        *out = feel_date(d);
    else if (feel_parse_date_time(a, s, n, &dt))
        *out = feel_date_time_value(a, dt);
    else if (feel_parse_time(a, s, n, &t))
        *out = feel_time_value(a, t);
    else
        return feel_parse_duration(s, n, out);
    return true;
}

struct feel_value feel_time_value(struct arena *a, struct feel_time t)
{
    struct feel_time *kept = ARENA_NEW(a, struct feel_time);
    *kept = t;
    return (struct feel_value){.kind = FEEL_TIME, .u.time = kept};
}

struct feel_value feel_date_time_value(struct arena *a, struct feel_date_time dt)
{
    struct feel_date_time *kept = ARENA_NEW(a, struct feel_date_time);
    *kept = dt;
    return (struct feel_value){.kind = FEEL_DATE_TIME, .u.date_time = kept};
}

/* --- writing -----------------------------------------------------------------------------------
 */

static void write_time(struct strbuf *out, const struct feel_time *t)
{
    strbuf_addf(out, "%02d:%02d:%02d", t->hour, t->minute, t->second);
    if (t->zone != NULL) {
        strbuf_addf(out, "@%s", t->zone);
    } else if (t->has_offset && t->offset_seconds == 0) {
        strbuf_addch(out, 'Z');
    } else if (t->has_offset) {
        int s = t->offset_seconds < 0 ? -t->offset_seconds : t->offset_seconds;
        strbuf_addf(out, "%c%02d:%02d", t->offset_seconds < 0 ? '-' : '+', s / 3600, s / 60 % 60);
        if (s % 60 != 0)
            strbuf_addf(out, ":%02d", s % 60);
    }
}

static void write_years(struct strbuf *out, long long months)
{
    long long n = months < 0 ? -months : months;
    strbuf_adds(out, months < 0 ? "-P" : "P");
    if (n >= 12)
        strbuf_addf(out, "%lldY", n / 12);
    if (n % 12 != 0 || n == 0)
        strbuf_addf(out, "%lldM", n % 12);
}

static void write_days(struct strbuf *out, struct dec seconds)
{
    struct dec whole, fraction;
    int64_t n = 0;
    char text[DEC_PLAIN_MAX];
    struct dec size = dec_abs(seconds);
    strbuf_adds(out, dec_sign(seconds) < 0 ? "-P" : "P");
    if (!dec_round(size, 0, DEC_DOWN, &whole) || !dec_to_int(whole, &n) ||
        !dec_sub(size, whole, &fraction)) {
        strbuf_addf(out, "T%sS", dec_plain_text(dec_trim(size), text));
        return;
    }
    if (n >= 86400)
        strbuf_addf(out, "%lldD", (long long)(n / 86400));
    bool has_fraction = !dec_is_zero(fraction);
    if (n % 86400 == 0 && !has_fraction) {
        if (n == 0)
            strbuf_adds(out, "T0S");
        return;
    }
    strbuf_addch(out, 'T');
    if (n / 3600 % 24 != 0)
        strbuf_addf(out, "%lldH", (long long)(n / 3600 % 24));
    if (n / 60 % 60 != 0)
        strbuf_addf(out, "%lldM", (long long)(n / 60 % 60));
    if (has_fraction && dec_add(dec_from_int(n % 60), fraction, &fraction))
        strbuf_addf(out, "%sS", dec_plain_text(dec_trim(fraction), text));
    else if (n % 60 != 0)
        strbuf_addf(out, "%lldS", (long long)(n % 60));
}

void feel_write_temporal(struct strbuf *out, struct feel_value v)
{
    char buf[DATE_TEXT_MAX];
    switch (v.kind) {
    case FEEL_DATE:
        strbuf_adds(out, date_text(v.u.date, buf));
        break;
    case FEEL_TIME:
        write_time(out, v.u.time);
        break;
    case FEEL_DATE_TIME:
        strbuf_addf(out, "%sT", date_text(v.u.date_time->date, buf));
        write_time(out, &v.u.date_time->time);
        break;
    case FEEL_YEARS_DURATION:
        write_years(out, v.u.months);
        break;
    case FEEL_DAYS_DURATION:
        write_days(out, v.u.number);
        break;
    default:
        break;
    }
}

/* --- order -------------------------------------------------------------------------------------
 */

long long feel_time_seconds(const struct feel_time *t)
{
    return (t->hour * 60LL + t->minute) * 60 + t->second;
}

long long feel_date_time_seconds(const struct feel_date_time *dt)
{
    return date_to_days(dt->date) * 86400LL + feel_time_seconds(&dt->time);
}

struct feel_time feel_time_from_seconds(long long seconds, const struct feel_time *like)
{
    struct feel_time t = *like;
    long long s = seconds % 86400;
    if (s < 0)
        s += 86400;
    t.hour = (int8_t)(s / 3600);
    t.minute = (int8_t)(s / 60 % 60);
    t.second = (int8_t)(s % 60);
    return t;
}

bool feel_date_time_from_seconds(long long seconds, const struct feel_time *like,
                                 struct feel_date_time *out)
{
    long long days = seconds / 86400;
    if (seconds % 86400 < 0)
        days--;
    struct feel_date_time dt = {.time = feel_time_from_seconds(seconds, like)};
    if (!date_from_days(days, &dt.date))
        return false;
    *out = dt;
    return true;
}

bool feel_times_align(const struct feel_time *x, const struct feel_time *y)
{
    if (x->zone != NULL || y->zone != NULL)
        return x->zone != NULL && y->zone != NULL && strcmp(x->zone, y->zone) == 0;
    return x->has_offset == y->has_offset;
}

static int sign_of(long long x, long long y)
{
    return (x > y) - (x < y);
}

bool feel_order(struct feel_value x, struct feel_value y, int *sign)
{
    if (x.kind != y.kind)
        return false;
    switch (x.kind) {
    case FEEL_NUMBER:
    case FEEL_DAYS_DURATION:
        *sign = dec_cmp(x.u.number, y.u.number);
        return true;
    case FEEL_STRING: {
        /* UTF-8 keeps the order of code points. */
        int order = strcmp(x.u.string, y.u.string);
        *sign = (order > 0) - (order < 0);
        return true;
    }
    case FEEL_DATE: {
        int order = date_cmp(x.u.date, y.u.date);
        *sign = (order > 0) - (order < 0);
        return true;
    }
    case FEEL_YEARS_DURATION:
        *sign = sign_of(x.u.months, y.u.months);
        return true;
    case FEEL_TIME:
        if (!feel_times_align(x.u.time, y.u.time))
            return false;
        *sign = sign_of(feel_time_seconds(x.u.time) - x.u.time->offset_seconds,
                        feel_time_seconds(y.u.time) - y.u.time->offset_seconds);
        return true;
    case FEEL_DATE_TIME: {
        const struct feel_time *s = &x.u.date_time->time, *t = &y.u.date_time->time;
        if (!feel_times_align(s, t))
            return false;
        *sign = sign_of(feel_date_time_seconds(x.u.date_time) - s->offset_seconds,
                        feel_date_time_seconds(y.u.date_time) - t->offset_seconds);
        return true;
    }
    default:
        return false;
    }
}
