/* adit rules: the rule packs themselves: check, test, list and show them. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tui/commands/rules.h"

static bool is_path(const char *name)
{
    struct stat st;
    size_t n = strlen(name);
    return strchr(name, '/') != NULL || (n > 5 && strcmp(name + n - 5, ".yaml") == 0) ||
           stat(name, &st) == 0;
}

static bool under(const char *file, const char *path)
{
    char whole[PATH_MAX], dir[PATH_MAX];
    if (realpath(file, whole) == NULL || realpath(path, dir) == NULL)
        return strcmp(file, path) == 0;
    size_t n = strlen(dir);
    return strncmp(whole, dir, n) == 0 && (whole[n] == '/' || whole[n] == '\0');
}

bool selects_file(const struct selection *s, const char *file)
{
    bool paths = false;
    for (size_t i = 0; i < s->n; i++) {
        if (!is_path(s->names[i]))
            continue;
        paths = true;
        if (under(file, s->names[i]))
            return true;
    }
    return !paths;
}

bool selects_whole_file(const struct selection *s, const char *file)
{
    for (size_t i = 0; i < s->n; i++) {
        if (is_path(s->names[i]) && under(file, s->names[i]))
            return true;
    }
    return s->n == 0;
}

/* An id names a rule, a pack, or all that begin with it and a dot. */
static bool named(const char *id, const char *name)
{
    size_t n = strlen(name);
    return strncmp(id, name, n) == 0 && (id[n] == '\0' || id[n] == '.');
}

bool selects_rule(const struct selection *s, const struct rule *rule)
{
    bool ids = false, found = false;
    for (size_t i = 0; i < s->n; i++) {
        if (is_path(s->names[i]))
            continue;
        ids = true;
        found = found || named(rule->id, s->names[i]) || strcmp(rule->pack, s->names[i]) == 0;
    }
    return (!ids || found) && selects_file(s, rule->pos.file);
}

bool selects_programme(const struct selection *s, const struct programme *p)
{
    bool ids = false, found = false;
    for (size_t i = 0; i < s->n; i++) {
        if (is_path(s->names[i]))
            continue;
        ids = true;
        found = found || named(p->id, s->names[i]) || strcmp(p->pack, s->names[i]) == 0;
    }
    return (!ids || found) && selects_file(s, p->pos.file);
}

static bool ids_exist(const struct selection *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct selection one = *s;
        one.names = &s->names[i];
        one.n = 1;
        bool found = is_path(s->names[i]) || !diags_ok(s->diags);
        for (size_t k = 0; !found && k < rulebook_rules(s->book); k++)
            found = selects_rule(&one, rulebook_rule(s->book, k));
        for (size_t k = 0; !found && k < rulebook_packs(s->book); k++)
            found = named(rulebook_pack(s->book, k)->id, s->names[i]);
        if (found)
            continue;
        const char *near = rulebook_nearest_rule(s->book, s->names[i]);
        fprintf(stderr, "adit: no rule or pack '%s'\n", harmless(s->arena, s->names[i]));
        if (near != NULL)
            fprintf(stderr, "    hint: did you mean '%s'?\n", near);
        return false;
    }
    return true;
}

/* Paths inside the program's own rules select from them; other paths are packs on their own. */
static void load(struct selection *s, const struct args *args)
{
    const char **dirs = ARENA_ARRAY(s->arena, s->n + 2, const char *);
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (is_path(s->names[i]) && !under(s->names[i], place_rules()))
            dirs[n++] = s->names[i];
    }
    if (n == 0)
        dirs[n++] = place_rules();
    if (args_get(args, "--rules") != NULL)
        dirs[n++] = args_get(args, "--rules");
    s->book = rulebook_load(s->arena, dirs, n, true, s->diags);
}

static int dispatch(struct selection *s, const struct args *args)
{
    const char *verb = args->rest[0];
    bool json = args_has(args, "--json");
    if (strcmp(verb, "lint") == 0)
        return rules_lint(s, json);
    if (strcmp(verb, "test") == 0)
        return rules_run_tests(s, json);
    if (strcmp(verb, "coverage") == 0)
        return rules_show_coverage(s, json);
    if (strcmp(verb, "mutate") == 0)
        return rules_mutate(s, json);
    if (strcmp(verb, "list") == 0)
        return rules_list(s, args_has(args, "--by-source"), json);
    if (strcmp(verb, "show") == 0)
        return rules_show(s, json);
    return rules_stale(s, json);
}

/* NULL gives -1. */
static bool percent_parse(const char *text, int *out)
{
    *out = -1;
    if (text == NULL)
        return true;
    size_t n = strspn(text, "0123456789");
    if (n == 0 || n > 3 || text[n] != '\0')
        return false;
    *out = (int)strtol(text, NULL, 10);
    return *out <= 100;
}

static int run_rules(const struct args *args)
{
    static const char *const verbs[] = {"lint", "test", "coverage", "mutate", "list",
                                        "show", "diff", "stale",    "schema"};
    bool known = false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        known = known || strcmp(args->rest[0], verbs[i]) == 0;
    struct session session = plain_session();
    if (!known) {
        const char *near = nearest_name(args->rest[0], verbs, sizeof verbs / sizeof *verbs);
        fprintf(stderr, "adit: rules has no command '%s'\n",
                harmless(session.arena, args->rest[0]));
        fprintf(
            stderr, near != NULL ? "    hint: did you mean '%s'?\n" : "%s",
            near != NULL
                ? near
                : "    hint: lint, test, coverage, mutate, list, show, diff, stale or schema\n");
        session_close(&session);
        return EXIT_USAGE;
    }
    if (strcmp(args->rest[0], "schema") == 0) {
        int printed = print_json(rulebook_schema(session.arena));
        session_close(&session);
        return printed;
    }
    struct selection s = {.arena = session.arena,
                          .diags = session.diags,
                          .as_of = today(),
                          .names = args->rest + 1,
                          .n = args->n_rest - 1};
    const char *as_of = args_get(args, "--as-of"), *threshold = args_get(args, "--threshold");
    int code = EXIT_USAGE;
    if (as_of != NULL && !date_parse(as_of, strlen(as_of), &s.as_of)) {
        fprintf(stderr, "adit: --as-of takes a date such as 2026-11-23, not '%s'\n",
                harmless(s.arena, as_of));
    } else if (!percent_parse(threshold, &s.threshold)) {
        fprintf(stderr, "adit: --threshold takes a whole number from 0 to 100, not '%s'\n",
                harmless(s.arena, threshold));
    } else if (strcmp(args->rest[0], "diff") == 0) {
        code = rules_diff(&s, args_has(args, "--json"));
    } else {
        load(&s, args);
        if (s.book != NULL && ids_exist(&s))
            code = dispatch(&s, args);
    }
    session_close(&session);
    return code;
}

static const struct option_spec options[] = {
    {"--rules", "DIR", "packs of your own beside the program's"},
    {"--as-of", "DATE", "the day for what is out of date (default today)"},
    {"--by-source", NULL, "list: group by entry of the law reference, with what is not encoded"},
    {"--threshold", "PCT", "coverage and mutate: exit 1 below this share"},
    {"--json", NULL, "print JSON"},
    {0},
};

const struct command cmd_rules = {
    .name = "rules",
    .synopsis = "lint|test|coverage|mutate|list|show|diff|stale|schema [PATH|ID...] [options]",
    .summary = "check, test, list and show the rule packs",
    .details =
        "A PATH inside the program's rules selects from them; any other PATH is loaded on its "
        "own. An ID names a rule, a pack, or all that begin with it.\n"
        "lint      errors and warnings with their places; 3 when there is an error\n"
        "test      run the inline tests; 1 when one fails\n"
        "coverage  what the tests reach, and each thing that they miss\n"
        "mutate    change each comparison, constant, and/or and truth value a little: does a test "
        "notice? Lists the changes that none does\n"
        "list      rules with kind, severity and title\n"
        "show      one rule: law, conditions, remedies, version and hash\n"
        "diff      OLD_DIR NEW_DIR PROJECT...: rules added, removed and changed between two "
        "versions of the packs, and which verdicts and checks change and why\n"
        "stale     packs and values whose law was checked too long ago, values expected by now, "
        "rules that "
        "ended: gravest first; 1 when any\n"
        "schema    the JSON Schema of rule files, for editors",
    .options = options,
    .min_rest = 1,
    .max_rest = 1000,
    .run = run_rules,
};
