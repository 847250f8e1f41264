/* fact.c: one fact by itself: its grade, and an answer to it as typed or as kept. */
#include <string.h>

#include "core/dossier/clause.h"
#include "core/dossier/internal.h"
#include "core/dossier/review.h"

static const char *const grade_names[] = {"none", "asserted", "document", "verified", "expert"};

const char *grade_name(enum grade g)
{
    return grade_names[g];
}

bool grade_parse(const char *s, enum grade *out)
{
    for (int g = GRADE_ASSERTED; g <= GRADE_EXPERT; g++)
        if (strcmp(s, grade_names[g]) == 0) {
            *out = (enum grade)g;
            return true;
        }
    return false;
}

bool fact_is_short(const struct fact *f)
{
    const struct evidence *e = &f->evidence;
    return f->grade <= GRADE_ASSERTED && e->document == NULL && e->page == NULL &&
           e->quote == NULL && !e->has_date && !f->has_range && !f->has_claims && f->why == NULL &&
           f->note == NULL && f->unit == NULL;
}

static const char *const countries[][2] = {{"KZ", "Kazakhstan"},
                                           {"UZ", "Uzbekistan"},
                                           {"KG", "Kyrgyz Republic"},
                                           {"TJ", "Tajikistan"},
                                           {"TM", "Turkmenistan"}};

const char *country_name(const char *code)
{
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
        if (strcmp(countries[i][0], code) == 0)
            return countries[i][1];
    return code;
}

bool country_known(const char *code)
{
    return country_name(code) != code;
}

void fact_unknown(struct arena *a, const struct catalogue *c, const char *name, struct pos pos,
                  struct diags *d)
{
    const char *near = catalogue_nearest(c, name), *hint;
    if (near != NULL)
        hint = arena_printf(a, "did you mean '%s'?", near);
    else if (strcmp(name, "economics") == 0 || strncmp(name, "economics.", 10) == 0)
        hint = "the economics section stands beside 'facts', not in it";
    else
        hint = "'adit new' writes a file with the name of every fact";
    diag_add(d, DIAG_ERROR, NULL, pos, hint, "no rule file declares a fact '%s'", shown(a, name));
}

const char *fact_derived_hint(const char *name)
{
    return strncmp(name, "economics.", 10) == 0
               ? "leave it out; give what it is computed from in the economics section"
               : "leave it out; it follows from other answers";
}

static bool name_known(struct arena *a, const struct catalogue *c, const char *name, struct pos pos,
                       const struct fact_def **def, struct diags *d)
{
    *def = catalogue_find(c, name);
    if (*def == NULL && economics_name_valid(name))
        return true;
    if (*def == NULL) {
        fact_unknown(a, c, name, pos, d);
        return false;
    }
    if (!(*def)->derived)
        return true;
    diag_add(d, DIAG_ERROR, NULL, pos, fact_derived_hint(name),
             "fact '%s' is computed and cannot be given", name);
    return false;
}

/* A project always stands in one of the countries that adit covers: its files begin with it. */
static bool country_fits(const char *name, struct feel_value v, struct pos pos, struct diags *d)
{
    if (strcmp(name, "project.country") != 0)
        return true;
    if (v.kind == FEEL_STRING && country_known(v.u.string))
        return true;
    diag_add(d, DIAG_ERROR, NULL, pos, "one of KZ, UZ, KG, TJ, TM",
             "the country of a project is one that adit covers");
    return false;
}

bool fact_answer(struct arena *a, const struct catalogue *c, const char *name, const char *text,
                 bool quoted, struct pos pos, struct fact *out, struct diags *d)
{
    const struct fact_def *def;
    memset(out, 0, sizeof *out);
    if (clause_is_name(name))
        return clause_answer(a, c, name, text, quoted, pos, out, d);
    if (review_is_name(name))
        return review_answer(a, c, name, text, quoted, pos, out, d);
    if (!name_known(a, c, name, pos, &def, d))
        return false;
    struct answer x = {a, def, d};
    enum answer_kind kind = answer_text(&x, text, quoted, pos, &out->value);
    if (kind == ANSWER_BAD || !country_fits(name, out->value, pos, d))
        return false;
    out->name = def != NULL ? def->name : arena_strdup(a, name);
    out->def = def;
    out->pos = pos;
    if (kind == ANSWER_UNKNOWN)
        return true;
    bool compound = out->value.kind == FEEL_LIST || out->value.kind == FEEL_CONTEXT;
    out->text = compound ? value_yaml(a, out->value)
                : quoted ? arena_strdup(a, text)
                         : text_trim(a, text);
    out->quoted = quoted && !compound;
    out->grade = GRADE_ASSERTED;
    return true;
}

const char *fact_value_text(struct arena *a, struct feel_value v)
{
    return v.kind == FEEL_UNKNOWN ? NULL : value_yaml(a, v);
}

bool fact_value_read(struct arena *a, const struct fact_def *def, const char *name,
                     const char *text, struct pos pos, struct feel_value *out, struct diags *d)
{
    struct answer x = {a, def, d};
    *out = feel_unknown_fact(a, name, def != NULL ? def->type : NULL);
    if (text == NULL)
        return true;
    const struct yaml_node *node = yaml_load_text(a, text, strlen(text), pos.file, NULL, d);
    return node != NULL && answer_fact_node(&x, node, out) != ANSWER_BAD;
}
