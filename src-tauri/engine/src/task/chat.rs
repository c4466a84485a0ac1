//! Answering in a conversation: only the assistant's own words are learned.

use super::{Message, Task};
use crate::data::Part;
use crate::param::{Kind, Param};
use serde::{Deserialize, Serialize};

pub(super) const TASK: Task = Task {
    id: "chat",
    title: "Answer questions",
    description: "The model answers as your examples do, also over several turns.",
    example: "\"Where is my parcel?\" - \"I'm sorry for the wait. May I have your order number?\"",
    params: || vec![reading_length(), examples()],
    defaults: &[("batch_size", "8"), ("dropout", "0.05")],
    writes: true,
};

/// The longest text that a model which writes is given.
pub(super) fn reading_length() -> Param {
    Param::new(
        "max_length",
        "Longest text",
        Kind::Integer { min: 8, max: 131_072 },
        1024,
        "In tokens; what is longer is cut. Longer texts need more memory and time.",
    )
}

/// How many examples are learned from.
pub(super) fn examples() -> Param {
    Param::new(
        "examples",
        "Examples learned from",
        Kind::Integer { min: 0, max: 10_000_000 },
        0,
        "Where learning from all takes too long: so many that differ most from each other. 0 learns from all.",
    )
}

/// A conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialogue {
    pub id: i64,
    pub messages: Vec<Message>,
    pub part: Part,
}
