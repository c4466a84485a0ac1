//! The split, as the project keeps it.

use super::project::{get_meta, set_meta};
use super::split::{self, SplitItem};
use super::{Part, SplitShares, StepKind, goal, history, schema, tags};
use crate::error::{Code, Error, Result};
use rusqlite::{Connection, Transaction, params};
use std::collections::HashMap;
use std::path::Path;

/// The split's seed in a new project.
pub(super) const SEED: u64 = 17;

pub(super) fn from_number(number: Option<i64>) -> Option<Part> {
    match number {
        Some(0) => Some(Part::Train),
        Some(1) => Some(Part::Validation),
        Some(2) => Some(Part::Test),
        _ => None,
    }
}

pub(super) fn shares_text(shares: SplitShares) -> String {
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

/// Divides the rows anew by other shares, as a step that can be undone.
pub(super) fn divide(tx: &Transaction<'_>, path: &Path, shares: SplitShares) -> Result<()> {
    let fail = |e| schema::failed(e, path);
    let before = get_shares(tx).map_err(fail)?;
    refuse_smaller_test(tx, shares).map_err(fail)??;
    if before == shares {
        return Ok(());
    }
    redraw(tx, before, shares).map_err(fail)
}

fn redraw(tx: &Transaction<'_>, before: SplitShares, shares: SplitShares) -> rusqlite::Result<()> {
    let SplitShares { train, validation, test } = shares;
    let title = format!("Divided the rows {train} / {validation} / {test}");
    let names = [train, validation, test].map(|share| share.to_string());
    let step = history::begin(tx, &title, StepKind::Shares, &names.each_ref().map(|n| &**n))?;
    let (before, after) = (shares_text(before), shares_text(shares));
    history::note(tx, step, "shares", 0, before, &after)?;
    set_meta(tx, "shares", &after)?;
    // What has no category now gets its part when it has one again.
    tx.execute(
        "INSERT INTO change SELECT ?1, 'part', id, part, NULL FROM live
         WHERE part < 2 AND label IS NULL",
        [step],
    )?;
    // Most rows keep their part: only the others are written, and noted.
    for row in draw(tx, |part| part.filter(|part| *part == Part::Test))? {
        if row.before != Some(row.after) {
            let before = row.before.map(|part| part as i64);
            history::note(tx, step, "part", row.id, before, row.after as i64)?;
        }
    }
    history::apply(tx, step, history::Way::Forward)
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
pub(super) fn assign(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    let missing: bool = tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM live WHERE label IS NOT NULL AND part IS NULL)",
        [],
        |r| r.get(0),
    )?;
    if !missing {
        return Ok(());
    }
    let mut update = tx.prepare("UPDATE row SET part = ?2 WHERE id = ?1")?;
    for row in draw(tx, |part| part)?.into_iter().filter(|row| row.before.is_none()) {
        update.execute(params![row.id, row.after as i64])?;
    }
    Ok(())
}

/// The part a labelled row has, and the one it would be given.
struct Drawn {
    id: i64,
    before: Option<Part>,
    after: Part,
}

/// Divides the labelled rows; `keep` says which of the present parts are settled.
fn draw(
    tx: &Transaction<'_>,
    keep: impl Fn(Option<Part>) -> Option<Part>,
) -> rusqlite::Result<Vec<Drawn>> {
    let mut found = Vec::new();
    let mut items = Vec::new();
    let mut label_ids: HashMap<String, u32> = HashMap::new();
    let mut query = tx.prepare(
        "SELECT id, label, grp, text_key, test_only, part,
            id IN (SELECT row FROM asked WHERE random = 0)
         FROM live WHERE label IS NOT NULL",
    )?;
    let mut rows = query.query([])?;
    let goal = goal::of(tx)?;
    // The items of each row: one for each of its categories.
    let mut first = Vec::new();
    while let Some(row) = rows.next()? {
        let group: Option<String> = row.get(2)?;
        let test_only: bool = row.get(4)?;
        let before = from_number(row.get(5)?);
        found.push((row.get::<_, i64>(0)?, before));
        first.push(items.len());
        let mut names = tags::names_of(goal, row.get_ref(1)?.as_str()?);
        if names.is_empty() {
            // A row without any category is one of a kind of its own.
            names.push(String::new());
        }
        for name in names {
            let next = label_ids.len() as u32;
            items.push(SplitItem {
                label: *label_ids.entry(name).or_insert(next),
                group: group.as_deref().map(split::key),
                text: row.get::<_, i64>(3)? as u64,
                fixed: test_only.then_some(Part::Test),
                part: keep(before),
                chosen: row.get(6)?,
            });
        }
    }
    let seed = get_meta(tx, "seed")?.and_then(|s| s.parse().ok()).unwrap_or(SEED);
    let parts = split::assign(&items, get_shares(tx)?, seed);
    // The items of a row have one text, so they are in one part.
    let parts = first.into_iter().map(|at| parts[at]);
    let drawn = found.into_iter().zip(parts);
    Ok(drawn.map(|((id, before), after)| Drawn { id, before, after }).collect())
}
