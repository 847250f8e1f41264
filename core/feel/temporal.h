/* temporal.h: dates, times and durations as text and in order. Inside core/feel. */
#ifndef ADIT_FEEL_TEMPORAL_H
#define ADIT_FEEL_TEMPORAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/strbuf.h"
#include "core/feel/value.h"

/* Each reads the whole of s[0..n) and returns false when it is not of that form. */

/* hh:mm:ss[.fff][Z | +hh:mm[:ss] | -hh:mm[:ss] | @Zone]; fractions of a second are dropped. */
bool feel_parse_time(struct arena *a, const char *s, size_t n, struct feel_time *out);
/* A date, 'T', a time; or a date alone, which means midnight. */
bool feel_parse_date_time(struct arena *a, const char *s, size_t n, struct feel_date_time *out);
/* Either kind of duration. */
bool feel_parse_duration(const char *s, size_t n, struct feel_value *out);
/* The text of an @"..." literal: date, date and time, time or duration, by its form. */
bool feel_parse_at(struct arena *a, const char *s, size_t n, struct feel_value *out);

struct feel_value feel_time_value(struct arena *a, struct feel_time t);
struct feel_value feel_date_time_value(struct arena *a, struct feel_date_time dt);

/* ISO text of a temporal value (date .. years and months duration). */
void feel_write_temporal(struct strbuf *out, struct feel_value v);

/* Seconds since midnight, and since 1970-01-01T00:00, as written (offset not applied). */
long long feel_time_seconds(const struct feel_time *t);
long long feel_date_time_seconds(const struct feel_date_time *dt);
/* The inverse, keeping like's offset and zone; false outside years 1..9999. */
bool feel_date_time_from_seconds(long long seconds, const struct feel_time *like,
                                 struct feel_date_time *out);
struct feel_time feel_time_from_seconds(long long seconds, const struct feel_time *like);
/* True when the two stand on one time line: both local, both with an offset, or one zone. */
bool feel_times_align(const struct feel_time *x, const struct feel_time *y);

/* Values of one ordered kind: *sign is -1, 0, 1. False when x and y have no order: kinds differ,
 * the kind is unordered, or one is local and the other not. */
bool feel_order(struct feel_value x, struct feel_value y, int *sign);

#endif
