//! What a run is given to learn from.

use super::{Dialogue, Passage, Tagged, Task, chat, classify, continuation, tag};
use crate::data::{Example, Goal, Part, Project, leave_out_unlearned, tag_separator};
use crate::error::Result;

/// The rows of one task.
#[derive(Debug, Clone, PartialEq)]
pub enum Material {
    Labelled(Vec<Example>),
    Tagged {
        rows: Vec<Tagged>,
        /// What stands between the labels of a row where they are written in one cell.
        separator: String,
    },
    Dialogues(Vec<Dialogue>),
    Passages(Vec<Passage>),
}

impl Material {
    pub fn task(&self) -> &'static Task {
        match self {
            Material::Labelled(_) => &classify::TASK,
            Material::Tagged { .. } => &tag::TASK,
            Material::Dialogues(_) => &chat::TASK,
            Material::Passages(_) => &continuation::TASK,
        }
    }

    /// The rows of a project that can be learned from or examined with.
    pub fn of(project: &Project) -> Result<Self> {
        Ok(match project.goal()? {
            Goal::Classify => Material::Labelled(project.examples()?),
            Goal::Tag => {
                let mut rows = project.tagged()?;
                leave_out_unlearned(&mut rows);
                let names = rows.iter().flat_map(|row| row.labels.iter().map(String::as_str));
                let separator = tag_separator(names).into();
                Material::Tagged { rows, separator }
            }
            Goal::Chat => {
                let rows = project.conversations()?.into_iter();
                let rows = rows.map(|(Example { id, part, .. }, messages)| Dialogue {
                    id,
                    messages,
                    part,
                });
                Material::Dialogues(rows.collect())
            }
            Goal::Continue => {
                let rows = project.examples()?.into_iter();
                let rows = rows.map(|Example { id, text, part, .. }| Passage { id, text, part });
                Material::Passages(rows.collect())
            }
        })
    }

    /// Ids of the rows of a part, in their order.
    pub fn ids_of(&self, part: Part) -> Vec<i64> {
        fn ids(rows: impl Iterator<Item = (i64, Part)>, wanted: Part) -> Vec<i64> {
            rows.filter(|(_, part)| *part == wanted).map(|(id, _)| id).collect()
        }
        match self {
            Material::Labelled(rows) => ids(rows.iter().map(|row| (row.id, row.part)), part),
            Material::Tagged { rows, .. } => ids(rows.iter().map(|row| (row.id, row.part)), part),
            Material::Dialogues(rows) => ids(rows.iter().map(|row| (row.id, row.part)), part),
            Material::Passages(rows) => ids(rows.iter().map(|row| (row.id, row.part)), part),
        }
    }

    /// The part of every row.
    pub fn parts(&self) -> Vec<Part> {
        match self {
            Material::Labelled(rows) => rows.iter().map(|row| row.part).collect(),
            Material::Tagged { rows, .. } => rows.iter().map(|row| row.part).collect(),
            Material::Dialogues(rows) => rows.iter().map(|row| row.part).collect(),
            Material::Passages(rows) => rows.iter().map(|row| row.part).collect(),
        }
    }
}

impl From<Vec<Example>> for Material {
    fn from(rows: Vec<Example>) -> Self {
        Material::Labelled(rows)
    }
}
