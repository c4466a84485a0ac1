//! What a row of a file holds for a model that writes: a conversation, or a text.

use super::shapes::{ChatColumns, messages_of, tidy};
use super::{Columns, Goal, Message, Table};
use crate::error::{Code, Error, Result};

/// What a row holds, none where it is empty; an error says why it can't be used. A text is the only
/// message, of the role `text`.
pub type Pick = Box<dyn Fn(&[String]) -> Result<Option<Vec<Message>>, String>>;

/// How rows of the table become what the goal needs.
pub(super) fn pick(table: &Table, columns: &Columns) -> Result<Pick> {
    match columns.goal {
        Goal::Continue => pick_text(table, columns.text.as_deref()),
        _ => {
            let names = [&columns.messages, &columns.prompt, &columns.answer];
            let [messages, prompt, answer] = names.map(|name| name.as_deref());
            pick_chat(table, [messages, prompt, answer], columns.system.as_deref())
        }
    }
}

/// Conversations, from the columns with messages, question and answer; what is absent is looked for
/// by its name. `system` goes before every conversation that has no instructions of its own.
pub fn pick_chat(table: &Table, given: [Option<&str>; 3], system: Option<&str>) -> Result<Pick> {
    let [messages, prompt, answer] = given;
    let found = ChatColumns::find(table.columns(), messages, prompt, answer);
    let columns = found.ok_or_else(|| no_columns(table))?;
    let system = system.map(str::to_owned).filter(|text| !text.trim().is_empty());
    let with_system = move |mut messages: Vec<Message>| {
        if let Some(text) = system.as_ref().filter(|_| messages[0].role != "system") {
            messages.insert(0, Message::new("system", text));
        }
        messages
    };
    match columns {
        ChatColumns::Messages(name) => {
            let at = table.column(&name)?;
            Ok(Box::new(move |cells| match cells[at].trim() {
                "" => Ok(None),
                cell => Ok(Some(with_system(tidy(messages_of(cell)?)?))),
            }))
        }
        ChatColumns::Pairs { prompt, answer, input, system } => {
            let pair = Pair {
                prompt: table.column(&prompt)?,
                answer: table.column(&answer)?,
                input: input.map(|name| table.column(&name)).transpose()?,
                system: system.map(|name| table.column(&name)).transpose()?,
            };
            Ok(Box::new(move |cells| Ok(pair.messages(cells).map(&with_system))))
        }
    }
}

/// Places of a question and its answer.
struct Pair {
    prompt: usize,
    answer: usize,
    input: Option<usize>,
    system: Option<usize>,
}

impl Pair {
    fn messages(&self, cells: &[String]) -> Option<Vec<Message>> {
        let cell = |at: usize| Some(cells[at].trim()).filter(|cell| !cell.is_empty());
        let (question, answer) = (cell(self.prompt)?, cell(self.answer)?);
        let question = match self.input.and_then(cell) {
            Some(about) => format!("{question}\n\n{about}"),
            None => question.to_string(),
        };
        let own = self.system.and_then(cell).map(|own| Message::new("system", own));
        let turns = [Message::new("user", question), Message::new("assistant", answer)];
        Some(own.into_iter().chain(turns).collect())
    }
}

/// Texts, from the named column, the only one, or the one called text.
pub fn pick_text(table: &Table, text: Option<&str>) -> Result<Pick> {
    let at = match (text, table.columns()) {
        (Some(name), _) => table.column(name)?,
        (None, [_]) => 0,
        (None, _) => table.column("text")?,
    };
    Ok(Box::new(move |cells| {
        let text = cells[at].trim();
        Ok((!text.is_empty()).then(|| vec![Message::new("text", text)]))
    }))
}

fn no_columns(table: &Table) -> Error {
    Error::new(Code::BadSetting, "No column is known to hold conversations")
        .at(table.name())
        .safe("The file was not changed")
        .advice(format!(
            "Name the column with the messages, or those with question and answer; there are {}",
            table.columns().join(", ")
        ))
}

/// What a conversation begins with: rows with the same question, or text, stay in one part.
pub fn opening(messages: &[Message]) -> &str {
    let first = messages.iter().find(|message| message.role == "user").or(messages.first());
    first.map_or("", |message| &message.content)
}
