/* vec.h: a growing array in an arena.
 *
 *     VEC(struct rule) rules = {0};
 *     VEC_PUSH(arena, &rules, r);
 *     for (size_t i = 0; i < rules.n; i++) use(&rules.items[i]);
 *
 * Growing moves the items: keep indices, not pointers, while pushing. */
#ifndef ADIT_BASE_VEC_H
#define ADIT_BASE_VEC_H

#include <string.h>

#include "core/base/arena.h"

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t n, cap;                                                                             \
    }

#define VEC_PUSH(arena, v, item)                                                                   \
    do {                                                                                           \
        if ((v)->n == (v)->cap) {                                                                  \
            size_t vec_cap_ = (v)->cap != 0 ? (v)->cap * 2 : 8;                                    \
            void *vec_new_ = arena_array((arena), vec_cap_, sizeof *(v)->items);                   \
            if ((v)->n != 0)                                                                       \
                memcpy(vec_new_, (v)->items, (v)->n * sizeof *(v)->items);                         \
            (v)->items = vec_new_;                                                                 \
            (v)->cap = vec_cap_;                                                                   \
        }                                                                                          \
        (v)->items[(v)->n++] = (item);                                                             \
    } while (0)

#endif
