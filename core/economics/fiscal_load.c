/* Regimes of rules/fiscal (format adit-fiscal/1): one file a country. */
#include <math.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/yaml.h"
#include "core/economics/internal.h"

struct loader {
    struct arena *arena;
    struct diags *diags;
    const char *file;
    const struct yaml_node *sources;
    const struct feel_env *env;
    bool ok;
};

__attribute__((format(printf, 4, 5))) static void bad(struct loader *l,
                                                      const struct yaml_node *node,
                                                      const char *hint, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    diag_add(l->diags, DIAG_ERROR, NULL, node->pos, hint, "%s",
             arena_vprintf(l->arena, format, ap));
    va_end(ap);
    l->ok = false;
}

static bool number_of(const struct yaml_node *node, double *out)
{
    struct dec n;
    if (node->kind != YAML_SCALAR || !dec_parse(node->text, node->len, &n))
        return false;
    *out = dec_to_double(n);
    return isfinite(*out);
}

static void number(struct loader *l, const struct yaml_node *node, double low, double high,
                   double *out)
{
    double v;
    if (!number_of(node, &v))
        bad(l, node, "a number, per cent as 7.7", "not a number");
    else if (v < low || v > high)
        bad(l, node, arena_printf(l->arena, "from %.6g to %.6g", low, high),
            "%.10g is out of range", v);
    else
        *out = v;
}

static const char *text(struct loader *l, const struct yaml_node *node)
{
    if (node->kind == YAML_SCALAR)
        return arena_strdup(l->arena, node->text);
    bad(l, node, "write a text", "not a text");
    return NULL;
}

static void word(struct loader *l, const struct yaml_node *node, const char *const *words, int *out)
{
    const char *s = text(l, node);
    size_t n = 0;
    for (; s != NULL && words[n] != NULL; n++)
        if (words[n][0] != '\0' && strcmp(words[n], s) == 0) {
            *out = (int)n;
            return;
        }
    const char *near = s != NULL ? nearest_name(s, words, n) : NULL;
    if (s != NULL)
        bad(l, node, near != NULL ? arena_printf(l->arena, "did you mean '%s'?", near) : NULL,
            "'%s' is not a word that is known here", s);
}

static void boolean(struct loader *l, const struct yaml_node *node, bool *out)
{
    const char *s = text(l, node);
    if (s == NULL || (strcmp(s, "true") != 0 && strcmp(s, "false") != 0))
        bad(l, node, "true or false", "not a boolean");
    else
        *out = strcmp(s, "true") == 0;
}

/* --- parts of an instrument ------------------------------------------------------------------- */

/* 7.7, or {2026-01-01: 7.7, 2028-01-01: 8}. */
static void rates(struct loader *l, const struct yaml_node *node, struct fiscal_instrument *f)
{
    if (node->kind == YAML_SCALAR) {
        number(l, node, 0, 100, &f->rate_pct);
        return;
    }
    if (node->kind != YAML_MAP || node->n == 0 || node->n > FISCAL_MAX_DATES) {
        bad(l, node, "write a rate, or {2026-01-01: 7.7, 2028-01-01: 8}", "not a rate");
        return;
    }
    for (size_t i = 0; i < node->n; i++) {
        const struct yaml_entry *e = &node->entries[i];
        if (!date_parse(e->key, strlen(e->key), &f->dates[i]))
            bad(l, e->value, "write the date from which it holds", "'%s' is not a date", e->key);
        else if (i > 0 && date_cmp(f->dates[i], f->dates[i - 1]) <= 0)
            bad(l, e->value, "earliest first", "rates are not in order of date");
        number(l, e->value, 0, 100, &f->dated_pct[i]);
    }
    f->n_dates = node->n;
}

static size_t list(struct loader *l, const struct yaml_node *node, double high, double *out)
{
    if (node->kind != YAML_LIST || node->n == 0 || node->n > FISCAL_MAX_BANDS) {
        bad(l, node, "write a list of numbers, at most 32", "not a list of numbers");
        return 0;
    }
    for (size_t i = 0; i < node->n; i++)
        number(l, node->items[i], 0, high, &out[i]);
    return node->n;
}

static void minerals(struct loader *l, const struct yaml_node *node, struct fiscal_instrument *f)
{
    for (size_t i = 0; node->kind == YAML_MAP && i < node->n; i++) {
        const struct yaml_entry *e = &node->entries[i];
        const struct oxide *o = oxide_of_element(e->key);
        if (strcmp(e->key, "other") == 0) {
            number(l, e->value, 0, 100, &f->other_minerals_pct);
        } else if (o == NULL || f->n_minerals == FISCAL_MAX_MINERALS) {
            bad(l, e->value, "an element such as Nd, or 'other'", "'%s' is not a mineral", e->key);
        } else {
            f->mineral[f->n_minerals] = o;
            number(l, e->value, 0, 100, &f->mineral_pct[f->n_minerals++]);
        }
    }
    if (node->kind != YAML_MAP || f->n_minerals == 0)
        bad(l, node, "write {La: 7.7, Nd: 6}", "no rates by mineral");
}

static void forms(struct loader *l, const struct yaml_node *node, struct fiscal_instrument *f)
{
    if (node->kind != YAML_MAP || node->n > FISCAL_MAX_FORMS) {
        bad(l, node, "write {concentrate: 10, separated_oxide: 7}", "no rates by form of product");
        return;
    }
    for (size_t i = 0; i < node->n; i++) {
        f->form[i] = arena_strdup(l->arena, node->entries[i].key);
        number(l, node->entries[i].value, 0, 100, &f->form_pct[i]);
    }
    f->n_forms = node->n;
}

static void condition(struct loader *l, const struct yaml_node *node, struct fiscal_instrument *f)
{
    struct feel_options options = {.expected = feel_type_simple(FT_BOOLEAN), .origin = node};
    f->when_text = text(l, node);
    if (f->when_text != NULL)
        f->when = feel_compile(l->arena, l->env, f->when_text, node->pos, &options, l->diags);
    if (f->when == NULL)
        l->ok = false;
}

static void source(struct loader *l, const struct yaml_node *node, struct fiscal_source *s)
{
    static const char *const keys[] = {"ref", "at", "confidence"};
    static const char *const grades[] = {"statute", "secondary", "general", NULL};
    const struct yaml_node *ref = yaml_get(node, "ref"), *at = yaml_get(node, "at"),
                           *confidence = yaml_get(node, "confidence");
    int grade = -1;
    if (!yaml_check_keys(node, "source", keys, COUNT(keys), l->diags))
        l->ok = false;
    if (ref == NULL || confidence == NULL) {
        bad(l, node, "write {ref: kz.tc, at: \"Art. 781\", confidence: statute}",
            "a source has ref, at and confidence");
        return;
    }
    word(l, confidence, grades, &grade);
    const struct yaml_node *known = l->sources != NULL ? yaml_get(l->sources, ref->text) : NULL;
    if (known == NULL) {
        bad(l, ref, "declare it under 'sources'", "there is no source '%s'", ref->text);
        return;
    }
    s->ref = text(l, ref);
    s->at = at != NULL ? text(l, at) : NULL;
    s->confidence = grade >= 0 ? grades[grade] : NULL;
    const struct yaml_node *title = yaml_get(known, "title"), *url = yaml_get(known, "url");
    s->title = title != NULL ? text(l, title) : NULL;
    s->url = url != NULL ? text(l, url) : NULL;
}

/* --- instruments ------------------------------------------------------------------------------ */

#define AT(field) offsetof(struct fiscal_instrument, field)

struct key {
    const char *name;
    enum { KEY_TEXT, KEY_NUMBER, KEY_BOOLEAN, KEY_WORD, KEY_OTHER } type;
    size_t offset;
    double low, high;
    const char *const *words;
};

static const struct key keys[] = {
    {"id", KEY_TEXT, AT(id), 0, 0, NULL},
    {"title", KEY_TEXT, AT(title), 0, 0, NULL},
    {"note", KEY_TEXT, AT(note), 0, 0, NULL},
    {"kind", KEY_WORD, AT(kind), 0, 0, fiscal_kinds},
    {"base", KEY_WORD, AT(base), 0, 0, fiscal_bases},
    {"by", KEY_WORD, AT(by), 0, 0, fiscal_bys},
    {"scale", KEY_WORD, AT(scale), 0, 0, fiscal_scales},
    {"need", KEY_WORD, AT(need), 0, 0, fiscal_needs},
    {"carry", KEY_WORD, AT(carry), 0, 0, fiscal_carries},
    {"amount", KEY_NUMBER, AT(amount), 0, 1e15, NULL},
    {"year", KEY_NUMBER, AT(year), -100, 3000, NULL},
    {"floor_cost_pct", KEY_NUMBER, AT(floor_cost_pct), 0, 1000, NULL},
    {"uplift_pct", KEY_NUMBER, AT(uplift_pct), 0, 100, NULL},
    {"refund_months", KEY_NUMBER, AT(refund_months), 0, 1200, NULL},
    {"share_pct", KEY_NUMBER, AT(share_pct), 0, 100, NULL},
    {"carry_forward_years", KEY_NUMBER, AT(carry_forward_years), 0, 200, NULL},
    {"cap_pct", KEY_NUMBER, AT(cap_pct), 0, 100, NULL},
    {"declining_pct", KEY_NUMBER, AT(declining_pct), 0, 100, NULL},
    {"straight_pct", KEY_NUMBER, AT(straight_pct), 0.1, 100, NULL},
    {"debt_equity_cap", KEY_NUMBER, AT(debt_equity_cap), 0, 1000, NULL},
    {"debt_equity_fact", KEY_TEXT, AT(debt_equity_fact), 0, 0, NULL},
    {"currency", KEY_TEXT, AT(currency), 0, 0, NULL},
    {"closure_fund_deductible", KEY_BOOLEAN, AT(closure_fund), 0, 0, NULL},
    {"losses", KEY_BOOLEAN, AT(losses), 0, 0, NULL},
    {"interest_deductible", KEY_BOOLEAN, AT(interest), 0, 0, NULL},
    {"not_deductible", KEY_BOOLEAN, AT(not_deductible), 0, 0, NULL},
    {"not_refunded", KEY_BOOLEAN, AT(not_refunded), 0, 0, NULL},
    {"assume", KEY_BOOLEAN, AT(assume), 0, 0, NULL},
    {"quiet", KEY_BOOLEAN, AT(quiet), 0, 0, NULL},
    {"replaces", KEY_TEXT, AT(replaces), 0, 0, NULL},
    {"override", KEY_TEXT, AT(override), 0, 0, NULL},
    {"value_override", KEY_TEXT, AT(value_override), 0, 0, NULL},
    {"share_override", KEY_TEXT, AT(share_override), 0, 0, NULL},
    {"rate_fact", KEY_TEXT, AT(rate_fact), 0, 0, NULL},
    {"rate_pct", KEY_OTHER, 0, 0, 0, NULL},
    {"rate_by_mineral", KEY_OTHER, 0, 0, 0, NULL},
    {"rate_by_form", KEY_OTHER, 0, 0, 0, NULL},
    {"thresholds", KEY_OTHER, 0, 0, 0, NULL},
    {"rates_pct", KEY_OTHER, 0, 0, 0, NULL},
    {"when", KEY_OTHER, 0, 0, 0, NULL},
    {"source", KEY_OTHER, 0, 0, 0, NULL},
};

static void simple_key(struct loader *l, const struct key *k, const struct yaml_node *v,
                       struct fiscal_instrument *f)
{
    void *at = (char *)f + k->offset;
    if (k->type == KEY_TEXT)
        *(const char **)at = text(l, v);
    else if (k->type == KEY_NUMBER)
        number(l, v, k->low, k->high, at);
    else if (k->type == KEY_BOOLEAN)
        boolean(l, v, at);
    else if (k->type == KEY_WORD)
        word(l, v, k->words, at);
}

static void other_key(struct loader *l, const char *key, const struct yaml_node *v,
                      struct fiscal_instrument *f)
{
    size_t n = 0;
    if (strcmp(key, "rate_pct") == 0)
        rates(l, v, f);
    else if (strcmp(key, "rate_by_mineral") == 0)
        minerals(l, v, f);
    else if (strcmp(key, "rate_by_form") == 0)
        forms(l, v, f);
    else if (strcmp(key, "thresholds") == 0)
        f->n_bands = list(l, v, 1e15, f->thresholds);
    else if (strcmp(key, "rates_pct") == 0)
        n = list(l, v, 100, f->band_pct);
    else if (strcmp(key, "when") == 0)
        condition(l, v, f);
    else if (strcmp(key, "source") == 0)
        source(l, v, &f->source);
    if (n != 0 && f->n_bands != n)
        bad(l, v, "thresholds first, then one rate for each", "thresholds and rates differ");
}

/* Reads the keys of a map over what f holds. */
static void read_instrument(struct loader *l, const struct yaml_node *node,
                            struct fiscal_instrument *f)
{
    const char *names[COUNT(keys)];
    for (size_t i = 0; i < COUNT(keys); i++)
        names[i] = keys[i].name;
    if (!yaml_check_keys(node, "instrument", names, COUNT(keys), l->diags)) {
        l->ok = false;
        return;
    }
    for (size_t i = 0; i < node->n; i++)
        for (size_t k = 0; k < COUNT(keys); k++)
            if (strcmp(keys[k].name, node->entries[i].key) == 0) {
                if (keys[k].type == KEY_OTHER)
                    other_key(l, keys[k].name, node->entries[i].value, f);
                else
                    simple_key(l, &keys[k], node->entries[i].value, f);
            }
    const char *fault = fiscal_instrument_fault(f);
    if (l->ok && fault != NULL)
        bad(l, node, NULL, "%s", fault);
}

static void instrument(struct loader *l, const struct yaml_node *node, struct fiscal_instrument *f)
{
    fiscal_instrument_clear(f);
    read_instrument(l, node, f);
    if (l->ok && (f->id == NULL || f->title == NULL || yaml_get(node, "source") == NULL))
        bad(l, node, NULL, "an instrument needs id, title and source");
}

bool fiscal_instrument_read(struct arena *a, const struct feel_env *env,
                            const struct yaml_node *node, struct fiscal_instrument *f,
                            struct diags *d)
{
    struct loader l = {.arena = a, .diags = d, .env = env, .ok = true};
    read_instrument(&l, node, f);
    return l.ok;
}

/* --- files ------------------------------------------------------------------------------------ */

static void facts(struct loader *l, const struct yaml_node *node, struct fiscal_regime *r)
{
    size_t n = node != NULL && node->kind == YAML_MAP ? node->n : 0;
    const char **names = ARENA_ARRAY(l->arena, n, const char *);
    struct feel_env *env = feel_env_new(l->arena, NULL);
    for (size_t i = 0; i < n; i++) {
        const struct yaml_node *v = node->entries[i].value;
        const struct feel_type *type =
            v->kind == YAML_SCALAR ? feel_type_parse(l->arena, v->text, v->pos, l->diags) : NULL;
        names[i] = arena_strdup(l->arena, node->entries[i].key);
        if (type == NULL)
            bad(l, v, "write its type, such as date", "'%s' has no type", names[i]);
        else
            feel_env_declare(env, names[i], type);
    }
    r->env = l->env = env;
    r->facts = names;
    r->n_facts = n;
}

static void check_replaced(struct loader *l, const struct yaml_node *node,
                           const struct fiscal_instrument *all)
{
    for (size_t i = 0; i < node->n; i++) {
        bool found = all[i].replaces == NULL;
        for (size_t k = 0; k < i; k++)
            found = found || (all[k].id != NULL && strcmp(all[k].id, all[i].replaces) == 0);
        if (!found)
            bad(l, node->items[i], "the exception stands below its rule",
                "there is no instrument '%s' to replace", all[i].replaces);
    }
}

static void check_ids(struct loader *l, const struct yaml_node *node,
                      const struct fiscal_instrument *all)
{
    for (size_t i = 0; i < node->n; i++)
        for (size_t k = 0; k < i && all[i].id != NULL; k++)
            if (all[k].id != NULL && strcmp(all[i].id, all[k].id) == 0)
                bad(l, node->items[i], "ids are unique", "a second instrument '%s'", all[i].id);
}

static void load_file(struct loader *l, const char *path, struct fiscal_regime *r)
{
    static const char *const top[] = {"format",  "country", "title", "checked_on",
                                      "sources", "facts",   "notes", "instruments"};
    const struct yaml_node *root = yaml_load_file(l->arena, path, NULL, l->diags);
    if (root == NULL) {
        l->ok = false;
        return;
    }
    const struct yaml_node *format = yaml_get(root, "format"), *country = yaml_get(root, "country"),
                           *title = yaml_get(root, "title"), *list = yaml_get(root, "instruments"),
                           *notes = yaml_get(root, "notes");
    if (format == NULL || format->kind != YAML_SCALAR ||
        strcmp(format->text, "adit-fiscal/1") != 0) {
        bad(l, root, "begin the file with 'format: adit-fiscal/1'", "not a fiscal regime");
        return;
    }
    if (!yaml_check_keys(root, "fiscal regime", top, COUNT(top), l->diags))
        l->ok = false;
    if (country == NULL || title == NULL || list == NULL || list->kind != YAML_LIST ||
        list->n > FISCAL_MAX_ACTIVE - FISCAL_MAX_OWN) {
        bad(l, root, NULL, "a regime has country, title and a list of at most 32 instruments");
        return;
    }
    *r = (struct fiscal_regime){.country = text(l, country), .title = text(l, title), .file = path};
    l->sources = yaml_get(root, "sources");
    facts(l, yaml_get(root, "facts"), r);
    struct fiscal_instrument *all = ARENA_ARRAY(l->arena, list->n, struct fiscal_instrument);
    for (size_t i = 0; i < list->n; i++)
        instrument(l, list->items[i], &all[i]);
    check_ids(l, list, all);
    check_replaced(l, list, all);
    r->instruments = all;
    r->n_instruments = list->n;
    r->n_notes = notes != NULL && notes->kind == YAML_LIST ? notes->n : 0;
    const char **texts = ARENA_ARRAY(l->arena, r->n_notes, const char *);
    for (size_t i = 0; i < r->n_notes; i++)
        texts[i] = text(l, notes->items[i]);
    r->notes = texts;
}

bool fiscal_load(struct arena *a, const char *rules_dir, const struct fiscal_regime **out,
                 size_t *n, struct diags *d)
{
    struct loader l = {.arena = a, .diags = d, .ok = true};
    const char *dir = arena_printf(a, "%s/fiscal", rules_dir);
    *n = 0;
    *out = NULL;
    /* Data of one's own may come without regimes. */
    char **paths = file_list(a, dir, ".yaml", n, diags_new(a));
    struct fiscal_regime *all = ARENA_ARRAY(a, *n, struct fiscal_regime);
    for (size_t i = 0; i < *n; i++)
        load_file(&l, paths[i], &all[i]);
    *out = all;
    return l.ok;
}

const struct fiscal_regime *fiscal_find(const struct econ_data *data, const char *country)
{
    for (size_t i = 0; data != NULL && i < data->n_regimes; i++)
        if (strcmp(data->regimes[i].country, country) == 0)
            return &data->regimes[i];
    return NULL;
}
