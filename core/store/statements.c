#include "core/store/statements.h"

const char *const statement_sql[SQL_COUNT] = {
#define X(id, sql) sql,
    STATEMENTS(X)
#undef X
};

/* A revision names the one it replaces (0: none). That pair is unique, so that of two writers who
 * saw the same state only one can go on, and the history of a fact is a chain without forks. */
static const char first[] =
    "CREATE TABLE project ("
    "  id TEXT PRIMARY KEY NOT NULL CHECK (id <> '' AND id NOT GLOB '*[^a-z0-9-]*'),"
    "  name TEXT NOT NULL, country TEXT NOT NULL, revision INTEGER NOT NULL,"
    "  created_at TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT;"
    "CREATE TABLE revision ("
    "  number INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  project TEXT NOT NULL REFERENCES project (id), fact TEXT NOT NULL,"
    "  previous INTEGER NOT NULL,"
    "  state TEXT NOT NULL CHECK (state IN ('value', 'none', 'unknown')),"
    "  text TEXT, quoted INTEGER NOT NULL, low TEXT, high TEXT, sponsor TEXT, reviewer TEXT,"
    "  why TEXT, note TEXT, unit TEXT,"
    "  grade TEXT NOT NULL CHECK (grade IN ('none', 'asserted', 'document', 'verified', 'expert')),"
    "  author TEXT NOT NULL, at TEXT NOT NULL,"
    "  UNIQUE (project, fact, previous)) STRICT;"
    "CREATE INDEX revision_previous ON revision (previous);"
    "CREATE TABLE evidence ("
    "  revision INTEGER PRIMARY KEY REFERENCES revision (number),"
    "  document TEXT, page TEXT, quote TEXT, date TEXT) STRICT;"
    "CREATE TABLE document ("
    "  project TEXT NOT NULL REFERENCES project (id), position INTEGER NOT NULL,"
    "  path TEXT, title TEXT, sha256 TEXT, date TEXT, language TEXT,"
    "  PRIMARY KEY (project, position)) STRICT;"
    "CREATE TABLE draft ("
    "  project TEXT NOT NULL REFERENCES project (id), fact TEXT NOT NULL, author TEXT NOT NULL,"
    "  text TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (project, fact, author)) STRICT;"
    "CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision"
    "  BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;"
    "CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision"
    "  BEGIN SELECT RAISE(ABORT, 'revisions are never deleted'); END;"
    "CREATE TRIGGER revision_no_replace BEFORE INSERT ON revision WHEN EXISTS ("
    "  SELECT 1 FROM revision WHERE number = NEW.number OR"
    "  (project = NEW.project AND fact = NEW.fact AND previous = NEW.previous))"
    "  BEGIN SELECT RAISE(ABORT, 'revisions are never replaced'); END;"
    "CREATE TRIGGER evidence_no_replace BEFORE INSERT ON evidence WHEN EXISTS ("
    "  SELECT 1 FROM evidence WHERE revision = NEW.revision)"
    "  BEGIN SELECT RAISE(ABORT, 'evidence is never replaced'); END;"
    "CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence"
    "  BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;"
    "CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence"
    "  BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;";

const char *const migrations[] = {first};
const int n_migrations = (int)(sizeof migrations / sizeof *migrations);
