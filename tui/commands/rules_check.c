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

int rules_report_errors(const struct selection *s)
{
    print_diags(s, true);
    return count(s).errors != 0 ? EXIT_INPUT : EXIT_DONE;
}

/* --- shares ------------------------------------------------------------------------------------
 */

const char *share_text(struct arena *a, size_t part, size_t whole)
{
    /* Cut, not rounded: 100% means all. */
    return whole != 0 ? arena_printf(a, "%zu%%", part * 100 / whole) : "";
}

bool below(size_t part, size_t whole, int percent)
{
    return percent > 0 && part * 100 < whole * (size_t)percent;
}
