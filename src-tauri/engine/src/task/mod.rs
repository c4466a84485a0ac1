//! Tasks: what the columns mean and what the model is asked. One file each.

mod classify;
mod names;
mod template;

pub use classify::{LabelSet, class_weights};
pub use names::Names;
pub use template::{ChatTemplate, Fed, Message};

/// A task, as the interface and the command line offer it.
pub struct Task {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub example: &'static str,
}

pub const TASKS: &[Task] = &[classify::TASK];
