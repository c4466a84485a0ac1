//! JSON Lines: one object a line.

use super::csv::Lines;
use super::object::{self, Columns, Keys};
use super::source::{Layout, Sniff, Source};
use super::table::{Each, Record};
use super::{Format, ReadOptions};
use crate::error::Result;
use serde_json::Value;

pub(super) const FORMAT: Format = Format {
    id: "jsonl",
    title: "JSON Lines",
    description: "One JSON object a line; its keys are the columns",
    extensions: &["jsonl", "ndjson"],
    example: b"{\"text\": \"Where is my parcel?\", \"label\": \"delivery\"}\n",
    sniff: Sniff::Text(|source| sniff(&source.head)),
    layout,
    read,
    parse: None,
};

/// The first line is an object of its own. One that holds a table may be a JSON file on one line,
/// unless more such lines follow: then it is a row with a list of messages, say.
fn sniff(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim).filter(|l| !l.is_empty());
    let Some(first) = lines.next() else { return false };
    let more = lines.next().is_some_and(|line| line.starts_with('{'));
    first.starts_with('{')
        && serde_json::from_str::<serde_json::Map<String, Value>>(first)
            .is_ok_and(|object| more || !object.values().any(is_table))
}

/// A list of objects within an object: that is a JSON file on one line.
fn is_table(value: &Value) -> bool {
    value.as_array().is_some_and(|list| list.iter().any(Value::is_object))
}

fn layout(source: &Source, _: &ReadOptions) -> Result<Layout> {
    let mut columns = Columns::default();
    let mut lines = Lines::new(source.text()?, b'\n', &source.path);
    while let Some(line) = lines.next()? {
        if let Ok(Keys(Some(keys))) = serde_json::from_str(&line.text) {
            columns.add(keys);
        }
    }
    if columns.names.is_empty() {
        return Err(source
            .bad("No line of this file is a JSON object with a name for each cell")
            .advice("Each line should look like {\"text\": \"...\", \"label\": \"...\"}"));
    }
    columns.check(source)?;
    Ok(columns.into_layout(None))
}

fn read(source: &Source, layout: &Layout, each: &mut Each<'_>) -> Result<()> {
    let mut lines = Lines::new(source.text()?, b'\n', &source.path);
    while let Some(line) = lines.next()? {
        if line.text.trim().is_empty() {
            continue;
        }
        let record = if line.too_long {
            Record::rejected(line.number, "The line is longer than 16 million bytes", &line.text)
        } else {
            match serde_json::from_str(&line.text) {
                Ok(Value::Object(object)) => {
                    let cells = object::cells(object, &layout.columns);
                    Record { line: line.number, cells: Ok(cells) }
                }
                Ok(other) => {
                    let reason = format!("It is {}, not an object", object::kind(&other));
                    Record::rejected(line.number, reason, &line.text)
                }
                Err(error) => {
                    let reason = format!("It is not valid JSON (column {})", error.column());
                    Record::rejected(line.number, reason, &line.text)
                }
            }
        };
        if !each(record)? {
            break;
        }
    }
    Ok(())
}
