/* view.h: what a screen must supply, and what it gets for it.
 *
 * A screen fills in one struct view_ops. view.c owns the stack of views, scrolling, the selection,
 * searching, the header and status lines, and the real cursor: no screen has code for these. A
 * prompt or a yes-or-no question is a view like any other, drawn over the last rows, so there is
 * one loop and a resize or a hang-up is met the same way everywhere. */
#ifndef ADIT_TUI_VIEW_H
#define ADIT_TUI_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "tui/actions.h"
#include "tui/cells.h"

struct view;
struct views;

/* What a handler asks for; the loop does it. No handler draws. */
enum reaction {
    REACT_IGNORED = 0, /* not mine: let the general meaning apply */
    REACT_DONE = 1,
    REACT_CLOSE = 2, /* take this view off the stack */
    REACT_QUIT = 4
};

struct view_ops {
    enum keymap keymap;
    bool pager;    /* rows are read, not chosen: moving scrolls and there is no marker */
    int overlay;   /* rows at the bottom that it covers; 0: the whole screen */
    int head_rows; /* fixed rows above the scrolling ones */
    /* Called before drawing when the size or the data changed (view_stale). May be NULL. */
    void (*layout)(struct view *v);
    size_t (*rows)(const struct view *v);
    void (*draw_head)(const struct view *v, struct area area); /* NULL when head_rows is 0 */
    void (*draw_row)(const struct view *v, size_t row, struct area line);
    bool (*selectable)(const struct view *v, size_t row); /* NULL: every row */
    /* Does the row have the text? needle is in lower case. NULL: what the row shows is searched. */
    bool (*match_row)(const struct view *v, size_t row, const char *needle);
    unsigned (*act)(struct view *v, enum action a);         /* bits of enum reaction */
    unsigned (*key)(struct view *v, uint32_t key);          /* typed text; NULL: takes none */
    void (*cursor)(const struct view *v, struct canvas *c); /* NULL: on the selected row */
    const char *(*hints)(const struct view *v); /* instead of the keys in the status line */
    void (*hangup)(struct view *v);             /* keep what was half typed; may be NULL */
    void (*release)(struct view *v);            /* free data; may be NULL */
};

struct view {
    const struct view_ops *ops;
    void *data; /* the screen's model */
    struct views *stack;
    struct view *below;
    char title[300]; /* for the header; the screen writes it, mostly in its layout */
    size_t selected, top;
    int body_rows, cols; /* room for rows at the last layout */
    bool stale;          /* layout is due */
    bool pager;          /* as ops says; a screen whose parts differ may change it */
};

struct views_host {
    void *data;
    void (*open_help)(void *data, enum keymap map);
    void (*open_palette)(void *data, enum keymap map);
    void (*suspend)(void *data);
    void (*redraw)(void *data);
    bool read_only; /* actions that write are refused */
};

struct views {
    struct view *top;
    struct views_host host;
    char message[400];
    enum role message_role;
    char search[128]; /* in lower case */
    bool dirty;
    bool quit;
    int exit_code;
};

void views_init(struct views *vs, const struct views_host *host);
void views_release(struct views *vs); /* closes every view */
/* Puts a view on top; data is released by ops->release. */
struct view *views_push(struct views *vs, const struct view_ops *ops, void *data);
void views_close_top(struct views *vs);
/* Closes v and all views above it; nothing when it is not there. */
void views_close(struct views *vs, struct view *v);
/* The nearest view from the top with these operations, or NULL. */
struct view *views_find(const struct views *vs, const struct view_ops *ops);

void views_key(struct views *vs, uint32_t key);
void views_act(struct views *vs, enum action a);
/* Draws all that shows and puts the cursor where the hand is. */
void views_paint(struct views *vs, struct canvas *c);
void views_hangup(struct views *vs);

/* A message in the status line until the next key. */
void views_say(struct views *vs, enum role role, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The data of v changed: lay out again before drawing. */
void view_stale(struct view *v);
void views_stale(struct views *vs); /* all of them */
void view_select(struct view *v, size_t row);
/* Takes a typed text (NULL: none was given) as the needle of a list, in lower case, and goes to the
 * first row. */
void view_narrow(struct view *v, const char *text, char *needle, size_t size);
/* Goes to the next row (step 1) or row before (-1) that has the searched text; false when none. */
bool view_search(struct view *v, const char *needle, int step, bool from_here);

#endif
