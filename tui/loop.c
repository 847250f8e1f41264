/* The loop. Signal handlers only set flags; ppoll opens the door for signals only while waiting, so
 * that none is missed between looking at the flags and going to sleep. */
#define _GNU_SOURCE
#include "tui/loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "tui/keys.h"

/* How often to look for changes by others. */
#define NEWS_SECONDS 2

static volatile sig_atomic_t got_end; /* SIGHUP, SIGTERM or SIGINT: its number */
static volatile sig_atomic_t got_winch;

static void on_end(int n)
{
    if (got_end == 0)
        got_end = n;
}

static void on_winch(int n)
{
    (void)n;
    got_winch = 1;
}

static void signals_start(sigset_t *while_waiting)
{
    static const int ENDS[] = {SIGHUP, SIGTERM, SIGINT};
    struct sigaction end = {.sa_handler = on_end}, winch = {.sa_handler = on_winch};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigset_t block;
    sigemptyset(&end.sa_mask);
    sigemptyset(&winch.sa_mask);
    sigemptyset(&ignore.sa_mask);
    sigemptyset(&block);
    got_end = got_winch = 0;
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        sigaction(ENDS[i], &end, NULL);
        sigaddset(&block, ENDS[i]);
    }
    sigaction(SIGWINCH, &winch, NULL);
    sigaddset(&block, SIGWINCH);
    /* A terminal that goes away while we write must come back as an error, not kill us before the
     * draft is kept. */
    sigaction(SIGPIPE, &ignore, NULL);
    sigprocmask(SIG_BLOCK, &block, while_waiting);
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++)
        sigdelset(while_waiting, ENDS[i]);
    sigdelset(while_waiting, SIGWINCH);
}

static int hang_up(struct loop *l, int signal_number)
{
    views_hangup(l->views);
    return 128 + signal_number;
}

static void paint(struct loop *l)
{
    if (!l->views->dirty)
        return;
    views_paint(l->views, l->canvas);
    if (l->term != NULL)
        term_show(l->term, l->canvas);
}

static void take_size(struct loop *l)
{
    int rows, cols;
    term_size(l->term, &rows, &cols);
    canvas_resize(l->canvas, rows, cols);
    views_stale(l->views);
    l->views->dirty = true;
}

/* One step of the script; false at its end. A mistake in a script ends it with exit code 2. */
static bool play(struct loop *l)
{
    uint32_t key;
    const char *command;
    switch (script_next(l->script, &key, &command)) {
    case SCRIPT_KEY:
        views_key(l->views, key);
        return true;
    case SCRIPT_COMMAND:
        if (l->command(l->data, command))
            return true;
        break;
    case SCRIPT_END:
        return false;
    case SCRIPT_BAD:
        break;
    }
    if (l->term == NULL)
        fprintf(stderr, "adit: key script, line %d: no such key or command\n",
                script_line(l->script));
    l->views->exit_code = 2;
    l->views->quit = true;
    return false;
}

/* All keys that wait. False when the terminal has ended: input was announced and there was none. */
static bool take_keys(struct loop *l, short revents)
{
    bool any = false;
    uint32_t key;
    while (!l->views->quit && (key = term_key(l->term)) != K_NONE) {
        any = true;
        views_key(l->views, key);
        if (l->views->dirty)
            break;
    }
    return any || (revents & POLLIN) == 0;
}

static int run_headless(struct loop *l)
{
    paint(l);
    for (;;) {
        while (l->idle(l->data))
            ;
        paint(l);
        if (l->views->quit || l->script == NULL || !play(l))
            return l->views->exit_code;
    }
}

int loop_run(struct loop *l)
{
    if (l->term == NULL)
        return run_headless(l);
    sigset_t waiting;
    signals_start(&waiting);
    bool working = true, reading = false;
    int silent = 0;
    take_size(l);
    while (!l->views->quit) {
        paint(l);
        struct timespec wait = {working || reading || l->script != NULL ? 0 : NEWS_SECONDS, 0};
        struct pollfd f = {.fd = STDIN_FILENO, .events = POLLIN};
        int n = ppoll(&f, 1, &wait, &waiting);
        if (got_end != 0)
            return hang_up(l, got_end);
        if (n > 0 && (f.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
            return hang_up(l, SIGHUP);
        if (got_winch) {
            got_winch = 0;
            term_resize(l->term);
            take_size(l);
        }
        /* Curses may hold keys that it read ahead: ask it again after each key that was taken. */
        if (n > 0 || reading) {
            bool live = take_keys(l, n > 0 ? f.revents : 0);
            silent = live ? 0 : silent + 1;
            reading = live && l->views->dirty;
            working = true;
            if (silent == 2)
                return hang_up(l, SIGHUP);
            continue;
        }
        if (working)
            working = l->idle(l->data);
        else if (l->script != NULL && !play(l))
            l->script = NULL;
        else if (n == 0)
            l->news(l->data);
    }
    return l->views->exit_code;
}
