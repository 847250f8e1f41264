/* builtins_number.c: rounding and other functions of numbers, and not. */
#include "core/feel/builtins.h"

bool feel_whole(struct feel_value v, int64_t *out)
{
    struct dec whole;
    return v.kind == FEEL_NUMBER && dec_round(v.u.number, 0, DEC_DOWN, &whole) &&
           dec_to_int(whole, out);
}

bool feel_args_unknown(struct feel_run *run, const struct feel_value *args, size_t n,
                       struct feel_value *out)
{
    bool unknown = false;
    for (size_t i = 0; i < n; i++)
        unknown = unknown || args[i].kind == FEEL_UNKNOWN;
    if (!unknown)
        return false;
    *out = feel_null();
    for (size_t i = 0; i < n; i++)
        *out = feel_unknown_from(run, *out, args[i]);
    return true;
}

/* Rounds to a scale of -6111..6176 digits after the point. */
static struct feel_value rounded(struct feel_run *run, const struct feel_node *call,
                                 struct feel_value v, struct feel_value scale,
                                 enum dec_rounding mode)
{
    int64_t digits;
    struct dec out;
    if (!feel_whole(scale, &digits) || digits < -6111 || digits > 6176)
        return feel_fail(run, call, "%s: the scale must be between -6111 and 6176, not %s",
                         call->builtin->name, feel_brief(run, scale));
    if (dec_round(v.u.number, (int)digits, mode, &out))
        return feel_number(out);
    /* More places than 34 digits hold: there is nothing to round away. */
    if (digits > 0)
        return v;
    return feel_fail(run, call, "%s: the result is out of range", call->builtin->name);
}

FEEL_BUILTIN(bi_decimal)
{
    (void)n;
    return rounded(run, call, args[0], args[1], DEC_HALF_EVEN);
}

FEEL_BUILTIN(bi_floor)
{
    return rounded(run, call, args[0], n > 1 ? args[1] : feel_int(0), DEC_FLOOR);
}

FEEL_BUILTIN(bi_ceiling)
{
    return rounded(run, call, args[0], n > 1 ? args[1] : feel_int(0), DEC_CEILING);
}

FEEL_BUILTIN(bi_round_up)
{
    (void)n;
    return rounded(run, call, args[0], args[1], DEC_UP);
}

FEEL_BUILTIN(bi_round_down)
{
    (void)n;
    return rounded(run, call, args[0], args[1], DEC_DOWN);
}

FEEL_BUILTIN(bi_round_half_up)
{
    (void)n;
    return rounded(run, call, args[0], args[1], DEC_HALF_UP);
}

FEEL_BUILTIN(bi_round_half_down)
{
    (void)n;
    return rounded(run, call, args[0], args[1], DEC_HALF_DOWN);
}

FEEL_BUILTIN(bi_abs)
{
    (void)n;
    struct feel_value v = args[0];
    switch (v.kind) {
    case FEEL_NUMBER:
        return feel_number(dec_abs(v.u.number));
    case FEEL_DAYS_DURATION:
        return feel_seconds(dec_abs(v.u.number));
    case FEEL_YEARS_DURATION:
        return feel_months(v.u.months < 0 ? -v.u.months : v.u.months);
    default:
        if (v.from_error)
            return v;
        return feel_fail(run, call, "abs: %s is neither a number nor a duration",
                         feel_brief(run, v));
    }
}

FEEL_BUILTIN(bi_modulo)
{
    (void)n;
    struct dec out;
    if (dec_is_zero(args[1].u.number) || !dec_modulo(args[0].u.number, args[1].u.number, &out))
        return feel_fail(run, call, "modulo: %s by %s has no result", feel_brief(run, args[0]),
                         feel_brief(run, args[1]));
    return feel_number(out);
}

static struct feel_value one_number(struct feel_run *run, const struct feel_node *call,
                                    struct feel_value v, bool (*f)(struct dec, struct dec *))
{
    struct dec out;
    if (!f(v.u.number, &out))
        return feel_fail(run, call, "%s: no result for %s", call->builtin->name,
                         feel_brief(run, v));
    return feel_number(out);
}

FEEL_BUILTIN(bi_sqrt)
{
    (void)n;
    return one_number(run, call, args[0], dec_sqrt);
}

FEEL_BUILTIN(bi_exp)
{
    (void)n;
    return one_number(run, call, args[0], dec_exp);
}

FEEL_BUILTIN(bi_log)
{
    (void)n;
    return one_number(run, call, args[0], dec_ln);
}

static struct feel_value parity(struct feel_run *run, const struct feel_node *call,
                                struct feel_value v, bool odd)
{
    struct dec rest;
    if (!dec_is_integer(v.u.number) || !dec_modulo(v.u.number, dec_from_int(2), &rest))
        return feel_fail(run, call, "%s: %s is not a whole number", call->builtin->name,
                         feel_brief(run, v));
    return feel_boolean(dec_is_zero(rest) != odd);
}

FEEL_BUILTIN(bi_even)
{
    (void)n;
    return parity(run, call, args[0], false);
}

FEEL_BUILTIN(bi_odd)
{
    (void)n;
    return parity(run, call, args[0], true);
}

FEEL_BUILTIN(bi_not)
{
    (void)n;
    if (args[0].kind == FEEL_BOOLEAN)
        return feel_boolean(!args[0].u.boolean);
    if (args[0].kind == FEEL_NULL)
        return args[0];
    return feel_fail(run, call, "not: %s is not a boolean", feel_brief(run, args[0]));
}
