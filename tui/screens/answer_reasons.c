/* Why a question is asked and what its answers would change. */
#include "tui/screens/answer_reasons.h"

#include <string.h>

#include "core/assess/review_inputs.h"
#include "tui/screens/marks.h"

#define FIRST_CHECKS 3
#define OUTCOME_COLS 24
#define CHANGES_SHOWN 6

struct reasons {
    struct doc *doc;
    const struct answer_model *model;
};

/* A blank line, unless there is one or nothing stands above. */
static void part_from_the_last(struct doc *d)
{
    if (d->lines.n != 0 && d->lines.items[d->lines.n - 1].spans.n != 0)
        doc_blank(d);
}

static const struct question *ranked(const struct reasons *x, const struct fact_def *def)
{
    size_t n;
    const struct question *q = workbench_questions(x->model->w, &n);
    for (size_t i = 0; i < n; i++)
        if (q[i].def == def)
            return &q[i];
    return NULL;
}

static void add_check(struct doc *d, const struct finding *f)
{
    const struct rule *r = f->rule;
    char date[DATE_TEXT_MAX];
    doc_line(d, DOC_NO_TAG);
    doc_add(d, 0, status_role(f->status), status_mark(f->status));
    doc_wrap(d, 2, ROLE_TEXT,
             arena_printf(d->arena, "%s (%s)", r->title, rule_severity_name(r->severity)), true);
    if (r->n_citations == 0)
        return;
    const struct citation *c = &r->citations[0];
    doc_wrap(d, 4, ROLE_DIM,
             arena_printf(d->arena, "%s%s%s%s%s", c->source->title, c->at != NULL ? ", " : "",
                          c->at != NULL ? c->at : "", c->source->has_read ? "; read on " : "",
                          c->source->has_read ? date_text(c->source->read, date) : ""),
             false);
}

static bool reads(const struct rule *r, const char *fact)
{
    for (size_t i = 0; i < r->n_facts; i++)
        if (strcmp(r->facts[i], fact) == 0)
            return true;
    return false;
}

/* The checks that read the fact: the first few, or those after them. */
static size_t add_checks(struct reasons *x, const char *fact, bool first_few)
{
    const struct assessment *s = x->model->w->project.assessment;
    size_t n = 0;
    for (size_t i = 0; i < s->n_findings; i++) {
        if (!rule_decides(s->findings[i].rule) || !reads(s->findings[i].rule, fact))
            continue;
        if ((n < FIRST_CHECKS) == first_few)
            add_check(x->doc, &s->findings[i]);
        n++;
    }
    return n;
}

static void add_why(struct reasons *x, const struct fact_def *def)
{
    struct doc *d = x->doc;
    const struct question *q = ranked(x, def);
    doc_heading(d, "Why it is asked");
    if (q != NULL && q->reason != NULL)
        doc_wrap(d, 0, ROLE_TEXT, q->reason, false);
    size_t n = add_checks(x, def->name, true);
    if (n > FIRST_CHECKS) {
        doc_line(d, DOC_NO_TAG);
        doc_addf(d, 2, ROLE_DIM, "and %zu more, below", n - FIRST_CHECKS);
    } else if (n == 0) {
        doc_wrap(d, 0, ROLE_TEXT, "No rule that is loaded reads it; the memo may show it.", false);
    }
    doc_blank(d);
}

static void add_other_checks(struct reasons *x, const struct fact_def *def)
{
    size_t before = x->doc->lines.n;
    doc_blank(x->doc);
    doc_heading(x->doc, "Other checks that read it");
    if (add_checks(x, def->name, false) <= FIRST_CHECKS)
        x->doc->lines.n = before;
}

static void add_outcomes(struct reasons *x)
{
    struct doc *d = x->doc;
    const struct answer_model *m = x->model;
    doc_heading(d, "What it would change");
    if (m->outcomes == NULL) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_DIM, "being worked out");
        return;
    }
    for (size_t i = 0; i < m->n_outcomes; i++) {
        bool narrow = text_columns(m->outcomes[i].value) > OUTCOME_COLS - 2;
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_STRONG, m->outcomes[i].value);
        doc_wrap(d, narrow ? 4 : OUTCOME_COLS, ROLE_TEXT, m->outcomes[i].changes, !narrow);
    }
    if (m->n_outcomes == 0) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_TEXT, "Nothing that the rules can tell beforehand.");
    }
}

/* A line of what stands: "Now", "Range", "Reviewer". */
static void add_standing(struct doc *d, const char *label, const char *text)
{
    doc_line(d, DOC_NO_TAG);
    doc_add(d, 0, ROLE_DIM, label);
    doc_wrap(d, ANSWER_LABEL, ROLE_TEXT, text, true);
}

static const char *claim(struct arena *a, const struct fact *f, struct feel_value v)
{
    return v.kind == FEEL_UNKNOWN ? "nothing" : fact_display(a, f->def, v);
}

/* The preparer's, the reviewer's and the figure in use, where they differ. */
static void add_claims(struct doc *d, const struct fact *f)
{
    if (!f->has_claims)
        return;
    static const char *const WORDS[] = {" (accepted)", " (adjusted)", ""};
    if (f->sponsor.kind != FEEL_UNKNOWN)
        add_standing(d, "Sponsor", claim(d->arena, f, f->sponsor));
    add_standing(d, "Reviewer",
                 arena_printf(d->arena, "%s%s%s%s", claim(d->arena, f, f->reviewer),
                              WORDS[fact_reviewed(f)], f->why != NULL ? ": " : "",
                              f->why != NULL ? f->why : ""));
}

static void add_present(struct reasons *x, const struct asked *asked)
{
    struct doc *d = x->doc;
    struct arena *a = d->arena;
    const struct fact *f = dossier_fact(x->model->w->project.dossier, asked->name);
    if (f == NULL)
        return;
    bool known = f->value.kind != FEEL_UNKNOWN;
    if (known)
        add_standing(d, "Now",
                     arena_printf(a, "%s%s%s, %s%s%s%s%.10s", fact_display(a, asked->def, f->value),
                                  f->unit != NULL ? " " : "", f->unit != NULL ? f->unit : "",
                                  grade_name(f->grade), f->author != NULL ? ", entered by " : "",
                                  f->author != NULL ? f->author : "",
                                  f->entered_at != NULL ? " on " : "",
                                  f->entered_at != NULL ? f->entered_at : ""));
    if (known && f->has_range)
        add_standing(d, "Range",
                     arena_printf(a, "%s to %s", claim(a, f, f->low), claim(a, f, f->high)));
    add_claims(d, f);
}

/* What keeping the typed answer would move: value, verdicts, checks. */
static void add_typed(struct reasons *x)
{
    struct doc *d = x->doc;
    const struct answer_model *m = x->model;
    if (!m->moved || m->kind == ANSWER_BAD)
        return;
    part_from_the_last(d);
    doc_heading(d, "As typed");
    if (!m->weighed || m->n_changes == 0) {
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, ROLE_DIM,
                m->weighed ? "no verdict, value or check would change" : "being worked out");
    }
    for (size_t i = 0; i < m->n_changes && m->weighed && i < CHANGES_SHOWN; i++) {
        const struct change *c = &m->changes[i];
        bool value = c->kind == CHANGE_VALUE;
        doc_line(d, DOC_NO_TAG);
        doc_add(d, 0, value ? ROLE_TEXT : status_role(c->status),
                value ? "•" : status_mark(c->status));
        doc_wrap(d, 2, ROLE_TEXT, arena_printf(d->arena, "%s: %s -> %s", c->what, c->from, c->to),
                 true);
    }
    if (m->weighed && m->n_changes > CHANGES_SHOWN) {
        doc_line(d, DOC_NO_TAG);
        doc_addf(d, 2, ROLE_DIM, "and %zu more checks", m->n_changes - CHANGES_SHOWN);
    }
    doc_blank(d);
}

/* What a reviewer will want to see beside the answer. */
static void add_proof(struct reasons *x, const struct fact_def *def)
{
    struct doc *d = x->doc;
    const char *text = "";
    for (size_t i = 0; i < def->n_evidence; i++)
        text = arena_printf(d->arena, "%s%s%s", text, i == 0 ? "" : ", ", def->evidence[i]);
    if (text[0] == '\0') {
        part_from_the_last(d);
        return;
    }
    char *words = arena_strdup(d->arena, text);
    for (char *s = words; *s != '\0'; s++)
        if (*s == '_')
            *s = ' ';
    doc_line(d, DOC_NO_TAG);
    doc_add(d, 0, ROLE_DIM, "Proof");
    doc_wrap(d, ANSWER_LABEL, ROLE_TEXT, words, true);
    doc_blank(d);
}

static const char *words_of_input(struct arena *a, const struct econ_field *f)
{
    const char *text = "";
    for (size_t i = 0; f->words != NULL && f->words[i] != NULL; i++)
        text = arena_printf(a, "%s%s%s", text, i == 0 ? "one of " : ", ", f->words[i]);
    if (f->words == NULL && f->unit != NULL)
        text =
            arena_printf(a, "in %s%s", f->unit, f->is_price ? ", or another unit behind it" : "");
    if (text[0] == '\0')
        text = f->hint != NULL ? f->hint : "a text";
    return text;
}

/* What may be answered: members of an enum, an example, a unit. */
const char *answer_allowed(struct arena *a, const struct asked *asked)
{
    const struct fact_def *def = asked->def;
    if (def == NULL)
        return words_of_input(a, &asked->input);
    const char *text = "";
    if (def->type->kind == FT_ENUM) {
        text = "one of ";
        for (size_t i = 0; i < def->type->n; i++)
            text = arena_printf(a, "%s%s%s", text, i == 0 ? "" : ", ", def->type->names[i]);
        return text;
    }
    if (def->type->kind == FT_BOOLEAN)
        return "true or false";
    if (def->type->kind == FT_DATE)
        text = "a date, YYYY-MM-DD";
    else if (def->unit != NULL)
        text = arena_printf(a, "in %s", strcmp(def->unit, "pct") == 0 ? "per cent" : def->unit);
    if (def->range_text != NULL)
        text = arena_printf(a, "%s%s%s", text, text[0] != '\0' ? ", within " : "within ",
                            def->range_text);
    if (def->example != NULL)
        text =
            arena_printf(a, "%s%sfor example %s", text, text[0] != '\0' ? ", " : "", def->example);
    if (text[0] == '\0')
        text = "a text";
    return text;
}

/* The members of an enum with what they mean, where the line below the answer does not say it. */
static void add_choices(struct reasons *x, const struct asked *asked)
{
    struct doc *d = x->doc;
    const struct fact_def *def = asked->def;
    if (def->type->kind != FT_ENUM)
        return;
    bool fits = text_columns(answer_allowed(d->arena, asked)) <= d->cols - ANSWER_LABEL;
    if (fits && def->labels == NULL)
        return;
    const char *text = "";
    for (size_t i = 0; i < def->type->n; i++) {
        const char *name = def->type->names[i];
        const char *label = def->labels != NULL ? def->labels[i] : NULL;
        text = arena_printf(d->arena, "%s%s%s", text, i == 0 ? "" : "; ", name);
        if (label != NULL && strcmp(label, name) != 0)
            text = arena_printf(d->arena, "%s (%s)", text, label);
    }
    doc_line(d, DOC_NO_TAG);
    doc_add(d, 0, ROLE_DIM, "Choices");
    doc_wrap(d, ANSWER_LABEL, ROLE_TEXT, text, true);
}

void answer_reasons(struct doc *d, const struct answer_model *m)
{
    struct reasons x = {d, m};
    const struct fact_def *def = m->asked.def;
    add_present(&x, &m->asked);
    if (def == NULL) {
        add_typed(&x);
        return;
    }
    add_typed(&x);
    add_choices(&x, &m->asked);
    add_proof(&x, def);
    add_why(&x, def);
    add_outcomes(&x);
    add_other_checks(&x, def);
}
