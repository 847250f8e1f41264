/* returns.h: the time value of money, for the rule language and for economics.
 *
 * Flows are one period apart. Signs as in spreadsheets: money paid out is negative. Rates are
 * fractions (0.08). A function that has no answer returns false and leaves *out alone. */
#ifndef ADIT_RETURNS_RETURNS_H
#define ADIT_RETURNS_RETURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Present value with the first flow `first` periods away: 1 end of period, 0.5 mid, 0 start. rate
 * must be above -1. */
double returns_npv(double rate, const double *flows, size_t n, double first);
/* Actual days / 365 from the first date. False when rate <= -1 or a date precedes the first. */
bool returns_xnpv(double rate, const double *flows, const int32_t *days, size_t n, double *out);

enum irr_end {
    IRR_UNIQUE,
    IRR_MULTIPLE,
    IRR_NONE,      /* no root although the signs change */
    IRR_NO_CHANGE, /* all flows of one sign, or all zero */
};

#define IRR_MAX_ROOTS 32

struct irr {
    enum irr_end end;
    size_t n;
    double roots[IRR_MAX_ROOTS]; /* ascending, in (-0.9999, 20] */
};

/* All real roots in (-0.9999, 20], each to full double precision (methods.md 3.9). */
struct irr returns_irr(const double *flows, size_t n);
struct irr returns_xirr(const double *flows, const int32_t *days, size_t n);
/* The root nearest to guess; end tells whether there were others. False when there is none. */
bool returns_irr_near(const struct irr *irr, double guess, double *out);

/* (FV of inflows at reinvest / -PV of outflows at finance) ^ (1/(n-1)) - 1. */
bool returns_mirr(const double *flows, size_t n, double finance, double reinvest, double *out);
/* Periods from the first flow until the running sum first reaches zero, interpolated within the
 * period; 0 if it never is negative; false if it never returns. */
bool returns_payback(const double *flows, size_t n, double *out);

/* Spreadsheet annuities; due: true = payments at the start of the period. */
bool returns_pmt(double rate, double periods, double pv, double fv, bool due, double *out);
bool returns_pv(double rate, double periods, double pmt, double fv, bool due, double *out);
bool returns_fv(double rate, double periods, double pmt, double pv, bool due, double *out);
bool returns_nper(double rate, double pmt, double pv, double fv, bool due, double *out);
bool returns_rate(double periods, double pmt, double pv, double fv, bool due, double *out);

#endif
