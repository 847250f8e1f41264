/* The stack of views: scrolling, selection, searching and painting, written once. */
#include "tui/view.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "tui/keys.h"
#include "tui/widgets/prompt.h"

#define SEARCH_COLS 400
#define MESSAGE_ROWS 4

void views_init(struct views *vs, const struct views_host *host)
{
    *vs = (struct views){.host = *host, .dirty = true};
}

void views_release(struct views *vs)
{
    while (vs->top != NULL)
        views_close_top(vs);
}

struct view *views_push(struct views *vs, const struct view_ops *ops, void *data)
{
    struct view *v = calloc(1, sizeof *v);
    if (v == NULL)
        abort();
    *v = (struct view){.ops = ops,
                       .data = data,
                       .stack = vs,
                       .below = vs->top,
                       .stale = true,
                       .pager = ops->pager};
    vs->top = v;
    vs->dirty = true;
    return v;
}

void views_close_top(struct views *vs)
{
    struct view *v = vs->top;
    vs->top = v->below;
    if (v->ops->release != NULL)
        v->ops->release(v);
    free(v);
    vs->dirty = true;
}

static bool on_stack(const struct views *vs, const struct view *v)
{
    for (const struct view *t = vs->top; t != NULL; t = t->below)
        if (t == v)
            return true;
    return false;
}

void views_close(struct views *vs, struct view *v)
{
    bool last = !on_stack(vs, v);
    while (!last) {
        last = vs->top == v;
        views_close_top(vs);
    }
}

struct view *views_find(const struct views *vs, const struct view_ops *ops)
{
    for (struct view *t = vs->top; t != NULL; t = t->below)
        if (t->ops == ops)
            return t;
    return NULL;
}

void views_say(struct views *vs, enum role role, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vsnprintf(vs->message, sizeof vs->message, format, ap);
    va_end(ap);
    vs->message_role = role;
    vs->dirty = true;
}

void view_stale(struct view *v)
{
    v->stale = true;
    v->stack->dirty = true;
}

void views_stale(struct views *vs)
{
    for (struct view *v = vs->top; v != NULL; v = v->below)
        view_stale(v);
}

/* --- selection and scrolling ------------------------------------------------------------------ */

static size_t row_count(const struct view *v)
{
    return v->ops->rows != NULL ? v->ops->rows(v) : 0;
}

static bool selectable(const struct view *v, size_t row)
{
    return v->ops->selectable == NULL || v->ops->selectable(v, row);
}

/* Keeps the selection on a row that may be selected and within sight. */
static void settle(struct view *v)
{
    size_t n = row_count(v);
    size_t room = v->body_rows > 0 ? (size_t)v->body_rows : 1;
    if (n == 0) {
        v->selected = v->top = 0;
        return;
    }
    if (v->selected >= n)
        v->selected = n - 1;
    if (v->pager) {
        size_t last_top = n > room ? n - room : 0;
        v->top = v->selected = v->selected > last_top ? last_top : v->selected;
        return;
    }
    size_t at = v->selected;
    while (at < n && !selectable(v, at))
        at++;
    if (at == n) {
        at = v->selected;
        while (at > 0 && !selectable(v, at))
            at--;
    }
    v->selected = at;
    if (v->selected < v->top)
        v->top = v->selected;
    if (v->selected >= v->top + room)
        v->top = v->selected - room + 1;
    if (v->top + room > n)
        v->top = n > room ? n - room : 0;
    /* Headings above the first row that can be chosen come into sight with it. */
    bool only_headings = true;
    for (size_t i = 0; i < v->selected; i++)
        only_headings = only_headings && !selectable(v, i);
    if (only_headings && v->selected < room)
        v->top = 0;
}

void view_select(struct view *v, size_t row)
{
    v->selected = row;
    settle(v);
    v->stack->dirty = true;
}

void view_narrow(struct view *v, const char *text, char *needle, size_t size)
{
    if (text == NULL)
        return;
    struct arena *a = arena_new();
    snprintf(needle, size, "%s", utf8_lower(a, text));
    arena_free(a);
    v->selected = v->top = 0;
    view_stale(v);
}

/* Moves by one row that can be selected; at the end the view scrolls to what lies beyond. */
static void step(struct view *v, int by)
{
    size_t n = row_count(v);
    size_t at = v->selected;
    for (;;) {
        if ((by < 0 && at == 0) || (by > 0 && at + 1 >= n)) {
            size_t room = v->body_rows > 0 ? (size_t)v->body_rows : 1;
            if (!v->pager && n > room && by > 0 && v->selected >= n - room)
                v->top = n - room;
            return;
        }
        at = by < 0 ? at - 1 : at + 1;
        if (v->pager || selectable(v, at))
            break;
    }
    v->selected = at;
    settle(v);
}

static void page(struct view *v, int by)
{
    size_t room = v->body_rows > 1 ? (size_t)v->body_rows - 1 : 1;
    if (by < 0)
        v->selected = v->selected > room ? v->selected - room : 0;
    else
        v->selected += room;
    settle(v);
}

static bool move(struct view *v, enum action a)
{
    switch (a) {
    case ACT_UP:
        step(v, -1);
        return true;
    case ACT_DOWN:
        step(v, 1);
        return true;
    case ACT_PAGE_UP:
        page(v, -1);
        return true;
    case ACT_PAGE_DOWN:
        page(v, 1);
        return true;
    case ACT_FIRST:
        view_select(v, 0);
        v->top = 0;
        return true;
    case ACT_LAST:
        view_select(v, row_count(v));
        return true;
    default:
        return false;
    }
}

/* --- search ---------------------------------------------------------------------------------- */

static bool shows(const struct view *v, size_t row, const char *needle)
{
    if (v->ops->match_row != NULL)
        return v->ops->match_row(v, row, needle);
    struct canvas *c = canvas_new(1, SEARCH_COLS);
    struct strbuf text;
    strbuf_init(&text, 0);
    v->ops->draw_row(v, row, area_all(c));
    canvas_row_text(c, 0, &text);
    struct arena *a = arena_new();
    bool found = strstr(utf8_lower(a, text.buf), needle) != NULL;
    arena_free(a);
    strbuf_release(&text);
    canvas_free(c);
    return found;
}

bool view_search(struct view *v, const char *needle, int by, bool from_here)
{
    size_t n = row_count(v);
    size_t at = v->selected;
    for (size_t tried = 0; tried < n; tried++) {
        if (tried != 0 || !from_here)
            at = by > 0 ? (at + 1) % n : (at + n - 1) % n;
        if ((v->pager || selectable(v, at)) && shows(v, at, needle)) {
            view_select(v, at);
            return true;
        }
    }
    return false;
}

static void search_again(struct view *v, int by, bool from_here)
{
    struct views *vs = v->stack;
    if (vs->search[0] == '\0')
        views_say(vs, ROLE_NOTICE, "Nothing was searched for yet: / searches");
    else if (!view_search(v, vs->search, by, from_here))
        views_say(vs, ROLE_NOTICE, "No row has '%s'", vs->search);
}

static void search_typed(void *data, const char *text)
{
    struct views *vs = data;
    if (text == NULL || text[0] == '\0' || vs->top == NULL)
        return;
    struct arena *a = arena_new();
    snprintf(vs->search, sizeof vs->search, "%s", utf8_lower(a, text));
    arena_free(a);
    search_again(vs->top, 1, true);
}

/* --- keys and actions ------------------------------------------------------------------------ */

static void react(struct views *vs, struct view *v, unsigned reaction)
{
    if ((reaction & REACT_CLOSE) != 0)
        views_close(vs, v);
    if ((reaction & REACT_QUIT) != 0 || vs->top == NULL)
        vs->quit = true;
    vs->dirty = true;
}

/* What an action means where the view gives it no meaning of its own. */
static void act_generally(struct views *vs, struct view *v, enum action a)
{
    if (move(v, a))
        return;
    switch (a) {
    case ACT_LEFT:
    case ACT_BACK:
        if (a == ACT_BACK || v->below != NULL)
            react(vs, v, REACT_CLOSE);
        break;
    case ACT_RIGHT:
        if (v->ops->act != NULL)
            react(vs, v, v->ops->act(v, ACT_OPEN));
        break;
    case ACT_SEARCH:
        prompt_open(vs, "Search for", "", search_typed, vs);
        break;
    case ACT_SEARCH_NEXT:
        search_again(v, 1, false);
        break;
    case ACT_SEARCH_PREV:
        search_again(v, -1, false);
        break;
    case ACT_HELP:
        vs->host.open_help(vs->host.data, v->ops->keymap);
        break;
    case ACT_PALETTE:
        vs->host.open_palette(vs->host.data, v->ops->keymap);
        break;
    case ACT_REDRAW:
        vs->host.redraw(vs->host.data);
        break;
    case ACT_SUSPEND:
        vs->host.suspend(vs->host.data);
        break;
    case ACT_QUIT:
        vs->quit = true;
        break;
    case ACT_NEXT_PART:
    case ACT_PREV_PART:
    case ACT_OPEN:
        break;
    default:
        views_say(vs, ROLE_NOTICE, "'%s' has no meaning on this screen", action_info[a].name);
        break;
    }
}

static void lay_out(struct view *v)
{
    if (!v->stale)
        return;
    if (v->ops->layout != NULL)
        v->ops->layout(v);
    v->stale = false;
    settle(v); /* there may be fewer rows now */
}

/* A model whose project was assessed anew holds what is gone until it is laid out; a window too
 * small to draw in must not put that off. */
static void lay_out_all(struct views *vs)
{
    for (struct view *v = vs->top; v != NULL; v = v->below)
        lay_out(v);
}

void views_act(struct views *vs, enum action a)
{
    struct view *v = vs->top;
    if (v == NULL || a == ACT_NONE)
        return;
    lay_out_all(vs);
    vs->dirty = true;
    if (vs->host.read_only && (action_info[a].flags & A_WRITES) != 0) {
        views_say(vs, ROLE_NOTICE,
                  "The workspace is open for reading only: nothing can be changed");
        return;
    }
    unsigned reaction = v->ops->act != NULL ? v->ops->act(v, a) : REACT_IGNORED;
    if (reaction == REACT_IGNORED)
        act_generally(vs, v, a);
    else
        react(vs, v, reaction);
    if (vs->top == NULL)
        vs->quit = true;
}

void views_key(struct views *vs, uint32_t key)
{
    struct view *v = vs->top;
    if (v == NULL)
        return;
    if (vs->message[0] != '\0') {
        vs->message[0] = '\0';
        vs->dirty = true;
    }
    enum action a = keymap_action(v->ops->keymap, key);
    if (a != ACT_NONE) {
        views_act(vs, a);
        return;
    }
    lay_out_all(vs);
    if (v->ops->key != NULL)
        react(vs, v, v->ops->key(v, key));
}

void views_hangup(struct views *vs)
{
    for (struct view *v = vs->top; v != NULL; v = v->below)
        if (v->ops->hangup != NULL)
            v->ops->hangup(v);
}

/* --- painting -------------------------------------------------------------------------------- */

static void paint_header(const struct view *v, struct area line)
{
    area_fill(line, 0, ROLE_HEADER);
    int col = area_put(line, 0, 1, ROLE_HEADER, "adit  ");
    size_t n = row_count(v);
    char place[48] = "";
    if (v->pager && n > (size_t)v->body_rows)
        snprintf(place, sizeof place, "line %zu of %zu ", v->top + 1, n);
    else if (!v->pager && n != 0) {
        size_t all = 0, at = 0;
        for (size_t i = 0; i < n; i++)
            if (selectable(v, i)) {
                all++;
                at += i <= v->selected;
            }
        if (all != 0)
            snprintf(place, sizeof place, "%zu of %zu ", at, all);
    }
    int right = line.cols - text_columns(place);
    const char *title = v->title;
    if (right - 2 < col + 12) {
        area_put(line, 0, col, ROLE_HEADER, title);
        return;
    }
    area_put(area_cols(line, 0, right - 2), 0, col, ROLE_HEADER, title);
    area_put(line, 0, right, ROLE_HEADER, place);
}

struct hint {
    enum action action;
    const char *text;
    uint32_t key;
    int cols;
};

#define MAX_HINTS 16

static size_t collect_hints(const struct view *v, enum keymap map, struct hint *hints, size_t n)
{
    size_t n_bindings;
    const struct binding *b = keymap_bindings(map, &n_bindings);
    for (size_t i = 0; i < n_bindings && n < MAX_HINTS; i++) {
        char name[KEY_LABEL_MAX];
        if (b[i].hint == NULL)
            continue;
        struct hint h = {.action = b[i].action, .text = b[i].hint, .key = b[i].key};
        if (h.action == ACT_BACK && v->below == NULL)
            h.text = "quit";
        h.cols = text_columns(key_label(h.key, name)) + 1 + text_columns(h.text) + 2;
        hints[n++] = h;
    }
    return n;
}

/* The most useful keys. Where they do not all fit the last ones go, never help and the way back. */
static void paint_hints(const struct view *v, struct area line)
{
    struct hint hints[MAX_HINTS];
    if (v->ops->hints != NULL) {
        area_put(line, 0, 1, ROLE_DIM, v->ops->hints(v));
        return;
    }
    size_t n = collect_hints(v, v->ops->keymap, hints, 0);
    if (!keymap_takes_text(v->ops->keymap))
        n = collect_hints(v, MAP_GENERAL, hints, n);
    int cols = -1;
    for (size_t i = 0; i < n; i++)
        cols += hints[i].cols;
    for (size_t i = n; i-- > 0 && cols > line.cols - 1;)
        if (hints[i].action != ACT_HELP && hints[i].action != ACT_BACK) {
            cols -= hints[i].cols;
            hints[i].cols = 0;
        }
    int col = 1;
    for (size_t i = 0; i < n; i++) {
        char name[KEY_LABEL_MAX];
        if (hints[i].cols == 0)
            continue;
        int end = area_put(line, 0, col, ROLE_KEY, key_label(hints[i].key, name));
        area_put(line, 0, end + 1, ROLE_DIM, hints[i].text);
        col += hints[i].cols;
    }
}

/* In the last row, or in as many as it needs. */
static void paint_message(const struct views *vs, struct area area)
{
    struct arena *a = arena_new();
    size_t n;
    const char *safe = text_visible(a, vs->message, strlen(vs->message), true);
    char **lines = text_wrap(a, safe, (size_t)(area.cols - 2), &n);
    int rows = n < MESSAGE_ROWS ? (int)n : MESSAGE_ROWS;
    struct area band = area_rows(area, area.rows - rows, rows);
    for (int i = 0; i < band.rows; i++) {
        area_fill(band, i, ROLE_TEXT);
        area_put(band, i, 1, vs->message_role, lines[i]);
    }
    arena_free(a);
}

static void paint_rows(struct view *v, struct area body)
{
    size_t n = row_count(v);
    int indent = v->pager ? 1 : 2;
    for (int i = 0; i < body.rows; i++) {
        size_t row = v->top + (size_t)i;
        if (row >= n)
            break;
        struct area line = area_rows(body, i, 1);
        if (!v->pager && row == v->selected && selectable(v, row))
            area_put(line, 0, 0, ROLE_MARKER, ">");
        v->ops->draw_row(v, row, area_cols(line, indent, line.cols - indent));
    }
}

static void paint_cursor(const struct view *v, struct canvas *c, struct area body)
{
    if (v->ops->cursor != NULL) {
        v->ops->cursor(v, c);
        return;
    }
    canvas_cursor(c, body.row + (int)(v->selected - v->top), body.col);
}

/* One view in its area: header, fixed rows, rows, status line (the last two for whole screens). */
static void paint_view(struct views *vs, struct view *v, struct canvas *c, struct area area)
{
    bool whole = v->ops->overlay == 0;
    struct area body = area;
    if (whole)
        body = area_rows(area, 1, area.rows - 2);
    int head = v->ops->head_rows < body.rows ? v->ops->head_rows : body.rows;
    struct area rows = area_rows(body, head, body.rows - head);
    if (v->body_rows != rows.rows || v->cols != area.cols)
        v->stale = true;
    v->body_rows = rows.rows;
    v->cols = area.cols;
    lay_out(v);
    settle(v);
    if (whole) {
        paint_header(v, area_rows(area, 0, 1));
        if (vs->message[0] == '\0')
            paint_hints(v, area_rows(area, area.rows - 1, 1));
    }
    if (head > 0)
        v->ops->draw_head(v, area_rows(body, 0, head));
    paint_rows(v, rows);
    if (whole && vs->message[0] != '\0')
        paint_message(vs, area);
    if (v == vs->top)
        paint_cursor(v, c, rows);
}

static void paint_from(struct views *vs, struct view *v, struct canvas *c)
{
    if (v->ops->overlay == 0) {
        paint_view(vs, v, c, area_all(c));
        return;
    }
    if (v->below != NULL)
        paint_from(vs, v->below, c);
    int rows = v->ops->overlay < c->rows ? v->ops->overlay : c->rows;
    struct area box = area_rows(area_all(c), c->rows - rows, rows);
    for (int i = 0; i < box.rows; i++)
        area_fill(box, i, ROLE_TEXT);
    paint_view(vs, v, c, box);
}

void views_paint(struct views *vs, struct canvas *c)
{
    canvas_clear(c);
    vs->dirty = false;
    if (vs->top == NULL)
        return;
    if (c->rows < 4 || c->cols < 20) {
        area_put(area_all(c), 0, 0, ROLE_TEXT, "adit: window too small");
        return;
    }
    paint_from(vs, vs->top, c);
}
