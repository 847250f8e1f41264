/* adit rules diff: two versions of the packs over a set of projects. */
#include "core/assess/rules_diff.h"

#include <string.h>

#include "tui/commands/assessed.h"
#include "tui/commands/rules.h"

struct diff_view {
    struct selection *s;
    const struct rulebook *before, *after;
    const struct econ_data *data;
    struct strbuf out;
    struct json *projects;
};

/* --- rules -------------------------------------------------------------------------------------
 */

static struct json *rule_json(struct arena *a, const struct rule *r)
{
    if (r == NULL)
        return json_null(a);
    struct json *o = json_object(a);
    json_set(a, o, "version", json_int(a, r->version));
    json_set(a, o, "sha256", json_string(a, r->sha256));
    json_set(a, o, "title", json_string(a, r->title));
    json_set(a, o, "severity", json_string(a, rule_severity_name(r->severity)));
    json_set(a, o, "file", json_string(a, r->pos.file));
    json_set(a, o, "line", json_int(a, r->pos.line));
    return o;
}

static void print_rule_change(struct strbuf *out, const struct rule_change *c)
{
    if (c->before == NULL)
        strbuf_addf(out, "added    %s, version %d, %s: %s\n", c->id, c->after->version,
                    rule_severity_name(c->after->severity), c->after->title);
    else if (c->after == NULL)
        strbuf_addf(out, "removed  %s, version %d, %s: %s\n", c->id, c->before->version,
                    rule_severity_name(c->before->severity), c->before->title);
    else if (c->before->version == c->after->version)
        strbuf_addf(out, "changed  %s, still version %d, %.8s to %.8s\n", c->id, c->after->version,
                    c->before->sha256, c->after->sha256);
    else
        strbuf_addf(out, "changed  %s, version %d to %d, %.8s to %.8s\n", c->id, c->before->version,
                    c->after->version, c->before->sha256, c->after->sha256);
}

static struct json *diff_rules(struct diff_view *v)
{
    struct arena *a = v->s->arena;
    size_t n, added = 0, removed = 0;
    const struct rule_change *all = rules_changed(a, v->before, v->after, &n);
    struct json *list = json_array(a);
    for (size_t i = 0; i < n; i++) {
        added += all[i].before == NULL ? 1 : 0;
        removed += all[i].after == NULL ? 1 : 0;
        print_rule_change(&v->out, &all[i]);
        struct json *o = json_object(a);
        json_set(a, o, "id", json_string(a, all[i].id));
        json_set(a, o, "change",
                 json_string(a, all[i].before == NULL  ? "added"
                                : all[i].after == NULL ? "removed"
                                                       : "changed"));
        json_set(a, o, "before", rule_json(a, all[i].before));
        json_set(a, o, "after", rule_json(a, all[i].after));
        json_push(a, list, o);
    }
    strbuf_addf(&v->out, "%zu rules added, %zu removed, %zu changed\n", added, removed,
                n - added - removed);
    return list;
}

/* The values of a parameter by date, on one line; NULL when there is none. */
static const char *param_text(struct arena *a, const struct param *p)
{
    char date[DATE_TEXT_MAX];
    struct strbuf sb;
    if (p == NULL)
        return NULL;
    strbuf_init(&sb, 0);
    for (size_t i = 0; i < p->n_values; i++)
        strbuf_addf(&sb, "%s%s from %s", i != 0 ? ", " : "",
                    p->values[i].expected ? "expected" : feel_text(a, p->values[i].value),
                    date_text(p->values[i].from, date));
    const char *text = arena_strdup(a, sb.buf != NULL ? sb.buf : "");
    strbuf_release(&sb);
    return text;
}

static void diff_param(struct diff_view *v, struct json *list, const struct param *before,
                       const struct param *after)
{
    struct arena *a = v->s->arena;
    const char *old = param_text(a, before), *new = param_text(a, after);
    const char *id = after != NULL ? after->id : before->id;
    if (old != NULL && new != NULL && strcmp(old, new) == 0)
        return;
    struct json *o = json_object(a);
    json_set(a, o, "id", json_string(a, id));
    json_set(a, o, "before", json_string(a, old));
    json_set(a, o, "after", json_string(a, new));
    json_push(a, list, o);
    strbuf_addf(&v->out, "%s  parameter %s: %s\n",
                old == NULL   ? "added  "
                : new == NULL ? "removed"
                              : "changed",
                id,
                old == NULL   ? new
                : new == NULL ? old
                              : arena_printf(a, "%s -> %s", old, new));
}

static struct json *diff_params(struct diff_view *v)
{
    struct json *list = json_array(v->s->arena);
    for (size_t i = 0; i < rulebook_params(v->before); i++) {
        const struct param *p = rulebook_param(v->before, i);
        diff_param(v, list, p, rulebook_find_param(v->after, p->id));
    }
    for (size_t i = 0; i < rulebook_params(v->after); i++) {
        const struct param *p = rulebook_param(v->after, i);
        if (rulebook_find_param(v->before, p->id) == NULL)
            diff_param(v, list, NULL, p);
    }
    return list;
}

/* --- results -----------------------------------------------------------------------------------
 */

static const char *number(struct arena *a, struct dec d)
{
    char text[DEC_TEXT_MAX];
    return arena_strdup(a, dec_text(dec_trim(d), text));
}

static const char *result_text(struct arena *a, const struct finding *f)
{
    if (f == NULL)
        return "no such rule";
    if (!f->has_points)
        return status_name(f->status);
    if (dec_cmp(f->points_low, f->points_high) == 0)
        return arena_printf(a, "%s, %s points", status_name(f->status), number(a, f->points_low));
    return arena_printf(a, "%s, %s to %s points", status_name(f->status), number(a, f->points_low),
                        number(a, f->points_high));
}

static const char *verdict_text(struct arena *a, const struct programme_result *p)
{
    if (p == NULL)
        return "no such programme";
    if (dec_cmp(p->score_low, p->score_high) == 0)
        return arena_printf(a, "%s, score %s", verdict_name(p->verdict), number(a, p->score_low));
    return arena_printf(a, "%s, score %s to %s", verdict_name(p->verdict), number(a, p->score_low),
                        number(a, p->score_high));
}

static struct json *finding_json(struct arena *a, const struct finding *f)
{
    if (f == NULL)
        return json_null(a);
    struct json *o = json_object(a);
    json_set(a, o, "status", json_string(a, status_name(f->status)));
    json_set(a, o, "points_low",
             f->has_points ? json_number_text(a, number(a, f->points_low)) : json_null(a));
    json_set(a, o, "points_high",
             f->has_points ? json_number_text(a, number(a, f->points_high)) : json_null(a));
    json_set(a, o, "because", json_string(a, f->because));
    json_set(a, o, "message", json_string(a, f->message));
    return o;
}

static struct json *verdict_json(struct arena *a, const struct programme_result *p)
{
    if (p == NULL)
        return json_null(a);
    struct json *o = json_object(a);
    json_set(a, o, "verdict", json_string(a, verdict_name(p->verdict)));
    json_set(a, o, "score_low", json_number_text(a, number(a, p->score_low)));
    json_set(a, o, "score_high", json_number_text(a, number(a, p->score_high)));
    return o;
}

static struct json *diff_verdicts(struct diff_view *v, const struct assessment_change *c)
{
    struct arena *a = v->s->arena;
    struct json *list = json_array(a);
    for (size_t i = 0; i < c->n_verdicts; i++) {
        const struct verdict_change *one = &c->verdicts[i];
        struct json *o = json_object(a);
        json_set(a, o, "id", json_string(a, one->id));
        json_set(a, o, "before", verdict_json(a, one->before));
        json_set(a, o, "after", verdict_json(a, one->after));
        json_push(a, list, o);
        strbuf_addf(&v->out, "  %s: %s -> %s\n", one->id, verdict_text(a, one->before),
                    verdict_text(a, one->after));
    }
    return list;
}

static void print_because(struct diff_view *v, const char *when, const struct finding *f)
{
    if (f != NULL && f->because != NULL && *f->because != '\0')
        print_wrapped(v->s->arena, &v->out, arena_printf(v->s->arena, "    %s: ", when), 12,
                      f->because);
}

static struct json *diff_findings(struct diff_view *v, const struct assessment_change *c)
{
    struct arena *a = v->s->arena;
    struct json *list = json_array(a);
    for (size_t i = 0; i < c->n_findings; i++) {
        const struct finding_change *one = &c->findings[i];
        struct json *o = json_object(a);
        json_set(a, o, "id", json_string(a, one->id));
        json_set(a, o, "before", finding_json(a, one->before));
        json_set(a, o, "after", finding_json(a, one->after));
        json_push(a, list, o);
        strbuf_addf(&v->out, "  %s: %s -> %s\n", one->id, result_text(a, one->before),
                    result_text(a, one->after));
        print_because(v, "before", one->before);
        print_because(v, "after", one->after);
    }
    return list;
}

/* --- projects ----------------------------------------------------------------------------------
 */

/* Read under whichever packs know its facts. */
static const struct dossier *load_project(struct diff_view *v, const char *where, int *code)
{
    struct arena *a = v->s->arena;
    const struct rulebook *books[] = {v->after, v->before};
    for (size_t i = 0; i < 2; i++) {
        const struct dossier *d =
            dossier_load_file(a, where, rulebook_catalogue(books[i]), diags_new(a));
        if (d != NULL)
            return d;
    }
    struct session session = {.arena = a, .diags = diags_new(a), .rulebook = v->after};
    return session_project(&session, where, code);
}

static const struct assessment *assess_under(struct diff_view *v, const struct rulebook *book,
                                             const struct dossier *project)
{
    struct arena *a = v->s->arena;
    const struct dossier *d = dossier_under(a, project, rulebook_catalogue(book));
    struct econ_options options = {.case_name = NULL};
    const struct econ_result *e = econ_run(a, d, v->data, &options, v->s->diags);
    return assess(a, book, d, v->s->as_of, e);
}

static int diff_project(struct diff_view *v, const char *where)
{
    struct arena *a = v->s->arena;
    int code = EXIT_INPUT;
    const struct dossier *d = load_project(v, where, &code);
    if (d == NULL)
        return code;
    struct assessment_change c =
        assessment_changed(a, assess_under(v, v->before, d), assess_under(v, v->after, d));
    strbuf_addf(&v->out, "\n%s, %s: %zu verdicts and %zu checks change\n", dossier_id(d),
                harmless(a, dossier_name(d)), c.n_verdicts, c.n_findings);
    struct json *o = json_object(a);
    json_set(a, o, "id", json_string(a, dossier_id(d)));
    json_set(a, o, "name", json_string(a, dossier_name(d)));
    json_set(a, o, "programmes", diff_verdicts(v, &c));
    json_set(a, o, "checks", diff_findings(v, &c));
    json_push(a, v->projects, o);
    return EXIT_DONE;
}

static int run_diff(struct diff_view *v, bool as_json)
{
    struct arena *a = v->s->arena;
    struct json *rules = diff_rules(v), *params = diff_params(v);
    int code = EXIT_DONE;
    for (size_t i = 2; i < v->s->n && code == EXIT_DONE; i++)
        code = diff_project(v, v->s->names[i]);
    if (code != EXIT_DONE || !as_json)
        return code == EXIT_DONE && !print_text(v->out.buf, v->out.len) ? EXIT_ENVIRONMENT : code;
    struct json *o = json_object(a);
    json_set(a, o, "rules", rules);
    json_set(a, o, "parameters", params);
    json_set(a, o, "projects", v->projects);
    return print_json(o);
}

int rules_diff(struct selection *s, bool as_json)
{
    if (s->n < 2) {
        fprintf(stderr, "adit: rules diff needs OLD_DIR, NEW_DIR and projects\n");
        return EXIT_USAGE;
    }
    struct diff_view v = {.s = s, .projects = json_array(s->arena)};
    v.before = rulebook_load(s->arena, &s->names[0], 1, false, s->diags);
    v.after = rulebook_load(s->arena, &s->names[1], 1, false, s->diags);
    v.data = econ_data_load(s->arena, place_rules(), s->diags);
    int code = rules_report_errors(s);
    if (code != EXIT_DONE || v.before == NULL || v.after == NULL || v.data == NULL)
        return code != EXIT_DONE ? code : EXIT_INPUT;
    strbuf_init(&v.out, 0);
    code = run_diff(&v, as_json);
    strbuf_release(&v.out);
    return code;
}
