/* map.h: a hash map from string to pointer, in an arena. Insertion order is kept. */
#ifndef ADIT_BASE_MAP_H
#define ADIT_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"

struct map;

struct map *map_new(struct arena *a);
/* Sets key (copied) to value; returns the value it had, or NULL. */
void *map_put(struct map *m, const char *key, void *value);
void *map_get(const struct map *m, const char *key); /* NULL when absent */
bool map_has(const struct map *m, const char *key);
size_t map_count(const struct map *m);
/* The i-th key in order of first insertion; *value (may be NULL) receives its value. */
const char *map_at(const struct map *m, size_t i, void **value);

#endif
