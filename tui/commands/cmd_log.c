#include <string.h>

#include "tui/commands/workspace.h"

static struct json *row_json(struct arena *a, const struct store_revision_row *r)
{
    char date[DATE_TEXT_MAX];
    const struct evidence *e = &r->evidence;
    struct json *j = json_object(a);
    json_set(a, j, "number", json_int(a, r->number));
    json_set(a, j, "fact", json_string(a, r->fact));
    json_set(a, j, "from", json_string(a, r->previous_text));
    json_set(a, j, "to", json_string(a, r->text));
    json_set(a, j, "author", json_string(a, r->author));
    json_set(a, j, "at", json_string(a, r->at));
    json_set(a, j, "grade", json_string(a, grade_name(r->grade)));
    json_set(a, j, "document", json_string(a, e->document));
    json_set(a, j, "page", json_string(a, e->page));
    json_set(a, j, "quote", json_string(a, e->quote));
    json_set(a, j, "date", json_string(a, e->has_date ? date_text(e->date, date) : NULL));
    json_set(a, j, "note", json_string(a, r->note));
    return j;
}

/* "document: licence.pdf, page 3; note": on what the answer rests. */
static const char *grounds(struct arena *a, const struct store_revision_row *r)
{
    const struct evidence *e = &r->evidence;
    const char *s = r->text != NULL ? grade_name(r->grade) : "";
    if (e->document != NULL)
        s = arena_printf(a, "%s: %s", s, harmless(a, e->document));
    if (e->page != NULL)
        s = arena_printf(a, "%s, page %s", s, harmless(a, e->page));
    if (r->note != NULL)
        s = arena_printf(a, "%s%s%s", s, *s != '\0' ? "; " : "", harmless(a, r->note));
    return s;
}

static int print_as_table(struct arena *a, const struct store_revision_row *rows, size_t n)
{
    static const char *const titles[] = {"WHEN", "WHO", "FACT", "FROM", "TO", "EVIDENCE"};
    const char **cells = ARENA_ARRAY(a, n * 6, const char *);
    for (size_t i = 0; i < n; i++) {
        const struct store_revision_row *r = &rows[i];
        cells[i * 6] = harmless(a, r->at);
        cells[i * 6 + 1] = harmless(a, r->author);
        cells[i * 6 + 2] = harmless(a, r->fact);
        cells[i * 6 + 3] = r->previous_text != NULL ? harmless(a, r->previous_text) : "unknown";
        cells[i * 6 + 4] = r->text != NULL ? harmless(a, r->text) : "unknown";
        cells[i * 6 + 5] = grounds(a, r);
    }
    struct strbuf out;
    strbuf_init(&out, 0);
    print_table(&out, titles, 6, cells, n);
    return print_buffer(&out);
}

static int print_log(const struct args *args, struct arena *a,
                     const struct store_revision_row *rows, size_t n)
{
    if (!args_has(args, "--json"))
        return print_as_table(a, rows, n);
    struct json *all = json_object(a), *revisions = json_array(a);
    json_set(a, all, "project", json_string(a, args->rest[0]));
    json_set(a, all, "revisions", revisions);
    for (size_t i = 0; i < n; i++)
        json_push(a, revisions, row_json(a, &rows[i]));
    return print_json(all);
}

/* A fact that never had an answer: is its name at least that of another row? */
static int no_rows(struct session *s, struct store *store, const struct args *args)
{
    size_t n;
    const struct store_revision_row *rows =
        store_log(store, s->arena, args->rest[0], NULL, &n, s->diags);
    const char **names = ARENA_ARRAY(s->arena, n, const char *);
    for (size_t i = 0; rows != NULL && i < n; i++)
        names[i] = rows[i].fact;
    const char *near = nearest_name(args->rest[1], names, n);
    struct pos pos = {.file = store_path(store)};
    diag_add(s->diags, DIAG_ERROR, NULL, pos,
             near != NULL ? arena_printf(s->arena, "did you mean '%s'?", near) : NULL,
             "'%s' has never been answered for '%s'", harmless(s->arena, args->rest[1]),
             args->rest[0]);
    return session_report(s);
}

static int run_log(const struct args *args)
{
    struct session s = plain_session();
    struct store *store = store_open(workspace_path(args), false, true, s.diags);
    const char *fact = args->n_rest > 1 ? args->rest[1] : NULL;
    size_t n = 0;
    int code = EXIT_ENVIRONMENT;
    if (store == NULL) {
        session_report(&s);
    } else {
        const struct store_revision_row *rows =
            store_log(store, s.arena, args->rest[0], fact, &n, s.diags);
        if (rows == NULL)
            code = session_report(&s);
        else if (n == 0 && fact != NULL)
            code = no_rows(&s, store, args);
        else
            code = print_log(args, s.arena, rows, n);
    }
    store_close(store);
    session_close(&s);
    return code;
}

static const struct option_spec options[] = {
    WORKSPACE_OPTION,
    {"--json", NULL, "print JSON"},
    {0},
};

const struct command cmd_log = {
    .name = "log",
    .synopsis = "PROJECT-ID [FACT] [-w WORKSPACE] [--json]",
    .summary = "every revision: who, when, from what to what, on what evidence",
    .options = options,
    .min_rest = 1,
    .max_rest = 2,
    .run = run_log,
};
