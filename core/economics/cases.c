/* Cases: the facts of the economics section as one case sees them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/internal.h"

#define PREFIX "economics."
#define CASES "economics.cases["

static const char *after_prefix(const char *name)
{
    return strncmp(name, PREFIX, sizeof PREFIX - 1) == 0 ? name + sizeof PREFIX - 1 : NULL;
}

/* "economics.cases[3].set.plan.x": 3 and "set.plan.x"; -1 when it is no fact of a case. */
static int case_index(const char *name, const char **rest)
{
    if (strncmp(name, CASES, sizeof CASES - 1) != 0)
        return -1;
    char *end;
    long k = strtol(name + sizeof CASES - 1, &end, 10);
    if (k < 0 || k >= ECON_MAX_CASES || end[0] != ']' || end[1] != '.')
        return -1;
    *rest = end + 2;
    return (int)k;
}

static bool is_text(const struct fact *f)
{
    return f->value.kind == FEEL_STRING;
}

const char *const *econ_cases(struct arena *a, const struct dossier *d, size_t *n)
{
    const char **names = ARENA_ARRAY(a, ECON_MAX_CASES, const char *);
    *n = 0;
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        const char *rest;
        if (case_index(f->name, &rest) >= 0 && strcmp(rest, "name") == 0 && is_text(f) &&
            *n < ECON_MAX_CASES)
            names[(*n)++] = f->value.u.string;
    }
    return names;
}

/* "plan" and "plan.ramp_up", "products[0].price" and "products[0].price.deck": one holds the
 * other. */
static bool holds(const char *outer, const char *inner)
{
    size_t n = strlen(outer);
    return strncmp(outer, inner, n) == 0 &&
           (inner[n] == '\0' || inner[n] == '.' || inner[n] == '[');
}

static const char *without_value(struct arena *a, const char *path)
{
    size_t n = strlen(path);
    return n > 6 && strcmp(path + n - 6, ".value") == 0 ? arena_strndup(a, path, n - 6) : path;
}

/* Replaces what the base says about the same thing; a figure keeps the unit of the one it
 * replaces. */
static void override(struct arena *a, struct econ_entries *all, size_t n_base, const char *path,
                     const struct fact *f)
{
    struct econ_entry e = {without_value(a, path), f, f->unit};
    for (size_t i = 0; i < n_base; i++) {
        struct econ_entry *old = &all->items[i];
        if (old->fact == NULL || (!holds(e.name, old->name) && !holds(old->name, e.name)))
            continue;
        if (e.unit == NULL && strcmp(old->name, e.name) == 0)
            e.unit = old->unit;
        old->fact = NULL;
    }
    VEC_PUSH(a, all, e);
}

static void drop_replaced(struct econ_entries *all)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].fact != NULL)
            all->items[n++] = all->items[i];
    all->n = n;
}

bool econ_entries_of(struct arena *a, const struct dossier *d, const char *case_name,
                     struct econ_entries *out)
{
    int wanted = -1;
    *out = (struct econ_entries){0};
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        const char *rest, *name = after_prefix(f->name);
        if (name == NULL || (f->def != NULL && f->def->derived))
            continue;
        int k = case_index(f->name, &rest);
        if (k < 0 && strncmp(name, "cases", 5) != 0)
            VEC_PUSH(a, out, ((struct econ_entry){name, f, f->unit}));
        else if (k >= 0 && case_name != NULL && strcmp(rest, "name") == 0 && is_text(f) &&
                 strcmp(f->value.u.string, case_name) == 0)
            wanted = k;
    }
    if (case_name == NULL || strcmp(case_name, "sponsor") == 0)
        return true;
    size_t n_base = out->n;
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        const char *rest;
        if (wanted >= 0 && case_index(f->name, &rest) == wanted && strncmp(rest, "set.", 4) == 0)
            override(a, out, n_base, rest + 4, f);
    }
    drop_replaced(out);
    return wanted >= 0;
}

const struct econ_entry *econ_entry_find(const struct econ_entries *entries, const char *name)
{
    for (size_t i = 0; i < entries->n; i++)
        if (strcmp(entries->items[i].name, name) == 0)
            return &entries->items[i];
    return NULL;
}

/* Parts in a hundred by case; those that are not stated are NaN. */
static void probabilities_of(const struct dossier *d, double list[ECON_MAX_CASES])
{
    for (size_t k = 0; k < ECON_MAX_CASES; k++)
        list[k] = NAN;
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        const char *rest;
        int k = case_index(f->name, &rest);
        if (k >= 0 && strcmp(rest, "probability_pct") == 0 && f->value.kind == FEEL_NUMBER)
            list[k] = dec_to_double(f->value.u.number);
    }
}

double econ_case_probability(const struct dossier *d, const char *case_name)
{
    double list[ECON_MAX_CASES], left = 1, found = NAN;
    bool any = false;
    probabilities_of(d, list);
    for (size_t k = 0; k < ECON_MAX_CASES; k++) {
        any = any || !isnan(list[k]);
        left -= isnan(list[k]) ? 0 : list[k] / 100;
    }
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        const char *rest;
        int k = case_index(f->name, &rest);
        if (k >= 0 && case_name != NULL && strcmp(rest, "name") == 0 && is_text(f) &&
            strcmp(f->value.u.string, case_name) == 0)
            found = isnan(list[k]) ? 0 : list[k] / 100;
    }
    if (!any || left < -1e-9)
        return NAN;
    return case_name == NULL || strcmp(case_name, "sponsor") == 0 ? fmax(left, 0) : found;
}

static void check_probabilities(struct reader *r)
{
    double list[ECON_MAX_CASES], sum = 0, most = 0;
    probabilities_of(r->dossier, list);
    for (size_t k = 0; k < ECON_MAX_CASES; k++) {
        sum += isnan(list[k]) ? 0 : list[k];
        most = isnan(list[k]) ? most : fmax(most, list[k]);
    }
    for (size_t i = 0; i < dossier_count(r->dossier); i++) {
        const struct fact *f = dossier_at(r->dossier, i);
        const char *rest, *name = after_prefix(f->name);
        if (name == NULL || case_index(f->name, &rest) < 0 || strcmp(rest, "probability_pct") != 0)
            continue;
        struct econ_entry e = {name, f, f->unit};
        if (sum > 100 * (1 + 1e-9))
            econ_error(r, &e, "per cent; what the cases leave of 100 is the file as it stands",
                       "the probabilities of the cases add to %.6g, more than 100", sum);
        else if (most > 0 && most <= 1)
            econ_error(r, &e, "per cent: multiply each by 100",
                       "the probabilities of the cases add to %.6g per cent: they look like "
                       "fractions",
                       sum);
        if (sum > 100 * (1 + 1e-9) || (most > 0 && most <= 1))
            return;
    }
}

void econ_read_cases(struct reader *r)
{
    static const char *const keys[] = {"name", "why", "probability_pct", "set"};
    struct econ_input *scratch = ARENA_NEW(r->arena, struct econ_input);
    struct reader inner = *r;
    inner.in = scratch;
    for (size_t i = 0; i < dossier_count(r->dossier); i++) {
        const struct fact *f = dossier_at(r->dossier, i);
        const char *rest = NULL, *name = after_prefix(f->name);
        if (name == NULL || strncmp(name, "cases", 5) != 0)
            continue;
        struct econ_entry e = {name, f, f->unit};
        bool known = case_index(f->name, &rest) >= 0;
        if (known && strncmp(rest, "set.", 4) == 0) {
            e.name = without_value(r->arena, rest + 4);
            econ_input_clear(scratch);
            scratch->currency = r->in->currency;
            scratch->n_exchange = r->in->n_exchange;
            memcpy(scratch->exchange, r->in->exchange, sizeof scratch->exchange);
            econ_read(&inner, &(struct econ_entries){&e, 1, 1});
        } else if (known && strcmp(rest, "probability_pct") == 0) {
            double v = f->value.kind == FEEL_NUMBER ? dec_to_double(f->value.u.number) : NAN;
            if (f->value.kind != FEEL_UNKNOWN && f->value.kind != FEEL_NULL &&
                !(v >= 0 && v <= 100))
                econ_error(r, &e, "per cent, from 0 to 100", "'%s' is no probability", name);
        } else if (!known || (strcmp(rest, "name") != 0 && strcmp(rest, "why") != 0)) {
            const char *near = rest != NULL ? nearest_name(rest, keys, COUNT(keys)) : NULL;
            const char *hint = near != NULL ? arena_printf(r->arena, "did you mean '%s'?", near)
                                            : "a case has name, why, probability_pct and set";
            econ_error(r, &e, hint, "the economics section has no '%s'", name);
        } else if (!is_text(f)) {
            econ_error(r, &e, "write a text", "'%s' is not a text", name);
        }
    }
    check_probabilities(r);
}
