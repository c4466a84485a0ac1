//! Measures the pages of a Parquet file before any is unpacked. A page is unpacked as a whole, one
//! of each column at a time, and its header says how large it becomes: a small file can claim
//! gigabytes.

use super::source::{SAVE_AGAIN, Source};
use super::thrift::{Compact, I32, STRUCT};
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
        if let Some(page) = header(&bytes) {
            return Ok(Some(page));
        }
        if (bytes.len() as u64) < length {
            break;
        }
    }
    Ok(None)
}

/// A page's header: its type, its sizes, and the number of its values within one of the structs
/// that follow. None where it breaks off.
fn header(bytes: &[u8]) -> Option<Page> {
    let mut page = Page::default();
    let (mut packed, mut unpacked) = (None, None);
    let mut walk = Compact::new(bytes);
    walk.fields(&mut |walk, id, kind| {
        match (id, kind) {
            (1, I32) => page.is_dictionary = walk.number()? == DICTIONARY,
            (2, I32) => unpacked = Some(u64::try_from(walk.number()?).ok()?),
            (3, I32) => packed = Some(u64::try_from(walk.number()?).ok()?),
            (5 | 8, STRUCT) => walk.fields(&mut |walk, id, kind| {
                let counts = (id, kind) == (1, I32);
                if counts {
                    page.values = walk.number()?;
                }
                Some(counts)
            })?,
            _ => return Some(false),
        }
        Some(true)
    })?;
    (page.packed, page.unpacked) = (packed?, unpacked?);
    page.header = walk.at() as u64;
    (page.values >= 0).then_some(page)
}

/// The type of a page that holds a column's dictionary.
const DICTIONARY: i64 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    /// type 0, 300 bytes unpacked, 120 packed, a data page of 20 values with a trailing text.
    const HEADER: &[u8] =
        &[0x15, 0, 0x15, 0xd8, 0x04, 0x15, 0xf0, 0x01, 0x2c, 0x15, 0x28, 0x18, 2, b'a', b'b', 0, 0];

    #[test]
    fn a_header_is_read_and_one_that_breaks_off_is_none() {
        let page = header(HEADER);
        let expected =
            Page { unpacked: 300, packed: 120, values: 20, header: 17, ..Page::default() };
        assert_eq!(page, Some(expected));
        for end in 0..HEADER.len() {
            assert_eq!(header(&HEADER[..end]), None, "{end}");
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
            if let Some(page) = header(&bytes) {
                assert!(page.header <= 40);
            }
        }
    }
}
