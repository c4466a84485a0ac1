//! Personal data of a project, as the interface sees it.

use super::Id;
pub use attune_engine::data::Cleaning;
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
pub struct PrivacyView {
    pub cleaning: Cleaning,
    /// Every kind, those that are not replaced too.
    pub kinds: Vec<PrivateKind>,
    /// What the person's own words and patterns found.
    pub own: Places,
    /// What is replaced, in all.
    pub found: Places,
    /// Rows in which nothing was found of any kind.
    pub clear: usize,
}

/// What "delete the originals for good" would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Originals {
    /// Undo, removed rows or unreadable lines hold texts that are not the present ones.
    pub held: bool,
    /// Runs that learned from the originals, or keep a copy of them: they go as well.
    pub runs: Vec<Id>,
    /// Personal data that stands in the rows still.
    pub open: Places,
    /// Files the rows came from. They are not Attune's, and stay where they are.
    pub files: Vec<String>,
}

/// Places, and the rows they lie in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct Places {
    pub places: usize,
    pub rows: usize,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct PrivateKind {
    pub id: Id,
    pub title: String,
    /// What stands in its place, without its number.
    pub placeholder: String,
    pub example: String,
    pub help: String,
    pub found: Places,
}
