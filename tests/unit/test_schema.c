/* The schema of rule files: it holds every key that the loader knows, accepts the shipped packs,
 * and calls required what the loader refuses to do without. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/rulebook/keys.h"
#include "core/rulebook/rulebook.h"

/* --- a small validator: what the schema uses of JSON Schema, over YAML -------------------------
 */

struct validator {
    const struct json *schema;
    char why[400];
};

static bool valid(struct validator *v, const struct yaml_node *n, const struct json *s);

static bool complain(struct validator *v, const struct yaml_node *n, const char *what,
                     const char *name)
{
    snprintf(v->why, sizeof v->why, "%s:%d:%d: %s %s", n->pos.file, n->pos.line, n->pos.col, what,
             name);
    return false;
}

static const struct json *target(const struct validator *v, const struct json *s)
{
    const struct json *ref = json_get(s, "$ref");
    if (ref == NULL)
        return s;
    const struct json *found =
        json_get(json_get(v->schema, "$defs"), ref->text + strlen("#/$defs/"));
    assert_non_null(found);
    return found;
}

static bool is_type(const struct yaml_node *n, const char *type)
{
    struct dec number;
    if (strcmp(type, "object") == 0)
        return n->kind == YAML_MAP;
    if (strcmp(type, "array") == 0)
        return n->kind == YAML_LIST;
    if (n->kind != YAML_SCALAR)
        return false;
    if (strcmp(type, "number") == 0 || strcmp(type, "integer") == 0)
        return n->plain && dec_parse(n->text, n->len, &number);
    if (strcmp(type, "boolean") == 0)
        return n->plain && (strcmp(n->text, "true") == 0 || strcmp(n->text, "false") == 0);
    return true;
}

static bool types_fit(struct validator *v, const struct yaml_node *n, const struct json *types)
{
    if (types->kind == JSON_STRING)
        return is_type(n, types->text) || complain(v, n, "is no", types->text);
    for (size_t i = 0; i < types->n; i++) {
        if (is_type(n, types->items[i]->text))
            return true;
    }
    return complain(v, n, "is of the wrong", "type");
}

static bool map_fits(struct validator *v, const struct yaml_node *n, const struct json *s)
{
    const struct json *properties = json_get(s, "properties"), *required = json_get(s, "required"),
                      *others = json_get(s, "additionalProperties");
    for (size_t i = 0; required != NULL && i < required->n; i++) {
        if (yaml_get(n, required->items[i]->text) == NULL)
            return complain(v, n, "lacks", required->items[i]->text);
    }
    for (size_t i = 0; i < n->n; i++) {
        const struct json *one =
            properties != NULL ? json_get(properties, n->entries[i].key) : NULL;
        if (one == NULL && others != NULL && others->kind == JSON_BOOL)
            return complain(v, n, "may not have", n->entries[i].key);
        if (one == NULL)
            one = others;
        if (one != NULL && !valid(v, n->entries[i].value, one))
            return false;
    }
    return true;
}

static bool valid(struct validator *v, const struct yaml_node *n, const struct json *schema)
{
    const struct json *s = target(v, schema), *any = json_get(s, "anyOf"),
                      *words = json_get(s, "enum"), *types = json_get(s, "type"),
                      *items = json_get(s, "items");
    if (types != NULL && !types_fit(v, n, types))
        return false;
    bool fits = any == NULL && words == NULL;
    for (size_t i = 0; any != NULL && !fits && i < any->n; i++)
        fits = valid(v, n, any->items[i]);
    for (size_t i = 0; words != NULL && !fits && i < words->n; i++)
        fits = n->kind == YAML_SCALAR && strcmp(n->text, words->items[i]->text) == 0;
    if (!fits)
        return any != NULL ? false : complain(v, n, "is none of the", "words");
    if (n->kind == YAML_MAP)
        return map_fits(v, n, s);
    for (size_t i = 0; n->kind == YAML_LIST && items != NULL && i < n->n; i++) {
        if (!valid(v, n->items[i], items))
            return false;
    }
    return true;
}

/* --- cases --------------------------------------------------------------------------------------
 */

static void test_shipped_packs(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    struct validator v = {.schema = rulebook_schema(a)};
    size_t n, checked = 0;
    char **paths = file_list(a, "rules", ".yaml", &n, d);
    for (size_t i = 0; i < n; i++) {
        if (strstr(paths[i], "rules/data/") != NULL || strstr(paths[i], "rules/fiscal/") != NULL ||
            strstr(paths[i], "rules/clauses/") != NULL || strstr(paths[i], "rules/reform/") != NULL)
            continue;
        const struct yaml_node *root = yaml_load_file(a, paths[i], NULL, d);
        assert_non_null(root);
        if (!valid(&v, root, v.schema))
            fail_msg("%s", v.why);
        checked++;
    }
    assert_true(checked > 20);
    arena_free(a);
}

static bool accepts(const char *text)
{
    struct arena *a = arena_new();
    struct validator v = {.schema = rulebook_schema(a)};
    const struct yaml_node *root =
        yaml_load_text(a, text, strlen(text), "t.yaml", NULL, diags_new(a));
    bool ok = root != NULL && valid(&v, root, v.schema);
    arena_free(a);
    return ok;
}

static bool loads(const char *text)
{
    struct arena *a = arena_new();
    bool ok = rulebook_load_text(a, text, strlen(text), "t.yaml", diags_new(a)) != NULL;
    arena_free(a);
    return ok;
}

/* The keys that must be there, each on a line of its own. Without any one of these lines neither
 * the loader nor the schema takes the pack. */
static const char *const lines[] = {
    "format: adit-rules/1\n",
    "pack: t.pack\n",
    "title: T\n",
    "owner: o\n",
    "checked_on: 2026-11-23\n",
    "sources:\n",
    "  law:\n",
    "    title: L\n",
    "    grade: statute\n",
    "facts:\n",
    "  a.n:\n",
    "    type: number\n",
    "    ask: Q\n",
    "params:\n",
    "  t.p:\n",
    "    values:\n",
    "      2020-01-01:\n",
    "        value: 1\n",
    "        source: law\n",
    "rules:\n",
    "  - version: 1\n",
    "    id: t.rule\n",
    "    title: R\n",
    "    kind: flag\n",
    "    severity: high\n",
    "    source: [{ref: law}]\n",
    "    effective:\n",
    "      from: 2020-01-01\n",
    "    fail_if: a.n > 1\n",
    "    exceptions:\n",
    "      - why: w\n",
    "        if: a.n > 5\n",
    "        status: pass\n",
    "        source: law\n",
    "    remedy:\n",
    "      - changes: [a.n]\n",
    "        text: t\n",
    "    evidence:\n",
    "      - min_grade: document\n",
    "        fact: a.n\n",
    "    tests:\n",
    "      - date: 2026-01-01\n",
    "        name: n\n",
    "        given: {a.n: 1}\n",
    "        expect: {status: conditional}\n",
    "programmes:\n",
    "  - product: loan\n",
    "    id: t.programme\n",
    "    title: P\n",
    "    agency: A\n",
    "    source: law\n",
    "not_encoded:\n",
    "  - reference: X-1\n",
    "    topic: t\n",
    "    why: w\n",
};
#define N_LINES (sizeof lines / sizeof *lines)

/* Lines without which the pack only says less, or is no YAML any more. */
static bool may_go(const char *line)
{
    static const char *const prefixes[] = {
        "sources",        "facts",      "params",     "rules",      "  law:",     "  a.n:",
        "  t.p:",         "      2020", "  - ",       "      - ",   "    remedy", "    evidence",
        "    exceptions", "    tests",  "programmes", "not_encoded"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (strncmp(line, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    }
    return false;
}

static void test_required(void **state)
{
    (void)state;
    for (size_t skip = 0; skip <= N_LINES; skip++) {
        char text[4096] = "";
        for (size_t i = 0; i < N_LINES; i++) {
            if (i != skip)
                strcat(text, lines[i]);
        }
        if (skip < N_LINES && may_go(lines[skip]))
            continue;
        bool whole = skip == N_LINES;
        if (accepts(text) != whole || loads(text) != whole)
            fail_msg("without '%s': the schema says %d, the loader %d", whole ? "" : lines[skip],
                     accepts(text), loads(text));
    }
}

static void test_unknown_key(void **state)
{
    (void)state;
    static const char head[] = "format: adit-rules/1\npack: t\ntitle: T\nowner: o\n"
                               "checked_on: 2026-11-23\n";
    char text[512];
    snprintf(text, sizeof text, "%s%s", head, "min_mutation_pct: 90\n");
    assert_true(accepts(text));
    assert_true(loads(text));
    snprintf(text, sizeof text, "%s%s", head, "min_mutations: 90\n");
    assert_false(accepts(text));
    assert_false(loads(text));
    snprintf(text, sizeof text, "%s%s", head, "min_mutation_pct: 101\n");
    assert_false(loads(text));
}

/* Keys as the loader knows them, counted by hand in the format's description. */
static void test_every_key(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct json *schema = rulebook_schema(a), *defs = json_get(schema, "$defs");
    static const struct {
        const struct record *record;
        const char *name;
        size_t n;
    } expected[] = {
        {&record_rule, "rule", 28},  {&record_source, "source", 6},
        {&record_test, "test", 4},   {&record_expect, "expect", 9},
        {&record_table, "table", 5}, {&record_row, "table_row", 3},
        {&record_fact, "fact", 13},  {&record_cell, "measure_value", 4},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct json *properties = json_get(json_get(defs, expected[i].name), "properties");
        assert_int_equal(properties->n, expected[i].n);
        for (size_t k = 0; k < expected[i].record->n; k++)
            assert_non_null(json_get(properties, expected[i].record->keys[k].name));
    }
    const struct json *properties = json_get(schema, "properties");
    assert_int_equal(properties->n, 15);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_packs),
        cmocka_unit_test(test_required),
        cmocka_unit_test(test_unknown_key),
        cmocka_unit_test(test_every_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
