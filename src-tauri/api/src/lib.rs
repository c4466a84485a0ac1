//! The commands and events that the window and the command line share. It knows the engine, and
//! nothing of windows.
//!
//! [`App::call`] runs a command by name; the list of commands is in `commands.rs`, and the
//! interface's TypeScript is made from the same list by [`typescript`].

mod anonymise;
mod app;
mod bundles;
mod cards;
mod chat;
mod check;
mod commands;
mod compare;
mod compare_tags;
mod control;
mod data;
mod drafts;
mod drawings;
mod evaluate;
mod exam;
mod explain;
mod fetching;
mod forget;
mod handles;
mod jobs;
mod labelling;
mod learner;
mod online;
mod origin;
mod pasted;
mod paths;
mod predictors;
mod privacy;
mod projects;
mod publish;
mod publishing;
mod recommend;
mod results;
mod run_log;
mod runs;
mod samples;
mod scan;
mod setup;
mod storage;
mod tags;
pub mod types;
mod typescript;
mod votes;
mod worker;
mod written;

pub use anonymise::{Anonymised, RestoredRows, clean_table, restore_table};
pub use app::App;
pub use attune_engine as engine;
pub use attune_engine::error::{Code, Error, Result};
pub use attune_hub as hub;
pub use drafts::{Asking, Drafted, draft_table};
pub use online::{find_model, open_hub};
pub use paths::AppPaths;
pub use publish::{Base, Staged, stage};
pub use results::{Sorted, Sorter, predict_table};
pub use typescript::typescript;
pub use worker::{exit_code, set_threads, set_threads_of, train_awake, worker_main};

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A panic in another thread leaves plain values behind, which are still good.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
