/* schema.c: the JSON Schema of rule files, for editors, written from the table of keys. */
#include "core/rulebook/keys.h"

#include "core/dossier/catalogue.h"
#include "core/rulebook/rulebook.h"

static struct json *of_type(struct arena *a, const char *type)
{
    struct json *o = json_object(a);
    json_set(a, o, "type", json_string(a, type));
    return o;
}

static struct json *of_types(struct arena *a, const char *const *types, size_t n)
{
    struct json *o = json_object(a), *list = json_array(a);
    for (size_t i = 0; i < n; i++)
        json_push(a, list, json_string(a, types[i]));
    json_set(a, o, "type", list);
    return o;
}

/* A text that YAML may also read as a number or a truth value when it stands without quotes. */
static struct json *of_scalar(struct arena *a)
{
    static const char *const types[] = {"string", "number", "boolean"};
    return of_types(a, types, 3);
}

static struct json *of_pattern(struct arena *a, const char *pattern)
{
    struct json *o = of_type(a, "string");
    json_set(a, o, "pattern", json_string(a, pattern));
    return o;
}

static struct json *of_list(struct arena *a, struct json *items)
{
    struct json *o = of_type(a, "array");
    json_set(a, o, "items", items);
    return o;
}

/* A map from free names. */
static struct json *of_map(struct arena *a, struct json *values)
{
    struct json *o = of_type(a, "object");
    json_set(a, o, "additionalProperties", values);
    return o;
}

/* A record's name among the definitions: without spaces, for it stands in a URI. */
static const char *definition_name(struct arena *a, const char *name)
{
    char *out = arena_strdup(a, name);
    for (char *p = out; *p != '\0'; p++)
        *p = *p == ' ' ? '_' : *p;
    return out;
}

static struct json *ref(struct arena *a, const char *name)
{
    struct json *o = json_object(a);
    json_set(a, o, "$ref", json_string(a, arena_printf(a, "#/$defs/%s", definition_name(a, name))));
    return o;
}

static struct json *any_of(struct arena *a, struct json *x, struct json *y)
{
    struct json *o = json_object(a), *list = json_array(a);
    json_push(a, list, x);
    json_push(a, list, y);
    json_set(a, o, "anyOf", list);
    return o;
}

static struct json *of_words(struct arena *a, const char *const *words)
{
    struct json *o = json_object(a), *list = json_array(a);
    for (size_t i = 0; words[i] != NULL; i++)
        json_push(a, list, json_string(a, words[i]));
    json_set(a, o, "enum", list);
    return o;
}

static struct json *of_feel(struct arena *a, const char *language)
{
    struct json *o = of_scalar(a);
    json_set(a, o, "x-lang", json_string(a, language));
    return o;
}

static struct json *of_whole(struct arena *a, const struct record_key *key)
{
    struct json *o = of_type(a, "integer");
    json_set(a, o, "minimum", json_int(a, key->low));
    json_set(a, o, "maximum", json_int(a, key->high));
    return o;
}

static struct json *of_numbers(struct arena *a)
{
    struct json *o = of_list(a, of_type(a, "number"));
    json_set(a, o, "minItems", json_int(a, 2));
    json_set(a, o, "maxItems", json_int(a, 2));
    return o;
}

static struct json *of_dated(struct arena *a, const struct record_key *key)
{
    static const char *const expected[] = {"expected", NULL};
    struct json *o = of_map(a, any_of(a, ref(a, key->of->name), of_words(a, expected)));
    json_set(a, o, "propertyNames", ref(a, "date"));
    return o;
}

/* A country's measures, or why there are none. */
static struct json *of_countries(struct arena *a, const struct record_key *key)
{
    struct json *country = of_map(a, ref(a, key->of->name)), *known = json_object(a);
    json_set(a, known, "not_encoded", of_type(a, "string"));
    json_set(a, country, "properties", known);
    return of_map(a, country);
}

static struct json *maps_form(struct arena *a, const struct record_key *key)
{
    switch (key->form) {
    case FORM_RECORD:
        return ref(a, key->of->name);
    case FORM_RECORDS:
        return of_list(a, ref(a, key->of->name));
    case FORM_ITEM:
        return any_of(a, of_scalar(a), ref(a, key->of->name));
    case FORM_ITEMS:
        return of_list(a, any_of(a, of_scalar(a), ref(a, key->of->name)));
    case FORM_NAMED:
        return of_map(a, ref(a, key->of->name));
    case FORM_ANSWERS:
        return of_map(a, any_of(a, ref(a, "answer"), ref(a, key->of->name)));
    case FORM_FEEL_NAMED:
        return of_map(a, of_feel(a, "feel"));
    case FORM_SCALARS:
        return of_map(a, of_scalar(a));
    case FORM_MAPS:
        return of_list(a, of_map(a, of_scalar(a)));
    case FORM_CITATIONS:
        return any_of(a, ref(a, "cite"), of_list(a, ref(a, "cite")));
    case FORM_DATED:
        return of_dated(a, key);
    case FORM_COUNTRIES:
        return of_countries(a, key);
    default:
        return ref(a, "cite");
    }
}

static struct json *key_schema(struct arena *a, const struct record_key *key)
{
    switch (key->form) {
    case FORM_TEXT:
    case FORM_SCALAR:
        return of_scalar(a);
    case FORM_ID:
        return ref(a, "id");
    case FORM_DATE:
        return ref(a, "date");
    case FORM_PERIOD:
        return of_pattern(a, "^P([0-9]+[YMWD])+$");
    case FORM_NUMBER:
        return of_type(a, "number");
    case FORM_WHOLE:
        return of_whole(a, key);
    case FORM_FLAG:
        return of_type(a, "boolean");
    case FORM_WORD:
        return of_words(a, key->words);
    case FORM_WORDS:
        return any_of(a, of_words(a, key->words), of_list(a, of_words(a, key->words)));
    case FORM_TEXTS:
        return any_of(a, of_scalar(a), of_list(a, of_scalar(a)));
    case FORM_LIST:
        return of_list(a, of_scalar(a));
    case FORM_NUMBERS:
        return of_numbers(a);
    case FORM_ANSWER:
        return ref(a, "answer");
    case FORM_FEEL:
        return of_feel(a, "feel");
    case FORM_UNARY:
        return of_feel(a, "feel-unary");
    default:
        return maps_form(a, key);
    }
}

static struct json *record_schema(struct arena *a, const struct record *record)
{
    struct json *o = of_type(a, "object"), *properties = json_object(a), *required = json_array(a);
    for (size_t i = 0; i < record->n; i++) {
        const struct record_key *key = &record->keys[i];
        struct json *schema = key_schema(a, key);
        json_set(a, schema, "description", json_string(a, key->help));
        json_set(a, properties, key->name, schema);
        if (key->required)
            json_push(a, required, json_string(a, key->name));
    }
    json_set(a, o, "properties", properties);
    json_set(a, o, "required", required);
    json_set(a, o, "additionalProperties", json_bool(a, false));
    return o;
}

/* At least one of the keys must be there. */
static struct json *one_of_keys(struct arena *a, const char *const *keys)
{
    struct json *list = json_array(a);
    for (size_t i = 0; keys[i] != NULL; i++) {
        struct json *o = json_object(a), *required = json_array(a);
        json_push(a, required, json_string(a, keys[i]));
        json_set(a, o, "required", required);
        json_push(a, list, o);
    }
    return list;
}

static struct json *definitions(struct arena *a)
{
    static const struct record *const records[] = {
        &record_source,     &record_citation,  &record_param,     &record_param_value,
        &record_rule,       &record_effective, &record_table,     &record_input,
        &record_output,     &record_row,       &record_exception, &record_remedy,
        &record_evidence,   &record_message,   &record_measure,   &record_cell,
        &record_test,       &record_given,     &record_expect,    &record_programme,
        &record_term,       &record_precedent, &record_document,  &record_fact,
        &record_not_encoded};
    static const char *const deciders[] = {"pass_if", "conditional_if", "fail_if", "table", "per",
                                           NULL};
    static const char *const known[] = {"value", "not_encoded", NULL};
    static const char *const asked[] = {"ask", "derived", NULL};
    static const char *const answers[] = {"string", "number", "boolean", "null"};
    struct json *o = json_object(a);
    json_set(a, o, "id", of_pattern(a, "^[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*$"));
    json_set(a, o, "date", of_pattern(a, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
    json_set(a, o, "answer", any_of(a, of_types(a, answers, 4), of_list(a, of_scalar(a))));
    json_set(
        a, o, "cite",
        any_of(a, ref(a, "id"), any_of(a, of_list(a, of_scalar(a)), ref(a, record_citation.name))));
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        struct json *schema = record_schema(a, records[i]);
        if (records[i] == &record_rule)
            json_set(a, schema, "anyOf", one_of_keys(a, deciders));
        if (records[i] == &record_cell)
            json_set(a, schema, "anyOf", one_of_keys(a, known));
        if (records[i] == &record_fact)
            json_set(a, schema, "anyOf", one_of_keys(a, asked));
        json_set(a, o, definition_name(a, records[i]->name), schema);
    }
    return o;
}

struct json *rulebook_schema(struct arena *a)
{
    struct json *pack = record_schema(a, &record_pack), *o = json_object(a);
    json_set(a, o, "$schema", json_string(a, "https://json-schema.org/draft/2020-12/schema"));
    json_set(a, o, "title", json_string(a, "adit rule file (adit-rules/1)"));
    for (size_t i = 0; i < pack->n; i++)
        json_set(a, o, pack->keys[i], pack->items[i]);
    json_set(a, o, "$defs", definitions(a));
    return o;
}
