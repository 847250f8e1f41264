/* load_reviews.c: the reviews section as facts, one a check.
 *
 *   reviews:
 *     exim.scri.offtake_tenor:
 *       decision: waive
 *       name: A. Ivanova
 *       ...
 *
 * gives reviews.exim.scri.offtake_tenor. */
#include <string.h>

#include "core/dossier/internal.h"
#include "core/dossier/review.h"

#define LEN(array) (sizeof(array) / sizeof *(array))

static bool read_fields(struct arena *a, const struct yaml_node *map,
                        const char *fields[REVIEW_FIELD_COUNT], struct pos at[REVIEW_FIELD_COUNT],
                        struct diags *d)
{
    const char *allowed[REVIEW_FIELD_COUNT];
    bool good = true;
    for (enum review_field f = 0; f < REVIEW_FIELD_COUNT; f++) {
        allowed[f] = review_fields[f].name;
        const struct yaml_node *n = yaml_get(map, allowed[f]);
        fields[f] = NULL;
        if (node_is_null(n))
            continue;
        at[f] = n->pos;
        if (n->kind == YAML_SCALAR) {
            fields[f] = arena_strdup(a, n->text);
            continue;
        }
        diag_add(d, DIAG_ERROR, NULL, n->pos, "write one text", "'%s' must be a text", allowed[f]);
        good = false;
    }
    return yaml_check_keys(map, "review", allowed, LEN(allowed), d) && good;
}

bool review_answer(struct arena *a, const struct catalogue *c, const char *name, const char *text,
                   bool quoted, struct pos pos, struct fact *out, struct diags *d)
{
    const char *said = text_trim(a, text);
    out->name = arena_strdup(a, name);
    out->pos = pos;
    out->value = feel_unknown_fact(a, out->name, NULL);
    if (!quoted && (said[0] == '\0' || strcmp(said, "unknown") == 0))
        return true;
    const struct yaml_node *node = yaml_load_text(a, said, strlen(said), pos.file, NULL, d);
    const char *fields[REVIEW_FIELD_COUNT];
    struct pos at[REVIEW_FIELD_COUNT];
    if (node == NULL)
        return false;
    if (node->kind != YAML_MAP) {
        diag_add(d, DIAG_ERROR, NULL, pos, "'adit review PROJECT-ID CHECK --waive ...' writes one",
                 "a review is {decision: ..., name: ..., reason: ..., until: ...}");
        return false;
    }
    /* Places inside one kept line mean nothing: the whole answer is the place. */
    return read_fields(a, node, fields, at, d) &&
           review_make(a, c, name + 8, fields, NULL, pos, out, d);
}

static void load_review(struct loader *l, const char *check, const struct yaml_node *map,
                        struct pos key_pos)
{
    struct arena *a = l->arena;
    const char *fields[REVIEW_FIELD_COUNT], *name = review_fact_name(a, check);
    struct pos at[REVIEW_FIELD_COUNT];
    const struct fact *other = map_get(l->seen, name);
    struct fact *f = ARENA_NEW(a, struct fact);
    if (other != NULL) {
        diag_add(l->diags, DIAG_ERROR, NULL, key_pos,
                 arena_printf(a, "it is first given in line %d; keep one of them", other->pos.line),
                 "'%s' is reviewed twice", shown(a, check));
        return;
    }
    if (!read_fields(a, map, fields, at, l->diags) ||
        !review_make(a, l->catalogue, check, fields, at, key_pos, f, l->diags))
        return;
    map_put(l->seen, f->name, f);
    VEC_PUSH(a, &l->facts, f);
}

/* Is the text the first parts of some check's id? */
static bool starts_a_check(const struct catalogue *c, const char *text)
{
    size_t n, len = strlen(text);
    const struct catalogue_check *all = catalogue_checks(c, &n);
    for (size_t i = 0; i < n; i++)
        if (strncmp(all[i].id, text, len) == 0 && all[i].id[len] == '.')
            return true;
    return false;
}

static void load_map(struct loader *l, const struct yaml_node *map, const char *prefix)
{
    for (size_t i = 0; i < map->n; i++) {
        const struct yaml_entry *e = &map->entries[i];
        const char *id = prefix != NULL ? arena_printf(l->arena, "%s.%s", prefix, e->key) : e->key;
        bool is_check = catalogue_check_find(l->catalogue, id) != NULL;
        if (node_is_null(e->value) && is_check)
            continue;
        if (e->value->kind != YAML_MAP)
            diag_add(l->diags, DIAG_ERROR, NULL, e->value->pos,
                     "write 'decision: ...', 'name: ...', 'reason: ...', 'until: ...'",
                     "the review of '%s' must be a map", shown(l->arena, id));
        else if (!is_check && starts_a_check(l->catalogue, id))
            load_map(l, e->value, id);
        else
            load_review(l, id, e->value, e->pos);
    }
}

void load_reviews(struct loader *l, const struct yaml_node *node)
{
    if (node_is_null(node))
        return;
    if (node->kind == YAML_MAP) {
        load_map(l, node, NULL);
        return;
    }
    diag_add(l->diags, DIAG_ERROR, NULL, node->pos,
             "write 'CHECK-ID:' and below it decision, name, reason, until and what was computed",
             "the reviews section must be a map of checks");
}
