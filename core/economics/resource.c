/* Statements of resource and reserve: rows, the sums that may be made, what does not fit. */
#include "core/economics/resource.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "core/economics/resource_internal.h"

/* In the order of resource_class_names (schema.c). */
static const struct {
    int family;
    bool reserve, firm, target;
    const char *reading; /* of a Soviet class, as English texts of 2010 usually have it */
} classes[] = {
    {FAMILY_NONE, false, false, false, NULL},
    {FAMILY_CRIRSCO, false, true, false, NULL},  /* measured */
    {FAMILY_CRIRSCO, false, true, false, NULL},  /* indicated */
    {FAMILY_CRIRSCO, false, false, false, NULL}, /* inferred */
    {FAMILY_CRIRSCO, true, true, false, NULL},   /* proved */
    {FAMILY_CRIRSCO, true, true, false, NULL},   /* probable */
    {FAMILY_CRIRSCO, false, false, true, NULL},  /* exploration target */
    {FAMILY_GKZ, false, false, false, "usually read as measured"},
    {FAMILY_GKZ, false, false, false, "usually read as measured"},
    {FAMILY_GKZ, false, false, false, "usually read as indicated"},
    {FAMILY_GKZ, false, false, false, "usually read as inferred"},
    {FAMILY_GKZ, false, false, true, "no resource"},
    {FAMILY_GKZ, false, false, true, "no resource"},
    {FAMILY_GKZ, false, false, true, "no resource"},
};

void statement_note(struct stater *s, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    const char *text = arena_vprintf(s->arena, format, ap);
    va_end(ap);
    VEC_PUSH(s->arena, &s->notes, text);
}

static const char *word(const char *const *words, int i)
{
    return i > 0 ? words[i] : NULL;
}

static void rows(struct stater *s)
{
    size_t n = s->in->n_resources;
    struct econ_statement_row *out = ARENA_ARRAY(s->arena, n, struct econ_statement_row);
    for (size_t i = 0; i < n; i++) {
        const struct econ_resource *r = &s->in->resources[i];
        struct econ_statement_row *x = &out[i];
        x->zone = r->zone;
        x->class_name = word(resource_class_names, r->category);
        x->family = classes[r->category].family;
        x->reserve = classes[r->category].reserve;
        x->total_only = classes[r->category].target;
        x->reading = classes[r->category].reading;
        x->code = r->code;
        x->status = word(resource_status_names, r->status);
        x->convention = word(resource_oxide_names, r->oxides);
        x->basis = word(resource_basis_names, r->basis);
        x->ore_t = r->ore_t;
        x->grade_pct = r->grade_pct;
        x->computed = isnan(r->contained_t) && !isnan(r->ore_t) && !isnan(r->grade_pct);
        x->contained_t = x->computed ? r->ore_t * r->grade_pct / 100 : r->contained_t;
        x->cut_off_pct = r->cut_off_pct;
        x->cut_off_basis = r->cut_off_basis;
        x->person = r->person;
        x->date = r->date;
    }
    s->out->rows = out;
    s->out->n = n;
}

enum kind { KIND_FIRM, KIND_INFERRED, KIND_RESERVE, KIND_BALANCE, KIND_OFF_BALANCE, KINDS };

/* The sum a row may enter; KINDS for none. A Soviet class that is not said to be off balance is
 * taken as on it. */
static int kind_of(const struct econ_resource *r)
{
    int family = classes[r->category].family;
    if (family == FAMILY_NONE || classes[r->category].target || isnan(r->ore_t))
        return KINDS;
    if (family == FAMILY_GKZ)
        return r->status == 2 ? KIND_OFF_BALANCE : KIND_BALANCE;
    return classes[r->category].reserve ? KIND_RESERVE
           : classes[r->category].firm  ? KIND_FIRM
                                        : KIND_INFERRED;
}

static void sums(struct stater *s)
{
    static const char *const titles[KINDS] = {
        "measured and indicated", "inferred, never added", "proved and probable reserves",
        "state balance, A to C2", "state balance, off-balance"};
    struct econ_statement_sum *out = ARENA_ARRAY(s->arena, KINDS, struct econ_statement_sum);
    for (int k = 0; k < KINDS; k++) {
        struct econ_statement_sum x = {.title = titles[k]};
        int convention = -1;
        bool mixed = false, open = false;
        for (size_t i = 0; i < s->out->n; i++) {
            const struct econ_resource *r = &s->in->resources[i];
            if (kind_of(r) != k)
                continue;
            mixed |= convention >= 0 && convention != r->oxides;
            convention = r->oxides;
            open |= isnan(s->out->rows[i].contained_t);
            x.ore_t += r->ore_t;
            x.contained_t += s->out->rows[i].contained_t;
            x.rows++;
        }
        if (x.rows == 0)
            continue;
        if (mixed || open)
            x.contained_t = NAN;
        if (mixed)
            statement_note(s,
                           "%s: contained tonnes are of different oxides or of metal and are "
                           "not added",
                           titles[k]);
        x.grade_pct = x.ore_t > 0 ? x.contained_t / x.ore_t * 100 : NAN;
        out[s->out->n_sums++] = x;
    }
    s->out->sums = out;
}

static double tonnes(const struct stater *s, int kind)
{
    double sum = NAN;
    for (size_t i = 0; i < s->in->n_resources; i++)
        if (kind_of(&s->in->resources[i]) == kind)
            sum = (isnan(sum) ? 0 : sum) + s->in->resources[i].ore_t;
    return sum;
}

static const char *title_of(const struct stater *s, size_t i)
{
    const struct econ_statement_row *x = &s->out->rows[i];
    return arena_printf(s->arena, "%s%s%s", x->zone != NULL ? x->zone : "",
                        x->zone != NULL ? ", " : "",
                        x->class_name != NULL ? x->class_name : "no class");
}

/* One row by itself. */
static void check_row(struct stater *s, size_t i)
{
    const struct econ_resource *r = &s->in->resources[i];
    const struct econ_statement_row *x = &s->out->rows[i];
    double product = r->ore_t * r->grade_pct / 100;
    if (r->category == 0)
        statement_note(s, "resource %zu has no class: it enters no sum", i + 1);
    if (fabs(product - r->contained_t) > 0.02 * r->contained_t)
        statement_note(s,
                       "%s: tonnes times grade give %.0f t, and %.0f t are stated: one of the "
                       "three is wrong, or metal is mixed with oxide",
                       title_of(s, i), product, r->contained_t);
    if (x->family == FAMILY_CRIRSCO && r->basis > 0 && (r->basis == 2) != x->reserve)
        statement_note(s,
                       "%s is stated %s: resources are in the ground, reserves delivered to the "
                       "plant",
                       title_of(s, i), r->basis == 2 ? "as delivered" : "in situ");
    if (x->family == FAMILY_CRIRSCO && r->code != NULL && strcmp(r->code, "GKZ") == 0)
        statement_note(s, "%s is a class of the international codes, and GKZ is not one of them",
                       title_of(s, i));
    if (x->family == FAMILY_GKZ && r->oxides == 0)
        statement_note(s,
                       "%s: metal or oxide? Soviet balances usually count Tr2O3, in which "
                       "cerium is Ce2O3",
                       title_of(s, i));
}

static void missing(struct stater *s)
{
    size_t person = 0, date = 0, cut_off = 0, visit = 0, basis = 0, n = 0;
    for (size_t i = 0; i < s->in->n_resources; i++) {
        const struct econ_resource *r = &s->in->resources[i];
        if (classes[r->category].family != FAMILY_CRIRSCO)
            continue;
        n++;
        person += r->person == NULL;
        date += r->date == NULL;
        cut_off += (size_t)(isnan(r->cut_off_pct) != 0);
        basis += !isnan(r->cut_off_pct) && r->cut_off_basis == NULL;
        visit += !r->site_visit;
    }
    if (person > 0)
        statement_note(s,
                       "no competent person is named for %zu of %zu lines: a figure that nobody "
                       "signs is nobody's statement",
                       person, n);
    if (date > 0)
        statement_note(s, "no effective date for %zu of %zu lines", date, n);
    if (cut_off > 0)
        statement_note(s, "no cut-off grade for %zu of %zu lines", cut_off, n);
    if (basis > 0)
        statement_note(s, "the prices behind the cut-off are not stated");
    if (visit > 0 && person < n)
        statement_note(s, "no site visit of the competent person is stated");
}

/* Sums against each other and against the plan. */
static void check_plan(struct stater *s)
{
    const struct econ_input *in = s->in;
    struct econ_statement *out = s->out;
    double firm = tonnes(s, KIND_FIRM), inferred = tonnes(s, KIND_INFERRED);
    double reserve = tonnes(s, KIND_RESERVE), balance = tonnes(s, KIND_BALANCE);
    bool diluted = !isnan(in->dilution_pct) || !isnan(in->mining_recovery_pct), said = false;
    for (size_t i = 0; i < in->n_resources; i++)
        said |= in->resources[i].reserves > 0;
    if (!isnan(reserve) && !isnan(firm) && !said)
        statement_note(s, "resources and reserves are both stated, and nobody says whether the "
                          "first hold the second: they are not added");
    out->plan_t = in->ore.kind == SERIES_SCALAR ? in->ore.scalar : NAN;
    out->allowed_t = !isnan(reserve) ? reserve : firm;
    if (!isnan(balance) && isnan(out->allowed_t) && out->plan_t > 0)
        statement_note(s, "the plan rests on a state balance alone: until a competent person signs "
                          "a conversion none of it may enter a base case");
    if (diluted && fabs(out->plan_t - reserve) <= 0.02 * reserve)
        statement_note(s, "the plan takes dilution and mining loss off the reserve, which has both "
                          "in it: applied twice");
    if (out->plan_t > out->allowed_t * 1.02)
        statement_note(s,
                       "the plan mines %.4g Mt, %s %.4g Mt: %.1f %% of it may not enter the base "
                       "case%s",
                       out->plan_t / 1e6,
                       !isnan(reserve) ? "the reserve is" : "measured and indicated are",
                       out->allowed_t / 1e6, (1 - out->allowed_t / out->plan_t) * 100,
                       inferred > 0 ? " (inferred ore counted in?)" : "");
    if (isnan(out->allowed_t) && inferred > 0 && out->plan_t > 0)
        statement_note(s, "all of the plan is inferred ore or less: a scoping study may show it "
                          "with a caution, a base case may not");
    out->carries_debt =
        !isnan(reserve)    ? "the proved and probable reserves"
        : !isnan(firm)     ? "nothing yet: measured and indicated ore supports a mine plan, debt "
                             "takes a reserve"
        : !isnan(inferred) ? "nothing: inferred ore carries no debt"
        : !isnan(balance)  ? "nothing: a state balance is no reserve in the words of lenders"
                           : "nothing that is stated here";
}

const struct econ_statement *econ_statement(struct arena *a, const struct dossier *d,
                                            const struct econ_data *data,
                                            const struct econ_result *e, struct date today)
{
    struct econ_statement *out = ARENA_NEW(a, struct econ_statement);
    struct stater s = {
        .arena = a, .dossier = d, .data = data, .result = e, .in = e->opened->in, .out = out};
    out->plan_t = out->allowed_t = out->contingency_pct = out->accuracy_pct = NAN;
    out->carries_debt = "nothing that is stated here";
    if (s.in->n_resources > 0) {
        rows(&s);
        sums(&s);
        for (size_t i = 0; i < out->n; i++)
            check_row(&s, i);
        missing(&s);
        check_plan(&s);
    }
    statement_study(&s, today);
    out->notes = s.notes.items;
    out->n_notes = s.notes.n;
    return out;
}

static void put(struct arena *a, struct json *j, const char *key, double v)
{
    json_set(a, j, key, json_double(a, v));
}

static struct json *row_json(struct arena *a, const struct econ_statement_row *x)
{
    static const char *const families[] = {NULL, "crirsco", "gkz"};
    struct json *j = json_object(a);
    json_set(a, j, "zone", json_string(a, x->zone));
    json_set(a, j, "class", json_string(a, x->class_name));
    json_set(a, j, "family", json_string(a, families[x->family]));
    json_set(a, j, "code", json_string(a, x->code));
    json_set(a, j, "status", json_string(a, x->status));
    put(a, j, "ore_t", x->ore_t);
    put(a, j, "grade_pct", x->grade_pct);
    put(a, j, "contained_t", x->contained_t);
    json_set(a, j, "contained_computed", json_bool(a, x->computed));
    json_set(a, j, "oxides", json_string(a, x->convention));
    json_set(a, j, "basis", json_string(a, x->basis));
    put(a, j, "cut_off_pct", x->cut_off_pct);
    json_set(a, j, "cut_off_basis", json_string(a, x->cut_off_basis));
    json_set(a, j, "competent_person", json_string(a, x->person));
    json_set(a, j, "effective_date", json_string(a, x->date));
    json_set(a, j, "indicative_reading", json_string(a, x->reading));
    return j;
}

struct json *econ_statement_json(struct arena *a, const struct econ_statement *s)
{
    struct json *j = json_object(a), *list = json_array(a), *added = json_array(a);
    struct json *study = json_object(a), *notes = json_array(a);
    for (size_t i = 0; i < s->n; i++)
        json_push(a, list, row_json(a, &s->rows[i]));
    for (size_t i = 0; i < s->n_sums; i++) {
        struct json *x = json_object(a);
        json_set(a, x, "what", json_string(a, s->sums[i].title));
        put(a, x, "ore_t", s->sums[i].ore_t);
        put(a, x, "grade_pct", s->sums[i].grade_pct);
        put(a, x, "contained_t", s->sums[i].contained_t);
        json_push(a, added, x);
    }
    json_set(a, j, "rows", list);
    json_set(a, j, "sums", added);
    put(a, j, "plan_t", s->plan_t);
    put(a, j, "base_case_t", s->allowed_t);
    json_set(a, j, "carries_debt", json_string(a, s->carries_debt));
    json_set(a, study, "class", json_string(a, s->study != NULL ? s->study->id : NULL));
    put(a, study, "contingency_pct", s->contingency_pct);
    put(a, study, "contingency_guide_pct", s->study != NULL ? s->study->contingency_pct : NAN);
    put(a, study, "accuracy_pct", s->accuracy_pct);
    json_set(a, study, "source", json_string(a, s->study != NULL ? s->study->source : NULL));
    json_set(a, j, "study", study);
    for (size_t i = 0; i < s->n_notes; i++)
        json_push(a, notes, json_string(a, s->notes[i]));
    json_set(a, j, "notes", notes);
    return j;
}
