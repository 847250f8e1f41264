/* adit reform: what a change of law would do to projects; --search: which single change does most.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/utf8.h"
#include "core/base/vec.h"
#include "tui/commands/reform_view.h"

#define SHOWN 20 /* changes of a search that the text lists */

struct run {
    struct session session;
    struct projects projects;
    VEC(const struct overlay *) overlays;
    struct law *law;
};

/* --- text --------------------------------------------------------------------------------------
 */

static void show_overlay(struct arena *a, struct strbuf *out, const struct overlay *o)
{
    char day[DATE_TEXT_MAX];
    print_wrapped(a, out, "", 0, arena_printf(a, "%s (%s, %s)", o->title, o->id, o->country));
    print_wrapped(a, out, "", 2, o->debate);
    if (o->says != NULL)
        print_wrapped(a, out, "", 2, o->says);
    for (size_t i = 0; i < o->n_changes; i++)
        print_wrapped(a, out, "  - ", 4, o->changes[i].text);
    for (size_t i = 0; i < o->n_sources; i++) {
        const struct overlay_source *s = &o->sources[i];
        print_wrapped(a, out, "", 4,
                      arena_printf(a, "%s%s%s (%s%s%s)", s->title, s->at != NULL ? ", " : "",
                                   s->at != NULL ? s->at : "", s->confidence,
                                   s->has_read ? ", read " : "",
                                   s->has_read ? date_text(s->read, day) : ""));
    }
    strbuf_addch(out, '\n');
}

static void figure_line(struct arena *a, struct strbuf *out, const char *what, double was,
                        double is)
{
    strbuf_addf(out, "  %-26s %14s %14s %14s\n", what, reform_money(a, was), reform_money(a, is),
                isnan(is - was) ? "" : reform_money(a, is - was));
}

static const char *percent(struct arena *a, double v)
{
    return isnan(v) ? "not known" : arena_printf(a, "%.1f %%", v * 100);
}

static void show_figures(struct arena *a, struct strbuf *out, const char *currency,
                         const struct reform_figures *was, const struct reform_figures *is)
{
    strbuf_addf(out, "  %-26s %14s %14s %14s\n", currency, "before", "after", "change");
    figure_line(a, out, "NPV after tax", was->npv, is->npv);
    figure_line(a, out, "NPV to equity", was->equity_npv, is->equity_npv);
    figure_line(a, out, "Receipts of the state", was->receipts, is->receipts);
    figure_line(a, out, "  discounted", was->receipts_pv, is->receipts_pv);
    figure_line(a, out, "Debt capacity", was->debt_capacity, is->debt_capacity);
    if (!isnan(was->government_take) || !isnan(is->government_take))
        strbuf_addf(out, "  %-26s %14s %14s\n", "Government take", percent(a, was->government_take),
                    percent(a, is->government_take));
}

static void show_barriers(struct arena *a, struct strbuf *out, const struct reform_project *p)
{
    if (p->n_barriers == 0) {
        print_wrapped(a, out, "", 2, "No check of the country's law fails or asks for conditions.");
        return;
    }
    strbuf_adds(out, "  What remains:\n");
    for (size_t i = 0; i < p->n_barriers; i++) {
        const struct finding *f = p->barriers[i];
        print_wrapped(a, out, f->status == STATUS_FAIL ? "    fail  " : "    cond. ", 10,
                      arena_printf(a, "%s (%s, %s)", f->rule->title, f->rule->id,
                                   rule_severity_name(f->rule->severity)));
    }
}

static void show_project(struct arena *a, struct strbuf *out, const struct reform_project *p)
{
    print_wrapped(a, out, "", 0,
                  arena_printf(a, "%s (%s%s)%s", dossier_name(p->dossier),
                               dossier_country(p->dossier), case_suffix(a, p->before),
                               reform_unlocked(p) ? ": no stop is left in the law" : ""));
    for (size_t i = 0; i < p->n_verdicts; i++)
        print_wrapped(a, out, "", 2,
                      arena_printf(a, "%s: %s -> %s", p->verdicts[i].programme->title,
                                   verdict_name(p->verdicts[i].before),
                                   verdict_name(p->verdicts[i].after)));
    for (size_t i = 0; i < p->n_checks; i++) {
        const struct rule *rule = p->checks[i].after->rule;
        print_wrapped(a, out, "", 2,
                      arena_printf(a, "%s: %s -> %s (%s)", rule->title,
                                   status_name(p->checks[i].before->status),
                                   status_name(p->checks[i].after->status), rule->id));
    }
    if (p->n_checks == 0)
        print_wrapped(a, out, "", 2, "No check and no verdict changes.");
    if (p->note != NULL)
        print_wrapped(a, out, "", 2, arena_printf(a, "Note: %s.", p->note));
    if (!isnan(p->was.npv) || !isnan(p->is.npv))
        show_figures(a, out, p->before->economics->currency, &p->was, &p->is);
    show_barriers(a, out, p);
    strbuf_addch(out, '\n');
}

static void show_sum(struct arena *a, struct strbuf *out, const struct reform_project *all,
                     size_t n)
{
    struct reform_sum s = reform_sum(all, n);
    print_wrapped(
        a, out, "", 0,
        arena_printf(a,
                     "In sum: projects %zu, without a stop that had one %zu; stops in the law %zu "
                     "before, %zu after; checks that change %zu, verdicts %zu.",
                     n, s.n_unlocked, s.stops_before, s.stops_after, s.n_checks, s.n_verdicts));
    if (s.currency != NULL && n > 1)
        show_figures(
            a, out,
            arena_printf(a, "%s, %zu project%s", s.currency, s.n_known, s.n_known == 1 ? "" : "s"),
            &s.was, &s.is);
    else if (s.currency == NULL)
        print_wrapped(a, out, "", 0,
                      s.n_known == 0 ? "No project gives a complete cash flow."
                                     : "The currencies differ, so amounts are not added up.");
}

/* --- overlays ----------------------------------------------------------------------------------
 */

/* A file, or the name of one of rules/reform. */
static const char *overlay_path(struct arena *a, const char *name)
{
    size_t n = strlen(name);
    bool file = strchr(name, '/') != NULL || (n > 5 && strcmp(name + n - 5, ".yaml") == 0);
    return file ? name : arena_printf(a, "%s/reform/%s.yaml", place_rules(), name);
}

static char **shipped_overlays(struct session *s, size_t *n)
{
    const char *dir = arena_printf(s->arena, "%s/reform", place_rules());
    return file_list(s->arena, dir, ".yaml", n, s->diags);
}

/* "kz-works-services" for its file. */
static const char *overlay_name(struct arena *a, const char *path)
{
    const char *base = strrchr(path, '/') + 1;
    return arena_strndup(a, base, strlen(base) - strlen(".yaml"));
}

static int no_overlay(struct session *s, const char *name, const char *path)
{
    size_t n;
    char **files = shipped_overlays(s, &n);
    const char **names = ARENA_ARRAY(s->arena, n, const char *);
    const char *near = NULL;
    for (size_t i = 0; i < n; i++)
        names[i] = overlay_name(s->arena, files[i]);
    for (size_t i = 0; near == NULL && path != name && i < n; i++)
        if (strncmp(names[i], name, strlen(name)) == 0)
            near = names[i]; /* the rest was left out */
    if (near == NULL && path != name)
        near = nearest_name(name, names, n);
    fprintf(stderr, "adit reform: cannot read the overlay '%s'\n", harmless(s->arena, path));
    if (near != NULL)
        fprintf(stderr, "    hint: did you mean '%s'?\n", near);
    else
        fprintf(stderr, "    hint: a file, or a name that 'adit reform --list' shows\n");
    return EXIT_ENVIRONMENT;
}

static bool read_overlays(struct run *r, const struct args *args, int *code)
{
    struct session *s = &r->session;
    size_t n;
    const char *const *names = args_all(s->arena, args, "--overlay", &n);
    r->law = law_new(s->arena, s->rulebook, s->data);
    for (size_t i = 0; i < n; i++) {
        const char *path = overlay_path(s->arena, names[i]);
        if (access(path, R_OK) != 0) {
            *code = no_overlay(s, names[i], path);
            return false;
        }
        const struct overlay *o =
            overlay_load_file(s->arena, s->rulebook, s->data, path, s->as_of, s->diags);
        if (o == NULL || !law_apply(r->law, o, s->diags)) {
            *code = session_report(s);
            return false;
        }
        VEC_PUSH(s->arena, &r->overlays, o);
    }
    return true;
}

static bool concerned(const struct run *r, const struct assessment *s)
{
    for (size_t i = 0; i < r->overlays.n; i++) {
        if (strcmp(r->overlays.items[i]->country, dossier_country(s->dossier)) == 0)
            return true;
    }
    return false;
}

/* A project in a country that no overlay is of is most likely a mistake. */
static bool check_countries(struct run *r, const struct args *args)
{
    for (size_t i = 0; i < r->projects.n; i++) {
        const struct dossier *d = r->projects.items[i]->dossier;
        if (concerned(r, r->projects.items[i]))
            continue;
        diag_add(r->session.diags, DIAG_ERROR, NULL, (struct pos){args->rest[i], 0, 0},
                 "leave the project out, or add an overlay of its country",
                 "'%s' is in %s, the overlay changes the law of %s", dossier_name(d),
                 dossier_country(d), r->overlays.items[0]->country);
    }
    return diags_ok(r->session.diags);
}

static int run_overlays(struct run *r, const struct args *args)
{
    struct arena *a = r->session.arena;
    int code;
    if (!read_overlays(r, args, &code))
        return code;
    if (!check_countries(r, args))
        return session_report(&r->session);
    struct reform_project *all = ARENA_ARRAY(a, r->projects.n, struct reform_project);
    for (size_t i = 0; i < r->projects.n; i++)
        reform_project(a, r->law, r->projects.items[i], true, &all[i]);
    if (args_has(args, "--json")) {
        struct json *j = reform_json(a, all, r->projects.n), *list = json_array(a);
        char day[DATE_TEXT_MAX];
        for (size_t i = 0; i < r->overlays.n; i++)
            json_push(a, list, overlay_json(a, r->overlays.items[i]));
        json_set(a, j, "as_of", json_string(a, date_text(r->session.as_of, day)));
        json_set(a, j, "overlays", list);
        return print_json(j);
    }
    struct strbuf out;
    strbuf_init(&out, 0);
    for (size_t i = 0; i < r->overlays.n; i++)
        show_overlay(a, &out, r->overlays.items[i]);
    for (size_t i = 0; i < r->projects.n; i++)
        show_project(a, &out, &all[i]);
    show_sum(a, &out, all, r->projects.n);
    return print_buffer(&out);
}

static int list_overlays(struct run *r)
{
    struct session *s = &r->session;
    size_t n;
    char **files = shipped_overlays(s, &n);
    struct strbuf out;
    strbuf_init(&out, 0);
    for (size_t i = 0; i < n; i++) {
        const struct overlay *o =
            overlay_load_file(s->arena, s->rulebook, s->data, files[i], s->as_of, s->diags);
        if (o != NULL)
            print_wrapped(s->arena, &out, overlay_name(s->arena, files[i]), 32, o->title);
    }
    if (!diags_ok(s->diags)) {
        strbuf_release(&out);
        return session_report(s);
    }
    return print_buffer(&out);
}

/* --- search ------------------------------------------------------------------------------------
 */

static const char *signed_money(struct arena *a, double v)
{
    return v > 0 ? arena_printf(a, "+%s", reform_money(a, v)) : reform_money(a, v);
}

static void show_candidate(struct run *r, struct strbuf *out, size_t rank,
                           const struct reform_candidate *c)
{
    struct arena *a = r->session.arena;
    const char *text = c->rule != NULL ? arena_printf(a, "%s: %s", c->rule->title, c->change.text)
                                       : c->change.text;
    print_wrapped(a, out, arena_printf(a, "%3zu. ", rank), 5, text);
    const char *line =
        arena_printf(a, "%s; unlocks %zu, stops lifted %zu, checks improved %zu", c->change.target,
                     c->n_unlocked, c->stops_lifted, c->n_improved);
    print_wrapped(a, out, "", 5, line);
    for (size_t i = 0; i < c->n_unlocked; i++)
        print_wrapped(a, out, "", 5,
                      arena_printf(a, "unlocked: %s",
                                   dossier_name(r->projects.items[c->unlocked[i]]->dossier)));
    if (c->n_unlocked_known != 0)
        print_wrapped(
            a, out, "", 5,
            arena_printf(a, "NPV of what it unlocks: %s", reform_money(a, c->npv_unlocked)));
    if (!isnan(c->npv_change) && (c->npv_change != 0 || c->cost != 0))
        print_wrapped(a, out, "", 5,
                      arena_printf(a, "NPV %s, debt capacity %s; the state %s %s (discounted %s)",
                                   signed_money(a, c->npv_change), signed_money(a, c->debt_change),
                                   c->cost < 0 ? "gains" : "loses", reform_money(a, fabs(c->cost)),
                                   reform_money(a, fabs(c->cost_pv))));
}

static int run_search(struct run *r, const struct args *args)
{
    struct session *s = &r->session;
    struct arena *a = s->arena;
    const char *country = args_get(args, "--search");
    size_t n, n_own = 0;
    char day[DATE_TEXT_MAX];
    for (size_t i = 0; i < r->projects.n; i++)
        n_own += strcmp(dossier_country(r->projects.items[i]->dossier), country) == 0 ? 1 : 0;
    if (n_own == 0) {
        fprintf(stderr, "adit reform: none of the projects is in %s\n", country);
        return EXIT_INPUT;
    }
    const struct reform_candidate *all =
        reform_search(a, s->rulebook, s->data, country, r->projects.items, r->projects.n,
                      show_progress, NULL, &n);
    if (args_has(args, "--json")) {
        struct json *j = json_object(a);
        json_set(a, j, "country", json_string(a, country));
        json_set(a, j, "as_of", json_string(a, date_text(s->as_of, day)));
        json_set(a, j, "projects", json_int(a, (long long)n_own));
        json_set(a, j, "changes", reform_search_json(a, all, n, r->projects.items));
        return print_json(j);
    }
    struct strbuf out;
    strbuf_init(&out, 0);
    print_wrapped(a, &out, "", 0,
                  arena_printf(a,
                               "%s, projects %zu, as of %s: single changes that do something, the "
                               "one that does most first",
                               country, n_own, date_text(s->as_of, day)));
    for (size_t i = 0; i < n && i < SHOWN; i++)
        show_candidate(r, &out, i + 1, &all[i]);
    if (n > SHOWN)
        print_wrapped(a, &out, "", 0, arena_printf(a, "%zu more are in --json", n - (size_t)SHOWN));
    if (n == 0)
        print_wrapped(a, &out, "", 0,
                      "No single change does anything on the answers held: no check of the law "
                      "fails, and no project has a cash flow that a tax would change.");
    return print_buffer(&out);
}

/* --- the command -------------------------------------------------------------------------------
 */

static int usage(const char *what)
{
    fprintf(stderr, "adit reform: %s\n    usage: adit reform PROJECT.yaml... --overlay FILE.yaml\n",
            what);
    return EXIT_USAGE;
}

static int run_reform(const struct args *args)
{
    struct run r = {.law = NULL};
    int code = EXIT_USAGE;
    const char *country = args_get(args, "--search");
    bool overlay = args_has(args, "--overlay"), list = args_has(args, "--list");
    if ((overlay ? 1 : 0) + (country != NULL ? 1 : 0) + (list ? 1 : 0) != 1)
        return usage("one of --overlay FILE, --search COUNTRY and --list is needed");
    if (!list && args->n_rest == 0)
        return usage("no project is named");
    if (!session_open(&r.session, args, &code))
        return code;
    if (country != NULL && !reform_country(&r.session, "reform", country))
        code = EXIT_USAGE;
    else if (list)
        code = list_overlays(&r);
    else if (projects_load(&r.session, args->rest, args->n_rest, args_get(args, "--case"),
                           &r.projects, &code))
        code = overlay ? run_overlays(&r, args) : run_search(&r, args);
    session_close(&r.session);
    return code;
}

static const struct option_spec options[] = {
    {"--overlay", "FILE.yaml", "a change of law, or the name of one that --list shows; repeatable"},
    {"--search", "COUNTRY", "rank single changes of the country's law"},
    {"--list", NULL, "the overlays that come with adit"},
    {"--case", "NAME", "the economics of this case, where a project has it"},
    RULES_OPTION,
    AS_OF_OPTION,
    JSON_OPTION,
    {0},
};

const struct command cmd_reform = {
    .name = "reform",
    .synopsis = "PROJECT.yaml... --overlay FILE.yaml | --search COUNTRY [options]",
    .summary = "what a change of law would do to these projects",
    .details =
        "Per project and in sum: verdicts and checks that change, NPV, receipts of the state, debt "
        "capacity, and the barriers that remain. Several overlays count one after the other. "
        "--search tries each change of law that a flag names, each fiscal instrument by one "
        "percentage point and without it, each number of the law by a tenth, and ranks them by "
        "projects unlocked, value freed and cost to the state. A project is unlocked when it had "
        "failed blocking or high checks of the country's law and has none left.",
    .options = options,
    .min_rest = 0,
    .max_rest = SIZE_MAX,
    .run = run_reform,
};
