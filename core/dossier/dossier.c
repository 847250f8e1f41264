/* dossier.c: the snapshot itself: facts by place and by name, and the what-if over it. */
#include "core/dossier/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "core/dossier/internal.h"

const struct dossier *dossier_make(struct arena *a, const struct catalogue *c, const char *id,
                                   const char *name, const char *country, struct fact *const *facts,
                                   size_t n, const struct project_document *documents,
                                   size_t n_documents)
{
    struct dossier *d = ARENA_NEW(a, struct dossier);
    d->catalogue = c;
    d->id = id;
    d->name = name;
    d->country = country;
    d->facts = facts;
    d->n = n;
    d->documents = documents;
    d->n_documents = n_documents;
    d->by_name = map_new(a);
    for (size_t i = 0; i < n; i++)
        map_put(d->by_name, facts[i]->name, facts[i]);
    return d;
}

/* Digits compare as numbers, so that products[2] stands before products[10]. */
static int natural_cmp(const char *x, const char *y)
{
    while (*x != '\0' && *y != '\0') {
        size_t nx = strspn(x, "0123456789"), ny = strspn(y, "0123456789");
        if (nx > 0 && ny > 0) {
            if (nx != ny)
                return nx < ny ? -1 : 1;
            int order = strncmp(x, y, nx);
            if (order != 0)
                return order;
            x += nx;
            y += ny;
        } else if (*x != *y) {
            return (unsigned char)*x < (unsigned char)*y ? -1 : 1;
        } else {
            x++;
            y++;
        }
    }
    return (*x != '\0') - (*y != '\0');
}

/* Catalogue order, then the economics section by path. */
static int fact_cmp(const void *left, const void *right)
{
    const struct fact *x = *(const struct fact *const *)left;
    const struct fact *y = *(const struct fact *const *)right;
    if (x->def != NULL && y->def != NULL && x->def->slot != y->def->slot)
        return x->def->slot < y->def->slot ? -1 : 1;
    if ((x->def == NULL) != (y->def == NULL))
        return x->def != NULL ? -1 : 1;
    int order = natural_cmp(x->name, y->name);
    return order != 0 ? order : strcmp(x->name, y->name);
}

const struct dossier *dossier_build(struct arena *a, const struct catalogue *c, const char *id,
                                    const char *name, const char *country, const struct fact *facts,
                                    size_t n, const struct project_document *documents,
                                    size_t n_documents)
{
    struct fact **sorted = ARENA_ARRAY(a, n, struct fact *);
    for (size_t i = 0; i < n; i++) {
        struct fact *copy = ARENA_NEW(a, struct fact);
        *copy = facts[i];
        sorted[i] = copy;
    }
    if (n > 1)
        qsort(sorted, n, sizeof *sorted, fact_cmp);
    struct project_document *docs = ARENA_ARRAY(a, n_documents, struct project_document);
    for (size_t i = 0; i < n_documents; i++)
        docs[i] = documents[i];
    return dossier_make(a, c, arena_strdup(a, id), arena_strdup(a, name), arena_strdup(a, country),
                        sorted, n, docs, n_documents);
}

static struct dossier *with(struct arena *a, const struct dossier *d, const char *fact,
                            struct feel_value value)
{
    struct dossier *w = ARENA_NEW(a, struct dossier);
    *w = *d;
    w->under = d;
    const struct fact *old = dossier_fact(d, fact);
    w->changed_at = d->n;
    for (size_t i = 0; old != NULL && i < d->n; i++)
        if (dossier_at(d, i) == old)
            w->changed_at = i;
    w->n = d->n + (old == NULL);
    struct fact *f = &w->changed;
    if (old != NULL)
        *f = *old;
    f->name = old != NULL ? old->name : arena_strdup(a, fact);
    f->def = catalogue_find(d->catalogue, fact);
    f->value = value;
    f->text = value.kind == FEEL_UNKNOWN  ? NULL
              : value.kind == FEEL_STRING ? value.u.string
                                          : value_yaml(a, value);
    f->quoted = value.kind == FEEL_STRING;
    if (f->grade == GRADE_NONE && value.kind != FEEL_UNKNOWN)
        f->grade = GRADE_ASSERTED;
    if (strcmp(fact, "project.country") == 0 && value.kind == FEEL_STRING)
        w->country = value.u.string;
    return w;
}

const struct dossier *dossier_with(struct arena *a, const struct dossier *d, const char *fact,
                                   struct feel_value value)
{
    return with(a, d, fact, value);
}

const struct dossier *dossier_by_law(struct arena *a, const struct dossier *d, const char *fact,
                                     struct feel_value value, struct date on)
{
    struct dossier *w = with(a, d, fact, value);
    w->changed.grade = GRADE_VERIFIED;
    w->changed.evidence = (struct evidence){.has_date = true, .date = on};
    return w;
}

const char *dossier_id(const struct dossier *d)
{
    return d->id;
}

const char *dossier_name(const struct dossier *d)
{
    return d->name;
}

const char *dossier_country(const struct dossier *d)
{
    return d->country;
}

const struct catalogue *dossier_catalogue(const struct dossier *d)
{
    return d->catalogue;
}

size_t dossier_count(const struct dossier *d)
{
    return d->n;
}

const struct fact *dossier_at(const struct dossier *d, size_t i)
{
    for (; d->under != NULL; d = d->under)
        if (i == d->changed_at)
            return &d->changed;
    return d->facts[i];
}

const struct fact *dossier_fact(const struct dossier *d, const char *name)
{
    for (; d->under != NULL; d = d->under)
        if (strcmp(d->changed.name, name) == 0)
            return &d->changed;
    return map_get(d->by_name, name);
}

struct feel_value dossier_value(struct arena *a, const struct dossier *d, const char *name)
{
    const struct fact *f = dossier_fact(d, name);
    if (f != NULL && f->value.kind != FEEL_UNKNOWN)
        return f->value;
    const struct fact_def *def = catalogue_find(d->catalogue, name);
    return def != NULL ? def->unknown : feel_unknown_fact(a, name, NULL);
}

struct feel_value *dossier_globals(struct arena *a, const struct dossier *d, struct date as_of,
                                   size_t extra_slots)
{
    const struct feel_env *env = catalogue_env(d->catalogue);
    size_t n = feel_env_slots(env);
    struct feel_value *globals = ARENA_ARRAY(a, n + extra_slots, struct feel_value);
    memcpy(globals, catalogue_open(d->catalogue), n * sizeof *globals);
    for (size_t i = n; i < n + extra_slots; i++)
        globals[i] = feel_null();
    size_t slot;
    if (feel_env_lookup(env, "assessment_date", &slot, NULL))
        globals[slot] = feel_date(as_of);
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        if (f->def != NULL && f->value.kind != FEEL_UNKNOWN)
            globals[f->def->slot] = f->value;
    }
    return globals;
}

size_t dossier_documents(const struct dossier *d)
{
    return d->n_documents;
}

const struct project_document *dossier_document(const struct dossier *d, size_t i)
{
    return &d->documents[i];
}
