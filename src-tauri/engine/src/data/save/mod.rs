//! Tables written to files for other programs. A format is one file here and one line in [`SAVES`].

mod chat;
mod csv;
mod jsonl;
mod parquet;
mod writer;
mod xlsx;

pub use writer::TableWriter;

use super::import::RoleColumns;
use super::{Columns, Goal, ReadOptions, RejectedRow, Table};
use crate::error::{Code, Error, Result};
use std::path::Path;

/// A kind of file that rows can be saved as.
pub struct Save {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    /// Without the dot.
    pub extension: &'static str,
    /// It has a place for a text and its label only; the other columns are left out.
    pub only_pairs: bool,
    /// Begins the file. Nothing is at the path before `finish`.
    begin: Begin,
}

type Begin = fn(&Path, &[String]) -> Result<Box<dyn Rows>>;

/// A file in the making.
pub(super) trait Rows {
    fn row(&mut self, cells: &[String]) -> Result<()>;
    /// What the person should know of the file.
    fn finish(self: Box<Self>) -> Result<Vec<String>>;
}

/// What rows can be saved as.
pub const SAVES: &[Save] = &[csv::SAVE, xlsx::SAVE, jsonl::SAVE, parquet::SAVE, chat::SAVE];

/// The format by its id, or by the name of the file.
pub fn save_format(id: Option<&str>, path: &Path) -> Result<&'static Save> {
    let name = super::file_name(path).to_lowercase();
    let named = |save: &&Save| name.ends_with(&format!(".{}", save.extension));
    let found = match id {
        Some(id) => SAVES.iter().find(|save| save.id == id),
        None => SAVES.iter().filter(named).max_by_key(|save| save.extension.len()),
    };
    found.ok_or_else(|| {
        let what = match id {
            Some(id) => format!("A table can't be saved as '{id}'"),
            None => format!("The name '{name}' does not say what to save it as"),
        };
        let known: Vec<&str> = SAVES.iter().map(|save| save.id).collect();
        Error::new(Code::BadSetting, what).advice(format!("Use one of {}", known.join(", ")))
    })
}

/// What became of the rows.
#[derive(Debug, Default)]
pub struct Saved {
    pub rows: usize,
    /// Rows that were left out, the first of them.
    pub left_out: Vec<RejectedRow>,
    pub left_out_count: usize,
    pub notes: Vec<String>,
}

/// Rows that are listed with their reasons.
const LISTED: usize = 50;

/// Writes the rows of a file that can be read to another file. `roles` names the text and the label
/// where the format has room for nothing else.
pub fn convert(
    table: &Table,
    roles: &Columns,
    save: &Save,
    to: &Path,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Saved> {
    let pairs = if save.only_pairs { Some(RoleColumns::find(table, roles)?) } else { None };
    if save.only_pairs && roles.label.is_none() {
        return Err(Error::new(Code::BadSetting, "No column is named for the label")
            .at(table.name())
            .advice("Say which column holds the label, which becomes the answer"));
    }
    let columns = if save.only_pairs { pair_columns() } else { table.columns().to_vec() };
    let mut rows = (save.begin)(to, &columns)?;
    let mut saved = Saved::default();
    table.read(&mut |record| {
        let cells = match &pairs {
            None => record.cells,
            Some(pairs) => pairs.pick(record).and_then(|picked| match picked.label {
                Some(label) => Ok(vec![picked.text, label]),
                None => Err(RejectedRow {
                    line: picked.line,
                    reason: "It has no label".into(),
                    excerpt: super::table::excerpt(&picked.text),
                }),
            }),
        };
        match cells {
            Ok(cells) => {
                rows.row(&cells)?;
                saved.rows += 1;
            }
            Err(rejected) => {
                saved.left_out_count += 1;
                if saved.left_out.len() < LISTED {
                    saved.left_out.push(rejected);
                }
            }
        }
        let seen = saved.rows + saved.left_out_count;
        if seen.is_multiple_of(500) && !progress(table.bytes_read(), table.bytes()) {
            return Err(
                Error::new(Code::Interrupted, "You stopped this").safe("Nothing was written")
            );
        }
        Ok(true)
    })?;
    if saved.rows == 0 {
        return Err(Error::new(Code::BadData, "The file has no rows that can be used")
            .at(table.name())
            .safe("Nothing was written")
            .advice("Look at the rejected rows in the preview; perhaps the delimiter or format is another"));
    }
    saved.notes = rows.finish()?;
    Ok(saved)
}

fn pair_columns() -> Vec<String> {
    ["text", "label"].map(str::to_owned).to_vec()
}

impl super::Project {
    /// Writes the project's rows as they are now: text, label, group and part.
    pub fn save_rows(&self, save: &Save, to: &Path) -> Result<Saved> {
        let goal = self.goal()?;
        let columns: &[&str] = match goal {
            Goal::Classify | Goal::Tag if save.only_pairs => &["text", "label"],
            Goal::Classify | Goal::Tag => &["text", "label", "group", "part"],
            Goal::Chat => &["messages", "group", "part"],
            Goal::Continue => &["text", "group", "part"],
        };
        if goal == Goal::Continue && save.only_pairs {
            return Err(Error::new(Code::Unsupported, "These texts hold no questions and answers")
                .safe("Nothing was written")
                .advice("Save them as another kind of file"));
        }
        let columns: Vec<String> = columns.iter().map(|&name| name.into()).collect();
        let mut rows = (save.begin)(to, &columns)?;
        let mut saved = Saved::default();
        let names: Vec<String> = super::categories::in_use(&self.db)
            .map_err(|e| self.failed(e))?
            .into_iter()
            .map(|c| c.0)
            .collect();
        let between = super::tag_separator(names.iter().map(String::as_str));
        self.each_row(&mut |[text, label, group, part]| {
            let label = match goal {
                Goal::Tag => super::tag_names(&label).join(between),
                _ => label,
            };
            if goal.writes() {
                // A format of pairs takes the messages as they are.
                let cells = [text, group, part];
                rows.row(if save.only_pairs { &cells[..1] } else { &cells })?;
                saved.rows += 1;
                return Ok(());
            }
            let cells = [text, label, group, part];
            if save.only_pairs {
                if cells[1].is_empty() {
                    saved.left_out_count += 1;
                    return Ok(());
                }
                rows.row(&cells[..2])?;
            } else {
                rows.row(&cells)?;
            }
            saved.rows += 1;
            Ok(())
        })?;
        saved.notes = rows.finish()?;
        Ok(saved)
    }
}

/// A file's way straight into another, with everything guessed that is not said.
pub fn convert_file(
    from: &Path,
    options: &ReadOptions,
    roles: &Columns,
    save: &Save,
    to: &Path,
) -> Result<Saved> {
    let mut roles = roles.clone();
    if save.only_pairs && (roles.text.is_none() || roles.label.is_none()) {
        let guess = super::inspect(from, options)?.roles;
        roles.text = roles.text.or(guess.text);
        roles.label = roles.label.or(guess.label);
    }
    convert(&Table::open(from, options)?, &roles, save, to, &mut |_, _| true)
}
