/* Results as descriptions of charts. */
#include "core/economics/charts.h"

#include <math.h>
#include <string.h>

struct money {
    double by;
    const char *unit;
};

static struct money money_for(struct arena *a, const struct econ_result *e, double most)
{
    const char *currency = e->currency[0] != '\0' ? e->currency : "currency not stated";
    double by = most < 1e5 ? 1 : most < 1e7 ? 1e3 : 1e6;
    return (struct money){by, arena_printf(a, "%s%s", currency,
                                           by == 1     ? ""
                                           : by == 1e3 ? " thousand"
                                                       : " million")};
}

static double largest(const double *v, int n)
{
    double most = 0;
    for (int i = 0; v != NULL && i < n; i++)
        most = isfinite(v[i]) ? fmax(most, fabs(v[i])) : most;
    return most;
}

static const char *year(struct arena *a, const struct econ_result *e, int i)
{
    return arena_printf(a, "%d", e->first_year + i);
}

struct chart econ_chart_cash_flow(struct arena *a, const struct econ_result *e)
{
    const double *flow = e->lines[LINE_NET_CASH_FLOW], *sum = e->lines[LINE_CUMULATIVE];
    struct chart c = {.kind = CHART_SERIES,
                      .title = "Post-tax cash flow",
                      .value_name = "cash flow of the year",
                      .line_name = "running sum",
                      .threshold = NAN};
    struct money m = money_for(a, e, fmax(largest(flow, e->n_periods), largest(sum, e->n_periods)));
    c.unit = m.unit;
    if (flow == NULL || sum == NULL)
        return c;
    struct chart_item *items = ARENA_ARRAY(a, (size_t)e->n_periods, struct chart_item);
    for (int i = 0; i < e->n_periods; i++)
        items[i] = (struct chart_item){
            .label = year(a, e, i), .value = flow[i] / m.by, .line = sum[i] / m.by};
    c.items = items;
    c.n = (size_t)e->n_periods;
    return c;
}

struct chart econ_chart_dscr(struct arena *a, const struct econ_result *e)
{
    struct chart c = {.kind = CHART_BARS,
                      .title = "Debt service cover",
                      .unit = "DSCR, years in which debt is due",
                      .threshold = 1,
                      .level = "1.0"};
    if (e->dscr == NULL)
        return c;
    struct chart_item *items = ARENA_ARRAY(a, (size_t)e->n_periods, struct chart_item);
    for (int i = 0; i < e->n_periods; i++)
        if (isfinite(e->dscr[i]))
            items[c.n++] =
                (struct chart_item){.label = year(a, e, i), .value = e->dscr[i], .line = NAN};
    c.items = items;
    return c;
}

static double total(const struct econ_result *e, enum econ_line line)
{
    double sum = 0;
    for (int i = 0; e->lines[line] != NULL && i < e->n_periods; i++)
        sum += e->lines[line][i];
    return sum;
}

struct chart econ_chart_waterfall(struct arena *a, const struct econ_result *e)
{
    static const struct {
        enum econ_line line;
        int sign;
    } steps[] = {
        {LINE_BY_PRODUCT_CREDIT, 1}, {LINE_TRANSPORT, -1},        {LINE_OPEX, -1},
        {LINE_CAPEX_INITIAL, -1},    {LINE_CAPEX_SUSTAINING, -1}, {LINE_WORKING_CAPITAL_CHANGE, -1},
        {LINE_CLOSURE, -1},          {LINE_SALVAGE, 1},           {LINE_ROYALTY, -1},
        {LINE_OTHER_TAXES, -1},      {LINE_INCOME_TAX, -1},       {LINE_TAX_CREDITS, 1}};
    struct chart c = {.kind = CHART_WATERFALL,
                      .title = "From revenue to cash: costs and taxes of all years",
                      .threshold = NAN};
    double revenue = total(e, LINE_REVENUE);
    struct money m = money_for(a, e, fabs(revenue));
    c.unit = arena_printf(a, "%s, not discounted", m.unit);
    if (e->lines[LINE_REVENUE] == NULL || e->given[LINE_EBITDA] || e->given[LINE_NET_CASH_FLOW])
        return c; /* the steps would not add up */
    size_t most = sizeof steps / sizeof *steps + 2;
    struct chart_item *items = ARENA_ARRAY(a, most, struct chart_item);
    items[c.n++] = (struct chart_item){
        .label = "Revenue", .value = revenue / m.by, .line = NAN, .total = true};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        double v = steps[i].sign * total(e, steps[i].line);
        if (v != 0)
            items[c.n++] = (struct chart_item){
                .label = econ_line_info[steps[i].line].title, .value = v / m.by, .line = NAN};
    }
    items[c.n++] = (struct chart_item){.label = "Post-tax cash",
                                       .value = total(e, LINE_NET_CASH_FLOW) / m.by,
                                       .line = NAN,
                                       .total = true};
    c.items = items;
    return c;
}

struct chart econ_chart_tornado(struct arena *a, const struct econ_result *e,
                                const struct risk_tornado *t)
{
    double most = fabs(t->base);
    for (size_t i = 0; i < t->n; i++) {
        most = isfinite(t->bars[i].npv_low) ? fmax(most, fabs(t->bars[i].npv_low)) : most;
        most = isfinite(t->bars[i].npv_high) ? fmax(most, fabs(t->bars[i].npv_high)) : most;
    }
    struct money m = money_for(a, e, most);
    struct chart c = {
        .kind = CHART_TORNADO,
        .title = "What the NPV depends on",
        .unit = arena_printf(a, "post-tax NPV at %.4g %%, %s", e->discount_rate * 100, m.unit),
        .base = t->base / m.by,
        .threshold = NAN};
    struct chart_item *items = ARENA_ARRAY(a, t->n, struct chart_item);
    for (size_t i = 0; i < t->n; i++) {
        const struct risk_bar *b = &t->bars[i];
        items[i] = (struct chart_item){.label = b->input->title,
                                       .value = NAN,
                                       .line = NAN,
                                       .low = b->npv_low / m.by,
                                       .high = b->npv_high / m.by};
    }
    c.items = items;
    c.n = t->n;
    return c;
}

struct chart econ_chart_distribution(struct arena *a, const struct econ_result *e,
                                     const struct risk_summary *s)
{
    struct money m = money_for(a, e, fmax(fabs(s->least), fabs(s->most)));
    struct chart c = {.kind = CHART_HISTOGRAM,
                      .title = "Trials by post-tax NPV",
                      .unit =
                          arena_printf(a, "from this NPV at %.4g %% on, %s; %zu trials, seed %llu",
                                       e->discount_rate * 100, m.unit, s->trials - s->failed,
                                       (unsigned long long)s->seed),
                      .threshold = NAN};
    struct chart_item *items = ARENA_ARRAY(a, HISTOGRAM_BINS, struct chart_item);
    for (int i = 0; i < HISTOGRAM_BINS; i++) {
        double from = (s->histogram_low + i * s->histogram_width) / m.by;
        items[i] = (struct chart_item){.label = arena_printf(a, "%.4g", from == 0 ? 0 : from),
                                       .value = (double)s->histogram[i],
                                       .line = NAN};
    }
    c.items = items;
    c.n = HISTOGRAM_BINS;
    return c;
}

/* --- the state's share ------------------------------------------------------------------------ */

struct chart econ_chart_taxes(struct arena *a, const struct econ_result *e,
                              const struct econ_study *s)
{
    struct chart c = {.kind = CHART_WATERFALL,
                      .title = "Who gets the cash: what each tax takes in all years",
                      .unit = "nothing is taken",
                      .threshold = NAN};
    double taken = 0, investor = 0;
    for (size_t i = 0; i < s->n_years; i++) {
        taken += s->years[i].receipts;
        investor += s->years[i].investor;
    }
    struct money m = money_for(a, e, fmax(fabs(taken + investor), fabs(taken)));
    if (s->n_taken == 0)
        return c;
    c.unit = arena_printf(a, "%s, not discounted, before financing", m.unit);
    struct chart_item *items = ARENA_ARRAY(a, s->n_taken + 3, struct chart_item);
    items[c.n++] = (struct chart_item){.label = "Cash before the state",
                                       .value = (taken + investor) / m.by,
                                       .line = NAN,
                                       .total = true};
    double shown = 0;
    for (size_t k = 0; k < s->n_taken; k++) {
        shown += s->taken[k].total;
        if (s->taken[k].total != 0)
            items[c.n++] = (struct chart_item){
                .label = s->taken[k].title, .value = -s->taken[k].total / m.by, .line = NAN};
    }
    if (fabs(taken - shown) > 1e-6 * fabs(taken))
        items[c.n++] = (struct chart_item){
            .label = "Other, less credits", .value = -(taken - shown) / m.by, .line = NAN};
    items[c.n++] = (struct chart_item){
        .label = "Investor and lenders", .value = investor / m.by, .line = NAN, .total = true};
    c.items = items;
    return c;
}

struct chart econ_chart_profile(struct arena *a, const struct econ_result *e,
                                const struct econ_study *s)
{
    struct chart c = {.kind = CHART_SERIES,
                      .title = "Who receives when",
                      .value_name = "the state",
                      .line_name = "the investor, before financing",
                      .threshold = NAN};
    double most = 0;
    for (size_t i = 0; i < s->n_years; i++)
        most = fmax(most, fmax(fabs(s->years[i].receipts), fabs(s->years[i].investor)));
    struct money m = money_for(a, e, most);
    struct chart_item *items = ARENA_ARRAY(a, s->n_years, struct chart_item);
    for (size_t i = 0; i < s->n_years; i++)
        items[i] = (struct chart_item){.label = arena_printf(a, "%d", s->years[i].year),
                                       .value = s->years[i].receipts / m.by,
                                       .line = s->years[i].investor / m.by};
    c.unit = m.unit;
    c.items = items;
    c.n = s->n_years;
    return c;
}

struct chart econ_chart_progress(struct arena *a, const struct econ_result *e,
                                 const struct econ_study *s)
{
    struct chart c = {
        .kind = CHART_SERIES,
        .title = "The state's share by price",
        .unit = arena_printf(a, "%% of the cash before it, by factor on prices, at %.4g %%",
                             e->discount_rate * 100),
        .value_name = "discounted (AETR)",
        .line_name = "undiscounted",
        .threshold = NAN};
    struct chart_item *items = ARENA_ARRAY(a, ECON_PROGRESS, struct chart_item);
    for (int k = 0; s->progress != NULL && k < ECON_PROGRESS; k++)
        items[c.n++] = (struct chart_item){.label = arena_printf(a, "%.1f", s->progress[k].factor),
                                           .value = s->progress[k].aetr * 100,
                                           .line = s->progress[k].take * 100};
    c.items = items;
    return c;
}

static double npv_at_rate(const struct econ_result *e)
{
    for (size_t i = 0; i < e->post_tax.n_npv; i++)
        if (e->post_tax.npv[i].rate == e->discount_rate)
            return e->post_tax.npv[i].value;
    return NAN;
}

struct chart econ_chart_compare(struct arena *a, const struct econ_result *const *list,
                                const char *const *labels, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        double npv = npv_at_rate(list[i]);
        most = isfinite(npv) ? fmax(most, fabs(npv)) : most;
    }
    struct money m = money_for(a, list[0], most);
    struct chart c = {.kind = CHART_COMPARE,
                      .title = "Side by side",
                      .unit =
                          arena_printf(a, "%s at %.4g %%", m.unit, list[0]->discount_rate * 100),
                      .value_name = "NPV after tax",
                      .line_name = "present value to the state",
                      .threshold = NAN};
    struct chart_item *items = ARENA_ARRAY(a, n, struct chart_item);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct chart_item){.label = labels[i],
                                       .value = npv_at_rate(list[i]) / m.by,
                                       .line = list[i]->receipts_pv / m.by};
    c.items = items;
    c.n = most > 0 ? n : 0;
    return c;
}
