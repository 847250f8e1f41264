#include "core/base/date.h"

#include <stdio.h>

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool date_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in_month(year, month);
}

/* The number that n digits of s write, or -1. */
static int digits(const char *s, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

bool date_parse(const char *s, size_t n, struct date *out)
{
    if (n != 10 || s[4] != '-' || s[7] != '-')
        return false;
    int year = digits(s, 4), month = digits(s + 5, 2), day = digits(s + 8, 2);
    if (!date_valid(year, month, day))
        return false;
    *out = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

char *date_text(struct date d, char buf[DATE_TEXT_MAX])
{
    snprintf(buf, DATE_TEXT_MAX, "%04d-%02d-%02d", d.year, d.month, d.day);
    return buf;
}

int date_cmp(struct date a, struct date b)
{
    int x = (a.year * 16 + a.month) * 32 + a.day, y = (b.year * 16 + b.month) * 32 + b.day;
    return (x > y) - (x < y);
}

/* Days of the years before `year` since 0001-01-01. */
static int32_t days_before_year(int year)
{
    int y = year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400;
}

#define EPOCH_DAYS 719162 /* 0001-01-01 to 1970-01-01 */

int date_year_day(struct date d)
{
    int days = d.day;
    for (int m = 1; m < d.month; m++)
        days += days_in_month(d.year, m);
    return days;
}

int32_t date_to_days(struct date d)
{
    return days_before_year(d.year) + date_year_day(d) - 1 - EPOCH_DAYS;
}

bool date_from_days(int64_t days, struct date *out)
{
    days += EPOCH_DAYS;
    if (days < 0 || days >= days_before_year(10000))
        return false;
    int year = (int)(days * 400 / 146097) + 1;
    while (days_before_year(year) > days)
        year--;
    while (days_before_year(year + 1) <= days)
        year++;
    int rest = (int)days - days_before_year(year), month = 1;
    while (rest >= days_in_month(year, month))
        rest -= days_in_month(year, month++);
    *out = (struct date){(int16_t)year, (int8_t)month, (int8_t)(rest + 1)};
    return true;
}

bool date_add_months(struct date d, int64_t months, struct date *out)
{
    if (months < -200000 || months > 200000)
        return false;
    int64_t all = (int64_t)d.year * 12 + d.month - 1 + months;
    if (all < 12 || all >= 120000)
        return false;
    int year = (int)(all / 12), month = (int)(all % 12) + 1;
    int last = days_in_month(year, month);
    *out = (struct date){(int16_t)year, (int8_t)month, (int8_t)(d.day < last ? d.day : last)};
    return true;
}

int64_t date_months_between(struct date a, struct date b)
{
    int64_t months = ((int64_t)b.year - a.year) * 12 + b.month - a.month;
    if (months > 0 && b.day < a.day)
        months--;
    else if (months < 0 && b.day > a.day)
        months++;
    return months;
}

int date_weekday(struct date d)
{
    /* 0001-01-01 was a Monday. */
    return (int)((date_to_days(d) + EPOCH_DAYS) % 7) + 1;
}

int date_iso_week(struct date d)
{
    int week = (date_year_day(d) - date_weekday(d) + 10) / 7;
    if (week < 1) {
        struct date last = {(int16_t)(d.year - 1), 12, 31};
        return d.year == 1 ? 52 : date_iso_week(last);
    }
    if (week == 53) {
        struct date first = {(int16_t)(d.year + 1), 1, 1};
        if (d.year < 9999 && date_weekday(first) <= 4)
            return 1;
    }
    return week;
}
