/* adit rules stale: what has run out, and how much hangs on it. */
#include "tui/commands/rules.h"

static const char *kind_text(enum stale_kind kind)
{
    static const char *const names[] = {"pack", "parameter", "expected", "rule"};
    return names[kind];
}

/* What happened on the day. */
static const char *event_text(enum stale_kind kind)
{
    static const char *const texts[] = {"check ran out", "check ran out", "a value was expected",
                                        "ended, nothing follows"};
    return texts[kind];
}

static struct json *entry_json(struct arena *a, const struct stale_entry *e, const char *checked)
{
    char date[DATE_TEXT_MAX];
    struct json *o = json_object(a);
    json_set(a, o, "kind", json_string(a, kind_text(e->kind)));
    json_set(a, o, "id", json_string(a, e->id));
    json_set(a, o, "since", json_string(a, date_text(e->since, date)));
    json_set(a, o, "checked_on", json_string(a, checked));
    json_set(a, o, "importance",
             json_string(a, e->n_rules != 0 ? rule_severity_name(e->importance) : NULL));
    json_set(a, o, "rules", json_int(a, (long long)e->n_rules));
    json_set(a, o, "file", json_string(a, e->pos.file));
    json_set(a, o, "line", json_int(a, e->pos.line));
    return o;
}

/* When a pack or a parameter was checked; NULL when neither is meant. */
static const char *checked_text(const struct selection *s, const struct stale_entry *e)
{
    char date[DATE_TEXT_MAX];
    if (e->kind == STALE_PACK)
        return arena_strdup(s->arena,
                            date_text(rulebook_find_pack(s->book, e->id)->checked_on, date));
    if (e->kind == STALE_RULE)
        return NULL;
    const struct param *p = rulebook_find_param(s->book, e->id);
    return p->has_checked_on ? arena_strdup(s->arena, date_text(p->checked_on, date)) : NULL;
}

int rules_stale(struct selection *s, bool as_json)
{
    static const char *const titles[] = {"IMPORTANCE", "RULES", "KIND", "ID", "SINCE", "WHAT"};
    struct arena *a = s->arena;
    char date[DATE_TEXT_MAX];
    size_t n, rows = 0;
    const struct stale_entry *all = rulebook_stale(a, s->book, s->as_of, &n);
    const char **cells = ARENA_ARRAY(a, 6 * n, const char *);
    struct json *list = json_array(a);
    for (size_t i = 0; i < n; i++) {
        const struct stale_entry *e = &all[i];
        if (!selects_file(s, e->pos.file))
            continue;
        const char *checked = checked_text(s, e), **row = cells + 6 * rows++;
        json_push(a, list, entry_json(a, e, checked));
        row[0] = e->n_rules != 0 ? rule_severity_name(e->importance) : "none";
        row[1] = arena_printf(a, "%zu", e->n_rules);
        row[2] = kind_text(e->kind);
        row[3] = e->id;
        row[4] = arena_strdup(a, date_text(e->since, date));
        row[5] = checked != NULL && e->kind != STALE_EXPECTED
                     ? arena_printf(a, "last checked %s", checked)
                     : event_text(e->kind);
    }
    int code;
    if (as_json) {
        struct json *o = json_object(a);
        json_set(a, o, "stale", list);
        code = print_json(o);
    } else {
        struct strbuf out;
        strbuf_init(&out, 0);
        if (rows == 0)
            strbuf_adds(&out, "nothing is out of date\n");
        else
            print_table(&out, titles, 6, cells, rows);
        code = print_buffer(&out);
    }
    return code == EXIT_DONE && rows != 0 ? EXIT_NO : code;
}
