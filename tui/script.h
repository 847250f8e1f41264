/* script.h: keys from a file instead of a keyboard, for tests and demonstrations.
 *
 * A line that starts with ':' is a command of the palette (":save-display FILE"), one that starts
 * with '#' a comment; every other line is keys: characters as they stand, special keys by name
 * (<Enter>, <Esc>, <Down>, <Ctrl-N>, <lt> for '<', <Space>). The line's end is not a key. */
#ifndef ADIT_TUI_SCRIPT_H
#define ADIT_TUI_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/diag.h"

struct script;

enum script_step { SCRIPT_END, SCRIPT_KEY, SCRIPT_COMMAND, SCRIPT_BAD };

/* Lives in a. NULL after an error. */
struct script *script_load(struct arena *a, const char *path, struct diags *d);
struct script *script_from_text(struct arena *a, const char *text, size_t n);
/* The next step; command (without ':') is borrowed until the next call. */
enum script_step script_next(struct script *s, uint32_t *key, const char **command);
int script_line(const struct script *s); /* of the last step, from 1 */

#endif
