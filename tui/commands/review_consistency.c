/* adit review --consistency: many applications, one after the other. */
#include <string.h>
#include <sys/stat.h>

#include "core/assess/review_compare.h"
#include "core/base/file.h"
#include "core/base/vec.h"
#include "tui/commands/assessed.h"
#include "tui/commands/review_view.h"

struct places {
    VEC(const char *) all;
    size_t n_failed;
};

static bool is_workspace(const char *path)
{
    size_t n = strlen(path);
    struct stat st;
    return n > 3 && strcmp(path + n - 3, ".db") == 0 && stat(path, &st) == 0;
}

static void add_workspace(struct session *s, const char *path, struct places *to)
{
    struct diags *d = diags_new(s->arena);
    size_t n = 0;
    struct store *store = store_open(path, false, true, d);
    const struct store_project *all = store != NULL ? store_projects(store, s->arena, &n, d) : NULL;
    for (size_t i = 0; all != NULL && i < n; i++)
        VEC_PUSH(s->arena, &to->all, arena_printf(s->arena, "%s:%s", path, all[i].id));
    if (all == NULL) {
        struct session bad = *s;
        bad.diags = d;
        session_report(&bad);
        to->n_failed++;
    }
    store_close(store);
}

static void add_place(struct session *s, const char *path, struct places *to)
{
    struct stat st;
    size_t n = 0;
    if (is_workspace(path)) {
        add_workspace(s, path, to);
    } else if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        char **names = file_list(s->arena, path, ".yaml", &n, s->diags);
        for (size_t i = 0; i < n; i++)
            VEC_PUSH(s->arena, &to->all, names[i]);
    } else {
        VEC_PUSH(s->arena, &to->all, path);
    }
}

/* False after saying on stderr why it is left out. */
static bool take(const struct session *s, const char *path, struct review_comparison *c)
{
    struct session one = *s;
    one.arena = arena_new();
    one.diags = diags_new(one.arena);
    const struct dossier *d =
        project_load(one.arena, rulebook_catalogue(s->rulebook), path, one.diags);
    const struct econ_result *e =
        d != NULL ? econ_run(one.arena, d, s->data, NULL, one.diags) : NULL;
    bool ok = e != NULL && diags_ok(one.diags);
    if (ok)
        review_comparison_add(c, assess(one.arena, s->rulebook, d, s->as_of, e));
    else
        fprintf(stderr, "adit review: '%s' is left out:\n", harmless(one.arena, path));
    if (!ok)
        session_report(&one);
    arena_free(one.arena);
    return ok;
}

/* --- output ------------------------------------------------------------------------------------
 */

static const char *share(struct arena *a, size_t n, size_t of)
{
    if (of < 10)
        return arena_printf(a, "%zu of %zu", n, of);
    return arena_printf(a, "%zu of %zu (%zu %%)", n, of, (n * 100 + of / 2) / of);
}

static int as_text(struct arena *a, const struct review_row *rows, size_t n, size_t n_read)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    strbuf_addf(&out, "%zu applications\n", n_read);
    if (n == 0)
        strbuf_adds(&out, "no reviewer has decided anything in them\n");
    for (size_t i = 0; i < n; i++) {
        const struct review_row *r = &rows[i];
        bool first = i == 0 || strcmp(r->check, rows[i - 1].check) != 0 ||
                     r->computed != rows[i - 1].computed;
        if (first)
            strbuf_addf(&out, "\n%s, computed %s (%zu more that nobody has reviewed)\n", r->check,
                        status_name(r->computed), r->nobody_of);
        const char *text = arena_printf(
            a, "%s: decided otherwise in %s (waived %zu, overrode %zu); others %s", r->reviewer,
            share(a, r->waived + r->overridden, r->of), r->waived, r->overridden,
            r->others_of != 0 ? share(a, r->others, r->others_of) : "none to compare with");
        print_wrapped(a, &out, r->difference == REVIEW_DIFFERS ? "! " : "  ", 2, text);
        if (r->difference != REVIEW_ALIKE)
            strbuf_adds(&out, r->difference == REVIEW_DIFFERS ? "    DIFFERS from the others\n"
                                                              : "    too few to compare\n");
    }
    return print_buffer(&out);
}

static int as_csv(struct arena *a, const struct review_row *rows, size_t n)
{
    static const char *const heads[] = {"check",      "computed",  "reviewer", "waived",
                                        "overridden", "of",        "others",   "others_of",
                                        "nobody_of",  "difference"};
    struct strbuf out;
    strbuf_init(&out, 0);
    csv_row(&out, heads, 10);
    for (size_t i = 0; i < n; i++) {
        const struct review_row *r = &rows[i];
        const char *const row[] = {r->check,
                                   status_name(r->computed),
                                   r->reviewer,
                                   arena_printf(a, "%zu", r->waived),
                                   arena_printf(a, "%zu", r->overridden),
                                   arena_printf(a, "%zu", r->of),
                                   arena_printf(a, "%zu", r->others),
                                   arena_printf(a, "%zu", r->others_of),
                                   arena_printf(a, "%zu", r->nobody_of),
                                   review_difference_name(r->difference)};
        csv_row(&out, row, 10);
    }
    return print_buffer(&out);
}

static int as_json(struct arena *a, const struct review_row *rows, size_t n, size_t n_read)
{
    struct json *o = json_object(a), *list = json_array(a);
    for (size_t i = 0; i < n; i++) {
        const struct review_row *r = &rows[i];
        struct json *x = json_object(a);
        json_set(a, x, "check", json_string(a, r->check));
        json_set(a, x, "computed", json_string(a, status_name(r->computed)));
        json_set(a, x, "reviewer", json_string(a, r->reviewer));
        json_set(a, x, "waived", json_int(a, (long long)r->waived));
        json_set(a, x, "overridden", json_int(a, (long long)r->overridden));
        json_set(a, x, "of", json_int(a, (long long)r->of));
        json_set(a, x, "others", json_int(a, (long long)r->others));
        json_set(a, x, "others_of", json_int(a, (long long)r->others_of));
        json_set(a, x, "nobody_of", json_int(a, (long long)r->nobody_of));
        json_set(a, x, "difference", json_string(a, review_difference_name(r->difference)));
        json_push(a, list, x);
    }
    json_set(a, o, "applications", json_int(a, (long long)n_read));
    json_set(a, o, "rows", list);
    return print_json(o);
}

int review_show_consistency(const struct args *args)
{
    struct session s;
    int code;
    if (!session_open(&s, args, &code))
        return code;
    struct places places = {.n_failed = 0};
    struct review_comparison *c = review_comparison_new(s.arena);
    for (size_t i = 0; i < args->n_rest; i++)
        add_place(&s, args->rest[i], &places);
    size_t n, n_read = 0;
    for (size_t i = 0; i < places.all.n; i++)
        n_read += take(&s, places.all.items[i], c) ? 1 : 0;
    const struct review_row *rows = review_comparison_rows(c, &n);
    code = args_has(args, "--json")  ? as_json(s.arena, rows, n, n_read)
           : args_has(args, "--csv") ? as_csv(s.arena, rows, n)
                                     : as_text(s.arena, rows, n, n_read);
    if (code == EXIT_DONE && (n_read != places.all.n || places.n_failed != 0))
        code = EXIT_INPUT;
    session_close(&s);
    return code;
}
