//! The chat form that OpenAI's fine-tuning takes, and many trainers with it: the text is what the
//! user says, the label what the assistant answers.
//!
//! Its rules (platform.openai.com/docs/guides/fine-tuning): a line is an object with a list
//! "messages"; each message has a role and a content that is not empty; the last is the
//! assistant's; a file has at least 10 examples.

use super::super::dialogues::turns;
use super::jsonl::Lines;
use super::{Rows, Save};
use crate::error::Result;
use serde_json::json;

pub(super) const SAVE: Save = Save {
    id: "openai",
    title: "Chat (OpenAI)",
    description: "JSON Lines with messages: the text is asked, the label is the answer",
    extension: "chat.jsonl",
    only_pairs: true,
    begin: |path, _| Ok(Box::new(Chat { lines: Lines::create(path)?, rows: 0 })),
};

/// Fewer are refused there.
const FEWEST: usize = 10;

struct Chat {
    lines: Lines,
    rows: usize,
}

impl Rows for Chat {
    fn row(&mut self, cells: &[String]) -> Result<()> {
        self.rows += 1;
        let [text, label] = cells else {
            // A whole conversation, as it is kept.
            let messages = cells.first().map_or_else(Vec::new, |cell| turns(cell));
            return self.lines.write(&json!({ "messages": messages }));
        };
        self.lines.write(&json!({"messages": [
            {"role": "user", "content": text},
            {"role": "assistant", "content": label},
        ]}))
    }

    fn finish(self: Box<Self>) -> Result<Vec<String>> {
        self.lines.finish()?;
        let mut notes = Vec::new();
        if self.rows < FEWEST {
            notes.push("OpenAI takes no file with fewer than 10 examples".into());
        }
        Ok(notes)
    }
}
