/* The result as the contract's JSON and as CSV. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static struct json *numbers(struct arena *a, const double *values, int n)
{
    struct json *list = json_array(a);
    for (int i = 0; i < n; i++)
        json_push(a, list, json_double(a, values[i]));
    return list;
}

static void put(struct arena *a, struct json *j, const char *key, double v)
{
    json_set(a, j, key, json_double(a, v));
}

static void put_metrics(struct arena *a, struct json *j, const struct econ_metrics *v)
{
    struct json *npv = json_object(a), *roots = json_array(a);
    char key[40];
    for (size_t i = 0; i < v->n_npv; i++)
        json_set(a, npv, double_text(v->npv[i].rate, key), json_double(a, v->npv[i].value));
    for (size_t i = 0; i < v->irr.n; i++)
        json_push(a, roots, json_double(a, v->irr.roots[i]));
    json_set(a, j, "npv", npv);
    put(a, j, "irr", v->irr.end == IRR_UNIQUE ? v->irr.roots[0] : NAN);
    json_set(a, j, "irr_roots", roots);
    put(a, j, "mirr", v->mirr);
    put(a, j, "payback_years", v->payback_years);
    put(a, j, "payback_from_production_years", v->payback_from_production_years);
    put(a, j, "discounted_payback_years", v->discounted_payback_years);
    put(a, j, "profitability_index", v->profitability_index);
}

static struct json *view(struct arena *a, const struct econ_metrics *v)
{
    struct json *j = json_object(a);
    put_metrics(a, j, v);
    return j;
}

static struct json *basket(struct arena *a, const struct econ_result *e)
{
    if (!e->has_basket)
        return json_null(a);
    struct json *j = json_object(a), *share = json_object(a);
    put(a, j, "price_per_kg", e->basket_per_kg);
    put(a, j, "price_per_kg_normalised", e->basket_per_kg_normalised);
    for (size_t i = 0; i < e->n_basket; i++)
        put(a, share, e->basket[i].oxide, e->basket[i].value_share);
    json_set(a, j, "share", share);
    return j;
}

static struct json *breakeven(struct arena *a, const struct econ_result *e)
{
    if (!isfinite(e->breakeven_factor))
        return json_null(a);
    struct json *j = json_object(a);
    put(a, j, "factor", e->breakeven_factor);
    put(a, j, "basket_per_kg", e->breakeven_basket_per_kg);
    return j;
}

/* Amounts add up over the years; grades, prices and running sums do not. */
static bool adds_up(enum econ_line line)
{
    return line != LINE_GRADE_PCT && line != LINE_RECOVERY_PCT && line != LINE_PRICE &&
           line != LINE_CUMULATIVE;
}

static double total(const struct econ_result *e, enum econ_line line)
{
    double sum = 0;
    for (int i = 0; i < e->n_periods; i++)
        sum += e->lines[line][i];
    return sum;
}

static void put_statement(struct arena *a, struct json *j, const struct econ_result *e)
{
    struct json *lines = json_object(a), *totals = json_object(a), *given = json_array(a);
    struct json *years = json_array(a);
    for (int i = 0; i < e->n_periods; i++)
        json_push(a, years, json_int(a, e->first_year + i));
    json_set(a, lines, "year", years);
    for (int i = 0; i < LINE_COUNT; i++) {
        enum econ_line line = (enum econ_line)i;
        const char *name = econ_line_info[i].name;
        bool there = e->lines[i] != NULL;
        json_set(a, lines, name, there ? numbers(a, e->lines[i], e->n_periods) : json_null(a));
        if (adds_up(line))
            put(a, totals, name, there ? total(e, line) : NAN);
        if (e->given[i])
            json_push(a, given, json_string(a, name));
    }
    json_set(a, j, "lines", lines);
    json_set(a, j, "totals", totals);
    json_set(a, j, "given", given);
}

/* Which figures are bounds while a tax that is due is not known; null when none is. */
static struct json *bounds(struct arena *a, const struct econ_result *e)
{
    static const char *const most[] = {"npv",  "irr",      "mirr",     "profitability_index",
                                       "dscr", "dscr_min", "llcr_min", "plcr_min"};
    static const char *const least[] = {"payback_years",
                                        "payback_from_production_years",
                                        "discounted_payback_years",
                                        "government_take",
                                        "aetr",
                                        "metr",
                                        "breakeven_price"};
    if (!e->taxes_open)
        return json_null(a);
    struct json *j = json_object(a), *at_most = json_array(a), *at_least = json_array(a);
    for (size_t i = 0; i < COUNT(most); i++)
        json_push(a, at_most, json_string(a, most[i]));
    for (size_t i = 0; i < COUNT(least); i++)
        json_push(a, at_least, json_string(a, least[i]));
    json_set(a, j, "why",
             json_string(a, "a tax that is due is not known: post-tax and equity "
                            "figures are bounds"));
    json_set(a, j, "at_most", at_most);
    json_set(a, j, "at_least", at_least);
    return j;
}

struct json *econ_json(struct arena *a, const struct econ_result *e)
{
    struct json *j = json_object(a), *notes = json_array(a);
    json_set(a, j, "currency", json_string(a, e->currency[0] != '\0' ? e->currency : NULL));
    json_set(a, j, "price_terms", json_string(a, e->price_terms));
    put_metrics(a, j, &e->post_tax);
    if (e->terms != NULL)
        json_set(a, j, "other_terms", terms_json(a, e));
    json_set(a, j, "pre_tax", view(a, &e->pre_tax));
    json_set(a, j, "equity", view(a, &e->equity));
    put(a, j, "government_take", e->government_take);
    put(a, j, "aetr", e->aetr);
    put(a, j, "metr", e->metr);
    json_set(a, j, "breakeven_price", breakeven(a, e));
    json_set(a, j, "dscr", e->dscr != NULL ? numbers(a, e->dscr, e->n_periods) : json_null(a));
    put(a, j, "dscr_min", e->dscr_min);
    put(a, j, "llcr_min", e->llcr_min);
    put(a, j, "plcr_min", e->plcr_min);
    json_set(a, j, "basket", basket(a, e));
    json_set(a, j, "bounds", bounds(a, e));
    put_statement(a, j, e);
    json_set(a, j, "fiscal", fiscal_json(a, e));
    json_set(a, j, "debt", debt_json(a, e));
    for (size_t i = 0; i < e->n_notes; i++)
        json_push(a, notes, json_string(a, e->notes[i]));
    json_set(a, j, "notes", notes);
    return j;
}

void econ_json_put(struct arena *a, struct json *j, const char *key, struct json *part)
{
    struct json *notes = j->items[j->n - 1];
    j->keys[j->n - 1] = arena_strdup(a, key);
    j->items[j->n - 1] = part;
    json_set(a, j, "notes", notes);
}

void econ_csv(const struct econ_result *e, struct strbuf *out)
{
    char text[40];
    strbuf_adds(out, "line,unit,given,total");
    for (int i = 0; i < e->n_periods; i++)
        strbuf_addf(out, ",%d", e->first_year + i);
    strbuf_addch(out, '\n');
    for (int k = 0; k < LINE_COUNT; k++) {
        const struct econ_line_info *info = &econ_line_info[k];
        const char *currency = e->currency[0] != '\0' ? e->currency : "currency";
        if (e->lines[k] == NULL)
            continue;
        bool money = strcmp(info->unit, "$") == 0;
        strbuf_addf(out, "%s,%s%s,%s,", info->name, money || k == LINE_PRICE ? currency : "",
                    money ? "" : info->unit, e->given[k] ? "yes" : "no");
        double sum = adds_up((enum econ_line)k) ? total(e, (enum econ_line)k) : NAN;
        strbuf_adds(out, isfinite(sum) ? double_text(sum, text) : "");
        for (int i = 0; i < e->n_periods; i++) {
            double v = e->lines[k][i];
            strbuf_addf(out, ",%s", isfinite(v) ? double_text(v, text) : "");
        }
        strbuf_addch(out, '\n');
    }
}
