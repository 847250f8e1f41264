/* clauses.c: documents, entries and lines of the register. clause_gaps.c says what is missing. */
#include "core/evidence/clauses.h"

#include <string.h>

#include "core/base/map.h"
#include "core/base/utf8.h"
#include "core/base/vec.h"
#include "core/evidence/internal.h"

struct reader {
    struct arena *arena;
    const struct dossier *dossier;
    const struct clause_list *list;
    VEC(struct clause_document *) documents;
    VEC(struct clause_entry *) entries;
    struct map *by_document; /* id -> struct clause_document */
    struct map *by_entry;    /* "document.category" -> struct clause_entry */
};

static struct clause_document *document_for(struct reader *r, const char *id)
{
    struct clause_document *d = map_get(r->by_document, id);
    if (d != NULL)
        return d;
    d = ARENA_NEW(r->arena, struct clause_document);
    d->id = d->name = id;
    map_put(r->by_document, id, d);
    VEC_PUSH(r->arena, &r->documents, d);
    return d;
}

static struct clause_entry *entry_for(struct reader *r, struct clause_document *d,
                                      const struct clause_category *c)
{
    const char *key = arena_printf(r->arena, "%s.%s", d->id, c->id);
    struct clause_entry *e = map_get(r->by_entry, key);
    if (e != NULL)
        return e;
    e = ARENA_NEW(r->arena, struct clause_entry);
    e->category = c;
    e->document = d;
    map_put(r->by_entry, key, e);
    VEC_PUSH(r->arena, &r->entries, e);
    return e;
}

static void take_field(struct reader *r, const struct fact *f)
{
    const char *id;
    const struct clause_category *c;
    struct diags *quiet = diags_new(r->arena);
    struct pos nowhere = {0};
    const struct clause_field *field =
        clause_field_of(r->arena, r->list, f->name, nowhere, &id, &c, quiet);
    if (field == NULL || f->value.kind != FEEL_STRING)
        return;
    struct clause_document *d = document_for(r, id);
    const char *text = f->value.u.string;
    if (c == NULL) {
        d->fields[field - clause_doc_fields] = text;
        return;
    }
    struct clause_entry *e = entry_for(r, d, c);
    e->fields[field - clause_entry_fields] = text;
    if (f->entered_at != NULL &&
        (e->entered_at == NULL || strcmp(f->entered_at, e->entered_at) > 0)) {
        e->entered_at = f->entered_at;
        e->author = f->author;
    }
}

static const char *either(const char *own, const char *other)
{
    return own != NULL ? own : other;
}

static void settle(struct reader *r)
{
    for (size_t i = 0; i < r->documents.n; i++) {
        struct clause_document *d = r->documents.items[i];
        d->name = either(d->fields[CLAUSE_DOC_TITLE], d->id);
        d->counts[CLAUSE_NOT_READ] = clause_list_count(r->list);
    }
    for (size_t i = 0; i < r->entries.n; i++) {
        struct clause_entry *e = r->entries.items[i];
        const char *status = e->fields[CLAUSE_STATUS];
        for (int s = 0; status != NULL && s < CLAUSE_STATUS_COUNT; s++)
            if (strcmp(status, clause_status_words[s]) == 0)
                e->status = (enum clause_status)s;
        const struct clause_document *d = e->document;
        e->language = either(e->fields[CLAUSE_LANGUAGE], d->fields[CLAUSE_DOC_LANGUAGE]);
        e->translation = either(e->fields[CLAUSE_TRANSLATION], d->fields[CLAUSE_DOC_TRANSLATION]);
        e->date = either(e->fields[CLAUSE_DATE_OF], d->fields[CLAUSE_DOC_DATE]);
        struct clause_document *counted = map_get(r->by_document, d->id);
        counted->counts[CLAUSE_NOT_READ]--;
        counted->counts[e->status]++;
    }
}

/* --- one category over all documents ---------------------------------------------------------- */

static bool found(const struct clause_entry *e)
{
    return e->status == CLAUSE_PRESENT || e->status == CLAUSE_AMBIGUOUS;
}

static bool same_words(struct arena *a, const char *x, const char *y)
{
    return strcmp(utf8_lower(a, x), utf8_lower(a, y)) == 0;
}

/* Two that say different things, else one that has it and one of the same kind that has not: a law
 * may well hold what a contract leaves to it. */
static const char *conflict_of(struct arena *a, const struct clause_line *l)
{
    for (size_t i = 0; i < l->n_entries; i++)
        for (size_t k = i + 1; k < l->n_entries; k++) {
            const struct clause_entry *x = l->entries[i], *y = l->entries[k];
            const char *xs = x->fields[CLAUSE_SAYS], *ys = y->fields[CLAUSE_SAYS];
            if (found(x) && found(y) && xs != NULL && ys != NULL && !same_words(a, xs, ys))
                return arena_printf(a, "%s says '%s', %s says '%s'", x->document->name, xs,
                                    y->document->name, ys);
        }
    for (size_t i = 0; i < l->n_entries; i++)
        for (size_t k = 0; k < l->n_entries; k++) {
            const struct clause_entry *x = l->entries[i], *y = l->entries[k];
            const char *kx = x->document->fields[CLAUSE_DOC_KIND];
            const char *ky = y->document->fields[CLAUSE_DOC_KIND];
            bool one_kind = kx != NULL && ky != NULL && strcmp(kx, ky) == 0;
            if (one_kind && x->status == CLAUSE_PRESENT && y->status == CLAUSE_ABSENT)
                return arena_printf(a, "present in %s, absent in %s", x->document->name,
                                    y->document->name);
        }
    return NULL;
}

static enum clause_status overall(const struct clause_line *l)
{
    static const enum clause_status ORDER[] = {CLAUSE_PRESENT, CLAUSE_AMBIGUOUS, CLAUSE_ABSENT};
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < l->n_entries; i++)
            if (l->entries[i]->status == ORDER[k])
                return ORDER[k];
    return CLAUSE_NOT_READ;
}

static void fill_line(struct reader *r, struct clause_line *l, const struct clause_category *c)
{
    VEC(const struct clause_entry *) entries = {0};
    for (size_t i = 0; i < r->documents.n; i++) {
        const char *key = arena_printf(r->arena, "%s.%s", r->documents.items[i]->id, c->id);
        const struct clause_entry *e = map_get(r->by_entry, key);
        if (e != NULL)
            VEC_PUSH(r->arena, &entries, e);
    }
    l->category = c;
    l->entries = entries.items;
    l->n_entries = entries.n;
    l->status = overall(l);
    l->conflict = conflict_of(r->arena, l);
    for (size_t i = 0; i < c->n_facts; i++) {
        const struct fact *f = dossier_fact(r->dossier, c->facts[i]);
        l->n_filled += f != NULL && f->value.kind != FEEL_UNKNOWN;
    }
}

const struct clause_register *clause_register(struct arena *a, const struct dossier *d)
{
    struct reader r = {.arena = a, .dossier = d, .list = catalogue_clauses(dossier_catalogue(d))};
    r.by_document = map_new(a);
    r.by_entry = map_new(a);
    for (size_t i = 0; i < dossier_count(d); i++)
        if (clause_is_name(dossier_at(d, i)->name))
            take_field(&r, dossier_at(d, i));
    settle(&r);
    struct clause_register *out = ARENA_NEW(a, struct clause_register);
    struct clause_document *documents = ARENA_ARRAY(a, r.documents.n, struct clause_document);
    out->n_documents = r.documents.n;
    out->documents = documents;
    for (size_t i = 0; i < r.documents.n; i++)
        documents[i] = *r.documents.items[i];
    /* Entries point at the documents of the register from here on. */
    for (size_t i = 0; i < r.entries.n; i++)
        for (size_t k = 0; k < r.documents.n; k++)
            if (strcmp(r.entries.items[i]->document->id, documents[k].id) == 0)
                r.entries.items[i]->document = &documents[k];
    out->n_lines = clause_list_count(r.list);
    struct clause_line *lines = ARENA_ARRAY(a, out->n_lines, struct clause_line);
    for (size_t i = 0; i < out->n_lines; i++) {
        fill_line(&r, &lines[i], clause_list_at(r.list, i));
        out->counts[lines[i].status]++;
    }
    out->lines = lines;
    clause_find_gaps(a, out);
    return out;
}

/* --- a clause as evidence --------------------------------------------------------------------- */

const char *clause_fact_name(struct arena *a, const char *document, const char *category,
                             const char *field)
{
    return field != NULL ? arena_printf(a, "clauses.%s.%s.%s", document, category, field)
                         : arena_printf(a, "clauses.%s.%s", document, category);
}

struct evidence clause_evidence(const struct clause_entry *e)
{
    struct evidence x = {.document =
                             either(e->document->fields[CLAUSE_DOC_PATH], e->document->name),
                         .page = e->fields[CLAUSE_PAGE],
                         .quote = e->fields[CLAUSE_QUOTE]};
    x.has_date = e->date != NULL && date_parse(e->date, strlen(e->date), &x.date);
    return x;
}

static bool same_text(const char *x, const char *y)
{
    return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

bool clause_fills(const struct clause_entry *e, const struct fact *f)
{
    struct evidence x = clause_evidence(e);
    return f != NULL && f->value.kind != FEEL_UNKNOWN &&
           same_text(f->evidence.document, x.document) && same_text(f->evidence.quote, x.quote) &&
           same_text(f->evidence.page, x.page);
}

bool clause_category_answers(const struct clause_category *c, const char *fact)
{
    for (size_t i = 0; i < c->n_facts; i++)
        if (strcmp(c->facts[i], fact) == 0)
            return true;
    return false;
}

bool clause_check_concerns(const char *check, const char *country)
{
    static const char HOSTS[] = "kz.uz.kg.tj.tm.";
    char head[4] = {0};
    for (int i = 0; i < 3 && check[i] != '\0'; i++)
        head[i] = check[i];
    if (head[2] != '.' || strstr(HOSTS, head) == NULL)
        return true;
    return head[0] - 'a' == country[0] - 'A' && head[1] - 'a' == country[1] - 'A';
}

static const struct clause_entry *named_fault(struct arena *a, const char *hint, struct diags *d,
                                              const char *format, const char *what)
{
    struct pos nowhere = {0};
    const char *text = text_visible(a, what, strlen(what), true);
    diag_add(d, DIAG_ERROR, NULL, nowhere, hint, "%s", arena_printf(a, "%s '%s'", format, text));
    return NULL;
}

/* The one entry of the line that was read, in the document named when one is. */
static const struct clause_entry *only_entry(struct arena *a, const struct clause_line *l,
                                             const char *document, struct diags *d)
{
    const struct clause_entry *hit = NULL;
    for (size_t i = 0; i < l->n_entries; i++) {
        const struct clause_entry *e = l->entries[i];
        if (e->status == CLAUSE_NOT_READ ||
            (document != NULL && strcmp(document, e->document->id) != 0))
            continue;
        if (hit != NULL)
            return named_fault(a,
                               arena_printf(a, "say which: %s.%s or %s.%s", hit->document->id,
                                            l->category->id, e->document->id, l->category->id),
                               d, "more than one document was read for", l->category->id);
        hit = e;
    }
    if (hit != NULL)
        return hit;
    return named_fault(a, "give it a status first: present, absent or ambiguous", d,
                       "no document has been read for", l->category->id);
}

const struct clause_entry *clause_entry_named(struct arena *a, const struct clause_register *r,
                                              const struct dossier *d, const char *name,
                                              struct diags *diags)
{
    const struct clause_list *list = catalogue_clauses(dossier_catalogue(d));
    const char *dot = strchr(name, '.');
    const char *document = dot != NULL ? arena_strndup(a, name, (size_t)(dot - name)) : NULL;
    const char *id = dot != NULL ? dot + 1 : name;
    bool known = document == NULL;
    const char **ids = ARENA_ARRAY(a, r->n_documents, const char *);
    for (size_t i = 0; i < r->n_documents; i++) {
        ids[i] = r->documents[i].id;
        known = known || strcmp(ids[i], document) == 0;
    }
    if (!known) {
        const char *near = nearest_name(document, ids, r->n_documents);
        return named_fault(a, near != NULL ? arena_printf(a, "did you mean '%s'?", near) : NULL,
                           diags, "the register has no document", document);
    }
    for (size_t i = 0; i < r->n_lines; i++)
        if (strcmp(r->lines[i].category->id, id) == 0)
            return only_entry(a, &r->lines[i], document, diags);
    const char *near = clause_list_nearest(list, id);
    return named_fault(a,
                       near != NULL ? arena_printf(a, "did you mean '%s'?", near)
                                    : "'adit clauses PROJECT --all' lists the categories",
                       diags, "the checklist has no category", id);
}
