//! What a run is given to learn from.

use super::{Dialogue, Passage, Tagged, Task, chat, classify, continuation, tag};
use crate::data::{Example, Part};

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
