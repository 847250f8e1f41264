/* The clause register: what was found in the contracts and laws that were read, and what is open.
 */
#include "core/evidence/clauses.h"
#include "core/memo/context.h"

static struct json *document(struct context *c, const struct clause_document *d)
{
    struct json *j = json_object(c->arena);
    put(c, j, "id", d->id);
    put(c, j, "name", d->name);
    for (int i = 0; i < CLAUSE_DOC_COUNT; i++)
        put(c, j, clause_doc_fields[i].name, d->fields[i]);
    put_count(c, j, "n_present", d->counts[CLAUSE_PRESENT]);
    put_count(c, j, "n_absent", d->counts[CLAUSE_ABSENT]);
    put_count(c, j, "n_ambiguous", d->counts[CLAUSE_AMBIGUOUS]);
    put_count(c, j, "n_not_read", d->counts[CLAUSE_NOT_READ]);
    return j;
}

static struct json *row(struct context *c, const struct clause_line *l,
                        const struct clause_entry *e)
{
    static const char *const WORDS[CLAUSE_STATUS_COUNT] = {"not read", "present", "absent",
                                                           "ambiguous"};
    struct json *j = json_object(c->arena);
    put(c, j, "category", l->category->id);
    put(c, j, "title", l->category->title);
    put(c, j, "document", e->document->name);
    put(c, j, "status", WORDS[e->status]);
    put_flag(c, j, "conflict", l->conflict != NULL);
    put(c, j, "says", e->fields[CLAUSE_SAYS]);
    put(c, j, "article", e->fields[CLAUSE_ARTICLE]);
    put(c, j, "page", e->fields[CLAUSE_PAGE]);
    put(c, j, "text", e->fields[CLAUSE_QUOTE]);
    put(c, j, "english", e->fields[CLAUSE_ENGLISH]);
    put(c, j, "language", e->language);
    put(c, j, "translation", e->translation);
    put(c, j, "reviewer", e->fields[CLAUSE_REVIEWER]);
    put(c, j, "reviewed_on", e->fields[CLAUSE_REVIEWED]);
    put(c, j, "note", e->fields[CLAUSE_NOTE]);
    return j;
}

/* "Term: the documents differ ..., which of them holds?": a gap as somebody can be asked it. */
static const char *question(struct context *c, const struct clause_gap *g)
{
    static const char *const ASK[CLAUSE_GAP_COUNT] = {
        [CLAUSE_GAP_CONFLICT] = "Which of them holds?",
        [CLAUSE_GAP_ABSENT] = "Is it ruled elsewhere, or can it be added?",
        [CLAUSE_GAP_AMBIGUOUS] = "What does counsel say it means?",
        [CLAUSE_GAP_OUTDATED] = "What does the present text say?",
        [CLAUSE_GAP_TRANSLATION] = "Can a translation be had that somebody answers for?",
        [CLAUSE_GAP_PROOF] = "Where exactly does it stand, and who has read it?",
    };
    return arena_printf(c->arena, "%s%s%s. %s", g->category != NULL ? g->category->title : "",
                        g->category != NULL ? ": " : "", g->text, ASK[g->kind]);
}

struct json *context_clauses(struct context *c)
{
    const struct clause_register *r = clause_register(c->arena, c->assessment->dossier);
    struct json *j = json_object(c->arena), *documents = json_array(c->arena);
    struct json *rows = json_array(c->arena), *gaps = json_array(c->arena);
    struct json *unread = json_array(c->arena);
    for (size_t i = 0; i < r->n_documents; i++)
        json_push(c->arena, documents, document(c, &r->documents[i]));
    for (size_t i = 0; i < r->n_lines; i++)
        for (size_t k = 0; k < r->lines[i].n_entries; k++)
            json_push(c->arena, rows, row(c, &r->lines[i], r->lines[i].entries[k]));
    for (size_t i = 0; i < r->n_gaps; i++) {
        const struct clause_gap *g = &r->gaps[i];
        if (g->kind == CLAUSE_GAP_NOT_READ)
            json_push(c->arena, unread, json_string(c->arena, g->category->title));
        else
            json_push(c->arena, gaps, json_string(c->arena, question(c, g)));
    }
    put_flag(c, j, "has_register", r->n_documents != 0);
    put_flag(c, j, "has_questions", gaps->n != 0);
    put_flag(c, j, "has_unread", unread->n != 0);
    put_count(c, j, "n_unread", unread->n);
    json_set(c->arena, j, "documents", documents);
    json_set(c->arena, j, "rows", rows);
    json_set(c->arena, j, "questions", gaps);
    json_set(c->arena, j, "unread", unread);
    return j;
}
