/* Answering questions: state and rules, without a terminal. */
#include <stdlib.h>
#include <string.h>

#include "tui/keys.h"
#include "tui/screens/answer.h"
#include "tui/screens/marks.h"

static void look_up(struct answer_model *m);

static void add_fact(struct answer_model *m, const char *name)
{
    if (m->n == m->cap) {
        size_t cap = m->cap != 0 ? 2 * m->cap : 16;
        const char **grown = ARENA_ARRAY(m->names, cap, const char *);
        if (m->n != 0)
            memcpy(grown, m->facts, m->n * sizeof *grown);
        m->facts = grown;
        m->cap = cap;
    }
    m->facts[m->n++] = arena_strdup(m->names, name);
}

struct answer_model *answer_new(struct workbench *w, const char *const *facts, size_t n,
                                size_t first, bool by_rank)
{
    struct answer_model *m = calloc(1, sizeof *m);
    if (m == NULL)
        abort();
    m->w = w;
    m->names = arena_new();
    m->arena = arena_new();
    m->by_rank = by_rank;
    for (size_t i = 0; i < n; i++)
        add_fact(m, facts[i]);
    m->at = first < m->n ? first : 0;
    look_up(m);
    return m;
}

void answer_free(struct answer_model *m)
{
    arena_free(m->names);
    arena_free(m->arena);
    free(m);
}

const struct fact_def *answer_def(const struct answer_model *m)
{
    return catalogue_find(rulebook_catalogue(m->w->rules), m->facts[m->at]);
}

/* --- the question in hand -------------------------------------------------------------------- */

static const char *or_empty(const char *s)
{
    return s != NULL ? s : "";
}

static void judge(struct answer_model *m)
{
    const char *text = m->edits[FIELD_ANSWER].text;
    struct feel_value value;
    const char *why;
    if (text[strspn(text, " ")] == '\0') {
        m->kind = ANSWER_UNKNOWN;
        m->meaning = "";
        return;
    }
    m->kind = workbench_parse(m->w, m->arena, m->facts[m->at], text, &value, &why);
    switch (m->kind) {
    case ANSWER_VALUE:
        m->meaning =
            arena_printf(m->arena, "means %s", fact_display(m->arena, answer_def(m), value));
        break;
    case ANSWER_NONE:
        m->meaning = "means that there is none";
        break;
    case ANSWER_UNKNOWN:
        m->meaning = "means that it is not known";
        break;
    case ANSWER_BAD:
        m->meaning = why;
        break;
    }
}

/* Fills the fields from the last answer and from a draft. */
static void look_up(struct answer_model *m)
{
    arena_reset(m->arena);
    m->outcomes = NULL;
    m->n_outcomes = 0;
    m->field = FIELD_ANSWER;
    const char *name = m->facts[m->at];
    const struct fact *f = dossier_fact(m->w->project.dossier, name);
    struct diags *d = diags_new(m->arena);
    m->revision = store_revision(m->w->store, m->w->project.id, name, d);
    if (m->revision < 0)
        m->revision = 0;
    m->grade = f != NULL && f->grade != GRADE_NONE ? f->grade : GRADE_ASSERTED;
    line_edit_set(&m->edits[FIELD_ANSWER], f != NULL ? or_empty(f->text) : "");
    line_edit_set(&m->edits[FIELD_DOCUMENT], f != NULL ? or_empty(f->evidence.document) : "");
    line_edit_set(&m->edits[FIELD_PAGE], f != NULL ? or_empty(f->evidence.page) : "");
    line_edit_set(&m->edits[FIELD_NOTE], f != NULL ? or_empty(f->note) : "");
    memcpy(m->initial, m->edits[FIELD_ANSWER].text, LINE_EDIT_MAX);
    const char *draft =
        store_draft_get(m->w->store, m->arena, m->w->project.id, name, m->w->places.author);
    m->from_draft = draft != NULL;
    if (draft != NULL)
        line_edit_set(&m->edits[FIELD_ANSWER], draft);
    judge(m);
}

void answer_outcomes(struct answer_model *m)
{
    if (m->outcomes != NULL)
        return;
    m->outcomes =
        assess_outcomes(m->arena, m->w->project.assessment, m->facts[m->at], &m->n_outcomes);
    if (m->outcomes == NULL)
        m->outcomes = ARENA_NEW(m->arena, struct question_outcome);
}

/* --- typing ---------------------------------------------------------------------------------- */

static enum grade next_grade(enum grade g, int by)
{
    int n = (int)g + by;
    if (n > GRADE_EXPERT)
        n = GRADE_ASSERTED;
    return n < GRADE_ASSERTED ? GRADE_EXPERT : (enum grade)n;
}

static bool grade_key(struct answer_model *m, uint32_t key)
{
    if (key == K_LEFT || key == K_RIGHT || key == ' ') {
        m->grade = next_grade(m->grade, key == K_LEFT ? -1 : 1);
        return true;
    }
    for (int g = GRADE_ASSERTED; g <= GRADE_EXPERT; g++)
        if ((uint32_t)(unsigned char)grade_name((enum grade)g)[0] == key) {
            m->grade = (enum grade)g;
            return true;
        }
    return false;
}

bool answer_key(struct answer_model *m, uint32_t key)
{
    if (m->field == FIELD_GRADE)
        return grade_key(m, key);
    bool used = line_edit_key(&m->edits[m->field], key);
    if (m->field == FIELD_ANSWER)
        judge(m);
    return used;
}

void answer_set_text(struct answer_model *m, const char *text)
{
    m->field = FIELD_ANSWER;
    line_edit_set(&m->edits[FIELD_ANSWER], text);
    judge(m);
}

bool answer_choice(struct answer_model *m)
{
    static const char *const BOOLEANS[] = {"true", "false"};
    if (m->field == FIELD_GRADE) {
        m->grade = next_grade(m->grade, 1);
        return true;
    }
    const struct feel_type *t = answer_def(m)->type;
    const char *const *choices = t->kind == FT_ENUM ? t->names : BOOLEANS;
    size_t n = t->kind == FT_ENUM ? t->n : t->kind == FT_BOOLEAN ? 2 : 0;
    if (n == 0)
        return false;
    size_t next = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(choices[i], m->edits[FIELD_ANSWER].text) == 0)
            next = (i + 1) % n;
    answer_set_text(m, choices[next]);
    return true;
}

void answer_move_field(struct answer_model *m, int by)
{
    m->field = (enum answer_field)(((int)m->field + by + FIELD_COUNT) % FIELD_COUNT);
}

/* --- keeping --------------------------------------------------------------------------------- */

bool answer_keep_draft(struct answer_model *m)
{
    const char *text = m->edits[FIELD_ANSWER].text;
    if (strcmp(text, m->initial) == 0 || text[0] == '\0')
        return false;
    struct diags *d = diags_new(m->arena);
    return store_draft_put(m->w->store, m->w->project.id, m->facts[m->at], text,
                           m->w->places.author, d);
}

static void forget_draft(struct answer_model *m)
{
    if (!m->from_draft)
        return;
    struct diags *d = diags_new(m->arena);
    store_draft_put(m->w->store, m->w->project.id, m->facts[m->at], NULL, m->w->places.author, d);
    m->from_draft = false;
}

/* Outcomes before an answer, to tell what it changed. */
struct outcomes {
    enum status *statuses; /* by place in the rulebook */
    enum verdict *verdicts;
};

static struct outcomes outcomes_now(struct answer_model *m)
{
    const struct assessment *s = m->w->project.assessment;
    struct outcomes o = {ARENA_ARRAY(m->arena, s->n_findings, enum status),
                         ARENA_ARRAY(m->arena, s->n_programmes, enum verdict)};
    for (size_t i = 0; i < s->n_findings; i++)
        o.statuses[i] = s->findings[i].status;
    for (size_t i = 0; i < s->n_programmes; i++)
        o.verdicts[i] = s->programmes[i].verdict;
    return o;
}

static const char *what_changed(struct answer_model *m, const struct outcomes *before)
{
    const struct assessment *s = m->w->project.assessment;
    size_t changed = 0;
    for (size_t i = 0; i < s->n_findings; i++)
        changed += s->findings[i].status != before->statuses[i];
    const char *text = changed == 0   ? "Kept; no check changed"
                       : changed == 1 ? "Kept; one check changed"
                                      : arena_printf(m->arena, "Kept; %zu checks changed", changed);
    for (size_t i = 0; i < s->n_programmes; i++)
        if (s->programmes[i].verdict != before->verdicts[i])
            text =
                arena_printf(m->arena, "%s; %s is now %s", text, s->programmes[i].programme->title,
                             verdict_name(s->programmes[i].verdict));
    return text;
}

/* Is the form as the last revision left it? */
static bool unchanged(const struct answer_model *m)
{
    const struct fact *f = dossier_fact(m->w->project.dossier, m->facts[m->at]);
    return f != NULL && f->text != NULL && strcmp(f->text, m->edits[FIELD_ANSWER].text) == 0 &&
           f->grade == m->grade &&
           strcmp(or_empty(f->evidence.document), m->edits[FIELD_DOCUMENT].text) == 0 &&
           strcmp(or_empty(f->evidence.page), m->edits[FIELD_PAGE].text) == 0 &&
           strcmp(or_empty(f->note), m->edits[FIELD_NOTE].text) == 0;
}

/* Somebody may have been faster: what is typed stays, beside what the workspace now says. */
static void look_again(struct answer_model *m)
{
    const char *why;
    struct diags *d = diags_new(m->arena);
    long long now = store_revision(m->w->store, m->w->project.id, m->facts[m->at], d);
    if (now < 0 || now == m->revision)
        return;
    m->revision = now;
    workbench_reload(m->w, &why);
}

enum answer_result answer_keep(struct answer_model *m, const char **text)
{
    const char *typed = m->edits[FIELD_ANSWER].text;
    if (typed[strspn(typed, " ")] == '\0') {
        *text = "Nothing is typed: type 'unknown' or press F2 if it is not known, Ctrl-N skips";
        return ANSWER_EMPTY;
    }
    if (unchanged(m)) {
        forget_draft(m);
        *text = "Nothing was changed";
        return ANSWER_SAME;
    }
    struct outcomes before = outcomes_now(m);
    const struct typed_answer answer = {
        .fact = m->facts[m->at],
        .text = typed,
        .document = m->edits[FIELD_DOCUMENT].text,
        .page = m->edits[FIELD_PAGE].text,
        .note = m->edits[FIELD_NOTE].text,
        .grade = m->grade,
        .expected = m->revision,
    };
    if (!workbench_answer(m->w, &answer, text)) {
        look_again(m);
        return ANSWER_REFUSED;
    }
    forget_draft(m);
    *text = what_changed(m, &before);
    return ANSWER_KEPT;
}

/* --- from question to question --------------------------------------------------------------- */

static bool was_asked(const struct answer_model *m, const char *name)
{
    for (size_t i = 0; i < m->n; i++)
        if (strcmp(m->facts[i], name) == 0)
            return true;
    return false;
}

static bool add_most_decisive(struct answer_model *m)
{
    size_t n;
    const struct question *q = workbench_questions(m->w, &n);
    for (size_t i = 0; i < n; i++)
        if (!was_asked(m, q[i].def->name)) {
            add_fact(m, q[i].def->name);
            return true;
        }
    return false;
}

bool answer_step(struct answer_model *m, int by)
{
    if (by < 0 && m->at == 0)
        return false;
    if (by > 0 && m->at + 1 >= m->n && !(m->by_rank && add_most_decisive(m)))
        return false;
    m->at = by > 0 ? m->at + 1 : m->at - 1;
    look_up(m);
    return true;
}
