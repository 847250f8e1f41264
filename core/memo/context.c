/* The whole context of a memo: see templates/memo/README.md. */
#include "core/memo/context.h"

#include <string.h>

#include "core/assess/conditions.h"
#include "core/assess/side_by_side.h"

#define ASKS_MAX 10

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
    put(c, project, "country_name", country_name(dossier_country(s->dossier)));
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

/* A blocking flag stops the project whoever lends; a bar stops its programmes, and is told there.
 */
static bool is_stop(const struct finding *f)
{
    return f->status == STATUS_FAIL && f->rule->severity == SEV_BLOCKING &&
           f->rule->kind != RULE_BAR;
}

static bool is_failed_bar(const struct finding *f)
{
    return f->rule->kind == RULE_BAR && finding_is_stop(f);
}

/* What departs from the policy and needs a person's yes: conditional bars, and results that rest
 * on weak evidence, an assumption or law that may have moved. */
static bool is_exception(const struct finding *f)
{
    return (f->status == STATUS_PASS && f->marks != 0) ||
           (f->status == STATUS_CONDITIONAL && (f->marks != 0 || f->rule->kind == RULE_BAR));
}

/* Open, and on law that is expected to change or was read too long ago. */
static bool is_moving_law(const struct finding *f)
{
    return (f->status == STATUS_UNKNOWN || f->status == STATUS_ERROR) &&
           (f->marks & (MARK_LAW_STALE | MARK_LAW_PENDING)) != 0;
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

/* Titles alone, for lists that only name. */
static void add_titles(struct context *c, struct json *root, const char *key, finding_filter *keep)
{
    const struct assessment *s = c->assessment;
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < s->n_findings; i++)
        if (keep(&s->findings[i]))
            json_push(c->arena, list, json_string(c->arena, s->findings[i].rule->title));
    json_set(c->arena, root, key, list);
    put_count(c, root, arena_printf(c->arena, "n_%s", key), list->n);
    put_flag(c, root, arena_printf(c->arena, "has_%s", key), list->n != 0);
}

static const char *programme_numbers(struct context *c, const struct condition *x)
{
    const char *text = NULL;
    for (size_t i = 0; i < c->n_sides; i++)
        for (size_t k = 0; k < x->n_programmes; k++)
            if (strcmp(c->sides[i].result->programme->id, x->programmes[k]) == 0)
                text = arena_printf(c->arena, "%s%sP%zu", text != NULL ? text : "",
                                    text != NULL ? ", " : "", i + 1);
    return text;
}

static struct json *condition(struct context *c, const struct condition *x)
{
    struct json *j = json_object(c->arena);
    put(c, j, "text", x->text);
    put_flag(c, j, "from_remedy", x->from_remedy);
    put(c, j, "title", x->finding->rule->title);
    put(c, j, "status", context_status(x->finding->status));
    put(c, j, "severity", rule_severity_name(x->finding->rule->severity));
    put(c, j, "owner", x->owner);
    put(c, j, "evidence", x->evidence);
    put(c, j, "waived_by", x->waived_by);
    put_flag(c, j, "waived", x->waived);
    struct json *reviews = json_array(c->arena);
    for (size_t k = 0; k < x->n_reviews; k++)
        json_push(c->arena, reviews, json_string(c->arena, review_line(c->arena, &x->reviews[k])));
    json_set(c->arena, j, "reviews", reviews);
    put(c, j, "programmes", programme_numbers(c, x));
    return j;
}

/* What stands in the way today, and what is asked because nobody has answered yet. */
static void add_conditions(struct context *c, struct json *root)
{
    size_t n;
    const struct condition *all = assess_conditions(c->arena, c->assessment, NULL, &n);
    const struct finding **from = ARENA_ARRAY(c->arena, n, const struct finding *);
    struct json *now = json_array(c->arena), *open = json_array(c->arena);
    for (size_t i = 0; i < n; i++) {
        bool unsettled =
            all[i].finding->status == STATUS_UNKNOWN || all[i].finding->status == STATUS_ERROR;
        from[i] = all[i].finding;
        json_push(c->arena, unsettled ? open : now, condition(c, &all[i]));
    }
    json_set(c->arena, root, "conditions", now);
    json_set(c->arena, root, "open_conditions", open);
    put_count(c, root, "n_conditions", n);
    put_count(c, root, "n_conditions_now", now->n);
    put_count(c, root, "n_conditions_open", open->n);
    put_flag(c, root, "has_conditions", n != 0);
    put_flag(c, root, "has_conditions_now", now->n != 0);
    put_flag(c, root, "has_conditions_open", open->n != 0);
}

static struct json *question(struct context *c, const struct question *q, size_t number)
{
    struct json *j = json_object(c->arena);
    put_count(c, j, "number", number);
    put(c, j, "name", q->def->name);
    put(c, j, "ask", q->def->ask);
    put(c, j, "who", q->def->who);
    put(c, j, "reason", q->reason);
    put_count(c, j, "effort", (size_t)q->def->effort);
    return j;
}

/* By who can answer, in the order of their first question. */
static struct json *by_owner(struct context *c, const struct question *q, size_t n)
{
    struct map *owners = map_new(c->arena);
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < n; i++) {
        const char *who = q[i].def->who != NULL ? q[i].def->who : "nobody named";
        struct json *row = map_get(owners, who);
        if (row == NULL) {
            row = json_object(c->arena);
            put(c, row, "who", who);
            json_set(c->arena, row, "questions", json_array(c->arena));
            map_put(owners, who, row);
            json_push(c->arena, list, row);
        }
        json_push(c->arena, json_get(row, "questions"), question(c, &q[i], i + 1));
    }
    for (size_t i = 0; i < map_count(owners); i++) {
        void *row;
        map_at(owners, i, &row);
        put_count(c, row, "n", json_get(row, "questions")->n);
    }
    return list;
}

static void add_questions(struct context *c, struct json *root)
{
    size_t n;
    const struct question *q = assess_questions(c->arena, c->assessment, &n);
    struct json *list = json_array(c->arena), *all = json_array(c->arena);
    for (size_t i = 0; i < n; i++) {
        json_push(c->arena, all, question(c, &q[i], i + 1));
        if (i < ASKS_MAX)
            json_push(c->arena, list, question(c, &q[i], i + 1));
    }
    json_set(c->arena, root, "asks", list);
    json_set(c->arena, root, "questions", all);
    json_set(c->arena, root, "owners", by_owner(c, q, n));
    put_count(c, root, "n_questions", n);
    put_flag(c, root, "has_questions", n != 0);
}

/* What is asked for, as far as the file says: amounts and tenors by agency. */
static void add_request(struct context *c, struct json *root)
{
    static const char *const asked[] = {
        "loan.exim_request_usd",      "loan.exim_tenor_years",  "loan.dfc_request_usd",
        "loan.dfc_tenor_years",       "finance.dfc_equity_usd", "finance.pri_request_usd",
        "finance.dfc_assistance_usd", "finance.total_cost_usd", "finance.equity_pct",
    };
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const struct fact *f = dossier_fact(c->assessment->dossier, asked[i]);
        if (f != NULL && f->value.kind != FEEL_UNKNOWN)
            json_push(c->arena, list, context_fact(c, f));
    }
    json_set(c->arena, root, "request", list);
    put_flag(c, root, "has_request", list->n != 0);
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

/* "kg.title": a pack of one country's law. */
static bool of_country(const char *id)
{
    return strlen(id) > 3 && id[2] == '.' && strncmp(id, "us.", 3) != 0;
}

static void add_packs(struct context *c, struct json *root)
{
    const struct rulebook *r = c->assessment->rulebook;
    struct json *list = json_array(c->arena), *left = json_array(c->arena);
    struct json *others = json_array(c->arena);
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
        bool foreign =
            of_country(p->id) && ((p->id[0] ^ country[0]) & 0x1F || (p->id[1] ^ country[1]) & 0x1F);
        for (size_t k = 0; k < p->n_not_encoded && !foreign; k++) {
            struct json *n = json_object(c->arena);
            put(c, n, "topic", p->not_encoded[k].topic);
            put(c, n, "why", p->not_encoded[k].why);
            put(c, n, "reference", p->not_encoded[k].reference);
            json_push(c->arena, of_country(p->id) ? left : others, n);
        }
    }
    json_set(c->arena, root, "packs", list);
    json_set(c->arena, root, "not_encoded", left);
    json_set(c->arena, root, "not_encoded_elsewhere", others);
    put_flag(c, root, "has_not_encoded", left->n != 0);
    put_flag(c, root, "has_not_encoded_elsewhere", others->n != 0);
}

struct json *memo_context(struct arena *a, const struct assessment *s,
                          const struct memo_options *options)
{
    struct context c = {.arena = a, .assessment = s, .options = options};
    struct json *root = json_object(a);
    c.sides = side_by_side(a, s, &c.n_sides);
    context_number_facts(&c);
    add_header(&c, root);
    add_hash(&c, root);
    add_request(&c, root);
    add_summary(&c, root);
    json_set(a, root, "agencies", context_agencies(&c));
    json_set(a, root, "programmes", context_programmes(&c));
    put_flag(&c, root, "has_programmes", c.n_sides != 0);
    add_list(&c, root, "stops", is_stop, (size_t)-1);
    add_list(&c, root, "exceptions", is_exception, (size_t)-1);
    add_list(&c, root, "failed_bars", is_failed_bar, (size_t)-1);
    add_titles(&c, root, "moving_law", is_moving_law);
    add_conditions(&c, root);
    add_list(&c, root, "legal_changes", is_legal_change, (size_t)-1);
    add_questions(&c, root);
    json_set(a, root, "sections", context_sections(&c));
    json_set(a, root, "economics", context_economics(&c));
    json_set(a, root, "doors", context_doors(&c));
    json_set(a, root, "calculators", context_calculators(&c));
    json_set(a, root, "reforms", context_reforms(&c));
    json_set(a, root, "compare", context_compare(&c));
    json_set(a, root, "clauses", context_clauses(&c));
    json_set(a, root, "reviews", context_reviews(&c));
    add_packs(&c, root);
    json_set(a, root, "rules", context_rules(&c));
    json_set(a, root, "facts", context_facts(&c));
    json_set(a, root, "sources", context_sources(&c));
    return root;
}
