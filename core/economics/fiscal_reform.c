/* Other law: copies of regimes whose instruments change. */
#include <math.h>
#include <string.h>

#include "core/base/yaml.h"
#include "core/economics/internal.h"

struct econ_data *econ_data_copy(struct arena *a, const struct econ_data *data)
{
    struct econ_data *copy = ARENA_NEW(a, struct econ_data);
    if (data == NULL)
        return copy;
    *copy = *data;
    struct fiscal_regime *regimes = ARENA_ARRAY(a, data->n_regimes, struct fiscal_regime);
    for (size_t i = 0; i < data->n_regimes; i++)
        regimes[i] = data->regimes[i];
    copy->regimes = regimes;
    return copy;
}

const char *const *econ_instruments(struct arena *a, const struct econ_data *data,
                                    const char *country, size_t *n)
{
    const struct fiscal_regime *r = fiscal_find(data, country);
    *n = 0;
    if (r == NULL)
        return NULL;
    const char **ids = ARENA_ARRAY(a, r->n_instruments, const char *);
    for (size_t i = 0; i < r->n_instruments; i++) {
        if (r->instruments[i].kind != FISCAL_NONE)
            ids[(*n)++] = r->instruments[i].id;
    }
    return ids;
}

static const struct fiscal_instrument *find(const struct econ_data *data, const char *country,
                                            const char *id)
{
    const struct fiscal_regime *r = fiscal_find(data, country);
    for (size_t i = 0; r != NULL && i < r->n_instruments; i++) {
        if (strcmp(r->instruments[i].id, id) == 0)
            return &r->instruments[i];
    }
    return NULL;
}

const char *econ_instrument_title(const struct econ_data *data, const char *country, const char *id)
{
    const struct fiscal_instrument *f = find(data, country, id);
    return f != NULL ? f->title : NULL;
}

/* Puts the instrument in the place of the one of its id, or at the end. */
static void put(struct arena *a, struct econ_data *copy, const char *country,
                const struct fiscal_instrument *f)
{
    struct fiscal_regime *regimes = ARENA_ARRAY(a, copy->n_regimes, struct fiscal_regime);
    for (size_t i = 0; i < copy->n_regimes; i++) {
        const struct fiscal_regime *old = &copy->regimes[i];
        regimes[i] = *old;
        if (strcmp(old->country, country) != 0)
            continue;
        struct fiscal_instrument *all =
            ARENA_ARRAY(a, old->n_instruments + 1, struct fiscal_instrument);
        size_t at = old->n_instruments;
        for (size_t k = 0; k < old->n_instruments; k++) {
            all[k] = old->instruments[k];
            at = strcmp(all[k].id, f->id) == 0 ? k : at;
        }
        all[at] = *f;
        regimes[i].instruments = all;
        regimes[i].n_instruments += at == old->n_instruments ? 1 : 0;
    }
    copy->regimes = regimes;
}

static bool sets(const struct yaml_node *keys, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (yaml_get(keys, names[i]) != NULL)
            return true;
    return false;
}

/* A new rate replaces the old one in whatever way that was given. */
static void forget_rates(struct fiscal_instrument *f)
{
    f->rate_pct = f->other_minerals_pct = NAN;
    f->n_dates = f->n_bands = f->n_minerals = f->n_forms = 0;
    f->fixed_rate = true;
    f->shift_pct = 0;
}

static void fix(const struct yaml_node *keys, struct fiscal_instrument *f)
{
    static const char *const rates[] = {"rate_pct", "rate_by_mineral", "rate_by_form", "thresholds",
                                        "rates_pct"};
    static const char *const values[] = {"amount", "uplift_pct", "refund_months"};
    static const char *const shares[] = {"share_pct"};
    if (sets(keys, rates, COUNT(rates)))
        forget_rates(f);
    f->fixed_value = f->fixed_value || sets(keys, values, COUNT(values));
    f->fixed_share = f->fixed_share || sets(keys, shares, COUNT(shares));
}

static bool no_source(const struct yaml_node *keys, struct diags *d)
{
    static const char *const reserved[] = {"source", "override", "value_override", "share_override",
                                           "rate_fact"};
    for (size_t i = 0; i < COUNT(reserved); i++) {
        const struct yaml_node *node = yaml_get(keys, reserved[i]);
        if (node == NULL)
            continue;
        diag_add(d, DIAG_ERROR, NULL, node->pos, "the overlay's own 'source' stands for all of it",
                 "an overlay does not set '%s' of an instrument", reserved[i]);
        return false;
    }
    return true;
}

bool econ_instrument_set(struct arena *a, struct econ_data *copy, const char *country,
                         const char *id, const struct yaml_node *keys, struct diags *d)
{
    const struct fiscal_instrument *old = find(copy, country, id);
    if (old == NULL || !no_source(keys, d))
        return false;
    struct fiscal_instrument f = *old;
    fix(keys, &f);
    if (!fiscal_instrument_read(a, fiscal_find(copy, country)->env, keys, &f, d))
        return false;
    f.id = old->id;
    put(a, copy, country, &f);
    return true;
}

bool econ_instrument_add(struct arena *a, struct econ_data *copy, const char *country,
                         const struct yaml_node *keys, struct diags *d)
{
    const struct fiscal_regime *r = fiscal_find(copy, country);
    struct fiscal_instrument f;
    fiscal_instrument_clear(&f);
    if (r == NULL || !no_source(keys, d) || !fiscal_instrument_read(a, r->env, keys, &f, d))
        return false;
    if (f.id == NULL || f.title == NULL) {
        diag_add(d, DIAG_ERROR, NULL, keys->pos, "add id and title",
                 "a new instrument needs id, title, kind and a rate");
        return false;
    }
    const struct fiscal_instrument *same = find(copy, country, f.id);
    if (same != NULL && same->kind != FISCAL_NONE) {
        diag_add(d, DIAG_ERROR, NULL, yaml_get(keys, "id")->pos,
                 "change it with 'instrument' and 'set'", "there is an instrument '%s' already",
                 f.id);
        return false;
    }
    if (same == NULL && r->n_instruments >= FISCAL_MAX_ACTIVE - FISCAL_MAX_OWN) {
        diag_add(d, DIAG_ERROR, NULL, keys->pos, NULL, "a regime has at most %d instruments",
                 FISCAL_MAX_ACTIVE - FISCAL_MAX_OWN);
        return false;
    }
    put(a, copy, country, &f);
    return true;
}

bool econ_instrument_repeal(struct arena *a, struct econ_data *copy, const char *country,
                            const char *id)
{
    const struct fiscal_instrument *old = find(copy, country, id);
    if (old == NULL)
        return false;
    struct fiscal_instrument f = *old;
    f.kind = FISCAL_NONE; /* its names stay known, so that what a project states is no mistake */
    put(a, copy, country, &f);
    return true;
}

static void step(double *rate, double points, double *lowest)
{
    if (isnan(*rate))
        return;
    *lowest = fmin(*lowest, *rate);
    *rate += points;
}

bool econ_instrument_step(struct arena *a, struct econ_data *copy, const char *country,
                          const char *id, double points, double *lowest)
{
    const struct fiscal_instrument *old = find(copy, country, id);
    *lowest = INFINITY;
    if (old == NULL)
        return false;
    struct fiscal_instrument f = *old;
    step(&f.rate_pct, points, lowest);
    step(&f.other_minerals_pct, points, lowest);
    for (size_t i = 0; i < f.n_dates; i++)
        step(&f.dated_pct[i], points, lowest);
    for (size_t i = 0; i < f.n_minerals; i++)
        step(&f.mineral_pct[i], points, lowest);
    for (size_t i = 0; i < f.n_forms; i++)
        step(&f.form_pct[i], points, lowest);
    for (size_t i = 0; i < f.n_bands; i++) {
        bool free = f.band_pct[i] == 0; /* a band that pays nothing goes on paying nothing */
        if (!free)
            step(&f.band_pct[i], points, lowest);
    }
    if (*lowest + points < 0)
        return false;
    f.shift_pct += points;
    put(a, copy, country, &f);
    return true;
}
