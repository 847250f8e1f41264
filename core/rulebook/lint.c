/* lint.c: checks over whole rules and over all packs together. */
#include <string.h>

#include "core/rulebook/internal.h"

static bool word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/* The end of the string, comment or other token at text[i]. */
static size_t token_end(const char *text, size_t i)
{
    if (text[i] == '"') {
        for (i++; text[i] != '\0' && text[i] != '"'; i++) {
            if (text[i] == '\\' && text[i + 1] != '\0')
                i++;
        }
        return text[i] == '"' ? i + 1 : i;
    }
    if (text[i] == '/' && text[i + 1] == '/')
        return i + strcspn(text + i, "\n");
    if (text[i] == '/' && text[i + 1] == '*') {
        const char *end = strstr(text + i + 2, "*/");
        return end != NULL ? (size_t)(end - text) + 2 : i + strlen(text + i);
    }
    if (!word_char(text[i]))
        return i + 1;
    while (word_char(text[i]))
        i++;
    return i;
}

size_t feel_text_calls(struct arena *a, const char *text, const char *function,
                       const char ***arguments, size_t **places)
{
    VEC(const char *) found = {0};
    VEC(size_t) starts = {0};
    size_t len = strlen(function);
    for (size_t i = 0; text[i] != '\0';) {
        size_t end = token_end(text, i);
        if (end - i == len && strncmp(text + i, function, len) == 0) {
            size_t open = end + strspn(text + end, " \t\n");
            size_t start = text[open] == '(' ? open + 1 + strspn(text + open + 1, " \t\n") : 0;
            if (start != 0 && text[start] != '\0') {
                size_t stop = token_end(text, start);
                bool quoted = text[start] == '"' && stop > start + 1;
                const char *argument = arena_strndup(a, text + start + (quoted ? 1 : 0),
                                                     stop - start - (quoted ? 2 : 0));
                VEC_PUSH(a, &found, argument);
                VEC_PUSH(a, &starts, i);
            }
        }
        i = end;
    }
    *arguments = found.items;
    if (places != NULL)
        *places = starts.items;
    return found.n;
}

/* --- one rule ----------------------------------------------------------------------------------
 */

static void lint_default(void *data, const struct rule *rule, const struct feel_expr *e)
{
    struct load *l = data;
    const char **facts;
    size_t *at, n = feel_text_calls(l->a, feel_expr_text(e), "default", &facts, &at);
    for (size_t i = 0; i < n; i++) {
        if (catalogue_find(l->r->catalogue, facts[i]) == NULL)
            continue; /* a local name, or a longer expression */
        diag_add(l->d, DIAG_WARNING, "W104", feel_expr_pos(e, at[i]),
                 "leave the fact unknown, so that it is asked for",
                 "default of '%s' in the blocking rule '%s'", facts[i], rule->id);
    }
}

void lint_rule(struct load *l, const struct rule *rule, const struct yaml_node *node)
{
    if (rule->severity == SEV_BLOCKING)
        rule_each_expr(rule, lint_default, l);
    if (rule->n_tests == 0 && rule_decides(rule))
        diag_add(l->d, DIAG_WARNING, "W101", key_pos(node, "id"),
                 "add tests for pass, fail and unknown", "rule '%s' has no test", rule->id);
}

/* --- versions ----------------------------------------------------------------------------------
 */

static bool overlap(const struct rule *x, const struct rule *y)
{
    bool x_before = x->has_to && date_cmp(x->to, y->from) < 0;
    bool y_before = y->has_to && date_cmp(y->to, x->from) < 0;
    return !x_before && !y_before && strcmp(x->by, y->by) == 0;
}

/* Rules are sorted by id and version here. */
static void lint_versions(struct load *l)
{
    struct rulebook *r = l->r;
    for (size_t i = 0; i < r->rules.n; i++) {
        const struct rule *x = r->rules.items[i];
        for (size_t j = i + 1; j < r->rules.n; j++) {
            const struct rule *y = r->rules.items[j];
            if (strcmp(x->id, y->id) != 0)
                break;
            const char *first =
                arena_printf(l->a, "the other is at %s:%d", x->pos.file, x->pos.line);
            if (x->version == y->version)
                diag_add(l->d, DIAG_ERROR, CODE_DUPLICATE, y->pos, first,
                         "rule '%s' version %d is defined twice", y->id, y->version);
            else if (overlap(x, y))
                diag_add(l->d, DIAG_ERROR, "E031", y->pos, first,
                         "versions %d and %d of '%s' hold at the same time", x->version, y->version,
                         y->id);
        }
    }
}

/* --- cycles of rule("...") ---------------------------------------------------------------------
 */

enum visit { NEW, OPEN, DONE };

struct cycle_walk {
    struct load *l;
    enum visit *state;
    const char **path;
    size_t depth;
    bool told; /* that a chain is too long */
};

/* Deeper chains of rule("...") are an error: evaluation follows them. */
#define CHAIN_MAX 256

static void report_cycle(struct cycle_walk *w, const struct rule *rule)
{
    struct strbuf sb;
    strbuf_init(&sb, 4096);
    bool in = false;
    for (size_t i = 0; i < w->depth; i++) {
        in = in || strcmp(w->path[i], rule->id) == 0;
        if (in)
            strbuf_addf(&sb, "%s -> ", w->path[i]);
    }
    strbuf_adds(&sb, rule->id);
    diag_add(w->l->d, DIAG_ERROR, "E040", rule->pos, "break the circle at one of them",
             "rules refer to each other in a circle: %s", sb.buf);
    strbuf_release(&sb);
}

static void visit_rule(struct cycle_walk *w, size_t i)
{
    const struct rule *rule = w->l->r->rules.items[i];
    if (w->state[i] == OPEN)
        report_cycle(w, rule);
    if (w->state[i] != NEW)
        return;
    if (w->depth == CHAIN_MAX) {
        if (!w->told)
            diag_add(w->l->d, DIAG_ERROR, "E040", rule->pos, "ask for the facts themselves",
                     "over %d rules refer to each other one after another, up to '%s'", CHAIN_MAX,
                     rule->id);
        w->told = true;
        return;
    }
    w->state[i] = OPEN;
    w->path[w->depth++] = rule->id;
    for (size_t j = 0; j < rule->n_uses; j++) {
        const struct rule *next = map_get(w->l->r->rule_ids, rule->uses[j]);
        if (next != NULL)
            visit_rule(w, next->index);
    }
    w->depth--;
    w->state[i] = DONE;
}

static void lint_cycles(struct load *l)
{
    size_t n = l->r->rules.n;
    const char *path[CHAIN_MAX];
    struct cycle_walk w = {l, ARENA_ARRAY(l->a, n + 1, enum visit), path, 0, false};
    for (size_t i = 0; i < n; i++) {
        if (l->r->rules.items[i]->n_uses != 0)
            visit_rule(&w, i);
    }
}

/* --- facts -------------------------------------------------------------------------------------
 */

static void lint_facts(struct load *l)
{
    for (size_t i = 0; i < catalogue_count(l->r->catalogue); i++) {
        const struct fact_def *def = catalogue_at(l->r->catalogue, i);
        if (!def->derived && !map_has(l->used_facts, def->name))
            diag_add(l->d, DIAG_WARNING, "W107", def->pos, "use it in a rule or take it out",
                     "fact '%s' is asked but no rule reads it", def->name);
    }
}

void lint_rulebook(struct load *l)
{
    lint_versions(l);
    lint_cycles(l);
    lint_facts(l);
}

void rulebook_lint_dates(const struct rulebook *r, struct date on, struct diags *d)
{
    char checked[DATE_TEXT_MAX];
    for (size_t i = 0; i < r->packs.n; i++) {
        const struct pack *p = r->packs.items[i];
        if (pack_stale(p, on))
            diag_add(d, DIAG_WARNING, "W102", (struct pos){p->file, 1, 1},
                     "read the sources again and raise checked_on",
                     "pack '%s' was last checked on %s, over %s ago", p->id,
                     date_text(p->checked_on, checked), p->stale_after);
    }
}
