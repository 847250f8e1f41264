/* rulebook.c: loading all packs together, and looking things up in them. */
#include "core/rulebook/rulebook.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/rulebook/internal.h"

#define PACK_MAX_BYTES ((size_t)16 << 20)

/* --- one file ----------------------------------------------------------------------------------
 */

static bool load_format(struct load *l, const struct yaml_node *root)
{
    const char *format = read_text(l, root, "format", true);
    if (format == NULL)
        return false;
    if (strcmp(format, "adit-rules/1") == 0)
        return true;
    diag_add(l->d, DIAG_ERROR, CODE_VALUE, yaml_get(root, "format")->pos,
             "this program reads adit-rules/1", "unknown format '%s'", format);
    return false;
}

static void load_pack(struct load *l, const char *text, size_t n, const char *file)
{
    const struct yaml_node *root = yaml_load_text(l->a, text, n, file, NULL, l->d);
    if (root == NULL || (!read_keys(l, root, &record_pack) && root->kind != YAML_MAP) ||
        !load_format(l, root))
        return;
    struct pack *p = ARENA_NEW(l->a, struct pack);
    p->id = read_id(l, root, "pack", true);
    p->title = read_text(l, root, "title", true);
    p->owner = read_text(l, root, "owner", true);
    p->file = arena_strdup(l->a, file);
    p->version = read_version(l, root, false, 1);
    read_date(l, root, "checked_on", true, &p->checked_on);
    p->stale_after = read_text(l, root, "stale_after", false);
    int months, days;
    if (p->stale_after == NULL) {
        p->stale_after = "P12M";
    } else if (!period_parse(p->stale_after, &months, &days)) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, yaml_get(root, "stale_after")->pos,
                 "an ISO period such as P6M", "'%s' is not a period", p->stale_after);
        p->stale_after = "P12M";
    }
    p->min_coverage_pct = read_percent(l, root, "min_coverage_pct");
    p->min_mutation_pct = read_percent(l, root, "min_mutation_pct");
    sha256_hex(text, n, p->sha256);
    if (p->id == NULL)
        return;
    const struct pack *old = map_get(l->r->pack_ids, p->id);
    if (old != NULL) {
        diag_add(l->d, DIAG_ERROR, CODE_DUPLICATE, yaml_get(root, "pack")->pos,
                 arena_printf(l->a, "the other is %s", old->file), "pack '%s' is defined twice",
                 p->id);
        return;
    }
    VEC_PUSH(l->a, &l->r->packs, p);
    map_put(l->r->pack_ids, p->id, p);
    struct pack_file f = {root, p};
    VEC_PUSH(l->a, &l->files, f);
}

void load_not_encoded(struct load *l, const struct yaml_node *list)
{
    struct not_encoded *all = ARENA_ARRAY(l->a, list->n, struct not_encoded);
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        if (!read_keys(l, node, &record_not_encoded))
            continue;
        struct not_encoded *e = &all[l->pack->n_not_encoded];
        e->topic = read_text(l, node, "topic", true);
        e->why = read_text(l, node, "why", true);
        size_t n;
        const char *const *references = read_texts(l, node, "reference", &n);
        for (size_t j = 0; j < n; j++)
            e->reference =
                j == 0 ? references[0] : arena_printf(l->a, "%s, %s", e->reference, references[j]);
        if (e->topic != NULL && e->why != NULL)
            l->pack->n_not_encoded++;
    }
    l->pack->not_encoded = all;
}

/* --- all files, in the order in which things need each other -----------------------------------
 */

static void each_part(struct load *l, const char *key, enum yaml_kind kind,
                      void (*load)(struct load *, const struct yaml_node *))
{
    for (size_t i = 0; i < l->files.n; i++) {
        l->pack = l->files.items[i].pack;
        const struct yaml_node *part = read_child(l, l->files.items[i].root, key, kind, false);
        if (part != NULL)
            load(l, part);
    }
}

static void add_facts(struct load *l, const struct yaml_node *map)
{
    catalogue_add(l->r->catalogue, map, l->pack->id, l->d);
}

static void note_rules(struct load *l, const struct yaml_node *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *id = yaml_get(list->items[i], "id");
        if (id != NULL && id->kind == YAML_SCALAR)
            map_put(l->rule_places, id->text, l);
    }
}

static void add_rules(struct load *l, const struct yaml_node *list)
{
    for (size_t i = 0; i < list->n; i++)
        load_rule(l, list->items[i]);
}

static void add_programmes(struct load *l, const struct yaml_node *list)
{
    for (size_t i = 0; i < list->n; i++)
        load_programme(l, list->items[i]);
}

static int by_rule(const void *x, const void *y)
{
    const struct rule *a = *(struct rule *const *)x, *b = *(struct rule *const *)y;
    int c = strcmp(a->id, b->id);
    return c != 0 ? c : (a->version > b->version) - (a->version < b->version);
}

static int by_programme(const void *x, const void *y)
{
    return strcmp((*(struct programme *const *)x)->id, (*(struct programme *const *)y)->id);
}

static int by_pack(const void *x, const void *y)
{
    return strcmp((*(struct pack *const *)x)->id, (*(struct pack *const *)y)->id);
}

static void sort_parts(struct rulebook *r)
{
    if (r->rules.n > 1)
        qsort(r->rules.items, r->rules.n, sizeof *r->rules.items, by_rule);
    for (size_t i = 0; i < r->rules.n; i++)
        r->rules.items[i]->index = i;
    if (r->programmes.n > 1)
        qsort(r->programmes.items, r->programmes.n, sizeof *r->programmes.items, by_programme);
    if (r->packs.n > 1)
        qsort(r->packs.items, r->packs.n, sizeof *r->packs.items, by_pack);
}

static void load_parts(struct load *l)
{
    each_part(l, "sources", YAML_MAP, load_sources);
    each_part(l, "facts", YAML_MAP, add_facts);
    each_part(l, "params", YAML_MAP, load_params);
    each_part(l, "not_encoded", YAML_LIST, load_not_encoded);
    each_part(l, "rules", YAML_LIST, note_rules);
    each_part(l, "rules", YAML_LIST, add_rules);
    each_part(l, "programmes", YAML_LIST, add_programmes);
    sort_parts(l->r);
    declare_checks(l);
    check_clauses(l);
    lint_rulebook(l);
    diags_sort(l->d);
}

/* In the arena: the environments of rules ask it for names as long as they live. */
static struct load *load_new(struct arena *a, struct diags *d)
{
    struct load *l = ARENA_NEW(a, struct load);
    *l = (struct load){.a = a, .r = ARENA_NEW(a, struct rulebook), .d = d};
    l->r->catalogue = catalogue_new(a);
    l->r->rule_ids = map_new(a);
    l->r->programme_ids = map_new(a);
    l->r->pack_ids = map_new(a);
    l->r->param_ids = map_new(a);
    l->r->source_ids = map_new(a);
    l->rule_places = map_new(a);
    l->used_facts = map_new(a);
    return l;
}

static bool in_folder(const char *dir, const char *path, const char *folder)
{
    size_t n = strlen(dir);
    if (strncmp(path, dir, n) != 0)
        return false;
    path += n;
    path += strspn(path, "/");
    return strncmp(path, folder, strlen(folder)) == 0;
}

/* rules/data, rules/fiscal and rules/reform hold other formats. */
static bool other_format(const char *dir, const char *path)
{
    return in_folder(dir, path, "data/") || in_folder(dir, path, "fiscal/") ||
           in_folder(dir, path, "reform/");
}

static bool is_yaml(const char *path)
{
    size_t n = strlen(path);
    return n > 5 && strcmp(path + n - 5, ".yaml") == 0;
}

static void load_file(struct load *l, const char *path)
{
    size_t n;
    const char *text = file_read(l->a, path, PACK_MAX_BYTES, &n, l->d);
    if (text != NULL)
        load_pack(l, text, n, path);
}

const struct rulebook *rulebook_load(struct arena *a, const char *const *dirs, size_t n_dirs,
                                     bool keep_going, struct diags *d)
{
    struct load *l = load_new(a, d);
    size_t errors = diags_count(d, DIAG_ERROR);
    for (size_t i = 0; i < n_dirs; i++) {
        if (is_yaml(dirs[i])) {
            load_file(l, dirs[i]);
            continue;
        }
        size_t n = 0;
        char **paths = file_list(a, dirs[i], ".yaml", &n, d);
        for (size_t j = 0; j < n; j++) {
            if (in_folder(dirs[i], paths[j], "clauses/"))
                load_clause_file(l, paths[j]);
            else if (!other_format(dirs[i], paths[j]))
                load_file(l, paths[j]);
        }
    }
    load_parts(l);
    return diags_count(d, DIAG_ERROR) == errors || keep_going ? l->r : NULL;
}

const struct rulebook *rulebook_load_text(struct arena *a, const char *text, size_t n,
                                          const char *file_name, struct diags *d)
{
    struct load *l = load_new(a, d);
    size_t errors = diags_count(d, DIAG_ERROR);
    load_pack(l, text, n, file_name);
    load_parts(l);
    return diags_count(d, DIAG_ERROR) == errors ? l->r : NULL;
}
