/* decimal.h: IEEE 754 decimal128 numbers: 34 digits, round half even, exact when the result fits.
 *
 * A dec is always finite: an operation whose result is not (overflow, division by zero, root of a
 * negative number) returns false and leaves *out alone. Trailing zeros are kept by parsing,
 * dec_round and dec_text, and do not matter for comparison. */
#ifndef ADIT_BASE_DECIMAL_H
#define ADIT_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dec {
    uint64_t w[2]; /* the BID encoding; compare with dec_cmp, never bitwise */
};

enum dec_rounding {
    DEC_HALF_EVEN,
    DEC_UP,        /* away from zero */
    DEC_DOWN,      /* toward zero */
    DEC_HALF_UP,   /* ties away from zero */
    DEC_HALF_DOWN, /* ties toward zero */
    DEC_FLOOR,
    DEC_CEILING
};

#define DEC_TEXT_MAX 64
/* Room for dec_plain_text's longest answer (6,177 digits and zeros). */
#define DEC_PLAIN_MAX 6300

struct dec dec_from_int(int64_t n);
/* The shortest decimal that reads back as d. False when d is not finite. */
bool dec_from_double(double d, struct dec *out);
/* Reads [+-]digits[.digits][(e|E)[+-]digits] filling the whole of s[0..n). Leading '+' is refused;
 * ".5" is accepted, "5." is not. More than 34 digits are rounded. */
bool dec_parse(const char *s, size_t n, struct dec *out);
double dec_to_double(struct dec a);
/* True and *out set when a is a whole number that fits. */
bool dec_to_int(struct dec a, int64_t *out);
bool dec_is_integer(struct dec a);
bool dec_is_zero(struct dec a);
int dec_sign(struct dec a); /* -1 0 1 */
int dec_cmp(struct dec a, struct dec b);

struct dec dec_neg(struct dec a);
struct dec dec_abs(struct dec a);
bool dec_add(struct dec a, struct dec b, struct dec *out);
bool dec_sub(struct dec a, struct dec b, struct dec *out);
bool dec_mul(struct dec a, struct dec b, struct dec *out);
bool dec_div(struct dec a, struct dec b, struct dec *out);
/* a - b*floor(a/b): the sign of b. */
bool dec_modulo(struct dec a, struct dec b, struct dec *out);
/* Integer exponents are exact when the result fits; 0 ** 0 is 1. */
bool dec_pow(struct dec a, struct dec b, struct dec *out);
bool dec_sqrt(struct dec a, struct dec *out);
bool dec_exp(struct dec a, struct dec *out);
bool dec_ln(struct dec a, struct dec *out);
/* a to `scale` digits after the point, -6111 <= scale <= 6176, trailing zeros kept. */
bool dec_round(struct dec a, int scale, enum dec_rounding mode, struct dec *out);

/* Without exponent when that takes at most 48 characters, else "1.5E+300". Returns buf. */
char *dec_text(struct dec a, char buf[DEC_TEXT_MAX]);
/* Always without exponent, trailing zeros kept, "-0" as "0". Returns buf. */
char *dec_plain_text(struct dec a, char buf[DEC_PLAIN_MAX]);
/* Trailing zeros after the point removed: 2.50 -> 2.5, 3.0 -> 3. */
struct dec dec_trim(struct dec a);

#endif
