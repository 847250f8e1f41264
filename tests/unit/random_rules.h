/* random_rules.h: random conditions over five small facts, each with a truth function of its own,
 * for tests that compare with every completion. Included by one test program at a time. */
#ifndef ADIT_TEST_RANDOM_RULES_H
#define ADIT_TEST_RANDOM_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/assess/assess.h"

#define N_FACTS 5
#define OPEN (-1)

static const char *const fact_names[N_FACTS] = {"a.p", "a.q", "a.r", "a.k", "a.n"};
/* Answers of each fact; a.n stands for every number between and beyond the constants 3 and 7. */
static const int n_values[N_FACTS] = {2, 2, 2, 3, 5};
static const char *const kinds[] = {"x", "y", "z"};
static const int numbers[] = {2, 3, 5, 7, 8};

struct cond {
    char op; /* 'a' 'o' 'n' for and, or, not; 'p' boolean fact; '=' kind; '<' number */
    int fact, value;
    const struct cond *left, *right;
};

static uint64_t seed;

static int dice(int n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((seed >> 33) % (uint64_t)n);
}

static const struct cond *random_cond(struct arena *a, int depth)
{
    struct cond *c = ARENA_NEW(a, struct cond);
    int roll = depth == 0 ? 3 + dice(3) : dice(6);
    if (roll < 2) {
        c->op = roll == 0 ? 'a' : 'o';
        c->left = random_cond(a, depth - 1);
        c->right = random_cond(a, depth - 1);
    } else if (roll == 2) {
        c->op = 'n';
        c->left = random_cond(a, depth - 1);
    } else if (roll == 3) {
        c->op = 'p';
        c->fact = dice(3);
    } else if (roll == 4) {
        c->op = '=';
        c->value = dice(3);
    } else {
        c->op = '<';
        c->value = dice(2) != 0 ? 3 : 7;
    }
    return c;
}

static void write_cond(struct strbuf *out, const struct cond *c)
{
    switch (c->op) {
    case 'a':
    case 'o':
        strbuf_addch(out, '(');
        write_cond(out, c->left);
        strbuf_adds(out, c->op == 'a' ? " and " : " or ");
        write_cond(out, c->right);
        strbuf_addch(out, ')');
        break;
    case 'n':
        strbuf_adds(out, "not(");
        write_cond(out, c->left);
        strbuf_addch(out, ')');
        break;
    case 'p':
        strbuf_adds(out, fact_names[c->fact]);
        break;
    case '=':
        strbuf_addf(out, "a.k = \"%s\"", kinds[c->value]);
        break;
    default:
        strbuf_addf(out, "a.n < %d", c->value);
        break;
    }
}

static bool holds(const struct cond *c, const int *v)
{
    switch (c->op) {
    case 'a':
        return holds(c->left, v) && holds(c->right, v);
    case 'o':
        return holds(c->left, v) || holds(c->right, v);
    case 'n':
        return !holds(c->left, v);
    case 'p':
        return v[c->fact] == 1;
    case '=':
        return v[3] == c->value;
    default:
        return numbers[v[4]] < c->value;
    }
}

/* --- brute force -------------------------------------------------------------------------------
 */

struct rule_model {
    const struct cond *applies, *fail, *conditional;
};

static enum status status_of(const struct rule_model *m, const int *v)
{
    if (!holds(m->applies, v))
        return STATUS_NOT_APPLICABLE;
    if (holds(m->fail, v))
        return STATUS_FAIL;
    return holds(m->conditional, v) ? STATUS_CONDITIONAL : STATUS_PASS;
}

/* --- the same as a rulebook ---------------------------------------------------------------------
 */

#define N_RULES 3

struct world {
    struct arena *arena;
    struct diags *diags;
    const struct rulebook *book;
    struct rule_model models[N_RULES];
};

/* head: of the pack, up to `rules:`; more: what stands behind the rules, "" for nothing. */
static void make_world(struct world *w, const char *head, const char *kind, const char *more)
{
    struct strbuf text;
    w->arena = arena_new();
    w->diags = diags_new(w->arena);
    strbuf_init(&text, 0);
    strbuf_adds(&text, head);
    for (int i = 0; i < N_RULES; i++) {
        struct rule_model *m = &w->models[i];
        m->applies = random_cond(w->arena, 1);
        m->fail = random_cond(w->arena, 2);
        m->conditional = random_cond(w->arena, 2);
        strbuf_addf(&text,
                    "  - id: t.r%d\n    version: 1\n    title: R%d\n    kind: %s\n"
                    "    severity: high\n    source: [{ref: law}]\n"
                    "    effective: {from: 2020-01-01}\n    applies_if: ",
                    i, i, kind);
        write_cond(&text, m->applies);
        strbuf_adds(&text, "\n    fail_if: ");
        write_cond(&text, m->fail);
        strbuf_adds(&text, "\n    conditional_if: ");
        write_cond(&text, m->conditional);
        strbuf_addch(&text, '\n');
    }
    strbuf_adds(&text, more);
    w->book = rulebook_load_text(w->arena, text.buf, text.len, "t.yaml", w->diags);
    if (w->book == NULL) {
        struct strbuf out;
        strbuf_init(&out, 0);
        diags_format(w->diags, &out);
        print_message("%s\n%s", text.buf, out.buf);
        strbuf_release(&out);
    }
    assert_non_null(w->book);
    strbuf_release(&text);
}

#endif
