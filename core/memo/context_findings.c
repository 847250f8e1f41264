/* Findings, programmes and the annex of rules. */
#include <string.h>

#include "core/assess/review.h"
#include "core/memo/context.h"

static const char *status_words(enum status s)
{
    static const char *const words[STATUS_COUNT] = {
        [STATUS_PASS] = "pass",   [STATUS_CONDITIONAL] = "conditional",
        [STATUS_FAIL] = "FAIL",   [STATUS_UNKNOWN] = "open",
        [STATUS_ERROR] = "error", [STATUS_NOT_APPLICABLE] = "not applicable",
    };
    return words[s];
}

static struct json *texts(struct context *c, const char *const *items, size_t n)
{
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < n; i++)
        json_push(c->arena, list, json_string(c->arena, items[i]));
    return list;
}

static struct json *citation(struct context *c, const struct citation *cite)
{
    char date[DATE_TEXT_MAX];
    struct json *j = json_object(c->arena);
    put(c, j, "ref", context_source_ref(c, cite->source));
    put(c, j, "title", cite->source->title);
    put(c, j, "at", cite->at);
    put(c, j, "text", cite->text);
    put(c, j, "basis", cite->basis);
    put(c, j, "grade", cite->source->grade);
    put(c, j, "note", cite->source->note);
    put(c, j, "read", cite->source->has_read ? date_text(cite->source->read, date) : NULL);
    return j;
}

/* "F3, F7": the answers that the rule read. */
static const char *fact_refs(struct context *c, const struct rule *rule)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    for (size_t i = 0; i < rule->n_facts; i++) {
        const char *ref = context_fact_ref(c, rule->facts[i]);
        if (ref != NULL)
            strbuf_addf(&sb, "%s%s", sb.len != 0 ? ", " : "", ref);
    }
    const char *text = sb.len != 0 ? arena_strdup(c->arena, sb.buf) : NULL;
    strbuf_release(&sb);
    return text;
}

static struct json *missing_facts(struct context *c, const char *const *names, size_t n)
{
    const struct catalogue *catalogue = rulebook_catalogue(c->assessment->rulebook);
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < n; i++) {
        const struct fact_def *def = catalogue_find(catalogue, names[i]);
        struct json *j = json_object(c->arena);
        put(c, j, "name", names[i]);
        put(c, j, "ask", def != NULL && def->ask != NULL ? def->ask : names[i]);
        put(c, j, "who", def != NULL ? def->who : NULL);
        json_push(c->arena, list, j);
    }
    return list;
}

static struct json *marks(struct context *c, unsigned set)
{
    static const struct {
        enum mark mark;
        const char *words;
    } all[] = {
        {MARK_LAW_STALE, "the law was checked too long ago"},
        {MARK_LAW_PENDING, "a change of law is announced"},
        {MARK_ASSUMED, "rests on an assumption"},
        {MARK_WEAK_EVIDENCE, "evidence is weaker than the rule asks"},
    };
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if ((set & all[i].mark) != 0)
            json_push(c->arena, list, json_string(c->arena, all[i].words));
    return list;
}

static const char *points_text(struct context *c, const struct finding *f)
{
    if (!f->has_points)
        return NULL;
    char low[DEC_TEXT_MAX], high[DEC_TEXT_MAX], max[DEC_TEXT_MAX];
    dec_text(f->points_low, low);
    dec_text(f->points_high, high);
    const char *of = f->rule->has_max_points
                         ? arena_printf(c->arena, " of %s", dec_text(f->rule->max_points, max))
                         : "";
    return strcmp(low, high) == 0 ? arena_printf(c->arena, "%s%s", low, of)
                                  : arena_printf(c->arena, "%s to %s%s", low, high, of);
}

struct json *context_finding(struct context *c, const struct finding *f)
{
    const struct rule *r = f->rule;
    struct json *j = json_object(c->arena), *cites = json_array(c->arena);
    struct json *remedies = json_array(c->arena);
    for (size_t i = 0; i < f->n_citations; i++)
        json_push(c->arena, cites, citation(c, f->citations[i]));
    for (size_t i = 0; i < r->n_remedies; i++)
        json_push(c->arena, remedies, json_string(c->arena, r->remedies[i].text));
    put(c, j, "id", r->id);
    put(c, j, "title", r->title);
    put(c, j, "kind", rule_kind_name(r->kind));
    put(c, j, "status", status_words(f->status));
    put_flag(c, j, "failed", f->status == STATUS_FAIL);
    put_flag(c, j, "conditional", f->status == STATUS_CONDITIONAL);
    put_flag(c, j, "open", f->status == STATUS_UNKNOWN);
    put_flag(c, j, "passed", f->status == STATUS_PASS);
    put(c, j, "severity", rule_severity_name(r->severity));
    put(c, j, "message", f->message);
    put(c, j, "because", f->because);
    put(c, j, "points", points_text(c, f));
    put(c, j, "facts", fact_refs(c, r));
    json_set(c->arena, j, "marks", marks(c, f->marks));
    json_set(c->arena, j, "missing", missing_facts(c, f->missing, f->n_missing));
    json_set(c->arena, j, "cites", cites);
    json_set(c->arena, j, "remedies", remedies);
    json_set(c->arena, j, "weak", texts(c, f->weak, f->n_weak));
    json_set(c->arena, j, "assumed", texts(c, f->assumed, f->n_assumed));
    put(c, j, "legal_change", r->legal_change);
    put(c, j, "condition_precedent", r->condition_precedent);
    put(c, j, "cp_owner", r->cp_owner);
    put(c, j, "cp_evidence", r->cp_evidence);
    put(c, j, "cp_waiver", r->cp_waiver);
    put(c, j, "may_waive", rule_waived_by(r));
    json_set(c->arena, j, "review", context_review(c, f));
    return j;
}

/* --- sections ------------------------------------------------------------------------------------
 */

struct heading {
    const char *title;
    const char *prefixes[10]; /* of the facts that belong here */
};

/* The order of a credit memo; eligibility, economics, risks and conditions have their own places
 * in the template. */
static const struct heading headings[] = {
    {"Transaction", {"finance", "loan", "application"}},
    {"Sponsor and know-your-customer", {"sponsor", "ownership", "sanctions"}},
    {"Project and technical", {"deposit", "processing", "radioactivity"}},
    {"Market and offtake", {"market", "offtake"}},
    {"Economics", {"economics"}},
    {"Title, law and country",
     {"licence", "title", "transfer", "state", "law", "dispute", "investment", "tax"}},
    {"Environment, community and land", {"esg", "environment", "community", "land"}},
    {"US content", {"content", "procurement"}},
};
#define N_HEADINGS (sizeof headings / sizeof *headings)

static size_t heading_of(const char *fact)
{
    size_t n = strcspn(fact, ".");
    for (size_t h = 0; h < N_HEADINGS; h++)
        for (size_t k = 0; headings[h].prefixes[k] != NULL; k++)
            if (strlen(headings[h].prefixes[k]) == n &&
                strncmp(headings[h].prefixes[k], fact, n) == 0)
                return h;
    return N_HEADINGS;
}

/* A rule belongs where most of the facts that it reads belong. */
static size_t heading_of_rule(const struct rule *r)
{
    size_t votes[N_HEADINGS + 1] = {0}, best = N_HEADINGS;
    for (size_t i = 0; i < r->n_facts; i++)
        votes[heading_of(r->facts[i])]++;
    for (size_t h = 0; h < N_HEADINGS; h++)
        if (votes[h] > 0 && (best == N_HEADINGS || votes[h] > votes[best]))
            best = h;
    return best;
}

static void add_findings(struct context *c, struct json *section, size_t heading)
{
    const struct assessment *s = c->assessment;
    struct json *list = json_array(c->arena), *open = json_array(c->arena);
    size_t counts[STATUS_COUNT] = {0};
    for (size_t i = 0; i < s->n_findings; i++) {
        const struct finding *f = &s->findings[i];
        bool flag = f->rule->kind == RULE_FLAG || f->rule->kind == RULE_READINESS ||
                    f->rule->kind == RULE_COMPARE;
        if (!flag || f->status == STATUS_NOT_APPLICABLE || heading_of_rule(f->rule) != heading)
            continue;
        counts[f->status]++;
        if (f->status != STATUS_PASS)
            json_push(c->arena, f->status == STATUS_UNKNOWN ? open : list, context_finding(c, f));
    }
    json_set(c->arena, section, "findings", list);
    json_set(c->arena, section, "open", open);
    put_flag(c, section, "has_open", open->n != 0);
    put_count(c, section, "n_fail", counts[STATUS_FAIL]);
    put_count(c, section, "n_conditional", counts[STATUS_CONDITIONAL]);
    put_count(c, section, "n_open", counts[STATUS_UNKNOWN] + counts[STATUS_ERROR]);
    put_count(c, section, "n_pass", counts[STATUS_PASS]);
    size_t all = counts[STATUS_FAIL] + counts[STATUS_CONDITIONAL] + counts[STATUS_UNKNOWN] +
                 counts[STATUS_ERROR] + counts[STATUS_PASS];
    put_count(c, section, "n_checks", all);
    put_flag(c, section, "has_checks", all != 0);
}

struct json *context_sections(struct context *c)
{
    const struct dossier *d = c->assessment->dossier;
    struct json *list = json_array(c->arena);
    for (size_t h = 0; h < N_HEADINGS; h++) {
        struct json *section = json_object(c->arena), *facts = json_array(c->arena);
        put(c, section, "title", headings[h].title);
        put_flag(c, section, "is_economics", strcmp(headings[h].prefixes[0], "economics") == 0);
        for (size_t i = 0; i < dossier_count(d); i++) {
            const struct fact *f = dossier_at(d, i);
            if (f->def != NULL && f->value.kind != FEEL_UNKNOWN && heading_of(f->name) == h)
                json_push(c->arena, facts, context_fact(c, f));
        }
        json_set(c->arena, section, "facts", facts);
        put_flag(c, section, "has_facts", facts->n != 0);
        add_findings(c, section, h);
        json_push(c->arena, list, section);
    }
    return list;
}

/* --- programmes ----------------------------------------------------------------------------------
 */

static const char *score_text(struct context *c, const struct programme_result *p)
{
    char low[DEC_TEXT_MAX], high[DEC_TEXT_MAX], max[DEC_TEXT_MAX];
    if (dec_is_zero(p->score_max))
        return NULL;
    dec_text(dec_trim(p->score_low), low);
    dec_text(dec_trim(p->score_high), high);
    dec_text(dec_trim(p->score_max), max);
    return strcmp(low, high) == 0 ? arena_printf(c->arena, "%s of %s", low, max)
                                  : arena_printf(c->arena, "%s to %s of %s", low, high, max);
}

static struct json *documents(struct context *c, const struct programme_result *p)
{
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < p->programme->n_documents; i++) {
        const struct programme_document *doc = p->documents[i].document;
        const char *ref = doc->fact != NULL ? context_fact_ref(c, doc->fact) : NULL;
        struct json *j = json_object(c->arena);
        put(c, j, "text", doc->text);
        put(c, j, "ref", ref);
        put(c, j, "status", document_state_name(p->documents[i].state));
        put(c, j, "stage", document_stage_name(doc->stage));
        put(c, j, "owner", doc->owner);
        json_push(c->arena, list, j);
    }
    return list;
}

static struct json *findings(struct context *c, const struct finding *const *items, size_t n)
{
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < n; i++)
        if (items[i]->status != STATUS_NOT_APPLICABLE)
            json_push(c->arena, list, context_finding(c, items[i]));
    return list;
}

/* A settled or open figure with its formula, or what the source says in words. */
static struct json *term(struct context *c, const struct term_result *r)
{
    const struct programme_term *t = r->term;
    struct json *j = json_object(c->arena), *cites = json_array(c->arena);
    for (size_t i = 0; i < t->n_citations; i++)
        json_push(c->arena, cites, citation(c, &t->citations[i]));
    put(c, j, "title", t->title);
    put(c, j, "shown", r->shown);
    put(c, j, "formula", t->formula);
    put(c, j, "why", r->state == TERM_ERROR ? r->why : NULL);
    put(c, j, "note", t->note);
    put_flag(c, j, "pending", (r->marks & MARK_LAW_PENDING) != 0);
    put_flag(c, j, "stale", (r->marks & MARK_LAW_STALE) != 0);
    json_set(c->arena, j, "missing", missing_facts(c, r->missing, r->n_missing));
    json_set(c->arena, j, "cites", cites);
    return j;
}

static struct json *programme(struct context *c, const struct programme_result *p)
{
    const struct programme *def = p->programme;
    struct json *j = json_object(c->arena), *terms = json_array(c->arena);
    size_t counts[STATUS_COUNT] = {0};
    for (size_t i = 0; i < p->n_bars; i++)
        counts[p->bars[i]->status]++;
    for (size_t i = 0; i < def->n_terms; i++)
        json_push(c->arena, terms, term(c, &p->terms[i]));
    put(c, j, "id", def->id);
    put(c, j, "title", def->title);
    size_t reviewed;
    enum verdict v =
        verdict_reviewed(c->arena, c->assessment->dossier, c->assessment->as_of, p, &reviewed);
    put(c, j, "reviewed", reviewed != 0 ? verdict_name(v) : NULL);
    put(c, j, "agency", def->agency);
    put(c, j, "product", def->product);
    put(c, j, "verdict", verdict_name(p->verdict));
    put(c, j, "score", score_text(c, p));
    put_count(c, j, "n_bars", p->n_bars - counts[STATUS_NOT_APPLICABLE]);
    put_count(c, j, "n_fail", counts[STATUS_FAIL]);
    put_count(c, j, "n_conditional", counts[STATUS_CONDITIONAL]);
    put_count(c, j, "n_open", counts[STATUS_UNKNOWN] + counts[STATUS_ERROR]);
    put_count(c, j, "n_pass", counts[STATUS_PASS]);
    put_count(c, j, "n_missing", p->n_missing);
    json_set(c->arena, j, "bars", findings(c, p->bars, p->n_bars));
    json_set(c->arena, j, "scores", findings(c, p->scores, p->n_scores));
    json_set(c->arena, j, "missing", missing_facts(c, p->missing, p->n_missing));
    json_set(c->arena, j, "terms", terms);
    json_set(c->arena, j, "documents", documents(c, p));
    return j;
}

struct json *context_programmes(struct context *c)
{
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < c->assessment->n_programmes; i++)
        json_push(c->arena, list, programme(c, &c->assessment->programmes[i]));
    return list;
}

/* --- annex of rules ------------------------------------------------------------------------------
 */

struct json *context_rules(struct context *c)
{
    const struct assessment *s = c->assessment;
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < s->n_findings; i++) {
        const struct finding *f = &s->findings[i];
        if (f->status == STATUS_NOT_APPLICABLE)
            continue;
        struct json *j = json_object(c->arena), *cites = json_array(c->arena);
        for (size_t k = 0; k < f->n_citations; k++)
            json_push(c->arena, cites, citation(c, f->citations[k]));
        put(c, j, "id", f->rule->id);
        put(c, j, "title", f->rule->title);
        put_count(c, j, "version", (size_t)f->rule->version);
        put(c, j, "hash", arena_strndup(c->arena, f->rule->sha256, 12));
        put(c, j, "status", status_words(f->status));
        json_set(c->arena, j, "review", context_review(c, f));
        json_set(c->arena, j, "cites", cites);
        json_push(c->arena, list, j);
    }
    return list;
}
