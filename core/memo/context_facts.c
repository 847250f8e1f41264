/* The register of facts and of sources: what each reference of the memo stands for. */
#include <string.h>

#include "core/dossier/clause.h"
#include "core/dossier/review.h"
#include "core/memo/context.h"

void put(struct context *c, struct json *object, const char *key, const char *text)
{
    json_set(c->arena, object, key, json_string(c->arena, text));
}

void put_flag(struct context *c, struct json *object, const char *key, bool value)
{
    json_set(c->arena, object, key, json_bool(c->arena, value));
}

void put_count(struct context *c, struct json *object, const char *key, size_t n)
{
    json_set(c->arena, object, key, json_int(c->arena, (long long)n));
}

/* Cases are told in the economics section, each beside the figures that it gives. */
static bool belongs_to_case(const struct fact *f)
{
    return strncmp(f->name, "economics.cases[", 16) == 0;
}

/* Clauses and reviews have registers of their own. */
static bool answered(const struct fact *f)
{
    return f->value.kind != FEEL_UNKNOWN && !clause_is_name(f->name) && !review_is_name(f->name) &&
           !belongs_to_case(f);
}

void context_number_facts(struct context *c)
{
    const struct dossier *d = c->assessment->dossier;
    c->fact_refs = map_new(c->arena);
    c->source_refs = map_new(c->arena);
    size_t number = 0;
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        if (answered(f))
            map_put(c->fact_refs, f->name, arena_printf(c->arena, "F%zu", ++number));
    }
}

const char *context_fact_ref(const struct context *c, const char *name)
{
    return map_get(c->fact_refs, name);
}

const char *context_source_ref(struct context *c, const struct source *source)
{
    struct source_ref *known = map_get(c->source_refs, source->id);
    if (known == NULL) {
        known = ARENA_NEW(c->arena, struct source_ref);
        known->ref = arena_printf(c->arena, "S%zu", map_count(c->source_refs) + 1);
        known->source = source;
        map_put(c->source_refs, source->id, known);
    }
    return known->ref;
}

static const char *fact_value(struct context *c, const struct fact *f)
{
    if (f->def != NULL)
        return fact_display(c->arena, f->def, f->value);
    const char *text = feel_text(c->arena, f->value);
    return f->unit != NULL ? arena_printf(c->arena, "%s %s", text, f->unit) : text;
}

struct json *context_fact(struct context *c, const struct fact *f)
{
    char date[DATE_TEXT_MAX];
    struct json *j = json_object(c->arena);
    put(c, j, "ref", context_fact_ref(c, f->name));
    put(c, j, "name", f->name);
    put_flag(c, j, "elsewhere", !context_under_heading(f));
    put(c, j, "label", f->def != NULL ? f->def->ask : f->name);
    put(c, j, "value", fact_value(c, f));
    put(c, j, "grade", grade_name(f->grade));
    put(c, j, "document", f->evidence.document);
    put(c, j, "page", f->evidence.page);
    put(c, j, "quote", f->evidence.quote);
    put(c, j, "date", f->evidence.has_date ? date_text(f->evidence.date, date) : NULL);
    put(c, j, "note", f->note);
    put(c, j, "author", f->author);
    put(c, j, "entered_at", f->entered_at);
    if (f->has_range) {
        put(c, j, "low", feel_text(c->arena, f->low));
        put(c, j, "high", feel_text(c->arena, f->high));
    }
    if (f->has_claims) {
        bool sponsor = f->sponsor.kind != FEEL_UNKNOWN, reviewer = f->reviewer.kind != FEEL_UNKNOWN;
        put_flag(c, j, "claims", true);
        put(c, j, "sponsor", sponsor ? feel_text(c->arena, f->sponsor) : NULL);
        put(c, j, "reviewer", reviewer ? feel_text(c->arena, f->reviewer) : NULL);
        put(c, j, "why", f->why);
    }
    return j;
}

struct json *context_facts(struct context *c)
{
    const struct dossier *d = c->assessment->dossier;
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        if (answered(f))
            json_push(c->arena, list, context_fact(c, f));
    }
    return list;
}

/* How sure a source is, in words for a reader who has not seen the format. */
static const char *confidence_words(const char *grade)
{
    static const char *const words[][2] = {
        {"statute", "text of the act was read"},
        {"agency", "the agency's own publication"},
        {"secondary", "secondary: law-firm note, press or official summary"},
        {"press", "press report only"},
        {"general", "general knowledge, not verified"},
        {"house", "our own policy, not law"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (grade != NULL && strcmp(grade, words[i][0]) == 0)
            return words[i][1];
    return grade;
}

struct json *context_sources(struct context *c)
{
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < map_count(c->source_refs); i++) {
        void *value;
        char date[DATE_TEXT_MAX];
        map_at(c->source_refs, i, &value);
        const struct source_ref *r = value;
        struct json *j = json_object(c->arena);
        put(c, j, "ref", r->ref);
        put(c, j, "id", r->source->id);
        put(c, j, "title", r->source->title);
        put(c, j, "jurisdiction", r->source->jurisdiction);
        put(c, j, "url", r->source->url);
        put(c, j, "note", r->source->note);
        put(c, j, "grade", r->source->grade);
        put(c, j, "confidence", confidence_words(r->source->grade));
        put(c, j, "read", r->source->has_read ? date_text(r->source->read, date) : NULL);
        json_push(c->arena, list, j);
    }
    return list;
}
