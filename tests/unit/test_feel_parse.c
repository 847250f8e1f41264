/* Compiling expressions: names and their slots, places and hints of errors, limits, types, and what
 * an expression tells about itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/yaml.h"
#include "core/feel/feel.h"

struct fixture {
    struct arena *a;
    struct diags *d;
    struct feel_env *env;
};

static const struct {
    const char *name, *type;
} facts[] = {
    {"licence.kind", "enum(\"mining\", \"exploration\", \"none\")"},
    {"licence.expiry_date", "date"},
    {"licence.years_left", "number"},
    {"ownership.prc_pct", "number"},
    {"ownership.prc_control", "boolean"},
    {"directors", "list<context<name: string, country: string>>"},
    {"deposit", "context<treo_pct: number>"},
    {"deposit.treo_pct.low", "number"},
    {"anything", "Any"},
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->a = arena_new();
    f->d = diags_new(f->a);
    f->env = feel_env_new(f->a, NULL);
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        feel_env_declare(f->env, facts[i].name,
                         feel_type_parse(f->a, facts[i].type, (struct pos){0}, f->d));
    assert_true(diags_ok(f->d));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    arena_free(f->a);
    free(f);
    return 0;
}

static struct feel_expr *compile(struct fixture *f, const char *text)
{
    f->d = diags_new(f->a);
    return feel_compile(f->a, f->env, text, (struct pos){"rules.yaml", 7, 11}, NULL, f->d);
}

static const struct diag *first_error(struct fixture *f, const char *text)
{
    assert_null(compile(f, text));
    for (size_t i = 0; i < diags_kept(f->d); i++) {
        if (diags_at(f->d, i)->severity == DIAG_ERROR)
            return diags_at(f->d, i);
    }
    fail_msg("no error in %s", text);
    return NULL;
}

/* --- names -------------------------------------------------------------------------------------
 */

static void slots_continue_through_the_chain(void **state)
{
    struct fixture *f = *state;
    size_t slot;
    const struct feel_type *type;
    size_t n = feel_env_slots(f->env);
    assert_int_equal(n, sizeof facts / sizeof *facts);
    struct feel_env *child = feel_env_new(f->a, f->env);
    assert_int_equal(feel_env_declare(child, "points", feel_type_simple(FT_NUMBER)), n);
    assert_int_equal(feel_env_declare(child, "note", feel_type_simple(FT_STRING)), n + 1);
    assert_int_equal(feel_env_declare(child, "points", feel_type_simple(FT_DATE)), n);
    assert_int_equal(feel_env_slots(child), n + 2);
    assert_true(feel_env_lookup(child, "licence.expiry_date", &slot, &type));
    assert_int_equal(slot, 1);
    assert_int_equal(type->kind, FT_DATE);
    assert_true(feel_env_lookup(child, "points", NULL, &type));
    assert_int_equal(type->kind, FT_DATE);
    assert_false(feel_env_lookup(f->env, "points", NULL, NULL));
    assert_string_equal(feel_env_nearest(child, "licence.knd"), "licence.kind");
    assert_null(feel_env_nearest(child, "zzzzzzzzz"));
}

static void the_longest_declared_name_comes_first(void **state)
{
    struct fixture *f = *state;
    size_t n;
    const struct feel_expr *e = compile(f, "deposit.treo_pct + deposit.treo_pct.low");
    assert_non_null(e);
    const char *const *globals = feel_expr_globals(e, &n);
    assert_int_equal(n, 2);
    assert_string_equal(globals[0], "deposit");
    assert_string_equal(globals[1], "deposit.treo_pct.low");
    assert_int_equal(feel_expr_type(e)->kind, FT_NUMBER);
    e = compile(f, "licence.years_left > 3 and (ownership.prc_pct < 25 or licence.years_left > 9)");
    globals = feel_expr_globals(e, &n);
    assert_int_equal(n, 2);
    assert_string_equal(globals[0], "licence.years_left");
    assert_string_equal(globals[1], "ownership.prc_pct");
}

static void entries_of_an_item_win_over_facts(void **state)
{
    struct fixture *f = *state;
    size_t n;
    const struct feel_expr *e = compile(f, "directors[country = \"KG\"].name");
    assert_non_null(e);
    assert_string_equal(feel_type_text(f->a, feel_expr_type(e)), "list<string>");
    feel_expr_globals(e, &n);
    assert_int_equal(n, 1);
    /* In a list of anything a declared dotted name still means the fact. */
    e = compile(f, "anything[kind = licence.kind]");
    assert_non_null(e);
    feel_expr_globals(e, &n);
    assert_int_equal(n, 2);
}

static void unknown_names_have_a_hint(void **state)
{
    struct fixture *f = *state;
    const struct diag *d = first_error(f, "1 + licence.year_left");
    assert_string_equal(d->code, "E011");
    assert_int_equal(d->pos.line, 7);
    assert_int_equal(d->pos.col, 15);
    assert_string_equal(d->message, "unknown name 'licence.year_left'");
    assert_string_equal(d->hint, "did you mean 'licence.years_left'?");
    d = first_error(f, "for director in directors return diretor.name");
    assert_string_equal(d->hint, "did you mean 'director'?");
    d = first_error(f, "string lenght(\"a\")");
    assert_string_equal(d->hint, "did you mean 'string length'?");
    d = first_error(f, "directors[contry = \"KG\"]");
    assert_string_equal(d->code, "E011");
    d = first_error(f, "deposit.treo_pc");
    assert_string_equal(d->hint, "did you mean 'treo_pct'?");
    d = first_error(f, "licence.kind = \"mning\"");
    assert_string_equal(d->code, "E012");
    assert_string_equal(d->hint, "did you mean \"mining\"?");
    d = first_error(f, "licence.kind in (\"mining\", \"exploratio\")");
    assert_int_equal(d->pos.col, 11 + 27);
    d = first_error(f, "substring(string: \"a\", start: 1)");
    assert_string_equal(d->hint, "write substring(string, start position[, length])");
}

static void all_errors_of_names_are_told(void **state)
{
    struct fixture *f = *state;
    assert_null(compile(f, "licence.knd = 1 and ownrship.prc_pct > \"x\" and true + 1 = 2"));
    assert_int_equal(diags_count(f->d, DIAG_ERROR), 3);
}

static bool is_known(void *data, const char *name)
{
    (void)data;
    return strcmp(name, "kz.royalty_pct") == 0;
}

static const char *nearest(void *data, const char *name)
{
    (void)data;
    (void)name;
    return "kz.royalty_pct";
}

static const struct feel_type *royalty_type(void *data, const char *name)
{
    (void)data;
    (void)name;
    return feel_type_simple(FT_NUMBER);
}

static void parameters_and_rules_are_checked(void **state)
{
    struct fixture *f = *state;
    struct feel_names names = {.param_exists = is_known,
                               .rule_exists = is_known,
                               .param_nearest = nearest,
                               .param_type = royalty_type};
    feel_env_set_names(f->env, &names);
    const struct feel_expr *e = compile(f, "param(\"kz.royalty_pct\")");
    assert_int_equal(feel_expr_type(e)->kind, FT_NUMBER);
    const struct diag *d = first_error(f, "1 + param(\"kz.royalti_pct\")");
    assert_string_equal(d->code, "E011");
    assert_int_equal(d->pos.col, 11 + 10);
    assert_string_equal(d->hint, "did you mean \"kz.royalty_pct\"?");
    d = first_error(f, "rule(\"none\") = \"pass\"");
    assert_string_equal(d->code, "E011");
    assert_null(d->hint);
    assert_string_equal(first_error(f, "param(\"kz.royalty_pct\") = \"x\"")->code, "E012");
}

/* --- places ------------------------------------------------------------------------------------
 */

static const struct diag *error_in_yaml(struct fixture *f, const char *yaml)
{
    f->d = diags_new(f->a);
    const struct yaml_node *root = yaml_load_text(f->a, yaml, strlen(yaml), "r.yaml", NULL, f->d);
    assert_non_null(root);
    const struct yaml_node *node = yaml_get(root, "pass_if");
    struct feel_options options = {.origin = node};
    assert_null(feel_compile(f->a, f->env, node->text, node->pos, &options, f->d));
    return diags_at(f->d, 0);
}

static void places_in_yaml_are_exact(void **state)
{
    struct fixture *f = *state;
    const struct diag *d = error_in_yaml(f, "a: 1\npass_if: licence.kind = \"mining\" and xx\n");
    assert_int_equal(d->pos.line, 2);
    assert_int_equal(d->pos.col, 38);
    /* double quotes: the escapes take more room in the file than in the text */
    d = error_in_yaml(f, "pass_if: \"licence.kind = \\\"mining\\\" and xx\"\n");
    assert_int_equal(d->pos.line, 1);
    assert_int_equal(d->pos.col, 41);
    /* single quotes */
    d = error_in_yaml(f, "pass_if: 'licence.kind = \"mining\" and xx'\n");
    assert_int_equal(d->pos.col, 39);
    /* folded and literal blocks */
    d = error_in_yaml(f, "pass_if: >-\n  licence.kind = \"mining\"\n  and xx\n");
    assert_int_equal(d->pos.line, 3);
    assert_int_equal(d->pos.col, 7);
    d = error_in_yaml(f, "pass_if: |\n  licence.kind =\n    \"mining\" and\n    xx\n");
    assert_int_equal(d->pos.line, 4);
    assert_int_equal(d->pos.col, 5);
}

static void places_count_code_points(void **state)
{
    struct fixture *f = *state;
    const struct diag *d = first_error(f, "\"Кадамжай\" = xx");
    assert_int_equal(d->pos.col, 11 + 13);
    d = first_error(f, "1 +\n  xx");
    assert_int_equal(d->pos.line, 8);
    assert_int_equal(d->pos.col, 3);
}

/* --- limits ------------------------------------------------------------------------------------
 */

static char *repeat(struct fixture *f, const char *before, const char *middle, const char *after,
                    size_t n)
{
    size_t b = strlen(before), m = strlen(middle), e = strlen(after);
    char *text = arena_alloc(f->a, n * (b + e) + m + 1);
    char *at = text;
    for (size_t i = 0; i < n; i++, at += b)
        memcpy(at, before, b);
    memcpy(at, middle, m);
    at += m;
    for (size_t i = 0; i < n; i++, at += e)
        memcpy(at, after, e);
    return text;
}

static void deep_and_long_texts_are_errors(void **state)
{
    struct fixture *f = *state;
    static const char *const pieces[][3] = {
        {"(", "1", ")"},
        {"[", "", "]"},
        {"-", "1", ""},
        {"not(", "true", ")"},
        {"{a: ", "1", "}"},
        {"if true then ", "1", " else 2"},
        {"1 + ", "1", ""},
        {"true and ", "true", ""},
        {"anything in (", "1", ")"},
        {"for x in [1] return ", "1", ""},
        {"", "[1]", "[1]"},
        {"", "anything", ".a"},
        {"function() ", "1", ""},
        {"2 ** ", "1", ""},
        {"[1][", "1", "]"},
        {"", "anything", "(1)"},
        {"]", "1", "..2["},
    };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char *text = repeat(f, pieces[i][0], pieces[i][1], pieces[i][2], 10000);
        assert_string_equal(first_error(f, text)->code, "E010");
        text = repeat(f, pieces[i][0], pieces[i][1], pieces[i][2], 60);
        if (i != 16) /* a range of ranges has no order */
            assert_non_null(compile(f, text));
    }
    char *text = repeat(f, "list<", "number", ">", 10000);
    assert_null(feel_type_parse(f->a, text, (struct pos){0}, f->d));
    text = repeat(f, " ", "1", "", ((size_t)1 << 20) + 1);
    assert_string_equal(first_error(f, text)->code, "E010");
    text = repeat(f, "1, ", "1]", "", 100000);
    assert_non_null(compile(f, arena_printf(f->a, "[%s", text)));
}

/* What would take memory or time out of proportion to the text. */
static void wide_texts_are_bounded(void **state)
{
    struct fixture *f = *state;
    struct strbuf sb;
    strbuf_init(&sb, 0);
    for (int i = 0; i < 100000; i++)
        strbuf_addf(&sb, "%sk%d: 1", i == 0 ? "{" : ",", i);
    strbuf_addch(&sb, '}');
    assert_string_equal(first_error(f, sb.buf)->code, "E010");
    strbuf_reset(&sb);
    for (int i = 0; i < 150; i++)
        strbuf_adds(&sb, "anything[");
    strbuf_adds(&sb, "[");
    for (int i = 0; i < 300000; i++)
        strbuf_adds(&sb, i == 0 ? "z" : ",z");
    strbuf_adds(&sb, "]");
    for (int i = 0; i < 150; i++)
        strbuf_addch(&sb, ']');
    assert_string_equal(first_error(f, sb.buf)->code, "E010");
    strbuf_reset(&sb);
    strbuf_addch(&sb, '{');
    for (int i = 0; i < 400000; i++)
        strbuf_adds(&sb, "a ");
    strbuf_adds(&sb, ": 1}");
    struct feel_options options = {.conformance = true};
    f->d = diags_new(f->a);
    assert_null(feel_compile(f->a, f->env, sb.buf, (struct pos){0}, &options, f->d));
    strbuf_release(&sb);
}

static void bytes_that_are_no_text(void **state)
{
    struct fixture *f = *state;
    const struct diag *d = first_error(f, "1 + \"\xff\"");
    assert_string_equal(d->code, "E010");
    assert_int_equal(d->pos.col, 11 + 5);
    d = first_error(f, "1 + \x01");
    assert_string_equal(d->code, "E010");
    assert_null(strchr(d->message, '\x01'));
    d = first_error(f, "1 + \x1b[31mred");
    assert_null(strchr(d->message, '\x1b'));
}

/* --- types -------------------------------------------------------------------------------------
 */

static void types_read_back(void **state)
{
    struct fixture *f = *state;
    static const char *const texts[] = {
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "Any",
        "list",
        "list<number>",
        "range<date>",
        "context<a: number, b: list<string>>",
        "enum(\"a\", \"b \\\"c\\\"\")",
        "list<context<when: date and time>>",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct feel_type *t = feel_type_parse(f->a, texts[i], (struct pos){0}, f->d);
        assert_non_null(t);
        assert_string_equal(feel_type_text(f->a, t), texts[i]);
    }
    static const char *const bad[] = {"",
                                      "numbr",
                                      "list<",
                                      "list<number",
                                      "enum()",
                                      "enum(a)",
                                      "number number",
                                      "context<a>",
                                      "list<>",
                                      "enum(\"a\"",
                                      "enum(\"a\", \"a\")"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        f->d = diags_new(f->a);
        assert_null(feel_type_parse(f->a, bad[i], (struct pos){"f", 3, 5}, f->d));
        assert_int_equal(diags_count(f->d, DIAG_ERROR), 1);
        assert_int_equal(diags_at(f->d, 0)->pos.line, 3);
    }
}

static const struct feel_type *type(struct fixture *f, const char *text)
{
    const struct feel_type *t = feel_type_parse(f->a, text, (struct pos){0}, f->d);
    assert_non_null(t);
    return t;
}

static void types_overlap_and_conform(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *a, *b;
        bool overlap, conforms;
    } cases[] = {
        {"number", "number", true, true},
        {"number", "string", false, false},
        {"number", "Any", true, true},
        {"Any", "number", true, false},
        {"enum(\"a\")", "string", true, true},
        {"string", "enum(\"a\")", true, false},
        {"enum(\"a\", \"b\")", "enum(\"b\", \"c\")", true, false},
        {"enum(\"a\")", "enum(\"a\", \"b\")", true, true},
        {"enum(\"a\")", "enum(\"b\")", false, false},
        {"list<number>", "list", true, true},
        {"list<number>", "list<string>", true, false}, /* both have [] */
        {"range<number>", "range<string>", false, false},
        {"context<a: number, b: string>", "context<a: number>", true, true},
        {"context<a: number>", "context<a: number, b: string>", true, false},
        {"context<a: number>", "context<a: string>", false, false},
        {"date", "date and time", false, false},
        {"days and time duration", "years and months duration", false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct feel_type *a = type(f, cases[i].a), *b = type(f, cases[i].b);
        assert_int_equal(feel_types_overlap(a, b), cases[i].overlap);
        assert_int_equal(feel_types_overlap(b, a), cases[i].overlap);
        assert_int_equal(feel_type_conforms(a, b), cases[i].conforms);
    }
}

static void results_have_types(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *text, *type;
    } cases[] = {
        {"1 + licence.years_left", "number"},
        {"anything + 1", "number"},
        {"anything * 2", "Any"},
        {"\"a\" + anything", "string"},
        {"licence.expiry_date - @\"2026-01-01\"", "days and time duration"},
        {"licence.expiry_date + @\"P1Y\"", "date"},
        {"@\"P1D\" / @\"PT1H\"", "number"},
        {"2 * @\"P1Y\"", "years and months duration"},
        {"if ownership.prc_control then 1 else 2", "number"},
        {"if ownership.prc_control then 1 else null", "number"},
        {"if ownership.prc_control then 1 else \"a\"", "Any"},
        {"if ownership.prc_control then licence.kind else \"a\"", "string"},
        {"[1, 2][1]", "number"},
        {"[1, 2][item > 1]", "list<number>"},
        {"[[1], [2]]", "list<list<number>>"},
        {"for d in directors return d.country", "list<string>"},
        {"directors[1].name", "string"},
        {"min(1, 2)", "number"},
        {"max([@\"2026-01-01\"])", "date"},
        {"reverse([\"a\"])", "list<string>"},
        {"duration(\"P1Y\")", "years and months duration"},
        {"default(licence.years_left, 0)", "number"},
        {"licence.expiry_date.year", "number"},
        {"[1..2].start", "number"},
        {"1 in [1..2]", "boolean"},
        {"function(x) x", "function"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct feel_expr *e = compile(f, cases[i].text);
        if (e == NULL)
            fail_msg("%s: %s", cases[i].text, diags_at(f->d, 0)->message);
        assert_string_equal(feel_type_text(f->a, feel_expr_type(e)), cases[i].type);
    }
}

static void the_wanted_type_is_checked(void **state)
{
    struct fixture *f = *state;
    struct feel_options options = {.expected = feel_type_simple(FT_BOOLEAN)};
    struct pos pos = {"f", 1, 1};
    assert_null(feel_compile(f->a, f->env, "licence.years_left + 1", pos, &options, f->d));
    assert_string_equal(diags_at(f->d, 0)->code, "E012");
    assert_non_null(feel_compile(f->a, f->env, "anything", pos, &options, f->d));
    assert_non_null(feel_compile(f->a, f->env, "ownership.prc_control", pos, &options, f->d));
}

static void cells_are_checked_against_their_column(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *cell, *type, *code; /* NULL: fine */
    } cases[] = {
        {"< 5", "number", NULL},
        {"< \"a\"", "number", "E012"},
        {"\"a\"", "number", "E012"},
        {"true", "number", "E012"},
        {"ownership.prc_control", "boolean", NULL},
        {"ownership.prc_control", "number", "E012"},
        {"not(ownership.prc_control)", "number", "E012"},
        {"? > 5", "number", NULL},
        {"? > 5 and ownership.prc_control", "number", NULL},
        {"\"mining\", \"none\"", "enum(\"mining\", \"none\")", NULL},
        {"\"minin\"", "enum(\"mining\", \"none\")", "E012"},
        {"not(\"minin\")", "enum(\"mining\", \"none\")", "E012"},
        {"[\"mining\"]", "string", NULL},
        {"[1, 2]", "string", "E012"},
        {"[1..2]", "date", "E012"},
        {"<= @\"P2Y\"", "years and months duration", NULL},
        {"<= @\"P730D\"", "years and months duration", "E012"},
        {"null", "number", NULL},
        {"-", "number", NULL},
        {"list contains(?, \"T\")", "list<string>", NULL},
        {"1, 2", "list<number>", "E012"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct feel_options options = {.input = type(f, cases[i].type)};
        f->d = diags_new(f->a);
        const struct feel_expr *e = feel_compile_tests(f->a, f->env, cases[i].cell,
                                                       (struct pos){"f", 1, 1}, &options, f->d);
        const char *code = e != NULL ? NULL : diags_at(f->d, 0)->code;
        if ((code == NULL) != (cases[i].code == NULL))
            fail_msg("%s on %s: %s", cases[i].cell, cases[i].type,
                     code != NULL ? diags_at(f->d, 0)->message : "no error");
        if (code != NULL)
            assert_string_equal(code, cases[i].code);
    }
}

/* --- constants, deciding parts -----------------------------------------------------------------
 */

static void constants_are_found(void **state)
{
    struct fixture *f = *state;
    size_t n;
    const struct feel_expr *e =
        compile(f, "ownership.prc_pct >= 25 or ownership.prc_pct in (0, [5..10]) or "
                   "-1 < ownership.prc_pct or licence.years_left > 99");
    const struct feel_value *values = feel_expr_constants(f->a, e, "ownership.prc_pct", &n);
    static const long long expected[] = {25, 0, 5, 10, -1};
    assert_int_equal(n, 5);
    for (size_t i = 0; i < n; i++)
        assert_true(feel_identical(values[i], feel_int(expected[i])));
    feel_expr_constants(f->a, e, "licence.years_left", &n);
    assert_int_equal(n, 1);
    feel_expr_constants(f->a, e, "licence.kind", &n);
    assert_int_equal(n, 0);
}

static const char *because(struct fixture *f, const char *text, long long pct, bool control)
{
    struct feel_value globals[sizeof facts / sizeof *facts];
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        globals[i] = feel_unknown_fact(f->a, facts[i].name, NULL);
    globals[3] = feel_int(pct);
    globals[4] = feel_boolean(control);
    const struct feel_expr *e = compile(f, text);
    assert_non_null(e);
    struct feel_run run = {
        .arena = f->a, .globals = globals, .n_globals = sizeof facts / sizeof *facts};
    run.trace = ARENA_ARRAY(f->a, feel_expr_nodes(e), struct feel_value);
    feel_eval(e, &run);
    return feel_because(f->a, e, run.trace);
}

static void because_names_the_deciding_part(void **state)
{
    struct fixture *f = *state;
    static const char bar[] = "ownership.prc_control or ownership.prc_pct >= 25";
    assert_string_equal(because(f, bar, 30, false), "ownership.prc_pct >= 25 (30)");
    assert_non_null(strstr(because(f, bar, 0, true), "ownership.prc_control"));
    assert_null(strstr(because(f, bar, 0, true), "prc_pct"));
    static const char both[] = "ownership.prc_pct < 25 and not(ownership.prc_control)";
    assert_non_null(strstr(because(f, both, 30, false), "ownership.prc_pct < 25 (30)"));
    assert_null(strstr(because(f, both, 30, false), "control"));
    const char *all = because(f, both, 5, false);
    assert_non_null(strstr(all, "prc_pct"));
    assert_non_null(strstr(all, "prc_control"));
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(slots_continue_through_the_chain),
        CASE(the_longest_declared_name_comes_first),
        CASE(entries_of_an_item_win_over_facts),
        CASE(unknown_names_have_a_hint),
        CASE(all_errors_of_names_are_told),
        CASE(parameters_and_rules_are_checked),
        CASE(places_in_yaml_are_exact),
        CASE(places_count_code_points),
        CASE(deep_and_long_texts_are_errors),
        CASE(wide_texts_are_bounded),
        CASE(bytes_that_are_no_text),
        CASE(types_read_back),
        CASE(types_overlap_and_conform),
        CASE(results_have_types),
        CASE(the_wanted_type_is_checked),
        CASE(cells_are_checked_against_their_column),
        CASE(constants_are_found),
        CASE(because_names_the_deciding_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
