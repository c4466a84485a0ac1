//! Training: recipe, trainer, checkpoints and the event log.

pub mod event;
