/* Reading of key scripts. */
#include "tui/script.h"

#include <string.h>

#include "core/base/file.h"
#include "tui/keys.h"

struct script {
    struct arena *arena;
    const char *at, *end;
    bool line_start;
    int line;
};

struct script *script_from_text(struct arena *a, const char *text, size_t n)
{
    struct script *s = ARENA_NEW(a, struct script);
    *s = (struct script){.arena = a, .line_start = true, .line = 1};
    s->at = arena_strndup(a, text, n);
    s->end = s->at + n;
    return s;
}

struct script *script_load(struct arena *a, const char *path, struct diags *d)
{
    size_t n;
    const char *text = file_read(a, path, (size_t)1 << 20, &n, d);
    return text == NULL ? NULL : script_from_text(a, text, n);
}

int script_line(const struct script *s)
{
    return s->line;
}

static const char *line_end(const struct script *s)
{
    const char *end = memchr(s->at, '\n', (size_t)(s->end - s->at));
    return end != NULL ? end : s->end;
}

enum script_step script_next(struct script *s, uint32_t *key, const char **command)
{
    while (s->at < s->end) {
        if (*s->at == '\n') {
            s->at++;
            s->line++;
            s->line_start = true;
            continue;
        }
        if (s->line_start && (*s->at == '#' || *s->at == ':')) {
            const char *end = line_end(s);
            bool is_command = *s->at == ':';
            *command = arena_strndup(s->arena, s->at + 1, (size_t)(end - s->at) - 1);
            s->at = end;
            if (is_command)
                return SCRIPT_COMMAND;
            continue;
        }
        s->line_start = false;
        size_t used = key_parse(s->at, (size_t)(s->end - s->at), key);
        if (used == 0)
            return SCRIPT_BAD;
        s->at += used;
        return SCRIPT_KEY;
    }
    return SCRIPT_END;
}
