/* Prompt and confirmation. */
#include "tui/widgets/prompt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/keys.h"
#include "tui/widgets/line_edit.h"

struct prompt {
    char label[200];
    prompt_done *done;
    prompt_done *hangup; /* or NULL */
    void *data;
    struct line_edit edit;
};

static size_t one_row(const struct view *v)
{
    (void)v;
    return 1;
}

static int label_end(const struct prompt *p)
{
    return text_columns(p->label) + 2;
}

static int text_width(const struct view *v, const struct prompt *p)
{
    int width = v->cols - 1 - label_end(p);
    return width > 8 ? width : 8;
}

static void draw_prompt(const struct view *v, size_t row, struct area line)
{
    const struct prompt *p = v->data;
    (void)row;
    area_put(line, 0, 0, ROLE_KEY, p->label);
    line_edit_draw(&p->edit, line, 0, label_end(p), text_width(v, p), ROLE_INPUT);
}

static void prompt_cursor(const struct view *v, struct canvas *c)
{
    const struct prompt *p = v->data;
    struct canvas *scratch = canvas_new(1, c->cols);
    int col =
        line_edit_draw(&p->edit, area_all(scratch), 0, label_end(p), text_width(v, p), ROLE_INPUT);
    canvas_free(scratch);
    canvas_cursor(c, c->rows - 1, col + 1);
}

/* Closes first, so that done may open another view. */
static unsigned finish(struct view *v, bool accept)
{
    struct prompt *p = v->data;
    struct views *vs = v->stack;
    struct prompt copy = *p;
    p->done = NULL;
    views_close(vs, v);
    copy.done(copy.data, accept ? copy.edit.text : NULL);
    return REACT_DONE;
}

static unsigned prompt_act(struct view *v, enum action a)
{
    if (a == ACT_OPEN)
        return finish(v, true);
    if (a == ACT_BACK)
        return finish(v, false);
    return REACT_DONE;
}

static unsigned prompt_key(struct view *v, uint32_t key)
{
    struct prompt *p = v->data;
    line_edit_key(&p->edit, key);
    return REACT_DONE;
}

/* Closed from outside, by the end of the program: that is no answer. */
static void prompt_release(struct view *v)
{
    struct prompt *p = v->data;
    if (p->done != NULL)
        p->done(p->data, NULL);
    free(p);
}

static void prompt_hangup(struct view *v)
{
    struct prompt *p = v->data;
    if (p->hangup != NULL)
        p->hangup(p->data, p->edit.text);
}

static const struct view_ops PROMPT_OPS = {
    .keymap = MAP_PROMPT,
    .pager = true,
    .overlay = 1,
    .rows = one_row,
    .draw_row = draw_prompt,
    .act = prompt_act,
    .key = prompt_key,
    .cursor = prompt_cursor,
    .hangup = prompt_hangup,
    .release = prompt_release,
};

static void draw_confirm(const struct view *v, size_t row, struct area line)
{
    const struct prompt *p = v->data;
    (void)row;
    int col = area_put(line, 0, 0, ROLE_STRONG, p->label);
    col = area_put(line, 0, col + 1, ROLE_KEY, "y");
    col = area_put(line, 0, col + 1, ROLE_DIM, "yes");
    col = area_put(line, 0, col + 2, ROLE_KEY, "n");
    area_put(line, 0, col + 1, ROLE_DIM, "no");
}

static const struct view_ops CONFIRM_OPS = {
    .keymap = MAP_CONFIRM,
    .pager = true,
    .overlay = 1,
    .rows = one_row,
    .draw_row = draw_confirm,
    .act = prompt_act,
    .release = prompt_release,
};

static void open_either(struct views *vs, const struct view_ops *ops, const char *label,
                        const char *initial, prompt_done *done, prompt_done *hangup, void *data)
{
    struct prompt *p = calloc(1, sizeof *p);
    if (p == NULL)
        abort();
    snprintf(p->label, sizeof p->label, "%s", label);
    p->done = done;
    p->hangup = hangup;
    p->data = data;
    line_edit_set(&p->edit, initial);
    views_push(vs, ops, p);
}

void prompt_open(struct views *vs, const char *label, const char *initial, prompt_done *done,
                 void *data)
{
    open_either(vs, &PROMPT_OPS, label, initial, done, NULL, data);
}

void prompt_open_kept(struct views *vs, const char *label, const char *initial, prompt_done *done,
                      prompt_done *hangup, void *data)
{
    open_either(vs, &PROMPT_OPS, label, initial, done, hangup, data);
}

void confirm_open(struct views *vs, const char *question, prompt_done *done, void *data)
{
    open_either(vs, &CONFIRM_OPS, question, "yes", done, NULL, data);
}
