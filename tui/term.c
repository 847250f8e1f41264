/* Curses behind term.h: styles, keys, and giving the terminal back. */
#include "tui/term.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "core/base/utf8.h"
#include "tui/keys.h"

/* How a role looks. The meaning never rests on colour: statuses have their mark characters, and the
 * second table serves terminals without colours and NO_COLOR. */
struct look {
    short colour;
    attr_t attr;
};

#define PLAIN (-1)

static const struct look LOOK_COLOUR[ROLE_COUNT] = {
    [ROLE_TEXT] = {PLAIN, A_NORMAL},        [ROLE_DIM] = {PLAIN, A_DIM},
    [ROLE_STRONG] = {PLAIN, A_BOLD},        [ROLE_HEADER] = {PLAIN, A_REVERSE},
    [ROLE_HEADING] = {COLOR_CYAN, A_BOLD},  [ROLE_KEY] = {PLAIN, A_BOLD},
    [ROLE_MARKER] = {PLAIN, A_NORMAL},      [ROLE_MATCH] = {PLAIN, A_REVERSE},
    [ROLE_INPUT] = {PLAIN, A_UNDERLINE},    [ROLE_NOTICE] = {PLAIN, A_BOLD},
    [ROLE_PASS] = {COLOR_GREEN, A_NORMAL},  [ROLE_CONDITIONAL] = {COLOR_YELLOW, A_BOLD},
    [ROLE_FAIL] = {COLOR_RED, A_BOLD},      [ROLE_UNKNOWN] = {COLOR_BLUE, A_BOLD},
    [ROLE_NOT_APPLICABLE] = {PLAIN, A_DIM}, [ROLE_ERROR] = {COLOR_MAGENTA, A_BOLD},
};

static const struct look LOOK_MONO[ROLE_COUNT] = {
    [ROLE_TEXT] = {PLAIN, A_NORMAL},
    [ROLE_DIM] = {PLAIN, A_NORMAL},
    [ROLE_STRONG] = {PLAIN, A_BOLD},
    [ROLE_HEADER] = {PLAIN, A_REVERSE},
    [ROLE_HEADING] = {PLAIN, A_BOLD},
    [ROLE_KEY] = {PLAIN, A_BOLD},
    [ROLE_MARKER] = {PLAIN, A_NORMAL},
    [ROLE_MATCH] = {PLAIN, A_REVERSE},
    [ROLE_INPUT] = {PLAIN, A_UNDERLINE},
    [ROLE_NOTICE] = {PLAIN, A_BOLD},
    [ROLE_PASS] = {PLAIN, A_NORMAL},
    [ROLE_CONDITIONAL] = {PLAIN, A_BOLD},
    [ROLE_FAIL] = {PLAIN, A_BOLD | A_UNDERLINE},
    [ROLE_UNKNOWN] = {PLAIN, A_NORMAL},
    [ROLE_NOT_APPLICABLE] = {PLAIN, A_NORMAL},
    [ROLE_ERROR] = {PLAIN, A_BOLD | A_UNDERLINE},
};

struct terminal {
    SCREEN *screen;
    const struct look *looks;
    short pairs[ROLE_COUNT];
    bool utf8;
    bool paper; /* no cursor addressing: screens are printed one below the other */
    struct canvas *shown;
    bool all_new;
    struct termios saved;
};

/* What a crash handler needs: only async-signal-safe calls touch it. */
static struct {
    volatile sig_atomic_t active;
    struct termios saved;
    char bytes[256];
    size_t n;
} rescue;

static void on_crash(int signal_number)
{
    if (rescue.active) {
        rescue.active = 0;
        ssize_t ignored = write(STDOUT_FILENO, rescue.bytes, rescue.n);
        (void)ignored;
        tcsetattr(STDIN_FILENO, TCSANOW, &rescue.saved);
    }
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void rescue_add(const char *capability)
{
    const char *s = tigetstr(capability);
    if (s == NULL || (intptr_t)s == -1)
        return;
    size_t n = strlen(s);
    if (rescue.n + n <= sizeof rescue.bytes) {
        memcpy(rescue.bytes + rescue.n, s, n);
        rescue.n += n;
    }
}

/* A handler that somebody set before us (a sanitizer) stays. */
static void rescue_start(const struct termios *saved)
{
    static const int CRASHES[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    rescue.saved = *saved;
    rescue.n = 0;
    rescue_add("sgr0");
    rescue_add("cnorm");
    rescue_add("rmkx");
    rescue_add("rmcup");
    rescue.active = 1;
    for (size_t i = 0; i < sizeof CRASHES / sizeof CRASHES[0]; i++) {
        struct sigaction old;
        sigaction(CRASHES[i], NULL, &old);
        if (old.sa_handler == SIG_DFL)
            signal(CRASHES[i], on_crash);
    }
}

/* The user's character set; UTF-8 when nothing at all is said about it. */
static bool locale_is_utf8(void)
{
    static const char *const VARIABLES[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    bool said = false;
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(VARIABLES[i]);
        said = said || (value != NULL && value[0] != '\0');
    }
    if (!said || setlocale(LC_CTYPE, "") == NULL)
        setlocale(LC_CTYPE, "C.UTF-8");
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static void styles_start(struct terminal *t)
{
    const char *no_colour = getenv("NO_COLOR");
    bool mono = (no_colour != NULL && no_colour[0] != '\0') || !has_colors();
    t->looks = mono ? LOOK_MONO : LOOK_COLOUR;
    if (mono)
        return;
    start_color();
    bool defaults = use_default_colors() == OK;
    short n = 1;
    for (int role = 0; role < ROLE_COUNT; role++) {
        short colour = t->looks[role].colour;
        if (colour == PLAIN || n >= COLOR_PAIRS)
            continue;
        init_pair(n, colour, defaults ? -1 : COLOR_BLACK);
        t->pairs[role] = n++;
    }
}

static void modes_start(void)
{
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    meta(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    set_escdelay(50);
}

static bool can_address_cursor(void)
{
    const char *cup = tigetstr("cup");
    return cup != NULL && (intptr_t)cup != -1;
}

/* Leaves curses for a terminal that can only print lines. */
static void paper_start(struct terminal *t)
{
    endwin();
    delscreen(t->screen);
    t->screen = NULL;
    t->paper = true;
    struct termios now = t->saved;
    now.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
    now.c_iflag &= ~(tcflag_t)(ICRNL | IXON);
    now.c_cc[VMIN] = 0;
    now.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &now);
}

static struct terminal *opened;

static void close_at_exit(void)
{
    term_close(opened);
}

struct terminal *term_open(const char **why)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        *why = "standard input and output are not a terminal";
        return NULL;
    }
    struct terminal *t = calloc(1, sizeof *t);
    if (t == NULL)
        abort();
    t->utf8 = locale_is_utf8();
    tcgetattr(STDIN_FILENO, &t->saved);
    const char *type = getenv("TERM");
    t->screen = newterm(type == NULL || type[0] == '\0' ? "dumb" : type, stdout, stdin);
    if (t->screen == NULL) {
        free(t);
        *why = "the terminal type in TERM is not known here: try TERM=vt100";
        return NULL;
    }
    t->all_new = true;
    if (can_address_cursor()) {
        styles_start(t);
        modes_start();
        rescue_start(&t->saved);
    } else {
        paper_start(t);
    }
    t->shown = canvas_new(1, 1);
    opened = t;
    static bool registered;
    if (!registered)
        registered = atexit(close_at_exit) == 0;
    return t;
}

void term_close(struct terminal *t)
{
    if (t == NULL)
        return;
    rescue.active = 0;
    opened = NULL;
    if (!t->paper) {
        endwin();
        delscreen(t->screen);
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &t->saved);
    canvas_free(t->shown);
    free(t);
}

void term_size(const struct terminal *t, int *rows, int *cols)
{
    struct winsize w;
    if (!t->paper) {
        *rows = LINES;
        *cols = COLS;
    } else if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 && w.ws_col > 0) {
        *rows = w.ws_row;
        *cols = w.ws_col;
    } else {
        *rows = 24;
        *cols = 80;
    }
}

void term_resize(struct terminal *t)
{
    struct winsize w;
    if (!t->paper && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 && w.ws_col > 0)
        resizeterm(w.ws_row, w.ws_col);
    t->all_new = true;
}

void term_forget(struct terminal *t)
{
    t->all_new = true;
    if (!t->paper)
        clearok(curscr, TRUE);
}

/* --- output ---------------------------------------------------------------------------------- */

/* What stands for a glyph of ours where the character set is not UTF-8. */
static char plain_glyph(const char *text)
{
    static const struct {
        const char *glyph;
        char plain;
    } PLAIN_GLYPHS[] = {{"─", '-'}, {"│", '|'}, {"█", '#'}, {"░", '.'}, {"·", '-'}, {"–", '-'},
                        {"▁", '_'}, {"▂", '.'}, {"▃", '.'}, {"▄", ':'}, {"▅", ':'}, {"▆", '+'},
                        {"▇", '#'}, {"→", '>'}, {"•", '*'}, {"▀", '"'}, {"≤", '<'}, {"≥", '>'}};
    if (((unsigned char)text[0] & 0x80) == 0)
        return text[0];
    for (size_t i = 0; i < sizeof PLAIN_GLYPHS / sizeof PLAIN_GLYPHS[0]; i++)
        if (strcmp(PLAIN_GLYPHS[i].glyph, text) == 0)
            return PLAIN_GLYPHS[i].plain;
    return '?';
}

static void cell_string(const struct terminal *t, const struct cell *cell, char text[CELL_BYTES])
{
    memcpy(text, cell->text, cell->n);
    text[cell->n] = '\0';
    if (!t->utf8) {
        text[0] = plain_glyph(text);
        text[1] = cell->width == 2 ? '?' : '\0';
        text[2] = '\0';
    }
}

static void show_cell(const struct terminal *t, int row, int col, const struct cell *cell)
{
    char text[CELL_BYTES];
    wchar_t wide[CCHARW_MAX + 1] = {0};
    cell_string(t, cell, text);
    size_t n = 0, len = strlen(text);
    for (size_t i = 0; i < len && n < CCHARW_MAX - 1;) {
        uint32_t cp;
        i += utf8_decode(text + i, len - i, &cp);
        wide[n++] = (wchar_t)cp;
    }
    const struct look *look = &t->looks[cell->role];
    cchar_t c;
    if (t->utf8 && setcchar(&c, wide, look->attr, t->pairs[cell->role], NULL) == OK) {
        mvadd_wch(row, col, &c);
        return;
    }
    attr_set(look->attr, t->pairs[cell->role], NULL);
    mvaddstr(row, col, text);
    attr_set(A_NORMAL, 0, NULL);
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->n == b->n && a->role == b->role && memcmp(a->text, b->text, a->n) == 0;
}

static void remember(struct terminal *t, const struct canvas *c)
{
    if (t->shown->rows != c->rows || t->shown->cols != c->cols)
        canvas_resize(t->shown, c->rows, c->cols);
    memcpy(t->shown->cells, c->cells, (size_t)c->rows * (size_t)c->cols * sizeof *c->cells);
    t->all_new = false;
}

static void show_paper(struct terminal *t, const struct canvas *c)
{
    struct strbuf out, line;
    strbuf_init(&out, 0);
    strbuf_init(&line, 0);
    for (int row = 0; row < c->rows; row++) {
        strbuf_reset(&line);
        for (int col = 0; col < c->cols; col++) {
            char text[CELL_BYTES];
            cell_string(t, canvas_at(c, row, col), text);
            strbuf_adds(&line, text);
        }
        while (line.len > 0 && line.buf[line.len - 1] == ' ')
            strbuf_truncate(&line, line.len - 1);
        if (line.len != 0)
            strbuf_addf(&out, "%s\n", line.buf);
    }
    strbuf_addch(&out, '\n');
    fwrite(out.buf, 1, out.len, stdout);
    fflush(stdout);
    strbuf_release(&line);
    strbuf_release(&out);
}

void term_show(struct terminal *t, const struct canvas *c)
{
    bool resized = t->shown->rows != c->rows || t->shown->cols != c->cols;
    size_t cells = (size_t)c->rows * (size_t)c->cols;
    bool all = t->all_new || resized;
    if (t->paper) {
        if (all || memcmp(t->shown->cells, c->cells, cells * sizeof *c->cells) != 0)
            show_paper(t, c);
        remember(t, c);
        return;
    }
    if (all)
        erase();
    for (int row = 0; row < c->rows && row < LINES; row++)
        for (int col = 0; col < c->cols && col < COLS; col++) {
            const struct cell *cell = canvas_at(c, row, col);
            if (cell->width == 0 || (!all && same_cell(cell, canvas_at(t->shown, row, col))))
                continue;
            show_cell(t, row, col, cell);
        }
    move(c->cursor_row < LINES ? c->cursor_row : LINES - 1,
         c->cursor_col < COLS ? c->cursor_col : COLS - 1);
    wnoutrefresh(stdscr);
    doupdate();
    remember(t, c);
}

/* --- input ----------------------------------------------------------------------------------- */

static uint32_t from_curses(wint_t c)
{
    static const struct {
        wint_t curses;
        uint32_t key;
    } MAP[] = {
        {KEY_UP, K_UP},
        {KEY_DOWN, K_DOWN},
        {KEY_LEFT, K_LEFT},
        {KEY_RIGHT, K_RIGHT},
        {KEY_HOME, K_HOME},
        {KEY_END, K_END},
        {KEY_PPAGE, K_PGUP},
        {KEY_NPAGE, K_PGDN},
        {KEY_ENTER, K_ENTER},
        {KEY_BTAB, K_BACKTAB},
        {KEY_BACKSPACE, K_BACKSPACE},
        {KEY_DC, K_DELETE},
        {KEY_F(1), K_F1},
        {KEY_F(2), K_F2},
        {KEY_F(3), K_F3},
        {KEY_F(4), K_F4},
        {KEY_A1, K_HOME},
        {KEY_A3, K_PGUP},
        {KEY_C1, K_END},
        {KEY_C3, K_PGDN},
    };
    for (size_t i = 0; i < sizeof MAP / sizeof MAP[0]; i++)
        if (MAP[i].curses == c)
            return MAP[i].key;
    return K_NONE;
}

static uint32_t from_character(wint_t c)
{
    switch (c) {
    case '\r':
    case '\n':
        return K_ENTER;
    case '\t':
        return K_TAB;
    case 0x1B:
        return K_ESC;
    case 0x08:
    case 0x7F:
        return K_BACKSPACE;
    default:
        return (uint32_t)c;
    }
}

static uint32_t paper_key(void)
{
    char text[4];
    if (read(STDIN_FILENO, text, 1) != 1)
        return K_NONE;
    unsigned char first = (unsigned char)text[0];
    size_t n = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < n; i++)
        if (read(STDIN_FILENO, text + i, 1) != 1)
            return K_NONE;
    uint32_t cp;
    utf8_decode(text, n, &cp);
    return from_character((wint_t)cp);
}

uint32_t term_key(struct terminal *t)
{
    if (t->paper)
        return paper_key();
    for (;;) {
        wint_t c;
        int kind = get_wch(&c);
        if (kind == ERR)
            return K_NONE;
        uint32_t key = kind == KEY_CODE_YES ? from_curses(c) : from_character(c);
        if (key != K_NONE)
            return key;
    }
}

void term_suspend(struct terminal *t)
{
    if (t->paper)
        return;
    def_prog_mode();
    endwin();
    raise(SIGTSTP);
    reset_prog_mode();
    term_resize(t);
    term_forget(t);
}
