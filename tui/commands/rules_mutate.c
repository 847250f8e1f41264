/* adit rules mutate: do the inline tests notice a small change of a rule? */
#include <string.h>

#include "core/assess/mutate.h"
#include "tui/commands/rules.h"

struct tally {
    size_t killed, survived, invalid;
};

struct mutate_view {
    struct selection *s;
    struct json *rules, *survivors;
    struct strbuf list; /* of survivors */
    const char **cells;
    size_t rows;
    struct tally all;
    bool short_of; /* a pack falls short of its own threshold */
};

static size_t counted(struct tally t)
{
    return t.killed + t.survived;
}

static void count(struct tally *t, enum mutant_fate fate)
{
    t->killed += fate == MUTANT_KILLED ? 1 : 0;
    t->survived += fate == MUTANT_SURVIVED ? 1 : 0;
    t->invalid += fate == MUTANT_INVALID ? 1 : 0;
}

static struct json *tally_json(struct arena *a, struct tally t)
{
    struct json *o = json_object(a);
    json_set(a, o, "mutants", json_int(a, (long long)counted(t)));
    json_set(a, o, "killed", json_int(a, (long long)t.killed));
    json_set(a, o, "survived", json_int(a, (long long)t.survived));
    json_set(a, o, "invalid", json_int(a, (long long)t.invalid));
    return o;
}

/* An expression on one line. */
static const char *one_line(struct arena *a, const char *text)
{
    char *out = arena_strdup(a, text);
    size_t n = 0;
    for (const char *p = text; *p != '\0'; p++) {
        bool space = *p == ' ' || *p == '\n' || *p == '\t' || *p == '\r';
        if (space && (n == 0 || out[n - 1] == ' '))
            continue;
        out[n++] = space ? ' ' : *p;
    }
    out[n] = '\0';
    return out;
}

static void add_survivor(struct mutate_view *v, const struct rule_mutant *m)
{
    struct arena *a = v->s->arena;
    struct json *o = json_object(a);
    json_set(a, o, "rule", json_string(a, m->rule->id));
    json_set(a, o, "part", json_string(a, m->part));
    json_set(a, o, "kind", json_string(a, feel_mutation_name(m->kind)));
    json_set(a, o, "file", json_string(a, m->pos.file));
    json_set(a, o, "line", json_int(a, m->pos.line));
    json_set(a, o, "column", json_int(a, m->pos.col));
    json_set(a, o, "was", json_string(a, m->was));
    json_set(a, o, "mutant", json_string(a, m->now));
    json_push(a, v->survivors, o);
    strbuf_addf(&v->list, "%s:%d:%d: %s, %s: no test notices this %s\n    %s\n", m->pos.file,
                m->pos.line, m->pos.col, m->rule->id, m->part,
                m->kind == MUTATE_LOGIC ? "and/or" : feel_mutation_name(m->kind),
                harmless(a, one_line(a, m->now)));
}

static struct tally mutate_rule(struct mutate_view *v, const struct rule *rule)
{
    struct arena *a = v->s->arena;
    size_t n;
    const struct rule_mutant *all = rule_mutants(a, v->s->book, rule, &n);
    struct tally t = {0, 0, 0};
    for (size_t i = 0; i < n; i++) {
        count(&t, all[i].fate);
        count(&v->all, all[i].fate);
        if (all[i].fate == MUTANT_SURVIVED)
            add_survivor(v, &all[i]);
    }
    struct json *o = tally_json(a, t);
    json_set(a, o, "rule", json_string(a, rule->id));
    json_set(a, o, "pack", json_string(a, rule->pack));
    json_push(a, v->rules, o);
    const char **cells = v->cells + 4 * v->rows++;
    cells[0] = rule->id;
    cells[1] = arena_printf(a, "%zu", counted(t));
    cells[2] = arena_printf(a, "%zu", t.killed);
    cells[3] = share_text(a, t.killed, counted(t));
    return t;
}

/* Rules pack by pack, each against the pack's own threshold. */
static struct json *mutate_packs(struct mutate_view *v)
{
    struct arena *a = v->s->arena;
    struct json *packs = json_array(a);
    for (size_t i = 0; i < rulebook_packs(v->s->book); i++) {
        const struct pack *pack = rulebook_pack(v->s->book, i);
        struct tally t = {0, 0, 0};
        size_t before = v->rows;
        for (size_t k = 0; k < rulebook_rules(v->s->book); k++) {
            const struct rule *rule = rulebook_rule(v->s->book, k);
            if (strcmp(rule->pack, pack->id) != 0 || !selects_rule(v->s, rule))
                continue;
            struct tally one = mutate_rule(v, rule);
            t.killed += one.killed;
            t.survived += one.survived;
            t.invalid += one.invalid;
        }
        if (v->rows == before)
            continue;
        struct json *o = tally_json(a, t);
        json_set(a, o, "pack", json_string(a, pack->id));
        json_push(a, packs, o);
        if (below(t.killed, counted(t), pack->min_mutation_pct)) {
            v->short_of = true;
            strbuf_addf(&v->list, "pack %s: %s of its mutants are noticed, %d%% are asked for\n",
                        pack->id, share_text(a, t.killed, counted(t)), pack->min_mutation_pct);
        }
    }
    return packs;
}

int rules_mutate(struct selection *s, bool as_json)
{
    static const char *const titles[] = {"RULE", "MUTANTS", "KILLED", "SHARE"};
    struct mutate_view v = {.s = s,
                            .rules = json_array(s->arena),
                            .survivors = json_array(s->arena),
                            .cells =
                                ARENA_ARRAY(s->arena, 4 * rulebook_rules(s->book), const char *)};
    strbuf_init(&v.list, 0);
    struct json *packs = mutate_packs(&v);
    bool low = v.short_of || below(v.all.killed, counted(v.all), s->threshold);
    int code = rules_report_errors(s);
    int printed;
    if (as_json) {
        struct json *o = tally_json(s->arena, v.all);
        json_set(s->arena, o, "packs", packs);
        json_set(s->arena, o, "rules", v.rules);
        json_set(s->arena, o, "survivors", v.survivors);
        printed = print_json(o);
    } else {
        struct strbuf out;
        strbuf_init(&out, 0);
        print_table(&out, titles, 4, v.cells, v.rows);
        if (v.list.len != 0)
            strbuf_addf(&out, "\n%s", v.list.buf);
        strbuf_addf(&out, "\n%zu mutants, %zu noticed by a test, %zu not: %s\n", counted(v.all),
                    v.all.killed, v.all.survived,
                    share_text(s->arena, v.all.killed, counted(v.all)));
        printed = print_buffer(&out);
    }
    strbuf_release(&v.list);
    if (printed != EXIT_DONE)
        return printed;
    return code != EXIT_DONE ? code : low ? EXIT_NO : EXIT_DONE;
}
