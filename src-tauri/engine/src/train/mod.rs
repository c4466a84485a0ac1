//! From a recipe to a trained model: recipe, estimate, optimiser, schedule, trainer, checkpoints
//! and the event log.

mod answers;
mod baseline;
mod checkpoint;
mod choose;
mod control;
mod estimate;
pub mod event;
mod finish;
mod hyper;
mod journal;
mod language;
mod language_report;
mod log;
mod memory;
mod objective;
mod optim;
mod outlook;
mod prepare;
mod probe;
mod recipe;
mod regression;
pub mod report;
mod samples;
mod schedule;
mod score;
mod selection;
mod session;
mod sorting;
mod speed;
mod tag_report;
mod tag_score;
mod tagging;
mod threshold;
mod trainer;
mod writing;

pub use answers::{Answered, answers};
pub(crate) use checkpoint::{tensors_size, write_tensors_watched};
pub use control::{Command, Control, RunAlways};
pub use estimate::{Estimate, Fewer, estimate};
pub use finish::kept;
pub use hyper::Hyper;
pub use language::{Cut, LanguageSession, Surprise, Texts, mean_loss};
pub use language_report::{LanguageReport, RowSurprise, Standing};
pub use log::{EventLog, read_log};
pub use optim::AdamW;
pub use outlook::{Outlook, Workload, outlook};
pub(crate) use prepare::FACTS;
pub use prepare::{
    Request, StoredExample, name_reader, prepare, stored_examples, stored_rows, stored_tagged,
    stored_texts,
};
pub(crate) use probe::minimise;
pub use probe::{Probe, fit_probe, fit_tag_probe};
pub use recipe::{ModelRef, PRESETS, Preset, Recipe, common_params, params_for, preset_settings};
pub use schedule::Schedule;
pub use score::{Scored, largest, score, softmax};
pub use session::{Examples, Opened, Session};
pub use speed::Speed;
pub use tag_report::{LabelScore, TagReport, TagStanding, label_scores, thresholds};
pub use tag_score::{said, sigmoid};
pub use trainer::{Outcome, run};
