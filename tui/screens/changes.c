/* Two assessments of one project side by side. */
#include "tui/screens/changes.h"

#include <string.h>

#include "tui/screens/marks.h"
#include "tui/screens/verdicts.h"

struct standing {
    const char *value; /* NPV and IRR in words */
    size_t n_rules;
    enum status *statuses; /* by place in the rulebook; STATUS_COUNT: not in force */
    size_t n_programmes;
    enum verdict *verdicts;
};

static const char *value_now(struct arena *a, const struct assessment *s)
{
    return s->economics->complete ? value_text(a, s->economics) : "no cash flow";
}

struct standing *standing_of(struct arena *a, const struct assessment *s)
{
    struct standing *x = ARENA_NEW(a, struct standing);
    x->value = arena_strdup(a, value_now(a, s));
    x->n_rules = rulebook_rules(s->rulebook);
    x->statuses = ARENA_ARRAY(a, x->n_rules, enum status);
    for (size_t i = 0; i < x->n_rules; i++)
        x->statuses[i] = STATUS_COUNT;
    for (size_t i = 0; i < s->n_findings; i++)
        x->statuses[s->findings[i].rule->index] = s->findings[i].status;
    x->n_programmes = s->n_programmes;
    x->verdicts = ARENA_ARRAY(a, s->n_programmes, enum verdict);
    for (size_t i = 0; i < s->n_programmes; i++)
        x->verdicts[i] = s->programmes[i].verdict;
    return x;
}

const struct change *changes_since(struct arena *a, const struct standing *before,
                                   const struct assessment *now, size_t *n)
{
    struct change *list = ARENA_ARRAY(a, 1 + now->n_programmes + now->n_findings, struct change);
    const char *value = value_now(a, now);
    *n = 0;
    if (strcmp(before->value, value) != 0)
        list[(*n)++] = (struct change){CHANGE_VALUE, "Value", before->value, value, STATUS_PASS};
    for (size_t i = 0; i < now->n_programmes && i < before->n_programmes; i++) {
        const struct programme_result *p = &now->programmes[i];
        enum verdict old = before->verdicts[i];
        if (p->verdict != old)
            list[(*n)++] = (struct change){CHANGE_VERDICT, p->programme->title, verdict_name(old),
                                           verdict_name(p->verdict), verdict_status(p->verdict)};
    }
    for (size_t k = 0; k < STATUS_COUNT; k++)
        for (size_t i = 0; i < now->n_findings; i++) {
            const struct finding *f = &now->findings[i];
            enum status old =
                f->rule->index < before->n_rules ? before->statuses[f->rule->index] : STATUS_COUNT;
            if (f->status == status_order[k] && old != STATUS_COUNT && old != f->status)
                list[(*n)++] = (struct change){CHANGE_CHECK, f->rule->title, status_words(old),
                                               status_words(f->status), f->status};
        }
    return list;
}

const char *changes_summary(struct arena *a, const struct change *list, size_t n)
{
    size_t checks = 0;
    for (size_t i = 0; i < n; i++)
        checks += list[i].kind == CHANGE_CHECK;
    const char *text = checks == 0   ? "no check changed"
                       : checks == 1 ? "one check changed"
                                     : arena_printf(a, "%zu checks changed", checks);
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == CHANGE_VERDICT)
            text = arena_printf(a, "%s; %s is now %s", text, list[i].what, list[i].to);
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == CHANGE_VALUE)
            text = arena_printf(a, "%s; %s", text, list[i].to);
    return text;
}
