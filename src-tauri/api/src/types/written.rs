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
    /// How right they are where an answer is short; absent where none is.
    pub closed: Option<ClosedAnswers>,
    /// What the kept version repeats of its examples.
    pub repeated: Vec<RepeatedSpan>,
    /// Questions that can't be answered, once they were asked.
    pub unanswerable: Vec<UnanswerableAnswer>,
}

/// What both models say where they should say that they do not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnanswerableAnswer {
    pub question: String,
    pub before: String,
    pub after: String,
    /// Whether each says so.
    pub admits: [bool; 2],
}

/// Short answers against those of the exam, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ClosedAnswers {
    pub n: usize,
    /// Answers that say the same, without case, punctuation and English articles.
    pub exact: [usize; 2],
    /// Mean share of words that are shared, 0 to 1.
    pub overlap: [f64; 2],
    /// 95% bootstrap range of the second.
    pub low: f64,
    pub high: f64,
}

/// Words of an answer that stand in an example, though neither question nor exam has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RepeatedSpan {
    /// The exam row that was answered, and the example.
    #[ts(type = "number")]
    pub answer: i64,
    #[ts(type = "number")]
    pub row: i64,
    pub text: String,
    /// The kind of personal data it is, if it is any.
    pub kind: Option<String>,
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
