/* Any bytes as JSON: a value or a diagnostic; what is written reads back and is written alike. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    struct json *j = json_parse(a, (const char *)data, size, "fuzz.json", d);
    if ((j == NULL) == diags_ok(d))
        abort();
    for (int indent = 0; j != NULL && indent <= 2; indent += 2) {
        struct strbuf once, twice;
        strbuf_init(&once, 0);
        strbuf_init(&twice, 0);
        json_write(&once, j, indent);
        struct json *back = json_parse(a, once.buf, once.len, "again.json", d);
        if (back == NULL)
            abort();
        json_write(&twice, back, indent);
        if (strcmp(once.buf, twice.buf) != 0)
            abort();
        strbuf_release(&once);
        strbuf_release(&twice);
    }
    arena_free(a);
    return 0;
}
