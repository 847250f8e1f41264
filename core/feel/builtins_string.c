/* builtins_string.c: functions of strings; positions count code points. */
#include <string.h>

#include "core/base/utf8.h"
#include "core/feel/builtins.h"

FEEL_BUILTIN(bi_string_length)
{
    (void)run;
    (void)call;
    (void)n;
    return feel_int((long long)utf8_length(args[0].u.string));
}

FEEL_BUILTIN(bi_upper_case)
{
    (void)call;
    (void)n;
    return feel_string(utf8_upper(run->arena, args[0].u.string));
}

FEEL_BUILTIN(bi_lower_case)
{
    (void)call;
    (void)n;
    return feel_string(utf8_lower(run->arena, args[0].u.string));
}

FEEL_BUILTIN(bi_substring)
{
    const char *s = args[0].u.string;
    int64_t length = (int64_t)utf8_length(s), start, count = length;
    if (!feel_whole(args[1], &start) || start == 0)
        return feel_fail(run, call, "substring: there is no position %s", feel_brief(run, args[1]));
    if (n > 2 && (!feel_whole(args[2], &count) || count < 0))
        return feel_fail(run, call, "substring: the length cannot be %s", feel_brief(run, args[2]));
    int64_t first = start > 0 ? start - 1 : length + start;
    if (first < 0 || first >= length)
        return feel_string("");
    if (count > length - first)
        count = length - first;
    const char *from = s + utf8_offset(s, (size_t)first);
    return feel_string(arena_strndup(run->arena, from, utf8_offset(from, (size_t)count)));
}

FEEL_BUILTIN(bi_substring_before)
{
    (void)call;
    (void)n;
    const char *at = strstr(args[0].u.string, args[1].u.string);
    if (at == NULL)
        return feel_string("");
    return feel_string(
        arena_strndup(run->arena, args[0].u.string, (size_t)(at - args[0].u.string)));
}

FEEL_BUILTIN(bi_substring_after)
{
    (void)run;
    (void)call;
    (void)n;
    const char *at = strstr(args[0].u.string, args[1].u.string);
    return feel_string(at != NULL ? at + strlen(args[1].u.string) : "");
}

FEEL_BUILTIN(bi_contains)
{
    (void)run;
    (void)call;
    (void)n;
    return feel_boolean(strstr(args[0].u.string, args[1].u.string) != NULL);
}

FEEL_BUILTIN(bi_starts_with)
{
    (void)run;
    (void)call;
    (void)n;
    return feel_boolean(strncmp(args[0].u.string, args[1].u.string, strlen(args[1].u.string)) == 0);
}

FEEL_BUILTIN(bi_ends_with)
{
    (void)run;
    (void)call;
    (void)n;
    size_t whole = strlen(args[0].u.string), end = strlen(args[1].u.string);
    return feel_boolean(end <= whole &&
                        strcmp(args[0].u.string + whole - end, args[1].u.string) == 0);
}

FEEL_BUILTIN(bi_string_join)
{
    const char *delimiter = "";
    const struct feel_list *list = args[0].u.list;
    if (n > 1 && args[1].kind != FEEL_NULL) {
        if (args[1].kind != FEEL_STRING)
            return feel_fail(run, call, "string join: the delimiter cannot be %s",
                             feel_brief(run, args[1]));
        delimiter = args[1].u.string;
    }
    size_t bytes = 1, between = strlen(delimiter);
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].kind != FEEL_NULL && list->items[i].kind != FEEL_STRING)
            return feel_fail(run, call, "string join: %s is not a string",
                             feel_brief(run, list->items[i]));
        if (list->items[i].kind == FEEL_STRING)
            bytes += strlen(list->items[i].u.string) + between;
    }
    if (bytes > FEEL_TEXT_MAX)
        return feel_fail(run, call, "string join: the text would be longer than %zu bytes",
                         FEEL_TEXT_MAX);
    if (!feel_spend(run, call, list->n + bytes / 64, bytes))
        return feel_error_null();
    char *text = arena_alloc(run->arena, bytes), *p = text;
    bool first = true;
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].kind != FEEL_STRING)
            continue;
        if (!first)
            memcpy(p, delimiter, between);
        p += first ? 0 : between;
        size_t len = strlen(list->items[i].u.string);
        memcpy(p, list->items[i].u.string, len);
        p += len;
        first = false;
    }
    return feel_string(text);
}
