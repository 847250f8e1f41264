/* Study classes: their guides from rules/data, and what a project's study leaves to ask. */
#include <math.h>
#include <string.h>

#include "core/economics/resource_internal.h"

static bool pair_of(const struct yaml_node *map, const char *key, double out[2])
{
    const struct yaml_node *list = yaml_get(map, key);
    struct dec n;
    if (list == NULL || list->kind != YAML_LIST || list->n != 2)
        return false;
    for (size_t i = 0; i < 2; i++) {
        const struct yaml_node *x = list->items[i];
        if (x->kind != YAML_SCALAR || !dec_parse(x->text, x->len, &n))
            return false;
        out[i] = dec_to_double(n);
    }
    return out[0] >= 0 && out[0] <= out[1];
}

static const char *text_of(struct arena *a, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *n = yaml_get(map, key);
    return n != NULL && n->kind == YAML_SCALAR ? arena_strdup(a, n->text) : NULL;
}

static bool number_of(const struct yaml_node *map, const char *key, double *out)
{
    const struct yaml_node *x = yaml_get(map, key);
    struct dec n;
    if (x == NULL || x->kind != YAML_SCALAR || !dec_parse(x->text, x->len, &n))
        return false;
    *out = dec_to_double(n);
    return *out >= 0;
}

bool study_classes_read(struct arena *a, const struct yaml_node *node,
                        struct econ_study_classes *out, struct diags *d)
{
    static const char *const keys[] = {"title",   "estimate",        "low",
                                       "high",    "contingency_pct", "least_contingency_pct",
                                       "defined", "source"};
    for (size_t i = 0; node->kind == YAML_MAP && i < node->n; i++) {
        const struct yaml_node *x = node->entries[i].value;
        struct econ_study_class c = {.id = arena_strdup(a, node->entries[i].key)};
        bool ok = x->kind == YAML_MAP && yaml_check_keys(x, "study class", keys, COUNT(keys), d) &&
                  pair_of(x, "low", c.low) && pair_of(x, "high", c.high) &&
                  number_of(x, "contingency_pct", &c.contingency_pct) &&
                  number_of(x, "least_contingency_pct", &c.least_contingency_pct);
        if (ok) {
            c.title = text_of(a, x, "title");
            c.estimate = text_of(a, x, "estimate");
            c.defined = text_of(a, x, "defined");
            c.source = text_of(a, x, "source");
        }
        if (!ok || c.title == NULL || c.estimate == NULL || c.source == NULL) {
            diag_add(d, DIAG_ERROR, NULL, x->pos,
                     "title, estimate, low: [least, most], high: [least, most], contingency_pct, "
                     "least_contingency_pct, source",
                     "'%s' is not a study class", node->entries[i].key);
            return false;
        }
        VEC_PUSH(a, out, c);
    }
    return node->kind == YAML_MAP;
}

static double number_fact(const struct stater *s, const char *name)
{
    struct feel_value v = dossier_value(s->arena, s->dossier, name);
    return v.kind == FEEL_NUMBER ? dec_to_double(v.u.number) : NAN;
}

static const char *word_fact(const struct stater *s, const char *name)
{
    struct feel_value v = dossier_value(s->arena, s->dossier, name);
    return v.kind == FEEL_STRING ? v.u.string : NULL;
}

static int months_between(struct date from, struct date to)
{
    return (to.year - from.year) * 12 + (to.month - from.month) - (to.day < from.day);
}

static void age(struct stater *s, struct date today)
{
    struct feel_value v = dossier_value(s->arena, s->dossier, "project.capex_estimate_date");
    if (v.kind != FEEL_DATE)
        return;
    int months = months_between(v.u.date, today);
    if (months > 24 || (months == 24 && today.day > v.u.date.day))
        statement_note(s,
                       "the capital estimate is %d months old: above 24 it is escalated or made "
                       "again",
                       months);
}

void statement_study(struct stater *s, struct date today)
{
    struct econ_statement *out = s->out;
    const char *word = word_fact(s, "deposit.study_class");
    bool debt = s->in->n_tranches > 0;
    out->accuracy_pct = number_fact(s, "deposit.study_accuracy_pct");
    out->contingency_pct = s->in->contingency_pct;
    if (isnan(out->contingency_pct))
        out->contingency_pct = number_fact(s, "project.capex_contingency_pct");
    for (size_t i = 0; word != NULL && s->data != NULL && i < s->data->study_classes.n; i++)
        if (strcmp(s->data->study_classes.items[i].id, word) == 0)
            out->study = &s->data->study_classes.items[i];
    if (debt && (word == NULL || strcmp(word, "fs") != 0))
        statement_note(s, "debt is planned on %s: a lender's decision rests on a feasibility study",
                       word == NULL                ? "a study whose class is not stated"
                       : strcmp(word, "pfs") == 0  ? "a pre-feasibility study"
                       : strcmp(word, "none") == 0 ? "no study"
                                                   : "a scoping study");
    age(s, today);
    const struct econ_study_class *c = out->study;
    if (c == NULL)
        return;
    if (out->contingency_pct < c->least_contingency_pct)
        statement_note(s,
                       "contingency is %.4g %%, below the %.4g %% that we look for in a %s (guide: "
                       "up to %.4g %%)",
                       out->contingency_pct, c->least_contingency_pct, c->title,
                       c->contingency_pct);
    if (out->accuracy_pct > c->high[1])
        statement_note(s,
                       "the study gives its capital to within %.4g %% above, worse than the %.4g "
                       "%% that a %s of %s allows (%s, indicative)",
                       out->accuracy_pct, c->high[1], c->title, c->estimate, c->source);
}
