#include "tui/commands/line_input.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/utf8.h"
#include "core/base/vec.h"
#include "tui/keys.h"
#include "tui/widgets/line_edit.h"

enum { HISTORY_MAX = 1000, ESCAPE_MS = 50, N_SIGNALS = 6 };

static const int SIGNALS[N_SIGNALS] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGWINCH, SIGCONT};

/* Handlers set flags and nothing else. */
static volatile sig_atomic_t ended_by, look_again;

struct line_input {
    struct arena *arena;
    VEC(const char *) history;
    const char *file;
    size_t shown; /* place in the history; n: the line being typed */
    struct line_edit edit, typed;
    struct termios before;
    struct sigaction old[N_SIGNALS];
    sigset_t blocked, open;
    bool plain; /* no cursor movement: the terminal's own line editing serves */
};

static void on_signal(int number)
{
    if (number == SIGWINCH || number == SIGCONT)
        look_again = 1;
    else
        ended_by = number;
}

/* --- history -----------------------------------------------------------------------------------
 */

static void make_folder_of(const char *path)
{
    char folder[4096];
    size_t n = strlen(path);
    if (n >= sizeof folder)
        return;
    memcpy(folder, path, n + 1);
    for (char *slash = strchr(folder + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(folder, 0700);
        *slash = '/';
    }
}

static void load_history(struct line_input *in)
{
    size_t n;
    struct diags *d = diags_new(in->arena);
    char *text = in->file != NULL && access(in->file, R_OK) == 0
                     ? file_read(in->arena, in->file, (size_t)4 << 20, &n, d)
                     : NULL;
    for (char *line = text; line != NULL && *line != '\0';) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        if (*line != '\0' && utf8_valid(line, strlen(line)))
            VEC_PUSH(in->arena, &in->history, line);
        line = end != NULL ? end + 1 : NULL;
    }
    if (in->history.n <= HISTORY_MAX)
        return;
    in->history.items += in->history.n - HISTORY_MAX;
    in->history.n = in->history.cap = HISTORY_MAX;
    struct strbuf out;
    strbuf_init(&out, 0);
    for (size_t i = 0; i < in->history.n; i++)
        strbuf_addf(&out, "%s\n", in->history.items[i]);
    file_write(in->file, out.buf, out.len, d);
    strbuf_release(&out);
}

/* A history that cannot be written is no reason to stop. */
static void append_history(const struct line_input *in, const char *line)
{
    if (in->file == NULL)
        return;
    make_folder_of(in->file);
    int fd = open(in->file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    const char *text = arena_printf(in->arena, "%s\n", line);
    ssize_t ignored = write(fd, text, strlen(text));
    (void)ignored;
    close(fd);
}

static void remember(struct line_input *in, const char *line)
{
    if (line[strspn(line, " \t")] == '\0')
        return;
    if (in->history.n != 0 && strcmp(in->history.items[in->history.n - 1], line) == 0)
        return;
    const char *kept = arena_strdup(in->arena, line);
    VEC_PUSH(in->arena, &in->history, kept);
    append_history(in, kept);
}

/* Up and Down: the line being typed waits below the newest. */
static void browse(struct line_input *in, int step)
{
    if ((step < 0 && in->shown == 0) || (step > 0 && in->shown == in->history.n))
        return;
    if (in->shown == in->history.n)
        in->typed = in->edit;
    in->shown = step < 0 ? in->shown - 1 : in->shown + 1;
    if (in->shown == in->history.n)
        in->edit = in->typed;
    else
        line_edit_set(&in->edit, in->history.items[in->shown]);
}

/* --- terminal ----------------------------------------------------------------------------------
 */

static void put(const char *text, size_t n)
{
    while (n > 0) {
        ssize_t done = write(STDOUT_FILENO, text, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return;
        text += done;
        n -= (size_t)done;
    }
}

static void raw_on(const struct line_input *in)
{
    struct termios raw = in->before;
    raw.c_lflag &= (tcflag_t) ~(ICANON | ECHO | IEXTEN);
    raw.c_iflag &= (tcflag_t) ~(IXON | ICRNL | INLCR | ISTRIP);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    /* Ctrl-C and Ctrl-\ are keys here; Ctrl-Z still stops the program. */
    raw.c_cc[VINTR] = raw.c_cc[VQUIT] = _POSIX_VDISABLE;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

static void raw_off(const struct line_input *in)
{
    tcsetattr(STDIN_FILENO, TCSADRAIN, &in->before);
}

static size_t columns_of(const struct line_edit *e, size_t from, size_t to)
{
    size_t columns = 0;
    for (size_t i = from; i < to;) {
        uint32_t cp = 0;
        i += utf8_decode(e->text + i, e->len - i, &cp);
        columns += (size_t)cp_width(cp);
    }
    return columns;
}

/* The end of the character at i, its combining marks included. */
static size_t after(const struct line_edit *e, size_t i)
{
    uint32_t cp = 0;
    size_t used = utf8_decode(e->text + i, e->len - i, &cp);
    do {
        i += used;
        used = i < e->len ? utf8_decode(e->text + i, e->len - i, &cp) : 0;
    } while (used != 0 && cp_width(cp) == 0);
    return i;
}

/* The prompt and the part of the line around the cursor, on one row of the terminal. */
static void draw(const struct line_input *in, const char *prompt)
{
    struct winsize size = {0};
    const struct line_edit *e = &in->edit;
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    size_t width = size.ws_col > 20 ? size.ws_col : 80, left = utf8_width(prompt);
    size_t room = width > left + 2 ? width - left - 1 : 1, start = 0;
    while (start < e->at && columns_of(e, start, e->at) >= room)
        start = after(e, start);
    size_t end = start;
    while (end < e->len && columns_of(e, start, after(e, end)) <= room)
        end = after(e, end);
    struct strbuf out;
    strbuf_init(&out, 0);
    strbuf_addf(&out, "\r%s", prompt);
    strbuf_add(&out, e->text + start, end - start);
    strbuf_adds(&out, "\x1b[K\r");
    if (left + columns_of(e, start, e->at) > 0)
        strbuf_addf(&out, "\x1b[%zuC", left + columns_of(e, start, e->at));
    put(out.buf, out.len);
    strbuf_release(&out);
}

/* --- keys --------------------------------------------------------------------------------------
 */

#define KEY_END UINT32_MAX
#define KEY_LOOK (UINT32_MAX - 1)

/* The next byte; -1 at the end of the input, -2 when a signal or the time came first. */
static int next_byte(const struct line_input *in, int wait_ms)
{
    struct timespec wait = {0, wait_ms * 1000000L};
    fd_set ready;
    FD_ZERO(&ready);
    FD_SET(STDIN_FILENO, &ready);
    if (ended_by != 0)
        return -1;
    /* The signals are blocked but here, so that none slips in between the look and the wait. */
    int n = look_again != 0 ? -1
                            : pselect(STDIN_FILENO + 1, &ready, NULL, NULL,
                                      wait_ms < 0 ? NULL : &wait, &in->open);
    if (ended_by != 0)
        return -1;
    if (n <= 0)
        return -2;
    unsigned char c;
    ssize_t got = read(STDIN_FILENO, &c, 1);
    return got == 1 ? c : got < 0 && errno == EINTR ? -2 : -1;
}

/* What follows ESC: "[A", "OA", "[1;5C", "[3~". Alt with a letter and unknown ones are no key. */
static uint32_t escape_key(const struct line_input *in)
{
    int first = next_byte(in, ESCAPE_MS), c, number = 0;
    if (first != '[' && first != 'O')
        return K_NONE;
    bool counting = true;
    for (c = next_byte(in, ESCAPE_MS); (c >= '0' && c <= '9') || c == ';';
         c = next_byte(in, ESCAPE_MS)) {
        counting = counting && c != ';';
        if (counting && number < 100)
            number = number * 10 + (c - '0');
    }
    switch (c) {
    case 'A':
        return K_UP;
    case 'B':
        return K_DOWN;
    case 'C':
        return K_RIGHT;
    case 'D':
        return K_LEFT;
    case 'H':
        return K_HOME;
    case 'F':
        return K_END;
    case '~':
        return number == 1 || number == 7   ? K_HOME
               : number == 4 || number == 8 ? K_END
               : number == 3                ? K_DELETE
                                            : K_NONE;
    default:
        return K_NONE;
    }
}

static uint32_t next_key(const struct line_input *in)
{
    int c = next_byte(in, -1);
    if (c == -1)
        return KEY_END;
    if (c == -2)
        return KEY_LOOK;
    if (c == 0x1B)
        return escape_key(in);
    if (c == 0x7F || c == 0x08)
        return K_BACKSPACE;
    if (c == '\r' || c == '\n')
        return K_ENTER;
    if (c == '\t')
        return ' ';
    if (c < 0x80)
        return (uint32_t)c;
    char bytes[4] = {(char)c};
    size_t want = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2, n = 1;
    for (; n < want; n++) {
        int more = next_byte(in, ESCAPE_MS);
        if (more < 0x80 || more > 0xBF)
            return K_NONE;
        bytes[n] = (char)more;
    }
    uint32_t cp = K_NONE;
    return utf8_decode(bytes, n, &cp) == n ? cp : K_NONE;
}

/* --- a line ------------------------------------------------------------------------------------
 */

/* True when the line is at its end, *end saying how. */
static bool take_key(struct line_input *in, uint32_t key, enum line_end *end)
{
    *end = LINE_DONE;
    switch (key) {
    case KEY_END:
        *end = LINE_CLOSED;
        return true;
    case K_ENTER:
        return true;
    case K_CTRL('D'):
        *end = LINE_CLOSED;
        if (in->edit.len == 0)
            return true;
        line_edit_key(&in->edit, K_DELETE);
        return false;
    case K_CTRL('C'):
        line_edit_set(&in->edit, "");
        in->shown = in->history.n;
        return false;
    case K_UP:
    case K_CTRL('P'):
        browse(in, -1);
        return false;
    case K_DOWN:
    case K_CTRL('N'):
        browse(in, 1);
        return false;
    case K_CTRL('L'):
        put("\x1b[H\x1b[2J", 7);
        return false;
    default:
        if (key != K_NONE && key < KEY_LOOK)
            line_edit_key(&in->edit, key);
        return false;
    }
}

static enum line_end edit_line(struct line_input *in, const char *prompt)
{
    enum line_end end = LINE_CLOSED;
    raw_on(in);
    for (bool done = false; !done;) {
        draw(in, prompt);
        uint32_t key = next_key(in);
        if (key == KEY_LOOK) {
            look_again = 0;
            raw_on(in); /* after a stop the shell may have left other modes */
            continue;
        }
        done = take_key(in, key, &end);
    }
    in->edit.at = in->edit.len;
    draw(in, prompt);
    put("\r\n", 2);
    raw_off(in);
    return end;
}

/* A terminal that cannot move its cursor: byte by byte, the terminal itself edits. */
static enum line_end plain_line(struct line_input *in, const char *prompt)
{
    put(prompt, strlen(prompt));
    struct line_edit *e = &in->edit;
    for (;;) {
        int c = next_byte(in, -1);
        if (c == -2) {
            look_again = 0;
            continue;
        }
        if (c == -1)
            return e->len != 0 && ended_by == 0 ? LINE_DONE : LINE_CLOSED;
        if (c == '\n')
            return LINE_DONE;
        if (e->len + 1 < LINE_EDIT_MAX) {
            e->text[e->len++] = (char)c;
            e->text[e->len] = '\0';
        }
    }
}

enum line_end line_input_read(struct line_input *in, const char *prompt, const char **text)
{
    line_edit_set(&in->edit, "");
    in->shown = in->history.n;
    sigprocmask(SIG_BLOCK, &in->blocked, NULL);
    enum line_end end = in->plain ? plain_line(in, prompt) : edit_line(in, prompt);
    sigprocmask(SIG_UNBLOCK, &in->blocked, NULL);
    *text = in->edit.text;
    if (end == LINE_DONE)
        remember(in, in->edit.text);
    return end;
}

struct line_input *line_input_new(struct arena *a, const char *history_file)
{
    struct line_input *in = ARENA_NEW(a, struct line_input);
    const char *term = getenv("TERM");
    in->arena = a;
    in->file = history_file;
    in->plain = term == NULL || *term == '\0' || strcmp(term, "dumb") == 0;
    load_history(in);
    ended_by = look_again = 0;
    if (tcgetattr(STDIN_FILENO, &in->before) != 0)
        in->plain = true;
    struct sigaction now = {.sa_handler = on_signal};
    sigemptyset(&now.sa_mask);
    sigemptyset(&in->blocked);
    sigprocmask(SIG_BLOCK, NULL, &in->open);
    for (size_t i = 0; i < N_SIGNALS; i++) {
        sigaction(SIGNALS[i], &now, &in->old[i]);
        sigaddset(&in->blocked, SIGNALS[i]);
        sigdelset(&in->open, SIGNALS[i]);
    }
    return in;
}

void line_input_close(struct line_input *in)
{
    for (size_t i = 0; i < N_SIGNALS; i++)
        sigaction(SIGNALS[i], &in->old[i], NULL);
    if (ended_by != 0)
        raise(ended_by);
}
