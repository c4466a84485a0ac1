//! Rows for the eye: filtered, in pages.

use super::dialogues::{self, UNSORTED};
use super::{Goal, Row, RowFilter, RowPage, goal, opening, parts, tag_names, tags};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

pub(super) fn page(
    db: &Connection,
    filter: &RowFilter,
    offset: usize,
    limit: usize,
) -> rusqlite::Result<RowPage> {
    let (wheres, mut values) = conditions(filter, goal::of(db)?);
    let sql = format!(
        "SELECT live.id, text, label, grp, part, name, line, goal FROM live
         JOIN source ON source.id = live.source WHERE {wheres} ORDER BY live.id"
    );
    let find = filter.find.as_deref().map(str::to_lowercase).filter(|f| !f.is_empty());
    if let Some(find) = find {
        return search(db, &sql, &values, &find, offset, limit);
    }
    let count = format!("SELECT COUNT(*) FROM live WHERE {wheres}");
    let total = db.query_row(&count, params_from_iter(&values), |r| r.get(0))?;
    values.extend([number(limit).into(), number(offset).into()]);
    let sql = format!("{sql} LIMIT ?{} OFFSET ?{}", values.len() - 1, values.len());
    let mut query = db.prepare_cached(&sql)?;
    let rows = query.query_map(params_from_iter(&values), to_row)?;
    Ok(RowPage { total, rows: rows.collect::<rusqlite::Result<_>>()? })
}

/// The rows of these ids that are still there, in the order asked for.
pub(super) fn by_ids(db: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<Row>> {
    let mut query = db.prepare_cached(
        "SELECT live.id, text, label, grp, part, name, line, goal FROM live
         JOIN source ON source.id = live.source WHERE live.id = ?1",
    )?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(query.query_row([id], to_row).optional()?);
    }
    Ok(rows)
}

/// SQLite ignores case in ASCII only, so the text is compared here.
fn search(
    db: &Connection,
    sql: &str,
    values: &[Value],
    find: &str,
    offset: usize,
    limit: usize,
) -> rusqlite::Result<RowPage> {
    let mut page = RowPage { total: 0, rows: Vec::new() };
    let mut query = db.prepare_cached(sql)?;
    let mut found = query.query(params_from_iter(values))?;
    while let Some(row) = found.next()? {
        if !row.get_ref(1)?.as_str()?.to_lowercase().contains(find) {
            continue;
        }
        if page.total >= offset && page.rows.len() < limit {
            page.rows.push(to_row(row)?);
        }
        page.total += 1;
    }
    Ok(page)
}

/// The filter as SQL, with its values; the text searched for is left to [`search`].
fn conditions(filter: &RowFilter, goal: Goal) -> (String, Vec<Value>) {
    let mut wheres = vec!["1".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    if filter.unlabelled {
        wheres.push("live.label IS NULL".into());
    }
    if let Some(label) = &filter.label {
        values.push(label.clone().into());
        let number = values.len();
        wheres.push(match goal {
            Goal::Tag => {
                format!("EXISTS (SELECT 1 FROM json_each(live.label) WHERE value = ?{number})")
            }
            _ => format!("live.label = ?{number}"),
        });
    }
    if let Some(part) = filter.part {
        values.push((part as i64).into());
        wheres.push(format!("live.part = ?{} AND live.label IS NOT NULL", values.len()));
    }
    (wheres.join(" AND "), values)
}

/// A count as SQLite takes it.
pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(super) fn to_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let label: Option<String> = row.get(2)?;
    let part = parts::from_number(row.get(4)?).filter(|_| label.is_some());
    let (mut text, mut messages) = (row.get::<_, String>(1)?, None);
    let goal = Goal::from_id(row.get_ref(7)?.as_str()?).unwrap_or_default();
    let labels = label.as_deref().filter(|_| goal == Goal::Tag).map(tag_names);
    if goal == Goal::Chat {
        let turns = dialogues::turns(&text);
        text = opening(&turns).to_owned();
        messages = Some(turns);
    }
    Ok(Row {
        id: row.get(0)?,
        text,
        messages,
        label: label.filter(|label| *label != UNSORTED).map(|label| tags::shown(goal, label)),
        labels,
        group: row.get(3)?,
        part,
        source: row.get(5)?,
        line: row.get(6)?,
    })
}
