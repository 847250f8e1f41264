/* adit rank: many applications for one programme, judged by the same packs, in order. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/assess/rank.h"
#include "core/base/file.h"
#include "core/base/utf8.h"
#include "core/base/vec.h"
#include "tui/commands/assessed.h"

struct run {
    struct session session;
    struct rank_job job;
    struct ranking ranking;
    char packs[SHA256_HEX]; /* of all packs' ids, versions and hashes */
};

static const char *plain(struct arena *a, struct dec d)
{
    return fact_display(a, NULL, feel_number(d));
}

static const char *interval(struct arena *a, const struct rank_entry *e)
{
    if (dec_cmp(e->low, e->high) == 0)
        return plain(a, e->low);
    return arena_printf(a, "%s to %s", plain(a, e->low), plain(a, e->high));
}

/* What puts the i-th above the next one; "" for the last. */
static const char *above_next(const struct ranking *r, size_t i)
{
    enum rank_reason reason;
    if (i + 1 == r->n_ranked)
        return "";
    rank_compare(r->ranked[i], r->ranked[i + 1], &reason);
    return rank_reason_name(reason);
}

static void hash_packs(const struct rulebook *r, char out[SHA256_HEX])
{
    struct strbuf text;
    strbuf_init(&text, 0);
    for (size_t i = 0; i < rulebook_packs(r); i++) {
        const struct pack *p = rulebook_pack(r, i);
        strbuf_addf(&text, "%s %d %s\n", p->id, p->version, p->sha256);
    }
    sha256_hex(text.buf, text.len, out);
    strbuf_release(&text);
}

/* --- text --------------------------------------------------------------------------------------
 */

static bool pack_serves(const struct programme *p, const struct pack *pack)
{
    for (size_t i = 0; i < p->n_bars + p->n_scores; i++) {
        const struct rule *rule = i < p->n_bars ? p->bars[i] : p->scores[i - p->n_bars];
        if (strcmp(rule->pack, pack->id) == 0)
            return true;
    }
    return strcmp(p->pack, pack->id) == 0;
}

static void show_head(struct arena *a, struct strbuf *out, const struct run *r)
{
    const struct programme *p = r->job.programme;
    char date[DATE_TEXT_MAX];
    print_wrapped(a, out, "", 0, arena_printf(a, "%s (%s)", p->title, p->id));
    strbuf_addf(out, "as of %s, %zu applications ranked, %zu not read\n",
                date_text(r->session.as_of, date), r->ranking.n_ranked, r->ranking.n_failed);
    size_t reviewed = 0;
    for (size_t i = 0; i < r->ranking.n_ranked; i++)
        reviewed += r->ranking.ranked[i]->reviewed != 0 ? 1 : 0;
    if (r->job.reviewed)
        strbuf_addf(out,
                    "ORDERED BY THE REVIEWERS' VERDICT, not the computed one: %zu have a "
                    "review in force\n",
                    reviewed);
    else if (reviewed != 0)
        strbuf_addf(out, "by the computed verdict; %zu have a review in force (--reviewed)\n",
                    reviewed);
    strbuf_addf(out, "packs sha256 %s\n", r->packs);
    for (size_t i = 0; i < rulebook_packs(r->job.rulebook); i++) {
        const struct pack *pack = rulebook_pack(r->job.rulebook, i);
        if (pack_serves(p, pack))
            print_wrapped(a, out, "", 2,
                          arena_printf(a, "%s version %d, sha256 %.16s", pack->id, pack->version,
                                       pack->sha256));
    }
}

static int show_text(struct run *r)
{
    struct strbuf out;
    struct arena *row = arena_new();
    strbuf_init(&out, 0);
    show_head(row, &out, r);
    const struct ranking *k = &r->ranking;
    if (k->n_ranked != 0) {
        strbuf_addf(&out, "points of %s; the last column says what puts it above the next\n\n",
                    plain(row, k->ranked[0]->max));
        strbuf_addf(&out, "%5s %-22s %-2s %-12s %-12s %5s %4s %s\n", "", "application", "",
                    "verdict", "points", "stops", "open", "above by");
    }
    for (size_t i = 0; i < k->n_ranked; i++) {
        const struct rank_entry *e = k->ranked[i];
        strbuf_addf(&out, "%5zu ", i + 1);
        cell_fit(&out, harmless(row, e->id), 22);
        strbuf_addf(&out, " %-2s %-12s ", harmless(row, e->country), verdict_name(e->verdict));
        cell_fit(&out, interval(row, e), 12);
        const char *reason = above_next(k, i);
        strbuf_addf(&out, " %5zu %4zu%s%s\n", e->stops, e->open, *reason != '\0' ? " " : "",
                    reason);
        if (e->reviewed != 0)
            strbuf_addf(&out, "      %zu of its bars reviewed: %s with them, %s computed\n",
                        e->reviewed, verdict_name(e->verdict_reviewed),
                        verdict_name(e->verdict_computed));
        arena_reset(row);
    }
    arena_free(row);
    return print_buffer(&out);
}

/* --- CSV ---------------------------------------------------------------------------------------
 */

static int show_csv(struct run *r)
{
    struct strbuf out;
    struct arena *row = arena_new();
    char date[DATE_TEXT_MAX];
    strbuf_init(&out, 0);
    strbuf_adds(&out, "rank,project,name,country,file,programme,as_of,verdict,score_low,score_high,"
                      "score_max,stops,conditional,open,above_next_by,packs_sha256,verdict_"
                      "computed,verdict_reviewed,"
                      "reviews\r\n");
    for (size_t i = 0; i < r->ranking.n_ranked; i++) {
        const struct rank_entry *e = r->ranking.ranked[i];
        const char *fields[] = {arena_printf(row, "%zu", i + 1),
                                e->id,
                                e->name != NULL ? e->name : "",
                                e->country != NULL ? e->country : "",
                                e->where,
                                r->job.programme->id,
                                date_text(r->session.as_of, date),
                                verdict_name(e->verdict),
                                plain(row, e->low),
                                plain(row, e->high),
                                plain(row, e->max),
                                arena_printf(row, "%zu", e->stops),
                                arena_printf(row, "%zu", e->conditional),
                                arena_printf(row, "%zu", e->open),
                                above_next(&r->ranking, i),
                                r->packs,
                                verdict_name(e->verdict_computed),
                                verdict_name(e->verdict_reviewed),
                                arena_printf(row, "%zu", e->reviewed)};
        csv_row(&out, fields, sizeof fields / sizeof *fields);
        arena_reset(row);
    }
    arena_free(row);
    return print_buffer(&out);
}

/* --- JSON --------------------------------------------------------------------------------------
 */

static struct json *number(struct arena *a, struct dec d)
{
    char text[DEC_TEXT_MAX];
    return json_number_text(a, dec_text(dec_trim(d), text));
}

static struct json *count(struct arena *a, size_t n)
{
    return json_int(a, (long long)n);
}

static struct json *entry_json(struct arena *a, const struct ranking *k, size_t i)
{
    const struct rank_entry *e = k->ranked[i];
    struct json *o = json_object(a), *score = json_object(a);
    json_set(a, score, "low", number(a, e->low));
    json_set(a, score, "high", number(a, e->high));
    json_set(a, score, "max", number(a, e->max));
    json_set(a, o, "rank", count(a, i + 1));
    json_set(a, o, "project", json_string(a, e->id));
    json_set(a, o, "name", json_string(a, e->name));
    json_set(a, o, "country", json_string(a, e->country));
    json_set(a, o, "file", json_string(a, e->where));
    json_set(a, o, "verdict", json_string(a, verdict_name(e->verdict)));
    json_set(a, o, "verdict_computed", json_string(a, verdict_name(e->verdict_computed)));
    json_set(a, o, "verdict_reviewed", json_string(a, verdict_name(e->verdict_reviewed)));
    json_set(a, o, "reviews", count(a, e->reviewed));
    json_set(a, o, "score", score);
    json_set(a, o, "stops", count(a, e->stops));
    json_set(a, o, "conditional", count(a, e->conditional));
    json_set(a, o, "open", count(a, e->open));
    bool last = i + 1 == k->n_ranked;
    json_set(a, o, "above_next_by", last ? json_null(a) : json_string(a, above_next(k, i)));
    return o;
}

static int show_json(struct run *r)
{
    struct arena *a = r->session.arena;
    const struct ranking *k = &r->ranking;
    struct json *o = json_object(a), *programme = json_object(a);
    struct json *ranked = json_array(a), *failed = json_array(a), *same = json_array(a);
    char date[DATE_TEXT_MAX];
    json_set(a, programme, "id", json_string(a, r->job.programme->id));
    json_set(a, programme, "title", json_string(a, r->job.programme->title));
    for (size_t i = 0; i < k->n_ranked; i++)
        json_push(a, ranked, entry_json(a, k, i));
    for (size_t i = 0; i < k->n_failed; i++) {
        struct json *one = json_object(a);
        json_set(a, one, "file", json_string(a, k->failed[i]->where));
        json_set(a, one, "error", json_string(a, k->failed[i]->error));
        json_push(a, failed, one);
    }
    for (size_t i = 0; i < k->n_same_id; i++) {
        struct json *one = json_object(a);
        json_set(a, one, "project", json_string(a, k->same_id[i]->id));
        json_set(a, one, "file", json_string(a, k->same_id[i]->where));
        json_push(a, same, one);
    }
    json_set(a, o, "programme", programme);
    json_set(a, o, "as_of", json_string(a, date_text(r->session.as_of, date)));
    json_set(a, o, "adit", json_string(a, ADIT_VERSION));
    json_set(a, o, "ordered_by", json_string(a, r->job.reviewed ? "reviewed" : "computed"));
    json_set(a, o, "packs_sha256", json_string(a, r->packs));
    json_set(a, o, "packs", packs_json(a, r->job.rulebook));
    json_set(a, o, "ranked", ranked);
    json_set(a, o, "not_read", failed);
    json_set(a, o, "same_id", same);
    return print_json(o);
}

/* --- why one stands above the other ------------------------------------------------------------
 */

static const struct rank_entry *find_entry(const struct run *r, const char *name, size_t *rank)
{
    for (size_t i = 0; i < r->ranking.n_ranked; i++) {
        const struct rank_entry *e = r->ranking.ranked[i];
        if (strcmp(e->id, name) == 0 || strcmp(e->where, name) == 0) {
            *rank = i + 1;
            return e;
        }
    }
    const char **ids = ARENA_ARRAY(r->session.arena, r->ranking.n_ranked, const char *);
    for (size_t i = 0; i < r->ranking.n_ranked; i++)
        ids[i] = r->ranking.ranked[i]->id;
    const char *near = nearest_name(name, ids, r->ranking.n_ranked);
    fprintf(stderr, "adit rank: --why: no application '%s' was ranked\n",
            harmless(r->session.arena, name));
    if (near != NULL)
        fprintf(stderr, "    hint: did you mean '%s'?\n", harmless(r->session.arena, near));
    return NULL;
}

static const char *outcome(struct arena *a, const struct finding *f)
{
    if (!f->has_points)
        return status_name(f->status);
    if (dec_cmp(f->points_low, f->points_high) == 0)
        return arena_printf(a, "%s points", plain(a, f->points_low));
    return arena_printf(a, "%s to %s points", plain(a, f->points_low), plain(a, f->points_high));
}

static const struct programme_result *judge_again(const struct run *r, const char *where)
{
    struct arena *a = r->session.arena;
    struct diags *d = diags_new(a);
    const struct dossier *dossier = r->job.load(a, rulebook_catalogue(r->job.rulebook), where, d);
    return dossier != NULL ? rank_judge(a, &r->job, dossier, d) : NULL;
}

static void why_line(struct arena *a, struct strbuf *out, size_t rank, const struct rank_entry *e)
{
    print_wrapped(a, out, arena_printf(a, "%5zu ", rank), 6,
                  arena_printf(a, "%s: %s, points %s, stops %zu, conditional %zu, open %zu", e->id,
                               verdict_name(e->verdict), interval(a, e), e->stops, e->conditional,
                               e->open));
}

static int show_why(struct run *r, const char *pair)
{
    struct arena *a = r->session.arena;
    const char *comma = strchr(pair, ',');
    if (comma == NULL) {
        fprintf(stderr, "adit rank: --why takes two applications, A,B\n");
        return EXIT_USAGE;
    }
    size_t rank_x, rank_y, n;
    const char *names[2] = {arena_strndup(a, pair, (size_t)(comma - pair)), comma + 1};
    const struct rank_entry *x = find_entry(r, names[0], &rank_x);
    const struct rank_entry *y = find_entry(r, names[1], &rank_y);
    if (x == NULL || y == NULL)
        return EXIT_USAGE;
    if (rank_x > rank_y) {
        const struct rank_entry *e = x;
        size_t rank = rank_x;
        x = y, y = e, rank_x = rank_y, rank_y = rank;
    }
    const struct programme_result *px = judge_again(r, x->where), *py = judge_again(r, y->where);
    if (px == NULL || py == NULL) {
        fprintf(stderr, "adit rank: --why: an application changed while it was read\n");
        return EXIT_INPUT;
    }
    enum rank_reason reason;
    rank_compare(x, y, &reason);
    const struct rank_difference *all = rank_differences(a, px, py, &n);
    struct strbuf out;
    strbuf_init(&out, 0);
    why_line(a, &out, rank_x, x);
    why_line(a, &out, rank_y, y);
    strbuf_addf(&out, "The first stands above the second by: %s.\n", rank_reason_name(reason));
    strbuf_addf(&out, "%zu checks come out otherwise%s\n", n, n != 0 ? ":" : "");
    for (size_t i = 0; i < n; i++) {
        print_wrapped(a, &out, "", 2,
                      arena_printf(a, "%s %s: %s against %s", all[i].is_bar ? "bar" : "score",
                                   all[i].x->rule->id, outcome(a, all[i].x), outcome(a, all[i].y)));
        print_wrapped(a, &out, "", 6, all[i].x->message);
        if (strcmp(all[i].x->message, all[i].y->message) != 0)
            print_wrapped(a, &out, "", 6, arena_printf(a, "against: %s", all[i].y->message));
    }
    return print_buffer(&out);
}

/* --- the command -------------------------------------------------------------------------------
 */

static bool find_programme(struct run *r, const struct args *args)
{
    const char *id = args_get(args, "--programme");
    const struct rulebook *book = r->session.rulebook;
    if (id == NULL) {
        fprintf(stderr, "adit rank: which programme? --programme ID, one of:\n");
        for (size_t i = 0; i < rulebook_programmes(book); i++)
            fprintf(stderr, "    %s\n", rulebook_programme(book, i)->id);
        return false;
    }
    r->job.programme = programme_named(&r->session, "rank", id);
    return r->job.programme != NULL;
}

static bool read_threads(const struct args *args, unsigned *out)
{
    const char *text = args_get(args, "--threads");
    char *end;
    *out = 2;
    if (text == NULL)
        return true;
    long n = strtol(text, &end, 10);
    if (*text != '\0' && *end == '\0' && n >= 1 && n <= 64) {
        *out = (unsigned)n;
        return true;
    }
    fprintf(stderr, "adit rank: --threads takes a number from 1 to 64\n");
    return false;
}

/* Names, scores and errors of all are kept to be sorted. */
enum { FILES_MAX = 100000 };

/* A folder stands for the project files in it. */
static const char *const *all_files(struct session *s, const struct args *args, size_t *n)
{
    VEC(const char *) all = {0};
    for (size_t i = 0; i < args->n_rest; i++) {
        struct stat st;
        size_t inside = 0;
        char **names = NULL;
        bool folder = stat(args->rest[i], &st) == 0 && S_ISDIR(st.st_mode);
        if (folder)
            names = file_list(s->arena, args->rest[i], ".yaml", &inside, s->diags);
        for (size_t k = 0; k < inside; k++)
            VEC_PUSH(s->arena, &all, names[k]);
        if (!folder)
            VEC_PUSH(s->arena, &all, args->rest[i]);
    }
    *n = all.n;
    return all.items;
}

/* What could not be read, and ids that stand twice, on the error output. */
static void report_trouble(const struct run *r)
{
    const struct ranking *k = &r->ranking;
    struct arena *a = r->session.arena;
    for (size_t i = 0; i < k->n_failed; i++)
        fprintf(stderr, "adit rank: '%s' is left out:\n%s", harmless(a, k->failed[i]->where),
                k->failed[i]->error);
    for (size_t i = 0; i < k->n_same_id; i++)
        fprintf(stderr, "adit rank: the project id '%s' stands more than once: '%s'\n",
                harmless(a, k->same_id[i]->id), harmless(a, k->same_id[i]->where));
}

static int show(struct run *r, const struct args *args)
{
    const char *why = args_get(args, "--why");
    if (why != NULL)
        return show_why(r, why);
    if (args_has(args, "--json"))
        return show_json(r);
    return args_has(args, "--csv") ? show_csv(r) : show_text(r);
}

static int run_rank(const struct args *args)
{
    struct run r = {.job = {.load = project_load}};
    int code = EXIT_USAGE;
    size_t n;
    if (!read_threads(args, &r.job.threads))
        return EXIT_USAGE;
    if (!session_open(&r.session, args, &code))
        return code;
    if (!find_programme(&r, args)) {
        session_close(&r.session);
        return EXIT_USAGE;
    }
    r.job.rulebook = r.session.rulebook;
    r.job.data = r.session.data;
    r.job.as_of = r.session.as_of;
    r.job.reviewed = args_has(args, "--reviewed");
    hash_packs(r.job.rulebook, r.packs);
    const char *const *files = all_files(&r.session, args, &n);
    if (n > FILES_MAX) {
        fprintf(stderr,
                "adit rank: %zu files, more than the %d that one ranking takes\n"
                "    hint: rank them in parts, then the best of each part together\n",
                n, FILES_MAX);
        session_close(&r.session);
        return EXIT_USAGE;
    }
    rank_run(r.session.arena, &r.job, files, n, &r.ranking);
    report_trouble(&r);
    code = show(&r, args);
    if (code == EXIT_DONE && r.ranking.n_failed != 0)
        code = EXIT_INPUT;
    session_close(&r.session);
    return code;
}

static const struct option_spec options[] = {
    {"--programme", "ID", "the programme to judge by"},
    RULES_OPTION,
    AS_OF_OPTION,
    {"--why", "A,B", "what sets two applications apart, by project id or file"},
    {"--reviewed", NULL, "by the verdict with the reviews in force, not the computed one"},
    {"--threads", "T", "how many at once (default 2); the result is the same"},
    {"--csv", NULL, "print CSV (RFC 4180)"},
    JSON_OPTION,
    {0},
};

const struct command cmd_rank = {
    .name = "rank",
    .synopsis = "PROJECT.yaml... --programme ID [options]",
    .summary = "many applications for one programme, best first",
    .details =
        "Eligible applications come first, then conditional, undetermined and ineligible ones. "
        "Among these, more points that are sure (the low end), then more that are possible (the "
        "high end), then fewer failed bars, then the project's id. A folder stands for the .yaml "
        "files in it. A file that cannot be read is named on the error output, the rest is "
        "ranked, and the exit code is 3. In CSV a text that a spreadsheet would take for a "
        "formula has an apostrophe before it.",
    .options = options,
    .min_rest = 1,
    .max_rest = SIZE_MAX,
    .run = run_rank,
};
