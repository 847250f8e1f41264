/* core/base: UTF-8, cells, YAML and JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/json.h"
#include "core/base/utf8.h"
#include "core/base/yaml.h"

static struct arena *arena;
static struct diags *diags;

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    diags = diags_new(arena);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const char *fit(const char *s, size_t cols)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    cell_fit(&out, s, cols);
    const char *text = arena_strdup(arena, out.buf);
    strbuf_release(&out);
    return text;
}

static void widths(void **state)
{
    (void)state;
    assert_int_equal(utf8_width("Кутессай II"), 11);
    assert_int_equal(utf8_width("矿"), 2);
    assert_int_equal(utf8_width("e\xCC\x81"), 1); /* e and a combining acute */
    assert_int_equal(utf8_length("Ақтүз"), 5);
    assert_string_equal(fit("Кутессай", 10), "Кутессай  ");
    assert_string_equal(fit("Кутессай", 5), "Куте~");
    assert_string_equal(fit("矿矿矿", 4), "矿 ~");
    assert_string_equal(fit("e\xCC\x81"
                            "abc",
                            2),
                        "e\xCC\x81~");
    assert_string_equal(fit("abc", 0), "");
    assert_string_equal(fit("abc", 1), "~");
}

static void hostile_text_becomes_visible(void **state)
{
    (void)state;
    const char *s = "a\033[2J\xC2\x9B(\xE2\x80\xAE)\xFF\n";
    assert_string_equal(text_visible(arena, s, strlen(s), true),
                        "a<U+001B>[2J<U+009B>(<U+202E>)<FF> ");
    assert_string_equal(text_visible(arena, "x\ny", 3, false), "x\ny");
    assert_true(utf8_valid("Ж", 2));
    assert_false(utf8_valid("\xC0\xAF", 2));     /* overlong */
    assert_false(utf8_valid("\xED\xA0\x80", 3)); /* surrogate */
    assert_true(utf8_valid("\xEF\xBF\xBD", 3));  /* a real U+FFFD */
}

static void wrapping(void **state)
{
    (void)state;
    size_t n;
    char **l = text_wrap(arena, "one two  three\n\nlonglongword x", 8, &n);
    static const char *const want[] = {"one two", "three", "", "longlong", "word x"};
    assert_int_equal(n, 5);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(l[i], want[i]);
    l = text_wrap(arena, "", 10, &n);
    assert_int_equal(n, 1);
    assert_string_equal(l[0], "");
    text_wrap(arena, "矿矿", 1, &n); /* wider than the column: one a line, no endless loop */
    assert_int_equal(n, 2);
    assert_string_equal(utf8_upper(arena, "кутессай ii"), "КУТЕССАЙ II");
}

static const struct yaml_node *yaml(const char *text)
{
    return yaml_load_text(arena, text, strlen(text), "t.yaml", NULL, diags);
}

static void yaml_knows_places(void **state)
{
    (void)state;
    const struct yaml_node *root = yaml("a: one\n"
                                        "б: 'it''s two'\n"
                                        "c:\n"
                                        "  - x\n"
                                        "  - {k: \"v \\u0041B\"}\n"
                                        "d: |\n"
                                        "  first\n"
                                        "  second\n"
                                        "e: >-\n"
                                        "  fold\n"
                                        "  ed\n");
    assert_non_null(root);
    const struct yaml_node *b = yaml_get(root, "б"), *c = yaml_get(root, "c");
    assert_string_equal(b->text, "it's two");
    assert_int_equal(b->pos.line, 2);
    assert_int_equal(b->pos.col, 5);
    assert_int_equal(yaml_text_pos(b, 5).col, 11); /* the t of two, after the doubled quote */
    assert_int_equal(c->n, 2);
    const struct yaml_node *k = yaml_get(c->items[1], "k");
    assert_string_equal(k->text, "v AB");
    assert_int_equal(yaml_text_pos(k, 3).col, 18); /* B, after the six characters of the escape */
    const struct yaml_node *d = yaml_get(root, "d");
    assert_int_equal(d->pos.line, 7);
    assert_int_equal(d->pos.col, 3);
    assert_int_equal(yaml_text_pos(d, 6).line, 8);
    assert_int_equal(yaml_text_pos(d, 8).col, 5);
    const struct yaml_node *e = yaml_get(root, "e");
    assert_string_equal(e->text, "fold ed");
    assert_int_equal(yaml_text_pos(e, 5).line, 11);
    assert_int_equal(yaml_text_pos(e, 5).col, 3);
}

static void yaml_refuses(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "a: &x 1\n",    "a: *x\n",        "a: !!int 1\n",   "a: 1\na: 2\n",
        "<<: {a: 1}\n", "---\na\n---\nb", "a: [1, 2",       "\ta: 1",
        "a: \x01",      "? [a]\n: b\n",   "a: \"x\\0y\"\n", "%YAML 1.1\n---\na: 1\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct diags *d = diags_new(arena);
        assert_null(yaml_load_text(arena, bad[i], strlen(bad[i]), "t.yaml", NULL, d));
        assert_int_equal(diags_count(d, DIAG_ERROR), 1);
        assert_true(diags_at(d, 0)->pos.line > 0);
    }
}

/* The line of the first is named whether the map is small or large. */
static void yaml_finds_doubled_keys(void **state)
{
    (void)state;
    const int doubled[] = {1, 7, 18, 29};
    for (size_t i = 0; i < 4; i++) {
        struct strbuf text, said;
        struct diags *d = diags_new(arena);
        strbuf_init(&text, 0);
        strbuf_init(&said, 0);
        for (int k = 0; k < 30; k++)
            strbuf_addf(&text, "k%d: {k%d: %d}\n", k, k, k);
        assert_non_null(yaml(text.buf));
        strbuf_addf(&text, "k%d: x\n", doubled[i]);
        assert_null(yaml_load_text(arena, text.buf, text.len, "t.yaml", NULL, d));
        diags_format(d, &said);
        const char *first = arena_printf(arena, "first on line %d)", doubled[i] + 1);
        assert_non_null(strstr(said.buf, first));
        assert_non_null(strstr(said.buf, "t.yaml:31:1:"));
        strbuf_release(&text);
        strbuf_release(&said);
    }
}

static void yaml_limits_hold(void **state)
{
    (void)state;
    size_t n = 10000;
    char *deep = malloc(2 * n);
    assert_non_null(deep);
    memset(deep, '[', n);
    memset(deep + n, ']', n);
    assert_null(yaml_load_text(arena, deep, 2 * n, "deep.yaml", NULL, diags));
    free(deep);
    struct yaml_limits small = {.max_bytes = 10};
    assert_null(yaml_load_text(arena, "a: 12345678", 11, "big.yaml", &small, diags));
    const struct yaml_node *nothing = yaml("# only a comment\n");
    assert_non_null(nothing);
    assert_int_equal(nothing->kind, YAML_MAP);
    assert_int_equal(nothing->n, 0);
    /* A byte order mark is no part of the text. */
    assert_non_null(yaml_get(yaml("\xEF\xBB\xBF"
                                  "a: 1\n"),
                             "a"));
}

static void yaml_writes_what_it_reads(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "plain words", "no",   "1e3",      "2026-01-01", "a: b", "#x", "Ақтүз, «рудник»",
        "two\nlines",  " pad", "quote\"s", "back\\",     "",     "~",  "\033[31m",
        "- x",         "[a]",  "none",     "a:b",        "x #y", "矿", "end:",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct strbuf out;
        strbuf_init(&out, 0);
        strbuf_adds(&out, "k: [");
        yaml_write_scalar(&out, texts[i], false);
        strbuf_adds(&out, "]\n");
        const struct yaml_node *root = yaml(out.buf);
        assert_non_null(root);
        const struct yaml_node *v = yaml_get(root, "k")->items[0];
        assert_string_equal(v->text, texts[i]);
        assert_false(yaml_is_null(v));
        strbuf_release(&out);
    }
}

static void json_round_trip(void **state)
{
    (void)state;
    const char *text = "{\"a\":[1,-0.50,1e400,\"\\u0416\\ud83d\\ude00\\n\"],\"b\":{},\"c\":null,"
                       "\"d\":true}";
    struct json *j = json_parse(arena, text, strlen(text), "t.json", diags);
    assert_non_null(j);
    struct strbuf out;
    strbuf_init(&out, 0);
    json_write(&out, j, 0);
    assert_string_equal(out.buf,
                        "{\"a\":[1,-0.50,1e400,\"Ж😀\\n\"],\"b\":{},\"c\":null,\"d\":true}");
    strbuf_release(&out);
}

static void json_refuses(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",         "{",           "[1,]",      "{\"a\":1,\"a\":2}",
        "01",       "1.",          "NaN",       "\"\\ud800\"",
        "\"\x01\"", "\"\\u0000\"", "nul",       "[1] 2",
        "'a'",      "\"\xFF\"",    "{\"a\" 1}", "-",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct diags *d = diags_new(arena);
        assert_null(json_parse(arena, bad[i], strlen(bad[i]), "t.json", d));
        assert_int_equal(diags_count(d, DIAG_ERROR), 1);
    }
    char deep[1000];
    memset(deep, '[', sizeof deep);
    assert_null(json_parse(arena, deep, sizeof deep, "t.json", diags));
    assert_int_equal(diags_count(diags, DIAG_ERROR), 1);
    const char *two = "{\n  \"Ж\": x}";
    struct diags *d = diags_new(arena);
    assert_null(json_parse(arena, two, strlen(two), "t.json", d));
    assert_int_equal(diags_at(d, 0)->pos.line, 2);
    assert_int_equal(diags_at(d, 0)->pos.col, 8);
}

static void shortest_doubles(void **state)
{
    (void)state;
    char buf[40];
    assert_string_equal(double_text(0.1, buf), "0.1");
    assert_string_equal(double_text(1e6, buf), "1000000");
    assert_string_equal(double_text(-0.0, buf), "0");
    assert_string_equal(double_text(1.0 / 3, buf), "0.3333333333333333");
    assert_string_equal(double_text(123456789012345680.0, buf), "1.2345678901234568e+17");
    double zero = 0;
    assert_int_equal(json_double(arena, 1 / zero)->kind, JSON_NULL);
    assert_int_equal(json_double(arena, 1.5)->kind, JSON_NUMBER);
}

#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(widths),           T(hostile_text_becomes_visible),
        T(wrapping),         T(yaml_knows_places),
        T(yaml_refuses),     T(yaml_finds_doubled_keys),
        T(yaml_limits_hold), T(yaml_writes_what_it_reads),
        T(json_round_trip),  T(json_refuses),
        T(shortest_doubles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
