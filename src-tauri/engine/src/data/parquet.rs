//! Parquet files, row by row: no more is held than the pages that the rows lie in, and those are
//! measured first. The format: <https://parquet.apache.org/docs/file-format/>.

use super::parquet_cells::{Features, cell};
use super::parquet_pages;
use super::source::{Layout, SAVE_AGAIN, Sniff, Source, guard};
use super::table::{Each, Record};
use super::{Format, ReadOptions, object};
use crate::error::{Error, IoContext, Result};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, RowGroupReader};
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::reader::TreeBuilder;
use parquet::schema::types::TypePtr;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

pub(super) const FORMAT: Format = Format {
    id: "parquet",
    title: "Parquet file",
    description: "A table as data programs keep it; lists and objects become JSON",
    extensions: &["parquet"],
    example: include_bytes!("examples/example.parquet"),
    sniff: Sniff::Bytes(|head| head.bytes.starts_with(PLAIN) || head.bytes.starts_with(SEALED)),
    layout,
    read,
    parse: None,
};

/// How a file begins and ends, and how one ends whose footer is encrypted.
const PLAIN: &[u8] = b"PAR1";
const SEALED: &[u8] = b"PARE";
/// What a file may say about itself: it is read as a whole, and takes several times that.
const MOST_FOOTER: u64 = 8 << 20;
/// Rows that a file may claim.
const MOST_ROWS: i64 = 50_000_000;
/// Values of a column that are decoded at a time.
const BATCH: usize = 256;

fn layout(source: &Source, _: &ReadOptions) -> Result<Layout> {
    guard(source, || {
        check_footer(source)?;
        let reader = open(source)?;
        let meta = reader.metadata();
        check_rows(source, meta)?;
        parquet_pages::check(source, meta)?;
        let mut columns = object::Columns::default();
        columns.add(fields(meta).iter().map(|field| field.name().to_owned()).collect());
        columns.check(source)?;
        if columns.names.is_empty() {
            return Err(source.bad("This Parquet file has no columns").advice(SAVE_AGAIN));
        }
        Ok(columns.into_layout(None))
    })
}

fn read(source: &Source, layout: &Layout, each: &mut Each<'_>) -> Result<()> {
    guard(source, || {
        let reader = open(source)?;
        let meta = reader.metadata();
        let features = Features::of(meta);
        let places: Vec<usize> = layout.columns.iter().filter_map(|c| place(meta, c)).collect();
        let all = meta.file_metadata().num_rows().max(1) as u64;
        let bytes = source.path.metadata().at_path(&source.path)?.len();
        let mut number = 0;
        for i in 0..meta.num_row_groups() {
            let group = reader.get_row_group(i).map_err(|error| damaged(source, error))?;
            let schema = group.metadata().schema_descr_ptr();
            let mut rows = TreeBuilder::new()
                .with_batch_size(BATCH)
                .as_iter(schema, group.as_ref() as &dyn RowGroupReader)
                .map_err(|error| damaged(source, error))?;
            for row in &mut rows {
                number += 1;
                let row = row.map_err(|error| damaged(source, error))?.into_columns();
                let cells = places.iter().map(|&at| match row.get(at) {
                    Some((_, field)) => cell(field, features.column(at)),
                    None => String::new(),
                });
                let cells = Ok(cells.collect());
                source.note_progress((bytes as f64 * (number as f64 / all as f64)) as u64);
                if !each(Record { line: number, cells })? {
                    return Ok(());
                }
            }
        }
        Ok(())
    })
}

fn open(source: &Source) -> Result<SerializedFileReader<File>> {
    let file = File::open(&source.path).at_path(&source.path)?;
    SerializedFileReader::new(file).map_err(|error| damaged(source, error))
}

fn fields(meta: &ParquetMetaData) -> &[TypePtr] {
    meta.file_metadata().schema_descr().root_schema().get_fields()
}

fn place(meta: &ParquetMetaData, name: &str) -> Option<usize> {
    fields(meta).iter().position(|field| field.name() == name)
}

/// A file ends with what it says about itself, the length of that, and a mark.
fn check_footer(source: &Source) -> Result<()> {
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
    if length > MOST_FOOTER {
        return Err(source
            .bad("What this Parquet file says about itself would fill the memory")
            .advice("Save the table as CSV, or in larger groups of rows"));
    }
    Ok(())
}

fn check_rows(source: &Source, meta: &ParquetMetaData) -> Result<()> {
    let rows = meta.file_metadata().num_rows();
    let groups: i64 = meta.row_groups().iter().map(|group| group.num_rows().max(0)).sum();
    if meta.row_groups().iter().any(|group| group.num_rows() < 0) || groups != rows {
        return Err(source
            .bad("This Parquet file contradicts itself about its rows")
            .advice(SAVE_AGAIN));
    }
    if rows > MOST_ROWS {
        return Err(source
            .bad(format!("This Parquet file claims {rows} rows, which is more than Attune reads"))
            .advice("Save a part of the table to a file of its own"));
    }
    Ok(())
}

fn encrypted(source: &Source) -> Error {
    source
        .bad("This Parquet file is encrypted")
        .advice("Save it without encryption in the program that made it")
}

fn damaged(source: &Source, error: ParquetError) -> Error {
    let text = error.to_string();
    if text.to_lowercase().contains("encrypt") {
        return encrypted(source).source(text);
    }
    source.bad("This Parquet file is damaged").advice(SAVE_AGAIN).source(text)
}
