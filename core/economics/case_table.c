/* Cases side by side. */
#include "core/economics/case_table.h"

#include <math.h>
#include <string.h>

#include "core/economics/overlay.h"
#include "core/economics/study.h"
#include "core/economics/vary.h"

const struct econ_headline econ_headlines[ECON_HEADLINES] = {
    {"npv_pre_tax", "NPV before tax", HEADLINE_MONEY},
    {"npv", "NPV after tax", HEADLINE_MONEY},
    {"npv_equity", "NPV to equity", HEADLINE_MONEY},
    {"irr", "IRR after tax", HEADLINE_PERCENT},
    {"irr_equity", "IRR of equity", HEADLINE_PERCENT},
    {"payback_years", "Payback, years", HEADLINE_NUMBER},
    {"capex_initial", "Initial capital", HEADLINE_MONEY},
    {"aisc_per_kg", "AISC per kg of product", HEADLINE_NUMBER},
    {"breakeven_factor", "Break-even price factor", HEADLINE_NUMBER},
    {"government_take", "Government take", HEADLINE_PERCENT},
    {"dscr_min", "Lowest DSCR", HEADLINE_NUMBER},
    {"llcr_min", "Lowest LLCR", HEADLINE_NUMBER},
};

static double npv_of(const struct econ_result *e, const struct econ_metrics *v)
{
    for (size_t i = 0; i < v->n_npv; i++)
        if (v->npv[i].rate == e->discount_rate)
            return v->npv[i].value;
    return NAN;
}

static double only_root(const struct econ_metrics *v)
{
    return v->irr.end == IRR_UNIQUE ? v->irr.roots[0] : NAN;
}

double econ_headline_of(const struct econ_result *e, size_t which)
{
    const double figures[ECON_HEADLINES] = {npv_of(e, &e->pre_tax),
                                            npv_of(e, &e->post_tax),
                                            npv_of(e, &e->equity),
                                            only_root(&e->post_tax),
                                            only_root(&e->equity),
                                            e->post_tax.payback_years,
                                            e->capex_initial,
                                            e->aisc_per_kg,
                                            e->breakeven_factor,
                                            e->government_take,
                                            e->dscr_min,
                                            e->llcr_min};
    return figures[which];
}

const char *econ_headline_bound(const struct econ_result *e, size_t which)
{
    static const signed char side[ECON_HEADLINES] = {0, -1, -1, -1, -1, 1, 0, 1, 1, 1, -1, -1};
    bool open = e->taxes_open && side[which] != 0 && isfinite(econ_headline_of(e, which));
    return !open ? NULL : side[which] < 0 ? "at most" : "at least";
}

/* --- what a case changes ---------------------------------------------------------------------- */

static const char *text_of(struct arena *a, const struct fact *f)
{
    const char *text = fact_value_text(a, f->value);
    if (text == NULL)
        return "unknown";
    return f->unit != NULL ? arena_printf(a, "%s %s", text, f->unit) : text;
}

static const char *source_of(struct arena *a, const struct fact *f)
{
    const struct evidence *x = &f->evidence;
    if (x->document == NULL)
        return NULL;
    return x->page != NULL ? arena_printf(a, "%s, page %s", x->document, x->page) : x->document;
}

/* The place in brackets of a case's fact: its index, and what follows "set."; -1. */
static int set_of(const char *name, const char **rest)
{
    static const char prefix[] = "economics.cases[";
    if (strncmp(name, prefix, sizeof prefix - 1) != 0)
        return -1;
    int k = 0;
    const char *p = name + sizeof prefix - 1;
    for (; *p >= '0' && *p <= '9' && k < 1000; p++)
        k = k * 10 + (*p - '0');
    if (strncmp(p, "].", 2) != 0)
        return -1;
    *rest = p + 2;
    return k;
}

static const struct fact *base_fact(struct arena *a, const struct dossier *d, const char *path)
{
    size_t n = strlen(path);
    const struct fact *f = dossier_fact(d, arena_printf(a, "economics.%s", path));
    if (f == NULL && n > 6 && strcmp(path + n - 6, ".value") == 0)
        f = dossier_fact(d, arena_printf(a, "economics.%.*s", (int)n - 6, path));
    return f;
}

static void adjusted(struct arena *a, const struct dossier *d, struct econ_case *c)
{
    VEC(struct econ_adjusted) list = {0};
    int wanted = -1;
    const char *rest;
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        int k = set_of(f->name, &rest);
        if (k >= 0 && strcmp(rest, "name") == 0 && f->value.kind == FEEL_STRING &&
            strcmp(f->value.u.string, c->name) == 0)
            wanted = k;
    }
    for (size_t i = 0; wanted >= 0 && i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        if (set_of(f->name, &rest) != wanted)
            continue;
        if (strcmp(rest, "why") == 0 && f->value.kind == FEEL_STRING)
            c->why = f->value.u.string;
        if (strncmp(rest, "set.", 4) != 0)
            continue;
        const struct fact *was = base_fact(a, d, rest + 4);
        if (was != NULL && strcmp(text_of(a, was), text_of(a, f)) == 0)
            continue; /* a list is set as a whole: this part of it stays */
        VEC_PUSH(a, &list,
                 ((struct econ_adjusted){.name = rest + 4,
                                         .was = was != NULL ? text_of(a, was) : NULL,
                                         .now = text_of(a, f),
                                         .why = f->why != NULL ? f->why : f->note,
                                         .source = source_of(a, f)}));
    }
    c->adjusted = list.items;
    c->n_adjusted = list.n;
}

/* What a reviewer changed in the file itself: it says what the sponsor claimed. */
static void claims(struct arena *a, const struct dossier *d, struct econ_case *c)
{
    VEC(struct econ_adjusted) list = {0};
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        if (!f->has_claims || strncmp(f->name, "economics.", 10) != 0 ||
            f->sponsor.kind == FEEL_UNKNOWN || strncmp(f->name, "economics.cases[", 16) == 0)
            continue;
        VEC_PUSH(a, &list,
                 ((struct econ_adjusted){.name = f->name + 10,
                                         .was = fact_value_text(a, f->sponsor),
                                         .now = text_of(a, f),
                                         .why = f->why,
                                         .source = source_of(a, f)}));
    }
    c->adjusted = list.items;
    c->n_adjusted = list.n;
}

static void reference(struct arena *a, const struct econ_data *data, const struct econ_overlay *o,
                      struct econ_case *c)
{
    size_t n = data->references.n;
    struct econ_adjusted *list = ARENA_ARRAY(a, n, struct econ_adjusted);
    for (size_t k = 0; k < n; k++) {
        const struct econ_reference *r = &data->references.items[k];
        list[k] = (struct econ_adjusted){
            .name = r->input,
            .now = arena_printf(a, "%s (%s size)", r->title, r->published ? "published" : "house"),
            .why = r->says,
            .source = arena_printf(a, "%s, seen %s", r->source, r->seen)};
    }
    *c = (struct econ_case){.name = "reference class",
                            .why = "What other projects met, all together, on the sponsor's case: "
                                   "not a forecast of this one.",
                            .reference_class = true,
                            .probability = NAN,
                            .result = o->result,
                            .adjusted = list,
                            .n_adjusted = n};
}

const struct econ_case *econ_case_table(struct arena *a, const struct dossier *d,
                                        const struct econ_data *data, bool reference_class,
                                        size_t *n, struct diags *diags)
{
    size_t n_names, n_overlay;
    const char *const *names = econ_cases(a, d, &n_names);
    struct econ_case *list = ARENA_ARRAY(a, n_names + 2, struct econ_case);
    *n = 0;
    struct econ_case *sponsor = &list[(*n)++];
    *sponsor = (struct econ_case){.name = "sponsor", .result = econ_run(a, d, data, NULL, diags)};
    sponsor->probability = econ_case_probability(d, NULL);
    claims(a, d, sponsor);
    for (size_t i = 0; i < n_names; i++) {
        struct econ_options options = {.case_name = names[i]};
        struct econ_case *c = &list[(*n)++];
        *c = (struct econ_case){.name = names[i], .result = econ_run(a, d, data, &options, NULL)};
        c->probability = econ_case_probability(d, names[i]);
        adjusted(a, d, c);
    }
    if (!reference_class)
        return list;
    const struct econ_overlay *o = econ_overlay(a, d, data, NULL, sponsor->result, &n_overlay);
    if (n_overlay > 0)
        reference(a, data, &o[n_overlay - 1], &list[(*n)++]);
    return list;
}

double econ_case_expected(const struct econ_case *list, size_t n, size_t which)
{
    double sum = 0;
    if (n == 0 || isnan(list[0].probability) || econ_headlines[which].kind != HEADLINE_MONEY)
        return NAN;
    for (size_t i = 0; i < n; i++)
        if (list[i].probability > 0)
            sum += list[i].probability * econ_headline_of(list[i].result, which);
    return sum;
}

/* --- JSON and CSV ----------------------------------------------------------------------------- */

static struct json *one(struct arena *a, const struct econ_case *c, const struct econ_result *first)
{
    struct json *j = json_object(a), *changes = json_array(a), *metrics = json_object(a);
    struct json *difference = json_object(a), *notes = json_array(a), *bounds = json_object(a);
    json_set(a, j, "name", json_string(a, c->name));
    json_set(a, j, "why", json_string(a, c->why));
    json_set(a, j, "reference_class", json_bool(a, c->reference_class));
    json_set(a, j, "probability", json_double(a, c->probability));
    for (size_t i = 0; i < c->n_adjusted; i++) {
        const struct econ_adjusted *x = &c->adjusted[i];
        struct json *row = json_object(a);
        json_set(a, row, "input", json_string(a, x->name));
        json_set(a, row, "was", json_string(a, x->was));
        json_set(a, row, "now", json_string(a, x->now));
        json_set(a, row, "why", json_string(a, x->why));
        json_set(a, row, "source", json_string(a, x->source));
        json_push(a, changes, row);
    }
    for (size_t k = 0; k < ECON_HEADLINES; k++) {
        const char *name = econ_headlines[k].name, *bound = econ_headline_bound(c->result, k);
        double v = econ_headline_of(c->result, k);
        json_set(a, metrics, name, json_double(a, v));
        json_set(a, difference, name, json_double(a, v - econ_headline_of(first, k)));
        if (bound != NULL)
            json_set(a, bounds, name, json_string(a, bound));
    }
    json_set(a, j, "adjusted", changes);
    json_set(a, j, "metrics", metrics);
    json_set(a, j, "bounds", bounds);
    json_set(a, j, "difference", difference);
    for (size_t i = 0; i < c->result->n_notes; i++)
        json_push(a, notes, json_string(a, c->result->notes[i]));
    json_set(a, j, "notes", notes);
    return j;
}

struct json *econ_case_table_json(struct arena *a, const struct econ_case *list, size_t n)
{
    struct json *j = json_object(a), *cases = json_array(a);
    const struct econ_result *first = list[0].result;
    json_set(a, j, "currency", json_string(a, first->currency[0] != '\0' ? first->currency : NULL));
    json_set(a, j, "discount_rate", json_double(a, first->discount_rate));
    for (size_t i = 0; i < n; i++)
        json_push(a, cases, one(a, &list[i], first));
    json_set(a, j, "cases", cases);
    struct json *expected = json_object(a);
    for (size_t k = 0; k < ECON_HEADLINES; k++)
        if (econ_headlines[k].kind == HEADLINE_MONEY)
            json_set(a, expected, econ_headlines[k].name,
                     json_double(a, econ_case_expected(list, n, k)));
    json_set(a, j, "expected", expected);
    return j;
}

static void quoted(struct strbuf *out, const char *s)
{
    strbuf_addch(out, '"');
    for (; s != NULL && *s != '\0'; s++) {
        if (*s == '"')
            strbuf_addch(out, '"');
        strbuf_addch(out, *s);
    }
    strbuf_addch(out, '"');
}

static void cell(struct strbuf *out, double v)
{
    char text[40];
    strbuf_addf(out, ",%s", isfinite(v) ? double_text(v, text) : "");
}

void econ_case_table_csv(const struct econ_case *list, size_t n, struct strbuf *out)
{
    strbuf_adds(out, "metric");
    for (size_t i = 0; i < n; i++) {
        strbuf_addch(out, ',');
        quoted(out, list[i].name);
    }
    for (size_t i = 1; i < n; i++) {
        strbuf_addch(out, ',');
        quoted(out, list[i].name);
        strbuf_truncate(out, out->len - 1);
        strbuf_adds(out, " less sponsor\"");
    }
    strbuf_addch(out, '\n');
    for (size_t k = 0; k < ECON_HEADLINES; k++) {
        double first = econ_headline_of(list[0].result, k);
        strbuf_adds(out, econ_headlines[k].name);
        for (size_t i = 0; i < n; i++)
            cell(out, econ_headline_of(list[i].result, k));
        for (size_t i = 1; i < n; i++)
            cell(out, econ_headline_of(list[i].result, k) - first);
        strbuf_addch(out, '\n');
    }
}
