/* clause_gaps.c: what the register leaves open, gravest kind first. */
#include <string.h>

#include "core/base/vec.h"
#include "core/evidence/internal.h"

static const char *const gap_names[CLAUSE_GAP_COUNT] = {
    "conflict", "absent", "ambiguous", "outdated", "translation", "proof", "not_read"};

const char *clause_gap_name(enum clause_gap_kind k)
{
    return gap_names[k];
}

struct finder {
    struct arena *arena;
    struct clause_register *r;
    VEC(struct clause_gap) gaps;
};

static void add(struct finder *f, enum clause_gap_kind kind, const struct clause_category *c,
                const struct clause_document *d, const char *text)
{
    struct clause_gap g = {kind, c, d, text};
    VEC_PUSH(f->arena, &f->gaps, g);
}

static const char *who_needs(unsigned needed)
{
    return needed == CLAUSE_NEED_LAW      ? "the law needs it"
           : needed == CLAUSE_NEED_LENDER ? "a lender needs it"
                                          : "the law and a lender need it";
}

static const char *documents_with(struct arena *a, const struct clause_line *l,
                                  enum clause_status s)
{
    const char *text = "";
    for (size_t i = 0; i < l->n_entries; i++)
        if (l->entries[i]->status == s)
            text = arena_printf(a, "%s%s%s", text, text[0] != '\0' ? ", " : "",
                                l->entries[i]->document->name);
    return text;
}

/* --- of one entry ----------------------------------------------------------------------------- */

static bool before(const char *x, const char *y)
{
    return x != NULL && y != NULL && strcmp(x, y) < 0; /* ISO dates */
}

static void outdated(struct finder *f, const struct clause_entry *e)
{
    const char *changed = e->document->fields[CLAUSE_DOC_CHANGED];
    const char *own = e->fields[CLAUSE_DATE_OF], *read = e->fields[CLAUSE_REVIEWED];
    if (before(own, changed))
        add(f, CLAUSE_GAP_OUTDATED, e->category, e->document,
            arena_printf(f->arena, "the text is of %s; %s was last changed on %s", own,
                         e->document->name, changed));
    else if (before(read, changed))
        add(f, CLAUSE_GAP_OUTDATED, e->category, e->document,
            arena_printf(f->arena, "read on %s; %s was last changed on %s", read, e->document->name,
                         changed));
}

static bool english(const char *language)
{
    return language != NULL && strncmp(language, "en", 2) == 0 &&
           (language[2] == '\0' || language[2] == '-' || strcmp(language, "english") == 0);
}

static void translation(struct finder *f, const struct clause_entry *e)
{
    const char *t = e->translation, *what = NULL;
    if (t != NULL && strcmp(t, "machine") == 0)
        what = "was translated by machine";
    else if (t != NULL && strcmp(t, "none") == 0)
        what = "has not been translated";
    else if (t == NULL && e->language != NULL && !english(e->language))
        what = "has no word on its translation";
    if (what != NULL)
        add(f, CLAUSE_GAP_TRANSLATION, e->category, e->document,
            arena_printf(f->arena, "the text in %s%s%s%s %s", e->document->name,
                         e->language != NULL ? " (" : "", e->language != NULL ? e->language : "",
                         e->language != NULL ? ")" : "", what));
}

static void proof(struct finder *f, const struct clause_entry *e)
{
    bool text = e->fields[CLAUSE_QUOTE] != NULL;
    bool place = e->fields[CLAUSE_ARTICLE] != NULL || e->fields[CLAUSE_PAGE] != NULL;
    bool reader = e->fields[CLAUSE_REVIEWER] != NULL;
    const char *missing = "";
    if (!text)
        missing = "its text";
    if (!place)
        missing = arena_printf(f->arena, "%s%sarticle or page", missing, text ? "" : ", ");
    if (!reader)
        missing = arena_printf(f->arena, "%s%swho read it", missing, text && place ? "" : ", ");
    if (missing[0] != '\0')
        add(f, CLAUSE_GAP_PROOF, e->category, e->document,
            arena_printf(f->arena, "found in %s, without %s", e->document->name, missing));
}

/* --- of one category -------------------------------------------------------------------------- */

static void line_gaps(struct finder *f, const struct clause_line *l)
{
    struct arena *a = f->arena;
    const struct clause_category *c = l->category;
    if (l->conflict != NULL)
        add(f, CLAUSE_GAP_CONFLICT, c, NULL, l->conflict);
    if (l->status == CLAUSE_ABSENT && c->needed != 0)
        add(f, CLAUSE_GAP_ABSENT, c, NULL,
            arena_printf(a, "absent in %s, and %s: %s", documents_with(a, l, CLAUSE_ABSENT),
                         who_needs(c->needed), c->absent));
    if (l->status == CLAUSE_NOT_READ && c->needed != 0)
        add(f, CLAUSE_GAP_NOT_READ, c, NULL,
            arena_printf(a, "not read yet; %s", who_needs(c->needed)));
    f->r->n_other_unread += l->status == CLAUSE_NOT_READ && c->needed == 0;
    for (size_t i = 0; i < l->n_entries; i++) {
        const struct clause_entry *e = l->entries[i];
        if (e->status == CLAUSE_AMBIGUOUS)
            add(f, CLAUSE_GAP_AMBIGUOUS, c, e->document,
                arena_printf(a, "ambiguous in %s%s%s", e->document->name,
                             e->fields[CLAUSE_NOTE] != NULL ? ": " : "",
                             e->fields[CLAUSE_NOTE] != NULL ? e->fields[CLAUSE_NOTE] : ""));
        if (e->status != CLAUSE_NOT_READ)
            outdated(f, e);
        if (e->status == CLAUSE_PRESENT || e->status == CLAUSE_AMBIGUOUS) {
            translation(f, e);
            proof(f, e);
        }
    }
}

static void document_gaps(struct finder *f, const struct clause_document *d)
{
    const char *date = d->fields[CLAUSE_DOC_DATE], *changed = d->fields[CLAUSE_DOC_CHANGED];
    if (before(date, changed))
        add(f, CLAUSE_GAP_OUTDATED, NULL, d,
            arena_printf(f->arena, "%s was read as of %s; it was last changed on %s", d->name, date,
                         changed));
}

void clause_find_gaps(struct arena *a, struct clause_register *r)
{
    struct finder f = {.arena = a, .r = r};
    if (r->n_documents == 0)
        return;
    for (size_t i = 0; i < r->n_documents; i++)
        document_gaps(&f, &r->documents[i]);
    for (size_t i = 0; i < r->n_lines; i++)
        line_gaps(&f, &r->lines[i]);
    struct clause_gap *sorted = ARENA_ARRAY(a, f.gaps.n, struct clause_gap);
    size_t n = 0;
    for (int kind = 0; kind < CLAUSE_GAP_COUNT; kind++)
        for (size_t i = 0; i < f.gaps.n; i++)
            if ((int)f.gaps.items[i].kind == kind)
                sorted[n++] = f.gaps.items[i];
    r->gaps = sorted;
    r->n_gaps = n;
}
