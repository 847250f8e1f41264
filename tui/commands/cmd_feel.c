#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "tui/commands/command.h"
#include "tui/commands/feel_repl.h"
#include "tui/commands/feel_request.h"

/* --- one expression ----------------------------------------------------------------------------
 */

static void print_diags(const struct diags *d)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    diags_format(d, &sb);
    fwrite(sb.buf, 1, sb.len, stderr);
    strbuf_release(&sb);
}

static bool read_context(struct feel_request *r, const char *path, int *code)
{
    if (path == NULL)
        return true;
    size_t n;
    const char *text = file_read(r->arena, path, (size_t)64 << 20, &n, r->diags);
    if (text == NULL) {
        *code = EXIT_ENVIRONMENT;
        return false;
    }
    const struct json *context = json_parse(r->arena, text, n, path, r->diags);
    return context != NULL && feel_request_context(r, context);
}

static int print_result(struct feel_request *r, struct feel_value v)
{
    for (size_t i = 0; i < r->warnings.n; i++)
        fprintf(stderr, "adit feel: warning: %s\n", r->warnings.items[i]);
    if (v.kind == FEEL_UNKNOWN && v.u.unknown->causes != NULL) {
        const struct feel_causes *causes = v.u.unknown->causes;
        fprintf(stderr, "adit feel: unknown because of");
        for (size_t i = 0; i < causes->n; i++)
            fprintf(stderr, "%s %s", i != 0 ? "," : "", causes->names[i]);
        fputc('\n', stderr);
    }
    const char *text = arena_printf(r->arena, "%s\n", feel_canonical(r->arena, v));
    return print_text(text, strlen(text)) ? EXIT_DONE : EXIT_ENVIRONMENT;
}

static int run_one(const struct args *args)
{
    struct arena *a = arena_new();
    struct feel_request r;
    struct feel_value v;
    int code = EXIT_INPUT;
    feel_request_init(&r, a, diags_new(a), args_has(args, "--conformance"));
    if (read_context(&r, args_get(args, "--context"), &code) &&
        feel_request_expression(&r, args->rest[0], "expression", &v))
        code = print_result(&r, v);
    print_diags(r.diags);
    arena_free(a);
    return code;
}

/* --- a stream ----------------------------------------------------------------------------------
 */

#define MOST_LINE ((size_t)16 << 20)

/* The next line of stdin without its end; false at the end of input. What goes beyond the buffer's
 * ceiling is dropped. */
static bool read_line(struct strbuf *line)
{
    int c;
    strbuf_reset(line);
    while ((c = getc_unlocked(stdin)) != EOF && c != '\n')
        strbuf_addch(line, (char)c);
    return c != EOF || line->len != 0;
}

/* The first error as the reply's keys error, line and column. */
static void reply_error(struct arena *a, const struct diags *d, struct json *reply)
{
    const struct diag *first = NULL;
    for (size_t i = 0; i < diags_kept(d) && first == NULL; i++) {
        if (diags_at(d, i)->severity == DIAG_ERROR)
            first = diags_at(d, i);
    }
    const char *message = first != NULL ? first->message : "the request cannot be read";
    if (first != NULL && first->pos.file != NULL)
        message = arena_printf(a, "%s: %s", first->pos.file, message);
    if (first != NULL && first->hint != NULL)
        message = arena_printf(a, "%s (%s)", message, first->hint);
    json_set(a, reply, "error", json_string(a, message));
    json_set(a, reply, "line", json_int(a, first != NULL ? first->pos.line : 1));
    json_set(a, reply, "column", json_int(a, first != NULL ? first->pos.col : 1));
}

static void answer(struct arena *a, const struct strbuf *line, bool conformance, struct strbuf *out)
{
    struct diags *d = diags_new(a);
    struct json *reply = json_object(a), *request = NULL;
    if (line->overflowed)
        diag_add(d, DIAG_ERROR, NULL, (struct pos){NULL, 1, 1}, NULL,
                 "the line is longer than 16 MiB");
    else
        request = json_parse(a, line->buf, line->len, NULL, d);
    struct json *id = request != NULL ? json_get(request, "id") : NULL;
    json_set(a, reply, "id", id != NULL ? id : json_null(a));
    struct feel_request r;
    struct feel_value v;
    feel_request_init(&r, a, d, conformance);
    if (request != NULL && feel_request_run(&r, request, &v))
        feel_request_reply(&r, v, reply);
    else
        reply_error(a, d, reply);
    json_write(out, reply, 0);
    strbuf_addch(out, '\n');
}

static bool is_blank(const struct strbuf *line)
{
    return strspn(line->buf, " \t\r") == line->len;
}

static int run_stream(const struct args *args)
{
    bool conformance = args_has(args, "--conformance"), ok = true;
    struct arena *a = arena_new();
    struct strbuf line, out;
    strbuf_init(&line, MOST_LINE);
    strbuf_init(&out, 0);
    while (ok && read_line(&line)) {
        if (is_blank(&line))
            continue;
        answer(a, &line, conformance, &out);
        ok = print_text(out.buf, out.len);
        strbuf_reset(&out);
        arena_reset(a);
    }
    strbuf_release(&line);
    strbuf_release(&out);
    arena_free(a);
    return ok ? EXIT_DONE : EXIT_ENVIRONMENT;
}

static int run_feel(const struct args *args)
{
    bool stream = args_has(args, "--jsonl");
    if (!stream && args->n_rest == 0 && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        return feel_repl(args_get(args, "--context"));
    if (stream ? args->n_rest != 0 || args_has(args, "--context") : args->n_rest != 1) {
        fprintf(stderr, "adit feel: %s\n    usage: adit feel EXPRESSION, or adit feel --jsonl\n",
                stream ? "--jsonl reads its expressions and contexts from standard input"
                       : "give one expression");
        return EXIT_USAGE;
    }
    return stream ? run_stream(args) : run_one(args);
}

const struct command cmd_feel = {
    .name = "feel",
    .synopsis = "[EXPRESSION] [--context FILE.json] | --jsonl",
    .summary = "evaluate an expression of the rule language",
    .details = "Prints the value of one expression. With --jsonl each line of standard input is "
               "a request, a JSON object with id, expression and context, and each line of "
               "output its reply. {\"@unknown\": true} in a context is an unanswered fact. Without "
               "an expression, on a terminal, it reads one line after another: :help tells how.",
    .options =
        (const struct option_spec[]){
            {"--context", "FILE.json", "names and their values"},
            {"--jsonl", NULL, "one request a line in, one reply a line out"},
            {"--conformance", NULL, "names in any case; load errors beyond syntax give null"},
            {NULL, NULL, NULL}},
    .min_rest = 0,
    .max_rest = 1,
    .negative_rest = true,
    .run = run_feel,
};
