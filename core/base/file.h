/* file.h: whole files in and out. */
#ifndef ADIT_BASE_FILE_H
#define ADIT_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"

/* The file's bytes, NUL added; NULL after an error (missing, unreadable, not a regular file or
 * pipe, over max bytes). Reads at most max + 1 bytes, so that a huge file costs nothing. */
char *file_read(struct arena *a, const char *path, size_t max, size_t *n, struct diags *d);
/* Writes beside, syncs and renames over path, so that a full disk or a crash leaves the old file.
 * False after an error. */
bool file_write(const char *path, const char *data, size_t n, struct diags *d);
/* Names in a directory tree that end in suffix, sorted bytewise by path; *n how many. A missing
 * directory gives none and an error. */
char **file_list(struct arena *a, const char *dir, const char *suffix, size_t *n, struct diags *d);

#endif
