#include "core/dossier/catalogue_load.h"

#include <string.h>

#include "core/base/record.h"
#include "core/base/vec.h"

#define LEN(array) (sizeof(array) / sizeof *(array))

static const char *const who_names[] = {"sponsor",  "counsel", "engineer",
                                        "registry", "analyst", NULL};

static const struct record_key fact_keys[] = {
    {"type", FORM_TEXT, true, "number, string, boolean, date, enum(\"a\", \"b\"), list<...>", NULL,
     NULL, 0, 0},
    {"unit", FORM_TEXT, false, "pct, t, years, USD, ...", NULL, NULL, 0, 0},
    {"range", FORM_UNARY, false, "what an answer may be: [0..100]", NULL, NULL, 0, 0},
    {"ask", FORM_TEXT, false, "the question in plain words", NULL, NULL, 0, 0},
    {"help", FORM_TEXT, false, "what the question means", NULL, NULL, 0, 0},
    {"example", FORM_SCALAR, false, "an answer", NULL, NULL, 0, 0},
    {"who", FORM_WORD, false, "who can answer", who_names, NULL, 0, 0},
    {"effort", FORM_WHOLE, false, "the cost of an answer", NULL, NULL, 1, 5},
    {"evidence", FORM_TEXTS, false, "kinds of document that show it", NULL, NULL, 0, 0},
    {"max_age", FORM_PERIOD, false, "how old its evidence may be", NULL, NULL, 0, 0},
    {"actionable", FORM_FLAG, false, "true: somebody can change it", NULL, NULL, 0, 0},
    {"derived", FORM_FLAG, false, "true: computed, never asked", NULL, NULL, 0, 0},
    {"labels", FORM_SCALARS, false, "words for the members of an enum", NULL, NULL, 0, 0},
};
const struct record record_fact = {"fact", fact_keys, LEN(fact_keys)};

struct reader {
    struct arena *arena;
    const struct yaml_node *map;
    const char *name;
    struct diags *diags;
};

/* [a-z][a-z0-9_]* parts, at least two, joined by points. */
static bool name_valid(const char *s)
{
    size_t parts = 0;
    for (;;) {
        if (*s < 'a' || *s > 'z')
            return false;
        while ((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '_')
            s++;
        parts++;
        if (*s == '\0')
            return parts >= 2;
        if (*s++ != '.')
            return false;
        if (parts >= 1 && *s >= '0' && *s <= '9')
            return false;
    }
}

/* The text of a key; NULL when it is absent, null, or (an error) no text. */
static const char *text_of(const struct reader *r, const char *key)
{
    const struct yaml_node *n = yaml_get(r->map, key);
    if (n == NULL || (n->kind == YAML_SCALAR && yaml_is_null(n)))
        return NULL;
    if (n->kind == YAML_SCALAR)
        return arena_strdup(r->arena, n->text);
    diag_add(r->diags, DIAG_ERROR, NULL, n->pos, "write one text",
             "'%s' of fact '%s' must be a text", key, r->name);
    return NULL;
}

static bool flag_of(const struct reader *r, const char *key)
{
    const char *text = text_of(r, key);
    if (text == NULL || strcmp(text, "false") == 0)
        return false;
    if (strcmp(text, "true") != 0)
        diag_add(r->diags, DIAG_ERROR, NULL, yaml_get(r->map, key)->pos, "write true or false",
                 "'%s' of fact '%s' must be true or false", key, r->name);
    return true;
}

static const struct feel_type *type_of(const struct reader *r, struct pos pos)
{
    const char *text = text_of(r, "type");
    if (text != NULL)
        return feel_type_parse(r->arena, text, yaml_get(r->map, "type")->pos, r->diags);
    diag_add(r->diags, DIAG_ERROR, NULL, pos, "add type: number, date, boolean, enum(...), ...",
             "fact '%s' has no type", r->name);
    return NULL;
}

static int effort_of(const struct reader *r)
{
    const char *text = text_of(r, "effort");
    if (text == NULL)
        return 3;
    if (strlen(text) == 1 && text[0] >= '1' && text[0] <= '5')
        return text[0] - '0';
    diag_add(r->diags, DIAG_ERROR, NULL, yaml_get(r->map, "effort")->pos,
             "1 is at hand, 5 takes months", "effort of fact '%s' must be 1 to 5", r->name);
    return 3;
}

static const char *who_of(const struct reader *r)
{
    const char *text = text_of(r, "who");
    if (text == NULL)
        return NULL;
    for (size_t i = 0; i < LEN(who_names) - 1; i++)
        if (strcmp(who_names[i], text) == 0)
            return who_names[i];
    const char *near = nearest_name(text, who_names, LEN(who_names) - 1);
    const char *hint = near != NULL ? arena_printf(r->arena, "did you mean '%s'?", near)
                                    : "one of sponsor, counsel, engineer, registry, analyst";
    diag_add(r->diags, DIAG_ERROR, NULL, yaml_get(r->map, "who")->pos, hint,
             "'%s' is nobody that a fact can be asked of", text);
    return NULL;
}

/* An ISO duration of whole days, weeks, months and years: P12M, P1Y6M, P90D. */
static bool calendar_duration(const char *s)
{
    if (*s++ != 'P' || *s == '\0')
        return false;
    for (const char *units = "YMWD"; *s != '\0'; s++) {
        size_t digits = strspn(s, "0123456789");
        if (digits == 0 || digits > 4)
            return false;
        s += digits;
        const char *unit = *s != '\0' ? strchr(units, *s) : NULL;
        if (unit == NULL)
            return false;
        units = unit + 1;
    }
    return true;
}

static const char *max_age_of(const struct reader *r)
{
    const char *text = text_of(r, "max_age");
    if (text == NULL || calendar_duration(text))
        return text;
    diag_add(r->diags, DIAG_ERROR, NULL, yaml_get(r->map, "max_age")->pos,
             "write P12M for twelve months, P90D for ninety days",
             "max_age of fact '%s' is not a duration", r->name);
    return NULL;
}

static void read_evidence(const struct reader *r, struct fact_def *def)
{
    const struct yaml_node *n = yaml_get(r->map, "evidence");
    if (n == NULL || (n->kind == YAML_SCALAR && yaml_is_null(n)))
        return;
    VEC(const char *) kinds = {0};
    if (n->kind == YAML_SCALAR)
        VEC_PUSH(r->arena, &kinds, arena_strdup(r->arena, n->text));
    for (size_t i = 0; n->kind == YAML_LIST && i < n->n; i++)
        if (n->items[i]->kind == YAML_SCALAR)
            VEC_PUSH(r->arena, &kinds, arena_strdup(r->arena, n->items[i]->text));
    if (n->kind == YAML_MAP || (n->kind == YAML_LIST && kinds.n != n->n))
        diag_add(r->diags, DIAG_ERROR, NULL, n->pos, "write [licence_copy, technical_report]",
                 "evidence of fact '%s' must be a list of kinds of document", r->name);
    def->evidence = kinds.items;
    def->n_evidence = kinds.n;
}

static void read_labels(const struct reader *r, struct fact_def *def)
{
    const struct yaml_node *n = yaml_get(r->map, "labels");
    if (n == NULL || (n->kind == YAML_SCALAR && yaml_is_null(n)))
        return;
    const struct feel_type *t = def->type;
    if (t->kind == FT_LIST && t->element != NULL)
        t = t->element;
    if (n->kind != YAML_MAP || t->kind != FT_ENUM) {
        diag_add(r->diags, DIAG_ERROR, NULL, n->pos, "write {member: words, ...}",
                 "labels of fact '%s' need an enum type and a map from its members", r->name);
        return;
    }
    const char **labels = ARENA_ARRAY(r->arena, t->n, const char *);
    for (size_t i = 0; i < t->n; i++) {
        const struct yaml_node *label = yaml_get(n, t->names[i]);
        bool given = label != NULL && label->kind == YAML_SCALAR && !yaml_is_null(label);
        labels[i] = given ? arena_strdup(r->arena, label->text) : t->names[i];
    }
    yaml_check_keys(n, "labels", t->names, t->n, r->diags);
    def->labels = labels;
}

static void read_range(const struct reader *r, const struct feel_env *env, struct fact_def *def)
{
    def->range_text = text_of(r, "range");
    if (def->range_text == NULL)
        return;
    const struct yaml_node *n = yaml_get(r->map, "range");
    const struct feel_type *t = def->type;
    struct feel_options options = {.origin = n};
    options.input = t->kind == FT_LIST && t->element != NULL ? t->element : t;
    def->range = feel_compile_tests(r->arena, env, def->range_text, n->pos, &options, r->diags);
}

struct fact_def *catalogue_read_entry(struct arena *a, const struct feel_env *range_env,
                                      const struct yaml_entry *entry, const char *pack,
                                      struct diags *d)
{
    struct reader r = {a, entry->value, entry->key, d};
    if (!name_valid(entry->key)) {
        diag_add(d, DIAG_ERROR, NULL, entry->pos,
                 "lower-case words of a-z, 0-9 and _ joined by points, as licence.expiry_date",
                 "'%s' cannot be the name of a fact", entry->key);
        return NULL;
    }
    if (entry->value->kind != YAML_MAP) {
        diag_add(d, DIAG_ERROR, NULL, entry->value->pos, "write {type: ..., ask: ...}",
                 "fact '%s' must be a map", entry->key);
        return NULL;
    }
    record_check(&record_fact, entry->value, d);
    struct fact_def *def = ARENA_NEW(a, struct fact_def);
    def->name = arena_strdup(a, entry->key);
    def->pack = arena_strdup(a, pack);
    def->pos = entry->pos;
    def->type = type_of(&r, entry->pos);
    if (def->type == NULL)
        return NULL;
    def->unit = text_of(&r, "unit");
    def->ask = text_of(&r, "ask");
    def->help = text_of(&r, "help");
    def->example = text_of(&r, "example");
    def->who = who_of(&r);
    def->effort = effort_of(&r);
    def->max_age = max_age_of(&r);
    def->actionable = flag_of(&r, "actionable");
    def->derived = flag_of(&r, "derived");
    if (def->ask == NULL) {
        if (!def->derived)
            diag_add(d, DIAG_ERROR, NULL, entry->pos, "add ask: \"the question in plain words\"",
                     "fact '%s' has no question", entry->key);
        def->ask = "";
    }
    read_evidence(&r, def);
    read_labels(&r, def);
    read_range(&r, range_env, def);
    return def;
}
