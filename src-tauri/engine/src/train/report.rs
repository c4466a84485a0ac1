//! How good the kept version is on rows it never saw: `report/evaluation.json`.

use super::event::Stage;
use crate::error::{Code, Error, IoContext, Result};
use crate::metric::{Confusion, Scores, macro_f1, per_class, wilson};
use crate::store::write_atomic;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// Under so many exam rows a category's figures are rough.
const ROUGH: usize = 30;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StageScore {
    pub stage: Stage,
    pub n: usize,
    pub right: usize,
    pub accuracy: f64,
    /// 95% Wilson score interval of the accuracy.
    pub low: f64,
    pub high: f64,
    pub macro_f1: f64,
    pub loss: Option<f64>,
}

impl StageScore {
    pub fn of(stage: Stage, scores: &Scores, confusion: &Confusion) -> Self {
        let (n, right) = (confusion.total(), confusion.right());
        let (low, high) = wilson(right, n);
        let (accuracy, macro_f1) = (confusion.accuracy(), macro_f1(confusion));
        Self { stage, n, right, accuracy, low, high, macro_f1, loss: scores.loss }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ClassScore {
    pub label: String,
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    pub support: usize,
    /// Under 30 exam rows: a rough figure.
    pub rough: bool,
}

/// One entry per category, in the order of `labels`.
pub fn class_scores(confusion: &Confusion, labels: &[String]) -> Vec<ClassScore> {
    let of = |(label, s): (&String, crate::metric::ClassScores)| ClassScore {
        label: label.clone(),
        precision: s.precision,
        recall: s.recall,
        f1: s.f1,
        support: s.support,
        rough: s.support < ROUGH,
    };
    labels.iter().zip(per_class(confusion)).map(of).collect()
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Report {
    /// Majority, quick head, kept.
    pub scores: Vec<StageScore>,
    pub labels: Vec<String>,
    pub per_class: Vec<ClassScore>,
    /// Row = true category, column = predicted, in the order of `labels`.
    pub confusion: Vec<Vec<usize>>,
    /// What was kept: tuning, or the quick head because tuning did not beat it.
    pub kept: Stage,
    #[ts(type = "number")]
    pub kept_step: u64,
    /// Time spent on the run.
    pub seconds: f64,
}

impl Report {
    pub(super) fn save(&self, run: &Path) -> Result<()> {
        let folder = run.join("report");
        std::fs::create_dir_all(&folder).at_path(&folder)?;
        let json =
            serde_json::to_string_pretty(self).map_err(|e| Error::internal("JSON").source(e))?;
        write_atomic(&folder.join("evaluation.json"), json.as_bytes())
    }

    pub fn load(run: &Path) -> Result<Self> {
        let path = run.join("report").join("evaluation.json");
        let text = std::fs::read_to_string(&path).map_err(|e| {
            Error::new(Code::NotFound, "The run has no result yet")
                .at(run.display().to_string())
                .advice("Let the training end first")
                .source(e)
        })?;
        serde_json::from_str(&text).map_err(|e| {
            Error::new(Code::BadFile, "The run's result can't be read")
                .at(path.display().to_string())
                .source(e)
        })
    }
}
