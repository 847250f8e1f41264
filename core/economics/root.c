#include "core/economics/root.h"

#define STEPS_MAX 120
#define HALVE_EVERY 8

double root_between(double (*f)(void *data, double x), void *data, double low, double at_low,
                    double high, double at_high, double width)
{
    int side = 0;
    for (int i = 0; i < STEPS_MAX && high - low > width * high; i++) {
        double x = (low * at_high - high * at_low) / (at_high - at_low);
        if (!(x > low && x < high) || i % HALVE_EVERY == HALVE_EVERY - 1)
            x = low + (high - low) / 2;
        double y = f(data, x);
        if (y == 0)
            return x;
        if ((y < 0) == (at_low < 0)) {
            low = x;
            at_low = y;
            at_high /= side == -1 ? 2 : 1;
            side = -1;
        } else {
            high = x;
            at_high = y;
            at_low /= side == 1 ? 2 : 1;
            side = 1;
        }
    }
    return low + (high - low) / 2;
}
