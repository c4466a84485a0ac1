//! What the named columns mean to a task.

use crate::args;
use attune_api::engine::task::{TagColumns, Task, TextColumns};
use attune_api::types;
use attune_api::{Code, Error, Result};

/// Columns as the readers of a file want them.
pub enum Meaning {
    Sorted(types::Columns),
    Tagged(TagColumns),
    Written(TextColumns),
}

impl args::Columns {
    /// Refuses columns that the task has no use for: they would be a misunderstanding.
    pub fn meaning(&self, task: &Task) -> Result<Meaning> {
        let wanted: &[&str] = match task.id {
            "classify" => &["--text", "--label"],
            "tag" => &["--text", "--label", "--separator"],
            "chat" => &["--messages", "--prompt", "--answer", "--system"],
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
            })),
            _ => Ok(Meaning::Written(TextColumns::Continue { text: self.text.clone() })),
        }
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

    fn given(&self) -> [(&'static str, bool); 7] {
        [
            ("--text", self.text.is_some()),
            ("--label", !self.label.is_empty()),
            ("--separator", self.separator.is_some()),
            ("--messages", self.messages.is_some()),
            ("--prompt", self.prompt.is_some()),
            ("--answer", self.answer.is_some()),
            ("--system", self.system.is_some()),
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
