/* Signs of statuses and verdicts. */
#include "tui/screens/marks.h"

#include <string.h>

#include "core/base/utf8.h"

static const struct {
    const char *mark, *words;
    enum role role;
} STATUS[STATUS_COUNT] = {
    [STATUS_PASS] = {"+", "pass", ROLE_PASS},
    [STATUS_CONDITIONAL] = {"!", "conditional", ROLE_CONDITIONAL},
    [STATUS_FAIL] = {"x", "fail", ROLE_FAIL},
    [STATUS_UNKNOWN] = {"?", "unknown", ROLE_UNKNOWN},
    [STATUS_NOT_APPLICABLE] = {"-", "not applicable", ROLE_NOT_APPLICABLE},
    [STATUS_ERROR] = {"E", "error", ROLE_ERROR},
};

const enum status status_order[STATUS_COUNT] = {STATUS_FAIL,  STATUS_CONDITIONAL,
                                                STATUS_ERROR, STATUS_UNKNOWN,
                                                STATUS_PASS,  STATUS_NOT_APPLICABLE};

const char *status_mark(enum status s)
{
    return STATUS[s].mark;
}

enum role status_role(enum status s)
{
    return STATUS[s].role;
}

const char *status_words(enum status s)
{
    return STATUS[s].words;
}

enum status verdict_status(enum verdict v)
{
    switch (v) {
    case VERDICT_ELIGIBLE:
        return STATUS_PASS;
    case VERDICT_CONDITIONAL:
        return STATUS_CONDITIONAL;
    case VERDICT_INELIGIBLE:
        return STATUS_FAIL;
    case VERDICT_UNDETERMINED:
        break;
    }
    return STATUS_UNKNOWN;
}

const char *verdict_mark(enum verdict v)
{
    return status_mark(verdict_status(v));
}

enum role verdict_role(enum verdict v)
{
    return status_role(verdict_status(v));
}

static const char *lender_part(const struct programme *p)
{
    const char *dot = strchr(p->id, '.');
    return dot != NULL ? dot + 1 : p->id;
}

const char *programme_short(struct arena *a, const struct programme *p)
{
    const char *start = lender_part(p);
    return utf8_upper(a, arena_strndup(a, start, strcspn(start, "._")));
}

bool same_lender(const struct programme *p, const struct programme *q)
{
    const char *x = lender_part(p), *y = lender_part(q);
    size_t n = strcspn(x, "._");
    return n == strcspn(y, "._") && strncmp(x, y, n) == 0;
}

int verdict_width(enum verdict v)
{
    static const int width[] = {[VERDICT_ELIGIBLE] = 3,
                                [VERDICT_CONDITIONAL] = 2,
                                [VERDICT_UNDETERMINED] = 1,
                                [VERDICT_INELIGIBLE] = 0};
    return width[v];
}

const char *marks_words(struct arena *a, unsigned marks)
{
    static const struct {
        enum mark mark;
        const char *words;
    } WORDS[] = {
        {MARK_LAW_STALE, "the law was read long ago"},
        {MARK_LAW_PENDING, "a new value of the law is expected"},
        {MARK_ASSUMED, "a default stood in for an answer"},
        {MARK_WEAK_EVIDENCE, "the evidence falls short"},
    };
    const char *text = "";
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if ((marks & WORDS[i].mark) != 0)
            text = arena_printf(a, "%s%s%s", text, text[0] != '\0' ? "; " : "", WORDS[i].words);
    return text;
}
