/* names.c: the closed word lists of rule files, and ISO periods. */
#include <string.h>

#include "core/rulebook/rulebook.h"

static const char *const verdict_words[STATUS_COUNT] = {
    "pass", "conditional", "fail", "unknown", "not_applicable", "error",
};
static const char *const kind_words[] = {"flag", "bar", "score", "readiness", "compare"};
static const char *const severity_words[] = {"blocking", "high", "medium", "low", "info"};

const char *status_name(enum status s)
{
    return verdict_words[s];
}

bool status_parse(const char *text, enum status *out)
{
    for (int i = 0; i < STATUS_COUNT; i++)
        if (strcmp(text, verdict_words[i]) == 0) {
            *out = (enum status)i;
            return true;
        }
    return false;
}

const char *rule_kind_name(enum rule_kind k)
{
    return kind_words[k];
}

const char *rule_severity_name(enum rule_severity s)
{
    return severity_words[s];
}

bool rule_severity_parse(const char *text, enum rule_severity *out)
{
    for (int i = 0; i < 5; i++) {
        if (strcmp(text, severity_words[i]) == 0) {
            *out = (enum rule_severity)i;
            return true;
        }
    }
    return false;
}

bool period_parse(const char *text, int *months, int *days)
{
    *months = *days = 0;
    if (text == NULL || *text != 'P' || text[1] == '\0')
        return false;
    const char *order = "YMWD"; /* each unit once, largest first */
    for (const char *p = text + 1; *p != '\0';) {
        int n = 0;
        const char *digits = p;
        while (*p >= '0' && *p <= '9' && p - digits < 5)
            n = n * 10 + (*p++ - '0');
        const char *unit = *p != '\0' ? strchr(order, *p) : NULL;
        if (p == digits || unit == NULL)
            return false;
        order = unit + 1;
        switch (*p++) {
        case 'Y':
            *months += 12 * n;
            break;
        case 'M':
            *months += n;
            break;
        case 'W':
            *days += 7 * n;
            break;
        default:
            *days += n;
            break;
        }
    }
    return true;
}

bool period_after(struct date from, const char *text, struct date *out)
{
    int months, days;
    struct date d;
    if (!period_parse(text, &months, &days) || !date_add_months(from, months, &d))
        return false;
    return date_from_days((int64_t)date_to_days(d) + days, out);
}
