/* diag.h: what is wrong, where, and how to mend it.
 *
 * core/ never prints. A function that can fail on input returns false or NULL and adds a
 * diagnostic here; the command line and the screens show them. Texts follow one form: what failed
 * first, the subject in 'quotes', no capital, no full stop; the hint is a sentence fragment that
 * says how to mend it. */
#ifndef ADIT_BASE_DIAG_H
#define ADIT_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/strbuf.h"

enum diag_severity { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE };

/* A place in a file. line and col count from 1 (col in code points); 0 means "whole file". */
struct pos {
    const char *file; /* NULL when the text came from no file */
    int line, col;
};

struct diag {
    enum diag_severity severity;
    const char *code; /* lint code such as "E011", or NULL */
    struct pos pos;
    const char *message;
    const char *hint; /* NULL when there is none */
};

struct diags;

struct diags *diags_new(struct arena *a);
/* Copies all texts. At most 1,000 are kept; the rest are counted only. code and hint may be NULL.
 */
void diag_add(struct diags *d, enum diag_severity severity, const char *code, struct pos pos,
              const char *hint, const char *format, ...) __attribute__((format(printf, 6, 7)));
size_t diags_count(const struct diags *d,
                   enum diag_severity severity); /* counts dropped ones too */
size_t diags_kept(const struct diags *d);
const struct diag *diags_at(const struct diags *d, size_t i);
bool diags_ok(const struct diags *d); /* no error among them */
/* Sorts by file, line, column, then order of arrival. */
void diags_sort(struct diags *d);
/* "FILE:LINE:COL: error: MESSAGE [CODE]\n    hint: HINT\n" for each. */
void diags_format(const struct diags *d, struct strbuf *out);
void diag_format(const struct diag *d, struct strbuf *out);

/* The candidate nearest to name by edit distance (transpositions count one), or NULL when none is
 * near enough to be worth suggesting. */
const char *nearest_name(const char *name, const char *const *candidates, size_t n);

#endif
