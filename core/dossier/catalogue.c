/* catalogue.c: the dictionary of facts in memory. catalogue_load.c reads one entry. */
#include "core/dossier/catalogue.h"

#include <string.h>

#include "core/base/map.h"
#include "core/base/vec.h"
#include "core/dossier/catalogue_load.h"
#include "core/dossier/clause.h"
#include "core/dossier/internal.h"
#include "core/dossier/review.h"

struct catalogue {
    struct arena *arena;
    VEC(const struct fact_def *) facts;
    VEC(const struct fact_def *) by_slot; /* NULL: assessment_date */
    VEC(struct feel_value) open;          /* by slot */
    struct map *by_name;
    struct map *prefixes; /* "a" and "a.b" for "a.b.c", to the first fact that has it */
    struct map *sections;
    struct clause_list *clauses;
    const struct catalogue_check *checks;
    size_t n_checks;
    struct map *checks_by_id;
    struct feel_env *env;
    struct feel_env *range_env; /* ranges see nothing but ? */
};

struct catalogue *catalogue_new(struct arena *a)
{
    struct catalogue *c = ARENA_NEW(a, struct catalogue);
    c->arena = a;
    c->by_name = map_new(a);
    c->prefixes = map_new(a);
    c->sections = map_new(a);
    c->clauses = clause_list_new(a);
    c->checks_by_id = map_new(a);
    c->env = feel_env_new(a, NULL);
    c->range_env = feel_env_new(a, NULL);
    feel_env_declare(c->env, "assessment_date", feel_type_simple(FT_DATE));
    VEC_PUSH(a, &c->by_slot, NULL);
    VEC_PUSH(a, &c->open, feel_null());
    return c;
}

static const char *place_text(struct arena *a, struct pos p)
{
    return arena_printf(a, "%s:%d:%d", p.file != NULL ? p.file : "(text)", p.line, p.col);
}

/* A fact may be neither defined twice nor be the first part of another: licence and licence.kind
 * cannot both be facts. */
static bool name_free(const struct catalogue *c, const char *name, struct pos pos, struct diags *d)
{
    const struct fact_def *other = map_get(c->by_name, name);
    if (other != NULL) {
        const char *hint =
            arena_printf(c->arena, "it is first defined at %s", place_text(c->arena, other->pos));
        diag_add(d, DIAG_ERROR, NULL, pos, hint, "fact '%s' is defined twice", name);
        return false;
    }
    other = map_get(c->prefixes, name);
    for (const char *p = strchr(name, '.'); other == NULL && p != NULL; p = strchr(p + 1, '.'))
        other = map_get(c->by_name, arena_strndup(c->arena, name, (size_t)(p - name)));
    if (other == NULL)
        return true;
    const char *hint = arena_printf(c->arena, "'%s' is defined at %s", other->name,
                                    place_text(c->arena, other->pos));
    diag_add(d, DIAG_ERROR, NULL, pos, hint, "fact '%s' overlaps the name of fact '%s'", name,
             other->name);
    return false;
}

static void add_fact(struct catalogue *c, struct fact_def *def)
{
    /* The maps hold what they are given as it is; the records stay read-only for all readers. */
    def->slot = feel_env_declare(c->env, def->name, def->type);
    def->unknown = feel_unknown_fact(c->arena, def->name, def->type);
    VEC_PUSH(c->arena, &c->facts, def);
    VEC_PUSH(c->arena, &c->by_slot, def);
    VEC_PUSH(c->arena, &c->open, def->unknown);
    map_put(c->by_name, def->name, def);
    for (const char *p = strchr(def->name, '.'); p != NULL; p = strchr(p + 1, '.')) {
        const char *prefix = arena_strndup(c->arena, def->name, (size_t)(p - def->name));
        if (!map_has(c->prefixes, prefix))
            map_put(c->prefixes, prefix, def);
    }
    const char *section = fact_section(c->arena, def->name);
    if (!map_has(c->sections, section))
        map_put(c->sections, section, def);
}

bool catalogue_add(struct catalogue *c, const struct yaml_node *facts, const char *pack,
                   struct diags *d)
{
    if (facts == NULL)
        return true;
    if (facts->kind != YAML_MAP) {
        if (facts->kind == YAML_SCALAR && yaml_is_null(facts))
            return true;
        diag_add(d, DIAG_ERROR, NULL, facts->pos, "write 'name: {type: ..., ask: ...}' lines",
                 "'facts' must be a map from names to facts");
        return false;
    }
    size_t before = diags_count(d, DIAG_ERROR);
    for (size_t i = 0; i < facts->n; i++) {
        const struct yaml_entry *e = &facts->entries[i];
        struct fact_def *def = catalogue_read_entry(c->arena, c->range_env, e, pack, d);
        if (def != NULL && name_free(c, e->key, e->pos, d))
            add_fact(c, def);
    }
    return diags_count(d, DIAG_ERROR) == before;
}

size_t catalogue_count(const struct catalogue *c)
{
    return c->facts.n;
}

const struct fact_def *catalogue_at(const struct catalogue *c, size_t i)
{
    return c->facts.items[i];
}

const struct fact_def *const *catalogue_by_slot(const struct catalogue *c)
{
    return c->by_slot.items;
}

const struct feel_value *catalogue_open(const struct catalogue *c)
{
    return c->open.items;
}

const struct fact_def *catalogue_find(const struct catalogue *c, const char *name)
{
    return map_get(c->by_name, name);
}

bool catalogue_has_prefix(const struct catalogue *c, const char *prefix)
{
    return map_has(c->prefixes, prefix);
}

/* A name that is a piece of exactly one fact's name: "licence.expiry" for "licence.expiry_date",
 * "expiry_date" without its section. */
static const char *only_containing(const struct catalogue *c, const char *name)
{
    if (strlen(name) < 4)
        return NULL;
    const char *found = NULL;
    for (size_t i = 0; i < c->facts.n; i++) {
        if (strstr(c->facts.items[i]->name, name) == NULL)
            continue;
        if (found != NULL)
            return NULL;
        found = c->facts.items[i]->name;
    }
    return found;
}

const char *catalogue_nearest(const struct catalogue *c, const char *name)
{
    struct arena *scratch = arena_new();
    const char **names = ARENA_ARRAY(scratch, c->facts.n, const char *);
    for (size_t i = 0; i < c->facts.n; i++)
        names[i] = c->facts.items[i]->name;
    const char *best = nearest_name(name, names, c->facts.n);
    arena_free(scratch);
    return best != NULL ? best : only_containing(c, name);
}

struct clause_list *catalogue_clauses(const struct catalogue *c)
{
    return c->clauses;
}

void catalogue_set_checks(struct catalogue *c, struct catalogue_check *checks, size_t n)
{
    c->checks = checks;
    c->n_checks = n;
    c->checks_by_id = map_new(c->arena);
    for (size_t i = 0; i < n; i++)
        map_put(c->checks_by_id, checks[i].id, &checks[i]);
}

const struct catalogue_check *catalogue_checks(const struct catalogue *c, size_t *n)
{
    *n = c->n_checks;
    return c->checks;
}

const struct catalogue_check *catalogue_check_find(const struct catalogue *c, const char *id)
{
    return map_get(c->checks_by_id, id);
}

struct feel_env *catalogue_env(const struct catalogue *c)
{
    return c->env;
}

size_t catalogue_sections(const struct catalogue *c)
{
    return map_count(c->sections);
}

const char *catalogue_section(const struct catalogue *c, size_t i)
{
    return map_at(c->sections, i, NULL);
}

const char *fact_section(struct arena *a, const char *name)
{
    return arena_strndup(a, name, strcspn(name, "."));
}
