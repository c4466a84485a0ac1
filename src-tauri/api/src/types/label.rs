//! Labelling, as the interface sees it.

use super::{Handle, LabelProbability};
pub use attune_engine::data::{
    Answered, ColleagueAnswers, Disagreement, LabelCategory, LabelProgress, Mark,
};
use attune_engine::error::Error;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a person says to a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LabelAnswer {
    Category {
        name: String,
    },
    /// Where a row may have several: all that hold, or none.
    Categories {
        names: Vec<String>,
    },
    /// Asked again at the end.
    Later,
    /// Somebody else shall say.
    Colleague,
    NoneFits,
}

/// Which rows are asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
pub struct LabelFilter {
    /// Rows whose text holds this, case ignored.
    pub find: Option<String>,
}

impl LabelFilter {
    /// The words that are looked for; nothing where blanks stand.
    pub fn words(&self) -> Option<&str> {
        self.find.as_deref().map(str::trim).filter(|find| !find.is_empty())
    }
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct LabelQuestion {
    #[ts(type = "number")]
    pub id: i64,
    pub text: String,
    pub source: String,
    #[ts(type = "number")]
    pub line: u64,
    /// It was put off before.
    pub later: bool,
    /// It comes by chance, so that nothing is suggested.
    pub random: bool,
    /// By how much the first suggestion leads before the second, 0 to 1.
    pub margin: Option<f32>,
    /// Most likely first; empty where nothing is suggested.
    pub guesses: Vec<LabelProbability>,
}

/// Whether more labels would help.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LabelForecast {
    /// Share of held-out labelled rows that the quick head gets right.
    pub accuracy: f64,
    /// By how much that would rise with twice the labels.
    pub gain: f64,
    /// More labels would hardly help.
    pub enough: bool,
    /// The category that more rows would help most, and about how many.
    pub most_helpful: Option<(String, usize)>,
}

/// The quick head that suggests.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct QuickHead {
    /// Rows with a category that it has learned from; absent before the first time.
    pub labels: Option<usize>,
    /// It is learning now: texts read, and texts to read.
    pub learning: Option<(usize, usize)>,
    pub forecast: Option<LabelForecast>,
    /// Why it could not learn.
    pub fault: Option<Error>,
}

/// Everything the labelling screen shows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LabelView {
    pub progress: LabelProgress,
    /// In an order that stays the same.
    pub categories: Vec<LabelCategory>,
    /// The next rows, the first of them to be shown.
    pub questions: Vec<LabelQuestion>,
    /// Rows that pass the filter; absent without one.
    pub found: Option<usize>,
    /// The newest first.
    pub answered: Vec<Answered>,
    pub head: QuickHead,
}

/// A file of rows for a colleague.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Questions {
    pub file: Handle,
    /// The folder it lies in, to be opened.
    pub place: Handle,
    pub rows: usize,
}
