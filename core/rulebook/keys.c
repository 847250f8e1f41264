/* keys.c: the table of keys of rule files (rule-format sections 1 to 6). */
#include "core/rulebook/keys.h"

#include "core/dossier/catalogue.h"

const char *const kind_words[] = {"flag", "bar", "score", "readiness", "compare", NULL};
const char *const severity_words[] = {"blocking", "high", "medium", "low", "info", NULL};
const char *const party_words[] = {"investor", "lender", "host", NULL};
const char *const stage_words[] = {"letter", "application", "approval", "closing", NULL};
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

static const struct record_key source_keys[] = {
    {"title", FORM_TEXT, true, "the act, page or policy, as it is cited", NULL, NULL, 0, 0},
    {"jurisdiction", FORM_TEXT, false, "KZ, KG, UZ, TJ, TM, US, ...", NULL, NULL, 0, 0},
    {"url", FORM_TEXT, false, "where it was read", NULL, NULL, 0, 0},
    {"read", FORM_DATE, false, "when its text was read", NULL, NULL, 0, 0},
    {"grade", FORM_TEXT, true, "statute, agency, secondary, general, house", NULL, NULL, 0, 0},
    {"note", FORM_TEXT, false, "what a reader must know of it", NULL, NULL, 0, 0},
};
RECORD(record_source, "source", source_keys);

static const struct record_key citation_keys[] = {
    {"ref", FORM_ID, true, "id of a source", NULL, NULL, 0, 0},
    {"at", FORM_TEXT, false, "the place in it: article, section, page", NULL, NULL, 0, 0},
    {"text", FORM_TEXT, false, "the clause, quoted or put in short", NULL, NULL, 0, 0},
    {"basis", FORM_WORD, false, "whose choice it is; the source's own when left out", basis_words,
     NULL, 0, 0},
};
RECORD(record_citation, "citation", citation_keys);

static const struct record_key param_value_keys[] = {
    {"value", FORM_SCALAR, true, "from that date on", NULL, NULL, 0, 0},
    {"source", FORM_CITATION, true, "where it stands", NULL, &record_citation, 0, 0},
    {"note", FORM_TEXT, false, "what is not sure about it", NULL, NULL, 0, 0},
};
RECORD(record_param_value, "parameter value", param_value_keys);

static const struct record_key param_keys[] = {
    {"title", FORM_TEXT, false, "what it is", NULL, NULL, 0, 0},
    {"unit", FORM_TEXT, false, "pct, years, USD, ...", NULL, NULL, 0, 0},
    {"values", FORM_DATED, true, "by the date from which each holds", NULL, &record_param_value, 0,
     0},
    {"checked_on", FORM_DATE, false, "when it was last compared with its source", NULL, NULL, 0, 0},
    {"note", FORM_TEXT, false, "for whoever keeps it", NULL, NULL, 0, 0},
};
RECORD(record_param, "parameter", param_keys);

/* --- parts of a rule ---------------------------------------------------------------------------
 */

static const struct record_key effective_keys[] = {
    {"from", FORM_DATE, true, "the first day", NULL, NULL, 0, 0},
    {"to", FORM_DATE, false, "the last day", NULL, NULL, 0, 0},
    {"by", FORM_ID, false, "the fact whose date selects; assessment_date when left out", NULL, NULL,
     0, 0},
};
RECORD(record_effective, "effective", effective_keys);

static const struct record_key input_keys[] = {
    {"expr", FORM_FEEL, true, "the column's expression", NULL, NULL, 0, 0},
    {"type", FORM_TEXT, false, "its type", NULL, NULL, 0, 0},
    {"values", FORM_UNARY, false, "the values that can come", NULL, NULL, 0, 0},
    {"label", FORM_TEXT, false, "its heading", NULL, NULL, 0, 0},
};
RECORD(record_input, "input", input_keys);

static const struct record_key output_keys[] = {
    {"name", FORM_ID, true, "points, status, or another name for conditions and messages", NULL,
     NULL, 0, 0},
    {"type", FORM_TEXT, false, "its type", NULL, NULL, 0, 0},
    {"values", FORM_UNARY, false, "the values that can come; for P and O in order of rank", NULL,
     NULL, 0, 0},
    {"default", FORM_FEEL, false, "when no row matches", NULL, NULL, 0, 0},
};
RECORD(record_output, "output", output_keys);

static const struct record_key row_keys[] = {
    {"when", FORM_LIST, true, "one cell of unary tests an input; \"-\" for any", NULL, NULL, 0, 0},
    {"then", FORM_LIST, true, "one expression an output", NULL, NULL, 0, 0},
    {"note", FORM_TEXT, false, "what the row means", NULL, NULL, 0, 0},
};
RECORD(record_row, "table row", row_keys);

static const struct record_key table_keys[] = {
    {"hit", FORM_WORD, true, "hit policy", hit_words, NULL, 0, 0},
    {"complete", FORM_FLAG, false, "true: a gap between the rows is an error", NULL, NULL, 0, 0},
    {"inputs", FORM_RECORDS, true, "columns that are tested", NULL, &record_input, 0, 0},
    {"outputs", FORM_RECORDS, true, "columns that are given", NULL, &record_output, 0, 0},
    {"rules", FORM_RECORDS, true, "rows", NULL, &record_row, 0, 0},
};
RECORD(record_table, "table", table_keys);

static const struct record_key exception_keys[] = {
    {"if", FORM_FEEL, true, "when it holds; only one may", NULL, NULL, 0, 0},
    {"status", FORM_WORD, true, "what the rule then gives", settled_words, NULL, 0, 0},
    {"why", FORM_TEXT, true, "said in place of the message", NULL, NULL, 0, 0},
    {"source", FORM_CITATION, true, "where it stands", NULL, &record_citation, 0, 0},
};
RECORD(record_exception, "exception", exception_keys);

static const struct record_key remedy_keys[] = {
    {"text", FORM_TEXT, true, "what can be done", NULL, NULL, 0, 0},
    {"changes", FORM_TEXTS, false, "facts that it changes", NULL, NULL, 0, 0},
};
RECORD(record_remedy, "remedy", remedy_keys);

static const struct record_key evidence_keys[] = {
    {"fact", FORM_ID, true, "the fact that must be shown", NULL, NULL, 0, 0},
    {"min_grade", FORM_WORD, false, "below it a pass becomes conditional", grade_words, NULL, 0, 0},
    {"max_age", FORM_PERIOD, false, "older evidence counts as too weak", NULL, NULL, 0, 0},
};
RECORD(record_evidence, "evidence", evidence_keys);

static const struct record_key message_keys[] = {
    {"pass", FORM_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"conditional", FORM_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"fail", FORM_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"unknown", FORM_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"not_applicable", FORM_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"error", FORM_TEXT, false, "text with {expressions}", NULL, NULL, 0, 0},
    {"any", FORM_TEXT, false, "for each status that has none of its own", NULL, NULL, 0, 0},
};
RECORD(record_message, "message", message_keys);

const char *const measure_figures[] = {"government_take", "aetr", "npv_post_tax", NULL};

static const struct record_key measure_keys[] = {
    {"type", FORM_TEXT, true, "type of the values", NULL, NULL, 0, 0},
    {"title", FORM_TEXT, true, "heading", NULL, NULL, 0, 0},
    {"better", FORM_TEXTS, false, "longer, shorter, higher, lower, or the values, best first", NULL,
     NULL, 0, 0},
    {"computed", FORM_WORD, false, "the project's figure under each country's taxes",
     measure_figures, NULL, 0, 0},
};
RECORD(record_measure, "measure", measure_keys);

static const struct record_key cell_keys[] = {
    {"value", FORM_FEEL, false, "what the law of the country gives", NULL, NULL, 0, 0},
    {"source", FORM_CITATIONS, false, "where it stands", NULL, &record_citation, 0, 0},
    {"confidence", FORM_TEXT, false, "secondary, when the text of the law was not read", NULL, NULL,
     0, 0},
    {"not_encoded", FORM_TEXT, false, "why no value stands here", NULL, NULL, 0, 0},
};
RECORD(record_cell, "measure value", cell_keys);

static const struct record_key precedent_keys[] = {
    {"text", FORM_TEXT, true, "the sentence for the term sheet", NULL, NULL, 0, 0},
    {"owner", FORM_TEXT, false, "who must bring it", NULL, NULL, 0, 0},
    {"evidence", FORM_TEXT, false, "the paper that shows it", NULL, NULL, 0, 0},
    {"waiver", FORM_TEXT, false, "who may waive it, or that nobody may", NULL, NULL, 0, 0},
};
RECORD(record_precedent, "condition precedent", precedent_keys);

/* --- tests -------------------------------------------------------------------------------------
 */

static const struct record_key given_keys[] = {
    {"value", FORM_ANSWER, true, "the answer", NULL, NULL, 0, 0},
    {"grade", FORM_WORD, false, "of its evidence; expert when the test does not say", grade_words,
     NULL, 0, 0},
    {"date", FORM_DATE, false, "of its evidence", NULL, NULL, 0, 0},
};
RECORD(record_given, "given fact", given_keys);

static const struct record_key expect_keys[] = {
    {"status", FORM_WORD, false, "the verdict", verdict_words, NULL, 0, 0},
    {"points", FORM_NUMBER, false, "exactly", NULL, NULL, 0, 0},
    {"bounds", FORM_NUMBERS, false, "[low, high] of the points", NULL, NULL, 0, 0},
    {"row", FORM_WHOLE, false, "the row of the table that gives it; 0: none or several", NULL, NULL,
     0, 999999},
    {"let", FORM_SCALARS, false, "values of local names", NULL, NULL, 0, 0},
    {"cites", FORM_TEXTS, false, "\"source place\", each among the citations", NULL, NULL, 0, 0},
    {"asks", FORM_TEXTS, false, "exactly the facts that can still change the outcome", NULL, NULL,
     0, 0},
    {"marks", FORM_WORDS, false, "exactly these marks", mark_words, NULL, 0, 0},
    {"counterfactual", FORM_MAPS, false, "changes of facts that must be reported", NULL, NULL, 0,
     0},
};
RECORD(record_expect, "expect", expect_keys);

static const struct record_key test_keys[] = {
    {"name", FORM_TEXT, true, "what it shows", NULL, NULL, 0, 0},
    {"date", FORM_DATE, false, "of the assessment; checked_on when left out", NULL, NULL, 0, 0},
    {"given", FORM_ANSWERS, true, "answers; all other facts are unanswered", NULL, &record_given, 0,
     0},
    {"expect", FORM_RECORD, true, "what must come", NULL, &record_expect, 0, 0},
};
RECORD(record_test, "test", test_keys);

/* --- rules, programmes, packs ------------------------------------------------------------------
 */

static const struct record_key rule_keys[] = {
    {"id", FORM_ID, true, "unique over all files", NULL, NULL, 0, 0},
    {"version", FORM_WHOLE, true, "raised on any change of meaning", NULL, NULL, 1, 9999},
    {"title", FORM_TEXT, true, "one line", NULL, NULL, 0, 0},
    {"kind", FORM_WORD, true, "what the rule is", kind_words, NULL, 0, 0},
    {"severity", FORM_WORD, true, "how much a failure matters", severity_words, NULL, 0, 0},
    {"affects", FORM_WORDS, false, "whom", party_words, NULL, 0, 0},
    {"source", FORM_CITATIONS, true, "at least one", NULL, &record_citation, 0, 0},
    {"effective", FORM_RECORD, true, "when it is in force", NULL, &record_effective, 0, 0},
    {"supersedes", FORM_ID, false, "id of the rule before", NULL, NULL, 0, 0},
    {"superseded_by", FORM_ID, false, "id of the rule after", NULL, NULL, 0, 0},
    {"applies_if", FORM_FEEL, false, "false: not applicable", NULL, NULL, 0, 0},
    {"let", FORM_FEEL_NAMED, false, "local names, in order", NULL, NULL, 0, 0},
    {"pass_if", FORM_FEEL, false, "a condition", NULL, NULL, 0, 0},
    {"fail_if", FORM_FEEL, false, "a condition; asked first", NULL, NULL, 0, 0},
    {"conditional_if", FORM_FEEL, false, "a condition; asked before pass_if", NULL, NULL, 0, 0},
    {"table", FORM_RECORD, false, "a decision table that gives points or status", NULL,
     &record_table, 0, 0},
    {"exceptions", FORM_RECORDS, false, "asked before the conditions", NULL, &record_exception, 0,
     0},
    {"value", FORM_FEEL, false, "a number for scores and memos", NULL, NULL, 0, 0},
    {"max_points", FORM_NUMBER, false, "of a score or readiness rule", NULL, NULL, 0, 0},
    {"message", FORM_RECORD, false, "texts by status", NULL, &record_message, 0, 0},
    {"remedy", FORM_ITEMS, false, "what can be done", NULL, &record_remedy, 0, 0},
    {"evidence", FORM_RECORDS, false, "how well facts must be shown", NULL, &record_evidence, 0, 0},
    {"legal_change", FORM_TEXT, false, "what the host state could change", NULL, NULL, 0, 0},
    {"condition_precedent", FORM_ITEM, false, "what must be shown before money flows", NULL,
     &record_precedent, 0, 0},
    {"measures", FORM_NAMED, false, "of a compare rule", NULL, &record_measure, 0, 0},
    {"per", FORM_COUNTRIES, false, "of a compare rule: values by country", NULL, &record_cell, 0,
     0},
    {"reference", FORM_TEXTS, false, "entries of the law reference that it encodes", NULL, NULL, 0,
     0},
    {"tests", FORM_RECORDS, false, "inline tests", NULL, &record_test, 0, 0},
};
RECORD(record_rule, "rule", rule_keys);

static const struct record_key document_keys[] = {
    {"text", FORM_TEXT, true, "the document asked for", NULL, NULL, 0, 0},
    {"id", FORM_ID, false, "short name, unique within the programme", NULL, NULL, 0, 0},
    {"fact", FORM_ID, false, "whose answer or evidence shows that it is there", NULL, NULL, 0, 0},
    {"have_if", FORM_FEEL, false, "when it is there, if the fact's own answer does not say it",
     NULL, NULL, 0, 0},
    {"applies_if", FORM_FEEL, false, "false: not needed", NULL, NULL, 0, 0},
    {"stage", FORM_WORD, false, "by when: the application when left out", stage_words, NULL, 0, 0},
    {"owner", FORM_TEXT, false, "who prepares it", NULL, NULL, 0, 0},
    {"source", FORM_CITATIONS, false, "who asks for it", NULL, &record_citation, 0, 0},
    {"reference", FORM_TEXTS, false, "entries of the reference", NULL, NULL, 0, 0},
};
RECORD(record_document, "document", document_keys);

static const struct record_key term_keys[] = {
    {"id", FORM_ID, true, "a local name, which later terms of the programme may use", NULL, NULL, 0,
     0},
    {"title", FORM_TEXT, true, "one line", NULL, NULL, 0, 0},
    {"value", FORM_FEEL, false, "what follows from the answers", NULL, NULL, 0, 0},
    {"text", FORM_TEXT, false, "what the source says, where nothing can be computed", NULL, NULL, 0,
     0},
    {"unit", FORM_TEXT, false, "pct, years, USD, ...", NULL, NULL, 0, 0},
    {"formula", FORM_TEXT, false, "the expression in words; needed with value", NULL, NULL, 0, 0},
    {"applies_if", FORM_FEEL, false, "false: not applicable", NULL, NULL, 0, 0},
    {"note", FORM_TEXT, false, "what a reader must know of it", NULL, NULL, 0, 0},
    {"headline", FORM_FLAG, false, "true: shown in the summary beside the verdict", NULL, NULL, 0,
     0},
    {"source", FORM_CITATIONS, true, "at least one", NULL, &record_citation, 0, 0},
    {"reference", FORM_TEXTS, false, "entries of the reference", NULL, NULL, 0, 0},
};
RECORD(record_term, "term", term_keys);

static const struct record_key programme_keys[] = {
    {"id", FORM_ID, true, "unique over all files", NULL, NULL, 0, 0},
    {"title", FORM_TEXT, true, "one line", NULL, NULL, 0, 0},
    {"agency", FORM_TEXT, true, "who runs it", NULL, NULL, 0, 0},
    {"product", FORM_TEXT, false, "loan, guarantee, insurance, ...", NULL, NULL, 0, 0},
    {"bars", FORM_LIST, false, "rules that must not fail", NULL, NULL, 0, 0},
    {"scores", FORM_LIST, false, "rules that give points", NULL, NULL, 0, 0},
    {"draws_on", FORM_LIST, false, "packs whose bars and scores count here too", NULL, NULL, 0, 0},
    {"documents", FORM_ITEMS, false, "what an application needs", NULL, &record_document, 0, 0},
    {"terms", FORM_RECORDS, false, "amount, tenor, fees, notices, ...", NULL, &record_term, 0, 0},
    {"source", FORM_CITATIONS, true, "at least one", NULL, &record_citation, 0, 0},
};
RECORD(record_programme, "programme", programme_keys);

static const struct record_key not_encoded_keys[] = {
    {"topic", FORM_TEXT, true, "what is left out", NULL, NULL, 0, 0},
    {"why", FORM_TEXT, true, "and why: a question for counsel", NULL, NULL, 0, 0},
    {"reference", FORM_TEXTS, false, "entries of the law reference", NULL, NULL, 0, 0},
};
RECORD(record_not_encoded, "not_encoded", not_encoded_keys);

static const struct record_key pack_keys[] = {
    {"format", FORM_WORD, true, "always adit-rules/1", format_words, NULL, 0, 0},
    {"pack", FORM_ID, true, "unique over all files", NULL, NULL, 0, 0},
    {"title", FORM_TEXT, true, "one line", NULL, NULL, 0, 0},
    {"owner", FORM_TEXT, true, "who keeps it", NULL, NULL, 0, 0},
    {"version", FORM_WHOLE, false, "of the pack", NULL, NULL, 1, 9999},
    {"checked_on", FORM_DATE, true, "when it was last compared with its sources", NULL, NULL, 0, 0},
    {"stale_after", FORM_PERIOD, false, "how long that is good for; P12M when left out", NULL, NULL,
     0, 0},
    {"min_coverage_pct", FORM_WHOLE, false, "what the tests must reach", NULL, NULL, 0, 100},
    {"min_mutation_pct", FORM_WHOLE, false, "changes that the tests must notice", NULL, NULL, 0,
     100},
    {"sources", FORM_NAMED, false, "what rules and values cite", NULL, &record_source, 0, 0},
    {"facts", FORM_NAMED, false, "what is asked of a project", NULL, &record_fact, 0, 0},
    {"params", FORM_NAMED, false, "dated values", NULL, &record_param, 0, 0},
    {"rules", FORM_RECORDS, false, "rules", NULL, &record_rule, 0, 0},
    {"programmes", FORM_RECORDS, false, "financing programmes", NULL, &record_programme, 0, 0},
    {"not_encoded", FORM_RECORDS, false, "what is left to counsel", NULL, &record_not_encoded, 0,
     0},
};
RECORD(record_pack, "pack", pack_keys);
