/* clause_list.c: the checklist in memory, and one file of it read and checked. */
#include <string.h>

#include "core/base/map.h"
#include "core/base/vec.h"
#include "core/dossier/clause.h"
#include "core/dossier/internal.h"

#define LEN(array) (sizeof(array) / sizeof *(array))

struct clause_list {
    struct arena *arena;
    VEC(struct clause_group) groups;
    VEC(const struct clause_category *) all;
    struct map *by_id;
};

static const char *const root_keys[] = {"format", "title", "checked_on", "groups"};
static const char *const group_keys[] = {"id", "title", "ru", "source", "categories"};
static const char *const category_keys[] = {"id",    "title",  "ru",     "decides", "lender",
                                            "facts", "needed", "absent", "checks"};
static const char *const need_words[] = {"lender", "law"};

struct reader {
    struct arena *arena;
    struct clause_list *list;
    struct diags *diags;
};

struct clause_list *clause_list_new(struct arena *a)
{
    struct clause_list *c = ARENA_NEW(a, struct clause_list);
    c->arena = a;
    c->by_id = map_new(a);
    return c;
}

static const char *text_of(const struct reader *r, const struct yaml_node *map, const char *key,
                           bool required)
{
    const struct yaml_node *n = yaml_get(map, key);
    if (!node_is_null(n) && n->kind == YAML_SCALAR)
        return arena_strdup(r->arena, n->text);
    if (required || !node_is_null(n))
        diag_add(r->diags, DIAG_ERROR, NULL, n != NULL ? n->pos : map->pos,
                 arena_printf(r->arena, "write '%s: ...', one text", key),
                 n == NULL ? "there is no '%s' here" : "'%s' must be a text", key);
    return NULL;
}

static const char *const *texts_of(const struct reader *r, const struct yaml_node *map,
                                   const char *key, size_t *n)
{
    const struct yaml_node *list = yaml_get(map, key);
    VEC(const char *) texts = {0};
    *n = 0;
    if (node_is_null(list))
        return NULL;
    bool good = list->kind == YAML_LIST;
    for (size_t i = 0; good && i < list->n; i++) {
        good = list->items[i]->kind == YAML_SCALAR;
        if (good)
            VEC_PUSH(r->arena, &texts, arena_strdup(r->arena, list->items[i]->text));
    }
    if (!good)
        diag_add(r->diags, DIAG_ERROR, NULL, list->pos, "write [a, b]",
                 "'%s' must be a list of texts", key);
    *n = texts.n;
    return texts.items;
}

static unsigned needed_of(const struct reader *r, const struct yaml_node *map)
{
    size_t n;
    unsigned needed = 0;
    const char *const *words = texts_of(r, map, "needed", &n);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i], need_words[0]) == 0)
            needed |= CLAUSE_NEED_LENDER;
        else if (strcmp(words[i], need_words[1]) == 0)
            needed |= CLAUSE_NEED_LAW;
        else
            diag_add(r->diags, DIAG_ERROR, NULL, yaml_get(map, "needed")->pos,
                     "one of lender, law, or both", "'%s' needs no clause",
                     shown(r->arena, words[i]));
    }
    return needed;
}

static bool id_good(const char *s)
{
    return s[0] >= 'a' && s[0] <= 'z' && strlen(s) <= 60 &&
           strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s);
}

/* A category may not be called as a field of a document is: both stand below the document. */
static bool id_free(const struct reader *r, const char *id, struct pos pos)
{
    const struct clause_category *other = map_get(r->list->by_id, id);
    bool field = false;
    for (size_t i = 0; i < CLAUSE_DOC_COUNT; i++)
        field = field || strcmp(clause_doc_fields[i].name, id) == 0;
    if (id_good(id) && other == NULL && !field)
        return true;
    const char *hint = other != NULL ? arena_printf(r->arena, "the other is at %s:%d",
                                                    other->pos.file != NULL ? other->pos.file : "",
                                                    other->pos.line)
                                     : "lower-case letters, digits and '_', at most 60";
    diag_add(r->diags, DIAG_ERROR, NULL, pos, hint,
             other != NULL ? "category '%s' is defined twice"
             : field       ? "'%s' is a field of a document and cannot be a category"
                           : "'%s' cannot be the id of a category",
             shown(r->arena, id));
    return false;
}

static void add_category(const struct reader *r, const struct yaml_node *map)
{
    if (map->kind != YAML_MAP) {
        diag_add(r->diags, DIAG_ERROR, NULL, map->pos, "write '- id: ...'",
                 "a category must be a map");
        return;
    }
    yaml_check_keys(map, "category", category_keys, LEN(category_keys), r->diags);
    struct clause_category *c = ARENA_NEW(r->arena, struct clause_category);
    c->pos = map->pos;
    c->id = text_of(r, map, "id", true);
    c->title = text_of(r, map, "title", true);
    c->title_ru = text_of(r, map, "ru", true);
    c->decides = text_of(r, map, "decides", true);
    c->lender = text_of(r, map, "lender", false);
    c->absent = text_of(r, map, "absent", false);
    c->needed = needed_of(r, map);
    c->facts = texts_of(r, map, "facts", &c->n_facts);
    c->checks = texts_of(r, map, "checks", &c->n_checks);
    c->group = r->list->groups.n - 1;
    if ((c->needed != 0) != (c->absent != NULL))
        diag_add(r->diags, DIAG_ERROR, NULL, map->pos,
                 "needed and absent stand together: who needs it, and why its absence matters",
                 "'%s' has one of needed and absent without the other",
                 c->id != NULL ? c->id : "a category");
    if (c->id == NULL || !id_free(r, c->id, map->pos))
        return;
    VEC_PUSH(r->arena, &r->list->all, c);
    map_put(r->list->by_id, c->id, c);
}

static void add_group(const struct reader *r, const struct yaml_node *map)
{
    if (map->kind != YAML_MAP) {
        diag_add(r->diags, DIAG_ERROR, NULL, map->pos, "write '- id: ...'",
                 "a group must be a map");
        return;
    }
    yaml_check_keys(map, "group of clauses", group_keys, LEN(group_keys), r->diags);
    struct clause_group g = {text_of(r, map, "id", true), text_of(r, map, "title", true),
                             text_of(r, map, "ru", true), text_of(r, map, "source", true)};
    VEC_PUSH(r->arena, &r->list->groups, g);
    const struct yaml_node *list = yaml_get(map, "categories");
    if (list == NULL || list->kind != YAML_LIST) {
        diag_add(r->diags, DIAG_ERROR, NULL, list != NULL ? list->pos : map->pos,
                 "write 'categories:' and below it '- id: ...'", "a group needs its categories");
        return;
    }
    for (size_t i = 0; i < list->n; i++)
        add_category(r, list->items[i]);
}

bool clause_list_add(struct clause_list *c, const struct yaml_node *root, struct diags *d)
{
    struct reader r = {c->arena, c, d};
    size_t before = diags_count(d, DIAG_ERROR);
    if (root->kind != YAML_MAP) {
        diag_add(d, DIAG_ERROR, NULL, root->pos, "write 'format: adit-clauses/1' and 'groups:'",
                 "this is no checklist of clauses");
        return false;
    }
    yaml_check_keys(root, "checklist of clauses", root_keys, LEN(root_keys), d);
    const char *format = text_of(&r, root, "format", true);
    if (format != NULL && strcmp(format, "adit-clauses/1") != 0)
        diag_add(d, DIAG_ERROR, NULL, yaml_get(root, "format")->pos,
                 "this program reads adit-clauses/1", "unknown format '%s'",
                 shown(c->arena, format));
    const struct yaml_node *groups = yaml_get(root, "groups");
    if (groups == NULL || groups->kind != YAML_LIST)
        diag_add(d, DIAG_ERROR, NULL, groups != NULL ? groups->pos : root->pos,
                 "write 'groups:' and below it '- id: ...'", "a checklist needs its groups");
    for (size_t i = 0; groups != NULL && groups->kind == YAML_LIST && i < groups->n; i++)
        add_group(&r, groups->items[i]);
    return diags_count(d, DIAG_ERROR) == before;
}

size_t clause_list_groups(const struct clause_list *c)
{
    return c->groups.n;
}

const struct clause_group *clause_list_group(const struct clause_list *c, size_t i)
{
    return &c->groups.items[i];
}

size_t clause_list_count(const struct clause_list *c)
{
    return c->all.n;
}

const struct clause_category *clause_list_at(const struct clause_list *c, size_t i)
{
    return c->all.items[i];
}

const struct clause_category *clause_list_find(const struct clause_list *c, const char *id)
{
    return map_get(c->by_id, id);
}

const char *clause_list_nearest(const struct clause_list *c, const char *id)
{
    struct arena *scratch = arena_new();
    const char **ids = ARENA_ARRAY(scratch, c->all.n, const char *);
    for (size_t i = 0; i < c->all.n; i++)
        ids[i] = c->all.items[i]->id;
    const char *best = nearest_name(id, ids, c->all.n);
    arena_free(scratch);
    return best;
}
