#include "tests/unit/economics_case.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"

/* Reference data is loaded once a folder and lives as long as the program. */
static const struct econ_data *data_of(const char *dir)
{
    static struct {
        char dir[64];
        const struct econ_data *data;
    } kept[4];
    static struct arena *arena;
    if (arena == NULL)
        arena = arena_new();
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        if (kept[i].data == NULL) {
            snprintf(kept[i].dir, sizeof kept[i].dir, "%s", dir);
            kept[i].data = econ_data_load(arena, dir, diags_new(arena));
        }
        if (strcmp(kept[i].dir, dir) == 0)
            return kept[i].data;
    }
    return NULL;
}

static struct run run_bytes(struct arena *a, const char *text, size_t n, const char *name,
                            const char *data_dir, const char *case_name)
{
    struct run r = {.arena = a, .diags = diags_new(a)};
    const struct econ_data *data = data_of(data_dir);
    r.dossier = dossier_load_text(a, text, n, name, catalogue_new(a), r.diags);
    if (r.dossier == NULL || data == NULL)
        fail_msg("%s: %s", name, complaints(&r));
    struct econ_options options = {.case_name = case_name};
    r.result = econ_run(a, r.dossier, data, &options, r.diags);
    return r;
}

struct run run_file(const char *path, const char *data_dir, const char *case_name)
{
    struct arena *a = arena_new();
    size_t n;
    char *text = file_read(a, path, (size_t)1 << 20, &n, diags_new(a));
    if (text == NULL)
        fail_msg("cannot read %s", path);
    struct run r = run_bytes(a, text, n, path, data_dir, case_name);
    r.json = econ_json(a, r.result);
    return r;
}

struct run run_text(const char *text, const char *case_name)
{
    struct run r = run_bare(text, case_name);
    r.json = econ_json(r.arena, r.result);
    return r;
}

struct run run_bare(const char *text, const char *case_name)
{
    struct arena *a = arena_new();
    char *all = arena_printf(a, "adit: 1\nproject: t\nname: T\ncountry: KG\neconomics:\n%s", text);
    return run_bytes(a, all, strlen(all), "t.yaml", "rules", case_name);
}

void run_free(struct run *r)
{
    arena_free(r->arena);
}

const struct json *at(const struct run *r, const char *path)
{
    const struct json *j = r->json;
    char part[64];
    while (j != NULL && *path != '\0') {
        size_t n = strcspn(path, "/");
        assert_true(n < sizeof part);
        memcpy(part, path, n);
        part[n] = '\0';
        path += path[n] == '/' ? n + 1 : n;
        size_t i = (size_t)atoi(part);
        if (j->kind == JSON_ARRAY)
            j = i < j->n ? j->items[i] : NULL;
        else
            j = json_get(j, part);
    }
    return j;
}

double number_at(const struct run *r, const char *path)
{
    const struct json *j = at(r, path);
    return j != NULL && j->kind == JSON_NUMBER ? strtod(j->text, NULL) : NAN;
}

void near(double got, double expected, double tolerance)
{
    if (!(fabs(got - expected) <= tolerance))
        fail_msg("got %.17g, expected %.17g within %g", got, expected, tolerance);
}

void expect_at(const struct run *r, const char *path, double expected, double tolerance)
{
    double got = number_at(r, path);
    if (!(fabs(got - expected) <= tolerance))
        fail_msg("%s: got %.17g, expected %.17g within %g", path, got, expected, tolerance);
}

bool noted(const struct run *r, const char *part)
{
    for (size_t i = 0; i < r->result->n_notes; i++)
        if (strstr(r->result->notes[i], part) != NULL)
            return true;
    return false;
}

const char *complaints(const struct run *r)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    diags_format(r->diags, &sb);
    const char *text = arena_strdup(r->arena, sb.buf);
    strbuf_release(&sb);
    return text;
}

struct econ_fact fact_of(const struct run *r, const char *name)
{
    size_t n;
    const struct econ_fact *facts = econ_facts(r->arena, r->result, r->dossier, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(facts[i].name, name) == 0)
            return facts[i];
    fail_msg("no fact %s", name);
    return (struct econ_fact){0};
}
