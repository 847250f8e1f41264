/* The uncertainty section:
 *
 *     uncertainty:
 *       distributions:
 *         - {input: capital.initial, kind: pert, low: 80e6, mode: 100e6, high: 150e6}
 *         - {input: prices, kind: mean_reverting, sd: 0.35, speed: 0.3, long_run: 1}
 *       correlations:
 *         - {between: [prices, "products[0].recovery_pct"], rank: 0.4}
 *       dscr_below: 1.2
 *
 * An input is named by its path (in quotes where it has brackets), or as the tornado shows it
 * ("recovery_pct of NdPr oxide"), or "prices" for all of them. Kinds: uniform, triangular, pert
 * (low, mode, high), normal, lognormal (p10, p90), mean_reverting (prices only). Prices and figures
 * by year are factors on what the project says, 1 being no change; other figures are in the unit of
 * their fact. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/risk_internal.h"

#define DSCR_BELOW 1.2 /* when neither the section nor a loan says */

struct row {
    const struct econ_entry *first, *e[10];
};

static const char *const row_keys[] = {"input", "kind", "low", "mode",  "high",
                                       "p10",   "p90",  "sd",  "speed", "long_run"};
enum {
    ROW_INPUT,
    ROW_KIND,
    ROW_LOW,
    ROW_MODE,
    ROW_HIGH,
    ROW_P10,
    ROW_P90,
    ROW_SD,
    ROW_SPEED,
    ROW_LONG
};

struct pair {
    const struct econ_entry *between, *rank;
};

static double number_of(const struct econ_entry *e)
{
    return e != NULL && e->fact->value.kind == FEEL_NUMBER ? dec_to_double(e->fact->value.u.number)
                                                           : NAN;
}

static const char *text_of(const struct econ_entry *e)
{
    return e != NULL && e->fact->value.kind == FEEL_STRING ? e->fact->value.u.string : NULL;
}

static int find_input(struct econ_risk *r, struct reader *reader, const struct econ_entry *e,
                      const char *name)
{
    const char *names[RISK_MAX_INPUTS];
    for (size_t i = 0; i < r->n; i++) {
        names[i] = r->inputs[i].name;
        if (name != NULL && (strcmp(names[i], name) == 0 || strcmp(r->inputs[i].title, name) == 0))
            return (int)i;
    }
    const char *near = name != NULL ? nearest_name(name, names, r->n) : NULL;
    econ_error(reader, e,
               near != NULL ? arena_printf(r->arena, "did you mean '%s'?", near)
                            : "name a figure of this section that is a number, such as "
                              "capital.initial, or prices for all of them",
               "the uncertainty section names no input of the model");
    return -1;
}

static void drop(struct risk_input *in)
{
    in->uncertain = in->path = false;
}

static bool mean_reverting(struct econ_risk *r, struct reader *reader, const struct row *row, int k)
{
    struct risk_input *in = &r->inputs[k];
    double long_run = row->e[ROW_LONG] != NULL ? number_of(row->e[ROW_LONG]) : 1;
    in->sd = number_of(row->e[ROW_SD]);
    in->speed = number_of(row->e[ROW_SPEED]);
    in->long_run = long_run;
    if (k != r->prices) {
        econ_error(reader, row->first, "use it for the input 'prices'",
                   "only prices can be mean_reverting");
        return false;
    }
    if (!(in->sd >= 0 && in->sd <= 3) || !(in->speed >= 0 && in->speed <= 1) ||
        !(long_run > 0 && long_run <= 100)) {
        econ_error(reader, row->first,
                   "sd of the yearly change of the logarithm (0.35), speed from 0 to 1, long_run a "
                   "factor on today's price (1)",
                   "a mean_reverting price needs sd, speed and long_run");
        return false;
    }
    in->path = true;
    double spread = 1.2815515655446004 * in->sd;
    in->low = exp(-spread);
    in->high = exp(spread);
    return true;
}

static bool shape(struct econ_risk *r, struct reader *reader, const struct row *row, int k,
                  enum dist_kind kind)
{
    struct risk_input *in = &r->inputs[k];
    double mode = row->e[ROW_MODE] != NULL ? number_of(row->e[ROW_MODE]) : in->base;
    bool quantiles = kind == DIST_NORMAL || kind == DIST_LOGNORMAL;
    bool ok = quantiles ? dist_from_p10_p90(kind, number_of(row->e[ROW_P10]),
                                            number_of(row->e[ROW_P90]), &in->dist)
                        : dist_bounded(r->arena, kind, number_of(row->e[ROW_LOW]), mode,
                                       number_of(row->e[ROW_HIGH]), &in->dist);
    if (!ok) {
        econ_error(reader, row->first,
                   quantiles ? "give p10 and p90, the smaller first (lognormal: above 0)"
                             : "give low and high with the mode between them",
                   "the figures make no %s distribution", dist_kind_names[kind]);
        return false;
    }
    in->low = dist_quantile(&in->dist, .1);
    in->high = dist_quantile(&in->dist, .9);
    return true;
}

static void read_row(struct econ_risk *r, struct reader *reader, const struct row *row)
{
    static const char *const kinds[] = {"uniform",   "triangular", "pert",
                                        "lognormal", "normal",     "mean_reverting"};
    if (row->first == NULL)
        return;
    const char *kind = text_of(row->e[ROW_KIND]);
    int k = find_input(r, reader, row->first, text_of(row->e[ROW_INPUT]));
    size_t which = 0;
    while (kind != NULL && which < COUNT(kinds) && strcmp(kinds[which], kind) != 0)
        which++;
    if (kind == NULL || which == COUNT(kinds)) {
        econ_error(reader, row->first,
                   "one of uniform, triangular, pert, lognormal, normal, mean_reverting",
                   "the kind of a distribution is not known");
        return;
    }
    if (k < 0)
        return;
    drop(&r->inputs[k]);
    bool ok = which == COUNT(kinds) - 1 ? mean_reverting(r, reader, row, k)
                                        : shape(r, reader, row, k, (enum dist_kind)which);
    r->inputs[k].uncertain = ok;
    if (ok)
        r->inputs[k].range = RANGE_DISTRIBUTION;
}

static void read_pair(struct econ_risk *r, struct reader *reader, const struct pair *p)
{
    const struct econ_entry *e = p->between != NULL ? p->between : p->rank;
    if (e == NULL)
        return;
    double rank = number_of(p->rank);
    struct feel_value v = p->between != NULL ? p->between->fact->value : (struct feel_value){0};
    if (!(fabs(rank) <= 1) || v.kind != FEEL_LIST || v.u.list->n != 2 ||
        v.u.list->items[0].kind != FEEL_STRING || v.u.list->items[1].kind != FEEL_STRING) {
        econ_error(reader, e, "write {between: [prices, capital.initial], rank: 0.4}",
                   "a correlation needs two inputs and a rank from -1 to 1");
        return;
    }
    int i = find_input(r, reader, e, v.u.list->items[0].u.string);
    int j = find_input(r, reader, e, v.u.list->items[1].u.string);
    if (i < 0 || j < 0)
        return;
    if (i == j || !r->inputs[i].uncertain || !r->inputs[j].uncertain) {
        econ_error(reader, e, "give both a range or a distribution",
                   "a correlation is between two inputs that are uncertain");
        return;
    }
    r->rank[i][j] = r->rank[j][i] = rank;
    r->correlated |= rank != 0;
}

/* "distributions[3].low": the number and what follows; false for another list. */
static bool item_of(const char *path, const char *list, size_t *index, const char **rest)
{
    size_t n = strlen(list);
    if (strncmp(path, list, n) != 0 || path[n] != '[')
        return false;
    char *end;
    unsigned long k = strtoul(path + n + 1, &end, 10);
    if (end[0] != ']' || end[1] != '.' || k >= RISK_MAX_INPUTS)
        return false;
    *index = k;
    *rest = end + 2;
    return true;
}

static bool keep(struct row *rows, struct pair *pairs, const struct econ_entry *e, const char *path)
{
    size_t k;
    const char *key;
    if (item_of(path, "distributions", &k, &key)) {
        for (size_t i = 0; i < COUNT(row_keys); i++)
            if (strcmp(key, row_keys[i]) == 0) {
                rows[k].e[i] = e;
                rows[k].first = rows[k].first != NULL ? rows[k].first : e;
                return true;
            }
        return false;
    }
    if (!item_of(path, "correlations", &k, &key))
        return false;
    if (strcmp(key, "between") == 0)
        pairs[k].between = e;
    else if (strcmp(key, "rank") == 0)
        pairs[k].rank = e;
    else
        return false;
    return true;
}

static double default_dscr(const struct econ_input *in)
{
    double most = NAN;
    for (size_t i = 0; i < in->n_tranches; i++)
        if (!isnan(in->tranches[i].dscr_target) && !(most >= in->tranches[i].dscr_target))
            most = in->tranches[i].dscr_target;
    return isnan(most) ? DSCR_BELOW : most;
}

void risk_read(struct econ_risk *r, struct reader *reader, const struct econ_entries *entries)
{
    struct row *rows = ARENA_ARRAY(r->arena, RISK_MAX_INPUTS, struct row);
    struct pair *pairs = ARENA_ARRAY(r->arena, RISK_MAX_INPUTS, struct pair);
    r->dscr_below = default_dscr(r->opened->in);
    for (size_t i = 0; i < entries->n; i++) {
        const struct econ_entry *e = &entries->items[i];
        if (strncmp(e->name, "uncertainty.", 12) != 0)
            continue;
        const char *path = e->name + 12;
        double v = number_of(e);
        if (strcmp(path, "dscr_below") == 0 && v > 0 && v < 100)
            r->dscr_below = v;
        else if (!keep(rows, pairs, e, path))
            econ_error(reader, e,
                       "it has distributions (input, kind, low, mode, high, p10, p90, sd, speed, "
                       "long_run), correlations (between, rank) and dscr_below",
                       "the uncertainty section has no such entry");
    }
    for (size_t i = 0; i < RISK_MAX_INPUTS; i++)
        read_row(r, reader, &rows[i]);
    for (size_t i = 0; i < RISK_MAX_INPUTS; i++)
        read_pair(r, reader, &pairs[i]);
    for (size_t i = 0; i < r->n; i++)
        if (r->inputs[i].uncertain)
            r->uncertain[r->n_uncertain++] = i;
}
