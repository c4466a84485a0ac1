//! Drafts for a whole file: every row answered.

use crate::results::new_column;
use attune_engine::data::{Table, TableWriter};
use attune_engine::error::{Code, Error, Result};
use attune_engine::generate::{Freedom, Voice};
use attune_engine::task::Message;
use std::path::Path;

/// Rows answered between two words about progress.
const BATCH: usize = 32;

/// What became of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drafted {
    pub rows: usize,
    /// Rows that could not be read and are not in the new file.
    pub rejected: usize,
}

/// How a prompt is put to the model.
pub struct Asking<'a> {
    pub voice: &'a mut Voice,
    pub freedom: Freedom,
    pub system: Option<String>,
    /// The text is gone on with, not answered, whatever the model was taught.
    pub raw: bool,
}

impl Asking<'_> {
    /// What the model reads.
    pub fn prompt(&self, text: &str) -> Result<Vec<u32>> {
        if self.raw || self.voice.goes_on {
            return self.voice.speaker.beginning(text);
        }
        let system = self.system.iter().map(|text| Message::new("system", text));
        let messages: Vec<Message> = system.chain([Message::new("user", text)]).collect();
        self.voice.speaker.prompt(&messages)
    }

    /// Answers in the order of the prompts; an empty prompt gets none.
    fn answers(&mut self, texts: &[&str]) -> Result<Vec<String>> {
        let mut answers = vec![String::new(); texts.len()];
        let asked: Vec<usize> = (0..texts.len()).filter(|&i| !texts[i].trim().is_empty()).collect();
        let prompts: Vec<Vec<u32>> =
            asked.iter().map(|&i| self.prompt(texts[i])).collect::<Result<_>>()?;
        let bare = self.voice.bare;
        self.voice.speaker.answer_all(&prompts, &self.freedom, bare, &mut |i, answer| {
            answers[asked[i]] = answer.text.trim().to_string();
            true
        })?;
        Ok(answers)
    }
}

/// Writes the rows of `table` with a column `draft` added. `progress` hears how many rows are done.
pub fn draft_table(
    asking: &mut Asking,
    table: &Table,
    column: &str,
    out: &Path,
    progress: &mut dyn FnMut(usize) -> Result<()>,
) -> Result<Drafted> {
    let text = table.column(column)?;
    let mut columns = table.columns().to_vec();
    columns.push(new_column(&columns, "draft"));
    let mut writer = TableWriter::create(out, &columns)?;
    let mut done = Drafted::default();
    let mut waiting: Vec<Vec<String>> = Vec::new();
    let mut flush = |waiting: &mut Vec<Vec<String>>, done: &mut Drafted| -> Result<()> {
        let texts: Vec<&str> =
            waiting.iter().map(|row| row.get(text).map_or("", String::as_str)).collect();
        let answers = asking.answers(&texts)?;
        for (mut row, answer) in waiting.drain(..).zip(answers) {
            row.push(answer);
            writer.row(&row)?;
            done.rows += 1;
        }
        progress(done.rows)
    };
    table.read(&mut |record| {
        match record.cells {
            Ok(cells) => waiting.push(cells),
            Err(_) => done.rejected += 1,
        }
        if waiting.len() == BATCH {
            flush(&mut waiting, &mut done)?;
        }
        Ok(true)
    })?;
    flush(&mut waiting, &mut done)?;
    if done.rows == 0 {
        return Err(Error::new(Code::BadData, "The file has no row that can be answered")
            .at(table.name())
            .safe("Nothing was written")
            .advice("Choose a file with at least one row under its header"));
    }
    writer.finish()?;
    Ok(done)
}
