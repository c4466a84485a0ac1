//! Tasks: what the columns mean and what the model is asked. One file each.

mod chat;
mod classify;
mod cleaning;
mod continuation;
mod gather;
mod gather_tags;
mod material;
mod names;
mod tag;
mod template;

pub use crate::data::{Message, Tagged};
pub use chat::Dialogue;
pub use classify::{LabelSet, class_weights};
pub use cleaning::clean_messages;
pub use continuation::Passage;
pub use gather::{Gathered, TextColumns, gather};
pub use gather_tags::{TagColumns, gather_tags, read_tags};
pub use material::Material;
pub use names::Names;
pub use template::{ChatTemplate, Fed};

use crate::error::{Code, Error, Result};
use crate::param::Param;

/// A task, as the interface and the command line offer it.
pub struct Task {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub example: &'static str,
    /// Its own parameters.
    pub params: fn() -> Vec<Param>,
    /// Other defaults for parameters that every task has.
    pub defaults: &'static [(&'static str, &'static str)],
    /// The model learns to write, else to sort.
    pub writes: bool,
}

pub const TASKS: &[Task] = &[classify::TASK, tag::TASK, chat::TASK, continuation::TASK];

/// Sorting texts into categories.
pub const CLASSIFY: &Task = &classify::TASK;

/// Sorting texts into any number of categories.
pub const TAG: &Task = &tag::TASK;

pub fn find(id: &str) -> Result<&'static Task> {
    TASKS.iter().find(|t| t.id == id).ok_or_else(|| {
        let known: Vec<&str> = TASKS.iter().map(|t| t.id).collect();
        Error::new(Code::BadSetting, format!("There is no task '{id}'"))
            .advice(format!("The tasks are {}", known.join(", ")))
    })
}
