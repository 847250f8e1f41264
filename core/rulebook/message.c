/* message.c: texts with {expression}, compiled when the pack is loaded. {{ and }} stand for braces.
 */
#include <string.h>

#include "core/rulebook/internal.h"

/* The brace that closes the expression at text[i]; strings inside may hold braces. */
static size_t expr_end(const char *text, size_t n, size_t i)
{
    int depth = 0;
    for (bool quoted = false; i < n; i++) {
        if (quoted) {
            if (text[i] == '\\' && i + 1 < n)
                i++;
            else if (text[i] == '"')
                quoted = false;
        } else if (text[i] == '"') {
            quoted = true;
        } else if (text[i] == '{') {
            depth++;
        } else if (text[i] == '}' && depth-- == 0) {
            return i;
        }
    }
    return n;
}

static const struct feel_expr *part_expr(struct load *l, const struct rule *rule,
                                         const struct yaml_node *node, size_t start, size_t end)
{
    const char *text = arena_strndup(l->a, node->text + start, end - start);
    struct feel_expr *e =
        feel_compile(l->a, rule->env, text, yaml_text_pos(node, start), NULL, l->d);
    if (e != NULL && feel_expr_nodes(e) > l->r->max_nodes)
        l->r->max_nodes = feel_expr_nodes(e);
    return e;
}

static const struct fact_def *whole_fact(struct load *l, const struct feel_expr *e)
{
    size_t n;
    const char *const *names = feel_expr_globals(e, &n);
    if (n != 1)
        return NULL;
    const char *text = feel_expr_text(e);
    text += strspn(text, " ");
    size_t len = strlen(text);
    while (len != 0 && text[len - 1] == ' ')
        len--;
    if (strlen(names[0]) != len || strncmp(text, names[0], len) != 0)
        return NULL;
    return catalogue_find(l->r->catalogue, names[0]);
}

const struct rule_message *load_message(struct load *l, struct rule *rule,
                                        const struct yaml_node *node)
{
    if (node->kind != YAML_SCALAR) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL, "a message must be a text");
        return NULL;
    }
    VEC(struct message_part) parts = {0};
    struct strbuf text;
    strbuf_init(&text, 0);
    for (size_t i = 0; i < node->len; i++) {
        char c = node->text[i];
        if ((c == '{' || c == '}') && node->text[i + 1] == c) {
            strbuf_addch(&text, c);
            i++;
            continue;
        }
        if (c == '}')
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, yaml_text_pos(node, i), "write }} for a brace",
                     "'}' without '{'");
        if (c != '{') {
            strbuf_addch(&text, c);
            continue;
        }
        size_t end = expr_end(node->text, node->len, i + 1);
        if (end == node->len) {
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, yaml_text_pos(node, i), "write {{ for a brace",
                     "'{' without '}'");
            break;
        }
        struct message_part literal = {.text = arena_strdup(l->a, text.buf)};
        if (text.len != 0)
            VEC_PUSH(l->a, &parts, literal);
        strbuf_reset(&text);
        struct message_part part = {.expr = part_expr(l, rule, node, i + 1, end)};
        if (part.expr != NULL) {
            part.fact = whole_fact(l, part.expr);
            VEC_PUSH(l->a, &parts, part);
        }
        i = end;
    }
    struct message_part rest = {.text = arena_strdup(l->a, text.buf)};
    if (text.len != 0)
        VEC_PUSH(l->a, &parts, rest);
    strbuf_release(&text);
    struct rule_message *m = ARENA_NEW(l->a, struct rule_message);
    *m = (struct rule_message){arena_strdup(l->a, node->text), parts.items, parts.n};
    return m;
}
