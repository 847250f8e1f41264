/* eval_arith.c: + - * / ** over numbers, strings, dates and durations (feel.md 4 and 5.5). */
#include <limits.h>
#include <string.h>

#include "core/feel/eval.h"

static const char *const symbols[] = {
    [OP_ADD] = "+", [OP_SUB] = "-", [OP_MUL] = "*", [OP_DIV] = "/", [OP_POW] = "**"};

static struct feel_value no_result(struct feel_run *run, const struct feel_node *n, enum feel_op op,
                                   struct feel_value l, struct feel_value r, const char *why)
{
    return feel_fail(run, n, "%s: %s %s %s", why, feel_brief(run, l), symbols[op],
                     feel_brief(run, r));
}

static struct feel_value numbers(struct feel_run *run, const struct feel_node *n, enum feel_op op,
                                 struct feel_value l, struct feel_value r)
{
    struct dec x = l.u.number, y = r.u.number, out;
    bool ok;
    switch (op) {
    case OP_ADD:
        ok = dec_add(x, y, &out);
        break;
    case OP_SUB:
        ok = dec_sub(x, y, &out);
        break;
    case OP_MUL:
        ok = dec_mul(x, y, &out);
        break;
    case OP_DIV:
        if (dec_is_zero(y))
            return no_result(run, n, op, l, r, "division by zero");
        ok = dec_div(x, y, &out);
        break;
    default:
        ok = dec_pow(x, y, &out);
        break;
    }
    return ok ? feel_number(out) : no_result(run, n, op, l, r, "no number results");
}

/* --- bounds of unknown numbers -----------------------------------------------------------------
 */

struct bounds {
    struct dec low, high;
};

static bool bounds_of(struct feel_value v, struct bounds *b)
{
    if (v.kind == FEEL_NUMBER) {
        b->low = b->high = v.u.number;
        return true;
    }
    if (v.kind != FEEL_UNKNOWN || !v.u.unknown->has_bounds)
        return false;
    b->low = v.u.unknown->low;
    b->high = v.u.unknown->high;
    return true;
}

/* The least and greatest of op over the four pairs of ends. Sound because + - * and division by a
 * divisor of one sign take their extremes there, and rounding keeps order. */
static bool bounds_of_pairs(enum feel_op op, struct bounds x, struct bounds y, struct bounds *out)
{
    struct dec xs[2] = {x.low, x.high}, ys[2] = {y.low, y.high};
    for (size_t i = 0; i < 4; i++) {
        struct dec v, a = xs[i / 2], b = ys[i % 2];
        bool ok = op == OP_ADD   ? dec_add(a, b, &v)
                  : op == OP_SUB ? dec_sub(a, b, &v)
                  : op == OP_MUL ? dec_mul(a, b, &v)
                                 : dec_div(a, b, &v);
        if (!ok)
            return false;
        if (i == 0 || dec_cmp(v, out->low) < 0)
            out->low = v;
        if (i == 0 || dec_cmp(v, out->high) > 0)
            out->high = v;
    }
    return true;
}

static struct feel_value unknown_result(struct feel_run *run, enum feel_op op, struct feel_value l,
                                        struct feel_value r)
{
    struct feel_value u = feel_unknown_from(run, l, r);
    struct bounds x, y, b;
    if (op == OP_POW || !bounds_of(l, &x) || !bounds_of(r, &y))
        return u;
    if (op == OP_DIV && dec_sign(y.low) * dec_sign(y.high) <= 0)
        return u;
    if (!bounds_of_pairs(op, x, y, &b))
        return u;
    return feel_unknown_between(run->arena, u.u.unknown->causes, b.low, b.high);
}

/* --- dates and durations -----------------------------------------------------------------------
 */

/* Whole seconds of a duration, rounded toward minus infinity. */
static bool whole_seconds(struct dec seconds, long long *out)
{
    struct dec whole;
    int64_t n;
    if (!dec_round(seconds, 0, DEC_FLOOR, &whole) || !dec_to_int(whole, &n) || n > INT64_MAX / 4 ||
        n < INT64_MIN / 4)
        return false;
    *out = n;
    return true;
}

static const struct feel_time no_time = {0};

/* date, time or date and time plus sign * a days and time duration. */
static bool add_seconds(struct arena *a, struct feel_value t, struct dec seconds, int sign,
                        struct feel_value *out)
{
    long long n;
    struct feel_date_time dt = {.time = no_time};
    if (!whole_seconds(sign < 0 ? dec_neg(seconds) : seconds, &n))
        return false;
    if (t.kind == FEEL_TIME) {
        *out = feel_time_value(
            a, feel_time_from_seconds((feel_time_seconds(t.u.time) + n % 86400), t.u.time));
        return true;
    }
    if (t.kind == FEEL_DATE)
        dt.date = t.u.date;
    else
        dt = *t.u.date_time;
    if (!feel_date_time_from_seconds(feel_date_time_seconds(&dt) + n, &dt.time, &dt))
        return false;
    *out = t.kind == FEEL_DATE ? feel_date(dt.date) : feel_date_time_value(a, dt);
    return true;
}

static bool add_months(struct arena *a, struct feel_value t, long long months,
                       struct feel_value *out)
{
    if (t.kind == FEEL_DATE) {
        struct date d;
        if (!date_add_months(t.u.date, months, &d))
            return false;
        *out = feel_date(d);
        return true;
    }
    struct feel_date_time dt = *t.u.date_time;
    if (!date_add_months(dt.date, months, &dt.date))
        return false;
    *out = feel_date_time_value(a, dt);
    return true;
}

/* The seconds from r to l; a date beside a date and time counts as midnight UTC. */
static bool difference(struct feel_value l, struct feel_value r, struct feel_value *out)
{
    if (l.kind == FEEL_TIME && r.kind == FEEL_TIME) {
        if (!feel_times_align(l.u.time, r.u.time))
            return false;
        *out = feel_seconds(dec_from_int(feel_time_seconds(l.u.time) - l.u.time->offset_seconds -
                                         (feel_time_seconds(r.u.time) - r.u.time->offset_seconds)));
        return true;
    }
    if (l.kind == FEEL_TIME || r.kind == FEEL_TIME)
        return false;
    bool dates = l.kind == FEEL_DATE && r.kind == FEEL_DATE;
    struct feel_time midnight = {.has_offset = !dates};
    struct feel_date_time x = {.time = midnight}, y = {.time = midnight};
    if (l.kind == FEEL_DATE)
        x.date = l.u.date;
    else
        x = *l.u.date_time;
    if (r.kind == FEEL_DATE)
        y.date = r.u.date;
    else
        y = *r.u.date_time;
    if (!feel_times_align(&x.time, &y.time))
        return false;
    *out = feel_seconds(dec_from_int(feel_date_time_seconds(&x) - x.time.offset_seconds -
                                     (feel_date_time_seconds(&y) - y.time.offset_seconds)));
    return true;
}

/* months * or / a number, truncated toward zero. */
static bool scale_months(long long months, enum feel_op op, struct dec by, struct feel_value *out)
{
    struct dec r;
    int64_t n;
    bool ok = op == OP_MUL ? dec_mul(dec_from_int(months), by, &r)
                           : dec_div(dec_from_int(months), by, &r);
    if (!ok || !dec_round(r, 0, DEC_DOWN, &r) || !dec_to_int(r, &n) || n == INT64_MIN)
        return false;
    *out = feel_months(n);
    return true;
}

static bool two_months(enum feel_op op, long long x, long long y, struct feel_value *out)
{
    struct dec r;
    if (op == OP_DIV) {
        if (!dec_div(dec_from_int(x), dec_from_int(y), &r))
            return false;
        *out = feel_number(r);
        return true;
    }
    if (op != OP_ADD && op != OP_SUB)
        return false;
    long long sum;
    if (op == OP_ADD ? __builtin_add_overflow(x, y, &sum) : __builtin_sub_overflow(x, y, &sum))
        return false;
    *out = feel_months(sum);
    return true;
}

static bool two_seconds(enum feel_op op, struct dec x, struct dec y, struct feel_value *out)
{
    struct dec r;
    bool ok = op == OP_ADD   ? dec_add(x, y, &r)
              : op == OP_SUB ? dec_sub(x, y, &r)
              : op == OP_DIV ? dec_div(x, y, &r)
                             : false;
    if (ok)
        *out = op == OP_DIV ? feel_number(r) : feel_seconds(r);
    return ok;
}

static bool is_point(enum feel_kind k)
{
    return k == FEEL_DATE || k == FEEL_TIME || k == FEEL_DATE_TIME;
}

static bool is_duration(enum feel_kind k)
{
    return k == FEEL_DAYS_DURATION || k == FEEL_YEARS_DURATION;
}

static bool durations(enum feel_op op, struct feel_value l, struct feel_value r,
                      struct feel_value *out)
{
    if (l.kind == r.kind)
        return l.kind == FEEL_YEARS_DURATION ? two_months(op, l.u.months, r.u.months, out)
                                             : two_seconds(op, l.u.number, r.u.number, out);
    if (l.kind == FEEL_NUMBER && op == OP_MUL) {
        struct feel_value swap = l;
        l = r;
        r = swap;
    }
    if (!is_duration(l.kind) || r.kind != FEEL_NUMBER || (op != OP_MUL && op != OP_DIV))
        return false;
    if (l.kind == FEEL_YEARS_DURATION)
        return scale_months(l.u.months, op, r.u.number, out);
    struct dec v;
    bool ok =
        op == OP_MUL ? dec_mul(l.u.number, r.u.number, &v) : dec_div(l.u.number, r.u.number, &v);
    if (ok)
        *out = feel_seconds(v);
    return ok;
}

static bool temporal(struct arena *a, enum feel_op op, struct feel_value l, struct feel_value r,
                     struct feel_value *out)
{
    if (is_point(l.kind) && is_point(r.kind))
        return op == OP_SUB && difference(l, r, out);
    if (op == OP_ADD && is_duration(l.kind) && is_point(r.kind)) {
        struct feel_value swap = l;
        l = r;
        r = swap;
    }
    if (!is_point(l.kind))
        return durations(op, l, r, out);
    if ((op != OP_ADD && op != OP_SUB) || !is_duration(r.kind))
        return false;
    if (r.kind == FEEL_DAYS_DURATION)
        return add_seconds(a, l, r.u.number, op == OP_ADD ? 1 : -1, out);
    if (l.kind == FEEL_TIME || r.u.months == LLONG_MIN)
        return false;
    return add_months(a, l, op == OP_ADD ? r.u.months : -r.u.months, out);
}

static bool is_temporal(enum feel_kind k)
{
    return k >= FEEL_DATE && k <= FEEL_YEARS_DURATION;
}

/* --- entry -------------------------------------------------------------------------------------
 */

static struct feel_value join_strings(struct feel_run *run, const struct feel_node *n,
                                      const char *l, const char *r)
{
    size_t bytes = strlen(l) + strlen(r) + 1;
    if (bytes > FEEL_TEXT_MAX)
        return feel_fail(run, n, "the text would be longer than %zu bytes", FEEL_TEXT_MAX);
    if (!feel_spend(run, n, bytes / 64, bytes))
        return feel_error_null();
    char *s = arena_alloc(run->arena, bytes);
    size_t n_left = strlen(l);
    memcpy(s, l, n_left);
    memcpy(s + n_left, r, bytes - n_left);
    return feel_string(s);
}

struct feel_value feel_arithmetic(struct feel_run *run, const struct feel_node *n, enum feel_op op,
                                  struct feel_value l, struct feel_value r)
{
    if (l.kind == FEEL_NUMBER && r.kind == FEEL_NUMBER)
        return numbers(run, n, op, l, r);
    if (l.kind == FEEL_UNKNOWN || r.kind == FEEL_UNKNOWN)
        return unknown_result(run, op, l, r);
    if (l.from_error || r.from_error)
        return feel_error_null();
    if (op == OP_ADD && l.kind == FEEL_STRING && r.kind == FEEL_STRING)
        return join_strings(run, n, l.u.string, r.u.string);
    struct feel_value v;
    if ((is_temporal(l.kind) || l.kind == FEEL_NUMBER) &&
        (is_temporal(r.kind) || r.kind == FEEL_NUMBER)) {
        if (temporal(run->arena, op, l, r, &v))
            return v;
        return no_result(run, n, op, l, r, "no such date, time or duration");
    }
    return no_result(run, n, op, l, r, "wrong types");
}

struct feel_value feel_negate(struct feel_run *run, const struct feel_node *n, struct feel_value v)
{
    switch (v.kind) {
    case FEEL_NUMBER:
        return feel_number(dec_neg(v.u.number));
    case FEEL_DAYS_DURATION:
        return feel_seconds(dec_neg(v.u.number));
    case FEEL_YEARS_DURATION:
        return feel_months(-v.u.months);
    case FEEL_UNKNOWN:
        if (v.u.unknown->has_bounds)
            return feel_unknown_between(run->arena, v.u.unknown->causes, dec_neg(v.u.unknown->high),
                                        dec_neg(v.u.unknown->low));
        return feel_unknown_from(run, v, feel_null());
    default:
        if (v.from_error)
            return v;
        return feel_fail(run, n, "cannot negate %s", feel_brief(run, v));
    }
}
