//! A project's rows and labels, in `project.db` in the project's folder. One process at a time
//! holds a project; every change is one transaction.

use super::split::{self, SplitItem};
use super::table::excerpt;
use super::{
    Columns, DataSummary, Example, ReadOptions, RejectedRow, Row, RowFilter, RowPage, SplitShares,
    history, import, labels, schema, summary,
};
use crate::error::{Code, Error, IoContext, Result};
use crate::store::Lock;
use crate::train::event::Part;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

const DATABASE: &str = "project.db";
const LOCK: &str = "project.lock";
const SEED: u64 = 17;

/// An open project. Dropping it releases the lock.
pub struct Project {
    db: Connection,
    folder: PathBuf,
    path: PathBuf,
    _lock: Lock,
}

/// What a list of projects shows, read without opening the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peek {
    pub name: Option<String>,
    pub rows: usize,
    pub categories: usize,
}

impl Project {
    /// Opens the project in `folder`, or makes one there. `Code::Busy` if another process has it.
    pub fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).at_path(folder)?;
        let lock = Lock::take(&folder.join(LOCK), "This project")?;
        let path = folder.join(DATABASE);
        let db = schema::open(&path)?;
        Ok(Self { db, folder: folder.to_owned(), path, _lock: lock })
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
        let name = get_meta(&db, "name").map_err(fail)?;
        let (rows, categories) = db
            .query_row("SELECT COUNT(*), COUNT(DISTINCT label) FROM live", [], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })
            .map_err(fail)?;
        Ok(Peek { name, rows, categories })
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
        self.filtered(filter, offset, limit).map_err(|e| self.failed(e))
    }

    fn filtered(
        &self,
        filter: &RowFilter,
        offset: usize,
        limit: usize,
    ) -> rusqlite::Result<RowPage> {
        let mut wheres = vec!["1".to_string()];
        let mut values: Vec<Value> = Vec::new();
        if filter.unlabelled {
            wheres.push("live.label IS NULL".into());
        }
        if let Some(label) = &filter.label {
            values.push(label.clone().into());
            wheres.push(format!("live.label = ?{}", values.len()));
        }
        if let Some(part) = filter.part {
            values.push((part as i64).into());
            wheres.push(format!("live.part = ?{} AND live.label IS NOT NULL", values.len()));
        }
        let wheres = wheres.join(" AND ");
        let sql = format!(
            "SELECT live.id, text, label, grp, part, name, line FROM live
             JOIN source ON source.id = live.source WHERE {wheres} ORDER BY live.id"
        );
        let find = filter.find.as_deref().map(str::to_lowercase).filter(|f| !f.is_empty());
        let Some(find) = find else {
            let count = format!("SELECT COUNT(*) FROM live WHERE {wheres}");
            let total = self.db.query_row(
                &count,
                rusqlite::params_from_iter(&values),
                |r| r.get(0),
            )?;
            values.push((limit as i64).into());
            values.push((offset as i64).into());
            let sql = format!("{sql} LIMIT ?{} OFFSET ?{}", values.len() - 1, values.len());
            let mut query = self.db.prepare_cached(&sql)?;
            let rows = query.query_map(rusqlite::params_from_iter(&values), to_row)?;
            return Ok(RowPage { total, rows: rows.collect::<rusqlite::Result<_>>()? });
        };
        // SQLite ignores case in ASCII only, so the text is compared here.
        let mut page = RowPage { total: 0, rows: Vec::new() };
        let mut query = self.db.prepare_cached(&sql)?;
        let mut found = query.query(rusqlite::params_from_iter(&values))?;
        while let Some(row) = found.next()? {
            if !row.get_ref(1)?.as_str()?.to_lowercase().contains(&find) {
                continue;
            }
            if page.total >= offset && page.rows.len() < limit {
                page.rows.push(to_row(row)?);
            }
            page.total += 1;
        }
        Ok(page)
    }

    /// Rows of the imported files that could not be read.
    pub fn rejected(&self, offset: usize, limit: usize) -> Result<Vec<RejectedRow>> {
        let read = || {
            let mut query = self.db.prepare_cached(
                "SELECT line, reason, excerpt FROM rejected
                 JOIN source ON source.id = rejected.source AND source.active = 1
                 ORDER BY rejected.id LIMIT ?1 OFFSET ?2",
            )?;
            let rows = query.query_map(params![limit as i64, offset as i64], |r| {
                Ok(RejectedRow { line: r.get(0)?, reason: r.get(1)?, excerpt: r.get(2)? })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|e| self.failed(e))
    }

    /// Gives a row a category, or takes it away. The row stays in the part it has.
    pub fn set_label(&mut self, row: i64, label: Option<&str>) -> Result<DataSummary> {
        let label = label.and_then(labels::tidy);
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            let before: Option<Option<String>> = tx
                .query_row("SELECT label FROM live WHERE id = ?1", [row], |r| r.get(0))
                .optional()
                .map_err(fail)?;
            let Some(before) = before else {
                return Err(Error::new(Code::NotFound, "This row is not in the project any more")
                    .at(format!("row {row}")));
            };
            if before.as_deref() == label {
                return Ok(());
            }
            let title = match label {
                Some(label) => format!("Put a row into '{}'", excerpt(label)),
                None => "Took the category off a row".into(),
            };
            let step = history::begin(tx, &title).map_err(fail)?;
            tx.execute(
                "INSERT INTO change VALUES (?1, 'label', ?2, ?3, ?4)",
                params![step, row, before, label],
            )
            .map_err(fail)?;
            tx.execute("UPDATE row SET label = ?2 WHERE id = ?1", params![row, label])
                .map_err(fail)?;
            assign_parts(tx).map_err(fail)
        })?;
        self.summary()
    }

    /// Joins categories into one; rows keep their parts.
    pub fn merge_labels(&mut self, from: &[String], into: &str) -> Result<DataSummary> {
        let Some(into) = labels::tidy(into) else {
            return Err(Error::new(Code::BadSetting, "The joined category needs a name"));
        };
        let from: Vec<&String> = from.iter().filter(|name| *name != into).collect();
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            let names: Vec<String> = from.iter().map(|n| format!("'{}'", excerpt(n))).collect();
            let title = format!("Joined {} into '{}'", excerpt(&names.join(", ")), excerpt(into));
            let step = history::begin(tx, &title).map_err(fail)?;
            let mut joined = 0;
            for name in &from {
                joined += tx
                    .execute(
                        "INSERT INTO change SELECT ?1, 'label', id, label, ?3 FROM live
                         WHERE label = ?2",
                        params![step, name, into],
                    )
                    .map_err(fail)?;
            }
            if joined == 0 {
                return Err(Error::new(Code::BadData, "None of these categories has any rows")
                    .safe("Nothing was changed"));
            }
            history::apply(tx, step, history::Way::Forward).map_err(fail)
        })?;
        self.summary()
    }

    /// Divides anew, on the person's wish. Rows of the exam stay in the exam.
    pub fn set_shares(&mut self, shares: SplitShares) -> Result<DataSummary> {
        split::check_shares(shares)?;
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            let before = get_shares(tx).map_err(fail)?;
            refuse_smaller_test(tx, shares).map_err(fail)??;
            if before == shares {
                return Ok(());
            }
            let title = format!(
                "Divided the rows {} / {} / {}",
                shares.train, shares.validation, shares.test
            );
            let step = history::begin(tx, &title).map_err(fail)?;
            tx.execute(
                "INSERT INTO change VALUES (?1, 'shares', 0, ?2, ?3)",
                params![step, shares_text(before), shares_text(shares)],
            )
            .map_err(fail)?;
            set_meta(tx, "shares", &shares_text(shares)).map_err(fail)?;
            tx.execute(
                "INSERT INTO change SELECT ?1, 'part', id, part, NULL FROM live
                 WHERE part < 2 AND label IS NOT NULL",
                [step],
            )
            .map_err(fail)?;
            tx.execute("UPDATE row SET part = NULL WHERE id IN
                (SELECT id FROM live WHERE part < 2 AND label IS NOT NULL)", [])
                .map_err(fail)?;
            assign_parts(tx).map_err(fail)?;
            tx.execute(
                "UPDATE change SET after = (SELECT part FROM row WHERE row.id = change.id)
                 WHERE step = ?1 AND field = 'part'",
                [step],
            )
            .map_err(fail)?;
            Ok(())
        })?;
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

    fn each_example(&self, each: &mut dyn FnMut(Example)) -> rusqlite::Result<()> {
        let mut query = self.db.prepare_cached(
            "SELECT id, text, label, part FROM live
             WHERE label IS NOT NULL AND part IS NOT NULL ORDER BY id",
        )?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let part = part_from(row.get(3)?);
            let Some(part) = part else { continue };
            each(Example { id: row.get(0)?, text: row.get(1)?, label: row.get(2)?, part });
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
    fn change(&mut self, work: impl FnOnce(&Transaction<'_>, &Path) -> Result<()>) -> Result<()> {
        let path = self.path.clone();
        let fail = |e| schema::failed(e, &path);
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        work(&tx, &path)?;
        tx.commit().map_err(fail)
    }

    fn failed(&self, error: rusqlite::Error) -> Error {
        schema::failed(error, &self.path)
    }
}

fn to_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let label: Option<String> = row.get(2)?;
    let part = part_from(row.get(4)?).filter(|_| label.is_some());
    Ok(Row {
        id: row.get(0)?,
        text: row.get(1)?,
        label,
        group: row.get(3)?,
        part,
        source: row.get(5)?,
        line: row.get(6)?,
    })
}

pub(super) fn part_from(number: Option<i64>) -> Option<Part> {
    match number {
        Some(0) => Some(Part::Train),
        Some(1) => Some(Part::Validation),
        Some(2) => Some(Part::Test),
        _ => None,
    }
}

pub(super) fn get_meta(db: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    db.query_row("SELECT value FROM meta WHERE key = ?1", [key], |r| r.get(0)).optional()
}

pub(super) fn set_meta(db: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    db.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", [key, value]).map(|_| ())
}

fn shares_text(shares: SplitShares) -> String {
    format!("{} {} {}", shares.train, shares.validation, shares.test)
}

pub(super) fn get_shares(db: &Connection) -> rusqlite::Result<SplitShares> {
    let text = get_meta(db, "shares")?.unwrap_or_default();
    let numbers: Vec<u8> = text.split(' ').filter_map(|n| n.parse().ok()).collect();
    Ok(match numbers[..] {
        [train, validation, test] => SplitShares { train, validation, test },
        _ => split::DEFAULT_SHARES,
    })
}

/// An exam row that was learned from would make every later figure a lie, so the exam can't give
/// rows back.
fn refuse_smaller_test(db: &Connection, shares: SplitShares) -> rusqlite::Result<Result<()>> {
    let (rows, test): (usize, usize) = db.query_row(
        "SELECT COUNT(*), COALESCE(SUM(part = 2), 0) FROM live
         WHERE label IS NOT NULL AND test_only = 0",
        [],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let own: bool =
        db.query_row("SELECT EXISTS (SELECT 1 FROM live WHERE test_only = 1)", [], |r| r.get(0))?;
    // The project's present share is fine even where rounding made the part a little larger.
    let allowed = (rows * usize::from(shares.test)).div_ceil(100);
    if own || test <= allowed || shares.test >= get_shares(db)?.test {
        return Ok(Ok(()));
    }
    let percent = (100 * test).div_ceil(rows.max(1));
    Ok(Err(Error::new(Code::BadData, format!("{test} rows are set aside for the exam already"))
        .at("the shares of the parts")
        .safe("Nothing was changed; exam rows are never learned from")
        .advice(format!(
            "Give the exam {percent}% or more, or import the file into a new project"
        ))))
}

/// Gives every labelled row without a part one; rows that have one keep it.
pub(super) fn assign_parts(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    let missing: bool = tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM live WHERE label IS NOT NULL AND part IS NULL)",
        [],
        |r| r.get(0),
    )?;
    if !missing {
        return Ok(());
    }
    let mut ids = Vec::new();
    let mut items = Vec::new();
    let mut label_ids: HashMap<String, u32> = HashMap::new();
    let mut query = tx.prepare(
        "SELECT id, label, grp, text_key, test_only, part FROM live WHERE label IS NOT NULL",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let next = label_ids.len() as u32;
        let group: Option<String> = row.get(2)?;
        let test_only: bool = row.get(4)?;
        ids.push(row.get::<_, i64>(0)?);
        items.push(SplitItem {
            label: *label_ids.entry(row.get(1)?).or_insert(next),
            group: group.as_deref().map(split::key),
            text: row.get::<_, i64>(3)? as u64,
            fixed: test_only.then_some(Part::Test),
            part: part_from(row.get(5)?),
        });
    }
    let seed = get_meta(tx, "seed")?.and_then(|s| s.parse().ok()).unwrap_or(SEED);
    let parts = split::assign(&items, get_shares(tx)?, seed);
    let mut update = tx.prepare("UPDATE row SET part = ?2 WHERE id = ?1")?;
    for ((id, item), part) in ids.iter().zip(&items).zip(parts) {
        if item.part.is_none() {
            update.execute(params![id, part as i64])?;
        }
    }
    Ok(())
}
