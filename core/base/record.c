/* record.c: maps of a file against the table of their keys. */
#include "core/base/record.h"

bool record_check(const struct record *record, const struct yaml_node *map, struct diags *d)
{
    const char *names[RECORD_MAX_KEYS];
    for (size_t i = 0; i < record->n; i++)
        names[i] = record->keys[i].name;
    return yaml_check_keys(map, record->name, names, record->n, d);
}

size_t word_count(const char *const *words)
{
    size_t n = 0;
    while (words[n] != NULL)
        n++;
    return n;
}
