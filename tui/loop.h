/* loop.h: the one loop: waits for keys, signals and news, and paints when something changed. */
#ifndef ADIT_TUI_LOOP_H
#define ADIT_TUI_LOOP_H

#include <stdbool.h>

#include "tui/cells.h"
#include "tui/script.h"
#include "tui/term.h"
#include "tui/view.h"

struct loop {
    struct views *views;
    struct terminal *term; /* NULL: nothing but the canvas and the script */
    struct canvas *canvas;
    struct script *script; /* NULL: none */
    void *data;
    /* One piece of work that the first frame did not wait for; true while there is more. */
    bool (*idle)(void *data);
    /* Looks whether someone else changed the workspace; called when nothing else happens. */
    void (*news)(void *data);
    /* A command of the script; false when there is no such command. */
    bool (*command)(void *data, const char *text);
};

/* Runs until the person leaves. Returns the exit code: 129 after a hang-up, 143 after SIGTERM, 130
 * after SIGINT; before these views_hangup has kept what was half typed. */
int loop_run(struct loop *l);

#endif
