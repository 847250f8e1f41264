/* screening.h: does the size of the figures make sense?
 *
 * Two checks that need no study. The first sets quotients (capital per tonne a year, cost per kg,
 * recovery) beside what published studies of rare-earth projects state. The second is the
 * engineering cost filter of the US Geological Survey: power laws of mine and mill cost, good to
 * the order of magnitude and no better. Neither is an estimate of anything. */
#ifndef ADIT_ECONOMICS_SCREENING_H
#define ADIT_ECONOMICS_SCREENING_H

#include "core/economics/economics.h"

/* --- the cost filter (usgs_filter.c) ---------------------------------------------------------- */

/* Shapiro and Robinson, Resource Assessment Economic Filter, USGS Techniques and Methods 7-C23
 * (2019); equations of Camm, USBM Information Circular 9298 (1991), as the program's release of
 * 8 February 2019 has them. */
enum filter_method {
    FILTER_OPEN_PIT,
    FILTER_BLOCK_CAVING,
    FILTER_ROOM_AND_PILLAR,
    FILTER_CUT_AND_FILL,
    FILTER_SHRINKAGE,
    FILTER_LONGHOLE,
    FILTER_CRATER_RETREAT,
    FILTER_METHODS
};
extern const char *const filter_method_names[FILTER_METHODS];
enum filter_shape { FILTER_MASSIVE, FILTER_FLAT, FILTER_VEIN };
/* The program's own choice: of a massive deposit an open pit where it begins above 61 m, else block
 * caving; of a flat-bedded one an open pit or room and pillar; of a vein vertical crater retreat.
 * Cost jumps at 61 m. */
enum filter_method filter_method_for(enum filter_shape shape, double depth_m);
enum filter_method filter_method_of(double depth_m); /* of a massive deposit */

/* The filter knows no plant for rare earths. */
enum filter_mill {
    FILTER_FLOTATION_1,
    FILTER_FLOTATION_2,
    FILTER_FLOTATION_3,
    FILTER_DECANTATION,
    FILTER_CARBON_IN_PULP,
    FILTER_CARBON_IN_LEACH,
    FILTER_AUTOCLAVE,
    FILTER_ROAST_LEACH,
    FILTER_GRAVITY,
    FILTER_HEAP_LEACH,
    FILTER_SX_EW,
    FILTER_MILLS
};
extern const char *const filter_mill_names[FILTER_MILLS];

struct filter_metal {
    double grade_pct, recovery, price; /* recovery a fraction; price in US$ per tonne */
};

struct filter_case {
    double ore_t;   /* metric tonnes in the ground, above 0 */
    double depth_m; /* to the top of the deposit, not negative */
    enum filter_method method;
    enum filter_mill mill;
    const struct filter_metal *metals;
    size_t n_metals;
    bool smelter; /* a copper smelter's charge; the first metal is copper */
    double days;  /* of work a year: 350 or 260 */
    double rate;  /* discount rate; the filter's own is 0.15 */
    /* Factors on costs in 1989 US$: of time (1.26: 2008) and of place (1: the American Southwest).
     */
    double escalation, capital_factor, operating_factor;
};

struct filter_result {
    double life_years;
    double mine_st_per_day, mill_st_per_day; /* capacity, short tons */
    double mine_capital, mill_capital, tailings_capital, capital;
    double tailings_acres; /* pond: 17, 32 or 62 per 1,000 st a day, by life */
    double operating;      /* a year, with smelter */
    double margin;         /* a year */
    double npv;
    /* The terms for depth of this method's operating cost are not known: operating, margin and npv
     * are NaN. */
    bool lacks_depth;
};
/* False when a figure is out of range or the result is not finite. */
bool filter_run(const struct filter_case *c, struct filter_result *out);

/* --- a project beside published studies (screening.c) ----------------------------------------- */

struct range_point {
    const char *project, *study, *source;
    double value;
};

/* Of rules/data: what studies state. */
struct econ_range {
    const char *id, *unit;
    double low, high;
    const struct range_point *points;
    size_t n_points;
};

enum screen_verdict {
    SCREEN_IN_RANGE, /* between half the lowest and twice the highest */
    SCREEN_OUTSIDE,
    SCREEN_ERROR /* below a fifth of the lowest or above five times the highest */
};
extern const char *const screen_verdict_names[]; /* in_range, outside, error_until_shown */

struct screen_check {
    const struct econ_range *range;
    double value;
    enum screen_verdict verdict;
    const char *message; /* a sentence */
};

struct screening {
    const struct screen_check *checks;
    size_t n_checks;
    bool filtered; /* the filter could be run */
    struct filter_case input;
    struct filter_result filter;
    struct filter_result methods[FILTER_METHODS]; /* the same ore by every method of mining */
    double capital_ratio; /* the project's initial capital over the filter's; NaN when not known */
    const char *const *notes;
    size_t n_notes;
};

struct screening econ_screen(struct arena *a, const struct dossier *d, const struct econ_data *data,
                             const struct econ_options *options, const struct econ_result *e);
struct json *econ_screen_json(struct arena *a, const struct screening *s);

#endif
