//! Rows of a project whose model learns to write: how they are kept, and what is learned from them.

use super::decide::{ByHand, insert};
use super::table::excerpt;
use super::{DataSummary, Example, Goal, Message, Project, goal, opening, schema, split, tidy};
use crate::error::{Code, Error, Result};

/// The label of such rows: that they are there to be learned from is all there is to say.
pub(super) const UNSORTED: &str = "";

/// A row as it is kept.
pub(super) struct Written {
    pub text: String,
    /// Rows that begin alike stay in the same part.
    pub key: u64,
    pub words: usize,
}

impl Written {
    pub fn of(goal: Goal, messages: &[Message]) -> Self {
        let text = match goal {
            Goal::Chat => serde_json::json!(messages).to_string(),
            _ => opening(messages).to_owned(),
        };
        let words = messages.iter().map(|message| count_words(&message.content)).sum();
        Self { text, key: split::key(opening(messages)), words }
    }
}

pub(super) fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The turns of a conversation as it is kept. One that another program damaged has none, and is
/// seen and deleted as such.
pub fn turns(text: &str) -> Vec<Message> {
    serde_json::from_str(text).unwrap_or_default()
}

impl Project {
    /// What the model is to learn.
    pub fn goal(&self) -> Result<Goal> {
        goal::of(&self.db).map_err(|e| self.failed(e))
    }

    /// Conversations to be learned from, in the order they came, each as the row it is.
    pub fn conversations(&self) -> Result<Vec<(Example, Vec<Message>)>> {
        let rows = self.examples()?.into_iter().map(|row| {
            let messages = turns(&row.text);
            (row, messages)
        });
        // What holds no turns teaches nothing.
        Ok(rows.filter(|(_, messages)| !messages.is_empty()).collect())
    }

    /// Adds a conversation, or a text, that no file holds.
    pub fn add_written(&mut self, goal: Goal, messages: Vec<Message>) -> Result<DataSummary> {
        let messages = match goal {
            Goal::Chat => tidy(messages).map_err(|reason| refused(&reason))?,
            _ => messages,
        };
        if opening(&messages).trim().is_empty() {
            return Err(refused("There is nothing in it"));
        }
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            goal::refuse_other(tx, goal).map_err(fail)??;
            let title = format!("Added '{}'", excerpt(opening(&messages)));
            let Written { text, key, words } = Written::of(goal, &messages);
            let row = ByHand { text: &text, key, words, label: UNSORTED };
            insert(tx, goal, &title, &row).map_err(fail)
        })?;
        self.summary()
    }
}

fn refused(reason: &str) -> Error {
    Error::new(Code::BadData, reason)
        .at("the example")
        .safe("Nothing was changed")
        .advice("Give a question and the answer to it")
}
