/* One programme: what it offers with the formula of each term, the papers it asks for with their
 * state, and the conditions precedent that the project meets on its way. */
#include <stdio.h>
#include <string.h>

#include "core/assess/conditions.h"
#include "tui/screens/format.h"
#include "tui/screens/id_page.h"
#include "tui/screens/marks.h"

static const struct programme_result *find(const struct assessment *s, const char *id)
{
    for (size_t i = 0; i < s->n_programmes; i++)
        if (strcmp(s->programmes[i].programme->id, id) == 0)
            return &s->programmes[i];
    return NULL;
}

static void add_head(struct doc *d, const struct programme_result *p)
{
    doc_line(d, DOC_NO_TAG);
    doc_add(d, 0, verdict_role(p->verdict), verdict_mark(p->verdict));
    doc_add(d, 1, verdict_role(p->verdict), verdict_name(p->verdict));
    if (p->n_scores != 0)
        doc_addf(d, 3, ROLE_TEXT, "score %s, our scale",
                 score_text(d->arena, p->score_low, p->score_high, p->score_max));
    if (p->programme->product != NULL)
        doc_wrap(d, 0, ROLE_TEXT, p->programme->product, false);
    doc_wrap(d, 0, ROLE_DIM, p->programme->agency, false);
    doc_blank(d);
}

static enum role term_role(const struct term_result *t)
{
    switch (t->state) {
    case TERM_VALUE:
        return ROLE_STRONG;
    case TERM_OPEN:
        return ROLE_UNKNOWN;
    case TERM_ERROR:
        return ROLE_ERROR;
    default:
        return ROLE_TEXT;
    }
}

static void add_term(struct doc *d, const struct term_result *t)
{
    struct arena *a = d->arena;
    doc_line(d, DOC_NO_TAG);
    doc_wrap(d, 0, term_role(t), arena_printf(a, "%s: %s", t->term->title, t->shown), true);
    if (t->term->formula != NULL)
        doc_wrap(d, 2, ROLE_DIM, arena_printf(a, "Formula: %s", t->term->formula), false);
    if (t->why != NULL)
        doc_wrap(d, 2, ROLE_DIM, t->why, false);
    for (size_t i = 0; i < t->n_missing; i++)
        doc_wrap(d, 2, ROLE_UNKNOWN, arena_printf(a, "? needs %s", t->missing[i]), false);
    if (t->term->note != NULL)
        doc_wrap(d, 2, ROLE_DIM, arena_printf(a, "Note: %s", t->term->note), false);
    const char *marks = marks_words(a, t->marks);
    if (marks[0] != '\0')
        doc_wrap(d, 2, ROLE_NOTICE, marks, false);
    for (size_t i = 0; i < t->term->n_citations; i++) {
        const struct citation *c = &t->term->citations[i];
        doc_wrap(d, 2, ROLE_DIM,
                 arena_printf(a, "%s%s%s (%s)", c->source->title, c->at != NULL ? ", " : "",
                              c->at != NULL ? c->at : "", c->source->grade),
                 false);
    }
}

static void add_terms(struct doc *d, const struct programme_result *p)
{
    doc_heading(d, "What it offers and asks");
    if (p->programme->n_terms == 0)
        doc_wrap(d, 0, ROLE_TEXT, "The rules name no terms.", false);
    for (size_t i = 0; i < p->programme->n_terms; i++)
        add_term(d, &p->terms[i]);
    doc_blank(d);
}

static enum status document_status(enum document_state s)
{
    switch (s) {
    case DOCUMENT_SUPPLIED:
        return STATUS_PASS;
    case DOCUMENT_CLAIMED:
        return STATUS_CONDITIONAL;
    case DOCUMENT_MISSING:
        return STATUS_FAIL;
    case DOCUMENT_OPEN:
        return STATUS_UNKNOWN;
    case DOCUMENT_NOT_NEEDED:
        break;
    }
    return STATUS_NOT_APPLICABLE;
}

static void add_documents(struct doc *d, const struct programme_result *p)
{
    struct arena *a = d->arena;
    doc_heading(d, "Papers of the application");
    for (size_t i = 0; i < p->programme->n_documents; i++) {
        const struct programme_document *doc = p->documents[i].document;
        enum status s = document_status(p->documents[i].state);
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, status_role(s), status_mark(s));
        doc_wrap(d, 2, ROLE_TEXT,
                 arena_printf(
                     a, "%s: %s, for the %s%s%s", doc->text,
                     document_state_name(p->documents[i].state), document_stage_name(doc->stage),
                     doc->owner != NULL ? "; owner: " : "", doc->owner != NULL ? doc->owner : ""),
                 true);
    }
    doc_blank(d);
}

static void add_conditions(struct doc *d, const struct assessment *s,
                           const struct programme_result *p)
{
    struct arena *a = d->arena;
    size_t n, shown = 0;
    const struct condition *all = assess_conditions(a, s, p->programme, &n);
    doc_heading(d, "Conditions precedent of this programme");
    for (size_t i = 0; i < n; i++) {
        const struct condition *c = &all[i];
        if (c->n_programmes == 0)
            continue; /* holds for any lender: adit conditions has it */
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, status_role(c->finding->status), status_mark(c->finding->status));
        doc_wrap(d, 2, ROLE_TEXT, c->text, true);
        doc_wrap(
            d, 2, ROLE_DIM,
            arena_printf(a, "%s%s%s%smay be waived by: %s", c->owner != NULL ? "owner: " : "",
                         c->owner != NULL ? c->owner : "",
                         c->evidence != NULL ? arena_printf(a, "; shown by: %s", c->evidence) : "",
                         c->owner != NULL || c->evidence != NULL ? "; " : "", c->waived_by),
            false);
        shown++;
    }
    if (shown == 0)
        doc_wrap(d, 0, ROLE_TEXT, "None follow from its checks.", false);
}

static void layout(struct view *v)
{
    struct id_page *m = v->data;
    const struct assessment *s = m->screens->w->project.assessment;
    const struct programme_result *p = find(s, m->id);
    struct doc *d = doc_view_start(v);
    snprintf(v->title, sizeof v->title, "%.100s  %.150s", dossier_name(s->dossier),
             p != NULL ? p->programme->title : m->id);
    if (p == NULL)
        return;
    add_head(d, p);
    add_terms(d, p);
    add_documents(d, p);
    add_conditions(d, s, p);
}

static unsigned act(struct view *v, enum action a)
{
    struct id_page *m = v->data;
    switch (a) {
    case ACT_FINDINGS:
        findings_open(m->screens, m->id);
        return REACT_DONE;
    case ACT_CURES:
        cures_open(m->screens, m->id);
        return REACT_DONE;
    default:
        return doc_view_act(v, a);
    }
}

static const struct view_ops OPS = {
    .keymap = MAP_PROGRAMME,
    .pager = true,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .act = act,
    .release = id_page_release,
};

void programme_open(struct screens *s, const char *id)
{
    id_page_open(s, &OPS, sizeof(struct id_page), id);
}
