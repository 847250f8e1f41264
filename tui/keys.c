/* Names of keys. */
#include "tui/keys.h"

#include <stdio.h>
#include <string.h>

#include "core/base/utf8.h"

static const struct {
    uint32_t key;
    const char *name;
} NAMES[] = {
#define X(id, name) {K_##id, name},
    SPECIAL_KEYS(X)
#undef X
};

#define N_NAMES (sizeof NAMES / sizeof NAMES[0])

bool key_is_text(uint32_t key)
{
    return key >= 0x20 && key != 0x7F && key < K_FIRST_SPECIAL && !cp_unsafe(key);
}

const char *key_label(uint32_t key, char buf[KEY_LABEL_MAX])
{
    for (size_t i = 0; i < N_NAMES; i++)
        if (NAMES[i].key == key) {
            snprintf(buf, KEY_LABEL_MAX, "%s", NAMES[i].name);
            return buf;
        }
    if (key == ' ')
        return key_label(K_SPACE, buf);
    if (key < 0x20) {
        snprintf(buf, KEY_LABEL_MAX, "Ctrl-%c", (char)('@' + key));
        return buf;
    }
    char text[4];
    size_t n = utf8_encode(key, text);
    memcpy(buf, text, n);
    buf[n] = '\0';
    return buf;
}

/* A name between < and >; true when it is one. */
static bool named_key(const char *name, size_t n, uint32_t *key)
{
    for (size_t i = 0; i < N_NAMES; i++)
        if (strlen(NAMES[i].name) == n && memcmp(NAMES[i].name, name, n) == 0) {
            *key = NAMES[i].key;
            if (*key == K_SPACE)
                *key = ' ';
            if (*key == K_LT)
                *key = '<';
            return true;
        }
    if (n == 6 && memcmp(name, "Ctrl-", 5) == 0 && name[5] >= '@' && name[5] <= '_') {
        *key = K_CTRL(name[5]);
        return true;
    }
    return false;
}

size_t key_parse(const char *s, size_t n, uint32_t *key)
{
    if (n == 0)
        return 0;
    if (s[0] == '<') {
        const char *close = memchr(s, '>', n);
        if (close == NULL || !named_key(s + 1, (size_t)(close - s) - 1, key))
            return 0;
        return (size_t)(close - s) + 1;
    }
    return utf8_decode(s, n, key);
}
