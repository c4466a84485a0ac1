//! Undo and redo. A step lists what it changed, before and after; going back or forward copies
//! one of the two columns, so both survive a restart.

use super::forget::sealed;
use super::rows::number;
use super::{HistoryStep, StepKind};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::time::{SystemTime, UNIX_EPOCH};

/// Under which the project notes the last step that can't be taken back.
pub(super) const SEALED: &str = "sealed";

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Way {
    Back,
    Forward,
}

/// Starts a step. What was taken back before can't be redone after it.
pub(super) fn begin(
    tx: &Transaction<'_>,
    title: &str,
    kind: StepKind,
    names: &[&str],
) -> rusqlite::Result<i64> {
    tx.execute("DELETE FROM step WHERE undone = 1", [])?;
    // Files that were taken in and taken back are out of reach now.
    tx.execute(
        "DELETE FROM source WHERE active = 0
         AND NOT EXISTS (SELECT 1 FROM change WHERE field = 'source' AND change.id = source.id)",
        [],
    )?;
    let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    tx.execute(
        "INSERT INTO step (title, kind, names, at) VALUES (?1, ?2, ?3, ?4)",
        params![title, to_text(&kind), to_text(&names), number(at as usize)],
    )?;
    Ok(tx.last_insert_rowid())
}

/// Puts the values of one side of a step in place.
pub(super) fn apply(tx: &Transaction<'_>, step: i64, way: Way) -> rusqlite::Result<()> {
    let side = if way == Way::Back { "before" } else { "after" };
    for (field, table, column) in [
        ("label", "row", "label"),
        ("part", "row", "part"),
        ("verdict", "row", "verdict"),
        ("deleted", "row", "deleted"),
        ("text", "row", "text"),
        ("text_key", "row", "text_key"),
        ("words", "row", "words"),
        ("kept", "kept", "active"),
        ("mark", "row", "mark"),
        ("category", "category", "name"),
        ("declared", "category", "declared"),
        ("definition", "category", "definition"),
        ("source", "source", "active"),
    ] {
        tx.execute(
            &format!(
                "UPDATE {table} SET {column} = change.{side} FROM change
                 WHERE change.step = ?1 AND change.field = '{field}' AND change.id = {table}.id"
            ),
            [step],
        )?;
    }
    tx.execute(
        &format!(
            "INSERT OR REPLACE INTO meta
             SELECT 'shares', {side} FROM change WHERE step = ?1 AND field = 'shares'"
        ),
        [step],
    )?;
    // A note that was not there before is gone again.
    tx.execute(
        "DELETE FROM meta WHERE key IN
            (SELECT substr(field, 6) FROM change WHERE step = ?1 AND field LIKE 'note:%')",
        [step],
    )?;
    tx.execute(
        &format!(
            "INSERT INTO meta SELECT substr(field, 6), {side} FROM change
             WHERE step = ?1 AND field LIKE 'note:%' AND {side} IS NOT NULL"
        ),
        [step],
    )?;
    Ok(())
}

pub(super) fn undo(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    go(tx, Way::Back)
}

pub(super) fn redo(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    go(tx, Way::Forward)
}

/// The step that would be taken back or done again, and its title.
pub(super) fn next(db: &rusqlite::Connection, way: Way) -> rusqlite::Result<Option<(i64, String)>> {
    let sql = match way {
        Way::Back => {
            "SELECT id, title FROM step WHERE undone = 0 AND id > ?1 ORDER BY id DESC LIMIT 1"
        }
        Way::Forward => {
            "SELECT id, title FROM step WHERE undone = 1 AND id > ?1 ORDER BY id LIMIT 1"
        }
    };
    db.query_row(sql, [sealed(db)?], |r| Ok((r.get(0)?, r.get(1)?))).optional()
}

/// Notes a change of the step; `before` and `after` are what [`apply`] puts in place.
pub(super) fn note(
    tx: &Connection,
    step: i64,
    field: &str,
    id: i64,
    before: impl rusqlite::ToSql,
    after: impl rusqlite::ToSql,
) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT INTO change VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![step, field, id, before, after])
        .map(|_| ())
}

/// The steps, the newest first.
pub(super) fn list(db: &Connection, limit: usize) -> rusqlite::Result<Vec<HistoryStep>> {
    let mut query = db.prepare_cached(
        "SELECT id, title, kind, names, undone, at,
            (SELECT COUNT(DISTINCT change.id) FROM change WHERE step = step.id
             AND field IN ('label', 'part', 'verdict', 'deleted', 'text', 'mark'))
            + (SELECT COALESCE(SUM(rows), 0) FROM change JOIN source ON source.id = change.id
               WHERE step = step.id AND field = 'source' AND after = 1)
         FROM step WHERE id > ?2 ORDER BY id DESC LIMIT ?1",
    )?;
    let steps = query.query_map([number(limit), sealed(db)?], |r| {
        let (kind, names): (String, String) = (r.get(2)?, r.get(3)?);
        Ok(HistoryStep {
            id: r.get(0)?,
            title: r.get(1)?,
            kind: serde_json::from_str(&kind).unwrap_or(StepKind::Other),
            names: serde_json::from_str(&names).unwrap_or_default(),
            undone: r.get(4)?,
            at: r.get(5)?,
            rows: r.get(6)?,
        })
    })?;
    steps.collect()
}

/// Names and kinds are plain strings, which always become JSON.
fn to_text(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn go(tx: &Transaction<'_>, way: Way) -> rusqlite::Result<()> {
    let Some((step, _)) = next(tx, way)? else { return Ok(()) };
    apply(tx, step, way)?;
    tx.execute("UPDATE step SET undone = ?2 WHERE id = ?1", params![step, way == Way::Back])?;
    // Rows that came back may have been labelled when the split looked different.
    super::parts::assign(tx)
}
