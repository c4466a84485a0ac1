//! What the named columns mean to a task.

use crate::args;
use attune_api::engine::task::{Task, TextColumns};
use attune_api::types;
use attune_api::{Code, Error, Result};

/// Columns as the readers of a file want them.
pub enum Meaning {
    Sorted(types::Columns),
    Written(TextColumns),
}

impl args::Columns {
    /// Refuses columns that the task has no use for: they would be a misunderstanding.
    pub fn meaning(&self, task: &Task) -> Result<Meaning> {
        let wanted: &[&str] = match task.id {
            "classify" => &["--text", "--label"],
            "chat" => &["--messages", "--prompt", "--answer", "--system"],
            _ => &["--text"],
        };
        for (flag, value) in self.given() {
            if value.is_some() && !wanted.contains(&flag) {
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
                text: Some(need("--text", &self.text)?),
                label: Some(need("--label", &self.label)?),
                ..Default::default()
            })),
            "chat" => Ok(Meaning::Written(TextColumns::Chat {
                messages: self.messages.clone(),
                prompt: self.prompt.clone(),
                answer: self.answer.clone(),
                system: self.system.clone(),
            })),
            _ => Ok(Meaning::Written(TextColumns::Continue { text: self.text.clone() })),
        }
    }

    fn given(&self) -> [(&'static str, &Option<String>); 6] {
        [
            ("--text", &self.text),
            ("--label", &self.label),
            ("--messages", &self.messages),
            ("--prompt", &self.prompt),
            ("--answer", &self.answer),
            ("--system", &self.system),
        ]
    }
}

fn need(flag: &str, column: &Option<String>) -> Result<String> {
    column.clone().ok_or_else(|| {
        Error::new(Code::BadSetting, format!("{flag} is missing"))
            .at(flag)
            .advice("Name the column; 'attune-cli inspect' shows what there are")
    })
}
