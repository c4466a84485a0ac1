//! Files that are ZIP archives inside (XLSX, ODS, DOCX, ZIP), opened without trusting what they
//! claim: every size is measured by unpacking into nothing before anything is kept.

use super::bad_file;
use super::source::{Counted, Head, SAVE_AGAIN, Source};
use crate::error::{Error, IoContext, Result};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use zip::ZipArchive;
use zip::result::ZipError;

pub(super) type Archive = ZipArchive<BufReader<Counted>>;

/// Entries an archive may list; each costs memory before any is read.
const MOST_ENTRIES: u64 = 100_000;
/// All entries of an office file, unpacked.
const MOST_BYTES: u64 = 1 << 30;
/// A part this small is harmless whatever its ratio.
pub(crate) const SMALL: u64 = 32 << 20;
/// XML of real sheets packs 10 to 50 times; a bomb up to 1,000 times.
pub(crate) const MOST_RATIO: u64 = 200;
/// A text or tag without an end would be held as a whole.
const LONGEST_RUN: u64 = 8 << 20;

const SIGNATURE: &[u8] = b"PK\x03\x04";

pub(super) fn looks_zipped(head: &[u8]) -> bool {
    head.starts_with(SIGNATURE)
}

/// Whether the archive has an entry whose name begins like this. A file is asked for its list; of
/// one that lies in something else, whose list may not be there yet, the bytes are searched, since
/// names stand in an archive as they are.
pub(super) fn names(head: &Head<'_>, name: &str) -> bool {
    if !looks_zipped(head.bytes) {
        return false;
    }
    if head.is_member {
        return head.bytes.windows(name.len()).any(|at| at == name.as_bytes());
    }
    let archive = open(&Source::bytes(head.path));
    archive.is_ok_and(|archive| archive.file_names().any(|entry| entry.starts_with(name)))
}

/// The content of a small part of the archive at `path`; none where anything is amiss.
pub(super) fn peek(path: &Path, part: &str) -> Option<Vec<u8>> {
    let mut archive = open(&Source::bytes(path)).ok()?;
    let mut content = Vec::new();
    archive.by_name(part).ok()?.take(1 << 16).read_to_end(&mut content).ok()?;
    Some(content)
}

/// Refuses an archive whose list alone would fill the memory.
pub(crate) fn refuse_crowded(path: &Path) -> Result<()> {
    let (claimed, most) = (entries_claimed(path)?, MOST_ENTRIES);
    if claimed > most {
        let what = format!("This archive claims to hold {claimed} files; {most} are the most");
        return Err(bad_file(path, what)
            .advice("Choose a smaller archive, or unpack it and choose the folder"));
    }
    Ok(())
}

/// The archive's list of entries; nothing is unpacked yet.
pub(super) fn open(source: &Source) -> Result<Archive> {
    refuse_crowded(&source.path)?;
    ZipArchive::new(source.file()?).map_err(|error| damaged(source, &error))
}

/// How many entries the archive says it has, from its last record alone.
fn entries_claimed(path: &Path) -> Result<u64> {
    let mut file = File::open(path).at_path(path)?;
    let length = file.seek(SeekFrom::End(0)).at_path(path)?;
    // The record of 22 bytes, the longest comment after it, and the 64-bit records before it.
    let tail = length.min(22 + 0xFFFF + 76);
    file.seek(SeekFrom::Start(length - tail)).at_path(path)?;
    let mut bytes = Vec::new();
    file.take(tail).read_to_end(&mut bytes).at_path(path)?;
    let last = |mark: &[u8]| bytes.windows(4).rposition(|four| four == mark);
    let number = |at: usize, length: usize| {
        let field = bytes.get(at..at + length).unwrap_or_default();
        field.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
    };
    let short = last(b"PK\x05\x06").map_or(0, |at| number(at + 10, 2));
    let long = last(b"PK\x06\x06").map_or(0, |at| number(at + 32, 8));
    Ok(short.max(long))
}

pub(super) fn damaged(source: &Source, error: &ZipError) -> Error {
    if matches!(error, ZipError::UnsupportedArchive(what) if what.contains("assword")) {
        return locked(source);
    }
    source.bad("The file is damaged: its parts can't be unpacked").advice(SAVE_AGAIN).source(error)
}

/// Every format says the same of a password.
pub(super) fn locked(source: &Source) -> Error {
    source.bad("The file is protected with a password").advice(
        "Open it with the program that made it, save it without a password, and choose that file",
    )
}

/// A part to be read, of no more than `most` bytes.
pub(super) fn part<'a>(
    source: &Source,
    archive: &'a mut Archive,
    name: &str,
    most: u64,
) -> Result<impl Read + use<'a>> {
    let part = archive.by_name(name).map_err(|error| damaged(source, &error))?;
    Ok(Capped { input: part, left: most })
}

/// Ends with an error where more than `left` bytes come.
pub(crate) struct Capped<R> {
    pub input: R,
    pub left: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(out)?;
        self.left = self.left.checked_sub(n as u64).ok_or_else(|| {
            io::Error::new(io::ErrorKind::FileTooLarge, "more comes out than is allowed")
        })?;
        Ok(n)
    }
}

/// Unpacks a stream of zlib bit by bit, no more than `most` bytes of it, and keeps none.
pub(super) fn inflate(packed: &[u8], most: u64, mut each: impl FnMut(&[u8])) {
    let mut unpacked = flate2::read::ZlibDecoder::new(packed).take(most);
    let mut buffer = vec![0; 1 << 14];
    // What comes before an error has been unpacked all the same.
    while let Ok(n @ 1..) = unpacked.read(&mut buffer) {
        each(&buffer[..n]);
    }
}

/// What a part is like inside.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Measured {
    pub name: String,
    pub bytes: u64,
    /// Bytes between two '<', at most.
    pub longest_run: u64,
    /// How many '<' there are.
    pub tags: u64,
    /// The first bytes.
    pub head: Vec<u8>,
}

/// Unpacks every part into nothing, and refuses a file that grows beyond all measure.
pub(super) fn measure(source: &Source, archive: &mut Archive) -> Result<Vec<Measured>> {
    let mut all = Vec::new();
    let mut total = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(source, &error))?;
        if part.is_dir() {
            continue;
        }
        let (name, packed) = (part.name().to_owned(), part.compressed_size());
        let measured = measure_part(part, name, |bytes| {
            total + bytes > MOST_BYTES || (bytes > SMALL && bytes / packed.max(1) > MOST_RATIO)
        });
        let measured = measured.map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge => bomb(source),
            _ => damaged(source, &ZipError::Io(error)),
        })?;
        total += measured.bytes;
        all.push(measured);
    }
    Ok(all)
}

pub(super) fn bomb(source: &Source) -> Error {
    source.bad("This file would unpack to far more than such a file holds").advice(
        "If it is yours, split it into smaller files; if it came from elsewhere, don't open it",
    )
}

fn measure_part(
    mut part: impl Read,
    name: String,
    too_much: impl Fn(u64) -> bool,
) -> io::Result<Measured> {
    const HEAD: usize = 2048;
    let mut measured = Measured { name, ..Measured::default() };
    let mut buffer = vec![0; 1 << 16];
    let mut run = 0;
    loop {
        let n = part.read(&mut buffer)?;
        if n == 0 {
            measured.longest_run = measured.longest_run.max(run);
            return Ok(measured);
        }
        let chunk = &buffer[..n];
        let room = HEAD.saturating_sub(measured.head.len()).min(n);
        measured.head.extend_from_slice(&chunk[..room]);
        measured.bytes += n as u64;
        let mut rest = chunk;
        while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
            measured.tags += 1;
            measured.longest_run = measured.longest_run.max(run + at as u64);
            run = 0;
            rest = &rest[at + 1..];
        }
        run += rest.len() as u64;
        if too_much(measured.bytes) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
    }
}

/// Refuses XML with a single text or tag too long to be held.
pub(super) fn check_runs(source: &Source, parts: &[Measured]) -> Result<()> {
    let is_xml = |part: &&Measured| part.name.ends_with(".xml") || part.name.ends_with(".rels");
    match parts.iter().filter(is_xml).find(|part| part.longest_run > LONGEST_RUN) {
        Some(part) => Err(source
            .bad(format!("A single cell or text in '{}' is larger than 8 million bytes", part.name))
            .advice("Shorten it, and save the file again")),
        None => Ok(()),
    }
}
