//! How good runs are on the present exam: report, single rows, decisions, comparison.

use super::{Answer, Id, LabelProbability, RunCard};
use attune_engine::train::event::Stage;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use attune_engine::data::{HistoryStep, SimilarRow, StepKind, Verdict};
pub use attune_engine::train::report::{ClassScore, StageScore};

/// The present exam as one run sees it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
pub struct ExamState {
    /// Exam rows of the project now.
    pub rows: usize,
    /// Of them, those this run's figures are about.
    pub scored: usize,
    /// Rows that joined the exam or changed since and have no answer yet: `rescore` fills them in.
    pub waiting: usize,
    /// Rows left out because this run learned from them, before they became exam rows.
    pub learned: usize,
    /// Since the run was finished: rows that joined, rows that left, rows with another category.
    pub added: usize,
    pub removed: usize,
    pub relabelled: usize,
    /// Wrong answers that a person said fit as well.
    pub both_fit: usize,
    /// Rows whose category a person has looked at and decided on.
    pub decided: usize,
}

/// How good a run is on the present exam, by present labels and names.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Report {
    /// Majority, quick head, kept.
    pub scores: Vec<StageScore>,
    pub labels: Vec<String>,
    pub per_class: Vec<ClassScore>,
    /// Row = true category, column = predicted, in the order of `labels`.
    pub confusion: Vec<Vec<usize>>,
    /// What was kept: tuning, or the quick head because tuning did not beat it.
    pub kept: Stage,
    #[ts(type = "number")]
    pub kept_step: u64,
    /// Time spent on the run.
    pub seconds: f64,
    pub exam: ExamState,
    /// The figures as the run ended, when the exam has changed since.
    pub at_the_end: Option<StageScore>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExamOrder {
    /// As in the data.
    #[default]
    Row,
    MostSure,
    LeastSure,
    /// Shuffled by the filter's seed, the same on every page.
    Random,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct ExamFilter {
    pub truth: Option<String>,
    pub predicted: Option<String>,
    /// true: right ones only, false: wrong ones only.
    pub right: Option<bool>,
    /// true: decided ones only, false: open ones only.
    pub decided: Option<bool>,
    pub order: ExamOrder,
    pub seed: u32,
}

/// An exam row and what the run makes of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExamRow {
    #[ts(type = "number")]
    pub id: i64,
    pub text: String,
    /// Its category now.
    pub label: String,
    pub predicted: String,
    pub confidence: f32,
    pub right: bool,
    /// The three likeliest categories.
    pub likely: Vec<LabelProbability>,
    /// What the untuned model with its quick head says.
    pub before: Option<LabelProbability>,
    pub verdict: Option<Verdict>,
    /// File and line it came from.
    pub source: String,
    #[ts(type = "number")]
    pub line: u64,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ExamPage {
    /// Rows the filter finds.
    pub total: usize,
    /// Of all scored rows.
    pub right: usize,
    pub wrong: usize,
    pub rows: Vec<ExamRow>,
}

/// Two categories that the run mixes up.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MixUp {
    pub truth: String,
    pub predicted: String,
    pub count: usize,
    /// The row the run is most sure of.
    pub example: String,
}

/// What a person decides on a row.
#[derive(Debug, Clone, PartialEq, Deserialize, TS)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Decision {
    /// The label was wrong: it becomes this one.
    LabelWrong { label: String },
    /// The label is right, the model is wrong.
    ModelWrong,
    /// The label is right, and this one would be as well.
    BothFit { other: String },
    /// No decision after all; a corrected label stays.
    Open,
}

/// What moved an answer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Explained {
    pub answer: Answer,
    /// The text in pieces, each with what leaving it out takes from the answer's probability
    /// (negative: it spoke against it). Joined, the pieces are the text.
    pub pieces: Vec<(String, f32)>,
    /// What the untuned model with its quick head says.
    pub before: Option<Answer>,
    /// The text was too long to weigh every word.
    pub cut: bool,
}

// ---- comparison --------------------------------------------------------------------------------

#[derive(Debug, Clone, Serialize, TS)]
pub struct ComparedRun {
    pub run: RunCard,
    /// On the rows that all compared runs can be scored on.
    pub score: StageScore,
    /// Macro F1's categories in the order of the comparison's `labels`.
    pub per_class: Vec<ClassScore>,
    /// Time spent on the run.
    pub seconds: f64,
    /// Size of what was learned, as saved.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Rows without an answer yet: `rescore` this run.
    pub waiting: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// p under 0.01.
    Surely,
    /// p under 0.1.
    Probably,
    CannotTell,
}

/// Two runs on the same rows: McNemar's test, exact.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PairTest {
    pub a: Id,
    pub b: Id,
    /// Rows that only this one gets right.
    pub only_a: usize,
    pub only_b: usize,
    pub both: usize,
    pub neither: usize,
    pub p: f64,
    pub confidence: Confidence,
    /// Absent when both get as many right.
    pub better: Option<Id>,
}

/// A setting that is not the same in all compared runs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SettingChange {
    /// model, method, preset, seed, data, or the name of a setting.
    pub name: String,
    pub title: String,
    /// One value a run, in their order; empty where the run has no such setting.
    pub values: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Comparison {
    /// Exam rows that every compared run can be scored on.
    pub rows: usize,
    /// Exam rows left out because one of the runs has no answer to them, or learned from them.
    pub left_out: usize,
    pub labels: Vec<String>,
    /// In the order asked for.
    pub runs: Vec<ComparedRun>,
    /// The untuned model with the quick head of the first run.
    pub before: Option<StageScore>,
    /// Every two of them.
    pub pairs: Vec<PairTest>,
    pub changes: Vec<SettingChange>,
}

/// A row on which two runs differ.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DifferentRow {
    #[ts(type = "number")]
    pub id: i64,
    pub text: String,
    pub label: String,
    pub a: LabelProbability,
    pub b: LabelProbability,
    pub a_right: bool,
    pub b_right: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DifferentPage {
    pub total: usize,
    pub rows: Vec<DifferentRow>,
}
