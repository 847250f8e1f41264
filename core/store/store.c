/* store.c: opening a workspace, its version, and errors said in words. */
#include "core/store/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/store/internal.h"

enum { BUSY_MS = 10000 };

static bool fail(const char *path, struct diags *d, const char *hint, const char *message)
{
    struct pos pos = {.file = path};
    diag_add(d, DIAG_ERROR, NULL, pos, hint, "%s", message);
    return false;
}

bool store_fail(struct store *s, struct diags *d)
{
    int code = sqlite3_errcode(s->db) & 0xff, system = sqlite3_system_errno(s->db);
    struct pos pos = {.file = s->path};
    switch (code) {
    case SQLITE_FULL:
        return fail(s->path, d, "make room and try again; what was saved before is safe",
                    "the disk is full: the change was not saved");
    case SQLITE_READONLY:
        return fail(s->path, d, "check the rights of the file and of its folder",
                    "the workspace may only be read: the change was not saved");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(s->path, d, "try again in a moment",
                    "another program has been writing to the workspace for too long");
    case SQLITE_NOTADB:
        return fail(s->path, d, "name another file; this one was not changed",
                    "this file is not a workspace");
    case SQLITE_CORRUPT:
        return fail(s->path, d, "restore it from a backup; 'sqlite3 FILE .recover' saves the rest",
                    "the workspace is damaged");
    case SQLITE_IOERR:
        if (sqlite3_extended_errcode(s->db) == SQLITE_IOERR_WRITE)
            return fail(s->path, d, "make room and try again; what was saved before is safe",
                        "the disk is full, or a limit on the size of files is reached: the change "
                        "was not saved");
        break;
    default:
        break;
    }
    diag_add(d, DIAG_ERROR, NULL, pos, system != 0 ? strerror(system) : NULL,
             "the workspace could not be used: %s", sqlite3_errmsg(s->db));
    return false;
}

sqlite3_stmt *store_statement(struct store *s, enum statement id, struct diags *d)
{
    if (s->prepared[id] == NULL &&
        sqlite3_prepare_v3(s->db, statement_sql[id], -1, SQLITE_PREPARE_PERSISTENT,
                           &s->prepared[id], NULL) != SQLITE_OK) {
        store_fail(s, d);
        return NULL;
    }
    sqlite3_reset(s->prepared[id]);
    sqlite3_clear_bindings(s->prepared[id]);
    return s->prepared[id];
}

int store_step(struct store *s, sqlite3_stmt *q, struct diags *d)
{
    int code = sqlite3_step(q);
    if (code == SQLITE_ROW)
        return 1;
    if (code != SQLITE_DONE)
        store_fail(s, d);
    sqlite3_reset(q);
    return code == SQLITE_DONE ? 0 : -1;
}

bool store_run(struct store *s, sqlite3_stmt *q, struct diags *d)
{
    return q != NULL && store_step(s, q, d) == 0;
}

bool store_begin(struct store *s, struct diags *d)
{
    if (s->read_only)
        return fail(s->path, d, "check the rights of the file and of its folder",
                    "the workspace may only be read: the change was not saved");
    return store_run(s, store_statement(s, SQL_BEGIN, d), d);
}

void store_rollback(struct store *s)
{
    struct arena *a = arena_new();
    if (!sqlite3_get_autocommit(s->db))
        store_run(s, store_statement(s, SQL_ROLLBACK, diags_new(a)), diags_new(a));
    arena_free(a);
}

bool store_commit(struct store *s, struct diags *d)
{
    if (store_run(s, store_statement(s, SQL_COMMIT, d), d))
        return true;
    store_rollback(s);
    return false;
}

void bind_text(sqlite3_stmt *q, int i, const char *text)
{
    if (text != NULL)
        sqlite3_bind_text(q, i, text, -1, SQLITE_STATIC);
}

const char *column_text(struct arena *a, sqlite3_stmt *q, int i)
{
    const unsigned char *text = sqlite3_column_text(q, i);
    return text != NULL ? arena_strndup(a, (const char *)text, (size_t)sqlite3_column_bytes(q, i))
                        : NULL;
}

const char *column_word(struct arena *a, sqlite3_stmt *q, int i)
{
    const char *text = column_text(a, q, i);
    return text != NULL ? text : "";
}

/* --- opening ---------------------------------------------------------------------------------- */

static bool run_text(struct store *s, const char *sql, struct diags *d)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(s, d);
}

/* The one number that a pragma or a count gives; -1 after an error. */
static long long number_of(struct store *s, const char *sql, struct diags *d)
{
    sqlite3_stmt *q = NULL;
    long long n = -1;
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
        n = sqlite3_column_int64(q, 0);
    else
        store_fail(s, d);
    sqlite3_finalize(q);
    return n;
}

static bool exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return ".";
    return slash == path ? "/" : arena_strndup(a, path, (size_t)(slash - path));
}

/* Says what stands in the way before SQLite says only "unable to open". */
static bool check_path(const char *path, bool create, struct diags *d)
{
    struct stat st;
    if (stat(path, &st) == 0) {
        if (S_ISDIR(st.st_mode))
            return fail(path, d, "name a file in it, as adit.db",
                        "this is a folder, not a workspace");
        if (access(path, R_OK) != 0)
            return fail(path, d, strerror(errno), "the workspace cannot be read");
        return true;
    }
    int why = errno;
    if (why != ENOENT && why != ENOTDIR)
        return fail(path, d, strerror(why), "the workspace cannot be opened");
    if (!create)
        return fail(path, d, "'adit import PROJECT.yaml' makes one; -w names another",
                    "there is no workspace of this name");
    struct arena *a = arena_new();
    const char *folder = folder_of(a, path);
    bool ok = true;
    if (stat(folder, &st) != 0 || !S_ISDIR(st.st_mode))
        ok = fail(path, d, "make the folder first, or name another place",
                  arena_printf(a, "there is no folder '%s'", folder));
    else if (access(folder, W_OK | X_OK) != 0)
        ok = fail(path, d, strerror(errno),
                  arena_printf(a, "nothing can be written in the folder '%s'", folder));
    arena_free(a);
    return ok;
}

/* Is the database ours, and of a version that we know? A new file is neither. */
static bool check_version(struct store *s, bool create, struct diags *d)
{
    long long id = number_of(s, "PRAGMA application_id", d);
    if (id < 0)
        return false;
    long long version = number_of(s, "PRAGMA user_version", d);
    if (id == 0 && version == 0 && create && !s->read_only) {
        long long objects = number_of(s, "SELECT count(*) FROM sqlite_schema", d);
        if (objects > 0)
            fail(s->path, d, "name another file; this one was not changed",
                 "this is a database of another program, not a workspace");
        return objects == 0;
    }
    if (id != STORE_APPLICATION_ID)
        return fail(s->path, d, "name another file; this one was not changed",
                    "this file is not a workspace");
    if (version <= n_migrations)
        return version >= 0;
    struct arena *a = arena_new();
    fail(s->path, d, "use that adit, or a newer one; the file was not changed",
         arena_printf(a, "the workspace was made by a newer adit (version %lld; this one knows %d)",
                      version, n_migrations));
    arena_free(a);
    return false;
}

/* Brings the schema up to date in one transaction; a second process that does the same waits and
 * finds it done. */
static bool migrate(struct store *s, struct diags *d)
{
    if (number_of(s, "PRAGMA user_version", d) == n_migrations)
        return true;
    if (s->read_only)
        return fail(s->path, d, "open it once where it can be written",
                    "the workspace is of an older version and may not be written");
    if (!run_text(s, "BEGIN IMMEDIATE", d))
        return false;
    long long version = number_of(s, "PRAGMA user_version", d);
    bool ok = version >= 0;
    struct arena *a = arena_new();
    for (long long i = version; ok && i < n_migrations; i++)
        ok = run_text(s, migrations[i], d);
    ok = ok && run_text(s,
                        arena_printf(a, "PRAGMA user_version = %d; PRAGMA application_id = %d",
                                     n_migrations, STORE_APPLICATION_ID),
                        d);
    arena_free(a);
    ok = ok && run_text(s, "COMMIT", d);
    if (!ok)
        store_rollback(s);
    return ok;
}

static bool settings(struct store *s, struct diags *d)
{
    sqlite3_busy_timeout(s->db, BUSY_MS);
    sqlite3_extended_result_codes(s->db, 1);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return run_text(s, "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL", d);
}

/* A path as a URI whose database is taken as it lies, for a folder where nothing can be written. */
static char *immutable_uri(struct arena *a, const char *path)
{
    struct strbuf uri;
    strbuf_init(&uri, 0);
    strbuf_adds(&uri, "file:");
    for (const char *p = path; *p != '\0'; p++) {
        if (strchr("?#%", *p) != NULL)
            strbuf_addf(&uri, "%%%02X", (unsigned)(unsigned char)*p);
        else
            strbuf_addch(&uri, *p);
    }
    strbuf_adds(&uri, "?immutable=1");
    char *text = arena_strdup(a, uri.buf);
    strbuf_release(&uri);
    return text;
}

static bool readable(sqlite3 *db)
{
    return sqlite3_exec(db, "PRAGMA schema_version", NULL, NULL, NULL) == SQLITE_OK;
}

/* Opens the file read-only. SQLite needs a place for its shared memory beside the file; without one
 * and without a log of unfinished changes the file is complete as it lies. */
static bool open_read_only(struct store *s, struct diags *d)
{
    if (sqlite3_open_v2(s->path, &s->db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        readable(s->db))
        return true;
    int code = sqlite3_errcode(s->db) & 0xff;
    struct arena *a = arena_new();
    bool log = exists(arena_printf(a, "%s-wal", s->path));
    bool ok = false;
    if (log)
        fail(s->path, d, "open it once where it can be written; that finishes them",
             "unfinished changes lie beside the workspace, in its -wal file");
    else if (code == SQLITE_CANTOPEN || code == SQLITE_READONLY) {
        sqlite3_close(s->db);
        s->db = NULL;
        ok = sqlite3_open_v2(immutable_uri(a, s->path), &s->db,
                             SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK ||
             store_fail(s, d);
    } else {
        store_fail(s, d);
    }
    arena_free(a);
    return ok;
}

static bool can_write(const char *path)
{
    struct arena *a = arena_new();
    const char *folder = folder_of(a, path);
    bool ok = access(folder, W_OK) == 0 && (!exists(path) || access(path, W_OK) == 0);
    arena_free(a);
    return ok;
}

static bool open_file(struct store *s, bool create, bool read_only, struct diags *d)
{
    if (exists(s->path) && !can_write(s->path)) {
        if (!read_only)
            return fail(s->path, d, "check the rights of the file and of its folder",
                        "the workspace may only be read");
        s->read_only = true;
        return open_read_only(s, d) && settings(s, d) && check_version(s, false, d) &&
               migrate(s, d);
    }
    int flags = SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(s->path, &s->db, flags, NULL) != SQLITE_OK)
        return store_fail(s, d);
    return settings(s, d) && check_version(s, create, d) &&
           run_text(s, "PRAGMA journal_mode = WAL", d) && migrate(s, d);
}

struct store *store_open(const char *path, bool create, bool read_only, struct diags *d)
{
    if (!check_path(path, create, d))
        return NULL;
    struct store *s = calloc(1, sizeof *s);
    char *copy = strdup(path);
    if (s == NULL || copy == NULL) {
        free(s);
        free(copy);
        fail(path, d, NULL, "there is no memory left");
        return NULL;
    }
    s->path = copy;
    if (open_file(s, create, read_only, d))
        return s;
    store_close(s);
    return NULL;
}

void store_close(struct store *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < SQL_COUNT; i++)
        sqlite3_finalize(s->prepared[i]);
    sqlite3_close(s->db);
    free(s->path);
    free(s);
}

const char *store_path(const struct store *s)
{
    return s->path;
}

bool store_is_read_only(const struct store *s)
{
    return s->read_only;
}

long long store_change_counter(struct store *s)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    sqlite3_stmt *q = store_statement(s, SQL_DATA_VERSION, d);
    long long n = 0;
    if (q != NULL && store_step(s, q, d) == 1)
        n = sqlite3_column_int64(q, 0);
    if (q != NULL)
        sqlite3_reset(q);
    arena_free(a);
    return n + sqlite3_total_changes64(s->db);
}
