/* brief_names.c: what a public brief must not say. */
#include <ctype.h>
#include <string.h>

#include "core/base/vec.h"
#include "core/memo/brief.h"
#include "core/memo/context.h"

#define SHORTEST 4      /* bytes: shorter names are part of too many words */
#define SHORTEST_WORD 5 /* of a name's first word, as people shorten it */

struct brief_names {
    struct arena *a;
    VEC(const char *) identity; /* whole names */
    VEC(const char *) other;    /* first words, free texts */
};

static const char *find(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (i < n && text[i] != '\0' &&
               tolower((unsigned char)text[i]) == tolower((unsigned char)name[i]))
            i++;
        if (i == n)
            return text;
    }
    return NULL;
}

static void add_identity(struct brief_names *s, const char *name, const char *country)
{
    if (name == NULL || strlen(name) < SHORTEST || strcmp(name, country_name(country)) == 0)
        return;
    VEC_PUSH(s->a, &s->identity, name);
    size_t n = strcspn(name, " ,-_/.");
    const char *word = arena_strndup(s->a, name, n);
    if (n >= SHORTEST_WORD && n < strlen(name) && strcmp(word, country_name(country)) != 0)
        VEC_PUSH(s->a, &s->other, word);
}

/* A document's title begins with who wrote it, or with the case: "Stans Energy, press release". */
static void add_document(struct brief_names *s, const char *text)
{
    if (text == NULL || strlen(text) < SHORTEST)
        return;
    VEC_PUSH(s->a, &s->identity, text);
    size_t n = strcspn(text, ",;:(");
    if (n >= SHORTEST_WORD && n < strlen(text))
        VEC_PUSH(s->a, &s->other, arena_strndup(s->a, text, n));
}

static void add_facts(struct brief_names *s, const struct dossier *d)
{
    static const char *const who[] = {"deposit.name", "sponsor.name"};
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        const char *text = f->value.kind == FEEL_STRING ? f->value.u.string : NULL;
        add_document(s, f->evidence.document);
        if (text == NULL || f->def == NULL || strncmp(f->name, "economics.", 10) == 0)
            continue;
        bool names = strcmp(f->name, who[0]) == 0 || strcmp(f->name, who[1]) == 0;
        if (names)
            add_identity(s, text, dossier_country(d));
        else if (f->def->type->kind == FT_STRING && strlen(text) >= SHORTEST)
            VEC_PUSH(s->a, &s->other, text);
    }
}

struct brief_names *brief_names(struct arena *a, const struct assessment *const *projects, size_t n)
{
    struct brief_names *s = ARENA_NEW(a, struct brief_names);
    s->a = a;
    for (size_t i = 0; i < n; i++) {
        const struct dossier *d = projects[i]->dossier;
        add_identity(s, dossier_id(d), dossier_country(d));
        add_identity(s, dossier_name(d), dossier_country(d));
        add_facts(s, d);
        for (size_t k = 0; k < dossier_documents(d); k++) {
            add_document(s, dossier_document(d, k)->path);
            add_document(s, dossier_document(d, k)->title);
        }
    }
    return s;
}

const char *brief_identity_in(const struct brief_names *names, const char *text)
{
    for (size_t i = 0; i < names->identity.n; i++) {
        if (find(text, names->identity.items[i]) != NULL)
            return names->identity.items[i];
    }
    return NULL;
}

bool brief_names_in(const struct brief_names *names, const char *text)
{
    if (brief_identity_in(names, text) != NULL)
        return true;
    for (size_t i = 0; i < names->other.n; i++) {
        if (find(text, names->other.items[i]) != NULL)
            return true;
    }
    return false;
}
