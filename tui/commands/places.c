/* Where things stand: rule packs, templates, today, the author. */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tui/commands/command.h"

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* $ADIT_DATA, else the source tree that the program was built in, else the installed data. */
static const char *data_place(const char *name, char buf[4096])
{
    const char *given = getenv("ADIT_DATA");
    const char *const roots[] = {given, ADIT_SOURCE_DIR, ADIT_PREFIX "/share/adit"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        if (roots[i] == NULL || *roots[i] == '\0')
            continue;
        int n = snprintf(buf, 4096, "%s/%s", roots[i], name);
        if (n > 0 && n < 4096 && (is_folder(buf) || (i == 0)))
            return buf;
    }
    snprintf(buf, 4096, ADIT_PREFIX "/share/adit/%s", name);
    return buf;
}

const char *place_rules(void)
{
    static char buf[4096];
    return data_place("rules", buf);
}

const char *place_templates(void)
{
    static char buf[4096];
    return data_place("templates", buf);
}

struct date today(void)
{
    const char *fixed = getenv("ADIT_NOW");
    struct date d;
    if (fixed != NULL && date_parse(fixed, strlen(fixed), &d))
        return d;
    if (!date_from_days((int64_t)time(NULL) / 86400, &d))
        d = (struct date){1970, 1, 1};
    return d;
}

const char *author_name(void)
{
    const char *name = getenv("ADIT_AUTHOR");
    if (name == NULL || *name == '\0')
        name = getenv("USER");
    if (name == NULL || *name == '\0') {
        const struct passwd *p = getpwuid(getuid());
        name = p != NULL ? p->pw_name : NULL;
    }
    return name != NULL && *name != '\0' ? name : "unknown";
}
