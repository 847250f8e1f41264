/* The economics section as a form: what is given, what a cash flow still takes, what may be given
 * beside it. */
#include <stdlib.h>
#include <string.h>

#include "core/economics/internal.h"

#define PREFIX "economics."
#define PREFIX_LENGTH (sizeof PREFIX - 1)

struct form {
    struct arena *arena;
    const struct dossier *dossier;
    const struct econ_result *result;
    VEC(struct econ_field) fields;
};

/* --- what is given ---------------------------------------------------------------------------- */

static bool answered(const struct fact *f)
{
    return f != NULL && f->value.kind != FEEL_UNKNOWN;
}

/* Is path, or something below it, answered? */
static bool given(const struct form *f, const char *path)
{
    size_t n = strlen(path);
    for (size_t i = 0; i < dossier_count(f->dossier); i++) {
        const struct fact *fact = dossier_at(f->dossier, i);
        if (strncmp(fact->name, PREFIX, PREFIX_LENGTH) != 0 || !answered(fact))
            continue;
        const char *rest = fact->name + PREFIX_LENGTH;
        if (strncmp(rest, path, n) == 0 && (rest[n] == '\0' || rest[n] == '.' || rest[n] == '['))
            return true;
    }
    return false;
}

/* How many entries a list of maps has: one more than its highest index. */
static int entries_of(const struct form *f, const char *list)
{
    size_t n = strlen(list);
    long most = 0;
    for (size_t i = 0; i < dossier_count(f->dossier); i++) {
        const char *name = dossier_at(f->dossier, i)->name;
        if (strncmp(name, PREFIX, PREFIX_LENGTH) != 0 ||
            strncmp(name + PREFIX_LENGTH, list, n) != 0 || name[PREFIX_LENGTH + n] != '[')
            continue;
        long k = strtol(name + PREFIX_LENGTH + n + 1, NULL, 10) + 1;
        most = k > most && k <= ECON_MAX_LIST ? k : most;
    }
    return (int)most;
}

/* --- one field -------------------------------------------------------------------------------- */

static const char *unit_text(struct arena *a, const struct dossier *d, const struct spec *s,
                             const struct fact *fact)
{
    const struct fact *c = dossier_fact(d, PREFIX "basis.currency");
    const char *currency = answered(c) && c->value.kind == FEEL_STRING ? c->value.u.string : NULL;
    if (fact != NULL && fact->unit != NULL)
        return fact->unit;
    if (s->kind == SPEC_PRICE)
        return arena_printf(a, "%s/kg", currency != NULL ? currency : "money");
    if (s->unit == NULL)
        return NULL;
    if (strcmp(s->unit, "money") == 0)
        return currency != NULL ? currency : "money";
    return strcmp(s->unit, "pct") == 0 ? "%" : s->unit;
}

bool econ_field_find(struct arena *a, const struct dossier *d, const char *name,
                     struct econ_field *out)
{
    int index;
    *out = (struct econ_field){.name = name};
    if (strncmp(name, PREFIX, PREFIX_LENGTH) != 0)
        return false;
    const struct fact_def *def = catalogue_find(dossier_catalogue(d), name);
    const struct spec *s = spec_find(name + PREFIX_LENGTH, &index);
    if (s == NULL || (def != NULL && def->derived))
        return false;
    out->name = arena_strdup(a, name);
    out->fact = dossier_fact(d, name);
    out->unit = unit_text(a, d, s, out->fact);
    out->hint = s->hint;
    out->words = s->words != NULL && s->words[0][0] == '\0' ? s->words + 1 : s->words;
    out->is_price = s->kind == SPEC_PRICE;
    return true;
}

static void add(struct form *f, const char *path, const char *needed)
{
    struct econ_field x;
    if (!econ_field_find(f->arena, f->dossier, arena_printf(f->arena, PREFIX "%s", path), &x))
        return;
    for (size_t i = 0; i < f->fields.n; i++)
        if (strcmp(f->fields.items[i].name, x.name) == 0)
            return;
    x.needed = needed;
    VEC_PUSH(f->arena, &f->fields, x);
}

/* --- what is needed --------------------------------------------------------------------------- */

static void need(struct form *f, const char *path, const char *instead, const char *why)
{
    if (!given(f, path) && (instead == NULL || !given(f, instead)))
        add(f, path, why);
}

/* The shares in the ore of the oxides that a product is made of. */
static void need_shares(struct form *f, int k)
{
    const struct fact *x =
        dossier_fact(f->dossier, arena_printf(f->arena, PREFIX "products[%d].oxides", k));
    if (!answered(x) || x->value.kind != FEEL_LIST)
        return;
    for (size_t i = 0; i < x->value.u.list->n; i++) {
        struct feel_value v = x->value.u.list->items[i];
        if (v.kind == FEEL_STRING && oxide_find(v.u.string) != NULL)
            need(f, arena_printf(f->arena, "plan.distribution_pct.%s", v.u.string), NULL,
                 "product takes shares");
    }
}

static void need_product(struct form *f)
{
    int n = entries_of(f, "products");
    if (!given(f, "plan.ore_t") && f->result->lines[LINE_ORE_T] == NULL)
        need(f, "plan.throughput_tpa", "lines.ore_t", "revenue takes tonnes");
    need(f, "plan.grade_treo_pct", "lines.grade_pct", "product takes a grade");
    for (int k = 0; k < n || k == 0; k++) {
        need(f, arena_printf(f->arena, "products[%d].recovery_pct", k), "lines.recovery_pct",
             "product takes recovery");
        need_shares(f, k);
    }
}

static void need_revenue(struct form *f)
{
    int n = entries_of(f, "products");
    if (f->result->n_periods == 0)
        need(f, "basis.periods", "plan.mine_life_years", "a statement takes years");
    if (f->result->lines[LINE_PRODUCT_T] == NULL && !given(f, "lines.product_t"))
        need_product(f);
    for (int k = 0; k < n || k == 0; k++)
        need(f, arena_printf(f->arena, "products[%d].price", k), "lines.price",
             "revenue takes a price");
}

static void need_costs(struct form *f)
{
    static const char *const PARTS[] = {"lines.opex", "lines.mining_cost", "lines.processing_cost",
                                        "lines.g_and_a", "costs"};
    bool any = given(f, "lines.ebitda");
    for (size_t i = 0; i < COUNT(PARTS); i++)
        any = any || given(f, PARTS[i]);
    if (!any) {
        add(f, "costs[0].amount", "counts as 0 without it");
        add(f, "costs[0].per", "what it is paid for");
    }
}

static void add_needed(struct form *f)
{
    if (given(f, "lines.net_cash_flow"))
        return;
    need(f, "basis.currency", NULL, "amounts take currency");
    if (!f->result->complete && !given(f, "lines.ebitda") && !given(f, "lines.revenue"))
        need_revenue(f);
    else if (f->result->n_periods == 0)
        need(f, "basis.periods", NULL, "a statement takes years");
    need_costs(f);
    need(f, "capital.initial", "lines.capex_initial", "counts as 0 without it");
}

/* --- the form --------------------------------------------------------------------------------- */

static void add_given(struct form *f)
{
    for (size_t i = 0; i < dossier_count(f->dossier); i++) {
        const struct fact *fact = dossier_at(f->dossier, i);
        if (strncmp(fact->name, PREFIX, PREFIX_LENGTH) == 0 && answered(fact))
            add(f, fact->name + PREFIX_LENGTH, NULL);
    }
}

/* By its name the next entry of a list is begun; its other fields then follow. */
static void add_first_field(struct form *f, const char *path, int k)
{
    size_t before = f->fields.n;
    add(f, path, NULL);
    if (f->fields.n > before)
        f->fields.items[before].hint = k == 0 ? "a name begins the list" : "a name begins one more";
}

/* The fields of the sections, those of each entry of a list that has begun, and the name of one
 * entry more. */
static void add_others(struct form *f)
{
    for (size_t i = 0; spec_path(i) != NULL; i++) {
        const char *path = spec_path(i), *brackets = strstr(path, "[]");
        if (strchr(path, '*') != NULL || strstr(path, ".unit") != NULL)
            continue;
        if (brackets == NULL) {
            if (!given(f, path))
                add(f, path, NULL);
            continue;
        }
        int length = (int)(brackets - path);
        int n = entries_of(f, arena_printf(f->arena, "%.*s", length, path));
        for (int k = 0; k < n; k++) {
            const char *entry = arena_printf(f->arena, "%.*s[%d]%s", length, path, k, brackets + 2);
            if (!given(f, entry))
                add(f, entry, NULL);
        }
        if (strcmp(brackets + 2, ".name") == 0 || strcmp(brackets + 2, ".id") == 0)
            add_first_field(f, arena_printf(f->arena, "%.*s[%d]%s", length, path, n, brackets + 2),
                            n);
    }
    for (int i = 0; i < LINE_COUNT; i++) {
        const char *path = arena_printf(f->arena, "lines.%s", econ_line_info[i].name);
        if (!given(f, path))
            add(f, path, NULL);
    }
}

const struct econ_field *econ_fields(struct arena *a, const struct dossier *d,
                                     const struct econ_result *e, size_t *n)
{
    struct form f = {.arena = a, .dossier = d, .result = e};
    add_needed(&f);
    add_given(&f);
    add_others(&f);
    *n = f.fields.n;
    return f.fields.items;
}

size_t econ_fields_needed(struct arena *a, const struct dossier *d, const struct econ_result *e)
{
    struct form f = {.arena = a, .dossier = d, .result = e};
    add_needed(&f);
    return f.fields.n;
}

bool econ_field_check(struct arena *a, const struct dossier *d, const struct econ_data *data,
                      const struct fact *fact, struct diags *diags)
{
    struct econ_entries entries = {0};
    struct econ_input *in = ARENA_NEW(a, struct econ_input);
    struct reader r = {.arena = a, .dossier = d, .data = data, .diags = diags, .in = in};
    const struct fact *currency = dossier_fact(d, PREFIX "basis.currency");
    if (strncmp(fact->name, PREFIX, PREFIX_LENGTH) != 0)
        return false;
    econ_input_clear(in);
    if (answered(currency) && strcmp(currency->name, fact->name) != 0)
        VEC_PUSH(a, &entries,
                 ((struct econ_entry){currency->name + PREFIX_LENGTH, currency, currency->unit}));
    static const char exchange[] = PREFIX "basis.exchange.";
    for (size_t i = 0; i < dossier_count(d); i++) { /* by which other units are judged */
        const struct fact *f = dossier_at(d, i);
        if (strncmp(f->name, exchange, sizeof exchange - 1) == 0 && answered(f) &&
            strcmp(f->name, fact->name) != 0)
            VEC_PUSH(a, &entries, ((struct econ_entry){f->name + PREFIX_LENGTH, f, f->unit}));
    }
    VEC_PUSH(a, &entries, ((struct econ_entry){fact->name + PREFIX_LENGTH, fact, fact->unit}));
    econ_read(&r, &entries);
    return diags_ok(diags);
}
