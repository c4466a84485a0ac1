//! How the window speaks to a worker: by a small file in the run's folder, so that it works across
//! processes and restarts, and a worker that is alone simply goes on.

use crate::types::RunCommand;
use attune_engine::error::{Error, Result};
use attune_engine::store::write_atomic;
use attune_engine::train::{Command, Control};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

const FILE: &str = "control.json";

#[derive(Serialize, Deserialize)]
struct Message {
    command: Request,
}

/// What the file may ask for; an interruption comes from a script or a test, not from the window.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Request {
    Pause,
    GoOn,
    StopAndKeep,
    Interrupt,
}

impl From<RunCommand> for Request {
    fn from(command: RunCommand) -> Self {
        match command {
            RunCommand::Pause => Self::Pause,
            RunCommand::GoOn => Self::GoOn,
            RunCommand::StopAndKeep => Self::StopAndKeep,
        }
    }
}

/// Asks the worker of `run` for something.
pub(crate) fn send(run: &Path, command: RunCommand) -> Result<()> {
    let text = serde_json::to_vec(&Message { command: command.into() })
        .map_err(|e| Error::internal("A request to the worker could not be written").source(e))?;
    write_atomic(&run.join(FILE), &text)
}

/// Forgets what an earlier worker was asked for.
pub(crate) fn clear(run: &Path) {
    // No file is the usual case; one that can't be deleted is overwritten by the next request.
    let _ = std::fs::remove_file(run.join(FILE));
}

/// The worker's side.
pub(crate) struct FileControl {
    path: PathBuf,
}

impl FileControl {
    pub fn new(run: &Path) -> Self {
        Self { path: run.join(FILE) }
    }
}

impl Control for FileControl {
    fn poll(&self) -> Command {
        // The file is replaced whole, so what can't be read is not a request.
        let message = std::fs::read(&self.path)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Message>(&bytes).ok());
        match message.map(|message| message.command) {
            None | Some(Request::GoOn) => Command::Continue,
            Some(Request::Pause) => Command::Pause,
            Some(Request::StopAndKeep) => Command::StopAndKeep,
            Some(Request::Interrupt) => Command::Interrupt,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_hears_the_last_request() {
        let run = tempfile::tempdir().unwrap();
        let control = FileControl::new(run.path());
        assert_eq!(control.poll(), Command::Continue);
        send(run.path(), RunCommand::Pause).unwrap();
        assert_eq!(control.poll(), Command::Pause);
        send(run.path(), RunCommand::GoOn).unwrap();
        assert_eq!(control.poll(), Command::Continue);
        send(run.path(), RunCommand::StopAndKeep).unwrap();
        assert_eq!(control.poll(), Command::StopAndKeep);
        std::fs::write(run.path().join(FILE), r#"{"command":"interrupt"}"#).unwrap();
        assert_eq!(control.poll(), Command::Interrupt);
        clear(run.path());
        assert_eq!(control.poll(), Command::Continue);
        std::fs::write(run.path().join(FILE), "{\"comm").unwrap();
        assert_eq!(control.poll(), Command::Continue);
    }
}
