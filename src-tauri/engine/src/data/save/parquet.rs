//! A Parquet file with one text column a column, compressed with Zstandard.

use super::{Rows, Save};
use crate::error::{Error, Result};
use crate::store::AtomicFile;
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) const SAVE: Save = Save {
    id: "parquet",
    title: "Parquet",
    description: "A compressed table, for data programs",
    extension: "parquet",
    only_pairs: false,
    begin: |path, columns| Ok(Box::new(Groups::create(path, columns)?)),
};

/// Bytes and rows that are gathered before they are written as a group.
const GROUP_BYTES: usize = 4 << 20;
const GROUP_ROWS: usize = 10_000;

struct Groups {
    path: PathBuf,
    writer: SerializedFileWriter<AtomicFile>,
    /// Of each column: what is not written yet.
    waiting: Vec<Vec<ByteArray>>,
    bytes: usize,
}

impl Groups {
    fn create(path: &Path, columns: &[String]) -> Result<Self> {
        let file = AtomicFile::create(path)?;
        let open = || {
            let fields = columns.iter().map(|name| text_column(name).map(Arc::new));
            let fields = fields.collect::<Result<Vec<_>, _>>()?;
            let schema = Type::group_type_builder("rows").with_fields(fields).build()?;
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(Default::default()))
                .set_created_by("Attune".into())
                .build();
            SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))
        };
        Ok(Self {
            path: path.to_owned(),
            writer: open().map_err(|error| failed(path, error))?,
            waiting: vec![Vec::new(); columns.len()],
            bytes: 0,
        })
    }

    fn flush(&mut self) -> Result<()> {
        self.bytes = 0;
        let (writer, waiting) = (&mut self.writer, &mut self.waiting);
        let mut write = || {
            let mut group = writer.next_row_group()?;
            for values in waiting.iter_mut() {
                let Some(mut column) = group.next_column()? else { break };
                column.typed::<ByteArrayType>().write_batch(values, None, None)?;
                column.close()?;
                values.clear();
            }
            group.close().map(drop)
        };
        write().map_err(|error| failed(&self.path, error))
    }
}

fn text_column(name: &str) -> Result<Type, ParquetError> {
    Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_converted_type(ConvertedType::UTF8)
        .with_logical_type(Some(LogicalType::String))
        .build()
}

fn failed(path: &Path, error: ParquetError) -> Error {
    let text = error.to_string();
    if let ParquetError::External(source) = error
        && let Ok(source) = source.downcast::<std::io::Error>()
    {
        return Error::io(*source, path);
    }
    Error::internal("The Parquet file could not be written").source(text)
}

impl Rows for Groups {
    fn row(&mut self, cells: &[String]) -> Result<()> {
        for (waiting, cell) in self.waiting.iter_mut().zip(cells) {
            waiting.push(cell.as_str().into());
            self.bytes += cell.len();
        }
        let rows = self.waiting.first().map_or(0, Vec::len);
        if rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES { self.flush() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>> {
        if self.waiting.iter().any(|values| !values.is_empty()) {
            self.flush()?;
        }
        let file = self.writer.into_inner().map_err(|error| failed(&self.path, error))?;
        file.commit().map(|()| Vec::new())
    }
}
