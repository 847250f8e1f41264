#include "core/base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char empty[1]; /* never written: buf points here while nothing was added */

void strbuf_init(struct strbuf *sb, size_t max)
{
    *sb = (struct strbuf){.buf = empty, .max = max != 0 ? max : STRBUF_MAX_DEFAULT};
}

void strbuf_release(struct strbuf *sb)
{
    if (sb->cap != 0)
        free(sb->buf);
    strbuf_init(sb, sb->max);
}

void strbuf_reset(struct strbuf *sb)
{
    strbuf_truncate(sb, 0);
    sb->overflowed = false;
}

char *strbuf_detach(struct strbuf *sb, size_t *len)
{
    char *text = sb->buf;
    if (len != NULL)
        *len = sb->len;
    if (sb->cap == 0) {
        text = calloc(1, 1);
        if (text == NULL)
            abort();
    }
    strbuf_init(sb, sb->max);
    return text;
}

/* Room for n more bytes and the NUL; false over the ceiling. */
static bool reserve(struct strbuf *sb, size_t n)
{
    if (sb->overflowed || n > sb->max - sb->len) {
        sb->overflowed = true;
        return false;
    }
    size_t need = sb->len + n + 1;
    if (need <= sb->cap)
        return true;
    size_t cap = sb->cap != 0 ? sb->cap * 2 : 64;
    if (cap < need)
        cap = need;
    char *grown = realloc(sb->cap != 0 ? sb->buf : NULL, cap);
    if (grown == NULL)
        abort();
    sb->buf = grown;
    sb->cap = cap;
    sb->buf[sb->len] = '\0';
    return true;
}

void strbuf_add(struct strbuf *sb, const void *data, size_t n)
{
    if (n == 0 || !reserve(sb, n))
        return;
    memcpy(sb->buf + sb->len, data, n);
    sb->len += n;
    sb->buf[sb->len] = '\0';
}

void strbuf_adds(struct strbuf *sb, const char *s)
{
    strbuf_add(sb, s, strlen(s));
}

void strbuf_addch(struct strbuf *sb, char c)
{
    strbuf_add(sb, &c, 1);
}

void strbuf_vaddf(struct strbuf *sb, const char *format, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    if (n > 0 && reserve(sb, (size_t)n)) {
        vsnprintf(sb->buf + sb->len, (size_t)n + 1, format, again);
        sb->len += (size_t)n;
    }
    va_end(again);
}

void strbuf_addf(struct strbuf *sb, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    strbuf_vaddf(sb, format, ap);
    va_end(ap);
}

void strbuf_truncate(struct strbuf *sb, size_t len)
{
    if (len < sb->len) {
        sb->len = len;
        sb->buf[len] = '\0';
    }
}
