/* charts.h: the charts of economics, described for core/chart. All texts and items are in the
 * arena; amounts are scaled to the unit named. */
#ifndef ADIT_ECONOMICS_CHARTS_H
#define ADIT_ECONOMICS_CHARTS_H

#include "core/chart/chart.h"
#include "core/economics/risk.h"
#include "core/economics/study.h"

/* Post-tax cash flow by year with its running sum. */
struct chart econ_chart_cash_flow(struct arena *a, const struct econ_result *e);
/* From revenue by costs, capital and taxes to what is left, all years together. */
struct chart econ_chart_waterfall(struct arena *a, const struct econ_result *e);
/* Cover by year; n is 0 without debt. */
struct chart econ_chart_dscr(struct arena *a, const struct econ_result *e);
struct chart econ_chart_tornado(struct arena *a, const struct econ_result *e,
                                const struct risk_tornado *t);
struct chart econ_chart_distribution(struct arena *a, const struct econ_result *e,
                                     const struct risk_summary *s);
/* From the cash before the state by each instrument to the investor's, all years together; n is 0
 * when nothing is taken. */
struct chart econ_chart_taxes(struct arena *a, const struct econ_result *e,
                              const struct econ_study *s);
/* What the state receives by year, and the investor's cash. */
struct chart econ_chart_profile(struct arena *a, const struct econ_result *e,
                                const struct econ_study *s);
/* The state's discounted share (AETR) by price, and its undiscounted one. */
struct chart econ_chart_progress(struct arena *a, const struct econ_result *e,
                                 const struct econ_study *s);
/* Results side by side: post-tax NPV and the present value of what the state takes. labels name
 * them; the first sets currency and rate. */
struct chart econ_chart_compare(struct arena *a, const struct econ_result *const *list,
                                const char *const *labels, size_t n);

#endif
