/* rules.h: what the parts of 'adit rules' share. */
#ifndef ADIT_COMMANDS_RULES_H
#define ADIT_COMMANDS_RULES_H

#include "core/assess/assess.h"
#include "tui/commands/workspace.h"

/* Which rules and files the user named. */
struct selection {
    struct arena *arena;
    struct diags *diags;
    const struct rulebook *book; /* sound rules only when there were errors */
    struct date as_of;
    const char *const *names; /* PATH or ID, as given */
    size_t n;
    int threshold; /* in per cent; -1 when not given */
};

/* Nothing named selects everything. */
bool selects_programme(const struct selection *s, const struct programme *p);
bool selects_rule(const struct selection *s, const struct rule *rule);
bool selects_file(const struct selection *s, const char *file);
/* As selects_file, but an ID alone selects no file. */
bool selects_whole_file(const struct selection *s, const char *file);

int rules_lint(struct selection *s, bool as_json);
int rules_run_tests(struct selection *s, bool as_json);
int rules_show_coverage(struct selection *s, bool as_json);
int rules_list(struct selection *s, bool by_source, bool as_json);
int rules_show(struct selection *s, bool as_json);
int rules_mutate(struct selection *s, bool as_json);
/* names: OLD_DIR NEW_DIR PROJECT...; loads its own rules. */
int rules_diff(struct selection *s, bool as_json);
int rules_stale(struct selection *s, bool as_json);

/* --- rules_check.c: for the other parts --------------------------------------------------------
 */

/* Prints the errors of loading; EXIT_INPUT when there are any. */
int rules_report_errors(const struct selection *s);
/* "93%", cut and not rounded; "" of nothing. */
const char *share_text(struct arena *a, size_t part, size_t whole);
/* part/whole is less than percent of 100; never when percent is -1 or whole is 0. */
bool below(size_t part, size_t whole, int percent);

#endif
