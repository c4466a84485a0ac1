//! Parquet files, row by row: no more is held than the pages that the rows lie in, and those are
//! measured first. The format: <https://parquet.apache.org/docs/file-format/>.

use super::parquet_cells::{Features, cell};
use super::parquet_footer::{self, PLAIN, SEALED, encrypted};
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

/// Rows that a file may claim.
const MOST_ROWS: i64 = 50_000_000;
/// Values of a column that are decoded at a time.
const BATCH: usize = 256;

fn layout(source: &Source, _: &ReadOptions) -> Result<Layout> {
    guard(source, || {
        parquet_footer::check(source)?;
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

fn damaged(source: &Source, error: ParquetError) -> Error {
    let text = error.to_string();
    if text.to_lowercase().contains("encrypt") {
        return encrypted(source).source(text);
    }
    source.bad("This Parquet file is damaged").advice(SAVE_AGAIN).source(text)
}
