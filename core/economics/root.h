/* root.h: where a function of one number crosses zero. */
#ifndef ADIT_ECONOMICS_ROOT_H
#define ADIT_ECONOMICS_ROOT_H

/* x between low and high at which f(data, x) crosses zero, by regula falsi in the Illinois form
 * (Dowell and Jarratt 1971, BIT 11:168), halving now and then: f may jump where a tax band begins.
 * at_low and at_high are f there, finite and of different signs; 0 <= low < high. It stops where
 * the bracket is narrower than width times its upper end (width above 2e-16), or after 120 steps.
 */
double root_between(double (*f)(void *data, double x), void *data, double low, double at_low,
                    double high, double at_high, double width);

#endif
