/* The economics of a memo: the file as it stands, and each case that it names. */
#include <math.h>
#include <string.h>

#include "core/economics/decks.h"
#include "core/economics/ladder.h"
#include "core/economics/radionuclides.h"
#include "core/economics/resource.h"
#include "core/memo/context.h"

#define YEARS_A_BLOCK 7

/* 12.3 for 12,345,678; a figure that does not exist is a dash. Small ones keep their digits. */
static const char *millions(struct context *c, double v)
{
    if (!isfinite(v))
        return "–";
    double m = v / 1e6;
    if (m == 0)
        return "0";
    return arena_printf(c->arena, "%.*f", fabs(m) < 0.1 ? 3 : 1, m);
}

static const char *percent(struct context *c, double v)
{
    return isfinite(v) ? arena_printf(c->arena, "%.1f %%", v * 100) : "–";
}

static const char *number(struct context *c, double v, int digits)
{
    return isfinite(v) ? arena_printf(c->arena, "%.*f", digits, v) : "–";
}

static const char *irr_text(struct context *c, const struct irr *irr)
{
    if (irr->end == IRR_UNIQUE)
        return percent(c, irr->roots[0]);
    if (irr->end != IRR_MULTIPLE)
        return "none";
    struct strbuf sb;
    strbuf_init(&sb, 0);
    strbuf_adds(&sb, "several:");
    for (size_t i = 0; i < irr->n; i++)
        strbuf_addf(&sb, "%s %.1f %%", i > 0 ? "," : "", irr->roots[i] * 100);
    const char *text = arena_strdup(c->arena, sb.buf);
    strbuf_release(&sb);
    return text;
}

static void metric(struct context *c, struct json *list, const char *label, const char *pre,
                   const char *post)
{
    struct json *j = json_object(c->arena);
    put(c, j, "label", label);
    put(c, j, "pre", pre);
    put(c, j, "post", post);
    json_push(c->arena, list, j);
}

static struct json *metrics(struct context *c, const struct econ_result *e)
{
    const struct econ_metrics *pre = &e->pre_tax, *post = &e->post_tax;
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < post->n_npv; i++)
        metric(c, list,
               arena_printf(c->arena, "NPV at %.4g %%, %s m", post->npv[i].rate * 100, e->currency),
               i < pre->n_npv ? millions(c, pre->npv[i].value) : "–",
               millions(c, post->npv[i].value));
    metric(c, list, "IRR", irr_text(c, &pre->irr), irr_text(c, &post->irr));
    metric(c, list, "MIRR", percent(c, pre->mirr), percent(c, post->mirr));
    metric(c, list, "Payback, years from the first flow", number(c, pre->payback_years, 1),
           number(c, post->payback_years, 1));
    metric(c, list, "Profitability index", number(c, pre->profitability_index, 2),
           number(c, post->profitability_index, 2));
    return list;
}

/* True when the line holds anything worth a row. */
static bool has_figures(const struct econ_result *e, enum econ_line line)
{
    if (e->lines[line] == NULL)
        return false;
    for (int i = 0; i < e->n_periods; i++)
        if (e->lines[line][i] != 0)
            return true;
    return false;
}

/* Tonnes of ore read best in thousands, tonnes of product as they are. */
static bool in_thousands(const struct econ_result *e, enum econ_line line)
{
    for (int i = 0; i < e->n_periods; i++)
        if (fabs(e->lines[line][i]) >= 100000)
            return true;
    return false;
}

static const char *line_cell(struct context *c, const struct econ_result *e, enum econ_line line,
                             double v)
{
    const char *unit = econ_line_info[line].unit;
    if (strcmp(unit, "$") == 0)
        return millions(c, v);
    if (strcmp(unit, "t") == 0)
        return number(c, in_thousands(e, line) ? v / 1000 : v, 0);
    return number(c, v, strcmp(unit, "%") == 0 ? 2 : 0);
}

static const char *line_label(struct context *c, const struct econ_result *e, enum econ_line line)
{
    const struct econ_line_info *info = &econ_line_info[line];
    const char *unit = strcmp(info->unit, "$") == 0   ? "m"
                       : strcmp(info->unit, "t") == 0 ? (in_thousands(e, line) ? "kt" : "t")
                       : info->unit[0] == '/'
                           ? arena_printf(c->arena, "%s%s", e->currency, info->unit)
                           : info->unit;
    return arena_printf(c->arena, "%s, %s", info->title, unit);
}

static struct json *statement(struct context *c, const struct econ_result *e)
{
    struct json *blocks = json_array(c->arena);
    for (int from = 0; from < e->n_periods; from += YEARS_A_BLOCK) {
        int to = from + YEARS_A_BLOCK < e->n_periods ? from + YEARS_A_BLOCK : e->n_periods;
        struct json *block = json_object(c->arena), *years = json_array(c->arena);
        struct json *rows = json_array(c->arena);
        for (int i = from; i < to; i++)
            json_push(c->arena, years, json_int(c->arena, e->first_year + i));
        for (int line = 0; line < LINE_COUNT; line++) {
            if (!has_figures(e, (enum econ_line)line))
                continue;
            struct json *row = json_object(c->arena), *cells = json_array(c->arena);
            put(c, row, "label", line_label(c, e, (enum econ_line)line));
            put_flag(c, row, "given", e->given[line]);
            for (int i = from; i < to; i++)
                json_push(c->arena, cells,
                          json_string(c->arena,
                                      line_cell(c, e, (enum econ_line)line, e->lines[line][i])));
            json_set(c->arena, row, "cells", cells);
            json_push(c->arena, rows, row);
        }
        json_set(c->arena, block, "years", years);
        json_set(c->arena, block, "rows", rows);
        json_push(c->arena, blocks, block);
    }
    return blocks;
}

static struct json *basket(struct context *c, const struct econ_result *e)
{
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < e->n_basket; i++) {
        struct json *j = json_object(c->arena);
        put(c, j, "oxide", e->basket[i].oxide);
        put(c, j, "share", number(c, e->basket[i].share_pct, 2));
        put(c, j, "price", number(c, e->basket[i].price_per_kg, 2));
        put(c, j, "value_share", percent(c, e->basket[i].value_share));
        json_push(c->arena, list, j);
    }
    return list;
}

/* What the case changes, with the text of each value as it was written. */
static struct json *case_changes(struct context *c, const char *prefix)
{
    const struct dossier *d = c->assessment->dossier;
    struct json *list = json_array(c->arena);
    size_t n = strlen(prefix);
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        if (strncmp(f->name, prefix, n) != 0 || strncmp(f->name + n, ".set.", 5) != 0)
            continue;
        struct json *j = json_object(c->arena);
        put(c, j, "name", f->name + n + 5);
        put(c, j, "value", feel_text(c->arena, f->value));
        put(c, j, "ref", context_fact_ref(c, f->name));
        put(c, j, "note", f->note);
        put(c, j, "document", f->evidence.document);
        json_push(c->arena, list, j);
    }
    return list;
}

/* "economics.cases[2]" of the case with that name, or NULL for the file as it stands. */
static const char *case_prefix(struct context *c, const char *name)
{
    const struct dossier *d = c->assessment->dossier;
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i);
        size_t n = strlen(f->name);
        if (strncmp(f->name, "economics.cases[", 16) == 0 && n > 5 &&
            strcmp(f->name + n - 5, ".name") == 0 && f->value.kind == FEEL_STRING &&
            strcmp(f->value.u.string, name) == 0)
            return arena_strndup(c->arena, f->name, n - 5);
    }
    return NULL;
}

/* The four values of a tonne of ore; NULL when none is known. */
static void ladder(struct context *c, struct json *j, const struct econ_result *e)
{
    const struct econ_ladder *s = econ_ladder(c->arena, e);
    struct json *rows = json_array(c->arena), *notes = json_array(c->arena);
    bool any = false;
    for (int i = 0; i < LADDER_STEPS; i++) {
        struct json *row = json_object(c->arena);
        any |= isfinite(s->value[i]);
        put(c, row, "step", ladder_step_titles[i]);
        put(c, row, "value", number(c, s->value[i], 2));
        put(c, row, "why", s->why[i]);
        json_push(c->arena, rows, row);
    }
    put_flag(c, j, "has_ladder", any);
    if (!any)
        return;
    for (size_t i = 0; i < s->n_notes; i++)
        json_push(c->arena, notes, json_string(c->arena, s->notes[i]));
    json_set(c->arena, j, "ladder", rows);
    json_set(c->arena, j, "ladder_notes", notes);
    put(c, j, "ladder_deck", s->deck);
}

static struct json *one_case(struct context *c, const struct econ_result *e, bool as_it_stands)
{
    struct json *j = json_object(c->arena), *notes = json_array(c->arena);
    put(c, j, "name", e->case_name);
    put_flag(c, j, "as_it_stands", as_it_stands);
    put_flag(c, j, "complete", e->complete);
    if (!as_it_stands) {
        const char *prefix = case_prefix(c, e->case_name);
        if (prefix != NULL) {
            const struct fact *why =
                dossier_fact(c->assessment->dossier, arena_printf(c->arena, "%s.why", prefix));
            put(c, j, "why", why != NULL ? feel_text(c->arena, why->value) : NULL);
            json_set(c->arena, j, "changes", case_changes(c, prefix));
        }
    }
    for (size_t i = 0; i < e->n_notes; i++)
        json_push(c->arena, notes, json_string(c->arena, e->notes[i]));
    json_set(c->arena, j, "notes", notes);
    put(c, j, "currency", e->currency);
    put(c, j, "price_terms", e->price_terms);
    put(c, j, "regime", e->regime);
    put(c, j, "discount_rate", percent(c, e->discount_rate));
    put_flag(c, j, "has_basket", e->has_basket);
    if (e->has_basket) {
        put(c, j, "basket_per_kg", number(c, e->basket_per_kg, 2));
        put(c, j, "basket_normalised", number(c, e->basket_per_kg_normalised, 2));
        put(c, j, "basket_deck", e->basket_deck);
        json_set(c->arena, j, "basket", basket(c, e));
    }
    ladder(c, j, e);
    if (!e->complete)
        return j;
    const struct econ_options options = {.case_name = as_it_stands ? NULL : e->case_name};
    const struct econ_decks *decks =
        econ_decks(c->arena, c->assessment->dossier, c->options->data, &options, e);
    put(c, j, "deck_verdict", decks->verdict);
    put_count(c, j, "first_year", (size_t)e->first_year);
    put_count(c, j, "last_year", (size_t)(e->first_year + e->n_periods - 1));
    put(c, j, "breakeven_factor",
        isfinite(e->breakeven_factor) ? number(c, e->breakeven_factor, 2) : NULL);
    put(c, j, "government_take",
        isfinite(e->government_take) ? percent(c, e->government_take) : NULL);
    json_set(c->arena, j, "metrics", metrics(c, e));
    json_set(c->arena, j, "blocks", statement(c, e));
    return j;
}

static const char *megatonnes(struct context *c, double t)
{
    return isfinite(t) ? arena_printf(c->arena, "%.3f", t / 1e6) : "–";
}

/* Lines of the statement and the sums that may be made of them. */
static void statement_of_resource(struct context *c, struct json *j, const struct econ_result *e)
{
    const struct assessment *s = c->assessment;
    const struct econ_statement *x =
        econ_statement(c->arena, s->dossier, c->options->data, e, s->as_of);
    struct json *rows = json_array(c->arena), *notes = json_array(c->arena);
    for (size_t i = 0; i < x->n + x->n_sums; i++) {
        struct json *row = json_object(c->arena);
        const struct econ_statement_row *r = i < x->n ? &x->rows[i] : NULL;
        const struct econ_statement_sum *sum = r == NULL ? &x->sums[i - x->n] : NULL;
        put(c, row, "zone", r != NULL ? r->zone : NULL);
        put(c, row, "class", r != NULL ? r->class_name : sum->title);
        put_flag(c, row, "sum", r == NULL);
        put(c, row, "reading", r != NULL ? r->reading : NULL);
        put(c, row, "ore", megatonnes(c, r != NULL ? r->ore_t : sum->ore_t));
        put(c, row, "grade", number(c, r != NULL ? r->grade_pct : sum->grade_pct, 3));
        put(c, row, "contained", number(c, r != NULL ? r->contained_t : sum->contained_t, 0));
        json_push(c->arena, rows, row);
    }
    for (size_t i = 0; i < x->n_notes; i++)
        json_push(c->arena, notes, json_string(c->arena, x->notes[i]));
    put_flag(c, j, "has_resource", x->n > 0);
    json_set(c->arena, j, "resource", rows);
    json_set(c->arena, j, "resource_notes", notes);
    put(c, j, "carries_debt", x->carries_debt);
}

static const char *becquerel(struct context *c, double v)
{
    return isfinite(v) ? arena_printf(c->arena, "%.2f", v) : "–";
}

static void uranium_and_thorium(struct context *c, struct json *j)
{
    const struct radionuclides *r = radionuclides_of(c->arena, c->assessment->dossier);
    struct json *rows = json_array(c->arena);
    put_flag(c, j, "has_radionuclides", r->any);
    for (int i = 0; i < RADIO_STREAMS; i++) {
        const struct radio_stream *x = &r->streams[i];
        struct json *row = json_object(c->arena);
        if (!isfinite(x->worst))
            continue;
        put(c, row, "stream", x->name);
        put(c, row, "u_ppm", number(c, x->u_ppm, 0));
        put(c, row, "th_ppm", number(c, x->th_ppm, 0));
        put(c, row, "u_bq_g", becquerel(c, x->u_bq_g));
        put(c, row, "th_bq_g", becquerel(c, x->th_bq_g));
        put(c, row, "worst_bq_g", becquerel(c, x->worst));
        json_push(c->arena, rows, row);
    }
    json_set(c->arena, j, "radionuclides", rows);
}

struct json *context_economics(struct context *c)
{
    const struct assessment *s = c->assessment;
    struct json *j = json_object(c->arena), *cases = json_array(c->arena);
    json_push(c->arena, cases, one_case(c, s->economics, true));
    size_t n;
    const char *const *names = econ_cases(c->arena, s->dossier, &n);
    for (size_t i = 0; i < n && c->options->data != NULL; i++) {
        struct econ_options options = {.case_name = names[i]};
        const struct econ_result *e =
            econ_run(c->arena, s->dossier, c->options->data, &options, NULL);
        json_push(c->arena, cases, one_case(c, e, false));
    }
    json_set(c->arena, j, "cases", cases);
    statement_of_resource(c, j, s->economics);
    uranium_and_thorium(c, j);
    return j;
}
