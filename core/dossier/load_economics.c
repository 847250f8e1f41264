/* load_economics.c: the economics section flattened into facts named by their paths.
 *
 *   plan: {strip_ratio: 3}            economics.plan.strip_ratio
 *   products: [{recovery_pct: 62}]    economics.products[0].recovery_pct
 *   ramp_up: [0.5, 0.8]               one fact, a list
 *   revenue: {2027: 5, 2028: 6}       one fact, a context keyed by year
 *   price: {value: 69, unit: USD/kg}  the long form of one fact, recognised by its `value`
 *
 * Which names exist is core/economics' business. */
#include <string.h>

#include "core/dossier/internal.h"

static bool word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

/* "[0]" or "[12]" at s: its length, else 0. */
static size_t index_length(const char *s)
{
    if (*s != '[')
        return 0;
    size_t digits = strspn(s + 1, "0123456789");
    if (digits == 0 || digits > 7 || (digits > 1 && s[1] == '0') || s[1 + digits] != ']')
        return 0;
    return digits + 2;
}

/* Parts after "economics." with their indices; the first part may not look like the long form of
 * one fact or like a year. */
bool economics_name_valid(const char *name)
{
    if (strncmp(name, "economics.", 10) != 0 || strlen(name) > 300)
        return false;
    name += 10;
    size_t first = strcspn(name, ".[");
    bool year = first == 4 && strspn(name, "0123456789") >= 4;
    if (year || strcmp(name, "value") == 0 || strncmp(name, "value.", 6) == 0)
        return false;
    for (;;) {
        const char *start = name;
        while (word_char(*name))
            name++;
        if (name == start)
            return false;
        for (size_t n = index_length(name); n > 0; n = index_length(name))
            name += n;
        if (*name == '\0')
            return true;
        if (*name++ != '.')
            return false;
    }
}

static bool holds_map(const struct yaml_node *node)
{
    if (node->kind == YAML_MAP)
        return true;
    for (size_t i = 0; node->kind == YAML_LIST && i < node->n; i++)
        if (holds_map(node->items[i]))
            return true;
    return false;
}

bool node_by_year(const struct yaml_node *map)
{
    if (map->kind != YAML_MAP)
        return false;
    for (size_t i = 0; i < map->n; i++)
        if (!is_year(map->entries[i].key) || holds_map(map->entries[i].value))
            return false;
    return map->n > 0;
}

static void flatten(struct loader *l, const struct yaml_node *node, const char *path,
                    struct pos pos);

static void flatten_map(struct loader *l, const struct yaml_node *map, const char *path)
{
    for (size_t i = 0; i < map->n; i++) {
        const struct yaml_entry *e = &map->entries[i];
        const char *name = arena_printf(l->arena, "%s.%s", path, e->key);
        if (!economics_name_valid(name)) {
            diag_add(l->diags, DIAG_ERROR, NULL, e->pos,
                     "letters, digits, '_' and '-', parts joined by points",
                     "'%s' cannot be a name in the economics section", shown(l->arena, e->key));
            continue;
        }
        flatten(l, e->value, name, e->pos);
    }
}

static void flatten(struct loader *l, const struct yaml_node *node, const char *path,
                    struct pos pos)
{
    bool leaf = !holds_map(node) || node_by_year(node) || yaml_get(node, "value") != NULL;
    if (leaf)
        load_fact(l, path, catalogue_find(l->catalogue, path), node, pos);
    else if (node->kind == YAML_MAP)
        flatten_map(l, node, path);
    else
        for (size_t i = 0; i < node->n; i++)
            flatten(l, node->items[i], arena_printf(l->arena, "%s[%zu]", path, i),
                    node->items[i]->pos);
}

void load_economics(struct loader *l, const struct yaml_node *node)
{
    if (node_is_null(node))
        return;
    if (node->kind == YAML_MAP && yaml_get(node, "value") == NULL && !node_by_year(node)) {
        flatten_map(l, node, "economics");
        return;
    }
    diag_add(l->diags, DIAG_ERROR, NULL, node->pos,
             "write 'economics:' and below it basis, plan, products, costs, capital, ...",
             "the economics section must be a map of its parts");
}
