//! Where a file keeps the categories of its rows: in one cell with something between them, or in a
//! column each.

use super::{Between, Columns, ReadOptions, Table, flag, guess_between};
use crate::error::{Code, Error, Result};
use std::path::Path;

/// Rows from which it is told what stands between labels.
const SAMPLE: usize = 20_000;

/// How the cells of some label columns become labels.
#[derive(Debug, Clone)]
pub struct TagCells {
    between: Between,
    /// A column that only says yes or no names its label itself.
    flags: Vec<Option<String>>,
}

impl TagCells {
    /// The labels of a row's cells, sorted; none where no cell says anything.
    pub fn labels<T: AsRef<str>>(&self, cells: &[T]) -> Option<Vec<String>> {
        let mut labels: Vec<String> = Vec::new();
        let mut says = false;
        for (cell, name) in cells.iter().map(AsRef::as_ref).zip(&self.flags) {
            let found = match name {
                Some(_) if cell.trim().is_empty() => continue,
                Some(name) if flag(cell) == Some(true) => vec![name.clone()],
                Some(_) => Vec::new(),
                None => match self.between.labels(cell) {
                    Some(found) => found,
                    None => continue,
                },
            };
            says = true;
            labels.extend(found);
        }
        labels.sort();
        labels.dedup();
        says.then_some(labels)
    }

    pub fn between(&self) -> &Between {
        &self.between
    }
}

/// Looks at the cells of label columns to tell how they are to be read.
pub struct TagCellsGuess<'a> {
    names: &'a [String],
    separator: Option<&'a str>,
    cells: Vec<Vec<String>>,
    only_flags: Vec<bool>,
    says: Vec<bool>,
}

impl<'a> TagCellsGuess<'a> {
    /// `separator` is what stands between labels where that is known.
    pub fn new(names: &'a [String], separator: Option<&'a str>) -> Self {
        let n = names.len();
        Self {
            names,
            separator,
            cells: vec![Vec::new(); n],
            only_flags: vec![n > 1; n],
            says: vec![false; n],
        }
    }

    /// One cell a column.
    pub fn add<T: AsRef<str>>(&mut self, cells: &[T]) {
        for (at, cell) in cells.iter().map(AsRef::as_ref).enumerate() {
            self.only_flags[at] &= flag(cell).is_some();
            self.says[at] |= !cell.trim().is_empty();
            if self.separator.is_none() && self.cells[at].len() < SAMPLE {
                self.cells[at].push(cell.to_owned());
            }
        }
    }

    pub fn finish(self) -> TagCells {
        let guessed =
            || self.cells.iter().find_map(|cells| guess_between(cells.iter().map(String::as_str)));
        let between = match self.separator {
            Some(separator) => Between::from_id(separator),
            None => guessed().unwrap_or(Between::Text(";".into())),
        };
        let flags = self.names.iter().zip(self.only_flags.iter().zip(&self.says));
        let flags = flags.map(|(name, (only, says))| (*only && *says).then(|| name.clone()));
        TagCells { between, flags: flags.collect() }
    }
}

/// The columns that hold categories.
pub(super) fn label_columns(columns: &Columns) -> Vec<String> {
    match columns.labels.is_empty() {
        true => columns.label.iter().cloned().collect(),
        false => columns.labels.clone(),
    }
}

/// Reads a file through to tell how its label columns are to be read. Without any column for them
/// the rows are there to be labelled.
pub(super) fn cells_of(file: &Path, options: &ReadOptions, columns: &Columns) -> Result<TagCells> {
    let names = label_columns(columns);
    let separator = columns.separator.as_deref().filter(|between| !between.is_empty());
    let mut guess = TagCellsGuess::new(&names, separator);
    if !names.is_empty() {
        let table = Table::open(file, options)?;
        let places = places(&table, &names)?;
        table.read(&mut |record| {
            if let Ok(cells) = record.cells {
                let cells: Vec<&str> = places.iter().map(|at| cell(&cells, *at)).collect();
                guess.add(&cells);
            }
            Ok(true)
        })?;
    }
    Ok(guess.finish())
}

pub(super) fn places(table: &Table, names: &[String]) -> Result<Vec<usize>> {
    names.iter().map(|name| table.column(name)).collect()
}

/// A cell; a short row has none.
pub(super) fn cell(cells: &[String], at: usize) -> &str {
    cells.get(at).map_or("", String::as_str)
}

/// Refuses a column that is both text and category.
pub(super) fn refuse_text(columns: &Columns) -> Result<()> {
    let text = columns.text.as_ref();
    match label_columns(columns).iter().find(|name| Some(*name) == text) {
        None => Ok(()),
        Some(name) => {
            Err(Error::new(Code::BadSetting, format!("The column '{name}' is the text already"))
                .safe("Nothing was changed")
                .advice("Choose other columns for the categories"))
        }
    }
}
