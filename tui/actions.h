/* actions.h: everything that a person can do, in one table.
 *
 * The table feeds dispatch, the keys, F1 help, the command palette, README and the man page: an
 * action cannot exist without its help sentence. */
#ifndef ADIT_TUI_ACTIONS_H
#define ADIT_TUI_ACTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/strbuf.h"

enum action_flag {
    A_WRITES = 1, /* changes the workspace: refused when that is open for reading only */
    A_MOVE = 2    /* only moves the selection: not offered by the palette */
};

/* clang-format off */
#define ACTIONS(X) \
    X(UP,          "up",             "Go to the row above",                                A_MOVE) \
    X(DOWN,        "down",           "Go to the row below",                                A_MOVE) \
    X(LEFT,        "left",           "Scroll to the left, or go back",                     A_MOVE) \
    X(RIGHT,       "right",          "Scroll to the right, or open",                       A_MOVE) \
    X(PAGE_UP,     "page-up",        "Go one page up",                                     A_MOVE) \
    X(PAGE_DOWN,   "page-down",      "Go one page down",                                   A_MOVE) \
    X(FIRST,       "first",          "Go to the first row",                                A_MOVE) \
    X(LAST,        "last",           "Go to the last row",                                 A_MOVE) \
    X(NEXT_PART,   "next-part",      "Go to the next part or field",                       A_MOVE) \
    X(PREV_PART,   "previous-part",  "Go to the part or field before",                     A_MOVE) \
    X(OPEN,        "open",           "Open the selected row",                              0) \
    X(BACK,        "back",           "Go back to the screen before",                       0) \
    X(SEARCH,      "search",         "Search the rows for a text",                         0) \
    X(SEARCH_NEXT, "search-next",    "Go to the next row that has the text",               0) \
    X(SEARCH_PREV, "search-previous","Go to the row before that has the text",             0) \
    X(HELP,        "help",           "Show the keys and what they do",                     0) \
    X(PALETTE,     "palette",        "Type the name of an action",                         0) \
    X(OVERVIEW,    "overview",       "Verdicts, stops, completeness and what to ask next", 0) \
    X(ASK,         "ask",            "Answer the open questions, most decisive first",     0) \
    X(FINDINGS,    "findings",       "List what the rules found",                          0) \
    X(ECONOMICS,   "economics",      "Show the annual statement, metrics and cash flow",   0) \
    X(PROGRAMMES,  "programmes",     "All financing programmes side by side",              0) \
    X(COMPARE,     "compare",        "Countries side by side, for this project",           0) \
    X(SOURCES,     "sources",        "Show where each value stands, or hide it",           0) \
    X(CURES,       "cures",          "What would have to change to pass it", 0) \
    X(CHART,       "chart",          "Draw the next chart: cash flow, waterfall, debt cover", 0) \
    X(RISK,        "risk",           "What the value depends on, and trials",              0) \
    X(RUN,         "run",            "Run the trials again",                               0) \
    X(STOP,        "stop",           "Stop the run; what is done counts",                  0) \
    X(SLIDERS,     "sliders",        "Move prices, grade, capital and see the value follow", 0) \
    X(RESET,       "reset",          "Put the slider back as the project stands",          0) \
    X(RESET_ALL,   "reset-all",      "Put all sliders back",                               0) \
    X(INPUTS,      "inputs",         "List what the economics take: missing first, then given", 0) \
    X(CLAUSES,     "clauses",        "The clause register: what contracts and laws say, and its gaps", 0) \
    X(ADD_DOCUMENT, "add-document",  "Name a contract or a law whose clauses are read",    A_WRITES) \
    X(REVIEW,      "review",         "Override or waive the check, beside what was computed", 0) \
    X(KEEP_REVIEW, "keep-review",    "Keep the decision",                                  A_WRITES) \
    X(WITHDRAW,    "withdraw",       "Take the decision back, with a reason",              A_WRITES) \
    X(AS_REVIEWER, "as-reviewer",    "Keep what is typed as the reviewer's figure",        A_WRITES) \
    X(MEMO,        "memo",           "Preview the memo",                                   0) \
    X(IMPORT,      "import",         "Take a project file into the workspace",             A_WRITES) \
    X(SAMPLES,     "samples",        "Take the sample projects into the workspace",        A_WRITES) \
    X(EXPORT,      "export",         "Write what is shown to a file",                      0) \
    X(PORTFOLIO,   "portfolio",      "Rank all projects for one programme",                0) \
    X(AS_REVIEWED, "as-reviewed",    "Rank as computed, or with the reviewers' decisions", 0) \
    X(WHY,         "why",            "Show why it stands above the next",                  0) \
    X(ORDER,       "order",          "Order by rank or by section",                        0) \
    X(SEVERITY,    "severity",       "Show only one severity and above, then the next",    0) \
    X(STATUS,      "status",         "Show only one status, then the next; not applicable ones too",                0) \
    X(AREA,        "area",           "Show only one area, then the next",                  0) \
    X(NARROW,      "narrow",         "Show only rows that have a text",                    0) \
    X(SHOW_ALL,    "show-all",       "Show all rows again",                                0) \
    X(CASE,        "case",           "Compute the next economics case",                    0) \
    X(SAVE_ANSWER, "save-answer",    "Keep the answer and go to the next question",        A_WRITES) \
    X(SKIP,        "skip",           "Leave the question for later and go to the next",    0) \
    X(PREV_QUESTION, "previous-question", "Go to the question before",                     0) \
    X(SAY_UNKNOWN, "say-unknown",    "Answer that it is not known",                        A_WRITES) \
    X(SAY_NONE,    "say-none",       "Answer that there is none",                          A_WRITES) \
    X(CHOICE,      "choice",         "Take the next allowed answer",                       0) \
    X(REDRAW,      "redraw",         "Draw the screen again",                              0) \
    X(SUSPEND,     "suspend",        "Go to the shell; 'fg' comes back",                   0) \
    X(QUIT,        "quit",           "Leave adit",                                         0)
/* clang-format on */

enum action {
    ACT_NONE,
#define X(id, name, help, flags) ACT_##id,
    ACTIONS(X)
#undef X
        ACT_COUNT
};

struct action_info {
    const char *name, *help;
    unsigned flags;
};
extern const struct action_info action_info[ACT_COUNT]; /* [ACT_NONE] has NULL texts */

/* ACT_NONE when there is no such name. */
enum action action_find(const char *name);

/* Which keys are in force: the view's own map first, then the general one. */
enum keymap {
    MAP_GENERAL,
    MAP_PROJECTS,
    MAP_PORTFOLIO,
    MAP_OVERVIEW,
    MAP_QUESTIONS,
    MAP_ANSWER,
    MAP_FINDINGS,
    MAP_DETAIL,
    MAP_REVIEW,
    MAP_CURES,
    MAP_PROGRAMMES,
    MAP_PROGRAMME,
    MAP_COMPARE,
    MAP_ECONOMICS,
    MAP_SLIDERS,
    MAP_TRACE,
    MAP_RISK,
    MAP_INPUTS,
    MAP_CLAUSES,
    MAP_CLAUSE,
    MAP_MEMO,
    MAP_HELP,
    MAP_PROMPT,
    MAP_PALETTE,
    MAP_CONFIRM,
    MAP_COUNT
};

struct binding {
    enum keymap map;
    uint32_t key;
    enum action action;
    const char *hint; /* word for the status line; NULL: not shown there */
};

/* Title of a map, for help: "Findings". */
const char *keymap_title(enum keymap map);
/* Does a view with this map take typed text? Then the general keys are not in force. */
bool keymap_takes_text(enum keymap map);
enum action keymap_action(enum keymap map, uint32_t key);
/* Bindings of one map in their order. */
const struct binding *keymap_bindings(enum keymap map, size_t *n);
/* The keys of an action in a map as text: "j, Down"; "" when it has none there. */
void keymap_keys(enum keymap map, enum action action, struct strbuf *out);

enum keys_format { KEYS_TEXT, KEYS_MARKDOWN, KEYS_MAN };
/* All maps with their keys and help, for `adit help`, README and the man page. */
void actions_describe(struct strbuf *out, enum keys_format format);

#endif
