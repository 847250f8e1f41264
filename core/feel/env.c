/* env.c: the names that an expression may use, and their slots. */
#include <string.h>

#include "core/base/map.h"
#include "core/base/vec.h"
#include "core/feel/env.h"

struct global {
    size_t slot;
    const struct feel_type *type;
};

struct feel_env {
    struct arena *arena;
    const struct feel_env *parent;
    struct map *names; /* to struct global */
    size_t first_slot;
    const struct feel_names *hosts; /* NULL: the parent's */
};

struct feel_env *feel_env_new(struct arena *a, const struct feel_env *parent)
{
    struct feel_env *env = ARENA_NEW(a, struct feel_env);
    env->arena = a;
    env->parent = parent;
    env->names = map_new(a);
    env->first_slot = parent != NULL ? feel_env_slots(parent) : 0;
    return env;
}

size_t feel_env_slots(const struct feel_env *env)
{
    return env->first_slot + map_count(env->names);
}

size_t feel_env_declare(struct feel_env *env, const char *name, const struct feel_type *type)
{
    if (type == NULL)
        type = feel_type_simple(FT_ANY);
    struct global *g = map_get(env->names, name);
    if (g == NULL) {
        g = ARENA_NEW(env->arena, struct global);
        g->slot = feel_env_slots(env);
        map_put(env->names, name, g);
    }
    g->type = type;
    return g->slot;
}

bool feel_env_lookup(const struct feel_env *env, const char *name, size_t *slot,
                     const struct feel_type **type)
{
    for (; env != NULL; env = env->parent) {
        const struct global *g = map_get(env->names, name);
        if (g == NULL)
            continue;
        if (slot != NULL)
            *slot = g->slot;
        if (type != NULL)
            *type = g->type;
        return true;
    }
    return false;
}

const char *feel_env_nearest(const struct feel_env *env, const char *name)
{
    if (env == NULL)
        return NULL;
    struct arena *a = arena_new();
    VEC(const char *) names = {0};
    for (const struct feel_env *e = env; e != NULL; e = e->parent) {
        for (size_t i = 0; i < map_count(e->names); i++)
            VEC_PUSH(a, &names, map_at(e->names, i, NULL));
    }
    const char *near = nearest_name(name, names.items, names.n);
    arena_free(a);
    return near; /* points into a map, not into the arena */
}

void feel_env_set_names(struct feel_env *env, const struct feel_names *names)
{
    struct feel_names *copy = ARENA_NEW(env->arena, struct feel_names);
    *copy = *names;
    env->hosts = copy;
}

const struct feel_names *feel_env_names(const struct feel_env *env)
{
    for (; env != NULL; env = env->parent) {
        if (env->hosts != NULL)
            return env->hosts;
    }
    return NULL;
}
