/* message.c: a message with its values as a person reads them. */
#include <string.h>

#include "core/assess/internal.h"

/* A message often writes the unit itself ("{x} %", "USD {y}"): then the value leaves it out. */
static const char *without_unit(struct arena *a, const char *value, const char *before,
                                size_t before_len, const char *after)
{
    const char *space = strchr(value, ' ');
    if (space == NULL)
        return value;
    size_t head = (size_t)(space - value);
    bool currency = value[0] >= 'A' && value[0] <= 'Z' && head == 3;
    after += strspn(after, " ");
    if (currency) {
        bool said = (before_len >= 4 && strncmp(before + before_len - 4, value, 3) == 0) ||
                    strncmp(after, value, 3) == 0;
        return said ? space + 1 : value;
    }
    const char *unit = space + 1;
    bool percent = strcmp(unit, "%") == 0;
    bool said = strncmp(after, unit, strlen(unit)) == 0 ||
                (percent && (strncmp(after, "per cent", 8) == 0 || strncmp(after, "pct", 3) == 0));
    return said ? arena_strndup(a, value, head) : value;
}

static const char *bounds_text(struct arena *a, const struct feel_unknown *u)
{
    const char *low = fact_display(a, NULL, feel_number(u->low));
    const char *high = fact_display(a, NULL, feel_number(u->high));
    return arena_printf(a, "%s to %s", low, high);
}

static const char *value_text(struct arena *a, const struct message_part *part, struct feel_value v)
{
    if (v.kind == FEEL_UNKNOWN)
        return v.u.unknown->has_bounds ? bounds_text(a, v.u.unknown) : "(not known)";
    return fact_display(a, part->fact, v);
}

char *message_text(struct work *w, struct arena *a, const struct rule_message *m)
{
    struct strbuf sb;
    strbuf_init(&sb, 64 << 10);
    for (size_t i = 0; i < m->n_parts; i++) {
        const struct message_part *part = &m->parts[i];
        if (part->text != NULL) {
            strbuf_adds(&sb, part->text);
            continue;
        }
        const char *after =
            i + 1 < m->n_parts && m->parts[i + 1].text != NULL ? m->parts[i + 1].text : "";
        const char *value = value_text(w->scratch, part, work_eval(w, part->expr));
        strbuf_adds(&sb, without_unit(w->scratch, value, sb.buf, sb.len, after));
    }
    char *text = arena_strdup(a, sb.buf);
    strbuf_release(&sb);
    return text;
}
