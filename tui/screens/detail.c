/* One finding: what was found and why, the values, the evidence, the source, the way out. */
#include <stdio.h>
#include <string.h>

#include "core/assess/review.h"
#include "tui/screens/format.h"
#include "tui/screens/id_page.h"
#include "tui/screens/marks.h"

struct model {
    struct id_page base; /* first; of the rule */
    const struct finding *finding;
};

#define LABEL 12 /* columns of labels such as "Because" */

static void labelled(struct doc *d, const char *label, enum role role, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    doc_line(d, DOC_NO_TAG);
    doc_add(d, 0, ROLE_DIM, label);
    doc_wrap(d, LABEL, role, text, true);
}

static const char *severity_line(struct arena *a, const struct rule *r)
{
    const char *text =
        arena_printf(a, "%s, %s", rule_severity_name(r->severity), rule_kind_name(r->kind));
    for (size_t i = 0; i < r->n_affects; i++)
        text = arena_printf(a, "%s%s%s", text, i == 0 ? "; concerns the " : ", ", r->affects[i]);
    return text;
}

static void add_outcome(struct doc *d, const struct finding *f)
{
    const struct rule *r = f->rule;
    doc_line(d, DOC_NO_TAG);
    doc_wrap(d, 0, ROLE_STRONG, r->title, true);
    doc_line(d, DOC_NO_TAG);
    doc_add(d, 0, status_role(f->status), status_mark(f->status));
    doc_add(d, 1, status_role(f->status), status_words(f->status));
    doc_addf(d, 3, ROLE_DIM, "%s", severity_line(d->arena, r));
    doc_blank(d);
    if (f->message != NULL && f->message[0] != '\0')
        doc_wrap(d, 0, ROLE_TEXT, f->message, false);
    labelled(d, "Because", ROLE_TEXT, f->because);
    if (f->has_points)
        labelled(d, "Points", ROLE_TEXT,
                 score_text(d->arena, f->points_low, f->points_high, r->max_points));
    unsigned marks = f->n_weak != 0 ? f->marks & ~(unsigned)MARK_WEAK_EVIDENCE : f->marks;
    labelled(d, "Mark", ROLE_CONDITIONAL, marks_words(d->arena, marks));
    for (size_t i = 0; i < f->n_weak; i++)
        if (f->message == NULL || strstr(f->message, f->weak[i]) == NULL)
            labelled(d, "Evidence", ROLE_CONDITIONAL, f->weak[i]);
    for (size_t i = 0; i < f->n_assumed; i++)
        labelled(d, i == 0 ? "Assumed" : "", ROLE_TEXT, f->assumed[i]);
    for (size_t i = 0; i < f->n_warnings; i++)
        labelled(d, i == 0 ? "Warning" : "", ROLE_TEXT, f->warnings[i]);
    doc_blank(d);
}

/* What a reviewer decided stands below what was computed and never in its place. */
static void add_review(struct doc *d, const struct assessment *s, const struct finding *f)
{
    struct check_review r;
    struct arena *a = d->arena;
    if (!finding_review(a, s->dossier, f, s->as_of, &r))
        return;
    const char *document = r.given.fields[REVIEW_DOCUMENT], *page = r.given.fields[REVIEW_PAGE];
    enum role role = r.state == REVIEW_IN_FORCE ? ROLE_TEXT : ROLE_CONDITIONAL;
    doc_heading(d, "Reviewer's decision (v changes it)");
    labelled(d, "Decided", ROLE_STRONG, review_decision_words(a, &r.given));
    labelled(d, "Counts as", status_role(r.reviewed),
             arena_printf(a, "%s %s", status_mark(r.reviewed), status_words(r.reviewed)));
    labelled(d, "By", ROLE_TEXT,
             arena_printf(a, "%s, on %s", review_who(a, &r.given), r.given.fields[REVIEW_DATE]));
    labelled(d, "Until", role, review_state_words(a, &r));
    labelled(d, "Why", ROLE_TEXT, r.given.fields[REVIEW_REASON]);
    if (document != NULL)
        labelled(d, "Document", ROLE_TEXT,
                 page != NULL ? arena_printf(a, "%s, page %s", document, page) : document);
    if (r.same_hand != NULL)
        labelled(d, "Note", ROLE_CONDITIONAL,
                 arena_printf(a, "entered by the hand that answered %s", r.same_hand));
    doc_blank(d);
}

/* "licence.kind: When ...?" for each fact that is open. */
static void add_missing(struct doc *d, const struct finding *f, const struct catalogue *c)
{
    if (f->n_missing == 0)
        return;
    doc_heading(d, "Still open (a answers)");
    for (size_t i = 0; i < f->n_missing; i++) {
        const struct fact_def *def = catalogue_find(c, f->missing[i]);
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_UNKNOWN, status_mark(STATUS_UNKNOWN));
        doc_wrap(d, 2, ROLE_TEXT, def != NULL && def->ask != NULL ? def->ask : f->missing[i], true);
        doc_line(d, DOC_NO_TAG);
        doc_addf(d, 2, ROLE_DIM, "%s%s%s", f->missing[i],
                 def != NULL && def->who != NULL ? ", known to the " : "",
                 def != NULL && def->who != NULL ? def->who : "");
    }
    doc_blank(d);
}

static void add_steps(struct doc *d, const struct finding_step *steps, size_t n)
{
    if (n == 0)
        return;
    doc_heading(d, "Expression and values (* decided)");
    for (size_t i = 0; i < n; i++) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_STRONG, steps[i].label);
        doc_addf(d, 1, ROLE_TEXT, "= %s", feel_text(d->arena, steps[i].result));
        for (size_t k = 0; k < steps[i].n_steps; k++) {
            const struct feel_step *s = &steps[i].steps[k];
            int indent = 2 + 2 * (s->depth < 12 ? s->depth : 12);
            const char *value = feel_text(d->arena, s->value);
            doc_line(d, DOC_NO_TAG);
            doc_add(d, 0, ROLE_STRONG, s->decided ? "*" : " ");
            doc_wrap(d, indent, s->decided ? ROLE_TEXT : ROLE_DIM,
                     arena_printf(d->arena, "%s  =  %s", s->text, value), true);
        }
    }
    doc_blank(d);
}

/* The title of a document that the project lists, else the name as it was given. */
static const char *document_title(const struct dossier *p, const char *name)
{
    for (size_t i = 0; i < dossier_documents(p); i++) {
        const struct project_document *x = dossier_document(p, i);
        if (x->path != NULL && strcmp(x->path, name) == 0 && x->title != NULL)
            return x->title;
    }
    return name;
}

static void add_evidence(struct doc *d, const struct fact *f, const struct dossier *p)
{
    const struct evidence *e = &f->evidence;
    const char *text = arena_printf(d->arena, "grade %s", grade_name(f->grade));
    char date[DATE_TEXT_MAX];
    if (e->document != NULL)
        text = arena_printf(d->arena, "%s; %s", text, document_title(p, e->document));
    if (e->page != NULL)
        text = arena_printf(d->arena, "%s, page %s", text, e->page);
    if (e->has_date)
        text = arena_printf(d->arena, "%s, of %s", text, date_text(e->date, date));
    doc_wrap(d, 2, ROLE_DIM, text, false);
    if (e->quote != NULL)
        doc_wrap(d, 2, ROLE_DIM, arena_printf(d->arena, "\"%s\"", e->quote), false);
    if (f->note != NULL)
        doc_wrap(d, 2, ROLE_DIM, arena_printf(d->arena, "Note: %s", f->note), false);
}

static void add_facts(struct doc *d, const struct dossier *p, const struct finding_fact *facts,
                      size_t n)
{
    if (n == 0)
        return;
    doc_heading(d, "Facts and their evidence");
    for (size_t i = 0; i < n; i++) {
        const struct finding_fact *x = &facts[i];
        bool known = x->value.kind != FEEL_UNKNOWN;
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_STRONG, x->def->name);
        doc_wrap(d, 2, known ? ROLE_TEXT : ROLE_UNKNOWN,
                 known ? fact_display(d->arena, x->def, x->value) : "not answered", false);
        if (x->fact != NULL && known)
            add_evidence(d, x->fact, p);
    }
    doc_blank(d);
}

/* How sure the source is: when it was read, what kind it is. */
static const char *source_words(struct arena *a, const struct citation *c)
{
    const struct source *s = c->source;
    char date[DATE_TEXT_MAX];
    if (s->grade != NULL && strcmp(s->grade, "house") == 0)
        return "our own policy, no outside source";
    const char *text = "no date of reading";
    if (s->has_read)
        text = arena_printf(a, "read on %s", date_text(s->read, date));
    if (s->grade != NULL)
        text = arena_printf(a, "%s; kind of source: %s", text, s->grade);
    if (c->basis != NULL && strcmp(c->basis, "house") == 0)
        text = arena_printf(a, "%s; the reading of it is house policy", text);
    return text;
}

static void add_sources(struct doc *d, const struct finding *f)
{
    doc_heading(d, "Source");
    for (size_t i = 0; i < f->n_citations; i++) {
        const struct citation *c = f->citations[i];
        const struct source *s = c->source;
        doc_line(d, DOC_NO_TAG);
        doc_wrap(d, 0, ROLE_TEXT,
                 arena_printf(d->arena, "%s%s%s", s->title, c->at != NULL ? ", " : "",
                              c->at != NULL ? c->at : ""),
                 true);
        if (c->text != NULL)
            doc_wrap(d, 2, ROLE_TEXT, c->text, false);
        doc_wrap(d, 2, ROLE_DIM, source_words(d->arena, c), false);
        if (s->url != NULL)
            doc_wrap(d, 2, ROLE_DIM, s->url, false);
        if (s->note != NULL)
            doc_wrap(d, 2, ROLE_DIM, s->note, false);
    }
    doc_blank(d);
}

static void add_ways_out(struct doc *d, const struct rule *r)
{
    if (r->n_remedies != 0)
        doc_heading(d, "What would mend it");
    for (size_t i = 0; i < r->n_remedies; i++) {
        const char *text = r->remedies[i].text;
        for (size_t k = 0; k < r->remedies[i].n_changes; k++)
            text = arena_printf(d->arena, "%s%s%s", text, k == 0 ? " (changes " : ", ",
                                r->remedies[i].changes[k]);
        if (r->remedies[i].n_changes != 0)
            text = arena_printf(d->arena, "%s)", text);
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_TEXT, "•");
        doc_wrap(d, 2, ROLE_TEXT, text, true);
    }
    if (r->n_remedies != 0)
        doc_blank(d);
    if (r->legal_change != NULL) {
        doc_heading(d, "What the host state could change");
        doc_wrap(d, 0, ROLE_TEXT, r->legal_change, false);
        doc_blank(d);
    }
    if (r->condition_precedent != NULL) {
        doc_heading(d, "Condition precedent");
        doc_wrap(d, 0, ROLE_TEXT, r->condition_precedent, false);
        if (r->cp_owner != NULL)
            labelled(d, "From", ROLE_TEXT, r->cp_owner);
        if (r->cp_evidence != NULL)
            labelled(d, "Shown by", ROLE_TEXT, r->cp_evidence);
        if (r->cp_waiver != NULL)
            labelled(d, "Waived by", ROLE_TEXT, r->cp_waiver);
        doc_blank(d);
    }
}

static void add_rule(struct doc *d, const struct rule *r, const struct rulebook *book,
                     struct date as_of)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX], checked[DATE_TEXT_MAX];
    const struct pack *p = rulebook_find_pack(book, r->pack);
    doc_heading(d, "Rule");
    labelled(d, "Id", ROLE_TEXT, arena_printf(d->arena, "%s, version %d", r->id, r->version));
    labelled(d, "In force", ROLE_TEXT,
             arena_printf(d->arena, "from %s%s%s", date_text(r->from, from),
                          r->has_to ? " to " : "", r->has_to ? date_text(r->to, to) : ""));
    if (p != NULL)
        labelled(d, "Pack", ROLE_TEXT,
                 arena_printf(d->arena, "%s, checked on %s%s", p->title,
                              date_text(p->checked_on, checked),
                              pack_stale(p, as_of) ? ", longer ago than it may be" : ""));
    labelled(d, "SHA-256", ROLE_DIM, r->sha256);
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    struct workbench *w = m->base.screens->w;
    const struct assessment *s = w->project.assessment;
    const struct rule *rule = rulebook_find(w->rules, m->base.id);
    const struct finding_step *steps;
    const struct finding_fact *facts;
    size_t n_steps = 0, n_facts = 0;
    struct doc *d = doc_view_start(v);
    m->finding = assess_rule(m->base.page.arena, w->rules, w->project.dossier, rule,
                             w->places.as_of, s->economics, &steps, &n_steps, &facts, &n_facts);
    snprintf(v->title, sizeof v->title, "%.120s  %.120s", dossier_name(s->dossier), rule->id);
    add_outcome(d, m->finding);
    add_review(d, s, m->finding);
    add_missing(d, m->finding, rulebook_catalogue(w->rules));
    add_ways_out(d, rule);
    add_sources(d, m->finding);
    add_facts(d, w->project.dossier, facts, n_facts);
    add_steps(d, steps, n_steps);
    add_rule(d, rule, w->rules, w->places.as_of);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    switch (a) {
    case ACT_ASK:
        if (m->finding->n_missing != 0)
            answer_open(m->base.screens, m->finding->missing, m->finding->n_missing, 0, false);
        else
            views_say(v->stack, ROLE_NOTICE, "Nothing is open here");
        return REACT_DONE;
    case ACT_REVIEW:
        if (rule_decides(m->finding->rule))
            review_open(m->base.screens, m->base.id);
        else
            views_say(v->stack, ROLE_NOTICE, "It judges no project: there is nothing to review");
        return REACT_DONE;
    case ACT_CURES:
        cures_open(m->base.screens, m->base.id);
        return REACT_DONE;
    default:
        return doc_view_act(v, a);
    }
}

static const struct view_ops OPS = {
    .keymap = MAP_DETAIL,
    .pager = true,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .act = act,
    .release = id_page_release,
};

void detail_open(struct screens *s, const char *rule_id)
{
    if (rulebook_find(s->w->rules, rule_id) == NULL)
        return;
    id_page_open(s, &OPS, sizeof(struct model), rule_id);
}
