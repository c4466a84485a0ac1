//! What the checks found, as the interface sees it.

use super::{Id, Row};
pub use attune_engine::check::{Fix, Spot};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the slow checks look with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckWith {
    /// The model that is to be trained.
    pub model: Id,
    /// Tokens of a text that training will read.
    pub limit: usize,
}

/// Which rows of a finding are meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    All,
    Only(Vec<i64>),
    Except(Vec<i64>),
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckReport {
    /// Rows looked at.
    pub rows: usize,
    /// What was found and is open, in the order to be shown.
    pub findings: Vec<FindingCard>,
    /// What the person settled, the newest first.
    pub settled: Vec<SettledCard>,
    /// The findings that need a model were looked for.
    pub slow_done: bool,
    /// Rows were changed since they were.
    pub slow_stale: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FindingCard {
    pub id: Id,
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// It should be settled before training.
    pub decide: bool,
    pub rows: usize,
    /// Things to be decided: a text that stands in two categories is one.
    pub matters: usize,
    /// What was found, by name, the most frequent first: languages, codes, phrases.
    pub notes: Vec<Named>,
    /// Marked places by kind, the most frequent first, where a finding tells several apart.
    pub kinds: Vec<KindCount>,
    /// The categories of the rows, the most frequent first.
    pub categories: Vec<Named>,
    /// The first of them, as examples.
    pub examples: Vec<FoundRow>,
    /// The recommended one first; those that would change nothing are left out.
    pub fixes: Vec<FixCard>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Named {
    pub name: String,
    pub rows: usize,
    /// What it would be joined into.
    pub into: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct KindCount {
    pub kind: Id,
    pub places: usize,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FixCard {
    pub fix: Fix,
    /// Rows it would change.
    pub rows: usize,
    /// Rows there would be fewer (or, cutting, more) after it.
    pub change: i64,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundRow {
    pub row: Row,
    #[ts(type = "number")]
    pub matter: i64,
    pub marks: Vec<Spot>,
    /// The row it is like, or stands against.
    pub other: Option<Row>,
    /// The category it would get.
    pub label: Option<String>,
    /// The texts that would stand in its place.
    pub texts: Vec<String>,
    pub note: Option<String>,
    pub score: Option<f32>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundPage {
    pub total: usize,
    pub rows: Vec<FoundRow>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SettledCard {
    /// The step of the history.
    #[ts(type = "number")]
    pub step: i64,
    pub finding: Id,
    /// Absent where it was kept as it is.
    pub fix: Option<Fix>,
    pub rows: usize,
}
