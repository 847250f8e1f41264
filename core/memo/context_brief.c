/* context_brief.c: the JSON of a brief. Nothing here is typed twice: counts come from assessments,
 * changes from the search, clauses from the rules. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/vec.h"
#include "core/memo/brief.h"
#include "core/memo/context.h"
#include "core/memo/mustache.h"

#define OPEN_MAX 12    /* open questions that are listed */
#define CHANGES_MAX 10 /* of the levies */
#define TEMPLATE_MAX ((size_t)1 << 20)

struct brief {
    struct arena *a;
    const struct brief_options *o;
    const struct assessment *const *projects;
    size_t n;
    const struct reform_candidate *changes;
    size_t n_changes;
    const struct brief_names *names; /* NULL when projects may be named */
    const char *currency;            /* NULL when they differ or no project has a cash flow */
};

static void text(struct brief *b, struct json *j, const char *key, const char *s)
{
    json_set(b->a, j, key, json_string(b->a, s));
    json_set(b->a, j, arena_printf(b->a, "has_%s", key), json_bool(b->a, s != NULL));
}

static void count(struct brief *b, struct json *j, const char *key, size_t n)
{
    json_set(b->a, j, key, json_int(b->a, (long long)n));
}

/* A text of the rules as far as it may be printed: NULL when it tells of a project. */
static const char *safe(const struct brief *b, const char *s)
{
    return s == NULL || (b->names != NULL && brief_names_in(b->names, s)) ? NULL : s;
}

/* "1 project", "2 projects". */
static const char *projects_text(struct brief *b, size_t n)
{
    return arena_printf(b->a, "%zu project%s", n, n == 1 ? "" : "s");
}

/* "USD 98.3 million"; NULL when it is not known. */
static const char *money(struct brief *b, double v)
{
    if (isnan(v) || b->currency == NULL)
        return NULL;
    double most = fabs(v);
    if (most >= 1e6)
        return arena_printf(b->a, "%s %.1f million", b->currency, v / 1e6);
    if (most >= 1e4)
        return arena_printf(b->a, "%s %.0f thousand", b->currency, v / 1e3);
    return arena_printf(b->a, "%s %.0f", b->currency, v == 0 ? 0.0 : v);
}

static double npv_of(const struct assessment *s)
{
    struct reform_figures f;
    reform_figures(s->economics, &f);
    return f.npv;
}

static const char *one_currency(struct brief *b)
{
    const char *found = NULL;
    for (size_t i = 0; i < b->n; i++) {
        if (isnan(npv_of(b->projects[i])))
            continue;
        const char *one = b->projects[i]->economics->currency;
        if (found != NULL && strcmp(found, one) != 0)
            return NULL;
        found = one;
    }
    return found;
}

/* --- barriers ----------------------------------------------------------------------------------
 */

struct barrier {
    const struct rule *rule;
    const struct finding *first; /* the gravest of them, for its message */
    size_t n_fail, n_conditional, n_open;
    double value; /* NPV of the projects where it fails */
    size_t n_value;
};

static size_t stops_of(const struct brief *b, size_t i)
{
    size_t n = 0;
    for (size_t k = 0; k < b->projects[i]->n_findings; k++)
        n += reform_is_stop(&b->projects[i]->findings[k], b->o->country) ? 1 : 0;
    return n;
}

static int by_weight(const void *x, const void *y)
{
    const struct barrier *a = x, *b = y;
    bool stop_a = a->n_fail != 0 && a->rule->severity <= SEV_HIGH,
         stop_b = b->n_fail != 0 && b->rule->severity <= SEV_HIGH;
    if (stop_a != stop_b)
        return stop_a ? -1 : 1;
    if (a->n_fail != b->n_fail)
        return a->n_fail > b->n_fail ? -1 : 1;
    if (a->n_conditional != b->n_conditional)
        return a->n_conditional > b->n_conditional ? -1 : 1;
    if (a->value != b->value)
        return a->value > b->value ? -1 : 1;
    if (a->rule->severity != b->rule->severity)
        return a->rule->severity < b->rule->severity ? -1 : 1;
    if (a->n_open != b->n_open)
        return a->n_open > b->n_open ? -1 : 1;
    return strcmp(a->rule->id, b->rule->id);
}

static void add_finding(struct barrier *x, const struct finding *f, const char *country, double npv)
{
    if (f->status == STATUS_UNKNOWN)
        x->n_open++;
    if (f->status == STATUS_FAIL) {
        x->n_fail++;
        x->value += isnan(npv) ? 0 : npv;
        x->n_value += isnan(npv) ? 0 : 1;
    } else if (reform_is_barrier(f, country)) {
        x->n_conditional++;
    }
    /* A fail tells more than a condition, and that more than a question. */
    static const int weight[STATUS_COUNT] = {[STATUS_FAIL] = 2, [STATUS_CONDITIONAL] = 1};
    if (x->first == NULL || weight[f->status] > weight[x->first->status])
        x->first = f;
}

/* Every check of the country's law that fails, asks for a condition or is open somewhere. */
static struct barrier *find_barriers(struct brief *b, size_t *n)
{
    struct map *places = map_new(b->a);
    VEC(struct barrier *) all = {0};
    for (size_t i = 0; i < b->n; i++) {
        double npv = npv_of(b->projects[i]);
        for (size_t k = 0; k < b->projects[i]->n_findings; k++) {
            const struct finding *f = &b->projects[i]->findings[k];
            bool counts = reform_is_barrier(f, b->o->country) ||
                          (f->status == STATUS_UNKNOWN && reform_is_law(f->rule, b->o->country));
            if (!counts)
                continue;
            struct barrier *x = map_get(places, f->rule->id);
            if (x == NULL) {
                x = ARENA_NEW(b->a, struct barrier);
                x->rule = f->rule;
                map_put(places, f->rule->id, x);
                VEC_PUSH(b->a, &all, x);
            }
            add_finding(x, f, b->o->country, npv);
        }
    }
    struct barrier *sorted = ARENA_ARRAY(b->a, all.n, struct barrier);
    for (size_t i = 0; i < all.n; i++)
        sorted[i] = *all.items[i];
    if (all.n > 1)
        qsort(sorted, all.n, sizeof *sorted, by_weight);
    *n = all.n;
    return sorted;
}

static const char *grade_words(const struct citation *c)
{
    static const char *const words[][2] = {
        {"statute", "statute, read"},
        {"agency", "agency's own page, read"},
        {"secondary", "secondary source, read"},
        {"press", "press, read"},
        {"general", "general knowledge, not verified"},
        {"house", "our own measure"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (c->source->grade != NULL && strcmp(c->source->grade, words[i][0]) == 0)
            return words[i][1];
    return "read";
}

static struct json *clause_json(struct brief *b, const struct citation *c)
{
    char day[DATE_TEXT_MAX];
    struct json *j = json_object(b->a);
    text(b, j, "title", c->source->title);
    text(b, j, "at", safe(b, c->at));
    text(b, j, "text", safe(b, c->text));
    text(b, j, "confidence",
         c->source->has_read
             ? arena_printf(b->a, "%s %s", grade_words(c), date_text(c->source->read, day))
             : grade_words(c));
    return j;
}

/* What a lender reads: the finding's message, or, where that speaks of a project, the text of the
 * rule without figures, or the condition that the lender sets. */
static const char *why_text(struct brief *b, const struct barrier *x)
{
    const char *plain = x->rule->messages[STATUS_FAIL];
    if (x->n_fail == 0 || plain == NULL)
        plain = x->rule->messages[STATUS_CONDITIONAL];
    if (b->names == NULL && x->first->message != NULL)
        return x->first->message;
    if (safe(b, x->rule->title) == NULL)
        return NULL; /* a rule about one deposit tells of it in all that it says */
    if (plain != NULL && strchr(plain, '{') == NULL && safe(b, plain) != NULL)
        return plain;
    const char *cp = safe(b, x->rule->condition_precedent);
    return cp != NULL ? arena_printf(b->a, "A lender asks for: %s", cp) : NULL;
}

static const struct reform_candidate *change_of(const struct brief *b, const struct rule *rule)
{
    for (size_t i = 0; i < b->n_changes; i++) {
        if (b->changes[i].rule != NULL && strcmp(b->changes[i].rule->id, rule->id) == 0)
            return &b->changes[i];
    }
    return NULL;
}

static const char *title_text(const struct brief *b, const struct rule *rule)
{
    const char *title = safe(b, rule->title);
    return title != NULL ? title : "A matter of one deposit, not named here";
}

/* "2 stop, 1 on conditions". */
static const char *reach_text(struct brief *b, const struct barrier *x)
{
    const char *s = x->n_fail != 0 ? arena_printf(b->a, "fails in %zu", x->n_fail) : NULL;
    if (x->n_conditional != 0)
        s = arena_printf(b->a, "%s%sconditions in %zu", s != NULL ? s : "", s != NULL ? ", " : "",
                         x->n_conditional);
    if (x->n_open != 0)
        s = arena_printf(b->a, "%s%sopen in %zu", s != NULL ? s : "", s != NULL ? ", " : "",
                         x->n_open);
    return s;
}

static struct json *barrier_json(struct brief *b, const struct barrier *x, size_t rank)
{
    struct json *j = json_object(b->a), *clauses = json_array(b->a);
    const struct reform_candidate *c = change_of(b, x->rule);
    count(b, j, "rank", rank);
    text(b, j, "title", title_text(b, x->rule));
    text(b, j, "severity", rule_severity_name(x->rule->severity));
    text(b, j, "reach", reach_text(b, x));
    text(b, j, "value", x->n_value != 0 ? money(b, x->value) : NULL);
    text(b, j, "why", why_text(b, x));
    bool told = safe(b, x->rule->title) != NULL;
    text(b, j, "change", told ? safe(b, x->rule->legal_change) : NULL);
    json_set(b->a, j, "withheld", json_bool(b->a, !told));
    for (size_t i = 0; i < x->rule->n_citations; i++) {
        const struct citation *cite = &x->rule->citations[i];
        bool house = strcmp(cite->basis, "house") == 0;
        if (!house && safe(b, x->rule->title) != NULL && safe(b, cite->source->title) != NULL)
            json_push(b->a, clauses, clause_json(b, cite));
    }
    json_set(b->a, j, "clauses", clauses);
    const char *unlocks = "";
    if (c != NULL && c->n_unlocked != 0)
        unlocks = arena_printf(b->a, "By itself it frees %s.", projects_text(b, c->n_unlocked));
    else if (c != NULL && c->stops_lifted != 0)
        unlocks = "By itself it frees none: other stops remain where it is lifted.";
    text(b, j, "unlocks", *unlocks != '\0' ? unlocks : NULL);
    return j;
}

static void add_barriers(struct brief *b, struct json *root)
{
    struct json *list = json_array(b->a), *open = json_array(b->a);
    size_t n, rank = 0, n_open = 0;
    struct barrier *all = find_barriers(b, &n);
    for (size_t i = 0; i < n; i++) {
        if (all[i].n_fail + all[i].n_conditional != 0) {
            json_push(b->a, list, barrier_json(b, &all[i], ++rank));
            continue;
        }
        n_open++;
        if (open->n >= OPEN_MAX || all[i].rule->severity > SEV_HIGH ||
            safe(b, all[i].rule->title) == NULL)
            continue;
        struct json *j = json_object(b->a);
        text(b, j, "title", all[i].rule->title);
        text(b, j, "severity", rule_severity_name(all[i].rule->severity));
        count(b, j, "n", all[i].n_open);
        const struct citation *c =
            all[i].rule->n_citations != 0 ? &all[i].rule->citations[0] : NULL;
        text(b, j, "clause",
             c != NULL && safe(b, c->source->title) != NULL
                 ? arena_printf(b->a, "%s%s%s", c->source->title, c->at != NULL ? ", " : "",
                                c->at != NULL && safe(b, c->at) != NULL ? c->at : "")
                 : NULL);
        json_push(b->a, open, j);
    }
    json_set(b->a, root, "barriers", list);
    json_set(b->a, root, "has_barriers", json_bool(b->a, list->n != 0));
    json_set(b->a, root, "open", open);
    json_set(b->a, root, "has_open", json_bool(b->a, open->n != 0));
    count(b, root, "n_barriers", list->n);
    count(b, root, "n_open", n_open);
}

/* --- changes -----------------------------------------------------------------------------------
 */

static struct json *change_json(struct brief *b, const struct reform_candidate *c)
{
    struct json *j = json_object(b->a), *names = json_array(b->a);
    const char *what = safe(b, c->change.text);
    text(b, j, "text", what != NULL ? what : "A change for one deposit, not named here");
    text(b, j, "barrier", c->rule != NULL ? title_text(b, c->rule) : NULL);
    text(b, j, "unlocks", c->n_unlocked != 0 ? projects_text(b, c->n_unlocked) : NULL);
    count(b, j, "n_stops", c->stops_lifted);
    json_set(b->a, j, "one_stop", json_bool(b->a, c->stops_lifted == 1));
    text(b, j, "value", c->n_unlocked_known != 0 ? money(b, c->npv_unlocked) : NULL);
    text(b, j, "receipts", c->n_unlocked_known != 0 ? money(b, c->receipts_unlocked) : NULL);
    bool moves = !isnan(c->cost) && c->cost != 0;
    text(b, j, "npv", moves ? money(b, c->npv_change) : NULL);
    text(b, j, "debt", moves && !isnan(c->debt_change) ? money(b, c->debt_change) : NULL);
    text(b, j, "cost", moves ? money(b, c->cost) : NULL);
    text(b, j, "cost_pv", moves ? money(b, c->cost_pv) : NULL);
    for (size_t i = 0; b->names == NULL && i < c->n_unlocked; i++)
        json_push(b->a, names,
                  json_string(b->a, dossier_name(b->projects[c->unlocked[i]]->dossier)));
    json_set(b->a, j, "names", names);
    return j;
}

static void add_changes(struct brief *b, struct json *root)
{
    struct json *levies = json_array(b->a);
    const struct reform_candidate *best = b->n_changes != 0 ? &b->changes[0] : NULL;
    bool frees = best != NULL && best->n_unlocked != 0;
    bool lifts = best != NULL && !frees && best->stops_lifted != 0;
    json_set(b->a, root, "has_best", json_bool(b->a, frees || lifts));
    json_set(b->a, root, "best_frees", json_bool(b->a, frees));
    if (frees || lifts)
        json_set(b->a, root, "best", change_json(b, best));
    for (size_t i = 0; i < b->n_changes && levies->n < CHANGES_MAX; i++) {
        const struct reform_candidate *c = &b->changes[i];
        if (c->rule == NULL && !isnan(c->cost) && c->cost > 0 && b->currency != NULL)
            json_push(b->a, levies, change_json(b, c));
    }
    json_set(b->a, root, "levies", levies);
    json_set(b->a, root, "has_levies", json_bool(b->a, levies->n != 0));
}

/* --- projects that no single change frees ------------------------------------------------------
 */

static bool freed_alone(const struct brief *b, size_t i)
{
    for (size_t k = 0; k < b->n_changes; k++) {
        for (size_t u = 0; u < b->changes[k].n_unlocked; u++) {
            if (b->changes[k].unlocked[u] == i)
                return true;
        }
    }
    return false;
}

static size_t other_stops(const struct brief *b, size_t i)
{
    size_t n = 0;
    for (size_t k = 0; k < b->projects[i]->n_findings; k++) {
        const struct finding *f = &b->projects[i]->findings[k];
        n += f->status == STATUS_FAIL && f->rule->severity <= SEV_HIGH &&
             !reform_is_law(f->rule, b->o->country);
    }
    return n;
}

static bool has_no_change(const struct brief *b, size_t i)
{
    for (size_t k = 0; k < b->projects[i]->n_findings; k++) {
        const struct finding *f = &b->projects[i]->findings[k];
        if (reform_is_stop(f, b->o->country) && f->rule->legal_change == NULL)
            return true;
    }
    return false;
}

static const char *stop_titles(struct brief *b, size_t i)
{
    const char *all = NULL;
    for (size_t k = 0; k < b->projects[i]->n_findings; k++) {
        const struct finding *f = &b->projects[i]->findings[k];
        if (!reform_is_stop(f, b->o->country))
            continue;
        const char *one = title_text(b, f->rule);
        all = all == NULL ? one : arena_printf(b->a, "%s; %s", all, one);
    }
    return all;
}

static const char *reason(struct brief *b, size_t i)
{
    size_t stops = stops_of(b, i), others = other_stops(b, i);
    if (stops == 0)
        return others != 0 ? arena_printf(b->a,
                                          "no provision of law that was checked stops it; %zu "
                                          "check%s outside the law do%s (the deposit, the figures)",
                                          others, others == 1 ? "" : "s", others == 1 ? "es" : "")
                           : "no provision of law that was checked stops it on the answers held";
    if (has_no_change(b, i))
        return arena_printf(b->a,
                            "one of its stops is for the project to mend, not for the law: %s",
                            stop_titles(b, i));
    return arena_printf(b->a, "it has %zu stops, and all must go: %s", stops, stop_titles(b, i));
}

static void add_projects(struct brief *b, struct json *root)
{
    struct json *list = json_array(b->a);
    size_t stopped = 0, n_value = 0;
    double value = 0;
    for (size_t i = 0; i < b->n; i++) {
        bool stops = stops_of(b, i) != 0;
        double npv = npv_of(b->projects[i]);
        stopped += stops ? 1 : 0;
        if (stops && !isnan(npv)) {
            value += npv;
            n_value++;
        }
        if (freed_alone(b, i))
            continue;
        struct json *j = json_object(b->a);
        text(b, j, "name", b->names == NULL ? dossier_name(b->projects[i]->dossier) : "A project");
        text(b, j, "reason", reason(b, i));
        json_push(b->a, list, j);
    }
    json_set(b->a, root, "not_freed", list);
    json_set(b->a, root, "has_not_freed", json_bool(b->a, list->n != 0));
    count(b, root, "n_projects", b->n);
    count(b, root, "n_stopped", stopped);
    json_set(b->a, root, "has_stopped", json_bool(b->a, stopped != 0));
    json_set(b->a, root, "one_project", json_bool(b->a, b->n == 1));
    json_set(b->a, root, "one_stopped", json_bool(b->a, stopped == 1));
    text(b, root, "value", n_value != 0 ? money(b, value) : NULL);
    count(b, root, "n_value", n_value);
}

/* "rare earths 2, tungsten 1". */
static const char *minerals(struct brief *b)
{
    struct map *counts = map_new(b->a);
    const char *out = NULL;
    for (size_t i = 0; i < b->n; i++) {
        const struct dossier *d = b->projects[i]->dossier;
        const struct fact *f = dossier_fact(d, "deposit.commodity");
        const char *name = f != NULL && f->value.kind == FEEL_STRING
                               ? fact_display(b->a, f->def, f->value)
                               : "mineral not stated";
        if (strcmp(name, "ree") == 0)
            name = "rare earths";
        size_t *n = map_get(counts, name);
        if (n == NULL) {
            n = ARENA_NEW(b->a, size_t);
            map_put(counts, name, n);
        }
        ++*n;
    }
    for (size_t i = 0; i < map_count(counts); i++) {
        void *n;
        const char *name = map_at(counts, i, &n);
        out = arena_printf(b->a, "%s%s%s %zu", out != NULL ? out : "", out != NULL ? ", " : "",
                           name, *(size_t *)n);
    }
    return out;
}

/* --- all ---------------------------------------------------------------------------------------
 */

static void add_left_open(struct brief *b, struct json *root)
{
    const struct rulebook *r = b->projects[0]->rulebook;
    struct json *list = json_array(b->a);
    size_t n_rules = 0;
    for (size_t i = 0; i < rulebook_packs(r); i++) {
        const struct pack *p = rulebook_pack(r, i);
        bool own = p->id[0] == (b->o->country[0] | 0x20) && p->id[1] == (b->o->country[1] | 0x20) &&
                   p->id[2] == '.';
        for (size_t k = 0; own && k < p->n_not_encoded; k++) {
            if (safe(b, p->not_encoded[k].topic) != NULL)
                json_push(b->a, list, json_string(b->a, p->not_encoded[k].topic));
        }
        n_rules += own ? p->n_rules : 0;
    }
    json_set(b->a, root, "left_open", list);
    json_set(b->a, root, "has_left_open", json_bool(b->a, list->n != 0));
    count(b, root, "n_left_open", list->n);
    count(b, root, "n_rules", n_rules);
}

/* Which figures are not of the files as they stand; NULL when all are. */
static const char *cases_used(const struct brief *b)
{
    const char *name = NULL;
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        const char *own = b->projects[i]->economics->case_name;
        if (own == NULL || strcmp(own, "sponsor") == 0)
            continue;
        name = own;
        n++;
    }
    if (name == NULL)
        return NULL;
    return arena_printf(b->a,
                        "The figures of %zu of %zu projects are of their case '%s', not of the "
                        "project as it stands",
                        n, b->n, name);
}

struct json *brief_context(struct arena *a, const struct brief_options *options,
                           const struct assessment *const *projects, size_t n_projects,
                           const struct reform_candidate *changes, size_t n_changes)
{
    struct brief b = {.a = a,
                      .o = options,
                      .projects = projects,
                      .n = n_projects,
                      .changes = changes,
                      .n_changes = n_changes};
    struct json *root = json_object(a);
    char day[DATE_TEXT_MAX];
    if (options->public_version)
        b.names = brief_names(a, projects, n_projects);
    b.currency = one_currency(&b);
    json_set(a, root, "public", json_bool(a, options->public_version));
    text(&b, root, "country", options->country);
    text(&b, root, "country_name", country_name(options->country));
    text(&b, root, "as_of", date_text(projects[0]->as_of, day));
    text(&b, root, "adit", options->adit_version);
    text(&b, root, "minerals", minerals(&b));
    text(&b, root, "cases", cases_used(&b));
    add_projects(&b, root);
    add_barriers(&b, root);
    add_changes(&b, root);
    add_left_open(&b, root);
    return root;
}

const char *brief_title(struct arena *a, const struct brief_options *options)
{
    return arena_printf(a, "%s: barriers in the law", country_name(options->country));
}

bool brief_markdown(struct arena *a, const struct brief_options *options,
                    const struct assessment *const *projects, size_t n_projects,
                    const struct reform_candidate *changes, size_t n_changes, struct strbuf *out,
                    struct diags *d)
{
    char *dir = arena_printf(a, "%s/brief", options->templates_dir);
    char *path = arena_printf(a, "%s/brief.md", dir);
    size_t n;
    char *template = file_read(a, path, TEMPLATE_MAX, &n, d);
    if (template == NULL)
        return false;
    struct json *context = brief_context(a, options, projects, n_projects, changes, n_changes);
    if (!mustache_render(a, template, n, path, context, MUSTACHE_MARKDOWN,
                         mustache_partial_from_dir, dir, out, d))
        return false;
    const char *name = options->public_version
                           ? brief_identity_in(brief_names(a, projects, n_projects), out->buf)
                           : NULL;
    if (name == NULL)
        return true;
    diag_add(d, DIAG_ERROR, NULL, (struct pos){path, 0, 0},
             "write the brief without --public, or take the name out of the template",
             "the public brief would name '%s'", name);
    return false;
}
