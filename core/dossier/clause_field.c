/* clause_field.c: the fields of a clause and of the document it stands in, by their names. */
#include <string.h>

#include "core/dossier/clause.h"
#include "core/dossier/internal.h"

#define LEN(array) (sizeof(array) / sizeof *(array))
#define TEXT_MAX_BYTES 200000 /* a whole chapter; longer texts are documents, not clauses */

const char *const clause_status_words[CLAUSE_STATUS_COUNT + 1] = {"not_read", "present", "absent",
                                                                  "ambiguous", NULL};
const char *const clause_translation_words[] = {"original", "official", "unofficial",
                                                "machine",  "none",     NULL};
const char *const clause_kind_words[] = {"contract", "law", NULL};

const struct clause_field clause_doc_fields[CLAUSE_DOC_COUNT] = {
    [CLAUSE_DOC_TITLE] = {"title", "Title", CLAUSE_LINE, NULL},
    [CLAUSE_DOC_KIND] = {"kind", "Kind", CLAUSE_WORD, clause_kind_words},
    [CLAUSE_DOC_PATH] = {"path", "File", CLAUSE_LINE, NULL},
    [CLAUSE_DOC_DATE] = {"date", "Text of", CLAUSE_DATE, NULL},
    [CLAUSE_DOC_CHANGED] = {"changed_on", "Last changed", CLAUSE_DATE, NULL},
    [CLAUSE_DOC_LANGUAGE] = {"language", "Language", CLAUSE_LINE, NULL},
    [CLAUSE_DOC_TRANSLATION] = {"translation", "Translation", CLAUSE_WORD,
                                clause_translation_words},
    [CLAUSE_DOC_TRANSLATED] = {"translated_on", "Translated on", CLAUSE_DATE, NULL},
    [CLAUSE_DOC_NOTE] = {"note", "Note", CLAUSE_TEXT, NULL},
};

const struct clause_field clause_entry_fields[CLAUSE_ENTRY_COUNT] = {
    [CLAUSE_STATUS] = {"status", "Status", CLAUSE_WORD, clause_status_words},
    [CLAUSE_SAYS] = {"says", "Says", CLAUSE_LINE, NULL},
    [CLAUSE_ARTICLE] = {"article", "Article", CLAUSE_LINE, NULL},
    [CLAUSE_PAGE] = {"page", "Page", CLAUSE_LINE, NULL},
    [CLAUSE_QUOTE] = {"text", "Text", CLAUSE_TEXT, NULL},
    [CLAUSE_LANGUAGE] = {"language", "Language", CLAUSE_LINE, NULL},
    [CLAUSE_DATE_OF] = {"date", "Text of", CLAUSE_DATE, NULL},
    [CLAUSE_TRANSLATION] = {"translation", "Translation", CLAUSE_WORD, clause_translation_words},
    [CLAUSE_TRANSLATED] = {"translated_on", "Translated on", CLAUSE_DATE, NULL},
    [CLAUSE_ENGLISH] = {"english", "In English", CLAUSE_TEXT, NULL},
    [CLAUSE_REVIEWER] = {"reviewer", "Read by", CLAUSE_LINE, NULL},
    [CLAUSE_REVIEWED] = {"reviewed_on", "Read on", CLAUSE_DATE, NULL},
    [CLAUSE_NOTE] = {"note", "Note", CLAUSE_TEXT, NULL},
};

bool clause_is_name(const char *name)
{
    return strncmp(name, "clauses.", 8) == 0;
}

static const struct clause_field *find(const struct clause_field *fields, size_t n,
                                       const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

static const char *nearest_field(const struct clause_field *fields, size_t n, const char *name)
{
    const char *names[CLAUSE_ENTRY_COUNT];
    for (size_t i = 0; i < n; i++)
        names[i] = fields[i].name;
    return nearest_name(name, names, n);
}

static bool document_good(const char *id)
{
    return id[0] != '\0' && id[0] != '-' && strlen(id) <= 60 &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(id) &&
           strcmp(id, "value") != 0 && !is_year(id);
}

static const char *hint_list(const struct clause_list *c)
{
    return clause_list_count(c) > 0 ? "'adit clauses PROJECT --all' lists the categories"
                                    : "no checklist is loaded: the rules have no folder 'clauses'";
}

static const char *hint_near(struct arena *a, const char *near, const char *otherwise)
{
    return near != NULL ? arena_printf(a, "did you mean '%s'?", near) : otherwise;
}

static const struct clause_field *entry_field(struct arena *a, const char *name, struct pos pos,
                                              struct diags *d)
{
    const struct clause_field *f = find(clause_entry_fields, CLAUSE_ENTRY_COUNT, name);
    if (f == NULL)
        diag_add(d, DIAG_ERROR, NULL, pos,
                 hint_near(a, nearest_field(clause_entry_fields, CLAUSE_ENTRY_COUNT, name),
                           "status, says, article, page, text, language, translation, ..."),
                 "a clause has no '%s'", shown(a, name));
    return f;
}

static const struct clause_field *document_field(struct arena *a, const struct clause_list *c,
                                                 const char *name, struct pos pos, struct diags *d)
{
    const struct clause_field *f = find(clause_doc_fields, CLAUSE_DOC_COUNT, name);
    if (f != NULL)
        return f;
    const char *near = nearest_field(clause_doc_fields, CLAUSE_DOC_COUNT, name);
    if (clause_list_find(c, name) != NULL) {
        diag_add(d, DIAG_ERROR, NULL, pos, "write {status: present, article: ..., text: ...}",
                 "category '%s' must be a map of its fields", name);
        return NULL;
    }
    if (near == NULL)
        near = clause_list_nearest(c, name);
    diag_add(d, DIAG_ERROR, NULL, pos, hint_near(a, near, hint_list(c)),
             "'%s' is neither a category of the checklist nor a field of a document",
             shown(a, name));
    return NULL;
}

const struct clause_field *clause_field_of(struct arena *a, const struct clause_list *c,
                                           const char *name, struct pos pos, const char **document,
                                           const struct clause_category **category, struct diags *d)
{
    const char *start = name + 8, *dot = strchr(start, '.');
    *category = NULL;
    *document = arena_strndup(a, start, dot != NULL ? (size_t)(dot - start) : strlen(start));
    if (!document_good(*document) || dot == NULL) {
        diag_add(d, DIAG_ERROR, NULL, pos,
                 "clauses.DOCUMENT.CATEGORY.FIELD; DOCUMENT of a-z, 0-9, '-' and '_', at most 60",
                 "'%s' does not name a field of a clause", shown(a, name));
        return NULL;
    }
    const char *rest = dot + 1, *second = strchr(rest, '.');
    if (second == NULL)
        return document_field(a, c, rest, pos, d);
    const char *id = arena_strndup(a, rest, (size_t)(second - rest));
    *category = clause_list_find(c, id);
    if (*category != NULL)
        return entry_field(a, second + 1, pos, d);
    diag_add(d, DIAG_ERROR, NULL, pos, hint_near(a, clause_list_nearest(c, id), hint_list(c)),
             "'%s' is not a category of the checklist of clauses", shown(a, id));
    return NULL;
}

static bool word_fits(struct arena *a, const struct clause_field *f, const char *text,
                      struct pos pos, struct diags *d)
{
    size_t n = 0;
    const char *all = "";
    for (; f->words[n] != NULL; n++) {
        if (strcmp(f->words[n], text) == 0)
            return true;
        all = arena_printf(a, "%s%s%s", all, n > 0 ? ", " : "one of ", f->words[n]);
    }
    diag_add(d, DIAG_ERROR, NULL, pos, hint_near(a, nearest_name(text, f->words, n), all),
             "'%s' cannot be the %s", shown(a, text), f->name);
    return false;
}

bool clause_text_fits(struct arena *a, const struct clause_field *f, const char *name,
                      const char *text, struct pos pos, struct diags *d)
{
    struct answer x = {a, NULL, d};
    struct date day;
    size_t n = strlen(text);
    if (n > TEXT_MAX_BYTES) {
        diag_add(d, DIAG_ERROR, NULL, pos, "quote the passage; the rest stays in the document",
                 "'%s' has %zu bytes; a clause takes 200,000", shown(a, name), n);
        return false;
    }
    if (f->form == CLAUSE_WORD)
        return word_fits(a, f, text, pos, d);
    return f->form != CLAUSE_DATE || answer_date(&x, text, pos, &day);
}
