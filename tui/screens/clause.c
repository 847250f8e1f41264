/* One category in every document of the register, or one document: each field can be edited, and a
 * fact answered with the clause as its evidence. Every change is on disk before the next key. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/vec.h"
#include "tui/screens/clauses.h"
#include "tui/screens/screens.h"
#include "tui/widgets/doc_view.h"
#include "tui/widgets/line_edit.h"
#include "tui/widgets/prompt.h"

#define LABEL_COLS 16

/* What Enter on a line does: edit a field, or answer a fact from the entry. */
struct target {
    const char *document;
    const struct clause_field *field;
    const char *value; /* as it stands; "" when not given */
    const struct clause_entry *entry;
    const char *fact;
};

struct model {
    struct doc_view page; /* first */
    struct screens *screens;
    char *category, *document; /* one of them; the other is NULL */
    VEC(struct target) targets;
    struct { /* while the prompt is open */
        char *document, *value;
        const struct clause_field *field; /* NULL: it is not */
    } editing;
    char *kept_document; /* where the hand was when a field was kept: lines may have moved */
    const struct clause_field *kept_field;
};

static int target(struct model *m, struct target t)
{
    VEC_PUSH(m->page.arena, &m->targets, t);
    return (int)m->targets.n - 1;
}

static const char *choices(struct arena *a, const struct clause_field *f)
{
    const char *text = "";
    for (size_t i = 0; f->words != NULL && f->words[i] != NULL; i++)
        text = arena_printf(a, "%s%s%s", text, i > 0 ? ", " : "", f->words[i]);
    return text;
}

/* inherited: what holds as long as value is NULL; NULL when nothing does. */
static void add_field(struct model *m, const char *document, const struct clause_field *f,
                      const char *value, const char *inherited)
{
    struct doc *d = &m->page.doc;
    struct target t = {.document = document, .field = f, .value = value != NULL ? value : ""};
    const char *none = inherited != NULL ? inherited : f->form == CLAUSE_DATE ? "YYYY-MM-DD" : "-";
    doc_line(d, target(m, t));
    doc_field(d, 2, LABEL_COLS - 3, ROLE_DIM, f->label);
    if (f->form == CLAUSE_WORD) {
        doc_field(d, LABEL_COLS, 12, value != NULL ? ROLE_STRONG : ROLE_DIM,
                  value != NULL ? value : none);
        doc_field(d, LABEL_COLS + 13, d->cols - LABEL_COLS - 13, ROLE_DIM,
                  choices(m->page.arena, f));
    } else if (value != NULL) {
        doc_wrap(d, LABEL_COLS, ROLE_TEXT, value, true);
    } else {
        doc_field(d, LABEL_COLS, 12, ROLE_DIM, none);
        if (inherited != NULL)
            doc_add(d, 1, ROLE_DIM, "as the document");
    }
}

static void add_facts(struct model *m, const struct clause_entry *e)
{
    struct doc *d = &m->page.doc;
    const struct dossier *p = m->screens->w->project.dossier;
    for (size_t i = 0; i < e->category->n_facts; i++) {
        const char *name = e->category->facts[i];
        const struct fact *f = dossier_fact(p, name);
        bool known = f != NULL && f->value.kind != FEEL_UNKNOWN;
        struct target t = {.document = e->document->id, .entry = e, .fact = name};
        doc_line(d, target(m, t));
        doc_field(d, 2, LABEL_COLS - 3, ROLE_DIM, i == 0 ? "Can answer" : "");
        doc_add(d, 1, known ? ROLE_PASS : ROLE_UNKNOWN, known ? "+" : "?");
        doc_add(d, 1, ROLE_TEXT, name);
        if (known)
            doc_addf(d, 1, ROLE_TEXT, "= %s%s", fact_display(d->arena, f->def, f->value),
                     clause_fills(e, f) ? ", from here" : "");
    }
}

static const struct clause_entry *entry_in(const struct clause_line *l,
                                           const struct clause_document *d)
{
    for (size_t i = 0; i < l->n_entries; i++)
        if (l->entries[i]->document == d)
            return l->entries[i];
    return NULL;
}

static void add_entry(struct model *m, const struct clause_document *doc,
                      const struct clause_entry *e)
{
    doc_heading(&m->page.doc, "%s", doc->name);
    add_field(m, doc->id, &clause_entry_fields[CLAUSE_STATUS],
              clause_words(e != NULL ? e->status : CLAUSE_NOT_READ), NULL);
    for (int i = CLAUSE_STATUS + 1; e != NULL && i < CLAUSE_ENTRY_COUNT; i++)
        add_field(m, doc->id, &clause_entry_fields[i], e->fields[i],
                  i == CLAUSE_LANGUAGE      ? e->language
                  : i == CLAUSE_DATE_OF     ? e->date
                  : i == CLAUSE_TRANSLATION ? e->translation
                                            : NULL);
    if (e != NULL && e->status != CLAUSE_NOT_READ)
        add_facts(m, e);
    doc_blank(&m->page.doc);
}

static const char *needed_by(unsigned needed)
{
    return needed == CLAUSE_NEED_LAW      ? "Needed by the law"
           : needed == CLAUSE_NEED_LENDER ? "Needed by a lender"
                                          : "Needed by the law and a lender";
}

static void add_about(struct model *m, const struct clause_line *l)
{
    struct doc *d = &m->page.doc;
    const struct clause_category *c = l->category;
    doc_wrap(d, 0, ROLE_TEXT, c->title_ru, false);
    doc_wrap(d, 0, ROLE_TEXT, arena_printf(d->arena, "Decides: %s.", c->decides), false);
    if (c->lender != NULL)
        doc_wrap(d, 0, ROLE_TEXT, arena_printf(d->arena, "A lender looks for: %s.", c->lender),
                 false);
    if (c->needed != 0)
        doc_wrap(d, 0, ROLE_TEXT,
                 arena_printf(d->arena, "%s; when absent, %s.", needed_by(c->needed), c->absent),
                 false);
    if (l->conflict != NULL)
        doc_wrap(d, 0, ROLE_FAIL, arena_printf(d->arena, "# Documents differ: %s", l->conflict),
                 false);
    doc_blank(d);
}

static void layout_category(struct view *v, const struct clause_register *r)
{
    struct model *m = v->data;
    const struct clause_line *l = NULL;
    for (size_t i = 0; i < r->n_lines; i++)
        if (strcmp(r->lines[i].category->id, m->category) == 0)
            l = &r->lines[i];
    if (l == NULL)
        return;
    snprintf(v->title, sizeof v->title, "%.100s  %.150s",
             dossier_name(m->screens->w->project.dossier), l->category->title);
    add_about(m, l);
    for (size_t i = 0; i < r->n_documents; i++)
        add_entry(m, &r->documents[i], entry_in(l, &r->documents[i]));
    if (r->n_documents == 0)
        doc_wrap(&m->page.doc, 0, ROLE_STRONG, "No document yet; d names a contract or a law.",
                 false);
}

static void layout_document(struct view *v, const struct clause_register *r)
{
    struct model *m = v->data;
    snprintf(v->title, sizeof v->title, "%.100s  Document %.100s",
             dossier_name(m->screens->w->project.dossier), m->document);
    for (size_t i = 0; i < r->n_documents; i++) {
        const struct clause_document *d = &r->documents[i];
        if (strcmp(d->id, m->document) != 0)
            continue;
        for (int k = 0; k < CLAUSE_DOC_COUNT; k++)
            add_field(m, d->id, &clause_doc_fields[k], d->fields[k], NULL);
        doc_blank(&m->page.doc);
    }
    for (size_t i = 0; i < r->n_gaps; i++) {
        const struct clause_gap *g = &r->gaps[i];
        if (g->document != NULL && strcmp(g->document->id, m->document) == 0)
            doc_wrap(&m->page.doc, 2, ROLE_CONDITIONAL,
                     arena_printf(m->page.arena, "! %s%s%s",
                                  g->category != NULL ? g->category->title : "",
                                  g->category != NULL ? ": " : "", g->text),
                     false);
    }
}

static void go_back_to_kept(struct view *v)
{
    struct model *m = v->data;
    for (size_t i = 0; m->kept_field != NULL && i < m->page.doc.lines.n; i++) {
        int tag = m->page.doc.lines.items[i].tag;
        if (tag == DOC_NO_TAG || m->targets.items[tag].field != m->kept_field ||
            strcmp(m->targets.items[tag].document, m->kept_document) != 0)
            continue;
        v->selected = i;
        break;
    }
    free(m->kept_document);
    m->kept_document = NULL;
    m->kept_field = NULL;
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    doc_view_start(v);
    m->targets.items = NULL;
    m->targets.n = m->targets.cap = 0;
    const struct clause_register *r =
        clause_register(m->page.arena, m->screens->w->project.dossier);
    if (m->category != NULL)
        layout_category(v, r);
    else
        layout_document(v, r);
    go_back_to_kept(v);
}

/* --- editing ---------------------------------------------------------------------------------- */

static const struct clause_category *category_of(const struct model *m)
{
    const struct catalogue *c = rulebook_catalogue(m->screens->w->rules);
    return m->category != NULL ? clause_list_find(catalogue_clauses(c), m->category) : NULL;
}

static const char *fact_name(struct arena *a, const struct model *m)
{
    const char *document = m->editing.document, *field = m->editing.field->name;
    return m->category != NULL ? clause_fact_name(a, document, m->category, field)
                               : clause_fact_name(a, document, field, NULL);
}

static void keep_draft(struct model *m, const char *text)
{
    struct workbench *w = m->screens->w;
    struct arena *a = arena_new();
    if (text == NULL || strcmp(text, m->editing.value) != 0)
        store_draft_put(w->store, w->project.id, fact_name(a, m), text, w->places.author,
                        diags_new(a));
    arena_free(a);
}

static void forget_editing(struct model *m)
{
    free(m->editing.document);
    free(m->editing.value);
    m->editing.document = m->editing.value = NULL;
    m->editing.field = NULL;
}

/* The connection went: what is half typed waits as a draft. */
static void hung_up(void *data, const char *text)
{
    struct view *v = data;
    keep_draft(v->data, text);
}

static void typed(void *data, const char *text)
{
    struct view *v = data;
    struct model *m = v->data;
    const char *why = "";
    if (m->editing.field == NULL)
        return;
    if (text != NULL && strcmp(text, m->editing.value) == 0) {
        keep_draft(m, NULL);
    } else if (text != NULL) {
        if (clauses_write(m->screens->w, m->editing.document, category_of(m), m->editing.field,
                          text, &why)) {
            keep_draft(m, NULL);
            free(m->kept_document);
            m->kept_document = strdup(m->editing.document);
            m->kept_field = m->kept_document != NULL ? m->editing.field : NULL;
            views_say(v->stack, ROLE_NOTICE, "Kept");
            projects_refresh(m->screens);
        } else {
            keep_draft(m, text);
            views_say(v->stack, ROLE_ERROR, "E %s", why);
        }
        views_stale(v->stack);
    }
    forget_editing(m);
}

static void edit_field(struct view *v, const struct target *t)
{
    struct model *m = v->data;
    struct workbench *w = m->screens->w;
    if (v->stack->host.read_only) {
        views_say(v->stack, ROLE_ERROR, "E The workspace is open for reading only");
        return;
    }
    if (strlen(t->value) >= LINE_EDIT_MAX || strchr(t->value, '\n') != NULL) {
        views_say(v->stack, ROLE_NOTICE,
                  "A text of several lines: change it in the project file, then import it");
        return;
    }
    bool status = m->category != NULL && t->field == &clause_entry_fields[CLAUSE_STATUS];
    const char *now = t->value;
    for (int i = 0; status && i < CLAUSE_STATUS_COUNT; i++)
        if (strcmp(now, clause_words((enum clause_status)i)) == 0)
            now = i == CLAUSE_NOT_READ ? "" : clause_status_words[i];
    forget_editing(m);
    m->editing.document = strdup(t->document);
    m->editing.value = strdup(now);
    m->editing.field = t->field;
    if (m->editing.document == NULL || m->editing.value == NULL)
        abort();
    const char *draft = store_draft_get(w->store, m->page.arena, w->project.id,
                                        fact_name(m->page.arena, m), w->places.author);
    prompt_open_kept(v->stack,
                     arena_printf(m->page.arena, "%s%s", t->field->label,
                                  draft != NULL ? " (typed earlier)" : ""),
                     draft != NULL ? draft : now, typed, hung_up, v);
}

static void open_target(struct view *v)
{
    struct model *m = v->data;
    int tag =
        v->selected < m->page.doc.lines.n ? m->page.doc.lines.items[v->selected].tag : DOC_NO_TAG;
    if (tag == DOC_NO_TAG)
        return;
    struct target t = m->targets.items[tag];
    if (t.fact != NULL) {
        struct evidence e = clause_evidence(t.entry);
        answer_open_from(m->screens, t.fact, &e);
    } else {
        edit_field(v, &t);
    }
}

/* --- a new document --------------------------------------------------------------------------- */

/* "Investment Agreement 2024" as an id: investment-agreement-2024; "" when nothing is left. */
static void id_of(const char *title, char id[64])
{
    size_t n = 0;
    for (const char *p = title; *p != '\0' && n < 60; p++) {
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            id[n++] = c;
        else if (n > 0 && id[n - 1] != '-' && c > 0)
            id[n++] = '-';
    }
    while (n > 0 && id[n - 1] == '-')
        n--;
    id[n] = '\0';
}

static void document_typed(void *data, const char *text)
{
    struct screens *s = data;
    char id[64];
    const char *why = "";
    if (text == NULL || text[strspn(text, " ")] == '\0')
        return;
    id_of(text, id);
    struct arena *a = arena_new();
    const struct clause_register *r = clause_register(a, s->w->project.dossier);
    const char *unique = id[0] != '\0' && (id[0] < '0' || id[0] > '9')
                             ? arena_strdup(a, id)
                             : arena_printf(a, "document-%s", id[0] != '\0' ? id : "1");
    bool taken = true;
    for (int tries = 2; taken && tries < 1000; tries++) {
        taken = false;
        for (size_t i = 0; i < r->n_documents; i++)
            taken = taken || strcmp(r->documents[i].id, unique) == 0;
        if (taken)
            unique = arena_printf(a, "%.50s-%d", id[0] != '\0' ? id : "document", tries);
    }
    if (clauses_write(s->w, unique, NULL, &clause_doc_fields[CLAUSE_DOC_TITLE], text, &why)) {
        views_say(s->views, ROLE_NOTICE, "Kept as '%s'", unique);
        projects_refresh(s);
        clause_open(s, NULL, unique);
    } else {
        views_say(s->views, ROLE_ERROR, "E %s", why);
    }
    arena_free(a);
    views_stale(s->views);
}

void clause_add_document(struct screens *s)
{
    prompt_open(s->views, "Title of the contract or law", "", document_typed, s);
}

/* --- the view --------------------------------------------------------------------------------- */

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    switch (a) {
    case ACT_OPEN:
        open_target(v);
        return REACT_DONE;
    case ACT_ADD_DOCUMENT:
        clause_add_document(m->screens);
        return REACT_DONE;
    default:
        return doc_view_act(v, a);
    }
}

static void release(struct view *v)
{
    struct model *m = v->data;
    forget_editing(m);
    free(m->category);
    free(m->document);
    free(m->kept_document);
    doc_view_release(v);
}

static const struct view_ops OPS = {
    .keymap = MAP_CLAUSE,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .selectable = doc_view_selectable,
    .act = act,
    .release = release,
};

void clause_open(struct screens *s, const char *category, const char *document)
{
    struct model *m = doc_view_new(sizeof *m);
    m->screens = s;
    m->category = category != NULL ? strdup(category) : NULL;
    m->document = document != NULL ? strdup(document) : NULL;
    views_push(s->views, &OPS, m);
}
