/* How long one assessment takes: 500 generated checks, then the shipped packs on the first sample.
 * Prints the best of many rounds, in milliseconds, beside the limit that the design sets. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/assess/assess.h"

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static const char *const head =
    "format: adit-rules/1\npack: b\ntitle: B\nowner: o\nchecked_on: 2026-11-23\n"
    "sources: {law: {title: L, grade: statute}}\n"
    "facts:\n"
    "  project.country: {type: 'enum(\"KG\", \"KZ\", \"UZ\", \"TJ\", \"TM\")', ask: Q, effort: 1}\n"
    "  b.x: {type: number, ask: Q, effort: 1}\n"
    "  b.y: {type: number, ask: Q, effort: 1}\n"
    "  b.p: {type: boolean, ask: Q, effort: 1}\n"
    "rules:\n";

static double best_of(const struct rulebook *r, const struct dossier *d,
                      const struct econ_result *e, int rounds)
{
    double best = 1e9;
    for (int i = 0; i < rounds; i++) {
        struct arena *a = arena_new();
        double start = now_ms();
        assess(a, r, d, (struct date){2026, 11, 24}, e);
        double took = now_ms() - start;
        best = took < best ? took : best;
        arena_free(a);
    }
    return best;
}

static void generated(void)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    struct strbuf text;
    strbuf_init(&text, 0);
    strbuf_adds(&text, head);
    for (int i = 0; i < 500; i++)
        strbuf_addf(&text,
                    "  - id: b.r%d\n    version: 1\n    title: R\n    kind: flag\n"
                    "    severity: high\n    source: [{ref: law}]\n"
                    "    effective: {from: 2020-01-01}\n    applies_if: project.country = \"KG\"\n"
                    "    fail_if: b.x > %d and b.y < 3 or b.p\n"
                    "    conditional_if: b.x + b.y > %d\n",
                    i, i, i);
    const struct rulebook *r = rulebook_load_text(a, text.buf, text.len, "b.yaml", d);
    const char *project = "adit: 1\nproject: b\nname: B\ncountry: KG\n"
                          "facts: {b.x: 250, b.y: 5, b.p: false}\n";
    const struct dossier *p = r != NULL ? dossier_load_text(a, project, strlen(project), "p.yaml",
                                                            rulebook_catalogue(r), d)
                                        : NULL;
    if (p == NULL)
        return;
    const struct econ_result *e = econ_run(a, p, NULL, NULL, NULL);
    printf("assess, 500 generated checks: %.2f ms (limit 2)\n", best_of(r, p, e, 50));
    strbuf_release(&text);
    arena_free(a);
}

static void shipped(void)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const char *dir = "rules";
    double start = now_ms();
    const struct rulebook *r = rulebook_load(a, &dir, 1, false, d);
    double loaded = now_ms() - start;
    const struct dossier *p =
        r != NULL
            ? dossier_load_file(a, "templates/projects/kutessay-ii.yaml", rulebook_catalogue(r), d)
            : NULL;
    if (p == NULL)
        return;
    const struct econ_result *e = econ_run(a, p, econ_data_load(a, "rules", d), NULL, NULL);
    printf("load, %zu shipped rules: %.1f ms\n", rulebook_rules(r), loaded);
    printf("assess, %zu shipped rules on Kutessay II: %.2f ms\n", rulebook_rules(r),
           best_of(r, p, e, 20));
    size_t n;
    const struct assessment *s = assess(a, r, p, (struct date){2026, 11, 24}, e);
    start = now_ms();
    assess_questions(a, s, &n);
    printf("rank %zu questions: %.1f ms\n", n, now_ms() - start);
    arena_free(a);
}

int main(void)
{
    generated();
    shipped();
    return 0;
}
