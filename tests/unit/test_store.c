/* core/store: the workspace. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "core/store/store.h"

static struct arena *arena;
static struct diags *diags;
static struct catalogue *facts;
static char folder[64], path[96];

static const char entries[] =
    "project.country: {type: 'enum(\"KZ\", \"UZ\", \"KG\", \"TJ\", \"TM\")', ask: Where is it?}\n"
    "licence.kind: {type: 'enum(\"exploration\", \"mining\", \"none\")', ask: Which right?}\n"
    "licence.expiry_date: {type: date, ask: When does it end?}\n"
    "licence.number: {type: string, ask: Which number?}\n"
    "deposit.tonnage_t: {type: number, unit: t, range: '>= 0', ask: How much ore?}\n"
    "deposit.metals: {type: 'list<string>', ask: Which metals?}\n";

static const char project[] =
    "adit: 1\nproject: kutessay-ii\nname: \"Кутессай II\"\ncountry: KG\n"
    "facts:\n"
    "  licence:\n"
    "    kind: {value: mining, grade: document, note: seen, evidence: {document: l.pdf, page: 3, "
    "quote: \"a\\nb\", date: 2024-05-01}}\n"
    "    number: \"no\"\n"
    "    expiry_date: none\n"
    "  deposit:\n"
    "    tonnage_t: {value: 16 270 000, low: 14000000, high: 18000000, sponsor: 2e7, reviewer: "
    "16270000, why: rounded}\n"
    "    metals: [beryllium, \"a, b\"]\n"
    "economics:\n"
    "  plan: {ramp_up: [0.5, 1], ore_t: {value: null, note: asked}}\n"
    "  products: [{name: x, price: {value: 69, unit: USD/kg}}, {name: \"1e3\"}]\n"
    "  lines: {revenue: {2027: 0, 2028: 5}}\n"
    "documents: [{path: l.pdf, title: Licence}]\n";

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    diags = diags_new(arena);
    facts = catalogue_new(arena);
    strcpy(folder, "/tmp/adit-store-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return 1;
    snprintf(path, sizeof path, "%s/adit.db", folder);
    const struct yaml_node *map =
        yaml_load_text(arena, entries, strlen(entries), "facts.yaml", NULL, diags);
    return map != NULL && catalogue_add(facts, map, "test", diags) ? 0 : 1;
}

static int end(void **state)
{
    (void)state;
    static const char *const names[] = {"adit.db", "adit.db-wal", "adit.db-shm", "adit.db-journal",
                                        "other.db"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char file[128];
        snprintf(file, sizeof file, "%s/%s", folder, names[i]);
        unlink(file);
    }
    rmdir(folder);
    arena_free(arena);
    return 0;
}

static const char *said(void)
{
    struct strbuf buf;
    strbuf_init(&buf, 0);
    diags_format(diags, &buf);
    const char *s = arena_strdup(arena, buf.buf);
    strbuf_release(&buf);
    return s;
}

static void says(const char *word)
{
    if (strstr(said(), word) == NULL)
        fail_msg("\"%s\" does not say '%s'", said(), word);
    diags = diags_new(arena);
}

static struct store *open_it(void)
{
    struct store *s = store_open(path, true, false, diags);
    if (s == NULL)
        fail_msg("%s", said());
    return s;
}

static const struct dossier *file(const char *text)
{
    const struct dossier *d = dossier_load_text(arena, text, strlen(text), "p.yaml", facts, diags);
    if (d == NULL)
        fail_msg("%s", said());
    return d;
}

static size_t import(struct store *s, const char *text)
{
    size_t changed;
    if (!store_import(s, file(text), "anna", &changed, diags))
        fail_msg("%s", said());
    return changed;
}

static bool set(struct store *s, const char *name, const char *text, const char *author,
                long long expected)
{
    struct fact f;
    struct pos nowhere = {0};
    assert_true(fact_answer(arena, facts, name, text, false, nowhere, &f, diags));
    return store_set(s, "kutessay-ii", &f, author, expected, diags);
}

static const char *written(const struct dossier *d)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    dossier_write_yaml(d, &out);
    const char *s = arena_strdup(arena, out.buf);
    strbuf_release(&out);
    return s;
}

/* Runs SQL beside the store, as another program could. */
static int sql(const char *text)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    int code = sqlite3_exec(db, text, NULL, NULL, NULL);
    sqlite3_close(db);
    return code;
}

static long long number(const char *text)
{
    sqlite3 *db;
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    long long n = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return n;
}

/* --- what goes in comes out ------------------------------------------------------------------- */

static void import_and_export(void **state)
{
    (void)state;
    struct store *s = open_it();
    const struct dossier *d = file(project);
    assert_int_equal(import(s, project), dossier_count(d));
    assert_int_equal(import(s, project), 0); /* the same file again changes nothing */
    store_close(s);

    s = open_it();
    const struct dossier *back = store_dossier(s, arena, facts, "kutessay-ii", diags);
    assert_non_null(back);
    assert_string_equal(dossier_name(back), "Кутессай II");
    assert_int_equal(dossier_count(back), dossier_count(d));
    for (size_t i = 0; i < dossier_count(d); i++) {
        const struct fact *f = dossier_at(d, i), *g = dossier_fact(back, f->name);
        assert_non_null(g);
        if (f->value.kind != FEEL_UNKNOWN)
            assert_true(feel_identical(f->value, g->value));
        assert_int_equal(f->grade, g->grade);
        assert_string_equal(g->author, "anna");
        assert_int_equal(strlen(g->entered_at), strlen("2026-11-24T12:00:00Z"));
    }
    /* The exported file reads back as the same file, and importing it changes nothing. */
    const char *text = written(back);
    assert_string_equal(written(file(text)), text);
    assert_int_equal(import(s, text), 0);
    const struct fact *f = dossier_fact(back, "licence.kind");
    assert_string_equal(f->evidence.quote, "a\nb");
    assert_string_equal(f->evidence.page, "3");
    assert_int_equal(f->evidence.date.day, 1);
    f = dossier_fact(back, "deposit.tonnage_t");
    assert_string_equal(f->text, "16 270 000");
    assert_string_equal(fact_value_text(arena, f->sponsor), "20000000");
    assert_string_equal(dossier_document(back, 0)->title, "Licence");
    store_close(s);
}

static void a_file_takes_back(void **state)
{
    (void)state;
    struct store *s = open_it();
    import(s, project);
    static const char less[] = "adit: 1\nproject: kutessay-ii\nname: Kutessay\ncountry: KG\n"
                               "facts: {licence.kind: exploration}\n";
    size_t n = dossier_count(file(project));
    assert_int_equal(import(s, less), n - 1); /* all but the country */
    const struct dossier *d = store_dossier(s, arena, facts, "kutessay-ii", diags);
    assert_int_equal(dossier_count(d), 2);
    assert_string_equal(dossier_name(d), "Kutessay");
    assert_string_equal(dossier_fact(d, "licence.kind")->value.u.string, "exploration");
    assert_int_equal(dossier_documents(d), 0);
    assert_int_equal(import(s, project), n - 1); /* and back again, on top of the history */
    store_close(s);
}

static void history(void **state)
{
    (void)state;
    struct store *s = open_it();
    import(s, project);
    assert_true(set(s, "licence.kind", "exploration", "boris", -1));
    assert_true(set(s, "licence.kind", "unknown", "vera", -1));
    size_t n;
    const struct store_revision_row *rows =
        store_log(s, arena, "kutessay-ii", "licence.kind", &n, diags);
    assert_int_equal(n, 3);
    assert_null(rows[0].previous_text);
    assert_string_equal(rows[0].text, "mining");
    assert_int_equal(rows[0].grade, GRADE_DOCUMENT);
    assert_string_equal(rows[0].evidence.document, "l.pdf");
    assert_string_equal(rows[1].previous_text, "mining");
    assert_string_equal(rows[1].text, "exploration");
    assert_string_equal(rows[1].author, "boris");
    assert_string_equal(rows[2].previous_text, "exploration");
    assert_null(rows[2].text);
    assert_true(rows[0].number < rows[1].number && rows[1].number < rows[2].number);
    rows = store_log(s, arena, "kutessay-ii", NULL, &n, diags);
    assert_int_equal(n, dossier_count(file(project)) + 2);
    assert_null(dossier_fact(store_dossier(s, arena, facts, "kutessay-ii", diags), "licence.kind"));
    store_close(s);
    /* No program can change or delete what was entered. */
    assert_int_equal(sql("UPDATE revision SET text = 'x'"), SQLITE_CONSTRAINT);
    assert_int_equal(sql("DELETE FROM revision"), SQLITE_CONSTRAINT);
    assert_int_equal(sql("UPDATE evidence SET quote = 'x'"), SQLITE_CONSTRAINT);
    assert_int_equal(sql("DELETE FROM evidence"), SQLITE_CONSTRAINT);
    assert_int_equal(sql("INSERT OR REPLACE INTO evidence SELECT revision, 'x', page, quote, date "
                         "FROM evidence"),
                     SQLITE_CONSTRAINT);
    assert_int_equal(sql("INSERT OR REPLACE INTO revision SELECT number, project, fact, previous, "
                         "state, 'x', quoted, low, high, sponsor, reviewer, why, note, unit, "
                         "grade, author, at FROM revision"),
                     SQLITE_CONSTRAINT);
}

static void projects(void **state)
{
    (void)state;
    struct store *s = open_it();
    size_t n = 9;
    assert_non_null(store_projects(s, arena, &n, diags));
    assert_int_equal(n, 0);
    import(s, project);
    import(s, "adit: 1\nproject: a-second\nname: Second\ncountry: KZ\n");
    const struct store_project *list = store_projects(s, arena, &n, diags);
    assert_int_equal(n, 2);
    assert_string_equal(list[0].id, "a-second");
    assert_int_equal(list[0].n_facts, 1);
    assert_string_equal(list[1].name, "Кутессай II");
    long long before = list[1].revision;
    assert_true(set(s, "licence.number", "7", "anna", -1));
    list = store_projects(s, arena, &n, diags);
    assert_true(list[1].revision > before);
    assert_null(store_dossier(s, arena, facts, "kutessay-i", diags));
    says("did you mean 'kutessay-ii'");
    assert_null(store_log(s, arena, "nothing-like-it", NULL, &n, diags));
    says("adit projects");
    store_close(s);
}

static void the_country(void **state)
{
    (void)state;
    struct store *s = open_it();
    import(s, project);
    assert_true(set(s, "project.country", "KZ", "anna", -1));
    assert_string_equal(dossier_country(store_dossier(s, arena, facts, "kutessay-ii", diags)),
                        "KZ");
    store_close(s);
}

static void drafts(void **state)
{
    (void)state;
    struct store *s = open_it();
    import(s, project);
    assert_null(store_draft_get(s, arena, "kutessay-ii", "licence.kind", "anna"));
    assert_true(store_draft_put(s, "kutessay-ii", "licence.kind", "min", "anna", diags));
    assert_true(store_draft_put(s, "kutessay-ii", "licence.kind", "mini", "anna", diags));
    assert_true(store_draft_put(s, "kutessay-ii", "licence.kind", "ex", "boris", diags));
    store_close(s);
    s = open_it();
    assert_string_equal(store_draft_get(s, arena, "kutessay-ii", "licence.kind", "anna"), "mini");
    assert_true(store_draft_put(s, "kutessay-ii", "licence.kind", NULL, "anna", diags));
    assert_null(store_draft_get(s, arena, "kutessay-ii", "licence.kind", "anna"));
    assert_string_equal(store_draft_get(s, arena, "kutessay-ii", "licence.kind", "boris"), "ex");
    store_close(s);
}

/* --- two at once ------------------------------------------------------------------------------ */

static void the_slower_is_told(void **state)
{
    (void)state;
    struct store *one = open_it(), *two = open_it();
    import(one, project);
    long long seen = store_revision(two, "kutessay-ii", "licence.number", diags);
    long long counter = store_change_counter(two);
    assert_true(seen > 0);
    assert_true(set(one, "licence.number", "first", "anna", seen));
    assert_true(store_change_counter(two) > counter);
    counter = store_change_counter(two);
    assert_int_equal(store_change_counter(two), counter);
    assert_false(set(two, "licence.number", "second", "boris", seen));
    says("changed meanwhile by anna");
    const struct dossier *d = store_dossier(two, arena, facts, "kutessay-ii", diags);
    assert_string_equal(dossier_fact(d, "licence.number")->value.u.string, "first");
    seen = store_revision(two, "kutessay-ii", "licence.number", diags);
    assert_true(set(two, "licence.number", "second", "boris", seen));
    assert_int_equal(store_revision(one, "kutessay-ii", "deposit.tonnage", diags), 0);
    assert_true(set(one, "economics.plan.new", "5", "anna", 0));
    assert_false(set(two, "economics.plan.new", "6", "boris", 0));
    says("anna");
    store_close(one);
    store_close(two);
}

enum { WRITERS = 3, ANSWERS = 25 };

static void wait_for(const pid_t *children)
{
    for (int w = 0; w < WRITERS; w++) {
        int status;
        assert_int_equal(waitpid(children[w], &status, 0), children[w]);
        assert_int_equal(status, 0);
    }
}

/* Several processes make the same workspace at once: it is made one time, and each gets in. */
static void many_makers(void **state)
{
    (void)state;
    pid_t children[WRITERS];
    for (int w = 0; w < WRITERS; w++) {
        children[w] = fork();
        assert_true(children[w] >= 0);
        if (children[w] != 0)
            continue;
        const char *text =
            arena_printf(arena, "adit: 1\nproject: project-%d\nname: K\ncountry: KG\n", w);
        struct store *s = store_open(path, true, false, diags);
        size_t changed;
        bool ok = s != NULL && store_import(s, file(text), "anna", &changed, diags);
        if (!ok)
            fprintf(stderr, "%s", said());
        store_close(s);
        _exit(ok ? 0 : 1);
    }
    wait_for(children);
    struct store *s = open_it();
    size_t n;
    assert_non_null(store_projects(s, arena, &n, diags));
    assert_int_equal(n, WRITERS);
    store_close(s);
}

/* Several processes answer the same question many times: all answers are there, and their history
 * is one chain. */
static void many_writers(void **state)
{
    (void)state;
    struct store *s = open_it();
    import(s, project);
    store_close(s);
    pid_t children[WRITERS];
    for (int w = 0; w < WRITERS; w++) {
        children[w] = fork();
        assert_true(children[w] >= 0);
        if (children[w] != 0)
            continue;
        s = store_open(path, true, false, diags);
        bool ok = s != NULL;
        for (int i = 0; ok && i < ANSWERS; i++)
            ok = set(s, "licence.number", i % 2 == 0 ? "even" : "odd",
                     arena_printf(arena, "writer %d", w), -1);
        if (!ok)
            fprintf(stderr, "%s", said());
        store_close(s);
        _exit(ok ? 0 : 1);
    }
    wait_for(children);
    s = open_it();
    size_t n;
    assert_non_null(store_log(s, arena, "kutessay-ii", "licence.number", &n, diags));
    assert_int_equal(n, 1 + WRITERS * ANSWERS);
    store_close(s);
    assert_int_equal(number("SELECT count(*) FROM revision a WHERE a.fact = 'licence.number' AND "
                            "NOT EXISTS (SELECT 1 FROM revision b WHERE b.previous = a.number)"),
                     1);
}

/* A writer that is killed in mid-write loses at most the answer that it had not been told of. */
static void killed(void **state)
{
    (void)state;
    for (int round = 0; round < 5; round++) {
        int told[2];
        assert_int_equal(pipe(told), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            struct store *s = store_open(path, true, false, diags);
            import(s, project);
            for (int i = 0;; i++) {
                const char *text = arena_printf(arena, "answer %d", i);
                if (!set(s, "licence.number", text, "anna", -1) ||
                    write(told[1], &i, sizeof i) != (ssize_t)sizeof i)
                    _exit(1);
            }
        }
        close(told[1]);
        int last = -1;
        for (int i = 0; i < 20 + round * 7; i++)
            assert_int_equal(read(told[0], &last, sizeof last), (ssize_t)sizeof last);
        kill(child, SIGKILL);
        while (read(told[0], &last, sizeof last) == (ssize_t)sizeof last)
            continue;
        close(told[0]);
        int status;
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status));
        struct store *s = open_it();
        const struct dossier *d = store_dossier(s, arena, facts, "kutessay-ii", diags);
        int found = -1;
        assert_int_equal(sscanf(dossier_fact(d, "licence.number")->text, "answer %d", &found), 1);
        assert_true(found == last || found == last + 1);
        store_close(s);
        assert_int_equal(number("SELECT count(*) FROM pragma_integrity_check WHERE "
                                "integrity_check <> 'ok'"),
                         0);
    }
}

/* --- what is wrong is said -------------------------------------------------------------------- */

/* A child may not make files longer than the workspace's log is now: the disk is full for it. What
 * was answered before stays, and the workspace can be used again when there is room. */
static void a_full_disk(void **state)
{
    (void)state;
    struct store *s = open_it();
    import(s, project);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct rlimit limit = {64 * 1024, 64 * 1024};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        struct store *mine = store_open(path, true, false, diags);
        int told = 0;
        while (mine != NULL && told < 1000 && set(mine, "licence.number", "again", "boris", -1))
            told++;
        bool ok = mine != NULL && told < 1000 && strstr(said(), "the disk is full") != NULL &&
                  store_dossier(mine, arena, facts, "kutessay-ii", diags) != NULL;
        if (!ok)
            fprintf(stderr, "%d answers, then: %s", told, said());
        _exit(ok ? told : 255);
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 255);
    size_t n;
    assert_non_null(store_log(s, arena, "kutessay-ii", "licence.number", &n, diags));
    assert_int_equal(n, 1 + WEXITSTATUS(status));
    assert_true(set(s, "licence.number", "room again", "anna", -1));
    store_close(s);
    assert_int_equal(
        number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
}

/* A file without the right to write opens for reading, also where nothing can be put beside it. */
static void read_only(void **state)
{
    (void)state;
    struct store *s = open_it();
    import(s, project);
    store_close(s);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        chmod(path, 0444);
        chmod(folder, 0555);
        if (getuid() == 0 && setuid(65534) != 0)
            _exit(2);
        bool refused = store_open(path, true, false, diags) == NULL &&
                       strstr(said(), "may only be read") != NULL;
        diags = diags_new(arena);
        s = store_open(path, true, true, diags);
        bool ok = refused && s != NULL && store_is_read_only(s) &&
                  store_dossier(s, arena, facts, "kutessay-ii", diags) != NULL &&
                  !set(s, "licence.number", "x", "boris", -1) &&
                  strstr(said(), "may only be read") != NULL;
        if (!ok)
            fprintf(stderr, "%s", said());
        _exit(ok ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    chmod(folder, 0755);
    assert_int_equal(status, 0);
}

static void newer_and_foreign(void **state)
{
    (void)state;
    store_close(open_it());
    assert_int_equal(sql("PRAGMA user_version = 99"), SQLITE_OK);
    assert_null(store_open(path, true, false, diags));
    says("newer adit (version 99");
    assert_int_equal(number("PRAGMA user_version"), 99);
    unlink(path);
    assert_int_equal(sql("CREATE TABLE other (x)"), SQLITE_OK);
    assert_null(store_open(path, true, false, diags));
    says("another program");
    assert_null(store_open(path, false, true, diags));
    says("not a workspace");
    unlink(path);
    FILE *f = fopen(path, "w");
    fputs("this is a letter to the ministry, long enough to be no header of a database\n", f);
    fclose(f);
    assert_null(store_open(path, true, false, diags));
    says("not a workspace");
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_size, 76);
}

/* A file that says it is a workspace but holds other tables is an error, never a crash. */
static void a_forgery(void **state)
{
    (void)state;
    assert_int_equal(sql("PRAGMA application_id = 1633970548; PRAGMA user_version = 1"), SQLITE_OK);
    struct store *s = store_open(path, true, true, diags);
    size_t n;
    assert_non_null(s);
    assert_null(store_projects(s, arena, &n, diags));
    says("no such table");
    store_close(s);
    assert_int_equal(
        sql("CREATE TABLE project (id, name, country, revision, created_at, updated_at);"
            "CREATE TABLE revision (number, project, fact, previous, state, text, quoted, low, "
            "high,"
            "  sponsor, reviewer, why, note, unit, grade, author, at);"
            "CREATE TABLE evidence (revision, document, page, quote, date);"
            "CREATE TABLE document (project, position, path, title, sha256, date, language);"
            "INSERT INTO project (id) VALUES ('kutessay-ii'), (NULL), (x'00ff');"
            "INSERT INTO revision (number, project, fact, text) VALUES (1, 'kutessay-ii', NULL, 5),"
            "  (2, 'kutessay-ii', 'licence.kind', x'ff00'), (3, 'kutessay-ii', 'economics.a', "
            "'[')"),
        SQLITE_OK);
    s = store_open(path, true, true, diags);
    assert_non_null(store_projects(s, arena, &n, diags));
    assert_int_equal(n, 3);
    assert_non_null(store_dossier(s, arena, facts, "kutessay-ii", diags));
    assert_non_null(store_log(s, arena, "kutessay-ii", NULL, &n, diags));
    assert_int_equal(n, 3);
    size_t changed;
    if (store_import(s, file(project), "anna", &changed, diags))
        assert_true(changed > 0);
    store_close(s);
}

static void places(void **state)
{
    (void)state;
    assert_null(store_open(path, false, true, diags));
    says("there is no workspace");
    assert_null(store_open(folder, true, false, diags));
    says("this is a folder");
    assert_null(store_open("/tmp/adit-no-such-folder/x/adit.db", true, false, diags));
    says("there is no folder '/tmp/adit-no-such-folder/x'");
    assert_null(store_open("/dev/null/adit.db", true, false, diags));
    says("there is no folder '/dev/null'");
    assert_int_equal(access(path, F_OK), -1);
}

/* An empty file becomes a workspace; one whose making was cut short is finished. */
static void begun_only(void **state)
{
    (void)state;
    fclose(fopen(path, "w"));
    store_close(open_it());
    unlink(path);
    assert_int_equal(sql("PRAGMA journal_mode = WAL"), SQLITE_OK);
    store_close(open_it());
    assert_int_equal(number("PRAGMA user_version"), 1);
    assert_int_equal(number("PRAGMA application_id"), 0x61646974);
}

/* What a later rulebook does not know stays in the workspace and is said. */
static void another_rulebook(void **state)
{
    (void)state;
    struct store *s = open_it();
    import(s, project);
    struct catalogue *other = catalogue_new(arena);
    static const char changed[] = "licence.kind: {type: date, ask: Which?}\n"
                                  "licence.number: {type: string, ask: Which?}\n";
    assert_true(catalogue_add(
        other, yaml_load_text(arena, changed, strlen(changed), "o.yaml", NULL, diags), "o", diags));
    const struct dossier *d = store_dossier(s, arena, other, "kutessay-ii", diags);
    assert_non_null(d);
    assert_true(diags_ok(diags));
    assert_int_equal(diags_count(diags, DIAG_WARNING), 5);
    assert_null(dossier_fact(d, "licence.kind"));
    assert_string_equal(dossier_fact(d, "licence.number")->value.u.string, "no");
    says("'licence.kind' is taken as unanswered");
    size_t n;
    assert_non_null(store_log(s, arena, "kutessay-ii", "licence.kind", &n, diags));
    assert_int_equal(n, 1);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
        T(import_and_export),
        T(a_file_takes_back),
        T(history),
        T(projects),
        T(the_country),
        T(drafts),
        T(killed),
        T(the_slower_is_told),
        T(many_writers),
        T(many_makers),
        T(newer_and_foreign),
        T(places),
        T(begun_only),
        T(another_rulebook),
        T(a_full_disk),
        T(read_only),
        T(a_forgery),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
