/* Instruments and overrides that a project file states: what is wrong with them. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static const struct econ_entry *entry_of(const struct econ_entries *entries, const char *prefix)
{
    size_t n = strlen(prefix);
    for (size_t i = 0; i < entries->n; i++)
        if (strncmp(entries->items[i].name, prefix, n) == 0)
            return &entries->items[i];
    return NULL;
}

static void bands(struct econ_own *own)
{
    struct fiscal_instrument *f = &own->f;
    if (own->thresholds.n != own->rates.n || own->thresholds.n > FISCAL_MAX_BANDS)
        return;
    f->n_bands = own->thresholds.n;
    for (size_t i = 0; i < f->n_bands; i++) {
        f->thresholds[i] = own->thresholds.values[i];
        f->band_pct[i] = own->rates.values[i];
    }
}

static void instrument(struct reader *r, const struct econ_entries *entries, size_t k)
{
    struct econ_own *own = &r->in->own[k];
    struct fiscal_instrument *f = &own->f;
    const struct econ_entry *e =
        entry_of(entries, arena_printf(r->arena, "fiscal.instruments[%zu].", k));
    if (e == NULL)
        return;
    bands(own);
    f->losses = isnan(r->in->carry_forward_years);
    if (f->title == NULL)
        f->title = f->id != NULL ? f->id : arena_printf(r->arena, "instrument %zu", k + 1);
    if (f->id == NULL)
        f->id = f->title;
    const char *fault = fiscal_instrument_fault(f);
    if (own->thresholds.n != own->rates.n)
        fault = "one rate for each threshold";
    if (own->thresholds.n > FISCAL_MAX_BANDS)
        fault = "at most 32 bands";
    if (f->kind == FISCAL_VAT && isnan(f->refund_months) && !f->not_refunded)
        fault = "input tax needs refund_months, or not_refunded: true";
    if (f->base == BASE_UNKNOWN)
        fault = "name the base that the rate applies to";
    if (fault == NULL)
        return;
    econ_error(r, e, fault, "fiscal.instruments[%zu] cannot be counted", k);
    f->kind = FISCAL_NONE;
}

/* --- overrides -------------------------------------------------------------------------------- */

static bool add_name(const char *name, const char **names, size_t *n)
{
    if (name == NULL || *n >= 256)
        return false;
    for (size_t i = 0; i < *n; i++)
        if (strcmp(names[i], name) == 0)
            return false;
    names[(*n)++] = name;
    return true;
}

/* Names that the regime of a country knows; of all countries when it is NULL. */
static size_t known_names(const struct econ_data *data, const char *country, const char **names)
{
    size_t n = 0;
    if (country == NULL) {
        add_name("cit_rate_pct", names, &n);
        add_name("royalty_pct", names, &n);
    }
    for (size_t i = 0; i < data->n_regimes; i++) {
        const struct fiscal_regime *g = &data->regimes[i];
        for (size_t k = 0; k < g->n_instruments; k++) {
            if (country != NULL && strcmp(country, g->country) != 0)
                break;
            add_name(g->instruments[k].override, names, &n);
            add_name(g->instruments[k].value_override, names, &n);
            add_name(g->instruments[k].share_override, names, &n);
        }
    }
    return n;
}

static void check_name(struct reader *r, const struct econ_entries *entries, const char *name)
{
    const char *names[256], *dot = strchr(name, '.'), *last = dot != NULL ? dot + 1 : name;
    char country[3] = "";
    if (dot != NULL && dot - name == 2)
        memcpy(country, name, 2);
    size_t n = known_names(r->data, dot != NULL ? country : NULL, names);
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], last) == 0)
            return;
    const char *near = nearest_name(last, names, n);
    const struct econ_entry *e =
        entry_of(entries, arena_printf(r->arena, "fiscal.overrides.%s", name));
    const char *hint = "see 'override' in rules/fiscal for the names";
    if (near != NULL)
        hint = arena_printf(r->arena, "did you mean '%.*s%s'?", (int)(last - name), name, near);
    econ_error(r, e, hint, "no fiscal regime has '%s' to override", name);
}

void fiscal_own(struct reader *r, const struct econ_entries *entries)
{
    for (size_t k = 0; k < r->in->n_own; k++)
        instrument(r, entries, k);
    for (size_t i = 0; r->data != NULL && r->data->n_regimes > 0 && i < r->in->n_values; i++)
        check_name(r, entries, r->in->values[i].name);
}
