/* The workspace, the rules and the open project. */
#include "tui/screens/workbench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/assess/review_inputs.h"
#include "core/base/strbuf.h"
#include "core/base/utf8.h"

static const char *error_text(struct arena *a, const struct diags *d, bool with_place)
{
    for (size_t i = 0; i < diags_kept(d); i++) {
        const struct diag *g = diags_at(d, i);
        if (g->severity != DIAG_ERROR)
            continue;
        const char *text = g->message;
        if (with_place && g->pos.file != NULL && g->pos.line > 0)
            text = arena_printf(a, "%s:%d: %s", g->pos.file, g->pos.line, text);
        else if (with_place && g->pos.file != NULL)
            text = arena_printf(a, "%s: %s", g->pos.file, text);
        if (g->hint != NULL)
            text = arena_printf(a, "%s: %s", text, g->hint);
        return text_visible(a, text, strlen(text), true);
    }
    return "";
}

const char *first_error(struct arena *a, const struct diags *d)
{
    return error_text(a, d, true);
}

struct workbench *workbench_open(const struct workbench_places *places, struct diags *d)
{
    struct store *store = store_open(places->workspace, true, true, d);
    if (store == NULL)
        return NULL;
    struct workbench *w = calloc(1, sizeof *w);
    if (w == NULL)
        abort();
    w->places = *places;
    w->store = store;
    w->rules_arena = arena_new();
    w->counter = store_change_counter(store);
    return w;
}

void workbench_close(struct workbench *w)
{
    if (w == NULL)
        return;
    arena_free(w->project.arena);
    arena_free(w->rules_arena);
    store_close(w->store);
    free(w);
}

bool workbench_load_rules(struct workbench *w)
{
    if (w->rules_tried)
        return w->rules != NULL;
    w->rules_tried = true;
    struct diags *d = diags_new(w->rules_arena);
    const char *dirs[] = {w->places.rules};
    w->rules = rulebook_load(w->rules_arena, dirs, 1, false, d);
    if (w->rules != NULL)
        w->econ = econ_data_load(w->rules_arena, w->places.rules, d);
    if (w->rules == NULL || w->econ == NULL) {
        w->rules = NULL;
        snprintf(w->rules_why, sizeof w->rules_why, "the rules do not load: %s",
                 first_error(w->rules_arena, d));
    }
    return w->rules != NULL;
}

/* --- the open project ------------------------------------------------------------------------ */

static const struct assessment *assess_all(const struct workbench *w, struct arena *a,
                                           const struct dossier *d)
{
    const struct econ_result *e = econ_run(a, d, w->econ, NULL, NULL);
    return assess(a, w->rules, d, w->places.as_of, e);
}

bool workbench_project(struct workbench *w, const char *id, const char **why)
{
    if (!workbench_load_rules(w)) {
        *why = w->rules_why;
        return false;
    }
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const struct dossier *dossier = store_dossier(w->store, a, rulebook_catalogue(w->rules), id, d);
    if (dossier == NULL) {
        *why = arena_strdup(w->rules_arena, first_error(a, d));
        arena_free(a);
        return false;
    }
    struct open_project p = {.arena = a, .id = arena_strdup(a, id), .dossier = dossier};
    p.assessment = assess_all(w, a, dossier);
    arena_free(w->project.arena);
    w->project = p;
    w->version++;
    return true;
}

bool workbench_reload(struct workbench *w, const char **why)
{
    /* The id lives in the arena that goes. */
    struct arena *a = arena_new();
    bool ok = workbench_project(w, arena_strdup(a, w->project.id), why);
    arena_free(a);
    return ok;
}

const struct question *workbench_questions(struct workbench *w, size_t *n)
{
    struct open_project *p = &w->project;
    if (!p->ranked) {
        p->questions = assess_questions(p->arena, p->assessment, &p->n_questions);
        p->ranked = true;
    }
    *n = p->n_questions;
    return p->questions;
}

/* --- answers --------------------------------------------------------------------------------- */

/* A price may be typed with its unit: "69 USD/kg". The figure, and *unit when there is one. */
static const char *without_unit(struct arena *a, const char *text, const char **unit)
{
    const char *start = text + strspn(text, " ");
    size_t digits = strspn(start, "+-.0123456789eE");
    const char *rest = start + digits + strspn(start + digits, " ");
    if (digits == 0 || strchr(rest, '/') == NULL || strlen(rest) > 20)
        return text;
    *unit = arena_strndup(a, rest, strcspn(rest, " "));
    return arena_strndup(a, start, digits);
}

static bool read_input(const struct workbench *w, struct arena *a, const char *text,
                       const struct econ_field *field, struct fact *out, struct diags *d)
{
    const struct dossier *p = w->project.dossier;
    const char *unit = field->fact != NULL ? field->fact->unit : NULL;
    if (field->is_price)
        text = without_unit(a, text, &unit);
    struct pos nowhere = {0};
    if (!fact_answer(a, rulebook_catalogue(w->rules), field->name, text, false, nowhere, out, d))
        return false;
    out->unit = unit;
    return out->value.kind == FEEL_UNKNOWN || econ_field_check(a, p, w->econ, out, d);
}

enum answer_kind workbench_parse(const struct workbench *w, struct arena *a, const char *fact,
                                 const char *text, struct fact *out, const char **why)
{
    const struct catalogue *c = rulebook_catalogue(w->rules);
    struct diags *d = diags_new(a);
    struct econ_field field;
    struct pos nowhere = {0};
    bool ok =
        catalogue_find(c, fact) == NULL && econ_field_find(a, w->project.dossier, fact, &field)
            ? read_input(w, a, text, &field, out, d)
            : fact_answer(a, c, fact, text, false, nowhere, out, d);
    *why = ok ? "" : error_text(a, d, false);
    if (!ok)
        return ANSWER_BAD;
    return out->value.kind == FEEL_UNKNOWN ? ANSWER_UNKNOWN
           : out->value.kind == FEEL_NULL  ? ANSWER_NONE
                                           : ANSWER_VALUE;
}

const struct assessment *workbench_what_if(const struct workbench *w, struct arena *a,
                                           const struct fact *f)
{
    const struct dossier *p = w->project.dossier;
    size_t n = 0;
    struct fact *facts = ARENA_ARRAY(a, dossier_count(p) + 1, struct fact);
    for (size_t i = 0; i < dossier_count(p); i++)
        if (strcmp(dossier_at(p, i)->name, f->name) != 0)
            facts[n++] = *dossier_at(p, i);
    facts[n++] = *f;
    struct project_document *documents =
        ARENA_ARRAY(a, dossier_documents(p), struct project_document);
    for (size_t i = 0; i < dossier_documents(p); i++)
        documents[i] = *dossier_document(p, i);
    const struct dossier *d =
        dossier_build(a, rulebook_catalogue(w->rules), dossier_id(p), dossier_name(p),
                      dossier_country(p), facts, n, documents, dossier_documents(p));
    return assess_changed(a, w->project.assessment, d, econ_run(a, d, w->econ, NULL, NULL));
}

static const char *given(const char *text)
{
    return text != NULL && text[0] != '\0' ? text : NULL;
}

static bool same_text(const char *x, const char *y)
{
    return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

/* What the form shows but does not ask for: the range stays with its value, the sponsor's and the
 * reviewer's figure in any case. */
static void keep_the_rest(struct fact *f, const struct fact *old)
{
    fact_keep_claims(f, old);
    if (old == NULL || !same_text(f->text, old->text))
        return;
    f->value = old->value;
    f->quoted = old->quoted;
    f->has_range = old->has_range;
    f->low = old->low;
    f->high = old->high;
    f->why = old->why;
    if (f->unit == NULL)
        f->unit = old->unit;
}

static bool read_evidence(const struct typed_answer *answer, struct evidence *e, const char **why)
{
    *e = (struct evidence){.document = given(answer->document),
                           .page = given(answer->page),
                           .quote = given(answer->quote)};
    if (given(answer->date) == NULL)
        return true;
    e->has_date = date_parse(answer->date, strlen(answer->date), &e->date);
    if (!e->has_date)
        *why = "the document's date is no date: write it as YYYY-MM-DD";
    return e->has_date;
}

bool workbench_answer(struct workbench *w, const struct typed_answer *answer, const char **why)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    struct fact f;
    enum answer_kind kind = workbench_parse(w, a, answer->fact, answer->text, &f, why);
    bool ok = kind != ANSWER_BAD && read_evidence(answer, &f.evidence, why);
    if (ok) {
        f.grade = kind == ANSWER_UNKNOWN ? GRADE_NONE : answer->grade;
        f.note = given(answer->note);
        keep_the_rest(&f, dossier_fact(w->project.dossier, answer->fact));
        ok = store_set(w->store, w->project.id, &f, w->places.author, answer->expected, d);
        if (!ok)
            *why = error_text(a, d, false);
    }
    *why = ok ? "" : arena_strdup(w->rules_arena, *why);
    arena_free(a);
    if (!ok)
        return false;
    w->counter = store_change_counter(w->store);
    return workbench_reload(w, why);
}

bool workbench_claim(struct workbench *w, const char *fact, const char *text, const char *reason,
                     long long expected, const char **why)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    struct fact typed, f;
    const struct fact *old = dossier_fact(w->project.dossier, fact);
    bool ok = workbench_parse(w, a, fact, text, &typed, why) != ANSWER_BAD;
    if (ok) {
        ok = fact_claim(a, old, &typed, true, false, given(reason), &f, d) &&
             store_set(w->store, w->project.id, &f, w->places.author, expected, d);
        if (!ok)
            *why = error_text(a, d, false);
    }
    *why = ok ? "" : arena_strdup(w->rules_arena, *why);
    arena_free(a);
    if (!ok)
        return false;
    w->counter = store_change_counter(w->store);
    return workbench_reload(w, why);
}

bool workbench_import(struct workbench *w, struct arena *a, const char *path, const char **id,
                      const char **why)
{
    if (!workbench_load_rules(w)) {
        *why = w->rules_why;
        return false;
    }
    struct diags *d = diags_new(a);
    const struct dossier *p = dossier_load_file(a, path, rulebook_catalogue(w->rules), d);
    size_t changed;
    if (p == NULL || !store_import(w->store, p, w->places.author, &changed, d)) {
        *why = first_error(a, d);
        return false;
    }
    *id = dossier_id(p);
    w->counter = store_change_counter(w->store);
    return true;
}

bool workbench_news(struct workbench *w)
{
    long long now = store_change_counter(w->store);
    bool news = now != w->counter;
    w->counter = now;
    return news;
}
