/* A project's figures beside those of published studies and of the cost filter. */
#include "core/economics/screening.h"

#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

const char *const screen_verdict_names[] = {"in_range", "outside", "error_until_shown"};

#define FILTER_RATE 0.15 /* the filter's own */
#define FILTER_DAYS 350
#define FILTER_ESCALATION 1.26 /* 1989 to 2008, Marshall and Swift index as the filter has it */
#define FILTER_FAR 10          /* an order of magnitude */

struct screener {
    struct arena *arena;
    const struct dossier *dossier;
    const struct econ_input *in;
    const struct econ_data *data;
    const struct econ_result *result;
    VEC(struct screen_check) checks;
    VEC(const char *) notes;
};

/* --- ranges ----------------------------------------------------------------------------------- */

static enum screen_verdict judge(const struct econ_range *r, double v)
{
    bool percent = strcmp(r->unit, "%") == 0;
    double low = v / r->low, high = percent ? (100 - r->high) / fmax(100 - v, 0) : v / r->high;
    if (low < .2 || high > 5)
        return SCREEN_ERROR;
    return low < .5 || high > 2 ? SCREEN_OUTSIDE : SCREEN_IN_RANGE;
}

static const char *figure(struct arena *a, double v)
{
    return fabs(v) >= 1000 ? arena_printf(a, "%.0f", v) : arena_printf(a, "%.3g", v);
}

/* A slip by a factor that would bring the figure into the range; NULL when none would. */
static const char *slip(struct arena *a, const struct econ_range *r, double v)
{
    if (strcmp(r->unit, "%") == 0)
        return judge(r, v * 100) == SCREEN_IN_RANGE && v <= 1
                   ? arena_printf(a, "; read as a fraction it would be %.3g %%, in the band",
                                  v * 100)
                   : NULL;
    if (judge(r, v * 1000) == SCREEN_IN_RANGE)
        return arena_printf(a, "; read as thousands it would be %s, in the band",
                            figure(a, v * 1000));
    if (judge(r, v * 1e6) == SCREEN_IN_RANGE)
        return arena_printf(a, "; read as millions it would be %s, in the band",
                            figure(a, v * 1e6));
    if (judge(r, v / 1000) == SCREEN_IN_RANGE)
        return arena_printf(a, "; a thousandth of it, %s, would be in the band",
                            figure(a, v / 1000));
    return NULL;
}

static void check(struct screener *s, const char *id, const char *what, double v)
{
    static const char *const words[] = {"within the band around published studies",
                                        ("outside the band around published studies: ask what is "
                                         "left out or built in"),
                                        "far out of range: an error until shown"};
    const struct econ_range *r = range_find(s->data, id);
    if (r == NULL || !(v > 0) || !isfinite(v))
        return;
    struct screen_check c = {.range = r, .value = v, .verdict = judge(r, v)};
    const char *mend = c.verdict == SCREEN_IN_RANGE ? NULL : slip(s->arena, r, v);
    c.message = arena_printf(s->arena, "%s is %s %s; published: %s to %s; %s%s", what,
                             figure(s->arena, v), r->unit, figure(s->arena, r->low),
                             figure(s->arena, r->high), words[c.verdict], mend != NULL ? mend : "");
    VEC_PUSH(s->arena, &s->checks, c);
}

static double sum(const double *v, int n)
{
    double total = 0;
    for (int i = 0; v != NULL && i < n; i++)
        total += v[i];
    return total;
}

static int main_form(const struct econ_input *in)
{
    int form = in->n_products > 0 ? in->products[0].form : FORM_UNKNOWN;
    for (size_t k = 1; k < in->n_products; k++)
        if (in->products[k].form != form)
            return FORM_UNKNOWN;
    return form;
}

static void by_product(struct screener *s)
{
    const struct econ_result *e = s->result;
    int form = main_form(s->in);
    bool all_oxides = form == FORM_CONCENTRATE || form == FORM_CARBONATE;
    const char *capital = form == FORM_CONCENTRATE ? "capital_per_annual_product_t.concentrate"
                          : form == FORM_CARBONATE ? "capital_per_annual_product_t.mixed_carbonate"
                          : form == FORM_OXIDE     ? "capital_per_annual_product_t.separated_oxide"
                                                   : NULL;
    if (capital != NULL)
        check(s, capital, "Initial capital", e->capex_per_annual_product_t);
    else if (s->in->n_products > 0)
        VEC_PUSH(
            s->arena, &s->notes,
            "products of no one form with a range: capital per tonne of product is not checked");
    double product = sum(e->lines[LINE_PRODUCT_T], e->n_periods);
    if (all_oxides && product > 0)
        check(s, "opex_per_kg_treo", "Operating cost",
              sum(e->lines[LINE_OPEX], e->n_periods) / (product * 1000));
    for (size_t k = 0; k < s->in->n_products; k++) {
        const struct econ_product *p = &s->in->products[k];
        const char *name = p->name != NULL ? p->name : arena_printf(s->arena, "product %zu", k + 1);
        check(s, "recovery_pct.mine_to_product", arena_printf(s->arena, "Recovery of %s", name),
              p->recovery_pct);
    }
}

static void ranges(struct screener *s)
{
    const char *currency = s->result->currency;
    if (strcmp(currency, "USD") != 0) {
        VEC_PUSH(s->arena, &s->notes,
                 arena_printf(s->arena,
                              "published ranges are in USD and the statement is %s%s: "
                              "capital and cost are not checked",
                              currency[0] != '\0' ? "in " : "without currency", currency));
        return;
    }
    check(s, "capital_per_annual_ore_t.mine_to_product", "Initial capital",
          s->result->capex_per_annual_ore_t);
    by_product(s);
}

/* --- the filter ------------------------------------------------------------------------------- */

/* Ore of the whole life; NaN when not known. */
static double ore_of(const struct screener *s)
{
    double total = sum(s->result->lines[LINE_ORE_T], s->result->n_periods);
    if (total > 0)
        return total;
    return s->in->ore.kind == SERIES_SCALAR ? s->in->ore.scalar : NAN;
}

/* Underground where the mine is said to be; of its methods the filter's own for a massive deposit.
 */
static enum filter_method method_of(const struct screener *s)
{
    struct feel_value v = dossier_value(s->arena, s->dossier, "deposit.mining_method");
    bool under = v.kind == FEEL_STRING && strcmp(v.u.string, "underground") == 0;
    return under ? FILTER_BLOCK_CAVING : filter_method_of(0);
}

static void filter(struct screener *s, struct screening *out)
{
    const struct econ_result *e = s->result;
    double ore = ore_of(s), revenue = sum(e->lines[LINE_REVENUE], e->n_periods);
    out->capital_ratio = NAN;
    if (!(ore > 0)) {
        VEC_PUSH(s->arena, &s->notes,
                 "the cost filter is not run: it takes the tonnage of the deposit");
        return;
    }
    struct filter_metal *all = ARENA_NEW(s->arena, struct filter_metal);
    *all = (struct filter_metal){.grade_pct = 100, .recovery = 1, .price = revenue / ore};
    bool usd = strcmp(e->currency, "USD") == 0;
    out->input = (struct filter_case){.ore_t = ore,
                                      .method = method_of(s),
                                      .mill = FILTER_FLOTATION_1,
                                      .metals = all,
                                      .n_metals = usd && revenue > 0 ? 1 : 0,
                                      .days = FILTER_DAYS,
                                      .rate = FILTER_RATE,
                                      .escalation = FILTER_ESCALATION,
                                      .capital_factor = 1,
                                      .operating_factor = 1};
    out->filtered = filter_run(&out->input, &out->filter);
    struct filter_case one = out->input;
    for (int k = 0; k < FILTER_METHODS; k++) {
        one.method = (enum filter_method)k;
        if (!filter_run(&one, &out->methods[k]))
            out->methods[k].capital = out->methods[k].operating = NAN;
    }
    if (out->filtered && out->filter.lacks_depth)
        VEC_PUSH(s->arena, &s->notes,
                 arena_printf(s->arena,
                              "%s: what depth adds to operating cost is not available, so the "
                              "filter gives no operating cost and no NPV",
                              filter_method_names[out->input.method]));
    if (out->filtered && usd && e->capex_initial > 0)
        out->capital_ratio = e->capex_initial / out->filter.capital;
    VEC_PUSH(s->arena, &s->notes,
             "USGS cost filter: order of magnitude only (class 5 or worse). Costs of 2008 in the "
             "desert of the American Southwest, technology of 1989, the deposit taken from the "
             "surface, flotation into one product, tailings pond with dam and liner; no plant for "
             "rare earths, no tax, royalty, ramp-up, capital by year, working capital, closure or "
             "refinery. The filter's authors suggest 1.8 times the capital and 1.4 times the "
             "operating cost, or more, for harsh or remote places: not applied here");
    if (out->capital_ratio > FILTER_FAR || out->capital_ratio < 1.0 / FILTER_FAR)
        VEC_PUSH(s->arena, &s->notes,
                 arena_printf(s->arena,
                              "the project's initial capital is %.3g times that of the filter: "
                              "they differ by more than an order of magnitude, and one of them "
                              "does not describe this mine",
                              out->capital_ratio));
}

struct screening econ_screen(struct arena *a, const struct dossier *d, const struct econ_data *data,
                             const struct econ_options *options, const struct econ_result *e)
{
    struct screening out = {0};
    const struct model *m = model_open(a, d, data, options, NULL, NULL);
    struct screener s = {.arena = a, .dossier = d, .in = m->in, .data = data, .result = e};
    ranges(&s);
    filter(&s, &out);
    out.checks = s.checks.items;
    out.n_checks = s.checks.n;
    out.notes = s.notes.items;
    out.n_notes = s.notes.n;
    return out;
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void put(struct arena *a, struct json *j, const char *key, double v)
{
    json_set(a, j, key, json_double(a, v));
}

static struct json *points(struct arena *a, const struct econ_range *r)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < r->n_points; i++) {
        struct json *j = json_object(a);
        json_set(a, j, "project", json_string(a, r->points[i].project));
        json_set(a, j, "study", json_string(a, r->points[i].study));
        put(a, j, "value", r->points[i].value);
        json_set(a, j, "source", json_string(a, r->points[i].source));
        json_push(a, list, j);
    }
    return list;
}

static struct json *filter_json(struct arena *a, const struct screening *s)
{
    if (!s->filtered)
        return json_null(a);
    const struct filter_result *f = &s->filter;
    struct json *j = json_object(a);
    json_set(a, j, "use", json_string(a, "order of magnitude only"));
    json_set(a, j, "method", json_string(a, filter_method_names[s->input.method]));
    json_set(a, j, "mill", json_string(a, filter_mill_names[s->input.mill]));
    json_set(a, j, "money", json_string(a, "2008 USD"));
    put(a, j, "ore_t", s->input.ore_t);
    put(a, j, "life_years", f->life_years);
    put(a, j, "mine_st_per_day", f->mine_st_per_day);
    put(a, j, "mill_st_per_day", f->mill_st_per_day);
    put(a, j, "capital", f->capital);
    put(a, j, "mine_capital", f->mine_capital);
    put(a, j, "mill_capital", f->mill_capital);
    put(a, j, "tailings_capital", f->tailings_capital);
    put(a, j, "tailings_acres", f->tailings_acres);
    put(a, j, "operating_per_year", f->operating);
    put(a, j, "rate", s->input.rate);
    put(a, j, "npv", s->input.n_metals > 0 ? f->npv : NAN);
    put(a, j, "capital_ratio", s->capital_ratio);
    struct json *methods = json_array(a);
    for (int k = 0; k < FILTER_METHODS; k++) {
        struct json *row = json_object(a);
        json_set(a, row, "method", json_string(a, filter_method_names[k]));
        put(a, row, "capital", s->methods[k].capital);
        put(a, row, "operating_per_year", s->methods[k].operating);
        json_push(a, methods, row);
    }
    json_set(a, j, "methods", methods);
    return j;
}

struct json *econ_screen_json(struct arena *a, const struct screening *s)
{
    struct json *j = json_object(a), *checks = json_array(a), *notes = json_array(a);
    for (size_t i = 0; i < s->n_checks; i++) {
        const struct screen_check *c = &s->checks[i];
        struct json *item = json_object(a);
        json_set(a, item, "check", json_string(a, c->range->id));
        put(a, item, "value", c->value);
        json_set(a, item, "unit", json_string(a, c->range->unit));
        put(a, item, "low", c->range->low);
        put(a, item, "high", c->range->high);
        json_set(a, item, "verdict", json_string(a, screen_verdict_names[c->verdict]));
        json_set(a, item, "message", json_string(a, c->message));
        json_set(a, item, "points", points(a, c->range));
        json_push(a, checks, item);
    }
    for (size_t i = 0; i < s->n_notes; i++)
        json_push(a, notes, json_string(a, s->notes[i]));
    json_set(a, j, "checks", checks);
    json_set(a, j, "usgs_filter", filter_json(a, s));
    json_set(a, j, "notes", notes);
    return j;
}
