/* Filtering of findings. */
#include <string.h>

#include "core/base/utf8.h"
#include "tui/screens/findings.h"
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
    if (f->severity >= 0 && (int)x->rule->severity > f->severity)
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
    for (size_t i = 0; i < s->n_findings; i++)
        if (passes(s, f, &s->findings[i]))
            list[(*n)++] = &s->findings[i];
    return list;
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
