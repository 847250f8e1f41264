/* The rulebook: loading, assessing, tracing one check, ranking the open questions, and the program
 * from a cold start. The median of several rounds, beside the limit that the design sets. The
 * generated checks are those that peers.mjs gives to json-rules-engine.
 * Usage: bench_rules [FIGURES] */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/assess/assess.h"
#include "tests/bench/measure.h"

enum { CHECKS = 500, LOADED = 1000, FILES = 10, SAMPLE_FACTS = 200, ROUNDS = 15 };

static const struct date today = {2026, 11, 24};
#define SAMPLE "templates/projects/kutessay-ii.yaml"

struct subject {
    struct arena *a, *scratch;
    const struct rulebook *rulebook;
    const struct dossier *dossier;
    const struct econ_result *economics;
    const struct assessment *assessment;
    const char *dir;
    size_t at, n;
};

static void line(const char *what, double seconds, const char *limit)
{
    if (seconds < 1e-3)
        printf("%-58s %9.1f us  %s\n", what, seconds * 1e6, limit);
    else
        printf("%-58s %9.2f ms  %s\n", what, seconds * 1e3, limit);
}

/* --- what is measured --------------------------------------------------------------------------
 */

static void once_assess(void *data)
{
    struct subject *s = data;
    arena_reset(s->scratch);
    assess(s->scratch, s->rulebook, s->dossier, today, s->economics);
}

/* What a keystroke costs: one answer differs, the economics do not. */
static void once_changed(void *data)
{
    struct subject *s = data;
    arena_reset(s->scratch);
    const struct catalogue *c = rulebook_catalogue(s->rulebook);
    const struct fact_def *def = catalogue_at(c, s->at++ % catalogue_count(c));
    struct feel_value v = def->type->kind == FT_BOOLEAN ? feel_boolean(true) : feel_null();
    assess_changed(s->scratch, s->assessment, dossier_with(s->scratch, s->dossier, def->name, v),
                   s->economics);
}

/* A finding with the value of every part of its expressions, of one rule after another. */
static void once_trace(void *data)
{
    struct subject *s = data;
    const struct finding_step *steps;
    const struct finding_fact *facts;
    size_t n_steps, n_facts;
    arena_reset(s->scratch);
    assess_rule(s->scratch, s->rulebook, s->dossier,
                rulebook_rule(s->rulebook, s->at++ % rulebook_rules(s->rulebook)), today,
                s->economics, &steps, &n_steps, &facts, &n_facts);
}

static void once_questions(void *data)
{
    struct subject *s = data;
    arena_reset(s->scratch);
    assess_questions(s->scratch, s->assessment, &s->n);
}

static void once_load(void *data)
{
    struct subject *s = data;
    arena_reset(s->scratch);
    const struct rulebook *r = rulebook_load(s->scratch, &s->dir, 1, false, diags_new(s->scratch));
    s->n = r != NULL ? rulebook_rules(r) : 0;
}

static void once_start(void *data)
{
    struct subject *s = data;
    static char *environment[] = {NULL};
    static char program[] = "build/adit", command[] = "check", project[] = SAMPLE;
    char *argv[] = {program, command, project, NULL};
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawn(&child, argv[0], &actions, NULL, argv, environment) == 0)
        waitpid(child, &status, 0);
    posix_spawn_file_actions_destroy(&actions);
    s->n = WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* --- generated checks --------------------------------------------------------------------------
 */

static const char *const head =
    "format: adit-rules/1\npack: b\ntitle: B\nowner: o\nchecked_on: 2026-11-23\n"
    "sources: {law: {title: L, grade: statute}}\n"
    "facts:\n"
    "  project.country: {type: 'enum(\"KG\", \"KZ\", \"UZ\", \"TJ\", \"TM\")', ask: Q, effort: 1}\n"
    "  b.x: {type: number, ask: Q, effort: 1}\n"
    "  b.y: {type: number, ask: Q, effort: 1}\n"
    "  b.p: {type: boolean, ask: Q, effort: 1}\n"
    "rules:\n";

static size_t failed(const struct assessment *s, enum status status)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_findings; i++)
        n += s->findings[i].status == status ? 1 : 0;
    return n;
}

static void generated(struct subject *s, const char *figures)
{
    struct diags *d = diags_new(s->a);
    struct strbuf text;
    strbuf_init(&text, 0);
    strbuf_adds(&text, head);
    for (int i = 0; i < CHECKS; i++)
        strbuf_addf(&text,
                    "  - id: b.r%d\n    version: 1\n    title: R\n    kind: flag\n"
                    "    severity: high\n    source: [{ref: law}]\n"
                    "    effective: {from: 2020-01-01}\n    applies_if: project.country = \"KG\"\n"
                    "    fail_if: b.x > %d and b.y < 3 or b.p\n"
                    "    conditional_if: b.x > %d or b.y > 4\n",
                    i, i, i / 2);
    const char *project = "adit: 1\nproject: b\nname: B\ncountry: KG\n"
                          "facts: {b.x: 125.5, b.y: 2, b.p: false}\n";
    s->rulebook = rulebook_load_text(s->a, text.buf, text.len, "b.yaml", d);
    strbuf_release(&text);
    if (s->rulebook == NULL)
        return;
    s->dossier = dossier_load_text(s->a, project, strlen(project), "p.yaml",
                                   rulebook_catalogue(s->rulebook), d);
    s->economics = econ_run(s->a, s->dossier, NULL, NULL, NULL);
    double each = median_time(once_assess, s, ROUNDS, 20);
    s->assessment = assess(s->a, s->rulebook, s->dossier, today, s->economics);
    line("assess 500 checks on one project", each, "limit 2 ms");
    line("  of these one", each / CHECKS, "limit 20 us");
    keep_figure(figures, "assess", each,
                arena_printf(s->a, "%zu fail, %zu conditional", failed(s->assessment, STATUS_FAIL),
                             failed(s->assessment, STATUS_CONDITIONAL)));
}

/* --- the shipped rules -------------------------------------------------------------------------
 */

static void shipped(struct subject *s)
{
    struct diags *d = diags_new(s->a);
    s->dir = "rules";
    s->rulebook = rulebook_load(s->a, &s->dir, 1, false, d);
    s->dossier = s->rulebook != NULL
                     ? dossier_load_file(s->a, SAMPLE, rulebook_catalogue(s->rulebook), d)
                     : NULL;
    if (s->dossier == NULL) {
        printf("the shipped rules or the sample cannot be read from here\n");
        return;
    }
    size_t n = rulebook_rules(s->rulebook);
    s->economics = econ_run(s->a, s->dossier, econ_data_load(s->a, "rules", d), NULL, NULL);
    line(arena_printf(s->a, "load %zu shipped rules", n), median_time(once_load, s, ROUNDS, 1), "");
    line(arena_printf(s->a, "assess %zu shipped rules on Kutessay II", n),
         median_time(once_assess, s, ROUNDS, 2), "limit 1 ms");
    s->at = 0;
    line("one shipped check with the trace of all its parts", median_time(once_trace, s, ROUNDS, n),
         "limit 20 us");
    s->assessment = assess(s->a, s->rulebook, s->dossier, today, s->economics);
    s->at = 0;
    line("assess them again after one changed answer",
         median_time(once_changed, s, ROUNDS, catalogue_count(rulebook_catalogue(s->rulebook))),
         "limit 1 ms");
    double ranked = median_time(once_questions, s, ROUNDS, 1);
    line(arena_printf(s->a, "rank %zu open questions on Kutessay II", s->n), ranked, "limit 50 ms");
}

/* --- loading -----------------------------------------------------------------------------------
 */

static void write_facts(FILE *f)
{
    fputs("format: adit-rules/1\npack: g.facts\ntitle: F\nowner: o\nchecked_on: 2026-11-23\n"
          "sources: {law: {title: L, grade: statute}}\nfacts:\n"
          "  project.country: {type: 'enum(\"KG\", \"KZ\", \"UZ\")', ask: Q, effort: 1}\n",
          f);
    for (int i = 0; i < SAMPLE_FACTS; i++)
        fprintf(f,
                "  g.n%d: {type: number, unit: pct, range: \"[0..100]\", ask: \"How much?\", "
                "effort: 2}\n  g.b%d: {type: boolean, ask: \"Is it so?\", effort: 1}\n",
                i, i);
}

static void write_rule(FILE *f, int i)
{
    int fact = i % SAMPLE_FACTS;
    fprintf(
        f,
        "  - id: g.rule%d\n    version: 1\n    title: \"Share number %d\"\n    kind: flag\n"
        "    severity: high\n    affects: [lender]\n"
        "    source: [{ref: law, at: \"Art. %d\", text: \"The share must not be exceeded\"}]\n"
        "    effective: {from: 2020-01-01}\n    applies_if: project.country in (\"KG\", \"KZ\")\n"
        "    let:\n      total: g.n%d + g.n%d\n"
        "    fail_if: total >= 25 and not(g.b%d) or g.n%d > %d\n"
        "    conditional_if: g.b%d and total > 10\n"
        "    message:\n      fail: \"The total is {total}\"\n      any: \"{g.n%d} percent\"\n"
        "    remedy: [{text: \"Sell a part\", changes: [g.n%d]}]\n"
        "    tests:\n"
        "      - {name: over, given: {project.country: KG, g.n%d: 60, g.n%d: 60, g.b%d: false}, "
        "expect: {status: fail}}\n"
        "      - {name: under, given: {project.country: KG, g.n%d: 1, g.n%d: 1, g.b%d: true}, "
        "expect: {status: pass}}\n",
        i, i, i, fact, (fact + 1) % SAMPLE_FACTS, fact, fact, 50 + i % 50, fact, fact, fact, fact,
        (fact + 1) % SAMPLE_FACTS, fact, fact, (fact + 1) % SAMPLE_FACTS, fact);
}

static const char *pack_path(struct subject *s, int i)
{
    return i < 0 ? arena_printf(s->a, "%s/facts.yaml", s->dir)
                 : arena_printf(s->a, "%s/rules%d.yaml", s->dir, i);
}

static void write_packs(struct subject *s)
{
    for (int i = -1; i < FILES; i++) {
        FILE *f = fopen(pack_path(s, i), "w");
        if (f == NULL)
            continue;
        if (i < 0)
            write_facts(f);
        else
            fprintf(f,
                    "format: adit-rules/1\npack: g.rules%d\ntitle: G\nowner: o\n"
                    "checked_on: 2026-11-23\nrules:\n",
                    i);
        for (int k = 0; i >= 0 && k < LOADED / FILES; k++)
            write_rule(f, i * (LOADED / FILES) + k);
        fclose(f);
    }
}

static void loading(struct subject *s)
{
    char dir[] = "/tmp/adit-bench-XXXXXX";
    if (mkdtemp(dir) == NULL)
        return;
    s->dir = dir;
    write_packs(s);
    double took = median_time(once_load, s, ROUNDS, 1);
    line(arena_printf(s->a, "load %zu generated rules, each with two tests", s->n), took,
         "limit 100 ms");
    for (int i = -1; i < FILES; i++)
        unlink(pack_path(s, i));
    rmdir(dir);
}

int main(int argc, char **argv)
{
    struct subject s = {.a = arena_new(), .scratch = arena_new()};
    const char *figures = argc > 1 ? argv[1] : NULL;
    printf("Rulebook, median of %d rounds\n", ROUNDS);
    generated(&s, figures);
    shipped(&s);
    loading(&s);
    double started = median_time(once_start, &s, ROUNDS, 1);
    if (s.n != 0) {
        line("adit check on Kutessay II, from a cold start", started, "");
        keep_figure(figures, "start", started, "");
    }
    arena_free(s.scratch);
    arena_free(s.a);
    return 0;
}
