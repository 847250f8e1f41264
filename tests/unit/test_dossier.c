/* core/dossier: project files in and out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/dossier/dossier.h"

static struct arena *arena;
static struct diags *diags;
static struct catalogue *facts;

static const char entries[] =
    "project.country: {type: 'enum(\"KZ\", \"UZ\", \"KG\", \"TJ\", \"TM\")', ask: Where is it?}\n"
    "licence.kind: {type: 'enum(\"exploration\", \"mining\", \"none\")', ask: Which right?}\n"
    "licence.expiry_date: {type: date, ask: When does it end?, example: 2036-05-01,\n"
    "  who: registry, evidence: [licence_copy]}\n"
    "licence.number: {type: string, ask: 'Which number, and of which register?'}\n"
    "licence.holder: {type: string, ask: Who holds it?}\n"
    "licence.holder_foreign_pct: {type: number, unit: pct, range: '[0..100]', ask: How much?}\n"
    "deposit.tonnage_t: {type: number, unit: t, range: '>= 0', ask: How much ore?}\n"
    "deposit.metals: {type: 'list<string>', ask: Which metals?}\n"
    "deposit.in_park: {type: boolean, ask: Is it in a park?}\n"
    "deposit.recovery_pct: {type: number, unit: pct, ask: How much of it?}\n"
    "economics.npv_post_tax: {type: number, unit: USD, derived: true}\n";

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    diags = diags_new(arena);
    facts = catalogue_new(arena);
    const struct yaml_node *map =
        yaml_load_text(arena, entries, strlen(entries), "facts.yaml", NULL, diags);
    return map != NULL && catalogue_add(facts, map, "test", diags) ? 0 : 1;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define HEAD "adit: 1\nproject: p\nname: P\ncountry: KG\n"

static const char *said(const struct diags *d)
{
    struct strbuf buf;
    strbuf_init(&buf, 0);
    diags_format(d, &buf);
    const char *s = arena_strdup(arena, buf.buf);
    strbuf_release(&buf);
    return s;
}

static const struct dossier *load(const char *text)
{
    struct diags *d = diags_new(arena);
    const struct dossier *x = dossier_load_text(arena, text, strlen(text), "p.yaml", facts, d);
    if (x == NULL)
        fail_msg("%s\n---\n%s", said(d), text);
    return x;
}

/* The file is refused; what is said begins at the place and holds each word parted by '|'. */
static void refuses(const char *text, const char *place, const char *words)
{
    struct diags *d = diags_new(arena);
    assert_null(dossier_load_text(arena, text, strlen(text), "p.yaml", facts, d));
    const char *s = said(d);
    if (strncmp(s, place, strlen(place)) != 0)
        fail_msg("\"%s\" is not at %s", s, place);
    char *copy = arena_strdup(arena, words), *save = NULL;
    for (char *w = strtok_r(copy, "|", &save); w != NULL; w = strtok_r(NULL, "|", &save))
        if (strstr(s, w) == NULL)
            fail_msg("\"%s\" does not say '%s'", s, w);
}

static const char *value_text(const struct dossier *d, const char *name)
{
    const struct fact *f = dossier_fact(d, name);
    if (f == NULL)
        fail_msg("there is no fact '%s'", name);
    return fact_value_text(arena, f->value);
}

static const char *written(const struct dossier *d)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    dossier_write_yaml(d, &out);
    const char *s = arena_strdup(arena, out.buf);
    strbuf_release(&out);
    return s;
}

static bool same_text(const char *x, const char *y)
{
    return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

static void same_fact(const struct fact *x, const struct fact *y, const char *text)
{
    bool same = strcmp(x->name, y->name) == 0 && x->value.kind == y->value.kind &&
                (x->value.kind == FEEL_UNKNOWN || feel_identical(x->value, y->value)) &&
                same_text(x->text, y->text) && x->quoted == y->quoted && x->grade == y->grade &&
                same_text(x->evidence.document, y->evidence.document) &&
                same_text(x->evidence.page, y->evidence.page) &&
                same_text(x->evidence.quote, y->evidence.quote) &&
                x->evidence.has_date == y->evidence.has_date &&
                (!x->evidence.has_date || date_cmp(x->evidence.date, y->evidence.date) == 0) &&
                x->has_range == y->has_range && feel_identical(x->low, y->low) &&
                feel_identical(x->high, y->high) && x->has_claims == y->has_claims &&
                feel_identical(x->sponsor, y->sponsor) &&
                feel_identical(x->reviewer, y->reviewer) && same_text(x->why, y->why) &&
                same_text(x->note, y->note) && same_text(x->unit, y->unit);
    if (!same)
        fail_msg("'%s' (%s) differs from '%s' (%s) in:\n%s", x->name, x->text, y->name, y->text,
                 text);
}

/* Every fact with all that belongs to it, in any order. */
static void same_dossier(const struct dossier *x, const struct dossier *y, const char *text)
{
    assert_string_equal(dossier_id(x), dossier_id(y));
    assert_string_equal(dossier_name(x), dossier_name(y));
    assert_string_equal(dossier_country(x), dossier_country(y));
    if (dossier_count(x) != dossier_count(y))
        fail_msg("%zu facts, %zu when read again:\n%s", dossier_count(x), dossier_count(y), text);
    for (size_t i = 0; i < dossier_count(x); i++) {
        const struct fact *f = dossier_at(x, i), *g = dossier_fact(y, f->name);
        if (g == NULL)
            fail_msg("'%s' is lost:\n%s", f->name, text);
        same_fact(f, g, text);
    }
}

static const struct dossier *round_trip(const struct dossier *d)
{
    const char *text = written(d);
    const struct dossier *back = load(text);
    same_dossier(d, back, text);
    assert_string_equal(written(back), text);
    return back;
}

/* --- reading ---------------------------------------------------------------------------------- */

static void short_and_long(void **state)
{
    (void)state;
    const struct dossier *d = load(
        HEAD "facts:\n"
             "  licence:\n"
             "    expiry_date: 2036-05-01\n"
             "    holder_foreign_pct:\n"
             "      value: 100\n"
             "      grade: document\n"
             "      evidence: {document: licence.pdf, page: 3, quote: \"a \\\"b\\\"\", date: "
             "2024-05-01}\n"
             "      note: seen\n"
             "  deposit.tonnage_t: {value: 16270000, low: 14000000, high: 18000000, unit: t}\n"
             "  deposit:\n"
             "    recovery_pct: {value: 62, sponsor: 70, reviewer: 62, why: bench tests only}\n"
             "    metals: [beryllium, \"no\"]\n");
    assert_string_equal(dossier_country(d), "KG");
    assert_string_equal(value_text(d, "project.country"), "\"KG\"");
    const struct fact *f = dossier_fact(d, "licence.expiry_date");
    assert_int_equal(f->value.kind, FEEL_DATE);
    assert_int_equal(f->grade, GRADE_ASSERTED);
    assert_int_equal(f->pos.line, 7);
    f = dossier_fact(d, "licence.holder_foreign_pct");
    assert_int_equal(f->grade, GRADE_DOCUMENT);
    assert_string_equal(f->evidence.document, "licence.pdf");
    assert_string_equal(f->evidence.page, "3");
    assert_string_equal(f->evidence.quote, "a \"b\"");
    assert_int_equal(f->evidence.date.year, 2024);
    assert_string_equal(f->note, "seen");
    f = dossier_fact(d, "deposit.tonnage_t");
    assert_true(f->has_range);
    assert_string_equal(fact_value_text(arena, f->low), "14000000");
    f = dossier_fact(d, "deposit.recovery_pct");
    assert_true(f->has_claims);
    assert_string_equal(fact_value_text(arena, f->sponsor), "70");
    assert_string_equal(f->why, "bench tests only");
    assert_string_equal(value_text(d, "deposit.metals"), "[\"beryllium\", \"no\"]");
    round_trip(d);
}

static void unknown_and_none(void **state)
{
    (void)state;
    const struct dossier *d = load(HEAD "facts:\n"
                                        "  licence: {number: none, holder: null, kind: none}\n"
                                        "  deposit.in_park:\n"
                                        "  deposit.metals: {value: null, note: asked on Monday}\n");
    assert_int_equal(dossier_fact(d, "licence.number")->value.kind, FEEL_NULL);
    assert_null(dossier_fact(d, "licence.holder"));
    assert_null(dossier_fact(d, "deposit.in_park"));
    assert_string_equal(value_text(d, "licence.kind"), "\"none\"");
    const struct fact *f = dossier_fact(d, "deposit.metals");
    assert_int_equal(f->value.kind, FEEL_UNKNOWN);
    assert_string_equal(f->note, "asked on Monday");
    struct feel_value v = dossier_value(arena, d, "licence.holder");
    assert_int_equal(v.kind, FEEL_UNKNOWN);
    assert_string_equal(v.u.unknown->causes->names[0], "licence.holder");
    round_trip(d);
}

static void quoted_texts_stay(void **state)
{
    (void)state;
    const struct dossier *d =
        load("adit: 1\nproject: p-1\nname: \"Кутессай \\\"II\\\"\"\ncountry: KZ\n"
             "facts:\n"
             "  licence.number: \"no\"\n"
             "  licence.holder: |\n"
             "    line one\n"
             "      line: two # not a comment\n");
    assert_string_equal(dossier_name(d), "Кутессай \"II\"");
    assert_string_equal(value_text(d, "licence.number"), "\"no\"");
    assert_string_equal(dossier_fact(d, "licence.holder")->value.u.string,
                        "line one\n  line: two # not a comment\n");
    round_trip(d);
    static const char *const odd[] = {
        "1e3", "00123", "none", "null", "~",   "",           " a ",  "a: b", "- x", "#x",   "yes",
        "'",   "\"",    "\\n",  "[a]",  "{a}", "2026-01-01", ".inf", "@x",   "%x",  "a\tb", "a\nb"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct strbuf text;
        strbuf_init(&text, 0);
        strbuf_adds(&text, HEAD "facts:\n  licence.number: ");
        yaml_write_scalar(&text, odd[i], true);
        strbuf_adds(&text, "\n");
        d = load(text.buf);
        assert_string_equal(dossier_fact(d, "licence.number")->value.u.string, odd[i]);
        round_trip(d);
        strbuf_release(&text);
    }
}

static void economics_paths(void **state)
{
    (void)state;
    const struct dossier *d =
        load(HEAD "economics:\n"
                  "  basis: {currency: USD, first_year: 2027, discount_rate: 0.08}\n"
                  "  plan:\n"
                  "    ramp_up: [0.5, 0.8, 1]\n"
                  "    distribution_pct: {La2O3: 22.5, Ce2O3: 40}\n"
                  "    strip_ratio: {value: 3.1, grade: verified, low: 2, high: 4}\n"
                  "  products:\n"
                  "    - {name: NdPr, oxides: [Nd2O3, Pr6O11], recovery_pct: 62, price: {value: "
                  "69, unit: USD/kg}}\n"
                  "    - {name: rest, price: {deck: usgs, year: 2024}}\n"
                  "  lines:\n"
                  "    revenue: {2027: 0, 2028: 90000000}\n"
                  "    opex: {value: [1, 2], grade: document}\n"
                  "  cases:\n"
                  "    - {name: bank, why: \"more careful\", set: {plan.ramp_up: [0.4, 1], plan: "
                  "{ore_t: 5}}}\n"
                  "    - {name: low, set: {\"products[1].price\": 5}}\n");
    assert_string_equal(value_text(d, "economics.basis.currency"), "\"USD\"");
    assert_string_equal(value_text(d, "economics.plan.ramp_up"), "[0.5, 0.8, 1]");
    assert_string_equal(value_text(d, "economics.plan.distribution_pct.Ce2O3"), "40");
    assert_int_equal(dossier_fact(d, "economics.plan.strip_ratio")->grade, GRADE_VERIFIED);
    assert_string_equal(value_text(d, "economics.products[0].price"), "69");
    assert_string_equal(dossier_fact(d, "economics.products[0].price")->unit, "USD/kg");
    assert_string_equal(value_text(d, "economics.products[1].price.deck"), "\"usgs\"");
    assert_string_equal(value_text(d, "economics.lines.revenue"), "{2027: 0, 2028: 90000000}");
    assert_string_equal(value_text(d, "economics.lines.opex"), "[1, 2]");
    assert_string_equal(value_text(d, "economics.cases[0].set.plan.ramp_up"), "[0.4, 1]");
    assert_string_equal(value_text(d, "economics.cases[0].set.plan.ore_t"), "5");
    assert_string_equal(value_text(d, "economics.cases[1].set.products[1].price"), "5");
    round_trip(d);
}

static void odd_economics(void **state)
{
    (void)state;
    round_trip(load(HEAD
                    "economics:\n"
                    "  costs:\n"
                    "    - {value: 3, grade: document}\n"
                    "    - 4\n"
                    "    - [5, {amount: 6}]\n"
                    "    - []\n"
                    "  \"products[3].name\": late\n"
                    "  plan.ore_t: 5\n"
                    "  plan: {throughput_tpa: 6}\n"
                    "  price: 7\n"
                    "  price.deck: usgs\n"
                    "  lines: {revenue: {2027: {value: 1, note: x}, 2028: 2}, opex: [1, null]}\n"
                    "  fiscal: {regime: none, instruments: [], overrides: {}}\n"
                    "  name: \"1e3\"\n"
                    "  start: 2027-01-01\n"
                    "  flag: true\n"));
}

static void documents(void **state)
{
    (void)state;
    const struct dossier *d = load(
        HEAD
        "documents:\n"
        "  - {path: docs/licence.pdf, title: \"Лицензия № 5\", date: 2024-05-01, language: ru}\n"
        "  - {title: Letter}\n");
    assert_int_equal(dossier_documents(d), 2);
    const struct dossier *back = round_trip(d);
    assert_int_equal(dossier_documents(back), 2);
    assert_string_equal(dossier_document(back, 0)->title, "Лицензия № 5");
    assert_string_equal(dossier_document(back, 0)->date, "2024-05-01");
    assert_null(dossier_document(back, 1)->path);
}

/* --- refusing --------------------------------------------------------------------------------- */

static void bad_heads(void **state)
{
    (void)state;
    refuses("project: p\nname: P\ncountry: KG\n", "p.yaml:1:1: error:", "has no 'adit'");
    refuses("adit: 2\nproject: p\nname: P\ncountry: KG\n", "p.yaml:1:7:", "version '2'");
    refuses("adit: 1\nproject: A b\nname: P\ncountry: KG\n", "p.yaml:2:10:", "id of a project");
    refuses("adit: 1\nproject: p\nname: P\ncountry: US\n", "p.yaml:4:10:", "KZ, UZ, KG, TJ, TM");
    refuses("adit: 1\nproject: p\nnam: P\ncountry: KG\n", "p.yaml:", "'nam'|'name'");
    refuses("[1, 2]\n", "p.yaml:1:1:", "not a project file");
    refuses(HEAD "facts: [1]\n", "p.yaml:5:8:", "must be a map");
    refuses(HEAD "facts: {deposit.in_park: none}\n", "p.yaml:5:26:", "true or false, not 'none'");
    refuses(HEAD "economics: 5\n", "p.yaml:5:12:", "economics section");
    refuses(HEAD "documents: {a: b}\n", "p.yaml:5:12:", "must be a list");
    refuses(HEAD "documents: [{path: x, sha256: abc}]\n", "p.yaml:5:", "SHA-256");
    refuses(HEAD "facts: {project.country: KZ}\n", "p.yaml:5:", "differs|line 4");
}

static void bad_facts(void **state)
{
    (void)state;
    refuses(HEAD "facts:\n  licence:\n    expiry_dat: 2036-05-01\n",
            "p.yaml:7:5: error:", "licence.expiry_dat|did you mean 'licence.expiry_date'?");
    refuses(HEAD "facts: {license: {kind: mining}}\n", "p.yaml:5:9:", "'license'");
    refuses(HEAD "facts: {licence: 5}\n", "p.yaml:5:18:", "section of facts");
    refuses(HEAD "facts: {licence.kind: [mining]}\n", "p.yaml:5:23:", "not a list");
    refuses(HEAD "facts: {deposit.tonnage_t: lots}\n", "p.yaml:5:28:", "'lots' is not a number");
    refuses(HEAD "facts: {deposit.tonnage_t: -5}\n", "p.yaml:5:28:", "outside|>= 0");
    refuses(HEAD "facts: {deposit.tonnage_t: .nan}\n", "p.yaml:5:28:", "reckoned with");
    refuses(HEAD "facts: {licence.expiry_date: 2026-02-30}\n",
            "p.yaml:5:30:", "not a date that exists|28 days");
    refuses(HEAD "facts: {deposit.tonnage_t: {value: 5, unit: kg}}\n",
            "p.yaml:5:45:", "'kg' is not the unit|convert the figure to t");
    refuses(HEAD "facts: {deposit.tonnage_t: {value: 5, low: 6}}\n", "p.yaml:5:", "low <= value");
    refuses(HEAD "facts: {deposit.tonnage_t: {vale: 5}}\n", "p.yaml:5:", "'vale'");
    refuses(HEAD "facts: {licence.kind: {value: mining, grade: documnt}}\n",
            "p.yaml:5:46:", "did you mean 'document'");
    refuses(HEAD "facts: {licence.kind: {value: mining, evidence: {doc: x}}}\n",
            "p.yaml:5:", "'doc'");
    refuses(HEAD "facts: {licence.kind: {value: mining, evidence: {date: 1.5.2024}}}\n",
            "p.yaml:5:", "2024-05-01");
    refuses(HEAD "facts:\n  licence.kind: mining\n  licence: {kind: mining}\n",
            "p.yaml:7:13:", "given twice|line 6");
    refuses(HEAD "facts: {economics.npv_post_tax: 5}\n", "p.yaml:5:9:", "is computed");
    refuses(HEAD "economics: {npv_post_tax: 5}\n", "p.yaml:5:13:", "is computed");
    refuses(HEAD "facts: {economics: {plan: {ore_t: 5}}}\n", "p.yaml:5:", "economics");
}

static void bad_economics(void **state)
{
    (void)state;
    refuses(HEAD "economics: {plan: {ore_t: .inf}}\n", "p.yaml:5:27:", "reckoned with");
    refuses(HEAD "economics: {plan: {ore_t: NaN}}\n", "p.yaml:5:27:", "reckoned with");
    refuses(HEAD "economics: {plan: {ore_t: 1 000}}\n", "p.yaml:5:27:", "is not a number");
    refuses(HEAD "economics: {plan: {\"ore t\": 1}}\n", "p.yaml:5:20:", "'ore t' cannot be a name");
    refuses(HEAD "economics: {plan: {ore_t: 1}, plan.ore_t: 2}\n", "p.yaml:5:31:", "given twice");
    refuses(HEAD "economics: {plan: {ramp_up: [1, .nan]}}\n", "p.yaml:5:33:", "reckoned with");
    refuses(HEAD "economics: {plan: {\"a..b\": 1}}\n", "p.yaml:5:20:", "cannot be a name");
}

static void hostile(void **state)
{
    (void)state;
    struct strbuf deep;
    strbuf_init(&deep, 0);
    strbuf_adds(&deep, HEAD "economics: ");
    for (int i = 0; i < 10000; i++)
        strbuf_adds(&deep, "{a: ");
    refuses(deep.buf, "p.yaml:", "error");
    strbuf_release(&deep);
    refuses(HEAD "facts: {licence.number: &a x, licence.holder: *a}\n", "p.yaml:5:", "anchor");
    refuses(HEAD "facts: {a\x1b[31m: 1}\n", "p.yaml:5:", "");
}

/* --- what if, globals, template --------------------------------------------------------------- */

static void what_if(void **state)
{
    (void)state;
    const struct dossier *d = load(HEAD "facts: {licence.kind: mining, deposit.tonnage_t: 5}\n");
    const struct dossier *w = dossier_with(arena, d, "licence.kind", feel_string("exploration"));
    assert_string_equal(value_text(w, "licence.kind"), "\"exploration\"");
    assert_string_equal(value_text(d, "licence.kind"), "\"mining\"");
    assert_int_equal(dossier_count(w), dossier_count(d));
    const struct dossier *v = dossier_with(arena, w, "deposit.in_park", feel_boolean(true));
    assert_int_equal(dossier_count(v), dossier_count(d) + 1);
    assert_string_equal(value_text(v, "licence.kind"), "\"exploration\"");
    assert_string_equal(dossier_at(v, dossier_count(v) - 1)->name, "deposit.in_park");
    const struct dossier *u = dossier_with(arena, v, "licence.kind", feel_unknown_of(arena, NULL));
    assert_int_equal(dossier_value(arena, u, "licence.kind").kind, FEEL_UNKNOWN);
    assert_string_equal(
        dossier_country(dossier_with(arena, d, "project.country", feel_string("KZ"))), "KZ");
    round_trip(v);
}

static void globals(void **state)
{
    (void)state;
    const struct dossier *d = load(HEAD "facts: {licence.kind: mining, licence.number: none}\n");
    struct date day = {2026, 11, 24};
    const struct feel_value *g = dossier_globals(arena, d, day, 3);
    size_t slot;
    assert_true(feel_env_lookup(catalogue_env(facts), "assessment_date", &slot, NULL));
    assert_int_equal(date_cmp(g[slot].u.date, day), 0);
    assert_string_equal(g[catalogue_find(facts, "licence.kind")->slot].u.string, "mining");
    assert_int_equal(g[catalogue_find(facts, "licence.number")->slot].kind, FEEL_NULL);
    struct feel_value open = g[catalogue_find(facts, "licence.holder")->slot];
    assert_int_equal(open.kind, FEEL_UNKNOWN);
    assert_string_equal(open.u.unknown->causes->names[0], "licence.holder");
    assert_int_equal(g[feel_env_slots(catalogue_env(facts)) + 2].kind, FEEL_NULL);
}

static void template_loads(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 0);
    dossier_write_template(facts, "new-one", "New: one", "UZ", &out);
    const struct dossier *d = load(out.buf);
    assert_string_equal(dossier_name(d), "New: one");
    assert_int_equal(dossier_count(d), 1); /* the country */
    for (size_t i = 0; i < catalogue_count(facts); i++) {
        const struct fact_def *def = catalogue_at(facts, i);
        bool asked = strstr(out.buf, strchr(def->name, '.') + 1) != NULL;
        if (!asked && !def->derived && strcmp(def->name, "project.country") != 0)
            fail_msg("the template does not ask for %s", def->name);
        if (!def->derived && strcmp(def->name, "project.country") != 0)
            assert_non_null(strstr(out.buf, def->ask));
    }
    assert_null(strstr(out.buf, "npv_post_tax"));
    /* The commented economics block is a sound one. */
    const char *block = strstr(out.buf, "# economics:");
    assert_non_null(block);
    struct strbuf plain;
    strbuf_init(&plain, 0);
    strbuf_adds(&plain, HEAD);
    for (const char *p = block; *p != '\0';) {
        const char *end = p + strcspn(p, "\n");
        if (strncmp(p, "# ", 2) == 0 && strncmp(p, "# A ", 4) != 0)
            strbuf_add(&plain, p + 2, (size_t)(end - p - 2));
        strbuf_adds(&plain, "\n");
        p = *end != '\0' ? end + 1 : end;
    }
    d = load(plain.buf);
    assert_string_equal(value_text(d, "economics.capital.initial"), "400000000");
    assert_string_equal(value_text(d, "economics.lines.revenue"), "{2027: 0, 2028: 90000000}");
    strbuf_release(&plain);
    strbuf_release(&out);
}

/* --- random dossiers -------------------------------------------------------------------------- */

static uint64_t seed;

static unsigned chance(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static const char *random_text(void)
{
    static const char *const pieces[] = {"no",
                                         "1e3",
                                         "007",
                                         "none",
                                         "null",
                                         "~",
                                         ": ",
                                         " #",
                                         "'",
                                         "\"",
                                         "\\",
                                         "\n",
                                         "\t",
                                         "- ",
                                         "Ақтүз",
                                         "矿",
                                         "é",
                                         "a",
                                         " ",
                                         "{",
                                         "]",
                                         ",",
                                         "&",
                                         "*",
                                         "!",
                                         "%",
                                         "@",
                                         "`",
                                         "|",
                                         ">",
                                         "?",
                                         "\x7f",
                                         "\xC2\x85",
                                         "\xE2\x80\xA8",
                                         "\xF0\x9F\x98\x80",
                                         "\x1b"};
    struct strbuf buf;
    strbuf_init(&buf, 0);
    for (unsigned n = chance(6); n > 0; n--)
        strbuf_adds(&buf, pieces[chance(sizeof pieces / sizeof *pieces)]);
    const char *s = arena_strdup(arena, buf.buf);
    strbuf_release(&buf);
    return s;
}

static const char *maybe_text(void)
{
    return chance(3) == 0 ? random_text() : NULL;
}

static struct feel_value random_number(void)
{
    const char *text = arena_printf(arena, "%s%u.%03ue%d", chance(4) == 0 ? "-" : "",
                                    chance(1000000), chance(1000), (int)chance(40) - 20);
    struct dec n;
    assert_true(dec_parse(text, strlen(text), &n));
    return feel_number(n);
}

static struct feel_value random_value(int depth)
{
    static const char *const keys[] = {"2027", "2028", "2029"};
    struct feel_value *items = ARENA_ARRAY(arena, 4, struct feel_value);
    struct date day = {(int16_t)(1900 + (int)chance(200)), (int8_t)(1 + chance(12)),
                       (int8_t)(1 + chance(28))};
    unsigned n = chance(4);
    switch (chance(depth > 1 ? 7 : depth > 0 ? 6 : 5)) {
    case 0:
        return feel_string(random_text());
    case 1:
        return random_number();
    case 2:
        return feel_boolean(chance(2) == 0);
    case 3:
        return feel_date(day);
    case 4:
        return feel_null();
    case 5:
        for (unsigned i = 0; i < n; i++)
            items[i] = random_value(depth - 1);
        return feel_list_of(arena, items, n);
    default:
        for (unsigned i = 0; i < 3; i++)
            items[i] = random_value(0);
        return feel_context_of(arena, keys, items, 1 + chance(3));
    }
}

static void add_trimmings(struct fact *f)
{
    f->grade = (enum grade)(GRADE_ASSERTED + (int)chance(4));
    f->evidence.document = maybe_text();
    f->evidence.page = maybe_text();
    f->evidence.quote = maybe_text();
    f->evidence.has_date = chance(3) == 0;
    f->evidence.date = (struct date){2024, 2, 29};
    f->note = maybe_text();
    f->why = maybe_text();
    if (f->def == NULL)
        f->unit = maybe_text();
}

static struct fact random_fact(void)
{
    static const char *const names[] = {
        "licence.number",      "licence.holder",    "deposit.recovery_pct", "economics.a",
        "economics.a.b",       "economics.a.value", "economics.b[0]",       "economics.b[1]",
        "economics.b[1].c",    "economics.c[0].a",  "economics.c[0].b",     "economics.c[1].a",
        "economics.c[2]",      "economics.d[2].x",  "economics.e[0][0]",    "economics.e[0][1].y",
        "economics.e[1]",      "economics.f.2027",  "economics.f.2028",     "economics.g.2027.h",
        "economics.b[0][0]",   "economics.c[10].a", "economics.h-1.La2O3",  "economics.f",
        "economics.i.value.a", "economics.i.low"};
    struct fact f = {
        .low = feel_null(), .high = feel_null(), .sponsor = feel_null(), .reviewer = feel_null()};
    f.name = names[chance(sizeof names / sizeof *names)];
    f.def = catalogue_find(facts, f.name);
    if (f.def == NULL)
        f.value = random_value(2);
    else
        f.value = f.def->type->kind == FT_NUMBER ? random_number() : feel_string(random_text());
    f.quoted = f.value.kind == FEEL_STRING;
    f.text = f.quoted ? f.value.u.string : fact_value_text(arena, f.value);
    f.grade = GRADE_ASSERTED;
    if (chance(2) == 0)
        add_trimmings(&f);
    if (f.value.kind == FEEL_NUMBER && chance(4) == 0) {
        f.has_range = true;
        f.low = f.high = f.value;
    }
    if (chance(5) == 0) {
        f.has_claims = true;
        f.sponsor = f.value;
        f.reviewer = f.value;
    }
    return f;
}

/* Any set of facts that a dossier can hold comes back from its file as it was. */
static void random_round_trips(void **state)
{
    (void)state;
    for (seed = 1; seed < 3000; seed++) {
        uint64_t kept = seed;
        struct arena *outer = arena;
        arena = arena_new();
        struct fact list[12];
        size_t n = 0;
        for (unsigned k = 1 + chance(11); k > 0; k--) {
            list[n] = random_fact();
            bool twice = false;
            for (size_t i = 0; i < n; i++)
                twice = twice || strcmp(list[i].name, list[n].name) == 0;
            n += !twice;
        }
        struct project_document doc = {.path = "a b", .title = random_text()};
        const struct dossier *d =
            dossier_build(arena, facts, "p", arena_printf(arena, "n%s", random_text()), "TJ", list,
                          n, &doc, chance(2));
        const char *text = written(d);
        struct diags *quiet = diags_new(arena);
        const struct dossier *back =
            dossier_load_text(arena, text, strlen(text), "p.yaml", facts, quiet);
        if (back == NULL)
            fail_msg("seed %llu: %s\n%s", (unsigned long long)kept, said(quiet), text);
        if (dossier_count(back) != n + 1) /* and the country */
            fail_msg("seed %llu: %zu facts, not %zu:\n%s", (unsigned long long)kept,
                     dossier_count(back), n + 1, text);
        for (size_t i = 0; i < n; i++) {
            const struct fact *g = dossier_fact(back, list[i].name);
            if (g == NULL)
                fail_msg("seed %llu: '%s' is lost:\n%s", (unsigned long long)kept, list[i].name,
                         text);
            same_fact(&list[i], g, text);
        }
        arena_free(arena);
        arena = outer;
        seed = kept;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
        T(short_and_long),    T(unknown_and_none),
        T(quoted_texts_stay), T(economics_paths),
        T(odd_economics),     T(documents),
        T(bad_heads),         T(bad_facts),
        T(bad_economics),     T(hostile),
        T(what_if),           T(globals),
        T(template_loads),    T(random_round_trips),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
