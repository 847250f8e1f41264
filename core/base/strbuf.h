/* strbuf.h: growing text with a ceiling.
 *
 * buf is never NULL and always ends in NUL; len is without it. Going over the ceiling is an
 * ordinary error: the rest is dropped and overflowed becomes true. Words as in git: init, release
 * (memory gone), reset (empty again, memory kept), detach (the caller frees with free). */
#ifndef ADIT_BASE_STRBUF_H
#define ADIT_BASE_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct strbuf {
    char *buf;
    size_t len, cap, max;
    bool overflowed;
};

#define STRBUF_MAX_DEFAULT ((size_t)256 << 20)

void strbuf_init(struct strbuf *sb, size_t max); /* max 0: STRBUF_MAX_DEFAULT */
void strbuf_release(struct strbuf *sb);
void strbuf_reset(struct strbuf *sb);
char *strbuf_detach(struct strbuf *sb, size_t *len); /* len may be NULL */
void strbuf_add(struct strbuf *sb, const void *data, size_t n);
void strbuf_adds(struct strbuf *sb, const char *s);
void strbuf_addch(struct strbuf *sb, char c);
void strbuf_addf(struct strbuf *sb, const char *format, ...) __attribute__((format(printf, 2, 3)));
void strbuf_vaddf(struct strbuf *sb, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0)));
void strbuf_truncate(struct strbuf *sb, size_t len);

#endif
