//! A project's rows and labels, in `project.db` in the project's folder. One process at a time
//! holds a project; every change is one transaction.

use super::snapshot::DATABASE;
use super::version::Version;
use super::{
    Columns, DataSummary, Example, Goal, HistoryStep, Part, ReadOptions, RejectedRow, RowFilter,
    RowPage, SplitShares, history, import, parts, rows, schema, split, summary,
};
use crate::error::{Error, IoContext, Result};
use crate::store::Lock;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const LOCK: &str = "project.lock";

/// An open project. Dropping it releases the lock.
pub struct Project {
    pub(super) db: Connection,
    folder: PathBuf,
    pub(super) path: PathBuf,
    /// Computed when asked for, and again after a change.
    pub(super) version: Option<Version>,
    _lock: Lock,
}

/// What a list of projects shows, read without opening the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peek {
    pub name: Option<String>,
    pub goal: Goal,
    pub rows: usize,
    pub categories: usize,
    /// What a row is called.
    pub noun: Option<String>,
    /// The run that the person chose.
    pub in_use: Option<String>,
    /// Right answers and rows of the exam, by run, as they were last looked at.
    pub results: BTreeMap<String, (usize, usize)>,
}

/// Under which the project notes what a row is called.
pub const NOUN: &str = "noun";
/// Before a run's name: what was right on the exam when someone last looked, and its rows.
const RESULT: &str = "result:";
/// Under which it notes the run that the person chose.
pub const IN_USE: &str = "in_use";

impl Project {
    /// Opens the project in `folder`, or makes one there. `Code::Busy` if another process has it.
    pub fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).at_path(folder)?;
        let lock = Lock::take(&folder.join(LOCK), "This project")?;
        let path = folder.join(DATABASE);
        let db = schema::open(&path)?;
        // Noted once, so that a later default changes no project's split.
        db.execute(
            "INSERT OR IGNORE INTO meta VALUES ('seed', ?1), ('shares', ?2)",
            [parts::SEED.to_string(), parts::shares_text(split::DEFAULT_SHARES)],
        )
        .map_err(|e| schema::failed(e, &path))?;
        let mut project = Self { db, folder: folder.to_owned(), path, version: None, _lock: lock };
        project.finish_forgetting()?;
        Ok(project)
    }

    /// A glance at a project that may be open elsewhere; nothing is locked or changed.
    pub fn peek(folder: &Path) -> Result<Peek> {
        let path = folder.join(DATABASE);
        std::fs::metadata(&path).at_path(&path)?;
        let fail = |e| schema::failed(e, &path);
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
        let db = Connection::open_with_flags(&path, flags).map_err(fail)?;
        db.busy_timeout(std::time::Duration::from_millis(500)).map_err(fail)?;
        schema::refuse_newer(&db, &path)?;
        let meta = |key| get_meta(&db, key).map_err(fail);
        let (name, noun, in_use) = (meta("name")?, meta(NOUN)?, meta(IN_USE)?);
        let rows = db.query_row("SELECT COUNT(*) FROM live", [], |r| r.get(0)).map_err(fail)?;
        let categories = super::categories::in_use(&db).map_err(fail)?.len();
        let results = results(&db).map_err(fail)?;
        let goal = super::goal::of(&db).map_err(fail)?;
        Ok(Peek { name, goal, rows, categories, noun, in_use, results })
    }

    /// Notes a run's result for those who only peek; none forgets it.
    pub fn note_result(&mut self, run: &str, result: Option<(usize, usize)>) -> Result<()> {
        let key = format!("{RESULT}{run}");
        let text = result.map(|(right, rows)| format!("{right} {rows}"));
        if self.note(&key)? == text { Ok(()) } else { self.set_note(&key, text.as_deref()) }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn name(&self) -> Result<Option<String>> {
        get_meta(&self.db, "name").map_err(|e| self.failed(e))
    }

    pub fn set_name(&mut self, name: &str) -> Result<()> {
        set_meta(&self.db, "name", name).map_err(|e| self.failed(e))
    }

    /// Takes the rows of a file in. `test_only` makes them the exam; `replace` puts them in the
    /// place of all earlier rows. `progress` hears bytes done and in all; when it says false,
    /// nothing of the file stays and the error is `Code::Interrupted`.
    pub fn import(
        &mut self,
        file: &Path,
        options: &ReadOptions,
        columns: &Columns,
        test_only: bool,
        replace: bool,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<DataSummary> {
        let request = import::Request { file, options, columns, test_only, replace };
        self.change(|tx, path| import::run(tx, path, &request, progress))?;
        self.summary()
    }

    pub fn summary(&self) -> Result<DataSummary> {
        summary::summary(&self.db).map_err(|e| self.failed(e))
    }

    /// Rows in the order they came, filtered.
    pub fn rows(&self, filter: &RowFilter, offset: usize, limit: usize) -> Result<RowPage> {
        rows::page(&self.db, filter, offset, limit).map_err(|e| self.failed(e))
    }

    /// Rows of the imported files that could not be read.
    pub fn rejected(&self, offset: usize, limit: usize) -> Result<Vec<RejectedRow>> {
        let read = || {
            let mut query = self.db.prepare_cached(
                "SELECT line, reason, excerpt FROM rejected
                 JOIN source ON source.id = rejected.source AND source.active = 1
                 ORDER BY rejected.id LIMIT ?1 OFFSET ?2",
            )?;
            let rows = query.query_map([rows::number(limit), rows::number(offset)], |r| {
                Ok(RejectedRow { line: r.get(0)?, reason: r.get(1)?, excerpt: r.get(2)? })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|e| self.failed(e))
    }

    /// Divides anew, on the person's wish. Rows of the exam stay in the exam.
    pub fn set_shares(&mut self, shares: SplitShares) -> Result<DataSummary> {
        split::check_shares(shares)?;
        self.change(|tx, path| parts::divide(tx, path, shares))?;
        self.summary()
    }

    /// Takes the newest step back; nothing happens when there is none.
    pub fn undo(&mut self) -> Result<DataSummary> {
        self.change(|tx, path| history::undo(tx).map_err(|e| schema::failed(e, path)))?;
        self.summary()
    }

    /// Does the step again that was taken back last.
    pub fn redo(&mut self) -> Result<DataSummary> {
        self.change(|tx, path| history::redo(tx).map_err(|e| schema::failed(e, path)))?;
        self.summary()
    }

    /// The steps that can be taken back, or were, the newest first.
    pub fn history(&self, limit: usize) -> Result<Vec<HistoryStep>> {
        history::list(&self.db, limit).map_err(|e| self.failed(e))
    }

    /// What the project notes under `key`, beside its data and outside undo.
    pub fn note(&self, key: &str) -> Result<Option<String>> {
        get_meta(&self.db, key).map_err(|e| self.failed(e))
    }

    pub fn set_note(&mut self, key: &str, value: Option<&str>) -> Result<()> {
        match value {
            Some(value) => set_meta(&self.db, key, value),
            None => self.db.execute("DELETE FROM meta WHERE key = ?1", [key]).map(|_| ()),
        }
        .map_err(|e| self.failed(e))
    }

    /// The labelled rows, in the order they came.
    pub fn examples(&self) -> Result<Vec<Example>> {
        let mut examples = Vec::new();
        self.each_example(&mut |example| examples.push(example)).map_err(|e| self.failed(e))?;
        Ok(examples)
    }

    /// SHA-256 over what training sees: id, text, category and part of every labelled row.
    pub fn data_hash(&self) -> Result<String> {
        let mut hash = super::load::DataHash::default();
        self.each_example(&mut |example| hash.add(&example)).map_err(|e| self.failed(e))?;
        Ok(hash.finish())
    }

    pub(super) fn each_example(&self, each: &mut dyn FnMut(Example)) -> rusqlite::Result<()> {
        let mut query = self.db.prepare_cached(
            "SELECT id, text, label, part FROM live
             WHERE label IS NOT NULL AND part IS NOT NULL ORDER BY id",
        )?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let part = parts::from_number(row.get(3)?);
            let Some(part) = part else { continue };
            each(Example { id: row.get(0)?, text: row.get(1)?, label: row.get(2)?, part });
        }
        Ok(())
    }

    /// Every row in the order it came: text, category, group and part, empty where there is none.
    pub(super) fn each_row(&self, each: &mut dyn FnMut([String; 4]) -> Result<()>) -> Result<()> {
        let fail = |e| self.failed(e);
        let mut query = self
            .db
            .prepare_cached("SELECT text, label, grp, part FROM live ORDER BY id")
            .map_err(fail)?;
        let mut rows = query.query([]).map_err(fail)?;
        while let Some(row) = rows.next().map_err(fail)? {
            let text = |column| row.get::<_, Option<String>>(column).map(Option::unwrap_or_default);
            let part = match row.get(3).map(parts::from_number).map_err(fail)? {
                Some(Part::Train) => "train",
                Some(Part::Validation) => "validation",
                Some(Part::Test) => "test",
                None => "",
            };
            let cells = || Ok([text(0)?, text(1)?, text(2)?, part.to_owned()]);
            each(cells().map_err(fail)?)?;
        }
        Ok(())
    }

    /// How many rows have no category.
    pub fn unlabelled(&self) -> Result<usize> {
        self.db
            .query_row("SELECT COUNT(*) FROM live WHERE label IS NULL", [], |r| r.get(0))
            .map_err(|e| self.failed(e))
    }

    /// One transaction: all of `work`, or nothing.
    pub(super) fn change(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &Path) -> Result<()>,
    ) -> Result<()> {
        self.version = None;
        let path = self.path.clone();
        let fail = |e| schema::failed(e, &path);
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        work(&tx, &path)?;
        tx.commit().map_err(fail)
    }

    pub(super) fn failed(&self, error: rusqlite::Error) -> Error {
        schema::failed(error, &self.path)
    }
}

fn results(db: &Connection) -> rusqlite::Result<BTreeMap<String, (usize, usize)>> {
    let mut query = db.prepare("SELECT key, value FROM meta WHERE key LIKE 'result:%'")?;
    let mut rows = query.query([])?;
    let mut results = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (key, value): (String, String) = (row.get(0)?, row.get(1)?);
        let numbers: Vec<usize> = value.split(' ').filter_map(|n| n.parse().ok()).collect();
        if let (Some(run), [right, rows]) = (key.strip_prefix(RESULT), &numbers[..]) {
            results.insert(run.to_owned(), (*right, *rows));
        }
    }
    Ok(results)
}

pub(super) fn get_meta(db: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    db.query_row("SELECT value FROM meta WHERE key = ?1", [key], |r| r.get(0)).optional()
}

pub(super) fn set_meta(db: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    db.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", [key, value]).map(|_| ())
}
