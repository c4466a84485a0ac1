//! Going on in the style of given texts: every token is told from those before it.

use super::Task;
use super::chat::{examples, reading_length};
use crate::data::Part;
use serde::{Deserialize, Serialize};

pub(super) const TASK: Task = Task {
    id: "continue",
    title: "Write in our style",
    description: "The model goes on with a text as your texts do.",
    example: "Two years of newsletters, and the next one begins in the same voice",
    params: || vec![reading_length(), examples()],
    defaults: &[("batch_size", "4"), ("dropout", "0.05")],
    writes: true,
};

/// A text that is learned from whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    pub id: i64,
    pub text: String,
    pub part: Part,
}
