/* calc.c: the sheet that the calculators write on, and what it becomes. */
#include "core/assess/calc.h"

#include <stdio.h>
#include <string.h>

#include "core/assess/calc_internal.h"

static const struct {
    const char *name, *title;
    void (*run)(struct sheet *);
} calculators[] = {
    {"ownership", "Ownership through the chain", calc_ownership},
    {"content", "US, foreign and local content", calc_content},
    {"scri", "Amount that follows from sales to the US", calc_scri},
    {"china", "Dependence on China, stage by stage", calc_china},
    {"country", "DFC's country test", calc_country},
};

const char *calc_name(enum calc_kind k)
{
    return calculators[k].name;
}

const char *calc_title(enum calc_kind k)
{
    return calculators[k].title;
}

/* --- writing -----------------------------------------------------------------------------------
 */

void sheet_step(struct sheet *s, const char *label, const char *working, const char *result)
{
    struct calc_step step = {label, working, result};
    VEC_PUSH(s->a, &s->steps, step);
}

__attribute__((format(printf, 2, 0))) static const char *formatted(struct arena *a,
                                                                   const char *format, va_list ap)
{
    struct strbuf out;
    strbuf_init(&out, 4096);
    strbuf_vaddf(&out, format, ap);
    const char *text = arena_strdup(a, out.buf);
    strbuf_release(&out);
    return text;
}

void sheet_note(struct sheet *s, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    const char *text = formatted(s->a, format, ap);
    va_end(ap);
    VEC_PUSH(s->a, &s->notes, text);
}

void sheet_error(struct sheet *s, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    const char *text = formatted(s->a, format, ap);
    va_end(ap);
    VEC_PUSH(s->a, &s->errors, text);
}

void sheet_fact(struct sheet *s, const char *name, struct feel_value v)
{
    struct calc_fact f = {name, v};
    VEC_PUSH(s->a, &s->facts, f);
}

void sheet_open(struct sheet *s, const char *name, const char *cause)
{
    sheet_fact(s, name, feel_unknown_of(s->a, feel_causes_one(s->a, cause)));
}

void sheet_span(struct sheet *s, const char *name, struct span v, const char *cause)
{
    if (dec_cmp(v.low, v.high) == 0)
        sheet_fact(s, name, feel_number(dec_trim(v.low)));
    else
        sheet_fact(s, name,
                   feel_unknown_between(s->a, feel_causes_one(s->a, cause), v.low, v.high));
}

/* --- reading -----------------------------------------------------------------------------------
 */

struct feel_value sheet_value(const struct sheet *s, const char *name)
{
    struct feel_value v = dossier_value(s->a, s->d, name);
    for (size_t i = 0; v.kind == FEEL_UNKNOWN && i < s->facts.n; i++)
        if (strcmp(s->facts.items[i].name, name) == 0)
            return s->facts.items[i].value;
    return v.kind == FEEL_UNKNOWN && s->beside != NULL ? sheet_value(s->beside, name) : v;
}

bool sheet_number(const struct sheet *s, const char *name, struct dec *out)
{
    struct feel_value v = sheet_value(s, name);
    if (v.kind != FEEL_NUMBER)
        return false;
    *out = v.u.number;
    return true;
}

size_t sheet_list(const struct sheet *s, const char *name, const struct feel_value **items)
{
    struct feel_value v = dossier_value(s->a, s->d, name);
    if (v.kind != FEEL_LIST)
        return 0;
    *items = v.u.list->items;
    return v.u.list->n;
}

struct feel_value item_field(struct feel_value item, const char *key)
{
    for (size_t i = 0; item.kind == FEEL_CONTEXT && i < item.u.context->n; i++)
        if (strcmp(item.u.context->keys[i], key) == 0)
            return item.u.context->values[i];
    return feel_null();
}

const char *item_text(struct feel_value item, const char *key)
{
    struct feel_value v = item_field(item, key);
    return v.kind == FEEL_STRING && v.u.string[0] != '\0' ? v.u.string : NULL;
}

bool item_number(struct feel_value item, const char *key, struct dec *out)
{
    struct feel_value v = item_field(item, key);
    if (v.kind != FEEL_NUMBER)
        return false;
    *out = v.u.number;
    return true;
}

static const struct param_value *param_on(const struct sheet *s, const char *id, struct date on,
                                          bool *pending)
{
    const struct param *p = s->r != NULL ? rulebook_find_param(s->r, id) : NULL;
    bool later = false;
    const struct param_value *v = p != NULL ? param_at(p, on, &later) : NULL;
    if (pending != NULL)
        *pending = later;
    return v;
}

bool sheet_param(const struct sheet *s, const char *id, struct dec *out, bool *pending)
{
    const struct param_value *v = param_on(s, id, s->as_of, pending);
    if (v == NULL || v->value.kind != FEEL_NUMBER)
        return false;
    *out = v->value.u.number;
    return true;
}

const char *sheet_param_text(const struct sheet *s, const char *id, struct date on)
{
    const struct param_value *v = param_on(s, id, on, NULL);
    return v != NULL && v->value.kind == FEEL_STRING ? v->value.u.string : NULL;
}

bool sheet_listed(const struct sheet *s, const char *id, const char *word)
{
    const char *list = sheet_param_text(s, id, s->as_of);
    size_t n = word != NULL ? strlen(word) : 0;
    for (const char *p = list; p != NULL && n > 0 && (p = strstr(p, word)) != NULL; p++)
        if ((p == list || p[-1] == ' ') && (p[n] == '\0' || p[n] == ' '))
            return true;
    return false;
}

bool sheet_contradicts(struct sheet *s, const char *asked, struct span v)
{
    struct feel_value own = dossier_value(s->a, s->d, asked);
    struct dec slack = over(whole(1), whole(2));
    if (own.kind != FEEL_NUMBER || (dec_cmp(own.u.number, minus(v.low, slack)) >= 0 &&
                                    dec_cmp(own.u.number, plus(v.high, slack)) <= 0))
        return false;
    sheet_note(s, "the answer to %s is %s, but the list gives %s", asked,
               number_words(s->a, own.u.number, "pct"), span_words(s->a, v, "pct"));
    return true;
}

/* --- arithmetic --------------------------------------------------------------------------------
 */

struct dec whole(int64_t n)
{
    return dec_from_int(n);
}

struct dec plus(struct dec x, struct dec y)
{
    return dec_add(x, y, &x) ? x : whole(0);
}

struct dec minus(struct dec x, struct dec y)
{
    return dec_sub(x, y, &x) ? x : whole(0);
}

struct dec times(struct dec x, struct dec y)
{
    return dec_mul(x, y, &x) ? x : whole(0);
}

struct dec over(struct dec x, struct dec y)
{
    return dec_div(x, y, &x) ? x : whole(0);
}

struct dec smaller(struct dec x, struct dec y)
{
    return dec_cmp(x, y) <= 0 ? x : y;
}

struct dec larger(struct dec x, struct dec y)
{
    return dec_cmp(x, y) >= 0 ? x : y;
}

struct dec per_cent_of(struct dec share, struct dec x)
{
    return over(times(share, x), whole(100));
}

/* --- words -------------------------------------------------------------------------------------
 */

const char *number_words(struct arena *a, struct dec x, const char *unit)
{
    struct fact_def def = {.name = "", .type = feel_type_simple(FT_NUMBER), .unit = unit};
    return fact_display(a, &def, feel_number(x));
}

const char *span_words(struct arena *a, struct span x, const char *unit)
{
    if (dec_cmp(x.low, x.high) == 0)
        return number_words(a, x.low, unit);
    return arena_printf(a, "%s to %s", number_words(a, x.low, unit), number_words(a, x.high, unit));
}

const char *calc_text(struct arena *a, const struct rulebook *r, const struct calc_fact *f)
{
    const struct fact_def *def = catalogue_find(rulebook_catalogue(r), f->name);
    const struct feel_value v = f->value;
    if (v.kind == FEEL_UNKNOWN && v.u.unknown->has_bounds &&
        dec_cmp(v.u.unknown->high, whole(NO_CEILING)) >= 0)
        return arena_printf(a, "at least %s",
                            number_words(a, v.u.unknown->low, def != NULL ? def->unit : NULL));
    if (v.kind == FEEL_UNKNOWN && v.u.unknown->has_bounds)
        return span_words(a, (struct span){v.u.unknown->low, v.u.unknown->high},
                          def != NULL ? def->unit : NULL);
    if (v.kind == FEEL_UNKNOWN)
        return "not known";
    return def != NULL ? fact_display(a, def, v) : feel_text(a, v);
}

/* --- all ---------------------------------------------------------------------------------------
 */

const struct calc_result *calc_run(struct arena *a, enum calc_kind k, const struct dossier *d,
                                   const struct rulebook *r, struct date as_of)
{
    struct sheet s = {.a = a, .d = d, .r = r, .as_of = as_of};
    calculators[k].run(&s);
    struct calc_result *out = ARENA_NEW(a, struct calc_result);
    *out = (struct calc_result){k,         s.steps.items, s.steps.n, s.facts.items,
                                s.facts.n, s.notes.items, s.notes.n, s.errors.items,
                                s.errors.n};
    return out;
}

const struct calc_fact *calc_facts(struct arena *a, const struct dossier *d,
                                   const struct rulebook *r, struct date as_of, size_t *n)
{
    VEC(struct calc_fact) all = {0};
    for (int k = 0; k < CALC_KINDS; k++) {
        const struct calc_result *c = calc_run(a, (enum calc_kind)k, d, r, as_of);
        for (size_t i = 0; i < c->n_facts; i++)
            VEC_PUSH(a, &all, c->facts[i]);
    }
    *n = all.n;
    return all.items;
}

const char *calc_source(const char *fact)
{
    static const struct {
        const char *fact, *list;
    } filled[] = {
        {"ownership.prc_pct", "ownership.chain"},
        {"ownership.prc_control", "ownership.chain"},
        {"ownership.other_concern_pct", "ownership.chain"},
        {"ownership.other_concern_control", "ownership.chain"},
        {"ownership.state_control", "ownership.chain"},
        {"sanctions.blocked_owner_pct", "ownership.chain"},
        {"sanctions.blocked_party", "ownership.chain"},
        {"sponsor.us_pct", "ownership.chain"},
        {"sponsor.private_pct", "ownership.chain"},
        {"state.share_pct", "ownership.chain"},
        {"offtake.us_share_pct", "offtake.contracts"},
        {"offtake.allied_share_pct", "offtake.contracts"},
        {"offtake.contracted_pct", "offtake.contracts"},
        {"offtake.prc_sales_pct", "offtake.contracts"},
        {"market.wb_income_group", "market.gni_per_capita_usd"},
    };
    for (size_t i = 0; i < sizeof filled / sizeof *filled; i++)
        if (strcmp(filled[i].fact, fact) == 0)
            return filled[i].list;
    return NULL;
}

static struct json *texts(struct arena *a, const char *const *list, size_t n)
{
    struct json *out = json_array(a);
    for (size_t i = 0; i < n; i++)
        json_push(a, out, json_string(a, list[i]));
    return out;
}

static struct json *fact_json(struct arena *a, const struct calc_fact *f, const struct dossier *d)
{
    struct json *o = json_object(a);
    const struct feel_value v = f->value;
    const struct fact_def *def = catalogue_find(dossier_catalogue(d), f->name);
    bool own = def != NULL && !def->derived && dossier_value(a, d, f->name).kind != FEEL_UNKNOWN;
    json_set(a, o, "fact", json_string(a, f->name));
    json_set(a, o, "value", feel_to_json(a, v));
    if (v.kind == FEEL_UNKNOWN && v.u.unknown->has_bounds) {
        bool open = dec_cmp(v.u.unknown->high, whole(NO_CEILING)) >= 0;
        json_set(a, o, "low", feel_to_json(a, feel_number(v.u.unknown->low)));
        json_set(a, o, "high",
                 open ? json_null(a) : feel_to_json(a, feel_number(v.u.unknown->high)));
    }
    json_set(a, o, "used", json_bool(a, !own));
    return o;
}

struct json *calc_json(struct arena *a, const struct calc_result *c, const struct dossier *d)
{
    struct json *o = json_object(a), *steps = json_array(a), *facts = json_array(a);
    for (size_t i = 0; i < c->n_steps; i++) {
        struct json *one = json_object(a);
        json_set(a, one, "label", json_string(a, c->steps[i].label));
        json_set(a, one, "working", json_string(a, c->steps[i].working));
        json_set(a, one, "result", json_string(a, c->steps[i].result));
        json_push(a, steps, one);
    }
    for (size_t i = 0; i < c->n_facts; i++)
        json_push(a, facts, fact_json(a, &c->facts[i], d));
    json_set(a, o, "calculator", json_string(a, calc_name(c->kind)));
    json_set(a, o, "title", json_string(a, calc_title(c->kind)));
    json_set(a, o, "project", json_string(a, dossier_id(d)));
    json_set(a, o, "steps", steps);
    json_set(a, o, "facts", facts);
    json_set(a, o, "notes", texts(a, c->notes, c->n_notes));
    json_set(a, o, "errors", texts(a, c->errors, c->n_errors));
    return o;
}
