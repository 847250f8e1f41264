/* keys.h: a key as one number: its code point, or one of the names below. */
#ifndef ADIT_TUI_KEYS_H
#define ADIT_TUI_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Special keys by the name that scripts, help and the manual use; values lie above Unicode. */
#define SPECIAL_KEYS(X)                                                                            \
    X(UP, "Up")                                                                                    \
    X(DOWN, "Down")                                                                                \
    X(LEFT, "Left")                                                                                \
    X(RIGHT, "Right")                                                                              \
    X(HOME, "Home")                                                                                \
    X(END, "End")                                                                                  \
    X(PGUP, "PgUp")                                                                                \
    X(PGDN, "PgDn")                                                                                \
    X(ENTER, "Enter")                                                                              \
    X(ESC, "Esc")                                                                                  \
    X(TAB, "Tab")                                                                                  \
    X(BACKTAB, "Shift-Tab")                                                                        \
    X(BACKSPACE, "Backspace")                                                                      \
    X(DELETE, "Delete")                                                                            \
    X(SPACE, "Space")                                                                              \
    X(LT, "lt")                                                                                    \
    X(F1, "F1")                                                                                    \
    X(F2, "F2")                                                                                    \
    X(F3, "F3")                                                                                    \
    X(F4, "F4")

enum special_key {
    K_NONE = 0,
    K_FIRST_SPECIAL = 0x110000,
#define X(id, name) K_##id,
    SPECIAL_KEYS(X)
#undef X
        K_END_SPECIAL
};

#define K_CTRL(letter) ((uint32_t)((letter)&0x1F))

/* Is it a character that may be typed into a text? */
bool key_is_text(uint32_t key);

#define KEY_LABEL_MAX 16
/* "j", "Enter", "Ctrl-L"; returns buf. */
const char *key_label(uint32_t key, char buf[KEY_LABEL_MAX]);

/* Reads one key of a script text: "<Enter>", "<Ctrl-L>", "<lt>", else one code point. Returns the
 * bytes used, 0 at the end or for a name that does not exist. */
size_t key_parse(const char *s, size_t n, uint32_t *key);

#endif
