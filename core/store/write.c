/* write.c: changes of a workspace. Each is one transaction: all of it is on disk, or nothing. */
#include <string.h>

#include "core/base/map.h"
#include "core/base/utf8.h"
#include "core/dossier/review.h"
#include "core/store/internal.h"

/* --- one revision ----------------------------------------------------------------------------- */

static bool add_evidence(struct store *s, const struct revision *r, long long number,
                         struct diags *d)
{
    if (r->document == NULL && r->page == NULL && r->quote == NULL && r->date == NULL)
        return true;
    sqlite3_stmt *q = store_statement(s, SQL_EVIDENCE_ADD, d);
    if (q == NULL)
        return false;
    sqlite3_bind_int64(q, 1, number);
    bind_text(q, 2, r->document);
    bind_text(q, 3, r->page);
    bind_text(q, 4, r->quote);
    bind_text(q, 5, r->date);
    return store_run(s, q, d);
}

static bool add_revision(struct store *s, const char *project, const struct revision *r,
                         long long previous, const char *author, struct diags *d)
{
    sqlite3_stmt *q = store_statement(s, SQL_REVISION_ADD, d);
    if (q == NULL)
        return false;
    bind_text(q, 1, project);
    bind_text(q, 2, r->fact);
    sqlite3_bind_int64(q, 3, previous);
    bind_text(q, 4, r->state);
    bind_text(q, 5, r->text);
    sqlite3_bind_int(q, 6, r->quoted);
    bind_text(q, 7, r->low);
    bind_text(q, 8, r->high);
    bind_text(q, 9, r->sponsor);
    bind_text(q, 10, r->reviewer);
    bind_text(q, 11, r->why);
    bind_text(q, 12, r->note);
    bind_text(q, 13, r->unit);
    bind_text(q, 14, r->grade);
    bind_text(q, 15, author);
    return store_run(s, q, d) && add_evidence(s, r, sqlite3_last_insert_rowid(s->db), d);
}

static bool same_text(const char *x, const char *y)
{
    return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

static bool same_revision(const struct revision *x, const struct revision *y)
{
    return strcmp(x->state, y->state) == 0 && same_text(x->text, y->text) &&
           x->quoted == y->quoted && same_text(x->low, y->low) && same_text(x->high, y->high) &&
           same_text(x->sponsor, y->sponsor) && same_text(x->reviewer, y->reviewer) &&
           same_text(x->why, y->why) && same_text(x->note, y->note) &&
           same_text(x->unit, y->unit) && strcmp(x->grade, y->grade) == 0 &&
           same_text(x->document, y->document) && same_text(x->page, y->page) &&
           same_text(x->quote, y->quote) && same_text(x->date, y->date);
}

static bool touch(struct store *s, const char *project, struct diags *d)
{
    sqlite3_stmt *q = store_statement(s, SQL_PROJECT_TOUCH, d);
    if (q == NULL)
        return false;
    bind_text(q, 1, project);
    return store_run(s, q, d);
}

/* --- one answer ------------------------------------------------------------------------------- */

/* False, with an error that says who was faster and what they wrote. */
static bool nobody_faster(struct store *s, struct arena *a, const struct revision *last,
                          long long expected, const char *fact, struct diags *d)
{
    if (expected < 0 || last->number == expected)
        return true;
    struct pos pos = {.file = s->path};
    const char *text = last->number == 0 ? NULL : last->text;
    const char *now = text != NULL
                          ? arena_printf(a, "'%s'", text_visible(a, text, strlen(text), true))
                          : "unknown";
    diag_add(d, DIAG_ERROR, NULL, pos, "look at the new answer, then answer again if need be",
             "'%s' has been changed meanwhile by %s at %s to %s: nothing was written", fact,
             last->author != NULL ? text_visible(a, last->author, strlen(last->author), true)
                                  : "another writer",
             last->at != NULL ? last->at : "an unknown time", now);
    return false;
}

static bool set_country(struct store *s, const char *project, const struct fact *f, struct diags *d)
{
    if (strcmp(f->name, "project.country") != 0 || f->value.kind != FEEL_STRING)
        return true;
    sqlite3_stmt *q = store_statement(s, SQL_PROJECT_COUNTRY, d);
    if (q == NULL)
        return false;
    bind_text(q, 1, project);
    bind_text(q, 2, f->value.u.string);
    return store_run(s, q, d);
}

static bool set_in_transaction(struct store *s, struct arena *a, const char *project,
                               const struct fact *f, const char *author, long long expected,
                               struct diags *d)
{
    struct revision r = revision_of(a, f), last = {0};
    return store_project_exists(s, project, d) == 1 &&
           last_revision(s, a, project, f->name, &last, d) >= 0 &&
           nobody_faster(s, a, &last, expected, f->name, d) &&
           add_revision(s, project, &r, last.number, author, d) && set_country(s, project, f, d) &&
           touch(s, project, d);
}

bool store_set(struct store *s, const char *project, const struct fact *f, const char *author,
               long long expected, struct diags *d)
{
    if (!store_begin(s, d))
        return false;
    struct arena *a = arena_new();
    bool ok = set_in_transaction(s, a, project, f, author, expected, d);
    if (ok)
        ok = store_commit(s, d);
    else
        store_rollback(s);
    arena_free(a);
    return ok;
}

/* --- a whole file ----------------------------------------------------------------------------- */

static bool put_project(struct store *s, const struct dossier *d, bool *changed,
                        struct diags *diags)
{
    sqlite3_stmt *q = store_statement(s, SQL_PROJECT, diags);
    if (q == NULL)
        return false;
    bind_text(q, 1, dossier_id(d));
    int step = store_step(s, q, diags);
    if (step < 0)
        return false;
    bool same = step == 1 && same_text((const char *)sqlite3_column_text(q, 1), dossier_name(d)) &&
                same_text((const char *)sqlite3_column_text(q, 2), dossier_country(d));
    sqlite3_reset(q);
    if (same)
        return true;
    *changed = true;
    q = store_statement(s, SQL_PROJECT_PUT, diags);
    if (q == NULL)
        return false;
    bind_text(q, 1, dossier_id(d));
    bind_text(q, 2, dossier_name(d));
    bind_text(q, 3, dossier_country(d));
    return store_run(s, q, diags);
}

/* The last revision of each fact of a project, by name. NULL after an error. */
static struct map *last_revisions(struct store *s, struct arena *a, const char *project,
                                  struct diags *d)
{
    struct map *all = map_new(a);
    sqlite3_stmt *q = store_statement(s, SQL_FACTS, d);
    if (q == NULL)
        return NULL;
    bind_text(q, 1, project);
    int step = store_step(s, q, d);
    for (; step == 1; step = store_step(s, q, d)) {
        struct revision *r = ARENA_NEW(a, struct revision);
        *r = read_revision(a, q);
        map_put(all, r->fact, r);
    }
    return step == 0 ? all : NULL;
}

static bool put_facts(struct store *s, struct arena *a, const struct dossier *d, const char *author,
                      size_t *changed, struct diags *diags)
{
    const char *id = dossier_id(d);
    struct map *last = last_revisions(s, a, id, diags);
    if (last == NULL)
        return false;
    for (size_t i = 0; i < dossier_count(d); i++) {
        struct revision r = revision_of(a, dossier_at(d, i));
        const struct revision *old = map_get(last, r.fact);
        if (old != NULL && same_revision(old, &r))
            continue;
        if (!add_revision(s, id, &r, old != NULL ? old->number : 0, author, diags))
            return false;
        ++*changed;
    }
    for (size_t i = 0; i < map_count(last); i++) {
        void *value;
        const char *name = map_at(last, i, &value);
        const struct revision *old = value;
        struct revision gone = {.fact = name, .state = "unknown", .grade = "none"};
        /* A review that was withdrawn keeps its reason, which a file cannot hold. */
        bool withdrawn = review_is_name(name) && strcmp(old->state, "unknown") == 0;
        if (dossier_fact(d, name) != NULL || same_revision(old, &gone) || withdrawn)
            continue;
        if (!add_revision(s, id, &gone, old->number, author, diags))
            return false;
        ++*changed;
    }
    return true;
}

static bool same_documents(struct store *s, const struct dossier *d, struct diags *diags)
{
    sqlite3_stmt *q = store_statement(s, SQL_DOCUMENTS, diags);
    if (q == NULL)
        return false;
    bind_text(q, 1, dossier_id(d));
    size_t i = 0;
    bool same = true;
    for (; store_step(s, q, diags) == 1; i++) {
        if (i >= dossier_documents(d)) {
            same = false;
            continue;
        }
        const struct project_document *doc = dossier_document(d, i);
        const char *const fields[] = {doc->path, doc->title, doc->sha256, doc->date, doc->language};
        for (int k = 0; k < 5; k++)
            same = same && same_text((const char *)sqlite3_column_text(q, k), fields[k]);
    }
    return same && i == dossier_documents(d);
}

static bool put_documents(struct store *s, const struct dossier *d, bool *changed,
                          struct diags *diags)
{
    if (same_documents(s, d, diags))
        return true;
    *changed = true;
    sqlite3_stmt *q = store_statement(s, SQL_DOCUMENTS_CLEAR, diags);
    if (q == NULL)
        return false;
    bind_text(q, 1, dossier_id(d));
    if (!store_run(s, q, diags))
        return false;
    for (size_t i = 0; i < dossier_documents(d); i++) {
        const struct project_document *doc = dossier_document(d, i);
        q = store_statement(s, SQL_DOCUMENT_ADD, diags);
        if (q == NULL)
            return false;
        bind_text(q, 1, dossier_id(d));
        sqlite3_bind_int64(q, 2, (sqlite3_int64)i);
        bind_text(q, 3, doc->path);
        bind_text(q, 4, doc->title);
        bind_text(q, 5, doc->sha256);
        bind_text(q, 6, doc->date);
        bind_text(q, 7, doc->language);
        if (!store_run(s, q, diags))
            return false;
    }
    return true;
}

bool store_import(struct store *s, const struct dossier *d, const char *author, size_t *changed,
                  struct diags *diags)
{
    *changed = 0;
    if (!store_begin(s, diags))
        return false;
    struct arena *a = arena_new();
    bool other = false;
    bool ok = put_project(s, d, &other, diags) && put_facts(s, a, d, author, changed, diags) &&
              put_documents(s, d, &other, diags) &&
              ((!other && *changed == 0) || touch(s, dossier_id(d), diags));
    if (ok)
        ok = store_commit(s, diags);
    else
        store_rollback(s);
    if (!ok)
        *changed = 0;
    arena_free(a);
    return ok;
}

/* --- drafts ----------------------------------------------------------------------------------- */

bool store_draft_put(struct store *s, const char *project, const char *fact, const char *text,
                     const char *author, struct diags *d)
{
    if (!store_begin(s, d))
        return false;
    sqlite3_stmt *q = store_statement(s, text != NULL ? SQL_DRAFT_PUT : SQL_DRAFT_CLEAR, d);
    bool ok = q != NULL;
    if (ok) {
        bind_text(q, 1, project);
        bind_text(q, 2, fact);
        bind_text(q, 3, author);
        if (text != NULL)
            bind_text(q, 4, text);
        ok = store_run(s, q, d);
    }
    if (ok)
        return store_commit(s, d);
    store_rollback(s);
    return false;
}
