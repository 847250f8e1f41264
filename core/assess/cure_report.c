/* cure_report.c: cures in words and as JSON. */
#include "core/assess/cure.h"

const char *cure_change_words(struct arena *a, const struct cure_change *c)
{
    switch (c->kind) {
    case CURE_ANSWER:
        return c->computed ? arena_printf(a, "Complete the economics; %s has to come out: %s",
                                          c->name, c->words)
                           : arena_printf(a, "Establish %s: %s", c->name, c->words);
    case CURE_EVIDENCE:
        return arena_printf(a, "Prove %s: %s", c->name, c->words);
    case CURE_INPUT:
        return arena_printf(a, "Move %s: %s (now %s)", c->title, c->words, c->now);
    case CURE_CHANGE:
        break;
    }
    return arena_printf(a, "Change %s to: %s (now %s)", c->name, c->words, c->now);
}

static struct json *change_json(struct arena *a, const struct cure_change *c)
{
    struct json *o = json_object(a);
    json_set(a, o, "kind", json_string(a, cure_kind_name(c->kind)));
    json_set(a, o, c->kind == CURE_INPUT ? "input" : "fact", json_string(a, c->name));
    json_set(a, o, "condition", json_string(a, c->condition));
    json_set(a, o, "words", json_string(a, c->words));
    json_set(a, o, "now", json_string(a, c->now));
    json_set(a, o, "title", json_string(a, c->title));
    json_set(a, o, "evidence", json_string(a, c->evidence));
    json_set(a, o, "who", json_string(a, c->who));
    json_set(a, o, "effort", json_int(a, c->effort));
    if (c->kind == CURE_INPUT)
        json_set(a, o, "border", feel_to_json(a, c->border));
    return o;
}

static struct json *cure_json(struct arena *a, const struct cures *all, const struct cure *c)
{
    struct json *o = json_object(a), *changes = json_array(a), *bars = json_array(a);
    for (size_t i = 0; i < c->n_changes; i++)
        json_push(a, changes, change_json(a, &c->changes[i]));
    for (size_t i = 0; i < c->n_bars; i++) {
        struct json *bar = json_object(a);
        json_set(a, bar, "id", json_string(a, c->bars[i].rule->id));
        json_set(a, bar, "before", json_string(a, status_name(c->bars[i].before)));
        json_set(a, bar, "after", json_string(a, status_name(c->bars[i].after)));
        json_set(a, bar, "or_better", json_bool(a, c->bars[i].or_better));
        json_push(a, bars, bar);
    }
    const char *gives = c->conditional           ? "conditional"
                        : all->programme != NULL ? "eligible"
                                                 : status_name(c->bars[0].after);
    json_set(a, o, "gives", json_string(a, gives));
    json_set(a, o, "effort", json_int(a, c->effort));
    json_set(a, o, "steps", json_int(a, c->steps));
    json_set(a, o, "changes", changes);
    json_set(a, o, "bars", bars);
    return o;
}

static struct json *obstacles_json(struct arena *a, const struct cures *c)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < c->n_obstacles; i++) {
        const struct cure_obstacle *b = &c->obstacles[i];
        struct json *o = json_object(a);
        json_set(a, o, "id", json_string(a, b->finding->rule->id));
        json_set(a, o, "title", json_string(a, b->finding->rule->title));
        json_set(a, o, "status", json_string(a, status_name(b->finding->status)));
        json_set(a, o, "why", json_string(a, b->why));
        json_set(a, o, "against", json_string(a, b->conditional ? "conditional" : "full"));
        json_push(a, list, o);
    }
    return list;
}

struct json *cures_json(struct arena *a, const struct assessment *s, const struct cures *c)
{
    struct json *o = json_object(a), *list = json_array(a);
    char date[DATE_TEXT_MAX];
    const char *id = c->programme != NULL ? c->programme->programme->id : c->check->rule->id;
    const char *now =
        c->programme != NULL ? verdict_name(c->programme->verdict) : status_name(c->check->status);
    for (size_t i = 0; i < c->n; i++)
        json_push(a, list, cure_json(a, c, &c->items[i]));
    json_set(a, o, "project", json_string(a, dossier_id(s->dossier)));
    json_set(a, o, "as_of", json_string(a, date_text(s->as_of, date)));
    json_set(a, o, "target", json_string(a, id));
    json_set(a, o, "kind", json_string(a, c->programme != NULL ? "programme" : "check"));
    json_set(a, o, "now", json_string(a, now));
    json_set(a, o, "done", json_bool(a, c->done));
    json_set(a, o, "cures", list);
    json_set(a, o, "left_out", json_int(a, (long long)c->left_out));
    json_set(a, o, "plan", c->plan != NULL ? cure_json(a, c, c->plan) : json_null(a));
    json_set(a, o, "standing", obstacles_json(a, c));
    json_set(a, o, "cut_short", json_bool(a, c->cut_short));
    return o;
}
