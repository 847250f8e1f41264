/* charts.h: the charts of economics, described for core/chart. All texts and items are in the
 * arena; amounts are scaled to the unit named. */
#ifndef ADIT_ECONOMICS_CHARTS_H
#define ADIT_ECONOMICS_CHARTS_H

#include "core/chart/chart.h"
#include "core/economics/risk.h"

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

#endif
