/* The action table expanded, and the default keys. */
#include "tui/actions.h"

#include <string.h>

#include "tui/keys.h"

const struct action_info action_info[ACT_COUNT] = {{NULL, NULL, 0},
#define X(id, name, help, flags) {name, help, flags},
                                                   ACTIONS(X)
#undef X
};

/* Sorted by map: keymap_bindings gives out a run of rows. */
static const struct binding BINDINGS[] = {
    {MAP_GENERAL, 'j', ACT_DOWN, NULL},
    {MAP_GENERAL, K_DOWN, ACT_DOWN, NULL},
    {MAP_GENERAL, 'k', ACT_UP, NULL},
    {MAP_GENERAL, K_UP, ACT_UP, NULL},
    {MAP_GENERAL, 'h', ACT_LEFT, NULL},
    {MAP_GENERAL, K_LEFT, ACT_LEFT, NULL},
    {MAP_GENERAL, 'l', ACT_RIGHT, NULL},
    {MAP_GENERAL, K_RIGHT, ACT_RIGHT, NULL},
    {MAP_GENERAL, K_PGDN, ACT_PAGE_DOWN, NULL},
    {MAP_GENERAL, ' ', ACT_PAGE_DOWN, NULL},
    {MAP_GENERAL, K_PGUP, ACT_PAGE_UP, NULL},
    {MAP_GENERAL, 'b', ACT_PAGE_UP, NULL},
    {MAP_GENERAL, 'g', ACT_FIRST, NULL},
    {MAP_GENERAL, K_HOME, ACT_FIRST, NULL},
    {MAP_GENERAL, 'G', ACT_LAST, NULL},
    {MAP_GENERAL, K_END, ACT_LAST, NULL},
    {MAP_GENERAL, K_TAB, ACT_NEXT_PART, NULL},
    {MAP_GENERAL, K_BACKTAB, ACT_PREV_PART, NULL},
    {MAP_GENERAL, K_ENTER, ACT_OPEN, NULL},
    {MAP_GENERAL, '/', ACT_SEARCH, NULL},
    {MAP_GENERAL, 'n', ACT_SEARCH_NEXT, NULL},
    {MAP_GENERAL, 'N', ACT_SEARCH_PREV, NULL},
    {MAP_GENERAL, ':', ACT_PALETTE, NULL},
    {MAP_GENERAL, '?', ACT_HELP, "help"},
    {MAP_GENERAL, K_F1, ACT_HELP, NULL},
    {MAP_GENERAL, 'q', ACT_BACK, "back"},
    {MAP_GENERAL, K_ESC, ACT_BACK, NULL},
    {MAP_GENERAL, 'Q', ACT_QUIT, NULL},
    {MAP_GENERAL, K_CTRL('C'), ACT_QUIT, NULL},
    {MAP_GENERAL, K_CTRL('L'), ACT_REDRAW, NULL},
    {MAP_GENERAL, K_CTRL('Z'), ACT_SUSPEND, NULL},

    {MAP_PROJECTS, K_ENTER, ACT_OPEN, "open"},
    {MAP_PROJECTS, 'i', ACT_IMPORT, "import"},
    {MAP_PROJECTS, 's', ACT_SAMPLES, "samples"},
    {MAP_PROJECTS, 'x', ACT_EXPORT, "export"},
    {MAP_PROJECTS, 'p', ACT_PORTFOLIO, "portfolio"},

    {MAP_PORTFOLIO, K_ENTER, ACT_OPEN, "open"},
    {MAP_PORTFOLIO, K_TAB, ACT_NEXT_PART, "next programme"},
    {MAP_PORTFOLIO, K_BACKTAB, ACT_PREV_PART, NULL},
    {MAP_PORTFOLIO, 'w', ACT_WHY, "why"},
    {MAP_PORTFOLIO, 'v', ACT_AS_REVIEWED, "as reviewed"},

    {MAP_OVERVIEW, K_ENTER, ACT_OPEN, "open"},
    {MAP_OVERVIEW, 'a', ACT_ASK, "answer"},
    {MAP_OVERVIEW, 'f', ACT_FINDINGS, "findings"},
    {MAP_OVERVIEW, 'e', ACT_ECONOMICS, "economics"},
    {MAP_OVERVIEW, 'm', ACT_MEMO, "memo"},
    {MAP_OVERVIEW, 'p', ACT_PROGRAMMES, "programmes"},
    {MAP_OVERVIEW, 'c', ACT_CURES, NULL},
    {MAP_OVERVIEW, 'r', ACT_CLAUSES, NULL},
    {MAP_OVERVIEW, 'o', ACT_COMPARE, NULL},
    {MAP_OVERVIEW, 'x', ACT_EXPORT, "export"},

    {MAP_QUESTIONS, K_ENTER, ACT_OPEN, "answer"},
    {MAP_QUESTIONS, 'o', ACT_ORDER, "order"},
    {MAP_QUESTIONS, '&', ACT_NARROW, "narrow"},
    {MAP_QUESTIONS, 'c', ACT_SHOW_ALL, NULL},

    {MAP_ANSWER, K_ENTER, ACT_SAVE_ANSWER, "save"},
    {MAP_ANSWER, K_TAB, ACT_NEXT_PART, "field"},
    {MAP_ANSWER, K_BACKTAB, ACT_PREV_PART, NULL},
    {MAP_ANSWER, K_DOWN, ACT_NEXT_PART, NULL},
    {MAP_ANSWER, K_UP, ACT_PREV_PART, NULL},
    {MAP_ANSWER, K_F2, ACT_SAY_UNKNOWN, "unknown"},
    {MAP_ANSWER, K_CTRL('N'), ACT_SKIP, "skip"},
    {MAP_ANSWER, K_CTRL('T'), ACT_CHOICE, "pick"},
    {MAP_ANSWER, K_F3, ACT_SAY_NONE, "none"},
    {MAP_ANSWER, K_CTRL('R'), ACT_AS_REVIEWER, NULL},
    {MAP_ANSWER, K_CTRL('P'), ACT_PREV_QUESTION, NULL},
    {MAP_ANSWER, K_PGDN, ACT_PAGE_DOWN, NULL},
    {MAP_ANSWER, K_PGUP, ACT_PAGE_UP, NULL},
    {MAP_ANSWER, K_F1, ACT_HELP, "help"},
    {MAP_ANSWER, K_ESC, ACT_BACK, "leave"},
    {MAP_ANSWER, K_CTRL('L'), ACT_REDRAW, NULL},
    {MAP_ANSWER, K_CTRL('C'), ACT_BACK, NULL},
    {MAP_ANSWER, K_CTRL('Z'), ACT_SUSPEND, NULL},

    {MAP_FINDINGS, K_ENTER, ACT_OPEN, "detail"},
    {MAP_FINDINGS, 's', ACT_SEVERITY, "severity"},
    {MAP_FINDINGS, 't', ACT_STATUS, "status"},
    {MAP_FINDINGS, 'a', ACT_AREA, "area"},
    {MAP_FINDINGS, '&', ACT_NARROW, "text"},
    {MAP_FINDINGS, 'c', ACT_SHOW_ALL, "all"},

    {MAP_DETAIL, K_TAB, ACT_NEXT_PART, "next"},
    {MAP_DETAIL, K_BACKTAB, ACT_PREV_PART, NULL},
    {MAP_DETAIL, 'a', ACT_ASK, "answer what is open"},
    {MAP_DETAIL, 'v', ACT_REVIEW, "review"},
    {MAP_DETAIL, 'c', ACT_CURES, NULL},

    {MAP_REVIEW, K_ENTER, ACT_OPEN, "edit"},
    {MAP_REVIEW, 's', ACT_KEEP_REVIEW, "keep"},
    {MAP_REVIEW, 'w', ACT_WITHDRAW, "withdraw"},

    {MAP_CURES, K_TAB, ACT_NEXT_PART, "next"},
    {MAP_CURES, K_BACKTAB, ACT_PREV_PART, NULL},

    {MAP_PROGRAMMES, K_ENTER, ACT_OPEN, "terms and papers"},
    {MAP_PROGRAMMES, 'f', ACT_FINDINGS, "findings"},
    {MAP_PROGRAMMES, 'c', ACT_CURES, "cures"},
    {MAP_PROGRAMMES, K_TAB, ACT_NEXT_PART, "next"},
    {MAP_PROGRAMMES, K_BACKTAB, ACT_PREV_PART, NULL},

    {MAP_PROGRAMME, 'f', ACT_FINDINGS, "findings"},
    {MAP_PROGRAMME, 'c', ACT_CURES, "cures"},
    {MAP_PROGRAMME, K_TAB, ACT_NEXT_PART, "next part"},
    {MAP_PROGRAMME, K_BACKTAB, ACT_PREV_PART, NULL},

    {MAP_ECONOMICS, K_ENTER, ACT_OPEN, "how"},
    {MAP_ECONOMICS, K_TAB, ACT_NEXT_PART, "part"},
    {MAP_ECONOMICS, 'i', ACT_INPUTS, "inputs"},
    {MAP_ECONOMICS, 's', ACT_SLIDERS, "what if"},
    {MAP_ECONOMICS, 'r', ACT_RISK, "risk"},
    {MAP_ECONOMICS, 'v', ACT_CHART, "charts"},
    {MAP_ECONOMICS, 'c', ACT_CASE, "case"},
    {MAP_ECONOMICS, 'x', ACT_EXPORT, "export"},

    {MAP_COMPARE, 's', ACT_SOURCES, "sources"},
    {MAP_COMPARE, K_TAB, ACT_NEXT_PART, "next measure"},
    {MAP_COMPARE, K_BACKTAB, ACT_PREV_PART, NULL},

    {MAP_SLIDERS, K_LEFT, ACT_LEFT, "less"},
    {MAP_SLIDERS, 'h', ACT_LEFT, NULL},
    {MAP_SLIDERS, K_RIGHT, ACT_RIGHT, "more"},
    {MAP_SLIDERS, 'l', ACT_RIGHT, NULL},
    {MAP_SLIDERS, K_PGUP, ACT_PAGE_UP, NULL},
    {MAP_SLIDERS, K_PGDN, ACT_PAGE_DOWN, NULL},
    {MAP_SLIDERS, '0', ACT_RESET, "reset"},
    {MAP_SLIDERS, 'r', ACT_RESET_ALL, "reset all"},

    {MAP_TRACE, K_ENTER, ACT_OPEN, "walk down"},
    {MAP_TRACE, K_LEFT, ACT_LEFT, "year before"},
    {MAP_TRACE, K_RIGHT, ACT_RIGHT, "next year"},

    {MAP_RISK, K_TAB, ACT_NEXT_PART, "next part"},
    {MAP_RISK, K_BACKTAB, ACT_PREV_PART, NULL},
    {MAP_RISK, 's', ACT_STOP, "stop"},
    {MAP_RISK, 'r', ACT_RUN, "run again"},

    {MAP_INPUTS, K_ENTER, ACT_OPEN, "edit"},
    {MAP_INPUTS, K_TAB, ACT_NEXT_PART, "missing, given, others"},
    {MAP_INPUTS, K_BACKTAB, ACT_PREV_PART, NULL},
    {MAP_INPUTS, 'e', ACT_ECONOMICS, "economics"},
    {MAP_INPUTS, '&', ACT_NARROW, "text"},
    {MAP_INPUTS, 'c', ACT_SHOW_ALL, "all"},

    {MAP_CLAUSES, K_ENTER, ACT_OPEN, "open"},
    {MAP_CLAUSES, 't', ACT_STATUS, "status"},
    {MAP_CLAUSES, 'd', ACT_ADD_DOCUMENT, "document"},
    {MAP_CLAUSES, K_TAB, ACT_NEXT_PART, "group"},
    {MAP_CLAUSES, K_BACKTAB, ACT_PREV_PART, NULL},
    {MAP_CLAUSES, '&', ACT_NARROW, "text"},
    {MAP_CLAUSES, 'c', ACT_SHOW_ALL, "all"},

    {MAP_CLAUSE, K_ENTER, ACT_OPEN, "edit, answer"},
    {MAP_CLAUSE, K_TAB, ACT_NEXT_PART, "next"},
    {MAP_CLAUSE, K_BACKTAB, ACT_PREV_PART, NULL},
    {MAP_CLAUSE, 'd', ACT_ADD_DOCUMENT, "document"},

    {MAP_MEMO, 'x', ACT_EXPORT, "export"},
    {MAP_MEMO, '/', ACT_SEARCH, "search"},

    {MAP_PROMPT, K_ENTER, ACT_OPEN, NULL},
    {MAP_PROMPT, K_ESC, ACT_BACK, NULL},
    {MAP_PROMPT, K_CTRL('C'), ACT_BACK, NULL},

    {MAP_PALETTE, K_ENTER, ACT_OPEN, NULL},
    {MAP_PALETTE, K_ESC, ACT_BACK, NULL},
    {MAP_PALETTE, K_CTRL('C'), ACT_BACK, NULL},
    {MAP_PALETTE, K_DOWN, ACT_DOWN, NULL},
    {MAP_PALETTE, K_UP, ACT_UP, NULL},
    {MAP_PALETTE, K_PGDN, ACT_PAGE_DOWN, NULL},
    {MAP_PALETTE, K_PGUP, ACT_PAGE_UP, NULL},
    {MAP_PALETTE, K_TAB, ACT_NEXT_PART, NULL},

    {MAP_CONFIRM, 'y', ACT_OPEN, NULL},
    {MAP_CONFIRM, 'n', ACT_BACK, NULL},
    {MAP_CONFIRM, K_ESC, ACT_BACK, NULL},
    {MAP_CONFIRM, K_CTRL('C'), ACT_BACK, NULL},
};

#define N_BINDINGS (sizeof BINDINGS / sizeof BINDINGS[0])

static const struct {
    const char *title;
    bool takes_text;
} MAPS[MAP_COUNT] = {
    [MAP_GENERAL] = {"Everywhere", false},
    [MAP_PROJECTS] = {"Projects", false},
    [MAP_PORTFOLIO] = {"Portfolio", false},
    [MAP_OVERVIEW] = {"Overview of a project", false},
    [MAP_QUESTIONS] = {"Questions", false},
    [MAP_ANSWER] = {"Answering a question", true},
    [MAP_FINDINGS] = {"Findings", false},
    [MAP_DETAIL] = {"One finding", false},
    [MAP_REVIEW] = {"A reviewer's decision", false},
    [MAP_CURES] = {"What would cure it", false},
    [MAP_COMPARE] = {"Countries side by side", false},
    [MAP_PROGRAMME] = {"One programme", false},
    [MAP_PROGRAMMES] = {"Programmes side by side", false},
    [MAP_ECONOMICS] = {"Economics", false},
    [MAP_SLIDERS] = {"What if", false},
    [MAP_TRACE] = {"How a figure comes about", false},
    [MAP_RISK] = {"Risk", false},
    [MAP_INPUTS] = {"Inputs of the economics", false},
    [MAP_CLAUSES] = {"Clause register", false},
    [MAP_CLAUSE] = {"One clause", false},
    [MAP_MEMO] = {"Memo", false},
    [MAP_HELP] = {"Help", false},
    [MAP_PROMPT] = {"Typing a text", true},
    [MAP_PALETTE] = {"Palette of actions", true},
    [MAP_CONFIRM] = {"Yes or no", true},
};

enum action action_find(const char *name)
{
    for (int i = ACT_NONE + 1; i < ACT_COUNT; i++)
        if (strcmp(action_info[i].name, name) == 0)
            return (enum action)i;
    return ACT_NONE;
}

const char *keymap_title(enum keymap map)
{
    return MAPS[map].title;
}

bool keymap_takes_text(enum keymap map)
{
    return MAPS[map].takes_text;
}

static enum action in_map(enum keymap map, uint32_t key)
{
    for (size_t i = 0; i < N_BINDINGS; i++)
        if (BINDINGS[i].map == map && BINDINGS[i].key == key)
            return BINDINGS[i].action;
    return ACT_NONE;
}

enum action keymap_action(enum keymap map, uint32_t key)
{
    enum action a = in_map(map, key);
    if (a == ACT_NONE && !MAPS[map].takes_text)
        a = in_map(MAP_GENERAL, key);
    return a;
}

const struct binding *keymap_bindings(enum keymap map, size_t *n)
{
    size_t first = 0;
    while (first < N_BINDINGS && BINDINGS[first].map != map)
        first++;
    size_t end = first;
    while (end < N_BINDINGS && BINDINGS[end].map == map)
        end++;
    *n = end - first;
    return BINDINGS + first;
}

void keymap_keys(enum keymap map, enum action action, struct strbuf *out)
{
    size_t n;
    const struct binding *b = keymap_bindings(map, &n);
    bool first = true;
    for (size_t i = 0; i < n; i++) {
        if (b[i].action != action)
            continue;
        char name[KEY_LABEL_MAX];
        strbuf_addf(out, "%s%s", first ? "" : ", ", key_label(b[i].key, name));
        first = false;
    }
}

/* For the man page: hyphens as they are typed, no line that roff takes for a request. */
static void roff(struct strbuf *out, const char *text)
{
    if (text[0] == '.' || text[0] == '\'')
        strbuf_adds(out, "\\&");
    for (; *text != '\0'; text++)
        if (*text == '-')
            strbuf_adds(out, "\\-");
        else if (*text == '\\')
            strbuf_adds(out, "\\e");
        else
            strbuf_addch(out, *text);
}

static void describe_row(struct strbuf *out, enum keys_format format, const char *keys,
                         const struct action_info *info)
{
    switch (format) {
    case KEYS_TEXT:
        strbuf_addf(out, "  %-18s %s\n", keys, info->help);
        break;
    case KEYS_MARKDOWN:
        strbuf_addf(out, "| `%s` | %s |\n", keys, info->help);
        break;
    case KEYS_MAN:
        strbuf_adds(out, ".TP\n.B ");
        roff(out, keys);
        strbuf_addch(out, '\n');
        roff(out, info->help);
        strbuf_addch(out, '\n');
        break;
    }
}

static void describe_map(struct strbuf *out, enum keys_format format, enum keymap map)
{
    size_t n;
    keymap_bindings(map, &n);
    if (n == 0)
        return;
    if (format == KEYS_MAN)
        strbuf_addf(out, ".SS \"%s\"\n", MAPS[map].title);
    else if (format == KEYS_MARKDOWN)
        strbuf_addf(out, "\n**%s**\n\n| keys | what they do |\n| --- | --- |\n", MAPS[map].title);
    else
        strbuf_addf(out, "%s\n", MAPS[map].title);
    for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
        struct strbuf keys;
        strbuf_init(&keys, 0);
        keymap_keys(map, (enum action)a, &keys);
        if (keys.len != 0)
            describe_row(out, format, keys.buf, &action_info[a]);
        strbuf_release(&keys);
    }
    if (format == KEYS_TEXT)
        strbuf_addch(out, '\n');
}

void actions_describe(struct strbuf *out, enum keys_format format)
{
    for (int m = 0; m < MAP_COUNT; m++)
        if (m != MAP_PROMPT && m != MAP_PALETTE && m != MAP_CONFIRM)
            describe_map(out, format, (enum keymap)m);
}
