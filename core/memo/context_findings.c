/* Findings, programmes and the annex of rules. */
#include <string.h>

#include "core/assess/review.h"
#include "core/memo/context.h"

const char *context_status(enum status s)
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

struct json *context_cite(struct context *c, const struct citation *cite)
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

struct json *context_missing(struct context *c, const char *const *names, size_t n)
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
        json_push(c->arena, cites, context_cite(c, f->citations[i]));
    for (size_t i = 0; i < r->n_remedies; i++)
        json_push(c->arena, remedies, json_string(c->arena, r->remedies[i].text));
    put(c, j, "id", r->id);
    put(c, j, "title", r->title);
    put(c, j, "kind", rule_kind_name(r->kind));
    put(c, j, "status", context_status(f->status));
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
    json_set(c->arena, j, "missing", context_missing(c, f->missing, f->n_missing));
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

bool context_under_heading(const struct fact *f)
{
    size_t h = heading_of(f->name);
    return f->def != NULL && h < N_HEADINGS && strcmp(headings[h].prefixes[0], "economics") != 0;
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

/* Who is asked first for what an open check lacks. */
static const char *owner_of(const struct context *c, const struct finding *f)
{
    const struct catalogue *catalogue = rulebook_catalogue(c->assessment->rulebook);
    const struct fact_def *def = f->n_missing > 0 ? catalogue_find(catalogue, f->missing[0]) : NULL;
    return def != NULL && def->who != NULL ? def->who : "nobody named";
}

/* "counsel 12, sponsor 4": the greatest first, then by name. */
const char *context_owners(struct context *c, const struct finding *const *open, size_t n)
{
    struct map *counts = map_new(c->arena);
    const char *text = NULL;
    for (size_t i = 0; i < n; i++) {
        const char *owner = owner_of(c, open[i]);
        size_t *count = map_get(counts, owner);
        if (count == NULL) {
            count = ARENA_NEW(c->arena, size_t);
            map_put(counts, owner, count);
        }
        ++*count;
    }
    for (size_t left = map_count(counts); left > 0; left--) {
        size_t *most = NULL;
        const char *name = NULL;
        for (size_t i = 0; i < map_count(counts); i++) {
            void *value;
            const char *key = map_at(counts, i, &value);
            size_t *count = value;
            if (*count > 0 &&
                (most == NULL || *count > *most || (*count == *most && strcmp(key, name) < 0))) {
                most = count;
                name = key;
            }
        }
        text = arena_printf(c->arena, "%s%s%s %zu", text != NULL ? text : "",
                            text != NULL ? ", " : "", name, *most);
        *most = 0;
    }
    return text;
}

static struct json *open_line(struct context *c, const struct finding *f)
{
    struct json *j = json_object(c->arena);
    put(c, j, "title", f->rule->title);
    put(c, j, "severity", rule_severity_name(f->rule->severity));
    put(c, j, "owner", owner_of(c, f));
    return j;
}

static void add_findings(struct context *c, struct json *section, size_t heading)
{
    const struct assessment *s = c->assessment;
    struct json *list = json_array(c->arena), *open = json_array(c->arena);
    const struct finding **unsettled = ARENA_ARRAY(c->arena, s->n_findings, const struct finding *);
    size_t counts[STATUS_COUNT] = {0};
    for (size_t i = 0; i < s->n_findings; i++) {
        const struct finding *f = &s->findings[i];
        bool flag = f->rule->kind == RULE_FLAG || f->rule->kind == RULE_READINESS ||
                    f->rule->kind == RULE_COMPARE;
        if (!flag || f->status == STATUS_NOT_APPLICABLE || heading_of_rule(f->rule) != heading)
            continue;
        counts[f->status]++;
        if (f->status == STATUS_FAIL || f->status == STATUS_CONDITIONAL) {
            json_push(c->arena, list, context_finding(c, f));
        } else if (f->status != STATUS_PASS) {
            unsettled[open->n] = f;
            json_push(c->arena, open, open_line(c, f));
        }
    }
    json_set(c->arena, section, "findings", list);
    put_flag(c, section, "has_findings", list->n != 0);
    put(c, section, "open_by", context_owners(c, unsettled, open->n));
    json_set(c->arena, section, "open", open);
    put_flag(c, section, "has_open", open->n != 0);
    put_count(c, section, "n_fail", counts[STATUS_FAIL]);
    put_count(c, section, "n_conditional", counts[STATUS_CONDITIONAL]);
    put_count(c, section, "n_open", open->n);
    put_count(c, section, "n_pass", counts[STATUS_PASS]);
    size_t all = counts[STATUS_FAIL] + counts[STATUS_CONDITIONAL] + open->n + counts[STATUS_PASS];
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
            if (context_under_heading(f) && f->value.kind != FEEL_UNKNOWN &&
                heading_of(f->name) == h)
                json_push(c->arena, facts, context_fact(c, f));
        }
        json_set(c->arena, section, "facts", facts);
        put_flag(c, section, "has_facts", facts->n != 0);
        add_findings(c, section, h);
        json_push(c->arena, list, section);
    }
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
        if (f->status != STATUS_PASS && f->status != STATUS_FAIL && f->status != STATUS_CONDITIONAL)
            continue;
        struct json *j = json_object(c->arena), *cites = json_array(c->arena);
        for (size_t k = 0; k < f->n_citations; k++)
            json_push(c->arena, cites, context_cite(c, f->citations[k]));
        put(c, j, "id", f->rule->id);
        put(c, j, "title", f->rule->title);
        put_count(c, j, "version", (size_t)f->rule->version);
        put(c, j, "hash", arena_strndup(c->arena, f->rule->sha256, 12));
        put(c, j, "status", context_status(f->status));
        json_set(c->arena, j, "review", context_review(c, f));
        json_set(c->arena, j, "cites", cites);
        json_push(c->arena, list, j);
    }
    return list;
}
