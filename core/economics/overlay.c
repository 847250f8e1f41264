/* The reference class: reading it, applying it. */
#include "core/economics/overlay.h"

#include <math.h>
#include <string.h>

#include "core/economics/vary.h"

static const char *const inputs[] = {"price", "grade", "recovery", "capital", "opex", "first_year"};

static double *factor_of(struct econ_factors *f, const char *input)
{
    double *const at[] = {&f->price,   &f->grade, &f->recovery,
                          &f->capital, &f->opex,  &f->first_year};
    for (size_t i = 0; i < COUNT(inputs); i++)
        if (strcmp(inputs[i], input) == 0)
            return at[i];
    return NULL;
}

static const char *text_of(struct arena *a, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *n = yaml_get(map, key);
    return n != NULL && n->kind == YAML_SCALAR ? arena_strdup(a, n->text) : NULL;
}

static bool read_one(struct arena *a, const char *id, const struct yaml_node *node,
                     struct econ_reference *r, struct diags *d)
{
    static const char *const keys[] = {"title",  "input", "factor", "size",      "says",
                                       "source", "url",   "seen",   "confidence"};
    struct econ_factors scratch;
    struct dec factor;
    if (!yaml_check_keys(node, "reference", keys, COUNT(keys), d))
        return false;
    const struct yaml_node *value = yaml_get(node, "factor");
    const char *size = text_of(a, node, "size");
    *r = (struct econ_reference){.id = arena_strdup(a, id),
                                 .title = text_of(a, node, "title"),
                                 .input = text_of(a, node, "input"),
                                 .says = text_of(a, node, "says"),
                                 .source = text_of(a, node, "source"),
                                 .url = text_of(a, node, "url"),
                                 .seen = text_of(a, node, "seen"),
                                 .confidence = text_of(a, node, "confidence")};
    bool number =
        value != NULL && value->kind == YAML_SCALAR && dec_parse(value->text, value->len, &factor);
    r->factor = number ? dec_to_double(factor) : NAN;
    r->published = size != NULL && strcmp(size, "published") == 0;
    bool sized = size != NULL && (r->published || strcmp(size, "house") == 0);
    return r->title != NULL && r->says != NULL && r->source != NULL && r->seen != NULL &&
           r->confidence != NULL && sized && r->factor > 0 && r->factor < 10 && r->input != NULL &&
           factor_of(&scratch, r->input) != NULL;
}

bool references_read(struct arena *a, const struct yaml_node *node, struct econ_references *out,
                     struct diags *d)
{
    for (size_t i = 0; node->kind == YAML_MAP && i < node->n; i++) {
        struct econ_reference r;
        const struct yaml_node *item = node->entries[i].value;
        if (item->kind != YAML_MAP || !read_one(a, node->entries[i].key, item, &r, d)) {
            diag_add(d, DIAG_ERROR, NULL, item->pos,
                     "title, input (price, grade, recovery, capital, opex or first_year), factor, "
                     "size (published or house), says, source, seen and confidence",
                     "'%s' is not a reference class", node->entries[i].key);
            return false;
        }
        VEC_PUSH(a, out, r);
    }
    return node->kind == YAML_MAP;
}

static double npv_of(const struct econ_result *e)
{
    for (size_t i = 0; i < e->post_tax.n_npv; i++)
        if (e->post_tax.npv[i].rate == e->discount_rate)
            return e->post_tax.npv[i].value;
    return NAN;
}

static struct econ_overlay run(struct arena *a, const struct dossier *d,
                               const struct econ_data *data, const struct econ_options *options,
                               const struct econ_factors *f, const struct econ_result *base)
{
    struct econ_options with = options != NULL ? *options : (struct econ_options){0};
    with.factors = f;
    struct econ_overlay o = {.result = econ_run(a, d, data, &with, NULL)};
    const double *flow = o.result->lines[LINE_NET_CASH_FLOW];
    size_t bytes = (size_t)base->n_periods * sizeof *flow;
    o.moves = flow != NULL && (o.result->n_periods != base->n_periods ||
                               memcmp(flow, base->lines[LINE_NET_CASH_FLOW], bytes) != 0);
    return o;
}

const struct econ_overlay *econ_overlay(struct arena *a, const struct dossier *d,
                                        const struct econ_data *data,
                                        const struct econ_options *options,
                                        const struct econ_result *base, size_t *n)
{
    size_t count = data != NULL ? data->references.n : 0;
    *n = 0;
    if (count == 0 || !base->complete || !isfinite(npv_of(base)))
        return NULL;
    struct econ_overlay *list = ARENA_ARRAY(a, count + 1, struct econ_overlay);
    struct econ_factors all = econ_factors_none();
    for (size_t k = 0; k < count; k++) {
        const struct econ_reference *r = &data->references.items[k];
        struct econ_factors f = econ_factors_none();
        *factor_of(&f, r->input) = *factor_of(&all, r->input) = r->factor;
        list[k] = run(a, d, data, options, &f, base);
        list[k].reference = r;
    }
    list[count] = run(a, d, data, options, &all, base);
    *n = count + 1;
    return list;
}

/* --- JSON ------------------------------------------------------------------------------------- */

static double only_root(const struct econ_metrics *v)
{
    return v->irr.end == IRR_UNIQUE ? v->irr.roots[0] : NAN;
}

static struct json *row_of(struct arena *a, const struct econ_result *base,
                           const struct econ_overlay *o)
{
    const struct econ_reference *r = o->reference;
    struct json *row = json_object(a);
    json_set(a, row, "id", json_string(a, r != NULL ? r->id : "all"));
    json_set(a, row, "title", json_string(a, r != NULL ? r->title : "All together"));
    if (r != NULL) {
        json_set(a, row, "input", json_string(a, r->input));
        json_set(a, row, "factor", json_double(a, r->factor));
        json_set(a, row, "size", json_string(a, r->published ? "published" : "house"));
        json_set(a, row, "says", json_string(a, r->says));
        json_set(a, row, "source", json_string(a, r->source));
        json_set(a, row, "url", json_string(a, r->url));
        json_set(a, row, "seen", json_string(a, r->seen));
        json_set(a, row, "confidence", json_string(a, r->confidence));
    }
    json_set(a, row, "applies", json_bool(a, o->moves));
    json_set(a, row, "npv", json_double(a, npv_of(o->result)));
    json_set(a, row, "npv_change", json_double(a, npv_of(o->result) - npv_of(base)));
    json_set(a, row, "irr", json_double(a, only_root(&o->result->post_tax)));
    json_set(a, row, "payback_years", json_double(a, o->result->post_tax.payback_years));
    json_set(a, row, "dscr_min", json_double(a, o->result->dscr_min));
    return row;
}

struct json *econ_overlay_json(struct arena *a, const struct econ_result *base,
                               const struct econ_overlay *list, size_t n)
{
    struct json *j = json_object(a), *rows = json_array(a);
    json_set(a, j, "label",
             json_string(a, "reference class: what other projects met, not a "
                            "forecast of this one"));
    for (size_t k = 0; k < n; k++)
        json_push(a, rows, row_of(a, base, &list[k]));
    json_set(a, j, "rows", rows);
    return j;
}
