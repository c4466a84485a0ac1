//! From a file to examples: reading, the project's store, labels and the split.
//!
//! A format is one file here and one line in [`FORMATS`].

mod answers;
mod archive;
mod categories;
mod colleague;
mod collection;
mod csv;
pub mod cut;
mod decide;
mod dialect;
mod dialogues;
mod document;
mod docx;
mod docx_styles;
mod edit;
mod encoding;
mod folder;
mod forget;
mod goal;
mod history;
mod html;
mod import;
mod json;
mod jsonl;
mod label_types;
mod labelling;
mod labels;
mod language;
mod load;
mod mail;
mod mail_text;
mod message;
mod object;
mod ods;
mod parquet;
mod parquet_cells;
mod parquet_footer;
mod parquet_pages;
mod parts;
mod pdf;
mod pdf_fonts;
mod pdf_text;
mod preview;
mod privacy;
mod project;
mod queue;
mod roles;
mod rows;
pub mod save;
mod schema;
mod several;
mod shapes;
mod sheet;
mod similar;
mod snapshot;
mod source;
pub mod split;
mod summary;
mod table;
mod tag_cells;
mod tags;
mod thrift;
mod turns;
mod turns_guess;
mod txt;
mod types;
mod version;
mod written;
mod xls;
mod xls_scan;
mod xlsx;
mod xml;
pub(crate) mod zipped;

pub use answers::{ExamItem, StoredAnswer, exact_key};
pub use decide::Decision;
pub use dialogues::turns;
pub use edit::{Edit, RawRow, WEIGH_RARE};
pub use label_types::*;
pub use labels::fold;
pub use load::{Loaded, load_examples};
pub(crate) use mail_text::{html_text, left_out as mail_left_out, own_text};
pub use message::{Goal, Message};
pub use preview::inspect;
pub use privacy::{Cleaning, PRIVACY};
pub use project::{IN_USE, NOUN, Peek, Project};
pub use save::TableWriter;
pub use several::{Between, flag, guess_between};
pub use shapes::{ChatColumns, messages_of, tidy};
pub use snapshot::DATABASE;
pub(crate) use snapshot::{TYPE, TYPE_ENTRY, is_project};
pub use table::{Record, Table};
pub use tag_cells::{TagCells, TagCellsGuess};
pub use tags::{Learnable, Tagged, leave_out_unlearned, tag_names, tag_separator, tags_key};
pub use turns::Turns;
pub use turns_guess::TurnsGuess;
pub use types::*;
pub use version::Version;
pub use written::{Pick, opening, pick_chat, pick_text};

use crate::error::{Code, Error, Result};
use document::Parse;
use source::{Layout, Sniff, Source};
use std::path::Path;
use table::Each;

/// A row that can be learned from or examined with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    pub id: i64,
    pub text: String,
    pub label: String,
    pub part: Part,
}

/// A kind of file.
pub struct Format {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    /// In lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// The smallest file that shows what the format looks like.
    pub example: &'static [u8],
    /// How a file of this kind is told, whatever its name says.
    sniff: Sniff,
    /// Names the columns and settles what the options leave open.
    layout: fn(&Source, &ReadOptions) -> Result<Layout>,
    /// Hands over every row in the order of the file.
    read: fn(&Source, &Layout, &mut Each<'_>) -> Result<()>,
    /// Reads it as one of several documents in a folder or archive; none for a table.
    parse: Option<Parse>,
}

/// What Attune reads. The surest sniffers come first.
pub const FORMATS: &[Format] = &[
    folder::FORMAT,
    xlsx::FORMAT,
    ods::FORMAT,
    xls::FORMAT,
    parquet::FORMAT,
    docx::FORMAT,
    pdf::FORMAT,
    archive::FORMAT,
    mail::MBOX,
    mail::EML,
    html::FORMAT,
    jsonl::FORMAT,
    json::FORMAT,
    txt::FORMAT,
    csv::FORMAT,
];

/// The endings a file dialog offers.
pub fn extensions() -> Vec<&'static str> {
    FORMATS.iter().flat_map(|f| f.extensions).copied().collect()
}

fn format(id: &str) -> Result<&'static Format> {
    FORMATS.iter().find(|f| f.id == id).ok_or_else(|| {
        let known: Vec<&str> = FORMATS.iter().map(|f| f.id).collect();
        Error::new(Code::BadSetting, format!("There is no file format '{id}'"))
            .advice(format!("Use one of {}", known.join(", ")))
    })
}

fn bad_file(path: &Path, what: impl Into<String>) -> Error {
    Error::new(Code::BadFile, what).at(file_name(path)).safe("The file was not changed")
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into())
}
