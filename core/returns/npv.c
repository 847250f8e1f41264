/* Present values, modified rate of return and payback. Sums run in long double, so that a result
 * that is a whole cent comes out as that cent. */
#include "core/returns/returns.h"

#include <float.h>
#include <math.h>

double returns_npv(double rate, const double *flows, size_t n, double first)
{
    long double x = 1.0L / (1.0L + (long double)rate), sum = 0;
    for (size_t i = n; i-- > 0;)
        sum = sum * x + (long double)flows[i];
    if (first == 1)
        return (double)(sum * x);
    return (double)(first == 0 ? sum : sum * powl(x, (long double)first));
}

bool returns_xnpv(double rate, const double *flows, const int32_t *days, size_t n, double *out)
{
    if (!(rate > -1) || n == 0)
        return false;
    long double growth = log1pl((long double)rate), sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (days[i] < days[0])
            return false;
        long double years = ((long double)days[i] - (long double)days[0]) / 365.0L;
        sum += (long double)flows[i] * expl(-years * growth);
    }
    if (!isfinite((double)sum))
        return false;
    *out = (double)sum;
    return true;
}

bool returns_mirr(const double *flows, size_t n, double finance, double reinvest, double *out)
{
    if (n < 2 || !(finance > -1) || !(reinvest > -1))
        return false;
    long double x = 1.0L / (1.0L + (long double)finance), g = 1.0L + (long double)reinvest;
    long double paid = 0, received = 0;
    for (size_t i = n; i-- > 0;)
        paid = paid * x + (flows[i] < 0 ? (long double)flows[i] : 0);
    for (size_t i = 0; i < n; i++)
        received = received * g + (flows[i] > 0 ? (long double)flows[i] : 0);
    if (!(paid < 0) || !(received > 0))
        return false;
    double r = (double)(powl(received / -paid, 1.0L / (long double)(n - 1)) - 1.0L);
    if (!isfinite(r))
        return false;
    *out = r;
    return true;
}

bool returns_payback(const double *flows, size_t n, double *out)
{
    long double sum = 0, size = 0;
    bool owed = false;
    for (size_t i = 0; i < n; i++) {
        long double before = sum;
        sum += (long double)flows[i];
        size += fabsl((long double)flows[i]);
        /* Amounts are decimal fractions: a sum that is zero on paper may miss it by rounding. */
        bool zero = fabsl(sum) <= 4 * (long double)DBL_EPSILON * size;
        if (owed && (sum >= 0 || zero)) {
            long double part = zero ? 1.0L : -before / (long double)flows[i];
            *out = (double)((long double)(i - 1) + part);
            return true;
        }
        owed = sum < 0 && !zero;
    }
    if (owed)
        return false;
    *out = 0;
    return true;
}
