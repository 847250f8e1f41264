/* From facts to inputs: types, units and ranges, each complaint with its place and a way to mend
 * it. What is wrong is left out of the inputs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/economics/internal.h"

const char *econ_shown(struct reader *r, const char *s)
{
    return text_visible(r->arena, s, strlen(s), true);
}

__attribute__((format(printf, 5, 0))) static void complain(struct reader *r,
                                                           enum diag_severity severity,
                                                           const struct econ_entry *e,
                                                           const char *hint, const char *format,
                                                           va_list ap)
{
    if (r->diags == NULL)
        return;
    char *message = arena_vprintf(r->arena, format, ap);
    struct pos pos = e != NULL ? e->fact->pos : (struct pos){0};
    diag_add(r->diags, severity, NULL, pos, hint, "%s", message);
}

void econ_error(struct reader *r, const struct econ_entry *e, const char *hint, const char *format,
                ...)
{
    va_list ap;
    va_start(ap, format);
    complain(r, DIAG_ERROR, e, hint, format, ap);
    va_end(ap);
}

void econ_warning(struct reader *r, const struct econ_entry *e, const char *hint,
                  const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    complain(r, DIAG_WARNING, e, hint, format, ap);
    va_end(ap);
}

static void clear_product(struct econ_product *p)
{
    p->recovery_pct = p->payable_pct = NAN;
    p->price.value = p->price.year = p->charge.value = p->charge.year = NAN;
}

static void clear_resource(struct econ_resource *x)
{
    x->ore_t = x->grade_pct = x->contained_t = x->cut_off_pct = NAN;
}

static void clear_tranche(struct econ_tranche *t)
{
    t->amount = t->gearing_pct = t->rate_pct = t->margin_pct = t->upfront_fee_pct = NAN;
    t->commitment_fee_pct = t->exposure_fee_pct = t->grace_years = t->tenor_years = NAN;
    t->dscr_target = t->llcr_target = t->dsra_months = t->availability_years = NAN;
    t->balloon_pct = t->sweep_pct = t->sweep_dscr = NAN;
}

void econ_input_clear(struct econ_input *in)
{
    memset(in, 0, sizeof *in);
    in->inflation = in->first_year = in->periods = in->discount_rate = in->valuation_year = NAN;
    in->finance_rate = in->reinvest_rate = NAN;
    in->throughput_tpa = in->construction_years = in->mine_life_years = in->strip_ratio = NAN;
    in->dilution_pct = in->mining_recovery_pct = NAN;
    in->contingency_pct = in->closure = in->closure_year = in->salvage = NAN;
    in->security_from = in->security_to = NAN;
    in->security_fee_pct = in->security_interest_pct = NAN;
    in->receivables_days = in->payables_days = in->inventory_days = NAN;
    in->cit_rate_pct = in->royalty_pct = in->life_years = in->rate_pct = NAN;
    in->carry_forward_years = in->cap_pct = NAN;
}

/* --- numbers ---------------------------------------------------------------------------------- */

static const char *range_hint(struct reader *r, const struct spec *s, double v)
{
    bool rate = s->unit != NULL && strcmp(s->unit, "ratio") == 0;
    if (rate && v > 1 && v <= 100)
        return arena_printf(r->arena, "a fraction: write %.6g for %.6g per cent", v / 100, v);
    return s->hint;
}

static bool in_range(struct reader *r, const struct econ_entry *e, const struct spec *s, double v)
{
    if (v >= s->low && v <= s->high)
        return true;
    econ_error(r, e, range_hint(r, s, v), "%.10g is out of range for '%s'", v, e->name);
    return false;
}

static bool read_number(struct reader *r, const struct econ_entry *e, const struct spec *s,
                        struct feel_value v, double *out)
{
    if (v.kind != FEEL_NUMBER) {
        econ_error(r, e, "a number with a decimal point, without unit", "'%s' is not a number: %s",
                   e->name, econ_shown(r, feel_text(r->arena, v)));
        return false;
    }
    double d = dec_to_double(v.u.number);
    if (!isfinite(d) || !in_range(r, e, s, d))
        return false;
    *out = d == 0 ? 0 : d;
    return true;
}

/* Figures in per cent that look like fractions: up to `most` they are hardly meant. */
static void doubt_fraction(struct reader *r, const struct econ_entry *e, double v)
{
    static const struct {
        const char *begins, *ends;
        double most;
    } usual[] = {
        {"", ".recovery_pct", 1},
        {"", ".payable_pct", 1},
        {"", ".mining_recovery_pct", 1},
        {"", ".cit_rate_pct", 1},
        {"", ".royalty_pct", .3},
        {"", ".contingency_pct", .6},
        {"", ".gearing_pct", 1},
        {"financing[", ".rate_pct", .3},
        {"fiscal.depreciation", ".rate_pct", 1},
        {"capital.items[", ".rate_pct", 1},
        {"fiscal.losses", ".cap_pct", 1},
    };
    size_t n = strlen(e->name);
    for (size_t i = 0; i < COUNT(usual) && v > 0; i++) {
        size_t tail = strlen(usual[i].ends);
        if (v <= usual[i].most && n >= tail && strcmp(e->name + n - tail, usual[i].ends) == 0 &&
            strncmp(e->name, usual[i].begins, strlen(usual[i].begins)) == 0) {
            econ_warning(
                r, e,
                arena_printf(r->arena, "in per cent: if %.6g was meant, write it so", v * 100),
                "'%s' is %.6g per cent, which looks like a fraction", e->name, v);
            return;
        }
    }
}

static void read_scalar(struct reader *r, const struct econ_entry *e, const struct spec *s,
                        double *out)
{
    double v;
    if (!unit_check(r, e, s) || !read_number(r, e, s, e->fact->value, &v))
        return;
    if (s->kind == SPEC_WHOLE && v != floor(v)) {
        econ_error(r, e, s->hint, "'%s' must be a whole number, not %.10g", e->name, v);
        return;
    }
    doubt_fraction(r, e, v);
    *out = v * unit_money_scale(r, e, s);
}

static bool read_list(struct reader *r, const struct econ_entry *e, const struct spec *s,
                      const struct feel_value *items, size_t n, struct econ_series *out)
{
    if (n > ECON_MAX_LIST) {
        econ_error(r, e, "at most 400 figures", "'%s' has %zu figures", e->name, n);
        return false;
    }
    double *values = ARENA_ARRAY(r->arena, n, double);
    for (size_t i = 0; i < n; i++) {
        bool open = items[i].kind == FEEL_UNKNOWN || items[i].kind == FEEL_NULL;
        if (open)
            out->gap = true;
        else if (!read_number(r, e, s, items[i], &values[i]))
            return false;
        values[i] *= unit_money_scale(r, e, s);
    }
    out->n = n;
    out->values = values;
    return true;
}

/* Keys of a map by year, made ascending together with their values. */
static void sort_years(int *years, double *values, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && years[k] < years[k - 1]; k--) {
            int y = years[k];
            double v = values[k];
            years[k] = years[k - 1];
            values[k] = values[k - 1];
            years[k - 1] = y;
            values[k - 1] = v;
        }
}

static bool read_by_year(struct reader *r, const struct econ_entry *e, const struct spec *s,
                         const struct feel_context *c, struct econ_series *out)
{
    if (!read_list(r, e, s, c->values, c->n, out))
        return false;
    int *years = ARENA_ARRAY(r->arena, c->n, int);
    double *values = ARENA_ARRAY(r->arena, c->n, double);
    for (size_t i = 0; i < c->n; i++) {
        char *end;
        long y = strtol(c->keys[i], &end, 10);
        if (*end != '\0' || y < -9999 || y > 9999) {
            econ_error(r, e, "write {2027: 10, 2028: 20}", "'%s' is not a year in '%s'",
                       econ_shown(r, c->keys[i]), e->name);
            return false;
        }
        years[i] = (int)y;
        values[i] = out->values[i];
    }
    sort_years(years, values, c->n);
    out->years = years;
    out->values = values;
    out->kind = SERIES_YEARS;
    return true;
}

static void read_series(struct reader *r, const struct econ_entry *e, const struct spec *s,
                        struct econ_series *out)
{
    struct econ_series x = {.kind = SERIES_LIST};
    struct feel_value v = e->fact->value;
    bool ok = unit_check(r, e, s);
    if (ok && v.kind == FEEL_LIST)
        ok = read_list(r, e, s, v.u.list->items, v.u.list->n, &x);
    else if (ok && v.kind == FEEL_CONTEXT && s->kind == SPEC_SERIES)
        ok = read_by_year(r, e, s, v.u.context, &x);
    else if (ok && s->kind == SPEC_LIST)
        ok = read_list(r, e, s, &v, 1, &x);
    else if (ok) {
        ok = read_number(r, e, s, v, &x.scalar);
        x.scalar *= unit_money_scale(r, e, s);
        x.kind = SERIES_SCALAR;
    }
    if (ok)
        *out = x;
}

static void read_price(struct reader *r, const struct econ_entry *e, const struct spec *s,
                       struct econ_price *out)
{
    double v, scale = 1000;
    if (!read_number(r, e, s, e->fact->value, &v))
        return;
    if (e->unit != NULL && !econ_per_tonne(r, e, e->unit, &scale))
        return;
    out->value = v * scale;
    out->bare = e->unit == NULL;
}

/* --- texts ------------------------------------------------------------------------------------ */

static bool read_text(struct reader *r, const struct econ_entry *e, struct feel_value v,
                      const char **out)
{
    if (v.kind == FEEL_DATE) { /* of a report */
        *out = feel_text(r->arena, v);
        return true;
    }
    if (v.kind != FEEL_STRING) {
        econ_error(r, e, "write a word or text", "'%s' is not a text: %s", e->name,
                   econ_shown(r, feel_text(r->arena, v)));
        return false;
    }
    *out = v.u.string;
    return true;
}

static void read_word(struct reader *r, const struct econ_entry *e, const struct spec *s, int *out)
{
    const char *text;
    size_t n = 0, first = s->words[0][0] == '\0' ? 1 : 0;
    if (!read_text(r, e, e->fact->value, &text))
        return;
    struct strbuf all;
    strbuf_init(&all, 0);
    for (; s->words[n] != NULL; n++) {
        if (strcmp(s->words[n], text) == 0)
            *out = (int)n;
        if (n >= first)
            strbuf_addf(&all, "%s%s", all.len > 0 ? ", " : "one of ", s->words[n]);
    }
    const char *near = nearest_name(text, s->words + first, n - first);
    const char *hint = near != NULL ? arena_printf(r->arena, "did you mean '%s'? %s", near, all.buf)
                                    : arena_strdup(r->arena, all.buf);
    strbuf_release(&all);
    for (size_t i = first; i < n; i++)
        if (strcmp(s->words[i], text) == 0)
            return;
    econ_error(r, e, hint, "'%s' is not a value of '%s'", econ_shown(r, text), e->name);
}

static void read_oxides(struct reader *r, const struct econ_entry *e, struct econ_product *p)
{
    struct feel_value v = e->fact->value;
    const struct feel_value *items = v.kind == FEEL_LIST ? v.u.list->items : &v;
    size_t n = v.kind == FEEL_LIST ? v.u.list->n : 1;
    if (n > ECON_MAX_OXIDES) {
        econ_error(r, e, "at most 20 oxides", "'%s' names %zu oxides", e->name, n);
        return;
    }
    const char **names = ARENA_ARRAY(r->arena, n, const char *);
    for (size_t i = 0; i < n; i++)
        if (!read_text(r, e, items[i], &names[i]))
            return;
    p->oxides = names;
    p->n_oxides = n;
}

static void read_share(struct reader *r, const struct econ_entry *e, const struct spec *s)
{
    struct econ_input *in = r->in;
    const char *name = e->name + strlen("plan.distribution_pct");
    const struct oxide *o = *name == '.' ? oxide_find(name + 1) : NULL;
    const struct oxide *sold = *name == '.' ? oxide_of_element(name + 1) : NULL;
    double v;
    if (o == NULL) {
        const char *names[ECON_MAX_OXIDES];
        for (size_t i = 0; i < n_oxides; i++)
            names[i] = oxides[i].name;
        const char *near = *name == '.' ? nearest_name(name + 1, names, n_oxides) : NULL;
        const char *hint = "write {La2O3: 25, CeO2: 50, ...}, per cent of all oxides";
        if (sold != NULL)
            hint = arena_printf(r->arena,
                                "shares are of oxides: write %s, and if the figure is element, "
                                "times %.4f before the shares are made",
                                sold->name, sold->per_element);
        else if (near != NULL)
            hint = arena_printf(r->arena, "did you mean '%s'?", near);
        econ_error(r, e, hint, "'%s' is not a rare-earth oxide",
                   econ_shown(r, *name == '.' ? name + 1 : e->name));
        return;
    }
    if (!unit_check(r, e, s) || !read_number(r, e, s, e->fact->value, &v))
        return;
    for (size_t i = 0; i < in->n_shares; i++)
        if (strcmp(in->share_oxide[i]->element, o->element) == 0) {
            econ_error(r, e, "keep one of them", "'%s' and '%s' are the same element", o->name,
                       in->share_oxide[i]->name);
            return;
        }
    in->share_oxide[in->n_shares] = o;
    in->share_pct[in->n_shares++] = v;
}

static void read_exchange(struct reader *r, const struct econ_entry *e, const struct spec *s)
{
    struct econ_input *in = r->in;
    const char *code = e->name + strlen("basis.exchange");
    double v;
    if (*code++ != '.' || strlen(code) != 3 || !unit_is_code(code)) {
        econ_error(r, e, "write {KZT: 0.0019}: units of basis.currency for one of the other",
                   "'%s' is not a currency code", econ_shown(r, e->name));
        return;
    }
    if (!read_number(r, e, s, e->fact->value, &v))
        return;
    for (size_t i = 0; i < in->n_exchange; i++)
        if (strcmp(in->exchange[i].currency, code) == 0)
            return; /* read before the others */
    if (in->n_exchange == ECON_MAX_CURRENCIES)
        econ_error(r, e, "use fewer", "'%s' is one too many", e->name);
    else
        in->exchange[in->n_exchange++] = (struct econ_exchange){code, v};
}

/* fiscal.overrides.NAME or .COUNTRY.NAME; which names there are depends on the regimes. */
static void read_value(struct reader *r, const struct econ_entry *e, const struct spec *s)
{
    struct econ_input *in = r->in;
    const char *name = e->name + strlen("fiscal.overrides");
    size_t n = strlen(e->name);
    struct spec pct = *s;
    double v;
    if (n > 4 && strcmp(e->name + n - 4, "_pct") == 0) {
        pct.high = 100;
        pct.hint = "per cent, from 0 to 100";
    }
    if (*name++ != '.' || !read_number(r, e, &pct, e->fact->value, &v))
        return;
    if (e->unit != NULL && unit_is_code(e->unit)) {
        double rate = econ_exchange(in, e->unit, strcspn(e->unit, "/"));
        if (isnan(rate)) {
            econ_error(r, e, arena_printf(r->arena, "state basis.exchange.%.3s", e->unit),
                       "'%s' is in another currency: %s", e->name, econ_shown(r, e->unit));
            return;
        }
        v *= rate;
    }
    if (in->n_values == FISCAL_MAX_VALUES)
        econ_error(r, e, "use fewer", "'%s' is one too many", e->name);
    else
        in->values[in->n_values++] = (struct fiscal_value){name, v};
}

/* --- one fact --------------------------------------------------------------------------------- */

/* The struct that a path points into; NULL when the index is too high. */
static char *section_of(struct reader *r, const char *path, int index)
{
    struct econ_input *in = r->in;
    if (in->own == NULL && strncmp(path, "fiscal.instruments[", 19) == 0)
        in->own = ARENA_ARRAY(r->arena, FISCAL_MAX_OWN, struct econ_own);
    if (in->resources == NULL && strncmp(path, "resource[", 9) == 0)
        in->resources = ARENA_ARRAY(r->arena, ECON_MAX_RESOURCES, struct econ_resource);
    struct {
        const char *name;
        char *base;
        size_t size, *n, max;
    } lists[] = {
        {"products[", (char *)in->products, sizeof *in->products, &in->n_products,
         ECON_MAX_PRODUCTS},
        {"costs[", (char *)in->costs, sizeof *in->costs, &in->n_costs, ECON_MAX_COSTS},
        {"financing[", (char *)in->tranches, sizeof *in->tranches, &in->n_tranches,
         ECON_MAX_TRANCHES},
        {"fiscal.instruments[", (char *)in->own, sizeof *in->own, &in->n_own, FISCAL_MAX_OWN},
        {"capital.items[", (char *)in->items, sizeof *in->items, &in->n_items, ECON_MAX_ITEMS},
        {"resource[", (char *)in->resources, sizeof *in->resources, &in->n_resources,
         ECON_MAX_RESOURCES},
    };
    for (size_t i = 0; i < COUNT(lists); i++) {
        if (strncmp(path, lists[i].name, strlen(lists[i].name)) != 0)
            continue;
        size_t k = (size_t)index;
        if (index < 0 || k >= lists[i].max)
            return NULL;
        for (; *lists[i].n <= k; (*lists[i].n)++) {
            if (i == 0)
                clear_product(&in->products[in->n_products]);
            else if (i == 1)
                in->costs[in->n_costs].amount = in->costs[in->n_costs].from =
                    in->costs[in->n_costs].to = NAN;
            else if (i == 3)
                fiscal_instrument_clear(&in->own[in->n_own].f);
            else if (i == 4)
                in->items[in->n_items].amount = in->items[in->n_items].life_years =
                    in->items[in->n_items].rate_pct = NAN;
            else if (i == 5)
                clear_resource(&in->resources[in->n_resources]);
            else
                clear_tranche(&in->tranches[in->n_tranches]);
        }
        return lists[i].base + k * lists[i].size;
    }
    return (char *)in;
}

static void read_known(struct reader *r, const struct econ_entry *e, const struct spec *s,
                       char *base)
{
    void *at = base + s->offset;
    switch (s->kind) {
    case SPEC_NUMBER:
    case SPEC_WHOLE:
        read_scalar(r, e, s, at);
        break;
    case SPEC_TEXT:
    case SPEC_UNIT:
        read_text(r, e, e->fact->value, at);
        break;
    case SPEC_WORD:
        read_word(r, e, s, at);
        break;
    case SPEC_TEXTS:
        read_oxides(r, e, (struct econ_product *)(void *)base);
        break;
    case SPEC_SERIES:
    case SPEC_LIST:
        read_series(r, e, s, at);
        break;
    case SPEC_PRICE:
        read_price(r, e, s, at);
        break;
    case SPEC_SHARE:
        read_share(r, e, s);
        break;
    case SPEC_VALUE:
        read_value(r, e, s);
        break;
    case SPEC_EXCHANGE:
        read_exchange(r, e, s);
        break;
    case SPEC_BOOLEAN:
        if (e->fact->value.kind == FEEL_BOOLEAN)
            *(bool *)at = e->fact->value.u.boolean;
        else
            econ_error(r, e, s->hint, "'%s' is not true or false", e->name);
        break;
    case SPEC_LATER:
        *(bool *)at = true;
        break;
    }
}

static void read_entry(struct reader *r, const struct econ_entry *e)
{
    int index;
    const struct spec *s = spec_find(e->name, &index);
    if (s == NULL) {
        const char *near = spec_nearest(r->arena, e->name);
        const char *hint = near != NULL ? arena_printf(r->arena, "did you mean '%s'?", near)
                                        : spec_section(r->arena, e->name);
        if (hint == NULL)
            hint = "the parts are basis, plan, products, costs, capital, fiscal, financing, "
                   "uncertainty, cases, resource and lines";
        econ_error(r, e, hint, "the economics section has no '%s'", econ_shown(r, e->name));
        return;
    }
    enum feel_kind kind = e->fact->value.kind;
    char *base = section_of(r, e->name, index);
    if (base == NULL)
        econ_error(r, e, "use fewer entries", "'%s' is one too many", e->name);
    else if (kind != FEEL_UNKNOWN && kind != FEEL_NULL)
        read_known(r, e, s, base);
}

void econ_read(struct reader *r, const struct econ_entries *entries)
{
    r->in->any = entries->n > 0;
    const struct econ_entry *currency = econ_entry_find(entries, "basis.currency");
    if (currency != NULL && currency->fact->value.kind == FEEL_STRING)
        r->in->currency = currency->fact->value.u.string; /* other units are judged by it */
    static const char exchange[] = "basis.exchange.";
    for (int pass = 0; pass < 2; pass++) /* rates first: other figures are converted by them */
        for (size_t i = 0; i < entries->n; i++)
            if ((strncmp(entries->items[i].name, exchange, strlen(exchange)) == 0) == (pass == 0))
                read_entry(r, &entries->items[i]);
}
