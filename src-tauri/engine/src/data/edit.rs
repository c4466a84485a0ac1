//! Changes of many rows at once, as one step of the history.

use super::categories::{ensure, label_of, move_names, relabel};
use super::dialogues::{count_words, turns};
use super::{
    DataSummary, Goal, Part, Project, Row, StepKind, goal, history, opening, parts, rows, schema,
    split, tags,
};
use crate::error::Result;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::HashSet;

/// The note under which a project keeps that rare categories are to weigh more in training.
pub const WEIGH_RARE: &str = "weigh_rare";

/// What is to be changed. Rows that are gone meanwhile are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    pub remove: Vec<i64>,
    /// Rows and the category each gets.
    pub relabel: Vec<(i64, String)>,
    /// Rows and the text each gets.
    pub rewrite: Vec<(i64, String)>,
    /// Rows and a text for a new row beside each: same category, group and part.
    pub add: Vec<(i64, String)>,
    /// Categories, and the one each is joined into.
    pub join: Vec<(String, String)>,
    /// Matters of findings that are to stay as they are: the finding's id and the matter's key.
    pub keep: Vec<(String, i64)>,
    /// What the project notes, undone with the step: key and value.
    pub notes: Vec<(String, String)>,
}

/// A row as the checks read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    pub id: i64,
    pub text: String,
    /// Its category, or its categories in one line.
    pub label: Option<String>,
    pub part: Option<Part>,
}

impl Project {
    /// Does all of it, durably, or nothing. `title` says it in plain English, `names` what `kind`
    /// says of them.
    pub fn edit(
        &mut self,
        kind: StepKind,
        title: &str,
        names: &[&str],
        edit: &Edit,
    ) -> Result<DataSummary> {
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            let step = history::begin(tx, title, kind, names).map_err(fail)?;
            apply(tx, step, edit).map_err(fail)?;
            parts::assign(tx).map_err(fail)
        })?;
        self.summary()
    }

    /// Every row, labelled or not, in the order they came.
    pub fn raw_rows(&self) -> Result<Vec<RawRow>> {
        let read = || -> rusqlite::Result<Vec<RawRow>> {
            let mut query =
                self.db.prepare_cached("SELECT id, text, label, part FROM live ORDER BY id")?;
            let goal = goal::of(&self.db)?;
            let rows = query.query_map([], |r| {
                let label: Option<String> = r.get(2)?;
                let part = parts::from_number(r.get(3)?).filter(|_| label.is_some());
                let label = label.map(|label| tags::shown(goal, label));
                Ok(RawRow { id: r.get(0)?, text: r.get(1)?, label, part })
            })?;
            rows.collect()
        };
        read().map_err(|e| self.failed(e))
    }

    /// The rows of these ids that are still there, in the order asked for.
    pub fn rows_by_id(&self, ids: &[i64]) -> Result<Vec<Row>> {
        rows::by_ids(&self.db, ids).map_err(|e| self.failed(e))
    }

    /// The matters of a finding that the person keeps as they are.
    pub fn kept(&self, finding: &str) -> Result<HashSet<i64>> {
        let read = || -> rusqlite::Result<HashSet<i64>> {
            let mut query = self
                .db
                .prepare_cached("SELECT matter FROM kept WHERE finding = ?1 AND active = 1")?;
            query.query_map([finding], |r| r.get(0))?.collect()
        };
        read().map_err(|e| self.failed(e))
    }

    /// The newest step that holds: it tells one state of the data from every other.
    pub fn revision(&self) -> Result<i64> {
        self.db
            .query_row("SELECT COALESCE(MAX(id), 0) FROM step WHERE undone = 0", [], |r| r.get(0))
            .map_err(|e| self.failed(e))
    }
}

fn apply(tx: &Transaction<'_>, step: i64, edit: &Edit) -> rusqlite::Result<()> {
    if !edit.join.is_empty() {
        ensure(tx)?;
        let pairs: Vec<(&str, &str)> = edit.join.iter().map(|(a, b)| (&**a, &**b)).collect();
        move_names(tx, step, &pairs)?;
    }
    // New rows take category and part from what the old ones are before this step.
    for (row, text) in &edit.add {
        add(tx, step, *row, text)?;
    }
    for row in &edit.remove {
        if label_of(tx, *row)?.is_some() {
            history::note(tx, step, "deleted", *row, 0, 1)?;
        }
    }
    for (row, text) in &edit.rewrite {
        rewrite(tx, step, *row, text)?;
    }
    for (finding, matter) in &edit.keep {
        keep(tx, step, finding, *matter)?;
    }
    for (key, value) in &edit.notes {
        let before = super::project::get_meta(tx, key)?;
        history::note(tx, step, &format!("note:{key}"), 0, before, value)?;
    }
    history::apply(tx, step, history::Way::Forward)?;
    let goal = goal::of(tx)?;
    for (row, label) in &edit.relabel {
        if let Some(before) = label_of(tx, *row)? {
            let label = tags::read(tx, goal, label)?;
            relabel(tx, step, *row, before.as_deref(), Some(&label), None)?;
        }
    }
    Ok(())
}

fn words(text: &str) -> i64 {
    text.split_whitespace().count() as i64
}

fn rewrite(tx: &Connection, step: i64, row: i64, text: &str) -> rusqlite::Result<()> {
    let before: Option<(String, i64, i64)> = tx
        .query_row("SELECT text, text_key, words FROM live WHERE id = ?1", [row], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })
        .optional()?;
    let Some((old, key, count)) = before else { return Ok(()) };
    let (new_key, new_count) = match goal::of(tx)? {
        Goal::Chat => {
            let turns = turns(text);
            let count: usize = turns.iter().map(|turn| count_words(&turn.content)).sum();
            (split::key(opening(&turns)) as i64, count as i64)
        }
        _ => (split::key(text) as i64, words(text)),
    };
    history::note(tx, step, "text", row, old, text)?;
    history::note(tx, step, "text_key", row, key, new_key)?;
    history::note(tx, step, "words", row, count, new_count)
}

/// The new row is there from now on; undo takes it away.
fn add(tx: &Connection, step: i64, like: i64, text: &str) -> rusqlite::Result<()> {
    let added = tx.execute(
        "INSERT INTO row (source, line, text, text_key, words, label, grp, part, deleted)
         SELECT source, line, ?2, ?3, ?4, label, grp, part, 1 FROM live WHERE id = ?1",
        params![like, text, split::key(text) as i64, words(text)],
    )?;
    match added {
        0 => Ok(()),
        _ => history::note(tx, step, "deleted", tx.last_insert_rowid(), 1, 0),
    }
}

fn keep(tx: &Connection, step: i64, finding: &str, matter: i64) -> rusqlite::Result<()> {
    let known: Option<(i64, bool)> = tx
        .query_row(
            "SELECT id, active FROM kept WHERE finding = ?1 AND matter = ?2",
            params![finding, matter],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .optional()?;
    let id = match known {
        Some((_, true)) => return Ok(()),
        Some((id, false)) => id,
        None => {
            tx.execute(
                "INSERT INTO kept (finding, matter, active) VALUES (?1, ?2, 0)",
                params![finding, matter],
            )?;
            tx.last_insert_rowid()
        }
    };
    history::note(tx, step, "kept", id, 0, 1)
}
