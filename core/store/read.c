/* read.c: projects, dossiers, logs and drafts out of a workspace. */
#include <string.h>

#include "core/base/utf8.h"
#include "core/base/vec.h"
#include "core/store/internal.h"

const struct store_project *store_projects(struct store *s, struct arena *a, size_t *n,
                                           struct diags *d)
{
    VEC(struct store_project) list = {0};
    *n = 0;
    sqlite3_stmt *q = store_statement(s, SQL_PROJECTS, d);
    int step = q != NULL ? store_step(s, q, d) : -1;
    for (; step == 1; step = store_step(s, q, d)) {
        struct store_project p = {
            .id = column_word(a, q, 0),
            .name = column_word(a, q, 1),
            .country = column_word(a, q, 2),
            .revision = sqlite3_column_int64(q, 3),
            .updated_at = column_word(a, q, 4),
            .n_facts = (size_t)sqlite3_column_int64(q, 5),
        };
        VEC_PUSH(a, &list, p);
    }
    if (step < 0)
        return NULL;
    *n = list.n;
    return list.items != NULL ? list.items : ARENA_NEW(a, struct store_project);
}

static const char *nearest_project(struct store *s, struct arena *a, const char *id,
                                   struct diags *d)
{
    VEC(const char *) ids = {0};
    sqlite3_stmt *q = store_statement(s, SQL_PROJECT_IDS, d);
    while (q != NULL && store_step(s, q, d) == 1)
        VEC_PUSH(a, &ids, column_word(a, q, 0));
    const char *near = nearest_name(id, ids.items, ids.n);
    if (near != NULL)
        return arena_printf(a, "did you mean '%s'?", near);
    return ids.n == 0 ? "the workspace is empty; 'adit import PROJECT.yaml' fills it"
                      : "'adit projects' lists what is there";
}

int store_project_exists(struct store *s, const char *project, struct diags *d)
{
    sqlite3_stmt *q = store_statement(s, SQL_PROJECT, d);
    if (q == NULL)
        return -1;
    bind_text(q, 1, project);
    int step = store_step(s, q, d);
    sqlite3_reset(q);
    if (step != 0)
        return step;
    struct arena *a = arena_new();
    struct pos pos = {.file = s->path};
    diag_add(d, DIAG_ERROR, NULL, pos, nearest_project(s, a, project, d),
             "there is no project '%s' in the workspace",
             text_visible(a, project, strlen(project), true));
    arena_free(a);
    return 0;
}

/* --- a dossier -------------------------------------------------------------------------------- */

/* What the workspace holds but this rulebook does not take stays in the workspace; the reader is
 * told, and the fact counts as unanswered. */
static void warn_kept(struct store *s, struct arena *a, const struct revision *r,
                      const struct diags *inner, struct diags *d)
{
    struct pos pos = {.file = s->path};
    const char *why = diags_kept(inner) > 0 ? diags_at(inner, 0)->message : "it cannot be read";
    diag_add(d, DIAG_WARNING, NULL, pos, "it stays in the workspace and in the log; answer it anew",
             "'%s' is taken as unanswered: %s", text_visible(a, r->fact, strlen(r->fact), true),
             why);
}

static bool fact_of(struct store *s, struct arena *a, const struct catalogue *c,
                    const struct revision *r, struct fact *f, struct diags *d)
{
    struct diags *inner = diags_new(a);
    struct pos pos = {.file = arena_strdup(a, s->path)};
    const char *text = strcmp(r->state, "unknown") == 0 || r->text == NULL ? "" : r->text;
    bool ok = fact_answer(a, c, r->fact, text, r->quoted, pos, f, inner);
    ok = ok && fact_value_read(a, f->def, f->name, r->low, pos, &f->low, inner) &&
         fact_value_read(a, f->def, f->name, r->high, pos, &f->high, inner) &&
         fact_value_read(a, f->def, f->name, r->sponsor, pos, &f->sponsor, inner) &&
         fact_value_read(a, f->def, f->name, r->reviewer, pos, &f->reviewer, inner);
    if (!ok) {
        warn_kept(s, a, r, inner, d);
        return false;
    }
    f->has_range = r->low != NULL || r->high != NULL;
    f->has_claims = r->sponsor != NULL || r->reviewer != NULL;
    if (!grade_parse(r->grade, &f->grade))
        f->grade = GRADE_NONE;
    f->why = r->why;
    f->note = r->note;
    f->unit = r->unit;
    f->evidence = (struct evidence){.document = r->document, .page = r->page, .quote = r->quote};
    f->evidence.has_date =
        r->date != NULL && date_parse(r->date, strlen(r->date), &f->evidence.date);
    f->author = r->author;
    f->entered_at = r->at;
    return true;
}

/* An unknown that carries nothing else is as good as absent. */
static bool says_something(const struct revision *r)
{
    return strcmp(r->state, "unknown") != 0 || r->note != NULL || r->why != NULL ||
           r->low != NULL || r->high != NULL || r->sponsor != NULL || r->reviewer != NULL ||
           r->document != NULL || r->page != NULL || r->quote != NULL || r->date != NULL ||
           r->unit != NULL || strcmp(r->grade, "none") != 0;
}

static const struct project_document *documents_of(struct store *s, struct arena *a,
                                                   const char *project, size_t *n, struct diags *d)
{
    VEC(struct project_document) list = {0};
    sqlite3_stmt *q = store_statement(s, SQL_DOCUMENTS, d);
    if (q != NULL)
        bind_text(q, 1, project);
    while (q != NULL && store_step(s, q, d) == 1) {
        struct project_document doc = {
            .path = column_text(a, q, 0),
            .title = column_text(a, q, 1),
            .sha256 = column_text(a, q, 2),
            .date = column_text(a, q, 3),
            .language = column_text(a, q, 4),
        };
        VEC_PUSH(a, &list, doc);
    }
    *n = list.n;
    return list.items;
}

static bool head_of(struct store *s, struct arena *a, const char *project, const char **name,
                    const char **country, struct diags *d)
{
    if (store_project_exists(s, project, d) != 1)
        return false;
    sqlite3_stmt *q = store_statement(s, SQL_PROJECT, d);
    if (q == NULL)
        return false;
    bind_text(q, 1, project);
    if (store_step(s, q, d) != 1)
        return false;
    *name = column_word(a, q, 1);
    *country = column_word(a, q, 2);
    sqlite3_reset(q);
    return true;
}

const struct dossier *store_dossier(struct store *s, struct arena *a, const struct catalogue *c,
                                    const char *project, struct diags *d)
{
    const char *name, *country;
    if (!head_of(s, a, project, &name, &country, d))
        return NULL;
    VEC(struct fact) facts = {0};
    sqlite3_stmt *q = store_statement(s, SQL_FACTS, d);
    if (q == NULL)
        return NULL;
    bind_text(q, 1, project);
    int step = store_step(s, q, d);
    for (; step == 1; step = store_step(s, q, d)) {
        struct revision r = read_revision(a, q);
        struct fact f;
        if (says_something(&r) && fact_of(s, a, c, &r, &f, d))
            VEC_PUSH(a, &facts, f);
    }
    if (step < 0)
        return NULL;
    size_t n_documents;
    const struct project_document *documents = documents_of(s, a, project, &n_documents, d);
    return dossier_build(a, c, project, name, country, facts.items, facts.n, documents,
                         n_documents);
}

/* --- history and drafts ----------------------------------------------------------------------- */

long long store_revision(struct store *s, const char *project, const char *fact, struct diags *d)
{
    struct arena *a = arena_new();
    struct revision r = {0};
    int found = last_revision(s, a, project, fact, &r, d);
    arena_free(a);
    return found < 0 ? -1 : r.number;
}

static struct store_revision_row log_row(struct arena *a, sqlite3_stmt *q)
{
    struct revision r = read_revision(a, q);
    struct store_revision_row row = {
        .number = r.number,
        .fact = r.fact,
        .text = strcmp(r.state, "unknown") == 0 ? NULL : r.text,
        .previous_text = column_text(a, q, 19),
        .evidence = {.document = r.document, .page = r.page, .quote = r.quote},
        .note = r.note,
        .author = r.author,
        .at = r.at,
    };
    if (!grade_parse(r.grade, &row.grade))
        row.grade = GRADE_NONE;
    row.evidence.has_date =
        r.date != NULL && date_parse(r.date, strlen(r.date), &row.evidence.date);
    return row;
}

const struct store_revision_row *store_log(struct store *s, struct arena *a, const char *project,
                                           const char *fact, size_t *n, struct diags *d)
{
    *n = 0;
    if (store_project_exists(s, project, d) != 1)
        return NULL;
    VEC(struct store_revision_row) rows = {0};
    sqlite3_stmt *q = store_statement(s, SQL_LOG, d);
    if (q == NULL)
        return NULL;
    bind_text(q, 1, project);
    bind_text(q, 2, fact);
    int step = store_step(s, q, d);
    for (; step == 1; step = store_step(s, q, d)) {
        struct store_revision_row row = log_row(a, q);
        VEC_PUSH(a, &rows, row);
    }
    if (step < 0)
        return NULL;
    *n = rows.n;
    return rows.items != NULL ? rows.items : ARENA_NEW(a, struct store_revision_row);
}

const char *store_draft_get(struct store *s, struct arena *a, const char *project, const char *fact,
                            const char *author)
{
    struct diags *quiet = diags_new(a);
    sqlite3_stmt *q = store_statement(s, SQL_DRAFT_GET, quiet);
    if (q == NULL)
        return NULL;
    bind_text(q, 1, project);
    bind_text(q, 2, fact);
    bind_text(q, 3, author);
    const char *text = store_step(s, q, quiet) == 1 ? column_text(a, q, 0) : NULL;
    sqlite3_reset(q);
    return text;
}
