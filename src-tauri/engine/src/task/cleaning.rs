//! Material without personal data, before anything is learned from it.

use super::{Material, Message};
use crate::error::Result;
use crate::privacy::{Cleaner, Conversation, Rules};
use rayon::prelude::*;

impl Material {
    /// The same rows with placeholders in the place of what `rules` name. The messages of one
    /// dialogue belong together: a person has one placeholder in all of them.
    pub fn cleaned(mut self, rules: &Rules) -> Result<Self> {
        let cleaner = Cleaner::new(rules)?;
        match &mut self {
            Material::Labelled(rows) => {
                rows.par_iter_mut().for_each(|row| row.text = cleaner.clean(&row.text).text);
            }
            Material::Tagged { rows, .. } => {
                rows.par_iter_mut().for_each(|row| row.text = cleaner.clean(&row.text).text);
            }
            Material::Dialogues(rows) => {
                rows.par_iter_mut()
                    .for_each(|row| row.messages = clean_messages(&cleaner, &row.messages));
            }
            Material::Passages(rows) => {
                rows.par_iter_mut().for_each(|row| row.text = cleaner.clean(&row.text).text);
            }
        }
        Ok(self)
    }
}

/// Messages of one conversation, cleaned together.
pub fn clean_messages(cleaner: &Cleaner, messages: &[Message]) -> Vec<Message> {
    let mut conversation = Conversation::new();
    messages.iter().for_each(|message| conversation.reserve(&message.content));
    let clean = |message: &Message| {
        let spans = cleaner.find(&message.content);
        Message::new(&message.role, conversation.replace(&message.content, &spans).text)
    };
    messages.iter().map(clean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Part;
    use crate::task::Dialogue;

    #[test]
    fn a_person_has_one_placeholder_in_a_dialogue_and_another_dialogue_begins_anew() {
        let said = |number: usize| Dialogue {
            id: number as i64,
            messages: vec![
                Message::new("user", format!("My mail is person{number}@example.org")),
                Message::new(
                    "assistant",
                    format!("I wrote to person{number}@example.org and to desk@example.org"),
                ),
            ],
            part: Part::Train,
        };
        let material = Material::Dialogues(vec![said(1), said(2)]);
        let Material::Dialogues(rows) = material.cleaned(&Rules::default()).unwrap() else {
            panic!("dialogues stay dialogues");
        };
        for row in rows {
            assert_eq!(row.messages[0].content, "My mail is MAIL_1");
            assert_eq!(row.messages[1].content, "I wrote to MAIL_1 and to MAIL_2");
        }
    }
}
