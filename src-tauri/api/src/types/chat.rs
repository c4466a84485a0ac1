//! Talking with a run's model, before and after.

use super::Id;
use attune_engine::generate::Side;
use attune_engine::param::{Param, Settings};
use attune_engine::task::Message;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a chat begins with.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChatInfo {
    /// The instructions that most examples had; empty when they had none.
    pub instructions: String,
    /// Both sides use one copy of the model.
    pub shares_weights: bool,
    /// How it answers.
    pub params: Vec<Param>,
    pub votes: Votes,
}

/// Both sides' conversations, each with its own answers, ending with the same question.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChatRequest {
    /// Put before the conversation; empty for none.
    pub instructions: String,
    pub before: Vec<Message>,
    pub after: Vec<Message>,
    pub settings: Settings,
}

/// Text that one side's answer gained.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ChatPiece {
    pub side: Side,
    pub text: String,
    /// Tokens of the answer so far.
    pub tokens: usize,
    /// `said`: the model ended it; `full`: it reached its longest. Absent while it goes on.
    pub ended: Option<ChatEnd>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChatEnd {
    Said,
    Full,
}

/// Which answer of a pair is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Winner {
    Before,
    Same,
    After,
}

/// A judgement on one pair of answers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Vote {
    /// The pair's own id: a later vote on it takes the place of an earlier one.
    pub pair: Id,
    pub question: String,
    pub before: String,
    pub after: String,
    /// Absent: the vote is taken back.
    pub winner: Option<Winner>,
    /// Which side was which could not be seen.
    pub blind: bool,
}

/// All votes on a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, TS)]
pub struct Votes {
    pub before: usize,
    pub same: usize,
    pub after: usize,
    /// Those of them that were blind.
    pub blind: usize,
    /// The likely range of the share in which After is better (95%, Wilson); 0 to 1 without votes.
    pub low: f64,
    pub high: f64,
}
