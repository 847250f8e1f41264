/* reform_load.c: overlays (format adit-overlay/1). */
#include <math.h>
#include <string.h>

#include "core/assess/reform.h"
#include "core/base/vec.h"

#define MAX_CHANGES 200
#define COUNT(a) (sizeof(a) / sizeof *(a))

struct reader {
    struct arena *a;
    const struct rulebook *r;
    const struct econ_data *data;
    struct date as_of;
    struct diags *d;
    struct overlay *o;
    bool ok;
};

__attribute__((format(printf, 4, 5))) static void bad(struct reader *l, struct pos pos,
                                                      const char *hint, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    diag_add(l->d, DIAG_ERROR, NULL, pos, hint, "%s", arena_vprintf(l->a, format, ap));
    va_end(ap);
    l->ok = false;
}

static const char *did_you_mean(struct reader *l, const char *near, const char *otherwise)
{
    return near != NULL ? arena_printf(l->a, "did you mean '%s'?", near) : otherwise;
}

/* NULL when absent, and after an error when it is no text or empty. */
static const char *text(struct reader *l, const struct yaml_node *map, const char *key,
                        bool required)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node == NULL && required)
        bad(l, map->pos, arena_printf(l->a, "add '%s: ...'", key), "key '%s' is missing", key);
    if (node == NULL)
        return NULL;
    if (node->kind == YAML_SCALAR && node->len != 0 && !yaml_is_null(node))
        return arena_strdup(l->a, node->text);
    bad(l, node->pos, NULL, "'%s' must be a text", key);
    return NULL;
}

static bool number(struct reader *l, const struct yaml_node *node, const char *what, double *out)
{
    struct dec n;
    if (node->kind == YAML_SCALAR && dec_parse(node->text, node->len, &n)) {
        *out = dec_to_double(n);
        if (isfinite(*out))
            return true;
    }
    bad(l, node->pos, "write a number, per cent as 7.7", "'%s' is not a number", what);
    return false;
}

static bool date(struct reader *l, const struct yaml_node *map, const char *key, struct date *out)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node == NULL)
        return false;
    if (node->kind == YAML_SCALAR && date_parse(node->text, node->len, out))
        return true;
    bad(l, node->pos, "write YYYY-MM-DD", "'%s' must be a date", key);
    return false;
}

/* --- sources -----------------------------------------------------------------------------------
 */

static const struct source *find_source(struct reader *l, const char *id, struct pos pos)
{
    size_t n = rulebook_sources(l->r);
    const char **names = ARENA_ARRAY(l->a, n, const char *);
    for (size_t i = 0; i < n; i++) {
        names[i] = rulebook_source(l->r, i)->id;
        if (strcmp(names[i], id) == 0)
            return rulebook_source(l->r, i);
    }
    bad(l, pos,
        did_you_mean(l, nearest_name(id, names, n), "or write title, url, read, confidence"),
        "there is no source '%s'", id);
    return NULL;
}

static void read_source(struct reader *l, const struct yaml_node *node, struct overlay_source *s)
{
    static const char *const keys[] = {"ref", "title", "at", "url", "text", "read", "confidence"};
    static const char *const grades[] = {"statute", "agency", "secondary", "general", "house"};
    if (node->kind != YAML_MAP || !yaml_check_keys(node, "source", keys, COUNT(keys), l->d)) {
        bad(l, node->pos, "write {ref: kz.sc, at: \"Art. 28\", text: \"...\"}",
            "a source is a map of keys");
        return;
    }
    const struct yaml_node *ref = yaml_get(node, "ref"), *grade = yaml_get(node, "confidence");
    s->at = text(l, node, "at", false);
    s->text = text(l, node, "text", false);
    s->url = text(l, node, "url", false);
    s->has_read = date(l, node, "read", &s->read);
    if (ref != NULL && ref->kind == YAML_SCALAR) {
        const struct source *known = find_source(l, ref->text, ref->pos);
        if (known == NULL)
            return;
        s->title = known->title;
        s->url = s->url != NULL ? s->url : known->url;
        s->confidence = known->grade;
        s->read = s->has_read ? s->read : known->read;
        s->has_read = s->has_read || known->has_read;
    } else {
        s->title = text(l, node, "title", true);
    }
    if (grade != NULL) {
        const char *word = text(l, node, "confidence", false);
        s->confidence = NULL;
        for (size_t i = 0; word != NULL && i < COUNT(grades); i++)
            s->confidence = strcmp(word, grades[i]) == 0 ? grades[i] : s->confidence;
        if (word != NULL && s->confidence == NULL)
            bad(l, grade->pos,
                did_you_mean(l, nearest_name(word, grades, COUNT(grades)),
                             "statute, agency, secondary, general or house"),
                "'%s' is no confidence", word);
    } else if (s->confidence == NULL) {
        bad(l, node->pos, "add confidence: statute, agency, secondary, general or house",
            "the source does not say how sure it is");
    }
}

static void read_sources(struct reader *l, const struct yaml_node *root)
{
    const struct yaml_node *list = yaml_get(root, "source");
    if (list == NULL || list->kind != YAML_LIST || list->n == 0) {
        bad(l, list != NULL ? list->pos : root->pos,
            "add source: [{ref: kz.sc, at: \"Art. 28\", text: \"...\"}]",
            "an overlay cites what its debate rests on");
        return;
    }
    struct overlay_source *all = ARENA_ARRAY(l->a, list->n, struct overlay_source);
    for (size_t i = 0; i < list->n; i++)
        read_source(l, list->items[i], &all[i]);
    l->o->sources = all;
    l->o->n_sources = list->n;
}

/* --- changes -----------------------------------------------------------------------------------
 */

/* What a country's overlay may touch: ids that begin with its code. */
static bool own(const struct reader *l, const char *id)
{
    const char *c = l->o->country;
    return strlen(id) > 3 && id[0] == (c[0] | 0x20) && id[1] == (c[1] | 0x20) && id[2] == '.';
}

static void not_own(struct reader *l, const char *id, struct pos pos)
{
    bad(l, pos, "an overlay changes the law of its own country, no lender's rule and no policy",
        "'%s' is not law of %s", id, l->o->country);
}

static bool is_text_of(const struct yaml_node *node, const char *word)
{
    return node->kind == YAML_SCALAR && strcmp(node->text, word) == 0;
}

/* The kind of value that the parameter has had until now. */
static bool same_kind(struct reader *l, const struct param *p, const struct yaml_node *node,
                      struct feel_value *out)
{
    enum feel_kind kind = FEEL_NUMBER;
    for (size_t i = 0; i < p->n_values; i++) {
        if (!p->values[i].expected)
            kind = p->values[i].value.kind;
    }
    struct dec n;
    struct date day;
    if (node->kind != YAML_SCALAR) {
        bad(l, node->pos, NULL, "'value' must be a single value");
        return false;
    }
    if (kind == FEEL_NUMBER && dec_parse(node->text, node->len, &n) && isfinite(dec_to_double(n)))
        *out = feel_number(n);
    else if (kind == FEEL_DATE && date_parse(node->text, node->len, &day))
        *out = feel_date(day);
    else if (kind == FEEL_BOOLEAN && (is_text_of(node, "true") || is_text_of(node, "false")))
        *out = feel_boolean(node->text[0] == 't');
    else if (kind == FEEL_STRING)
        *out = feel_string(arena_strdup(l->a, node->text));
    else {
        bad(l, node->pos, NULL, "'%s' is a %s, '%s' is none", p->id, feel_kind_name(kind),
            node->text);
        return false;
    }
    return true;
}

static void check_amount(struct reader *l, const struct param *p, const struct yaml_node *node,
                         struct feel_value v)
{
    double x = v.kind == FEEL_NUMBER ? dec_to_double(v.u.number) : 0;
    bool pct = p->unit != NULL && strcmp(p->unit, "pct") == 0;
    if (x < 0)
        bad(l, node->pos, "a value of law is not negative", "'%s' cannot be %s", p->id, node->text);
    else if (pct && x > 100)
        bad(l, node->pos, "per cent, from 0 to 100", "'%s' cannot be %s", p->id, node->text);
}

static void read_param(struct reader *l, const struct yaml_node *node, const char *id,
                       struct law_change *c)
{
    const struct yaml_node *value = yaml_get(node, "value");
    const struct param *p = rulebook_find_param(l->r, id);
    char day[DATE_TEXT_MAX];
    c->kind = CHANGE_PARAM;
    c->from = l->as_of;
    date(l, node, "from", &c->from);
    if (p == NULL) {
        size_t n = rulebook_params(l->r);
        const char **names = ARENA_ARRAY(l->a, n, const char *);
        for (size_t i = 0; i < n; i++)
            names[i] = rulebook_param(l->r, i)->id;
        bad(l, c->pos, did_you_mean(l, nearest_name(id, names, n), "see rules/params"),
            "unknown parameter '%s'", id);
        return;
    }
    if (!own(l, id)) {
        not_own(l, id, c->pos);
        return;
    }
    if (value == NULL) {
        bad(l, node->pos, "add 'value: ...'", "'%s' is given no value", id);
        return;
    }
    if (!same_kind(l, p, value, &c->value))
        return;
    check_amount(l, p, value, c->value);
    bool pending;
    const struct param_value *now = param_at(p, c->from, &pending);
    const char *unit = p->unit != NULL && strcmp(p->unit, "pct") == 0 ? " %"
                       : p->unit != NULL ? arena_printf(l->a, " %s", p->unit)
                                         : "";
    const char *was = now != NULL && now->value.kind != FEEL_NULL
                          ? arena_printf(l->a, "%s", feel_text(l->a, now->value))
                          : "nothing";
    c->text = arena_printf(l->a, "%s: %s%s instead of %s, from %s", id, feel_text(l->a, c->value),
                           unit, was, date_text(c->from, day));
}

static const char *key_words(struct reader *l, const struct yaml_node *keys)
{
    const char *out = "";
    for (size_t i = 0; i < keys->n; i++) {
        const struct yaml_node *v = keys->entries[i].value;
        const char *value = v->kind == YAML_SCALAR ? v->text : "by the table given";
        out = arena_printf(l->a, "%s%s%s %s", out, i != 0 ? ", " : "", keys->entries[i].key, value);
    }
    return out;
}

static void read_instrument(struct reader *l, const struct yaml_node *node, const char *id,
                            struct law_change *c)
{
    const struct yaml_node *set = yaml_get(node, "set"), *step = yaml_get(node, "step"),
                           *repeal = yaml_get(node, "repeal");
    size_t n;
    const char *const *ids = econ_instruments(l->a, l->data, l->o->country, &n);
    const char *title = econ_instrument_title(l->data, l->o->country, id);
    c->kind = CHANGE_INSTRUMENT_REPEALED;
    if (title == NULL) {
        bad(l, c->pos,
            did_you_mean(
                l, nearest_name(id, ids, n),
                arena_printf(l->a, "see rules/fiscal; there are %zu for %s", n, l->o->country)),
            "%s has no fiscal instrument '%s'", l->o->country, id);
        return;
    }
    if ((set != NULL) + (step != NULL) + (repeal != NULL) != 1) {
        bad(l, node->pos, "set: {rate_pct: 5}, step: -1, or repeal: true",
            "an instrument needs one of set, step and repeal");
    } else if (set != NULL && (set->kind != YAML_MAP || set->n == 0)) {
        bad(l, set->pos, "set: {rate_pct: 5}", "'set' names nothing");
    } else if (set != NULL) {
        c->kind = CHANGE_INSTRUMENT;
        c->keys = set;
        c->text = arena_printf(l->a, "%s: %s", title, key_words(l, set));
    } else if (step != NULL && number(l, step, "step", &c->step)) {
        c->kind = CHANGE_STEP;
        c->text = arena_printf(l->a, "%s: %+.10g percentage points", title, c->step);
        if (c->step == 0)
            bad(l, step->pos, NULL, "a step of nothing changes nothing");
    } else if (repeal != NULL && !is_text_of(repeal, "true")) {
        bad(l, repeal->pos, "write repeal: true", "'repeal' must be true");
    } else {
        c->text = arena_printf(l->a, "%s repealed", title);
    }
}

static void read_added(struct reader *l, const struct yaml_node *keys, struct law_change *c)
{
    c->kind = CHANGE_INSTRUMENT_ADDED;
    c->keys = keys;
    if (keys->kind != YAML_MAP || keys->n == 0) {
        bad(l, keys->pos, "add_instrument: {id: levy, title: New levy, kind: royalty, rate_pct: 2}",
            "a new instrument is a map of keys");
        return;
    }
    const char *title = text(l, keys, "title", true);
    c->target = text(l, keys, "id", true);
    c->text = arena_printf(l->a, "%s introduced", title != NULL ? title : "");
}

static const struct rule *find_check(struct reader *l, const char *id, struct law_change *c)
{
    const struct rule *rule = rulebook_find(l->r, id);
    if (rule == NULL)
        bad(l, c->pos, did_you_mean(l, rulebook_nearest_rule(l->r, id), "see 'adit rules list'"),
            "unknown check '%s'", id);
    else if (!own(l, id))
        not_own(l, id, c->pos);
    else if (!rule_decides(rule))
        bad(l, c->pos, "name a check that a project can fail", "'%s' judges no project", id);
    else
        return rule;
    return NULL;
}

static void read_barrier(struct reader *l, const struct yaml_node *node, const char *id,
                         struct law_change *c)
{
    const struct yaml_node *action = yaml_get(node, "do");
    const struct rule *rule = find_check(l, id, c);
    c->kind = CHANGE_BARRIER_REPEALED;
    if (rule == NULL)
        return;
    if (action != NULL && is_text_of(action, "soften"))
        c->kind = CHANGE_BARRIER_SOFTENED;
    else if (action == NULL || !is_text_of(action, "repeal"))
        bad(l, action != NULL ? action->pos : node->pos, "do: repeal, or do: soften",
            "what happens to '%s' is not said", id);
    c->text = arena_printf(l->a, "'%s' %s", rule->title,
                           c->kind == CHANGE_BARRIER_SOFTENED ? "becomes a condition" : "repealed");
}

static void read_legal_change(struct reader *l, const char *id, struct law_change *c)
{
    const struct rule *rule = find_check(l, id, c);
    c->kind = CHANGE_BARRIER_REPEALED;
    if (rule != NULL && rule->legal_change == NULL)
        bad(l, c->pos, "use 'barrier' with do: repeal or soften",
            "'%s' names no change of law that would end it", id);
    else if (rule != NULL)
        c->text = rule->legal_change;
}

static void read_fact(struct reader *l, const struct yaml_node *node, const char *name,
                      struct law_change *c)
{
    const struct fact_def *def = catalogue_find(rulebook_catalogue(l->r), name);
    const struct yaml_node *value = yaml_get(node, "value");
    c->kind = CHANGE_FACT;
    if (def == NULL) {
        bad(l, c->pos,
            did_you_mean(l, catalogue_nearest(rulebook_catalogue(l->r), name), "see rules/facts"),
            "unknown fact '%s'", name);
    } else if (def->derived || strcmp(name, "project.country") == 0) {
        bad(l, c->pos, NULL, "'%s' is no fact that a law can set", name);
    } else if (def->actionable) {
        bad(l, c->pos, "a reform changes what the law decides, not what the sponsor decides",
            "'%s' is for the project to change", name);
    } else if (value == NULL || value->kind != YAML_SCALAR) {
        bad(l, value != NULL ? value->pos : node->pos, "add 'value: ...'",
            "'%s' is given no single value", name);
    } else {
        enum answer_kind kind =
            fact_parse(l->a, def, value->text, !value->plain, value->pos, &c->value, l->d);
        l->ok = l->ok && kind != ANSWER_BAD;
        if (kind == ANSWER_UNKNOWN)
            bad(l, value->pos, NULL, "a law cannot set '%s' to unknown", name);
        else if (kind != ANSWER_BAD)
            c->text = arena_printf(l->a, "%s: %s by law", name, fact_display(l->a, def, c->value));
    }
}

static void read_change(struct reader *l, const struct yaml_node *node, struct law_change *c)
{
    static const char *const keys[] = {
        "param", "instrument", "add_instrument", "barrier", "legal_change", "fact", "value",
        "from",  "set",        "step",           "repeal",  "do",           "why"};
    static const struct {
        const char *subject, *with[3];
    } forms[] = {{"param", {"value", "from", NULL}}, {"instrument", {"set", "step", "repeal"}},
                 {"add_instrument", {NULL}},         {"barrier", {"do", NULL}},
                 {"legal_change", {NULL}},           {"fact", {"value", NULL}}};
    const struct yaml_node *subject = NULL;
    size_t form = 0, n_subjects = 0;
    c->pos = node->pos;
    if (node->kind != YAML_MAP || !yaml_check_keys(node, "change", keys, COUNT(keys), l->d)) {
        bad(l, node->pos, "write {param: kz.x, value: 1} or {barrier: kz.y, do: repeal}",
            "a change is a map of keys");
        return;
    }
    for (size_t i = 0; i < COUNT(forms); i++) {
        if (yaml_get(node, forms[i].subject) != NULL) {
            subject = yaml_get(node, forms[i].subject);
            form = i;
            n_subjects++;
        }
    }
    if (n_subjects != 1) {
        bad(l, node->pos, "param, instrument, add_instrument, barrier, legal_change or fact",
            n_subjects == 0 ? "a change that names nothing" : "a change names one thing only");
        return;
    }
    for (size_t i = 0; i < node->n; i++) {
        const char *key = node->entries[i].key;
        bool fits = strcmp(key, forms[form].subject) == 0 || strcmp(key, "why") == 0;
        for (size_t k = 0; k < 3 && forms[form].with[k] != NULL; k++)
            fits = fits || strcmp(key, forms[form].with[k]) == 0;
        if (!fits)
            bad(l, node->entries[i].pos, NULL, "'%s' says nothing of a change of '%s'", key,
                forms[form].subject);
    }
    c->pos = subject->pos;
    c->why = text(l, node, "why", false);
    if (form == 2) {
        read_added(l, subject, c);
        return;
    }
    c->target = text(l, node, forms[form].subject, true);
    if (c->target == NULL)
        return;
    switch (form) {
    case 0:
        read_param(l, node, c->target, c);
        break;
    case 1:
        read_instrument(l, node, c->target, c);
        break;
    case 3:
        read_barrier(l, node, c->target, c);
        break;
    case 4:
        read_legal_change(l, c->target, c);
        break;
    default:
        read_fact(l, node, c->target, c);
    }
}

static bool same_subject(const struct law_change *x, const struct law_change *y)
{
    static const int group[] = {0, 1, 1, 1, 1, 2, 2, 3};
    return x->target != NULL && y->target != NULL && group[x->kind] == group[y->kind] &&
           strcmp(x->target, y->target) == 0;
}

/* Two changes of one thing in force on one day. */
static void check_twice(struct reader *l, const struct law_change *all, size_t i)
{
    char day[DATE_TEXT_MAX];
    for (size_t k = 0; k < i; k++) {
        if (!same_subject(&all[i], &all[k]))
            continue;
        const char *hint = arena_printf(l->a, "the other stands in line %d", all[k].pos.line);
        if (all[i].kind != CHANGE_PARAM)
            bad(l, all[i].pos, hint, "'%s' is changed twice: two versions in force at once",
                all[i].target);
        else if (date_cmp(all[i].from, all[k].from) == 0)
            bad(l, all[i].pos, hint, "two versions of '%s' in force on %s", all[i].target,
                date_text(all[i].from, day));
        else if (date_cmp(all[i].from, all[k].from) < 0)
            bad(l, all[i].pos, hint, "the values of '%s' are not in order of their dates",
                all[i].target);
    }
}

static void read_changes(struct reader *l, const struct yaml_node *root)
{
    const struct yaml_node *list = yaml_get(root, "changes");
    if (list == NULL || list->kind != YAML_LIST || list->n == 0) {
        bad(l, list != NULL ? list->pos : root->pos,
            "add changes: [{barrier: kz.title.uranium_plot, do: soften}]",
            "the overlay changes nothing");
        return;
    }
    if (list->n > MAX_CHANGES) {
        bad(l, list->pos, NULL, "an overlay has at most %d changes", MAX_CHANGES);
        return;
    }
    struct law_change *all = ARENA_ARRAY(l->a, list->n, struct law_change);
    for (size_t i = 0; i < list->n; i++) {
        read_change(l, list->items[i], &all[i]);
        check_twice(l, all, i);
    }
    l->o->changes = all;
    l->o->n_changes = list->n;
}

/* --- the file ----------------------------------------------------------------------------------
 */

static const char *known_countries(struct reader *l)
{
    size_t n;
    const char *const *codes = econ_regimes(l->a, l->data, &n), *out = "known:";
    for (size_t i = 0; i < n; i++)
        out = arena_printf(l->a, "%s %s", out, codes[i]);
    return n != 0 ? out : NULL;
}

bool reform_country_known(const struct rulebook *r, const char *country)
{
    for (size_t i = 0; strlen(country) == 2 && i < rulebook_rules(r); i++) {
        if (rule_decides(rulebook_rule(r, i)) && reform_is_law(rulebook_rule(r, i), country))
            return true;
    }
    return false;
}

static void read_references(struct reader *l, const struct yaml_node *root)
{
    const struct yaml_node *list = yaml_get(root, "reference");
    size_t n = list == NULL ? 0 : list->kind == YAML_LIST ? list->n : 1;
    const char **all = ARENA_ARRAY(l->a, n, const char *);
    for (size_t i = 0; i < n; i++) {
        const struct yaml_node *one = list->kind == YAML_LIST ? list->items[i] : list;
        if (one->kind == YAML_SCALAR)
            all[l->o->n_references++] = arena_strdup(l->a, one->text);
        else
            bad(l, one->pos, "write reference: [KZ-10]", "'reference' must be a list of entries");
    }
    l->o->references = all;
}

static const struct overlay *read_overlay(struct reader *l, const struct yaml_node *root)
{
    static const char *const keys[] = {"format", "id",        "title",  "country", "debate",
                                       "says",   "reference", "source", "changes"};
    const struct yaml_node *format = yaml_get(root, "format");
    if (root->kind != YAML_MAP || root->n == 0 || format == NULL ||
        !is_text_of(format, "adit-overlay/1")) {
        bad(l, format != NULL ? format->pos : root->pos,
            "begin the file with 'format: adit-overlay/1'", "not an overlay");
        return NULL;
    }
    l->ok = yaml_check_keys(root, "overlay", keys, COUNT(keys), l->d);
    l->o->id = text(l, root, "id", true);
    l->o->title = text(l, root, "title", true);
    l->o->country = text(l, root, "country", true);
    l->o->debate = text(l, root, "debate", true);
    l->o->says = text(l, root, "says", false);
    if (l->o->country == NULL)
        return NULL;
    if (!reform_country_known(l->r, l->o->country)) {
        bad(l, yaml_get(root, "country")->pos, known_countries(l), "no rule pack for country '%s'",
            l->o->country);
        return NULL;
    }
    read_references(l, root);
    read_sources(l, root);
    read_changes(l, root);
    return l->ok ? l->o : NULL;
}

static const struct overlay *load(struct arena *a, const struct rulebook *r,
                                  const struct econ_data *data, const struct yaml_node *root,
                                  const char *file, struct date as_of, struct diags *d)
{
    struct overlay *o = ARENA_NEW(a, struct overlay);
    struct reader l = {a, r, data, as_of, d, o, true};
    o->file = arena_strdup(a, file);
    if (root == NULL || read_overlay(&l, root) == NULL)
        return NULL;
    /* What an instrument's keys may hold, and how far a rate can fall, the law itself tells. */
    return law_apply(law_new(a, r, data), o, d) ? o : NULL;
}

const struct overlay *overlay_load_file(struct arena *a, const struct rulebook *r,
                                        const struct econ_data *data, const char *path,
                                        struct date as_of, struct diags *d)
{
    return load(a, r, data, yaml_load_file(a, path, NULL, d), path, as_of, d);
}

const struct overlay *overlay_load_text(struct arena *a, const struct rulebook *r,
                                        const struct econ_data *data, const char *text_, size_t n,
                                        const char *file_name, struct date as_of, struct diags *d)
{
    return load(a, r, data, yaml_load_text(a, text_, n, file_name, NULL, d), file_name, as_of, d);
}
