/* The checklist of clauses, the clauses section of a project file, and the register made of them.
 * Expected values are read off the texts below by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/evidence/clauses.h"
#include "core/rulebook/rulebook.h"

static struct arena *arena;
static struct diags *diags;
static struct catalogue *facts;

static const char entries[] = "licence.expiry_date: {type: date, ask: When does it end?}\n"
                              "licence.number: {type: string, ask: Which number?}\n";

static const char checklist[] =
    "format: adit-clauses/1\n"
    "title: For a test\n"
    "checked_on: 2026-11-24\n"
    "groups:\n"
    "  - id: terms\n"
    "    title: Terms\n"
    "    ru: Условия\n"
    "    source: none\n"
    "    categories:\n"
    "      - {id: term, title: Term, ru: Срок, decides: How long, needed: [lender, law],\n"
    "         absent: no end is written, facts: [licence.expiry_date], checks: [a.b]}\n"
    "      - {id: royalty, title: Royalty, ru: Роялти, decides: How much}\n"
    "      - {id: pledge, title: Pledge, ru: Залог, decides: Whether, needed: [lender],\n"
    "         absent: nothing to enforce}\n";

static const struct yaml_node *tree(const char *text, const char *file)
{
    return yaml_load_text(arena, text, strlen(text), file, NULL, diags);
}

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    diags = diags_new(arena);
    facts = catalogue_new(arena);
    return catalogue_add(facts, tree(entries, "facts.yaml"), "test", diags) &&
                   clause_list_add(catalogue_clauses(facts), tree(checklist, "list.yaml"), diags)
               ? 0
               : 1;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define HEAD "adit: 1\nproject: p\nname: P\ncountry: KG\n"

static const struct dossier *load(const char *body)
{
    const char *text = arena_printf(arena, HEAD "%s", body);
    return dossier_load_text(arena, text, strlen(text), "p.yaml", facts, diags);
}

static const char *said(void)
{
    struct strbuf buf;
    strbuf_init(&buf, 0);
    diags_format(diags, &buf);
    const char *s = arena_strdup(arena, buf.buf != NULL ? buf.buf : "");
    strbuf_release(&buf);
    return s;
}

static void refused(const char *body, const char *place, const char *words)
{
    diags = diags_new(arena);
    assert_null(load(body));
    const char *text = said();
    if (strstr(text, place) == NULL || strstr(text, words) == NULL)
        fail_msg("wanted '%s' and '%s', got: %s", place, words, text);
}

/* --- the section ------------------------------------------------------------------------------ */

static const char TWO[] =
    "clauses:\n"
    "  agreement:\n"
    "    title: Agreement\n"
    "    kind: contract\n"
    "    path: agreement.pdf\n"
    "    date: 2024-05-01\n"
    "    language: ru\n"
    "    translation: unofficial\n"
    "    term: {status: present, says: 20 years, article: 3, page: 4,\n"
    "      text: \"Срок: двадцать лет.\", reviewer: A, reviewed_on: 2026-02-01}\n"
    "    pledge: {status: absent}\n"
    "  addendum:\n"
    "    kind: contract\n"
    "    term: {status: present, says: 15 years, article: 1, text: x, reviewer: B}\n";

static void written_again(const struct dossier *d, struct strbuf *out)
{
    strbuf_init(out, 0);
    dossier_write_yaml(d, out);
}

static void test_round_trip(void **state)
{
    (void)state;
    const struct dossier *d = load(TWO);
    assert_non_null(d);
    assert_int_equal(dossier_count(d), 6 + 7 + 1 + 1 + 5);
    struct strbuf once, twice;
    written_again(d, &once);
    assert_non_null(strstr(once.buf, "\nclauses:\n"));
    assert_non_null(strstr(once.buf, "Срок: двадцать лет."));
    const struct dossier *again =
        dossier_load_text(arena, once.buf, once.len, "again.yaml", facts, diags);
    assert_non_null(again);
    written_again(again, &twice);
    assert_string_equal(once.buf, twice.buf);
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *x = dossier_at(d, i), *y = dossier_fact(again, x->name);
        assert_non_null(y);
        assert_string_equal(x->value.u.string, y->value.u.string);
    }
    strbuf_release(&once);
    strbuf_release(&twice);
}

/* Words that other readers take for numbers, truth values or nothing stay the text they are. */
static void test_texts_stay_texts(void **state)
{
    (void)state;
    const struct dossier *d = load("clauses:\n"
                                   "  a:\n"
                                   "    term: {status: present, article: 007, page: 1.50,\n"
                                   "      text: \"no\", says: none, note: \"unknown\"}\n"
                                   "    royalty:\n"
                                   "      text: |\n"
                                   "        Первая строка: да.\n"
                                   "          Вторая # строка\n");
    assert_non_null(d);
    assert_string_equal(dossier_fact(d, "clauses.a.term.article")->value.u.string, "007");
    assert_string_equal(dossier_fact(d, "clauses.a.term.page")->value.u.string, "1.50");
    assert_string_equal(dossier_fact(d, "clauses.a.term.text")->value.u.string, "no");
    assert_string_equal(dossier_fact(d, "clauses.a.term.says")->value.u.string, "none");
    assert_string_equal(dossier_fact(d, "clauses.a.term.note")->value.u.string, "unknown");
    struct strbuf out;
    written_again(d, &out);
    const struct dossier *again =
        dossier_load_text(arena, out.buf, out.len, "again.yaml", facts, diags);
    assert_non_null(again);
    assert_string_equal(dossier_fact(again, "clauses.a.royalty.text")->value.u.string,
                        "Первая строка: да.\n  Вторая # строка\n");
    assert_string_equal(dossier_fact(again, "clauses.a.term.article")->value.u.string, "007");
    assert_string_equal(dossier_fact(again, "clauses.a.term.note")->value.u.string, "unknown");
    strbuf_release(&out);
}

static void test_bad_sections(void **state)
{
    (void)state;
    refused("clauses: [a]\n", "p.yaml:5:10", "must be a map of documents");
    refused("clauses: {a: b}\n", "p.yaml:5:14", "'a' must be a map");
    refused("clauses:\n  a: {trem: {status: present, page: 2}}\n", "p.yaml:6:7",
            "did you mean 'term'?");
    refused("clauses:\n  a: {term: {statu: present}}\n", "p.yaml:6:14", "did you mean 'status'?");
    refused("clauses:\n  a: {term: {status: presnt}}\n", "p.yaml:6:22", "did you mean 'present'?");
    refused("clauses:\n  a: {term: present}\n", "p.yaml:6:7", "must be a map of its fields");
    refused("clauses:\n  a: {titel: x}\n", "p.yaml:6:7", "did you mean 'title'?");
    refused("clauses:\n  a: {date: 2024-02-30}\n", "p.yaml:6:13", "2024-02-30");
    refused("clauses:\n  A b: {title: x}\n", "p.yaml:6:9", "does not name a field of a clause");
    refused("clauses:\n  a: {term: {status: [present]}}\n", "p.yaml:6:22", "must be a text");
    /* One error for a category that does not exist, however many fields it has. */
    refused("clauses:\n  a: {nothing_like_it: {status: present, page: 2, text: x}}\n", "p.yaml:6:7",
            "is not a category");
    assert_int_equal(diags_count(diags, DIAG_ERROR), 1);
}

static void test_long_text(void **state)
{
    (void)state;
    char *text = arena_alloc(arena, 200002);
    memset(text, 'x', 200001);
    text[200001] = '\0';
    refused(arena_printf(arena, "clauses: {a: {term: {text: %s}}}\n", text),
            "p.yaml:5:", "a clause takes 200,000");
    text[200000] = '\0';
    diags = diags_new(arena);
    assert_non_null(load(arena_printf(arena, "clauses: {a: {term: {text: %s}}}\n", text)));
}

/* --- the register ----------------------------------------------------------------------------- */

static const struct clause_gap *gap(const struct clause_register *r, enum clause_gap_kind kind,
                                    const char *category)
{
    for (size_t i = 0; i < r->n_gaps; i++) {
        const struct clause_category *c = r->gaps[i].category;
        if (r->gaps[i].kind == kind &&
            (category == NULL ? c == NULL : c != NULL && strcmp(c->id, category) == 0))
            return &r->gaps[i];
    }
    return NULL;
}

static void test_register(void **state)
{
    (void)state;
    const struct dossier *d = load(TWO);
    const struct clause_register *r = clause_register(arena, d);
    assert_int_equal(r->n_documents, 2);
    assert_int_equal(r->n_lines, 3);
    assert_int_equal(r->counts[CLAUSE_PRESENT], 1);
    assert_int_equal(r->counts[CLAUSE_ABSENT], 1);
    assert_int_equal(r->counts[CLAUSE_NOT_READ], 1);
    assert_string_equal(r->documents[0].name, "Agreement");
    assert_int_equal(r->documents[0].counts[CLAUSE_PRESENT], 1);
    assert_int_equal(r->documents[0].counts[CLAUSE_ABSENT], 1);
    assert_int_equal(r->documents[0].counts[CLAUSE_NOT_READ], 1);
    assert_int_equal(r->lines[0].n_entries, 2);
    assert_string_equal(r->lines[0].entries[0]->language, "ru");
    assert_null(r->lines[0].entries[1]->language);
    assert_non_null(strstr(gap(r, CLAUSE_GAP_CONFLICT, "term")->text, "'15 years'"));
    assert_non_null(strstr(gap(r, CLAUSE_GAP_ABSENT, "pledge")->text, "nothing to enforce"));
    assert_null(gap(r, CLAUSE_GAP_NOT_READ, "royalty")); /* nobody needs it */
    assert_int_equal(r->n_other_unread, 1);
    assert_int_equal(r->n_gaps, 2);
}

static void test_no_clauses_no_gaps(void **state)
{
    (void)state;
    const struct clause_register *r = clause_register(arena, load("facts: {}\n"));
    assert_int_equal(r->n_documents, 0);
    assert_int_equal(r->n_gaps, 0);
    assert_int_equal(r->counts[CLAUSE_NOT_READ], 3);
}

static void test_gaps(void **state)
{
    (void)state;
    const struct dossier *d =
        load("clauses:\n"
             "  act:\n"
             "    kind: law\n"
             "    date: 2024-05-01\n"
             "    changed_on: 2025-12-30\n"
             "    term: {status: ambiguous, language: ru, translation: machine, article: 5,\n"
             "      text: x, reviewer: A, reviewed_on: 2025-12-29, note: two articles differ}\n"
             "    royalty: {status: present, language: ru, text: y, date: 2025-12-30,\n"
             "      reviewed_on: 2025-12-30}\n"
             "  deal: {kind: contract, royalty: {status: absent}}\n");
    const struct clause_register *r = clause_register(arena, d);
    assert_non_null(strstr(gap(r, CLAUSE_GAP_AMBIGUOUS, "term")->text, "two articles differ"));
    assert_non_null(gap(r, CLAUSE_GAP_OUTDATED, "term")); /* read a day before the change */
    assert_null(gap(r, CLAUSE_GAP_OUTDATED, "royalty"));  /* read on the day of it */
    assert_non_null(gap(r, CLAUSE_GAP_OUTDATED, NULL));   /* the document as a whole */
    assert_non_null(strstr(gap(r, CLAUSE_GAP_TRANSLATION, "term")->text, "by machine"));
    assert_non_null(strstr(gap(r, CLAUSE_GAP_TRANSLATION, "royalty")->text, "no word"));
    assert_non_null(
        strstr(gap(r, CLAUSE_GAP_PROOF, "royalty")->text, "without article or page, who read it"));
    assert_null(gap(r, CLAUSE_GAP_PROOF, "term"));
    assert_non_null(gap(r, CLAUSE_GAP_NOT_READ, "pledge"));
    /* A law may hold what a contract leaves to it. */
    assert_null(gap(r, CLAUSE_GAP_CONFLICT, "royalty"));
    for (size_t i = 1; i < r->n_gaps; i++)
        assert_true(r->gaps[i - 1].kind <= r->gaps[i].kind);
}

static void test_one_has_it_one_has_not(void **state)
{
    (void)state;
    const struct clause_register *r =
        clause_register(arena, load("clauses:\n"
                                    "  a: {kind: contract, royalty: {status: present}}\n"
                                    "  b: {kind: contract, royalty: {status: absent}}\n"));
    assert_string_equal(r->lines[1].conflict, "present in a, absent in b");
    /* The same words in another case are no conflict. */
    r = clause_register(arena, load("clauses:\n"
                                    "  a: {royalty: {status: present, says: Три процента}}\n"
                                    "  b: {royalty: {status: present, says: три процента}}\n"));
    assert_null(r->lines[1].conflict);
}

static void test_as_evidence(void **state)
{
    (void)state;
    const struct dossier *d = load(TWO);
    const struct clause_register *r = clause_register(arena, d);
    const struct clause_entry *e = clause_entry_named(arena, r, d, "agreement.term", diags);
    assert_non_null(e);
    struct evidence x = clause_evidence(e);
    assert_string_equal(x.document, "agreement.pdf");
    assert_string_equal(x.page, "4");
    assert_string_equal(x.quote, "Срок: двадцать лет.");
    assert_true(x.has_date && x.date.year == 2024 && x.date.month == 5 && x.date.day == 1);
    assert_string_equal(clause_evidence(r->lines[0].entries[1]).document, "addendum");
    assert_null(clause_entry_named(arena, r, d, "term", diags));
    assert_non_null(strstr(said(), "agreement.term or addendum.term"));
    assert_null(clause_entry_named(arena, r, d, "royalty", diags));
    assert_non_null(strstr(said(), "no document has been read for 'royalty'"));
    assert_null(clause_entry_named(arena, r, d, "agremeent.term", diags));
    assert_non_null(strstr(said(), "did you mean 'agreement'?"));
    assert_null(clause_entry_named(arena, r, d, "plege", diags));
    assert_non_null(strstr(said(), "did you mean 'pledge'?"));
    assert_true(clause_category_answers(e->category, "licence.expiry_date"));
    assert_false(clause_category_answers(e->category, "licence.number"));

    struct fact f = {.value = feel_string("x"), .evidence = x};
    assert_true(clause_fills(e, &f));
    f.evidence.page = "5";
    assert_false(clause_fills(e, &f));
    assert_false(clause_fills(e, NULL));
}

static void test_checks_of_the_country(void **state)
{
    (void)state;
    assert_true(clause_check_concerns("kg.title.minerals", "KG"));
    assert_false(clause_check_concerns("kz.title.award_route", "KG"));
    assert_true(clause_check_concerns("us.dfc.file", "KG"));
    assert_true(clause_check_concerns("deposit.licence.minerals", "KG"));
}

/* --- the checklist ---------------------------------------------------------------------------- */

static void list_refused(const char *category, const char *words)
{
    diags = diags_new(arena);
    struct clause_list *c = clause_list_new(arena);
    const char *text = arena_printf(arena,
                                    "format: adit-clauses/1\ntitle: t\nchecked_on: 2026-11-24\n"
                                    "groups:\n"
                                    "  - {id: g, title: G, ru: Г, source: s, categories: [%s]}\n",
                                    category);
    assert_false(clause_list_add(c, tree(text, "l.yaml"), diags));
    if (strstr(said(), words) == NULL || strstr(said(), "l.yaml:5:") == NULL)
        fail_msg("wanted '%s', got: %s", words, said());
}

static void test_bad_lists(void **state)
{
    (void)state;
    list_refused("{id: a, title: A, ru: А}", "no 'decides'");
    list_refused("{id: A b, title: A, ru: А, decides: d}", "cannot be the id");
    list_refused("{id: title, title: A, ru: А, decides: d}", "is a field of a document");
    list_refused("{id: a, title: A, ru: А, decides: d}, {id: a, title: A, ru: А, decides: d}",
                 "defined twice");
    list_refused("{id: a, title: A, ru: А, decides: d, needed: [lender]}", "without the other");
    list_refused("{id: a, title: A, ru: А, decides: d, needed: [bank], absent: x}",
                 "'bank' needs no clause");
    list_refused("{id: a, title: A, ru: А, decides: d, colour: x}", "colour");
    list_refused("text", "must be a map");
    diags = diags_new(arena);
    assert_false(clause_list_add(clause_list_new(arena), tree("[groups]", "l.yaml"), diags));
    assert_non_null(strstr(said(), "l.yaml:1:1: error: this is no checklist"));
}

/* ResourceContracts.org has 84 leaf categories under nine headings (16, 10, 12, 21, 6, 7, 11, 1:
 * headings I to III with II in six parts); adit adds twelve. */
static void test_shipped_list(void **state)
{
    (void)state;
    static const size_t WANTED[] = {16, 10, 12, 21, 6, 7, 11, 1, 12};
    const char *dirs[] = {"rules"};
    const struct rulebook *book = rulebook_load(arena, dirs, 1, false, diags);
    assert_non_null(book);
    const struct clause_list *c = catalogue_clauses(rulebook_catalogue(book));
    size_t counts[9] = {0};
    assert_int_equal(clause_list_groups(c), 9);
    for (size_t i = 0; i < clause_list_count(c); i++)
        counts[clause_list_at(c, i)->group]++;
    for (size_t i = 0; i < 9; i++)
        assert_int_equal(counts[i], WANTED[i]);
    assert_int_equal(clause_list_count(c), 84 + 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, begin, end),
        cmocka_unit_test_setup_teardown(test_texts_stay_texts, begin, end),
        cmocka_unit_test_setup_teardown(test_bad_sections, begin, end),
        cmocka_unit_test_setup_teardown(test_long_text, begin, end),
        cmocka_unit_test_setup_teardown(test_register, begin, end),
        cmocka_unit_test_setup_teardown(test_no_clauses_no_gaps, begin, end),
        cmocka_unit_test_setup_teardown(test_gaps, begin, end),
        cmocka_unit_test_setup_teardown(test_one_has_it_one_has_not, begin, end),
        cmocka_unit_test_setup_teardown(test_as_evidence, begin, end),
        cmocka_unit_test_setup_teardown(test_checks_of_the_country, begin, end),
        cmocka_unit_test_setup_teardown(test_bad_lists, begin, end),
        cmocka_unit_test_setup_teardown(test_shipped_list, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
