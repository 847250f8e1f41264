/* load.c: a project file: its head, its facts by name, its documents, its clauses and
 * reviews. */
#include <string.h>

#include "core/dossier/internal.h"

#define LEN(array) (sizeof(array) / sizeof *(array))

static const char *const top_keys[] = {"adit",      "project",   "name",    "country", "facts",
                                       "economics", "documents", "clauses", "reviews"};
static const char *const document_keys[] = {"path", "title", "sha256", "date", "language"};

struct head {
    const char *id, *name, *country;
};

/* The text of a key that must be there. */
static const char *required(struct loader *l, const struct yaml_node *map, const char *key,
                            const char *hint)
{
    const struct yaml_node *n = yaml_get(map, key);
    if (!node_is_null(n) && n->kind == YAML_SCALAR && n->text[0] != '\0')
        return arena_strdup(l->arena, n->text);
    diag_add(l->diags, DIAG_ERROR, NULL, n != NULL ? n->pos : map->pos, hint,
             n == NULL ? "the project file has no '%s'" : "'%s' must be a text", key);
    return NULL;
}

static bool id_valid(const char *s)
{
    return strlen(s) <= 80 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s);
}

static void check_version(struct loader *l, const struct yaml_node *map)
{
    const char *version = required(l, map, "adit", "begin the file with 'adit: 1'");
    if (version == NULL || strcmp(version, "1") == 0)
        return;
    diag_add(l->diags, DIAG_ERROR, NULL, yaml_get(map, "adit")->pos,
             "this adit reads 'adit: 1'; a newer file needs a newer adit",
             "project files of version '%s' are not known", shown(l->arena, version));
}

static void read_head(struct loader *l, const struct yaml_node *map, struct head *h)
{
    check_version(l, map);
    h->id = required(l, map, "project", "add 'project: my-deposit', the id of the project");
    if (h->id != NULL && !id_valid(h->id))
        diag_add(l->diags, DIAG_ERROR, NULL, yaml_get(map, "project")->pos,
                 "lower-case letters a-z, digits and '-', at most 80",
                 "'%s' cannot be the id of a project", shown(l->arena, h->id));
    h->name = required(l, map, "name", "add 'name: ...', as people call the project");
    h->country = required(l, map, "country", "add 'country: KZ' (KZ, UZ, KG, TJ or TM)");
    if (h->country != NULL && !country_known(h->country))
        diag_add(l->diags, DIAG_ERROR, NULL, yaml_get(map, "country")->pos,
                 "one of KZ, UZ, KG, TJ, TM", "'%s' is not a country that adit covers",
                 shown(l->arena, h->country));
}

static void load_facts(struct loader *l, const struct yaml_node *map, const char *prefix)
{
    for (size_t i = 0; i < map->n; i++) {
        const struct yaml_entry *e = &map->entries[i];
        const char *name =
            prefix != NULL ? arena_printf(l->arena, "%s.%s", prefix, e->key) : e->key;
        const struct fact_def *def = catalogue_find(l->catalogue, name);
        if (def != NULL)
            load_fact(l, name, def, e->value, e->pos);
        else if (!catalogue_has_prefix(l->catalogue, name))
            fact_unknown(l->arena, l->catalogue, name, e->pos, l->diags);
        else if (e->value->kind == YAML_MAP)
            load_facts(l, e->value, name);
        else if (!node_is_null(e->value))
            diag_add(l->diags, DIAG_ERROR, NULL, e->value->pos,
                     "write its facts below it, or the whole name of one",
                     "'%s' is a section of facts and has no value of its own", name);
    }
}

/* country becomes the fact project.country; the file may add evidence to it under facts. */
static void add_country(struct loader *l, const struct yaml_node *root, const char *country)
{
    static const char name[] = "project.country";
    const struct fact_def *def = catalogue_find(l->catalogue, name);
    const struct yaml_node *node = yaml_get(root, "country");
    if (def == NULL || country == NULL)
        return;
    struct fact *given = map_get(l->seen, name);
    if (given != NULL && given->value.kind == FEEL_UNKNOWN && fact_is_short(given)) {
        map_put(l->seen, name, NULL); /* a bare null among the facts */
        given = NULL;
    }
    if (given == NULL) {
        load_fact(l, name, def, node, node->pos);
    } else if (given->value.kind == FEEL_UNKNOWN) {
        given->value = feel_string(country);
        given->text = country;
    } else if (given->value.kind == FEEL_STRING && strcmp(given->value.u.string, country) != 0) {
        const char *hint = arena_printf(
            l->arena, "'country: %s' stands in line %d; make them agree", country, node->pos.line);
        diag_add(l->diags, DIAG_ERROR, NULL, given->pos, hint,
                 "project.country differs from the country of the project");
    }
}

static void check_document(struct loader *l, const struct yaml_node *node,
                           const struct project_document *doc)
{
    if (doc->path == NULL && doc->title == NULL)
        diag_add(l->diags, DIAG_ERROR, NULL, node->pos,
                 "add path: or title:", "a document needs a path or a title");
    if (doc->sha256 != NULL &&
        (strlen(doc->sha256) != 64 || strspn(doc->sha256, "0123456789abcdef") != 64))
        diag_add(l->diags, DIAG_ERROR, NULL, yaml_get(node, "sha256")->pos,
                 "64 lower-case hexadecimal digits, as sha256sum prints them",
                 "'%s' is not a SHA-256", shown(l->arena, doc->sha256));
    struct date day;
    struct answer x = {l->arena, NULL, l->diags};
    if (doc->date != NULL)
        answer_date(&x, doc->date, yaml_get(node, "date")->pos, &day);
}

static struct project_document *load_documents(struct loader *l, const struct yaml_node *list,
                                               size_t *n)
{
    *n = 0;
    if (node_is_null(list))
        return NULL;
    if (list->kind != YAML_LIST) {
        diag_add(l->diags, DIAG_ERROR, NULL, list->pos, "write '- {path: licence.pdf, title: ...}'",
                 "'documents' must be a list");
        return NULL;
    }
    struct project_document *docs = ARENA_ARRAY(l->arena, list->n, struct project_document);
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        if (node->kind != YAML_MAP) {
            diag_add(l->diags, DIAG_ERROR, NULL, node->pos,
                     "write '- {path: licence.pdf, title: ...}'", "a document must be a map");
            continue;
        }
        yaml_check_keys(node, "document", document_keys, LEN(document_keys), l->diags);
        docs[i].path = load_text(l, node, "path");
        docs[i].title = load_text(l, node, "title");
        docs[i].sha256 = load_text(l, node, "sha256");
        docs[i].date = load_text(l, node, "date");
        docs[i].language = load_text(l, node, "language");
        check_document(l, node, &docs[i]);
    }
    *n = list->n;
    return docs;
}

static const struct dossier *load_tree(struct arena *a, const struct yaml_node *root,
                                       const struct catalogue *c, struct diags *d)
{
    size_t before = diags_count(d, DIAG_ERROR);
    struct loader l = {.arena = a, .catalogue = c, .diags = d, .seen = map_new(a)};
    struct head h = {0};
    if (root->kind != YAML_MAP) {
        diag_add(d, DIAG_ERROR, NULL, root->pos, "'adit new FILE.yaml' writes one to start from",
                 "this is not a project file");
        return NULL;
    }
    yaml_check_keys(root, "project file", top_keys, LEN(top_keys), d);
    read_head(&l, root, &h);
    const struct yaml_node *facts = yaml_get(root, "facts");
    if (!node_is_null(facts) && facts->kind != YAML_MAP)
        diag_add(d, DIAG_ERROR, NULL, facts->pos, "write 'section:' and below it 'fact: value'",
                 "'facts' must be a map");
    else if (!node_is_null(facts))
        load_facts(&l, facts, NULL);
    add_country(&l, root, h.country);
    load_economics(&l, yaml_get(root, "economics"));
    load_clauses(&l, yaml_get(root, "clauses"));
    load_reviews(&l, yaml_get(root, "reviews"));
    size_t n_documents;
    struct project_document *documents =
        load_documents(&l, yaml_get(root, "documents"), &n_documents);
    if (diags_count(d, DIAG_ERROR) != before)
        return NULL;
    return dossier_make(a, c, h.id, h.name, h.country, l.facts.items, l.facts.n, documents,
                        n_documents);
}

const struct dossier *dossier_load_file(struct arena *a, const char *path,
                                        const struct catalogue *c, struct diags *d)
{
    const struct yaml_node *root = yaml_load_file(a, path, NULL, d);
    return root != NULL ? load_tree(a, root, c, d) : NULL;
}

const struct dossier *dossier_load_text(struct arena *a, const char *text, size_t n,
                                        const char *file_name, const struct catalogue *c,
                                        struct diags *d)
{
    const struct yaml_node *root = yaml_load_text(a, text, n, file_name, NULL, d);
    return root != NULL ? load_tree(a, root, c, d) : NULL;
}
