//! A file seen as a table: columns, and rows that stream past. No more than one row is held.

use super::source::{Head, Layout, Sniff, Source, beginning};
use super::{FORMATS, Format, ReadOptions, RejectedRow, encoding, file_name, folder, turns};
use crate::error::{Code, Error, IoContext, Result};
use crate::store::sha256_file;
use std::path::Path;

/// One row of a file.
pub struct Record {
    /// Where it starts, from 1.
    pub line: u64,
    /// One cell a column, or why there are none.
    pub cells: Result<Vec<String>, RejectedRow>,
}

impl Record {
    pub(super) fn rejected(line: u64, reason: impl Into<String>, text: &str) -> Self {
        let cells = Err(RejectedRow { line, reason: reason.into(), excerpt: excerpt(text) });
        Self { line, cells }
    }
}

/// Takes one record and says whether to go on.
pub(super) type Each<'a> = dyn FnMut(Record) -> Result<bool> + 'a;

/// The beginning of a text, on one line.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 160;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace(['\n', '\r'], " ")
}

/// A file that can be read row by row.
pub struct Table {
    source: Source,
    format: &'static Format,
    layout: Layout,
    bytes: u64,
    /// The columns that joined rows have; none where rows stay as they are.
    joined: Option<Vec<String>>,
}

impl Table {
    /// Finds out what the file is. What `options` leaves open is guessed.
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Self> {
        let about = std::fs::metadata(path).at_path(path)?;
        let is_folder = about.is_dir();
        let bytes = if is_folder { folder::bytes(path)? } else { about.len() };
        let head = if is_folder { Vec::new() } else { beginning(path)? };
        if super::is_project(&head) {
            return Err(super::bad_file(path, "This file is a whole project, not examples")
                .advice("Drop it on the window, or choose it on the home screen, to open it"));
        }
        let head = Head { path, bytes: &head, is_member: false, is_folder };
        let asked = options.format.as_deref().map(super::format).transpose()?;
        let format =
            if is_folder { Some(&folder::FORMAT) } else { asked.or_else(|| by_bytes(&head)) };
        let (source, format, notes) = match format {
            Some(format) if matches!(format.sniff, Sniff::Bytes(_)) => {
                (Source::bytes(path), format, Vec::new())
            }
            _ => {
                let detected = encoding::detect(path, &head, options.encoding.as_deref())?;
                let source = Source::decoded(path, &detected)?;
                let format = format.unwrap_or_else(|| by_text(&source));
                (source, format, detected.notes)
            }
        };
        let mut layout = (format.layout)(&source, options)?;
        layout.options.format = Some(format.id.into());
        if matches!(format.sniff, Sniff::Text(_)) {
            layout.options.encoding = Some(source.encoding.name().to_lowercase());
        }
        layout.notes.splice(0..0, notes);
        let named = FORMATS.iter().find(|f| f.extensions.contains(&&*source.extension()));
        if let Some(named) = named.filter(|f| f.id != format.id && asked.is_none()) {
            let shared = format.extensions.contains(&&*source.extension());
            if !shared && !is_folder {
                layout.notes.push(format!(
                    "The name says {}, but the content is {}",
                    named.title, format.title
                ));
            }
        }
        layout.options.turns = options.turns.clone();
        let joined = options.turns.as_ref().map(turns::columns);
        let table = Self { source, format, layout, bytes, joined };
        turns::check(&table, options)?;
        Ok(table)
    }

    pub fn name(&self) -> String {
        file_name(&self.source.path)
    }
    pub fn path(&self) -> &Path {
        &self.source.path
    }
    /// SHA-256 of its content.
    pub fn sha256(&self) -> Result<String> {
        let path = &self.source.path;
        if path.is_dir() { folder::sha256(path) } else { sha256_file(path) }
    }
    /// Size of the file.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
    /// Bytes of the file that `read` has gone through so far.
    pub fn bytes_read(&self) -> u64 {
        self.source.bytes_read()
    }
    pub fn columns(&self) -> &[String] {
        self.joined.as_ref().unwrap_or(&self.layout.columns)
    }
    /// What was asked for or guessed.
    pub fn options(&self) -> &ReadOptions {
        &self.layout.options
    }
    pub fn notes(&self) -> &[String] {
        &self.layout.notes
    }
    /// The names of its sheets; empty where a file has none.
    pub fn sheets(&self) -> &[String] {
        &self.layout.sheets
    }
    /// The ids of the ways to cut it into rows; empty for a table.
    pub fn cuts(&self) -> &[&'static str] {
        &self.layout.cuts
    }

    /// The index of a column by its name.
    pub fn column(&self, name: &str) -> Result<usize> {
        self.place(self.columns(), name)
    }
    /// The same among the columns that the file itself has.
    pub(super) fn own_column(&self, name: &str) -> Result<usize> {
        self.place(&self.layout.columns, name)
    }

    fn place(&self, columns: &[String], name: &str) -> Result<usize> {
        columns.iter().position(|c| c == name).ok_or_else(|| {
            Error::new(Code::BadSetting, format!("There is no column '{}'", excerpt(name)))
                .at(self.name())
                .advice(format!("The columns are {}", excerpt(&columns.join(", "))))
        })
    }

    /// Hands over every row in the order of the file until `each` says false. Every row has one
    /// cell for each column; one that can't be read comes as a rejected row.
    pub fn read(&self, each: &mut dyn FnMut(Record) -> Result<bool>) -> Result<()> {
        match &self.layout.options.turns {
            Some(turns) => turns::read(self, turns, each),
            None => self.read_rows(each),
        }
    }

    /// The rows as the file has them.
    pub(super) fn read_rows(&self, each: &mut Each) -> Result<()> {
        let malformed = self.source.malformed;
        let encoding = self.source.encoding.name();
        (self.format.read)(&self.source, &self.layout, &mut |record| {
            each(refuse_damage(record, malformed, encoding))
        })
    }
}

/// A row with bytes that mean nothing in the file's encoding would teach nonsense.
fn refuse_damage(record: Record, malformed: bool, encoding: &str) -> Record {
    let Ok(cells) = &record.cells else { return record };
    let reason = if malformed && cells.iter().any(|c| c.contains('\u{FFFD}')) {
        format!("It holds bytes that are not valid {encoding}")
    } else if cells.iter().any(|c| c.contains('\0')) {
        "It holds a zero byte, which no text has".into()
    } else {
        return record;
    };
    Record::rejected(record.line, reason, &cells.join(", ").replace('\0', " "))
}

fn by_bytes(head: &Head<'_>) -> Option<&'static Format> {
    FORMATS.iter().find(|f| matches!(f.sniff, Sniff::Bytes(sniff) if sniff(head)))
}

/// What a file of text is. What does not look like plain text is none, whatever its name says.
pub(super) fn by_text(source: &Source) -> &'static Format {
    let extension = source.extension();
    let text = |f: &&Format| matches!(f.sniff, Sniff::Text(_)) && f.id != super::txt::FORMAT.id;
    FORMATS
        .iter()
        .find(|f| matches!(f.sniff, Sniff::Text(sniff) if sniff(source)))
        .or_else(|| {
            FORMATS.iter().filter(text).find(|f| f.extensions.contains(&extension.as_str()))
        })
        .unwrap_or(&super::csv::FORMAT)
}
