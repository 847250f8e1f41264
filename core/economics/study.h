/* study.h: what a result is examined for beyond its metrics: break-evens, cost a kilogram, who gets
 * what and when, and how that moves with prices. Each is computed from runs of the same model with
 * taxes and loans computed again. Figures that do not exist are NaN, with a reason where one is
 * declared. Amounts are whole units of the result's currency. */
#ifndef ADIT_ECONOMICS_STUDY_H
#define ADIT_ECONOMICS_STUDY_H

#include "core/economics/economics.h"

/* What one input must become for the post-tax NPV at the discount rate to be zero, all else as it
 * stands. Where there are several such factors the one nearest to 1 is given. */
struct econ_breakeven {
    const char *what;    /* price grade recovery capital opex */
    const char *title;   /* "Head grade" */
    double factor;       /* on the input as it stands; NaN: none */
    double value, now;   /* the input at that factor and as it stands, in unit; NaN: not known */
    const char *unit;    /* "USD/kg", "%", "USD", "USD/t ore" */
    const char *why;     /* why there is none; NULL when there is */
    bool jump;           /* the NPV jumps over zero there: a band of a tax begins */
    const char *at_open; /* "at least", "at most" while taxes that are due are not known; NULL */
};
enum { ECON_BREAKEVENS = 5 };

/* All-in sustaining cost (methods.md 3.3, after the World Gold Council's), from the first year of
 * production on, over the product of those years; by-products are a credit. Separation charges are
 * taken off the revenue and are not in it; other taxes, income tax and financing are not either. */
struct econ_cost_part {
    const char *name, *title;
    double amount, per_kg;
    bool total; /* a sum of the parts above it */
};
struct econ_aisc {
    double product_t; /* NaN: not known */
    bool treo;        /* the product is counted as oxides: per kg is per kg TREO */
    const struct econ_cost_part *parts;
    size_t n;
    double cash_cost_per_kg, aisc_per_kg, all_in_per_kg; /* all in: with initial capital */
    const char *why;                                     /* why there is none */
    const char *why_not_treo;                            /* NULL when treo */
};

/* The state's share at one level of prices. */
struct econ_progress {
    double factor;     /* on all prices */
    double irr_before; /* of the cash flow before all the state takes; NaN: none or several */
    double npv_before, npv_post; /* at the discount rate */
    double take, aetr;           /* as in the result */
};
enum { ECON_PROGRESS = 6 }; /* 60, 80 ... 160 % */

struct econ_year_shares {
    int year;
    double receipts, investor; /* investor: cash after all the state takes, before financing */
    double receipts_share, investor_share; /* of all years' receipts and cash, summed so far; NaN */
};

/* What one instrument, or one line of tax that is given, takes and does. */
struct econ_taken {
    const char *id, *title;
    double total, share;           /* undiscounted; of all receipts */
    double pv, pv_share;           /* at the discount rate */
    double npv_change, irr_change; /* investor's, if it were not there; NaN */
    double metr_points;            /* what the METR would fall by, in points; NaN */
};

struct econ_study {
    struct econ_breakeven breakeven[ECON_BREAKEVENS];
    struct econ_aisc aisc;
    const struct econ_progress *progress; /* ECON_PROGRESS of them, or NULL without receipts */
    /* "progressive", "regressive", "neutral", "mixed": how the AETR moves as prices rise;
     * NULL when fewer than two points have both. */
    const char *verdict;
    const struct econ_year_shares *years;
    size_t n_years;
    double before_payback; /* share of all receipts up to the year of post-tax payback; NaN */
    const struct econ_taken *taken;
    size_t n_taken;
};

/* Of a result with a cash flow; an empty one otherwise. Never NULL. */
const struct econ_study *econ_study(struct arena *a, const struct econ_result *e);
struct json *econ_study_json(struct arena *a, const struct econ_study *s);

/* --- parts, each of its own file -------------------------------------------------------------- */

struct vary;
void study_breakeven(struct arena *a, const struct econ_result *e, struct vary *v,
                     struct econ_study *s);
void study_aisc(struct arena *a, const struct econ_result *e, struct econ_aisc *out);
void study_state(struct arena *a, const struct econ_result *e, struct vary *v,
                 struct econ_study *s);

#endif
