//! Taking a file's rows into a project, in one transaction: all of it, or nothing.

use super::dialogues::{UNSORTED, Written, count_words};
use super::table::{Record, Table, excerpt};
use super::{
    Columns, Goal, Pick, ReadOptions, RejectedRow, StepKind, TagCells, categories, goal, history,
    labels, parts, schema, split, tag_cells, tags, written,
};
use crate::error::{Code, Error, Result};
use rusqlite::{Statement, Transaction, params};
use std::path::Path;

pub(super) struct Request<'a> {
    pub file: &'a Path,
    pub options: &'a ReadOptions,
    pub columns: &'a Columns,
    pub test_only: bool,
    pub replace: bool,
}

/// Bytes of a file from which on the index is made anew.
const LARGE: u64 = 1 << 20;

/// Rows between two words about progress.
const STRIDE: usize = 500;

pub(super) fn run(
    tx: &Transaction<'_>,
    path: &Path,
    request: &Request<'_>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<()> {
    let fail = |e| schema::failed(e, path);
    let table = Table::open(request.file, request.options)?;
    let reader = Reader::of(&table, request)?;
    let verb = if request.replace { "Replaced all rows with" } else { "Added" };
    let title = format!("{verb} '{}'", excerpt(&table.name()));
    let kind = if request.replace { StepKind::Replace } else { StepKind::Import };
    let step = history::begin(tx, &title, kind, &[&table.name()]).map_err(fail)?;
    if request.replace {
        set_aside(tx, step).map_err(fail)?;
    }
    goal::refuse_other(tx, request.columns.goal).map_err(fail)?.map_err(|e| e.at(table.name()))?;
    // Sorted once at the end is quicker than kept in order row by row.
    let large = table.bytes() > LARGE;
    if large {
        schema::drop_index(tx).map_err(fail)?;
    }
    let source = add_source(tx, step, &table, request)?.map_err(fail)?;
    let (rows, rejected) = {
        let mut writer = Writer::new(tx, source, path).map_err(fail)?;
        table.read(&mut |record| {
            writer.take(record, &reader)?;
            let seen = writer.rows + writer.rejected;
            if seen.is_multiple_of(STRIDE) && !progress(table.bytes_read(), table.bytes()) {
                return Err(interrupted());
            }
            Ok(true)
        })?;
        (writer.rows, writer.rejected)
    };
    if rows == 0 {
        let what = "The file has no rows that can be used";
        let advice = match rejected {
            0 => "Choose a file with at least one row under its header",
            _ => {
                "Look at the rejected rows in the preview; perhaps the delimiter or format is \
                  another"
            }
        };
        return Err(Error::new(Code::BadData, what).at(table.name()).advice(advice));
    }
    tx.execute(
        "UPDATE source SET rows = ?2, rejected = ?3 WHERE id = ?1",
        params![source, rows as i64, rejected as i64],
    )
    .map_err(fail)?;
    if !progress(table.bytes(), table.bytes()) {
        return Err(interrupted());
    }
    keep_known_tests(tx, source).map_err(fail)?;
    parts::assign(tx).map_err(fail)?;
    // From the first file on a category keeps its colour, however the counts change later.
    categories::ensure(tx).map_err(fail)?;
    if large { schema::make_index(tx).map_err(fail) } else { Ok(()) }
}

fn interrupted() -> Error {
    Error::new(Code::Interrupted, "The import was stopped").safe("Nothing of the file was kept")
}

/// The places of the columns that matter.
pub(super) struct RoleColumns {
    text: usize,
    label: Option<usize>,
    group: Option<usize>,
}

impl RoleColumns {
    pub fn find(table: &Table, columns: &Columns) -> Result<Self> {
        let Some(text) = &columns.text else {
            return Err(Error::new(Code::BadSetting, "No column is named for the text")
                .at(table.name())
                .advice(format!("Choose one of {}", excerpt(&table.columns().join(", ")))));
        };
        let place = |name: &Option<String>| name.as_ref().map(|n| table.column(n)).transpose();
        Ok(Self {
            text: table.column(text)?,
            label: place(&columns.label)?,
            group: place(&columns.group)?,
        })
    }

    /// Text, label and group of a row; a row without text is rejected.
    pub fn pick(&self, record: Record) -> Result<Picked, RejectedRow> {
        let line = record.line;
        let mut cells = record.cells?;
        let take = |place: Option<usize>| {
            let cell = place.and_then(|i| cells.get(i)).and_then(|cell| labels::tidy(cell));
            cell.map(str::to_owned)
        };
        let (label, group) = (take(self.label), take(self.group));
        let empty = cells.get(self.text).is_none_or(|text| text.trim().is_empty());
        if empty {
            let reason = "Its text is empty".to_string();
            return Err(RejectedRow { line, reason, excerpt: excerpt(&cells.join(", ")) });
        }
        Ok(Picked { line, text: std::mem::take(&mut cells[self.text]), label, group })
    }
}

pub(super) struct Picked {
    pub line: u64,
    pub text: String,
    pub label: Option<String>,
    pub group: Option<String>,
}

/// What becomes of a file's rows: what the goal makes of them.
enum Reader {
    Sorted(RoleColumns),
    Tagged { roles: RoleColumns, places: Vec<usize>, cells: TagCells },
    Written { pick: Pick, goal: Goal, group: Option<usize> },
}

/// A row as it is kept.
struct NewRow {
    picked: Picked,
    /// Rows that share it stay in the same part.
    key: u64,
    words: usize,
}

impl Reader {
    fn of(table: &Table, request: &Request<'_>) -> Result<Self> {
        let columns = request.columns;
        if columns.goal == Goal::Tag {
            tag_cells::refuse_text(columns)?;
            return Ok(Self::Tagged {
                roles: RoleColumns::find(table, &Columns { label: None, ..columns.clone() })?,
                places: tag_cells::places(table, &tag_cells::label_columns(columns))?,
                cells: tag_cells::cells_of(request.file, request.options, columns)?,
            });
        }
        if !columns.goal.writes() {
            return RoleColumns::find(table, columns).map(Self::Sorted);
        }
        let group = columns.group.as_ref().map(|name| table.column(name)).transpose()?;
        Ok(Self::Written { pick: written::pick(table, columns)?, goal: columns.goal, group })
    }

    fn pick(&self, record: Record) -> Result<NewRow, RejectedRow> {
        let (pick, goal, group) = match self {
            Self::Sorted(roles) => {
                let picked = roles.pick(record)?;
                let (key, words) = (split::key(&picked.text), count_words(&picked.text));
                return Ok(NewRow { picked, key, words });
            }
            Self::Tagged { roles, places, cells } => {
                let own = record.cells.as_deref().unwrap_or_default();
                let own: Vec<&str> = places.iter().map(|at| tag_cells::cell(own, *at)).collect();
                let label = cells.labels(&own).map(|names| tags::stored(&names));
                let picked = roles.pick(record)?;
                let (key, words) = (split::key(&picked.text), count_words(&picked.text));
                return Ok(NewRow { picked: Picked { label, ..picked }, key, words });
            }
            Self::Written { pick, goal, group } => (pick, *goal, *group),
        };
        let line = record.line;
        let cells = record.cells?;
        let refused =
            |reason: String| RejectedRow { line, reason, excerpt: excerpt(&cells.join(", ")) };
        let messages = pick(&cells).map_err(refused)?.ok_or_else(|| {
            refused(match goal {
                Goal::Chat => "It has no question or no answer".into(),
                _ => "Its text is empty".into(),
            })
        })?;
        let group = group.and_then(|at| labels::tidy(cells.get(at)?)).map(str::to_owned);
        let Written { text, key, words } = Written::of(goal, &messages);
        let label = Some(UNSORTED.to_owned());
        Ok(NewRow { picked: Picked { line, text, label, group }, key, words })
    }
}

/// Earlier files stay in the database, so that undo can bring them back.
fn set_aside(tx: &Transaction<'_>, step: i64) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT INTO change SELECT ?1, 'source', id, 1, 0 FROM source WHERE active = 1",
        [step],
    )?;
    tx.execute("UPDATE source SET active = 0 WHERE active = 1", [])?;
    Ok(())
}

fn add_source(
    tx: &Transaction<'_>,
    step: i64,
    table: &Table,
    request: &Request<'_>,
) -> Result<rusqlite::Result<i64>> {
    let sha256 = table.sha256()?;
    let json = |e| Error::internal("The import's settings could not be noted").source(e);
    let options = serde_json::to_string(table.options()).map_err(json)?;
    let columns = serde_json::to_string(request.columns).map_err(json)?;
    let add = || {
        tx.execute(
            "INSERT INTO source (name, sha256, options, columns, test_only, goal)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                table.name(),
                sha256,
                options,
                columns,
                request.test_only,
                request.columns.goal.id()
            ],
        )?;
        let id = tx.last_insert_rowid();
        tx.execute("INSERT INTO change VALUES (?1, 'source', ?2, 0, 1)", params![step, id])?;
        Ok(id)
    };
    Ok(add())
}

/// A text that was in the exam goes back there when its file is imported again, corrected.
fn keep_known_tests(tx: &Transaction<'_>, source: i64) -> rusqlite::Result<()> {
    tx.execute(
        "UPDATE row SET part = 2 WHERE source = ?1 AND text_key IN
            (SELECT text_key FROM row JOIN source ON source.id = row.source
             WHERE row.part = 2 AND row.label IS NOT NULL AND source.test_only = 0
             AND row.source <> ?1)",
        [source],
    )?;
    Ok(())
}

/// Writes rows with statements that are prepared once.
struct Writer<'a> {
    path: &'a Path,
    source: i64,
    row: Statement<'a>,
    reject: Statement<'a>,
    rows: usize,
    rejected: usize,
}

impl<'a> Writer<'a> {
    fn new(tx: &'a Transaction<'_>, source: i64, path: &'a Path) -> rusqlite::Result<Self> {
        let row = tx.prepare(
            "INSERT INTO row (source, line, text, text_key, words, label, grp)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let reject = tx.prepare(
            "INSERT INTO rejected (source, line, reason, excerpt) VALUES (?1, ?2, ?3, ?4)",
        )?;
        Ok(Self { path, source, row, reject, rows: 0, rejected: 0 })
    }

    fn take(&mut self, record: Record, reader: &Reader) -> Result<()> {
        let written = match reader.pick(record) {
            Ok(NewRow { picked, key, words }) => {
                self.rows += 1;
                let Picked { line, text, label, group } = picked;
                self.row.execute(params![
                    self.source,
                    line as i64,
                    text,
                    key as i64,
                    words as i64,
                    label,
                    group
                ])
            }
            Err(RejectedRow { line, reason, excerpt }) => {
                self.rejected += 1;
                self.reject.execute(params![self.source, line as i64, reason, excerpt])
            }
        };
        written.map(|_| ()).map_err(|e| schema::failed(e, self.path))
    }
}
