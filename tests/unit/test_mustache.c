/* core/memo: Mustache and escaping. The cases follow the rules of the public Mustache
 * specification (interpolation, sections, inverted, comments, delimiters, partials), re-worded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/memo/escape.h"
#include "core/memo/mustache.h"

static const char *partials(void *data, struct arena *a, const char *name)
{
    (void)a;
    const char *const *pairs = data;
    for (; pairs != NULL && *pairs != NULL; pairs += 2)
        if (strcmp(pairs[0], name) == 0)
            return pairs[1];
    return NULL;
}

static const char *render(struct arena *a, const char *template, const char *json,
                          const char *const *pairs, struct diags *d)
{
    struct json *context = json_parse(a, json, strlen(json), "context", d);
    assert_non_null(context);
    struct strbuf out;
    strbuf_init(&out, 100000);
    /* The callback's data pointer is untyped; the pairs stay untouched. */
    union {
        const char *const *in;
        void *out;
    } data = {.in = pairs};
    bool ok = mustache_render(a, template, strlen(template), "t", context, MUSTACHE_HTML, partials,
                              data.out, &out, d);
    const char *text = ok ? arena_strdup(a, out.buf) : NULL;
    strbuf_release(&out);
    return text;
}

static void renders(void **state)
{
    (void)state;
    static const char *const pairs[] = {
        "text", "from partial", "line", "|\n{{{x}}}\n|\n", "item", "{{n}}{{#c}}<{{>item}}>{{/c}}",
        NULL};
    static const char *const cases[][3] = {
        {"plain", "{}", "plain"},
        {"a {{x}} b", "{\"x\":\"1\"}", "a 1 b"},
        {"{{x}}{{{x}}}{{&x}}", "{\"x\":\"<&\\\"\"}", "&lt;&amp;&quot;<&\"<&\""},
        {"{{n}} {{ n }}", "{\"n\":85.10}", "85.10 85.10"},
        {"[{{none}}][{{null}}]", "{\"null\":null}", "[][]"},
        {"{{a.b.c}}|{{#a}}{{b.c}}{{/a}}", "{\"a\":{\"b\":{\"c\":\"x\"}}}", "x|x"},
        {"{{a.b.c}}", "{\"a\":{},\"b\":{\"c\":\"wrong\"}}", ""},
        {"{{#t}}yes{{/t}}{{#f}}no{{/f}}", "{\"t\":true,\"f\":false}", "yes"},
        {"{{^t}}yes{{/t}}{{^f}}no{{/f}}", "{\"t\":true,\"f\":false}", "no"},
        {"{{#l}}{{.}},{{/l}}", "{\"l\":[1,2,3]}", "1,2,3,"},
        {"{{#l}}x{{/l}}{{^l}}empty{{/l}}", "{\"l\":[]}", "empty"},
        {"{{#a}}{{one}}{{#b}}{{one}}{{two}}{{/b}}{{/a}}", "{\"a\":{\"one\":1},\"b\":{\"two\":2}}",
         "112"},
        {"{{#l}}{{#l2}}{{.}}{{/l2}};{{/l}}", "{\"l\":[{\"l2\":[1,2]},{\"l2\":[3]}]}", "12;3;"},
        {"| This Is\n{{#b}}\n|\n{{/b}}\n| A Line\n", "{\"b\":true}", "| This Is\n|\n| A Line\n"},
        {"  {{#b}}  \nx\n  {{/b}}", "{\"b\":true}", "x\n"},
        {" {{#b}}a{{/b}} \n", "{\"b\":true}", " a \n"},
        {"a{{! note }}b\n  {{! alone }}\nc", "{}", "ab\nc"},
        {"{{=<% %>=}}(<%x%>)", "{\"x\":\"1\"}", "(1)"},
        {"{{=| |=}}|x||={{ }}=|{{x}}", "{\"x\":\"1\"}", "11"},
        {"[{{>text}}]", "{}", "[from partial]"},
        {"[{{>missing}}]", "{}", "[]"},
        {"\\\n {{>line}}\n/\n", "{\"x\":\"<\\n->\"}", "\\\n |\n <\n->\n |\n/\n"},
        {"{{>item}}", "{\"n\":\"X\",\"c\":[{\"n\":\"Y\",\"c\":[]}]}", "X<Y>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *a = arena_new();
        struct diags *d = diags_new(a);
        assert_string_equal(render(a, cases[i][0], cases[i][1], pairs, d), cases[i][2]);
        arena_free(a);
    }
}

static void errors_have_places(void **state)
{
    (void)state;
    static const struct {
        const char *template;
        int line, col;
    } cases[] = {
        {"a\n {{#x}} b", 2, 2},
        {"{{/x}}", 1, 1},
        {"{{#a}}{{#b}}{{/a}}{{/b}}", 1, 13},
        {"a {{x", 1, 3},
        {"{{}}", 1, 1},
        {"{{=x=}}", 1, 1},
        {"ж\n{{{x}} and so on", 2, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *a = arena_new();
        struct diags *d = diags_new(a);
        assert_null(render(a, cases[i].template, "{\"x\":1}", NULL, d));
        assert_int_equal(diags_count(d, DIAG_ERROR), 1);
        assert_int_equal(diags_at(d, 0)->pos.line, cases[i].line);
        assert_int_equal(diags_at(d, 0)->pos.col, cases[i].col);
        arena_free(a);
    }
}

static void hostile_templates_end(void **state)
{
    (void)state;
    static const char *const pairs[] = {"loop", "x{{>loop}}", NULL};
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    assert_null(render(a, "{{>loop}}", "{}", pairs, d));
    const char *wide = "{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}xxxxxxxxxx{{/l}}{{/l}}{{/l}}"
                       "{{/l}}{{/l}}{{/l}}{{/l}}";
    assert_null(render(a, wide, "{\"l\":[1,2,3,4,5,6,7,8,9,10]}", NULL, d));
    struct strbuf deep;
    strbuf_init(&deep, 0);
    for (int i = 0; i < 5000; i++)
        strbuf_adds(&deep, "{{#x}}");
    assert_null(render(a, deep.buf, "{\"x\":1}", NULL, d));
    strbuf_release(&deep);
    arena_free(a);
}

static void markdown_values_stay_text(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a|b", "a\\|b"},
        {"<script>", "\\<script\\>"},
        {"*bold* _it_ deposit.treo_pct", "\\*bold\\* \\_it\\_ deposit.treo_pct"},
        {"[x](y)", "\\[x\\](y)"},
        {"# head", "\\# head"},
        {"- item", "\\- item"},
        {"1. one", "1\\. one"},
        {"3.5 %", "3.5 %"},
        {"-60.0", "-60.0"},
        {"---", "\\---"},
        {"two\nlines", "two lines"},
        {"\033[31m", "\\<U+001B\\>\\[31m"},
        {"R&D", "R\\&D"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strbuf out;
        strbuf_init(&out, 0);
        escape_add(&out, cases[i][0], MUSTACHE_MARKDOWN);
        assert_string_equal(out.buf, cases[i][1]);
        strbuf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(renders),
        cmocka_unit_test(errors_have_places),
        cmocka_unit_test(hostile_templates_end),
        cmocka_unit_test(markdown_values_stay_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
