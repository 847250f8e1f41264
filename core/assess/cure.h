/* cure.h: what would have to change so that a programme's bars, or one check, are passed. */
#ifndef ADIT_ASSESS_CURE_H
#define ADIT_ASSESS_CURE_H

#include "core/assess/assess.h"

#define CURE_MOST_CHANGES 3

enum cure_kind {
    CURE_CHANGE,   /* a fact that the project can change */
    CURE_ANSWER,   /* a fact that is not known yet: the answer has to be this */
    CURE_EVIDENCE, /* the value stands, better evidence is needed */
    CURE_INPUT     /* an input of the economics, the rest of the model held */
};
const char *cure_kind_name(enum cure_kind k); /* "change" */

struct cure_change {
    enum cure_kind kind;
    const char *name;      /* the fact, or the input's path in the project file */
    const char *title;     /* the question, or what the input is */
    const char *condition; /* as a unary test: ">= 73", "< 25", "true", "\"a\", \"b\"" */
    const char *words;     /* the same for a reader: "at least 73 %" */
    const char *now;       /* the present value as a reader sees it; NULL while unknown */
    const char *evidence;  /* grade that some bar wants of it ("document"), or NULL */
    bool computed;         /* an answer that the economics give once they are complete */
    const char *who;       /* who can tell or do it; may be NULL */
    int effort;            /* 1..5 */
    int steps;             /* how far from the present value; 0 for an answer */
    /* Of an input: the border itself, before it was rounded to the safe side; else unknown. */
    struct feel_value border;
};

struct cure_bar {
    const struct rule *rule;
    enum status before, after;
    bool or_better; /* after: conditional or pass, which of them is still open */
};

struct cure {
    const struct cure_change *changes;
    size_t n_changes;
    const struct cure_bar *bars; /* all of the programme, in its order; one for a check */
    size_t n_bars;
    int effort, steps;
    bool conditional; /* nothing fails any more, but "pass" or "eligible" is not reached */
};

/* A bar that stands whatever is answered or changed. */
struct cure_obstacle {
    const struct finding *finding;
    const char *why;
    bool conditional; /* it stands in the way of "conditional" too */
};

struct cures {
    const struct programme_result *programme; /* NULL for a check */
    const struct finding *check;              /* NULL for a programme */
    bool done;                                /* eligible or passed as it stands */
    /* Up to three changes each, none with a smaller one inside, cheapest first: those that reach
     * pass or eligible, then those that reach conditional where that takes less. */
    const struct cure *items;
    size_t n, left_out; /* left_out: dearer ones that are not listed */
    /* Where three changes are not enough: a list that is, with nothing in it that could be left
     * out; NULL when there is none or none was found. */
    const struct cure *plan;
    const struct cure_obstacle *obstacles;
    size_t n_obstacles;
    bool cut_short; /* the search was bounded: there may be more, or smaller, cures */
};

/* What the economics are computed again with. */
struct cure_economics {
    const struct econ_data *data;
    const char *case_name; /* NULL: the file as it stands */
};

/* Cures of a programme or of a check (one of them, by id). NULL when there is neither of this
 * name. economics may be NULL: then its inputs are not looked at. Everything lives in a.
 *
 * Exact over the answers that the bars' comparisons can tell apart. One input of the economics is
 * moved at a time, within limits that each names. */
const struct cures *assess_cures(struct arena *a, const struct assessment *s, const char *id,
                                 const struct cure_economics *economics);
/* "Change licence.expiry_date to: on or after 2046-06-30 (now 2036-05-01)". */
const char *cure_change_words(struct arena *a, const struct cure_change *c);
/* `adit cure --json`. */
struct json *cures_json(struct arena *a, const struct assessment *s, const struct cures *c);

#endif
