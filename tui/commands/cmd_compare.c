/* adit compare: the measures of the compare packs, country by country, one measure at a time. */
#include <stdint.h>
#include <string.h>

#include "core/assess/compare.h"
#include "core/base/utf8.h"
#include "core/base/vec.h"
#include "tui/commands/assessed.h"

struct run {
    struct session session;
    const struct dossier *dossier; /* or NULL */
    const struct econ_result *economics;
    const char *const *countries;
    size_t n_countries;
};

/* --- text --------------------------------------------------------------------------------------
 */

/* "longer", or "unlimited, then once, then none". */
static const char *order_text(struct arena *a, const struct rule_measure *m)
{
    const char *text = NULL;
    for (size_t i = 0; i < m->n_better; i++) {
        const char *one = compare_text(a, feel_string(m->better[i]));
        if (strcmp(m->better[i], "true") == 0 || strcmp(m->better[i], "false") == 0)
            one = *m->better[i] == 't' ? "yes" : "no";
        text = text == NULL ? one : arena_printf(a, "%s, then %s", text, one);
    }
    return text;
}

static void show_cell(struct arena *a, struct strbuf *out, const struct compared_cell *c)
{
    const char *head = arena_printf(a, "  %c %-2s  ", c->best ? '*' : ' ', c->country);
    if (c->state == CELL_VALUE)
        print_wrapped(a, out, head, 8,
                      c->confidence != NULL
                          ? arena_printf(a, "%s [%s]", compare_text(a, c->value), c->confidence)
                          : compare_text(a, c->value));
    else if (c->state == CELL_OPEN)
        print_wrapped(a, out, head, 8,
                      c->missing != NULL ? arena_printf(a, "open: needs %s", c->missing)
                                         : arena_printf(a, "open: %s", c->why));
    else
        print_wrapped(a, out, head, 8, arena_printf(a, "not encoded: %s", c->why));
    for (size_t i = 0; i < c->n_citations; i++) {
        const struct citation *s = &c->citations[i];
        print_wrapped(a, out, "", 10,
                      s->text != NULL ? arena_printf(a, "%s: %s", citation_text(a, s), s->text)
                                      : citation_text(a, s));
    }
}

static int show_text(struct run *r, const struct compared_measure *all, size_t n)
{
    struct arena *a = r->session.arena;
    struct strbuf out;
    char date[DATE_TEXT_MAX];
    strbuf_init(&out, 0);
    const char *whose = r->dossier != NULL ? dossier_name(r->dossier) : "no project";
    print_wrapped(a, &out, "", 0,
                  arena_printf(a, "Compared as of %s, %s; * marks the best of the values known",
                               date_text(r->session.as_of, date), whose));
    const struct rule *before = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct rule_measure *m = all[i].measure;
        if (all[i].rule != before) {
            strbuf_addch(&out, '\n');
            print_wrapped(a, &out, "", 0,
                          arena_printf(a, "%s (%s)", all[i].rule->title, all[i].rule->id));
        }
        before = all[i].rule;
        const char *order = order_text(a, m);
        strbuf_addch(&out, '\n');
        print_wrapped(a, &out, "", 2,
                      order != NULL ? arena_printf(a, "%s (better: %s)", m->title, order)
                                    : m->title);
        for (size_t k = 0; k < all[i].n_cells; k++)
            show_cell(a, &out, &all[i].cells[k]);
    }
    return print_buffer(&out);
}

/* --- JSON --------------------------------------------------------------------------------------
 */

static struct json *cell_json(struct arena *a, const struct compared_cell *c)
{
    static const char *const states[] = {"value", "open", "not_encoded"};
    struct json *o = json_object(a), *sources = json_array(a);
    for (size_t i = 0; i < c->n_citations; i++) {
        struct json *s = json_object(a);
        json_set(a, s, "ref", json_string(a, c->citations[i].source->id));
        json_set(a, s, "title", json_string(a, c->citations[i].source->title));
        json_set(a, s, "at", json_string(a, c->citations[i].at));
        json_set(a, s, "text", json_string(a, c->citations[i].text));
        json_push(a, sources, s);
    }
    bool value = c->state == CELL_VALUE;
    json_set(a, o, "country", json_string(a, c->country));
    json_set(a, o, "state", json_string(a, states[c->state]));
    json_set(a, o, "value", value ? feel_to_json(a, c->value) : json_null(a));
    json_set(a, o, "text", value ? json_string(a, compare_text(a, c->value)) : json_null(a));
    json_set(a, o, "why", json_string(a, c->why));
    json_set(a, o, "missing", json_string(a, c->missing));
    json_set(a, o, "best", json_bool(a, c->best));
    json_set(a, o, "confidence", json_string(a, c->confidence));
    json_set(a, o, "source", sources);
    return o;
}

static int show_json(struct run *r, const struct compared_measure *all, size_t n)
{
    struct arena *a = r->session.arena;
    struct json *o = json_object(a), *list = json_array(a);
    char date[DATE_TEXT_MAX];
    for (size_t i = 0; i < n; i++) {
        struct json *m = json_object(a), *better = json_array(a), *cells = json_array(a);
        for (size_t k = 0; k < all[i].measure->n_better; k++)
            json_push(a, better, json_string(a, all[i].measure->better[k]));
        for (size_t k = 0; k < all[i].n_cells; k++)
            json_push(a, cells, cell_json(a, &all[i].cells[k]));
        json_set(a, m, "rule", json_string(a, all[i].rule->id));
        json_set(a, m, "measure", json_string(a, all[i].measure->name));
        json_set(a, m, "title", json_string(a, all[i].measure->title));
        json_set(a, m, "type", json_string(a, all[i].measure->type));
        json_set(a, m, "better", better);
        json_set(a, m, "cells", cells);
        json_push(a, list, m);
    }
    json_set(a, o, "as_of", json_string(a, date_text(r->session.as_of, date)));
    json_set(a, o, "project",
             r->dossier != NULL ? json_string(a, dossier_id(r->dossier)) : json_null(a));
    json_set(a, o, "packs", packs_json(a, r->session.rulebook));
    json_set(a, o, "measures", list);
    return print_json(o);
}

/* --- the command -------------------------------------------------------------------------------
 */

static bool add_country(struct run *r, const char *code, const char *const *known, size_t n_known)
{
    for (size_t i = 0; i < n_known; i++) {
        if (strcmp(known[i], code) == 0)
            return true;
    }
    fprintf(stderr, "adit compare: no compare rule names the country '%s'; known:",
            harmless(r->session.arena, code));
    for (size_t i = 0; i < n_known; i++)
        fprintf(stderr, " %s", known[i]);
    fputc('\n', stderr);
    return false;
}

/* Codes in each argument, between commas; all that the packs know when there is no argument. */
static bool read_countries(struct run *r, const struct args *args)
{
    struct arena *a = r->session.arena;
    VEC(const char *) all = {0};
    size_t n_known;
    const char *const *known = compare_countries(a, r->session.rulebook, &n_known);
    for (size_t i = 0; i < args->n_rest; i++) {
        for (const char *at = args->rest[i]; at != NULL;) {
            const char *comma = strchr(at, ',');
            const char *code =
                arena_strndup(a, at, comma != NULL ? (size_t)(comma - at) : strlen(at));
            if (!add_country(r, code, known, n_known))
                return false;
            bool there = false;
            for (size_t k = 0; !there && k < all.n; k++)
                there = strcmp(all.items[k], code) == 0;
            if (!there)
                VEC_PUSH(a, &all, code);
            at = comma != NULL ? comma + 1 : NULL;
        }
    }
    r->countries = args->n_rest != 0 ? all.items : known;
    r->n_countries = args->n_rest != 0 ? all.n : n_known;
    return true;
}

static bool read_project(struct run *r, const struct args *args, int *code)
{
    const char *where = args_get(args, "--project");
    if (where == NULL)
        return true;
    r->dossier = session_project(&r->session, where, code);
    if (r->dossier == NULL)
        return false;
    r->economics = econ_run(r->session.arena, r->dossier, r->session.data, NULL, r->session.diags);
    if (diags_ok(r->session.diags))
        return true;
    *code = session_report(&r->session);
    return false;
}

static int run_compare(const struct args *args)
{
    struct run r = {.dossier = NULL};
    int code = EXIT_USAGE;
    size_t n;
    if (!session_open(&r.session, args, &code))
        return code;
    code = EXIT_USAGE;
    if (read_countries(&r, args) && read_project(&r, args, &code)) {
        const struct compared_measure *all =
            compare_measures(r.session.arena, r.session.rulebook, r.dossier, r.session.as_of,
                             r.economics, r.session.data, r.countries, r.n_countries, &n);
        code = args_has(args, "--json") ? show_json(&r, all, n) : show_text(&r, all, n);
    }
    session_close(&r.session);
    return code;
}

static const struct option_spec options[] = {
    {"--project", "PROJECT.yaml", "the project whose dates and debt the measures read"},
    RULES_OPTION,
    AS_OF_OPTION,
    JSON_OPTION,
    {0},
};

const struct command cmd_compare = {
    .name = "compare",
    .synopsis = "[COUNTRY,COUNTRY...] [options]",
    .summary = "countries side by side: terms, transfers, levies, disputes",
    .details = "Every cell has a value with its source and how sure it is, or says why there is "
               "none. Without countries, all that the packs know.",
    .options = options,
    .min_rest = 0,
    .max_rest = SIZE_MAX,
    .run = run_compare,
};
