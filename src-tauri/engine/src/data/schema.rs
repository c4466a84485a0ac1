//! The tables of `project.db`. A change of the schema is a new migration at the end of the list;
//! the database counts in `user_version` how many it has seen.

use crate::error::{Code, Error, Result};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    -- An imported file. A replaced one stays, inactive, as long as undo can bring it back.
    CREATE TABLE source (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        options TEXT NOT NULL,
        columns TEXT NOT NULL,
        test_only INTEGER NOT NULL,
        rows INTEGER NOT NULL DEFAULT 0,
        rejected INTEGER NOT NULL DEFAULT 0,
        active INTEGER NOT NULL DEFAULT 1
    );

    -- Ids are never used twice: history and earlier runs may name them.
    CREATE TABLE row (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
        line INTEGER NOT NULL,
        text TEXT NOT NULL,
        text_key INTEGER NOT NULL,
        words INTEGER NOT NULL,
        label TEXT,
        grp TEXT,
        -- 0 train, 1 validation, 2 test; kept when the label is taken away, so that a row
        -- comes back into the part it had.
        part INTEGER,
        deleted INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX row_source ON row(source);

    CREATE TABLE rejected (
        id INTEGER PRIMARY KEY,
        source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
        line INTEGER NOT NULL,
        reason TEXT NOT NULL,
        excerpt TEXT NOT NULL
    );
    CREATE INDEX rejected_source ON rejected(source);

    -- What the person did, and what each step changed: enough to go both ways.
    CREATE TABLE step (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE change (
        step INTEGER NOT NULL REFERENCES step(id) ON DELETE CASCADE,
        field TEXT NOT NULL,
        id INTEGER NOT NULL,
        before,
        after,
        PRIMARY KEY (step, field, id)
    ) WITHOUT ROWID;

    -- The rows that count.
    CREATE VIEW live AS
        SELECT row.*, source.test_only FROM row JOIN source ON source.id = row.source
        WHERE source.active = 1 AND row.deleted = 0;
    ",
    "
    -- What a step was, so that every language can name it.
    ALTER TABLE step ADD COLUMN kind TEXT NOT NULL DEFAULT 'other';
    ALTER TABLE step ADD COLUMN names TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE step ADD COLUMN at INTEGER NOT NULL DEFAULT 0;

    -- What a person decided on the row: label, model, or both: and the other category's id.
    ALTER TABLE row ADD COLUMN verdict TEXT;

    -- What a summary counts, without touching the texts.
    CREATE INDEX row_facts ON row(source, deleted, label, part, words, grp);
    DROP INDEX row_source;

    -- A category stays the same under another name, and runs know it by this id. Two ids may
    -- have one name: then the categories were joined.
    CREATE TABLE category (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);

    -- What runs answered to exam rows. The probabilities are little-endian f32, one a category
    -- of the run; they are absent where the run had learned from the row.
    CREATE TABLE answered (run TEXT PRIMARY KEY, majority INTEGER) WITHOUT ROWID;
    CREATE TABLE answer (
        run TEXT NOT NULL REFERENCES answered(run) ON DELETE CASCADE,
        row INTEGER NOT NULL,
        -- The row's text as it was, so that an edited one is asked again.
        text INTEGER NOT NULL,
        -- Its category's id when the run ended; absent when it joined the exam later.
        label INTEGER,
        kept BLOB,
        quick_head BLOB,
        PRIMARY KEY (run, row)
    ) WITHOUT ROWID;
    ",
    "
    -- What an unlabelled row waits for: later, colleague, or none (it fits no category).
    ALTER TABLE row ADD COLUMN mark TEXT;

    -- A category may be there before any row has it.
    ALTER TABLE category ADD COLUMN declared INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE category ADD COLUMN definition TEXT;

    -- How a step's rows came to be asked about: by chance, or because of what they are; and what
    -- was suggested (a category's id), whether or not it was shown.
    CREATE TABLE asked (
        step INTEGER NOT NULL REFERENCES step(id) ON DELETE CASCADE,
        row INTEGER NOT NULL,
        random INTEGER NOT NULL,
        suggestion INTEGER,
        confidence REAL,
        PRIMARY KEY (step, row)
    ) WITHOUT ROWID;
    CREATE INDEX asked_row ON asked(row);

    -- What is asked next. A guess is little-endian f32, one for each of the categories that meta
    -- names under queue_categories.
    CREATE TABLE queue (
        place INTEGER PRIMARY KEY,
        row INTEGER NOT NULL,
        random INTEGER NOT NULL,
        guess BLOB NOT NULL
    );
    CREATE INDEX queue_row ON queue(row);
    ",
    "
    -- What a check found and the person keeps as it is. A matter is a row's id, or the hash of a
    -- category's name.
    CREATE TABLE kept (
        id INTEGER PRIMARY KEY,
        finding TEXT NOT NULL,
        matter INTEGER NOT NULL,
        active INTEGER NOT NULL,
        UNIQUE (finding, matter)
    );
    ",
    "
    -- What its rows are for: classify, chat, continue. Where a model learns to write, a row has the
    -- empty label, and a conversation's text is its messages as JSON.
    ALTER TABLE source ADD COLUMN goal TEXT NOT NULL DEFAULT 'classify';
    ",
];

/// What a summary counts, without touching the texts.
pub(super) fn make_index(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("CREATE INDEX row_facts ON row(source, deleted, label, part, words, grp)")
}

/// For the time of a large change.
pub(super) fn drop_index(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("DROP INDEX row_facts")
}

/// Opens or makes the database and brings it up to date.
pub(super) fn open(path: &Path) -> Result<Connection> {
    let mut db = Connection::open(path).map_err(|e| failed(e, path))?;
    prepare(&mut db, path).map(|()| db)
}

fn prepare(db: &mut Connection, path: &Path) -> Result<()> {
    let fail = |e| failed(e, path);
    db.busy_timeout(Duration::from_secs(5)).map_err(fail)?;
    refuse_newer(db, path)?;
    db.pragma_update(None, "journal_mode", "WAL").map_err(fail)?;
    // A label is durable before the next row shows: flush at every commit.
    db.pragma_update(None, "synchronous", "FULL").map_err(fail)?;
    db.pragma_update(None, "foreign_keys", true).map_err(fail)?;
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
    let version = version(&tx).map_err(fail)?;
    for (i, migration) in MIGRATIONS.iter().enumerate().skip(version) {
        tx.execute_batch(migration).map_err(fail)?;
        tx.pragma_update(None, "user_version", i as i64 + 1).map_err(fail)?;
    }
    tx.commit().map_err(fail)
}

fn version(db: &Connection) -> rusqlite::Result<usize> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

pub(super) fn refuse_newer(db: &Connection, path: &Path) -> Result<()> {
    if version(db).map_err(|e| failed(e, path))? > MIGRATIONS.len() {
        return Err(Error::new(Code::TooNew, "This project was made by a newer Attune")
            .at(path.display().to_string())
            .safe("Nothing was changed")
            .advice("Open it with that version, or update this one"));
    }
    Ok(())
}

/// Every table, index, view and trigger, with the words it was made by.
fn shape(db: &Connection) -> rusqlite::Result<Vec<(String, String, String)>> {
    let mut query = db.prepare("SELECT type, name, COALESCE(sql, '') FROM sqlite_schema")?;
    let words = |sql: String| sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let rows = query.query_map([], |r| Ok((r.get(0)?, r.get(1)?, words(r.get(2)?))))?;
    let mut shape = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    shape.sort();
    Ok(shape)
}

/// Refuses a database from elsewhere that is not exactly what Attune makes: a trigger or a view of
/// someone else's would run when the project is used.
pub(super) fn refuse_foreign(path: &Path) -> Result<()> {
    let fail = |e| failed(e, path);
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
    let db = Connection::open_with_flags(path, flags).map_err(fail)?;
    db.pragma_update(None, "trusted_schema", false).map_err(fail)?;
    db.pragma_update(None, "cell_size_check", true).map_err(fail)?;
    refuse_newer(&db, path)?;
    let version = version(&db).map_err(fail)?;
    let ours = Connection::open_in_memory().map_err(fail)?;
    for migration in MIGRATIONS.iter().take(version) {
        ours.execute_batch(migration).map_err(fail)?;
    }
    let foreign = version == 0 || shape(&db).map_err(fail)? != shape(&ours).map_err(fail)?;
    let check = |r: &rusqlite::Row<'_>| r.get::<_, String>(0);
    if foreign || db.query_row("PRAGMA quick_check(1)", [], check).map_err(fail)? != "ok" {
        return Err(Error::new(Code::BadFile, "The database in it is not one that Attune made")
            .safe("Nothing was changed")
            .advice("Ask whoever made it to save the project anew"));
    }
    Ok(())
}

/// A database error in plain words.
pub(super) fn failed(error: rusqlite::Error, path: &Path) -> Error {
    use rusqlite::ErrorCode as E;
    let safe = "What was saved before is safe";
    let (code, what, advice) = match error.sqlite_error_code() {
        Some(E::DiskFull) => (Code::DiskFull, "The disk is full", "Free some space, then go on"),
        Some(E::DatabaseBusy | E::DatabaseLocked) => {
            (Code::Busy, "The project is in use", "Close it elsewhere, then try again")
        }
        Some(E::NotADatabase | E::DatabaseCorrupt) => (
            Code::BadFile,
            "The project's database is damaged",
            "Bring project.db back from a backup, or make a new project and import the file again",
        ),
        Some(E::PermissionDenied | E::ReadOnly | E::CannotOpen) => (
            Code::Io,
            "The project's database may not be opened or written",
            "Check that the folder can be written",
        ),
        Some(_) => (Code::Io, "Reading or saving the project failed", "Check the disk, then retry"),
        None => {
            return Error::internal("The project's database gave an answer of an unexpected form")
                .source(error);
        }
    };
    Error::new(code, what).at(path.display().to_string()).safe(safe).advice(advice).source(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_project_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("project.db");
        open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        let before = std::fs::read(&path).unwrap();
        assert_eq!(open(&path).unwrap_err().code, Code::TooNew);
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn what_runs_by_itself_is_refused_in_a_database_from_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("project.db");
        let db = open(&path).unwrap();
        refuse_foreign(&path).unwrap();
        db.execute_batch("CREATE TRIGGER t AFTER INSERT ON row BEGIN DELETE FROM row; END")
            .unwrap();
        assert_eq!(refuse_foreign(&path).unwrap_err().code, Code::BadFile);
        db.execute_batch("DROP TRIGGER t").unwrap();
        refuse_foreign(&path).unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        assert_eq!(refuse_foreign(&path).unwrap_err().code, Code::TooNew);
        db.pragma_update(None, "user_version", 0).unwrap();
        assert_eq!(refuse_foreign(&path).unwrap_err().code, Code::BadFile);
    }

    #[test]
    fn a_project_of_each_version_may_come_from_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        for version in 1..=MIGRATIONS.len() {
            let path = folder.path().join(format!("{version}.db"));
            let old = Connection::open(&path).unwrap();
            for migration in &MIGRATIONS[..version] {
                old.execute_batch(migration).unwrap();
            }
            old.pragma_update(None, "user_version", version as i64).unwrap();
            refuse_foreign(&path).unwrap();
            drop(open(&path).unwrap());
            refuse_foreign(&path).unwrap();
        }
    }

    #[test]
    fn a_damaged_project_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("project.db");
        std::fs::write(&path, "no database at all, but long enough to be looked at".repeat(50))
            .unwrap();
        assert_eq!(open(&path).unwrap_err().code, Code::BadFile);
    }

    #[test]
    fn a_project_of_the_first_version_keeps_its_rows_and_steps() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("project.db");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(MIGRATIONS[0]).unwrap();
        old.execute_batch(
            "INSERT INTO source VALUES (1, 'a.csv', 'x', '{}', '{}', 0, 1, 0, 1);
             INSERT INTO row VALUES (1, 1, 2, 'some text', 7, 2, 'A', NULL, 2, 0);
             INSERT INTO step VALUES (1, 'Added a.csv', 0);
             INSERT INTO change VALUES (1, 'source', 1, 0, 1);
             PRAGMA user_version = 1;",
        )
        .unwrap();
        drop(old);
        let db = open(&path).unwrap();
        let row: (String, Option<String>) = db
            .query_row("SELECT label, verdict FROM live", [], |r| Ok((r.get(0)?, r.get(1)?)))
            .unwrap();
        assert_eq!(row, ("A".into(), None));
        let steps = crate::data::history::list(&db, 9).unwrap();
        assert_eq!((steps.len(), steps[0].title.as_str(), steps[0].rows), (1, "Added a.csv", 1));
        assert_eq!((steps[0].kind, steps[0].at), (crate::data::StepKind::Other, 0));
    }

    #[test]
    fn opening_twice_migrates_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("project.db");
        drop(open(&path).unwrap());
        assert_eq!(version(&open(&path).unwrap()).unwrap(), MIGRATIONS.len());
    }
}
