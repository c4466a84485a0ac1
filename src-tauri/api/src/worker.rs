//! The other process: `worker RUN` trains, `measure RUN` estimates. A crash there takes neither
//! the window nor the labels.

use crate::control::FileControl;
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::train::{self, Control, Estimate, Outcome, Recipe};
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The engine's trainer holds this file in the run's folder while it works.
pub(crate) const LOCK: &str = "worker.lock";

/// What every thread pool in the process takes its size from.
const THREADS: &str = "RAYON_NUM_THREADS";

/// The process ended as it should.
const DONE: i32 = 0;
const BAD_INPUT: i32 = 2;
const FAILED: i32 = 3;
const INTERRUPTED: i32 = 130;

/// The exit status for an error: 2 when the person can put it right by asking for something else,
/// 3 when the work itself failed.
pub fn exit_code(error: &Error) -> i32 {
    match error.code {
        Code::NotFound
        | Code::BadFile
        | Code::BadData
        | Code::BadSetting
        | Code::BadModel
        | Code::Unsupported
        | Code::Busy
        | Code::TooNew
        | Code::Offline
        | Code::KeyNeeded => BAD_INPUT,
        Code::Interrupted => INTERRUPTED,
        Code::DiskFull
        | Code::OutOfMemory
        | Code::Diverged
        | Code::Network
        | Code::Io
        | Code::Internal => FAILED,
    }
}

/// What `measure` prints.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Measured {
    Estimate(Estimate),
    Error(Error),
}

/// Runs `worker RUN` or `measure RUN` and returns the exit status. To be called first thing in
/// `main`, with what follows the program's name.
pub fn worker_main(args: &[String]) -> i32 {
    match args {
        [mode, run] if mode == "worker" => work(Path::new(run)),
        [mode, run] if mode == "measure" => measure(Path::new(run)),
        _ => {
            eprintln!("Give 'worker' or 'measure', and the folder of a run.");
            BAD_INPUT
        }
    }
}

fn work(run: &Path) -> i32 {
    match set_threads_of(run).and_then(|()| train_awake(run, &FileControl::new(run), &mut |_| ())) {
        Ok(Outcome::Finished(_)) => DONE,
        Ok(Outcome::Interrupted { .. }) => INTERRUPTED,
        Err(error) => {
            eprintln!("{error}");
            exit_code(&error)
        }
    }
}

fn measure(run: &Path) -> i32 {
    let (measured, status) = match set_threads_of(run).and_then(|()| train::estimate(run)) {
        Ok(estimate) => (Measured::Estimate(estimate), DONE),
        Err(error) => {
            let status = exit_code(&error);
            (Measured::Error(error), status)
        }
    };
    match serde_json::to_string(&measured) {
        Ok(text) => {
            println!("{text}");
            status
        }
        Err(error) => {
            eprintln!("{error}");
            FAILED
        }
    }
}

/// Trains a prepared run, or goes on with it, while the computer is kept from falling asleep.
pub fn train_awake(
    run: &Path,
    control: &dyn Control,
    sink: &mut dyn FnMut(&train::event::Record),
) -> Result<Outcome> {
    let awake = keepawake::Builder::default()
        .idle(true)
        .sleep(true)
        .reason("Training a model")
        .app_name("Attune")
        .app_reverse_domain("attune")
        .create();
    if let Err(error) = &awake {
        eprintln!("The computer may fall asleep while training: {error}");
    }
    train::run(run, control, sink)
}

/// Makes the process use the number of threads that the run's recipe pins.
pub fn set_threads_of(run: &Path) -> Result<()> {
    if let Some(count) = threads_of(run)? {
        set_threads(count);
    }
    Ok(())
}

/// Sets the size of every thread pool of this process. To be called before a second thread exists.
pub fn set_threads(count: usize) {
    let count = count.to_string();
    if std::env::var(THREADS).as_deref() != Ok(&count) {
        // SAFETY: `worker_main` and the command line call this first thing in `main`, while no
        // other thread could read the environment.
        unsafe { std::env::set_var(THREADS, count) };
    }
}

fn threads_of(run: &Path) -> Result<Option<usize>> {
    let recipe = Recipe::load(run)?;
    Ok(recipe.settings.get("threads").and_then(|text| text.parse().ok()).filter(|n| *n > 0))
}

fn command(program: &Path, mode: &str, run: &Path) -> Result<Command> {
    let mut command = Command::new(program);
    command.arg(mode).arg(run).stdin(Stdio::null());
    if let Some(count) = threads_of(run)? {
        command.env(THREADS, count.to_string());
    }
    Ok(command)
}

/// Starts a worker that outlives this process.
pub(crate) fn spawn(program: &Path, run: &Path) -> Result<Child> {
    let path = run.join("worker.log");
    let log = OpenOptions::new().create(true).append(true).open(&path).at_path(&path)?;
    let mut command = command(program, "worker", run)?;
    command.stdout(log.try_clone().at_path(&path)?).stderr(log);
    detach(&mut command);
    command.spawn().at_path(program)
}

/// Starts a process that estimates and prints [`Measured`].
pub(crate) fn spawn_measure(program: &Path, run: &Path) -> Result<Child> {
    let mut command = command(program, "measure", run)?;
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().at_path(program)
}

/// A group of its own: Ctrl-C in the terminal of the window, or its end, is not the worker's.
#[cfg(unix)]
fn detach(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(windows)]
fn detach(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const DETACHED_PROCESS: u32 = 0x0000_0008;
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x0000_0200;
    command.creation_flags(DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP);
}
