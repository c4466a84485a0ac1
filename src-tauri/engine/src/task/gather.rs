//! A file straight to conversations or passages, each with its part.

use super::{Dialogue, Material, Message, Passage};
use crate::data::split::{self, SplitItem};
use crate::data::{
    Part, ReadOptions, RejectedRow, SplitShares, Table, Turns, opening, pick_chat, pick_text,
};
use crate::error::{Code, Error, Result};
use std::path::Path;

/// What the columns of a file mean to a model that writes; what is absent is looked for by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextColumns {
    Chat {
        /// Column with lists of messages.
        messages: Option<String>,
        prompt: Option<String>,
        answer: Option<String>,
        /// Instructions put before every conversation that has none of its own.
        system: Option<String>,
        /// Where a row is one turn: how rows are joined.
        turns: Option<Turns>,
    },
    Continue {
        text: Option<String>,
    },
}

#[derive(Debug)]
pub struct Gathered {
    pub material: Material,
    pub rejected: Vec<RejectedRow>,
    /// Rows with nothing in them.
    pub dropped: usize,
    /// Categories that are not learned, because too few rows have them.
    pub left_out: Vec<String>,
}

/// Reads the rows of a file and divides them. With a test file, its rows are the test part and the
/// others are divided into train and validation. Rows that begin with the same question, or are
/// the same text, stay in the same part.
pub fn gather(
    path: &Path,
    columns: &TextColumns,
    test: Option<&Path>,
    shares: SplitShares,
    seed: u64,
) -> Result<Gathered> {
    split::check_shares(shares)?;
    let mut gatherer = Gatherer::default();
    gatherer.read(path, columns, None)?;
    if let Some(test) = test {
        gatherer.read(test, columns, Some(Part::Test))?;
    }
    Ok(gatherer.finish(columns, shares, seed))
}

#[derive(Default)]
struct Gatherer {
    /// Conversations, or texts as their only message.
    rows: Vec<Vec<Message>>,
    items: Vec<SplitItem>,
    rejected: Vec<RejectedRow>,
    dropped: usize,
}

impl Gatherer {
    fn read(&mut self, path: &Path, columns: &TextColumns, fixed: Option<Part>) -> Result<()> {
        let turns = match columns {
            TextColumns::Chat { turns, .. } => turns.clone(),
            TextColumns::Continue { .. } => None,
        };
        let table = Table::open(path, &ReadOptions { turns, ..ReadOptions::default() })?;
        let pick = match columns {
            TextColumns::Chat { messages, prompt, answer, system, .. } => {
                let given = [messages, prompt, answer].map(|column| column.as_deref());
                pick_chat(&table, given, system.as_deref())?
            }
            TextColumns::Continue { text } => pick_text(&table, text.as_deref())?,
        };
        let before = self.rows.len();
        table.read(&mut |record| {
            let line = record.line;
            let cells = match record.cells {
                Ok(cells) => cells,
                Err(rejected) => {
                    self.rejected.push(rejected);
                    return Ok(true);
                }
            };
            match pick(&cells) {
                Ok(Some(row)) => self.add(row, fixed),
                Ok(None) => self.dropped += 1,
                Err(reason) => {
                    let excerpt = cells.join(", ").chars().take(160).collect();
                    self.rejected.push(RejectedRow { line, reason, excerpt });
                }
            }
            Ok(true)
        })?;
        if self.rows.len() == before {
            let first = self.rejected.first().map(|r| format!("; line {}: {}", r.line, r.reason));
            return Err(Error::new(
                Code::BadData,
                format!("No row can be learned from{}", first.unwrap_or_default()),
            )
            .at(table.name())
            .advice("Check which columns hold the questions and answers, or the text"));
        }
        Ok(())
    }

    fn add(&mut self, row: Vec<Message>, fixed: Option<Part>) {
        let text = split::key(opening(&row));
        let item = SplitItem { label: 0, group: None, text, fixed, part: None, chosen: false };
        self.items.push(item);
        self.rows.push(row);
    }

    fn finish(self, columns: &TextColumns, shares: SplitShares, seed: u64) -> Gathered {
        let parts = split::assign(&self.items, shares, seed);
        let rows = (0i64..).zip(self.rows.into_iter().zip(parts));
        let material = match columns {
            TextColumns::Chat { .. } => Material::Dialogues(
                rows.map(|(id, (messages, part))| Dialogue { id, messages, part }).collect(),
            ),
            TextColumns::Continue { .. } => {
                let text = |row: Vec<Message>| row.into_iter().map(|m| m.content).collect();
                let rows = rows.map(|(id, (row, part))| Passage { id, text: text(row), part });
                Material::Passages(rows.collect())
            }
        };
        Gathered { material, rejected: self.rejected, dropped: self.dropped, left_out: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::split::DEFAULT_SHARES;

    fn chat() -> TextColumns {
        TextColumns::Chat { messages: None, prompt: None, answer: None, system: None, turns: None }
    }

    fn dialogues(
        name: &str,
        content: &str,
        columns: &TextColumns,
    ) -> Result<(Vec<Dialogue>, usize)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let gathered = gather(&path, columns, None, DEFAULT_SHARES, 1)?;
        let Material::Dialogues(rows) = gathered.material else { panic!("no dialogues") };
        Ok((rows, gathered.rejected.len()))
    }

    #[test]
    fn lists_of_messages_are_read_line_by_line() {
        let line = |i: usize| {
            format!(
                "{{\"messages\": [{{\"role\": \"user\", \"content\": \"Question {i}\"}}, \
                 {{\"role\": \"assistant\", \"content\": \"Answer {i}\"}}]}}\n"
            )
        };
        let mut text: String = (0..40).map(line).collect();
        text += "{\"messages\": [{\"role\": \"wizard\", \"content\": \"x\"}]}\n";
        let (rows, rejected) = dialogues("a.jsonl", &text, &chat()).unwrap();
        assert_eq!((rows.len(), rejected), (40, 1));
        assert_eq!(rows[3].messages[1].content, "Answer 3");
        for part in [Part::Train, Part::Validation, Part::Test] {
            assert!(rows.iter().any(|row| row.part == part));
        }
    }

    #[test]
    fn the_same_question_never_stands_in_two_parts() {
        let rows: String = (0..60).map(|i| format!("Question {},Answer {i}\n", i % 20)).collect();
        let (rows, _) = dialogues("a.csv", &format!("question,answer\n{rows}"), &chat()).unwrap();
        assert_eq!(rows.len(), 60);
        for row in &rows {
            let same = rows.iter().filter(|r| r.messages[0] == row.messages[0]);
            assert!(same.into_iter().all(|r| r.part == row.part));
        }
    }

    #[test]
    fn instructions_go_before_conversations_without_their_own() {
        let columns = TextColumns::Chat {
            messages: None,
            prompt: Some("q".into()),
            answer: Some("a".into()),
            system: Some("Be kind".into()),
            turns: None,
        };
        let lines = "{\"q\": \"Hi\", \"a\": \"Hello\", \"system\": \"\"}\n\
                     {\"q\": \"Hi there\", \"a\": \"Hello\", \"system\": \"Be brief\"}\n";
        let (rows, _) = dialogues("a.jsonl", lines, &columns).unwrap();
        assert_eq!(rows[0].messages[0].content, "Be kind");
        assert_eq!(rows[1].messages[0].content, "Be brief");
        assert!(dialogues("a.csv", "x,y\n1,2\n", &chat()).is_err());
    }
}
