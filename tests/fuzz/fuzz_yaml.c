/* Any bytes as YAML: a tree or a diagnostic, places inside the text, and scalars that survive being
 * written and read again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void scalar_survives(struct arena *a, const struct yaml_node *node)
{
    for (int force = 0; force < 2; force++) {
        struct strbuf out;
        strbuf_init(&out, 0);
        strbuf_adds(&out, "k: ");
        yaml_write_scalar(&out, node->text, force != 0);
        strbuf_adds(&out, "\n");
        const struct yaml_node *back =
            yaml_load_text(a, out.buf, out.len, "again", NULL, diags_new(a));
        if (back == NULL || back->n != 1 || strcmp(back->entries[0].value->text, node->text) != 0)
            abort();
        strbuf_release(&out);
    }
}

static void visit(struct arena *a, const struct yaml_node *node, size_t size)
{
    if (node->pos.line < 1 || node->pos.col < 1 || node->start > node->end || node->end > size)
        abort();
    if (node->kind == YAML_SCALAR) {
        if (node->text == NULL || strlen(node->text) != node->len)
            abort();
        for (size_t i = 0; i <= node->len; i += 1 + node->len / 8)
            if (yaml_text_pos(node, i).line < 1)
                abort();
        scalar_survives(a, node);
    }
    for (size_t i = 0; i < node->n && node->kind == YAML_LIST; i++)
        visit(a, node->items[i], size);
    for (size_t i = 0; i < node->n && node->kind == YAML_MAP; i++) {
        if (yaml_get(node, node->entries[i].key) != node->entries[i].value)
            abort();
        visit(a, node->entries[i].value, size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    struct yaml_limits limits = {.max_nodes = 2000};
    const struct yaml_node *root =
        yaml_load_text(a, (const char *)data, size, "fuzz.yaml", &limits, d);
    if ((root == NULL) == diags_ok(d))
        abort();
    if (root != NULL)
        visit(a, root, size);
    arena_free(a);
    return 0;
}
