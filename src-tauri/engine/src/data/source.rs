//! What a format reads from: a file, its beginning, and what is known of it so far.

use super::encoding::{Decode, Detected};
use super::{ReadOptions, bad_file};
use crate::error::{Error, IoContext, Result};
use encoding_rs::{Encoding, UTF_8};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// How much of a file is looked at to guess its format, delimiter and header.
const HEAD: u64 = 1 << 16;

/// The beginning of a file of which nothing is known yet.
pub(super) struct Head<'a> {
    pub path: &'a Path,
    /// No more than the first 64 KiB; empty for a folder.
    pub bytes: &'a [u8],
    /// It lies in a folder or archive, and `bytes` is all there is to look at.
    pub is_member: bool,
    pub is_folder: bool,
}

/// How a format is told from the others, whatever the file's name says.
pub(super) enum Sniff {
    /// By its bytes, as they stand. Such a format decodes its text itself.
    Bytes(fn(&Head<'_>) -> bool),
    /// By the beginning of its text, decoded.
    Text(fn(&Source) -> bool),
}

/// A file to be read.
pub(super) struct Source {
    pub path: PathBuf,
    pub encoding: &'static Encoding,
    pub malformed: bool,
    /// The beginning, decoded; empty for a format that decodes its text itself.
    pub head: String,
    /// `head` is all there is.
    pub head_is_all: bool,
    /// It is text as a whole, in a known encoding.
    is_text: bool,
    count: Rc<Cell<u64>>,
}

impl Source {
    /// A file that is not text as a whole.
    pub fn bytes(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            encoding: UTF_8,
            malformed: false,
            head: String::new(),
            head_is_all: false,
            is_text: false,
            count: Rc::default(),
        }
    }

    /// The beginning of a text that lies in something else.
    pub fn in_memory(path: &Path, head: String) -> Self {
        Self { head, ..Self::bytes(path) }
    }

    /// A file of text.
    pub fn decoded(path: &Path, detected: &Detected) -> Result<Self> {
        let mut source = Self::bytes(path);
        source.encoding = detected.encoding;
        source.malformed = detected.malformed;
        source.is_text = true;
        let mut bytes = Vec::new();
        source.text()?.take(HEAD).read_to_end(&mut bytes).at_path(path)?;
        source.head_is_all = (bytes.len() as u64) < HEAD;
        source.head = String::from_utf8_lossy(&bytes).into_owned();
        if source.head.trim().is_empty() && source.head_is_all {
            return Err(bad_file(path, "There is nothing but blanks in this file")
                .advice("Choose another file, or fill this one"));
        }
        Ok(source)
    }

    /// The whole text from the beginning.
    pub fn text(&self) -> Result<BufReader<Decode>> {
        self.count.set(0);
        let decode = Decode::open(&self.path, self.encoding, self.count.clone())?;
        Ok(BufReader::with_capacity(1 << 16, decode))
    }

    /// Its content, no more than `most` bytes of it; text comes as UTF-8.
    pub fn content(&self, most: u64) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = if self.is_text {
            self.text()?.take(most).read_to_end(&mut bytes)
        } else {
            self.file()?.take(most).read_to_end(&mut bytes)
        };
        read.at_path(&self.path)?;
        Ok(bytes)
    }

    /// The file's bytes.
    pub fn file(&self) -> Result<BufReader<Counted>> {
        self.count.set(0);
        let file = File::open(&self.path).at_path(&self.path)?;
        let counted = Counted { file, at: 0, count: self.count.clone() };
        Ok(BufReader::with_capacity(1 << 16, counted))
    }

    /// Bytes gone through so far.
    pub fn bytes_read(&self) -> u64 {
        self.count.get()
    }

    /// For a format that does not read front to back.
    pub fn note_progress(&self, bytes: u64) {
        self.count.set(bytes);
    }

    pub fn bad(&self, what: impl Into<String>) -> Error {
        bad_file(&self.path, what)
    }

    pub fn extension(&self) -> String {
        self.path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
    }
}

/// A file that tells how far into it anybody has read.
pub(super) struct Counted {
    file: File,
    at: u64,
    count: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(out)?;
        self.at += n as u64;
        self.count.set(self.count.get().max(self.at));
        Ok(n)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}

/// What a format found out before reading.
#[derive(Default)]
pub(super) struct Layout {
    pub options: ReadOptions,
    pub columns: Vec<String>,
    /// The name of the list that holds the rows, where a file can have several.
    pub list: Option<String>,
    /// Where a file has several sheets: their names.
    pub sheets: Vec<String>,
    /// Where it is a document: the ids of the ways to cut it into rows.
    pub cuts: Vec<&'static str>,
    pub notes: Vec<String>,
}

/// The first bytes of a file that is not empty.
pub(super) fn beginning(path: &Path) -> Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path).at_path(path)?.take(HEAD).read_to_end(&mut head).at_path(path)?;
    if head.is_empty() {
        return Err(
            bad_file(path, "The file is empty").advice("Choose another file, or fill this one")
        );
    }
    Ok(head)
}

/// Runs a reader that is not ours. What it does not expect in a damaged file ends in an error.
pub(super) fn guard<T>(source: &Source, work: impl FnOnce() -> Result<T>) -> Result<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(source
            .bad("The file is damaged in a way that its reader did not expect")
            .advice(SAVE_AGAIN))
    })
}

/// What to do with a damaged file.
pub(super) const SAVE_AGAIN: &str =
    "Open it with the program that made it, save it under another name, and choose that file";
