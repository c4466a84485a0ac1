//! What a Parquet file says about itself stands at its end. It is looked through before the reader
//! believes it: that one makes room for as many things as are claimed, and goes down into columns as
//! deep as they are nested.

use super::source::{SAVE_AGAIN, Source};
use super::thrift::{Compact, I32, LIST, STRUCT};
use crate::error::{Error, IoContext, Result};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// How a file begins and ends, and how one ends whose footer is encrypted.
pub(super) const PLAIN: &[u8] = b"PAR1";
pub(super) const SEALED: &[u8] = b"PARE";

/// It is read as a whole, and takes several times that.
const LONGEST: u64 = 8 << 20;
/// Columns within columns.
const DEEPEST: usize = 64;
/// Columns, and what they are made of.
const MOST_FIELDS: usize = 20_000;

/// A file ends with what it says about itself, the length of that, and a mark.
pub(super) fn check(source: &Source) -> Result<()> {
    let path = &source.path;
    let mut file = File::open(path).at_path(path)?;
    let bytes = file.metadata().at_path(path)?.len();
    let cut = || source.bad("This Parquet file breaks off before its end").advice(SAVE_AGAIN);
    if bytes < 12 {
        return Err(cut());
    }
    let mut end = [0; 8];
    file.seek(SeekFrom::End(-8)).at_path(path)?;
    file.read_exact(&mut end).at_path(path)?;
    let (length, mark) = end.split_at(4);
    if mark == SEALED {
        return Err(encrypted(source));
    }
    let length = length.iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
    if mark != PLAIN || length + 12 > bytes {
        return Err(cut());
    }
    if length > LONGEST {
        return Err(source
            .bad("What this Parquet file says about itself would fill the memory")
            .advice("Save the table as CSV, or in larger groups of rows"));
    }
    let mut footer = Vec::new();
    file.seek(SeekFrom::Start(bytes - 8 - length)).at_path(path)?;
    file.take(length).read_to_end(&mut footer).at_path(path)?;
    match schema(&footer) {
        None => Err(source.bad("This Parquet file is damaged").advice(SAVE_AGAIN)),
        Some(schema) if schema.deepest > DEEPEST || schema.fields > MOST_FIELDS => Err(source
            .bad("The columns of this Parquet file are too many, or nested too deeply, to be read")
            .advice("Save the columns that matter as CSV")),
        Some(_) => Ok(()),
    }
}

pub(super) fn encrypted(source: &Source) -> Error {
    source
        .bad("This Parquet file is encrypted")
        .advice("Save it without encryption in the program that made it")
}

#[derive(Debug, Default, PartialEq)]
struct Schema {
    fields: usize,
    /// Levels of columns within columns, the table itself being the first.
    deepest: usize,
}

/// Walks the whole footer. None where it breaks off, or claims more than it holds.
fn schema(footer: &[u8]) -> Option<Schema> {
    let mut schema = Schema::default();
    let mut walk = Compact::new(footer);
    walk.fields(&mut |walk, id, kind| {
        let is_schema = (id, kind) == (2, LIST);
        if is_schema {
            schema = elements(walk)?;
        }
        Some(is_schema)
    })?;
    Some(schema)
}

/// The elements of the schema, each followed by its children.
fn elements(walk: &mut Compact) -> Option<Schema> {
    let (kind, fields) = walk.list()?;
    if kind != STRUCT {
        return None;
    }
    // Of every open element, the children that are still to come.
    let mut open: Vec<i64> = Vec::new();
    let mut deepest = 0;
    for _ in 0..fields {
        let mut children = 0;
        walk.fields(&mut |walk, id, kind| {
            let counts = (id, kind) == (5, I32);
            if counts {
                children = walk.number()?;
            }
            Some(counts)
        })?;
        while open.pop_if(|left| *left <= 0).is_some() {}
        if let Some(left) = open.last_mut() {
            *left -= 1;
        }
        if children > 0 {
            open.push(children);
        }
        deepest = deepest.max(open.len());
    }
    Some(Schema { fields, deepest })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An element with so many children.
    fn element(children: u8) -> Vec<u8> {
        vec![0x48, 1, b'a', 0x15, children * 2, 0]
    }

    #[test]
    fn levels_are_counted_and_left_again() {
        let mut footer = vec![0x29, 0x6c];
        // A table of a, b (of c (of d)) and e.
        for children in [3, 0, 1, 1, 0, 0] {
            footer.extend(element(children));
        }
        footer.push(0);
        assert_eq!(schema(&footer), Some(Schema { fields: 6, deepest: 3 }));
        assert_eq!(schema(&footer[..footer.len() - 1]), None);
    }
}
