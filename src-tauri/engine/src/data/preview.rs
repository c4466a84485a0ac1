//! A look at a file before anything is imported. The file is read to its end, so that the counts
//! are true, but only the first rows are kept.

use super::roles::{self, Roles};
use super::{Columns, Goal, Preview, ReadOptions, Table, TurnsGuess, document, goal, turns_guess};
use crate::error::Result;
use std::path::Path;
use std::time::Instant;

const ROWS: usize = 50;
const REJECTED: usize = 50;

pub fn inspect(path: &Path, options: &ReadOptions) -> Result<Preview> {
    let start = Instant::now();
    let table = Table::open(path, options)?;
    let mut roles = Roles::new(table.columns());
    let mut preview = Preview {
        name: table.name(),
        bytes: table.bytes(),
        options: table.options().clone(),
        sheets: table.sheets().to_vec(),
        cuts: table.cuts().iter().map(|cut| (*cut).to_owned()).collect(),
        columns: table.columns().to_vec(),
        roles: Default::default(),
        turns: None,
        rows: Vec::new(),
        row_count: 0,
        rejected_count: 0,
        rejected: Vec::new(),
        notes: table.notes().to_vec(),
        seconds: 0.0,
    };
    table.read(&mut |record| {
        match record.cells {
            Ok(cells) => {
                roles.add(&cells);
                preview.row_count += 1;
                if preview.rows.len() < ROWS {
                    preview.rows.push(cells);
                }
            }
            Err(rejected) => {
                preview.rejected_count += 1;
                if preview.rejected.len() < REJECTED {
                    preview.rejected.push(rejected);
                }
            }
        }
        Ok(true)
    })?;
    preview.turns = match &preview.options.turns {
        Some(joined) => {
            Some(TurnsGuess { speakers: joined.answering.clone(), turns: joined.clone() })
        }
        None => turns_guess::guess(&preview.columns, &preview.rows),
    };
    let is_document = !table.cuts().is_empty();
    let text = is_document.then_some(document::TEXT);
    preview.roles = goal::guess(&preview.columns, &preview.rows, &roles, text);
    if let Some(column) = roles::answers(&preview.columns) {
        preview.notes.push(format!(
            "Attune has sorted this file: its answers in '{}' are taken for the labels",
            preview.columns[column]
        ));
    }
    if preview.roles.goal == Goal::Tag {
        preview.notes.extend(several(&preview.roles));
    }
    if preview.row_count == 0 {
        preview.notes.push("The file has columns but no rows that can be read".into());
    }
    preview.seconds = start.elapsed().as_secs_f64();
    Ok(preview)
}

/// What to know of columns that hold several categories a row.
fn several(roles: &Columns) -> Option<String> {
    let Some(column) = &roles.label else {
        let columns = roles.labels.join("', '");
        return Some(format!("Each of these columns is taken for a category: '{columns}'"));
    };
    let text = match roles.separator.as_deref()? {
        "\n" => "↵",
        text => text,
    };
    Some(format!("Cells of '{column}' hold several categories, with '{text}' between them"))
}
