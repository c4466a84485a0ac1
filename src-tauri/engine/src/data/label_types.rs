//! What labelling asks, is told and counts, as plain values.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a person may say to a row without a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer<'a> {
    Category(&'a str),
    /// Where a row may have several: all that hold, or none.
    Categories(&'a [String]),
    /// Skipped: asked again at the end.
    Later,
    /// Somebody else shall say.
    Colleague,
    /// It fits no category, and is left out of training.
    NoneFits,
}

/// Why an unlabelled row is not asked about now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Later,
    Colleague,
    None,
}

impl Mark {
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Later => "later",
            Self::Colleague => "colleague",
            Self::None => "none",
        }
    }

    pub(super) fn from_id(id: &str) -> Option<Self> {
        [Self::Later, Self::Colleague, Self::None].into_iter().find(|mark| mark.id() == id)
    }
}

/// A category a row may be put into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LabelCategory {
    #[ts(type = "number")]
    pub id: i64,
    pub name: String,
    /// What belongs into it, in the person's words.
    pub definition: Option<String>,
    pub rows: usize,
}

/// A row as the quick head sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnRow {
    pub id: i64,
    pub text: String,
    /// Its category's id.
    pub category: Option<i64>,
    /// The ids of its categories where it may have several; absent elsewhere, and while unlabelled.
    pub categories: Option<Vec<i64>>,
    /// It may be asked about.
    pub waiting: bool,
}

/// A row in its place of the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Queued {
    pub row: i64,
    pub random: bool,
    /// One probability a category.
    pub guess: Vec<f32>,
}

/// A row to ask about.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub id: i64,
    pub text: String,
    pub source: String,
    pub line: u64,
    /// It was skipped before.
    pub later: bool,
    /// It comes by chance: no suggestion must lead.
    pub random: bool,
    /// Categories by id with their probabilities, most likely first; empty when none is known.
    pub guesses: Vec<(i64, f32)>,
}

/// Something answered lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Answered {
    #[ts(type = "number")]
    pub row: i64,
    pub text: String,
    /// Its category or categories; none where it was set aside, or where none of them holds.
    pub labels: Vec<String>,
    pub mark: Option<Mark>,
    /// Whether the answer is what had been suggested, or holds it; absent when nothing was.
    pub suggested: Option<bool>,
    /// The suggestion was not shown.
    pub hidden: bool,
}

/// How far labelling has come, in rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
pub struct LabelProgress {
    /// All that have a category.
    pub labelled: usize,
    /// Of these, the ones that got it here and not from a file.
    pub given: usize,
    pub waiting: usize,
    pub later: usize,
    pub colleague: usize,
    pub none: usize,
    /// Labelled with a suggestion in sight, and of these where it was taken.
    pub shown: usize,
    pub matched: usize,
    /// The same for rows that came by chance, with the suggestion hidden.
    pub hidden: usize,
    pub hidden_matched: usize,
    /// The usual time for an answer; absent until there are some.
    pub seconds_each: Option<f64>,
}

/// A row that two people put into different categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Disagreement {
    #[ts(type = "number")]
    pub row: i64,
    pub text: String,
    pub yours: String,
    pub theirs: String,
}

/// What came back from a colleague, in rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
pub struct ColleagueAnswers {
    /// They had no category, and have the colleague's now.
    pub taken: usize,
    /// Both people gave one.
    pub compared: usize,
    pub disagree: Vec<Disagreement>,
    /// Cohen's kappa over the compared rows; absent where it has no meaning.
    pub kappa: Option<f64>,
    /// Categories that are not in the project, and how often they were given.
    pub unknown: Vec<(String, usize)>,
    /// Rows that are not in the project.
    pub strange: usize,
    /// Rows without an answer.
    pub empty: usize,
}
