/* One reviewer's decision on a check: each field is typed by itself and waits as a draft; keeping
 * writes one revision. The computed result stands above it and stays. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/screens/marks.h"
#include "tui/screens/review_model.h"
#include "tui/screens/screens.h"
#include "tui/widgets/doc_view.h"
#include "tui/widgets/line_edit.h"
#include "tui/widgets/prompt.h"

#define LABEL_COLS 14
enum { NOT_EDITING = -1, EDITING_WITHDRAWAL = -2 };

struct model {
    struct doc_view page; /* first */
    struct screens *screens;
    struct review_form *form;
    char *check;
    int editing; /* a field, while its prompt is open */
    int here;    /* the field in hand: lines above it come and go */
};

static void labelled(struct doc *d, const char *label, enum role role, const char *text)
{
    doc_line(d, DOC_NO_TAG);
    doc_add(d, 0, ROLE_DIM, label);
    doc_wrap(d, LABEL_COLS, role, text, true);
}

static const char *choices(struct arena *a, const struct review_field_info *f)
{
    const char *text = "";
    for (size_t i = 0; f->words != NULL && f->words[i] != NULL; i++)
        text = arena_printf(a, "%s%s%s", text, i > 0 ? ", " : "", f->words[i]);
    return text;
}

static void add_field(struct model *m, enum review_field field)
{
    struct doc *d = &m->page.doc;
    const struct review_field_info *f = &review_fields[field];
    const char *value = review_form_value(m->form, field);
    doc_line(d, (int)field);
    doc_field(d, 2, LABEL_COLS - 3, ROLE_DIM, f->label);
    if (f->words != NULL) {
        doc_field(d, LABEL_COLS, 14, value[0] != '\0' ? ROLE_STRONG : ROLE_DIM,
                  value[0] != '\0' ? value : "-");
        doc_field(d, LABEL_COLS + 15, d->cols - LABEL_COLS - 15, ROLE_DIM,
                  field == REVIEW_STATUS &&
                          strcmp(review_form_value(m->form, REVIEW_DECISION), "waive") == 0
                      ? "as conditional, while it is waived"
                      : choices(d->arena, f));
    } else if (value[0] != '\0') {
        doc_wrap(d, LABEL_COLS, ROLE_TEXT, value, true);
    } else {
        doc_field(d, LABEL_COLS, d->cols - LABEL_COLS, ROLE_DIM,
                  f->is_date    ? "YYYY-MM-DD"
                  : f->required ? "required"
                                : "-");
    }
}

static void add_standing(struct model *m, const struct finding *f)
{
    struct doc *d = &m->page.doc;
    const struct assessment *s = m->screens->w->project.assessment;
    struct check_review r;
    doc_wrap(d, 0, ROLE_STRONG, f->rule->title, false);
    doc_line(d, DOC_NO_TAG);
    doc_add(d, 0, ROLE_DIM, "Computed");
    doc_field(d, LABEL_COLS, 1, status_role(f->status), status_mark(f->status));
    doc_add(d, 1, status_role(f->status), status_words(f->status));
    if (f->message != NULL)
        labelled(d, "", ROLE_TEXT, f->message);
    labelled(d, "May waive", ROLE_TEXT, rule_waived_by(f->rule));
    if (finding_review(d->arena, s->dossier, f, s->as_of, &r))
        labelled(d, "Now", r.state == REVIEW_IN_FORCE ? ROLE_TEXT : ROLE_CONDITIONAL,
                 review_line(d->arena, &r));
    else
        labelled(d, "Now", ROLE_DIM, "nobody has reviewed it");
    doc_blank(d);
}

static void layout(struct view *v)
{
    static const enum review_field SHOWN[] = {REVIEW_DECISION, REVIEW_STATUS,   REVIEW_REASON,
                                              REVIEW_UNTIL,    REVIEW_NAME,     REVIEW_ROLE,
                                              REVIEW_DATE,     REVIEW_DOCUMENT, REVIEW_PAGE};
    struct model *m = v->data;
    const struct assessment *s = m->screens->w->project.assessment;
    const struct finding *f = assessment_find(s, m->check);
    struct doc *d = doc_view_start(v);
    snprintf(v->title, sizeof v->title, "%.120s  Review of %.120s", dossier_name(s->dossier),
             m->check);
    if (f == NULL)
        return;
    add_standing(m, f);
    doc_heading(d, review_form_drafted(m->form) ? "Decision (typed, not kept: s keeps it)"
                                                : "Decision");
    for (size_t i = 0; i < sizeof SHOWN / sizeof SHOWN[0]; i++)
        add_field(m, SHOWN[i]);
    for (size_t i = 0; m->here >= 0 && i < d->lines.n; i++)
        if (d->lines.items[i].tag == m->here) {
            v->selected = i;
            break;
        }
    m->here = NOT_EDITING;
}

/* --- editing ---------------------------------------------------------------------------------- */

static void typed(void *data, const char *text)
{
    struct view *v = data;
    struct model *m = v->data;
    if (text != NULL && m->editing >= 0)
        review_form_set(m->form, (enum review_field)m->editing, text);
    m->here = m->editing;
    m->editing = NOT_EDITING;
    views_stale(v->stack);
}

/* The connection went: what is half typed waits as a draft. */
static void hung_up(void *data, const char *text)
{
    struct view *v = data;
    struct model *m = v->data;
    if (text != NULL && m->editing >= 0)
        review_form_set(m->form, (enum review_field)m->editing, text);
    m->editing = NOT_EDITING;
}

static bool may_write(const struct view *v)
{
    if (!v->stack->host.read_only)
        return true;
    views_say(v->stack, ROLE_ERROR, "E The workspace is open for reading only");
    return false;
}

static int tag_here(const struct view *v)
{
    const struct model *m = v->data;
    return v->selected < m->page.doc.lines.n ? m->page.doc.lines.items[v->selected].tag
                                             : DOC_NO_TAG;
}

static void edit(struct view *v)
{
    struct model *m = v->data;
    int tag = tag_here(v);
    if (tag == DOC_NO_TAG || !may_write(v))
        return;
    const char *value = review_form_value(m->form, (enum review_field)tag);
    if (strlen(value) >= LINE_EDIT_MAX || strchr(value, '\n') != NULL) {
        views_say(v->stack, ROLE_NOTICE,
                  "A text of several lines: change it in the project file, then import it");
        return;
    }
    m->editing = tag;
    prompt_open_kept(v->stack, review_fields[tag].label, value, typed, hung_up, v);
}

static void finish(struct view *v, bool ok, const char *words, const char *why)
{
    struct model *m = v->data;
    m->here = tag_here(v);
    if (ok) {
        views_say(v->stack, ROLE_NOTICE, "%s", words);
        projects_refresh(m->screens);
    } else {
        views_say(v->stack, ROLE_ERROR, "E %s", why);
    }
    views_stale(v->stack);
}

static void save(struct view *v)
{
    struct model *m = v->data;
    const char *why = "";
    if (!may_write(v))
        return;
    bool ok = review_form_save(m->form, &why);
    finish(v, ok, "Kept; the computed result stands beside it", why);
}

static void withdrawn(void *data, const char *text)
{
    struct view *v = data;
    struct model *m = v->data;
    const char *why = "";
    if (text == NULL || m->editing != EDITING_WITHDRAWAL)
        return;
    m->editing = NOT_EDITING;
    bool ok = review_form_withdraw(m->form, text, &why);
    finish(v, ok, "Withdrawn; the decision stays in the record", why);
}

static unsigned act(struct view *v, enum action a)
{
    struct model *m = v->data;
    switch (a) {
    case ACT_OPEN:
        edit(v);
        return REACT_DONE;
    case ACT_KEEP_REVIEW:
        save(v);
        return REACT_DONE;
    case ACT_WITHDRAW:
        if (may_write(v)) {
            m->editing = EDITING_WITHDRAWAL;
            prompt_open(v->stack, "Why it is taken back", "", withdrawn, v);
        }
        return REACT_DONE;
    default:
        return doc_view_act(v, a);
    }
}

static void release(struct view *v)
{
    struct model *m = v->data;
    review_form_free(m->form);
    free(m->check);
    doc_view_release(v);
}

static const struct view_ops OPS = {
    .keymap = MAP_REVIEW,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .selectable = doc_view_selectable,
    .act = act,
    .release = release,
};

void review_open(struct screens *s, const char *rule_id)
{
    struct model *m = doc_view_new(sizeof *m);
    m->screens = s;
    m->check = strdup(rule_id);
    if (m->check == NULL)
        abort();
    m->form = review_form_new(s->w, rule_id);
    m->editing = m->here = NOT_EDITING;
    views_push(s->views, &OPS, m);
}
