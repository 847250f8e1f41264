/* Requests of `adit feel --jsonl`, one a line, of any bytes: replies or errors, never a crash. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/base/json.h"
#include "tui/commands/feel_request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void one_line(struct arena *a, const char *line, size_t n, bool conformance)
{
    struct diags *d = diags_new(a);
    struct json *request = json_parse(a, line, n, "request", d);
    if (request == NULL || request->kind != JSON_OBJECT)
        return;
    struct feel_request r;
    struct feel_value v;
    struct strbuf out;
    feel_request_init(&r, a, d, conformance);
    if (!feel_request_run(&r, request, &v))
        return;
    struct json *reply = json_object(a);
    feel_request_reply(&r, v, reply);
    strbuf_init(&out, (size_t)1 << 24);
    json_write(&out, reply, 0);
    strbuf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)data, size);
    const char *end = text + size;
    for (const char *line = text; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        size_t n = stop != NULL ? (size_t)(stop - line) : (size_t)(end - line);
        one_line(a, line, n, false);
        one_line(a, line, n, true);
        line += n + 1;
    }
    arena_free(a);
    return 0;
}
