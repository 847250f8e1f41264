/* statements.h: every SQL text of the workspace, in one table. Nothing else in adit builds SQL. */
#ifndef ADIT_STORE_STATEMENTS_H
#define ADIT_STORE_STATEMENTS_H

/* Columns of a revision with its evidence, in the order that read_revision() of store_read.c takes.
 */
#define REVISION_COLUMNS                                                                           \
    "r.number, r.fact, r.state, r.text, r.quoted, r.low, r.high, r.sponsor, r.reviewer, r.why, "   \
    "r.note, r.unit, r.grade, r.author, r.at, e.document, e.page, e.quote, e.date"

/* The last revision of each fact of a project. */
#define LAST_REVISIONS                                                                             \
    "SELECT " REVISION_COLUMNS " FROM revision r LEFT JOIN evidence e ON e.revision = r.number "   \
    "WHERE r.project = ?1 AND NOT EXISTS (SELECT 1 FROM revision n WHERE n.previous = r.number) "

#define STATEMENTS(X)                                                                              \
    X(BEGIN, "BEGIN IMMEDIATE")                                                                    \
    X(COMMIT, "COMMIT")                                                                            \
    X(ROLLBACK, "ROLLBACK")                                                                        \
    X(DATA_VERSION, "PRAGMA data_version")                                                         \
    X(PROJECTS,                                                                                    \
      "SELECT p.id, p.name, p.country, p.revision, p.updated_at, (SELECT count(*) FROM revision "  \
      "r "                                                                                         \
      "WHERE r.project = p.id AND r.state <> 'unknown' AND NOT EXISTS (SELECT 1 FROM revision n "  \
      "WHERE n.previous = r.number)) FROM project p ORDER BY p.id")                                \
    X(PROJECT, "SELECT id, name, country FROM project WHERE id = ?1")                              \
    X(PROJECT_IDS, "SELECT id FROM project ORDER BY id")                                           \
    X(PROJECT_PUT,                                                                                 \
      "INSERT INTO project (id, name, country, revision, created_at, updated_at) VALUES (?1, ?2, " \
      "?3, 0, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) "      \
      "ON CONFLICT (id) DO UPDATE SET name = ?2, country = ?3")                                    \
    X(PROJECT_COUNTRY, "UPDATE project SET country = ?2 WHERE id = ?1")                            \
    X(PROJECT_TOUCH,                                                                               \
      "UPDATE project SET revision = revision + 1, updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', "   \
      "'now') WHERE id = ?1")                                                                      \
    X(FACTS, LAST_REVISIONS "ORDER BY r.number")                                                   \
    X(FACT, LAST_REVISIONS "AND r.fact = ?2")                                                      \
    X(REVISION_ADD,                                                                                \
      "INSERT INTO revision (project, fact, previous, state, text, quoted, low, high, sponsor, "   \
      "reviewer, why, note, unit, grade, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, " \
      "?10, ?11, ?12, ?13, ?14, ?15, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))")                      \
    X(EVIDENCE_ADD,                                                                                \
      "INSERT INTO evidence (revision, document, page, quote, date) VALUES (?1, ?2, ?3, ?4, ?5)")  \
    X(LOG, "SELECT " REVISION_COLUMNS                                                              \
           ", (SELECT CASE o.state WHEN 'unknown' THEN NULL ELSE o.text END "                      \
           "FROM revision o WHERE o.number = r.previous) FROM revision r LEFT JOIN evidence e ON " \
           "e.revision = r.number WHERE r.project = ?1 AND (?2 IS NULL OR r.fact = ?2) ORDER BY "  \
           "r.number")                                                                             \
    X(DOCUMENTS,                                                                                   \
      "SELECT path, title, sha256, date, language FROM document WHERE project = ?1 ORDER BY "      \
      "position")                                                                                  \
    X(DOCUMENTS_CLEAR, "DELETE FROM document WHERE project = ?1")                                  \
    X(DOCUMENT_ADD,                                                                                \
      "INSERT INTO document (project, position, path, title, sha256, date, language) VALUES (?1, " \
      "?2, ?3, ?4, ?5, ?6, ?7)")                                                                   \
    X(DRAFT_PUT,                                                                                   \
      "INSERT INTO draft (project, fact, author, text, at) VALUES (?1, ?2, ?3, ?4, "               \
      "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ON CONFLICT (project, fact, author) DO UPDATE SET "  \
      "text = ?4, at = excluded.at")                                                               \
    X(DRAFT_CLEAR, "DELETE FROM draft WHERE project = ?1 AND fact = ?2 AND author = ?3")           \
    X(DRAFT_GET, "SELECT text FROM draft WHERE project = ?1 AND fact = ?2 AND author = ?3")

enum statement {
#define X(id, sql) SQL_##id,
    STATEMENTS(X)
#undef X
        SQL_COUNT
};

/* Migrations by number: user_version n has the first n of them. Each only ever adds. */
extern const char *const migrations[];
extern const int n_migrations;

extern const char *const statement_sql[SQL_COUNT];

#endif
