/* The command palette. */
#include "tui/widgets/palette.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/keys.h"
#include "tui/widgets/line_edit.h"

#define PALETTE_ROWS 12
#define MAX_ENTRIES 96

struct entry {
    const char *name, *argument, *help;
    enum action action;
};

struct palette {
    struct line_edit edit;
    struct entry all[MAX_ENTRIES], shown[MAX_ENTRIES];
    size_t n_all, n_shown;
    void (*run)(void *data, const char *text);
    void *data;
    enum keymap below; /* whose keys are shown */
};

static size_t word_length(const char *text)
{
    return strcspn(text, " ");
}

static void filter(struct palette *p)
{
    size_t n = word_length(p->edit.text);
    char word[64];
    snprintf(word, sizeof word, "%.*s", (int)(n < 63 ? n : 63), p->edit.text);
    p->n_shown = 0;
    /* Names that begin with the word come first, then names that have it. */
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < p->n_all; i++) {
            const char *found = strstr(p->all[i].name, word);
            if (found != NULL && (found == p->all[i].name) == (pass == 0))
                p->shown[p->n_shown++] = p->all[i];
        }
}

static size_t shown_rows(const struct view *v)
{
    const struct palette *p = v->data;
    return p->n_shown;
}

static void draw_head(const struct view *v, struct area area)
{
    const struct palette *p = v->data;
    area_repeat(area, 0, 0, area.cols, ROLE_DIM, "─");
    area_put(area, 1, 1, ROLE_KEY, ":");
    line_edit_draw(&p->edit, area, 1, 2, area.cols - 4, ROLE_INPUT);
}

static void draw_row(const struct view *v, size_t row, struct area line)
{
    const struct palette *p = v->data;
    const struct entry *e = &p->shown[row];
    char name[64];
    snprintf(name, sizeof name, "%s%s%s", e->name, e->argument != NULL ? " " : "",
             e->argument != NULL ? e->argument : "");
    int col = area_field(line, 0, 0, 22, ROLE_STRONG, name);
    struct strbuf keys;
    strbuf_init(&keys, 0);
    if (e->action != ACT_NONE) {
        keymap_keys(p->below, e->action, &keys);
        if (keys.len == 0)
            keymap_keys(MAP_GENERAL, e->action, &keys);
    }
    col = area_field(line, 0, col + 1, 10, ROLE_KEY, keys.buf);
    area_put(line, 0, col + 1, ROLE_TEXT, e->help);
    strbuf_release(&keys);
}

static void put_cursor(const struct view *v, struct canvas *c)
{
    const struct palette *p = v->data;
    struct canvas *scratch = canvas_new(1, c->cols);
    int col = line_edit_draw(&p->edit, area_all(scratch), 0, 2, c->cols - 4, ROLE_INPUT);
    canvas_free(scratch);
    canvas_cursor(c, c->rows - PALETTE_ROWS + 1, col);
}

static unsigned run(struct view *v)
{
    struct palette *p = v->data;
    char text[LINE_EDIT_MAX + 64];
    const char *argument = p->edit.text + word_length(p->edit.text);
    argument += strspn(argument, " ");
    if (p->n_shown == 0 || v->selected >= p->n_shown)
        snprintf(text, sizeof text, "%s", p->edit.text);
    else
        snprintf(text, sizeof text, "%s%s%s", p->shown[v->selected].name,
                 argument[0] != '\0' ? " " : "", argument);
    void (*call)(void *, const char *) = p->run;
    void *data = p->data;
    views_close(v->stack, v);
    call(data, text);
    return REACT_DONE;
}

/* Tab completes the name of the selected entry. */
static void complete(struct view *v)
{
    struct palette *p = v->data;
    if (v->selected >= p->n_shown)
        return;
    char text[LINE_EDIT_MAX];
    snprintf(text, sizeof text, "%s ", p->shown[v->selected].name);
    line_edit_set(&p->edit, text);
    filter(p);
    v->selected = 0;
}

static unsigned act(struct view *v, enum action a)
{
    switch (a) {
    case ACT_OPEN:
        return run(v);
    case ACT_NEXT_PART:
        complete(v);
        return REACT_DONE;
    case ACT_UP:
    case ACT_DOWN:
    case ACT_PAGE_UP:
    case ACT_PAGE_DOWN:
    case ACT_BACK:
        return REACT_IGNORED;
    default:
        return REACT_DONE;
    }
}

static unsigned key(struct view *v, uint32_t k)
{
    struct palette *p = v->data;
    if (k == K_BACKSPACE && p->edit.len == 0)
        return REACT_CLOSE;
    line_edit_key(&p->edit, k);
    filter(p);
    v->selected = 0;
    return REACT_DONE;
}

static void release(struct view *v)
{
    free(v->data);
}

static const struct view_ops PALETTE_OPS = {
    .keymap = MAP_PALETTE,
    .overlay = PALETTE_ROWS,
    .head_rows = 2,
    .rows = shown_rows,
    .draw_head = draw_head,
    .draw_row = draw_row,
    .act = act,
    .key = key,
    .cursor = put_cursor,
    .release = release,
};

/* Actions that mean something here: of the view's own keys and of the general ones. */
static bool offered(enum keymap map, enum action a)
{
    if ((action_info[a].flags & A_MOVE) != 0 || a == ACT_PALETTE)
        return false;
    struct strbuf keys;
    strbuf_init(&keys, 0);
    keymap_keys(map, a, &keys);
    keymap_keys(MAP_GENERAL, a, &keys);
    bool any = keys.len != 0;
    strbuf_release(&keys);
    return any;
}

void palette_open(struct views *vs, const struct palette_command *commands,
                  void (*call)(void *data, const char *text), void *data)
{
    struct palette *p = calloc(1, sizeof *p);
    if (p == NULL)
        abort();
    p->run = call;
    p->data = data;
    p->below = vs->top != NULL ? vs->top->ops->keymap : MAP_GENERAL;
    for (int a = ACT_NONE + 1; a < ACT_COUNT && p->n_all < MAX_ENTRIES; a++)
        if (offered(p->below, (enum action)a))
            p->all[p->n_all++] =
                (struct entry){action_info[a].name, NULL, action_info[a].help, (enum action)a};
    for (; commands->name != NULL && p->n_all < MAX_ENTRIES; commands++)
        p->all[p->n_all++] =
            (struct entry){commands->name, commands->argument, commands->help, ACT_NONE};
    line_edit_set(&p->edit, "");
    filter(p);
    views_push(vs, &PALETTE_OPS, p);
}
