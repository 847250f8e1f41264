/* answer.h: the model of answering questions one at a time: which question, what is typed in each
 * field, what it means, and what keeping it changed. No terminal. */
#ifndef ADIT_TUI_SCREENS_ANSWER_H
#define ADIT_TUI_SCREENS_ANSWER_H

#include "tui/screens/changes.h"
#include "tui/screens/workbench.h"
#include "tui/widgets/line_edit.h"

enum answer_field {
    FIELD_ANSWER,
    FIELD_GRADE,
    FIELD_DOCUMENT,
    FIELD_PAGE,
    FIELD_DATE, /* of the document */
    FIELD_QUOTE,
    FIELD_NOTE,
    FIELD_COUNT
};

/* What is asked for: a fact of the catalogue, or an input of the economics. */
struct asked {
    const char *name, *ask, *help, *who; /* help, who: NULL when there is none */
    const struct fact_def *def;          /* NULL: an input */
    struct econ_field input;
};

struct answer_model {
    struct workbench *w;
    struct arena *names; /* lives as long as the model */
    const char **facts;  /* in the order they are asked */
    size_t n, cap, at;
    bool by_rank;
    enum answer_field field;
    struct line_edit edits[FIELD_COUNT]; /* FIELD_GRADE unused */
    enum grade grade;
    enum grade initial_grade;
    const char *initial[FIELD_COUNT]; /* as it stood when the question came up */
    bool drafted[FIELD_COUNT];        /* the field has a draft in the workspace */
    bool from_draft;                  /* one of them */
    long long revision;               /* that the person saw */
    struct asked asked;
    struct fact typed;            /* what the typed text means; valid unless kind is ANSWER_BAD */
    struct arena *what_if;        /* holds changes */
    bool weighed;                 /* changes belong to what is typed */
    bool moved;                   /* what is typed is not what stands */
    const struct change *changes; /* what keeping it would change */
    size_t n_changes;
    struct arena *arena;                     /* of the question in hand */
    enum answer_kind kind;                   /* of what is typed */
    const char *meaning;                     /* "means 45 %", or why it is not an answer */
    const struct question_outcome *outcomes; /* NULL until answer_outcomes */
    size_t n_outcomes;
};

/* Names are copied. */
struct answer_model *answer_new(struct workbench *w, const char *const *facts, size_t n,
                                size_t first, bool by_rank);
void answer_free(struct answer_model *m);

/* A key for the field in hand; true when it was one. */
bool answer_key(struct answer_model *m, uint32_t key);
void answer_set_text(struct answer_model *m, const char *text);
/* The next allowed answer of an enum or a boolean, or the next grade. False when there is none. */
bool answer_choice(struct answer_model *m);
void answer_move_field(struct answer_model *m, int by);

/* Fills in what the answer rests on; the grade rises to document. */
void answer_from(struct answer_model *m, const struct evidence *e);

enum answer_result { ANSWER_KEPT, ANSWER_SAME, ANSWER_EMPTY, ANSWER_REFUSED };
/* Writes the answer to disk and assesses anew; text (arena of the model, until the next question)
 * says what changed, or why nothing was written. Nothing is written when nothing was changed. */
enum answer_result answer_keep(struct answer_model *m, const char **text);
/* Keeps what is half typed as a draft; true when there was something to keep. */
bool answer_keep_draft(struct answer_model *m);
/* Drops what is typed and shows what stands. */
void answer_forget(struct answer_model *m);
/* Goes to the next (1) or previous (-1) question. False at the end. */
bool answer_step(struct answer_model *m, int by);
/* Works out what keeping the typed answer would change, then what each answer would; one piece a
 * call. False when nothing was left to do. */
bool answer_work(struct answer_model *m);

#endif
