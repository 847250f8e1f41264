/* compare.c: evaluates the cells of compare rules and finds the best by the measure's own order. */
#include "core/assess/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/assess/internal.h"

/* --- countries ---------------------------------------------------------------------------------
 */

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

const char *const *compare_countries(struct arena *a, const struct rulebook *r, size_t *n)
{
    VEC(const char *) all = {0};
    for (size_t i = 0; i < rulebook_rules(r); i++) {
        const struct rule *rule = rulebook_rule(r, i);
        for (size_t k = 0; k < rule->n_countries; k++) {
            bool there = false;
            for (size_t j = 0; !there && j < all.n; j++)
                there = strcmp(all.items[j], rule->countries[k].code) == 0;
            if (!there)
                VEC_PUSH(a, &all, rule->countries[k].code);
        }
    }
    if (all.n > 1)
        qsort(all.items, all.n, sizeof *all.items, by_text);
    *n = all.n;
    return all.items;
}

/* --- the order of a measure --------------------------------------------------------------------
 */

static bool better_is(const struct rule_measure *m, const char *x, const char *y)
{
    return m->n_better == 1 && (strcmp(m->better[0], x) == 0 || strcmp(m->better[0], y) == 0);
}

/* The value's place among those that the measure lists, best first; after all when it is none. */
static size_t listed_place(struct arena *a, const struct rule_measure *m, struct feel_value v)
{
    const char *text = feel_canonical(a, v);
    size_t i = 0;
    while (i < m->n_better && strcmp(m->better[i], text) != 0)
        i++;
    return i;
}

/* <0 when x is the better one. */
static int compare_values(struct arena *a, const struct rule_measure *m, struct feel_value x,
                          struct feel_value y)
{
    bool high = better_is(m, "higher", "longer"), low = better_is(m, "lower", "shorter");
    if (high || low) {
        int c = x.kind == y.kind ? order_values(x, y) : 0;
        return high ? -c : c;
    }
    size_t px = listed_place(a, m, x), py = listed_place(a, m, y);
    return (px > py) - (px < py);
}

static void mark_best(struct arena *a, const struct rule_measure *m, struct compared_cell *cells,
                      size_t n)
{
    for (size_t i = 0; m->n_better != 0 && i < n; i++) {
        bool beaten = false, beats = false;
        for (size_t k = 0; cells[i].state == CELL_VALUE && k < n; k++) {
            if (cells[k].state != CELL_VALUE)
                continue;
            int c = compare_values(a, m, cells[i].value, cells[k].value);
            beaten = beaten || c > 0;
            beats = beats || c < 0;
        }
        cells[i].best = beats && !beaten;
    }
}

/* --- cells -------------------------------------------------------------------------------------
 */

static const struct rule_country *find_country(const struct rule *rule, const char *code)
{
    for (size_t i = 0; i < rule->n_countries; i++) {
        if (strcmp(rule->countries[i].code, code) == 0)
            return &rule->countries[i];
    }
    return NULL;
}

static const struct measure_cell *find_cell(const struct rule_country *c,
                                            const struct rule_measure *m)
{
    for (size_t i = 0; i < c->n_cells; i++) {
        if (c->cells[i].measure == m)
            return &c->cells[i];
    }
    return NULL;
}

static const char *join(struct arena *a, const struct feel_causes *causes)
{
    const char *text = NULL;
    for (size_t i = 0; causes != NULL && i < causes->n; i++)
        text = text == NULL ? causes->names[i] : arena_printf(a, "%s, %s", text, causes->names[i]);
    return text;
}

/* The value outside the scratch arena; one of parts as its text. */
static struct feel_value kept(struct work *w, struct feel_value v)
{
    switch (v.kind) {
    case FEEL_NULL:
    case FEEL_BOOLEAN:
    case FEEL_NUMBER:
    case FEEL_DATE:
    case FEEL_DAYS_DURATION:
    case FEEL_YEARS_DURATION:
        return v;
    default:
        return feel_string(arena_strdup(w->a, feel_text(w->a, v)));
    }
}

static void evaluate(struct work *w, const struct measure_cell *cell, struct compared_cell *out)
{
    const struct feel_causes *causes = NULL;
    struct feel_value v = work_eval(w, cell->value);
    out->state = CELL_VALUE;
    out->value = kept(w, v);
    if (feel_holds_unknown(w->scratch, v, &causes)) {
        out->state = CELL_OPEN;
        out->missing = arena_strdup(w->a, join(w->scratch, causes));
        out->why = "needs answers about the project";
        out->value = feel_null();
    } else if (v.kind == FEEL_NULL) {
        out->state = CELL_OPEN;
        out->why = "no value came out on this date";
    }
}

static struct compared_cell make_cell(struct work *w, const struct rule *rule,
                                      const struct rule_measure *m, const char *country)
{
    struct compared_cell out = {
        .country = country, .state = CELL_NOT_ENCODED, .value = feel_null()};
    const struct rule_country *c = find_country(rule, country);
    const struct measure_cell *cell = c != NULL ? find_cell(c, m) : NULL;
    if (cell == NULL) {
        out.why = c != NULL && c->not_encoded != NULL ? c->not_encoded
                                                      : "the packs say nothing of this country";
        return out;
    }
    out.citations = cell->citations;
    out.n_citations = cell->n_citations;
    out.confidence = cell->confidence;
    out.why = cell->not_encoded;
    if (cell->not_encoded == NULL && cell->value != NULL)
        evaluate(w, cell, &out);
    return out;
}

/* --- figures of the project under each country's taxes -----------------------------------------
 */

static const struct econ_compared *find_taxes(const struct econ_compared *taxes, size_t n,
                                              const char *country)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(taxes[i].regime, country) == 0)
            return &taxes[i];
    }
    return NULL;
}

static double figure_of(const struct econ_result *e, const char *name)
{
    if (strcmp(name, "government_take") == 0)
        return e->government_take * 100;
    if (strcmp(name, "aetr") == 0)
        return e->aetr * 100;
    for (size_t i = 0; i < e->post_tax.n_npv; i++) {
        if (e->post_tax.npv[i].rate == e->discount_rate)
            return e->post_tax.npv[i].value / 1e6;
    }
    return NAN;
}

/* The law behind the instruments that were counted, each place once; the cell is as sure as the
 * least sure of them. */
static void cite_taxes(struct arena *a, const struct econ_result *e, struct compared_cell *out)
{
    static const char *const grades[] = {"statute", "secondary", "general"};
    VEC(struct citation) all = {0};
    size_t weakest = 0;
    for (size_t i = 0; i < e->n_instruments; i++) {
        const struct econ_instrument *f = &e->instruments[i];
        bool there = f->source == NULL;
        for (size_t k = 0; !there && k < all.n; k++)
            there = strcmp(all.items[k].source->title, f->source) == 0;
        for (size_t g = 0; f->confidence != NULL && g < sizeof grades / sizeof *grades; g++)
            weakest = strcmp(f->confidence, grades[g]) == 0 && g > weakest ? g : weakest;
        if (there)
            continue;
        struct source *source = ARENA_NEW(a, struct source);
        *source = (struct source){.id = "fiscal", .title = f->source, .grade = f->confidence};
        struct citation one = {.source = source, .at = f->at, .basis = "law"};
        VEC_PUSH(a, &all, one);
    }
    out->citations = all.items;
    out->n_citations = all.n;
    out->confidence = grades[weakest];
}

static const char *missing_tax(const struct econ_result *e)
{
    for (size_t i = 0; i < e->n_missing; i++) {
        if (e->missing[i].required)
            return e->missing[i].title;
    }
    return "a tax";
}

static struct compared_cell computed_cell(struct arena *a, const struct rule_measure *m,
                                          const char *country, const struct econ_compared *taxes,
                                          size_t n, const char *no_taxes)
{
    struct compared_cell out = {.country = country, .state = CELL_OPEN, .value = feel_null()};
    const struct econ_compared *t = find_taxes(taxes, n, country);
    struct dec number;
    if (taxes == NULL) {
        out.why = no_taxes;
    } else if (t == NULL) {
        out.state = CELL_NOT_ENCODED;
        out.why = "no fiscal regime of this country is encoded";
    } else if (!t->result->complete || isnan(figure_of(t->result, m->computed))) {
        out.why = "the project gives no complete cash flow";
    } else {
        double v = figure_of(t->result, m->computed);
        cite_taxes(a, t->result, &out);
        if (t->result->taxes_open) {
            out.why = arena_printf(a, "at %s %.1f: %s is not known",
                                   strcmp(m->computed, "npv_post_tax") == 0 ? "most" : "least", v,
                                   missing_tax(t->result));
        } else if (dec_from_double(round(v * 10) / 10, &number)) {
            out.state = CELL_VALUE;
            out.value = feel_number(number);
        }
    }
    return out;
}

/* The project under the regime of each country that has one; NULL when nothing is computed or there
 * is no cash flow to compute with. */
static const struct econ_compared *all_taxes(struct arena *a, const struct rulebook *r,
                                             const struct dossier *d,
                                             const struct econ_result *economics,
                                             const struct econ_data *data,
                                             const char *const *countries, size_t n_countries,
                                             size_t *n)
{
    size_t n_known;
    const char *const *known = econ_regimes(a, data, &n_known);
    const char **asked = ARENA_ARRAY(a, n_countries, const char *);
    bool wanted = false;
    *n = 0;
    for (size_t i = 0; i < rulebook_rules(r); i++) {
        for (size_t k = 0; k < rulebook_rule(r, i)->n_measures; k++)
            wanted = wanted || rulebook_rule(r, i)->measures[k].computed != NULL;
    }
    if (!wanted || d == NULL || economics == NULL || !economics->complete)
        return NULL;
    for (size_t i = 0; i < n_countries; i++) {
        for (size_t k = 0; k < n_known; k++) {
            if (strcmp(countries[i], known[k]) == 0)
                asked[(*n)++] = known[k];
        }
    }
    bool sponsor = economics->case_name == NULL || strcmp(economics->case_name, "sponsor") == 0;
    return econ_compare(a, d, data, sponsor ? NULL : economics->case_name, asked, *n, NULL);
}

const struct compared_measure *compare_measures(struct arena *a, const struct rulebook *r,
                                                const struct dossier *d, struct date as_of,
                                                const struct econ_result *economics,
                                                const struct econ_data *data,
                                                const char *const *countries, size_t n_countries,
                                                size_t *n)
{
    VEC(struct compared_measure) all = {0};
    struct work w;
    size_t n_taxes;
    const struct econ_compared *taxes =
        all_taxes(a, r, d, economics, data, countries, n_countries, &n_taxes);
    const char *no_taxes = d == NULL ? "computed on a project: name one with --project"
                                     : "the project gives no complete cash flow";
    bool project = d != NULL;
    if (!project)
        d = dossier_build(a, rulebook_catalogue(r), "none", "none", NULL, NULL, 0, NULL, 0);
    work_init(&w, a, r, d, as_of);
    if (economics != NULL)
        work_add_economics(&w, economics);
    else if (project)
        work_add_calculations(&w);
    for (size_t i = 0; i < rulebook_rules(r); i++) {
        const struct rule *rule = rulebook_rule(r, i);
        if (rule->n_measures == 0 || work_version(&w, rule->id) != rule)
            continue;
        work_reset(&w);
        for (size_t k = 0; k < rule->n_lets; k++)
            work_set(&w, rule->lets[k].slot, work_eval(&w, rule->lets[k].expr));
        for (size_t k = 0; k < rule->n_measures; k++) {
            struct compared_cell *cells = ARENA_ARRAY(a, n_countries, struct compared_cell);
            for (size_t j = 0; j < n_countries; j++)
                cells[j] = rule->measures[k].computed == NULL
                               ? make_cell(&w, rule, &rule->measures[k], countries[j])
                               : computed_cell(a, &rule->measures[k], countries[j], taxes, n_taxes,
                                               no_taxes);
            mark_best(a, &rule->measures[k], cells, n_countries);
            struct compared_measure one = {rule, &rule->measures[k], cells, n_countries};
            VEC_PUSH(a, &all, one);
        }
    }
    work_free(&w);
    *n = all.n;
    return all.items;
}

/* --- words -------------------------------------------------------------------------------------
 */

static const char *months_text(struct arena *a, long long months)
{
    long long years = months / 12, rest = months % 12;
    const char *y = arena_printf(a, "%lld year%s", years, years == 1 ? "" : "s");
    const char *m = arena_printf(a, "%lld month%s", rest, rest == 1 ? "" : "s");
    if (years == 0)
        return m;
    return rest == 0 ? y : arena_printf(a, "%s %s", y, m);
}

const char *compare_text(struct arena *a, struct feel_value v)
{
    if (v.kind == FEEL_BOOLEAN)
        return v.u.boolean ? "yes" : "no";
    if (v.kind == FEEL_YEARS_DURATION)
        return months_text(a, v.u.months);
    if (v.kind != FEEL_STRING)
        return fact_display(a, NULL, v);
    char *text = arena_strdup(a, v.u.string);
    for (char *c = text; *c != '\0'; c++)
        *c = *c == '_' ? ' ' : *c;
    return text;
}
