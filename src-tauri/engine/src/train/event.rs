//! The event log: what happened in a run, one JSON object a line. The interface, the command line
//! and the history are folds over it.

pub use crate::data::Part;
use crate::error::Code;
use crate::metric::Scores;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Version of the log's format.
pub const VERSION: u32 = 1;

/// One line of `events.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Record {
    pub v: u32,
    /// Counts from 0 without gaps within a run, across resumes.
    #[ts(type = "number")]
    pub seq: u64,
    /// Time spent on the run, pauses and time between worker processes left out.
    #[ts(type = "number")]
    pub elapsed_ms: u64,
    #[serde(flatten)]
    pub event: Event,
}

/// Who made the predictions a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Always the most frequent category.
    Majority,
    /// The untuned model with a quick head (logistic regression on its frozen features).
    QuickHead,
    /// The model as it came, where it can answer before it has learned.
    Untuned,
    /// The model being trained, at this step.
    Tuning,
    /// The version that was kept.
    Kept,
}

/// One message of the validation part and what the model makes of it now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SampleAnswer {
    pub text: String,
    pub label: String,
    pub predicted: String,
    pub confidence: f32,
    pub before: Option<String>,
}

/// What was kept in the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Best {
    /// 0 is what there was before tuning, which did not beat it.
    #[ts(type = "number")]
    pub step: u64,
    /// 0 where nothing is sorted.
    pub macro_f1: f64,
    /// Mean loss on the validation part; runs of earlier versions did not note it.
    #[serde(default)]
    pub loss: Option<f64>,
    pub stage: Stage,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Rows are read to choose `count` of them to learn from.
    Choosing {
        done: usize,
        total: usize,
        count: usize,
    },
    /// Data, model and recipe are ready; nothing has been learned yet.
    Prepared {
        /// Rows in each part.
        train: usize,
        validation: usize,
        test: usize,
        /// Rows left out because they have no text or no label.
        dropped: usize,
        /// Rows cut at the longest allowed length.
        truncated: usize,
        labels: Vec<String>,
        #[ts(type = "number")]
        trainable: u64,
        #[ts(type = "number")]
        total: u64,
        #[ts(type = "number")]
        steps: u64,
        epochs: f64,
        /// Peak memory of the worker, bytes, from the meta interpreter.
        #[ts(type = "number")]
        est_bytes: u64,
    },
    /// An optimiser step was taken.
    Step {
        #[ts(type = "number")]
        step: u64,
        /// Passes over the data so far.
        epoch: f64,
        /// Mean loss of this step's examples.
        loss: f64,
        lr: f64,
        /// Before clipping.
        grad_norm: f64,
        tokens_per_s: f64,
        #[ts(type = "number")]
        mem_bytes: u64,
        eta_s: f64,
    },
    /// A part was scored.
    Evaluated {
        #[ts(type = "number")]
        step: u64,
        epoch: f64,
        split: Part,
        stage: Stage,
        metrics: Scores,
        /// This is the best on the validation part so far.
        best: bool,
    },
    /// The same few validation messages at every check.
    Sample {
        #[ts(type = "number")]
        step: u64,
        answers: Vec<SampleAnswer>,
    },
    CheckpointSaved {
        #[ts(type = "number")]
        step: u64,
        sha256: String,
    },
    Warning {
        code: Code,
        what: String,
        advice: String,
    },
    Paused {
        #[ts(type = "number")]
        step: u64,
        /// Absent when the person asked for it.
        code: Option<Code>,
        what: String,
        advice: String,
    },
    /// Training goes on after `step`; later `step`, `evaluated` and `sample` events before this
    /// one in the log are void.
    Resumed {
        #[ts(type = "number")]
        step: u64,
    },
    /// The worker ended on request and can be resumed.
    Interrupted {
        #[ts(type = "number")]
        step: u64,
    },
    Finished {
        best: Best,
        #[ts(type = "number")]
        step: u64,
        /// Early stopping, or the person, ended it before the planned last step.
        stopped_early: bool,
    },
    Failed {
        code: Code,
        what: String,
        advice: String,
        #[ts(type = "number")]
        last_good_step: u64,
    },
}

impl Event {
    /// Nothing more will follow unless the run is resumed.
    pub fn is_final(&self) -> bool {
        matches!(self, Event::Finished { .. } | Event::Failed { .. } | Event::Interrupted { .. })
    }
}
