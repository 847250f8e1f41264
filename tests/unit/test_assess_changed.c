/* An assessment after a change equals the assessment made anew, byte for byte, for every fact of
 * the shipped rules with answers of its type, over the shipped samples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
/* cmocka wants the four above before it. */
#include <cmocka.h>

#include "core/assess/assess.h"

enum { EVERY = 17 }; /* of the facts, in each round others */

struct fixture {
    struct arena *a, *each;
    const struct rulebook *r;
    const struct econ_data *data;
};

static const struct date today = {2026, 11, 24};

static int setup(void **state)
{
    static const char *const dirs[] = {"rules"};
    struct arena *a = arena_new();
    struct fixture *f = ARENA_NEW(a, struct fixture);
    struct diags *d = diags_new(a);
    *f = (struct fixture){a, arena_new(), rulebook_load(a, dirs, 1, false, d),
                          econ_data_load(a, "rules", d)};
    *state = f;
    return f->r != NULL && f->data != NULL ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    arena_free(f->each);
    arena_free(f->a);
    return 0;
}

static const char *text_of(struct arena *a, const struct assessment *s)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    json_write(&out, assessment_json(a, s), 0);
    const char *text = arena_strdup(a, out.buf);
    strbuf_release(&out);
    return text;
}

static struct feel_value answer_for(const struct fact_def *def, size_t k)
{
    static const int numbers[] = {0, 1, 30, 75, 250, 100000};
    static const struct date dates[] = {{2020, 6, 1}, {2026, 12, 31}, {2027, 1, 1}, {2041, 3, 1}};
    switch (def->type->kind) {
    case FT_BOOLEAN:
        return feel_boolean(k % 2 == 0);
    case FT_ENUM:
        return feel_string(def->type->names[k % def->type->n]);
    case FT_NUMBER:
        return feel_number(dec_from_int(numbers[k % 6]));
    case FT_DATE:
        return feel_date(dates[k % 4]);
    case FT_STRING:
        return feel_string(k % 2 == 0 ? "Алтын" : "none named");
    default:
        return feel_null();
    }
}

static void check_change(struct fixture *f, const struct assessment *before, const char *fact,
                         struct feel_value v)
{
    arena_reset(f->each);
    const struct dossier *d = dossier_with(f->each, before->dossier, fact, v);
    const struct econ_result *e = econ_run(f->each, d, f->data, NULL, NULL);
    const char *anew = text_of(f->each, assess(f->each, f->r, d, today, e));
    const char *changed = text_of(f->each, assess_changed(f->each, before, d, e));
    if (strcmp(anew, changed) != 0)
        fail_msg("after a change of %s the findings differ", fact);
}

static void each_fact(struct fixture *f, const char *path, size_t round)
{
    struct diags *diags = diags_new(f->a);
    const struct catalogue *c = rulebook_catalogue(f->r);
    const struct dossier *d = dossier_load_file(f->a, path, c, diags);
    assert_non_null(d);
    const struct econ_result *e = econ_run(f->a, d, f->data, NULL, NULL);
    const struct assessment *before = assess(f->a, f->r, d, today, e);
    for (size_t i = round; i < catalogue_count(c); i += EVERY) {
        const struct fact_def *def = catalogue_at(c, i);
        if (!def->derived && strcmp(def->name, "project.country") != 0)
            check_change(f, before, def->name, answer_for(def, i + round));
    }
    check_change(f, before, "economics.basis.discount_rate",
                 feel_number(dec_from_int((int)(round % 2))));
}

static void same_as_anew(void **state)
{
    static const char *const samples[] = {
        "templates/projects/kutessay-ii.yaml", "templates/projects/kundybay.yaml",
        "templates/projects/khandiza.yaml", "templates/projects/teaching-turkmenistan.yaml"};
    for (size_t i = 0; i < 4; i++)
        each_fact(*state, samples[i], i);
}

/* A second change on top of the first, whose findings lie in two arenas. */
static void change_upon_change(void **state)
{
    struct fixture *f = *state;
    struct diags *diags = diags_new(f->a);
    const struct catalogue *c = rulebook_catalogue(f->r);
    const struct dossier *d =
        dossier_load_file(f->a, "templates/projects/kutessay-ii.yaml", c, diags);
    const struct assessment *one = assess(f->a, f->r, d, today, NULL);
    const struct fact_def *first = catalogue_find(c, "licence.expiry_date");
    assert_non_null(first);
    const struct dossier *changed = dossier_with(f->a, d, first->name, answer_for(first, 3));
    const struct assessment *two = assess_changed(f->a, one, changed, NULL);
    assert_string_equal(text_of(f->a, two),
                        text_of(f->a, assess(f->a, f->r, changed, today, NULL)));
    check_change(f, two, "deposit.tonnage_t", feel_number(dec_from_int(5)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_as_anew),
                                       cmocka_unit_test(change_upon_change)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
