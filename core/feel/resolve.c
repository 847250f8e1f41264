/* resolve.c: which variable, filter entry or fact a name stands for. */
#include <string.h>

#include "core/base/utf8.h"
#include "core/feel/parser.h"

enum { LONGEST_NAME = 512, MOST_PARTS = 16 };

/* A word and the .words after it, joined with single dots. */
struct dotted {
    char text[LONGEST_NAME];
    size_t end[MOST_PARTS]; /* of the name up to the i-th part */
    size_t n;
};

void parser_push_local(struct parser *p, const char *name, size_t slot,
                       const struct feel_type *type)
{
    struct local l = {name, slot, type, NULL};
    VEC_PUSH(p->a, &p->locals, l);
}

static void read_dotted(const struct parser *p, struct dotted *d)
{
    size_t len = 0;
    d->n = 0;
    for (size_t k = p->at; d->n < MOST_PARTS; k += 2) {
        const struct token *t = &p->tokens[k];
        size_t n = t->end - t->start;
        if (!token_is_word(t->kind) || len + n + 2 > LONGEST_NAME)
            break;
        if (d->n != 0)
            d->text[len++] = '.';
        memcpy(d->text + len, p->text + t->start, n);
        len += n;
        d->end[d->n++] = len;
        if (p->tokens[k + 1].kind != TK_DOT)
            break;
    }
    d->text[len] = '\0';
}

/* The longest declared name that begins here: how many parts, 0 when none. */
static size_t longest_global(const struct parser *p, struct dotted *d, size_t *slot,
                             const struct feel_type **type)
{
    for (size_t k = d->n; k > 0; k--) {
        char cut = d->text[d->end[k - 1]];
        d->text[d->end[k - 1]] = '\0';
        bool found = feel_env_lookup(p->e->env, d->text, slot, type);
        d->text[d->end[k - 1]] = cut;
        if (found)
            return k;
    }
    return 0;
}

static struct feel_node *global_node(struct parser *p, const struct dotted *d, size_t parts,
                                     size_t slot, const struct feel_type *type)
{
    struct feel_node *n = parser_node(p, FN_GLOBAL, p->at);
    n->name = arena_strndup(p->a, d->text, d->end[parts - 1]);
    n->slot = slot;
    n->type = type;
    VEC_PUSH(p->a, &p->globals, n->name);
    return n;
}

/* --- locals ------------------------------------------------------------------------------------
 */

static const struct feel_type *field_type(const struct feel_type *t, const char *name)
{
    for (size_t i = 0; t->kind == FT_CONTEXT && i < t->n; i++) {
        if (strcmp(t->names[i], name) == 0)
            return t->fields[i];
    }
    return NULL;
}

/* True when an item of this type may have entries that are not known now. */
static bool is_open(const struct feel_type *t)
{
    return type_is_any(t) || (t->kind == FT_CONTEXT && t->n == 0);
}

static struct feel_node *local_node(struct parser *p, const struct local *l, const char *name)
{
    struct feel_node *n = parser_node(p, FN_LOCAL, p->at);
    n->name = name;
    n->slot = l->slot;
    n->type = l->type;
    if (l->context != NULL) {
        struct local_ref ref = {n, l->context};
        VEC_PUSH(p->a, &p->refs, ref);
    }
    return n;
}

static struct feel_node *entry_node(struct parser *p, const struct local *item, const char *name,
                                    struct feel_node *fallback)
{
    struct feel_node *n = parser_node_kids(p, FN_ENTRY, p->at, fallback != NULL ? 1 : 0);
    n->name = name;
    n->slot = item->slot;
    if (fallback != NULL)
        n->kids[0] = fallback;
    const struct feel_type *field = field_type(item->type, name);
    if (field != NULL)
        n->type = field;
    return parser_finish(p, n);
}

/* How a search of the scopes ends. */
struct found {
    struct feel_node *node; /* NULL: nothing has that name */
    size_t parts;
    bool open; /* it may be an entry of an item of unknown make */
};

/* The name as the scopes below `scope` and the environment know it. */
static struct found search(struct parser *p, struct dotted *d, const char *first, size_t scope)
{
    while (scope-- > 0) {
        const struct local l = p->locals.items[scope];
        if (l.name != NULL) {
            if (strcmp(l.name, first) == 0)
                return (struct found){local_node(p, &l, first), 1, false};
            continue;
        }
        if (strcmp(first, "item") == 0) {
            struct feel_node *item = local_node(p, &l, first);
            bool certain = !is_open(l.type) && field_type(l.type, first) == NULL;
            return (struct found){certain ? item : entry_node(p, &l, first, item), 1, false};
        }
        if (field_type(l.type, first) != NULL)
            return (struct found){entry_node(p, &l, first, NULL), 1, false};
        if (!is_open(l.type))
            continue;
        struct found outer = search(p, d, first, scope);
        /* A declared dotted name is meant as such. */
        if (outer.parts < 2) {
            outer.node = entry_node(p, &l, first, outer.node);
            outer.parts = 1;
            outer.open = true;
        }
        return outer;
    }
    size_t slot;
    const struct feel_type *type;
    size_t parts = longest_global(p, d, &slot, &type);
    if (parts == 0)
        return (struct found){NULL, 0, false};
    return (struct found){global_node(p, d, parts, slot, type), parts, false};
}

/* --- names that nothing has ---------------------------------------------------------------------
 */

static const char *nearest(struct parser *p, const char *name, const char *first)
{
    VEC(const char *) names = {0};
    for (size_t i = 0; i < p->locals.n; i++) {
        if (p->locals.items[i].name != NULL)
            VEC_PUSH(p->a, &names, p->locals.items[i].name);
    }
    const char *local = nearest_name(first, names.items, names.n);
    return local != NULL ? local : feel_env_nearest(p->e->env, name);
}

static struct feel_node *unknown_name(struct parser *p, const struct dotted *d)
{
    size_t token = p->at;
    const char *first = arena_strndup(p->a, d->text, d->end[0]);
    const char *hint = nearest(p, d->text, first);
    if (hint != NULL)
        hint = arena_printf(p->a, "did you mean '%s'?", hint);
    parser_load_error(p, "E011", p->tokens[token].start, hint, "unknown name '%s'",
                      text_visible(p->a, d->text, strlen(d->text), true));
    p->at++;
    if (p->e->conformance)
        return parser_error_node(p, token, "nothing is called '%s'", first);
    p->at += 2 * (d->n - 1);
    return parser_node(p, FN_LITERAL, token);
}

/* Rule files have names in lower case ASCII only. */
static void check_spelling(struct parser *p, const struct token *t)
{
    for (uint32_t i = t->start; i < t->end && !p->e->conformance; i++) {
        char c = p->text[i];
        if ((c < 'A' || c > 'Z') && (c & 0x80) == 0)
            continue;
        const char *name = token_text(p, t);
        const char *lower = utf8_lower(p->a, name);
        bool mends = feel_env_lookup(p->e->env, lower, NULL, NULL);
        parser_error(p, t->start,
                     mends ? arena_printf(p->a, "did you mean '%s'?", lower)
                           : "strings stand in double quotes",
                     "'%s' is no name: names are of a-z, 0-9 and _",
                     text_visible(p->a, name, strlen(name), true));
        return;
    }
}

struct feel_node *resolve_name(struct parser *p)
{
    struct dotted d = {0};
    check_spelling(p, &p->tokens[p->at]);
    if (p->failed)
        return parser_node(p, FN_LITERAL, p->at);
    read_dotted(p, &d);
    const char *first = arena_strndup(p->a, d.text, d.end[0]);
    struct found f = search(p, &d, first, p->locals.n);
    if (f.node == NULL)
        return unknown_name(p, &d);
    p->at += 2 * f.parts - 1;
    f.node->end = p->tokens[p->at - 1].end;
    for (struct feel_node *n = f.node; n->n_kids != 0; n = n->kids[0])
        n->kids[0]->end = f.node->end;
    return f.node;
}

bool names_function(struct parser *p)
{
    const char *name = token_text(p, &p->tokens[p->at]);
    const struct feel_type *type = NULL;
    for (size_t i = p->locals.n; i-- > 0 && type == NULL;) {
        const struct local *l = &p->locals.items[i];
        if (l->name != NULL && strcmp(l->name, name) == 0)
            type = l->type;
    }
    if (type == NULL && !feel_env_lookup(p->e->env, name, NULL, &type))
        return false;
    bool exact;
    return type->kind == FT_FUNCTION || feel_builtin_find(name, 1, &exact) == NULL;
}

/* --- paths -------------------------------------------------------------------------------------
 */

struct property {
    const char *name;
    enum feel_type_kind type;
};

static const struct property *properties_of(enum feel_type_kind kind, size_t *n)
{
    static const struct property date[] = {
        {"year", FT_NUMBER},    {"month", FT_NUMBER},    {"day", FT_NUMBER},
        {"weekday", FT_NUMBER}, {"hour", FT_NUMBER},     {"minute", FT_NUMBER},
        {"second", FT_NUMBER},  {"timezone", FT_STRING}, {"time offset", FT_DAYS_DURATION},
    };
    static const struct property duration[] = {
        {"days", FT_NUMBER},    {"hours", FT_NUMBER}, {"minutes", FT_NUMBER},
        {"seconds", FT_NUMBER}, {"years", FT_NUMBER}, {"months", FT_NUMBER},
    };
    static const struct property range[] = {
        {"start", FT_ANY},
        {"end", FT_ANY},
        {"start included", FT_BOOLEAN},
        {"end included", FT_BOOLEAN},
    };
    switch (kind) {
    case FT_DATE:
        *n = 4;
        return date;
    case FT_DATE_TIME:
        *n = 9;
        return date;
    case FT_TIME:
        *n = 5;
        return date + 4;
    case FT_DAYS_DURATION:
        *n = 4;
        return duration;
    case FT_YEARS_DURATION:
        *n = 2;
        return duration + 4;
    case FT_RANGE:
        *n = 4;
        return range;
    default:
        *n = 0;
        return NULL;
    }
}

static void no_such(struct parser *p, struct feel_node *n, const struct feel_type *t,
                    const char *const *names, size_t n_names)
{
    const char *near = nearest_name(n->name, names, n_names);
    parser_load_error(p, "E012", p->tokens[p->at - 1].start,
                      near != NULL ? arena_printf(p->a, "did you mean '%s'?", near) : NULL,
                      "%s has no '%s'", type_words(p, t), n->name);
}

/* The type of n, the entry or property n->name of something of type t. */
static const struct feel_type *path_type(struct parser *p, struct feel_node *n,
                                         const struct feel_type *t)
{
    const struct feel_type *any = feel_type_simple(FT_ANY);
    if (is_open(t))
        return any;
    if (t->kind == FT_LIST)
        return feel_type_list(
            p->a, t->element != NULL && !is_open(t->element) ? path_type(p, n, t->element) : any);
    if (t->kind == FT_CONTEXT) {
        const struct feel_type *field = field_type(t, n->name);
        if (field == NULL)
            no_such(p, n, t, t->names, t->n);
        return field != NULL ? field : any;
    }
    const char *names[16];
    size_t count;
    const struct property *properties = properties_of(t->kind, &count);
    for (size_t i = 0; i < count; i++) {
        names[i] = properties[i].name;
        if (!same_words(n->name, names[i]))
            continue;
        n->name = names[i];
        bool end = properties[i].type == FT_ANY && t->element != NULL;
        return end ? t->element : feel_type_simple(properties[i].type);
    }
    no_such(p, n, t, names, count);
    return any;
}

struct feel_node *parse_path(struct parser *p, struct feel_node *base, size_t token)
{
    static const char *const phrases[] = {"time offset", "start included", "end included"};
    struct feel_node *n = parser_node_kids(p, FN_PATH, token, 1);
    n->kids[0] = base;
    for (size_t i = 0; i < 3 && n->name == NULL; i++) {
        if (match_phrase(p, phrases[i]) == 2) {
            n->name = phrases[i];
            p->at += 2;
        }
    }
    if (n->name == NULL) {
        if (!token_is_word(peek(p))) {
            parser_expected(p, "the name of an entry");
            return parser_finish(p, n);
        }
        n->name = token_text(p, &p->tokens[p->at++]);
    }
    n->type = path_type(p, n, base->type);
    return parser_finish(p, n);
}
