/* Ready-made overlays of the project's country: what each would do to this project, by
 * core/assess/reform.h. */
#include <math.h>
#include <string.h>

#include "core/assess/reform.h"
#include "core/base/file.h"
#include "core/memo/context.h"
#include "core/memo/figures.h"

static const char *base_name(struct arena *a, const char *path)
{
    const char *base = strrchr(path, '/');
    base = base != NULL ? base + 1 : path;
    return arena_strndup(a, base, strlen(base) - strlen(".yaml"));
}

/* The checks that change: "title: FAIL to conditional". */
static struct json *changes(struct context *c, const struct reform_project *p)
{
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < p->n_checks; i++) {
        struct json *j = json_object(c->arena);
        put(c, j, "title", p->checks[i].before->rule->title);
        put(c, j, "before", context_status(p->checks[i].before->status));
        put(c, j, "after", context_status(p->checks[i].after->status));
        json_push(c->arena, list, j);
    }
    return list;
}

static struct json *reform(struct context *c, const struct overlay *o, const char *path)
{
    struct arena *a = c->arena;
    const struct assessment *s = c->assessment;
    struct law *law = law_new(a, s->rulebook, c->options->data);
    struct diags *ignored = diags_new(a);
    struct reform_project p;
    if (!law_apply(law, o, ignored))
        return NULL;
    reform_project(a, law, s, true, &p);
    bool value = isfinite(p.was.npv) && isfinite(p.is.npv) && p.was.npv != p.is.npv;
    struct json *j = json_object(a);
    put(c, j, "name", base_name(a, path));
    put(c, j, "title", o->title);
    put(c, j, "debate", o->debate);
    put_flag(c, j, "moves", p.n_checks != 0 || p.n_verdicts != 0 || value);
    put_count(c, j, "n_verdicts", p.n_verdicts);
    put_flag(c, j, "has_verdicts", p.n_verdicts != 0);
    put_count(c, j, "stops_before", p.stops_before);
    put_count(c, j, "stops_after", p.stops_after);
    json_set(a, j, "checks", changes(c, &p));
    put_flag(c, j, "has_value", value);
    if (value) {
        double by = figure_scale_of(s->economics).by;
        put(c, j, "unit", figure_unit(a, s->economics));
        put(c, j, "npv_before", figure_number(a, p.was.npv / by, 1));
        put(c, j, "npv_after", figure_number(a, p.is.npv / by, 1));
    }
    return j;
}

struct json *context_reforms(struct context *c)
{
    const struct assessment *s = c->assessment;
    struct json *out = json_object(c->arena), *list = json_array(c->arena);
    struct json *still = json_array(c->arena);
    struct diags *ignored = diags_new(c->arena);
    size_t n = 0;
    char **files = NULL;
    if (c->options->rules_dir != NULL && c->options->data != NULL)
        files = file_list(c->arena, arena_printf(c->arena, "%s/reform", c->options->rules_dir),
                          ".yaml", &n, ignored);
    for (size_t i = 0; files != NULL && i < n; i++) {
        const struct overlay *o =
            overlay_load_file(c->arena, s->rulebook, c->options->data, files[i], s->as_of, ignored);
        if (o == NULL || strcmp(o->country, dossier_country(s->dossier)) != 0)
            continue;
        struct json *j = reform(c, o, files[i]);
        if (j != NULL)
            json_push(c->arena, json_get(j, "moves")->boolean ? list : still, j);
    }
    json_set(c->arena, out, "list", list);
    json_set(c->arena, out, "still", still);
    put_flag(c, out, "has_list", list->n != 0);
    put_flag(c, out, "has_still", still->n != 0);
    put_flag(c, out, "has_any", list->n + still->n != 0);
    return out;
}
