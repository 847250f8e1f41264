/* Filtering of findings. */
#include <string.h>

#include "core/base/utf8.h"
#include "tui/screens/findings.h"
#include "tui/screens/marks.h"
#include "tui/screens/verdicts.h"

static bool in_programme(const struct programme *p, const struct rule *r)
{
    for (size_t i = 0; i < p->n_bars; i++)
        if (p->bars[i] == r)
            return true;
    for (size_t i = 0; i < p->n_scores; i++)
        if (p->scores[i] == r)
            return true;
    return false;
}

bool finding_has(const struct finding *f, const char *needle)
{
    struct arena *a = arena_new();
    const char *text = arena_printf(a, "%s %s %s", f->rule->id, f->rule->title,
                                    f->message != NULL ? f->message : "");
    bool found = strstr(utf8_lower(a, text), needle) != NULL;
    arena_free(a);
    return found;
}

static bool passes(const struct assessment *s, const struct findings_filter *f,
                   const struct finding *x)
{
    if (!rule_decides(x->rule)) /* it sets countries side by side: a screen of its own */
        return false;
    if (f->severity >= 0 && (int)x->rule->severity > f->severity)
        return false;
    if (f->status == FINDINGS_APPLICABLE && x->status == STATUS_NOT_APPLICABLE)
        return false;
    if (f->status >= 0 && (int)x->status != f->status)
        return false;
    if (f->area != NULL && strcmp(x->rule->pack, f->area) != 0)
        return false;
    if (f->law && !finding_is_law(s, x))
        return false;
    if (f->programme != NULL) {
        const struct programme *p = rulebook_find_programme(s->rulebook, f->programme);
        if (p == NULL || !in_programme(p, x->rule))
            return false;
    }
    return f->needle == NULL || f->needle[0] == '\0' || finding_has(x, f->needle);
}

const struct finding **findings_pick(struct arena *a, const struct assessment *s,
                                     const struct findings_filter *f, size_t *n)
{
    const struct finding **list = ARENA_ARRAY(a, s->n_findings, const struct finding *);
    *n = 0;
    for (int severity = SEV_BLOCKING; severity <= SEV_INFO; severity++)
        for (size_t k = 0; k < STATUS_COUNT; k++)
            for (size_t i = 0; i < s->n_findings; i++) {
                const struct finding *x = &s->findings[i];
                if ((int)x->rule->severity == severity && x->status == status_order[k] &&
                    passes(s, f, x))
                    list[(*n)++] = x;
            }
    return list;
}

const char *findings_count(struct arena *a, const struct finding *const *list, size_t n)
{
    const char *text = "";
    for (size_t k = 0; k < STATUS_COUNT; k++) {
        size_t with = 0;
        for (size_t i = 0; i < n; i++)
            with += list[i]->status == status_order[k];
        if (with != 0)
            text = arena_printf(a, "%s%s%s %zu %s", text, text[0] != '\0' ? "   " : "",
                                status_mark(status_order[k]), with, status_words(status_order[k]));
    }
    return text;
}

size_t findings_hidden(const struct assessment *s, const struct findings_filter *f)
{
    struct findings_filter without = *f;
    size_t n = 0;
    if (f->status != FINDINGS_APPLICABLE)
        return 0;
    without.status = STATUS_NOT_APPLICABLE;
    for (size_t i = 0; i < s->n_findings; i++)
        n += passes(s, &without, &s->findings[i]);
    return n;
}

const char *findings_next_area(const struct assessment *s, const char *area)
{
    const char *next = NULL;
    for (size_t i = 0; i < s->n_findings; i++) {
        const char *pack = s->findings[i].rule->pack;
        if ((area == NULL || strcmp(pack, area) > 0) && (next == NULL || strcmp(pack, next) < 0))
            next = pack;
    }
    return next;
}
