/* Clauses: marks, filter, writing. */
#include <string.h>

#include "core/base/utf8.h"
#include "tui/screens/clauses.h"

static const char *const WORDS[CLAUSE_STATUS_COUNT] = {"not read", "present", "absent",
                                                       "ambiguous"};

const char *clause_words(enum clause_status s)
{
    return WORDS[s];
}

const char *clause_mark(const struct clause_line *l)
{
    if (l->conflict != NULL)
        return "#";
    switch (l->status) {
    case CLAUSE_PRESENT:
        return "+";
    case CLAUSE_AMBIGUOUS:
        return "!";
    case CLAUSE_ABSENT:
        return l->category->needed != 0 ? "x" : "-";
    case CLAUSE_NOT_READ:
    case CLAUSE_STATUS_COUNT:
        break;
    }
    return l->category->needed != 0 ? "?" : " ";
}

enum role clause_role(const struct clause_line *l)
{
    switch (clause_mark(l)[0]) {
    case '+':
        return ROLE_PASS;
    case '!':
        return ROLE_CONDITIONAL;
    case '#':
    case 'x':
        return ROLE_FAIL;
    case '?':
        return ROLE_UNKNOWN;
    default:
        return ROLE_NOT_APPLICABLE;
    }
}

static const int FILTERS[] = {CLAUSES_ALL,      CLAUSES_GAPS,  CLAUSE_PRESENT,
                              CLAUSE_AMBIGUOUS, CLAUSE_ABSENT, CLAUSE_NOT_READ};
#define N_FILTERS (sizeof FILTERS / sizeof FILTERS[0])

int clauses_next_filter(int filter)
{
    for (size_t i = 0; i < N_FILTERS; i++)
        if (FILTERS[i] == filter)
            return FILTERS[(i + 1) % N_FILTERS];
    return CLAUSES_ALL;
}

const char *clauses_filter_words(int filter)
{
    return filter == CLAUSES_ALL    ? "all"
           : filter == CLAUSES_GAPS ? "with gaps"
                                    : clause_words((enum clause_status)filter);
}

bool clauses_passes(struct arena *a, const struct clause_register *r, const struct clause_line *l,
                    int filter, const char *needle)
{
    bool passes = filter == CLAUSES_ALL || (filter >= 0 && (int)l->status == filter);
    for (size_t i = 0; filter == CLAUSES_GAPS && i < r->n_gaps; i++)
        passes = passes || r->gaps[i].category == l->category;
    if (!passes || needle[0] == '\0')
        return passes;
    const char *text =
        arena_printf(a, "%s %s %s", l->category->id, l->category->title, l->category->title_ru);
    for (size_t i = 0; i < l->n_entries; i++)
        for (int k = 0; k < CLAUSE_ENTRY_COUNT; k++)
            if (l->entries[i]->fields[k] != NULL)
                text = arena_printf(a, "%s %s", text, l->entries[i]->fields[k]);
    return strstr(utf8_lower(a, text), needle) != NULL;
}

/* --- writing ---------------------------------------------------------------------------------- */

const char *clause_word(const struct clause_field *f, const char *typed)
{
    const char *hit = NULL;
    size_t n = strlen(typed);
    for (size_t i = 0; f->words != NULL && n > 0 && f->words[i] != NULL; i++) {
        if (strcmp(f->words[i], typed) == 0)
            return f->words[i];
        if (strncmp(f->words[i], typed, n) == 0) {
            if (hit != NULL)
                return typed;
            hit = f->words[i];
        }
    }
    return hit != NULL ? hit : typed;
}

static bool write_one(struct workbench *w, struct arena *a, const char *name, const char *text,
                      struct diags *d)
{
    struct fact f;
    struct pos nowhere = {0};
    long long seen = 0;
    const struct fact *old = dossier_fact(w->project.dossier, name);
    seen = store_revision(w->store, w->project.id, name, d);
    /* Somebody else's answer that this screen has not shown is not overwritten. */
    const struct dossier *now =
        store_dossier(w->store, a, rulebook_catalogue(w->rules), w->project.id, diags_new(a));
    const struct fact *there = now != NULL ? dossier_fact(now, name) : NULL;
    bool same = (old == NULL) == (there == NULL) &&
                (old == NULL ||
                 (old->text != NULL && there->text != NULL && strcmp(old->text, there->text) == 0));
    if (!same) {
        diag_add(d, DIAG_ERROR, NULL, nowhere, NULL,
                 "somebody has changed this field meanwhile; look at it and type again");
        return false;
    }
    return seen >= 0 &&
           fact_answer(a, rulebook_catalogue(w->rules), name, text, false, nowhere, &f, d) &&
           store_set(w->store, w->project.id, &f, w->places.author, seen, d);
}

static bool empty(const struct workbench *w, const char *name)
{
    const struct fact *f = dossier_fact(w->project.dossier, name);
    return f == NULL || f->value.kind == FEEL_UNKNOWN;
}

/* A status that a person gives is a review: theirs, of today, unless another is named. */
static bool sign_review(struct workbench *w, struct arena *a, const char *document,
                        const char *category, struct diags *d)
{
    char today[DATE_TEXT_MAX];
    const char *who = clause_fact_name(a, document, category, "reviewer");
    const char *when = clause_fact_name(a, document, category, "reviewed_on");
    if (!empty(w, who) || !empty(w, when))
        return true;
    return write_one(w, a, who, w->places.author, d) &&
           write_one(w, a, when, date_text(w->places.as_of, today), d);
}

bool clauses_write(struct workbench *w, const char *document,
                   const struct clause_category *category, const struct clause_field *field,
                   const char *text, const char **why)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const char *name = category != NULL ? clause_fact_name(a, document, category->id, field->name)
                                        : clause_fact_name(a, document, field->name, NULL);
    bool status = category != NULL && field == &clause_entry_fields[CLAUSE_STATUS];
    bool ok = write_one(w, a, name, clause_word(field, text), d);
    if (ok && status && strcmp(clause_word(field, text), clause_status_words[0]) != 0 &&
        text[0] != '\0')
        ok = sign_review(w, a, document, category->id, d);
    const char *reload = "";
    if (!ok)
        *why = arena_strdup(w->rules_arena, first_error(a, d));
    bool fresh = workbench_reload(w, ok ? why : &reload);
    arena_free(a);
    return ok && fresh;
}
