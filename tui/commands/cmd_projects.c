#include "tui/commands/workspace.h"

static int print_as_json(struct arena *a, const struct store_project *list, size_t n)
{
    struct json *projects = json_array(a);
    for (size_t i = 0; i < n; i++) {
        struct json *p = json_object(a);
        json_set(a, p, "id", json_string(a, list[i].id));
        json_set(a, p, "name", json_string(a, list[i].name));
        json_set(a, p, "country", json_string(a, list[i].country));
        json_set(a, p, "revision", json_int(a, list[i].revision));
        json_set(a, p, "updated_at", json_string(a, list[i].updated_at));
        json_set(a, p, "facts", json_int(a, (long long)list[i].n_facts));
        json_push(a, projects, p);
    }
    struct json *all = json_object(a);
    json_set(a, all, "projects", projects);
    return print_json(all);
}

static int print_as_table(struct arena *a, const struct store_project *list, size_t n)
{
    static const char *const titles[] = {"PROJECT", "COUNTRY", "ANSWERS", "CHANGED", "NAME"};
    const char **cells = ARENA_ARRAY(a, n * 5, const char *);
    for (size_t i = 0; i < n; i++) {
        cells[i * 5] = harmless(a, list[i].id);
        cells[i * 5 + 1] = harmless(a, list[i].country);
        cells[i * 5 + 2] = arena_printf(a, "%zu", list[i].n_facts);
        cells[i * 5 + 3] = harmless(a, list[i].updated_at);
        cells[i * 5 + 4] = harmless(a, list[i].name);
    }
    struct strbuf out;
    strbuf_init(&out, 0);
    if (n == 0)
        strbuf_adds(&out, "no projects; 'adit import PROJECT.yaml' adds one\n");
    else
        print_table(&out, titles, 5, cells, n);
    return print_buffer(&out);
}

static int run_projects(const struct args *args)
{
    struct session s = plain_session();
    struct store *store = store_open(workspace_path(args), false, true, s.diags);
    size_t n = 0;
    const struct store_project *list =
        store != NULL ? store_projects(store, s.arena, &n, s.diags) : NULL;
    int code = EXIT_ENVIRONMENT;
    if (list == NULL)
        session_report(&s);
    else
        code = args_has(args, "--json") ? print_as_json(s.arena, list, n)
                                        : print_as_table(s.arena, list, n);
    store_close(store);
    session_close(&s);
    return code;
}

static const struct option_spec options[] = {
    WORKSPACE_OPTION,
    {"--json", NULL, "print JSON"},
    {0},
};

const struct command cmd_projects = {
    .name = "projects",
    .synopsis = "[-w WORKSPACE] [--json]",
    .summary = "the projects of a workspace",
    .options = options,
    .run = run_projects,
};
