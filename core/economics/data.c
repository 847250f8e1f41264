/* Price decks of rules/data (format adit-data/1). */
#include <math.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/yaml.h"
#include "core/economics/internal.h"

struct loader {
    struct arena *arena;
    struct diags *diags;
    VEC(struct deck) decks;
    struct econ_ranges ranges;
    struct econ_references references;
    struct econ_study_classes study_classes;
    bool ok, own; /* own: a file of the user's */
};

static void bad(struct loader *l, const struct yaml_node *node, const char *hint,
                const char *message)
{
    l->ok = false;
    diag_add(l->diags, DIAG_ERROR, NULL, node->pos, hint, "%s", message);
}

static bool number_of(const struct yaml_node *node, double *out)
{
    struct dec n;
    if (node->kind != YAML_SCALAR || !dec_parse(node->text, node->len, &n))
        return false;
    *out = dec_to_double(n);
    return isfinite(*out);
}

static const char *text_of(struct loader *l, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *n = yaml_get(map, key);
    if (n == NULL || n->kind != YAML_SCALAR) {
        bad(l, map, "a deck has title, edition, currency, basis, market, years and prices",
            arena_printf(l->arena, "the deck has no '%s'", key));
        return NULL;
    }
    return arena_strdup(l->arena, n->text);
}

/* NULL after an error, or when the list is absent and optional. */
static const double *numbers_of(struct loader *l, const struct yaml_node *map, const char *key,
                                bool optional, size_t *n)
{
    const struct yaml_node *list = yaml_get(map, key);
    *n = 0;
    if (list == NULL && optional)
        return NULL;
    if (list == NULL || list->kind != YAML_LIST) {
        bad(l, map, "write a list of numbers", arena_printf(l->arena, "no list '%s'", key));
        return NULL;
    }
    double *out = ARENA_ARRAY(l->arena, list->n, double);
    for (size_t i = 0; i < list->n; i++)
        if (!number_of(list->items[i], &out[i])) {
            bad(l, list->items[i], "write a number", "not a number");
            return NULL;
        }
    *n = list->n;
    return out;
}

static const int *years_of(struct loader *l, const struct yaml_node *map, const char *key,
                           bool optional, size_t *n)
{
    const double *values = numbers_of(l, map, key, optional, n);
    int *years = ARENA_ARRAY(l->arena, *n, int);
    for (size_t i = 0; i < *n; i++) {
        if (values[i] < 1900 || values[i] > 3000 || (i > 0 && values[i] <= values[i - 1]))
            bad(l, yaml_get(map, key), "years in ascending order", "a year is out of order");
        else
            years[i] = (int)values[i];
    }
    return years;
}

const char *const deck_markets[] = {"fob_china", "china", "ex_china", "contract", "study", NULL};

/* Of what trade the prices are: decks of different ones are never mixed in silence. */
static int market_of(struct loader *l, const struct yaml_node *map)
{
    const struct yaml_node *n = yaml_get(map, "market");
    for (int i = 0; n != NULL && n->kind == YAML_SCALAR && deck_markets[i] != NULL; i++)
        if (strcmp(n->text, deck_markets[i]) == 0)
            return i;
    bad(l, n != NULL ? n : map,
        "market: fob_china, china (inland), ex_china, contract (of one producer) or study",
        "a deck names the market of its prices");
    return 0;
}

/* Optional word: the index in words, or otherwise. */
static int word_of(struct loader *l, const struct yaml_node *map, const char *key,
                   const char *const *words, int otherwise)
{
    const struct yaml_node *n = yaml_get(map, key);
    if (n == NULL)
        return otherwise;
    for (int i = 0; n->kind == YAML_SCALAR && words[i] != NULL; i++)
        if (strcmp(n->text, words[i]) == 0)
            return i;
    bad(l, n, arena_printf(l->arena, "%s or %s", words[0], words[1]),
        arena_printf(l->arena, "'%s' of a deck has another value", key));
    return otherwise;
}

/* The prices of one product: values by year, or the middle of low and high. */
static const double *prices_of(struct loader *l, const struct yaml_node *row, size_t n_years)
{
    static const char *const keys[] = {"purity", "values", "low", "high", "basis", "note"};
    size_t n, n_high;
    if (row->kind != YAML_MAP) {
        bad(l, row, "write {values: [..]}, or low and high", "not a row of prices");
        return NULL;
    }
    yaml_check_keys(row, "price", keys, COUNT(keys), l->diags);
    bool range = yaml_get(row, "values") == NULL;
    const double *low = numbers_of(l, row, range ? "low" : "values", false, &n);
    const double *high = range ? numbers_of(l, row, "high", false, &n_high) : low;
    if (low == NULL || high == NULL)
        return NULL;
    if (n != n_years || (range && n_high != n_years)) {
        bad(l, row, "one price for each of the deck's years", "prices and years differ in number");
        return NULL;
    }
    double *middle = ARENA_ARRAY(l->arena, n, double);
    for (size_t i = 0; i < n; i++) {
        middle[i] = (low[i] + high[i]) / 2;
        if (!(low[i] >= 0) || high[i] < low[i])
            bad(l, row, "prices are not negative, low before high", "a price is out of order");
    }
    return middle;
}

static void load_deck(struct loader *l, const char *id, const struct yaml_node *node)
{
    static const char *const keys[] = {"title",  "edition",       "url",         "currency",
                                       "basis",  "note",          "years",       "estimated",
                                       "prices", "market",        "date",        "default",
                                       "scope",  "volume_backed", "price_terms", NULL};
    static const char *const yes_no[] = {"false", "true", NULL};
    static const char *const terms[] = {"nominal", "real", NULL};
    const struct yaml_node *rows = yaml_get(node, "prices");
    if (!yaml_check_keys(node, "deck", keys, COUNT(keys) - 1, l->diags) || rows == NULL ||
        rows->kind != YAML_MAP) {
        bad(l, node, "a deck has title, edition, currency, basis, market, years and prices",
            arena_printf(l->arena, "'%s' is not a price deck", id));
        return;
    }
    struct deck d = {.id = arena_strdup(l->arena, id), .own = l->own};
    d.title = text_of(l, node, "title");
    d.edition = text_of(l, node, "edition");
    d.currency = text_of(l, node, "currency");
    d.basis = text_of(l, node, "basis");
    d.market = market_of(l, node);
    d.is_default = word_of(l, node, "default", yes_no, 0) == 1;
    d.volume_backed = word_of(l, node, "volume_backed", yes_no, -1);
    d.real = word_of(l, node, "price_terms", terms, 0) == 1;
    d.scope = yaml_get(node, "scope") != NULL ? text_of(l, node, "scope") : NULL;
    d.date = yaml_get(node, "date") != NULL ? text_of(l, node, "date") : NULL;
    d.years = years_of(l, node, "years", false, &d.n_years);
    d.estimated = years_of(l, node, "estimated", true, &d.n_estimated);
    struct deck_price *prices = ARENA_ARRAY(l->arena, rows->n, struct deck_price);
    for (size_t i = 0; i < rows->n; i++) {
        prices[i].oxide = arena_strdup(l->arena, rows->entries[i].key);
        const struct yaml_node *row = rows->entries[i].value;
        prices[i].values = prices_of(l, row, d.n_years);
        prices[i].basis = row->kind == YAML_MAP && yaml_get(row, "basis") != NULL
                              ? text_of(l, row, "basis")
                              : d.basis;
        prices[i].purity = row->kind == YAML_MAP && yaml_get(row, "purity") != NULL
                               ? text_of(l, row, "purity")
                               : NULL;
    }
    d.prices = prices;
    d.n_prices = rows->n;
    for (size_t i = 0; i < l->decks.n; i++)
        if (strcmp(l->decks.items[i].id, id) == 0)
            bad(l, node, "ids are unique", arena_printf(l->arena, "a second deck '%s'", id));
    if (d.n_years == 0)
        bad(l, node, "give at least one year", "the deck has no years");
    if (l->ok)
        VEC_PUSH(l->arena, &l->decks, d);
}

static void load_file(struct loader *l, const char *path)
{
    static const char *const keys[] = {"format", "title",           "checked_on",   "decks",
                                       "ranges", "reference_class", "study_classes"};
    const struct yaml_node *root = yaml_load_file(l->arena, path, NULL, l->diags);
    if (root == NULL) {
        l->ok = false;
        return;
    }
    const struct yaml_node *format = yaml_get(root, "format"), *decks = yaml_get(root, "decks");
    if (format == NULL || format->kind != YAML_SCALAR || strcmp(format->text, "adit-data/1") != 0) {
        bad(l, root, "begin the file with 'format: adit-data/1'", "not a file of reference data");
        return;
    }
    if (!yaml_check_keys(root, "data file", keys, COUNT(keys), l->diags))
        l->ok = false;
    if (decks != NULL && decks->kind == YAML_MAP)
        for (size_t i = 0; i < decks->n; i++)
            load_deck(l, decks->entries[i].key, decks->entries[i].value);
    if (yaml_get(root, "ranges") != NULL &&
        !ranges_read(l->arena, yaml_get(root, "ranges"), &l->ranges, l->diags))
        l->ok = false;
    if (yaml_get(root, "study_classes") != NULL &&
        !study_classes_read(l->arena, yaml_get(root, "study_classes"), &l->study_classes, l->diags))
        l->ok = false;
    if (yaml_get(root, "reference_class") != NULL &&
        !references_read(l->arena, yaml_get(root, "reference_class"), &l->references, l->diags))
        l->ok = false;
}

const struct econ_data *econ_data_load(struct arena *a, const char *rules_dir, struct diags *d)
{
    struct loader l = {.arena = a, .diags = d, .ok = true};
    size_t n, before = diags_count(d, DIAG_ERROR);
    char **paths = file_list(a, arena_printf(a, "%s/data", rules_dir), ".yaml", &n, d);
    for (size_t i = 0; i < n; i++)
        load_file(&l, paths[i]);
    struct econ_data *data = ARENA_NEW(a, struct econ_data);
    l.ok = fiscal_load(a, rules_dir, &data->regimes, &data->n_regimes, d) && l.ok;
    if (!l.ok || diags_count(d, DIAG_ERROR) != before)
        return NULL;
    data->decks = l.decks.items;
    data->n_decks = l.decks.n;
    data->ranges = l.ranges;
    data->references = l.references;
    data->study_classes = l.study_classes;
    return data;
}

const struct econ_data *econ_data_add(struct arena *a, const struct econ_data *data,
                                      const char *path, struct diags *d)
{
    struct loader l = {.arena = a, .diags = d, .ok = true, .own = true};
    size_t before = diags_count(d, DIAG_ERROR);
    for (size_t i = 0; i < data->n_decks; i++)
        VEC_PUSH(a, &l.decks, data->decks[i]);
    load_file(&l, path);
    if (l.ok && l.decks.n == data->n_decks)
        diag_add(d, DIAG_ERROR, path, (struct pos){0},
                 "decks: {my.deck: {title, edition, currency, basis, market, years, prices}}",
                 "the file holds no price deck");
    if (!l.ok || diags_count(d, DIAG_ERROR) != before)
        return NULL;
    struct econ_data *more = econ_data_copy(a, data);
    more->decks = l.decks.items;
    more->n_decks = l.decks.n;
    return more;
}

const struct deck *deck_find(const struct econ_data *data, const char *id)
{
    if (data == NULL)
        return NULL;
    for (size_t i = 0; id == NULL && i < data->n_decks; i++)
        if (data->decks[i].is_default)
            return &data->decks[i];
    for (size_t i = 0; i < data->n_decks; i++)
        if (id == NULL || strcmp(data->decks[i].id, id) == 0)
            return &data->decks[i];
    return NULL;
}

int deck_year(const struct deck *deck, double year)
{
    if (isnan(year))
        return (int)deck->n_years - 1;
    for (size_t i = 0; i < deck->n_years; i++)
        if (deck->years[i] == (int)year)
            return (int)i;
    return -1;
}

static const struct deck_price *row_of(const struct deck *deck, const char *name)
{
    for (size_t i = 0; i < deck->n_prices; i++)
        if (strcmp(deck->prices[i].oxide, name) == 0)
            return &deck->prices[i];
    return NULL;
}

const struct deck_price *deck_row(const struct deck *deck, const struct oxide *o)
{
    const struct deck_price *row = row_of(deck, o->name);
    if (row == NULL)
        row = row_of(deck, o->sold_as);
    if (row == NULL && (strcmp(o->element, "Nd") == 0 || strcmp(o->element, "Pr") == 0))
        row = row_of(deck, "NdPr"); /* quoted mixed where the two are sold together */
    return row;
}

double deck_price(const struct deck *deck, int year, const struct oxide *o)
{
    const struct deck_price *row = deck_row(deck, o);
    if (row == NULL)
        return NAN;
    return row->values[year] * (strcmp(row->oxide, o->name) == 0 ? 1 : oxide_to_sold(o));
}
