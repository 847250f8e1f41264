/* adit explain: one check: the expression with the value at each node, facts, law, version. */
#include <string.h>

#include "core/assess/review.h"
#include "core/base/utf8.h"
#include "tui/commands/assessed.h"

#define MOST_PATHS_SHOWN 12

struct detail {
    const struct finding *finding;
    const struct finding_step *steps;
    size_t n_steps;
    const struct finding_fact *facts;
    size_t n_facts;
    const struct finding_path *paths;
    size_t n_paths;
    struct check_review review;
    bool reviewed;
};

static const char *one_line(struct arena *a, const char *text)
{
    return harmless(a, text);
}

static void show_head(struct arena *a, struct strbuf *out, const struct finding *f)
{
    const struct rule *r = f->rule;
    print_wrapped(a, out, "", 0, arena_printf(a, "%s: %s", r->id, r->title));
    strbuf_adds(out, "  ");
    print_status(out, f->status);
    strbuf_addf(out, "%s, %s", rule_severity_name(r->severity), rule_kind_name(r->kind));
    for (unsigned m = MARK_LAW_STALE; m <= MARK_WEAK_EVIDENCE; m <<= 1) {
        if ((f->marks & m) != 0)
            strbuf_addf(out, ", %s", mark_name((enum mark)m));
    }
    strbuf_addch(out, '\n');
    print_wrapped(a, out, "", 2, f->message);
    if (f->because[0] != '\0')
        print_wrapped(a, out, "  because ", 10, f->because);
    if (f->has_points)
        strbuf_addf(out, "  points  %s to %s\n", fact_display(a, NULL, feel_number(f->points_low)),
                    fact_display(a, NULL, feel_number(f->points_high)));
    for (size_t i = 0; i < f->n_weak; i++)
        print_wrapped(a, out, "  weak    ", 10, f->weak[i]);
    for (size_t i = 0; i < f->n_assumed; i++)
        print_wrapped(a, out, "  assumed ", 10, f->assumed[i]);
    for (size_t i = 0; i < f->n_warnings; i++)
        print_wrapped(a, out, "  warning ", 10, f->warnings[i]);
}

/* "> text  = value": the mark stands before what decided. */
static void show_steps(struct arena *a, struct strbuf *out, const struct finding_step *s)
{
    strbuf_addf(out, "  %s = %s\n", s->label, one_line(a, feel_text(a, s->result)));
    for (size_t i = 0; i < s->n_steps; i++) {
        const struct feel_step *step = &s->steps[i];
        int depth = step->depth < 12 ? step->depth : 12;
        strbuf_addf(out, "  %s %*s", step->decided ? ">" : " ", 2 * depth, "");
        size_t used = 4 + 2 * (size_t)depth;
        const char *value = one_line(a, feel_text(a, step->value));
        const char *text = one_line(a, step->text);
        size_t room = 79 - used, wide = utf8_width(value) + 3;
        room = room > wide + 10 ? room - wide : 10;
        if (utf8_width(text) > room) {
            cell_fit(out, text, room);
            strbuf_addf(out, " = %s\n", value);
        } else {
            strbuf_addf(out, "%s = %s\n", text, value);
        }
    }
}

static void show_fact(struct arena *a, struct strbuf *out, const struct finding_fact *f)
{
    print_wrapped(a, out, "  ", 2,
                  arena_printf(a, "%s: %s", f->def->name, fact_display(a, f->def, f->value)));
    if (f->fact == NULL || f->value.kind == FEEL_UNKNOWN)
        return;
    const struct evidence *e = &f->fact->evidence;
    char date[DATE_TEXT_MAX];
    print_wrapped(
        a, out, "", 6,
        arena_printf(a, "%s%s%s%s%s%s%s", grade_name(f->fact->grade),
                     e->document != NULL ? ", " : "", e->document != NULL ? e->document : "",
                     e->page != NULL ? ", page " : "", e->page != NULL ? e->page : "",
                     e->has_date ? ", of " : "", e->has_date ? date_text(e->date, date) : ""));
    if (e->quote != NULL)
        print_wrapped(a, out, "", 6, arena_printf(a, "\"%s\"", e->quote));
}

static char path_mark(struct feel_value v)
{
    if (v.kind == FEEL_UNKNOWN)
        return '?';
    return v.kind == FEEL_BOOLEAN && v.u.boolean ? '+' : 'x';
}

static const char *path_word(struct feel_value v)
{
    static const char *const words[] = {"complete", "open", "broken"};
    char mark = path_mark(v);
    return words[mark == '+' ? 0 : mark == '?' ? 1 : 2];
}

/* One rung a path, its parts one below the other; complete ones first, broken ones last. */
static void show_ladder(struct arena *a, struct strbuf *out, const struct detail *d)
{
    static const char order[] = {'+', '?', 'x'};
    size_t shown = 0;
    if (d->n_paths == 0)
        return;
    strbuf_addf(out, "\n%s to pass: + holds, x does not, ? is open\n",
                d->n_paths > 1 ? "Ladder: any one path is enough" : "Ladder: the one path");
    for (size_t o = 0; o < sizeof order; o++) {
        for (size_t i = 0; i < d->n_paths; i++) {
            const struct finding_path *p = &d->paths[i];
            struct feel_value whole = feel_path_value(&p->path);
            if (path_mark(whole) != order[o] || shown >= MOST_PATHS_SHOWN)
                continue;
            strbuf_addf(out, "  path %zu, %s: %s\n", ++shown, p->label, path_word(whole));
            for (size_t k = 0; k < p->path.n; k++) {
                const struct feel_part *part = &p->path.parts[k];
                const char *head = arena_printf(a, "  |-[%c]- ", path_mark(part->value));
                const char *facts =
                    part->facts[0] != '\0' ? arena_printf(a, " (%s)", part->facts) : "";
                print_wrapped(a, out, head, strlen(head),
                              arena_printf(a, "%s%s", part->text, facts));
            }
        }
    }
    if (d->n_paths > shown)
        strbuf_addf(out, "  and %zu more paths, none of them nearer\n", d->n_paths - shown);
}

static int show(struct arena *a, const struct detail *d)
{
    const struct finding *f = d->finding;
    const struct rule *r = f->rule;
    struct strbuf out;
    strbuf_init(&out, 0);
    show_head(a, &out, f);
    if (d->reviewed)
        print_wrapped(a, &out, "", 0, arena_printf(a, "reviewed: %s", review_line(a, &d->review)));
    strbuf_adds(&out, "\nHow it was decided ('>' decided)\n");
    for (size_t i = 0; i < d->n_steps; i++)
        show_steps(a, &out, &d->steps[i]);
    show_ladder(a, &out, d);
    strbuf_adds(&out, "\nFacts\n");
    for (size_t i = 0; i < d->n_facts; i++)
        show_fact(a, &out, &d->facts[i]);
    strbuf_adds(&out, "\nSources\n");
    for (size_t i = 0; i < f->n_citations; i++) {
        print_wrapped(a, &out, "  ", 2, citation_text(a, f->citations[i]));
        if (f->citations[i]->text != NULL)
            print_wrapped(a, &out, "", 6, f->citations[i]->text);
        if (f->citations[i]->source->url != NULL)
            print_wrapped(a, &out, "", 6, f->citations[i]->source->url);
    }
    if (r->n_remedies != 0)
        strbuf_adds(&out, "\nRemedies\n");
    for (size_t i = 0; i < r->n_remedies; i++)
        print_wrapped(a, &out, "  - ", 4, r->remedies[i].text);
    if (r->legal_change != NULL)
        print_wrapped(a, &out, "  law: ", 7, r->legal_change);
    strbuf_addf(&out, "\nRule version %d, sha256\n  %s\n", r->version, r->sha256);
    return print_buffer(&out);
}

/* --- JSON --------------------------------------------------------------------------------------
 */

static struct json *steps_json(struct arena *a, const struct finding_step *s)
{
    struct json *o = json_object(a), *tree = json_array(a);
    for (size_t i = 0; i < s->n_steps; i++) {
        struct json *one = json_object(a);
        json_set(a, one, "depth", json_int(a, s->steps[i].depth));
        json_set(a, one, "text", json_string(a, s->steps[i].text));
        json_set(a, one, "value", feel_to_json(a, s->steps[i].value));
        json_set(a, one, "known", json_bool(a, s->steps[i].value.kind != FEEL_UNKNOWN));
        json_set(a, one, "decided", json_bool(a, s->steps[i].decided));
        json_push(a, tree, one);
    }
    json_set(a, o, "part", json_string(a, s->label));
    json_set(a, o, "value", feel_to_json(a, s->result));
    json_set(a, o, "known", json_bool(a, s->result.kind != FEEL_UNKNOWN));
    json_set(a, o, "tree", tree);
    return o;
}

static struct json *fact_json(struct arena *a, const struct finding_fact *f)
{
    struct json *o = json_object(a);
    bool known = f->value.kind != FEEL_UNKNOWN;
    json_set(a, o, "fact", json_string(a, f->def->name));
    json_set(a, o, "known", json_bool(a, known));
    json_set(a, o, "value", feel_to_json(a, f->value));
    json_set(a, o, "shown", json_string(a, fact_display(a, f->def, f->value)));
    json_set(a, o, "grade",
             json_string(a, known && f->fact != NULL ? grade_name(f->fact->grade) : NULL));
    json_set(a, o, "document", json_string(a, f->fact != NULL ? f->fact->evidence.document : NULL));
    json_set(a, o, "page", json_string(a, f->fact != NULL ? f->fact->evidence.page : NULL));
    json_set(a, o, "quote", json_string(a, f->fact != NULL ? f->fact->evidence.quote : NULL));
    char date[DATE_TEXT_MAX];
    bool dated = f->fact != NULL && f->fact->evidence.has_date;
    json_set(a, o, "date", json_string(a, dated ? date_text(f->fact->evidence.date, date) : NULL));
    return o;
}

static struct json *ladder_json(struct arena *a, const struct detail *d)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < d->n_paths; i++) {
        const struct finding_path *p = &d->paths[i];
        struct json *path = json_object(a), *parts = json_array(a);
        for (size_t k = 0; k < p->path.n; k++) {
            const struct feel_part *part = &p->path.parts[k];
            struct json *one = json_object(a);
            json_set(a, one, "text", json_string(a, part->text));
            json_set(a, one, "facts", json_string(a, part->facts));
            json_set(a, one, "value", feel_to_json(a, part->value));
            json_set(a, one, "known", json_bool(a, part->value.kind != FEEL_UNKNOWN));
            json_push(a, parts, one);
        }
        json_set(a, path, "part", json_string(a, p->label));
        json_set(a, path, "state", json_string(a, path_word(feel_path_value(&p->path))));
        json_set(a, path, "contacts", parts);
        json_push(a, list, path);
    }
    return list;
}

static int show_json(struct arena *a, const struct detail *d)
{
    const struct finding *f = d->finding;
    struct json *o = json_object(a), *parts = json_array(a), *facts = json_array(a);
    struct json *sources = json_array(a);
    char read[DATE_TEXT_MAX];
    for (size_t i = 0; i < d->n_steps; i++)
        json_push(a, parts, steps_json(a, &d->steps[i]));
    for (size_t i = 0; i < d->n_facts; i++)
        json_push(a, facts, fact_json(a, &d->facts[i]));
    for (size_t i = 0; i < f->n_citations; i++) {
        const struct citation *c = f->citations[i];
        struct json *one = json_object(a);
        json_set(a, one, "ref", json_string(a, c->source->id));
        json_set(a, one, "title", json_string(a, c->source->title));
        json_set(a, one, "at", json_string(a, c->at));
        json_set(a, one, "url", json_string(a, c->source->url));
        json_set(a, one, "read",
                 json_string(a, c->source->has_read ? date_text(c->source->read, read) : NULL));
        json_set(a, one, "basis", json_string(a, c->basis));
        json_push(a, sources, one);
    }
    json_set(a, o, "id", json_string(a, f->rule->id));
    json_set(a, o, "title", json_string(a, f->rule->title));
    json_set(a, o, "status", json_string(a, status_name(f->status)));
    json_set(a, o, "message", json_string(a, f->message));
    json_set(a, o, "because", json_string(a, f->because));
    json_set(a, o, "parts", parts);
    json_set(a, o, "ladder", ladder_json(a, d));
    json_set(a, o, "facts", facts);
    json_set(a, o, "source", sources);
    json_set(a, o, "version", json_int(a, f->rule->version));
    json_set(a, o, "sha256", json_string(a, f->rule->sha256));
    json_set(a, o, "review", d->reviewed ? check_review_json(a, &d->review) : json_null(a));
    return print_json(o);
}

/* --- the command -------------------------------------------------------------------------------
 */

static int run_explain(const struct args *args)
{
    struct subject s;
    struct detail d = {0};
    int code;
    if (!subject_open(&s, args, &code))
        return code;
    struct arena *a = s.session.arena;
    const struct rulebook *book = s.session.rulebook;
    const struct assessment *all = assess(a, book, s.dossier, s.session.as_of, s.economics);
    const struct finding *f = assessment_find(all, args->rest[1]);
    if (f == NULL) {
        const char *near = rulebook_nearest_rule(book, args->rest[1]);
        fprintf(stderr, "adit: no check '%s'\n", harmless(a, args->rest[1]));
        if (near != NULL)
            fprintf(stderr, "    hint: did you mean '%s'?\n", near);
        code = EXIT_USAGE;
    } else {
        d.finding = assess_rule(a, book, s.dossier, f->rule, s.session.as_of, s.economics, &d.steps,
                                &d.n_steps, &d.facts, &d.n_facts);
        d.reviewed = finding_review(a, s.dossier, f, s.session.as_of, &d.review);
        d.paths =
            assess_paths(a, book, s.dossier, f->rule, s.session.as_of, s.economics, &d.n_paths);
        code = args_has(args, "--json") ? show_json(a, &d) : show(a, &d);
    }
    session_close(&s.session);
    return code;
}

static const struct option_spec options[] = {
    RULES_OPTION, AS_OF_OPTION, CASE_OPTION, JSON_OPTION, {0},
};

const struct command cmd_explain = {
    .name = "explain",
    .synopsis = "PROJECT.yaml CHECK-ID [options]",
    .summary = "why a check passed, failed or is open",
    .options = options,
    .min_rest = 2,
    .max_rest = 2,
    .run = run_explain,
};
