/* arena.h: memory for one unit of work (a load, an assessment, a frame).
 *
 * Everything taken from an arena lives until arena_free or arena_reset; nothing is freed singly.
 * The calls never return NULL: a host that has no memory left aborts the program, so that callers
 * need no checks. Work on hostile input is bounded by the limits of each parser, not here. */
#ifndef ADIT_BASE_ARENA_H
#define ADIT_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is fine */
/* Forgets all that was taken; keeps the first block, so that a reused arena costs no malloc. */
void arena_reset(struct arena *a);

/* n zeroed bytes, aligned for any type. n may be 0. */
void *arena_alloc(struct arena *a, size_t n);
/* As arena_alloc for count items of size bytes; aborts when the product overflows. */
void *arena_array(struct arena *a, size_t count, size_t size);
char *arena_strdup(struct arena *a, const char *s); /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0)));
/* Bytes handed out since the arena was made or reset. */
size_t arena_used(const struct arena *a);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, n, type) ((type *)arena_array((a), (n), sizeof(type)))

#endif
