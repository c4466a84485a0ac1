//! How a file's bytes become text: the encoding is read from a byte-order mark, from the pattern
//! of zero bytes (UTF-16) or from whether the bytes are valid UTF-8, and guessed otherwise.

use super::source::{Head, SAVE_AGAIN};
use crate::error::{Code, Error, IoContext, Result};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

const CHUNK: usize = 1 << 16;

pub(crate) struct Detected {
    pub encoding: &'static Encoding,
    /// Some bytes may decode to U+FFFD because they are not valid in this encoding.
    pub malformed: bool,
    pub notes: Vec<String>,
}

/// What the bytes say when read as UTF-8.
#[derive(Default)]
struct Utf8Scan {
    invalid: usize,
    /// Characters beyond ASCII that are valid.
    beyond_ascii: usize,
}

/// What the file at `path`, whose first bytes are `head`, is written in.
pub(super) fn detect(path: &Path, head: &Head<'_>, wanted: Option<&str>) -> Result<Detected> {
    let head = head.bytes;
    refuse_known_kinds(path, head)?;
    if let Some(name) = wanted {
        return by_name(name).map(|encoding| Detected { encoding, malformed: true, notes: vec![] });
    }
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        let malformed = encoding != UTF_8 || scan_utf8(path)?.invalid > 0;
        return Ok(Detected { encoding, malformed, notes: vec![] });
    }
    if let Some(encoding) = utf16_by_zeros(head) {
        return Ok(Detected { encoding, malformed: true, notes: vec![] });
    }
    refuse_control_bytes(path, head)?;
    guess(path)
}

fn by_name(name: &str) -> Result<&'static Encoding> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| {
        Error::new(Code::BadSetting, format!("There is no text encoding '{name}'"))
            .advice("Use utf-8, utf-16le, utf-16be or windows-1252")
    })
}

fn guess(path: &Path) -> Result<Detected> {
    let scan = scan_utf8(path)?;
    if scan.invalid == 0 {
        return Ok(Detected { encoding: UTF_8, malformed: false, notes: vec![] });
    }
    // A file that is nearly all UTF-8 was damaged, not written in another encoding: the damage is
    // listed row by row instead of turning every accent in the file into two wrong letters.
    if scan.beyond_ascii > 4 * scan.invalid {
        let note = format!(
            "The file is UTF-8, but {} places in it are damaged; the rows they stand in are listed",
            scan.invalid
        );
        return Ok(Detected { encoding: UTF_8, malformed: true, notes: vec![note] });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut letters = Letters::default();
    each_chunk(path, |chunk, last| {
        detector.feed(chunk, last);
        letters.feed(chunk);
    })?;
    let encoding = letters.settle(detector.guess(None, Utf8Detection::Deny));
    let note = format!(
        "The file is not UTF-8; it was read as {}. If letters look wrong, choose another encoding",
        encoding.name().to_lowercase()
    );
    Ok(Detected { encoding, malformed: true, notes: vec![note] })
}

/// Whether bytes beyond ASCII are letters of words. Where they are signs only, such as the pound sign
/// before a price, no language tells the encoding: a guess from so little called it Central European.
#[derive(Default)]
struct Letters {
    some: bool,
    /// The last byte was a letter; the one before it, beyond ASCII, was no sign.
    after_letter: bool,
    after_beyond: bool,
}

impl Letters {
    /// The guess, where it had letters to go by. Scripts of many signs are told without them.
    fn settle(&self, guess: &'static Encoding) -> &'static Encoding {
        match self.some || !guess.is_single_byte() {
            true => guess,
            false => WINDOWS_1252,
        }
    }

    fn feed(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            // Quotation marks, dashes, dots and the euro sign are the same in all of them.
            let sign = matches!(byte, 0x80 | 0x82 | 0x84..=0x87 | 0x89 | 0x8B | 0x91..=0x97 | 0x99 | 0x9B | 0xA0);
            let beyond = byte >= 0x80 && !sign;
            let letter = byte.is_ascii_alphabetic();
            self.some |= (beyond && (self.after_letter || self.after_beyond))
                || (letter && self.after_beyond);
            (self.after_letter, self.after_beyond) = (letter, beyond);
        }
    }
}

/// Refuses what is no text at all.
pub(super) fn refuse(path: &Path, head: &[u8]) -> Result<()> {
    refuse_known_kinds(path, head)?;
    let other = Encoding::for_bom(head).is_some() || utf16_by_zeros(head).is_some();
    if other { Ok(()) } else { refuse_control_bytes(path, head) }
}

/// A whole text in memory, decoded by what its bytes look like.
pub(super) fn decode(bytes: &[u8]) -> String {
    if Encoding::for_bom(bytes).is_none() {
        if let Some(encoding) = utf16_by_zeros(bytes) {
            return encoding.decode_without_bom_handling(bytes).0.into_owned();
        }
        if std::str::from_utf8(bytes).is_err() {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let mut letters = Letters::default();
            letters.feed(bytes);
            let encoding = letters.settle(detector.guess(None, Utf8Detection::Allow));
            return encoding.decode_without_bom_handling(bytes).0.into_owned();
        }
    }
    // Takes the encoding from a byte-order mark where there is one.
    UTF_8.decode(bytes).0.into_owned()
}

fn each_chunk(path: &Path, mut each: impl FnMut(&[u8], bool)) -> Result<()> {
    let mut file = File::open(path).at_path(path)?;
    let mut buffer = vec![0; CHUNK];
    loop {
        let n = file.read(&mut buffer).at_path(path)?;
        each(&buffer[..n], n == 0);
        if n == 0 {
            return Ok(());
        }
    }
}

fn scan_utf8(path: &Path) -> Result<Utf8Scan> {
    let mut scan = Utf8Scan::default();
    let mut carry: Vec<u8> = Vec::new();
    each_chunk(path, |chunk, last| {
        carry.extend_from_slice(chunk);
        let mut rest = carry.as_slice();
        loop {
            let (valid, error) = match std::str::from_utf8(rest) {
                Ok(text) => (text, None),
                Err(e) => {
                    // The part before the error is valid by definition.
                    let text = std::str::from_utf8(&rest[..e.valid_up_to()]).unwrap_or_default();
                    (text, Some(e.error_len()))
                }
            };
            if !valid.is_ascii() {
                scan.beyond_ascii += valid.chars().filter(|c| !c.is_ascii()).count();
            }
            let at = valid.len();
            match error {
                None => rest = &[],
                Some(Some(length)) => {
                    scan.invalid += 1;
                    rest = &rest[at + length..];
                    continue;
                }
                Some(None) => rest = &rest[at..],
            }
            break;
        }
        if last && !rest.is_empty() {
            scan.invalid += 1;
        }
        carry = rest.to_vec();
    })?;
    Ok(scan)
}

/// Text in UTF-16 without a mark shows zero bytes on one side of nearly every pair.
fn utf16_by_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let pairs: Vec<&[u8]> = head.chunks_exact(2).take(2048).collect();
    let share = |side: usize| {
        pairs.iter().filter(|p| p[side] == 0).count() as f64 / pairs.len().max(1) as f64
    };
    let (even, odd) = (share(0), share(1));
    if pairs.len() < 2 {
        None
    } else if odd > 0.4 && even < 0.05 {
        Some(UTF_16LE)
    } else if even > 0.4 && odd < 0.05 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Files that are no text and of no format Attune reads, by how they begin.
const KNOWN_KINDS: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a spreadsheet, document or ZIP archive that is damaged", SAVE_AGAIN),
    (b"PK\x05\x06", "an empty ZIP archive", "Choose one with files in it"),
    (b"\xD0\xCF\x11\xE0", "an old Office file that is damaged", SAVE_AGAIN),
    (b"SQLite format 3\0", "a SQLite database", "Save the table as CSV"),
    (b"\x1F\x8B", "a compressed file", "Unpack it first"),
    (b"\x28\xB5\x2F\xFD", "a compressed file", "Unpack it first"),
    (b"BZh", "a compressed file", "Unpack it first"),
    (b"7z\xBC\xAF", "a compressed archive", "Unpack it first"),
    (b"\x89PNG", "a picture", "Choose a file with text"),
    (b"\xFF\xD8\xFF", "a picture", "Choose a file with text"),
    (b"GIF8", "a picture", "Choose a file with text"),
    (b"{\\rtf", "a word processor's document", "Save it as DOCX or plain text"),
];

fn refuse_known_kinds(path: &Path, head: &[u8]) -> Result<()> {
    match KNOWN_KINDS.iter().find(|(magic, ..)| head.starts_with(magic)) {
        Some((_, kind, advice)) => {
            let what = format!("This is {kind}, whatever its name says");
            Err(super::bad_file(path, what).advice(*advice))
        }
        None => Ok(()),
    }
}

fn refuse_control_bytes(path: &Path, head: &[u8]) -> Result<()> {
    let control = head.iter().filter(|b| **b < 0x20 && !b"\t\n\r\x0B\x0C\x1B".contains(b)).count();
    if control * 50 > head.len() {
        return Err(super::bad_file(path, "This is not a text file")
            .advice("Choose a table, a document or plain text"));
    }
    Ok(())
}

/// Text out of a file's bytes, as UTF-8 and without a byte-order mark.
pub(crate) struct Decode {
    file: File,
    decoder: Decoder,
    raw: Vec<u8>,
    filled: usize,
    taken: usize,
    ended: bool,
    finished: bool,
    /// Bytes of the file read so far.
    count: Rc<Cell<u64>>,
}

impl Decode {
    pub fn open(path: &Path, encoding: &'static Encoding, count: Rc<Cell<u64>>) -> Result<Self> {
        Ok(Self {
            file: File::open(path).at_path(path)?,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK],
            filled: 0,
            taken: 0,
            ended: false,
            finished: false,
            count,
        })
    }
}

impl Read for Decode {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !self.finished {
            if self.taken == self.filled && !self.ended {
                self.filled = self.file.read(&mut self.raw)?;
                self.taken = 0;
                self.ended = self.filled == 0;
                self.count.set(self.count.get() + self.filled as u64);
            }
            let rest = &self.raw[self.taken..self.filled];
            let (result, read, written, _) = self.decoder.decode_to_utf8(rest, out, self.ended);
            self.taken += read;
            self.finished = self.ended && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
            if result == CoderResult::OutputFull {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "buffer too small"));
            }
        }
        Ok(0)
    }
}
