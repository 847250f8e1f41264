/* terms.c: what a programme's terms come to for one project, and which of its documents are there.
 */
#include <string.h>

#include "core/assess/internal.h"

const char *term_state_name(enum term_state s)
{
    static const char *const names[] = {"value", "open", "none", "text", "error"};
    return names[s];
}

const char *document_state_name(enum document_state s)
{
    static const char *const names[] = {"supplied", "claimed", "missing", "open", "not needed"};
    return names[s];
}

/* --- terms -------------------------------------------------------------------------------------
 */

static void keep_missing(struct work *w, const struct feel_causes *causes, struct term_result *r)
{
    size_t n = causes != NULL ? causes->n : 0;
    const char **names = ARENA_ARRAY(w->a, n, const char *);
    for (size_t i = 0; i < n; i++)
        names[i] = arena_strdup(w->a, causes->names[i]);
    r->missing = names;
    r->n_missing = n;
}

static const char *display(struct work *w, const struct programme_term *t, struct feel_value v)
{
    const struct fact_def def = {.unit = t->unit};
    return arena_strdup(w->a, fact_display(w->scratch, v.kind == FEEL_NUMBER ? &def : NULL, v));
}

static void open_value(struct work *w, struct feel_value v, struct term_result *r)
{
    const struct feel_unknown *u = v.u.unknown;
    r->state = TERM_OPEN;
    r->shown = "not known";
    keep_missing(w, u->causes, r);
    if (!u->has_bounds)
        return;
    r->has_bounds = true;
    r->low = u->low;
    r->high = u->high;
    r->shown = arena_printf(w->a, "%s to %s", display(w, r->term, feel_number(u->low)),
                            display(w, r->term, feel_number(u->high)));
}

/* Values outlive the scratch arena: what has parts of its own is kept as text only. */
static struct feel_value kept_value(struct work *w, struct feel_value v)
{
    switch (v.kind) {
    case FEEL_NUMBER:
    case FEEL_BOOLEAN:
    case FEEL_DATE:
        return v;
    case FEEL_STRING:
        return feel_string(arena_strdup(w->a, v.u.string));
    default:
        return feel_null();
    }
}

static void settle_value(struct work *w, struct feel_value v, const struct remarks *remarks,
                         struct term_result *r)
{
    if (v.kind == FEEL_UNKNOWN) {
        open_value(w, v, r);
        return;
    }
    if (v.kind != FEEL_NULL) {
        r->state = TERM_VALUE;
        r->value = kept_value(w, v);
        r->shown = display(w, r->term, v);
        return;
    }
    r->state = v.from_error ? TERM_ERROR : TERM_NONE;
    r->shown = "none";
    r->why = remarks->warnings.n != 0 ? remarks->warnings.items[0]
             : v.from_error           ? "the formula gives no value"
                                      : "no figure follows from the answers";
}

static void judge_term(struct work *w, const struct programme_term *t, bool pack_is_stale,
                       struct term_result *r)
{
    *r = (struct term_result){.term = t, .value = feel_null()};
    struct remarks remarks = {.warnings = {0}, .assumed = {0}};
    w->pending = w->stale = false;
    w->remarks = &remarks;
    struct feel_value applies =
        t->applies_if != NULL ? work_eval(w, t->applies_if) : feel_boolean(true);
    struct feel_value v = t->value != NULL ? work_eval(w, t->value) : feel_null();
    w->remarks = NULL;
    if (applies.kind == FEEL_BOOLEAN && !applies.u.boolean) {
        r->state = TERM_NONE;
        r->shown = "does not apply";
        r->why = feel_expr_text(t->applies_if);
        v = feel_null();
    } else if (applies.kind == FEEL_UNKNOWN) {
        r->state = TERM_OPEN;
        r->shown = "not known whether it applies";
        keep_missing(w, applies.u.unknown->causes, r);
        v = feel_unknown_of(w->scratch, applies.u.unknown->causes);
    } else if (t->value != NULL) {
        settle_value(w, v, &remarks, r);
    } else {
        r->state = TERM_TEXT;
        r->shown = t->text;
    }
    if (w->stale || pack_is_stale)
        r->marks |= MARK_LAW_STALE;
    if (w->pending)
        r->marks |= MARK_LAW_PENDING;
    if (t->slot < w->n_globals)
        w->globals[t->slot] = v; /* for later terms; past the facts, so no rule sees it */
}

/* --- documents ---------------------------------------------------------------------------------
 */

/* Does the answer itself say that there is nothing? */
static bool says_none(struct feel_value v)
{
    return v.kind == FEEL_NULL || (v.kind == FEEL_BOOLEAN && !v.u.boolean) ||
           (v.kind == FEEL_STRING && strcmp(v.u.string, "none") == 0);
}

static enum document_state document_state(struct work *w, const struct programme_document *d)
{
    if (d->applies_if != NULL) {
        struct feel_value applies = work_eval(w, d->applies_if);
        if (applies.kind == FEEL_BOOLEAN && !applies.u.boolean)
            return DOCUMENT_NOT_NEEDED;
    }
    const struct fact *f = d->fact != NULL ? dossier_fact(w->d, d->fact) : NULL;
    if (d->have_if != NULL) {
        struct feel_value have = work_eval(w, d->have_if);
        if (have.kind != FEEL_BOOLEAN)
            return DOCUMENT_OPEN;
        if (!have.u.boolean)
            return DOCUMENT_MISSING;
    } else if (f == NULL || f->value.kind == FEEL_UNKNOWN) {
        return DOCUMENT_OPEN;
    } else if (says_none(f->value)) {
        return DOCUMENT_MISSING;
    }
    return f != NULL && f->grade >= GRADE_DOCUMENT ? DOCUMENT_SUPPLIED : DOCUMENT_CLAIMED;
}

void judge_terms(struct work *w, struct programme_result *p)
{
    const struct programme *of = p->programme;
    struct term_result *terms = ARENA_ARRAY(w->a, of->n_terms, struct term_result);
    struct document_result *documents = ARENA_ARRAY(w->a, of->n_documents, struct document_result);
    const struct pack *pack = rulebook_find_pack(w->r, of->pack);
    bool stale = pack != NULL && pack_stale(pack, w->as_of);
    work_reset(w);
    for (size_t i = 0; i < of->n_terms; i++)
        judge_term(w, &of->terms[i], stale, &terms[i]);
    for (size_t i = 0; i < of->n_documents; i++)
        documents[i] =
            (struct document_result){&of->documents[i], document_state(w, &of->documents[i])};
    p->terms = terms;
    p->documents = documents;
}
