#include "core/base/diag.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/base/vec.h"

#define KEPT_MAX 1000

struct diags {
    struct arena *arena;
    VEC(struct diag) kept;
    size_t count[3];
};

struct diags *diags_new(struct arena *a)
{
    struct diags *d = ARENA_NEW(a, struct diags);
    d->arena = a;
    return d;
}

/* Where one more goes: at the end, or when that is full an error in place of the last that is none.
 * kept.n when there is no place. */
static size_t place_for(const struct diags *d, enum diag_severity severity)
{
    if (d->kept.n < KEPT_MAX)
        return d->kept.n;
    for (size_t i = d->kept.n; severity == DIAG_ERROR && i-- > 0;) {
        if (d->kept.items[i].severity != DIAG_ERROR)
            return i;
    }
    return d->kept.n;
}

void diag_add(struct diags *d, enum diag_severity severity, const char *code, struct pos pos,
              const char *hint, const char *format, ...)
{
    d->count[severity]++;
    size_t place = place_for(d, severity);
    if (place == KEPT_MAX)
        return;
    va_list ap;
    va_start(ap, format);
    struct diag one = {
        .severity = severity,
        .code = arena_strdup(d->arena, code),
        .pos = {arena_strdup(d->arena, pos.file), pos.line, pos.col},
        .message = arena_vprintf(d->arena, format, ap),
        .hint = arena_strdup(d->arena, hint),
    };
    va_end(ap);
    if (place < d->kept.n)
        d->kept.items[place] = one;
    else
        VEC_PUSH(d->arena, &d->kept, one);
}

size_t diags_count(const struct diags *d, enum diag_severity severity)
{
    return d->count[severity];
}

size_t diags_kept(const struct diags *d)
{
    return d->kept.n;
}

const struct diag *diags_at(const struct diags *d, size_t i)
{
    return &d->kept.items[i];
}

bool diags_ok(const struct diags *d)
{
    return d->count[DIAG_ERROR] == 0;
}

static int compare_places(const struct diag *x, const struct diag *y)
{
    int c = strcmp(x->pos.file != NULL ? x->pos.file : "", y->pos.file != NULL ? y->pos.file : "");
    if (c == 0)
        c = (x->pos.line > y->pos.line) - (x->pos.line < y->pos.line);
    if (c == 0)
        c = (x->pos.col > y->pos.col) - (x->pos.col < y->pos.col);
    return c;
}

/* Insertion sort: stable, and the list is short and nearly sorted as it comes. */
void diags_sort(struct diags *d)
{
    for (size_t i = 1; i < d->kept.n; i++) {
        struct diag one = d->kept.items[i];
        size_t k = i;
        while (k > 0 && compare_places(&d->kept.items[k - 1], &one) > 0) {
            d->kept.items[k] = d->kept.items[k - 1];
            k--;
        }
        d->kept.items[k] = one;
    }
}

static void add_visible(struct strbuf *out, const char *s)
{
    struct arena *a = arena_new();
    strbuf_adds(out, text_visible(a, s, strlen(s), true));
    arena_free(a);
}

void diag_format(const struct diag *d, struct strbuf *out)
{
    static const char *const words[] = {"error", "warning", "note"};
    if (d->pos.file != NULL) {
        add_visible(out, d->pos.file);
        strbuf_addch(out, ':');
    }
    if (d->pos.line > 0)
        strbuf_addf(out, "%d:%d:", d->pos.line, d->pos.col);
    if (out->len != 0 && out->buf[out->len - 1] == ':')
        strbuf_addch(out, ' ');
    strbuf_addf(out, "%s: ", words[d->severity]);
    add_visible(out, d->message);
    if (d->code != NULL)
        strbuf_addf(out, " [%s]", d->code);
    strbuf_addch(out, '\n');
    if (d->hint != NULL) {
        strbuf_adds(out, "    hint: ");
        add_visible(out, d->hint);
        strbuf_addch(out, '\n');
    }
}

void diags_format(const struct diags *d, struct strbuf *out)
{
    for (size_t i = 0; i < d->kept.n; i++)
        diag_format(&d->kept.items[i], out);
    size_t all = d->count[0] + d->count[1] + d->count[2];
    if (all > d->kept.n)
        strbuf_addf(out, "and %zu more\n", all - d->kept.n);
}

#define NAME_MAX_LEN 80

/* Optimal string alignment distance, cut off above limit. */
static size_t edit_distance(const char *a, size_t n, const char *b, size_t m, size_t limit)
{
    size_t rows[3][NAME_MAX_LEN + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3];
        const size_t *before = rows[(i + 2) % 3];
        const size_t *earlier = rows[(i + 1) % 3];
        size_t best = now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t cost = before[j - 1] + (a[i - 1] != b[j - 1]);
            if (before[j] + 1 < cost)
                cost = before[j] + 1;
            if (now[j - 1] + 1 < cost)
                cost = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                earlier[j - 2] + 1 < cost)
                cost = earlier[j - 2] + 1;
            now[j] = cost;
            if (cost < best)
                best = cost;
        }
        if (best > limit)
            return limit + 1;
    }
    return rows[n % 3][m];
}

const char *nearest_name(const char *name, const char *const *candidates, size_t n)
{
    size_t len = strlen(name);
    if (len == 0 || len > NAME_MAX_LEN)
        return NULL;
    size_t limit = len <= 3 ? 1 : len <= 8 ? 2 : len / 3;
    const char *best = NULL;
    for (size_t i = 0; i < n; i++) {
        size_t m = strlen(candidates[i]);
        if (m > NAME_MAX_LEN || m + limit < len || len + limit < m)
            continue;
        size_t distance = edit_distance(name, len, candidates[i], m, limit);
        if (distance <= limit) {
            best = candidates[i];
            if (distance == 0)
                break;
            limit = distance - 1;
        }
    }
    return best;
}
