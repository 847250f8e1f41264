/* core/dossier: the catalogue of facts, answers as people type them, values as people read them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/dossier/catalogue.h"

static struct arena *arena;
static struct diags *diags;
static struct catalogue *facts;

static const char entries[] =
    "project.country: {type: 'enum(\"KZ\", \"KG\", \"OTHER\")', ask: Where is it?}\n"
    "licence.kind: {type: 'enum(\"exploration\", \"mining\", \"none\")', ask: Which right?,\n"
    "  who: registry, effort: 1, evidence: [licence_copy, registry_extract],\n"
    "  labels: {exploration: licence to explore, mining: licence to mine}}\n"
    "licence.expiry_date: {type: date, ask: When does it end?, max_age: P12M, actionable: true}\n"
    "licence.number: {type: string, ask: Which number?}\n"
    "licence.term: {type: years and months duration, ask: For how long?}\n"
    "deposit.tonnage_t:\n"
    "  type: number\n"
    "  unit: t\n"
    "  range: '>= 0'\n"
    "  ask: How much?\n"
    "  effort: 2\n"
    "deposit.recovery_pct: {type: number, unit: pct, range: '[0..100]', ask: How much of it?}\n"
    "deposit.metals: {type: 'list<string>', ask: Which metals?}\n"
    "deposit.u_th_reported: {type: boolean, ask: Are they?}\n"
    "finance.capex: {type: number, unit: USD, ask: How much?}\n"
    "finance.rate: {type: number, unit: ratio, ask: Which rate?}\n"
    "finance.tenor: {type: number, unit: years, ask: How long?}\n"
    "finance.start: {type: number, unit: year, ask: From which year?}\n"
    "finance.rate_tpa: {type: number, unit: t_per_year, ask: How much?}\n"
    "economics.npv: {type: number, unit: USD, derived: true}\n";

static const struct yaml_node *tree(const char *text)
{
    return yaml_load_text(arena, text, strlen(text), "facts.yaml", NULL, diags);
}

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    diags = diags_new(arena);
    facts = catalogue_new(arena);
    const struct yaml_node *map = tree(entries);
    if (map == NULL || !catalogue_add(facts, map, "test", diags)) {
        struct strbuf out;
        strbuf_init(&out, 0);
        diags_format(diags, &out);
        print_error("%s", out.buf);
        strbuf_release(&out);
        return 1;
    }
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const struct fact_def *fact(const char *name)
{
    const struct fact_def *def = catalogue_find(facts, name);
    assert_non_null(def);
    return def;
}

/* The answer's kind; the value in out, the diagnostics as text in said. */
static enum answer_kind answer(const char *name, const char *text, struct feel_value *out,
                               const char **said)
{
    struct diags *d = diags_new(arena);
    struct pos nowhere = {0};
    enum answer_kind kind = fact_parse(arena, fact(name), text, false, nowhere, out, d);
    struct strbuf buf;
    strbuf_init(&buf, 0);
    diags_format(d, &buf);
    *said = arena_strdup(arena, buf.buf);
    strbuf_release(&buf);
    assert_int_equal(kind == ANSWER_BAD, !diags_ok(d));
    return kind;
}

static void accepts(const char *name, const char *text, const char *canonical)
{
    struct feel_value v;
    const char *said;
    if (answer(name, text, &v, &said) != ANSWER_VALUE)
        fail_msg("'%s' for %s: %s", text, name, said);
    struct strbuf buf;
    strbuf_init(&buf, 0);
    feel_write(&buf, v);
    if (strcmp(buf.buf, canonical) != 0)
        fail_msg("'%s' for %s gives %s, not %s", text, name, buf.buf, canonical);
    strbuf_release(&buf);
}

/* The text is refused, and what is said holds each of the words parted by '|'. */
static void refuses(const char *name, const char *text, const char *words)
{
    struct feel_value v;
    const char *said;
    if (answer(name, text, &v, &said) != ANSWER_BAD)
        fail_msg("'%s' for %s was taken", text, name);
    char *copy = arena_strdup(arena, words), *save = NULL;
    for (char *w = strtok_r(copy, "|", &save); w != NULL; w = strtok_r(NULL, "|", &save))
        if (strstr(said, w) == NULL)
            fail_msg("'%s' for %s: \"%s\" does not say '%s'", text, name, said, w);
}

/* Adds more facts and expects an error that says it. */
static void bad_entry(const char *text, const char *word)
{
    struct diags *d = diags_new(arena);
    const struct yaml_node *map =
        yaml_load_text(arena, text, strlen(text), "more.yaml", NULL, diags);
    assert_non_null(map);
    assert_false(catalogue_add(facts, map, "more", d));
    struct strbuf buf;
    strbuf_init(&buf, 0);
    diags_format(d, &buf);
    if (strstr(buf.buf, word) == NULL || strstr(buf.buf, "more.yaml:") == NULL)
        fail_msg("\"%s\" does not say '%s'", buf.buf, word);
    strbuf_release(&buf);
}

static void reads_entries(void **state)
{
    (void)state;
    const struct fact_def *kind = fact("licence.kind");
    assert_string_equal(kind->ask, "Which right?");
    assert_string_equal(kind->who, "registry");
    assert_int_equal(kind->effort, 1);
    assert_int_equal(kind->n_evidence, 2);
    assert_string_equal(kind->evidence[1], "registry_extract");
    assert_string_equal(kind->labels[1], "licence to mine");
    assert_string_equal(kind->labels[2], "none"); /* no label given: the member itself */
    assert_true(fact("licence.expiry_date")->actionable);
    assert_true(fact("economics.npv")->derived);
    assert_int_equal(fact("deposit.tonnage_t")->pos.line, 8);
    assert_non_null(fact("deposit.tonnage_t")->range);
    assert_int_equal(catalogue_count(facts), 15);
}

static void sections_and_slots(void **state)
{
    (void)state;
    assert_int_equal(catalogue_sections(facts), 5);
    assert_string_equal(catalogue_section(facts, 0), "project");
    assert_string_equal(catalogue_section(facts, 3), "finance");
    assert_string_equal(fact_section(arena, "licence.expiry_date"), "licence");
    size_t slot = 99;
    const struct feel_type *type = NULL;
    assert_true(feel_env_lookup(catalogue_env(facts), "licence.kind", &slot, &type));
    assert_int_equal(slot, fact("licence.kind")->slot);
    assert_int_equal(type->kind, FT_ENUM);
    assert_true(feel_env_lookup(catalogue_env(facts), "assessment_date", NULL, &type));
    assert_int_equal(type->kind, FT_DATE);
}

static void nearest(void **state)
{
    (void)state;
    assert_string_equal(catalogue_nearest(facts, "licence.expiry_dat"), "licence.expiry_date");
    assert_string_equal(catalogue_nearest(facts, "license.kind"), "licence.kind");
    assert_string_equal(catalogue_nearest(facts, "expiry_date"), "licence.expiry_date");
    assert_string_equal(catalogue_nearest(facts, "licence.expiry"), "licence.expiry_date");
    assert_null(catalogue_nearest(facts, "weather.temperature_in_july"));
}

static void bad_entries(void **state)
{
    (void)state;
    bad_entry("licence.kind: {type: string, ask: Again?}", "first defined at facts.yaml:2:1");
    bad_entry("licence: {type: string, ask: What?}", "cannot be the name");
    bad_entry("licence.kind.more: {type: string, ask: What?}", "overlaps");
    bad_entry("Licence.Kind: {type: string, ask: What?}", "cannot be the name");
    bad_entry("a.b: {typ: string, ask: What?}", "'typ'");
    bad_entry("a.c: {ask: What?}", "has no type");
    bad_entry("a.d: {type: strin, ask: What?}", "strin");
    bad_entry("a.e: {type: string}", "has no question");
    bad_entry("a.f: {type: string, ask: What?, effort: 9}", "effort");
    bad_entry("a.g: {type: string, ask: What?, who: sponser}", "did you mean 'sponsor'");
    bad_entry("a.h: {type: string, ask: What?, max_age: 12 months}", "P12M");
    bad_entry("a.i: {type: string, ask: What?, actionable: maybe}", "true or false");
    bad_entry("a.j: {type: 'enum(\"x\")', ask: What?, labels: {z: Zed}}", "'z'");
    bad_entry("a.k: {type: number, ask: What?, range: '>= '}", "more.yaml:1:");
    bad_entry("[1, 2]", "must be a map");
}

static void numbers(void **state)
{
    (void)state;
    accepts("deposit.tonnage_t", "16270000", "16270000");
    accepts("deposit.tonnage_t", "16 270 000 t", "16270000");
    accepts("deposit.tonnage_t",
            "16\xC2\xA0"
            "270\xE2\x80\xAF"
            "000",
            "16270000");
    accepts("deposit.tonnage_t", "16,270,000", "16270000");
    accepts("deposit.tonnage_t", "1,500.25", "1500.25");
    accepts("deposit.tonnage_t", "1.627e7", "16270000");
    accepts("deposit.tonnage_t", ".5", "0.5");
    accepts("deposit.recovery_pct", "62 %", "62");
    accepts("deposit.recovery_pct", "62 pct", "62");
    accepts("finance.rate", "8 %", "0.08");
    accepts("finance.rate", "0.08", "0.08");
    accepts("finance.capex", "USD 410000000", "410000000");
    accepts("finance.capex", "$4.5", "4.5");
    accepts("finance.capex", "-4", "-4");
    accepts("finance.capex",
            "\xE2\x88\x92"
            "4",
            "-4"); /* the minus sign of typography */
}

static void bad_numbers(void **state)
{
    (void)state;
    refuses("deposit.tonnage_t", "1,5", "decimal comma|write 1.5");
    refuses("deposit.tonnage_t", "1,500", "two ways|write 1500");
    refuses("deposit.tonnage_t", "0,125", "decimal comma|write 0.125");
    refuses("deposit.tonnage_t", "1.500.000", "not grouped");
    refuses("deposit.tonnage_t", "16 27", "not grouped");
    refuses("deposit.tonnage_t", "16.27 Mt", "the unit is t: write 16270000");
    refuses("deposit.tonnage_t", "500 kg", "write 0.5");
    refuses("deposit.tonnage_t", "16 lb", "'lb'|in t");
    refuses("deposit.recovery_pct", "62 % of the ore", "'% of the ore'|write 62");
    refuses("finance.capex", "1.4 million", "write 1400000");
    refuses("deposit.tonnage_t", "much", "'much' is not a number");
    refuses("deposit.tonnage_t", "12.", "not a number");
    refuses("deposit.tonnage_t", "--5", "not a number");
    refuses("deposit.tonnage_t", "1e99999", "not a number");
    static const char *const odd[] = {"NaN", ".nan", "inf", "-inf", ".inf", "-.INF", "Infinity"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        refuses("deposit.tonnage_t", odd[i], "reckoned with");
}

static void ranges(void **state)
{
    (void)state;
    refuses("deposit.tonnage_t", "-5", "'-5' is outside|deposit.tonnage_t|>= 0|(in t)");
    refuses("deposit.recovery_pct", "101", "[0..100]");
    accepts("deposit.recovery_pct", "100", "100");
    accepts("deposit.recovery_pct", "0", "0");
}

static void dates(void **state)
{
    (void)state;
    accepts("licence.expiry_date", "2036-05-01", "@\"2036-05-01\"");
    accepts("licence.expiry_date", " 2024-02-29 ", "@\"2024-02-29\"");
    refuses("licence.expiry_date", "31.02.2026",
            "'31.02.2026' is not a date that exists|28 days|2026-02-28");
    refuses("licence.expiry_date", "2026-02-31", "not a date that exists");
    refuses("licence.expiry_date", "2023-02-29", "not a date that exists|28 days");
    refuses("licence.expiry_date", "01.05.2036", "write 2036-05-01");
    refuses("licence.expiry_date", "1/5/2036", "write 2036-05-01");
    refuses("licence.expiry_date", "2026-13-01", "not a date that exists");
    refuses("licence.expiry_date", "May 2026", "is not a date|2026-02-28");
    refuses("licence.expiry_date", "2036", "is not a date");
}

static void words(void **state)
{
    (void)state;
    accepts("deposit.u_th_reported", "yes", "true");
    accepts("deposit.u_th_reported", "No", "false");
    accepts("deposit.u_th_reported", "true", "true");
    refuses("deposit.u_th_reported", "maybe", "neither yes nor no");
    accepts("licence.kind", "mining", "\"mining\"");
    accepts("licence.kind", "MINING", "\"mining\"");
    accepts("licence.kind", "licence to mine", "\"mining\"");
    refuses("licence.kind", "minning", "did you mean 'mining'|exploration, mining, none");
    accepts("licence.number", "00123", "\"00123\"");
    accepts("licence.term", "P2Y6M", "@\"P2Y6M\"");
    refuses("licence.term", "2.5 years", "P2Y6M");
    refuses("licence.term", "P90D", "P2Y6M");
    refuses("licence.kind", "mi\x1b[31mning", "<U+001B>");
    refuses("licence.kind", "mi\xE2\x80\xAEning", "<U+202E>");
}

static void lists(void **state)
{
    (void)state;
    accepts("deposit.metals", "beryllium, yttrium", "[\"beryllium\", \"yttrium\"]");
    accepts("deposit.metals", "[beryllium, \"a, b\"]", "[\"beryllium\", \"a, b\"]");
    accepts("deposit.metals", "a; b, c", "[\"a\", \"b, c\"]");
    accepts("deposit.metals", "[]", "[]");
    refuses("deposit.metals", "[a, b", "is not a list");
    refuses("deposit.metals", "[{a: b}]", "a map");
}

static void none_and_unknown(void **state)
{
    (void)state;
    struct feel_value v;
    const char *said;
    struct pos nowhere = {0};
    assert_int_equal(answer("licence.number", "none", &v, &said), ANSWER_NONE);
    assert_int_equal(v.kind, FEEL_NULL);
    assert_false(v.from_error);
    static const char *const nothing[] = {"", "  ", "unknown", "null", "~"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        assert_int_equal(answer("licence.number", nothing[i], &v, &said), ANSWER_UNKNOWN);
        assert_int_equal(v.kind, FEEL_UNKNOWN);
        assert_string_equal(v.u.unknown->causes->names[0], "licence.number");
    }
    /* A member "none" is a member; quoted texts are texts. */
    assert_int_equal(answer("licence.kind", "none", &v, &said), ANSWER_VALUE);
    assert_string_equal(v.u.string, "none");
    assert_int_equal(fact_parse(arena, fact("licence.number"), "none", true, nowhere, &v, diags),
                     ANSWER_VALUE);
    assert_string_equal(v.u.string, "none");
}

static void shows(const char *name, const char *text, const char *expected)
{
    struct feel_value v;
    const char *said;
    answer(name, text, &v, &said);
    assert_string_equal(fact_display(arena, fact(name), v), expected);
}

static void display(void **state)
{
    (void)state;
    shows("deposit.tonnage_t", "16270000", "16,270,000 t");
    shows("deposit.tonnage_t", "0.250", "0.25 t");
    shows("deposit.recovery_pct", "62", "62 %");
    shows("finance.rate", "0.085", "8.5 %");
    shows("finance.capex", "410000000", "USD 410,000,000");
    shows("finance.capex", "-1234567.891234", "USD -1,234,568");
    shows("finance.tenor", "1", "1 year");
    shows("finance.tenor", "15", "15 years");
    shows("finance.rate_tpa", "1000000", "1,000,000 t a year");
    shows("finance.start", "2027", "2027");
    shows("deposit.u_th_reported", "yes", "yes");
    shows("licence.kind", "mining", "licence to mine");
    shows("licence.kind", "unknown", "unknown");
    shows("licence.number", "none", "none");
    shows("licence.number", "a\x1b]0;x\x07", "a<U+001B>]0;x<U+0007>");
    shows("licence.expiry_date", "2036-05-01", "2036-05-01");
    shows("licence.term", "P2Y1M", "2 years 1 month");
    shows("deposit.metals", "a, b", "a, b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
        T(reads_entries), T(sections_and_slots),
        T(nearest),       T(bad_entries),
        T(numbers),       T(bad_numbers),
        T(ranges),        T(dates),
        T(words),         T(lists),
        T(display),       T(none_and_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
