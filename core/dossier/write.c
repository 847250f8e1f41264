/* write.c: a dossier as a project file again. The facts become a tree by the parts of their names;
 * what a tree cannot hold (a list with a hole, a name that is both a fact and a section) is written
 * with its dotted name, which the reader takes alike. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/dossier/clause.h"
#include "core/dossier/internal.h"
#include "core/dossier/review.h"

struct branch {
    const char *key; /* "plan" or "[0]" */
    const struct fact *fact;
    VEC(struct branch *) children;
};

struct writer {
    struct arena *arena;
    struct strbuf *out;
};

static void write_branch(const struct writer *w, const char *key, struct branch *b, int indent);

/* May the text stand without quotes as the value of a key, so that it reads back as plain? */
static bool block_plain(const char *s)
{
    size_t n = strlen(s);
    unsigned char first = (unsigned char)s[0];
    bool begins = isalnum(first) || first >= 0x80 || (n > 0 && strchr("_$(+/.", first) != NULL) ||
                  (first == '-' && n > 1 && s[1] != ' ');
    if (!begins || s[n - 1] == ' ' || s[n - 1] == ':')
        return false;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t used = utf8_decode(s + i, n - i, &cp);
        bool comment = cp == '#' && i > 0 && s[i - 1] == ' ';
        bool key = cp == ':' && s[i + 1] == ' ';
        if (cp_unsafe(cp) || cp == 0xFFFD || cp == 0xFEFF || comment || key)
            return false;
        i += used;
    }
    return true;
}

/* A text of the file's own: plain where nobody could take it for something else. */
static void write_text(struct strbuf *out, const char *s)
{
    bool digits = *s != '\0' && strspn(s, "0123456789-") == strlen(s) && block_plain(s);
    if (digits)
        strbuf_adds(out, s);
    else
        yaml_write_scalar(out, s, *s == '\0' || *s == '~');
}

static void write_key(const struct writer *w, int indent, const char *key)
{
    strbuf_addf(w->out, "%*s%s:", indent, "", key);
}

static void write_line(const struct writer *w, int indent, const char *key, const char *text)
{
    if (text == NULL)
        return;
    write_key(w, indent, key);
    strbuf_addch(w->out, ' ');
    write_text(w->out, text);
    strbuf_addch(w->out, '\n');
}

static void write_side(const struct writer *w, int indent, const char *key, struct feel_value v)
{
    if (v.kind == FEEL_UNKNOWN)
        return;
    write_key(w, indent, key);
    strbuf_addch(w->out, ' ');
    value_write(w->out, v);
    strbuf_addch(w->out, '\n');
}

static void write_value(const struct writer *w, const struct fact *f)
{
    bool compound = f->value.kind == FEEL_LIST || f->value.kind == FEEL_CONTEXT;
    if (f->value.kind == FEEL_UNKNOWN || compound || f->text == NULL)
        value_write(w->out, f->value);
    else if (!f->quoted && block_plain(f->text))
        strbuf_adds(w->out, f->text);
    else
        yaml_write_scalar(w->out, f->text, f->quoted);
}

static void write_evidence(const struct writer *w, const struct evidence *e, int indent)
{
    char date[DATE_TEXT_MAX];
    if (e->document == NULL && e->page == NULL && e->quote == NULL && !e->has_date)
        return;
    write_key(w, indent, "evidence");
    strbuf_addch(w->out, '\n');
    write_line(w, indent + 2, "document", e->document);
    write_line(w, indent + 2, "page", e->page);
    write_line(w, indent + 2, "quote", e->quote);
    if (e->has_date)
        write_line(w, indent + 2, "date", date_text(e->date, date));
}

static void write_long(const struct writer *w, const struct fact *f, int indent)
{
    write_key(w, indent, "value");
    strbuf_addch(w->out, ' ');
    write_value(w, f);
    strbuf_addch(w->out, '\n');
    if (f->has_range) {
        write_side(w, indent, "low", f->low);
        write_side(w, indent, "high", f->high);
    }
    write_line(w, indent, "unit", f->unit);
    if (f->grade > GRADE_ASSERTED || (f->grade != GRADE_NONE && f->value.kind == FEEL_UNKNOWN))
        write_line(w, indent, "grade", grade_name(f->grade));
    if (f->has_claims) {
        write_side(w, indent, "sponsor", f->sponsor);
        write_side(w, indent, "reviewer", f->reviewer);
    }
    write_line(w, indent, "why", f->why);
    write_evidence(w, &f->evidence, indent);
    write_line(w, indent, "note", f->note);
}

static bool is_long(const struct fact *f)
{
    return !fact_is_short(f) || f->value.kind == FEEL_UNKNOWN;
}

static void write_fact(const struct writer *w, const char *key, const struct fact *f, int indent)
{
    write_key(w, indent, key);
    if (is_long(f)) {
        strbuf_addch(w->out, '\n');
        write_long(w, f, indent + 2);
        return;
    }
    strbuf_addch(w->out, ' ');
    write_value(w, f);
    strbuf_addch(w->out, '\n');
}

static int index_of(const struct branch *b)
{
    return b->key[0] == '[' ? atoi(b->key + 1) : -1;
}

static int branch_cmp(const void *x, const void *y)
{
    return index_of(*(struct branch *const *)x) - index_of(*(struct branch *const *)y);
}

/* Does the written form hold a map, so that the reader takes its list apart again? */
static bool writes_map(const struct branch *b)
{
    if (b->fact != NULL)
        return is_long(b->fact);
    for (size_t i = 0; i < b->children.n; i++)
        if (index_of(b->children.items[i]) < 0 || writes_map(b->children.items[i]))
            return true;
    return false;
}

static bool is_section(const struct branch *b);

/* Are the children items 0, 1, 2, ... that read back as the same items? Sorts them. */
static bool is_list(struct branch *b)
{
    for (size_t i = 0; i < b->children.n; i++)
        if (index_of(b->children.items[i]) < 0)
            return false;
    if (b->fact != NULL || b->children.n == 0 || !writes_map(b))
        return false;
    qsort(b->children.items, b->children.n, sizeof *b->children.items, branch_cmp);
    for (size_t i = 0; i < b->children.n; i++) {
        struct branch *c = b->children.items[i];
        bool one = c->fact != NULL ? c->children.n == 0 : is_list(c) || is_section(c);
        if (index_of(c) != (int)i || !one)
            return false;
    }
    return true;
}

/* Can the children be written as a map that the reader takes for a map of facts: not for the long
 * form of one fact, nor for one value by year? */
static bool is_section(const struct branch *b)
{
    bool years = true;
    for (size_t i = 0; i < b->children.n; i++) {
        const struct branch *c = b->children.items[i];
        if (index_of(c) >= 0 || strcmp(c->key, "value") == 0)
            return false;
        years = years && is_year(c->key) && !writes_map(c);
    }
    return b->fact == NULL && b->children.n > 0 && !years;
}

static void write_item(const struct writer *w, struct branch *b, int indent)
{
    size_t start = w->out->len;
    if (b->fact != NULL && !is_long(b->fact)) {
        strbuf_addf(w->out, "%*s- ", indent, "");
        write_value(w, b->fact);
        strbuf_addch(w->out, '\n');
        return;
    }
    if (b->fact != NULL) {
        write_long(w, b->fact, indent + 2);
    } else if (is_list(b)) {
        for (size_t i = 0; i < b->children.n; i++)
            write_item(w, b->children.items[i], indent + 2);
    } else {
        for (size_t i = 0; i < b->children.n; i++)
            write_branch(w, b->children.items[i]->key, b->children.items[i], indent + 2);
    }
    /* The first line is indented by indent + 2: its dash goes where the item begins. */
    if (w->out->len > start + (size_t)indent)
        w->out->buf[start + (size_t)indent] = '-';
}

static void write_branch(const struct writer *w, const char *key, struct branch *b, int indent)
{
    if (b->fact != NULL)
        write_fact(w, key, b->fact, indent);
    if (b->children.n == 0)
        return;
    bool list = is_list(b), section = is_section(b);
    if (list || section)
        strbuf_addf(w->out, "%*s%s:\n", indent, "", key);
    for (size_t i = 0; i < b->children.n; i++) {
        struct branch *c = b->children.items[i];
        const char *glue = c->key[0] == '[' ? "" : ".";
        if (list)
            write_item(w, c, indent + 2);
        else if (section)
            write_branch(w, c->key, c, indent + 2);
        else
            write_branch(w, arena_printf(w->arena, "%s%s%s", key, glue, c->key), c, indent);
    }
}

static struct branch *branch_for(struct arena *a, struct map *all, struct branch *parent,
                                 const char *path, const char *key)
{
    struct branch *b = map_get(all, path);
    if (b != NULL)
        return b;
    b = ARENA_NEW(a, struct branch);
    b->key = key;
    map_put(all, path, b);
    VEC_PUSH(a, &parent->children, b);
    return b;
}

static void plant(struct arena *a, struct map *all, struct branch *root, const struct fact *f)
{
    struct branch *b = root;
    const char *s = f->name;
    while (*s != '\0') {
        size_t n = *s == '[' ? strcspn(s, "]") + (strchr(s, ']') != NULL) : strcspn(s, ".[");
        const char *path = arena_strndup(a, f->name, (size_t)(s - f->name) + n);
        b = branch_for(a, all, b, path, arena_strndup(a, s, n));
        s += n;
        if (*s == '.')
            s++;
    }
    b->fact = f;
}

static void write_documents(const struct writer *w, const struct dossier *d)
{
    if (d->n_documents == 0)
        return;
    strbuf_adds(w->out, "documents:\n");
    for (size_t i = 0; i < d->n_documents; i++) {
        const struct project_document *doc = &d->documents[i];
        size_t start = w->out->len;
        write_line(w, 4, "path", doc->path);
        write_line(w, 4, "title", doc->title);
        write_line(w, 4, "sha256", doc->sha256);
        write_line(w, 4, "date", doc->date);
        write_line(w, 4, "language", doc->language);
        if (w->out->len > start + 2)
            w->out->buf[start + 2] = '-';
    }
}

/* One block a check, its id in one piece as everybody knows it. */
static void write_reviews(const struct writer *w, const struct dossier *d)
{
    bool any = false;
    for (size_t i = 0; i < dossier_count(d); i++) {
        struct review r;
        if (!review_read(dossier_at(d, i), &r))
            continue;
        strbuf_addf(w->out, "%s  %s:\n", any ? "" : "reviews:\n", r.check);
        any = true;
        for (enum review_field f = 0; f < REVIEW_FIELD_COUNT; f++)
            write_line(w, 4, review_fields[f].name, r.fields[f]);
    }
}

enum part { PART_FACTS, PART_ECONOMICS, PART_CLAUSES, PART_REVIEWS };

static enum part part_of(const struct fact *f)
{
    if (clause_is_name(f->name))
        return PART_CLAUSES;
    if (review_is_name(f->name))
        return PART_REVIEWS;
    return strncmp(f->name, "economics.", 10) == 0 ? PART_ECONOMICS : PART_FACTS;
}

static void write_part(const struct writer *w, const struct dossier *d, enum part part)
{
    struct map *all = map_new(w->arena);
    struct branch root = {0};
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        bool head = strcmp(f->name, "project.country") == 0 && fact_is_short(f);
        if (!head && part_of(f) == part)
            plant(w->arena, all, &root, f);
    }
    if (root.children.n == 0)
        return;
    if (part == PART_FACTS)
        strbuf_adds(w->out, "facts:\n");
    for (size_t i = 0; i < root.children.n; i++)
        write_branch(w, root.children.items[i]->key, root.children.items[i],
                     part == PART_FACTS ? 2 : 0);
}

void dossier_write_yaml(const struct dossier *d, struct strbuf *out)
{
    struct arena *scratch = arena_new();
    struct writer w = {scratch, out};
    strbuf_adds(out, "adit: 1\n");
    write_line(&w, 0, "project", d->id);
    write_line(&w, 0, "name", d->name);
    write_line(&w, 0, "country", d->country);
    write_part(&w, d, PART_FACTS);
    write_part(&w, d, PART_ECONOMICS);
    write_documents(&w, d);
    write_part(&w, d, PART_CLAUSES);
    write_reviews(&w, d);
    arena_free(scratch);
}
