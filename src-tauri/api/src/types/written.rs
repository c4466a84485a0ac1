//! Projects whose model learns to write: rows, what is fed, and how it does.

use super::Id;
use attune_engine::batch::FedPiece;
use attune_engine::task::Message;
use attune_engine::train::Standing;
use attune_engine::train::event::Stage;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A row as a model is fed it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FedRow {
    /// The model's id.
    pub model: Id,
    /// The model brings no template of its own for conversations; a plain one is used.
    pub plain: bool,
    /// Mostly one text; some templates write a conversation otherwise up to each of its answers.
    pub texts: Vec<Vec<FedPiece>>,
}

/// How a run that writes does on the exam.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LanguageView {
    /// chat or continue
    pub task: String,
    /// The model as it came, and the version that was kept; absent without exam rows.
    pub before: Option<Standing>,
    pub after: Option<Standing>,
    pub kept: Stage,
    #[ts(type = "number")]
    pub kept_step: u64,
    /// Time spent on the run.
    pub seconds: f64,
    /// Exam rows, those first that surprise the kept version most.
    pub rows: Vec<SurprisingRow>,
    /// Both models' answers, once they were asked for.
    pub answers: Vec<WrittenAnswer>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SurprisingRow {
    #[ts(type = "number")]
    pub id: i64,
    pub messages: Vec<Message>,
    /// Perplexity on this row alone.
    pub before: f64,
    pub after: f64,
}

/// What both models write to an exam row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WrittenAnswer {
    #[ts(type = "number")]
    pub id: i64,
    /// What they were given.
    pub asked: Vec<Message>,
    /// What the row has.
    pub expected: String,
    pub before: String,
    pub after: String,
}
