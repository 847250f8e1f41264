/* utf8.h: text as code points and as columns of a terminal. */
#ifndef ADIT_BASE_UTF8_H
#define ADIT_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/strbuf.h"

/* Decodes one code point of s[0..n); *cp is U+FFFD for a bad sequence. Returns the bytes used
 * (at least 1 when n > 0, 0 when n is 0). */
size_t utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Writes cp (a valid scalar value) and returns its length, 1..4. */
size_t utf8_encode(uint32_t cp, char out[4]);
bool utf8_valid(const char *s, size_t n);
size_t utf8_length(const char *s); /* in code points */
/* Byte offset of the k-th code point (0-based), or of the end when there are fewer. */
size_t utf8_offset(const char *s, size_t k);

/* Columns that cp takes: 0 (combining), 1 or 2 (wide). Controls count 0. */
int cp_width(uint32_t cp);
size_t utf8_width(const char *s);

/* True for what must never reach a terminal as it is: C0, DEL, C1, bidi controls (U+061C, 200E,
 * 200F, 202A-202E, 2066-2069), line and paragraph separators, noncharacters, bad bytes. */
bool cp_unsafe(uint32_t cp);
/* Text from outside made visible: newline and tab become a space when one_line, else stay;
 * every other unsafe code point becomes <U+XXXX>, a bad byte <XX>. */
char *text_visible(struct arena *a, const char *s, size_t n, bool one_line);

/* s in exactly cols columns: padded with spaces, or cut with '~' in the last column. Never splits
 * a wide character or a base from its combining marks. s must be visible text. */
void cell_fit(struct strbuf *out, const char *s, size_t cols);

/* Breaks s at spaces into lines of at most cols columns, a too long word by cells; '\n' breaks.
 * Returns arena strings; *n receives how many (at least 1). */
char **text_wrap(struct arena *a, const char *s, size_t cols, size_t *n);

/* Locale-free case mapping. */
char *utf8_upper(struct arena *a, const char *s);
char *utf8_lower(struct arena *a, const char *s);

#endif
