/* internal.h: what the files of the loader share. */
#ifndef ADIT_RULEBOOK_INTERNAL_H
#define ADIT_RULEBOOK_INTERNAL_H

#include "core/base/json.h"
#include "core/base/map.h"
#include "core/base/vec.h"
#include "core/base/yaml.h"
#include "core/rulebook/keys.h"
#include "core/rulebook/rule_test.h"
#include "core/rulebook/rulebook.h"

struct rulebook {
    struct catalogue *catalogue;
    VEC(struct rule *) rules;
    VEC(struct programme *) programmes;
    VEC(struct pack *) packs;
    VEC(struct param *) params;
    VEC(struct source *) sources;
    struct map *rule_ids; /* id -> struct rule, the newest version */
    struct map *programme_ids, *pack_ids, *param_ids, *source_ids;
    size_t max_slots, max_nodes;
};

/* One file being loaded. */
struct pack_file {
    const struct yaml_node *root;
    struct pack *pack;
};

struct load {
    struct arena *a;
    struct rulebook *r;
    struct diags *d;
    struct pack *pack; /* of the file at hand */
    VEC(struct pack_file) files;
    struct map *rule_places; /* id -> struct yaml_node, known before any rule is compiled */
    struct map *used_facts;  /* names that rules and programmes read */
};

/* Lint codes beyond those that the format names. */
#define CODE_MISSING "E003"   /* a key that must be there */
#define CODE_VALUE "E004"     /* a value of the wrong shape */
#define CODE_DUPLICATE "E005" /* an id used twice */

/* --- read.c: values out of YAML maps, each with its error ------------------------------------- */

/* False after an error: no map, or a key that the record does not have. */
bool read_keys(struct load *l, const struct yaml_node *map, const struct record *record);
/* NULL when absent (an error when required) or not a scalar. */
const char *read_text(struct load *l, const struct yaml_node *map, const char *key, bool required);
const char *read_id(struct load *l, const struct yaml_node *map, const char *key, bool required);
bool read_date(struct load *l, const struct yaml_node *map, const char *key, bool required,
               struct date *out);
bool read_number(struct load *l, const struct yaml_node *node, struct dec *out);
/* A whole number from 1 to 9999; fallback when absent or after an error. */
int read_version(struct load *l, const struct yaml_node *map, bool required, int fallback);
/* A whole number from 0 to 100; -1 when absent or after an error. */
int read_percent(struct load *l, const struct yaml_node *map, const char *key);
bool read_flag(struct load *l, const struct yaml_node *map, const char *key, bool *out);
/* A list of texts, or one text as a list of one. */
const char *const *read_texts(struct load *l, const struct yaml_node *map, const char *key,
                              size_t *n);
/* The named child when it is of the kind; NULL when absent, and after an error when it is not. */
const struct yaml_node *read_child(struct load *l, const struct yaml_node *map, const char *key,
                                   enum yaml_kind kind, bool required);
/* A word out of a closed list that NULL ends: its index, or -1 after an error with the nearest. */
int read_word(struct load *l, const struct yaml_node *node, const char *what,
              const char *const *words);
bool id_valid(const char *id);
const struct feel_expr *read_expr(struct load *l, const struct feel_env *env,
                                  const struct yaml_node *node, const struct feel_type *expected);
struct pos key_pos(const struct yaml_node *map, const char *key);

/* --- parts ------------------------------------------------------------------------------------ */

void load_sources(struct load *l, const struct yaml_node *map);
/* One citation out of {ref, at, text, basis}, [ref, at] or ref. */
bool load_citation(struct load *l, const struct yaml_node *node, struct citation *out);
/* A list of citations, or one. */
const struct citation *load_citations(struct load *l, const struct yaml_node *node, size_t *n);
void load_params(struct load *l, const struct yaml_node *map);
void load_not_encoded(struct load *l, const struct yaml_node *list);
const struct rule_message *load_message(struct load *l, struct rule *rule,
                                        const struct yaml_node *node);
void load_rule(struct load *l, const struct yaml_node *node);
void load_rule_table(struct load *l, struct rule *rule, struct feel_env *env,
                     const struct yaml_node *node);
void load_exceptions(struct load *l, struct rule *rule, const struct yaml_node *list);
void load_remedies(struct load *l, struct rule *rule, const struct yaml_node *list);
void load_evidence(struct load *l, struct rule *rule, const struct yaml_node *list);
void load_messages(struct load *l, struct rule *rule, const struct yaml_node *map);
void load_comparison(struct load *l, struct rule *rule, const struct yaml_node *node);
void load_tests(struct load *l, struct rule *rule, const struct yaml_node *list);
void load_precedent(struct load *l, struct rule *rule, const struct yaml_node *node);
void load_programme(struct load *l, const struct yaml_node *node);
void load_programme_terms(struct load *l, struct programme *p, const struct yaml_node *list);
void load_programme_documents(struct load *l, struct programme *p, const struct yaml_node *list);
/* Names that an expression may use: facts, and what param("...") and rule("...") know. */
struct feel_env *load_env(struct load *l);
/* Fact by name, with an error and the nearest name when there is none. */
const struct fact_def *find_fact(struct load *l, const char *name, struct pos pos);

/* Tells the catalogue which checks there are, for reviews (waive.c). */
void declare_checks(struct load *l);

/* --- clauses.c ---------------------------------------------------------------------------------
 */

/* One file of the checklist of clauses. */
void load_clause_file(struct load *l, const char *path);
/* Errors for facts and checks that the checklist names and nobody defines. */
void check_clauses(struct load *l);

/* --- lint.c ------------------------------------------------------------------------------------
 */

void lint_rulebook(struct load *l);
void lint_rule(struct load *l, const struct rule *rule, const struct yaml_node *node);
/* Literal first arguments of calls to a function in a FEEL text: rule("a") gives a. places (may be
 * NULL) gets the byte offset of each call. */
size_t feel_text_calls(struct arena *a, const char *text, const char *function,
                       const char ***arguments, size_t **places);

/* Calls f for each expression of the rule but those of tables. */
void rule_each_expr(const struct rule *rule,
                    void (*f)(void *data, const struct rule *rule, const struct feel_expr *e),
                    void *data);

#endif
