/* keys.c: the table of keys of rule files (rule-format sections 1 to 6). */
#include "core/rulebook/keys.h"

#include "core/dossier/catalogue.h"

const char *const kind_words[] = {"flag", "bar", "score", "readiness", "compare", NULL};
const char *const severity_words[] = {"blocking", "high", "medium", "low", "info", NULL};
const char *const party_words[] = {"investor", "lender", "host", NULL};
const char *const basis_words[] = {"law", "agency", "house", NULL};
const char *const hit_words[] = {"U", "A", "P", "F", "R", "O", "C", "C+", "C#", "C<", "C>", NULL};
const char *const settled_words[] = {"pass",    "conditional",    "fail",
                                     "unknown", "not_applicable", NULL};
const char *const verdict_words[] = {"pass",           "conditional", "fail", "unknown",
                                     "not_applicable", "error",       NULL};
const char *const mark_words[] = {"law_stale", "law_pending", "assumed", "weak_evidence", NULL};
const char *const grade_words[] = {"asserted", "document", "verified", "expert", NULL};
static const char *const format_words[] = {"adit-rules/1", NULL};

#define RECORD(variable, title, keys)                                                              \
    const struct record variable = {title, keys, sizeof(keys) / sizeof *(keys)}

/* --- sources and parameters --------------------------------------------------------------------
 */

static const struct key source_keys[] = {
    {"title", KEY_TEXT, true, "the act, page or policy, as it is cited", NULL, NULL, 0, 0},
    {"jurisdiction", KEY_TEXT, false, "KZ, KG, UZ, TJ, TM, US, ...", NULL, NULL, 0, 0},
    {"url", KEY_TEXT, false, "where it was read", NULL, NULL, 0, 0},
    {"read", KEY_DATE, false, "when its text was read", NULL, NULL, 0, 0},
    {"grade", KEY_TEXT, true, "statute, agency, secondary, general, house", NULL, NULL, 0, 0},
    {"note", KEY_TEXT, false, "what a reader must know of it", NULL, NULL, 0, 0},
};
RECORD(record_source, "source", source_keys);

static const struct key citation_keys[] = {
    {"ref", KEY_ID, true, "id of a source", NULL, NULL, 0, 0},
    {"at", KEY_TEXT, false, "the place in it: article, section, page", NULL, NULL, 0, 0},
    {"text", KEY_TEXT, false, "the clause, quoted or put in short", NULL, NULL, 0, 0},
    {"basis", KEY_WORD, false, "whose choice it is; the source's own when left out", basis_words,
     NULL, 0, 0},
};
RECORD(record_citation, "citation", citation_keys);

static const struct key param_value_keys[] = {
    {"value", KEY_SCALAR, true, "from that date on", NULL, NULL, 0, 0},
    {"source", KEY_CITATION, true, "where it stands", NULL, &record_citation, 0, 0},
    {"note", KEY_TEXT, false, "what is not sure about it", NULL, NULL, 0, 0},
};
RECORD(record_param_value, "parameter value", param_value_keys);

static const struct key param_keys[] = {
    {"title", KEY_TEXT, false, "what it is", NULL, NULL, 0, 0},
    {"unit", KEY_TEXT, false, "pct, years, USD, ...", NULL, NULL, 0, 0},
    {"values", KEY_DATED, true, "by the date from which each holds", NULL, &record_param_value, 0,
     0},
    {"checked_on", KEY_DATE, false, "when it was last compared with its source", NULL, NULL, 0, 0},
    {"note", KEY_TEXT, false, "for whoever keeps it", NULL, NULL, 0, 0},
};
RECORD(record_param, "parameter", param_keys);

/* --- parts of a rule ---------------------------------------------------------------------------
 */

static const struct key effective_keys[] = {
    {"from", KEY_DATE, true, "the first day", NULL, NULL, 0, 0},
    {"to", KEY_DATE, false, "the last day", NULL, NULL, 0, 0},
    {"by", KEY_ID, false, "the fact whose date selects; assessment_date when left out", NULL, NULL,
     0, 0},
};
RECORD(record_effective, "effective", effective_keys);

static const struct key input_keys[] = {
    {"expr", KEY_FEEL, true, "the column's expression", NULL, NULL, 0, 0},
    {"type", KEY_TEXT, false, "its type", NULL, NULL, 0, 0},
    {"values", KEY_UNARY, false, "the values that can come", NULL, NULL, 0, 0},
    {"label", KEY_TEXT, false, "its heading", NULL, NULL, 0, 0},
};
RECORD(record_input, "input", input_keys);

static const struct key output_keys[] = {
    {"name", KEY_ID, true, "points, status, or another name for conditions and messages", NULL,
     NULL, 0, 0},
    {"type", KEY_TEXT, false, "its type", NULL, NULL, 0, 0},
    {"values", KEY_UNARY, false, "the values that can come; for P and O in order of rank", NULL,
     NULL, 0, 0},
    {"default", KEY_FEEL, false, "when no row matches", NULL, NULL, 0, 0},
};
RECORD(record_output, "output", output_keys);

static const struct key row_keys[] = {
    {"when", KEY_LIST, true, "one cell of unary tests an input; \"-\" for any", NULL, NULL, 0, 0},
    {"then", KEY_LIST, true, "one expression an output", NULL, NULL, 0, 0},
    {"note", KEY_TEXT, false, "what the row means", NULL, NULL, 0, 0},
};
RECORD(record_row, "table row", row_keys);

static const struct key table_keys[] = {
    {"hit", KEY_WORD, true, "hit policy", hit_words, NULL, 0, 0},
    {"complete", KEY_FLAG, false, "true: a gap between the rows is an error", NULL, NULL, 0, 0},
    {"inputs", KEY_RECORDS, true, "columns that are tested", NULL, &record_input, 0, 0},
    {"outputs", KEY_RECORDS, true, "columns that are given", NULL, &record_output, 0, 0},
    {"rules", KEY_RECORDS, true, "rows", NULL, &record_row, 0, 0},
};
RECORD(record_table, "table", table_keys);

static const struct key exception_keys[] = {
    {"if", KEY_FEEL, true, "when it holds; only one may", NULL, NULL, 0, 0},
    {"status", KEY_WORD, true, "what the rule then gives", settled_words, NULL, 0, 0},
    {"why", KEY_TEXT, true, "said in place of the message", NULL, NULL, 0, 0},
    {"source", KEY_CITATION, true, "where it stands", NULL, &record_citation, 0, 0},
};
RECORD(record_exception, "exception", exception_keys);

static const struct key remedy_keys[] = {
    {"text", KEY_TEXT, true, "what can be done", NULL, NULL, 0, 0},
    {"changes", KEY_TEXTS, false, "facts that it changes", NULL, NULL, 0, 0},
};
RECORD(record_remedy, "remedy", remedy_keys);

static const struct key evidence_keys[] = {
    {"fact", KEY_ID, true, "the fact that must be shown", NULL, NULL, 0, 0},
    {"min_grade", KEY_WORD, false, "below it a pass becomes conditional", grade_words, NULL, 0, 0},
    {"max_age", KEY_PERIOD, false, "older evidence counts as too weak", NULL, NULL, 0, 0},
};
RECORD(record_evidence, "evidence", evidence_keys);

static const struct key message_keys[] = {
    {"pass", KEY_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"conditional", KEY_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"fail", KEY_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"unknown", KEY_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"not_applicable", KEY_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"error", KEY_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"any", KEY_TEXT, false, "for each status that has none of its own", NULL, NULL, 0, 0},
};
RECORD(record_message, "message", message_keys);

static const struct key measure_keys[] = {
    {"type", KEY_TEXT, true, "type of the values", NULL, NULL, 0, 0},
    {"title", KEY_TEXT, true, "heading", NULL, NULL, 0, 0},
    {"better", KEY_TEXTS, false, "longer, shorter, higher, lower, or the values, best first", NULL,
     NULL, 0, 0},
};
RECORD(record_measure, "measure", measure_keys);

static const struct key cell_keys[] = {
    {"value", KEY_FEEL, false, "what the law of the country gives", NULL, NULL, 0, 0},
    {"source", KEY_CITATIONS, false, "where it stands", NULL, &record_citation, 0, 0},
    {"confidence", KEY_TEXT, false, "secondary, when the text of the law was not read", NULL, NULL,
     0, 0},
    {"not_encoded", KEY_TEXT, false, "why no value stands here", NULL, NULL, 0, 0},
};
RECORD(record_cell, "measure value", cell_keys);

/* --- tests -------------------------------------------------------------------------------------
 */

static const struct key given_keys[] = {
    {"value", KEY_ANSWER, true, "the answer", NULL, NULL, 0, 0},
    {"grade", KEY_WORD, false, "of its evidence; expert when the test does not say", grade_words,
     NULL, 0, 0},
    {"date", KEY_DATE, false, "of its evidence", NULL, NULL, 0, 0},
};
RECORD(record_given, "given fact", given_keys);

static const struct key expect_keys[] = {
    {"status", KEY_WORD, false, "the verdict", verdict_words, NULL, 0, 0},
    {"points", KEY_NUMBER, false, "exactly", NULL, NULL, 0, 0},
    {"bounds", KEY_NUMBERS, false, "[low, high] of the points", NULL, NULL, 0, 0},
    {"row", KEY_WHOLE, false, "the row of the table that gives it; 0: none or several", NULL, NULL,
     0, 999999},
    {"let", KEY_SCALARS, false, "values of local names", NULL, NULL, 0, 0},
    {"cites", KEY_TEXTS, false, "\"source place\", each among the citations", NULL, NULL, 0, 0},
    {"asks", KEY_TEXTS, false, "exactly the facts that can still change the outcome", NULL, NULL, 0,
     0},
    {"marks", KEY_WORDS, false, "exactly these marks", mark_words, NULL, 0, 0},
    {"counterfactual", KEY_MAPS, false, "changes of facts that must be reported", NULL, NULL, 0, 0},
};
RECORD(record_expect, "expect", expect_keys);

static const struct key test_keys[] = {
    {"name", KEY_TEXT, true, "what it shows", NULL, NULL, 0, 0},
    {"date", KEY_DATE, false, "of the assessment; checked_on when left out", NULL, NULL, 0, 0},
    {"given", KEY_ANSWERS, true, "answers; all other facts are unanswered", NULL, &record_given, 0,
     0},
    {"expect", KEY_RECORD, true, "what must come", NULL, &record_expect, 0, 0},
};
RECORD(record_test, "test", test_keys);

/* --- rules, programmes, packs ------------------------------------------------------------------
 */

static const struct key rule_keys[] = {
    {"id", KEY_ID, true, "unique over all files", NULL, NULL, 0, 0},
    {"version", KEY_WHOLE, true, "raised on any change of meaning", NULL, NULL, 1, 9999},
    {"title", KEY_TEXT, true, "one line", NULL, NULL, 0, 0},
    {"kind", KEY_WORD, true, "what the rule is", kind_words, NULL, 0, 0},
    {"severity", KEY_WORD, true, "how much a failure matters", severity_words, NULL, 0, 0},
    {"affects", KEY_WORDS, false, "whom", party_words, NULL, 0, 0},
    {"source", KEY_CITATIONS, true, "at least one", NULL, &record_citation, 0, 0},
    {"effective", KEY_RECORD, true, "when it is in force", NULL, &record_effective, 0, 0},
    {"supersedes", KEY_ID, false, "id of the rule before", NULL, NULL, 0, 0},
    {"superseded_by", KEY_ID, false, "id of the rule after", NULL, NULL, 0, 0},
    {"applies_if", KEY_FEEL, false, "false: not applicable", NULL, NULL, 0, 0},
    {"let", KEY_FEEL_NAMED, false, "local names, in order", NULL, NULL, 0, 0},
    {"pass_if", KEY_FEEL, false, "a condition", NULL, NULL, 0, 0},
    {"fail_if", KEY_FEEL, false, "a condition; asked first", NULL, NULL, 0, 0},
    {"conditional_if", KEY_FEEL, false, "a condition; asked before pass_if", NULL, NULL, 0, 0},
    {"table", KEY_RECORD, false, "a decision table that gives points or status", NULL,
     &record_table, 0, 0},
    {"exceptions", KEY_RECORDS, false, "asked before the conditions", NULL, &record_exception, 0,
     0},
    {"value", KEY_FEEL, false, "a number for scores and memos", NULL, NULL, 0, 0},
    {"max_points", KEY_NUMBER, false, "of a score or readiness rule", NULL, NULL, 0, 0},
    {"message", KEY_RECORD, false, "texts by status", NULL, &record_message, 0, 0},
    {"remedy", KEY_ITEMS, false, "what can be done", NULL, &record_remedy, 0, 0},
    {"evidence", KEY_RECORDS, false, "how well facts must be shown", NULL, &record_evidence, 0, 0},
    {"legal_change", KEY_TEXT, false, "what the host state could change", NULL, NULL, 0, 0},
    {"condition_precedent", KEY_TEXT, false, "text for the term sheet", NULL, NULL, 0, 0},
    {"measures", KEY_NAMED, false, "of a compare rule", NULL, &record_measure, 0, 0},
    {"per", KEY_COUNTRIES, false, "of a compare rule: values by country", NULL, &record_cell, 0, 0},
    {"reference", KEY_TEXTS, false, "entries of the law reference that it encodes", NULL, NULL, 0,
     0},
    {"tests", KEY_RECORDS, false, "inline tests", NULL, &record_test, 0, 0},
};
RECORD(record_rule, "rule", rule_keys);

static const struct key document_keys[] = {
    {"text", KEY_TEXT, true, "the document asked for", NULL, NULL, 0, 0},
    {"fact", KEY_ID, false, "whose answer or evidence shows that it is there", NULL, NULL, 0, 0},
};
RECORD(record_document, "document", document_keys);

static const struct key programme_keys[] = {
    {"id", KEY_ID, true, "unique over all files", NULL, NULL, 0, 0},
    {"title", KEY_TEXT, true, "one line", NULL, NULL, 0, 0},
    {"agency", KEY_TEXT, true, "who runs it", NULL, NULL, 0, 0},
    {"product", KEY_TEXT, false, "loan, guarantee, insurance, ...", NULL, NULL, 0, 0},
    {"bars", KEY_LIST, false, "rules that must not fail", NULL, NULL, 0, 0},
    {"scores", KEY_LIST, false, "rules that give points", NULL, NULL, 0, 0},
    {"documents", KEY_ITEMS, false, "what an application needs", NULL, &record_document, 0, 0},
    {"terms", KEY_SCALARS, false, "max_tenor_years, max_share_pct, ...", NULL, NULL, 0, 0},
    {"source", KEY_CITATIONS, true, "at least one", NULL, &record_citation, 0, 0},
};
RECORD(record_programme, "programme", programme_keys);

static const struct key not_encoded_keys[] = {
    {"topic", KEY_TEXT, true, "what is left out", NULL, NULL, 0, 0},
    {"why", KEY_TEXT, true, "and why: a question for counsel", NULL, NULL, 0, 0},
    {"reference", KEY_TEXTS, false, "entries of the law reference", NULL, NULL, 0, 0},
};
RECORD(record_not_encoded, "not_encoded", not_encoded_keys);

static const struct key pack_keys[] = {
    {"format", KEY_WORD, true, "always adit-rules/1", format_words, NULL, 0, 0},
    {"pack", KEY_ID, true, "unique over all files", NULL, NULL, 0, 0},
    {"title", KEY_TEXT, true, "one line", NULL, NULL, 0, 0},
    {"owner", KEY_TEXT, true, "who keeps it", NULL, NULL, 0, 0},
    {"version", KEY_WHOLE, false, "of the pack", NULL, NULL, 1, 9999},
    {"checked_on", KEY_DATE, true, "when it was last compared with its sources", NULL, NULL, 0, 0},
    {"stale_after", KEY_PERIOD, false, "how long that is good for; P12M when left out", NULL, NULL,
     0, 0},
    {"min_coverage_pct", KEY_WHOLE, false, "what the tests must reach", NULL, NULL, 0, 100},
    {"min_mutation_pct", KEY_WHOLE, false, "changes that the tests must notice", NULL, NULL, 0,
     100},
    {"sources", KEY_NAMED, false, "what rules and values cite", NULL, &record_source, 0, 0},
    {"facts", KEY_NAMED, false, "what is asked of a project", NULL, &record_fact, 0, 0},
    {"params", KEY_NAMED, false, "dated values", NULL, &record_param, 0, 0},
    {"rules", KEY_RECORDS, false, "rules", NULL, &record_rule, 0, 0},
    {"programmes", KEY_RECORDS, false, "financing programmes", NULL, &record_programme, 0, 0},
    {"not_encoded", KEY_RECORDS, false, "what is left to counsel", NULL, &record_not_encoded, 0, 0},
};
RECORD(record_pack, "pack", pack_keys);
