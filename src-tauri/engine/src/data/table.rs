//! A file seen as a table: columns, and rows that stream past. No more than one row is held.

use super::encoding::{self, Decode};
use super::{FORMATS, Format, ReadOptions, RejectedRow, bad_file, file_name};
use crate::error::{Code, Error, IoContext, Result};
use encoding_rs::Encoding;
use std::cell::Cell;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// How much of a file is looked at to guess its format, delimiter and header.
const HEAD: u64 = 1 << 16;

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

/// A file whose encoding is known.
pub(super) struct Source {
    pub path: PathBuf,
    pub encoding: &'static Encoding,
    pub malformed: bool,
    /// The beginning, decoded.
    pub head: String,
    /// `head` is all there is.
    pub head_is_all: bool,
    count: Rc<Cell<u64>>,
}

impl Source {
    /// The whole text from the beginning.
    pub fn text(&self) -> Result<BufReader<Decode>> {
        self.count.set(0);
        let decode = Decode::open(&self.path, self.encoding, self.count.clone())?;
        Ok(BufReader::with_capacity(1 << 16, decode))
    }

    pub fn bad(&self, what: impl Into<String>) -> Error {
        bad_file(&self.path, what)
    }

    pub fn extension(&self) -> String {
        self.path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
    }
}

/// What a format found out before reading.
pub(super) struct Layout {
    pub options: ReadOptions,
    pub columns: Vec<String>,
    /// The name of the list that holds the rows, where a file can have several.
    pub list: Option<String>,
    pub notes: Vec<String>,
}

/// A file that can be read row by row.
pub struct Table {
    source: Source,
    format: &'static Format,
    layout: Layout,
    bytes: u64,
}

impl Table {
    /// Finds out what the file is. What `options` leaves open is guessed.
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Self> {
        let about = std::fs::metadata(path).at_path(path)?;
        if about.is_dir() {
            return Err(bad_file(path, "This is a folder, not a file").advice("Choose one file"));
        }
        let detected = encoding::detect(path, options.encoding.as_deref())?;
        let mut source = Source {
            path: path.to_owned(),
            encoding: detected.encoding,
            malformed: detected.malformed,
            head: String::new(),
            head_is_all: false,
            count: Rc::default(),
        };
        let mut bytes = Vec::new();
        let mut text = source.text()?.take(HEAD);
        text.read_to_end(&mut bytes).at_path(path)?;
        source.head_is_all = (bytes.len() as u64) < HEAD;
        source.head = String::from_utf8_lossy(&bytes).into_owned();
        if source.head.trim().is_empty() && source.head_is_all {
            return Err(bad_file(path, "There is nothing but blanks in this file")
                .advice("Choose another file, or fill this one"));
        }
        let format = match &options.format {
            Some(id) => super::format(id)?,
            None => guess_format(&source),
        };
        let mut layout = (format.layout)(&source, options)?;
        layout.options.format = Some(format.id.into());
        layout.options.encoding = Some(source.encoding.name().to_lowercase());
        layout.notes.splice(0..0, detected.notes);
        let named = FORMATS.iter().find(|f| f.extensions.contains(&&*source.extension()));
        if let Some(named) = named.filter(|f| f.id != format.id && options.format.is_none()) {
            layout.notes.push(format!(
                "The name says {}, but the content is {}",
                named.title, format.title
            ));
        }
        Ok(Self { source, format, layout, bytes: about.len() })
    }

    pub fn name(&self) -> String {
        file_name(&self.source.path)
    }
    pub fn path(&self) -> &Path {
        &self.source.path
    }
    /// Size of the file.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
    /// Bytes of the file that `read` has gone through so far.
    pub fn bytes_read(&self) -> u64 {
        self.source.count.get()
    }
    pub fn columns(&self) -> &[String] {
        &self.layout.columns
    }
    /// What was asked for or guessed.
    pub fn options(&self) -> &ReadOptions {
        &self.layout.options
    }
    pub fn notes(&self) -> &[String] {
        &self.layout.notes
    }

    /// The index of a column by its name.
    pub fn column(&self, name: &str) -> Result<usize> {
        self.layout.columns.iter().position(|c| c == name).ok_or_else(|| {
            Error::new(Code::BadSetting, format!("There is no column '{}'", excerpt(name)))
                .at(self.name())
                .advice(format!("The columns are {}", excerpt(&self.layout.columns.join(", "))))
        })
    }

    /// Hands over every row in the order of the file until `each` says false. Every row has one
    /// cell for each column; one that can't be read comes as a rejected row.
    pub fn read(&self, each: &mut dyn FnMut(Record) -> Result<bool>) -> Result<()> {
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

fn guess_format(source: &Source) -> &'static Format {
    let extension = source.extension();
    FORMATS
        .iter()
        .find(|f| (f.sniff)(&source.head))
        .or_else(|| FORMATS.iter().find(|f| f.extensions.contains(&extension.as_str())))
        .unwrap_or(&super::csv::FORMAT)
}
