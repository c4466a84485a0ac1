//! Measures the pages of a Parquet file before any is unpacked. A page is unpacked as a whole, one
//! of each column at a time, and its header says how large it becomes: a small file can claim
//! gigabytes.

use super::source::{SAVE_AGAIN, Source};
use crate::error::{Error, IoContext, Result};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// Pages of all columns together that are unpacked at the same time.
const MOST_BYTES: u64 = 96 << 20;
/// Values of a column with lists in one group of rows: a row can hold all of them.
const MOST_LISTED: i64 = 4_000_000;
/// A page's header: small, but for examples of values that it may name.
const HEADERS: [u64; 3] = [1 << 12, 1 << 16, 1 << 21];

/// Refuses a file that would fill the memory.
pub(super) fn check(source: &Source, meta: &ParquetMetaData) -> Result<()> {
    let mut file = File::open(&source.path).at_path(&source.path)?;
    for group in meta.row_groups() {
        let mut held = 0u64;
        for column in group.columns() {
            let pages = measure(source, &mut file, column)?;
            let lists = column.column_descr().max_rep_level() > 0;
            if pages.values > if lists { MOST_LISTED } else { group.num_rows().max(0) } {
                let what = if lists { "rows with very long lists" } else { "more than its rows" };
                return Err(bomb(source, what));
            }
            held = held.saturating_add(pages.dictionary).saturating_add(pages.largest);
        }
        if held > MOST_BYTES {
            return Err(bomb(source, "pages that are too large together"));
        }
    }
    Ok(())
}

fn bomb(source: &Source, why: &str) -> Error {
    source
        .bad("This Parquet file would fill the memory when it is read")
        .advice("Save the table as CSV, or in smaller groups of rows")
        .source(why)
}

/// Bytes packed and unpacked, which are held together for a moment.
#[derive(Default)]
struct Pages {
    dictionary: u64,
    largest: u64,
    values: i64,
}

fn measure(source: &Source, file: &mut File, column: &ColumnChunkMetaData) -> Result<Pages> {
    let damaged = || source.bad("This Parquet file is damaged").advice(SAVE_AGAIN);
    let begin = column.dictionary_page_offset().filter(|&at| at > 0);
    let begin = begin.unwrap_or(i64::MAX).min(column.data_page_offset());
    let mut at = u64::try_from(begin).map_err(|_| damaged())?;
    let length = u64::try_from(column.compressed_size()).map_err(|_| damaged())?;
    let end = at.checked_add(length).ok_or_else(damaged)?;
    let mut pages = Pages::default();
    while at < end && pages.values < column.num_values() {
        let page = page(source, file, at)?.ok_or_else(damaged)?;
        let bytes = page.packed + page.unpacked;
        if page.is_dictionary {
            pages.dictionary = pages.dictionary.max(bytes);
        } else {
            pages.largest = pages.largest.max(bytes);
            pages.values = pages.values.saturating_add(page.values);
        }
        at = at.saturating_add(page.header).saturating_add(page.packed);
    }
    Ok(pages)
}

#[derive(Debug, Default, PartialEq)]
struct Page {
    is_dictionary: bool,
    unpacked: u64,
    packed: u64,
    values: i64,
    /// Bytes of the header itself.
    header: u64,
}

/// The page that begins at an offset; None where none does.
fn page(source: &Source, file: &mut File, at: u64) -> Result<Option<Page>> {
    for length in HEADERS {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(at)).at_path(&source.path)?;
        file.take(length).read_to_end(&mut bytes).at_path(&source.path)?;
        if let Some(page) = (Compact { bytes: &bytes, at: 0 }).page() {
            return Ok(Some(page));
        }
        if (bytes.len() as u64) < length {
            break;
        }
    }
    Ok(None)
}

/// Thrift's compact protocol, as far as a page's header needs it.
/// <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>
struct Compact<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Deeper than any header is.
const DEEPEST: u32 = 8;

impl Compact<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn number(&mut self) -> Option<i64> {
        let zigzag = self.varint()?;
        Some((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64))
    }

    /// The next field's number and type; type 0 ends a struct.
    fn field(&mut self, last: i64) -> Option<(i64, u8)> {
        let byte = self.byte()?;
        match (byte >> 4, byte & 0x0f) {
            (_, 0) => Some((0, 0)),
            (0, kind) => Some((self.number()?, kind)),
            (step, kind) => Some((last + i64::from(step), kind)),
        }
    }

    fn jump(&mut self, bytes: u64) -> Option<()> {
        self.at = self.at.checked_add(usize::try_from(bytes).ok()?)?;
        (self.at <= self.bytes.len()).then_some(())
    }

    fn skip(&mut self, kind: u8, depth: u32) -> Option<()> {
        match kind {
            1 | 2 => Some(()),
            3 => self.jump(1),
            4..=6 => self.varint().map(drop),
            7 => self.jump(8),
            8 => {
                let length = self.varint()?;
                self.jump(length)
            }
            9 | 10 => {
                let head = self.byte()?;
                let count = match head >> 4 {
                    15 => self.varint()?,
                    few => few.into(),
                };
                for _ in 0..count {
                    // A truth value takes a byte in a list and none in a struct.
                    match head & 0x0f {
                        1 | 2 => self.jump(1)?,
                        kind => self.skip(kind, depth.checked_sub(1)?)?,
                    }
                }
                Some(())
            }
            12 => {
                let mut last = 0;
                loop {
                    let (id, kind) = self.field(last)?;
                    if kind == 0 {
                        return Some(());
                    }
                    self.skip(kind, depth.checked_sub(1)?)?;
                    last = id;
                }
            }
            _ => None,
        }
    }

    /// A page's header: its type, its sizes, and the number of its values within one of the
    /// structs that follow.
    fn page(&mut self) -> Option<Page> {
        let mut page = Page::default();
        let (mut last, mut sized) = (0, 0);
        loop {
            let (id, kind) = self.field(last)?;
            match (id, kind) {
                (_, 0) => break,
                (1, 5) => page.is_dictionary = self.number()? == 2,
                (2, 5) => (page.unpacked, sized) = (u64::try_from(self.number()?).ok()?, sized + 1),
                (3, 5) => (page.packed, sized) = (u64::try_from(self.number()?).ok()?, sized + 1),
                (5 | 8, 12) => page.values = self.values()?,
                (_, kind) => self.skip(kind, DEEPEST)?,
            }
            last = id;
        }
        page.header = self.at as u64;
        (sized == 2 && page.values >= 0).then_some(page)
    }

    /// The first field of a data page's own header.
    fn values(&mut self) -> Option<i64> {
        let (mut last, mut values) = (0, 0);
        loop {
            let (id, kind) = self.field(last)?;
            match (id, kind) {
                (_, 0) => return Some(values),
                (1, 5) => values = self.number()?,
                (_, kind) => self.skip(kind, DEEPEST)?,
            }
            last = id;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// type 0, 300 bytes unpacked, 120 packed, a data page of 20 values with a trailing text.
    const HEADER: &[u8] =
        &[0x15, 0, 0x15, 0xd8, 0x04, 0x15, 0xf0, 0x01, 0x2c, 0x15, 0x28, 0x18, 2, b'a', b'b', 0, 0];

    #[test]
    fn a_header_is_read_and_one_that_breaks_off_is_none() {
        let page = Compact { bytes: HEADER, at: 0 }.page();
        let expected =
            Page { unpacked: 300, packed: 120, values: 20, header: 17, ..Page::default() };
        assert_eq!(page, Some(expected));
        for end in 0..HEADER.len() {
            assert_eq!(Compact { bytes: &HEADER[..end], at: 0 }.page(), None, "{end}");
        }
    }

    #[test]
    fn whatever_the_bytes_no_header_runs_away() {
        let mut state = 7u64;
        for _ in 0..20_000 {
            let bytes: Vec<u8> = (0..40)
                .map(|_| {
                    state =
                        state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    (state >> 33) as u8
                })
                .collect();
            if let Some(page) = (Compact { bytes: &bytes, at: 0 }).page() {
                assert!(page.header <= 40);
            }
        }
    }
}
