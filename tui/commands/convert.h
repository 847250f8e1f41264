/* convert.h: other programs that turn a page into a file. */
#ifndef ADIT_COMMANDS_CONVERT_H
#define ADIT_COMMANDS_CONVERT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"

/* HTML into a PDF at path through WeasyPrint, under limits of time and memory. False after printing
 * what is wrong: the program is missing (with its package), it failed, or the file cannot be
 * written. */
bool convert_pdf(struct arena *a, const char *html, size_t n, const char *path);

#endif
