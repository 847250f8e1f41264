/* rule_test.h: the inline tests of rules (rule-format section 6), as read from the pack. */
#ifndef ADIT_RULEBOOK_RULE_TEST_H
#define ADIT_RULEBOOK_RULE_TEST_H

#include "core/rulebook/rulebook.h"

struct test_fact {
    const struct fact_def *def;
    struct feel_value value;
    enum grade grade; /* expert when the test does not say: evidence is not its subject */
    bool has_date;
    struct date date; /* of the evidence */
};

struct test_let {
    const char *name, *text; /* the value as written */
    struct pos pos;
};

/* One change of a counterfactual: a fact and the condition it must meet (">= 70", "= true"). */
struct test_change {
    const struct fact_def *def;
    const char *condition;
};
struct test_counterfactual {
    const struct test_change *changes;
    size_t n_changes;
    bool has_gives;
    enum status gives;
    struct pos pos;
};

struct rule_test {
    const char *name;
    struct date date;
    const struct test_fact *given;
    size_t n_given;
    bool has_status, has_points, has_bounds, has_row, has_asks, has_cites, has_marks;
    enum status status;
    struct dec points, low, high;
    long row; /* 1-based row of the table that gives the result; 0: none */
    const char *const *asks;
    size_t n_asks;
    const char *const *cites; /* "kz.sc Art. 31(7)" or "kz.sc": each must be among the citations */
    size_t n_cites;
    const char *const *marks; /* exact set */
    size_t n_marks;
    const struct test_let *lets;
    size_t n_lets;
    const struct test_counterfactual *counterfactuals;
    size_t n_counterfactuals;
    struct pos pos;
};

#endif
