/* adit rules lint, test, coverage. */
#include <string.h>

#include "tui/commands/rules.h"

static struct json *pos_json(struct arena *a, struct pos pos, struct json *o)
{
    json_set(a, o, "file", json_string(a, pos.file));
    json_set(a, o, "line", json_int(a, pos.line));
    json_set(a, o, "column", json_int(a, pos.col));
    return o;
}

/* --- lint --------------------------------------------------------------------------------------
 */

struct counts {
    size_t errors, warnings;
};

static bool shown(const struct selection *s, const struct diag *d)
{
    return d->pos.file == NULL || selects_file(s, d->pos.file);
}

static struct counts count(const struct selection *s)
{
    struct counts c = {0, 0};
    for (size_t i = 0; i < diags_kept(s->diags); i++) {
        const struct diag *d = diags_at(s->diags, i);
        if (!shown(s, d))
            continue;
        c.errors += d->severity == DIAG_ERROR ? 1 : 0;
        c.warnings += d->severity == DIAG_WARNING ? 1 : 0;
    }
    return c;
}

static void print_diags(const struct selection *s, bool errors_only)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    for (size_t i = 0; i < diags_kept(s->diags); i++) {
        const struct diag *d = diags_at(s->diags, i);
        if (shown(s, d) && (!errors_only || d->severity == DIAG_ERROR))
            diag_format(d, &out);
    }
    fwrite(out.buf, 1, out.len, stderr);
    strbuf_release(&out);
}

static struct json *diags_json(const struct selection *s)
{
    struct arena *a = s->arena;
    struct json *list = json_array(a);
    for (size_t i = 0; i < diags_kept(s->diags); i++) {
        const struct diag *d = diags_at(s->diags, i);
        if (!shown(s, d))
            continue;
        struct json *o = pos_json(a, d->pos, json_object(a));
        json_set(a, o, "severity", json_string(a, d->severity == DIAG_ERROR ? "error" : "warning"));
        json_set(a, o, "code", json_string(a, d->code));
        json_set(a, o, "message", json_string(a, d->message));
        json_set(a, o, "hint", json_string(a, d->hint));
        json_push(a, list, o);
    }
    return list;
}

int rules_lint(struct selection *s, bool as_json)
{
    rulebook_lint_dates(s->book, s->as_of, s->diags);
    rules_lint_tests(s->arena, s->book, s->diags);
    diags_sort(s->diags);
    struct counts c = count(s);
    size_t rules = 0;
    for (size_t i = 0; i < rulebook_rules(s->book); i++)
        rules += selects_rule(s, rulebook_rule(s->book, i)) ? 1 : 0;
    if (as_json) {
        struct json *o = json_object(s->arena);
        json_set(s->arena, o, "errors", json_int(s->arena, (long long)c.errors));
        json_set(s->arena, o, "warnings", json_int(s->arena, (long long)c.warnings));
        json_set(s->arena, o, "diagnostics", diags_json(s));
        int code = print_json(o);
        return code == EXIT_DONE && c.errors != 0 ? EXIT_INPUT : code;
    }
    print_diags(s, false);
    struct strbuf out;
    strbuf_init(&out, 0);
    strbuf_addf(&out, "%zu rules, %zu facts, %zu packs: %zu errors, %zu warnings\n", rules,
                catalogue_count(rulebook_catalogue(s->book)), rulebook_packs(s->book), c.errors,
                c.warnings);
    int code = print_buffer(&out);
    return code == EXIT_DONE && c.errors != 0 ? EXIT_INPUT : code;
}

/* --- test --------------------------------------------------------------------------------------
 */

static struct json *result_json(struct arena *a, const struct rule_test_result *r)
{
    struct json *o = json_object(a);
    json_set(a, o, "rule", json_string(a, r->rule->id));
    json_set(a, o, "test", json_string(a, r->name));
    json_set(a, o, "passed", json_bool(a, r->passed));
    json_set(a, o, "why", json_string(a, r->why));
    return pos_json(a, r->pos, o);
}

static void print_failure(struct strbuf *out, const struct rule_test_result *r)
{
    strbuf_addf(out, "%s:%d:%d: %s, test '%s'\n", r->pos.file, r->pos.line, r->pos.col, r->rule->id,
                r->name);
    for (const char *line = r->why; line != NULL && *line != '\0';) {
        size_t n = strcspn(line, "\n");
        strbuf_addf(out, "    %.*s\n", (int)n, line);
        line += n + (line[n] == '\n' ? 1 : 0);
    }
}

int rules_run_tests(struct selection *s, bool as_json)
{
    size_t n, passed = 0, failed = 0;
    const struct rule_test_result *all = rules_test(s->arena, s->book, NULL, &n);
    struct json *list = json_array(s->arena);
    struct strbuf out;
    strbuf_init(&out, 0);
    for (size_t i = 0; i < n; i++) {
        if (!selects_rule(s, all[i].rule))
            continue;
        passed += all[i].passed ? 1 : 0;
        failed += all[i].passed ? 0 : 1;
        if (as_json)
            json_push(s->arena, list, result_json(s->arena, &all[i]));
        else if (!all[i].passed)
            print_failure(&out, &all[i]);
    }
    struct counts c = count(s);
    print_diags(s, true);
    int code;
    if (as_json) {
        struct json *o = json_object(s->arena);
        json_set(s->arena, o, "passed", json_int(s->arena, (long long)passed));
        json_set(s->arena, o, "failed", json_int(s->arena, (long long)failed));
        json_set(s->arena, o, "tests", list);
        strbuf_release(&out);
        code = print_json(o);
    } else {
        strbuf_addf(&out, "%zu passed, %zu failed\n", passed, failed);
        code = print_buffer(&out);
    }
    if (code != EXIT_DONE)
        return code;
    return c.errors != 0 ? EXIT_INPUT : failed != 0 ? EXIT_NO : EXIT_DONE;
}

/* --- coverage ----------------------------------------------------------------------------------
 */

static const enum status covered[] = {STATUS_PASS, STATUS_CONDITIONAL, STATUS_FAIL, STATUS_UNKNOWN,
                                      STATUS_NOT_APPLICABLE};

static const char *status_mark(const struct rule_coverage *c, enum status s)
{
    if (c->reached[s])
        return "yes";
    return rule_can_give(c->rule, s) ? "NO" : "";
}

static const char *share(struct arena *a, size_t reached, size_t n)
{
    return n != 0 ? arena_printf(a, "%zu/%zu", reached, n) : "";
}

static struct json *coverage_json(struct arena *a, const struct rule_coverage *c)
{
    struct json *o = json_object(a), *statuses = json_array(a);
    for (int i = 0; i < STATUS_COUNT; i++) {
        if (c->reached[i])
            json_push(a, statuses, json_string(a, status_name((enum status)i)));
    }
    json_set(a, o, "rule", json_string(a, c->rule->id));
    json_set(a, o, "tests", json_int(a, (long long)c->rule->n_tests));
    json_set(a, o, "statuses", statuses);
    json_set(a, o, "rows", json_int(a, (long long)c->rows));
    json_set(a, o, "rows_reached", json_int(a, (long long)c->rows_reached));
    json_set(a, o, "exceptions", json_int(a, (long long)c->exceptions));
    json_set(a, o, "exceptions_reached", json_int(a, (long long)c->exceptions_reached));
    return o;
}

static void coverage_row(struct arena *a, const struct rule_coverage *c, const char **cells)
{
    cells[0] = c->rule->id;
    cells[1] = arena_printf(a, "%zu", c->rule->n_tests);
    for (size_t i = 0; i < 5; i++)
        cells[2 + i] = status_mark(c, covered[i]);
    cells[7] = share(a, c->rows_reached, c->rows);
    cells[8] = share(a, c->exceptions_reached, c->exceptions);
}

static size_t print_values(struct strbuf *out, const struct value_coverage *values, size_t n)
{
    char date[DATE_TEXT_MAX];
    size_t missed = 0;
    for (size_t i = 0; i < n; i++) {
        if (values[i].reached)
            continue;
        strbuf_addf(out, "%sparameter %s from %s is used by no test\n", missed == 0 ? "\n" : "",
                    values[i].param->id, date_text(values[i].value->from, date));
        missed++;
    }
    return missed;
}

int rules_show_coverage(struct selection *s, bool as_json)
{
    static const char *const titles[] = {"RULE", "TESTS", "PASS", "COND",      "FAIL",
                                         "OPEN", "N/A",   "ROWS", "EXCEPTIONS"};
    struct arena *a = s->arena;
    size_t n, n_values, rows = 0;
    const struct value_coverage *values;
    const struct rule_coverage *all = rules_coverage(a, s->book, NULL, &n, &values, &n_values);
    const char **cells = ARENA_ARRAY(a, n * 9, const char *);
    struct json *list = json_array(a);
    for (size_t i = 0; i < n; i++) {
        if (!selects_rule(s, all[i].rule))
            continue;
        coverage_row(a, &all[i], cells + 9 * rows++);
        json_push(a, list, coverage_json(a, &all[i]));
    }
    print_diags(s, true);
    if (as_json) {
        struct json *o = json_object(a);
        json_set(a, o, "rules", list);
        return print_json(o);
    }
    struct strbuf out;
    strbuf_init(&out, 0);
    print_table(&out, titles, 9, cells, rows);
    if (s->n == 0)
        print_values(&out, values, n_values);
    return print_buffer(&out);
}
