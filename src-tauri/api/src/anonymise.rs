//! A column of a table cleaned of personal data, and turned back.

use attune_engine::data::{Table, TableWriter};
use attune_engine::error::{Code, Error, Result};
use attune_engine::privacy::{Cleaner, Conversation, Key, Restored};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// What was replaced.
#[derive(Debug, Default)]
pub struct Anonymised {
    pub rows: usize,
    /// Rows in which something was found.
    pub changed: usize,
    pub rejected: usize,
    /// Places by kind.
    pub places: BTreeMap<&'static str, usize>,
}

/// Writes the table's rows as CSV to `out` with the column cleaned. Rows with the same value of
/// `conversation` share their placeholders. What was replaced is noted in `key`.
pub fn clean_table(
    cleaner: &Cleaner,
    table: &Table,
    column: &str,
    conversation: Option<&str>,
    out: &Path,
    key: &mut Key,
) -> Result<Anonymised> {
    let place = table.column(column)?;
    let group = conversation.map(|name| table.column(name)).transpose()?;
    let mut conversations = conversations(table, place, group)?;
    let mut writer = TableWriter::create(out, table.columns())?;
    let mut done = Anonymised::default();
    table.read(&mut |record| {
        let Ok(mut cells) = record.cells else {
            done.rejected += 1;
            return Ok(true);
        };
        let spans = cleaner.find(&cells[place]);
        let cleaned = match group.and_then(|group| conversations.get_mut(&cells[group])) {
            Some(shared) => shared.replace(&cells[place], &spans),
            None => Conversation::new().replace(&cells[place], &spans),
        };
        key.add(done.rows, &cleaned);
        done.rows += 1;
        done.changed += usize::from(!spans.is_empty());
        for span in spans {
            *done.places.entry(span.kind).or_default() += 1;
        }
        cells[place] = cleaned.text;
        writer.row(&cells)?;
        Ok(true)
    })?;
    writer.finish()?;
    Ok(done)
}

/// One for every value of the group, clear of what looks like a placeholder in any of its texts.
fn conversations(
    table: &Table,
    place: usize,
    group: Option<usize>,
) -> Result<HashMap<String, Conversation>> {
    let mut all: HashMap<String, Conversation> = HashMap::new();
    if let Some(group) = group {
        table.read(&mut |record| {
            if let Ok(cells) = record.cells
                && !cells[group].trim().is_empty()
            {
                all.entry(cells[group].clone()).or_default().reserve(&cells[place]);
            }
            Ok(true)
        })?;
    }
    Ok(all)
}

/// What was turned back.
#[derive(Debug, Default)]
pub struct RestoredRows {
    pub rows: usize,
    pub restored: usize,
    /// Rows with placeholders that were changed or moved, and are left as they are.
    pub unknown: usize,
}

/// Writes the table's rows as CSV to `out` with the key's column as it was before.
pub fn restore_table(key: &Key, table: &Table, out: &Path) -> Result<RestoredRows> {
    let place = table.column(&key.column)?;
    let restorer = key.restorer();
    let mut writer = TableWriter::create(out, table.columns())?;
    let mut done = RestoredRows::default();
    table.read(&mut |record| {
        let Ok(mut cells) = record.cells else {
            return Err(Error::new(Code::BadFile, "A row of the anonymised file can't be read")
                .at(format!("line {}", record.line))
                .safe("Nothing was written")
                .advice("Bring the file back as it was written"));
        };
        match restorer.restore(done.rows, &cells[place]) {
            Restored::Whole(text) => {
                cells[place] = text;
                done.restored += 1;
            }
            Restored::Untouched => {}
            Restored::Unknown => done.unknown += 1,
        }
        done.rows += 1;
        writer.row(&cells)?;
        Ok(true)
    })?;
    writer.finish()?;
    Ok(done)
}
