/* adit rules list, show, stale. */
#include <string.h>

#include "core/base/map.h"
#include "core/base/utf8.h"
#include "core/base/vec.h"
#include "tui/commands/assessed.h"
#include "tui/commands/rules.h"

static struct json *texts_json(struct arena *a, const char *const *texts, size_t n)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < n; i++)
        json_push(a, list, json_string(a, texts[i]));
    return list;
}

static const char *dates(struct arena *a, const struct rule *r)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    return arena_printf(a, "from %s%s%s by %s", date_text(r->from, from), r->has_to ? " to " : "",
                        r->has_to ? date_text(r->to, to) : "", r->by);
}

static struct json *citations_json(struct arena *a, const struct rule *r)
{
    char read[DATE_TEXT_MAX];
    struct json *list = json_array(a);
    for (size_t i = 0; i < r->n_citations; i++) {
        const struct citation *c = &r->citations[i];
        struct json *o = json_object(a);
        json_set(a, o, "ref", json_string(a, c->source->id));
        json_set(a, o, "title", json_string(a, c->source->title));
        json_set(a, o, "at", json_string(a, c->at));
        json_set(a, o, "text", json_string(a, c->text));
        json_set(a, o, "url", json_string(a, c->source->url));
        json_set(a, o, "read",
                 json_string(a, c->source->has_read ? date_text(c->source->read, read) : NULL));
        json_set(a, o, "basis", json_string(a, c->basis));
        json_push(a, list, o);
    }
    return list;
}

static struct json *rule_json(struct arena *a, const struct rule *r)
{
    struct json *o = json_object(a);
    json_set(a, o, "id", json_string(a, r->id));
    json_set(a, o, "version", json_int(a, r->version));
    json_set(a, o, "title", json_string(a, r->title));
    json_set(a, o, "pack", json_string(a, r->pack));
    json_set(a, o, "kind", json_string(a, rule_kind_name(r->kind)));
    json_set(a, o, "severity", json_string(a, rule_severity_name(r->severity)));
    json_set(a, o, "effective", json_string(a, dates(a, r)));
    json_set(a, o, "reference", texts_json(a, r->references, r->n_references));
    json_set(a, o, "facts", texts_json(a, r->facts, r->n_facts));
    json_set(a, o, "source", citations_json(a, r));
    json_set(a, o, "tests", json_int(a, (long long)r->n_tests));
    json_set(a, o, "sha256", json_string(a, r->sha256));
    return o;
}

/* --- list --------------------------------------------------------------------------------------
 */

static int list_plain(struct selection *s)
{
    static const char *const titles[] = {"RULE", "KIND", "SEVERITY", "TITLE"};
    const char **cells = ARENA_ARRAY(s->arena, rulebook_rules(s->book) * 4, const char *);
    size_t n = 0;
    for (size_t i = 0; i < rulebook_rules(s->book); i++) {
        const struct rule *r = rulebook_rule(s->book, i);
        if (!selects_rule(s, r))
            continue;
        cells[4 * n] = r->id;
        cells[4 * n + 1] = rule_kind_name(r->kind);
        cells[4 * n + 2] = rule_severity_name(r->severity);
        cells[4 * n + 3] = harmless(s->arena, r->title);
        n++;
    }
    struct strbuf out;
    strbuf_init(&out, 0);
    print_table(&out, titles, 4, cells, n);
    return print_buffer(&out);
}

struct entry { /* of the law reference, or a source where a rule names none */
    const char *name;
    VEC(const struct rule *) rules;
    VEC(const char *) parts; /* terms and documents of programmes, one line each */
};

static struct entry *entry_of(struct arena *a, struct map *entries, const char *name)
{
    struct entry *e = map_get(entries, name);
    if (e == NULL) {
        e = ARENA_NEW(a, struct entry);
        e->name = name;
        map_put(entries, name, e);
    }
    return e;
}

static void add_parts(struct selection *s, struct map *entries, const char *const *references,
                      size_t n, const char *line)
{
    for (size_t i = 0; i < n; i++) {
        struct entry *e = entry_of(s->arena, entries, references[i]);
        VEC_PUSH(s->arena, &e->parts, line);
    }
}

/* What programmes say of an entry themselves: a term, or a document that they ask for. */
static void add_programmes(struct selection *s, struct map *entries)
{
    for (size_t i = 0; i < rulebook_programmes(s->book); i++) {
        const struct programme *p = rulebook_programme(s->book, i);
        if (!selects_programme(s, p))
            continue;
        for (size_t k = 0; k < p->n_terms; k++) {
            const struct programme_term *t = &p->terms[k];
            add_parts(s, entries, t->references, t->n_references,
                      arena_printf(s->arena, "%-40s term: %s", p->id, t->title));
        }
        for (size_t k = 0; k < p->n_documents; k++) {
            const struct programme_document *d = &p->documents[k];
            add_parts(s, entries, d->references, d->n_references,
                      arena_printf(s->arena, "%-40s document: %s", p->id, d->text));
        }
    }
}

static struct map *by_entry(struct selection *s)
{
    struct map *entries = map_new(s->arena);
    for (size_t i = 0; i < rulebook_rules(s->book); i++) {
        const struct rule *r = rulebook_rule(s->book, i);
        if (!selects_rule(s, r))
            continue;
        for (size_t k = 0; k < r->n_references; k++) {
            struct entry *e = entry_of(s->arena, entries, r->references[k]);
            VEC_PUSH(s->arena, &e->rules, r);
        }
        for (size_t k = 0; r->n_references == 0 && k < r->n_citations; k++) {
            struct entry *e = entry_of(s->arena, entries, r->citations[k].source->id);
            if (e->rules.n == 0 || e->rules.items[e->rules.n - 1] != r)
                VEC_PUSH(s->arena, &e->rules, r);
        }
    }
    add_programmes(s, entries);
    return entries;
}

static const char **sorted_names(struct arena *a, const struct map *m)
{
    size_t n = map_count(m);
    const char **names = ARENA_ARRAY(a, n, const char *);
    for (size_t i = 0; i < n; i++) {
        const char *name = map_at(m, i, NULL);
        size_t k = i;
        for (; k > 0 && strcmp(names[k - 1], name) > 0; k--)
            names[k] = names[k - 1];
        names[k] = name;
    }
    return names;
}

static int list_by_source(struct selection *s)
{
    struct map *entries = by_entry(s);
    const char **names = sorted_names(s->arena, entries);
    struct strbuf out;
    strbuf_init(&out, 0);
    for (size_t i = 0; i < map_count(entries); i++) {
        const struct entry *e = map_get(entries, names[i]);
        strbuf_addf(&out, "%s\n", harmless(s->arena, e->name));
        for (size_t k = 0; k < e->rules.n; k++)
            strbuf_addf(&out, "  %-40s %s\n", e->rules.items[k]->id,
                        harmless(s->arena, e->rules.items[k]->title));
        for (size_t k = 0; k < e->parts.n; k++)
            strbuf_addf(&out, "  %s\n", harmless(s->arena, e->parts.items[k]));
    }
    for (size_t i = 0; i < rulebook_packs(s->book); i++) {
        const struct pack *p = rulebook_pack(s->book, i);
        if (p->n_not_encoded == 0 || !selects_file(s, p->file))
            continue;
        strbuf_addf(&out, "not encoded in %s\n", p->id);
        for (size_t k = 0; k < p->n_not_encoded; k++) {
            const struct not_encoded *e = &p->not_encoded[k];
            const char *reference = e->reference != NULL ? e->reference : "";
            print_wrapped(s->arena, &out,
                          arena_printf(s->arena, "  %s", harmless(s->arena, reference)), 12,
                          arena_printf(s->arena, "%s: %s", e->topic, e->why));
        }
    }
    return print_buffer(&out);
}

int rules_list(struct selection *s, bool by_source, bool as_json)
{
    if (!as_json)
        return by_source ? list_by_source(s) : list_plain(s);
    struct json *list = json_array(s->arena), *open = json_array(s->arena);
    for (size_t i = 0; i < rulebook_rules(s->book); i++) {
        if (selects_rule(s, rulebook_rule(s->book, i)))
            json_push(s->arena, list, rule_json(s->arena, rulebook_rule(s->book, i)));
    }
    for (size_t i = 0; i < rulebook_packs(s->book); i++) {
        const struct pack *p = rulebook_pack(s->book, i);
        for (size_t k = 0; selects_file(s, p->file) && k < p->n_not_encoded; k++) {
            struct json *o = json_object(s->arena);
            json_set(s->arena, o, "pack", json_string(s->arena, p->id));
            json_set(s->arena, o, "topic", json_string(s->arena, p->not_encoded[k].topic));
            json_set(s->arena, o, "why", json_string(s->arena, p->not_encoded[k].why));
            json_set(s->arena, o, "reference", json_string(s->arena, p->not_encoded[k].reference));
            json_push(s->arena, open, o);
        }
    }
    struct json *all = json_object(s->arena);
    json_set(s->arena, all, "rules", list);
    json_set(s->arena, all, "not_encoded", open);
    return print_json(all);
}

/* --- show --------------------------------------------------------------------------------------
 */

static void show_expr(struct arena *a, struct strbuf *out, const char *name,
                      const struct feel_expr *e)
{
    size_t n;
    if (e == NULL)
        return;
    char **lines = text_wrap(a, feel_expr_text(e), 60, &n);
    for (size_t i = 0; i < n; i++)
        strbuf_addf(out, "  %-16s %s\n", i == 0 ? name : "", harmless(a, lines[i]));
}

static void show_table(struct arena *a, struct strbuf *out, const struct feel_table_spec *t)
{
    strbuf_addf(out, "  table            hit policy %s\n", t->hit);
    for (size_t i = 0; i < t->n_rows; i++) {
        strbuf_addf(out, "    %2zu  ", i + 1);
        for (size_t k = 0; k < t->rows[i].n_when; k++) {
            if (strcmp(t->rows[i].when[k].text, "-") != 0)
                strbuf_addf(out, "%s: %s; ", t->inputs[k].text,
                            harmless(a, t->rows[i].when[k].text));
        }
        strbuf_adds(out, "=>");
        for (size_t k = 0; k < t->rows[i].n_then; k++)
            strbuf_addf(out, " %s", harmless(a, t->rows[i].then[k].text));
        strbuf_addch(out, '\n');
    }
}

enum { SHOW_INDENT = 19 };

static void show_line(struct arena *a, struct strbuf *out, const char *head, const char *text)
{
    if (text != NULL)
        print_wrapped(a, out, head, SHOW_INDENT, text);
}

static void show_sources(struct arena *a, struct strbuf *out, const struct rule *r)
{
    for (size_t i = 0; i < r->n_citations; i++) {
        show_line(a, out, "  source", citation_text(a, &r->citations[i]));
        show_line(a, out, "", r->citations[i].text);
    }
}

static void show_rule(struct arena *a, struct strbuf *out, const struct rule *r)
{
    strbuf_addf(out, "%s\n", r->id);
    print_wrapped(a, out, "", 2, r->title);
    strbuf_addf(out, "  version          %d\n  sha256           %.16s...\n", r->version, r->sha256);
    strbuf_addf(out, "  kind             %s, %s\n", rule_kind_name(r->kind),
                rule_severity_name(r->severity));
    strbuf_addf(out, "  place            %s:%d\n  effective        %s\n", r->pos.file, r->pos.line,
                dates(a, r));
    show_sources(a, out, r);
    show_expr(a, out, "applies_if", r->applies_if);
    for (size_t i = 0; i < r->n_lets; i++)
        show_expr(a, out, r->lets[i].name, r->lets[i].expr);
    if (r->table_spec != NULL)
        show_table(a, out, r->table_spec);
    show_expr(a, out, "fail_if", r->fail_if);
    show_expr(a, out, "conditional_if", r->conditional_if);
    show_expr(a, out, "pass_if", r->pass_if);
    for (size_t i = 0; i < r->n_exceptions; i++) {
        show_expr(a, out, "exception", r->exceptions[i].condition);
        show_line(a, out, "",
                  arena_printf(a, "-> %s: %s", status_name(r->exceptions[i].status),
                               r->exceptions[i].why));
    }
    for (size_t i = 0; i < r->n_remedies; i++)
        show_line(a, out, "  remedy", r->remedies[i].text);
    show_line(a, out, "  legal change", r->legal_change);
    strbuf_addf(out, "  tests            %zu\n", r->n_tests);
}

int rules_show(struct selection *s, bool as_json)
{
    if (s->n == 0) {
        fprintf(stderr, "adit: rules show needs the ID of a rule\n");
        return EXIT_USAGE;
    }
    struct strbuf out;
    struct json *list = json_array(s->arena);
    strbuf_init(&out, 0);
    for (size_t i = 0; i < rulebook_rules(s->book); i++) {
        const struct rule *r = rulebook_rule(s->book, i);
        if (!selects_rule(s, r))
            continue;
        if (out.len != 0)
            strbuf_addch(&out, '\n');
        show_rule(s->arena, &out, r);
        json_push(s->arena, list, rule_json(s->arena, r));
    }
    if (!as_json)
        return print_buffer(&out);
    strbuf_release(&out);
    struct json *o = json_object(s->arena);
    json_set(s->arena, o, "rules", list);
    return print_json(o);
}
