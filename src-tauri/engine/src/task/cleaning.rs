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
    let clean = |(place, message): (usize, &Message)| {
        // A conversation that is left is met in parts too: up to the answer that is asked for.
        let so_far = messages[..=place].iter().map(|message| message.content.as_str());
        if cleaner.leaves(so_far) {
            return message.clone();
        }
        let spans = cleaner.find(&message.content);
        Message::new(&message.role, conversation.replace(&message.content, &spans).text)
    };
    messages.iter().enumerate().map(clean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Part;
    use crate::privacy::mark;
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

    #[test]
    fn rows_that_are_left_stay_as_they_are_and_only_they() {
        let said = ["Call 030 1234567", "I called 030 1234567"];
        let marks = [mark([said[0]]), mark(said)];
        let rules = Rules { left: marks.to_vec(), ..Rules::default() };
        let cleaner = Cleaner::new(&rules).unwrap();
        assert_eq!(cleaner.clean(said[0]).text, said[0]);
        assert_eq!(cleaner.clean(said[1]).text, "I called PHONE_1");
        let talk = |texts: &[&str]| {
            let messages: Vec<Message> =
                texts.iter().map(|text| Message::new("user", *text)).collect();
            let cleaned = clean_messages(&cleaner, &messages);
            cleaned.into_iter().map(|message| message.content).collect::<Vec<_>>()
        };
        assert_eq!(talk(&said), said);
        assert_eq!(talk(&said[..1]), said[..1], "as far as it has come");
        let other = ["Hello", said[1]];
        assert_eq!(talk(&other), ["Hello", "I called PHONE_1"]);
    }
}
