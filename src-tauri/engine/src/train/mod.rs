//! From a recipe to a trained model: recipe, estimate, optimiser, schedule, trainer, checkpoints
//! and the event log.

mod answers;
mod baseline;
mod checkpoint;
mod estimate;
pub mod event;
mod finish;
mod log;
mod memory;
mod optim;
mod prepare;
mod probe;
mod recipe;
pub mod report;
mod schedule;
mod score;
mod session;
mod trainer;

pub use answers::{Answered, answers};
pub(crate) use checkpoint::write_tensors_watched;
pub use estimate::{Estimate, estimate};
pub use finish::kept;
pub use log::{EventLog, read_log};
pub use optim::AdamW;
pub use prepare::{Request, StoredExample, prepare, stored_examples};
pub use probe::{Probe, fit_probe};
pub use recipe::{
    Hyper, ModelRef, PRESETS, Preset, Recipe, common_params, params_for, preset_settings,
};
pub use schedule::Schedule;
pub use score::{Scored, largest, score, softmax};
pub use session::{Examples, Session};
pub use trainer::{Command, Control, Outcome, RunAlways, run};
