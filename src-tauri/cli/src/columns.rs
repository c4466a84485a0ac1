//! What the named columns mean to a task.

use attune_api::engine::task::{TagColumns, Task, TextColumns};
use attune_api::types::{self, Turns};
use attune_api::{Code, Error, Result};

/// What the columns of the file mean; which of them a task asks for is its own.
#[derive(clap::Args)]
pub struct Columns {
    /// classify, tag and continue (chat with --conversation): the column with the text
    #[arg(long, value_name = "COLUMN")]
    pub text: Option<String>,
    /// classify: the column with the label; tag: the column with the labels, or several times a
    /// column with one of them (its name, or yes and no for the label the column is named after)
    #[arg(long, value_name = "COLUMN")]
    pub label: Vec<String>,
    /// tag: what stands between the labels of a cell; guessed when left out
    #[arg(long, value_name = "TEXT")]
    pub separator: Option<String>,
    /// chat: the column with lists of messages; without any of these, the names of the columns tell
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["prompt", "answer"])]
    pub messages: Option<String>,
    /// chat: the column with the question
    #[arg(long, value_name = "COLUMN")]
    pub prompt: Option<String>,
    /// chat: the column with its answer
    #[arg(long, value_name = "COLUMN")]
    pub answer: Option<String>,
    /// chat: instructions before every conversation that has none of its own
    #[arg(long, value_name = "TEXT")]
    pub system: Option<String>,
    /// chat, where a row is one turn: the column that is the same for all turns of a conversation;
    /// --text is then what is said
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["messages", "prompt", "answer"])]
    pub conversation: Option<String>,
    /// chat, where a row is one turn: the column that says who speaks
    #[arg(long, value_name = "COLUMN")]
    pub speaker: Option<String>,
    /// chat, where a row is one turn: the column that orders them; else the order of the file counts
    #[arg(long, value_name = "COLUMN")]
    pub time: Option<String>,
    /// chat, where a row is one turn: a speaker whose turns are answers; may be given several times,
    /// and is known by itself where the name says so (agent, support, assistant ...)
    #[arg(long, value_name = "NAME")]
    pub answers_by: Vec<String>,
}

/// Columns as the readers of a file want them.
pub enum Meaning {
    Sorted(types::Columns),
    Tagged(TagColumns),
    Written(TextColumns),
}

impl Columns {
    /// Refuses columns that the task has no use for: they would be a misunderstanding.
    pub fn meaning(&self, task: &Task) -> Result<Meaning> {
        let wanted: &[&str] = match task.id {
            "classify" => &["--text", "--label"],
            "tag" => &["--text", "--label", "--separator"],
            "chat" if self.conversation.is_some() => {
                &["--conversation", "--speaker", "--text", "--time", "--answers-by", "--system"]
            }
            "chat" => &["--messages", "--prompt", "--answer", "--system", "--conversation"],
            _ => &["--text"],
        };
        for (flag, given) in self.given() {
            if given && !wanted.contains(&flag) {
                return Err(Error::new(
                    Code::BadSetting,
                    format!("The task '{}' has no use for {flag}", task.id),
                )
                .at(flag)
                .advice(format!("It takes {}", wanted.join(", "))));
            }
        }
        match task.id {
            "classify" => Ok(Meaning::Sorted(types::Columns {
                text: Some(need("--text", self.text.as_ref())?),
                label: Some(self.one_label()?),
                ..Default::default()
            })),
            "tag" => {
                need("--label", self.label.first())?;
                Ok(Meaning::Tagged(TagColumns {
                    text: need("--text", self.text.as_ref())?,
                    labels: self.label.clone(),
                    separator: self.separator.clone().filter(|text| !text.is_empty()),
                }))
            }
            "chat" => Ok(Meaning::Written(TextColumns::Chat {
                messages: self.messages.clone(),
                prompt: self.prompt.clone(),
                answer: self.answer.clone(),
                system: self.system.clone(),
                turns: self.turns()?,
            })),
            _ => Ok(Meaning::Written(TextColumns::Continue { text: self.text.clone() })),
        }
    }

    /// How rows that are single turns are joined.
    fn turns(&self) -> Result<Option<Turns>> {
        let Some(conversation) = &self.conversation else { return Ok(None) };
        Ok(Some(Turns {
            conversation: conversation.clone(),
            speaker: need("--speaker", self.speaker.as_ref())?,
            text: need("--text", self.text.as_ref())?,
            time: self.time.clone(),
            answering: self.answers_by.clone(),
        }))
    }

    fn one_label(&self) -> Result<String> {
        match self.label.as_slice() {
            [_, _, ..] => Err(Error::new(
                Code::BadSetting,
                "Each text belongs to one category here, but several columns are named",
            )
            .at("--label")
            .advice("Use --task tag where a text may belong to several categories")),
            one => need("--label", one.first()),
        }
    }

    fn given(&self) -> [(&'static str, bool); 11] {
        [
            ("--text", self.text.is_some()),
            ("--label", !self.label.is_empty()),
            ("--separator", self.separator.is_some()),
            ("--messages", self.messages.is_some()),
            ("--prompt", self.prompt.is_some()),
            ("--answer", self.answer.is_some()),
            ("--system", self.system.is_some()),
            ("--conversation", self.conversation.is_some()),
            ("--speaker", self.speaker.is_some()),
            ("--time", self.time.is_some()),
            ("--answers-by", !self.answers_by.is_empty()),
        ]
    }
}

fn need(flag: &str, column: Option<&String>) -> Result<String> {
    column.cloned().ok_or_else(|| {
        Error::new(Code::BadSetting, format!("{flag} is missing"))
            .at(flag)
            .advice("Name the column; 'attune-cli inspect' shows what there are")
    })
}
