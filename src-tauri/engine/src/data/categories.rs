//! Categories: giving one another name, joining some, and what stays the same meanwhile.

use super::table::excerpt;
use super::{
    DataSummary, Goal, Project, StepKind, goal, history, labels, parts, schema, tag_names, tags,
};
use crate::error::{Code, Error, Result};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, HashMap};

/// Gives every category in use an id, the most frequent first.
pub(super) fn ensure(db: &Connection) -> rusqlite::Result<()> {
    let known = ids(db)?;
    let mut insert = db.prepare_cached("INSERT INTO category (name) VALUES (?1)")?;
    for (name, _) in in_use(db)?.into_iter().filter(|(name, _)| !known.contains_key(name)) {
        insert.execute([name])?;
    }
    Ok(())
}

/// Every category that rows have, with how many do; the most frequent first.
pub(super) fn in_use(db: &Connection) -> rusqlite::Result<Vec<(String, usize)>> {
    let goal = goal::of(db)?;
    let mut query = db.prepare_cached(
        "SELECT label, COUNT(*) FROM live WHERE label <> '' GROUP BY label ORDER BY label",
    )?;
    let mut rows = query.query([])?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        for name in tags::names_of(goal, row.get_ref(0)?.as_str()?) {
            *counts.entry(name).or_default() += row.get::<_, usize>(1)?;
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.1));
    Ok(counts)
}

/// The id a name stands for; of joined categories, the oldest.
pub(super) fn ids(db: &Connection) -> rusqlite::Result<BTreeMap<String, i64>> {
    let mut query = db.prepare_cached("SELECT name, MIN(id) FROM category GROUP BY name")?;
    query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect()
}

/// Notes that categories go by other names, in all rows: pairs of the old one and the new one.
/// Gives how many rows have one of them.
pub(super) fn move_names(
    tx: &Transaction<'_>,
    step: i64,
    pairs: &[(&str, &str)],
) -> rusqlite::Result<usize> {
    for (from, to) in pairs {
        tx.execute(
            "INSERT INTO change SELECT ?1, 'category', id, name, ?3 FROM category WHERE name = ?2",
            params![step, from, to],
        )?;
    }
    if goal::of(tx)? == Goal::Tag {
        return move_in_sets(tx, step, pairs);
    }
    pairs.iter().try_fold(0, |moved, (from, to)| Ok(moved + move_label(tx, step, from, to)?))
}

/// The same in rows that have several: each set of categories that occurs becomes another.
fn move_in_sets(
    tx: &Transaction<'_>,
    step: i64,
    pairs: &[(&str, &str)],
) -> rusqlite::Result<usize> {
    let mut query = tx.prepare("SELECT DISTINCT label FROM live WHERE label IS NOT NULL")?;
    let sets: Vec<String> = query.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut moved = 0;
    for set in sets {
        let name = |name: String| {
            let pair = pairs.iter().find(|(from, _)| *from == name);
            pair.map_or(name, |(_, to)| (*to).to_owned())
        };
        let names: Vec<String> = tag_names(&set).into_iter().map(name).collect();
        let after = tags::stored(&names);
        if after != set {
            moved += move_label(tx, step, &set, &after)?;
        }
    }
    Ok(moved)
}

fn move_label(tx: &Connection, step: i64, from: &str, to: &str) -> rusqlite::Result<usize> {
    tx.execute(
        "INSERT INTO change SELECT ?1, 'label', id, label, ?3 FROM live WHERE label = ?2",
        params![step, from, to],
    )
}

impl Project {
    /// Gives a category another name. Runs know it by its id, so nothing has to be trained again.
    pub fn rename_label(&mut self, from: &str, to: &str) -> Result<DataSummary> {
        let Some(to) = labels::tidy(to) else {
            return Err(Error::new(Code::BadSetting, "A category needs a name"));
        };
        if from == to {
            return self.summary();
        }
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            refuse_taken(tx, to).map_err(fail)??;
            ensure(tx).map_err(fail)?;
            let title = format!("Renamed '{}' to '{}'", excerpt(from), excerpt(to));
            let step = history::begin(tx, &title, StepKind::Rename, &[from, to]).map_err(fail)?;
            if move_names(tx, step, &[(from, to)]).map_err(fail)? == 0 {
                return Err(no_rows("This category has no rows"));
            }
            history::apply(tx, step, history::Way::Forward).map_err(fail)
        })?;
        self.summary()
    }

    /// Joins categories into one; rows keep their parts.
    pub fn merge_labels(&mut self, from: &[String], into: &str) -> Result<DataSummary> {
        let Some(into) = labels::tidy(into) else {
            return Err(Error::new(Code::BadSetting, "The joined category needs a name"));
        };
        let from: Vec<&str> = from.iter().map(|name| &**name).filter(|n| *n != into).collect();
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            ensure(tx).map_err(fail)?;
            let names: Vec<String> = from.iter().map(|n| format!("'{}'", excerpt(n))).collect();
            let title = format!("Joined {} into '{}'", excerpt(&names.join(", ")), excerpt(into));
            let mut said = vec![into];
            said.extend(&from);
            let step = history::begin(tx, &title, StepKind::Merge, &said).map_err(fail)?;
            let pairs: Vec<(&str, &str)> = from.iter().map(|name| (*name, into)).collect();
            if move_names(tx, step, &pairs).map_err(fail)? == 0 {
                return Err(no_rows("None of these categories has any rows"));
            }
            history::apply(tx, step, history::Way::Forward).map_err(fail)
        })?;
        self.summary()
    }

    /// Gives a row a category, or takes it away. The row stays in the part it has. Where it may have
    /// several, `label` may list known ones, with semicolons between them.
    pub fn set_label(&mut self, row: i64, label: Option<&str>) -> Result<DataSummary> {
        let label = label.and_then(labels::tidy);
        if self.goal()? == Goal::Tag {
            let read = |label| tags::read(&self.db, Goal::Tag, label).map_err(|e| self.failed(e));
            let names = label.map(read).transpose()?.map(|label| tag_names(&label));
            return self.set_labels(row, names.as_deref());
        }
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            let before = label_of(tx, row).map_err(fail)?.ok_or_else(|| gone(row))?;
            if before.as_deref() == label {
                return Ok(());
            }
            let title = match label {
                Some(label) => format!("Put a row into '{}'", excerpt(label)),
                None => "Took the category off a row".into(),
            };
            let kind = if label.is_some() { StepKind::Label } else { StepKind::Unlabel };
            let names: Vec<&str> = label.into_iter().collect();
            let step = history::begin(tx, &title, kind, &names).map_err(fail)?;
            relabel(tx, step, row, before.as_deref(), label, None).map_err(fail)?;
            parts::assign(tx).map_err(fail)
        })?;
        self.summary()
    }

    /// The id of every category in use, by its present name.
    pub fn category_ids(&mut self) -> Result<BTreeMap<String, i64>> {
        ensure(&self.db).and_then(|()| ids(&self.db)).map_err(|e| self.failed(e))
    }

    /// The present name of every category there ever was, by its id.
    pub fn category_names(&self) -> Result<HashMap<i64, String>> {
        let read = || -> rusqlite::Result<HashMap<i64, String>> {
            let mut query = self.db.prepare_cached("SELECT id, name FROM category")?;
            query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect()
        };
        read().map_err(|e| self.failed(e))
    }
}

/// A row's category; nothing when the row is not there.
pub(super) fn label_of(db: &Connection, row: i64) -> rusqlite::Result<Option<Option<String>>> {
    db.query_row("SELECT label FROM live WHERE id = ?1", [row], |r| r.get(0)).optional()
}

/// Puts a category on a row as part of a step. What was decided on the old one no longer counts.
pub(super) fn relabel(
    tx: &Transaction<'_>,
    step: i64,
    row: i64,
    before: Option<&str>,
    label: Option<&str>,
    verdict: Option<&str>,
) -> rusqlite::Result<()> {
    let decided: Option<String> =
        tx.query_row("SELECT verdict FROM row WHERE id = ?1", [row], |r| r.get(0))?;
    if before != label {
        history::note(tx, step, "label", row, before, label)?;
    }
    if decided.as_deref() != verdict {
        history::note(tx, step, "verdict", row, decided, verdict)?;
    }
    tx.execute(
        "UPDATE row SET label = ?2, verdict = ?3 WHERE id = ?1",
        params![row, label, verdict],
    )
    .map(|_| ())
}

pub(super) fn gone(row: i64) -> Error {
    Error::new(Code::NotFound, "This row is not in the project any more").at(format!("row {row}"))
}

fn no_rows(what: &str) -> Error {
    Error::new(Code::BadData, what).safe("Nothing was changed")
}

/// Two categories under one name could not be told apart again.
fn refuse_taken(db: &Connection, name: &str) -> rusqlite::Result<Result<()>> {
    let taken = in_use(db)?.iter().any(|(known, _)| known == name);
    Ok(match taken {
        true => Err(Error::new(Code::BadSetting, format!("There is a category '{name}' already"))
            .safe("Nothing was changed")
            .advice("Choose another name, or join the two categories")),
        false => Ok(()),
    })
}
