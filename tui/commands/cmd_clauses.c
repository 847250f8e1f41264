/* adit clauses: what the contracts and laws of a project were read for, what was found, what is
 * still missing. */
#include <string.h>

#include "core/evidence/clauses.h"
#include "tui/commands/assessed.h"

static const char *const STATUS_TEXT[CLAUSE_STATUS_COUNT] = {"not read", "present", "absent",
                                                             "AMBIGUOUS"};

static bool shown_line(const struct clause_line *l, bool all)
{
    return all || l->n_entries > 0 || l->category->needed != 0;
}

/* --- text ------------------------------------------------------------------------------------- */

static const char *counts_text(struct arena *a, const size_t counts[CLAUSE_STATUS_COUNT])
{
    return arena_printf(a, "%zu present, %zu absent, %zu ambiguous, %zu not read",
                        counts[CLAUSE_PRESENT], counts[CLAUSE_ABSENT], counts[CLAUSE_AMBIGUOUS],
                        counts[CLAUSE_NOT_READ]);
}

static void show_document(struct arena *a, struct strbuf *out, const struct clause_document *d)
{
    static const struct {
        enum clause_doc_field field;
        const char *label;
    } PARTS[] = {{CLAUSE_DOC_KIND, ""},
                 {CLAUSE_DOC_DATE, "text of "},
                 {CLAUSE_DOC_CHANGED, "last changed "},
                 {CLAUSE_DOC_LANGUAGE, "in "},
                 {CLAUSE_DOC_TRANSLATION, "translation: "}};
    const char *text = arena_printf(a, "%s (%s)", d->name, d->id);
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++)
        if (d->fields[PARTS[i].field] != NULL)
            text = arena_printf(a, "%s, %s%s", text, PARTS[i].label, d->fields[PARTS[i].field]);
    print_wrapped(a, out, "", 2, text);
    if (d->fields[CLAUSE_DOC_PATH] != NULL)
        print_wrapped(a, out, "", 4, arena_printf(a, "file: %s", d->fields[CLAUSE_DOC_PATH]));
    print_wrapped(a, out, "", 4, counts_text(a, d->counts));
    if (d->fields[CLAUSE_DOC_NOTE] != NULL)
        print_wrapped(a, out, "", 4, arena_printf(a, "note: %s", d->fields[CLAUSE_DOC_NOTE]));
}

/* "article 14, page 9; ru, translation unofficial; read by A. Ivanova on 2026-05-01" */
static const char *place_text(struct arena *a, const struct clause_entry *e)
{
    static const struct {
        enum clause_entry_field field;
        const char *glue;
    } PARTS[] = {{CLAUSE_ARTICLE, ", article "},
                 {CLAUSE_PAGE, ", page "},
                 {CLAUSE_REVIEWER, "; read by "},
                 {CLAUSE_REVIEWED, ", on "}};
    const char *text = arena_printf(a, "%s: %s", e->document->id, STATUS_TEXT[e->status]);
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++)
        if (e->fields[PARTS[i].field] != NULL)
            text = arena_printf(a, "%s%s%s", text, PARTS[i].glue, e->fields[PARTS[i].field]);
    return text;
}

static void show_facts(struct arena *a, struct strbuf *out, const struct dossier *d,
                       const struct clause_line *l)
{
    const char *open = "";
    for (size_t i = 0; i < l->category->n_facts; i++) {
        const char *name = l->category->facts[i];
        const struct fact *f = dossier_fact(d, name);
        if (f == NULL || f->value.kind == FEEL_UNKNOWN) {
            open = arena_printf(a, "%s%s%s", open, open[0] != '\0' ? ", " : "", name);
            continue;
        }
        bool from = false;
        for (size_t k = 0; k < l->n_entries; k++)
            from = from || clause_fills(l->entries[k], f);
        print_wrapped(a, out, "", 16,
                      arena_printf(a, "%s = %s%s", name, fact_display(a, f->def, f->value),
                                   from ? " (from this clause)" : ""));
    }
    if (open[0] != '\0')
        print_wrapped(a, out, "", 16, arena_printf(a, "could answer: %s", open));
}

static void show_line(struct arena *a, struct strbuf *out, const struct dossier *d,
                      const struct clause_line *l)
{
    const char *status = l->conflict != NULL ? "CONFLICT" : STATUS_TEXT[l->status];
    const char *needed = l->category->needed != 0 && l->status != CLAUSE_PRESENT ? " *" : "";
    print_wrapped(a, out, arena_printf(a, "  %-10s", status), 14,
                  arena_printf(a, "%s (%s)%s", l->category->title, l->category->id, needed));
    if (l->conflict != NULL)
        print_wrapped(a, out, "", 16, arena_printf(a, "documents differ: %s", l->conflict));
    for (size_t i = 0; i < l->n_entries; i++) {
        const struct clause_entry *e = l->entries[i];
        print_wrapped(a, out, "", 16, place_text(a, e));
        if (e->fields[CLAUSE_SAYS] != NULL)
            print_wrapped(a, out, "", 18, arena_printf(a, "says: %s", e->fields[CLAUSE_SAYS]));
        if (e->fields[CLAUSE_QUOTE] != NULL)
            print_wrapped(a, out, "", 18, arena_printf(a, "\"%s\"", e->fields[CLAUSE_QUOTE]));
        if (e->fields[CLAUSE_NOTE] != NULL)
            print_wrapped(a, out, "", 18, arena_printf(a, "note: %s", e->fields[CLAUSE_NOTE]));
    }
    if (l->n_entries > 0)
        show_facts(a, out, d, l);
}

static void show_gaps(struct arena *a, struct strbuf *out, const struct dossier *d,
                      const struct clause_register *r)
{
    static const char *const TITLES[CLAUSE_GAP_COUNT] = {
        "Documents differ",           "Absent and needed",    "Ambiguous",
        "Older than the last change", "Translation not sure", "Found, proof incomplete",
        "Needed and not read"};
    if (r->n_gaps == 0)
        strbuf_adds(out, "No gaps.\n");
    for (size_t i = 0; i < r->n_gaps; i++) {
        const struct clause_gap *g = &r->gaps[i];
        if (i == 0 || g->kind != r->gaps[i - 1].kind)
            strbuf_addf(out, "%s%s\n", i > 0 ? "\n" : "", TITLES[g->kind]);
        print_wrapped(a, out, "", 2,
                      g->category != NULL ? arena_printf(a, "%s: %s", g->category->title, g->text)
                                          : g->text);
        for (size_t k = 0; g->kind == CLAUSE_GAP_ABSENT && k < g->category->n_checks; k++)
            if (clause_check_concerns(g->category->checks[k], dossier_country(d)))
                print_wrapped(a, out, "", 4, arena_printf(a, "check: %s", g->category->checks[k]));
    }
    if (r->n_other_unread == 0)
        return;
    strbuf_addch(out, '\n');
    print_wrapped(a, out, "", 0,
                  arena_printf(a,
                               "%zu more categories are not read: no gap, for neither the law nor "
                               "a lender needs them.",
                               r->n_other_unread));
}

static int print_register(const struct args *args, struct session *s, const struct dossier *d,
                          const struct clause_register *r)
{
    struct arena *a = s->arena;
    const struct clause_list *list = catalogue_clauses(dossier_catalogue(d));
    struct strbuf out;
    strbuf_init(&out, 0);
    print_wrapped(a, &out, "", 0,
                  arena_printf(a, "Clauses of %s: %zu of %zu categories found or ruled out",
                               dossier_name(d), r->n_lines - r->counts[CLAUSE_NOT_READ],
                               r->n_lines));
    for (size_t i = 0; i < r->n_documents; i++)
        show_document(a, &out, &r->documents[i]);
    if (r->n_documents == 0)
        print_wrapped(a, &out, "", 0,
                      "The project has no 'clauses:' section yet: nothing has been read.");
    strbuf_addch(&out, '\n');
    bool all = args_has(args, "--all"), gaps = args_has(args, "--gaps");
    size_t before = SIZE_MAX, left_out = 0;
    for (size_t i = 0; !gaps && i < r->n_lines; i++) {
        const struct clause_line *l = &r->lines[i];
        left_out += !shown_line(l, all);
        if (!shown_line(l, all))
            continue;
        if (l->category->group != before)
            strbuf_addf(&out, "%s%s\n", before != SIZE_MAX ? "\n" : "",
                        clause_list_group(list, l->category->group)->title);
        before = l->category->group;
        show_line(a, &out, d, l);
    }
    if (!gaps)
        strbuf_adds(&out, "\n* needed by the law or by a lender\n");
    if (left_out > 0)
        strbuf_addf(&out, "%zu more categories are not read; --all lists them\n", left_out);
    if (gaps)
        show_gaps(a, &out, d, r);
    else if (r->n_gaps > 0)
        strbuf_addf(&out, "%zu gaps; --gaps lists them\n", r->n_gaps);
    return print_buffer(&out);
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void put(struct arena *a, struct json *o, const char *key, const char *text)
{
    json_set(a, o, key, json_string(a, text));
}

static struct json *counts_json(struct arena *a, const size_t counts[CLAUSE_STATUS_COUNT])
{
    struct json *o = json_object(a);
    for (int s = 0; s < CLAUSE_STATUS_COUNT; s++)
        json_set(a, o, clause_status_words[s], json_int(a, (long long)counts[s]));
    return o;
}

static struct json *checks_json(struct arena *a, const struct dossier *d,
                                const struct clause_category *c)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < c->n_checks; i++)
        if (clause_check_concerns(c->checks[i], dossier_country(d)))
            json_push(a, list, json_string(a, c->checks[i]));
    return list;
}

static struct json *document_json(struct arena *a, const struct clause_document *d)
{
    struct json *o = json_object(a);
    put(a, o, "id", d->id);
    for (int i = 0; i < CLAUSE_DOC_COUNT; i++)
        put(a, o, clause_doc_fields[i].name, d->fields[i]);
    json_set(a, o, "counts", counts_json(a, d->counts));
    return o;
}

static struct json *entry_json(struct arena *a, const struct clause_entry *e)
{
    struct json *o = json_object(a);
    put(a, o, "document", e->document->id);
    for (int i = 0; i < CLAUSE_ENTRY_COUNT; i++) {
        const char *text = e->fields[i];
        if (i == CLAUSE_STATUS)
            text = clause_status_words[e->status];
        else if (i == CLAUSE_LANGUAGE)
            text = e->language;
        else if (i == CLAUSE_TRANSLATION)
            text = e->translation;
        else if (i == CLAUSE_DATE_OF)
            text = e->date;
        put(a, o, clause_entry_fields[i].name, text);
    }
    put(a, o, "author", e->author);
    put(a, o, "entered_at", e->entered_at);
    return o;
}

static struct json *facts_json(struct arena *a, const struct dossier *d,
                               const struct clause_line *l)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < l->category->n_facts; i++) {
        const char *name = l->category->facts[i];
        const struct fact *f = dossier_fact(d, name);
        bool answered = f != NULL && f->value.kind != FEEL_UNKNOWN, from = false;
        for (size_t k = 0; k < l->n_entries; k++)
            from = from || clause_fills(l->entries[k], f);
        struct json *o = json_object(a);
        put(a, o, "name", name);
        json_set(a, o, "answered", json_bool(a, answered));
        put(a, o, "value", answered ? fact_display(a, f->def, f->value) : NULL);
        json_set(a, o, "from_clause", json_bool(a, from));
        json_push(a, list, o);
    }
    return list;
}

static struct json *line_json(struct arena *a, const struct dossier *d, const struct clause_line *l)
{
    static const char *const NEEDS[] = {"lender", "law"};
    const struct clause_category *c = l->category;
    struct json *o = json_object(a), *needed = json_array(a), *entries = json_array(a);
    put(a, o, "id", c->id);
    put(a, o, "group", clause_list_group(catalogue_clauses(dossier_catalogue(d)), c->group)->id);
    put(a, o, "title", c->title);
    put(a, o, "title_ru", c->title_ru);
    put(a, o, "status", clause_status_words[l->status]);
    put(a, o, "conflict", l->conflict);
    put(a, o, "decides", c->decides);
    put(a, o, "lender", c->lender);
    for (unsigned i = 0; i < 2; i++)
        if ((c->needed & (1u << i)) != 0)
            json_push(a, needed, json_string(a, NEEDS[i]));
    json_set(a, o, "needed", needed);
    put(a, o, "absent", c->absent);
    json_set(a, o, "checks", checks_json(a, d, c));
    json_set(a, o, "facts", facts_json(a, d, l));
    for (size_t i = 0; i < l->n_entries; i++)
        json_push(a, entries, entry_json(a, l->entries[i]));
    json_set(a, o, "entries", entries);
    return o;
}

static struct json *gaps_json(struct arena *a, const struct clause_register *r)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < r->n_gaps; i++) {
        const struct clause_gap *g = &r->gaps[i];
        struct json *o = json_object(a);
        put(a, o, "kind", clause_gap_name(g->kind));
        put(a, o, "category", g->category != NULL ? g->category->id : NULL);
        put(a, o, "document", g->document != NULL ? g->document->id : NULL);
        put(a, o, "text", g->text);
        json_push(a, list, o);
    }
    return list;
}

static int print_as_json(const struct args *args, struct arena *a, const struct dossier *d,
                         const struct clause_register *r)
{
    struct json *o = json_object(a), *project = json_object(a), *documents = json_array(a);
    put(a, project, "id", dossier_id(d));
    put(a, project, "name", dossier_name(d));
    put(a, project, "country", dossier_country(d));
    json_set(a, o, "project", project);
    for (size_t i = 0; i < r->n_documents; i++)
        json_push(a, documents, document_json(a, &r->documents[i]));
    json_set(a, o, "documents", documents);
    json_set(a, o, "counts", counts_json(a, r->counts));
    if (!args_has(args, "--gaps")) {
        struct json *lines = json_array(a);
        for (size_t i = 0; i < r->n_lines; i++)
            json_push(a, lines, line_json(a, d, &r->lines[i]));
        json_set(a, o, "categories", lines);
    }
    json_set(a, o, "gaps", gaps_json(a, r));
    json_set(a, o, "unread_not_needed", json_int(a, (long long)r->n_other_unread));
    return print_json(o);
}

/* --- CSV -------------------------------------------------------------------------------------- */

static void csv_entry(struct arena *a, struct strbuf *out, const struct clause_list *list,
                      const struct clause_line *l, const struct clause_entry *e)
{
    static const struct clause_entry nothing = {0};
    const struct clause_category *c = l->category;
    const struct clause_entry *x = e != NULL ? e : &nothing;
    const char *fields[5 + CLAUSE_ENTRY_COUNT] = {clause_list_group(list, c->group)->id, c->id,
                                                  c->title, e != NULL ? e->document->id : NULL,
                                                  l->conflict};
    for (int i = 0; i < CLAUSE_ENTRY_COUNT; i++)
        fields[5 + i] = i == CLAUSE_STATUS        ? clause_status_words[x->status]
                        : i == CLAUSE_LANGUAGE    ? x->language
                        : i == CLAUSE_TRANSLATION ? x->translation
                        : i == CLAUSE_DATE_OF     ? x->date
                                                  : x->fields[i];
    for (size_t i = 0; i < 5 + CLAUSE_ENTRY_COUNT; i++)
        fields[i] = harmless(a, fields[i]);
    csv_row(out, fields, 5 + CLAUSE_ENTRY_COUNT);
}

static void csv_gaps(struct arena *a, struct strbuf *out, const struct clause_register *r)
{
    static const char *const TITLES[] = {"kind", "category", "document", "text"};
    csv_row(out, TITLES, 4);
    for (size_t i = 0; i < r->n_gaps; i++) {
        const struct clause_gap *g = &r->gaps[i];
        const char *const fields[] = {
            clause_gap_name(g->kind), g->category != NULL ? g->category->id : "",
            g->document != NULL ? g->document->id : "", harmless(a, g->text)};
        csv_row(out, fields, 4);
    }
}

static int print_as_csv(const struct args *args, struct arena *a, const struct dossier *d,
                        const struct clause_register *r)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    if (args_has(args, "--gaps")) {
        csv_gaps(a, &out, r);
        return print_buffer(&out);
    }
    const char *titles[5 + CLAUSE_ENTRY_COUNT] = {"group", "category", "title", "document",
                                                  "conflict"};
    for (int i = 0; i < CLAUSE_ENTRY_COUNT; i++)
        titles[5 + i] = clause_entry_fields[i].name;
    csv_row(&out, titles, 5 + CLAUSE_ENTRY_COUNT);
    const struct clause_list *list = catalogue_clauses(dossier_catalogue(d));
    for (size_t i = 0; i < r->n_lines; i++) {
        const struct clause_line *l = &r->lines[i];
        for (size_t k = 0; k < l->n_entries; k++)
            csv_entry(a, &out, list, l, l->entries[k]);
        if (l->n_entries == 0)
            csv_entry(a, &out, list, l, NULL);
    }
    return print_buffer(&out);
}

/* --- the command ------------------------------------------------------------------------------ */

static int run_clauses(const struct args *args)
{
    struct session s;
    int code = EXIT_USAGE;
    if (args_has(args, "--json") && args_has(args, "--csv")) {
        fprintf(stderr, "adit: --json and --csv exclude each other\n");
        return EXIT_USAGE;
    }
    if (!session_open(&s, args, &code))
        return code;
    const struct dossier *d = session_project(&s, args->rest[0], &code);
    if (d != NULL) {
        const struct clause_register *r = clause_register(s.arena, d);
        code = args_has(args, "--json")  ? print_as_json(args, s.arena, d, r)
               : args_has(args, "--csv") ? print_as_csv(args, s.arena, d, r)
                                         : print_register(args, &s, d, r);
    }
    session_close(&s);
    return code;
}

static const struct option_spec options[] = {
    {"--gaps", NULL, "only what is missing, gravest first"},
    {"--all", NULL, "every category, also those that nobody needs"},
    {"--csv", NULL, "print CSV, a line for each category and document"},
    JSON_OPTION,
    RULES_OPTION,
    {0},
};

const struct command cmd_clauses = {
    .name = "clauses",
    .synopsis = "PROJECT.yaml [--gaps] [--all] [--json|--csv]",
    .summary = "the clause register: present, absent, ambiguous",
    .details = "For each category of the checklist: in which document it was found, with article, "
               "page, text and translation, where documents differ, and which facts it can answer. "
               "'adit set PROJECT-ID FACT VALUE --clause CATEGORY' answers one from it.",
    .options = options,
    .min_rest = 1,
    .max_rest = 1,
    .run = run_clauses,
};
