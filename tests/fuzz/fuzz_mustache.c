/* Templates of any bytes over a small fixed context: errors are fine, crashes and hangs are not. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/memo/mustache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The template itself is its own partial: recursion must end. */
struct self {
    const char *text;
};

static const char *partial(void *data, struct arena *a, const char *name)
{
    const struct self *self = data;
    (void)a;
    return strcmp(name, "p") == 0 ? self->text : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char context_text[] =
        "{\"a\":{\"b\":[1,2,{\"c\":\"<x>|*\"}]},\"l\":[{\"n\":1},{\"n\":2}],\"t\":true,\"f\":false,"
        "\"s\":\"\\u001b[31m text\",\"e\":[]}";
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const char *text = arena_strndup(a, (const char *)data, size);
    struct self self = {text};
    struct json *context = json_parse(a, context_text, sizeof context_text - 1, "c", d);
    for (int how = 0; how < 3; how++) {
        struct strbuf out;
        strbuf_init(&out, (size_t)1 << 20);
        mustache_render(a, text, strlen(text), "t", context, (enum mustache_escape)how, partial,
                        &self, &out, d);
        strbuf_release(&out);
    }
    arena_free(a);
    return 0;
}
