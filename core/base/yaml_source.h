/* yaml_source.h: places in a YAML text. Inside core/base. */
#ifndef ADIT_BASE_YAML_SOURCE_H
#define ADIT_BASE_YAML_SOURCE_H

#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"

/* Lines end as libyaml ends them. Up to `ascii` a column is a byte. */
struct yaml_line {
    size_t start, ascii; /* byte offsets: the first byte; the first that is not ASCII, or the end */
};

struct yaml_source {
    const char *file, *text;
    size_t n;
    const struct yaml_line *lines;
    size_t n_lines;
};

const struct yaml_source *source_new(struct arena *a, const char *file, const char *text, size_t n);
/* Byte offset of a 0-based line and column (in code points). */
size_t source_offset(const struct yaml_source *s, size_t line, size_t column);
struct pos source_pos(const struct yaml_source *s, size_t offset);

#endif
