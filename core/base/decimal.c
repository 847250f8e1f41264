#include "core/base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The Intel library in its form without global state: rounding and flags are arguments. */
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

#define ROUND_EVEN BID_ROUNDING_TO_NEAREST
#define SIGN_BIT UINT64_C(0x8000000000000000)

static BID_UINT128 bid(struct dec a)
{
    BID_UINT128 x;
    x.w[0] = a.w[0];
    x.w[1] = a.w[1];
    return x;
}

static struct dec dec(BID_UINT128 x)
{
    return (struct dec){{x.w[0], x.w[1]}};
}

/* Stores a finite result; -0 becomes 0, so that no sign of zero is ever seen. */
static bool keep(BID_UINT128 x, struct dec *out)
{
    if (!bid128_isFinite(x))
        return false;
    if ((x.w[1] & SIGN_BIT) != 0 && bid128_isZero(x))
        x.w[1] &= ~SIGN_BIT;
    *out = dec(x);
    return true;
}

struct dec dec_from_int(int64_t n)
{
    return dec(bid128_from_int64(n));
}

bool dec_parse(const char *s, size_t n, struct dec *out)
{
    size_t i = n > 0 && s[0] == '-', whole = 0, part = 0;
    while (i < n && s[i] >= '0' && s[i] <= '9')
        i++, whole++;
    if (i < n && s[i] == '.') {
        i++;
        while (i < n && s[i] >= '0' && s[i] <= '9')
            i++, part++;
        if (part == 0)
            return false;
    }
    if (whole + part == 0)
        return false;
    if (i < n && (s[i] == 'e' || s[i] == 'E')) {
        size_t power = 0;
        i++;
        if (i < n && (s[i] == '+' || s[i] == '-'))
            i++;
        while (i < n && s[i] >= '0' && s[i] <= '9')
            i++, power++;
        /* The library reads exponents into an int: refuse what would wrap. */
        if (power == 0 || power > 8)
            return false;
    }
    if (i != n || n > 65536)
        return false;
    char small[128];
    char *text = n < sizeof small ? small : malloc(n + 1);
    if (text == NULL)
        return false;
    memcpy(text, s, n);
    text[n] = '\0';
    _IDEC_flags flags = 0;
    bool ok = keep(bid128_from_string(text, ROUND_EVEN, &flags), out);
    if (text != small)
        free(text);
    return ok;
}

bool dec_from_double(double d, struct dec *out)
{
    if (!isfinite(d))
        return false;
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, d);
        if (strtod(text, NULL) == d)
            break;
    }
    /* "%g" writes "1e+20": a form that dec_parse takes. */
    return dec_parse(text, strlen(text), out);
}

double dec_to_double(struct dec a)
{
    _IDEC_flags flags = 0;
    return bid128_to_binary64(bid(a), ROUND_EVEN, &flags);
}

bool dec_to_int(struct dec a, int64_t *out)
{
    _IDEC_flags flags = 0;
    BID_SINT64 n = bid128_to_int64_xint(bid(a), &flags);
    if (flags != 0)
        return false;
    *out = n;
    return true;
}

bool dec_is_integer(struct dec a)
{
    _IDEC_flags flags = 0;
    BID_UINT128 whole = bid128_round_integral_zero(bid(a), &flags);
    return bid128_quiet_equal(bid(a), whole, &flags) != 0;
}

bool dec_is_zero(struct dec a)
{
    return bid128_isZero(bid(a)) != 0;
}

int dec_sign(struct dec a)
{
    return dec_is_zero(a) ? 0 : (a.w[1] & SIGN_BIT) != 0 ? -1 : 1;
}

int dec_cmp(struct dec a, struct dec b)
{
    _IDEC_flags flags = 0;
    if (bid128_quiet_less(bid(a), bid(b), &flags))
        return -1;
    return bid128_quiet_equal(bid(a), bid(b), &flags) ? 0 : 1;
}

struct dec dec_neg(struct dec a)
{
    if (!dec_is_zero(a))
        a.w[1] ^= SIGN_BIT;
    return a;
}

struct dec dec_abs(struct dec a)
{
    a.w[1] &= ~SIGN_BIT;
    return a;
}

bool dec_add(struct dec a, struct dec b, struct dec *out)
{
    _IDEC_flags flags = 0;
    return keep(bid128_add(bid(a), bid(b), ROUND_EVEN, &flags), out);
}

bool dec_sub(struct dec a, struct dec b, struct dec *out)
{
    _IDEC_flags flags = 0;
    return keep(bid128_sub(bid(a), bid(b), ROUND_EVEN, &flags), out);
}

bool dec_mul(struct dec a, struct dec b, struct dec *out)
{
    _IDEC_flags flags = 0;
    return keep(bid128_mul(bid(a), bid(b), ROUND_EVEN, &flags), out);
}

bool dec_div(struct dec a, struct dec b, struct dec *out)
{
    _IDEC_flags flags = 0;
    return keep(bid128_div(bid(a), bid(b), ROUND_EVEN, &flags), out);
}

bool dec_modulo(struct dec a, struct dec b, struct dec *out)
{
    if (dec_is_zero(b))
        return false;
    /* fmod is exact and has the sign of a; where the signs differ one b more gives floor's. */
    _IDEC_flags flags = 0;
    struct dec rest;
    if (!keep(bid128_fmod(bid(a), bid(b), &flags), &rest))
        return false;
    if (!dec_is_zero(rest) && dec_sign(rest) != dec_sign(b))
        return dec_add(rest, b, out);
    *out = rest;
    return true;
}

/* a ** n for n >= 1 by squaring, exact as long as the digits fit. */
static bool power_of_int(struct dec a, uint64_t n, struct dec *out)
{
    struct dec result = dec_from_int(1);
    for (;;) {
        if ((n & 1) != 0 && !dec_mul(result, a, &result))
            return false;
        n >>= 1;
        if (n == 0)
            break;
        if (!dec_mul(a, a, &a))
            return false;
    }
    *out = result;
    return true;
}

bool dec_pow(struct dec a, struct dec b, struct dec *out)
{
    int64_t n;
    if (dec_to_int(b, &n) && n > -1000000 && n < 1000000) {
        if (n == 0) {
            *out = dec_from_int(1);
            return true;
        }
        struct dec positive;
        if (power_of_int(a, (uint64_t)(n < 0 ? -n : n), &positive)) {
            if (n > 0) {
                *out = positive;
                return true;
            }
            return dec_div(dec_from_int(1), positive, out);
        }
        if (n > 0)
            return false;
    }
    _IDEC_flags flags = 0;
    return keep(bid128_pow(bid(a), bid(b), ROUND_EVEN, &flags), out);
}

bool dec_sqrt(struct dec a, struct dec *out)
{
    _IDEC_flags flags = 0;
    return keep(bid128_sqrt(bid(a), ROUND_EVEN, &flags), out);
}

bool dec_exp(struct dec a, struct dec *out)
{
    _IDEC_flags flags = 0;
    return keep(bid128_exp(bid(a), ROUND_EVEN, &flags), out);
}

bool dec_ln(struct dec a, struct dec *out)
{
    if (dec_sign(a) <= 0)
        return false;
    _IDEC_flags flags = 0;
    return keep(bid128_log(bid(a), ROUND_EVEN, &flags), out);
}

/* Parts of a number: digits (no leading zeros, at least one) and the power of ten of the last. */
struct parts {
    bool negative;
    char digits[40];
    int n, exponent;
};

static void parts_of(struct dec a, struct parts *p)
{
    char text[64];
    _IDEC_flags flags = 0;
    bid128_to_string(text, bid(a), &flags); /* "+12345E-3" */
    const char *s = text;
    p->negative = *s == '-';
    if (*s == '+' || *s == '-')
        s++;
    p->n = 0;
    while (*s >= '0' && *s <= '9' && p->n < 39) {
        if (p->n == 1 && p->digits[0] == '0')
            p->n = 0;
        p->digits[p->n++] = *s++;
    }
    p->digits[p->n] = '\0';
    p->exponent = *s == 'E' ? (int)strtol(s + 1, NULL, 10) : 0;
}

/* One unit in the last place of `scale` digits. */
static bool unit_at(int scale, struct dec *out)
{
    char text[16];
    snprintf(text, sizeof text, "1E%d", -scale);
    return dec_parse(text, strlen(text), out);
}

/* Ties are decided on the exact digits: nothing here goes through binary floats. */
bool dec_round(struct dec a, int scale, enum dec_rounding mode, struct dec *out)
{
    static const int modes[] = {
        [DEC_HALF_EVEN] = BID_ROUNDING_TO_NEAREST, [DEC_DOWN] = BID_ROUNDING_TO_ZERO,
        [DEC_HALF_UP] = BID_ROUNDING_TIES_AWAY,    [DEC_FLOOR] = BID_ROUNDING_DOWN,
        [DEC_CEILING] = BID_ROUNDING_UP,
    };
    struct dec unit;
    if (scale < -6111 || scale > 6176 || !unit_at(scale, &unit))
        return false;
    int native;
    if (mode == DEC_UP) {
        native = dec_sign(a) < 0 ? BID_ROUNDING_DOWN : BID_ROUNDING_UP;
    } else if (mode == DEC_HALF_DOWN) {
        /* Toward zero, then one unit out when more than half a unit was cut. */
        struct dec cut, rest, twice;
        if (!dec_round(a, scale, DEC_DOWN, &cut) || !dec_sub(a, cut, &rest) ||
            !dec_mul(dec_abs(rest), dec_from_int(2), &twice))
            return false;
        if (dec_cmp(twice, unit) > 0)
            return dec_add(cut, dec_sign(a) < 0 ? dec_neg(unit) : unit, out);
        *out = cut;
        return true;
    } else {
        native = modes[mode];
    }
    _IDEC_flags flags = 0;
    return keep(bid128_quantize(bid(a), bid(unit), (unsigned)native, &flags), out);
}

static char *plain(const struct parts *p, char *buf)
{
    char *o = buf;
    if (p->negative && !(p->n == 1 && p->digits[0] == '0'))
        *o++ = '-';
    int before = p->n + p->exponent; /* digits before the point */
    if (p->exponent >= 0) {
        memcpy(o, p->digits, (size_t)p->n);
        o += p->n;
        if (p->digits[0] != '0') {
            memset(o, '0', (size_t)p->exponent);
            o += p->exponent;
        }
    } else if (before > 0) {
        memcpy(o, p->digits, (size_t)before);
        o += before;
        *o++ = '.';
        memcpy(o, p->digits + before, (size_t)(p->n - before));
        o += p->n - before;
    } else {
        *o++ = '0';
        *o++ = '.';
        memset(o, '0', (size_t)-before);
        o += -before;
        memcpy(o, p->digits, (size_t)p->n);
        o += p->n;
    }
    *o = '\0';
    return buf;
}

char *dec_plain_text(struct dec a, char buf[DEC_PLAIN_MAX])
{
    struct parts p;
    parts_of(a, &p);
    return plain(&p, buf);
}

char *dec_text(struct dec a, char buf[DEC_TEXT_MAX])
{
    struct parts p;
    parts_of(a, &p);
    bool zero = p.n == 1 && p.digits[0] == '0';
    int width = p.exponent >= 0        ? (zero ? 1 : p.n + p.exponent)
                : p.n + p.exponent > 0 ? p.n + 1
                                       : 2 - p.exponent;
    if (width + p.negative <= 48)
        return plain(&p, buf);
    int n = snprintf(buf, DEC_TEXT_MAX, "%s%c", p.negative ? "-" : "", p.digits[0]);
    if (p.n > 1)
        n += snprintf(buf + n, DEC_TEXT_MAX - (size_t)n, ".%s", p.digits + 1);
    snprintf(buf + n, DEC_TEXT_MAX - (size_t)n, "E%+d", p.exponent + p.n - 1);
    return buf;
}

struct dec dec_trim(struct dec a)
{
    struct parts p;
    parts_of(a, &p);
    int n = p.n, exponent = p.exponent;
    while (exponent < 0 && n > 1 && p.digits[n - 1] == '0')
        n--, exponent++;
    if (exponent < 0 && n == 1 && p.digits[0] == '0')
        exponent = 0;
    if (exponent == p.exponent)
        return a;
    char text[64];
    snprintf(text, sizeof text, "%s%.*sE%d", p.negative ? "-" : "", n, p.digits, exponent);
    struct dec out = a;
    dec_parse(text, strlen(text), &out);
    return out;
}
