#include "core/base/map.h"

#include <stdint.h>
#include <string.h>

struct entry {
    const char *key;
    void *value;
    uint32_t hash;
};

struct map {
    struct arena *arena;
    struct entry *entries; /* in order of insertion */
    size_t n, cap;
    uint32_t *index; /* open addressing: entry number + 1, 0 = free */
    size_t buckets;  /* a power of two */
};

/* FNV-1a. */
static uint32_t hash_of(const char *key)
{
    uint32_t h = 2166136261U;
    for (const unsigned char *p = (const unsigned char *)key; *p != 0; p++)
        h = (h ^ *p) * 16777619U;
    return h;
}

struct map *map_new(struct arena *a)
{
    struct map *m = ARENA_NEW(a, struct map);
    m->arena = a;
    m->buckets = 16;
    m->index = ARENA_ARRAY(a, m->buckets, uint32_t);
    return m;
}

/* The bucket that holds key, or the free one where it belongs. */
static size_t bucket_of(const struct map *m, const char *key, uint32_t hash)
{
    size_t b = hash & (m->buckets - 1);
    while (m->index[b] != 0) {
        const struct entry *e = &m->entries[m->index[b] - 1];
        if (e->hash == hash && strcmp(e->key, key) == 0)
            return b;
        b = (b + 1) & (m->buckets - 1);
    }
    return b;
}

static void grow_index(struct map *m)
{
    m->buckets *= 2;
    m->index = ARENA_ARRAY(m->arena, m->buckets, uint32_t);
    for (size_t i = 0; i < m->n; i++)
        m->index[bucket_of(m, m->entries[i].key, m->entries[i].hash)] = (uint32_t)(i + 1);
}

void *map_put(struct map *m, const char *key, void *value)
{
    uint32_t hash = hash_of(key);
    size_t b = bucket_of(m, key, hash);
    if (m->index[b] != 0) {
        struct entry *e = &m->entries[m->index[b] - 1];
        void *old = e->value;
        e->value = value;
        return old;
    }
    if (m->n == m->cap) {
        size_t cap = m->cap != 0 ? m->cap * 2 : 8;
        struct entry *grown = ARENA_ARRAY(m->arena, cap, struct entry);
        if (m->n != 0)
            memcpy(grown, m->entries, m->n * sizeof *grown);
        m->entries = grown;
        m->cap = cap;
    }
    m->entries[m->n] = (struct entry){arena_strdup(m->arena, key), value, hash};
    m->index[b] = (uint32_t)++m->n;
    if (m->n * 4 > m->buckets * 3)
        grow_index(m);
    return NULL;
}

void *map_get(const struct map *m, const char *key)
{
    size_t b = bucket_of(m, key, hash_of(key));
    return m->index[b] != 0 ? m->entries[m->index[b] - 1].value : NULL;
}

bool map_has(const struct map *m, const char *key)
{
    return m->index[bucket_of(m, key, hash_of(key))] != 0;
}

size_t map_count(const struct map *m)
{
    return m->n;
}

const char *map_at(const struct map *m, size_t i, void **value)
{
    if (value != NULL)
        *value = m->entries[i].value;
    return m->entries[i].key;
}
