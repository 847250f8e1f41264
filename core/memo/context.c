/* The whole context of a memo: see templates/memo/README.md. */
#include "core/memo/context.h"

#include <string.h>

#include "core/assess/conditions.h"
#include "core/assess/side_by_side.h"

#define ASKS_MAX 10
#define RISKS_MAX 10

const char *context_country(const char *code)
{
    static const char *const names[][2] = {
        {"KZ", "Kazakhstan"}, {"UZ", "Uzbekistan"},   {"KG", "Kyrgyz Republic"},
        {"TJ", "Tajikistan"}, {"TM", "Turkmenistan"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(code, names[i][0]) == 0)
            return names[i][1];
    return code;
}

static void add_header(struct context *c, struct json *root)
{
    const struct assessment *s = c->assessment;
    char date[DATE_TEXT_MAX];
    struct json *project = json_object(c->arena);
    put(c, root, "adit", c->options->adit_version);
    put(c, root, "as_of", date_text(s->as_of, date));
    put(c, root, "author", c->options->author);
    put(c, project, "id", dossier_id(s->dossier));
    put(c, project, "name", dossier_name(s->dossier));
    put(c, project, "country", dossier_country(s->dossier));
    put(c, project, "country_name", context_country(dossier_country(s->dossier)));
    json_set(c->arena, root, "project", project);
}

/* One hash over the facts and the packs: two memos with the same one say the same. */
static void add_hash(struct context *c, struct json *root)
{
    const struct assessment *s = c->assessment;
    struct strbuf sb;
    char hex[SHA256_HEX], date[DATE_TEXT_MAX];
    strbuf_init(&sb, 0);
    dossier_write_yaml(s->dossier, &sb);
    strbuf_adds(&sb, date_text(s->as_of, date));
    for (size_t i = 0; i < rulebook_packs(s->rulebook); i++)
        strbuf_adds(&sb, rulebook_pack(s->rulebook, i)->sha256);
    put(c, root, "hash", sha256_hex(sb.buf, sb.len, hex));
    put(c, root, "short_hash", arena_strndup(c->arena, hex, 16));
    strbuf_release(&sb);
}

typedef bool finding_filter(const struct finding *f);

static bool is_stop(const struct finding *f)
{
    return f->status == STATUS_FAIL &&
           (f->rule->severity == SEV_BLOCKING || f->rule->kind == RULE_BAR);
}

static bool is_risk(const struct finding *f)
{
    return (f->status == STATUS_FAIL || f->status == STATUS_CONDITIONAL) &&
           f->rule->kind == RULE_FLAG && f->rule->severity <= SEV_HIGH;
}

/* What departs from the policy and needs a person's yes: conditional bars, and results that rest
 * on weak evidence, an assumption or law that may have moved. */
static bool is_exception(const struct finding *f)
{
    if (f->status == STATUS_NOT_APPLICABLE || f->status == STATUS_FAIL)
        return false;
    return f->marks != 0 || (f->rule->kind == RULE_BAR && f->status == STATUS_CONDITIONAL);
}

static bool is_legal_change(const struct finding *f)
{
    return f->rule->legal_change != NULL && f->rule->severity <= SEV_HIGH &&
           (f->status == STATUS_FAIL || f->status == STATUS_CONDITIONAL);
}

static void add_list(struct context *c, struct json *root, const char *key, finding_filter *keep,
                     size_t max)
{
    const struct assessment *s = c->assessment;
    struct json *list = json_array(c->arena);
    size_t all = 0;
    for (size_t i = 0; i < s->n_findings; i++) {
        if (!keep(&s->findings[i]))
            continue;
        all++;
        if (list->n < max)
            json_push(c->arena, list, context_finding(c, &s->findings[i]));
    }
    json_set(c->arena, root, key, list);
    put_count(c, root, arena_printf(c->arena, "n_%s", key), all);
    put_flag(c, root, arena_printf(c->arena, "has_%s", key), all != 0);
}

static const char *joined(struct context *c, const char *const *items, size_t n)
{
    const char *text = n > 0 ? items[0] : NULL;
    for (size_t i = 1; i < n; i++)
        text = arena_printf(c->arena, "%s, %s", text, items[i]);
    return text;
}

static void add_conditions(struct context *c, struct json *root)
{
    size_t n;
    const struct condition *all = assess_conditions(c->arena, c->assessment, NULL, &n);
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < n; i++) {
        struct json *j = context_finding(c, all[i].finding);
        put(c, j, "text", all[i].text);
        put_flag(c, j, "from_remedy", all[i].from_remedy);
        put(c, j, "owner", all[i].owner);
        put(c, j, "evidence", all[i].evidence);
        put(c, j, "waived_by", all[i].waived_by);
        put_flag(c, j, "waived", all[i].waived);
        struct json *reviews = json_array(c->arena);
        for (size_t k = 0; k < all[i].n_reviews; k++)
            json_push(c->arena, reviews,
                      json_string(c->arena, review_line(c->arena, &all[i].reviews[k])));
        json_set(c->arena, j, "reviews", reviews);
        put(c, j, "checks", joined(c, all[i].checks, all[i].n_checks));
        put(c, j, "programmes", joined(c, all[i].programmes, all[i].n_programmes));
        json_push(c->arena, list, j);
    }
    json_set(c->arena, root, "conditions", list);
    put_count(c, root, "n_conditions", n);
    put_flag(c, root, "has_conditions", n != 0);
}

#define ALONE_MAX 3

/* The first of what a programme alone asks for: open questions, then papers. */
static const char *asks_alone(struct context *c, const struct side *x)
{
    const char *list[2 * ALONE_MAX + 1];
    size_t n = 0, more = 0;
    for (size_t i = 0; i < x->n_own_open && i < ALONE_MAX; i++)
        list[n++] = x->own_facts[i]->ask;
    for (size_t i = 0; i < x->n_own_documents && i < ALONE_MAX; i++)
        list[n++] = x->own_documents[i]->document->text;
    more = x->n_own_open + x->n_own_documents - n;
    if (more > 0)
        list[n++] = arena_printf(c->arena, "and %zu more", more);
    const char *text = n > 0 ? list[0] : NULL;
    for (size_t i = 1; i < n; i++)
        text = arena_printf(c->arena, "%s %s", text, list[i]);
    return text;
}

static void put_term(struct context *c, struct json *j, const char *key,
                     const struct term_result *t)
{
    put(c, j, key, t != NULL && t->state != TERM_NONE ? t->shown : NULL);
}

static void add_sides(struct context *c, struct json *root)
{
    size_t n;
    const struct side *all = side_by_side(c->arena, c->assessment, &n);
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < n; i++) {
        struct json *j = json_object(c->arena);
        put(c, j, "title", all[i].result->programme->title);
        put(c, j, "verdict", verdict_name(all[i].result->verdict));
        put(c, j, "reviewed", all[i].n_reviewed != 0 ? verdict_name(all[i].reviewed) : NULL);
        put_count(c, j, "n_fail", all[i].n_fail);
        put_count(c, j, "n_open", all[i].n_open);
        put_term(c, j, "amount", all[i].amount);
        put_term(c, j, "share", all[i].share);
        put_term(c, j, "tenor", all[i].tenor);
        put(c, j, "asks_alone", asks_alone(c, &all[i]));
        json_push(c->arena, list, j);
    }
    json_set(c->arena, root, "sides", list);
    put_flag(c, root, "has_sides", n > 1);
}

static void add_questions(struct context *c, struct json *root)
{
    size_t n;
    const struct question *q = assess_questions(c->arena, c->assessment, &n);
    struct json *list = json_array(c->arena), *all = json_array(c->arena);
    for (size_t i = 0; i < n; i++) {
        struct json *j = json_object(c->arena);
        put_count(c, j, "number", i + 1);
        put(c, j, "name", q[i].def->name);
        put(c, j, "ask", q[i].def->ask);
        put(c, j, "who", q[i].def->who);
        put(c, j, "reason", q[i].reason);
        put_count(c, j, "effort", (size_t)q[i].def->effort);
        json_push(c->arena, all, j);
        if (i < ASKS_MAX)
            json_push(c->arena, list, j);
    }
    json_set(c->arena, root, "asks", list);
    json_set(c->arena, root, "questions", all);
    put_count(c, root, "n_questions", n);
    put_flag(c, root, "has_questions", n != 0);
}

static void add_summary(struct context *c, struct json *root)
{
    const struct assessment *s = c->assessment;
    size_t verdicts[4] = {0}, counts[STATUS_COUNT] = {0}, asked = 0, answered = 0;
    for (size_t i = 0; i < s->n_programmes; i++)
        verdicts[s->programmes[i].verdict]++;
    for (size_t i = 0; i < s->n_findings; i++)
        counts[s->findings[i].status]++;
    for (size_t i = 0; i < s->n_sections; i++) {
        asked += s->sections[i].asked;
        answered += s->sections[i].answered;
    }
    struct json *j = json_object(c->arena);
    put_count(c, j, "n_programmes", s->n_programmes);
    put_count(c, j, "eligible", verdicts[VERDICT_ELIGIBLE]);
    put_count(c, j, "conditional", verdicts[VERDICT_CONDITIONAL]);
    put_count(c, j, "ineligible", verdicts[VERDICT_INELIGIBLE]);
    put_count(c, j, "undetermined", verdicts[VERDICT_UNDETERMINED]);
    put_count(c, j, "checks", s->n_findings - counts[STATUS_NOT_APPLICABLE]);
    put_count(c, j, "pass", counts[STATUS_PASS]);
    put_count(c, j, "conditional_checks", counts[STATUS_CONDITIONAL]);
    put_count(c, j, "fail", counts[STATUS_FAIL]);
    put_count(c, j, "open", counts[STATUS_UNKNOWN]);
    put_count(c, j, "error", counts[STATUS_ERROR]);
    put_flag(c, j, "has_errors", counts[STATUS_ERROR] != 0);
    put_count(c, j, "asked", asked);
    put_count(c, j, "answered", answered);
    json_set(c->arena, root, "summary", j);
}

/* True when some rule of the pack applies to the project. */
static bool pack_applies(const struct assessment *s, const struct pack *p)
{
    for (size_t i = 0; i < s->n_findings; i++)
        if (s->findings[i].status != STATUS_NOT_APPLICABLE &&
            strcmp(s->findings[i].rule->pack, p->id) == 0)
            return true;
    return false;
}

static void add_packs(struct context *c, struct json *root)
{
    const struct rulebook *r = c->assessment->rulebook;
    struct json *list = json_array(c->arena), *left = json_array(c->arena);
    const char *country = dossier_country(c->assessment->dossier);
    for (size_t i = 0; i < rulebook_packs(r); i++) {
        const struct pack *p = rulebook_pack(r, i);
        char date[DATE_TEXT_MAX];
        struct json *j = json_object(c->arena);
        put(c, j, "id", p->id);
        put(c, j, "title", p->title);
        put(c, j, "checked_on", date_text(p->checked_on, date));
        put(c, j, "hash", arena_strndup(c->arena, p->sha256, 12));
        put_flag(c, j, "stale", pack_stale(p, c->assessment->as_of));
        put_count(c, j, "n_rules", p->n_rules);
        if (pack_applies(c->assessment, p))
            json_push(c->arena, list, j);
        /* A country's open points belong to its projects; the rest to all. */
        bool foreign = strlen(p->id) > 3 && p->id[2] == '.' && strncmp(p->id, "us.", 3) != 0 &&
                       ((p->id[0] ^ country[0]) & 0x1F || (p->id[1] ^ country[1]) & 0x1F);
        for (size_t k = 0; k < p->n_not_encoded && !foreign; k++) {
            struct json *n = json_object(c->arena);
            put(c, n, "topic", p->not_encoded[k].topic);
            put(c, n, "why", p->not_encoded[k].why);
            put(c, n, "reference", p->not_encoded[k].reference);
            json_push(c->arena, left, n);
        }
    }
    json_set(c->arena, root, "packs", list);
    json_set(c->arena, root, "not_encoded", left);
    put_flag(c, root, "has_not_encoded", left->n != 0);
}

struct json *memo_context(struct arena *a, const struct assessment *s,
                          const struct memo_options *options)
{
    struct context c = {.arena = a, .assessment = s, .options = options};
    struct json *root = json_object(a);
    context_number_facts(&c);
    add_header(&c, root);
    add_hash(&c, root);
    add_summary(&c, root);
    json_set(a, root, "programmes", context_programmes(&c));
    add_sides(&c, root);
    add_list(&c, root, "stops", is_stop, (size_t)-1);
    add_list(&c, root, "exceptions", is_exception, (size_t)-1);
    add_list(&c, root, "risks", is_risk, RISKS_MAX);
    add_conditions(&c, root);
    add_list(&c, root, "legal_changes", is_legal_change, (size_t)-1);
    add_questions(&c, root);
    json_set(a, root, "sections", context_sections(&c));
    json_set(a, root, "economics", context_economics(&c));
    json_set(a, root, "compare", context_compare(&c));
    json_set(a, root, "clauses", context_clauses(&c));
    json_set(a, root, "reviews", context_reviews(&c));
    add_packs(&c, root);
    json_set(a, root, "rules", context_rules(&c));
    json_set(a, root, "facts", context_facts(&c));
    json_set(a, root, "sources", context_sources(&c));
    return root;
}
