/* date.h: calendar dates (proleptic Gregorian, years 1 to 9999). */
#ifndef ADIT_BASE_DATE_H
#define ADIT_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct date {
    int16_t year;
    int8_t month, day;
};

#define DATE_TEXT_MAX 24

bool date_valid(int year, int month, int day);
/* Strict YYYY-MM-DD filling s[0..n). */
bool date_parse(const char *s, size_t n, struct date *out);
char *date_text(struct date d, char buf[DATE_TEXT_MAX]); /* returns buf */
int date_cmp(struct date a, struct date b);
/* Days from 1970-01-01. */
int32_t date_to_days(struct date d);
bool date_from_days(int64_t days, struct date *out); /* false outside years 1..9999 */
/* Whole months on; the day is clamped to the month's end. */
bool date_add_months(struct date d, int64_t months, struct date *out);
/* Whole months from a to b, truncated toward zero, negative when b is earlier. */
int64_t date_months_between(struct date a, struct date b);
int date_weekday(struct date d);  /* 1 = Monday .. 7 = Sunday */
int date_year_day(struct date d); /* 1..366 */
int date_iso_week(struct date d); /* 1..53 */
int days_in_month(int year, int month);

#endif
