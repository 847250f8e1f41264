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
    bool ok;
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
        bad(l, map, "a deck has title, edition, currency, basis, years and prices",
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

/* The prices of one product: values by year, or the middle of low and high. */
static const double *prices_of(struct loader *l, const struct yaml_node *row, size_t n_years)
{
    static const char *const keys[] = {"purity", "values", "low", "high", "basis", "note"};
    size_t n, n_high;
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
    static const char *const keys[] = {"title", "edition", "url",       "currency", "basis",
                                       "note",  "years",   "estimated", "prices"};
    const struct yaml_node *rows = yaml_get(node, "prices");
    if (!yaml_check_keys(node, "deck", keys, COUNT(keys), l->diags) || rows == NULL ||
        rows->kind != YAML_MAP) {
        bad(l, node, "a deck has title, edition, currency, basis, years and prices",
            arena_printf(l->arena, "'%s' is not a price deck", id));
        return;
    }
    struct deck d = {.id = arena_strdup(l->arena, id)};
    d.title = text_of(l, node, "title");
    d.edition = text_of(l, node, "edition");
    d.currency = text_of(l, node, "currency");
    d.basis = text_of(l, node, "basis");
    d.years = years_of(l, node, "years", false, &d.n_years);
    d.estimated = years_of(l, node, "estimated", true, &d.n_estimated);
    struct deck_price *prices = ARENA_ARRAY(l->arena, rows->n, struct deck_price);
    for (size_t i = 0; i < rows->n; i++) {
        prices[i].oxide = arena_strdup(l->arena, rows->entries[i].key);
        prices[i].values = prices_of(l, rows->entries[i].value, d.n_years);
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
    static const char *const keys[] = {"format", "title",  "checked_on",
                                       "decks",  "ranges", "reference_class"};
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
    return data;
}

const struct deck *deck_find(const struct econ_data *data, const char *id)
{
    if (data == NULL)
        return NULL;
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

double deck_price(const struct deck *deck, int year, const struct oxide *o)
{
    for (size_t i = 0; i < deck->n_prices; i++)
        if (strcmp(deck->prices[i].oxide, o->name) == 0)
            return deck->prices[i].values[year];
    for (size_t i = 0; i < deck->n_prices; i++)
        if (strcmp(deck->prices[i].oxide, o->sold_as) == 0)
            return deck->prices[i].values[year] * oxide_to_sold(o);
    return NAN;
}
