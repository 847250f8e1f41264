/* Spreadsheet annuities: pv (1+r)^n + pmt (1 + r due) ((1+r)^n - 1) / r + fv = 0. */
#include "core/returns/returns.h"

#include <float.h>
#include <math.h>

struct factors {
    long double growth;  /* (1+r)^n */
    long double annuity; /* (1 + r due) ((1+r)^n - 1) / r */
};

/* False when the rate is -100 % or less or a number is not finite. */
static bool factors(double rate, double periods, bool due, struct factors *f)
{
    if (!(rate > -1) || !isfinite(rate) || !isfinite(periods))
        return false;
    long double r = (long double)rate, n = (long double)periods;
    long double m = expm1l(n * log1pl(r)); /* exact for tiny rates too */
    f->growth = 1 + m;
    f->annuity = rate == 0 ? n : m / r * (due ? 1 + r : 1);
    return isfinite(f->growth) && isfinite(f->annuity);
}

static bool give(long double value, double *out)
{
    double v = (double)value;
    if (!isfinite(v))
        return false;
    *out = v == 0 ? 0.0 : v;
    return true;
}

bool returns_pmt(double rate, double periods, double pv, double fv, bool due, double *out)
{
    struct factors f;
    if (!factors(rate, periods, due, &f) || f.annuity == 0)
        return false;
    return give(-((long double)pv * f.growth + (long double)fv) / f.annuity, out);
}

bool returns_pv(double rate, double periods, double pmt, double fv, bool due, double *out)
{
    struct factors f;
    if (!factors(rate, periods, due, &f) || f.growth == 0)
        return false;
    return give(-((long double)pmt * f.annuity + (long double)fv) / f.growth, out);
}

bool returns_fv(double rate, double periods, double pmt, double pv, bool due, double *out)
{
    struct factors f;
    if (!factors(rate, periods, due, &f))
        return false;
    return give(-((long double)pv * f.growth + (long double)pmt * f.annuity), out);
}

bool returns_nper(double rate, double pmt, double pv, double fv, bool due, double *out)
{
    if (!(rate > -1) || !isfinite(rate))
        return false;
    long double r = (long double)rate, p = (long double)pmt * (due ? 1 + r : 1);
    if (rate == 0)
        return pmt != 0 && give(-((long double)pv + (long double)fv) / (long double)pmt, out);
    long double above = p - (long double)fv * r, below = p + (long double)pv * r;
    if (below == 0 || !(above / below > 0))
        return false;
    return give(logl(above / below) / log1pl(r), out);
}

/* Present value of the annuity's flows. */
static bool balance(double rate, double periods, double pmt, double pv, double fv, bool due,
                    long double *out)
{
    struct factors f;
    if (!factors(rate, periods, due, &f) || f.growth == 0)
        return false;
    *out = (long double)pv + ((long double)pmt * f.annuity + (long double)fv) / f.growth;
    return isfinite(*out);
}

#define RATE_STEPS 512
#define RATE_GUESS 0.1 /* the spreadsheets' own */

/* The balance has at most two roots (its flows change sign at most twice), so that a fine grid on a
 * logarithmic scale of 1 + r parts them; the one nearest to the spreadsheets' guess is the answer.
 */
bool returns_rate(double periods, double pmt, double pv, double fv, bool due, double *out)
{
    if (!(periods > 0))
        return false;
    double low = 0, best = 0;
    long double at_low = 0;
    bool have_low = false, found = false;
    for (int i = 0; i <= RATE_STEPS; i++) {
        double high = expm1(log(1e-4) + (log(21.0) - log(1e-4)) * i / RATE_STEPS);
        long double at_high;
        if (!balance(high, periods, pmt, pv, fv, due, &at_high)) {
            have_low = false;
            continue;
        }
        if (have_low && at_low * at_high <= 0 && at_low != 0) {
            double a = low, b = high;
            for (int k = 0; k < 200 && b - a > DBL_EPSILON * fabs(a) / 4; k++) {
                double middle = a + (b - a) / 2;
                long double at;
                if (middle <= a || middle >= b || !balance(middle, periods, pmt, pv, fv, due, &at))
                    break;
                if ((at < 0) == (at_low < 0) && at != 0)
                    a = middle;
                else
                    b = middle;
            }
            if (!found || fabs(b - RATE_GUESS) < fabs(best - RATE_GUESS))
                best = b;
            found = true;
        }
        low = high;
        at_low = at_high;
        have_low = true;
    }
    return found && give((long double)(fabs(best) < 1e-15 ? 0 : best), out);
}
