//! What the person asks of a run while it works.

use crate::error::{Code, Error, Result};
use std::time::Duration;

/// What the person wants the worker to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Continue,
    /// Hold, keep the memory.
    Pause,
    /// End now, keep the best version and score it.
    StopAndKeep,
    /// End now, to be resumed later.
    Interrupt,
}

/// Asked between batches.
pub trait Control {
    fn poll(&self) -> Command;
    /// Waits a little while paused.
    fn wait(&self) {
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Trains to the end.
pub struct RunAlways;
impl Control for RunAlways {
    fn poll(&self) -> Command {
        Command::Continue
    }
}

/// Refuses to go on once the person asked to end.
pub(super) fn check(control: &dyn Control) -> Result<()> {
    match control.poll() {
        Command::Interrupt => Err(Error::new(Code::Interrupted, "It was stopped")),
        _ => Ok(()),
    }
}
