/* lookup.c: reading access to a rulebook. */
#include "core/rulebook/internal.h"

static const char *nearest_key(const struct map *m, const char *name)
{
    struct arena *scratch = arena_new();
    size_t n = map_count(m);
    const char **keys = ARENA_ARRAY(scratch, n, const char *);
    for (size_t i = 0; i < n; i++)
        keys[i] = map_at(m, i, NULL);
    const char *near = nearest_name(name, keys, n); /* one of the map's own keys */
    arena_free(scratch);
    return near;
}

const struct catalogue *rulebook_catalogue(const struct rulebook *r)
{
    return r->catalogue;
}

size_t rulebook_rules(const struct rulebook *r)
{
    return r->rules.n;
}

const struct rule *rulebook_rule(const struct rulebook *r, size_t i)
{
    return r->rules.items[i];
}

const struct rule *rulebook_find(const struct rulebook *r, const char *id)
{
    return map_get(r->rule_ids, id);
}

const char *rulebook_nearest_rule(const struct rulebook *r, const char *id)
{
    return nearest_key(r->rule_ids, id);
}

size_t rulebook_programmes(const struct rulebook *r)
{
    return r->programmes.n;
}

const struct programme *rulebook_programme(const struct rulebook *r, size_t i)
{
    return r->programmes.items[i];
}

const struct programme *rulebook_find_programme(const struct rulebook *r, const char *id)
{
    return map_get(r->programme_ids, id);
}

const char *rulebook_nearest_programme(const struct rulebook *r, const char *id)
{
    return nearest_key(r->programme_ids, id);
}

size_t rulebook_packs(const struct rulebook *r)
{
    return r->packs.n;
}

const struct pack *rulebook_pack(const struct rulebook *r, size_t i)
{
    return r->packs.items[i];
}

const struct pack *rulebook_find_pack(const struct rulebook *r, const char *id)
{
    return map_get(r->pack_ids, id);
}

const char *rulebook_nearest_pack(const struct rulebook *r, const char *id)
{
    return nearest_key(r->pack_ids, id);
}

size_t rulebook_params(const struct rulebook *r)
{
    return r->params.n;
}

const struct param *rulebook_param(const struct rulebook *r, size_t i)
{
    return r->params.items[i];
}

const struct param *rulebook_find_param(const struct rulebook *r, const char *id)
{
    return map_get(r->param_ids, id);
}

size_t rulebook_sources(const struct rulebook *r)
{
    return r->sources.n;
}

const struct source *rulebook_source(const struct rulebook *r, size_t i)
{
    return r->sources.items[i];
}

size_t rulebook_slots(const struct rulebook *r)
{
    return r->max_slots;
}

size_t rulebook_nodes(const struct rulebook *r)
{
    return r->max_nodes;
}

static bool older(struct date checked_on, const char *stale_after, struct date on)
{
    struct date limit;
    return period_after(checked_on, stale_after, &limit) && date_cmp(limit, on) < 0;
}

bool pack_stale(const struct pack *p, struct date on)
{
    return older(p->checked_on, p->stale_after, on);
}

bool param_stale(const struct rulebook *r, const struct param *p, struct date on)
{
    const struct pack *pack = rulebook_find_pack(r, p->pack);
    return older(p->has_checked_on ? p->checked_on : pack->checked_on, pack->stale_after, on);
}
