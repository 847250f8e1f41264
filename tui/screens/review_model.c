/* The form of one decision on a check. */
#include "tui/screens/review_model.h"

#include <stdlib.h>
#include <string.h>

struct review_form {
    struct workbench *w;
    struct arena *arena; /* as long as the form */
    const char *check;
    const char *values[REVIEW_FIELD_COUNT];
    bool drafted[REVIEW_FIELD_COUNT];
    long long seen; /* revision that the person saw */
};

static const char *fact_name(const struct review_form *f)
{
    return review_fact_name(f->arena, f->check);
}

static const char *draft_name(const struct review_form *f, enum review_field field)
{
    return arena_printf(f->arena, "%s.%s", fact_name(f), review_fields[field].name);
}

static void begin(struct review_form *f)
{
    char date[DATE_TEXT_MAX];
    struct review r;
    const struct workbench *w = f->w;
    bool stands = dossier_review(f->arena, w->project.dossier, f->check, &r);
    f->seen = store_revision(w->store, w->project.id, fact_name(f), diags_new(f->arena));
    for (enum review_field k = 0; k < REVIEW_FIELD_COUNT; k++) {
        const char *draft =
            store_draft_get(w->store, f->arena, w->project.id, draft_name(f, k), w->places.author);
        const char *now = stands             ? r.fields[k]
                          : k == REVIEW_NAME ? w->places.author
                          : k == REVIEW_DATE ? date_text(w->places.as_of, date)
                                             : NULL;
        f->drafted[k] = draft != NULL;
        f->values[k] = arena_strdup(f->arena, draft != NULL ? draft : now != NULL ? now : "");
    }
}

struct review_form *review_form_new(struct workbench *w, const char *check)
{
    struct arena *a = arena_new();
    struct review_form *f = ARENA_NEW(a, struct review_form);
    f->w = w;
    f->arena = a;
    f->check = arena_strdup(a, check);
    begin(f);
    return f;
}

void review_form_free(struct review_form *f)
{
    arena_free(f->arena);
}

const char *review_form_value(const struct review_form *f, enum review_field field)
{
    return f->values[field];
}

bool review_form_drafted(const struct review_form *f)
{
    for (enum review_field k = 0; k < REVIEW_FIELD_COUNT; k++)
        if (f->drafted[k])
            return true;
    return false;
}

/* The only word that begins so; else the text as it stands. */
static const char *completed(enum review_field field, const char *text)
{
    const char *const *words = review_fields[field].words, *hit = NULL;
    size_t n = strlen(text);
    for (size_t i = 0; words != NULL && n > 0 && words[i] != NULL; i++)
        if (strncmp(words[i], text, n) == 0) {
            if (hit != NULL)
                return text;
            hit = words[i];
        }
    return hit != NULL ? hit : text;
}

void review_form_set(struct review_form *f, enum review_field field, const char *text)
{
    const char *word = completed(field, text);
    if (strcmp(word, f->values[field]) == 0)
        return;
    f->values[field] = arena_strdup(f->arena, word);
    f->drafted[field] = true;
    store_draft_put(f->w->store, f->w->project.id, draft_name(f, field), f->values[field],
                    f->w->places.author, diags_new(f->arena));
    if (field == REVIEW_DECISION && strcmp(word, "waive") == 0)
        review_form_set(f, REVIEW_STATUS, "");
}

static void forget_drafts(struct review_form *f)
{
    for (enum review_field k = 0; k < REVIEW_FIELD_COUNT; k++)
        if (f->drafted[k])
            store_draft_put(f->w->store, f->w->project.id, draft_name(f, k), NULL,
                            f->w->places.author, diags_new(f->arena));
}

static bool write(struct review_form *f, const struct fact *fact, struct diags *d, const char **why)
{
    struct workbench *w = f->w;
    if (f->seen < 0 || !store_set(w->store, w->project.id, fact, w->places.author, f->seen, d)) {
        *why = arena_strdup(w->rules_arena, first_error(f->arena, d));
        return false;
    }
    forget_drafts(f);
    w->counter = store_change_counter(w->store);
    bool ok = workbench_reload(w, why);
    begin(f);
    return ok;
}

bool review_form_save(struct review_form *f, const char **why)
{
    struct diags *d = diags_new(f->arena);
    struct pos nowhere = {0};
    struct fact fact;
    const char *fields[REVIEW_FIELD_COUNT];
    const struct finding *now = assessment_find(f->w->project.assessment, f->check);
    for (enum review_field k = 0; k < REVIEW_FIELD_COUNT; k++)
        fields[k] = f->values[k];
    fields[REVIEW_COMPUTED] = now != NULL ? status_name(now->status) : NULL;
    if (review_make(f->arena, rulebook_catalogue(f->w->rules), f->check, fields, NULL, nowhere,
                    &fact, d))
        return write(f, &fact, d, why);
    *why = arena_strdup(f->w->rules_arena, first_error(f->arena, d));
    return false;
}

bool review_form_withdraw(struct review_form *f, const char *reason, const char **why)
{
    struct review r;
    const char *name = fact_name(f);
    if (!dossier_review(f->arena, f->w->project.dossier, f->check, &r)) {
        *why = "there is no decision to take back";
        return false;
    }
    if (reason[strspn(reason, " ")] == '\0') {
        *why = "a withdrawal needs its reason";
        return false;
    }
    struct fact gone = {.name = name,
                        .value = feel_unknown_fact(f->arena, name, NULL),
                        .low = feel_null(),
                        .high = feel_null(),
                        .sponsor = feel_null(),
                        .reviewer = feel_null(),
                        .note = reason};
    return write(f, &gone, diags_new(f->arena), why);
}
