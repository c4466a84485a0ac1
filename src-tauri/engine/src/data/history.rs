//! Undo and redo. A step lists what it changed, before and after; going back or forward copies
//! one of the two columns, so both survive a restart.

use rusqlite::{OptionalExtension, Transaction, params};

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Way {
    Back,
    Forward,
}

/// Starts a step. What was taken back before can't be redone after it.
pub(super) fn begin(tx: &Transaction<'_>, title: &str) -> rusqlite::Result<i64> {
    tx.execute("DELETE FROM step WHERE undone = 1", [])?;
    // Files that were taken in and taken back are out of reach now.
    tx.execute(
        "DELETE FROM source WHERE active = 0
         AND NOT EXISTS (SELECT 1 FROM change WHERE field = 'source' AND change.id = source.id)",
        [],
    )?;
    tx.execute("INSERT INTO step (title) VALUES (?1)", [title])?;
    Ok(tx.last_insert_rowid())
}

/// Puts the values of one side of a step in place.
pub(super) fn apply(tx: &Transaction<'_>, step: i64, way: Way) -> rusqlite::Result<()> {
    let side = if way == Way::Back { "before" } else { "after" };
    for (field, table, column) in
        [("label", "row", "label"), ("part", "row", "part"), ("source", "source", "active")]
    {
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
        Way::Back => "SELECT id, title FROM step WHERE undone = 0 ORDER BY id DESC LIMIT 1",
        Way::Forward => "SELECT id, title FROM step WHERE undone = 1 ORDER BY id LIMIT 1",
    };
    db.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?))).optional()
}

fn go(tx: &Transaction<'_>, way: Way) -> rusqlite::Result<()> {
    let Some((step, _)) = next(tx, way)? else { return Ok(()) };
    apply(tx, step, way)?;
    tx.execute("UPDATE step SET undone = ?2 WHERE id = ?1", params![step, way == Way::Back])?;
    // Rows that came back may have been labelled when the split looked different.
    super::parts::assign(tx)
}
