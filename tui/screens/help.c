/* F1: the keys of the screen below and the general ones, from the action table. */
#include <stdio.h>
#include <stdlib.h>

#include "tui/screens/screens.h"
#include "tui/widgets/doc_view.h"

struct model {
    struct doc_view page; /* first */
    enum keymap map;
};

#define KEYS_COLS 20

static void add_map(struct doc *d, enum keymap map)
{
    doc_heading(d, "%s", keymap_title(map));
    for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
        struct strbuf keys;
        strbuf_init(&keys, 0);
        keymap_keys(map, (enum action)a, &keys);
        if (keys.len != 0) {
            doc_line(d, DOC_NO_TAG);
            doc_field(d, 1, KEYS_COLS - 2, ROLE_KEY, arena_strdup(d->arena, keys.buf));
            doc_wrap(d, KEYS_COLS, ROLE_TEXT, action_info[a].help, true);
        }
        strbuf_release(&keys);
    }
    doc_blank(d);
}

static void add_typing(struct doc *d)
{
    static const struct {
        const char *keys, *meaning;
    } KEYS[] = {
        {"Left, Right", "Go one character back or on"},
        {"Home, Ctrl-A", "Go to the start of the line"},
        {"End, Ctrl-E", "Go to the end of the line"},
        {"Backspace, Delete", "Take away the character before or under the cursor"},
        {"Ctrl-W", "Take away the word before the cursor"},
        {"Ctrl-U, Ctrl-K", "Take away all before or after the cursor"},
    };
    doc_heading(d, "While typing");
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        doc_line(d, DOC_NO_TAG);
        doc_field(d, 1, KEYS_COLS - 2, ROLE_KEY, KEYS[i].keys);
        doc_wrap(d, KEYS_COLS, ROLE_TEXT, KEYS[i].meaning, true);
    }
    doc_blank(d);
}

static void add_signs(struct doc *d)
{
    static const struct {
        enum role role;
        const char *mark, *meaning;
    } SIGNS[] = {
        {ROLE_PASS, "+", "pass; for a programme: eligible"},
        {ROLE_CONDITIONAL, "!", "conditional: holds once something is done or shown"},
        {ROLE_FAIL, "x", "fail; for a programme: ineligible"},
        {ROLE_UNKNOWN, "?", "unknown: an answer that matters is missing"},
        {ROLE_NOT_APPLICABLE, "-", "not applicable to this project or on this date"},
        {ROLE_ERROR, "E", "the check could not be evaluated"},
    };
    doc_heading(d, "Signs");
    for (size_t i = 0; i < sizeof SIGNS / sizeof SIGNS[0]; i++) {
        doc_line(d, DOC_NO_TAG);
        doc_field(d, 1, 2, SIGNS[i].role, SIGNS[i].mark);
        doc_wrap(d, 4, ROLE_TEXT, SIGNS[i].meaning, true);
    }
    doc_line(d, DOC_NO_TAG);
    doc_field(d, 1, 2, ROLE_TEXT, "█");
    doc_wrap(d, 4, ROLE_TEXT, "of a bar: certain; ░ still possible; · not reached", true);
    doc_blank(d);
}

static void add_answers(struct doc *d)
{
    doc_heading(d, "Answers");
    doc_line(d, DOC_NO_TAG);
    doc_wrap(
        d, 1, ROLE_TEXT,
        "A question that nobody has answered is unknown, and unknown spreads only as far as it "
        "matters. 'unknown' typed as an answer says the same after one was given. 'none' is a "
        "real answer: there is no such thing. Nothing is overwritten: each answer is a new "
        "revision, on disk before the next key is taken.",
        true);
}

static void layout(struct view *v)
{
    struct model *m = v->data;
    doc_view_start(v);
    if (m->map != MAP_GENERAL && m->map != MAP_HELP)
        add_map(&m->page.doc, m->map);
    if (keymap_takes_text(m->map))
        add_typing(&m->page.doc);
    else
        add_map(&m->page.doc, MAP_GENERAL);
    add_signs(&m->page.doc);
    add_answers(&m->page.doc);
}

static unsigned act(struct view *v, enum action a)
{
    return a == ACT_HELP ? REACT_CLOSE : doc_view_act(v, a);
}

static const struct view_ops OPS = {
    .keymap = MAP_HELP,
    .pager = true,
    .layout = layout,
    .rows = doc_view_rows,
    .draw_row = doc_view_draw_row,
    .match_row = doc_view_match_row,
    .act = act,
    .release = doc_view_release,
};

void help_open(struct views *views, enum keymap map)
{
    struct model *m = doc_view_new(sizeof *m);
    m->map = map;
    struct view *v = views_push(views, &OPS, m);
    snprintf(v->title, sizeof v->title, "Help: %s", keymap_title(map));
}
