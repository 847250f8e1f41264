/* What adit reform and adit brief share. */
#include "tui/commands/reform_view.h"

#include <math.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static bool has_case(struct arena *a, const struct dossier *d, const char *name)
{
    size_t n;
    const char *const *cases = econ_cases(a, d, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(cases[i], name) == 0)
            return true;
    return false;
}

const char *case_suffix(struct arena *a, const struct assessment *s)
{
    const char *name = s->economics->case_name;
    if (name == NULL || strcmp(name, "sponsor") == 0)
        return "";
    return arena_printf(a, ", case %s", name);
}

bool projects_load(struct session *s, const char *const *where, size_t n, const char *case_name,
                   struct projects *out, int *code)
{
    size_t with_case = 0;
    out->items = ARENA_ARRAY(s->arena, n, const struct assessment *);
    out->n = 0;
    for (size_t i = 0; i < n; i++) {
        const struct dossier *d = session_project(s, where[i], code);
        if (d == NULL)
            return false;
        for (size_t k = 0; k < i; k++) {
            if (strcmp(dossier_id(out->items[k]->dossier), dossier_id(d)) != 0)
                continue;
            fprintf(stderr, "adit: the project '%s' stands twice: '%s' and '%s'\n", dossier_id(d),
                    harmless(s->arena, where[k]), harmless(s->arena, where[i]));
            *code = EXIT_INPUT;
            return false;
        }
        bool own = case_name != NULL && has_case(s->arena, d, case_name);
        struct econ_options options = {.case_name = own ? case_name : NULL};
        with_case += own ? 1 : 0;
        const struct econ_result *e = econ_run(s->arena, d, s->data, &options, s->diags);
        if (!diags_ok(s->diags)) {
            *code = session_report(s);
            return false;
        }
        out->items[out->n++] = assess(s->arena, s->rulebook, d, s->as_of, e);
    }
    if (case_name == NULL || with_case > 0)
        return true;
    fprintf(stderr, "adit: no project has a case '%s'\n", harmless(s->arena, case_name));
    *code = EXIT_USAGE;
    return false;
}

const char *reform_money(struct arena *a, double v)
{
    double most = fabs(v);
    if (isnan(v))
        return "not known";
    if (most < 1e5)
        return arena_printf(a, "%.0f", v == 0 ? 0.0 : v);
    return most < 1e6 ? arena_printf(a, "%.0f k", v / 1e3) : arena_printf(a, "%.1f M", v / 1e6);
}

void show_progress(void *data, size_t done, size_t total)
{
    (void)data;
    if (!isatty(2))
        return;
    if (done == total)
        fprintf(stderr, "\r%40s\r", "");
    else
        fprintf(stderr, "\rtried %zu of %zu changes", done, total);
    fflush(stderr);
}

bool reform_country(const struct session *s, const char *command, const char *country)
{
    size_t n;
    const char *const *codes = econ_regimes(s->arena, s->data, &n);
    bool code = strpbrk(country, "abcdefghijklmnopqrstuvwxyz") == NULL;
    if (code && reform_country_known(s->rulebook, country))
        return true;
    fprintf(stderr, "adit %s: no rule pack for country '%s'; known:", command,
            harmless(s->arena, country));
    for (size_t i = 0; i < n; i++)
        fprintf(stderr, " %s", codes[i]);
    fputc('\n', stderr);
    for (size_t i = 0; i < n; i++)
        if (strcasecmp(country, codes[i]) == 0 || strcasecmp(country, country_name(codes[i])) == 0)
            fprintf(stderr, "    hint: write %s\n", codes[i]);
    return false;
}
