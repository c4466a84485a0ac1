//! Runs whose rows may have any number of categories: report, single rows, decisions, comparison.

use super::{ExamOrder, ExamState, LabelProbability, PairTest, RunCard, SettingChange, Verdict};
use attune_engine::train::event::Stage;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use attune_engine::train::{LabelScore, TagStanding};

/// How good a run is on the present exam, by present labels and names.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TagView {
    /// The most frequent combination, quick head, kept.
    pub scores: Vec<TagStanding>,
    /// In the order of the run's categories; those it never learned come last.
    pub per_label: Vec<LabelScore>,
    /// What was kept: tuning, or the quick head because tuning did not beat it.
    pub kept: Stage,
    #[ts(type = "number")]
    pub kept_step: u64,
    /// Time spent on the run.
    pub seconds: f64,
    pub exam: ExamState,
    /// The figures as the run ended, when the exam has changed since.
    pub at_the_end: Option<TagStanding>,
}

/// How an answer to a row is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TagFault {
    /// A category that holds was not said.
    Missed,
    /// A category was said that does not hold.
    Extra,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct TagFilter {
    /// Rows with this category in truth or answer; with `fault`, those where it is wrong.
    pub label: Option<String>,
    pub fault: Option<TagFault>,
    /// true: exactly right ones only, false: others only.
    pub right: Option<bool>,
    /// true: decided ones only, false: open ones only.
    pub decided: Option<bool>,
    pub order: ExamOrder,
    pub seed: u32,
}

/// A category of a row: whether it holds, whether the run says so, and how sure it is.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RowTag {
    pub label: String,
    pub holds: bool,
    pub said: bool,
    pub probability: f32,
    /// It is said from this probability on; absent where the run never learned it.
    pub threshold: Option<f32>,
}

/// An exam row and what the run makes of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TagRow {
    #[ts(type = "number")]
    pub id: i64,
    pub text: String,
    /// Its categories now.
    pub labels: Vec<String>,
    /// The categories that hold or are said, and the likeliest others; most likely first.
    pub tags: Vec<RowTag>,
    /// How sure the run is of its answer as a whole.
    pub confidence: f32,
    /// Exactly the categories that hold were said.
    pub right: bool,
    pub verdict: Option<Verdict>,
    /// File and line it came from.
    pub source: String,
    #[ts(type = "number")]
    pub line: u64,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct TagPage {
    /// Rows the filter finds.
    pub total: usize,
    /// Of all scored rows.
    pub right: usize,
    pub wrong: usize,
    pub rows: Vec<TagRow>,
}

/// What a person decides on a row.
#[derive(Debug, Clone, PartialEq, Deserialize, TS)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum TagDecision {
    /// The categories were wrong: they become these, which may be none.
    LabelsWrong { labels: Vec<String> },
    /// They are right, the model is wrong.
    ModelWrong,
    /// No decision after all; corrected categories stay.
    Open,
}

/// What a run says of one text.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TagAnswer {
    /// All categories, most likely first.
    pub tags: Vec<TagChance>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct TagChance {
    pub label: String,
    pub probability: f32,
    /// It is said from this probability on.
    pub threshold: f32,
    pub said: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ComparedTags {
    pub run: RunCard,
    /// On the rows that all compared runs can be scored on.
    pub score: TagStanding,
    /// In the order of the comparison's `labels`.
    pub per_label: Vec<LabelScore>,
    /// Time spent on the run.
    pub seconds: f64,
    /// Size of what was learned, as saved.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Rows without an answer yet: `rescore_tags` this run.
    pub waiting: usize,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct TagComparison {
    /// Exam rows that every compared run can be scored on.
    pub rows: usize,
    /// Exam rows left out because one of the runs has no answer to them, or learned from them.
    pub left_out: usize,
    pub labels: Vec<String>,
    /// In the order asked for.
    pub runs: Vec<ComparedTags>,
    /// The untuned model with the quick head of the first run.
    pub before: Option<TagStanding>,
    /// Every two of them, by rows that are exactly right.
    pub pairs: Vec<PairTest>,
    pub changes: Vec<SettingChange>,
}

/// A row on which two runs say different categories.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DifferentTags {
    #[ts(type = "number")]
    pub id: i64,
    pub text: String,
    pub labels: Vec<String>,
    pub a: Vec<LabelProbability>,
    pub b: Vec<LabelProbability>,
    pub a_right: bool,
    pub b_right: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DifferentTagsPage {
    pub total: usize,
    pub rows: Vec<DifferentTags>,
}
