//! One error type for everything a person can meet.
//!
//! An error says what happened, where, what is safe, and what to do. The code is stable: the
//! interface and the command line act on it; the words may change.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of thing went wrong. Add one only when someone acts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A file or folder is not there.
    NotFound,
    /// The file can't be read as what it claims to be.
    BadFile,
    /// The data was read, but can't be used as asked (no labels, one category, ...).
    BadData,
    /// A setting has a value that makes no sense, or is unknown.
    BadSetting,
    /// The model folder is incomplete, of an unknown family, or damaged.
    BadModel,
    /// What was asked does not fit what is there (an adapter of a full run, ...).
    Unsupported,
    /// Another window or worker holds the project or run.
    Busy,
    /// The disk is full.
    DiskFull,
    /// Memory ran out, or would.
    OutOfMemory,
    /// Training left the numbers: the loss is not finite.
    Diverged,
    /// The person stopped it.
    Interrupted,
    /// A project or run was written by a newer Attune.
    TooNew,
    /// Attune is set never to go online.
    Offline,
    /// The network or the hub failed; trying again may help.
    Network,
    /// The hub wants an access key, another one, or a licence accepted first.
    KeyNeeded,
    /// The operating system refused a read or write.
    Io,
    /// A fault of Attune's own.
    Internal,
}

/// An error in plain words.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Error {
    pub code: Code,
    /// What happened, as one sentence without a full stop.
    pub what: String,
    /// Where: a file, a row, a setting.
    #[serde(rename = "where")]
    pub where_: Option<String>,
    /// What is safe.
    pub safe: Option<String>,
    /// What to do.
    pub advice: Option<String>,
    /// What the layer below said; for "Copy details", never the person's text.
    pub source: Option<String>,
}

impl Error {
    pub fn new(code: Code, what: impl Into<String>) -> Self {
        Self { code, what: what.into(), where_: None, safe: None, advice: None, source: None }
    }
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.where_ = Some(place.into());
        self
    }
    pub fn safe(mut self, safe: impl Into<String>) -> Self {
        self.safe = Some(safe.into());
        self
    }
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }
    pub fn source(mut self, source: impl fmt::Display) -> Self {
        self.source = Some(source.to_string());
        self
    }
    /// A fault of our own: a state that should not have been reachable.
    pub fn internal(what: impl Into<String>) -> Self {
        Self::new(Code::Internal, what)
            .advice("This is a fault in Attune. Copy the details and report it")
    }
    /// An operating-system error about `path`; a full disk gets its own code.
    pub fn io(error: std::io::Error, path: &std::path::Path) -> Self {
        let (code, what, advice) = match error.kind() {
            std::io::ErrorKind::NotFound => {
                (Code::NotFound, "The file or folder is not there", "Check the name and the place")
            }
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                (Code::DiskFull, "The disk is full", "Free some space, then go on")
            }
            std::io::ErrorKind::PermissionDenied => (
                Code::Io,
                "This place may not be read or written",
                "Choose another place, or ask for the right to use it",
            ),
            _ => (Code::Io, "Reading or writing failed", "Check the disk, then try again"),
        };
        Self::new(code, what).at(path.display().to_string()).advice(advice).source(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if let Some(place) = &self.where_ {
            write!(f, " ({place})")?;
        }
        for part in [&self.safe, &self.advice].into_iter().flatten() {
            write!(f, ". {part}")?;
        }
        write!(f, ".")
    }
}

impl std::error::Error for Error {}

impl From<candle_core::Error> for Error {
    fn from(error: candle_core::Error) -> Self {
        Error::internal("A tensor operation failed").source(error)
    }
}

/// Adds the path to an I/O result.
pub trait IoContext<T> {
    fn at_path(self, path: &std::path::Path) -> Result<T>;
}

impl<T> IoContext<T> for std::io::Result<T> {
    fn at_path(self, path: &std::path::Path) -> Result<T> {
        self.map_err(|e| Error::io(e, path))
    }
}
