#include "tui/commands/feel_repl.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/utf8.h"
#include "tui/commands/command.h"
#include "tui/commands/feel_request.h"
#include "tui/commands/line_input.h"
#include "tui/commands/workspace.h"

#define PROMPT "feel> "

static const char help_text[] =
    "EXPRESSION          its value, its type, and the value of each part ('>' decided)\n"
    "NAME = EXPRESSION   names the value for later lines; to compare write (NAME = EXPRESSION)\n"
    ":context FILE.json  names and values from a file; {\"@unknown\": true} is an open fact\n"
    ":help               this list\n"
    ":quit               ends, as does Ctrl-D\n"
    "Up and Down bring back earlier lines; Ctrl-A, E, K, U and W edit; Ctrl-C clears the line.\n";

/* What a line needs lives in an arena of its own; it is kept when the line named its value. */
struct repl {
    struct arena *arena;
    struct feel_request names;
    VEC(struct arena *) kept;
};

static const char *history_path(struct arena *a)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (config != NULL && config[0] == '/')
        return arena_printf(a, "%s/adit/feel_history", config);
    return home != NULL && home[0] == '/' ? arena_printf(a, "%s/.config/adit/feel_history", home)
                                          : NULL;
}

static void print_diags(const struct diags *d)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    diags_format(d, &out);
    print_text(out.buf, out.len);
    strbuf_release(&out);
}

/* --- answers -----------------------------------------------------------------------------------
 */

/* The caret stands under the column that the first error names: the line is on the row above. */
static void print_errors(struct arena *a, const struct diags *d, size_t skipped)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    for (size_t i = 0; i < diags_kept(d); i++) {
        const struct diag *one = diags_at(d, i);
        size_t column = one->pos.col > 0 ? (size_t)one->pos.col - 1 + skipped : skipped;
        if (i == 0)
            strbuf_addf(&out, "%*s^\n", (int)(strlen(PROMPT) + column), "");
        strbuf_addf(&out, "%s: %s\n", one->severity == DIAG_ERROR ? "error" : "warning",
                    harmless(a, one->message));
        if (one->hint != NULL)
            strbuf_addf(&out, "    %s\n", harmless(a, one->hint));
    }
    print_buffer(&out);
}

static void add_step(struct arena *a, struct strbuf *out, const struct feel_step *step)
{
    int depth = step->depth < 12 ? step->depth : 12;
    const char *value = harmless(a, feel_text(a, step->value));
    const char *text = harmless(a, step->text);
    strbuf_addf(out, "  %s %*s", step->decided ? ">" : " ", 2 * depth, "");
    size_t used = 4 + 2 * (size_t)depth, wide = utf8_width(value) + 3;
    size_t room = 79 > used + wide + 10 ? 79 - used - wide : 10;
    if (utf8_width(text) > room)
        cell_fit(out, text, room);
    else
        strbuf_adds(out, text);
    strbuf_addf(out, " = %s\n", value);
}

static void add_causes(struct arena *a, struct strbuf *out, struct feel_value v)
{
    const struct feel_causes *causes = v.kind == FEEL_UNKNOWN ? v.u.unknown->causes : NULL;
    for (size_t i = 0; causes != NULL && i < causes->n; i++)
        strbuf_addf(out, "%s%s", i == 0 ? "  open until known: " : ", ",
                    harmless(a, causes->names[i]));
    if (causes != NULL && causes->n != 0)
        strbuf_addch(out, '\n');
}

static void answer(struct arena *a, const struct feel_expr *e, const struct feel_run *run,
                   struct feel_value v)
{
    struct strbuf out;
    size_t n;
    strbuf_init(&out, 0);
    strbuf_addf(&out, "%s   (%s)\n", harmless(a, feel_canonical(a, v)), feel_kind_name(v.kind));
    add_causes(a, &out, v);
    for (size_t i = 0; i < run->n_warnings; i++)
        strbuf_addf(&out, "  warning: %s\n", harmless(a, run->warnings[i].message));
    const struct feel_step *steps = feel_explain(a, e, run->trace, &n);
    for (size_t i = 0; i < n; i++)
        add_step(a, &out, &steps[i]);
    print_buffer(&out);
}

/* --- lines -------------------------------------------------------------------------------------
 */

static bool name_byte(char c, bool first)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
    return letter || (!first && ((c >= '0' && c <= '9') || c == '.'));
}

static bool is_word_of_the_language(const char *name)
{
    static const char *const words[] = {"true",      "false",    "null",    "if",      "then",
                                        "else",      "for",      "in",      "some",    "every",
                                        "satisfies", "return",   "and",     "or",      "not",
                                        "item",      "function", "between", "instance"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(name, words[i]) == 0)
            return true;
    }
    return false;
}

/* The length of "NAME =" at the start of the line, *name receiving NAME; 0 when there is none. */
static size_t binding(struct arena *a, const char *line, const char **name)
{
    size_t start = strspn(line, " \t"), end = start;
    while (name_byte(line[end], end == start))
        end++;
    size_t equal = end + strspn(line + end, " \t");
    if (end == start || line[equal] != '=')
        return 0;
    *name = arena_strndup(a, line + start, end - start);
    return line[end - 1] == '.' || is_word_of_the_language(*name) ? 0 : equal + 1;
}

/* True when the line's arena is to be kept: its value has a name now. */
static bool evaluate(struct repl *r, struct arena *a, const char *line)
{
    const char *name = NULL;
    size_t skipped = binding(a, line, &name);
    struct diags *d = diags_new(a);
    const struct feel_expr *e =
        feel_compile(a, r->names.env, line + skipped, (struct pos){NULL, 1, 1}, NULL, d);
    size_t before = utf8_length(arena_strndup(a, line, skipped));
    if (diags_kept(d) != 0)
        print_errors(a, d, before);
    if (e == NULL)
        return false;
    struct feel_run run = {.arena = a,
                           .globals = r->names.globals.items,
                           .n_globals = r->names.globals.n,
                           .input = feel_null(),
                           .trace = ARENA_ARRAY(a, feel_expr_nodes(e), struct feel_value)};
    struct feel_value v = feel_eval(e, &run);
    answer(a, e, &run, v);
    if (name == NULL)
        return false;
    feel_request_declare(&r->names, arena_strdup(r->arena, name), v);
    return true;
}

static bool read_context(struct repl *r, const char *path)
{
    size_t n;
    struct diags *d = diags_new(r->arena);
    const char *text = file_read(r->arena, path, (size_t)64 << 20, &n, d);
    const struct json *context = text != NULL ? json_parse(r->arena, text, n, path, d) : NULL;
    r->names.diags = d;
    bool ok = context != NULL && feel_request_context(&r->names, context);
    print_diags(d);
    return ok;
}

/* A line that begins with a colon; false for the one that ends the session. */
static bool command(struct repl *r, const char *line)
{
    size_t word = strcspn(line, " \t");
    const char *rest = line + word + strspn(line + word, " \t");
    if (word == 5 && strncmp(line, ":quit", 5) == 0)
        return false;
    if (word == 8 && strncmp(line, ":context", 8) == 0 && *rest != '\0') {
        size_t n = strlen(rest);
        while (rest[n - 1] == ' ')
            n--;
        if (read_context(r, arena_strndup(r->arena, rest, n)))
            print_text("read\n", 5);
        return true;
    }
    if (word != 5 || strncmp(line, ":help", 5) != 0)
        print_text("no such command, or no file named; these there are:\n", 52);
    print_text(help_text, sizeof help_text - 1);
    return true;
}

static bool take(struct repl *r, const char *line)
{
    size_t start = strspn(line, " \t");
    if (line[start] == '\0')
        return true;
    if (line[start] == ':')
        return command(r, line + start);
    struct arena *a = arena_new();
    if (evaluate(r, a, line))
        VEC_PUSH(r->arena, &r->kept, a);
    else
        arena_free(a);
    return true;
}

int feel_repl(const char *context)
{
    struct repl r = {.arena = arena_new()};
    const char *line;
    feel_request_init(&r.names, r.arena, diags_new(r.arena), false);
    int code = context == NULL || read_context(&r, context) ? EXIT_DONE : EXIT_INPUT;
    if (code == EXIT_DONE) {
        print_text("Expressions of the rule language; :help says more, Ctrl-D ends.\n", 64);
        struct line_input *in = line_input_new(r.arena, history_path(r.arena));
        while (line_input_read(in, PROMPT, &line) == LINE_DONE && take(&r, line))
            continue;
        line_input_close(in);
    }
    for (size_t i = 0; i < r.kept.n; i++)
        arena_free(r.kept.items[i]);
    arena_free(r.arena);
    return code;
}
