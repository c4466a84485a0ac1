//! A model's own chat template: a conversation as exactly the text that the model was taught to
//! read, and which parts of it are answers.
//!
//! Templates are Jinja, rendered as transformers' `apply_chat_template` renders them; the numbers in
//! `tests/chat` prove it.

mod date;
mod jinja;
mod source;

use crate::data::Message;
use crate::error::{Code, Error, Result};
use std::ops::Range;
use std::path::Path;
use std::time::SystemTime;

/// What the model is fed, and the bytes of it that are answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fed {
    pub text: String,
    /// Ascending, not empty, each with the mark that ends the turn.
    pub answers: Vec<Range<usize>>,
}

/// For models that bring no template: headings and blank lines, the answer ended by the model's own
/// end mark.
const PLAIN: &str = include_str!("plain.jinja");

pub struct ChatTemplate {
    source: String,
    is_plain: bool,
    marks: source::Marks,
    jinja: jinja::Jinja,
}

impl ChatTemplate {
    /// The template of a model folder: `chat_template.jinja`, else `chat_template` of
    /// `tokenizer_config.json`, else the plain one. Templates that write a date write today's.
    pub fn open(folder: &Path) -> Result<Self> {
        let marks = source::marks(folder)?;
        let own = source::template(folder)?;
        Self::new(own.as_deref(), marks, SystemTime::now())
            .map_err(|e| e.at(folder.display().to_string()))
    }

    fn new(own: Option<&str>, marks: source::Marks, now: SystemTime) -> Result<Self> {
        let source = own.unwrap_or(PLAIN).to_string();
        let jinja = jinja::Jinja::new(&source, now)?;
        Ok(Self { source, is_plain: own.is_none(), marks, jinja })
    }

    /// Writes this date where the template writes one, so that a run can be repeated another day.
    pub fn dated(self, now: SystemTime) -> Result<Self> {
        let jinja = jinja::Jinja::new(&self.source, now)?;
        Ok(Self { jinja, ..self })
    }

    /// The Jinja text, for models that are saved elsewhere.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether the model brought none of its own.
    pub fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// The conversation as text, with its special tokens written out; `prompt` adds what the model
    /// reads before it answers. A template that refuses instructions gets them at the head of the
    /// first question.
    pub fn render(&self, messages: &[Message], prompt: bool) -> Result<String> {
        Ok(self.marked(messages, prompt)?.text)
    }

    fn marked(&self, messages: &[Message], prompt: bool) -> Result<Fed> {
        match self.jinja.render(&self.marks, messages, prompt) {
            Err(e) => match instructions_in_question(messages) {
                Some(joined) => self.jinja.render(&self.marks, &joined, prompt).map_err(|_| e),
                None => Err(e),
            },
            fed => fed,
        }
    }

    /// What the model is fed to learn from a conversation.
    ///
    /// Mostly that is one text. Some templates write an answer otherwise once the conversation has
    /// gone on (they drop the thoughts before it); then every answer comes with the text as it
    /// stands when it is given, so that learning and answering see the same.
    pub fn learn(&self, messages: &[Message]) -> Result<Vec<Fed>> {
        let fed = self.marked(messages, false)?;
        if !fed.answers.is_empty() {
            return Ok(vec![fed]);
        }
        let places = messages.iter().enumerate();
        let places: Vec<usize> =
            places.filter(|(_, m)| m.role == "assistant").map(|(i, _)| i).collect();
        let mut each = Vec::with_capacity(places.len());
        for &i in &places {
            let before = self.render(&messages[..i], true)?;
            let after = self.render(&messages[..=i], false)?;
            let Some(answer) = after.strip_prefix(&before) else {
                return Err(unclear());
            };
            let end = before.len() + self.ended(answer, &messages[i].content);
            let answers = std::iter::once(before.len()..end).collect();
            each.push(Fed { answers, text: after });
        }
        each.retain(|fed| !fed.answers[0].is_empty());
        if each.iter().all(|part| fed.text.starts_with(&part.text)) {
            let answers = each.into_iter().flat_map(|part| part.answers).collect();
            return Ok(vec![Fed { text: fed.text, answers }]);
        }
        Ok(each)
    }

    /// Where an answer ends: with the mark that ends its turn, without the blank that only leads to
    /// the next one and is never generated.
    fn ended(&self, answer: &str, content: &str) -> usize {
        let content = content.trim();
        let tail = answer.rfind(content).map_or(0, |at| at + content.len());
        match answer[tail..].trim().is_empty() {
            true => answer.len(),
            false => answer.trim_end().len(),
        }
    }
}

fn unclear() -> Error {
    Error::new(Code::BadModel, "The model's chat template does not tell where an answer begins")
        .safe("Nothing was changed")
        .advice("Choose another model, or remove its chat template to use the plain one")
}

/// The system message put before the first question, where there are both.
fn instructions_in_question(messages: &[Message]) -> Option<Vec<Message>> {
    let (first, rest) = messages.split_first()?;
    let question = rest.first().filter(|m| m.role == "user" && first.role == "system")?;
    let joined = Message::new("user", format!("{}\n\n{}", first.content, question.content));
    Some([&[joined], &rest[1..]].concat())
}
