/* Answering questions: state and rules, without a terminal. */
#include <stdlib.h>
#include <string.h>

#include "core/assess/calc.h"
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
    m->what_if = arena_new();
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
    arena_free(m->what_if);
    free(m);
}

/* --- the question in hand -------------------------------------------------------------------- */

static const char *or_empty(const char *s)
{
    return s != NULL ? s : "";
}

static void judge(struct answer_model *m)
{
    const char *text = m->edits[FIELD_ANSWER].text;
    const char *why;
    m->weighed = false;
    m->moved = strcmp(text, m->initial[FIELD_ANSWER]) != 0;
    m->n_changes = 0;
    if (text[strspn(text, " ")] == '\0') {
        m->kind = ANSWER_UNKNOWN;
        m->meaning = "";
        m->moved = false;
        return;
    }
    m->kind = workbench_parse(m->w, m->arena, m->asked.name, text, &m->typed, &why);
    switch (m->kind) {
    case ANSWER_VALUE:
        m->meaning = arena_printf(m->arena, "means %s%s%s",
                                  fact_display(m->arena, m->asked.def, m->typed.value),
                                  m->asked.def == NULL && m->asked.input.unit != NULL ? " " : "",
                                  m->asked.def != NULL          ? ""
                                  : m->typed.unit != NULL       ? m->typed.unit
                                  : m->asked.input.unit != NULL ? m->asked.input.unit
                                                                : "");
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

static void look_up_asked(struct answer_model *m)
{
    struct asked *x = &m->asked;
    *x = (struct asked){.name = m->facts[m->at]};
    x->def = catalogue_find(rulebook_catalogue(m->w->rules), x->name);
    if (x->def != NULL) {
        x->ask = x->def->ask;
        x->help = x->def->help;
        if (calc_source(x->name) != NULL) /* a list that would answer this and more */
            x->help = arena_printf(m->arena, "%s%sIt also follows from %s.",
                                   x->help != NULL ? x->help : "", x->help != NULL ? " " : "",
                                   calc_source(x->name));
        x->who = x->def->who;
        return;
    }
    econ_field_find(m->arena, m->w->project.dossier, x->name, &x->input);
    x->ask = "An input of the economics";
    x->help = x->input.hint;
}

/* The fields of a fact as texts. */
static void texts_of(struct answer_model *m, const struct fact *f, const char *texts[FIELD_COUNT])
{
    char date[DATE_TEXT_MAX];
    for (int i = 0; i < FIELD_COUNT; i++)
        texts[i] = "";
    if (f == NULL)
        return;
    bool priced = m->asked.input.is_price && f->text != NULL && f->unit != NULL;
    texts[FIELD_ANSWER] =
        priced ? arena_printf(m->arena, "%s %s", f->text, f->unit) : or_empty(f->text);
    texts[FIELD_DOCUMENT] = or_empty(f->evidence.document);
    texts[FIELD_PAGE] = or_empty(f->evidence.page);
    texts[FIELD_QUOTE] = or_empty(f->evidence.quote);
    if (f->evidence.has_date)
        texts[FIELD_DATE] = arena_strdup(m->arena, date_text(f->evidence.date, date));
    texts[FIELD_NOTE] = or_empty(f->note);
}

/* The name under which the workspace keeps the draft of a field. */
static const char *draft_name(struct answer_model *m, int field)
{
    static const char *const NAMES[FIELD_COUNT] = {
        [FIELD_GRADE] = "grade", [FIELD_DOCUMENT] = "document", [FIELD_PAGE] = "page",
        [FIELD_DATE] = "date",   [FIELD_QUOTE] = "quote",       [FIELD_NOTE] = "note"};
    return field == FIELD_ANSWER ? m->asked.name
                                 : arena_printf(m->arena, "%s#%s", m->asked.name, NAMES[field]);
}

static void look_up_drafts(struct answer_model *m)
{
    m->from_draft = false;
    for (int i = 0; i < FIELD_COUNT; i++) {
        const char *draft = store_draft_get(m->w->store, m->arena, m->w->project.id,
                                            draft_name(m, i), m->w->places.author);
        m->drafted[i] = draft != NULL;
        m->from_draft = m->from_draft || draft != NULL;
        if (draft != NULL && i == FIELD_GRADE)
            grade_parse(draft, &m->grade);
        else if (draft != NULL)
            line_edit_set(&m->edits[i], draft);
    }
}

/* Fills the fields from the last answer and from drafts. */
static void look_up(struct answer_model *m)
{
    arena_reset(m->arena);
    m->outcomes = NULL;
    m->n_outcomes = 0;
    m->field = FIELD_ANSWER;
    look_up_asked(m);
    const char *name = m->asked.name;
    const struct fact *f = dossier_fact(m->w->project.dossier, name);
    struct diags *d = diags_new(m->arena);
    m->revision = store_revision(m->w->store, m->w->project.id, name, d);
    if (m->revision < 0)
        m->revision = 0;
    m->grade = f != NULL && f->grade != GRADE_NONE ? f->grade : GRADE_ASSERTED;
    m->initial_grade = m->grade;
    const char *texts[FIELD_COUNT];
    texts_of(m, f, texts);
    for (int i = 0; i < FIELD_COUNT; i++) {
        line_edit_set(&m->edits[i], texts[i]);
        m->initial[i] = arena_strdup(m->arena, m->edits[i].text);
    }
    look_up_drafts(m);
    judge(m);
}

/* --- what it would change -------------------------------------------------------------------- */

static void weigh(struct answer_model *m)
{
    arena_reset(m->what_if);
    const struct standing *before = standing_of(m->what_if, m->w->project.assessment);
    m->changes = changes_since(m->what_if, before, workbench_what_if(m->w, m->what_if, &m->typed),
                               &m->n_changes);
    m->weighed = true;
}

bool answer_work(struct answer_model *m)
{
    if (m->moved && !m->weighed && m->kind != ANSWER_BAD) {
        weigh(m);
        return true;
    }
    if (m->outcomes != NULL || m->asked.def == NULL)
        return false;
    m->outcomes =
        assess_outcomes(m->arena, m->w->project.assessment, m->asked.name, &m->n_outcomes);
    if (m->outcomes == NULL)
        m->outcomes = ARENA_NEW(m->arena, struct question_outcome);
    return true;
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
    const struct feel_type *t = m->asked.def != NULL ? m->asked.def->type : NULL;
    const char *const *choices = m->asked.input.words;
    size_t n = 0;
    if (t != NULL) {
        choices = t->kind == FT_ENUM ? t->names : BOOLEANS;
        n = t->kind == FT_ENUM ? t->n : t->kind == FT_BOOLEAN ? 2 : 0;
    } else {
        while (choices != NULL && choices[n] != NULL)
            n++;
    }
    if (n == 0)
        return false;
    size_t next = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(choices[i], m->edits[FIELD_ANSWER].text) == 0)
            next = (i + 1) % n;
    answer_set_text(m, choices[next]);
    return true;
}

void answer_from(struct answer_model *m, const struct evidence *e)
{
    char date[DATE_TEXT_MAX];
    line_edit_set(&m->edits[FIELD_DOCUMENT], or_empty(e->document));
    line_edit_set(&m->edits[FIELD_PAGE], or_empty(e->page));
    line_edit_set(&m->edits[FIELD_QUOTE], or_empty(e->quote));
    line_edit_set(&m->edits[FIELD_DATE], e->has_date ? date_text(e->date, date) : "");
    if (m->grade < GRADE_DOCUMENT)
        m->grade = GRADE_DOCUMENT;
}

void answer_move_field(struct answer_model *m, int by)
{
    m->field = (enum answer_field)(((int)m->field + by + FIELD_COUNT) % FIELD_COUNT);
}

/* --- keeping --------------------------------------------------------------------------------- */

static bool put_draft(struct answer_model *m, int field, const char *text)
{
    struct diags *d = diags_new(m->arena);
    m->drafted[field] = text != NULL;
    return store_draft_put(m->w->store, m->w->project.id, draft_name(m, field), text,
                           m->w->places.author, d);
}

bool answer_keep_draft(struct answer_model *m)
{
    bool any = false;
    for (int i = 0; i < FIELD_COUNT; i++) {
        bool changed = i == FIELD_GRADE ? m->grade != m->initial_grade
                                        : strcmp(m->edits[i].text, m->initial[i]) != 0;
        bool empty = i != FIELD_GRADE && m->edits[i].text[0] == '\0';
        if (changed && !empty)
            any =
                put_draft(m, i, i == FIELD_GRADE ? grade_name(m->grade) : m->edits[i].text) || any;
        else if (m->drafted[i])
            put_draft(m, i, NULL);
    }
    return any;
}

static void forget_draft(struct answer_model *m)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if (m->drafted[i])
            put_draft(m, i, NULL);
    m->from_draft = false;
}

void answer_forget(struct answer_model *m)
{
    forget_draft(m);
    look_up(m);
}

/* Is the form as the last revision left it? */
static bool unchanged(const struct answer_model *m)
{
    const struct fact *f = dossier_fact(m->w->project.dossier, m->asked.name);
    bool same = f != NULL && f->text != NULL && m->grade == m->initial_grade;
    for (int i = 0; i < FIELD_COUNT; i++)
        same = same && (i == FIELD_GRADE || strcmp(m->edits[i].text, m->initial[i]) == 0);
    return same;
}

/* Somebody may have been faster: what is typed stays, beside what the workspace now says. */
static void look_again(struct answer_model *m)
{
    const char *why;
    struct diags *d = diags_new(m->arena);
    long long now = store_revision(m->w->store, m->w->project.id, m->asked.name, d);
    if (now < 0 || now == m->revision)
        return;
    m->revision = now;
    workbench_reload(m->w, &why);
    m->weighed = false;
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
    const struct standing *before = standing_of(m->arena, m->w->project.assessment);
    const struct typed_answer answer = {
        .fact = m->asked.name,
        .text = typed,
        .document = m->edits[FIELD_DOCUMENT].text,
        .page = m->edits[FIELD_PAGE].text,
        .quote = m->edits[FIELD_QUOTE].text,
        .date = m->edits[FIELD_DATE].text,
        .note = m->edits[FIELD_NOTE].text,
        .grade = m->grade,
        .expected = m->revision,
    };
    if (!workbench_answer(m->w, &answer, text)) {
        look_again(m);
        return ANSWER_REFUSED;
    }
    forget_draft(m);
    size_t n;
    const struct change *list = changes_since(m->arena, before, m->w->project.assessment, &n);
    *text = arena_printf(m->arena, "Kept; %s", changes_summary(m->arena, list, n));
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
