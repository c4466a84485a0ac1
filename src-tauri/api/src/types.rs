//! What crosses the border: plain values, as the interface sees them. TypeScript types are made
//! from these.

use attune_engine::param::{Param, Settings};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod bundle;
mod chat;
mod check;
mod evaluate;
mod export;
mod hub;
mod label;
mod privacy;
mod storage;
mod tags;
mod written;

pub use bundle::*;
pub use chat::*;
pub use check::*;
pub use evaluate::*;
pub use export::*;
pub use hub::*;
pub use label::*;
pub use privacy::*;
pub use storage::*;
pub use tags::*;
pub use written::*;

pub type Id = String;

// ---- this computer -----------------------------------------------------------------------------

#[derive(Debug, Clone, Serialize, TS)]
pub struct AppInfo {
    pub version: String,
    pub os: String,
    pub cpu: String,
    pub cores: usize,
    #[ts(type = "number")]
    pub memory_bytes: u64,
    #[ts(type = "number")]
    pub memory_free_bytes: u64,
    #[ts(type = "number")]
    pub disk_free_bytes: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Preferences {
    /// system, light, dark
    pub theme: String,
    /// 1.0 is 100%.
    pub text_size: f64,
    /// system, or the code of a language: en, de.
    pub language: String,
    /// Keys of one letter work while no text field has the focus.
    pub letter_keys: bool,
    /// A message of the system when work is done and the window is out of sight.
    pub notifications: bool,
    /// Show what the model would say before the person has decided.
    pub suggestions: bool,
    /// The lock: nothing may cross the network.
    pub never_online: bool,
}

/// A file or folder the person chose or dropped. The path stays on the Rust side.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Handle {
    pub id: Id,
    pub name: String,
    /// The folder it lies in, for reading only.
    pub folder: String,
    #[ts(type = "number")]
    pub bytes: u64,
}

// ---- projects ----------------------------------------------------------------------------------

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProjectStatus {
    Empty,
    Ready,
    Training,
    Interrupted,
    Trained,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ProjectCard {
    pub id: Id,
    pub name: String,
    pub goal: Goal,
    pub status: ProjectStatus,
    pub rows: usize,
    pub categories: usize,
    /// Right answers of the run in use on the exam, "92 of 100" = (92, 100).
    pub result: Option<(usize, usize)>,
    /// The run a banner offers to resume.
    pub interrupted: Option<RunCard>,
    /// The finished run that sorts files: the one in use, else the best.
    pub best_run: Option<RunCard>,
    /// What a row is called: messages, clauses, ...; absent: rows.
    pub noun: Option<String>,
    /// Seconds since 1970.
    #[ts(type = "number")]
    pub opened_at: u64,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SampleCard {
    pub id: Id,
    pub title: String,
    pub description: String,
    pub goal: Goal,
    /// What a row is called: messages, clauses, ...
    pub noun: String,
    pub rows: usize,
    pub categories: usize,
    /// The model on the hub that it is made for; absent where the starter is.
    pub model: Option<Id>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ProjectView {
    pub id: Id,
    pub name: String,
    /// What a row is called: messages, clauses, ...; absent: rows.
    pub noun: Option<String>,
    /// Absent until a file was imported.
    pub data: Option<DataSummary>,
    /// Newest first.
    pub runs: Vec<RunCard>,
}

// ---- data --------------------------------------------------------------------------------------

pub use attune_engine::data::{
    Category, Columns, DataSummary, Goal, LabelVariants, Preview, ReadOptions, RejectedRow, Row,
    RowFilter, RowPage, SourceFile, SplitShares, Turns, TurnsGuess,
};

// ---- setup and training ------------------------------------------------------------------------

#[derive(Debug, Clone, Serialize, TS)]
pub struct ModelCard {
    /// "starter", the id of an opened folder, or OWNER/NAME of one that was fetched.
    pub id: Id,
    pub title: String,
    /// Empty where it is not stated; so is the licence.
    pub maker: String,
    pub description: String,
    pub licence: String,
    pub family: String,
    #[ts(type = "number")]
    pub parameters: u64,
    #[ts(type = "number")]
    pub bytes: u64,
    pub layers: usize,
    pub hidden: usize,
    pub max_length: usize,
    /// mean or cls
    pub pooling: String,
    pub built_in: bool,
    /// Fetched from the hub.
    pub fetched: bool,
    pub recommended: bool,
    /// It can sort texts into categories.
    pub sorts: bool,
    /// It can write.
    pub writes: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct MethodInfo {
    pub id: Id,
    pub title: String,
    pub description: String,
    /// Own parameters of the method.
    pub params: Vec<Param>,
    pub recommended: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct PresetInfo {
    pub id: Id,
    pub title: String,
    pub description: String,
    /// What it sets for each method: method id -> settings.
    pub settings: std::collections::BTreeMap<String, Settings>,
    pub recommended: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct TrainingOptions {
    pub methods: Vec<MethodInfo>,
    pub presets: Vec<PresetInfo>,
    /// Parameters every method has.
    pub params: Vec<Param>,
}

/// What to train, as the Setup and Train steps collected it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TrainPlan {
    pub model: Id,
    pub method: Id,
    pub preset: Id,
    pub settings: Settings,
    #[ts(type = "number")]
    pub seed: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// Under 60% of the free memory.
    Comfortable,
    /// Under 95%.
    Tight,
    WontFit,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Estimate {
    /// For the whole run; early stopping may end it sooner.
    pub seconds: f64,
    #[ts(type = "number")]
    pub memory_bytes: u64,
    #[ts(type = "number")]
    pub memory_free_bytes: u64,
    pub fit: Fit,
    #[ts(type = "number")]
    pub steps: u64,
    #[ts(type = "number")]
    pub trainable: u64,
    #[ts(type = "number")]
    pub total: u64,
    /// A start with well-chosen examples, where all would take longer than a night.
    pub fewer: Option<FewerExamples>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FewerExamples {
    pub examples: usize,
    pub seconds: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    Running,
    Paused,
    /// The worker is gone, the run is neither finished nor failed: it can be resumed.
    Interrupted,
    Finished,
    Failed,
}

/// What a worker can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RunCommand {
    Pause,
    GoOn,
    /// End now, and score the best version so far.
    StopAndKeep,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RunCard {
    pub id: Id,
    pub state: RunState,
    /// classify, tag, chat or continue
    pub task: String,
    pub model: String,
    pub method: String,
    pub preset: String,
    #[ts(type = "number")]
    pub step: u64,
    #[ts(type = "number")]
    pub steps: u64,
    /// Best macro F1 on the validation part so far, where there are categories.
    pub best_f1: Option<f64>,
    /// Lowest mean loss of a token on the validation part so far, where the model learns to write.
    pub best_loss: Option<f64>,
    #[ts(type = "number")]
    pub started_at: u64,
    /// When the newest checkpoint was written.
    #[ts(type = "number | null")]
    pub saved_at: Option<u64>,
    /// The data to learn from was changed after this run started; the exam may change freely.
    pub from_earlier_data: bool,
    /// Why it should be trained again.
    pub stale: Vec<Stale>,
    /// The one that sorts files and is saved, until the person chooses another.
    pub in_use: bool,
}

/// What makes a run one of earlier data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Stale {
    /// Rows to learn from were added, taken away or relabelled.
    DataChanged,
    /// These of its categories are one now.
    CategoriesMerged { from: Vec<String>, into: String },
    /// Categories it never saw.
    CategoriesAdded { names: Vec<String> },
}

// ---- evaluation and use ------------------------------------------------------------------------

#[derive(Debug, Clone, Serialize, TS)]
pub struct LabelProbability {
    pub label: String,
    pub probability: f32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Answer {
    pub label: String,
    pub confidence: f32,
    /// All categories, most likely first.
    pub all: Vec<LabelProbability>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Predicted {
    pub file: String,
    pub folder: String,
    pub rows: usize,
    /// Under 60% sure.
    pub needs_review: usize,
    pub rejected: usize,
    /// The folder, to be opened.
    pub place: Handle,
    /// The file that was written, for `review_rows`.
    pub sorted: Handle,
}

/// A row of a sorted file that a person should look at.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReviewRow {
    #[ts(type = "number")]
    pub line: u64,
    pub text: String,
    pub predicted: String,
    pub confidence: f32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ReviewPage {
    pub total: usize,
    pub rows: Vec<ReviewRow>,
}

/// The project's rows, written for other programs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SavedData {
    pub file: String,
    pub folder: String,
    pub rows: usize,
    /// Rows that the format has no place for.
    pub left_out: usize,
    /// What the person should know of the file.
    pub notes: Vec<String>,
    /// The folder, to be opened.
    pub place: Handle,
}

/// Progress of work that takes more than a second.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Progress {
    /// What is being done, in plain words.
    pub phase: String,
    pub done: usize,
    /// 0 while unknown.
    pub total: usize,
}
